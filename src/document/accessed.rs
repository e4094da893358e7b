//! The date on which a text says it saw a page: `(accessed: 01.04.2022)`.

use super::LinkTarget;
use crate::base::{Date, Span, script::is_han};

/// What stands before the date, in lower case.
const MARKS: &[&str] = &[
    "accessed",
    "access date",
    "date of access",
    "retrieved",
    "last visited",
    "visited on",
    "last access",
    "viewed",
    "дата обращения",
    "дата доступа",
    "обращение",
    "дата звернення",
    "zugriff",
    "abgerufen",
    "letzter zugriff",
    "zuletzt besucht",
    "eingesehen",
    "consulté le",
    "consultée le",
    "page consultée",
    "dernier accès",
    "date d’accès",
    "date d'accès",
    "acesso em",
    "acessado em",
    "acesso",
    "último acesso",
    "consultado el",
    "consultado em",
    "consultado",
    "fecha de consulta",
    "consulta",
    "acceso",
    "consultato il",
    "ultimo accesso",
    "data di accesso",
    "dostęp",
    "访问日期",
    "访问时间",
    "引用日期",
    "检索日期",
    "查阅日期",
    "访问",
    "アクセス日",
    "閲覧日",
];

/// Names of months, or what they begin with, in lower case, by month.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "ene", "gen", "січ", "stycz"],
    &["feb", "fév", "fev", "févr", "фев", "лют", "lut"],
    &["mar", "mär", "мар", "берез", "marz"],
    &["apr", "avr", "abr", "апр", "квіт", "kwie"],
    &["may", "mai", "мая", "май", "mag", "трав", "maj"],
    &["jun", "juin", "июн", "giu", "черв", "czerw"],
    &["jul", "juil", "июл", "lug", "лип", "lip"],
    &["aug", "aoû", "aou", "ago", "авг", "серп", "sierp"],
    &["sep", "set", "сен", "верес", "wrze"],
    &["oct", "okt", "out", "ott", "окт", "жовт", "paź"],
    &["nov", "ноя", "лист", "listop"],
    &["dec", "dez", "déc", "dic", "дек", "груд", "grud"],
];

/// Dates each outside link of one block by the words between it and the next link.
pub(super) fn find(words: &str, block: Span, links: &mut [super::facts::Link]) {
    let mut end = block.end;
    for link in links.iter_mut().rev() {
        if matches!(link.target, LinkTarget::Outside(_)) && !link.words.is_empty() {
            let from = link.words.end.max(block.start) - block.start;
            let to = end.max(block.start) - block.start;
            link.accessed = words.get(from as usize..to as usize).and_then(|words| access_date(near(words))).map(Box::new);
        }
        if !link.words.is_empty() {
            end = link.words.start;
        }
    }
}

/// The words that may speak of the link before them.
fn near(words: &str) -> &str {
    const FAR: usize = 120;
    words.char_indices().nth(FAR).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// The date behind the first mark of access in `text`, if there is one.
pub(super) fn access_date(text: &str) -> Option<Date> {
    if text.len() < 12 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let (start, mark) = MARKS
        .iter()
        .filter_map(|mark| lower.find(mark).map(|start| (start, *mark)))
        .min_by_key(|(start, mark)| (*start, usize::MAX - mark.len()))?;
    read_date(lower.get(start + mark.len()..)?)
}

/// A date at the beginning of lower-case `text`, a few small words before it passed over. Numbers with
/// points are day first; with slashes only if one of them cannot be a month.
pub(super) fn read_date(text: &str) -> Option<Date> {
    /// As many numbers and words as a date and what leads to it can have.
    const LONGEST: usize = 8;
    let mut numbers: Vec<(i32, usize)> = Vec::new();
    let mut month = None;
    let mut slashes = false;
    for (token, before) in tokens(text).take(LONGEST) {
        if let Ok(number) = token.parse::<i32>() {
            slashes |= before.trim() == "/" && !numbers.is_empty();
            numbers.push((number, token.len()));
        } else if let Some(found) = month_named(token).filter(|_| month.is_none()) {
            month = Some((found, numbers.len()));
        } else if let Some(number) = ordinal(token) {
            numbers.push((number, 1));
        } else if numbers.len() + usize::from(month.is_some()) > 0
            && !matches!(token, "de" | "of" | "г" | "年" | "月" | "日" | "del" | "do")
        {
            break;
        }
        if numbers.len() + usize::from(month.is_some()) == 3 {
            break;
        }
    }
    let is_year = |(number, digits): (i32, usize)| digits == 4 && (1900..2200).contains(&number);
    let small = |(number, _): (i32, usize)| u8::try_from(number).ok();
    match (numbers.as_slice(), month) {
        (&[day, year], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), small(day)),
        (&[year, day], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), small(day)),
        (&[year], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), None),
        (&[year, month, day], None) if is_year(year) => Date::ymd(year.0, small(month), small(day)),
        (&[a, b, year], None) if is_year(year) && !slashes => Date::ymd(year.0, small(b), small(a)),
        (&[a, b, year], None) if is_year(year) => match (a.0 > 12, b.0 > 12) {
            (true, false) => Date::ymd(year.0, small(b), small(a)),
            (false, true) => Date::ymd(year.0, small(a), small(b)),
            _ if a.0 == b.0 => Date::ymd(year.0, small(a), small(b)),
            _ => None,
        },
        _ => None,
    }
}

fn month_named(word: &str) -> Option<u8> {
    if word.chars().count() < 3 {
        return None;
    }
    let index = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u8::try_from(index + 1).ok()
}

/// `1st`, `2nd`, `1er`, `1º`.
fn ordinal(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest = word.get(digits.len()..)?;
    (digits.len() <= 2 && matches!(rest, "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "ª")).then(|| digits.parse().ok())?
}

/// The runs of letters or digits, each with what stands before it. Chinese characters stand alone.
fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let (before, from) = rest.split_at(start);
        let digits = from.starts_with(|c: char| c.is_ascii_digit());
        let end = if from.starts_with(is_han) {
            from.chars().next().map_or(0, char::len_utf8)
        } else {
            let ends = |c: char| !(c.is_alphanumeric() || digits && matches!(c, 'º' | '°')) || is_han(c);
            from.find(ends).unwrap_or(from.len())
        };
        let (token, after) = from.split_at(end);
        rest = after;
        Some((token, before))
    })
}
