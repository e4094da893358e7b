//! Placeholder until the matcher is merged.
use crate::{
    base::{Slug, Span},
    document::{Authority, AuthorityKind, Body},
};
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub kind: AuthorityKind,
    pub id: Slug,
    pub text: Span,
    pub first_in_section: bool,
}
#[derive(Debug, Default)]
pub struct Matcher;
impl Matcher {
    pub fn new<'a>(_: impl Iterator<Item = &'a Authority>) -> Self {
        Self
    }
    pub fn find(&self, _: &Body) -> Vec<Mention> {
        Vec::new()
    }
    pub fn ambiguous(&self) -> &[(String, Vec<(AuthorityKind, Slug)>)] {
        &[]
    }
}
