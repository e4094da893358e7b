//! A file of words, `strings/<lang>.yaml`: what it holds under each key, and what is wrong with it.

use std::{borrow::Cow, collections::BTreeSet};

use super::plural::{self, Category};
use crate::base::{
    Diagnostic, Message, RelPath, Span,
    diagnostic::meant,
    say,
    yaml::{self, Data, Node, Pair},
};

/// What stands under a dotted key.
pub(super) struct Word {
    pub key: String,
    pub value: Value,
}

/// What words there are.
pub(super) enum Value {
    /// The same for all numbers.
    Text(String),
    /// By category; `Other` is always there.
    Forms(Vec<(Category, String)>),
    List(Vec<String>),
}

impl Value {
    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (text, forms, list): (_, &[_], &[_]) = match self {
            Self::Text(text) => (Some(text), &[], &[]),
            Self::Forms(forms) => (None, forms, &[]),
            Self::List(list) => (None, &[], list),
        };
        text.into_iter().chain(forms.iter().map(|(_, text)| text)).chain(list).map(String::as_str)
    }
}

/// What is known of a key before the file is read.
pub(super) enum Known<'s> {
    /// A text, perhaps with plural forms, and the parts to fill in that it has.
    Text(Cow<'s, BTreeSet<String>>, bool),
    /// So many items.
    List(usize),
    /// Other keys begin so.
    Section,
    Nothing,
}

/// The key that says whether somebody who grew up with the language has read the file: no word of the site.
pub(super) const CHECKED: &str = "checked";

/// How the keys of what findings say begin. The English stands with the codes (`base::message`).
pub(super) const FINDINGS: &str = "findings.";

/// What looks wrong, unless a template of the archive asks for it.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    /// The key.
    pub key: String,
    /// The part to fill in; `None` if the key itself is in doubt.
    pub part: Option<String>,
    /// What is to be said.
    pub finding: Diagnostic,
}

/// The parts to fill in that a text has: `value` of `vol. {value}`.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// A pattern with its `{names}` filled in; a name without value stays as it is.
pub(super) fn filled<'a>(pattern: &'a str, fill: impl Fn(&'a str) -> Option<Cow<'a, str>>) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, behind)) = after.split_once('}')
    {
        filled.push_str(before);
        match fill(name) {
            Some(value) => filled.push_str(&value),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// A file while it is read.
pub(super) struct Reader<'r, K> {
    /// The archive's file; `None` for those that the program carries, of which nothing is said.
    pub path: Option<&'r RelPath>,
    /// The primary language.
    pub language: &'r str,
    /// Tells what is known of a key.
    pub known: K,
    pub words: Vec<Word>,
    pub doubts: Vec<Doubt>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'s, K: Fn(&str) -> Known<'s>> Reader<'_, K> {
    /// Reads a file. What has not the shape that is needed is said and left out, so that the words of the program stand in.
    pub fn read(&mut self, text: &str) {
        match yaml::read(text) {
            Ok(tree) => {
                for doubled in &tree.doubled {
                    self.error(doubled.again, say::strings_value_twice(&doubled.key), say::strings_value_twice_hint());
                }
                match tree.root.map() {
                    Some(pairs) => pairs.iter().for_each(|pair| self.pair("", pair)),
                    None if tree.root.is_null() => {}
                    None => {
                        let what = say::strings_value_file(tree.root.kind());
                        self.error(Span::new(0, 0), what, say::strings_value_file_hint());
                    }
                }
            }
            Err(fault) => {
                if let Some(path) = self.path {
                    let mut found = Diagnostic::error(path, say::strings_yaml(fault.message)).hint(say::strings_yaml_hint());
                    found.span = fault.span;
                    self.diagnostics.push(found);
                }
            }
        }
    }

    fn pair(&mut self, section: &str, pair: &Pair<'_>) {
        let key = if section.is_empty() { pair.key.to_string() } else { format!("{section}.{}", pair.key) };
        if key == CHECKED && pair.value.truth().is_some() {
            return;
        }
        let known = (self.known)(&key);
        let value = match (&pair.value.data, &known) {
            (Data::Null, Known::Text(..) | Known::List(_)) => {
                self.say(Diagnostic::notice, pair.place, say::strings_value_none(&key), say::strings_value_none_hint());
                return;
            }
            (Data::Null, _) => return,
            (Data::Map(pairs), Known::Text(parts, _)) => match self.forms(&key, pairs, parts) {
                Some(forms) => Value::Forms(forms),
                None => return,
            },
            (Data::Map(pairs), Known::Nothing) if !pairs.is_empty() && pairs.iter().all(|form| Category::named(&form.key).is_some()) => {
                match self.forms(&key, pairs, &BTreeSet::new()) {
                    Some(forms) => Value::Forms(forms),
                    None => return,
                }
            }
            (Data::Map(pairs), Known::Section | Known::Nothing) => {
                return pairs.iter().for_each(|pair| self.pair(&key, pair));
            }
            (Data::List(items), Known::List(_) | Known::Nothing) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| item.text().map(str::to_owned)).collect();
                match texts {
                    Some(texts) => Value::List(texts),
                    None => return self.wrong(&key, &pair.value, &known),
                }
            }
            (Data::Plain(_), _) if pair.value.truth().is_some() => return self.wrong(&key, &pair.value, &known),
            (Data::Plain(text) | Data::Quoted(text), Known::Text(..) | Known::Nothing) => Value::Text(text.to_string()),
            _ => return self.wrong(&key, &pair.value, &known),
        };
        self.take(key, pair, value, &known);
    }

    /// Takes words of the right shape.
    fn take(&mut self, key: String, pair: &Pair<'_>, value: Value, known: &Known<'_>) {
        match (&value, known) {
            (Value::Forms(_), Known::Text(parts, false)) if !parts.contains("n") => {
                let hint = say::strings_value_no_forms_hint();
                return self.error(pair.place, say::strings_value_no_forms(&key), hint);
            }
            // Those of the program are tested.
            (Value::Forms(forms), _) if self.path.is_some() => {
                let used = plural::categories(self.language);
                for (category, _) in forms.iter().filter(|(category, _)| !used.contains(category)) {
                    let all: Vec<String> = used.iter().map(|one| one.name().to_owned()).collect();
                    let message = say::strings_value_form_unused(category.name(), &key);
                    let place = pair.value.map().and_then(|forms| forms.iter().find(|form| form.key == category.name()));
                    let place = place.map_or(pair.place, |form| form.place);
                    self.say(Diagnostic::warning, place, message, say::strings_value_form_unused_hint(self.language, all));
                }
            }
            (Value::List(list), Known::List(length)) if list.len() < *length => {
                let message = say::strings_value_length(&key, list.len(), length);
                self.say(Diagnostic::warning, pair.place, message, say::strings_value_length_hint());
            }
            (Value::Text(text), Known::Text(..)) if matches!(pair.value.data, Data::Plain(_)) && is_number(text) => {
                let hint = say::strings_value_number_hint();
                self.say(Diagnostic::warning, pair.value.span, say::strings_value_number(&key), hint);
            }
            _ => {}
        }
        if let Some(path) = self.path {
            self.doubt(path, &key, pair, &value, known);
        }
        self.words.push(Word { key, value });
    }

    /// Notes what looks wrong by what the program knows.
    fn doubt(&mut self, path: &RelPath, key: &str, pair: &Pair<'_>, value: &Value, known: &Known<'_>) {
        if let Known::Nothing = known {
            // Any language may have a name.
            if !key.starts_with("languages.") {
                let message = say::strings_key(key);
                let finding = Diagnostic::warning(path, message).at(pair.place);
                self.doubts.push(Doubt { key: key.to_owned(), part: None, finding });
            }
            return;
        }
        // What a finding says may show how something is written in braces.
        let is_finding = key.starts_with(FINDINGS);
        let may_be_field = |part: &str| !is_finding || part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        for text in value.texts() {
            if !is_finding && text.rfind('{').is_some_and(|open| text.rfind('}').is_none_or(|close| close < open)) {
                let message = say::strings_value_brace(key);
                self.say(Diagnostic::warning, pair.value.span, message, say::strings_value_brace_hint());
            }
            let Known::Text(has, is_plural) = known else { continue };
            for part in parts(text).filter(|part| may_be_field(part) && !has.contains(*part) && !(*is_plural && *part == "n")) {
                let all: Vec<String> = has.iter().map(|part| format!("{{{part}}}")).collect();
                let hint = meant(part.trim(), has.iter().map(String::as_str));
                let hint = hint.unwrap_or_else(|| if all.is_empty() { say::strings_part_hint_none() } else { say::strings_part_hint(all) });
                let message = say::strings_part(part, key);
                let finding = Diagnostic::warning(path, message).at(pair.value.span).hint(hint);
                self.doubts.push(Doubt { key: key.to_owned(), part: Some(part.to_owned()), finding });
            }
        }
    }

    /// The plural forms that a map holds.
    fn forms(&mut self, key: &str, pairs: &[Pair<'_>], parts: &BTreeSet<String>) -> Option<Vec<(Category, String)>> {
        let mut forms = Vec::new();
        for pair in pairs {
            match (Category::named(&pair.key), pair.value.text()) {
                (Some(category), Some(text)) if !pair.value.is_null() => forms.push((category, text.to_owned())),
                (Some(_), _) => {
                    let message = say::strings_value_form(&pair.key, key, pair.value.kind());
                    self.error(pair.place, message, say::strings_value_expected_text());
                    return None;
                }
                (None, _) => {
                    let hint = if parts.contains(&*pair.key) && pair.value.is_null() {
                        say::strings_value_form_brace_hint()
                    } else {
                        let names = Category::ALL.map(Category::name);
                        meant(&pair.key, names).unwrap_or_else(|| say::strings_value_form_hint(names.map(str::to_owned).to_vec()))
                    };
                    self.error(pair.place, say::strings_value_no_form(key, &pair.key), hint);
                    return None;
                }
            }
        }
        if !forms.iter().any(|(category, _)| *category == Category::Other) {
            let place = pairs.first().map_or(Span::default(), |pair| pair.place);
            self.error(place, say::strings_value_other(key), say::strings_value_other_hint());
            return None;
        }
        Some(forms)
    }

    fn wrong(&mut self, key: &str, value: &Node<'_>, known: &Known<'_>) {
        let expected = match known {
            Known::Text(..) => say::strings_value_expected_forms(),
            Known::List(_) => say::strings_value_expected_list(),
            Known::Section => say::strings_value_expected_section(),
            Known::Nothing => say::strings_value_expected_any(),
        };
        self.error(value.span, say::strings_value(key, value.kind()), expected);
    }

    fn error(&mut self, place: Span, message: Message, hint: Message) {
        self.say(Diagnostic::error, place, message, hint);
    }

    fn say(&mut self, new: fn(&RelPath, Message) -> Diagnostic, place: Span, message: Message, hint: Message) {
        self.diagnostics.extend(self.path.map(|path| new(path, message).at(place).hint(hint)));
    }
}
