//! Notes on pictures and recordings: which picture is meant, whether it is the one that was annotated, and the shapes laid over it.
//!
//! Used by the reading page, the page beside the facsimile and the published notes alike: all begin with [`place`].

use super::notes::Notes;
use crate::{
    archive::{Found, Reader, Thing},
    base::{
        Diagnostic, Href, Html, PictureSize, RelPath, WebAddress,
        places::{is_picture, is_scalable, is_shown_by_browsers},
        say,
        text::squeeze,
    },
    document::{
        Annotation, Document, LinkTarget,
        region::{Kept, Length, Pictured, Region, Shape, TimeSpan},
    },
    site::{address, facsimile::surfaces::Surfaces, frame::Maker, named_file, view::AnnotationView},
};

/// A note's place on a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The surface of the document's facsimile whose picture it is: a place in [`Surfaces::all`].
    pub surface: Option<usize>,
    /// The file of the archive that has the picture; `None` of one that stands elsewhere.
    pub file: Option<RelPath>,
    /// Which page of the file it is, from 0.
    pub sheet: u32,
    /// Width and height of the picture, in pixels; 0 if unknown.
    pub size: (u32, u32),
    /// What the picture is now.
    pub image: Kept,
    /// Whether the picture is drawn rather than photographed.
    pub is_drawn: bool,
    /// The place in pixels; as written where the size is unknown.
    pub shape: Shape,
    /// Whether it can be relied on.
    pub state: State,
}

/// Whether a place on a picture is that on which the note was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing speaks against it.
    Exact,
    /// The picture has other bytes, and is as large as it was.
    Exchanged,
    /// The picture is larger or smaller than it was.
    Resized,
    /// The place lies beside the picture.
    Outside,
}

impl State {
    /// As views have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Exchanged => "exchanged",
            Self::Resized => "resized",
            Self::Outside => "outside",
        }
    }

    /// Whether the place is shown on the picture: what may lie elsewhere is not.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Exact | Self::Exchanged)
    }
}

/// Where a note stands that is on a picture; `None` if there is no such picture.
pub fn place(reader: &Reader<'_>, surfaces: &Surfaces, note: &Annotation, region: &Region) -> Option<Placed> {
    let (surface, file) = match &region.picture {
        Pictured::Page(label) => {
            let nth = surface_called(surfaces, label)?;
            (Some(nth), surfaces.all.get(nth)?.file.clone())
        }
        Pictured::File(path) => {
            // Which page of a file that has several, as in the address of a PDF (RFC 8118, 3).
            let (path, page) = path.rsplit_once("#page=").map_or((path.as_str(), None), |(path, page)| (path, page.parse::<u32>().ok()));
            let Found::Thing(Thing::File(file)) = reader.find_address(&note.body.path, path, "").0 else { return None };
            let is_meant = |sheet: u32| page.is_none_or(|page| page.checked_sub(1) == Some(sheet));
            (surfaces.all.iter().position(|surface| surface.file.as_ref() == Some(&file) && is_meant(surface.sheet)), Some(file))
        }
    };
    let own = surface.and_then(|nth| surfaces.all.get(nth));
    let picture = own.and_then(|own| own.size).or_else(|| reader.picture(file.as_ref()?));
    let known = picture.map(|size| (size.width, size.height));
    let kept = (region.image.width, region.image.height);
    let image = self::kept(reader, file.as_ref(), picture);
    let is_other = !region.image.digest.is_empty() && !image.digest.is_empty() && image.digest != region.image.digest;
    let has_kept = kept.0 > 0 && kept.1 > 0;
    let size = known.unwrap_or(kept);
    let differs = has_kept && known.is_some_and(|known| known != kept);
    // The whole is the whole, however large.
    let state = if differs && region.shape != Shape::Whole {
        State::Resized
    } else if size.0 > 0 && !region.shape.is_within(size.0, size.1) {
        State::Outside
    } else if is_other || differs {
        State::Exchanged
    } else {
        State::Exact
    };
    let shape = if size.0 > 0 { region.shape.in_pixels(size.0, size.1) } else { region.shape.clone() };
    Some(Placed {
        surface,
        file,
        sheet: own.map_or(0, |own| own.sheet),
        size,
        image,
        is_drawn: picture.is_some_and(|size| size.is_drawn),
        shape,
        state,
    })
}

/// What a picture is now: that of a file, whose size may be known better.
pub fn kept(reader: &Reader<'_>, file: Option<&RelPath>, size: Option<PictureSize>) -> Kept {
    let digest = file.and_then(|file| reader.fixity(file)).map(|fixity| format!("sha256:{}", fixity.sha256())).unwrap_or_default();
    let size = size.or_else(|| reader.picture(file?));
    Kept { width: size.map_or(0, |size| size.width), height: size.map_or(0, |size| size.height), digest }
}

/// The surface of this label, white space and capitals without regard.
fn surface_called(surfaces: &Surfaces, label: &str) -> Option<usize> {
    let key = |label: &str| squeeze(label).to_lowercase();
    let exact = surfaces.all.iter().position(|surface| surface.label == label);
    exact.or_else(|| surfaces.all.iter().position(|surface| key(&surface.label) == key(label)))
}

/// What is wrong with the place of a note on a picture.
pub fn report(
    maker: &Maker<'_, '_>,
    document: &Document,
    surfaces: &Surfaces,
    note: &Annotation,
    region: &Region,
    placed: Option<&Placed>,
) {
    let id = &note.id;
    let place = note.quote_place;
    let path = &note.body.path;
    let Some(placed) = placed else {
        match &region.picture {
            Pictured::File(file) => _ = named_file::find(maker, &note.body, &LinkTarget::File(file.clone(), String::new()), place),
            Pictured::Page(label) => {
                let labels = surfaces.all.iter().map(|surface| surface.label.as_str());
                let hint = crate::base::diagnostic::meant(label, labels).unwrap_or_else(say::note_picture_gone_hint);
                let finding = Diagnostic::error(path, say::note_picture_gone(id, label)).at(place).hint(hint);
                maker.report([finding.related(&document.path, None, say::the_text())]);
            }
        }
        return;
    };
    let picture = placed.file.as_ref().map_or_else(String::new, ToString::to_string);
    let size = |(width, height): (u32, u32)| format!("{width} × {height}");
    let hint = say::note_picture_exchanged_hint(&document.slug);
    let finding = match placed.state {
        State::Exact => return,
        State::Exchanged => Diagnostic::warning(path, say::note_picture_exchanged(id, picture)).hint(hint),
        State::Resized => {
            let (was, is) = (size((region.image.width, region.image.height)), size(placed.size));
            Diagnostic::error(path, say::note_picture_resized(id, picture, was, is)).hint(hint)
        }
        State::Outside => {
            let message = say::note_region_outside(id, picture, size(placed.size));
            Diagnostic::error(path, message).hint(say::note_region_outside_hint())
        }
    };
    maker.report([finding.at(place)]);
}

/// The link from a note to its place on a picture, seen from the page at `path`.
pub fn link(
    maker: &Maker<'_, '_>,
    path: &RelPath,
    document: &Document,
    surfaces: &Surfaces,
    note: &AnnotationView,
    placed: &Placed,
) -> Html {
    let mut html = Html::new();
    let surface = placed.surface.and_then(|nth| surfaces.all.get(nth));
    if let Some(surface) = surface {
        let page = address::facsimile(&document.slug);
        let page = if path.as_str() == page { String::new() } else { path.to(&page) };
        let fragment = if is_drawn(placed) { format!("at-{}", note.id) } else { surface.id.clone() };
        html.open("a").address("href", Href::Here(&format!("{page}#{fragment}"))).end();
        html.words(&surface.label);
        html.close("a");
        return html;
    }
    let Some((file, target)) = placed.file.as_ref().and_then(|file| Some((file, address::file(file)?))) else { return html };
    maker.attach(file);
    let part = if let Shape::Rectangle(..) = placed.shape { format!("#xywh={}", placed.shape.numbers()) } else { String::new() };
    html.open("a").address("href", Href::Here(&format!("{}{part}", address::encode_path(&path.to(&target))))).end();
    html.words(file.name());
    html.close("a");
    if is_drawn(placed)
        && let Some(src) = small(maker, placed)
    {
        html.open("span").attribute("class", "sheet").end();
        html.open("img").address("src", Href::Here(&address::encode_path(&path.to(&src)))).attribute("alt", file.name());
        html.attribute("width", &placed.size.0.to_string())
            .attribute("height", &placed.size.1.to_string())
            .attribute("loading", "lazy")
            .end();
        html.push(&overlay(&[&(placed.clone(), note.clone())]));
        html.close("span");
    }
    html
}

/// A small copy of a picture, from the site's root, or the picture itself; nothing of what browsers do not show.
fn small(maker: &Maker<'_, '_>, placed: &Placed) -> Option<String> {
    /// As wide as it is shown, on screens of twice the pixels.
    const ENOUGH: u32 = 800;
    let file = placed.file.as_ref()?;
    let (width, height) = placed.size;
    let size = PictureSize { width, height, is_drawn: placed.is_drawn };
    let smaller: Vec<u32> = maker.config.pictures.widths.iter().copied().filter(|one| *one < width).collect();
    let best = smaller.iter().copied().find(|one| *one >= ENOUGH).or_else(|| smaller.last().copied());
    let own = (is_shown_by_browsers(file) && is_picture(file)).then(|| address::file(file)).flatten();
    match best.filter(|_| is_scalable(file)) {
        Some(best) if own.is_none() || width > ENOUGH => Some(maker.scale(file, size, best)?.to_string()),
        _ => own,
    }
}

/// Whether the place of a note is drawn on its picture: of one that stands elsewhere nothing is shown.
fn is_drawn(placed: &Placed) -> bool {
    placed.file.is_some() && placed.state.is_shown() && placed.size.0 > 0 && placed.size.1 > 0 && placed.shape != Shape::Whole
}

/// The notes on one picture: the shapes laid over it, each a link to its note, and the notes themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OnPicture {
    /// An `svg` that is to cover the picture; empty if nothing is drawn.
    pub overlay: Html,
    /// The notes, in their order; behind them those of which nobody knows any more where they stand on it.
    pub notes: Vec<AnnotationView>,
}

/// The notes on a surface of the facsimile: its place in [`Surfaces::all`].
pub fn on_surface(notes: &Notes, surface: usize) -> OnPicture {
    let own: Vec<&(Placed, AnnotationView)> = notes.regions.iter().filter(|(placed, _)| placed.surface == Some(surface)).collect();
    let drawn: Vec<&(Placed, AnnotationView)> = own.iter().copied().filter(|(placed, _)| is_drawn(placed)).collect();
    let strayed = notes.strayed.iter().filter(|(nth, _)| *nth == surface).map(|(_, note)| note);
    OnPicture { overlay: overlay(&drawn), notes: own.into_iter().map(|(_, note)| note).chain(strayed).cloned().collect() }
}

/// Shapes over a picture, in its own pixels. The larger come first and lie below, so that each can be reached by the mouse; by the
/// keyboard they are reached in that order, and their notes, which lead to them, in their own.
fn overlay(drawn: &[&(Placed, AnnotationView)]) -> Html {
    let mut html = Html::new();
    let Some((first, _)) = drawn.first() else { return html };
    let (width, height) = first.size;
    html.open("svg").attribute("class", "regions").attribute("viewBox", &format!("0 0 {width} {height}"));
    html.attribute("preserveAspectRatio", "none").end();
    let mut order: Vec<&&(Placed, AnnotationView)> = drawn.iter().collect();
    let area = |placed: &Placed| {
        let [_, _, width, height] = placed.shape.bounds();
        u64::from(width.0) * u64::from(height.0)
    };
    order.sort_by_key(|(placed, _)| std::cmp::Reverse(area(placed)));
    // A number is as large as a line of print on a page.
    let letter = (width.max(height) / 50).max(8);
    for (placed, note) in order {
        html.open("a").attribute_of("id", &["at-", &note.id]).address("href", Href::Here(&format!("#{}", note.id)));
        let number = if note.number > 0 { format!("※{} ", note.number) } else { String::new() };
        html.attribute_of("aria-label", &[&number, &note.words]).end();
        html.element("title", &note.words);
        match &placed.shape {
            Shape::Rectangle(_, [x, y, w, h]) => {
                html.open("rect");
                for (name, length) in [("x", x), ("y", y), ("width", w), ("height", h)] {
                    html.attribute(name, &length.to_string());
                }
                html.end();
                html.close("rect");
            }
            shape => {
                html.open("polygon").attribute("points", &shape.numbers()).end();
                html.close("polygon");
            }
        }
        let [x, y, _, _] = placed.shape.bounds();
        if note.number == 0 {
            html.close("a");
            continue;
        }
        // Above the shape, or in it at the upper edge.
        let line = if y < Length::whole(letter) { y.plus(Length::whole(letter)) } else { y };
        html.open("text").attribute("x", &x.to_string()).attribute("y", &line.to_string());
        html.attribute("font-size", &letter.to_string()).attribute("aria-hidden", "true").end();
        html.words(&note.number.to_string());
        html.close("text");
        html.close("a");
    }
    html.close("svg");
    html
}

/// Which recording of the document a time is of: its place, from 0.
pub fn recording(document: &Document, span: &TimeSpan) -> Option<usize> {
    let all = &document.meta.recordings;
    let called = |label: &str| squeeze(label).to_lowercase();
    if span.recording.is_empty() {
        return (!all.is_empty()).then_some(0);
    }
    all.iter().position(|one| called(&one.label) == called(&span.recording))
}

/// Says that there is no such recording.
pub fn report_time(maker: &Maker<'_, '_>, document: &Document, note: &Annotation, span: &TimeSpan) {
    let labels = document.meta.recordings.iter().map(|one| one.label.as_str()).filter(|label| !label.is_empty());
    let hint = crate::base::diagnostic::meant(&span.recording, labels).unwrap_or_else(say::note_recording_gone_hint);
    let finding = Diagnostic::error(&note.body.path, say::note_recording_gone(&note.id, &span.recording)).at(note.quote_place).hint(hint);
    maker.report([finding.related(&document.path, None, say::the_text())]);
}

/// The link from a note to the recording at its time (Media Fragments, 4.2.1), which plays from there where there is a script.
pub fn time_link(reader: &Reader<'_>, path: &RelPath, document: &Document, span: &TimeSpan) -> Html {
    let mut html = Html::new();
    let nth = recording(document, span);
    let one = nth.and_then(|nth| document.meta.recordings.get(nth));
    let fragment = span.fragment();
    let start = fragment.split(',').next().unwrap_or("");
    let (mut outside, mut here) = (WebAddress::default(), String::new());
    match one.map(|one| &one.target) {
        Some(LinkTarget::Outside(address)) => outside = address.at_time(&fragment),
        Some(LinkTarget::File(file, part)) => {
            if let Found::Thing(Thing::File(file)) = reader.find_address(&document.path, file, part).0
                && let Some(target) = address::file(&file)
            {
                here = format!("{}#t={fragment}", address::encode_path(&path.to(&target)));
            }
        }
        _ => {}
    }
    let label = one.map_or("", |one| &one.label);
    let words = if label.is_empty() { span.shown() } else { format!("{label}, {}", span.shown()) };
    if here.is_empty() && outside.as_str().is_empty() {
        html.words(&words);
        return html;
    }
    html.open("a").attribute("class", "time");
    if here.is_empty() {
        html.address("href", Href::Web(&outside));
    } else {
        html.address("href", Href::Here(&here));
    }
    // The player stands on the document's own page only.
    if path.as_str() == address::document(&document.slug) {
        html.attribute("data-recording", &format!("_recording-{}", nth.unwrap_or_default() + 1)).attribute("data-t", start);
    }
    html.end();
    html.words(&words);
    html.close("a");
    html
}

/// What a surface or a file is called, without a link.
pub fn name(region: &Region) -> &str {
    match &region.picture {
        Pictured::Page(label) => label,
        Pictured::File(path) => path.rsplit('/').next().unwrap_or(path),
    }
}
