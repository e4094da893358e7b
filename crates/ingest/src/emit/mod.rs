//! The draft → Markdown with front matter, bibliography, and the report's counts.
//!
//! 1. [`inline`]: words and the markup over them, escaped where a mark would be read as markup ([`scholion_base::markdown`]);
//!    [`elements`]: where that is HTML; [`verbatim`]: what stands instead of words; [`figure`]: pictures;
//! 2. [`text`]: blocks and notes; 3. [`front`]: the front matter; 4. [`bibliography`].

pub mod bibliography;
mod elements;
mod figure;
pub mod front;
pub mod inline;
pub mod text;
mod verbatim;

pub use inline::render as words_as_markdown;
