//! What manifests are made of (IIIF Presentation API 3.0), as they are written. What is empty is not written.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{Lang, yaml::Value};

/// The context that a manifest and a collection begin with (section 4.6).
pub const CONTEXT: &str = "http://iiif.io/api/presentation/3/context.json";

/// Texts by language (section 4.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, Vec<String>>);

impl Words {
    /// A text in a language.
    pub fn of(lang: &Lang, text: &str) -> Self {
        Self::default().and(lang, text)
    }

    /// A text of no language: a number, a label of a page.
    pub fn bare(text: &str) -> Self {
        Self::default().put("none", text)
    }

    /// A text in English.
    pub fn english(text: &str) -> Self {
        Self::default().put("en", text)
    }

    /// The same with a text in a further language; nothing is said twice.
    #[must_use]
    pub fn and(self, lang: &Lang, text: &str) -> Self {
        let lang = lang.as_str();
        self.put(if lang.is_empty() || lang == "und" { "none" } else { lang }, text)
    }

    fn put(mut self, lang: &str, text: &str) -> Self {
        let text = text.trim();
        if !text.is_empty() {
            let texts = self.0.entry(lang.to_owned()).or_default();
            if !texts.iter().any(|other| other == text) {
                texts.push(text.to_owned());
            }
        }
        self
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A document (section 5.2).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    #[serde(rename = "@context")]
    pub context: &'static str,
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub label: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub summary: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_statement: Option<Pair>,
    /// A licence of Creative Commons or a statement of rightsstatements.org.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rights: String,
    /// `xsd:dateTime` with a time zone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nav_date: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<Agent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thumbnail: Vec<Image>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub homepage: Vec<Other>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub see_also: Vec<Other>,
    /// The document in other forms, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rendering: Vec<Other>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<Other>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub viewing_direction: &'static str,
    pub items: Vec<Canvas>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub structures: Vec<Range>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Page>,
}

/// The manifests of an archive (section 5.1).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    #[serde(rename = "@context")]
    pub context: &'static str,
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub label: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub summary: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<Agent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub homepage: Vec<Other>,
    pub items: Vec<Other>,
}

/// A label and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    pub label: Words,
    pub value: Words,
}

/// Who offers it.
#[derive(Clone, Debug, Serialize)]
pub struct Agent {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub label: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub homepage: Vec<Other>,
}

/// Something that is but named: a page, a file, a manifest in a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Other {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub label: Words,
    /// Its media type.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub format: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub language: Vec<String>,
    /// The address of what describes its form.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub profile: &'static str,
}

/// The picture of a page, and what is said of it (section 5.3). It is as large as its picture, in pixels.
#[derive(Clone, Debug, Serialize)]
pub struct Canvas {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub label: Words,
    pub width: u32,
    pub height: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thumbnail: Vec<Image>,
    pub items: Vec<Page>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Page>,
}

/// Annotations (section 5.5).
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Only where it stands by itself.
    #[serde(rename = "@context", skip_serializing_if = "str::is_empty")]
    pub context: &'static str,
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub label: Words,
    /// None of one that stands elsewhere, at its id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Value>,
}

impl Page {
    /// Annotations that stand here.
    pub fn of(id: String, items: Vec<Value>) -> Self {
        Self { context: "", id, kind: "AnnotationPage", label: Words::default(), items }
    }
}

/// An annotation.
#[derive(Clone, Debug, Serialize)]
pub struct Annotation<B> {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub motivation: &'static str,
    pub body: B,
    pub target: String,
}

impl<B: Serialize> Annotation<B> {
    /// As it stands among others.
    pub fn value(id: String, motivation: &'static str, body: B, target: String) -> Value {
        let annotation = Self { id, kind: "Annotation", motivation, body, target };
        // Texts and numbers always have a JSON form.
        serde_json::to_value(annotation).unwrap_or_default()
    }
}

/// Words as the body of an annotation.
#[derive(Clone, Debug, Serialize)]
pub struct Textual {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: String,
    pub format: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
}

impl Textual {
    /// Words without marks in a language.
    pub fn plain(value: &str, lang: &Lang) -> Self {
        let lang = lang.as_str();
        let language = if lang == "und" { "" } else { lang };
        Self { kind: "TextualBody", value: value.to_owned(), format: "text/plain", language: language.to_owned() }
    }
}

/// A picture (section 5.7).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Image {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub format: &'static str,
    pub width: u32,
    pub height: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service: Vec<super::image_service::Service>,
}

/// A part of the text, and the canvases and parts that it holds (section 5.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub label: Words,
    pub items: Vec<Item>,
}

/// What a range holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Item {
    /// A canvas.
    Canvas(Other),
    /// A smaller part.
    Range(Range),
}

/// A file of JSON, as data files are written: for people, too.
pub fn written<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_by_language_and_said_once() {
        let words = Words::of(&Lang::new("ru"), "Письмо")
            .and(&Lang::new("en"), "Letter")
            .and(&Lang::new("en"), " Letter")
            .and(&Lang::new("und"), "A");
        assert_eq!(serde_json::to_string(&words).unwrap(), r#"{"en":["Letter"],"none":["A"],"ru":["Письмо"]}"#);
        assert!(Words::of(&Lang::new("en"), " ").is_empty());
    }

    #[test]
    fn what_is_empty_is_not_written() {
        let other = Other { id: "https://example.org/".into(), kind: "Text", ..Other::default() };
        assert_eq!(serde_json::to_string(&other).unwrap(), r#"{"id":"https://example.org/","type":"Text"}"#);
        let textual = Textual::plain("words", &Lang::new("und"));
        assert_eq!(serde_json::to_string(&textual).unwrap(), r#"{"type":"TextualBody","value":"words","format":"text/plain"}"#);
    }
}
