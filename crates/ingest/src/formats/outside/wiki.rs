//! Notes of MediaWiki that are called more than once, by their names: pandoc makes an empty note of each call but the first. And the links at the
//! end of a page that print nothing there: its categories, and the same page in other languages.
//! Source: MediaWiki's manual, "Help:Cite", sections "Named references" and "List-defined references"; "Help:Categories".

use std::{collections::BTreeMap, ops::Range};

use super::wiki_files::with_files;

/// A longer tag or note is none, in bytes.
const LONGEST: usize = 20_000;

/// A text as it is given to pandoc.
pub fn prepared(text: &str) -> String {
    let plain = with_verse(&with_files(&without_links_apart(text)));
    if plain.contains("<ref") { with_notes(&plain) } else { plain }
}

/// A text in whose poems each line is one for pandoc, too. Source: MediaWiki's manual, "Extension:Poem".
fn with_verse(text: &str) -> String {
    const CLOSE: &str = "</poem>";
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<poem") {
        let inner = behind.split_once('>').filter(|(attributes, _)| attributes.is_empty() || attributes.starts_with(' '));
        let Some((verse, behind)) = inner.and_then(|(_, inner)| inner.split_once(CLOSE)) else {
            whole.push_str(before);
            whole.push_str("<poem");
            rest = behind;
            continue;
        };
        whole.push_str(before);
        whole.push_str("\n\n");
        let mut lines = verse.trim_matches('\n').lines().map(|line| line.trim_start_matches([' ', ':', '\t'])).peekable();
        while let Some(line) = lines.next() {
            whole.push_str(line);
            let is_last = line.trim().is_empty() || lines.peek().is_none_or(|next| next.trim().is_empty());
            whole.push_str(if is_last { "\n" } else { "<br />\n" });
        }
        whole.push_str("\n\n");
        rest = behind;
    }
    whole + rest
}

/// The categories of a page.
pub fn categories(text: &str) -> Vec<String> {
    let links = apart(text).into_iter().rev().flat_map(|(_, links)| links);
    links.filter(|(space, _)| !is_language(space)).map(|(_, name)| name.replace('_', " ")).collect()
}

/// The links to the page in other languages.
pub fn elsewhere(text: &str) -> Vec<String> {
    let links = apart(text).into_iter().rev().flat_map(|(_, links)| links);
    links.filter(|(space, _)| is_language(space)).map(|(space, name)| format!("{space}:{name}")).collect()
}

/// Codes of languages are short, or have a hyphen: `[[de:Mühle]]`, `[[zh-min-nan:Chúi-chhia]]`.
fn is_language(space: &str) -> bool {
    space.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && (space.len() <= 3 || space.contains('-'))
}

/// The lines that hold a switch alone (`__NOTOC__`, in any language). Source: MediaWiki's manual, "Help:Magic words", "Behavior switches".
pub fn switches(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| is_switch(line)).collect()
}

fn is_switch(line: &str) -> bool {
    let name = line.strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_uppercase() || c == '_'))
}

/// A text without the lines of these links, and of switches.
pub fn without_links_apart(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut from = 0;
    for (range, _) in apart(text).into_iter().rev() {
        whole.push_str(text.get(from..range.start).unwrap_or(""));
        from = range.end;
    }
    whole.push_str(text.get(from..).unwrap_or(""));
    if switches(&whole).is_empty() {
        return whole;
    }
    whole.split('\n').map(|line| if is_switch(line.trim()) { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// A line: where it stands, and its links, each with the name before its colon.
type Line<'t> = (Range<usize>, Vec<(&'t str, &'t str)>);

/// The lines at the end of a text that hold nothing but such links, the last first; and those before whose links are categories in English, which
/// any wiki knows. Templates and comments may stand among them.
fn apart(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut end = text.len();
    let mut is_end = true;
    let is_category = |(space, _): &(&str, &str)| space.eq_ignore_ascii_case("category");
    for line in text.rsplit('\n') {
        let start = end - line.len();
        let bare = line.trim();
        let is_machine = bare.starts_with("{{") && bare.ends_with("}}") || bare.starts_with("<!--") && bare.ends_with("-->");
        match links(bare) {
            Some(links) if is_end || links.iter().all(is_category) => found.push((start..end, links)),
            _ => is_end &= bare.is_empty() || is_machine,
        }
        end = start.saturating_sub(1);
    }
    found
}

/// The links of a line that has nothing else. Those to pictures are shown, and so are those with a colon before them.
fn links(line: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (link, behind) = rest.strip_prefix("[[")?.split_once("]]")?;
        let (space, name) = link.split_once(':')?;
        let (space, name) = (space.trim(), name.split('|').next().unwrap_or("").trim());
        let is_name = !space.is_empty() && space.chars().all(|c| c.is_alphabetic() || c == '-');
        let is_file = name.rsplit_once('.').is_some_and(|(_, ending)| (3..=4).contains(&ending.len()));
        if !is_name || name.is_empty() || is_file {
            return None;
        }
        found.push((space, name));
        rest = behind.trim_start();
    }
    Some(found).filter(|found| !found.is_empty())
}

/// A text whose calls of named notes have the words of these notes in them, and whose list of notes is made anew.
fn with_notes(text: &str) -> String {
    let notes = notes(text);
    let lists = lists(text);
    let is_listed = |note: &Note<'_>| lists.iter().any(|list| list.contains(&note.range.start));
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for note in notes.iter().filter(|note| !note.name.is_empty() && !note.words.trim().is_empty()) {
        words.entry(note.name).or_insert(note.words);
    }
    let mut called: Vec<&str> = notes.iter().filter(|note| !is_listed(note)).map(|note| note.name).collect();
    called.sort_unstable();
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    for note in &notes {
        let written = match words.get(note.name) {
            // It stands where it is called.
            Some(_) if is_listed(note) && called.binary_search(&note.name).is_ok() => String::new(),
            Some(words) if note.words.trim().is_empty() => format!("<ref>{words}</ref>"),
            _ => continue,
        };
        whole.push_str(text.get(at..note.range.start).unwrap_or(""));
        whole.push_str(&written);
        at = note.range.end;
    }
    whole + text.get(at..).unwrap_or("")
}

/// A note, or the call of one.
struct Note<'t> {
    range: Range<usize>,
    name: &'t str,
    words: &'t str,
}

/// All notes of a text, in order.
fn notes(text: &str) -> Vec<Note<'_>> {
    const OPEN: &str = "<ref";
    const CLOSE: &str = "</ref>";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(OPEN)).map(|step| at + step) {
        at = start + OPEN.len();
        let Some(length) = near(text, at).find('>') else { continue };
        let attributes = text.get(at..at + length).unwrap_or("");
        if !attributes.is_empty() && !attributes.starts_with([' ', '/', '\t', '\n']) {
            continue;
        }
        let inner = at + length + 1;
        let name = name(attributes.trim_end_matches('/'));
        if attributes.ends_with('/') {
            found.push(Note { range: start..inner, name, words: "" });
            at = inner;
        } else if let Some(length) = near(text, inner).find(CLOSE) {
            let end = inner + length + CLOSE.len();
            found.push(Note { range: start..end, name, words: text.get(inner..inner + length).unwrap_or("") });
            at = end;
        }
    }
    found
}

/// The lists in which notes are defined.
fn lists(text: &str) -> Vec<Range<usize>> {
    const CLOSE: &str = "</references>";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(end) = text.get(at..).and_then(|rest| rest.find(CLOSE)).map(|step| at + step) {
        let start = text.get(at..end).and_then(|before| before.rfind("<references")).map(|step| at + step);
        found.extend(start.map(|start| start..end));
        at = end + CLOSE.len();
    }
    found
}

/// The name among the attributes of a note, with or without quotation marks.
fn name(attributes: &str) -> &str {
    let Some((_, rest)) = attributes.split_once("name") else { return "" };
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return "" };
    let quoted = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.split(mark).next());
    quoted.unwrap_or_else(|| value.split_whitespace().next().unwrap_or("")).trim()
}

/// What follows a place, as far as a note may reach.
fn near(text: &str, from: usize) -> &str {
    let end = (from..=text.len().min(from + LONGEST)).rev().find(|end| text.is_char_boundary(*end));
    text.get(from..end.unwrap_or(from)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{categories, elsewhere, prepared, with_notes, with_verse};

    #[test]
    fn links_that_print_nothing_are_taken_out() {
        let text = "'''Pier'''\n[[Help:Oak]]\nWords.\n\n{{sort|Pier}}\n[[Kategorie:Alte_Stege|Pier]]\n[[Category:Oak]] [[de:Steg]]\n";
        assert_eq!(categories(text), ["Alte Stege", "Oak"]);
        assert_eq!(elsewhere(text), ["de:Steg"]);
        assert_eq!(categories("[[Category:Oak]]\n== Notes ==\nWords."), ["Oak"]);
        assert_eq!(prepared(text), "'''Pier'''\n[[Help:Oak]]\nWords.\n\n{{sort|Pier}}\n\n\n");
        assert!(categories("Words.\n[[File:A.jpg]]\n[[:Category:Oak]]").is_empty());
    }

    #[test]
    fn poems_keep_their_lines() {
        let text = "A <poem style=x>\nTurn,\n  turn.\n\nStand.\n</poem> b <poem>c";
        assert_eq!(prepared("__KEIN_VERZEICHNIS__\nThe __mill__.\n"), "\nThe __mill__.\n");
        assert_eq!(with_verse(text), "A \n\nTurn,<br />\nturn.\n\nStand.\n\n\n b <poem>c");
    }

    #[test]
    fn notes_stand_at_each_of_their_calls() {
        for (text, expected) in [
            (
                "A<ref name=\"x\">Lind.</ref> b<ref name=x /> c<ref>Holm.</ref>",
                "A<ref name=\"x\">Lind.</ref> b<ref>Lind.</ref> c<ref>Holm.</ref>",
            ),
            (
                "A<ref name=\"x\"/>\n<references>\n<ref name=\"x\">Lind.</ref><ref name=\"y\">Holm.</ref></references>",
                "A<ref>Lind.</ref>\n<references>\n<ref name=\"y\">Holm.</ref></references>",
            ),
            ("A<ref name=z /> <references /> <ref", "A<ref name=z /> <references /> <ref"),
        ] {
            assert_eq!(with_notes(text), expected);
        }
    }
}
