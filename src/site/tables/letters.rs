//! Letters: who wrote to whom, when and where.

use super::{Cell, Column, Kind, Table, text};
use crate::site::letters::table;

/// Letters, a row for each sender and addressee.
pub const LETTERS: Table = Table {
    name: "letters",
    meaning: "A sender and an addressee of a letter: what two send to one is two rows. There is a file only where there are letters.",
    columns: &[
        text("document", "The letter.").required().to("documents"),
        text("title", "Its title.").required(),
        text("sender", "Who sent it; empty if nobody is named."),
        Column::new("sender_page", Kind::Page, "The page of whom that means."),
        text("recipient", "To whom; empty if nobody is named."),
        Column::new("recipient_page", Kind::Page, "The page of whom that means."),
        Column::new("sent", Kind::Date, "When it was sent."),
        text("sent_first", "The first day, month or year of that, ISO 8601, as other programs read it."),
        text("sent_place", "From where."),
        Column::new("received", Kind::Date, "When it came."),
        text("received_place", "Where."),
        Column::new("page_url", Kind::Page, "The page of the letter.").required(),
        text("certainty", "`low` where any of this is doubted.").one_of(&["low"]),
    ],
    key: &[],
    rows: |survey, config, put| table::rows(survey, config, &mut |row| put(&row.map(Cell::from))),
};
