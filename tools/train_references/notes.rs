//! Notes of Italian historians, as Linked Books has them: a word a line, with the field it belongs to, the kind of entry, and whether it begins or ends an
//! entry.

use serde_json::Value;

use crate::{
    forms::{Entry, without_role},
    sets::Read,
};

/// Reads a file.
pub fn read(text: &str, out: &mut Read) {
    let mut run: Vec<(&str, &str)> = Vec::new();
    let mut is_part = false;
    for line in text.split(['\r', '\n']) {
        let mut columns = line.split(' ');
        let (Some(word), Some(field), Some(kind), Some(place)) = (columns.next(), columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        if place == "b-r" {
            run.clear();
            is_part = false;
        }
        run.push((word, field));
        is_part |= kind.ends_with("meta-annotation");
        if place == "e-r" {
            out.entries.extend(printed(&run, is_part));
            run.clear();
        }
    }
}

/// Words as they are printed: no blank before a comma.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        let closes = word.starts_with([',', '.', ';', ':', ')', ']', '»', '”', '’', '\'', '?', '!']);
        if !(text.is_empty() || closes || text.ends_with(['(', '[', '«', '“', '‘', '’'])) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// An entry of words with their fields. Of a part, the set calls the title of the whole a title, too, and often both are one.
fn printed(run: &[(&str, &str)], is_part: bool) -> Option<Value> {
    let mut entry = Entry::new(joined(run.iter().map(|(word, _)| *word)), &["doi", "edition", "issue", "series", "url"]);
    if !is_part {
        // Some of these are parts all the same.
        entry.unscored.push("container");
    }
    let mut numbers: Vec<&str> = Vec::new();
    let runs: Vec<(&str, String)> =
        run.chunk_by(|one, other| one.1 == other.1).map(|run| (run[0].1, joined(run.iter().map(|(word, _)| *word)))).collect();
    for (field, value) in &runs {
        match *field {
            // Translators are not asked for.
            "author" if ["trad", "Trad", "transl", "Transl"].iter().any(|word| value.contains(word)) => entry.unscored.push("editor"),
            "author" => match edited(value) {
                Some(editors) => entry.add("editor", editors),
                None if entry.has("title") => entry.add("editor", without_role(value)),
                // What comes later belongs to another work.
                None if entry.has("author") => {}
                None => entry.add("author", value),
            },
            "title" if entry.has("title") => entry.add("container", value),
            "title" => match parts(value).filter(|_| is_part && runs.iter().filter(|(field, _)| *field == "title").count() == 1) {
                Some((title, container)) => {
                    entry.add("title", title);
                    entry.add("container", container);
                }
                None => entry.add("title", value),
            },
            "publicationplace" => entry.add("place", value),
            "publisher" => entry.add("publisher", value),
            "year" => entry.year(value),
            "pagination" => entry.add("pages", value.trim_start_matches(|c: char| !c.is_ascii_digit())),
            // "n. s." is no name of a series.
            "series" if value.chars().filter(|c| c.is_alphabetic()).count() > 8 => entry.add("series", value),
            "publicationnumber-year" => {
                entry.year(value);
                if value.trim_start().starts_with("n.") {
                    let number = value.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty() && digits.len() < 4);
                    entry.add("issue", number.unwrap_or_default());
                    continue;
                }
                numbers.extend(value.split(|c: char| !c.is_alphanumeric()).filter(|word| is_number(word) && !is_year(word)));
            }
            // "2 vols." says how many there are.
            "volume" | "tomo" | "numbered_ref" if value.starts_with(|c: char| c.is_ascii_digit()) && value.contains("vol") => {}
            "volume" | "tomo" | "numbered_ref" => {
                numbers.extend(value.split(|c: char| !c.is_alphanumeric()).filter(|word| is_number(word)));
            }
            _ => {}
        }
    }
    match numbers[..] {
        [] => {}
        [volume] => entry.add("volume", volume),
        // Which is the volume, nobody says.
        _ => entry.unscored.push("volume"),
    }
    if is_part && !entry.has("container") {
        return None;
    }
    entry.fields.insert("lang".into(), "it".into());
    entry.finish()
}

/// A number in figures or in Roman capitals.
fn is_number(word: &str) -> bool {
    !word.is_empty() && (word.bytes().all(|byte| byte.is_ascii_digit()) || word.bytes().all(|byte| b"IVXLC".contains(&byte)))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2'])
}

/// Who edited, where the words say so: `a cura di A. Lund`, `A. Lund (a cura di)`.
fn edited(value: &str) -> Option<&str> {
    let lower = value.to_lowercase();
    let role =
        ["a cura di", "a c. di", "a cura", "cur.", "ed.", "eds.", "hrsg.", "edited by"].into_iter().find(|role| lower.contains(role))?;
    let at = lower.find(role)?;
    let behind = value.get(at + role.len()..).unwrap_or("").trim_matches([' ', ')', ',', '.', ':']);
    Some(if behind.is_empty() { value.get(..at)?.trim_end_matches([' ', '(', ',']) } else { behind })
}

/// `«Title», Journal`, `Title, «Journal»`: title and what it appeared in, where quotation marks part them.
fn parts(value: &str) -> Option<(&str, &str)> {
    const OPENING: [char; 4] = ['«', '“', '‘', '"'];
    const CLOSING: [char; 5] = ['»', '”', '’', '\'', '"'];
    let value = value.trim().trim_end_matches([',', '.', ';', ' ']);
    let long = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let cut = |at: usize| {
        let (title, container) = value.split_at_checked(at)?;
        let container = container
            .trim_start_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c) || OPENING.contains(&c) || matches!(c, ',' | '.'));
        (long(title) && long(container)).then_some((title, container))
    };
    if value.ends_with(CLOSING) {
        // The last quotation is the journal, unless all of it is one.
        let open = value.char_indices().rev().skip(1).find(|(_, c)| OPENING.contains(c)).map(|(at, _)| at)?;
        return cut(open).filter(|(title, _)| title.trim_end().ends_with([',', '.', ':', '»', '”']));
    }
    let closes = |(at, c): &(usize, char)| {
        let behind = value.get(at + c.len_utf8()..).unwrap_or("").trim_start_matches([',', '.', ' ']);
        let parted = value.get(..*at).is_some_and(|before| before.trim_end().ends_with([',', '.']))
            || value.get(at + c.len_utf8()..).is_some_and(|behind| behind.starts_with([',', '.']));
        CLOSING.contains(c) && parted && behind.starts_with(char::is_uppercase)
    };
    value.char_indices().skip(1).find(closes).and_then(|(at, _)| cut(at))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_in_lines_are_read() {
        let lines = "-DOCSTART- -X- -X- o\r\rLund author b-secondary b-r\rA author i-secondary i-r\r., author i-secondary i-r\r\
                     Maree title i-secondary i-r\rdi title i-secondary i-r\rlaguna title i-secondary i-r\r, title i-secondary i-r\r\
                     Venezia publicationplace i-secondary i-r\r1999 year e-secondary i-r\r. year e-secondary e-r\r";
        let mut out = Read::default();
        read(lines, &mut out);
        assert_eq!(
            Value::Array(out.entries),
            json!([{
                "author": "Lund A", "title": "Maree di laguna", "place": "Venezia", "year": "1999", "lang": "it",
                "unscored": ["doi", "edition", "issue", "series", "url", "container"],
                "raw": "Lund A., Maree di laguna, Venezia 1999.",
            }]),
        );
    }

    #[test]
    fn parts_are_told_from_what_they_appeared_in() {
        assert_eq!(parts("Maree di laguna, «Studi di mare»,"), Some(("Maree di laguna, ", "Studi di mare»")));
        assert_eq!(parts("«Maree di laguna», Studi di mare"), Some(("«Maree di laguna", "Studi di mare")));
        assert_eq!(parts("Tides of a lagoon,” Sea Studies"), Some(("Tides of a lagoon,", "Sea Studies")));
        assert_eq!(parts("Maree di laguna"), None);
        assert_eq!(edited("a cura di A. Lund,"), Some("A. Lund"));
        assert_eq!(edited("A. Lund (a cura di),"), Some("A. Lund"));
        assert_eq!(edited("A. Lund,"), None);
    }
}
