//! What buttons beside an item of a report do to the text: what may be done, what would differ, and to take it back.
//!
//! An offer is made only if the core can do it surely on the file as it is; what is done settles the item as well, in one write.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    editor::{Notes, answer},
    report::{AtRoot, source},
    text::{Text, of_page, refused, save, version},
    text_says::in_short,
};
use crate::{
    archive::editing::{
        changed::{restored, rows, shown},
        markdown::{TextMend, mend as mended},
    },
    base::{RelPath, Slug, figures::of_raised},
    commands::{
        ingest::report::{self, Item, LOOK, Mends},
        rebuild::locked,
    },
    document::{Said, Verdict, verdict_file},
    ingest::Remark,
    preview::{Answer, Outcome},
    site::{address, templates::strings::Strings},
};

/// Most works among which one may be chosen.
const MOST_WORKS: usize = 200;
/// So many texts are kept as they were before a button was pressed.
const MOST_KEPT: usize = 20;

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// The document.
    slug: String,
    /// The item of its report.
    id: String,
    /// What is to be done.
    mend: Option<TextMend>,
    /// The version of the file that was looked at, or that is to be taken back.
    version: String,
}

/// A text as it was before it was mended.
pub struct Kept {
    /// What came of it.
    version: String,
    path: RelPath,
    was: String,
}

fn asked(notes: &Notes, wish: &[u8]) -> Result<(Wish, Text), Answer> {
    let refused = |error: &str| answer(Outcome::Refused, json!({"error": error}));
    let wish: Wish = serde_json::from_slice(wish).map_err(|_| refused("text-malformed"))?;
    let shared = notes.shared().ok_or_else(|| refused("no-document"))?;
    let page = locked(&shared.memo).catalogue.documents().get_key_value(wish.slug.as_str()).map(|(slug, _)| address::document(slug));
    let text = page.and_then(|page| of_page(notes, &page)).ok_or_else(|| refused("no-document"))?;
    Ok((wish, text))
}

/// The item of a document's report.
fn item(text: &Text, id: &str) -> Option<Item> {
    let document = locked(&text.shared.memo).catalogue.documents().get(text.slug.as_str()).cloned()?;
    let source = source(&text.shared.root, &document)?;
    let looked = report::one(&AtRoot(&text.shared.root), &source, LOOK)?;
    looked.items.into_iter().find(|item| item.id == id)
}

/// What may be done about an item, each with what would differ.
pub fn offers(notes: &Notes, wish: &[u8]) -> Result<Value, Answer> {
    let (wish, text) = asked(notes, wish)?;
    let gone = || refused("mend-gone", &text.path);
    let item = item(&text, &wish.id).ok_or_else(gone)?;
    let (strings, works) = {
        let memo = locked(&text.shared.memo);
        let own = memo.catalogue.bibliographies().get(&Slug::of_file(&text.path));
        let works = own.map(|file| file.entries.iter().map(|entry| (entry.record.key.clone(), in_short(&entry.record))).collect());
        let works: Vec<(String, String)> = works.unwrap_or_default();
        (memo.strings().ok_or_else(gone)?, works)
    };
    let file = text.read()?;
    let was = shown(&file);
    let made = wishes(&item, &works).into_iter().filter_map(|wish| {
        let now = mended(&text.path, &was, &wish).ok()?;
        Some(json!({"label": label(&strings, &wish, &works), "mend": wish, "rows": rows(&was, &now)}))
    });
    let made: Vec<Value> = made.collect();
    let place = item.words.split(['|', '…']).map(str::trim).max_by_key(|part| part.len()).unwrap_or("").to_owned();
    Ok(json!({
        "offers": made, "version": version(&file), "path": text.path, "words": strings.section("editor."),
        "edit": format!("{}/{}", crate::preview::EDIT, address::encode_path(&text.page)), "sought": place,
    }))
}

/// What might be done about an item, by what was remarked on it.
fn wishes(item: &Item, works: &[(String, String)]) -> Vec<TextMend> {
    let words = item.words.as_str();
    let Some(mends) = item.mends() else { return Vec::new() };
    match mends {
        Mends::Heading => (0..=6).map(|level| TextMend::Heading { words: words.to_owned(), level, near: item.near.clone() }).collect(),
        Mends::Paragraph => {
            let parts = words.split_once('|').map(|(left, right)| (left.trim().to_owned(), right.trim().to_owned()));
            parts.map(|(left, right)| TextMend::Split { left, right }).into_iter().collect()
        }
        Mends::Hyphen => hyphened(words),
        Mends::Citation => {
            let first: &[String] = match &item.remark {
                Some(Remark::CitesOneOf { keys }) => keys,
                _ => &[],
            };
            let was = match &item.remark {
                Some(Remark::Cites { keys }) if keys.len() == 1 => keys.concat(),
                _ => String::new(),
            };
            let rest = works.iter().map(|(key, _)| key).filter(|key| !first.contains(key)).take(MOST_WORKS);
            let none = String::new();
            let keys = first.iter().chain(rest).chain([&none]);
            let cite =
                |key: &String| TextMend::Cite { words: words.to_owned(), near: item.near.clone(), key: key.clone(), was: was.clone() };
            keys.map(cite).collect()
        }
        Mends::Note => number(words).map(|number| TextMend::Note { number }).into_iter().collect(),
    }
}

/// A word that a line end had cut, with its hyphen and without, by the words around it.
fn hyphened(words: &str) -> Vec<TextMend> {
    let Some(at) = words.find("- ").or_else(|| words.find("‐ ")) else { return Vec::new() };
    let (before, behind) = (words.get(..at).unwrap_or(""), words.get(at..).unwrap_or(""));
    let behind = behind.split_once(' ').map_or("", |(_, behind)| behind);
    let is_letter = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let first = before.trim_end_matches(is_letter).len();
    let second = behind.find(|c: char| !is_letter(c)).unwrap_or(behind.len());
    let (left, head) = before.split_at_checked(first).unwrap_or(("", ""));
    let (tail, right) = behind.split_at_checked(second).unwrap_or(("", ""));
    if head.is_empty() || tail.is_empty() {
        return Vec::new();
    }
    let forms = [format!("{head}{tail}"), format!("{head}-{tail}"), format!("{head}- {tail}")];
    // The ends of what is quoted may be cut within a word.
    let left = left.split_once(' ').map_or(left, |(_, left)| left);
    let right = right.rsplit_once(' ').map_or(right, |(right, _)| right);
    let pairs = forms.iter().flat_map(|word| forms.iter().take(2).filter(move |new| *new != word).map(move |new| (word, new)));
    let mend =
        |(word, new): (&String, &String)| TextMend::Word { left: left.into(), word: word.clone(), right: right.into(), new: new.clone() };
    pairs.map(mend).collect()
}

/// The number of a note, in figures or raised.
fn number(words: &str) -> Option<u32> {
    let figure = |c: char| c.to_digit(10).or_else(|| of_raised(c));
    let of = |signs: &mut dyn Iterator<Item = char>| -> Vec<u32> { signs.map_while(figure).collect() };
    let first = of(&mut words.trim_start_matches(['[', '(', '*']).chars());
    let figures =
        if first.is_empty() { of(&mut words.trim_end_matches([']', ')', '*']).chars().rev()).into_iter().rev().collect() } else { first };
    if figures.is_empty() || figures.len() > 4 { None } else { Some(figures.into_iter().fold(0, |all, one| all * 10 + one)) }
}

fn label(strings: &Strings, wish: &TextMend, works: &[(String, String)]) -> String {
    let word = |key: &str| strings.plain(&format!("editor.{key}")).unwrap_or_default().to_owned();
    let with = |key: &str, name: &str, value: &str| word(key).replace(&format!("{{{name}}}"), value);
    match wish {
        TextMend::Heading { level: 0, .. } => word("mend-no-heading"),
        TextMend::Heading { level, .. } => with("mend-heading", "level", &level.to_string()),
        TextMend::Split { .. } => word("mend-split"),
        TextMend::Word { new, .. } => with("mend-word", "word", new),
        TextMend::Cite { key, .. } if key.is_empty() => word("mend-no-work"),
        TextMend::Cite { key, .. } => {
            let title = works.iter().find(|(known, _)| known == key).map_or("", |(_, title)| title);
            format!("{key} · {title}").trim_end_matches(" · ").to_owned()
        }
        TextMend::Note { number } => with("mend-note", "number", &number.to_string()),
    }
}

/// Does it, and settles the item.
pub fn mend(notes: &Notes, wish: &[u8]) -> Result<Value, Answer> {
    let (wish, text) = asked(notes, wish)?;
    let gone = || refused("mend-gone", &text.path);
    let item = item(&text, &wish.id).ok_or_else(gone)?;
    let todo = wish.mend.as_ref().ok_or_else(gone)?;
    let verdict: Verdict = item.verdict(Said::Done);
    let make = |file: &str| {
        let new = mended(&text.path, &shown(file), todo).map_err(|_| gone())?;
        // Where a verdict cannot be written the item stays open.
        let new = if item.needs_eyes() { verdict_file::write(&new, std::slice::from_ref(&verdict), false).unwrap_or(new) } else { new };
        Ok(restored(file, &new))
    };
    let was = text.read()?;
    let done = save(notes, &text, &wish.version, make, None).map_err(|refused| of_now(refused, &text))?;
    let mut kept = super::editor::held(&notes.kept);
    if kept.len() >= MOST_KEPT {
        kept.remove(0);
    }
    kept.push(Kept { version: done["version"].as_str().unwrap_or_default().to_owned(), path: text.path.clone(), was });
    Ok(done)
}

/// Takes back what was done, if nobody changed the text since.
pub fn undo(notes: &Notes, wish: &[u8]) -> Result<Value, Answer> {
    let (wish, text) = asked(notes, wish)?;
    let was = {
        let kept = super::editor::held(&notes.kept);
        kept.iter().rfind(|kept| kept.version == wish.version && kept.path == text.path).map(|kept| kept.was.clone())
    };
    let was = was.ok_or_else(|| refused("mend-gone", &text.path))?;
    save(notes, &text, &wish.version, |_| Ok(was.clone()), None).map_err(|refused| of_now(refused, &text))
}

/// Why nothing was written. To who pressed a button it is all one what others have changed in the text.
fn of_now(why: Answer, text: &Text) -> Answer {
    if why.outcome == Outcome::Conflict { refused("mend-gone", &text.path) } else { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_notes_are_read_at_either_end() {
        for (words, expected) in [("13. Nobody", Some(13)), ("quarry¹²", Some(12)), ("[7]", Some(7)), ("no", None), ("123456", None)] {
            assert_eq!(number(words), expected, "{words}");
        }
    }

    #[test]
    fn a_word_is_offered_in_its_other_forms() {
        let all = hyphened("town, where the well- known clerk filed th");
        let shown = |one: &TextMend| match one {
            TextMend::Word { left, word, right, new } => format!("{left}({word}|{new}){right}"),
            other => format!("{other:?}"),
        };
        let shown: Vec<String> = all.iter().map(shown).collect();
        assert_eq!(
            shown,
            [
                "where the (wellknown|well-known) clerk filed",
                "where the (well-known|wellknown) clerk filed",
                "where the (well- known|wellknown) clerk filed",
                "where the (well- known|well-known) clerk filed",
            ]
        );
        assert!(hyphened("no cut").is_empty());
    }
}
