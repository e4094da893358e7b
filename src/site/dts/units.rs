//! The citable units of a document, as they stand in its TEI: divisions, the paragraphs in them, and beside these the pages of the original.
//!
//! They are read from the very text that is given out, so that what can be asked for is there. A unit is called as its place is on the
//! document's page.

use std::ops::Range;

use super::tags::{Tag, tags, unescaped};
use crate::{base::text::squeeze, config::Dts};

/// What a page of the original is called.
pub const PAGE: &str = "page";

/// A part of a document that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name in answers, and in their paths.
    pub name: String,
    /// The fragment of its place on the document's page.
    pub fragment: String,
    /// What it is: `division`, `paragraph`, `page` …
    pub kind: &'static str,
    /// How deep it stands, from 1.
    pub level: usize,
    /// The unit in which it stands, by its place among all.
    pub parent: Option<usize>,
    /// What it is called; empty if it is not.
    pub title: String,
    /// Where it stands in the TEI.
    pub at: Range<usize>,
}

/// Units that stand in each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Its name; that of the first tree of a document is empty.
    pub name: &'static str,
    /// All units, each before those that stand in it.
    pub units: Vec<Unit>,
}

/// The trees of a document's TEI, those without units not among them: the first is the one that is meant where none is named.
pub fn trees(tei: &str, finest: Dts) -> Vec<Tree> {
    let mut divided = Tree { name: "", units: Vec::new() };
    let mut pages = Tree { name: "pages", units: Vec::new() };
    let mut reader = Reader { tei, open: Vec::new(), notes: 0, units: &mut divided.units, pages: &mut pages.units, finest };
    for tag in tags(tei).skip_while(|tag| tag.name != "body").skip(1) {
        if tag.name == "body" {
            reader.end(tag.at.start);
            break;
        }
        reader.take(&tag);
    }
    let mut trees: Vec<Tree> = [divided, pages].into_iter().filter(|tree| !tree.units.is_empty()).collect();
    if let Some(first) = trees.first_mut() {
        first.name = "";
    }
    trees
}

struct Reader<'r> {
    tei: &'r str,
    /// The elements that are open, each with the unit that it is.
    open: Vec<Option<usize>>,
    /// How many of these are notes.
    notes: usize,
    units: &'r mut Vec<Unit>,
    pages: &'r mut Vec<Unit>,
    finest: Dts,
}

impl Reader<'_> {
    fn take(&mut self, tag: &Tag<'_>) {
        if tag.opens {
            let unit = self.unit(tag);
            self.open.push(unit);
            self.notes += usize::from(tag.name == "note");
        }
        if tag.closes {
            self.notes = self.notes.saturating_sub(usize::from(tag.name == "note"));
        }
        if tag.closes
            && let Some(Some(unit)) = self.open.pop()
            && let Some(unit) = self.units.get_mut(unit)
        {
            unit.at.end = tag.at.end;
        }
    }

    /// The unit that begins with a tag, by its place among all.
    fn unit(&mut self, tag: &Tag<'_>) -> Option<usize> {
        let parent = self.open.iter().rev().find_map(|unit| *unit);
        if tag.name == "head" && self.open.last() == Some(&parent) {
            self.head(parent?, tag);
            return None;
        }
        let (name, fragment) = local(tag.get("xml:id")?)?;
        if tag.name == "pb" {
            self.end(tag.at.start);
            let title = unescaped(tag.get("n").unwrap_or_default());
            let at = tag.at.start..tag.at.start;
            self.pages.push(Unit { name, fragment, kind: PAGE, level: 1, parent: None, title, at });
            return None;
        }
        let is_in_division = parent.and_then(|parent| self.units.get(parent)).is_none_or(|parent| parent.kind == "division");
        let kind = match tag.name {
            "div" => "division",
            // What stands in a paragraph is a part of it, and so are the paragraphs of notes.
            _ if self.finest != Dts::Paragraphs || !is_in_division || self.notes > 0 || !fragment.starts_with("p-") => return None,
            "lg" => "stanza",
            "item" => "item",
            "cell" => "cell",
            _ => "paragraph",
        };
        let level = parent.and_then(|parent| self.units.get(parent)).map_or(1, |parent| parent.level + 1);
        self.units.push(Unit { name, fragment, kind, level, parent, title: String::new(), at: tag.at.clone() });
        Some(self.units.len() - 1)
    }

    /// The words of a division's heading, without those of its notes.
    fn head(&mut self, division: usize, head: &Tag<'_>) {
        let Some(rest) = self.tei.get(head.at.end..) else { return };
        let rest = rest.find("</head>").and_then(|end| rest.get(..end)).unwrap_or_default();
        let (mut title, mut from, mut notes) = (String::new(), 0, 0_usize);
        for tag in tags(rest) {
            if notes == 0 {
                title.push_str(rest.get(from..tag.at.start).unwrap_or_default());
            }
            from = tag.at.end;
            if tag.name == "note" {
                notes = if tag.opens { notes + 1 } else { notes.saturating_sub(1) };
            }
        }
        title.push_str(rest.get(from..).unwrap_or_default());
        if let Some(unit) = self.units.get_mut(division).filter(|unit| unit.title.is_empty()) {
            unit.title = squeeze(&unescaped(&title));
        }
    }

    /// A page ends where the next begins, or the text.
    fn end(&mut self, at: usize) {
        if let Some(page) = self.pages.last_mut() {
            page.at.end = at;
        }
    }
}

/// The name of a unit and the fragment of its place, of the id that it has in TEI: the fragment behind two dots, of which each sign that no name of XML may have stands as its
/// number. A colon stays so, as not every file system has it in names.
fn local(id: &str) -> Option<(String, String)> {
    let (_, written) = id.split_once("..")?;
    let (mut name, mut fragment, mut rest) = (String::new(), String::new(), written);
    while let Some((before, behind)) = rest.split_once("_x") {
        let sign = behind.split_once('_').and_then(|(number, further)| {
            let sign = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
            Some((sign, number, further))
        });
        name.push_str(before);
        fragment.push_str(before);
        let Some((sign, number, further)) = sign else {
            name.push_str("_x");
            fragment.push_str("_x");
            rest = behind;
            continue;
        };
        fragment.push(sign);
        match sign {
            ':' | '_' => name.push_str(&format!("_x{number}_")),
            sign => name.push(sign),
        }
        rest = further;
    }
    Some((name + rest, fragment + rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEI: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"a..text\"><teiHeader/><text><body>\n<p xml:id=\"a..p-1\">One<pb \
                       xml:id=\"a..page-1\" n=\"1\"/> two<note xml:id=\"a..fn-1\"><p xml:id=\"a..p-2\">Note</p></note></p>\n<div \
                       xml:id=\"a..sec_x3a_a\">\n<head>A &amp; <hi>B</hi><note>no</note></head>\n<div><div xml:id=\"a..d\"><p \
                       xml:id=\"a..p-3\">x</p></div></div><list><item xml:id=\"a..p-4\">i</item></list></div>\n<pb xml:id=\"a..page-2\" \
                       n=\"2\"/>\n</body><back><p xml:id=\"a..p-9\"/></back></text></TEI>";

    fn told(tree: &Tree) -> Vec<String> {
        tree.units.iter().map(|unit| format!("{} {} {} {:?} {}", unit.level, unit.kind, unit.name, unit.parent, unit.title)).collect()
    }

    #[test]
    fn units_stand_in_each_other() {
        let trees = trees(TEI, Dts::Paragraphs);
        assert_eq!(
            told(&trees[0]),
            [
                "1 paragraph p-1 None ",
                "1 division sec_x3a_a None A & B",
                "2 division d Some(1) ",
                "3 paragraph p-3 Some(2) ",
                "2 item p-4 Some(1) "
            ]
        );
        assert_eq!(trees[0].units[1].fragment, "sec:a");
        assert_eq!((trees[1].name, told(&trees[1])), ("pages", vec!["1 page page-1 None 1".into(), "1 page page-2 None 2".into()]));
        let text = |unit: &Unit| TEI[unit.at.clone()].to_owned();
        assert!(text(&trees[0].units[0]).starts_with("<p xml:id=\"a..p-1\">One") && text(&trees[0].units[0]).ends_with("</note></p>"));
        assert_eq!(text(&trees[0].units[3]), "<p xml:id=\"a..p-3\">x</p>");
        assert!(
            text(&trees[1].units[0]).starts_with("<pb xml:id=\"a..page-1\"") && text(&trees[1].units[1]).trim_end().ends_with("n=\"2\"/>")
        );
    }

    #[test]
    fn the_first_tree_has_no_name() {
        assert_eq!(told(&trees(TEI, Dts::Divisions)[0]).len(), 2);
        let pages = trees("<body><p>a<pb xml:id=\"a..page-1\" n=\"1\"/></p></body>", Dts::Paragraphs);
        assert_eq!((pages.len(), pages[0].name), (1, ""));
        assert!(trees("<body><p>a</p></body>", Dts::Paragraphs).is_empty());
    }

    #[test]
    fn ids_are_read_as_they_were_meant() {
        let both = |id: &str| local(id).unwrap();
        assert_eq!(both("box1.a..page-3r"), ("page-3r".to_owned(), "page-3r".to_owned()));
        assert_eq!(both("a.._x434_x"), ("дx".to_owned(), "дx".to_owned()));
        assert_eq!(both("a..x_xyz"), ("x_xyz".to_owned(), "x_xyz".to_owned()));
        assert_eq!(both("a..a_x3a_b"), ("a_x3a_b".to_owned(), "a:b".to_owned()));
    }
}
