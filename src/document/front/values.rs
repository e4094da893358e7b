//! Values that have rules of their own: dates, identifiers, languages, licences.

use super::Front;
use crate::{
    base::{Date, Diagnostic, Span, WebAddress, say, yaml::Node},
    document::{accessed, chapters::Chapters, meta::License},
    reference::{csl, identity},
};

impl Front<'_> {
    /// A date: EDTF, or a mapping as CSL-JSON has it.
    pub(super) fn date(&mut self, key: &str, value: &Node<'_>) -> Option<Date> {
        if value.is_null() {
            return None;
        }
        let Some(text) = value.text() else {
            let date = csl::read_date(&value.to_value());
            self.report.keys_within(value, csl::DATE_KEYS, &[]);
            if date.is_none() {
                self.report.wrong(key, value, say::expected_date());
            }
            return date;
        };
        let date = Date::parse(text);
        if date.is_none() {
            let hint = match accessed::date_in_words(&text.to_lowercase()) {
                Some(meant) => say::bad_date_hint_meant(key, &meant),
                None => say::bad_date_hint(),
            };
            self.report.error(say::bad_date(text), value.span, hint);
        }
        date
    }

    /// Whether the text is read chapter by chapter.
    pub(super) fn chapters(&mut self, key: &str, value: &Node<'_>) -> Chapters {
        let said = value.text().and_then(|words| Chapters::read(words, value.truth()));
        if said.is_none() && !value.is_null() {
            self.report.wrong(key, value, say::expected_chapters());
        }
        said.unwrap_or_default()
    }

    /// A DOI without the resolver before it.
    pub(super) fn doi(&mut self, value: &Node<'_>) -> String {
        let text = self.report.text("DOI", value);
        let bare = identity::bare_doi(&text);
        if !bare.is_empty() && !identity::is_doi(bare) {
            self.report.error(say::bad_doi(&text), value.span, say::bad_doi_hint());
        }
        bare.to_owned()
    }

    pub(super) fn issn(&mut self, value: &Node<'_>) -> String {
        let text = self.report.text("ISSN", value);
        let single = text.len() <= "ISSN 0000-0000".len();
        if !text.is_empty() && single && !is_issn(&text) {
            let hint = say::bad_issn_hint();
            self.report.warning(say::bad_issn(&text), value.span, hint);
        }
        text
    }

    /// An address that is safe to follow; empty if it is not.
    pub(super) fn url(&mut self, key: &str, value: &Node<'_>) -> WebAddress {
        let text = self.report.text(key, value);
        let read = WebAddress::read(&text);
        if read.is_err() && !text.is_empty() {
            self.report.error(say::bad_url(&text), value.span, say::bad_url_hint());
        }
        let address = read.unwrap_or_default();
        if address.has_password() {
            self.report.warning(say::password(), value.span, say::password_hint());
        }
        address
    }
}

impl Front<'_> {
    /// Takes the address from a licence whose name says another thing: words are no link to what they do not name.
    pub(super) fn same_license(&mut self, license: &mut License, place: Option<Span>) {
        if license.url.is_empty() || names_license(&license.id, &license.url) {
            return;
        }
        let named = of_address(&license.url);
        let message = say::license_mismatch(&license.id, &named);
        let hint = say::license_mismatch_hint(&named);
        let mut finding = Diagnostic::warning(self.report.path, message).hint(hint);
        finding.span = place;
        self.report.diagnostics.push(finding);
        license.url = WebAddress::default();
    }
}

/// The licence or the statement of rights that an address of Creative Commons or RightsStatements.org is of; empty for others.
fn of_address(url: &str) -> String {
    let url = url.trim_end_matches('/').to_ascii_lowercase();
    let (host, path) = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).unwrap_or_default();
    let path: Vec<&str> = path.split('/').collect();
    let parts = |of: &str| if host.strip_prefix("www.").unwrap_or(host) == of { path.as_slice() } else { &[] };
    match parts("creativecommons.org") {
        ["licenses", kind, version, ..] => return format!("CC-{}-{version}", kind.to_ascii_uppercase()),
        ["publicdomain", "zero", version, ..] => return format!("CC0-{version}"),
        ["publicdomain", "mark", version, ..] => return format!("PDM-{version}"),
        _ => {}
    }
    match parts("rightsstatements.org") {
        ["vocab" | "page", statement, ..] => statement.to_ascii_uppercase(),
        _ => String::new(),
    }
}

/// Whether the words may stand for the licence at an address: they name it, with or without its version, or it is one of which
/// nothing is known here.
fn names_license(words: &str, url: &str) -> bool {
    let named = of_address(url);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let (said, meant) = (letters(words), letters(&named));
    if said.is_empty() || meant.is_empty() || said == meant || !WebAddress::of_page(words).is_empty() {
        return true;
    }
    let without_version = letters(named.rsplit_once('-').map_or(&named, |(name, _)| name));
    let is_short = |text: &str| text.starts_with("cc") || text.starts_with("pdm");
    match (is_short(&said), is_short(&meant)) {
        // `CC BY` is any version of it, `CC BY 3.0` only that.
        (true, true) => said == without_version,
        (true, false) => !meant.starts_with("inc"),
        // In words: Creative Commons' own names, and the public domain.
        (false, true) => said.contains("creativecommons") || (said.contains("publicdomain") && !meant.starts_with("ccby")),
        // In words, of RightsStatements.org's own: in copyright or not.
        (false, false) => {
            said.starts_with("incopyright") <= meant.starts_with("inc") && said.starts_with("nocopyright") <= meant.starts_with("noc")
        }
    }
}

/// Brings the name and the address of a licence together: `CC BY 4.0` is `CC-BY-4.0`, and the address of a
/// Creative Commons licence gives its name, and the name its address.
pub(super) fn complete_license(license: &mut License) {
    let named = WebAddress::of_page(&license.id);
    if !named.is_empty() && license.url.is_empty() {
        license.url = named;
        license.id.clear();
    }
    let spaced = license.id.replace([' ', '_'], "-").to_ascii_uppercase();
    if spaced.starts_with("CC-") || spaced.starts_with("CC0") {
        license.id = spaced;
    }
    if license.id.is_empty() {
        let named = of_address(&license.url);
        license.id = if named.is_empty() { license.url.to_string() } else { named };
    } else if license.url.is_empty()
        && let Some((kind, version)) = license.id.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-'))
        && version.starts_with(|c: char| c.is_ascii_digit())
    {
        license.url = WebAddress::of_page(&format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_ascii_lowercase()));
    }
}

/// ISO 3297: the weights 8 to 2 and a check digit, modulo 11.
fn is_issn(text: &str) -> bool {
    let text = text.trim_start_matches("ISSN").trim();
    let digits: Vec<u32> =
        text.chars().filter(|c| *c != '-').filter_map(|c| if matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) }).collect();
    let total: u32 = digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 8 && text.len() == 9 && text.as_bytes().get(4) == Some(&b'-') && total.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_checked() {
        assert!(is_issn("2313-0660") && is_issn("ISSN 0378-5955") && !is_issn("2313-0661") && !is_issn("23130660"));
    }

    #[test]
    fn words_and_address_of_a_licence_agree_or_not() {
        const BY: &str = "https://creativecommons.org/licenses/by/4.0/";
        const ZERO: &str = "https://creativecommons.org/publicdomain/zero/1.0/";
        const IN_COPYRIGHT: &str = "http://rightsstatements.org/vocab/InC/1.0/";
        for (words, url) in [
            ("CC BY 4.0", BY),
            ("CC-BY", BY),
            ("cc_by_4.0", BY),
            ("Creative Commons Attribution 4.0 International", BY),
            ("CC0", ZERO),
            ("CC0-1.0", ZERO),
            ("Public domain", ZERO),
            ("In Copyright", IN_COPYRIGHT),
            ("MIT", "https://opensource.org/licenses/MIT"),
            ("CC-BY-4.0", "https://journal.example/policy"),
            ("", BY),
            (BY, BY),
        ] {
            assert!(names_license(words, url), "{words} {url}");
        }
        for (words, url) in [
            ("all rights reserved", BY),
            ("© Harbour Board", BY),
            ("CC BY 3.0", BY),
            ("CC-BY-NC-4.0", BY),
            ("CC BY-SA", BY),
            ("CC0-1.0", BY),
            ("Public domain", BY),
            ("Alle Rechte vorbehalten", ZERO),
            ("CC-BY-4.0", IN_COPYRIGHT),
        ] {
            assert!(!names_license(words, url), "{words} {url}");
        }
    }

    #[test]
    fn licences_are_completed() {
        let check = |id: &str, url: &str| {
            let mut license = License { id: id.into(), url: WebAddress::of_page(url) };
            complete_license(&mut license);
            format!("{} {}", license.id, license.url)
        };
        let by = "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/";
        assert_eq!(check("CC BY 4.0", ""), by);
        assert_eq!(check("", "https://creativecommons.org/licenses/by/4.0/"), by);
        assert_eq!(check("https://creativecommons.org/licenses/by/4.0/", ""), by);
        assert_eq!(check("All rights reserved", ""), "All rights reserved ");
    }
}
