//! A document in other forms: those for programs, and those for people (Presentation API 3.0, section 3.3: `seeAlso`, `rendering`).

use super::{
    manifest::address_of,
    model::{Other, Words},
    words,
};
use crate::{
    base::{RelPath, mime, text},
    document::{Document, LinkTarget},
    site::{
        address, export, files,
        frame::{Maker, canonical},
        named_file,
    },
};

/// The other forms of a document: those for programs, and those for people.
pub fn of(maker: &Maker<'_, '_>, document: &Document) -> (Vec<Other>, Vec<Other>) {
    let (for_programs, for_people): (Vec<Other>, Vec<Other>) =
        files(maker, document).into_iter().partition(|other| other.kind == "Dataset");
    let mut all = records(maker, document);
    all.extend(notes(maker, document));
    all.extend(for_programs);
    (all, for_people)
}

/// The document for reference managers.
fn records(maker: &Maker<'_, '_>, document: &Document) -> Vec<Other> {
    let page = address::document(&document.slug);
    let stem = page.strip_suffix(".html").unwrap_or(&page).to_owned();
    let file = |(ending, format): (&&str, &&'static str)| {
        let id = canonical(maker.config, &RelPath::new(&format!("{stem}.{ending}")));
        let label = Words::english(export::format_of(ending)?.name);
        Some(Other { id, kind: "Dataset", label, format, ..Other::default() })
    };
    let formats = ["application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json"];
    export::ENDINGS.iter().zip(&formats).filter_map(file).collect()
}

/// The editors' notes as the Web Annotation Data Model has them.
fn notes(maker: &Maker<'_, '_>, document: &Document) -> Option<Other> {
    maker.reader.annotations(&document.slug).filter(|placed| !placed.file.notes.is_empty())?;
    let id = canonical(maker.config, &RelPath::new(&address::jsonld(&document.slug)));
    let label = words::said(maker.words, "iiif-notes");
    Some(Other {
        id,
        kind: "Dataset",
        label,
        format: "application/ld+json",
        profile: "http://www.w3.org/ns/anno.jsonld",
        ..Other::default()
    })
}

/// The files that belong to the document, and its source if that is given to readers: as its page lists them (`site/files.rs`).
fn files(maker: &Maker<'_, '_>, document: &Document) -> Vec<Other> {
    let own = document.meta.files.iter().filter_map(|file| {
        let (id, name) = match &file.target {
            LinkTarget::Outside(address) => {
                let name = address.as_str().split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
                (address.to_string(), text::percent_decoded(name))
            }
            target => {
                let path = named_file::look_up(maker.reader, document, target)?.ok()?;
                (published(maker, &path)?, path.name().to_owned())
            }
        };
        Some((id, if file.label.is_empty() { name.clone() } else { file.label.clone() }, name))
    });
    let source = files::given_source(maker.reader, &document.meta);
    let source = source.and_then(|path| Some((published(maker, &path)?, path.name().to_owned(), path.name().to_owned())));
    own.chain(source)
        .map(|(id, label, name)| {
            let format = mime::of(&name).split(';').next().unwrap_or("");
            let format = if format == "application/octet-stream" { "" } else { format };
            Other { id, kind: kind(format), label: Words::of(&document.meta.lang, &label), format, ..Other::default() }
        })
        .collect()
}

fn published(maker: &Maker<'_, '_>, path: &RelPath) -> Option<String> {
    Some(address_of(maker.config, &RelPath::new(&address::file(path)?)))
}

/// What something of a media type is (Presentation API 3.0, section 4.2): what people read and hear, else data.
fn kind(format: &str) -> &'static str {
    match format.split_once('/') {
        Some(("image", _)) => "Image",
        Some(("audio", _)) => "Sound",
        Some(("video", _)) => "Video",
        Some(("text", "csv" | "tab-separated-values" | "turtle" | "vtt")) => "Dataset",
        Some(("text", _)) => "Text",
        Some(("application", name)) => {
            let is_text =
                ["pdf", "epub+zip", "rtf", "msword"].contains(&name) || name.ends_with(".text") || name.contains("wordprocessingml");
            if is_text { "Text" } else { "Dataset" }
        }
        _ => "Dataset",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_read_is_no_data() {
        let check = |name: &str, expected: &str| assert_eq!(kind(mime::of(name).split(';').next().unwrap_or("")), expected, "{name}");
        check("letter.xml", "Dataset");
        check("letter.csv", "Dataset");
        check("letter.pdf", "Text");
        check("letter.docx", "Text");
        check("letter.odt", "Text");
        check("letter.ods", "Dataset");
        check("letter.txt", "Text");
        check("1r.tif", "Image");
        check("tape.mp3", "Sound");
        check("letter", "Dataset");
    }
}
