//! Ranges of pages (specification, appendix "Page Range Formats").

use super::pieces::{Between, Piece, pieces};
use crate::style::PageRangeFormat;
use crate::style::locale::Locale;
use crate::style::term::{Form, Term};

/// All formats, and none.
#[cfg(test)]
pub(super) const FORMATS: [Option<PageRangeFormat>; 6] = [
    None,
    Some(PageRangeFormat::Chicago15),
    Some(PageRangeFormat::Chicago16),
    Some(PageRangeFormat::Expanded),
    Some(PageRangeFormat::Minimal),
    Some(PageRangeFormat::MinimalTwo),
];

/// Pages as a style's `page-range-format` has them, with the locale's `page-range-delimiter` in ranges.
pub fn page_range(value: &str, format: Option<PageRangeFormat>, locale: &Locale) -> String {
    dashed(value, Dashes { locale, format, falling: true })
}

/// How ranges are written.
#[derive(Clone, Copy)]
pub(super) struct Dashes<'l> {
    pub(super) locale: &'l Locale,
    pub(super) format: Option<PageRangeFormat>,
    /// Whether what does not rise may be a range as well, as pages cut short are: "110-5".
    pub(super) falling: bool,
}

/// A value with dashes in its ranges. A hyphen of something else stays: "TR-99-02", "A-1", "12a-c", and any that is escaped ("3\-B").
pub(super) fn dashed(value: &str, how: Dashes) -> String {
    if !value.contains(['-', '–', '—', '&']) {
        return value.trim().to_owned();
    }
    let all: Vec<Piece> = pieces(value).collect();
    let dash = |at: usize| matches!(all.get(at), Some(Piece::Between(sign)) if sign.is_dash() || sign.written().contains("\\-"));
    let mut out = String::with_capacity(value.len() + 4);
    let mut at = 0;
    while let Some(piece) = all.get(at) {
        match (piece, all.get(at + 1), all.get(at + 2)) {
            (Piece::Atom(first), Some(Piece::Between(sign)), Some(Piece::Atom(last)))
                if sign.is_dash() && !dash(at + 3) && (at == 0 || !dash(at - 1)) =>
            {
                out.push_str(&range(first, *sign, last, how));
                at += 2;
            }
            (Piece::Atom(atom), ..) => out.push_str(atom),
            (Piece::Between(sign), ..) if sign.is_ampersand() => {
                out.push(' ');
                out.push_str(ampersand(how.locale));
                out.push(' ');
            }
            // In brackets are pages without a printed number: "(xv)-(xvii)".
            (Piece::Between(sign), ..) if matches!(sign.written(), ")-(" | "]-[") => {
                out.push_str(&sign.written().replace('-', delimiter(how.locale)));
            }
            (Piece::Between(sign), ..) => out.push_str(&sign.written().replace("\\-", "-")),
        }
        at += 1;
    }
    out
}

/// The locale's sign for "and", if it has one of its own.
fn ampersand(locale: &Locale) -> &str {
    locale.term(Term::And, Form::Symbol, false).filter(|and| !and.is_empty() && *and != locale.word(Term::And)).unwrap_or("&")
}

/// What stands between the ends of a range.
fn delimiter(locale: &Locale) -> &str {
    locale.term(Term::PageRangeDelimiter, Form::Long, false).filter(|term| !term.is_empty()).unwrap_or("–")
}

/// A range of two words, if it is one.
fn range(first: &str, sign: Between, last: &str, how: Dashes) -> String {
    let delimiter = delimiter(how.locale);
    let (Some(from), Some(to)) = (Page::of(first), Page::of(last)) else {
        let between = if is_roman(first) && is_roman(last) { delimiter } else { hyphen(sign) };
        return format!("{first}{between}{last}");
    };
    if from.prefix != to.prefix || (!how.falling && !from.rises_to(&to)) {
        return format!("{first}{}{last}", hyphen(sign));
    }
    let plain = from.suffix.is_empty() && to.suffix.is_empty();
    let Some(format) = how.format.filter(|_| plain) else { return format!("{first}{delimiter}{last}") };
    let whole = expanded(from.digits, to.digits);
    let (Ok(begin), Ok(end)) = (from.digits.parse::<u64>(), whole.parse::<u64>()) else { return format!("{first}{delimiter}{last}") };
    if begin >= end {
        return format!("{first}{delimiter}{last}");
    }
    let cut = match format {
        PageRangeFormat::Expanded => return format!("{first}{delimiter}{}{whole}", to.prefix),
        PageRangeFormat::Minimal => minimal(from.digits, &whole, 1),
        PageRangeFormat::MinimalTwo => minimal(from.digits, &whole, 2),
        PageRangeFormat::Chicago15 => chicago_15(begin, end),
        PageRangeFormat::Chicago16 => chicago_16(begin, end),
    };
    // The letters in front of both pages are not said again.
    format!("{first}{delimiter}{}", cut.unwrap_or(whole))
}

/// A hyphen as it stands between what is no range.
fn hyphen(sign: Between<'_>) -> &str {
    match sign.written().trim() {
        "–" | "—" => sign.written(),
        _ => "-",
    }
}

/// A page: letters, digits, small letters ("S12", "12a").
struct Page<'v> {
    prefix: &'v str,
    digits: &'v str,
    suffix: &'v str,
}

impl<'v> Page<'v> {
    fn of(word: &'v str) -> Option<Self> {
        let end = word.rfind(|sign: char| sign.is_ascii_digit())? + 1;
        let (before, suffix) = word.split_at_checked(end)?;
        let start = before
            .rfind(|sign: char| !sign.is_ascii_digit())
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let (mut prefix, mut digits) = before.split_at_checked(start)?;
        if !prefix.is_empty() {
            // Zeros behind letters belong to them.
            let zeros = digits.len() - digits.trim_start_matches('0').len();
            let zeros = zeros.min(digits.len() - 1);
            prefix = before.get(..start + zeros)?;
            digits = before.get(start + zeros..)?;
        }
        suffix.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(Self { prefix, digits, suffix })
    }

    /// Whether both are plain numbers, of which the second is the greater.
    fn rises_to(&self, other: &Self) -> bool {
        let number = |page: &Self| page.digits.parse::<u64>().ok().filter(|number| page.digits == number.to_string());
        matches!((number(self), number(other)), (Some(first), Some(last)) if first < last)
    }
}

/// Whether a word is a Roman number in letters of one case.
pub fn is_roman(word: &str) -> bool {
    let all = |signs: &str| !word.is_empty() && word.chars().all(|sign| signs.contains(sign));
    all("ivxlcdm") || all("IVXLCDM")
}

/// The last page with the digits that were left out: 110-5 is 110-115.
fn expanded(first: &str, last: &str) -> String {
    let missing = first.len().saturating_sub(last.len());
    format!("{}{last}", first.get(..missing).unwrap_or_default())
}

/// The last page without the digits that are those of the first, but at least so many.
fn minimal(first: &str, last: &str, least: usize) -> Option<String> {
    if first.len() != last.len() {
        return None;
    }
    let same = first.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count();
    last.get(same.min(last.len().saturating_sub(least))..).map(str::to_owned)
}

/// The Chicago Manual of Style, 15th edition, 9.64.
fn chicago_15(begin: u64, end: u64) -> Option<String> {
    if begin > 100 && !begin.is_multiple_of(100) && begin / 100 == end / 100 {
        Some((end % 100).to_string())
    } else if begin >= 10_000 && begin / 1000 == end / 1000 {
        Some(format!("{:03}", end % 1000))
    } else {
        None
    }
}

/// The Chicago Manual of Style, 16th edition, 9.60: only what differs, two digits at least unless more are needed.
fn chicago_16(begin: u64, end: u64) -> Option<String> {
    if begin <= 100 || begin.is_multiple_of(100) || begin.to_string().len() != end.to_string().len() {
        return None;
    }
    [100, 1000, 10_000, 100_000, 1_000_000].into_iter().find(|part| begin / part == end / part).map(|part| (end % part).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Option<PageRangeFormat>, cases: &[(&str, &str)]) {
        for (value, expected) in cases {
            assert_eq!(page_range(value, format, &Locale::default()), *expected, "{value} {format:?}");
        }
    }

    #[test]
    fn chicago() {
        check(
            Some(PageRangeFormat::Chicago16),
            &[
                ("3-10", "3–10"),
                ("S12-S15", "S12–15"),
                ("71-2", "71–72"),
                ("100-104", "100–104"),
                ("1100-13", "1100–1113"),
                ("101-108", "101–8"),
                ("1496-1500", "1496–500"),
                ("498-532", "498–532"),
                ("xxv-xxviii", "xxv–xxviii"),
                ("12991-123001", "12991–123001"),
            ],
        );
        check(
            Some(PageRangeFormat::Chicago15),
            &[
                ("1496-1504", "1496–1504"),
                ("11564-11568", "11564–68"),
                ("13792-13803", "13792–803"),
                ("321-325", "321–25"),
                ("600-13", "600–613"),
                ("8n11564-8n1568", "8n11564–68"),
            ],
        );
    }

    #[test]
    fn other_formats() {
        check(
            Some(PageRangeFormat::Expanded),
            &[("110-5", "110–115"), ("N110 - N5", "N110–N115"), ("N110 - 5", "N110-5"), ("110 - N6", "110-N6")],
        );
        check(
            Some(PageRangeFormat::Minimal),
            &[("42-45", "42–5"), ("321-28", "321–8"), ("3-10", "3–10"), ("142-145 & 235", "142–5 & 235")],
        );
        check(Some(PageRangeFormat::MinimalTwo), &[("321-328", "321–28"), ("1-5", "1–5")]);
        check(
            None,
            &[
                ("110-5", "110–5"),
                ("S12-S15", "S12–S15"),
                ("3\\-B", "3-B"),
                ("12a-c", "12a-c"),
                ("A-1", "A-1"),
                ("12--15", "12–15"),
                ("12–15, 17", "12–15, 17"),
                ("iv, vi-xi", "iv, vi–xi"),
            ],
        );
    }
}
