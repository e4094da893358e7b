//! Inline elements: opened, counted, closed in order.

use super::{Inline, Linked, Writer};
use crate::{
    base::Span,
    document::{
        Hole, LinkTarget,
        body::{Attribute, Name},
    },
};

impl Writer<'_> {
    /// Opens an inline element.
    pub fn open_inline(&mut self, name: Name) {
        self.open_inline_with(name, &[]);
    }

    /// Opens an inline element that says something of itself.
    pub fn open_inline_with(&mut self, name: Name, attributes: &[(Attribute, String)]) {
        if name == Name::Strong
            && let Some(block) = &mut self.block
            && (block.start == self.body.text.len() || is_time_code(self.body.text.get(block.start..).unwrap_or("")))
        {
            block.lead = Some(block.start);
        }
        self.open_with(name, attributes, false);
        self.push_inline(Inline::Element(name));
    }

    /// Notes an inline element that is opened.
    pub fn push_inline(&mut self, inline: Inline) {
        self.count(&inline, |count| *count += 1);
        self.inline.push(inline);
    }

    /// Counts what kinds of inline element are open: to look through all of them at each word would make
    /// deep nesting slow.
    fn count(&mut self, inline: &Inline, change: impl Fn(&mut u32)) {
        match inline {
            Inline::Link { .. } => {
                change(&mut self.links);
                change(&mut self.plain);
            }
            Inline::Element(Name::Code | Name::Kbd) => change(&mut self.plain),
            Inline::Element(Name::Strong) => change(&mut self.strong),
            Inline::Element(_) | Inline::Anchor => {}
        }
    }

    /// Closes inline elements until only `depth` of them are open.
    pub fn close_inline(&mut self, depth: usize) {
        while self.inline.len() > depth {
            let Some(inline) = self.inline.pop() else { break };
            self.count(&inline, |count| *count = count.saturating_sub(1));
            match inline {
                Inline::Element(name) => {
                    if name == Name::Strong
                        && let Some(block) = &mut self.block
                        && block.lead == Some(block.start)
                    {
                        block.lead = Some(self.body.text.len());
                    }
                    self.close(name, false);
                }
                Inline::Anchor => self.close(Name::Span, false),
                Inline::Link { to, start, .. } => {
                    self.close(Name::A, false);
                    let words = Span::new(start, self.body.text.len());
                    match to {
                        Linked::Link(index) => {
                            if let Some(link) = self.facts.links.get_mut(index as usize) {
                                link.words = words;
                                if matches!(link.target, LinkTarget::Outside(_)) {
                                    // What stands there only the archive can tell: copies of the page.
                                    self.hole(Hole::After(index));
                                }
                            }
                        }
                        Linked::Citation(index) => {
                            if let Some(citation) = self.facts.citations.get_mut(index as usize) {
                                citation.words = words;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether words are the time code before a turn, and nothing else.
fn is_time_code(words: &str) -> bool {
    crate::base::speech::time_code(words) == Some(words.len())
}
