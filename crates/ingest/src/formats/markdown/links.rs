//! Links that lead to no page: into an application (`zotero://…`, `obsidian://…`), to what would run, or to a note or a file of Joplin by its
//! id (`:/…`). Of the first two the words stay, and the addresses are listed.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::LinkType;

use super::{RULE, body::Body, leaves::Page, patches::Patches};
use crate::{
    draft::Draft,
    formats::pictures,
    remark::Remark,
    report::{
        Certainty::{Sure, Unsure},
        Kind,
    },
};
use scholion_base::{WebAddress, tag, web::Refused};

/// A link or a picture of which the address needs to be mended.
#[derive(Debug)]
pub struct Astray {
    pub range: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    pub address: String,
    pub is_picture: bool,
    /// Whether its words are its address, in angle brackets.
    pub is_bare: bool,
}

/// Joplin's ids have so many digits.
const ID: usize = 32;

impl Astray {
    /// One that needs it; wikilinks are names and no addresses.
    pub fn of(kind: LinkType, address: &str, range: &Range<usize>, is_picture: bool) -> Option<Self> {
        let is_name = matches!(kind, LinkType::WikiLink { .. } | LinkType::Email);
        if is_name || !(leads_nowhere(address) || id(address).is_some()) {
            return None;
        }
        let start = range.start + if is_picture { "![".len() } else { "[".len() };
        let is_bare = kind == LinkType::Autolink;
        Some(Self { range: range.clone(), words: start..start, address: address.to_owned(), is_picture, is_bare })
    }
}

/// Whether an address has a scheme that no page follows.
fn leads_nowhere(address: &str) -> bool {
    matches!(WebAddress::read(address), Err(Refused::Scheme(_)))
}

/// The id of a note or a file in Joplin.
fn id(address: &str) -> Option<&str> {
    let id = address.strip_prefix(":/")?.get(..ID)?;
    id.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(id)
}

/// Mends them.
pub fn mend(body: &Body, page: &Page, draft: &mut Draft, patches: &mut Patches) {
    let mut known = HashMap::new();
    for astray in &page.astray {
        let line = draft.source.line_at(super::leaves::offset(body.source_at(astray.range.start)));
        if let Some(id) = id(&astray.address) {
            let behind = body.text.get(astray.words.end..astray.range.end).unwrap_or("");
            if let Some(at) = behind.find(&astray.address).map(|at| astray.words.end + at) {
                // Its notes are files that are called by their ids, and pictures stand in a folder, with an ending that is not known.
                let file = if astray.is_picture { format!("resources/{id}") } else { format!("{id}.md") };
                patches.put(at..at + ":/".len() + ID, file);
            }
            continue;
        }
        let words = body.text.get(astray.words.clone()).unwrap_or("");
        if let Some(place) =
            Some(&astray.address).filter(|_| astray.is_picture).and_then(|address| pictures::held(address, &mut draft.files, &mut known))
        {
            let behind = body.text.get(astray.words.end..astray.range.end).unwrap_or("");
            match behind.find(&astray.address).map(|at| astray.words.end + at) {
                Some(at) => patches.put(at..at + astray.address.len(), place),
                // Where it stands is said below (CommonMark 0.31, 4.7).
                None => patches.put(astray.words.end..astray.range.end, format!("]({place})")),
            }
            continue;
        }
        if astray.is_picture {
            let file = shortened(&astray.address);
            draft.note(line, RULE, file.clone(), Kind::Dropped, Unsure, Remark::PictureLeftOut { file });
        } else if astray.is_bare {
            if !words.contains('`') {
                patches.put(astray.range.start..astray.words.start, "`");
                patches.put(astray.words.end..astray.range.end, "`");
            }
            continue;
        } else {
            draft.say(line, RULE, shortened(&astray.address), Kind::Dropped, Sure);
        }
        patches.put(astray.range.start..astray.words.start, "");
        patches.put(astray.words.end..astray.range.end, "");
    }
    if !draft.files.is_empty() {
        definitions(&body.text).into_iter().for_each(|range| patches.put(range, ""));
    }
    for range in &page.html {
        for (place, address) in attributes(body.text.get(range.clone()).unwrap_or("")) {
            let line = draft.source.line_at(super::leaves::offset(body.source_at(range.start + place.start)));
            draft.say(line, RULE, shortened(address), Kind::Dropped, Sure);
            patches.put(range.start + place.start..range.start + place.end, "");
        }
    }
}

/// The lines that say which picture a name stands for, and hold it.
fn definitions(text: &str) -> Vec<Range<usize>> {
    /// What is set in as far is code.
    const CODE: &str = "    ";
    let mut found = Vec::new();
    let (mut at, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_start());
        at += line.len();
        in_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        if in_code || line.starts_with(CODE) {
            continue;
        }
        let said = bare.strip_prefix('[').and_then(|rest| rest.split_once("]:")).map_or("", |(_, said)| said.trim_start());
        if said.trim_start_matches('<').starts_with("data:image/") {
            found.push(start..at);
        }
    }
    found
}

/// The attributes of links in raw HTML that lead nowhere, and their addresses.
fn attributes(html: &str) -> Vec<(Range<usize>, &str)> {
    const LONGEST: usize = 4_000;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find("<a")).map(|step| at + step) {
        let rest = html.get(open..).unwrap_or("");
        let length = tag::length_within(rest, LONGEST).unwrap_or(1);
        at = open + length;
        let Some(written) = rest.get(..length).filter(|written| written.get(2..3).is_some_and(|next| next.trim().is_empty())) else {
            continue;
        };
        let Some(start) = written.find("href=") else { continue };
        let value = written.get(start + "href=".len()..).unwrap_or("");
        let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
        let Some(end) = value.get(1..).and_then(|inner| inner.find(quote)) else { continue };
        let address = value.get(1..=end).unwrap_or("");
        if leads_nowhere(address) {
            let from = open + start;
            found.push((from..from + "href=".len() + end + 2, address));
        }
    }
    found
}

/// An address as far as it can be read: some are files themselves (`data:…`).
fn shortened(address: &str) -> String {
    const ENOUGH: usize = 300;
    if address.len() <= ENOUGH { address.to_owned() } else { address.chars().take(ENOUGH).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_lead_nowhere_are_found() {
        let html = "<a class=\"x\" href=\"zotero://a\">b</a> <a href='https://x.example'>c</a> <abbr href=\"x:y\">d</abbr> <a";
        let found: Vec<&str> = attributes(html).into_iter().map(|(range, _)| &html[range]).collect();
        assert_eq!(found, ["href=\"zotero://a\""]);
    }

    #[test]
    fn links_lead_to_pages_only() {
        for (address, expected) in [
            ("zotero://open-pdf/library/items/X", true),
            ("javascript:alert(1)", true),
            ("https://x.example", false),
            ("mailto:a@b.example", false),
            ("../a.md#b", false),
            (":/0123456789abcdef0123456789abcdef", true),
            (":/notes", false),
        ] {
            assert_eq!(Astray::of(LinkType::Inline, address, &(0..9), false).is_some(), expected, "{address}");
        }
    }
}
