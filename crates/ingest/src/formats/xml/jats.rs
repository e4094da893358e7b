//! JATS: the metadata of an article, its [`people`], and its works ([`records`]); a [`book`] has parts. <https://jats.nlm.nih.gov/>

mod book;
mod people;
mod records;
pub(super) mod titles;

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{parts::places, walk::Walk};
use crate::formats::xml::node::{attribute, children, field, first, words};
use crate::{
    block::{Block, Role},
    formats::Manuscript,
    front::rights,
    front_matter::{Front, Person, Translated},
    recognise::language,
    remark::Remark,
    report::{Certainty, Finding, Kind as FindingKind, MARKUP},
};
use people::{contributor, role, sign};
use records::{entries, reviewed};
use scholion_base::{Date, Lang};
use scholion_reference::{
    Kind,
    Role::{Author, Editor, ReviewedAuthor, Translator},
};
use titles::title;

/// Elements that the running text leaves to others.
const ELSEWHERE: &[&str] = &["ref-list", "label", "object-id", "graphic", "alt-text", "long-desc", "tex-math"];

/// Reads an article.
pub fn read(root: Node<'_, '_>, manuscript: &mut Manuscript) {
    let own = |node: &Node<'_, '_>| node.tag_name().name() == "article" || book::is_one(*node);
    let article = root.descendants().find(own).unwrap_or(root);
    manuscript.front = front(article, &mut manuscript.findings);
    let mut records = Vec::new();
    let mut by_name = BTreeMap::new();
    for entry in article.descendants().filter(|node| node.tag_name().name() == "ref") {
        let before = records.len();
        records.extend(entries(entry));
        if records.len() > before {
            by_name.insert(attribute(entry, "id").to_owned(), before);
        }
    }
    // The works that a review is about; a review of one may have no other title.
    let products: Vec<Node<'_, '_>> = article.descendants().filter(|node| node.tag_name().name() == "product").collect();
    records.extend(products.iter().map(|product| reviewed(*product)));
    if let (Some(work), [_]) = (records.last(), products.as_slice()) {
        let front = &mut manuscript.front;
        if front.title.is_empty() {
            front.title.clone_from(&work.title);
        }
        if front.kind == Some(Kind::BookReview) {
            front.own.insert("reviewed-title".to_owned(), work.title.as_str().into());
            let authors = work.author.iter().cloned();
            front.people.extend(authors.map(|name| Person { role: ReviewedAuthor, name, ..Person::default() }));
        }
    }
    let mut walk = Walk::new(&by_name, ELSEWHERE, false);
    walk.lang.clone_from(&manuscript.front.lang);
    walk.known.places = places(article);
    // Statements of interest and the like are notes that nothing in the text calls: they stay paragraphs.
    // The names of what is called, and where first.
    let mut called: BTreeMap<&str, usize> = BTreeMap::new();
    for call in article.descendants().filter(|node| node.tag_name().name() == "xref") {
        if call.ancestors().all(|outer| outer.tag_name().name() != "contrib") {
            attribute(call, "rid").split_whitespace().for_each(|name| _ = called.entry(name).or_insert(call.range().start));
        }
    }
    for note in article.descendants().filter(|node| node.tag_name().name() == "fn" && called.contains_key(attribute(*node, "id"))) {
        let id = attribute(note, "id");
        let group = note.parent_element().map_or("", |group| group.tag_name().name());
        // A note in a line is called where it stands, unless something before it calls it.
        let is_in_text = || note.ancestors().any(|outer| matches!(outer.tag_name().name(), "body" | "back" | "floats-group"));
        let is_called = || is_in_text() && called.get(id).is_some_and(|call| *call < note.range().start);
        if matches!(group, "fn-group" | "table-wrap-foot") || is_called() {
            let index = walk.body(note);
            walk.notes.insert(id.to_owned(), index);
        }
    }
    // A summary for another readership is a part of the text that stands before it, if it bears a name.
    for summary in
        article.descendants().filter(|node| node.tag_name().name() == "abstract" && !attribute(*node, "abstract-type").is_empty())
    {
        let is_own = summary.ancestors().all(|outer| !matches!(outer.tag_name().name(), "sub-article" | "response"));
        if is_own && children(summary, "title").next().is_some() {
            walk.children(summary);
            walk.flow.end();
        }
    }
    if book::is_one(article) {
        book::running(article, &mut walk)
    } else {
        running(article, &mut walk)
    }
    for other in article.children().filter(is_other_article) {
        another(other, &mut walk, manuscript);
    }
    manuscript.about.append(&mut walk.about);
    manuscript.findings.append(&mut walk.findings);
    let heading = first(article, "ref-list").and_then(|list| children(list, "title").next());
    if !records.is_empty() {
        // The list stands under its heading, which sources may leave out.
        let (text, at) = heading.map_or(("References".to_owned(), 0), |title| (words(title), title.range().start));
        manuscript.about.extend(heading.is_none().then(|| text.clone()));
        walk.flow.blocks.push(Block::given(text, vec![(0, u32::try_from(at).unwrap_or(0))], Role::References));
    }
    manuscript.flow = walk.flow;
    manuscript.records = Some(records);
}

/// The running text of an article.
fn running(article: Node<'_, '_>, walk: &mut Walk<'_>) {
    for part in ["body", "back", "floats-group"] {
        for part in children(article, part) {
            walk.children(part);
            walk.flow.end();
        }
    }
}

/// Shorter texts are too few words to tell their language, in bytes.
const FEW: usize = 200;

fn is_other_article(node: &Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "sub-article" | "response")
}

/// An article within the article, behind its text under its own title: a translation, a report, the answer to it.
fn another(article: Node<'_, '_>, walk: &mut Walk<'_>, manuscript: &mut Manuscript) {
    let lang = attribute(article, "lang").to_lowercase();
    let meta = children(article, "front-stub").chain(children(article, "front")).next();
    let from = walk.flow.blocks.len();
    let outer = std::mem::replace(&mut walk.level, 2);
    if let Some(meta) = meta {
        let is_translation = attribute(article, "article-type") == "translation";
        if let Some(part) = part(&mut manuscript.front, &lang).filter(|_| is_translation) {
            part.title = title(first(meta, "title-group").unwrap_or(meta), "article-title", "subtitle");
            part.abstract_ = children(meta, "abstract").next().map_or(String::new(), summary);
            part.keywords = meta.descendants().filter(|node| node.tag_name().name() == "kwd").map(words).collect();
            // It is the heading of the translated text as well.
            manuscript.about.push(part.title.clone());
        }
        if let Some(title) = first(meta, "article-title") {
            walk.flow.begin(Role::Heading(2));
            walk.children(title);
            walk.flow.end();
        }
        if !is_translation {
            sign(meta, walk);
        }
    }
    running(article, walk);
    // In the language that it says it is in, if its words agree.
    let text: Vec<&str> = walk.flow.blocks.iter().skip(from).map(|block| block.text.as_str()).collect();
    let text = text.join("\n");
    let stated = Lang::new(&lang).shortest();
    // Of a few words nobody knows it better.
    let agrees = || text.len() < FEW || language::detect(&text).0 == stated.primary();
    if !lang.is_empty() && stated.primary() != Lang::new(&manuscript.front.lang).primary() && agrees() {
        walk.flow.blocks.iter_mut().skip(from).for_each(|block| block.lang = Some(stated.primary().into()));
    }
    for other in article.children().filter(is_other_article) {
        another(other, walk, manuscript);
    }
    walk.level = outer;
}

fn front(article: Node<'_, '_>, findings: &mut Vec<Finding>) -> Front {
    let kind = if attribute(article, "article-type") == "book-review" { Kind::BookReview } else { Kind::Journal };
    let mut front = Front { kind: Some(kind), lang: attribute(article, "lang").to_lowercase(), ..Front::default() };
    let is_book = book::is_one(article);
    let head = if is_book { book::head(article) } else { children(article, "front").next() };
    let Some(head) = head else { return front };
    let meta = children(head, "article-meta").next().unwrap_or(head);
    let own = |name: &str| children(meta, name).next().map_or(String::new(), words);
    if is_book {
        front = book::front(article, head);
    } else {
        let titles = first(meta, "title-group").unwrap_or(meta);
        front.title = title(titles, "article-title", "subtitle");
        front.container = field(head, "journal-title");
        front.issn = field(head, "issn");
        (front.volume, front.issue) = (own("volume"), own("issue"));
        front.doi = children(meta, "article-id").find(|id| attribute(*id, "pub-id-type") == "doi").map_or(String::new(), words);
    }
    front.pages = match (own("fpage"), own("lpage")) {
        (first, last) if !first.is_empty() && !last.is_empty() && first != last => format!("{first}–{last}"),
        (first, _) if !first.is_empty() => first,
        _ => own("elocation-id"),
    };
    // Of the dates in the first year the one that says most.
    let whole = children(article, "book-meta").next().unwrap_or(meta);
    let dates: Vec<Date> = children(whole, "pub-date").filter_map(date).collect();
    let year = dates.iter().map(|date| date.start.year).min();
    let vague = |date: &Date| (date.start.month.is_none(), date.start.day.is_none());
    front.issued = dates.into_iter().filter(|date| Some(date.start.year) == year).min_by_key(|date| (vague(date), *date));
    // The day of a decision is that of its text.
    let decided =
        meta.descendants().find(|node| matches!(attribute(*node, "date-type"), "decided" | "decision" | "judgment" | "delivered"));
    front.issued = front.issued.or_else(|| date(decided?));
    for stated in meta.descendants().filter(|node| node.tag_name().name() == "date") {
        let name = match attribute(stated, "date-type") {
            "received" => "received",
            "accepted" => "accepted",
            "rev-recd" | "revised" => "revised",
            _ => continue,
        };
        front.dates.extend(date(stated).map(|date| (name, date)));
    }
    if let Some(permissions) = first(meta, "permissions") {
        front.rights = field(permissions, "copyright-statement");
        if let Some(licence) = first(permissions, "license") {
            let address = licence.descendants().map(|node| attribute(node, "href")).find(|href| !href.is_empty()).unwrap_or("");
            let address = if address.is_empty() { field(licence, "license_ref") } else { address.to_owned() };
            front.license = rights::creative_commons(&address).or_else(|| rights::creative_commons(&words(licence))).unwrap_or_default();
            front.license_url = address;
        }
    }
    front.section = first(meta, "subj-group").map_or(String::new(), |group| field(group, "subject"));
    // Those of a group stand in its name, and are no authors beside it.
    let is_member = |node: &Node<'_, '_>| node.ancestors().skip(1).any(|outer| outer.tag_name().name() == "collab");
    for person in meta.descendants().filter(|node| node.tag_name().name() == "contrib" && !is_member(node)) {
        match role(person) {
            Ok(role) => front.people.extend(contributor(person, meta, role)),
            Err(role) => findings.push(Finding {
                line: u32::try_from(person.range().start).unwrap_or(u32::MAX),
                rule: MARKUP,
                text: contributor(person, meta, Author).map_or(String::new(), |person| person.name.display()),
                kind: FindingKind::Doubtful,
                sure: Certainty::Unsure,
                remark: Some(Remark::RoleUnknown { role }),
            }),
        }
    }
    front.people.sort_by_key(|person| [Author, Editor, Translator].iter().position(|role| *role == person.role).unwrap_or(3));
    for own in children(meta, "abstract").filter(|node| attribute(*node, "abstract-type").is_empty()) {
        let lang = attribute(own, "lang").to_lowercase();
        let said = match part(&mut front, &lang) {
            None => &mut front.abstract_,
            Some(part) => &mut part.abstract_,
        };
        if said.is_empty() {
            *said = summary(own);
        }
    }
    for group in children(meta, "kwd-group") {
        let lang = attribute(group, "lang").to_lowercase();
        let list: Vec<String> = group.descendants().filter(|node| node.tag_name().name() == "kwd").map(words).collect();
        match part(&mut front, &lang) {
            None => front.keywords.extend(list),
            Some(part) => part.keywords.extend(list),
        }
    }
    for other in meta.descendants().filter(|node| matches!(node.tag_name().name(), "trans-title-group" | "trans-abstract")) {
        let lang = attribute(other, "lang").to_lowercase();
        if let Some(part) = part(&mut front, &lang) {
            if other.tag_name().name() == "trans-abstract" {
                part.abstract_ = summary(other);
            } else {
                part.title = title(other, "trans-title", "trans-subtitle");
            }
        }
    }
    for (key, addresses) in related(meta) {
        front.own.insert(key, addresses.join("; ").into());
    }
    front
}

/// The articles that this one corrects, withdraws or answers, as the vocabulary names what they are to it: `x-corrected-article`.
fn related(meta: Node<'_, '_>) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in ["related-article", "related-object"] {
        for other in children(meta, name) {
            let kind = attribute(other, &format!("{name}-type")).to_ascii_lowercase();
            let is_name = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let address = attribute(other, "href").trim();
            let is_doi = address.starts_with("10.");
            let is_web = address.starts_with("https://") || address.starts_with("http://");
            if is_doi || is_web {
                let key = if is_name { format!("x-{kind}") } else { format!("x-{name}") };
                let before = if is_doi { "https://doi.org/" } else { "" };
                found.entry(key).or_default().push(format!("{before}{address}"));
            }
        }
    }
    found
}

/// The part for another language than the document's.
fn part<'f>(front: &'f mut Front, lang: &str) -> Option<&'f mut Translated> {
    let other = !lang.is_empty() && Lang::new(lang).primary() != Lang::new(&front.lang).primary();
    if other { front.part(lang) } else { None }
}

/// A summary's words without its heading; those of its parts stand before them.
fn summary(node: Node<'_, '_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for child in node.children().filter(|child| child.is_element() && !matches!(child.tag_name().name(), "title" | "label" | "object-id")) {
        if child.tag_name().name() == "sec" {
            let heading = children(child, "title").next().map_or(String::new(), words);
            let colon = if heading.is_empty() || heading.ends_with([':', '.', '?', '!']) { "" } else { ":" };
            parts.push(format!("{heading}{colon} {}", summary(child)).trim().to_owned());
        } else {
            parts.push(words(child));
        }
    }
    parts.join(" ")
}

fn date(node: Node<'_, '_>) -> Option<Date> {
    let number = |name: &str| children(node, name).next().and_then(|part| words(part).parse::<u8>().ok());
    let year = children(node, "year").next().and_then(|part| words(part).parse().ok())?;
    Date::ymd(year, number("month"), number("day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Manuscript {
        let mut manuscript = Manuscript::default();
        read(roxmltree::Document::parse(text).unwrap().root_element(), &mut manuscript);
        manuscript
    }

    #[test]
    fn notes_in_a_line_are_called_from_before() {
        let found =
            read_text("<article><body><p>Bees<xref ref-type='fn' rid='x'>†</xref> came.<fn id='x'><p>Honey.</p></fn></p></body></article>");
        assert_eq!((found.flow.blocks[0].text.as_str(), found.flow.notes.len()), ("Bees† came.", 1));
    }

    #[test]
    fn titles_in_cells_are_words() {
        let cell = "<td><p><boxed-text><caption><title>More</title></caption><p>words</p></boxed-text></p></td><td>two</td>";
        let found = read_text(&format!("<article><body><table-wrap><table><tr>{cell}</tr></table></table-wrap></body></article>"));
        assert_eq!(found.flow.blocks.len(), 1, "{:?}", found.flow.blocks);
        assert!(found.flow.blocks[0].text.contains("More") && found.flow.blocks[0].text.contains("words"));
    }

    #[test]
    fn a_correction_says_of_what() {
        let other = "<related-article related-article-type='corrected-article' xlink:href='10.9999/w.1'/>";
        let found = read_text(&format!(
            "<article xmlns:xlink='http://www.w3.org/1999/xlink'><front><article-meta>{other}</article-meta></front><body><p>Words.</p></body></article>"
        ));
        assert_eq!(found.front.own.get("x-corrected-article").and_then(|value| value.as_str()), Some("https://doi.org/10.9999/w.1"));
    }

    #[test]
    fn short_answers_are_in_the_language_that_they_state() {
        let found = read_text(
            "<article xml:lang='fr'><body><p>Un livre utile.</p></body><sub-article xml:lang='en'><body><p>Thank you.</p></body></sub-article></article>",
        );
        let langs: Vec<_> = found.flow.blocks.iter().map(|block| block.lang.as_deref()).collect();
        assert_eq!(langs, [None, Some("en")]);
    }
}
