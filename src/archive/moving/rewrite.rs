//! Addresses in a text exchanged for others, and nothing else of it.

use std::collections::BTreeMap;

use crate::base::{
    Span,
    yaml::{Data, Node, Value},
};

/// Exchanges in a text, in its order: what stands at a span, and what shall stand there. Spans have no letter in common.
#[derive(Debug, Default)]
pub struct Exchanges(BTreeMap<(u32, u32, usize), (Span, String)>);

impl Exchanges {
    /// Notes that something shall stand in the place of what stands at a span; of two for one place the first holds.
    pub fn put(&mut self, place: Span, new: String) {
        let before = self.0.range(..(place.end, 0, 0)).next_back();
        if before.is_none_or(|(_, (other, _))| other.end <= place.start) {
            // Where several come between the same two letters, they stand as they came.
            self.0.insert((place.start, place.end, self.0.len()), (place, new));
        }
    }

    /// The text with all of them; `None` if there are none.
    pub fn made(self, text: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut made = String::with_capacity(text.len());
        let mut at = 0;
        for (place, new) in self.0.values() {
            made.push_str(text.get(at..place.start as usize)?);
            made.push_str(new);
            at = place.end as usize;
        }
        made.push_str(text.get(at..)?);
        Some(made)
    }
}

/// Where an address stands in a part of a text, as a link or a picture has it: `](a.md`, `<a.md`, `href="a.md`, `[[a`.
pub fn places_of(address: &str, text: &str, within: Span) -> Vec<Span> {
    let part = within.of(text);
    let opens = |at: usize| {
        let before = part.get(..at).unwrap_or("");
        // Quotation marks are around the values of attributes, and around titles.
        // Words in single brackets are what a link shows, and those in double ones a name.
        before.ends_with(['(', '<', '=']) || ["[[", "=\"", "='"].iter().any(|open| before.ends_with(open))
    };
    let ends = |at: usize| {
        let next = part.get(at..).and_then(|rest| rest.chars().next());
        next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'' | ']' | '#' | '?' | '|'))
    };
    let start = within.start as usize;
    let found = part.match_indices(address).map(|(at, _)| at).filter(|&at| opens(at) && ends(at + address.len()));
    found.map(|at| Span::new(start + at, start + at + address.len())).collect()
}

/// Where an address stands in the definitions of links, `[label]: a.md`, which stand anywhere in a text.
pub fn definitions_of(address: &str, text: &str) -> Vec<Span> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let label =
            bare.strip_prefix('[').filter(|rest| !rest.starts_with('^')).and_then(|rest| rest.find("]:").map(|end| end + "[]:".len()));
        if let Some(rest) = label.and_then(|end| bare.get(end..)) {
            let before = rest.trim_start().trim_start_matches('<');
            let ends = |rest: &str| rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '#' | '?'));
            if before.strip_prefix(address).is_some_and(ends) {
                let at = start + line.len() - before.len();
                places.push(Span::new(at, at + address.len()));
            }
        }
        start += line.len();
    }
    places
}

/// Where the words of a scalar stand in what is written for it; `None` where they are written otherwise.
pub fn words_of(scalar: &str, text: &str, written: Span) -> Option<Span> {
    let at = written.of(text).find(scalar)?;
    let start = written.start as usize + at;
    Some(Span::new(start, start + scalar.len()))
}

/// Front matter of YAML with more among its `aliases`; `None` if they cannot be written there, or are there already.
pub fn with_aliases(text: &str, front: Span, root: &Node<'_>, aliases: &[String]) -> Option<(Span, String)> {
    let pairs = root.map()?;
    if aliases.is_empty() {
        return None;
    }
    let written = |all: &[&str]| all.iter().map(|alias| quoted(alias)).collect::<Vec<_>>().join(", ");
    let shift = front.start as usize;
    let Some(pair) = pairs.iter().find(|pair| pair.key == "aliases") else {
        let end = front.end as usize;
        let is_whole_line = text.get(..end)?.ends_with('\n') || front.is_empty();
        let all: Vec<&str> = aliases.iter().map(String::as_str).collect();
        let line = format!("{}aliases: [{}]\n", if is_whole_line { "" } else { "\n" }, written(&all));
        // Keys in braces stand on no lines of their own.
        let is_block = !front.of(text).trim_start().starts_with('{');
        return is_block.then(|| (Span::new(end, end), line));
    };
    let mut all: Vec<&str> = match &pair.value.data {
        Data::List(items) => items.iter().map(Node::text).collect::<Option<_>>()?,
        _ => vec![pair.value.text().filter(|text| !text.is_empty())?],
    };
    let more: Vec<&str> = aliases.iter().map(String::as_str).filter(|alias| !all.contains(alias)).collect();
    if more.is_empty() {
        return None;
    }
    all.extend(more);
    let list = written(&all);
    let place = Span::new(shift + pair.value.span.start as usize, shift + pair.value.span.end as usize);
    // A list on lines of its own begins below its key.
    let is_below = text.get(shift + pair.place.end as usize..place.start as usize).is_some_and(|between| between.contains('\n'));
    let start = if is_below { shift + pair.place.end as usize } else { place.start as usize };
    let old = text.get(start..place.end as usize)?;
    let tail = old.len() - old.trim_end().len();
    let place = Span::new(start, place.end as usize - tail);
    Some((place, format!("{}[{list}]", if is_below { ": " } else { "" })))
}

/// A text as a scalar of YAML that means nothing else.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let starts = text.starts_with(|c: char| c.is_alphabetic());
    if starts && text.chars().all(is_plain) { text.to_owned() } else { Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::yaml;

    #[test]
    fn of_two_for_one_place_the_first_holds() {
        let mut all = Exchanges::default();
        for (start, end, new) in
            [(4, 6, "E"), (0, 2, "A"), (5, 7, "no"), (2, 2, "+"), (2, 2, "-"), (0, 1, "no"), (6, 7, "G"), (3, 8, "no"), (4, 4, "!")]
        {
            all.put(Span::new(start, end), new.to_owned());
        }
        assert_eq!(all.made("abcdefgh").as_deref(), Some("A+-cd!EGh"));
    }

    #[test]
    fn addresses_are_found_and_words_are_not() {
        let check = |text: &str, expected: usize| {
            assert_eq!(places_of("a.md", text, Span::new(0, text.len())).len(), expected, "{text}");
        };
        for text in ["[a.md](a.md)", "[x](<a.md>)", "[x](a.md#b \"a.md is it\")", "<a href=\"a.md\">", "[[a.md]]", "[[a.md|words]]"] {
            check(text, 1);
        }
        for text in ["[a.md](b.md)", "[x](aa.md)", "[x](a.mdx)", "see a.md"] {
            check(text, 0);
        }
        let text = "x\n\n[one]: a.md\n  [two]: <a.md#b> 'a'\n[^n]: a.md\n[three]: b.md\n";
        let found: Vec<&str> = definitions_of("a.md", text).into_iter().map(|place| place.of(text)).collect();
        assert_eq!(found, ["a.md", "a.md"]);
    }

    #[test]
    fn an_alias_more_is_written_and_all_else_stays() {
        for (front, expected) in [
            ("title: A\n", Some("title: A\naliases: [documents/old.html]\n")),
            ("title: A\naliases: [x]\nlang: en\n", Some("title: A\naliases: [x, documents/old.html]\nlang: en\n")),
            ("aliases:\n- x y\n- z\nlang: en\n", Some("aliases: [\"x y\", z, documents/old.html]\nlang: en\n")),
            ("aliases: x # why\n", Some("aliases: [x, documents/old.html] # why\n")),
            ("aliases: [documents/old.html]\n", None),
            ("{title: A}\n", None),
        ] {
            let tree = yaml::read(front).unwrap();
            let span = Span::new(0, front.len());
            let made = with_aliases(front, span, &tree.root, &["documents/old.html".to_owned()]).and_then(|(place, new)| {
                let mut all = Exchanges::default();
                all.put(place, new);
                all.made(front)
            });
            assert_eq!(made.as_deref(), expected, "{front}");
        }
    }
}
