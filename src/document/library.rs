//! `content/bibliography/*.bib`, `.ris`, `.json`: libraries that other programs keep.
//!
//! One that bears the name of a document lists what that document cites, as a YAML file does. Any other is the
//! archive's: its records wait until a text cites them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    bibliography::{Bibliography, Entry, plain_key, refuse_address},
    report::Report,
};
use crate::{
    base::{Diagnostic, Digest, RelPath, Severity, Slug, Span, say, web},
    reference::{self, format},
};

/// Whether files with this ending are libraries.
pub fn is_library(extension: &str) -> bool {
    format::of_extension(extension).is_some()
}

/// Reads a library. Never fails. A record without a key gets that of its author and year; of two records with one key
/// the second gets a number.
pub fn parse(path: &RelPath, bytes: &[u8]) -> Bibliography {
    let (mut report, text) = Report::on_file(path, bytes);
    let library = format::of_extension(&path.extension()).map(|format| (format.read)(&text)).unwrap_or_default();
    for fault in library.faults {
        let new = match fault.severity {
            Severity::Error => Diagnostic::error,
            Severity::Warning => Diagnostic::warning,
            Severity::Notice => Diagnostic::notice,
        };
        let diagnostic = new(path, fault.message).at(report.span(fault.place)).hint(fault.hint);
        report.diagnostics.push(diagnostic);
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(library.entries.len());
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    // The number that was last put behind a key: a thousand records may want one and the same.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let given: BTreeSet<String> = library.entries.iter().map(|found| web::fragment(&found.record.key).into_owned()).collect();
    for found in library.entries {
        let source = report.span(found.place);
        let mut record = found.record;
        if let Some(message) = plain_key(&mut record) {
            report.diagnostics.push(Diagnostic::warning(path, message).at(source).hint(say::bad_id_key_hint()));
        }
        let own = record.key.to_string();
        let wanted = if own.is_empty() { reference::key(&record) } else { own.clone() };
        let is_free = |key: &str| !places.contains_key(key) && (key == own || !given.contains(key));
        let number = numbers.entry(wanted.clone()).or_insert(1);
        let mut key = wanted.clone();
        while !is_free(&key) {
            *number += 1;
            key = format!("{wanted}-{number}");
        }
        if let Some(first) = places.get(&own).filter(|_| !own.is_empty()) {
            let hint = say::duplicate_id_hint(&key);
            let message = say::duplicate_id(&own);
            let diagnostic = Diagnostic::error(path, message).at(source).hint(hint);
            report.diagnostics.push(diagnostic.related(path, Some(*first), say::first_stands_here()));
        }
        places.insert(key.clone(), source);
        record.key = key;
        if let Some((message, hint)) = refuse_address(&mut record) {
            report.diagnostics.push(Diagnostic::warning(path, message).at(source).hint(hint));
        }
        entries.push(Entry { record: Arc::new(record), source });
    }
    let diagnostics = report.finish();
    Bibliography { path: path.clone(), slug: Slug::of_file(path), digest: Digest::of(bytes), entries, diagnostics }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_keys_of_their_own() {
        let text = "TY  - BOOK\nAU  - Ilves, Marta\nPY  - 2019\nER  - \nTY  - BOOK\nAU  - Ilves, Marta\nPY  - 2019\nER  - \nTY  - BOOK\nID  - a\nER  - \nTY  - BOOK\nID  - a\nER  - \n";
        let read = parse(&RelPath::new("content/bibliography/a.ris"), text.as_bytes());
        let keys: Vec<&str> = read.entries.iter().map(|entry| &*entry.record.key).collect();
        assert_eq!(keys, ["ilves2019", "ilves2019-2", "a", "a-2"]);
        let codes: Vec<&str> = read.diagnostics.iter().map(|diagnostic| diagnostic.code()).collect();
        assert_eq!(codes, ["duplicate-id"]);
    }
}
