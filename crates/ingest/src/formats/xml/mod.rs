//! JATS and TEI: read as they say it, nothing is guessed.
//!
//! 1. [`root`]: which vocabulary it is, by the first element;
//! 2. [`read`]: bytes → a tree, with what stands in other files ([`includes`]), within limits and with the [`entities`] that are known; what is no XML is a [`Fault`] with its place;
//! 3. [`jats`], [`tei`]: metadata and references, by the elements of each vocabulary;
//! 4. [`walk`]: the running text of both, since they name the same things differently; what they need to know of the file: [`known`]; what stands in a line, and what is only
//!    one reading of several: [`elements`]; what
//!    stands between words: [`breaks`]; lists, tables, references: [`parts`]; what cites works: [`cites`]; what editions say of words: [`edited`], and how they look: [`looks`]; who is named and speaks: [`named`]; how lists are counted: [`letters`];
//! 5. [`scan`]: what was recognised on scans, as lines;
//! 6. [`account`]: all words of the source by line; [`told`]: those of vocabularies that another program reads.

mod account;
mod breaks;
mod cites;
mod edited;
mod elements;
mod entities;
mod formula;
mod includes;
mod index;
mod jats;
mod known;
mod letters;
mod looks;
mod named;
mod node;
mod parts;
mod root;
mod scan;
mod tei;
mod told;
mod walk;

pub use includes::{Included, parts};
pub use node::{apart, attribute, children, words as plain};
pub use root::{format, unread};
pub use scan::{Leaf, Notation, Order, Scan, order, read as scan};
pub use told::Told;

pub use roxmltree::Node;
use roxmltree::{Document, ParsingOptions};

use std::borrow::Cow;

use super::{
    DEEPEST, Fault, FilePart, Manuscript, Shown,
    around::{Around, Files},
};
use crate::{
    account::Scope,
    authority::Authority,
    remark::Remark,
    report::{Certainty, Finding, Kind, MARKUP},
};
use scholion_base::{Span, namespaces::has_too_many_prefixes, say, source_text::Source};

/// Which elements are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// JATS and NLM.
    Jats,
    /// TEI P5, and P4 as far as it is the same.
    Tei,
}

/// As many nodes as one source may have.
const MOST: u32 = 20_000_000;

/// Reads a source, or a part of it. `around`: what of the archive it may name.
pub fn read(bytes: &[u8], part: Option<&FilePart>, vocabulary: Vocabulary, file: &str, around: Around<'_>) -> Result<Manuscript, Fault> {
    let Readied { source, own, findings } = ready(bytes, part, file, around.files)?;
    let tree = tree(&source).map_err(|fault| in_file(fault, own, part))?;
    let known = findings.len();
    let mut manuscript = Manuscript { findings, has_header: true, ..Manuscript::default() };
    let root = tree.root_element();
    match vocabulary {
        Vocabulary::Jats => jats::read(root, &mut manuscript),
        Vocabulary::Tei => tei::read(root, file, around, &mut manuscript),
    }
    if vocabulary == Vocabulary::Tei && manuscript.flow.is_empty() && manuscript.records.as_ref().is_none_or(Vec::is_empty) {
        return Err(Fault { span: None, message: say::source_without_text_header(), hint: say::source_without_text_header_hint() });
    }
    // They were found by their place in the text.
    for finding in manuscript.findings.iter_mut().skip(known) {
        finding.line = source.line_at(finding.line);
    }
    (manuscript.words, manuscript.scopes) = account::words(root, &source, own, elements::lines_are_printed(root));
    drop(tree);
    manuscript.source = source;
    Ok(manuscript)
}

/// The words of a source, or of a part of it, that a reader sees, by line of the file, and of what each block of them speaks.
pub fn shown(bytes: &[u8], part: Option<&FilePart>, file: &str, files: Files<'_>) -> Result<(Vec<Shown>, Vec<Scope>), Fault> {
    let Readied { source, own, .. } = ready(bytes, part, file, files)?;
    let tree = tree(&source)?;
    let root = tree.root_element();
    Ok(account::words(root, &source, own, elements::lines_are_printed(root)))
}

/// Who and what the registers of a file name; nobody of one that cannot be read.
pub fn registers(file_name: &str, bytes: &[u8]) -> Vec<Authority> {
    let Ok(Readied { source, .. }) = ready(bytes, None, file_name, &|_| None) else { return Vec::new() };
    tree(&source).map_or_else(|_| Vec::new(), |tree| tei::registers(tree.root_element(), file_name))
}

/// The words of a source of any vocabulary, by what they are; none of one that cannot be read.
pub fn told(bytes: &[u8]) -> Told {
    let Ok(Readied { source, .. }) = ready(bytes, None, "", &|_| None) else { return Told::default() };
    tree(&source).map(|tree| told::told(tree.root_element())).unwrap_or_default()
}

/// What is read of the tree of a source.
pub fn with_tree<T>(bytes: &[u8], read: impl FnOnce(Node<'_, '_>) -> T) -> Result<T, Fault> {
    let source = ready(bytes, None, "", &|_| None)?.source;
    Ok(read(tree(&source)?.root_element()))
}

/// A source as the parser takes it.
struct Readied {
    source: Source,
    /// Where a part's own words begin.
    own: usize,
    /// What of it nobody knows.
    findings: Vec<Finding>,
}

fn ready(bytes: &[u8], part: Option<&FilePart>, file: &str, files: Files<'_>) -> Result<Readied, Fault> {
    let (mut source, mut own) = source_of(bytes, part);
    if let Cow::Owned(text) = includes::whole(&source.text, file, files) {
        own = if own == 0 { 0 } else { includes::whole(source.text.get(..own).unwrap_or(""), file, files).len() };
        source = source.rewritten(text);
    }
    let readable = entities::readable(&source.text);
    if readable.is_bomb {
        return Err(Fault { span: None, message: say::source_too_deep_entities(), hint: say::source_too_deep_entities_hint() });
    }
    let finding = |name: &str, at: usize, remark| Finding {
        line: source.line_at(u32::try_from(at).unwrap_or(u32::MAX)),
        rule: MARKUP,
        text: format!("&{name};"),
        kind: Kind::Doubtful,
        sure: Certainty::Unsure,
        remark: Some(remark),
    };
    let unknown = readable.unknown.iter().map(|(name, at)| finding(name, *at, Remark::EntityUnknown { entity: name.clone() }));
    let elsewhere = readable.elsewhere.iter().map(|(name, (at, file))| finding(name, *at, Remark::PartElsewhere { file: file.clone() }));
    let findings = unknown.chain(elsewhere).collect();
    let Cow::Owned(text) = readable.text else { return Ok(Readied { source, own, findings }) };
    // What stands before the part's own words is written otherwise as well.
    let own = if own == 0 { 0 } else { entities::readable(source.text.get(..own).unwrap_or("")).text.len() };
    Ok(Readied { source: source.rewritten(text), own, findings })
}

/// The text of a source or of a part of it, and where in it the part's own words begin.
fn source_of(bytes: &[u8], part: Option<&FilePart>) -> (Source, usize) {
    let Some(part) = part else { return (Source::decode(bytes), 0) };
    let (whole, own) = part.whole(bytes);
    let own = Source::decode(whole.get(..own).unwrap_or_default()).text.len();
    let mut source = Source::decode(&whole);
    source.stands_at(u32::try_from(own).unwrap_or(u32::MAX), part.line);
    (source, own)
}

/// A fault in a part of a file, with its place in the file.
fn in_file(fault: Fault, own: usize, part: Option<&FilePart>) -> Fault {
    let Some(part) = part else { return fault };
    let moved = |at: u32| Some((at as usize).checked_sub(own)? + part.bytes.start);
    let span = fault.span.and_then(|span| Some(Span::new(moved(span.start)?, moved(span.end)?)));
    Fault { span, ..fault }
}

fn tree(source: &Source) -> Result<Document<'_>, Fault> {
    let text = source.text.as_str();
    if let Some(at) = too_deep(text) {
        let span = Some(Span::new(at, at + 1));
        return Err(Fault { span, message: say::source_too_deep(DEEPEST), hint: say::source_too_deep_xml_hint() });
    }
    if has_too_many_prefixes(text) {
        let message = say::source_broken_xml("it declares more prefixes of namespaces than any vocabulary has");
        return Err(Fault { span: None, message, hint: say::source_broken_xml_hint() });
    }
    // Entities that the source declares are words of it; those of other files are not fetched.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let line = source.line(place.row.saturating_sub(1) as usize);
        let column = line
            .of(text)
            .char_indices()
            .nth(place.col.saturating_sub(1) as usize)
            .map_or(line.end as usize, |(at, _)| line.start as usize + at);
        let message = error.to_string().replace(&format!(" at {place}"), "");
        let span = Some(Span::new(column, (column + 1).min(text.len())));
        Fault { span, message: say::source_broken_xml(message), hint: say::source_broken_xml_hint() }
    })
}

/// Where elements begin to stand too deep in one another; the parser would need a stack as deep.
pub fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(open) = memchr::memchr(b'<', bytes.get(at..)?).map(|step| at + step) {
        let rest = bytes.get(open + 1..)?;
        at = open + 1;
        let skip = |end: &[u8]| memchr::memmem::find(rest, end).map(|step| open + 1 + step);
        if rest.starts_with(b"!--") {
            at = skip(b"-->")?;
        } else if rest.starts_with(b"![CDATA[") {
            at = skip(b"]]>")?;
        } else if rest.starts_with(b"/") {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(b"!") && !rest.starts_with(b"?") {
            at = skip(b">")?;
            depth += usize::from(bytes.get(at - 1) != Some(&b'/'));
        }
        if depth > DEEPEST {
            return Some(open);
        }
    }
    None
}
