//! References back to a work that was named before: `Ibid.`, `op. cit.`, `там же`, `———`, `supra note 5`.

use scholion_base::text::find;
use scholion_lang::{BACK_REFERENCE, BACK_REFERENCE_INSIDE, NOTE_UNIT};

use super::{locator, works::lead_len};

/// A note or entry that names its work by pointing back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackReference {
    /// How it points.
    pub kind: BackKind,
    /// The name before it, as printed: `Vogel` of `Vogel, op. cit.`; empty if there is none.
    pub author: String,
    /// The short title between name and pointer; empty if there is none.
    pub title: String,
    /// The note it points to, if it says which.
    pub note_number: Option<u32>,
    /// The place in the work, as printed: `pp. 80–1`; empty if it says none.
    pub locator: String,
}

/// How a reference points back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackKind {
    /// The work of the note before: ibid., там же, ebd., ivi.
    Ibid,
    /// Another work by the author named before: id., ders., он же, "———".
    SameAuthor,
    /// The author's work cited earlier: op. cit., указ. соч., a. a. O.
    OpCit,
    /// The very place cited earlier: loc. cit.
    LocCit,
    /// The work of a numbered note: supra note 5, s. o. Anm. 5.
    Supra,
}

impl BackKind {
    /// All, in the order of the parts of the key `back-reference`.
    const ALL: [Self; 5] = [Self::Ibid, Self::OpCit, Self::LocCit, Self::Supra, Self::SameAuthor];
}

/// Reads a note or entry as a reference back; `None` if it names its work itself.
pub fn back_reference(text: &str) -> Option<BackReference> {
    let text = text.trim().trim_start_matches(['*', '_', '(', '[']);
    let text = text.get(lead_len(text)..)?.trim_start_matches(['*', '_']);
    if let Some(dashes) = repeated_dash(text) {
        return Some(BackReference {
            kind: BackKind::SameAuthor,
            author: String::new(),
            title: String::new(),
            note_number: None,
            locator: String::new(),
        })
        .filter(|_| text.len() > dashes);
    }
    let window = head(text, 400);
    let lower = window.to_lowercase();
    if lower.len() != window.len() {
        return None;
    }
    if let Some((kind, len)) = starts_with_pointer(&lower) {
        let tail = window.get(len..).unwrap_or("");
        return Some(pointer(kind, "", tail));
    }
    let (at, len, kind) = inner_pointer(&lower)?;
    let before = window.get(..at)?.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '*' | '_' | '(' | '[' | ':' | '.' | ';'));
    // A long text before the pointer is a sentence, and names nobody.
    if before.split_whitespace().count() > 14 || before.contains(". ") && kind == BackKind::Supra && before.len() > 80 {
        return None;
    }
    Some(pointer(kind, before, window.get(at + len..).unwrap_or("")))
}

/// The length of "ders.," and the like, with what parts it from the work behind it.
pub fn same_author(text: &str) -> Option<usize> {
    let len = match repeated_dash(text) {
        Some(len) => len,
        None if !BACK_REFERENCE.may_begin(text) => return None,
        None => {
            let lower = head(text, 64).to_lowercase();
            starts_with_pointer(&lower).filter(|(kind, len)| *kind == BackKind::SameAuthor && text.is_char_boundary(*len))?.1
        }
    };
    let tail = text.get(len..)?;
    Some(len + tail.len() - tail.trim_start_matches([' ', '.', ',', ':']).len())
}

/// The length of a pointer with which a text begins, the place behind it included: "a. a. O., S. 5", "Там же. С. 41", "Она же.". A point
/// behind it that leads to no place ends a sentence, and is left out. What stands for an author does so where a work `begins` only.
pub fn pointer_len(text: &str, begins: bool) -> Option<usize> {
    if !BACK_REFERENCE.may_begin(text) && !BACK_REFERENCE_INSIDE.may_begin(text) {
        return None;
    }
    let window = head(text, 64);
    let lower = window.to_lowercase();
    if lower.len() != window.len() {
        return None;
    }
    let inside = BACK_REFERENCE_INSIDE.longest(&lower, |_, _| true).map_or(0, |found| found.word.len());
    let begun = starts_with_pointer(&lower);
    let len = begun.map_or(0, |(_, len)| len).max(inside);
    let tail = text.get(len..).filter(|_| len > 0)?;
    if begun.is_some_and(|(kind, _)| kind == BackKind::SameAuthor) {
        return begins.then(|| len + usize::from(tail.starts_with('.')));
    }
    let gap = tail.len() - tail.trim_start_matches([' ', '.', ',', '\u{a0}']).len();
    let place = tail.get(gap..).map_or("", |place| place.get(..locator::len(place, false)).unwrap_or(""));
    if place.contains(|c: char| c.is_ascii_digit()) {
        return Some(len + gap + place.len());
    }
    Some(len - usize::from(text.get(..len).is_some_and(|words| words.ends_with('.'))))
}

/// Where pointers stand in a text behind something else: where each begins, and where it ends with the note and the place that it says.
pub fn pointers(text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut free, mut inside) = (0, false);
    for (at, c) in lower.char_indices() {
        let begins = at > 0 && at >= free && !inside && (c.is_alphabetic() || c == '(');
        inside = c.is_alphanumeric();
        let Some(rest) = lower.get(at..).filter(|_| begins) else { continue };
        let known = BACK_REFERENCE_INSIDE.longest(rest, |_, _| true).map(|found| found.word);
        let known = known.filter(|word| is_numbered(word, rest.get(word.len()..).unwrap_or("")));
        let named =
            || lower.get(..at).filter(|before| before.ends_with(", ")).and_then(|_| ibid(rest).map(str::len).or_else(|| above(rest)));
        let Some(len) = known.map(str::len).or_else(named) else { continue };
        free = pointer_end(text, at, len);
        found.push((at, free));
    }
    found
}

/// Where a pointer ends with the note and the place that it says.
fn pointer_end(text: &str, at: usize, len: usize) -> usize {
    let tail = text.get(at + len..).unwrap_or("");
    let (_, mut rest) = note_number(tail);
    rest = behind_above(rest);
    if text.get(at..).is_some_and(|words| words.starts_with('(')) {
        rest = rest.strip_prefix(')').unwrap_or(rest);
    }
    let place = rest.trim_start_matches([' ', '.', ',', ':', '\u{a0}']);
    let place = place.strip_prefix("at ").unwrap_or(place);
    let gap = rest.get(..rest.len() - place.len()).unwrap_or("");
    let bare = gap.contains([',', ':']) || gap == " " || gap.ends_with("at ");
    let places = locator::len(place, bare);
    text.len() - if places > 0 { place.len() - places } else { rest.len() }
}

/// Whether a pointer in a bracket, "(n 5)", holds a number.
fn is_numbered(word: &str, tail: &str) -> bool {
    !word.starts_with('(') || tail.starts_with(|c: char| c.is_ascii_digit())
}

/// "ibid." and its kin at the beginning of a text.
fn ibid(lower: &str) -> Option<&'static str> {
    let ends = |word: &str, tail: &str| !word.ends_with(char::is_alphanumeric) || !tail.starts_with(char::is_alphanumeric);
    let found = BACK_REFERENCE.longest(lower, ends)?;
    (BackKind::ALL.get(usize::from(found.part)) == Some(&BackKind::Ibid)).then_some(found.word)
}

/// The length of "n." in "n. 11 above", "note 4 supra", with which a text begins.
fn above(lower: &str) -> Option<usize> {
    let unit = NOTE_UNIT.longest(lower, |_, _| true)?.word.len();
    let tail = lower.get(unit..)?.trim_start_matches([' ', '.']);
    let number = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    (number.len() < tail.len() && behind_above(number).len() < number.len()).then_some(unit)
}

/// A text without "above", "supra" before it.
fn behind_above(text: &str) -> &str {
    let words = text.trim_start_matches([' ', ',']);
    let word = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let lower = word.to_lowercase();
    let begins = |known: &str| known.strip_prefix(lower.as_str()).is_some_and(|rest| rest.starts_with([' ', ',']));
    let mut supra = BACK_REFERENCE_INSIDE.all().filter(|known| BackKind::ALL.get(usize::from(known.part)) == Some(&BackKind::Supra));
    if word.len() > 3 && supra.any(|known| begins(known.word)) { words.get(word.len()..).unwrap_or("") } else { text }
}

/// Makes the reference from what stands before and behind its pointer.
fn pointer(kind: BackKind, before: &str, tail: &str) -> BackReference {
    let (author, title) = match before.split_once(", ") {
        Some((author, title))
            if title.chars().filter(|c| c.is_alphabetic()).count() > 3 && !title.starts_with(|c: char| c.is_uppercase())
                || before.contains(['“', '«', '»', '„', '‘', '"']) =>
        {
            (author, title)
        }
        _ => (before, ""),
    };
    let (note_number, tail) = note_number(tail);
    let tail = behind_above(tail)
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '*' | '_' | ')' | '—' | '–'));
    let tail = tail.strip_prefix("at ").unwrap_or(tail);
    let place = tail.get(..locator::len(tail, true)).unwrap_or("");
    // "Id., I mulini": a title.
    let titled = kind == BackKind::SameAuthor && !place.contains(|c: char| c.is_ascii_digit());
    let place = if titled { String::new() } else { place.to_owned() };
    let clean = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '*' | '_' | '“' | '”' | '«' | '»' | '"' | '‘' | '’')).to_owned()
    };
    BackReference { kind, author: clean(author), title: clean(title), note_number, locator: place }
}

/// Whether words stand for the names before, and for nothing else: `dies.`, `ders.`, `eadem`.
pub fn names_again(words: &str) -> bool {
    let word = words.split(['(', '[']).next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "id." has its point.
    [word.clone(), word + "."].iter().any(|word| BACK_REFERENCE.part(word) == Some("same-author"))
}

fn starts_with_pointer(lower: &str) -> Option<(BackKind, usize)> {
    let found = BACK_REFERENCE.longest(lower, |_, _| true)?;
    let (word, mut kind) = (found.word, *BackKind::ALL.get(usize::from(found.part))?);
    let tail = lower.get(word.len()..)?;
    if !word.ends_with('.') && tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    // "Dies ist …" is a sentence: the abbreviations have a point or a comma.
    let is_sentence = matches!(
        word,
        "ders" | "dies" | "dass" | "ivi" | "derselbe" | "dieselbe" | "le même" | "la même" | "el mismo" | "la misma" | "lo stesso"
    );
    if is_sentence && !tail.starts_with(['.', ',', ':']) {
        return None;
    }
    // "Idem, ibidem, p. 5": the same author in the same work.
    let gap = tail.len() - tail.trim_start_matches([' ', ',', '.', '*', '_']).len();
    if kind == BackKind::SameAuthor
        && gap > 0
        && let Some((BackKind::Ibid, len)) = tail.get(gap..).and_then(starts_with_pointer)
    {
        return Some((BackKind::Ibid, word.len() + gap + len));
    }
    // American law: "Id. at 5" is the work of the note before.
    if word == "id." || word == "idem" {
        let next = tail.trim_start_matches([' ', ',', '.', '*', '_']);
        // "Id., I mulini" is a title.
        let place = locator::len(next, true);
        let ends = next.get(place..).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.', ';', ')', ':']));
        let counts = next.get(..place).is_some_and(|place| place.contains(|c: char| c.is_ascii_digit()));
        if next.is_empty() || next.starts_with("at ") || place > 0 && (ends || counts) {
            kind = BackKind::Ibid;
        }
    }
    Some((kind, word.len()))
}

/// The first pointer behind a name: its place, its length and its kind. "Holm, ibid." is the work by Holm that was named before.
fn inner_pointer(lower: &str) -> Option<(usize, usize, BackKind)> {
    let known = BACK_REFERENCE_INSIDE.entries_within(lower).filter_map(|found| {
        let (word, kind) = (found.word, *BackKind::ALL.get(usize::from(found.part))?);
        let at = find(lower, word)?;
        let apart = at > 0 && lower.get(..at)?.ends_with(|c: char| !c.is_alphanumeric()) || word.starts_with('(');
        (apart && is_numbered(word, lower.get(at + word.len()..)?)).then_some((at, word.len(), kind))
    });
    known.min_by_key(|&(at, len, _)| (at, std::cmp::Reverse(len))).or_else(|| {
        let again = |(at, _): (usize, &str)| {
            let rest = lower.get(at + 2..)?;
            let named = ibid(rest).map(|word| (word.len(), BackKind::OpCit));
            let (len, kind) = named.or_else(|| above(rest).map(|len| (len, BackKind::Supra)))?;
            Some((at + 2, len, kind))
        };
        lower.match_indices(", ").take(4).find_map(again)
    })
}

/// The number behind "note", "n.", "Anm.", and the text behind it.
fn note_number(tail: &str) -> (Option<u32>, &str) {
    let trimmed = tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '*' | '_' | '('));
    let lower = head(trimmed, 40).to_lowercase();
    let unit = NOTE_UNIT.longest(&lower, |_, _| true).map(|unit| unit.word.len());
    let (lead, must) = unit.map_or((0, false), |len| (len, true));
    let digits_at = trimmed.get(lead..).unwrap_or("").trim_start_matches(|c: char| c.is_whitespace() || c == '.');
    let digits = digits_at.bytes().take_while(u8::is_ascii_digit).count();
    // Behind "supra note" the unit was taken already: the number comes at once, before any comma.
    let at_once = tail.trim_start_matches([' ', '.']).starts_with(|c: char| c.is_ascii_digit());
    if digits == 0 || digits > 4 || !must && !at_once {
        return (None, tail);
    }
    (digits_at.get(..digits).and_then(|digits| digits.parse().ok()), digits_at.get(digits..).unwrap_or(""))
}

/// The length of `———`, `---` or `______` that stands for the author of the entry before.
fn repeated_dash(text: &str) -> Option<usize> {
    let len = text.find(|c: char| !matches!(c, '—' | '–' | '-' | '_' | '―' | '⸺' | '⸻')).unwrap_or(text.len());
    let dashes = text.get(..len)?.chars().count();
    let long = dashes >= 3 || text.starts_with(['⸺', '⸻']) || dashes >= 2 && text.starts_with('—');
    long.then_some(len)
}

fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: BackKind, author: &str, note: Option<u32>, locator: &str) {
        let found = back_reference(text);
        let expected = Some((kind, author, note, locator));
        assert_eq!(
            found.as_ref().map(|found| (found.kind, found.author.as_str(), found.note_number, found.locator.as_str())),
            expected,
            "{text}"
        );
    }

    #[test]
    fn pointers_are_read() {
        check("Ibid., p. 5.", BackKind::Ibid, "", None, "p. 5");
        check("*Ibid.*", BackKind::Ibid, "", None, "");
        check("Там же. С. 12—14.", BackKind::Ibid, "", None, "С. 12—14");
        check("Ebd., S. 7.", BackKind::Ibid, "", None, "S. 7");
        check("Ivi, pp. 3-4.", BackKind::Ibid, "", None, "pp. 3-4");
        check("Id. at 15.", BackKind::Ibid, "", None, "15");
        check("Idem, ibidem, p. 21.", BackKind::Ibid, "", None, "p. 21");
        check("Ders., Das Recht, Berlin 1990.", BackKind::SameAuthor, "", None, "");
        check("——— (2020). The title. Oxford.", BackKind::SameAuthor, "", None, "");
        check("Vogel, op. cit., n. 7, pp. 80–1.", BackKind::OpCit, "Vogel", Some(7), "pp. 80–1");
        check("Иванов А. А. Указ. соч. С. 15.", BackKind::OpCit, "Иванов А. А", None, "С. 15");
        check("See Smith, supra note 5, at 12.", BackKind::Supra, "Smith", Some(5), "12");
        check("Smith (n 5) 12.", BackKind::Supra, "Smith", Some(5), "12");
        check("Meier, a.a.O., S. 3.", BackKind::OpCit, "Meier", None, "S. 3");
        check("Müller (Anm. 3), S. 7.", BackKind::Supra, "Müller", Some(3), "S. 7");
        check("Loc. cit.", BackKind::LocCit, "", None, "");
        check("Tamże, s. 12.", BackKind::Ibid, "", None, "s. 12");
        check("Kowalski, dz. cyt., s. 5.", BackKind::OpCit, "Kowalski", None, "s. 5");
        check("Le même, Histoire de la ville, Paris 1990.", BackKind::SameAuthor, "", None, "");
        check("Derselbe: Das Recht, Berlin 1990.", BackKind::SameAuthor, "", None, "");
        check("Петров П. П. Указ. изд. С. 7.", BackKind::OpCit, "Петров П. П", None, "С. 7");
        check("Müller, oben Fn. 12, S. 3.", BackKind::Supra, "Müller", Some(12), "S. 3");
        check("Durand, op. cité, p. 9.", BackKind::OpCit, "Durand", None, "p. 9");
        check("García, supra nota 4, p. 2.", BackKind::Supra, "García", Some(4), "p. 2");
        check("Id., I mulini, Bologna, 1990.", BackKind::SameAuthor, "", None, "");
        check("Arden, n. 11 above, at 120.", BackKind::Supra, "Arden", Some(11), "120");
        check("Arden, ibid., p. 50.", BackKind::OpCit, "Arden", None, "p. 50");
    }

    #[test]
    fn whole_references_are_none() {
        for text in [
            "Smith, J. (2019). The title. Oxford: OUP.",
            "Dies ist ein Satz.",
            "Derselbe Gedanke steht bei Kant.",
            "Le même jour, il partit.",
            "Lo stesso vale per Torino.",
            "This decision confirms the relevance.",
            "",
            "— an answer",
            "Ivine, M. 2010",
        ] {
            assert_eq!(back_reference(text), None, "{text}");
        }
    }
}
