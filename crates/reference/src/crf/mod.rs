//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): its weights, and the best
//! labelling of an entry by Viterbi's algorithm.
//!
//! 1. `rows`: where the weights of an attribute stand;
//! 2. [`Model::read`]: weights from the file that the trainer wrote;
//! 3. [`Model::label`]: sums of weights for each word, then the best labels and how probable they are.
//!
//! The weights are small whole numbers, sixteenths or so of a nat, so that the sum of an entry's weights is
//! exact and the same on every machine.

mod rows;

use self::rows::{Row, Rows};
use super::{
    Label,
    features::{Attributes, GAPS, REACH},
};

/// Labels, rounded up for vector instructions.
const WIDTH: usize = 24;
const LABELS: usize = Label::COUNT;
const SLOTS: usize = 2 * REACH + 1;

/// How many bits of a hash the maps of rows tell apart: few enough for the cache, enough for few false hopes.
const POINT_BITS: u32 = 21;
const WIDE_BITS: u32 = 18;

/// The least value of a path beside the best.
const FLOOR: i16 = -14000;

/// The score of a label that a word may not have.
const FORBIDDEN: i16 = -12000;

/// The weights of a labeller.
pub struct Model {
    /// How many units make a nat.
    scale: f32,
    /// Weights of attributes that speak for their own place.
    point: Rows<Point>,
    /// Weights of attributes that reach to both sides.
    wide: Rows<Wide>,
    /// Weights of a label behind another, by the gap between.
    transitions: Vec<[[i16; WIDTH]; LABELS]>,
    /// The same as factors, for probabilities.
    factors: Vec<[[f32; WIDTH]; LABELS]>,
    /// What so many units less than the best make of a probability, until it is nothing.
    shares: Vec<f32>,
}

/// The weights of an attribute, by label: half a line of memory.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(32))]
struct Point {
    hash: u32,
    next: u32,
    weights: [i8; WIDTH],
}

/// The weights of an attribute by the place that it speaks for, and by label: two lines of memory.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Wide {
    hash: u32,
    next: u32,
    weights: [[i8; WIDTH]; SLOTS],
}

impl Row for Point {
    #[inline]
    fn head(&self) -> (u32, u32) {
        (self.hash, self.next)
    }

    fn set_next(&mut self, next: u32) {
        self.next = next;
    }
}

impl Row for Wide {
    #[inline]
    fn head(&self) -> (u32, u32) {
        (self.hash, self.next)
    }

    fn set_next(&mut self, next: u32) {
        self.next = next;
    }
}

/// What a decoder needs besides; kept from entry to entry.
#[derive(Default)]
pub struct Scratch {
    /// Sums of weights: [`REACH`] rows for nobody, one for each word, [`REACH`] for nobody.
    scores: Vec<[i16; WIDTH]>,
    back: Vec<[i16; WIDTH]>,
    /// Attributes that may have weights, and where.
    likely: Vec<(u32, u32)>,
}

impl Model {
    /// Reads the weights that the trainer wrote; a damaged file gives an empty model, which labels nothing.
    pub fn read(bytes: &[u8]) -> Self {
        Reader { bytes, at: 0 }.model().unwrap_or_else(|| Self {
            scale: 16.0,
            point: Rows::new(Vec::new(), POINT_BITS),
            wide: Rows::new(Vec::new(), WIDE_BITS),
            transitions: vec![[[0; WIDTH]; LABELS]; GAPS],
            factors: vec![[[1.0; WIDTH]; LABELS]; GAPS],
            shares: Vec::new(),
        })
    }

    /// The best labels of an entry, by their places in the list that was learned; gives the sum of weights that speaks for them. Whoever
    /// has fewer labels than [`Label::COUNT`] forbids the others.
    ///
    /// `allowed` holds for each word the labels it may have, as bits; empty means any.
    pub fn label(&self, attributes: &Attributes, allowed: &[u32], scratch: &mut Scratch, labels: &mut Vec<u8>) -> i32 {
        labels.clear();
        let count = attributes.ends.len();
        if count == 0 {
            return 0;
        }
        self.scores(attributes, scratch);
        let Scratch { scores, back, .. } = scratch;
        let scores = scores.get_mut(REACH..REACH + count).unwrap_or(&mut []);
        for (score, allowed) in scores.iter_mut().zip(allowed) {
            let mut forbidden = !allowed & ((1 << LABELS) - 1);
            while forbidden != 0 {
                if let Some(score) = score.get_mut(forbidden.trailing_zeros() as usize) {
                    *score = FORBIDDEN;
                }
                forbidden &= forbidden - 1;
            }
        }
        self.viterbi(attributes, scores, back, labels)
    }

    /// How many units of a sum make a nat.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// How probable the labels are that [`Model::label`] has just given with this sum: the geometric mean over the words.
    pub fn probability(&self, attributes: &Attributes, scratch: &Scratch, best: i32) -> f32 {
        let count = attributes.ends.len();
        if count == 0 {
            return 0.0;
        }
        let total = self.total(attributes, scratch.scores.get(REACH..REACH + count).unwrap_or(&[]));
        ((best as f32 / self.scale - total) / count as f32).exp().clamp(0.0, 1.0)
    }

    /// Sums the weights of each word's attributes.
    fn scores(&self, attributes: &Attributes, scratch: &mut Scratch) {
        let Scratch { scores, likely, .. } = scratch;
        scores.clear();
        scores.resize(attributes.ends.len() + 2 * REACH, [0; WIDTH]);
        let (mut wide, mut point) = (0usize, 0usize);
        for (at, &(wide_end, point_end)) in attributes.ends.iter().enumerate() {
            // Slot 0 speaks for the word two places before, which stands at `at` behind the rows for nobody.
            if let Some(reach) = scores.get_mut(at..at + SLOTS) {
                let reach = reach.as_flattened_mut();
                for row in self.wide.those(attributes.wide.get(wide..wide_end as usize).unwrap_or(&[]), likely) {
                    add(reach, row.weights.as_flattened());
                }
            }
            if let Some(score) = scores.get_mut(at + REACH) {
                let mut sum = *score;
                for row in self.point.those(attributes.point.get(point..point_end as usize).unwrap_or(&[]), likely) {
                    add(&mut sum, &row.weights);
                }
                *score = sum;
            }
            (wide, point) = (wide_end as usize, point_end as usize);
        }
        let (mut from, mut first) = (0usize, 0usize);
        for &(to, end) in &attributes.clause_ends {
            let mut sum = [0i16; WIDTH];
            for row in self.point.those(attributes.clause.get(from..to as usize).unwrap_or(&[]), likely) {
                add(&mut sum, &row.weights);
            }
            for score in scores.get_mut(first + REACH..end as usize + REACH).unwrap_or(&mut []) {
                for (score, sum) in score.iter_mut().zip(&sum) {
                    *score = score.wrapping_add(*sum);
                }
            }
            (from, first) = (to as usize, end as usize);
        }
    }

    /// Viterbi's algorithm on sixteen bits: the best value is taken off at each word and kept beside.
    fn viterbi(&self, attributes: &Attributes, scores: &[[i16; WIDTH]], back: &mut Vec<[i16; WIDTH]>, labels: &mut Vec<u8>) -> i32 {
        back.clear();
        back.resize(scores.len(), [0; WIDTH]);
        let mut best = 0i32;
        let mut alpha = [FLOOR; WIDTH];
        for (at, (score, back)) in scores.iter().zip(back.iter_mut()).enumerate() {
            let mut next = [FLOOR; WIDTH];
            if at == 0 {
                next = [0; WIDTH];
            } else if let Some(transitions) = self.gap(&self.transitions, attributes, at) {
                let mut origin = [0i16; WIDTH];
                for ((row, &before), from) in transitions.iter().zip(&alpha).zip(0i16..) {
                    // Arithmetic instead of choices, lane by lane: compilers make vectors of it.
                    for ((next, origin), &weight) in next.iter_mut().zip(&mut origin).zip(row) {
                        let value = before.saturating_add(weight);
                        let better = -i16::from(value > *next);
                        *next = value.max(*next);
                        *origin = (from & better) | (*origin & !better);
                    }
                }
                *back = origin;
            }
            for (next, &score) in next.iter_mut().zip(score) {
                *next = next.saturating_add(score);
            }
            let most = next.iter().take(LABELS).copied().max().unwrap_or(0);
            for next in &mut next {
                *next = next.saturating_sub(most).max(FLOOR);
            }
            best += i32::from(most);
            alpha = next;
        }
        let mut label = alpha.iter().take(LABELS).position(|&value| value == 0).unwrap_or(0);
        for back in back.iter().rev() {
            labels.push(u8::try_from(label).unwrap_or(0));
            label = back.get(label).and_then(|&label| usize::try_from(label).ok()).unwrap_or(0);
        }
        labels.reverse();
        best
    }

    /// The logarithm of the sum over all labellings, by the forward algorithm with scaling.
    fn total(&self, attributes: &Attributes, scores: &[[i16; WIDTH]]) -> f32 {
        let mut alpha = [0f32; WIDTH];
        let mut log = 0f32;
        for (at, score) in scores.iter().enumerate() {
            let most = score.iter().take(LABELS).copied().max().unwrap_or(0);
            let mut next = [0f32; WIDTH];
            if at == 0 {
                next = [1.0; WIDTH];
            } else if let Some(factors) = self.gap(&self.factors, attributes, at) {
                for (row, &before) in factors.iter().zip(&alpha) {
                    for (next, &factor) in next.iter_mut().zip(row) {
                        *next += before * factor;
                    }
                }
            }
            let mut sum = 0f32;
            for (next, &score) in next.iter_mut().zip(score).take(LABELS) {
                *next *= self.shares.get(usize::from(score.abs_diff(most))).copied().unwrap_or(0.0);
                sum += *next;
            }
            if sum <= 0.0 || !sum.is_finite() {
                return f32::INFINITY;
            }
            for next in &mut next {
                *next /= sum;
            }
            log += sum.ln() + f32::from(most) / self.scale;
            alpha = next;
        }
        log
    }

    fn gap<'a, T>(&self, matrices: &'a [T], attributes: &Attributes, at: usize) -> Option<&'a T> {
        matrices.get(attributes.gaps.get(at).map_or(0, |&gap| usize::from(gap)))
    }
}

#[inline]
fn add(scores: &mut [i16], weights: &[i8]) {
    for (score, &weight) in scores.iter_mut().zip(weights) {
        *score = score.wrapping_add(i16::from(weight));
    }
}

/// The file: magic, scale, transitions, then the attributes in order of their hashes, each with its rows as
/// pairs of place and weight.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The first bytes of a file of weights; the last one counts its formats.
pub const MAGIC: &[u8; 5] = b"SCRF1";

impl<'a> Reader<'a> {
    fn model(mut self) -> Option<Model> {
        if self.take(5)? != MAGIC
            || usize::from(self.byte()?) != LABELS
            || usize::from(self.byte()?) != SLOTS
            || usize::from(self.byte()?) != GAPS
        {
            return None;
        }
        let scale = f32::from(self.byte()?);
        let mut transitions = vec![[[0i16; WIDTH]; LABELS]; GAPS];
        for weight in transitions.iter_mut().flatten().flat_map(|row| row.iter_mut().take(LABELS)) {
            *weight = i16::from_le_bytes([self.byte()?, self.byte()?]);
        }
        let factors = transitions.iter().map(|matrix| matrix.map(|row| row.map(|weight| (f32::from(weight) / scale).exp()))).collect();
        let count = self.number()? as usize;
        let mut point: Vec<Point> = Vec::with_capacity(count.min(self.bytes.len()));
        let mut wide: Vec<Wide> = Vec::with_capacity(count.min(self.bytes.len()) / 6);
        let mut hash = 0u32;
        for _ in 0..count {
            hash = hash.wrapping_add(self.number()?);
            let head = self.byte()?;
            let pairs = self.take(2 * usize::from(head & 0x7f))?;
            if head & 0x80 != 0 {
                let mut weights = [[0; WIDTH]; SLOTS];
                for (place, weight) in pairs.chunks_exact(2).filter_map(pair) {
                    *weights.get_mut(place / LABELS)?.get_mut(place % LABELS)? = weight;
                }
                wide.push(Wide { hash, next: 0, weights });
            } else {
                let mut weights = [0; WIDTH];
                for (place, weight) in pairs.chunks_exact(2).filter_map(pair) {
                    *weights.get_mut(place)? = weight;
                }
                point.push(Point { hash, next: 0, weights });
            }
        }
        let shares = (0u16..).map(|less| (-f32::from(less) / scale).exp()).take_while(|share| *share > 0.0).collect();
        Some(Model { scale, point: Rows::new(point, POINT_BITS), wide: Rows::new(wide, WIDE_BITS), transitions, factors, shares })
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + count);
        self.at += count;
        taken
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// A number in groups of seven bits, the lowest first (LEB128).
    fn number(&mut self) -> Option<u32> {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// A place and its weight.
fn pair(bytes: &[u8]) -> Option<(usize, i8)> {
    bytes.first().zip(bytes.get(1)).map(|(&place, &weight)| (usize::from(place), i8::from_le_bytes([weight])))
}
