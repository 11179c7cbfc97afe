//! A server function as the browser sees it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Error, Expr, ExprLit, FnArg, ItemFn, Lit, MetaNameValue, Pat, Result, Token, parse::Parser, punctuated::Punctuated,
};

pub fn expand(args: TokenStream, body: TokenStream) -> Result<TokenStream> {
    let function: ItemFn = syn::parse2(body)?;
    let given = Punctuated::<MetaNameValue, Token![,]>::parse_terminated.parse2(args)?;
    let (attrs, vis, sig) = (&function.attrs, &function.vis, &function.sig);

    let mut name = format_ident!("{}", pascal(&sig.ident.to_string()), span = sig.ident.span());
    let mut endpoint = None;
    for MetaNameValue { path, value, .. } in &given {
        match (path.get_ident().map(ToString::to_string).as_deref(), value) {
            (Some("name"), Expr::Path(value)) => name = value.path.require_ident()?.clone(),
            (
                Some("endpoint"),
                Expr::Lit(ExprLit {
                    lit: Lit::Str(value), ..
                }),
            ) => endpoint = Some(value.value()),
            _ => return Err(Error::new_spanned(path, "a server function has a name and an endpoint")),
        }
    }
    let Some(endpoint) = endpoint else {
        return Err(Error::new_spanned(&sig.ident, "a server function has a fixed endpoint"));
    };
    let path = format!("/api/{endpoint}");

    let mut fields = Vec::new();
    for input in &sig.inputs {
        match input {
            FnArg::Typed(argument) => match &*argument.pat {
                Pat::Ident(field) => fields.push(&field.ident),
                other => return Err(Error::new_spanned(other, "arguments are plain names")),
            },
            FnArg::Receiver(receiver) => return Err(Error::new_spanned(receiver, "a server function has no self")),
        }
    }
    let names = fields.iter().map(|f| f.to_string());
    let doc = format!("`{path}`");
    Ok(quote! {
        #[doc = #doc]
        #vis struct #name;

        impl crate::api::ServerFn for #name {
            const PATH: &'static str = #path;
        }

        #(#attrs)*
        #vis #sig {
            let form = crate::api::Form::new() #(.with(#names, #fields))*;
            crate::api::ask(#path, form).await
        }
    })
}

/// `set_like` → `SetLike`
fn pascal(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_asked_at_its_address() {
        let made = expand(
            quote! { name = GetFeed, endpoint = "feed" },
            quote! { pub async fn feed(scope: String, cursor: Option<String>) -> Answer<FeedPage> { secret() } },
        )
        .unwrap()
        .to_string();
        assert!(made.contains("struct GetFeed") && made.contains("\"/api/feed\"") && !made.contains("secret"));
        assert!(made.contains("with (\"scope\" , scope)") && made.contains("with (\"cursor\" , cursor)"));
    }

    #[test]
    fn the_name_follows_the_function() {
        let made = expand(
            quote! { endpoint = "like" },
            quote! { async fn set_like() -> Answer<()> {} },
        );
        assert!(made.unwrap().to_string().contains("struct SetLike"));
    }

    #[test]
    fn without_an_endpoint_it_does_not_compile() {
        assert!(expand(quote! { name = A }, quote! { async fn a() -> Answer<()> {} }).is_err());
    }
}
