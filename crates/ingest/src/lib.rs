//! Ingest: a raw text → a document, its bibliography, and a report. Pure, and it never fails.
//!
//! Each pass is a list of small rules; a rule reads the draft, changes it, and says what it did, by line of
//! the source. The words are only ever moved, never altered; what is left out is listed.
//!
//! 1. [`scholion_base::source_text`], [`lines`]: bytes → text → lines, and how they are laid out;
//! 2. [`matter`]: the front matter and the comments of a source in Markdown, whose text is then carried over
//!    ([`formats::markdown`]), unless it was taken from print; else [`furniture`]: what surrounds a text and is no part of it;
//! 3. [`columns`]: columns side by side are read one behind the other; [`heads`]: what the lines of an article's [`head`] are;
//! 4. [`notes`], first part: which lines begin a note;
//! 5. [`paragraphs`]: lines → [`block`]s;
//! 6. [`pages`]: what a page end cut is whole again;
//! 7. [`notes`], second part: each body gets its marker;
//! 8. [`front`]: the front matter;
//! 9. [`structure`]: the list of references, turns, headings, lists;
//! 10. [`works`]: records and citations;
//! 11. [`emit`]: Markdown and CSL-YAML.
//!
//! [`printed`] takes text out of PDFs the same way, with what the file says of its parts.
//! [`draft`] holds what they make, with [`front_matter`] and [`note`]; [`recognise`] answers what lines look like, whatever rule asks,
//! [`contents`] and [`listed`] which of them are lists of contents and of references.
//! [`account`] then computes, from source and outputs alone, what became of each word, and [`net`] lists those that no rule found a
//! place for.

pub mod account;
pub mod acronyms;
mod attached;
mod authority;
mod block;
mod chars;
mod columns;
mod contents;
mod cuts;
mod draft;
mod emit;
pub mod formats;
mod front;
mod front_matter;
mod furniture;
mod head;
pub mod heads;
mod hyphen;
mod lexicon;
mod lines;
mod listed;
mod marked;
mod matter;
mod net;
mod note;
mod notes;
mod pages;
mod paragraphs;
mod picture;
mod printed;
mod recognise;
pub mod remark;
pub mod report;
mod structure;
#[cfg(test)]
mod tests;
mod tex;
mod uncased;
mod verse;
mod works;

pub use attached::{AttachedFile, files_address};
pub use authority::{Authority, Known, ORIGIN, Target};
pub use formats::{
    Around, FORMATS, Fault, FilePart, Files, Format, Included, Packed, PageEvent, PageNode, PageTree, chapters,
    detect::{self, Markup},
    file_part, file_parts,
    gathered::{Belongings, belongings, gathered, is_one_page},
    ingest_beside, ingest_format, ingest_part,
    mail::{Thread, thread},
    may_name, packed_fault, page_events, prepared, registers, within,
};
pub use printed::{PartKind, Printed, PrintedPart, PrintedPicture, Properties, ingest_printed};
pub use remark::{REMARKS, Remark, RemarkKind};
pub use report::{Certainty, Finding, Kind, Report, UNPLACED};

use account::Seen;
use draft::{Draft, Rule};
use scholion_base::{RelPath, Slug, yaml::Value};

/// The passes, in order.
const PASSES: &[&[Rule]] = &[
    matter::RULES,
    furniture::RULES,
    columns::RULES,
    heads::RULES,
    notes::START_RULES,
    paragraphs::RULES,
    pages::RULES,
    notes::RULES,
    front::RULES,
    structure::RULES,
    works::RULES,
];

/// What ingest makes of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    /// The document's slug, as [`slug`] makes it.
    pub slug: Slug,
    /// The document: front matter and text.
    pub markdown: String,
    /// Its works as CSL-YAML, the digest of all lines but the first in that one; empty if there are none.
    pub bibliography: String,
    /// Where its lines stand on the pictures of its pages, with a first line like that; empty if nothing says so.
    pub coordinates: String,
    /// Files that the source brings along, and to which the document leads.
    pub files: Vec<AttachedFile>,
    /// What was found, dropped, repaired, and is doubtful.
    pub report: Report,
}

/// Turns a source into a document. Never fails: bytes that are no text at all become a document that says so.
pub fn ingest(file_name: &str, bytes: &[u8]) -> Ingested {
    ingest_text(file_name, bytes, bytes)
}

fn ingest_text(file_name: &str, bytes: &[u8], text: &[u8]) -> Ingested {
    let slug = slug(file_name, "");
    let origin = emit::front::Origin { file: file_name, part: "", bytes };
    let mut draft = Draft::new(text);
    draft.is_markdown = formats::markdown::is_markdown(file_name, &draft.source.text);
    draft::unreadable(&mut draft);
    let mut shown = formats::markdown::Carried::of(file_name, draft.is_markdown, &draft.source);
    let mut carried = None;
    for (nth, pass) in PASSES.iter().enumerate() {
        pass.iter().for_each(|rule| (rule.apply)(&mut draft, rule.name));
        if nth == 0 {
            carried = formats::markdown::write(&mut draft, file_name, &mut shown);
            if carried.is_some() {
                break;
            }
        }
    }
    let (lines, parsed) = shown.map(|shown| shown.lines(&draft.source)).unzip();
    let parsed = parsed.flatten();
    let mut about: Vec<String> = Vec::new();
    let marked = std::mem::take(&mut draft.pages);
    pages::mark(&mut draft, &marked);
    draft.finish();
    let bibliography = emit::bibliography::write(&draft);
    let text = carried.unwrap_or_else(|| emit::text::write(&draft));
    let files = std::mem::take(&mut draft.files);
    let text = attached::placed(text, &slug, &files);
    draft.release();
    // What the source's writer kept from readers was left out of its text at the beginning.
    let columns = if lines.is_some() { None } else { columns::read(&draft.source) };
    let seen = match (lines, columns) {
        (Some(lines), _) => {
            draft.source.text = String::new();
            Seen::of_markdown(&lines)
        }
        (None, Some(lines)) => Seen::of_columns(&draft.source.text, &lines),
        (None, None) => Seen::of_text(furniture::page_marks::without(std::mem::take(&mut draft.source.text))),
    };
    // What Markdown says in its front matter, or in addresses.
    if seen.is_carried {
        about.extend([&draft.front.url, &draft.front.doi, &draft.front.license_url].map(Clone::clone));
    }
    let document = |draft: &Draft| emit::front::document(draft, &origin, slug.as_str(), !bibliography.is_empty(), &text);
    let markdown = net::settle(
        &mut draft,
        &net::Net { seen: &seen, parsed: parsed.as_ref(), bibliography: &bibliography, about: &about, rule: UNPLACED },
        &document,
    );
    Ingested {
        slug,
        markdown,
        bibliography: emit::bibliography::signed(bibliography),
        coordinates: String::new(),
        files,
        report: draft.report,
    }
}

/// The rule before which it is known which lines begin notes by what they look like.
const LOST_MARKS: &str = "note-start-lost-mark";

/// As [`ingest`], of text that was recognised on scans; `facsimile`: the pictures of its pages that lie beside it.
fn ingest_scan(file_name: &str, bytes: &[u8], scan: formats::Scan, facsimile: Option<Value>) -> Ingested {
    let slug = slug(file_name, "");
    let origin = emit::front::Origin { file: file_name, part: "", bytes };
    let mut draft = Draft { is_recognised: true, ..Draft::new(scan.text.as_bytes()) };
    let coordinates = scan.coordinates().to_owned();
    // What a library says of the text is known before it is read.
    draft.front = scan.front;
    if let Some(first) = scan.missing.first() {
        let remark = Remark::PagesElsewhere { n: scan.missing.len() };
        draft.note(1, report::MARKUP, first.clone(), Kind::Doubtful, Certainty::Unsure, remark);
    }
    furniture::aside(&mut draft, &scan.aside);
    let mut about = Vec::new();
    for rule in PASSES.iter().copied().flatten() {
        // What is called a part is no byline.
        if front::RULES.first().is_some_and(|first| first.name == rule.name) {
            about = pages::head(&mut draft, &scan.parts, &scan.pages);
        }
        if rule.name == LOST_MARKS {
            notes::starts::told(&mut draft, &scan.notes);
        }
        (rule.apply)(&mut draft, rule.name);
    }
    pages::unhead(&mut draft, &scan.margins);
    pages::tabulate(&mut draft, &scan.rows);
    pages::mark(&mut draft, &scan.pages);
    if let Some(facsimile) = facsimile {
        about.push(formats::said(&facsimile));
        draft.front.own.insert("facsimile".to_owned(), facsimile);
    }
    draft.finish();
    let bibliography = emit::bibliography::write(&draft);
    let text = emit::text::write(&draft);
    draft.release();
    let seen = Seen::of_text(std::mem::take(&mut draft.source.text));
    let document = |draft: &Draft| emit::front::document(draft, &origin, slug.as_str(), !bibliography.is_empty(), &text);
    let markdown = net::settle(
        &mut draft,
        &net::Net { seen: &seen, parsed: None, bibliography: &bibliography, about: &about, rule: UNPLACED },
        &document,
    );
    Ingested {
        slug,
        markdown,
        bibliography: emit::bibliography::signed(bibliography),
        coordinates: emit::bibliography::signed(coordinates),
        files: Vec::new(),
        report: draft.report,
    }
}

/// The slug of a document: the stem of its source's file, and the name of the part of it.
pub fn slug(file_name: &str, part: &str) -> Slug {
    let path = RelPath::new(file_name);
    if part.is_empty() { Slug::from_stem(path.stem()) } else { Slug::from_stem(&format!("{}-{part}", path.stem())) }
}

/// The names under which findings are listed: those of the rules in their order, then those of what no rule is asked for.
pub fn rules() -> impl Iterator<Item = &'static str> {
    let named = [report::ENCODING, report::AROUND, report::MARKUP, report::PICTURE, report::FORMULA, report::MUCH, report::UNPLACED];
    PASSES.iter().copied().flatten().map(|rule| rule.name).chain([formats::markdown::RULE]).chain(report::ASIDE).chain(named)
}
