//! The front matter that a source written in Markdown brings along: YAML between two lines of three hyphens at its top.
//!
//! What a document's own front matter has a place for goes there; the rest is listed among the omissions.

use crate::{
    draft::Draft,
    lines::State,
    remark::Remark,
    report::{
        Certainty::{Sure, Unsure},
        Kind,
    },
};
use scholion_base::{
    RelPath, Span, front_matter, held,
    text::squeeze,
    yaml::{self, Node, Pair},
};
use scholion_reference::{Role, dates};

/// The most lines that are looked through for its end.
const LONGEST: usize = 300;
/// Keys of which one must be there: a text may begin with a rule and "Note: …".
const USUAL: &[&str] = &["title", "author", "authors", "date", "layout", "tags", "slug", "lang", "permalink", "categories", "published"];

/// Takes the front matter of the source over. What holds the source back holds its document back, too; so does what stands where front
/// matter stands and is not understood.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if is_held(&draft.source.text) {
        draft.front.is_draft = true;
        draft.note(1, rule, draft.line(0).to_owned(), Kind::Found, Unsure, Remark::Draft);
    }
    if draft.lines.is_empty() || draft.line(0) != "---" {
        return;
    }
    let Some(end) = (1..draft.lines.len().min(LONGEST)).find(|&index| matches!(draft.line(index), "---" | "...")) else { return };
    let (Some(first), Some(last)) = (draft.source.line(1).start.into(), draft.lines.get(end).map(|line| line.span.start)) else { return };
    let text = Span { start: first, end: last }.of(&draft.source.text).to_owned();
    let Ok(tree) = yaml::read(&text) else {
        let usual = text.lines().any(|line| line.split_once(':').is_some_and(|(key, _)| is_usual(key)));
        if usual {
            draft.front.is_draft = true;
            draft.note(1, rule, "---", Kind::Doubtful, Unsure, Remark::NotYaml);
        }
        return;
    };
    let Some(pairs) = tree.root.map().filter(|pairs| pairs.iter().any(|pair| is_usual(&pair.key))) else { return };
    // The line on which each pair begins; its value ends where the next begins.
    let begins: Vec<usize> = pairs.iter().map(|pair| 1 + lines_before(&text, pair.place.start as usize)).collect();
    for (place, pair) in pairs.iter().enumerate() {
        let lines = begins.get(place).copied().unwrap_or(end)..begins.get(place + 1).copied().unwrap_or(end);
        let taken = take(draft, &pair.key.to_lowercase(), &pair.value);
        let line = draft.number_of(lines.start);
        if taken != Taken::Not {
            draft.note(
                line,
                rule,
                squeeze(&values(&pair.value).join(", ")),
                Kind::Found,
                Sure,
                Remark::Field { field: pair.key.to_lowercase() },
            );
        }
        let words: Vec<String> = lines.clone().map(|index| draft.line(index).to_owned()).filter(|line| !line.is_empty()).collect();
        // Words that stand in the front matter once more are no omissions.
        if taken == Taken::Words {
            draft.label(line, rule, &pair.key);
        } else if !words.is_empty() {
            draft.say(line, rule, words.join(" "), Kind::Dropped, Sure);
        }
        drop(draft, lines);
    }
    drop(draft, 0..begins.first().copied().unwrap_or(1));
    drop(draft, end..end + 1);
}

/// Whether a source may not be published by what stands at its beginning, in whatever form, or cannot be understood there.
fn is_held(text: &str) -> bool {
    let mut found = Vec::new();
    let parts = front_matter::split(&RelPath::new(""), text, &mut found);
    let has_line = || front_matter::holding_line(text, 0).is_some();
    if parts.is_held {
        // A rule at the top under which a text begins is no front matter that never ends.
        return !found.iter().any(|one| one.code() == "front-unclosed") || has_line();
    }
    let Some(front) = parts.front else { return false };
    match yaml::read(&front.of(text).replace('\t', " ")) {
        Ok(tree) => {
            let holds = |pair: &Pair<'_>| held::judge(&pair.key, &pair.value).is_some_and(|said| said != held::Said::Open);
            tree.root.map().is_some_and(|pairs| pairs.iter().any(holds))
        }
        Err(_) => has_line(),
    }
}

/// What has become of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// There is no place for it.
    Not,
    /// Its words stand in the front matter as they are.
    Words,
    /// It was read: names, a date, an address.
    Read,
}

fn take(draft: &mut Draft, key: &str, value: &Node<'_>) -> Taken {
    let texts: Vec<String> = values(value).iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect();
    let front = &mut draft.front;
    let Some(first) = texts.first() else { return Taken::Not };
    match key {
        "title" | "headline" if front.title.is_empty() => front.title.clone_from(first),
        "abstract" | "summary" | "description" if front.abstract_.is_empty() => front.abstract_.clone_from(first),
        "tags" | "keywords" | "keyword" if front.keywords.is_empty() => {
            let list = |text: &String| text.split([',', ';']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
            front.keywords = if texts.len() == 1 { list(first) } else { texts };
        }
        "author" | "authors" | "creator" | "by" => {
            texts.iter().for_each(|name| front.add_person(Role::Author, name, &[]));
            return Taken::Read;
        }
        "translator" | "editor" => {
            let role = if key == "editor" { Role::Editor } else { Role::Translator };
            texts.iter().for_each(|name| front.add_person(role, name, &[]));
            return Taken::Read;
        }
        "date" | "issued" | "published" | "pubdate" | "date_published" if front.issued.is_none() => {
            let Some(date) = dates::read(first.get(..10).unwrap_or(first)).or_else(|| dates::read(first)) else { return Taken::Not };
            front.issued = Some(date.date);
            return Taken::Read;
        }
        "doi" if front.doi.is_empty() && first.starts_with("10.") => {
            front.doi.clone_from(first);
            return Taken::Read;
        }
        "url" | "link" | "source_url" | "canonical_url" if front.url.is_empty() && first.contains("://") => {
            front.url.clone_from(first);
            return Taken::Read;
        }
        _ => return Taken::Not,
    }
    Taken::Words
}

/// The texts of a value: itself, those of a list, or the names in it.
fn values(value: &Node<'_>) -> Vec<String> {
    if let Some(list) = value.list() {
        return list.iter().flat_map(values).collect();
    }
    value.get("name").unwrap_or(value).text().map(str::to_owned).into_iter().collect()
}

fn is_usual(key: &str) -> bool {
    USUAL.contains(&key.trim().to_lowercase().as_str())
}

fn lines_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count()
}

fn drop(draft: &mut Draft, lines: std::ops::Range<usize>) {
    draft.lines.get_mut(lines).into_iter().flatten().filter(|line| line.state == State::Text).for_each(|line| line.state = State::Dropped);
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
        assert_eq!(check("---\ntitle: The Weir\n---\nText."), ("The Weir".to_owned(), vec![Kind::Found, Kind::Dropped]));
        // Broken YAML is reported, a rule with words under it is not.
        assert_eq!(check("---\ntitle: [The Weir\n---\nText."), (String::new(), vec![Kind::Doubtful]));
        assert_eq!(check("---\nNote: the weir is closed.\n---\nText."), (String::new(), vec![]));
        assert_eq!(check("---\ntitle: no end"), (String::new(), vec![]));
        assert_eq!(check(""), (String::new(), vec![]));
    }

    #[test]
    fn what_is_held_back_becomes_a_draft() {
        let is_draft = |source: &str| {
            let mut draft = Draft::new(source.as_bytes());
            apply(&mut draft, "own-front-matter");
            draft.front.is_draft
        };
        for source in [
            "---\ntitle: A\ndraft: true\n---\nText.",
            "---\ntitle: A\npublish: false\n---\nText.",
            "---\ntitle: [A\n---\nText.",
            "+++\ntitle = 'A'\ndraft = true\n+++\nText.",
            "---\ntitle: A\ndraft: true\n\nText.",
            "Title: A\nStatus: draft\n\nText.",
            "{\n\t\"title\": \"A\",\n\t\"draft\": true\n}\n\nText.",
            "\n---\ndraft: true\n---\nText.",
        ] {
            assert!(is_draft(source), "{source}");
        }
        for source in ["---\ntitle: A\ndraft: false\n---\nText.", "Text.", "---\nPhoto: A.\n\nText.", "Status: forthcoming\n\nText."] {
            assert!(!is_draft(source), "{source}");
        }
    }
}
