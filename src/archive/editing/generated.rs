//! Words that a page shows and its text does not have: what stands for an editor's `[@key]`, and the marks of notes. Who quotes a page
//! quotes them too.

use crate::{
    archive::anchor::Quote,
    document::{Document, Hole, Piece},
};

/// How many letters on each side tell where in a quotation such a place is.
const AROUND: usize = 12;
/// More letters than this no citation has.
const LONGEST: usize = 600;

/// The quotation without what is no word of the text; `None` if it has nothing of the kind.
pub fn without_generated(document: &Document, quote: &Quote) -> Option<Quote> {
    let mut parts = [quote.prefix.clone(), quote.exact.clone(), quote.suffix.clone()];
    let marks = parts.iter_mut().map(|part| without_marks(part)).filter(|had| *had).count();
    let shown = Shown::of(&parts);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for place in places(document) {
        cuts.extend(shown.inserted(&document.body.text, place));
    }
    if cuts.is_empty() {
        return (marks > 0).then(|| joined(parts));
    }
    cuts.sort_unstable();
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
    found.dedup();
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
        Self { letters, places, end: from }
    }

    /// What stands in it for a place of the text, in bytes; nothing if it is not quoted, or has nothing there.
    fn inserted(&self, text: &str, [before, place, behind]: [usize; 3]) -> Option<(usize, usize)> {
        let is_letter = |c: &char| !c.is_whitespace();
        let mut left: Vec<char> = text.get(before..place)?.chars().rev().filter(is_letter).take(AROUND).collect();
        left.reverse();
        let right: Vec<char> = text.get(place..behind)?.chars().filter(is_letter).take(AROUND).collect();
        let byte = |at: usize| self.places.get(at).copied().unwrap_or(self.end);
        // White space before what follows is that of the text.
        let end_of = |at: usize| at.checked_sub(1).and_then(|last| Some(byte(last) + self.letters.get(last)?.len_utf8())).unwrap_or(0);
        let follows = |from: usize| (from..=self.letters.len()).take(LONGEST).find(|at| self.has(&right, *at));
        for at in 0..self.letters.len() {
            if left.is_empty() || !self.has(&left, at) {
                continue;
            }
            let from = at + left.len();
            match follows(from).filter(|_| !right.is_empty()) {
                Some(to) if to > from => return Some((byte(from), end_of(to))),
                Some(_) => return None,
                // The quotation ends in it.
                None if self.letters.len() - from < LONGEST && !self.begins(&right, from) => return Some((byte(from), self.end)),
                None => {}
            }
        }
        // The quotation begins in it.
        let to = follows(0).filter(|to| *to > 0 && right.len() == AROUND)?;
        let head = self.letters.get(..to)?;
        (!left.ends_with(head) && to < LONGEST && !head.ends_with(&left)).then(|| (0, end_of(to)))
    }

    fn has(&self, letters: &[char], at: usize) -> bool {
        self.letters.get(at..at + letters.len()) == Some(letters)
    }

    /// Whether the rest of it is how these letters begin.
    fn begins(&self, letters: &[char], at: usize) -> bool {
        self.letters.get(at..).is_some_and(|rest| letters.starts_with(rest))
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
        let bare = without_generated(&document, &quote);
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
