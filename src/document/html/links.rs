//! Raw links, places, pictures.

use super::{
    attributes::{self, attributes},
    ensure_block,
};
use crate::{
    base::{Diagnostic, Span, say},
    document::{
        Hole, LinkTarget, address,
        body::{Attribute, Name},
        cite::{self, Cite},
        elements,
        facts::{Picture, Shown},
        inline,
        sanitize::Tag,
        writer::{Element, Inline, Writer},
    },
};

/// `<a>`: a link, or only a place that links may lead to.
pub(super) fn anchor(writer: &mut Writer<'_>, element: &'static elements::Element, tag: &Tag<'_>, source: Span) {
    if tag.closing {
        let opened = writer.inline.iter().rposition(|inline| matches!(inline, Inline::Anchor | Inline::Link { .. }));
        if let Some(depth) =
            opened.filter(|&depth| matches!(writer.inline.get(depth), Some(Inline::Anchor | Inline::Link { raw: true, .. })))
        {
            writer.close_inline(depth);
        }
        return;
    }
    ensure_block(writer, source);
    match tag.attribute("href") {
        Some(href) if !writer.in_link() => {
            // What the link says of itself comes with its address.
            let tail = attributes(writer, element, tag, &[Attribute::Class, Attribute::Title], source);
            inline::open_link_with(writer, address::sort(&href), &tag.attribute("title").unwrap_or_default(), &tail, source);
            if let Some(Inline::Link { raw, .. }) = writer.inline.last_mut() {
                *raw = true;
            }
        }
        _ => {
            // A link may not stand in an anchor, so the place is a span.
            let tail = attributes(writer, element, tag, &[], source);
            writer.open_with(Name::Span, &tail, false);
            writer.push_inline(Inline::Anchor);
        }
    }
}

/// A picture in raw HTML.
pub(super) fn raw_image(writer: &mut Writer<'_>, element: &'static elements::Element, tag: &Tag<'_>, source: Span) {
    if tag.closing {
        return;
    }
    ensure_block(writer, source);
    let mut length = |name: &'static str| {
        let value = tag.attribute(name)?;
        attributes::length(writer, element.name, name, &value, source)
    };
    let shown = Shown { width: length("width"), height: length("height") };
    let id = tag.attribute("id").and_then(|id| writer.given_id(&id, source));
    let target = address::sort(&tag.attribute("src").unwrap_or_default());
    let (title, alt) = (tag.attribute("title").unwrap_or_default(), tag.attribute("alt").unwrap_or_default());
    image(writer, Image { target, title: &title, alt: &alt, shown, id: id.as_deref() }, source);
}

/// A picture, as a text asks for it.
pub(in crate::document) struct Image<'t> {
    /// Where it is.
    pub target: LinkTarget,
    /// What it is called; empty if nothing is said.
    pub title: &'t str,
    /// Its description.
    pub alt: &'t str,
    /// How large it shall be.
    pub shown: Shown,
    /// Its fragment id: one that [`Writer::given_id`] gave.
    pub id: Option<&'t str>,
}

/// A picture of another site: a link to it, as a page asks nobody else for what it shows.
fn outside(writer: &mut Writer<'_>, image: Image<'_>, source: Span) {
    let LinkTarget::Outside(address) = &image.target else { return };
    let said = if writer.in_link() { say::outside_picture_in_link(address.as_str()) } else { say::outside_picture(address.as_str()) };
    writer.diagnostics.push(Diagnostic::warning(writer.path, said).at(source).hint(say::outside_picture_hint()));
    // Of a figure a reader sees the caption.
    let is_figure = !image.title.trim().is_empty() && writer.stands_alone(source);
    let (first, second) = if is_figure { (image.title, image.alt) } else { (image.alt, image.title) };
    let called = [first, second, address.as_str()].into_iter().map(str::trim).find(|words| !words.is_empty());
    let words = called.unwrap_or_default().to_owned();
    let id: Vec<(Attribute, String)> = image.id.map(|id| (Attribute::Id, id.to_owned())).into_iter().collect();
    if writer.in_link() {
        writer.open_with(Name::Span, &id, false);
        writer.words(&words);
        writer.close(Name::Span, false);
        return;
    }
    let title = if words == second.trim() { "" } else { second };
    inline::open_link_with(writer, image.target, title, &id, source);
    writer.words(&words);
    let depth = writer.inline.len().saturating_sub(1);
    writer.close_inline(depth);
}

/// Lays down a picture.
pub(in crate::document) fn image(writer: &mut Writer<'_>, image: Image<'_>, source: Span) {
    if image.alt.trim().is_empty() {
        let message = say::image_alt();
        let hint = say::image_alt_hint();
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
    }
    if let LinkTarget::Outside(_) = &image.target {
        return outside(writer, image, source);
    }
    // A picture alone in its paragraph with something to be called by is a figure, and that is its caption.
    let caption = image.title.trim();
    let is_figure = !caption.is_empty() && writer.stands_alone(source);
    let title = if is_figure { "" } else { image.title };
    let index = inline::link(writer, image.target, title, source);
    if let Some(link) = writer.facts.links.get_mut(index as usize) {
        link.picture = Some(Box::new(Picture { alt: image.alt.trim().into(), shown: image.shown }));
    }
    writer.open(Name::Img, false);
    writer.hole(Hole::Image(index));
    writer.attribute(Attribute::Alt, image.alt);
    if let Some(id) = image.id {
        writer.attribute(Attribute::Id, id);
    }
    if is_figure {
        if let Some(block) = &mut writer.block {
            block.element = Element::Figure;
        }
        writer.open(Name::Figcaption, false);
        caption_words(writer, caption, source);
        writer.close(Name::Figcaption, false);
    }
    // What is read aloud, or shown by a pointer that rests, leads nowhere.
    let written = source.of(writer.file);
    let described = written.split_once("](").map_or("", |(described, _)| described.strip_prefix("![").unwrap_or_default());
    let unread = [described, if is_figure { "" } else { image.title }];
    if let Some((bracket, _)) = unread.into_iter().find_map(citation_in) {
        let place = place_in(written, bracket, source);
        let (message, hint) = (say::citation_malformed_picture(bracket), say::citation_malformed_picture_hint());
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(place).hint(hint));
    }
}

/// The words of a caption, and what it cites.
fn caption_words(writer: &mut Writer<'_>, caption: &str, source: Span) {
    let mut rest = caption;
    while let Some((bracket, cites)) = citation_in(rest) {
        let Some((before, behind)) = rest.split_once(bracket) else { break };
        writer.words(before);
        let place = place_in(source.of(writer.file), bracket, source);
        inline::group(writer, cites, place);
        rest = behind;
    }
    writer.words(rest);
}

/// The first bracket of some words that is a citation, and what it cites.
fn citation_in(words: &str) -> Option<(&str, Vec<Cite>)> {
    words.match_indices('[').find_map(|(at, _)| {
        let bracket = words.get(at..)?;
        let bracket = bracket.get(..bracket.find(']')? + 1)?;
        let inner = bracket.get(1..bracket.len() - 1)?;
        Some((bracket, cite::bracket(inner).filter(|_| inner.contains('@'))?))
    })
}

/// Where words stand in what was written; where that is not to be found, the whole.
fn place_in(written: &str, words: &str, source: Span) -> Span {
    let at = written.find(words).map(|at| source.start as usize + at);
    at.map_or(source, |at| Span::new(at, at + words.len()))
}
