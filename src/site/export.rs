//! A document for reference managers: files beside its page, by which it is cited.

use super::{address, frame::canonical};
use crate::{
    archive::links::as_record,
    base::{RelPath, Slug},
    config::Config,
    document::{Document, Meta},
    reference::{
        Record, csl,
        format::{self, Format},
    },
};

/// How the names of a document's files end, in the order in which its page offers them.
pub const ENDINGS: [&str; 3] = ["bib", "ris", "csl.json"];

/// The document as a record: all that its front matter says.
pub fn described(slug: &Slug, meta: &Meta) -> Record {
    let mut record = as_record(meta);
    record.key = slug.to_string();
    // Words, and no address: what is none that is safe to follow stands in no place for one.
    let license = meta.license.as_ref().map(|license| license.id.clone()).filter(|id| !id.contains(':')).unwrap_or_default();
    let about = [("abstract", super::markup::plain(&meta.abstract_)), ("keyword", meta.keywords.join(", ")), ("license", license)];
    about.iter().filter(|(_, text)| !text.is_empty()).for_each(|(variable, text)| csl::set(&mut record, variable, text));
    record
}

/// The document as it is cited: as [`described`], and by its address where it has no other.
pub fn record(config: &Config, document: &Document) -> Record {
    let mut record = described(&document.slug, &document.meta);
    if record.url.is_empty() && record.doi.is_empty() {
        record.url = canonical(config, &RelPath::new(&address::document(&document.slug)));
    }
    record
}

/// The document's files: each at its path on the site.
pub fn files(record: &Record, path: &RelPath) -> Vec<(RelPath, String)> {
    let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
    ENDINGS.iter().filter_map(|ending| Some((RelPath::new(&format!("{stem}.{ending}")), text(format_of(ending)?, record)))).collect()
}

/// The format of a file with this ending.
pub fn format_of(ending: &str) -> Option<&'static Format> {
    format::of_extension(ending.rsplit('.').next().unwrap_or(ending))
}

fn text(format: &Format, record: &Record) -> String {
    let text = format.write.map(|write| write(record)).unwrap_or_default();
    // CSL-JSON is an array of records.
    if format.extension == "json" { format!("[{}]\n", text.trim_end()) } else { text }
}
