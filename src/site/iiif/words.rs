//! What manifests say in the site's own words: no template makes them.

use super::model::Words;
use crate::{base::Lang, site::templates::strings::Strings};

/// Whether a manifest may say the words of a key. When these change all manifests are made again (`build::key`).
pub fn is_said(key: &str) -> bool {
    ["roles.", "fields.", "iiif-"].iter().any(|start| key.starts_with(start))
}

/// The words of a key, in the language in which the site has them; if there are none, the key's own.
pub fn said(strings: &Strings, key: &str) -> Words {
    match strings.plain(key) {
        Some(text) => Words::of(&Lang::new(strings.lang_of(key)), text),
        None => Words::english(&key.rsplit('.').next().unwrap_or(key).replace(['-', '_'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::site::templates::strings_with;

    fn check(lang: &str, key: &str, expected: &str) {
        let strings = strings_with(&BTreeMap::new(), &Lang::new(lang));
        assert_eq!(serde_json::to_string(&said(&strings, key)).unwrap(), expected);
        assert!(is_said(key));
    }

    #[test]
    fn labels_are_in_the_language_of_the_site() {
        check("en", "roles.author", r#"{"en":["Author"]}"#);
        check("ru", "iiif-rights", r#"{"ru":["Права"]}"#);
        check("de", "fields.issued", r#"{"de":["Datum"]}"#);
        check("et", "fields.issued", r#"{"en":["Date"]}"#);
        check("ru", "fields.archive_none", r#"{"en":["archive none"]}"#);
    }
}
