//! `fields` as written → as meant: all that is wrong is said at its place, and the rest holds.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    dublin_core,
    fields::{Field, FieldChoice, FieldKind, KINDS, Label, Wrong},
    keys::lang,
};
use crate::base::{
    Message, Span,
    diagnostic::meant,
    say,
    text::{fold, squeeze},
    yaml::{Node, Pair},
};

/// What others call a kind.
const SYNONYMS: [(&str, &str); 11] = [
    ("string", "text"),
    ("integer", "number"),
    ("url", "link"),
    ("uri", "link"),
    ("select", "list"),
    ("controlled-list", "list"),
    ("vocabulary", "list"),
    ("person", "people"),
    ("organization", "organizations"),
    ("place", "places"),
    ("topic", "topics"),
];

/// The keys of a field.
const KEYS: [&str; 7] = ["label", "kind", "values", "browse", "facet", "dublin-core", "schema-org"];

/// Reads the fields. What is wrong with one is said, and the rest of it holds.
pub fn read(value: &Node<'_>) -> (Arc<[Field]>, Vec<Wrong>) {
    let mut reading = Reading { wrong: Vec::new() };
    let mut fields: Vec<Field> = Vec::new();
    match value.map() {
        Some(pairs) => {
            for pair in pairs {
                let Some(field) = reading.field(pair) else { continue };
                match fields.iter().find(|other| other.name.eq_ignore_ascii_case(&field.name)) {
                    Some(other) => reading.say(pair.place, say::field_name_twice(&field.name, &other.name), say::field_name_twice_hint()),
                    None => fields.push(field),
                }
            }
        }
        None if value.is_null() => {}
        None => reading.say(value.span, say::fields_shape(value.kind()), say::fields_shape_hint()),
    }
    (fields.into(), reading.wrong)
}

struct Reading {
    wrong: Vec<Wrong>,
}

impl Reading {
    fn say(&mut self, place: Span, message: Message, hint: Message) {
        self.wrong.push((place, message, hint));
    }

    /// A field; nothing if it is called so that no document can have it.
    fn field(&mut self, pair: &Pair<'_>) -> Option<Field> {
        let name = pair.key.as_ref();
        if name.starts_with("x-") {
            self.say(pair.place, say::field_name(name), say::field_name_own_hint());
            return None;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(is_part) || name.len() > 60 {
            self.say(pair.place, say::field_name(name), say::field_name_hint());
            return None;
        }
        let mut field = Field { name: name.to_owned(), place: pair.place, ..Field::default() };
        let mut kind = None;
        match pair.value.map() {
            Some(pairs) => pairs.iter().for_each(|pair| self.key(&mut field, &mut kind, pair)),
            None if pair.value.is_null() => {}
            None => match pair.value.text() {
                Some(_) => kind = self.kind(&pair.value),
                None => self.say(pair.value.span, say::field_shape(name, pair.value.kind()), say::field_shape_hint()),
            },
        }
        if field.label.is_empty() {
            field.label = Label::plain(&as_words(name));
        }
        field.kind = kind.unwrap_or(if field.values.is_empty() { FieldKind::Text } else { FieldKind::List });
        match (field.kind, field.values.is_empty()) {
            (FieldKind::List, true) => {
                // Any value may stand in a list of which nothing is known.
                field.kind = FieldKind::Text;
                self.say(pair.place, say::field_values(name), say::field_values_hint());
            }
            (FieldKind::List, false) | (_, true) => {}
            (kind, false) => {
                field.values.clear();
                self.say(pair.place, say::field_values_kind(name, kind.name()), say::field_values_kind_hint());
            }
        }
        Some(field)
    }

    fn key(&mut self, field: &mut Field, kind: &mut Option<FieldKind>, Pair { key, place, value }: &Pair<'_>) {
        match key.as_ref() {
            "label" => field.label = self.label(key, value),
            "kind" => *kind = self.kind(value),
            "values" => field.values = self.values(&field.name, value),
            "browse" => field.browse = self.truth(key, value),
            "facet" => field.facet = self.truth(key, value),
            "dublin-core" => field.dublin_core = self.dublin_core(value),
            "schema-org" => field.schema_org = self.schema_org(value),
            _ => {
                let names = || KEYS.map(str::to_owned).to_vec();
                let near = if key == "type" { Some(say::did_you_mean("kind")) } else { meant(key, KEYS) };
                self.say(*place, say::field_key(key), near.unwrap_or_else(|| say::field_key_hint(names())));
            }
        }
    }

    fn kind(&mut self, value: &Node<'_>) -> Option<FieldKind> {
        let written = value.text().map(str::trim).unwrap_or_default();
        let known = KINDS.iter().find(|(name, _)| *name == written).map(|(_, kind)| *kind);
        if known.is_none() {
            let synonym = SYNONYMS.iter().find(|(name, _)| name.eq_ignore_ascii_case(written)).map(|(_, kind)| say::did_you_mean(kind));
            let names = || say::field_kind_hint(KINDS.map(|(name, _)| name.to_owned()).to_vec());
            let hint = synonym.or_else(|| meant(written, KINDS.map(|(name, _)| name))).unwrap_or_else(names);
            let shown = if written.is_empty() { value.kind().to_string() } else { written.to_owned() };
            self.say(value.span, say::field_kind(shown), hint);
        }
        known
    }

    fn truth(&mut self, key: &str, value: &Node<'_>) -> bool {
        if value.truth().is_none() && !value.is_null() {
            self.say(value.span, say::field_truth(key, value.kind()), say::wrong_value_hint_truth());
        }
        value.truth().unwrap_or(false)
    }

    /// A text, or one for each language.
    fn label(&mut self, key: &str, value: &Node<'_>) -> Label {
        let filled = |node: &Node<'_>| node.text().map(squeeze).filter(|text| !text.is_empty());
        let Some(pairs) = value.map() else {
            let plain = filled(value);
            if plain.is_none() {
                self.say(value.span, say::field_label(key), say::field_label_hint());
            }
            return Label::plain(&plain.unwrap_or_default());
        };
        let mut label = Label::default();
        for pair in pairs {
            match (lang(&pair.key), filled(&pair.value)) {
                (Ok(lang), Some(text)) => label.say(lang, text),
                (Ok(_), None) => self.say(pair.value.span, say::field_label(&pair.key), say::field_label_hint()),
                (Err(problem), _) => self.say(pair.place, say::field_lang(&pair.key), problem.hint),
            }
        }
        label
    }

    /// `[letter, memo]`, or each with its label.
    fn values(&mut self, name: &str, value: &Node<'_>) -> Vec<FieldChoice> {
        let mut choices: Vec<FieldChoice> = Vec::new();
        // By all that the values are called.
        let mut called: BTreeSet<String> = BTreeSet::new();
        let mut add = |reading: &mut Self, choice: FieldChoice, place: Span| {
            let names: Vec<String> = std::iter::once(choice.value.as_str()).chain(choice.label.all()).map(fold).collect();
            if names.iter().any(|name| called.contains(name)) {
                return reading.say(place, say::field_value_twice(&choice.value), say::field_value_twice_hint());
            }
            called.extend(names);
            choices.push(choice);
        };
        if let Some(pairs) = value.map() {
            for pair in pairs {
                let label = if pair.value.is_null() { Label::default() } else { self.label(&pair.key, &pair.value) };
                let label = if label.is_empty() { Label::plain(&pair.key) } else { label };
                add(self, FieldChoice { value: squeeze(&pair.key), label }, pair.place);
            }
        } else if let Some(items) = value.list() {
            for item in items {
                match item.text().map(squeeze).filter(|text| !text.is_empty()) {
                    Some(text) => add(self, FieldChoice { label: Label::plain(&text), value: text }, item.span),
                    None => self.say(item.span, say::field_shape(name, item.kind()), say::field_values_hint()),
                }
            }
        } else {
            self.say(value.span, say::field_values(name), say::field_values_hint());
        }
        choices
    }

    fn dublin_core(&mut self, value: &Node<'_>) -> String {
        let written = value.text().map(str::trim).unwrap_or_default();
        dublin_core::tag(written).unwrap_or_else(|| {
            let hint = meant(dublin_core::term(written), dublin_core::terms()).unwrap_or_else(say::field_dublin_core_hint);
            self.say(value.span, say::field_dublin_core(written), hint);
            String::new()
        })
    }

    fn schema_org(&mut self, value: &Node<'_>) -> String {
        let written = value.text().map(str::trim).unwrap_or_default();
        let bare = ["https://schema.org/", "http://schema.org/", "schema:"].iter().find_map(|space| written.strip_prefix(space));
        let term = bare.unwrap_or(written);
        // Properties begin with a small letter, types with a capital (schema.org, style guide).
        if term.starts_with(|c: char| c.is_ascii_lowercase()) && term.chars().all(|c| c.is_ascii_alphanumeric()) {
            return term.to_owned();
        }
        self.say(value.span, say::field_schema_org(written), say::field_schema_org_hint());
        String::new()
    }
}

/// `box-number` as words: `Box number`.
fn as_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
