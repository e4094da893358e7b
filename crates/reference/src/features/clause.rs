//! Clauses: what stands between two separators, looked at as a whole.

use super::{Attributes, bucket, mix, tag};
use crate::token::Token;

/// What stands between two separators, looked at as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clause {
    start: usize,
    end: usize,
    /// The gaps before and behind it.
    left: u32,
    right: u32,
    lower: u32,
    capital: u32,
    initials: u32,
    numbers: u32,
    year: bool,
    mark: bool,
    classes: u32,
}

impl Clause {
    /// Its make-up in a few numbers.
    fn summary(&self) -> u32 {
        let few = |count: u32| count.min(3);
        let words = match self.end - self.start {
            count @ 0..=4 => count as u32,
            5..=7 => 5,
            8..=12 => 6,
            _ => 7,
        };
        words
            | few(self.lower) << 3
            | few(self.capital) << 5
            | few(self.initials) << 7
            | few(self.numbers) << 9
            | u32::from(self.year) << 11
            | u32::from(self.mark) << 12
    }

    /// The same, coarser: what its neighbours see of it.
    fn sketch(&self) -> u32 {
        let some = |count: u32| u32::from(count > 0);
        let words = match self.end - self.start {
            count @ 0..=2 => count as u32,
            3..=5 => 3,
            _ => 4,
        };
        words
            | some(self.lower) << 3
            | some(self.capital) << 4
            | some(self.initials) << 5
            | some(self.numbers) << 6
            | u32::from(self.year) << 7
            | u32::from(self.mark) << 8
    }
}

/// Cuts the entry into clauses and finds their attributes.
pub fn attributes(tokens: &[Token], out: &mut Attributes) {
    let mut open: Option<Clause> = None;
    for (at, word) in out.words.iter().enumerate() {
        let gap = out.gap_hashes.get(at).copied().unwrap_or(0);
        let class = out.gaps.get(at).copied().unwrap_or(0);
        let previous = at.checked_sub(1).and_then(|at| out.words.get(at));
        // The point behind an initial or an abbreviation of one or two letters ends no clause.
        let abbreviates = previous.is_some_and(|previous| previous.initial) && matches!(class, 14 | 15);
        if !matches!(class, 0 | 17 | 18) && !abbreviates || open.is_none() {
            if let Some(mut clause) = open.take() {
                clause.end = at;
                clause.right = gap;
                out.clauses.push(clause);
            }
            open = Some(Clause { start: at, left: gap, ..Clause::default() });
        }
        if let Some(clause) = &mut open {
            match word.shape {
                1 | 2 => {
                    clause.year = true;
                    clause.numbers += 1;
                }
                3..=9 => clause.numbers += 1,
                64.. => clause.mark = true,
                _ if word.initial => clause.initials += 1,
                30..=57 if matches!((word.shape - 30) % 9, 6 | 7) => clause.lower += 1,
                _ => clause.capital += 1,
            }
            clause.classes |= word.class;
        }
    }
    if let Some(mut clause) = open {
        clause.end = tokens.len();
        clause.right = out.gap_hashes.last().copied().unwrap_or(0);
        out.clauses.push(clause);
    }
    let none = Clause::default();
    let count = out.clauses.len();
    for (at, clause) in out.clauses.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| out.clauses.get(at)).unwrap_or(&none);
        let behind = out.clauses.get(at + 1).unwrap_or(&none);
        let summary = clause.summary();
        let sides = mix(clause.left, clause.right);
        let first = out.words.get(clause.start).copied().unwrap_or_default();
        let last = clause.end.checked_sub(1).and_then(|at| out.words.get(at)).copied().unwrap_or_default();
        let place = mix(bucket(at), bucket(count - 1 - at).min(4));
        out.clause.extend([
            tag(40, summary),
            tag(41, mix(summary, sides)),
            tag(42, mix(clause.sketch(), mix(before.sketch(), behind.sketch()))),
            tag(43, mix(sides, mix(before.sketch(), behind.sketch()))),
            tag(44, mix(clause.sketch(), place)),
            tag(45, first.hash),
            tag(46, mix(last.hash, clause.sketch())),
            tag(47, mix(behind.sketch(), behind.right)),
            tag(48, mix(before.sketch(), before.left)),
        ]);
        for (kind, classes) in [(50, clause.classes), (51, before.classes), (52, behind.classes)] {
            let mut rest = classes;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                out.clause.push(tag(kind, bit));
                if kind == 50 {
                    out.clause.push(tag(53, mix(bit, clause.sketch())));
                }
            }
        }
        out.clause_ends.push((out.clause.len() as u32, clause.end as u32));
    }
}
