//! Bodies of articles: from marked lines to rows of lines with what each is.

use std::collections::BTreeSet;

use roxmltree::Node;
use scholion_ingest::heads::{
    body::{Manner, attributes},
    features::{Gap, HeadLine},
    headings::Mark,
};
use scholion_reference::features::Attributes;
use serde_json::{Value, json};

use crate::learn::Example;

/// A body with what each of its lines is.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub lines: Vec<(String, Mark)>,
}

/// A character with the element that it stands in.
type Marked = (char, Option<(Kind, u32)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Head,
    Paragraph,
    Aside,
}

/// Reads a body that GROBID's training form marks: `lb` ends a line, an element says what its words are.
pub fn lines(text: Node) -> Option<Value> {
    let mut lines: Vec<Vec<Marked>> = vec![Vec::new()];
    walk(text, None, &mut lines);
    let (mut raw, mut marks, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in lines {
        let text: String = line.iter().map(|(c, _)| *c).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        raw.push(text);
        marks.push(mark(&line, &mut seen) as u32);
    }
    (raw.len() > 20).then(|| json!({ "raw": raw.join("\n"), "marks": marks }))
}

fn walk(node: Node, within: Option<(Kind, u32)>, lines: &mut Vec<Vec<Marked>>) {
    for child in node.children() {
        if let Some(text) = child.text().filter(|_| child.is_text()) {
            if let Some(line) = lines.last_mut() {
                line.extend(text.chars().map(|c| (if c.is_whitespace() { ' ' } else { c }, within)));
            }
        } else if child.has_tag_name("lb") {
            lines.push(Vec::new());
        } else if child.is_element() {
            let kind = match child.tag_name().name() {
                "head" => Some(Kind::Head),
                "p" | "item" => Some(Kind::Paragraph),
                "figure" | "table" | "formula" => Some(Kind::Aside),
                _ => None,
            };
            walk(child, kind.map(|kind| (kind, child.id().get())).or(within), lines);
        }
    }
}

/// What a line is, by the elements of its characters; `seen` holds those of the lines before.
fn mark(line: &[Marked], seen: &mut BTreeSet<u32>) -> Mark {
    let of: Vec<(Kind, u32)> = line.iter().filter(|(c, _)| *c != ' ').filter_map(|(_, within)| *within).collect();
    let count = |kind: Kind| of.iter().filter(|(of, _)| *of == kind).count();
    let Some(&(first, id)) = of.first() else { return Mark::Aside };
    let goes_on = seen.contains(&id);
    seen.extend(of.iter().map(|(_, id)| *id));
    match first {
        Kind::Head if count(Kind::Head) == of.len() => {
            if goes_on {
                Mark::More
            } else {
                Mark::Heading
            }
        }
        Kind::Head => {
            if goes_on {
                Mark::End
            } else {
                Mark::RunIn
            }
        }
        _ if count(Kind::Head) * 2 > of.len() => Mark::Heading,
        _ if count(Kind::Aside) * 2 > of.len() => Mark::Aside,
        Kind::Paragraph if !goes_on => Mark::First,
        _ => Mark::Text,
    }
}

/// So many lines are a row to learn from.
const ROW: usize = 60;

impl Body {
    /// A body of a set.
    pub fn read(entry: &Value) -> Option<Self> {
        let marks = entry["marks"].as_array()?.iter().map(|mark| Mark::ALL.get(usize::try_from(mark.as_u64()?).ok()?).copied());
        Some(Self { lines: entry["raw"].as_str()?.split('\n').map(str::to_owned).zip(marks.map(Option::unwrap_or_default)).collect() })
    }

    /// Its lines as the model sees them.
    pub fn seen(&self) -> Vec<HeadLine<'_>> {
        self.lines.iter().map(|(text, _)| HeadLine { text, gap: Gap::None }).collect()
    }

    /// Rows of lines to learn from.
    pub fn examples(&self) -> Vec<Example> {
        let lines = self.seen();
        let manner = Manner::of(&lines);
        let of = |from: usize| {
            let range = from..lines.len().min(from + ROW);
            let mut found = Attributes::default();
            attributes(&manner, &lines, range.clone(), &mut found);
            Example { attributes: found, masks: self.lines[range].iter().map(|(_, mark)| mark.bit()).collect(), weight: 1.0 }
        };
        (0..lines.len()).step_by(ROW).map(of).collect()
    }
}
