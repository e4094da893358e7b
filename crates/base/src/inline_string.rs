//! Short texts that are kept by the million: keys, labels, fragment ids.

use std::{
    borrow::Borrow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that stands in its own 24 bytes if it has at most [`InlineString::ROOM`], and on the heap if not. A
/// `String` takes as many bytes and the heap as well.
#[derive(Clone)]
pub struct InlineString(Form);

#[derive(Clone)]
enum Form {
    Inline { length: u8, bytes: [u8; InlineString::ROOM] },
    Heap(Box<str>),
}

impl InlineString {
    /// Bytes that need no heap.
    pub const ROOM: usize = 22;

    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // What is inside was a text when it came in; the check is cheap for so few bytes.
            Form::Inline { length, bytes } => {
                bytes.get(..usize::from(*length)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
            }
            Form::Heap(text) => text,
        }
    }
}

impl From<&str> for InlineString {
    fn from(text: &str) -> Self {
        let mut bytes = [0; Self::ROOM];
        match bytes.get_mut(..text.len()) {
            Some(room) => {
                room.copy_from_slice(text.as_bytes());
                // At most `ROOM`, so the cast loses nothing.
                Self(Form::Inline { length: text.len() as u8, bytes })
            }
            None => Self(Form::Heap(text.into())),
        }
    }
}

impl From<String> for InlineString {
    fn from(text: String) -> Self {
        if text.len() <= Self::ROOM { Self::from(text.as_str()) } else { Self(Form::Heap(text.into_boxed_str())) }
    }
}

impl From<&String> for InlineString {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<InlineString> for String {
    fn from(text: InlineString) -> Self {
        text.as_str().to_owned()
    }
}

impl Default for InlineString {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for InlineString {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for InlineString {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for InlineString {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for InlineString {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for InlineString {}

impl PartialEq<str> for InlineString {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for InlineString {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for InlineString {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialOrd for InlineString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for InlineString {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for InlineString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for InlineString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for InlineString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for InlineString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for InlineString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_out_as_they_went_in() {
        for text in ["", "p-12345678", "ключ-из-11-букв", "exactly twenty-two bytes", "1234567890123456789012", &"long ".repeat(20)]
        {
            assert_eq!(InlineString::from(text), *text);
            assert_eq!(InlineString::from(text.to_owned()), InlineString::from(text));
        }
        assert_eq!(size_of::<InlineString>(), size_of::<String>());
        assert!(InlineString::from("a").cmp(&InlineString::from("b")).is_lt());
    }
}
