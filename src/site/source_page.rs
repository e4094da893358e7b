//! A document laid beside its source.

use std::borrow::Cow;

use super::{
    address,
    alignment::{self, Differs},
    document_page::has_source,
    facsimile, files,
    frame::Maker,
    kind::PageKind,
    markup,
    rights::{self, Shown},
    templates::sample,
    view::*,
};
use crate::{
    archive::{Catalogue, Listed},
    base::{Lang, RelPath, Slug, digest::sha256},
    document::{Document, LinkTarget, Meta, Person},
    ingest::{
        account::{self, Omission, Part, Standing, values::Values},
        gathered,
    },
    reference::csl,
};

/// A document beside its source: the page says itself that it wants not to be found.
pub struct SourcePage;

impl PageKind for SourcePage {
    const NAME: &'static str = "Source";
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = SourceView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.documents().values().filter(|document| document.meta.source.is_some()).map(|document| document.slug.clone()).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.documents().get(of).map(|document| &document.path)
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.documents().get(of).map(|document| &document.meta.lang)
    }
}

impl PageView for SourceView {
    const TEMPLATE: &'static str = "source.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        sample::source()
    }

    fn long_part(&self) -> usize {
        self.rows.iter().map(|row| row.source_html.len() + row.document_html.len() + 150).sum()
    }
}

/// Makes the page that lays a document beside its source; none if the source is not in the archive,
/// or if rights forbid reprinting it.
pub fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    let meta = &document.meta;
    if !has_source(maker, meta) {
        return;
    }
    let Some((remembered, file)) = meta.source.as_ref().and_then(|source| Some((source, maker.reader.source(&source.file)?))) else {
        return;
    };
    let path = maker.at(&address::source(slug));
    let bytes = gathered(&remembered.file, &file.bytes, &|path| maker.reader.source(path.as_str()).map(|page| page.bytes.clone()));
    let part = account::file_part(&bytes, &remembered.part);
    let seen = account::seen(&remembered.file, part.as_ref(), &bytes, &|name| Some(maker.reader.source(name)?.bytes.clone()));
    let (mut parts, mut places) = parts(maker, &path, document, seen.is_marked_up);
    let own = parts.len();
    for other in maker.reader.documents_of_source(&remembered.file).filter(|other| *other != slug) {
        let Some(other) = maker.reader.document(other) else { continue };
        // The other texts of a file that holds several say nothing of this one.
        if other.meta.source.as_ref().is_some_and(|source| source.part != remembered.part && !source.part.is_empty()) {
            continue;
        }
        let (theirs, their_places) = self::parts(maker, &path, other, seen.is_marked_up);
        for (part, place) in
            theirs.into_iter().zip(their_places).filter(|(part, _)| !matches!(part.standing, Standing::Markup(_) | Standing::Value(_)))
        {
            parts.push(Part { elsewhere: true, ..part });
            // What of the source became which document is told by its title.
            places.push(Place { name: other.meta.title.clone(), ..place });
        }
    }
    let omissions: Vec<Omission<'_>> =
        remembered.omissions.iter().map(|omission| Omission { line: omission.line, text: &omission.text, rule: &omission.rule }).collect();
    let alignment = alignment::align(&seen, &parts, &omissions);
    let digest = sha256(part.as_ref().map_or(&*bytes, |part| part.of(&bytes)));
    let mut last = 0;
    let at: Vec<Option<u32>> = alignment.rows.iter().map(|row| places.get(row.part.filter(|part| *part < own)?)?.at).collect();
    let pictures = facsimile::rows::pictures(maker, &path, document, &at);
    let has_pictures = pictures.iter().any(Option::is_some);
    let mut differences = 0;
    let [mut first_accepted, mut first_lost, mut first_added] = [const { String::new() }; 3];
    let rows: Vec<SourceRow> = alignment
        .rows
        .into_iter()
        .zip(pictures)
        .map(|(row, picture)| {
            let place = row.part.and_then(|part| places.get(part));
            let id = if row.line > last { format!("L{}", row.line) } else { String::new() };
            last = last.max(row.line);
            let Differs { accepted, lost, added } = row.differs;
            differences += usize::from(row.differs.any());
            for (is, first) in [(accepted, &mut first_accepted), (lost, &mut first_lost), (added, &mut first_added)] {
                if is && first.is_empty() {
                    *first = format!("#d{differences}");
                }
            }
            SourceRow {
                difference: if row.differs.any() { differences } else { 0 },
                id,
                line: row.line,
                source_html: row.source_html,
                document_html: row.document_html,
                place: place.map_or_else(String::new, |place| place.name.clone()),
                href: place.map_or_else(String::new, |place| place.href.clone()),
                elsewhere: row.part.is_some_and(|part| part >= own),
                picture,
            }
        })
        .collect();
    let view = SourceView {
        source_file: source_file(maker, &path, meta),
        differences,
        first_accepted,
        first_lost,
        first_added,
        page: maker.frame(&path, &meta.title, &meta.lang, "documents"),
        // Back to the words that stand here, all of them.
        document: Card { href: path.to(&address::document(slug)), ..maker.card(&path, &Listed::of(document)) },
        file: remembered.file.clone(),
        same: remembered.sha256 == digest,
        sha256: digest,
        without_tags: seen.is_marked_up,
        words_kept: alignment.kept,
        words: alignment.words,
        words_accepted: alignment.accepted,
        words_elsewhere: alignment.elsewhere,
        words_lost: alignment.lost,
        words_added: alignment.added,
        has_pictures,
        rows,
    };
    maker.put(path, View::of(view));
}

/// The source itself, where readers are given it.
fn source_file(maker: &Maker<'_, '_>, page: &RelPath, meta: &Meta) -> Anchor {
    let given = files::given_source(maker.reader, meta).filter(|_| rights::shown(maker.config, meta) == Shown::Full);
    let Some((file, to)) = given.and_then(|file| address::file(&file).map(|to| (file, to))) else { return Anchor::default() };
    maker.attach(&file);
    Anchor { href: address::encode_path(&page.to(&to)), title: file.name().to_owned(), ..Anchor::default() }
}

/// Where a part of a document stands on its page.
struct Place {
    /// What it is called: `title`, `abstract`, `text`, `note 3`, `reference KEY`.
    name: String,
    href: String,
    /// Where in the running text it stands, if it does.
    at: Option<u32>,
}

/// The parts of a document, and where each stands.
struct Parts<'d> {
    page: String,
    parts: Vec<Part<'d>>,
    places: Vec<Place>,
}

impl<'d> Parts<'d> {
    /// Adds a part, unless it has no words; whether it did.
    fn add(&mut self, name: &str, fragment: &str, text: impl Into<Cow<'d, str>>, standing: Standing) -> bool {
        let text = text.into();
        let has_words = !text.trim().is_empty();
        if has_words {
            let page = &self.page;
            let href = if fragment.is_empty() { page.clone() } else { format!("{page}#{fragment}") };
            self.places.push(Place { name: name.to_owned(), href, at: None });
            self.parts.push(Part { text, standing, elsewhere: false });
        }
        has_words
    }
}

/// All that a document has of its source's words, in no particular order, and where each part stands.
fn parts<'d>(maker: &Maker<'_, '_>, path: &RelPath, document: &'d Document, has_tags: bool) -> (Vec<Part<'d>>, Vec<Place>) {
    let meta = &document.meta;
    let mut all = Parts { page: path.to(&address::document(&document.slug)), parts: Vec::new(), places: Vec::new() };
    let mut front = |name: &str, text: &str, standing: Standing| _ = all.add(name, "", markup::plain(text), standing);
    // That of a page may stand in its head alone, which nobody sees.
    front("title", &meta.title, if has_tags { Standing::Repeats } else { Standing::Once });
    front("abstract", &meta.abstract_, Standing::Once);
    front("lead", &meta.lead, Standing::Repeats);
    for translation in &meta.translations {
        front("title", &translation.title, Standing::Once);
        front("abstract", &translation.abstract_, Standing::Once);
    }
    for (_, text) in &meta.cite_as {
        front("citation-as-printed", text, Standing::Once);
    }
    front("rights", &meta.rights, Standing::Once);
    for (place, text) in repeated(meta) {
        front(place, &text, Standing::Repeats);
    }
    for (place, text) in addresses(meta) {
        front(place, &text, account::parts::address_standing(has_tags));
    }
    let dates = meta.dates.iter().map(|(_, date)| ("dates", date));
    for (place, date) in dates.chain(meta.issued.iter().map(|date| ("issued", date))) {
        front(place, &date.to_string(), Standing::Stated);
    }
    // Behind all others, with the part it is the markup of.
    let mut markup: Vec<(usize, Cow<'d, str>)> = Vec::new();
    let mut of_blocks = markup_of(document, !has_tags).into_iter().peekable();
    for (nth, block) in document.body.blocks.iter().enumerate() {
        let part = all.parts.len();
        let note = block.note.and_then(|note| document.body.notes.get(note as usize));
        let has_words = match note {
            None => all.add("text", &block.id, block.text.of(&document.body.text), Standing::Once),
            Some(note) => {
                let (name, fragment) = (format!("note {}", note.number), format!("fn-{}", note.number));
                all.add(&name, &fragment, block.text.of(&document.body.text), Standing::Once)
            }
        };
        if let Some(place) = all.places.last_mut().filter(|_| has_words && note.is_none()) {
            place.at = Some(block.text.start);
        }
        // What has no words but a picture stands behind what has.
        let part = if has_words { Some(part) } else { part.checked_sub(1) };
        while let Some((_, words)) = of_blocks.next_if(|(block, _)| *block as usize <= nth) {
            markup.extend(part.map(|part| (part, words)));
        }
    }
    let mut values: Vec<(u32, String, String, Values)> = Vec::new();
    if has_tags {
        values.push((0, "front matter".to_owned(), String::new(), values_of(meta)));
    }
    for (nth, (key, record, _)) in (1..).zip(maker.reader.works_of(&document.slug)) {
        let (name, fragment) = (format!("reference {key}"), format!("ref-{key}"));
        // An entry that stands in a note stands there already.
        let is_noted = record.printed_in == crate::reference::PrintedIn::Notes;
        let part = all.parts.len();
        if all.add(&name, &fragment, markup::plain(&record.verbatim), if is_noted { Standing::Repeats } else { Standing::Once }) {
            let number = record.other.iter().find(|(key, _)| key == "citation-number");
            markup.extend(number.map(|(_, number)| (part, number.clone().into())));
        }
        if has_tags {
            let written = csl::write(record);
            let fields = account::parts::fields_of(&written);
            fields.into_iter().for_each(|field| _ = all.add(&name, &fragment, field, Standing::Repeats));
            let mut own = Values::default();
            own.record(&written);
            values.push((nth, name, fragment, own));
        }
    }
    for (part, words) in markup {
        all.add("", "", words, Standing::Markup(part));
    }
    for (owner, name, fragment, own) in values {
        own.into_texts().into_iter().for_each(|text| _ = all.add(&name, &fragment, text, Standing::Value(owner)));
    }
    (all.parts, all.places)
}

/// Words of the file that are markup, with the block that they are the markup of, in the order of the blocks; with addresses if these
/// were printed.
fn markup_of(document: &Document, with_addresses: bool) -> Vec<(u32, Cow<'_, str>)> {
    let mut all: Vec<(u32, Cow<'_, str>)> = document.facts.markup.iter().map(|(block, words)| (*block, words.as_str().into())).collect();
    for link in &document.facts.links {
        all.extend(link.picture.as_ref().map(|picture| (link.block, picture.alt.as_ref().into())));
        if !with_addresses {
            continue;
        }
        let address = match &link.target {
            LinkTarget::File(path, fragment) | LinkTarget::Name(path, fragment) => format!("{path} {fragment}").into(),
            LinkTarget::Fragment(address) | LinkTarget::Unsafe(address) => address.as_str().into(),
            LinkTarget::Outside(address) => address.as_str().into(),
        };
        all.push((link.block, address));
        all.push((link.block, link.title.as_ref().into()));
    }
    // Those of editors have no words in the text.
    for citation in document.facts.citations.iter().filter(|citation| citation.words.is_empty()) {
        let block = document.body.blocks.partition_point(|block| block.text.end < citation.passage.start);
        let words = format!("{} {} {}", citation.prefix, citation.key, citation.locator);
        all.push((u32::try_from(block).unwrap_or(u32::MAX), words.into()));
    }
    // The labels of bodies stand before these.
    for (nth, note) in document.body.notes.iter().enumerate() {
        let first = document.body.blocks.partition_point(|block| block.note.is_none_or(|own| (own as usize) < nth));
        // One whose words stand at its place has no label of its own.
        if !note.label.starts_with('[') {
            all.push((u32::try_from(first).unwrap_or(u32::MAX), note.label.as_str().into()));
        }
    }
    all.sort_by_key(|(block, _)| *block);
    all
}

/// What front matter holds of names, dates and numbers: often written otherwise than printed.
fn repeated(meta: &Meta) -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&'static str, String)> = vec![
        ("section", meta.section.clone()),
        ("keyword", meta.keywords.join(", ")),
        ("ISSN", meta.issn.clone()),
        ("container-title", [&meta.container, &meta.volume, &meta.issue, &meta.pages].map(String::as_str).join(" ")),
        ("publisher", [&meta.publisher, &meta.place].map(String::as_str).join(" ")),
    ];
    let person = |person: &Person| {
        let parts = [person.name.display(), person.name.orcid.clone(), person.offices.join(", ")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    texts.extend(meta.people.iter().map(|one| ("people", person(one))));
    texts.push(("front matter", meta.aliases.join(", ")));
    texts.extend(meta.variables.iter().chain(&meta.extra).map(|(_, words)| ("front matter", words.clone())));
    texts.extend(meta.way.words().map(|words| ("front matter", words)));
    for translation in &meta.translations {
        texts.push(("section", translation.section.clone()));
        texts.push(("keyword", translation.keywords.join(", ")));
        texts.extend(translation.people.iter().map(|one| ("people", person(one))));
    }
    texts
}

/// The values of front matter, as a header may say them again.
fn values_of(meta: &Meta) -> Values {
    let mut values = Values::default();
    let person = |person: &Person, values: &mut Values| {
        values.text(person.role.name());
        values.person(&person.name.display(), &person.name.orcid, person.offices.iter().map(String::as_str));
    };
    values.title(&meta.title);
    values.text(meta.kind.name());
    values.address("https://doi.org/", &meta.doi);
    let license = meta.license.as_ref().map(|license| [license.id.clone(), license.url.to_string()]).unwrap_or_default();
    let texts =
        [&meta.container, &meta.volume, &meta.issue, &meta.pages, &meta.publisher, &meta.place, &meta.section, &meta.issn, &meta.isbn];
    let texts = texts.into_iter().chain([&meta.lead, &meta.way.before, &meta.way.after]).chain(&license).chain(&meta.keywords);
    texts.chain(&meta.aliases).for_each(|text| values.text(text));
    values.text(&meta.url.to_string());
    for (_, words) in meta.variables.iter().chain(&meta.extra) {
        values.text(words);
        words.split(", ").skip_while(|part| *part == words).for_each(|part| values.text(part));
    }
    meta.way.words().for_each(|words| values.text(&words));
    let actions = meta.way.sent.iter().chain(&meta.way.received).chain(meta.way.forwarded.iter().map(|one| &one.action));
    let dates = meta.dates.iter().map(|(_, date)| date).chain(meta.issued.iter()).chain(actions.filter_map(|action| action.date.as_ref()));
    dates.for_each(|date| values.text(&date.to_string()));
    meta.people.iter().for_each(|one| person(one, &mut values));
    for translation in &meta.translations {
        values.title(&translation.title);
        translation.keywords.iter().chain([&translation.section]).for_each(|text| values.text(text));
        translation.people.iter().for_each(|one| person(one, &mut values));
    }
    values
}

/// The addresses in front matter.
fn addresses(meta: &Meta) -> [(&'static str, String); 3] {
    let license = meta.license.as_ref().map(|license| license.url.to_string()).unwrap_or_default();
    [("DOI", meta.doi.clone()), ("URL", meta.url.to_string()), ("license", license)]
}
