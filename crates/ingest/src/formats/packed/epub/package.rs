//! The package document: what a publication says of itself, and the order of its pages (EPUB 3.3, 5; EPUB 2.0.1).

use roxmltree::Node;

use super::super::{
    super::super::Fault,
    links::path,
    pack::tree,
    properties::{self, Stated},
    styles::attribute,
};
use crate::formats::given;
use scholion_base::text::{percent_decoded, squeeze};
use scholion_reference::{Kind, Role};

/// Something that the package lists.
#[derive(Clone, Debug, Default)]
pub struct Item {
    id: String,
    /// The name of its part.
    pub path: String,
    kind: String,
    /// Whether it leads to the pages, and is none of the text.
    pub is_navigation: bool,
}

impl Item {
    /// Whether it is a page of words.
    pub fn is_page(&self) -> bool {
        self.kind.contains("html") || self.kind.contains("dtbook") || self.kind.is_empty()
    }
}

/// The package document.
#[derive(Debug, Default)]
pub struct Package {
    items: Vec<Item>,
    /// The ids of the pages in their order.
    order: Vec<String>,
    stated: Stated,
}

impl Package {
    /// Reads it.
    pub fn read(name: &str, text: &str) -> Result<Self, Fault> {
        let tree = tree(name, text)?;
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let named = |wanted: &'static str| tree.descendants().filter(move |node| node.tag_name().name() == wanted);
        let items = named("item").filter(|node| node.attribute("href").is_some()).map(|node| Item {
            id: attribute(node, "id").to_owned(),
            path: path(folder, &percent_decoded(attribute(node, "href"))),
            kind: attribute(node, "media-type").to_owned(),
            is_navigation: attribute(node, "properties").split_whitespace().any(|one| one == "nav"),
        });
        let items: Vec<Item> = items.collect();
        let order: Vec<String> = named("itemref").map(|node| attribute(node, "idref").to_owned()).collect();
        let stated = named("metadata").next().map(stated).unwrap_or_default();
        Ok(Self { items, order, stated })
    }

    /// The pages in their order, each once.
    pub fn spine(&self) -> Vec<Item> {
        let mut spine: Vec<Item> = Vec::new();
        for id in &self.order {
            if let Some(item) = self.items.iter().find(|item| item.id == *id && !spine.iter().any(|other| other.path == item.path)) {
                spine.push(item.clone());
            }
        }
        spine
    }

    /// The page that leads to the others.
    pub fn navigation(&self) -> Option<String> {
        self.items.iter().find(|item| item.is_navigation).map(|item| item.path.clone())
    }

    /// What the publication says of itself.
    pub fn stated(&self) -> Stated {
        self.stated.clone()
    }
}

fn stated(metadata: Node<'_, '_>) -> Stated {
    let all = |name: &str| -> Vec<Node<'_, '_>> { metadata.descendants().filter(|node| node.tag_name().name() == name).collect() };
    let words = |node: Node<'_, '_>| squeeze(&node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>());
    let first = |name: &str| all(name).into_iter().map(words).find(|text| !text.is_empty()).unwrap_or_default();
    // What other elements say of one, by its id.
    let refined = |node: Node<'_, '_>, property: &str| -> String {
        let id = format!("#{}", attribute(node, "id"));
        let says = |meta: &Node<'_, '_>| meta.attribute("refines") == Some(id.as_str()) && meta.attribute("property") == Some(property);
        all("meta").into_iter().find(says).map(words).unwrap_or_default()
    };
    let mut stated = Stated { kind: Some(Kind::Book), lang: first("language"), ..Stated::default() };
    let titles: Vec<(String, String)> = all("title").into_iter().map(|node| (refined(node, "title-type"), words(node))).collect();
    let main = titles.iter().find(|(kind, _)| kind == "main").or_else(|| titles.first());
    stated.title = main.and_then(|(_, title)| given::title(title)).unwrap_or_default();
    if let Some((_, below)) = titles.iter().find(|(kind, below)| kind == "subtitle" && !below.is_empty()) {
        stated.title = format!("{}: {below}", stated.title);
    }
    for (name, default) in [("creator", Role::Author), ("contributor", Role::Contributor)] {
        for node in all(name) {
            let code = Some(refined(node, "role")).filter(|code| !code.is_empty()).unwrap_or_else(|| attribute(node, "role").to_owned());
            let Some(role) = role(&code, default) else { continue };
            let sorted =
                Some(refined(node, "file-as")).filter(|name| !name.is_empty()).unwrap_or_else(|| attribute(node, "file-as").to_owned());
            stated.people.push((role, best(&words(node), &sorted)));
        }
    }
    let day = date(&all("date"), words);
    // Project Gutenberg says when it made the file, and of what.
    if first("source").contains("gutenberg.org") || first("publisher").contains("Gutenberg") {
        stated.published = day;
    } else {
        stated.issued = day;
    }
    stated.rights = first("rights");
    stated.publisher = first("publisher");
    stated.summary = plain(&first("description"));
    stated.keywords = all("subject").into_iter().map(words).filter(|word| !word.is_empty()).collect();
    stated.keywords.dedup();
    for text in all("identifier").into_iter().map(words) {
        let bare = text.rsplit(':').next().unwrap_or("").replace(['-', ' '], "");
        let is_isbn = matches!(bare.len(), 10 | 13) && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
        if is_isbn && (text.to_ascii_lowercase().contains("isbn") || bare.starts_with("978") || bare.starts_with("979")) {
            stated.isbn = text.rsplit(':').next().unwrap_or("").trim().to_owned();
        } else if let Some(at) = text.find("10.").filter(|_| text.contains("doi")) {
            text.get(at..).unwrap_or("").clone_into(&mut stated.doi);
        } else if text.starts_with("http://") || text.starts_with("https://") {
            stated.url = text;
        }
    }
    stated
}

/// The day of publication: what is said to be it, else the first date that says nothing of itself.
fn date(dates: &[Node<'_, '_>], words: impl Fn(Node<'_, '_>) -> String) -> Option<scholion_base::Date> {
    let of = |wanted: fn(&str) -> bool| dates.iter().find(|node| wanted(attribute(**node, "event")));
    let node =
        of(|event| event.contains("original")).or_else(|| of(|event| event.contains("publication"))).or_else(|| of(str::is_empty))?;
    properties::day(&words(*node))
}

/// A name as it is sorted, if that only turns it round: "Berg, Anna" of "Anna Berg".
fn best(name: &str, sorted: &str) -> String {
    let letters = |text: &str| {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        words.sort();
        words
    };
    let is_turned = sorted.matches(',').count() == 1 && letters(name) == letters(sorted);
    if is_turned { sorted.to_owned() } else { name.to_owned() }
}

/// The role of a code of MARC (<https://www.loc.gov/marc/relators/>); none for those who made the file.
fn role(code: &str, default: Role) -> Option<Role> {
    Some(match code.trim() {
        "" => default,
        "aut" | "cre" => Role::Author,
        "edt" => Role::Editor,
        "trl" => Role::Translator,
        "ill" | "art" => Role::Illustrator,
        "com" => Role::Compiler,
        "nrt" => Role::Narrator,
        "cmp" => Role::Composer,
        "ivr" => Role::Interviewer,
        "ctb" => Role::Contributor,
        // Makers of files, publishers, and whoever else has no part in the text.
        _ if code.len() == 3 => return None,
        _ => default,
    })
}

/// A description, which may be markup that was escaped.
fn plain(text: &str) -> String {
    if !text.contains("</") { text.to_owned() } else { squeeze(&super::rewrite::words(text)) }
}
