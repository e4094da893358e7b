//! Who had a part in a document.

use super::Front;
use crate::{
    base::yaml::Node,
    document::{identifier::is_orcid, meta::Person},
    reference::{Name, csl},
};

/// What a person in front matter has besides the parts of a name.
const OFFICE: &str = "office";

/// What others call it.
const OFFICES: &[(&str, &str)] = &[("affiliation", OFFICE), ("position", OFFICE), ("role", OFFICE), ("post", OFFICE)];

impl Front<'_> {
    /// Reads the people of one role: a list of names, or one.
    pub(super) fn people(&mut self, role: &str, value: &Node<'_>) -> Vec<Person> {
        match value.list() {
            Some(items) => items.iter().filter_map(|item| self.person(role, item)).collect(),
            None if value.is_null() => Vec::new(),
            None => {
                // `Lunde, Edvard; Berg, Ida`: only a list of names in parts has both signs.
                let several = value.text().filter(|text| text.contains(';')).unwrap_or("");
                let names: Option<Vec<Name>> = several.split(';').map(Name::inverted).collect();
                match names {
                    Some(names) => names.into_iter().map(|name| Person { role: role.to_owned(), name, ..Person::default() }).collect(),
                    None => self.person(role, value).into_iter().collect(),
                }
            }
        }
    }

    fn person(&mut self, role: &str, value: &Node<'_>) -> Option<Person> {
        let mut person = Person { role: role.to_owned(), ..Person::default() };
        let Some(pairs) = value.map() else {
            return match value.text().map(str::trim) {
                Some(name) if !name.is_empty() => Some(Person { name: self.name(name, value), ..person }),
                _ => {
                    self.report.wrong(role, value, "names: `- {family: …, given: …}` or `- {literal: …}`");
                    None
                }
            };
        };
        let mut dropping = String::new();
        for pair in pairs {
            let value = &pair.value;
            let Person { name, offices, .. } = &mut person;
            match pair.key.as_ref() {
                "family" => name.family = self.report.text("family", value),
                "given" => name.given = self.report.text("given", value),
                "literal" | "name" => name.literal = self.report.text("literal", value),
                "suffix" => name.suffix = self.report.text("suffix", value),
                "non-dropping-particle" => name.particle = self.report.text("non-dropping-particle", value),
                "dropping-particle" => dropping = self.report.text("dropping-particle", value),
                "orcid" | "ORCID" => name.orcid = self.orcid(value),
                OFFICE => *offices = self.offices(value),
                key if csl::NAME_KEYS.contains(&key) => {}
                _ => {
                    let known: Vec<&str> = csl::NAME_KEYS.iter().copied().chain([OFFICE]).collect();
                    self.report.unknown(pair, &known, &[csl::NAME_SYNONYMS, OFFICES].concat());
                }
            }
        }
        person.name.particle = csl::particle(&dropping, &person.name.particle);
        if person.name.family.is_empty() && person.name.given.is_empty() && person.name.literal.is_empty() {
            self.report.error(
                "name-empty",
                format!("a name under `{role}` has neither `family` nor `literal`"),
                value.span,
                "write `{family: …, given: …}`, or `{literal: …}` for a body",
            );
            return None;
        }
        Some(person)
    }

    /// A name in one text: `Edvard Lunde`, `Lunde, Edvard`, the name of a body. Where a comma may part a name or belong to it,
    /// nothing is guessed.
    fn name(&mut self, name: &str, value: &Node<'_>) -> Name {
        if let Some(parts) = Name::inverted(name) {
            return parts;
        }
        if name.contains([',', ';']) {
            let message = format!("`{name}` is taken for one name, as it is written");
            let hint = match name.split_once(',') {
                Some((family, given)) if !name.contains(';') && !given.contains(',') => {
                    format!("of a person write `{{family: {}, given: {}}}`, of a body `{{literal: …}}`", family.trim(), given.trim())
                }
                _ => "write a list, `- {family: …, given: …}` for each person, `- {literal: …}` for a body".into(),
            };
            self.report.warning("name-as-text", message, value.span, hint);
        }
        Name::literal(name)
    }

    /// Posts are sentences with commas, so one text is one post.
    fn offices(&mut self, value: &Node<'_>) -> Vec<String> {
        match value.list() {
            Some(items) => items.iter().map(|item| self.report.text("office", item)).filter(|office| !office.is_empty()).collect(),
            None => {
                let office = self.report.text("office", value);
                if office.is_empty() { Vec::new() } else { vec![office] }
            }
        }
    }

    fn orcid(&mut self, value: &Node<'_>) -> String {
        let text = self.report.text("orcid", value);
        let orcid = text.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_uppercase();
        if !orcid.is_empty() && !is_orcid(&orcid) {
            let hint = "an ORCID has four groups of four digits, the last of which checks the others: 0000-0002-1825-0097";
            self.report.warning("bad-orcid", format!("`{orcid}` is not an ORCID"), value.span, hint);
        }
        orcid
    }
}
