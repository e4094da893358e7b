//! Entries with gold fields: from values to labels of words.
//!
//! The gold says what the title is, not where. Each value is looked up in the printed entry, letters and digits
//! only, so that damaged spacing and hyphens do no harm. Words that no value claims are free to be anything that
//! the gold does not judge: the learner sums over those labels.

use scholion_reference::{
    Label,
    features::{Attributes, attributes},
    marks::{self, What},
    names,
    token::{self, Token},
};
use serde_json::Value;

use crate::learn::Example;

/// An entry to learn from.
#[derive(Clone)]
pub struct Instance {
    pub text: String,
    pub tokens: Vec<Token>,
    /// For each word the labels it may have, as bits.
    pub masks: Vec<u32>,
    /// Ranges of the text set in italics.
    pub emphasis: Vec<(usize, usize)>,
    /// How much it counts.
    pub weight: f32,
}

impl Instance {
    /// What the learner sees of it.
    pub fn example(&self) -> Example {
        let mut found = Attributes::default();
        let emphasis = |at| self.emphasis.iter().any(|range| (range.0..range.1).contains(&at));
        attributes(&self.text, &self.tokens, emphasis, &mut found);
        Example { attributes: found, masks: self.masks.clone(), weight: self.weight }
    }
}

pub fn bit(label: Label) -> u32 {
    1 << label as u32
}

/// Labels that no gold here judges.
const UNJUDGED: &[Label] = &[Label::Translator, Label::Edition, Label::Genre, Label::Number, Label::Note];

/// Reads one object of a gold file.
pub fn read(entry: &Value) -> Option<Instance> {
    let text = entry["raw"].as_str()?.to_owned();
    let marks = marks::find(&text);
    let start = marks.first().filter(|mark| mark.what == What::Label).map_or(0, |mark| mark.span.end as usize);
    let mut tokens = Vec::new();
    token::tokens(&text, start, text.len(), &marks, &mut tokens);
    if tokens.is_empty() {
        return None;
    }
    let mut align = Align::new(&text, &tokens);
    let string = |field: &str| entry[field].as_str().filter(|value| !value.is_empty());
    let mut free: u32 = UNJUDGED.iter().copied().map(bit).sum::<u32>() | bit(Label::Other);
    let mut must = |label: Label, found: bool| {
        if !found {
            free |= bit(label);
        }
    };
    for (field, label) in [("title", Label::Title), ("container", Label::Container), ("series", Label::Series)] {
        if let Some(value) = string(field) {
            let found = align.claim(value, label, false);
            must(label, found);
        }
    }
    people(entry, "author", Label::Author, &mut align, &mut must);
    people(entry, "editor", Label::Editor, &mut align, &mut must);
    for (field, label) in [("publisher", Label::Publisher), ("place", Label::Place)] {
        if let Some(value) = string(field) {
            let found = align.claim(value, label, true);
            must(label, found);
        }
    }
    numbers(entry, &mut align, &mut must);
    for field in entry["unscored"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        free |= match field {
            "author" => bit(Label::Author),
            "container" => bit(Label::Container),
            "volume" => bit(Label::Volume),
            "issue" => bit(Label::Issue),
            "pages" => bit(Label::Pages),
            "editor" => bit(Label::Editor),
            "publisher" => bit(Label::Publisher),
            "place" => bit(Label::Place),
            "year" => bit(Label::Date),
            "title" => bit(Label::Title),
            _ => 0,
        };
    }
    // A set that does not judge volumes passes over the years of journals, too.
    let judges = |field: &str| !entry["unscored"].as_array().is_some_and(|list| list.iter().any(|name| name == field));
    if entry["year"].is_null() && !judges("volume") {
        free |= bit(Label::Date);
    }
    if entry["pages_alt"].is_array() {
        free |= bit(Label::Pages);
    }
    let words: Vec<&str> = tokens.iter().map(|token| token.of(&text)).collect();
    let masks = align
        .labels
        .iter()
        .enumerate()
        .map(|(at, label)| match label {
            _ if tokens[at].mark.is_some() => bit(Label::Other),
            Some(Label::Editor) if align.either[at] => bit(Label::Editor) | bit(Label::Author),
            Some(label) => bit(*label),
            None if connects(words[at]) => bit(Label::Other),
            None => free,
        })
        .collect();
    Some(Instance { text, tokens, masks, emphasis: Vec::new(), weight: 1.0 })
}

/// Words that belong to no field wherever no value claims them.
fn connects(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "in" | "pp"
            | "p"
            | "vol"
            | "no"
            | "available"
            | "from"
            | "url"
            | "doi"
            | "retrieved"
            | "s"
            | "с"
            | "т"
            | "bd"
            | "nr"
            | "eds"
            | "ed"
            | "hrsg"
            | "disponível"
            | "em"
            | "at"
            | "pmid"
    )
}

/// The search for values in an entry.
struct Align<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Letters and digits of the entry in lower case, each with its token.
    letters: Vec<(char, u32)>,
    labels: Vec<Option<Label>>,
    /// Words that may be authors as well as editors.
    either: Vec<bool>,
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

impl<'a> Align<'a> {
    fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let letters = tokens.iter().enumerate().flat_map(|(at, token)| letters(token.of(text)).map(move |c| (c, at as u32))).collect();
        Self { text, tokens, letters, labels: vec![None; tokens.len()], either: vec![false; tokens.len()] }
    }

    /// The free occurrences of a value, as ranges of tokens.
    fn occurrences(&self, value: &str) -> Vec<(usize, usize)> {
        let wanted: Vec<char> = letters(value).collect();
        let mut found = Vec::new();
        if wanted.is_empty() || wanted.len() > self.letters.len() {
            return found;
        }
        for start in 0..=self.letters.len() - wanted.len() {
            let first = self.letters[start].1 as usize;
            if start > 0 && self.letters[start - 1].1 as usize == first {
                continue;
            }
            let end = start + wanted.len();
            if self.letters[start..end].iter().zip(&wanted).all(|(letter, wanted)| letter.0 == *wanted) {
                let last = self.letters[end - 1].1 as usize;
                let whole = end == self.letters.len() || self.letters[end].1 as usize != last;
                if whole
                    && self.labels[first..=last].iter().all(Option::is_none)
                    && self.tokens[first..=last].iter().all(|token| token.mark.is_none())
                {
                    found.push((first, last + 1));
                }
            }
        }
        found
    }

    fn set(&mut self, range: (usize, usize), label: Label) {
        self.labels[range.0..range.1].fill(Some(label));
    }

    /// Gives the words of a value their label: the first occurrence, or the last.
    fn claim(&mut self, value: &str, label: Label, last: bool) -> bool {
        let found = self.occurrences(value);
        let chosen = if last { found.last() } else { found.first() };
        if let Some(&range) = chosen {
            self.set(range, label);
            return true;
        }
        // The value may have been stitched together from pieces, or cut at a mark: claim its longest runs of words.
        let mut any = false;
        let pieces: Vec<&str> =
            value.split([',', ';', '.', ':', '(', ')', '[', ']']).map(str::trim).filter(|piece| piece.chars().count() > 2).collect();
        if pieces.len() > 1 {
            for piece in pieces {
                if let Some(&range) = self.occurrences(piece).first() {
                    self.set(range, label);
                    any = true;
                }
            }
        }
        any
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].of(self.text)
    }

    fn first_of(&self, label: Label) -> Option<usize> {
        self.labels.iter().position(|found| *found == Some(label))
    }

    fn last_of(&self, label: Label) -> Option<usize> {
        self.labels.iter().rposition(|found| *found == Some(label))
    }
}

fn people(entry: &Value, field: &str, label: Label, align: &mut Align, must: &mut impl FnMut(Label, bool)) {
    let list = entry[format!("{field}s")].as_array();
    let flat = entry[field].as_str().filter(|value| !value.is_empty());
    if list.is_none() && flat.is_none() {
        return;
    }
    let title = align.first_of(Label::Title).unwrap_or(usize::MAX);
    let mut claimed: Vec<(usize, usize)> = Vec::new();
    if let Some(list) = list {
        for person in list {
            let part = |key: &str| person[key].as_str().unwrap_or("").to_owned();
            let (family, given) = (part("family"), part("given"));
            let forms = [format!("{family}{given}"), format!("{given}{family}"), part("literal"), family.clone()];
            let range = forms.iter().filter(|form| !form.is_empty()).find_map(|form| align.occurrences(form).first().copied());
            if let Some((first, mut last)) = range {
                // Initials the gold has in another form follow the family name.
                while last < align.tokens.len()
                    && last < first + 6
                    && align.labels[last].is_none()
                    && align.tokens[last].mark.is_none()
                    && is_initial(align.word(last))
                {
                    last += 1;
                }
                // Or they precede it.
                let mut first = first;
                while first > 0
                    && range == align.occurrences(&family).first().copied()
                    && align.labels[first - 1].is_none()
                    && align.tokens[first - 1].mark.is_none()
                    && is_initial(align.word(first - 1))
                    && given.contains(align.word(first - 1))
                {
                    first -= 1;
                }
                let first = if first > 0 && align.labels[first - 1].is_none() && names::is_particle(align.word(first - 1)) {
                    first - 1
                } else {
                    first
                };
                align.set((first, last), label);
                claimed.push((first, last));
            }
        }
    } else if let Some(value) = flat
        && let Some(&range) = align.occurrences(value).first()
    {
        align.set(range, label);
        claimed.push(range);
    } else if let Some(value) = flat {
        for piece in value.split([';', '&']).flat_map(|piece| piece.split(" and ")).map(str::trim).filter(|piece| piece.chars().count() > 2)
        {
            if let Some(&range) = align.occurrences(piece).first() {
                align.set(range, label);
                claimed.push(range);
            }
        }
    }
    must(label, !claimed.is_empty());
    claimed.sort_unstable();
    // "and", "et al." between and behind the names are part of the statement.
    for pair in claimed.windows(2) {
        if pair[1].0 > pair[0].1 && pair[1].0 - pair[0].1 <= 2 {
            align.set((pair[0].1, pair[1].0), label);
        }
    }
    if let Some(&(_, mut end)) = claimed.last() {
        while end < align.tokens.len()
            && align.labels[end].is_none()
            && matches!(
                align.word(end).to_lowercase().as_str(),
                "et" | "al" | "и" | "др" | "others" | "jr" | "e" | "cols" | "and" | "colaboradores" | "y"
            )
        {
            let lone = matches!(align.word(end), "and" | "e" | "y" | "и" | "et")
                && (end + 1 >= align.tokens.len() || !matches!(align.word(end + 1), "al" | "др" | "others" | "cols" | "colaboradores"));
            if lone {
                break;
            }
            align.set((end, end + 1), label);
            end += 1;
        }
    }
    // Some sets list the editors of a collection among the authors.
    if label == Label::Author && entry["editor"].is_null() {
        for &(first, last) in &claimed {
            if first > title {
                for at in first..last {
                    align.labels[at] = Some(Label::Editor);
                    align.either[at] = true;
                }
            }
        }
    }
}

fn is_initial(word: &str) -> bool {
    let count = word.chars().count();
    count <= 2 && word.chars().all(char::is_uppercase)
}

/// Year, volume, issue and pages: numbers, of which an entry has many.
fn numbers(entry: &Value, align: &mut Align, must: &mut impl FnMut(Label, bool)) {
    let value = |field: &str| {
        entry[field]
            .as_str()
            .map(str::to_owned)
            .or_else(|| entry[field].as_i64().map(|number| number.to_string()))
            .filter(|value| !value.is_empty())
    };
    let after = |align: &Align| align.last_of(Label::Container).or(align.last_of(Label::Title)).map_or(0, |at| at + 1);
    let alt = entry["pages_alt"].as_array().and_then(|pages| pages.first()).and_then(Value::as_str).map(str::to_owned);
    if let Some(pages) = value("pages").or(alt) {
        let parts: Vec<String> =
            pages.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
        let mut found = None;
        let from = after(align);
        let matches = |align: &Align, at: usize, wanted: &str| {
            at < align.tokens.len()
                && align.labels[at].is_none()
                && align.tokens[at].mark.is_none()
                && align.word(at).to_lowercase() == wanted
        };
        if let Some(first) = parts.first() {
            let candidates: Vec<usize> = (0..align.tokens.len()).filter(|&at| matches(align, at, first)).collect();
            let best = candidates.iter().copied().max_by_key(|&at| {
                let second =
                    parts.get(1).is_some_and(|second| at + 1 < align.tokens.len() && second.ends_with(&align.word(at + 1).to_lowercase()));
                (second, at >= from, at)
            });
            if let Some(at) = best {
                let mut end = at + 1;
                if parts.get(1).is_some_and(|second| {
                    end < align.tokens.len() && align.labels[end].is_none() && second.ends_with(&align.word(end).to_lowercase())
                }) {
                    end += 1;
                }
                found = Some((at, end));
            }
        }
        if let Some(range) = found {
            align.set(range, Label::Pages);
        }
        must(Label::Pages, found.is_some());
    }
    if let Some(year) = value("year") {
        let candidates: Vec<usize> = (0..align.tokens.len())
            .filter(|&at| {
                align.labels[at].is_none()
                    && align.tokens[at].mark.is_none()
                    && align.word(at).starts_with(&year)
                    && align.word(at).chars().count() <= year.chars().count() + 2
            })
            .collect();
        // In brackets first, then the last one.
        let bracketed = candidates.iter().copied().find(|&at| {
            let head = align.text[..align.tokens[at].start as usize].trim_end();
            head.ends_with('(')
        });
        let chosen = bracketed.or(candidates.last().copied());
        if let Some(at) = chosen {
            align.set((at, at + 1), Label::Date);
            date_words(align, at);
        }
        must(Label::Date, chosen.is_some());
    }
    let near = align.first_of(Label::Pages);
    for (field, label) in [("volume", Label::Volume), ("issue", Label::Issue)] {
        if let Some(number) = value(field) {
            let anchor = match label {
                Label::Issue => align.last_of(Label::Volume).map(|at| at + 1).or(near),
                _ => near.or(Some(after(align))),
            };
            let found = align.occurrences(&number);
            let chosen = found.iter().copied().min_by_key(|&(first, _)| anchor.map_or(0, |anchor| first.abs_diff(anchor)));
            if let Some(range) = chosen {
                align.set(range, label);
            }
            must(label, chosen.is_some());
        }
    }
}

/// Month and day beside a year belong to the date.
fn date_words(align: &mut Align, year: usize) {
    use scholion_reference::dates::month;
    let is_day = |word: &str| word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)) || matches!(word, "de" | "of");
    for steps in [-1i64, 1] {
        let mut at = year as i64 + steps;
        let mut months = false;
        let mut reach = Vec::new();
        while at >= 0 && (at as usize) < align.tokens.len() && reach.len() < 4 {
            let index = at as usize;
            let word = align.word(index);
            if align.labels[index].is_some() || align.tokens[index].mark.is_some() {
                break;
            }
            // `21(7), July 1986`: what a bracket parts from the month is an issue.
            let (before, behind) = if steps < 0 { (index, index + 1) } else { (index - 1, index) };
            let gap =
                align.tokens.get(behind).map(|behind| align.text[align.tokens[before].end as usize..behind.start as usize].to_owned());
            if months && gap.is_some_and(|gap| gap.contains([')', '('])) {
                break;
            }
            if month(word).is_some() {
                months = true;
            } else if !(is_day(word) && word.len() <= 2) {
                break;
            }
            reach.push(index);
            at += steps;
        }
        // Numbers that no month goes with are no days.
        while reach.last().is_some_and(|&last| matches!(align.word(last), "de" | "of")) {
            reach.pop();
        }
        if months {
            for index in reach {
                align.labels[index] = Some(Label::Date);
            }
        }
    }
}
