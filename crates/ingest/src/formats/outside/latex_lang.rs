//! The language that a text in LaTeX says it is in.
//! Sources: the manual of babel ("The user interface": of several languages the last option is the main one, unless one is named `main`), that of
//! polyglossia ("Loading language definition files").

use super::{
    latex::{group, without_comments},
    prepared::near,
};

/// Names that these packages have for languages beside those of English.
const NAMES: [(&str, &str); 40] = [
    ("acadian", "fr-CA"),
    ("american", "en-US"),
    ("australian", "en-AU"),
    ("austrian", "de-AT"),
    ("bahasa", "id"),
    ("basque", "eu"),
    ("bokmal", "nb"),
    ("brazil", "pt-BR"),
    ("brazilian", "pt-BR"),
    ("british", "en-GB"),
    ("canadian", "en-CA"),
    ("canadien", "fr-CA"),
    ("catalan", "ca"),
    ("croatian", "hr"),
    ("esperanto", "eo"),
    ("estonian", "et"),
    ("farsi", "fa"),
    ("francais", "fr"),
    ("frenchb", "fr"),
    ("galician", "gl"),
    ("icelandic", "is"),
    ("irish", "ga"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("magyar", "hu"),
    ("mexican", "es-MX"),
    ("naustrian", "de-AT"),
    ("ngerman", "de"),
    ("norsk", "nb"),
    ("nswissgerman", "de-CH"),
    ("nynorsk", "nn"),
    ("polutonikogreek", "el"),
    ("portuges", "pt"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("slovenian", "sl"),
    ("swissgerman", "de-CH"),
    ("ukenglish", "en-GB"),
    ("usenglish", "en-US"),
    ("welsh", "cy"),
];

/// The tag of the main language; `None` if the text names none.
pub fn lang(text: &str) -> Option<&'static str> {
    /// What stands before a text is no longer, in bytes.
    const LONGEST: usize = 100_000;
    let head = text.split_once("\\begin{document}").map_or("", |(head, _)| head);
    let head = without_comments(near(head, LONGEST));
    let mut set = ["\\setmainlanguage", "\\setdefaultlanguage"].into_iter().filter_map(|command| calls(&head, command).next());
    if let Some((_, name)) = set.next_back() {
        return tag(name);
    }
    let provided = calls(&head, "\\babelprovide").find(|(settings, _)| parts(settings).any(|setting| setting == "main"));
    if let Some((_, name)) = provided {
        return tag(name);
    }
    let packages = || calls(&head, "\\usepackage").chain(calls(&head, "\\RequirePackage"));
    if let Some((settings, _)) = packages().find(|(_, names)| parts(names).any(|name| name == "babel")) {
        let class = calls(&head, "\\documentclass").next().map_or("", |(settings, _)| settings);
        return main_of(settings).or_else(|| main_of(class));
    }
    packages().flat_map(|(_, names)| parts(names)).find(|name| matches!(*name, "german" | "ngerman")).and_then(tag)
}

/// The main language among settings.
fn main_of(settings: &str) -> Option<&'static str> {
    let named = parts(settings).find_map(|setting| setting.strip_prefix("main")?.trim_start().strip_prefix('='));
    named.and_then(|name| tag(name.trim())).or_else(|| parts(settings).filter_map(tag).last())
}

/// The calls of a command: what stands in brackets, and what in braces.
fn calls<'t>(head: &'t str, command: &'static str) -> impl Iterator<Item = (&'t str, &'t str)> {
    head.split(command).skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let (settings, rest) = if rest.starts_with('[') { group(rest) } else { ("", rest) };
        rest.trim_start().starts_with('{').then(|| (settings, group(rest).0.trim()))
    })
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

fn tag(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let own = NAMES.iter().find(|(own, _)| *own == name).map(|(_, tag)| *tag);
    own.or_else(|| scholion_lang::LANGUAGE_NAME.part(&name))
}

#[cfg(test)]
mod tests {
    use super::lang;

    #[test]
    fn the_main_language_is_named_by_the_packages() {
        for (head, expected) in [
            ("\\documentclass{book}\n\\usepackage[english,ngerman]{babel}", Some("de")),
            ("\\usepackage[main=french, english]{babel}", Some("fr")),
            ("\\documentclass[12pt,swedish]{article}\\usepackage{csquotes,babel}", Some("sv")),
            ("\\setmainlanguage[variant=british]{english}\\setotherlanguage{greek}", Some("en")),
            ("\\usepackage[english]{babel}\\babelprovide[import, main]{polish}", Some("pl")),
            ("% \\usepackage[italian]{babel}\n\\usepackage[latin1]{inputenc}", None),
            ("\\usepackage{ngerman}", Some("de")),
        ] {
            assert_eq!(lang(&format!("{head}\n\\begin{{document}}\nWater.")), expected, "{head}");
        }
        assert_eq!(lang("\\usepackage[ngerman]{babel}"), None);
    }
}
