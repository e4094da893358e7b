//! The places where a quotation may stand, and how much of it stands at each.

use super::{Anchor, IndexedText, Quote, align::align, breaks::rejoined, fold::Folded, judge};
use scholion_base::script::is_east_asian;

/// At most this many characters before and behind the words are looked at.
const AROUND: usize = 64;
/// At most this many places are aligned.
const MOST: usize = 8;
/// Very words that stand in more places than this say nothing of themselves.
const MOST_EXACT: usize = 2000;
/// So much of what stood around the very words, of 2, and no other place need be looked for.
const SETTLED: f32 = 1.6;
/// A place must have this part of the votes of the best.
const LEAST_VOTES: f32 = 0.25;
/// Longer quotations are found by their beginning and their end.
const LONG: usize = 1000;
/// How long these are.
const PART: usize = 320;

/// A quotation, folded and cut into its parts.
pub struct Wanted<'q> {
    pub prefix: &'q [char],
    pub exact: &'q [char],
    pub suffix: &'q [char],
}

/// What of a quotation stands at a place, in characters of the folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// Where the words begin and end.
    pub start: usize,
    pub end: usize,
    /// How many characters of the words are there.
    pub kept: usize,
    /// The part of what stood before the words that is there, from 0 to 1; 0 if nothing was given.
    pub before: f32,
    /// The part of what stood behind them.
    pub behind: f32,
}

/// Lays a quotation on the ground.
pub fn find(ground: &IndexedText, quote: &Quote) -> Anchor {
    let whole = |words: &'_ str| rejoined(words, |part| ground.has(part)).into_owned();
    let quote = &Quote { exact: whole(&quote.exact), prefix: whole(&quote.prefix), suffix: whole(&quote.suffix) };
    let exact = Folded::new(&quote.exact);
    if exact.is_empty() || ground.folded.is_empty() {
        return Anchor::Orphan;
    }
    let (prefix, suffix) = (around(&quote.prefix), around(&quote.suffix));
    let (prefix, suffix) = (Folded::new(&prefix), Folded::new(&suffix));
    let prefix = with_space(&prefix, &quote.prefix, &quote.exact, true);
    let suffix = with_space(&suffix, &quote.suffix, &quote.exact, false);
    // Of a run of dashes that the edge of the words cuts in two the fold makes one dash, and that is the words' own.
    let is_dash = |c: Option<&char>| c == Some(&'-');
    let prefix = prefix.strip_suffix(&['-']).filter(|_| is_dash(exact.chars.first())).unwrap_or(&prefix);
    let suffix = suffix.strip_prefix(&['-']).filter(|_| is_dash(exact.chars.last())).unwrap_or(&suffix);
    let prefix = prefix.get(prefix.len().saturating_sub(AROUND)..).unwrap_or(&[]);
    let suffix = suffix.get(..suffix.len().min(AROUND)).unwrap_or(&[]);
    let wanted = Wanted { prefix, exact: &exact.chars, suffix };
    judge::judge(ground, &wanted, &candidates(ground, &wanted))
}

/// Squeezed only as far as white space goes: the fold does the rest.
fn around(text: &str) -> String {
    text.trim().to_owned()
}

/// The folded surroundings, with the space towards the words that folding took.
fn with_space(folded: &Folded, written: &str, exact: &str, before: bool) -> Vec<char> {
    let mut chars = folded.chars.clone();
    if chars.is_empty() {
        return chars;
    }
    if before {
        if written.ends_with(char::is_whitespace) || exact.starts_with(char::is_whitespace) {
            chars.push(' ');
        }
    } else if written.starts_with(char::is_whitespace) || exact.ends_with(char::is_whitespace) {
        chars.insert(0, ' ');
    }
    chars
}

/// The places, those with the very words first.
pub fn candidates(ground: &IndexedText, wanted: &Wanted<'_>) -> Vec<Found> {
    let mut found = exactly(ground, wanted);
    // Settled if the very words stand in one place only with all that stood around them.
    if found.iter().filter(|place| is_whole(place, wanted)).count() == 1 {
        found.retain(|place| is_whole(place, wanted));
        return found;
    }
    // Or if they stand in one place only, and nearly all that stood around them does, too.
    if found.iter().filter(|place| place.before + place.behind >= SETTLED).count() == 1 && found.len() == 1 {
        return found;
    }
    if wanted.exact.len() > LONG {
        found.extend(by_its_ends(ground, wanted));
    } else {
        found.extend(roughly(ground, wanted));
    }
    distinct(found, wanted)
}

/// Whether the words and all that was given of their surroundings stand there.
pub fn is_whole(place: &Found, wanted: &Wanted<'_>) -> bool {
    place.kept == wanted.exact.len()
        && place.end - place.start == wanted.exact.len()
        && (wanted.prefix.is_empty() || place.before >= 1.0)
        && (wanted.suffix.is_empty() || place.behind >= 1.0)
        && !(wanted.prefix.is_empty() && wanted.suffix.is_empty())
}

/// Every place of the very words.
fn exactly(ground: &IndexedText, wanted: &Wanted<'_>) -> Vec<Found> {
    let needle: String = wanted.exact.iter().collect();
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    let mut places = Vec::new();
    for at in finder.find_iter(ground.bytes.as_bytes()).take(MOST_EXACT) {
        let start = ground.begins.partition_point(|&begin| (begin as usize) < at);
        let end = start + wanted.exact.len();
        let text = &ground.folded;
        let before = text.slice(start.saturating_sub(wanted.prefix.len()), start);
        let behind = text.slice(end, end + wanted.suffix.len());
        let same_before = before.iter().rev().zip(wanted.prefix.iter().rev()).take_while(|(a, b)| a == b).count();
        let same_behind = behind.iter().zip(wanted.suffix).take_while(|(a, b)| a == b).count();
        places.push(Found {
            start,
            end,
            kept: wanted.exact.len(),
            before: share(same_before, wanted.prefix.len()),
            behind: share(same_behind, wanted.suffix.len()),
        });
    }
    if places.iter().any(|place| is_whole(place, wanted)) {
        return places;
    }
    // What stands around may have been edited: it is compared in the likeliest places.
    places.sort_by(|a, b| (b.before + b.behind).total_cmp(&(a.before + a.behind)).then(a.start.cmp(&b.start)));
    places.truncate(MOST * 2);
    for place in &mut places {
        let around = Around::of(ground, wanted, place.start, place.end);
        place.before = place.before.max(around.before);
        place.behind = place.behind.max(around.behind);
    }
    places
}

/// How much of what stood around the words stands around a place.
struct Around {
    before: f32,
    behind: f32,
}

impl Around {
    fn of(ground: &IndexedText, wanted: &Wanted<'_>, start: usize, end: usize) -> Self {
        let near = |part: usize| part + part / 2 + 8;
        let before = ground.folded.slice(start.saturating_sub(near(wanted.prefix.len())), start);
        let behind = ground.folded.slice(end, end + near(wanted.suffix.len()));
        Self { before: alike(wanted.prefix, before), behind: alike(wanted.suffix, behind) }
    }
}

/// The part of `wanted` that stands in `window`.
fn alike(wanted: &[char], window: &[char]) -> f32 {
    share(in_runs(&align(wanted, window), &(0..wanted.len())), wanted.len())
}

/// How many of the pattern's characters in `range` have an equal partner, counted only in runs of at least three (or as
/// many as the range has): letters that agree here and there are chance.
fn in_runs(pairs: &[(usize, usize, bool)], range: &std::ops::Range<usize>) -> usize {
    let least = range.len().min(3);
    let (mut sum, mut run) = (0, 0);
    let mut last = None;
    for &(at, place, equal) in pairs.iter().filter(|(at, _, _)| range.contains(at)) {
        let goes_on = equal && last.is_none_or(|(a, b)| (a + 1, b + 1) == (at, place));
        if !goes_on {
            sum += if run >= least { run } else { 0 };
            run = 0;
        }
        run += usize::from(equal);
        last = Some((at, place));
    }
    sum + if run >= least { run } else { 0 }
}

/// Places that have something of the words and their surroundings.
fn roughly(ground: &IndexedText, wanted: &Wanted<'_>) -> Vec<Found> {
    let pattern: Vec<char> = [wanted.prefix, wanted.exact, wanted.suffix].concat();
    let slack = wanted.exact.len() / 2 + 80;
    let places = ground.seeds().places(&ground.folded, &pattern, MOST);
    let most = places.first().map_or(0.0, |(_, votes)| *votes);
    places
        .into_iter()
        .filter(|(_, votes)| *votes > most * LEAST_VOTES)
        .filter_map(|(start, _)| {
            let from = start.saturating_sub(slack);
            let window = ground.folded.slice(from, start + pattern.len() + slack);
            let pairs = align(&pattern, window);
            let (first, last) = (wanted.prefix.len(), wanted.prefix.len() + wanted.exact.len());
            let words: Vec<_> = pairs.iter().filter(|(at, _, _)| (first..last).contains(at)).collect();
            let (start, end) = (words.first()?.1 + from, words.last()?.1 + from + 1);
            let equal = |range: std::ops::Range<usize>| in_runs(&pairs, &range);
            Some(Found {
                start,
                end,
                kept: equal(first..last),
                before: share(equal(0..first), wanted.prefix.len()),
                behind: share(equal(last..pattern.len()), wanted.suffix.len()),
            })
        })
        .collect()
}

/// A long quotation is where its beginning and its end are, if these are about as far apart as they were.
fn by_its_ends(ground: &IndexedText, wanted: &Wanted<'_>) -> Vec<Found> {
    let length = wanted.exact.len();
    let part = |from: usize, to: usize| wanted.exact.get(from..to).unwrap_or(&[]);
    let head = Wanted { prefix: wanted.prefix, exact: part(0, PART), suffix: part(PART, PART + AROUND) };
    let tail = Wanted { prefix: part(length - PART - AROUND, length - PART), exact: part(length - PART, length), suffix: wanted.suffix };
    let heads = distinct(exactly(ground, &head).into_iter().chain(roughly(ground, &head)).collect(), &head);
    let tails = distinct(exactly(ground, &tail).into_iter().chain(roughly(ground, &tail)).collect(), &tail);
    let mut found = Vec::new();
    for head in heads.iter().take(3) {
        for tail in tails.iter().take(3).filter(|tail| tail.end > head.start) {
            let now = tail.end - head.start;
            if now * 2 > length && now < length * 2 {
                // What lies between is believed to be there as far as the lengths agree.
                let between = (length - 2 * PART) * now.min(length) / now.max(length);
                found.push(Found {
                    start: head.start,
                    end: tail.end,
                    kept: head.kept + tail.kept + between,
                    before: head.before,
                    behind: tail.behind,
                });
            }
        }
    }
    found
}

/// Each place once, the best first.
fn distinct(mut found: Vec<Found>, wanted: &Wanted<'_>) -> Vec<Found> {
    found.sort_by(|a, b| judge::score(b, wanted).total_cmp(&judge::score(a, wanted)).then(a.start.cmp(&b.start)).then(a.end.cmp(&b.end)));
    let mut kept: Vec<Found> = Vec::new();
    for place in found {
        if kept.iter().all(|other| place.end <= other.start || other.end <= place.start) {
            kept.push(place);
        }
    }
    kept
}

/// How much characters say, in letters: an ideograph says about as much as three.
pub fn weight(chars: &[char]) -> usize {
    chars.iter().map(|&c| if is_east_asian(c) { 3 } else { usize::from(c != ' ') }).sum()
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
