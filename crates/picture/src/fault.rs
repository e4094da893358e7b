//! Why a picture cannot be read.

use std::fmt;

/// Why a picture cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its first bytes are those of no kind that is read here.
    Unknown,
    /// A kind, or a variant of one, that is not read; its name.
    Unsupported(String),
    /// It says that it is so many pixels wide and high, which is more than the limit.
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// It has no such page; how many it has.
    NoPage(u32),
    /// It is cut off or damaged; what its reader says.
    Damaged(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("not a picture of a known kind"),
            Self::Unsupported(what) => write!(f, "cannot be read: {what}"),
            Self::TooLarge { width, height } => write!(f, "{width} × {height} pixels are too many"),
            Self::NoPage(pages) => write!(f, "it has {pages} pages"),
            Self::Damaged(what) => write!(f, "damaged: {what}"),
        }
    }
}

impl std::error::Error for Fault {}
