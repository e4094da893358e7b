//! Texts that another program turns into a page: the words of the source itself, so that what that program lost is listed.
//!
//! [`latex`] and [`rtf`] know as much of their languages as tells words from marks, and no more; [`lines`] does so for languages whose
//! marks stand before lines and around words, and [`notebook`] for those of cells; of XML [`xml`] tells it. [`prepared`]: what is written
//! otherwise before; [`about`]: what the source says of itself.

mod about;
mod initials;
mod latex;
mod latex_lang;
mod latex_signs;
mod lines;
mod notebook;
mod org;
mod prepared;
mod rtf;
mod rtf_fields;
mod rtf_fonts;
mod wiki;
mod wiki_files;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

pub use prepared::prepared;

use super::{
    Fault, Manuscript,
    detect::{Markup, markup},
    html,
    packed::{Aside, lost_of, visible},
    xml,
};
use crate::{
    account::Words,
    remark::Remark,
    report::{Certainty, Kind, MARKUP},
};
use scholion_base::{
    source_text::Source,
    text::{escaped, squeeze},
};

/// The words of a source, by what they are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counted {
    /// What a reader should see, a paragraph each.
    words: Vec<String>,
    /// What its writer keeps from readers.
    comments: Vec<String>,
    /// What is said to the program: settings, measures.
    settings: Vec<String>,
    /// Files in which other parts of the text stand.
    parts: Vec<String>,
}

impl Counted {
    fn of(markup: Markup, bytes: &[u8]) -> Self {
        let text = || Source::decode(bytes).text;
        let words = match markup {
            Markup::Latex => {
                let text = latex_signs::rewritten(&text());
                let (words, comments, parts) = (latex::words(&text), latex::comments(&text), latex::parts(&text));
                return Self { words, comments, parts, ..Self::default() };
            }
            Markup::Rtf => {
                let rtf::Words { text, heads, comments } = rtf::words(&rtf_fonts::in_unicode(bytes));
                return Self { words: text, comments, settings: heads, ..Self::default() };
            }
            Markup::Notebook => notebook::words(&text()),
            Markup::DocBook | Markup::FictionBook | Markup::Opml => return xml::told(bytes).into(),
            Markup::MediaWiki => {
                let text = text();
                let mut counted = lines::words(markup, &wiki_files::with_files(&wiki::without_links_apart(&text)));
                counted.settings.extend(wiki::elsewhere(&text));
                counted.settings.extend(wiki::switches(&text).into_iter().map(str::to_owned));
                return counted;
            }
            Markup::ReStructuredText | Markup::Org | Markup::AsciiDoc | Markup::Textile => {
                return lines::words(markup, &text());
            }
        };
        Self { words, ..Self::default() }
    }
}

impl From<xml::Told> for Counted {
    fn from(told: xml::Told) -> Self {
        let outlines = told.outlines.iter().flat_map(|text| text.lines()).map(|line| visible(lines::without_count(line)));
        let words = told.words.into_iter().chain(outlines).collect();
        Self { words, comments: told.comments, settings: told.settings, parts: told.includes }
    }
}

/// Reads the page that a program made of a source.
pub fn read(file_name: &str, bytes: &[u8], page: &str) -> Result<Manuscript, Fault> {
    let markup = markup(file_name, bytes);
    let mut counted = markup.map(|markup| Counted::of(markup, bytes)).unwrap_or_default();
    let is_latex = markup == Some(Markup::Latex);
    let cited = if is_latex { latex::citations(&latex_signs::rewritten(&Source::decode(bytes).text)) } else { Vec::new() };
    let page = if is_latex || markup == Some(Markup::Rtf) { with_plain_pictures(page) } else { page.to_owned() };
    let (page, labels) = if is_latex { prepared::listed(&page) } else { (page, BTreeMap::new()) };
    let page = if markup == Some(Markup::ReStructuredText) { initials::with_initials(&page) } else { page };
    let page = prepared::with_plain_date(&with_plain_title(&with_citations(&page, cited, &labels)));
    let mut manuscript = if markup == Some(Markup::Org) {
        let mut manuscript = html::read(org::cleaned(&page).as_bytes(), true)?;
        manuscript.front.keywords.extend(org::tags(&Source::decode(bytes).text));
        counted.settings.retain(|setting| !setting.to_ascii_uppercase().starts_with("#+FILETAGS"));
        manuscript
    } else {
        html::read(page.as_bytes(), true)?
    };
    if markup == Some(Markup::Notebook) {
        manuscript.files = notebook::pictures(&Source::decode(bytes).text, &page);
    }
    if manuscript.front.lang.is_empty()
        && let Some(lang) = prepared::lang(markup, bytes)
    {
        manuscript.front.lang = lang;
    }
    let told = about::fill(markup, bytes, &mut manuscript.front);
    if markup == Some(Markup::MediaWiki) {
        manuscript.front.keywords.extend(wiki::categories(&Source::decode(bytes).text));
    }
    for aside in left_out(&page, counted, &told) {
        if aside.is_printed {
            manuscript.words.push((aside.line, aside.text.clone()));
        }
        manuscript.findings.push(aside.finding());
    }
    Ok(manuscript)
}

/// What of a source is not on its page, nor told otherwise, by rule.
fn left_out(page: &str, counted: Counted, told: &str) -> Vec<Aside> {
    let aside =
        |rule, text: String, kind, sure, remark| Aside { line: 1, rule, text, kind, sure, remark, is_printed: kind == Kind::Dropped };
    let said = said_to_machines(page) + "\n" + told;
    let mut left: Vec<Aside> = lost_of(page, &said, &counted.words);
    let comments = counted.comments.iter().map(|text| squeeze(text)).filter(|text| text.chars().any(char::is_alphanumeric));
    left.extend(comments.map(|text| Aside { is_printed: false, ..aside("comment", text, Kind::Dropped, Certainty::Sure, None) }));
    // A setting says the same wherever it stands.
    let settings: BTreeSet<String> = counted.settings.into_iter().collect();
    let seen = format!("{}\n{said}", visible(page));
    let seen: FxHashSet<u64> = Words::of(&seen).words.iter().map(|word| word.digest).collect();
    let is_missing = |setting: &String| Words::of(setting).words.iter().any(|word| !seen.contains(&word.digest));
    let settings = settings.into_iter().filter(is_missing);
    left.extend(settings.map(|text| aside(MARKUP, squeeze(&text), Kind::Dropped, Certainty::Likely, None)));
    let parts = counted.parts.into_iter();
    left.extend(parts.map(|file| aside(MARKUP, file.clone(), Kind::Doubtful, Certainty::Unsure, Some(Remark::PartElsewhere { file }))));
    left
}

/// What a page says in attributes: addresses, descriptions, names of languages and of kinds.
fn said_to_machines(page: &str) -> String {
    const SAY: [&str; 12] = ["src", "href", "class", "role", "alt", "title", "lang", "content", "width", "height", "style", "start"];
    let mut said = String::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let mut rest = tag;
        while let Some((name, value)) = rest.split_once("=\"") {
            let (value, behind) = value.split_once('"').unwrap_or((value, ""));
            let name = name.rsplit(char::is_whitespace).next().unwrap_or("");
            if (SAY.contains(&name) || name.starts_with("data-")) && !value.starts_with('#') {
                said.push_str(name.strip_prefix("data-").unwrap_or(""));
                said.push(' ');
                said.push_str(&value.replace("%20", " "));
                said.push('\n');
            }
            rest = behind;
        }
    }
    said
}

/// A page of a language that does not describe its pictures, for which the program writes a word of its own. Those of kinds that browsers do not
/// show are embedded (`\includegraphics{plan.pdf}`).
fn with_plain_pictures(page: &str) -> String {
    page.replace("<embed ", "<img ").replace("alt=\"image\"", "alt=\"\"")
}

/// A page whose title is without the marks of notes: in the head of the page they may stand behind its words, in the heading anywhere (`\thanks`).
/// There they stand below it, in the header, since their notes are called.
fn with_plain_title(page: &str) -> String {
    const MARK: &str = "<a href=\"#fn";
    const END: &str = "</a>";
    let Some((above, rest)) = page.split_once("<h1 class=\"title\">") else { return page.to_owned() };
    let Some((title, below)) = rest.split_once("</h1>") else { return page.to_owned() };
    let (mut plain, mut marks, mut last, mut rest) = (String::new(), String::new(), String::new(), title);
    while let Some((before, behind)) = rest.split_once(MARK) {
        let Some((inner, behind)) = behind.split_once(END) else { break };
        let mark = format!("{MARK}{inner}{END}");
        last = visible(&mark);
        marks.push_str(&mark);
        plain.push_str(before);
        rest = behind;
    }
    let above = above.replacen(&format!("{}</title>", last.trim()), "</title>", 1);
    let marks = if marks.is_empty() { marks } else { format!("<p>{marks}</p>") };
    format!("{above}<h1 class=\"title\">{plain}{rest}</h1>{marks}{below}")
}

/// Citations that the program shows as nothing, since it formats none, with their keys, and with the words that stand beside the keys in the
/// source. `labels`: the entries of the source's own list, to which they lead.
fn with_citations(page: &str, mut cited: Vec<latex::Citation>, labels: &BTreeMap<String, String>) -> String {
    const OPEN: &str = "<span class=\"citation\"";
    let mut whole = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        whole.push_str(before);
        whole.push_str(OPEN);
        let Some((attributes, inner)) = behind.split_once('>') else {
            rest = behind;
            break;
        };
        whole.push_str(attributes);
        whole.push('>');
        let keys = attributes.split_once("data-cites=\"").and_then(|(_, keys)| keys.split_once('"')).map_or("", |(keys, _)| keys);
        if inner.starts_with("</span>") && !keys.is_empty() {
            let own = cited.iter().position(|citation| citation.keys.iter().map(String::as_str).eq(keys.split_whitespace()));
            let own = own.map(|at| cited.remove(at)).unwrap_or_default();
            let before = if own.before.is_empty() { "" } else { " " };
            let behind = if own.behind.is_empty() { "" } else { ", " };
            let keys = match listed_keys(keys, labels) {
                Some(links) => links,
                None => escaped(&keys.split_whitespace().map(|key| format!("@{key}")).collect::<Vec<_>>().join("; ")),
            };
            whole.push_str(&format!("[{}{before}{keys}{behind}{}]", escaped(&own.before), escaped(&own.behind)));
        }
        rest = inner;
    }
    whole.push_str(rest);
    whole
}

/// Links to the entries with these keys, if all are in the source's own list. The labels are markup of the page.
fn listed_keys(keys: &str, labels: &BTreeMap<String, String>) -> Option<String> {
    let link = |key: &str| {
        let label = labels.get(key)?;
        Some(format!("<a href=\"#bib.{key}\">{label}</a>"))
    };
    let links: Option<Vec<String>> = keys.split_whitespace().map(link).collect();
    links.map(|links| links.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_nothing_describes_have_no_description() {
        assert_eq!(
            with_plain_pictures("<img src=\"a.png\" alt=\"image\" /><embed src=\"b.pdf\" />"),
            "<img src=\"a.png\" alt=\"\" /><img src=\"b.pdf\" />"
        );
    }

    #[test]
    fn titles_are_no_marks_of_notes() {
        let mark = "<a href=\"#fn1\" class=\"footnote-ref\"><sup>1</sup></a>";
        for (title, behind) in [("The Pier", ""), ("The <i>Pier</i>", " of old")] {
            let page = format!("<title>The Pier1</title><h1 class=\"title\">{title}{mark}{behind}</h1><p>Holm</p>");
            let plain = format!("<title>The Pier</title><h1 class=\"title\">{title}{behind}</h1><p>{mark}</p><p>Holm</p>");
            assert_eq!(with_plain_title(&page), plain);
        }
    }

    #[test]
    fn citations_that_are_shown_as_nothing_show_their_keys() {
        let page =
            "<p>See <span class=\"citation\" data-cites=\"a1 b2\"></span> and <span class=\"citation\" data-cites=\"c\">C</span>.</p>";
        let expected = page.replace("></span>", ">[@a1; @b2]</span>");
        assert_eq!(with_citations(page, Vec::new(), &BTreeMap::new()), expected);
        let cited = latex::citations("\\citep[see][p.~3]{a1, b2} \\cite[4]{c}");
        assert_eq!(with_citations(page, cited, &BTreeMap::new()), page.replace("></span>", ">[see @a1; @b2, p. 3]</span>"));
    }
}
