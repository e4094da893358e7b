//! Citations of which the editors say that they are none: the verdict `as-printed` on what ingest took for one.
//!
//! The words stay, and are no link any more: a new conversion writes them so, and of a document that still has the link it is
//! said which lines to change.

use super::{Citation, Document, Said, Verdict, facts::CitationForm, verdict::cut};
use crate::base::{Diagnostic, say};

/// The rules that make links of printed words.
const RULES: [&str; 4] = ["citation", "numeric-citation", "noted-work", "back-reference"];

/// The text of a document's file without the links that its editors' verdicts speak against. `document` is the file as read.
pub fn unlinked(text: &str, document: &Document, verdicts: &[Verdict]) -> String {
    let mut links: Vec<&Citation> = against(document, verdicts).map(|(citation, _)| citation).collect();
    links.sort_by_key(|citation| citation.source);
    links.dedup_by_key(|citation| citation.source);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for citation in links {
        let (start, end) = (citation.source.start as usize, citation.source.end as usize);
        let Some(words) = label(citation.source.of(text), &citation.key).filter(|_| start >= done) else { continue };
        written.push_str(text.get(done..start).unwrap_or_default());
        written.push_str(words);
        done = end;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    written
}

/// What is said of each link that stands against a verdict. `text` is the document's file.
pub(super) fn problems(text: &str, document: &Document) -> Vec<Diagnostic> {
    let verdicts = document.meta.source.as_ref().map(|source| source.verdicts.as_slice()).unwrap_or_default();
    let finding = |(citation, verdict): (&Citation, &Verdict)| {
        let link = citation.source.of(text);
        let words = label(link, &citation.key)?;
        let message = say::still_a_link(words, &citation.key);
        let hint = say::still_a_link_hint(words, link);
        let finding = Diagnostic::warning(&document.path, message).at(citation.source).hint(hint);
        Some(finding.related(&document.path, Some(verdict.place), say::still_a_link_verdict()))
    };
    against(document, verdicts).filter_map(finding).collect()
}

/// The links whose words a verdict leaves as printed, each with that verdict.
fn against<'d>(document: &'d Document, verdicts: &'d [Verdict]) -> impl Iterator<Item = (&'d Citation, &'d Verdict)> {
    let verdicts = verdicts.iter().filter(|verdict| verdict.said == Said::AsPrinted && RULES.contains(&verdict.rule.as_str()));
    verdicts.flat_map(move |verdict| {
        let citations = document.facts.citations.iter().filter(|citation| citation.form == CitationForm::Printed);
        citations.filter(move |citation| is_meant(document, citation, verdict)).map(move |citation| (citation, verdict))
    })
}

/// Whether a verdict is about the words of a citation: the same words, and around them what the verdict has near them.
fn is_meant(document: &Document, citation: &Citation, verdict: &Verdict) -> bool {
    let text = document.body.text.as_str();
    if cut(citation.words.of(text)) != verdict.words {
        return false;
    }
    if verdict.near.is_empty() {
        return true;
    }
    // Lines are broken otherwise in the source, and marks of notes and pages are gone: only letters and digits count, half of
    // them on each side of the words at least.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (before, behind) = verdict.near.split_once(verdict.words.trim_end_matches('…')).unwrap_or((&verdict.near, ""));
    let (before, behind) = (letters(before), letters(behind));
    let around = |from: usize, to: usize| letters(text.get(from..to).unwrap_or_default());
    let (start, end) = (citation.words.start as usize, citation.words.end as usize);
    let near_end: String = last(&before, before.chars().count().div_ceil(2)).to_owned();
    let near_start: String = behind.chars().take(behind.chars().count().div_ceil(2)).collect();
    around(0, start).ends_with(&near_end) && around(end, text.len()).starts_with(&near_start)
}

/// The last characters of a text.
fn last(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The words of a link to a work, as Markdown has them.
fn label<'t>(link: &'t str, key: &str) -> Option<&'t str> {
    link.strip_prefix('[')?.strip_suffix(&format!("](#ref-{key})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document};

    fn check(text: &str, verdicts: &[(&str, &str, &str)], written: &str) {
        let verdicts: Vec<Verdict> = verdicts
            .iter()
            .map(|(rule, words, near)| Verdict {
                rule: (*rule).into(),
                words: (*words).into(),
                near: (*near).into(),
                said: Said::AsPrinted,
                ..Verdict::default()
            })
            .collect();
        let document = document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None);
        assert_eq!(unlinked(text, &document, &verdicts), written);
    }

    #[test]
    fn words_that_are_no_citation_are_no_link() {
        let text = "It rained ([Roe, 1911](#ref-roe1911)) and blew ([Roe, 1911](#ref-roe1911); [Berg, 1801](#ref-berg1801)).[^1]\n\n\
                    [^1]: See [*Winds*](#ref-berg1801), [there](b.md).\n";
        let none = text.replace("[Roe, 1911](#ref-roe1911)", "Roe, 1911");
        check(text, &[("citation", "Roe, 1911", "")], &none);
        // Around the second one only.
        let one = text.replacen("and blew ([Roe, 1911](#ref-roe1911)", "and blew (Roe, 1911", 1);
        let first = text.replacen("[Roe, 1911](#ref-roe1911)", "Roe, 1911", 1);
        check(text, &[("citation", "Roe, 1911", "It rained (Roe, 1911)\nand blew (Roe, …")], &first);
        check(text, &[("citation", "Roe, 1911", "and it snowed (Roe, 1911; Berg, 1801).")], text);
        check(text, &[("citation", "Roe, 1911", "and blew (Roe, 1911; Berg, 1801).")], &one);
        check(text, &[("noted-work", "Winds", "")], &text.replace("[*Winds*](#ref-berg1801)", "*Winds*"));
        check(text, &[("heading", "Roe, 1911", ""), ("citation", "Roe", "")], text);
    }
}
