//! A record as the processor takes it.

use scholion_csl::item::{Item, json};

use crate::{
    base::yaml::Value,
    reference::{Record, format::csl_json},
};

/// The record as an item under a key, with all of its variables.
pub fn item(record: &Record, key: &str) -> Item {
    let mut item = json::item(&Value::Object(csl_json::value(record))).unwrap_or_default();
    key.clone_into(&mut item.id);
    item
}
