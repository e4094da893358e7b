//! Packed files: a zip archive of XML parts (DOCX, ODT, EPUB), read by its own parts and by no other program.
//!
//! 1. [`pack`]: the archive, within bounds;
//! 2. [`docx`], [`odt`], [`epub`]: its parts → one page, and beside it what is left out of it, by rule ([`page`]); formulas of Word
//!    become MathML ([`omml`]), and what the file says of itself stands in its [`properties`];
//!    [`talk`]: tables with the turns of an interview;
//! 3. the page is read as one of which all is text;
//! 4. [`rest`]: words of the parts that neither the page nor what was left out holds are listed, whichever reader lost them.

mod docx;
mod epub;
mod inline;
mod links;
mod numbering;
mod odt;
mod odt_styles;
mod omml;
mod pack;
mod page;
mod properties;
mod rest;
mod styles;
mod talk;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::{Fault, Manuscript, html};
use crate::attached::AttachedFile;
pub use epub::{body_of, chapters};
pub use inline::{Inline, Look, plain as words_of};
pub use page::{Aside, Page};
pub use properties::Stated;
pub use rest::{lost_of, visible};

/// What is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packed {
    /// Office Open XML's text (ECMA-376, part 1), as Word writes it.
    Docx,
    /// OpenDocument's text (ODF 1.3), as LibreOffice writes it.
    Odt,
    /// A publication in EPUB 2 or 3.
    Epub,
}

/// Which kind of packed file the bytes are, by the parts of the archive.
pub fn kind(bytes: &[u8]) -> Option<Packed> {
    let mut pack = pack::Pack::open(bytes).ok()?;
    let mimetype = pack.head("mimetype");
    match mimetype.trim() {
        "application/epub+zip" => return Some(Packed::Epub),
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => return Some(Packed::Odt),
        _ => {}
    }
    if pack.has("META-INF/container.xml") && !pack.has("content.xml") {
        return Some(Packed::Epub);
    }
    docx::is_text(&mut pack).then_some(Packed::Docx)
}

/// Why an archive cannot be opened; `None` of one that can.
pub fn fault(bytes: &[u8]) -> Option<Fault> {
    pack::Pack::open(bytes).err()
}

/// The names of the parts of an archive; none of one that cannot be opened.
pub fn names(bytes: &[u8]) -> Vec<String> {
    pack::Pack::open(bytes).map(|pack| pack.names()).unwrap_or_default()
}

/// What an archive says it is, as OpenDocument and EPUB do.
pub fn mimetype(bytes: &[u8]) -> String {
    pack::Pack::open(bytes).map(|mut pack| pack.head("mimetype")).unwrap_or_default()
}

/// Reads a packed file.
pub fn read(bytes: &[u8], kind: Packed) -> Result<Manuscript, Fault> {
    let mut pack = pack::Pack::open(bytes)?;
    let page = match kind {
        Packed::Docx => docx::read(&mut pack)?,
        Packed::Odt => odt::read(&mut pack)?,
        Packed::Epub => epub::read(&mut pack)?,
    };
    let files = pictures(&mut pack, &page.pictures);
    drop(pack);
    Ok(Manuscript { files, ..manuscript(page)? })
}

/// The pictures among the parts of an archive; what cannot be read is none.
fn pictures(pack: &mut pack::Pack<'_>, parts: &BTreeSet<String>) -> Vec<AttachedFile> {
    let mut found = Vec::new();
    for part in parts {
        found.extend(pack.bytes(part).ok().flatten().and_then(|bytes| AttachedFile::shown(part, part, bytes)));
    }
    found
}

/// A page and what was left out of it as a manuscript.
pub fn manuscript(page: Page) -> Result<Manuscript, Fault> {
    let lost = rest::lost(&page);
    let mut manuscript = html::read(page.html().as_bytes(), true)?;
    page.front.into_front(&mut manuscript);
    for aside in page.asides.into_iter().chain(lost) {
        if aside.is_printed {
            manuscript.words.push((aside.line, aside.text.clone()));
        }
        manuscript.findings.push(aside.finding());
    }
    Ok(manuscript)
}
