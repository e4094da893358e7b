//! The editors' notes on pages.
//!
//! 1. [`notes`]: the notes of a document as views, and the highlights over its words;
//! 2. [`lay`]: the marks and the notes themselves put into the HTML of a text, each note behind the block it belongs to;
//! 3. [`index`]: the pages that list all notes;
//! 4. [`w3c`]: a document's notes as a W3C AnnotationPage.

pub mod index;
pub mod lay;
pub mod notes;
pub mod w3c;
