//! The turns of an interview: who asks, who answers.
//!
//! A paragraph at the top of the running text begins a turn if it begins with a dash, or with a name
//! and its mark in bold, or is a question that is bold as a whole (docs/FORMATS.md). What follows belongs to the turn until the next one;
//! a heading at the very end of the text (that of the references) belongs to none.

use super::OpenBlock;
use crate::document::{Meta, Turn, TurnKind};
use crate::{
    base::{
        Span,
        speech::{self, Part},
        text,
    },
    reference::{Kind, Role},
};

/// The turns so far.
pub(in crate::document) struct Turns<'a> {
    meta: &'a Meta,
    turns: Vec<Turn>,
    /// Whether the last turn is a question in bold without dash or name: what follows it answers.
    answered_next: bool,
    /// The latest heading: its index among the blocks, and its place among the pieces.
    pub last_heading: Option<(usize, usize)>,
}

impl<'a> Turns<'a> {
    pub fn new(meta: &'a Meta) -> Self {
        Self { meta, turns: Vec::new(), answered_next: false, last_heading: None }
    }

    /// Looks at a paragraph; gives the kind of the turn that it begins, if it does, and whether that is the first.
    pub fn begin(&mut self, words: &str, span: Span, block: &OpenBlock) -> Option<(TurnKind, bool)> {
        let lead = block.lead.map_or("", |end| words.get(..end.saturating_sub(block.start)).unwrap_or(""));
        let code = speech::time_code(words).unwrap_or(0);
        let speaker = speaker(words.get(code..).unwrap_or(""), lead.get(code..).unwrap_or(""));
        let bold = block.weak == 0 && block.strong > 0;
        if self.meta.kind == Kind::Hearing && speaker.is_none() {
            return None;
        }
        if speaker.is_none() && !begins_with_dash(words) {
            let asks = bold && words.trim_end_matches(['»', '”', '"', ' ', '\u{a0}']).ends_with(['?', '？']);
            let answers = std::mem::replace(&mut self.answered_next, asks) && !asks && !bold;
            if !asks && !answers {
                return None;
            }
        }
        if speaker.is_some() || begins_with_dash(words) {
            self.answered_next = false;
        }
        let is_debate = self.meta.kind == Kind::Hearing;
        let question = bold && !is_debate || !is_debate && speaker.is_some_and(|speaker| !self.is_author(speaker));
        let first = self.turns.is_empty();
        self.end_last(span.start.saturating_sub(1));
        let kind = if question { TurnKind::Question } else { TurnKind::Answer };
        self.turns.push(Turn { kind, speaker: speaker.unwrap_or("").to_owned(), text: span });
        Some((kind, first))
    }

    /// All turns of a text that ends at `end`, or before a last heading at `heading`.
    pub fn finish(mut self, end: usize, heading: Option<u32>) -> Vec<Turn> {
        self.end_last(heading.map_or(end as u32, |heading| heading.saturating_sub(1)));
        self.turns
    }

    fn end_last(&mut self, end: u32) {
        if let Some(last) = self.turns.last_mut() {
            last.text.end = end.max(last.text.start);
        }
    }

    /// Whether the name is that of an author, in any of the languages: the family name is among its
    /// words, or it is a whole name, or the initials.
    fn is_author(&self, speaker: &str) -> bool {
        let speaker = text::fold(speaker);
        match speech::part(&speaker, self.meta.lang.primary()) {
            Some(Part::Answers) => return true,
            Some(Part::Asks) => return false,
            None => {}
        }
        let translated = self.meta.translations.iter().flat_map(|translation| &translation.people);
        self.meta.people.iter().chain(translated).filter(|person| person.role == Role::Author).any(|person| {
            let family = text::fold(&person.name.short());
            let whole = text::fold(&person.name.display());
            let initials: String = whole.split(' ').filter_map(|word| word.chars().next()).collect();
            !family.is_empty() && format!(" {speaker} ").contains(&format!(" {family} "))
                || !speaker.is_empty() && (whole == speaker || initials == speaker.replace(' ', ""))
        })
    }
}

/// A dash of any length and a space: the mark of direct speech in Russian and French print.
fn begins_with_dash(words: &str) -> bool {
    let mut chars = words.chars();
    matches!(chars.next(), Some('—' | '–' | '―')) && chars.next().is_some_and(|c| c.is_whitespace())
}

/// The name before a colon at the beginning, where name and colon are bold (the colon may stand
/// right behind the bold words). Initials may have a dash instead, and "Q" and "A" a point.
fn speaker<'w>(words: &'w str, lead: &str) -> Option<&'w str> {
    const LONGEST_NAME: usize = 60;
    let dashes = ['—', '–', '―', ' ', '\u{a0}'];
    let words = words.trim_start_matches(dashes);
    let lead = lead.trim_start_matches(dashes);
    let is_name = |name: &str| name.chars().next().is_some_and(char::is_alphanumeric) && name.chars().count() <= LONGEST_NAME;
    if let Some(name) = lead.trim_end().strip_suffix('.').filter(|name| words.starts_with(*name)) {
        let role = text::fold(name);
        // "I." counts.
        let roman = name.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        if !roman && (scholion_lang::ANSWERS.contains(&role) || scholion_lang::ASKS.contains(&role)) {
            return words.get(..name.len());
        }
    }
    if let Some(name) = lead.trim_end().strip_suffix(['—', '–']).map(str::trim_end) {
        let initials = name.contains('.') && name.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'));
        return words.get(..name.len()).filter(|_| initials && is_name(name));
    }
    // "HOLM [00:01:23]:"
    let code = lead.find(" [").or_else(|| lead.find(" ("));
    let is_code = |at: &usize| lead.get(at + 1..).is_some_and(|code| speech::time_code(code.trim_end().trim_end_matches(':')).is_some());
    if let Some(at) = code.filter(is_code) {
        return words.get(..at).filter(|name| is_name(name));
    }
    let colon = words.find([':', '：'])?;
    let name = words.get(..colon)?.trim();
    (is_name(name) && lead.len() >= colon && !name.contains(['?', '!', ';'])).then_some(name)
}
