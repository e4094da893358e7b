//! Citations and entries in a style of the Citation Style Language. The only home of `scholion-csl`. Pure.
//!
//! 1. [`style`]: which style and locale the configuration means; [`carried`]: those that the program carries: nothing is unpacked before
//!    something is to be formatted; `fault`: where a file is no style;
//! 2. [`item`]: a record as the processor takes it; [`locator`]: places in a work;
//! 3. [`engine`]: an entry, or all citations of a page with its bibliography; [`html`]: what it gives as safe HTML;
//! 4. [`store`]: what was formatted before, by the digest of all that it depends on. Nothing is formatted where an entry is printed in
//!    a source.

pub mod carried;
pub mod engine;
mod fault;
pub mod html;
pub mod item;
pub mod locator;
pub mod store;
pub mod style;
#[cfg(test)]
mod tests;

pub use engine::{CitationPart, Cite, Group, Page};
pub use store::{CitationFormatter, Formatted};
pub use style::Csl;
