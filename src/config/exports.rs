//! In which formats texts are taken away: `exports:` of `scholion.yaml`, and what `scholion export` knows.

use serde::{Deserialize, Serialize};

use super::keys::{Problem, problem};
use crate::base::{diagnostic::did_you_mean, diagnostic::nearest, say, yaml::Node};

/// What of the archive is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// One document.
    Document,
    /// A collection, with its documents in their order.
    Collection,
    /// All of it.
    Archive,
}

/// The list of formats: each once, with all that is said of it before it is written.
macro_rules! formats {
    ($($(#[$doc:meta])* $id:ident $name:literal $label:literal $ending:literal $media:literal $scopes:expr, $site:literal;)+) => {
        /// A format in which texts are taken away.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ExportFormat {
            $($(#[$doc])* $id,)+
        }

        impl ExportFormat {
            /// All of them, in the order in which pages offer them.
            pub const ALL: &[Self] = &[$(Self::$id,)+];

            /// As it is written in `exports:` and behind `scholion export`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$id => $name,)+ }
            }

            /// As readers know it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$id => $label,)+ }
            }

            /// How the names of its files end, behind the dot.
            pub fn ending(self) -> &'static str {
                match self { $(Self::$id => $ending,)+ }
            }

            /// Its media type (RFC 6838).
            pub fn media_type(self) -> &'static str {
                match self { $(Self::$id => $media,)+ }
            }

            /// Of what it can be made.
            pub fn scopes(self) -> &'static [Scope] {
                match self { $(Self::$id => $scopes,)+ }
            }

            /// Whether it can be a file of the published site: a build makes it without another program.
            pub fn is_for_site(self) -> bool {
                match self { $(Self::$id => $site,)+ }
            }
        }
    };
}

const EACH: &[Scope] = &[Scope::Document, Scope::Collection, Scope::Archive];
const WHOLE: &[Scope] = &[Scope::Archive];

formats! {
    /// Markdown with front matter, whole by itself.
    Markdown "markdown" "Markdown" "md" "text/markdown" &[Scope::Document], true;
    /// Words alone.
    Text "text" "Text" "txt" "text/plain" &[Scope::Document], true;
    /// TEI P5.
    Tei "tei" "TEI" "xml" "application/tei+xml" EACH, true;
    /// JATS 1.3.
    Jats "jats" "JATS" "jats.xml" "application/xml" &[Scope::Document], true;
    /// Word, by Pandoc.
    Docx "docx" "Word" "docx" "application/vnd.openxmlformats-officedocument.wordprocessingml.document" &[Scope::Document], false;
    /// EPUB 3.3.
    Epub "epub" "EPUB" "epub" "application/epub+zip" EACH, true;
    /// PDF, set by Typst.
    Pdf "pdf" "PDF" "pdf" "application/pdf" EACH, false;
    /// What Crossref registers of the articles of an issue.
    Crossref "crossref" "Crossref" "crossref.xml" "application/xml" &[Scope::Document, Scope::Collection], false;
    /// A SQLite database of the tables.
    Sqlite "sqlite" "SQLite" "sqlite" "application/vnd.sqlite3" WHOLE, false;
}

impl ExportFormat {
    /// The format of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether it can be made of this.
    pub fn is_of(self, scope: Scope) -> bool {
        self.scopes().contains(&scope)
    }
}

/// What the site publishes in other formats (`exports`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exports {
    /// Of each document (`documents`).
    pub documents: Vec<ExportFormat>,
    /// Of each collection (`collections`).
    pub collections: Vec<ExportFormat>,
    /// Of the archive (`archive`).
    pub archive: Vec<ExportFormat>,
}

/// `[tei, markdown]`, of each document; or `{documents: [tei], collections: [epub], archive: [tei]}`.
pub(super) fn read(value: &Node<'_>) -> Result<Exports, Problem> {
    let Some(pairs) = value.map() else { return Ok(Exports { documents: formats(value, Scope::Document)?, ..Exports::default() }) };
    let mut exports = Exports::default();
    for pair in pairs {
        match pair.key.as_ref() {
            "documents" => exports.documents = formats(&pair.value, Scope::Document)?,
            "collections" => exports.collections = formats(&pair.value, Scope::Collection)?,
            "archive" => exports.archive = formats(&pair.value, Scope::Archive)?,
            other => return Err(problem(say::value_exports_of(other), say::wrong_value_hint_exports())),
        }
    }
    Ok(exports)
}

/// A list of names, or one.
fn formats(value: &Node<'_>, scope: Scope) -> Result<Vec<ExportFormat>, Problem> {
    if value.is_null() {
        return Ok(Vec::new());
    }
    let one = std::slice::from_ref(value);
    let mut all = Vec::new();
    for item in value.list().unwrap_or(one) {
        let name = item.text().map(str::trim).unwrap_or_default();
        let fits = |format: &&ExportFormat| format.is_for_site() && format.is_of(scope);
        let names = || ExportFormat::ALL.iter().filter(fits).map(|format| format.name());
        match ExportFormat::of_name(name).filter(|format| fits(&format)) {
            Some(format) if !all.contains(&format) => all.push(format),
            Some(_) => {}
            None => {
                let near = did_you_mean(nearest(name, names(), 1).as_slice());
                let all = names().map(str::to_owned).collect::<Vec<_>>();
                return Err(problem(say::value_exports_format(name), near.unwrap_or_else(|| say::wrong_value_hint_exports_formats(all))));
            }
        }
    }
    all.sort_unstable();
    Ok(all)
}
