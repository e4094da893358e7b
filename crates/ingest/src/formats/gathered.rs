//! A source of several files: METS, and behind it those with the pages that it orders. What is made of it is made of all their bytes.

use std::{borrow::Cow, collections::BTreeMap};

use scholion_base::{RelPath, source_text::Source};

use super::{
    Fault, Format, notation,
    xml::{Leaf, Order, Scan, order},
};

/// The files that belong to a source, by their paths from the folder of sources.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Belongings {
    /// Those with its pages, in order.
    pub pages: Vec<RelPath>,
    /// Pictures, and other forms of the same words.
    pub others: Vec<RelPath>,
}

/// What belongs to a source, if it orders other files. `bytes_of`: the bytes of the file at a path, if it is here.
pub fn belongings<B: AsRef<[u8]>>(name: &str, bytes: &[u8], bytes_of: &dyn Fn(&RelPath) -> Option<B>) -> Option<Belongings> {
    if !is_order(name, bytes) {
        return None;
    }
    let is_here = |file: &str| place(name, file).is_some_and(|path| bytes_of(&path).is_some_and(|bytes| is_page(&path, bytes.as_ref())));
    let order = order(bytes, &is_here).ok()?;
    // Texts that are no recognised pages are sources of their own; recognised pages without words are none.
    let (pages, rest): (Vec<&String>, Vec<&String>) = order.pages.iter().map(|page| &page.file).partition(|file| is_here(file));
    let wordless = rest.into_iter().filter_map(|file| place(name, file));
    let wordless = wordless.filter(|path| bytes_of(path).is_some_and(|bytes| is_scan(path, bytes.as_ref())));
    let others = order.others.iter().filter_map(|file| place(name, file));
    let others = others.filter(|path| bytes_of(path).is_none_or(|bytes| is_scan(path, bytes.as_ref())));
    Some(Belongings { pages: pages.into_iter().filter_map(|file| place(name, file)).collect(), others: others.chain(wordless).collect() })
}

/// A source with the files that it orders behind it; as it is if it orders none.
pub fn gathered<'b, B: AsRef<[u8]>>(name: &str, bytes: &'b [u8], bytes_of: &dyn Fn(&RelPath) -> Option<B>) -> Cow<'b, [u8]> {
    if !is_order(name, bytes) {
        return Cow::Borrowed(bytes);
    }
    let files: std::cell::RefCell<BTreeMap<String, B>> = std::cell::RefCell::default();
    let is_here = |file: &str| {
        let found = place(name, file).and_then(|path| bytes_of(&path)).filter(|bytes| is_page(&RelPath::new(file), bytes.as_ref()));
        let is_here = found.is_some();
        files.borrow_mut().extend(found.map(|bytes| (file.to_owned(), bytes)));
        is_here
    };
    let Ok(Order { pages, .. }) = order(bytes, &is_here) else { return Cow::Borrowed(bytes) };
    let mut all = bytes.to_vec();
    for Leaf { file, .. } in pages {
        if let Some(bytes) = files.borrow().get(&file) {
            let bytes = bytes.as_ref();
            all.extend_from_slice(BETWEEN);
            all.extend_from_slice(format!("{} {file}\n", bytes.len()).as_bytes());
            all.extend_from_slice(bytes);
        }
    }
    Cow::Owned(all)
}

/// Reads a source with the files behind it. One that is broken is as one that is not here.
pub fn read(all: &[u8]) -> Result<Scan, Fault> {
    let (own, files) = apart(all);
    let Order { pages, front, .. } = order(own, &|name| files.contains_key(name))?;
    let mut scan = Scan::default();
    scan.front = front;
    for page in pages {
        let name = page.file.clone();
        let bytes = files.get(name.as_str());
        scan.next = Some(page);
        let is_read = bytes.is_some_and(|bytes| match notation(Format::of(&name, bytes)) {
            Some(notation) => scan.read(bytes, notation).is_ok(),
            None => {
                scan.read_plain(&Source::decode(bytes).text);
                true
            }
        });
        if !is_read {
            scan.missing.push(name);
        }
    }
    Ok(scan)
}

/// The source by itself, and the files behind it by the names that it gives them.
fn apart(all: &[u8]) -> (&[u8], BTreeMap<&str, &[u8]>) {
    let mut files = BTreeMap::new();
    let end = memchr::memmem::find(all, BETWEEN).unwrap_or(all.len());
    let (own, mut rest) = all.split_at(end);
    while let Some(behind) = rest.strip_prefix(BETWEEN) {
        let Some(line) = memchr::memchr(b'\n', behind) else { break };
        let head = behind.get(..line).and_then(|head| std::str::from_utf8(head).ok()).and_then(|head| head.split_once(' '));
        let Some((length, name)) = head.and_then(|(length, name)| Some((length.parse::<usize>().ok()?, name))) else { break };
        let bytes = behind.get(line + 1..).unwrap_or_default();
        let (file, after) = bytes.split_at(length.min(bytes.len()));
        files.insert(name, file);
        rest = after;
    }
    (own, files)
}

/// Bytes that no file of XML holds.
const BETWEEN: &[u8] = b"\n\0\0\0page ";

fn is_order(name: &str, bytes: &[u8]) -> bool {
    /// The first element stands behind comments and instructions at most.
    const HEAD: usize = 8192;
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    memchr::memmem::find(head, b"mets").is_some() && Format::of(name, bytes) == Format::Mets
}

/// Where a file lies that a source names; `None` if that is out of the folder of sources.
fn place(name: &str, file: &str) -> Option<RelPath> {
    let is_outside = file.is_empty() || file.starts_with('/') || file.contains(':');
    RelPath::new(name).join(file).filter(|_| !is_outside)
}

/// Whether a file may have the words of a page: recognised text, or plain text.
fn is_scan(path: &RelPath, bytes: &[u8]) -> bool {
    let format = Format::of(path.name(), bytes);
    notation(format).is_some() || format == Format::Text && path.extension() == "txt"
}

/// Whether it has them. What finds lines on a page and does not read them writes PAGE XML, too.
fn is_page(path: &RelPath, bytes: &[u8]) -> bool {
    let has_words = || memchr::memmem::find(bytes, b"Unicode>").is_some();
    is_scan(path, bytes) && (Format::of(path.name(), bytes) != Format::PageXml || has_words())
}

/// Whether a file is one page of recognised text.
pub fn is_one_page(name: &str, bytes: &[u8]) -> bool {
    let pages = |mark: &[u8]| memchr::memmem::find_iter(bytes, mark).take(2).count();
    match Format::of(name, bytes) {
        Format::PageXml => true,
        Format::Alto => pages(b"<Page ") == 1 || pages(b":Page ") == 1,
        Format::Hocr => pages(b"ocr_page") == 1 || pages(b"'ocr_page'") + pages(b"\"ocr_page\"") == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_together_comes_apart() {
        let mets = "<mets xmlns:xlink='x'><fileSec><fileGrp USE='FULLTEXT'><file ID='a' MIMETYPE='text/plain'><FLocat xlink:href='p/a.txt'/></file>\
                    <file ID='b' MIMETYPE='text/plain'><FLocat xlink:href='../../out.txt'/></file></fileGrp></fileSec></mets>";
        let all = gathered("box/mets.xml", mets.as_bytes(), &|path| (path.as_str() == "box/p/a.txt").then_some(b"Words.\n"));
        let (own, files) = apart(&all);
        assert_eq!(own, mets.as_bytes());
        assert_eq!(files, BTreeMap::from([("p/a.txt", b"Words.\n".as_slice())]));
    }

    #[test]
    fn texts_that_are_no_pages_do_not_belong_to_a_source() {
        let mets = "<mets xmlns:xlink='x'><fileSec><fileGrp><file ID='a' MIMETYPE='text/plain'><FLocat xlink:href='a.txt'/></file>\
                    <file ID='b' MIMETYPE='text/xml'><FLocat xlink:href='b.xml'/></file></fileGrp></fileSec></mets>";
        let tei: &[u8] = b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Words.</p></body></text></TEI>";
        let words: &[u8] = b"Words.";
        let found = belongings("mets.xml", mets.as_bytes(), &|path| Some(if path.as_str() == "a.txt" { words } else { tei }));
        assert_eq!(found, Some(Belongings { pages: vec![RelPath::new("a.txt")], others: Vec::new() }));
    }

    #[test]
    fn pages_without_a_map_are_those_of_one_group_in_its_order() {
        let file = |id: &str, place: &str| format!("<file ID='{id}' MIMETYPE='text/plain'><FLocat xlink:href='{place}'/></file>");
        let first = file("F1", "a/1.txt") + &file("F2", "a/2.txt") + &file("F10", "a/10.txt") + &file("F11", "a/10.txt");
        let other = file("G1", "b/1.txt") + &file("G2", "b/2.txt");
        let mets = format!(
            "<mets xmlns:xlink='x'><fileSec><fileGrp USE='GT'>{first}</fileGrp><fileGrp USE='OCR'>{other}</fileGrp></fileSec></mets>"
        );
        let found = belongings("mets.xml", mets.as_bytes(), &|_| Some(b"Words.")).unwrap_or_default();
        assert_eq!(found.pages, ["a/1.txt", "a/2.txt", "a/10.txt"].map(RelPath::new));
        assert_eq!(found.others, ["b/1.txt", "b/2.txt"].map(RelPath::new));
    }
}
