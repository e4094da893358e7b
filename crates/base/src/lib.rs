//! The shared vocabulary: what every other module may say without depending on any other.
//!
//! Nothing here knows what a document, a work or a page is; nothing here touches files, the clock or
//! the environment.

pub mod comment;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod few;
pub mod front_matter;
pub mod held;
pub mod html;
pub mod lang;
pub mod names;
pub mod path;
pub mod places;
mod sentence;
pub mod short;
pub mod slug;
pub mod snapshot;
pub mod source_text;
pub mod span;
pub mod text;
pub mod web;
mod word_count;
pub mod xml;
pub mod yaml;

pub use date::Date;
pub use diagnostic::{Diagnostic, Severity};
pub use digest::Digest;
pub use few::Few;
pub use html::{Href, Html};
pub use lang::Lang;
pub use path::RelPath;
pub use short::Short;
pub use slug::Slug;
pub use snapshot::{PictureSize, Snapshot};
pub use span::Span;
pub use web::WebAddress;
pub use xml::Xml;
