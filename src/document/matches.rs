//! `content/authorities/matches.yaml`: what editors say of identifiers that were proposed for their records.

use super::{
    AuthorityKind,
    report::{Report, first_line},
};
use crate::base::{Diagnostic, RelPath, Slug, identifier, say, yaml::Node};

/// The proposals with their verdicts, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    pub proposals: Vec<Match>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The kind of the record.
    pub kind: AuthorityKind,
    /// The record.
    pub id: Slug,
    /// Whose identifier it is.
    pub scheme: &'static str,
    /// The identifier, bare.
    pub value: String,
    /// Whether the editors say that it is the record's; `None` while they have not said.
    pub verdict: Option<bool>,
}

/// The keys of a proposal.
pub const KEYS: &[&str] = &["record", "identifier", "verdict", "name", "score", "reason", "note"];

/// Reads the file. Never fails.
pub fn parse(path: &RelPath, bytes: &[u8]) -> Matches {
    let (mut report, text) = Report::on_file(path, bytes);
    let mut proposals = Vec::new();
    if let Some(tree) = report.tree(&text, &[]) {
        for item in report.list("the file", &tree.root, say::expected_matches()) {
            proposals.extend(proposal(&mut report, &text, item));
        }
    }
    Matches { proposals, diagnostics: report.finish() }
}

fn proposal(report: &mut Report<'_>, text: &str, item: &Node<'_>) -> Option<Match> {
    let Some(pairs) = item.map() else {
        report.wrong("matches", item, say::expected_matches());
        return None;
    };
    let (mut record, mut number, mut verdict) = (None, None, None);
    for pair in pairs {
        let value = &pair.value;
        match pair.key.as_ref() {
            "record" => {
                let written = report.text("record", value);
                record = AuthorityKind::record(&written);
                if record.is_none() {
                    report.error(say::bad_match_record(&written), value.span, say::bad_match_record_hint());
                }
            }
            "identifier" => {
                let written = report.text("identifier", value);
                let parts = written.split_once(':').and_then(|(scheme, value)| Some((identifier::named(scheme.trim())?, value.trim())));
                number = parts.and_then(|(scheme, value)| Some((scheme.name, scheme.value(value)?)));
                if number.is_none() {
                    let hint = parts.map_or_else(say::bad_match_identifier_hint, |(scheme, _)| scheme.hint());
                    report.error(say::bad_match_identifier(&written), value.span, hint);
                }
            }
            "verdict" => verdict = said(report, value),
            // What the program writes for people.
            "name" | "score" | "reason" | "note" => {}
            _ => report.unknown(pair, KEYS, &[("match", "verdict"), ("id", "identifier")]),
        }
    }
    let place = first_line(text, item.span);
    if !pairs.iter().any(|pair| pair.key == "record") || !pairs.iter().any(|pair| pair.key == "identifier") {
        report.error(say::bad_match(), place, say::bad_match_hint());
    }
    let ((kind, id), (scheme, value)) = record.zip(number)?;
    Some(Match { kind, id, scheme, value, verdict })
}

/// `yes` or `no`, as editors write them in whatever YAML.
fn said(report: &mut Report<'_>, value: &Node<'_>) -> Option<bool> {
    let text = value.text().unwrap_or("?").trim().to_ascii_lowercase();
    match text.as_str() {
        "" | "null" | "~" => None,
        "yes" | "y" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => {
            report.error(say::bad_match_verdict(value.text().unwrap_or_default()), value.span, say::bad_match_verdict_hint());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::show_diagnostics;

    #[test]
    fn verdicts_are_read_and_what_is_none_is_said() {
        let text = "- record: people/ann\n  identifier: gnd:118540238\n  verdict: yes\n- {record: places/x, identifier: 'geonames: 588335', verdict: no}\n- record: people/b\n  identifier: gnd:118540239\n- record: ann\n  identifier: wikidata:Q5\n  verdict: perhaps\n- record: people/c\n";
        let read = parse(&RelPath::new("content/authorities/matches.yaml"), text.as_bytes());
        let shown: Vec<String> = read
            .proposals
            .iter()
            .map(|one| format!("{}/{} {}:{} {:?}", one.kind.folder(), one.id, one.scheme, one.value, one.verdict))
            .collect();
        assert_eq!(shown, ["people/ann gnd:118540238 Some(true)", "places/x geonames:588335 Some(false)"]);
        let codes = show_diagnostics(text, &read.diagnostics);
        assert_eq!(codes.matches("bad-match").count(), 4, "{codes}");
    }
}
