//! Structured formats: what a source says of its own structure is taken as it says it, nothing is guessed twice.
//!
//! 1. [`Format::of`]: which format a file has, by its first bytes and its name; [`detect`]: what it is if it is none of ours;
//! 2. [`markdown`]: its text is carried over; [`html`], [`xml`], [`packed`], [`mail`], [`captions`] with [`transcript`], [`sheet`], [`akoma`]: a page, JATS or TEI, an office file or an EPUB, a message, a transcript → a
//!    [`Manuscript`] (of XML with what of the archive it names or holds, [`around`]): blocks ([`flow`] with [`address`], [`emphasis`], [`passage`] and [`quotation`], and in tables [`grid`]), notes, front matter, records; [`outside`]: the same of
//!    what another program made; formulas of all of them become TeX ([`math`]);
//! 3. [`file_parts`]: a file that holds several texts is cut, and each becomes a document; [`gathered`]: files that are one text are put together;
//!    What programs give as titles and names says nothing ([`given`]).
//! 4. [`document`]: the rest of the way is that of plain text: list of references, records, citations, Markdown; and all words
//!    of the source that the document does not hold are listed as left out.

mod address;
mod akoma;
mod around;
mod base64;
mod captions;
mod clock;
pub mod detect;
mod document;
mod emphasis;
mod file_parts;
mod flow;
mod format;
pub mod gathered;
mod given;
mod grid;
mod html;
pub mod magic;
pub mod mail;
mod manuscript;
pub mod markdown;
mod math;
mod outside;
mod packed;
mod passage;
mod pictures;
mod quotation;
mod recordings;
pub mod roman;
mod sheet;
#[cfg(test)]
mod tests;
mod transcript;
mod turns;
mod xml;

use super::{Authority, Ingested, Known, account::Seen, block::Milestone, furniture::page_marks, matter};
pub use around::{Around, Files};
pub use file_parts::{FilePart, file_part, file_parts};
pub use format::{FORMATS, Format};
use format::{HTML, XML};
pub use html::{PageEvent, PageNode, PageTree, page_events};
use manuscript::{DEEPEST, Manuscript, some_text};
pub use manuscript::{Fault, Shown, said};
pub use outside::prepared;
pub use packed::{Packed, Stated, chapters, fault as packed_fault};
use scholion_base::{comment, say, source_text::Source};
pub use xml::{Included, Scan};

/// The sources that stand in one, as a whole or in part.
pub fn within(file_name: &str, bytes: &[u8], files: Files<'_>) -> Vec<Included> {
    if may_name(bytes) { xml::parts(bytes, file_name, files) } else { Vec::new() }
}

/// What a reader sees of a file, or of a part of it; `files` are the archive's other sources. One that cannot be read as what it says it is is taken as plain text.
pub fn seen(file_name: &str, part: Option<&FilePart>, bytes: &[u8], files: Files<'_>) -> Seen<'static> {
    let format = Format::of(file_name, bytes);
    if let Some(Ok(scan)) = scan(bytes, format) {
        return Seen::of_text(Source::decode(scan.text.as_bytes()).text);
    }
    match shown((file_name, bytes), part, format, files) {
        Some(seen) => seen,
        None => {
            let source = Source::decode(bytes);
            let is_markdown = markdown::is_markdown(file_name, &source.text);
            if let Some(lines) = markdown::shown(file_name, is_markdown, &source) {
                return Seen::of_markdown(&lines);
            }
            if let Some(lines) = crate::columns::read(&source) {
                return Seen::of_columns(&source.text, &lines);
            }
            let text = source.text;
            let shown = if is_markdown { comment::blanked(&text).into_owned() } else { text };
            Seen::of_text(page_marks::unseen(&matter::unseen(&shown, is_markdown)).into_owned())
        }
    }
}

/// Whether a file is one that may name records of the archive, or hold some: XML, however it begins.
pub fn may_name(bytes: &[u8]) -> bool {
    is_wide(bytes) || bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'<' | 0xef))
}

/// Whether a file is text in UTF-16 (XML 1.0, F.1).
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(b"\0<\0") || bytes.starts_with(b"<\0")
}

/// Who and what the registers of a file name; nobody of one that has none.
pub fn registers(file_name: &str, bytes: &[u8]) -> Vec<Authority> {
    let has = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    if !may_name(bytes)
        || !is_wide(bytes) && !(has(b"listPerson") || has(b"listPlace") || has(b"listOrg") || has(b"standOff") || has(b"correspAction"))
    {
        return Vec::new();
    }
    if Format::of(file_name, bytes) == Format::Tei { xml::registers(file_name, bytes) } else { Vec::new() }
}

/// What a reader sees of a structured source; `None` of plain text, and of what cannot be read.
fn shown((file_name, bytes): (&str, &[u8]), part: Option<&FilePart>, format: Format, files: Files<'_>) -> Option<Seen<'static>> {
    match format {
        Format::Text | Format::OtherXml | Format::Alto | Format::PageXml | Format::Hocr | Format::Mets => None,
        Format::Html | Format::Converted => html::shown(&Source::decode(bytes)).ok().map(|lines| Seen::of_lines(&lines)),
        Format::Jats | Format::Tei => {
            xml::shown(bytes, part, file_name, files).ok().map(|(lines, scopes)| Seen::of_lines(&lines).scoped(scopes))
        }
        Format::Packed(_) | Format::Akoma | Format::Captions | Format::Ttml | Format::Timed | Format::Sheet | Format::Mail => {
            made(part.map_or(bytes, |part| part.of(bytes)), format)
                .ok()
                .map(|manuscript| Seen::of_lines(&manuscript.words).scoped(manuscript.scopes))
        }
    }
}

impl Format {
    /// The format of a file that is text.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") {
            return packed::kind(bytes).map_or(Self::Text, Self::Packed);
        }
        if let Some(format) = Self::of_lines(name, bytes) {
            return format;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let head = head(bytes);
        if let Some(format) = xml::format(&head, &ending, bytes) {
            return format;
        }
        let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let is_page = start.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
        if is_page || (HTML.contains(&ending.as_str()) && head.contains('<')) {
            return Self::Html;
        }
        // What is called so and begins like it may be broken.
        if start.starts_with("<?xml") || (XML.contains(&ending.as_str()) && start.starts_with('<')) { Self::OtherXml } else { Self::Text }
    }
}

impl Format {
    /// The format of a file whose first lines tell it.
    fn of_lines(name: &str, bytes: &[u8]) -> Option<Self> {
        let head = detect::head(bytes);
        if head.starts_with('<') {
            None
        } else if captions::is_captions(&head) {
            Some(Self::Captions)
        } else if captions::is_timed(name, &head) {
            Some(Self::Timed)
        } else if sheet::is_transcript(name, &head) {
            Some(Self::Sheet)
        } else {
            mail::is_mail(name, &head).then_some(Self::Mail)
        }
    }
}

/// The notation of recognised text.
fn notation(format: Format) -> Option<xml::Notation> {
    match format {
        Format::Alto => Some(xml::Notation::Alto),
        Format::PageXml => Some(xml::Notation::Page),
        Format::Hocr => Some(xml::Notation::Hocr),
        _ => None,
    }
}

/// What was recognised on scans; `None` if a file holds nothing of the kind.
fn scan(bytes: &[u8], format: Format) -> Option<Result<Scan, Fault>> {
    if format == Format::Mets { Some(gathered::read(bytes)) } else { notation(format).map(|notation| xml::scan(bytes, notation)) }
}

/// The beginning of a file, whatever its encoding.
fn head(bytes: &[u8]) -> String {
    /// A document type may be long.
    const ENOUGH: usize = 64 << 10;
    const FEW: usize = 4096;
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.iter().take(4).any(|byte| *byte == 0);
    let is_marked = is_wide || bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'<' | 0xef));
    let start = bytes.get(..bytes.len().min(if is_marked { ENOUGH } else { FEW })).unwrap_or_default();
    if is_wide { Source::decode(start).text } else { String::from_utf8_lossy(start).into_owned() }
}

/// Turns a structured source into a document. `bytes` are the file as received, `text` what a program made of it, if that
/// was needed.
pub fn ingest_format(file_name: &str, bytes: &[u8], text: Option<&str>, format: Format) -> Result<Ingested, Fault> {
    ingest_beside(file_name, bytes, text, format, Around { known: &Known::default(), files: &|_| None, beside: &|_| false })
}

/// As [`ingest_format`], of a source that may name others.
pub fn ingest_beside(file_name: &str, bytes: &[u8], text: Option<&str>, format: Format, around: Around<'_>) -> Result<Ingested, Fault> {
    let written = |manuscript| written(file_name, bytes, manuscript, around);
    let shown = text.map_or(bytes, str::as_bytes);
    if let Some(scan) = scan(bytes, format) {
        return match scan {
            Ok(scan) if scan.text.chars().any(char::is_alphanumeric) => {
                let pages = scan.pages.iter().zip(&scan.places);
                let marks: Vec<Milestone> =
                    pages.map(|((_, mark), place)| Milestone { picture: place.as_str().into(), ..mark.clone() }).collect();
                let facsimile = pictures::facsimile(marks.iter(), file_name, around.beside);
                Ok(super::ingest_scan(file_name, bytes, scan, facsimile))
            }
            Ok(scan) if !scan.missing.is_empty() => Err(Fault {
                span: None,
                message: say::source_without_text_mets(scan.missing.len()),
                hint: say::source_without_text_mets_hint(),
            }),
            Ok(_) => some_text(Manuscript::default()).map(written),
            // As pages of the web may be written that are no XML.
            Err(_) if format == Format::Hocr => ingest_beside(file_name, bytes, text, Format::Html, around),
            Err(why) => Err(why),
        };
    }
    match format {
        Format::Text => Ok(super::ingest_text(file_name, bytes, shown)),
        Format::Html => some_text(html::read(shown, false)?).map(written),
        Format::Converted => {
            let manuscript = outside::read(file_name, bytes, &String::from_utf8_lossy(shown))?;
            some_text(manuscript).map(written)
        }
        Format::Jats | Format::Tei => ingest_part(file_name, bytes, None, format, around),
        Format::Packed(_) | Format::Akoma | Format::Captions | Format::Ttml | Format::Timed | Format::Sheet | Format::Mail => {
            let mut manuscript = some_text(made(shown, format)?)?;
            // A column may name the recording of each row.
            let cells = Source::decode(if format == Format::Sheet { shown } else { &[] });
            let cells = cells.text.split([',', ';', '\t', '"', '\n']).map(str::trim);
            if let Some(found) = recordings::of(cells, file_name, around.beside) {
                manuscript.state("recordings", found);
            }
            Ok(written(manuscript))
        }
        Format::OtherXml | Format::Alto | Format::PageXml | Format::Hocr | Format::Mets => {
            let (message, hint) = xml::unread(&detect::head(bytes));
            Err(Fault { span: None, message, hint })
        }
    }
}

/// A source of which a page is made first.
fn made(bytes: &[u8], format: Format) -> Result<Manuscript, Fault> {
    let text = || Source::decode(bytes);
    match format {
        Format::Packed(kind) => packed::read(bytes, kind),
        Format::Mail => mail::read(bytes),
        Format::Akoma => packed::manuscript(akoma::read(bytes)?),
        Format::Ttml => packed::manuscript(captions::read_ttml(bytes)?),
        Format::Timed => packed::manuscript(captions::read_timed(&text().text)),
        Format::Sheet => packed::manuscript(sheet::read(&text().text).unwrap_or_default()),
        _ => packed::manuscript(captions::read(&text().text)),
    }
}

/// Turns a part of a source into a document, or all of it. `around`: what of the archive it may name.
pub fn ingest_part(file_name: &str, bytes: &[u8], part: Option<&FilePart>, format: Format, around: Around<'_>) -> Result<Ingested, Fault> {
    let own = part.map_or(bytes, |part| part.of(bytes));
    let read = |vocabulary| xml::read(bytes, part, vocabulary, file_name, around);
    let mut manuscript = match format {
        Format::Jats => some_text(read(xml::Vocabulary::Jats)?)?,
        Format::Tei => some_text(read(xml::Vocabulary::Tei)?)?,
        Format::Mail => some_text(made(own, format)?)?,
        _ => return ingest_beside(file_name, own, None, format, around),
    };
    manuscript.part = part.map_or(String::new(), |part| part.name.clone());
    Ok(written(file_name, own, manuscript, around))
}

/// The document of a manuscript, with the pictures that can be had.
fn written(file_name: &str, bytes: &[u8], mut manuscript: Manuscript, around: Around<'_>) -> Ingested {
    pictures::settle(&mut manuscript, file_name, around.beside);
    if let Some(found) = recordings::beside_transcript(file_name, around.beside) {
        manuscript.state("recordings", found);
    }
    document::write(file_name, bytes, manuscript)
}
