//! What a page says in JSON-LD (<https://schema.org/>): the objects of all its scripts, whichever of them holds which.

use dom_query::Document;
use serde_json::Value;

/// As many objects are looked at, and as deep in one another.
const MOST: usize = 2_000;
const DEEPEST: usize = 10;

/// The objects of a page.
#[derive(Debug, Default)]
pub struct Data {
    objects: Vec<Value>,
    /// The place of the one that is the text.
    text: Option<usize>,
}

/// Somebody or something that an object names as having a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    /// Whether it is said to be a body.
    pub is_body: bool,
}

impl Data {
    pub fn read(page: &Document) -> Self {
        let mut objects = Vec::new();
        for node in page.select("script[type='application/ld+json'], script:not([type])").nodes() {
            // Some write it without its type.
            let is_named = node.has_attr("type");
            if !is_named && !node.text().trim_start().starts_with("{\"@context\"") {
                continue;
            }
            // Some wrap it in the comments of other languages, some break lines in its strings.
            let text = node.text().replace("<![CDATA[", "").replace("]]>", "").replace(['\n', '\r', '\t'], " ");
            let span = text.find(['{', '[']).zip(text.rfind(['}', ']']));
            if let Some(value) = span.and_then(|(start, end)| serde_json::from_str(text.get(start..=end)?).ok()) {
                gather(value, &mut objects, 0);
            }
        }
        let place = |is_kind: fn(&str) -> bool| objects.iter().position(|object| types(object).any(is_kind));
        let text = place(is_text).or_else(|| place(|kind| kind == "WebPage"));
        Self { objects, text }
    }

    fn own(&self) -> Option<&Value> {
        self.objects.get(self.text?)
    }

    /// The first of some fields of the text that says anything.
    pub fn text(&self, keys: &[&str]) -> Option<String> {
        let own = self.own()?;
        keys.iter().map(|key| string(own.get(*key))).find(|text| !text.is_empty())
    }

    /// Who wrote the text.
    pub fn authors(&self) -> Vec<Party> {
        let Some(own) = self.own() else { return Vec::new() };
        let mut found = Vec::new();
        for key in ["author", "creator"] {
            if found.is_empty() {
                self.parties(own.get(key), &mut found, 0);
            }
        }
        found.retain(|party| !party.name.is_empty());
        found.dedup();
        found
    }

    /// Whether the page says that the name by which its site is called is somebody's: an object with it is a person and a body at once,
    /// as programs write for who keeps a site alone, or a person publishes the text.
    pub fn is_person(&self, name: &str) -> bool {
        let is_called = |object: &Value| string(object.get("name")) == name;
        let is_both =
            |object: &Value| types(object).any(|kind| kind == "Person") && types(object).any(|kind| kind.ends_with("Organization"));
        let publisher = self.own().and_then(|own| own.get("publisher"));
        self.objects.iter().any(|object| is_both(object) && is_called(object))
            || publisher.is_some_and(|object| types(object).any(|kind| kind == "Person") && is_called(object))
    }

    /// What publishes the text, and what sites are called.
    pub fn sites(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.parties(self.own().and_then(|own| own.get("publisher")), &mut found, 0);
        let sites = self.objects.iter().filter(|object| types(object).any(|kind| matches!(kind, "WebSite" | "NewsMediaOrganization")));
        found
            .into_iter()
            .map(|party| party.name)
            .chain(sites.map(|site| string(site.get("name"))))
            .filter(|name| !name.is_empty())
            .collect()
    }

    fn parties(&self, value: Option<&Value>, found: &mut Vec<Party>, depth: usize) {
        let mut add = |name: &str, is_body| found.push(Party { name: name.trim().to_owned(), is_body });
        match value {
            Some(Value::Array(items)) if depth < DEEPEST => items.iter().for_each(|item| self.parties(Some(item), found, depth + 1)),
            Some(Value::String(name)) => add(name, false),
            Some(Value::Object(map)) => {
                let is_body = value.is_some_and(|value| {
                    let mut kinds = types(value).peekable();
                    kinds.peek().is_some() && kinds.all(|kind| kind.ends_with("Organization"))
                });
                match (map.get("name"), map.get("@id").and_then(Value::as_str)) {
                    (Some(Value::Array(names)), _) => names.iter().filter_map(Value::as_str).for_each(|name| add(name, is_body)),
                    (Some(Value::String(name)), _) => add(name, is_body),
                    (_, Some(id)) if depth == 0 || depth == 1 => {
                        let named = |object: &&Value| object.get("@id").and_then(Value::as_str) == Some(id) && object.get("name").is_some();
                        self.parties(self.objects.iter().find(named), found, depth + 2);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// Whether an object of this type is a text.
fn is_text(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") || matches!(kind, "Book" | "Report" | "Chapter" | "Recipe")
}

/// All objects of a value, itself first.
fn gather(value: Value, objects: &mut Vec<Value>, depth: usize) {
    if objects.len() >= MOST || depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| gather(item, objects, depth + 1)),
        Value::Object(mut map) => {
            let graph = map.remove("@graph");
            let page = map.get("mainEntity").filter(|entity| types(entity).any(is_text)).cloned();
            objects.push(Value::Object(map));
            graph.into_iter().chain(page).for_each(|inner| gather(inner, objects, depth + 1));
        }
        _ => {}
    }
}

/// The types of an object.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    let kind = value.get("@type");
    let many = kind.and_then(Value::as_array).into_iter().flatten();
    many.chain(kind).filter_map(Value::as_str).map(|kind| kind.rsplit('/').next().unwrap_or(kind))
}

/// A text, the first of several, or the name of a thing.
fn string(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => match items.first() {
            Some(Value::Array(_)) | None => String::new(),
            first => string(first),
        },
        Some(Value::Object(map)) => map.get("name").and_then(Value::as_str).map_or(String::new(), |name| name.trim().to_owned()),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(json: &str) -> Vec<(String, bool)> {
        let page = Document::from(format!("<script type='application/ld+json'>{json}</script>"));
        Data::read(&page).authors().into_iter().map(|party| (party.name, party.is_body)).collect()
    }

    #[test]
    fn authors_are_found_in_all_forms() {
        let person = |name: &str| (name.to_owned(), false);
        for (json, expected) in [
            (r#"{"@type": "NewsArticle", "author": "Vera Lind"}"#, vec![person("Vera Lind")]),
            (
                r#"[{"@type": ["Article"], "author": [{"@type": "Person", "name": "Vera Lind"}, "Karl Holm"]}]"#,
                vec![person("Vera Lind"), person("Karl Holm")],
            ),
            (
                r##"{"@graph": [{"@type": "WebPage", "author": {"@id": "#v"}}, {"@type": ["Person", "Organization"], "@id": "#v", "name": "Vera Lind"}]}"##,
                vec![person("Vera Lind")],
            ),
            (r#"{"@type": "Article", "author": {"@type": "Organization", "name": "Ford Weekly"}}"#, vec![("Ford Weekly".to_owned(), true)]),
            (r#"{"@type": "Article", "author": {"name": ["Vera Lind", "Karl Holm"]}}"#, vec![person("Vera Lind"), person("Karl Holm")]),
            (r##"{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}}"##, vec![]),
        ] {
            assert_eq!(authors(json), expected, "{json}");
        }
    }
}
