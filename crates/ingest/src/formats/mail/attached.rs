//! What is attached to a message: files that do nothing but show something are taken over, all others are listed.

use std::collections::BTreeMap;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::{
    super::{
        magic::{self, Mark},
        packed::Page,
    },
    body,
};
use crate::{
    attached::{AttachedFile, untaken},
    remark::Remark,
    report::Certainty::Likely,
};
use scholion_base::{
    Slug,
    text::{escaped, percent_decoded, squeeze},
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
    take(message, page, &mut files, &mut BTreeMap::new(), 0);
    let mut listed = files.iter().filter(|file| file.shown_as().is_none()).peekable();
    if listed.peek().is_some() {
        let link = |file: &AttachedFile| format!("<li><a href=\"{}\">{}</a></li>\n", file.address(), escaped(&file.called));
        page.put(&format!("<ul>\n{}</ul>\n", listed.map(link).collect::<String>()));
    }
    files
}

/// Takes what is attached to a message. Another message is quoted, with what is attached to that.
fn take(message: &Message<'_>, page: &mut Page, files: &mut Vec<AttachedFile>, taken: &mut BTreeMap<String, usize>, depth: usize) {
    /// Messages in messages stand no deeper.
    const DEEPEST: usize = 5;
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body
            && depth < DEEPEST
        {
            page.put(&format!("<blockquote>\n<p>{}</p>\n", head(inner)));
            body::write(inner, page);
            page.put("</blockquote>\n");
            take(inner, page, files, taken, depth + 1);
            continue;
        }
        let kind = part.content_type().map_or(String::new(), |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("")));
        let called = called(part, &kind);
        if let Some(shown) = within(part, &called, page) {
            files.push(AttachedFile { name: untaken(&shown.name, taken), ..shown });
            continue;
        }
        let file = bytes(part).and_then(|bytes| Some((named(&called, bytes)?, bytes)));
        match file {
            Some((name, bytes)) => {
                files.push(AttachedFile { name: untaken(&name, taken), called, bytes: bytes.to_vec(), from: String::new() })
            }
            None => page.leave_out("attachment", &called, Likely, Some(Remark::Attachment { kind })),
        }
    }
}

/// What a message says of itself: its subject, who wrote it, and when.
fn head(message: &Message<'_>) -> String {
    let from = message.from().and_then(|from| from.first()).map_or(String::new(), |from| {
        let address = from.address.as_deref().map(|address| format!("<{address}>")).unwrap_or_default();
        format!("{} {address}", from.name.as_deref().unwrap_or(""))
    });
    let fields = [message.subject().unwrap_or(""), from.as_str(), message.header_raw("Date").unwrap_or("")];
    let fields = fields.iter().map(|field| escaped(&squeeze(field))).filter(|field| !field.trim().is_empty());
    fields.collect::<Vec<_>>().join("<br>")
}

/// A picture that stands among the words of the message (RFC 2392, `cid:`).
fn within(part: &MessagePart<'_>, called: &str, page: &Page) -> Option<AttachedFile> {
    /// So many addresses are looked at whether they are the same in other signs.
    const MOST: usize = 1_000;
    let id = part.content_id()?.trim_matches(['<', '>']);
    let is_meant = |address: &&String| address.strip_prefix("cid:").is_some_and(|own| percent_decoded(own) == id);
    let address = page.pictures.get(&format!("cid:{id}"));
    let address = address.or_else(|| page.pictures.range("cid:".to_owned()..).take(MOST).find(is_meant))?;
    AttachedFile::shown(address, called, bytes(part)?.to_vec())
}

/// The pictures of a page that a browser saved in one file, by where they stood and by their ids (RFC 2557).
pub fn of_page(message: &Message<'_>) -> Vec<AttachedFile> {
    let mut files = Vec::new();
    for part in &message.parts {
        let Some(bytes) = bytes(part).filter(|bytes| bytes.len() <= LARGEST) else { continue };
        let id = part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
        for address in part.content_location().map(str::to_owned).into_iter().chain(id) {
            let place = address.split(['?', '#']).next().unwrap_or("");
            files.extend(AttachedFile::shown(&address, place, bytes.to_vec()));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_within_a_message_are_quoted() {
        let inner = "From: Jon <jon@a.example>\nSubject: Oars\n\nThey are here.\n";
        let text = format!(
            "From: Ida <ida@a.example>\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n\
             --x\nContent-Type: message/rfc822\n\n{inner}--x--\n"
        );
        let made = crate::formats::ingest_format("a.eml", text.as_bytes(), None, crate::formats::Format::Mail).unwrap().markdown;
        assert!(made.contains("See below.\n\n> Oars") && made.contains("\n> They are here."), "{made}");
    }

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
}
