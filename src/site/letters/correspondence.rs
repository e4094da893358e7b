//! `letters/<a>.<b>.html`: the letters between two, in order of their dates.

use super::{LETTERS_PER_PAGE, address_of, line, linked, names_of, years_of};
use crate::{
    archive::{
        Catalogue,
        letters::{Correspondent, Pair, Posted, Tally},
    },
    site::{
        address,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        view::*,
    },
};

/// A correspondence.
pub struct Correspondence;

impl PageKind for Correspondence {
    const NAME: &'static str = "Correspondence";
    const IS_IN_EACH: bool = true;
    type Of = Pair;
    type View = CorrespondenceView;

    fn all(catalogue: &Catalogue) -> Vec<Pair> {
        catalogue.letters().pairs().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Pair) {
        make(maker, of);
    }
}

impl PageView for CorrespondenceView {
    const TEMPLATE: &'static str = "correspondence.html";

    fn sample() -> Self {
        super::sample::correspondence()
    }
}

fn make(maker: &Maker<'_, '_>, pair: &Pair) {
    let letters = maker.reader.correspondence(pair);
    let tally = Tally::of(pair, &letters);
    let pages = count_pages(letters.len(), LETTERS_PER_PAGE);
    let is_to =
        |posted: &&Posted<'_>, from: &Correspondent, to: &Correspondent| posted.letter.from.contains(from) && posted.letter.to.contains(to);
    for nth in 1..=pages {
        let Some(path) = address_of(maker.reader, pair, nth).map(|path| maker.at(&path)) else { return };
        let somebody = |one: &Correspondent| CorrespondentView {
            name: linked(maker, &path, one),
            sent: letters.iter().filter(|posted| is_to(posted, one, pair.other(one))).count(),
        };
        let mut people = vec![somebody(pair.first())];
        if pair.first() != pair.second() {
            people.push(somebody(pair.second()));
        }
        let run = on_page(letters.iter(), nth, LETTERS_PER_PAGE);
        let view = CorrespondenceView {
            page: maker.frame(&path, &names_of(maker.reader, pair).join(" – "), &maker.config.lang, "letters"),
            people,
            count: letters.len(),
            dates: years_of(&tally),
            letters: run.filter_map(|posted| line(maker, &path, posted)).collect(),
            all_href: path.to(&address::letters(1)),
            pager: pager(&path, nth, pages, |n| address_of(maker.reader, pair, n).unwrap_or_default()),
        };
        maker.put(path, View::of(view));
    }
}
