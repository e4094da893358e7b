//! The values of front matter and records, as a header may say them again.
//!
//! A header says much twice: its title, its names and its days for the file, for the source and for the letter. Of each value here stands
//! how else it may be said: a day with its numbers, an identifier with its address.

use scholion_base::yaml::Value;

/// The values of a document or of a record.
#[derive(Debug, Default)]
pub struct Values(Vec<String>);

impl Values {
    /// The values in the order in which they were put.
    pub fn into_texts(self) -> Vec<String> {
        self.0
    }

    /// A value as it is; a day also as its numbers are said one by one.
    pub fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let is_day = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '~' | '?' | '%'));
        if is_day && text.contains('-') && !text.starts_with("0000") {
            let numbers = text.split(|c: char| !c.is_ascii_digit()).map(|number| number.trim_start_matches('0'));
            self.0.push(numbers.collect::<Vec<_>>().join(" "));
        }
        self.0.push(text.to_owned());
    }

    /// A title, and what stands below it.
    pub fn title(&mut self, text: &str) {
        self.text(text);
        if let Some((title, below)) = text.split_once(": ") {
            [title, below].iter().for_each(|part| self.text(part));
        }
    }

    /// A number that is an address as well, behind what stands before it there.
    pub fn address(&mut self, before: &str, number: &str) {
        self.text(number);
        if !number.is_empty() && !number.contains("://") {
            self.0.push(format!("{before}{number}"));
        }
    }

    /// Somebody: the name, the number, the offices.
    pub fn person<'t>(&mut self, name: &str, orcid: &str, offices: impl Iterator<Item = &'t str>) {
        self.text(name);
        self.address("https://orcid.org/", orcid);
        offices.for_each(|office| self.text(office));
    }

    /// Front matter, without what it says in many words and what is the program's.
    pub fn front(&mut self, front: &Value) {
        for (key, value) in front.as_object().into_iter().flatten() {
            match key.as_str() {
                "source"
                | "bibliography"
                | "link-citations"
                | "nocite"
                | "draft"
                | "lang"
                | "abstract"
                | "rights"
                | "citation-as-printed"
                | "facsimile"
                | "files"
                | "recordings" => {}
                "translations" => value.as_object().into_iter().flatten().for_each(|(_, part)| self.front(part)),
                "title" => self.title(value.as_str().unwrap_or("")),
                "DOI" => self.address("https://doi.org/", value.as_str().unwrap_or("")),
                _ => self.value(key, value),
            }
        }
    }

    /// A record as CSL has it.
    pub fn record(&mut self, record: &Value) {
        for (key, value) in record.as_object().into_iter().flatten() {
            match key.as_str() {
                "id" | "verbatim" | "language" | "printed-in" => {}
                "title" => self.title(value.as_str().unwrap_or("")),
                "DOI" => self.address("https://doi.org/", value.as_str().unwrap_or("")),
                _ => self.value(key, value),
            }
        }
    }

    fn value(&mut self, key: &str, value: &Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Number(number) => self.text(&number.to_string()),
            Value::Array(items) => {
                // A header may say of somebody what the key does.
                if items.iter().any(Value::is_object) {
                    self.text(key);
                }
                items.iter().for_each(|item| self.value(key, item));
            }
            Value::Object(map) if map.contains_key("family") || map.contains_key("literal") => {
                let is_name = |key: &str| !matches!(key, "id" | "orcid" | "office");
                let parts = map.iter().filter(|(key, _)| is_name(key)).filter_map(|(_, value)| value.as_str());
                let said = |key: &str| map.get(key).and_then(Value::as_str).unwrap_or("");
                let offices = map.get("office").into_iter().flat_map(|office| match office.as_array() {
                    Some(items) => items.iter().filter_map(Value::as_str).collect(),
                    None => office.as_str().into_iter().collect::<Vec<_>>(),
                });
                self.person(&parts.collect::<Vec<_>>().join(" "), said("orcid"), offices);
            }
            Value::Object(map) => {
                let said = map.iter().filter(|(key, _)| !matches!(key.as_str(), "id" | "type" | "conjecture" | "uncertain"));
                said.for_each(|(key, value)| self.value(key, value));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_in_several_ways() {
        let mut values = Values::default();
        values.front(&serde_json::json!({
            "title": "Oil: a price", "issued": "1843-05-02", "volume": 12, "DOI": "10.5555/o.1", "abstract": "Dear.",
            "author": [{"family": "Ilves", "given": "Marta", "orcid": "0000-1", "office": ["Chair of Lamps"], "id": "ilves"}],
            "sent": {"place": {"literal": "Narva", "id": "narva"}, "uncertain": ["place"]}, "translations": {"et": {"title": "Oli"}},
            "source": {"file": "a.xml"},
        }));
        let mut texts = values.into_texts();
        texts.sort();
        let mut expected = [
            "Oil: a price",
            "Oil",
            "a price",
            "1843 5 2",
            "1843-05-02",
            "12",
            "10.5555/o.1",
            "https://doi.org/10.5555/o.1",
            "author",
            "Ilves Marta",
            "0000-1",
            "https://orcid.org/0000-1",
            "Chair of Lamps",
            "Narva",
            "Oli",
        ];
        expected.sort_unstable();
        assert_eq!(texts, expected);
    }
}
