//! `letters/index.html`: the correspondences by the names of both, and the years.

use super::{address_of, cmif, sorted_names_of, years_of};
use crate::{
    archive::{
        Catalogue,
        letters::{Pair, Tally},
    },
    base::Date,
    site::{
        address,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        view::*,
    },
};

/// How many correspondences stand on a page.
const PER_PAGE: usize = 200;

/// The index of correspondences.
pub struct LetterIndex;

impl PageKind for LetterIndex {
    const NAME: &'static str = "Letters";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = LettersView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        if catalogue.letters().is_empty() { Vec::new() } else { vec![()] }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for LettersView {
    const TEMPLATE: &'static str = "letters.html";

    fn sample() -> Self {
        super::sample::letters()
    }
}

fn make(maker: &Maker<'_, '_>) {
    let collation = maker.collation();
    let mut pairs: Vec<(Vec<u8>, &Pair, Vec<String>, Tally)> = maker
        .reader
        .correspondences()
        .map(|(pair, tally)| {
            let mut names = sorted_names_of(maker.reader, pair);
            names.sort_by(|a, b| collation.compare(a, b));
            (collation.key(&names.iter().map(String::as_str).collect::<Vec<_>>()), pair, names, tally)
        })
        .collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let pages = count_pages(pairs.len(), PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address::letters(nth));
        let year = |year: Option<i32>, count: usize| InitialLink {
            label: year.map(|year| Date::year(year).to_string()).unwrap_or_default(),
            href: path.to(&address::letter_year(year, 1)),
            count,
            current: false,
        };
        let line = |(_, pair, names, tally): &(Vec<u8>, &Pair, Vec<String>, Tally)| {
            Some(CorrespondenceLine {
                href: path.to(&address_of(maker.reader, pair, 1)?),
                names: names.clone(),
                count: tally.count,
                dates: years_of(tally),
            })
        };
        let run = on_page(pairs.iter(), nth, PER_PAGE);
        let view = LettersView {
            page: maker.frame(&path, "letters", &maker.config.lang, "letters"),
            count: maker.reader.count_letters(),
            years: maker.reader.letter_years().filter(|(of, _)| of.is_some()).map(|(of, count)| year(of, count)).collect(),
            undated: maker.reader.letter_years().find(|(of, _)| of.is_none()).map(|(of, count)| year(of, count)).unwrap_or_default(),
            pairs: run.filter_map(line).collect(),
            pair_count: pairs.len(),
            table_href: path.to(address::LETTER_TABLE),
            cmif_href: if cmif::is_made(maker.config, maker.reader) { path.to(address::CMIF) } else { String::new() },
            pager: pager(&path, nth, pages, address::letters),
        };
        maker.put(path, View::of(view));
    }
}
