//! Reading a locale, of a file or in a style.

use roxmltree::Node;

use super::element::{DATE_FORM, FORM};
use super::{Reader, Took, choose, elements, looks, name, put, set, truth};
use crate::style::element::Looks;
use crate::style::locale::{Locale, LocaleDate, Ordinal, OrdinalMatch, Words};
use crate::style::term::{Form, Gender, Term};

impl Reader<'_> {
    pub(super) fn locale(&mut self, node: Node<'_, '_>) -> Locale {
        let mut locale = Locale::default();
        locale.terms.resize_with(Term::ALL.len(), Default::default);
        self.attributes(node, |_, attribute| match attribute.name() {
            "lang" => {
                attribute.value().trim().clone_into(&mut locale.lang);
                Took::Yes
            }
            "version" | "class" => Took::Yes,
            _ => Took::No,
        });
        for child in elements(node) {
            match name(child) {
                "info" => {}
                "style-options" => self.attributes(child, |_, attribute| match attribute.name() {
                    "punctuation-in-quote" => set(&mut locale.punctuation_in_quote, truth(attribute.value())),
                    "limit-day-ordinals-to-day-1" => set(&mut locale.limit_day_ordinals_to_day_1, truth(attribute.value())),
                    _ => Took::No,
                }),
                "date" => self.locale_date(child, &mut locale),
                "terms" => elements(child).for_each(|term| match name(term) {
                    "term" => self.term(term, &mut locale),
                    _ => self.stray(term),
                }),
                _ => self.stray(child),
            }
        }
        locale
    }

    fn locale_date(&mut self, node: Node<'_, '_>, locale: &mut Locale) {
        let mut date = LocaleDate { parts: Vec::new(), delimiter: "".into(), looks: Looks::default() };
        let mut form = None;
        self.attributes(node, |_, attribute| match attribute.name() {
            "form" => set(&mut form, choose(attribute.value(), DATE_FORM)),
            "delimiter" => put(&mut date.delimiter, Some(attribute.value().into())),
            _ => looks::take(&mut date.looks, attribute),
        });
        date.parts = self.date_parts(node);
        match form {
            Some(form) => locale.dates[form as usize] = Some(date),
            None if node.attribute("form").is_none() => self.missing(node, "form"),
            None => {}
        }
    }

    fn term(&mut self, node: Node<'_, '_>, locale: &mut Locale) {
        let mut form = Form::Long;
        let mut called = None;
        let (mut gender, mut gender_form, mut matches) = (None, None, None);
        self.attributes(node, |_, attribute| match attribute.name() {
            "name" => set(&mut called, Some(attribute)),
            "form" => put(&mut form, choose(attribute.value(), FORM)),
            "gender" => set(&mut gender, choose(attribute.value(), GENDER)),
            "gender-form" => set(&mut gender_form, choose(attribute.value(), GENDER)),
            "match" => set(&mut matches, choose(attribute.value(), ORDINAL_MATCH)),
            _ => Took::No,
        });
        let Some(called) = called else {
            self.missing(node, "name");
            return;
        };
        let part = |wanted: &str| elements(node).find(|child| name(*child) == wanted).map(text);
        let single = part("single").unwrap_or_else(|| text(node));
        for child in elements(node).filter(|child| !matches!(name(*child), "single" | "multiple")) {
            self.stray(child);
        }
        if let Some((long, number)) = ordinal(called.value()) {
            let default = if number.is_some_and(|number| number < 10) { OrdinalMatch::LastDigit } else { OrdinalMatch::LastTwoDigits };
            let ordinal = Ordinal { number, gender: gender_form, matches: matches.unwrap_or(default), text: single };
            let list = if long { &mut locale.ordinals.long } else { &mut locale.ordinals.suffixes };
            list.push(ordinal);
            return;
        }
        let Some(term) = Term::read(called.value()) else {
            self.unknown(called, called.value());
            return;
        };
        let words = Words { multiple: part("multiple").unwrap_or_else(|| single.clone()), single, gender };
        if let Some(place) = locale.terms.get_mut(term as usize).and_then(|forms| forms.get_mut(form as usize)) {
            *place = Some(Box::new(words));
        }
    }
}

/// Whether a term is a long ordinal, and of what number it is an ordinal.
fn ordinal(name: &str) -> Option<(bool, Option<u8>)> {
    if name == "ordinal" {
        return Some((false, None));
    }
    if let Some(number) = name.strip_prefix("long-ordinal-") {
        return Some((true, Some(number.parse().ok()?)));
    }
    Some((false, Some(name.strip_prefix("ordinal-")?.parse().ok()?)))
}

/// The text of an element; blanks at its ends count, line breaks that only indent do not.
fn text(node: Node<'_, '_>) -> Box<str> {
    let text = node.text().unwrap_or("");
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { text.into() }
}

const GENDER: &[(&str, Gender)] = &[("masculine", Gender::Masculine), ("feminine", Gender::Feminine), ("neuter", Gender::Neuter)];

const ORDINAL_MATCH: &[(&str, OrdinalMatch)] = &[
    ("last-digit", OrdinalMatch::LastDigit),
    ("last-two-digits", OrdinalMatch::LastTwoDigits),
    ("whole-number", OrdinalMatch::WholeNumber),
];
