//! Who and what a text names by a register or a number: links to the archive's records (TEI P5, 13.1, att.canonical).

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use scholion_base::{RelPath, identifier, text::percent_decoded};

use super::registers::identified;
use crate::{
    authority::{Known, Target},
    formats::{
        around::{Around, Files},
        xml::{
            breaks::is_entry,
            node::{attribute, words},
        },
    },
};

/// Elements that name somebody or something.
const NAMES: [&str; 11] =
    ["persName", "placeName", "orgName", "rs", "name", "geogName", "settlement", "region", "country", "district", "bloc"];

/// Private schemes may stand for one another; so far they are followed.
const DEEPEST: usize = 3;

/// Where a name leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Lead {
    /// To a record.
    Record(Target),
    /// To an address of the web.
    Web(String),
    /// Nowhere that is known.
    Nowhere,
}

/// What is known of the names in a text.
#[derive(Default)]
pub struct Names<'k> {
    /// The text's file, from `content/sources/`.
    file: String,
    known: Option<&'k Known>,
    files: Option<Files<'k>>,
    /// Private schemes, each with its pattern and what stands for it (TEI P5, 2.3.6, `prefixDef`).
    prefixes: BTreeMap<String, (String, String)>,
    /// The places of the file to which names may lead.
    ids: BTreeSet<String>,
    /// Those of them that are entries of a register: it may stand in another file, and be put into this one.
    entries: BTreeSet<String>,
    /// What led nowhere, with the place and the words of its first mention.
    missing: BTreeMap<String, (usize, String)>,
    /// Other files to which the text leads, and whether each is a text itself.
    texts: BTreeMap<String, bool>,
}

impl<'k> Names<'k> {
    /// What a text and the archive say of names.
    pub fn of(root: Node<'_, '_>, file: &str, around: Around<'k>) -> Self {
        let mut names = Self { file: file.to_owned(), known: Some(around.known), files: Some(around.files), ..Self::default() };
        for node in root.descendants().filter(Node::is_element) {
            let (name, id) = (node.tag_name().name(), attribute(node, "id"));
            if name == "prefixDef" {
                let pattern = (attribute(node, "matchPattern").to_owned(), attribute(node, "replacementPattern").to_owned());
                names.prefixes.insert(attribute(node, "ident").to_owned(), pattern);
            } else if !id.is_empty() && !matches!(name, "w" | "pc" | "c" | "s" | "seg" | "lb" | "pb" | "l" | "p" | "u") {
                names.ids.insert(id.to_owned());
                if is_entry(node) {
                    names.entries.insert(id.to_owned());
                }
            }
        }
        names
    }

    /// Where an element leads that names somebody or something: to the records of all whom it names, else to the first address. Nowhere
    /// if it does not say whom.
    pub fn leads(&mut self, node: Node<'_, '_>) -> Vec<Lead> {
        if self.known.is_none() || !is_named(node) || node.ancestors().skip(1).any(is_named) {
            return Vec::new();
        }
        let stated = [attribute(node, "ref"), attribute(node, "key")];
        let references: Vec<&str> = stated.iter().flat_map(|stated| stated.split_whitespace()).collect();
        let (mut records, mut others) = (Vec::new(), Vec::new());
        for reference in &references {
            match self.find(reference, 0) {
                Lead::Nowhere => {}
                found @ Lead::Web(_) => others.push(found),
                found if records.contains(&found) => {}
                found => records.push(found),
            }
        }
        if let Some(reference) = references.first().filter(|_| records.is_empty() && others.is_empty()) {
            self.missing.entry((*reference).to_owned()).or_insert_with(|| (node.range().start, words(node)));
        }
        // Several addresses are those of one in several authority files.
        others.truncate(usize::from(records.is_empty()));
        records.append(&mut others);
        records
    }

    /// The record of the person or body that an element names, itself or by what stands in it.
    pub fn somebody(&mut self, node: Node<'_, '_>) -> Option<Target> {
        self.record(node, &["people", "organizations"])
    }

    /// The record of the place that an element names.
    pub fn place(&mut self, node: Node<'_, '_>) -> Option<Target> {
        self.record(node, &["places"])
    }

    fn record(&mut self, node: Node<'_, '_>, folders: &[&str]) -> Option<Target> {
        let leads = node.descendants().filter(Node::is_element).flat_map(|part| self.leads(part));
        let mut records = leads.filter_map(|lead| if let Lead::Record(target) = lead { Some(target) } else { None });
        records.find(|target| folders.contains(&target.folder.as_str()))
    }

    /// Where a reference leads.
    pub fn find(&self, reference: &str, depth: usize) -> Lead {
        let Some(known) = self.known else { return Lead::Nowhere };
        let record = |found: Option<&Target>| found.map_or(Lead::Nowhere, |target| Lead::Record(target.clone()));
        // What another file calls so is not meant where this one has the place.
        let own = |id: &str| {
            let found = known.at(&format!("{}#{id}", self.file));
            found.or_else(|| known.near("", id).filter(|_| !self.ids.contains(id) || self.entries.contains(id)))
        };
        if let Some(id) = reference.strip_prefix('#') {
            return record(own(id));
        }
        let is_web = reference.starts_with("http://") || reference.starts_with("https://");
        if let Some((scheme, value)) = identified(reference) {
            let address = identifier::named(scheme).map_or(String::new(), |scheme| scheme.address(&value).to_string());
            return known.identified(scheme, &value).map_or(Lead::Web(address), |target| Lead::Record(target.clone()));
        }
        if is_web {
            let found = reference.split_once('#').and_then(|(file, id)| known.near(file, id));
            return found.map_or_else(|| Lead::Web(reference.to_owned()), |target| Lead::Record(target.clone()));
        }
        if let Some((prefix, rest)) = reference.split_once(':')
            && let Some((pattern, written)) = self.prefixes.get(prefix).filter(|_| depth < DEEPEST)
        {
            return filled(written, group(pattern, rest)).map_or(Lead::Nowhere, |reference| self.find(&reference, depth + 1));
        }
        match reference.split_once('#') {
            Some((file, id)) => {
                let path = RelPath::new(&self.file).join(file);
                record(path.and_then(|path| known.at(&format!("{path}#{id}"))).or_else(|| known.near(file, id)))
            }
            None => record(own(reference)),
        }
    }

    /// The address of another source of the archive to which a text leads, if that is a text itself: its document will be found there.
    pub fn source(&mut self, target: &str) -> Option<String> {
        let file = target.split('#').next().filter(|file| !file.is_empty() && !file.contains(':'))?;
        if !self.texts.contains_key(file) {
            let is_text = self.is_text(file);
            self.texts.insert(file.to_owned(), is_text);
        }
        self.texts.get(file).is_some_and(|is_text| *is_text).then(|| file.to_owned())
    }

    fn is_text(&self, file: &str) -> bool {
        let path = RelPath::new(&self.file).join(&percent_decoded(file));
        let bytes = path.zip(self.files).and_then(|(path, files)| files(path.as_str()));
        let has = |words: &[u8]| bytes.as_ref().is_some_and(|bytes| memchr::memmem::find(bytes, words).is_some());
        has(b"body>") && !has(b"teiCorpus")
    }

    /// What led nowhere and is no place of the file: the place and the words of the first mention, and what it pointed to.
    pub fn missing(self) -> Option<(usize, String, String)> {
        /// So many are named.
        const NAMED: usize = 5;
        let mut missing = self.missing;
        missing.retain(|reference, _| !self.ids.contains(reference.trim_start_matches('#')));
        let (at, words) = missing.values().min()?.clone();
        let mut named: Vec<&str> = missing.keys().map(String::as_str).take(NAMED).collect();
        let more = format!("… ({})", missing.len());
        if missing.len() > NAMED {
            named.push(&more);
        }
        Some((at, words, named.join(", ")))
    }
}

/// Whether an element says whom or what it names.
fn is_named(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    // What points elsewhere is a link already.
    NAMES.contains(&name) && ["ref", "key"].iter().any(|key| !attribute(node, key).is_empty())
        || name == "ref" && !attribute(node, "target").is_empty()
}

/// What stands for a reference, with the group of its pattern put in; `None` if that is too long to be a reference.
fn filled(written: &str, group: &str) -> Option<String> {
    /// In bytes.
    const LONGEST: usize = 2000;
    let length = written.matches("$1").count().saturating_mul(group.len()).saturating_add(written.len());
    (length <= LONGEST).then(|| written.replace("$1", group))
}

/// What the group of a pattern takes of a text: all but the letters that the pattern has around it.
fn group<'t>(pattern: &str, text: &'t str) -> &'t str {
    let (before, after) = (pattern.split('(').next().unwrap_or(""), pattern.rsplit(')').next().unwrap_or(""));
    let rest = text.strip_prefix(before).unwrap_or(text);
    rest.strip_suffix(after).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_to_records_and_to_the_web() {
        let target = |id: &str| Target { folder: "people".into(), id: id.into(), name: id.into(), is_offered: true, ..Target::default() };
        let mut known = Known::default();
        known.add(target("ida-lund"), &[], &[("gnd", "118540238")], &["letters/a.xml#p1"]);
        known.add(target("jan-holm"), &[], &[], &["persons.xml#b012", "letters/b.xml#p1"]);
        let text = format!(
            "<TEI><prefixDef ident='psn' matchPattern='p([a-z0-9]+)' replacementPattern='../persons.xml#$1'/>\
             <prefixDef ident='big' matchPattern='(.+)' replacementPattern='big:{}'/></TEI>",
            "$1".repeat(300)
        );
        let tree = roxmltree::Document::parse(&text).unwrap();
        let names = Names::of(tree.root_element(), "letters/a.xml", Around { known: &known, files: &|_| None, beside: &|_| false });
        let check = |reference: &str, expected: &str| {
            let found = match names.find(reference, 0) {
                Lead::Record(target) => target.id,
                Lead::Web(address) => address,
                Lead::Nowhere => "-".to_owned(),
            };
            assert_eq!(found, expected, "{reference}");
        };
        check("#p1", "ida-lund");
        check("p1", "ida-lund");
        check("b.xml#p1", "jan-holm");
        check("#b012", "jan-holm");
        check("psn:pb012", "jan-holm");
        check("psn:x", "-");
        check("big:abcdefgh", "-");
        check("http://d-nb.info/gnd/118540238", "ida-lund");
        check("gnd:118540238", "ida-lund");
        check("wikidata:Q5", "https://www.wikidata.org/wiki/Q5");
        check("https://example.org/x", "https://example.org/x");
        check("other:x", "-");
    }
}
