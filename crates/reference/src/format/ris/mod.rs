//! RIS, the tagged format of reference managers.
//!
//! There is no standard but the description of Research Information Systems (2001, 2011 with further tags) and the
//! habits of EndNote, Zotero and Mendeley. Written are the tags on which these agree; read are all in use.

mod read;
mod types;
mod write;

pub use read::read;
pub use write::write;
