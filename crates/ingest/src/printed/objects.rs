//! What the objects of a PDF say that no program of poppler prints: the labels of its pages (PDF 32000-1, 12.4.2) and what its figures say to who
//! cannot see them (14.9.3). Objects stand in the file, or packed in streams of objects (7.5.7); what is encrypted or damaged says nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use crate::formats::roman::roman;

/// One stream of objects may have so many bytes, unpacked, and all of them.
const LONGEST: u64 = 16 << 20;
const ALL: usize = 128 << 20;
/// So many elements are looked at, and so many labels given.
const MOST: usize = 1_000_000;
const PAGES: usize = 100_000;

/// What the objects say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The labels of the pages from the first on; none where the file gives none.
    pub labels: Vec<String>,
    /// The descriptions of figures, in the order of the structure; empty of one that has none.
    pub figures: Vec<String>,
}

/// Reads the objects of a file of so many pages.
pub fn told(bytes: &[u8], pages: usize) -> Told {
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        return Told::default();
    }
    let objects = objects(bytes);
    let catalog =
        objects.values().rev().find(|body| has(body, b"/Catalog") && (has(body, b"/PageLabels") || has(body, b"/StructTreeRoot")));
    let Some(catalog) = catalog else { return Told::default() };
    Told { labels: labels(&objects, catalog, pages.min(PAGES)), figures: figures(&objects, catalog) }
}

type Objects = BTreeMap<u32, Vec<u8>>;

fn has(body: &[u8], words: &[u8]) -> bool {
    memchr::memmem::find(body, words).is_some()
}

/// The objects by their numbers, those that stand later in the file instead of those before.
fn objects(bytes: &[u8]) -> Objects {
    let mut objects = Objects::new();
    let (mut room, mut reached) = (ALL, 0);
    let ends: Vec<usize> = memchr::memmem::find_iter(bytes, b"endobj").collect();
    for at in memchr::memmem::find_iter(bytes, b" obj") {
        // Objects do not stand in one another.
        let Some(number) = number_before(bytes, at).filter(|_| at >= reached) else { continue };
        let Some(end) = ends.get(ends.partition_point(|end| *end < at)) else { break };
        reached = *end;
        let body = bytes.get(at + 4..*end).unwrap_or_default();
        let head = memchr::memmem::find(body, b"stream").unwrap_or(body.len());
        let (head, stream) = body.split_at(head);
        if has(head, b"/ObjStm") && has(head, b"/FlateDecode") && room > 0 {
            let unpacked = unpacked(stream.get(6..).unwrap_or_default());
            room = room.saturating_sub(unpacked.len());
            packed(&unpacked, head, &mut objects);
        } else if !head.is_empty() && head.len() <= room {
            room -= head.len();
            objects.insert(number, head.to_vec());
        }
    }
    objects
}

/// The number of an object, of which the generation stands right before a place: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(20)..at)?;
    let mut words = before.rsplit(|byte| byte.is_ascii_whitespace());
    let is_number = |word: &&[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_digit);
    words.next().filter(is_number)?;
    let digits = words.next()?;
    let from = digits.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    std::str::from_utf8(digits.get(from..)?).ok()?.parse().ok()
}

fn unpacked(stream: &[u8]) -> Vec<u8> {
    let stream =
        stream.strip_prefix(b"\r\n").or_else(|| stream.strip_prefix(b"\n")).or_else(|| stream.strip_prefix(b"\r")).unwrap_or(stream);
    let mut found = Vec::new();
    // What is damaged is read as far as it goes.
    _ = flate2::read::ZlibDecoder::new(stream).take(LONGEST).read_to_end(&mut found);
    found
}

/// The objects in a stream: numbers and places first, from `/First` on the objects.
fn packed(stream: &[u8], head: &[u8], objects: &mut Objects) {
    let Some(first) = number_of(head, b"/First") else { return };
    let table = String::from_utf8_lossy(stream.get(..first).unwrap_or_default()).into_owned();
    let numbers: Vec<usize> = table.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect();
    let pairs: Vec<(usize, usize)> = numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
    let mut reached = 0;
    for (nth, (number, at)) in pairs.iter().enumerate() {
        // They stand in order, so that none is copied twice.
        if *at < reached {
            break;
        }
        reached = *at;
        let end = pairs.get(nth + 1).map_or(stream.len(), |(_, next)| first.saturating_add(*next));
        let body = stream.get(first.saturating_add(*at)..end.min(stream.len())).unwrap_or_default();
        if let Ok(number) = u32::try_from(*number) {
            objects.insert(number, body.to_vec());
        }
    }
}

/// What stands behind a key; a longer one that begins so is another.
fn value<'b>(body: &'b [u8], key: &[u8]) -> Option<&'b [u8]> {
    let at = memchr::memmem::find_iter(body, key).find(|at| !body.get(at + key.len()).is_some_and(u8::is_ascii_alphanumeric))?;
    body.get(at + key.len()..).map(<[u8]>::trim_ascii_start)
}

fn number_of(body: &[u8], key: &[u8]) -> Option<usize> {
    leading_number(value(body, key)?)
}

fn leading_number(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

/// The object to which a reference leads: `12 0 R`.
fn referred<'o>(objects: &'o Objects, text: &[u8]) -> Option<&'o Vec<u8>> {
    references(text.get(..text.len().min(24))?, true).first().and_then(|number| objects.get(number))
}

/// The references in a list or at the beginning of a text.
fn references(text: &[u8], only_first: bool) -> Vec<u32> {
    let text = String::from_utf8_lossy(text);
    let mut words: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_ascii_whitespace() || matches!(c, '[' | ']' | '<' | '>' | '/')).filter(|word| !word.is_empty()) {
        words.push(word);
        if word == "R"
            && let [.., number, _, _] = words.as_slice()
        {
            found.extend(number.parse::<u32>().ok());
        }
        if only_first && words.len() >= 3 {
            break;
        }
    }
    found
}

/// More ranges of labels are damage.
const RANGES: usize = 1000;

/// How the pages of a range are labelled.
struct Range {
    first: usize,
    prefix: String,
    style: u8,
}

impl Range {
    /// Of a dictionary, of which no more is read than one needs.
    fn of(body: &[u8]) -> Self {
        const LONGEST: usize = 1000;
        let body = body.get(..body.len().min(LONGEST)).unwrap_or_default();
        Self {
            first: number_of(body, b"/St").unwrap_or(1),
            prefix: value(body, b"/P").and_then(string).unwrap_or_default(),
            style: value(body, b"/S").and_then(|style| style.get(1).copied()).unwrap_or(0),
        }
    }
}

/// The labels of pages: from each number on, style, prefix and first number.
fn labels(objects: &Objects, catalog: &[u8], pages: usize) -> Vec<String> {
    let Some(tree) = value(catalog, b"/PageLabels") else { return Vec::new() };
    let tree = if tree.starts_with(b"<<") { tree } else { referred(objects, tree).map_or(&[][..], Vec::as_slice) };
    let Some(mut list) = value(tree, b"/Nums").and_then(|list| list.strip_prefix(b"[")) else { return Vec::new() };
    let mut ranges: Vec<(usize, Range)> = Vec::new();
    loop {
        list = list.trim_ascii_start();
        let Some(from) = leading_number(list).filter(|_| ranges.len() <= RANGES) else { break };
        let digits = list.iter().take_while(|byte| byte.is_ascii_digit()).count();
        list = list.get(digits..).unwrap_or_default().trim_ascii_start();
        let range = if list.starts_with(b"<<") {
            let Some(end) = memchr::memmem::find(list, b">>") else { break };
            let range = Range::of(list.get(..end).unwrap_or_default());
            list = list.get(end + 2..).unwrap_or_default();
            range
        } else {
            let range = Range::of(referred(objects, list).map_or(&[][..], Vec::as_slice));
            let Some(end) = memchr::memchr(b'R', list) else { break };
            list = list.get(end + 1..).unwrap_or_default();
            range
        };
        ranges.push((from, range));
    }
    let range_of = |page: usize| ranges.iter().rev().find(|(from, _)| *from <= page);
    let label = |page: usize| {
        let (from, range) = range_of(page)?;
        Some(range.prefix.clone() + &counted(range.style, range.first.saturating_add(page - from)))
    };
    if ranges.is_empty() || ranges.len() > RANGES {
        return Vec::new();
    }
    (0..pages).map(|page| label(page).unwrap_or_default()).collect()
}

/// A number in the style of labels.
fn counted(style: u8, number: usize) -> String {
    match style {
        b'D' => number.to_string(),
        b'R' | b'r' if number >= 4000 => number.to_string(),
        b'R' => roman(number).to_uppercase(),
        b'r' => roman(number),
        b'A' | b'a' if (1..=2600).contains(&number) => {
            let letter = char::from((if style == b'A' { b'A' } else { b'a' }) + u8::try_from((number - 1) % 26).unwrap_or(0));
            std::iter::repeat_n(letter, (number - 1) / 26 + 1).collect()
        }
        _ => String::new(),
    }
}

/// What figures say, in the order in which the structure has its elements.
fn figures(objects: &Objects, catalog: &[u8]) -> Vec<String> {
    /// The frame of a picture holds no more than it and its caption.
    const FEW: usize = 16;
    let Some(root) = value(catalog, b"/StructTreeRoot") else { return Vec::new() };
    let mut open: Vec<u32> = references(root.get(..root.len().min(24)).unwrap_or_default(), true);
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(number) = open.pop().filter(|_| seen.len() < MOST) {
        let Some(body) = objects.get(&number).filter(|_| seen.insert(number)) else { continue };
        let kids = kids(body);
        let inner = |kid: &u32| objects.get(kid).map(Vec::as_slice);
        let is_one = |kid: &[u8]| is_figure(kid) || self::kids(kid).iter().take(FEW).filter_map(inner).any(is_figure);
        let holds_one = || kids.iter().take(FEW).filter_map(inner).any(is_one);
        let alt = value(body, b"/Alt").and_then(string).unwrap_or_default();
        // Browsers print a frame, which says nothing, around a picture, which does.
        if is_figure(body) && !(alt.is_empty() && holds_one()) {
            found.push(alt);
        }
        open.extend(kids.into_iter().rev());
    }
    found
}

fn is_figure(element: &[u8]) -> bool {
    value(element, b"/S").is_some_and(|kind| kind.starts_with(b"/Figure"))
}

/// The elements in an element.
fn kids(element: &[u8]) -> Vec<u32> {
    let Some(kids) = value(element, b"/K") else { return Vec::new() };
    let list = if kids.starts_with(b"[") { memchr::memchr(b']', kids).unwrap_or(0) } else { kids.len().min(24) };
    references(kids.get(..list).unwrap_or_default(), !kids.starts_with(b"["))
}

/// A string (PDF 32000-1, 7.3.4 and 7.9.2): in brackets or as hexadecimal digits, in UTF-16, UTF-8 or, as far as it is ASCII and Latin-1, in
/// PDFDocEncoding.
fn string(text: &[u8]) -> Option<String> {
    let bytes = match text.first()? {
        b'(' => literal(text.get(1..)?),
        b'<' => {
            let digits: Vec<u8> = text
                .iter()
                .skip(1)
                .take_while(|byte| **byte != b'>')
                .filter_map(|byte| char::from(*byte).to_digit(16))
                .map(|digit| digit as u8)
                .collect();
            digits.chunks(2).filter_map(|pair| Some(pair.first()? * 16 + pair.get(1).copied().unwrap_or(0))).collect()
        }
        _ => return None,
    };
    if let Some(wide) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units: Vec<u16> = wide.chunks_exact(2).filter_map(|pair| Some(u16::from_be_bytes([*pair.first()?, *pair.last()?]))).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    if let Some(plain) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return Some(String::from_utf8_lossy(plain).into_owned());
    }
    Some(bytes.into_iter().map(char::from).filter(|c| !c.is_control()).collect())
}

/// The bytes of a string in brackets, of which those within it may pair.
fn literal(text: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        match byte {
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'(' => depth += 1,
            b'\\' => {
                let digits: usize =
                    text.get(at..).unwrap_or_default().iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                if digits > 0 {
                    let octal =
                        text.get(at..at + digits).unwrap_or_default().iter().fold(0u32, |sum, digit| sum * 8 + u32::from(digit - b'0'));
                    found.push(octal as u8);
                    at += digits;
                } else {
                    let escaped = text.get(at).copied().unwrap_or(b'\\');
                    at += 1;
                    found.extend(match escaped {
                        b'n' => Some(b'\n'),
                        b'r' => Some(b'\r'),
                        b't' => Some(b'\t'),
                        b'b' | b'f' | b'\n' => None,
                        other => Some(other),
                    });
                }
                continue;
            }
            _ => {}
        }
        found.push(byte);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_labels_and_figures_descriptions() {
        let file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog /PageLabels 2 0 R /StructTreeRoot 3 0 R>>\nendobj\n\
            2 0 obj <</Nums [0 <</S /r>> 2 <</S/D /St 9 /P (A\\)-)>>]>> endobj\n3 0 obj <</Type/StructTreeRoot /K 9 0 R>> endobj\n\
            4 0 obj <</S/Figure /Alt <FEFF00420065>>> endobj\n6 0 obj <</S/Figure>> endobj\n8 0 obj <</S/Figure /K [4 0 R]>> endobj\n5 0 obj<</S /Figure/Alt(An (old) \\141sh)>>\nendobj\n9 0 obj <</S /Document /K [5 0 R 7 6 0 R 8 0 R]>> endobj";
        let told = told(file, 4);
        assert_eq!(told.labels, ["i", "ii", "A)-9", "A)-10"]);
        assert_eq!(told.figures, ["An (old) ash", "", "Be"]);
        assert_eq!(super::told(b"1 0 obj <</Type/Catalog /PageLabels <</Nums [0 5 0 R", 3), Told::default());
    }

    #[test]
    fn objects_may_be_packed() {
        use flate2::{Compression, write::ZlibEncoder};
        use std::io::Write;
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        let written = packer.write_all(b"1 0 2 43 <</Type/Catalog /PageLabels 2 0 R        >><</Nums[0<</S/A>>]>>");
        let stream = packer.finish().unwrap_or_default();
        let head = b"7 0 obj <</Type/ObjStm /N 2 /First 9 /Filter /FlateDecode>>\nstream\n";
        let file = [&head[..], &stream, b"\nendstream endobj"].concat();
        assert!(written.is_ok());
        assert_eq!(told(&file, 28).labels.last().map(String::as_str), Some("BB"));
        let mut found = Objects::new();
        packed(b"1 0 2 6 3 0 4 6 abcdefgh", b"/First 16", &mut found);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), [1, 2]);
    }
}
