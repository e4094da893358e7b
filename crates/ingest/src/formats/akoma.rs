//! Debates, laws and decisions in Akoma Ntoso (OASIS LegalDocML 1.0, <https://docs.oasis-open.org/legaldocml/akn-core/v1.0/>), and the
//! debates of parliaments in mySociety's XML: speeches become turns, parts have their numbers and headings.

use std::collections::BTreeMap;

use super::{
    Fault,
    html::day,
    packed::{Inline, Look, Page, Stated, words_of},
    xml::{Node, attribute, children, plain, with_tree},
};
use scholion_base::{
    Date, Lang,
    text::{escaped, squeeze},
};
use scholion_reference::{Kind, Role};

/// Reads a text.
pub fn read(bytes: &[u8]) -> Result<Page, Fault> {
    with_tree(bytes, |root| {
        let document = root.children().find(Node::is_element).filter(|_| root.tag_name().name() == "akomaNtoso").unwrap_or(root);
        let mut walk = Walk { page: Page::new(stated(document)), names: names(document), lead: Inline::default(), notes: Vec::new() };
        walk.blocks(document, 1);
        walk.end();
        walk.page.words = lines(document);
        walk.page
    })
}

/// What the file says of its text (`identification`, by the model of FRBR).
fn stated(document: Node<'_, '_>) -> Stated {
    let named = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let work = named("FRBRWork").next().unwrap_or(document);
    let first = |node: Node<'_, '_>, name: &str, value: &str| {
        let found = node.descendants().filter(|part| part.tag_name().name() == name).map(|part| squeeze(attribute(part, value)));
        found.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
    };
    let kind = match document.tag_name().name() {
        "act" => Kind::Legislation,
        "bill" | "amendment" | "amendmentList" => Kind::Bill,
        "judgment" => Kind::LegalCase,
        "debate" | "debateReport" | "officialGazette" | "publicwhip" => Kind::Hearing,
        _ => Kind::Document,
    };
    let title = named("docTitle").map(plain).find(|title| !title.is_empty());
    // How courts call a case, and what a text is called in short.
    let called = || ["FRBRname", "FRBRalias"].map(|name| first(work, name, "value")).into_iter().find(|called| called.contains(' '));
    let names = names(document);
    let author = first(work, "FRBRauthor", "href");
    let author = names.get(author.trim_start_matches('#')).map(|name| (Role::Author, name.clone()));
    let language = first(document, "FRBRlanguage", "language");
    Stated {
        kind: Some(kind),
        title: title.or_else(called).unwrap_or_default(),
        lang: if Lang::is_tag(&language) { Lang::new(&language).shortest().to_string() } else { String::new() },
        // Who spoke is no author of a debate, nor is the parliament of what its members say.
        people: author.into_iter().filter(|_| kind != Kind::Hearing).collect(),
        issued: issued(document, work),
        ..Stated::default()
    }
}

/// The day of a text: that of its decision, not that on which somebody asked for one or a program made the file. Where nothing says it,
/// names of places have it (`debate/2019-04-03a.1.0`, mySociety).
fn issued(document: Node<'_, '_>, work: Node<'_, '_>) -> Option<Date> {
    const LAST: [&str; 5] = ["generation", "filed", "argued", "heard", "hearing"];
    let dates = work.descendants().filter(|node| node.tag_name().name() == "FRBRdate");
    let stated =
        dates.filter_map(|node| Some((LAST.contains(&attribute(node, "name").to_lowercase().as_str()), day(attribute(node, "date"))?)));
    let stated = stated.min_by_key(|(is_last, _)| *is_last).map(|(_, date)| date);
    let in_name =
        |node: Node<'_, '_>| Date::parse(attribute(node, "id").rsplit('/').next()?.get(..10)?).filter(|date| date.start.day.is_some());
    stated.or_else(|| document.descendants().filter(Node::is_element).take(FIRST).find_map(in_name))
}

/// So many elements are asked for the day of a text.
const FIRST: usize = 20;

/// The names of those to whom the text points.
fn names<'a>(document: Node<'a, '_>) -> BTreeMap<&'a str, String> {
    let parts = document.descendants().filter(|node| node.tag_name().name().starts_with("TLC"));
    let id = |node: Node<'a, '_>| ["eId", "id"].into_iter().map(|name| node.attribute(name).unwrap_or("")).find(|id| !id.is_empty());
    parts.filter_map(|node| Some((id(node)?, squeeze(attribute(node, "showAs"))))).filter(|(_, name)| !name.is_empty()).collect()
}

/// All words of a text, a block each.
fn lines(document: Node<'_, '_>) -> Vec<String> {
    let texts = document.descendants().filter(|node| node.is_text() && !node.ancestors().any(|outer| outer.tag_name().name() == "meta"));
    texts.filter_map(|node| node.text()).map(squeeze).filter(|text| !text.is_empty()).collect()
}

struct Walk<'a> {
    page: Page,
    names: BTreeMap<&'a str, String>,
    /// What stands before the words of the next paragraph: who speaks, a number.
    lead: Inline,
    notes: Vec<String>,
}

/// Elements among words.
const INLINE: &str = " a abbr affectedDocument authorialNote b br caption change concept courtType date decoration def del docAuthority docCommittee docDate \
     docIntroducer docJurisdiction docketNumber docNumber docProponent docPurpose docStage docStatus docTitle docType embeddedText entity eol event fillIn i \
     img inline ins judge lawyer legislature location marker mmod mod mref neutralCitation noteRef object omissis organization outcome party person \
     phrase placeholder process quantity quotedText recordedTime ref relatedDocument remark rmod role rref session shortTitle signature span sub sup \
     term time tocItem u vote witness ";

fn is_inline(node: Node<'_, '_>) -> bool {
    INLINE.contains(&format!(" {} ", node.tag_name().name()))
}

/// Parts that go by their number where they have no heading (5.6, hierarchy).
const COUNTED: [&str; 11] =
    ["book", "chapter", "part", "section", "title", "subtitle", "subchapter", "subpart", "division", "article", "tome"];

impl<'a> Walk<'a> {
    /// What stands in an element, a block each; headings in it are of this level.
    fn blocks(&mut self, node: Node<'a, '_>, level: usize) {
        let mut is_open = false;
        let mut line = Inline::default();
        for child in node.children() {
            let is_words = child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty());
            if is_words || child.is_element() && is_inline(child) || is_open && child.is_text() {
                self.inline(child, Look::default(), &mut line);
                is_open = true;
                continue;
            }
            self.paragraph(&std::mem::take(&mut line));
            is_open = false;
            if child.is_element() {
                self.block(child, level);
            }
        }
        self.paragraph(&line);
    }

    fn block(&mut self, node: Node<'a, '_>, level: usize) {
        match node.tag_name().name() {
            "meta" => {}
            "num" => {
                self.inline_of(node, |walk, line| walk.lead_with(line));
            }
            "heading" | "docTitle" | "major-heading" | "oral-heading" => self.heading(&plain(node), level),
            "subheading" | "crossHeading" | "minor-heading" => self.heading(&plain(node), level + 1),
            "speech" | "question" | "answer" | "address" | "speechGroup" => self.speech(node, level),
            "scene" | "narrative" | "summary" => self.remarked(node),
            "divisioncount" | "mplist" => self.voted(node),
            "table" => self.table(node),
            "li" => {
                let mark = node.attribute("value").unwrap_or("–");
                self.lead.words(Look::default(), &format!("{mark} "));
                self.blocks(node, level);
            }
            name if node.children().any(|part| part.tag_name().name() == "heading")
                || COUNTED.contains(&name) && children(node, "num").next().is_some() =>
            {
                let parts = ["num", "heading"].into_iter().flat_map(|name| children(node, name)).map(plain);
                let words: Vec<String> = parts.filter(|words| !words.is_empty()).collect();
                self.heading(&words.join(" "), level);
                for child in node.children().filter(|child| child.is_element() && !matches!(child.tag_name().name(), "num" | "heading")) {
                    self.block(child, level + 1);
                }
            }
            _ => self.blocks(node, level),
        }
    }

    /// How many voted for and against, and who (mySociety).
    fn voted(&mut self, node: Node<'a, '_>) {
        let names: Vec<String> = children(node, "mpname").map(plain).collect();
        let counts = node.attributes().filter(|count| count.value().bytes().all(|byte| byte.is_ascii_digit()));
        let counts: Vec<String> = counts.map(|count| format!("{}: {}", count.name(), count.value())).collect();
        let mut line = Inline::default();
        if names.is_empty() {
            line.words(Look::default(), &counts.join(", "));
        } else {
            line.words(Look { bold: true, ..Look::default() }, &format!("{}:", attribute(node, "vote")));
            line.words(Look::default(), &format!(" {}", names.join("; ")));
        }
        self.paragraph(&line);
    }

    fn heading(&mut self, words: &str, level: usize) {
        self.end();
        if !words.is_empty() {
            let level = (level + 1).min(6);
            self.page.put(&format!("<h{level}>{}</h{level}>\n", escaped(words)));
        }
    }

    /// A speech: when and who before its first words, as they are printed, else as the file names them.
    fn speech(&mut self, node: Node<'a, '_>, level: usize) {
        self.end();
        let time = attribute(node, "startTime").rsplit('T').next().unwrap_or("");
        let time = if time.is_empty() { attribute(node, "time") } else { time };
        let time = time.get(..8.min(time.len())).filter(|time| time.contains(':')).unwrap_or("");
        let from = children(node, "from").next().map(plain).unwrap_or_default();
        let printed = from.trim_end_matches([':', '.', '—', '–', '-', ' ']);
        let named = ["by", "as"].into_iter().find_map(|name| self.names.get(attribute(node, name).trim_start_matches('#'))).cloned();
        let speaker = [printed, attribute(node, "speakername"), named.as_deref().unwrap_or("")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or("");
        if !time.is_empty() {
            self.lead.words(Look::default(), &format!("[{time}] "));
        }
        if !speaker.is_empty() {
            self.lead.words(Look { bold: true, ..Look::default() }, &format!("{speaker}:"));
            self.lead.words(Look::default(), " ");
        }
        for child in node.children().filter(|child| child.tag_name().name() != "from") {
            if child.is_element() {
                if is_inline(child) { self.inline_of(child, |walk, line| walk.paragraph(&line)) } else { self.block(child, level) }
            } else if child.text().is_some_and(|text| !text.trim().is_empty()) {
                let mut line = Inline::default();
                line.words(Look::default(), child.text().unwrap_or(""));
                self.paragraph(&line);
            }
        }
        self.end();
    }

    /// What the reporters tell, and nobody said.
    fn remarked(&mut self, node: Node<'a, '_>) {
        self.end();
        let parts: Vec<Node<'a, '_>> = children(node, "p").collect();
        for part in if parts.is_empty() { vec![node] } else { parts } {
            let mut line = Inline::default();
            part.children().for_each(|child| self.inline(child, Look { italic: true, ..Look::default() }, &mut line));
            self.paragraph(&line);
        }
    }

    fn table(&mut self, node: Node<'a, '_>) {
        self.end();
        self.page.put("<table>\n");
        for row in node.descendants().filter(|part| part.tag_name().name() == "tr") {
            self.page.put("<tr>");
            for cell in row.children().filter(|part| matches!(part.tag_name().name(), "td" | "th")) {
                let name = if cell.tag_name().name() == "th" { "th" } else { "td" };
                let spans = ["colspan", "rowspan"]
                    .map(|span| attribute(cell, span).parse::<u16>().map_or(String::new(), |n| format!(" {span}=\"{n}\"")));
                let mut line = Inline::default();
                for part in cell.descendants().filter(|part| part.is_text()) {
                    line.words(Look::default(), part.text().unwrap_or(""));
                    line.words(Look::default(), " ");
                }
                self.page.put(&format!("<{name}{}>{}</{name}>", spans.concat(), line.html().trim()));
            }
            self.page.put("</tr>\n");
        }
        self.page.put("</table>\n");
    }

    /// A paragraph, behind what stands before it.
    fn paragraph(&mut self, line: &Inline) {
        if !line.is_blank() {
            let words = words_of(&line.html());
            if self.page.title.is_empty() && words == self.page.front.title {
                self.page.title = words;
                return;
            }
            let lead = std::mem::take(&mut self.lead).html();
            self.page.put(&format!("<p>{lead}{}</p>\n", line.html().trim()));
            for note in std::mem::take(&mut self.notes) {
                self.page.put(&note);
            }
        }
    }

    fn lead_with(&mut self, line: Inline) {
        self.lead.markup(Look::default(), line.html().trim());
        self.lead.words(Look::default(), " ");
    }

    /// What stands before words that do not come.
    fn end(&mut self) {
        let lead = std::mem::take(&mut self.lead);
        self.paragraph(&lead);
    }

    fn inline_of(&mut self, node: Node<'a, '_>, then: impl FnOnce(&mut Self, Inline)) {
        let mut line = Inline::default();
        node.children().for_each(|child| self.inline(child, Look::default(), &mut line));
        then(self, line);
    }

    fn inline(&mut self, node: Node<'a, '_>, look: Look, line: &mut Inline) {
        if node.is_text() {
            return line.words(look, &squeezed(node.text().unwrap_or("")));
        }
        let name = node.tag_name().name();
        let look = match name {
            "b" => Look { bold: true, ..look },
            "i" | "remark" => Look { italic: true, ..look },
            "sup" => Look { raised: true, ..look },
            "sub" => Look { lowered: true, ..look },
            "del" => Look { struck: true, ..look },
            _ => look,
        };
        match name {
            "meta" => {}
            "br" | "eol" => line.markup(look, "<br>"),
            "authorialNote" => self.note(node, line),
            "img" => {
                let picture = self.page.picture(attribute(node, "alt"), attribute(node, "src"));
                line.markup(look, &picture);
            }
            "ref" | "a" if attribute(node, "href").starts_with("http") => {
                let mut inner = Inline::default();
                node.children().for_each(|child| self.inline(child, Look::default(), &mut inner));
                line.markup(look, &format!("<a href=\"{}\">{}</a>", escaped(attribute(node, "href")), inner.html()));
            }
            _ => node.children().for_each(|child| self.inline(child, look, line)),
        }
    }

    /// A note, called where it stands.
    fn note(&mut self, node: Node<'a, '_>, line: &mut Inline) {
        let at = node.range().start;
        let mark = Some(attribute(node, "marker")).filter(|mark| !mark.is_empty()).unwrap_or("*");
        line.markup(
            Look::default(),
            &format!("<a href=\"#fn{at}\" class=\"footnote-ref\" id=\"fnref{at}\" role=\"doc-noteref\"><sup>{}</sup></a>", escaped(mark)),
        );
        let mut body = Inline::default();
        for part in node.descendants().filter(|part| part.is_text()) {
            body.words(Look::default(), &squeezed(part.text().unwrap_or("")));
        }
        self.notes.push(format!("<div id=\"fn{at}\" role=\"doc-footnote\"><p>{}</p></div>\n", body.html().trim()));
    }
}

/// Words with single blanks, also at their ends.
fn squeezed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\n' | '\t' | '\r' if words.ends_with(' ') => {}
            ' ' | '\n' | '\t' | '\r' => words.push(' '),
            c => words.push(c),
        }
    }
    words
}
