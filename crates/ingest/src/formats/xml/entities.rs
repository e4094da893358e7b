//! Entities as a reader takes them that does not validate (XML 1.0, 4.1, 4.4.8 and 5.1).
//!
//! Nothing is fetched. What a text declares itself is the parser's; parameter entities are read where their words stand in the
//! text, and passed over where they stand in another file. A name that is declared nowhere may be one of the sets of ISO and HTML: then
//! it is a character. A name that nobody knows stays in the text as it is printed, and is said.

use std::{borrow::Cow, collections::BTreeMap};

use crate::formats::html::character;

/// A text with the entities that the parser knows.
#[derive(Debug, Default)]
pub struct Readable<'t> {
    /// The text, on as many lines as before.
    pub text: Cow<'t, str>,
    /// Names that nobody knows, each with the place of its first mention.
    pub unknown: BTreeMap<String, usize>,
    /// The parts of the text that stand in other files: by their names the place of the first mention, and the file.
    pub elsewhere: BTreeMap<String, (usize, String)>,
    /// Whether what entities stand for would be too long.
    pub is_bomb: bool,
}

/// So many bytes may stand for entities, whatever the length of a text …
const MOST: usize = 8 << 20;
/// … and so many times its own length.
const TIMES: usize = 4;
/// So deep parameter entities are looked up in one another.
const DEEPEST: usize = 8;
/// So many bytes a declaration may have once its parameter entities are put in.
const LONGEST: usize = 1 << 20;

/// What the internal subset of a text declares.
#[derive(Default)]
struct Declared {
    /// General entities, each with its literal as it stands, in its quotation marks.
    general: BTreeMap<String, String>,
    /// Parameter entities.
    parameter: BTreeMap<String, String>,
    /// General entities that stand in other files, and which.
    elsewhere: BTreeMap<String, String>,
}

/// Makes a text readable for a parser that knows its own declarations and nothing else.
pub fn readable(text: &str) -> Readable<'_> {
    let doctype = doctype(text);
    if doctype.is_none() && !text.contains('&') {
        return Readable { text: Cow::Borrowed(text), ..Readable::default() };
    }
    let mut declared = Declared::default();
    let subset = doctype.as_ref().and_then(|range| subset(text.get(range.clone())?)).unwrap_or_default();
    declared.read(subset, 0);
    let start = doctype.as_ref().map_or(0, |range| range.start);
    let behind = doctype.as_ref().map_or(0, |range| range.end);
    let mut found = Readable::default();
    let mut sizes = Sizes::default();
    let body = references(text.get(behind..).unwrap_or(""), behind, &declared, &mut sizes, &mut found);
    if sizes.total > MOST.max(text.len().saturating_mul(TIMES)) {
        found.is_bomb = true;
        return found;
    }
    if body.is_none() && !subset.contains('%') && declared.general.values().all(|literal| !literal.contains('&')) {
        found.text = Cow::Borrowed(text);
        return found;
    }
    let mut whole = String::with_capacity(text.len() + text.len() / 8);
    whole.push_str(text.get(..start).unwrap_or(""));
    if let Some(range) = &doctype {
        whole.push_str("<!DOCTYPE text [");
        for (name, literal) in &declared.general {
            let mark = literal.get(..1).unwrap_or("\"");
            let literal = references(literal, start, &declared, &mut sizes, &mut found).unwrap_or_else(|| literal.clone());
            let value = literal.trim_matches(['"', '\'']).replace('\n', " ").replace(mark, "&quot;");
            whole.push_str(&format!("<!ENTITY {name} {mark}{value}{mark}>"));
        }
        let lines = text.get(range.clone()).map_or(0, |doctype| doctype.matches('\n').count());
        whole.push_str(&"\n".repeat(lines));
        whole.push_str("]>");
    }
    whole.push_str(body.as_deref().unwrap_or(text.get(behind..).unwrap_or("")));
    found.text = Cow::Owned(whole);
    found
}

/// Where the declaration of the document's type stands.
fn doctype(text: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('<')?;
        let rest = text.get(at..)?;
        if rest.starts_with("<?") {
            at += rest.find("?>")? + 2;
        } else if rest.starts_with("<!--") {
            at += rest.find("-->")? + 3;
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE")) {
            return Some(at..at + declaration(rest)?);
        } else {
            return None;
        }
    }
}

/// The length of a declaration: up to the sign that closes it, outside of quotation marks, comments and brackets.
pub fn declaration(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (2, 0usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => at += 1 + bytes.get(at + 1..)?.iter().position(|other| *other == byte)?,
            b'<' if bytes.get(at..)?.starts_with(b"<!--") => at += text.get(at..)?.find("-->")? + 2,
            b'<' if bytes.get(at..)?.starts_with(b"<?") => at += text.get(at..)?.find("?>")? + 1,
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            // Declarations in the subset end with the same sign.
            b'>' if depth == 0 => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// What stands in brackets in a document type declaration.
fn subset(doctype: &str) -> Option<&str> {
    let bytes = doctype.as_bytes();
    let mut at = 2;
    loop {
        match *bytes.get(at)? {
            mark @ (b'"' | b'\'') => at += 2 + bytes.get(at + 1..)?.iter().position(|other| *other == mark)?,
            b'[' => return Some(doctype.get(at + 1..)?.rsplit_once(']')?.0),
            _ => at += 1,
        }
    }
}

impl Declared {
    /// Reads declarations; the first of a name counts (XML 1.0, 4.2).
    fn read(&mut self, subset: &str, depth: usize) {
        let mut rest = subset;
        while let Some(at) = rest.find(['<', '%']) {
            rest = rest.get(at..).unwrap_or("");
            if let Some(reference) = rest.strip_prefix('%') {
                let name = reference.split(';').next().unwrap_or("");
                let inner = self.parameter.get(name).filter(|inner| depth < DEEPEST && inner.len() < LONGEST).cloned();
                if let Some(inner) = inner {
                    self.read(inner.trim_matches(['"', '\'']), depth + 1);
                }
                rest = reference.get((name.len() + 1).min(reference.len())..).unwrap_or("");
                continue;
            }
            let end = if rest.starts_with("<!--") {
                rest.find("-->").map(|at| at + 3)
            } else if rest.starts_with("<?") {
                rest.find("?>").map(|at| at + 2)
            } else {
                declaration(rest)
            };
            let Some(end) = end else { return };
            self.entity(rest.get(..end).unwrap_or(""));
            rest = rest.get(end..).unwrap_or("");
        }
    }

    fn entity(&mut self, declaration: &str) {
        let Some(rest) = declaration.strip_prefix("<!ENTITY").map(str::trim_start) else { return };
        let is_parameter = rest.starts_with('%');
        let rest = rest.trim_start_matches('%').trim_start();
        let Some((name, value)) = rest.split_once(char::is_whitespace) else { return };
        let value = value.trim_start();
        let Some(mark) = value.chars().next().filter(|mark| matches!(mark, '"' | '\'')) else {
            // What stands in another file is not fetched: the last literal is its address.
            if !is_parameter {
                let file = value.rsplit(['"', '\'']).nth(1).unwrap_or("").to_owned();
                self.elsewhere.entry(name.to_owned()).or_insert(file);
            }
            return;
        };
        let Some(inner) = value.get(1..).and_then(|value| value.split(mark).next()) else { return };
        let list = if is_parameter { &mut self.parameter } else { &mut self.general };
        list.entry(name.to_owned()).or_insert_with(|| format!("{mark}{inner}{mark}"));
    }
}

/// How long what entities stand for is.
#[derive(Default)]
struct Sizes {
    known: BTreeMap<String, usize>,
    total: usize,
}

impl Sizes {
    /// The length of what a name stands for, as far as it is of interest.
    fn of(&mut self, name: &str, declared: &Declared, depth: usize) -> usize {
        if let Some(&known) = self.known.get(name) {
            return known;
        }
        let Some(literal) = declared.general.get(name) else { return 1 };
        // A name that stands for itself has no end; the parser says so.
        self.known.insert(name.to_owned(), 1);
        let mut size = literal.len();
        if depth < 100 {
            for inner in names(literal) {
                size = size.saturating_add(self.of(inner, declared, depth + 1));
            }
        }
        self.known.insert(name.to_owned(), size);
        size
    }
}

/// The names of the entities that a literal mentions.
fn names(literal: &str) -> impl Iterator<Item = &str> {
    literal.split('&').skip(1).filter_map(|rest| name(rest))
}

/// A name with the semicolon that ends it.
fn name(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(64).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let is_name =
        name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || ".-_:".contains(c));
    is_name.then_some(name)
}

/// A text with the references that the parser does not know put into words; `None` if there is none.
fn references(text: &str, from: usize, declared: &Declared, sizes: &mut Sizes, found: &mut Readable<'_>) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(place) = memchr::memchr2(b'<', b'&', bytes.get(at..)?).map(|step| at + step) {
        let rest = text.get(place..)?;
        at = place + 1;
        if rest.starts_with('<') {
            let ends = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
            if let Some((_, end)) = ends.iter().find(|(start, _)| rest.starts_with(start)) {
                at = place + rest.find(end).map_or(rest.len(), |step| step + end.len());
            }
            continue;
        }
        let Some(name) = name(rest.get(1..)?) else { continue };
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            continue;
        }
        if declared.general.contains_key(name) {
            sizes.total = sizes.total.saturating_add(sizes.of(name, declared, 0));
            continue;
        }
        out.push_str(text.get(copied..place)?);
        let elsewhere = declared.elsewhere.get(name);
        match known(name).filter(|_| elsewhere.is_none()) {
            Some(character) => out.push_str(&character.replace('&', "&amp;").replace('<', "&lt;")),
            None => {
                match elsewhere {
                    Some(file) => _ = found.elsewhere.entry(name.to_owned()).or_insert_with(|| (from + place, file.clone())),
                    None => _ = found.unknown.entry(name.to_owned()).or_insert(from + place),
                }
                out.push_str("&amp;");
                out.push_str(name);
                out.push(';');
            }
        }
        at = place + name.len() + 2;
        copied = at;
    }
    if copied == 0 {
        return None;
    }
    out.push_str(text.get(copied..)?);
    Some(out)
}

/// The character with a name of ISO's or HTML's sets.
fn known(name: &str) -> Option<String> {
    greek(name).map(String::from).or_else(|| character(name))
}

/// ISOgrk1, which HTML does not have (ISO 8879:1986, annex D).
fn greek(name: &str) -> Option<char> {
    const SMALL: [(&str, char); 24] = [
        ("a", 'α'),
        ("b", 'β'),
        ("g", 'γ'),
        ("d", 'δ'),
        ("e", 'ε'),
        ("z", 'ζ'),
        ("ee", 'η'),
        ("th", 'θ'),
        ("i", 'ι'),
        ("k", 'κ'),
        ("l", 'λ'),
        ("m", 'μ'),
        ("n", 'ν'),
        ("x", 'ξ'),
        ("o", 'ο'),
        ("p", 'π'),
        ("r", 'ρ'),
        ("s", 'σ'),
        ("t", 'τ'),
        ("u", 'υ'),
        ("ph", 'φ'),
        ("kh", 'χ'),
        ("ps", 'ψ'),
        ("oh", 'ω'),
    ];
    let letter = name.strip_suffix("gr")?;
    if letter == "sf" {
        return Some('ς');
    }
    let found = SMALL.iter().find(|(small, _)| small.eq_ignore_ascii_case(letter))?.1;
    if letter.starts_with(|c: char| c.is_ascii_uppercase()) { found.to_uppercase().next() } else { Some(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, unknown: &[&str]) {
        let found = readable(text);
        assert_eq!(found.text, expected);
        let names = found.unknown.keys().chain(found.elsewhere.values().map(|(_, file)| file)).map(String::as_str);
        assert_eq!(names.collect::<Vec<_>>(), unknown);
        assert_eq!(found.text.matches('\n').count(), text.matches('\n').count());
    }

    #[test]
    fn names_of_the_usual_sets_are_characters() {
        check("<p>a &mdash; b&agr;&Ohgr;&amp;</p>", "<p>a — bαΩ&amp;</p>", &[]);
        check("<p x='&eacute;'>&nosuch; &#233; a & b</p>", "<p x='é'>&amp;nosuch; &#233; a & b</p>", &["nosuch"]);
        check("<p><![CDATA[&eacute;]]><!-- &eacute; --></p>", "<p><![CDATA[&eacute;]]><!-- &eacute; --></p>", &[]);
    }

    #[test]
    fn declarations_of_the_text_itself_stay_the_parsers() {
        let own = "<!DOCTYPE t [<!ENTITY mill \"the mill\">]><t>&mill;</t>";
        check(own, own, &[]);
        check(
            "<!DOCTYPE t SYSTEM 'x>' [\n<!ENTITY % sets SYSTEM 'sets.dtd'>\n%sets;\n<!ENTITY a 'x &eacute;'>]>\n<t>&a;</t>",
            "<!DOCTYPE text [<!ENTITY a 'x é'>\n\n\n]>\n<t>&a;</t>",
            &[],
        );
        check(
            "<!DOCTYPE t [<!ENTITY % own \"<!ENTITY a 'b'>\">%own;<!ENTITY part SYSTEM 'part.xml'>]><t>&a;&part;</t>",
            "<!DOCTYPE text [<!ENTITY a 'b'>]><t>&a;&amp;part;</t>",
            &["part.xml"],
        );
    }

    #[test]
    fn what_would_grow_without_end_is_told() {
        let mut laughs = "<!DOCTYPE t [<!ENTITY l0 'laugh'>".to_owned();
        for n in 1..30 {
            laughs.push_str(&format!("<!ENTITY l{n} '&l{0};&l{0};&l{0};'>", n - 1));
        }
        assert!(readable(&format!("{laughs}]><t>&l29;</t>")).is_bomb);
        let long = format!("<!DOCTYPE t [<!ENTITY a '{}'>]><t>{}</t>", "x".repeat(100_000), "&a;".repeat(10_000));
        assert!(readable(&long).is_bomb);
        assert!(!readable("<!DOCTYPE t [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><t>&a;</t>").is_bomb);
    }
}
