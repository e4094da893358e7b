//! What documents say in the archive's own fields.
//!
//! 1. [`meaning`]: what stands under a field's name in front matter → what is meant by it;
//! 2. [`index`]: the values of all documents, each with the documents that have it; whom fields name stands with the entities;
//! 3. `reading`: who asks for these;
//! 4. [`problems`]: what is wrong with it, and keys that are no field.
//!
//! A field may have the name of a variable of descriptions, such as `genre`: then the variable has its label, its values, its index.

pub mod index;
pub mod meaning;
pub mod problems;
mod reading;

pub use index::{Entry, FieldIndex, entry};
pub use meaning::*;
