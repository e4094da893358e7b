//! Texts of one file that become a document each: those of a corpus in TEI, the articles of a set or of an answer in OAI-PMH, the
//! messages of a mailbox.
//!
//! A file is cut by its bytes, without a tree, so that a text is read without those beside it. Each byte between two texts
//! belongs to the one that follows, so that all words of a file are accounted for with some part.

use std::{collections::BTreeSet, ops::Range};

/// A text among others in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePart {
    /// What it is called in its file, and behind the file's name its document: `letter-2`; its number where it has no name.
    pub name: String,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// The line of the file on which these begin, from 1.
    pub line: u32,
    /// What opens around it: start tags, and for the first text what stands before it.
    outer: Vec<Range<usize>>,
    /// What all texts of the file share, as the header of a corpus; empty of the first, which holds it.
    shared: Range<usize>,
    /// What closes around it.
    closing: String,
}

impl FilePart {
    /// The part's bytes in its file.
    pub fn of<'b>(&self, file: &'b [u8]) -> &'b [u8] {
        file.get(self.bytes.clone()).unwrap_or_default()
    }

    /// The part as a whole text of its format, and from where on that is the part's own.
    pub fn whole(&self, file: &[u8]) -> (Vec<u8>, usize) {
        let mut whole = Vec::with_capacity(self.bytes.len() + self.shared.len() + 1000);
        for range in self.outer.iter().chain([&self.shared]) {
            whole.extend_from_slice(file.get(range.clone()).unwrap_or_default());
        }
        let own = whole.len();
        whole.extend_from_slice(self.of(file));
        whole.extend_from_slice(self.closing.as_bytes());
        (whole, own)
    }
}

/// The texts of a file that holds several; none where the file is one text.
pub fn file_parts(bytes: &[u8]) -> Vec<FilePart> {
    if bytes.starts_with(b"From ") {
        return messages(bytes);
    }
    let is_several = |start: &[u8]| {
        let mut found = memchr::memmem::find_iter(bytes, start);
        found.next().is_some() && found.next().is_some()
    };
    if !bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'<' | 0xef)) {
        return Vec::new();
    }
    if !is_several(b"TEI") && !is_several(b"article") {
        return Vec::new();
    }
    let Some(root) = outline(bytes) else { return Vec::new() };
    let mut found = Vec::new();
    // Pages have articles, too.
    let is_page = local(&root.name).eq_ignore_ascii_case("html");
    if root.texts > 1 && !is_page && root.is_read(bytes) {
        let around = Around { outer: std::iter::once(0..root.inner.start).collect(), closing: format!("</{}>", root.name) };
        gather(bytes, &root, &around, &mut found);
    }
    name(bytes, &mut found);
    found
}

/// The messages of a mailbox (RFC 4155): each begins with a line "From ", behind an empty one and before the fields of a header.
fn messages(bytes: &[u8]) -> Vec<FilePart> {
    let is_header = |start: &usize| {
        let mut lines = bytes.get(*start..).unwrap_or_default().split(|byte| *byte == b'\n');
        let field = lines.nth(1).unwrap_or_default();
        let name = field.split(|byte| *byte == b':').next().unwrap_or_default();
        name.len() < field.len() && !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    let ends: [&[u8]; 2] = [b"\n\nFrom ", b"\r\n\r\nFrom "];
    let behind = ends.iter().flat_map(|end| memchr::memmem::find_iter(bytes, end).map(|at| at + end.len() - 5));
    let mut starts: Vec<usize> = std::iter::once(0).chain(behind).filter(is_header).collect();
    starts.sort_unstable();
    if starts.len() < 2 || starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let mut found: Vec<FilePart> =
        starts.iter().zip(ends).map(|(start, end)| FilePart { bytes: *start..end, ..FilePart::default() }).collect();
    name(bytes, &mut found);
    found
}

/// The part of a file with this name; none of none.
pub fn file_part(bytes: &[u8], name: &str) -> Option<FilePart> {
    if name.is_empty() { None } else { file_parts(bytes).into_iter().find(|part| part.name == name) }
}

/// An element that is a text or holds texts.
struct Element {
    name: String,
    whole: Range<usize>,
    inner: Range<usize>,
    texts: usize,
    is_text: bool,
    /// Those in it that are texts or hold some.
    children: Vec<Element>,
    /// The header of a corpus, which all texts in it share.
    header: Option<Range<usize>>,
}

impl Element {
    /// Whether the first text in it is one that is read: TEI, or an article with front matter, as JATS has it.
    fn is_read(&self, bytes: &[u8]) -> bool {
        match self.children.first() {
            Some(child) if !self.is_text => child.is_read(bytes),
            _ => {
                let whole = bytes.get(self.whole.clone()).unwrap_or_default();
                local(&self.name) != "article" || memchr::memmem::find(whole, b"<front").is_some()
            }
        }
    }
}

/// What stands around texts.
struct Around {
    outer: Vec<Range<usize>>,
    closing: String,
}

/// Whether an element with this name is a text of its own. A corpus is none, nor is what stands in a text.
fn is_text(name: &str) -> bool {
    matches!(local(name), "TEI" | "TEI.2" | "article")
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The elements that are texts, or hold such; `None` where tags do not fit each other.
fn outline(bytes: &[u8]) -> Option<Element> {
    let mut open: Vec<Element> = Vec::new();
    // So deep is the text that is under way.
    let mut in_text: Option<usize> = None;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', bytes.get(at..)?).map(|step| at + step) {
        let rest = bytes.get(start + 1..)?;
        let behind = |end: &[u8]| memchr::memmem::find(rest, end).map(|step| start + 1 + step + end.len());
        if rest.starts_with(b"!--") {
            at = behind(b"-->")?;
        } else if rest.starts_with(b"![CDATA[") {
            at = behind(b"]]>")?;
        } else if rest.starts_with(b"?") {
            at = behind(b"?>")?;
        } else if rest.starts_with(b"!") {
            at = end_of_doctype(bytes, start)?;
        } else if rest.starts_with(b"/") {
            at = behind(b">")?;
            let mut element = open.pop()?;
            (element.inner.end, element.whole.end) = (start, at);
            if in_text == Some(open.len()) {
                in_text = None;
            }
            let Some(parent) = open.last_mut() else { return Some(element) };
            close(parent, element);
        } else {
            at = end_of_tag(bytes, start)?;
            let name: String = if in_text.is_some() { String::new() } else { name_at(rest) };
            let is_text = in_text.is_none() && is_text(&name);
            let element =
                Element { name, whole: start..at, inner: at..at, texts: usize::from(is_text), is_text, children: Vec::new(), header: None };
            if bytes.get(at.checked_sub(2)?) == Some(&b'/') {
                close(open.last_mut()?, element);
                continue;
            }
            if is_text {
                in_text = Some(open.len());
            }
            open.push(element);
        }
    }
    None
}

/// An element has ended: those above keep it if it is a text or holds any.
fn close(parent: &mut Element, element: Element) {
    parent.texts += element.texts;
    if element.texts > 0 {
        parent.children.push(element);
    } else if local(&element.name) == "teiHeader" && local(&parent.name) == "teiCorpus" {
        parent.header = Some(element.whole);
    }
}

fn name_at(tag: &[u8]) -> String {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(tag.len());
    String::from_utf8_lossy(tag.get(..end).unwrap_or_default()).into_owned()
}

/// Behind a start tag; signs in quotation marks do not end it.
fn end_of_tag(bytes: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match quote {
            Some(mark) if mark == byte => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'>' => return Some(at + 1),
            None => {}
        }
    }
    None
}

/// Behind a declaration, which may hold others in brackets.
fn end_of_doctype(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0usize);
    for (at, &byte) in bytes.iter().enumerate().skip(start + 1) {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The texts below an element, each from the end of the one before it.
fn gather(bytes: &[u8], element: &Element, around: &Around, found: &mut Vec<FilePart>) {
    let mut from = element.inner.start;
    let last = element.children.len().saturating_sub(1);
    for (nth, child) in element.children.iter().enumerate() {
        // What all share is read with each, and accounted for with the first.
        let shared = element.header.clone().filter(|_| nth > 0).unwrap_or(from..from);
        let end = if nth == last { element.inner.end } else { child.whole.end };
        if child.texts > 1 && !child.is_text {
            let mut outer = around.outer.clone();
            outer.extend([shared, child.whole.start..child.inner.start]);
            let inner = Around { outer, closing: format!("</{}>{}", child.name, around.closing) };
            let before = found.len();
            gather(bytes, child, &inner, found);
            if let Some(first) = found.get_mut(before) {
                // What stands before the group, such as a heading of its own, goes with its first text.
                first.outer.pop();
                first.bytes.start = from;
            }
            if let Some(last) = found.last_mut().filter(|_| nth == last) {
                (last.bytes.end, last.closing) = (element.inner.end, around.closing.clone());
            }
            from = child.whole.end;
            continue;
        }
        found.push(FilePart {
            bytes: from..end,
            outer: around.outer.clone(),
            shared,
            closing: around.closing.clone(),
            name: id(bytes, child).unwrap_or_default(),
            line: 0,
        });
        from = end;
    }
}

/// The `xml:id` or `id` of a text.
fn id(bytes: &[u8], element: &Element) -> Option<String> {
    let text = if element.is_text { element } else { element.children.first()? };
    let tag = String::from_utf8_lossy(bytes.get(text.whole.start..text.inner.start)?);
    let (_, rest) = tag.split_once("xml:id").or_else(|| tag.split_once(" id"))?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let name = rest.get(1..)?.split(mark).next()?.trim();
    // It becomes a part of the name of a file.
    let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) && !name.starts_with('.') && name.len() <= 100;
    (fits && !name.is_empty()).then(|| name.to_owned())
}

/// Names those that have none, or one that others have too, and says on which line each begins.
fn name(bytes: &[u8], parts: &mut [FilePart]) {
    let mut taken = BTreeSet::new();
    let (mut line, mut from) = (1u32, 0);
    for (nth, part) in parts.iter_mut().enumerate() {
        let lines = memchr::memchr_iter(b'\n', bytes.get(from..part.bytes.start).unwrap_or_default()).count();
        line += u32::try_from(lines).unwrap_or(u32::MAX);
        from = part.bytes.start;
        part.line = line;
        if part.name.is_empty() || !taken.insert(part.name.to_lowercase()) {
            part.name = (nth + 1).to_string();
            taken.insert(part.name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each part as its name, its line, and the whole that is read.
    fn check(file: &str, expected: &[(&str, u32, &str)]) {
        let found = file_parts(file.as_bytes());
        let found: Vec<(String, u32, String)> = found
            .iter()
            .map(|part| {
                let (whole, own) = part.whole(file.as_bytes());
                let (before, own) = whole.split_at(own);
                (part.name.clone(), part.line, format!("{}|{}", String::from_utf8_lossy(before), String::from_utf8_lossy(own)))
            })
            .collect();
        let found: Vec<(&str, u32, &str)> = found.iter().map(|(name, line, whole)| (name.as_str(), *line, whole.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mailbox_is_cut_into_its_messages() {
        check(
            "From a Mon\nSubject: One\n\nWords.\n\nFrom here on it rained.\n\nFrom b Tue\nSubject: Two\n\nMore.\n",
            &[
                ("1", 1, "|From a Mon\nSubject: One\n\nWords.\n\nFrom here on it rained.\n\n"),
                ("2", 8, "|From b Tue\nSubject: Two\n\nMore.\n"),
            ],
        );
        check("From a Mon\nSubject: One\n\nWords.\n", &[]);
        check("From the sea it came.\n\nFrom there: nothing.\n", &[]);
    }

    #[test]
    fn a_corpus_is_cut_into_its_texts() {
        check(
            "<teiCorpus><teiHeader>h</teiHeader>\n<TEI xml:id='a'><p/></TEI>\n<!-- <TEI> --><TEI n='>'><p>x</p></TEI>z</teiCorpus>",
            &[
                ("a", 1, "<teiCorpus>|<teiHeader>h</teiHeader>\n<TEI xml:id='a'><p/></TEI></teiCorpus>"),
                ("2", 2, "<teiCorpus><teiHeader>h</teiHeader>|\n<!-- <TEI> --><TEI n='>'><p>x</p></TEI>z</teiCorpus>"),
            ],
        );
    }

    #[test]
    fn a_corpus_in_a_corpus_gives_its_texts_too() {
        check(
            "<c:teiCorpus><c:teiHeader/><c:TEI/><c:teiCorpus><c:teiHeader>i</c:teiHeader><c:TEI/><c:TEI/></c:teiCorpus></c:teiCorpus>",
            &[
                ("1", 1, "<c:teiCorpus>|<c:teiHeader/><c:TEI/></c:teiCorpus>"),
                ("2", 1, "<c:teiCorpus><c:teiHeader/>|<c:teiCorpus><c:teiHeader>i</c:teiHeader><c:TEI/></c:teiCorpus></c:teiCorpus>"),
                ("3", 1, "<c:teiCorpus><c:teiHeader/><c:teiCorpus><c:teiHeader>i</c:teiHeader>|<c:TEI/></c:teiCorpus></c:teiCorpus>"),
            ],
        );
    }

    #[test]
    fn a_set_of_articles_is_cut_and_an_article_in_an_article_is_not() {
        check(
            "<?xml version='1.0'?><set><r><article><front/><sub-article/></article></r><r><article/></r></set>",
            &[
                ("1", 1, "<?xml version='1.0'?><set>|<r><article><front/><sub-article/></article></r></set>"),
                ("2", 1, "<?xml version='1.0'?><set>|<r><article/></r></set>"),
            ],
        );
        check("<article><article/><article/></article>", &[]);
        check("<set><article><front/></article></set>", &[]);
        check("<div><article>news</article><article/></div>", &[]);
        check("<TEI><TEI/><TEI/>", &[]);
        check("The TEI and the TEI", &[]);
    }
}
