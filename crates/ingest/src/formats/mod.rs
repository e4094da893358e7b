//! Structured formats: what a source says of its own structure is taken as it says it, nothing is guessed twice.
//!
//! 1. [`Format::of`]: which format a file has, by its first bytes and its name;
//! 2. [`html`], [`xml`]: a page, JATS or TEI → a [`Manuscript`]: blocks ([`flow`], and in tables [`grid`]), notes, front matter, records;
//! 3. [`file_parts`]: a file that holds several texts is cut, and each becomes a document;
//! 4. [`document`]: the rest of the way is that of plain text: list of references, records, citations, Markdown; and all words
//!    of the source that the document does not hold are listed as left out.

mod document;
mod file_parts;
mod flow;
mod grid;
mod html;
mod manuscript;
#[cfg(test)]
mod tests;
mod xml;

use super::{Ingested, account::Seen};
pub use file_parts::{FilePart, file_part, file_parts};
use manuscript::{DEEPEST, Manuscript, some_text};
pub use manuscript::{Fault, Shown};

use scholion_base::{RelPath, comment, source_text::Source};

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, Markdown, and all that shows nothing else.
    Text,
    /// A web page.
    Html,
    /// A web page that a converter made: all of it is text.
    Converted,
    /// The Journal Article Tag Suite, or its forerunner, NLM.
    Jats,
    /// The Text Encoding Initiative's.
    Tei,
    /// XML of another kind.
    OtherXml,
}

/// What a reader sees of a file, or of a part of it. One that cannot be read as what it says it is is taken as plain text.
pub fn seen(file_name: &str, part: Option<&FilePart>, bytes: &[u8]) -> Seen<'static> {
    match shown(bytes, part, Format::of(file_name, bytes)) {
        Some(lines) => Seen::of_lines(&lines),
        None => {
            let text = Source::decode(bytes).text;
            let shown = if comment::is_markdown(&RelPath::new(file_name)) { comment::blanked(&text).into_owned() } else { text };
            Seen::of_text(shown)
        }
    }
}

/// The words of a structured source that a reader sees; `None` of plain text, and of what cannot be read.
fn shown(bytes: &[u8], part: Option<&FilePart>, format: Format) -> Option<Vec<Shown>> {
    match format {
        Format::Text | Format::OtherXml => None,
        Format::Html | Format::Converted => html::shown(&Source::decode(bytes)).ok(),
        Format::Jats | Format::Tei => xml::shown(bytes, part).ok(),
    }
}

/// The formats that are read without a program of others: what each is called, and how names of such files end. What a
/// file holds decides, and its ending only in doubt.
pub const FORMATS: [(Format, &str, &[&str]); 4] = [
    (Format::Text, "plain text and Markdown", &["txt", "md"]),
    (Format::Html, "web pages", HTML),
    (Format::Jats, "articles in JATS", XML),
    (Format::Tei, "editions in TEI", XML),
];
const HTML: &[&str] = &["html", "htm", "xhtml"];
const XML: &[&str] = &["xml"];

impl Format {
    /// The format of a file that is text.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or_default()).to_ascii_lowercase();
        let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let is_page = head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("http://www.w3.org/1999/xhtml");
        if is_page || (HTML.contains(&extension.as_str()) && head.contains('<')) {
            return Self::Html;
        }
        if !head.starts_with("<?xml") && !(XML.contains(&extension.as_str()) && head.starts_with('<')) && !head.starts_with("<tei") {
            return Self::Text;
        }
        match root(head) {
            "article" if !head.contains("docbook") => Self::Jats,
            "tei" | "tei.2" | "teicorpus" => Self::Tei,
            _ => Self::OtherXml,
        }
    }
}

/// The local name of the first element, in lower case.
fn root(head: &str) -> &str {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, rest)| rest);
        } else if !rest.starts_with(['?', '!']) {
            let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("");
            return name.rsplit(':').next().unwrap_or("");
        }
    }
    ""
}

/// Turns a structured source into a document. `bytes` are the file as received, `text` what a program made of it, if that
/// was needed.
pub fn ingest_format(file_name: &str, bytes: &[u8], text: Option<&str>, format: Format) -> Result<Ingested, Fault> {
    let shown = text.map_or(bytes, str::as_bytes);
    match format {
        Format::Text => Ok(super::ingest_text(file_name, bytes, shown)),
        Format::Html => some_text(html::read(shown, false)?).map(|manuscript| document::write(file_name, bytes, manuscript)),
        Format::Converted => some_text(html::read(shown, true)?).map(|manuscript| document::write(file_name, bytes, manuscript)),
        Format::Jats | Format::Tei => ingest_part(file_name, bytes, None, format),
        Format::OtherXml => Err(Fault {
            code: "source-unknown-xml",
            span: None,
            message: "this source is XML, but neither JATS nor TEI, so no document is made of it".to_owned(),
            hint: "export it as JATS, TEI or HTML, or turn it into text first".to_owned(),
        }),
    }
}

/// Turns a part of a source into a document, or all of it.
pub fn ingest_part(file_name: &str, bytes: &[u8], part: Option<&FilePart>, format: Format) -> Result<Ingested, Fault> {
    let vocabulary = match format {
        Format::Jats => xml::Vocabulary::Jats,
        Format::Tei => xml::Vocabulary::Tei,
        _ => return ingest_format(file_name, part.map_or(bytes, |part| part.of(bytes)), None, format),
    };
    let mut manuscript = some_text(xml::read(bytes, part, vocabulary)?)?;
    manuscript.part = part.map_or(String::new(), |part| part.name.clone());
    Ok(document::write(file_name, part.map_or(bytes, |part| part.of(bytes)), manuscript))
}
