//! What the engine gives, as HTML: its own writer does not escape.

use hayagriva::{
    Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting,
    citationberg::{Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign},
};

use super::engine::CitationPart;
use crate::base::{Href, Html, WebAddress};

/// What is left out on the way.
#[derive(Clone, Copy, Default)]
pub struct Without {
    /// The names of authors and editors: the text has named them.
    pub names: bool,
    /// The number of the citation.
    pub number: bool,
}

/// An entry.
pub fn entry(first: Option<&ElemChild>, content: &ElemChildren, without: Without) -> Html {
    let mut html = Html::new();
    if let Some(first) = first {
        child(first, without, &mut html);
        if !html.is_empty() && !html.ends_with(' ') {
            html.words(" ");
        }
    }
    children(content, without, &mut html);
    html.cut(str::trim)
}

/// A citation: what stands around the works cited, and each of these by its place in the bracket.
pub fn citation(content: &ElemChildren, without: impl Fn(usize) -> Without) -> Vec<CitationPart> {
    let mut parts: Vec<CitationPart> = Vec::new();
    for one in &content.0 {
        match one {
            ElemChild::Elem(Elem { children: inner, meta: Some(ElemMeta::Entry(nth)), .. }) => {
                let mut html = Html::new();
                children(inner, without(*nth), &mut html);
                parts.push(CitationPart::Cite(*nth, html.cut(|html| html.trim_start_matches([',', ' ', ';', ':']))));
            }
            other => {
                let mut html = Html::new();
                child(other, Without::default(), &mut html);
                match parts.last_mut() {
                    Some(CitationPart::Text(last)) => last.push(&html),
                    _ => parts.push(CitationPart::Text(html)),
                }
            }
        }
    }
    parts
}

fn children(content: &ElemChildren, without: Without, html: &mut Html) {
    for one in &content.0 {
        child(one, without, html);
    }
}

fn child(one: &ElemChild, without: Without, html: &mut Html) {
    match one {
        ElemChild::Text(formatted) => text_of(formatted, html),
        ElemChild::Elem(elem) => element(elem, without, html),
        // Markup of Typst, which none of our records hold.
        ElemChild::Markup(markup) => html.words(markup),
        ElemChild::Link { text: formatted, url } => {
            let url = WebAddress::of_page(url);
            let safe = !url.is_empty();
            if safe {
                html.open("a").address("href", Href::Web(&url)).end();
            }
            text_of(formatted, html);
            if safe {
                html.close("a");
            }
        }
        ElemChild::Transparent { .. } => {}
    }
}

fn element(elem: &Elem, without: Without, html: &mut Html) {
    match elem.meta {
        Some(ElemMeta::Names(_) | ElemMeta::Name(..)) if without.names => return,
        Some(ElemMeta::CitationNumber) if without.number => return,
        _ => {}
    }
    // Entries stand in paragraphs and list items, so parts of them can be no blocks of their own.
    let class = match elem.display {
        Some(Display::Block) => "csl-block",
        Some(Display::Indent) => "csl-indent",
        Some(Display::LeftMargin) => "csl-left-margin",
        Some(Display::RightInline) => "csl-right-inline",
        None => "",
    };
    let mut inner = Html::new();
    children(&elem.children, without, &mut inner);
    if class.is_empty() || inner.is_empty() {
        html.push(&inner);
    } else {
        if !html.is_empty() && !html.ends_with(' ') {
            html.words(" ");
        }
        html.open("span").attribute("class", class).end();
        html.push(&inner.cut(str::trim));
        html.close("span");
    }
}

fn text_of(formatted: &Formatted, html: &mut Html) {
    let elements = elements(formatted.formatting);
    for (name, class) in &elements {
        html.open(name).attribute_if_any("class", class).end();
    }
    html.words(&formatted.text);
    for (name, _) in elements.iter().rev() {
        html.close(name);
    }
}

/// The elements of a formatting, from the outermost, with their classes.
fn elements(formatting: Formatting) -> Vec<(&'static str, &'static str)> {
    let mut elements = Vec::new();
    if formatting.font_style == FontStyle::Italic {
        elements.push(("i", ""));
    }
    if formatting.font_weight == FontWeight::Bold {
        elements.push(("b", ""));
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        elements.push(("span", "small-caps"));
    }
    if formatting.text_decoration == TextDecoration::Underline {
        elements.push(("u", ""));
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => elements.push(("sup", "")),
        VerticalAlign::Sub => elements.push(("sub", "")),
        _ => {}
    }
    elements
}
