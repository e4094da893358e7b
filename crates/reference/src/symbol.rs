//! Symbols of official documents: what a library files them under, and what makes two citations one work.
//!
//! United Nations symbols follow ST/LIB/SER.B/5/Rev.5: components between slashes, the first naming the
//! organ. Others: `COM(2020) 50` and CELEX numbers of the European Union, ECLI of courts, `RFC 3261`.

use scholion_base::{Span, script::is_letter_or_number};

/// A symbol found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Where it stands.
    pub span: Span,
    /// As it is written in catalogues: capitals, no spaces, no year in brackets behind: `S/RES/1540`.
    pub name: String,
}

/// First components of symbols: organs and bodies of the United Nations family and others that follow it.
const ORGANS: &[&str] = &[
    "A", "S", "E", "T", "ST", "DC", "DP", "TD", "ID", "CD", "HRC", "CCPR", "CERD", "CEDAW", "CAT", "CRC", "CRPD", "CED", "CMW", "HRI",
    "UNEP", "UNCTAD", "UNW", "UNEA", "FCCC", "CBD", "ECE", "ESCAP", "ECA", "ECLAC", "LC", "WT", "SPLOS", "ISBA", "INFCIRC", "GOV", "GC",
    "NPT", "BWC", "IPCC", "ICCD", "ICC", "PCNICC", "UNODC", "CTOC", "CAC", "SAICM", "UNFF", "PBC", "JIU", "IAEA", "HSP", "WFP", "EB",
    "WHA", "CEB", "TRANS", "ACABQ", "AC", "А", "С", "Е",
];

/// The symbol that begins at byte `at`, a word's start; `None` if none does.
pub fn at(text: &str, at: usize) -> Option<Symbol> {
    let rest = text.get(at..)?;
    united_nations(rest).or_else(|| european(rest)).map(|(len, name)| Symbol { span: Span::new(at, at + len), name })
}

/// All symbols of a text, in order.
pub fn find(text: &str) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    // Each has a number.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return symbols;
    }
    let mut free = 0;
    let mut inside = false;
    for (offset, c) in text.char_indices() {
        if offset >= free
            && !inside
            && c.is_uppercase()
            && let Some(symbol) = at(text, offset)
        {
            free = symbol.span.end as usize;
            symbols.push(symbol);
        }
        inside = is_letter_or_number(c) || matches!(c, '/' | '-');
    }
    symbols
}

/// The name by which a symbol is filed, from a text that is one symbol; `None` if it is not.
pub fn name(text: &str) -> Option<String> {
    let text = text.trim();
    at(text, 0).filter(|symbol| symbol.span.end as usize + 8 > text.len()).map(|symbol| symbol.name)
}

fn united_nations(rest: &str) -> Option<(usize, String)> {
    let organ_len = rest.bytes().take(13).position(|byte| byte == b'/').filter(|&len| len > 0)?;
    let organ = rest.get(..organ_len)?;
    if !ORGANS.contains(&organ) {
        return None;
    }
    let end = rest
        .char_indices()
        .find(|&(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '*')) && !matches!(c, 'А'..='я'))
        .map_or(rest.len(), |(end, _)| end);
    let symbol = rest.get(..end)?.trim_end_matches(['.', '-', '/', '*']);
    let components = symbol.split('/').count();
    let digits = symbol.bytes().filter(u8::is_ascii_digit).count();
    let whole = symbol.split('/').all(|part| !part.is_empty() && part.len() <= 16);
    // `A/65/201` has three components; two are enough where the organ cannot be a word ("INFCIRC/153").
    let meeting = symbol.get(organ_len + 1..).is_some_and(|part| ["PV.", "SR."].iter().any(|record| part.starts_with(record)));
    if digits == 0 || !whole || components < 3 && organ.len() < 3 && !meeting {
        return None;
    }
    let mut len = symbol.len();
    // `A/RES/217(III) A`: the session is part of the older symbols.
    let tail = rest.get(len..).unwrap_or("");
    let spaces = tail.len() - tail.trim_start_matches(' ').len();
    if let Some(inside) = tail.get(spaces..).and_then(|tail| tail.strip_prefix('('))
        && let Some(close) = inside.find(')').filter(|&close| (1..=8).contains(&close))
        && let Some(session) =
            inside.get(..close).filter(|session| session.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'S' | b'-' | b'E')))
    {
        len += spaces + close + 2;
        let mut name = format!("{}({session})", latin(symbol));
        let part = rest.get(len..).unwrap_or("");
        if let Some(letter) = part.strip_prefix(' ').and_then(|part| part.chars().next()).filter(char::is_ascii_uppercase)
            && !part.get(2..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
        {
            len += 2;
            name.push(letter);
        }
        return Some((len, name));
    }
    // `S/RES/1540 (2004)`: the year is printed with it but is no part of it.
    let year = rest.get(len..).unwrap_or("");
    let trimmed = year.trim_start_matches([' ', '\u{a0}']);
    if symbol.contains("RES/")
        && let Some(inside) = trimmed.strip_prefix('(').and_then(|inside| inside.get(..5))
        && inside.ends_with(')')
        && inside.bytes().take(4).all(|byte| byte.is_ascii_digit())
    {
        len += year.len() - trimmed.len() + 6;
    }
    Some((len, latin(symbol)))
}

/// Organs are sometimes typed with Cyrillic letters that look Latin.
fn latin(symbol: &str) -> String {
    symbol
        .chars()
        .map(|c| match c {
            'А' => 'A',
            'С' => 'S',
            'Е' => 'E',
            other => other.to_ascii_uppercase(),
        })
        .collect()
}

fn european(rest: &str) -> Option<(usize, String)> {
    if !rest.starts_with(['C', 'S', 'J', 'E', 'R']) {
        return None;
    }
    for series in ["COM", "SWD", "SEC", "JOIN", "C"] {
        if let Some(tail) = rest.strip_prefix(series)
            && let Some((len, year, number)) = bracketed_year(tail)
        {
            return Some((series.len() + len, format!("{series}({year}){number}")));
        }
    }
    if rest.starts_with("ECLI:") {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '.'))).unwrap_or(rest.len());
        let name = rest.get(..end)?.trim_end_matches(['.', ':']);
        return (name.matches(':').count() >= 4).then(|| (name.len(), name.to_owned()));
    }
    for prefix in ["CELEX", "RFC"] {
        if let Some(tail) = rest.strip_prefix(prefix) {
            let number = tail.trim_start_matches([' ', ':', '\u{a0}']);
            let end = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
            let digits = number.get(..end)?.bytes().filter(u8::is_ascii_digit).count();
            let enough = if prefix == "RFC" { digits == end && (3..=5).contains(&digits) } else { digits >= 8 };
            if enough {
                let len = rest.len() - number.len() + end;
                return Some((len, format!("{prefix} {}", number.get(..end)?)));
            }
        }
    }
    None
}

/// Names under which standards are issued.
const ISSUERS: &[&str] = &[
    "ISO", "IEC", "IEEE", "DIN", "EN", "BS", "NF", "UNE", "UNI", "GB", "GB/T", "ANSI", "NISO", "ASTM", "NBR", "ABNT", "ITU-T", "TS", "TR",
    "Std", "SN", "ÖNORM", "JIS", "ГОСТ", "Р", "ИСО", "МЭК", "ДСТУ", "СТБ", "СНиП", "ОСТ",
];

/// The length of the designation of a standard at the beginning of a text, `ISO 690:2021`, `ГОСТ Р 7.0.5–2008`: its issuers, a
/// number, and the year behind a colon or dash.
pub fn standard(text: &str) -> Option<usize> {
    // The first letters of issuers, those in Cyrillic script by their first byte.
    if !text.starts_with(['I', 'D', 'E', 'B', 'N', 'U', 'G', 'A', 'T', 'S', 'J', 'Ö']) && !text.as_bytes().starts_with(&[0xd0]) {
        return None;
    }
    let mut at = 0;
    let mut issuers = 0;
    // Issuers are parted by blanks, slashes or hyphens: `DIN EN ISO`, `ISO/IEC`, `UNE-EN`.
    loop {
        let rest = text.get(at..)?;
        let Some(issuer) = ISSUERS
            .iter()
            .filter(|issuer| rest.strip_prefix(**issuer).is_some_and(|tail| tail.starts_with([' ', '\u{a0}', '/', '-'])))
            .max_by_key(|issuer| issuer.len())
        else {
            break;
        };
        issuers += 1;
        at += issuer.len();
        at += text.get(at..)?.chars().next()?.len_utf8();
    }
    let number = text.get(at..).filter(|_| issuers > 0)?;
    let end = number.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '–' | '—'))).unwrap_or(number.len());
    let number = number.get(..end)?.trim_end_matches(['.', ':', '-', '–', '—']);
    let (head, year) = number.rsplit_once([':', '-', '–', '—'])?;
    let is_year = matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
    let letters = head.bytes().take_while(u8::is_ascii_alphabetic).count();
    (is_year && letters <= 2 && head.as_bytes().get(letters).is_some_and(u8::is_ascii_digit)).then_some(at + number.len())
}

/// `(2020) 50`, also with `final` behind: length, year and number.
fn bracketed_year(tail: &str) -> Option<(usize, &str, &str)> {
    let inside = tail.trim_start_matches(' ').strip_prefix(['(', '/'])?;
    let year = inside.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let behind = inside.get(4..)?.strip_prefix([')', '/'])?;
    let number = behind.trim_start_matches([' ', '\u{a0}']);
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    (1..=5).contains(&end).then(|| (tail.len() - number.len() + end, year, number.get(..end).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found() {
        for (text, printed, name) in [
            ("Resolution A/RES/53/70 adopted", "A/RES/53/70", "A/RES/53/70"),
            ("(A/65/201).", "A/65/201", "A/65/201"),
            ("S/RES/1540 (2004), para. 3", "S/RES/1540 (2004)", "S/RES/1540"),
            ("UN Doc. S/2015/206.", "S/2015/206", "S/2015/206"),
            ("CCPR/C/21/Rev.1/Add.13", "CCPR/C/21/Rev.1/Add.13", "CCPR/C/21/REV.1/ADD.13"),
            ("док. А/69/723", "А/69/723", "A/69/723"),
            ("COM(2020) 50 final", "COM(2020) 50", "COM(2020)50"),
            ("CELEX: 32016R0679", "CELEX: 32016R0679", "CELEX 32016R0679"),
            ("ECLI:EU:C:2014:317.", "ECLI:EU:C:2014:317", "ECLI:EU:C:2014:317"),
            ("A/RES/217(III) A.", "A/RES/217(III) A", "A/RES/217(III)A"),
            ("INFCIRC/153", "INFCIRC/153", "INFCIRC/153"),
            ("UN Doc. S/PV.8952, 20 January", "S/PV.8952", "S/PV.8952"),
        ] {
            let found = find(text);
            assert_eq!(
                found.iter().map(|symbol| (symbol.span.of(text), symbol.name.as_str())).collect::<Vec<_>>(),
                [(printed, name)],
                "{text}"
            );
        }
    }

    #[test]
    fn standards_are_known_by_their_issuer_number_and_year() {
        for (text, designation) in [
            ("ISO 690:2021. Information", "ISO 690:2021"),
            ("ISO/IEC 27001:2013(E)", "ISO/IEC 27001:2013"),
            ("DIN EN ISO 9001:2015-11", "DIN EN ISO 9001:2015-11"),
            ("ГОСТ Р 7.0.5–2008. Ссылка", "ГОСТ Р 7.0.5–2008"),
            ("ГОСТ 7.1-84. Описание", "ГОСТ 7.1-84"),
            ("GB/T 3792.4-2009", "GB/T 3792.4-2009"),
            ("IEEE Std 754-2019, Jul.", "IEEE Std 754-2019"),
            ("ANSI/NISO Z39.19-2005.", "ANSI/NISO Z39.19-2005"),
        ] {
            assert_eq!(standard(text).and_then(|len| text.get(..len)), Some(designation), "{text}");
        }
        for text in ["ISO standards", "ISO 9001", "EN 5", "En 1999-2000", "Р 12-2008x", "GB 12", "IEEE Transactions 12-13", ""] {
            assert_eq!(standard(text), None, "{text}");
        }
    }

    #[test]
    fn what_looks_like_one_is_none() {
        for text in ["A/B tests", "and/or 5", "S/N 12", "TCP/IP/2", "E/1", "Cambridge/London 1999", "C 12"] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
