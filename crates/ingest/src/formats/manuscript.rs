//! What a structured source holds, before it becomes a document.

use scholion_base::{Message, Span, say, source_text::Source, yaml::Value};
use scholion_reference::Record;

use super::flow::Flow;
use crate::{account::Scope, attached::AttachedFile, front_matter::Front, report::Finding};

/// Why a source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the source's text.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Message,
}

/// What a structured source holds.
#[derive(Debug, Default)]
pub struct Manuscript {
    pub source: Source,
    pub front: Front,
    pub flow: Flow,
    /// Records that the source gives field by field; `None` if a list of references is still to be read.
    pub records: Option<Vec<Record>>,
    /// All words of the source that are text, by line; first those that a reader sees.
    pub words: Vec<Shown>,
    /// Of what each of these speaks, if any is more than text.
    pub scopes: Vec<Scope>,
    /// What the source says about its text: the front matter may repeat it.
    pub about: Vec<String>,
    pub findings: Vec<Finding>,
    /// Whether what it says of its text stands in a header that readers of the text do not see.
    pub has_header: bool,
    /// Files that it brings along.
    pub files: Vec<AttachedFile>,
    /// The body that is said to have written it, which counts if nobody else is named.
    pub body: String,
    /// Whether it is a page of a site, around whose text other things stand.
    pub is_of_site: bool,
    /// The name of the part of its file that it is; empty if it is all of it.
    pub part: String,
}

impl Manuscript {
    /// States in the front matter what lies beside the source, unless it says so itself; no reader of it sees these words.
    pub fn state(&mut self, key: &str, value: Value) {
        if !self.front.own.contains_key(key) {
            self.about.push(said(&value));
            self.front.own.insert(key.to_owned(), value);
        }
    }
}

/// All words of a value.
pub fn said(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text} "),
        Value::Array(items) => items.iter().map(said).collect(),
        Value::Object(map) => map.values().map(said).collect(),
        _ => String::new(),
    }
}

/// A block of words that a reader of a source sees, and the line of the file on which it begins.
pub type Shown = (u32, String);

/// How deep elements may stand in one another; deeper ones are a fault or an attack.
pub const DEEPEST: usize = 400;

/// A manuscript that holds anything to read.
pub fn some_text(manuscript: Manuscript) -> Result<Manuscript, Fault> {
    let has_words = manuscript.words.iter().any(|(_, words)| words.chars().any(char::is_alphanumeric));
    if has_words {
        return Ok(manuscript);
    }
    Err(Fault { span: None, message: say::source_without_text(), hint: say::source_without_text_hint() })
}
