//! What stands elsewhere than it stood, and paragraphs whose words were mended.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::census::{Block, Census, Standing};
use crate::base::RelPath;

/// Something that has another address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it stood.
    pub old: RelPath,
    /// Where it stands.
    pub new: RelPath,
    /// Its file.
    pub file: RelPath,
}

/// A place of a page that has another id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The page, where it stands now.
    pub page: RelPath,
    /// The id that it had, and the one that it has.
    pub old: Box<str>,
    pub new: Box<str>,
}

/// What stands at each address.
pub(super) type There = BTreeMap<RelPath, Standing>;

/// What differs between two censuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub moves: Vec<Move>,
    pub mends: Vec<Mend>,
}

/// Of two texts so many places must be the same, of a hundred, for one to be taken for the other if both address and words are new.
const ENOUGH: usize = 60;
/// And so many at least.
const FEW: usize = 3;

/// A place that more texts have tells none of them.
const MOST_ALIKE: usize = 100;

/// How many of those that are gone and were not found are looked for further.
const MOST_GONE: usize = 1000;

impl Moves {
    /// Compares a census with the one before. What was found elsewhere is not among the `gone` of the new one any more.
    pub fn find(before: &Census, now: &mut Census) -> Self {
        let mut moves = Self::default();
        let Census { there, gone: still } = now;
        let gone: Vec<(RelPath, Standing)> = std::mem::take(still);
        let elsewhere = if gone.is_empty() { Elsewhere::default() } else { Elsewhere::of(before, there) };
        for (old, standing) in gone {
            match elsewhere.find(&standing, there).filter(|new| *new != old) {
                Some(new) => {
                    let is = there.get(&new);
                    let file = RelPath::new(is.map_or("", |is| &is.file));
                    moves.mends.extend(is.into_iter().flat_map(|is| mends(&new, &standing.blocks, &is.blocks)));
                    // What led to it by a name beside it would lead there from a new place only.
                    let is_lost = |way: &&RelPath| !there.contains_key(*way) && is.is_some_and(|is| !is.ways.contains(way));
                    let ways = standing.ways.iter().filter(is_lost);
                    moves.moves.extend(ways.map(|way| Move { old: way.clone(), new: new.clone(), file: file.clone() }));
                    moves.moves.push(Move { old, new, file });
                }
                // A name without a record comes and goes with the texts that have it.
                None if standing.file.is_empty() => {}
                None => still.push((old, standing)),
            }
        }
        still.drain(..still.len().saturating_sub(MOST_GONE));
        for (page, is) in &*there {
            if let Some(was) = before.there.get(page).filter(|was| was.blocks != is.blocks && was.file == is.file) {
                moves.mends.extend(mends(page, &was.blocks, &is.blocks));
            }
        }
        moves
    }

    /// Whether nothing moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty() && self.mends.is_empty()
    }
}

/// What stands where, by what it is known by.
#[derive(Default)]
struct Elsewhere<'c> {
    by_mark: FxHashMap<u64, Vec<&'c RelPath>>,
    /// The addresses at which nothing stood before.
    new: BTreeSet<&'c RelPath>,
    /// Those that have a place, by its id.
    by_block: FxHashMap<&'c str, Vec<&'c RelPath>>,
}

impl<'c> Elsewhere<'c> {
    fn of(before: &Census, now: &'c There) -> Self {
        let mut elsewhere = Self::default();
        for (address, standing) in now {
            for mark in standing.marks.iter().chain(&standing.also) {
                elsewhere.by_mark.entry(*mark).or_default().push(address);
            }
            if !before.there.contains_key(address) {
                elsewhere.new.insert(address);
                for block in standing.blocks.iter() {
                    elsewhere.by_block.entry(&block.id).or_default().push(address);
                }
            }
        }
        elsewhere
    }

    /// Where something stands now, if that is clear.
    fn find(&self, gone: &Standing, now: &There) -> Option<RelPath> {
        let at = |mark: &u64| self.by_mark.get(mark).map_or(&[][..], |all| all);
        let came = gone.marks.iter().find_map(|mark| {
            let mut came = at(mark).iter().filter(|address| self.new.contains(*address));
            came.next().filter(|_| came.next().is_none()).map(|only| (*only).clone())
        });
        // What stood beside it all the time is not it, but may hold what it held.
        let stayed = || gone.marks.iter().find_map(|mark| if let [only] = at(mark) { Some((*only).clone()) } else { None });
        came.or_else(|| self.most_like(gone, now)).or_else(stayed)
    }

    /// That of the new texts which has most of the places in common with one that is gone.
    fn most_like(&self, gone: &Standing, now: &There) -> Option<RelPath> {
        let mut shared: BTreeMap<&RelPath, usize> = BTreeMap::new();
        for block in gone.blocks.iter() {
            let with_it = self.by_block.get(&*block.id).filter(|with_it| with_it.len() <= MOST_ALIKE);
            with_it.into_iter().flatten().for_each(|address| *shared.entry(*address).or_default() += 1);
        }
        let (address, count) = shared.into_iter().max_by_key(|(_, count)| *count)?;
        let all = gone.blocks.len().max(now.get(address)?.blocks.len());
        (count >= FEW && count * 100 >= all * ENOUGH).then(|| address.clone())
    }
}

/// The places of a page that have other ids than before. Between two that stayed what they are, what is gone is compared with what came.
fn mends(page: &RelPath, was: &[Block], is: &[Block]) -> Vec<Mend> {
    let stays: BTreeSet<&str> = {
        let now: BTreeSet<&str> = is.iter().map(|block| &*block.id).collect();
        was.iter().map(|block| &*block.id).filter(|id| now.contains(id)).collect()
    };
    let mut mends = Vec::new();
    let runs = |blocks: &'_ [Block]| -> BTreeMap<Option<Box<str>>, Vec<Block>> {
        // By what stands before them, as that stands there once.
        let mut runs: BTreeMap<Option<Box<str>>, Vec<Block>> = BTreeMap::new();
        let mut before = None;
        for block in blocks {
            if stays.contains(&*block.id) {
                before = Some(block.id.clone());
            } else {
                runs.entry(before.clone()).or_default().push(block.clone());
            }
        }
        runs
    };
    let (gone, came) = (runs(was), runs(is));
    for (before, gone) in &gone {
        let Some(came) = came.get(before) else { continue };
        let mut from = 0;
        for old in gone.iter().take(MOST_COMPARED) {
            let rest = came.get(from..).unwrap_or(&[]).iter().take(MOST_COMPARED);
            let best = rest
                .enumerate()
                .map(|(nth, new)| (old.sketch.likeness(&new.sketch), nth))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let Some((_, nth)) = best else { break };
            let Some(new) = came.get(from + nth).filter(|new| new.sketch.is_like(&old.sketch)) else { continue };
            mends.push(Mend { page: page.clone(), old: old.id.clone(), new: new.id.clone() });
            from += nth + 1;
        }
    }
    mends
}

/// How many paragraphs in a row are compared with each other: of a text written anew nothing is recognised.
const MOST_COMPARED: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::anchor::Sketch;

    fn blocks(text: &str) -> Vec<Block> {
        text.lines().map(|line| Block { id: line.replace(' ', "-").into(), sketch: Sketch::of(line) }).collect()
    }

    fn census(texts: &[(&str, u64)]) -> Census {
        let standing = |mark: u64| Standing { file: "f.md".into(), marks: vec![mark], ..Standing::default() };
        Census { there: texts.iter().map(|(path, mark)| (RelPath::new(path), standing(*mark))).collect(), gone: Vec::new() }
    }

    #[test]
    fn a_large_folder_that_moves_is_found_whole() {
        let names: Vec<[String; 2]> = (0..3000).map(|nth| ["a", "b"].map(|folder| format!("{folder}/{nth}.html"))).collect();
        let texts = |at: usize| names.iter().zip(0_u64..).map(|(names, mark)| (names[at].as_str(), mark)).collect::<Vec<_>>();
        let (before, mut now) = (census(&texts(0)), census(&texts(1)));
        now.gone = before.there.clone().into_iter().collect();
        assert_eq!(Moves::find(&before, &mut now).moves.len(), 3000);
        // What is gone for good is not looked for for ever.
        let mut empty = Census { gone: before.there.into_iter().collect(), ..Census::default() };
        assert!(Moves::find(&now, &mut empty).is_empty());
        assert_eq!(empty.gone.len(), MOST_GONE);
    }

    #[test]
    fn paragraphs_are_known_again_between_those_that_stayed() {
        let found = |was: &str, is: &str| {
            let mends = mends(&RelPath::new("documents/a.html"), &blocks(was), &blocks(is));
            mends.iter().map(|one| format!("{} is {}", one.old, one.new)).collect::<Vec<_>>().join(", ")
        };
        let was = "the first of all paragraphs\nthe ferry saled at noon that day\nthe last of all paragraphs";
        assert_eq!(found(was, was), "");
        assert_eq!(found(was, &was.replace("saled", "sailed")), "the-ferry-saled-at-noon-that-day is the-ferry-sailed-at-noon-that-day");
        assert_eq!(found(was, &was.replace("the ferry saled at noon that day", "nobody had heard of it before")), "");
        let inserted = was.replace("the ferry saled", "a new one stands here now\nthe ferry sailed");
        assert_eq!(found(was, &inserted), "the-ferry-saled-at-noon-that-day is the-ferry-sailed-at-noon-that-day");
        // What moved to the other end of the text is not looked for.
        assert_eq!(found(was, "the ferry sailed at noon that day\nthe first of all paragraphs\nthe last of all paragraphs"), "");
    }
}
