//! Conservation: no word of a source is lost unreported, none is added.
//!
//! Works on source and outputs alone and knows nothing of the rules, so that it can find them wrong. The
//! words of each part of the outputs are laid along the source in runs, as long as they agree; each word of
//! the source can be claimed once. What stays unclaimed is lost; words of the outputs that claim nothing
//! are added.
//!
//! A word is a run of letters or a run of digits, in lower case. Superscript digits are marks, not words.
//! Values that a program makes (keys, types, dates in figures, digests) are not words of the text. Parts that
//! repeat words printed once, such as the fields of a record beside its printed entry, may claim words that
//! are claimed already.

use crate::base::yaml::{self, Value};

/// The account of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The number of words of the source.
    pub words: usize,
    /// Words of the source that no output holds, with their line from 1, in order.
    pub lost: Vec<(u32, String)>,
    /// Words of the outputs that the source does not hold, in order.
    pub added: Vec<String>,
}

/// Lays a document and its bibliography along its source. The omissions of the front matter count as outputs.
pub fn account(source: &str, markdown: &str, bibliography: &str) -> Account {
    let mut parts = Parts::default();
    let (front, body) = front_matter(markdown);
    parts.home.push(body.to_owned());
    if let Ok(value) = yaml::parse(front) {
        front_parts(&value, &mut parts);
    }
    if let Ok(value) = yaml::parse(bibliography) {
        bibliography_parts(&value, &mut parts);
    }
    let mut ledger = Ledger::new(source);
    let mut loose = Vec::new();
    // Long parts first: they hold the surest runs.
    parts.home.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for part in parts.entries.iter().chain(&parts.home) {
        ledger.lay(part, &mut loose);
    }
    let mut added = ledger.settle(loose, false);
    let mut repeated = Vec::new();
    for part in &parts.repeats {
        ledger.lay(part, &mut repeated);
    }
    added.extend(ledger.settle(repeated, true));
    Account { words: ledger.words.len(), lost: ledger.lost(), added }
}

/// The parts of the outputs that hold words.
#[derive(Default)]
struct Parts {
    /// Parts in which each word of the source stands once.
    home: Vec<String>,
    /// The entries of the list of references, likewise.
    entries: Vec<String>,
    /// Parts that may repeat words which stand elsewhere.
    repeats: Vec<String>,
}

/// Front matter and text of a document.
fn front_matter(markdown: &str) -> (&str, &str) {
    markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", markdown))
}

fn front_parts(value: &Value, parts: &mut Parts) {
    let Some(map) = value.as_object() else { return };
    for (key, value) in map {
        match key.as_str() {
            // A text without a title goes by the name of its file.
            "title"
                if value.as_str().is_some_and(|title| {
                    map.get("source").and_then(|source| source.get("file")).and_then(Value::as_str).is_some_and(|file| is_stem(file, title))
                }) => {}
            "title" | "section" | "lead" | "abstract" | "rights" | "keyword" | "citation-as-printed" => strings(value, &mut parts.home),
            "translations" => value.as_object().into_iter().flatten().for_each(|(_, part)| front_parts(part, parts)),
            "source" => {
                for omission in value.get("omissions").and_then(Value::as_array).into_iter().flatten() {
                    strings(omission.get("text").unwrap_or(&Value::Null), &mut parts.home);
                }
            }
            "lang" | "type" | "license" | "issued" | "received" | "accepted" | "revised" | "published" | "accessed" | "bibliography"
            | "link-citations" | "nocite" | "draft" => {}
            _ => strings(value, &mut parts.repeats),
        }
    }
}

fn is_stem(file: &str, title: &str) -> bool {
    crate::base::Slug::from_stem(crate::base::RelPath::new(file).stem()).as_str() == title
}

fn bibliography_parts(value: &Value, parts: &mut Parts) {
    for record in value.get("references").and_then(Value::as_array).into_iter().flatten() {
        let in_notes = record.get("printed-in").is_some();
        // The entry as it was printed, its number before it: notes may print the same words.
        if let Some(entry) = record.get("verbatim").and_then(Value::as_str).filter(|_| !in_notes) {
            let number = record.get("citation-number").and_then(Value::as_str).unwrap_or("");
            parts.entries.push(format!("{number} {entry}"));
        }
        for (key, value) in record.as_object().into_iter().flatten() {
            match key.as_str() {
                "verbatim" if !in_notes => {}
                "citation-number" | "id" | "type" | "issued" | "accessed" | "language" | "printed-in" | "edition" | "genre" => {}
                _ => strings(value, &mut parts.repeats),
            }
        }
    }
}

/// All texts and numbers in a value.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|value| strings(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// A word with its place.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Its digest; equal words have equal digests, and others hardly ever (64 bits).
    digest: u64,
    start: u32,
    end: u32,
    /// In a source: a hyphen and a line end follow. In an output: the label of a note, which may
    /// have been printed or not.
    flag: bool,
}

/// The words of the source, and which of them are claimed.
struct Ledger<'a> {
    source: &'a str,
    words: Vec<Word>,
    claimed: Vec<bool>,
    /// Hash table of the places of pairs of words: heads, and the next place with the same slot.
    heads: Vec<u32>,
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;
/// How many places of a pair are tried.
const TRIES: usize = 48;

impl<'a> Ledger<'a> {
    fn new(source: &'a str) -> Self {
        let words = words(source, true);
        let size = (words.len() * 2).next_power_of_two().max(16);
        let mut ledger = Self { source, claimed: vec![false; words.len()], heads: vec![NONE; size], next: vec![NONE; words.len()], words };
        // Backwards, so that each chain begins with the first place.
        for at in (0..ledger.words.len().saturating_sub(1)).rev() {
            let slot = ledger.slot(ledger.words[at].digest, ledger.words[at + 1].digest);
            ledger.next[at] = ledger.heads[slot];
            ledger.heads[slot] = u32::try_from(at).unwrap_or(NONE);
        }
        ledger
    }

    fn slot(&self, first: u64, second: u64) -> usize {
        let mixed = (first.rotate_left(21) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 20).unwrap_or(0) & (self.heads.len() - 1)
    }

    /// Lays a part along the source; words without a run go to `loose`.
    fn lay(&mut self, part: &str, loose: &mut Vec<(u64, String)>) {
        let words = words(part, false);
        let mut cursor = 0;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some(step) = self.agree(cursor, word) {
                cursor = step;
                at += 1;
                continue;
            }
            if word.flag {
                // The label of a note may have been printed before its body, or not.
                match words.get(at + 1).and_then(|next| self.find(word, next, cursor)) {
                    Some(place) if place != cursor && self.begins_line(place) => cursor = place,
                    _ => at += 1,
                }
                continue;
            }
            match words.get(at + 1).filter(|next| !next.flag).and_then(|next| self.find(word, next, cursor)) {
                Some(place) => cursor = place,
                // A word cut by a page end: its first half stands here, the rest elsewhere.
                None => match self.halves(part, word) {
                    Some(behind) => {
                        cursor = behind;
                        at += 1;
                    }
                    None => {
                        loose.push((word.digest, part.get(word.start as usize..word.end as usize).unwrap_or("").to_owned()));
                        at += 1;
                    }
                },
            }
        }
    }

    /// Claims the word at `cursor` if it is this one, whole or cut at a line end; gives the next place.
    fn agree(&mut self, cursor: usize, word: &Word) -> Option<usize> {
        let own = self.words.get(cursor)?;
        if own.digest == word.digest && !self.claimed[cursor] {
            self.claimed[cursor] = true;
            return Some(cursor + 1);
        }
        if own.flag && !self.claimed[cursor] {
            let rest = self.words.get(cursor + 1)?;
            let whole = digest(self.text(own).chars().chain(self.text(rest).chars()));
            if whole == word.digest && !self.claimed[cursor + 1] {
                self.claimed[cursor] = true;
                self.claimed[cursor + 1] = true;
                return Some(cursor + 2);
            }
        }
        None
    }

    /// The place of a pair of words that nothing has claimed: the nearest behind the cursor, or the first.
    fn find(&self, word: &Word, next: &Word, cursor: usize) -> Option<usize> {
        let mut place = self.heads[self.slot(word.digest, next.digest)];
        let mut first = None;
        for _ in 0..TRIES {
            let at = usize::try_from(place).ok().filter(|_| place != NONE)?;
            let fits = self.words[at].digest == word.digest
                && self.words.get(at + 1).is_some_and(|own| own.digest == next.digest)
                && !self.claimed[at];
            if fits {
                if at >= cursor {
                    return Some(at);
                }
                first = first.or(Some(at));
            }
            place = self.next[at];
            if place == NONE {
                break;
            }
        }
        first
    }

    /// Claims the halves of a word that stand apart in the source; gives the place behind the second.
    fn halves(&mut self, part: &str, word: &Word) -> Option<usize> {
        let text = part.get(word.start as usize..word.end as usize)?.to_lowercase();
        if text.chars().count() < 4 || !text.starts_with(char::is_alphabetic) {
            return None;
        }
        let cut: Vec<usize> = (0..self.words.len()).filter(|&at| self.words[at].flag && !self.claimed[at]).take(400).collect();
        for at in cut {
            let head = self.text(&self.words[at]).to_lowercase();
            let Some(rest) = text.strip_prefix(&head).filter(|rest| !rest.is_empty() && !head.is_empty()) else { continue };
            let rest = digest(rest.chars());
            let tail = (at + 1..self.words.len().min(at + 3000))
                .find(|&tail| self.words[tail].digest == rest && !self.claimed[tail] && self.begins_line(tail));
            if let Some(tail) = tail {
                self.claimed[at] = true;
                self.claimed[tail] = true;
                return Some(tail + 1);
            }
        }
        None
    }

    fn begins_line(&self, at: usize) -> bool {
        let start = self.words[at].start as usize;
        self.source.get(..start).is_some_and(|before| {
            before.trim_end_matches([' ', '\t', '\u{c}', '*', '_']).is_empty()
                || before.trim_end_matches([' ', '\t', '\u{c}', '*', '_']).ends_with('\n')
        })
    }

    /// Lets single words claim what is left; gives those that find nothing. A repeated word needs only to
    /// stand somewhere in the source.
    fn settle(&mut self, loose: Vec<(u64, String)>, repeats: bool) -> Vec<String> {
        if loose.is_empty() {
            return Vec::new();
        }
        let mut free: std::collections::HashMap<u64, Vec<usize>, rustc_hash::FxBuildHasher> = std::collections::HashMap::default();
        for at in (0..self.words.len()).rev() {
            if repeats || !self.claimed[at] {
                free.entry(self.words[at].digest).or_default().push(at);
            }
        }
        let mut added = Vec::new();
        let mut letters: Option<String> = None;
        for (digest, word) in loose {
            match free.get_mut(&digest) {
                Some(places) if repeats => {
                    // A free place, if one is left; the places stand in falling order.
                    while places.len() > 1 && places.last().is_some_and(|&at| self.claimed[at]) {
                        places.pop();
                    }
                    if let Some(&at) = places.last() {
                        self.claimed[at] = true;
                    }
                }
                Some(places) => match places.pop() {
                    Some(at) => self.claimed[at] = true,
                    None => added.push(word),
                },
                // A field may join what the entry prints apart: "trade-off", "310 970".
                None if repeats && added.len() < 50 => {
                    let letters = letters
                        .get_or_insert_with(|| self.source.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
                    if !letters.contains(&word.to_lowercase()) {
                        added.push(word);
                    }
                }
                None => added.push(word),
            }
        }
        added
    }

    fn lost(&self) -> Vec<(u32, String)> {
        let mut line = 1;
        let mut from = 0;
        let mut lost = Vec::new();
        for (word, claimed) in self.words.iter().zip(&self.claimed) {
            if !claimed {
                let start = word.start as usize;
                line += self.source.get(from..start).map_or(0, |between| between.matches('\n').count());
                from = start;
                lost.push((u32::try_from(line).unwrap_or(u32::MAX), self.text(word).to_owned()));
            }
        }
        lost
    }

    fn text(&self, word: &Word) -> &'a str {
        self.source.get(word.start as usize..word.end as usize).unwrap_or("")
    }
}

/// The words of a text, markup left out: addresses of links to records, tags and labels of notes.
fn words(text: &str, source: bool) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            let (end, value) = word(text, at);
            if end == at {
                at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                continue;
            }
            words.push(Word { digest: value, start: offset(at), end: offset(end), flag: source && is_cut(text, end) });
            at = end;
            continue;
        }
        let skip = match byte {
            b']' if !source && text.get(at..).is_some_and(|rest| rest.starts_with("](#ref-")) => {
                text.get(at..).and_then(|rest| rest.find(')'))
            }
            b'<' if source => {
                ["<sup>", "</sup>"].into_iter().find(|tag| text.get(at..).is_some_and(|rest| rest.starts_with(tag))).map(str::len)
            }
            b'[' if bytes.get(at + 1) == Some(&b'^') => {
                let end = text.get(at..).and_then(|rest| rest.bytes().take(70).position(|byte| byte == b']'));
                if let Some(end) = end
                    && !source
                {
                    let (word_end, value) = word(text, at + 2);
                    if word_end == at + end {
                        words.push(Word { digest: value, start: offset(at + 2), end: offset(word_end), flag: true });
                    }
                }
                end
            }
            _ => None,
        };
        at += skip.unwrap_or(1).max(1);
    }
    words
}

/// Where the word at `at` ends, and its digest. Letters and digits do not mix.
fn word(text: &str, at: usize) -> (usize, u64) {
    let mut hash = SEED;
    let mut end = at;
    let mut digits = None;
    for c in text.get(at..).unwrap_or("").chars() {
        let digit = c.is_ascii_digit();
        if !(digit || is_letter(c)) || digits.is_some_and(|digits| digits != digit) {
            break;
        }
        digits = Some(digit);
        hash = mix(hash, c);
        end += c.len_utf8();
    }
    (end, hash)
}

/// Letters, and marks that belong to the letter before; superscript digits are neither.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.is_alphabetic() || (c.is_numeric() && !super::chars::is_superscript(c)) || matches!(u32::from(c), 0x300..=0x36f)
    }
}

/// Whether a hyphen and a line's end follow, emphasis aside: the word goes on elsewhere.
fn is_cut(text: &str, end: usize) -> bool {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let hyphen = if rest.first() == Some(&b'-') {
        1
    } else if rest.starts_with("‐".as_bytes()) {
        3
    } else {
        return false;
    };
    rest.iter().skip(hyphen).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'*' | b'_')).is_none_or(|&byte| byte == b'\n')
}

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

fn digest(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(SEED, mix)
}

fn mix(hash: u64, c: char) -> u64 {
    let step = |hash: u64, c: char| (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(SEED);
    if c.is_ascii() { step(hash, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(hash, step) }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, markdown: &str) -> (Vec<String>, Vec<String>) {
        let account = account(source, markdown, "");
        (account.lost.into_iter().map(|(line, word)| format!("{line}:{word}")).collect(), account.added)
    }

    #[test]
    fn moved_words_are_kept_and_lost_ones_found() {
        let nothing = (vec![], vec![]);
        assert_eq!(check("One two three.\nFour five six.", "Four five six.\n\nOne two three."), nothing);
        assert_eq!(check("One two three.\nFour five six.", "One two three. Four six."), (vec!["2:five".to_owned()], vec![]));
        assert_eq!(check("One two.", "One more two."), (vec![], vec!["more".to_owned()]));
        assert_eq!(check("the rec-\norded words", "the recorded words"), nothing);
        assert_eq!(
            check(
                "details were rec-\n\nHEAD 12\n\norded by the Unit",
                "---\ntitle: x\nsource: {omissions: [{text: HEAD 12}]}\n---\ndetails were recorded by the Unit"
            )
            .0,
            Vec::<String>::new()
        );
        assert_eq!(check("slaughter24. Then\n24 Smith", "slaughter[^24]. Then\n\n[^24]: Smith"), nothing);
        assert_eq!(check("(Xu, 2021)", "([Xu, 2021](#ref-xu2021))"), nothing);
    }

    #[test]
    fn words_once_printed_are_not_kept_twice() {
        assert_eq!(check("one two three four", "one two three four one two").1, ["one", "two"]);
        assert_eq!(check("one two one two", "one two"), (vec!["3:one".replace("3", "1"), "1:two".to_owned()], vec![]));
    }
}
