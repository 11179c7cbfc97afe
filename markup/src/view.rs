//! The syntax of views, as calls of `app::markup`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeElement, NodeName};
use std::sync::atomic::{AtomicU32, Ordering};
use syn::spanned::Spanned;
use syn::{Error, LitStr, Result};

/// Elements whose children are text and nothing else: the server writes them as they are, so there is nothing to take over.
const RAW: [&str; 4] = ["noscript", "script", "style", "textarea"];
const SVG: [&str; 9] = ["circle", "g", "line", "path", "polyline", "rect", "svg", "text", "use"];

pub fn expand(tokens: TokenStream) -> TokenStream {
    let config = rstml::ParserConfig::default().recover_block(true);
    let (nodes, errors) = rstml::Parser::new(config).parse_recoverable(tokens).split_vec();
    let errors = errors.into_iter().map(|e| e.emit_as_expr_tokens());
    let html = html(&nodes).unwrap_or_else(Error::into_compile_error);
    quote! {{
        #[allow(unused_braces, unused_imports)]
        {
            use crate::markup::{FromFn as _, FromView as _};
            #(#errors;)*
            #html
        }
    }}
}

/// Each place in the source has a number, as it has a type of its own with Leptos: what stands there is changed in place only by
/// what was written at the same place.
fn html(nodes: &[Node]) -> Result<TokenStream> {
    static PLACES: AtomicU32 = AtomicU32::new(1);
    let kids = kids(nodes)?;
    let place = PLACES.fetch_add(1, Ordering::Relaxed);
    Ok(quote! { crate::markup::Html::of(#place, ::std::vec![#(#kids),*]) })
}

fn kids(nodes: &[Node]) -> Result<Vec<TokenStream>> {
    let all: Result<Vec<Vec<TokenStream>>> = nodes.iter().map(kid).collect();
    Ok(all?.into_iter().flatten().collect())
}

fn kid(node: &Node) -> Result<Vec<TokenStream>> {
    let one = match node {
        Node::Comment(_) => return Ok(Vec::new()),
        Node::Fragment(fragment) => return kids(fragment.children()),
        Node::Text(text) => {
            let text = &text.value;
            quote! { crate::markup::text(#text) }
        }
        Node::RawText(raw) => {
            let text = LitStr::new(&raw.to_string_best(), raw.span());
            quote! { crate::markup::text(#text) }
        }
        // Text and closures without a type of their own where that can be had; everything else by Leptos' ways.
        Node::Block(block) => quote_spanned! {block.span()=> crate::markup::Slot::new(#block).kid() },
        Node::Element(element) if is_component(element.name()) => component(element)?,
        Node::Element(element) => self::element(element)?,
        other => return Err(Error::new(other.span(), "no such thing in a view")),
    };
    Ok(vec![one])
}

fn is_component(name: &NodeName) -> bool {
    name.to_string().starts_with(|c: char| c.is_ascii_uppercase())
}

fn element(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let tag = element.name().to_string();
    let start = if SVG.contains(&tag.as_str()) {
        quote! { crate::markup::El::svg(#tag) }
    } else {
        quote! { crate::markup::El::new(#tag) }
    };
    let attributes: Result<Vec<_>> = element.attributes().iter().map(attribute).collect();
    let attributes = attributes?;
    let mut kids = kids(element.children())?;
    if is_sent_by_browser(element) {
        kids.insert(
            0,
            quote! { crate::markup::Slot::new(crate::session::meant_of_page()).kid() },
        );
    }
    let kids = match (kids.is_empty(), RAW.contains(&tag.as_str())) {
        (true, _) => quote! {},
        (false, true) => quote! { .raw(::std::vec![#(#kids),*]) },
        (false, false) => quote! { .kids(::std::vec![#(#kids),*]) },
    };
    Ok(quote! { #start #(#attributes)* #kids .kid() })
}

/// A form that writes and has no script of its own: it says for whom its page was made. Others do so where they are sent.
fn is_sent_by_browser(element: &NodeElement<Infallible>) -> bool {
    let given = |name: &str| {
        element.attributes().iter().find_map(|attribute| match attribute {
            NodeAttribute::Attribute(attribute) if attribute.key.to_string() == name => Some(attribute),
            _ => None,
        })
    };
    let method = given("method").and_then(KeyedAttribute::value);
    let posts = method.is_some_and(|method| quote! { #method }.to_string() == "\"post\"");
    element.name().to_string() == "form" && posts && given("on:submit").is_none()
}

fn attribute(attribute: &NodeAttribute) -> Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(attribute.span(), "attributes are given by name"));
    };
    let name = attribute.key.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let value = value(attribute)?;
    if name == "inner_html" {
        return Ok(quote! { .inside(crate::markup::Value::value(#value)) });
    }
    if name == "later" {
        return Ok(quote! { .later(#value) });
    }
    if name == "node_ref" {
        return Err(Error::new(
            attribute.key.span(),
            "not known here: ids and text do it (docs/adr/0014)",
        ));
    }
    Ok(match name.split_once(':') {
        None => quote! { .attr(#name, crate::markup::Value::value(#value)) },
        Some(("class", class)) => quote! { .class(#class, crate::markup::Value::value(#value)) },
        Some(("prop", name)) => quote! { .prop(#name, crate::markup::Value::value(#value)) },
        Some(("on", event)) => {
            let event = format_ident!("{event}", span = attribute.key.span());
            quote! { .on(::leptos::ev::#event, #value) }
        }
        Some(_) => {
            return Err(Error::new(
                attribute.key.span(),
                "only class:, prop: and on: are known here",
            ));
        }
    })
}

fn value(attribute: &KeyedAttribute) -> Result<TokenStream> {
    match (&attribute.possible_value, attribute.value()) {
        (KeyedAttributeValue::None, _) => Ok(quote! { true }),
        (_, Some(value)) => Ok(quote! { #value }),
        _ => Err(Error::new(attribute.key.span(), "no value for this attribute")),
    }
}

fn component(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = element.name();
    let given: Result<Vec<_>> = element.attributes().iter().map(property).collect();
    let given = given?;
    match name.to_string().as_str() {
        "Show" => return show(element, &given),
        "For" => return each(element, &given),
        _ => {}
    }
    let props = given
        .iter()
        .map(|(key, value)| quote! { .#key(#[allow(unused_braces)] { #value }) });
    let children = if element.children().is_empty() {
        quote! {}
    } else {
        let html = html(element.children())?;
        quote! { .children(::leptos::children::ToChildren::to_children(move || #html)) }
    };
    Ok(quote! {
        crate::markup::Kid::view(::leptos::component::component_view(
            #[allow(clippy::needless_borrows_for_generic_args)]
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build()
        ))
    })
}

fn property(attribute: &NodeAttribute) -> Result<(&NodeName, TokenStream)> {
    match attribute {
        NodeAttribute::Attribute(a) if matches!(a.key, NodeName::Path(_)) => {
            let key = &a.key;
            Ok((key, a.value().map_or_else(|| quote! { #key }, |v| quote! { #v })))
        }
        other => Err(Error::new(other.span(), "a component takes its own properties only")),
    }
}

fn show(element: &NodeElement<Infallible>, given: &[(&NodeName, TokenStream)]) -> Result<TokenStream> {
    let [when, fallback] = named(element, given, ["when", "fallback"])?;
    let when = when.ok_or_else(|| Error::new(element.span(), "<Show> needs when"))?;
    let fallback = fallback.unwrap_or_else(|| quote! { ::leptos::children::ViewFn::default() });
    let html = html(element.children())?;
    Ok(quote! { crate::markup::show(#when, #fallback, move || #html) })
}

fn each(element: &NodeElement<Infallible>, given: &[(&NodeName, TokenStream)]) -> Result<TokenStream> {
    match named(element, given, ["each", "key", "children"])? {
        [Some(items), Some(key), Some(children)] if element.children().is_empty() => {
            Ok(quote! { crate::markup::each(#items, #key, #children) })
        }
        _ => Err(Error::new(
            element.span(),
            "<For> needs each, key and children, as attributes",
        )),
    }
}

fn named<const N: usize>(
    element: &NodeElement<Infallible>,
    given: &[(&NodeName, TokenStream)],
    names: [&str; N],
) -> Result<[Option<TokenStream>; N]> {
    if given.iter().any(|(key, _)| !names.contains(&key.to_string().as_str())) {
        return Err(Error::new(
            element.span(),
            format!("<{}> takes {}", element.name(), names.join(", ")),
        ));
    }
    Ok(names.map(|name| {
        let found = given.iter().find(|(key, _)| key.to_string() == name);
        found.map(|(_, value)| value.clone())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(tokens: TokenStream) -> String {
        expand(tokens).to_string().replace(' ', "")
    }

    #[test]
    fn an_element_carries_what_is_written() {
        let made = made(quote! {
            <a class="x" class:on=yes aria-label=word() prop:value=v r#as="fetch" disabled later on:click=act>"text"{more}</a>
        });
        for part in [
            "El::new(\"a\")",
            ".attr(\"class\",crate::markup::Value::value(\"x\"))",
            ".class(\"on\",crate::markup::Value::value(yes))",
            ".attr(\"aria-label\",crate::markup::Value::value(word()))",
            ".prop(\"value\",crate::markup::Value::value(v))",
            ".attr(\"as\",crate::markup::Value::value(\"fetch\"))",
            ".attr(\"disabled\",crate::markup::Value::value(true))",
            ".later(true)",
            ".on(::leptos::ev::click,act)",
            "crate::markup::text(\"text\")",
            "Slot::new({more}).kid()",
        ] {
            assert!(made.contains(part), "{part} in {made}");
        }
    }

    #[test]
    fn a_form_that_writes_says_for_whom_its_page_was_made() {
        let says = |tokens| made(tokens).contains("crate::session::meant_of_page()");
        assert!(says(
            quote! { <form class="sheet" method="post" action=to><button/></form> }
        ));
        assert!(says(quote! { <p><form method="post" action="/me"></form></p> }));
        assert!(!says(quote! { <form method="get" action="/search"><button/></form> }));
        assert!(!says(quote! { <form method="post" on:submit=send><button/></form> }));
    }

    #[test]
    fn svg_has_its_namespace_and_fields_keep_their_text() {
        assert!(made(quote! { <svg><use href=x></use></svg> }).contains("El::svg(\"use\")"));
        assert!(made(quote! { <textarea>{text}</textarea> }).contains(".raw("));
    }

    #[test]
    fn components_flow_and_lists() {
        assert!(made(quote! { <Card id=a whole/> }).contains(".id("));
        assert!(made(quote! { <Show when=f><p/></Show> }).contains("ViewFn::default()"));
        assert!(made(quote! { <For each=a key=b children=c/> }).contains("crate::markup::each(a,b,c)"));
    }

    #[test]
    fn what_is_not_understood_does_not_compile() {
        for tokens in [
            quote! { <For each=a/> },
            quote! { <Show when=f other=g><p/></Show> },
            quote! { <p style:color="red"/> },
            quote! { <p node_ref=x/> },
            quote! { <Card on:click=f/> },
            quote! { <p {..rest}/> },
        ] {
            assert!(made(tokens.clone()).contains("compile_error!"), "{tokens}");
        }
    }
}
