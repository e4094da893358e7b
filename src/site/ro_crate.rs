//! What is in a folder that is kept, for programs and people who know nothing of this one: RO-Crate 1.2 (<https://w3id.org/ro/crate/1.2>).
//!
//! Every file and folder of the archive is an entity, and a document one with its authors, licence, date and the works that it cites. Of a text
//! that readers are not shown nothing is said but that its file is there. The entities are given one after the other, so that the
//! description of a large archive is never in memory whole.

mod folders;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{address, frame::canonical};
use crate::{
    archive::{Front, Survey, Work},
    base::{
        CalendarDay, RelPath, Slug, WebAddress, mime,
        places::SOURCES,
        yaml::{Map, Value},
    },
    config::Config,
    document::{License, Person},
    reference::{Kind, Role},
};
use folders::{folders, is_in};

/// What the description is called, in the folder that it describes.
pub const FILE: &str = "ro-crate-metadata.json";

/// The version to which it conforms.
const PROFILE: &str = "https://w3id.org/ro/crate/1.2";
/// What its terms mean.
const CONTEXT: &str = "https://w3id.org/ro/crate/1.2/context";

/// A file that is described.
pub struct Held<'a> {
    /// Its path from the folder.
    pub path: &'a str,
    /// How long it is, in bytes.
    pub length: u64,
}

/// Of when the description is, and of which folder only the pages of documents are named.
#[derive(Clone, Copy)]
pub struct Making {
    /// The day.
    pub day: CalendarDay,
    /// The folder of the published site.
    pub site: &'static str,
}

/// Describes a folder with these files, in order of their paths; `put` gets the description piece by piece.
pub fn make(survey: &Survey<'_>, config: &Config, files: &[Held<'_>], making: Making, put: &mut dyn FnMut(&str)) {
    let mut crate_ = Crate { survey, config, making, put, ids: ids(survey), others: BTreeMap::new(), is_first: true };
    (crate_.put)(&format!("{{\"@context\": \"{CONTEXT}\", \"@graph\": ["));
    let documents: BTreeMap<&str, Front<'_>> = survey.fronts().map(|front| (front.path.as_str(), front)).collect();
    let pages: BTreeMap<String, &Slug> =
        documents.values().map(|front| (format!("{}/{}", making.site, address::document(front.slug)), front.slug)).collect();
    // Of the site pages of documents alone are described, not what is made of the same in other forms.
    let is_described = |path: &str| !is_in(path, making.site) || pages.contains_key(path);
    let described: Vec<&Held<'_>> = files.iter().filter(|file| is_described(file.path)).collect();
    let paths: BTreeSet<&str> = described.iter().map(|file| file.path).collect();
    let mut folders = folders(described.iter().map(|file| file.path));
    if files.iter().any(|file| is_in(file.path, making.site)) {
        let folder = format!("{}/", making.site);
        folders.entry(String::new()).or_default().insert(folder.clone());
        folders.entry(folder).or_default();
    }
    crate_.root(folders.remove("").unwrap_or_default());
    for (folder, parts) in &folders {
        crate_.folder(folder, parts);
    }
    for file in described {
        let entity = match documents.get(file.path) {
            Some(front) => crate_.document(front, &paths),
            None => match pages.get(file.path).and_then(|slug| survey.front(slug)) {
                Some(front) => page(&front),
                None => Map::new(),
            },
        };
        crate_.file(file, entity);
    }
    crate_.works();
    crate_.the_rest();
    (crate_.put)("\n]}\n");
}

/// A description in the making.
struct Crate<'a, 'c> {
    survey: &'c Survey<'a>,
    config: &'c Config,
    making: Making,
    put: &'c mut dyn FnMut(&str),
    /// What works are called, by their keys.
    ids: BTreeMap<Arc<str>, String>,
    /// Entities that others name: people, licences.
    others: BTreeMap<String, Map<String, Value>>,
    is_first: bool,
}

impl Crate<'_, '_> {
    /// Gives one entity.
    fn entity(&mut self, id: &str, kind: impl Into<Value>, rest: Map<String, Value>) {
        let mut entity = Map::new();
        entity.insert("@id".into(), id.into());
        entity.insert("@type".into(), kind.into());
        entity.extend(rest);
        let start = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        (self.put)(&format!("{start}{}", Value::Object(entity)));
    }

    /// The description itself, and the folder that it describes.
    fn root(&mut self, parts: BTreeSet<String>) {
        let mut own = Map::new();
        own.insert("about".into(), link("./"));
        own.insert("conformsTo".into(), link(PROFILE));
        self.entity(FILE, "CreativeWork", own);
        let config = self.config;
        let mut root = Map::new();
        root.insert("name".into(), config.title.clone().into());
        let description =
            if config.description.is_empty() { "An annotated archive: its texts, notes, records and files." } else { &config.description };
        root.insert("description".into(), description.into());
        root.insert("datePublished".into(), self.making.day.to_string().into());
        root.insert("inLanguage".into(), config.lang.to_string().into());
        if !config.base_url.is_empty() {
            root.insert("url".into(), config.base_url.clone().into());
        }
        let license = match &*config.metadata_license {
            "" => {
                let mut said = Map::new();
                said.insert("@type".into(), "CreativeWork".into());
                said.insert("name".into(), "As each text says".into());
                said.insert("description".into(), "The rights to each text, picture and note are those that it says itself.".into());
                self.others.insert(String::from("#rights"), said);
                String::from("#rights")
            }
            id => self.license(&License { id: id.to_owned(), url: spdx(id) }),
        };
        root.insert("license".into(), link(&license));
        if !config.publisher.is_empty() {
            let mut publisher = Map::new();
            publisher.insert("@type".into(), "Organization".into());
            publisher.insert("name".into(), config.publisher.clone().into());
            self.others.insert(String::from("#publisher"), publisher);
            root.insert("publisher".into(), link("#publisher"));
        }
        let collections: Vec<Value> = self.survey.collections().files().keys().map(|slug| link(&collection_id(slug))).collect();
        let mentions: Vec<Value> = std::iter::once(link("#packing")).chain(collections).collect();
        root.insert("mentions".into(), mentions.into());
        root.insert("hasPart".into(), links(&parts));
        self.entity("./", "Dataset", root);
    }

    /// A folder.
    fn folder(&mut self, folder: &str, parts: &BTreeSet<String>) {
        let mut entity = Map::new();
        entity.insert("name".into(), folder.trim_end_matches('/').into());
        let said = SAID.iter().find(|(name, _)| folder.trim_end_matches('/') == *name).map(|(_, said)| *said);
        let said = said.or_else(|| (folder.trim_end_matches('/') == self.making.site).then_some("The site as it was published."));
        entity.extend(said.map(|said| (String::from("description"), Value::from(said))));
        if !parts.is_empty() {
            entity.insert("hasPart".into(), links(parts));
        }
        self.entity(&address::encode_path(folder), "Dataset", entity);
    }

    /// A file, with what is said of what is in it.
    fn file(&mut self, file: &Held<'_>, mut entity: Map<String, Value>) {
        let kind: Value = match entity.remove("@type") {
            Some(kind) => vec![Value::from("File"), kind].into(),
            None => Value::from("File"),
        };
        if !entity.contains_key("name") {
            entity.insert("name".into(), file.path.rsplit('/').next().unwrap_or(file.path).into());
        }
        entity.insert("contentSize".into(), file.length.to_string().into());
        let media = mime::of(file.path);
        entity.insert("encodingFormat".into(), media.split(';').next().unwrap_or(media).into());
        self.entity(&address::encode_path(file.path), kind, entity);
    }

    /// What is said of a document.
    fn document(&mut self, front: &Front<'_>, paths: &BTreeSet<&str>) -> Map<String, Value> {
        let meta = front.meta;
        let mut entity = Map::new();
        entity.insert("@type".into(), kind(meta.kind).into());
        entity.insert("name".into(), meta.title.clone().into());
        entity.insert("inLanguage".into(), meta.lang.to_string().into());
        for (role, property) in ROLES {
            let people: Vec<Value> = meta
                .people
                .iter()
                .filter(|person| person.role == *role)
                .filter_map(|person| self.person(person))
                .map(|id| link(&id))
                .collect();
            if !people.is_empty() {
                entity.insert((*property).into(), people.into());
            }
        }
        if let Some(license) = &meta.license {
            let license = self.license(license);
            entity.insert("license".into(), link(&license));
        }
        let text = |entity: &mut Map<String, Value>, name: &str, value: &str| {
            if !value.is_empty() {
                entity.insert(name.into(), value.into());
            }
        };
        text(&mut entity, "copyrightNotice", &meta.rights);
        text(&mut entity, "datePublished", &meta.issued.map(|date| date.to_string()).unwrap_or_default());
        text(&mut entity, "abstract", &super::markup::plain(&meta.abstract_));
        text(&mut entity, "identifier", address::doi(&meta.doi).as_str());
        text(&mut entity, "url", meta.url.as_str());
        if !meta.keywords.is_empty() {
            entity.insert("keywords".into(), meta.keywords.join(", ").into());
        }
        let page = RelPath::new(&address::document(front.slug));
        let on_site = format!("{}/{page}", self.making.site);
        if paths.contains(on_site.as_str()) {
            entity.insert("subjectOf".into(), link(&address::encode_path(&on_site)));
        }
        text(&mut entity, "mainEntityOfPage", &canonical(self.config, &page));
        if let Some(source) = &meta.source {
            let source = format!("{SOURCES}/{}", source.file);
            if paths.contains(source.as_str()) {
                entity.insert("isBasedOn".into(), link(&address::encode_path(&source)));
            }
        }
        let collections: Vec<Value> = self.survey.collections_of(front.slug).iter().map(|slug| link(&collection_id(slug))).collect();
        if !collections.is_empty() {
            entity.insert("isPartOf".into(), collections.into());
        }
        // A citation is an address (RO-Crate 1.2, "Publications via citation property"); of what has none it is said that it is named.
        let cited: BTreeSet<&str> =
            self.survey.works_of(front.slug).filter_map(|(_, _, work)| self.ids.get(&work.key)).map(String::as_str).collect();
        let (named, cited): (Vec<&str>, Vec<&str>) = cited.into_iter().partition(|id| id.starts_with('#'));
        for (property, ids) in [("citation", cited), ("mentions", named)].into_iter().filter(|(_, ids)| !ids.is_empty()) {
            entity.insert(property.into(), ids.into_iter().map(link).collect::<Vec<_>>().into());
        }
        entity
    }

    /// Names somebody; the same name is the same entity, as nothing tells them apart.
    fn person(&mut self, person: &Person) -> Option<String> {
        let name = person.name.display();
        let orcid = address::identifier("orcid", &person.name.orcid);
        let id = match (orcid.as_str(), &person.id) {
            ("", Some(id)) => format!("#person-{id}"),
            ("", None) => format!("#person-{}", address::encode_path(&Slug::from_stem(&name).to_string())),
            (orcid, _) => orcid.to_owned(),
        };
        if name.is_empty() {
            return None;
        }
        let is_body = !person.name.literal.is_empty() && person.name.family.is_empty();
        let entity = self.others.entry(id.clone()).or_default();
        if entity.is_empty() {
            // Of a name that has no parts nobody knows whether it is a body's.
            let kind: Value = if is_body { vec!["Person", "Organization"].into() } else { "Person".into() };
            entity.insert("@type".into(), kind);
            entity.insert("name".into(), name.into());
            if !is_body {
                entity.insert("familyName".into(), person.name.family.clone().into());
                entity.insert("givenName".into(), person.name.given.clone().into());
            }
        }
        Some(id)
    }

    /// Names a licence.
    fn license(&mut self, license: &License) -> String {
        let id = if license.url.is_empty() {
            format!("#license-{}", address::encode_path(&Slug::from_stem(&license.id).to_string()))
        } else {
            license.url.to_string()
        };
        let entity = self.others.entry(id.clone()).or_default();
        if entity.is_empty() {
            entity.insert("@type".into(), "CreativeWork".into());
            entity.insert("name".into(), license.id.clone().into());
        }
        id
    }

    /// The works that are cited.
    fn works(&mut self) {
        let survey = self.survey;
        for work in survey.works() {
            let id = self.ids.get(&work.key).cloned().unwrap_or_default();
            self.others.remove(&id);
            self.entity(&id, kind(work.record.kind), described(work));
        }
    }

    /// Who and what others name, and how the description came about.
    fn the_rest(&mut self) {
        let survey = self.survey;
        for (slug, text) in survey.collections().files() {
            let mut entity = Map::new();
            entity.insert("name".into(), text.meta.title.clone().into());
            let parts: Vec<Value> = survey
                .members(slug)
                .iter()
                .filter_map(|slug| survey.front(slug))
                .map(|front| link(&address::encode_path(front.path.as_str())))
                .collect();
            if !parts.is_empty() {
                entity.insert("hasPart".into(), parts.into());
            }
            entity.insert("subjectOf".into(), link(&address::encode_path(text.path.as_str())));
            self.entity(&collection_id(slug), "Collection", entity);
        }
        for (id, mut entity) in std::mem::take(&mut self.others) {
            let kind = entity.remove("@type").unwrap_or_default();
            self.entity(&id, kind, entity);
        }
        let mut packing = Map::new();
        packing.insert("name".into(), "The archive was packed".into());
        packing.insert("endTime".into(), self.making.day.to_string().into());
        packing.insert("instrument".into(), link("#scholion"));
        packing.insert("result".into(), link("./"));
        self.entity("#packing", "CreateAction", packing);
        let mut program = Map::new();
        program.insert("name".into(), "Scholion".into());
        program.insert("version".into(), env!("CARGO_PKG_VERSION").into());
        // What is called a program must say where it is had.
        let home = env!("CARGO_PKG_HOMEPAGE");
        if home.is_empty() {
            self.entity("#scholion", "CreativeWork", program);
        } else {
            program.insert("url".into(), home.into());
            self.entity("#scholion", "SoftwareApplication", program);
        }
    }
}

/// The folders of an archive, and what stands in each.
const SAID: [(&str, &str); 9] = [
    ("content", "All that the editors wrote and received."),
    ("content/annotations", "The editors' notes, a file for each document."),
    ("content/authorities", "Records of people, organizations, places and topics."),
    ("content/bibliography", "The works that the documents cite."),
    ("content/collections", "Descriptions of collections."),
    ("content/documents", "The documents, in Markdown with front matter."),
    ("content/files", "Pictures, recordings and other files."),
    ("content/pages", "Free pages of the site."),
    ("content/sources", "The texts as they were received."),
];

/// The people of a document, by what they have to do with it.
const ROLES: &[(Role, &str)] =
    &[(Role::Author, "author"), (Role::Editor, "editor"), (Role::Translator, "translator"), (Role::Interviewer, "contributor")];

/// What the page of a document is.
fn page(front: &Front<'_>) -> Map<String, Value> {
    let mut entity = Map::new();
    entity.insert("@type".into(), "WebPage".into());
    entity.insert("name".into(), front.meta.title.clone().into());
    entity.insert("about".into(), link(&address::encode_path(front.path.as_str())));
    entity
}

/// What is said of a work.
fn described(work: &Work) -> Map<String, Value> {
    let record = &work.record;
    let mut entity = Map::new();
    let name = if record.title.is_empty() { &record.verbatim } else { &record.title };
    entity.insert("name".into(), if name.is_empty() { Value::from(&*work.key) } else { name.clone().into() });
    let authors: Vec<String> = record.author.iter().map(|name| name.display()).collect();
    let url = WebAddress::of_page(&record.url);
    let said = [
        ("creditText", authors.join("; ")),
        ("datePublished", record.issued.map(|date| date.to_string()).unwrap_or_default()),
        ("identifier", address::doi(&record.doi).to_string()),
        ("url", url.to_string()),
    ];
    entity.extend(said.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value.into())));
    entity
}

/// A kind of text in the words of schema.org.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Journal | Kind::Conference => "ScholarlyArticle",
        Kind::Article | Kind::Magazine | Kind::Encyclopedia | Kind::Dictionary => "Article",
        Kind::Newspaper => "NewsArticle",
        Kind::Book | Kind::Classic => "Book",
        Kind::Chapter => "Chapter",
        Kind::Dataset => "Dataset",
        Kind::Software => "SoftwareSourceCode",
        Kind::Thesis => "Thesis",
        Kind::Report => "Report",
        Kind::Manuscript => "Manuscript",
        Kind::Map => "Map",
        Kind::MotionPicture => "Movie",
        Kind::Communication => "Message",
        Kind::Legislation | Kind::Bill | Kind::Regulation | Kind::Treaty => "Legislation",
        Kind::Review | Kind::BookReview => "Review",
        Kind::Weblog => "BlogPosting",
        Kind::WebPage => "WebPage",
        _ => "CreativeWork",
    }
}

/// Where the text of a licence stands that has this name in the list of SPDX.
fn spdx(id: &str) -> WebAddress {
    WebAddress::of_page(&format!("https://spdx.org/licenses/{}", address::encode_path(id)))
}

/// What works are called: by their DOI, else by the address of their page on the web, each by one that no other has.
fn ids(survey: &Survey<'_>) -> BTreeMap<Arc<str>, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut ids = BTreeMap::new();
    for work in survey.works() {
        let page = || WebAddress::of_page(&work.record.url);
        let known = Some(address::doi(&work.record.doi)).filter(|doi| !doi.is_empty()).unwrap_or_else(page).to_string();
        let is_free = !known.is_empty() && taken.insert(known.clone());
        ids.insert(work.key.clone(), if is_free { known } else { format!("#work-{}", address::encode_path(&work.key)) });
    }
    ids
}

fn collection_id(slug: &Slug) -> String {
    format!("#collection-{}", address::encode_path(slug.as_str()))
}

fn link(id: &str) -> Value {
    let mut link = Map::new();
    link.insert("@id".into(), id.into());
    link.into()
}

/// Links to files and folders.
fn links(paths: &BTreeSet<String>) -> Value {
    paths.iter().map(|path| link(&address::encode_path(path))).collect::<Vec<_>>().into()
}
