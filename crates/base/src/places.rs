//! Where the files of an archive stand, from its root (docs/FORMATS.md).

use super::{
    RelPath,
    snapshot::{CONFIG_FILE, PictureSize},
};

/// Where all stands that the editors write, but for templates.
pub const CONTENT: &str = "content";
/// Where documents stand.
pub const DOCUMENTS: &str = "content/documents";
/// Where source texts stand, as received.
pub const SOURCES: &str = "content/sources";
/// Where bibliographies and libraries stand.
pub const BIBLIOGRAPHY: &str = "content/bibliography";
/// The editors' verdicts on the identity of works.
pub const VERDICTS: &str = "content/bibliography/works.yaml";
/// Where notes stand.
pub const ANNOTATIONS: &str = "content/annotations";
/// Where it stands in which place of a picture the lines of a text are.
pub const COORDINATES: &str = "content/coordinates";
/// Where authority records stand.
pub const AUTHORITIES: &str = "content/authorities";
/// What the editors say of mentions, against what names alone tell.
pub const MENTIONS: &str = "content/authorities/mentions.yaml";
/// What editors say of identifiers that were proposed for records.
pub const MATCHES: &str = "content/authorities/matches.yaml";
/// Where the texts stand that documents had as versions that were published, each in a folder that is called as its document's file.
pub const VERSIONS: &str = "content/versions";
/// Where free pages stand.
pub const PAGES: &str = "content/pages";
/// The text of the front among the free pages, by its name in addresses.
pub const FRONT: &str = "index";
/// Where collections are described.
pub const COLLECTIONS: &str = "content/collections";
/// Where it stands to what the addresses lead that were published once and are no more.
pub const ADDRESSES: &str = "content/addresses.yaml";
/// Where tables that describe documents stand, and data for templates.
pub const DATA: &str = "content/data";
/// From where paths in the configuration are read: they begin in [`CONTENT`].
pub const CONFIGURED: &str = "content/_";
/// Where pictures and other files stand that belong to no single text.
pub const FILES: &str = "content/files";

/// Where captures of pages of the web stand, by their hosts.
pub const ARCHIVE: &str = "content/archive";

/// Where the files stand that the source of a document brings along.
pub fn files_of(slug: &crate::Slug) -> String {
    format!("{FILES}/{slug}")
}

/// Where the archive's own citation styles stand.
pub const STYLES: &str = "content/styles";
/// Where templates stand.
pub const TEMPLATES: &str = "templates";
/// The documents that editors took out, so that no source brings them back.
pub const REMOVED: &str = "content/removed.yaml";
/// The folders and files of [`CONTENT`] that mean something.
pub const OF_CONTENT: [&str; 15] = [
    DOCUMENTS,
    SOURCES,
    BIBLIOGRAPHY,
    ANNOTATIONS,
    COORDINATES,
    AUTHORITIES,
    VERSIONS,
    PAGES,
    COLLECTIONS,
    ADDRESSES,
    DATA,
    FILES,
    ARCHIVE,
    STYLES,
    REMOVED,
];
/// Where the program keeps what it needs from one run to the next.
pub const KEPT: &str = ".scholion";

/// The names of texts that stand for the folder they are in.
pub const FOLDER_TEXTS: [&str; 2] = ["index", "README"];

/// What a text is called by its file: the file's name without ending, or the folder's where the text stands for it.
pub fn text_name(path: &RelPath) -> &str {
    let folder = path.parent().rsplit('/').next().unwrap_or("");
    let is_section = [DOCUMENTS, PAGES, COLLECTIONS].contains(&path.parent());
    if is_section || folder.is_empty() || !FOLDER_TEXTS.iter().any(|name| name.eq_ignore_ascii_case(path.stem())) {
        path.stem()
    } else {
        folder
    }
}

/// The file in a folder of published files that says which of them are ours.
pub const MANIFEST: &str = ".scholion-manifest";

/// Folders of the root in which nothing may be published.
pub const OWN: [&str; 3] = [CONTENT, TEMPLATES, KEPT];
/// Folders of programs that keep versions, in which nothing may be published wherever they stand.
const KEEPERS: [&str; 5] = [".git", ".hg", ".svn", ".jj", ".bzr"];

/// Whether a file is one that texts may lead to and that is never read: any below [`FILES`], all that stands beside documents and free
/// pages and is none, and pictures and recordings among sources, of which no text can be made.
pub fn is_attachment(path: &RelPath) -> bool {
    let is_beside = || path.is_below(DOCUMENTS) || path.is_below(PAGES);
    path.is_below(FILES) || is_beside() && path.extension() != "md" && !is_defaults(path) || path.is_below(SOURCES) && is_recording(path)
}

/// Whether a file says by its name that it holds front matter for all documents of its folder.
pub fn is_defaults(path: &RelPath) -> bool {
    matches!(path.name(), "_defaults.yaml" | "_defaults.yml") && path.is_below(CONTENT) && !path.is_below(FILES) && !path.is_below(SOURCES)
}

/// Whether a file says what a capture beside it is, by its place and its ending.
pub fn is_capture_note(path: &RelPath) -> bool {
    path.is_below(ARCHIVE) && matches!(path.extension().as_str(), "yaml" | "yml")
}

/// Whether a file is data by its place and its ending.
pub fn is_data(path: &RelPath) -> bool {
    path.is_below(DATA) && !is_defaults(path) && matches!(path.extension().as_str(), "csv" | "tsv" | "yaml" | "yml" | "json")
}

/// Whether a file is a table by its ending.
pub fn is_table(path: &RelPath) -> bool {
    matches!(path.extension().as_str(), "csv" | "tsv")
}

/// Whether a file is sound, film or a picture by its ending: no text can be taken out of it, and it may be very large.
pub fn is_recording(path: &RelPath) -> bool {
    const ENDINGS: [&str; 10] = ["mp3", "wav", "flac", "ogg", "oga", "opus", "m4a", "aac", "aif", "aiff"];
    // A drawing is a text.
    is_film(path) || ENDINGS.contains(&path.extension().as_str()) || is_picture(path) && path.extension() != "svg"
}

/// Whether a recording is a film, by its ending.
pub fn is_film(path: &RelPath) -> bool {
    ["mp4", "m4v", "mov", "mkv", "avi", "webm", "ogv", "mpg", "mpeg", "wmv"].contains(&path.extension().as_str())
}

/// Whether a file that texts may lead to is captions: in WebVTT, or in SubRip, of which WebVTT is published.
pub fn is_captions(path: &RelPath) -> bool {
    ["vtt", "srt"].contains(&path.extension().as_str()) && is_attachment(path)
}

/// Whether a file that texts may lead to is a IIIF manifest, by its name: `manifest.json`, or what ends so.
pub fn is_manifest(path: &RelPath) -> bool {
    is_attachment(path) && path.name().to_lowercase().ends_with("manifest.json")
}

/// Whether a file says something to the program, which must know its bytes. Of all others it knows the digest: a film of
/// some gigabytes then needs no memory.
pub fn is_read(path: &RelPath) -> bool {
    const READ: [&str; 11] =
        [DOCUMENTS, VERSIONS, PAGES, COLLECTIONS, SOURCES, BIBLIOGRAPHY, ANNOTATIONS, COORDINATES, AUTHORITIES, STYLES, TEMPLATES];
    let is_text = || !is_attachment(path) && (path.is_below(TEMPLATES) || !is_recording(path));
    [CONFIG_FILE, ADDRESSES, REMOVED].contains(&path.as_str())
        || is_defaults(path)
        || is_capture_note(path)
        || is_data(path)
        || is_captions(path)
        || is_manifest(path)
        || is_text() && READ.iter().any(|folder| path.is_below(folder))
}

/// Whether a folder of this name belongs to a program that keeps versions. File systems may fold case.
pub fn keeps_versions(name: &str) -> bool {
    KEEPERS.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Whether smaller pictures can be made of a file, by its ending: of what moves and what is drawn in lines none are.
pub fn is_scalable(path: &RelPath) -> bool {
    !is_shown_by_browsers(path) || ["png", "jpg", "jpeg", "webp", "bmp"].contains(&path.extension().as_str())
}

/// Whether browsers show a picture, by its ending. Of the others among [`is_picture`] smaller ones are shown.
pub fn is_shown_by_browsers(path: &RelPath) -> bool {
    !["tif", "tiff", "jp2"].contains(&path.extension().as_str())
}

/// The endings of smaller pictures: of photographs, and of what is drawn.
const SCALED: [&str; 2] = ["jpg", "webp"];

/// What a smaller picture of a file is called, so many pixels wide.
pub fn scaled_name(file: &str, size: PictureSize, width: u32) -> String {
    let [photograph, drawing] = SCALED;
    format!("{file}.{width}.{}", if size.is_drawn { drawing } else { photograph })
}

/// Of which file this would be a smaller picture, by its name.
pub fn scaled_from(path: &str) -> Option<&str> {
    let (rest, ending) = path.rsplit_once('.')?;
    let (file, width) = rest.rsplit_once('.')?;
    (SCALED.contains(&ending) && !width.is_empty() && width.bytes().all(|byte| byte.is_ascii_digit())).then_some(file)
}

/// The endings of pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "heic", "jxl", "jp2"];

/// Whether a file is a picture of a format in which each says how large it is, by its ending: a drawing need not, and others are not read.
pub fn tells_size(path: &RelPath) -> bool {
    is_picture(path) && !["svg", "heic", "jxl", "jp2", "avif"].contains(&path.extension().as_str())
}

/// Whether a file, or a name in `![[…#…]]`, is that of a picture, by its ending.
pub fn is_picture(path: &RelPath) -> bool {
    path.extension().split('#').next().is_some_and(|ending| PICTURES.contains(&ending))
}
