//! What Kindle keeps: `My Clippings.txt` of its readers, and the notebook that its programs export as HTML. The words of its lines are those of the
//! device's language (`clipping` in `crates/lang`).

use scholion_lang::CLIPPING;
use serde_json::json;

use super::{BOOKMARK, Import, Refused, WITHIN, WORDLESS, made::Made, plain::of_plain};
use crate::{
    base::text::squeeze,
    document::{
        date_in_words,
        sanitize::{Tag, Token, tokens, unescape},
    },
};

/// What stands between two clippings.
const BETWEEN: &str = "==========";

/// What a clipping is, where, and when it was made.
#[derive(Debug, Default)]
struct Clipping {
    title: String,
    kind: Option<&'static str>,
    /// The numbers of its first and last place; both 0 if it does not say.
    place: (u64, u64),
    created: String,
    words: String,
    note: String,
    nth: usize,
}

/// Reads `My Clippings.txt`; `None` if it is another file.
pub fn of_clippings(text: &str) -> Option<Import> {
    let parts: Vec<&str> = text.split(BETWEEN).filter(|part| !part.trim_matches(['\u{feff}', '\n', '\r', ' ']).is_empty()).collect();
    let all: Vec<Clipping> = parts.iter().enumerate().filter_map(|(at, part)| clipping(part, at + 1)).collect();
    if !text.contains(BETWEEN) || all.is_empty() || all.len() * 2 < parts.len() {
        return None;
    }
    Some(import(all))
}

fn clipping(part: &str, nth: usize) -> Option<Clipping> {
    let mut lines = part.lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\t', '\r'])).skip_while(|line| line.is_empty());
    let (title, said) = (lines.next()?, lines.next()?.strip_prefix('-')?);
    let lower = said.to_lowercase();
    let kind = kind_of(&lower);
    let fields: Vec<&str> = lower.split('|').collect();
    let (when, places) = fields.split_last().filter(|(_, places)| !places.is_empty())?;
    let created = date_in_words(when).and_then(|date| date.iso()).unwrap_or_default();
    let words = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    // The writer stands in brackets behind the title.
    let name = title.rsplit_once('(').filter(|(name, rest)| rest.ends_with(')') && !name.trim().is_empty()).map_or(title, |(name, _)| name);
    let place = places.iter().rev().find_map(|field| place(field)).unwrap_or_default();
    Some(Clipping { title: squeeze(name), kind, place, created, words, note: String::new(), nth })
}

/// What a line says that a clipping is: by the longest of the words that stand in it.
fn kind_of(line: &str) -> Option<&'static str> {
    CLIPPING.within(line).filter(|word| line.contains(word)).max_by_key(|word| word.len()).and_then(|word| CLIPPING.part(word))
}

/// The last numbers of a field, as a range: `123-25` is 123 to 125.
fn place(field: &str) -> Option<(u64, u64)> {
    let numbers: Vec<&str> = field.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_range = field.contains(['-', '–', '—']) && numbers.len() >= 2;
    let end: u64 = numbers.last()?.parse().ok()?;
    if !is_range {
        return Some((end, end));
    }
    let written = numbers.get(numbers.len() - 2)?;
    let start: u64 = written.parse().ok()?;
    // Digits that are the same are left out.
    let missing = written.len().checked_sub(numbers.last()?.len()).filter(|_| end < start);
    let whole = missing.and_then(|missing| format!("{}{end:0width$}", written.get(..missing)?, width = numbers.last()?.len()).parse().ok());
    Some((start, whole.unwrap_or(end)))
}

/// The clippings as notes: what was said of words stands with them, what a later one holds goes.
fn import(all: Vec<Clipping>) -> Import {
    let mut import = Import::default();
    let mut kept: Vec<Clipping> = Vec::new();
    let mut notes: Vec<Clipping> = Vec::new();
    let refuse = |import: &mut Import, nth: usize, why: &str| import.refused.push(Refused { nth, iri: String::new(), why: why.to_owned() });
    for one in all {
        let is_limit = one.words.starts_with('<') && one.words.ends_with('>') && !one.words.contains('\n');
        match one.kind {
            Some("bookmark") => import.leave(BOOKMARK),
            _ if one.words.is_empty() => import.leave(WORDLESS),
            _ if is_limit => refuse(&mut import, one.nth, "its words were not exported: the book lets no more be clipped"),
            Some("note") => notes.push(one),
            Some(_) => kept.push(one),
            None => refuse(&mut import, one.nth, "its line says in no language that is known here what it is"),
        }
    }
    // Who makes a highlight longer gets a second one. Few stand at one place, and these behind each other.
    let mut places: std::collections::HashMap<(String, u64), Vec<usize>> = std::collections::HashMap::new();
    for (at, one) in kept.iter().enumerate() {
        places.entry((one.title.clone(), one.place.0)).or_default().push(at);
    }
    let mut is_within = vec![false; kept.len()];
    for same in places.values() {
        for (nth, at) in same.iter().enumerate() {
            let later = same.iter().skip(nth + 1).take(8).filter_map(|later| kept.get(*later));
            let words = kept.get(*at).map_or("", |one| one.words.as_str());
            if let Some(place) = is_within.get_mut(*at) {
                *place = later.into_iter().any(|later| later.words.contains(words));
            }
        }
    }
    let mut within = is_within.into_iter();
    kept.retain(|_| {
        let goes = within.next().unwrap_or(false);
        if goes {
            import.leave(WITHIN);
        }
        !goes
    });
    let ends: std::collections::HashMap<(String, u64), usize> =
        kept.iter().enumerate().map(|(at, one)| ((one.title.clone(), one.place.1), at)).collect();
    let mut alone = Vec::new();
    for note in notes {
        let at = ends.get(&(note.title.clone(), note.place.1)).filter(|_| note.place.1 > 0);
        match at.and_then(|at| kept.get_mut(*at)) {
            Some(one) => one.note = joined(&one.note, &note.words),
            None => alone.push(note),
        }
    }
    import.notes.extend(kept.into_iter().map(|one| {
        let body = of_plain(&one.note);
        Made { title: one.title, exact: one.words, body, created: one.created, ..Made::default() }.note(one.nth)
    }));
    import.notes.extend(alone.into_iter().map(|one| {
        let selector = json!({"type": "FragmentSelector", "value": format!("location={}", one.place.0)});
        Made { title: one.title, selector, body: of_plain(&one.words), created: one.created, ..Made::default() }.note(one.nth)
    }));
    import.notes.sort_by_key(|note| note.nth);
    import
}

fn joined(one: &str, more: &str) -> String {
    if one.is_empty() { more.to_owned() } else { format!("{one}\n\n{more}") }
}

/// Reads the notebook that Kindle's programs export; `None` if it is another file.
pub fn of_notebook(html: &str) -> Option<Import> {
    if !html.contains("noteHeading") || !html.contains("noteText") {
        return None;
    }
    let (mut class, mut words, mut title) = (String::new(), String::new(), String::new());
    let mut found: Vec<Clipping> = Vec::new();
    let mut end = |class: &str, words: &mut String, title: &mut String| {
        let words = std::mem::take(words);
        match class {
            "bookTitle" => *title = squeeze(&words),
            "noteHeading" => {
                let lower = words.to_lowercase();
                let kind = kind_of(&lower);
                let place = place(lower.rsplit(['·', '>']).next().unwrap_or("")).unwrap_or_default();
                let nth = found.len() + 1;
                found.push(Clipping { title: title.clone(), kind, place, nth, ..Clipping::default() });
            }
            "noteText" => {
                if let Some(last) = found.last_mut() {
                    words.trim().clone_into(&mut last.words);
                }
            }
            _ => {}
        }
    };
    for token in tokens(html) {
        match token {
            Token::Words(said) => words.push_str(&unescape(said)),
            Token::Tag(tag) => {
                // Its elements do not close as they should: one that begins ends the one before.
                let begins = Tag::read(tag).filter(|tag| !tag.closing).and_then(|tag| tag.attribute("class"));
                let known = ["bookTitle", "authors", "citation", "sectionHeading", "noteHeading", "noteText"];
                if let Some(next) = begins.filter(|next| known.contains(&next.as_str())) {
                    end(&class, &mut words, &mut title);
                    words.clear();
                    class = next;
                }
            }
        }
    }
    end(&class, &mut words, &mut title);
    Some(import(found))
}
