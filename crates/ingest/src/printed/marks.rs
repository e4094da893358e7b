//! Where the pages of a printed text begin, and under which numbers.

use std::collections::BTreeMap;

use super::Printed;
use crate::{block::Milestone, draft::Draft, furniture::folios, report::Kind};

/// The marks of pages: each with the number that is printed on it, else with its label, if labels are what is printed wherever a number is. Of a
/// scan each leads to its picture.
pub fn of(draft: &Draft, printed: &Printed, labels: &[String]) -> Vec<(u32, Milestone)> {
    if printed.pages.len() < 2 {
        return Vec::new();
    }
    let mut numbers = numbers(draft, &printed.pages);
    numbers.extend(draft.pages.iter().map(|(at, mark)| (page_of(&printed.pages, *at), mark.number.to_string())));
    let is_label = numbers.iter().all(|(page, number)| labels.get(*page).is_some_and(|label| label.eq_ignore_ascii_case(number)));
    let mark = |(nth, at): (usize, &u32)| {
        let label = labels.get(nth).filter(|_| is_label).cloned();
        let number = numbers.get(&nth).cloned().or(label).unwrap_or_default();
        let picture = if printed.is_scan { format!("{}{}", Milestone::PAGE, nth + 1) } else { String::new() };
        (*at, Milestone { class: "pb", number: number.into(), picture: picture.into() })
    };
    printed.pages.iter().enumerate().map(mark).collect()
}

/// The page, from 0, on which a place of the text stands.
fn page_of(pages: &[u32], at: u32) -> usize {
    pages.partition_point(|page| *page <= at).saturating_sub(1)
}

/// The numbers that are printed on pages, and that rules took out, alone or in a head: those that count as most of them do, page by page.
fn numbers(draft: &Draft, pages: &[u32]) -> BTreeMap<usize, String> {
    const LONGEST: usize = 6;
    let starts: Vec<u32> = pages.iter().map(|page| draft.source.line_at(*page)).collect();
    let mut all: Vec<(usize, &str, i64)> = Vec::new();
    let heads = [folios::RULE, "running-head", "counted-head"];
    for finding in draft.report.findings.iter().filter(|finding| finding.kind == Kind::Dropped && heads.contains(&finding.rule)) {
        let page = starts.partition_point(|line| *line <= finding.line).saturating_sub(1);
        let mut words = finding.text.split_whitespace();
        let (first, last) = (words.next(), words.next_back());
        for word in [first, last].into_iter().flatten() {
            let number = word.trim_matches(|c: char| !c.is_alphanumeric());
            let value = number
                .parse::<i64>()
                .ok()
                .or_else(|| folios::roman(&number.to_ascii_lowercase()).map(i64::from))
                .filter(|_| number.len() <= LONGEST);
            all.extend(value.map(|value| (page, number, value)));
        }
    }
    let offset = |page: usize, value: i64| value - i64::try_from(page).unwrap_or(0);
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    all.iter().for_each(|(page, _, value)| *counts.entry(offset(*page, *value)).or_default() += 1);
    let most = counts.values().max().copied().unwrap_or(0);
    // Of two series, as of a preface and a text, each counts; a number that stands alone is that of a page if it is the only one.
    let counts = |page: usize, value: i64| counts.get(&offset(page, value)).is_some_and(|count| *count >= 2 || most == 1 && all.len() == 1);
    all.iter().filter(|(page, _, value)| counts(*page, *value)).map(|(page, number, _)| (*page, (*number).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Certainty;

    #[test]
    fn printed_numbers_count_page_by_page() {
        let check = |heads: [&str; 3], labels: &[&str]| {
            let mut draft = Draft::new(b"a\n\x0cb\n\x0cc\n");
            for (line, head) in (1..).zip(heads) {
                draft.say(line, "running-head", head, Kind::Dropped, Certainty::Likely);
            }
            let printed = Printed { pages: vec![0, 3, 6], ..Printed::default() };
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            of(&draft, &printed, &labels).into_iter().map(|(_, mark)| mark.number.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(check(["Mills 2019 44", "45 Berg", "Mills 2019 46"], &["1", "2", "3"]), "44 45 46");
        assert_eq!(check(["", "Mills 2019", "Mills 2019"], &["i", "ii", "1"]), "i ii 1");
        assert_eq!(check(["XII", "XIII", "Mills"], &["1", "2", "3"]), "XII XIII ");
    }
}
