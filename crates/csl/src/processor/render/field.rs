//! `cs:text` of a variable or term, `cs:number`, `cs:label`, `cs:date`.

use std::borrow::Cow;

use super::{Called, Pen};
use crate::processor::label;
use crate::style::element::{Date, Label, Number, Plural};
use crate::style::term::{Form, Term};
use crate::style::variable::{Holds, Variable};
use crate::tree::{Node, Part};
use crate::{dates, numbers};

impl<'a> Pen<'_, 'a> {
    /// A variable as `cs:text` prints it.
    pub(super) fn variable(&mut self, variable: Variable, short: bool, out: &mut Vec<Node>) -> Called {
        let processor = self.scene.processor;
        let (locale, marks) = (&processor.locale, &processor.marks);
        let variable = match variable {
            Variable::Title if short && self.scene.record.has(Variable::TitleShort) => Variable::TitleShort,
            Variable::ContainerTitle if short && self.scene.record.has(Variable::ContainerTitleShort) => Variable::ContainerTitleShort,
            variable => variable,
        };
        if self.is_hidden(variable) {
            return Called::EMPTY;
        }
        let Some(value) = self.value(variable) else {
            // A letter of the year is nothing that an item lacks: as in citeproc-js it keeps the "n.d." beside it, whatever else is empty there.
            return if variable == Variable::YearSuffix { Called::FILLED } else { Called::EMPTY };
        };
        self.print(variable);
        let at = out.len();
        let address = if processor.links { address(variable, &value) } else { None };
        match variable {
            Variable::CitationNumber => out.push(Node::Part(Part::Number, vec![Node::Text(value.into_owned())])),
            Variable::YearSuffix => {
                self.suffixed = true;
                out.push(Node::Part(Part::YearSuffix, vec![Node::Text(value.into_owned())]));
            }
            Variable::Page => self.write(&numbers::page_range(&value, processor.style.page_range_format, locale), out),
            Variable::Locator if self.scene.place.label.unwrap_or(Term::Page) == Term::Page => {
                self.write(&numbers::page_range(&value, processor.style.page_range_format, locale), out);
            }
            // An address has no quotation marks or apostrophes to be set.
            Variable::Url | Variable::Doi => {
                self.started = true;
                out.push(Node::Text(value.into_owned()));
            }
            // Of a statute: its hyphens are no dashes.
            Variable::Section => self.write(&value, out),
            _ if variable.holds() == Holds::Number => out.extend(numbers::text(variable, &value, locale, marks)),
            _ => self.write(&value, out),
        }
        if let Some(address) = address.filter(|_| out.len() > at) {
            let inner = out.split_off(at);
            out.push(Node::Link(address, inner));
        }
        if out.len() > at { Called::FILLED } else { Called::EMPTY }
    }

    /// The words of a variable, those of the cite included.
    pub(super) fn value(&self, variable: Variable) -> Option<Cow<'a, str>> {
        let scene = self.scene;
        let number = |number: usize| (number > 0).then(|| Cow::Owned(number.to_string()));
        match variable {
            Variable::Locator => (!scene.place.locator.is_empty()).then_some(Cow::Borrowed(scene.place.locator)),
            Variable::CitationNumber => number(scene.place.number),
            Variable::FirstReferenceNoteNumber => number(scene.place.first_note as usize),
            Variable::YearSuffix => match scene.distinct.year_suffix {
                Some(number) => Some(Cow::Owned(label::letters(number))),
                None => scene.record.text(variable).map(Cow::Borrowed),
            },
            Variable::CitationLabel => {
                let own = scene.record.text(variable).map(Cow::Borrowed);
                let label = own.unwrap_or_else(|| Cow::Owned(label::label(scene.record)));
                match scene.distinct.year_suffix {
                    Some(number) => Some(Cow::Owned(format!("{label}{}", label::letters(number)))),
                    None => Some(label),
                }
            }
            _ => scene.record.text(variable).map(Cow::Borrowed),
        }
    }

    pub(super) fn term(&mut self, term: Term, form: Form, plural: bool, out: &mut Vec<Node>) -> Called {
        let scene = self.scene;
        let Some(words) = scene.processor.locale.term(term, form, plural).filter(|words| !words.is_empty()) else {
            return Called::default();
        };
        // What begins a note or an entry begins with a capital.
        if !self.started && scene.sort.is_none() && (scene.place.position.is_none() || scene.processor.is_note()) {
            let words = capital(words);
            self.write(&words, out);
        } else {
            self.write(words, out);
        }
        Called::TERM
    }

    pub(super) fn number(&mut self, number: &'a Number, out: &mut Vec<Node>) -> Called {
        let processor = self.scene.processor;
        if self.is_hidden(number.variable) {
            return Called::EMPTY;
        }
        let Some(value) = self.value(number.variable) else { return Called::EMPTY };
        self.print(number.variable);
        let at = out.len();
        if self.scene.sort.is_some() {
            out.push(Node::Text(padded(&value)));
            return Called::FILLED;
        }
        out.extend(numbers::number(number, &value, &processor.locale, &processor.marks));
        if number.variable == Variable::CitationNumber {
            let inner = out.split_off(at);
            out.push(Node::Part(Part::Number, inner));
        }
        self.look(&number.looks, at, out);
        Called::FILLED
    }

    /// A label stands even where its variable is empty, unless it is suppressed with its group: the specification would not have it, but
    /// citeproc-js does, and the official styles are written and tested with that.
    pub(super) fn label(&mut self, label: &'a Label, out: &mut Vec<Node>) -> Called {
        let scene = self.scene;
        let locale = &scene.processor.locale;
        if self.is_hidden(label.variable) {
            return Called::default();
        }
        let term = match label.variable {
            Variable::Locator => Some(scene.place.label.unwrap_or(Term::Page)),
            variable => Term::of_variable(variable),
        };
        let Some(term) = term else { return Called::default() };
        let plural = match label.plural {
            Plural::Always => true,
            Plural::Never => false,
            Plural::Contextual => self.value(label.variable).is_some_and(|value| numbers::is_plural_of(label.variable, &value, locale)),
        };
        let Some(words) = locale.term(term, label.form, plural).filter(|words| !words.is_empty()) else {
            return Called::default();
        };
        let at = out.len();
        self.write(words, out);
        self.look(&label.looks, at, out);
        Called::TERM
    }

    pub(super) fn date(&mut self, date: &'a Date, out: &mut Vec<Node>) -> Called {
        let scene = self.scene;
        if self.is_hidden(date.variable) {
            return Called::EMPTY;
        }
        let Some(value) = scene.record.date(date.variable) else { return Called::EMPTY };
        if scene.compared && date.variable == Variable::Accessed {
            return Called::default();
        }
        self.print(date.variable);
        let at = out.len();
        if scene.sort.is_some() {
            out.push(Node::Text(dates::sort_key(value, dates::precision(date))));
            return Called::FILLED;
        }
        let suffix: Vec<Node> = match scene.distinct.year_suffix.filter(|_| !self.suffixed && !scene.processor.has_year_suffix) {
            Some(number) => vec![Node::Part(Part::YearSuffix, vec![Node::Text(label::letters(number))])],
            None => Vec::new(),
        };
        let setting = dates::Setting { locale: &scene.processor.locale, marks: &scene.processor.marks, year_suffix: &suffix };
        let nodes = dates::date(date, value, setting);
        self.suffixed |= !suffix.is_empty() && has_suffix(&nodes);
        out.extend(nodes);
        if out.len() == at {
            return Called::EMPTY;
        }
        self.look(&date.looks, at, out);
        Called::FILLED
    }
}

/// Whether a year suffix stands in a tree.
fn has_suffix(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Part(Part::YearSuffix, _)) || has_suffix(node.children()))
}

/// The address that a variable leads to.
fn address(variable: Variable, value: &str) -> Option<String> {
    let behind = |base: &str| if value.contains("://") { value.to_owned() } else { format!("{base}{value}") };
    match variable {
        Variable::Url => Some(value.to_owned()),
        Variable::Doi => Some(behind("https://doi.org/")),
        Variable::Pmid => Some(behind("https://www.ncbi.nlm.nih.gov/pubmed/")),
        Variable::Pmcid => Some(behind("https://www.ncbi.nlm.nih.gov/pmc/articles/")),
        _ => None,
    }
}

/// The words with a capital in front.
fn capital(words: &str) -> String {
    let mut signs = words.chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => String::new(),
    }
}

/// A number to sort by: its digits with zeros in front, so that 10 comes behind 9.
pub fn padded(value: &str) -> String {
    let digits: String = value.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return value.to_owned();
    }
    format!("{digits:0>12}{}", value.trim().get(digits.len()..).unwrap_or(""))
}
