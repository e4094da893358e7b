//! The pictures of a source: those that can be had are taken over as files of its document, the others are listed, and are open items.
//!
//! A picture is had from its own address (RFC 2397, `data:`), from the file in which it stands, or from a file beside the source. Nothing is fetched,
//! and nothing is taken from outside the folder of sources.

use std::collections::{BTreeMap, HashMap, HashSet};

use scholion_base::{
    RelPath, Slug,
    digest::sha256,
    places::is_picture,
    text::{percent_decoded, squeeze},
    yaml::{Map, Value},
};

use super::{around::Beside, base64, manuscript::Manuscript};
use crate::{
    attached::{AttachedFile, untaken},
    block::{Block, Milestone, Role, What},
    picture::{Picture, ending},
    remark::Remark,
    report::{self, Certainty, Finding, Kind},
};

/// Larger ones are listed, in bytes.
const LARGEST: usize = 64 << 20;
/// Endings that a name may lack, as in LaTeX and in articles of publishers.
const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "webp", "gif", "svg", "tif", "tiff"];

/// Whether a picture is so small that it shows nothing: a page loads such a one before the picture itself, or counts readers by it.
fn shows_nothing(bytes: &[u8]) -> bool {
    let wide = |at: usize| bytes.get(at..at + 4).map_or(0, |part| part.iter().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte)));
    let narrow =
        |at: usize| bytes.get(at..at + 2).map_or(0, |part| part.iter().rev().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte)));
    let (width, height) = match ending(bytes) {
        Some("png") => (wide(16), wide(20)),
        Some("gif") => (narrow(6), narrow(8)),
        _ => return false,
    };
    // Of a damaged one nothing is known.
    matches!((width, height), (1..=2, 1..=2))
}

/// Takes over the pictures of a manuscript, whose file has this name among the sources. `beside` are the files there.
pub fn settle(manuscript: &mut Manuscript, file_name: &str, beside: Beside<'_>) {
    let mut taker = Taker::new(std::mem::take(&mut manuscript.files), file_name, beside);
    let Manuscript { flow, source, findings, is_of_site, .. } = manuscript;
    let mut lost = Vec::new();
    let blocks = flow.blocks.iter_mut().chain(flow.notes.iter_mut().flat_map(|note| &mut note.body));
    for block in blocks {
        if !block.edits.iter().any(|edit| matches!(edit.what, What::Picture(_))) {
            continue;
        }
        let line = block.line(source);
        let mut kept = 0;
        block.edits.retain_mut(|edit| {
            let What::Picture(picture) = &mut edit.what else { return true };
            let Some(address) = taker.take(picture) else {
                lost.extend(left_out(picture, line));
                return false;
            };
            flow.links.push(address);
            picture.link = u32::try_from(flow.links.len() - 1).ok();
            kept += 1;
            true
        });
        if kept == 0 && block.role == Role::Figure {
            lost.extend(without_picture(block, line, *is_of_site));
        }
    }
    findings.extend(lost);
    let edits = flow.blocks.iter().chain(flow.notes.iter().flat_map(|note| &note.body)).flat_map(|block| &block.edits);
    let marks = edits.filter_map(|edit| if let What::Begins(mark) = &edit.what { Some(&**mark) } else { None });
    let facsimile = facsimile(marks, file_name, beside);
    let linked: HashSet<&str> = flow.links.iter().map(String::as_str).collect();
    let mut files = taker.files;
    files.retain(|file| file.shown_as().is_none() || linked.contains(file.address().as_str()));
    files.iter_mut().filter(|file| file.shown_as().is_some()).for_each(|file| file.called.clone_from(&file.name));
    manuscript.files = files;
    if let Some(facsimile) = facsimile {
        manuscript.state("facsimile", facsimile);
    }
}

/// What becomes of a caption whose picture is not here: of a page of a site it is listed, and of any other text it stays.
fn without_picture(block: &mut Block, line: u32, is_of_site: bool) -> Option<Finding> {
    let words = squeeze(&block.text);
    block.role = if words.is_empty() || is_of_site { Role::Gone } else { Role::Text };
    (is_of_site && !words.is_empty()).then_some(Finding {
        line,
        rule: "picture-caption",
        text: words,
        kind: Kind::Dropped,
        sure: Certainty::Likely,
        remark: None,
    })
}

/// That a picture is not here; nothing of one that shows nothing.
fn left_out(picture: &Picture, line: u32) -> Option<Finding> {
    const ENOUGH: usize = 300;
    let is_nothing = |place: &String| within_address(place).is_some_and(|bytes| shows_nothing(&bytes));
    if picture.places.iter().all(is_nothing) && picture.alt.is_empty() {
        return None;
    }
    let place = picture.places.iter().rev().find(|place| !place.starts_with("data:")).map_or("data:", String::as_str);
    let file: String = place.chars().take(ENOUGH).collect();
    let text = if picture.alt.is_empty() { file.clone() } else { picture.alt.clone() };
    // An address is no word that is left out.
    let kind = if picture.alt.is_empty() { Kind::Doubtful } else { Kind::Dropped };
    let remark = Some(Remark::PictureLeftOut { file });
    Some(Finding { line, rule: report::PICTURE, text, kind, sure: Certainty::Unsure, remark })
}

/// The bytes that an address holds (RFC 2397).
fn within_address(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.trim().strip_prefix("data:")?.split_once(',')?;
    let body = percent_decoded(body);
    if head.to_ascii_lowercase().ends_with(";base64") { base64::decoded(&body) } else { Some(body.into_bytes()) }
}

/// Takes over the picture that an address holds, once, and gives where the text finds it; `None` if it holds none. `known`: where it finds
/// those before, by their digests.
pub fn held(address: &str, files: &mut Vec<AttachedFile>, known: &mut HashMap<String, String>) -> Option<String> {
    let bytes = within_address(address).filter(|bytes| bytes.len() <= LARGEST)?;
    let digest = sha256(&bytes);
    if let Some(address) = known.get(&digest) {
        return Some(address.clone());
    }
    let name = format!("picture-{}.{}", files.len() + 1, ending(&bytes)?);
    let file = AttachedFile { called: name.clone(), name, bytes, from: String::new() };
    let address = file.address();
    files.push(file);
    known.insert(digest, address.clone());
    Some(address)
}

/// Takes pictures over, each once.
struct Taker<'a> {
    files: Vec<AttachedFile>,
    /// Names that are taken, for [`untaken`].
    names: BTreeMap<String, usize>,
    /// The files, by what the source calls them.
    called: HashMap<String, usize>,
    /// The files, by the digests of their bytes.
    known: HashMap<String, usize>,
    file_name: RelPath,
    beside: Beside<'a>,
}

impl<'a> Taker<'a> {
    fn new(files: Vec<AttachedFile>, file_name: &str, beside: Beside<'a>) -> Self {
        let mut names = BTreeMap::new();
        let mut called = HashMap::new();
        let mut files: Vec<AttachedFile> = files;
        let mut known: HashMap<String, usize> = HashMap::new();
        for (at, file) in files.iter_mut().enumerate() {
            file.name = untaken(&file.name, &mut names);
            if let Some(address) = file.shown_as() {
                let same = *known.entry(sha256(&file.bytes)).or_insert(at);
                called.entry(address.to_owned()).or_insert(same);
            }
        }
        Self { files, names, called, known, file_name: RelPath::new(file_name), beside }
    }

    /// The address of a picture, if it can be had from one of its places.
    fn take(&mut self, picture: &Picture) -> Option<String> {
        /// A smaller one that stands in an address beside others is shown until that of the page comes, blurred.
        const SMALL: usize = 4096;
        let is_until = |bytes: &[u8]| bytes.len() < SMALL && picture.places.iter().any(|place| !place.starts_with("data:"));
        let places = || picture.places.iter().map(|place| place.trim()).filter(|place| !place.is_empty());
        let index = places().find_map(|place| {
            if let Some(index) = self.called.get(place) {
                return Some(*index);
            }
            match within_address(place) {
                Some(bytes) => {
                    let is_picture = !is_until(&bytes) && (!shows_nothing(&bytes) || !picture.alt.is_empty());
                    if is_picture { self.bytes(bytes) } else { None }
                }
                None => self.file(place),
            }
        })?;
        self.files.get(index).map(AttachedFile::address)
    }

    /// A picture whose bytes stand in the source.
    fn bytes(&mut self, bytes: Vec<u8>) -> Option<usize> {
        let digest = sha256(&bytes);
        if let Some(index) = self.known.get(&digest) {
            return Some(*index);
        }
        let ending = ending(&bytes).filter(|_| bytes.len() <= LARGEST)?;
        let name = untaken(&format!("picture.{ending}"), &mut self.names);
        self.known.insert(digest, self.files.len());
        self.files.push(AttachedFile { called: name.clone(), name, bytes, from: String::new() });
        Some(self.files.len() - 1)
    }

    /// A picture that is a file beside the source.
    fn file(&mut self, address: &str) -> Option<usize> {
        let path = found(&self.file_name, address, self.beside)?;
        let called = path.as_str().to_owned();
        if let Some(index) = self.called.get(&called) {
            return Some(*index);
        }
        let name = untaken(&format!("{}.{}", Slug::from_stem(path.stem()), path.extension()), &mut self.names);
        self.called.insert(called.clone(), self.files.len());
        self.files.push(AttachedFile { name, called: called.clone(), bytes: Vec::new(), from: called });
        Some(self.files.len() - 1)
    }
}

/// The picture to which an address leads, from the folder of the source, else from that of all sources.
pub fn found(file_name: &RelPath, address: &str, beside: Beside<'_>) -> Option<RelPath> {
    let plain = address.split(['?', '#']).next().unwrap_or("");
    let has_scheme = plain.split(['/', '\\']).next().unwrap_or("").contains(':');
    if has_scheme || plain.is_empty() || plain.starts_with("//") {
        return None;
    }
    let is_there = |path: &RelPath| is_picture(path) && beside(path.as_str());
    // A name may itself hold the signs of a query.
    let written = [plain.to_owned(), percent_decoded(plain), address.to_owned(), percent_decoded(address)];
    written.iter().find_map(|place| {
        let relative = place.trim_start_matches(['/', '\\']);
        [file_name.join(relative), RelPath::new("a").join(relative)].into_iter().flatten().find_map(|path| {
            if is_there(&path) {
                return Some(path);
            }
            let mut longer = ENDINGS.iter().map(|ending| RelPath::new(&format!("{path}.{ending}")));
            if is_picture(&path) { None } else { longer.find(&is_there) }
        })
    })
}

/// The picture of a page: as it is named, else in the folder of the source, where it may have another ending: recognition is told of other
/// copies than those that are kept.
fn of_page(file_name: &RelPath, address: &str, beside: Beside<'_>) -> Option<RelPath> {
    let own = found(file_name, address, beside);
    own.or_else(|| {
        let path = RelPath::new(address.split(['?', '#']).next().unwrap_or(""));
        let name = |ending: &str| file_name.join(&format!("{}.{ending}", path.stem()));
        let is_named = is_picture(&path) && !address.contains("://");
        let endings = std::iter::once(path.extension()).chain(ENDINGS.map(str::to_owned)).filter(|_| is_named);
        endings.filter_map(|ending| name(&ending)).find(|path| beside(path.as_str()))
    })
}

/// The pictures of pages that lie beside a source, by the marks of its pages, as the front matter names them; `None` if there are none. They
/// stay where they are: they may be many, and large.
pub fn facsimile<'m>(marks: impl Iterator<Item = &'m Milestone>, file_name: &str, beside: Beside<'_>) -> Option<Value> {
    let file_name = RelPath::new(file_name);
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    for mark in marks.filter(|mark| mark.class == "pb" && !mark.picture.is_empty()) {
        let Some(path) = of_page(&file_name, &mark.picture, beside).filter(|path| seen.insert(path.clone())) else { continue };
        let mut page = Map::new();
        page.insert("file".into(), format!("../sources/{path}").into());
        if !mark.number.is_empty() {
            page.insert("label".into(), mark.number.to_string().into());
        }
        pages.push(Value::Object(page));
    }
    (!pages.is_empty()).then_some(Value::Array(pages))
}

#[cfg(test)]
mod tests {
    use super::super::{Around, Format, ingest_beside};
    use crate::{Ingested, authority::Known, report::Kind};

    /// A picture of 3 × 3 pixels, as far as this reader looks.
    const PICTURE: &str = "data:image/gif;base64,R0lGODlhAwADAIAAAAAAAP///ywAAAAAAwADAAACA4RvBQA7";

    fn ingest(name: &str, text: &str, there: &[&str]) -> Ingested {
        let beside = |name: &str| there.contains(&name);
        let around = Around { known: &Known::default(), files: &|_| None, beside: &beside };
        ingest_beside(name, text.as_bytes(), None, Format::of(name, text.as_bytes()), around).unwrap()
    }

    /// The pictures of the text, and what is left out.
    fn made(name: &str, text: &str, there: &[&str]) -> (Vec<String>, Vec<String>) {
        let made = ingest(name, text, there);
        assert_eq!((made.report.lost.len(), made.report.added.len()), (0, 0), "{}", made.markdown);
        let body = made.markdown.split("\n---\n").nth(1).unwrap_or("");
        let pictures = body.lines().filter(|line| line.contains("![")).map(str::to_owned).collect();
        let left = made.report.findings.iter().filter(|one| one.kind == Kind::Dropped).map(|one| one.text.clone()).collect();
        (pictures, left)
    }

    #[test]
    fn a_damaged_picture_may_have_shown_something() {
        assert!(!super::shows_nothing(b"\x89PNG\r\n\x1a\n"));
        assert!(super::shows_nothing(b"GIF89a\x01\0\x01\0"));
    }

    #[test]
    fn pictures_of_pages_are_figures() {
        let page = format!(
            "<h1>Mills</h1><p>The mill stood there.</p><figure><img src=Mill_files/a%20b.png alt='Round timber' srcset='https://x.example/2.png 2x'>\
             <figcaption><b>Fig. 1</b> A \"wheel\".</figcaption></figure><p>It is gone: <img src='{PICTURE}' alt='a seal'> was here.</p>\
             <p><img src='{PICTURE}' alt='again'></p><figure><img src=../../x.png alt=Out><figcaption>Far.</figcaption></figure>"
        );
        let (pictures, left) = made("box/Mill.html", &page, &["box/Mill_files/a b.png", "x.png"]);
        assert_eq!(
            pictures,
            [
                "![Round timber](../files/Mill/a-b.png \"Fig. 1 A \\\"wheel\\\".\")",
                "It is gone: ![a seal](../files/Mill/picture.gif) was here.",
                "![again](../files/Mill/picture.gif)"
            ]
        );
        assert_eq!(left, ["Out"]);
        let files: Vec<String> = ingest("box/Mill.html", &page, &["box/Mill_files/a b.png"])
            .files
            .into_iter()
            .map(|file| file.name + " " + &file.from)
            .collect();
        assert_eq!(files, ["a-b.png box/Mill_files/a b.png", "picture.gif "]);
    }

    #[test]
    fn pictures_of_editions_and_articles_have_captions_and_descriptions() {
        let article = "<article xmlns:xlink='x'><front><article-meta><title-group><article-title>Weirs</article-title></title-group></article-meta></front>\
            <body><p>A mill.</p><fig id='f'><label>Figure 1</label><caption><p>A wheel.</p></caption><alt-text>Round</alt-text><graphic xlink:href='w1'/></fig></body></article>";
        assert_eq!(made("a.xml", article, &["w1.jpg"]), (vec!["![Round](../files/a/w1.jpg \"Figure 1 A wheel.\")".to_owned()], vec![]));
        let edition = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><pb n='1r' facs='img/1r.tif'/><p>A mill.</p>\
            <figure><graphic url='img/seal.png'/><head>The seal</head><figDesc>A boat</figDesc></figure></body></text></TEI>";
        let (pictures, _) = made("a.xml", edition, &["img/seal.png", "img/1r.tif"]);
        assert_eq!(pictures, ["![A boat](../files/a/seal.png \"The seal\")"]);
        let document = ingest("a.xml", edition, &["img/1r.tif"]).markdown;
        assert!(document.contains("facsimile:\n- file: ../sources/img/1r.tif\n  label: 1r\n") && document.contains("A boat"), "{document}");
    }

    #[test]
    fn pictures_in_addresses_of_markdown_are_files() {
        let code = "```\n[image1]: data:image/gif;base64,R0lG\n```";
        let text = format!("# Mills\n\nA mill, ![seal]({PICTURE}) and ![][image1].\n\n[image1]: <{PICTURE}>\n\n{code}\n");
        let made = crate::ingest("a.md", text.as_bytes());
        let picture = "../files/a/picture-1.gif";
        assert!(made.markdown.contains(&format!("A mill, ![seal]({picture}) and ![]({picture}).")), "{}", made.markdown);
        assert!(
            made.markdown.matches("data:").count() == 1
                && made.markdown.contains(code)
                && made.files.len() == 1
                && made.report.lost.is_empty(),
            "{}",
            made.markdown
        );
    }
}
