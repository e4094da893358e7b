//! The words of a source by line, for the account of what became of them.

use roxmltree::Node;

use super::{
    breaks::{
        Between, HYPHENS, between, continues_line, follows_formula, holds_elements_only, is_between_tokens, is_glued, is_old_hyphen, sigla,
        signs, stands_apart,
    },
    elements::{is_field, is_float, is_in_line, is_inline, is_register, is_register_behind, reading},
    formula::{formula, is_second},
    looks::shift,
    tei::unheld,
};
use crate::formats::{
    Shown,
    xml::node::{apart, attribute},
};
use crate::{
    account::Scope,
    block::Joint,
    hyphen::{self, Vocabulary},
};
use scholion_base::{figures, source_text::Source, text::squeeze};

/// The words of a source by line: a block, a field, or an entry each. Notes, and readings that are not the text's, are lines
/// of their own behind the line they stand in. What stands before the byte `own` belongs to another part of the file. With them of what
/// each speaks.
pub fn words(root: Node<'_, '_>, source: &Source, own: usize, lines_are_printed: bool) -> (Vec<Shown>, Vec<Scope>) {
    let mut account = Account {
        lines: Vec::new(),
        open: None,
        aside: Vec::new(),
        inner: Vec::new(),
        scope: Scope::Text,
        entries: 0,
        lines_are_printed,
        own,
    };
    account.children(root, false);
    account.end();
    // Notes within notes stand behind all others.
    while !account.inner.is_empty() {
        account.aside = std::mem::take(&mut account.inner);
        account.end();
    }
    account
        .lines
        .into_iter()
        .map(|(at, text, scope)| ((source.line_at(u32::try_from(at).unwrap_or(u32::MAX)), squeeze(&text)), scope))
        .filter(|((_, text), _)| !text.is_empty())
        .unzip()
}

struct Account<'a, 'i> {
    lines: Vec<(usize, String, Scope)>,
    open: Option<(usize, String)>,
    /// What stands beside the line under way, and whether it is called there.
    aside: Vec<Node<'a, 'i>>,
    /// The notes within such.
    inner: Vec<Node<'a, 'i>>,
    /// Of what the elements under way speak.
    scope: Scope,
    /// The entries of lists of works so far.
    entries: u32,
    lines_are_printed: bool,
    own: usize,
}

impl<'a, 'i> Account<'a, 'i> {
    fn end(&mut self) {
        let scope = self.scope;
        self.lines.extend(self.open.take().map(|(at, text)| (at, text, scope)));
        for node in std::mem::take(&mut self.aside) {
            let app = node.ancestors().find(|outer| outer.tag_name().name() == "app").filter(|_| is_first_reading(node));
            let lemma = app.and_then(reading);
            if let Some(lemma) = lemma.map(sigla).filter(|sigla| !sigla.is_empty()) {
                self.sign(node, &format!("{lemma} "));
            }
            self.children(node, false);
            let (inner, aside): (Vec<_>, Vec<_>) =
                std::mem::take(&mut self.aside).into_iter().partition(|part| matches!(part.tag_name().name(), "note" | "fn"));
            self.aside = aside;
            self.inner.extend(inner);
            // A reading is shown with its witnesses.
            let sigla = if node.tag_name().name() == "rdg" { sigla(node) } else { String::new() };
            if !sigla.is_empty() {
                self.sign(node, &format!(" {sigla}"));
            }
            self.end();
        }
    }

    fn children(&mut self, node: Node<'a, 'i>, is_call: bool) {
        for child in node.children() {
            if self.own > 0 && child.range().end <= self.own {
                continue;
            }
            if child.is_text() {
                if !is_between_tokens(child) && !holds_elements_only(node) {
                    self.text(child, is_call);
                }
            } else if child.is_element() {
                self.element(child, is_call);
            }
        }
    }

    fn element(&mut self, node: Node<'a, 'i>, is_call: bool) {
        let name = node.tag_name().name();
        // The marks of notes are no words.
        let is_mark = match name {
            "xref" => attribute(node, "ref-type").contains("fn"),
            "label" => node.parent_element().is_some_and(|parent| parent.tag_name().name() == "fn"),
            // Our own program names itself, which is no word of anybody.
            "application" => attribute(node, "ident") == "scholion",
            _ => false,
        };
        if is_mark {
            return;
        }
        if let Some(between) = between(node, self.lines_are_printed) {
            if let Some((_, line)) = &mut self.open {
                join(line, between, &next_words(node));
            }
        } else if let Some(formula) = formula(node) {
            if !is_second(node) {
                let words = format!(" {} ", formula.text);
                match &mut self.open {
                    Some((_, line)) => line.push_str(&words),
                    None => self.open = Some((node.range().start, words)),
                }
            }
        } else if is_register(node) {
            // However long, it is left out as one.
            self.end();
            // Behind a text its words are the text's.
            let words = if is_register_behind(node) { apart(node) } else { unheld(node) };
            self.lines.extend((!words.is_empty()).then(|| (node.range().start, words, self.scope)));
        } else if let Some(chosen) = reading(node) {
            self.element(chosen, is_call);
            let others = node.children().filter(Node::is_element);
            // Readings may stand in groups.
            let others =
                others.flat_map(|other| if other.tag_name().name() == "rdgGrp" { other.children().collect() } else { vec![other] });
            self.aside.extend(others.filter(|other| other.is_element() && *other != chosen));
        } else if matches!(name, "note" | "fn" | "fw") || is_float(node) {
            self.aside.push(node);
        } else if is_inline(node) && (is_in_line(node) || is_field(node)) {
            if (is_field(node) || stands_apart(node))
                && let Some((_, line)) = &mut self.open
            {
                line.push(' ');
            }
            // Struck words and those over them stand apart.
            let signs = signs(node).or_else(|| matches!(name, "del" | "add").then_some(("~", "~")));
            self.sign(node, signs.map_or("", |(open, _)| open));
            self.children(node, is_call || name == "xref");
            self.sign(node, signs.map_or("", |(_, close)| close));
        } else {
            self.end();
            // A word that the line before it has cut.
            if continues_line(node)
                && let Some((at, mut line, _)) = self.lines.pop()
            {
                join_line(&mut line, node);
                self.open = Some((at, line));
            }
            if name == "witness" {
                let id = [attribute(node, "id"), attribute(node, "n")].into_iter().find(|id| !id.is_empty()).unwrap_or("");
                self.sign(node, &format!("{id} "));
            }
            let outer = self.enter(node);
            self.children(node, is_call);
            self.end();
            self.scope = outer;
        }
    }

    /// Enters a block: what it speaks of counts until its end. Gives what counted before.
    fn enter(&mut self, node: Node<'_, '_>) -> Scope {
        let outer = self.scope;
        let is_listed = || node.parent_element().is_some_and(|list| matches!(list.tag_name().name(), "listBibl" | "ref-list"));
        match node.tag_name().name() {
            "teiHeader" | "article-meta" | "journal-meta" | "book-meta" | "collection-meta" => self.scope = Scope::Head,
            "ref" | "bibl" | "biblStruct" | "biblFull" if outer == Scope::Text && is_listed() => {
                self.scope = Scope::Entry(self.entries);
                self.entries += 1;
            }
            _ => {}
        }
        outer
    }

    /// A sign of editors, which parts words.
    fn sign(&mut self, node: Node<'a, 'i>, sign: &str) {
        match &mut self.open {
            Some((_, line)) => line.push_str(sign),
            None if sign.is_empty() => {}
            None => self.open = Some((node.range().start, sign.to_owned())),
        }
    }

    fn text(&mut self, node: Node<'a, 'i>, is_call: bool) {
        let text = node.text().unwrap_or("");
        let raised = node.parent_element().filter(|_| !is_call).and_then(|parent| {
            let own = match parent.tag_name().name() {
                "sup" => Some(true),
                "sub" => Some(false),
                _ => attribute(parent, "rend").split(|c: char| !c.is_alphanumeric()).find_map(shift),
            };
            own.and_then(|up| figures::shifted(text, up))
        });
        let text = raised.as_deref().unwrap_or(text);
        let text = if is_glued(node) { text.trim_start() } else { text };
        if follows_formula(node)
            && let Some((_, line)) = &mut self.open
        {
            line.push(' ');
        }
        match &mut self.open {
            Some((_, line)) => line.push_str(text),
            None if text.trim().is_empty() => {}
            None => {
                let lead = text.len() - text.trim_start().len();
                self.open = Some((node.range().start + lead, text.to_owned()));
            }
        }
    }
}

/// Ends a printed line: a space, or nothing where a word goes on. A printer's hyphen goes.
pub fn join(line: &mut String, between: Between, next: &str) {
    let end = line.trim_end().len();
    let before = line.get(..end).unwrap_or("");
    let joint = match between {
        Between::Nothing => Joint::Hyphen,
        Between::Space if before.ends_with(['¬', '⸗']) || is_old_hyphen(before, next) => Joint::Hyphen,
        Between::Space if before.ends_with(['-', '‐']) => hyphen::joint(before, next, &Vocabulary::default()).0,
        Between::Space | Between::Blank => Joint::Space,
        Between::Line => Joint::Line,
        Between::Apart | Between::Ended => return,
    };
    match joint {
        Joint::Nothing => line.truncate(end),
        Joint::Hyphen => line.truncate(before.trim_end_matches(HYPHENS).len()),
        Joint::Line => {
            line.truncate(end);
            if !line.is_empty() {
                line.push('\n');
            }
        }
        Joint::Space => {
            if !line.is_empty() && !line.ends_with([' ', '\n']) {
                line.push(' ');
            }
        }
    }
}

/// Whether an element is the first of the readings that are not the text's: it is shown behind the witnesses of the text's reading.
fn is_first_reading(node: Node<'_, '_>) -> bool {
    let app = node.ancestors().skip(1).find(|outer| outer.tag_name().name() != "rdgGrp").filter(|app| app.tag_name().name() == "app");
    app.is_some_and(|app| {
        let chosen = reading(app);
        app.descendants().filter(|other| is_reading(*other)).find(|other| Some(*other) != chosen) == Some(node)
    })
}

fn is_reading(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "lem" | "rdg")
}

/// Ends a line of a transcript in whose middle a word is cut; the next line goes on with it.
pub fn join_line(line: &mut String, next: Node<'_, '_>) {
    line.truncate(line.trim_end().len());
    let between = if line.ends_with(['-', '‐']) { Between::Space } else { Between::Nothing };
    join(line, between, &crate::formats::xml::node::words(next));
}

/// The words behind an element, as many as tell whether a word goes on.
pub fn next_words(node: Node<'_, '_>) -> String {
    /// So many nodes are looked at.
    const FAR: usize = 20;
    let mut found = String::new();
    for next in node.next_siblings().skip(1).take(FAR).filter(|next| next.tag_name().name() != "fw") {
        for text in next.descendants().take(FAR).filter(Node::is_text) {
            found.extend(text.text().unwrap_or("").chars().take(40));
        }
        if !found.trim().is_empty() {
            break;
        }
        found.clear();
    }
    found.trim_start().chars().take(40).collect()
}
