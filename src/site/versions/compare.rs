//! Two texts word by word: what was taken out, and what was put in.
//!
//! Paragraphs are compared first, then the words of those that differ. A paragraph is a line of a text ([`Body::text`]), a footnote's as
//! well. Time is bounded whatever the texts are: where too much differs to be told word by word, whole paragraphs are.
//!
//! [`Body::text`]: crate::document::Body

use std::{collections::BTreeSet, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{
    base::{Html, text},
    document::{Document, Meta},
    site::view::{ChangeRow, RowKind},
};

/// How many words and signs are compared with each other at once: what takes the time is their number times that of those that differ.
const MOST_TOKENS: usize = 5_000;
/// How many pairs of paragraphs are looked at to find which belong together.
const MOST_PAIRS: usize = 250_000;
/// How many equal paragraphs stand before and behind others that differ.
const AROUND: usize = 1;

/// What differs between two texts.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The paragraphs, in order; of long runs of equal ones how many they are.
    pub rows: Vec<ChangeRow>,
    /// How many words were put in.
    pub inserted: usize,
    /// How many were taken out.
    pub deleted: usize,
}

/// A paragraph: its words, where it stands, and in which note.
#[derive(Clone, Copy)]
struct Line<'t> {
    words: &'t str,
    id: &'t str,
    note: u32,
}

impl PartialEq for Line<'_> {
    /// A paragraph that moves into a note is another.
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && (self.note == 0) == (other.note == 0)
    }
}

impl Eq for Line<'_> {}

impl std::hash::Hash for Line<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.words.hash(state);
        (self.note == 0).hash(state);
    }
}

impl PartialOrd for Line<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Line<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.words.cmp(other.words).then((self.note == 0).cmp(&(other.note == 0)))
    }
}

/// Compares the words of two texts, those of their notes included.
pub fn documents(old: &Document, new: &Document) -> Comparison {
    let (old, new) = (lines(old), lines(new));
    let mut made = Comparison::default();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let last = ops.len().saturating_sub(1);
    for (nth, op) in ops.into_iter().enumerate() {
        let (before, after) = (old.get(op.old_range()).unwrap_or(&[]), new.get(op.new_range()).unwrap_or(&[]));
        match op {
            DiffOp::Equal { .. } => made.equal(after, nth == 0, nth == last),
            _ => made.differing(before, after),
        }
    }
    made
}

/// What of a description is compared: the name of the field, and what it says.
pub fn described(meta: &Meta) -> [(&'static str, String); 5] {
    [
        ("title", meta.title.clone()),
        ("author", meta.authors()),
        ("abstract", meta.abstract_.clone()),
        ("keyword", meta.keywords.join(", ")),
        ("rights", [meta.rights.as_str(), meta.license.as_ref().map_or("", |license| &license.id)].join(" ").trim().to_owned()),
    ]
}

/// Two values of a description, word by word.
pub fn words(old: &str, new: &str) -> Html {
    let mut made = Comparison::default();
    let (old, new) = (text::squeeze(old), text::squeeze(new));
    made.pair(&old, &new, "", 0);
    made.rows.into_iter().next().map(|row| row.html).unwrap_or_default()
}

fn lines(document: &Document) -> Vec<Line<'_>> {
    let body = &document.body;
    let mut start = 0;
    let mut blocks = body.blocks.iter().peekable();
    let mut lines = Vec::new();
    for words in body.text.split('\n') {
        let end = start + words.len();
        while blocks.next_if(|block| (block.text.end as usize) < start).is_some() {}
        let block = blocks.peek().filter(|block| (block.text.start as usize) <= end);
        let note = block.and_then(|block| body.notes.get(block.note? as usize)).map_or(0, |note| note.number);
        if !words.trim().is_empty() {
            lines.push(Line { words, id: block.map_or("", |block| &block.id), note });
        }
        start = end + 1;
    }
    lines
}

impl Comparison {
    /// A run of equal paragraphs: those next to what differs are shown.
    fn equal(&mut self, lines: &[Line<'_>], is_first: bool, is_last: bool) {
        let (head, tail) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
        let is_short = lines.len() <= head + tail + 1;
        let hidden = if is_short { lines.len()..lines.len() } else { head..lines.len() - tail };
        for (nth, line) in lines.iter().enumerate() {
            if nth == hidden.start && !hidden.is_empty() {
                self.rows.push(ChangeRow { kind: RowKind::Skipped, count: hidden.len(), ..ChangeRow::default() });
            }
            if !hidden.contains(&nth) {
                self.rows.push(row(RowKind::Same, line, Html::of_words(line.words)));
            }
        }
    }

    /// Paragraphs of which others came.
    fn differing(&mut self, old: &[Line<'_>], new: &[Line<'_>]) {
        for (old, new) in paired(old, new) {
            match (old, new) {
                (Some(old), Some(new)) => self.pair(old.words, new.words, new.id, new.note),
                (Some(old), None) => self.whole(old, RowKind::Deleted),
                (None, Some(new)) => self.whole(new, RowKind::Inserted),
                (None, None) => {}
            }
        }
    }

    fn whole(&mut self, line: &Line<'_>, kind: RowKind) {
        let mut html = Html::new();
        let count = text::words(line.words).count();
        if kind == RowKind::Inserted {
            inserted(&mut html, line.words);
            self.inserted += count;
        } else {
            deleted(&mut html, line.words);
            self.deleted += count;
        }
        self.rows.push(row(kind, line, html));
    }

    /// A paragraph of which another came.
    fn pair(&mut self, old: &str, new: &str, id: &str, note: u32) {
        let (before, after) = (tokens(old), tokens(new));
        let mut html = Html::new();
        for (same, out, put) in parts(&before, &after) {
            if let Some(same) = same {
                html.words(&after.get(same).unwrap_or(&[]).concat());
            }
            let (out, put) = (before.get(out).unwrap_or(&[]).concat(), after.get(put).unwrap_or(&[]).concat());
            self.deleted += text::words(&out).count();
            self.inserted += text::words(&put).count();
            deleted(&mut html, &out);
            inserted(&mut html, &put);
        }
        self.rows.push(row(RowKind::Changed, &Line { words: new, id, note }, html));
    }
}

fn row(kind: RowKind, line: &Line<'_>, html: Html) -> ChangeRow {
    ChangeRow { kind, id: line.id.to_owned(), note: line.note, html, count: 0 }
}

/// Which of some paragraphs became which: each of the two in its order, alone where there is none.
fn paired<'l, 't>(old: &'l [Line<'t>], new: &'l [Line<'t>]) -> Vec<(Option<&'l Line<'t>>, Option<&'l Line<'t>>)> {
    if old.len() == new.len() {
        return old.iter().map(Some).zip(new.iter().map(Some)).collect();
    }
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_PAIRS {
        return old.iter().map(|line| (Some(line), None)).chain(new.iter().map(|line| (None, Some(line)))).collect();
    }
    // The sum of likenesses is the greatest (Needleman and Wunsch 1970).
    let [left, right] = [old, new].map(|lines| lines.iter().map(|line| word_set(line.words)).collect::<Vec<_>>());
    let width = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * width];
    let at = |table: &[u32], one: usize, other: usize| table.get(one * width + other).copied().unwrap_or(0);
    let score = |one: usize, other: usize| left.get(one).zip(right.get(other)).map_or(0, |(left, right)| likeness(left, right));
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            let apart = at(&best, one + 1, other).max(at(&best, one, other + 1));
            let together = at(&best, one + 1, other + 1) + score(one, other);
            if let Some(cell) = best.get_mut(one * width + other) {
                *cell = apart.max(together);
            }
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    while one < old.len() || other < new.len() {
        let like = score(one, other);
        if one < old.len() && other < new.len() && like > 0 && at(&best, one, other) == at(&best, one + 1, other + 1) + like {
            pairs.push((old.get(one), new.get(other)));
            (one, other) = (one + 1, other + 1);
        } else if one < old.len() && (other >= new.len() || at(&best, one, other) == at(&best, one + 1, other)) {
            pairs.push((old.get(one), None));
            one += 1;
        } else {
            pairs.push((None, new.get(other)));
            other += 1;
        }
    }
    pairs
}

fn word_set(words: &str) -> BTreeSet<&str> {
    text::words(words).map(|(_, word)| word).collect()
}

/// How much of two paragraphs is the same, in hundredths (Dice 1945); nothing where it is too little to call one the other.
fn likeness(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> u32 {
    const LEAST: usize = 40;
    let shared = one.intersection(other).count();
    let like = (200 * shared).checked_div(one.len() + other.len()).unwrap_or(0);
    if like < LEAST { 0 } else { u32::try_from(like).unwrap_or(0) }
}

/// The words of a text, and each sign between them.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut end = 0;
    for (range, word) in text::words(line) {
        push_signs(&mut tokens, line.get(end..range.start).unwrap_or(""));
        tokens.push(word);
        end = range.end;
    }
    push_signs(&mut tokens, line.get(end..).unwrap_or(""));
    tokens
}

fn push_signs<'t>(tokens: &mut Vec<&'t str>, signs: &'t str) {
    tokens.extend(signs.char_indices().filter_map(|(at, sign)| signs.get(at..at + sign.len_utf8())));
}

/// What is equal in the new text, if anything, then what was taken out of the old one behind it, and put into the new one.
type Step = (Option<Range<usize>>, Range<usize>, Range<usize>);

/// The parts of two texts: what is equal, then what was taken out of the first behind it, and put in.
fn parts(old: &[&str], new: &[&str]) -> Vec<Step> {
    if old.len() + new.len() > MOST_TOKENS {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let left = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
        let (out, put) = (head..old.len() - tail, head..new.len() - tail);
        let end = new.len() - tail..new.len();
        // What is equal at both ends still is.
        return vec![(Some(0..head), out, put), (Some(end), 0..0, 0..0)];
    }
    let mut parts: Vec<Step> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (out, put) = (op.old_range(), op.new_range());
        match (op, parts.last_mut()) {
            (DiffOp::Equal { .. }, _) => parts.push((Some(put.clone()), out.end..out.end, put.end..put.end)),
            (_, Some((_, last_out, last_put))) => (*last_out, *last_put) = (last_out.start..out.end, last_put.start..put.end),
            (_, None) => parts.push((None, out, put)),
        }
    }
    // White space alone between two words that are others is read with them.
    let mut joined: Vec<Step> = Vec::new();
    for (same, out, put) in parts {
        let is_space =
            same.as_ref().and_then(|same| new.get(same.clone())).is_some_and(|same| same.iter().all(|sign| sign.trim().is_empty()));
        let differs = !(out.is_empty() && put.is_empty());
        match joined.last_mut() {
            Some((_, last_out, last_put)) if is_space && differs && (last_out.start < last_out.end || last_put.start < last_put.end) => {
                (*last_out, *last_put) = (last_out.start..out.end, last_put.start..put.end);
            }
            _ => joined.push((same, out, put)),
        }
    }
    joined
}

/// Signs in words, so that a reader who sees no colours, hears the page or copies it knows what is what.
fn marked(html: &mut Html, name: &'static str, sign: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    html.open(name).end();
    html.open("span").attribute("class", "sign").end();
    html.words(sign);
    html.close("span");
    html.words(words);
    html.open("span").attribute("class", "sign").end();
    html.words("]");
    html.close("span");
    html.close(name);
}

fn deleted(html: &mut Html, words: &str) {
    marked(html, "del", "[−", words);
}

fn inserted(html: &mut Html, words: &str) {
    marked(html, "ins", "[+", words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document};

    fn text_of(words: &str) -> Document {
        let text = format!("---\ntitle: A\n---\n\n{words}\n");
        document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None)
    }

    fn shown(old: &str, new: &str) -> (String, usize, usize) {
        let made = documents(&text_of(old), &text_of(new));
        let plain = |html: &Html| {
            let mut plain = String::new();
            let mut is_tag = false;
            for c in html.as_str().chars() {
                match c {
                    '<' => is_tag = true,
                    '>' => is_tag = false,
                    c if !is_tag => plain.push(c),
                    _ => {}
                }
            }
            plain
        };
        let line = |row: &ChangeRow| match row.kind {
            RowKind::Skipped => format!("({})", row.count),
            _ if row.note > 0 => format!("n{} {}", row.note, plain(&row.html)),
            _ => plain(&row.html),
        };
        (made.rows.iter().map(line).collect::<Vec<_>>().join(" | "), made.deleted, made.inserted)
    }

    #[test]
    fn words_that_were_exchanged_are_told() {
        let check = |old: &str, new: &str, expected: &str| assert_eq!(shown(old, new).0, expected, "{old} → {new}");
        check("He came at noon.", "He came at night.", "He came at [−noon][+night].");
        check("He came home.", "He never came home.", "He [+never ]came home.");
        check("a b c d", "a x y d", "a [−b c][+x y] d");
        check("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One. | [−Two.] | Three.");
        check("One.", "One.\n\nTwo.", "One. | [+Two.]");
        check("Same.", "Same.", "Same.");
        check("他中午来。", "他晚上来。", "他[−中午][+晚上]来。");
        // Marks of emphasis are no words.
        check("*One* two.", "One two.", "One two.");
        // What looks like markup stays words.
        check("a `<b>` c", "a `<i>` c", "a &lt;[−b][+i]&gt; c");
    }

    #[test]
    fn notes_are_compared_and_equal_paragraphs_counted() {
        let many = (1..10).map(|nth| format!("Paragraph {nth} stands.")).collect::<Vec<_>>().join("\n\n");
        let old = format!("{many}\n\nEnd.[^1]\n\n[^1]: See page 12.");
        let new = format!("{many}\n\nEnd.[^1]\n\n[^1]: See page 21.");
        assert_eq!(shown(&old, &new), (String::from("(9) | End. | n1 See page [−12][+21]."), 1, 1));
    }

    #[test]
    fn paragraphs_that_are_alike_are_paired_though_others_came_between() {
        let old = "The first stands here as it was.\n\nThe second one tells of the sea.";
        let new = "A new one opens.\n\nThe first stands here as it is.\n\nAnother one.\n\nThe second one told of the sea.";
        let expected =
            "[+A new one opens.] | The first stands here as it [−was][+is]. | [+Another one.] | The second one [−tells][+told] of the sea.";
        assert_eq!(shown(old, new).0, expected);
    }

    #[test]
    fn texts_that_have_nothing_in_common_take_no_longer() {
        let text = |word: &str| (0..60_000).map(|nth| format!("{word}{nth} ")).collect::<String>();
        let (rows, deleted, inserted) = shown(&text("a"), &text("b"));
        assert!(rows.starts_with("[−a0 a1") && (deleted, inserted) == (60_000, 60_000));
    }
}
