//! What is published of old addresses.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Memo;
use crate::{
    base::RelPath,
    config::Config,
    site::redirect::{self, MOVED, RULES, Redirect},
};

/// Whether a data file is one of these: no other is a page.
pub fn holds(path: &str) -> bool {
    path == RULES
        || path.starts_with(MOVED)
        || [".html", ".htm"].iter().any(|end| path.len() > end.len() && path.to_ascii_lowercase().ends_with(end))
}

/// Makes the pages at old addresses, the rules for hosts, and the same as data.
pub fn make(memo: &Memo, config: &Config) -> Vec<(RelPath, String)> {
    let table = &memo.old_addresses;
    let Some(words) = memo.strings() else { return Vec::new() };
    let page = |(at, ways): (&RelPath, &BTreeMap<String, Redirect>)| {
        let text = match ways.get("") {
            Some(to) if ways.len() == 1 => redirect::page(config, &words, at, to),
            _ => redirect::crossing(config, &words, at, ways),
        };
        (at.clone(), text)
    };
    let mut files: Vec<(RelPath, String)> = table.by_file.par_iter().map(page).collect();
    let all = || table.by_file.values().flat_map(|ways| ways.values());
    files.extend(redirect::rules(config, all()).map(|text| (RelPath::new(RULES), text)));
    files.extend(redirect::scripts(all().chain(&table.pageless)));
    files
}
