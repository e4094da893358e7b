//! The archive as a whole: what its files, taken together, say. Pure.
//!
//! 1. [`catalogue`]: takes what changed, file by file (`delta`), and keeps the relations between documents; `held`: those that are
//!    not shown whole, `former`: addresses and ids that are no more, `by_path`: documents that have another address than their path says;
//! 2. [`works`]: which records are one work, and its key; `shelf`: the archive's own libraries, whose records are works
//!    when a text cites them;
//! 3. [`entities`]: authority records and the names that have none; [`mentions`]: names in texts; [`letters`]: who wrote to whom, with `posted`;
//!    [`doubles`]: records that look like one, by [`alike`] names, and [`matching`]: which entries of a list they are; `relations`: what is wrong with those between
//!    them; `about`: works that name them; `mapped`: what maps read;
//! 4. [`lookup`]: what an address or a name leads to, with `homes`: of texts that were converted, and [`absent`]: what is known where it leads to nothing; [`links`]: what documents say of each other, with [`place`]: the places
//!    in them that fragments lead to; [`listed`] and [`passages`]: what others show of them; [`translations`]: which of them
//!    are one text; [`versions`]: what they were when they were published;
//! 5. [`annotations`]: notes on their words, with [`anchor`]: where these stand in a text that has changed; [`editing`]:
//!    what a change in the preview makes of their file;
//! 6. [`facet`]: what can be read, and who read what; [`aspects`]: what others read of a document; [`reader`]: the catalogue as
//!    views see it, [`survey`]: as searches and data files see it.

mod about;
pub mod absent;
pub mod alike;
pub use scholion_anchor as anchor;
pub mod annotations;
mod arrangement;
pub mod aspects;
mod bodies;
mod by_path;
pub mod captures;
pub mod catalogue;
mod collected;
pub mod collections;
mod delta;
mod division;
pub mod doubles;
pub mod editing;
pub mod entities;
pub mod exported;
pub mod facet;
pub mod fields;
mod former;
pub mod glance;
mod held;
mod homes;
pub mod letters;
pub mod links;
pub mod listed;
pub mod lookup;
mod mapped;
pub mod matching;
pub mod mentions;
pub mod menu;
pub mod moving;
pub mod naming;
pub mod outside;
pub mod passages;
mod paths;
mod people;
mod pictures;
pub mod place;
mod posted;
pub mod problems;
pub mod reader;
mod relations;
mod shelf;
pub mod survey;
pub mod translations;
pub mod versions;
pub mod works;

pub use absent::Absent;
pub use aspects::Front;
pub use catalogue::Catalogue;
pub use delta::{Delta, Source};
pub use entities::{Capacity, Claim, Entity, Label, ListedEntity, Related, Spot};
pub use listed::Listed;
pub use lookup::{Found, Thing};
pub use paths::record_at;
pub use reader::Reader;
pub use survey::Survey;
pub use works::Work;
