//! PDFs, by the programs of poppler: what is printed, and what the file says of it.
//!
//! 1. `pdftotext` tells where the words of each page stand ([`printed`]), or of text from right to left only how they are laid out;
//! 2. `pdfinfo` tells the properties of the file ([`properties`]) and its tags ([`tagged`]), `pdftohtml` its [`outline`]. Tags count where most of what is
//!    printed stands in them; the words are always those that are printed;
//! 3. numbers of pages stand at their edges ([`edges`]); 4. `pdfimages` and `pdftohtml` give its pictures ([`embedded`]).

use super::{
    directions::without_directions,
    edges, embedded,
    extract::{BOUNDS, Failure, run},
    outline,
    printed::{self, LaidOut, Line},
    properties,
    tagged::{self, What},
};
use crate::ingest::{PartKind, Printed, PrintedPart};

/// Tags count if so many of a hundred letters stand in them.
const GOOD: usize = 80;

/// Reads a PDF; its text may have no words.
pub fn read(bytes: &[u8]) -> Result<Printed, Failure> {
    let boxes = run("pdftotext", &["-q", "-enc", "UTF-8", "-bbox-layout", "-", "-"], bytes, BOUNDS)?;
    // What else a file says is worth nothing to those who have not these programs.
    let asked = |program: &str, arguments: &[&str]| run(program, arguments, bytes, BOUNDS).unwrap_or_default();
    let info = asked("pdfinfo", &["-enc", "UTF-8", "-"]);
    let about = properties::properties(&info, &asked("pdfinfo", &["-meta", "-"]), bytes);
    let mut pages = printed::pages(&boxes);
    let sizes = sizes(&boxes);
    let embedded = embedded::find(bytes, &sizes);
    if printed::is_unordered(&pages) {
        let text = run("pdftotext", &["-q", "-enc", "UTF-8", "-layout", "-", "-"], bytes, BOUNDS)?;
        let text = without_directions(text.trim_end_matches('\u{c}'));
        let starts = starts(&text);
        let (pictures, left_out) = embedded::placed(&embedded, &[], &starts, text.len());
        let pages = starts.into_iter().map(place).collect();
        return Ok(Printed { text, about, pages, pictures, left_out, is_scan: embedded.is_scan, ..Printed::default() });
    }
    let is_said = info.lines().any(|line| line.strip_prefix("Tagged:").is_some_and(|said| said.trim() == "yes"));
    let mut elements = if is_said { tagged::elements(&asked("pdfinfo", &["-struct-text", "-"])) } else { Vec::new() };
    let is_tagged = !elements.is_empty() && tagged::assign(&mut pages, &elements) >= GOOD;
    if !is_tagged {
        elements.clear();
        pages.iter_mut().flatten().for_each(|line: &mut Line<'_>| line.part = None);
    }
    if !elements.iter().any(|element| matches!(element.what, What::Heading(_))) {
        outline::entitle(&mut pages, &outline::outline(&embedded.xml), &mut elements);
    }
    let cells = tagged::whole_rows(&mut pages, &elements);
    let LaidOut { text, rows } = printed::laid_out(pages, is_tagged);
    let starts = starts(&text);
    let mut parts: Vec<(usize, PrintedPart)> = Vec::new();
    for row in &rows {
        let Some((nth, element)) = row.part.and_then(|part| Some((part, elements.get(part)?))) else { continue };
        let (from, to) = (place(row.span.start), place(row.span.end));
        if let Some((_, last)) = parts.last_mut().filter(|(last, _)| *last == nth) {
            last.to = to;
            continue;
        }
        let is_again = parts.iter().rev().take(MOST_PARTS).any(|(other, _)| *other == nth);
        let what = match element.what {
            _ if is_again => PartKind::Paragraph,
            What::Heading(level) => PartKind::Heading(level),
            What::Item => PartKind::Item,
            What::Note => PartKind::Note,
            What::Row(is_first) => cells.get(&nth).map_or(PartKind::Paragraph, |cells| PartKind::Row(is_first, cells.clone())),
            What::Paragraph => PartKind::Paragraph,
        };
        parts.push((nth, PrintedPart { from, to, what }));
    }
    let is_outer = |at: usize, page: usize| {
        let is_other = |at: Option<usize>| at.and_then(|at| rows.get(at)).is_none_or(|row| row.page != page);
        is_other(at.checked_sub(1)) || is_other(at.checked_add(1))
    };
    let is_aside = |(at, row): &(usize, &printed::Row)| {
        let is_number = || edges::is_number(text.get(row.span.clone()).unwrap_or("")) && is_outer(*at, row.page);
        is_tagged && row.part.is_none() && row.span.len() <= LONGEST_HEAD && (row.is_edge || is_number())
    };
    let mut aside: Vec<u32> = rows.iter().enumerate().filter(is_aside).map(|(_, row)| place(row.span.start)).collect();
    aside.extend(edges::numbers(&rows, &text).into_iter().map(|row| place(row.span.start)));
    aside.sort_unstable();
    aside.dedup();
    let (pictures, left_out) = embedded::placed(&embedded, &rows, &starts, text.len());
    Ok(Printed {
        about,
        pages: starts.into_iter().map(place).collect(),
        parts: parts.into_iter().map(|(_, part)| part).collect(),
        is_tagged,
        aside,
        pictures,
        left_out,
        is_scan: embedded.is_scan,
        text,
    })
}

/// A part that is cut goes on within so many others.
const MOST_PARTS: usize = 100;
/// A longer line, in bytes, is no head of a page.
const LONGEST_HEAD: usize = 200;

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where the pages of a text begin.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\u{c}').map(|(at, _)| at + 1)).collect()
}

/// The sizes of pages, in points.
fn sizes(boxes: &str) -> Vec<(f32, f32)> {
    let size = |line: &str| {
        let value = |name: &str| line.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()?.parse::<f32>().ok());
        Some((value("width")?, value("height")?))
    };
    boxes.lines().filter(|line| line.trim_start().starts_with("<page ")).map(|line| size(line).unwrap_or_default()).collect()
}
