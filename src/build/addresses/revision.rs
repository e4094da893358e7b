//! `content/addresses.yaml` with what moved: lines are put, exchanged and taken out, all others stay as the editors wrote them.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::{Moves, There};
use crate::{
    base::{RelPath, yaml},
    document::{Addresses, addresses, site_address::SiteAddress},
};

/// How many ids a place may have had.
const MOST_IDS: usize = 16;

/// What stands above the lines in a new file.
const HEAD: &str = "# Addresses of the site that are no more, and where they lead. Commit this file: by it they go on leading there.\n";

/// What the file is to say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Revised {
    /// The file's text.
    pub text: String,
    /// The addresses that were added: each with what it leads to, and the file of what stands there.
    pub added: Vec<(String, String, RelPath)>,
}

/// The file as it is to be, if that is otherwise than it is (`None` if there is none). What is `known` leads there already. With what stands `there`, lines go that say
/// nothing any more: of places that are gone, and of addresses at which something stands again.
pub fn revised(
    bytes: Option<&[u8]>,
    moves: &Moves,
    known: &BTreeMap<RelPath, RelPath>,
    has_place: &dyn Fn(&RelPath, &str) -> Option<bool>,
    there: Option<&There>,
) -> Option<Revised> {
    let path = RelPath::new(crate::base::places::ADDRESSES);
    let file = addresses::parse(&path, bytes.unwrap_or_default());
    // What cannot be read is not written over.
    if file.diagnostics.iter().any(|found| found.severity == crate::base::Severity::Error) {
        return None;
    }
    let text = bytes.map(std::str::from_utf8).transpose().ok()?;
    let mut lines = Lines::of(&file);
    let mut added = Vec::new();
    lines.moved(&moves.moves.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect(), known);
    for one in &moves.moves {
        let (old, new) = (one.old.to_string(), one.new.to_string());
        if known.get(&one.old) != Some(&one.new) && lines.put(&old, &new) {
            added.push((old, new, one.file.clone()));
        }
    }
    let mends = || moves.mends.iter().map(|one| (format!("{}#{}", one.page, one.old), format!("{}#{}", one.page, one.new)));
    lines.exchange(&mends().collect());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    lines.now.values().for_each(|to| *counts.entry(to.clone()).or_default() += 1);
    for (old, new) in mends() {
        let count = counts.entry(new.clone()).or_default();
        if *count < MOST_IDS && lines.put(&old, &new) {
            *count += 1;
            added.push((old, new, RelPath::new("")));
        }
    }
    if let Some(there) = there {
        lines.prune(has_place, there);
    }
    let now = lines.written(text.unwrap_or(HEAD), &file);
    (text != Some(&*now) && !(text.is_none() && lines.now.is_empty())).then_some(Revised { text: now, added })
}

/// The lines of the file, by what they say.
struct Lines {
    was: BTreeMap<String, String>,
    now: BTreeMap<String, String>,
}

impl Lines {
    fn of(file: &Addresses) -> Self {
        let was: BTreeMap<String, String> = file.moved.iter().map(|one| (one.old.to_string(), one.new.to_string())).collect();
        Self { now: was.clone(), was }
    }

    /// Says where an address leads; it leads from there nowhere else. Whether that is new.
    fn put(&mut self, old: &str, new: &str) -> bool {
        self.now.remove(new);
        old != new && self.now.insert(old.to_owned(), new.to_owned()).as_deref() != Some(new)
    }

    /// Lets all that led to addresses lead to those that came for them.
    fn exchange(&mut self, exchanged: &BTreeMap<String, String>) {
        for to in self.now.values_mut() {
            if let Some(new) = exchanged.get(to) {
                to.clone_from(new);
            }
        }
        self.now.retain(|from, to| from != to);
    }

    /// The same of pages and their places; those of a page that is `known` to lead on go there, too.
    fn moved(&mut self, moved: &BTreeMap<&str, &str>, known: &BTreeMap<RelPath, RelPath>) {
        let line = |(from, to): (String, String)| {
            let (was, is) = (from.split_once('#'), to.split_once('#'));
            let of_place = was.zip(is).filter(|((was, _), (is, _))| was == is);
            let page = is.map_or(&*to, |(page, _)| page);
            let new = moved.get(page).copied();
            match of_place {
                Some(((_, was), (_, is))) => match new.or_else(|| known.get(&RelPath::new(page)).map(RelPath::as_str)) {
                    Some(new) => (format!("{new}#{was}"), format!("{new}#{is}")),
                    None => (from, to),
                },
                None => match (new, is) {
                    (Some(new), Some((_, place))) => (from, format!("{new}#{place}")),
                    (Some(new), None) => (from, new.to_owned()),
                    (None, _) => (from, to),
                },
            }
        };
        self.now = std::mem::take(&mut self.now).into_iter().map(line).filter(|(from, to)| from != to).collect();
    }

    /// Takes out the lines about places that are no more on pages that are there, and about addresses at which something stands again.
    fn prune(&mut self, has_place: &dyn Fn(&RelPath, &str) -> Option<bool>, there: &There) {
        let chained: BTreeSet<String> = self.now.keys().cloned().collect();
        self.now.retain(|from, to| {
            let (Ok(from), Ok(address)) = (SiteAddress::read(from, ""), SiteAddress::read(to, "")) else { return true };
            if from.fragment.is_empty() {
                return !from.query.is_empty() || there.get(&from.file()).is_none_or(|is| is.file.is_empty());
            }
            if address.fragment.is_empty() || chained.contains(to) {
                return true;
            }
            has_place(&address.file(), &address.fragment) != Some(false)
        });
    }

    /// The text with these lines: those that stay as they are written, the others in their place among them.
    fn written(&self, text: &str, file: &Addresses) -> String {
        let mut places: BTreeMap<usize, &str> = BTreeMap::new();
        let olds: Vec<String> = file.moved.iter().map(|one| one.old.to_string()).collect();
        for (one, old) in file.moved.iter().zip(&olds) {
            places.insert(one.place.start as usize, old);
        }
        let mut news = self.now.iter().filter(|(old, new)| self.was.get(*old) != Some(*new)).peekable();
        let mut made = String::with_capacity(text.len() + 80);
        let line = |old: &str, new: &str| yaml::write(&BTreeMap::from([(old, new)]));
        let mut at = 0;
        for written in text.split_inclusive('\n') {
            let old = places.range(at..at + written.len()).next().map(|(_, old)| *old);
            at += written.len();
            let Some(old) = old else {
                made.push_str(written);
                continue;
            };
            while let Some((before, new)) = news.next_if(|(before, _)| before.as_str() < old) {
                made.push_str(&line(before, new));
            }
            match (self.now.get(old), self.was.get(old)) {
                (Some(new), Some(was)) if new == was => made.push_str(written),
                // One that leads elsewhere comes with the new ones.
                _ => {}
            }
            if !made.is_empty() && !made.ends_with('\n') {
                made.push('\n');
            }
        }
        if !made.is_empty() && !made.ends_with('\n') {
            made.push('\n');
        }
        news.for_each(|(old, new)| made.push_str(&line(old, new)));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::addresses::moves::{Mend, Move};

    fn check(text: Option<&str>, moves: &[(&str, &str)], mends: &[(&str, &str, &str)], expected: &str) {
        let moves = moves.iter().map(|(old, new)| Move { old: RelPath::new(old), new: RelPath::new(new), file: RelPath::new("f") });
        let mends = mends.iter().map(|(page, old, new)| Mend { page: RelPath::new(page), old: (*old).into(), new: (*new).into() });
        let moves = Moves { moves: moves.collect(), mends: mends.collect() };
        let has_place = |_: &RelPath, id: &str| Some(["p-1", "p-2", "p-3"].contains(&id));
        let made = revised(text.map(str::as_bytes), &moves, &BTreeMap::new(), &has_place, Some(&There::new()))
            .map_or_else(|| text.unwrap_or("").to_owned(), |made| made.text);
        assert_eq!(made.trim_start_matches(HEAD), expected);
    }

    #[test]
    fn lines_are_put_in_order_and_others_stay() {
        check(None, &[], &[], "");
        check(None, &[("b.html", "c.html")], &[], "b.html: c.html\n");
        let text = "# ours\na.html: 'x.html' # why\n\nc.html: y.html\n";
        check(Some(text), &[], &[], text);
        check(Some(text), &[("b.html", "z.html")], &[], "# ours\na.html: 'x.html' # why\n\nb.html: z.html\nc.html: y.html\n");
        // What led to it leads on; an address that came back leads nowhere else.
        check(Some("a.html: b.html\n"), &[("b.html", "c.html")], &[], "a.html: c.html\nb.html: c.html\n");
        check(Some("a.html: b.html\n"), &[("b.html", "a.html")], &[], "b.html: a.html\n");
        // What cannot be read stays as it is.
        let moves =
            Moves { moves: vec![Move { old: RelPath::new("b"), new: RelPath::new("c"), file: RelPath::new("f") }], mends: Vec::new() };
        for unread in [&b"a.html: caf\xe9.html\n"[..], b"a.html: [\n"] {
            assert_eq!(revised(Some(unread), &moves, &BTreeMap::new(), &|_, _| None, None), None);
        }
    }

    #[test]
    fn places_go_with_their_page_and_are_taken_out_with_their_paragraph() {
        check(None, &[], &[("a.html", "p-1", "p-2")], "a.html#p-1: a.html#p-2\n");
        check(Some("a.html#p-1: a.html#p-2\n"), &[], &[("a.html", "p-2", "p-3")], "a.html#p-1: a.html#p-3\na.html#p-2: a.html#p-3\n");
        check(Some("a.html#p-1: a.html#p-2\n"), &[("a.html", "b.html")], &[], "a.html: b.html\nb.html#p-1: b.html#p-2\n");
        check(Some("a.html#p-1: a.html#p-9\nb.html#p-1: b.html#p-2\n"), &[], &[], "b.html#p-1: b.html#p-2\n");
        // The words are what they were.
        check(Some("a.html#p-1: a.html#p-2\n"), &[], &[("a.html", "p-2", "p-1")], "a.html#p-2: a.html#p-1\n");
    }
}
