//! Parts of the page of a person, body, place or topic.

use serde::Serialize;

use super::common::Anchor;
use crate::base::Html;

/// The beginning or end of a life.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LifeView {
    /// When, EDTF; empty if unknown.
    pub date: String,
    /// Where, with the page of the place if it has one.
    pub place: Anchor,
}

/// A portrait.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PortraitView {
    /// The picture, safe HTML; empty if there is none.
    pub picture_html: Html,
    /// What it shows, and who made it.
    pub caption: String,
    /// Its statement of rights.
    pub rights: String,
}

/// Those to whom an entity is related in one way.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelationGroup {
    /// What it is to them: `child-of`, `has-member`, `birthplace-of` …; its words stand under `relations.`.
    pub kind: &'static str,
    /// The first of them.
    pub others: Vec<RelatedEntity>,
    /// How many more there are.
    pub more: usize,
}

/// A person, body, place or topic to which an entity is related.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelatedEntity {
    /// Relative address of its page.
    pub href: String,
    pub name: String,
    /// `people`, `organizations`, `places` or `topics`.
    pub of: &'static str,
    /// When it was so, EDTF; empty if unknown.
    pub dates: String,
    /// What more there is to say, plain.
    pub note: String,
}
