//! What stands behind the name of a case: reports, courts, numbers, years, and the place that is cited.

use std::ops::Range;

use scholion_base::{Date, text::squeeze};
use scholion_lang::{CASE_NUMBER, LOCATOR};

use super::as_json;
use crate::{
    Record, dates, locator,
    note::{names::offsets, pieces::closing},
    symbol,
};

/// What stands behind the name of a case.
#[derive(Default)]
pub struct Cited {
    /// Whether a report or a number was found.
    pub is_found: bool,
    year: Option<Date>,
    pub court: String,
    container: String,
    volume: String,
    page: String,
    /// Its number, as the court gives it.
    pub number: String,
    /// Where it ends.
    pub end: usize,
}

impl Cited {
    /// Reads reports, courts, numbers, and the place, which it gives.
    pub fn read(&mut self, words: &str, from: usize) -> Range<usize> {
        self.end = from;
        let mut at = from;
        let mut place = from..from;
        for _ in 0..12 {
            let rest = words.get(at..).unwrap_or("");
            let lead = rest.len() - rest.trim_start_matches([' ', ',', '\u{a0}', '.', '–', '“', '”', '’']).len();
            at += lead;
            let rest = words.get(at..).unwrap_or("");
            // "Rn. 12" is a place, "Ch 40" a report.
            let unit = rest.split([' ', '.']).next().unwrap_or("").to_lowercase();
            let is_place = self.is_found && locator::len(rest, false) > 0 && LOCATOR.part(&unit) != Some("chapter");
            let len = if let Some((volume, name, page, len)) =
                report(rest).filter(|_| !is_place && !rest.starts_with(['[', '(']) && day(rest).is_none())
            {
                if self.container.is_empty() && (self.number.is_empty() || !is_court(&name)) {
                    self.report(volume, &name, page);
                    let mut told = rest.get(..len).unwrap_or("").split([' ', ',']).filter(|word| volume.is_empty() && dates::is_year(word));
                    self.year = self.year.or(told.next().and_then(|year| year.parse().ok()).map(Date::year));
                }
                len
            } else if let Some(len) = self.bracket(rest) {
                len
            } else if let Some((date, len)) = day(rest).filter(|_| self.year.is_none()) {
                self.year = Some(date);
                len
            } else if let Some(len) = number_word(rest) {
                let number = rest.get(len..).unwrap_or("");
                let mut stop = number.find([',', '(', ';', '[']).unwrap_or(number.len());
                // "App nos 58170/13, 62322/14 and 24960/15"
                let goes_on = |stop: usize| {
                    let next = number.get(stop..).and_then(|tail| tail.strip_prefix(", ")).unwrap_or("");
                    next.starts_with(|c: char| c.is_ascii_digit()) && next.split([' ', ',']).next().is_some_and(|word| word.contains('/'))
                };
                while goes_on(stop) {
                    let from = stop + 2;
                    stop = number.get(from..).and_then(|tail| tail.find([',', '(', ';', '['])).map_or(number.len(), |at| from + at);
                }
                let number = number.get(..stop).unwrap_or("").trim_end_matches([' ', '.']);
                if !number.starts_with(|c: char| c.is_ascii_digit()) || number.len() > 80 {
                    break;
                }
                self.number = squeeze(number);
                self.is_found |= number.contains('/') || number.contains('-');
                len + number.len()
            } else if let Some(symbol) = symbol::at(rest, 0).filter(|symbol| symbol.name.starts_with("ECLI")) {
                if self.number.is_empty() {
                    self.number = symbol.name;
                }
                self.is_found = true;
                symbol.span.end as usize
            } else if let Some(len) = rest.strip_prefix("EU:").map(|tail| 3 + tail.find([',', ';', ' ']).unwrap_or(tail.len())) {
                self.is_found = true;
                rest.get(..len).unwrap_or("").trim_end_matches('.').len()
            } else {
                let len = place_len(rest, at > from && self.is_found);
                if len == 0 || place.end > place.start {
                    break;
                }
                place = at..at + len;
                len
            };
            at += len;
            self.end = at;
        }
        place
    }

    fn report(&mut self, volume: &str, name: &str, page: &str) {
        self.is_found = true;
        // "UKSC 5" is the number that a court gives.
        if is_court(name) && volume.is_empty() {
            name.clone_into(&mut self.court);
            self.number = format!("{name} {page}");
            return;
        }
        (self.volume, self.container, self.page) = (volume.to_owned(), squeeze(name), page.to_owned());
    }

    /// A bracket with a year, a court or a judge; what stands behind a year in square ones is a report or a neutral citation.
    fn bracket(&mut self, rest: &str) -> Option<usize> {
        let end = Some(rest).filter(|rest| rest.starts_with(['(', '['])).and_then(|rest| closing(rest, 0, rest.len()))?;
        let inside = rest.get(1..end - 1)?;
        let year = inside.rsplit([' ', ',']).next().unwrap_or("");
        if dates::is_year(year) {
            let date = dates::read(inside).map(|printed| printed.date);
            self.year = self.year.or(date);
            let court = inside.get(..inside.len() - year.len()).unwrap_or("");
            let court = court.split(',').next().unwrap_or("").trim();
            if self.court.is_empty()
                && court.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && dates::month(court.rsplit(' ').next().unwrap_or("")).is_none()
            {
                self.court = squeeze(court);
            }
            let tail = rest.get(end..)?;
            let lead = tail.len() - tail.trim_start().len();
            if let Some((volume, name, page, len)) = report(tail.trim_start()) {
                if self.container.is_empty() {
                    self.report(volume, &name, page);
                }
                return Some(end + lead + len);
            }
            // "(Court 1998)" ends it; so does a year alone.
            return Some(end);
        }
        let is_word =
            inside.starts_with(char::is_uppercase) && inside.split(' ').count() <= 6 && !inside.contains(|c: char| c.is_ascii_digit());
        if is_word && self.court.is_empty() && inside.chars().filter(|c| c.is_uppercase()).count() > 1 && !inside.contains(' ') {
            self.court = inside.to_owned();
        }
        is_word.then_some(end)
    }

    pub fn fill(&self, record: &mut Record) {
        record.issued = record.issued.or(self.year);
        self.container.clone_into(&mut record.container);
        self.volume.clone_into(&mut record.volume);
        self.page.clone_into(&mut record.pages);
        if record.number.is_empty() {
            self.number.clone_into(&mut record.number);
        }
        if !self.court.is_empty() {
            record.other.push(("authority".to_owned(), as_json(&self.court)));
        }
    }
}

/// A volume, a report and its first page, with which words begin, and their length: "410 U.S. 113", "2 AC 113", "AC 562", "UKSC 5", "ECR I-317".
pub fn report(words: &str) -> Option<(&str, String, &str, usize)> {
    let all: Vec<(usize, &str)> = offsets(words).take(8).collect();
    let word = |index: usize| all.get(index).map_or("", |(_, word)| *word);
    let numeric = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut volume = if numeric(word(0)) { word(0) } else { "" };
    let from = usize::from(!volume.is_empty());
    let mut name: Vec<&str> = Vec::new();
    let mut last = from;
    while last < all.len() {
        let next = word(last);
        // "LR 3 HL 330": the volume of a series in its midst.
        let inner = volume.is_empty()
            && !name.is_empty()
            && numeric(next)
            && next.len() <= 2
            && is_report_word(word(last + 1))
            && numeric(bare(word(last + 2)));
        let ordinal = matches!(next, "2d" | "3d" | "4th" | "5th") && !name.is_empty();
        if inner {
            volume = next;
        } else if is_report_word(next) || ordinal {
            name.push(next);
        } else {
            break;
        }
        last += 1;
    }
    // "71 U.S. (4 Wall.) 333": the one who reported (The Bluebook, 21st edition, rule 10.3.2).
    if word(last).starts_with('(') && numeric(word(last).trim_start_matches('(')) && word(last + 1).ends_with(".)") {
        last += 2;
    }
    let (mut at, printed) = *all.get(last)?;
    let mut page = bare(printed);
    // "Slg. 2009, I-6569", "NJW 1998, 1234": a year stands before the page.
    if volume.is_empty() && dates::is_year(page) && printed.ends_with(',') {
        let behind =
            all.get(last + 1).filter(|(_, next)| bare(next).starts_with(|c: char| c.is_ascii_digit()) || bare(next).contains('-'))?;
        (at, page) = (behind.0, bare(behind.1));
    }
    // "I-317", "1050c"
    let digits = page.rsplit('-').next().unwrap_or("").trim_end_matches(|c: char| c.is_ascii_lowercase());
    // "120-22" is no first page.
    let is_range = page.starts_with(|c: char| c.is_ascii_digit()) && page.contains(['-', '–']);
    let fits = numeric(digits) && page.len() <= 9 && (page.starts_with(|c: char| c.is_ascii_digit()) || page.contains('-')) && !is_range;
    let short = |word: &&str| word.contains('.') || word.chars().filter(|c| c.is_uppercase()).count() > 1 || word.chars().count() <= 5;
    let is_name = (1..=5).contains(&name.len()) && (name.iter().any(|word| word.contains('.')) || name.iter().all(short));
    (fits && is_name).then(|| (volume, name.join(" "), page, at + page.len()))
}

/// Whether a word may be one of the abbreviation of a report: "U.S.", "F.3d", "AC".
fn is_report_word(word: &str) -> bool {
    let numbered = word.contains(|c: char| c.is_ascii_digit()) && !(word.contains('.') && word.ends_with(['d', 'h']));
    word.starts_with(|c: char| c.is_uppercase() || c == '&')
        && !word.ends_with([',', ';', ')', ':'])
        && !word.contains(['(', '['])
        && !numbered
}

/// A number without the marks behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', '.', ':', ')', ']'])
}

/// Whether what stands before a number is a court that numbers its decisions, and no report: "UKSC", "EWCA Civ", "ZASCA".
fn is_court(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    first.len() > 3 && first.bytes().all(|byte| byte.is_ascii_uppercase()) && name.split(' ').count() <= 2
}

/// A day with which words begin, and its length: "29 July 2019, para 39".
fn day(words: &str) -> Option<(Date, usize)> {
    let len = words.find([',', ';', '(', '[']).unwrap_or(words.len());
    let day = words.get(..len)?.trim_end_matches(['.', ' ']);
    let date = dates::read(day).map(|printed| printed.date)?;
    (day.split(' ').count() == 3 && date.start.day.is_some()).then_some((date, day.len()))
}

/// The length of what leads to the number of an application: "App no ".
pub fn number_word(words: &str) -> Option<usize> {
    let found = CASE_NUMBER.longest(words, |word, tail| word.ends_with('.') || tail.starts_with([' ', '\u{a0}', '.']))?.word.len();
    let tail = words.get(found..)?;
    let gap = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '.']).len();
    tail.get(gap..).filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(found + gap)
}

/// The length of a place: "at 121", "para 12", "[23]–[25]", "115", "120–22"; bare numbers behind a page only.
fn place_len(words: &str, bare: bool) -> usize {
    let lead = if words.starts_with("at ") { 3 } else { 0 };
    let rest = words.get(lead..).unwrap_or("");
    if let Some(inside) = rest.strip_prefix('[') {
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let closed = inside.get(digits..).is_some_and(|tail| tail.starts_with(']')) && (1..=3).contains(&digits);
        if !closed {
            return 0;
        }
        let end = lead + digits + 2;
        let tail = words.get(end..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches(['-', '–', ',', ' ']).len();
        let more = if gap > 0 { place_len(tail.get(gap..).unwrap_or(""), false) } else { 0 };
        return end + if more > 0 && tail.get(gap..).is_some_and(|tail| tail.starts_with('[')) { gap + more } else { 0 };
    }
    let len = locator::len(rest, bare || lead > 0);
    let year = rest.get(..len).is_some_and(dates::is_year);
    if len > 0 && !year { lead + len } else { 0 }
}
