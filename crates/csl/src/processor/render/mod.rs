//! The elements of a style over an item (specification, "Rendering Elements").
//!
//! A [`Scene`] is what does not change while a cite or an entry is rendered, a [`Pen`] what does.

mod condition;
mod field;
mod names;

pub(super) use field::padded;

use super::namereg::Register;
use super::record::{Record, Variables};
use super::setting::Processor;
use super::work::Distinct;
use crate::style::element::{Element, Group, Looks, Position, Source, Text};
use crate::style::name::{Area, NameChoices};
use crate::style::term::Term;
use crate::style::variable::Variable;
use crate::text;
use crate::tree::Node;

/// What is rendered, and where.
pub(super) struct Scene<'a> {
    pub processor: &'a Processor,
    pub record: &'a Record<'a>,
    pub register: &'a Register,
    pub area: Area,
    pub place: Place<'a>,
    pub distinct: &'a Distinct,
    /// Names are rendered to sort by them: with what the key says of them.
    pub sort: Option<&'a NameChoices>,
    /// Which names are printed in place of the first list.
    pub first_names: FirstNames<'a>,
    /// Whether this is rendered only to compare it with others: then it does not count when something was looked at (`accessed`).
    pub compared: bool,
}

/// What is known of a cite, or of an entry.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    pub locator: &'a str,
    pub label: Option<Term>,
    /// `None` in the bibliography.
    pub position: Option<Position>,
    pub near_note: bool,
    pub first_note: u32,
    /// `citation-number`; 0: not known.
    pub number: usize,
    /// Whether something stands in front of it in the same citation.
    pub follows: bool,
}

/// What becomes of the names that are printed first.
#[derive(Clone, Copy, Default)]
pub(super) enum FirstNames<'a> {
    #[default]
    Print,
    /// They are left out: the text has them already, or the cite before.
    Skip,
    /// The whole list is replaced.
    Whole(&'a str),
    /// Some names of it are replaced.
    Some(&'a [Option<&'a str>]),
}

/// What was rendered so far.
pub(super) struct Pen<'s, 'a> {
    scene: &'s Scene<'a>,
    /// Variables that were printed in place of names: they are not printed again.
    hidden: Variables,
    /// Variables that were printed in the substitute that is tried.
    used: Variables,
    /// How many substitutes are being tried.
    substitutes: u32,
    /// How many macros are being called whose words lose their full stops.
    strips: u32,
    /// Whether the year suffix was printed.
    suffixed: bool,
    /// Whether anything was printed: a term that comes first has a capital.
    started: bool,
    /// Whether the first names were printed, and whether they are being printed.
    named: bool,
    naming: bool,
    /// Whether the last substitute that printed something was a variable.
    by_variable: bool,
    pub seen: Noted,
}

/// What somebody may want to know of a rendering besides its words.
#[derive(Default)]
pub(super) struct Noted {
    /// The lists of names, in their order.
    pub lists: Vec<ListSeen>,
    /// Who the first names are, list by list, each as it is printed and who it is.
    pub first: Option<Vec<Vec<String>>>,
    /// How many conditions asked for `disambiguate`.
    pub asked: u32,
}

/// A list of names that was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListSeen {
    pub variable: Variable,
    /// How many names of it were printed.
    pub shown: usize,
    pub all: usize,
}

/// What stood in a group, for its suppression (specification, "Group").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// A variable was called and is empty.
    empty: bool,
    /// A variable was called that is not.
    filled: bool,
    /// A term or a value was printed.
    term: bool,
}

impl Called {
    const FILLED: Self = Self { empty: false, filled: true, term: false };
    const EMPTY: Self = Self { empty: true, filled: false, term: false };
    const TERM: Self = Self { empty: false, filled: false, term: true };

    fn add(&mut self, other: Self) {
        self.empty |= other.empty;
        self.filled |= other.filled;
        self.term |= other.term;
    }

    /// Whether a group with this in it is printed.
    fn prints(self) -> bool {
        self.filled || (self.term && !self.empty)
    }
}

impl<'s, 'a> Pen<'s, 'a> {
    pub fn new(scene: &'s Scene<'a>) -> Self {
        Self {
            scene,
            hidden: Variables::default(),
            used: Variables::default(),
            substitutes: 0,
            strips: 0,
            suffixed: false,
            started: scene.place.follows,
            named: false,
            naming: false,
            by_variable: false,
            seen: Noted::default(),
        }
    }

    /// Elements one after another, with a delimiter between those that print something.
    pub fn elements(&mut self, elements: &'a [Element], delimiter: &str, out: &mut Vec<Node>) -> Called {
        let first = out.len();
        let mut called = Called::default();
        for element in elements {
            let before = out.len();
            let joined = !delimiter.is_empty() && before > first;
            if joined {
                out.push(Node::Text(delimiter.to_owned()));
            }
            called.add(self.element(element, delimiter, out));
            if joined && out.len() == before + 1 {
                out.pop();
            }
        }
        called
    }

    fn element(&mut self, element: &'a Element, delimiter: &str, out: &mut Vec<Node>) -> Called {
        match element {
            Element::Text(text) => self.text(text, out),
            Element::Number(number) => self.number(number, out),
            Element::Date(date) => self.date(date, out),
            Element::Names(names) => self.names(names, out),
            Element::Label(label) => self.label(label, out),
            Element::Group(group) => self.group(group, out),
            Element::Choose(branches) => match branches.iter().find(|branch| self.holds(branch)) {
                // What a branch holds stands as if it were in its place.
                Some(branch) => self.elements(&branch.children, delimiter, out),
                None => Called::default(),
            },
        }
    }

    fn group(&mut self, group: &'a Group, out: &mut Vec<Node>) -> Called {
        let at = out.len();
        let called = self.elements(&group.children, &group.delimiter, out);
        self.end_group(called, &group.looks, at, out)
    }

    /// A group ends: what it printed since `at` stays or goes.
    fn end_group(&mut self, called: Called, looks: &'a Looks, at: usize, out: &mut Vec<Node>) -> Called {
        if called.prints() {
            // Letter case and full stops are those of what the macro calls, and of its words alone: its affixes keep theirs.
            if looks.text_case.is_some() || looks.strip_periods {
                self.dress(&Looks { text_case: None, strip_periods: false, ..looks.clone() }, at, out);
            } else {
                self.dress(looks, at, out);
            }
            return Called::FILLED;
        }
        out.truncate(at);
        Called { empty: called.empty, ..Called::default() }
    }

    fn text(&mut self, text: &'a Text, out: &mut Vec<Node>) -> Called {
        let at = out.len();
        let called = match &text.source {
            Source::Variable { variable, short } => self.variable(*variable, *short, out),
            Source::Macro(number) => {
                let Some(called) = self.scene.processor.style.macros.get(*number) else { return Called::default() };
                // A macro is suppressed as a group is.
                let strips = u32::from(text.looks.strip_periods);
                self.strips += strips;
                let called = self.elements(&called.children, "", out);
                self.strips -= strips;
                return self.end_group(called, &text.looks, at, out);
            }
            Source::Term { term, form, plural } => self.term(*term, *form, *plural, out),
            Source::Value(value) => {
                self.write(value, out);
                Called::TERM
            }
            Source::Nothing => Called::EMPTY,
        };
        self.look(&text.looks, at, out);
        called
    }

    /// Puts words down as they are written in a field or in the style.
    fn write(&mut self, words: &str, out: &mut Vec<Node>) {
        if !words.is_empty() {
            self.started = true;
            out.extend(text::rich::parse(words, &self.scene.processor.marks));
        }
    }

    /// Gives what an element that holds words has written since `at` its looks.
    fn look(&mut self, looks: &Looks, at: usize, out: &mut Vec<Node>) {
        if self.strips > 0 {
            text::strip_periods(out.get_mut(at..).unwrap_or_default());
        }
        self.dress(looks, at, out);
    }

    /// Gives what stands in `out` since `at` the looks of an element.
    fn dress(&mut self, looks: &Looks, at: usize, out: &mut Vec<Node>) {
        if out.len() == at {
            return;
        }
        self.started = true;
        if *looks == Looks::default() {
            return;
        }
        let inner = out.split_off(at);
        out.extend(text::looks::dress(inner, looks, self.lang()));
    }

    /// The language of the words of the item.
    fn lang(&self) -> &'a str {
        if self.scene.record.lang.is_empty() { &self.scene.processor.locale.lang } else { self.scene.record.lang }
    }

    /// Whether a variable was printed in place of names, or is in the place that is tried.
    fn is_hidden(&self, variable: Variable) -> bool {
        self.hidden.has(variable) || (self.substitutes > 0 && self.used.has(variable))
    }

    /// Notes that a variable is printed.
    fn print(&mut self, variable: Variable) {
        if self.substitutes > 0 {
            self.used.add(variable);
        }
    }
}
