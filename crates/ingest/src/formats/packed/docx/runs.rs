//! What stands in a paragraph: runs, links, fields, notes, changes, pictures.

use roxmltree::Node;

use super::{
    super::{
        inline::{Inline, Look},
        omml, page,
        styles::{attribute, child},
    },
    Field, Reader,
    blocks::DEEPEST,
    own_words,
};
use crate::remark::Remark;

impl<'a, 'i> Reader<'a, 'i> {
    /// All that stands in a node, in a line.
    pub fn runs(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        for child in node.children().filter(Node::is_element) {
            self.run_part(child, look, line);
        }
        self.depth -= 1;
    }

    /// One element of a line.
    pub fn run_part(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        match node.tag_name().name() {
            "r" if node.tag_name().namespace().is_none_or(|space| !space.ends_with("/math")) => {
                let look = self.look(node, look);
                self.runs(node, look, line);
            }
            "t" => self.text(node.text().unwrap_or(""), look, line),
            "tab" | "ptab" if node.parent().is_some_and(|node| node.tag_name().name() == "r") => self.text(" ", look, line),
            "br" | "cr" => self.line_end(node, look, line),
            "noBreakHyphen" => self.text("\u{2011}", look, line),
            "sym" => self.symbol(node, look, line),
            "del" | "moveFrom" => {
                let mut words = String::new();
                own_words(node, &mut words, 0);
                self.leave_out_deleted(&words, attribute(node, "author"));
            }
            "ins" | "moveTo" => {
                let before = std::mem::replace(&mut self.state.is_inserted, true);
                self.runs(node, look, line);
                self.state.is_inserted = before;
                let mut words = String::new();
                own_words(node, &mut words, 0);
                if words.chars().any(char::is_alphanumeric) {
                    self.inserted.push(words);
                }
            }
            "hyperlink" => {
                let mut inner = Inline::default();
                self.runs(node, look, &mut inner);
                let anchor = attribute(node, "anchor");
                let address = match self.part(node, "id") {
                    Some(address) if !anchor.is_empty() => format!("{address}#{anchor}"),
                    Some(address) => address.to_owned(),
                    None => format!("#{anchor}"),
                };
                self.add(look, &Self::linked(&address, &inner), line);
            }
            "fldSimple" => {
                let mut inner = Inline::default();
                self.runs(node, look, &mut inner);
                let html = field(attribute(node, "instr"), &inner);
                self.add(look, &html, line);
            }
            "fldChar" => self.field(node, look, line),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(node.text().unwrap_or(""));
                }
            }
            "footnoteReference" => self.call("footnotes", node, line),
            "endnoteReference" => self.call("endnotes", node, line),
            "bookmarkStart" if !attribute(node, "name").starts_with("_GoBack") => {
                let mut html = "<a".to_owned();
                page::attribute(&mut html, "id", attribute(node, "name"));
                html.push_str("></a>");
                self.add(look, &html, line);
            }
            "ruby" => self.ruby(node, look, line),
            "oMath" | "oMathPara" => {
                let html = omml::formula(node, node.tag_name().name() == "oMathPara");
                self.add(look, &html, line);
            }
            "drawing" | "pict" | "object" => {
                let picture = self.picture(node);
                self.add(look, &picture, line);
            }
            "AlternateContent" => {
                if let Some(chosen) = chosen(node) {
                    self.runs(chosen, look, line);
                }
            }
            // Blocks among words are those of text boxes.
            "txbxContent" => self.boxes.push(node),
            "p" | "tbl" => {}
            "rPr" | "pPr" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "smartTagPr" | "delText" | "delInstrText" => {}
            _ => self.runs(node, look, line),
        }
    }

    fn text(&mut self, words: &str, look: Look, line: &mut Inline) {
        if self.state.is_deleted {
            return self.deleted.push_str(words);
        }
        if look.hidden {
            return self.hidden.push_str(words);
        }
        // What is hidden or deleted on both sides of words that are seen is two passages.
        for unseen in [&mut self.hidden, &mut self.deleted] {
            if !unseen.is_empty() {
                unseen.push(' ');
            }
        }
        match self.fields.last_mut() {
            Some(field) if !field.has_result => {}
            Some(field) => field.result.words(look, words),
            None => line.words(look, words),
        }
    }

    fn add(&mut self, look: Look, html: &str, line: &mut Inline) {
        let look = Look { hidden: false, ..look };
        match self.fields.last_mut() {
            Some(field) => field.result.markup(look, html),
            None => line.markup(look, html),
        }
    }

    /// A line end that is meant; the end of a page or a column is none of the text.
    fn line_end(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        if !matches!(attribute(node, "type"), "page" | "column") {
            self.add(look, "<br>", line);
        } else if !line.is_blank() {
            // Where a page or a column ends, words end.
            self.text(" ", look, line);
        }
    }

    /// A sign by its place in a font: only a reader with that font sees which it is.
    fn symbol(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        let code = u32::from_str_radix(attribute(node, "char"), 16).unwrap_or(0);
        let (font, place) = (attribute(node, "font"), code & 0xff);
        let sign = match (font, code) {
            ("Symbol", _) => symbol(place),
            ("Wingdings", _) => wingding(place),
            // A place of the font's own is no character of Unicode.
            _ => char::from_u32(code).filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c)),
        };
        if let Some(sign) = sign {
            return self.text(&sign.to_string(), look, line);
        }
        self.text("\u{fffd}", look, line);
        self.page.doubt("symbol", &format!("{font} {}", attribute(node, "char")), Remark::SignUnknown { font: font.to_owned() });
    }

    fn call(&mut self, kind: &'static str, node: Node<'a, 'i>, line: &mut Inline) {
        let key = (kind, attribute(node, "id"));
        if !self.notes.contains_key(&key) {
            return;
        }
        let at = self.called.iter().position(|one| *one == key).unwrap_or_else(|| {
            self.called.push(key);
            self.called.len() - 1
        });
        let n = at + 1;
        self.add(
            Look::default(),
            &format!("<a href=\"#fn{n}\" class=\"footnote-ref\" id=\"fnref{n}\" role=\"doc-noteref\"><sup>{n}</sup></a>"),
            line,
        );
    }

    fn ruby(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        let part = |reader: &mut Self, name: &str| {
            let mut inner = Inline::default();
            if let Some(node) = child(node, name) {
                reader.runs(node, look, &mut inner);
            }
            inner.html()
        };
        let (base, reading) = (part(self, "rubyBase"), part(self, "rt"));
        self.add(look, &format!("<ruby>{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>"), line);
    }

    /// A picture, with its description; words in a drawing are those of text boxes.
    fn picture(&mut self, node: Node<'a, 'i>) -> String {
        let mut is_picture = false;
        let (mut words, mut file) = (String::new(), String::new());
        let mut boxes = Vec::new();
        collect_boxes(node, &mut boxes, 0);
        for part in node.descendants().filter(Node::is_element) {
            match part.tag_name().name() {
                "docPr" | "cNvPr" if words.is_empty() => {
                    let said = [attribute(part, "descr"), attribute(part, "title")];
                    words = said.into_iter().find(|said| !said.trim().is_empty()).unwrap_or("").to_owned();
                }
                "shape" if words.is_empty() => attribute(part, "alt").clone_into(&mut words),
                "blip" | "imagedata" | "svgBlip" if file.is_empty() => {
                    is_picture = true;
                    let found = self.part(part, "embed").or_else(|| self.part(part, "link")).or_else(|| self.part(part, "id"));
                    found.unwrap_or("").clone_into(&mut file);
                }
                // Diagrams and charts are drawn from parts of their own.
                "relIds" | "chart" if file.is_empty() => {
                    is_picture = true;
                    let found = self.part(part, "dm").or_else(|| self.part(part, "id"));
                    found.unwrap_or("").clone_into(&mut file);
                }
                _ => {}
            }
        }
        let is_one = is_picture || !words.is_empty() && boxes.is_empty();
        self.boxes.extend(boxes);
        if is_one { self.page.picture(&words, &file) } else { String::new() }
    }

    fn field(&mut self, node: Node<'a, 'i>, look: Look, line: &mut Inline) {
        match attribute(node, "fldCharType") {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            "end" => self.end_field(look, line),
            _ => {}
        }
    }

    fn end_field(&mut self, look: Look, line: &mut Inline) {
        let Some(done) = self.fields.pop() else { return };
        let instruction = done.instruction.trim();
        // A formula of old Word, which is drawn and has no words.
        if instruction.starts_with("EQ ") || instruction.starts_with("eq ") {
            self.page.doubt("formula", instruction, Remark::FormulaUnread);
        }
        let html = field(instruction, &done.result);
        // What a field within the instruction of another gives is part of that instruction.
        match self.fields.last_mut().filter(|outer| !outer.has_result) {
            Some(outer) => outer.instruction.push_str(&html),
            None => self.add(look, &html, line),
        }
    }

    /// Fields that go on in the next paragraph, such as those of a table of contents, give what they have here.
    pub fn end_fields(&mut self, line: &mut Inline) {
        for field in &mut self.fields {
            let html = std::mem::take(&mut field.result).html();
            line.markup(Look::default(), &html);
            // An instruction ends with its paragraph: no word may be taken for one.
            field.has_result = true;
        }
    }
}

/// What a field shows: a link leads somewhere, all else is words.
fn field(instruction: &str, result: &Inline) -> String {
    let mut parts = instruction.split_whitespace();
    if parts.next() != Some("HYPERLINK") {
        return result.html();
    }
    let quoted: Vec<&str> = instruction.split('"').collect();
    let (before, address) = (quoted.first().copied().unwrap_or(""), quoted.get(1).copied().unwrap_or(""));
    let is_inner = before.contains("\\l");
    let place = quoted.get(3).copied().unwrap_or("");
    let address = match (is_inner, place) {
        (true, _) => format!("#{address}"),
        (false, "") => address.to_owned(),
        (false, place) => format!("{address}#{place}"),
    };
    Reader::linked(&address, result)
}

/// What is to be read of several forms of the same: the first choice, if it holds anything that is known, else what stands for it.
pub fn chosen<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let of = |name: &str| node.children().find(|child| child.tag_name().name() == name);
    let says = |node: &Node<'_, '_>| node.descendants().any(|part| matches!(part.tag_name().name(), "t" | "blip" | "imagedata" | "oMath"));
    of("Choice").filter(says).or_else(|| of("Fallback").filter(says)).or_else(|| of("Choice")).or_else(|| of("Fallback"))
}

/// The text boxes in a drawing, the outermost; of several forms of one only the chosen.
fn collect_boxes<'a, 'i>(node: Node<'a, 'i>, boxes: &mut Vec<Node<'a, 'i>>, depth: usize) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "txbxContent" => boxes.push(child),
            "AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    collect_boxes(chosen, boxes, depth + 1);
                }
            }
            _ if depth < DEEPEST => collect_boxes(child, boxes, depth + 1),
            _ => {}
        }
    }
}

/// The sign at a place of the font Wingdings, of those that Word puts in by itself and that are in use (Unicode's own table of that font,
/// L2/11-052).
fn wingding(place: u32) -> Option<char> {
    Some(match place {
        0x28 => '☎',
        0x2a => '✉',
        0x4a => '☺',
        0x4c => '☹',
        0x6c => '●',
        0x6e | 0xa7 => '▪',
        0x6f | 0xa8 => '□',
        0x76 => '❖',
        0xd8 => '➢',
        0xdf => '←',
        0xe0 => '→',
        0xe1 => '↑',
        0xe2 => '↓',
        0xe8 => '➔',
        0xf0 => '⇨',
        0xfb => '✘',
        0xfc => '✔',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

/// The sign at a place of the font Symbol, as far as these are letters and signs of formulas (Adobe's Symbol encoding).
fn symbol(place: u32) -> Option<char> {
    const UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let of = |letters: &str, from: u32| letters.chars().nth((place - from) as usize);
    match place {
        0x41..=0x5a => of(UPPER, 0x41),
        0x61..=0x7a => of(LOWER, 0x61),
        0x20 | 0x28..=0x29 | 0x2b..=0x2c | 0x2e..=0x3f => char::from_u32(place),
        0x2d => Some('−'),
        0xa3 => Some('≤'),
        0xa5 => Some('∞'),
        0xae => Some('→'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb3 => Some('≥'),
        0xb4 => Some('×'),
        0xb7 => Some('•'),
        0xb9 => Some('≠'),
        0xbb => Some('≈'),
        0xe5 => Some('∑'),
        0xf2 => Some('∫'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_word_puts_in_are_known() {
        assert_eq!([0xe0, 0xfc, 0x01].map(wingding), [Some('→'), Some('✔'), None]);
    }
}
