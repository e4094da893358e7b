//! A cited work.

use serde::Serialize;

use super::common::*;
use crate::base::{Html, WebAddress};

/// `work.html`: one work, and every passage that cites it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WorkView {
    pub page: PageFrame,
    /// Whether the title is so long that it needs a smaller heading.
    pub is_long: bool,
    /// Its line: key, entry, numbers.
    pub work: WorkLine,
    /// The work for browsers' reference managers: the title of an empty `<span class="Z3988">`.
    pub coins: String,
    /// Tags for the page's head, safe HTML: the work in schema.org's words.
    pub metadata_html: Html,
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// DOI resolver, web address, with words.
    pub links: Vec<OutsideLink>,
    /// The document of this archive that is this work.
    pub held_as: Anchor,
    /// The different printed forms of its entry, with the documents that print them.
    pub printed_forms: Vec<PrintedForm>,
    /// Why its records are one work, on the first page of it.
    pub joined: Joined,
    /// The documents that cite it, with their passages.
    pub citing: Vec<CitingDocument>,
    /// The works cited together with it, most often first.
    pub cited_with: Vec<CitedWith>,
    pub pager: Pager,
}

/// An outside link of a work.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OutsideLink {
    /// `doi` or `url`.
    pub kind: &'static str,
    pub href: WebAddress,
    pub title: String,
    /// The web archive's copy nearest to the date of access; empty if none is given.
    pub archived: WebAddress,
    /// The date of access, EDTF.
    pub accessed: String,
    /// The copy of the page that the archive itself has, and of when that is.
    pub copy: Anchor,
}

/// A printed form of an entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PrintedForm {
    pub entry_html: Html,
    pub lang: String,
    pub documents: Vec<Anchor>,
}

/// Why the records of a work are one work.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Joined {
    /// Records that were joined, two and two.
    pub pairs: Vec<JoinedPair>,
    /// How many more there are.
    pub more: usize,
    /// The file in which editors say that they are different.
    pub file: String,
}

/// Two records that are one work.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct JoinedPair {
    /// What they have in common, a word under `joined`: `doi`, `isbn`, `symbol`, `url`, `title` (with author and year), `place` (journal,
    /// volume and page), `shelfmark`; or `verdict`, where the editors say so.
    pub ground: &'static str,
    /// The document that has the one, at its record; of two in one document the id.
    pub left: Anchor,
    /// The document that has the other.
    pub right: Anchor,
    /// The two as a list of YAML, as the file takes them.
    pub names: String,
}

/// A work cited together with another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitedWith {
    pub work: WorkLine,
    /// In how many documents.
    pub together: usize,
}
