//! Comments of a source in Markdown: what its writer kept from readers is no part of the text.

use crate::{
    draft::Draft,
    report::{Certainty::Sure, Kind},
};
use scholion_base::{comment, text::squeeze};

/// Leaves comments out, each listed with the line on which it begins.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if !draft.is_markdown {
        return;
    }
    let text = &draft.source.text;
    let places = comment::find(text);
    if places.is_empty() {
        return;
    }
    let said =
        |range: &std::ops::Range<usize>| Some((draft.source.line_at(u32::try_from(range.start).ok()?), squeeze(text.get(range.clone())?)));
    let comments: Vec<(u32, String)> = places.iter().filter_map(said).collect();
    let is_html = |range: &std::ops::Range<usize>| text.get(range.clone()).is_some_and(|comment| comment.starts_with('<'));
    let places = places.into_iter().map(|range| (range.clone(), is_html(&range))).collect();
    let blanked = comment::blanked(text).into_owned();
    draft.cover(blanked);
    draft.comments = places;
    let says = |words: &str| words.contains(char::is_alphanumeric);
    comments.into_iter().filter(|(_, words)| says(words)).for_each(|(line, words)| draft.say(line, rule, words, Kind::Dropped, Sure));
}
