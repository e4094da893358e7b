//! Keys of front matter that mean nothing by themselves.
//!
//! Whether one is a field of the archive (`fields` in `scholion.yaml`) or a slip, its file does not say: a text is understood by itself.
//! So what stands there is kept with its places, and `archive::fields` decides.

use serde::{Deserialize, Serialize};

use crate::base::{Message, Span};

/// A key that the program does not know, and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub place: Span,
    /// Its values: those of a list, or one; none where nothing stands.
    pub values: Vec<OwnValue>,
}

/// One of the values of such a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnValue {
    /// What it is.
    pub shape: OwnShape,
    /// Where it stands.
    pub place: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnShape {
    /// Words, a number or a date, as written; white space is folded. Never empty.
    Text(String),
    /// A mapping of texts: keys and values.
    Texts(Vec<(String, String)>),
    /// Something else, by what findings call it: `a list`.
    Other(Message),
}
