//! What stands between words and around them: breaks of lines and pages, tokens, signs of editors.

use roxmltree::Node;

use super::account::next_words;
use super::elements::{before, has_words, is_field, is_inline};
use crate::formats::xml::node::{attribute, words};
use crate::{
    block::Joint,
    hyphen::{self, Vocabulary},
};

/// What an empty element between words stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A space, or where printed lines end a word may be cut.
    Space,
    /// A space, whatever stands before it.
    Blank,
    /// Nothing: the word goes on, and a hyphen before it is the printer's.
    Nothing,
    /// A line end that is meant.
    Line,
    /// It stands between blocks, and ends nothing.
    Apart,
    /// A break before it has ended the line already, within a word.
    Ended,
}

/// Where a printed line, column or page begins.
const BREAKS: [&str; 4] = ["lb", "pb", "cb", "gb"];

/// What stands between words, if an element says only that. `lines_are_printed`: an `lb` is where the printed line ended.
pub fn between(node: Node<'_, '_>, lines_are_printed: bool) -> Option<Between> {
    let name = node.tag_name().name();
    match name {
        "break" => Some(Between::Line),
        _ if BREAKS.contains(&name) && attribute(node, "break") == "no" => Some(Between::Nothing),
        _ if BREAKS.contains(&name) && word_goes_on(node) => Some(Between::Nothing),
        _ if BREAKS.contains(&name) && is_behind_cut(node) => Some(Between::Ended),
        _ if BREAKS.contains(&name) && stands_between_verses(node) => Some(Between::Apart),
        "lb" if is_in_edition(node) => Some(Between::Line),
        "lb" => {
            let in_prose = node.ancestors().skip(1).find(|node| !is_inline(*node)).is_some_and(|node| {
                matches!(node.tag_name().name(), "p" | "ab" | "item" | "note" | "head" | "cell" | "l" | "figDesc" | "u")
            });
            let is_marked = node.attributes().any(|one| matches!(one.name(), "n" | "id" | "facs" | "ed" | "edRef"));
            Some(if in_prose && (lines_are_printed || is_marked) { Between::Space } else { Between::Line })
        }
        "pb" | "cb" | "gb" => Some(Between::Space),
        // A space that the writer left (TEI P5, `space`) cuts no word.
        "space" => Some(Between::Blank),
        _ => None,
    }
}

/// So many nodes are looked at before a break.
const NEAR: usize = 24;

/// Whether a word goes on behind a break, or behind words that stand apart from the text: another break said so (TEI P5,
/// att.breaking), a sign for a hyphen, or a soft hyphen stands before it.
pub fn word_goes_on(node: Node<'_, '_>) -> bool {
    for before in node.prev_siblings().skip(1).take(NEAR) {
        if before.is_text() {
            let text = before.text().unwrap_or("");
            if !text.trim().is_empty() {
                return text.trim_end().ends_with('\u{ad}');
            }
        } else if before.is_element() {
            let name = before.tag_name().name();
            if BREAKS.contains(&name) {
                if attribute(before, "break") == "no" {
                    return true;
                }
            } else if name == "g" {
                return attribute(before, "ref").contains("EOLhyphen");
            } else if !matches!(name, "fw" | "milestone" | "anchor" | "figure" | "graphic") {
                let last = before.descendants().rfind(Node::is_text);
                return last.and_then(|last| last.text()).is_some_and(|text| text.trim_end().ends_with('\u{ad}'));
            }
        }
    }
    false
}

/// Whether a break, or what is printed at the edge of a page, stands behind the break that cuts a word: "Was-", the end of a line,
/// the end of the page, "ser".
fn is_behind_cut(node: Node<'_, '_>) -> bool {
    for (nth, before) in node.prev_siblings().skip(1).take(NEAR).enumerate() {
        if before.is_text() && before.text().is_some_and(|text| !text.trim().is_empty()) {
            return nth > 0 && before.next_sibling().is_some_and(|end| BREAKS.contains(&end.tag_name().name()) && is_cut(end));
        }
        if before.is_element() && !BREAKS.contains(&before.tag_name().name()) && before.tag_name().name() != "fw" {
            return false;
        }
    }
    false
}

/// Whether white space before an element or words of a text node is none of the text, as a word goes on there.
pub fn is_glued(text: Node<'_, '_>) -> bool {
    let mut breaks = text.prev_siblings().skip(1).take(NEAR).filter(|before| {
        !(before.is_text() && before.text().is_none_or(|text| text.trim().is_empty())) && !before.is_comment() && !before.is_pi()
    });
    let first = breaks.next();
    first.is_some_and(|before| {
        let name = before.tag_name().name();
        let is_break = BREAKS.contains(&name);
        (is_break && (attribute(before, "break") == "no" || is_cut(before))) || ((is_break || name == "fw") && goes_on(before))
    })
}

/// Whether the word before a break, or before what is printed at the edge of a page, goes on behind it.
fn goes_on(node: Node<'_, '_>) -> bool {
    word_goes_on(node) || is_behind_cut(node)
}

/// Whether a printer's hyphen before a break cuts a word that goes on in the text behind it.
fn is_cut(end: Node<'_, '_>) -> bool {
    let before = end.prev_sibling().filter(Node::is_text).and_then(|node| node.text()).unwrap_or("").trim_end();
    if before.ends_with(['-', '‐']) {
        return hyphen::joint(before, &next_words(end), &Vocabulary::default()).0 != Joint::Space;
    }
    before.trim_end().ends_with(['¬', '⸗']) || is_old_hyphen(before.trim_end(), &next_words(end))
}

/// Whether words end in the sign of equality with which old print cuts words, and the word goes on.
pub fn is_old_hyphen(before: &str, next: &str) -> bool {
    let Some(rest) = before.strip_suffix('=') else { return false };
    let word = rest.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_word = |word: &str| word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic);
    let next: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    is_word(word) && is_word(&next) && next.starts_with(char::is_lowercase)
}

/// Whether a line of a transcript goes on with the word that the line before it has cut. In verse a hyphen is the poet's.
pub fn continues_line(node: Node<'_, '_>) -> bool {
    let Some(line) = before(node).filter(|line| line.tag_name().name() == "line" && node.tag_name().name() == "line") else { return false };
    let text = |node: Node<'_, '_>| node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect::<String>();
    let (cut, next) = (text(line), text(node));
    let rest = cut.trim_end().trim_end_matches(HYPHENS);
    rest.len() < cut.trim_end().len() && rest.ends_with(char::is_alphabetic) && next.trim_start().starts_with(char::is_lowercase)
}

/// Signs with which words are cut at the ends of lines.
pub const HYPHENS: [char; 6] = ['-', '‐', '¬', '⸗', '=', '\u{ad}'];

/// Whether a break stands between verses or in no line at all.
fn stands_between_verses(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| {
        matches!(
            parent.tag_name().name(),
            "lg" | "div" | "body" | "sp" | "group" | "front" | "back" | "text" | "u" | "listBibl" | "castList"
        ) && !has_words(parent)
    })
}

/// The signs that stand before and behind the words of an element (the Leiden conventions, as EpiDoc has them).
pub fn signs(node: Node<'_, '_>) -> Option<(&'static str, &'static str)> {
    let signs = match node.tag_name().name() {
        "supplied" if attribute(node, "reason") == "omitted" => ("⟨", "⟩"),
        "supplied" if attribute(node, "cert") == "low" => ("[", "?]"),
        "supplied" => ("[", "]"),
        "surplus" => ("{", "}"),
        "unclear" => ("[", "?]"),
        "ex" => ("(", ")"),
        // What is heard and seen beside words (TEI P5, 8.3.3); it may have brackets already.
        "vocal" | "kinesic" | "incident" if words(node).starts_with(['(', '[']) => (" ", " "),
        "vocal" | "kinesic" | "incident" => ("(", ")"),
        _ => return None,
    };
    node.descendants().any(|part| part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty())).then_some(signs)
}

/// The names of the witnesses of a reading.
pub fn sigla(node: Node<'_, '_>) -> String {
    let names = attribute(node, "wit")
        .split_whitespace()
        .chain(attribute(node, "resp").split_whitespace().filter(|_| attribute(node, "wit").is_empty()));
    names.map(|name| name.rsplit('#').next().unwrap_or(name)).collect::<Vec<_>>().join(" ")
}

/// Whether an entry of an apparatus stands apart from its text.
pub fn is_loose_entry(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "app"
        && node.parent_element().is_some_and(|parent| matches!(parent.tag_name().name(), "div" | "listApp"))
        && node.children().any(|child| matches!(child.tag_name().name(), "lem" | "rdg" | "note" | "rdgGrp"))
}

/// Whether what a figure prints says the same twice: a heading or a number that its description begins with.
pub fn is_said_again(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let Some(parent) = node.parent_element().filter(|parent| parent.tag_name().name() == "figure" && matches!(name, "head" | "label"))
    else {
        return false;
    };
    let letters = |node: Node<'_, '_>| words(node).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let own = letters(node);
    let others = parent.children().filter(|other| *other != node && matches!(other.tag_name().name(), "head" | "figDesc"));
    others.map(letters).any(|other| if name == "head" { other.starts_with(&own) && other != own } else { other.contains(&own) })
}

/// Whether an element stands in the edition of an inscription or a papyrus, whose lines are those of the object (EpiDoc).
pub fn is_in_edition(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|outer| outer.tag_name().name() == "div" && attribute(outer, "type") == "edition")
}

/// Whether a space stands before an element though none is written: before a field, and between words, sentences and formulas
/// that are marked one by one (TEI P5, 18.1: `w`, `pc`, `s`, `seg`).
pub fn stands_apart(node: Node<'_, '_>) -> bool {
    let Some(before) = node.prev_sibling() else { return false };
    if before.is_element() && (is_field(node) || is_in_entry(node)) {
        return true;
    }
    let name = node.tag_name().name();
    if is_token(name) {
        return before_token(node).is_some_and(|before| space_between(before, node));
    }
    let ends_with_letter = |node: Node<'_, '_>| {
        let last = node.descendants().rfind(Node::is_text);
        last.and_then(|text| text.text()).is_some_and(|text| text.ends_with(char::is_alphanumeric))
    };
    match name {
        // The number of a formula.
        "label" => node.parent_element().is_some_and(|parent| parent.tag_name().name() == "formula"),
        // Feet and syllables are parts of words.
        "s" | "seg" | "cl" | "phr" if before.is_element() => {
            before.tag_name().name() == name && !matches!(attribute(node, "type"), "foot" | "syll" | "met" | "m")
        }
        "formula" => ends_with_letter(before),
        // An item of a list in a line, behind its number.
        "item" => before.tag_name().name() == "label",
        _ => false,
    }
}

/// Whether an element stands in an entry of a register, which holds fields.
pub fn is_in_entry(node: Node<'_, '_>) -> bool {
    /// So deep fields stand in an entry.
    const DEEP: usize = 4;
    node.ancestors().skip(1).take(DEEP).any(|outer| is_entry(outer))
        && node.ancestors().skip(1).take(DEEP).take_while(|outer| !is_entry(*outer)).all(|outer| !has_words(outer))
}

/// Whether an element is an entry of a register of persons, bodies, places, events, or says where a manuscript lies.
pub fn is_entry(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "msIdentifier"
        || matches!(node.tag_name().name(), "person" | "personGrp" | "org" | "place" | "event" | "object")
            && node.parent_element().is_some_and(|parent| parent.tag_name().name().starts_with("list") || is_entry(parent))
}

/// Whether words stand apart from a formula before them though no space is written.
pub fn follows_formula(text: Node<'_, '_>) -> bool {
    text.prev_sibling().is_some_and(|before| before.tag_name().name() == "formula")
        && text.text().is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

fn is_token(name: &str) -> bool {
    matches!(name, "w" | "pc")
}

/// The token before a token, where nothing but white space and breaks stand between them.
fn before_token<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    for before in node.prev_siblings().skip(1).take(NEAR) {
        let is_white = before.is_text() && before.text().is_none_or(|text| text.trim().is_empty());
        if before.is_element() && is_token(before.tag_name().name()) {
            return Some(before);
        }
        let is_between = is_white || before.is_comment() || BREAKS.contains(&before.tag_name().name()) || before.tag_name().name() == "fw";
        if !is_between {
            return None;
        }
    }
    None
}

/// Whether white space stands between two tokens: `join` says it (TEI P5, att.linguistic), or parts of one word, or what is printed.
fn space_between(first: Node<'_, '_>, second: Node<'_, '_>) -> bool {
    let (left, right) = (attribute(first, "join"), attribute(second, "join"));
    let is_joined = matches!(left, "right" | "both") || matches!(right, "left" | "both" | "overlap");
    let is_cut = matches!(attribute(first, "part"), "I" | "M") && matches!(attribute(second, "part"), "M" | "F");
    if is_joined || is_cut {
        return false;
    }
    let text = |node: Node<'_, '_>| words(node);
    let opens = |text: &str| text.chars().all(|c| "([{«„“‘¿¡‹‚".contains(c));
    let is_mark = |node: Node<'_, '_>| node.tag_name().name() == "pc";
    if left == "no" || right == "no" {
        return true;
    }
    !(is_mark(second) && !opens(&text(second)) && !"—–-&".contains(text(second).as_str())) && !(is_mark(first) && opens(&text(first)))
}

/// Whether a text node is only the white space between two tokens, which they say themselves.
pub fn is_between_tokens(text: Node<'_, '_>) -> bool {
    let is_white = text.text().is_none_or(|text| text.trim().is_empty());
    is_white && text.next_sibling_element().is_some_and(|next| is_token(next.tag_name().name()) && before_token(next).is_some())
}

/// White space in elements that hold only elements is none of the text.
pub fn holds_elements_only(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "gap" | "app") && !has_words(node)
}

#[cfg(test)]
mod tests {
    use crate::formats::xml::account;
    use scholion_base::source_text::Source;

    #[test]
    fn words_that_are_cut_at_the_end_of_a_page_are_whole() {
        let check = |text: &str, expected: &str| {
            let text = format!("<p>{text}</p>");
            let source = Source::decode(text.as_bytes());
            let tree = roxmltree::Document::parse(&source.text).unwrap();
            let (words, _) = account::words(tree.root_element(), &source, 0, true);
            assert_eq!(words.first().map(|(_, words)| words.as_str()), Some(expected), "{text}");
        };
        check("good Was-<lb/>\n<pb n='4'/>\nser rose", "good Wasser rose");
        check("good Was-<lb/><fw>Ser</fw><lb/><pb n='5'/><fw>Head</fw><lb/>\nser rose", "good Wasser rose");
        check("Nord-<lb/><pb/>Süd rose", "Nord-Süd rose");
        check("one<lb/> <pb/> two", "one two");
        check("l’a-\n<lb/>mie, Porte-\n<lb/>Mer, Haus-\n<lb/>und Hof, so -\n<lb/>then", "l’amie, Porte-Mer, Haus- und Hof, so - then");
        check("the Zei=<lb/>ten", "the Zeiten");
        check("a =<lb/>b", "a = b");
        check("below.<metamark>⸗</metamark> <space/>Ever", "below.⸗ Ever");
    }
}
