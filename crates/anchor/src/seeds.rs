//! Where in a text a passage may stand: by the short runs of characters that both have.

use super::fold::Folded;
use scholion_base::script::is_east_asian;

/// Runs that occur more often than this say nothing.
const COMMON: u32 = 200;
/// Width of the bands of diagonals in which votes are counted, as a power of two.
const BAND: u32 = 5;

/// An index of a text's short runs of characters.
#[derive(Clone, Debug)]
pub struct Seeds {
    /// The last place of each run, by hash; places count from 1.
    heads: Vec<u32>,
    /// The place before each place that has the same hash.
    before: Vec<u32>,
    mask: u32,
}

impl Seeds {
    /// The index of a text.
    pub fn new(text: &Folded) -> Self {
        let size = (text.len().max(256)).next_power_of_two();
        let mut seeds = Self { heads: vec![0; size], before: vec![0; text.len()], mask: u32::try_from(size - 1).unwrap_or(u32::MAX) };
        for at in 0..text.len() {
            let Some(run) = run_at(&text.chars, at) else { continue };
            if let Some(head) = seeds.heads.get_mut((hash(run) & seeds.mask) as usize)
                && let Some(before) = seeds.before.get_mut(at)
            {
                *before = *head;
                *head = u32::try_from(at + 1).unwrap_or(u32::MAX);
            }
        }
        seeds
    }

    /// The places where `pattern` may begin, best first, at most `most`. Each comes with its votes: one for each run
    /// that stands there, shared among all the places where that run stands.
    pub fn places(&self, text: &Folded, pattern: &[char], most: usize) -> Vec<(usize, f32)> {
        let bands = ((text.len() + pattern.len()) >> BAND) + 2;
        let mut votes = vec![0_f32; bands];
        let mut found: Vec<usize> = Vec::new();
        for at in 0..pattern.len() {
            let Some(run) = run_at(pattern, at) else { continue };
            found.clear();
            let mut place = self.heads.get((hash(run) & self.mask) as usize).copied().unwrap_or(0);
            let mut steps = 0;
            while place > 0 && steps < COMMON {
                let here = place as usize - 1;
                if text.chars.get(here..here + run.len()) == Some(run) {
                    found.push(here);
                }
                place = self.before.get(here).copied().unwrap_or(0);
                steps += 1;
            }
            if steps == COMMON {
                continue;
            }
            let weight = 1.0 / found.len().max(1) as f32;
            for &here in &found {
                if let Some(band) = votes.get_mut((here + pattern.len() - at) >> BAND) {
                    *band += weight;
                }
            }
        }
        // A passage that lies across two bands has its votes in both.
        let pairs = votes.iter().zip(votes.iter().skip(1)).map(|(a, b)| a + b);
        let mut places: Vec<(usize, f32)> = pairs.enumerate().filter(|(_, votes)| *votes > 0.0).collect();
        places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut chosen: Vec<(usize, f32)> = Vec::new();
        for (band, votes) in places {
            if chosen.len() == most {
                break;
            }
            if chosen.iter().all(|(other, _)| other.abs_diff(band) > 1) {
                chosen.push((band, votes));
            }
        }
        chosen.into_iter().map(|(band, votes)| (((band + 1) << BAND).saturating_sub(pattern.len()), votes)).collect()
    }
}

/// The run that begins at `at`: two characters where each is a word or nearly so, else five.
fn run_at(chars: &[char], at: usize) -> Option<&[char]> {
    let first = *chars.get(at)?;
    let length = if is_east_asian(first) { 2 } else { 5 };
    chars.get(at..at + length)
}

/// FNV-1a over the characters.
fn hash(run: &[char]) -> u32 {
    let hash = run.iter().fold(0x811c_9dc5_u32, |hash, &c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}
