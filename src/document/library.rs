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
    base::{
        Diagnostic, Digest, RelPath, Severity, Slug, Span, say,
        source_text::{self, Source},
        web,
    },
    reference::{self, format},
};

/// Whether files with this ending are libraries.
pub fn is_library(extension: &str) -> bool {
    format::of_extension(extension).is_some()
}

/// The text of a library that is not in UTF-8, and its encoding if that was guessed; `None` of one that is or means to be.
pub fn decode(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    std::str::from_utf8(bytes).err()?;
    if let Some(text) = labelled(bytes) {
        return Some((text, None));
    }
    let source = Source::decode(bytes);
    (source.encoding != "utf-8").then(|| (source.text, source.guessed.then_some(source.encoding)))
}

/// The text by the encoding that a library says: JabRef writes it into its first line (`% Encoding: Cp1252`), XML into its declaration.
fn labelled(bytes: &[u8]) -> Option<String> {
    /// As much is looked at.
    const HEAD: usize = 400;
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_lowercase();
    let (_, behind) = match head.split_once("<?xml") {
        Some((_, declaration)) => declaration.split("?>").next()?.split_once("encoding=")?,
        None => head.split_once("% encoding:").or_else(|| head.split_once("%encoding:"))?,
    };
    let name = behind.trim_start_matches([' ', '"', '\'']).split(['"', '\'', ' ', '\n', '\r']).next()?;
    // Java has names of its own.
    let name = match name {
        "macroman" => "macintosh".to_owned(),
        name => name.replace("cp125", "windows-125").replace("iso8859_", "iso-8859-"),
    };
    source_text::labelled(&name, bytes)
}

/// Reads a library. Never fails. A record without a key gets that of its author and year; of two records with one key
/// the second gets a number.
pub fn parse(path: &RelPath, bytes: &[u8]) -> Bibliography {
    let decoded = decode(bytes);
    let (mut report, text) = Report::on_file(path, decoded.as_ref().map_or(bytes, |(text, _)| text.as_bytes()));
    if let Some((_, Some(encoding))) = &decoded {
        report.diagnostics.push(Diagnostic::warning(path, say::library_encoding(*encoding)).at(0..0).hint(say::library_encoding_hint()));
    }
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

    #[test]
    fn libraries_in_old_encodings_are_read() {
        let titles = |name: &str, bytes: &[u8]| {
            let read = parse(&RelPath::new(name), bytes);
            let titles: Vec<String> = read.entries.iter().map(|entry| entry.record.title.clone()).collect();
            (titles.join("; "), read.diagnostics.iter().map(|diagnostic| diagnostic.code()).collect::<Vec<_>>())
        };
        let latin = b"@book{a, author={M\xfcller, J\xf6rg}, title={Stra\xdfen f\xfcr alle}, year={1999}}";
        assert_eq!(titles("content/bibliography/a.bib", latin), ("Straßen für alle".into(), vec!["library-encoding"]));
        let said = [b"% Encoding: Cp1252\n".as_slice(), latin].concat();
        assert_eq!(titles("content/bibliography/a.bib", &said), ("Straßen für alle".into(), vec![]));
        let one = ["@book{a, title={", &"Straßen für alle ".repeat(40)].concat().into_bytes();
        let (title, codes) = titles("content/bibliography/a.bib", &[one.as_slice(), b"\xff}}"].concat());
        assert_eq!((title.starts_with("Straßen für alle Straßen"), codes), (true, vec!["not-utf8"]));
    }
}
