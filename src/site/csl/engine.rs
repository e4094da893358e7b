//! The engine: entries, and the citations of a page.

use std::collections::BTreeMap;

use scholion_csl::{
    item::Item,
    processor::{Cite as Cited, CiteForm, Cluster, Processor},
    style::{Style, locale::Locale},
};
use serde::{Deserialize, Serialize};

use super::{
    html,
    item::item,
    locator::{self, Labels},
};
use crate::{base::Html, document::facts::CitationForm, reference::Record};

/// A style and its words in a language.
pub struct Engine {
    processor: Processor,
    labels: Labels,
}

/// A bracket of citations.
#[derive(Clone, Debug, Serialize)]
pub struct Group<'a> {
    pub cites: Vec<Cite<'a>>,
    /// The number of the note in which it stands; 0 in the text.
    pub note: u32,
    /// Whether nothing stands behind it in its block.
    pub is_last: bool,
}

/// One citation of a bracket.
#[derive(Clone, Debug, Serialize)]
pub struct Cite<'a> {
    /// The work.
    pub record: &'a Record,
    /// By what the text knows it.
    pub key: &'a str,
    /// The words before it, with the marks of CSL-JSON.
    pub prefix: String,
    /// What stands behind the key: the place in the work, and words behind it.
    pub behind: String,
    /// How it is written.
    pub form: CitationForm,
}

/// All citations of a page, formatted together: works of one author and year get their letters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The brackets, in the order in which they were asked for.
    pub groups: Vec<Vec<CitationPart>>,
    /// The works cited and listed, in the order of the style: key and entry.
    pub entries: Vec<(String, Html)>,
}

/// A part of a citation, safe HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CitationPart {
    /// What stands around the works.
    Text(Html),
    /// A work, by its place in the bracket.
    Cite(usize, Html),
}

impl Engine {
    /// An engine with this style and these words.
    pub fn new(style: Style, locale: Locale) -> Self {
        let labels = Labels::of(&locale);
        Self { processor: Processor::new(style, locale).with_links(), labels }
    }

    /// An entry by itself, safe HTML. `None` if the style has no bibliography, or nothing to say of the work.
    pub fn entry(&self, record: &Record) -> Option<Html> {
        let entry = self.processor.entry(&item(record, "one"))?;
        // The number would count entries that are not there.
        Some(html::entry(&entry.nodes, false)).filter(|entry| !entry.is_empty())
    }

    /// All citations of a page, and the list of the works that they cite and of those that are to be `listed` besides.
    pub fn page(&self, groups: &[Group<'_>], listed: &[(&str, &Record)]) -> Page {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut items: Vec<Item> = Vec::new();
        let cited = groups.iter().flat_map(|group| &group.cites).map(|cite| (cite.key, cite.record));
        for (key, record) in cited.chain(listed.iter().copied()) {
            places.entry(key).or_insert_with(|| {
                items.push(item(record, key));
                items.len() - 1
            });
        }
        let clusters: Vec<Cluster> = groups.iter().map(|group| self.cluster(group, &places)).collect();
        let output = self.processor.output(&items, &clusters);
        let parts = output.citations.iter().zip(groups).map(|(citation, group)| {
            let author = html::citation(&citation.author);
            let rest = self.around(html::citation(&citation.nodes), group);
            joined(author, rest)
        });
        // Where no text cites by them, numbers say nothing.
        let is_numbered = !groups.is_empty();
        let entries = output.bibliography.unwrap_or_default().into_iter().filter_map(|entry| {
            let item = items.get(entry.item)?;
            Some((item.id.clone(), html::entry(&entry.nodes, is_numbered))).filter(|(_, html)| !html.is_empty())
        });
        Page { groups: parts.collect(), entries: entries.collect() }
    }

    fn cluster(&self, group: &Group<'_>, places: &BTreeMap<&str, usize>) -> Cluster {
        let cites = group.cites.iter().filter_map(|cite| {
            let behind = locator::read(&cite.behind, &self.labels);
            let prefix = if cite.prefix.is_empty() { String::new() } else { format!("{} ", cite.prefix) };
            Some(Cited {
                item: *places.get(cite.key)?,
                prefix,
                suffix: behind.suffix,
                locator: behind.place.to_owned(),
                label: behind.label,
                form: match cite.form {
                    CitationForm::Narrative => CiteForm::Narrative,
                    CitationForm::AuthorSuppressed => CiteForm::SuppressAuthor,
                    CitationForm::Bracketed | CitationForm::Printed => CiteForm::Whole,
                },
                ..Cited::default()
            })
        });
        Cluster { cites: cites.collect(), note: group.note }
    }

    /// A style for footnotes writes sentences. In the text they stand in brackets; in a note the full stop at their end is left to the
    /// words behind them, if there are any.
    fn around(&self, mut parts: Vec<CitationPart>, group: &Group<'_>) -> Vec<CitationPart> {
        if !self.processor.is_note() || parts.is_empty() || group.note > 0 && group.is_last {
            return parts;
        }
        if let Some(CitationPart::Text(text) | CitationPart::Cite(_, text)) = parts.last_mut() {
            *text = std::mem::take(text).cut(|text| text.trim_end_matches('.'));
        }
        if group.note == 0 {
            parts.insert(0, CitationPart::Text(Html::of_words("(")));
            parts.push(CitationPart::Text(Html::of_words(")")));
        }
        parts
    }
}

/// The author in the sentence and the rest behind it, if there is one: both lead to the work.
fn joined(author: Vec<CitationPart>, rest: Vec<CitationPart>) -> Vec<CitationPart> {
    if author.is_empty() {
        return rest;
    }
    let mut html = Html::new();
    let whole = |parts: Vec<CitationPart>| parts.into_iter().map(|part| match part {
        CitationPart::Text(html) | CitationPart::Cite(_, html) => html,
    });
    whole(author).for_each(|part| html.push(&part));
    for (nth, part) in whole(rest).enumerate() {
        if nth == 0 && !part.starts_with([',', '.', ';', ':', ' ']) {
            html.words(" ");
        }
        html.push(&part);
    }
    vec![CitationPart::Cite(0, html)]
}
