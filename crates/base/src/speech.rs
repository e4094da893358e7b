//! How speech is written down: who asks and who answers, and the time codes of recordings.

use scholion_lang::{ANSWERS, ASKS, Langs};

/// What a word or letter before a turn says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It asks.
    Asks,
    /// It answers.
    Answers,
}

/// What a word or letter before a turn says in a text in this language: "D." asks in Italian. One that asks in one language and answers
/// in another says nothing in a third.
pub fn part(word: &str, lang: &str) -> Option<Part> {
    // "Q1", "A1": turns that are counted.
    let lower = word.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    let (asks, answers) = (ASKS.langs(&lower), ANSWERS.langs(&lower));
    let said_in = |langs: Langs| langs.has(lang.split('-').next().unwrap_or(lang));
    match (said_in(asks), said_in(answers)) {
        (true, _) => Some(Part::Asks),
        (_, true) => Some(Part::Answers),
        _ if answers.is_empty() && !asks.is_empty() => Some(Part::Asks),
        _ if asks.is_empty() && !answers.is_empty() => Some(Part::Answers),
        _ => None,
    }
}

/// A time as a transcript writes it: `[00:01:23]`, `(1:23)`, `00:01:23.450`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeCode {
    /// How many bytes it has, brackets included.
    pub length: usize,
    /// The time since the recording began.
    pub milliseconds: u64,
    /// Whether it stands in brackets.
    pub in_brackets: bool,
    /// Whether it counts hours.
    pub has_hours: bool,
}

impl TimeCode {
    /// The time code with which a text begins, whatever stands behind it.
    pub fn at_start(text: &str) -> Option<Self> {
        let in_brackets = text.starts_with(['[', '(', '<']);
        let body = text.get(usize::from(in_brackets)..).filter(|body| body.starts_with(|c: char| c.is_ascii_digit()))?;
        let end = body.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(body.len());
        let code = body.get(..end)?.trim_end_matches([':', '.', ',']);
        let (clock, fraction) = code.split_once(['.', ',']).unwrap_or((code, "0"));
        let parts: Vec<&str> = clock.split(':').collect();
        let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let are_two = |part: &&str| part.len() == 2 && part.as_bytes().first().is_some_and(|first| *first < b'6');
        let is_clock = (2..=3).contains(&parts.len()) && parts.iter().all(|part| is_number(part)) && parts.iter().skip(1).all(are_two);
        if !is_clock || !is_number(fraction) {
            return None;
        }
        if in_brackets && !body.get(code.len()..)?.starts_with([']', ')', '>']) {
            return None;
        }
        let seconds = parts.iter().filter_map(|part| part.parse::<u64>().ok()).fold(0, |sum, part| sum * 60 + part);
        let thousandths = format!("{fraction:0<3}").parse::<u64>().unwrap_or(0);
        Some(Self {
            length: code.len() + 2 * usize::from(in_brackets),
            milliseconds: seconds * 1000 + thousandths,
            in_brackets,
            has_hours: parts.len() == 3,
        })
    }
}

/// The length of the time code with which a text begins, the space behind it included: `[00:01:23] `, `(1:23) `, `00:01:23.450 `.
pub fn time_code(text: &str) -> Option<usize> {
    let code = TimeCode::at_start(text)?;
    let behind = text.get(code.length..)?;
    let words = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
    // A bare time of day may begin a sentence: it is a code with hours, minutes and seconds.
    let is_code = (code.in_brackets || code.has_hours) && (words.len() < behind.len() || behind.is_empty());
    is_code.then(|| text.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_before_turns_are_read_by_language() {
        for (word, lang, expected) in [
            ("D", "it", Some(Part::Asks)),
            ("R", "it", Some(Part::Answers)),
            ("В", "ru", Some(Part::Asks)),
            ("В", "uk", Some(Part::Answers)),
            ("В", "en", None),
            ("Antwort", "en", Some(Part::Answers)),
            ("Holm", "en", None),
        ] {
            assert_eq!(part(word, lang), expected, "{word} {lang}");
        }
    }

    #[test]
    fn time_codes_stand_in_brackets_or_count_seconds() {
        for (text, rest) in [
            ("[00:01:23] HOLM: When", Some("HOLM: When")),
            ("(1:23) HOLM", Some("HOLM")),
            ("00:01:23.450 — Then", Some("Then")),
            ("[00:01:23,4]", Some("")),
            ("10:15 in the morning", None),
            ("[12] Holm", None),
            ("[00:71] x", None),
            ("1:2:3 x", None),
            ("(10:15", None),
        ] {
            assert_eq!(time_code(text).map(|end| &text[end..]), rest, "{text}");
        }
    }

    #[test]
    fn time_codes_say_when() {
        for (text, length, milliseconds) in
            [("[00:01:23] Words", 10, 83_000), ("(1:23)", 6, 83_000), ("01:00:07.5 x", 10, 3_607_500), ("1:23: x", 4, 83_000)]
        {
            let code = TimeCode::at_start(text).map(|code| (code.length, code.milliseconds));
            assert_eq!(code, Some((length, milliseconds)), "{text}");
        }
        assert_eq!(TimeCode::at_start("[00:01:23 x"), None);
    }
}
