//! Facsimiles for the viewers of others: the IIIF Presentation and Image APIs (version 3.0, iiif.io/api).
//!
//! 1. [`model`]: what manifests are made of, as they are written;
//! 2. [`terms`]: under what terms, as far as IIIF has a name for them;
//! 3. [`image_service`]: a picture in tiles, and what a viewer must know to ask for them;
//! 4. [`ranges`]: the parts of a text, each with the pictures on which it stands;
//! 5. [`lines`]: the lines of a text where they stand on their picture; [`notes`]: the editors' notes;
//! 6. [`others`]: the document in other forms; [`words`]: what is said in the site's own words, [`fields`]: in the archive's own fields;
//! 7. [`manifest`]: a document with all this; [`collection`]: the archive.
//!
//! Manifests need public addresses, so that there are none without `base-url`; tiles there are all the same, as the page beside a facsimile
//! shows them.

pub mod collection;
pub mod fields;
pub mod image_service;
pub mod lines;
pub mod manifest;
pub mod model;
pub mod notes;
pub mod others;
pub mod ranges;
pub mod terms;
pub mod words;
