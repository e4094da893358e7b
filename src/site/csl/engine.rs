//! The engine: entries, and the citations of a page.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, LocatorPayload, SpecificLocator,
    citationberg::{IndependentStyle, Locale, LocaleCode, StyleClass, json::Item},
};
use serde::{Deserialize, Serialize};

use super::{
    html::{self, Without},
    item::item,
    locator,
};
use crate::{base::Html, document::facts::CitationForm, reference::Record};

/// A style and its words in a language.
pub struct Engine {
    style: IndependentStyle,
    locales: Vec<Locale>,
    locale: Option<LocaleCode>,
}

/// One citation of a bracket.
#[derive(Clone, Debug, Serialize)]
pub struct Cite<'a> {
    /// The work.
    pub record: &'a Record,
    /// By what the text knows it.
    pub key: &'a str,
    /// What stands behind the key: the place in the work, and words behind it.
    pub locator: &'a str,
    /// How it is written.
    pub form: CitationForm,
}

/// All citations of a page, formatted together: works of one author and year get their letters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The brackets, in the order of the text.
    pub groups: Vec<Vec<CitationPart>>,
    /// The works cited, in the order of the style: key and entry.
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
    pub fn new(style: IndependentStyle, locales: Vec<Locale>, locale: Option<LocaleCode>) -> Self {
        Self { style, locales, locale }
    }

    /// An entry by itself, safe HTML. `None` if the style has no bibliography, or the engine gives up on the record.
    pub fn entry(&self, record: &Record) -> Option<Html> {
        let item = item(record, "one")?;
        let without = Without { number: true, ..Without::default() };
        let entry = self.guarded(|| {
            let mut driver = BibliographyDriver::new();
            driver.citation(CitationRequest::new(
                vec![CitationItem::with_entry(&item)],
                &self.style,
                self.locale.clone(),
                &self.locales,
                None,
            ));
            let rendered = driver.finish(self.bibliography());
            let entries = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
            entries.first().map(|entry| {
                // What stands in front by itself is a number, and counts entries that are not there.
                html::entry(None, &entry.content, without)
            })
        })?;
        entry.filter(|entry| !entry.is_empty())
    }

    /// All citations of a page. `None` if the engine gives up on one of the records.
    pub fn page(&self, groups: &[Vec<Cite<'_>>]) -> Option<Page> {
        let mut items: BTreeMap<&str, Item> = BTreeMap::new();
        for cite in groups.iter().flatten() {
            if !items.contains_key(cite.key) {
                items.insert(cite.key, item(cite.record, cite.key)?);
            }
        }
        let rendered = self.guarded(|| {
            let mut driver = BibliographyDriver::new();
            for group in groups {
                let cites = group.iter().filter_map(|cite| {
                    let place = locator::read(cite.locator).0.map(|(kind, place)| SpecificLocator(kind, LocatorPayload::Str(place)));
                    let purpose = (cite.form == CitationForm::Narrative).then_some(CitePurpose::Prose);
                    Some(CitationItem::new(items.get(cite.key)?, place, None, false, purpose))
                });
                driver.citation(CitationRequest::new(cites.collect(), &self.style, self.locale.clone(), &self.locales, None));
            }
            driver.finish(self.bibliography())
        })?;
        let groups = rendered.citations.iter().zip(groups).map(|(citation, group)| {
            let suppressed = |nth: usize| group.get(nth).is_some_and(|cite| cite.form == CitationForm::AuthorSuppressed);
            self.in_brackets(html::citation(&citation.citation, |nth| Without { names: suppressed(nth), number: false }))
        });
        let groups: Vec<Vec<CitationPart>> = groups.collect();
        let entries = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
        let entries =
            entries.iter().map(|entry| (entry.key.clone(), html::entry(entry.first_field.as_ref(), &entry.content, Without::default())));
        Some(Page { entries: entries.collect(), groups })
    }

    fn bibliography(&self) -> BibliographyRequest<'_> {
        BibliographyRequest::new(&self.style, self.locale.clone(), &self.locales)
    }

    /// A style for footnotes writes sentences; in the text they stand in brackets.
    fn in_brackets(&self, mut parts: Vec<CitationPart>) -> Vec<CitationPart> {
        if self.style.settings.class != StyleClass::Note {
            return parts;
        }
        if let Some(CitationPart::Text(text) | CitationPart::Cite(_, text)) = parts.last_mut() {
            *text = std::mem::take(text).cut(|text| text.trim_end_matches('.'));
        }
        parts.insert(0, CitationPart::Text(Html::of_words("(")));
        parts.push(CitationPart::Text(Html::of_words(")")));
        parts
    }

    /// The engine gives up on some inputs by a panic. Those that are known to us never reach it; on one that is not, the
    /// plain form must do, and the site must still be built.
    fn guarded<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        catch_unwind(AssertUnwindSafe(work)).ok()
    }
}
