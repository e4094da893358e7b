//! Words that a page shows and its text does not have: what stands for an editor's `[@key]`, and the marks of notes. Who quotes a page
//! quotes them too.

use std::collections::{BTreeSet, HashMap};

use crate::{
    archive::anchor::Quote,
    document::{Document, Hole, Piece},
};

/// How many letters on each side tell where in a quotation such a place is.
const AROUND: usize = 12;
/// More letters than this no citation has.
const LONGEST: usize = 600;
/// At most so many letters of a citation that was cut are at an end of the words themselves.
const LONGEST_CUT: usize = 48;

/// The places of a document at which its page has more words than its text.
pub struct Generated {
    /// The letters before and behind each, as far as the places before and behind it.
    places: Vec<(Vec<char>, Vec<char>)>,
    by_left: HashMap<Vec<char>, Vec<usize>>,
    by_right: HashMap<Vec<char>, Vec<usize>>,
    /// How many letters stand before them.
    lengths: BTreeSet<usize>,
}

impl Generated {
    /// Those of a document.
    pub fn of(document: &Document) -> Self {
        let mut found = Self { places: Vec::new(), by_left: HashMap::new(), by_right: HashMap::new(), lengths: BTreeSet::new() };
        let text = &document.body.text;
        let is_letter = |c: &char| !c.is_whitespace();
        for [before, place, behind] in places(document) {
            let mut left: Vec<char> = text.get(before..place).unwrap_or("").chars().rev().filter(is_letter).take(AROUND).collect();
            left.reverse();
            let right: Vec<char> = text.get(place..behind).unwrap_or("").chars().filter(is_letter).take(AROUND).collect();
            // Few letters stand in many places.
            if left.len() + right.len() < AROUND {
                continue;
            }
            let nth = found.places.len();
            if !left.is_empty() {
                found.lengths.insert(left.len());
                found.by_left.entry(left.clone()).or_default().push(nth);
            }
            if right.len() == AROUND {
                found.by_right.entry(right.clone()).or_default().push(nth);
            }
            found.places.push((left, right));
        }
        found
    }

    /// A quotation without what is no word of the text; `None` if it has nothing of the kind.
    pub fn without(&self, quote: &Quote) -> Option<Quote> {
        let mut parts = [quote.prefix.clone(), quote.exact.clone(), quote.suffix.clone()];
        let marks = parts.iter_mut().map(without_marks).filter(|had| *had).count();
        let cuts = self.cuts(&Shown::of(&parts));
        if cuts.is_empty() {
            return (marks > 0).then(|| joined(parts));
        }
        let mut kept: [String; 3] = Default::default();
        let (mut from, mut waiting) = (0, cuts.into_iter().peekable());
        for (nth, part) in parts.iter().enumerate() {
            for (at, c) in part.char_indices().map(|(at, c)| (from + at, c)) {
                while waiting.peek().is_some_and(|cut| cut.1 <= at) {
                    waiting.next();
                }
                let is_cut = waiting.peek().is_some_and(|cut| cut.0 <= at && at < cut.1);
                if let Some(kept) = kept.get_mut(nth).filter(|_| !is_cut) {
                    kept.push(c);
                }
            }
            from += part.len();
        }
        Some(joined(kept)).filter(|quote| !quote.exact.trim().is_empty())
    }

    /// What is no word of the text, in bytes of what is quoted, in order.
    fn cuts(&self, shown: &Shown) -> BTreeSet<(usize, usize)> {
        let mut cuts = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for at in 0..shown.letters.len() {
            for length in &self.lengths {
                let left = shown.letters.get(at..at + length);
                for nth in left.and_then(|left| self.by_left.get(left)).into_iter().flatten() {
                    let Some((_, right)) = self.places.get(*nth).filter(|_| !seen.contains(nth)) else { continue };
                    if let Some(cut) = shown.inserted(at + length, right) {
                        seen.insert(*nth);
                        cuts.extend(cut);
                    }
                }
            }
        }
        // The quotation begins in one.
        for to in 1..shown.letters.len().min(LONGEST) {
            let right = shown.letters.get(to..to + AROUND);
            for nth in right.and_then(|right| self.by_right.get(right)).into_iter().flatten() {
                let Some((left, _)) = self.places.get(*nth).filter(|_| !seen.contains(nth)) else { continue };
                let head = shown.letters.get(..to).unwrap_or(&[]);
                // Some of what stands before it may be quoted.
                let own = (0..=to.min(left.len())).rev().find(|own| left.ends_with(head.get(..*own).unwrap_or(&[]))).unwrap_or(0);
                if own < to && shown.is_tail(own..to, head.last()) {
                    cuts.insert((shown.begin_of(own), shown.end_of(to)));
                    return cuts;
                }
            }
        }
        cuts
    }
}

fn joined([prefix, exact, suffix]: [String; 3]) -> Quote {
    Quote { exact, prefix, suffix }
}

/// Takes the marks of editors' notes out: `※12`.
fn without_marks(part: &mut String) -> bool {
    const MARK: char = '※';
    if !part.contains(MARK) {
        return false;
    }
    let mut pieces = part.split(MARK);
    let mut bare = pieces.next().unwrap_or("").to_owned();
    let mut had = false;
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == piece.len() {
            bare.push(MARK);
        }
        had |= rest.len() < piece.len();
        bare.push_str(rest);
    }
    *part = bare;
    had
}

/// Where a page has more words than the text: for each place the letters before it, up to the place before, and those behind it.
fn places(document: &Document) -> impl Iterator<Item = [usize; 3]> {
    let mut at = 0;
    let mut found: Vec<usize> = Vec::new();
    for piece in document.body.all_pieces() {
        match piece {
            Piece::Text(span) | Piece::Plain(span) => at = span.end as usize,
            Piece::Hole(Hole::Wikilink(nth)) => {
                at = document.facts.links.get(*nth as usize).map_or(at, |link| link.words.end as usize);
            }
            Piece::Hole(Hole::Group(..) | Hole::Note(..)) => found.push(at),
            _ => {}
        }
    }
    let text = &document.body.text;
    found.dedup_by(|next, before| text.get(*before..*next).is_some_and(|between| between.trim().is_empty()));
    let end = document.body.text.len();
    (0..found.len()).filter_map(move |nth| {
        let place = *found.get(nth)?;
        let before = nth.checked_sub(1).and_then(|nth| found.get(nth)).copied().filter(|before| *before <= place);
        let behind = found.get(nth + 1).copied().filter(|behind| *behind >= place);
        Some([before.unwrap_or(0), place, behind.unwrap_or(end)])
    })
}

/// What is quoted, as its letters without white space, each with its place in bytes.
struct Shown {
    letters: Vec<char>,
    places: Vec<usize>,
    /// Where the words themselves begin and end.
    exact: (usize, usize),
    /// Where it ends.
    end: usize,
}

impl Shown {
    fn of(parts: &[String; 3]) -> Self {
        let (mut letters, mut places, mut from) = (Vec::new(), Vec::new(), 0);
        for part in parts {
            for (at, c) in part.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                letters.push(c);
                places.push(from + at);
            }
            from += part.len();
        }
        let start = parts.first().map_or(0, String::len);
        let exact = (start, start + parts.get(1).map_or(0, String::len));
        Self { letters, places, exact, end: from }
    }

    /// What stands from a letter on before the letters that follow in the text, in bytes; `None` if these do not follow.
    fn inserted(&self, from: usize, right: &[char]) -> Option<Option<(usize, usize)>> {
        let follows = (from..=self.letters.len()).take(LONGEST).find(|at| self.letters.get(*at..*at + right.len()) == Some(right));
        match follows.filter(|_| !right.is_empty()) {
            Some(to) => Some((to > from).then(|| (self.begin_of(from), self.end_of(to)))),
            // The quotation ends in it, or before these letters do.
            None => {
                let end = self.letters.len();
                let to = (from..=end).find(|to| self.letters.get(*to..).is_some_and(|rest| right.starts_with(rest))).unwrap_or(end);
                let is_whole = to == from || self.is_tail(from..to, self.letters.get(from));
                is_whole.then(|| (to > from).then(|| (self.begin_of(from), if to < end { self.end_of(to) } else { self.end })))
            }
        }
    }

    /// Whether letters at an end may be part of a citation or of a mark, of which the words themselves have a piece at most; `edge` is the outermost of
    /// those that the page shows whole.
    fn is_tail(&self, range: impl std::slice::SliceIndex<[usize], Output = [usize]>, edge: Option<&char>) -> bool {
        let Some(places) = self.places.get(range) else { return false };
        let within = places.iter().filter(|place| (self.exact.0..self.exact.1).contains(place)).count();
        let is_edge = edge.is_some_and(|c| matches!(c, '(' | ')' | '[' | ']') || c.is_numeric());
        places.len() < LONGEST && (within == 0 || within <= LONGEST_CUT && is_edge)
    }

    fn begin_of(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(self.end)
    }

    /// Where the letter before ends: white space before what follows is that of the text.
    fn end_of(&self, at: usize) -> usize {
        let last = at.checked_sub(1);
        last.and_then(|last| Some(self.begin_of(last) + self.letters.get(last)?.len_utf8())).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document::parse};

    const TEXT: &str = "---\ntitle: T\n---\n\nThe ferry sailed at noon [@ilves2019, p. 3], as was its custom.[^1] Nobody saw it [@saar1990; @tamm2001].\n\n[^1]: So it is said.\n";

    fn check(exact: &str, expected: &str) {
        let document = parse(&RelPath::new("content/documents/d.md"), TEXT.as_bytes(), &|_, _| None);
        let quote = Quote { exact: exact.to_owned(), ..Quote::default() };
        let bare = Generated::of(&document).without(&quote);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(bare.map_or("-".to_owned(), |quote| words(&quote.exact)), expected, "{exact}");
    }

    #[test]
    fn what_only_the_page_shows_is_taken_out() {
        check("sailed at noon", "-");
        check("sailed at noon (Ilves, 2019, p. 3), as was", "sailed at noon , as was");
        check("ferry sailed at noon (Ilves, 20", "ferry sailed at noon");
        check("2019, p. 3), as was its custom", ", as was its custom");
        check("was its custom.1 Nobody saw it", "was its custom. Nobody saw it");
        check("was its custom.1 Nobody saw it (Saar, 1990; Tamm, 2001).", "was its custom. Nobody saw it .");
        check("ferry※1 sailed", "ferry sailed");
        check("Quite other words", "-");
    }
}
