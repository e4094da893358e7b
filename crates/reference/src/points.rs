//! What the full stops of an entry end: the names of its authors, a title of one word (APA, MLA and Chicago end each part of an entry with one).

use scholion_lang::PUBLISHER_AUTHOR;

use super::{Name, Record, names};

/// Sets right what was read across a full stop.
pub fn settle(record: &mut Record, words: &str) {
    title_of_one_word(record, words);
    // "Author" stands for the body that is the author, where that published the work itself (APA, 6th edition, 7.02).
    if let [author] = record.author.as_slice()
        && PUBLISHER_AUTHOR.contains(&record.publisher)
        && !author.literal.is_empty()
    {
        record.publisher.clone_from(&author.literal);
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
