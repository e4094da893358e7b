//! The outline of a PDF (PDF 32000-1, 12.3.3), laid on the lines as they are printed.

use std::collections::BTreeMap;

use super::{
    printed::Line,
    tagged::{Element, letters},
};

/// An entry of an outline: the page to which it leads, from 0, its level, from 1, and its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    page: usize,
    level: u8,
    letters: String,
}

/// The outline as `pdftohtml -xml` writes it, an element a line.
pub fn outline(xml: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut level = 0u8;
    for line in xml.lines().map(str::trim) {
        match line {
            "<outline>" => level = level.saturating_add(1),
            "</outline>" => level = level.saturating_sub(1),
            _ => {
                let Some((page, title)) = line.strip_prefix("<item page=\"").and_then(|rest| rest.split_once("\">")) else { continue };
                let title = title.strip_suffix("</item>").unwrap_or(title);
                let title =
                    title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
                let letters = letters(&title);
                if let Some(page) = page.parse::<usize>().ok().and_then(|page| page.checked_sub(1)).filter(|_| !letters.is_empty()) {
                    found.push(Entry { page, level, letters });
                }
            }
        }
    }
    found
}

/// Makes headings of lines that the outline names; gives them behind the elements that are there already.
pub fn entitle(pages: &mut [Vec<Line<'_>>], outline: &[Entry], elements: &mut Vec<Element>) {
    /// A heading has so many lines.
    const LINES: usize = 4;
    // The letters of each line of the pages that are looked at.
    let mut printed: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for entry in outline {
        let place = (entry.page..entry.page.saturating_add(2)).find_map(|page| {
            let lines = pages.get(page)?;
            let letters_of = |line: &Line<'_>| line.words.iter().map(|word| letters(&word.text)).collect::<String>();
            let printed = printed.entry(page).or_insert_with(|| lines.iter().map(letters_of).collect());
            let mut found: Option<(std::ops::Range<usize>, f32)> = None;
            for from in 0..lines.len() {
                let mut words = String::new();
                for to in from + 1..=(from + LINES).min(lines.len()) {
                    words.push_str(printed.get(to - 1)?);
                    if words.len() > entry.letters.len() + LONGEST_NUMBER {
                        break;
                    }
                    let height = lines.get(from).map_or(0.0, |line| line.place.height());
                    if is_called(&words, &entry.letters) && found.as_ref().is_none_or(|(_, highest)| height > *highest) {
                        found = Some((from..to, height));
                    }
                }
            }
            found.map(|(lines, _)| (page, lines))
        });
        let Some((page, lines)) = place else { continue };
        elements.push(Element::heading(entry.level, &entry.letters));
        let part = Some(elements.len() - 1);
        pages.get_mut(page).and_then(|page| page.get_mut(lines)).into_iter().flatten().for_each(|line| line.part = part);
    }
}

/// A number before a heading has so many bytes at most.
const LONGEST_NUMBER: usize = 6;

/// Whether printed letters are those of an entry, but for a number that stands before one of them.
fn is_called(printed: &str, entry: &str) -> bool {
    let is_number = |before: &str| before.len() <= LONGEST_NUMBER && before.chars().all(char::is_numeric);
    printed == entry
        || printed.strip_suffix(entry).is_some_and(is_number)
        || entry.strip_suffix(printed).is_some_and(is_number) && printed.len() > 3
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{
        super::{
            printed::{Place, Word},
            tagged::What,
        },
        *,
    };

    fn line(text: &str) -> Line<'_> {
        let words = text.split(' ').map(|word| Word { place: Place::default(), text: Cow::Borrowed(word) }).collect();
        Line { words, ..Line::default() }
    }

    #[test]
    fn an_outline_names_headings() {
        let outline = outline(
            "<outline>\n<item page=\"1\">The weir</item>\n<outline>\n<item page=\"1\">Stone &amp; oak</item>\n</outline>\n</outline>",
        );
        let mut pages = vec![["1 The Weir", "It was of", "stone and oak.", "Stone", "& Oak"].map(line).to_vec()];
        let mut elements = Vec::new();
        entitle(&mut pages, &outline, &mut elements);
        assert_eq!(elements.iter().map(|element| element.what).collect::<Vec<_>>(), [What::Heading(1), What::Heading(2)]);
        let parts: Vec<Option<usize>> = pages.iter().flatten().map(|line| line.part).collect();
        assert_eq!(parts, [Some(0), None, None, Some(1), Some(1)]);
    }
}
