//! A word in its place: its neighbours, and what of the entry stands before it.

use super::{Attributes, bucket, mix, tag, word::Word};
use crate::token::Token;

/// The running state of a walk through an entry.
#[derive(Default)]
struct State {
    sentence: u32,
    comma: u32,
    parens: i32,
    brackets: i32,
    quote: u32,
    quotes_seen: u32,
    years: u32,
    since_number: u32,
    slashes: u32,
    dashes: u32,
}

/// Finds the attributes of each word in its place.
pub fn attributes(text: &str, tokens: &[Token], any_emphasis: bool, out: &mut Attributes) {
    let style = style(text, tokens, &out.words);
    let count = out.words.len();
    let mut state = State::default();
    let words = std::mem::take(&mut out.words);
    let gaps = std::mem::take(&mut out.gap_hashes);
    let none = Word::default();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).map_or(0, |token| token.end as usize);
        let start = tokens.get(at).map_or(0, |token| token.start as usize);
        let previous = at.checked_sub(1).and_then(|at| words.get(at)).unwrap_or(&none);
        let next = words.get(at + 1).unwrap_or(&none);
        state.step(if at == 0 { "" } else { text.get(before..start).unwrap_or("") }, previous);
        let left = gaps.get(at).copied().unwrap_or(0);
        let right = gaps.get(at + 1).copied().unwrap_or(0);
        let shape = u32::from(word.shape);

        out.wide.push(tag(1, word.hash));
        out.wide.push(tag(2, shape));
        out.wide.push(tag(3, left));
        out.wide.push(tag(4, word.suffix));
        if word.class != 0 {
            out.wide.push(tag(5, word.class));
        }

        let sides = mix(left, right);
        out.point.push(tag(10, mix(sides, shape)));
        out.point.push(tag(11, mix(mix(u32::from(previous.shape), left), shape)));
        out.point.push(tag(12, mix(mix(shape, right), u32::from(next.shape))));
        out.point.push(tag(13, mix(word.hash, left)));
        out.point.push(tag(14, mix(word.hash, right)));
        out.point.push(tag(15, mix(previous.hash, word.hash)));
        out.point.push(tag(16, mix(mix(u32::from(previous.shape), left), mix(shape, mix(right, u32::from(next.shape))))));
        if previous.class | word.class | next.class != 0 {
            out.point.push(tag(17, mix(mix(previous.class, left), shape)));
            out.point.push(tag(18, mix(mix(next.class, right), shape)));
        }
        let from_start = bucket(at);
        let from_end = bucket(count - 1 - at);
        out.point.push(tag(20, mix(from_start, shape)));
        out.point.push(tag(21, mix(from_end, shape)));
        out.point.push(tag(22, (at * 10 / count.max(1)) as u32));
        let place = mix(state.sentence.min(5), style);
        out.point.push(tag(23, place));
        out.point.push(tag(24, mix(place, state.comma.min(6))));
        out.point.push(tag(25, mix(mix(state.quote, state.quotes_seen.min(2)), style)));
        out.point.push(tag(26, mix(mix((state.parens.clamp(0, 1) * 2 + state.brackets.clamp(0, 1)) as u32, shape), state.years.min(2))));
        out.point.push(tag(27, mix(mix(state.years.min(2), state.sentence.min(4)), mix(state.quotes_seen.min(2), shape))));
        out.point.push(tag(28, mix(state.since_number.min(6), shape)));
        out.point.push(tag(29, mix(mix(state.slashes.min(2), state.dashes.min(4)), mix(state.sentence.min(4), left))));
        if any_emphasis {
            out.point.push(tag(30, mix(u32::from(word.emphasis), u32::from(previous.emphasis))));
            out.point.push(tag(31, mix(u32::from(word.emphasis), mix(state.sentence.min(3), style))));
        }
        out.ends.push((out.wide.len() as u32, out.point.len() as u32));
    }
    out.words = words;
    out.gap_hashes = gaps;
}

impl State {
    /// Takes in the word before, and the gap behind it.
    fn step(&mut self, gap: &str, previous: &Word) {
        let mut chars = gap.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '.' | '。' | '．' => {
                    let ends = chars.peek().is_none_or(|next| !matches!(next, '.' | ',' | '-'));
                    if ends && !previous.initial && chars.peek().is_some() {
                        self.sentence += 1;
                        self.comma = 0;
                    }
                }
                '?' | '!' => {
                    self.sentence += 1;
                    self.comma = 0;
                }
                ',' | ';' | '，' | ':' => self.comma += 1,
                '(' => self.parens += 1,
                ')' => self.parens -= 1,
                '[' => self.brackets += 1,
                ']' => self.brackets -= 1,
                '“' | '«' | '„' | '‘' | '‹' | '「' | '『' | '《' => {
                    self.quote = 1;
                    self.quotes_seen += 1;
                }
                '”' | '»' | '’' | '›' | '」' | '』' | '》' => self.quote = 0,
                '"' | '\'' => {
                    self.quotes_seen += u32::from(self.quote == 0);
                    self.quote = 1 - self.quote;
                }
                '/' => self.slashes += 1,
                '—' | '–' => self.dashes += 1,
                _ => {}
            }
        }
        self.since_number = if (1..=9).contains(&previous.shape) { 0 } else { self.since_number + 1 };
        self.years += u32::from(previous.year);
    }
}

/// The style of an entry in a few bits: where its year stands, whether it has quotation marks, `//`, volume words.
fn style(text: &str, tokens: &[Token], words: &[Word]) -> u32 {
    let span = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.start as usize..last.end as usize).unwrap_or(""),
        _ => "",
    };
    let count = words.len().max(1);
    let year = words.iter().position(|word| word.year);
    let in_brackets = year
        .and_then(|at| tokens.get(at))
        .and_then(|token| text.get(..token.start as usize))
        .is_some_and(|head| head.ends_with(['(', '[']));
    let where_year = match year {
        None => 0,
        Some(0) => 1,
        Some(at) if at * 100 / count < 55 => 2 + u32::from(in_brackets),
        Some(_) => 4 + u32::from(in_brackets),
    };
    let quoted = span.contains(['“', '«', '„', '"', '‘', '「', '《']);
    let slashes = span.contains("//");
    where_year + 6 * (u32::from(quoted) + 2 * u32::from(slashes))
}
