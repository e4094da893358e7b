//! Statutes and treaties: "Public Records Act 1958, s 3(4)" (OSCOLA, 4th edition, 2.4), "44 U.S.C. § 3101 (2018)" (The Bluebook, 21st edition,
//! rule 12), "§ 823 Abs. 1 BGB", "art. 1240 C. civ.", "Vienna Convention … (adopted 23 May 1969) 1155 UNTS 331" (OSCOLA, Citing International Law).

use std::ops::Range;

use scholion_base::{
    Date,
    script::lowercase,
    text::{find, squeeze},
};
use scholion_lang::{ACT_LOCATOR, ACT_NAME, AND, FUNCTION_WORD, LOCATOR, SIGNATURE, STATUTE_CODE, TREATY_WORD, UNION_ACT};

use super::{Primary, as_json, reports::report};
use crate::{
    Kind, Record, dates, locator,
    note::{
        names::offsets,
        pieces::{closing, ends_sentence},
    },
};

/// Most words of a title.
const TITLE: usize = 24;

/// Reads the statute or treaty that begins at a place.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to)?;
    let found = public_law(words)
        .or_else(|| act(words))
        .or_else(|| union_act(words))
        .or_else(|| section(words))
        .or_else(|| article(words))
        .or_else(|| treaty(words))?;
    let shift = |range: Range<usize>| from + range.start..from + range.end;
    Some(Primary { record: found.record, span: shift(found.span), link: shift(found.link), place: shift(found.place) })
}

/// "Public Records Act 1958, s 3(4)".
fn act(words: &str) -> Option<Primary> {
    let mut before: Option<(usize, &str)> = None;
    for (at, word) in offsets(words).take(TITLE) {
        let bare = word.trim_end_matches([',', '.', ';', ')']);
        if let Some((name, last)) = before
            && ACT_NAME.contains(last)
            && dates::is_year(bare)
        {
            let title = words.get(..name + last.len())?;
            let end = at + bare.len();
            let mut record =
                Record { kind: Kind::Legislation, title: squeeze(title), issued: bare.parse().ok().map(Date::year), ..Record::default() };
            // "1958 (UK)", "(N.S.W.)", "(c 51)"
            let tail = words.get(end..)?;
            let bracket = tail
                .strip_prefix(' ')
                .and_then(|rest| closing(rest, 0, rest.len()).filter(|len| *len <= 12 && rest.starts_with('(')))
                .map_or(0, |len| len + 1);
            let country = tail.get(..bracket).unwrap_or("").trim_matches(['(', ')', ' ']);
            if country.starts_with(char::is_uppercase) && country.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ' ')) {
                record.place = if country.matches('.').count() > 1 { country } else { country.trim_end_matches('.') }.to_owned();
            }
            let place = place(words, end + bracket);
            return (title.contains(' ')).then(|| Primary { record, span: 0..place.end.max(end + bracket), link: 0..end, place });
        }
        let small = FUNCTION_WORD.contains(word) || AND.contains(word);
        let capital = word.starts_with(|c: char| c.is_uppercase() || c == '(') && !word.ends_with(['.', ';', ':']) && !word.ends_with(',');
        if !(capital || small && at > 0) || word.ends_with('”') {
            return None;
        }
        before = Some((at, word));
    }
    None
}

/// "Ethics in Government Act of 1978, Pub. L. No. 95-521, 92 Stat. 1824" (The Bluebook, 21st edition, rule 12.4).
fn public_law(words: &str) -> Option<Primary> {
    const LEAD: &str = ", Pub. L. No. ";
    let head = words.get(..words.floor_char_boundary(240))?;
    let at = find(head, LEAD)?;
    let (title, rest) = (head.get(..at)?, head.get(at + LEAD.len()..)?);
    let fits = title.starts_with(char::is_uppercase)
        && (2..=TITLE).contains(&title.split(' ').count())
        && title.split(' ').any(|word| ACT_NAME.contains(word))
        && !title.contains([';', '“', '(']);
    let number = rest.get(..rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–'))).unwrap_or(rest.len()))?;
    let mut end = title.len() + LEAD.len() + number.len();
    let mut record =
        Record { kind: Kind::Legislation, title: squeeze(title), number: format!("Pub. L. No. {number}"), ..Record::default() };
    if let Some((volume, name, page, len)) = words.get(end..)?.strip_prefix(", ").and_then(report) {
        (record.volume, record.container, record.pages) = (volume.to_owned(), name, page.to_owned());
        end += 2 + len;
    }
    record.issued = title.rsplit(' ').next().filter(|year| dates::is_year(year)).and_then(|year| year.parse().ok()).map(Date::year);
    if let Some(bracket) = words.get(end..).and_then(|tail| tail.strip_prefix(" ("))
        && let Some((year, _)) = bracket.split_once(')').filter(|(year, _)| dates::is_year(year))
    {
        record.issued = record.issued.or_else(|| year.parse().ok().map(Date::year));
        end += year.len() + 3;
    }
    (fits && !number.is_empty()).then_some(Primary { record, span: 0..end, link: 0..title.len(), place: end..end })
}

/// "Regulation (EU) 2016/679 of 27 April 2016, art 5", "Council Directive 93/13/EEC".
fn union_act(words: &str) -> Option<Primary> {
    let near = words.get(..words.floor_char_boundary(80)).filter(|near| UNION_ACT.may_begin(near))?;
    let lower = lowercase(near);
    let head = UNION_ACT.longest(&lower, |_, _| true).filter(|_| words.starts_with(char::is_uppercase))?.word.len();
    let stroke = near.get(head..)?.find('/').map(|at| head + at)?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let from = stroke - words.get(..stroke)?.bytes().rev().take_while(u8::is_ascii_digit).count();
    let behind = words.get(stroke + 1..)?;
    let number = words.get(from..stroke + 1 + digits(behind)).filter(|_| from < stroke && digits(behind) > 0)?;
    // Its title goes on up to a place in it, or to where it is printed.
    let is_end = |at: &usize| {
        let rest = words.get(at + 1..).unwrap_or("").trim_start();
        let word = rest.split(' ').next().unwrap_or("");
        // "amending Decision No 716/2009/EC" goes on; "(15.12.2010), Official Journal" is where it is printed.
        let is_number = word.starts_with("No");
        let is_day = rest.strip_prefix('(').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let begins_journal = rest.starts_with("Official Journal") || word.len() > 1 && word.chars().all(char::is_uppercase);
        unit_len(rest) > 0 && !is_number || rest.starts_with('[') || is_day || begins_journal
    };
    let stop = words.find([';', '<']).unwrap_or(words.len()).min(words.find("http").unwrap_or(words.len()));
    let stop = words
        .match_indices('.')
        .map(|(at, _)| at)
        .find(|at| *at > stroke && ends_sentence(words, *at, words.len()))
        .map_or(stop, |at| stop.min(at));
    let comma = words.match_indices([',', ' ']).map(|(at, _)| at).find(|at| *at > stroke && *at < stop && is_end(at)).unwrap_or(stop);
    let title = words.get(..comma)?.trim_end_matches(['.', ',', ' ']);
    let mut record = Record {
        kind: Kind::Legislation,
        title: squeeze(title),
        number: number.to_owned(),
        issued: dates::read(title.get(stroke..)?.trim_start_matches(|c: char| c != ' ')).map(|printed| printed.date),
        ..Record::default()
    };
    let printed = title.len() + official_journal(words.get(title.len()..)?, &mut record);
    let place = place(words, printed);
    let few = title.split(' ').count() <= TITLE * 3;
    few.then(|| Primary { record, span: 0..place.end.max(printed), link: 0..title.len(), place })
}

/// The length of where in the Official Journal an act is printed: " [2006] OJ L105/54", " (15.12.2010), Official Journal of the European Union, L 331/12".
fn official_journal(words: &str, record: &mut Record) -> usize {
    let near = words.get(..words.floor_char_boundary(120)).unwrap_or("");
    let near = near.split([';', '<']).next().unwrap_or("");
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |at: &usize| {
        let rest = near.get(at + 2..)?.trim_start();
        let volume = rest.get(..digits(rest)).filter(|volume| !volume.is_empty())?;
        let page = rest.get(volume.len()..)?.strip_prefix('/')?;
        let page = page.get(..digits(page)).filter(|page| !page.is_empty())?;
        Some((near.len() - rest.len(), volume, page))
    };
    let series = [" L", " C"].iter().flat_map(|lead| near.match_indices(lead)).map(|(at, _)| at).find(|at| number(at).is_some());
    let Some((at, (start, volume, page))) = series.and_then(|at| Some((at, number(&at)?))) else { return 0 };
    let name = near.get(..at).unwrap_or("").trim_end_matches([',', ' ']);
    let is_journal = |name: &&str| *name == "OJ" || name.starts_with("Official Journal");
    let Some(name) = name.rsplit([')', ']', ',']).map(str::trim).find(is_journal) else { return 0 };
    record.container = name.to_owned();
    record.volume = format!("{} {volume}", near.get(at + 1..at + 2).unwrap_or(""));
    record.pages = page.to_owned();
    start + volume.len() + 1 + page.len()
}

/// "44 U.S.C. § 3101 (2018)", "17 C.F.R. §§ 240.10b-5, 240.12".
fn section(words: &str) -> Option<Primary> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let title = words.get(..digits).filter(|title| (1..=3).contains(&title.len()))?;
    let rest = words.get(digits..)?.strip_prefix(' ')?;
    let sign = rest.find('§').filter(|at| (2..=16).contains(at))?;
    let code = rest.get(..sign)?.trim_end();
    if !code.contains('.') && code.chars().any(char::is_lowercase) || !code.starts_with(char::is_uppercase) {
        return None;
    }
    let from = digits + 1 + sign;
    let signs = words.get(from..)?;
    let start = from + signs.len() - signs.trim_start_matches(['§', ' ', '\u{a0}']).len();
    let section = words.get(start..)?;
    let len = section.find([' ', ';', ',']).unwrap_or(section.len());
    let number = section.get(..len)?.trim_end_matches(['.', ',', ')']);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = start + number.len();
    let tail = words.get(end..)?;
    let range = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '–' | '-' | ',' | ' ')).len();
    let tail = words.get(end + range..)?;
    let bracket = closing(tail, 0, tail.len()).filter(|_| tail.starts_with('('));
    let year = bracket.and_then(|close| dates::read(tail.get(..close)?));
    let end_all = match (year, bracket) {
        (Some(_), Some(close)) => end + range + close,
        _ => end,
    };
    let mut record = Record {
        kind: Kind::Legislation,
        title: squeeze(words.get(..end)?),
        container: code.to_owned(),
        volume: title.to_owned(),
        issued: year.map(|printed| printed.date),
        ..Record::default()
    };
    record.other.push(("section".to_owned(), as_json(number)));
    Some(Primary { record, span: 0..end_all, link: 0..end, place: end..end })
}

/// "§ 823 Abs. 1 BGB", "Art. 14 GG", "art. 1240 C. civ.", "C. civ., art. 1240", "TFEU, art 101".
fn article(words: &str) -> Option<Primary> {
    let of = |code: &str, link: Range<usize>, span: Range<usize>, place: Range<usize>| {
        let record = Record { kind: Kind::Legislation, title: code.to_owned(), ..Record::default() };
        Primary { record, span, link, place }
    };
    let is_end = |_: &str, tail: &str| !tail.starts_with(char::is_alphanumeric);
    if let Some(code) = STATUTE_CODE.longest(words, is_end) {
        let place = place(words, code.word.len());
        return (place.end > place.start).then(|| of(code.word, 0..code.word.len(), 0..place.end, place));
    }
    let unit = words.split([' ', '\u{a0}']).next()?;
    let bare = unit.trim_end_matches('.');
    if !(bare.starts_with('§') || ACT_LOCATOR.may_begin(bare) || LOCATOR.may_begin(bare)) {
        return None;
    }
    let lower = bare.to_lowercase();
    let leads = bare.starts_with('§') || ACT_LOCATOR.contains(&lower) || matches!(LOCATOR.part(&lower), Some("article" | "section"));
    if !leads {
        return None;
    }
    let mut has_number = false;
    for (index, (at, word)) in offsets(words).take(12).enumerate() {
        if index > 0
            && has_number
            && word.starts_with(char::is_uppercase)
            && let Some(code) = words.get(at..).and_then(|rest| STATUTE_CODE.longest(rest, is_end))
        {
            let end = at + code.word.len();
            return Some(of(code.word, 0..end, 0..end, 0..words.get(..at)?.trim_end_matches([' ', ',']).len()));
        }
        has_number |= word.contains(|c: char| c.is_ascii_digit());
        let short = word.chars().count() <= 6 || word.contains(|c: char| c.is_ascii_digit());
        if !short || word.ends_with([';', ':']) {
            return None;
        }
    }
    None
}

/// "Vienna Convention on the Law of Treaties (adopted 23 May 1969, entered into force 27 January 1980) 1155 UNTS 331 (VCLT) art 31".
fn treaty(words: &str) -> Option<Primary> {
    // One of the first words, up to the mark that ends the title, says what it is.
    let may_say = |word: &str| word.split([',', '(', '[']).next().is_some_and(|word| TREATY_WORD.contains(word));
    if !words.starts_with(char::is_uppercase) || !words.split(' ').take(TITLE).any(may_say) {
        return None;
    }
    let end = words.match_indices([',', '(', '[']).take(12).find_map(|(at, _)| {
        let behind = words.get(at + 1..)?.trim_start();
        let first = behind.split([' ', ',', ')']).next().unwrap_or("").to_lowercase();
        let two = behind.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ").to_lowercase();
        let signed = SIGNATURE.contains(&first)
            || SIGNATURE.contains(&two)
            || SIGNATURE.iter().any(|known| known.starts_with(&two) && two.contains(' '));
        (signed || series(behind).is_some() || day_len(behind).is_some()).then_some(at)
    })?;
    let title = words.get(..end)?.trim_end();
    let has_word = title.split(' ').any(|word| TREATY_WORD.contains(word));
    if !has_word || title.split(' ').count() > TITLE || title.contains(['“', '‘', '«', ';', '.']) {
        return None;
    }
    let mut record = Record { kind: Kind::Treaty, title: squeeze(title), ..Record::default() };
    let mut at = end;
    let mut stop = title.len();
    for _ in 0..8 {
        let rest = words.get(at..)?;
        at += rest.len() - rest.trim_start_matches([' ', ',']).len();
        let rest = words.get(at..)?;
        let len = if let Some(close) = closing(rest, 0, rest.len()).filter(|_| rest.starts_with(['(', '['])) {
            record.issued = record.issued.or_else(|| dates::read(rest.get(..close)?).map(|printed| printed.date));
            close
        } else if let Some((volume, name, page, len)) = series(rest) {
            if record.container.is_empty() {
                (record.volume, record.container, record.pages) = (volume.to_owned(), name.to_owned(), page.to_owned());
            }
            len
        } else if let Some(len) = day_len(rest).filter(|_| record.issued.is_none()) {
            record.issued = dates::read(rest.get(..len)?).map(|printed| printed.date);
            len
        } else if let Some(len) =
            rest.find([',', ';', '(']).filter(|len| record.issued.is_none() && dates::read(rest.get(..*len).unwrap_or("")).is_some())
        {
            record.issued = dates::read(rest.get(..len)?).map(|printed| printed.date);
            len
        } else {
            break;
        };
        at += len;
        stop = at;
    }
    let place = place(words, stop);
    (record.issued.is_some() || !record.container.is_empty()).then(|| Primary {
        record,
        span: 0..place.end.max(stop),
        link: 0..title.len(),
        place,
    })
}

/// The length of a day with a series of treaties behind it: "23 May 1969, 1155 UNTS 331", "Apr. 24, 1963, 596 U.N.T.S. 261".
fn day_len(words: &str) -> Option<usize> {
    let is_day = |at: &usize| {
        words.get(..*at).and_then(dates::read).is_some_and(|day| day.date.start.month.is_some())
            && words.get(at + 2..).and_then(series).is_some()
    };
    words.match_indices(", ").map(|(at, _)| at).take(2).find(is_day)
}

/// A series of treaties, its volume and page: "1155 UNTS 331", "ETS No 5", and its length.
fn series(words: &str) -> Option<(&str, &str, &str, usize)> {
    let mut all = offsets(words);
    let numeric = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let (_, volume) = all.next()?;
    let (_, name) = all.next()?;
    let (at, page) = all.next()?;
    let page = page.trim_end_matches([',', ';', '.', ')']);
    let roman = !page.is_empty() && page.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let fits =
        numeric(volume) && (numeric(page) || roman) && (2..=8).contains(&letters) && name.chars().all(|c| c.is_uppercase() || c == '.');
    fits.then(|| (volume, name, page, at + page.len()))
}

/// A section or article behind a statute: ", s 3(4)", " art 31".
fn place(words: &str, end: usize) -> Range<usize> {
    let tail = words.get(end..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches([',', ' ']).len();
    let rest = tail.get(gap..).unwrap_or("");
    let mut len = if gap > 0 { unit_len(rest) } else { 0 };
    while len > 0 && rest.get(len..).is_some_and(|more| more.starts_with('(')) {
        let Some(close) = rest.get(len..).and_then(|more| closing(more, 0, more.len())).filter(|close| *close <= 8) else { break };
        len += close;
    }
    if len == 0 { end..end } else { end + gap..end + gap + len }
}

/// As [`locator::len`], and "s 3", "reg 4" of statutes, which OSCOLA writes without a point.
fn unit_len(words: &str) -> usize {
    let unit = words.split([' ', '.']).next().unwrap_or("");
    let known = ACT_LOCATOR.contains(unit);
    let rest = words.get(unit.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}']);
    let number = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '–' | '-'))).unwrap_or(rest.len());
    if known && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return words.len() - rest.len() + number;
    }
    locator::len(words, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, container, volume, first page, year, place.
    fn check(text: &str, expected: [&str; 6]) {
        let found = read(text, 0, text.len());
        let fields = found.map(|found| {
            let year = found.record.issued.map_or(String::new(), |date| date.start.year.to_string());
            let Record { title, container, volume, pages, .. } = found.record;
            [title, container, volume, pages, year, text.get(found.place).unwrap_or("").to_owned()]
        });
        assert_eq!(fields, Some(expected.map(str::to_owned)), "{text}");
    }

    #[test]
    fn statutes_are_read() {
        check("Public Records Act 1958, s 3(4).", ["Public Records Act", "", "", "", "1958", "s 3(4)"]);
        check(
            "Regulation (EU) 2016/679 of 27 April 2016, art 5.",
            ["Regulation (EU) 2016/679 of 27 April 2016", "", "", "", "2016", "art 5"],
        );
        check("Council Directive 93/13/EEC.", ["Council Directive 93/13/EEC", "", "", "", "", ""]);
        check(
            "Directive 2006/24/EC of the Parliament of 15 March 2006 [2006] OJ L105/54, art 3.",
            ["Directive 2006/24/EC of the Parliament of 15 March 2006", "OJ", "L 105", "54", "2006", "art 3"],
        );
        check(
            "Regulation (EU) No 1094/2010 of 24 November 2010 amending Decision No 716/2009/EC (15.12.2010), Official Journal of the European Union, L 331/48.",
            [
                "Regulation (EU) No 1094/2010 of 24 November 2010 amending Decision No 716/2009/EC",
                "Official Journal of the European Union",
                "L 331",
                "48",
                "2010",
                "",
            ],
        );
        check("44 U.S.C. § 3101 (2018).", ["44 U.S.C. § 3101", "U.S.C.", "44", "", "2018", ""]);
        check("§ 823 Abs. 1 BGB.", ["BGB", "", "", "", "", "§ 823 Abs. 1"]);
        check("C. civ., art. 1240.", ["C. civ.", "", "", "", "", "art. 1240"]);
        check(
            "Vienna Convention on the Law of Treaties (adopted 23 May 1969, entered into force 27 January 1980) 1155 UNTS 331 (VCLT) art 31.",
            ["Vienna Convention on the Law of Treaties", "UNTS", "1155", "331", "1969", "art 31"],
        );
        check(
            "Vienna Convention on the Law of Treaties, 23 May 1969, 1155 UNTS 331.",
            ["Vienna Convention on the Law of Treaties", "UNTS", "1155", "331", "1969", ""],
        );
        check(
            "Vienna Convention on Consular Relations, Apr. 24, 1963, 596 U.N.T.S. 261.",
            ["Vienna Convention on Consular Relations", "U.N.T.S.", "596", "261", "1963", ""],
        );
        check(
            "Ethics in Government Act of 1978, Pub. L. No. 95-521, 92 Stat. 1824.",
            ["Ethics in Government Act of 1978", "Stat.", "92", "1824", "1978", ""],
        );
        let found = read("Criminal Code (Offences) Act 1987 (Tas.)", 0, 40).map(|found| found.record.place);
        assert_eq!(found.as_deref(), Some("Tas"));
        check(
            "Vienna Convention on Diplomatic Relations, opened for signature 18 April 1961, 500 UNTS 95.",
            ["Vienna Convention on Diplomatic Relations", "UNTS", "500", "95", "1961", ""],
        );
    }

    #[test]
    fn other_words_are_none() {
        for text in [
            "The Act of 1958 was read.",
            "Holm, The Records Act (1958) 12.",
            "Art. Kirche, in: LThK 6 (1961), 167",
            "§ 3 above.",
            "A Statute of Ice (London 1990), 4.",
        ] {
            assert_eq!(read(text, 0, text.len()).map(|found| found.record), None, "{text}");
        }
    }
}
