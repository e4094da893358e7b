//! The archive's own fields: their indexes, and the pages of their values.

use serde::Serialize;

use super::common::*;
use crate::base::WebAddress;

/// `browse.html`: the index of a field, with a line for each of its values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldIndexView {
    pub page: PageFrame,
    /// The field.
    pub field: FieldLabel,
    /// How many values there are.
    pub count: usize,
    /// The values; of a list in its order, of dates and numbers by size, of others by the alphabet.
    pub values: Vec<ValueLine>,
    pub pager: Pager,
}

/// `browse-value.html`: the documents with a value of a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldValuePage {
    pub page: PageFrame,
    /// The field.
    pub field: FieldLabel,
    /// Relative address of the field's index.
    pub index_href: String,
    /// The value; where it names somebody or something, or is an address, with the way there.
    pub value: ValueView,
    /// How many documents have it.
    pub count: usize,
    /// The documents, newest first, those without a date last.
    pub documents: Vec<Card>,
    pub pager: Pager,
}

/// A field as it is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldLabel {
    /// Its key in front matter.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// The language of the label where it is not that of the page's words; empty otherwise.
    pub lang: String,
    /// `text`, `date`, `number`, `link`, `list`, `entity`, `people`, `organizations`, `places` or `topics`.
    pub kind: &'static str,
}

/// A value in the index of a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ValueLine {
    /// Relative address of its page.
    pub href: String,
    /// What it is called; of a date EDTF, to be written by `| date`.
    pub label: String,
    /// The language of the label where it is known and not that of the page's words; empty otherwise.
    pub lang: String,
    /// How many documents have it.
    pub documents: usize,
}

/// A value of a field, or of a variable.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ValueView {
    /// Words, plain; of a date EDTF, to be written by `| date`.
    pub title: String,
    /// Relative address of its page; empty where there is none.
    pub href: String,
    /// Its address on the web; empty if it has none.
    pub web: WebAddress,
    /// The language of the words; empty if nothing is known of it.
    pub lang: String,
}

/// A field by which hits of the search can be filtered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldFacet {
    /// The field.
    pub field: FieldLabel,
    /// The values of a controlled list, with what they are called.
    pub values: Vec<(String, String)>,
}
