//! `letters/1843.html`: the letters of a year, with its calendar; `letters/undated.html`: those of which nobody knows the year.

use std::collections::BTreeMap;

use super::{LETTERS_PER_PAGE, calendar, line};
use crate::{
    archive::{Catalogue, letters::Posted},
    base::Date,
    site::{
        address,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        page_path::PagePath,
        view::*,
    },
};

/// The letters of a year.
pub struct LetterYear;

impl PageKind for LetterYear {
    const NAME: &'static str = "LetterYear";
    const IS_IN_EACH: bool = true;
    type Of = Option<i32>;
    type View = LetterYearView;

    fn all(catalogue: &Catalogue) -> Vec<Option<i32>> {
        catalogue.letters().years().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Option<i32>) {
        make(maker, *of);
    }
}

impl PageView for LetterYearView {
    const TEMPLATE: &'static str = "letter-year.html";

    fn sample() -> Self {
        super::sample::letter_year()
    }
}

fn make(maker: &Maker<'_, '_>, year: Option<i32>) {
    // Those with a day first.
    let (mut letters, rest): (Vec<Posted<'_>>, Vec<Posted<'_>>) =
        maker.reader.letters_of_year(year).into_iter().partition(|posted| posted.letter.day().is_some());
    letters.extend(rest);
    let mut days: BTreeMap<(u8, u8), Vec<usize>> = BTreeMap::new();
    for (at, posted) in letters.iter().enumerate() {
        if let Some((month, day)) = day_of(posted) {
            days.entry((month, day)).or_default().push(at);
        }
    }
    let written = year.map(|year| Date::year(year).to_string()).unwrap_or_default();
    let pages = count_pages(letters.len(), LETTERS_PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address::letter_year(year, nth));
        let about = |month: u8, day: u8| {
            let places = days.get(&(month, day)).map_or(&[][..], |places| places);
            let href = match places {
                [] => String::new(),
                [only] => letters.get(*only).map(|posted| path.to(&address::document(posted.slug))).unwrap_or_default(),
                [first, ..] => {
                    let on = first / LETTERS_PER_PAGE + 1;
                    let page = if on == nth { String::new() } else { path.to(&address::letter_year(year, on)) };
                    format!("{page}#{}", id_of(month, day))
                }
            };
            (places.len(), href)
        };
        let run = on_page(letters.iter().enumerate(), nth, LETTERS_PER_PAGE);
        let mut groups: Vec<LetterGroup> = Vec::new();
        for (at, posted) in run {
            let Some(mut line) = line(maker, &path, posted) else { continue };
            let day = day_of(posted);
            if let Some((month, day)) = day.filter(|day| days.get(day).is_some_and(|places| places.first() == Some(&at))) {
                line.id = id_of(month, day);
            }
            let month = day.zip(year).and_then(|((month, _), year)| Date::ymd(year, Some(month), None));
            let date = month.map(|month| month.to_string()).unwrap_or_default();
            match groups.last_mut() {
                Some(group) if group.date == date => group.letters.push(line),
                _ => groups.push(LetterGroup { date, letters: vec![line] }),
            }
        }
        let [previous, next] = beside(maker, &path, year);
        let view = LetterYearView {
            page: maker.frame(&path, &written, &maker.config.lang, "letters"),
            year: written.clone(),
            count: letters.len(),
            months: year.filter(|_| nth == 1).map_or_else(Vec::new, |year| calendar::months(year, about)),
            groups,
            previous,
            next,
            all_href: path.to(&address::letters(1)),
            pager: pager(&path, nth, pages, |n| address::letter_year(year, n)),
        };
        maker.put(path, View::of(view));
    }
}

fn day_of(posted: &Posted<'_>) -> Option<(u8, u8)> {
    let day = posted.letter.day()?;
    day.month.zip(day.day)
}

/// The fragment of a day.
fn id_of(month: u8, day: u8) -> String {
    format!("d-{month:02}-{day:02}")
}

/// The years before and behind of which there are letters.
fn beside(maker: &Maker<'_, '_>, path: &PagePath, year: Option<i32>) -> [Anchor; 2] {
    let Some(year) = year else { return [Anchor::default(), Anchor::default()] };
    let link = |year: i32| Anchor {
        href: path.to(&address::letter_year(Some(year), 1)),
        title: Date::year(year).to_string(),
        ..Anchor::default()
    };
    let [before, after] = maker.reader.years_beside(year);
    [before, after].map(|year| year.map(link).unwrap_or_default())
}
