//! Which parts of texts, works and names have each term: gathered while texts are read one by one in the order of their
//! numbers, so that nothing is sorted but the words of one part, and packed as they come.

use rayon::prelude::*;

use super::{
    chains::Chains,
    item::{Item, Writer},
    reading::{Found, Occurrence, Reader, gathered},
};
use crate::base::varint::{put, take};

/// What is gathered of texts, works and names whose numbers follow each other.
#[derive(Default)]
pub struct Gathering {
    pub reader: Reader,
    /// For each term the parts of texts that have it: how far the text is from the one before, and whether it is another part than the first; which;
    /// how often; how many places; these.
    texts: Chains,
    /// For each term the works and names that have it: how far each is from the one before, and how many words it has.
    names: Chains,
    /// How often each term is written so.
    forms: Vec<u32>,
    /// Room for what is added to a chain.
    bytes: Vec<u8>,
}

impl Gathering {
    /// Takes what stands in a part of a text.
    pub fn text(&mut self, text: u32, part: u32, occurrences: &mut [Occurrence]) {
        let Self { reader, texts, bytes, .. } = self;
        texts.reach(reader.terms.count());
        for found in gathered(occurrences) {
            bytes.clear();
            let distance = u64::from(text.saturating_sub(texts.last(found.term)));
            put(bytes, distance * 2 + u64::from(part > 0));
            if part > 0 {
                put(bytes, part.into());
            }
            put(bytes, found.weight.into());
            put(bytes, found.count().into());
            found.gaps().for_each(|gap| put(bytes, gap.into()));
            texts.push(found.term, text, bytes);
        }
    }

    /// Takes what a work or name is called, in so many words.
    pub fn name(&mut self, name: u32, length: u32, occurrences: &mut [Occurrence]) {
        let Self { reader, names, bytes, .. } = self;
        names.reach(reader.terms.count());
        for Found { term, .. } in gathered(occurrences) {
            bytes.clear();
            put(bytes, name.saturating_sub(names.last(term)).into());
            put(bytes, length.into());
            names.push(term, name, bytes);
        }
    }

    /// Counts written words, and lets go what is only needed while words are read.
    pub fn close(&mut self) {
        let Self { reader, texts, names, forms, .. } = self;
        forms.resize(reader.terms.count(), 0);
        reader.take_forms(&mut |form, count| {
            if let Some(forms) = forms.get_mut(form as usize) {
                *forms = forms.saturating_add(count);
            }
        });
        reader.forget();
        texts.close();
        names.close();
    }

    /// The numbers of its terms in the order of the alphabet. Most are told apart by their first letters.
    fn sorted(&self) -> Vec<u32> {
        let terms = &self.reader.terms;
        let numbers = (0..terms.count()).filter_map(|number| u32::try_from(number).ok());
        let mut all: Vec<(u64, u32)> = numbers.map(|number| (beginning(terms.get(number)), number)).collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| terms.get(a.1).cmp(terms.get(b.1))));
        all.into_iter().map(|(_, number)| number).collect()
    }
}

/// The first eight bytes of a term, as a number in the order of terms.
fn beginning(term: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(term.bytes()).for_each(|(byte, of_term)| *byte = of_term);
    u64::from_be_bytes(bytes)
}

/// How many terms are written before the next ones are, and of how many bytes what is gathered of them: of some terms all texts tell.
const WINDOW: usize = 32 << 10;
const MOST: usize = 8 << 20;
/// How many one worker writes at least.
const STRETCH: usize = 16;

/// Writes all terms in order: what was gathered, the lower numbers first.
pub fn write(all: &[Gathering], give: &mut dyn FnMut(Vec<Item>)) {
    let sorted: Vec<Vec<u32>> = all.par_iter().map(Gathering::sorted).collect();
    let mut next = vec![0_usize; all.len()];
    loop {
        // Of each term the numbers that it has among those gathered.
        let mut terms: Vec<Vec<(usize, u32)>> = Vec::new();
        let mut size = 0;
        while terms.len() < WINDOW && size < MOST {
            let head = |nth: usize| -> Option<(u32, &str)> {
                let number = *sorted.get(nth)?.get(*next.get(nth)?)?;
                Some((number, all.get(nth)?.reader.terms.get(number)))
            };
            let Some(first) = (0..all.len()).filter_map(|nth| Some(head(nth)?.1)).min() else { break };
            let members: Vec<(usize, u32)> =
                (0..all.len()).filter_map(|nth| head(nth).filter(|(_, term)| *term == first).map(|(number, _)| (nth, number))).collect();
            members.iter().for_each(|(nth, _)| next.iter_mut().skip(*nth).take(1).for_each(|at| *at += 1));
            let gathered = members.iter().filter_map(|(nth, number)| Some((all.get(*nth)?, *number)));
            size += gathered.map(|(one, number)| one.texts.get(number).len() + one.names.get(number).len()).sum::<usize>();
            terms.push(members);
        }
        if terms.is_empty() {
            return;
        }
        give(terms.par_iter().with_min_len(STRETCH).map(|members| item(all, members)).collect());
    }
}

fn item(all: &[Gathering], members: &[(usize, u32)]) -> Item {
    let mut writer = Writer::default();
    let (mut term, mut forms) = ("", 0_u32);
    for (gathering, number) in members.iter().filter_map(|(nth, number)| Some((all.get(*nth)?, *number))) {
        term = gathering.reader.terms.get(number);
        forms = forms.saturating_add(gathering.forms.get(number as usize).copied().unwrap_or(0));
        let (mut rest, mut text) = (gathering.texts.get(number), 0_u32);
        while let Some(head) = take(&mut rest) {
            text = text.saturating_add(small(head / 2));
            let part = if head % 2 == 0 { 0 } else { small(take(&mut rest).unwrap_or(0)) };
            let weight = small(take(&mut rest).unwrap_or(0));
            let count = small(take(&mut rest).unwrap_or(0));
            writer.text((text, part), weight, count, (0..count).map_while(|_| take(&mut rest).map(small)));
        }
        let (mut rest, mut name) = (gathering.names.get(number), 0_u32);
        while let (Some(distance), Some(length)) = (take(&mut rest), take(&mut rest)) {
            name = name.saturating_add(small(distance));
            writer.name(name, small(length));
        }
    }
    writer.item(term.to_owned(), forms)
}

fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
