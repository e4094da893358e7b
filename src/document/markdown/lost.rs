//! Words that the parser passes over: those behind a link in double brackets which an outer link crosses
//! (pulldown-cmark 0.13, with wikilinks), up to the end of their paragraph or heading.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// How far the events of a paragraph have come.
#[derive(Default)]
pub(super) struct Seen(Option<usize>);

impl Seen {
    /// Takes the next event; before the end of a block gives the part of the text of which no event has told.
    pub(super) fn lost(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> Option<Range<usize>> {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => self.0 = None,
            Event::Start(_) => {}
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                let rest = self.0.take().filter(|seen| *seen < range.end)?..range.end;
                return text.get(rest.clone())?.contains(char::is_alphanumeric).then_some(rest);
            }
            _ => self.0 = self.0.max(Some(range.end)),
        }
        None
    }
}
