//! What of an archive a source may name or hold.

use std::sync::Arc;

use crate::authority::Known;

/// The other sources of an archive: the bytes of one, by its path from `content/sources/`.
pub type Files<'f> = &'f dyn Fn(&str) -> Option<Arc<[u8]>>;

/// Whether a file lies among the sources, by its path from `content/sources/`; also one that is never read, such as a picture.
pub type Beside<'f> = &'f dyn Fn(&str) -> bool;

/// What of an archive a source may name or hold.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The records of people, organizations and places.
    pub known: &'a Known,
    /// The other sources.
    pub files: Files<'a>,
    /// Which files lie there.
    pub beside: Beside<'a>,
}
