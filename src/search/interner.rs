//! Words with numbers: each distinct one once, back to back in one string.

use std::hash::Hasher;

/// Words, numbered in the order in which they came.
#[derive(Default)]
pub struct Interner {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// A hash table: half of the hash, and the number, one more than it is; 0 if there is none.
    slots: Vec<(u32, u32)>,
}

impl Interner {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The word of that number.
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The number of a word, and whether it is new.
    pub fn number(&mut self, word: &str) -> (u32, bool) {
        // Three quarters of it are in use at most.
        if self.slots.len() * 3 <= self.ends.len() * 4 {
            self.grow();
        }
        let mask = self.slots.len().wrapping_sub(1);
        let tag = tag(word);
        let mut at = tag as usize & mask;
        loop {
            match self.slots.get(at) {
                Some(&(_, 0)) | None => break,
                Some(&(known, number)) if known == tag && self.get(number - 1) == word => return (number - 1, false),
                Some(_) => at = (at + 1) & mask,
            }
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (tag, number + 1);
        }
        (number, true)
    }

    fn grow(&mut self) {
        let size = (self.ends.len() * 2).next_power_of_two().max(1024);
        let mask = size - 1;
        let mut slots = vec![(0, 0); size];
        for (tag, number) in self.slots.drain(..).filter(|(_, number)| *number != 0) {
            let mut at = tag as usize & mask;
            while slots.get(at).is_some_and(|(_, number)| *number != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = (tag, number);
            }
        }
        self.slots = slots;
    }
}

/// Half of the hash of a word. It says where in the table the word stands, if no other does.
pub fn tag(word: &str) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word.as_bytes());
    u32::try_from(hasher.finish() & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers() {
        let mut words = Interner::default();
        let word = |n: u32| format!("w{}", n * 7919);
        for n in 0..5000 {
            assert_eq!(words.number(&word(n)), (n, true));
        }
        for n in 0..5000 {
            assert_eq!((words.number(&word(n)), words.get(n)), ((n, false), word(n).as_str()));
        }
        assert_eq!((words.count(), words.get(5000)), (5000, ""));
    }
}
