//! Whom words of a text name, as somebody says it in the preview: what that means for `content/authorities/mentions.yaml`, and for the
//! file of records to which somebody new comes.

use serde::Deserialize;

use super::{Refusal, place, quote_value};
use crate::{
    archive::anchor::{Quote, same_words},
    base::{
        RelPath, Slug,
        places::{DOCUMENTS, MENTIONS},
        text::squeeze,
        yaml::{self, Map, Value},
    },
    document::{AuthorityKind, Document, annotation_file, authority},
};

/// What is said of some words.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct MendDraft {
    /// The words, with as much around them as the page shows.
    pub quote: Quote,
    /// Whether they name the record, or do not.
    pub names: bool,
    /// The record: `people/ida-berg`; empty if it is new.
    pub record: String,
    /// What somebody or something new is, and how it is called.
    pub kind: String,
    pub name: String,
}

impl MendDraft {
    /// The record that is meant.
    pub fn meant(&self) -> Option<(AuthorityKind, Slug)> {
        AuthorityKind::record(&self.record)
    }

    /// What is new.
    pub fn new_record(&self) -> Option<(AuthorityKind, String)> {
        let name = squeeze(&self.name).replace(char::is_control, "");
        Some((AuthorityKind::named(&self.kind)?, name)).filter(|(_, name)| self.record.is_empty() && !name.is_empty())
    }
}

/// The file of mends with one more. What it said before of the very words and the record is gone, and where the words name somebody, so is
/// all else whom they named.
pub fn mend(document: &Document, file: &[u8], draft: &MendDraft, record: &(AuthorityKind, Slug)) -> Result<String, Refusal> {
    let quote = place(document, &draft.quote)?;
    let of = document.path.below(DOCUMENTS).and_then(|path| path.strip_suffix(".md")).ok_or(Refusal::Malformed)?;
    let mut text = std::str::from_utf8(file).map_err(|_| Refusal::Notation)?.to_owned();
    let there = authority::parse(&RelPath::new(MENTIONS), file, &|_, _| None);
    let items = match yaml::parse(&text) {
        Ok(Value::Array(items)) => items.len(),
        Ok(Value::Null) => 0,
        _ => return Err(Refusal::Notation),
    };
    // What is not whole has no place among what is read, and its neighbours are left alone.
    if items == there.mends.len() {
        let is_same = |quote: &Quote, other: &Quote| {
            same_words(&quote.exact, &other.exact) && quote.prefix == other.prefix && quote.suffix == other.suffix
        };
        let is_about = |nth: &usize| {
            there.mends.get(*nth).is_some_and(|mend| {
                let is_record = (mend.kind, &mend.id) == (record.0, &record.1);
                mend.document == document.path && is_same(&mend.quote, &quote) && (is_record || draft.names && mend.names)
            })
        };
        for nth in (0..items).rev().filter(is_about) {
            text = annotation_file::delete(&text, nth).map_err(|_| Refusal::Notation)?;
        }
    }
    let mut item = Map::new();
    item.insert("document".into(), of.into());
    item.insert("quote".into(), quote_value(&quote));
    item.insert(if draft.names { "is" } else { "not" }.into(), format!("{}/{}", record.0.folder(), record.1).into());
    annotation_file::append(&text, &item).map_err(|_| Refusal::Notation)
}

/// The file of records with somebody new at its end, whose id none of `taken` is; and that id.
pub fn record(file: &[u8], name: &str, taken: impl Fn(&Slug) -> bool) -> Result<(String, Slug), Refusal> {
    let text = std::str::from_utf8(file).map_err(|_| Refusal::Notation)?;
    let wanted = Slug::from_text(name);
    let id = if taken(&wanted) { (2..).map(|n| wanted.numbered(n)).find(|id| !taken(id)).ok_or(Refusal::Malformed)? } else { wanted };
    let item = Map::from_iter([("id".to_owned(), Value::from(id.as_str())), ("name".to_owned(), Value::from(name))]);
    let text = annotation_file::append(text, &item).map_err(|_| Refusal::Notation)?;
    Ok((text, id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    const TEXT: &[u8] = b"---\ntitle: A\n---\n\nBerg saw Berg, and Ida Berg saw nobody.\n";

    fn run(file: &str, names: bool, exact: &str, prefix: &str, id: &str) -> Result<String, Refusal> {
        let text = document::parse(&RelPath::new("content/documents/box/a.md"), TEXT, &|_, _| None);
        let quote = Quote { exact: exact.into(), prefix: prefix.into(), suffix: String::new() };
        let draft = MendDraft { quote, names, record: format!("people/{id}"), ..MendDraft::default() };
        mend(&text, file.as_bytes(), &draft, &draft.meant().unwrap())
    }

    #[test]
    fn what_is_said_of_words_is_written_once() {
        let not = run("# ours\n", false, "Berg", "Berg saw ", "berg").unwrap();
        assert!(
            not.starts_with("# ours\n- document: box/a\n  quote:\n    exact: Berg\n") && not.ends_with("  not: people/berg\n"),
            "{not}"
        );
        assert_eq!(run(&not, false, "Berg", "Berg saw ", "berg").unwrap(), not);
        let is = run(&not, true, "Berg", "Berg saw ", "ida").unwrap();
        assert_eq!(is.matches("document:").count(), 2, "{is}");
        let other = run(&is, true, "Berg", "Berg saw ", "otto").unwrap();
        assert!(other.contains("is: people/otto") && !other.contains("is: people/ida") && other.contains("not: people/berg"), "{other}");
        assert_eq!(run("", true, "Holm", "", "x"), Err(Refusal::WordsGone));
        assert_eq!(run("a: 1\n", true, "Ida Berg", "", "x"), Err(Refusal::Notation));
    }

    #[test]
    fn somebody_new_gets_an_id_of_his_own() {
        let (text, id) = record(b"- {id: berg, name: Berg}\n", "Berg", |id| id.as_str() == "berg").unwrap();
        assert_eq!((text.as_str(), id.as_str()), ("- {id: berg, name: Berg}\n- id: berg-2\n  name: Berg\n", "berg-2"));
        let draft = MendDraft { kind: "people".into(), name: " Ida\n Berg ".into(), ..MendDraft::default() };
        assert_eq!(draft.new_record(), Some((AuthorityKind::People, "Ida Berg".into())));
    }
}
