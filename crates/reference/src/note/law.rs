//! Decisions, statutes, commentaries and articles of lexica as notes cite them (OSCOLA, 4th edition, 2.1 and 2.4; Bluebook, 21st edition,
//! rule 10; the German, French, Italian and Spanish manners of courts): what their parts are.

use scholion_base::Date;
use scholion_lang::{ACT_TITLE, ACT_WORD, COURT, FUNCTION_WORD, JOURNAL_NUMBER, LOCATOR};

use super::names::{is_in, offsets, split_in};
use crate::{Field, Kind, Name, Parsed, Record, dates, names};

/// How far, in bytes, the day of a decision is looked for.
const REACH: usize = 160;

/// Sets right what was read; gives the length of the title, where it is new and begins the words.
pub fn settle(work: &mut Parsed, words: &str) -> Option<usize> {
    if let Some(decision) = decision(words) {
        work.record = decision.record(&work.record);
        return Some(decision.title.len());
    }
    if let Some(title) = statute(words) {
        work.record = statute_record(title, &work.record);
        return Some(title.len());
    }
    commentary(work, words);
    one_name(&mut work.record, words);
    host_of_names(&mut work.record, words);
    in_lexicon(&mut work.record, words);
    annotation(&mut work.record, words);
    let record = &mut work.record;
    // "62 CLJ 123, 130": the second is the place that is meant.
    if let Some((first, place)) = record.pages.split_once(", ")
        && [first, place].iter().all(|page| page.bytes().all(|byte| byte.is_ascii_digit()))
    {
        record.pages = first.to_owned();
    }
    if let Some(page) = first_page(words, &record.pages) {
        record.pages = page.to_owned();
    }
    match record.kind {
        Kind::LegalCase => report(record, words),
        // "Water Act 1989, s. 12": a section is no volume and no page.
        Kind::Legislation if record.container.is_empty() => {
            record.volume.clear();
            record.pages.clear();
        }
        // "Droit civil, 2000, n° 45"
        Kind::Book if record.container.is_empty() => record.issue.clear(),
        _ => {}
    }
    None
}

/// The page on which an article begins, where the one that is meant was read as that: "12 J. Rural L. 1, 9 (2005)".
fn first_page<'a>(words: &'a str, place: &str) -> Option<&'a str> {
    let at = words.find(&format!(", {place} (")).filter(|_| !place.is_empty())?;
    let before = words.get(..at)?;
    let page = before.rsplit(' ').next().filter(|page| !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!dates::is_year(page) && page.len() < before.len()).then_some(page)
}

/// The title of a statute that goes by its number or day: "Loi n° 92-3 du 3 janvier 1992 sur l'eau", "Legge 7 agosto 1990, n. 241".
pub fn statute(words: &str) -> Option<&str> {
    let first = words.split(' ').next()?;
    let lower = first.to_lowercase();
    let is_act = first.starts_with(char::is_uppercase) && (ACT_WORD.contains(&lower) || ACT_TITLE.contains(&lower));
    let behind = words.get(first.len()..)?.split_whitespace().take(2).any(|word| word.contains(|c: char| c.is_ascii_digit()));
    let year = year_end(words).filter(|_| is_act && behind)?;
    let is_place = |at: &usize| {
        let unit = words.get(at + 2..).unwrap_or("").split(|c: char| !c.is_alphabetic() && c != '§').next().unwrap_or("");
        unit.starts_with('§') || matches!(LOCATOR.part(&unit.to_lowercase()), Some("article" | "section" | "paragraph" | "chapter"))
    };
    // Where it was printed, "OJ L 130", "BGBl. I".
    let is_print = |at: &usize| {
        let word = words.get(at + 2..).unwrap_or("").split(' ').next().unwrap_or("");
        word.chars().filter(|c| c.is_uppercase()).count() >= 2 && word.chars().count() <= 6
    };
    // "…, qui dispose que"
    let is_told = |at: &usize| {
        let word = words.get(at + 2..).unwrap_or("").split(' ').next().unwrap_or("");
        word.chars().all(char::is_lowercase) && !names::is_particle(word) && !FUNCTION_WORD.contains(word)
    };
    let ends = |at: &usize| *at >= year && (is_place(at) || is_print(at) || is_told(at));
    let comma = words.match_indices(", ").map(|(at, _)| at).find(ends);
    let address = words.find("http").unwrap_or(words.len());
    Some(words.get(..comma.unwrap_or(words.len()).min(address))?.trim_end_matches(['.', ',', ';', ':', ' ', '<', '(']))
}

pub fn statute_record(title: &str, read: &Record) -> Record {
    Record {
        kind: Kind::Legislation,
        title: title.to_owned(),
        issued: day(title).or_else(|| title.get(year_end(title)? - 4..year_end(title)?)?.parse().ok().map(Date::year)),
        ..as_printed(read)
    }
}

/// What stays of what was read whatever it turns out to be: the printed words, where they stand, and their address.
fn as_printed(read: &Record) -> Record {
    Record {
        url: read.url.clone(),
        accessed: read.accessed,
        language: read.language.clone(),
        verbatim: read.verbatim.clone(),
        printed_in: read.printed_in,
        ..Record::default()
    }
}

/// The first day in a text: "2001/29/EC … of 22 May 2001" is of 2001-05-22.
fn day(text: &str) -> Option<Date> {
    let words: Vec<(usize, &str)> = offsets(text).collect();
    words.iter().enumerate().filter(|(_, (_, word))| word.starts_with(|c: char| c.is_ascii_digit())).find_map(|(index, &(at, _))| {
        let end = words.get(index + 5).map_or(text.len(), |&(end, _)| end);
        dates::read(text.get(at..end)?).map(|printed| printed.date).filter(|date| date.start.day.is_some())
    })
}

/// An article of a lexicon, whose title was read as that of the lexicon: "K. Rahner, Art. Kirche, in: LThK 6 (1961), 167".
fn in_lexicon(record: &mut Record, words: &str) {
    if !record.title.is_empty() || record.container.is_empty() {
        return;
    }
    let Some((before, host)) = split_in(words) else { return };
    if before.ends_with(&record.container) {
        let name = host.split(|c: char| c.is_ascii_digit() || matches!(c, ',' | '(' | ';')).next().unwrap_or("").trim();
        record.title = std::mem::replace(&mut record.container, name.to_owned());
    }
}

/// What goes on in small letters behind a colon is no title yet: in "Letwin, Klimaseniorinnen: the new and the old" the name is one word.
fn one_name(record: &mut Record, words: &str) {
    let Some(author) = record.author.first_mut() else { return };
    let small = words
        .strip_prefix(author.family.as_str())
        .and_then(|rest| rest.strip_prefix(", "))
        .and_then(|rest| rest.strip_prefix(author.given.as_str()))
        .and_then(|rest| rest.strip_prefix(": "))
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if small && !author.given.is_empty() && !author.given.contains(['.', ' ']) {
        record.title = format!("{}: {}", std::mem::take(&mut author.given), record.title);
    }
}

/// What a work appeared in, where it was read as the names of editors, one of which has a small letter: "en Derecho y campo, ed. por Ana Pardo".
fn host_of_names(record: &mut Record, words: &str) {
    let is_word = |name: &&Name| name.given.is_empty() && name.family.starts_with(char::is_lowercase);
    let Some(at) = record.editor.iter().find(is_word).and_then(|name| words.find(&name.family)) else { return };
    let from = words.get(..at).and_then(|before| before.rfind(", ")).map_or(0, |comma| comma + 2);
    let phrase = words.get(from..).and_then(|rest| rest.split([',', '(']).next()).unwrap_or("").trim();
    let Some((lead, host)) = phrase.split_once(' ') else { return };
    if record.container.is_empty() && is_in(lead) && host.starts_with(char::is_uppercase) {
        record.editor.retain(|name| !host.contains(&name.family));
        record.container = host.to_owned();
    }
}

/// A note on a decision has that in its title: "G. Marty, note sous Cass. 3e civ., 4 mai 1990, D. 1991, p. 12".
fn annotation(record: &mut Record, words: &str) {
    let last = record.title.rsplit(' ').next().unwrap_or("");
    let Some(start) = words.find(&record.title).filter(|_| !last.is_empty() && last.len() < record.title.len()) else { return };
    let court = start + record.title.len() - last.len();
    if let Some(decided) = words.get(court..).and_then(decision) {
        record.title = words.get(start..court + decided.title.len()).unwrap_or("").to_owned();
    }
}

/// A part of a commentary goes by its author and has no title: "Maier, in: Dürig (Hrsg.), Kommentar, Art. 14 Rn. 5".
fn commentary(work: &mut Parsed, words: &str) {
    let Some((name, host)) = split_in(words).filter(|(name, _)| !name.contains([',', ' ', ':', '.'])) else { return };
    let record = &mut work.record;
    if name.starts_with(char::is_uppercase) && record.author.is_empty() && record.title == name && !host.is_empty() {
        record.author = vec![names::one(name)];
        record.title.clear();
        work.fields.retain(|(field, _)| *field != Field::Title);
    }
}

/// Whether the abbreviation of a court begins words.
pub fn begins_court(words: &str) -> bool {
    COURT.may_begin(words) && COURT.iter().any(|court| words.strip_prefix(court).is_some_and(|tail| tail.starts_with([',', ' '])))
}

/// A decision that goes by its court and its day: "BGH, Urteil vom 12. März 1998 – III ZR 4/97, NJW 1998, 1234".
struct Decision<'a> {
    court: &'a str,
    title: &'a str,
    number: &'a str,
    rest: &'a str,
}

/// The record of an entry that is a decision known by its court and its day.
pub fn decided(words: &str, read: &Record) -> Option<Record> {
    decision(words).map(|decision| decision.record(read))
}

/// Reads the beginning of such a decision.
fn decision(words: &str) -> Option<Decision<'_>> {
    if !COURT.may_begin(words) {
        return None;
    }
    let court = COURT.iter().filter(|court| words.strip_prefix(court).is_some_and(|tail| tail.starts_with([',', ' ', ':'])));
    let abbreviation = court.max_by_key(|court| court.len())?;
    let dated = words.get(..year_end(words)?)?;
    let numbered = dated.get(abbreviation.len()..)?.trim_start();
    // "STC 45/1989, de 20 de febrero"
    let file = numbered.rsplit_once('/').filter(|(number, year)| year.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()));
    if file.is_some() {
        return Some(Decision { court: abbreviation, title: dated, number: numbered, rest: "" });
    }
    dates::read(dated)?.date.start.day?;
    let first = words.find(", ").filter(|at| *at < dated.len()).unwrap_or(abbreviation.len());
    let (number, end) = file_reference(words, dated.len()).unwrap_or((words.len(), dated.len()));
    Some(Decision {
        court: words.get(..first)?,
        title: words.get(..end)?,
        number: words.get(number..end).unwrap_or(""),
        rest: words.get(end..)?,
    })
}

/// Where the first year ends: "12. März 1998", "30.9.2011".
fn year_end(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len().min(REACH) {
        let digits = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 4 && words.get(at..at + 4).is_some_and(dates::is_year) {
            return Some(at + 4);
        }
        at += digits.max(1);
    }
    None
}

/// Where the file reference behind the day of a decision begins and ends: ", n° 96-12.345", " – III ZR 4/97", ", Infopaq, Case C-5/08".
fn file_reference(words: &str, day: usize) -> Option<(usize, usize)> {
    let tail = words.get(day..)?;
    let dash = tail.starts_with(" – ") || tail.starts_with(" — ");
    let mut from = day + if dash { " – ".len() } else { 2 };
    if !dash && !tail.starts_with(", ") {
        return None;
    }
    for _ in 0..2 {
        let rest = words.get(from..)?;
        let segment = rest.get(..rest.find([',', ';', '(', ')']).unwrap_or(rest.len()))?.trim_end_matches(['.', ' ']);
        if is_file(segment, dash) {
            return Some((from, from + segment.len()));
        }
        // The name of a party stands before it.
        let named = segment.starts_with(char::is_uppercase) && !segment.contains(|c: char| c.is_ascii_digit() || c == '.');
        if !named || segment.split(' ').count() > 6 {
            return None;
        }
        from += segment.len() + 2;
    }
    None
}

/// Whether words between commas are a file reference: they have a number, and a word or a stroke that says so.
fn is_file(segment: &str, dash: bool) -> bool {
    let counts = |word: &str| {
        let lower = word.trim_end_matches('.').to_lowercase();
        let unit = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        JOURNAL_NUMBER.part(unit) == Some("issue") || LOCATOR.part(unit) == Some("note")
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // "33 O 15792/16"
    let filed = segment
        .rsplit_once('/')
        .is_some_and(|(before, year)| year.len() <= 4 && digits(year) && before.ends_with(|c: char| c.is_ascii_digit()));
    let is_number = segment.contains(|c: char| c.is_ascii_digit()) && segment.split(' ').count() <= 5;
    is_number && (dash || filed || segment.split(' ').take(2).any(counts))
}

impl Decision<'_> {
    /// The record of it, in which nothing else of what was read stays but the printed words.
    fn record(&self, read: &Record) -> Record {
        let mut record = Record {
            kind: Kind::LegalCase,
            title: self.title.trim_end_matches([',', ' ']).to_owned(),
            number: self.number.to_owned(),
            issued: dates::read(self.title).map(|printed| printed.date),
            ..as_printed(read)
        };
        record.other.push(("authority".to_owned(), format!("\"{}\"", self.court.replace(['"', '\\'], ""))));
        let mut parts = self.rest.trim_start_matches([',', ' ']).split(", ");
        let reporter = parts.next().unwrap_or("").trim_end_matches('.');
        let next = parts.next().unwrap_or("").split(' ').next().unwrap_or("").trim_end_matches('.');
        let (name, year) = reporter.rsplit_once(' ').filter(|(_, year)| dates::is_year(year)).unwrap_or((reporter, ""));
        let is_cut = name.contains('.') && !name.contains(|c: char| c.is_ascii_digit()) && !next.is_empty();
        let led = name.strip_prefix("in ");
        let name = led.unwrap_or(name);
        let is_report = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 4 && !name.contains(['(', ';', ':']);
        if is_report && (led.is_some() || !year.is_empty() || is_cut) {
            name.clone_into(&mut record.container);
            if !next.is_empty() && next.bytes().all(|byte| byte.is_ascii_digit()) && !dates::is_year(next) {
                next.clone_into(&mut record.pages);
            }
        }
        record
    }
}

/// Reads the report behind the parties of a case: `[1902] 2 Ch 40 (CA) 44`, `(1868) LR 3 HL 330`, `347 U.S. 483, 495 (1954)`.
fn report(record: &mut Record, words: &str) {
    let Some(behind) = words.find(&record.title).and_then(|at| words.get(at + record.title.len()..)) else { return };
    let behind = behind.trim_start_matches([' ', ',', '’', '”', '"']);
    let behind = match behind.strip_prefix(['[', '(']).and_then(|inside| inside.split_once([']', ')'])) {
        Some((year, rest)) if dates::is_year(year) => rest.trim_start(),
        Some(_) => return,
        None => behind,
    };
    let (mut volume, mut name, mut page) = ("", Vec::<&str>::new(), "");
    for word in behind.split_whitespace().take(8) {
        let bare = word.trim_end_matches([',', ';', '.', ':']);
        let is_number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && name.is_empty() && volume.is_empty() {
            volume = bare;
        } else if is_number && word == bare && volume.is_empty() && name.len() <= 2 && goes_on(behind, word) {
            // "LR 3 HL 330": a number between words is the volume.
            volume = bare;
        } else if is_number {
            page = bare;
            break;
        } else if word.starts_with(char::is_uppercase) && !word.ends_with([',', ';']) || matches!(word, "2d" | "3d" | "4th") {
            name.push(word);
        } else {
            return;
        }
    }
    if page.is_empty() || name.is_empty() {
        return;
    }
    record.container = name.join(" ");
    volume.clone_into(&mut record.volume);
    page.clone_into(&mut record.pages);
    record.place.clear();
    record.publisher.clear();
}

/// Whether words of a name and a number stand behind a word.
fn goes_on(text: &str, word: &str) -> bool {
    let mut behind = text.split_whitespace().skip_while(|other| *other != word).skip(1);
    let name = behind.next().is_some_and(|next| next.starts_with(char::is_uppercase));
    name && behind.take(3).any(|next| next.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(kind: Kind, title: &str, words: &str) -> Record {
        let record = Record { kind, title: title.to_owned(), ..Record::default() };
        let mut work = Parsed { record, fields: Vec::new(), span: scholion_base::Span::default(), confidence: 1.0 };
        settle(&mut work, words);
        work.record
    }

    #[test]
    fn reports_are_read() {
        for (words, volume, name, page) in [
            ("Arden v Pike [1932] AC 562, 580 (HL)", "", "AC", "562"),
            ("Arden v Pike [1902] 2 Ch 40 (CA) 44 (Dunne LJ)", "2", "Ch", "40"),
            ("Arden v Pike (1868) LR 3 HL 330", "3", "LR HL", "330"),
            ("Arden v Pike, 347 U.S. 483, 495 (1954)", "347", "U.S.", "483"),
        ] {
            let record = settled(Kind::LegalCase, "Arden v Pike", words);
            assert_eq!((record.volume.as_str(), record.container.as_str(), record.pages.as_str()), (volume, name, page), "{words}");
        }
    }

    #[test]
    fn hosts_are_no_editors() {
        let editor = ["Derecho", "campo"].map(|family| Name { family: family.to_owned(), ..Name::default() }).to_vec();
        let mut record = Record { editor, ..Record::default() };
        host_of_names(&mut record, "«El molino y la ley», en Derecho y campo, ed. por Ana Pardo (Sevilla, 2006)");
        assert_eq!((record.container.as_str(), record.editor.len()), ("Derecho y campo", 0));
    }

    #[test]
    fn statutes_go_by_number_and_day() {
        assert_eq!(statute("Loi n° 92-3 du 3 janvier 1992 sur l'eau, art. 2."), Some("Loi n° 92-3 du 3 janvier 1992 sur l'eau"));
        assert_eq!(statute("Ley 39/2015, de 1 de octubre, art. 5"), Some("Ley 39/2015, de 1 de octubre"));
        assert_eq!(statute("Ley 4/1989, de 27 de marzo, derogada hoy"), Some("Ley 4/1989, de 27 de marzo"));
        assert_eq!(day("Directive 2001/29/EC of the Parliament of 22 May 2001 on ponds"), Date::ymd(2001, Some(5), Some(22)));
        assert_eq!(statute("Loi et coutume, Paris 1992"), None);
    }

    #[test]
    fn decisions_go_by_court_and_day() {
        for (words, title, number) in [
            ("Cass. civ. 3e, 4 mai 2011, n° 10-99.999, Bull. civ. III, n° 61", "Cass. civ. 3e, 4 mai 2011, n° 10-99.999", "n° 10-99.999"),
            ("BGH, Urteil vom 12. März 1998 – III ZR 4/97, NJW 1998, 1234", "BGH, Urteil vom 12. März 1998 – III ZR 4/97", "III ZR 4/97"),
            ("OLG Köln, 30.9.2011, I-6 U 82/11.", "OLG Köln, 30.9.2011, I-6 U 82/11", "I-6 U 82/11"),
            (
                "CJEU, judgment of 16 July 2009, Infopaq, Case C-5/08, para 3",
                "CJEU, judgment of 16 July 2009, Infopaq, Case C-5/08",
                "Case C-5/08",
            ),
            ("STC 45/1989, de 20 de febrero, FJ 4", "STC 45/1989", "45/1989"),
            (
                "Cass., sez. un., 12 marzo 1998, n. 2688, in Foro it., 1998, I, c. 1310",
                "Cass., sez. un., 12 marzo 1998, n. 2688",
                "n. 2688",
            ),
        ] {
            let record = settled(Kind::Book, "", words);
            assert_eq!((record.title.as_str(), record.number.as_str(), record.kind), (title, number, Kind::LegalCase), "{words}");
        }
    }
}
