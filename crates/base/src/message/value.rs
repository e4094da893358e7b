//! Values of fields.

use std::{borrow::Cow, fmt::Display};

use serde::{Deserialize, Serialize};

use super::{Message, Translation};

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Words of a file, a name, a path.
    Text(String),
    /// How many, or how much.
    Number(u64),
    /// Several names.
    List(Vec<String>),
    /// A part of the sentence that is a sentence itself.
    Message(Message),
}

impl Value {
    /// The number that it is.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Writes it behind what is there. In quotation marks each name of a list has its own.
    pub(super) fn write(&self, out: &mut String, translation: Translation<'_>) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::List(names) => out.push_str(&names.join(if out.ends_with('`') { "`, `" } else { ", " })),
            Self::Message(message) => out.push_str(&message.in_words(translation)),
        }
    }

    pub(super) fn rewrite(&mut self, rewrite: &dyn Fn(&mut String)) {
        match self {
            Self::Text(text) => rewrite(text),
            Self::Number(_) => {}
            Self::List(names) => names.iter_mut().for_each(rewrite),
            Self::Message(message) => message.rewrite(rewrite),
        }
    }
}

/// What can be the value of a field.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl<T: Display + ?Sized> IntoValue for &T {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl IntoValue for Cow<'_, str> {
    fn into_value(self) -> Value {
        Value::Text(self.into_owned())
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl IntoValue for $number {
            fn into_value(self) -> Value {
                Value::Number(self as u64)
            }
        })+
    };
}

numbers!(u8, u32, u64, usize);

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for Vec<String> {
    fn into_value(self) -> Value {
        Value::List(self)
    }
}

impl IntoValue for Message {
    fn into_value(self) -> Value {
        Value::Message(self)
    }
}
