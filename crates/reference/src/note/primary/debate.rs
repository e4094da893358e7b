//! Debates of parliaments by day, volume and column: "HC Deb 3 May 1978, vol 949, cols 123–124" (OSCOLA, 4th edition, 3.4.3).

use scholion_base::text::squeeze;
use scholion_lang::{DEBATE, JOURNAL_NUMBER, LOCATOR};

use super::Primary;
use crate::{Kind, Record, dates, locator, note::names::offsets};

/// How far a citation of a debate reaches, in bytes.
const REACH: usize = 160;

/// Reads the debate that begins at a place.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to).filter(|words| DEBATE.may_begin(words))?;
    let lead = DEBATE.longest(words, |_, tail| tail.starts_with([' ', ',', '.']))?.word.len();
    let near = words.get(..words.floor_char_boundary(REACH))?.split([';', '“']).next()?;
    let (mut head, mut volume, mut place) = (near.len(), "", None);
    for (at, word) in offsets(near).filter(|(at, _)| *at >= lead) {
        let bare = word.trim_matches(['.', ',', '(', ')']).to_lowercase();
        let behind = near.get(at + word.len()..).unwrap_or("").trim_start();
        let digits = behind.get(..behind.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or("");
        if digits.is_empty() {
            continue;
        }
        if LOCATOR.part(&bare) == Some("column") {
            head = head.min(at);
            place = Some(at..at + locator::len(near.get(at..)?, false));
            break;
        }
        if volume.is_empty() && JOURNAL_NUMBER.part(&bare) == Some("volume") {
            head = head.min(at);
            volume = digits;
        }
    }
    let place = place.filter(|place| !place.is_empty())?;
    let issued = dates::read(near.get(lead..)?).map(|printed| printed.date);
    if volume.is_empty() && !issued.is_some_and(|date| date.start.month.is_some()) {
        return None;
    }
    let title = near.get(..head)?.trim_end_matches([',', '(', ' ']);
    let record = Record {
        kind: Kind::Hearing,
        title: squeeze(title),
        container: words.get(..lead)?.to_owned(),
        volume: volume.to_owned(),
        issued,
        ..Record::default()
    };
    let link = from..from + title.len();
    Some(Primary { record, span: from..from + place.end, link, place: from + place.start..from + place.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debates_are_read() {
        for (text, title, volume, issued, place) in [
            ("HC Deb 3 May 1978, vol 949, cols 123-124.", "HC Deb 3 May 1978", "949", "1978-05-03", "cols 123-124"),
            ("Hansard, HC Deb, 12 May 1982, vol. 23, col. 745.", "Hansard, HC Deb, 12 May 1982", "23", "1982-05-12", "col. 745"),
            ("HL Deb 24 January 2006, col 1071; Holm, Ponds, 3.", "HL Deb 24 January 2006", "", "2006-01-24", "col 1071"),
        ] {
            let found = read(text, 0, text.len()).unwrap();
            let record = &found.record;
            assert_eq!((record.title.as_str(), record.volume.as_str()), (title, volume), "{text}");
            assert_eq!(record.issued.map(|date| date.to_string()).as_deref(), Some(issued), "{text}");
            assert_eq!(text.get(found.place.clone()), Some(place), "{text}");
        }
        for text in ["Hansard, Printing in London, 1990.", "HC Deb 3 May 1978.", "Hansard 1990, p. 5"] {
            assert!(read(text, 0, text.len()).is_none(), "{text}");
        }
    }
}
