//! Who had a part in a document.

use super::Front;
use crate::{
    base::{Slug, identifier::is_orcid, say, yaml::Node},
    document::meta::Person,
    reference::{Name, Role, csl, names},
};

/// What a person in front matter has besides the parts of a name.
const OFFICE: &str = "office";

/// The record that says who is meant.
const ID: &str = "id";

/// What others call it.
const OFFICES: &[(&str, &str)] = &[("affiliation", OFFICE), ("position", OFFICE), ("role", OFFICE), ("post", OFFICE)];

/// Whether a text is nearly certainly the names of several people: each has a given name and a family's, one of them a given name
/// that is known, or initials, and no word is one of bodies or firms.
fn are_several(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let is_firm = |word: &str| scholion_lang::FIRM.contains(word.trim_end_matches('.'));
    let parts: Vec<&[&str]> = words.split(|word| *word == "&" || scholion_lang::AND.contains(word)).collect();
    let is_person = |part: &&[&str]| {
        (2..=4).contains(&part.len())
            && part.iter().all(|word| (is_name(word) || names::is_particle(word)) && !is_firm(word))
            && part.first().into_iter().chain(part.last()).all(|word| is_name(word))
            && !names::is_body(&part.join(" "))
    };
    let is_given =
        |part: &&[&str]| part.first().is_some_and(|word| names::is_given(word) || (word.ends_with('.') && word.chars().count() < 4));
    parts.len() > 1 && parts.iter().all(is_person) && parts.iter().any(is_given)
}

impl Front<'_> {
    /// Reads the people of one role: a list of names, or one.
    pub(super) fn people(&mut self, role: Role, value: &Node<'_>) -> Vec<Person> {
        match value.list() {
            Some(items) => items.iter().filter_map(|item| self.person(role, item)).collect(),
            None if value.is_null() => Vec::new(),
            None => {
                // `Lunde, Edvard; Berg, Ida`: only a list of names in parts has both signs.
                let several = value.text().filter(|text| text.contains(';')).unwrap_or("");
                let names: Option<Vec<Name>> = several.split(';').map(Name::inverted).collect();
                match names {
                    Some(names) => names.into_iter().map(|name| Person { role, name, ..Person::default() }).collect(),
                    None => self.person(role, value).into_iter().collect(),
                }
            }
        }
    }

    fn person(&mut self, role: Role, value: &Node<'_>) -> Option<Person> {
        let mut person = Person { role, ..Person::default() };
        let Some(pairs) = value.map() else {
            return match value.text().map(str::trim) {
                Some(name) if !name.is_empty() => Some(Person { name: self.name(name, value), ..person }),
                _ => {
                    self.report.wrong(role.name(), value, say::expected_people());
                    None
                }
            };
        };
        for pair in pairs {
            let value = &pair.value;
            let Person { name, offices, id, .. } = &mut person;
            match pair.key.as_ref() {
                "family" => name.family = self.report.text("family", value),
                "given" => name.given = self.report.text("given", value),
                "literal" | "name" => name.literal = self.report.text("literal", value),
                "suffix" => name.suffix = self.report.text("suffix", value),
                "non-dropping-particle" => name.particle = self.report.text("non-dropping-particle", value),
                "dropping-particle" => name.dropping = self.report.text("dropping-particle", value),
                "orcid" | "ORCID" => name.orcid = self.orcid(value),
                OFFICE => *offices = self.offices(value),
                ID => *id = Some(self.report.text(ID, value)).filter(|id| !id.is_empty()).map(|id| Slug::from_stem(&id)),
                key if csl::NAME_KEYS.contains(&key) => {}
                _ => {
                    let known: Vec<&str> = csl::NAME_KEYS.iter().copied().chain([OFFICE, ID]).collect();
                    self.report.unknown(pair, &known, &[csl::NAME_SYNONYMS, OFFICES].concat());
                }
            }
        }
        if person.name.family.is_empty() && person.name.given.is_empty() && person.name.literal.is_empty() {
            self.report.error(say::name_empty(&role), value.span, say::name_empty_hint());
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
            let message = say::name_as_text(name);
            let hint = match name.split_once(',') {
                Some((family, given)) if !name.contains(';') && !given.contains(',') => say::name_as_text_hint(family.trim(), given.trim()),
                _ => say::name_as_text_list_hint(),
            };
            self.report.warning(message, value.span, hint);
        }
        if are_several(name) {
            let message = say::name_as_text_several(name);
            let hint = say::name_as_text_several_hint();
            self.report.warning(message, value.span, hint);
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
            let hint = say::bad_orcid_hint();
            self.report.warning(say::bad_orcid(&orcid), value.span, hint);
        }
        orcid
    }
}

#[cfg(test)]
mod tests {
    use super::are_several;

    #[test]
    fn names_of_several_people_are_told_from_bodies() {
        for several in [
            "John Smith and Jane Doe",
            "J. Smith & A. Doe",
            "Hans Müller und Greta von Arnim",
            "Jean Dupont et Marie-Claire Petit",
            "Иван Петров и Анна Иванова",
            "Ida M. Berg and David O’Hara and Tiit Tamm",
        ] {
            assert!(are_several(several), "{several}");
        }
        for one in [
            "Ministry of Foreign Affairs and Trade",
            "Foreign Affairs and Trade Canada",
            "Smith and Sons",
            "John Wiley and Sons Publishing",
            "Thomas Nelson and Sons Ltd",
            "Marks and Spencer",
            "Simon & Schuster",
            "Bosnia and Herzegovina",
            "New York and New Jersey",
            "William and Mary College",
            "St. Peter and St. Paul",
            "José Ortega y Gasset",
            "Pedro Calderón de la Barca",
            "John and Jane Smith",
            "Peter, Paul and Mary",
            "Search and Rescue",
            "David Lloyd and Partners",
            "Robert Bosch and Carl Zeiss Foundation",
            "Ida Berg",
            "and",
            "",
        ] {
            assert!(!are_several(one), "{one}");
        }
    }
}
