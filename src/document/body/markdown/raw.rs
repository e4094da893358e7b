//! What stays HTML: elements that Markdown has no marks for.

use std::ops::Range;

use super::{Writer, tree::Tree};
use crate::{
    base::text,
    document::{
        Hole, Link, LinkTarget,
        body::{About, Attribute, Event, Name, Said},
        elements::{Place, element},
    },
};

/// Whether an element stands among words.
pub(super) fn is_among_words(name: Name) -> bool {
    element(name.as_str()).is_some_and(|element| element.place == Place::Words)
}

/// The address of a link as a text writes it.
fn as_written(link: &Link) -> String {
    match &link.target {
        LinkTarget::File(path, fragment) if fragment.is_empty() => path.clone(),
        LinkTarget::File(path, fragment) => format!("{path}#{fragment}"),
        LinkTarget::Fragment(fragment) => format!("#{fragment}"),
        LinkTarget::Outside(address) => address.to_string(),
        LinkTarget::Name(name, _) => name.clone(),
        LinkTarget::Unsafe(address) => address.clone(),
    }
}

impl<'d> Writer<'d> {
    pub(super) fn link(&self, nth: u32) -> Option<&'d Link> {
        self.document.facts.links.get(nth as usize)
    }

    /// The address to which the link of this number leads in another place than that of the file.
    pub(super) fn elsewhere(&self, nth: u32) -> Option<&'d str> {
        self.addresses.get(nth as usize)?.as_deref()
    }

    /// The address of a link.
    pub(super) fn address(&self, nth: u32, link: &Link) -> String {
        self.elsewhere(nth).map_or_else(|| as_written(link), str::to_owned)
    }

    /// The tag of the element that opens at a place.
    pub(super) fn tag(&self, tree: &Tree<'d>, at: usize) -> String {
        let Some(Event::Open { name, about, .. }) = tree.get(at) else { return String::new() };
        let mut tag = format!("<{name}");
        self.attributes(*about, &mut tag);
        tag.push('>');
        tag
    }

    fn attributes(&self, about: About<'d>, tag: &mut String) {
        let mut attribute = |name: &str, value: &str| {
            tag.push_str(&format!(" {name}=\""));
            text::escape_attribute(tag, value);
            tag.push('"');
        };
        for said in about.said() {
            match said {
                // The side on which the words of a cell stand comes in as an attribute of HTML's own.
                Said::Attribute(Attribute::Class, value) if value.starts_with("align-") => {
                    attribute("align", value.trim_start_matches("align-"));
                }
                Said::Attribute(name, value) => attribute(name.as_str(), value),
                Said::Hole(hole @ (Hole::Link(nth) | Hole::Image(nth) | Hole::Media(nth))) => {
                    let Some(link) = self.link(*nth).filter(|_| self.elsewhere(*nth) != Some("")) else { continue };
                    attribute(if matches!(hole, Hole::Link(_)) { "href" } else { "src" }, &self.address(*nth, link));
                    if !link.title.is_empty() {
                        attribute("title", &link.title);
                    }
                    let shown = link.picture.as_deref().map(|picture| picture.shown).unwrap_or_default();
                    for (name, length) in [("width", shown.width), ("height", shown.height)] {
                        if let Some(length) = length {
                            attribute(name, &length.to_string());
                        }
                    }
                }
                Said::Hole(_) => {}
            }
        }
    }

    /// Some events as HTML.
    pub(super) fn raw(&self, tree: &Tree<'d>, range: Range<usize>) -> String {
        let mut html = String::new();
        for at in range {
            match tree.get(at) {
                Some(Event::Open { .. }) => html.push_str(&self.tag(tree, at)),
                Some(Event::Close { name, .. }) => html.push_str(&format!("</{name}>")),
                Some(Event::Words { span, .. }) => text::escape(&mut html, span.of(&self.document.body.text)),
                Some(Event::Line) => html.push('\n'),
                Some(Event::Hole(_)) | None => {}
            }
        }
        html
    }
}
