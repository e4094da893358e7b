//! The lists of a Word file: which mark or number an item has (ECMA-376, part 1, 17.9).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::styles::{attribute, child, value};
use crate::formats::roman::roman;

/// Larger numbers are not written in Roman numerals.
const LARGEST: u32 = 4999;
/// Word knows nine levels.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    format: String,
    /// What is printed: `%1.%2` stands for numbers.
    text: String,
    start: u32,
    /// Whether the numbers of the levels above are digits, too (`isLgl`).
    is_legal: bool,
}

/// What stands before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Bullet,
    /// A number that a list of a page can have, how it counts (HTML's `type`), and how it is printed.
    Number(u32, &'static str, String),
    /// Anything else, as it is printed.
    Printed(String),
    Nothing,
}

/// The lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    forms: BTreeMap<String, BTreeMap<usize, Level>>,
    /// By the id of the list: its form, and where levels begin anew.
    lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: Vec<String>,
}

impl Numbering {
    /// Reads them.
    pub fn read(root: Node<'_, '_>) -> Self {
        let mut numbering = Self::default();
        for node in root.children() {
            match node.tag_name().name() {
                "abstractNum" => {
                    let levels = node.children().filter(|level| level.tag_name().name() == "lvl").filter_map(level);
                    numbering.forms.insert(attribute(node, "abstractNumId").to_owned(), levels.collect());
                }
                "num" => {
                    let form = child(node, "abstractNumId").map_or("", value).to_owned();
                    let starts = node.children().filter_map(|node| {
                        let start = child(node, "startOverride").and_then(|start| value(start).parse().ok())?;
                        Some((attribute(node, "ilvl").parse().ok()?, start))
                    });
                    numbering.lists.insert(attribute(node, "numId").to_owned(), (form, starts.collect()));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts an item, and gives what stands before it.
    pub fn mark(&mut self, list: &str, level: u8) -> Mark {
        let at = usize::from(level).min(LEVELS - 1);
        let Some((form, starts)) = self.lists.get(list) else { return Mark::Bullet };
        let Some(levels) = self.forms.get(form) else { return Mark::Bullet };
        let Some(own) = levels.get(&at) else { return Mark::Bullet };
        let counted = self.counted.entry(form.clone()).or_default();
        if !self.begun.iter().any(|one| one == list) {
            self.begun.push(list.to_owned());
            for (level, start) in starts {
                if let Some(count) = counted.get_mut(*level) {
                    *count = start.checked_sub(1).filter(|_| *level == at || count.is_some());
                }
            }
        }
        let start = |level: usize| starts.get(&level).copied().unwrap_or_else(|| levels.get(&level).map_or(1, |level| level.start));
        for (level, count) in counted.iter_mut().enumerate() {
            match level.cmp(&at) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or_else(|| start(level))),
                std::cmp::Ordering::Equal => *count = Some(count.map_or_else(|| start(level), |count| count.saturating_add(1))),
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let number = |level: usize| counted.get(level).copied().flatten().unwrap_or(0);
        let digit = format!("%{}", at + 1);
        let around = own.text.replace(&digit, "");
        let is_plain = own.text.starts_with(&digit) && matches!(around.trim(), "" | "." | ")") && number(at) > 0;
        match (own.format.as_str(), kind(&own.format)) {
            // A paragraph that goes on in an item has a mark that is not seen.
            ("bullet", _) if own.text.trim().is_empty() => Mark::Nothing,
            ("bullet", _) => Mark::Bullet,
            ("none", _) if around.trim().is_empty() => Mark::Nothing,
            (_, kind) => {
                let mut text = own.text.clone();
                for level in 0..LEVELS {
                    // In the way of lawyers all numbers are digits (ECMA-376, part 1, 17.9.4).
                    let format = levels.get(&level).filter(|_| !own.is_legal).map_or("decimal", |level| level.format.as_str());
                    text = text.replace(&format!("%{}", level + 1), &printed(number(level), format));
                }
                let text = text.trim().to_owned();
                match kind.filter(|_| is_plain) {
                    Some(kind) => Mark::Number(number(at), kind, text),
                    None if text.is_empty() => Mark::Nothing,
                    None => Mark::Printed(text),
                }
            }
        }
    }
}

fn level(node: Node<'_, '_>) -> Option<(usize, Level)> {
    let of = |name: &str, default: &'static str| child(node, name).map_or(default, value).to_owned();
    let is_legal = child(node, "isLgl").is_some_and(|legal| !matches!(value(legal), "0" | "false" | "off"));
    let start = of("start", "1").parse().unwrap_or(1);
    let level = Level { format: of("numFmt", "decimal"), text: of("lvlText", ""), start, is_legal };
    Some((attribute(node, "ilvl").parse().ok()?, level))
}

/// HTML's name of a way of counting.
fn kind(format: &str) -> Option<&'static str> {
    Some(match format {
        "decimal" => "1",
        "lowerLetter" => "a",
        "upperLetter" => "A",
        "lowerRoman" => "i",
        "upperRoman" => "I",
        _ => return None,
    })
}

/// A number as it is printed; ways of counting that are not known give digits.
fn printed(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number.min(LARGEST) as usize),
        "upperRoman" => roman(number.min(LARGEST) as usize).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// Word's letters: a … z, aa, bb.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = u8::try_from(at % 26).map_or('a', |at| char::from(b'a' + at));
    letter.to_string().repeat((at / 26 + 1).min(9) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        assert_eq!(["a", "z", "aa"].map(str::to_owned), [1, 26, 27].map(letters));
        assert_eq!(["iv", "mcmxiv"].map(str::to_owned), [4, 1914].map(roman));
    }

    #[test]
    fn lawyers_count_in_digits() {
        let xml = "<n><abstractNum abstractNumId='0'><lvl ilvl='0'><numFmt val='upperRoman'/><lvlText val='%1.'/></lvl>\
                   <lvl ilvl='1'><isLgl/><numFmt val='decimal'/><lvlText val='%1.%2'/></lvl></abstractNum><num numId='1'><abstractNumId val='0'/></num></n>";
        let tree = roxmltree::Document::parse(xml).unwrap();
        let mut lists = Numbering::read(tree.root_element());
        lists.mark("1", 0);
        assert_eq!(lists.mark("1", 1), Mark::Printed("1.1".to_owned()));
    }

    #[test]
    fn items_are_counted_by_list_and_level() {
        let xml = "<n><abstractNum abstractNumId='0'><lvl ilvl='0'><numFmt val='decimal'/><lvlText val='%1.'/></lvl>\
                   <lvl ilvl='1'><numFmt val='lowerLetter'/><lvlText val='%1.%2'/></lvl></abstractNum>\
                   <num numId='1'><abstractNumId val='0'/></num>\
                   <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num></n>";
        let tree = roxmltree::Document::parse(xml).unwrap();
        let mut lists = Numbering::read(tree.root_element());
        let number = |n: u32| Mark::Number(n, "1", format!("{n}."));
        let marks: Vec<Mark> = [("1", 0), ("1", 1), ("1", 0), ("2", 0)].iter().map(|(list, level)| lists.mark(list, *level)).collect();
        assert_eq!(marks, [number(1), Mark::Printed("1.a".to_owned()), number(2), number(1)]);
    }
}
