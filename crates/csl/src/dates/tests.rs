//! Dates over locales and styles of our own.

use super::*;
use crate::style::element::{DateForm, PartForm};

const LOCALE: &str = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <date form="text"><date-part name="month" suffix=" "/><date-part name="day" suffix=", "/><date-part name="year"/></date>
  <date form="numeric" delimiter="/"><date-part name="day" form="numeric-leading-zeros"/><date-part name="month" form="numeric"/><date-part name="year"/></date>
  <terms><term name="bc">BC</term><term name="ad">AD</term><term name="season-01">Spring</term><term name="season-02">Summer</term>
  <term name="ordinal">th</term><term name="ordinal-01">st</term>
  <term name="month-01">January</term><term name="month-01" form="short">Jan.</term><term name="month-03">March</term></terms></locale>"#;

fn day(year: i32, month: u8, number: u8) -> Day {
    Day { year, month, day: number, season: 0 }
}

fn part(name: PartName, form: Option<PartForm>, suffix: &str) -> DatePart {
    DatePart { name, form, range_delimiter: None, looks: Looks { suffix: suffix.into(), ..Looks::default() } }
}

fn element(form: Option<DateForm>, precision: Precision, parts: Vec<DatePart>) -> Date {
    Date { variable: crate::style::variable::Variable::Issued, form, precision, parts, delimiter: "".into(), looks: Looks::default() }
}

fn shown(el: &Date, start: Day, end: Option<Day>) -> String {
    let locale = Locale::read(LOCALE).expect("a locale");
    let marks = Marks::default();
    let suffix = [Node::Text("a".to_owned())];
    let setting = Setting { locale: &locale, marks: &marks, year_suffix: if start.year == 1850 { &suffix } else { &[] } };
    crate::text::words(&date(el, &Given { start, end, ..Given::default() }, setting))
}

#[test]
fn localized_dates() {
    let full = element(Some(DateForm::Text), Precision::YearMonthDay, vec![part(PartName::Month, Some(PartForm::Short), "ignored")]);
    assert_eq!(shown(&full, day(2001, 1, 5), None), "Jan. 5, 2001");
    assert_eq!(shown(&full, day(2001, 1, 5), Some(day(2001, 1, 7))), "Jan. 5–7, 2001");
    assert_eq!(shown(&full, day(2001, 1, 5), Some(day(2001, 3, 7))), "Jan. 5–March 7, 2001");
    assert_eq!(shown(&full, day(2001, 1, 0), Some(day(2002, 3, 0))), "Jan. 2001–March 2002");
    assert_eq!(shown(&full, Day { year: 2001, season: 1, ..Day::default() }, None), "Spring 2001");
    assert_eq!(
        shown(&full, Day { year: 2001, season: 1, ..Day::default() }, Some(Day { year: 2001, season: 2, ..Day::default() })),
        "Spring–Summer 2001"
    );
    let numeric = element(Some(DateForm::Numeric), Precision::YearMonthDay, Vec::new());
    assert_eq!(shown(&numeric, day(2001, 3, 5), None), "05/3/2001");
    assert_eq!(shown(&numeric, day(2001, 0, 0), None), "2001");
    let year = element(Some(DateForm::Text), Precision::Year, Vec::new());
    assert_eq!(shown(&year, day(1885, 3, 1), Some(day(1888, 1, 1))), "1885–1888");
    assert_eq!(shown(&year, day(1885, 3, 1), Some(day(1885, 4, 1))), "1885");
    assert_eq!(shown(&year, day(1987, 0, 0), Some(Day::default())), "1987–");
    assert_eq!(shown(&year, day(-44, 3, 15), None), "44\u{a0}BC");
    assert_eq!(shown(&year, day(79, 0, 0), None), "79\u{a0}AD");
    assert_eq!(shown(&year, day(1850, 0, 0), None), "1850a");
}

#[test]
fn dates_of_the_style() {
    let own = element(
        None,
        Precision::YearMonthDay,
        vec![
            part(PartName::Day, Some(PartForm::Ordinal), " "),
            part(PartName::Month, None, " "),
            part(PartName::Year, Some(PartForm::Short), "."),
        ],
    );
    assert_eq!(shown(&own, day(2001, 3, 1), None), "1st March 01.");
    assert_eq!(shown(&own, day(2001, 3, 1), Some(day(2001, 3, 4))), "1st–4th March 01.");
    assert_eq!(shown(&own, day(2001, 1, 1), Some(day(2002, 3, 4))), "1st January 01–4th March 02.");
    assert_eq!(shown(&element(None, Precision::YearMonthDay, Vec::new()), day(2001, 3, 1), None), "");
}

#[test]
fn dates_in_words() {
    let locale = Locale::read(LOCALE).expect("a locale");
    let marks = Marks::default();
    let setting = Setting { locale: &locale, marks: &marks, year_suffix: &[] };
    let given = Given { literal: "c2004".to_owned(), ..Given::default() };
    let year = element(Some(DateForm::Text), Precision::Year, Vec::new());
    assert_eq!(crate::text::words(&date(&year, &given, setting)), "c2004");
    let month = element(None, Precision::YearMonthDay, vec![part(PartName::Month, None, "")]);
    assert_eq!(date(&month, &given, setting), Vec::new());
}

#[test]
fn dates_sort() {
    let of = |start| Given { start, ..Given::default() };
    let full = |start| sort_key(&of(start), Precision::YearMonthDay);
    let all = [
        full(day(-100, 7, 13)),
        full(day(-44, 3, 15)),
        full(day(54, 10, 13)),
        full(day(2001, 0, 0)),
        full(day(2001, 2, 0)),
        full(day(10_001, 0, 0)),
    ];
    assert!(all.is_sorted());
    assert_eq!(sort_key(&of(day(2001, 2, 3)), Precision::Year), sort_key(&of(day(2001, 5, 1)), Precision::Year));
}

proptest::proptest! {
    #[test]
    fn nothing_panics(year: i32, month: u8, number: u8, season: u8, end: Option<(i32, u8, u8)>) {
        let start = Day { year, month, day: number, season };
        let end = end.map(|(year, month, day)| Day { year, month, day, season });
        for precision in [Precision::Year, Precision::YearMonth, Precision::YearMonthDay] {
            shown(&element(Some(DateForm::Text), precision, Vec::new()), start, end);
            sort_key(&Given { start, end, ..Given::default() }, precision);
        }
    }
}
