//! The lines of the contents of a text that is read chapter by chapter.

use super::cut::Page;
use crate::{
    base::{
        Lang,
        text::{count_words, squeeze},
    },
    document::Document,
    site::view::ChapterItem,
};

/// How many chapters the contents beside a chapter list all of; of more those around it, as many on each side as the second says. The title page
/// has them all: else a text of thousands would be written thousands of times.
const MOST: usize = 200;
const AROUND: usize = 50;

/// The chapters of a text, each with the headings that it begins with; behind the one that is shown its other headings.
pub fn lines(document: &Document, pages: &[Page<'_>], shown: Option<usize>) -> Vec<ChapterItem> {
    let headings = &document.facts.headings;
    let highest = headings.iter().filter(|heading| heading.top).map(|heading| heading.level).min().unwrap_or(2);
    let mut lines = Vec::with_capacity(pages.len());
    for (nth, page) in pages.iter().enumerate().skip(1) {
        if pages.len() > MOST && shown.is_some_and(|shown| shown.abs_diff(nth) > AROUND) {
            continue;
        }
        let current = shown == Some(nth);
        for (place, at) in page.headings.clone().enumerate() {
            let Some(heading) = headings.get(at) else { continue };
            let inner = place >= page.starts;
            if inner && !current {
                break;
            }
            let words = squeeze(heading.text.of(&document.body.text));
            // A heading that is but a picture has nothing to be listed by; its chapter must be.
            let title = if words.is_empty() && place == 0 { page.title.clone() } else { words };
            if title.is_empty() {
                continue;
            }
            let file = if inner { String::new() } else { format!("{}.html", page.name) };
            let last = place + 1 == page.starts;
            lines.push(ChapterItem {
                level: heading.level.saturating_sub(highest).saturating_add(2).min(6),
                href: if place == 0 { file } else { format!("{file}#{}", heading.id) },
                title,
                current: current && last,
                inner,
                minutes: if last { minutes(words_of(document, page), &document.meta.lang) } else { 0 },
            });
        }
    }
    lines
}

/// How many words of the running text stand on a page.
pub fn words_of(document: &Document, page: &Page<'_>) -> u32 {
    count_words(page.words.of(&document.body.text))
}

/// How many minutes so many words take to read, at 240 words a minute (Brysbaert, "How many words do we read per minute?", 2019); where
/// characters are counted for words, 260 of them (the same, table 3).
pub fn minutes(words: u32, lang: &Lang) -> u32 {
    let pace = if matches!(lang.primary(), "zh" | "ja") { 260 } else { 240 };
    words.div_ceil(pace)
}
