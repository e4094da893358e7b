//! A document as the tree that Pandoc reads (pandoc-types 1.22 and 1.23, as JSON): of it Pandoc makes files for word processors.
//!
//! Notes stand at their marks, tables keep the cells that span others, words their language. Pictures of the archive are named by their files below
//! `content/`, where the program that calls Pandoc lets it look, and no other file is named.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    part::{self, NOTE, Part, Source, Text, is_inline, level, of_html},
    told,
};
use crate::{
    archive::{Found, Thing},
    base::RelPath,
    document::{Document, LinkTarget},
    reference::{PrintedIn, Role},
    site::{
        address, citation,
        frame::{Maker, canonical},
        markup, publication,
        rights::{self, Shown},
    },
};

/// The tree, as JSON; `api-version` of it is empty, for whoever calls Pandoc to fill with that of the Pandoc that is there.
pub fn make(maker: &Maker<'_, '_>, document: &Document) -> String {
    let shown = rights::shown(maker.config, &document.meta);
    let mut writer = Writer { pictures: BTreeMap::new(), notes: BTreeMap::new(), noted: BTreeSet::new(), in_note: false };
    let mut blocks = match shown {
        Shown::Full => {
            writer.pictures = pictures(maker, document);
            let page = maker.at(&address::document(&document.slug));
            let mut text = Text::new(maker, &page, document);
            let parts = text.parts(&document.body.pieces);
            writer.notes = document.body.notes.iter().map(|note| (note.number.to_string(), text.parts(&note.pieces))).collect();
            writer.blocks(&parts)
        }
        Shown::Excerpt => vec![json!({"t": "BlockQuote", "c": [para(words(&format!("{} […]", rights::excerpt(&document.body.text))))]})],
        Shown::Metadata => Vec::new(),
    };
    blocks.splice(0..0, told_first(maker, document));
    blocks.extend(references(maker, document, shown, &mut writer));
    blocks.extend(origin(maker, document));
    let tree = json!({"pandoc-api-version": [], "meta": meta(maker, document, &mut writer), "blocks": blocks});
    format!("{tree}\n")
}

/// The pictures of the archive that a document shows: the addresses that they have on the site, and their files.
fn pictures(maker: &Maker<'_, '_>, document: &Document) -> BTreeMap<String, String> {
    let leads = super::leads::of(maker, document);
    let mut pictures = BTreeMap::new();
    for (link, lead) in document.facts.links.iter().zip(leads).filter(|(link, _)| link.picture.is_some()) {
        if let LinkTarget::File(path, fragment) = &link.target
            && let (Found::Thing(Thing::File(file)), _) = maker.reader.find_address(&document.path, path, fragment)
            && let crate::site::links::Lead::Here(href) = lead
        {
            pictures.insert(href, file.as_str().to_owned());
        }
    }
    pictures
}

fn meta(maker: &Maker<'_, '_>, document: &Document, writer: &mut Writer) -> Value {
    let meta = &document.meta;
    let inlines = |text: &str| json!({"t": "MetaInlines", "c": words(text)});
    let authors = meta.people.iter().filter(|person| person.role == Role::Author);
    let authors: Vec<Value> = authors.map(|person| inlines(&person.name.display())).collect();
    let mut all = BTreeMap::from([("title", inlines(&meta.title)), ("lang", inlines(meta.lang.as_str()))]);
    if !authors.is_empty() {
        all.insert("author", json!({"t": "MetaList", "c": authors}));
    }
    if let Some(date) = meta.issued {
        all.insert("date", inlines(&maker.words.date(&date.to_string())));
    }
    let summary = writer.blocks(&of_html(&markup::blocks_html(&meta.abstract_)));
    if !summary.is_empty() {
        all.insert("abstract", json!({"t": "MetaBlocks", "c": summary}));
    }
    if !meta.keywords.is_empty() {
        let keywords: Vec<Value> = meta.keywords.iter().map(|keyword| inlines(keyword)).collect();
        all.insert("keywords", json!({"t": "MetaList", "c": keywords}));
    }
    json!(all)
}

/// What the page tells above the text and Pandoc has no place for: other titles, all people but the authors without an office, the way of a letter.
fn told_first(maker: &Maker<'_, '_>, document: &Document) -> Vec<Value> {
    let meta = &document.meta;
    let titles = meta.translations.iter().filter(|other| !other.title.is_empty());
    let titles = titles.map(|other| json!({"t": "Div", "c": [attr("", &[("lang", other.lang.as_str())]), [para(words(&other.title))]]}));
    let people = meta.people.iter().zip(told::people(maker, document));
    let people = people.filter(|(person, _)| person.role != Role::Author || !person.offices.is_empty()).map(|(_, line)| line);
    let way = told::way(maker, document).into_iter().map(|one| format!("{}: {}", one.label, one.words));
    let grave = told::taken_back(maker, document).into_iter().map(|line| para(vec![of("Strong", words(&line))]));
    titles.chain(grave).chain(people.chain(way).map(|line| para(words(&line)))).collect()
}

/// What it cites, under the words that stand over the lists on its page.
fn references(maker: &Maker<'_, '_>, document: &Document, shown: Shown, writer: &mut Writer) -> Vec<Value> {
    let [mut listed, mut noted] = [Vec::new(), Vec::new()];
    for (key, record, _) in maker.reader.works_of(&document.slug).filter(|(key, ..)| !key.is_empty()) {
        let entry = para(writer.inlines(&of_html(&citation::entry_html(maker, record))));
        let entry = json!({"t": "Div", "c": [attr(&format!("ref-{key}"), &[]), [entry]]});
        match record.printed_in {
            PrintedIn::References => listed.push(entry),
            PrintedIn::Notes => noted.push(entry),
        }
    }
    let has_heading = shown == Shown::Full && document.ends_in_heading();
    let mut blocks = Vec::new();
    for (key, entries) in [("references", listed), ("references-in-notes", noted)] {
        if !entries.is_empty() && (key != "references" || !has_heading) {
            let title = words(maker.words.plain(key).unwrap_or_default());
            blocks.push(json!({"t": "Header", "c": [2, attr("", &[]), title]}));
        }
        blocks.extend(entries);
    }
    blocks
}

/// Where it comes from, and what may be done with it.
fn origin(maker: &Maker<'_, '_>, document: &Document) -> Vec<Value> {
    let meta = &document.meta;
    let license = publication::license(meta);
    let own = canonical(maker.config, &RelPath::new(&address::document(&document.slug)));
    let addresses = [address::doi(&meta.doi).to_string(), meta.url.to_string(), own, publication::license_address(meta).to_string()];
    let links = addresses.iter().filter(|address| !address.is_empty()).map(|address| vec![link(words(address), address)]);
    let said = [license.rights, license.id].into_iter().filter(|text| !text.is_empty()).map(|text| words(&text));
    let lines: Vec<Value> = links.chain(said).map(para).collect();
    if lines.is_empty() { Vec::new() } else { std::iter::once(json!({"t": "HorizontalRule"})).chain(lines).collect() }
}

struct Writer {
    /// The files of pictures by their addresses.
    pictures: BTreeMap<String, String>,
    /// The notes by their numbers.
    notes: BTreeMap<String, Vec<Part>>,
    /// Those that stand at a mark already.
    noted: BTreeSet<String>,
    in_note: bool,
}

fn of(name: &str, content: impl Into<Value>) -> Value {
    json!({"t": name, "c": content.into()})
}

fn para(inlines: Vec<Value>) -> Value {
    of("Para", inlines)
}

fn attr(id: &str, pairs: &[(&str, &str)]) -> Value {
    let pairs: Vec<[&str; 2]> = pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| [*key, *value]).collect();
    json!([id, [], pairs])
}

fn link(inlines: Vec<Value>, href: &str) -> Value {
    json!({"t": "Link", "c": [attr("", &[]), inlines, [href, ""]]})
}

/// Words between blanks, which Pandoc keeps apart.
fn words(text: &str) -> Vec<Value> {
    let mut inlines = Vec::new();
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut rest = text;
    while !rest.is_empty() {
        let blanks = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
        if blanks > 0 {
            inlines.push(json!({"t": "Space"}));
        }
        rest = rest.get(blanks..).unwrap_or("");
        let word = rest.find(is_blank).unwrap_or(rest.len());
        if let Some(word) = rest.get(..word).filter(|word| !word.is_empty()) {
            inlines.push(of("Str", word));
        }
        rest = rest.get(word..).unwrap_or("");
    }
    inlines
}

impl Writer {
    fn inlines(&mut self, parts: &[Part]) -> Vec<Value> {
        let mut inlines = Vec::new();
        for part in parts {
            match part {
                Part::Words(text) => inlines.extend(words(text)),
                Part::Element(source) => self.inline(source, &mut inlines),
            }
        }
        inlines
    }

    fn inline(&mut self, source: &Source, inlines: &mut Vec<Value>) {
        let (id, lang) = (source.get("id"), source.get("lang"));
        let mut marked = |name: &str| of(name, self.inlines(&source.children));
        let made = match source.name.as_str() {
            "em" | "i" | "cite" | "var" | "dfn" => marked("Emph"),
            "strong" | "b" => marked("Strong"),
            "sup" => marked("Superscript"),
            "sub" => marked("Subscript"),
            "s" | "del" => marked("Strikeout"),
            "u" | "ins" => marked("Underline"),
            "span" if source.is_of("small-caps") => marked("SmallCaps"),
            "span" if source.is_of("underline") => marked("Underline"),
            "q" => json!({"t": "Quoted", "c": [{"t": "DoubleQuote"}, self.inlines(&source.children)]}),
            "code" if source.is_of("math") => {
                let kind = if source.is_of("display") { "DisplayMath" } else { "InlineMath" };
                json!({"t": "Math", "c": [{"t": kind}, part::words(&source.children)]})
            }
            "code" | "kbd" | "samp" => json!({"t": "Code", "c": [attr("", &[]), part::words(&source.children)]}),
            "br" => json!({"t": "LineBreak"}),
            "img" => return self.picture(source, inlines),
            "wbr" | "rp" | "track" => return,
            "a" if !source.get("href").is_empty() => {
                // An entry is known by its name, and so is a heading; a note stands at its mark.
                link(self.inlines(&source.children), source.get("href"))
            }
            NOTE => return self.note(source.get("n"), inlines),
            _ if id.is_empty() && lang.is_empty() => return inlines.extend(self.inlines(&source.children)),
            _ => return inlines.push(json!({"t": "Span", "c": [attr(id, &[("lang", lang)]), self.inlines(&source.children)]})),
        };
        inlines.push(if lang.is_empty() { made } else { json!({"t": "Span", "c": [attr("", &[("lang", lang)]), [made]]}) });
    }

    /// A note at its mark; where it is called again, or within another, its number.
    fn note(&mut self, number: &str, inlines: &mut Vec<Value>) {
        let parts = if self.in_note || self.noted.contains(number) { None } else { self.notes.remove(number) };
        let Some(parts) = parts else { return inlines.push(of("Superscript", words(number))) };
        self.noted.insert(number.to_owned());
        self.in_note = true;
        let mut blocks = self.blocks(&parts);
        self.in_note = false;
        if blocks.is_empty() {
            blocks.push(para(Vec::new()));
        }
        inlines.push(of("Note", blocks));
    }

    /// A picture of the archive; of others, which Pandoc would fetch, a link.
    fn picture(&self, source: &Source, inlines: &mut Vec<Value>) {
        let (src, alt) = (source.get("src"), source.get("alt"));
        match self.pictures.get(src) {
            Some(file) => inlines.push(json!({"t": "Image", "c": [attr("", &[]), words(alt), [file, ""]]})),
            None if src.is_empty() => inlines.extend(words(alt)),
            None => inlines.push(link(words(if alt.is_empty() { src } else { alt }), src)),
        }
    }

    fn blocks(&mut self, parts: &[Part]) -> Vec<Value> {
        let mut blocks = Vec::new();
        let mut from = 0;
        for (at, part) in parts.iter().enumerate() {
            let Part::Element(source) = part else { continue };
            if !is_inline(&source.name) {
                self.paragraph(parts.get(from..at).unwrap_or_default(), &mut blocks);
                from = at + 1;
                self.block(source, &mut blocks);
            }
        }
        self.paragraph(parts.get(from..).unwrap_or_default(), &mut blocks);
        blocks
    }

    fn paragraph(&mut self, parts: &[Part], blocks: &mut Vec<Value>) {
        let mut inlines = self.inlines(parts);
        let is_blank = |value: &Value| value.get("t").is_some_and(|name| name == "Space");
        while inlines.last().is_some_and(is_blank) {
            inlines.pop();
        }
        let lead = inlines.iter().take_while(|value| is_blank(value)).count();
        inlines.drain(..lead);
        if !inlines.is_empty() {
            blocks.push(para(inlines));
        }
    }

    fn block(&mut self, source: &Source, blocks: &mut Vec<Value>) {
        let (id, lang) = (source.get("id"), source.get("lang"));
        let from = blocks.len();
        match source.name.as_str() {
            "p" | "summary" | "dt" => self.paragraph(&source.children, blocks),
            "hr" => blocks.push(json!({"t": "HorizontalRule"})),
            "ul" => {
                let items = self.items(source);
                blocks.push(of("BulletList", items));
                let astray = self.blocks(&source.astray());
                blocks.extend(astray);
            }
            "ol" => {
                let style = match source.get("type") {
                    "a" => "LowerAlpha",
                    "A" => "UpperAlpha",
                    "i" => "LowerRoman",
                    "I" => "UpperRoman",
                    _ => "Decimal",
                };
                let start: i64 = source.get("start").parse().unwrap_or(1);
                blocks.push(json!({"t": "OrderedList", "c": [[start, {"t": style}, {"t": "Period"}], self.items(source)]}));
            }
            "dl" => {
                self.definitions(source, blocks);
                let astray = self.blocks(&source.astray());
                blocks.extend(astray);
            }
            "pre" => {
                let language = source.named("code").find_map(|code| code.class_after("language-")).unwrap_or("");
                let classes: Vec<&str> = Some(language).filter(|language| !language.is_empty()).into_iter().collect();
                let code = part::words(&source.children);
                blocks.push(json!({"t": "CodeBlock", "c": [["", classes, []], code.trim_end_matches('\n')]}));
            }
            "blockquote" => {
                let inner = self.blocks(&source.children);
                blocks.push(of("BlockQuote", inner));
            }
            "figure" => self.figure(source, blocks),
            "table" => {
                self.table(source, blocks);
                let astray = self.blocks(&source.astray());
                blocks.extend(astray);
            }
            name if level(name).is_some() => {
                let level = level(name).unwrap_or(2);
                return blocks.push(json!({"t": "Header", "c": [level, attr(id, &[("lang", lang)]), self.inlines(&source.children)]}));
            }
            _ => {
                let inner = self.blocks(&source.children);
                blocks.extend(inner);
            }
        }
        if !lang.is_empty() && blocks.len() > from {
            let inner = blocks.split_off(from);
            blocks.push(json!({"t": "Div", "c": [attr("", &[("lang", lang)]), inner]}));
        }
    }

    fn items(&mut self, source: &Source) -> Vec<Value> {
        source.named("li").map(|item| self.blocks(&item.children).into()).collect()
    }

    fn definitions(&mut self, source: &Source, blocks: &mut Vec<Value>) {
        let mut items: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
        for part in source.definitions() {
            match (part.name.as_str(), items.last_mut()) {
                ("dd", Some((_, meanings))) => meanings.push(self.blocks(&part.children).into()),
                _ => items.push((self.inlines(&part.children), Vec::new())),
            }
        }
        let items: Vec<Value> = items.into_iter().map(|(term, meanings)| json!([term, meanings])).collect();
        if !items.is_empty() {
            blocks.push(of("DefinitionList", items));
        }
    }

    fn figure(&mut self, source: &Source, blocks: &mut Vec<Value>) {
        let is_caption = |part: &&Part| matches!(part, Part::Element(part) if part.name == "figcaption");
        let rest: Vec<Part> = source.children.iter().filter(|part| !is_caption(part)).cloned().collect();
        blocks.extend(self.blocks(&rest));
        for caption in source.named("figcaption") {
            let inner = self.blocks(&caption.children);
            blocks.push(json!({"t": "Div", "c": [attr("", &[("custom-style", "Image Caption")]), inner]}));
        }
    }

    fn table(&mut self, source: &Source, blocks: &mut Vec<Value>) {
        let caption = source.named("caption").next().map(|caption| self.blocks(&caption.children)).unwrap_or_default();
        let mut columns = 0;
        let mut rows = |name: &'static str, writer: &mut Self| {
            let rows = source.named(name).flat_map(|group| group.named("tr"));
            rows.map(|row| writer.row(row, &mut columns)).collect::<Vec<_>>()
        };
        let (head, mut body, foot) = (rows("thead", self), rows("tbody", self), rows("tfoot", self));
        body.extend(source.named("tr").map(|row| self.row(row, &mut columns)).collect::<Vec<_>>());
        if columns == 0 {
            return;
        }
        let widths: Vec<Value> = (0..columns).map(|_| json!([{"t": "AlignDefault"}, {"t": "ColWidthDefault"}])).collect();
        let none = attr("", &[]);
        blocks.push(json!({"t": "Table", "c": [none, [null, caption], widths, [none, head], [[none, 0, [], body]], [none, foot]]}));
    }

    /// A row, and how many columns it has.
    fn row(&mut self, source: &Source, columns: &mut u64) -> Value {
        let mut width = 0;
        let mut cells: Vec<Value> = Vec::new();
        for part in &source.children {
            let Part::Element(cell) = part else { continue };
            let side = Some(cell.get("align")).filter(|side| !side.is_empty()).or_else(|| cell.class_after("align-"));
            let side = match side {
                Some("left") => "AlignLeft",
                Some("right") => "AlignRight",
                Some("center") => "AlignCenter",
                _ => "AlignDefault",
            };
            let [across, down] =
                ["colspan", "rowspan"].map(|name| cell.get(name).parse::<u64>().ok().filter(|span| (1..1000).contains(span)).unwrap_or(1));
            width += across;
            cells.push(json!([attr("", &[]), {"t": side}, down, across, self.blocks(&cell.children)]));
        }
        *columns = width.max(*columns);
        json!([attr("", &[]), cells])
    }
}
