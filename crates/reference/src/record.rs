//! Bibliographic records, with CSL's variables (CSL 1.0.2, appendices III and IV).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use scholion_base::{Date, Lang, script::is_east_asian};
use scholion_lang::NAME_SUFFIX;

use crate::Role;

/// One cited work, as one document describes it.
///
/// Absent fields are empty: `String::new()`, `None`, `vec![]`. Nothing is filled in that the
/// printed entry or the editor's file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Record {
    /// The key by which its document cites it (`id`).
    pub key: String,
    /// The kind of work.
    pub kind: Kind,
    pub author: Vec<Name>,
    pub editor: Vec<Name>,
    pub translator: Vec<Name>,
    /// Interviewer, director, recipient …: the people of all other roles.
    pub other_names: Vec<(Role, Vec<Name>)>,
    pub title: String,
    /// A translation of the title, as printed in brackets beside it.
    pub translated_title: String,
    /// Journal, collection, web site or newspaper (`container-title`).
    pub container: String,
    /// Series (`collection-title`).
    pub series: String,
    pub publisher: String,
    /// Place of publication (`publisher-place`).
    pub place: String,
    pub edition: String,
    pub volume: String,
    pub issue: String,
    /// Pages as printed, with a hyphen or dash between first and last (`page`).
    pub pages: String,
    /// Document symbol, report or case number (`number`), such as `A/RES/75/240`.
    pub number: String,
    pub genre: String,
    pub issued: Option<Date>,
    /// When the web page was seen, as the entry says (`accessed`).
    pub accessed: Option<Date>,
    pub url: String,
    /// Without a resolver in front: `10.1093/cjip/poaa007`.
    pub doi: String,
    pub isbn: String,
    pub issn: String,
    /// Holding archive (`archive`), and the shelfmark in it (`archive_location`).
    pub archive: String,
    pub archive_location: String,
    pub language: Option<Lang>,
    pub note: String,
    /// The entry as printed, Markdown emphasis included.
    pub verbatim: String,
    /// Where it is printed: in the reference list, or only in a note.
    pub printed_in: PrintedIn,
    /// CSL variables that have no field here, by name, as JSON text; kept for round trips. Of `issued` and `accessed` what a
    /// [`Date`] cannot hold stands here: the words of a date (`literal`), a season that no calendar has.
    pub other: Vec<(String, String)>,
    /// Fields with formatted words, by variable, with the marks of CSL-JSON ([`crate::rich`]). The fields themselves hold the words.
    pub rich: Vec<(String, String)>,
}

impl Record {
    /// By what a work is called in lists: its title; a piece of an archive by its shelfmark, a document or patent by its number; else by its key.
    pub fn called<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        if !self.title.is_empty() {
            return Cow::Borrowed(&self.title);
        }
        match (self.archive.is_empty(), self.archive_location.is_empty(), self.number.is_empty()) {
            (false, false, _) => Cow::Owned(format!("{}, {}", self.archive, self.archive_location)),
            (true, false, _) => Cow::Borrowed(&self.archive_location),
            (_, true, false) => Cow::Borrowed(&self.number),
            _ => Cow::Borrowed(key),
        }
    }

    /// Whether two records say the same, whatever the keys under which they stand: documents share one copy of such, which has
    /// the key of whichever came first.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self == other || *self == Self { key: self.key.clone(), ..other.clone() }
    }

    /// The letter that tells the work from others of its author and year, `a` of `2019a` (CSL's
    /// `year-suffix`); empty if none is printed.
    pub fn year_suffix(&self) -> String {
        let json = self.other.iter().find(|(variable, _)| variable == "year-suffix").map_or("", |(_, json)| json.as_str());
        json.trim_matches('"').to_owned()
    }

    /// Sets that letter.
    pub fn set_year_suffix(&mut self, letter: &str) {
        if !letter.is_empty() {
            self.other.push(("year-suffix".to_owned(), format!("\"{letter}\"")));
        }
    }
}

impl Record {
    /// All that a record says, its key left out: documents may know one record by different keys.
    pub fn content(&self) -> impl Serialize + '_ {
        // Taken apart field by field, so that a new field cannot be forgotten here.
        let Self {
            key: _,
            kind,
            author,
            editor,
            translator,
            other_names,
            title,
            translated_title,
            container,
            series,
            publisher,
            place,
            edition,
            volume,
            issue,
            pages,
            number,
            genre,
            issued,
            accessed,
            url,
            doi,
            isbn,
            issn,
            archive,
            archive_location,
            language,
            note,
            verbatim,
            printed_in,
            other,
            rich,
        } = self;
        (
            (kind, author, editor, translator, other_names, title, translated_title, container, series, publisher),
            (place, edition, volume, issue, pages, number, genre, issued, accessed, url),
            (doi, isbn, issn, archive, archive_location, language, note, verbatim, printed_in, other, rich),
        )
    }
}

/// Where a document prints a record's entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PrintedIn {
    /// In its list of references.
    #[default]
    References,
    /// In a footnote.
    Notes,
}

/// A person or a body.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name {
    pub family: String,
    pub given: String,
    /// `van`, `de la` (`non-dropping-particle`): goes where the family name goes.
    pub particle: String,
    /// `von`, `de` (`dropping-particle`): left out where the family name stands alone.
    pub dropping: String,
    /// `Jr.`, `III`.
    pub suffix: String,
    /// The whole name of a body, or of a person whose parts are not known.
    pub literal: String,
    /// Without `https://orcid.org/`.
    pub orcid: String,
    /// Whether a comma stands before the suffix in reading order as well (`comma-suffix`).
    pub has_comma_suffix: bool,
    /// Whether the family name stands first everywhere, as in Hungarian (`static-ordering`).
    pub is_static: bool,
}

impl Name {
    /// A name in two parts.
    pub fn new(family: &str, given: &str) -> Self {
        Self { family: family.to_owned(), given: given.to_owned(), ..Self::default() }
    }

    /// A name that has no parts.
    pub fn literal(name: &str) -> Self {
        Self { literal: name.to_owned(), ..Self::default() }
    }

    /// A name as an index writes it: `Smith, John`, `Beethoven, Ludwig van`, `van Gogh, Vincent`, `King, Martin, Jr.`. `None` where
    /// the words may as well be something else, such as a body and its seat: without a comma, with more than one word (particles
    /// aside) before it, in capitals, with figures.
    pub fn inverted(text: &str) -> Option<Self> {
        let is_suffix = |word: &&str| NAME_SUFFIX.contains(word.trim_end_matches('.')) || *word == "V";
        const BODIES: [&str; 9] = ["Inc.", "Inc", "Ltd.", "Ltd", "LLC", "GmbH", "AG", "Co.", "S.A."];
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let (family, given, suffix) = match &parts[..] {
            [family, given] => (*family, *given, ""),
            [family, given, suffix] if is_suffix(suffix) => (*family, *given, *suffix),
            _ => return None,
        };
        let is_small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
        let is_name = |word: &&str| {
            let begins = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
            begins && !word.chars().any(|c| c.is_numeric()) && !is_suffix(word) && !BODIES.contains(word)
        };
        let family: Vec<&str> = family.split_whitespace().collect();
        let (last, before) = family.split_last()?;
        let in_capitals = last.chars().filter(|c| c.is_uppercase()).count() > 1 && !last.chars().any(char::is_lowercase);
        let mut given: Vec<&str> = given.split_whitespace().collect();
        let mut particle: Vec<&str> = before.to_vec();
        while given.len() > 1 && particle.is_empty() && given.last().is_some_and(is_small) {
            let start = given.iter().rposition(|word| !is_small(word)).map_or(1, |at| at + 1).max(1);
            particle = given.split_off(start);
        }
        let sound = before.iter().all(is_small) && is_name(last) && !in_capitals && (1..=4).contains(&given.len());
        (sound && given.iter().all(is_name)).then(|| Self {
            family: (*last).to_owned(),
            given: given.join(" "),
            particle: particle.join(" "),
            suffix: suffix.to_owned(),
            ..Self::default()
        })
    }

    /// In reading order: `Ludwig van Beethoven`. Chinese, Japanese and Korean names written in
    /// their own script put the family name first and no space between.
    pub fn display(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        if self.family.chars().next().is_some_and(is_east_asian) {
            return format!("{}{}", self.family, self.given);
        }
        join([&self.given, &self.dropping, &self.particle, &self.family, &self.suffix])
    }

    /// As an index sorts it: `Beethoven, Ludwig van`.
    pub fn sorted(&self) -> String {
        if self.is_others() {
            return "et al.".to_owned();
        }
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        let given = join([&self.given, &self.dropping, &self.particle]);
        if given.is_empty() { self.family.clone() } else { format!("{}, {given}", self.family) }
    }

    /// As reference managers take a name in two parts: `van Gogh, Vincent`, `Humboldt, Alexander von`.
    pub fn in_two_parts(&self) -> String {
        let given = join([&self.given, &self.dropping]);
        if given.is_empty() { self.short() } else { format!("{}, {given}", self.short()) }
    }

    /// Whether it stands for further people whom a list does not name: BibLaTeX's `others` (manual, 2.3.3), which Pandoc keeps so.
    pub fn is_others(&self) -> bool {
        self.literal == "others"
    }

    /// The family name, or the whole name of a body.
    pub fn short(&self) -> String {
        if self.literal.is_empty() { join([&self.particle, &self.family]) } else { self.literal.clone() }
    }
}

fn join<const N: usize>(parts: [&String; N]) -> String {
    let mut joined = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        joined.push_str(if joined.is_empty() { "" } else { " " });
        joined.push_str(part);
    }
    joined
}

macro_rules! kinds {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// The kind of a work: CSL's item types (CSL 1.0.2, appendix III).
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub enum Kind { #[default] $($variant),* }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// CSL's name of the kind.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

kinds! {
    Document = "document",
    Article = "article",
    Journal = "article-journal",
    Magazine = "article-magazine",
    Newspaper = "article-newspaper",
    Bill = "bill",
    Book = "book",
    Broadcast = "broadcast",
    Chapter = "chapter",
    Classic = "classic",
    Collection = "collection",
    Dataset = "dataset",
    Dictionary = "entry-dictionary",
    Encyclopedia = "entry-encyclopedia",
    Entry = "entry",
    Event = "event",
    Figure = "figure",
    Graphic = "graphic",
    Hearing = "hearing",
    Interview = "interview",
    LegalCase = "legal_case",
    Legislation = "legislation",
    Manuscript = "manuscript",
    Map = "map",
    MotionPicture = "motion_picture",
    MusicalScore = "musical_score",
    Pamphlet = "pamphlet",
    Conference = "paper-conference",
    Patent = "patent",
    Performance = "performance",
    Periodical = "periodical",
    Communication = "personal_communication",
    Post = "post",
    Weblog = "post-weblog",
    Regulation = "regulation",
    Report = "report",
    Review = "review",
    BookReview = "review-book",
    Software = "software",
    Song = "song",
    Speech = "speech",
    Standard = "standard",
    Thesis = "thesis",
    Treaty = "treaty",
    WebPage = "webpage",
}

impl Kind {
    /// The kind that CSL names so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_say_the_same_whatever_their_keys() {
        let record = |key: &str, title: &str| Record { key: key.into(), title: title.into(), ..Record::default() };
        assert!(record("a", "On winds").says_the_same(&record("b", "On winds")));
        assert!(!record("a", "On winds").says_the_same(&record("a", "On gales")));
    }

    #[test]
    fn kinds_are_named_once() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
    }

    #[test]
    fn names_of_indexes_are_taken_apart() {
        let read = |text| Name::inverted(text).map(|name| name.display());
        for (text, name) in [
            ("Lunde, Edvard", "Edvard Lunde"),
            ("Beethoven, Ludwig van", "Ludwig van Beethoven"),
            ("van der Meer, Jan", "Jan van der Meer"),
            ("Lunde, E. M.", "E. M. Lunde"),
            ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
            ("Saint-Exupéry, Antoine de", "Antoine de Saint-Exupéry"),
            ("Кремнов, Андрей В.", "Андрей В. Кремнов"),
        ] {
            assert_eq!(read(text).as_deref(), Some(name), "{text}");
        }
        let others = ["Lunde", "Harbour Board, Port Town", "UNCTAD, Geneva", "Lamp, Oil and Sons", "Lunde, Inc.", "Lunde,", ", Edvard"];
        for text in others.into_iter().chain(["Lunde, 1911", "A, B, C", "Lunde, Jr.", "", "Lunde, Edvard and Berg, Ida"]) {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn names_read_and_sort() {
        let name = Name { particle: "van".into(), ..Name::new("Beethoven", "Ludwig") };
        assert_eq!((name.display(), name.sorted()), ("Ludwig van Beethoven".into(), "Beethoven, Ludwig van".into()));
        assert_eq!(Name::new("王", "征").display(), "王征");
        assert_eq!(Name::literal("United Nations").sorted(), "United Nations");
    }
}
