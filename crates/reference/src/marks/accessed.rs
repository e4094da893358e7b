//! When a page was seen: `(accessed: 01.04.2022)`, `[cited 2022 Mar 5]`.

use super::{Mark, What};
use crate::{dates, markup::is_address};
use scholion_base::Span;
use scholion_lang::{ACCESSED, DATE_LEAD};

/// `(accessed: 01.04.2022)`, `[cited 2022 Mar 5]`, `Acesso em: 20 de julho de 2020`.
pub fn accessed(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    if !ACCESSED.may_begin(rest) {
        return None;
    }
    let mut window = rest.len().min(96);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let window = rest.get(..window)?;
    let word_len = window.find(|c: char| !c.is_alphabetic()).unwrap_or(window.len());
    let mut buffer = [0u8; 32];
    let first_word = dates::lower_into(window.get(..word_len)?, &mut buffer)?;
    if !ACCESSED.begins_with(first_word) {
        return None;
    }
    let lower = window.to_lowercase();
    let phrase = ACCESSED.longest(&lower, |_, _| true)?.word;
    let from = if lower.len() == window.len() {
        phrase.len()
    } else {
        window.char_indices().nth(phrase.chars().count()).map_or(window.len(), |(at, _)| at)
    };
    let tail = window.get(from..)?;
    let lead = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '–' | '—')).len();
    let tail = tail.get(lead..)?;
    if is_address(tail) || tail.to_lowercase().starts_with("from") {
        return None;
    }
    let opened = text.get(..at)?.trim_end().chars().next_back().filter(|c| matches!(c, '(' | '['));
    let close = opened.map(|open| if open == '(' { ')' } else { ']' });
    let stop = match close {
        Some(close) => tail.find(close).unwrap_or(tail.len()),
        None => date_end(tail),
    };
    let words = tail.get(..stop)?;
    // "on", "em", "le" may stand before the date, but no sentence: "access to knowledge in 1999".
    let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let begins = first.starts_with(|c: char| c.is_ascii_digit()) || dates::month(first).is_some() || DATE_LEAD.contains(first);
    if !begins || words.chars().count() > 44 || dates::read(words).is_none() && !short_date(words) {
        return None;
    }
    let value = Span::new(at + from + lead, at + from + lead + words.trim_end().len());
    let start = if opened.is_some() { text.get(..at)?.trim_end().len() - 1 } else { at };
    let end = at + from + lead + stop + if close.is_some() && tail.len() > stop { 1 } else { 0 };
    Some(Mark { span: Span::new(start, end), value, what: What::Accessed })
}

/// `[EB/OL]. (2001-12-19)[2002-04-15]`: behind the code of an online work (GB/T 7714), a day in brackets is when it was seen.
pub fn day_in_brackets(text: &str, at: usize) -> Option<Mark> {
    let (head, rest) = (text.get(..at)?, text.get(at..)?);
    let day = rest.get(..10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !is_day || !rest.get(10..)?.starts_with(']') || !head.ends_with('[') || !head.contains("/OL]") {
        return None;
    }
    Some(Mark { span: Span::new(at - 1, at + 11), value: Span::new(at, at + 10), what: What::Accessed })
}

/// Where a date at the beginning of a text ends: behind its year, or behind `2020-05-01`.
pub fn date_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 4 {
            let mut end = at + 4;
            // ISO and "2022 Mar 5": what follows the year may belong to the date.
            let tail = text.get(end..).unwrap_or("");
            let iso = tail.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/')).count();
            if iso >= 4 && tail.starts_with(['-', '/']) {
                end += iso;
            } else if at < 3 {
                let mut words = tail.split(' ').filter(|word| !word.is_empty());
                if let Some(month) = words.next()
                    && dates::month(month.trim_end_matches(['.', ','])).is_some()
                {
                    end += tail.find(month).unwrap_or(0) + month.len();
                    if let Some(day) = words
                        .next()
                        .map(|day| day.trim_end_matches(['.', ',', ')', ';']))
                        .filter(|day| !day.is_empty() && day.len() <= 2 && day.bytes().all(|byte| byte.is_ascii_digit()))
                    {
                        end += text.get(end..).and_then(|tail| tail.find(day)).unwrap_or(0) + day.len();
                    }
                }
            }
            return end;
        }
        at += digits.max(1);
    }
    text.len()
}

/// `01.04.22`: a date with its year cut to two digits.
pub fn short_date(words: &str) -> bool {
    let words = words.trim();
    words.len() == 8
        && words.bytes().enumerate().all(|(at, byte)| if at == 2 || at == 5 { matches!(byte, b'.' | b'/') } else { byte.is_ascii_digit() })
}
