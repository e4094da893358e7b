//! What people and bodies have to do with a work: CSL's name variables (CSL 1.0.2, appendix IV).

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{Name, Record};

scholion_base::terms! {
    /// The part that somebody has in a work. Those that most works have stand before the others; roles are in the order of their names.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Role {
        #[default]
        Author = "author",
        Editor = "editor",
        Translator = "translator",
        Chair = "chair",
        CollectionEditor = "collection-editor",
        Compiler = "compiler",
        Composer = "composer",
        ContainerAuthor = "container-author",
        Contributor = "contributor",
        Curator = "curator",
        Director = "director",
        EditorTranslator = "editor-translator",
        EditorialDirector = "editorial-director",
        ExecutiveProducer = "executive-producer",
        Guest = "guest",
        Host = "host",
        Illustrator = "illustrator",
        Interviewer = "interviewer",
        Narrator = "narrator",
        Organizer = "organizer",
        OriginalAuthor = "original-author",
        Performer = "performer",
        Producer = "producer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
    }
}

impl Ord for Role {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Role {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Record {
    /// The people of a role.
    pub fn names(&self, role: Role) -> &[Name] {
        match role {
            Role::Author => &self.author,
            Role::Editor => &self.editor,
            Role::Translator => &self.translator,
            role => self.other_names.iter().find(|(other, _)| *other == role).map_or(&[], |(_, names)| names),
        }
    }

    /// All roles with their people: authors, editors, translators, then the others in the order of the record.
    pub fn people(&self) -> impl Iterator<Item = (Role, &[Name])> {
        let own = [(Role::Author, &self.author), (Role::Editor, &self.editor), (Role::Translator, &self.translator)];
        own.into_iter().chain(self.other_names.iter().map(|(role, names)| (*role, names))).map(|(role, names)| (role, names.as_slice()))
    }

    /// Adds somebody to a role.
    pub fn add(&mut self, role: Role, name: Name) {
        let names = match role {
            Role::Author => &mut self.author,
            Role::Editor => &mut self.editor,
            Role::Translator => &mut self.translator,
            role => match self.other_names.iter().position(|(other, _)| *other == role) {
                Some(at) => &mut self.other_names[at].1,
                None => {
                    self.other_names.push((role, vec![name]));
                    return;
                }
            },
        };
        names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_name() {
        for &role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
        }
        assert!(Role::named("keyword").is_none());
    }
}
