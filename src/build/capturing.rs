//! With what captures are written anew on their way to the site.

use std::collections::BTreeMap;

use super::{
    Memo,
    plain::{Clean, Copy},
};
use crate::{
    archive::Reader,
    base::{Digest, RelPath, captured::Captured},
    document::capture_place::{self, Kind},
    site::{Cleaning, capture, templates::Templates},
};

/// With what a capture, or a sheet beside one, is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capturing {
    /// The address of the page; empty if nobody knows it, and of a sheet.
    pub url: String,
    /// What stands above it.
    pub banner: String,
    /// The files beside it that are published with it, as it calls them.
    pub there: BTreeMap<String, RelPath>,
    /// How many parts of it are left out.
    pub left_out: u32,
}

/// Whether a file of the archive is written anew for readers.
pub fn is_written_anew(path: &RelPath) -> bool {
    matches!(capture_place::kind(path), Some(Kind::Page | Kind::Sheet))
}

/// What is to be done with a capture, or a sheet, that is to stand at `to`. What stands in it and becomes a file of its own is among the files of the
/// site `now`.
pub fn clean(
    from: &RelPath,
    to: RelPath,
    digest: Digest,
    (memo, templates): (&Memo, Option<&Templates>),
    now: &mut BTreeMap<RelPath, Digest>,
) -> Clean {
    let none = Captured::default();
    let captures = memo.catalogue.captures();
    let captured = captures.captured(from).map_or(&none, |captured| &**captured);
    // What is there a reader of the page has looked at, and this notes for nobody.
    let reader = Reader::new(&memo.catalogue);
    let there = captured.asks.iter().filter_map(|ask| Some((ask.clone(), reader.beside_capture(from, ask)?))).collect();
    let capture = captures.at(from);
    let banner = capture.zip(templates).map(|(capture, templates)| {
        let words = templates.strings();
        let date = capture.date.map(|date| date.to_string()).unwrap_or_default();
        let key = if date.is_empty() { "captured.banner-undated" } else { "captured.banner" };
        words.text(key, None, |part| (part == "date").then(|| words.date(&date))).unwrap_or_default().into_owned()
    });
    let capturing = Capturing {
        url: capture.map(|capture| capture.url.clone()).unwrap_or_default(),
        banner: banner.unwrap_or_default(),
        there,
        left_out: captured.left_out,
    };
    let made_of = format!("{digest} {} {} {} {:?}", capture::VERSION, capturing.url, capturing.banner, capturing.there);
    let made_of = Digest::of(made_of.as_bytes());
    let mut is_due = memo.pages.plain.get(&to) != Some(&made_of);
    now.insert(to.clone(), made_of);
    for name in &captured.parts {
        let part = capture::part_place(name);
        // A part is known by its bytes, whatever it stood in.
        let made_of = Digest::of(name.as_bytes());
        is_due |= memo.pages.plain.get(&part) != Some(&made_of);
        now.insert(part, made_of);
    }
    Clean { copy: Copy { from: from.clone(), to, digest }, how: Cleaning::Capture, capture: Some(capturing.into()), is_due }
}
