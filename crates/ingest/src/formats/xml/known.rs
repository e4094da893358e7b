//! What a file says of itself that its text needs.

use std::collections::{BTreeMap, BTreeSet};

/// What a file says of itself that its text needs.
#[derive(Debug, Default)]
pub struct Known {
    /// Whether Scholion has written it.
    pub is_own: bool,
    /// How words look that point to a rendition, in CSS.
    pub renditions: BTreeMap<String, String>,
    /// The names of those who speak.
    pub speakers: BTreeMap<String, String>,
    /// The places to which the text itself leads, and what each is called.
    pub places: BTreeMap<String, String>,
    /// What the works of its lists are called in short, in their order.
    pub works: Vec<String>,
    /// Whether it writes down what was said.
    pub is_speech: bool,
    /// When what is said begins, by the names of points of time.
    pub times: BTreeMap<String, String>,
    /// The pictures of pages, by the names of surfaces and pictures.
    pub pictures: BTreeMap<String, String>,
    /// The addresses of pictures that lie beside the source.
    pub shown: BTreeSet<String>,
    /// The language of the text.
    pub lang: String,
    /// The signs around what is quoted; none if the file prints them.
    pub quotes: Option<(String, String)>,
}

impl Known {
    /// The name of a place: in a file of our own that which it had in the text.
    pub fn place<'n>(&self, id: &'n str) -> &'n str {
        let own = if self.is_own { id.rsplit_once("..").map_or(id, |(_, own)| own) } else { id };
        if self.is_own { own.strip_prefix("place.").unwrap_or(own) } else { own }
    }
}
