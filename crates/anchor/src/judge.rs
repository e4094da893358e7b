//! Whether a place is the one that is meant.

use super::{
    Anchor, Candidate, IndexedText,
    places::{Found, Wanted, weight},
    surroundings,
};

/// Less than this part of the words left, and they are gone.
const FLOOR: f32 = 0.5;
/// The same for few words.
const FEW_FLOOR: f32 = 0.6;
/// Words that say as much as this many letters speak for themselves; fewer need those that stood around them, as they may
/// stand elsewhere, too.
const MANY: f32 = 40.0;
/// What must be left around few words, of 2 (all that stood before and all that stood behind) …
const AROUND: f32 = 1.2;
/// … or of 1 on one side, as where a paragraph was cut in two …
const ONE_SIDE: f32 = 0.95;
/// … if the words themselves are nearly the same.
const NEARLY: f32 = 0.8;
/// Places whose scores differ by less are about as likely.
const MARGIN: f32 = 0.08;

/// The same where the rival has the very words, and the best has not.
const VERY_WORDS: f32 = 0.16;

/// What must then be left around these, of 2.
const SOMETHING: f32 = 0.8;

/// How likely a place is, from 0 to 1: what is left of the words, and of what stood around them.
pub fn score(place: &Found, wanted: &Wanted<'_>) -> f32 {
    let (words, around) = parts(place, wanted);
    0.6 * words + 0.4 * around
}

/// How much of the words is left, counting what was put in between (Dice 1945), and of what stood around them, from 0
/// to 1.
fn parts(place: &Found, wanted: &Wanted<'_>) -> (f32, f32) {
    let words = 2.0 * place.kept as f32 / (wanted.exact.len() + place.end - place.start).max(1) as f32;
    (words, around(place, wanted) / 2.0)
}

/// How much of what stood around the words is left, from 0 to 2. What was not given counts as the other side does.
fn around(place: &Found, wanted: &Wanted<'_>) -> f32 {
    match (wanted.prefix.is_empty(), wanted.suffix.is_empty()) {
        (false, false) => place.before + place.behind,
        (false, true) => place.before * 2.0,
        (true, false) => place.behind * 2.0,
        (true, true) => 0.0,
    }
}

/// Decides among `places`, of which the best stands first.
pub fn judge(ground: &IndexedText, wanted: &Wanted<'_>, places: &[Found]) -> Anchor {
    let Some(best) = places.iter().find(|place| is_likely(place, wanted)) else { return Anchor::Orphan };
    let top = score(best, wanted);
    let is_rival = |other: &Found| {
        let behind = top - score(other, wanted);
        let verbatim = is_same(other, wanted) && !is_same(best, wanted) && around(other, wanted) >= SOMETHING;
        is_likely(other, wanted) && behind < MARGIN || verbatim && behind < VERY_WORDS
    };
    let rivals: Vec<&Found> = places.iter().filter(|other| *other != best && is_rival(other)).collect();
    let candidate = |place: &Found| Candidate { span: ground.folded.written(place.start, place.end), score: score(place, wanted) };
    if !rivals.is_empty() {
        let candidates = std::iter::once(*best).chain(rivals.into_iter().take(4).copied()).map(|place| candidate(&place)).collect();
        return Anchor::Ambiguous { candidates };
    }
    let Candidate { span, score } = candidate(best);
    if is_same(best, wanted) && is_between(ground, best, wanted) { Anchor::Exact { span } } else { Anchor::Moved { span, score } }
}

/// Whether the words that stood before stand before, and those that stood behind behind. Where nothing was given, nothing can be missing.
fn is_between(ground: &IndexedText, place: &Found, wanted: &Wanted<'_>) -> bool {
    let text = &ground.folded;
    // What stands between words may be more than it was.
    let near = |part: &[char]| 2 * part.len() + 16;
    let before = text.slice(place.start.saturating_sub(near(wanted.prefix)), place.start);
    let behind = text.slice(place.end, place.end + near(wanted.suffix));
    surroundings::stand(wanted.prefix, before, true) && surroundings::stand(wanted.suffix, behind, false)
}

/// Whether the very words stand there.
fn is_same(place: &Found, wanted: &Wanted<'_>) -> bool {
    place.kept == wanted.exact.len() && place.end - place.start == place.kept
}

/// Whether enough is there for the place to be the one that is meant.
fn is_likely(place: &Found, wanted: &Wanted<'_>) -> bool {
    let (words, _) = parts(place, wanted);
    let kept = place.kept as f32 / wanted.exact.len().max(1) as f32;
    if words < FLOOR || kept < FLOOR {
        return false;
    }
    let said = weight(wanted.exact) as f32 * kept;
    said >= MANY || is_framed(place, wanted) && (words >= NEARLY || words >= FEW_FLOOR && around(place, wanted) >= AROUND)
}

/// Whether what stood around the words stands around the place. Where nothing was given, nothing can be missing.
fn is_framed(place: &Found, wanted: &Wanted<'_>) -> bool {
    let none = wanted.prefix.is_empty() && wanted.suffix.is_empty();
    none && place.kept == wanted.exact.len() || around(place, wanted) >= AROUND || place.before.max(place.behind) >= ONE_SIDE
}
