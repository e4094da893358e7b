//! The recordings of which a document is the transcript: players above the text, and the times in it, from which they play.

use super::{
    address, captions,
    frame::Maker,
    named_file,
    view::{CaptionsView, RecordingView},
};
use crate::{
    base::{Diagnostic, Href, Html, Lang, RelPath, Span, places, say, text},
    document::{
        Captions, Document, LinkTarget, Recording, Time,
        captions::{CaptionFile, Fault},
    },
};

/// The recordings of a document as its page shows them, and the times in its text: the words of each, and the tag of the link before
/// them.
pub fn make(maker: &Maker<'_, '_>, page: &RelPath, document: &Document) -> (Vec<RecordingView>, Vec<(Span, Html)>) {
    let recordings = &document.meta.recordings;
    let of_times = assigned(document);
    let views: Vec<Option<RecordingView>> =
        recordings.iter().enumerate().map(|(nth, recording)| view(maker, page, document, (nth, recording), &of_times)).collect();
    let link = |(time, nth): &(&Time, usize)| (time.words, tag(time, views.get(*nth).and_then(Option::as_ref)));
    let links = of_times.iter().map(link).collect();
    (views.into_iter().flatten().collect(), links)
}

/// The tag of the link that a time is: to the recording at that time (Media Fragments URI 1.0, 4.2.1), else to itself.
fn tag(time: &Time, recording: Option<&RecordingView>) -> Html {
    let mut tag = Html::new();
    tag.open("a").attribute("class", "time").attribute("id", &time.id);
    let seconds = seconds(time.milliseconds);
    match recording {
        Some(recording) => {
            let outside = recording.address.at_time(&seconds);
            if outside.as_str().is_empty() {
                tag.address("href", Href::Here(&format!("{}#t={seconds}", recording.href)));
            } else {
                tag.address("href", Href::Web(&outside));
            }
            tag.attribute("data-recording", &recording.id).attribute("data-t", &seconds);
        }
        None => {
            tag.address("href", Href::Here(&format!("#{}", time.id)));
        }
    }
    tag.end();
    tag
}

/// Seconds and parts of one: `751`, `751.5`.
fn seconds(milliseconds: u64) -> String {
    let part = format!(".{:03}", milliseconds % 1000);
    let part = part.trim_end_matches('0').trim_end_matches('.');
    format!("{}{part}", milliseconds / 1000)
}

/// A recording as the page shows it; nothing if it is not there.
fn view(
    maker: &Maker<'_, '_>,
    page: &RelPath,
    document: &Document,
    (nth, recording): (usize, &Recording),
    of_times: &[(&Time, usize)],
) -> Option<RecordingView> {
    let (name, mut view) = match &recording.target {
        LinkTarget::Outside(address) => {
            let name = address.as_str().split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
            (text::percent_decoded(name), RecordingView { address: address.clone(), ..RecordingView::default() })
        }
        target => {
            let file = named_file::find(maker, document, target, recording.place)?;
            if !is_sound_or_film(&file) {
                let message = say::broken_link_recording(say::the_file(&file));
                let hint = say::broken_link_recording_hint();
                maker.report([Diagnostic::error(&document.path, message).at(recording.place).hint(hint)]);
                return None;
            }
            maker.attach(&file);
            let href = address::encode_path(&page.to(&address::file(&file)?));
            (file.name().to_owned(), RecordingView { href, ..RecordingView::default() })
        }
    };
    view.id = format!("_recording-{}", nth + 1);
    view.label = if recording.label.is_empty() { name.clone() } else { recording.label.clone() };
    view.is_film = places::is_film(&RelPath::new(&name));
    view.has_times = of_times.iter().any(|(_, of)| *of == nth);
    let own = |href: String| CaptionsView { href, lang: document.meta.lang.to_string() };
    view.captions = if recording.captions.is_empty() {
        made_captions(document, of_times, nth).map(|captions| own(publish(maker, page, nth, "", captions))).into_iter().collect()
    } else {
        let given = |captions: &Captions| {
            let lang = captions.lang.as_ref().map_or("", Lang::as_str);
            let href = given_captions(maker, page, document, captions, (nth, lang))?;
            Some(if lang.is_empty() { own(href) } else { CaptionsView { href, lang: lang.to_owned() } })
        };
        recording.captions.iter().filter_map(given).collect()
    };
    Some(view)
}

/// The address of captions that the archive has, as WebVTT; `of` is the number of the recording and the language that is named.
fn given_captions(maker: &Maker<'_, '_>, page: &RelPath, document: &Document, captions: &Captions, of: (usize, &str)) -> Option<String> {
    let file = named_file::find(maker, document, &captions.target, captions.place)?;
    let Some(read) = maker.reader.captions(&file) else {
        let message = say::broken_link_captions(say::the_file(&file));
        maker.report([Diagnostic::error(&document.path, message).at(captions.place).hint(say::broken_link_captions_hint())]);
        return None;
    };
    maker.report(unread_captions(&file, read));
    if let Some(webvtt) = &read.webvtt {
        return Some(publish(maker, page, of.0, of.1, webvtt.clone()));
    }
    maker.attach(&file);
    Some(address::encode_path(&page.to(&address::file(&file)?)))
}

/// The captions of a file that no browser shows, as findings.
pub fn unread_captions(file: &RelPath, captions: &CaptionFile) -> Vec<Diagnostic> {
    let finding = |(span, fault): &(Span, Fault)| {
        let message = match fault {
            Fault::Unread => say::captions_unread(),
            Fault::Backwards => say::captions_unread_backwards(),
        };
        Diagnostic::warning(file, message).at(*span).hint(say::captions_unread_hint())
    };
    captions.faults.iter().map(finding).collect()
}

/// Captions made of the times in the text.
fn made_captions(document: &Document, of_times: &[(&Time, usize)], nth: usize) -> Option<String> {
    let times: Vec<&Time> = of_times.iter().filter(|(_, of)| *of == nth).map(|(time, _)| *time).collect();
    Some(captions::of_times(document, &times)).filter(|captions| !captions.is_empty())
}

/// Publishes captions beside the page; gives their address.
fn publish(maker: &Maker<'_, '_>, page: &RelPath, nth: usize, lang: &str, captions: String) -> String {
    let stem = page.as_str().strip_suffix(".html").unwrap_or(page.as_str());
    let lang = if lang.is_empty() { String::new() } else { format!("-{lang}") };
    let to = RelPath::new(&format!("{stem}~{}{lang}.vtt", nth + 1));
    let href = address::encode_path(&page.to(to.as_str()));
    maker.file(to, captions);
    href
}

/// Of which recording each time is: of the one whose label is the heading above, if a heading is called as any; else of the first, until
/// a time lies far before the one above it, where the next begins.
pub fn assigned(document: &Document) -> Vec<(&Time, usize)> {
    /// Who speaks at once with another may be written down a little late.
    const BACK: u64 = 60_000;
    let recordings = &document.meta.recordings;
    let named = |words: &str| {
        let folded = text::fold(words);
        recordings.iter().position(|recording| !recording.label.is_empty() && text::fold(&recording.label) == folded)
    };
    let headings: Vec<(u32, usize)> = document
        .facts
        .headings
        .iter()
        .filter_map(|heading| Some((heading.text.start, named(heading.text.of(&document.body.text))?)))
        .collect();
    let mut nth = 0;
    let mut last = 0;
    let mut of = |time: &Time| {
        if headings.is_empty() && time.milliseconds + BACK < last && nth + 1 < recordings.len() {
            nth += 1;
        }
        last = time.milliseconds;
        let above = headings.get(..headings.partition_point(|(start, _)| *start < time.words.start)).and_then(<[_]>::last);
        above.map_or(nth, |(_, nth)| *nth)
    };
    document.facts.times.iter().map(|time| (time, of(time))).collect()
}

/// Whether a file is sound or film, by its ending.
pub fn is_sound_or_film(file: &RelPath) -> bool {
    places::is_recording(file) && !places::is_picture(file)
}
