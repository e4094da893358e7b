//! Documents as their readers see them.

use super::*;
use crate::base::Severity;

/// One line a finding: severity, code, the words pointed at, message, hint, other places.
pub(crate) fn show_diagnostics(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut lines = Vec::new();
    for said in diagnostics {
        let severity = match said.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        };
        let at = said.span.map_or("-", |span| span.of(text));
        let hint = said.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        let related: String = said.related.iter().map(|other| format!(" + `{}`", other.span.map_or("-", |span| span.of(text)))).collect();
        lines.push(format!("{severity} {} `{at}`: {}{hint}{related}", said.code, said.message));
    }
    lines.join("\n")
}
