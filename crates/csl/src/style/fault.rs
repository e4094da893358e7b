//! What can be wrong with a style or a locale.

use std::fmt;
use std::ops::Range;

/// What is wrong with a style or a locale, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the text that it is about: a start tag, an attribute, or an empty place.
    pub at: Range<usize>,
    pub what: What,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is no XML: what the reader of XML says.
    Xml(String),
    /// The root is another element than `style` or `locale`.
    Root {
        found: String,
        wanted: &'static str,
    },
    /// An element stands where it cannot.
    Element {
        name: String,
        within: String,
    },
    /// An attribute that the element does not have.
    Attribute {
        name: String,
        element: String,
    },
    /// A value that the attribute cannot have, or a word of it that nothing is called.
    Value {
        attribute: String,
        value: String,
    },
    /// An attribute or element is missing; the first of several that would do.
    Missing {
        name: &'static str,
        element: String,
    },
    /// A macro that the style does not have.
    NoMacro(String),
    /// A macro that stands there twice.
    TwoMacros(String),
    /// A macro that calls itself, by way of others or not.
    Circle(String),
    /// Elements stand too deep in each other, or a rendering would visit too many.
    TooDeep,
    TooLarge,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xml(says) => write!(f, "this is no XML: {says}"),
            Self::Root { found, wanted } => write!(f, "the file begins with <{found}>, not with <{wanted}>"),
            Self::Element { name, within } => write!(f, "<{name}> cannot stand in <{within}>"),
            Self::Attribute { name, element } => write!(f, "<{element}> has no attribute \"{name}\""),
            Self::Value { attribute, value } => write!(f, "\"{value}\" is nothing that {attribute} can be"),
            Self::Missing { name, element } => write!(f, "<{element}> lacks {name}"),
            Self::NoMacro(name) => write!(f, "there is no macro \"{name}\""),
            Self::TwoMacros(name) => write!(f, "there are two macros \"{name}\""),
            Self::Circle(name) => write!(f, "the macro \"{name}\" calls itself"),
            Self::TooDeep => write!(f, "elements stand too deep in each other"),
            Self::TooLarge => write!(f, "it is too large"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)
    }
}

impl std::error::Error for Fault {}
