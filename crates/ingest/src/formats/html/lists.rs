//! Lists: those that count, and those of terms and what they mean.

use std::collections::BTreeMap;

use dom_query::{Document, NodeId, NodeRef};

use super::{
    attribute,
    elements::is_block,
    letters,
    tables::is_sentence,
    talk::{self, Turn},
    walk::Walk,
};
use crate::{block::Role, lexicon};
use scholion_base::text::{escaped, fold, squeeze};

/// Has items be of one list that a program writes as lists of one item each: numbers that go on (Notion), and the numbered paragraphs of
/// judgments, each a term and what it means (juris).
pub fn join(page: &Document) {
    for place in page.select("li > div.checkbox").nodes() {
        place.before_html(if place.has_class("checkbox-on") { "☑ " } else { "☐ " });
        place.remove_from_parent();
    }
    page.select("dl").nodes().iter().for_each(numbered_terms);
    of_google(page);
    // The number of the next item of each list.
    let mut ends: BTreeMap<NodeId, usize> = BTreeMap::new();
    for list in page.select("ol, ul").nodes() {
        let items: Vec<NodeRef<'_>> = list.children_it(false).filter(|item| item.node_name().as_deref() == Some("li")).collect();
        let start: usize = attribute(list, "start").trim().parse().unwrap_or(1);
        let goes_on = |before: &NodeRef<'_>| {
            let is_same = ["type", "class", "style"].iter().all(|name| attribute(before, name) == attribute(list, name))
                || level(before).is_some() && level(before) == level(list);
            let next = ends.get(&before.id).copied();
            let is_counted = list.node_name().as_deref() == Some("ol") && list.has_attr("start") && next == Some(start);
            let is_of_one = matches!(attribute(list, "class").as_str(), "bulleted-list" | "to-do-list");
            is_same && before.node_name() == list.node_name() && (is_counted || is_of_one)
        };
        let before = before(list).filter(goes_on);
        let end = start.saturating_add(items.len());
        if let Some(before) = before {
            // Links may lead to it.
            let id = attribute(list, "id");
            if let Some(first) = items.first().filter(|_| !id.is_empty()) {
                if first.has_attr("id") {
                    first.prepend_html(format!("<a id=\"{}\"></a>", escaped(&id)));
                } else {
                    first.set_attr("id", &id);
                }
            }
            // Pages write lists within a list beside its items.
            let parts: Vec<NodeRef<'_>> =
                list.children_it(false).filter(|part| part.is_element() || !part.text().trim().is_empty()).collect();
            parts.iter().for_each(|part| before.append_child(part));
            close_up(&before, list);
            list.remove_from_parent();
        }
        ends.insert(before.map_or(list.id, |before| before.id), end);
    }
}

/// The name and the level of a list of Google Docs, which says both in a class: `lst-kix_abc-1`.
fn level(list: &NodeRef<'_>) -> Option<(String, usize)> {
    let class = attribute(list, "class");
    let name = class.split_whitespace().find_map(|name| name.strip_prefix("lst-kix_"))?;
    let (name, level) = name.rsplit_once('-')?;
    Some((name.to_owned(), level.parse().ok()?))
}

/// Has the lists of Google Docs stand in the items of which they are a part; it writes one behind the other.
fn of_google(page: &Document) {
    let mut last: Option<NodeRef<'_>> = None;
    for list in page.select("ol[class*='lst-kix_'], ul[class*='lst-kix_']").nodes() {
        let outer = last.filter(|outer| before(list).is_some_and(|before| before.id == outer.id) && of_level(outer) < of_level(list));
        let Some(mut outer) = outer else {
            last = Some(*list);
            continue;
        };
        for _ in 0..9 {
            let Some(item) = last_of(&outer, &["li"]) else { break };
            match last_of(&item, &["ol", "ul"]).filter(|inner| of_level(inner) < of_level(list)) {
                Some(inner) => outer = inner,
                None => {
                    last.iter().for_each(|before| close_up(before, list));
                    item.append_child(list);
                    break;
                }
            }
        }
    }
}

/// The last child with one of these names.
fn last_of<'a>(node: &NodeRef<'a>, names: &[&str]) -> Option<NodeRef<'a>> {
    let is_one = |child: &NodeRef<'_>| child.node_name().is_some_and(|name| names.contains(&name.as_ref()));
    node.children_it(true).find(is_one)
}

/// Takes out the blanks between two lists of which the second goes: they would be gone through again for each that follows.
fn close_up(before: &NodeRef<'_>, list: &NodeRef<'_>) {
    while let Some(blank) = list.prev_sibling().filter(|other| other.id != before.id && other.is_text() && other.text().trim().is_empty()) {
        blank.remove_from_parent();
    }
}

fn of_level(list: &NodeRef<'_>) -> usize {
    level(list).map_or(0, |(_, level)| level)
}

/// What stands before an element, blanks aside.
fn before<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut before = node.prev_sibling();
    while before.is_some_and(|node| node.is_text() && node.text().trim().is_empty()) {
        before = before.and_then(|node| node.prev_sibling());
    }
    before
}

/// Makes a list of terms that are numbers, each with a sentence behind it.
fn numbered_terms(list: &NodeRef<'_>) {
    let has_words = |part: &NodeRef<'_>| part.is_text() && !part.text().trim().is_empty();
    if list.children_it(false).any(|part| has_words(&part)) {
        return;
    }
    let parts: Vec<NodeRef<'_>> = list.children_it(false).filter(NodeRef::is_element).collect();
    let number = |term: &NodeRef<'_>| {
        let is_term = term.node_name().as_deref() == Some("dt");
        term.text().trim().trim_matches(['[', ']', '(', ')', '.']).parse().ok().filter(|number: &usize| is_term && *number < 1_000)
    };
    let pairs: Option<Vec<(usize, [NodeRef<'_>; 2])>> = parts
        .chunks(2)
        .map(|two| match two {
            [term, said] if said.node_name().as_deref() == Some("dd") => Some((number(term)?, [*term, *said])),
            _ => None,
        })
        .collect();
    let Some(pairs) = pairs else { return };
    let counts = pairs.windows(2).all(|two| matches!(two, [(one, _), (next, _)] if *next == one + 1));
    let is_text = pairs.iter().filter(|(_, [_, said])| is_sentence(said)).count() * 4 >= pairs.len() * 3;
    let Some((first, _)) = pairs.first().filter(|_| counts && is_text) else { return };
    list.before_html(format!("<ol start=\"{first}\"></ol>"));
    let Some(made) = list.prev_sibling() else { return };
    for (_, [term, said]) in &pairs {
        // The walk must end before the page is changed.
        let places: Vec<NodeRef<'_>> = std::iter::once(*term).chain(term.descendants_it()).collect();
        let name = places.iter().flat_map(|node| [attribute(node, "id"), attribute(node, "name")]).find(|name| !name.is_empty());
        if let Some(name) = name.filter(|_| !said.has_attr("id")) {
            said.set_attr("id", &name);
        }
        said.rename("li");
        made.append_child(said);
    }
    list.remove_from_parent();
}

impl Walk<'_, '_> {
    /// Terms and what they mean, as Markdown has them where each term stands on one line and has its meaning behind it; else as HTML.
    pub(super) fn definitions(&mut self, node: NodeRef<'_>, depth: usize) {
        let parts = definitions(&node);
        let terms =
            |names: [&str; 1]| parts.iter().filter(|part| part.node_name().is_some_and(|name| names.contains(&name.as_ref()))).count();
        if terms(["dt"]) == 0 || terms(["dd"]) == 0 {
            return self.children(node, depth);
        }
        let turns = turns(&parts);
        if talk::is_one(&turns) {
            return self.talk(turns, depth);
        }
        if talk::is_about(&turns) {
            return self.labels(turns, depth);
        }
        if self.is_under_references() {
            return turns.into_iter().for_each(|turn| turn.said.into_iter().for_each(|said| self.entry(turn.speaker, said, depth)));
        }
        let is_marked = are_marked(&parts);
        if !is_marked {
            self.flow.tag("<dl>".to_owned());
        }
        for part in parts {
            let is_term = part.node_name().as_deref() == Some("dt");
            match (is_marked, is_term) {
                (true, true) => self.item(part, depth),
                (true, false) => {
                    self.flow.item(":  ");
                    self.item(part, depth);
                    self.flow.leave();
                }
                (false, _) => {
                    let name = if is_term { "dt" } else { "dd" };
                    self.flow.tag(format!("<{name}>"));
                    self.item(part, depth);
                    self.flow.tag(format!("</{name}>"));
                }
            }
            self.flow.end();
        }
        if !is_marked {
            self.flow.tag("</dl>".to_owned());
        }
    }

    /// An entry of a list of references with what stands before it: the mark by which it is cited, or words that the entry has itself.
    pub(super) fn entry(&mut self, label: NodeRef<'_>, said: NodeRef<'_>, depth: usize) {
        self.flow.begin(Role::Text);
        let entry = fold(&said.text());
        let is_said = fold(&label.text()).split_whitespace().all(|word| entry.contains(word));
        if !is_said || is_label(&label.text()) {
            label.children_it(false).for_each(|child| self.cell(child, depth + 1));
            self.flow.words(" ", 0);
        }
        said.children_it(false).for_each(|child| self.cell(child, depth + 1));
        self.flow.end();
    }

    /// Whether the heading above is that of a list of references.
    pub(super) fn is_under_references(&self) -> bool {
        let heading = self.flow.blocks.iter().rev().find(|block| matches!(block.role, Role::Heading(_)));
        heading.is_some_and(|heading| lexicon::is_references_heading(heading.bare()))
    }

    /// What a page shows on demand, below what stands for it.
    pub(super) fn details(&mut self, node: NodeRef<'_>, depth: usize) {
        let has_summary =
            node.children_it(false).any(|child| child.node_name().as_deref() == Some("summary") && letters(&child.text()) > 0);
        if !has_summary {
            return self.children(node, depth);
        }
        self.flow.tag("<details>".to_owned());
        for child in node.children_it(false) {
            if child.node_name().as_deref() == Some("summary") {
                self.flow.tag(format!("<summary>{}</summary>", escaped(&squeeze(&child.text()))));
            } else if child.is_text() {
                self.words(&child);
            } else if child.is_element() {
                self.element(child, depth + 1);
            }
        }
        self.flow.tag("</details>".to_owned());
    }

    /// A list.
    pub(super) fn list(&mut self, node: NodeRef<'_>, is_numbered: bool, depth: usize) {
        let mut numbers = Numbers::new(&node, is_numbered);
        if let Some(tag) = numbers.tag() {
            return self.counted(node, tag, depth);
        }
        self.flow.list();
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.node_name().as_deref() != Some("li") {
                self.element(child, depth + 1);
                continue;
            }
            let (mark, goes_on) = numbers.next(&attribute(&child, "value"));
            if !goes_on {
                self.flow.end_list();
                self.flow.list();
            }
            self.flow.item(&mark);
            self.item(child, depth);
            self.flow.leave();
        }
        self.flow.end_list();
    }

    /// A list that counts otherwise than Markdown can say.
    fn counted(&mut self, node: NodeRef<'_>, tag: String, depth: usize) {
        self.flow.tag(tag);
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.node_name().as_deref() != Some("li") {
                self.element(child, depth + 1);
                continue;
            }
            self.flow.tag(item_tag(&attribute(&child, "value")));
            self.item(child, depth);
            self.flow.tag("</li>".to_owned());
        }
        self.flow.tag("</ol>".to_owned());
    }

    /// What stands in an item, in the language that it says.
    pub(super) fn item(&mut self, node: NodeRef<'_>, depth: usize) {
        let anchor = attribute(&node, "id");
        if !anchor.is_empty() {
            self.flow.anchor(&anchor);
        }
        match self.passage(&node) {
            Some(passage) => {
                self.langs.push(passage.lang.to_string());
                self.flow.enter_passage(passage);
                self.children(node, depth + 1);
                self.flow.leave_passage();
                self.langs.pop();
            }
            None => self.children(node, depth + 1),
        }
    }
}

/// The numbers of a list.
struct Numbers {
    is_numbered: bool,
    next: i64,
    step: i64,
    /// How it counts, if Markdown cannot say that.
    kind: Option<&'static str>,
    start: Option<i64>,
}

impl Numbers {
    /// Those of an `ol`, or none. Source: HTML Standard, 4.4.5.
    fn new(list: &NodeRef<'_>, is_numbered: bool) -> Self {
        let is_reversed = is_numbered && list.has_attr("reversed");
        let start = attribute(list, "start").trim().parse().ok();
        let count = || list.children_it(false).filter(|child| child.node_name().as_deref() == Some("li")).count();
        let first = if is_reversed { i64::try_from(count()).unwrap_or(1) } else { 1 };
        let kind = kind(&attribute(list, "type"), &attribute(list, "style")).filter(|_| is_numbered);
        let kind = kind.or((is_reversed || start.is_some_and(|start: i64| start < 0)).then_some("1"));
        Self { is_numbered, next: start.unwrap_or(first), step: if is_reversed { -1 } else { 1 }, kind, start }
    }

    /// The tag with which a list begins that Markdown has no mark for.
    fn tag(&self) -> Option<String> {
        let kind = self.kind?;
        let start = self.start.map_or(String::new(), |start| format!(" start=\"{start}\""));
        let reversed = if self.step < 0 { " reversed" } else { "" };
        let kind = if kind == "1" { String::new() } else { format!(" type=\"{kind}\"") };
        Some(format!("<ol{kind}{start}{reversed}>"))
    }

    /// The mark of the next item, which may say its number itself; whether it goes on from the one before.
    fn next(&mut self, value: &str) -> (String, bool) {
        if !self.is_numbered {
            return ("-".to_owned(), true);
        }
        let said = value.trim().parse().ok().filter(|value: &i64| (0..=999_999_999).contains(value));
        let goes_on = said.is_none_or(|said| said == self.next);
        let number = said.unwrap_or(self.next).clamp(0, 999_999_999);
        self.next = number.saturating_add(self.step);
        (format!("{number}."), goes_on)
    }
}

/// The tag of an item of such a list.
fn item_tag(value: &str) -> String {
    match value.trim().parse::<i64>() {
        Ok(value) => format!("<li value=\"{value}\">"),
        Err(_) => "<li>".to_owned(),
    }
}

/// The terms of a list of definitions and what they mean, in order; groups of them may stand in a `div` (HTML Standard, 4.4.9).
fn definitions<'a>(list: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let is_one = |node: &NodeRef<'_>| matches!(node.node_name().as_deref(), Some("dt" | "dd"));
    let inner = |child: NodeRef<'a>| match child.node_name().as_deref() {
        Some("div") => child.children_it(false).filter(is_one).collect(),
        _ if is_one(&child) => vec![child],
        _ => Vec::new(),
    };
    list.children_it(false).flat_map(inner).filter(|part| !part.text().trim().is_empty()).collect()
}

/// Each term with what it means.
fn turns<'a>(parts: &[NodeRef<'a>]) -> Vec<Turn<'a>> {
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for part in parts {
        match turns.last_mut() {
            Some(turn) if part.node_name().as_deref() == Some("dd") => turn.said.push(*part),
            _ => turns.push(Turn { speaker: *part, said: Vec::new() }),
        }
    }
    turns
}

/// Whether words are the mark of an entry: `[12]`, `3.`, `[Ok04]`.
pub fn is_label(text: &str) -> bool {
    const LONGEST: usize = 8;
    let text = text.trim();
    text.chars().count() <= LONGEST && !text.contains(char::is_whitespace) && text.contains(|c: char| c.is_ascii_digit())
}

/// Whether each term is one line with what it means behind it, as Markdown has it.
fn are_marked(parts: &[NodeRef<'_>]) -> bool {
    let is_term = |part: &NodeRef<'_>| part.node_name().as_deref() == Some("dt");
    let is_line = |part: &NodeRef<'_>| {
        part.descendants_it().all(|node| node.node_name().is_none_or(|name| name.as_ref() != "br" && !is_block(&name)))
    };
    parts.first().is_some_and(is_term)
        && parts.last().is_some_and(|last| !is_term(last))
        && parts.windows(2).all(|two| matches!(two, [one, other] if !(is_term(one) && is_term(other))))
        && parts.iter().filter(|part| is_term(part)).all(is_line)
}

/// Which letters count, if letters do.
fn kind(given: &str, style: &str) -> Option<&'static str> {
    let style = style.to_ascii_lowercase();
    let styles = [
        ("lower-alpha", "a"),
        ("lower-latin", "a"),
        ("upper-alpha", "A"),
        ("upper-latin", "A"),
        ("lower-roman", "i"),
        ("upper-roman", "I"),
    ];
    let by_style = styles.into_iter().find(|(name, _)| style.contains(name)).map(|(_, kind)| kind);
    by_style.or_else(|| ["a", "A", "i", "I"].into_iter().find(|kind| *kind == given.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_list_are_joined() {
        for (html, expected) in [
            ("<ol class=a start=1><li>One</ol> <ol class=a start=2><li>Two</ol><ol class=a start=5><li>Five</ol>", "2 1"),
            ("<ol><li>One</ol><ol><li>One again</ol>", "1 1"),
            ("<dl><dt><a name=rd_1>1</a><dd><p>The claim fails in law.</dl><dl><dt>2<dd><p>Costs follow the event.</dl>", "2"),
            ("<dl><dt>1<dd>failure</dl>", ""),
            ("<dl>Rules<dt>1<dd><p>The claim fails in law.</dl>", ""),
            ("<ol start=1><li>One</ol><ol start=2 id=two><li>Two</li><ul><li>Sub</ul></ol>", "3"),
            (
                "<ol class='lst-kix_a-0 start' start=1><li>One</ol><ul class=lst-kix_b-1><li>sub</ul><ol class=lst-kix_a-0 start=2><li>Two</ol>",
                "2",
            ),
        ] {
            let page = Document::from(html);
            join(&page);
            let counts = page
                .select("ol")
                .nodes()
                .iter()
                .map(|list| list.children_it(false).filter(NodeRef::is_element).count().to_string())
                .collect::<Vec<_>>();
            assert_eq!(counts.join(" "), expected, "{html}");
            assert_eq!(page.select("li#two").nodes().len(), html.matches("id=two").count());
        }
    }
}
