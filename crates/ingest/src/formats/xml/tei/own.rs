//! TEI that Scholion itself has written (docs/FORMATS.md): what it says there that other files do not say so.
//!
//! It is known by the program that its header names (TEI P5, 2.3.10, `application`). How its elements look has the names of HTML, as they are
//! those of the text; blocks around blocks are texts within the text whose type is the element that they were.

use roxmltree::Node;
use scholion_base::{Date, Lang, text::squeeze};
use scholion_reference::{Kind, Record};

use super::{
    bibl::{number, record},
    header::stated_day,
};
use crate::{
    block::{Element, Milestone, Role},
    formats::xml::{
        account::{join, next_words},
        breaks::Between,
        node::{attribute, children, first, words},
        walk::Walk,
    },
    front_matter::Front,
};

/// Whether a file is one of our own.
pub fn is_own(root: Node<'_, '_>) -> bool {
    let program = first(root, "teiHeader").and_then(|header| first(header, "appInfo")).and_then(|info| first(info, "application"));
    program.is_some_and(|program| attribute(program, "ident") == "scholion")
}

/// What the header says besides what that of any file does.
pub fn front(header: Node<'_, '_>, front: &mut Front) {
    let code =
        header.descendants().find(|node| node.tag_name().name() == "classCode" && attribute(*node, "scheme").contains("citationstyles"));
    front.kind = code.and_then(|code| Kind::named(&words(code))).or(front.kind);
    let own_lang = front.lang.clone();
    let is_own =
        |node: &Node<'_, '_>| attribute(*node, "lang").is_empty() || Lang::new(attribute(*node, "lang")).shortest().as_str() == own_lang;
    let of = |name: &'static str| header.descendants().filter(move |node| node.tag_name().name() == name);
    front.abstract_.clear();
    for abstract_ in of("abstract") {
        let paragraphs: Vec<String> = children(abstract_, "p").map(words).collect();
        let said = paragraphs.join("\n\n");
        match is_own(&abstract_) {
            true => front.abstract_ = said,
            false => front.translations.entry(tag(abstract_)).or_default().abstract_ = said,
        }
    }
    front.keywords.clear();
    for keywords in of("keywords") {
        let terms: Vec<String> = children(keywords, "term").map(words).collect();
        match is_own(&keywords) {
            true => front.keywords = terms,
            false => front.translations.entry(tag(keywords)).or_default().keywords = terms,
        }
    }
    for note in first(header, "notesStmt").into_iter().flat_map(|notes| children(notes, "note").collect::<Vec<_>>()) {
        match attribute(note, "type") {
            "" => {}
            "lead" => front.lead = words(note),
            "section" => front.section = words(note),
            key => _ = front.own.entry(key.to_owned()).or_insert_with(|| words(note).into()),
        }
    }
    let place = of("idno").find(|node| attribute(*node, "type") == "location");
    if let Some(place) = place {
        front.own.entry("archive_location").or_insert_with(|| words(place).into());
        // Where no shelfmark is, it is not one.
        if number(header, "call-number").is_empty() {
            front.own.remove("call-number");
        }
    }
    for change in of("change") {
        let name = match attribute(change, "type") {
            "received" => "received",
            "accepted" => "accepted",
            "revised" => "revised",
            _ => continue,
        };
        front.dates.extend(stated_day(change).map(|date: Date| (name, date)));
    }
    let Some(entry) = first(header, "sourceDesc").and_then(|source| children(source, "biblStruct").next()) else { return };
    let said = record(entry);
    let fields = [
        (&mut front.doi, said.doi),
        (&mut front.volume, said.volume),
        (&mut front.issue, said.issue),
        (&mut front.pages, said.pages),
        (&mut front.isbn, said.isbn),
        (&mut front.url, said.url),
    ];
    for (field, value) in fields {
        if field.is_empty() {
            *field = value;
        }
    }
}

fn tag(node: Node<'_, '_>) -> String {
    Lang::new(attribute(node, "lang")).shortest().to_string()
}

/// What an entry of the list of works says besides what any entry does: its kind, and the words that a source prints.
pub fn entry(entry: Node<'_, '_>, record: &mut Record) {
    record.kind = Kind::named(attribute(entry, "type")).unwrap_or(record.kind);
    let printed = children(entry, "note").find(|note| attribute(*note, "type") == "printed");
    if let Some(printed) = printed {
        record.verbatim = words(printed);
    }
}

impl Walk<'_> {
    /// Reads an element as we write it; whether that was all there is to do with it.
    pub(in crate::formats::xml) fn own(&mut self, node: Node<'_, '_>) -> bool {
        let rend = attribute(node, "rend");
        match node.tag_name().name() {
            "label" if attribute(node, "type") == "heading" => {
                let level: u8 = attribute(node, "subtype").parse().unwrap_or(2);
                self.flow.begin(Role::Heading(level.clamp(2, 6)));
                self.children(node);
                self.flow.end();
            }
            "milestone" if rend == "rule" => self.flow.rule(),
            "milestone" if attribute(node, "unit") == "line" => {
                self.flow.milestone(Milestone { class: "line", number: attribute(node, "n").into(), picture: "".into() });
            }
            "lb" => self.flow.mend(|text| join(text, Between::Line, &next_words(node))),
            "foreign" => self.children(node),
            "floatingText" => self.block_of_blocks(node),
            "choice" => {
                let expansion = children(node, "expan").next().map_or(String::new(), words);
                let from = self.flow.place();
                children(node, "abbr").for_each(|abbr| self.children(abbr));
                self.about.push(expansion.clone());
                self.flow.within(from, Element::Tagged { name: "abbr", attribute: "title", value: expansion.into() });
            }
            "date" if !attribute(node, "when").is_empty() => self.tagged(node, "time", "datetime", attribute(node, "when")),
            "q" => self.tagged(node, "q", "", ""),
            "title" => self.tagged(node, "cite", "", ""),
            "term" if attribute(node, "ref").is_empty() => self.tagged(node, "dfn", "", ""),
            "hi" if matches!(rend, "sub" | "sup") => {
                let from = self.flow.place();
                self.children(node);
                self.flow.within(from, if rend == "sup" { Element::Raised } else { Element::Lowered });
            }
            "ruby" => {
                let from = self.flow.place();
                children(node, "rb").for_each(|word| self.children(word));
                let start = self.flow.place();
                self.flow.words("(", node.range().start);
                children(node, "rt").for_each(|reading| self.children(reading));
                self.flow.words(")", node.range().start);
                self.flow.within(start, Element::Reading);
                self.flow.within(from, Element::Ruby);
            }
            "ref" if ["mailto:", "tel:", "ftp://"].iter().any(|scheme| attribute(node, "target").starts_with(scheme)) => {
                let from = self.flow.place();
                self.children(node);
                self.flow.link(from, attribute(node, "target"));
            }
            "hi" => match look(rend) {
                Some((name, "")) => self.tagged(node, name, "", ""),
                Some((name, class)) => self.tagged(node, name, "class", class),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn tagged(&mut self, node: Node<'_, '_>, name: &'static str, attribute: &'static str, value: &str) {
        let from = self.flow.place();
        self.children(node);
        self.flow.within(from, Element::Tagged { name, attribute, value: value.into() });
    }

    /// Blocks in an element of HTML around them.
    fn block_of_blocks(&mut self, node: Node<'_, '_>) {
        const NAMES: [&str; 4] = ["div", "section", "aside", "details"];
        let name = NAMES.into_iter().find(|name| *name == attribute(node, "type")).unwrap_or("div");
        let rend = squeeze(attribute(node, "rend"));
        let dir = ["ltr", "rtl"].into_iter().find(|dir| rend.split(' ').any(|word| word.strip_prefix("dir-") == Some(*dir)));
        let class: Vec<&str> = rend.split(' ').filter(|word| !word.starts_with("dir-")).collect();
        let class = class.join(" ");
        // Other signs are in no class of ours.
        let class = if class.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' ')) { class.as_str() } else { "" };
        // A language alone stands around them already.
        if name == "div" && class.is_empty() && dir.is_none() {
            return children(node, "body").for_each(|body| self.children(body));
        }
        let mut tag = format!("<{name}");
        if !class.is_empty() {
            tag.push_str(&format!(" class=\"{class}\""));
        }
        if let Some(dir) = dir {
            tag.push_str(&format!(" dir=\"{dir}\""));
        }
        tag.push_str(if attribute(node, "subtype") == "open" { " open>" } else { ">" });
        self.flow.tag(tag);
        for part in children(node, "body").flat_map(|body| body.children().filter(Node::is_element).collect::<Vec<_>>()) {
            if part.tag_name().name() == "head" {
                self.flow.tag("<summary>".to_owned());
                self.children(part);
                self.flow.tag("</summary>".to_owned());
            } else {
                self.element(part);
            }
        }
        self.flow.tag(format!("</{name}>"));
    }
}

/// The element of HTML that looks so, or the class of words that do.
fn look(rend: &str) -> Option<(&'static str, &'static str)> {
    Some(match rend {
        "italic" => ("i", ""),
        "bold" => ("b", ""),
        "strikethrough" => ("s", ""),
        "underline" => ("u", ""),
        "small" => ("small", ""),
        "mark" => ("mark", ""),
        "kbd" => ("kbd", ""),
        "samp" => ("samp", ""),
        "var" => ("var", ""),
        "small-caps" => ("span", "small-caps"),
        _ => return None,
    })
}
