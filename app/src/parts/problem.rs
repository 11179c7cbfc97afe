use crate::api::ApiError;
use crate::prelude::*;
use crate::site::lang;

/// What went wrong with a form or one of its fields, in words, announced when it appears.
#[component]
pub fn Problem(
    error: RwSignal<Option<ApiError>>,
    /// The field it stands under; none for what concerns no field.
    #[prop(optional)]
    field: Option<&'static str>,
    /// Fields that show their own problems, so that the form does not say them twice.
    #[prop(optional)]
    others: &'static [&'static str],
    id: String,
) -> impl IntoView {
    let words = move || {
        error.with(|e| {
            let e = e.as_ref()?;
            let mine = match field {
                Some(_) => e.field() == field,
                None => e.field().is_none_or(|f| !others.contains(&f)),
            };
            mine.then(|| e.words(lang()))
        })
    };
    view! { <p class="problem" role="alert" id=id>{words}</p> }
}

/// For `aria-invalid`.
pub fn fails_at(
    error: RwSignal<Option<ApiError>>,
    field: &'static str,
) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
    move || {
        error
            .with(|e| e.as_ref().and_then(ApiError::field) == Some(field))
            .then_some("true")
    }
}
