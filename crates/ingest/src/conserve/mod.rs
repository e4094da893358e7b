//! Conservation: no word of a source is lost unreported, none is added.
//!
//! Works on source and outputs alone and knows nothing of the rules, so that it can find them wrong. The
//! words of each part of the outputs are laid along the source in runs, as long as they agree; each word of
//! the source can be claimed once. What stays unclaimed is lost; words of the outputs that claim nothing
//! are added.
//!
//! A word is a run of letters or a run of digits, in lower case. Superscript digits are marks, not words.
//! Values that a program makes (keys, types, dates in figures, digests) are not words of the text. Parts that
//! repeat words printed once, such as the fields of a record beside its printed entry, may claim words that
//! are claimed already.

mod ledger;
mod words;

use std::borrow::Cow;

use ledger::Ledger;
use scholion_base::yaml::{self, Value};

/// The account of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The number of words of the source.
    pub words: usize,
    /// Words of the source that no output holds, with their line from 1, in order.
    pub lost: Vec<(u32, String)>,
    /// Words of the outputs that the source does not hold, in order.
    pub added: Vec<String>,
}

/// Lays a document and its bibliography along its source. The omissions of the front matter count as outputs.
pub fn account(source: &str, markdown: &str, bibliography: &str) -> Account {
    let mut parts = Parts::default();
    let (front, body) = front_matter(markdown);
    parts.home.push(Cow::Borrowed(body));
    if let Ok(value) = yaml::parse(front) {
        front_parts(&value, &mut parts);
    }
    if let Ok(value) = yaml::parse(bibliography) {
        bibliography_parts(&value, &mut parts);
    }
    let mut ledger = Ledger::new(source);
    let mut loose = Vec::new();
    // Long parts first: they hold the surest runs.
    parts.home.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for part in parts.entries.iter().map(String::as_str).chain(parts.home.iter().map(|part| part.as_ref())) {
        ledger.lay(part, &mut loose);
    }
    let mut added = ledger.settle(loose, false);
    let mut repeated = Vec::new();
    for part in &parts.repeats {
        ledger.lay(part, &mut repeated);
    }
    added.extend(ledger.settle(repeated, true));
    Account { words: ledger.words.len(), lost: ledger.lost(), added }
}

/// The parts of the outputs that hold words.
#[derive(Default)]
struct Parts<'a> {
    /// Parts in which each word of the source stands once.
    home: Vec<Cow<'a, str>>,
    /// The entries of the list of references, likewise.
    entries: Vec<String>,
    /// Parts that may repeat words which stand elsewhere.
    repeats: Vec<Cow<'a, str>>,
}

/// Front matter and text of a document.
fn front_matter(markdown: &str) -> (&str, &str) {
    markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", markdown))
}

fn front_parts(value: &Value, parts: &mut Parts<'_>) {
    let Some(map) = value.as_object() else { return };
    for (key, value) in map {
        match key.as_str() {
            // A text without a title goes by the name of its file.
            "title"
                if value.as_str().is_some_and(|title| {
                    map.get("source").and_then(|source| source.get("file")).and_then(Value::as_str).is_some_and(|file| is_stem(file, title))
                }) => {}
            "title" | "section" | "lead" | "abstract" | "rights" | "keyword" | "citation-as-printed" => strings(value, &mut parts.home),
            "translations" => value.as_object().into_iter().flatten().for_each(|(_, part)| front_parts(part, parts)),
            "source" => {
                for omission in value.get("omissions").and_then(Value::as_array).into_iter().flatten() {
                    strings(omission.get("text").unwrap_or(&Value::Null), &mut parts.home);
                }
            }
            "lang" | "type" | "license" | "issued" | "received" | "accepted" | "revised" | "published" | "accessed" | "bibliography"
            | "link-citations" | "nocite" | "draft" => {}
            _ => strings(value, &mut parts.repeats),
        }
    }
}

fn is_stem(file: &str, title: &str) -> bool {
    scholion_base::Slug::from_stem(scholion_base::RelPath::new(file).stem()).as_str() == title
}

fn bibliography_parts(value: &Value, parts: &mut Parts<'_>) {
    for record in value.get("references").and_then(Value::as_array).into_iter().flatten() {
        let in_notes = record.get("printed-in").is_some();
        // The entry as it was printed, its number before it: notes may print the same words.
        if let Some(entry) = record.get("verbatim").and_then(Value::as_str).filter(|_| !in_notes) {
            let number = record.get("citation-number").and_then(Value::as_str).unwrap_or("");
            parts.entries.push(format!("{number} {entry}"));
        }
        for (key, value) in record.as_object().into_iter().flatten() {
            match key.as_str() {
                "verbatim" if !in_notes => {}
                "citation-number" | "id" | "type" | "issued" | "accessed" | "language" | "printed-in" | "edition" | "genre" => {}
                _ => strings(value, &mut parts.repeats),
            }
        }
    }
}

/// All texts and numbers in a value.
fn strings(value: &Value, found: &mut Vec<Cow<'_, str>>) {
    match value {
        Value::String(text) => found.push(Cow::Owned(text.clone())),
        Value::Number(number) => found.push(Cow::Owned(number.to_string())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|value| strings(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, markdown: &str) -> (Vec<String>, Vec<String>) {
        let account = account(source, markdown, "");
        (account.lost.into_iter().map(|(line, word)| format!("{line}:{word}")).collect(), account.added)
    }

    #[test]
    fn moved_words_are_kept_and_lost_ones_found() {
        let nothing = (vec![], vec![]);
        assert_eq!(check("One two three.\nFour five six.", "Four five six.\n\nOne two three."), nothing);
        assert_eq!(check("One two three.\nFour five six.", "One two three. Four six."), (vec!["2:five".to_owned()], vec![]));
        assert_eq!(check("One two.", "One more two."), (vec![], vec!["more".to_owned()]));
        assert_eq!(check("the rec-\norded words", "the recorded words"), nothing);
        // As lines are taken, whatever blank stands at their end.
        assert_eq!(check("the rec-\u{a0}\norded words", "the recorded words"), nothing);
        assert_eq!(
            check(
                "details were rec-\n\nHEAD 12\n\norded by the Unit",
                "---\ntitle: x\nsource: {omissions: [{text: HEAD 12}]}\n---\ndetails were recorded by the Unit"
            )
            .0,
            Vec::<String>::new()
        );
        assert_eq!(check("slaughter24. Then\n24 Smith", "slaughter[^24]. Then\n\n[^24]: Smith"), nothing);
        assert_eq!(check("(Xu, 2021)", "([Xu, 2021](#ref-xu2021))"), nothing);
        // Where a label was printed as a sign, the number behind it is the text's.
        assert_eq!(check("Sea § 2 dike\n§ Body", "Sea[^2] 2 dike\n\n[^2]: Body"), nothing);
        assert_eq!(check("Sea2 2 dike\n2 Body", "Sea[^2] 2 dike\n\n[^2]: Body"), nothing);
        // A label that is printed as it stands is no label.
        assert_eq!(check("1.\n[^1]tent", "1.\n\n\\[^1]tent"), nothing);
    }

    #[test]
    fn runs_are_found_where_pairs_of_words_abound() {
        // Each page ends with a note of the same words; the text is taken first, then the notes, as documents have them.
        let pages: Vec<(String, String)> =
            (0..200).map(|nth| (format!("of the sea and of the {nth} land"), format!("of the press {nth}"))).collect();
        let source: String = pages.iter().map(|(text, note)| format!("{text}\n\n{note}\n\n")).collect();
        let body: String =
            pages.iter().map(|(text, _)| format!("{text} ")).chain(pages.iter().map(|(_, note)| format!("{note} "))).collect();
        assert_eq!(check(&source, &body), (vec![], vec![]));
    }

    #[test]
    fn words_once_printed_are_not_kept_twice() {
        assert_eq!(check("one two three four", "one two three four one two").1, ["one", "two"]);
        assert_eq!(check("one two one two", "one two"), (vec!["3:one".replace("3", "1"), "1:two".to_owned()], vec![]));
    }
}
