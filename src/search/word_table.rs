//! Words with what is known of them, in a hash table whose places hold short words themselves: most words are read again and again, and each place
//! that is looked at elsewhere in memory costs more than all else.

use super::interner::tag;

/// Words and a value for each.
pub struct WordTable<T> {
    places: Vec<Place<T>>,
    /// The words that are too long for a place, back to back.
    long: Vec<u8>,
    count: usize,
}

/// Words of at most so many bytes stand in the table.
const SHORT: usize = 16;

#[derive(Clone, Copy)]
struct Place<T> {
    /// How many bytes the word has; 0 of a free place.
    length: u32,
    /// Half of its hash.
    tag: u32,
    /// The word, or where it begins among the long ones.
    word: [u8; SHORT],
    value: T,
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self { places: Vec::new(), long: Vec::new(), count: 0 }
    }
}

impl<T: Copy + Default> WordTable<T> {
    /// What is known of a word.
    pub fn get(&mut self, word: &str) -> Option<&mut T> {
        let at = self.find(word, tag(word)).ok()?;
        self.places.get_mut(at).map(|place| &mut place.value)
    }

    /// Adds a word that is not there; the empty one is not kept.
    pub fn insert(&mut self, word: &str, value: T) {
        // Three quarters of the places are in use at most.
        if self.places.len() * 3 <= self.count * 4 {
            self.grow();
        }
        let tag = tag(word);
        let Err(at) = self.find(word, tag) else { return };
        self.put(at, word.as_bytes(), tag, value);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Lets all words go but those of whose values `stays` says so. There is as much room as before.
    pub fn retain(&mut self, stays: impl Fn(&T) -> bool) {
        let free = Place { length: 0, tag: 0, word: [0; SHORT], value: T::default() };
        let room = self.places.len();
        let old = std::mem::replace(self, Self { places: vec![free; room], long: Vec::new(), count: 0 });
        for place in old.places.iter().filter(|place| place.length > 0 && stays(&place.value)) {
            let at = self.free(place.tag);
            self.put(at, old.bytes(place), place.tag, place.value);
        }
    }

    /// All values.
    pub fn values(&mut self) -> impl Iterator<Item = &mut T> {
        self.places.iter_mut().filter(|place| place.length > 0).map(|place| &mut place.value)
    }

    /// Where a word stands, or the free place where it would.
    fn find(&self, word: &str, tag: u32) -> Result<usize, usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = tag as usize & mask;
        while let Some(place) = self.places.get(at) {
            if place.length == 0 {
                break;
            }
            if place.tag == tag && self.is_at(place, word) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }

    fn is_at(&self, place: &Place<T>, word: &str) -> bool {
        place.length as usize == word.len() && self.bytes(place) == word.as_bytes()
    }

    /// The word at a place.
    fn bytes<'t>(&'t self, place: &'t Place<T>) -> &'t [u8] {
        let length = place.length as usize;
        match place.word.get(..length) {
            Some(short) => short,
            None => {
                let [a, b, c, d, e, f, g, h, ..] = place.word;
                let start = usize::try_from(u64::from_le_bytes([a, b, c, d, e, f, g, h])).unwrap_or(usize::MAX);
                self.long.get(start..start.saturating_add(length)).unwrap_or_default()
            }
        }
    }

    /// The first free place for a word that is not there.
    fn free(&self, tag: u32) -> usize {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = tag as usize & mask;
        while self.places.get(at).is_some_and(|place| place.length > 0) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Puts a word into a free place.
    fn put(&mut self, at: usize, word: &[u8], tag: u32, value: T) {
        let mut kept = [0; SHORT];
        match kept.get_mut(..word.len()) {
            Some(kept) => kept.copy_from_slice(word),
            None => {
                let start = u64::try_from(self.long.len()).unwrap_or(u64::MAX).to_le_bytes();
                kept.iter_mut().zip(start).for_each(|(kept, byte)| *kept = byte);
                self.long.extend_from_slice(word);
            }
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = Place { length: u32::try_from(word.len()).unwrap_or(u32::MAX), tag, word: kept, value };
            self.count += 1;
        }
    }

    fn grow(&mut self) {
        let size = (self.count * 2).next_power_of_two().max(1024);
        let mask = size - 1;
        let free = Place { length: 0, tag: 0, word: [0; SHORT], value: T::default() };
        let mut places = vec![free; size];
        for place in self.places.drain(..).filter(|place| place.length > 0) {
            let mut at = place.tag as usize & mask;
            while places.get(at).is_some_and(|other| other.length > 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = places.get_mut(at) {
                *free = place;
            }
        }
        self.places = places;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_values() {
        let mut table = WordTable::default();
        let word = |n: u32| if n.is_multiple_of(2) { format!("w{n}") } else { format!("a long word, and its number is {n}") };
        for n in 0..5000 {
            assert!(table.get(&word(n)).is_none());
            table.insert(&word(n), n);
        }
        for n in 0..5000 {
            assert_eq!(table.get(&word(n)).copied(), Some(n));
        }
        table.retain(|n| n % 3 == 0);
        assert_eq!(table.count(), 1667);
        for n in 0..5000 {
            assert_eq!(table.get(&word(n)).copied(), n.is_multiple_of(3).then_some(n));
        }
        for n in 0..5000 {
            table.insert(&word(n), n);
        }
        *table.get("w2").unwrap() = 7;
        assert_eq!(table.values().map(|value| *value).sum::<u32>(), (0..5000).sum::<u32>() + 5);
        assert!(table.get("").is_none() && table.get("a long word, and its number is").is_none());
    }
}
