//! Talk that a page sets in two columns, or as terms and what they mean: who speaks, and what is said.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

use super::{
    elements::named,
    signs::{self, Part},
    walk::Walk,
};
use crate::block::Role;
use scholion_base::text::squeeze;

/// A turn: who speaks, and the elements in which stands what is said.
pub struct Turn<'a> {
    pub speaker: NodeRef<'a>,
    pub said: Vec<NodeRef<'a>>,
}

/// Whether these are turns: few names come again and again, and they have colons, or some ask. Without that a list of payments by the same
/// people would be one.
pub fn is_one(turns: &[Turn<'_>]) -> bool {
    const LONGEST: usize = 60;
    const FEWEST: usize = 4;
    let names: Vec<String> = turns.iter().map(|turn| squeeze(&turn.speaker.text())).collect();
    let known: BTreeSet<&str> = names.iter().map(|name| name.trim_end_matches(':')).collect();
    let asks = |turn: &&Turn<'_>| turn.said.iter().any(|said| said.text().trim_end().ends_with(['?', '？', '؟']));
    let asking = turns.iter().filter(asks).count();
    turns.len() >= FEWEST
        && known.len() > 1
        && known.len() * 2 <= turns.len()
        && names.iter().all(|name| !name.is_empty() && name.len() <= LONGEST && !name.chars().all(|c| !c.is_alphabetic()))
        && (names.iter().all(|name| name.ends_with(':')) || asking * 5 >= turns.len())
}

/// Writes a colon behind the names in bold with which the turns of a talk begin, where a page has none: `<b>Anna Berg</b> In 1901.`
pub fn lead(page: &Document) {
    let leads = page.select("p > b:first-child, p > strong:first-child");
    let turns: Vec<Turn<'_>> = leads.nodes().iter().filter_map(|name| Some(Turn { speaker: *name, said: vec![name.parent()?] })).collect();
    let is_led = |turn: &Turn<'_>| {
        let name = turn.speaker.text();
        let said = turn.said.first().map(NodeRef::text);
        let rest = said.as_ref().and_then(|said| said.trim_start().strip_prefix(name.trim())).map(str::to_owned);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.chars().any(char::is_alphanumeric))
            && !name.trim_end().ends_with([':', '.', '?', '!', ',', '：'])
    };
    let turns: Vec<Turn<'_>> = turns.into_iter().filter(is_led).collect();
    if is_one(&turns) {
        turns.iter().for_each(|turn| turn.speaker.append_html(":"));
    }
}

impl Walk<'_, '_> {
    /// Turns, each led by its speaker, as transcripts in print have them.
    pub(super) fn talk(&mut self, turns: Vec<Turn<'_>>, depth: usize) {
        for turn in turns {
            self.flow.begin(Role::Text);
            let from = self.flow.place();
            let name = turn.speaker.text();
            if named(&turn.speaker, &["b", "strong"]).is_empty() || !signs::parts(&name).all(|part| matches!(part, Part::Words(_))) {
                turn.speaker.children_it(false).for_each(|child| self.cell(child, depth + 1));
            } else {
                self.flow.words(name.trim(), self.lines.place(&name));
            }
            if !name.trim_end().ends_with([':', '：']) {
                self.flow.words(":", 0);
            }
            self.flow.emphasis(from, 2);
            for said in turn.said {
                self.flow.words(" ", 0);
                // Its first paragraph stands on the line of the speaker.
                let mut parts = said.children_it(false).skip_while(|part| part.text().trim().is_empty());
                if let Some(first) = parts.next() {
                    match first.node_name().is_some_and(|name| name.as_ref() == "p") {
                        true => self.children(first, depth + 1),
                        false => self.cell(first, depth + 1),
                    }
                }
                for part in parts {
                    self.cell(part, depth + 1);
                }
            }
            self.flow.end();
        }
    }
}
