//! Variant names of records.

use serde::{Deserialize, Serialize};

use super::report::Report;
use crate::base::{Lang, say, text, yaml::Node};

/// A variant name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// Its language, if given (`lang`).
    pub lang: Option<Lang>,
    /// Whether the script's own inflection is tolerated (`inflected: true`): the endings of Russian
    /// nouns and names, the English possessive.
    pub inflected: bool,
    /// Whether capitals must match (`exact: true`, and acronyms always): `UN` is not `un`.
    pub exact: bool,
}

const KEYS: &[&str] = &["name", "lang", "inflected", "exact"];

/// `variants`: a list of names, or of mappings with more on them.
pub(super) fn read(report: &mut Report<'_>, value: &Node<'_>) -> Vec<Variant> {
    let items = report.list("variants", value, say::expected_names());
    items.iter().filter_map(|item| variant(report, item)).collect()
}

fn variant(report: &mut Report<'_>, value: &Node<'_>) -> Option<Variant> {
    let mut variant = Variant { name: String::new(), lang: None, inflected: false, exact: false };
    let mut exact = None;
    match value.map() {
        None => variant.name = text::squeeze(&report.text("variants", value)),
        Some(pairs) => {
            for pair in pairs {
                match pair.key.as_ref() {
                    "name" => variant.name = text::squeeze(&report.text("name", &pair.value)),
                    "lang" => variant.lang = Some(report.lang(&pair.value)),
                    "inflected" => variant.inflected = report.truth("inflected", &pair.value).unwrap_or(false),
                    "exact" => exact = report.truth("exact", &pair.value),
                    _ => report.unknown(pair, KEYS, &[]),
                }
            }
        }
    }
    if text::fold(&variant.name).is_empty() {
        report.error(say::name_missing_variant(), value.span, say::name_missing_variant_hint());
        return None;
    }
    // An acronym is always exact: `UN` is never `un`.
    variant.exact = is_acronym(&variant.name) || exact.unwrap_or(false);
    Some(variant)
}

/// Capitals (two at least) and perhaps digits, points and hyphens, six letters at most: `UN`, `ООН`, `G20`, `U.S.`.
pub fn is_acronym(name: &str) -> bool {
    let mut capitals = 0;
    let mut letters = 0;
    for c in name.chars() {
        match c {
            '.' | '-' | '/' => {}
            c if c.is_uppercase() => {
                capitals += 1;
                letters += 1;
            }
            c if c.is_ascii_digit() => letters += 1,
            _ => return false,
        }
    }
    (1..=6).contains(&capitals) && (2..=6).contains(&letters)
}
