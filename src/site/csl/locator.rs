//! Places in a work, as editors write them behind a key: `p. 16`, `chap. 2, my emphasis`.

use hayagriva::citationberg::taxonomy::Locator;

/// The kind of place that CSL names so.
fn named(term: &str) -> Option<Locator> {
    Some(match term {
        "page" => Locator::Page,
        "chapter" => Locator::Chapter,
        "volume" => Locator::Volume,
        "issue" => Locator::Issue,
        "book" => Locator::Book,
        "part" => Locator::Part,
        "section" => Locator::Section,
        "article" => Locator::ArticleLocator,
        "paragraph" => Locator::Paragraph,
        "folio" => Locator::Folio,
        "column" => Locator::Column,
        "figure" => Locator::Figure,
        "table" => Locator::Table,
        "line" => Locator::Line,
        "verse" => Locator::Verse,
        "note" => Locator::Note,
        "opus" => Locator::Opus,
        "appendix" => Locator::Appendix,
        "sub-verbo" => Locator::SubVerbo,
        _ => return None,
    })
}

/// What stands behind a key: the kind of place and the place, if there is one, and the words behind that.
pub fn read(text: &str) -> (Option<(Locator, &str)>, &str) {
    let text = text.trim();
    let label = text.find(|c: char| !(c.is_alphabetic() || matches!(c, '§' | '¶' | '№')) && c != '.').unwrap_or(text.len());
    let (word, rest) = text.split_at(label);
    let word = word.trim_end_matches('.').to_lowercase();
    let kind = scholion_lang::LOCATOR.part(&word).and_then(named);
    let (kind, rest) = match kind {
        Some(kind) => (kind, rest.trim_start()),
        None if text.starts_with(|c: char| c.is_ascii_digit()) => (Locator::Page, text),
        None => return (None, text),
    };
    let end = place_end(rest);
    let (place, suffix) = rest.split_at(end);
    if place.is_empty() { (None, text) } else { (Some((kind, place)), suffix.trim_start_matches([',', ' '])) }
}

/// Where a place ends: numbers, Roman numbers and single letters, with commas, dashes and spaces between them.
fn place_end(text: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for part in text.split_inclusive([' ', ',', '-', '–', '—', ':', '&']) {
        let word = part.trim_end_matches([' ', ',', '-', '–', '—', ':', '&']);
        let roman = !word.is_empty() && word.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'));
        let is_place = word.starts_with(|c: char| c.is_ascii_digit()) || roman || matches!(word, "f" | "ff" | "f." | "ff." | "об" | "об.");
        if !word.is_empty() {
            if !is_place {
                break;
            }
            end = at + word.len();
        }
        at += part.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_words() {
        let read = |text| {
            let (place, suffix) = read(text);
            (place.map(|(kind, place)| (format!("{kind:?}"), place)), suffix)
        };
        let page = |place| Some((String::from("Page"), place));
        assert_eq!(read("p. 16"), (page("16"), ""));
        assert_eq!(read("pp. 16–18, 20, my emphasis"), (page("16–18, 20"), "my emphasis"));
        assert_eq!(read("33"), (page("33"), ""));
        assert_eq!(read("с. 5"), (page("5"), ""));
        assert_eq!(read("chap. iv"), (Some((String::from("Chapter"), "iv")), ""));
        assert_eq!(read("§ 4"), (Some((String::from("Section"), "4")), ""));
        assert_eq!(read("and elsewhere"), (None, "and elsewhere"));
        assert_eq!(read("p. unknown"), (None, "p. unknown"));
        assert_eq!(read(""), (None, ""));
        assert_eq!(read("."), (None, "."));
    }
}
