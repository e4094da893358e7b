//! What is attached to a message: files that do nothing but show something are taken over, all others are listed.

use std::collections::BTreeMap;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::{
    magic::{self, Mark},
    packed::Page,
};
use crate::{attached::AttachedFile, remark::Remark, report::Certainty::Likely};
use scholion_base::{
    Slug,
    text::{escaped, fold, squeeze},
};

/// Larger files are listed, in bytes.
const LARGEST: usize = 64 << 20;

/// Endings of names, and how files with them begin.
type FileKind = (&'static [&'static str], &'static [Mark]);

/// How names of files end that are taken over, and how such files begin: what a name says and the file is not is no such file.
const KINDS: &[FileKind] = &[
    (&["pdf"], &[magic::PDF]),
    (&["jpg", "jpeg"], &[magic::JPEG]),
    (&["png"], &[magic::PNG]),
    (&["gif"], &[magic::GIF]),
    (&["webp"], &[magic::WEBP]),
    (&["tif", "tiff"], &magic::TIFF),
    (&["docx", "xlsx", "pptx", "odt", "ods", "odp"], &[magic::ZIP]),
    (&["mp3"], &magic::MP3),
    (&["wav"], &[magic::WAVE]),
    (&["ogg", "oga", "opus"], &[magic::OGG]),
    (&["flac"], &[magic::FLAC]),
    (&["m4a", "mp4", "m4v", "mov"], &[magic::MP4]),
];

/// Endings of files that are plain text.
const TEXTS: [&str; 3] = ["txt", "csv", "tsv"];

/// Takes over what is attached to a message: a list of links at its end, and the files to which they lead.
pub fn write(message: &Message<'_>, page: &mut Page) -> Vec<AttachedFile> {
    let mut files: Vec<AttachedFile> = Vec::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for part in message.attachments() {
        let kind = part.content_type().map_or(String::new(), |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("")));
        let called = called(part, &kind);
        let file = bytes(part).and_then(|bytes| Some((named(&called, bytes)?, bytes)));
        match file {
            Some((name, bytes)) => files.push(AttachedFile { name: untaken(&name, &mut taken), called, bytes: bytes.to_vec() }),
            None => page.leave_out("attachment", &called, Likely, Some(Remark::Attachment { kind })),
        }
    }
    if !files.is_empty() {
        let link = |file: &AttachedFile| format!("<li><a href=\"{}\">{}</a></li>\n", file.address(), escaped(&file.called));
        page.put(&format!("<ul>\n{}</ul>\n", files.iter().map(link).collect::<String>()));
    }
    files
}

/// What a part calls itself; one without a name is called as its kind.
fn called(part: &MessagePart<'_>, kind: &str) -> String {
    let name = match &part.body {
        PartType::Message(inner) => inner.subject().map(str::to_owned),
        _ => part.attachment_name().map(str::to_owned),
    };
    let ending = || kind.strip_prefix("image/").map(|ending| format!("image.{ending}"));
    squeeze(&name.filter(|name| !name.trim().is_empty()).or_else(ending).unwrap_or_else(|| kind.to_owned()))
}

fn bytes<'p>(part: &'p MessagePart<'_>) -> Option<&'p [u8]> {
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(bytes),
        PartType::Text(text) => Some(text.as_bytes()),
        _ => None,
    }
}

/// The name of a file that may be taken over, made safe; `None` of any other.
fn named(called: &str, bytes: &[u8]) -> Option<String> {
    // What stands before is where its sender kept it.
    let name = called.rsplit(['/', '\\']).next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let begins = |mark: &Mark| magic::has(bytes, *mark);
    let is_known = KINDS.iter().any(|(endings, marks)| endings.contains(&ending.as_str()) && marks.iter().any(begins));
    let is_text = || TEXTS.contains(&ending.as_str()) && !bytes.contains(&0);
    (bytes.len() <= LARGEST && (is_known || is_text())).then(|| format!("{}.{ending}", Slug::from_stem(stem)))
}

/// A name that no other file has; names that differ in capitals only are one for some systems. `taken`: the names of the files before,
/// folded, each with the first number that may be free behind it.
fn untaken(name: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let folded = fold(name);
    let Some(first) = taken.get(&folded).copied() else {
        taken.insert(folded, 2);
        return name.to_owned();
    };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut numbered = (first..).map(|number| (number, format!("{stem}-{number}.{ending}")));
    let (number, free) = numbered.find(|(_, name)| !taken.contains_key(&fold(name))).unwrap_or_default();
    taken.insert(folded, number.saturating_add(1));
    taken.insert(fold(&free), 2);
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_shows_something_is_taken_over() {
        for (called, bytes, expected) in [
            ("C:\\plans\\Pier (new).PDF", b"%PDF-1.4".as_slice(), Some("pier-new.pdf")),
            ("pier.pdf", b"<html>", None),
            ("pier.html", b"<html>", None),
            ("pier.svg", b"<svg>", None),
            ("../../notes.txt", b"Words.", Some("notes.txt")),
            ("notes.txt", b"MZ\0", None),
            ("run.exe", b"MZ", None),
            ("sheet.xlsm", b"PK\x03\x04", None),
            ("none", b"%PDF-1.4", None),
        ] {
            assert_eq!(named(called, bytes).as_deref(), expected, "{called}");
        }
    }

    #[test]
    fn files_of_one_name_are_numbered() {
        let mut taken = BTreeMap::new();
        let found: Vec<String> = ["a.pdf", "a-3.pdf", "A.pdf", "a.pdf", "a-3.pdf"].iter().map(|name| untaken(name, &mut taken)).collect();
        assert_eq!(found, ["a.pdf", "a-3.pdf", "A-2.pdf", "a-4.pdf", "a-3-2.pdf"]);
    }
}
