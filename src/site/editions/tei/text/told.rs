//! What an element of a body says of itself.

use crate::document::{
    Hole,
    body::{About, Attribute, Said},
};

/// What an element says, each thing by itself; empty where it says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told<'b> {
    pub id: &'b str,
    pub class: &'b str,
    pub lang: &'b str,
    pub dir: &'b str,
    pub title: &'b str,
    pub alt: &'b str,
    pub datetime: &'b str,
    pub n: &'b str,
    pub start: &'b str,
    pub value: &'b str,
    pub columns: &'b str,
    pub rows: &'b str,
    /// Whether it is open, of what can be closed.
    pub is_open: bool,
    /// Where it leads.
    pub hole: Option<&'b Hole>,
}

impl<'b> Told<'b> {
    pub fn of(about: About<'b>) -> Self {
        let mut told = Self::default();
        for said in about.said() {
            match said {
                Said::Hole(hole) => told.hole = Some(hole),
                Said::Attribute(attribute, value) => match attribute {
                    Attribute::Id => told.id = value,
                    Attribute::Class => told.class = value,
                    Attribute::Lang => told.lang = value,
                    Attribute::Dir => told.dir = value,
                    Attribute::Title => told.title = value,
                    Attribute::Alt => told.alt = value,
                    Attribute::Datetime => told.datetime = value,
                    Attribute::DataN => told.n = value,
                    Attribute::Start => told.start = value,
                    Attribute::Value => told.value = value,
                    Attribute::Colspan => told.columns = value,
                    Attribute::Rowspan => told.rows = value,
                    Attribute::Open => told.is_open = true,
                    _ => {}
                },
            }
        }
        told
    }

    /// Whether it has a class.
    pub fn has_class(&self, wanted: &str) -> bool {
        self.class.split_whitespace().any(|class| class == wanted)
    }
}

/// A number of columns or rows above 1.
pub(super) fn span(said: &str) -> Option<u32> {
    said.trim().parse().ok().filter(|span| (2..=10_000).contains(span))
}

/// A day, a month or a year as XML Schema has them.
pub(super) fn is_day(said: &str) -> bool {
    let date = crate::base::Date::parse(said);
    date.is_some_and(|date| date.is_plain() && date.start.year > 0 && date.to_string() == said)
}
