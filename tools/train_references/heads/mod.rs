//! Heads of articles: from marked lines to rows of lines with their parts.

use roxmltree::Node;
use scholion_ingest::heads::{
    Part,
    features::{Gap, HeadLine, attributes},
};
use scholion_reference::features::Attributes;
use serde_json::{Value, json};

use crate::learn::{Example, Random};

/// A head with the part that each line is.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub lines: Vec<(String, Part)>,
}

/// Reads a head that GROBID's training form marks: `lb` ends a line, an element says what its words are.
pub fn lines(front: Node) -> Option<Value> {
    let mut lines: Vec<Vec<(char, Part)>> = vec![Vec::new()];
    walk(front, Part::Label, &mut lines);
    let mut raw = Vec::new();
    let mut parts = Vec::new();
    for line in lines {
        let text: String = line.iter().map(|(c, _)| *c).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        // What most characters of a line are.
        let most = Part::ALL.into_iter().max_by_key(|part| line.iter().filter(|(c, of)| of == part && !c.is_whitespace()).count());
        raw.push(text);
        parts.push(most.unwrap_or_default() as u32);
    }
    (raw.len() > 2).then(|| json!({ "raw": raw.join("\n"), "parts": parts }))
}

fn walk(node: Node, part: Part, lines: &mut Vec<Vec<(char, Part)>>) {
    for child in node.children() {
        if let Some(text) = child.text().filter(|_| child.is_text()) {
            if let Some(line) = lines.last_mut() {
                line.extend(text.chars().map(|c| (if c.is_whitespace() { ' ' } else { c }, part)));
            }
        } else if child.has_tag_name("lb") {
            lines.push(Vec::new());
        } else if child.is_element() {
            walk(child, part_of(child).unwrap_or(part), lines);
        }
    }
}

/// What an element says that its words are.
fn part_of(node: Node) -> Option<Part> {
    Some(match node.tag_name().name() {
        "docTitle" | "titlePart" => Part::Title,
        "docAuthor" => Part::Author,
        "affiliation" | "address" => Part::Affiliation,
        "email" | "phone" => Part::Contact,
        "div" if node.attribute("type") == Some("abstract") => Part::Abstract,
        "keyword" | "keywords" => Part::Keywords,
        "reference" | "title" | "meeting" => Part::Journal,
        "date" => Part::Date,
        "idno" => Part::Identifier,
        "note" | "ptr" | "page" | "publisher" | "editor" | "degree" => Part::Other,
        _ => return None,
    })
}

impl Head {
    /// A head of a set.
    pub fn read(entry: &Value) -> Option<Self> {
        let parts = entry["parts"].as_array()?.iter().map(|part| Part::ALL.get(usize::try_from(part.as_u64()?).ok()?).copied());
        let lines = entry["raw"].as_str()?.split('\n').map(str::to_owned).zip(parts.map(Option::unwrap_or_default)).collect();
        Some(Self { lines })
    }

    /// The words of a part, its lines joined, letters and digits alone; of titles the longest stretch.
    pub fn words(lines: &[(String, Part)], part: Part) -> String {
        let mut stretches: Vec<String> = Vec::new();
        let mut before = None;
        for (line, of) in lines {
            if *of == part {
                let letters = line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
                match stretches.last_mut() {
                    Some(stretch) if before == Some(part) || part != Part::Title => stretch.extend(letters),
                    _ => stretches.push(letters.collect()),
                }
            }
            before = Some(*of);
        }
        stretches.into_iter().max_by_key(String::len).unwrap_or_default()
    }

    /// A row of lines to learn from: the head, and the beginning of a text behind it, made of the abstract of another.
    pub fn example(&self, other: &Self, random: &mut Random) -> Example {
        let mut lines = self.lines.clone();
        if random.chance(0.85) {
            if random.chance(0.7) {
                let heading = random.pick(&[
                    "Introduction",
                    "1 Introduction",
                    "1. Introduction",
                    "I. INTRODUCTION",
                    "INTRODUCTION",
                    "Background",
                    "Einleitung",
                    "1 Introdução",
                    "Introducción",
                ]);
                lines.push((heading.to_owned(), Part::Text));
            }
            let text = other.lines.iter().filter(|(_, part)| *part == Part::Abstract).map(|(line, _)| (line.clone(), Part::Text));
            lines.extend(text.take(5 + random.below(20)));
        }
        // As some programs print a head: with blank lines between its parts.
        let is_spaced = random.chance(0.25);
        let mut gaps = Vec::new();
        for (at, (_, part)) in lines.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| lines.get(at)).map(|(_, part)| *part);
            let border = before.is_some_and(|before| before != *part);
            gaps.push(match before {
                None => Gap::First,
                Some(_) if border && (is_spaced || *part == Part::Text && random.chance(0.5)) => Gap::Blank,
                Some(_) => Gap::None,
            });
        }
        let seen: Vec<HeadLine> = lines.iter().zip(&gaps).map(|((text, _), gap)| HeadLine { text, gap: *gap }).collect();
        let mut found = Attributes::default();
        attributes(&seen, &mut found);
        Example { attributes: found, masks: lines.iter().map(|(_, part)| part.bit()).collect(), weight: 1.0 }
    }
}
