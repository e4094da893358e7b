//! One thing for each kind of entity.

use std::ops::{Index, IndexMut};

use crate::document::AuthorityKind;

/// One thing for each kind of entity, so that what is of a kind is looked up without a key of two parts being made.
#[derive(Debug, Default)]
pub(super) struct ByKind<T> {
    people: T,
    organizations: T,
    places: T,
    topics: T,
}

impl<T> Index<AuthorityKind> for ByKind<T> {
    type Output = T;

    fn index(&self, kind: AuthorityKind) -> &T {
        match kind {
            AuthorityKind::People => &self.people,
            AuthorityKind::Organizations => &self.organizations,
            AuthorityKind::Places => &self.places,
            AuthorityKind::Topics => &self.topics,
        }
    }
}

impl<T> IndexMut<AuthorityKind> for ByKind<T> {
    fn index_mut(&mut self, kind: AuthorityKind) -> &mut T {
        match kind {
            AuthorityKind::People => &mut self.people,
            AuthorityKind::Organizations => &mut self.organizations,
            AuthorityKind::Places => &mut self.places,
            AuthorityKind::Topics => &mut self.topics,
        }
    }
}
