//! The shared vocabulary: what every other module may say without depending on any other.
//!
//! Nothing here knows what a document, a work or a page is; nothing here touches files, the clock or
//! the environment.

pub mod calendar;
pub mod captured;
pub mod comment;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod figures;
pub mod front_matter;
pub mod held;
pub mod html;
pub mod identifier;
pub mod inline_string;
pub mod lang;
pub mod markdown;
pub mod message;
pub mod mime;
pub mod names;
pub mod namespaces;
pub mod natural;
mod old_encodings;
pub mod path;
pub mod places;
pub mod portable;
pub mod quotes;
pub mod script;
mod sentence;
pub mod slug;
pub mod small_set;
pub mod snapshot;
pub mod source_text;
pub mod span;
pub mod speech;
pub mod table;
pub mod tag;
pub mod tags;
mod terms;
pub mod tex;
pub mod text;
pub mod varint;
pub mod web;
mod word_count;
pub mod xml;
pub mod yaml;

pub use calendar::CalendarDay;
pub use captured::Captured;
pub use date::Date;
pub use diagnostic::{Diagnostic, Severity};
pub use digest::Digest;
pub use html::{Href, Html};
pub use inline_string::InlineString;
pub use lang::Lang;
pub use message::{Message, say};
pub use natural::natural;
pub use path::RelPath;
pub use slug::Slug;
pub use small_set::SmallSet;
pub use snapshot::{PictureSize, Sheet, Snapshot};
pub use span::Span;
pub use web::WebAddress;
pub use xml::Xml;
