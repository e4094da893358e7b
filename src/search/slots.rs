//! Numbers for entries that stay when others come and go: an entry's number follows from its name, as in a hash
//! table with linear probing, so that one more entry moves those next to it at most.

use crate::base::Digest;

/// What wants numbers: its name, and how many in a row.
pub type Wish<'a> = (&'a str, u32);

/// The numbers: for each wish the first of its row, in the order of the wishes; and how many numbers there are.
#[derive(Debug, PartialEq, Eq)]
pub struct Slots {
    /// The first number of each row.
    pub first: Vec<u32>,
    /// Above all numbers.
    pub end: u32,
}

/// Gives out numbers. The same wishes get the same numbers, whatever was there before.
pub fn assign(wishes: &[Wish<'_>]) -> Slots {
    let wanted: u64 = wishes.iter().map(|(_, count)| u64::from(*count)).sum();
    let capacity = (wanted + wanted / 2).next_power_of_two().max(16);
    let mut order: Vec<(u64, u64, usize)> = wishes
        .iter()
        .enumerate()
        .map(|(nth, (name, _))| {
            let [a, b, c, d, e, f, g, h, ..] = Digest::of(name.as_bytes()).0;
            let hash = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
            (hash % capacity, hash, nth)
        })
        .collect();
    order.sort_unstable();
    let mut slots = Slots { first: vec![0; wishes.len()], end: 0 };
    for (home, _, nth) in order {
        let at = u32::try_from(home).unwrap_or(u32::MAX).max(slots.end);
        if let (Some(first), Some((_, count))) = (slots.first.get_mut(nth), wishes.get(nth)) {
            *first = at;
            slots.end = at.saturating_add(*count);
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_do_not_overlap_and_most_stay_when_one_is_added() {
        let names: Vec<String> = (0..1000).map(|n| format!("document-{n}")).collect();
        let wishes: Vec<Wish<'_>> = names.iter().enumerate().map(|(n, name)| (name.as_str(), 1 + (n % 3) as u32)).collect();
        let all = assign(&wishes);
        let mut rows: Vec<(u32, u32)> = all.first.iter().zip(&wishes).map(|(first, (_, count))| (*first, first + count)).collect();
        rows.sort_unstable();
        assert!(rows.windows(2).all(|two| two[0].1 <= two[1].0));
        assert_eq!(rows.last().map(|row| row.1), Some(all.end));
        let fewer = assign(&wishes[..999]);
        let moved = fewer.first.iter().zip(&all.first).filter(|(a, b)| a != b).count();
        assert!(moved < 50, "{moved} of 999 moved");
    }
}
