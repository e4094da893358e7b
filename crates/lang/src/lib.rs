//! What is known of languages: how their print names months, labels, headings, roles, and what else stands under the keys of
//! `keys.yaml`. One file a language in `data/`; a new language is a new file, and nothing else.
//!
//! 1. `build.rs` reads the files and makes of each key one table of the words of all languages;
//! 2. [`Words`] is such a table: whether it holds a word, of which languages and which part of the key;
//! 3. [`Langs`] is a set of languages.
//!
//! ```
//! assert_eq!(scholion_lang::MONTH.part("maggio"), Some("5"));
//! assert_eq!(scholion_lang::ABSTRACT.langs("zusammenfassung").tags().collect::<Vec<_>>(), ["de"]);
//! assert_eq!(scholion_lang::CODE.langs("fre").tags().next(), Some("fr"));
//! ```

mod langs;
mod words;

pub use langs::Langs;
pub use words::{Entry, Words};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The tag of a language as it stands in [`TAGS`].
pub fn tag(language: &str) -> Option<&'static str> {
    TAGS.binary_search(&language).ok().and_then(|at| TAGS.get(at)).copied()
}

/// All keys, as `keys.yaml` names them and in its order, each with its words.
pub fn keys() -> impl Iterator<Item = (&'static str, &'static Words)> {
    KEYS.into_iter()
}

#[cfg(test)]
mod tests;
