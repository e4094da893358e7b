//! What a raw tag may say of itself.

use crate::{
    base::{Diagnostic, Lang, Span, text},
    document::{
        facts::Length,
        sanitize::{self, Tag},
        writer::Writer,
    },
};

/// The opening tag of an element with what it may say of itself.
pub(in crate::document) fn open_tag(writer: &mut Writer<'_>, element: &sanitize::Element, tag: &Tag<'_>, source: Span) -> String {
    format!("<{}{}", element.name, attributes(writer, element, tag, &[], source))
}

/// The end of such a tag behind its name, without the attributes in `but`.
pub(super) fn attributes(writer: &mut Writer<'_>, element: &sanitize::Element, tag: &Tag<'_>, but: &[&str], source: Span) -> String {
    let mut html = String::new();
    let mut seen: Vec<&'static str> = Vec::new();
    for (name, value) in tag.attributes() {
        let Some(name) = element.attributes.iter().chain(sanitize::EVERYWHERE).copied().find(|allowed| name.eq_ignore_ascii_case(allowed))
        else {
            continue;
        };
        // The old form of an id.
        let name = if name == "name" { "id" } else { name };
        // Addresses, and what a picture says, go another way.
        if matches!(name, "href" | "src" | "alt") || but.contains(&name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let place = if value.is_empty() { source } else { super::place(writer, &value, source) };
        if let Some(value) = value_of(writer, element.name, name, &value, place) {
            html.push_str(&format!(" {name}=\""));
            text::escape_attribute(&mut html, &value);
            html.push('"');
        }
    }
    html.push_str(sanitize::direction(tag, writer.is_rtl()));
    html.push('>');
    html
}

/// The value of an attribute as it may stand in the page; `None` if it may not.
pub(super) fn value_of(writer: &mut Writer<'_>, element: &str, name: &'static str, value: &str, source: Span) -> Option<String> {
    let number = value.trim().parse::<i32>().ok();
    let good = match name {
        "id" => return writer.given_id(value, source),
        "class" => {
            let known = sanitize::CLASSES.iter().filter(|class| value.split_whitespace().any(|given| sanitize::class(given) == **class));
            return Some(known.copied().collect::<Vec<_>>().join(" ")).filter(|classes| !classes.is_empty());
        }
        "open" | "reversed" => return Some(String::new()),
        "colspan" | "rowspan" | "span" => number.is_some_and(|number| (1..=1000).contains(&number)),
        "start" | "value" => number.is_some(),
        "dir" => ["ltr", "rtl", "auto"].iter().any(|known| value.eq_ignore_ascii_case(known)),
        "scope" => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        "type" => ["1", "a", "A", "i", "I"].contains(&value),
        "lang" => value.is_empty() || Lang::is_tag(value),
        "datetime" => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'+' | b' ')),
        "width" | "height" => Length::read(value).is_some(),
        _ => true,
    };
    if !good {
        let message = format!("`{name}` of `<{element}>` is left out: it has no meaning");
        writer.diagnostics.push(Diagnostic::warning(writer.path, "html-attribute", message).at(source).hint("correct its value"));
    }
    good.then(|| value.to_owned())
}

/// Says which attributes of a tag are left out, each name of an element once.
pub(super) fn report(
    writer: &mut Writer<'_>,
    element: &'static sanitize::Element,
    tag: &Tag<'_>,
    source: Span,
    said: &mut Vec<(&'static str, String)>,
) {
    const MOST: usize = 20;
    if tag.closing {
        return;
    }
    for (name, value) in tag.attributes() {
        let name = name.to_ascii_lowercase();
        let unknown = || value.split_whitespace().find(|given| !sanitize::CLASSES.contains(&sanitize::class(given))).map(str::to_owned);
        let (what, unknown) = match name.as_str() {
            "class" => match unknown() {
                Some(class) => (format!("the class `{}`", class.chars().take(40).collect::<String>()), class),
                None => continue,
            },
            _ if sanitize::may_have(element, &name) => continue,
            _ => (format!("the attribute `{}`", name.chars().take(40).collect::<String>()), name.clone()),
        };
        if said.len() >= MOST || said.iter().any(|(of, other)| *of == element.name && *other == unknown) {
            continue;
        }
        said.push((element.name, unknown));
        let message = format!("{what} of `<{}>` is left out", element.name);
        let hint = if name == "class" {
            format!(
                "a text may have the classes {}",
                sanitize::CLASSES
                    .iter()
                    .filter(|class| !class.contains("callout-"))
                    .map(|class| format!("`{class}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        } else if name.starts_with("on") {
            String::from("nothing that a text holds runs in a page")
        } else {
            let all: Vec<String> = element.attributes.iter().chain(sanitize::EVERYWHERE).map(|name| format!("`{name}`")).collect();
            format!("it may have {}; how things look is for the style sheet", all.join(", "))
        };
        // What says how a thing looks says nothing to readers.
        let looks = matches!(
            name.as_str(),
            "class"
                | "style"
                | "align"
                | "valign"
                | "width"
                | "height"
                | "border"
                | "bgcolor"
                | "color"
                | "cellpadding"
                | "cellspacing"
                | "target"
                | "rel"
                | "loading"
                | "role"
                | "tabindex"
        ) || name.starts_with("data-")
            || name.starts_with("aria-");
        let said = if looks { Diagnostic::notice } else { Diagnostic::warning };
        writer.diagnostics.push(said(writer.path, "html-attribute", message).at(source).hint(hint));
    }
}
