//! Lists whose entries have numbers.

use std::collections::HashMap;

use super::{FEWEST, Piece, has_year, measure, names_author, room};

/// What numbers may leave out: an entry whose number the text lost.
const SKIPPED: u32 = 3;

/// How a number is printed before an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Square,
    Round,
    Bracket,
    Point,
    Bare,
}

/// The number with which a piece begins, also if it stands alone.
pub fn number(text: &str) -> Option<(Shape, u32)> {
    let bare = text.trim_start_matches(['*', '_', ' ', '\\']);
    let open = bare.chars().next().filter(|c| matches!(c, '[' | '('));
    let body = bare.get(open.map_or(0, char::len_utf8)..)?.trim_start();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let number = body.get(..digits).filter(|_| (1..=4).contains(&digits))?.parse().ok().filter(|&number| number > 0)?;
    let behind = body.get(digits..)?.trim_start();
    let rest = || behind.get(1..).unwrap_or("").trim_start();
    let begins =
        |words: &str| words.is_empty() || !words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '-' | '–'));
    let shape = match (open, behind.chars().next()) {
        (Some('['), Some(']')) => Shape::Square,
        (Some('('), Some(')')) if begins(rest()) => Shape::Round,
        (None, Some(')')) if begins(rest()) => Shape::Bracket,
        (None, Some('.' | '．')) if begins(rest()) => Shape::Point,
        (None, None) => Shape::Bare,
        (None, Some(c)) if behind.len() < body.len() - digits && (c.is_uppercase() || matches!(c, '"' | '“' | '«' | '„')) => {
            Shape::Bare
        }
        (None, Some(c)) if behind.len() == body.len() - digits && c.is_uppercase() && digits < 4 => Shape::Bare,
        _ => return None,
    };
    Some((shape, number))
}

/// Cuts where numbers of one shape rise, if such numbers go through the list. What begins with a name behind a line that ended early is
/// another work under the same number.
pub fn begins(pieces: &[Piece]) -> Option<Vec<bool>> {
    // The longest chain that ends in each number so far: its length, where it ends, and the link before.
    let mut chains: HashMap<(Shape, u32), usize> = HashMap::new();
    let mut links: Vec<(usize, usize, Option<usize>, Shape)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Some((shape, number)) = number(piece.text) else { continue };
        let before = (1..=SKIPPED).filter_map(|step| chains.get(&(shape, number.checked_sub(step)?)).copied());
        let before = before.max_by_key(|&link| links[link].0);
        let length = before.map_or(1, |link| links[link].0 + 1);
        if chains.get(&(shape, number)).is_none_or(|&link| links[link].0 < length) {
            chains.insert((shape, number), links.len());
            links.push((length, at, before, shape));
        }
    }
    let mut link = (0..links.len()).rev().max_by_key(|&link| links[link].0)?;
    let mut begins = vec![false; pieces.len()];
    let (length, last, _, shape) = links[link];
    begins[last] = true;
    while let Some(before) = links[link].2 {
        link = before;
        begins[links[link].1] = true;
    }
    let first = links[link].1;
    let dated = pieces.iter().filter(|piece| has_year(piece.text)).count();
    let few = pieces.len() <= 6 && length >= 2 && first == 0 && pieces.iter().all(|piece| piece.line);
    // Chapters have numbers as well, and pages: the numbers begin with the list, and are as many as half of its years.
    let through = first <= 2.max(pieces.len() / 20) && length * 3 >= dated.min(pieces.len() / 2);
    if !(length >= FEWEST || few) || !through || shape == Shape::Bare && first > 2 && length < 2 * FEWEST {
        return None;
    }
    let measure = measure(pieces);
    for at in first + 1..pieces.len() {
        let before = pieces[at - 1];
        let early = pieces[at].line && before.line && room(before, pieces[at], measure) > 8;
        begins[at] |= early
            && before.text.ends_with(['.', ')'])
            && number(before.text).is_none_or(|_| has_year(before.text))
            && has_year(pieces[at].text)
            && names_author(pieces[at].text);
    }
    Some(begins)
}
