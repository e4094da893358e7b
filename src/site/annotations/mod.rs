//! The editors' notes on pages.
//!
//! 1. [`notes`]: the notes of a document as views, and the highlights over its words;
//! 2. [`index`]: the pages that list all notes;
//! 3. [`w3c`]: a document's notes as a W3C AnnotationPage.

pub mod index;
pub mod notes;
pub mod w3c;
