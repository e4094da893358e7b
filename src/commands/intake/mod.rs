//! Texts on their way into `content/sources/`, whether a command brings them, a browser, or a folder in which an archive begins.
//!
//! 1. [`gather`]: which files lie in a folder, within bounds, and which of them are passed over, and why;
//! 2. [`called`]: what a file will be called among the sources, so that every system can write it;
//! 3. [`judge`]: what ingest would say of the files, by its own rules, before any of them is there.
//!
//! [`bring`] does all of it, and [`take_in`](crate::public::take_in) puts a copy of each file in its place, over no other.

mod bring;
mod called;
mod gather;
mod judge;

pub use bring::{Brought, Done, How, bring};
pub use called::{called, numbered};
pub use gather::{Gathered, gather};
pub use judge::{Candidate, Judged, MOST_BYTES, Verdict, judge};

use super::ingest::report::Words;

/// How many folders may lie in each other.
const DEEPEST: usize = 16;

/// Why a file or folder is passed over before anybody looks at what it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is hidden, or left behind by a program.
    Hidden,
    /// Its name leads out of the folder of sources, or is none.
    Outside,
    /// Its name is too long, or folders lie too deep in each other.
    Long,
    /// It is a symbolic link.
    Link,
    /// It is a folder of the archive, or of another one, or a site that was published.
    Archive,
    /// A program filled the folder.
    Program,
    /// It says something of the folder that it lies in: a README, a licence.
    Description,
    /// There are more files than are looked at.
    Many,
    /// It cannot be read: why.
    Unread(String),
}

impl Why {
    /// Its name, for programs and for the list of words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Outside => "outside",
            Self::Long => "long",
            Self::Link => "link",
            Self::Archive => "archive",
            Self::Program => "program",
            Self::Description => "description",
            Self::Many => "many",
            Self::Unread(_) => "unread",
        }
    }

    /// What is said of it.
    pub fn words(&self, words: &Words) -> String {
        let cause = if let Self::Unread(cause) = self { cause.as_str() } else { "" };
        words.filled(&format!("welcome.why-{}", self.key()), None, &[("cause", cause)])
    }
}
