//! A place that another program gave a note, and that nobody has found in the archive: kept as it came.

use serde::{Deserialize, Serialize};

use super::annotation_import::{Way, selection};
use crate::base::yaml::{Map, Node, Value};

/// Where a note stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unplaced {
    /// The selector, JSON (W3C Web Annotation Data Model, 4.2); empty if there is none.
    selector: String,
    /// The address of that on which it stood, if it is not the document's.
    source: String,
}

impl Unplaced {
    /// What stands under `target`; `None` if it is no such place.
    pub fn read(target: &Node<'_>) -> Option<Self> {
        Self::of(target.to_value().as_object()?)
    }

    /// The same of a note that is not in a file yet.
    pub fn of(target: &Map<String, Value>) -> Option<Self> {
        let selector = target.get("selector").filter(|selector| !selector.is_null()).map(Value::to_string);
        let source = target.get("source").and_then(Value::as_str).map(str::to_owned);
        (selector.is_some() || source.is_some())
            .then(|| Self { selector: selector.unwrap_or_default(), source: source.unwrap_or_default() })
    }

    /// The selector as a value; null if there is none.
    pub fn selector(&self) -> Value {
        serde_json::from_str(&self.selector).unwrap_or_default()
    }

    /// The address of that on which it stood; may be empty.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// In short: `XPath /html/body/p[2]`.
    pub fn shown(&self) -> String {
        let mut target = Map::new();
        target.insert("selector".into(), self.selector());
        let mut shown: Vec<String> = selection::of(&target.into(), "").iter().map(Way::shown).collect();
        shown.extend(Some(self.source.clone()).filter(|source| !source.is_empty()));
        shown.join("; ")
    }
}
