//! What a file says of its text in its own properties, after a test that it says something.

use crate::{
    formats::{Manuscript, html},
    front_matter::{Front, Person, tidy},
};
use scholion_base::{Date, text::squeeze};
use scholion_reference::{Kind, Name, Role, names};

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    pub title: String,
    pub lang: String,
    /// Roles with names as the file writes them.
    pub people: Vec<(Role, String)>,
    pub issued: Option<Date>,
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
        let people = self::author(author).into_iter().map(|name| (Role::Author, name)).collect();
        Self { title: self::title(title).unwrap_or_default(), people, ..Self::default() }
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
            let named = named.map(|name| Person { role: *role, name: tidy(name), offices: Vec::new() });
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
                let person = Person { role: *role, name: tidy(name), offices: Vec::new() };
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

/// A title that names a text, and is none that a program gives: `Document1`, `Microsoft Word - mill.doc`.
pub fn title(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text = text.strip_prefix("Microsoft Word - ").unwrap_or(&text);
    let is_file = text.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.contains(' ') && (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    // One word and a number, in whichever language.
    let words: Vec<&str> = text.split(' ').collect();
    let has_number = words.last().is_some_and(|word| word.ends_with(|c: char| c.is_numeric()));
    let is_given = words.len() == 1 && has_number
        || words.len() == 2 && has_number && words.iter().skip(1).all(|word| word.parse::<u32>().is_ok_and(|n| n < 100));
    let says = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_file && !is_given;
    let is_default = scholion_lang::UNTITLED.contains(text.to_lowercase().as_str());
    (says && !is_default && !text.contains(['\\', '{', '<'])).then(|| text.to_owned())
}

/// The names in a statement of authorship that are those of people: no log-in name, no program.
pub fn author(text: &str) -> Vec<String> {
    const PROGRAMS: [&str; 14] = [
        "microsoft",
        "windows",
        "office",
        "user",
        "admin",
        "administrator",
        "libreoffice",
        "openoffice",
        "apple",
        "python-docx",
        "docx4j",
        "apache",
        "owner",
        "unknown",
    ];
    let is_name = |name: &&str| {
        let words: Vec<String> =
            name.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let is_alphabetic =
            name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | ',' | '&' | '-' | '\'' | '’' | '(' | ')'));
        // Scripts without spaces write a name as one word.
        let is_whole = words.len() > 1 || name.chars().all(scholion_base::script::is_unspaced);
        let is_capital =
            name.chars().any(|c| c.is_uppercase() || scholion_base::script::is_unspaced(c)) || !name.chars().any(|c| c.is_lowercase());
        is_whole && is_alphabetic && is_capital && !words.iter().any(|word| PROGRAMS.contains(&word.as_str()))
    };
    text.split(';').map(str::trim).filter(is_name).map(squeeze).collect()
}

/// The day of a moment, as files write it: `2014-05-25T00:00:00Z`, `D:20140525`.
pub fn day(text: &str) -> Option<Date> {
    html::day(text)
}
