//! From a passage to the terms under which it is found: what [`super::words`] makes
//! of a word is asked once for each distinct one, since texts repeat them.

use rustc_hash::FxHashMap;

use super::{
    interner::Interner,
    language::Language,
    stems::Stems,
    word_table::WordTable,
    words::{Segment, fold, segments},
};

/// A term in a part of a text, in one number: they are sorted by term and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence(u64);

const PLACED_BITS: u32 = 1;
const WEIGHT_BITS: u32 = 4;
const PLACE_BITS: u32 = 28;

impl Occurrence {
    fn new(term: u32, place: u32, weight: u32, has_place: bool) -> Self {
        let place = u64::from(place.min((1 << PLACE_BITS) - 1));
        let weight = u64::from(weight.min((1 << WEIGHT_BITS) - 1));
        Self(((u64::from(term) << PLACE_BITS | place) << WEIGHT_BITS | weight) << PLACED_BITS | u64::from(has_place))
    }

    /// The number of the term.
    pub fn term(self) -> u32 {
        u32::try_from(self.0 >> (PLACE_BITS + WEIGHT_BITS + PLACED_BITS)).unwrap_or(0)
    }

    /// How much it counts.
    pub fn weight(self) -> u32 {
        u32::try_from(self.0 >> PLACED_BITS & ((1 << WEIGHT_BITS) - 1)).unwrap_or(0)
    }

    /// Where it stands, if phrases may find it by this term.
    pub fn place(self) -> Option<u32> {
        let place = u32::try_from(self.0 >> (WEIGHT_BITS + PLACED_BITS) & ((1 << PLACE_BITS) - 1)).unwrap_or(0);
        (self.0 & 1 == 1).then_some(place)
    }
}

/// Reads passages. It remembers words.
#[derive(Default)]
pub struct Reader {
    /// Every term and written word.
    pub terms: Interner,
    /// What words are in passages of the languages read so far.
    known: Vec<(Stems, Known)>,
    /// Terms of words besides the first.
    others: Vec<u32>,
    /// How often each written word was read before words were let go, by its number.
    counted: Vec<u32>,
    /// Letters of scripts without spaces, as they are compared, and the terms that two of them make.
    letters: Interner,
    folded: Vec<String>,
    pairs: FxHashMap<(u32, u32), u32>,
}

/// The words known of some languages.
struct Known {
    language: Language,
    words: WordTable<Meant>,
    /// Of so many words those are let go that are seldom read.
    most: usize,
}

/// So many words are known at least: what a large archive has besides is mostly written once, and would take the more room, and the longer to find, the
/// more of it there is. It is just less than what a [`WordTable`] of 2^17 places takes.
const MOST: usize = 98_000;

/// What a word is.
#[derive(Clone, Copy)]
struct Meant {
    /// The term that it has first of all: it has the places. None if nothing remains of the word.
    first: u32,
    /// Where in [`Reader::others`] its other terms stand.
    others: (u32, u32),
    /// As it is written.
    form: u32,
    /// How often that was read.
    count: u32,
}

/// No term.
const NONE: u32 = u32::MAX;

impl Default for Meant {
    fn default() -> Self {
        Self { first: NONE, others: (0, 0), form: NONE, count: 0 }
    }
}

/// No letter behind the last of a run.
const END: u32 = u32::MAX;

impl Reader {
    /// Appends what stands in a passage that begins at the place `from`. Gives how many places it takes.
    pub fn read(&mut self, text: &str, stems: Stems, from: u32, weight: u32, found: &mut Vec<Occurrence>) -> u32 {
        let nth = match self.known.iter().position(|(known, _)| *known == stems) {
            Some(nth) => nth,
            None => {
                self.known.push((stems, Known { language: Language::of(stems), words: WordTable::default(), most: MOST }));
                self.known.len() - 1
            }
        };
        let mut at = from;
        segments(text, &mut |segment| match segment {
            Segment::Word(range) => {
                let meant = self.word(text.get(range).unwrap_or(""), nth);
                if meant.first != NONE {
                    found.push(Occurrence::new(meant.first, at, weight, true));
                    if meant.others.0 < meant.others.1 {
                        let others = self.others.get(meant.others.0 as usize..meant.others.1 as usize).unwrap_or(&[]);
                        found.extend(others.iter().map(|term| Occurrence::new(*term, at, weight, false)));
                    }
                    at = at.saturating_add(1);
                }
            }
            // Words that stand together as one stand where the first of them does.
            Segment::Joined(range, words) => {
                let meant = self.word(text.get(range).unwrap_or(""), nth);
                let first = at.saturating_sub(u32::try_from(words).unwrap_or(0));
                let others = self.others.get(meant.others.0 as usize..meant.others.1 as usize).unwrap_or(&[]);
                let terms = std::iter::once(&meant.first).filter(|term| **term != NONE).chain(others);
                found.extend(terms.map(|term| Occurrence::new(*term, first, weight, false)));
            }
            Segment::Run(letters) => {
                let mut letters = letters.into_iter().filter_map(|range| text.get(range));
                let mut letter = letters.next().map(|letter| self.letter(letter));
                while let Some(this) = letter {
                    letter = letters.next().map(|letter| self.letter(letter));
                    found.push(Occurrence::new(self.pair(this, letter.unwrap_or(END)), at, weight, true));
                    at = at.saturating_add(1);
                }
            }
        });
        at - from
    }

    /// Takes how often each written word was read since the last time: the number of the word, and the count.
    pub fn take_forms(&mut self, give: &mut dyn FnMut(u32, u32)) {
        let read = |meant: &&mut Meant| meant.count > 0 && meant.form != NONE;
        for meant in self.known.iter_mut().flat_map(|(_, known)| known.words.values()).filter(read) {
            give(meant.form, std::mem::take(&mut meant.count));
        }
        for (form, count) in (0..).zip(std::mem::take(&mut self.counted)).filter(|(_, count)| *count > 0) {
            give(form, count);
        }
    }

    /// Lets those words go that were read once since the last time. What is asked of them again is as it was.
    fn thin(&mut self, nth: usize) {
        let Some((_, known)) = self.known.get_mut(nth) else { return };
        self.counted.resize(self.terms.count(), 0);
        for meant in known.words.values() {
            if let Some(counted) = self.counted.get_mut(meant.form as usize) {
                *counted = counted.saturating_add(meant.count);
            }
        }
        known.words.retain(|meant| meant.count > 1);
        known.words.values().for_each(|meant| meant.count = 0);
        known.most = MOST.max(known.words.count() * 2);
        let mut others = Vec::new();
        for meant in self.known.iter_mut().flat_map(|(_, known)| known.words.values()) {
            let (start, end) = meant.others;
            if let Some(some) = self.others.get(start as usize..end as usize).filter(|some| !some.is_empty()) {
                let start = u32::try_from(others.len()).unwrap_or(NONE);
                others.extend_from_slice(some);
                meant.others = (start, u32::try_from(others.len()).unwrap_or(NONE));
            }
        }
        self.others = others;
    }

    /// Lets go what is only remembered so that words are read faster.
    pub fn forget(&mut self) {
        *self = Self { terms: std::mem::take(&mut self.terms), ..Self::default() };
    }

    /// What a word is, counted.
    fn word(&mut self, word: &str, nth: usize) -> Meant {
        let Some((_, known)) = self.known.get_mut(nth) else { return Meant::default() };
        if let Some(meant) = known.words.get(word) {
            meant.count = meant.count.saturating_add(1);
            return *meant;
        }
        if known.words.count() >= known.most {
            self.thin(nth);
        }
        let mut meant = Meant::default();
        let form = fold(word);
        if !form.is_empty() {
            (meant.form, meant.count) = (self.terms.number(&form).0, 1);
        }
        let (terms, others) = (&mut self.terms, &mut self.others);
        let mut found: Vec<String> = Vec::new();
        if let Some((_, known)) = self.known.get(nth) {
            known.language.terms(word, &mut found);
        }
        let start = others.len();
        for (nth, term) in found.iter().enumerate() {
            let term = terms.number(term).0;
            if nth == 0 { meant.first = term } else { others.push(term) }
        }
        meant.others = (u32::try_from(start).unwrap_or(NONE), u32::try_from(others.len()).unwrap_or(NONE));
        if let Some((_, known)) = self.known.get_mut(nth) {
            known.words.insert(word, meant);
        }
        meant
    }

    /// The term of a letter and the one behind it.
    fn pair(&mut self, letter: u32, next: u32) -> u32 {
        if let Some(term) = self.pairs.get(&(letter, next)) {
            return *term;
        }
        let folded = |letter: u32| self.folded.get(letter as usize).map_or("", String::as_str);
        let term = self.terms.number(&format!("{}{}", folded(letter), folded(next))).0;
        self.pairs.insert((letter, next), term);
        term
    }

    fn letter(&mut self, letter: &str) -> u32 {
        let (number, is_new) = self.letters.number(letter);
        if is_new {
            self.folded.push(fold(letter));
        }
        number
    }
}

/// What a part of a text, or what something is called, has of a term.
pub struct Found<'a> {
    /// Its number.
    pub term: u32,
    /// How often it occurs, by the weight of where it does.
    pub weight: u32,
    all: &'a [Occurrence],
}

impl Found<'_> {
    /// How many places it has.
    pub fn count(&self) -> u32 {
        u32::try_from(self.all.iter().filter(|one| one.place().is_some()).count()).unwrap_or(u32::MAX)
    }

    /// Its places: the first, and each as the distance from the one before.
    pub fn gaps(&self) -> impl Iterator<Item = u32> {
        let mut last = 0;
        self.all.iter().filter_map(|one| one.place()).map(move |place| {
            let gap = place.saturating_sub(last);
            last = place;
            gap
        })
    }
}

/// Occurrences gathered by terms, in the order of their numbers.
pub fn gathered(occurrences: &mut [Occurrence]) -> impl Iterator<Item = Found<'_>> {
    occurrences.sort_unstable();
    occurrences.chunk_by(|a, b| a.term() == b.term()).filter_map(|all| {
        let weight = all.iter().fold(0, |sum: u32, one| sum.saturating_add(one.weight()));
        Some(Found { term: all.first()?.term(), weight, all })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    #[test]
    fn words_have_terms_places_and_forms() {
        let mut reader = Reader::default();
        let stems = Stems::of(&Lang::new("en"));
        let mut found = Vec::new();
        assert_eq!(reader.read("Treaties, a treaty; 中国", stems, 0, 2, &mut found), 5);
        assert_eq!(reader.read("treaty", stems, 300, 8, &mut found), 1);
        let mut shown: Vec<String> = gathered(&mut found)
            .map(|found| format!("{} {} {:?}", reader.terms.get(found.term), found.weight, found.gaps().collect::<Vec<u32>>()))
            .collect();
        shown.sort_unstable();
        assert_eq!(shown, ["a 2 [1]", "treati 12 [0, 2, 298]", "中国 2 [3]", "国 2 [4]"]);
        let mut forms = Vec::new();
        reader.take_forms(&mut |form, count| forms.push((form, count)));
        let mut forms: Vec<(&str, u32)> = forms.into_iter().map(|(form, count)| (reader.terms.get(form), count)).collect();
        forms.sort_unstable();
        assert_eq!(forms, [("a", 1), ("treaties", 1), ("treaty", 2)]);
        reader.take_forms(&mut |_, _| panic!("they were taken"));
    }

    #[test]
    fn words_that_were_let_go_are_read_as_before() {
        let stems = Stems::of(&Lang::new("en"));
        // Each third text has words that no other has, `résumé` and what is joined have terms besides the first.
        let texts = (0..60).map(|n| format!("The résumés of treaty{} and co-operation{}, a résumé", n % 7, if n % 3 == 0 { n } else { 0 }));
        let texts: Vec<String> = texts.collect();
        let read = |most: usize| {
            let mut reader = Reader::default();
            let (mut all, mut forms) = (Vec::new(), std::collections::BTreeMap::<String, u32>::new());
            for text in &texts {
                let mut found = Vec::new();
                reader.read(text, stems, 0, 1, &mut found);
                reader.known.iter_mut().for_each(|(_, known)| known.most = most);
                all.push(found);
            }
            let mut counts = Vec::new();
            reader.take_forms(&mut |form, count| counts.push((form, count)));
            counts.into_iter().for_each(|(form, count)| *forms.entry(reader.terms.get(form).to_owned()).or_default() += count);
            (all, forms, reader.known.first().map_or(0, |(_, known)| known.words.count()))
        };
        let (whole, thinned) = (read(MOST), read(12));
        assert_eq!((&whole.0, &whole.1), (&thinned.0, &thinned.1));
        assert!(thinned.2 < whole.2 && thinned.1.get("treaty0") == Some(&9), "{:?}", thinned.1);
    }
}
