//! What a file says of its text in its own properties, after a test that it says something.

use crate::{
    formats::{Manuscript, given, html},
    front_matter::{Front, Person, tidy},
};
use scholion_base::Date;
use scholion_reference::{Kind, Name, Role, names};

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    pub title: String,
    pub lang: String,
    /// Roles with names as the file writes them.
    pub people: Vec<(Role, String)>,
    pub issued: Option<Date>,
    /// When the file itself was made public.
    pub published: Option<Date>,
    pub kind: Option<Kind>,
    pub isbn: String,
    pub doi: String,
    pub url: String,
    pub rights: String,
    pub summary: String,
    pub keywords: Vec<String>,
    pub container: String,
    pub publisher: String,
}

impl Stated {
    /// A title and authors as a file's properties have them, as far as they say something.
    pub fn of(title: &str, author: &str) -> Self {
        let people = given::author(author).into_iter().map(|name| (Role::Author, name)).collect();
        Self { title: given::title(title).unwrap_or_default(), people, ..Self::default() }
    }

    /// Puts title and authors where a text names none; gives all that the front matter may have of it.
    pub fn fill(&self, front: &mut Front) -> Vec<String> {
        // What stands beside the title on its line is the head of a page.
        let is_within = |title: &str| title.starts_with(&format!("{} ", self.title)) || title.ends_with(&format!(" {}", self.title));
        if front.title.is_empty() || self.title.contains(' ') && is_within(&front.title) {
            front.title.clone_from(&self.title);
        }
        let has_author = front.people.iter().any(|person| person.role == Role::Author);
        for (role, name) in self.people.iter().filter(|_| !has_author) {
            let named = self.named(*role, name).into_iter();
            let named = named.map(|name| Person { role: *role, name: tidy(name), ..Person::default() });
            front.people.extend(named);
        }
        std::iter::once(self.title.clone()).chain(self.people.iter().map(|(_, name)| name.clone())).collect()
    }

    /// Puts it where the text itself says nothing.
    pub fn into_front(self, manuscript: &mut Manuscript) {
        let front = &mut manuscript.front;
        let fill = |field: &mut String, value: String| {
            if field.is_empty() {
                *field = value;
            }
        };
        manuscript.about.extend(
            [&self.title, &self.summary, &self.isbn, &self.doi, &self.url, &self.rights, &self.container, &self.publisher]
                .map(Clone::clone),
        );
        manuscript.about.extend(self.people.iter().map(|(_, name)| name.clone()).chain(self.keywords.iter().cloned()));
        let has_author = front.people.iter().any(|person| person.role == Role::Author);
        for (role, name) in &self.people {
            if *role == Role::Author && has_author {
                continue;
            }
            for name in self.named(*role, name) {
                let person = Person { role: *role, name: tidy(name), ..Person::default() };
                if !front.people.contains(&person) {
                    front.people.push(person);
                }
            }
        }
        fill(&mut front.title, self.title);
        fill(&mut front.isbn, self.isbn);
        fill(&mut front.doi, self.doi);
        fill(&mut front.url, self.url);
        fill(&mut front.rights, self.rights);
        fill(&mut front.abstract_, self.summary);
        fill(&mut front.container, self.container);
        if !self.publisher.is_empty() && !front.own.contains_key("publisher") {
            front.own.insert("publisher".to_owned(), self.publisher.into());
        }
        front.issued = front.issued.or(self.issued);
        front.dates.extend(self.published.map(|day| ("published", day)));
        front.kind = front.kind.or(self.kind);
        if front.keywords.is_empty() {
            front.keywords = self.keywords;
        }
    }

    /// The names in what is said of a role: one statement may name several people, of several each names one.
    fn named(&self, role: Role, said: &str) -> Vec<Name> {
        let is_only = self.people.iter().filter(|(other, _)| *other == role).count() == 1;
        if is_only { names::several(said) } else { names::read(said).names }
    }

    /// All its words.
    pub fn words(&self) -> String {
        let people: Vec<&str> = self.people.iter().map(|(_, name)| name.as_str()).collect();
        [self.title.as_str(), &self.summary, &self.rights, &people.join("\n"), &self.keywords.join("\n")].join("\n")
    }
}

/// The day of a moment, as files write it: `2014-05-25T00:00:00Z`, `D:20140525`.
pub fn day(text: &str) -> Option<Date> {
    html::day(text)
}
