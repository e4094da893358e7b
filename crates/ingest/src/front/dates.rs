//! The dates in the making of a text.

use crate::{
    block::{Block, Role},
    draft::Draft,
    front::{days, press},
    lexicon,
    recognise::moments,
    remark::{FieldValue, Remark},
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_base::Date;
use scholion_lang::{ACCEPTED, PUBLISHED, RECEIVED, REVISED, Words};
use scholion_reference::dates;

/// The dates by name. Where two labels begin alike, the longer counts.
static DATES: [(&str, &Words); 4] = [("received", &RECEIVED), ("revised", &REVISED), ("accepted", &ACCEPTED), ("published", &PUBLISHED)];

/// Takes dates from short blocks that begin with the label of one.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let count = draft.blocks.len();
    let head = draft.front.end.min(count);
    let tail = (count * 4 / 5).max(head).max(count.saturating_sub(300));
    for index in (0..head).chain(tail..count) {
        if draft.blocks[index].role == Role::Gone || draft.blocks[index].text.len() > 320 {
            continue;
        }
        let text = draft.blocks[index].bare().replace('\n', " ");
        let found = read(&text);
        if found.is_empty() {
            continue;
        }
        let line = draft.block_line(index);
        for (name, date) in found {
            let date = days::settle(draft, rule, line, &text, date);
            if !draft.front.dates.iter().any(|(known, _)| *known == name) {
                draft.front.dates.push((name, date));
            }
            if name == "published" && draft.front.issued.is_none() {
                draft.front.issued = Some(date);
            }
            draft.note(line, rule, text.clone(), Kind::Found, Sure, Remark::Fields { values: vec![FieldValue::new(name, date)] });
        }
        draft.drop_block(index, rule, Sure);
    }
}

/// Takes the day of a decision, a law or a letter that a short line at the top of a page names behind the word for it: "Urteil vom 4. März 2019".
/// Two days are none.
pub fn of_document(draft: &mut Draft, rule: &'static str) {
    /// As many blocks are the top of a page, and longer ones are no lines, in bytes.
    const TOP: (usize, usize) = (6, 320);
    if draft.front.issued.is_some() {
        return;
    }
    let is_line = |block: &&Block| matches!(block.role, Role::Text | Role::Lines | Role::Heading(_)) && block.text.len() <= TOP.1;
    let lines = draft.blocks.iter().filter(|block| block.role != Role::Gone).take(TOP.0).filter(is_line).flat_map(|block| {
        let place = block.line(&draft.source);
        block.text.split('\n').map(move |line| (place, line.replace(['*', '_'], "")))
    });
    let found: Vec<(u32, String, Date)> = lines.filter_map(|(place, line)| Some((place, line.clone(), day_of_document(&line)?))).collect();
    let Some((place, line, date)) = found.first().filter(|(.., first)| found.iter().all(|(.., other)| other == first)).cloned() else {
        return;
    };
    let date = days::settle(draft, rule, place, &line, date);
    draft.front.issued = Some(date);
    draft.note(place, rule, line, Kind::Found, Likely, Remark::Fields { values: vec![FieldValue::new("issued", date)] });
}

/// The day in a line that is a word for a document and a day, and nothing else.
fn day_of_document(line: &str) -> Option<Date> {
    /// So many words beside the day, that for the document among them.
    const FEW: usize = 3;
    let first = line.split_whitespace().next()?;
    let is_one = lexicon::is_document_word(first) && moments::words_beside(line) <= FEW;
    is_one.then(|| moments::full_date(line)).flatten()
}

/// The dates of a statement such as "Received: 2021-04-29 Accepted: 2021-06-21"; none unless all of it is
/// labels and dates.
fn read(text: &str) -> Vec<(&'static str, scholion_base::Date)> {
    let starts = labels(text);
    if starts.first().is_none_or(|&(at, ..)| at > 0) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, &(_, end, name)) in starts.iter().enumerate() {
        let until = starts.get(place + 1).map_or(text.len(), |&(at, ..)| at);
        let words = text.get(end..until).unwrap_or("");
        // "Received / Поступила в редакцию: 10.05.2022": two labels of one date.
        if words.chars().all(|c| !c.is_alphanumeric()) {
            continue;
        }
        // "Accepted at the 1382nd meeting": all of it must be date and time.
        let Some(printed) = dates::read(words).filter(|_| words.len() < 60 && press::is_moment(words)) else { return Vec::new() };
        found.push((name, printed.date));
    }
    found
}

/// The labels in a text: where each begins and ends, and which date it is of.
fn labels(text: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = lexicon::First::of(rest) else { break };
        let longest = DATES
            .iter()
            .flat_map(|(name, labels)| labels.iter().map(move |label| (label, *name)))
            .filter(|(label, _)| first.may_begin(label))
            .filter_map(|(label, name)| Some((prefix(rest, label)?, name)))
            .max();
        if let Some((length, name)) = longest {
            found.push((at, at + length, name));
            at += length;
        }
        // What begins with none is no such statement.
        if found.is_empty() {
            break;
        }
        // On to the next word.
        let rest = text.get(at..).unwrap_or("");
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let gap = rest.get(word..).and_then(|rest| rest.find(char::is_alphanumeric));
        match gap {
            Some(gap) => at += word + gap,
            None => break,
        }
    }
    found
}

/// The length of `label` at the beginning of `text`, in any case and as whole words.
fn prefix(text: &str, label: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in label.chars() {
        let (_, c) = chars.next()?;
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    match chars.next() {
        None => Some(text.len()),
        Some((at, c)) => (!c.is_alphanumeric()).then_some(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(name, date)| format!("{name} {date}")).collect()
    }

    #[test]
    fn the_day_of_a_document_stands_behind_the_word_for_it() {
        for (line, expected) in [
            ("Urteil vom 4. März 2019", Some("2019-03-04")),
            ("Arrêt du 4 mars 2019", Some("2019-03-04")),
            ("Решение от 4 марта 2019 г.", Some("2019-03-04")),
            ("Urteil der Kammer vom 4. März 2019 über die Mühle am Bach", None),
            ("The wheel stopped on 4 March 2019", None),
        ] {
            assert_eq!(day_of_document(line).map(|date| date.to_string()).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn statements_of_dates_are_read() {
        assert_eq!(check("Received: 2021-04-29 Accepted: 2021-06-21"), ["received 2021-04-29", "accepted 2021-06-21"]);
        assert_eq!(check("Received / Поступила в редакцию: 10.05.2022"), ["received 2022-05-10"]);
        assert_eq!(
            check("Received: 28 November 2009 / Revised: 1 December 2009 / Published online: 11 December 2009"),
            ["received 2009-11-28", "revised 2009-12-01", "published 2009-12-11"]
        );
        assert_eq!(check("Recebido em 10/05/2014. Aprovado em 20/08/2014"), ["received 2014-05-10", "accepted 2014-08-20"]);
        assert_eq!(check("Published works of the author"), [""; 0]);
        assert_eq!(check("Received wisdom has it that in 1999 nobody knew what this would come to mean for all"), [""; 0]);
    }
}
