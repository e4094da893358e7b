//! Decisions of courts: by their parties, "Roe v Doe [1973] 2 AC 113 (HL)" (OSCOLA, 4th edition, 2.1), "Roe v. Doe, 410 U.S. 113, 120 (1973)"
//! (The Bluebook, 21st edition, rule 10), by a report, "BVerfGE 50, 290 (333)", or by a number, "Case C-131/12" (OSCOLA, 2.6).

use std::ops::Range;

use scholion_base::text::squeeze;
use scholion_lang::{AND, ARTICLE, CASE_OPENER, CASE_REPORT, CASE_TITLE, COURT, FUNCTION_WORD, VERSUS};

use super::{
    Primary,
    reports::{Cited, number_word},
};
use crate::{Kind, Record, dates, locator, names::is_particle, note::names::offsets};

/// How far, in bytes, what stands between the parties is looked for, and how long a name may be.
const REACH: usize = 220;
/// Legal forms of firms, which a comma parts from their names.
const FORMS: [&str; 12] = ["Inc", "Ltd", "LLC", "LLP", "L.L.C", "Corp", "Co", "plc", "PLC", "GmbH", "AG", "S.A"];
/// Most words of a party.
const PARTY: usize = 16;

/// Reads the decision that begins at a place.
pub fn read(text: &str, from: usize, to: usize) -> Option<Primary> {
    let words = text.get(from..to)?;
    let found = by_report(words).or_else(|| in_journal(words)).or_else(|| by_number(words)).or_else(|| by_parties(words))?;
    let shift = |range: Range<usize>| from + range.start..from + range.end;
    Some(Primary { record: found.record, span: shift(found.span), link: shift(found.link), place: shift(found.place) })
}

/// "BVerfGE 50, 290 (333)", "BGHZ 123, 45, 47", "BGE 120 II 5".
fn by_report(words: &str) -> Option<Primary> {
    if !CASE_REPORT.may_begin(words) {
        return None;
    }
    let report = CASE_REPORT.longest(words, |_, tail| tail.starts_with([' ', '\u{a0}']))?.word;
    let behind = words.get(report.len() + 1..)?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(behind);
    let mut tail = behind.get(first..).filter(|_| first > 0)?;
    let mut volume = behind.get(..first)?.to_owned();
    // The volumes of the Swiss reports have parts.
    if let Some(part) = tail
        .strip_prefix(' ')
        .and_then(|tail| tail.split(' ').next())
        .filter(|part| part.chars().all(|c| matches!(c, 'I' | 'V' | 'a' | 'b')))
    {
        volume = format!("{volume} {part}");
        tail = tail.get(part.len() + 1..)?;
    }
    tail = tail.trim_start_matches([',', ' ', ':']);
    let page = digits(tail);
    let end = words.len() - tail.len() + page;
    let title = words.get(..end).filter(|_| page > 0)?;
    let record = Record {
        kind: Kind::LegalCase,
        title: squeeze(title),
        container: report.to_owned(),
        volume,
        pages: tail.get(..page)?.to_owned(),
        ..Record::default()
    };
    let place = place_behind(words, end);
    Some(Primary { record, span: 0..close_bracket(words, place.end.max(end)), link: 0..end, place })
}

/// "BVerfG NJW 2000, 1021": a court, and the journal with its year and page, as German lawyers cite.
fn in_journal(words: &str) -> Option<Primary> {
    let court = COURT.longest(words, |_, tail| tail.starts_with([' ', ',']))?.word;
    let rest = words.get(court.len()..)?.trim_start_matches([',', ' ']);
    // "OVG Münster, DVBl. 1999, 55"
    let is_town = |town: &str| town.starts_with(char::is_uppercase) && town.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    let rest = rest.split_once(", ").filter(|(town, _)| is_town(town)).map_or(rest, |(_, rest)| rest);
    let (journal, tail) = rest.split_once(' ')?;
    let is_journal =
        journal.chars().filter(|c| c.is_uppercase()).count() > 1 && journal.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.'));
    let (year, tail) = tail.split_once(", ").filter(|(year, _)| is_journal && year.len() == 4 && dates::is_year(year))?;
    let page = tail.get(..tail.bytes().take_while(u8::is_ascii_digit).count()).filter(|page| !page.is_empty())?;
    let end = words.len() - tail.len() + page.len();
    let mut record = Record {
        kind: Kind::LegalCase,
        title: squeeze(words.get(..end)?),
        container: journal.to_owned(),
        pages: page.to_owned(),
        issued: year.parse().ok().map(scholion_base::Date::year),
        ..Record::default()
    };
    record.other.push(("authority".to_owned(), super::as_json(court)));
    let place = place_behind(words, end);
    Some(Primary { record, span: 0..close_bracket(words, place.end.max(end)), link: 0..end, place })
}

/// "Case C-131/12 Google Spain v AEPD [2014] ECR I-317, para 12", "Rechtssache C-5/08, Infopaq", "Joined Cases C-293/12 and C-594/12".
fn by_number(words: &str) -> Option<Primary> {
    let court = COURT.longest(words, |_, tail| tail.starts_with(", ")).map(|court| court.word);
    let begin = court.map_or(0, |court| court.len() + 2);
    let title = CASE_TITLE.longest(words.get(begin..)?, |_, tail| tail.starts_with([' ', '\u{a0}']));
    let from = begin + title.map_or(0, |title| title.word.len() + 1);
    let mut end = from + court_number(words.get(from..)?)?;
    // Joined cases have several.
    loop {
        let tail = words.get(end..)?;
        let joint = tail.strip_prefix(", ").or_else(|| tail.strip_prefix(' ')).unwrap_or("");
        let joint = joint.split_once(' ').filter(|(word, _)| AND.contains(word)).map_or(joint, |(_, rest)| rest);
        let Some(len) = court_number(joint) else { break };
        end = words.len() - joint.len() + len;
    }
    let number = words.get(from..end)?;
    let mut record = Record { kind: Kind::LegalCase, number: squeeze(number), ..Record::default() };
    let tail = words.get(end..)?;
    let lead = tail.len() - tail.trim_start_matches([',', ' ', '–']).len();
    let name = name_len(words.get(end + lead..).unwrap_or(""));
    let (start, stop) = if name > 0 { (end + lead, end + lead + name) } else { (0, end) };
    record.title = squeeze(words.get(start..stop)?);
    let mut cited = Cited::default();
    let place = cited.read(words, stop);
    if let Some(court) = court {
        cited.court.push_str(court);
    }
    cited.fill(&mut record);
    // "C-12/99" may be a room as well.
    (title.is_some() || court.is_some() || name > 0 && cited.is_found).then(|| Primary {
        record,
        span: 0..cited.end.max(stop),
        link: start..stop,
        place,
    })
}

/// The length of the number of a case before a court of the European Union: "C-131/12 P", "T-201/04", "26/62".
fn court_number(words: &str) -> Option<usize> {
    let rest = words.strip_prefix(['C', 'T', 'F']).and_then(|rest| rest.strip_prefix(['-', '‑', '–'])).unwrap_or(words);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(rest);
    let tail = rest.get(first..).filter(|_| (1..=4).contains(&first))?.strip_prefix('/')?;
    let year = digits(tail);
    let behind = tail.get(year..).filter(|_| year == 2)?;
    let appeal = behind.strip_prefix(" P").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    (!behind.starts_with(|c: char| c.is_alphanumeric() || c == '/')).then_some(words.len() - behind.len() + if appeal { 2 } else { 0 })
}

/// The length of the name of a case with which words begin: its parties, or a few words with capitals up to a mark.
fn name_len(words: &str) -> usize {
    if let Some((_, end)) = parties(words) {
        return end;
    }
    let ecli = words.find("ECLI:").or_else(|| words.find("EU:")).unwrap_or(words.len());
    let end = words.find([',', ';', '(', '[', '.']).unwrap_or(words.len()).min(ecli);
    let name = words.get(..end).unwrap_or("").trim_end();
    let fits = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 8 && !name.contains(|c: char| c.is_ascii_digit());
    if fits && crate::note::start::small_words(name) <= 2 && locator::len(name, false) == 0 { name.len() } else { 0 }
}

/// "Roe v. Doe, 410 U.S. 113 (1973)", "In re Smith [1990] Ch 12", "Handyside v United Kingdom, App no 5493/72 (ECtHR, 7 December 1976)".
fn by_parties(words: &str) -> Option<Primary> {
    let (long, end) = parties(words).or_else(|| opened(words))?;
    let title = words.get(..end)?;
    let mut cited = Cited::default();
    let place = cited.read(words, end);
    // "against" stands between the parties only where the number of an application shows it.
    if !cited.is_found || long && cited.number.is_empty() {
        return None;
    }
    let mut record =
        Record { kind: Kind::LegalCase, title: squeeze(title.trim_matches(['“', '”', '‘', '’', '"'])), ..Record::default() };
    cited.fill(&mut record);
    Some(Primary { record, span: 0..cited.end.max(end), link: 0..end, place })
}

/// Where the parties end that begin words, and whether a long word stands between them.
fn parties(words: &str) -> Option<(bool, usize)> {
    if !words.starts_with(char::is_uppercase) {
        return None;
    }
    let (at, len, long) = offsets(words).take_while(|(at, _)| *at < REACH).skip(1).find_map(|(at, word)| {
        let bare = word.trim_end_matches('.');
        let known = VERSUS.contains(bare) && word.chars().all(|c| c.is_lowercase() || c == '.');
        // "c." has its point elsewhere than in English: "Roche c. France".
        (known && (bare != "c" || word.ends_with('.'))).then_some((at, word.len(), bare.len() > 2))
    })?;
    let left = words.get(..at)?.trim_end();
    let right = words.get(at + len..)?;
    let lead = right.len() - right.trim_start().len();
    let right = right.trim_start();
    // "v the United Kingdom"
    let bare = right.split_once(' ').filter(|(first, _)| ARTICLE.contains(first)).map_or(right, |(_, bare)| bare);
    let (lead, right) = (lead + right.len() - bare.len(), bare);
    if !is_party(left) || left.contains(['“', '«', '„', '[']) || right.starts_with(|c: char| !c.is_uppercase()) {
        return None;
    }
    let stop = party_len(right);
    let party = right.get(..stop)?;
    is_party(party).then_some((long, at + len + lead + stop))
}

/// "In re Smith", "Ex parte Holm".
fn opened(words: &str) -> Option<(bool, usize)> {
    let opener = CASE_OPENER.longest(words, |_, tail| tail.starts_with(' '))?.word;
    let name = words.get(opener.len() + 1..).filter(|name| name.starts_with(char::is_uppercase))?;
    let stop = party_len(name);
    is_party(name.get(..stop)?).then_some((false, opener.len() + 1 + stop))
}

/// Where the second party ends: before a year in brackets, a number behind a comma, a bracket.
fn party_len(words: &str) -> usize {
    let mut at = 0;
    while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = words.get(at + c.len_utf8()..).unwrap_or("");
        let behind = rest.trim_start();
        let ends = match c {
            '[' | '(' | ';' | ':' | ')' | ']' => true,
            // ", Inc.," goes on.
            ',' => number_word(behind).is_some() || !is_suffix(behind),
            // "Digital Rights Ireland EU:C:2014:238"
            ' ' => behind.starts_with("EU:") || behind.starts_with("ECLI:") || behind.starts_with("App") && number_word(behind).is_some(),
            '.' => rest.is_empty() || rest.starts_with(' ') && behind.starts_with(|c: char| c.is_lowercase() || c == '«' || c == '“'),
            _ => false,
        };
        if ends {
            break;
        }
        at += c.len_utf8();
    }
    let party = words.get(..at).unwrap_or("").trim_end_matches([' ', ',']);
    // "Inc." keeps its point.
    let last = party.rsplit(' ').next().unwrap_or("");
    if last.ends_with('.') && is_suffix(last) { party.len() } else { party.trim_end_matches('.').len() }
}

/// Whether what stands behind a comma belongs to a party: "Inc.", "Ltd", "ex parte Holm".
fn is_suffix(words: &str) -> bool {
    let is_opener = |opener: &str| words.get(..opener.len()).is_some_and(|head| head.eq_ignore_ascii_case(opener));
    if CASE_OPENER.iter().any(is_opener) {
        return true;
    }
    let word = words.split([' ', ',']).next().unwrap_or("");
    let bare = word.trim_end_matches('.');
    FORMS.contains(&bare) || scholion_lang::FIRM.contains(bare) || scholion_lang::OTHERS.contains(bare)
}

/// Whether words may be a party: few, most of them with capitals.
fn is_party(words: &str) -> bool {
    let (mut count, mut small) = (0, 0);
    // "Ann Archer, Roe v. Doe": somebody wrote of it.
    if words.match_indices(", ").any(|(at, _)| words.get(at + 2..).is_some_and(|rest| !is_suffix(rest))) {
        return false;
    }
    for word in words.split(' ') {
        count += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let opens = || CASE_OPENER.iter().any(|opener| opener.split(' ').any(|word| word.eq_ignore_ascii_case(bare)));
        let told = bare.chars().count() > 1 && bare.chars().all(char::is_lowercase) && !opens();
        small += usize::from(
            told && !is_particle(bare) && !FUNCTION_WORD.contains(bare) && !AND.contains(bare) && !scholion_lang::OTHERS.contains(bare),
        );
    }
    words.starts_with(|c: char| c.is_uppercase() || c == '“')
        && (1..=PARTY).contains(&count)
        && small <= 1
        && !words.contains(" in: ")
        && !words.ends_with(',')
}

/// The place behind a first page: " (333)", ", 47".
fn place_behind(words: &str, end: usize) -> Range<usize> {
    let tail = words.get(end..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches([',', ' ', '(']).len();
    let rest = tail.get(gap..).unwrap_or("");
    let len = if gap > 0 { locator::len(rest, true) } else { 0 };
    if len == 0 || rest.get(..len).is_some_and(dates::is_year) { end..end } else { end + gap..end + gap + len }
}

/// Where a bracket ends that was opened before a place.
fn close_bracket(words: &str, end: usize) -> usize {
    let open = words.get(..end).is_some_and(|before| before.matches('(').count() > before.matches(')').count());
    end + usize::from(open && words.get(end..).is_some_and(|rest| rest.starts_with(')')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, container, volume, first page, number, year, place, and what is left.
    fn check(text: &str, expected: [&str; 8]) {
        let found = read(text, 0, text.len());
        let fields = found.map(|found| {
            let year = found.record.issued.map_or(String::new(), |date| date.start.year.to_string());
            let Record { title, container, volume, pages, number, .. } = found.record;
            let rest = text.get(found.span.end..).unwrap_or("");
            [title, container, volume, pages, number, year, text.get(found.place).unwrap_or("").to_owned(), rest.to_owned()]
        });
        assert_eq!(fields, Some(expected.map(str::to_owned)), "{text}");
    }

    #[test]
    fn decisions_are_read() {
        check(
            "Harbor Bd. v. Mills, 410 U.S. 113, 120–22 (1973).",
            ["Harbor Bd. v. Mills", "U.S.", "410", "113", "", "1973", "120–22", "."],
        );
        check("Roe v Doe [1973] 2 AC 113 (HL) 115.", ["Roe v Doe", "AC", "2", "113", "", "1973", "115", "."]);
        check("Roe v. Wade, Inc., 12 F.3d 45 (2d Cir. 1993); see", ["Roe v. Wade, Inc.", "F.3d", "12", "45", "", "1993", "", "; see"]);
        check(
            "R (Miller) v Secretary of State [2017] UKSC 5, [2018] AC 61 [23].",
            ["R (Miller) v Secretary of State", "AC", "", "61", "UKSC 5", "2017", "[23]", "."],
        );
        check(
            "Handyside v United Kingdom, App no 5493/72 (ECtHR, 7 December 1976), § 49.",
            ["Handyside v United Kingdom", "", "", "", "5493/72", "1976", "§ 49", "."],
        );
        check("Handyside v United Kingdom (1976) 1 EHRR 737.", ["Handyside v United Kingdom", "EHRR", "1", "737", "", "1976", "", "."]);
        check(
            "Case C-131/12 Google Spain v AEPD [2014] ECR I-317, para 12.",
            ["Google Spain v AEPD", "ECR", "", "I-317", "C-131/12", "2014", "para 12", "."],
        );
        check("EuGH, Rs. C-5/08, Infopaq, Slg. 2009, I-6569, Rn. 12.", ["Infopaq", "Slg.", "", "I-6569", "C-5/08", "2009", "Rn. 12", "."]);
        check("BVerfGE 50, 290 (333).", ["BVerfGE 50, 290", "BVerfGE", "50", "290", "", "", "333", "."]);
        check("BVerfG NJW 2000, 1021 (1023).", ["BVerfG NJW 2000, 1021", "NJW", "", "1021", "", "2000", "1023", "."]);
        check("OLG Köln, MDR 1999, 55.", ["OLG Köln, MDR 1999, 55", "MDR", "", "55", "", "1999", "", "."]);
        check("BGHZ 123, 45.", ["BGHZ 123, 45", "BGHZ", "123", "45", "", "", "", "."]);
        check("Arden v Pike (1868) LR 3 HL 330.", ["Arden v Pike", "LR HL", "3", "330", "", "1868", "", "."]);
        check(
            "R v Ice Board, ex parte Lund [1995] QB 513 (CA) 518.",
            ["R v Ice Board, ex parte Lund", "QB", "", "513", "", "1995", "518", "."],
        );
        check("C-362/14 Schrems EU:C:2015:650, para 3.", ["Schrems", "", "", "", "C-362/14", "", "para 3", "."]);
        check("Ex parte Garland, 71 U.S. (4 Wall.) 333, 380 (1866).", ["Ex parte Garland", "U.S.", "71", "333", "", "1866", "380", "."]);
        check(
            "Joined Cases C-293/12 and C-594/12 Ireland Ltd v Minister EU:C:2014:238, para 34.",
            ["Ireland Ltd v Minister", "", "", "", "C-293/12 and C-594/12", "", "para 34", "."],
        );
        check(
            "Watch v the United Kingdom App nos 58170/13, 62322/14 and 24960/15 (ECtHR, 13 September 2018), para 303.",
            ["Watch v the United Kingdom", "", "", "", "58170/13, 62322/14 and 24960/15", "2018", "para 303", "."],
        );
        check("CJEU, C-476/17, Pelham, 29 July 2019, para 39.", ["Pelham", "", "", "", "C-476/17", "2019", "para 39", "."]);
        check("In re Holm, 12 Ch. 45 (1990).", ["In re Holm", "Ch.", "12", "45", "", "1990", "", "."]);
    }

    #[test]
    fn other_words_are_none() {
        for text in [
            "Holm, K. Reason v. Force. London: Mill, 1990.",
            "The case of Holm v. Lund was never printed.",
            "Ann Archer, Keeping Records, 92 YALE L.J. 947, 950 (1983).",
            "Ann Archer, Roe v. Doe, 92 YALE L.J. 947, 950 (1983).",
            "Berg, A. v. (1990), Ponds",
            "BVerfG, Urteil vom 3. Mai 1990.",
        ] {
            assert_eq!(read(text, 0, text.len()).map(|found| found.record), None, "{text}");
        }
    }
}
