//! What the full stops of an entry end: the names of its authors, a title of one word (APA, MLA and Chicago end each part of an entry with one).

use scholion_lang::{EDITOR_ROLE, PUBLISHER_AUTHOR};

use super::{Kind, Name, Record, names};

/// Sets right what was read across a full stop.
pub fn settle(record: &mut Record, words: &str) {
    title_of_one_word(record, words);
    let first = first_pages(&record.pages).len();
    record.pages.truncate(first);
    // "(3rd edn, Hart 2011)": the bracket has the publisher, never the place (OSCOLA, 4th edition, 3.2.3).
    let year = record.issued.map_or(0, |issued| issued.start.year);
    // "(OUP 2009)": no town is written in capitals alone.
    let is_press = record.place.chars().count() > 2 && record.place.chars().all(char::is_uppercase);
    let is_press = is_press && words.contains(&format!("({} {year})", record.place));
    if record.publisher.is_empty() && !record.place.is_empty() && (is_press || words.contains(&format!("edn, {} {year})", record.place))) {
        record.publisher = std::mem::take(&mut record.place);
    }
    // "Essays in Equity (Hart 2012)": a bracket that is left open is no part of a name.
    let is_open = |rest: &str| !rest.contains(')') && words.contains(&format!("({rest} {year})"));
    if let Some((name, rest)) = record.container.split_once(" (").filter(|(_, rest)| record.publisher.is_empty() && is_open(rest)) {
        record.publisher = rest.to_owned();
        record.container = name.to_owned();
    }
    if let Some((name, rest)) =
        record.title.split_once(" (").filter(|(_, rest)| !rest.contains(')') && words.contains(&format!("({rest}, {year})")))
    {
        if record.number.is_empty() && rest.contains(|c: char| c.is_ascii_digit()) {
            record.number = rest.to_owned();
        }
        record.title = name.to_owned();
    }
    // "Author" stands for the body that is the author, where that published the work itself (APA, 6th edition, 7.02).
    if let [author] = record.author.as_slice()
        && PUBLISHER_AUTHOR.contains(&record.publisher)
        && !author.literal.is_empty()
    {
        record.publisher.clone_from(&author.literal);
    }
    host_before_editors(record, words);
    title_behind_name(record);
    // "Art. „Zoll“, in: Lexikon des Mittelalters": an article, and nobody's name.
    if words.starts_with("Art. ") && matches!(record.author.as_slice(), [name] if name.family == "Art" && name.given.is_empty()) {
        record.author.clear();
        record.kind = Kind::Encyclopedia;
    }
    let several = record.author.len() > 1;
    if let Some(last) = record.author.last_mut() {
        without_point(last, words);
        // "Archer, Ann, and Ben Poe. Of Stones": the last of several stands in its natural order, and its end is that of the names.
        if let Some(family) = last.given.strip_suffix('.').filter(|family| several && is_whole(family))
            && words.contains(&format!(" {} {} ", last.family, last.given))
        {
            (last.given, last.family) = (last.family.clone(), family.to_owned());
        }
    }
}

/// "in: Festschrift für Karl Amann, hrsg. von P. Zorn": what stands before the editors of a book is no person.
fn host_before_editors(record: &mut Record, words: &str) {
    let Some(body) = record.editor.first().map(|name| name.literal.clone()).filter(|body| !body.is_empty() && record.editor.len() > 1)
    else {
        return;
    };
    let behind = words.split_once(body.as_str()).and_then(|(_, behind)| behind.strip_prefix(", ")).unwrap_or("");
    if record.container.is_empty() && !record.title.is_empty() && EDITOR_ROLE.iter().any(|role| behind.to_lowercase().starts_with(role)) {
        record.editor.remove(0);
        record.container = body;
        record.kind = Kind::Chapter;
    }
}

/// "刘洋. 盐源流[J].": the full stop ends the name, and a short title stands behind it (GB/T 7714–2015, 8).
fn title_behind_name(record: &mut Record) {
    let [author] = record.author.as_mut_slice() else { return };
    let Some((name, title)) = author.literal.split_once(". ").filter(|_| record.title.is_empty()) else { return };
    if name.chars().chain(title.chars()).all(scholion_base::script::is_east_asian) && (2..=4).contains(&name.chars().count()) {
        record.title = title.to_owned();
        *author = names::one(name);
    }
}

/// The pages on which a work stands, without the place in it that is cited: "211–240: 215", "512 (515)".
fn first_pages(pages: &str) -> &str {
    let is_number = |text: &str| !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
    if let Some((range, _)) = pages.split_once(':').filter(|(range, place)| range.contains('–') && is_number(place)) {
        return range.trim_end();
    }
    match pages.strip_suffix(')').and_then(|open| open.split_once('(')) {
        Some((first, place)) if first.starts_with(|c: char| c.is_ascii_digit()) && is_number(place) => first.trim_end(),
        _ => pages,
    }
}

/// "Doe C. Testing. Lancet. 2002": initials behind a family name end a name, and what follows up to the next full stop is no other.
fn title_of_one_word(record: &mut Record, words: &str) {
    let [author] = record.author.as_slice() else { return };
    if !record.title.is_empty() || author.family.is_empty() || author.family.contains(' ') {
        return;
    }
    let Some((family, initials)) = author.given.split_once(' ') else { return };
    let are_initials = initials.ends_with('.') && initials.split(' ').all(names::is_initial);
    let is_family =
        family.chars().count() > 1 && family.starts_with(char::is_uppercase) && !family.ends_with('.') && !names::is_initial(family);
    let printed = format!("{} {}. ", author.given, author.family);
    if are_initials && is_family && words.contains(&printed) {
        let name = Name::new(family, initials);
        record.title.clone_from(&author.family);
        record.author = vec![name];
    }
}

/// "Archer, Ann. The Frozen Port": the point behind a given name in full is that of the list.
fn without_point(name: &mut Name, words: &str) {
    let Some(given) = name.given.strip_suffix('.') else { return };
    let is_whole = is_whole(given.rsplit(' ').next().unwrap_or(""));
    let printed = format!("{}, {}", name.family, name.given);
    let ends = || {
        words
            .split_once(printed.as_str())
            .is_some_and(|(_, rest)| rest.strip_prefix(' ').is_some_and(|next| !next.starts_with(char::is_lowercase)))
    };
    if is_whole && ends() {
        name.given = given.to_owned();
    }
}

/// Whether a word is a name in full, and no abbreviation of one: three letters at least, and a vowel among them.
fn is_whole(word: &str) -> bool {
    word.chars().count() >= 3
        && word.chars().skip(1).all(char::is_lowercase)
        && word.chars().any(|c| "aeiouyáéíóúäöüаеёиоуыэюяії".contains(c.to_lowercase().next().unwrap_or(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cited_places_are_no_pages() {
        for (pages, expected) in
            [("211–240:215", "211–240"), ("512(515)", "512"), ("512 (515)", "512"), ("3:45", "3:45"), ("S12–S15", "S12–S15"), ("", "")]
        {
            assert_eq!(first_pages(pages), expected);
        }
        let mut record = Record {
            title: "Briefe".to_owned(),
            editor: vec![Name { literal: "Festschrift für Karl Amann".to_owned(), ..Name::default() }, Name::new("Zorn", "P.")],
            ..Record::default()
        };
        settle(&mut record, "Lindner, Briefe, in: Festschrift für Karl Amann, hrsg. von P. Zorn, Berlin 1999, S. 201–220.");
        assert_eq!((record.container.as_str(), record.editor.len()), ("Festschrift für Karl Amann", 1));
        let mut record = Record { place: "Hart".to_owned(), issued: Some(scholion_base::Date::year(2011)), ..Record::default() };
        settle(&mut record, "Paul Birch, Secrets and the Law (3rd edn, Hart 2011) ch 4.");
        assert_eq!((record.publisher.as_str(), record.place.as_str()), ("Hart", ""));
    }

    #[test]
    fn brackets_left_open_are_no_part_of_names() {
        let issued = Some(scholion_base::Date::year(2012));
        let mut record =
            Record { title: "Records".to_owned(), container: "Essays in Equity (Hart".to_owned(), issued, ..Record::default() };
        settle(&mut record, "Ann Hale, ‘Records’ in Ben Poe (ed), Essays in Equity (Hart 2012) 33, 40.");
        assert_eq!((record.container.as_str(), record.publisher.as_str()), ("Essays in Equity", "Hart"));
        let mut record = Record { title: "The Forfeiture Rule (Law Com No 295".to_owned(), issued, ..Record::default() };
        settle(&mut record, "Law Commission, The Forfeiture Rule (Law Com No 295, 2012) para 4.");
        assert_eq!((record.title.as_str(), record.number.as_str()), ("The Forfeiture Rule", "Law Com No 295"));
    }

    #[test]
    fn full_stops_end_names_and_titles() {
        let mut record = Record { author: vec![Name::new("Testing", "Doe C.")], container: "Lancet".to_owned(), ..Record::default() };
        settle(&mut record, "Doe C. Testing. Lancet. 2002;359:12-15.");
        assert_eq!((record.author, record.title), (vec![Name::new("Doe", "C.")], "Testing".to_owned()));
        for (family, given, words, expected) in [
            ("Archer", "Ann.", "Archer, Ann. The Frozen Port. Oak Press, 1988.", "Ann"),
            ("Archer", "Ann.", "Archer, Ann. 1988. The frozen port.", "Ann"),
            ("Archer", "A.", "Archer, A. The Frozen Port.", "A."),
            ("Archer", "Chr.", "Archer, Chr. The Frozen Port.", "Chr."),
            ("Archer", "Alex.", "Archer, Alex., The Frozen Port.", "Alex."),
        ] {
            let mut record = Record { author: vec![Name::new(family, given)], title: "T".to_owned(), ..Record::default() };
            settle(&mut record, words);
            assert_eq!(record.author.first().map(|name| name.given.as_str()), Some(expected), "{words}");
        }
    }
}
