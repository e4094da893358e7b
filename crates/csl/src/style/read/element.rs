//! Reading the rendering elements.

use roxmltree::Node;

use super::names::Parts;
use super::{Reader, Took, choose, elements, looks, name, put, set, truth};
use crate::style::element::{
    Branch, Condition, Date, DateForm, DatePart, Element, Group, Label, Looks, Match, Number, NumberForm, PartForm, PartName, Plural,
    Position, Precision, Source, Text,
};
use crate::style::kind::Kind;
use crate::style::term::{Form, Term};
use crate::style::variable::{Holds, Variable};

impl Reader<'_> {
    /// The elements in an element.
    pub(super) fn children(&mut self, node: Node<'_, '_>, around: Option<&Parts>) -> Vec<Element> {
        elements(node).filter_map(|child| self.deeper(child, |reader| reader.element(child, around))).collect()
    }

    fn element(&mut self, node: Node<'_, '_>, around: Option<&Parts>) -> Option<Element> {
        Some(match name(node) {
            "text" => self.text(node)?,
            "number" => self.number(node)?,
            "date" => self.date(node)?,
            "names" => Element::Names(Box::new(self.names(node, around)?)),
            "label" => self.label(node)?,
            "group" => {
                let mut looks = Looks::default();
                let mut delimiter = "".into();
                self.attributes(node, |_, attribute| match attribute.name() {
                    "delimiter" => put(&mut delimiter, Some(looks::signs(attribute.value()))),
                    _ => looks::take(&mut looks, attribute),
                });
                Element::Group(Group { delimiter, children: self.children(node, around), looks })
            }
            "choose" => self.choose(node, around),
            _ => {
                self.stray(node);
                return None;
            }
        })
    }

    fn text(&mut self, node: Node<'_, '_>) -> Option<Element> {
        let mut looks = Looks::default();
        let (mut form, mut plural) = (Form::Long, false);
        let mut source = None;
        self.attributes(node, |reader, attribute| {
            let value = attribute.value();
            match attribute.name() {
                "variable" => {
                    let variable = Variable::read(value);
                    if variable.is_none() {
                        reader.unknown(attribute, value);
                    }
                    source = Some(variable.map_or(Source::Nothing, |variable| Source::Variable { variable, short: false }));
                }
                "macro" => source = Some(reader.number_of(attribute).map_or(Source::Nothing, Source::Macro)),
                "term" => {
                    let term = Term::read(value);
                    if term.is_none() {
                        reader.unknown(attribute, value);
                    }
                    source = Some(term.map_or(Source::Nothing, |term| Source::Term { term, form: Form::Long, plural: false }));
                }
                "value" => source = Some(Source::Value(looks::signs(value))),
                "form" => return put(&mut form, choose(value, FORM)),
                "plural" => return put(&mut plural, truth(value)),
                _ => return looks::take(&mut looks, attribute),
            }
            Took::Yes
        });
        let Some(source) = source else {
            self.missing(node, "variable");
            return None;
        };
        let source = match source {
            Source::Variable { variable, .. } => Source::Variable { variable, short: form == Form::Short },
            Source::Term { term, .. } => Source::Term { term, form, plural },
            source => source,
        };
        Some(Element::Text(Text { source, looks }))
    }

    fn number(&mut self, node: Node<'_, '_>) -> Option<Element> {
        let mut looks = Looks::default();
        let mut form = NumberForm::Numeric;
        let mut variable = None;
        self.attributes(node, |reader, attribute| match attribute.name() {
            "variable" => reader.variable(attribute, &mut variable),
            "form" => put(&mut form, choose(attribute.value(), NUMBER_FORM)),
            _ => looks::take(&mut looks, attribute),
        });
        self.of(node, variable, |variable| Element::Number(Number { variable, form, looks }))
    }

    /// The element of a variable, if it has one; of one that is not known, something that never prints.
    fn of(&mut self, node: Node<'_, '_>, variable: Option<Variable>, make: impl FnOnce(Variable) -> Element) -> Option<Element> {
        match variable {
            Some(variable) => Some(make(variable)),
            None if node.attribute("variable").is_some() => Some(Element::Text(Text { source: Source::Nothing, looks: Looks::default() })),
            None => {
                self.missing(node, "variable");
                None
            }
        }
    }

    fn variable(&mut self, attribute: roxmltree::Attribute<'_, '_>, place: &mut Option<Variable>) -> Took {
        *place = Variable::read(attribute.value());
        if place.is_none() {
            self.unknown(attribute, attribute.value());
        }
        Took::Yes
    }

    fn label(&mut self, node: Node<'_, '_>) -> Option<Element> {
        let mut looks = Looks::default();
        let (mut form, mut plural) = (Form::Long, Plural::Contextual);
        let mut variable = None;
        self.attributes(node, |reader, attribute| match attribute.name() {
            "variable" => reader.variable(attribute, &mut variable),
            "form" => put(&mut form, choose(attribute.value(), FORM)),
            "plural" => put(&mut plural, choose(attribute.value(), PLURAL)),
            _ => looks::take(&mut looks, attribute),
        });
        self.of(node, variable, |variable| Element::Label(Label { variable, form, plural, looks }))
    }

    fn date(&mut self, node: Node<'_, '_>) -> Option<Element> {
        let mut looks = Looks::default();
        let mut delimiter = "".into();
        let mut precision = Precision::YearMonthDay;
        let mut form = None;
        let mut variable = None;
        self.attributes(node, |reader, attribute| match attribute.name() {
            "variable" => {
                let took = reader.variable(attribute, &mut variable);
                variable = variable.filter(|variable| variable.holds() == Holds::Date);
                took
            }
            "form" => set(&mut form, choose(attribute.value(), DATE_FORM)),
            "date-parts" => put(&mut precision, choose(attribute.value(), PRECISION)),
            "delimiter" => put(&mut delimiter, Some(looks::signs(attribute.value()))),
            _ => looks::take(&mut looks, attribute),
        });
        let parts = self.date_parts(node);
        self.of(node, variable, |variable| Element::Date(Date { variable, form, precision, parts, delimiter, looks }))
    }

    pub(super) fn date_parts(&mut self, node: Node<'_, '_>) -> Vec<DatePart> {
        elements(node).filter_map(|child| self.date_part(child)).collect()
    }

    fn date_part(&mut self, node: Node<'_, '_>) -> Option<DatePart> {
        if name(node) != "date-part" {
            self.stray(node);
            return None;
        }
        let mut looks = Looks::default();
        let (mut part, mut form, mut range_delimiter) = (None, None, None);
        self.attributes(node, |_, attribute| match attribute.name() {
            "name" => set(&mut part, choose(attribute.value(), PART_NAME)),
            "form" => set(&mut form, choose(attribute.value(), PART_FORM)),
            "range-delimiter" => set(&mut range_delimiter, Some(attribute.value().into())),
            _ => looks::take(&mut looks, attribute),
        });
        if part.is_none() && node.attribute("name").is_none() {
            self.missing(node, "name");
        }
        Some(DatePart { name: part?, form, range_delimiter, looks })
    }

    fn choose(&mut self, node: Node<'_, '_>, around: Option<&Parts>) -> Element {
        let branches = elements(node).filter_map(|child| match name(child) {
            "if" | "else-if" | "else" => Some(self.deeper(child, |reader| Some(reader.branch(child, around)))?),
            _ => {
                self.stray(child);
                None
            }
        });
        Element::Choose(branches.collect())
    }

    fn branch(&mut self, node: Node<'_, '_>, around: Option<&Parts>) -> Branch {
        let mut matches = Match::All;
        let mut conditions = Vec::new();
        self.attributes(node, |reader, attribute| {
            let read: fn(&str) -> Option<Condition> = match attribute.name() {
                "match" => return put(&mut matches, choose(attribute.value(), MATCH)),
                "type" => |word| Kind::of(word).map(Condition::Type),
                "variable" => |word| Variable::read(word).map(Condition::Variable),
                "is-numeric" => |word| Variable::read(word).map(Condition::IsNumeric),
                "is-uncertain-date" => |word| Variable::read(word).map(Condition::IsUncertainDate),
                "locator" => |word| Term::locator(word).map(Condition::Locator),
                "position" => |word| choose(word, POSITION).map(Condition::Position),
                "disambiguate" => |word| (word == "true").then_some(Condition::Disambiguate),
                _ => return Took::No,
            };
            for word in attribute.value().split_whitespace() {
                if read(word).is_none() {
                    reader.unknown(attribute, word);
                }
                let condition = read(word).unwrap_or(Condition::Never);
                // Said twice it is no other condition; each is asked for every item.
                if !conditions.contains(&condition) || condition == Condition::Disambiguate {
                    conditions.push(condition);
                }
            }
            Took::Yes
        });
        // Nothing that is asked for, in an attribute or at all, is no reason to print.
        if conditions.is_empty() && name(node) != "else" {
            conditions.push(Condition::Never);
        }
        Branch { matches, conditions, children: self.children(node, around) }
    }
}

pub(super) const FORM: &[(&str, Form)] =
    &[("long", Form::Long), ("short", Form::Short), ("verb", Form::Verb), ("verb-short", Form::VerbShort), ("symbol", Form::Symbol)];

pub(super) const PLURAL: &[(&str, Plural)] = &[
    ("contextual", Plural::Contextual),
    ("always", Plural::Always),
    ("never", Plural::Never),
    // As older versions say it.
    ("true", Plural::Always),
    ("false", Plural::Never),
];

const NUMBER_FORM: &[(&str, NumberForm)] = &[
    ("numeric", NumberForm::Numeric),
    ("ordinal", NumberForm::Ordinal),
    ("long-ordinal", NumberForm::LongOrdinal),
    ("roman", NumberForm::Roman),
];

pub(super) const DATE_FORM: &[(&str, DateForm)] = &[("text", DateForm::Text), ("numeric", DateForm::Numeric)];

const PRECISION: &[(&str, Precision)] =
    &[("year", Precision::Year), ("year-month", Precision::YearMonth), ("year-month-day", Precision::YearMonthDay)];

const PART_NAME: &[(&str, PartName)] = &[("year", PartName::Year), ("month", PartName::Month), ("day", PartName::Day)];

const PART_FORM: &[(&str, PartForm)] = &[
    ("long", PartForm::Long),
    ("short", PartForm::Short),
    ("numeric", PartForm::Numeric),
    ("numeric-leading-zeros", PartForm::NumericLeadingZeros),
    ("ordinal", PartForm::Ordinal),
];

const MATCH: &[(&str, Match)] = &[("all", Match::All), ("any", Match::Any), ("none", Match::None)];

const POSITION: &[(&str, Position)] = &[
    ("first", Position::First),
    ("subsequent", Position::Subsequent),
    ("near-note", Position::NearNote),
    ("ibid", Position::Ibid),
    ("ibid-with-locator", Position::IbidWithLocator),
];
