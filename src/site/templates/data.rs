//! Data of the archive for templates, `data(name="places")`: what stands in `content/data/places.csv`, `.tsv`, `.yaml` or `.json`.
//!
//! What a template may ask for is read from its text, as its words are: data that no template asks for are not kept, and an edit of
//! data draws only those pages anew whose templates ask for them.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    calls::{What, tags},
    uses::Text,
};
use crate::{
    base::{
        Diagnostic, Digest, Message, RelPath, Snapshot, Span,
        places::{DATA, is_data, is_table},
        say, yaml,
    },
    document::table,
};

/// The files of data of an archive, by the names by which templates ask for them.
#[derive(Clone, Debug, Default)]
pub struct Data(BTreeMap<String, DataFile>);

#[derive(Clone, Debug)]
struct DataFile {
    path: RelPath,
    digest: Digest,
    bytes: Arc<[u8]>,
}

impl Data {
    /// The data of an archive, and what is wrong with these files. What is wrong with tables is said with what they describe.
    pub fn read(snapshot: &Snapshot) -> (Self, Vec<Diagnostic>) {
        let (mut data, mut found) = (Self::default(), Vec::new());
        for (path, file) in snapshot.below(DATA).filter(|(path, _)| is_data(path)) {
            let (Some(bytes), Some(name)) = (file.bytes(), name(path)) else { continue };
            if let Some(first) = data.0.get(name) {
                found.push(Diagnostic::warning(path, say::data_name(&first.path)).hint(say::data_name_hint()));
                continue;
            }
            if !is_table(path)
                && let Err((words, span)) = parsed(path, bytes)
            {
                let mut wrong = Diagnostic::error(path, say::data_unread(words)).hint(say::data_unread_hint());
                wrong.span = span;
                found.push(wrong);
            }
            data.0.insert(name.to_owned(), DataFile { path: path.clone(), digest: file.digest, bytes: bytes.clone() });
        }
        (data, found)
    }

    /// The names that mean other data than in `other`, or data that only one of them has.
    pub fn differing<'d>(&'d self, other: &'d Self) -> impl Iterator<Item = &'d str> {
        let digest = |data: &'d Self, name: &str| data.0.get(name).map(|file| (file.digest, file.path.clone()));
        self.0.keys().chain(other.0.keys()).map(String::as_str).filter(move |name| digest(self, name) != digest(other, name))
    }

    /// What these templates may ask for, by name: of what cannot be read nothing.
    pub(super) fn values(&self, asked: &[Text]) -> BTreeMap<String, tera::Value> {
        let value = |file: &DataFile| tera::Value::try_from_serializable(&parsed(&file.path, &file.bytes).ok()?).ok();
        let asked = self.0.iter().filter(|(name, _)| asked.iter().any(|text| text.may_be(name)));
        asked.filter_map(|(name, file)| Some((name.clone(), value(file)?))).collect()
    }

    /// The digest of each file, by name.
    pub(super) fn digests(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.iter().map(|(name, file)| (name.as_str(), file.digest))
    }
}

/// Its path below the folder of data, without its ending.
fn name(path: &RelPath) -> Option<&str> {
    path.below(DATA)?.rsplit_once('.').map(|(name, _)| name)
}

/// What a file holds: of a table a list of its rows, each with the cells by the names of their columns.
fn parsed(path: &RelPath, bytes: &[u8]) -> Result<yaml::Value, (Message, Option<Span>)> {
    if is_table(path) {
        let row = |cells: Vec<(String, String)>| cells.into_iter().map(|(name, cell)| (name, yaml::Value::String(cell))).collect();
        return Ok(table::records(&table::decode(bytes).0).into_iter().map(|cells| yaml::Value::Object(row(cells))).collect());
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| (say::not_utf8_file(), Some(Span::new(error.valid_up_to(), error.valid_up_to() + 1))))?;
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - bare.len();
    if path.extension() == "json" {
        return serde_json::from_str(bare).map_err(|error| {
            let line: usize = bare.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = mark + line + error.column().saturating_sub(1);
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
            (say::bad_yaml(words), Some(Span::new(at, at + 1)))
        });
    }
    let moved = |span: Span| Span::new(mark + span.start as usize, mark + span.end as usize);
    yaml::parse(bare).map_err(|fault| (fault.message, fault.span.map(moved)))
}

/// The names of data for which a template may ask.
pub(super) fn asked(text: &str) -> Vec<Text> {
    let mut asked = Vec::new();
    // Most templates ask for none, and need not be read word by word.
    if !text.split("data").skip(1).any(|behind| behind.trim_start().starts_with('(')) {
        return asked;
    }
    for tag in tags(text) {
        for (at, _) in tag.iter().enumerate().filter(|(_, token)| token.what == What::Name("data")) {
            let what = |n: usize| tag.get(at + n).map(|token| token.what);
            let is_field = at > 0 && tag.get(at - 1).is_some_and(|before| matches!(before.what, What::Sign('.' | '|')));
            if is_field || what(1) != Some(What::Sign('(')) {
                continue;
            }
            asked.push(match (what(2), what(3), what(4), what(5)) {
                (Some(What::Name("name")), Some(What::Sign('=')), Some(What::Text(name)), end) if !name.contains('\\') => match end {
                    Some(What::Sign(')' | ',')) => Text::Is(name.to_owned()),
                    Some(What::Sign('~')) => Text::Begins(name.to_owned()),
                    _ => Text::Any,
                },
                _ => Text::Any,
            });
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::snapshot::File;

    fn snapshot(files: &[(&str, &str)]) -> Snapshot {
        let files = files.iter().map(|(path, text)| (RelPath::new(&format!("{DATA}/{path}")), File::new(text.as_bytes())));
        Snapshot { files: files.collect(), ..Snapshot::default() }
    }

    #[test]
    fn data_are_had_by_the_names_of_their_files() {
        let (data, found) = Data::read(&snapshot(&[
            ("a.csv", "name;colour\nOne;red\n"),
            ("a.json", "{}"),
            ("b/c.yaml", "- {n: 1}\n"),
            ("d.json", "{\n\t\"a\": }\n"),
            ("e.txt", "words"),
        ]));
        let said: Vec<String> =
            found.iter().map(|one| format!("{} {} {:?}", one.code(), one.path, one.span.map(|span| span.start))).collect();
        assert_eq!(said, ["data-name content/data/a.json None", "data-unread content/data/d.json Some(8)"]);
        let values = data.values(&[Text::Any]);
        let shown: Vec<String> = values.iter().map(|(name, value)| format!("{name} {}", serde_json::to_string(value).unwrap())).collect();
        assert_eq!(shown, ["a [{\"name\":\"One\",\"colour\":\"red\"}]", "b/c [{\"n\":1}]"]);
        assert!(data.values(&[Text::Is("b".into())]).is_empty());
        let (other, _) = Data::read(&snapshot(&[("a.csv", "name;colour\nOne;blue\n"), ("b/c.yaml", "- {n: 1}\n")]));
        assert_eq!(data.differing(&other).collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>(), ["a", "d"]);
    }

    #[test]
    fn a_text_tells_which_data_it_asks_for() {
        let text = "{% for row in data(name=\"a\") %}{{ data(name = 'b/' ~ page.lang) }}{{ data(name=x) }}{{ page.data(name=\"no\") }}{{ data }}{# data(name=\"no\") #}";
        assert_eq!(asked(text), [Text::Is("a".into()), Text::Begins("b/".into()), Text::Any]);
    }
}
