//! The forms in which public sets are published, each read to entries with gold fields.
//!
//! All of them mark the words of a printed entry with the fields they belong to. What is given on are values, as an editor would
//! type them, for [`crate::gold`] finds their words itself, and the report compares values.

use roxmltree::{Document, Node, ParsingOptions};
use scholion_reference::{Record, language::language};
use serde_json::{Map, Value, json};

use crate::{headings, heads, notes, sets::Read};

/// Reads one file of a set.
pub fn read(form: &str, text: &str, out: &mut Read) {
    if form == "conll" {
        return notes::read(text, out);
    }
    // A file that is no XML has no entries: some sets hold broken ones on purpose.
    let Ok(document) = Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }) else { return };
    let nodes = |names: &'static [&'static str]| document.descendants().filter(move |node| names.contains(&node.tag_name().name()));
    match form {
        "anystyle" => nodes(&["sequence"]).for_each(|node| out.entries.extend(anystyle(node))),
        "bodies" => nodes(&["text"]).for_each(|node| out.entries.extend(headings::lines(node))),
        "heads" => nodes(&["front"]).for_each(|node| out.entries.extend(heads::lines(node))),
        "tei" => nodes(&["bibl"]).for_each(|node| out.entries.extend(tei(node))),
        "jats" => {
            nodes(&["ref"]).for_each(|node| out.entries.extend(jats(node)));
            let paragraphs = nodes(&["body"]).flat_map(|body| body.descendants().filter(|node| node.has_tag_name("p")));
            out.prose.extend(paragraphs.map(words).filter(|words| words.len() > 200));
        }
        _ => panic!("no form of sets: {form}"),
    }
}

/// The words below an element, blanks squeezed; elements that touch are parted by one.
fn words(node: Node) -> String {
    let mut all = String::new();
    let mut ended_in_element = false;
    for node in node.descendants() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            all.push_str(text);
            ended_in_element = node.next_sibling().is_none();
        } else if ended_in_element {
            all.push(' ');
            ended_in_element = false;
        }
    }
    squeeze(&all)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An entry in the making.
pub struct Entry {
    raw: String,
    pub fields: Map<String, Value>,
    /// Fields of which the set says nothing certain.
    pub unscored: Vec<&'static str>,
}

impl Entry {
    pub fn new(raw: String, unscored: &[&'static str]) -> Self {
        Self { raw, fields: Map::new(), unscored: unscored.to_vec() }
    }

    /// Sets a field, or adds to it.
    pub fn add(&mut self, field: &str, value: &str) {
        let value =
            value.trim().trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '“' | '”' | '"' | '«' | '»'));
        let value = if value.matches('(').count() == value.matches(')').count() { value } else { value.trim_matches(['(', ')']) };
        if value.is_empty() {
            return;
        }
        match self.fields.get_mut(field) {
            Some(Value::String(old)) if field == "author" || field == "editor" => {
                old.push_str("; ");
                old.push_str(value);
            }
            Some(_) => {}
            None => drop(self.fields.insert(field.to_owned(), value.into())),
        }
    }

    pub fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    pub fn year(&mut self, text: &str) {
        if let Some(year) = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4) {
            self.add("year", year);
        }
    }

    fn person(&mut self, role: &str, family: &str, given: &str) {
        let list = self.fields.entry(format!("{role}s")).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"family": family, "given": given}));
        }
        self.add(role, &format!("{family} {given}"));
    }

    /// The finished entry, if it says what work it is. A value that is not printed is none of the entry's.
    pub fn finish(mut self) -> Option<Value> {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let printed = letters(&self.raw);
        for field in ["title", "container", "series", "publisher", "place", "volume", "issue", "year", "doi", "url"] {
            if self.fields.get(field).and_then(Value::as_str).is_some_and(|value| !printed.contains(&letters(value))) {
                self.fields.remove(field);
                self.unscored.push(field);
            }
        }
        if !(self.has("title") || self.has("container") && self.has("year")) || self.raw.chars().count() < 20 {
            return None;
        }
        let title = self.fields.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        let lang = language(&Record { title, ..Record::default() }).map_or_else(|| "en".to_owned(), |lang| lang.to_string());
        self.fields.entry("lang").or_insert(lang.into());
        self.fields.insert("raw".into(), self.raw.into());
        self.fields.insert("unscored".into(), self.unscored.into());
        Some(Value::Object(self.fields))
    }
}

/// AnyStyle's training data: the runs of an entry, each in an element named for its field, punctuation and all.
fn anystyle(sequence: Node) -> Option<Value> {
    let runs: Vec<(&str, String)> =
        sequence.children().filter(Node::is_element).map(|node| (node.tag_name().name(), words(node))).collect();
    let raw = runs.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" ");
    let mut entry = Entry::new(raw, &["edition", "series"]);
    for (name, words) in &runs {
        match *name {
            "author" => entry.add("author", words),
            "editor" => entry.add("editor", without_role(words)),
            "title" => entry.add("title", words),
            "container-title" | "journal" => entry.add("container", without_role(words)),
            "collection-title" => entry.add("series", words),
            "date" => entry.year(words),
            "pages" => entry.add("pages", words.trim_start_matches(|c: char| !c.is_numeric())),
            "publisher" => entry.add("publisher", words),
            "location" => entry.add("place", words),
            "volume" => volume(words, &mut entry),
            "doi" | "url" => entry.add(name, words),
            _ => {}
        }
    }
    entry.finish()
}

/// `In O. C. A. and D. Card (Ed.)`: who edited, without the words that say so.
pub fn without_role(words: &str) -> &str {
    let words = ["In: ", "In ", "in: ", "in ", "edited by "].iter().find_map(|head| words.strip_prefix(head)).unwrap_or(words);
    let end = ["(Ed", "(ed", ", ed", ", Ed", "(Hg", "(Hrsg", ", Hrsg"].iter().filter_map(|tail| words.find(tail)).min();
    words.get(..end.unwrap_or(words.len())).unwrap_or(words)
}

/// `33(8)`, `vol. 40, no. 1`: the first number is the volume, the second the issue; of more nothing is certain.
fn volume(words: &str, entry: &mut Entry) {
    let numbers: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
    match numbers[..] {
        [volume] => entry.add("volume", volume),
        [volume, issue] => {
            entry.add("volume", volume);
            entry.add("issue", issue);
        }
        _ => entry.unscored.extend(["volume", "issue"]),
    }
}

/// A `bibl` of TEI, as GROBID and others mark it in place.
fn tei(bibl: Node) -> Option<Value> {
    let mut entry = Entry::new(words(bibl), &["edition", "series"]);
    let elements = || bibl.descendants().filter(Node::is_element);
    let level = |node: &Node| node.attribute("level").unwrap_or("m").to_owned();
    let is_part = elements().any(|node| node.has_tag_name_local("title") && level(&node) == "a");
    for node in elements() {
        let text = words(node);
        match (node.tag_name().name(), node.attribute("unit").or(node.attribute("type")).unwrap_or("")) {
            (role @ ("author" | "editor"), _) => match person(node) {
                Some((family, given)) => entry.person(role, &family, &given),
                None => entry.add(role, without_role(&text)),
            },
            ("title", _) => match level(&node).as_str() {
                "a" => entry.add("title", &text),
                "s" => entry.add("series", &text),
                "m" if !is_part => entry.add("title", &text),
                _ => entry.add("container", &text),
            },
            ("date", _) => entry.year(&text),
            ("biblScope", "vol" | "volume") => entry.add("volume", &text),
            ("biblScope", "issue") => entry.add("issue", &text),
            ("biblScope", "pp" | "page") => entry.add("pages", &text),
            // The page that a note cites may be given as the work's, or not.
            ("citedRange", "page") => drop(entry.fields.insert("pages_alt".into(), json!([text]))),
            ("publisher", _) => entry.add("publisher", &text),
            ("pubPlace", _) => entry.add("place", &text),
            ("idno", "DOI" | "doi") => entry.add("doi", text.trim_start_matches(|c: char| !c.is_ascii_digit())),
            ("ptr", "web") => entry.add("url", &text),
            // What a group calls itself stands among the authors or not.
            ("orgName", _) => entry.unscored.push("author"),
            _ => {}
        }
    }
    entry.finish()
}

/// Family and given name, where both are marked.
fn person(node: Node) -> Option<(String, String)> {
    let parts = |names: &[&str]| {
        let found = node.descendants().filter(|node| names.contains(&node.tag_name().name())).map(words);
        found.collect::<Vec<_>>().join(" ")
    };
    let (family, given) = (parts(&["surname"]), parts(&["forename", "given-names"]));
    (!family.is_empty()).then_some((family, given))
}

/// A reference of JATS: as printed in `mixed-citation`, with its fields marked there or repeated in `element-citation`.
fn jats(reference: Node) -> Option<Value> {
    let child = |name: &str| reference.descendants().find(|node| node.has_tag_name_local(name));
    let printed = child("mixed-citation")?;
    let marked = child("element-citation").unwrap_or(printed);
    let mut entry = Entry::new(words(printed).trim_start_matches(['.', ' ']).to_owned(), &["edition", "series"]);
    let elements = || marked.descendants().filter(Node::is_element);
    let text_of = |name: &str| elements().find(|node| node.has_tag_name_local(name)).map(words);
    for node in elements() {
        let text = words(node);
        match node.tag_name().name() {
            "name" => {
                let group = node.ancestors().find_map(|node| node.attribute("person-group-type")).unwrap_or("author");
                if let Some((family, given)) = person(node) {
                    entry.person(if group == "editor" { "editor" } else { "author" }, &family, &given);
                }
            }
            "article-title" | "chapter-title" => entry.add("title", &text),
            "year" => entry.year(&text),
            "volume" => entry.add("volume", text.trim_start_matches(|c: char| !c.is_ascii_digit())),
            "issue" => entry.add("issue", &text),
            "fpage" => {
                let last = text_of("lpage").filter(|last| *last != text);
                entry.add("pages", &last.map_or(text.clone(), |last| format!("{text}-{last}")));
            }
            "elocation-id" => entry.add("pages", &text),
            "publisher-name" => entry.add("publisher", &text),
            "publisher-loc" => entry.add("place", &text),
            "pub-id" if node.attribute("pub-id-type") == Some("doi") => entry.add("doi", &text),
            "collab" => entry.unscored.push("author"),
            _ => {}
        }
    }
    if let Some(source) = text_of("source") {
        entry.add(if entry.has("title") { "container" } else { "title" }, &source);
    }
    let address = printed.descendants().find_map(|node| node.attributes().find(|attribute| attribute.name() == "href"));
    if let Some(address) = address {
        if let Some((_, doi)) = address.value().split_once("doi.org/") {
            entry.add("doi", doi);
        }
        entry.unscored.push("url");
    }
    entry.finish()
}

/// Elements are known by their local names, whatever namespace the set puts them in.
trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, text: &str, expected: &Value) {
        let mut out = Read::default();
        read(form, text, &mut out);
        assert_eq!(Value::Array(out.entries), *expected);
    }

    #[test]
    fn runs_of_fields_are_read() {
        check(
            "anystyle",
            "<dataset><sequence><author>Lund, A.</author><date>(1999).</date><title>Tides of a small sea.</title>\
             <editor>In B. Okoro (Ed.),</editor><container-title>Measures</container-title><volume>vol. 4, no. 2,</volume>\
             <pages>pp. 10–12.</pages></sequence><sequence><note>See above.</note></sequence></dataset>",
            &json!([{
                "author": "Lund, A", "editor": "B. Okoro", "title": "Tides of a small sea", "container": "Measures", "year": "1999",
                "volume": "4", "issue": "2", "pages": "10–12", "lang": "en", "unscored": ["edition", "series"],
                "raw": "Lund, A. (1999). Tides of a small sea. In B. Okoro (Ed.), Measures vol. 4, no. 2, pp. 10–12.",
            }]),
        );
    }

    #[test]
    fn tei_is_read_in_its_namespace_and_without() {
        let bibl = "<bibl><author><persName><surname>Lund</surname>, <forename>A.</forename></persName></author>, \
                    <title level='a'>Tides of a small sea</title>, <title level='j'>Measures</title> <biblScope unit='volume'>4</biblScope> \
                    (<date>1999</date>) <biblScope type='pp'>10–12</biblScope>, hier <citedRange unit='page'>11</citedRange>.</bibl>";
        let expected = json!([{
            "author": "Lund A", "authors": [{"family": "Lund", "given": "A."}], "title": "Tides of a small sea", "container": "Measures",
            "year": "1999", "volume": "4", "pages": "10–12", "pages_alt": ["11"], "lang": "en", "unscored": ["edition", "series"],
            "raw": "Lund, A., Tides of a small sea, Measures 4 (1999) 10–12, hier 11.",
        }]);
        check("tei", bibl, &expected);
        check("tei", &format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>{bibl}</TEI>"), &expected);
    }

    #[test]
    fn what_jats_repeats_and_does_not_print_is_not_asked_for() {
        check(
            "jats",
            "<article><body><p>Short.</p></body><back><ref-list><ref><label>1</label><mixed-citation>. Lund A, Okoro B. Tides of a small sea. \
             Measures 1999;4:10-2.</mixed-citation><element-citation><person-group><name><surname>Lund</surname><given-names>A</given-names>\
             </name><name><surname>Okoro</surname><given-names>B</given-names></name></person-group><article-title>Tides of a small sea\
             </article-title><source>Measures</source><year>1999</year><volume>4</volume><issue>7</issue><fpage>10</fpage><lpage>2</lpage>\
             </element-citation></ref></ref-list></back></article>",
            &json!([{
                "author": "Lund A; Okoro B", "authors": [{"family": "Lund", "given": "A"}, {"family": "Okoro", "given": "B"}],
                "title": "Tides of a small sea", "container": "Measures", "year": "1999", "volume": "4", "pages": "10-2", "lang": "en",
                "unscored": ["edition", "series", "issue"], "raw": "Lund A, Okoro B. Tides of a small sea. Measures 1999;4:10-2.",
            }]),
        );
    }
}
