//! What is written otherwise before another program reads it, since that program would run words together, drop them, or print what is
//! no word: names of DocBook without spaces between their parts, entries of lists in LaTeX without their keys, RTF in old code pages, notes
//! of MediaWiki that are called again.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _};

use super::{latex, latex_lang, latex_signs, rtf_fields, rtf_fonts::in_unicode, wiki};
use crate::formats::{detect::Markup, xml};
use scholion_base::Lang;

/// The bytes as the program gets them.
pub fn prepared(markup: Option<Markup>, bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(bytes).ok();
    match (markup, text) {
        (Some(Markup::Rtf), _) => Cow::Owned(in_unicode(&rtf_fields::plain(bytes))),
        (Some(Markup::DocBook), Some(text)) => Cow::Owned(with_names(text).into_bytes()),
        (Some(Markup::MediaWiki), Some(text)) => Cow::Owned(wiki::prepared(text).into_bytes()),
        (Some(Markup::Latex), Some(text)) => Cow::Owned(with_entries(&latex_signs::rewritten(text)).into_bytes()),
        _ => Cow::Borrowed(bytes),
    }
}

/// The elements of a name (DocBook 5.1, `personname`).
const PARTS: [&str; 6] = ["honorific", "firstname", "givenname", "othername", "surname", "lineage"];

/// A text in `DocBook` whose names have spaces between their parts, the given name first, without what editors remark in drafts (`remark`), and
/// with the day of issue where pandoc looks for one.
fn with_names(text: &str) -> String {
    /// What is longer is no remark and no entry, in bytes.
    const LONGEST: usize = 20_000;
    let ends = ["remark", "affiliation", "biblioentry"].map(|name| (name, format!("</{name}>")));
    // Where they end, in order: what has no end is looked for once.
    let places = ends.each_ref().map(|(_, end)| text.match_indices(end.as_str()).map(|(at, _)| at).collect::<Vec<usize>>());
    let inner = |name: &str, behind: &str| {
        let from = text.len() - behind.len();
        let ((_, end), places) = ends.iter().zip(&places).find(|((known, _), _)| *known == name)?;
        let at = *places.get(places.partition_point(|place| *place < from))?;
        let inner = text.get(from..at).filter(|inner| inner.len() <= LONGEST)?;
        Some((inner, text.get(at + end.len()..).unwrap_or("")))
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        // Signs in them mark nothing up.
        if let Some(close) =
            [("![CDATA[", "]]>"), ("!--", "-->")].into_iter().find_map(|(open, close)| behind.starts_with(open).then_some(close))
        {
            let end = behind.find(close).map_or(behind.len(), |at| at + close.len());
            out.push('<');
            out.push_str(behind.get(..end).unwrap_or(""));
            rest = behind.get(end..).unwrap_or("");
            continue;
        }
        let name = |tag: &str| tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_owned();
        // What is said of an author beside his name is told otherwise.
        if ["remark", "affiliation"].contains(&name(behind).as_str())
            && let Some((_, after)) = inner(&name(behind), behind)
        {
            rest = after;
            continue;
        }
        if name(behind) == "surname"
            && let Some((family, given, after)) = turned(near(behind, 600))
        {
            _ = write!(out, "{given} {family}");
            rest = behind.get(after..).unwrap_or("");
            continue;
        }
        if name(behind) == "biblioentry"
            && let Some((entry, after)) = inner("biblioentry", behind)
        {
            out.push_str(&printed(&with_names(entry.split_once('>').map_or("", |(_, inner)| inner))));
            rest = after;
            continue;
        }
        // A part that follows another stands apart.
        if PARTS.contains(&name(behind).as_str()) && out.ends_with('>') && ends_part(&out) {
            out.push(' ');
        }
        out.push('<');
        rest = behind;
    }
    out.push_str(rest);
    if out.contains("<date") { out } else { out.replace("<pubdate>", "<date>").replace("</pubdate>", "</date>") }
}

/// Whether a text ends with the end of a part of a name.
fn ends_part(text: &str) -> bool {
    text.strip_suffix('>').is_some_and(|text| PARTS.iter().any(|part| text.ends_with(part) && text.ends_with(&format!("</{part}"))))
}

/// An entry of a bibliography in `DocBook` as it is printed; pandoc tears it apart. Its fields are ended by points.
fn printed(entry: &str) -> String {
    let mut out = "<para>".to_owned();
    let mut rest = entry;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before.trim_matches(['\n', '\t']));
        let (tag, behind) = tag.split_once('>').unwrap_or((tag, ""));
        rest = behind;
        match tag.split(char::is_whitespace).next().unwrap_or("") {
            "title" | "citetitle" => out.push_str("<emphasis>"),
            "/title" | "/citetitle" => out.push_str("</emphasis>. "),
            "/author" | "/editor" | "/personname" | "/publishername" | "/publisher" | "/edition" | "/volumenum" | "/issuenum"
            | "/pagenums" | "/date" | "/pubdate" | "/corpauthor" | "/collab" | "/city" | "/biblioid" | "/isbn" | "/abbrev"
            | "/bibliomisc" => {
                out.truncate(out.trim_end_matches([' ', '.']).len());
                out.push_str(". ");
            }
            _ => {}
        }
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    out + "</para>"
}

/// The beginning of a text, of so many bytes: what is longer is no name.
pub fn near(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

/// A family name with the given name right behind it, both with their tags, and where what follows begins. `text` begins behind the first
/// sign.
fn turned(text: &str) -> Option<(String, String, usize)> {
    let (family, behind) = text.split_once("</surname>")?;
    let start = behind.trim_start();
    let part = ["firstname", "givenname"].into_iter().find(|part| start.strip_prefix('<').is_some_and(|tag| tag.starts_with(part)))?;
    let (given, after) = start.split_once(&format!("</{part}>"))?;
    Some((format!("<{family}</surname>"), format!("{given}</{part}>"), text.len() - after.len()))
}

/// The language that a file says its text is in; no other program tells it.
pub fn lang(markup: Option<Markup>, bytes: &[u8]) -> Option<String> {
    let stated = match markup? {
        Markup::DocBook => xml::with_tree(bytes, |root| xml::attribute(root, "lang").to_owned()).ok()?,
        Markup::FictionBook => xml::with_tree(bytes, |root| {
            let info = root.descendants().find(|node| node.tag_name().name() == "title-info");
            let lang = info.and_then(|info| xml::children(info, "lang").next());
            lang.map_or(String::new(), xml::plain)
        })
        .ok()?,
        Markup::Latex => latex_lang::lang(&String::from_utf8_lossy(bytes))?.to_owned(),
        _ => return None,
    };
    Lang::is_tag(&stated).then(|| Lang::new(&stated).shortest().to_string())
}

/// A page whose head has no more of a date than is printed: of a year pandoc makes its first day.
pub fn with_plain_date(page: &str) -> String {
    let printed = page.split_once("<p class=\"date\">").and_then(|(_, rest)| rest.split_once("</p>")).map_or("", |(date, _)| date.trim());
    let has_day = printed.split(|c: char| !c.is_ascii_digit()).any(|number| matches!(number.len(), 1 | 2));
    let stated =
        page.split_once("name=\"dcterms.date\" content=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(date, _)| date);
    let plain = match stated.strip_suffix("-01").filter(|_| !has_day && !printed.is_empty()) {
        // A year alone, or a month by its name.
        Some(month) if printed.bytes().all(|byte| byte.is_ascii_digit()) => month.strip_suffix("-01").unwrap_or(month),
        Some(month) => month,
        None => return page.to_owned(),
    };
    page.replacen(&format!("content=\"{stated}\""), &format!("content=\"{plain}\""), 1)
}

/// The beginning of a list of works.
const LIST: &str = "\\begin{thebibliography}";
const ENTRY: &str = "\\bibitem";

/// A text in LaTeX whose entries are paragraphs, each behind a link that has its key and its label or number. The widest label of the list
/// is a measure.
fn with_entries(text: &str) -> String {
    /// So much of a line is looked at for the sign of a comment, in bytes.
    const LINE: usize = 2000;
    let Some((before, list)) = text.split_once(LIST) else { return text.to_owned() };
    let (widest, rest) = latex::group(list);
    let rest = if widest.len() < list.len() && rest.len() < list.len() { rest } else { list };
    let mut out = format!("{before}{LIST}{{}}");
    let mut pieces = rest.split(ENTRY);
    out.push_str(pieces.next().unwrap_or(""));
    for (nth, piece) in pieces.enumerate() {
        let is_comment = out.bytes().rev().take(LINE).take_while(|byte| *byte != b'\n').any(|byte| byte == b'%');
        let (label, behind) = if piece.starts_with('[') { latex::group(piece) } else { ("", piece) };
        let (key, words) = latex::group(behind);
        let is_plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || ":_.+/-".contains(c));
        if is_comment || !is_plain {
            _ = write!(out, "{ENTRY}{piece}");
            continue;
        }
        let number = (nth + 1).to_string();
        let label = if label.is_empty() { &number } else { label };
        _ = write!(out, "\n\n\\href{{\\#bib.{key}}}{{{label}}} {}", words.trim_start());
    }
    out
}

/// A page whose list of works says that it is one, and has the keys of its entries as places, and these keys with their labels.
pub fn listed(page: &str) -> (String, BTreeMap<String, String>) {
    const OPEN: &str = "<div class=\"thebibliography\">";
    const LINK: &str = "<p><a href=\"#bib.";
    let mut labels = BTreeMap::new();
    let Some((before, list)) = page.split_once(OPEN) else { return (page.to_owned(), labels) };
    let (list, behind) = list.split_once("</div>").unwrap_or((list, ""));
    let mut out = format!("{before}<div class=\"thebibliography csl-bib-body\">");
    let mut pieces = list.split(LINK);
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let entry = piece.split_once("\">").and_then(|(key, rest)| Some((key, rest.split_once("</a>")?)));
        match entry {
            Some((key, (label, words))) => {
                _ = write!(out, "<p class=\"csl-entry\" id=\"bib.{key}\">{}", words.trim_start());
                labels.insert(key.to_owned(), label.to_owned());
            }
            None => {
                out.push_str(LINK);
                out.push_str(piece);
            }
        }
    }
    (out + "</div>" + behind, labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_apart_and_remarks_are_left_out() {
        let name = |inner: &str| format!("<book><info><author><personname>{inner}</personname></author></info></book>");
        let check = |inner: &str, expected: &str| assert_eq!(with_names(&name(inner)), name(expected));
        check("<firstname>Al</firstname><surname>Kerr</surname>", "<firstname>Al</firstname> <surname>Kerr</surname>");
        check("<surname>Kerr</surname>\n<firstname>Al</firstname>", "<firstname>Al</firstname> <surname>Kerr</surname>");
        let code = "<x><![CDATA[a<remark>b</remark><surname>C</surname><firstname>D</firstname>]]><!-- <remark>e</remark> --></x>";
        assert_eq!(with_names(code), code);
        assert_eq!(with_names("<info><pubdate>1999</pubdate></info>a<remark>Sure?</remark>b"), "<info><date>1999</date></info>ab");
    }

    #[test]
    fn entries_are_printed_whole() {
        let entry = "<biblioentry><author><firstname>Al</firstname><surname>Kerr</surname></author>\n<title>Ropes</title><pubdate>1990</pubdate></biblioentry>";
        assert_eq!(with_names(entry), "<para>Al Kerr. <emphasis>Ropes</emphasis>. 1990.</para>");
    }

    #[test]
    fn dates_say_no_more_than_is_printed() {
        let page =
            |stated: &str, printed: &str| format!("<meta name=\"dcterms.date\" content=\"{stated}\" /><p class=\"date\">{printed}</p>");
        assert_eq!(with_plain_date(&page("1999-01-01", "1999")), page("1999", "1999"));
        assert_eq!(with_plain_date(&page("1999-05-01", "May 1999")), page("1999-05", "May 1999"));
        assert_eq!(with_plain_date(&page("1999-05-01", "1 May 1999")), page("1999-05-01", "1 May 1999"));
    }

    #[test]
    fn entries_keep_their_keys() {
        let text = "A\n\\begin{thebibliography}{99}\n\\bibitem{ahl} K. Ahl.\n\\bibitem[Beck(1990)]{b:1}\nR. Beck.\n\\end{thebibliography}";
        let expected = "A\n\\begin{thebibliography}{}\n\n\n\\href{\\#bib.ahl}{1} K. Ahl.\n\n\n\\href{\\#bib.b:1}{Beck(1990)} R. Beck.\n\\end{thebibliography}";
        assert_eq!(with_entries(text), expected);
        let (page, labels) = listed("<div class=\"thebibliography\">\n<p><a href=\"#bib.ahl\">1</a> K. Ahl.</p>\n</div>");
        assert_eq!(page, "<div class=\"thebibliography csl-bib-body\">\n<p class=\"csl-entry\" id=\"bib.ahl\">K. Ahl.</p>\n</div>");
        assert_eq!(labels, BTreeMap::from([("ahl".to_owned(), "1".to_owned())]));
    }
}
