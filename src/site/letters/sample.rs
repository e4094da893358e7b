//! Full views of letters.

use crate::site::{
    templates::sample::{anchor, correspondence_line, page, pager, text},
    view::*,
};

pub fn letters() -> LettersView {
    let year = |label: &str| InitialLink { label: text(label), href: text("1843.html"), count: 2, current: false };
    LettersView {
        page: page(),
        count: 2,
        years: vec![year("1843")],
        undated: year(""),
        pairs: vec![correspondence_line()],
        pair_count: 1,
        table_href: text("../data/letters.csv"),
        cmif_href: text("../data/cmif.xml"),
        pager: pager(),
    }
}

pub fn correspondence() -> CorrespondenceView {
    CorrespondenceView {
        page: page(),
        people: vec![CorrespondentView { name: anchor(), sent: 1 }, CorrespondentView { name: anchor(), sent: 1 }],
        count: 2,
        dates: text("1843/1850"),
        letters: vec![letter_line()],
        all_href: text("index.html"),
        pager: pager(),
    }
}

pub fn letter_year() -> LetterYearView {
    let day = |number: u8, count: usize, href: &str| DayView { number, date: text("1843-05-02"), count, href: text(href) };
    LetterYearView {
        page: page(),
        year: text("1843"),
        count: 2,
        months: vec![MonthView { date: text("1843-05"), weeks: vec![vec![day(0, 0, ""), day(1, 0, ""), day(2, 2, "#d-05-02")]] }],
        groups: vec![
            LetterGroup { date: text("1843-05"), letters: vec![letter_line()] },
            LetterGroup { date: String::new(), letters: vec![letter_line()] },
        ],
        previous: anchor(),
        next: anchor(),
        all_href: text("index.html"),
        pager: pager(),
    }
}

fn letter_line() -> LetterLine {
    LetterLine {
        id: text("d-05-02"),
        title: anchor(),
        from: vec![anchor()],
        to: vec![anchor()],
        date: text("1843-05-02"),
        is_between: true,
        from_place: anchor(),
        to_place: anchor(),
    }
}
