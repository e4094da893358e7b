//! What an XML file is, by its first element and the namespace of that (Namespaces in XML 1.0): whatever stands before it, whatever
//! the file is called.

use super::entities::declaration;
use crate::formats::format::Format;
use scholion_base::{Message, say};

/// The first element of a file.
struct Root<'t> {
    /// Its name without a prefix.
    local: &'t str,
    /// The namespace that its prefix stands for; empty if it has none.
    namespace: &'t str,
    /// The identifiers of the document type.
    doctype: &'t str,
}

/// The formats by the namespaces of their elements. Versions of a vocabulary have several.
const NAMESPACES: [(&str, Format); 3] =
    [("tei-c.org/ns", Format::Tei), ("www.w3.org/1999/xhtml", Format::Html), ("jats.nlm.nih.gov", Format::Jats)];

/// Parts of books in BITS. <https://jats.nlm.nih.gov/extensions/bits/>
const BOOKS: [&str; 3] = ["<book-meta", "<book-part", "<book-body"];

/// What XML is by its first element that is read by machines, or in another form, and what to do.
type Known = (&'static [&'static str], fn() -> Message, fn() -> Message);

/// Such elements.
const UNREAD: [Known; 3] = [
    (
        &["annotation_document", "basic-transcription", "segmented-transcription", "folker-transcription", "trans"],
        say::source_not_text_speech,
        say::source_not_text_speech_hint,
    ),
    (&["ead"], say::source_not_text_finding_aid, say::source_not_text_finding_aid_hint),
    (&["score-partwise", "score-timewise", "mei"], say::source_not_text_score, say::source_not_text_file_hint),
];

/// What a text in XML is that is not read, and what to do.
pub fn unread(head: &str) -> (Message, Message) {
    let unknown = || (say::source_unknown_xml(), say::source_unknown_xml_hint());
    let Some(root) = root(head) else { return unknown() };
    let local = root.local.to_ascii_lowercase();
    // The Charters Encoding Initiative's: its texts are called as those of TEI are.
    if local == "cei" || root.namespace.to_ascii_lowercase().ends_with("/cei") {
        return (say::source_not_text(say::source_not_text_charter()), say::source_not_text_charter_hint());
    }
    let known = UNREAD.iter().find(|(names, ..)| names.contains(&local.as_str()));
    known.map_or_else(unknown, |(_, what, hint)| (say::source_not_text(what()), hint()))
}

/// The format of a text that begins with an element; `None` of any other text. `bytes` are the file, whose texts may stand in others.
pub fn format(head: &str, ending: &str, bytes: &[u8]) -> Option<Format> {
    let root = root(head)?;
    let local = root.local.to_ascii_lowercase();
    let is_tei = matches!(local.as_str(), "tei" | "tei.2" | "teicorpus" | "teicorpus.2") || (ending == "tei" && root.namespace.is_empty());
    let is_hocr = || head.contains("ocr_page") || memchr::memmem::find(bytes, b"ocr_page").is_some();
    match local.as_str() {
        "html" if is_hocr() && head.contains("ocr") => Some(Format::Hocr),
        "alto" => Some(Format::Alto),
        "pcgts" => Some(Format::PageXml),
        "mets" => Some(Format::Mets),
        "tt" if root.namespace.contains("www.w3.org/") => Some(Format::Ttml),
        "akomantoso" | "publicwhip" => Some(Format::Akoma),
        _ if let Some((_, format)) = NAMESPACES.iter().find(|(namespace, _)| root.namespace.contains(namespace)) => Some(*format),
        "html" => Some(Format::Html),
        _ if is_tei => Some(Format::Tei),
        "article" if is_jats(&root, head, ending) => Some(Format::Jats),
        // Books in BITS; DocBook's have none of these parts.
        "book" | "book-part-wrapper" if root.namespace.is_empty() && BOOKS.iter().any(|part| head.contains(part)) => Some(Format::Jats),
        _ if !root.namespace.is_empty() || head.starts_with("<?xml") || ending == "xml" => Some(within(bytes)),
        _ => None,
    }
}

/// Whether an `article` is one of JATS or NLM: its document type or its children say so. DocBook and HTML have articles, too.
fn is_jats(root: &Root<'_>, head: &str, ending: &str) -> bool {
    let doctype = root.doctype.to_ascii_lowercase();
    let is_named = ["jats", "nlm", "archivearticle", "journalpublish", "niso"].iter().any(|name| doctype.contains(name));
    let is_other = doctype.contains("docbook") || !root.namespace.is_empty();
    let has_parts = ["<front", "<article-meta", "<journal-meta", "<sub-article"].iter().any(|part| head.contains(part));
    is_named || (!is_other && (has_parts || matches!(ending, "nxml" | "xml")))
}

/// What a file holds that is none of these itself: an answer in OAI-PMH, a set of articles.
fn within(bytes: &[u8]) -> Format {
    let has = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    if has(b"tei-c.org/ns") && has(b"teiHeader") {
        Format::Tei
    } else if has(b"article-meta") || (has(b"<article ") && has(b"<front>")) {
        Format::Jats
    } else {
        Format::OtherXml
    }
}

/// The first element of a text that begins with one, behind comments, instructions and the document type.
fn root(head: &str) -> Option<Root<'_>> {
    let mut rest = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut doctype = "";
    loop {
        rest = rest.trim_start();
        let after = rest.strip_prefix('<')?;
        if after.starts_with('?') {
            rest = after.split_once("?>")?.1;
        } else if after.starts_with("!--") {
            rest = after.split_once("-->")?.1;
        } else if after.starts_with('!') {
            let whole = rest.get(..declaration(rest)?)?;
            doctype = whole.split('[').next()?;
            rest = rest.get(whole.len()..)?;
        } else {
            let tag = after.split('>').next()?.trim_end_matches('/');
            let name = tag.split(char::is_whitespace).next().filter(|name| name.starts_with(char::is_alphabetic))?;
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let key = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            return Some(Root { local, namespace: attribute(tag, &key), doctype });
        }
    }
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let found = tag.match_indices(name).find_map(|(at, _)| {
        let before = tag.get(..at)?.chars().next_back()?;
        let rest = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let mark = rest.chars().next().filter(|mark| before.is_whitespace() && matches!(mark, '"' | '\''))?;
        rest.get(1..)?.split(mark).next()
    });
    found.unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, ending: &str, expected: Option<Format>) {
        assert_eq!(format(head, ending, head.as_bytes()), expected, "{head}");
    }

    #[test]
    fn the_first_element_decides() {
        let tei = Some(Format::Tei);
        check("<TEI xmlns='http://www.tei-c.org/ns/1.0' xmlns:h='http://www.w3.org/1999/xhtml'>", "html", tei);
        check("<?xml version='1.0'?><!-- <html> --><t:text xmlns:t=\"http://www.tei-c.org/ns/1.0\">", "txt", tei);
        check("<!DOCTYPE TEI.2 SYSTEM 'x' [<!ENTITY % a \"]>\"> %a; <!-- it's -->]><TEI.2>", "xml", tei);
        check("<div><head>x</head></div>", "tei", tei);
        check("<book dtd-version='2.0'><book-meta><isbn>1</isbn></book-meta></book>", "xml", Some(Format::Jats));
        check("<x:html xmlns:x='http://www.w3.org/1999/xhtml'>", "xml", Some(Format::Html));
        check("<!DOCTYPE article PUBLIC '-//NLM//DTD JATS v1.2//EN' 'x'><article>", "nxml", Some(Format::Jats));
        check("<article xml:lang='en'>\n<front><journal-meta>", "", Some(Format::Jats));
        check("<article xmlns='http://docbook.org/ns/docbook'>", "xml", Some(Format::OtherXml));
        check("<!DOCTYPE article PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'x'><article>", "xml", Some(Format::OtherXml));
        check(
            "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><article xml:lang='e'><front><article-meta>",
            "xml",
            Some(Format::Jats),
        );
        check("<kml xmlns='http://earth'>", "kml", Some(Format::OtherXml));
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (head, expected) in [
            ("<?xml version='1.0'?><!-- <p> --><c:text xmlns:c='http://www.monasterium.net/NS/cei'>", "CEI"),
            ("<?xml version='1.0'?><ANNOTATION_DOCUMENT AUTHOR=''>", "ELAN"),
            ("<kml xmlns='http://earth'>", "neither JATS nor TEI"),
        ] {
            let (message, _) = unread(head);
            assert!(message.to_string().contains(expected), "{message}");
        }
    }

    #[test]
    fn what_begins_with_no_element_is_a_text() {
        check("# About http://www.w3.org/1999/xhtml\n\n<html>", "md", None);
        check("<https://example.org> is down", "md", None);
        check("<article>A page's own.</article>", "md", None);
        check("<3 this", "txt", None);
        check("", "xml", None);
    }
}
