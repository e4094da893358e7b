//! The index after an edit: what an entry was found by is read from the files that it had, what it is found by now from the archive, and
//! the files of the terms that differ are read, mended and written.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{
    entry::{self, Key},
    index::{Due, Known, Made, Output, Shelf},
    item::{self, Item, Part, Posting, Writer},
    literal::Literal,
    reading::{Occurrence, Reader, gathered},
    shards::{Divider, Of, backwards},
    text_file,
    whole::{GROUP, known_name, name_file, name_path, put, write_text},
};
use crate::{
    base::{Digest, RelPath},
    config::Config,
};

/// What differs between an index and the archive.
pub struct Change<'a> {
    /// Entries that are gone, changed or moved, as they were.
    before: Vec<(&'a Key, Known)>,
    /// Entries that are new, changed or moved.
    after: Vec<&'a Due<'a>>,
    /// The keys of those that are gone.
    gone: Vec<Key>,
    /// How many entries there are.
    all: usize,
}

/// So many entries may change in any case, and one of so many: more are made from nothing.
const FEW: usize = 24;
const SHARE: usize = 16;

impl<'a> Change<'a> {
    /// What of `known` is no more as it is to be.
    pub fn between(known: &'a BTreeMap<Key, Known>, texts: &'a [Due<'a>], names: &'a [Due<'a>]) -> Self {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for due in texts.iter().chain(names) {
            let was = known.get_key_value(&due.key);
            if was.is_some_and(|(_, was)| was.digest == due.source.digest && was.number == due.number) {
                continue;
            }
            before.extend(was.map(|(key, known)| (key, *known)));
            after.push(due);
        }
        let all = texts.len() + names.len();
        let mut gone = Vec::new();
        if known.len() + after.len() > all + before.len() {
            let there: BTreeSet<&Key> = texts.iter().chain(names).map(|due| &due.key).collect();
            let missing = || known.iter().filter(|(key, _)| !there.contains(key));
            before.extend(missing().map(|(key, known)| (key, *known)));
            gone.extend(missing().map(|(key, _)| key.clone()));
        }
        Self { before, after, gone, all: known.len().min(all) }
    }

    /// Whether mending costs less than making all anew.
    pub fn is_small(&self) -> bool {
        self.all > 0 && self.before.len().max(self.after.len()) <= FEW + self.all / SHARE
    }

    /// The keys of those that are gone.
    pub fn into_gone(self) -> Vec<Key> {
        self.gone
    }
}

/// The files of the index as they are.
pub struct Site<'a> {
    pub files: &'a BTreeMap<RelPath, Digest>,
    pub shelf: &'a Shelf,
}

impl Site<'_> {
    /// A file, if it is what was written.
    fn read(&self, path: &RelPath) -> Option<String> {
        let known = self.files.get(path)?;
        let bytes = (self.shelf)(path)?;
        if Digest::of(&bytes) == *known { String::from_utf8(bytes).ok() } else { None }
    }
}

/// What is to be done to a term.
#[derive(Default)]
struct Mend {
    /// How much more often a word is written so.
    forms: i64,
    /// What parts of texts have of it now.
    texts: BTreeMap<Part, Option<Posting>>,
    /// The works and names that have it now, with how many words they have.
    names: BTreeMap<u32, Option<u32>>,
}

/// What an entry has of each term, and how often a word is written so.
#[derive(Default)]
struct Had {
    /// For each term and part of a text; for a work or name the length stands in the place of the part.
    postings: BTreeMap<(String, Part), Posting>,
    forms: BTreeMap<String, u32>,
}

/// Makes the files that differ. `None` if a file is not what it was.
pub fn make(change: &Change<'_>, names: &[Due<'_>], site: &Site<'_>, config: &Config, output: &Output<'_>) -> Option<Made> {
    let mut reader = Reader::default();
    let mut old: BTreeMap<&Key, (u32, Had)> = BTreeMap::new();
    let mut gone: BTreeSet<RelPath> = BTreeSet::new();
    let mut groups: BTreeMap<u32, BTreeMap<u32, Had>> = BTreeMap::new();
    for (key, known) in &change.before {
        let had = if key.is_text() {
            gone.extend((0..known.parts).map(|part| text_file::path(known.number, part)));
            text_as_it_was(known, site, &mut reader)?
        } else {
            let group = known.number / GROUP;
            let members = match groups.entry(group) {
                Entry::Occupied(members) => members.into_mut(),
                Entry::Vacant(place) => place.insert(names_as_they_were(group, site, &mut reader)?),
            };
            members.remove(&known.number)?
        };
        old.insert(*key, (known.number, had));
    }
    let mut made = Made::default();
    let mut mends: BTreeMap<String, Mend> = BTreeMap::new();
    let mut new = Vec::new();
    for due in &change.after {
        let mut had = Had::default();
        let mut found = Vec::new();
        if due.key.is_text() {
            write_text(due, config, output, &mut made, &mut |part, passages| {
                found.clear();
                let length = entry::read_part(passages, &mut reader, &mut found);
                note(&mut had, (due.number, part), &mut found, &mut reader);
                length
            });
        } else {
            groups.entry(due.number / GROUP).or_default();
            let names = entry::names(due.source.from);
            let length = entry::read_names(&names, &mut reader, &mut found);
            note(&mut had, (length.min(item::MOST_WORDS), 0), &mut found, &mut reader);
            made.entries.push((due.key.clone(), known_name(due, &names, length)));
        }
        // What is as it was needs no mending.
        if let Some((_, old)) = old.get_mut(&due.key).filter(|(number, _)| *number == due.number) {
            had.postings.retain(|what, now| {
                let is_same = old.postings.get(what) == Some(now);
                if is_same {
                    old.postings.remove(what);
                }
                !is_same
            });
        }
        new.push((*due, had));
    }
    for (key, (number, had)) in &old {
        mend(&mut mends, key.is_text(), *number, had, false);
    }
    for (due, had) in &new {
        mend(&mut mends, due.key.is_text(), due.number, had, true);
    }
    for group in groups.into_keys() {
        let start = names.partition_point(|due| due.number / GROUP < group);
        let end = names.partition_point(|due| due.number / GROUP <= group);
        match names.get(start..end).filter(|members| !members.is_empty()) {
            Some(members) => made.files.push(name_file(members, output)),
            None => _ = gone.insert(name_path(group)),
        }
    }
    mends.retain(|_, mend| mend.forms != 0 || !mend.texts.is_empty() || !mend.names.is_empty());
    let turned = mend_shards(Of::Terms, &mends, site, output, &mut made, &mut gone)?;
    let one = |is_there| Mend { forms: if is_there { 1 } else { -1 }, ..Mend::default() };
    let ends = turned.into_iter().filter_map(|(form, is_there)| Some((backwards(&form)?, one(is_there)))).collect();
    mend_shards(Of::Ends, &ends, site, output, &mut made, &mut gone)?;
    let there: BTreeSet<&RelPath> = made.files.iter().map(|(path, _)| path).collect();
    made.gone = gone.into_iter().filter(|path| !there.contains(path)).collect();
    Some(made)
}

fn text_as_it_was(known: &Known, site: &Site<'_>, reader: &mut Reader) -> Option<Had> {
    let mut had = Had::default();
    let mut found = Vec::new();
    for part in 0..known.parts {
        let script = site.read(&text_file::path(known.number, part))?;
        found.clear();
        entry::read_part(&text_file::read(&script, part)?, reader, &mut found);
        note(&mut had, (known.number, part), &mut found, reader);
    }
    Some(had)
}

fn names_as_they_were(group: u32, site: &Site<'_>, reader: &mut Reader) -> Option<BTreeMap<u32, Had>> {
    let script = site.read(&name_path(group))?;
    let mut literal = Literal::of(&script)?;
    literal.take('{').then_some(())?;
    let mut all = BTreeMap::new();
    let mut found = Vec::new();
    while let Some(nth) = literal.number() {
        literal.take(':').then_some(())?;
        found.clear();
        let length = entry::read_names(&entry::names_of(&mut literal)?, reader, &mut found);
        let mut had = Had::default();
        note(&mut had, (length.min(item::MOST_WORDS), 0), &mut found, reader);
        all.insert(group * GROUP + nth, had);
    }
    Some(all)
}

/// Notes what a part of a text has of each term; of a work or name `part` holds its length.
fn note(had: &mut Had, part: Part, found: &mut [Occurrence], reader: &mut Reader) {
    for found in gathered(found) {
        let posting = Posting { weight: found.weight, gaps: found.gaps().collect() };
        had.postings.insert((reader.terms.get(found.term).to_owned(), part), posting);
    }
    let mut forms = Vec::new();
    reader.take_forms(&mut |form, count| forms.push((form, count)));
    for (form, count) in forms {
        *had.forms.entry(reader.terms.get(form).to_owned()).or_default() += count;
    }
}

fn mend(mends: &mut BTreeMap<String, Mend>, is_text: bool, number: u32, had: &Had, is_new: bool) {
    for ((term, part), posting) in &had.postings {
        let mend = mends.entry(term.clone()).or_default();
        if is_text {
            mend.texts.insert(*part, is_new.then(|| posting.clone()));
        } else {
            mend.names.insert(number, is_new.then_some(part.0));
        }
    }
    for (form, count) in &had.forms {
        let mend = mends.entry(form.clone()).or_default();
        mend.forms += if is_new { i64::from(*count) } else { -i64::from(*count) };
    }
}

impl Mend {
    /// The term as it is to be.
    fn apply(&self, item: &Item) -> Option<Item> {
        let mut texts: BTreeMap<Part, Posting> = item::texts(item)?.into_iter().collect();
        for (part, posting) in &self.texts {
            match posting {
                Some(posting) => _ = texts.insert(*part, posting.clone()),
                None => _ = texts.remove(part),
            }
        }
        let mut names: BTreeMap<u32, u32> = item::names(item)?.into_iter().collect();
        for (name, length) in &self.names {
            match length {
                Some(length) => _ = names.insert(*name, *length),
                None => _ = names.remove(name),
            }
        }
        let mut writer = Writer::default();
        for (part, Posting { weight, gaps }) in &texts {
            writer.text(*part, *weight, u32::try_from(gaps.len()).unwrap_or(u32::MAX), gaps.iter().copied());
        }
        names.iter().for_each(|(name, length)| writer.name(*name, *length));
        let forms = u32::try_from(i64::from(item.forms) + self.forms).ok()?;
        Some(writer.item(item.term.clone(), forms))
    }
}

/// The words that were not written so before, or are not any more.
type Turned = Vec<(String, bool)>;

/// Mends the shards of these terms. Where one of them ends anew, so may the next.
fn mend_shards(
    of: Of,
    mends: &BTreeMap<String, Mend>,
    site: &Site<'_>,
    output: &Output<'_>,
    made: &mut Made,
    gone: &mut BTreeSet<RelPath>,
) -> Option<Turned> {
    let mut firsts: Vec<String> = site.files.keys().filter_map(|path| of.first_of(path.as_str())).collect();
    firsts.sort_unstable();
    let shard_of = |term: &str| firsts.partition_point(|first| first.as_str() <= term).saturating_sub(1);
    let mut due: BTreeMap<usize, Vec<(&str, &Mend)>> = BTreeMap::new();
    for (term, mend) in mends {
        due.entry(shard_of(term)).or_default().push((term, mend));
    }
    let read = |path: &RelPath| site.read(path);
    let mut turned = Turned::new();
    let mut next = 0;
    for (&nth, terms) in &due {
        if nth < next {
            continue;
        }
        // If its first term differs it may begin elsewhere.
        let begins = firsts.get(nth);
        let is_open = terms.iter().any(|(term, _)| begins.is_none_or(|begins| *term <= begins.as_str()));
        let mut at = if is_open && nth > next { nth - 1 } else { nth };
        let mut divider = Divider::default();
        let mut shards = Vec::new();
        loop {
            let mends = due.get(&at).map_or(&[][..], Vec::as_slice);
            let items = match firsts.get(at) {
                Some(first) => {
                    // Nothing differs from here on.
                    let is_behind = mends.is_empty() && at > nth;
                    if is_behind && of.open(first, false, &read)?.first().is_some_and(|first| divider.begins(first)) {
                        break;
                    }
                    gone.extend(of.paths(first));
                    of.open(first, true, &read)?
                }
                None if at == 0 => Vec::new(),
                None => break,
            };
            for item in mended(items, mends, &mut turned)? {
                shards.extend(divider.push(&item));
            }
            at += 1;
        }
        shards.extend(divider.end());
        made.files.append(&mut put(&shards, of, output));
        next = at;
    }
    Some(turned)
}

/// The terms of a shard with what is to be done to some of them, both in order.
fn mended(items: Vec<Item>, mends: &[(&str, &Mend)], turned: &mut Turned) -> Option<Vec<Item>> {
    let mut mends = mends.iter().peekable();
    let mut all = Vec::with_capacity(items.len() + mends.len());
    let mut mend = |term: &str, item: Item, mend: &Mend| {
        let mended = mend.apply(&item)?;
        if (item.forms > 0) != (mended.forms > 0) {
            turned.push((term.to_owned(), mended.forms > 0));
        }
        Some(mended)
    };
    let fresh = |term: &str| Item { term: term.to_owned(), ..Item::default() };
    for item in items {
        while let Some((term, due)) = mends.next_if(|(term, _)| *term < item.term.as_str()) {
            all.push(mend(term, fresh(term), due)?);
        }
        match mends.next_if(|(term, _)| *term == item.term) {
            Some((term, due)) => all.push(mend(term, item, due)?),
            None => all.push(item),
        }
    }
    for (term, due) in mends {
        all.push(mend(term, fresh(term), due)?);
    }
    all.retain(|item| !item.is_empty());
    Some(all)
}
