//! Citations and entries in a style of the Citation Style Language. The only home of `hayagriva`. Pure.
//!
//! 1. [`style`]: which style and locale the configuration means; nothing is decoded before something is to be formatted; `fault`:
//!    where a file is no style; `bounds`: what a style may ask of the engine;
//! 2. [`item`]: a record as the engine takes it, without what it cannot take; [`locator`]: places in a work;
//! 3. [`engine`]: an entry, or all citations of a page with its bibliography; [`html`]: what it gives as safe HTML;
//! 4. [`store`]: what was formatted before. Formatting is slow (up to several milliseconds an entry), so it is kept by the
//!    digest of all that it depends on, and nothing is formatted where an entry is printed in a source.

mod bounds;
pub mod engine;
mod fault;
pub mod html;
pub mod item;
pub mod locator;
pub mod store;
pub mod style;
#[cfg(test)]
mod tests;

pub use engine::{CitationPart, Cite, Page};
pub use store::{CitationFormatter, Formatted};
pub use style::Csl;
