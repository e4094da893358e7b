//! Lists without numbers: each place at which an entry may begin is weighed (its name, what stands before it, the room that the line
//! before left), and each entry that a cut makes (a year, its length, its place in the alphabet).

use std::collections::BTreeMap;

use super::{
    FEWEST, Piece, has_year, measure,
    names::{IDENTIFIERS, Named, key, names_archive, stands_for_names, starts_with_name},
    room,
};
use crate::{
    chars::{self, End, Start},
    recognise::entries,
};

/// The most pieces of an entry: an article of a hundred authors has some thirty lines, a genome's more.
const LONGEST: usize = 90;

/// What is known of a list as a whole.
struct Manner {
    measure: usize,
    /// Whether blank lines part entries.
    spaced: bool,
    /// The indentation of first lines, if the others have another.
    outer: Option<u16>,
    /// Whether most entries have a year.
    dated: bool,
    /// Whether their names stand in the order of the alphabet.
    sorted: bool,
    /// Whether lines are broken to a measure at all.
    broken: bool,
    /// Whether entries end without a mark.
    open: bool,
}

fn manner(pieces: &[Piece], named: &[Named]) -> Manner {
    let measure = measure(pieces);
    let is = |at: usize, least: Named| named.get(at).is_some_and(|named| *named >= least);
    let likely = (0..pieces.len())
        .filter(|&at| is(at, Named::Surely) && at.checked_sub(1).is_none_or(|before| closes(pieces[before].text)))
        .filter(|&at| !stands_for_names(pieces[at].text));
    let keys: Vec<[String; 2]> = likely.map(|at| key(pieces[at].text)).collect();
    let rising = keys.windows(2).filter(|pair| order(&pair[0], &pair[1]) > 0.0).count();
    let gaps = pieces.iter().skip(1).filter(|piece| piece.gap).count();
    let named_gaps = pieces.iter().enumerate().skip(1).filter(|(at, piece)| piece.gap && is(*at, Named::Perhaps)).count();
    let fresh: Vec<usize> = (1..pieces.len()).filter(|&at| is(at, Named::Surely) && has_year(pieces[at].text)).collect();
    let open = fresh.iter().filter(|&&at| chars::end_of(pieces[at - 1].text) == End::Open).count();
    let full = pieces.iter().filter(|piece| piece.text.chars().count() * 10 >= measure * 8).count();
    Manner {
        measure,
        spaced: gaps * 6 >= pieces.len() && named_gaps * 2 >= gaps && gaps >= FEWEST,
        outer: outer(pieces, named),
        dated: pieces.iter().filter(|piece| has_year(piece.text)).count() * 6 >= pieces.len(),
        sorted: keys.len() >= 5 && rising * 100 >= (keys.len() - 1) * 80,
        broken: full * 5 >= pieces.len() && measure < 200,
        open: fresh.len() >= FEWEST && open * 2 > fresh.len(),
    }
}

/// The indentation of lines that begin with names, where those of the others do not.
fn outer(pieces: &[Piece], named: &[Named]) -> Option<u16> {
    // How many lines have each indentation, and how many of them begin with a name.
    let mut counts: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for (piece, named) in pieces.iter().zip(named) {
        let (lines, with_name) = counts.entry(piece.indent).or_default();
        *lines += 1;
        *with_name += usize::from(*named > Named::No);
    }
    let all: usize = counts.values().map(|(_, with_name)| with_name).sum();
    let is_outer = |lines: usize, with_name: usize| {
        let (others, others_named) = (pieces.len().saturating_sub(lines), all.saturating_sub(with_name));
        lines >= FEWEST && others >= FEWEST && with_name * 10 >= lines * 7 && others_named * 3 <= others
    };
    counts.iter().find(|(_, (lines, with_name))| is_outer(*lines, *with_name)).map(|(indent, _)| *indent)
}

/// Whether an entry may end here.
fn closes(text: &str) -> bool {
    chars::end_of(text) == End::Closed && !ends_in_initial(text) || entries::ends_entry(text)
}

/// `V. M. Roso, and L. G.`
fn ends_in_initial(text: &str) -> bool {
    let last = text.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or("");
    text.ends_with('.') && last.chars().count() == 1 && last.chars().all(char::is_uppercase)
}

/// Cuts at the places that make the best of all ways to cut (the path of least cost through the pieces, as Viterbi finds it).
pub fn begins(pieces: &[Piece]) -> Option<Vec<bool>> {
    let named_pieces: Vec<Named> = pieces.iter().map(|piece| starts_with_name(piece.text)).collect();
    let manner = manner(pieces, &named_pieces);
    let starts: Vec<f32> =
        named_pieces.iter().enumerate().map(|(at, named)| if at == 0 { 0.0 } else { start(pieces, at, *named, &manner) }).collect();
    let mut keys: Vec<[String; 2]> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let again = stands_for_names(piece.text).then(|| keys.last().cloned()).flatten();
        keys.push(again.unwrap_or_else(|| key(piece.text)));
    }
    let (mut years, mut addresses) = (vec![0usize], vec![0usize]);
    let mut lengths = vec![0usize];
    for piece in pieces {
        years.push(
            years.last().copied().unwrap_or(0) + usize::from(has_year(piece.text) || is_undated(piece.text) || names_archive(piece.text)),
        );
        addresses.push(addresses.last().copied().unwrap_or(0) + usize::from(piece.text.contains("://") || piece.text.contains("www.")));
        lengths.push(lengths.last().copied().unwrap_or(0) + piece.text.chars().count() + 1);
    }
    // The best sum of an entry's cuts up to each piece, if the last begins there; and where the one before began.
    let mut best: Vec<(f32, usize)> = vec![(f32::NEG_INFINITY, 0); pieces.len() + 1];
    best[0].0 = 0.0;
    for next in 1..=pieces.len() {
        if next < pieces.len() && starts[next] <= NEVER {
            continue;
        }
        for from in next.saturating_sub(LONGEST)..next {
            if best[from].0 == f32::NEG_INFINITY {
                continue;
            }
            let undated = match (years[next] > years[from], addresses[next] > addresses[from]) {
                (true, _) => 0.0,
                (false, true) => 1.8,
                (false, false) => 2.5,
            };
            let whole = size(lengths[next] - lengths[from]) - if manner.dated { undated } else { 0.0 };
            let order = if next < pieces.len() && manner.sorted { order(&keys[from], &keys[next]) } else { 0.0 };
            let sum = best[from].0 + whole + order + starts.get(next).copied().unwrap_or(0.0);
            if sum > best[next].0 {
                best[next] = (sum, from);
            }
        }
    }
    let mut begins = vec![false; pieces.len()];
    let mut at = pieces.len();
    let (mut entries, mut dated, mut named) = (0, 0, 0);
    while at > 0 {
        let from = best[at].1;
        entries += 1;
        dated += usize::from(years[at] > years[from] || addresses[at] > addresses[from]);
        at = from;
        named += usize::from(named_pieces.get(at).is_some_and(|named| *named > Named::No));
        begins[at] = true;
    }
    // Prose has years as well.
    (entries >= 2 && dated * 3 >= entries * 2 && named * 3 >= entries).then_some(begins)
}

/// Below this, nothing begins.
const NEVER: f32 = -6.0;

/// What speaks for an entry that begins at a piece.
fn start(pieces: &[Piece], at: usize, named: Named, manner: &Manner) -> f32 {
    let (before, piece) = (pieces[at - 1], pieces[at]);
    let mut sum = match (named, chars::start_of(piece.text)) {
        (Named::Surely, _) => 2.5,
        (Named::Perhaps, _) => 1.0,
        (Named::No, Start::Fresh) => -1.0,
        (Named::No, Start::Neutral) => -2.5,
        (Named::No, Start::Running) => -7.0,
    };
    sum += match chars::end_of(before.text) {
        _ if before.text.ends_with([',', '&', '-', '(', '/', ':', '–', '‐']) => -7.0,
        _ if ends_in_initial(before.text) => -2.5,
        End::Cut => -5.0,
        End::Closed => 1.0,
        _ if entries::ends_entry(before.text) => 0.5,
        End::Half => -1.5,
        End::Open if manner.open => 0.5,
        End::Open => -2.0,
    };
    if !piece.line || !before.line {
        return sum - if named == Named::No { 2.0 } else { 0.0 };
    }
    let room = room(before, piece, manner.measure);
    sum += match room {
        _ if !manner.broken => 1.5,
        _ if room * 4 > i64::try_from(manner.measure).unwrap_or(0) && named > Named::No => 2.5,
        6.. => 1.2,
        1..=5 => 0.5,
        _ => -0.4,
    };
    if IDENTIFIERS.iter().any(|label| piece.text.starts_with(label)) {
        sum -= 4.0;
    }
    sum += match (manner.spaced, piece.gap) {
        (true, true) => 3.0,
        (true, false) => -2.0,
        (false, true) => 0.5,
        (false, false) => 0.0,
    };
    sum + match manner.outer.map(|outer| piece.indent == outer) {
        Some(true) => 2.0,
        Some(false) => -4.0,
        None => 0.0,
    }
}

/// What the length of an entry says.
fn size(length: usize) -> f32 {
    match length {
        0..30 => -2.5,
        30..60 => -1.0,
        60..600 => 0.0,
        600..1000 => -1.0,
        _ => -2.0,
    }
}

/// What the alphabet says of two names, one behind the other.
fn order(before: &[String; 2], next: &[String; 2]) -> f32 {
    if before.iter().any(|before| next.contains(before)) {
        1.2
    } else if before.iter().any(|before| next.iter().any(|next| before < next)) {
        0.7
    } else {
        -2.5
    }
}

/// Whether words say that a work has no year, or none yet.
fn is_undated(text: &str) -> bool {
    let lower = text.to_lowercase();
    scholion_lang::UNDATED.iter().any(|words| lower.contains(&words.to_lowercase()))
}
