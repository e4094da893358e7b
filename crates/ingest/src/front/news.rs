//! What only newspapers print: the outlet that was spoken to, the paragraph set off before the story.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    furniture::web,
    recognise::{moments, prose},
    remark::Remark,
    report::{Certainty::Likely, Kind},
};
use scholion_base::text::{self, fold};

/// Takes the outlet from "said …, in an interview with RT", if the text names exactly one.
pub fn outlet(draft: &mut Draft, rule: &'static str) {
    if !draft.front.container.is_empty() {
        return;
    }
    site_behind_title(draft, rule);
    if !draft.front.container.is_empty() {
        return;
    }
    if let Some((_, name, line)) = page_name(draft) {
        draft.note(line, rule, name.clone(), Kind::Found, Likely, Remark::Outlet);
        draft.front.container = name;
        return;
    }
    if !is_news(draft) {
        return;
    }
    let mut found: Option<(String, u32)> = None;
    for block in draft.blocks.iter().filter(|block| block.role == Role::Text).take(60) {
        let mut at = 0;
        while let Some((start, end)) = phrase(&block.text, at) {
            at = end;
            let Some(name) = outlet_name(block.text.get(end..).unwrap_or("")) else { continue };
            match &found {
                Some((known, _)) if known != name => return,
                Some(_) => {}
                None => found = Some((name.to_owned(), block.line_at(&draft.source, u32::try_from(start).unwrap_or(0)))),
            }
        }
    }
    if let Some((name, line)) = found {
        draft.note(line, rule, name.clone(), Kind::Found, Likely, Remark::Outlet);
        draft.front.container = name;
    }
}

/// The headline, folded, and the name of the site in what the browser called the page, which was left out because the headline stands again
/// below: "The ice of March | Ford Weekly"; and the line.
pub fn page_name(draft: &Draft) -> Option<(String, String, u32)> {
    /// As many blocks may be the headline, and as many findings are looked at.
    const MOST: usize = 60;
    let mut dropped =
        draft.report.findings.iter().filter(|finding| finding.kind == Kind::Dropped && finding.rule == "navigation").peekable();
    dropped.peek()?;
    let printed: Vec<String> = draft.blocks.iter().take(MOST).map(|block| fold(block.bare())).chain([fold(&draft.front.title)]).collect();
    dropped.take(MOST).find_map(|finding| {
        let names = web::page_name(&finding.text, true).into_iter().filter(|(headline, _)| printed.contains(headline));
        let (headline, site) = names.max_by_key(|(headline, _)| headline.len())?;
        Some((headline, site.to_owned(), finding.line))
    })
}

/// Takes the name of the site out of the title where it stands alone above as well: "The ice of March — Ford Weekly" below "Ford Weekly".
fn site_behind_title(draft: &mut Draft, rule: &'static str) {
    /// As many lines stand above.
    const ABOVE: usize = 8;
    let title = draft.front.title.clone();
    let above = draft.lines.iter().filter(|line| line.length > 0).take(ABOVE).map(|line| fold(line.span.of(&draft.source.text)));
    let above: Vec<String> = above.collect();
    let found = web::page_name(&title, true).into_iter().find_map(|(headline, site)| {
        let before = title.strip_suffix(site)?;
        let is_printed = site.contains(' ') && above.contains(&fold(site)) && fold(before) == headline;
        is_printed.then(|| {
            (
                before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '.' | ')' | '"' | '”' | '»')).to_owned(),
                site.to_owned(),
            )
        })
    });
    let Some((headline, site)) = found else { return };
    let line = draft.front.title_block.map_or(1, |block| draft.block_line(block));
    if fold(&draft.front.section) == fold(&site) {
        let section = std::mem::take(&mut draft.front.section);
        draft.label(line, rule, &section);
    }
    draft.note(line, rule, site.clone(), Kind::Found, Likely, Remark::Outlet);
    draft.front.title = headline;
    draft.front.container = site;
}

/// Takes the first paragraph as lead if blank lines set it off from a story that has none inside.
pub fn lead(draft: &mut Draft, rule: &'static str) {
    let blocks: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role == Role::Text).take(12).collect();
    let set_off = draft.layout.width.is_none()
        && draft.front.title_block.is_some()
        && blocks.len() >= 5
        && draft.blocks[blocks[0]].space_before
        && draft.blocks[blocks[1]].space_before
        && blocks[2..].iter().all(|&index| !draft.blocks[index].space_before);
    if !set_off || draft.blocks[blocks[0]].text.len() > 900 || !prose::is_prose(&draft.blocks[blocks[0]].text) {
        return;
    }
    take_lead(draft, rule, blocks[0]);
}

/// Takes what stands between the headline and the byline, if it reads as a sentence.
pub fn standfirst(draft: &mut Draft, rule: &'static str) {
    let (Some(title), Some(byline)) = (draft.front.title_block, draft.front.byline_block) else { return };
    if !is_news(draft) || !draft.front.lead.is_empty() || byline <= title {
        return;
    }
    let between: Vec<usize> = (title + 1..byline).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let [only] = between.as_slice() else { return };
    let block = &draft.blocks[*only];
    let words = block.text.split_whitespace().count();
    if matches!(block.role, Role::Text) && (8..=80).contains(&words) && moments::full_date(&block.text).is_none() {
        take_lead(draft, rule, *only);
    }
}

fn take_lead(draft: &mut Draft, rule: &'static str, index: usize) {
    let line = draft.block_line(index);
    draft.front.lead = draft.blocks[index].text.clone();
    draft.blocks[index].role = Role::Gone;
    draft.front.kind.get_or_insert(scholion_reference::Kind::Newspaper);
    draft.note(line, rule, beginning(&draft.front.lead.clone(), 60), Kind::Found, Likely, Remark::Field { field: "lead".into() });
}

/// Whether a text comes from a news site: one paragraph a line, no apparatus of a journal.
pub fn is_news(draft: &Draft) -> bool {
    draft.layout.width.is_none()
        && draft.notes.is_empty()
        && draft.front.doi.is_empty()
        && draft.front.abstract_.is_empty()
        && draft.front.kind.is_none()
}

/// Whether words are the name of a newspaper or station, and nothing else.
pub fn is_outlet(words: &str) -> bool {
    words.split(' ').count() <= 5 && words.len() <= 60 && outlet_name(words) == Some(words) && words.contains(' ')
}

/// Whether a line above a title names the site: an outlet, or on a page of the web whoever claims the rights in it.
pub fn names_site(draft: &Draft, line: &str) -> bool {
    let is_web = || draft.report.findings.iter().any(|finding| finding.kind == Kind::Dropped && web::OF_A_PAGE.contains(&finding.rule));
    let holder = || {
        let (rights, name) = (fold(&draft.front.rights), fold(line));
        let behind = |at: usize| rights.get(at + name.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        name.chars().count() > 3 && rights.match_indices(name.as_str()).any(|(at, _)| behind(at))
    };
    is_outlet(line) || is_web() && line.len() <= 60 && holder()
}

/// The next phrase behind `at` that an outlet's name may follow.
fn phrase(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text.get(at..)?;
    let found = scholion_lang::INTERVIEW_PHRASE.iter().filter_map(|phrase| {
        let (start, end) = text::find(rest, phrase).map(|start| (start, start + phrase.len()))?;
        rest.get(end..)?.starts_with(' ').then_some((at + start, at + end + 1))
    });
    found.min()
}

/// An outlet's name at the beginning of a text: an acronym, or capitalised words one of which says what it is.
fn outlet_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['“', '"', '«', '*', '_']);
    let mut end = 0;
    for word in text.split_inclusive(' ').take(5) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            break;
        }
        let stop = bare.len() + 1 < word.len() || (bare.len() < word.len() && !word.ends_with(' '));
        let name = text.get(..end + bare.len())?;
        end += word.len();
        if stop || word.trim_end() != bare {
            return named(name);
        }
    }
    named(text.get(..end)?.trim_end())
}

fn named(name: &str) -> Option<&str> {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let acronym =
        (2..=6).contains(&letters) && !name.contains(' ') && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&');
    let says = name.split(' ').any(|word| scholion_lang::OUTLET.contains(&word.to_lowercase()));
    (acronym || says).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_told_from_people() {
        assert_eq!(outlet_name("RT."), Some("RT"));
        assert_eq!(outlet_name("CNN, he said"), Some("CNN"));
        assert_eq!(outlet_name("The New York Times on Monday"), Some("The New York Times"));
        assert_eq!(outlet_name("John Smith, who"), None);
        assert_eq!(outlet_name("the paper"), None);
    }
}
