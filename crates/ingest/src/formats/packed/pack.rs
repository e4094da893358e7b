//! A zip archive within bounds: nothing is written anywhere, and no part takes more room than a text can need.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;

use super::super::{DEEPEST, Fault, xml};
use scholion_base::{Message, message::IntoValue, namespaces::has_too_many_prefixes, say, source_text::Source};

/// A part may have so many bytes, unpacked.
const LONGEST: u64 = 80 << 20;
/// All parts that are read together.
const ALL: u64 = 160 << 20;
/// A part of some length that is packed more tightly than so many to one is no text: markup reaches some fifty.
const TIGHTEST: u64 = 250;
/// Shorter parts may be packed as they like.
const SHORT: u64 = 4 << 20;
/// As many nodes as one part may have.
const NODES: u32 = 8_000_000;

/// An archive that is open.
pub struct Pack<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Pack<'b> {
    /// Opens an archive. One whose parts would lead out of it is refused.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        if archive.file_names().any(|name| name.is_ok_and(|name| leads_out(&name))) {
            return Err(fault(say::source_unreadable_outside(), say::source_unreadable_office_hint()));
        }
        Ok(Self { archive, left: ALL })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all parts, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(Cow::into_owned).collect();
        names.sort();
        names
    }

    /// How a part begins, as far as it can be read.
    pub fn head(&mut self, name: &str) -> String {
        const MUCH: u64 = 4096;
        let mut bytes = Vec::new();
        if let Some(part) = self.archive.index_for_name(name).and_then(|index| self.archive.by_index(index).ok()) {
            _ = part.take(MUCH).read_to_end(&mut bytes);
        }
        Source::decode(&bytes).text
    }

    /// The text of a part; nothing if there is none of this name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.bytes(name)?.map(|bytes| Source::decode(&bytes).text))
    }

    /// The bytes of a part; nothing if there is none of this name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        if part.encrypted() {
            return Err(fault(say::source_unreadable_locked(), say::source_unreadable_locked_hint()));
        }
        let tightness = part.size() / part.compressed_size().max(1);
        if part.size() > LONGEST.min(self.left) || (part.size() > SHORT && tightness > TIGHTEST) {
            return Err(too_large());
        }
        let most = LONGEST.min(self.left);
        let mut bytes = Vec::new();
        // What a part says of its own length need not be so.
        part.take(most + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(too_large());
        }
        self.left -= length;
        Ok(Some(bytes))
    }
}

/// The tree of a part.
pub fn tree<'t>(name: &str, text: &'t str) -> Result<Document<'t>, Fault> {
    if xml::too_deep(text).is_some() {
        return Err(Fault { span: None, message: say::source_too_deep(DEEPEST), hint: say::source_too_deep_hint() });
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    if has_too_many_prefixes(text) {
        return Err(damaged(format!("{name}: it declares more prefixes of namespaces than any vocabulary has")));
    }
    Document::parse_with_options(text, options).map_err(|error| damaged(format!("{name}: {error}")))
}

/// Whether the name of a part is that of a place outside of the archive.
fn leads_out(name: &str) -> bool {
    let is_drive = name.get(1..2) == Some(":");
    is_drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

fn too_large() -> Fault {
    fault(say::source_unreadable_unpacks(), say::source_unreadable_large_hint())
}

/// That the archive cannot be read.
pub fn damaged(why: impl IntoValue) -> Fault {
    fault(say::source_unreadable_damage(why), say::source_unreadable_office_hint())
}

/// That the file is not read.
pub fn fault(why: Message, hint: Message) -> Fault {
    Fault { span: None, message: say::source_unreadable_because(why), hint }
}
