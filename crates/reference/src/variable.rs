//! The variables of a description: the one list of them.
//!
//! CSL 1.0.2, appendices III and IV: names of people, dates, texts and numbers. Front matter, libraries, pages, search and
//! every format of records read this list, so that what one of them takes, the others show and write. What each is called
//! on pages stands in the strings under [`Variable::label`].

use crate::Role;

/// What stands in a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// People and bodies.
    Names,
    Date,
    /// Words.
    Text,
    /// A number, or what is printed in its place (`3–4`, `second`, `A/RES/75/240`).
    Number,
}

/// One variable.
#[derive(Debug)]
pub struct Variable {
    /// CSL's name, as it stands in files.
    pub name: &'static str,
    /// What stands in it.
    pub shape: Shape,
    /// CSL's or CSL-JSON's older name, which is read as this one; empty if it always had the same.
    pub formerly: &'static str,
    /// What people and other programs call it: for hints, never read.
    pub synonyms: &'static [&'static str],
    /// The field of BibLaTeX that holds it and nothing else; empty where there is none, or where it depends on the kind of work.
    pub bibtex: &'static str,
    /// The property of schema.org's `CreativeWork`, likewise.
    pub schema: &'static str,
}

impl Variable {
    /// The key of its name in the strings.
    pub fn label(&self) -> String {
        let group = if self.shape == Shape::Names { "roles" } else { "fields" };
        format!("{group}.{}", self.name)
    }
}

const fn of(name: &'static str, shape: Shape) -> Variable {
    Variable { name, shape, formerly: "", synonyms: &[], bibtex: "", schema: "" }
}

const fn role(role: Role) -> Variable {
    of(role.name(), Shape::Names)
}

const fn date(name: &'static str) -> Variable {
    of(name, Shape::Date)
}

const fn text(name: &'static str) -> Variable {
    of(name, Shape::Text)
}

const fn number(name: &'static str) -> Variable {
    of(name, Shape::Number)
}

impl Variable {
    const fn once(self, formerly: &'static str) -> Self {
        Self { formerly, ..self }
    }

    const fn or(self, synonyms: &'static [&'static str]) -> Self {
        Self { synonyms, ..self }
    }

    const fn bib(self, bibtex: &'static str) -> Self {
        Self { bibtex, ..self }
    }

    const fn schema(self, schema: &'static str) -> Self {
        Self { schema, ..self }
    }
}

/// All variables: roles first, those that most documents have before the others; then dates; then what says where something
/// is kept; then the rest, in the order in which a description tells it.
pub const ALL: &[Variable] = &[
    role(Role::Author).or(&["by", "byline", "creator", "interviewee", "sender", "writer"]),
    role(Role::Editor).or(&["edited-by"]),
    role(Role::Translator).or(&["translated-by"]),
    role(Role::Chair),
    role(Role::CollectionEditor).or(&["series-editor"]),
    role(Role::Compiler),
    role(Role::Composer),
    role(Role::ContainerAuthor),
    role(Role::Contributor),
    role(Role::Curator),
    role(Role::Director),
    role(Role::EditorTranslator),
    role(Role::EditorialDirector),
    role(Role::ExecutiveProducer),
    role(Role::Guest),
    role(Role::Host),
    role(Role::Illustrator),
    role(Role::Interviewer),
    role(Role::Narrator),
    role(Role::Organizer),
    role(Role::OriginalAuthor),
    role(Role::Performer),
    role(Role::Producer),
    role(Role::Recipient).or(&["addressee", "to"]),
    role(Role::ReviewedAuthor),
    role(Role::ScriptWriter),
    role(Role::SeriesCreator),
    date("issued").or(&["date", "year"]),
    date("accessed"),
    date("available-date").bib("availabledate"),
    date("event-date").bib("eventdate"),
    date("original-date").bib("origdate"),
    date("submitted").bib("submitted"),
    text("archive").or(&["repository", "holding-institution"]),
    text("archive-place").bib("archiveplace").or(&["repository-place"]),
    text("archive_collection").bib("archivecollection").or(&["archive-collection", "fonds", "papers"]),
    text("archive_location").or(&["archive-location", "box", "folder"]),
    text("call-number").bib("callnumber").or(&["shelfmark", "shelf-mark", "signature", "callnumber"]),
    text("title"),
    text("title-short").once("shortTitle").bib("shorttitle").or(&["short-title"]),
    text("translated-title"),
    text("original-title").bib("origtitle"),
    text("part-title").bib("parttitle"),
    text("volume-title").bib("volumetitle"),
    text("container-title").or(&["journal", "newspaper", "publication"]),
    text("container-title-short").once("journalAbbreviation").bib("shortjournal"),
    text("collection-title").or(&["series"]),
    number("collection-number").or(&["series-number"]),
    number("volume"),
    number("issue"),
    number("part-number").bib("part").or(&["part"]),
    number("supplement-number").bib("supplementnumber"),
    number("chapter-number").bib("chapter").or(&["chapter"]),
    number("section").bib("section"),
    number("page").or(&["pages"]),
    number("page-first").bib("pagefirst"),
    number("number"),
    text("genre"),
    text("medium").bib("howpublished").schema("material"),
    text("dimensions").bib("dimensions").schema("materialExtent").or(&["extent", "format", "size"]),
    number("number-of-pages").bib("pagetotal").schema("numberOfPages").or(&["numpages", "pagetotal"]),
    number("number-of-volumes").bib("volumes"),
    text("scale").bib("scale"),
    number("edition"),
    number("printing-number").bib("printingnumber"),
    number("version").bib("version").schema("version"),
    text("status").bib("pubstate").schema("creativeWorkStatus"),
    text("publisher"),
    text("publisher-place").or(&["place"]),
    text("original-publisher").bib("origpublisher"),
    text("original-publisher-place").bib("origlocation"),
    text("event-title").once("event").bib("eventtitle").or(&["conference", "event-name"]),
    text("event-place").bib("venue"),
    text("reviewed-title").bib("reviewedtitle"),
    text("reviewed-genre").bib("reviewedgenre"),
    text("authority").bib("authority").or(&["court"]),
    text("division").bib("division"),
    text("jurisdiction").bib("jurisdiction"),
    text("references").bib("references"),
    text("DOI"),
    text("ISBN"),
    text("ISSN"),
    text("PMID").bib("pmid"),
    text("PMCID").bib("pmcid"),
    text("URL").or(&["link"]),
    text("language"),
    text("abstract").bib("abstract").or(&["summary", "description"]),
    text("keyword").bib("keywords").or(&["tags", "categories", "subject", "subjects"]),
    text("note").or(&["notes", "remark", "remarks"]),
    text("annote").bib("annotation"),
    text("license").bib("copyright").or(&["licence"]),
    text("source").bib("source"),
    text("year-suffix").bib("yearsuffix"),
    text("citation-key"),
    text("citation-label").bib("shorthand"),
    number("citation-number"),
    number("first-reference-note-number"),
    number("locator"),
];

/// The variable of a name, or of its older name.
pub fn named(name: &str) -> Option<&'static Variable> {
    let formerly = || ALL.iter().find(|variable| !variable.formerly.is_empty() && variable.formerly == name);
    ALL.iter().find(|variable| variable.name == name).or_else(formerly)
}

/// The names of the variables of some shape, in the order of [`ALL`].
pub fn of_shape(shape: Shape) -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(move |variable| variable.shape == shape).map(|variable| variable.name)
}

/// What people and other programs call variables, and their names here.
pub fn synonyms() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter().flat_map(|variable| variable.synonyms.iter().map(|synonym| (*synonym, variable.name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_is_called_by_the_name_of_another() {
        let mut names = BTreeSet::new();
        for variable in ALL {
            assert!(names.insert(variable.name), "{}", variable.name);
        }
        for variable in ALL {
            for other in variable.synonyms.iter().chain([&variable.formerly]).filter(|other| !other.is_empty()) {
                assert!(names.insert(other), "{other}, a name of {}", variable.name);
            }
        }
    }

    #[test]
    fn all_roles_are_variables() {
        assert!(of_shape(Shape::Names).eq(Role::ALL.iter().map(|role| role.name())));
    }

    #[test]
    fn a_field_of_a_format_holds_one_variable() {
        let mut taken = BTreeSet::new();
        for variable in ALL {
            assert!(variable.bibtex.is_empty() || taken.insert(variable.bibtex), "{}", variable.name);
        }
    }

    #[test]
    fn older_names_are_read() {
        assert_eq!(named("event").map(|variable| variable.name), Some("event-title"));
        assert_eq!(named("shortTitle").map(|variable| variable.label()).as_deref(), Some("fields.title-short"));
        assert_eq!(named("recipient").map(|variable| variable.label()).as_deref(), Some("roles.recipient"));
        assert!(named("shelfmark").is_none() && named("").is_none());
    }
}
