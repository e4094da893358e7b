//! The engine: entries, and the citations of a page.

use std::collections::BTreeMap;

use scholion_csl::{
    item::Item,
    processor::{Citation, Cite as Cited, CiteForm, Cluster, Processor},
    style::{Class, Style, element::Position, locale::Locale, term::Term},
};
use serde::{Deserialize, Serialize};

use super::{
    html,
    item::item,
    locator::{self, Labels},
};
use crate::{
    base::{Html, Lang},
    document::facts::CitationForm,
    reference::Record,
    site::collation::Collation,
};

/// A style and its words in a language.
pub struct Engine {
    processor: Processor,
    labels: Labels,
    /// Whether citations are sentences in notes: then they end with a full stop there, and only there.
    has_stop: bool,
}

/// A bracket of citations.
#[derive(Clone, Debug, Serialize)]
pub struct Group<'a> {
    pub cites: Vec<Cite<'a>>,
    /// The number of the note in which it stands; 0 in the text.
    pub note: u32,
    /// Whether nothing stands behind it in its block.
    pub is_last: bool,
    /// Whether a full stop of the text stands right behind it.
    pub is_stopped: bool,
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
    pub fn new(mut style: Style, locale: Locale) -> Self {
        // Links lead to single entries, and show them: a dash in place of names would say nothing there.
        if let Some(bibliography) = &mut style.bibliography {
            bibliography.subsequent_author_substitute = None;
        }
        let suffix = &mut style.citation.layout.looks.suffix;
        let has_stop = style.class == Class::Note && suffix.ends_with('.');
        if has_stop {
            *suffix = suffix.trim_end_matches('.').into();
        }
        let labels = Labels::of(&locale);
        let collation = Collation::new(&Lang::new(&locale.lang));
        let processor = Processor::new(style, locale).with_links().with_collation(Box::new(move |a, b| collation.compare(a, b)));
        Self { processor, labels, has_stop }
    }

    /// An entry by itself, safe HTML. `None` if the style has no bibliography, or nothing to say of the work.
    pub fn entry(&self, record: &Record) -> Option<Html> {
        let entry = self.processor.entry(&item(record, "one"))?;
        // The number would count entries that are not there.
        Some(html::entry(&entry.nodes, false)).filter(|entry| !entry.is_empty())
    }

    /// All citations of a page, and the list of the works that they cite and of those that are to be `listed` besides.
    pub fn page(&self, groups: &[Group<'_>], listed: &[(&str, &Record)]) -> Page {
        let (items, places) = gathered(cited(groups).chain(listed.iter().copied()));
        if groups.is_empty() {
            return Page { groups: Vec::new(), entries: self.apart(&items) };
        }
        let clusters: Vec<Cluster> = groups.iter().map(|group| self.cluster(group, &places)).collect();
        let output = self.processor.output(&items, &clusters);
        let entries = output.bibliography.unwrap_or_default().into_iter().filter_map(|entry| {
            let item = items.get(entry.item)?;
            Some((item.id.clone(), html::entry(&entry.nodes, true))).filter(|(_, html)| !html.is_empty())
        });
        Page { groups: self.parts(groups, &items, &clusters, &output.citations), entries: entries.collect() }
    }

    /// The citations of a note on a text whose list begins with the works of `list`, in the order in which the text has them: numbers and letters of
    /// years are those of the list.
    pub fn note(&self, groups: &[Group<'_>], list: &[(&str, &Record)]) -> Vec<Vec<CitationPart>> {
        let (items, places) = gathered(list.iter().copied().chain(cited(groups)));
        let clusters: Vec<Cluster> = groups.iter().map(|group| self.cluster(group, &places)).collect();
        self.parts(groups, &items, &clusters, &self.processor.citations(&items, &clusters))
    }

    /// The brackets as they stand in the text.
    fn parts(&self, groups: &[Group<'_>], items: &[Item], clusters: &[Cluster], citations: &[Citation]) -> Vec<Vec<CitationPart>> {
        let mut named = self.named(items, clusters, groups).into_iter();
        let parts = citations.iter().zip(groups).map(|(citation, group)| {
            let author = if self.processor.is_note() && is_narrative(group) {
                html::citation(&named.next().unwrap_or_default().nodes)
            } else {
                html::citation(&citation.author)
            };
            let rest = self.around(html::citation(&citation.nodes), group);
            let author = if author.is_empty() && is_narrative(group) { self.names(group) } else { author };
            let mut parts = joined(author, rest);
            if group.is_stopped {
                parts.last_mut().into_iter().for_each(without_stop);
            }
            parts
        });
        parts.collect()
    }

    /// Entries that no text cites, in the order of the style: numbers and letters behind years would say nothing.
    fn apart(&self, items: &[Item]) -> Vec<(String, Html)> {
        let entry = |nth: usize| {
            let item = items.get(nth)?;
            let html = html::entry(&self.processor.entry(item)?.nodes, false);
            (!html.is_empty()).then(|| (item.id.clone(), html))
        };
        self.processor.order(items).into_iter().filter_map(entry).collect()
    }

    /// The names that stand in sentences in a style for notes: as in notes that come later, since the whole follows in brackets.
    fn named(&self, items: &[Item], clusters: &[Cluster], groups: &[Group<'_>]) -> Vec<Citation> {
        let short = |(group, cluster): (&Group<'_>, &Cluster)| {
            let narrative = cluster.cites.iter().zip(&group.cites).filter(|(_, cite)| cite.form == CitationForm::Narrative);
            let cites = narrative.map(|(cite, _)| Cited {
                item: cite.item,
                form: CiteForm::AuthorOnly,
                position: Some(Position::Subsequent),
                ..Cited::default()
            });
            Cluster { cites: cites.collect(), note: cluster.note }
        };
        let narrative = groups.iter().zip(clusters).filter(|(group, _)| self.processor.is_note() && is_narrative(group));
        let short: Vec<Cluster> = narrative.map(short).collect();
        if short.is_empty() { Vec::new() } else { self.processor.citations(items, &short) }
    }

    /// The names of a narrative citation in a style that cites by numbers or labels.
    fn names(&self, group: &Group<'_>) -> Vec<CitationPart> {
        let Some(record) = group.cites.first().map(|cite| cite.record) else { return Vec::new() };
        let names = if record.author.is_empty() { &record.editor } else { &record.author };
        let word = |term| self.processor.locale().word(term);
        let words = match &names[..] {
            [] => return Vec::new(),
            [one] => one.short(),
            [one, two] => format!("{} {} {}", one.short(), word(Term::And), two.short()),
            [one, ..] => format!("{} {}", one.short(), word(Term::EtAl)),
        };
        vec![CitationPart::Text(Html::of_words(&words))]
    }

    fn cluster(&self, group: &Group<'_>, places: &BTreeMap<&str, usize>) -> Cluster {
        let cites = group.cites.iter().filter_map(|cite| {
            let behind = locator::read(&cite.behind, &self.labels);
            let is_in_note = cite.form == CitationForm::Narrative && self.is_sentence_of_note(group);
            let prefix = match cite.prefix.as_str() {
                // The name stands in the sentence, and the rest behind a comma.
                "" if is_in_note => ", ".to_owned(),
                "" => String::new(),
                prefix => format!("{prefix} "),
            };
            Some(Cited {
                item: *places.get(cite.key)?,
                prefix,
                suffix: behind.suffix,
                locator: behind.place.to_owned(),
                label: behind.label,
                form: match cite.form {
                    CitationForm::Narrative if is_in_note => CiteForm::SuppressAuthor,
                    CitationForm::Narrative if self.processor.is_note() => CiteForm::Whole,
                    CitationForm::Narrative => CiteForm::Narrative,
                    CitationForm::AuthorSuppressed => CiteForm::SuppressAuthor,
                    CitationForm::Bracketed | CitationForm::Printed => CiteForm::Whole,
                },
                ..Cited::default()
            })
        });
        Cluster { cites: cites.collect(), note: group.note }
    }

    /// Whether it is in a note of a style for notes that a citation names people in its sentence.
    fn is_sentence_of_note(&self, group: &Group<'_>) -> bool {
        let first = group.cites.first().filter(|cite| !cite.record.author.is_empty() || !cite.record.editor.is_empty());
        self.processor.is_note() && group.note > 0 && first.is_some_and(|cite| cite.form == CitationForm::Narrative)
    }

    /// What a style for footnotes writes stands in brackets in the text. In a note it is a sentence if no words follow.
    fn around(&self, mut parts: Vec<CitationPart>, group: &Group<'_>) -> Vec<CitationPart> {
        if !self.processor.is_note() || parts.is_empty() {
            return parts;
        }
        if group.note == 0 || is_narrative(group) && !self.is_sentence_of_note(group) {
            parts.insert(0, CitationPart::Text(Html::of_words("(")));
            parts.push(CitationPart::Text(Html::of_words(")")));
        } else if self.has_stop && group.is_last && !parts.last().is_some_and(ends_sentence) {
            let is_inside = self.processor.locale().punctuation_in_quote();
            let quotes = parts.last_mut().filter(|_| is_inside).map(without_quotes).unwrap_or_default();
            parts.push(CitationPart::Text(Html::of_words(&format!(".{quotes}"))));
        }
        parts
    }
}

/// The works that are cited, in their order.
fn cited<'r>(groups: &'r [Group<'_>]) -> impl Iterator<Item = (&'r str, &'r Record)> {
    groups.iter().flat_map(|group| &group.cites).map(|cite| (cite.key, cite.record))
}

/// Works as items, each once, and their places by their keys.
fn gathered<'r>(works: impl Iterator<Item = (&'r str, &'r Record)>) -> (Vec<Item>, BTreeMap<&'r str, usize>) {
    let (mut items, mut places) = (Vec::new(), BTreeMap::new());
    for (key, record) in works {
        places.entry(key).or_insert_with(|| {
            items.push(item(record, key));
            items.len() - 1
        });
    }
    (items, places)
}

/// Takes the quotation marks from the end of a part.
fn without_quotes(part: &mut CitationPart) -> String {
    let (CitationPart::Text(html) | CitationPart::Cite(_, html)) = part;
    let bare = html.trim_end_matches(['”', '’']).len();
    let quotes = html.get(bare..).unwrap_or_default().to_owned();
    *html = std::mem::take(html).cut(|text| text.get(..bare).unwrap_or_default());
    quotes
}

/// Takes the full stop of "Ibid." or "et al." from the end of a part, behind which the text has one; three of them stay.
fn without_stop(part: &mut CitationPart) {
    let (CitationPart::Text(html) | CitationPart::Cite(_, html)) = part;
    let Some(at) = to_last_word(html).strip_suffix('.').filter(|words| !words.ends_with('.')).map(str::len) else { return };
    let tags = html.clone().cut(|html| html.get(at + 1..).unwrap_or_default());
    *html = std::mem::take(html).cut(|html| html.get(..at).unwrap_or_default());
    html.push(&tags);
}

/// Whether a part ends with a sign behind which no full stop stands, be it in quotation marks or formatted.
fn ends_sentence(part: &CitationPart) -> bool {
    let (CitationPart::Text(html) | CitationPart::Cite(_, html)) = part;
    to_last_word(html).trim_end_matches(['”', '’', '»', '“', '"']).ends_with(['.', '?', '!'])
}

/// HTML without the tags at its end.
fn to_last_word(html: &str) -> &str {
    let mut words = html;
    while let Some(at) = words.strip_suffix('>').and_then(|rest| rest.rfind('<')) {
        words = words.get(..at).unwrap_or_default();
    }
    words
}

fn is_narrative(group: &Group<'_>) -> bool {
    group.cites.iter().any(|cite| cite.form == CitationForm::Narrative)
}

/// The author in the sentence and the rest behind it, if there is one: both lead to the work. Further works in the bracket keep their own links.
fn joined(author: Vec<CitationPart>, mut rest: Vec<CitationPart>) -> Vec<CitationPart> {
    if author.is_empty() {
        return rest;
    }
    let other = rest.iter().position(|part| matches!(part, CitationPart::Cite(1.., _)));
    let is_text = |at: &usize| matches!(rest.get(*at), Some(CitationPart::Text(_)));
    // What parts the works stands between their links.
    let end = other.map_or(rest.len(), |other| other.checked_sub(1).filter(is_text).unwrap_or(other));
    let further = rest.split_off(end);
    let mut html = Html::new();
    let whole = |parts: Vec<CitationPart>| {
        parts.into_iter().map(|part| match part {
            CitationPart::Text(html) | CitationPart::Cite(_, html) => html,
        })
    };
    whole(author).for_each(|part| html.push(&part));
    for (nth, part) in whole(rest).chain((end == 0 && !further.is_empty()).then(|| Html::of_words(" "))).enumerate() {
        if nth == 0 && !part.starts_with([',', '.', ';', ':', ' ']) {
            html.words(" ");
        }
        html.push(&part);
    }
    let further = further.into_iter().map(|part| match part {
        CitationPart::Cite(0, html) => CitationPart::Text(html),
        part => part,
    });
    std::iter::once(CitationPart::Cite(0, html)).chain(further).collect()
}
