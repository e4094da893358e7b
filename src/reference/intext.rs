//! Author–year citations in running text: `(Xu Peixi, 2021; Wang Zheng, 2020)`, `Smith and Jones (1999, 2001)`,
//! `[Иванов 2019, с. 5]`.
//!
//! The year is the anchor: a bracket with a year in it either names authors before the year, or stands behind
//! authors named in the sentence.

use crate::base::Span;

use super::{dates, locator, names::is_particle};

/// A citation in running text: a bracket, with the names before it if the sentence names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InText {
    /// All of it, brackets included.
    pub span: Span,
    /// The works it cites, in order; never empty.
    pub works: Vec<InTextWork>,
    /// Whether the authors are part of the sentence: `Smith (2019)`.
    pub narrative: bool,
}

/// One work of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InTextWork {
    /// The authors as printed, one each: `Xu Peixi`, `Biryukov`.
    pub authors: Vec<String>,
    /// Whether it says that there are more: `et al.`
    pub others: bool,
    /// The year with its letter, `2019a`; or `n.d.`, `in press`, `forthcoming` in lower case.
    pub year: String,
    /// The place in the work, as printed: `p. 5`; empty if none is given.
    pub locator: String,
    /// The printed words of this one work: `Xu Peixi, 2021`, or a later year alone, `2001`.
    pub span: Span,
}

/// Longest bracket that is read as a citation, in bytes.
const LONGEST_BRACKET: usize = 600;

/// Finds the author–year citations of a text, in order.
pub fn find_citations(text: &str) -> Vec<InText> {
    let mut found: Vec<InText> = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(['(', '['])) {
        let open = at + step;
        at = open + 1;
        let Some(close) = closing(text, open) else { continue };
        let inside = Span::new(open + 1, close);
        if !has_year(inside.of(text)) {
            continue;
        }
        let citation = parenthetical(text, inside).or_else(|| narrative(text, inside, free));
        if let Some(citation) = citation {
            free = citation.span.end as usize;
            at = free;
            found.push(citation);
        }
    }
    found
}

/// Where the bracket that opens at `open` closes; brackets may be nested once.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open).take(LONGEST_BRACKET) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a bracket could hold a year, or a word that stands for one.
fn has_year(inside: &str) -> bool {
    inside.bytes().filter(u8::is_ascii_digit).count() >= 4 || UNDATED.iter().any(|word| inside.contains(word))
}

/// What stands where a year would.
const UNDATED: &[&str] = &[
    "n.d.",
    "n. d.",
    "in press",
    "forthcoming",
    "im Erscheinen",
    "o. J.",
    "o.J.",
    "s. f.",
    "s.f.",
    "s.d.",
    "s. d.",
    "в печати",
    "б. г.",
    "б.г.",
    "no prelo",
    "en prensa",
    "in preparation",
    "sous presse",
];

/// Reads the inside of a bracket as works with authors.
fn parenthetical(text: &str, inside: Span) -> Option<InText> {
    let mut works: Vec<InTextWork> = Vec::new();
    let mut at = inside.start as usize;
    let end = inside.end as usize;
    while at < end {
        let rest = text.get(at..end)?;
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).len();
        at += gap;
        let rest = text.get(at..end)?;
        if rest.is_empty() {
            break;
        }
        // `2019; 2020`: another year of the authors just named.
        if let Some(last) = works.last().cloned()
            && let Some((year, len)) = year(rest)
        {
            let place = place(rest, len);
            works.push(InTextWork { year, locator: place.1.to_owned(), span: Span::new(at, at + place.0), ..last });
            at += place.0;
            continue;
        }
        match one_work(text, at, end) {
            Some((work, next)) => {
                works.push(work);
                at = next;
            }
            // What follows the last work may be a remark: "emphasis added".
            None if !works.is_empty() => at += rest.find(';').unwrap_or(rest.len()).max(1),
            None => {
                // A remark may also come first: "as noted; Smith 2019".
                at += rest.find(';').map(|len| len + 1)?;
            }
        }
    }
    if works.is_empty() {
        return None;
    }
    Some(InText { span: Span { start: inside.start - 1, end: inside.end + 1 }, works, narrative: false })
}

/// Reads authors, a year and a place; gives the work and where it ends.
fn one_work(text: &str, at: usize, end: usize) -> Option<(InTextWork, usize)> {
    let rest = text.get(at..end)?;
    let limit = rest.find(';').unwrap_or(rest.len());
    let segment = rest.get(..limit)?;
    let (year_at, year, len) = first_year(segment)?;
    let before = segment.get(..year_at)?;
    let lead = prefix_len(before);
    let authors_text = before.get(lead..)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '('));
    let (authors, others) = authors(authors_text)?;
    let behind = segment.get(year_at..)?;
    let (taken, locator) = place(behind, len);
    let work = InTextWork { authors, others, year, locator: locator.to_owned(), span: Span::new(at + lead, at + year_at + taken) };
    Some((work, at + year_at + taken))
}

/// A bracket that begins with a year, behind names in the sentence.
fn narrative(text: &str, inside: Span, free: usize) -> Option<InText> {
    let content = inside.of(text);
    let lead = content.len() - content.trim_start().len();
    let (first, len) = year(content.get(lead..)?)?;
    let (names_start, author_list, others) = names_before(text, inside.start as usize - 1, free)?;
    let mut works = Vec::new();
    let mut at = lead;
    let mut next = Some((first, len));
    while let Some((year, len)) = next {
        let rest = content.get(at..)?;
        let (taken, locator) = place(rest, len);
        let start = inside.start as usize + at;
        works.push(InTextWork {
            authors: author_list.clone(),
            others,
            year,
            locator: locator.to_owned(),
            span: Span::new(start, start + taken),
        });
        at += taken;
        let rest = content.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '&')).len();
        let gap = gap
            + ["and ", "und ", "et ", "y ", "e ", "и "]
                .iter()
                .find(|word| rest.get(gap..).is_some_and(|rest| rest.starts_with(**word)))
                .map_or(0, |word| word.len());
        at += gap;
        next = content.get(at..).filter(|_| gap > 0).and_then(self::year);
    }
    // What is left must be a remark behind a comma or semicolon, not the rest of a sentence.
    let rest = content.get(at..)?.trim();
    if !rest.is_empty() && !rest.starts_with([',', ';', ':']) && content.get(..at)?.trim_end().len() == at {
        return None;
    }
    let span = Span { start: u32::try_from(names_start).ok()?, end: inside.end + 1 };
    // One work: its words are names, year and brackets together.
    if let [work] = works.as_mut_slice() {
        work.span = span;
    }
    Some(InText { span, works, narrative: true })
}

/// The names that end right before `end`: `Smith, Jones and Brown`, `Smith et al.`.
fn names_before(text: &str, end: usize, free: usize) -> Option<(usize, Vec<String>, bool)> {
    let head = text.get(free..end)?;
    let head_trimmed = head.trim_end();
    if head_trimmed.is_empty() || head.len() - head_trimmed.len() > 2 {
        return None;
    }
    let mut start = head_trimmed.len();
    let mut words = 0;
    // Walk back over the words that can be part of a list of names.
    while words < 14 {
        let before = head_trimmed.get(..start)?;
        let trimmed = before.trim_end();
        let word_start = trimmed
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + trimmed.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
        let word = trimmed.get(word_start..)?;
        if word.is_empty() || !continues_names(word, start == head_trimmed.len()) {
            break;
        }
        start = word_start;
        words += 1;
        if word_start == 0 {
            break;
        }
    }
    // Conjunctions and particles cannot begin the list; nor can words that begin sentences.
    let mut list = head_trimmed.get(start..)?;
    loop {
        let word = list.split_whitespace().next()?;
        let bare = word.trim_end_matches([',', '.']);
        let joins = is_joint(bare)
            || bare.starts_with(char::is_lowercase) && !is_particle(bare)
            || is_sentence_word(bare)
            || matches!(bare, "et" | "al");
        if !joins || list.len() == word.len() {
            break;
        }
        list = list.get(word.len()..)?.trim_start();
    }
    let list = list.trim_start_matches(['(', '[', '“', '"', '«', '*', '_']);
    let begin = free + head_trimmed.len() - list.len();
    let possessive = list.trim_end_matches("’s").trim_end_matches("'s").trim_end_matches(['*', '_']);
    let (authors, others) = authors(possessive)?;
    Some((begin, authors, others))
}

/// Whether a word may be part of a list of names that is read backwards.
fn continues_names(word: &str, last: bool) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '(' | '[' | '“' | '"' | '«' | '*' | '_'));
    if bare.is_empty()
        || !last && (word.ends_with(':') || word.ends_with(';') || word.ends_with(')') || word.ends_with(['”', '»', '!', '?']))
    {
        return false;
    }
    // A point ends a sentence unless it belongs to an initial or to "al.".
    if word.ends_with('.') && !(bare.trim_end_matches('.').chars().count() <= 2 || matches!(bare, "al." | "др." | "Jr." | "St.")) {
        return false;
    }
    bare.starts_with(char::is_uppercase)
        || is_joint(bare.trim_end_matches('.'))
        || is_particle(bare)
        || matches!(bare, "al" | "al." | "et" | "др." | "др" | "colleagues" | "others" | "коллеги" | "соавт.")
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "&" | "und" | "et" | "y" | "e" | "и" | "та" | "i" | "with" | "en" | "och")
}

/// Words with a capital that begin sentences rather than names.
fn is_sentence_word(word: &str) -> bool {
    matches!(
        word,
        "In" | "The"
            | "As"
            | "See"
            | "By"
            | "For"
            | "Following"
            | "According"
            | "And"
            | "But"
            | "Also"
            | "While"
            | "However"
            | "Thus"
            | "Here"
            | "When"
            | "Like"
            | "Both"
            | "Although"
            | "Since"
            | "After"
            | "Before"
            | "From"
            | "With"
            | "Unlike"
            | "Cf"
            | "Then"
            | "So"
            | "Moreover"
            | "Similarly"
            | "Recently"
            | "Later"
            | "If"
            | "To"
            | "On"
            | "At"
            | "Given"
            | "Yet"
            | "Finally"
            | "Second"
            | "First"
            | "Professor"
            | "Dr"
            | "Prof"
            | "Nach"
            | "Bei"
            | "Für"
            | "Wie"
            | "Auch"
            | "Laut"
            | "Selon"
            | "Pour"
            | "Comme"
            | "Dans"
            | "Según"
            | "Para"
            | "Como"
            | "En"
            | "Segundo"
            | "Conforme"
            | "Secondo"
            | "Come"
            | "Per"
            | "По"
            | "Согласно"
            | "Как"
            | "В"
            | "См"
            | "Так"
            | "У"
            | "Der"
            | "Die"
            | "Das"
            | "Le"
            | "La"
            | "Il"
            | "O"
            | "A"
            | "Os"
            | "Já"
            | "E"
    )
}

/// Words before the names of a citation, in lower case.
const PREFIXES: &[&str] = &[
    "see also, for example,",
    "see, for example,",
    "see for example",
    "see, e.g.,",
    "see e.g.",
    "see, e.g.",
    "see also",
    "see especially",
    "see",
    "e.g.,",
    "e.g.",
    "for example,",
    "for example",
    "cf.",
    "cf",
    "compare",
    "cited in",
    "quoted in",
    "as cited in",
    "following",
    "in",
    "after",
    "also",
    "but see",
    "i.e.,",
    "from",
    "according to",
    "vgl. auch",
    "vgl. dazu",
    "vgl. etwa",
    "vgl.",
    "siehe auch",
    "siehe",
    "s.",
    "zit. nach",
    "so auch",
    "etwa",
    "z. b.",
    "z.b.",
    "voir aussi",
    "voir",
    "cité par",
    "par exemple",
    "véase también",
    "véase",
    "ver",
    "por ejemplo",
    "citado en",
    "apud",
    "cf. também",
    "ver também",
    "veja",
    "por exemplo,",
    "cfr.",
    "cfr",
    "vedi",
    "si veda",
    "ad esempio",
    "см. также:",
    "см. также",
    "см. подробнее:",
    "подробнее см.:",
    "подробнее см.",
    "см., например,",
    "см., например:",
    "см.:",
    "см.",
    "ср.:",
    "ср.",
    "цит. по:",
    "цит. по",
    "напр.,",
    "например,",
    "по:",
    "adapted from",
    "adapted from:",
    "source:",
    "источник:",
    "reviewed in",
    "reviewed by",
    "and",
    "both",
    "notably",
];

/// The length of "see also", "vgl." and the like before names.
fn prefix_len(before: &str) -> usize {
    let lower = before.to_lowercase();
    if lower.len() != before.len() {
        return 0;
    }
    let mut len = 0;
    loop {
        let rest = lower.get(len..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '*' | '_' | '“' | '"')).len();
        let rest = rest.get(gap..).unwrap_or("");
        let longest = PREFIXES
            .iter()
            .filter(|prefix| rest.strip_prefix(**prefix).is_some_and(|tail| tail.starts_with([' ', ',', ':', '\u{a0}'])))
            .max_by_key(|prefix| prefix.len());
        // "In" and "And" with a capital may begin a name only if what follows is no name: never here.
        match longest {
            Some(prefix) => len += gap + prefix.len(),
            None => return len + gap,
        }
    }
}

/// Splits the words before a year into authors; `None` if they do not look like names.
fn authors(text: &str) -> Option<(Vec<String>, bool)> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '*' | '_' | '“' | '”' | '«' | '»' | '"'));
    if text.is_empty() || text.split_whitespace().count() > 16 || text.contains(['(', ')', '=', '/', '+']) {
        return None;
    }
    let (text, others) = without_others(text);
    // The point behind an initial belongs to it, that behind a family name does not.
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let text = if last.chars().filter(|c| c.is_alphabetic()).count() > 2 && last.matches('.').count() == 1 {
        text.trim_end_matches('.')
    } else {
        text
    };
    if !looks_like_names(text) {
        return None;
    }
    let mut authors: Vec<String> = Vec::new();
    for piece in split_joints(text) {
        let piece = piece.trim().trim_end_matches([',', ':']).trim();
        if piece.is_empty() {
            continue;
        }
        let initials = piece
            .split_whitespace()
            .all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= 2 && word.chars().any(char::is_uppercase));
        match authors.last_mut() {
            // `Krutskikh, A. V.`: the initials belong to the name before.
            Some(last) if initials => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => authors.push(piece.to_owned()),
        }
    }
    (!authors.is_empty()).then_some((authors, others))
}

/// Takes "et al." and its kin off the end.
fn without_others(text: &str) -> (&str, bool) {
    for mark in [
        "et al.",
        "et al",
        "et alii",
        "et coll.",
        "u. a.",
        "u.a.",
        "и др.",
        "и др",
        "и соавт.",
        "и коллеги",
        "та ін.",
        "y otros",
        "y cols.",
        "e outros",
        "e colaboradores",
        "and colleagues",
        "and others",
        "& others",
        "и соавторы",
        "等",
        "ed altri",
        "*et al.*",
        "_et al._",
    ] {
        if let Some(rest) = text.trim_end_matches([',', ' ']).strip_suffix(mark) {
            return (rest.trim_end().trim_end_matches(',').trim_end(), true);
        }
    }
    (text, false)
}

/// Whether words before a year are names of people or bodies: capitals, initials, particles, conjunctions.
fn looks_like_names(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | '.' | '“' | '”' | '"' | '*' | '_' | '’' | '«' | '»')))
        .filter(|word| !word.is_empty())
        .collect();
    let Some(first) = words.first() else { return false };
    if !first.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) && !is_particle(first) {
        return false;
    }
    if words.iter().any(|word| dates::month(word).is_some() || word.chars().any(|c| c.is_ascii_digit())) {
        return false;
    }
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    let small = |word: &&&str| {
        is_joint(word)
            || is_particle(word)
            || matches!(
                **word,
                "of" | "the"
                    | "for"
                    | "on"
                    | "in"
                    | "to"
                    | "für"
                    | "der"
                    | "des"
                    | "pour"
                    | "sur"
                    | "para"
                    | "по"
                    | "за"
                    | "в"
                    | "и"
                    | "of’"
            )
    };
    let capitals = words.iter().filter(capital).count();
    capitals > 0
        && words.iter().all(|word| capital(&word) || small(&word))
        && capitals * 2 >= words.iter().filter(|word| !is_particle(word)).count()
}

/// Cuts a list of names at commas and conjunctions.
fn split_joints(text: &str) -> Vec<&str> {
    // A body's name may hold "and": "Ministry of Trade and Industry".
    let body = super::names::is_body(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from {
            continue;
        }
        let (cut, len) = match c {
            '&' => (true, 1),
            ',' | '，' | '、' => (!body, c.len_utf8()),
            c if c.is_whitespace() => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or("");
                let word = rest.split(char::is_whitespace).next().unwrap_or("");
                (is_joint(word) && !body && rest.len() > word.len(), c.len_utf8() + word.len())
            }
            _ => (false, 0),
        };
        if cut {
            pieces.push(text.get(from..at).unwrap_or(""));
            from = at + len;
        }
    }
    pieces.push(text.get(from..).unwrap_or(""));
    pieces
}

/// The first year in a text that stands alone, with its place, its form and its length.
fn first_year(text: &str) -> Option<(usize, String, usize)> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if !inside && let Some((year, len)) = text.get(at..).and_then(year) {
            return Some((at, year, len));
        }
        inside = c.is_alphanumeric();
    }
    None
}

/// The year that begins a text: `2019a`, `1999/2003`, `[1935] 1981`, `n.d.`; with its length.
fn year(text: &str) -> Option<(String, usize)> {
    if let Some(word) = UNDATED.iter().find(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))) {
        return Some((word.to_lowercase().replace(' ', if word.contains('.') { "" } else { " " }), word.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text.get(..digits).filter(|_| digits == 4)?.parse().ok()?;
    if !(1400..=2100).contains(&number) {
        return None;
    }
    let tail = text.get(digits..)?;
    let mut chars = tail.chars();
    let letter =
        chars.next().filter(|c| c.is_lowercase() && !matches!(c, 'г' | 's')).filter(|_| !chars.next().is_some_and(char::is_alphanumeric));
    let mut len = digits + letter.map_or(0, char::len_utf8);
    if tail.starts_with('s') && !tail.starts_with("s ") || tail.starts_with(|c: char| c.is_alphanumeric()) && letter.is_none() {
        return None;
    }
    // `2019/2020`, `1914–1918`: a range of years counts as its first.
    let rest = text.get(len..)?;
    if let Some(more) = rest.strip_prefix(['/', '–', '-', '—']) {
        let second = more.bytes().take_while(u8::is_ascii_digit).count();
        if second == 4 || second == 2 {
            len += rest.len() - more.len() + second;
        }
    }
    Some((text.get(..digits + letter.map_or(0, char::len_utf8))?.to_owned(), len))
}

/// What belongs to a work from its year on: the length of year and place, and the place.
fn place(text: &str, year_len: usize) -> (usize, &str) {
    let tail = text.get(year_len..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '.')).len();
    let rest = tail.get(gap..).unwrap_or("");
    let separator = tail.get(..gap).unwrap_or("");
    // A bare number behind a colon is a page (`2019: 16`); behind a comma too, if it cannot be a year.
    let bare = separator.contains(':') || separator.contains(',') && year(rest).is_none();
    let len = if separator.is_empty() || separator.trim().is_empty() && !bare && locator::len(rest, false) == 0 {
        0
    } else {
        locator::len(rest, bare)
    };
    if len == 0 {
        return (year_len, "");
    }
    (year_len + gap + len, rest.get(..len).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&[&str], &str, &str, &str)]) {
        let found = find_citations(text);
        let works: Vec<(Vec<&str>, &str, &str, &str)> = found
            .iter()
            .flat_map(|citation| &citation.works)
            .map(|work| (work.authors.iter().map(String::as_str).collect(), work.year.as_str(), work.locator.as_str(), work.span.of(text)))
            .collect();
        let expected: Vec<(Vec<&str>, &str, &str, &str)> =
            expected.iter().map(|(authors, year, place, words)| (authors.to_vec(), *year, *place, *words)).collect();
        assert_eq!(works, expected, "{text}");
    }

    #[test]
    fn brackets() {
        check("work (Biryukov & Alborova, 2019). The", &[(&["Biryukov", "Alborova"], "2019", "", "Biryukov & Alborova, 2019")]);
        check(
            "x (Xu Peixi, 2021; Wang Zheng, 2020).",
            &[(&["Xu Peixi"], "2021", "", "Xu Peixi, 2021"), (&["Wang Zheng"], "2020", "", "Wang Zheng, 2020")],
        );
        check("China (Li Zhi & Tang Runhua, 2020).", &[(&["Li Zhi", "Tang Runhua"], "2020", "", "Li Zhi & Tang Runhua, 2020")]);
        check("(Smith et al., 2019; 2020)", &[(&["Smith"], "2019", "", "Smith et al., 2019"), (&["Smith"], "2020", "", "2020")]);
        check("как [Иванов 2019, с. 5] пишет", &[(&["Иванов"], "2019", "с. 5", "Иванов 2019, с. 5")]);
        check(
            "(see, e.g., Smith 2019a, pp. 3–5; cf. van der Berg, 2001)",
            &[(&["Smith"], "2019a", "pp. 3–5", "Smith 2019a, pp. 3–5"), (&["van der Berg"], "2001", "", "van der Berg, 2001")],
        );
        check(
            "(vgl. Müller 1999: 16; Meier 2000, S. 7 ff.)",
            &[(&["Müller"], "1999", "16", "Müller 1999: 16"), (&["Meier"], "2000", "S. 7 ff.", "Meier 2000, S. 7 ff.")],
        );
        check("(Smith 2019, Jones 2020)", &[(&["Smith"], "2019", "", "Smith 2019"), (&["Jones"], "2020", "", "Jones 2020")]);
        check("(Smith, Jones, & Brown, 2019)", &[(&["Smith", "Jones", "Brown"], "2019", "", "Smith, Jones, & Brown, 2019")]);
        check(
            "(Крутских А.В., Бирюков А.В., 2017)",
            &[(&["Крутских А.В.", "Бирюков А.В."], "2017", "", "Крутских А.В., Бирюков А.В., 2017")],
        );
        check(
            "(Ministry of Trade and Industry, 2020)",
            &[(&["Ministry of Trade and Industry"], "2020", "", "Ministry of Trade and Industry, 2020")],
        );
        check("(Krutskikh, in press)", &[(&["Krutskikh"], "in press", "", "Krutskikh, in press")]);
        check("(王征, 2020)", &[(&["王征"], "2020", "", "王征, 2020")]);
        check("(Иванов и др., 2015, с. 12)", &[(&["Иванов"], "2015", "с. 12", "Иванов и др., 2015, с. 12")]);
    }

    #[test]
    fn in_the_sentence() {
        check("As Smith (2019a, p. 5) says", &[(&["Smith"], "2019a", "p. 5", "Smith (2019a, p. 5)")]);
        check("Smith and Jones (1999, 2001) say", &[(&["Smith", "Jones"], "1999", "", "1999"), (&["Smith", "Jones"], "2001", "", "2001")]);
        check("by Smith et al. (2019).", &[(&["Smith"], "2019", "", "Smith et al. (2019)")]);
        check("Согласно Иванову (2019), это", &[(&["Иванову"], "2019", "", "Иванову (2019)")]);
        check("In Smith’s (2019) view", &[(&["Smith"], "2019", "", "Smith’s (2019)")]);
        check("the view of Yan Xuetong (2020)", &[(&["Yan Xuetong"], "2020", "", "Yan Xuetong (2020)")]);
    }

    #[test]
    fn what_is_no_citation() {
        for text in [
            "(since 25 May 1972)",
            "(July 2021)",
            "in the war (1914–1918) many",
            "the year (2019) was",
            "the resolution (A/RES/75/240)",
            "(adopted in 2015)",
            "reports of 2010, 2013 and 2015",
            "He was born in Moscow (in 1951)",
            "(",
            "()",
        ] {
            check(text, &[]);
        }
    }
}
