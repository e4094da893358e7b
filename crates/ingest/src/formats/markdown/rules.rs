//! What the rules find that look for names, works and speakers, and the levels of headings.

use super::{
    body::Body,
    joplin, keywords, labels,
    leaves::Page,
    patches::Patches,
    titles::{self, Title},
};
use crate::{
    draft::Draft,
    front,
    remark::Remark,
    report::{Certainty, Kind},
    structure, works,
};
use scholion_base::markdown;

/// What stands above a text without front matter may say the same.
const ABOVE: &[&str] =
    &["identifier", "licence", "rights", "cite-as", "abstract", "keywords", "dates", "posted", "journal-line", "dated", "byline"];
/// What makes an interview of a text.
const SPOKEN: &[&str] = &["speakers", "interviewee", "interviewer", "who-answers"];

/// Carries the blocks through the rules that Markdown leaves open.
pub fn apply(body: &Body, page: &mut Page, draft: &mut Draft, file_name: &str, patches: &mut Patches) {
    uncalled(draft);
    if !draft.has_matter {
        labels::take(body, page, draft);
        joplin::take(body, page, draft);
    }
    let title = titles::title(body, page, draft);
    keywords::take(body, page, draft, patches);
    language(draft, file_name);
    let has_matter = draft.has_matter;
    for rule in front::RULES.iter().filter(|rule| SPOKEN.contains(&rule.name) || !has_matter && ABOVE.contains(&rule.name)) {
        (rule.apply)(draft, rule.name);
    }
    if draft.front.title.is_empty() {
        titles::in_bold(body, page, draft);
    }
    if draft.front.title.is_empty() {
        draft.front.title = titles::name(file_name);
    }
    for rule in structure::RULES.iter().filter(|rule| matches!(rule.name, "turn" | "passage")) {
        (rule.apply)(draft, rule.name);
    }
    structure::entries::below_headings(draft);
    for rule in works::RULES {
        (rule.apply)(draft, rule.name);
    }
    headings(body, page, &title, patches);
}

/// Says which notes nothing calls.
fn uncalled(draft: &mut Draft) {
    for at in 0..draft.notes.len() {
        let Some(note) = draft.notes.get(at).filter(|note| note.number == 0) else { continue };
        let words = note.body.first().map_or("", |block| block.text.as_str());
        let (line, text) = (note.line, format!("{} {words}", note.label));
        draft.note(line, "note-unbound", text, Kind::Doubtful, Certainty::Unsure, Remark::NoteUncalled);
    }
}

/// The language that the front matter names counts; where the text begins is looked for in any case.
fn language(draft: &mut Draft, file_name: &str) {
    let own = std::mem::take(&mut draft.front.lang);
    if own.is_empty() {
        front::RULES.iter().filter(|rule| rule.name == "language").for_each(|rule| (rule.apply)(draft, rule.name));
        titles::language(draft, file_name);
    } else {
        draft.report.language = scholion_base::Lang::new(&own);
        draft.front.end = 0;
        draft.front.lang = own;
    }
}

/// Headings begin with number signs, and the highest are of the second level: the first is the title's.
fn headings(body: &Body, page: &Page, title: &Title, patches: &mut Patches) {
    if let Some(html) = &title.html {
        patches.put(html.clone(), "");
    }
    let title = title.leaf;
    let is_first = |at: usize, level: u8| level == 1 && Some(at) != title;
    let shift = u8::from(page.leaves.iter().enumerate().any(|(at, leaf)| leaf.level.is_some_and(|level| is_first(at, level))));
    for (at, leaf) in page.leaves.iter().enumerate() {
        let Some(level) = leaf.level else { continue };
        if Some(at) == title {
            patches.put(body.lines(leaf.range.clone()), "");
            continue;
        }
        let written = body.text.get(leaf.start..leaf.range.end).unwrap_or("");
        let start = leaf.start + written.len() - written.trim_start().len();
        let signs = written.trim_start().bytes().take_while(|&byte| byte == b'#').count();
        let wanted = usize::from((level + shift).clamp(2, 6));
        let is_atx = (1..=6).contains(&signs)
            && written.trim_start().get(signs..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
        if is_atx {
            if signs != wanted {
                patches.put(start..start + signs, "#".repeat(wanted));
            }
        } else {
            underlined(body, page, leaf, wanted, patches);
        }
    }
    // A rule before all else would begin front matter.
    let begins = |range: &&std::ops::Range<usize>| body.text.get(..range.start).is_some_and(|before| before.trim().is_empty());
    if let Some(rule) = page.rules.first().filter(begins) {
        let end = rule.start + body.text.get(rule.clone()).map_or(0, |rule| rule.trim_end().len());
        patches.put(rule.start..end, "* * *");
    }
}

/// A heading whose line is underlined.
fn underlined(body: &Body, page: &Page, leaf: &super::leaves::Leaf, level: usize, patches: &mut Patches) {
    // Behind a definition of a link its lines may be set in as far as they like, where signs would be code.
    let before = body.text.get(..leaf.start).unwrap_or("").trim_end_matches([' ', '\t', '>']);
    let above = before.strip_suffix('\n').map_or("", |above| above.rsplit('\n').next().unwrap_or(above));
    if above.contains("]:") {
        return;
    }
    let signs = "#".repeat(level);
    let words = body.text.get(leaf.words.clone()).unwrap_or("");
    let end = leaf.start + body.text.get(leaf.start..leaf.range.end).map_or(0, |heading| heading.trim_end().len());
    if !words.contains('\n') {
        patches.put(leaf.words.start..leaf.words.start, format!("{signs} "));
        if words.ends_with('#') {
            patches.put(leaf.words.end - 1..leaf.words.end, "\\#");
        }
        patches.put(leaf.words.end..end, "");
        return;
    }
    // On one line, without what stands before the lines of what holds it, and without the backslashes that break lines.
    let mut words = words.to_owned();
    let breaks = page.breaks.get(page.breaks.partition_point(|&at| at < leaf.words.start)..).unwrap_or_default();
    for at in breaks.iter().take_while(|&&at| at < leaf.words.end).map(|at| at - leaf.words.start) {
        if words.as_bytes().get(at) == Some(&b'\\') {
            words.replace_range(at..=at, " ");
        }
    }
    // So many quotations hold it as marks stand before its first line; a further one is a word.
    let start = body.text.get(..leaf.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let depth = body.text.get(start..leaf.start).unwrap_or("").matches('>').count();
    let bare = |line| (0..depth).fold(str::trim_start(line), |line, _| line.strip_prefix('>').map_or(line, str::trim_start));
    let lines = words.lines().enumerate().map(|(nth, line)| if nth == 0 { line } else { bare(line) });
    let words = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    patches.put(leaf.start..end, format!("{signs} {}", markdown::heading_end(words)));
}
