//! The texts, works and names of a term, as the files of the index hold them.

use super::number;

/// A part of a text: the number of the text, and which of its parts it is.
pub type Part = (u32, u32);

/// That a part of a text has a term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// How often it occurs, by the weight of where it does.
    pub weight: u32,
    /// Where: the first place, and each as the distance from the one before.
    pub gaps: Vec<u32>,
}

/// A term or written word, as the files of the index hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub term: String,
    /// How often a word is written so, in texts, works and names.
    pub forms: u32,
    /// The parts of texts that have it: how far each text is from the one before, which part, how often.
    pub texts: String,
    /// The works and names that have it: the distance, and how many words they have.
    pub names: String,
    /// The places: for each part of a text how many, the first, and the distances. Empty if it has none.
    pub places: String,
}

impl Item {
    /// Its size in the file of its terms, whatever stands before it.
    pub fn size(&self) -> usize {
        self.term.len() + self.texts.len() + self.names.len() + 4
    }

    /// Whether nothing has it.
    pub fn is_empty(&self) -> bool {
        self.forms == 0 && self.texts.is_empty() && self.names.is_empty()
    }
}

/// Writes what has a term, in the order of numbers.
#[derive(Default)]
pub struct Writer {
    texts: String,
    names: String,
    places: String,
    last_text: u32,
    last_name: u32,
    has_places: bool,
}

impl Writer {
    /// A part of a text has the term, at `count` places.
    pub fn text(&mut self, (text, part): Part, weight: u32, count: u32, gaps: impl Iterator<Item = u32>) {
        let distance = u64::from(text.saturating_sub(self.last_text));
        self.last_text = text;
        number::push(&mut self.texts, distance * 4 + u64::from(part > 0) * 2 + u64::from(weight > 1));
        if part > 0 {
            number::push(&mut self.texts, part);
        }
        if weight > 1 {
            number::push(&mut self.texts, weight - 2);
        }
        number::push(&mut self.places, count);
        self.has_places |= count > 0;
        gaps.for_each(|gap| number::push(&mut self.places, gap));
    }

    /// A work or name has it, of so many words.
    pub fn name(&mut self, name: u32, length: u32) {
        number::push(&mut self.names, name.saturating_sub(self.last_name));
        self.last_name = name;
        number::push(&mut self.names, length.min(MOST_WORDS));
    }

    /// The term with all that has it.
    pub fn item(self, term: String, forms: u32) -> Item {
        let places = if self.has_places { self.places } else { String::new() };
        Item { term, forms, texts: self.texts, names: self.names, places }
    }
}

/// More words of a name are not counted.
pub const MOST_WORDS: u32 = 59;

/// The parts of texts that have an item, with how often and where; `None` if what is read was not written by [`Writer`].
pub fn texts(item: &Item) -> Option<Vec<(Part, Posting)>> {
    let (mut rest, mut places) = (item.texts.as_str(), item.places.as_str());
    let has_places = !places.is_empty();
    let mut found = Vec::new();
    let mut text = 0_u32;
    while !rest.is_empty() {
        let value = number::take(&mut rest)?;
        text = text.checked_add(u32::try_from(value / 4).ok()?)?;
        let part = if value & 2 == 0 { 0 } else { number::take_u32(&mut rest)? };
        let weight = match value & 1 {
            0 => 1,
            _ => number::take_u32(&mut rest)?.checked_add(2)?,
        };
        let count = if has_places { number::take(&mut places)? } else { 0 };
        let gaps: Option<Vec<u32>> = (0..count).map(|_| number::take_u32(&mut places)).collect();
        found.push(((text, part), Posting { weight, gaps: gaps? }));
    }
    Some(found)
}

/// The works and names that have an item, each with how many words it has.
pub fn names(item: &Item) -> Option<Vec<(u32, u32)>> {
    let mut rest = item.names.as_str();
    let mut found = Vec::new();
    let mut name = 0_u32;
    while !rest.is_empty() {
        name = name.checked_add(number::take_u32(&mut rest)?)?;
        found.push((name, number::take_u32(&mut rest)?));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_term_comes_back() {
        let all = [((3, 0), 1, vec![5, 2]), ((3, 2), 9, vec![]), ((70_000, 0), 2, vec![1])];
        let mut writer = Writer::default();
        for (part, weight, gaps) in &all {
            writer.text(*part, *weight, gaps.len() as u32, gaps.iter().copied());
        }
        writer.name(0, 3);
        writer.name(8, 99);
        let item = writer.item("term".to_owned(), 2);
        let found: Vec<_> = texts(&item).unwrap().into_iter().map(|(part, posting)| (part, posting.weight, posting.gaps)).collect();
        assert_eq!(found, all);
        assert_eq!(names(&item).unwrap(), [(0, 3), (8, 59)]);
        assert!(!item.is_empty() && Item::default().is_empty());
        assert_eq!(texts(&Item { texts: "~".to_owned(), ..Item::default() }), None);
    }
}
