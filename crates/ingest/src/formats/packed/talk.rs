//! Talks that stand in tables, as projects of oral history write them: a column for who speaks, one for the words, and perhaps one for when.

use std::collections::BTreeSet;

use super::{Inline, Look, Page};
use crate::{
    formats::{
        sheet,
        turns::{self, Turn},
    },
    report::Certainty::Likely,
};
use scholion_base::{speech, text::squeeze};

/// Which column holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    pub speaker: usize,
    pub time: Option<usize>,
    pub words: usize,
    /// Whether the first row names the columns.
    pub has_head: bool,
}

/// The fewest turns, and the most who speak.
const FEWEST: usize = 4;
const MOST: usize = 8;

/// What the columns of a table hold, by the words of its cells; `None` of a table of anything else. Its first row names them, or each name
/// ends with a colon.
pub fn read(rows: &[Vec<String>]) -> Option<Talk> {
    let first = rows.first()?;
    let is_even = (2..=6).contains(&first.len()) && rows.iter().all(|row| row.len() == first.len());
    if !is_even || rows.len() < FEWEST {
        return None;
    }
    let known = |column: usize, from: usize| -> BTreeSet<&str> {
        let names = rows.iter().skip(from).filter_map(|row| row.get(column)).map(|name| name.trim());
        names.filter(|name| !name.is_empty()).collect()
    };
    if let Some(columns) = sheet::columns(first) {
        // Who speaks speaks again; of a list of names each stands once.
        let speaker = columns.speaker?;
        let count = known(speaker, 1).len();
        let comes_again = (2..=MOST).contains(&count) && count * 3 <= (rows.len() - 1) * 2;
        return comes_again.then_some(Talk { speaker, time: columns.time, words: columns.words, has_head: true });
    }
    let is_code = |cell: &String| cell.trim().is_empty() || speech::time_code(&format!("{} ", cell.trim())).is_some();
    let time = rows.iter().all(|row| row.first().is_some_and(is_code)).then_some(0);
    let speaker = usize::from(time.is_some());
    let is_name = |row: &Vec<String>| {
        row.get(speaker).map(|name| name.trim()).is_some_and(|name| name.is_empty() || name.ends_with(':') && name.chars().count() <= 40)
    };
    let count = known(speaker, 0).len();
    let fits = first.len() == speaker + 2 && rows.iter().all(is_name) && (2..=MOST).contains(&count) && count * 2 <= rows.len();
    fits.then_some(Talk { speaker, time, words: speaker + 1, has_head: false })
}

impl Talk {
    /// Writes a turn whose words stand on the page from `from` on: the time and who speaks before them. What stands in other columns is listed.
    pub fn lead(&self, page: &mut Page, from: usize, row: &[String]) {
        let of = |column: Option<usize>| column.and_then(|column| row.get(column)).map(|cell| squeeze(cell)).unwrap_or_default();
        let (time, name) = (of(self.time), of(Some(self.speaker)));
        let mut lead = Inline::default();
        if !time.is_empty() {
            lead.words(Look::default(), &format!("[{}] ", time.trim_matches(['[', ']', '(', ')', '#'])));
        }
        if !name.is_empty() {
            lead.words(Look { bold: true, ..Look::default() }, &format!("{}:", name.trim_end_matches(':')));
            lead.words(Look::default(), " ");
        }
        page.lead(from, &lead.html());
        let others = row.iter().enumerate().filter(|(at, _)| ![Some(self.speaker), self.time, Some(self.words)].contains(&Some(*at)));
        let others: Vec<String> = others.map(|(_, cell)| squeeze(cell)).filter(|cell| !cell.is_empty()).collect();
        page.leave_out("other-columns", &others.join("; "), Likely, None);
    }

    /// Says who asks and who answers, and lists what the first row calls the columns.
    pub fn tell(&self, page: &mut Page, rows: &[Vec<String>]) {
        if let Some(head) = rows.first().filter(|_| self.has_head) {
            page.leave_out("other-columns", &head.join(" "), Likely, None);
        }
        let turns = rows.iter().skip(usize::from(self.has_head)).map(|row| {
            let of = |column: usize| row.get(column).map(|cell| squeeze(cell)).unwrap_or_default();
            Turn { speaker: of(self.speaker).trim_end_matches(':').to_owned(), said: vec![of(self.words)], ..Turn::default() }
        });
        turns::interview(&turns.collect::<Vec<_>>(), &mut page.front);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_talks_are_known() {
        let rows =
            |rows: &[&[&str]]| -> Vec<Vec<String>> { rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect() };
        let named: &[&[&str]] =
            &[&["Time", "Speaker", "Text"], &["0:01", "Ida", "When?"], &["0:09", "Ewa", "In May."], &["0:12", "Ida", "Why?"]];
        assert_eq!(read(&rows(named)), Some(Talk { speaker: 1, time: Some(0), words: 2, has_head: true }));
        let bare: &[&[&str]] = &[&["I:", "When?"], &["E:", "In May."], &["I:", "Why?"], &["E:", "Rain."]];
        assert_eq!(read(&rows(bare)), Some(Talk { speaker: 0, time: None, words: 1, has_head: false }));
        let list: &[&[&str]] = &[&["Name", "Text"], &["Ida", "A"], &["Ewa", "B"], &["Bo", "C"]];
        assert_eq!(read(&rows(list)), None);
        let data: &[&[&str]] = &[&["Year", "Sacks"], &["1701", "9"], &["1702", "8"], &["1703", "7"]];
        assert_eq!(read(&rows(data)), None);
        let terms: &[&[&str]] = &[&["Weir:", "A dam."], &["Sill:", "A beam."], &["Race:", "A ditch."], &["Leat:", "A cut."]];
        assert_eq!(read(&rows(terms)), None);
    }
}
