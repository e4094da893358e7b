//! Turns of speech that a source names by its own means: captions, tables of transcripts.

use std::collections::BTreeMap;

use super::packed::{Inline, Look, Page, Stated};
use crate::front_matter::without_title;
use scholion_base::text::fold;
use scholion_lang::{ANSWERS, ASKS, CHAIR};
use scholion_reference::{Kind, Role};

/// A turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks, as the source says; empty if it does not.
    pub speaker: String,
    /// When it begins, as it is printed: `00:00:01`.
    pub time: String,
    /// What is said: paragraphs of markup of our own.
    pub said: Vec<String>,
}

/// A page of turns: the time in brackets and the speaker in bold before the first paragraph, as transcripts in print have them.
pub fn page(title: &str, turns: &[Turn]) -> Page {
    let mut stated = Stated { title: title.to_owned(), ..Stated::default() };
    interview(turns, &mut stated);
    let mut page = Page::new(stated);
    for turn in turns {
        for (at, said) in turn.said.iter().enumerate() {
            let mut line = Inline::default();
            if at == 0 && !turn.time.is_empty() {
                line.words(Look::default(), &format!("[{}] ", turn.time));
            }
            if at == 0 && !turn.speaker.is_empty() {
                line.words(Look { bold: true, ..Look::default() }, &format!("{}:", turn.speaker));
                line.words(Look::default(), " ");
            }
            line.markup(Look::default(), said);
            page.put(&format!("<p>{}</p>\n", line.html()));
        }
    }
    page
}

/// Who asks and who answers, if one of a few speakers asks and another does not.
pub fn interview(turns: &[Turn], stated: &mut Stated) {
    let mut parts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for turn in turns.iter().filter(|turn| !turn.speaker.is_empty()) {
        let asks = turn.said.last().is_some_and(|said| said.trim_end_matches(['”', '"', '»', ' ']).ends_with(['?', '？', '؟']));
        let part = parts.entry(&turn.speaker).or_default();
        part.0 += 1;
        part.1 += usize::from(asks);
    }
    let asking = |name: &str, (all, asked): (usize, usize)| ASKS.contains(&fold(name)) || asked * 2 >= all;
    let answering = |name: &str, (all, asked): (usize, usize)| ANSWERS.contains(&fold(name)) || asked * 4 <= all;
    let askers: Vec<&str> = parts.iter().filter(|(name, part)| asking(name, **part)).map(|(name, _)| *name).collect();
    let answerers: Vec<&str> =
        parts.iter().filter(|(name, part)| answering(name, **part) && !asking(name, **part)).map(|(name, _)| *name).collect();
    if !(2..=8).contains(&parts.len()) || askers.is_empty() || answerers.is_empty() {
        return;
    }
    stated.kind = Some(Kind::Interview);
    // "Unknown Speaker" names nobody.
    let is_post = |name: &str| name.rsplit(' ').next().is_some_and(|last| CHAIR.contains(last.to_lowercase().as_str()));
    let is_name = |name: &&&str| {
        let is_said = !ASKS.contains(&fold(name)) && !ANSWERS.contains(&fold(name));
        name.contains(' ') && !name.chars().any(char::is_numeric) && is_said && !is_post(name)
    };
    let called = |name: &&str| without_title(name, false).to_owned();
    stated.people = answerers.iter().filter(is_name).map(|name| (Role::Author, called(name))).collect();
    stated.people.extend(askers.iter().filter(is_name).map(|name| (Role::Interviewer, called(name))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_posts_are_no_names() {
        let turn = |speaker: &str, said: &str| Turn { speaker: speaker.to_owned(), said: vec![said.to_owned()], ..Turn::default() };
        let people = |turns: &[Turn]| {
            let mut stated = Stated::default();
            interview(turns, &mut stated);
            stated.people
        };
        let turns = [turn("Unknown Speaker", "And then?"), turn("Herr Adler", "Then it snowed.")];
        assert_eq!(people(&turns), [(Role::Author, "Adler".to_owned())]);
    }
}
