//! The portrait of a person, or a picture of a body, place or topic.

use super::{LinkTarget, address, report::Report};
use crate::base::{RelPath, Span, say, text, yaml::Node};

/// A picture that a record shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// The picture (`file`): a file of the archive, from the record's own file.
    pub file: LinkTarget,
    /// What it shows, and who made it (`caption`); plain.
    pub caption: String,
    /// Its statement of rights (`rights`); plain.
    pub rights: String,
    /// What it says to those who do not see it (`alt`); the caption, or the record's name, if not given.
    pub alt: String,
    /// The file of the record, from which the address leads.
    pub from: RelPath,
    /// Where the picture is named in it.
    pub source: Span,
}

const KEYS: &[&str] = &["file", "caption", "rights", "alt"];
const SYNONYMS: &[(&str, &str)] =
    &[("image", "file"), ("src", "file"), ("path", "file"), ("title", "caption"), ("license", "rights"), ("credit", "rights")];

/// `../files/ann.jpg`, or `{file: …, caption: …, rights: …}`.
pub(super) fn read(report: &mut Report<'_>, value: &Node<'_>) -> Option<Portrait> {
    let (mut file, mut place) = (String::new(), value.span);
    let (mut caption, mut rights, mut alt) = (String::new(), String::new(), String::new());
    match value.map() {
        None => file = report.text("portrait", value),
        Some(pairs) => {
            for pair in pairs {
                let mut line = || text::squeeze(&report.text(&pair.key, &pair.value));
                match pair.key.as_ref() {
                    "file" => (file, place) = (line(), pair.value.span),
                    "caption" => caption = line(),
                    "rights" => rights = line(),
                    "alt" => alt = line(),
                    _ => report.unknown(pair, KEYS, SYNONYMS),
                }
            }
        }
    }
    if file.is_empty() {
        if !value.is_null() {
            report.error(say::bad_portrait_none(), place, say::bad_portrait_hint());
        }
        return None;
    }
    let file = address::sort(&file);
    if !matches!(file, LinkTarget::File(..)) {
        report.error(say::bad_portrait_outside(), place, say::bad_portrait_hint());
        return None;
    }
    Some(Portrait { file, caption, rights, alt, from: report.path.clone(), source: report.span(place) })
}
