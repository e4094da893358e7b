//! Learning the weights: stochastic gradient descent with AdaGrad on the likelihood of the permitted labellings.

use std::collections::HashMap;

use scholion_reference::{
    Label,
    crf::MAGIC,
    features::{Attributes, GAPS, REACH},
};

const LABELS: usize = Label::COUNT;
const SLOTS: usize = 2 * REACH + 1;

/// How to learn.
#[derive(Clone, Debug)]
pub struct Settings {
    pub epochs: usize,
    pub rate: f32,
    pub l2: f32,
    /// Chance that a word's own attributes are hidden from the learner, so that it does not lean on words it knows.
    pub dropout: f32,
    /// Chance that any attribute is left out of a step; the others then weigh more.
    pub thinning: f32,
    /// How often an attribute must occur.
    pub cutoff: u32,
    /// Weights below are left out of what is written.
    pub least: f32,
    /// How many entries are made of the gold's fields in other styles, and how much each counts.
    pub made: usize,
    pub made_weight: f32,
    /// How many pieces of running text are shown.
    pub prose: usize,
    pub seed: u64,
}

impl Default for Settings {
    /// Chosen by the held-out means in `docs/REFERENCE_MODEL.md`.
    fn default() -> Self {
        Self {
            epochs: 18,
            rate: 0.15,
            l2: 1e-5,
            dropout: 0.35,
            thinning: 0.5,
            cutoff: 3,
            least: 0.094,
            made: 20_000,
            made_weight: 0.5,
            prose: 700,
            seed: 1,
        }
    }
}

/// A row of words, or of lines, to learn from.
#[derive(Clone)]
pub struct Example {
    pub attributes: Attributes,
    /// For each word the labels it may have, as bits.
    pub masks: Vec<u32>,
    /// How much it counts.
    pub weight: f32,
}

/// An example with its attributes as indices of rows.
struct Prepared {
    wide: Vec<u32>,
    point: Vec<u32>,
    ends: Vec<(u32, u32)>,
    clause: Vec<u32>,
    clause_ends: Vec<(u32, u32)>,
    gaps: Vec<u8>,
    masks: Vec<u32>,
    weight: f32,
}

/// The weights: rows by attribute, and transitions.
pub struct Weights {
    /// Hash of each attribute, first row, whether it is wide.
    pub index: Vec<(u32, usize, bool)>,
    pub rows: Vec<[f32; LABELS]>,
    pub transitions: Vec<[[f32; LABELS]; LABELS]>,
}

/// A small generator of random numbers (SplitMix64, Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.number() % limit.max(1) as u64) as usize
    }

    pub fn chance(&mut self, probability: f32) -> bool {
        (self.number() >> 40) as f32 / (1u64 << 24) as f32 <= probability
    }

    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

pub fn learn(examples: Vec<Example>, settings: &Settings) -> Weights {
    let mut counts: HashMap<(u32, bool), u32> = HashMap::new();
    for Example { attributes: found, .. } in &examples {
        for &wide in &found.wide {
            *counts.entry((wide, true)).or_default() += 1;
        }
        for &point in &found.point {
            *counts.entry((point, false)).or_default() += 1;
        }
        for &clause in &found.clause {
            *counts.entry((clause, false)).or_default() += 1;
        }
    }
    let mut kept: Vec<(u32, bool)> = counts.into_iter().filter(|(_, count)| *count >= settings.cutoff).map(|(key, _)| key).collect();
    kept.sort_unstable();
    let mut index = Vec::with_capacity(kept.len());
    let mut map: HashMap<(u32, bool), u32> = HashMap::with_capacity(kept.len());
    let mut count = 0usize;
    for (hash, wide) in kept {
        map.insert((hash, wide), count as u32);
        index.push((hash, count, wide));
        count += if wide { SLOTS } else { 1 };
    }
    let prepared: Vec<Prepared> = examples
        .into_iter()
        .map(|Example { attributes: found, masks, weight }| {
            let rows = |list: &[u32], wide| list.iter().map(|&hash| map.get(&(hash, wide)).copied().unwrap_or(u32::MAX)).collect();
            Prepared {
                wide: rows(&found.wide, true),
                point: rows(&found.point, false),
                ends: found.ends,
                clause: rows(&found.clause, false),
                clause_ends: found.clause_ends,
                gaps: found.gaps,
                masks,
                weight,
            }
        })
        .collect();
    let mut learner = Learner {
        rows: vec![[0.0; LABELS]; count],
        squares: vec![[1e-2; LABELS]; count],
        transitions: vec![[[0.0; LABELS]; LABELS]; GAPS],
        transition_squares: vec![[[1e-2; LABELS]; LABELS]; GAPS],
        random: Random(settings.seed),
        settings: settings.clone(),
        scratch: Scratch::default(),
    };
    let mut order: Vec<usize> = (0..prepared.len()).collect();
    // The mean of the weights at the ends of the later epochs generalises better than the last ones.
    let mut mean = vec![[0f32; LABELS]; count];
    let mut mean_transitions = vec![[[0f32; LABELS]; LABELS]; GAPS];
    let mut snapshots = 0f32;
    for epoch in 0..settings.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, learner.random.below(at + 1));
        }
        let rate = settings.rate * (1.0 - 0.85 * epoch as f32 / settings.epochs as f32);
        for &at in &order {
            learner.step(&prepared[at], rate);
        }
        if epoch >= settings.epochs / 2 {
            snapshots += 1.0;
            let old = mean.iter_mut().chain(mean_transitions.iter_mut().flatten()).flatten();
            let new = learner.rows.iter().chain(learner.transitions.iter().flatten()).flatten();
            old.zip(new).for_each(|(mean, weight)| *mean += (weight - *mean) / snapshots);
        }
    }
    Weights { index, rows: mean, transitions: mean_transitions }
}

#[derive(Default)]
struct Scratch {
    scores: Vec<[f32; LABELS]>,
    gradient: Vec<[f32; LABELS]>,
    alpha: Vec<[f32; LABELS]>,
    hidden: Vec<bool>,
    thinning: Thinning,
}

/// Which attributes a step leaves out.
#[derive(Clone, Copy, Default)]
struct Thinning {
    salt: u32,
    /// Attributes whose hash is below are left out.
    limit: u32,
    /// The weight of those that stay.
    factor: f32,
}

impl Thinning {
    /// How much the attribute with this row counts at this place: nothing, or a little more than it will.
    fn keeps(self, row: u32, at: usize) -> bool {
        self.limit == 0 || {
            let mut hash = (row ^ self.salt).wrapping_add(at as u32).wrapping_mul(0x9e37_79b1);
            hash ^= hash >> 15;
            hash = hash.wrapping_mul(0x85eb_ca77);
            hash ^ hash >> 13 >= self.limit
        }
    }
}

struct Learner {
    rows: Vec<[f32; LABELS]>,
    squares: Vec<[f32; LABELS]>,
    transitions: Vec<[[f32; LABELS]; LABELS]>,
    transition_squares: Vec<[[f32; LABELS]; LABELS]>,
    random: Random,
    settings: Settings,
    scratch: Scratch,
}

impl Learner {
    /// One step on one entry.
    fn step(&mut self, entry: &Prepared, rate: f32) {
        let count = entry.ends.len();
        self.hide(count);
        self.score(entry);
        self.scratch.gradient.clear();
        self.scratch.gradient.resize(count, [0.0; LABELS]);
        let mut matrix = vec![[[0f32; LABELS]; LABELS]; 0];
        let mut used: Vec<u8> = entry.gaps.iter().skip(1).copied().collect();
        used.sort_unstable();
        used.dedup();
        matrix.resize(used.len(), [[0.0; LABELS]; LABELS]);
        let factors: Vec<[[f32; LABELS]; LABELS]> =
            used.iter().map(|&gap| self.transitions[usize::from(gap)].map(|row| row.map(f32::exp))).collect();
        let free = self.sweep(entry, None, -1.0, &used, &factors, &mut matrix);
        let permitted = self.sweep(entry, Some(&entry.masks), 1.0, &used, &factors, &mut matrix);
        if permitted && free {
            self.update(entry, rate, &used, &matrix);
        }
    }

    /// Chooses words whose own attributes are hidden in this step.
    fn hide(&mut self, count: usize) {
        self.scratch.hidden.clear();
        for _ in 0..count {
            let hidden = self.random.chance(self.settings.dropout);
            self.scratch.hidden.push(hidden);
        }
        let thinning = self.settings.thinning;
        self.scratch.thinning =
            Thinning { salt: self.random.number() as u32, limit: (thinning * u32::MAX as f32) as u32, factor: 1.0 / (1.0 - thinning) };
    }

    /// Calls `visit` with the row and the place of every weight that counts in an entry.
    fn each(entry: &Prepared, hidden: &[bool], thinning: Thinning, mut visit: impl FnMut(usize, usize)) {
        let (mut wide, mut point) = (0usize, 0usize);
        let count = entry.ends.len();
        for (at, &(wide_end, point_end)) in entry.ends.iter().enumerate() {
            for (kind, &first) in entry.wide[wide..wide_end as usize].iter().enumerate() {
                // The word itself and its ending are what is hidden.
                if first == u32::MAX || hidden[at] && (kind == 0 || kind == 3) || !thinning.keeps(first, at) {
                    continue;
                }
                for slot in 0..SLOTS {
                    let place = at + slot;
                    if place >= REACH && place - REACH < count {
                        visit(first as usize + slot, place - REACH);
                    }
                }
            }
            for (kind, &row) in entry.point[point..point_end as usize].iter().enumerate() {
                if row == u32::MAX || hidden[at] && (3..=5).contains(&kind) || !thinning.keeps(row, at) {
                    continue;
                }
                visit(row as usize, at);
            }
            (wide, point) = (wide_end as usize, point_end as usize);
        }
        let (mut from, mut first) = (0usize, 0usize);
        for &(to, end) in &entry.clause_ends {
            for (kind, &row) in entry.clause[from..to as usize].iter().enumerate() {
                if row == u32::MAX || (kind == 5 || kind == 6) && hidden[first] || !thinning.keeps(row, first) {
                    continue;
                }
                for at in first..end as usize {
                    visit(row as usize, at);
                }
            }
            (from, first) = (to as usize, end as usize);
        }
    }

    fn score(&mut self, entry: &Prepared) {
        let mut scores = std::mem::take(&mut self.scratch.scores);
        scores.clear();
        scores.resize(entry.ends.len(), [0.0; LABELS]);
        let rows = &self.rows;
        let factor = self.scratch.thinning.factor;
        Self::each(entry, &self.scratch.hidden, self.scratch.thinning, |row, at| {
            for (score, weight) in scores[at].iter_mut().zip(&rows[row]) {
                *score += factor * weight;
            }
        });
        self.scratch.scores = scores;
    }

    /// Forward and backward over the permitted labels; adds the expected counts times `sign` to the gradient. Tells whether any
    /// labelling is permitted.
    fn sweep(
        &mut self,
        entry: &Prepared,
        masks: Option<&[u32]>,
        sign: f32,
        used: &[u8],
        factors: &[[[f32; LABELS]; LABELS]],
        matrix: &mut [[[f32; LABELS]; LABELS]],
    ) -> bool {
        let count = entry.ends.len();
        let scratch = &mut self.scratch;
        let mut emissions: Vec<[f32; LABELS]> = Vec::with_capacity(count);
        let mut scales = Vec::with_capacity(count);
        scratch.alpha.clear();
        let gap_of = |at: usize| used.binary_search(&entry.gaps[at]).unwrap_or(0);
        for at in 0..count {
            let permitted = masks.map_or(u32::MAX, |masks| masks[at]);
            let score = &scratch.scores[at];
            let most = (0..LABELS).filter(|label| permitted >> label & 1 == 1).map(|label| score[label]).fold(f32::MIN, f32::max);
            let mut emission = [0f32; LABELS];
            for label in 0..LABELS {
                if permitted >> label & 1 == 1 {
                    emission[label] = (score[label] - most).exp();
                }
            }
            let mut alpha = [0f32; LABELS];
            if at == 0 {
                alpha = emission;
            } else {
                let before = scratch.alpha[at - 1];
                for (row, before) in factors[gap_of(at)].iter().zip(before) {
                    for (alpha, factor) in alpha.iter_mut().zip(row) {
                        *alpha += before * factor;
                    }
                }
                for (alpha, emission) in alpha.iter_mut().zip(&emission) {
                    *alpha *= emission;
                }
            }
            let sum: f32 = alpha.iter().sum();
            if sum <= 0.0 {
                return false;
            }
            alpha.iter_mut().for_each(|alpha| *alpha /= sum);
            scales.push(sum);
            scratch.alpha.push(alpha);
            emissions.push(emission);
        }
        let mut beta = [1f32; LABELS];
        for at in (0..count).rev() {
            let alpha = scratch.alpha[at];
            for label in 0..LABELS {
                scratch.gradient[at][label] += sign * alpha[label] * beta[label];
            }
            if at > 0 {
                let gap = gap_of(at);
                let before = scratch.alpha[at - 1];
                let mut inner = [0f32; LABELS];
                for label in 0..LABELS {
                    inner[label] = emissions[at][label] * beta[label] / scales[at];
                }
                let mut next = [0f32; LABELS];
                for from in 0..LABELS {
                    let mut sum = 0f32;
                    for to in 0..LABELS {
                        let flow = factors[gap][from][to] * inner[to];
                        matrix[gap][from][to] += sign * before[from] * flow;
                        sum += flow;
                    }
                    next[from] = sum;
                }
                beta = next;
            }
        }
        true
    }

    fn update(&mut self, entry: &Prepared, rate: f32, used: &[u8], matrix: &[[[f32; LABELS]; LABELS]]) {
        let (rows, squares, gradient) = (&mut self.rows, &mut self.squares, &self.scratch.gradient);
        let l2 = self.settings.l2;
        let weight = entry.weight;
        let factor = self.scratch.thinning.factor;
        Self::each(entry, &self.scratch.hidden, self.scratch.thinning, |row, at| {
            let (row_weights, row_squares) = (&mut rows[row], &mut squares[row]);
            for label in 0..LABELS {
                let step = weight * factor * gradient[at][label] - l2 * row_weights[label];
                row_squares[label] += step * step;
                row_weights[label] += rate * step / row_squares[label].sqrt();
            }
        });
        for (&gap, matrix) in used.iter().zip(matrix) {
            let gap = usize::from(gap);
            for from in 0..LABELS {
                for to in 0..LABELS {
                    let step = weight * matrix[from][to] - l2 * self.transitions[gap][from][to];
                    let square = &mut self.transition_squares[gap][from][to];
                    *square += step * step;
                    self.transitions[gap][from][to] += rate * step / square.sqrt();
                }
            }
        }
    }
}

/// Writes the weights in the form that the decoder reads; weights below `least` are left out.
pub fn write(weights: &Weights, scale: f32, least: f32) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend([LABELS as u8, SLOTS as u8, GAPS as u8, scale as u8]);
    for weight in weights.transitions.iter().flatten().flatten() {
        out.extend(((weight * scale).round().clamp(-4000.0, 4000.0) as i16).to_le_bytes());
    }
    let mut kept: Vec<(u32, bool, Vec<(u8, i8)>)> = Vec::new();
    for &(hash, first, wide) in &weights.index {
        let rows = &weights.rows[first..first + if wide { SLOTS } else { 1 }];
        let entries: Vec<(u8, i8)> = rows
            .iter()
            .flatten()
            .enumerate()
            // A wide attribute has five rows, of which most hold little.
            .filter(|(_, weight)| weight.abs() >= if wide { least * 1.7 } else { least })
            .map(|(place, weight)| (place as u8, (weight * scale).round().clamp(-127.0, 127.0) as i8))
            .filter(|(_, weight)| *weight != 0)
            .collect();
        if !entries.is_empty() {
            kept.push((hash, wide, entries));
        }
    }
    kept.sort_unstable();
    number(&mut out, kept.len() as u32);
    let mut last = 0u32;
    for (hash, wide, entries) in kept {
        number(&mut out, hash.wrapping_sub(last));
        last = hash;
        out.push(entries.len() as u8 | if wide { 0x80 } else { 0 });
        for (place, weight) in entries {
            out.push(place);
            out.extend(weight.to_le_bytes());
        }
    }
    out
}

fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
