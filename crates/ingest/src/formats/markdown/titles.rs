//! The title of a text, and the language by which its file is called.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use scholion_base::{RelPath, places, text::fold};

use super::{
    body::Body,
    keywords,
    leaves::{OPTIONS, Page},
    shown,
};
use crate::{
    block::Role,
    draft::Draft,
    lexicon,
    remark::Remark,
    report::{Certainty, Kind},
};

/// What of the text is the title, and goes.
#[derive(Debug, Default)]
pub struct Title {
    /// The leaf whose heading it is.
    pub leaf: Option<usize>,
    /// Its element of raw HTML.
    pub html: Option<Range<usize>>,
}

/// The leaf whose heading is the title: it says what the front matter says, or is the only one of its level, or stands before all; of
/// another that comes behind text the place would be lost.
pub fn title(body: &Body, page: &Page, draft: &mut Draft) -> Title {
    let firsts: Vec<usize> =
        (0..page.leaves.len()).filter(|&at| page.leaves.get(at).is_some_and(|leaf| leaf.level == Some(1) && leaf.is_top)).collect();
    let named = fold(&draft.front.title);
    let Some(at) = firsts.first().copied() else { return Title { html: of_html(body, page, draft), ..Title::default() } };
    let leaf = page.leaves.get(at).filter(|_| is_above(body, page, at));
    let words = leaf.map_or(String::new(), |leaf| words_of(&leaf.plain));
    let is_title = if named.is_empty() { firsts.len() == 1 && !words.is_empty() } else { fold(&words) == named };
    let Some(leaf) = leaf.filter(|_| is_title) else { return Title::default() };
    let source = draft
        .blocks
        .iter()
        .position(|block| block.role == Role::Heading(1) && words_of(&without_marks(&block.text)) == without_marks(&words));
    let line = source.map_or(1, |block| draft.block_line(block));
    if named.is_empty() {
        draft.note(line, "title", words.clone(), Kind::Found, Certainty::Sure, Remark::Field { field: "title".into() });
        draft.front.title.clone_from(&words);
    }
    // One that leads somewhere, or calls a note, stays.
    if leaf.has_links {
        return Title::default();
    }
    if !named.is_empty() {
        draft.say(line, "title", words, Kind::Dropped, Certainty::Sure);
    }
    if let Some(block) = source.and_then(|block| draft.blocks.get_mut(block)) {
        block.role = Role::Gone;
    }
    Title { leaf: Some(at), ..Title::default() }
}

/// A first line in bold letters is the title of a text that has no other, as word processors write it.
pub fn in_bold(body: &Body, page: &Page, draft: &mut Draft) {
    let Some(leaf) = page.leaves.first().filter(|leaf| leaf.is_top && leaf.level.is_none() && !leaf.has_links) else { return };
    let words = body.text.get(leaf.words.clone()).unwrap_or("").trim();
    let inside =
        ["**", "__"].into_iter().find_map(|mark| words.strip_prefix(mark)?.strip_suffix(mark).filter(|inside| !inside.contains(mark)));
    let is_line =
        |inside: &&str| inside.len() <= LONGEST && !inside.contains(['\n', ':']) && !inside.trim_end().ends_with(['.', '?', '!', ';']);
    let Some(title) = inside.map(str::trim).filter(is_line).filter(|title| title.contains(char::is_alphabetic)) else { return };
    let is_own = |block: &crate::block::Block| super::patches::leaf_of(body, page, block).is_some_and(|own| own.start == leaf.start);
    title.clone_into(&mut draft.front.title);
    let line = draft.source.line_at(super::leaves::offset(body.source_at(leaf.start)));
    draft.note(line, "title", title, Kind::Found, Certainty::Unsure, Remark::TitleFirstLine);
    if let Some(block) = draft.blocks.iter().position(is_own).and_then(|block| draft.blocks.get_mut(block)) {
        block.role = Role::Gone;
    }
}

/// A title in bold letters is no longer than this, in bytes.
const LONGEST: usize = 200;

/// Whether nothing that reads on stands above a leaf: pictures, links, properties, tags, a byline in emphasis.
fn is_above(body: &Body, page: &Page, at: usize) -> bool {
    let before = page.leaves.get(..at).unwrap_or_default().iter().filter(|leaf| leaf.level.is_none());
    before.into_iter().all(|leaf| is_beside(body.text.get(leaf.words.clone()).unwrap_or("")))
}

/// Whether words are no text of their own.
fn is_beside(words: &str) -> bool {
    let is_field = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key.trim().trim_matches('*'));
        !key.is_empty() && key.len() <= 24 && key.split(' ').count() <= 2
    };
    words.lines().all(|line| is_field(line) || keywords::is_tags(line) || is_template(line) || is_byline(line) || !reads_on(line))
}

/// Whether a line says who wrote the text, and no more.
fn is_byline(line: &str) -> bool {
    lexicon::label(line, &scholion_lang::BYLINE).is_some() && line.split_whitespace().count() <= 8
}

/// Whether a line is a tag of a program that makes sites.
fn is_template(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("{%") && line.ends_with("%}") || line.starts_with("{{") && line.ends_with("}}")
}

/// Whether a line has words outside of links, pictures and emphasis.
fn reads_on(line: &str) -> bool {
    let mut depth = 0_usize;
    Parser::new_ext(line, OPTIONS).any(|event| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong) => {
            depth += 1;
            false
        }
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong) => {
            depth = depth.saturating_sub(1);
            false
        }
        Event::Text(text) | Event::Code(text) => depth == 0 && text.contains(char::is_alphanumeric),
        _ => false,
    })
}

/// A heading of the first level in raw HTML before all words, as pages of projects begin: its place, if it says no more than words.
fn of_html(body: &Body, page: &Page, draft: &mut Draft) -> Option<Range<usize>> {
    let (start, html) = page.html.iter().find_map(|range| {
        let html = body.text.get(range.clone())?;
        let at = html.find("<h1").or_else(|| html.find("<H1"))?;
        Some((range.start + at, html.get(at..)?))
    })?;
    let close = html.find("</h1>").or_else(|| html.find("</H1>"))?;
    let written = html.get(..close + "</h1>".len())?;
    let is_first = shown::words(body.text.get(..start)?).is_empty();
    let said: Vec<String> = shown::words(written).into_iter().map(|(_, words)| words).collect();
    let words = said.join(" ").trim().to_owned();
    if !is_first || words.is_empty() {
        return None;
    }
    let line = draft.source.line_at(super::leaves::offset(body.source_at(start)));
    let is_named = !draft.front.title.is_empty();
    if is_named && fold(&draft.front.title) != fold(&words) {
        return None;
    }
    if !is_named {
        draft.note(line, "title", words.clone(), Kind::Found, Certainty::Sure, Remark::Field { field: "title".into() });
        draft.front.title.clone_from(&words);
    }
    // One that shows more, or leads somewhere, stays.
    if written.contains("<img") || written.contains("<a") || written.contains("<svg") {
        return None;
    }
    if is_named {
        draft.say(line, "title", words, Kind::Dropped, Certainty::Sure);
    }
    Some(start..start + written.len())
}

/// The words of a heading without the attributes behind it.
fn words_of(plain: &str) -> String {
    let words = plain.trim();
    let bare = words.strip_suffix('}').and_then(|before| before.rsplit_once('{')).filter(|(_, inside)| inside.starts_with(['#', '.', '-']));
    bare.map_or(words, |(before, _)| before.trim_end()).to_owned()
}

fn without_marks(text: &str) -> String {
    text.replace(['*', '_'], "")
}

/// What a text without a title is called: as its file, or as the folder for which it stands.
pub fn name(file_name: &str) -> String {
    let path = RelPath::new(file_name);
    let folder = path.parent().rsplit('/').next().unwrap_or("");
    let stem = language_of(file_name).map_or(path.stem(), |(stem, _)| stem);
    let stands_for_folder = places::FOLDER_TEXTS.iter().any(|name| name.eq_ignore_ascii_case(stem.trim_start_matches('_')));
    if stands_for_folder && !folder.is_empty() { folder.to_owned() } else { stem.to_owned() }
}

/// The name of a file before its language, and that language: `index.fr.md`, `about.pt-br.md`. Source: Hugo's manual, "Multilingual mode".
pub fn language_of(file_name: &str) -> Option<(&str, &str)> {
    let name = file_name.rsplit('/').next().unwrap_or(file_name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (stem, tag) = stem.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let primary = tag.split('-').next().unwrap_or(tag);
    let is_known = scholion_lang::tag(&primary.to_ascii_lowercase()).is_some();
    (tag.len() <= 7 && is_known && scholion_base::Lang::is_tag(tag)).then_some((stem, tag))
}

/// Takes the language by which the file is called, unless the text is surely in another one.
pub fn language(draft: &mut Draft, file_name: &str) {
    let Some((_, tag)) = language_of(file_name) else { return };
    let primary = tag.split('-').next().unwrap_or(tag);
    let is_same = draft.front.lang.split('-').next().is_some_and(|found| found.eq_ignore_ascii_case(primary));
    let Some(said) = draft.report.findings.iter_mut().rev().find(|finding| finding.rule == "language") else { return };
    if said.sure == Certainty::Sure && !is_same {
        said.sure = Certainty::Unsure;
        return;
    }
    let lang = scholion_base::Lang::new(tag);
    lang.as_str().clone_into(&mut said.text);
    said.sure = Certainty::Sure;
    lang.as_str().clone_into(&mut draft.front.lang);
    draft.report.language = lang;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_by_their_language() {
        for (name, expected) in [
            ("post/boat/index.fr.md", Some(("index", "fr"))),
            ("about.pt-br.md", Some(("about", "pt-br"))),
            ("utils.ts.md", None),
            ("v1.2.md", None),
            ("fr.md", None),
            (".fr.md", None),
        ] {
            assert_eq!(language_of(name), expected, "{name}");
        }
        assert_eq!(super::name("post/boat/index.fr.md"), "boat");
        assert_eq!(super::name("boat.v2.md"), "boat.v2");
    }

    #[test]
    fn a_title_stands_above_the_text() {
        for words in [
            "![a](b.png) [c](d.md)",
            "Author:: Ida Holm",
            "**Date:** 1901",
            "Von Ida Holm",
            "*By Ida Holm*",
            "#mill #water",
            "![[a.png]]\n#mill #water",
            "",
        ] {
            assert!(is_beside(words), "{words}");
        }
        for words in ["The mill stood.", "See [[Ford]].", "`code`"] {
            assert!(!is_beside(words), "{words}");
        }
    }
}
