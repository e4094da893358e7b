//! Reading a style as a whole: its options, macros, citation and bibliography.

use roxmltree::{Attribute, Node};

use super::names::{Said, choice};
use super::{Fault, Reader, Took, What, bounds, choose, elements, looks, name, number, put, set, truth};
use crate::style::layout::{Bibliography, Citation, Collapse, GivennameRule, Key, KeyBy, Layout, SecondFieldAlign, SubstituteRule};
use crate::style::name::NameChoices;
use crate::style::variable::Variable;
use crate::style::whole::{Class, Demote, Info, Macro, PageRangeFormat, Style};

/// The style that an element is.
pub(super) fn style(xml: &str, root: Node<'_, '_>) -> Result<Style, Vec<Fault>> {
    let mut reader = Reader::new(xml);
    if root.tag_name().name() != "style" {
        reader.fault(root, What::Root { found: name(root).to_owned(), wanted: "style" });
        return Err(reader.faults);
    }
    let style = reader.style(root);
    if reader.faults.is_empty() {
        bounds::check(&style, root, &mut reader);
    }
    reader.faults.sort_by_key(|fault| (fault.at.start, fault.at.end));
    reader.faults.dedup();
    if reader.faults.is_empty() { Ok(Style { doubts: reader.doubts, ..style }) } else { Err(reader.faults) }
}

impl Reader<'_> {
    fn style(&mut self, root: Node<'_, '_>) -> Style {
        let mut style = Style {
            info: Info::default(),
            class: Class::InText,
            demote_non_dropping_particle: Demote::DisplayAndSort,
            initialize_with_hyphen: true,
            page_range_format: None,
            macros: Vec::new(),
            citation: Citation { near_note_distance: 5, ..Citation::default() },
            bibliography: None,
            locales: Vec::new(),
            doubts: Vec::new(),
        };
        let mut names = NameChoices::default();
        self.attributes(root, |_, attribute| option(&mut style, &mut names, attribute));
        self.names = [names.clone(), names];
        let child = |wanted: &str| elements(root).find(|child| name(*child) == wanted);
        // What is said of names there holds in macros as well.
        for (at, area) in ["citation", "bibliography"].into_iter().enumerate() {
            let mut own = NameChoices::default();
            if let Some(node) = child(area) {
                for attribute in node.attributes() {
                    choice(&mut own, Said::Above, attribute);
                }
            }
            self.names[at] = own.or(&self.names[at]);
        }
        for node in elements(root).filter(|node| name(*node) == "macro") {
            self.name_macro(node);
        }
        for node in elements(root) {
            match name(node) {
                "info" => info(node, &mut style.info),
                "locale" => {
                    let locale = self.locale(node);
                    style.locales.push(locale);
                }
                "macro" => {
                    let children = self.children(node, None);
                    style.macros.push(Macro { name: node.attribute("name").unwrap_or("").into(), children });
                }
                "citation" => self.citation(node, &mut style.citation),
                "bibliography" => {
                    let mut bibliography = Bibliography { line_spacing: 1, entry_spacing: 1, ..Bibliography::default() };
                    self.bibliography(node, &mut bibliography);
                    style.bibliography = Some(bibliography);
                }
                _ => self.stray(node),
            }
        }
        if child("citation").is_none() && style.info.parent.is_none() {
            self.missing(root, "citation");
        }
        style
    }

    fn name_macro(&mut self, node: Node<'_, '_>) {
        let Some(called) = node.attribute("name") else {
            self.missing(node, "name");
            return;
        };
        let number = self.macros.len();
        if self.macros.insert(called.to_owned(), number).is_some() {
            self.fault(node, What::TwoMacros(called.to_owned()));
        }
    }

    fn citation(&mut self, node: Node<'_, '_>, citation: &mut Citation) {
        let mut names = NameChoices::default();
        self.attributes(node, |_, attribute| {
            let value = attribute.value();
            match attribute.name() {
                "collapse" => set(&mut citation.collapse, choose(value, COLLAPSE)),
                "cite-group-delimiter" => set(&mut citation.cite_group_delimiter, Some(value.into())),
                "after-collapse-delimiter" => set(&mut citation.after_collapse_delimiter, Some(value.into())),
                "year-suffix-delimiter" => set(&mut citation.year_suffix_delimiter, Some(value.into())),
                "disambiguate-add-names" => put(&mut citation.disambiguate_add_names, truth(value)),
                "disambiguate-add-givenname" => put(&mut citation.disambiguate_add_givenname, truth(value)),
                "givenname-disambiguation-rule" => put(&mut citation.givenname_rule, choose(value, GIVENNAME)),
                "disambiguate-add-year-suffix" => put(&mut citation.disambiguate_add_year_suffix, truth(value)),
                "near-note-distance" => put(&mut citation.near_note_distance, number(value)),
                _ => choice(&mut names, Said::Above, attribute),
            }
        });
        self.area(node, &mut citation.sort, &mut citation.layout);
    }

    fn bibliography(&mut self, node: Node<'_, '_>, bibliography: &mut Bibliography) {
        let mut names = NameChoices::default();
        self.attributes(node, |_, attribute| {
            let value = attribute.value();
            match attribute.name() {
                "hanging-indent" => put(&mut bibliography.hanging_indent, truth(value)),
                "second-field-align" => {
                    let align = &[("flush", SecondFieldAlign::Flush), ("margin", SecondFieldAlign::Margin)];
                    set(&mut bibliography.second_field_align, choose(value, align))
                }
                "line-spacing" => put(&mut bibliography.line_spacing, number(value)),
                "entry-spacing" => put(&mut bibliography.entry_spacing, number(value)),
                "subsequent-author-substitute" => set(&mut bibliography.subsequent_author_substitute, Some(super::looks::signs(value))),
                "subsequent-author-substitute-rule" => {
                    put(&mut bibliography.subsequent_author_substitute_rule, choose(value, SUBSTITUTE_RULE))
                }
                _ => choice(&mut names, Said::Above, attribute),
            }
        });
        self.area(node, &mut bibliography.sort, &mut bibliography.layout);
    }

    fn area(&mut self, node: Node<'_, '_>, sort: &mut Vec<Key>, layout: &mut Layout) {
        let mut found = false;
        for child in elements(node) {
            match name(child) {
                "sort" => sort.extend(elements(child).filter_map(|key| self.key(key))),
                // Another version of CSL has layouts of languages, the one for all the rest last.
                "layout" => {
                    found = true;
                    *layout = self.layout(child);
                }
                _ => self.stray(child),
            }
        }
        if !found {
            self.missing(node, "layout");
        }
    }

    fn layout(&mut self, node: Node<'_, '_>) -> Layout {
        let mut layout = Layout::default();
        self.attributes(node, |_, attribute| match attribute.name() {
            "delimiter" => set(&mut layout.delimiter, Some(attribute.value().into())),
            _ => looks::take(&mut layout.looks, attribute),
        });
        layout.children = self.children(node, None);
        layout
    }

    fn key(&mut self, node: Node<'_, '_>) -> Option<Key> {
        if name(node) != "key" {
            self.stray(node);
            return None;
        }
        let mut names = NameChoices::default();
        let (mut by, mut descending, mut said) = (None, false, false);
        self.attributes(node, |reader, attribute| {
            let value = attribute.value();
            match attribute.name() {
                "variable" => {
                    said = true;
                    by = Variable::read(value).map(KeyBy::Variable);
                    if by.is_none() {
                        reader.unknown(attribute, value);
                    }
                }
                "macro" => {
                    said = true;
                    by = reader.number_of(attribute).map(KeyBy::Macro);
                }
                "sort" => return put(&mut descending, choose(value, &[("ascending", false), ("descending", true)])),
                "names-min" => return set(&mut names.et_al_min, number(value)),
                "names-use-first" => return set(&mut names.et_al_use_first, number(value)),
                "names-use-last" => return set(&mut names.et_al_use_last, truth(value)),
                _ => return Took::No,
            }
            Took::Yes
        });
        if !said {
            self.missing(node, "variable");
        }
        Some(Key { by: by?, descending, names })
    }
}

fn option(style: &mut Style, names: &mut NameChoices, attribute: Attribute<'_, '_>) -> Took {
    let value = attribute.value();
    match attribute.name() {
        "class" => put(&mut style.class, choose(value, &[("in-text", Class::InText), ("note", Class::Note)])),
        "default-locale" => set(&mut style.info.default_locale, Some(value.trim().to_owned())),
        "demote-non-dropping-particle" => put(&mut style.demote_non_dropping_particle, choose(value, DEMOTE)),
        "initialize-with-hyphen" => put(&mut style.initialize_with_hyphen, truth(value)),
        "page-range-format" => set(&mut style.page_range_format, choose(value, PAGE_RANGE)),
        "version" | "schemaLocation" | "lang" => Took::Yes,
        _ => choice(names, Said::Above, attribute),
    }
}

fn info(node: Node<'_, '_>, info: &mut Info) {
    for child in elements(node) {
        let text = || child.text().unwrap_or("").trim().to_owned();
        match name(child) {
            "id" => info.id = text(),
            "title" => info.title = text(),
            "link" if child.attribute("rel") == Some("independent-parent") => {
                info.parent = child.attribute("href").map(|href| href.trim().to_owned());
            }
            _ => {}
        }
    }
}

const COLLAPSE: &[(&str, Collapse)] = &[
    ("citation-number", Collapse::CitationNumber),
    ("year", Collapse::Year),
    ("year-suffix", Collapse::YearSuffix),
    ("year-suffix-ranged", Collapse::YearSuffixRanged),
];

const GIVENNAME: &[(&str, GivennameRule)] = &[
    ("all-names", GivennameRule::AllNames),
    ("all-names-with-initials", GivennameRule::AllNamesWithInitials),
    ("primary-name", GivennameRule::PrimaryName),
    ("primary-name-with-initials", GivennameRule::PrimaryNameWithInitials),
    ("by-cite", GivennameRule::ByCite),
];

const SUBSTITUTE_RULE: &[(&str, SubstituteRule)] = &[
    ("complete-all", SubstituteRule::CompleteAll),
    ("complete-each", SubstituteRule::CompleteEach),
    ("partial-each", SubstituteRule::PartialEach),
    ("partial-first", SubstituteRule::PartialFirst),
];

const DEMOTE: &[(&str, Demote)] =
    &[("never", Demote::Never), ("sort-only", Demote::SortOnly), ("display-and-sort", Demote::DisplayAndSort)];

const PAGE_RANGE: &[(&str, PageRangeFormat)] = &[
    ("chicago", PageRangeFormat::Chicago15),
    ("chicago-15", PageRangeFormat::Chicago15),
    ("chicago-16", PageRangeFormat::Chicago16),
    ("expanded", PageRangeFormat::Expanded),
    ("minimal", PageRangeFormat::Minimal),
    ("minimal-two", PageRangeFormat::MinimalTwo),
];
