//! What cites the entries of a source's list: references that name them, numbers and ranges of numbers; what is raised above its line.

use roxmltree::Node;
use scholion_base::figures;

use super::walk::Walk;
use crate::{
    block::{Element, What},
    formats::{
        flow::FlowPosition,
        xml::node::{attribute, words as plain},
    },
};

impl Walk<'_> {
    /// Words that are as many numbers as entries cite one entry each: "1,2". Whether they did.
    pub(super) fn cites_each(&mut self, node: Node<'_, '_>, names: &[&str]) -> bool {
        let records: Vec<u32> =
            names.iter().filter_map(|name| self.records.get(*name)).filter_map(|record| u32::try_from(*record).ok()).collect();
        let said = plain(node);
        let (open, inner, close) = in_brackets(&said);
        let numbers: Vec<&str> = inner.split([',', ';']).map(str::trim).collect();
        let are_numbers = numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
        if records.len() < 2 || records.len() != names.len() || records.len() != numbers.len() || !are_numbers {
            return false;
        }
        let at = node.range().start;
        let sign = if said.contains(", ") || said.contains("; ") { ", " } else { "," };
        self.flow.words(open, at);
        for (nth, (number, record)) in numbers.into_iter().zip(records).enumerate() {
            self.flow.words(if nth > 0 { sign } else { "" }, at);
            let from = self.flow.place();
            self.flow.words(number, at);
            self.flow.lay(from, What::Cite(record));
        }
        self.flow.words(close, at);
        true
    }

    /// A range of numbers that names its first entry alone, "3–5", or all of them: each number cites its own, the dash those between. Whether
    /// it is one.
    pub(super) fn cites_range(&mut self, node: Node<'_, '_>, names: &[&str]) -> bool {
        let said = plain(node);
        let (open, inner, close) = in_brackets(&said);
        let Some((left, right)) = inner.split_once(DASHES) else { return false };
        let dash = inner.get(left.len()..inner.len() - right.len()).unwrap_or("");
        let Some(first) = names.first().and_then(|name| self.record(name)) else { return false };
        let (Some(from), Some(to)) = (number(left), number(right)) else { return false };
        let Some(last) = first.checked_add(to.saturating_sub(from)).filter(|last| (*last as usize) < self.records.len()) else {
            return false;
        };
        // The entries of a list stand in the order of its numbers.
        let is_named = names.len() == 1 || u32::try_from(names.len()) == Ok(last - first + 1);
        if !is_range(from, to, first, last) || first + 1 != from || !is_named {
            return false;
        }
        let at = node.range().start;
        self.flow.words(open, at);
        for (words, records) in [(left, first..first + 1), (dash, first + 1..last), (right, last..last + 1)] {
            let place = self.flow.place();
            self.flow.words(words, at);
            self.cites_all(place, records);
        }
        self.flow.words(close, at);
        true
    }

    /// A dash between the numbers of two references cites the entries between them.
    pub(super) fn dash(&mut self, text: Node<'_, '_>, from: FlowPosition) {
        if self.records.is_empty() || !text.text().is_some_and(|text| text.len() <= MOST_DASH && is_dash(text.trim())) {
            return;
        }
        let of = |node: Option<Node<'_, '_>>, last: bool| {
            let node = node.filter(|node| node.tag_name().name() == "xref")?;
            let names: Vec<&str> = attribute(node, "rid").split_whitespace().collect();
            let name = if last { names.last() } else { names.first() };
            Some((self.record(name?)?, number(&plain(node))?))
        };
        let (before, behind) = (of(text.prev_sibling(), true), of(text.next_sibling(), false));
        if let (Some((first, left)), Some((last, right))) = (before, behind)
            && is_range(left, right, first, last)
        {
            self.cites_all(from, first + 1..last);
        }
    }

    fn record(&self, name: &str) -> Option<u32> {
        self.records.get(name).and_then(|record| u32::try_from(*record).ok())
    }

    /// The words since `from` cite these entries.
    fn cites_all(&mut self, from: FlowPosition, mut records: std::ops::Range<u32>) {
        if let Some(first) = records.next() {
            self.flow.lay(from, What::Cite(first));
            records.for_each(|other| self.flow.cite_also(other));
        }
    }

    /// The words since `from` cite the entries with these names.
    pub(super) fn cites(&mut self, from: FlowPosition, names: &[&str]) {
        let mut records = names.iter().filter_map(|name| self.records.get(*name)).map(|record| u32::try_from(*record).unwrap_or(u32::MAX));
        if let Some(first) = records.next() {
            self.flow.lay(from, What::Cite(first));
            records.for_each(|other| self.flow.cite_also(other));
        }
    }

    pub fn raised(&mut self, node: Node<'_, '_>, up: bool) {
        let is_plain = node.children().all(|child| child.is_text());
        match figures::shifted(&plain(node), up).filter(|_| is_plain) {
            Some(raised) => self.flow.words(&raised, node.range().start),
            None => {
                let from = self.flow.place();
                self.children(node);
                // The mark of a note is raised by itself.
                if !node.descendants().any(|part| self.is_mark(part)) {
                    self.flow.within(from, if up { Element::Raised } else { Element::Lowered });
                }
            }
        }
    }

    /// Whether an element is the mark of a note: anything that leads to no work.
    fn is_mark(&self, node: Node<'_, '_>) -> bool {
        let target = match node.tag_name().name() {
            "fn" | "note" => return true,
            "xref" => attribute(node, "rid"),
            "ref" | "ptr" => attribute(node, "target"),
            _ => return false,
        };
        !target.split_whitespace().any(|name| self.records.contains_key(name.trim_start_matches('#')))
    }
}

/// The signs of a range.
const DASHES: [char; 4] = ['–', '-', '—', '‑'];

/// A text with a dash and nothing else is no longer, in bytes.
const MOST_DASH: usize = 16;

fn is_dash(text: &str) -> bool {
    text.chars().count() == 1 && text.starts_with(DASHES)
}

/// The brackets around words, and the words in them.
fn in_brackets(text: &str) -> (&str, &str, &str) {
    let inner = text.trim_start_matches(['[', '(']);
    let (open, inner) = text.split_at_checked(text.len() - inner.len()).unwrap_or(("", text));
    let (inner, close) = inner.split_at_checked(inner.trim_end_matches([']', ')']).len()).unwrap_or((inner, ""));
    (open, inner, close)
}

/// The number of an entry, in brackets or without.
fn number(text: &str) -> Option<u32> {
    text.trim().trim_matches(['[', ']', '(', ')']).parse().ok()
}

/// Whether two numbers are as far from each other as two entries are, and not too far.
fn is_range(from: u32, to: u32, first: u32, last: u32) -> bool {
    /// More are not cited at once.
    const MOST: u32 = 60;
    from < to && to - from <= MOST && last.checked_sub(first) == Some(to - from)
}

#[cfg(test)]
mod tests {
    use crate::{block::What, formats::Manuscript};

    #[test]
    fn ranges_cite_what_stands_between() {
        let cited = |text: &str| -> Vec<u32> {
            let list: String = (1..6).map(|n| format!("<ref id='B{n}'><mixed-citation>Holm {n}.</mixed-citation></ref>")).collect();
            let text = format!("<article><body><p>Stone {text}</p></body><back><ref-list>{list}</ref-list></back></article>");
            let mut manuscript = Manuscript::default();
            super::super::jats::read(roxmltree::Document::parse(&text).unwrap().root_element(), &mut manuscript);
            let edits = manuscript.flow.blocks.iter().flat_map(|block| &block.edits);
            edits.filter_map(|edit| if let What::Cite(work) = edit.what { Some(work) } else { None }).collect()
        };
        assert_eq!(cited("<xref rid='B1'>1</xref>–<xref rid='B4'>4</xref>"), [0, 1, 2, 3]);
        assert_eq!(cited("<xref rid='B2'><sup>2-3</sup></xref>"), [1, 2]);
        assert_eq!(cited("<xref rid='B1'>1</xref>, <xref rid='B4'>4</xref>"), [0, 3]);
        assert_eq!(cited("<xref rid='B2'>Holm 1990–1992</xref>"), [1]);
        assert_eq!(cited("<xref rid='B1 B2'>[1, 2]</xref> <xref rid='B3'>[3–5]</xref>"), [0, 1, 2, 3, 4]);
    }
}
