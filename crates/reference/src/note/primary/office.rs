//! Papers of offices whose name stands in capitals as their author: "OFF. OF LEGAL COUNSEL, U.S. DEP’T OF JUSTICE, LEGALITY OF WINTER TRADE 12
//! (1988)" (The Bluebook, 21st edition, rules 15.1 and 15.10; table T6 for the words).

use scholion_base::{Date, text::squeeze};
use scholion_lang::OFFICE_WORD;

use super::Primary;
use crate::{Kind, Name, Record, dates};

/// How far a title reaches, in bytes.
const REACH: usize = 400;

/// Reads the paper that begins at a place.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let in_capitals = |words: &&str| words.split(' ').next().is_some_and(|first| first.len() > 2 && !first.contains(char::is_lowercase));
    let words = text.get(from..to).filter(in_capitals)?;
    let near = words.get(..words.floor_char_boundary(REACH))?.split(';').next()?;
    let open = near.find(" (")?;
    let year = near
        .get(open + 2..open + 6)
        .filter(|year| dates::is_year(year) && near.get(open + 6..).is_some_and(|rest| rest.starts_with(')')))?;
    let head = near.get(..open)?;
    let is_office = |part: &&str| !part.contains(char::is_lowercase) && part.split(' ').any(|word| OFFICE_WORD.contains(word));
    let offices: Vec<&str> = head.split(", ").take_while(is_office).collect();
    let author = offices.join(", ");
    let start = Some(author.len() + 2).filter(|start| !offices.is_empty() && *start < head.len())?;
    // "LEGALITY OF WINTER TRADE 12": the page that is cited.
    let title = head.get(start..)?;
    let bare = title.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '–' | '-')).trim_end_matches([',', ' ']);
    let number = title.get(bare.len()..).unwrap_or("").trim_start_matches([',', ' ']);
    let (title, page) = if bare.is_empty() || dates::is_year(number) { (title, 0) } else { (bare, number.len()) };
    let end = start + title.len();
    let record = Record {
        kind: Kind::Report,
        author: vec![Name::literal(&squeeze(&author))],
        title: squeeze(title),
        issued: year.parse().ok().map(Date::year),
        ..Record::default()
    };
    let digits = head.get(end..).map_or(0, |tail| tail.len() - tail.trim_start_matches([',', ' ']).len());
    let place = if page > 0 { from + end + digits..from + head.len() } else { from + end..from + end };
    Some(Primary { record, span: from..from + open + 7, link: from + start..from + end, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_of_offices_are_read() {
        for (text, author, title, place) in [
            (
                "OFF. OF LEGAL COUNSEL, U.S. DEP’T OF JUSTICE, LEGALITY OF WINTER TRADE (1988).",
                "OFF. OF LEGAL COUNSEL, U.S. DEP’T OF JUSTICE",
                "LEGALITY OF WINTER TRADE",
                "",
            ),
            (
                "U.S. DEP’T OF STATE, Report on Ports, Ships and Ice 12–14 (1990)",
                "U.S. DEP’T OF STATE",
                "Report on Ports, Ships and Ice",
                "12–14",
            ),
        ] {
            let found = read(text, 0, text.len()).unwrap();
            assert_eq!((found.record.author[0].literal.as_str(), found.record.title.as_str()), (author, title), "{text}");
            assert_eq!(&text[found.place], place, "{text}");
        }
        for text in ["JOHN ROE, THE FROZEN PORT 12 (1988)", "OFF. OF LEGAL COUNSEL (1988)", "Off. of Ports, Ice (1988)"] {
            assert!(read(text, 0, text.len()).is_none(), "{text}");
        }
    }
}
