//! The second stage: what each key of `scholion.yaml` means.

use super::{
    Config, Dts, Pictures, Unlicensed,
    languages::{languages, said},
};
use crate::base::{
    Lang, Message, WebAddress,
    diagnostic::meant,
    places::{OWN, keeps_versions},
    say,
    text::squeeze,
    yaml::Node,
};

/// A key that may stand in `scholion.yaml`. A new one is a line in [`KEYS`].
#[derive(Clone, Copy)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Puts its value where it belongs, or says what is wrong with it.
    pub lower: fn(&mut Config, &Node<'_>) -> Result<(), Problem>,
    /// What holds until its value is understood, where that is not the default.
    pub until: Option<fn(&mut Config)>,
}

/// A key whose default holds until its value is understood.
const fn key(name: &'static str, lower: fn(&mut Config, &Node<'_>) -> Result<(), Problem>) -> Key {
    Key { name, lower, until: None }
}

/// What is wrong with a value.
#[derive(Debug)]
pub struct Problem {
    /// What is wrong, to stand behind the key: `is no language`.
    pub message: Message,
    /// How to mend it.
    pub hint: Message,
}

/// All keys.
pub const KEYS: [Key; 28] = [
    key("title", |config, value| {
        said(value, filled).map(|(title, titles)| {
            // What is said by language takes its place in the end.
            if titles.is_empty() {
                config.title = title;
            }
            config.titles = titles;
        })
    }),
    key("description", |config, value| said(value, text).map(|said| (config.description, config.descriptions) = said)),
    key("base-url", |config, value| base_url(&text(value)?).map(|url| config.base_url = url)),
    key("lang", |config, value| lang(&text(value)?).map(|lang| config.lang = lang)),
    key("languages", |config, value| languages(value).map(|all| config.languages = all)),
    key("publisher", |config, value| text(value).map(|publisher| config.publisher = publisher)),
    key("metadata-license", |config, value| metadata_license(&text(value)?).map(|license| config.metadata_license = license)),
    Key {
        // What may not be known to be shown is not shown.
        until: Some(|config| config.unlicensed = Unlicensed::Metadata),
        ..key("unlicensed", |config, value| unlicensed(&text(value)?).map(|choice| config.unlicensed = choice))
    },
    key("output-dir", |config, value| output_dir(&text(value)?).map(|dir| config.output_dir = dir)),
    key("search", |config, value| truth(value).map(|search| config.search = search)),
    key("pictures", |config, value| pictures(value).map(|pictures| config.pictures = pictures)),
    key("exports", |config, value| super::exports::read(value).map(|exports| config.exports = exports)),
    key("dts", |config, value| dts(value).map(|dts| config.dts = dts)),
    key("crossref", |config, value| super::deposit::read(value).map(|deposit| config.deposit = deposit)),
    key("reports", |config, value| super::answers::reports(value).map(|reports| config.answers.reports = reports)),
    key("reader-notes", |config, value| truth(value).map(|notes| config.answers.notes = notes)),
    key("citation-style", |config, value| style(&filled(value)?).map(|style| config.citation_style = style)),
    // What is wrong in these stands at several places: `frame::read` reads them and says it.
    key("menu", |_, _| Ok(())),
    key("front", |_, _| Ok(())),
    key("logo", |_, _| Ok(())),
    key("footer", |_, _| Ok(())),
    key("favicon", |_, _| Ok(())),
    key("begin", |_, _| Ok(())),
    key("social-picture", |_, _| Ok(())),
    key("faces", |config, value| super::look::faces(value).map(|faces| config.frame.look.faces = faces)),
    key("theme", |config, value| super::look::theme(value).map(|theme| config.frame.look.theme = theme)),
    // What is wrong in it stands at several places: `field_reader` says it.
    key("fields", |config, value| {
        config.fields = super::field_reader::read(value).0;
        Ok(())
    }),
    // Front matter of documents: `document::defaults` reads it.
    key("defaults", |_, _| Ok(())),
];

/// The address under which the site will be published, with a slash at its end; scheme and host in small letters, as
/// addresses are compared (RFC 3986, section 6.2.2.1).
pub fn base_url(text: &str) -> Result<String, Problem> {
    let hint = say::wrong_value_hint_base_url();
    if text.is_empty() {
        return Ok(String::new());
    }
    let address = if text.starts_with('/') { WebAddress::default() } else { WebAddress::of_page(text) };
    let Some((scheme, rest)) = address.split_once("://") else { return Err(problem(say::value_scheme(), hint)) };
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\' | '`')) {
        return Err(problem(say::value_characters(), hint));
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    // RFC 3986, sections 3.2.1 and 7.5: whoever reads a page would read the password.
    if host.contains('@') {
        return Err(problem(say::value_password(), say::wrong_value_hint_password()));
    }
    let (name, port) = host.rsplit_once(':').filter(|_| !host.ends_with(']')).unwrap_or((host, ""));
    if name.is_empty() {
        return Err(problem(say::value_no_host(), hint));
    }
    if host.contains('%') || !port.bytes().all(|byte| byte.is_ascii_digit()) || name.contains(':') && !name.starts_with('[') {
        return Err(problem(say::value_bad_host(), hint));
    }
    let host = host.to_lowercase();
    Ok(if path.is_empty() || path.ends_with('/') { format!("{scheme}://{host}/{path}") } else { format!("{scheme}://{host}/{path}/") })
}

/// A tag in the form of BCP 47: subtags of letters and digits, the first of two to eight letters.
pub(super) fn lang(text: &str) -> Result<Lang, Problem> {
    let mut subtags = text.split('-');
    let primary = subtags.next().is_some_and(|tag| (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic()));
    let others = subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()));
    if primary && others {
        return Ok(Lang::new(text));
    }
    let near = text.replace('_', "-");
    let hint = if near != text && lang(&near).is_ok() { say::wrong_value_hint_write(&near) } else { say::wrong_value_hint_lang() };
    Err(problem(say::value_lang(), hint))
}

fn unlicensed(text: &str) -> Result<Unlicensed, Problem> {
    const VALUES: [(&str, Unlicensed); 3] =
        [("full", Unlicensed::Full), ("excerpt", Unlicensed::Excerpt), ("metadata", Unlicensed::Metadata)];
    VALUES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim())).map(|(_, value)| *value).ok_or_else(|| {
        let hint = meant(text, VALUES.map(|(name, _)| name)).unwrap_or_else(say::wrong_value_hint_unlicensed);
        problem(say::value_cannot(text), hint)
    })
}

/// `true`, or the finest units.
fn dts(value: &Node<'_>) -> Result<Dts, Problem> {
    const VALUES: [(&str, Dts); 2] = [("divisions", Dts::Divisions), ("paragraphs", Dts::Paragraphs)];
    let name = || value.text().map(str::trim).unwrap_or_default();
    let named = || VALUES.iter().find(|(known, _)| *known == name()).map(|(_, dts)| *dts);
    match value.truth() {
        Some(true) => Ok(Dts::Paragraphs),
        Some(false) => Ok(Dts::No),
        None => named().ok_or_else(|| {
            let hint = meant(name(), VALUES.map(|(name, _)| name)).unwrap_or_else(say::wrong_value_hint_dts);
            problem(say::value_cannot(name()), hint)
        }),
    }
}

/// A licence under which descriptions can be harvested: one of two (CMIF 1.1, Europeana).
fn metadata_license(text: &str) -> Result<String, Problem> {
    const LICENSES: [&str; 2] = ["CC0-1.0", "CC-BY-4.0"];
    let spaced = text.replace([' ', '_'], "-").to_ascii_uppercase();
    let spaced = if spaced == "CC0" { "CC0-1.0" } else { &spaced };
    if text.is_empty() || LICENSES.contains(&spaced) {
        return Ok(spaced.to_owned());
    }
    Err(problem(say::value_cannot(text), say::wrong_value_hint_metadata_license()))
}

/// A folder below the root that holds nothing of the editors'.
fn output_dir(text: &str) -> Result<String, Problem> {
    let hint = say::wrong_value_hint_output_dir();
    let parts: Vec<&str> = text.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let Some(first) = parts.first() else { return Err(problem(say::value_root(), hint)) };
    if text.starts_with(['/', '\\']) || text.contains(':') || parts.contains(&"..") {
        return Err(problem(say::value_outside(), hint));
    }
    if OWN.contains(first) || parts.iter().any(|part| keeps_versions(part)) {
        return Err(problem(say::value_mixed(), hint));
    }
    Ok(parts.join("/"))
}

fn style(text: &str) -> Result<String, Problem> {
    // As a name, as a file's name, or as its path in the archive.
    let name = text.strip_suffix(".csl").unwrap_or(text);
    let name = ["content/styles/", "styles/"].iter().find_map(|folder| name.strip_prefix(folder)).unwrap_or(name);
    if name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ')) {
        return Ok(name.to_owned());
    }
    Err(problem(say::value_style(), say::wrong_value_hint_style()))
}

/// `{widths: [400, 800], quality: 80}`, or `false`.
fn pictures(value: &Node<'_>) -> Result<Pictures, Problem> {
    let wrong = || problem(say::value_pictures(), say::wrong_value_hint_pictures());
    let number = |node: &Node<'_>| node.text().and_then(|text| text.trim().parse::<u32>().ok());
    let mut pictures = Pictures::default();
    let Some(pairs) = value.map() else {
        return match value.truth() {
            Some(true) => Ok(pictures),
            Some(false) => Ok(Pictures { widths: Vec::new(), ..pictures }),
            None => Err(wrong()),
        };
    };
    for pair in pairs {
        match pair.key.as_ref() {
            "widths" => {
                let widths: Option<Vec<u32>> = pair.value.list().ok_or_else(wrong)?.iter().map(number).collect();
                pictures.widths = widths.filter(|widths| widths.iter().all(|width| (16..=16_000).contains(width))).ok_or_else(wrong)?;
                pictures.widths.sort_unstable();
                pictures.widths.dedup();
            }
            "quality" => {
                let quality =
                    number(&pair.value).and_then(|number| u8::try_from(number).ok()).filter(|quality| (1..=100).contains(quality));
                pictures.quality = quality.ok_or_else(wrong)?;
            }
            "places" => pictures.places = pair.value.truth().ok_or_else(wrong)?,
            _ => return Err(wrong()),
        }
    }
    Ok(pictures)
}

fn truth(value: &Node<'_>) -> Result<bool, Problem> {
    value.truth().ok_or_else(|| problem(say::value_truth(value.kind()), say::wrong_value_hint_truth()))
}

/// Text that may not be empty.
fn filled(value: &Node<'_>) -> Result<String, Problem> {
    let text = text(value)?;
    if text.is_empty() { Err(problem(say::value_empty(), say::wrong_value_hint_empty())) } else { Ok(text) }
}

/// A text on one line; a number such as `1984` is one too.
fn text(value: &Node<'_>) -> Result<String, Problem> {
    match value.text() {
        Some(text) if value.truth().is_none() => Ok(squeeze(text)),
        _ => Err(problem(say::value_text(value.kind()), say::wrong_value_hint_text())),
    }
}

pub(super) fn problem(message: Message, hint: Message) -> Problem {
    Problem { message, hint }
}
