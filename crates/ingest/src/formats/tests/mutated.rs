//! Sources of every format, changed at random places: each gives a document or a fault, and loses no word.
//!
//! The changes are the same each time; `MUTATIONS=1000` makes so many of each source.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
    sync::Arc,
};

use super::super::{Around, Format, Packed, detect, gathered::gathered, ingest_format, ingest_part, registers, within};
use crate::Known;
use zip::{ZipWriter, write::SimpleFileOptions};

/// Numbers as if by chance (Marsaglia, "Xorshift RNGs", 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % most.max(1)
    }
}

/// What is put in somewhere.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "&",
    "&#0;",
    "&#x1F;",
    "]]>",
    "<!--",
    "-->",
    "\"",
    "\n\n",
    "\0",
    "\u{ad}",
    "\u{301}",
    "\u{202e}",
    "[1]",
    "^[",
    "<sup>1</sup>",
    "<table>",
    "</p>",
    "<w:p>",
    "<note>",
    "1. ",
    "-->\n00:00:01.000 --> 00:00:00.000\n",
    "=?utf-8?q?=FF?=",
];

fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let to = (at + chance.below(60)).min(bytes.len());
        match chance.below(5) {
            0 => _ = bytes.drain(at..to),
            1 => {
                let part = bytes.get(at..to).unwrap_or_default().to_vec();
                let place = chance.below(bytes.len());
                bytes.splice(place..place, part);
            }
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(chance.below(256)).unwrap_or(0);
                }
            }
            3 => bytes.truncate(at.max(20)),
            _ => _ = bytes.splice(at..at, PIECES[chance.below(PIECES.len())].bytes()),
        }
    }
    bytes
}

/// Parts of a packed file, of which one is changed.
fn packed(parts: &str, chance: &mut Chance) -> Vec<u8> {
    let parts: Vec<&str> = parts.split("==> ").filter(|part| !part.is_empty()).collect();
    let wrong = chance.below(parts.len());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (nth, part) in parts.iter().enumerate() {
        let (name, text) = part.split_once('\n').unwrap();
        archive.start_file(name.trim(), SimpleFileOptions::default()).unwrap();
        let text = if nth == wrong { changed(text.as_bytes(), chance) } else { text.as_bytes().to_vec() };
        archive.write_all(&text).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn check(name: &str, bytes: &[u8], made: Option<&str>, format: Format) {
    if let Ok(made) = ingest_format(name, bytes, made, format) {
        assert_eq!(made.report.lost, vec![], "{name}, as {format:?}:\n{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn changed_sources_give_a_document_or_a_fault() {
    let times: usize = std::env::var("MUTATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(12);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let files = |folder: &str| {
        let mut files: Vec<_> = fs::read_dir(data.join(folder)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap_or_default()))
    };
    for (name, bytes) in files("formats").filter(|(name, _)| ![".yaml", ".md"].iter().any(|ending| name.ends_with(ending))) {
        let format = Format::of(&name, &bytes);
        for _ in 0..times {
            let bytes = changed(&bytes, &mut chance);
            _ = detect::refused(&name, &bytes);
            check(&name, &bytes, None, format);
        }
    }
    for (name, format) in [("word.docx", Packed::Docx), ("text.odt", Packed::Odt), ("book.epub", Packed::Epub)] {
        let parts = fs::read_to_string(data.join("packed").join(format!("{name}.txt"))).unwrap();
        for _ in 0..times {
            check(name, &packed(&parts, &mut chance), None, Format::Packed(format));
        }
    }
    let page = "<!DOCTYPE html><html><head><title>Oil</title></head><body><p>The <b>oil</b><sup>1</sup> was low.</p></body></html>";
    for (name, text) in OUTSIDE {
        for _ in 0..times {
            check(name, &changed(text.as_bytes(), &mut chance), Some(page), Format::Converted);
        }
    }
    for (text, format) in SCANS {
        for _ in 0..times {
            check("a.xml", &changed(text.as_bytes(), &mut chance), None, format);
        }
    }
    for _ in 0..times {
        let (mets, page) = (changed(METS.as_bytes(), &mut chance), changed(SCANS[0].0.as_bytes(), &mut chance));
        check("a.xml", &gathered("a.xml", &mets, &|_| Some(page.clone())), None, Format::Mets);
        let (text, part) = (changed(PARTS.as_bytes(), &mut chance), changed(REGISTER.as_bytes(), &mut chance));
        let files = |_: &str| Some(Arc::from(part.clone()));
        let around = Around { known: &Known::default(), files: &files, beside: &|_| false };
        if let Ok(made) = ingest_part("a.xml", &text, None, Format::Tei, around) {
            assert_eq!(made.report.lost, vec![], "{}", String::from_utf8_lossy(&text));
        }
        _ = (within("a.xml", &text, &files), registers("a.xml", &part));
    }
}

/// The order of the pages of a scanned text.
const METS: &str = "<mets xmlns:x='http://www.w3.org/1999/xlink'><fileSec><fileGrp USE='FULLTEXT'><file ID='a' MIMETYPE='text/xml'><FLocat x:href='p/a.xml'/></file>\
    </fileGrp></fileSec><structMap TYPE='LOGICAL'><div ID='l'><div ID='m' TYPE='chapter' LABEL='Oil'/></div></structMap><structMap TYPE='PHYSICAL'><div>\
    <div ID='p' ORDER='1' ORDERLABEL='7'><fptr FILEID='a'/></div></div></structMap><structLink><smLink x:from='m' x:to='p'/></structLink></mets>";

/// A text of which a part stands in another file.
const PARTS: &str = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xmlns:xi='http://www.w3.org/2001/XInclude'><text><body><p>The <rs ref='#p #q'>oil</rs> was low.</p>\
    <xi:include href='b.xml'/><xi:include href='b.xml' xpointer='p'><xi:fallback><p>Gone.</p></xi:fallback></xi:include></body></text></TEI>";

/// A register, as a part.
const REGISTER: &str = "<standOff xmlns='http://www.tei-c.org/ns/1.0'><listPerson><person xml:id='p'><persName>Ida Lund</persName><birth when='1870'/>\
    <idno type='GND'>118540238</idno><note>Kept <hi rend='italic'>oil</hi>.</note></person></listPerson><listPlace><place xml:id='q'><placeName>Hill\
    </placeName><location><geo>58.3 26.7</geo></location></place></listPlace></standOff>";

/// Texts that other programs read.
const OUTSIDE: [(&str, &str); 9] = [
    (
        "a.tex",
        "\\documentclass{article}\n\\title{Oil}\n\\begin{document}\nThe \\emph{oil}\\footnote{Of \\\"ol.} was $x^2$ low. % no\n\\begin{tabular}{l}a & b\\end{tabular}\n\\end{document}",
    ),
    ("a.rtf", "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Times;}}The \\b oil\\b0{\\footnote Of \\u233?l.} was \\'e5 low.\\par\\bin3 abc}"),
    ("a.org", "#+TITLE: Oil\n:LOG:\nx\n:END:\n* Lamp\nThe /oil/[fn:1] was [[file:a.png][low]].\n#+BEGIN_COMMENT\nno\n#+END_COMMENT\n"),
    ("a.rst", "Oil\n===\n\n.. note:: Mind\n   :class: x\n\n   The oil [#a]_ was |low|.\n\n.. comment\n   more\n\n.. [#a] Note\n"),
    (
        "a.wiki",
        "== Oil ==\n'''Oil''' was {{low|{{x}}}}<ref name=\"a\">N</ref> [[File:A.png|thumb|20px|Lamp]]\n{| class=\"x\"\n|-\n| a=\"b\" | c\n|}\n<!-- no -->",
    ),
    ("a.textile", "h1. Oil\n\nThe *oil*[1] was low.\n\nfn1. Note.\n\n###. no\n"),
    ("a.adoc", "= Oil\n:toc:\n\n// no\nThe *oil*footnote:[Note.] was low.\n\ninclude::b.adoc[]\n////\nno\n////\n"),
    (
        "a.dbk",
        "<article xmlns='http://docbook.org/ns/docbook'><!-- no --><title>Oil</title><para>The oil<footnote><para>N</para></footnote> was low.</para></article>",
    ),
    (
        "a.ipynb",
        "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"The oil\"]}, {\"cell_type\": \"code\", \"source\": \"n\", \"outputs\": [{\"text\": [\"1\"]}]}], \"nbformat\": 4}",
    ),
];

/// Text recognised on scans.
const SCANS: [(&str, Format); 3] = [
    (
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Layout><Page ID='p1'><PrintSpace><TextBlock><TextLine HPOS='1' VPOS='2'><String CONTENT='oil' HPOS='1'/><SP/><String CONTENT='la' SUBS_TYPE='HypPart1' SUBS_CONTENT='lamp'/><HYP CONTENT='-'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
        Format::Alto,
    ),
    (
        "<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Page imageFilename='a.jpg'><ReadingOrder><OrderedGroup id='g'><RegionRefIndexed index='0' regionRef='r'/></OrderedGroup></ReadingOrder><TextRegion id='r'><Coords points='1,2 3,4'/><TextLine><TextEquiv index='1'><Unicode>The oil</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>",
        Format::PageXml,
    ),
    (
        "<html><body><div class='ocr_page' title='image a.png; bbox 0 0 9 9'><p class='ocr_par'><span class='ocr_line' title='bbox 1 1 2 2'><span class='ocrx_word'>The</span> <span class='ocrx_word'>oil-</span></span></p></div></body></html>",
        Format::Hocr,
    ),
];
