use crate::parts::Toasts;
use crate::site::w;
use domain::Audience;
use domain::view::RecordCard;

/// The name of an audience, and who that is.
pub fn audience_words(audience: Audience) -> (&'static str, &'static str) {
    match audience {
        Audience::Unit => (w().to_unit, w().to_unit_who),
        Audience::Granted => (w().to_granted, w().to_granted_who),
        Audience::Leaders => (w().to_leaders, w().to_leaders_who),
        Audience::Draft => (w().to_draft, w().to_draft_who),
    }
}

/// A draft stands in no list but its writer's own: so one is told where.
pub fn tell_draft(card: &RecordCard, toasts: Toasts) {
    if card.audience == Audience::Draft {
        toasts.point(
            w().kept_as_draft,
            w().live.my_drafts,
            format!("/person/{}", card.author.id),
        );
    }
}
