//! Identifiers and addresses of an entry: DOI, ISBN, the kinds of `eprint`, and what stands in `howpublished`.

use super::{
    super::set_other,
    fields::{Entry, Reading, keep},
    tex::Mode,
};
use crate::Record;

impl Reading<'_> {
    pub(super) fn identifiers(&mut self, entry: &mut Entry, record: &mut Record) {
        record.doi = doi(&self.take(entry, "doi", Mode::Verbatim)).to_owned();
        record.url = self.take(entry, "url", Mode::Verbatim);
        record.isbn = self.take(entry, "isbn", Mode::Plain);
        record.issn = self.take(entry, "issn", Mode::Plain);
        let [eprint, source] = ["eprint", "eprinttype"].map(|field| self.take(entry, field, Mode::Verbatim));
        if let Some(resolver) = resolver(&source).filter(|_| record.url.is_empty() && !eprint.is_empty()) {
            record.url = format!("{resolver}{eprint}");
        }
        match source.to_lowercase().as_str() {
            "pubmed" | "pmid" => set_other(record, "PMID", &eprint),
            "pmcid" | "pmc" => set_other(record, "PMCID", &eprint),
            _ => {}
        }
        keep(record, "eprint", &eprint);
        keep(record, "eprinttype", &source);
        // Where something was published, or where it stands on the web.
        let published = entry.fields.get("howpublished").map_or("", String::as_str);
        if record.url.is_empty() && (published.contains("\\url") || published.starts_with("http")) {
            let address = self.take(entry, "howpublished", Mode::Verbatim);
            match address.find("http").and_then(|at| address.split_at_checked(at)) {
                Some((before, address)) => {
                    record.url = address.split(' ').next().unwrap_or(address).trim_end_matches('.').to_owned();
                    set_other(record, "medium", before.trim().trim_end_matches([':', ',']));
                }
                None => set_other(record, "medium", &address),
            }
        }
    }
}

/// Where identifiers of a kind lead to: the beginning of their addresses.
fn resolver(source: &str) -> Option<&'static str> {
    Some(match source.to_lowercase().as_str() {
        "arxiv" => "https://arxiv.org/abs/",
        "hdl" | "handle" => "https://hdl.handle.net/",
        "jstor" => "https://www.jstor.org/stable/",
        "pubmed" | "pmid" => "https://pubmed.ncbi.nlm.nih.gov/",
        "pmcid" | "pmc" => "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        "googlebooks" => "https://books.google.com/books?id=",
        "hal" => "https://hal.science/",
        "urn" => "https://nbn-resolving.org/",
        "ark" => "https://n2t.net/",
        _ => return None,
    })
}

/// A DOI without its resolver.
fn doi(text: &str) -> &str {
    ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text)
        .trim()
}
