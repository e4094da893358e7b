//! What a facsimile has: each picture, what it is called, and where its page begins in the text.

use std::collections::BTreeMap;

use crate::{
    archive::{Reader, passages::in_text, place::Places},
    base::{
        Diagnostic, Message, PictureSize, RelPath, Sheet, WebAddress, natural,
        places::{is_picture, tells_size},
        say, text,
    },
    document::{Document, FacsimilePart, LinkTarget, facts::PageMark, fragment, manifest::Manifest},
    site::named_file,
};

/// The picture of a page (TEI: `surface`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// Its fragment id on the page beside the facsimile, unique there: `image-3r`.
    pub id: String,
    /// What the page is called: `3r`.
    pub label: String,
    /// The file in the archive that has the picture; `None` of one that stands elsewhere.
    pub file: Option<RelPath>,
    /// Which page of the file it is, from 0.
    pub sheet: u32,
    /// How large it is, where that is known.
    pub size: Option<PictureSize>,
    /// Where a picture that is not in the archive stands; empty otherwise.
    pub outside: WebAddress,
    /// The first mark in the text that means it: a place in `Facts::pages`.
    pub mark: Option<usize>,
}

/// The surfaces of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surfaces {
    /// In the order of reading.
    pub all: Vec<Surface>,
    /// For each mark of a page in the text its surface, if there is one: a place in `all`.
    pub of_marks: Vec<Option<usize>>,
    /// What is wrong with what the front matter names.
    pub findings: Vec<Diagnostic>,
}

/// The surfaces of a document, as its front matter names them and the archive has them.
pub fn surfaces(reader: &Reader<'_>, document: &Document) -> Surfaces {
    let mut made = Making { reader, document, surfaces: Surfaces::default() };
    for part in &document.meta.facsimile {
        made.part(part);
    }
    let Surfaces { mut all, mut findings, .. } = made.surfaces;
    if all.is_empty() {
        return Surfaces { all, of_marks: vec![None; document.facts.pages.len()], findings };
    }
    let of_marks = marks(&all, document);
    findings.extend(without_picture(&of_marks, document));
    for (nth, surface) in of_marks.iter().enumerate().filter_map(|(nth, surface)| Some((nth, (*surface)?))) {
        if let Some(surface) = all.get_mut(surface) {
            surface.mark.get_or_insert(nth);
        }
    }
    name(&mut all, document);
    Surfaces { all, of_marks, findings }
}

impl Surfaces {
    /// On which surface the words at a place of the text stand: a place in `all`. Those of a note stand where its sentence does, but that a page
    /// begins among the notes; what stands before the first mark is on none, but that there is but one.
    pub fn at(&self, document: &Document, offset: u32) -> Option<usize> {
        let marks = &document.facts.pages;
        let last = |offset: u32| marks.partition_point(|mark| mark.at <= offset).checked_sub(1);
        // They stand behind the text.
        let first = document.body.blocks.partition_point(|block| block.note.is_none());
        let notes = document.body.blocks.get(first).map_or(u32::MAX, |block| block.text.start);
        let among_notes = last(offset).filter(|mark| offset >= notes && marks.get(*mark).is_some_and(|mark| mark.at >= notes));
        match among_notes.or_else(|| last(in_text(document, offset))) {
            Some(mark) => self.of_marks.get(mark).copied().flatten(),
            None => (self.all.len() == 1).then_some(0),
        }
    }
}

struct Making<'m, 'a> {
    reader: &'m Reader<'a>,
    document: &'m Document,
    surfaces: Surfaces,
}

impl Making<'_, '_> {
    fn part(&mut self, part: &FacsimilePart) {
        let path = match &part.target {
            LinkTarget::File(path, _) => path,
            LinkTarget::Outside(address) => return self.outside(part, address),
            _ => return,
        };
        if let Some(mut pictures) = self.reader.pictures_below(&self.document.path, &text::percent_decoded(path)) {
            pictures.sort_by(|a, b| natural(a.as_str(), b.as_str()));
            pictures.into_iter().for_each(|picture| self.file(part, picture));
            return;
        }
        match named_file::look_up(self.reader, self.document, &part.target) {
            Some(Ok(file)) if is_picture(&file) || file.extension() == "pdf" => self.file(part, &file),
            Some(Ok(file)) => match self.reader.manifest(&file) {
                Some(manifest) => self.manifest(&file, manifest),
                None => self.say(part, say::facsimile_unfit(path), say::facsimile_unfit_hint()),
            },
            Some(Err(missed)) => self.surfaces.findings.push(missed.finding(self.document, part.place)),
            None => {}
        }
    }

    /// The picture that a file is, the page of it that is meant, or all of its pages.
    fn file(&mut self, part: &FacsimilePart, file: &RelPath) {
        let label = part.label.clone();
        let written = file.name();
        match (self.reader.sheets(file), part.page) {
            (Some([]), _) => self.say(part, say::facsimile_unfit(written), say::facsimile_unfit_hint()),
            (Some(sheets), None) => {
                sheets.iter().for_each(|sheet| self.add(Surface { label: label.clone(), ..Surface::of_sheet(file, *sheet) }));
            }
            (Some(sheets), Some(page)) => match usize::try_from(page).ok().and_then(|page| sheets.get(page.checked_sub(1)?)) {
                Some(sheet) => self.add(Surface { label, ..Surface::of_sheet(file, *sheet) }),
                None => self.say(part, say::facsimile_unfit_page(written, page), say::facsimile_unfit_hint()),
            },
            (None, _) if file.extension() == "pdf" => {
                self.say(part, say::facsimile_tool(written), say::facsimile_tool_hint());
            }
            (None, Some(page)) if page > 1 => self.say(part, say::facsimile_unfit_page(written, page), say::facsimile_unfit_hint()),
            (None, _) => {
                let size = self.reader.picture(file);
                if size.is_none() && tells_size(file) {
                    let found = Diagnostic::warning(&self.document.path, say::picture_unread_size(written));
                    self.surfaces.findings.push(found.at(part.place).hint(say::picture_unread_hint()));
                }
                self.add(Surface { label, file: Some(file.clone()), size, ..Surface::default() });
            }
        }
    }

    /// The pictures of a manifest: those that stand beside it or below, and the addresses of the others.
    fn manifest(&mut self, file: &RelPath, manifest: &Manifest) {
        let pictures = self.reader.pictures_in(&RelPath::new(file.parent()));
        let mut by_name: BTreeMap<String, &RelPath> = BTreeMap::new();
        for picture in pictures.into_iter().rev() {
            by_name.insert(key(picture.stem()), picture);
        }
        for picture in by_name.values().copied().collect::<Vec<_>>() {
            by_name.insert(key(picture.name()), picture);
        }
        for canvas in &manifest.canvases {
            let label = canvas.label.clone();
            match canvas.names.iter().find_map(|name| by_name.get(&key(name)).copied()) {
                Some(picture) => {
                    let size = self.reader.picture(picture);
                    self.add(Surface { label, file: Some(picture.clone()), size, ..Surface::default() });
                }
                None => self.add(Surface { label, outside: canvas.address.clone(), ..Surface::default() }),
            }
        }
    }

    fn outside(&mut self, part: &FacsimilePart, address: &WebAddress) {
        self.add(Surface { label: part.label.clone(), outside: address.clone(), ..Surface::default() });
    }

    fn add(&mut self, surface: Surface) {
        self.surfaces.all.push(surface);
    }

    fn say(&mut self, part: &FacsimilePart, message: Message, hint: Message) {
        self.surfaces.findings.push(Diagnostic::error(&self.document.path, message).at(part.place).hint(hint));
    }
}

impl Surface {
    /// A page of a file that has several.
    fn of_sheet(file: &RelPath, sheet: Sheet) -> Self {
        Self { file: Some(file.clone()), sheet: sheet.nth, size: Some(sheet.size), ..Self::default() }
    }

    /// The name of its file without ending, as scans are often called.
    fn stem(&self) -> &str {
        self.file.as_ref().map_or("", RelPath::stem)
    }
}

/// For each mark of a page the surface that it means: what its `data-page` counts, else what its `data-facs` names, else what has its
/// label (of several, those in their order). If no mark finds any and there are as many of the one as of the other, they belong together in
/// their order.
fn marks(surfaces: &[Surface], document: &Document) -> Vec<Option<usize>> {
    let marks = &document.facts.pages;
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let of_files = of_files(surfaces);
    for (nth, surface) in surfaces.iter().enumerate().rev() {
        let names = match of_files.get(&surface.file) {
            // The name of a file that has several says of none which.
            Some(count) if *count > 1 => [surface.label.as_str(), "", ""],
            _ => [surface.label.as_str(), surface.stem(), surface.file.as_ref().map_or("", RelPath::name)],
        };
        names.iter().filter(|name| !name.is_empty()).for_each(|name| _ = by_name.insert(key(name), nth));
    }
    // A label says more than the name of another's file. Two letters in one text may each have a page 1r: the marks mean them in their order.
    let mut of_labels: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (nth, surface) in surfaces.iter().enumerate().filter(|(_, surface)| !surface.label.is_empty()) {
        of_labels.entry(key(&surface.label)).or_default().push(nth);
    }
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let find = |name: &str| by_name.get(&key(name)).copied();
    let found: Vec<Option<usize>> = marks
        .iter()
        .map(|mark| {
            let counted = mark.page.and_then(|page| usize::try_from(page).ok()?.checked_sub(1)).filter(|nth| *nth < surfaces.len());
            let picture = mark.picture.rsplit(['/', '#']).next().filter(|name| !name.is_empty());
            let stem = picture.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
            let label = key(&mark.label);
            let before = met.entry(label.clone()).or_default();
            let labelled = of_labels.get(&label).and_then(|all| all.get(*before).or(all.last()).copied());
            *before += 1;
            let named = |name: &str| of_labels.get(&key(name)).and_then(|all| all.first().copied()).or_else(|| find(name));
            counted.or_else(|| picture.and_then(named)).or_else(|| stem.and_then(named)).or(labelled).or_else(|| find(&mark.label))
        })
        .collect();
    if found.iter().all(Option::is_none) && marks.len() == surfaces.len() {
        return (0..surfaces.len()).map(Some).collect();
    }
    found
}

/// What is said of the marks that have no picture: a facsimile may have gaps, but a mark that names or counts its picture means one.
fn without_picture(of_marks: &[Option<usize>], document: &Document) -> Option<Diagnostic> {
    let mut without: Vec<&PageMark> =
        document.facts.pages.iter().zip(of_marks).filter(|(_, surface)| surface.is_none()).map(|(mark, _)| mark).collect();
    // A picture on the web is none of the archive's.
    let means_one = |mark: &&PageMark| mark.page.is_some() || !mark.picture.is_empty() && !mark.picture.contains("://");
    let is_meant = without.iter().any(means_one);
    without.retain(|mark| !is_meant || means_one(mark));
    let (first, more) = without.split_first()?;
    let message = match more.len() {
        0 => say::page_without_picture(&*first.label),
        n => say::page_without_picture_more(&*first.label, n),
    };
    let new = if is_meant { Diagnostic::warning } else { Diagnostic::notice };
    let found = new(&document.path, message).hint(say::page_without_picture_hint());
    let block = document.body.blocks.iter().find(|block| block.text.start <= first.at && first.at <= block.text.end);
    Some(match block {
        Some(block) => found.at(block.source),
        None => found,
    })
}

/// How many surfaces each file has.
fn of_files(surfaces: &[Surface]) -> BTreeMap<Option<RelPath>, usize> {
    let mut of_files: BTreeMap<Option<RelPath>, usize> = BTreeMap::new();
    surfaces.iter().for_each(|surface| *of_files.entry(surface.file.clone()).or_default() += 1);
    of_files
}

/// A name as it is compared: in TEI and IIIF it is part of an address (`leaf%202.tif`), on disk it is not.
fn key(name: &str) -> String {
    text::squeezed(text::percent_decoded(name)).to_lowercase()
}

/// How the ids of surfaces begin.
const START: &str = "image-";

/// Gives each surface what it lacks of a label and an id: it is called as its mark is, else as its file.
fn name(surfaces: &mut [Surface], document: &Document) {
    let taken = Places::of(document).ids_beginning(START);
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let of_files = of_files(surfaces);
    for (nth, surface) in surfaces.iter_mut().enumerate() {
        if surface.label.is_empty() {
            let mark = surface.mark.and_then(|mark| document.facts.pages.get(mark)).map(|mark| mark.label.to_string());
            let is_one_of_several = of_files.get(&surface.file).is_some_and(|count| *count > 1);
            surface.label = match (mark, surface.stem()) {
                (Some(label), _) => label,
                (None, stem) if !is_one_of_several && !stem.is_empty() => stem.to_owned(),
                (None, _) => (nth + 1).to_string(),
            };
        }
        let id = fragment(START, &surface.label);
        let mut times = *ids.get(&id).unwrap_or(&0);
        let unique = loop {
            times += 1;
            let unique = if times == 1 { id.clone() } else { format!("{id}-{times}") };
            if !ids.contains_key(&unique) && !taken.contains(&unique) {
                break unique;
            }
        };
        ids.insert(id, times);
        ids.entry(unique.clone()).or_insert(1);
        surface.id = unique;
    }
}
