//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): its weights, and the best
//! labelling of an entry by Viterbi's algorithm.
//!
//! The weights are small whole numbers, sixteenths or so of a nat, so that the sum of an entry's weights is
//! exact and the same on every machine.

use super::{
    Label,
    features::{Attributes, GAPS, REACH},
};

/// Labels, rounded up for vector instructions.
const WIDTH: usize = 24;
const LABELS: usize = Label::COUNT;
const SLOTS: usize = 2 * REACH + 1;

/// The least value of a path beside the best.
const FLOOR: i16 = -14000;

/// The score of a label that a word may not have.
const FORBIDDEN: i16 = -12000;

/// The weights of a labeller.
pub struct Model {
    /// How many units make a nat.
    scale: f32,
    /// Open addressing: hash of an attribute and the place of its first row, `u32::MAX` where free.
    table: Vec<(u32, u32)>,
    /// Rows of weights by label; a wide attribute has one for each place that it reaches.
    rows: Vec<[i8; WIDTH]>,
    /// Weights of a label behind another, by the gap between.
    transitions: Vec<[[i16; WIDTH]; LABELS]>,
    /// The same as factors, for probabilities.
    factors: Vec<[[f32; WIDTH]; LABELS]>,
}

/// What a decoder needs besides; kept from entry to entry.
#[derive(Default)]
pub struct Scratch {
    scores: Vec<[i16; WIDTH]>,
    back: Vec<[i16; WIDTH]>,
}

impl Model {
    /// Reads the weights that the trainer wrote; a damaged file gives an empty model, which labels nothing.
    pub fn read(bytes: &[u8]) -> Self {
        Reader { bytes, at: 0 }.model().unwrap_or_else(|| Self {
            scale: 16.0,
            table: vec![(0, u32::MAX); 2],
            rows: Vec::new(),
            transitions: vec![[[0; WIDTH]; LABELS]; GAPS],
            factors: vec![[[1.0; WIDTH]; LABELS]; GAPS],
        })
    }

    /// The best labels of an entry, and how probable they are: the geometric mean over its words.
    ///
    /// `allowed` holds for each word the labels it may have, as bits; empty means any.
    pub fn label(&self, attributes: &Attributes, allowed: &[u32], scratch: &mut Scratch, labels: &mut Vec<Label>) -> f32 {
        labels.clear();
        let count = attributes.ends.len();
        if count == 0 {
            return 0.0;
        }
        self.scores(attributes, &mut scratch.scores);
        for (score, allowed) in scratch.scores.iter_mut().zip(allowed) {
            for (_, score) in score.iter_mut().enumerate().take(LABELS).filter(|(label, _)| allowed >> label & 1 == 0) {
                *score = FORBIDDEN;
            }
        }
        let best = self.viterbi(attributes, scratch, labels);
        let total = self.total(attributes, &scratch.scores);
        ((best as f32 / self.scale - total) / count as f32).exp().clamp(0.0, 1.0)
    }

    /// Sums the weights of each word's attributes.
    fn scores(&self, attributes: &Attributes, scores: &mut Vec<[i16; WIDTH]>) {
        let count = attributes.ends.len();
        scores.clear();
        scores.resize(count, [0; WIDTH]);
        let (mut wide, mut point) = (0usize, 0usize);
        for (at, &(wide_end, point_end)) in attributes.ends.iter().enumerate() {
            for &attribute in attributes.wide.get(wide..wide_end as usize).unwrap_or(&[]) {
                let Some(first) = self.find(attribute) else { continue };
                let Some(rows) = self.rows.get(first..first + SLOTS) else { continue };
                // Slot 0 speaks for the word two places before.
                for (slot, row) in rows.iter().enumerate() {
                    if let Some(score) = (at + slot).checked_sub(REACH).and_then(|at| scores.get_mut(at)) {
                        add(score, row);
                    }
                }
            }
            for &attribute in attributes.point.get(point..point_end as usize).unwrap_or(&[]) {
                if let Some(row) = self.find(attribute).and_then(|first| self.rows.get(first))
                    && let Some(score) = scores.get_mut(at)
                {
                    add(score, row);
                }
            }
            (wide, point) = (wide_end as usize, point_end as usize);
        }
        let (mut from, mut first) = (0usize, 0usize);
        for &(to, end) in &attributes.clause_ends {
            let mut sum = [0i16; WIDTH];
            for &attribute in attributes.clause.get(from..to as usize).unwrap_or(&[]) {
                if let Some(row) = self.find(attribute).and_then(|first| self.rows.get(first)) {
                    add(&mut sum, row);
                }
            }
            for score in scores.get_mut(first..end as usize).unwrap_or(&mut []) {
                for (score, sum) in score.iter_mut().zip(&sum) {
                    *score = score.wrapping_add(*sum);
                }
            }
            (from, first) = (to as usize, end as usize);
        }
    }

    fn find(&self, attribute: u32) -> Option<usize> {
        let mask = self.table.len() - 1;
        let mut at = attribute as usize & mask;
        loop {
            match self.table.get(at) {
                Some(&(_, u32::MAX)) | None => return None,
                Some(&(key, row)) if key == attribute => return Some(row as usize),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Viterbi's algorithm on sixteen bits: the best value is taken off at each word and kept beside.
    fn viterbi(&self, attributes: &Attributes, scratch: &mut Scratch, labels: &mut Vec<Label>) -> i32 {
        let count = scratch.scores.len();
        scratch.back.clear();
        scratch.back.resize(count, [0; WIDTH]);
        let mut best = 0i32;
        let mut alpha = [FLOOR; WIDTH];
        for (at, (score, back)) in scratch.scores.iter().zip(&mut scratch.back).enumerate() {
            let mut next = [FLOOR; WIDTH];
            if at == 0 {
                next = [0; WIDTH];
            } else if let Some(transitions) = self.gap(&self.transitions, attributes, at) {
                for ((row, &before), from) in transitions.iter().zip(&alpha).zip(0i16..) {
                    for ((next, back), &weight) in next.iter_mut().zip(back.iter_mut()).zip(row) {
                        let value = before.saturating_add(weight);
                        let better = value > *next;
                        *next = if better { value } else { *next };
                        *back = if better { from } else { *back };
                    }
                }
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
        for back in scratch.back.iter().rev() {
            labels.push(Label::ALL.get(label).copied().unwrap_or_default());
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
                *next *= (f32::from(score - most) / self.scale).exp();
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

fn add(score: &mut [i16; WIDTH], row: &[i8; WIDTH]) {
    for (score, &weight) in score.iter_mut().zip(row) {
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

impl Reader<'_> {
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
        // At most two thirds full, and no larger: most of a look-up is the wait for memory.
        let mut table = vec![(0u32, u32::MAX); (count.max(1) * 3 / 2 + 1).next_power_of_two()];
        let mask = table.len() - 1;
        let mut rows: Vec<[i8; WIDTH]> = Vec::with_capacity(count * 2);
        let mut hash = 0u32;
        for _ in 0..count {
            hash = hash.wrapping_add(self.number()?);
            let head = self.byte()?;
            let wide = head & 0x80 != 0;
            let first = rows.len();
            rows.resize(first + if wide { SLOTS } else { 1 }, [0; WIDTH]);
            for _ in 0..head & 0x7f {
                let place = usize::from(self.byte()?);
                let weight = i8::from_le_bytes([self.byte()?]);
                *rows.get_mut(first + place / LABELS)?.get_mut(place % LABELS)? = weight;
            }
            let mut at = hash as usize & mask;
            while table.get(at)?.1 != u32::MAX {
                at = (at + 1) & mask;
            }
            *table.get_mut(at)? = (hash, u32::try_from(first).ok()?);
        }
        Some(Model { scale, table, rows, transitions, factors })
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
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
