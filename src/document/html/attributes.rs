//! What a raw tag may say of itself.

use crate::{
    base::{Diagnostic, Lang, Span, say},
    document::{
        body::{Attribute, Name},
        elements::{self, Element},
        facts::Length,
        sanitize::{self, Tag},
        writer::{Attributes, Writer},
    },
};

/// What a tag may say of its element, without the attributes in `but`.
pub(super) fn attributes(writer: &mut Writer<'_>, element: &Element, tag: &Tag<'_>, but: &[Attribute], source: Span) -> Attributes {
    let mut attributes = Attributes::new();
    let mut classes: Vec<String> = alignment(element, tag).into_iter().map(str::to_owned).collect();
    let mut seen: Vec<Attribute> = Vec::new();
    for (name, value) in tag.attributes() {
        let Some(name) = element.attributes.iter().chain(elements::EVERYWHERE).find(|allowed| name.eq_ignore_ascii_case(allowed)) else {
            continue;
        };
        // The old form of an id. Addresses, and what a picture says, go another way, and are no attributes of a body.
        let Some(name) = Attribute::named(if *name == "name" { "id" } else { name }).filter(|name| *name != Attribute::Alt) else {
            continue;
        };
        if but.contains(&name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let place = if value.is_empty() { source } else { super::place(writer, &value, source) };
        match value_of(writer, element.name, name, &value, place) {
            Some(value) if name == Attribute::Class => classes.insert(0, value),
            Some(value) => attributes.push((name, value)),
            None => {}
        }
    }
    if !classes.is_empty() {
        attributes.push((Attribute::Class, classes.join(" ")));
    }
    let direction = sanitize::direction(tag, writer.is_rtl());
    attributes.extend(direction.map(|direction| (Attribute::Dir, direction.to_owned())));
    attributes
}

/// The class for the side on which the words of a cell stand, as columns of Markdown's tables have it.
fn alignment(element: &Element, tag: &Tag<'_>) -> Option<&'static str> {
    if !element.name.is_cell() {
        return None;
    }
    let side = tag.attribute("style").and_then(|style| declared(&style, "text-align")).or_else(|| tag.attribute("align"))?;
    match side.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some("align-left"),
        "center" => Some("align-center"),
        "right" | "end" => Some("align-right"),
        _ => None,
    }
}

/// The value that a `style` gives a property.
fn declared(style: &str, property: &str) -> Option<String> {
    let declarations = style.split(';').filter_map(|one| one.split_once(':'));
    declarations
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim().to_ascii_lowercase())
        .next_back()
}

/// Whether a `style` says no more than on which side the words of a cell stand.
fn only_aligns(element: &Element, style: &str) -> bool {
    let properties = || style.split(';').map(|one| one.split(':').next().unwrap_or("").trim()).filter(|name| !name.is_empty());
    element.name.is_cell() && properties().all(|name| name.eq_ignore_ascii_case("text-align"))
}

/// Says of a `style` what its loss means: what it hides is shown; all others are counted, and the first is named.
fn style(writer: &mut Writer<'_>, element: &Element, style: &str, source: Span) {
    let is = |property, value| declared(style, property).is_some_and(|given| given.starts_with(value));
    if is("display", "none") || is("visibility", "hidden") {
        let message = say::html_hidden(&element.name);
        let hint = say::html_hidden_hint();
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
    } else if !only_aligns(element, style) {
        writer.styles.get_or_insert((source, 0)).1 += 1;
    }
}

/// Says how many `style`s were left out: a page of the web may have hundreds.
pub(in crate::document) fn say_styles(writer: &mut Writer<'_>) {
    if let Some((source, count)) = writer.styles.take() {
        let message = say::html_style(count);
        let hint = say::html_style_hint();
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
    }
}

/// The value of an attribute as it may stand in the page; `None` if it may not.
fn value_of(writer: &mut Writer<'_>, element: Name, name: Attribute, value: &str, source: Span) -> Option<String> {
    let number = value.trim().parse::<i32>().ok();
    let good = match name {
        Attribute::Id => return writer.given_id(value, source),
        Attribute::Class => {
            let known = elements::CLASSES.iter().filter(|class| value.split_whitespace().any(|given| elements::class(given) == **class));
            return Some(known.copied().collect::<Vec<_>>().join(" ")).filter(|classes| !classes.is_empty());
        }
        Attribute::Open | Attribute::Reversed | Attribute::Default | Attribute::Controls => return Some(String::new()),
        Attribute::Colspan | Attribute::Rowspan | Attribute::Span => number.is_some_and(|number| (1..=1000).contains(&number)),
        Attribute::Start | Attribute::Value => number.is_some(),
        Attribute::Dir => ["ltr", "rtl", "auto"].iter().any(|known| value.eq_ignore_ascii_case(known)),
        Attribute::Scope => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        // RFC 6838, 4.2: the kind of a sound or film, by which browsers choose.
        Attribute::Type if element == Name::Source => ["audio/", "video/", "application/"].iter().any(|start| value.starts_with(start)),
        Attribute::Type => ["1", "a", "A", "i", "I"].contains(&value),
        Attribute::Kind => ["subtitles", "captions", "descriptions", "chapters"].contains(&value),
        Attribute::Preload => false,
        Attribute::Srclang => Lang::is_tag(value),
        Attribute::Lang => value.is_empty() || Lang::is_tag(value),
        Attribute::Datetime => value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'+' | b' ')),
        Attribute::Title | Attribute::Alt | Attribute::Label | Attribute::DataN | Attribute::DataFacs | Attribute::DataPage => true,
    };
    if !good {
        meaningless(writer, element, name.as_str(), source);
    }
    good.then(|| value.to_owned())
}

/// The length that an attribute of a picture gives.
pub(super) fn length(writer: &mut Writer<'_>, element: Name, name: &str, value: &str, source: Span) -> Option<Length> {
    let length = Length::read(value);
    if length.is_none() {
        meaningless(writer, element, name, source);
    }
    length
}

fn meaningless(writer: &mut Writer<'_>, element: Name, name: &str, source: Span) {
    let message = say::html_attribute_meaningless(name, &element);
    writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(say::html_attribute_meaningless_hint()));
}

/// Says which attributes of a tag are left out, each name of an element once.
pub(super) fn report(writer: &mut Writer<'_>, element: &'static Element, tag: &Tag<'_>, source: Span, said: &mut Vec<(Name, String)>) {
    const MOST: usize = 20;
    if tag.closing {
        return;
    }
    for (name, value) in tag.attributes() {
        let name = name.to_ascii_lowercase();
        if name == "style" {
            style(writer, element, &value, source);
            continue;
        }
        let unknown = || value.split_whitespace().find(|given| !elements::CLASSES.contains(&elements::class(given))).map(str::to_owned);
        let short = |name: &str| name.chars().take(40).collect::<String>();
        let (message, unknown) = match name.as_str() {
            "class" => match unknown() {
                Some(class) => (say::html_attribute_class(short(&class), &element.name), class),
                None => continue,
            },
            _ if element.may_have(&name) => continue,
            _ => (say::html_attribute(short(&name), &element.name), name.clone()),
        };
        if said.len() >= MOST || said.iter().any(|(of, other)| *of == element.name && *other == unknown) {
            continue;
        }
        said.push((element.name, unknown));
        let hint = if name == "class" {
            {
                let classes = elements::CLASSES.iter().filter(|class| !class.contains("callout-"));
                say::html_attribute_hint_classes(classes.map(|class| (*class).to_owned()).collect::<Vec<_>>())
            }
        } else if name.starts_with("on") {
            say::html_attribute_hint_runs()
        } else {
            let all: Vec<String> = element
                .attributes
                .iter()
                .chain(elements::EVERYWHERE)
                .filter(|name| **name != "style")
                .map(|name| (*name).to_owned())
                .collect();
            say::html_attribute_hint(all)
        };
        // What says how a thing looks says nothing to readers.
        let looks = matches!(
            name.as_str(),
            "class"
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
        writer.diagnostics.push(said(writer.path, message).at(source).hint(hint));
    }
}
