//! `content/authorities/mentions.yaml`: whom words of texts name and whom they do not, as the editors say it against what names alone tell.

use scholion_anchor::Quote;

use super::{
    AuthorityKind,
    report::{Report, first_line},
};
use crate::base::{RelPath, Slug, Span, places::DOCUMENTS, say, yaml::Node};

/// What the editors say of some words of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// The document's file.
    pub document: RelPath,
    /// The words.
    pub quote: Quote,
    /// Whether they name the record, or do not.
    pub names: bool,
    /// The record.
    pub kind: AuthorityKind,
    pub id: Slug,
    /// Where it stands in the file.
    pub source: Span,
}

/// The keys of a mend.
pub const KEYS: &[&str] = &["document", "quote", "is", "not"];

const SYNONYMS: &[(&str, &str)] = &[("text", "document"), ("words", "quote"), ("record", "is"), ("is-not", "not")];

/// Reads the list. What is not whole is said, and left out.
pub(super) fn read(report: &mut Report<'_>, text: &str, root: &Node<'_>) -> Vec<Mend> {
    let items = report.list("the file", root, say::expected_mends());
    items.iter().filter_map(|item| one(report, text, item)).collect()
}

fn one(report: &mut Report<'_>, text: &str, item: &Node<'_>) -> Option<Mend> {
    let pairs = report.map("the list", item, say::expected_mend())?;
    let (mut document, mut quote, mut record) = (None, None, None);
    for pair in pairs {
        match pair.key.as_ref() {
            "document" => {
                let said = report.text("document", &pair.value);
                // As a path from this file, too.
                let below = said.strip_prefix("../documents/").unwrap_or(&said);
                document = Some(below.strip_suffix(".md").unwrap_or(below).to_owned()).filter(|said| !said.is_empty());
            }
            "quote" => quote = report.quote(&pair.value),
            key @ ("is" | "not") => {
                let said = report.text(key, &pair.value);
                match AuthorityKind::record(&said) {
                    Some((kind, id)) => record = Some((key == "is", kind, id)),
                    None => report.error(say::mend_record(&said), pair.value.span, say::mend_record_hint()),
                }
            }
            _ => report.unknown(pair, KEYS, SYNONYMS),
        }
    }
    let place = first_line(text, item.span);
    // Of what is there and wrong enough has been said.
    let has = |keys: &[&str]| pairs.iter().any(|pair| keys.contains(&pair.key.as_ref()) && !pair.value.is_null());
    if !has(&["document"]) || !has(&["quote"]) || !has(&["is", "not"]) {
        report.error(say::mend_lacks(), place, say::mend_lacks_hint());
    }
    let (document, quote, (names, kind, id)) = (document?, quote?, record?);
    Some(Mend { document: RelPath::new(&format!("{DOCUMENTS}/{document}.md")), quote, names, kind, id, source: report.span(place) })
}
