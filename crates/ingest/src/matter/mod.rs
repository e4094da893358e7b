//! What a source written in Markdown says of itself, and what it hides: front matter in YAML, TOML, JSON, or Pandoc's block of a title.
//!
//! 1. [`hidden`]: comments, which stand in it as well;
//! 2. [`notation`]: where it stands, and in which notation;
//! 3. [`fields`]: its keys and values with their places; what is wrong costs its line, and no more; [`toml`];
//! 4. [`keys`], [`values`]: each goes to its place in the front matter of the document. What has none is kept under a key of its own, `x-…`.
//!
//! Keys, fences, and what is true or false are no words of the source ([`unseen`]).

mod fields;
mod hidden;
mod keys;
mod notation;
mod toml;
mod values;

use std::borrow::Cow;

use crate::{
    draft::{Draft, Rule},
    lines::State,
    remark::Remark,
    report::{
        Certainty::{Sure, Unsure},
        Kind,
    },
};
pub use fields::Field;
use fields::Matter;
pub use keys::is_usual;

use scholion_base::{
    RelPath, Span, front_matter, held,
    text::squeeze,
    yaml::{Data, Node},
};

/// The rules, in order.
pub const RULES: &[Rule] = &[Rule { name: "comment", apply: hidden::apply }, Rule { name: "own-front-matter", apply }];

/// Takes the front matter of the source over. What holds the source back holds its document back, too; so does what stands where front
/// matter stands and is not understood.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let matter = find(&draft.source.text, draft.is_markdown).map(Matter::into_owned);
    let is_held = match &matter {
        Some(matter) => is_held(matter, &draft.source.text),
        None => is_held_outside(&draft.source.text),
    };
    if is_held {
        draft.front.is_draft = true;
        draft.note(1, rule, first_line(&draft.source.text).to_owned(), Kind::Found, Unsure, Remark::Draft);
    }
    let Some(matter) = matter else {
        if is_held && fences(&draft.source.text) {
            draft.note(1, rule, first_line(&draft.source.text).to_owned(), Kind::Doubtful, Unsure, Remark::NotYaml);
        }
        return;
    };
    draft.has_matter = true;
    draft.text_from = matter.whole.end as usize;
    for slip in &matter.slips {
        let words = slip.of(&draft.source.text).trim().to_owned();
        let line = draft.source.line_at(slip.start);
        draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::FrontMatterSlip);
    }
    for field in &matter.fields {
        take(draft, rule, field);
    }
    values::settle(&mut draft.front);
    draft.cites = keys::cites(&matter);
    for stray in &matter.strays {
        let words = squeeze(stray.of(&draft.source.text));
        draft.say(draft.source.line_at(stray.start), rule, words, Kind::Dropped, Unsure);
    }
    let covered = blanked(&draft.source.text, &matter).into_owned();
    draft.cover(covered);
    let lines = 0..draft.source.line_at(matter.whole.end.saturating_sub(1)) as usize;
    draft.lines.get_mut(lines).into_iter().flatten().filter(|line| line.state == State::Text).for_each(|line| line.state = State::Dropped);
}

/// A source without what of its front matter is no word: blanks stand in its place.
pub fn unseen(text: &str, is_markdown: bool) -> Cow<'_, str> {
    match find(text, is_markdown) {
        Some(matter) => blanked(text, &matter),
        None => Cow::Borrowed(text),
    }
}

/// Where the text of Markdown begins behind its front matter, and the words of that, by line: values that are neither true nor false nor
/// addresses.
pub fn shown(text: &str) -> Option<(usize, Vec<(u32, String)>)> {
    let matter = find(text, true)?;
    let line = |at: u32| {
        let before = text.as_bytes().get(..at as usize).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', before).count() + 1).unwrap_or(u32::MAX)
    };
    let mut lines: Vec<(u32, String)> = Vec::new();
    for field in &matter.fields {
        let words = squeeze(&values::words(&field.value).join("\n"));
        lines.push((line(field.place.start), words));
    }
    lines.extend(matter.strays.iter().map(|stray| (line(stray.start), squeeze(stray.of(text)))));
    lines.retain(|(_, words)| !words.is_empty());
    lines.sort_by_key(|(line, _)| *line);
    Some((matter.whole.end as usize, lines))
}

fn find(text: &str, is_markdown: bool) -> Option<Matter<'_>> {
    let place = notation::find(text)?;
    let matter = fields::read(text, &place)?;
    let is_usual = |field: &Field<'_>| keys::is_usual(&field.key) || is_markdown && is_key(&field.key);
    // A text may begin with a rule and "Note: …".
    matter.fields.iter().any(is_usual).then_some(matter)
}

/// Whether a word may be a key that some program knows.
fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Settles what fields say of each other, when all are taken.
pub fn settle(draft: &mut Draft) {
    values::settle(&mut draft.front);
}

/// Takes a field over, and says so.
pub fn take(draft: &mut Draft, rule: &'static str, field: &Field<'_>) {
    let line = draft.source.line_at(field.place.start);
    let key = field.key.trim();
    let (taken, left) = values::take(&mut draft.front, key, &field.value);
    let words = squeeze(&values::texts(&field.value).join(", "));
    if taken != values::Taken::Nothing {
        let called = if taken == values::Taken::Kept { keys::own(key) } else { key.to_lowercase() };
        draft.note(line, rule, words, Kind::Found, Sure, Remark::Field { field: called });
    }
    for words in left.iter().map(|words| squeeze(words)).filter(|words| words.chars().any(char::is_alphanumeric)) {
        draft.say(line, rule, words, Kind::Dropped, Sure);
    }
}

/// Whether front matter says that its text may not be published.
fn is_held(matter: &Matter<'_>, text: &str) -> bool {
    let says = |field: &Field<'_>| held::judge(&field.key, &field.value).is_some_and(|said| said != held::Said::Open);
    // What is no field may hold the text back as well, and so may a second block behind the first.
    let stray = |span: &Span| front_matter::holding_line(span.of(text), 0).is_some();
    let rest = text.get(matter.whole.end as usize..).unwrap_or("");
    let again = || ["---", "+++", "{"].iter().any(|fence| rest.trim_start().starts_with(fence)) && is_held_outside(rest.trim_start());
    matter.fields.iter().any(says) || matter.strays.iter().chain(&matter.slips).any(stray) || again()
}

/// Whether a source may not be published by what stands at its beginning, where no front matter was found or none that is understood.
fn is_held_outside(text: &str) -> bool {
    let mut found = Vec::new();
    let parts = front_matter::split(&RelPath::new(""), text, &mut found);
    let has_line = || front_matter::holding_line(text, 0).is_some();
    if parts.is_held {
        // A rule at the top under which a text begins is no front matter that never ends.
        return !found.iter().any(|one| one.code() == "front-unclosed") || has_line();
    }
    parts.front.is_some_and(|front| fields::read_yaml(text, front).is_none_or(|matter| matter.fields.iter().any(is_holding))) && has_line()
}

fn is_holding(field: &Field<'_>) -> bool {
    held::judge(&field.key, &field.value).is_some_and(|said| said != held::Said::Open)
}

/// Whether a text begins with a fence.
fn fences(text: &str) -> bool {
    ["---", "+++", ";;;"].iter().any(|fence| first_line(text).starts_with(fence))
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or("")
}

/// The text with the front matter's keys and signs blank.
fn blanked<'t>(text: &'t str, matter: &Matter<'_>) -> Cow<'t, str> {
    let mut bytes = text.as_bytes().to_vec();
    let mut blank = |span: Span| {
        bytes.get_mut(span.range()).into_iter().flatten().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    };
    blank(Span { start: matter.whole.start, end: matter.inner.start });
    blank(Span { start: matter.inner.end, end: matter.whole.end });
    matter.signs.iter().for_each(|sign| blank(*sign));
    for field in &matter.fields {
        blank(field.place);
        signs(&field.value, &mut blank);
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The keys in a value, and what is true or false.
fn signs(value: &Node<'_>, blank: &mut impl FnMut(Span)) {
    match &value.data {
        Data::Plain(_) if value.truth().is_some() => blank(value.span),
        Data::List(items) => items.iter().for_each(|item| signs(item, blank)),
        Data::Map(pairs) => pairs.iter().for_each(|pair| {
            blank(pair.place);
            signs(&pair.value, blank);
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str) -> (String, Vec<Kind>) {
        let mut draft = Draft::new(source.as_bytes());
        apply(&mut draft, "own-front-matter");
        (draft.front.title.clone(), draft.report.findings.iter().map(|finding| finding.kind).collect())
    }

    #[test]
    fn what_is_no_front_matter_stays() {
        assert_eq!(check("---\ntitle: The Weir\n---\nText."), ("The Weir".to_owned(), vec![Kind::Found]));
        assert_eq!(check("+++\ntitle = \"The Weir\"\n+++\nText."), ("The Weir".to_owned(), vec![Kind::Found]));
        assert_eq!(check("{\n\t\"title\": \"The Weir\"\n}\nText."), ("The Weir".to_owned(), vec![Kind::Found]));
        assert_eq!(
            check("% The Weir\n% Ida Holm; Jon Berg\n% 1901\n\nText."),
            ("The Weir".to_owned(), vec![Kind::Found, Kind::Found, Kind::Found, Kind::Dropped])
        );
        assert_eq!(check("title:: The Weir\n- author:: Ida\n\nText."), ("The Weir".to_owned(), vec![Kind::Found, Kind::Found]));
        assert_eq!(check("- title:: The Weir\n  - it stood\n"), (String::new(), vec![]));
        // A slip costs its line, a rule with words under it is none.
        assert_eq!(check("---\ntitle: [The Weir\ntags: [a]\n---\nText.").1, vec![Kind::Doubtful, Kind::Found, Kind::Found]);
        assert_eq!(check("---\nNote: the weir is closed.\n---\nText."), (String::new(), vec![]));
        assert_eq!(check("---\ntitle: no end"), (String::new(), vec![]));
        assert_eq!(check(""), (String::new(), vec![]));
    }

    #[test]
    fn what_holds_a_source_back_is_found_in_any_notation() {
        for source in [
            "---\ndraft: true\n---\nText.",
            "---\ntitle: a: b\ndraft: yes\n---\nText.",
            "---\ntitle: a\n  draft: true\n---\nText.",
            "+++\ntitle = \"a\"\ndraft = true\n+++\nText.",
            "+++\ntitle = \"a\ndraft = true\n+++\nText.",
            "---toml\ntitle = \"a\"\ndraft = true\n---\nText.",
            "{\"title\": \"a\", \"draft\": true}\n\nText.",
            ";;;\n\"title\": \"a\",\n\"draft\": true\n;;;\nText.",
            "draft: true\n\nText.",
            "---\ntitle: a\n---\n\n---\ndraft: true\n---\nText.",
        ] {
            let mut draft = Draft::new(source.as_bytes());
            draft.is_markdown = true;
            apply(&mut draft, "own-front-matter");
            assert!(draft.front.is_draft, "{source}");
        }
        for source in ["---\ndraft: false\n---\nText.", "+++\ndraft = false\n+++\nText.", "---\ntitle: a: b\ntags: [c]\n---\nText."] {
            let mut draft = Draft::new(source.as_bytes());
            draft.is_markdown = true;
            apply(&mut draft, "own-front-matter");
            assert!(!draft.front.is_draft, "{source}");
        }
    }
}
