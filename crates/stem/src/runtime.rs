//! What the generated stemmers run on: a word in the making, a cursor in it, and Snowball's commands.
//!
//! The same as `rust/src/snowball/` of Snowball 3.1, but that nothing here panics: a place outside the word, or within a letter, makes the
//! command fail. All places are counted in bytes.

/// A word that is being stemmed.
#[derive(Debug)]
pub struct SnowballEnv {
    /// The word as far as it is changed.
    pub current: String,
    /// Where the next command begins.
    pub cursor: i32,
    /// Where the word ends for commands that go forward.
    pub limit: i32,
    /// Where it ends for those that go backward.
    pub limit_backward: i32,
    /// Where the slice begins.
    pub bra: i32,
    /// Where it ends.
    pub ket: i32,
}

/// Strings of which one is looked for: the string, the number of the longest other that is its ending (its beginning, for commands that
/// go forward) or -1, the result, and a condition.
pub struct Among<T: 'static>(pub &'static str, pub i32, pub i32, pub Option<&'static Condition<T>>);

type Condition<T> = dyn Fn(&mut SnowballEnv, &mut T) -> bool + Sync;

fn length(text: &str) -> i32 {
    i32::try_from(text.len()).unwrap_or(i32::MAX)
}

fn index(at: i32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Whether a grouping has the letter: a bit for each from `min` to `max`, the lowest first.
fn has(chars: &[u8], min: u32, max: u32, c: char) -> bool {
    let c = u32::from(c);
    let at = |c: u32| usize::try_from(c >> 3).ok().and_then(|at| chars.get(at)).copied().unwrap_or(0);
    (min..=max).contains(&c) && at(c - min) & (1 << ((c - min) & 7)) != 0
}

impl SnowballEnv {
    pub fn create(word: &str) -> Self {
        let limit = length(word);
        Self { current: word.to_owned(), cursor: 0, limit, limit_backward: 0, bra: 0, ket: limit }
    }

    /// The byte at a place; 0 where there is none.
    pub fn byte(&self, at: i32) -> u8 {
        self.current.as_bytes().get(index(at)).copied().unwrap_or(0)
    }

    /// The letter behind the cursor.
    fn next(&self) -> Option<char> {
        if self.cursor >= self.limit {
            return None;
        }
        self.current.get(index(self.cursor)..)?.chars().next()
    }

    /// The letter before the cursor.
    fn previous(&self) -> Option<char> {
        if self.cursor <= self.limit_backward {
            return None;
        }
        self.current.get(..index(self.cursor))?.chars().next_back()
    }

    fn forward(&mut self, c: char) {
        self.cursor += i32::try_from(c.len_utf8()).unwrap_or(1);
    }

    fn backward(&mut self, c: char) {
        self.cursor -= i32::try_from(c.len_utf8()).unwrap_or(1);
    }

    pub fn next_char(&mut self) {
        match self.current.get(index(self.cursor)..).and_then(|rest| rest.chars().next()) {
            Some(c) => self.forward(c),
            None => self.cursor += 1,
        }
    }

    pub fn previous_char(&mut self) {
        match self.current.get(..index(self.cursor)).and_then(|rest| rest.chars().next_back()) {
            Some(c) => self.backward(c),
            None => self.cursor -= 1,
        }
    }

    pub fn hop(&mut self, delta: i32) -> bool {
        let from = self.cursor;
        for _ in 0..delta {
            let Some(c) = self.next() else {
                self.cursor = from;
                return false;
            };
            self.forward(c);
        }
        true
    }

    pub fn hop_back(&mut self, delta: i32) -> bool {
        let from = self.cursor;
        for _ in 0..delta {
            let Some(c) = self.previous() else {
                self.cursor = from;
                return false;
            };
            self.backward(c);
        }
        true
    }

    /// Passes the string behind the cursor.
    pub fn eq_s(&mut self, text: &str) -> bool {
        let end = self.cursor + length(text);
        let is_there = end <= self.limit && self.current.get(index(self.cursor)..index(end)) == Some(text);
        if is_there {
            self.cursor = end;
        }
        is_there
    }

    /// Passes the string before the cursor.
    pub fn eq_s_b(&mut self, text: &str) -> bool {
        let start = self.cursor - length(text);
        let is_there = start >= self.limit_backward && self.current.get(index(start)..index(self.cursor)) == Some(text);
        if is_there {
            self.cursor = start;
        }
        is_there
    }

    pub fn in_grouping(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        let found = self.next().filter(|c| has(chars, min, max, *c));
        found.into_iter().for_each(|c| self.forward(c));
        found.is_some()
    }

    pub fn out_grouping(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        let found = self.next().filter(|c| !has(chars, min, max, *c));
        found.into_iter().for_each(|c| self.forward(c));
        found.is_some()
    }

    pub fn in_grouping_b(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        let found = self.previous().filter(|c| has(chars, min, max, *c));
        found.into_iter().for_each(|c| self.backward(c));
        found.is_some()
    }

    pub fn out_grouping_b(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        let found = self.previous().filter(|c| !has(chars, min, max, *c));
        found.into_iter().for_each(|c| self.backward(c));
        found.is_some()
    }

    /// Goes to the first letter that the grouping does not have; whether there is one.
    pub fn go_in_grouping(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        while self.in_grouping(chars, min, max) {}
        self.next().is_some()
    }

    pub fn go_out_grouping(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        while self.out_grouping(chars, min, max) {}
        self.next().is_some()
    }

    pub fn go_in_grouping_b(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        while self.in_grouping_b(chars, min, max) {}
        self.previous().is_some()
    }

    pub fn go_out_grouping_b(&mut self, chars: &[u8], min: u32, max: u32) -> bool {
        while self.out_grouping_b(chars, min, max) {}
        self.previous().is_some()
    }

    /// Writes `text` over what stands between two places; gives how much longer the word is.
    fn replace(&mut self, bra: i32, ket: i32, text: &str) -> i32 {
        let (start, end) = (index(bra), index(ket));
        if start > end || !self.current.is_char_boundary(start) || !self.current.is_char_boundary(end) {
            return 0;
        }
        let adjustment = length(text) - (ket - bra);
        self.current.replace_range(start..end, text);
        self.limit += adjustment;
        if self.cursor >= ket {
            self.cursor += adjustment;
        } else if self.cursor > bra {
            self.cursor = bra;
        }
        adjustment
    }

    pub fn slice_from(&mut self, text: &str) {
        let (bra, ket) = (self.bra, self.ket);
        self.replace(bra, ket, text);
        self.ket = bra + length(text);
    }

    pub fn slice_del(&mut self) {
        self.slice_from("");
    }

    pub fn insert(&mut self, bra: i32, ket: i32, text: &str) {
        let adjustment = self.replace(bra, ket, text);
        if bra <= self.bra {
            self.bra += adjustment;
        }
        if bra <= self.ket {
            self.ket += adjustment;
        }
    }

    pub fn slice_to(&self) -> String {
        self.current.get(index(self.bra)..index(self.ket)).unwrap_or("").to_owned()
    }

    /// Passes the longest of the strings that stands behind the cursor and whose condition holds; its result, 0 if there is none.
    pub fn find_among<T>(&mut self, amongs: &[Among<T>], context: &mut T) -> i32 {
        let from = self.cursor;
        let rest = self.current.as_bytes().get(index(from)..index(self.limit)).unwrap_or(&[]);
        let at = search(amongs, |key| compare(rest.iter().copied(), key.bytes()));
        self.settle(amongs, context, at, |env, key| {
            let end = from + length(key);
            let is_there = end <= env.limit && env.current.get(index(from)..index(end)) == Some(key);
            is_there.then_some(end)
        })
    }

    /// The same before the cursor.
    pub fn find_among_b<T>(&mut self, amongs: &[Among<T>], context: &mut T) -> i32 {
        let from = self.cursor;
        let rest = self.current.as_bytes().get(index(self.limit_backward)..index(from)).unwrap_or(&[]);
        let at = search(amongs, |key| compare(rest.iter().rev().copied(), key.bytes().rev()));
        self.settle(amongs, context, at, |env, key| {
            let start = from - length(key);
            let is_there = start >= env.limit_backward && env.current.get(index(start)..index(from)) == Some(key);
            is_there.then_some(start)
        })
    }

    /// The first of a string and those that stand in it that fits.
    fn settle<T>(&mut self, amongs: &[Among<T>], context: &mut T, mut at: i32, reach: impl Fn(&Self, &str) -> Option<i32>) -> i32 {
        while let Some(Among(key, within, result, condition)) = amongs.get(index(at)) {
            if let Some(reached) = reach(self, key) {
                self.cursor = reached;
                match condition {
                    None => return *result,
                    Some(condition) => {
                        if condition(self, context) {
                            self.cursor = reached;
                            return *result;
                        }
                    }
                }
            }
            // Those that stand in it come before it.
            at = (*within).min(at - 1);
        }
        0
    }
}

/// How what is read stands to a key: equal if it begins with it.
fn compare(read: impl Iterator<Item = u8>, key: impl Iterator<Item = u8>) -> std::cmp::Ordering {
    let mut read = read;
    for byte in key {
        match read.next().map(|one| one.cmp(&byte)) {
            None => return std::cmp::Ordering::Less,
            Some(std::cmp::Ordering::Equal) => {}
            Some(other) => return other,
        }
    }
    std::cmp::Ordering::Equal
}

/// The last key that does not stand behind what is read.
fn search<T>(amongs: &[Among<T>], compare: impl Fn(&str) -> std::cmp::Ordering) -> i32 {
    let behind = amongs.partition_point(|Among(key, ..)| compare(key) != std::cmp::Ordering::Less);
    i32::try_from(behind).unwrap_or(0) - 1
}
