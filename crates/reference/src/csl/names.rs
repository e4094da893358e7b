//! Names of people and bodies as CSL-JSON has them.

use scholion_base::{Message, say, yaml::Value};

use super::read_text;
use crate::Name;

/// Reads names into a list: a list of mappings or of plain names, or one plain name. One that cannot be read takes no other with it.
pub(super) fn read_names(value: &Value, names: &mut Vec<Name>) -> Result<(), Message> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    let mut wrong = Ok(());
    for item in items {
        match read_name(item) {
            Ok(name) => names.push(name),
            Err(message) => wrong = wrong.and(Err(message)),
        }
    }
    wrong
}

/// The keys of a name in parts: CSL-JSON's, and `orcid`.
pub const NAME_KEYS: &[&str] = &[
    "family",
    "given",
    "literal",
    "suffix",
    "non-dropping-particle",
    "dropping-particle",
    "comma-suffix",
    "static-ordering",
    "parse-names",
    "orcid",
];

/// What others call the parts of a name.
pub const NAME_SYNONYMS: &[(&str, &str)] =
    &[("name", "literal"), ("last", "family"), ("surname", "family"), ("lastname", "family"), ("first", "given"), ("firstname", "given")];

fn read_name(value: &Value) -> Result<Name, Message> {
    match value {
        Value::String(name) => Ok(Name::inverted(name).unwrap_or_else(|| Name::literal(name))),
        Value::Object(map) => {
            let part = |key: &str| map.get(key).map_or(Ok(String::new()), read_text);
            let mut literal = part("literal")?;
            if literal.is_empty() {
                literal = part("name")?;
            }
            let orcid = [part("orcid")?, part("ORCID")?].concat();
            let orcid = orcid.rsplit('/').next().unwrap_or("").to_owned();
            let is = |key: &str| {
                map.get(key).is_some_and(|value| !matches!(value, Value::Bool(false) | Value::Null) && value != 0 && value != "")
            };
            let name = Name {
                family: part("family")?,
                given: part("given")?,
                particle: part("non-dropping-particle")?,
                dropping: part("dropping-particle")?,
                suffix: part("suffix")?,
                literal,
                orcid,
                has_comma_suffix: is("comma-suffix"),
                is_static: is("static-ordering"),
            };
            if name.family.is_empty() && name.given.is_empty() && name.literal.is_empty() {
                return Err(say::bad_value_name_empty());
            }
            Ok(name)
        }
        _ => Err(say::bad_value_name()),
    }
}

pub(super) fn write_names(names: &[Name]) -> Value {
    Value::Array(names.iter().map(write_name).collect())
}

/// The parts of a name, empty ones included, under CSL's names.
pub fn parts_of_name(name: &Name) -> [(&'static str, &String); 7] {
    [
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping),
        ("non-dropping-particle", &name.particle),
        ("suffix", &name.suffix),
        ("literal", &name.literal),
        ("orcid", &name.orcid),
    ]
}

/// What is said of a name besides its parts, under CSL's names, where it is so.
pub fn traits_of_name(name: &Name) -> impl Iterator<Item = &'static str> {
    [("comma-suffix", name.has_comma_suffix), ("static-ordering", name.is_static)].into_iter().filter(|(_, is)| *is).map(|(key, _)| key)
}

/// Writes one name, empty parts left out.
pub fn write_name(name: &Name) -> Value {
    let parts =
        parts_of_name(name).into_iter().filter(|(_, part)| !part.is_empty()).map(|(key, part)| (key.to_owned(), part.clone().into()));
    Value::Object(parts.chain(traits_of_name(name).map(|key| (key.to_owned(), true.into()))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{read, write};
    use scholion_base::yaml::Value;

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap_or_default()
    }

    #[test]
    fn names_keep_what_they_say() {
        let csl = value(
            r#"{"id": "a", "author": [{"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
                {"family": ""}, {"family": "Nagy", "given": "Ida", "static-ordering": true, "suffix": "Jr.", "comma-suffix": 1}]}"#,
        );
        let (record, problems) = read(&csl);
        assert_eq!((record.author.len(), problems.len()), (2, 1));
        assert_eq!(record.author[0].in_two_parts(), "La Fontaine, Jean de");
        assert_eq!(read(&write(&record)), (record, vec![]));
    }
}
