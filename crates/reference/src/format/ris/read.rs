//! References of RIS to records.

use super::{
    super::{Found, Library, set_other},
    types,
    write::has_issn,
};
use crate::{Kind, Name, Record, Role, variable};
use scholion_base::{Date, Lang, Span, diagnostic::meant, say};

/// A line of the file: its tag, its value, where the tag stands.
struct Line {
    tag: [u8; 2],
    value: String,
    place: Span,
}

/// Reads all references of a file.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut strayed = false;
    // Old Macs end a line with CR alone.
    for raw in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += raw.len();
        let line = raw.trim_end_matches(['\n', '\r']);
        let (line, start) = match line.strip_prefix('\u{feff}') {
            Some(rest) if start == 0 => (rest, line.len() - rest.len()),
            _ => (line, start),
        };
        match tag(line) {
            Some((tag, value)) => {
                let place = Span::new(start, start + line.trim_end().len());
                if &tag == b"TY" && !lines.is_empty() {
                    let hint = say::bad_ris_unended_hint();
                    library.doubt(lines.first().map_or(place, |first| first.place), say::bad_ris_unended(), hint);
                    finish(std::mem::take(&mut lines), &mut library);
                }
                if &tag == b"ER" {
                    finish(std::mem::take(&mut lines), &mut library);
                } else if lines.is_empty() && &tag != b"TY" {
                    if !strayed {
                        library.fault(place, say::bad_ris_stray(), say::bad_ris_stray_hint());
                    }
                    strayed = true;
                } else {
                    strayed = false;
                    lines.push(Line { tag, value: value.to_owned(), place });
                }
            }
            // What has no tag goes on with the line before.
            None => {
                let words = line.trim();
                if let Some(last) = lines.last_mut().filter(|_| !words.is_empty()) {
                    last.value.push(' ');
                    last.value.push_str(words);
                } else if lines.is_empty() && !words.is_empty() && !strayed && !text.get(..start).unwrap_or("").contains("ER  -") {
                    strayed = true;
                    let place = Span::new(start, start + line.len());
                    library.fault(place, say::bad_ris_stray(), say::bad_ris_stray_hint());
                }
            }
        }
    }
    if !lines.is_empty() {
        let place = lines.first().map_or(Span::default(), |first| first.place);
        library.doubt(place, say::bad_ris_unended(), say::bad_ris_unended_hint());
        finish(lines, &mut library);
    }
    library
}

/// The tag and value of a line: two letters or digits, spaces, a hyphen.
fn tag(line: &str) -> Option<([u8; 2], &str)> {
    let line = line.trim_start_matches(' ');
    let tag: [u8; 2] = line.as_bytes().get(..2)?.try_into().ok()?;
    if !tag[0].is_ascii_uppercase() || !(tag[1].is_ascii_uppercase() || tag[1].is_ascii_digit()) {
        return None;
    }
    let rest = line.get(2..)?;
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    // `UN - a text` is a tag in careless files, `UN-` is a word.
    (rest.starts_with(' ') && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (tag, value.trim()))
}

fn finish(lines: Vec<Line>, library: &mut Library) {
    let Some(first) = lines.first() else { return };
    let mut place = first.place;
    let kind = types::kind_of(&first.value);
    if kind.is_none() {
        let hint = meant(&first.value, ["JOUR", "BOOK", "CHAP", "THES", "RPRT", "ELEC", "NEWS", "GEN"]);
        let hint = hint.unwrap_or_else(say::unknown_type_hint_gen);
        library.doubt(place, say::unknown_type_ris(&first.value), hint);
    }
    let mut record = Record { kind: kind.unwrap_or(Kind::Document), ..Record::default() };
    let mut year = None;
    let mut notes: Vec<&str> = Vec::new();
    let mut keywords: Vec<&str> = Vec::new();
    let (mut first_page, mut last_page) = ("", "");
    let mut location = "";
    for line in &lines {
        let value = line.value.as_str();
        if value.is_empty() {
            continue;
        }
        match &line.tag {
            b"ID" => {
                record.key = value.into();
                place = line.place;
            }
            b"AU" | b"A1" => record.author.push(name(value)),
            b"ED" => record.editor.push(name(value)),
            b"A2" => record.add(second_role(kind), name(value)),
            b"A3" if kind == Some(Kind::MotionPicture) => record.add(Role::Director, name(value)),
            b"A3" => record.add(Role::CollectionEditor, name(value)),
            b"A4" => record.translator.push(name(value)),
            b"TI" | b"T1" | b"CT" => put(&mut record.title, value),
            // In a book `BT` is the title, in a part of one that of the whole.
            b"BT" => {
                put(if matches!(record.kind, Kind::Book | Kind::Manuscript) { &mut record.title } else { &mut record.container }, value)
            }
            b"TT" => put(&mut record.translated_title, value),
            b"T2" => put(&mut record.container, value),
            b"T3" => put(&mut record.series, value),
            b"VL" => put(&mut record.volume, value),
            b"IS" | b"CP" => put(&mut record.issue, value),
            b"SP" => first_page = value,
            b"EP" => last_page = value,
            b"ET" => put(&mut record.edition, value),
            b"PB" => put(&mut record.publisher, value),
            b"CY" | b"PP" => put(&mut record.place, value),
            b"M1" => put(&mut record.number, value),
            b"M3" => put(&mut record.genre, value),
            b"SN" => serial(&mut record, value),
            b"DO" => put(&mut record.doi, value.trim_start_matches("https://doi.org/").trim_start_matches("doi:").trim()),
            b"UR" => put(&mut record.url, value),
            b"PY" | b"Y1" => year = year.or_else(|| date(value)),
            b"DA" => record.issued = date(value),
            b"Y2" => record.accessed = date(value),
            b"LA" => record.language = Some(Lang::new(value)),
            b"DB" | b"DP" => put(&mut record.archive, value),
            b"AV" => location = value,
            b"AN" => put(&mut record.archive_location, value),
            b"N2" => set_other(&mut record, "abstract", value),
            b"KW" => keywords.push(value),
            b"N1" => notes.push(value),
            tag => {
                let field = variable::ALL.iter().find(|variable| !variable.ris.is_empty() && variable.ris.as_bytes() == tag);
                if let Some(variable) = field.filter(|variable| super::super::other(&record, variable.name).is_empty()) {
                    set_other(&mut record, variable.name, value);
                }
            }
        }
    }
    // What the tags for journals say counts where `T2` says nothing: `JO` is often an abbreviation.
    for tag in [b"JF", b"JO", b"JA", b"J2"] {
        if let Some(line) = lines.iter().find(|line| &line.tag == tag && !line.value.is_empty()) {
            put(&mut record.container, &line.value);
        }
    }
    record.pages = match (first_page, last_page) {
        (first, "") => first.into(),
        (first, last) if first.contains('-') || first == last => first.into(),
        (first, last) => format!("{first}–{last}"),
    };
    // A day says more than a year, unless it is of another year.
    record.issued = match (record.issued, year) {
        (Some(full), Some(year)) if full.start.year != year.start.year => Some(year),
        (full, year) => full.or(year),
    };
    // We write the archive before the place in it, others do not.
    let inner = location
        .strip_prefix(record.archive.as_str())
        .filter(|rest| !record.archive.is_empty() && (rest.is_empty() || rest.starts_with(',')));
    put(&mut record.archive_location, inner.map_or(location, |rest| rest.trim_start_matches([',', ' '])));
    set_other(&mut record, "keyword", &keywords.join(", "));
    record.note = notes.join(" ");
    library.entries.push(Found { record, place });
}

/// The first value of a field holds.
fn put<T: From<String> + std::ops::Deref<Target = str>>(field: &mut T, value: &str) {
    if field.is_empty() {
        *field = T::from(value.to_owned());
    }
}

/// Whom `A2` names.
fn second_role(kind: Option<Kind>) -> Role {
    match kind {
        Some(Kind::Communication) => Role::Recipient,
        Some(Kind::Interview) => Role::Interviewer,
        _ => Role::Editor,
    }
}

/// `Family, Given, Suffix`, or the name of a body.
fn name(value: &str) -> Name {
    if value.contains(",,") {
        return Name::literal(&value.replacen(",,", ",", 1));
    }
    let Some((family, rest)) = value.split_once(',') else { return Name::literal(value) };
    let (given, suffix) = rest.split_once(',').unwrap_or((rest, ""));
    let mut family = family.trim();
    // Words in small letters before the name are its particle.
    let particle_end = family
        .split_inclusive(' ')
        .take_while(|word| word.ends_with(' ') && word.chars().next().is_some_and(char::is_lowercase))
        .map(str::len)
        .sum::<usize>();
    let particle = family.get(..particle_end).unwrap_or("").trim();
    family = family.get(particle_end..).unwrap_or(family);
    Name { family: family.into(), given: given.trim().into(), particle: particle.into(), suffix: suffix.trim().into(), ..Name::default() }
}

/// `YYYY/MM/DD/other`, with hyphens in careless files; `other` holds the range that we wrote.
fn date(value: &str) -> Option<Date> {
    let parts: Vec<&str> = value.splitn(4, '/').map(str::trim).collect();
    if let Some(date) = parts.get(3).and_then(|rest| Date::parse(&rest.replace("--", "/"))) {
        return Some(date);
    }
    let parts: Vec<&str> = if parts.len() == 1 { value.splitn(3, '-').map(str::trim).collect() } else { parts };
    let year_text = parts.first()?.trim_start_matches(['c', 'a', '.', ' ', '[']).trim_end_matches([']', '?', '~']);
    let negative = value.starts_with('-');
    let year: i32 =
        if negative { value.trim_end_matches('/').parse().ok()? } else { year_text.get(..4).unwrap_or(year_text).parse().ok()? };
    let number = |nth: usize| parts.get(nth).and_then(|part| part.parse().ok()).filter(|_| !negative);
    let (month, day) = (number(1), number(2));
    Date::ymd(year, month, day.filter(|_| month.is_some())).or_else(|| Date::ymd(year, month, None)).or_else(|| Some(Date::year(year)))
}

/// ISSN or ISBN: by its digits, or by the kind of work.
fn serial(record: &mut Record, value: &str) {
    let digits = value.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).count();
    let is_issn = match digits {
        8 => true,
        10 | 13 => false,
        _ => has_issn(record.kind),
    };
    put(if is_issn { &mut record.issn } else { &mut record.isbn }, value);
}
