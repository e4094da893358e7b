//! The editors' notes on pages.
//!
//! 1. [`notes`]: the notes of a document as views, and the highlights over its words;
//! 2. [`regions`]: those on pictures and recordings, and the shapes laid over a picture;
//! 3. [`accept`]: a note on a picture that was exchanged, as its editor finds it right;
//! 4. [`index`]: the pages that list all notes;
//! 5. [`selectors`]: places on pictures and recordings as W3C selectors;
//! 6. [`selection`]: places that other programs give, as words of a document;
//! 7. [`w3c`]: a document's notes as a W3C AnnotationPage; [`whole`]: all of them as an AnnotationCollection.

pub mod accept;
pub mod index;
pub mod notes;
pub mod regions;
pub mod selection;
pub mod selectors;
pub mod w3c;
pub mod whole;
