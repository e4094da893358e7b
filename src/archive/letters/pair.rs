//! Correspondents, and pairs of them.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{base::Slug, document::AuthorityKind};

/// Somebody who writes or gets letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correspondent {
    /// Of whom there is a record.
    Record(AuthorityKind, Slug),
    /// Of whom there is only a name: by that in small letters, as it is the same name.
    Name(Arc<str>),
}

/// Two correspondents, in an order that does not depend on who wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair(Correspondent, Correspondent);

impl Pair {
    /// The pair of these.
    pub fn of(one: &Correspondent, other: &Correspondent) -> Self {
        if one <= other { Self(one.clone(), other.clone()) } else { Self(other.clone(), one.clone()) }
    }

    /// The first of them.
    pub fn first(&self) -> &Correspondent {
        &self.0
    }

    /// The second; the same as the first where somebody wrote to himself.
    pub fn second(&self) -> &Correspondent {
        &self.1
    }

    /// The other of them, seen from one.
    pub fn other<'a>(&'a self, one: &Correspondent) -> &'a Correspondent {
        if self.0 == *one { &self.1 } else { &self.0 }
    }
}

impl fmt::Display for Correspondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(kind, id) => write!(f, "{}/{id}", kind.folder()),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} and {}", self.0, self.1)
    }
}
