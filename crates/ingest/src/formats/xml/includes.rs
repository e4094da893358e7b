//! Parts of a text that stand in other files of the archive (XInclude 1.1; external entities, XML 1.0, 4.2.2): they are put where
//! they belong, on the line that names them.
//!
//! Only files below `content/sources/` are looked at, none twice in one another, and so much of them as [`MOST`] says. What is not
//! there stays named in the text, as [`super::edited`] says.

use std::{borrow::Cow, collections::BTreeMap};

use crate::formats::around::Files;

use scholion_base::{RelPath, source_text::Source, tag, text::percent_decoded};

/// So deep files may stand in one another.
const DEEPEST: usize = 8;
/// So many bytes may be put into a text.
const MOST: usize = 64 << 20;

/// A text with what stands in other files; on as many lines as before.
pub fn whole<'t>(text: &'t str, file: &str, files: Files<'_>) -> Cow<'t, str> {
    let mut reading = Reading { files, open: vec![file.to_owned()], left: MOST, followed: Vec::new() };
    reading.whole(text, file)
}

/// A file that stands in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// Its path from `content/sources/`.
    pub file: String,
    /// Whether all of it does, so that it is a part of the other and no text of its own.
    pub is_whole: bool,
}

/// The files that stand in a text.
pub fn parts(bytes: &[u8], file: &str, files: Files<'_>) -> Vec<Included> {
    let has = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    let is_narrow = !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]);
    if is_narrow && !has(b"XInclude") && !(has(b"<!ENTITY") && has(b"SYSTEM")) {
        return Vec::new();
    }
    let mut reading = Reading { files, open: vec![file.to_owned()], left: MOST, followed: Vec::new() };
    reading.whole(&Source::decode(bytes).text, file);
    reading.followed
}

struct Reading<'f> {
    files: Files<'f>,
    /// The files that are read, each in the one before.
    open: Vec<String>,
    /// So many bytes may still be put in.
    left: usize,
    /// What was put in.
    followed: Vec<Included>,
}

impl Reading<'_> {
    fn whole<'t>(&mut self, text: &'t str, file: &str) -> Cow<'t, str> {
        let entities = entities(text);
        if !text.contains("XInclude") && entities.is_empty() {
            return Cow::Borrowed(text);
        }
        let is_corpus = root_name(text).starts_with("teiCorpus");
        let mut whole = String::with_capacity(text.len());
        let (mut at, mut from) = (behind_doctype(text), 0);
        // Once one does not close, none is looked for to the end of the text any more.
        let mut all_close = true;
        while let Some(open) = memchr::memchr2(b'<', b'&', text.as_bytes().get(at..).unwrap_or_default()).map(|step| at + step) {
            let rest = text.get(open..).unwrap_or("");
            let (end, part) = if rest.starts_with('&') {
                match entity_name(rest) {
                    Some(name) => (open + name.len() + 2, entities.get(name).and_then(|href| self.part(file, href, "", "", false))),
                    None => (open + 1, None),
                }
            } else {
                let Some(tag) = Tag::at(text, open) else { break };
                let is_include = tag.is_start && tag.name.rsplit(':').next() == Some("include");
                let attribute = |name: &str| attribute(tag.text, name).unwrap_or_default();
                let href = attribute("href");
                let part = (is_include && !href.is_empty())
                    .then(|| self.part(file, &href, &attribute("xpointer"), &attribute("parse"), is_corpus))
                    .flatten();
                let end = if part.is_some() && all_close { element_end(text, open) } else { None };
                all_close &= part.is_none() || end.is_some();
                (end.unwrap_or(tag.end), part)
            };
            if let Some(part) = part {
                whole.push_str(text.get(from..open).unwrap_or(""));
                whole.push_str(&part);
                // The lines of what was replaced stay.
                whole.extend(text.get(open..end).unwrap_or("").chars().filter(|c| *c == '\n'));
                from = end;
            }
            at = end.max(open + 1);
        }
        whole.push_str(text.get(from..).unwrap_or(""));
        Cow::Owned(whole)
    }

    /// What stands in another file, on one line; `None` if it is not there, or must not be followed.
    fn part(&mut self, file: &str, href: &str, pointer: &str, parse: &str, in_corpus: bool) -> Option<String> {
        let (href, fragment) = href.split_once('#').unwrap_or((href, ""));
        if href.contains("://") || href.starts_with('/') || self.open.len() > DEEPEST {
            return None;
        }
        let path = RelPath::new(file).join(&percent_decoded(href))?.to_string();
        if self.open.contains(&path) {
            return None;
        }
        let bytes = (self.files)(&path)?;
        self.left = self.left.checked_sub(bytes.len())?;
        let text = Source::decode(&bytes).text;
        if parse == "text" {
            self.followed.push(Included { file: path, is_whole: true });
            return Some(as_words(&text));
        }
        let id = id_of(if pointer.is_empty() { fragment } else { pointer })?;
        // A text of a corpus is one of its own.
        if in_corpus && root_name(&text).starts_with("TEI") && id.is_empty() {
            return None;
        }
        self.followed.push(Included { file: path.clone(), is_whole: id.is_empty() });
        let part = if id.is_empty() { text.get(behind_doctype(&text)..)?.to_owned() } else { element(&text, &id)? };
        self.open.push(path.clone());
        let part = self.whole(&part, &path).into_owned();
        self.open.pop();
        Some(part.replace(['\n', '\r'], " "))
    }
}

/// A text in which no sign is mark-up, on one line, without what XML has not (XML 1.0, 2.2).
fn as_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => words.push_str("&amp;"),
            '<' => words.push_str("&lt;"),
            '>' => words.push_str("&gt;"),
            '\n' | '\r' | '\u{b}' | '\u{c}' => words.push(' '),
            '\t' => words.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => words.push(c),
        }
    }
    words
}

/// The name of the entity with whose sign a text begins; `None` if it is none.
fn entity_name(text: &str) -> Option<&str> {
    /// Longer names are none: to look for their end further would make a text of many `&` slow.
    const LONGEST: usize = 64;
    let name = text.strip_prefix('&')?;
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b';' | b'<' | b'&');
    let end = name.as_bytes().iter().take(LONGEST + 1).position(is_end)?;
    name.get(..end).filter(|own| !own.is_empty() && name.as_bytes().get(end) == Some(&b';'))
}

/// The name to which a pointer leads, as editions write it: `p3`, `element(p3)`, `xpointer(id('p3'))`; empty of none at all, `None` of
/// a pointer that is not understood.
fn id_of(pointer: &str) -> Option<String> {
    let mut inner = pointer.trim();
    for start in ["xpointer(", "element(", "id("] {
        inner = inner.strip_prefix(start).and_then(|rest| rest.strip_suffix(')')).unwrap_or(inner);
    }
    let inner = inner.trim_matches(['\'', '"']);
    inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).then(|| inner.to_owned())
}

/// A tag, comment or instruction.
struct Tag<'t> {
    name: &'t str,
    text: &'t str,
    end: usize,
    is_start: bool,
    is_end: bool,
}

impl<'t> Tag<'t> {
    /// What begins at a sign `<`.
    fn at(text: &'t str, open: usize) -> Option<Self> {
        let rest = text.get(open..)?;
        let until = |end: &str| rest.find(end).map(|at| open + at + end.len());
        let other = |end: usize| Self { name: "", text: "", end, is_start: false, is_end: false };
        if rest.starts_with("<!--") {
            return until("-->").map(other);
        }
        if rest.starts_with("<![CDATA[") {
            return until("]]>").map(other);
        }
        if rest.starts_with("<?") {
            return until("?>").map(other);
        }
        let tag = rest.get(..tag::length(rest)?)?;
        let inner = tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
        let name = inner.split(char::is_whitespace).next().unwrap_or("");
        let is_end = tag.starts_with("</");
        Some(Self { name, text: tag, end: open + tag.len(), is_start: !is_end && !tag.starts_with("<!"), is_end })
    }
}

/// Where the element ends that begins at `open`.
fn element_end(text: &str, open: usize) -> Option<usize> {
    let (mut depth, mut at) = (0usize, open);
    loop {
        let start = at + memchr::memchr(b'<', text.as_bytes().get(at..)?)?;
        let tag = Tag::at(text, start)?;
        at = tag.end;
        if tag.is_end {
            depth = depth.checked_sub(1)?;
        } else if tag.is_start && !tag.text.ends_with("/>") {
            depth += 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The element with this `xml:id`, with the namespaces of its file.
fn element(text: &str, id: &str) -> Option<String> {
    let mut spaces = None;
    let mut at = behind_doctype(text);
    loop {
        let start = at + memchr::memchr(b'<', text.as_bytes().get(at..)?)?;
        let tag = Tag::at(text, start)?;
        if tag.is_start {
            let spaces: &Vec<&str> =
                spaces.get_or_insert_with(|| tag.text.split_whitespace().filter(|part| part.starts_with("xmlns")).collect());
            if attribute(tag.text, "xml:id").as_deref() == Some(id) || attribute(tag.text, "id").as_deref() == Some(id) {
                let whole = text.get(start..element_end(text, start)?)?;
                let lacking = spaces
                    .iter()
                    .map(|space| space.trim_end_matches(['>', '/']))
                    .filter(|space| space.split('=').next().is_some_and(|key| attribute(tag.text, key).is_none()));
                let lacking: String = lacking.map(|space| format!(" {space}")).collect();
                let name = 1 + tag.name.len();
                return Some(format!("{}{lacking}{}", whole.get(..name)?, whole.get(name..)?));
            }
        }
        at = tag.end;
    }
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = tag.get(from..)?.find(name).map(|step| from + step) {
        from = at + name.len();
        let is_whole = tag.get(..at)?.ends_with(char::is_whitespace);
        let Some(rest) = tag.get(from..)?.trim_start().strip_prefix('=').filter(|_| is_whole) else { continue };
        let rest = rest.trim_start();
        let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        return rest.get(1..)?.split(mark).next().map(|value| value.replace("&amp;", "&"));
    }
    None
}

/// The local name of the first element.
fn root_name(text: &str) -> &str {
    let start = behind_doctype(text);
    Tag::at(text, start).filter(|tag| tag.is_start).map_or("", |tag| tag.name.rsplit(':').next().unwrap_or(""))
}

/// Where the first element begins: behind declarations, comments and instructions.
fn behind_doctype(text: &str) -> usize {
    let mut at = 0;
    loop {
        let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|step| at + step) else { return at };
        let rest = text.get(start..).unwrap_or("");
        let end = match rest.as_bytes().get(1) {
            Some(b'!') if !rest.starts_with("<!--") => super::entities::declaration(rest).map(|len| start + len),
            Some(b'!' | b'?') => Tag::at(text, start).map(|tag| tag.end),
            _ => return start,
        };
        match end {
            Some(end) => at = end,
            None => return start,
        }
    }
}

/// The entities of a text that stand in other files, and which (XML 1.0, 4.2.2); pictures and the like are none.
fn entities(text: &str) -> BTreeMap<&str, String> {
    let head = text.get(..behind_doctype(text)).unwrap_or("");
    let declared = head.match_indices("<!ENTITY").filter_map(|(at, _)| {
        let declaration = head.get(at + 8..)?.split('>').next()?;
        let mut words = declaration.split_whitespace();
        let (name, kind) = (words.next()?, words.next()?);
        if name == "%" || !matches!(kind, "SYSTEM" | "PUBLIC") || declaration.contains("NDATA") {
            return None;
        }
        let literal = declaration.trim_end().strip_suffix(['"', '\''])?;
        Some((name, literal.rsplit(['"', '\'']).next()?.to_owned()))
    });
    declared.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn check(text: &str, expected: &str, parts_expected: &[&str]) {
        let files = |path: &str| -> Option<Arc<[u8]>> {
            let text = match path {
                "ed/one.xml" => "<?xml version='1.0'?>\n<div xmlns='t'>\n<p xml:id='p1'>One.</p>\n</div>",
                "ed/two.xml" => {
                    "<x:div xmlns:x='t' xmlns:xi='http://www.w3.org/2001/XInclude'><x:p xml:id='p2'>2</x:p><xi:include href='sub/three.xml'/></x:div>"
                }
                "ed/sub/three.xml" => "<p>3 <xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='../two.xml'/></p>",
                "ed/plain.txt" => "a < b",
                "ed/odd.txt" => "a\u{1}b\u{fffe} ]]>\u{c}c & d\te",
                "ed/text.xml" => "<TEI><text/></TEI>",
                _ => return None,
            };
            Some(Arc::from(text.as_bytes()))
        };
        assert_eq!(whole(text, "ed/main.xml", &files), expected);
        let found = parts(text.as_bytes(), "ed/main.xml", &files);
        let found: Vec<String> = found.into_iter().map(|part| if part.is_whole { part.file } else { format!("{}#", part.file) }).collect();
        assert_eq!(found, parts_expected);
    }

    #[test]
    fn what_stands_in_other_files_is_put_in_its_place() {
        let head = "<TEI xmlns:xi='http://www.w3.org/2001/XInclude'>";
        check(
            &format!("{head}\n<xi:include href='one.xml'>\n<xi:fallback/></xi:include>\n</TEI>"),
            &format!("{head}\n<div xmlns='t'> <p xml:id='p1'>One.</p> </div>\n\n</TEI>"),
            &["ed/one.xml"],
        );
        check(
            &format!("{head}<xi:include href=\"two.xml\" xpointer=\"p2\"/><xi:include href='plain.txt' parse='text'/></TEI>"),
            &format!("{head}<x:p xmlns:x='t' xmlns:xi='http://www.w3.org/2001/XInclude' xml:id='p2'>2</x:p>a &lt; b</TEI>"),
            &["ed/two.xml#", "ed/plain.txt"],
        );
        check(
            &format!("{head}<xi:include href='odd.txt' parse='text'/></TEI>"),
            &format!("{head}ab ]]&gt; c &amp; d\te</TEI>"),
            &["ed/odd.txt"],
        );
        // One that does not close ends with its tag.
        check(
            &format!("{head}<xi:include href='plain.txt' parse='text'><p>x</p><xi:include href='plain.txt' parse='text'/>"),
            &format!("{head}a &lt; b<p>x</p>a &lt; b"),
            &["ed/plain.txt", "ed/plain.txt"],
        );
    }

    #[test]
    fn names_of_entities_are_short_words() {
        for (text, expected) in [("&one; two", Some("one")), ("&; two", None), ("& one; two", None), ("&one<two;", None), ("&one", None)] {
            assert_eq!(entity_name(text), expected, "{text}");
        }
        assert_eq!(entity_name(&format!("&{};", "x".repeat(65))), None);
        assert_eq!(entity_name(&format!("&{};", "x".repeat(64))).map(str::len), Some(64));
    }

    #[test]
    fn what_is_not_there_or_leads_out_or_round_stays() {
        let round = "<p>3 <xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='../two.xml'/></p>";
        let head = "<TEI xmlns:xi='http://www.w3.org/2001/XInclude'>";
        let two = "<x:div xmlns:x='t' xmlns:xi='http://www.w3.org/2001/XInclude'><x:p xml:id='p2'>2</x:p>";
        check(
            &format!("{head}<xi:include href='two.xml'/></TEI>"),
            &format!("{head}{two}{round}</x:div></TEI>"),
            &["ed/two.xml", "ed/sub/three.xml"],
        );
        for href in ["none.xml", "../../etc/passwd", "https://example.org/one.xml", "/ed/one.xml", "main.xml"] {
            let text = format!("{head}<!-- <xi:include href='one.xml'/> --><xi:include href='{href}'/></TEI>");
            check(&text, &text, &[]);
        }
        let corpus = "<teiCorpus xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='text.xml'/></teiCorpus>";
        check(corpus, corpus, &[]);
    }

    #[test]
    fn entities_of_other_files_are_parts() {
        let head = "<!DOCTYPE TEI [<!ENTITY one SYSTEM \"one.xml\"><!ENTITY pic SYSTEM 'one.xml' NDATA jpg>]>";
        check(
            &format!("{head}<TEI>&one;&amp;&pic;</TEI>"),
            &format!("{head}<TEI><div xmlns='t'> <p xml:id='p1'>One.</p> </div>&amp;&pic;</TEI>"),
            &["ed/one.xml"],
        );
    }
}
