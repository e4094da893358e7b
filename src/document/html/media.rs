//! Sounds and films in raw HTML. They are shown with the browser's controls, start only when asked to, and load nothing of a third party
//! before that.

use super::{attributes, attributes::attributes, ensure_block};
use crate::{
    base::{Diagnostic, Span, say},
    document::{
        Hole, LinkTarget, address,
        body::{Attribute, Name},
        elements::Element,
        facts::{Picture, Shown},
        inline,
        sanitize::Tag,
        writer::Writer,
    },
};

/// The tag of a sound or film, or of a file or captions of one.
pub(super) fn media(writer: &mut Writer<'_>, element: &'static Element, tag: &Tag<'_>, source: Span) {
    ensure_block(writer, source);
    let is_player = matches!(element.name, Name::Audio | Name::Video);
    let mut own = attributes(writer, element, tag, &[Attribute::Controls, Attribute::Preload], source);
    let target = tag.attribute("src").map(|src| address::sort(&src));
    if element.name == Name::Track && matches!(target, Some(LinkTarget::Outside(_))) {
        // Browsers load captions from the page's own site only (HTML Standard, 4.8.11.11.3).
        let left_out = Diagnostic::warning(writer.path, say::html_attribute("src", &element.name)).at(source);
        return writer.diagnostics.push(left_out.hint(say::outside_picture_hint()));
    }
    if is_player {
        let preload = if matches!(target, Some(LinkTarget::File(..))) { "metadata" } else { "none" };
        own.extend([(Attribute::Controls, String::new()), (Attribute::Preload, preload.to_owned())]);
    }
    let mut length = |name: &'static str| {
        let value = tag.attribute(name).filter(|_| element.name == Name::Video)?;
        attributes::length(writer, element.name, name, &value, source)
    };
    let shown = Shown { width: length("width"), height: length("height") };
    let link = target.map(|target| inline::link(writer, target, "", source));
    if let Some(link) = link.and_then(|link| writer.facts.links.get_mut(link as usize)).filter(|_| shown != Shown::default()) {
        link.picture = Some(Box::new(Picture { alt: Box::default(), shown }));
    }
    if is_player {
        writer.open_inline_with(element.name, &own);
    } else {
        writer.open_with(element.name, &own, false);
    }
    link.into_iter().for_each(|link| writer.hole(Hole::Media(link)));
}
