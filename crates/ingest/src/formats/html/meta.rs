//! What a page says of itself. The sources of each field stand in the order in which they are believed: Highwire's tags are
//! made for citing, JSON-LD is for machines, Dublin Core is old and careful, Open Graph is for cards.

use dom_query::Document;

use super::{
    attribute, byline,
    data::Data,
    days, headline,
    site::Site,
    titles::{Heading, begins_with_heading, is_of_site, is_under, leads_to_front, own_title, post_heading, title},
};
use crate::{
    formats::{Manuscript, given},
    front::{press, rights},
    front_matter::{Person, tidy},
    lexicon,
};
use scholion_base::text::{fold, squeeze};
use scholion_reference::{Kind, Role, names};

/// Reads all of it into the front matter.
pub fn read(page: &Document, converted: bool, manuscript: &mut Manuscript) {
    let tags = Tags::read(page);
    let data = Data::read(page);
    let site = Site::read(page, &data, &tags.site);
    let text = |keys: &[&str]| data.text(keys);
    let front = &mut manuscript.front;
    let named = tags
        .one(&["citation_title", "parsely-title"])
        .or_else(|| text(&["headline", "name"]))
        .or_else(|| tags.one(&["dc.title", "dcterms.title", "og:title", "twitter:title"]))
        .unwrap_or_default();
    let page_name = own_title(page);
    let page_title = given::title(&page_name).unwrap_or_default();
    // A converter writes something where the file names no title.
    let page_title = if converted && page.select("#title-block-header").nodes().is_empty() { String::new() } else { page_title };
    // A heading that text stands before is that of a part.
    let is_part = converted && page_title.is_empty() && !begins_with_heading(page);
    front.title = title(&given::title(&named).unwrap_or_default(), &page_title, &tags, &site, is_part);
    front.lang = language(&tags.lang)
        .or_else(|| language(&text(&["inLanguage"]).unwrap_or_default()))
        .or_else(|| language(&tags.one(&["citation_language", "dc.language", "dcterms.language", "og:locale"]).unwrap_or_default()))
        .unwrap_or_default();
    let around = if converted { headline::Said::default() } else { headline::read(page, &front.title, &front.lang) };
    let (authors, body) = authors(page, &tags, &data, &site, converted, &around.names);
    for author in &authors {
        let ordered = byline::in_order(author);
        // One tag may name several; of several tags each names one.
        if ordered != *author {
            front.people.push(Person { role: Role::Author, name: tidy(names::one(&ordered)), ..Person::default() });
        } else if authors.len() > 1 {
            front.add_person(Role::Author, author, &[]);
        } else {
            let named = names::several(author).into_iter();
            front.people.extend(named.map(|name| Person { role: Role::Author, name: tidy(name), ..Person::default() }));
        }
        manuscript.about.push(author.clone());
    }
    manuscript.body = body;
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
    let date = |texts: Vec<String>| texts.iter().find_map(|text| days::day(text));
    // A day says more than a month or a year.
    let printed = date(tags.all(&["citation_publication_date", "citation_date"]));
    front.issued = date(tags.all(&["citation_online_date"]))
        .filter(|online| printed.is_none_or(|printed| online.to_string().starts_with(&printed.to_string())))
        .or(printed)
        .or_else(|| {
            let stated = text(&["datePublished", "dateCreated"]).into_iter().chain(tags.all(DATES)).chain(tags.published());
            let stated: Vec<String> = stated.filter(|moment| days::day(moment).is_some()).take(1).collect();
            let moments = if stated.is_empty() { byline::moments(page) } else { stated };
            // A moment may be of another day than that which the page prints: where it was written the clock shows another hour.
            let own = around.day.filter(|printed| moments.first().is_some_and(|moment| days::is_beside(moment, *printed)));
            own.or_else(|| date(moments))
        })
        .or_else(|| days::of_broken_data(page))
        .or(around.day)
        .or_else(|| date(byline::printed_moments(page)))
        .or_else(|| [named.as_str(), page_name.as_str()].into_iter().find_map(days::of_name))
        .or_else(|| days::of_address(page));
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

/// Names of meta elements that hold the day of publication, surest first.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "article:published_time", "og:published_time", "dcterms.issued", "dc.date.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "date", "parsely-pub-date", "datepublished", "sailthru.date", "publication_date", "pubdate", "publish-date", "publishdate",
];

/// Who wrote a page, surest source first; and what body says that it did, which counts if nobody is named.
fn authors(page: &Document, tags: &Tags, data: &Data, site: &Site, converted: bool, around: &[String]) -> (Vec<String>, String) {
    let mut body = String::new();
    let mut people = |said: Vec<(String, bool)>, may_have_degree: bool| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (name, is_body) in said {
            // "Ford Weekly (www.ford.example)"
            let has_host = name.contains("www.");
            let name = byline::clean(&name, site, may_have_degree);
            if name.is_empty() || given::is_program(&name) || name.contains("://") || name.contains('@') {
                continue;
            }
            // "Redacción" names nobody, as long as somebody else is named.
            let is_office = scholion_lang::BYLINE.contains(name.to_lowercase().as_str()) || lexicon::is_post(&name);
            let is_site = site.is_named(&name) && !byline::is_somebody(&name) && !data.is_person(&name);
            if is_body || is_office || is_site || has_host {
                if body.is_empty() {
                    body = name;
                }
            } else if !found.contains(&name) {
                found.push(name);
            }
        }
        found
    };
    let stated = |names: &[&str]| tags.all(names).into_iter().map(|name| (name, false)).collect::<Vec<_>>();
    let mut found = tags.all(&["citation_author"]);
    if found.is_empty() {
        found = people(data.authors().into_iter().map(|party| (party.name, party.is_body)).collect(), true);
    }
    // Dublin Core turns names over.
    let metas = [
        (&["dc.creator", "dcterms.creator"][..], false),
        (&["parsely-author", "article:author_name", "byl", "sailthru.author", "author", "article:author", "dc.creator.name"], true),
    ];
    for (names, may_have_degree) in metas {
        if found.is_empty() {
            found = people(stated(names), may_have_degree);
        }
    }
    if found.is_empty() {
        found = people(tags.authors().into_iter().map(|name| (name, false)).collect(), true);
    }
    if found.is_empty() {
        found = people(tags.labelled().map(|name| (name, false)).into_iter().collect(), true);
    }
    if found.is_empty() && !converted {
        found = byline::of_book(page);
    }
    // "anna" and "redaktion2" are those to whom a program belongs; who is printed in full wrote the text.
    let are_users = !found.is_empty() && !converted && found.iter().all(|name| is_user(name));
    // Whoever publishes it may stand for those who wrote it.
    let are_bodies = !found.is_empty() && !converted && found.iter().all(|name| names::is_body(name));
    if (found.is_empty() || are_users || are_bodies) && !converted {
        let mut printed = byline::names(page, site);
        if printed.is_empty() {
            printed = people(around.iter().map(|name| (name.clone(), false)).collect(), true);
        }
        if found.is_empty() || printed.iter().any(|name| name.contains(' ')) {
            found = if printed.is_empty() { found } else { printed };
        }
    }
    if found.is_empty() && body.is_empty() && !converted {
        body = byline::site_as_author(page, site).unwrap_or_default();
    }
    (found, body)
}

/// Whether a name is that of a user of a program: one word that begins small.
fn is_user(name: &str) -> bool {
    !name.contains(' ') && name.starts_with(char::is_lowercase)
}

/// What the head of a page says, by name in lower case.
pub struct Tags {
    meta: Vec<(String, String)>,
    pub headings: Vec<Heading>,
    /// The heading that a page marks as that of its one post.
    pub post: Option<String>,
    /// All headings of the page, which may bear out a title.
    pub witnesses: Vec<String>,
    /// Whether a heading stands in what the page says is its text.
    pub is_in_text: bool,
    /// Headings that only lead to the front of the site: its name.
    pub site: Vec<String>,
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
        let headings = headings.nodes().iter().take(20).map(|node| (Heading::read(node), is_of_site(node)));
        // A day is none.
        let says = |heading: &Heading| {
            let count = |is: fn(char) -> bool| heading.text.chars().filter(|c| is(*c)).count();
            count(char::is_alphabetic) >= count(char::is_numeric) && !heading.text.is_empty() && !press::is_moment(&heading.text)
        };
        let (site, headings): (Vec<_>, Vec<_>) = headings.filter(|(heading, _)| says(heading)).partition(|(_, is_site)| *is_site);
        // Over the one post of a journal stands what the journal is called.
        let post = post_heading(page);
        let post_text = post.as_ref().map(|post| post.text.clone());
        let (site, headings) = match post {
            Some(post) if is_under(&post, &headings, &fold(&own_title(page))) => {
                (site.into_iter().chain(headings).collect(), vec![(post, false)])
            }
            _ => (site, headings),
        };
        let witnesses = page.select("h1, h2, h3, [class*=title], [class*=headline]");
        let witnesses = witnesses.nodes().iter().filter(|node| !leads_to_front(node)).take(60).map(|node| squeeze(&node.text()));
        Self {
            meta,
            post: post_text,
            headings: headings.into_iter().map(|(heading, _)| heading).collect(),
            witnesses: witnesses.filter(|text| !text.is_empty() && text.len() < 300).collect(),
            is_in_text: !page.select("main h1, article h1, [role=main] h1").nodes().is_empty(),
            site: site.into_iter().map(|(heading, _)| heading.text).collect(),
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

    /// Moments under other names that say that something was published.
    fn published(&self) -> Vec<String> {
        let is_published = |key: &str| key.contains("publish") && !["modif", "updat", "publisher"].iter().any(|word| key.contains(word));
        self.meta.iter().filter(|(key, _)| is_published(key)).map(|(_, value)| value.clone()).collect()
    }

    /// Who is named under other names that end with "author".
    fn authors(&self) -> Vec<String> {
        let is_author = |key: &str| key.rsplit([':', '.', '-', '_']).next() == Some("author");
        // "Now in our app" is nobody.
        let is_name = |value: &str| {
            let mut words = value.split(' ');
            (2..=4).contains(&value.split(' ').count())
                && words.all(|word| word.starts_with(char::is_uppercase) || names::is_particle(word))
        };
        let named = self.meta.iter().filter(|(key, value)| is_author(key) && is_name(value)).map(|(_, value)| value.clone());
        named.take(1).collect()
    }

    /// Who is named beside "Written by", as cards have it: `twitter:label1` and `twitter:data1`.
    fn labelled(&self) -> Option<String> {
        ["1", "2"].iter().find_map(|nth| {
            let label = self.one(&[format!("twitter:label{nth}").as_str()])?;
            let names = scholion_lang::BYLINE.contains(label.to_lowercase().trim_end_matches(':'));
            self.one(&[format!("twitter:data{nth}").as_str()]).filter(|_| names)
        })
    }
}

/// What an element says of its language, if it is the only one of its name.
fn lang(page: &Document, name: &str) -> String {
    let found = page.select(name);
    let [node] = found.nodes() else { return String::new() };
    [attribute(node, "lang"), attribute(node, "xml:lang")].into_iter().find(|lang| !lang.is_empty()).unwrap_or_default()
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
