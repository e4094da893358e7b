//! Identifiers and addresses of an entry: DOI, ISBN, the kinds of `eprint`, and what stands in `howpublished`.

use super::{
    super::{in_periodical, set_other},
    fields::{Entry, Reading, keep},
    tex::Mode,
};
use crate::{Record, identity::bare_doi};

impl Reading<'_> {
    pub(super) fn identifiers(&mut self, entry: &mut Entry, record: &mut Record) {
        record.doi = bare_doi(&self.take(entry, "doi", Mode::Verbatim)).to_owned();
        record.url = self.take(entry, "url", Mode::Verbatim);
        let mut addresses = self.take(entry, "furtherurl", Mode::Verbatim);
        // Mendeley writes all addresses of a work into one field.
        if let Some((first, further)) = record.url.clone().split_once(' ').filter(|(_, further)| further.trim_start().starts_with("http")) {
            first.clone_into(&mut record.url);
            further.trim().clone_into(&mut addresses);
        }
        keep(record, "furtherurl", &addresses);
        record.isbn = self.take(entry, "isbn", Mode::Plain);
        record.issn = self.take(entry, "issn", Mode::Plain);
        // Mendeley writes ISSNs of journals there.
        let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        if in_periodical(record.kind) && digits(&record.isbn).len() == 8 {
            let number = std::mem::take(&mut record.isbn);
            match record.issn.as_str() {
                "" => record.issn = number,
                issn if digits(issn) != digits(&number) => keep(record, "isbn", &number),
                _ => {}
            }
        }
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
                    let (address, behind) = address.split_once(' ').unwrap_or((address, ""));
                    record.url = address.trim_end_matches(['.', ',', ';']).to_owned();
                    let words = [before.trim().trim_end_matches([':', ',']), behind.trim().trim_end_matches('.')];
                    set_other(
                        record,
                        "medium",
                        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ").as_str(),
                    );
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
