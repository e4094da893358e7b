//! How the terms are divided among files, and written words by their ends.
//!
//! Where a file ends follows from the terms since it began and from nothing else, so that an edit changes the files of its own
//! words, and others seldom: some terms, which a hash of their letters chooses, like to begin a file.

use super::{item::Item, number};
use crate::base::RelPath;

/// A file that has reached this size is followed by another; from a quarter of it on by one that begins with a term that likes to.
const TARGET: usize = 64 * 1024;
/// One of so many terms likes to begin a file.
const EDGES: u32 = 768;

/// Terms that share a file, and their places, which share another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shard {
    /// Every term of it is this or comes behind it.
    pub first: String,
    /// The last so far.
    last: String,
    /// The terms: how many UTF-16 units each shares with the one before, and the rest of it, a space behind.
    terms: String,
    /// For each term how often a word is written so; four times the length of its postings in texts, two more if
    /// works or names have it, one more if it has places; then the length of its postings in names.
    counts: String,
    postings: String,
    /// For each term that has places how long they are.
    lengths: String,
    places: String,
    size: usize,
}

impl Shard {
    fn push(&mut self, item: &Item) {
        let shared: String = item.term.chars().zip(self.last.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c).collect();
        number::push(&mut self.terms, u32::try_from(shared.encode_utf16().count()).unwrap_or(0));
        self.terms.push_str(item.term.get(shared.len()..).unwrap_or(""));
        self.terms.push(' ');
        number::push(&mut self.counts, item.forms);
        let (has_names, has_places) = (!item.names.is_empty(), !item.places.is_empty());
        number::push(&mut self.counts, item.texts.len() as u64 * 4 + u64::from(has_names) * 2 + u64::from(has_places));
        if has_names {
            number::push(&mut self.counts, item.names.len() as u64);
        }
        self.postings.push_str(&item.texts);
        self.postings.push_str(&item.names);
        if has_places {
            number::push(&mut self.lengths, item.places.len() as u64);
            self.places.push_str(&item.places);
        }
        self.last.clone_from(&item.term);
        self.size += item.size();
    }

    /// Its files.
    pub fn files(&self, of: Of) -> Vec<(RelPath, String)> {
        let Self { terms, counts, postings, lengths, places, .. } = self;
        let name = name(&self.first);
        let texts = match of {
            Of::Terms => vec![
                format!("scholion.give(\"t/{name}\",\"{terms}\",\"{counts}\",\"{postings}\");\n"),
                format!("scholion.give(\"p/{name}\",\"{lengths}\",\"{places}\");\n"),
            ],
            Of::Ends => vec![format!("scholion.give(\"r/{name}\",\"{terms}\");\n")],
        };
        of.paths(&self.first).into_iter().zip(texts).collect()
    }
}

/// Divides terms that come in order.
#[derive(Default)]
pub struct Divider {
    shard: Option<Shard>,
}

impl Divider {
    /// Takes the next term. The shard before it, if it begins another.
    pub fn push(&mut self, item: &Item) -> Option<Shard> {
        let done = if self.begins(item) { self.shard.take() } else { None };
        let shard = self.shard.get_or_insert_with(|| Shard { first: item.term.clone(), ..Shard::default() });
        shard.push(item);
        done
    }

    /// Whether a term would begin another shard.
    pub fn begins(&self, item: &Item) -> bool {
        let size = self.shard.as_ref().map_or(0, |shard| shard.size);
        let is_full = size >= TARGET || size + item.size() > TARGET * 2;
        size == 0 || is_full || size >= TARGET / 4 && is_edge(&item.term)
    }

    /// The last shard.
    pub fn end(&mut self) -> Option<Shard> {
        self.shard.take()
    }
}

/// Whether a term likes to begin a file, by the hash FNV-1a of Fowler, Noll and Vo.
fn is_edge(term: &str) -> bool {
    let hash = term.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 8).is_multiple_of(EDGES)
}

/// What is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Terms and written words.
    Terms,
    /// Written words, their letters from the last to the first.
    Ends,
}

impl Of {
    /// The folders of its files; the first has the terms.
    fn folders(self) -> &'static [&'static str] {
        match self {
            Self::Terms => &["t", "p"],
            Self::Ends => &["r"],
        }
    }

    /// The files of the shard that begins with a term.
    pub fn paths(self, first: &str) -> Vec<RelPath> {
        self.folders().iter().map(|folder| RelPath::new(&format!("search/{folder}/{}.js", name(first)))).collect()
    }

    /// The term with which a shard begins, by the path of its terms; `None` of any other path.
    pub fn first_of(self, path: &str) -> Option<String> {
        let mut rest = path.strip_prefix("search/")?.strip_prefix(self.folders().first()?)?.strip_prefix("/-")?.strip_suffix(".js")?;
        let mut first = String::new();
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..)?;
            if c == '_' {
                let (code, after) = rest.split_at_checked(DIGITS)?;
                first.push(char::from_u32(u32::from_str_radix(code, BASE).ok()?)?);
                rest = after;
            } else {
                first.push(c);
            }
        }
        Some(first)
    }

    /// The terms of the shard that begins so, with places or without. `None` if its files were not written by [`Shard::files`].
    pub fn open(self, first: &str, with_places: bool, read: &dyn Fn(&RelPath) -> Option<String>) -> Option<Vec<Item>> {
        let mut paths = self.paths(first).into_iter();
        let script = read(&paths.next()?)?;
        let places = if with_places { paths.next().map(|path| read(&path)) } else { None };
        let mut strings = script.split('"').skip(3).step_by(2);
        let mut terms = strings.next()?;
        let (mut counts, mut postings) = (strings.next(), strings.next());
        let places = match places {
            Some(places) => Some(places?),
            None => None,
        };
        let mut strings = places.as_deref().map(|script| script.split('"').skip(3).step_by(2));
        let (mut lengths, mut all_places) = match &mut strings {
            Some(strings) => (Some(strings.next()?), strings.next()?),
            None => (None, ""),
        };
        let mut items: Vec<Item> = Vec::new();
        while !terms.is_empty() {
            let term = next_term(&mut terms, items.last().map_or("", |item| &item.term))?;
            let (Some(counts), Some(postings)) = (&mut counts, &mut postings) else {
                items.push(Item { term, forms: 1, ..Item::default() });
                continue;
            };
            let forms = number::take_u32(counts)?;
            let length = number::take(counts)?;
            let of_names = if length & 2 == 0 { 0 } else { number::take(counts)? };
            let texts = cut(postings, length / 4)?;
            let names = cut(postings, of_names)?;
            let places = match &mut lengths {
                Some(lengths) if length & 1 == 1 => cut(&mut all_places, number::take(lengths)?)?,
                _ => String::new(),
            };
            items.push(Item { term, forms, texts, names, places });
        }
        Some(items)
    }
}

/// Takes a term from the terms of a file; the one before it is known.
fn next_term(terms: &mut &str, before: &str) -> Option<String> {
    let shared = number::take(terms)?;
    let (rest, after) = terms.split_once(' ')?;
    *terms = after;
    let mut term = String::new();
    let mut units = 0;
    for c in before.chars() {
        if units >= shared {
            break;
        }
        units += c.len_utf16() as u64;
        term.push(c);
    }
    term.push_str(rest);
    Some(term)
}

fn cut(rest: &mut &str, length: u64) -> Option<String> {
    let (taken, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = after;
    Some(taken.to_owned())
}

/// The shortest words that are known by their ends.
const SHORTEST: usize = 5;

/// A written word from its last letter to its first, if it is known so.
pub fn backwards(form: &str) -> Option<String> {
    (form.chars().nth(SHORTEST - 1).is_some()).then(|| form.chars().rev().collect())
}

/// Letters stand in names of files as so many digits to this base: 40 of them fit into a name.
const DIGITS: usize = 4;
const BASE: u32 = 36;

/// The name of the shard that begins with a term: what is no small Latin letter or digit stands as its number.
fn name(first: &str) -> String {
    let mut name = String::from("-");
    for c in first.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            name.push(c);
            continue;
        }
        name.push('_');
        let digit = |place: u32| char::from_digit(u32::from(c) / BASE.pow(place) % BASE, BASE).unwrap_or('0');
        name.extend([3, 2, 1, 0].map(digit));
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn shards_come_back() {
        let item = |term: &str, forms, texts: &str, names: &str, places: &str| Item {
            term: term.to_owned(),
            forms,
            texts: texts.to_owned(),
            names: names.to_owned(),
            places: places.to_owned(),
        };
        let items =
            [item("мир", 2, "!!!", "##", "$$$$"), item("мира", 1, "", "", ""), item("𐐀x", 0, "#", "", ""), item("𐐀𐐁", 0, "", "!!", "")];
        let mut divider = Divider::default();
        assert!(items.iter().all(|item| divider.push(item).is_none()));
        let shard = divider.end().unwrap();
        let files: BTreeMap<RelPath, String> = shard.files(Of::Terms).into_iter().collect();
        let read = |path: &RelPath| files.get(path).cloned();
        assert_eq!(Of::Terms.open("мир", true, &read).unwrap(), items);
        assert!(Of::Terms.open("мир", false, &read).unwrap().iter().all(|item| item.places.is_empty()));
        assert_eq!(files.keys().filter_map(|path| Of::Terms.first_of(path.as_str())).collect::<Vec<_>>(), ["мир"]);
        assert_eq!(Of::Terms.open("war", true, &read), None);
        let files: BTreeMap<RelPath, String> = shard.files(Of::Ends).into_iter().collect();
        let ends = Of::Ends.open("мир", true, &|path| files.get(path).cloned()).unwrap();
        assert_eq!(ends.iter().map(|item| item.term.as_str()).collect::<Vec<_>>(), ["мир", "мира", "𐐀x", "𐐀𐐁"]);
        assert_eq!((backwards("мира"), backwards("миром")), (None, Some("морим".to_owned())));
    }

    #[test]
    fn where_a_shard_ends_follows_from_its_own_terms() {
        let item = |n: u32| Item { term: format!("t{n:05}"), texts: "!".repeat(n as usize % 300), ..Item::default() };
        let divide = |from: u32| {
            let mut divider = Divider::default();
            let mut firsts: Vec<String> = (from..20_000).filter_map(|n| divider.push(&item(n))).map(|shard| shard.first).collect();
            firsts.extend(divider.end().map(|shard| shard.first));
            firsts
        };
        let (all, later) = (divide(0), divide(100));
        assert!(all.len() > 20, "{}", all.len());
        assert_eq!(all.iter().rev().take(15).collect::<Vec<_>>(), later.iter().rev().take(15).collect::<Vec<_>>());
    }
}
