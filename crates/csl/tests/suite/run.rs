//! Running a test of the suite.

use std::{collections::BTreeMap, fs, path::Path};

use scholion_csl::{
    item::{Item, json},
    processor::{Cite, CiteForm, Cluster, Processor},
    style::{Style, element::Position, locale::Locale, term::Term},
    tree::Node,
    write,
};
use serde_json::Value;

use super::case::Case;

/// What comes out, or why nothing does.
pub fn run(case: &Case, locales: &Path) -> Result<String, String> {
    let said = |faults: Vec<scholion_csl::style::Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let style = Style::read(&case.style).map_err(said)?;
    let lang = style.info.default_locale.clone().unwrap_or_else(|| "en-US".to_owned());
    let read = |name: &String| Locale::read(&fs::read_to_string(locales.join(format!("locales-{name}.xml"))).ok()?).ok();
    let files: Vec<Locale> = Locale::fallback(&lang).iter().filter_map(read).collect();
    let locale = style.locale(&lang, &files.iter().collect::<Vec<_>>());
    let processor = Processor::new(style, locale);
    let items: Vec<Item> = case.input.iter().filter_map(json::item).map(noted).collect();
    Ok(match (case.mode.as_str(), case.citations.is_empty()) {
        ("bibliography", true) => bibliography(processor.bibliography(&items), &items),
        ("bibliography", false) => {
            let (items, clusters) = in_order(&items, &case.citations);
            bibliography(processor.output(&items, &clusters).bibliography, &items)
        }
        (_, false) => {
            let (items, clusters) = in_order(&items, &case.citations);
            lines(processor.citations(&items, &clusters).into_iter().map(|citation| citation.nodes))
        }
        (_, true) if case.citation_items.is_empty() => {
            let cites = processor.order(&items).into_iter().map(|item| Cite { item, position: Some(Position::First), ..Cite::default() });
            stateless(&processor, &items, cites.collect())
        }
        (_, true) => {
            let places = places(&items);
            let cluster = |cites: &Vec<Value>| {
                let cites = cites.iter().filter_map(|value| cite(value, &places)).map(|cite| {
                    let position = cite.position.or(Some(Position::First));
                    Cite { position, ..cite }
                });
                stateless(&processor, &items, cites.collect())
            };
            case.citation_items.iter().map(cluster).collect::<Vec<_>>().join("\n")
        }
    })
}

fn noted(mut item: Item) -> Item {
    json::read_note(&mut item);
    item
}

fn places(items: &[Item]) -> BTreeMap<String, usize> {
    items.iter().enumerate().map(|(nth, item)| (item.id.clone(), nth)).collect()
}

fn stateless(processor: &Processor, items: &[Item], cites: Vec<Cite>) -> String {
    let citations = processor.citations(items, &[Cluster { cites, note: 0 }]);
    lines(citations.into_iter().map(|citation| citation.nodes))
}

fn lines(citations: impl Iterator<Item = Vec<Node>>) -> String {
    citations.map(|nodes| write::html(&nodes)).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn bibliography(entries: Option<Vec<scholion_csl::processor::Entry>>, _items: &[Item]) -> String {
    let Some(entries) = entries else { return "no bibliography".to_owned() };
    let entries: String = entries.iter().map(|entry| format!("<div class=\"csl-entry\">{}</div>", write::html(&entry.nodes))).collect();
    super::case::without_breaks(&format!("<div class=\"csl-bib-body\">{entries}</div>"))
}

/// The citations in the order in which they stand in the text at the end, and the items in the order in which these cite them.
fn in_order(items: &[Item], steps: &[Value]) -> (Vec<Item>, Vec<Cluster>) {
    let mut order: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, &Value> = BTreeMap::new();
    let mut notes: BTreeMap<String, u32> = BTreeMap::new();
    for step in steps {
        let id = text(&step[0]["citationID"]);
        known.insert(id.clone(), &step[0]["citationItems"]);
        notes.insert(id.clone(), number(&step[0]["properties"]["noteIndex"]));
        let side = |side: &Value| {
            let pairs = side.as_array().cloned().unwrap_or_default();
            pairs.iter().map(|pair| (text(&pair[0]), number(&pair[1]))).collect::<Vec<_>>()
        };
        let (before, after) = (side(&step[1]), side(&step[2]));
        notes.extend(before.iter().chain(&after).cloned());
        order = before.into_iter().map(|(id, _)| id).chain([id]).chain(after.into_iter().map(|(id, _)| id)).collect();
    }
    let all = places(items);
    let mut cited: Vec<Item> = Vec::new();
    for id in &order {
        for value in known.get(id).and_then(|items| items.as_array()).into_iter().flatten() {
            if let Some(item) = all.get(&text(&value["id"])).and_then(|nth| items.get(*nth))
                && !cited.iter().any(|other| other.id == item.id)
            {
                cited.push(item.clone());
            }
        }
    }
    let places = places(&cited);
    let cluster = |id: &String| Cluster {
        cites: known.get(id).and_then(|items| items.as_array()).into_iter().flatten().filter_map(|value| cite(value, &places)).collect(),
        note: notes.get(id).copied().unwrap_or_default(),
    };
    let clusters = order.iter().map(cluster).collect();
    (cited, clusters)
}

fn cite(value: &Value, places: &BTreeMap<String, usize>) -> Option<Cite> {
    let is = |key: &str| value[key].as_bool() == Some(true) || value[key].as_u64() == Some(1);
    let position = value.get("position").filter(|position| !position.is_null()).map(|position| match number(position) {
        1 | 4 => Position::Subsequent,
        2 => Position::Ibid,
        3 => Position::IbidWithLocator,
        _ => Position::First,
    });
    Some(Cite {
        item: *places.get(&text(&value["id"]))?,
        prefix: text(&value["prefix"]),
        suffix: text(&value["suffix"]),
        locator: text(&value["locator"]),
        label: Term::locator(&text(&value["label"])),
        form: if is("author-only") {
            CiteForm::AuthorOnly
        } else if is("suppress-author") {
            CiteForm::SuppressAuthor
        } else {
            CiteForm::Whole
        },
        position,
        near_note: value.get("near-note").and_then(Value::as_bool),
        first_note: value.get("first-reference-note-number").map(number).filter(|number| *number > 0),
    })
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn number(value: &Value) -> u32 {
    text(value).parse().unwrap_or(0)
}
