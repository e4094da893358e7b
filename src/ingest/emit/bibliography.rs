//! The bibliography: CSL-YAML as Pandoc reads it.

use crate::{
    base::yaml::{self, Map, Value},
    ingest::draft::Draft,
    reference::csl,
};

/// The records as CSL-YAML; empty if there are none.
pub fn write(draft: &Draft) -> String {
    if draft.works.is_empty() {
        return String::new();
    }
    let mut map = Map::new();
    map.insert("references".into(), Value::Array(draft.works.iter().map(csl::write).collect()));
    yaml::write(&map)
}
