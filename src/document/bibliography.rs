//! `content/bibliography/*.yaml`: the works that a document cites, and the editors' verdicts.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::report::{Report, first_line};
use crate::{
    base::{
        Diagnostic, Digest, Message, RelPath, Slug, Span, WebAddress, say,
        web::{self, Refused},
        yaml::Node,
    },
    reference::{
        Record, csl,
        variable::{self, Shape},
    },
};

/// The works that one document cites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bibliography {
    /// Its file.
    pub path: RelPath,
    /// The slug of its document.
    pub slug: Slug,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The records in the order of the file, keys unique and never empty.
    pub entries: Vec<Entry>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The record.
    pub record: Arc<Record>,
    /// Its `id` in the file.
    pub source: Span,
}

/// `content/bibliography/works.yaml`: what the editors say of the identity of works.
///
/// A record is named by `<slug>/<key>`, a work by its key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// Each list names records or works that are one work (`same:`).
    pub same: Vec<Vec<String>>,
    /// Each list names records or works no two of which are one work (`different:`).
    pub different: Vec<Vec<String>>,
    /// Where each name stands first in the file.
    pub places: BTreeMap<String, Span>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a record may have besides the variables of a description: its key and kind, what is ours, and what reference managers add.
const OWN: &[&str] = &["id", "type", "printed-in", "verbatim", "categories", "custom"];

/// All variables that a record may have.
pub fn variables() -> impl Iterator<Item = &'static str> {
    OWN.iter().copied().chain(variable::ALL.iter().map(|variable| variable.name))
}

/// Reads the bibliography of a document. Never fails.
pub fn parse(path: &RelPath, bytes: &[u8]) -> Bibliography {
    let (report, text) = Report::on_file(path, bytes);
    let mut reader = Reader { text: &text, report };
    let entries = reader.report.tree(&text, &[]).map(|tree| reader.entries(&tree.root)).unwrap_or_default();
    let diagnostics = reader.report.finish();
    Bibliography { path: path.clone(), slug: Slug::of_file(path), digest: Digest::of(bytes), entries, diagnostics }
}

/// Reads the editors' verdicts. Never fails.
pub fn parse_verdicts(path: &RelPath, bytes: &[u8]) -> Verdicts {
    let (report, text) = Report::on_file(path, bytes);
    let mut reader = Reader { text: &text, report };
    let verdicts = reader.report.tree(&text, &[]).map(|tree| reader.verdicts(&tree.root)).unwrap_or_default();
    Verdicts { diagnostics: reader.report.finish(), ..verdicts }
}

/// Takes an address out of a record that no link may have, such as `file:` or `javascript:`; says so, with what to do, and likewise of
/// one that holds a password.
pub(super) fn refuse_address(record: &mut Record) -> Option<(Message, Message)> {
    match WebAddress::read(&record.url) {
        Err(Refused::Scheme(address)) => {
            record.url.clear();
            let shown: String = address.chars().take(60).collect();
            let message = say::bad_url_record(&shown, &record.key);
            Some((message, say::bad_url_record_hint()))
        }
        Ok(address) if address.has_password() => Some((say::bad_url_of(say::password()), say::password_hint())),
        _ => None,
    }
}

/// Takes signs out of a record's key that no fragment of an address may hold; says so.
pub(super) fn plain_key(record: &mut Record) -> Option<Message> {
    let plain = web::fragment(&record.key);
    if plain == record.key.as_str() {
        return None;
    }
    let message = say::bad_id_key(&record.key, &plain);
    record.key = plain.into_owned();
    Some(message)
}

/// The reading of one file.
struct Reader<'a> {
    text: &'a str,
    report: Report<'a>,
}

impl Reader<'_> {
    fn entries(&mut self, root: &Node<'_>) -> Vec<Entry> {
        // A bare list of records is CSL-JSON's shape; it says the same.
        let items = root.list().or_else(|| root.get("references").and_then(Node::list));
        let Some(items) = items else {
            match root.get("references") {
                Some(value) if value.is_null() => {}
                Some(value) => {
                    self.report.error(say::wrong_type_references(value.kind()), value.span, say::expected(say::expected_references()))
                }
                None if root.is_null() => {}
                None => self.report.error(say::no_references(), Span::new(0, 0), say::no_references_hint()),
            }
            return Vec::new();
        };
        if let Some(pairs) = root.map() {
            for pair in pairs.iter().filter(|pair| !matches!(pair.key.as_ref(), "references" | "nocite" | "link-citations" | "csl")) {
                self.report.unknown(pair, &["references"], &[]);
            }
        }
        let mut entries = Vec::with_capacity(items.len());
        // Where each key stands, and how many times it has come.
        let mut keys: HashMap<String, (Span, usize)> = HashMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let (mut record, problems) = csl::read(&item.to_value());
            if !problems.is_empty() {
                self.problems(item, problems);
            }
            self.unknown_variables(item);
            let id = item.map().and_then(|pairs| pairs.iter().find(|pair| pair.key == "id"));
            let place = id.map_or_else(|| first_line(self.text, item.span), |pair| pair.value.span);
            if record.key.is_empty() {
                record.key = format!("entry-{}", index + 1);
                let message = say::id_missing();
                let hint = say::id_missing_hint(&record.key);
                self.report.error(message, place, hint);
            }
            if let Some(message) = plain_key(&mut record) {
                self.report.warning(message, place, say::bad_id_key_hint());
            }
            let source = self.report.span(place);
            if let Some((message, hint)) = refuse_address(&mut record) {
                let url = item.get("URL").map_or(place, |value| value.span);
                self.report.warning(message, url, hint);
            }
            if let Some((first, times)) = keys.get(&record.key).copied() {
                let free = (times + 1..).map(|times| (times, format!("{}-{times}", record.key))).find(|(_, key)| !keys.contains_key(key));
                let Some((times, free)) = free else { continue };
                keys.insert(record.key.clone(), (first, times));
                let message = say::duplicate_id(&record.key);
                let hint = say::duplicate_id_hint(&free);
                let diagnostic = Diagnostic::error(self.report.path, message).at(source).hint(hint);
                self.report.diagnostics.push(diagnostic.related(self.report.path, Some(first), say::first_stands_here()));
                record.key = free;
            }
            keys.insert(record.key.clone(), (source, 1));
            entries.push(Entry { record: Arc::new(record), source });
        }
        entries
    }

    /// What [`csl::read`] could not use, at the value of its variable.
    fn problems(&mut self, item: &Node<'_>, problems: Vec<csl::Problem>) {
        for problem in problems {
            let place =
                item.get(&problem.variable).map_or_else(|| first_line(self.text, item.span), |value| first_line(self.text, value.span));
            let message = if problem.variable.is_empty() { problem.message } else { say::bad_value(problem.variable, problem.message) };
            let new = if problem.is_doubt { Diagnostic::warning } else { Diagnostic::error };
            self.report.diagnostics.push(new(self.report.path, message).at(self.report.span(place)));
        }
    }

    /// Variables of no standard, and parts of names and dates that are none: a slip of the pen, most likely.
    fn unknown_variables(&mut self, item: &Node<'_>) {
        for pair in item.map().unwrap_or(&[]) {
            let key: &str = &pair.key;
            let variable = variable::named(key);
            match variable.map(|variable| variable.shape) {
                // What others call a part is not read, but for these.
                Some(Shape::Names) => {
                    let known = [csl::NAME_KEYS, &["name", "ORCID"]].concat();
                    self.report.keys_within(&pair.value, &known, csl::NAME_SYNONYMS);
                }
                Some(Shape::Date) => self.report.keys_within(&pair.value, csl::DATE_KEYS, &[]),
                _ => {}
            }
            // The editors' own keys stand in the archive's data.
            if !OWN.contains(&key) && variable.is_none() && !key.starts_with("x-") {
                let all: Vec<&str> = variables().collect();
                let synonyms: Vec<(&str, &str)> = variable::synonyms().collect();
                self.report.unknown(pair, &all, &synonyms);
            }
        }
    }

    fn verdicts(&mut self, root: &Node<'_>) -> Verdicts {
        let mut verdicts = Verdicts::default();
        let Some(pairs) = root.map() else {
            if !root.is_null() {
                let hint = say::expected(say::expected_works());
                self.report.error(say::wrong_type_verdicts(root.kind()), root.span, hint);
            }
            return verdicts;
        };
        for pair in pairs {
            match pair.key.as_ref() {
                "same" => verdicts.same = self.groups("same", &pair.value, &mut verdicts.places),
                "different" => verdicts.different = self.groups("different", &pair.value, &mut verdicts.places),
                _ => self.report.unknown(pair, &["same", "different"], &[]),
            }
        }
        verdicts
    }

    fn groups(&mut self, key: &str, value: &Node<'_>, places: &mut BTreeMap<String, Span>) -> Vec<Vec<String>> {
        let items = self.report.list(key, value, say::expected_groups());
        let mut groups = Vec::with_capacity(items.len());
        for item in items {
            let Some(names) = item.list() else {
                self.report.error(say::wrong_type_under(key, item.kind()), item.span, say::expected(say::expected_groups()));
                continue;
            };
            let mut read = |node: &Node<'_>| {
                let name = node.text().map(str::trim).filter(|name| !name.is_empty())?;
                places.entry(name.to_owned()).or_insert_with(|| self.report.span(node.span));
                Some(name.to_owned())
            };
            let names: Vec<String> = names.iter().filter_map(&mut read).collect();
            if names.len() < 2 {
                self.report.error(say::verdict_single(), item.span, say::expected(say::expected_groups()));
            } else {
                groups.push(names);
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::show_diagnostics;

    fn check(text: &str, keys: &str, diagnostics: &str) {
        let read = parse(&RelPath::new("content/bibliography/a.yaml"), text.as_bytes());
        let shown: Vec<String> =
            read.entries.iter().map(|entry| format!("{} `{}` {}", entry.record.key, entry.source.of(text), entry.record.title)).collect();
        assert_eq!(shown.join("\n"), keys, "entries of {text}");
        assert_eq!(show_diagnostics(text, &read.diagnostics), diagnostics, "diagnostics of {text}");
    }

    #[test]
    fn records_have_keys_of_their_own() {
        check("references:\n- id: a\n  title: 22.10\n- {id: b, title: 'T'}\n", "a `a` 22.10\nb `b` T", "");
        check(
            "references:\n- id: a\n- id: a\n- title: T\n- id: a-2\n",
            "a `a` \na-2 `a` \nentry-3 `title: T` T\na-2-2 `a-2` ",
            "error duplicate-id `a`: two records have the id `a` (give one of them another; until then this one is `a-2`) + `a`\n\
             error id-missing `title: T`: a record without an `id` (add `id: …`, by which the document cites it; until then it is `entry-3`)\n\
             error duplicate-id `a-2`: two records have the id `a-2` (give one of them another; until then this one is `a-2-2`) + `a`",
        );
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        check(
            "\u{feff}references:\n- id: a\n  titel: T\n  type: boook\n  issued: soon\n  author:\n  - {}\n  editor: [{family: B, givn: C, surname: D}]\n  accessed: {year: 2020, mnth: 5}\n",
            "a `a` ",
            "warning unknown-key `titel`: unknown key `titel` (did you mean `title`?)\n\
             error bad-value `boook`: `type`: `boook` is not a CSL type; did you mean `book`?\n\
             error bad-value `soon`: `issued`: \"soon\" is not a date; write 2021, 2021-05, 2021-05-01, 1914/1918 or 1843~\n\
             error bad-value `- {}`: `author`: a name needs `family` or `literal`\n\
             warning unknown-key `givn`: unknown key `givn` (did you mean `given`?)\n\
             warning unknown-key `surname`: unknown key `surname` (here that is `family`)\n\
             warning unknown-key `mnth`: unknown key `mnth` (did you mean `month`?)",
        );
        check(
            "refs: []\n",
            "",
            "error no-references ``: no `references:` (begin the file with `references:`, then one `- id: …` a record)",
        );
        check("references: none\n", "", "error wrong-type `none`: `references` is a text (expected a list of records: `- id: …`)");
        check(
            "references:\n- id: a\n  title: War: A History\n",
            "",
            "error bad-yaml `:`: mapping values are not allowed in this context (a colon and a space inside a value begin a new key: put the value in quotation marks, `title: 'War: A History'`)",
        );
    }

    #[test]
    fn verdicts_are_read() {
        let text = "same:\n- [d/a, e/b]\n- [x]\ndiferent:\n- [a, b]\ndifferent: [[k, l]]\n";
        let verdicts = parse_verdicts(&RelPath::new("content/bibliography/works.yaml"), text.as_bytes());
        assert_eq!(verdicts.same, [["d/a", "e/b"]]);
        assert_eq!(verdicts.different, [["k", "l"]]);
        assert_eq!(
            show_diagnostics(text, &verdicts.diagnostics),
            "error verdict-single `[x]`: a verdict names at least two works (expected a list of lists: `- [document/key, other/key]`)\n\
             warning unknown-key `diferent`: unknown key `diferent` (did you mean `different`?)"
        );
    }
}
