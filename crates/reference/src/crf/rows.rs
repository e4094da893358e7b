//! Where the weights of an attribute stand: rows in the order of their hashes, found by a map of bits.
//!
//! Most of what labelling costs is waiting for memory. So the first bits of a hash say, in a map that the processor keeps
//! close, whether there is a row at all and how many stand before it; and a row lies with its hash in one or two
//! lines of memory.

/// How many bits of a hash one word of the map takes in.
const WORD: u32 = u64::BITS;

/// A row of weights with its attribute.
pub trait Row: Copy {
    /// The attribute's hash, and the place of the next row with the same first bits; 0 if there is none.
    fn head(&self) -> (u32, u32);
    /// Sets what [`Row::head`] gives.
    fn set_next(&mut self, next: u32);
}

/// Rows by the hashes of their attributes.
#[derive(Debug)]
pub struct Rows<R> {
    /// By the first bits of a hash: whether there are rows, and how many sorts of first bits stand before.
    map: Vec<(u64, u32)>,
    /// The first row of each sort in order, then the others.
    rows: Vec<R>,
    /// How far a hash is shifted to give its first bits.
    shift: u32,
}

impl<R: Row> Rows<R> {
    /// Takes rows in the order of their hashes; `bits` is how many bits of a hash the map tells apart.
    pub fn new(sorted: Vec<R>, bits: u32) -> Self {
        let shift = u32::BITS - bits;
        let mut map = vec![(0u64, 0u32); 1usize << (bits - WORD.ilog2())];
        let mut rows: Vec<R> = Vec::with_capacity(sorted.len());
        let mut others = Vec::new();
        let mut last = None;
        for row in sorted {
            let first = row.head().0 >> shift;
            if last == Some(first) {
                others.push((rows.len() - 1, row));
                continue;
            }
            last = Some(first);
            if let Some((word, _)) = map.get_mut((first / WORD) as usize) {
                *word |= 1 << (first % WORD);
            }
            rows.push(row);
        }
        let mut before = 0;
        for (word, rank) in &mut map {
            *rank = before;
            before += word.count_ones();
        }
        for (first, mut row) in others {
            let place = rows.len() as u32;
            if let Some(first) = rows.get_mut(first) {
                row.set_next(first.head().1);
                first.set_next(place);
            }
            rows.push(row);
        }
        Self { map, rows, shift }
    }

    /// The rows that there are of some attributes, in order. `likely` is used for notes.
    ///
    /// First the map is asked about all of them, then memory: so the processor waits for many rows at a time.
    #[inline]
    pub fn those<'r>(&'r self, attributes: &[u32], likely: &'r mut Vec<(u32, u32)>) -> impl Iterator<Item = &'r R> {
        if likely.len() < attributes.len() {
            likely.resize(attributes.len(), (0, 0));
        }
        let mut count = 0;
        for &attribute in attributes {
            let (place, may_be) = self.place(attribute);
            if let Some(next) = likely.get_mut(count) {
                *next = (place, attribute);
            }
            count += usize::from(may_be);
        }
        likely.get(..count).unwrap_or(&[]).iter().filter_map(|&(place, attribute)| self.at(place, attribute))
    }

    /// Where the row of an attribute may stand, and whether there can be one. Without a branch: the answer is as good as chance.
    #[inline]
    fn place(&self, attribute: u32) -> (u32, bool) {
        let first = attribute >> self.shift;
        let (word, rank) = self.map.get((first / WORD) as usize).copied().unwrap_or_default();
        let bit = 1u64 << (first % WORD);
        (rank + (word & (bit - 1)).count_ones(), word & bit != 0)
    }

    /// The row of an attribute, from what [`Rows::place`] says.
    #[inline]
    fn at(&self, place: u32, attribute: u32) -> Option<&R> {
        let mut row = self.rows.get(place as usize)?;
        loop {
            let (hash, next) = row.head();
            if hash == attribute {
                return Some(row);
            }
            if next == 0 {
                return None;
            }
            row = self.rows.get(next as usize)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Bare(u32, u32);

    impl Row for Bare {
        fn head(&self) -> (u32, u32) {
            (self.0, self.1)
        }

        fn set_next(&mut self, next: u32) {
            self.1 = next;
        }
    }

    proptest! {
        #[test]
        fn every_row_is_found_and_no_other(hashes in proptest::collection::btree_set(0u32..1 << 24, 0..300), others in proptest::collection::vec(0u32..1 << 24, 0..300)) {
            // Few bits, so that many hashes share their first ones.
            let rows = Rows::new(hashes.iter().map(|&hash| Bare(hash << 8, 0)).collect(), 13);
            for hash in hashes.iter().copied().chain(others) {
                let (place, may_be) = rows.place(hash << 8);
                let found = rows.at(place, hash << 8).filter(|_| may_be).map(|row| row.0);
                prop_assert_eq!(found, hashes.contains(&hash).then_some(hash << 8));
            }
        }
    }
}
