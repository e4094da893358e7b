//! What has each term, packed while texts are read. Nearly all terms of an archive are in one text or two: so a few bytes stand in the chain
//! of a term itself, and only more of them elsewhere.

/// A chain of bytes for each term, by its number.
#[derive(Default)]
pub struct Chains {
    all: Vec<Chain>,
    /// Those that are too long to stand in a [`Chain`].
    long: Vec<Vec<u8>>,
}

/// So many bytes stand in a chain: those of one text, mostly.
const FEW: usize = 11;
/// What a chain has for its length whose bytes stand elsewhere.
const LONG: u8 = u8::MAX;

#[derive(Clone, Copy, Default)]
struct Chain {
    /// The last number that was added.
    last: u32,
    /// How many of the bytes are used; [`LONG`] if the first four are the place among the long ones.
    length: u8,
    few: [u8; FEW],
}

impl Chain {
    /// Its place among the long ones.
    fn place(self) -> usize {
        let [a, b, c, d, ..] = self.few;
        u32::from_le_bytes([a, b, c, d]) as usize
    }
}

impl Chains {
    /// Sees to it that there are so many.
    pub fn reach(&mut self, count: usize) {
        if count > self.all.len() {
            self.all.resize(count, Chain::default());
        }
    }

    /// The number that was added to a chain before.
    pub fn last(&self, term: u32) -> u32 {
        self.all.get(term as usize).map_or(0, |chain| chain.last)
    }

    /// Adds a number to the chain of a term, and what is to be known of it.
    pub fn push(&mut self, term: u32, number: u32, bytes: &[u8]) {
        let Some(chain) = self.all.get_mut(term as usize) else { return };
        chain.last = number;
        if chain.length == LONG {
            if let Some(long) = self.long.get_mut(chain.place()) {
                long.extend_from_slice(bytes);
            }
            return;
        }
        let start = usize::from(chain.length);
        let end = start + bytes.len();
        match (chain.few.get_mut(start..end), u8::try_from(end)) {
            (Some(room), Ok(length)) => {
                room.copy_from_slice(bytes);
                chain.length = length;
            }
            _ => {
                let Ok(place) = u32::try_from(self.long.len()) else { return };
                let mut long = Vec::with_capacity(end * 2);
                long.extend_from_slice(chain.few.get(..start).unwrap_or_default());
                long.extend_from_slice(bytes);
                self.long.push(long);
                chain.length = LONG;
                chain.few.iter_mut().zip(place.to_le_bytes()).for_each(|(few, byte)| *few = byte);
            }
        }
    }

    /// The bytes of a term.
    pub fn get(&self, term: u32) -> &[u8] {
        match self.all.get(term as usize) {
            Some(chain) if chain.length == LONG => self.long.get(chain.place()).map_or(&[], Vec::as_slice),
            Some(chain) => chain.few.get(..usize::from(chain.length)).unwrap_or_default(),
            None => &[],
        }
    }

    /// Lets go the room that they have to grow: together it is as much as they hold.
    pub fn close(&mut self) {
        self.all.shrink_to_fit();
        self.long.shrink_to_fit();
        self.long.iter_mut().for_each(Vec::shrink_to_fit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_hold_what_was_added_however_long_they_are() {
        let mut chains = Chains::default();
        chains.reach(3);
        let mut whole = [Vec::new(), Vec::new(), Vec::new()];
        for nth in 0..200_u32 {
            // The first grows by one byte, the second by more than a chain holds, the third stays short.
            for (term, count) in [(0, 1), (1, FEW + 2), (2, usize::from(nth % 50 == 0))] {
                let more = vec![u8::try_from(nth).unwrap(); count];
                chains.push(term, nth, &more);
                whole[term as usize].extend(more);
                assert_eq!((chains.get(term), chains.last(term)), (&*whole[term as usize], nth));
            }
        }
        chains.reach(1);
        chains.close();
        assert!((0..3).all(|term| chains.get(term) == whole[term as usize]));
        chains.push(7, 1, b"a");
        assert_eq!((chains.get(7), chains.last(7)), (&b""[..], 0), "of a term that nobody counted nothing is known");
    }
}
