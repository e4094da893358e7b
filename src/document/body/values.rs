//! Short texts back to back, each known by its number: they take the room of their bytes and four more.

use serde::{Deserialize, Serialize};

use crate::base::Span;

/// What the elements of a body say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Values {
    /// Nothing yet, and room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::new() }
    }

    /// Keeps a value; gives its number.
    pub fn push(&mut self, value: &str) -> u32 {
        self.text.push_str(value);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The value of a number.
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        Span::new(number.checked_sub(1).map_or(0, end), end(number)).of(&self.text)
    }

    /// The same without room to grow.
    #[must_use]
    pub fn exact(&self) -> Self {
        Self { text: self.text.as_str().to_owned(), ends: self.ends.as_slice().to_vec() }
    }
}
