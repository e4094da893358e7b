//! Texts that wait for a day, and texts whose day is over.
//!
//! Which texts are shown follows from the day for which a build is made ([`Snapshot::day`](crate::base::Snapshot)), and from nothing
//! else that is not in a file. So a build says from which day to which it would give the same ([`Embargo::holds_on`]): a cache is
//! believed as long, and `watch` sleeps as long.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Memo, homes::Claim};
use crate::{
    base::{CalendarDay, Diagnostic, RelPath, say},
    config::Config,
    document::{Meta, Window},
};

/// How the day for which a build was made counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embargo {
    /// How many texts are not shown yet, and the day on which the first of them is.
    pub waiting: Option<(usize, CalendarDay)>,
    /// How many texts are not shown any more, and since which day the last of them is not.
    pub over: Option<(usize, CalendarDay)>,
    /// The first day that would have given the same.
    since: Option<CalendarDay>,
    /// The next day that gives something else.
    pub next: Option<CalendarDay>,
}

impl Embargo {
    /// Whether a build for a day would show the same.
    pub fn holds_on(&self, day: Option<CalendarDay>) -> bool {
        let Some(day) = day else { return self.since.is_none() && self.next.is_none() };
        self.since.is_none_or(|since| since <= day) && self.next.is_none_or(|next| day < next)
    }
}

/// The texts that have a first or last day, by what their files want.
pub(super) type Timed = std::collections::BTreeMap<Claim, (RelPath, Window)>;

/// Whether a text may be shown.
pub(super) fn is_public(config: &Config, meta: &Meta, day: Option<CalendarDay>) -> bool {
    config.drafts || !meta.draft && meta.window.is_open(day)
}

/// Notes when the text of a claim may be shown.
pub(super) fn note(claim: &Claim, text: Option<(&RelPath, &Meta)>, timed: &mut Timed) {
    match text.filter(|(_, meta)| !meta.draft && meta.window.is_bounded()) {
        Some((path, meta)) => _ = timed.insert(claim.clone(), (path.clone(), meta.window)),
        None => _ = timed.remove(claim),
    }
}

/// Takes the day; what is shown or not shown by that is to be settled again.
pub(super) fn turn(day: Option<CalendarDay>, memo: &mut Memo, claims: &mut BTreeSet<Claim>) {
    let was = std::mem::replace(&mut memo.claims.day, day);
    if was != day {
        let turned = memo.claims.timed.iter().filter(|(_, (_, window))| window.is_open(was) != window.is_open(day));
        claims.extend(turned.map(|(claim, _)| claim.clone()));
    }
}

/// How the day counts for what `memo` knows.
pub(super) fn of(config: &Config, memo: &Memo) -> Embargo {
    let mut embargo = Embargo::default();
    let day = memo.claims.day;
    for (_, window) in memo.claims.timed.values().filter(|_| !config.drafts) {
        for turn in window.turns() {
            if day.is_some_and(|day| turn <= day) {
                embargo.since = embargo.since.max(Some(turn));
            } else if embargo.next.is_none_or(|next| turn < next) {
                embargo.next = Some(turn);
            }
        }
        if let Some(after) = window.after.filter(|_| window.is_to_open(day)) {
            let (count, first) = embargo.waiting.unwrap_or((0, after));
            embargo.waiting = Some((count + 1, first.min(after)));
        } else if let Some(since) = window.until.map(CalendarDay::following).filter(|since| day.is_some_and(|day| *since <= day)) {
            let (count, last) = embargo.over.unwrap_or((0, since));
            embargo.over = Some((count + 1, last.max(since)));
        }
    }
    embargo
}

/// Says how many texts are held back until when, and how many are not shown any more.
pub(super) fn find(embargo: &Embargo, memo: &Memo, found: &mut Vec<Diagnostic>) {
    let notices = [
        embargo.waiting.map(|(n, day)| (say::held_for_now(n, &day), "publish-after", day)),
        embargo.over.map(|(n, day)| (say::held_for_now_over(n, &day), "publish-until", day)),
    ];
    for (message, key, day) in notices.into_iter().flatten() {
        let is_it = |window: &Window| match key {
            "publish-after" => window.after == Some(day),
            _ => window.until.map(CalendarDay::following) == Some(day),
        };
        let Some((path, _)) = memo.claims.timed.values().find(|(_, window)| is_it(window)) else { continue };
        let mut notice = Diagnostic::notice(path, message).hint(say::held_for_now_hint());
        notice.span = memo.inputs.documents.get(path).and_then(|document| document.meta.place_of(key));
        found.push(notice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_believed_from_one_turn_to_the_next() {
        let day = CalendarDay::parse;
        let mut memo = Memo::default();
        memo.claims.day = day("2026-06-01");
        for (name, after, until) in
            [("a", "2026-01-01", "2026-12-31"), ("b", "2026-09-01", ""), ("c", "", "2026-05-30"), ("d", "2027-01-01", "")]
        {
            let window = Window { after: day(after), until: day(until) };
            memo.claims.timed.insert(("content/documents", name.to_owned()), (RelPath::new(name), window));
        }
        let embargo = of(&Config::default(), &memo);
        assert_eq!(embargo.waiting, Some((2, day("2026-09-01").unwrap())));
        assert_eq!(embargo.over, Some((1, day("2026-05-31").unwrap())));
        for (text, holds) in [("2026-05-30", false), ("2026-05-31", true), ("2026-08-31", true), ("2026-09-01", false)] {
            assert_eq!(embargo.holds_on(day(text)), holds, "{text}");
        }
        let drafts = of(&Config { drafts: true, ..Config::default() }, &memo);
        assert!(drafts == Embargo::default() && drafts.holds_on(day("1999-01-01")));
    }
}
