//! The files that belong to a document: what its front matter lists, and its source where that is given to readers.

use super::{
    address,
    cleaning::Cleaning,
    frame::Maker,
    named_file,
    rights::Shown,
    view::{FileSize, FileView},
};
use crate::{
    archive::Reader,
    base::{Diagnostic, RelPath, digest::Fixity, places::SOURCES, say},
    document::{Attachment, Document, FileRole, LinkTarget, Meta},
};

/// The files of a document as the page at `page` shows them; each is published. Where the text is not shown whole none is.
pub fn make(maker: &Maker<'_, '_>, page: &RelPath, document: &Document, shown: Shown) -> Vec<FileView> {
    let listed = document.meta.files.iter().filter_map(|file| match shown {
        Shown::Full => listed(maker, page, document, file),
        _ => {
            if let LinkTarget::File(written, _) = &file.target {
                let found = Diagnostic::notice(&document.path, say::not_published_licence(written));
                maker.report([found.at(file.place).hint(say::not_published_licence_hint())]);
            }
            None
        }
    });
    let mut files: Vec<FileView> = listed.collect();
    files.extend(source(maker, page, document, shown));
    files
}

fn listed(maker: &Maker<'_, '_>, page: &RelPath, document: &Document, file: &Attachment) -> Option<FileView> {
    let role = if file.role == FileRole::Other { "" } else { file.role.name() };
    let own = FileView { role, rights: file.rights.clone(), label: file.label.clone(), ..FileView::default() };
    if let LinkTarget::Outside(address) = &file.target {
        let path = address.as_str().split(['?', '#']).next().unwrap_or("");
        let name = crate::base::text::percent_decoded(path.rsplit('/').next().unwrap_or(""));
        let label = if own.label.is_empty() { address.to_string() } else { own.label };
        return Some(FileView { label, address: address.clone(), ..described(own_of(own.role, own.rights), &RelPath::new(&name)) });
    }
    let path = named_file::find(maker, document, &file.target, file.place)?;
    published(maker, page, own, &path, maker.reader.fixity(&path))
}

/// The source of a document that is given to readers.
fn source(maker: &Maker<'_, '_>, page: &RelPath, document: &Document, shown: Shown) -> Option<FileView> {
    let meta = &document.meta;
    let place = meta.publish_source.filter(|_| shown == Shown::Full)?;
    let miss = |message, hint| {
        maker.report([Diagnostic::warning(&document.path, message).at(place).hint(hint)]);
        None
    };
    let Some(name) = meta.source.as_ref().map(|source| &*source.file).filter(|name| !name.is_empty()) else {
        return miss(say::not_published_source_none(), say::not_published_source_none_hint());
    };
    let Some(source) = maker.reader.source(name) else {
        return miss(say::not_published_source_gone(name), say::not_published_source_gone_hint());
    };
    if !maker.reader.may_show_source(name) {
        return miss(say::not_published_source_held(name), say::not_published_source_held_hint());
    }
    let path = RelPath::new(&format!("{SOURCES}/{name}"));
    published(maker, page, own_of("source", String::new()), &path, Some(Fixity::of(&source.bytes)))
}

/// The source of a document whose text is shown whole, if it is given to readers: its path in the archive.
pub fn given_source(reader: &Reader<'_>, meta: &Meta) -> Option<RelPath> {
    meta.publish_source?;
    let name = &*meta.source.as_ref()?.file;
    (reader.source(name).is_some() && reader.may_show_source(name)).then(|| RelPath::new(&format!("{SOURCES}/{name}")))
}

/// A file of the archive, which is published for being listed.
fn published(maker: &Maker<'_, '_>, page: &RelPath, own: FileView, path: &RelPath, fixity: Option<Fixity>) -> Option<FileView> {
    let to = address::file(path)?;
    maker.attach(path);
    let is_renamed = !to.ends_with(path.name());
    // What something is taken out of has other bytes.
    let fixity = fixity.filter(|_| Cleaning::of(maker.config, &RelPath::new(&to)).is_none());
    Some(FileView {
        href: address::encode_path(&page.to(&to)),
        saved_as: if is_renamed { path.name().to_owned() } else { String::new() },
        size: fixity.map(|fixity| size(fixity.length)).unwrap_or_default(),
        sha256: fixity.map(|fixity| fixity.sha256()).unwrap_or_default(),
        ..described(own, path)
    })
}

fn own_of(role: &'static str, rights: String) -> FileView {
    FileView { role, rights, ..FileView::default() }
}

/// What the name of a file says of it.
fn described(own: FileView, path: &RelPath) -> FileView {
    let name = path.name().to_owned();
    let (kind, format) = kind_of(path);
    FileView { label: if own.label.is_empty() { name.clone() } else { own.label }, name, kind, format, ..own }
}

/// Endings with the kind of file that has them, and what the format is called where that is not the ending in capitals.
const KINDS: &[(&str, &[(&str, &str)])] = &[
    (
        "picture",
        &[
            ("jpg", "JPEG"),
            ("jpeg", ""),
            ("png", ""),
            ("gif", ""),
            ("tif", "TIFF"),
            ("tiff", ""),
            ("webp", "WebP"),
            ("avif", ""),
            ("svg", ""),
            ("bmp", ""),
            ("jp2", "JPEG 2000"),
            ("heic", ""),
            ("jxl", "JPEG XL"),
        ],
    ),
    (
        "sound",
        &[
            ("mp3", ""),
            ("wav", ""),
            ("flac", ""),
            ("ogg", ""),
            ("oga", "Ogg"),
            ("opus", "Opus"),
            ("m4a", ""),
            ("aac", ""),
            ("aif", "AIFF"),
            ("aiff", ""),
        ],
    ),
    (
        "film",
        &[
            ("mp4", ""),
            ("m4v", ""),
            ("mov", "QuickTime"),
            ("mkv", "Matroska"),
            ("avi", ""),
            ("webm", "WebM"),
            ("mpg", "MPEG"),
            ("mpeg", ""),
            ("ogv", "Ogg"),
            ("wmv", ""),
        ],
    ),
    (
        "text",
        &[
            ("pdf", ""),
            ("docx", "Word, DOCX"),
            ("doc", "Word"),
            ("odt", "OpenDocument, ODT"),
            ("rtf", ""),
            ("txt", ""),
            ("md", "Markdown"),
            ("tex", "LaTeX"),
            ("epub", ""),
            ("eml", ""),
            ("ps", "PostScript"),
            ("djvu", "DjVu"),
        ],
    ),
    ("page", &[("html", ""), ("htm", "HTML"), ("xhtml", ""), ("mht", "MHTML"), ("mhtml", "")]),
    ("table", &[("csv", ""), ("tsv", ""), ("xlsx", "Excel, XLSX"), ("xls", "Excel"), ("ods", "OpenDocument, ODS")]),
    ("slides", &[("pptx", "PowerPoint, PPTX"), ("ppt", "PowerPoint"), ("odp", "OpenDocument, ODP")]),
    ("captions", &[("vtt", "WebVTT"), ("srt", "SubRip")]),
    ("data", &[("xml", ""), ("json", ""), ("jsonld", "JSON-LD"), ("yaml", ""), ("bib", "BibTeX"), ("ris", ""), ("geojson", "GeoJSON")]),
    (
        "archive",
        &[("zip", ""), ("tar", ""), ("gz", "gzip"), ("7z", ""), ("rar", ""), ("xz", ""), ("zst", "Zstandard"), ("wacz", ""), ("warc", "")],
    ),
];

/// The kind of a file and the name of its format, by its ending; of an unknown ending that itself.
fn kind_of(path: &RelPath) -> (&'static str, String) {
    let ending = path.extension();
    for (kind, formats) in KINDS {
        if let Some((_, name)) = formats.iter().find(|(known, _)| *known == ending) {
            return (kind, if name.is_empty() { ending.to_uppercase() } else { (*name).to_owned() });
        }
    }
    ("", ending.to_uppercase())
}

/// A length as people read it, in units of the SI (IEC 80000-13): two figures at least.
fn size(bytes: u64) -> FileSize {
    const UNITS: [(&str, u64); 4] = [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)];
    // What would be rounded up to a thousand is one of the next unit.
    let unit = UNITS.iter().rev().find(|(_, one)| bytes.saturating_add(one / 2_000) >= *one);
    let Some((unit, one)) = unit else { return FileSize { bytes, whole: bytes, unit: "B", ..FileSize::default() } };
    let tenths = (bytes.saturating_mul(10).saturating_add(one / 2)) / one;
    if tenths < 100 {
        let tenth = if tenths.is_multiple_of(10) { String::new() } else { (tenths % 10).to_string() };
        return FileSize { bytes, whole: tenths / 10, tenth, unit };
    }
    FileSize { bytes, whole: bytes.saturating_add(one / 2) / one, tenth: String::new(), unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_as_people_read_them() {
        let said = |bytes: u64| {
            let FileSize { whole, tenth, unit, .. } = size(bytes);
            if tenth.is_empty() { format!("{whole} {unit}") } else { format!("{whole}.{tenth} {unit}") }
        };
        for (bytes, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_449, "1.4 kB"),
            (9_960, "10 kB"),
            (12_345, "12 kB"),
            (999_600, "1 MB"),
            (629_145_600, "629 MB"),
            (1_500_000_000, "1.5 GB"),
        ] {
            assert_eq!(said(bytes), expected, "{bytes}");
        }
    }

    #[test]
    fn endings_say_what_a_file_is() {
        let check = |name: &str, kind: &str, format: &str| assert_eq!(kind_of(&RelPath::new(name)), (kind, format.to_owned()), "{name}");
        check("a.JPG", "picture", "JPEG");
        check("a.docx", "text", "Word, DOCX");
        check("a.xyz", "", "XYZ");
        check("a", "", "");
    }
}
