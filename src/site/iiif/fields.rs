//! The archive's own fields of a document, as its manifest tells them: labels and values in all languages that are known.

use super::model::{Pair, Words};
use crate::{
    archive::fields::{Meant, Said, said},
    base::Lang,
    config::{Config, fields::Label},
    document::Meta,
};

/// A pair of label and value for each field that is no variable which every manifest tells.
pub fn of(config: &Config, meta: &Meta) -> Vec<Pair> {
    let own = said(&config.fields, meta).filter(|said| meta.own.iter().any(|own| own.key == said.field.name));
    own.map(|said| Pair { label: label(Words::default(), &said.field.label), value: values(&said, meta) }).collect()
}

fn label(words: Words, label: &Label) -> Words {
    let nobody = Lang::new("");
    label.each().fold(words, |words, (lang, text)| words.and(lang.unwrap_or(&nobody), text))
}

fn values(said: &Said<'_>, meta: &Meta) -> Words {
    said.values.iter().fold(Words::default(), |words, value| match &value.meant {
        Meant::Choice(choice) => label(words, &choice.label),
        Meant::Date(_) | Meant::Number(_) | Meant::Link(..) => words.and(&Lang::new(""), &value.meant.words()),
        Meant::Text(_) | Meant::Entity(..) | Meant::Wrong(_) => words.and(&meta.lang, &value.meant.text()),
    })
}
