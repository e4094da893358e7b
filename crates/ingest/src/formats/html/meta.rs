//! What a page says of itself. The sources of each field stand in the order in which they are believed: Highwire's tags are
//! made for citing, JSON-LD is for machines, Dublin Core is old and careful, Open Graph is for cards.

use dom_query::{Document, NodeRef};

use super::{attribute, byline, data::Data, elements, site::Site};
use crate::{
    formats::{Manuscript, given},
    front::{posted, rights},
    front_matter::{Person, tidy},
    lexicon,
    recognise::moments,
};
use scholion_base::{
    Date,
    text::{fold, squeeze},
};
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
    let page_title = given::title(&own_title(page)).unwrap_or_default();
    // A converter writes something where the file names no title.
    let page_title = if converted && page.select("#title-block-header").nodes().is_empty() { String::new() } else { page_title };
    // A heading that text stands before is that of a part.
    let is_part = converted && page_title.is_empty() && !begins_with_heading(page);
    front.title = title(&given::title(&named).unwrap_or_default(), &page_title, &tags, &site, is_part);
    front.lang = language(&tags.lang)
        .or_else(|| language(&text(&["inLanguage"]).unwrap_or_default()))
        .or_else(|| language(&tags.one(&["citation_language", "dc.language", "dcterms.language", "og:locale"]).unwrap_or_default()))
        .unwrap_or_default();
    let (authors, body) = authors(page, &tags, &data, &site, converted);
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
    let date = |texts: Vec<String>| texts.iter().find_map(|text| day(text));
    // A day says more than a month or a year.
    let printed = date(tags.all(&["citation_publication_date", "citation_date"]));
    front.issued = date(tags.all(&["citation_online_date"]))
        .filter(|online| printed.is_none_or(|printed| online.to_string().starts_with(&printed.to_string())))
        .or(printed)
        .or_else(|| date(text(&["datePublished", "dateCreated"]).into_iter().collect()))
        .or_else(|| date(tags.all(DATES)))
        .or_else(|| date(tags.published()))
        .or_else(|| date(byline::moments(page)))
        .or_else(|| address_day(page));
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

/// The title: the heading as printed that agrees with what the page says is its title, else that.
fn title(named: &str, page_title: &str, tags: &Tags, site: &Site, is_part: bool) -> String {
    let (own, page_own) = (site.without(named, &tags.witnesses), site.without(page_title, &tags.witnesses));
    let names = [fold(named), fold(page_title)];
    let owns = [fold(own), fold(page_own)];
    let agrees = |heading: &str| {
        let heading = fold(heading);
        // A word may be in a title by chance.
        let is_much = |name: &String| {
            let count = heading.split(' ').count();
            name.contains(&heading) && (heading.len() * 3 >= name.len() || count > 2 || count > 1 && name.starts_with(&heading))
        };
        names.iter().any(is_much) || owns.iter().any(|name| !name.is_empty() && (is_much(name) || heading.contains(name.as_str())))
    };
    // The longest says most: a shorter one may be the name of the site.
    let is_site = |heading: &str| site.is_named(heading) && owns.iter().any(|own| !own.is_empty() && *own != fold(heading));
    let headings = tags.headings.iter().filter(|heading| !is_site(&heading.text));
    let best = headings.filter(|heading| agrees(&heading.text)).rev().max_by_key(|heading| heading.text.chars().count());
    if let Some(best) = best {
        // A part of it may stand above the title, such as what the article is about.
        let part =
            best.parts.iter().find(|part| is_apart(part, &best.text) && owns.iter().any(|own| !own.is_empty() && fold(part) == *own));
        return part.unwrap_or(&best.text).clone();
    }
    if !own.is_empty() {
        return own.to_owned();
    }
    // A lone heading is the title even where the page's own name is longer, but not where it has nothing to do with it.
    let lone = tags.headings.first().filter(|heading| {
        let (name, heading) = (fold(page_title), fold(&heading.text));
        let common = heading.split(' ').filter(|word| name.split(' ').any(|other| other == *word)).count();
        let count = heading.split(' ').count();
        tags.headings.len() == 1 && !is_part && (tags.is_in_text && count > 1 || name.is_empty() || common * 2 >= count)
    });
    lone.map_or_else(|| page_own.to_owned(), |lone| lone.text.clone())
}

/// What the head of a page calls it; a drawing may have a title as well.
fn own_title(page: &Document) -> String {
    let titles = page.select("title");
    let is_own = |node: &&NodeRef<'_>| !node.ancestors_it(Some(8)).any(|outer| outer.node_name().as_deref() == Some("svg"));
    titles.nodes().iter().find(is_own).map_or(String::new(), |node| node.text().to_string())
}

/// Whether a part of a heading is divided from the rest by nothing that is printed: else it is a part of the title.
fn is_apart(part: &str, heading: &str) -> bool {
    let rest = heading.split_once(part);
    rest.is_some_and(|(before, behind)| {
        !before.trim_end().ends_with([':', '–', '—', '-']) && !behind.trim_start().starts_with([':', '–', '—', '-'])
    })
}

/// Who wrote a page, surest source first; and what body says that it did, which counts if nobody is named.
fn authors(page: &Document, tags: &Tags, data: &Data, site: &Site, converted: bool) -> (Vec<String>, String) {
    let mut body = String::new();
    let mut people = |said: Vec<(String, bool)>, may_have_degree: bool| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (name, is_body) in said {
            let name = byline::clean(&name, site, may_have_degree);
            if name.is_empty() || given::is_program(&name) || name.contains("://") || name.contains('@') {
                continue;
            }
            // "Redacción" names nobody, as long as somebody else is named.
            let is_office = scholion_lang::BYLINE.contains(name.to_lowercase().as_str()) || lexicon::is_post(&name);
            let is_site = site.is_named(&name) && !byline::is_somebody(&name) && !data.is_person(&name);
            if is_body || is_office || is_site {
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
        found = people(tags.labelled().map(|name| (name, false)).into_iter().collect(), true);
    }
    if found.is_empty() && !converted {
        found = byline::of_book(page);
    }
    if found.is_empty() && !converted {
        found = byline::names(page, site);
    }
    (found, body)
}

/// The day in the address of a page: `/2020/05/01/`, `/20200501-the-ferry`.
fn address_day(page: &Document) -> Option<Date> {
    let said = page.select("link[rel=canonical], meta[property='og:url']");
    said.nodes().iter().find_map(|node| {
        let address = [attribute(node, "href"), attribute(node, "content")].concat();
        let address = address.rsplit_once("http").map_or(address.as_str(), |(_, own)| own);
        let numbers: Vec<&str> = address.split('/').skip(3).map(|part| part.split(['-', '_', '.']).next().unwrap_or(part)).collect();
        let is_number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let parted = numbers.windows(3).find(|parts| parts.iter().all(is_number) && parts.first().is_some_and(|year| year.len() == 4));
        parted.and_then(|parts| day(&parts.join("-")))
    })
}

/// Whether the first words of a page are a heading.
fn begins_with_heading(page: &Document) -> bool {
    let first = page.body().and_then(|body| body.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty()));
    first.is_some_and(|first| first.ancestors_it(Some(4)).any(|node| node.node_name().as_deref() == Some("h1")))
}

/// What the head of a page says, by name in lower case.
struct Tags {
    meta: Vec<(String, String)>,
    headings: Vec<Heading>,
    /// All headings of the page, which may bear out a title.
    witnesses: Vec<String>,
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
        let headings = headings.nodes().iter().take(20).map(|node| (Heading::read(node), is_of_site(node)));
        // A day is none.
        let says = |heading: &Heading| {
            let count = |is: fn(char) -> bool| heading.text.chars().filter(|c| is(*c)).count();
            count(char::is_alphabetic) >= count(char::is_numeric) && !heading.text.is_empty() && !posted::is_moment(&heading.text)
        };
        let (site, headings): (Vec<_>, Vec<_>) = headings.filter(|(heading, _)| says(heading)).partition(|(_, is_site)| *is_site);
        // Over the one post of a journal stands what the journal is called.
        let (site, headings) = match post_heading(page) {
            Some(post) if is_under(&post, &headings, &fold(&own_title(page))) => {
                (site.into_iter().chain(headings).collect(), vec![(post, false)])
            }
            _ => (site, headings),
        };
        let witnesses = page.select("h1, h2, h3, [class*=title], [class*=headline]");
        let witnesses = witnesses.nodes().iter().filter(|node| !leads_to_front(node)).take(60).map(|node| squeeze(&node.text()));
        Self {
            meta,
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

    /// Who is named beside "Written by", as cards have it: `twitter:label1` and `twitter:data1`.
    fn labelled(&self) -> Option<String> {
        ["1", "2"].iter().find_map(|nth| {
            let label = self.one(&[format!("twitter:label{nth}").as_str()])?;
            let names = scholion_lang::BYLINE.contains(label.to_lowercase().trim_end_matches(':'));
            self.one(&[format!("twitter:data{nth}").as_str()]).filter(|_| names)
        })
    }
}

/// A heading of the first level, and the words of its elements and texts.
struct Heading {
    text: String,
    parts: Vec<String>,
}

impl Heading {
    fn read(node: &NodeRef<'_>) -> Self {
        let text = squeeze(printed(node).trim_end_matches(['¶', '#', ' ']));
        let parts = node.descendants_it().map(|part| squeeze(&part.text())).filter(|part| !part.is_empty() && *part != text);
        Self { parts: parts.take(20).collect(), text }
    }
}

/// The heading that a page marks as that of its one post, below the first level.
fn post_heading(page: &Document) -> Option<Heading> {
    let found = page.select("h2.entry-title, h3.entry-title, h2.post-title, h3.post-title");
    let [post] = found.nodes() else { return None };
    Some(Heading::read(post)).filter(|post| !post.text.is_empty())
}

/// Whether the name of a page, folded, has the heading of a post and those of the first level above it, which are others.
fn is_under(post: &Heading, above: &[(Heading, bool)], name: &str) -> bool {
    let own = fold(&post.text);
    let is_above = |heading: &Heading| fold(&heading.text) != own && name.contains(&fold(&heading.text));
    !above.is_empty() && name.contains(&own) && above.iter().all(|(heading, _)| is_above(heading))
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
    // Behind the address of an archive of the web stands that of the page.
    let path = address.rsplit_once("://").map_or(address.as_str(), |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    matches!(path, "/" | "./" | "." | "index.html" | "/index.html" | "/index.php")
        && link.text().trim().len() == heading.text().trim().len()
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

/// The day of a moment: `2020-05-01T10:00Z`, `2020/05/01`, and as people write it.
pub fn day(text: &str) -> Option<Date> {
    // Of "01/11/2023" nobody knows what is the month.
    let is_clear = |text: &str| {
        let parts: Vec<&str> = text.split([' ', ',']).next().unwrap_or("").split('/').collect();
        parts.len() < 3 || parts.iter().take(2).any(|part| part.parse::<u8>().is_ok_and(|number| number > 12))
    };
    numbered(text).or_else(|| moments::full_date(text).filter(|_| is_clear(text)))
}

fn numbered(text: &str) -> Option<Date> {
    let text = text.trim().replace('/', "-");
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let parts: Vec<u32> = text.get(..end)?.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let small = |at: usize| parts.get(at).and_then(|&part| u8::try_from(part).ok());
    let year = i32::try_from(*parts.first()?).ok().filter(|year| (1000..3000).contains(year))?;
    Date::ymd(year, small(1), small(2))
}
