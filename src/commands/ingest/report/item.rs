//! What a report is made of: findings, those that are one and the same question taken together, and the editors'
//! verdicts laid on them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    base::{Digest, source_text::Source, text::squeeze},
    document::{
        Said, Verdict,
        verdict::{MOST, cut},
    },
    ingest::{
        Remark,
        report::{Certainty, Finding, Kind, Report},
    },
};

/// One finding, as reports show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// By which editors name it; the same as long as rule, words and, of several, their surroundings are the same.
    pub id: String,
    /// Line of the source, from 1.
    pub line: u32,
    /// Further lines with the same words in the same surroundings: whatever is said of one is said of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<u32>,
    pub rule: String,
    /// The words of the source that it is about.
    pub words: String,
    /// The words around them; only where an editor has to look, or the words alone do not say which are meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub near: String,
    /// Whether the same words were found in other surroundings, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_one_of_several: bool,
    /// What the rule did.
    pub kind: Kind,
    /// How sure it is.
    pub sure: Certainty,
    /// Which part of the document came of it, or what to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Remark>,
    /// What the editors say of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Said>,
}

impl Item {
    /// How often it was found.
    pub fn count(&self) -> usize {
        1 + self.also.len()
    }

    /// Whether an editor has to look at it, whatever was said of it.
    pub fn needs_eyes(&self) -> bool {
        needs_eyes(self.kind, self.sure)
    }

    /// Whether nobody has looked yet.
    pub fn is_open(&self) -> bool {
        self.needs_eyes() && self.verdict.is_none()
    }

    /// A verdict on it.
    pub fn verdict(&self, said: Said) -> Verdict {
        let near = if self.is_one_of_several { self.near.clone() } else { String::new() };
        Verdict { rule: self.rule.clone(), words: cut(&self.words), near, said, ..Verdict::default() }
    }
}

/// A rule that is in doubt, or that guessed, needs eyes; an offer that nobody takes up does no harm.
fn needs_eyes(kind: Kind, sure: Certainty) -> bool {
    kind == Kind::Doubtful || sure == Certainty::Unsure
}

/// The items of a report, in the order of the source. `source`: its text, if it is plain text; asked for where it is needed.
pub fn items<'s>(report: &Report, source: impl Fn() -> Option<&'s Source>) -> Vec<Item> {
    let words: Vec<String> = report.findings.iter().map(|finding| cut(&finding.text)).collect();
    // The first line on which they were found, and whether there are others; how often they were found.
    let mut lines: FxHashMap<(&str, &str), (u32, bool)> = FxHashMap::default();
    let mut counts: FxHashMap<(&str, &str, u8), usize> = FxHashMap::default();
    for (finding, words) in report.findings.iter().zip(words.iter().map(String::as_str)) {
        *counts.entry((finding.rule, words, finding.kind as u8)).or_default() += 1;
        let (first, is_several) = lines.entry((finding.rule, words)).or_insert((finding.line, false));
        *is_several |= *first != finding.line;
    }
    let mut items: Vec<Item> = Vec::with_capacity(report.findings.len());
    let mut known: FxHashMap<(String, u8), usize> = FxHashMap::default();
    // How often these words came on this line.
    let mut seen: FxHashMap<(&str, u32, &str, u8), usize> = FxHashMap::default();
    for (finding, words) in report.findings.iter().zip(words.iter().map(String::as_str)) {
        let Finding { line, rule, text, kind, sure, remark } = finding;
        let nth = seen.entry((rule, *line, words, *kind as u8)).or_default();
        *nth += 1;
        // What is found and dropped at once is one thing.
        let is_several = counts.get(&(*rule, words, *kind as u8)).is_some_and(|count| *count > 1)
            || lines.get(&(*rule, words)).is_some_and(|(_, is_several)| *is_several);
        let near = match (is_several || needs_eyes(*kind, *sure)).then(&source).flatten() {
            Some(source) => around(source, *line, words, *nth - 1),
            None => String::new(),
        };
        let named = if is_several { near.as_str() } else { "" };
        let id = Digest::of(format!("{rule}\0{words}\0{named}").as_bytes()).hex(8);
        let place = *known.entry((id.clone(), *kind as u8)).or_insert(items.len());
        if let Some(same) = items.get_mut(place) {
            if same.line != *line && !same.also.contains(line) {
                same.also.push(*line);
            }
            continue;
        }
        items.push(Item {
            id,
            line: *line,
            also: Vec::new(),
            rule: (*rule).to_owned(),
            words: squeeze(text),
            near,
            is_one_of_several: is_several,
            kind: *kind,
            sure: *sure,
            remark: remark.clone(),
            verdict: None,
        });
    }
    items
}

/// Words around the `nth` of these words of a line; the beginning of the line if they do not stand there as they are.
fn around(source: &Source, line: u32, words: &str, nth: usize) -> String {
    /// A line longer than that is not looked through again and again.
    const LONGEST: usize = 20_000;
    const WORDS: usize = 3;
    let text = source.line(line.saturating_sub(1) as usize).of(&source.text);
    if text.len() > LONGEST {
        return String::new();
    }
    let text = squeeze(text);
    let sought = words.trim_end_matches('…');
    let found = (!sought.is_empty()).then(|| text.match_indices(sought).nth(nth)).flatten();
    let Some((at, _)) = found else {
        return cut(text.char_indices().nth(MOST / 2).map_or(&text, |(end, _)| text.get(..end).unwrap_or(&text)));
    };
    let before: Vec<&str> = text.get(..at).unwrap_or_default().split(' ').rev().filter(|word| !word.is_empty()).take(WORDS).collect();
    let behind = text.get(at + sought.len()..).unwrap_or_default().split(' ').filter(|word| !word.is_empty()).take(WORDS);
    let before: Vec<&str> = before.into_iter().rev().collect();
    cut(&format!("{} … {}", before.join(" "), behind.collect::<Vec<_>>().join(" ")))
}

/// A verdict that settles nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    pub verdict: Verdict,
    /// Whether there are several findings that it may be about; else there is none any more.
    pub is_unclear: bool,
}

impl Idle {
    /// The key of what reports say of it.
    pub fn key(&self) -> &'static str {
        if self.is_unclear { "unclear" } else { "gone" }
    }
}

/// Lays verdicts on items, and gives those that settle nothing.
pub fn settle(items: &mut [Item], verdicts: &[Verdict]) -> Vec<Idle> {
    if verdicts.is_empty() {
        return Vec::new();
    }
    let mut by_words: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        by_words.entry((item.rule.clone(), cut(&item.words))).or_default().push(at);
    }
    let mut idle = Vec::new();
    for verdict in verdicts {
        let found = by_words.get(&(verdict.rule.clone(), verdict.words.clone())).map(Vec::as_slice).unwrap_or_default();
        let near = |at: &usize| items.get(*at).map_or("", |item| item.near.as_str());
        let meant: Vec<usize> = found.iter().filter(|at| verdict.near.is_empty() || near(at) == verdict.near).copied().collect();
        let ids: BTreeSet<&str> = meant.iter().filter_map(|at| items.get(*at)).map(|item| item.id.as_str()).collect();
        if ids.len() == 1 {
            meant.iter().for_each(|at| items.get_mut(*at).into_iter().for_each(|item| item.verdict = Some(verdict.said)));
        } else {
            idle.push(Idle { verdict: verdict.clone(), is_unclear: ids.len() > 1 });
        }
    }
    idle
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one two 12 three four\nfive 12 six 12 seven\n\nlone 7 words\nfive 12 six 12 seven\n";

    fn finding(line: u32, text: &str, kind: Kind) -> Finding {
        Finding { line, rule: "marker", text: text.into(), kind, sure: Certainty::Likely, remark: None }
    }

    fn found() -> Vec<Item> {
        let doubt = |line, text| finding(line, text, Kind::Doubtful);
        let findings = vec![doubt(1, "12"), doubt(2, "12"), doubt(2, "12"), doubt(4, "7"), doubt(5, "12"), finding(5, "12", Kind::Dropped)];
        let source = Source::decode(TEXT.as_bytes());
        items(&Report { findings, ..Report::default() }, || Some(&source))
    }

    #[test]
    fn the_same_words_in_the_same_surroundings_are_one_question() {
        let shown: Vec<String> = found().iter().map(|one| format!("{} {:?} {} | {}", one.line, one.also, one.words, one.near)).collect();
        assert_eq!(
            shown,
            [
                "1 [] 12 | one two … three four",
                "2 [5] 12 | five … six 12 seven",
                "2 [] 12 | five 12 six … seven",
                "4 [] 7 | lone … words",
                "5 [] 12 | five … six 12 seven",
            ]
        );
        let open: Vec<bool> = found().iter().map(Item::is_open).collect();
        assert_eq!(open, [true, true, true, true, false], "what was dropped for sure needs no eyes");
    }

    #[test]
    fn a_verdict_settles_what_it_means_and_nothing_else() {
        let mut all = found();
        let verdicts: Vec<Verdict> = [0, 3].iter().map(|at| all[*at].verdict(Said::Right)).collect();
        assert_eq!((verdicts[0].near.as_str(), verdicts[1].near.as_str()), ("one two … three four", ""));
        assert!(settle(&mut all, &verdicts).is_empty());
        let settled: Vec<bool> = all.iter().map(|one| one.verdict.is_some()).collect();
        assert_eq!(settled, [true, false, false, true, false]);
        let unclear = Verdict { near: String::new(), ..verdicts[0].clone() };
        let gone = Verdict { words: "13".into(), ..verdicts[1].clone() };
        let idle: Vec<bool> = settle(&mut found(), &[unclear, gone]).iter().map(|one| one.is_unclear).collect();
        assert_eq!(idle, [true, false]);
    }
}
