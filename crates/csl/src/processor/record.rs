//! An item as it is asked while rendering: by number of a variable, not by name.

use crate::item::{Date, Item, Name};
use crate::style::kind::Kind;
use crate::style::variable::{Holds, Variable};

/// A set of variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Variables(u128);

impl Variables {
    pub fn has(self, variable: Variable) -> bool {
        self.0 & Self::bit(variable) != 0
    }

    pub fn add(&mut self, variable: Variable) {
        self.0 |= Self::bit(variable);
    }

    pub fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn bit(variable: Variable) -> u128 {
        1 << (variable as u32 & 127)
    }
}

/// An item.
pub(super) struct Record<'a> {
    pub kind: Option<Kind>,
    /// The language of the item; empty where it is not said.
    pub lang: &'a str,
    held: Variables,
    texts: Vec<(Variable, &'a str)>,
    names: Vec<(Variable, &'a [Name])>,
    dates: Vec<(Variable, &'a Date)>,
}

impl<'a> Record<'a> {
    pub fn new(item: &'a Item) -> Self {
        let mut record = Self {
            kind: Kind::of(&item.kind),
            lang: item.texts.get("language").map_or("", String::as_str),
            held: Variables::default(),
            texts: Vec::with_capacity(item.texts.len()),
            names: Vec::with_capacity(item.names.len()),
            dates: Vec::with_capacity(item.dates.len()),
        };
        for (name, value) in &item.texts {
            let text = |variable: &Variable| matches!(variable.holds(), Holds::Text | Holds::Number);
            if let Some(variable) = Variable::read(name).filter(text).filter(|_| !value.is_empty()) {
                record.hold(variable, value);
            }
        }
        if let Some(page) = record.text(Variable::Page).filter(|_| !record.has(Variable::PageFirst)) {
            let first = page.split(['-', '–', ',', '&']).next().unwrap_or("").trim();
            if !first.is_empty() {
                record.hold(Variable::PageFirst, first);
            }
        }
        for (name, names) in &item.names {
            let variable = Variable::read(name).filter(|variable| variable.holds() == Holds::Names);
            if let Some(variable) = variable.filter(|_| names.iter().any(|name| !name.is_empty())) {
                record.held.add(variable);
                record.names.push((variable, names));
            }
        }
        for (name, date) in &item.dates {
            let variable = Variable::read(name).filter(|variable| variable.holds() == Holds::Date);
            if let Some(variable) = variable.filter(|_| !date.is_empty()) {
                record.held.add(variable);
                record.dates.push((variable, date));
            }
        }
        record
    }

    fn hold(&mut self, variable: Variable, value: &'a str) {
        // The name that CSL 1.0.2 has for it goes before older ones.
        if !self.held.has(variable) {
            self.held.add(variable);
            self.texts.push((variable, value));
        }
    }

    /// Whether the item has the variable.
    pub fn has(&self, variable: Variable) -> bool {
        self.held.has(variable)
    }

    pub fn text(&self, variable: Variable) -> Option<&'a str> {
        find(self.held, &self.texts, variable)
    }

    pub fn names(&self, variable: Variable) -> Option<&'a [Name]> {
        find(self.held, &self.names, variable)
    }

    pub fn date(&self, variable: Variable) -> Option<&'a Date> {
        find(self.held, &self.dates, variable)
    }
}

fn find<T: Copy>(held: Variables, list: &[(Variable, T)], variable: Variable) -> Option<T> {
    if !held.has(variable) {
        return None;
    }
    list.iter().find(|(name, _)| *name == variable).map(|(_, value)| *value)
}
