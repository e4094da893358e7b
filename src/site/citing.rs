//! The works that a text cites, and the citations of its editors in the archive's style.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    address, citation,
    csl::{CitationPart, Cite, Group, Page},
    frame::Maker,
    markup,
    page_path::PagePath,
    view::{Anchor, ReferenceView},
};
use crate::{
    base::{Diagnostic, Href, Html, say},
    document::{Citation, Document, Hole, Piece, body::Name, facts::CitationForm},
    reference::{Record, record::PrintedIn},
};

/// Entries of a document's printed list that its text never cites. A text that cites none of them has another way of
/// pointing to its list, or none, and then nothing is said.
pub fn uncited(maker: &Maker<'_, '_>, document: &Document) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let listed: Vec<&str> = maker
        .reader
        .works_of(&document.slug)
        .filter(|(_, record, _)| record.printed_in == PrintedIn::References && !record.verbatim.is_empty())
        .map(|(key, _, _)| &**key)
        .collect();
    let cited: BTreeSet<&str> = document.facts.citations.iter().map(|citation| &*citation.key).collect();
    let (cited, uncited): (Vec<&str>, Vec<&str>) = listed.into_iter().partition(|key| cited.contains(key));
    if cited.is_empty() || uncited.is_empty() {
        return None;
    }
    let keys: Vec<String> = uncited.iter().take(SHOWN).map(|key| (*key).to_owned()).collect();
    let message = match uncited.len().saturating_sub(SHOWN) {
        0 => say::uncited_entries(uncited.len(), keys),
        more => say::uncited_entries_more(uncited.len(), keys, more),
    };
    let hint = say::uncited_entries_hint();
    Some(Diagnostic::notice(&document.path, message).hint(hint))
}

/// The works of one text, by the keys by which it cites them.
pub struct Citing<'a> {
    works: BTreeMap<&'a str, &'a Record>,
    /// The brackets in style, by their first citation.
    groups: BTreeMap<u32, Vec<CitationPart>>,
    /// The works that are listed in style, in its order: key and entry.
    entries: Vec<(String, Html)>,
    /// Their places in that order.
    ranks: BTreeMap<String, usize>,
}

impl<'a> Citing<'a> {
    /// The works of a document: those of its bibliography. Of these all that no source prints are listed in style.
    pub fn of_document(maker: &Maker<'a, '_>, document: &'a Document) -> Self {
        let works: BTreeMap<&str, &Record> = maker.reader.works_of(&document.slug).map(|(key, record, _)| (&**key, &**record)).collect();
        let listed = listed(&works).collect();
        Self::with(maker, document, works, listed)
    }

    /// The same of a document whose brackets nobody writes: nothing is formatted.
    pub fn unformatted(maker: &Maker<'a, '_>, document: &'a Document) -> Self {
        let works = maker.reader.works_of(&document.slug).map(|(key, record, _)| (&**key, &**record)).collect();
        Self { works, groups: BTreeMap::new(), entries: Vec::new(), ranks: BTreeMap::new() }
    }

    /// The works of the document on which a note of editors is.
    pub fn of_note(maker: &Maker<'a, '_>, note: &'a Document) -> Self {
        let works: BTreeMap<&str, &Record> = maker.reader.works_of(&note.slug).map(|(key, record, _)| (&**key, &**record)).collect();
        if note.brackets().is_empty() {
            return Self::with(maker, note, works, Vec::new());
        }
        // Numbers and letters of years are those of the document's list, to which the note leads.
        let brackets = maker.reader.brackets_of(&note.slug);
        let whole = brackets.iter().filter(|keys| keys.iter().all(|key| works.contains_key(key))).flatten();
        let mut seen = BTreeSet::new();
        let known = whole.filter(|key| seen.insert(**key)).filter_map(|key| Some((*key, *works.get(key)?)));
        let mut list: Vec<(&str, &Record)> = known.collect();
        if list.is_empty() {
            return Self::with(maker, note, works, Vec::new());
        }
        list.extend(listed(&works).filter(|(key, _)| seen.insert(*key)));
        let mut citing = Self { works, groups: BTreeMap::new(), entries: Vec::new(), ranks: BTreeMap::new() };
        let (firsts, groups) = citing.groups_of(note);
        citing.groups = firsts.into_iter().zip(maker.formatter.note(&groups, &list).unwrap_or_default()).collect();
        citing
    }

    /// The works of a free page: those of the archive's libraries, and those that documents cite, by the keys of their pages.
    pub fn of_page(maker: &Maker<'a, '_>, page: &'a Document) -> Self {
        let mut works: BTreeMap<&str, &Record> = BTreeMap::new();
        for cited in &page.facts.citations {
            let key: &str = &cited.key;
            let record = maker.reader.shelved(key).or_else(|| maker.reader.work(key).map(|work| &work.record));
            if let Some(record) = record {
                works.insert(key, record);
            }
        }
        Self::with(maker, page, works, Vec::new())
    }

    fn with(
        maker: &Maker<'a, '_>,
        document: &'a Document,
        works: BTreeMap<&'a str, &'a Record>,
        listed: Vec<(&'a str, &'a Record)>,
    ) -> Self {
        let mut citing = Self { works, groups: BTreeMap::new(), entries: Vec::new(), ranks: BTreeMap::new() };
        let (firsts, groups) = citing.groups_of(document);
        if groups.is_empty() && listed.is_empty() {
            return citing;
        }
        let Page { groups: parts, mut entries } = maker.formatter.page(&groups, &listed).unwrap_or_default();
        if entries.is_empty() {
            let mut keys: Vec<&str> = groups.iter().flat_map(|group| &group.cites).map(|cite| cite.key).collect();
            keys.extend(listed.iter().map(|(key, _)| *key));
            keys.sort_unstable();
            keys.dedup();
            let entry = |key: &str| citing.works.get(key).map(|record| (key.to_owned(), citation::entry_html(maker, record)));
            entries = keys.into_iter().filter_map(entry).collect();
        }
        citing.groups = firsts.into_iter().zip(parts).collect();
        citing.ranks = entries.iter().enumerate().map(|(nth, (key, _))| (key.clone(), nth)).collect();
        citing.entries = entries;
        citing
    }

    /// The brackets of editors all of whose works are known, each with its first citation, in the order in which they are read: those
    /// of a note where its mark stands.
    fn groups_of(&self, document: &'a Document) -> (Vec<u32>, Vec<Group<'a>>) {
        let groups = document.brackets().into_iter().filter_map(|(note, pieces)| self.group(document, pieces, note));
        groups.unzip()
    }

    /// The bracket that is the first piece, in the text or in a note, with its first citation.
    fn group(&self, document: &'a Document, pieces: &[Piece], note: u32) -> Option<(u32, Group<'a>)> {
        let Some(Piece::Hole(Hole::Group(first, count))) = pieces.first() else { return None };
        let cited = document.facts.citations.iter().skip(*first as usize).take(*count as usize);
        let cites: Vec<Cite<'a>> = cited.map(|citation| self.cite(citation)).collect::<Option<_>>()?;
        let behind = pieces.get(1..).unwrap_or_default();
        let words = match behind.first() {
            Some(Piece::Text(span) | Piece::Plain(span)) => document.body.text.get(span.range()).unwrap_or_default(),
            _ => "",
        };
        let is_stopped = words.starts_with('.') && !words.starts_with("..");
        (!cites.is_empty()).then_some((*first, Group { cites, note, is_last: is_last(behind), is_stopped }))
    }

    fn cite(&self, citation: &'a Citation) -> Option<Cite<'a>> {
        let record = self.works.get(&*citation.key).copied()?;
        let (prefix, behind) = (markup::rich(&citation.prefix), markup::rich(&citation.locator));
        Some(Cite { record, key: &citation.key, prefix, behind, form: citation.form })
    }

    /// Whether the text knows a work by this key.
    pub fn has(&self, key: &str) -> bool {
        self.works.contains_key(key)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.works.keys().copied()
    }

    /// The entry in style of a work that editors cite.
    pub fn entry(&self, key: &str) -> Option<&Html> {
        self.rank(key).and_then(|nth| self.entries.get(nth)).map(|(_, html)| html)
    }

    /// The place of a work in the list, if its entry is in style.
    pub fn rank(&self, key: &str) -> Option<usize> {
        self.ranks.get(key).copied()
    }

    /// Writes a bracket of citations, each with its way.
    pub fn write(&self, first: u32, citations: &[(&Citation, Way)], html: &mut Html) {
        let Some(parts) = self.groups.get(&first) else { return self.write_plainly(citations, html) };
        let mut written = vec![false; citations.len()];
        for part in parts {
            match part {
                CitationPart::Text(text) => html.push(text),
                CitationPart::Cite(nth, inner) => {
                    let Some((citation, way)) = citations.get(*nth) else { continue };
                    way.open(html);
                    // An inner link would end the outer one.
                    if inner.is_empty() || inner.contains("<a ") {
                        html.words(&self.short(citation));
                    } else {
                        html.push(inner);
                    }
                    html.close("a");
                    if let Some(written) = written.get_mut(*nth) {
                        *written = true;
                    }
                }
            }
        }
        // Styles may draw several citations together; each keeps its place, to which other pages lead.
        for ((_, way), _) in citations.iter().zip(written).filter(|(_, written)| !written) {
            html.open("a").attribute("id", &way.id).end();
            html.close("a");
        }
    }

    /// A bracket by author and year.
    fn write_plainly(&self, citations: &[(&Citation, Way)], html: &mut Html) {
        let bracket = citations.iter().any(|(citation, _)| citation.form != CitationForm::Narrative);
        if bracket {
            html.words("(");
        }
        for (nth, (citation, way)) in citations.iter().enumerate() {
            if nth > 0 {
                html.words("; ");
            }
            if !citation.prefix.is_empty() {
                html.words(&citation.prefix);
                html.words(" ");
            }
            way.open(html);
            html.words(&self.short(citation));
            html.close("a");
            if !citation.locator.is_empty() {
                html.words(", ");
                html.words(&citation.locator);
            }
        }
        if bracket {
            html.words(")");
        }
    }

    fn short(&self, citation: &Citation) -> String {
        let record = self.works.get(&*citation.key);
        record.map_or_else(|| format!("@{}", citation.key), |record| citation::short(record, citation.form))
    }

    /// The list of works that a free page cites.
    pub fn references(&self, maker: &Maker<'a, '_>, path: &PagePath, page: &Document) -> Vec<ReferenceView> {
        let view = |(key, html): &(String, Html)| {
            let record = self.works.get(key.as_str())?;
            let work = maker.reader.work(key).filter(|work| work.records.iter().any(|other| other.says_the_same(record)));
            let cited = page.facts.citations.iter().filter(|citation| *citation.key == *key).enumerate();
            Some(ReferenceView {
                id: format!("ref-{key}"),
                entry_html: html.clone(),
                lang: super::work_page::entry_lang(record, &page.meta.lang),
                href: work.map(|work| path.to(&address::work(&work.key, 1))).unwrap_or_default(),
                cited: cited
                    .map(|(nth, citation)| Anchor {
                        href: format!("#{}", citation.fragment()),
                        title: (nth + 1).to_string(),
                        ..Anchor::default()
                    })
                    .collect(),
                elsewhere: work.is_some_and(|work| work.cited_by() > 0),
                grave: work.map_or("", |work| super::work_page::grave(maker, work)),
                ..ReferenceView::default()
            })
        };
        self.entries.iter().filter_map(view).collect()
    }
}

/// The works that no source prints: they are listed in style, cited or not.
fn listed<'a>(works: &BTreeMap<&'a str, &'a Record>) -> impl Iterator<Item = (&'a str, &'a Record)> {
    works.iter().filter(|(_, record)| record.verbatim.is_empty()).map(|(key, record)| (*key, *record))
}

/// Whether nothing is said behind a citation in its block.
fn is_last(pieces: &[Piece]) -> bool {
    for piece in pieces {
        match piece {
            Piece::Close(Name::P | Name::Li, _) => return true,
            Piece::Close(..) | Piece::Line => {}
            _ => return false,
        }
    }
    true
}

/// Where a citation stands on the page, and where it leads.
pub struct Way {
    /// Its fragment id.
    pub id: String,
    /// The entry in the list of references, if its work is known.
    pub href: Option<String>,
}

impl Way {
    /// Writes what the link of the citation says of itself.
    pub fn attributes(&self, html: &mut Html) {
        html.attribute("class", if self.href.is_some() { "cite" } else { "cite broken" }).attribute("id", &self.id);
        if let Some(href) = &self.href {
            html.address("href", Href::Here(href)).attribute("role", "doc-biblioref");
        }
    }

    /// The same of a link around printed words. A link has some (WCAG 2.2, 2.4.4): what is cited between the ends of a range, "2–5", is a place and
    /// no link.
    pub fn around(&self, words: &str, html: &mut Html) {
        if words.trim().is_empty() {
            html.attribute("id", &self.id);
        } else {
            self.attributes(html);
        }
    }

    /// Opens the link of the citation.
    fn open(&self, html: &mut Html) {
        html.open("a");
        self.attributes(html);
        html.end();
    }
}
