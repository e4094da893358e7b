//! Where the entries of a printed list of references begin, by what all its pieces look like together.
//!
//! The pieces are its lines, or, where a file has the whole list on one line, what stands between the ends of its sentences. Bullets
//! decide, or numbers that rise one by one ([`numbered`]); in a list without them the best way to cut is looked for among all
//! ([`weighed`]), by how its pieces begin ([`names`]) and end.

mod names;
mod numbered;
#[cfg(test)]
mod tests;
mod weighed;

use std::ops::Range;

use super::items;
use crate::chars::{self, Start};
use scholion_reference::dates;

pub use names::{behind_dashes, names_author, stands_for_names};

/// A piece of a list.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Its words.
    pub text: &'a str,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// How far it is indented, in columns.
    pub indent: u16,
    /// Whether it is a line of its own: of a list on one line, only the first is.
    pub line: bool,
}

/// A list of so few pieces may have several entries in each, whatever its lines are.
pub const FEW: usize = 6;
/// A piece that is so long may hold several entries.
pub const LONG: usize = 400;
/// The fewest entries of a list whose cuts are known by bullets, or by numbers.
const FEWEST: usize = 3;
/// The most pieces of a list.
const MOST: usize = 20_000;

/// Which pieces begin an entry; `None` if the pieces do not look like a list. The first does.
pub fn begins(pieces: &[Piece]) -> Option<Vec<bool>> {
    if pieces.is_empty() || pieces.len() > MOST {
        return None;
    }
    let mut begins = bulleted(pieces).or_else(|| numbered::begins(pieces)).or_else(|| weighed::begins(pieces))?;
    *begins.first_mut()? = true;
    Some(begins)
}

/// Whether words begin with the number of an entry.
pub fn is_numbered(text: &str) -> bool {
    numbered::number(text).is_some()
}

/// Cuts at bullets, if the list begins with one.
fn bulleted(pieces: &[Piece]) -> Option<Vec<bool>> {
    let is_dash = |piece: &Piece| piece.line && (piece.text.starts_with("– ") || piece.text.starts_with("-- "));
    let begins: Vec<bool> = pieces.iter().map(|piece| items::bullet(piece.text).is_some() || is_dash(piece)).collect();
    (begins.first() == Some(&true) && begins.iter().filter(|begins| **begins).count() >= FEWEST).then_some(begins)
}

/// The width of a list: most of its full lines are no longer.
fn measure(pieces: &[Piece]) -> usize {
    let mut lengths: Vec<usize> = pieces.iter().map(|piece| piece.text.chars().count() + usize::from(piece.indent)).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

/// How much room a line leaves when the next line's first word is set on it, in characters.
fn room(before: Piece, next: Piece, measure: usize) -> i64 {
    let count = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX / 4);
    let first = next.text.split_whitespace().next().map_or(0, count);
    i64::try_from(measure).unwrap_or(0) - count(before.text) - i64::from(before.indent) - 1 - first
}

/// Whether a year is printed, numbers in addresses left aside.
pub fn has_year(text: &str) -> bool {
    text.split_whitespace().filter(|word| !word.contains('/')).any(|word| {
        let mut digits = word.split(|c: char| !c.is_ascii_digit());
        digits.any(dates::is_year)
    })
}

/// The pieces of a list that stands on one line: where a number may stand, or an entry end and a name begin.
pub fn pieces_of_line(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == ' ' && at > 0 {
            let rest = text.get(at + 1..).unwrap_or("");
            let digits = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '('));
            let closes = matches!(before, '.' | ')' | ']' | '”' | '"') || before.is_ascii_digit();
            let begins = if digits { numbered::number(rest).is_some() } else { closes && chars::start_of(rest) != Start::Neutral };
            if begins {
                cuts.push(at + 1);
            }
        }
        before = c;
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
