//! What readers can do with words of a text: `reports:`, messages to the editors, and `reader-notes:`, notes of their own.

use serde::{Deserialize, Serialize};

use super::keys::{Problem, problem};
use crate::base::{WebAddress, say, yaml::Node};

/// What readers can do with words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Where messages go (`reports`); nowhere if it is not said: then nobody is asked for any.
    pub reports: Option<Reports>,
    /// Whether readers keep notes in their own browsers (`reader-notes`).
    pub notes: bool,
}

impl Default for Answers {
    fn default() -> Self {
        Self { reports: None, notes: true }
    }
}

/// Where messages of readers go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reports {
    /// To this address of mail (`mail`).
    Mail(String),
    /// To the form of a tracker that stands at this address (`issues`).
    Issues(WebAddress),
}

/// `{mail: editors@example.org}` or `{issues: "https://example.org/letters/issues/new"}`.
pub(super) fn reports(value: &Node<'_>) -> Result<Option<Reports>, Problem> {
    if value.is_null() || value.truth() == Some(false) {
        return Ok(None);
    }
    let hint = say::wrong_value_hint_reports;
    let Some([pair]) = value.map() else { return Err(problem(say::value_reports(), hint())) };
    let Some(text) = pair.value.text().map(str::trim) else { return Err(problem(say::value_reports(), hint())) };
    match pair.key.as_ref() {
        "mail" if is_mail(text) => Ok(Some(Reports::Mail(text.to_owned()))),
        "mail" => Err(problem(say::value_mail(text), hint())),
        "issues" => {
            let address = WebAddress::of_page(text);
            let is_form = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
            if is_form && !text.contains(['#', '@']) {
                Ok(Some(Reports::Issues(address)))
            } else {
                Err(problem(say::value_issues(text), hint()))
            }
        }
        _ => Err(problem(say::value_reports(), hint())),
    }
}

/// Whether a text is one address of mail, with nothing that would be more in a link (RFC 6068): no header, no second address.
fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_whole = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= 254 && is_whole(name) && is_whole(host) && name.chars().all(is_name) && host.chars().all(is_host) && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, config};

    fn read(yaml: &str) -> (Answers, usize) {
        let (config, found) = config::parse(&RelPath::new(config::FILE), yaml.as_bytes());
        (config.answers, found.len())
    }

    #[test]
    fn nothing_is_asked_of_readers_unless_there_is_somewhere_to_send_it() {
        assert_eq!(read("title: A\n"), (Answers { reports: None, notes: true }, 0));
        assert_eq!(read("reader-notes: false\n"), (Answers { reports: None, notes: false }, 0));
        assert_eq!(read("reports: {mail: editors@example.org}\n").0.reports, Some(Reports::Mail("editors@example.org".into())));
        let issues = WebAddress::of_page("https://example.org/a/issues/new");
        assert_eq!(read("reports: {issues: \"https://example.org/a/issues/new\"}\n").0.reports, Some(Reports::Issues(issues)));
        assert_eq!(read("reports: false\n"), (Answers::default(), 0));
    }

    #[test]
    fn an_address_can_be_nothing_more_than_an_address() {
        for wrong in [
            "reports: editors@example.org",
            "reports: {mail: \"a@example.org?bcc=b@example.org\"}",
            "reports: {mail: \"a@example.org,b@example.org\"}",
            "reports: {mail: \"a b@example.org\"}",
            "reports: {mail: \"a@host\"}",
            "reports: {mail: \"\"}",
            "reports: {issues: \"javascript:alert(1)\"}",
            "reports: {issues: \"mailto:a@example.org\"}",
            "reports: {issues: \"/issues/new\"}",
            "reports: {issues: \"https://me:secret@example.org/new\"}",
            "reports: {mail: a@example.org, issues: \"https://example.org/new\"}",
            "reports: {post: a}",
        ] {
            assert_eq!(read(wrong), (Answers::default(), 1), "{wrong}");
        }
    }
}
