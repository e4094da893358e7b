//! A small style, some works, and what is printed for them.

use scholion_csl::item::{Date, Day, Item, Name};
use scholion_csl::processor::{Cite, Cluster, Processor};
use scholion_csl::style::Style;
use scholion_csl::style::locale::Locale;
use scholion_csl::write;

/// A locale with the few terms that the tests need.
pub const LOCALE: &str = include_str!("locale.xml");

/// A style of what stands in `<style>`; attributes of the root in front of a line with `|`.
pub fn xml(class: &str, inside: &str) -> String {
    format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{class}"><info><id>x</id><title>x</title></info>{inside}</style>"#
    )
}

pub fn processor(class: &str, inside: &str) -> Processor {
    let style = Style::read(&xml(class, inside)).unwrap_or_else(|faults| panic!("{faults:?}"));
    let locale = Locale::read(LOCALE).unwrap();
    let locale = style.locale("en-US", &[&locale]);
    Processor::new(style, locale)
}

/// A work: `key | type | Family, Given; Family, Given | title | year`, and further variables as `name=value`.
pub fn work(line: &str) -> Item {
    let mut parts = line.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or("").to_owned();
    let mut item = Item { id: next(), kind: next(), ..Item::default() };
    let authors = people(&next());
    if !authors.is_empty() {
        item.names.insert("author".to_owned(), authors);
    }
    let title = next();
    if !title.is_empty() {
        item.texts.insert("title".to_owned(), title);
    }
    if let Ok(year) = next().parse() {
        item.dates.insert("issued".to_owned(), date(year));
    }
    for pair in parts {
        let (name, value) = pair.split_once('=').unwrap();
        match name {
            "editor" | "translator" => drop(item.names.insert(name.to_owned(), people(value))),
            "accessed" | "original-date" => drop(item.dates.insert(name.to_owned(), date(value.parse().unwrap()))),
            _ => drop(item.texts.insert(name.to_owned(), value.to_owned())),
        }
    }
    item
}

pub fn works(lines: &str) -> Vec<Item> {
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(work).collect()
}

fn people(list: &str) -> Vec<Name> {
    let name = |name: &str| match name.split_once(',') {
        Some((family, given)) => Name { family: family.trim().into(), given: given.trim().into(), ..Name::default() },
        None => Name { literal: name.into(), ..Name::default() },
    };
    list.split(';').map(str::trim).filter(|name| !name.is_empty()).map(name).collect()
}

fn date(year: i32) -> Date {
    Date { start: Day { year, ..Day::default() }, ..Date::default() }
}

/// A cite: the place of its item, and a locator if there is one.
pub fn cite(item: usize, locator: &str) -> Cite {
    Cite { item, locator: locator.to_owned(), ..Cite::default() }
}

/// Citations, each in a note of its own.
pub fn notes(clusters: Vec<Vec<Cite>>) -> Vec<Cluster> {
    (1..).zip(clusters).map(|(note, cites)| Cluster { cites, note }).collect()
}

/// One citation of the items of these places.
pub fn together(items: &[usize]) -> Vec<Cluster> {
    vec![Cluster { cites: items.iter().map(|item| cite(*item, "")).collect(), note: 0 }]
}

/// What is printed for citations, a line each.
pub fn printed(processor: &Processor, items: &[Item], clusters: &[Cluster]) -> String {
    processor.citations(items, clusters).iter().map(|citation| write::html(&citation.nodes)).collect::<Vec<_>>().join("\n")
}

/// The bibliography, a line for each entry.
pub fn listed(processor: &Processor, items: &[Item]) -> String {
    processor.bibliography(items).unwrap().iter().map(|entry| write::html(&entry.nodes)).collect::<Vec<_>>().join("\n")
}
