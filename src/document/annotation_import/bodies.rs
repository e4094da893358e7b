//! What an annotation says: bodies of the W3C's model in all their forms, and what Hypothes.is has in their place.
//!
//! Source: W3C Web Annotation Data Model, 3.2 "Bodies and Targets", 3.2.5 "String Body", 3.2.7 "Choice of Bodies", 4 "Specific Resources".

use super::{
    all, first,
    plain::{of_html, of_other_markdown, of_plain},
    text,
};
use crate::{base::yaml::Value, document::sanitize::not_allowed};

/// What a note says.
#[derive(Default)]
pub struct Bodies {
    /// Markdown.
    pub text: String,
    pub tags: Vec<Value>,
    pub lang: Option<String>,
    /// For what the first of its parts is meant, if it says so.
    pub purpose: Option<String>,
}

/// Reads what an annotation says; `own` tells that it comes from an archive like this one, whose Markdown is ours.
pub fn read(value: &Value, own: bool, remarks: &mut Vec<String>) -> Bodies {
    let mut reading = Reading { said: Vec::new(), found: Bodies::default(), own, remarks, depth: 0 };
    if let Some(said) = text(value, "text") {
        // Hypothes.is.
        reading.say(of_other_markdown(said.trim_end()), None);
    }
    if let Some(tags) = value.get("tags").and_then(Value::as_array) {
        reading.found.tags = tags.iter().filter(|tag| tag.is_string()).cloned().collect();
    }
    if let Some(said) = text(value, "bodyValue") {
        reading.say(of_plain(said), None);
    }
    // Annotorious calls them `bodies` when it writes its own form.
    for body in value.get("body").or_else(|| value.get("bodies")).map(all).unwrap_or_default() {
        reading.body(body, "");
    }
    let Reading { said, mut found, .. } = reading;
    found.text = said.join("\n\n");
    found
}

/// Bodies may stand in each other so deep.
const DEEPEST: usize = 16;

struct Reading<'r> {
    said: Vec<String>,
    found: Bodies,
    own: bool,
    remarks: &'r mut Vec<String>,
    depth: usize,
}

impl Reading<'_> {
    /// A body; `outer` is for what the one is meant in which it stands.
    fn body(&mut self, body: &Value, outer: &str) {
        if let Some(iri) = body.as_str() {
            return self.say(link(iri), None);
        }
        let purpose = body.get("purpose").map(first).and_then(Value::as_str).unwrap_or(outer);
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        let kind = body.get("type").map(first).and_then(Value::as_str).unwrap_or("");
        if let Some(items) = body.get("items").or_else(|| body.get("member")).map(all) {
            // A reader's program would choose; a file may have them all.
            items.into_iter().for_each(|item| self.body(item, purpose));
        } else if let Some(words) = text(body, "value") {
            self.words(body, words, purpose);
        } else if let Some(source) = body.get("source").filter(|source| source.is_object()) {
            self.selected(body);
            self.body(source, purpose);
        } else if let Some(iri) = text(body, "source").or_else(|| text(body, "id")).or_else(|| text(body, "@id")) {
            self.selected(body);
            self.say(link(iri), None);
        } else if kind != "TextualBody" {
            self.remarks.push("a part of what it says has neither words nor an address, and is left out".into());
        }
        self.depth -= 1;
    }

    /// The words of another text that a body selects.
    fn selected(&mut self, body: &Value) {
        let selectors = body.get("selector").map(all).unwrap_or_default();
        if let Some(words) = selectors.into_iter().find_map(|selector| text(selector, "exact")) {
            self.say(format!("> {}", of_plain(words).replace('\n', "\n> ")), None);
        }
    }

    fn words(&mut self, body: &Value, words: &str, purpose: &str) {
        if purpose == "tagging" {
            return self.found.tags.push(words.into());
        }
        if self.found.purpose.is_none() && !purpose.is_empty() {
            self.found.purpose = Some(purpose.to_owned());
        }
        let format = text(body, "format").unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let said = match format.as_str() {
            "text/plain" => of_plain(words),
            "text/html" | "application/xhtml+xml" => {
                let names = not_allowed(words);
                if !names.is_empty() {
                    self.remarks.push(format!("of its HTML is left out what no text may have: {}", names.join(", ")));
                }
                of_html(words)
            }
            _ if self.own => words.to_owned(),
            _ => of_other_markdown(words),
        };
        let lang = body.get("language").map(first).and_then(Value::as_str).filter(|lang| is_tag(lang));
        self.say(said, lang);
    }

    /// A part of what it says; one in another language than the first says so.
    fn say(&mut self, said: String, lang: Option<&str>) {
        if said.is_empty() {
            return;
        }
        let said = if said.contains('\r') { said.replace("\r\n", "\n").replace('\r', "\n") } else { said };
        let is_first = self.said.is_empty();
        if is_first {
            self.found.lang = lang.map(str::to_owned);
        }
        match lang.filter(|lang| self.found.lang.as_deref() != Some(*lang)) {
            Some(lang) => self.said.push(format!("<div lang=\"{lang}\">\n\n{said}\n\n</div>")),
            None => self.said.push(said),
        }
    }
}

/// Whether a text may stand for a language: letters, digits and hyphens.
fn is_tag(lang: &str) -> bool {
    lang.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A link that shows its address.
fn link(iri: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '\\');
    let has_scheme = iri.starts_with("https://") || iri.starts_with("http://");
    if iri.chars().all(is_plain) && has_scheme { format!("<{iri}>") } else { of_plain(iri) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(value: &Value, expected: &str, lang: &str) {
        let mut remarks = Vec::new();
        let found = read(value, false, &mut remarks);
        assert_eq!((found.text.as_str(), found.lang.as_deref().unwrap_or(""), remarks.len()), (expected, lang, 0), "{value}");
    }

    #[test]
    fn bodies_of_all_forms_keep_their_words() {
        let body = |body: Value| json!({ "body": body });
        let (en, fr) = (json!({"type": "TextualBody", "value": "Yes", "language": "en"}), json!({"value": "Oui", "language": "fr"}));
        check(&body(json!({"type": "Choice", "items": [en, fr]})), "Yes\n\n<div lang=\"fr\">\n\nOui\n\n</div>", "en");
        check(
            &body(json!({"type": "SpecificResource", "purpose": "commenting", "source": {"type": "TextualBody", "value": "Inner"}})),
            "Inner",
            "",
        );
        check(
            &body(json!({"source": "https://a.example/", "selector": {"exact": "two\nlines"}})),
            "> two\\\n> lines\n\n<https://a.example/>",
            "",
        );
        check(
            &body(json!([{"id": "https://a.example/1.jpg", "type": "Image"}, {"value": "A @b.", "format": "text/markdown"}])),
            "<https://a.example/1.jpg>\n\nA \\@b.",
            "",
        );
        check(&body(json!({"value": "1 * 2 * 3 <b>", "format": "text/plain"})), "1 * 2 * 3 \\<b>", "");
        check(&body(json!("not <an> address")), "not \\<an> address", "");
        check(&json!({"bodyValue": "*a*"}), "\\*a\\*", "");
        check(&json!({"text": "*a*\r\nb\r"}), "*a*\nb", "");
    }
}
