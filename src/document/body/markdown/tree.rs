//! The events of some pieces, each opening with its partner.

use std::ops::Range;

use crate::document::body::{About, Attribute, Body, Event, Name, Piece, Said};

/// The events, and what is known of each before it is written.
pub(super) struct Tree<'d> {
    body: &'d Body,
    events: Vec<Event<'d>>,
    /// Of what opens: where it closes. Of all else: itself.
    partners: Vec<usize>,
    /// Of lists: whether an item of theirs holds a paragraph.
    is_loose: Vec<bool>,
}

impl<'d> Tree<'d> {
    pub fn of(body: &'d Body, pieces: &'d [Piece]) -> Self {
        let events: Vec<Event<'d>> = body.walk(pieces).collect();
        let mut partners: Vec<usize> = (0..events.len()).collect();
        let mut is_loose = vec![false; events.len()];
        let mut open: Vec<(usize, Name)> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Open { name, .. } if !name.is_void() => {
                    if let (Name::P, [.., (list, Name::Ul | Name::Ol), (_, Name::Li)]) = (name, open.as_slice())
                        && let Some(is_loose) = is_loose.get_mut(*list)
                    {
                        *is_loose = true;
                    }
                    open.push((at, *name));
                }
                Event::Close { .. } => {
                    if let Some(partner) = open.pop().and_then(|(other, _)| partners.get_mut(other)) {
                        *partner = at;
                    }
                }
                _ => {}
            }
        }
        Self { body, events, partners, is_loose }
    }

    pub fn get(&self, at: usize) -> Option<&Event<'d>> {
        self.events.get(at)
    }

    pub fn range(&self, range: Range<usize>) -> &[Event<'d>] {
        self.events.get(range).unwrap_or_default()
    }

    /// Where the element closes that opens at a place.
    pub fn partner(&self, at: usize) -> usize {
        self.partners.get(at).copied().unwrap_or(at)
    }

    /// Where the words end that begin at a place: where a block opens, or what holds them closes.
    pub fn end_of_words(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(event) = self.get(end) {
            match event {
                Event::Open { name, .. } if super::raw::is_among_words(*name) => end = self.partner(end) + 1,
                Event::Words { .. } | Event::Hole(_) => end += 1,
                _ => break,
            }
        }
        end
    }

    pub fn about(&self, at: usize) -> Option<About<'d>> {
        if let Some(Event::Open { about, .. }) = self.get(at) { Some(*about) } else { None }
    }

    fn attribute(&self, at: usize, wanted: Attribute) -> Option<&'d str> {
        self.about(at)?.said().find_map(|said| match said {
            Said::Attribute(name, value) if name == wanted => Some(value),
            _ => None,
        })
    }

    /// Whether an element says nothing of itself.
    pub fn is_bare(&self, at: usize) -> bool {
        self.about(at).is_some_and(|about| about.said().next().is_none())
    }

    pub fn class(&self, at: usize) -> &'d str {
        self.attribute(at, Attribute::Class).unwrap_or("")
    }

    pub fn id(&self, at: usize) -> &'d str {
        self.attribute(at, Attribute::Id).unwrap_or("")
    }

    /// The number of the first item of a list.
    pub fn start(&self, at: usize) -> i64 {
        self.attribute(at, Attribute::Start).and_then(|start| start.parse().ok()).unwrap_or(1)
    }

    /// Whether a line ends behind the tag.
    pub fn line(&self, at: usize) -> bool {
        matches!(self.get(at), Some(Event::Open { line: true, .. }))
    }

    /// Whether a line ends behind the end tag: that of what is written in Markdown's way.
    pub fn closes_line(&self, at: usize) -> bool {
        matches!(self.get(self.partner(at)), Some(Event::Close { line: true, .. }))
    }

    pub fn is_tight(&self, at: usize) -> bool {
        !self.is_loose.get(at).copied().unwrap_or(false)
    }

    fn opens(&self, at: usize, wanted: Name) -> bool {
        matches!(self.get(at), Some(Event::Open { name, .. }) if *name == wanted)
    }

    pub fn is_code(&self, at: usize) -> bool {
        self.opens(at + 1, Name::Code) && self.closes_line(at)
    }

    pub fn is_marked_table(&self, at: usize) -> bool {
        self.is_bare(at) && self.line(at) && self.opens(at + 1, Name::Thead) && self.opens(at + 2, Name::Tr) && !self.line(at + 2)
    }

    /// Whether a list is one of Markdown's: its items open without a line of their own.
    pub fn is_marked_list(&self, at: usize) -> bool {
        let own = self.about(at).is_some_and(|about| about.said().all(|said| matches!(said, Said::Attribute(Attribute::Start, _))));
        own && self.line(at) && self.opens(at + 1, Name::Li) && !self.line(at + 1) && self.closes_line(at + 1)
    }

    pub fn is_callout(&self, at: usize) -> bool {
        let has_title = self.opens(at + 1, Name::P) && self.class(at + 1) == "callout-title" || self.opens(at + 1, Name::Summary);
        let own = self
            .about(at)
            .is_some_and(|about| about.said().all(|said| matches!(said, Said::Attribute(Attribute::Class | Attribute::Open, _))));
        own && has_title && self.closes_line(at + 1) && self.class(at).starts_with("callout callout-")
    }

    pub fn is_unfolded(&self, at: usize) -> bool {
        self.attribute(at, Attribute::Open).is_some()
    }

    /// The words of some events, as the text has them.
    pub fn text(&self, range: Range<usize>) -> String {
        let words = self
            .range(range)
            .iter()
            .filter_map(|event| if let Event::Words { span, .. } = event { Some(span.of(&self.body.text)) } else { None });
        words.collect()
    }
}
