//! A note cut at sentence ends, semicolons, and words that lead to a work.

use scholion_base::{Span, quotes};
use scholion_lang::{ABBREVIATION, CITATION_LEAD, EDITION_LABEL, FUNCTION_WORD, LOCATOR, MONTH};

use super::{
    lead,
    names::{is_in, is_joint, names, offsets},
    start::{self, Start},
};
use crate::{
    backref::{self, BackKind},
    marks::Mark,
    names::is_particle,
    works,
};

/// A piece of a note.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub span: Span,
    /// Whether "see" and the like lead to it.
    pub led: bool,
    /// Whether words before it say that another work begins with it, if names alone do not stand before them.
    pub announced: bool,
    /// Whether a semicolon stands before it.
    pub behind_semicolon: bool,
}

/// Longest quotation and bracket that are passed over, in bytes.
const LONGEST: usize = 600;

/// Cuts a note; quotations, brackets and marks stay whole.
pub fn pieces(text: &str, from: usize, to: usize, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut cut = Cut { text, pieces: &mut pieces, start: from, led: false, announced: false, behind_semicolon: false };
    let bytes = text.as_bytes();
    let mut at = from;
    let mut marks = marks.iter().peekable();
    let mut inside = false;
    while at < to {
        while marks.next_if(|mark| (mark.span.end as usize) <= at).is_some() {}
        if let Some(mark) = marks.peek().filter(|mark| mark.span.start as usize <= at) {
            at = (mark.span.end as usize).max(at + 1);
            inside = false;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + c.len_utf8();
        if !inside && let Some(end) = closing(text, at, to) {
            // A whole sentence in brackets is looked into.
            let sentence = matches!(c, '(' | '[') && text.get(cut.start..at).is_some_and(|before| before.trim().is_empty());
            at = if sentence { next } else { end };
            if sentence {
                cut.start = at;
            }
            inside = false;
            continue;
        }
        if !inside
            && c.is_alphabetic()
            && let Some(lead) = led(text, at, to)
        {
            cut.at(at, lead, false);
            cut.led = true;
            at = lead;
            continue;
        }
        if !inside
            && c.is_alphabetic()
            && let Some(len) = text.get(at..to).and_then(|rest| backref::pointer_len(rest, cut.is_fresh(at)))
        {
            at += len.max(1);
            continue;
        }
        match c {
            ';' | '；' => cut.at(at, next, true),
            ' ' => {
                if let Some(begin) = joined_bare(text, at, to) {
                    cut.at(at, begin, false);
                    cut.announced = true;
                }
            }
            ',' => {
                if let Some(begin) = joined(text, at, to) {
                    cut.at(at, begin, false);
                    cut.announced = true;
                }
            }
            '.' | '?' | '!' | '。' if ends_sentence(text, at, to) => cut.at(next, next, false),
            _ => {}
        }
        inside =
            c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '‑') && bytes.get(next).is_some_and(|byte| byte.is_ascii_alphanumeric());
        at = next;
    }
    cut.at(to, to, false);
    pieces
}

struct Cut<'a> {
    text: &'a str,
    pieces: &'a mut Vec<Piece>,
    start: usize,
    led: bool,
    announced: bool,
    behind_semicolon: bool,
}

impl Cut<'_> {
    /// Whether nothing of a piece stands before a place.
    fn is_fresh(&self, at: usize) -> bool {
        self.text.get(self.start..at).is_some_and(|words| !words.contains(char::is_alphanumeric))
    }

    /// Ends a piece; the next begins at `next`.
    fn at(&mut self, end: usize, next: usize, semicolon: bool) {
        let words = self.text.get(self.start..end).unwrap_or("");
        let lead = words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '•')).len();
        let intro = lead::intro_len(words.get(lead..).unwrap_or(""), self.text.get(self.start + lead..).unwrap_or(""));
        let lead = lead + intro;
        let (start, trimmed) = (self.start + lead, words.trim_end());
        if start < self.start + trimmed.len() {
            let span = Span::new(start, self.start + trimmed.len());
            let announced = self.announced || intro > 0;
            self.pieces.push(Piece { span, led: self.led, announced, behind_semicolon: self.behind_semicolon });
            (self.led, self.announced, self.behind_semicolon) = (false, false, false);
        }
        self.behind_semicolon |= semicolon;
        self.start = next;
    }
}

/// Where a quotation or bracket that begins here ends, if it does soon.
pub fn closing(text: &str, at: usize, to: usize) -> Option<usize> {
    let c = text.get(at..)?.chars().next()?;
    if matches!(c, '(' | '[') {
        return bracket(text, at, to);
    }
    if !quotes::opens(text.get(at..to)?) {
        return None;
    }
    let closes = quotes::closers(c);
    let from = at + c.len_utf8();
    let rest = text.get(from..to)?;
    for (offset, found) in rest.char_indices().take_while(|(offset, _)| *offset < LONGEST) {
        if closes.contains(&found) && offset > 0 {
            let end = from + offset + found.len_utf8();
            // An apostrophe has a letter behind it.
            if !text.get(end..).is_some_and(|tail| tail.starts_with(char::is_alphanumeric)) {
                return Some(end);
            }
        }
    }
    None
}

fn bracket(text: &str, at: usize, to: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (offset, byte) in text.get(at..to)?.bytes().enumerate().take(LONGEST) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + offset + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The brackets of a text that stand in no other: where each opens and closes.
pub fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('(')).map(|step| at + step) {
        at = open + 1;
        if let Some(end) = bracket(text, open, text.len()) {
            found.push((open, end - 1));
            at = end;
        }
    }
    found
}

/// Where what a word such as "see" leads to begins, if that names a work: at once, or behind a few small words ("vgl. hierzu den
/// klassischen Beitrag von Galanter").
fn led(text: &str, at: usize, to: usize) -> Option<usize> {
    let rest = text.get(at..to)?;
    if let Some(from) = versus_or_see(text, at, to) {
        return Some(from);
    }
    if !CITATION_LEAD.may_begin(rest) {
        return None;
    }
    let mut window = rest.len().min(48);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let head = rest.get(..window)?;
    let lower = head.to_lowercase();
    if lower.len() != head.len() {
        return None;
    }
    // "SE" are initials.
    if rest.chars().take(2).filter(|c| c.is_uppercase()).count() == 2 {
        return None;
    }
    let lead = CITATION_LEAD.longest(&lower, |lead, tail| lead.ends_with('.') || !tail.starts_with(char::is_alphanumeric))?;
    let tail = rest.get(lead.word.len()..)?;
    let gap = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ',')).len();
    if gap == 0 {
        return None;
    }
    let told = tail.get(..gap).is_some_and(|gap| gap.contains(':'));
    let mut from = at + lead.word.len() + gap;
    // "See also, e.g.,": one lead behind another.
    from += works::lead_len(text.get(from..to)?);
    // "Vgl. dazu grundlegend: Holm, K.": only a work.
    let mut colon = false;
    for _ in 0..9 {
        let words = text.get(from..to)?;
        let first = words.split_whitespace().next()?;
        if first.starts_with(char::is_uppercase) || quotes::opens(first) {
            let piece = words.split(';').next().unwrap_or(words);
            let start = Start::of(piece);
            if start == Start::Plain
                && let Some(behind) = behind_colon(piece)
            {
                return Some(from + behind);
            }
            return (start != Start::Prose && (!colon || start.is_named())).then_some(from);
        }
        // "see: k. Holm": capitals that print made small.
        let initial = first.len() > 1 && first.split_terminator('.').all(|letter| letter.chars().count() == 1) && first.ends_with('.');
        if words.starts_with("http") || start::starts_back(words) || told && initial {
            return Some(from);
        }
        if !first.starts_with(char::is_lowercase) || first.ends_with(['.', ';', '?', '!']) {
            return None;
        }
        colon |= first.ends_with(':');
        from += words.find(char::is_whitespace)? + 1;
        from += text.get(from..to)?.len() - text.get(from..to)?.trim_start().len();
    }
    None
}

/// Where a work begins behind "v.", which leads to it where a small word stands before it or behind; between names it says "versus":
/// "Sul ruolo delle camere v. M. ROSSI", "V. almeno P. KIVER".
fn versus_or_see(text: &str, at: usize, to: usize) -> Option<usize> {
    let behind = text.get(at..to)?.strip_prefix(['v', 'V'])?.strip_prefix(". ")?;
    let before = text.get(..at)?.trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let small = word.starts_with(char::is_lowercase) && !word.ends_with('.');
    let begins = before.is_empty() || before.ends_with(['.', ';', ':', ')']);
    let mut rest = behind;
    let mut leads = 0;
    while rest.starts_with(char::is_lowercase) && leads < 6 {
        let (first, more) = rest.split_once(' ')?;
        if first.ends_with(['.', ';', ':']) || is_particle(first) && leads == 0 {
            return None;
        }
        (rest, leads) = (more, leads + 1);
    }
    // The title of a case has few small words.
    let piece = before.rsplit(['.', ';']).next().unwrap_or("");
    let told = || leads == 0 && start::small_words(&format!("{piece} ")) >= 4;
    let is_lead = small || begins && (leads > 0 || text.get(at..)?.starts_with('v')) || told();
    let named = names(rest).is_some_and(|names| names.sure && names.refers(rest)) || leads > 0 && Start::of(rest).is_named();
    (is_lead && named).then(|| to - rest.len())
}

/// Where a title begins behind a small word and a colon: "zum Begriff meinen Beitrag über: Das Eis der Teiche 1980".
fn behind_colon(piece: &str) -> Option<usize> {
    let is_led = |(at, word): &(usize, &str)| {
        let core = word.strip_suffix(':');
        let small = core.is_some_and(|core| FUNCTION_WORD.contains(core) && !is_in(core));
        small.then_some(at + word.len() + 1)
    };
    let behind = offsets(piece).take(10).find_map(|word| is_led(&word))?;
    piece.get(behind..)?.starts_with(char::is_uppercase).then_some(behind)
}

/// Where another work begins behind a comma and a word such as "and": a year or a page stands before it, and names that are sure to be some
/// behind, or what points back: "Arden, Ponds (1991), and C. Holm, Rivers (1992)", "78, y, con más detalle, Ana Ruiz, El agua clara (2003)",
/// "Holm, supra note 1, at 240, with Arden, supra note 4".
fn joined(text: &str, comma: usize, to: usize) -> Option<usize> {
    let (joint, behind) = text.get(comma + 1..to)?.trim_start().split_once(' ')?;
    if !is_joint(joint.trim_end_matches(',')) {
        return None;
    }
    let has_year = text.as_bytes().get(comma.saturating_sub(40)..comma)?.windows(4).any(|digits| digits.iter().all(u8::is_ascii_digit));
    let has_page = text.get(..comma)?.ends_with(|c: char| c.is_ascii_digit());
    let work = behind.get(lead::aside_len(behind)..)?;
    let is_named = || names(work).is_some_and(|names| names.sure && names.sign.is_some() && names.refers(work));
    // "Archer, Ports, 12, and Poe, “Trade,” 3"
    let again = || has_page && works::is_named_again(work.split(';').next().unwrap_or(work));
    let begins = (has_year || has_page) && (is_named() || lead::is_full(work) || again());
    let points = has_page && points_back(behind);
    (begins || points).then(|| to - if begins { work.len() } else { behind.len() })
}

/// Where another work begins behind a year or a page and a word such as "and": "Warszawa 2021 and M. Holm, Ponds".
fn joined_bare(text: &str, at: usize, to: usize) -> Option<usize> {
    if !text.as_bytes().get(at.checked_sub(1)?)?.is_ascii_digit() {
        return None;
    }
    let (joint, behind) = text.get(at + 1..to)?.split_once(' ')?;
    let is_named =
        || names(behind).is_some_and(|names| names.sure && names.sign.is_some() && names.refers(behind)) || lead::is_full(behind);
    (is_joint(joint) && is_named()).then(|| to - behind.len())
}

/// Whether words are a name and a pointer: "Arden, supra note 4, at 17".
fn points_back(words: &str) -> bool {
    backref::back_reference(words).is_some_and(|back| {
        matches!(back.kind, BackKind::OpCit | BackKind::LocCit | BackKind::Supra)
            && back.author.starts_with(char::is_uppercase)
            && back.author.split_whitespace().count() <= 3
    })
}

/// Whether a point ends a sentence: a capital, a quotation or a bracket follows, and no abbreviation or initial stands before.
pub fn ends_sentence(text: &str, at: usize, to: usize) -> bool {
    let Some(tail) = text.get(at + 1..to) else { return false };
    let tail = tail.trim_start_matches(['.', '”', '’', '»', '"', ')', ']']);
    let next = tail.trim_start();
    if next.len() == tail.len() && !tail.is_empty() {
        return false;
    }
    let begins = next.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        || next.starts_with(['(', '['])
        || quotes::opens(next)
        || next.is_empty();
    if !begins || !text.get(at..).is_some_and(|rest| rest.starts_with('.')) {
        return begins;
    }
    let before = text.get(..at).unwrap_or("");
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '/' | '“' | '‘' | '„')).next().unwrap_or("");
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.to_lowercase();
    // "in: dies. (Hrsg.), Land und Wasser"
    if next.starts_with('(') && backref::names_again(word) {
        return false;
    }
    // "a. A. Holm"
    if letters == 1 && word.starts_with(char::is_lowercase) && next.chars().nth(1) == Some('.') {
        return false;
    }
    // "d'A. Holm"
    let last = word.rsplit(['’', '\'']).next().unwrap_or(word);
    let elided = last.len() < word.len() && last.chars().count() == 1 && last.starts_with(char::is_uppercase);
    let is_initial = letters == 1 && word.starts_with(char::is_uppercase) || word.contains('.') && letters <= 4 || elided;
    if word.chars().all(|c| !c.is_alphabetic()) {
        // "2. Aufl.", "12. März" count.
        let first = next.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
        let bare = first.trim_end_matches('.');
        let counts =
            first.ends_with('.') && bare.chars().count() > 1 || EDITION_LABEL.contains(bare) || MONTH.contains(&bare.to_lowercase());
        return !(counts && word.chars().count() <= 2);
    }
    !(is_initial || ABBREVIATION.contains(&lower) || LOCATOR.contains(&lower) || MONTH.contains(&lower))
}
