//! Reading `cs:names`, and the options of names that are inherited.

use roxmltree::{Attribute, Node};

use super::{Reader, Took, What, choose, elements, looks, name, number, put, set, truth};
use crate::style::element::{Looks, Plural};
use crate::style::name::{And, EtAl, NameChoices, NameForm, Names, NamesLabel, Precedes, SortOrder};
use crate::style::term::{Form, Term};
use crate::style::variable::{Holds, Variable};

/// Where an option of names is said: some have longer names where they are inherited from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// At `cs:name`.
    Name,
    /// At `cs:style`, `cs:citation` or `cs:bibliography`.
    Above,
}

/// Takes an attribute that says something of lists of names.
pub(super) fn choice(choices: &mut NameChoices, said: Said, attribute: Attribute<'_, '_>) -> Took {
    let value = attribute.value();
    match (attribute.name(), said) {
        ("and", _) => set(&mut choices.and, choose(value, &[("text", And::Text), ("symbol", And::Symbol)])),
        ("delimiter-precedes-et-al", _) => set(&mut choices.delimiter_precedes_et_al, choose(value, PRECEDES)),
        ("delimiter-precedes-last", _) => set(&mut choices.delimiter_precedes_last, choose(value, PRECEDES)),
        ("et-al-min", _) => set(&mut choices.et_al_min, number(value)),
        ("et-al-use-first", _) => set(&mut choices.et_al_use_first, number(value)),
        ("et-al-use-last", _) => set(&mut choices.et_al_use_last, truth(value)),
        ("et-al-subsequent-min", _) => set(&mut choices.et_al_subsequent_min, number(value)),
        ("et-al-subsequent-use-first", _) => set(&mut choices.et_al_subsequent_use_first, number(value)),
        ("initialize", _) => set(&mut choices.initialize, truth(value)),
        ("initialize-with", _) => set(&mut choices.initialize_with, Some(value.into())),
        ("name-as-sort-order", _) => {
            set(&mut choices.name_as_sort_order, choose(value, &[("first", SortOrder::First), ("all", SortOrder::All)]))
        }
        ("sort-separator", _) => set(&mut choices.sort_separator, Some(value.into())),
        ("form", Said::Name) | ("name-form", Said::Above) => set(&mut choices.form, choose(value, NAME_FORM)),
        ("delimiter", Said::Name) | ("name-delimiter", Said::Above) => set(&mut choices.delimiter, Some(value.into())),
        ("names-delimiter", Said::Above) => set(&mut choices.names_delimiter, Some(value.into())),
        _ => Took::No,
    }
}

/// The parts of a `cs:names` that one in its `cs:substitute` has as well.
#[derive(Clone, Default)]
pub(super) struct Parts {
    choices: NameChoices,
    name: Looks,
    family: Looks,
    given: Looks,
    et_al: EtAl,
    label: Option<NamesLabel>,
}

impl Reader<'_> {
    /// A `cs:names`; `around`: the parts of the one in whose `cs:substitute` it stands.
    pub(super) fn names(&mut self, node: Node<'_, '_>, around: Option<&Parts>) -> Option<Names> {
        let mut looks = Looks::default();
        let mut variables = None;
        let mut delimiter = None;
        self.attributes(node, |reader, attribute| match attribute.name() {
            "variable" => {
                variables = Some(reader.words(attribute, |word| Variable::read(word).filter(|v| v.holds() == Holds::Names)));
                Took::Yes
            }
            "delimiter" => set(&mut delimiter, Some(attribute.value().into())),
            _ => looks::take(&mut looks, attribute),
        });
        let Some(variables) = variables else {
            self.missing(node, "variable");
            return None;
        };
        let own = elements(node).next().is_none();
        let mut parts = around.filter(|_| own).cloned().unwrap_or_default();
        let mut named = false;
        for child in elements(node) {
            match name(child) {
                "name" => {
                    named = true;
                    self.name(child, &mut parts);
                }
                "et-al" => self.et_al(child, &mut parts.et_al),
                "label" => parts.label = Some(self.names_label(child, !named && has_name(node))),
                // Of another version of CSL.
                "institution" | "substitute" => {}
                _ => self.stray(child),
            }
        }
        // Last: what stands in it has the other parts, wherever it stands.
        let mut substitute = Vec::new();
        for child in elements(node).filter(|child| name(*child) == "substitute") {
            substitute.extend(self.deeper(child, |reader| reader.children(child, Some(&parts))));
        }
        let choices = self.names.each_ref().map(|above| parts.choices.or(above));
        let delimiters =
            choices.each_ref().map(|choices| delimiter.clone().or_else(|| choices.names_delimiter.clone()).unwrap_or_default());
        Some(Names {
            variables,
            delimiters,
            options: choices.map(|choices| choices.settle()),
            name: parts.name,
            family: parts.family,
            given: parts.given,
            et_al: parts.et_al,
            label: parts.label,
            substitute,
            looks,
        })
    }

    fn name(&mut self, node: Node<'_, '_>, parts: &mut Parts) {
        self.attributes(node, |_, attribute| match choice(&mut parts.choices, Said::Name, attribute) {
            Took::No => looks::take(&mut parts.name, attribute),
            took => took,
        });
        for child in elements(node) {
            if name(child) != "name-part" {
                self.stray(child);
                continue;
            }
            let mut looks = Looks::default();
            let mut which = None;
            self.attributes(child, |_, attribute| match attribute.name() {
                "name" => set(&mut which, choose(attribute.value(), &[("family", true), ("given", false)])),
                _ => looks::take(&mut looks, attribute),
            });
            match which {
                Some(true) => parts.family = looks,
                Some(false) => parts.given = looks,
                None if child.attribute("name").is_none() => self.missing(child, "name"),
                None => {}
            }
        }
    }

    fn et_al(&mut self, node: Node<'_, '_>, et_al: &mut EtAl) {
        self.attributes(node, |_, attribute| match attribute.name() {
            "term" => put(&mut et_al.term, choose(attribute.value(), &[("et-al", Term::EtAl), ("and others", Term::AndOthers)])),
            _ => looks::take(&mut et_al.looks, attribute),
        });
    }

    fn names_label(&mut self, node: Node<'_, '_>, before: bool) -> NamesLabel {
        let mut label = NamesLabel { before, form: Form::Long, plural: Plural::Contextual, looks: Looks::default() };
        self.attributes(node, |_, attribute| match attribute.name() {
            "form" => put(&mut label.form, choose(attribute.value(), super::element::FORM)),
            "plural" => put(&mut label.plural, choose(attribute.value(), super::element::PLURAL)),
            // Said by some styles; it is that of the names.
            "variable" => Took::Yes,
            _ => looks::take(&mut label.looks, attribute),
        });
        label
    }

    /// The words of an attribute that `read` knows; of the others a doubt.
    pub(super) fn words<T>(&mut self, attribute: Attribute<'_, '_>, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut words = Vec::new();
        for word in attribute.value().split_whitespace() {
            match read(word) {
                Some(value) => words.push(value),
                None => self.unknown(attribute, word),
            }
        }
        words
    }

    /// The number of a macro, by its name in an attribute.
    pub(super) fn number_of(&mut self, attribute: Attribute<'_, '_>) -> Option<usize> {
        let number = self.macros.get(attribute.value()).copied();
        if number.is_none() {
            let what = What::NoMacro(attribute.value().to_owned());
            self.faults.push(super::Fault { at: attribute.range(), what });
        }
        number
    }
}

fn has_name(node: Node<'_, '_>) -> bool {
    elements(node).any(|child| name(child) == "name")
}

const PRECEDES: &[(&str, Precedes)] = &[
    ("contextual", Precedes::Contextual),
    ("after-inverted-name", Precedes::AfterInvertedName),
    ("always", Precedes::Always),
    ("never", Precedes::Never),
];

const NAME_FORM: &[(&str, NameForm)] = &[("long", NameForm::Long), ("short", NameForm::Short), ("count", NameForm::Count)];
