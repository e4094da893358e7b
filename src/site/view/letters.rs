//! Letters: the index of correspondences, a correspondence, a year, and what a letter's own page says of its way.

use serde::Serialize;

use super::common::*;

/// `letters.html`: the correspondences.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LettersView {
    pub page: PageFrame,
    /// How many letters there are.
    pub count: usize,
    /// The years of which there are letters, as EDTF.
    pub years: Vec<InitialLink>,
    /// The letters of which no year is known; `count` is 0 if there are none.
    pub undated: InitialLink,
    /// The correspondences, a page of them.
    pub pairs: Vec<CorrespondenceLine>,
    /// How many correspondences there are.
    pub pair_count: usize,
    /// Relative address of the letters as a table.
    pub table_href: String,
    /// Relative address of the letters in the Correspondence Metadata Interchange Format; empty if there is no such file.
    pub cmif_href: String,
    pub pager: Pager,
}

/// A correspondence in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CorrespondenceLine {
    /// Relative address of its page.
    pub href: String,
    /// The names of both; on the page of somebody that of the other.
    pub names: Vec<String>,
    /// How many letters it has.
    pub count: usize,
    /// Its first and last year, EDTF; empty if no letter has one.
    pub dates: String,
}

/// `correspondence.html`: the letters between two, a page of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CorrespondenceView {
    pub page: PageFrame,
    /// The two, each with how many letters of his the other has; one where somebody wrote to himself.
    pub people: Vec<CorrespondentView>,
    pub count: usize,
    /// The first and the last year, EDTF; empty if no letter has one.
    pub dates: String,
    /// The letters, in order of their dates.
    pub letters: Vec<LetterLine>,
    /// Relative address of the index of correspondences.
    pub all_href: String,
    pub pager: Pager,
}

/// One of two correspondents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CorrespondentView {
    pub name: Anchor,
    /// How many letters of his the other has.
    pub sent: usize,
}

/// A letter in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LetterLine {
    /// The fragment by which the calendar leads to it: for the first letter of a day; else empty.
    pub id: String,
    /// Its page.
    pub title: Anchor,
    /// Who sent it; none if unknown.
    pub from: Vec<Anchor>,
    /// To whom; none if unknown.
    pub to: Vec<Anchor>,
    /// When it was sent, EDTF; empty if unknown.
    pub date: String,
    /// Whether it was sent on one day between the ends of that range.
    pub is_between: bool,
    /// Where it was sent.
    pub from_place: Anchor,
    /// Where it came.
    pub to_place: Anchor,
}

/// `letter-year.html`: the letters of a year, with its calendar; or those without a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LetterYearView {
    pub page: PageFrame,
    /// The year, EDTF; empty for letters without one.
    pub year: String,
    pub count: usize,
    /// The twelve months; none on the further pages of a year, and of letters without one.
    pub months: Vec<MonthView>,
    /// The letters by month, a page of them; those of which the day is not sure last.
    pub groups: Vec<LetterGroup>,
    /// The year before of which there are letters; its title is EDTF.
    pub previous: Anchor,
    /// The year behind.
    pub next: Anchor,
    /// Relative address of the index of correspondences.
    pub all_href: String,
    pub pager: Pager,
}

/// A month of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MonthView {
    /// EDTF.
    pub date: String,
    /// Its weeks, from Monday to Sunday.
    pub weeks: Vec<Vec<DayView>>,
}

/// A day of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DayView {
    /// From 1 on; 0 where the month has not begun or is over.
    pub number: u8,
    /// EDTF.
    pub date: String,
    /// How many letters were sent on it.
    pub count: usize,
    /// Relative address of the letter, or of the list where there are several; empty if there are none.
    pub href: String,
}

/// The letters of a month.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LetterGroup {
    /// EDTF; empty for letters of which the day is not sure.
    pub date: String,
    pub letters: Vec<LetterLine>,
}

/// What a letter's own page says of its way.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LetterView {
    /// Where and when it was sent.
    pub sent: LetterActionView,
    /// Where and when it came.
    pub received: LetterActionView,
    /// How it was passed on.
    pub forwarded: Vec<ForwardingView>,
    /// The correspondences in which it stands.
    pub correspondences: Vec<NeighboursView>,
    /// The letter that it answers or follows, as its edition says.
    pub before: Anchor,
    /// The letter that answers or follows it.
    pub after: Anchor,
    /// Relative address of the year's calendar; empty if no year is known.
    pub year_href: String,
}

/// Where and when something happened to a letter.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LetterActionView {
    /// The place; its title is empty if none is known.
    pub place: Anchor,
    /// EDTF; empty if unknown.
    pub date: String,
    /// Whether it was on one day between the ends of that range.
    pub is_between: bool,
    /// What the letter does not say itself, but its editors know: `people`, `place`, `date`.
    pub conjecture: Vec<&'static str>,
    /// What they are not sure of.
    pub uncertain: Vec<&'static str>,
}

/// How a letter was passed on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ForwardingView {
    /// `transmitted`, `redirected` or `forwarded`.
    pub kind: &'static str,
    /// By whom.
    pub people: Vec<Anchor>,
    pub action: LetterActionView,
}

/// The letters before and behind one in a correspondence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NeighboursView {
    /// Relative address of the correspondence.
    pub href: String,
    /// The names of both.
    pub names: Vec<String>,
    /// The letter before: its card; without address if there is none.
    pub before: Card,
    /// The letter behind.
    pub after: Card,
}
