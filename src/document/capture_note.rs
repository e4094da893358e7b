//! What editors say of a capture in a file beside it: `url:`, of which page it is, and `date:`, of which day.

use serde::{Deserialize, Serialize};

use super::report::Report;
use crate::base::{Date, Diagnostic, RelPath, WebAddress, say, source_text::Source};

/// What is said of a capture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaptureNote {
    /// The address of the page.
    pub url: WebAddress,
    /// The day on which it was captured.
    pub date: Option<Date>,
    /// What is wrong with the file.
    pub flaws: Vec<Diagnostic>,
}

/// The keys of such a file.
const KEYS: &[&str] = &["url", "date"];

const SYNONYMS: &[(&str, &str)] = &[("URL", "url"), ("address", "url"), ("accessed", "date"), ("captured", "date")];

/// Reads a file beside a capture.
pub fn parse(path: &RelPath, bytes: &[u8]) -> CaptureNote {
    let text = Source::decode(bytes).text;
    let mut report = Report::new(path, 0);
    let mut note = CaptureNote::default();
    if let Some(tree) = report.tree(&text, &[]) {
        for pair in report.map("the file", &tree.root, say::expected_capture()).unwrap_or_default() {
            match pair.key.as_ref() {
                "url" => {
                    let said = report.text("url", &pair.value);
                    note.url = WebAddress::of_page(&said);
                    if note.url.is_empty() {
                        report.error(say::bad_url(&said), pair.value.span, say::bad_url_hint());
                    }
                }
                "date" => {
                    let said = report.text("date", &pair.value);
                    note.date = Date::parse(said.trim());
                    if note.date.is_none() {
                        report.error(say::bad_date(&said), pair.value.span, say::bad_date_hint());
                    }
                }
                _ => report.unknown(pair, KEYS, SYNONYMS),
            }
        }
    }
    note.flaws = report.finish();
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_say_of_what_and_of_when_a_capture_is() {
        let parse = |text: &str| parse(&RelPath::new("content/archive/a.yaml"), text.as_bytes());
        let note = parse("url: https://a.example/b\ndate: 2026-05-05\n");
        assert_eq!((note.url.as_str(), note.date.map(|date| date.to_string()).as_deref()), ("https://a.example/b", Some("2026-05-05")));
        assert_eq!(note.flaws, []);
        let codes = |text: &str| parse(text).flaws.iter().map(Diagnostic::code).collect::<Vec<_>>();
        assert_eq!(codes("url: javascript:alert(1)\n"), ["bad-url"]);
        assert_eq!(codes("url: https://a.example/\ndate: soon\nurls: x\n"), ["bad-date", "unknown-key"]);
        assert_eq!(codes("[a]"), ["wrong-type"]);
        assert_eq!(codes(""), [""; 0]);
    }
}
