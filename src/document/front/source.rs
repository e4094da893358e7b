//! `source:`: of what a document was made.

use super::Front;
use crate::{
    base::{say, yaml::Node},
    document::meta::{Omission, SourceRef},
};

/// What front matter says of the source of its text.
pub const SOURCE_KEYS: &[&str] = &["file", "part", "sha256", "added", "generated", "omissions", "verdicts"];

/// What it says of each part of the source that was left out.
pub const OMISSION_KEYS: &[&str] = &["line", "rule", "text"];

impl Front<'_> {
    pub(super) fn source(&mut self, value: &Node<'_>) -> Option<SourceRef> {
        let mut source = SourceRef::default();
        for pair in self.report.map("source", value, say::expected_source())? {
            let value = &pair.value;
            match pair.key.as_ref() {
                "file" => source.file = self.report.text("file", value),
                "part" => source.part = self.report.text("part", value),
                "sha256" => source.sha256 = self.report.text("sha256", value),
                "added" => source.added = self.date("added", value),
                "generated" => source.generated = self.report.text("generated", value),
                "omissions" => {
                    let items = self.report.list("omissions", value, say::expected_list());
                    source.omissions = items.iter().filter_map(|item| self.omission(item)).collect();
                }
                "verdicts" => source.verdicts = self.verdicts(value),
                _ => self.report.unknown(pair, SOURCE_KEYS, &[]),
            }
        }
        Some(source)
    }

    fn omission(&mut self, value: &Node<'_>) -> Option<Omission> {
        let mut omission = Omission::default();
        for pair in self.report.map("omissions", value, say::expected_omissions())? {
            match pair.key.as_ref() {
                "line" => match pair.value.text().and_then(|text| text.parse().ok()) {
                    Some(line) => omission.line = line,
                    None => self.report.wrong("line", &pair.value, say::expected_number()),
                },
                "rule" => omission.rule = self.report.text("rule", &pair.value),
                "text" => omission.text = self.report.text("text", &pair.value),
                _ => self.report.unknown(pair, OMISSION_KEYS, &[]),
            }
        }
        Some(omission)
    }
}
