//! The bibliography: CSL-YAML as Pandoc reads it.

use crate::draft::Draft;
use scholion_base::{
    digest::sha256,
    yaml::{self, Map, Value},
};
use scholion_reference::csl;

/// The records as CSL-YAML; empty if there are none.
pub fn write(draft: &Draft) -> String {
    if draft.works.is_empty() {
        return String::new();
    }
    let mut map = Map::new();
    map.insert("references".into(), Value::Array(draft.works.iter().map(csl::write).collect()));
    yaml::write(&map)
}

/// A bibliography with a first line that tells whether an editor has touched it since (docs/FORMATS.md): a
/// comment with the SHA-256 of all that follows. None where there are no works.
pub fn signed(text: String) -> String {
    if text.is_empty() {
        return text;
    }
    let digest = sha256(text.as_bytes());
    format!("{GENERATED}{digest}\n{text}")
}

/// How the first line of a generated bibliography begins.
pub const GENERATED: &str = "# generated: ";
