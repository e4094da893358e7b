//! What a document as written holds of the words of its source.
//!
//! Values that a program makes (keys, types, digests) are not words of the text. Parts that repeat words printed once, such as names
//! and dates in the front matter, may claim words that no other part does.

use std::borrow::Cow;

use super::{Omission, Part, Seen, Standing, values::Values};
use crate::{
    formats::markdown::{Parsed, shown},
    picture::title_words,
};
use scholion_base::yaml::{self, Value};

/// A document and its bibliography, in parts.
#[derive(Debug, Default)]
pub struct Written<'s> {
    /// The parts; markup behind all others.
    pub parts: Vec<Part<'s>>,
    markup: Vec<Part<'s>>,
    /// What its front matter lists as left out: line, words, rule.
    omissions: Vec<(u32, String, String)>,
    /// The fields of its front matter and records that may only repeat what stands in the source.
    pub fields: Vec<String>,
    /// Whether the source has markup.
    is_marked_up: bool,
    /// Whether the title stands in a line or block of its own in the source.
    is_titled: bool,
}

impl<'s> Written<'s> {
    /// Takes a document and its bibliography apart. The title of a source with markup may stand in its head alone, which nobody sees.
    /// What it has as the `parsed` text of the source has it is not read again.
    pub fn of(markdown: &str, bibliography: &str, seen: &'s Seen<'_>, parsed: Option<&Parsed>) -> Self {
        let (front, body) = markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", markdown));
        let is_marked_up = seen.is_marked_up;
        let mut written = Self { is_marked_up, ..Self::default() };
        let mut values = vec![Values::default()];
        if let Ok(value) = yaml::parse(front) {
            values.iter_mut().for_each(|own| own.front(&value));
            let title = value.get("title").and_then(Value::as_str).unwrap_or("");
            written.is_titled = is_marked_up && seen.text.split('\n').any(|line| line.trim() == title);
            written.front(&value, if is_marked_up { Standing::Repeats } else { Standing::Once });
        }
        if seen.is_carried {
            let unchanged = parsed.and_then(|parsed| parsed.unchanged(body));
            let changed = unchanged.and_then(|(at, _)| body.get(..at)).unwrap_or(body);
            shown::words(changed).into_iter().for_each(|(_, words)| written.add(words, Standing::Once));
            let same = unchanged.into_iter().flat_map(|(_, first)| (first..).map_while(|nth| seen.block(nth)));
            written.parts.extend(same.map(|(_, text)| Part { text: Cow::Borrowed(text), standing: Standing::Once, elsewhere: false }));
        }
        let mut fence = 0;
        let mut described = Vec::new();
        for paragraph in body.split("\n\n").filter(|paragraph| !seen.is_carried && !paragraph.trim().is_empty()) {
            let (paragraph, descriptions) = without_descriptions(paragraph);
            let (words, markup) = plain(&paragraph, !is_marked_up, &mut fence);
            written.add(words, Standing::Once);
            written.markup(markup);
            described.extend(descriptions);
        }
        // A source has them behind its words.
        described.into_iter().for_each(|words| written.add(words, Standing::Once));
        if let Ok(value) = yaml::parse(bibliography) {
            written.bibliography(&value);
            values.extend(value.get("references").and_then(Value::as_array).into_iter().flatten().map(|record| {
                let mut own = Values::default();
                own.record(record);
                own
            }));
        }
        written.parts.append(&mut written.markup);
        for (owner, own) in (0..).zip(values).filter(|_| is_marked_up) {
            own.into_texts().into_iter().for_each(|text| written.add(text, Standing::Value(owner)));
        }
        written
    }

    /// What the front matter lists as left out.
    pub fn omissions(&self) -> Vec<Omission<'_>> {
        self.omissions.iter().map(|(line, text, rule)| Omission { line: *line, text, rule }).collect()
    }

    fn add(&mut self, text: String, standing: Standing) {
        if !text.trim().is_empty() {
            self.parts.push(Part { text: Cow::Owned(text), standing, elsewhere: false });
        }
    }

    /// The markup of the last part.
    fn markup(&mut self, text: String) {
        if let Some(of) = self.parts.len().checked_sub(1).filter(|_| !text.is_empty()) {
            self.markup.push(Part { text: Cow::Owned(text), standing: Standing::Markup(of), elsewhere: false });
        }
    }

    /// The way of a letter: its places and people as they are said, its days written otherwise.
    fn way(&mut self, value: &Value) {
        value.as_array().into_iter().flatten().for_each(|way| self.way(way));
        for (key, value) in value.as_object().into_iter().flatten() {
            match key.as_str() {
                "date" | "not-before" | "not-after" => self.add(joined(value, " "), Standing::Stated),
                "place" | "people" => {
                    self.fields.push(joined(value, " "));
                    self.add(joined(value, " "), Standing::Repeats);
                }
                _ => {}
            }
        }
    }

    fn front(&mut self, value: &Value, title: Standing) {
        let Some(map) = value.as_object() else { return };
        for (key, value) in map {
            match key.as_str() {
                // A text without a title goes by the name of its file, unless it stands there as a title does.
                "title" if value.as_str().is_some_and(|title| is_stem(map.get("source"), title) && !self.is_titled) => {}
                "title" => {
                    self.fields.extend((title == Standing::Repeats).then(|| joined(value, " ")));
                    self.add(joined(value, " "), title);
                }
                "abstract" | "rights" => self.add(joined(value, " "), Standing::Once),
                "citation-as-printed" => {
                    value.as_object().into_iter().flatten().for_each(|(_, text)| self.add(joined(text, " "), Standing::Once));
                }
                "translations" => value.as_object().into_iter().flatten().for_each(|(_, part)| self.front(part, Standing::Once)),
                "source" => self.omitted(value),
                "lang" | "type" | "license" | "bibliography" | "link-citations" | "nocite" | "draft" => {}
                "sent" | "received" | "forwarded" if value.as_str().is_none() => self.way(value),
                "letter-before" | "letter-after" => {}
                // Written otherwise than they were printed.
                "issued" | "received" | "accepted" | "revised" | "published" | "accessed" => self.add(joined(value, " "), Standing::Stated),
                "URL" | "DOI" | "license-url" => {
                    self.fields.push(joined(value, " "));
                    self.add(joined(value, " "), address_standing(self.is_marked_up));
                }
                _ => {
                    self.fields.push(joined(value, " "));
                    // Each name by itself.
                    match value.as_array().filter(|items| items.iter().any(Value::is_object)) {
                        Some(items) => items.iter().for_each(|item| self.add(joined(item, " "), Standing::Repeats)),
                        None => self.add(joined(value, ", "), Standing::Repeats),
                    }
                }
            }
        }
    }

    fn omitted(&mut self, source: &Value) {
        let text = |omission: &Value, key: &str| omission.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        for omission in source.get("omissions").and_then(Value::as_array).into_iter().flatten() {
            let line = omission.get("line").and_then(Value::as_u64).and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
            self.omissions.push((line, text(omission, "text"), text(omission, "rule")));
        }
    }

    fn bibliography(&mut self, value: &Value) {
        for record in value.get("references").and_then(Value::as_array).into_iter().flatten() {
            let in_notes = record.get("printed-in").is_some();
            // The entry as it was printed, its number before it. One that stands in a note stands there already.
            if let Some(entry) = record.get("verbatim") {
                self.add(joined(entry, " "), if in_notes { Standing::Repeats } else { Standing::Once });
                self.markup(record.get("citation-number").map_or(String::new(), |number| joined(number, " ")));
            }
            let fields = fields_of(record);
            // Of a printed entry every word stands in it; one that was given field by field may have more of them.
            if self.is_marked_up {
                fields.iter().for_each(|field| self.add(field.clone(), Standing::Repeats));
            }
            self.fields.extend(fields);
        }
    }
}

/// How the words of an address stand to a source: markup has them where nobody sees them.
pub fn address_standing(is_marked_up: bool) -> Standing {
    if is_marked_up { Standing::Stated } else { Standing::Repeats }
}

/// The fields of a record as CSL has it that hold words of its source.
pub fn fields_of(record: &Value) -> Vec<String> {
    const OTHERS: [&str; 10] =
        ["verbatim", "citation-number", "id", "type", "issued", "accessed", "language", "printed-in", "edition", "genre"];
    let fields = record.as_object().into_iter().flatten().filter(|(key, _)| !OTHERS.contains(&key.as_str()));
    fields.map(|(_, value)| joined(value, " ")).collect()
}

fn is_stem(source: Option<&Value>, title: &str) -> bool {
    let file = source.and_then(|source| source.get("file")).and_then(Value::as_str);
    let path = scholion_base::RelPath::new(file.unwrap_or(""));
    let folder = path.parent().rsplit('/').next().unwrap_or("");
    !title.is_empty() && (scholion_base::Slug::from_stem(path.stem()).as_str() == title || path.stem() == title || folder == title)
}

/// All texts and numbers in a value.
fn joined(value: &Value, between: &str) -> String {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Number(number) => found.push(number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            // By which record somebody is known is no word of the source.
            Value::Object(map) => map.iter().filter(|(key, _)| *key != "id").for_each(|(_, value)| collect(value, found)),
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut found = Vec::new();
    collect(value, &mut found);
    found.join(between)
}

/// A paragraph without the descriptions of its pictures, and these: a source has them where nobody sees them, and not among its words.
fn without_descriptions(paragraph: &str) -> (Cow<'_, str>, Vec<String>) {
    if !paragraph.contains("![") {
        return (Cow::Borrowed(paragraph), Vec::new());
    }
    let (mut text, mut found) = (String::with_capacity(paragraph.len()), Vec::new());
    let mut rest = paragraph;
    while let Some(at) = rest.find("![") {
        let (before, picture) = rest.split_at(at);
        text.push_str(before);
        text.push_str("![");
        rest = picture.get(2..).unwrap_or("");
        let mut is_escaped = false;
        let end = rest.bytes().take(LONGEST).position(|byte| {
            let is_end = byte == b']' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        let said = end.filter(|_| !before.ends_with('\\')).and_then(|end| rest.split_at_checked(end));
        if let Some((said, behind)) = said.filter(|(_, behind)| behind.starts_with("](")) {
            found.push(title_words(said));
            rest = behind;
        }
    }
    text.push_str(rest);
    (Cow::Owned(text), found)
}

/// The words of a paragraph of Markdown, and those of its markup: numbers of items, labels of notes, names of tags, and addresses if
/// these were printed. In code nothing is markup; `fence` is the length of the sign that began a block of it and has no end yet, else nothing.
fn plain(paragraph: &str, with_addresses: bool, fence: &mut usize) -> (String, String) {
    let mut words = String::with_capacity(paragraph.len());
    let mut markup = String::new();
    let mut rest = paragraph;
    let mut is_line_start = true;
    while let Some(c) = rest.chars().next() {
        let ticks = if c == '`' { rest.bytes().take_while(|byte| *byte == b'`').count() } else { 0 };
        if is_line_start && ticks >= 3 && *fence == 0 {
            *fence = ticks;
            rest = rest.get(ticks..).unwrap_or("");
        }
        if *fence > 0 {
            let end = code_end(rest, *fence);
            words.push_str(rest.get(..end.unwrap_or(rest.len())).unwrap_or(""));
            let Some(end) = end else { break };
            rest = rest.get(end + *fence..).unwrap_or("");
            *fence = 0;
            is_line_start = false;
            continue;
        }
        if let Some(inside) = (ticks > 0).then(|| code(rest, ticks)).flatten() {
            words.push_str(inside);
            rest = rest.get(inside.len() + 2 * ticks..).unwrap_or("");
            is_line_start = false;
            continue;
        }
        if ticks > 1 {
            words.push_str(rest.get(..ticks).unwrap_or(""));
            rest = rest.get(ticks..).unwrap_or("");
            is_line_start = false;
            continue;
        }
        let found = if is_line_start { item_number(rest) } else { None }.or_else(|| match c {
            '[' if rest.starts_with("[^") => {
                rest.bytes().take(LONGEST_LABEL).position(|byte| byte == b']').map(|end| (rest.get(2..end), end + 1))
            }
            ']' if rest.starts_with("](") => address(rest),
            '<' => tag(rest),
            '~' if rest.starts_with("~~") => Some((None, 2)),
            _ => None,
        });
        let skip = match found {
            Some((inside, length)) => {
                // A key is the program's, and what is written raised is no word.
                let is_printed = c != ']' || with_addresses;
                if let Some(inside) =
                    inside.filter(|inside| is_printed && !inside.starts_with("#ref-") && !matches!(*inside, "sup" | "/sup"))
                {
                    markup.push_str(inside);
                    markup.push(' ');
                }
                // What stands on both sides of a mark is two words, but of a tag among words, or of what strikes some of them out.
                if !matches!(c, '<' | '~') || rest.starts_with("<br") {
                    words.push(' ');
                }
                if let Some(title) = rest.get(..length).filter(|_| c == ']').and_then(title) {
                    words.push_str(&title_words(title));
                    words.push(' ');
                }
                length
            }
            None => {
                // What is escaped is a sign, and no mark of anything.
                let is_escape = c == '\\' && rest.as_bytes().get(1).is_some_and(|next| next.is_ascii_punctuation());
                let plain = if is_line_start || is_escape { 0 } else { rest.bytes().take_while(|byte| !MARKS.contains(byte)).count() };
                let (from, length) = if is_escape { (1, 2) } else { (0, plain.max(c.len_utf8())) };
                words.push_str(rest.get(from..length).unwrap_or(""));
                length
            }
        };
        is_line_start = c == '\n' || (is_line_start && matches!(c, ' ' | '>' | '\t'));
        rest = rest.get(skip..).unwrap_or("");
    }
    (words, markup)
}

/// Where the sign stands that ends a block of code: at the beginning of a line, alone.
fn code_end(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '>']);
        if bare.trim_end().len() == length && bare.bytes().take_while(|byte| *byte == b'`').count() == length {
            return Some(at + line.len() - bare.len());
        }
        at += line.len();
    }
    None
}

/// The code between two signs of so many ticks, the first of which begins the text.
fn code(text: &str, ticks: usize) -> Option<&str> {
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate().skip(ticks).take(LONGEST) {
        if byte == b'`' {
            run += 1;
        } else if run == ticks {
            return text.get(ticks..at - ticks);
        } else {
            run = 0;
        }
    }
    (run == ticks && text.len() - ticks <= LONGEST).then(|| text.get(ticks..text.len() - ticks)).flatten()
}

/// What markup begins with, and what it may stand behind.
const MARKS: [u8; 7] = *b"\\[]<~\n`";

/// Longer ones are no labels of notes, in bytes.
const LONGEST_LABEL: usize = 70;
/// Longer ones are no addresses and tags, in bytes.
const LONGEST: usize = 4000;

/// The number of an item, with which a line begins.
fn item_number(line: &str) -> Option<(Option<&str>, usize)> {
    let digits = line.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let is_item = (1..10).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    is_item.then(|| (line.get(..digits), digits + 1))
}

/// The address behind the words of a link.
fn address(rest: &str) -> Option<(Option<&str>, usize)> {
    let mut depth = 0;
    let (mut in_title, mut is_escaped) = (false, false);
    for (at, byte) in rest.bytes().enumerate().take(LONGEST).skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_title => is_escaped = true,
            b'"' => in_title = !in_title && rest.as_bytes().get(at - 1) == Some(&b' '),
            _ if in_title => {}
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((rest.get(2..at), at + 1));
        }
    }
    None
}

/// The title behind the address of a picture.
fn title(link: &str) -> Option<&str> {
    link.strip_suffix("\")")?.split_once(" \"").map(|(_, title)| title)
}

/// A tag of HTML.
fn tag(rest: &str) -> Option<(Option<&str>, usize)> {
    let name = rest.get(1..)?.trim_start_matches('/');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.get(length..)?.starts_with(['>', '/', ' ', '\n']);
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'>').filter(|_| is_tag)?;
    Some((rest.get(1..end), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_goes_on_behind_blank_lines() {
        let mut fence = 0;
        let parts = ["  ```\n  a<i>b", "c<i>d\n  ```\ne<i>f</i>"].map(|part| plain(part, false, &mut fence).0);
        assert_eq!(parts, ["  \n  a<i>b", "c<i>d\n  \nef"]);
    }

    #[test]
    fn descriptions_of_pictures_stand_apart() {
        let (text, found) = without_descriptions("A ![seal \\] here](a.png \"Two\") b \\![x](y) ![z]");
        assert_eq!((&*text, found), ("A ![](a.png \"Two\") b \\![x](y) ![z]", vec!["seal ] here".to_owned()]));
        assert_eq!(plain(&text, false, &mut 0).0, "A ![ Two  b ![x  ![z]");
    }

    #[test]
    fn words_and_markup_are_told_apart() {
        for (paragraph, words, markup) in [
            ("slaughter[^24]. Then", "slaughter . Then", "24 "),
            ("[^24]: Smith", " : Smith", "24 "),
            ("\\[^1]tent 1\\*2", "[^1]tent 1*2", ""),
            ("(See [Xu, 2021](#ref-xu2021) [there](https://x.example/a(b)))", "(See [Xu, 2021  [there )", "https://x.example/a(b) "),
            ("1. First\n   > 2) second 3. third\n1941\\. Im", "  First\n   >   second 3. third\n1941. Im", "1 2 "),
            ("4<br>5", "4 5", "br "),
            ("`a<em>b` ``x`y`` `c", "a<em>b x`y `c", ""),
            ("a ``<em>b`", "a ``b`", "em "),
            ("```xml\n<b>[^1]\\*\n```", "xml\n<b>[^1]\\*\n", ""),
            ("m<sup>2</sup> <div lang=\"ru\">\n<https://x.example> a < b", "m2 \n<https://x.example> a < b", "div lang=\"ru\" "),
        ] {
            assert_eq!(plain(paragraph, true, &mut 0), (words.to_owned(), markup.to_owned()));
        }
    }
}
