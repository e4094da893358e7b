//! What is wrong with a file of styles, and where.

use scholion_csl::style::{Fault, What};

use crate::base::{Message, Span, say, text::squeeze};

/// What a fault says, and its place in the file.
pub fn said(fault: &Fault) -> (Message, Option<Span>) {
    let message = match &fault.what {
        What::Xml(why) => say::bad_style_xml(squeeze(why)),
        What::Root { found, .. } => say::bad_style_root(found),
        What::Element { name, within } => say::bad_style_misplaced(name, within),
        What::Attribute { name, element } => say::bad_style_attribute(element, name),
        What::Value { attribute, value } => say::bad_style_value(attribute, value),
        What::Missing { name, element } => say::bad_style_missing(element, *name),
        What::NoMacro(name) => say::bad_style_no_macro(name),
        What::TwoMacros(name) => say::bad_style_two_macros(name),
        What::Circle(name) => say::bad_style_circle(name),
        What::TooDeep => say::bad_style_too_deep(),
        What::TooLarge => say::bad_style_too_large(),
    };
    (message, Some(Span::new(fault.at.start, fault.at.end)))
}
