//! `content/addresses.yaml`: where the addresses lead that were published once and are no more.
//!
//! One file of lines, sorted, so that editors read it and versions can be merged: an address of the site, and the one that came for it. A
//! fragment on both sides is a place whose id has changed. The program adds to it when a file was renamed or a paragraph mended.

use std::collections::BTreeMap;

use super::{
    report::Report,
    site_address::{SiteAddress, Unfit},
};
use crate::base::{Diagnostic, RelPath, Span, say};

/// The ids that places of a page had before, by those that they have.
pub type FormerIds = BTreeMap<Box<str>, Vec<Box<str>>>;

/// The addresses that are no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Addresses {
    /// Its lines, in their order.
    pub moved: Vec<Moved>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// An address, and the one that came for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What was published once, as written.
    pub written: String,
    /// The same, read.
    pub old: SiteAddress,
    /// Where it leads.
    pub new: SiteAddress,
    /// Where the line stands in the file.
    pub place: Span,
}

/// Reads the file. Never fails.
pub fn parse(path: &RelPath, bytes: &[u8]) -> Addresses {
    let (mut report, text) = Report::on_file(path, bytes);
    let mut moved = Vec::new();
    if let Some(tree) = report.tree(&text, &[]) {
        for pair in report.map("the file", &tree.root, say::expected_addresses()).unwrap_or(&[]) {
            let new = report.text(&pair.key, &pair.value);
            if pair.value.text().is_none() {
                continue;
            }
            let mut read = |written: &str, place: Span| {
                let unfit = match SiteAddress::read(written, "") {
                    Ok(address) => return Some(address),
                    Err(unfit) => unfit,
                };
                let message = if unfit == Unfit::Outside { say::alias_outside(written) } else { say::alias_form(written) };
                report.error(message, place, say::alias_form_hint());
                None
            };
            if let Some((old, new)) = read(&pair.key, pair.place).zip(read(&new, pair.value.span)) {
                moved.push(Moved { written: pair.key.to_string(), old, new, place: report.span(pair.place) });
            }
        }
    }
    Addresses { moved, diagnostics: report.finish() }
}
