//! What a page says of itself. The sources of each field stand in the order in which they are believed: Highwire's tags are
//! made for citing, JSON-LD is for machines, Dublin Core is old and careful, Open Graph is for cards.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::{attribute, byline, elements};
use crate::{
    formats::Manuscript,
    front::rights,
    front_matter::{Person, tidy},
};
use scholion_base::{
    Date,
    text::{fold, squeeze},
};
use scholion_reference::{Kind, Role, names};

/// Reads all of it into the front matter.
pub fn read(page: &Document, converted: bool, manuscript: &mut Manuscript) {
    let tags = Tags::read(page);
    let data = data(page);
    let text = |keys: &[&str]| data.as_ref().and_then(|data| keys.iter().map(|key| string(data.get(*key))).find(|text| !text.is_empty()));
    let front = &mut manuscript.front;
    let named = tags
        .one(&["citation_title", "parsely-title"])
        .or_else(|| text(&["headline", "name"]))
        .or_else(|| tags.one(&["dc.title", "dcterms.title", "og:title", "twitter:title"]))
        .unwrap_or_default();
    let page_title = page.select("head > title").text().trim().to_owned();
    // A converter writes something where the file names no title.
    let page_title = if converted && page.select("#title-block-header").nodes().is_empty() { String::new() } else { page_title };
    // A heading that text stands before is that of a part.
    let is_part = converted && page_title.is_empty() && !begins_with_heading(page);
    front.title = title(&named, &page_title, &tags, is_part);
    front.lang = language(&tags.lang)
        .or_else(|| language(&text(&["inLanguage"]).unwrap_or_default()))
        .or_else(|| language(&tags.one(&["citation_language", "dc.language", "dcterms.language", "og:locale"]).unwrap_or_default()))
        .unwrap_or_default();
    let mut authors = tags.all(&["citation_author"]);
    if authors.is_empty() {
        authors = data.as_ref().map(|data| people(data.get("author").or_else(|| data.get("creator")))).unwrap_or_default();
    }
    let stated = [
        &["dc.creator", "dcterms.creator"][..],
        &["parsely-author", "article:author_name", "byl", "sailthru.author"],
        &["author", "article:author"],
    ];
    for names in stated {
        authors.retain(|author| !author.contains("://") && !author.contains('@'));
        if authors.is_empty() {
            authors = tags.all(names).iter().map(|author| byline::bare(author).to_owned()).collect();
        }
    }
    authors.retain(|author| !author.contains("://") && !author.contains('@'));
    if authors.is_empty() && !converted {
        authors = byline::names(page);
    }
    for author in &authors {
        // One tag may name several; of several tags each names one.
        if authors.len() > 1 {
            front.add_person(Role::Author, author, &[]);
        } else {
            let named = names::several(author).into_iter();
            front.people.extend(named.map(|name| Person { role: Role::Author, name: tidy(name), offices: Vec::new() }));
        }
        manuscript.about.push(author.clone());
    }
    let kind = text(&["@type"]).unwrap_or_default();
    let journal = tags.one(&["citation_journal_title", "prism.publicationname"]);
    front.kind = match kind.as_str() {
        _ if journal.is_some() => Some(Kind::Journal),
        "ScholarlyArticle" | "MedicalScholarlyArticle" => Some(Kind::Journal),
        "NewsArticle" | "ReportageNewsArticle" | "AnalysisNewsArticle" | "OpinionNewsArticle" => Some(Kind::Newspaper),
        "Book" => Some(Kind::Book),
        _ => None,
    };
    front.container = journal
        .or_else(|| text(&["isPartOf"]).filter(|_| front.kind == Some(Kind::Journal)))
        .or_else(|| text(&["publisher"]).filter(|_| front.kind == Some(Kind::Newspaper)))
        .or_else(|| tags.one(&["og:site_name"]))
        .unwrap_or_default();
    front.volume = tags.one(&["citation_volume", "prism.volume"]).unwrap_or_default();
    front.issue = tags.one(&["citation_issue", "prism.number"]).unwrap_or_default();
    let pages = [tags.one(&["citation_firstpage", "prism.startingpage"]), tags.one(&["citation_lastpage", "prism.endingpage"])];
    front.pages = pages.into_iter().flatten().collect::<Vec<_>>().join("–");
    let date = |texts: Vec<String>| texts.iter().find_map(|text| day(text));
    front.issued = date(tags.all(&["citation_publication_date", "citation_date", "citation_online_date"]))
        .or_else(|| date(text(&["datePublished", "dateCreated"]).into_iter().collect()))
        .or_else(|| {
            date(tags.all(&[
                "article:published_time",
                "dcterms.issued",
                "dc.date.issued",
                "dc.date",
                "dcterms.date",
                "dcterms.date",
                "date",
                "parsely-pub-date",
                "datepublished",
                "sailthru.date",
            ]))
        })
        .or_else(|| date(byline::moments(page)));
    front.doi = tags
        .one(&["citation_doi"])
        .or_else(|| tags.all(&["dc.identifier", "dcterms.identifier", "prism.doi"]).into_iter().find(|value| value.contains("10.")))
        .map_or(String::new(), |doi| doi.find("10.").and_then(|at| doi.get(at..)).unwrap_or("").trim().to_owned());
    front.issn = tags.one(&["citation_issn", "prism.issn"]).unwrap_or_default();
    front.isbn = tags.one(&["citation_isbn"]).or_else(|| text(&["isbn"])).unwrap_or_default();
    let address = [tags.canonical.clone(), tags.one(&["og:url", "citation_public_url", "citation_abstract_html_url"]).unwrap_or_default()];
    front.url = address.into_iter().find(|address| address.starts_with("http")).unwrap_or_default();
    let licence = [
        tags.licence.clone(),
        text(&["license"]).unwrap_or_default(),
        tags.one(&["dc.rights", "dcterms.license", "dc.rights.uri"]).unwrap_or_default(),
    ];
    if let Some(licence) = licence.iter().find(|licence| !licence.is_empty()) {
        front.license = rights::creative_commons(licence).unwrap_or_default();
        front.license_url = if licence.starts_with("http") { licence.clone() } else { String::new() };
    }
    front.abstract_ = tags.one(&["citation_abstract", "dcterms.abstract", "dc.description.abstract"]).unwrap_or_default();
    front.keywords = tags.all(&["citation_keywords"]);
    if front.keywords.is_empty() {
        front.keywords = tags.all(&["keywords", "news_keywords", "dc.subject"]);
    }
    front.keywords = front
        .keywords
        .iter()
        .flat_map(|words| words.split([';', ',']))
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    front.keywords.dedup();
    manuscript.about.extend([front.title.clone(), front.container.clone(), front.abstract_.clone(), front.keywords.join("\n")]);
    manuscript.about.extend(
        [&front.volume, &front.issue, &front.pages, &front.doi, &front.issn, &front.isbn, &front.url, &front.license_url].map(Clone::clone),
    );
}

/// The title: the heading as printed that agrees with what the page says is its title, else that.
fn title(named: &str, page_title: &str, tags: &Tags, is_part: bool) -> String {
    let agrees = |heading: &str| {
        let heading = fold(heading);
        [named, page_title]
            .iter()
            .map(|name| fold(name))
            .any(|name| name.contains(&heading) || (!name.is_empty() && heading.contains(&name)))
    };
    // The longest says most: a shorter one may be the name of the site.
    let best = tags.headings.iter().filter(|heading| agrees(heading)).rev().max_by_key(|heading| heading.chars().count());
    if let Some(best) = best {
        return best.clone();
    }
    if !named.is_empty() {
        return without_site(named, tags);
    }
    // A lone heading is the title even where the page's own name is longer, but not where it has nothing to do with it.
    let lone = tags.headings.first().filter(|heading| {
        let (name, heading) = (fold(page_title), fold(heading));
        let common = heading.split(' ').filter(|word| name.split(' ').any(|other| other == *word)).count();
        tags.headings.len() == 1 && !is_part && (tags.is_in_text || name.is_empty() || common * 2 >= heading.split(' ').count())
    });
    lone.cloned().unwrap_or_else(|| without_site(page_title, tags))
}

/// A title without the name of the site before or behind it.
fn without_site(title: &str, tags: &Tags) -> String {
    let site = fold(&tags.one(&["og:site_name", "application-name"]).unwrap_or_default());
    for mark in [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", ": "] {
        for (text, name) in [title.rsplit_once(mark), title.split_once(mark).map(|(name, text)| (text, name))].into_iter().flatten() {
            if !site.is_empty() && fold(name) == site || tags.site.iter().any(|site| fold(site) == fold(name)) {
                return text.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Whether the first words of a page are a heading.
fn begins_with_heading(page: &Document) -> bool {
    let first = page.body().and_then(|body| body.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty()));
    first.is_some_and(|first| first.ancestors_it(Some(4)).any(|node| node.node_name().as_deref() == Some("h1")))
}

/// What the head of a page says, by name in lower case.
struct Tags {
    meta: Vec<(String, String)>,
    headings: Vec<String>,
    /// Whether a heading stands in what the page says is its text.
    is_in_text: bool,
    /// Headings that only lead to the front of the site: its name.
    site: Vec<String>,
    lang: String,
    canonical: String,
    licence: String,
}

impl Tags {
    fn read(page: &Document) -> Self {
        const MOST: usize = 2000;
        let mut meta = Vec::new();
        for node in page.select("meta[content]").nodes().iter().take(MOST) {
            let value = squeeze(&attribute(node, "content"));
            for key in ["name", "property", "itemprop"] {
                // Several names may stand in one attribute, and Dublin Core is divided by a point or a colon.
                for key in attribute(node, key).to_ascii_lowercase().split_whitespace() {
                    if !value.is_empty() {
                        let is_core = key.starts_with("dc:") || key.starts_with("dcterms:");
                        meta.push((if is_core { key.replacen(':', ".", 1) } else { key.to_owned() }, value.clone()));
                    }
                }
            }
        }
        let first = |selector: &str, name: &str| page.select(selector).nodes().first().map_or(String::new(), |node| attribute(node, name));
        let headings = page.select("h1");
        let headings =
            headings.nodes().iter().take(20).map(|node| (squeeze(printed(node).trim_end_matches(['¶', '#', ' '])), is_of_site(node)));
        let (site, headings): (Vec<_>, Vec<_>) = headings.filter(|(text, _)| !text.is_empty()).partition(|(_, is_site)| *is_site);
        let texts = |found: Vec<(String, bool)>| found.into_iter().map(|(text, _)| text).collect();
        Self {
            meta,
            headings: texts(headings),
            is_in_text: !page.select("main h1, article h1, [role=main] h1").nodes().is_empty(),
            site: texts(site),
            lang: ["html", "body", "main", "article"].iter().map(|name| lang(page, name)).find(|lang| !lang.is_empty()).unwrap_or_default(),
            canonical: first("link[rel=canonical]", "href"),
            licence: first("link[rel=license], a[rel~=license]", "href"),
        }
    }

    fn all(&self, names: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names {
            for (_, value) in self.meta.iter().filter(|(key, _)| key == name) {
                if !found.contains(value) {
                    found.push(value.clone());
                }
            }
        }
        found
    }

    fn one(&self, names: &[&str]) -> Option<String> {
        self.all(names).into_iter().next()
    }
}

/// What an element says of its language, if it is the only one of its name.
fn lang(page: &Document, name: &str) -> String {
    let found = page.select(name);
    let [node] = found.nodes() else { return String::new() };
    [attribute(node, "lang"), attribute(node, "xml:lang")].into_iter().find(|lang| !lang.is_empty()).unwrap_or_default()
}

/// The words of a heading, readings in brackets.
fn printed(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for child in node.children_it(false) {
        match child.node_name().as_deref() {
            None if child.is_text() => words.push_str(&child.text()),
            None | Some("rp" | "script" | "style") => {}
            Some("rt") if !child.text().trim().is_empty() => {
                let is_wide = child.text().chars().any(scholion_base::script::is_wide);
                words.push_str(&if is_wide { format!("（{}）", child.text()) } else { format!("({})", child.text()) });
            }
            Some(_) => words.push_str(&printed(&child)),
        }
    }
    words
}

/// Whether a heading is the name of the site: it leads to its front, or stands with what leads around it.
fn is_of_site(heading: &NodeRef<'_>) -> bool {
    let is_head = |node: NodeRef<'_>| {
        matches!(node.node_name().as_deref(), Some("header" | "footer" | "nav")) && !elements::named(&node, &["nav"]).is_empty()
            || node.node_name().as_deref() == Some("nav")
    };
    leads_to_front(heading) || heading.ancestors_it(None).any(is_head)
}

/// Whether all words of a heading lead to the front of a site.
fn leads_to_front(heading: &NodeRef<'_>) -> bool {
    let links = elements::named(heading, &["a"]);
    let [link] = links.as_slice() else { return false };
    let address = attribute(link, "href");
    let path = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    path == "/" && link.text().trim().len() == heading.text().trim().len()
}

/// The first object of the page's JSON-LD that is a text.
fn data(page: &Document) -> Option<Value> {
    fn find(value: &Value, is_text: fn(&str) -> bool, depth: usize) -> Option<&Value> {
        match value {
            Value::Array(items) if depth < 8 => items.iter().find_map(|item| find(item, is_text, depth + 1)),
            Value::Object(map) => {
                if is_text(&string(map.get("@type"))) {
                    return Some(value);
                }
                map.get("@graph").filter(|_| depth < 8).and_then(|graph| find(graph, is_text, depth + 1))
            }
            _ => None,
        }
    }
    let is_text = |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting") || matches!(kind, "Book" | "Report" | "Chapter");
    let is_page = |kind: &str| kind == "WebPage";
    let scripts = page.select("script[type='application/ld+json']");
    let values: Vec<Value> = scripts
        .nodes()
        .iter()
        .filter_map(|node| {
            let text = node.text();
            // Some wrap it in the comments of other languages.
            let text = text.replace("<![CDATA[", "").replace("]]>", "");
            let (start, end) = (text.find(['{', '['])?, text.rfind(['}', ']'])?);
            serde_json::from_str(text.get(start..=end)?).ok()
        })
        .collect();
    [is_text as fn(&str) -> bool, is_page].into_iter().find_map(|kind| values.iter().find_map(|value| find(value, kind, 0)).cloned())
}

/// A text, the first of several, or the name of a thing.
fn string(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => match items.first() {
            Some(Value::Array(_)) | None => String::new(),
            first => string(first),
        },
        Some(Value::Object(map)) => map.get("name").and_then(Value::as_str).map_or(String::new(), |name| name.trim().to_owned()),
        _ => String::new(),
    }
}

fn people(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().map(|item| string(Some(item))).filter(|name| !name.is_empty()).collect(),
        one => Some(string(one)).filter(|name| !name.is_empty()).into_iter().collect(),
    }
}

/// A BCP 47 tag out of `en`, `en_GB`, `pt-BR`; none out of anything else.
pub fn language(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or("");
    let is_tag = (2..=3).contains(&primary.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| {
        tag.split('-')
            .enumerate()
            .map(|(at, part)| if at == 0 { part.to_ascii_lowercase() } else { part.to_owned() })
            .collect::<Vec<_>>()
            .join("-")
    })
}

/// The day of a moment: `2020-05-01T10:00Z`, `2020/05/01`.
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim().replace('/', "-");
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let parts: Vec<u32> = text.get(..end)?.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let small = |at: usize| parts.get(at).and_then(|&part| u8::try_from(part).ok());
    let year = i32::try_from(*parts.first()?).ok().filter(|year| (1000..3000).contains(year))?;
    Date::ymd(year, small(1), small(2))
}
