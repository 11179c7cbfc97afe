//! The syntax of views, as calls of `app::markup`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeElement, NodeName};
use rstml::Infallible;
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

fn html(nodes: &[Node]) -> Result<TokenStream> {
    let kids = kids(nodes)?;
    Ok(quote! { crate::markup::Html::of(::std::vec![#(#kids),*]) })
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
    let kids = kids(element.children())?;
    let kids = match (kids.is_empty(), RAW.contains(&tag.as_str())) {
        (true, _) => quote! {},
        (false, true) => quote! { .raw(::std::vec![#(#kids),*]) },
        (false, false) => quote! { .kids(::std::vec![#(#kids),*]) },
    };
    Ok(quote! { #start #(#attributes)* #kids .kid() })
}

fn attribute(attribute: &NodeAttribute) -> Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(attribute.span(), "attributes are given by name"));
    };
    let name = attribute.key.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let value = value(attribute)?;
    Ok(match name.split_once(':') {
        None => quote! { .attr(#name, crate::markup::Value::value(#value)) },
        Some(("class", class)) => quote! { .class(#class, crate::markup::Value::value(#value)) },
        Some(("prop", name)) => quote! { .prop(#name, crate::markup::Value::value(#value)) },
        Some(("on", event)) => {
            let event = format_ident!("{event}", span = attribute.key.span());
            quote! { .on(::leptos::ev::#event, #value) }
        }
        Some(_) => return Err(Error::new(attribute.key.span(), "only class:, prop: and on: are known here")),
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
    let mut props = Vec::new();
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(a) if matches!(a.key, NodeName::Path(_)) => {
                let key = &a.key;
                let value = a.value().map_or_else(|| quote! { #key }, |v| quote! { #v });
                props.push(quote! { .#key(#[allow(unused_braces)] { #value }) });
            }
            other => return Err(Error::new(other.span(), "a component takes its own properties only")),
        }
    }
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
