//! TEI: the header, the notes, and the list of what is cited. <https://tei-c.org/release/doc/tei-p5-doc/en/html/>
//!
//! 1. [`header`]: title, [`people`], dates, rights, the way of a [`letter`]; 2. [`bibl`]: the works of a list; 3. [`registers`]: who and what is listed, and how they are [related](relations);
//!    [`names`]: whom the text names; [`own`]: what only our own files say; 4. the running text is [`super::walk`]'s.

mod bibl;
mod header;
mod letter;
pub mod names;
mod own;
pub mod people;
mod registers;
mod relations;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use scholion_base::{Lang, RelPath, yaml::Value};
use scholion_reference::{Kind, Name, Record};

use super::{
    elements::{has_words, lines_are_printed},
    known::Known,
    parts::places,
    walk::Walk,
};
use crate::formats::xml::node::{attribute, children, first, words};
use crate::{
    block::{Block, Role},
    formats::{
        Manuscript,
        around::Around,
        clock::{milliseconds, written},
        pictures,
        quotation::{is_quote, quotes},
        recordings,
    },
    recognise::language,
    remark::Remark,
    report::{Certainty, Finding, Kind as FindingKind, MARKUP},
};
use bibl::record;
use header::front;
use names::Names;
pub use registers::{read as registers, unheld};

/// Elements that the running text leaves to others.
const ELSEWHERE: &[&str] =
    &["listBibl", "teiHeader", "fw", "graphic", "facsimile", "sourceDoc", "standOff", "revisionDesc", "textDesc", "textClass"];

/// Reads a text. What it does not say of itself the corpus says in which it stands.
pub fn read(root: Node<'_, '_>, file: &str, around: Around<'_>, manuscript: &mut Manuscript) {
    let corpus = Some(root).filter(|root| root.tag_name().name().starts_with("teiCorpus"));
    let root = corpus.and_then(|root| first(root, "TEI").or_else(|| first(root, "TEI.2"))).unwrap_or(root);
    // What is only written down by surfaces is the text.
    let text = children(root, "text").next().or_else(|| first(root, "text")).or_else(|| first(root, "sourceDoc"));
    let is_text_alone = text.is_none() && first(root, "teiHeader").is_none();
    let text = text.unwrap_or(root);
    let mut names = Names::of(root, file, around);
    manuscript.front = front(root, text, &mut names, manuscript);
    if let Some(corpus) = corpus {
        let of_all = front(corpus, text, &mut names, manuscript);
        manuscript.front.fill(of_all);
    }
    manuscript.about.extend(manuscript.front.own.values().flat_map(said));
    let is_own = own::is_own(root);
    let mut records = Vec::new();
    let mut by_name = BTreeMap::new();
    let lists = [Some(text), children(root, "standOff").next()].into_iter().flatten();
    for list in lists.flat_map(|part| part.descendants()).filter(|node| node.tag_name().name() == "listBibl") {
        for entry in list.children().filter(|node| matches!(node.tag_name().name(), "bibl" | "biblStruct" | "biblFull")) {
            by_name.insert(attribute(entry, "id").to_owned(), records.len());
            let mut found = record(entry);
            if is_own {
                own::entry(entry, &mut found);
            }
            records.push(found);
        }
    }
    let mut walk = Walk::new(&by_name, ELSEWHERE, lines_are_printed(root));
    walk.lang.clone_from(&manuscript.front.lang);
    let lang = if manuscript.front.lang.is_empty() { detected(text) } else { manuscript.front.lang.clone() };
    walk.known = known(root, &lang);
    walk.known.is_own = is_own;
    walk.known.times = times(root);
    walk.known.shown = shown(root, file, around);
    // ParlaMint, and what is made like it.
    if text.descendants().any(|node| attribute(node, "type") == "debateSection") {
        manuscript.front.kind.get_or_insert(Kind::Hearing);
    }
    walk.known.places = places(root);
    let work = |record: &Record| {
        let year = record.issued.map_or(String::new(), |date| date.start.year.to_string());
        let named = record.author.first().or(record.editor.first()).map_or_else(|| record.title.clone(), Name::short);
        format!("{named} {year}").trim().to_owned()
    };
    walk.known.works = records.iter().map(work).collect();
    walk.names = names;
    notes(root, text, &mut walk);
    if is_text_alone || text != root {
        walk.children(text);
    }
    let media =
        root.descendants().filter(|node| matches!(node.tag_name().name(), "media" | "recording")).map(|node| attribute(node, "url"));
    if let Some(found) = recordings::of(media, file, around.beside) {
        manuscript.state("recordings", found);
    }
    walk.flow.end();
    witnesses(root, &mut walk);
    if let Some((at, words, target)) = std::mem::take(&mut walk.names).missing() {
        walk.findings.push(Finding {
            line: u32::try_from(at).unwrap_or(u32::MAX),
            rule: MARKUP,
            text: words,
            kind: FindingKind::Doubtful,
            sure: Certainty::Unsure,
            remark: Some(Remark::TargetLost { target }),
        });
    }
    manuscript.about.append(&mut walk.about);
    manuscript.findings.append(&mut walk.findings);
    if !records.is_empty() {
        let head = first(text, "listBibl").and_then(|list| {
            let before = list.prev_sibling_element().filter(|node| node.tag_name().name() == "head");
            children(list, "head").next().map(|head| (head, false)).or(before.map(|head| (head, true)))
        });
        let (title, at) = head.map_or(("References".to_owned(), 0), |(head, _)| (words(head), head.range().start));
        manuscript.about.extend(head.is_none().then(|| title.clone()));
        if head.is_some_and(|(_, stands_before)| stands_before) {
            // It was walked as a heading of its own.
            let place = walk.flow.blocks.iter().rposition(|block| matches!(block.role, Role::Heading(_)) && block.text == title);
            place.into_iter().for_each(|place| walk.flow.blocks[place].role = Role::Gone);
        }
        walk.flow.blocks.push(Block::given(title, vec![(0, u32::try_from(at).unwrap_or(0))], Role::References));
    }
    manuscript.flow = walk.flow;
    manuscript.records = Some(records);
}

/// The words that stand in a value of the front matter.
fn said(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(said).collect(),
        Value::Object(map) => map.values().flat_map(said).collect(),
        _ => Vec::new(),
    }
}

/// The addresses of the pictures of figures that lie beside the source.
fn shown(root: Node<'_, '_>, file: &str, around: Around<'_>) -> BTreeSet<String> {
    let file = RelPath::new(file);
    let pictures = root.descendants().filter(|node| node.tag_name().name() == "graphic").map(|node| attribute(node, "url"));
    pictures.filter(|address| pictures::found(&file, address, around.beside).is_some()).map(str::to_owned).collect()
}

/// The language of a text that does not say it, by its first words.
fn detected(text: Node<'_, '_>) -> String {
    const ENOUGH: usize = 20_000;
    let mut sample = String::new();
    for words in text.descendants().filter(Node::is_text).filter_map(|node| node.text()) {
        sample.push_str(words);
        sample.push(' ');
        if sample.len() > ENOUGH {
            break;
        }
    }
    language::detect(&sample).0.to_owned()
}

/// The points of a timeline, each with its time from the beginning (TEI P5, 17.4.2; ISO 24624).
fn times(root: Node<'_, '_>) -> BTreeMap<String, String> {
    let mut seconds: BTreeMap<&str, f64> = BTreeMap::new();
    let mut times = BTreeMap::new();
    let mut last = 0.0;
    for when in root.descendants().filter(|node| node.tag_name().name() == "when") {
        let Some(line) = when.parent_element().filter(|parent| parent.tag_name().name() == "timeline") else { continue };
        let absolute = attribute(when, "absolute");
        // `2019-05-01T10:00:00` is a time of day.
        let clock = absolute.rsplit('T').next().unwrap_or("");
        let unit = [attribute(when, "unit"), attribute(line, "unit")].into_iter().find(|unit| !unit.is_empty()).unwrap_or("s");
        let unit = match unit {
            "ms" => 0.001,
            "min" => 60.0,
            _ => 1.0,
        };
        let interval: Option<f64> = attribute(when, "interval").parse().ok();
        let since = seconds.get(attribute(when, "since").trim_start_matches('#')).copied();
        let at = clock_seconds(clock).or_else(|| Some(since.unwrap_or(last) + interval? * unit));
        let Some(at) = at.or_else(|| seconds.is_empty().then_some(0.0)).filter(|at| (0.0..1e7).contains(at)) else { continue };
        last = at;
        let id = attribute(when, "id");
        seconds.insert(id, at);
        // Whole seconds, as captions print them; the number is below ten millions.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was bounded above")]
        let whole = at as u64;
        times.insert(id.to_owned(), written(whole));
    }
    times
}

/// `01:02:03` in seconds.
fn clock_seconds(clock: &str) -> Option<f64> {
    milliseconds(clock).filter(|_| (1..=2).contains(&clock.matches(':').count())).map(|time| time as f64 / 1000.0)
}

/// Reads the notes that stand elsewhere than they are called: those that are pointed to, and those that point (TEI P5, 3.9.1).
fn notes<'a>(root: Node<'a, '_>, text: Node<'a, '_>, walk: &mut Walk<'_>) {
    let mut targets = BTreeSet::new();
    let mut places = BTreeSet::new();
    for node in text.descendants().filter(Node::is_element) {
        if matches!(node.tag_name().name(), "ref" | "ptr") {
            targets.extend(attribute(node, "target").split_whitespace().map(|target| target.trim_start_matches('#')));
        }
        let id = attribute(node, "id");
        if !id.is_empty() {
            places.insert(id);
        }
    }
    let elsewhere = children(root, "standOff").next().into_iter().flat_map(|part| part.descendants());
    let all: Vec<Node<'_, '_>> = text.descendants().chain(elsewhere).filter(|node| node.tag_name().name() == "note").collect();
    for note in all {
        let name = attribute(note, "id");
        if !name.is_empty() && targets.contains(name) {
            let index = walk.body(note);
            walk.notes.insert(name.to_owned(), index);
            continue;
        }
        // The end of what it is about: the last of several, or that of a range.
        let target = [attribute(note, "targetEnd"), attribute(note, "target")].into_iter().find(|target| !target.is_empty()).unwrap_or("");
        let place = target.split([' ', ',', ')']).rfind(|part| !part.is_empty()).unwrap_or("");
        let place = place.rsplit(['#', '(']).next().unwrap_or("");
        let stands_apart = note.parent_element().is_none_or(|parent| !has_words(parent));
        if stands_apart && !place.is_empty() && places.contains(place) {
            let index = walk.body(note);
            walk.read.insert(note.range().start);
            walk.called.entry(place.to_owned()).or_default().push(index);
        } else if stands_apart && target.starts_with('#') && !place.is_empty() {
            walk.doubt(note, MARKUP, words(note), Remark::TargetLost { target: target.to_owned() });
        }
    }
}

/// What the file says of itself that its text needs.
fn known(root: Node<'_, '_>, lang: &str) -> Known {
    let mut known = Known { lang: lang.to_owned(), ..Known::default() };
    let (mut quoted, mut printed) = (0usize, 0usize);
    for node in root.descendants().filter(Node::is_element) {
        let id = attribute(node, "id");
        match node.tag_name().name() {
            "rendition" if !id.is_empty() => _ = known.renditions.insert(id.to_owned(), words(node)),
            "person" | "personGrp" | "org" if !id.is_empty() => {
                if let Some(name) =
                    node.children().find(|part| matches!(part.tag_name().name(), "persName" | "orgName" | "name")).and_then(people::one)
                {
                    known.speakers.insert(id.to_owned(), name.display());
                }
            }
            "u" => known.is_speech = true,
            "role" if !id.is_empty() => _ = known.speakers.insert(id.to_owned(), words(node)),
            "surface" | "graphic" | "zone" if !id.is_empty() => {
                let picture = node.descendants().find(|part| part.tag_name().name() == "graphic").map(|part| attribute(part, "url"));
                if let Some(picture) = picture.filter(|picture| !picture.is_empty()) {
                    known.pictures.insert(id.to_owned(), picture.to_owned());
                }
            }
            "q" | "said" | "quote" | "soCalled" => {
                quoted += 1;
                let before = node.prev_sibling().filter(Node::is_text).and_then(|text| text.text()?.chars().next_back());
                let inside = node.descendants().find(Node::is_text).and_then(|text| text.text()?.trim_start().chars().next());
                printed += usize::from(before.into_iter().chain(inside).any(is_quote));
            }
            _ => {}
        }
    }
    // A file that prints marks means none where it has none.
    known.quotes = (printed * 3 <= quoted).then(|| quotes(Lang::new(lang).primary()));
    known
}

/// The witnesses, where the header names them: the key to the signs of the apparatus.
fn witnesses(root: Node<'_, '_>, walk: &mut Walk<'_>) {
    let Some(list) = first(root, "teiHeader").and_then(|header| first(header, "listWit")) else { return };
    walk.flow.begin(Role::Heading(2));
    match children(list, "head").next() {
        Some(head) => walk.children(head),
        None => {
            walk.about.push("Sigla".to_owned());
            walk.flow.words("Sigla", list.range().start);
        }
    }
    walk.flow.end();
    list.descendants().filter(|node| node.tag_name().name() == "witness").for_each(|witness| walk.element(witness));
    walk.flow.end();
}
