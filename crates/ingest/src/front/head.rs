//! What the front matter takes from the parts of a head.

use crate::{
    block::{self, Role},
    draft::{Draft, beginning},
    front::{ids, summary, zone},
    front_matter::{Person, tidy},
    head::Part,
    heads::features::unspaced,
    lexicon,
    recognise::prose,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_reference::names;

/// The blocks of a part that are still there, in order.
fn blocks(draft: &Draft, part: Part) -> Vec<usize> {
    if draft.head.end() == 0 {
        return Vec::new();
    }
    let is_part = |index: &usize| draft.head.part(draft.block_line(*index)) == Some(part) && draft.blocks[*index].role != Role::Gone;
    (0..draft.blocks.len()).take_while(|&index| draft.block_line(index) <= draft.head.end()).filter(is_part).collect()
}

fn words(draft: &Draft, index: usize) -> String {
    block::bare(&draft.blocks[index].text).replace('\n', " ")
}

/// Takes the title: of several the longest. Tells whether there was one.
pub fn title(draft: &mut Draft, rule: &'static str) -> bool {
    let Some(index) = blocks(draft, Part::Title).into_iter().max_by_key(|&index| (draft.blocks[index].text.len(), usize::MAX - index))
    else {
        return false;
    };
    let text = words(draft, index);
    let label = lexicon::label(&text, &scholion_lang::TITLE_LABEL)
        .filter(|label| text.get(..label.rest).is_some_and(|label| label.contains([':', '：'])));
    let bare = label.and_then(|label| text.get(label.rest..)).unwrap_or(&text);
    // The mark of a note on who paid.
    let title = bare.trim_end_matches([' ', '*', '†', '‡', '⋆', '∗']);
    if title.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return false;
    }
    let line = draft.block_line(index);
    draft.front.title = title.to_owned();
    let (begin, end) = (text.len() - bare.len(), text.len() - bare.len() + title.len());
    for rest in [text.get(..begin), text.get(end..)] {
        draft.label(line, rule, rest.unwrap_or("").trim_end_matches([':', ' ']));
    }
    draft.blocks[index].role = Role::Gone;
    draft.front.title_block = Some(index);
    let title = draft.front.title.clone();
    draft.note(line, rule, text, Kind::Found, Likely, Remark::Field { field: "title".into() });
    if !draft.head.is_sure {
        draft.note(line, rule, beginning(&title, 80), Kind::Doubtful, Unsure, Remark::HeadUnsure);
    }
    true
}

/// Takes the authors. Tells whether there were any.
pub fn authors(draft: &mut Draft, rule: &'static str) -> bool {
    let mut found = false;
    for index in blocks(draft, Part::Author) {
        let text = block::bare(&draft.blocks[index].text).to_owned();
        let names = names_in(&text);
        if names.is_empty() || names.iter().all(|name| is_known(draft, name)) {
            continue;
        }
        for name in &names {
            let name = tidy(names::one(name));
            draft.front.people.push(Person { role: scholion_reference::Role::Author, name, offices: Vec::new() });
        }
        let line = draft.block_line(index);
        draft.note(line, rule, text.replace('\n', " "), Kind::Found, Likely, Remark::Field { field: "author".into() });
        draft.front.byline_block = draft.front.byline_block.or(Some(index));
        draft.blocks[index].role = Role::Gone;
        draft.label(line, rule, &rest(&text, &names));
        found = true;
    }
    found
}

/// Whether a name with initials is that of somebody who has been named: "P. Holm" heads the address of "Peter Holm".
fn is_known(draft: &Draft, name: &str) -> bool {
    let name = tidy(names::one(name));
    let initial = name.given.chars().next();
    let is_short = name.given.split([' ', '-']).all(|word| word.ends_with('.') && word.chars().count() == 2);
    is_short
        && !name.family.is_empty()
        && draft.front.people.iter().any(|person| {
            let other = &person.name;
            other.family == name.family && other.given.chars().next() == initial && other.given.len() > name.given.len()
        })
}

/// Whether a word counts addresses as Roman numbers do: "II", "I,III".
fn is_roman_mark(word: &str) -> bool {
    word.len() <= 12 && word.contains('I') && word.chars().all(|c| matches!(c, 'I' | 'V' | ','))
}

/// The names in a byline: what commas, joints, line ends and the numbers of addresses divide.
fn names_in(text: &str) -> Vec<String> {
    let text = lexicon::behind_label(text, scholion_lang::BYLINE.iter().map(|label| (label, ()))).map_or(text, |(.., rest)| rest);
    let mut pieces = vec![String::new()];
    // "Ana Ruiz I; Eva Sol II": two at least, of which one is the first.
    let marks = || text.split([' ', '\n', ';']).filter(|word| is_roman_mark(word.trim_end_matches(',')));
    let is_counted = marks().count() >= 2 && marks().any(|word| word == "I" || word.starts_with("I,"));
    for word in text.split_inclusive([' ', '\n', ',', ';', '|', '•', '·']) {
        let bare = word.trim_end_matches([' ', '\n', ',', ';', '|', '•', '·']);
        let letters = bare.trim_matches(|c: char| c.is_ascii_digit() || is_note_mark(c) || matches!(c, '(' | ')' | ','));
        // A small letter alone leads to an address, like a number.
        let is_mark = letters.chars().count() == 1 && letters.chars().all(char::is_lowercase) || is_counted && is_roman_mark(letters);
        let letters = if is_mark { "" } else { letters };
        let is_joint = bare == "&" || scholion_lang::AND.contains(&bare.to_lowercase());
        let has_name = pieces.last().is_some_and(|piece| piece.contains(' '));
        if is_joint || (letters.is_empty() && !bare.is_empty() && has_name) {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut().filter(|_| !letters.is_empty()) {
            if !piece.is_empty() {
                piece.push(' ');
            }
            piece.push_str(letters);
        }
        // A number right behind a name ends it, as a mark does.
        let is_raised = bare.ends_with(|c: char| c.is_ascii_digit() || is_note_mark(c)) && !letters.is_empty();
        if word.trim_end_matches(' ').ends_with([',', ';', '\n', '|', '•', '·']) || is_raised {
            pieces.push(String::new());
        }
    }
    pieces.into_iter().filter(|piece| is_name(piece)).collect()
}

/// The words of a byline that are of no name: marks, joints, degrees.
fn rest(text: &str, names: &[String]) -> String {
    let mut taken: Vec<&str> = names.iter().flat_map(|name| name.split(' ')).collect();
    let is_left = |word: &&str| {
        let place = taken.iter().position(|name| word.contains(name));
        place.map(|place| taken.swap_remove(place)).is_none()
    };
    text.split_whitespace().filter(is_left).collect::<Vec<_>>().join(" ")
}

/// Marks that lead from a name to an address or a note.
fn is_note_mark(c: char) -> bool {
    crate::chars::is_superscript(c) || matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '⋆' | '∗' | '∥' | '✉')
}

/// Whether a piece of a byline is a name and no degree or office.
fn is_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split(' ').collect();
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let is_title = |word: &&str| scholion_lang::NAME_SUFFIX.contains(word.trim_end_matches('.')) || is_degree(word);
    letters >= 3
        && words.len() <= 7
        && piece.contains(char::is_uppercase)
        && !piece.contains(['@', ':', '/', '(', ')'])
        && !words.iter().all(is_title)
        && !lexicon::is_affiliation(piece)
        && ![&scholion_lang::ABSTRACT, &scholion_lang::SECTION_HEADING, &scholion_lang::KEYWORDS]
            .iter()
            .any(|labels| lexicon::is_one_of(piece, labels))
}

/// `PhD`, `M.D.`, `MSc`: capitals on both sides of small letters, or with points, or no small letter and few capitals.
fn is_degree(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    letters.len() <= 5 && capitals >= 2 && letters.first().is_some_and(|c| c.is_uppercase())
}

/// Most words of an abstract.
const MOST_WORDS: usize = 600;

/// Takes the abstract. Tells whether there was one.
pub fn abstract_(draft: &mut Draft, rule: &'static str) -> bool {
    let mut found = blocks(draft, Part::Abstract);
    let Some(&first) = found.first() else { return false };
    let labelled = |index: usize| lexicon::label(&draft.blocks[index].text, &scholion_lang::ABSTRACT).is_some_and(|label| label.closed);
    let is_label = |index: usize| lexicon::is_one_of(&unspaced(&self::words(draft, index)), &scholion_lang::ABSTRACT);
    let text = &draft.blocks[first].text;
    let is_bare = lexicon::label(text, &scholion_lang::ABSTRACT).is_none() && !draft.before(first).is_some_and(is_label);
    // A few words without a label are none where something else has one.
    let mut front = 0..draft.front.end.min(draft.blocks.len());
    if is_bare && text.len() < 300 && front.any(|index| draft.blocks[index].role != Role::Gone && labelled(index)) {
        return false;
    }
    // Nor is it one if nothing follows that may be the text.
    let is_text = |block: &block::Block| block.role != Role::Gone && prose::is_prose(&block.text);
    let behind = found.last().map_or(0, |last| last + 1);
    if is_bare && !draft.blocks.iter().skip(behind).any(is_text) {
        return false;
    }
    // One in another language stands behind keywords, or behind its own label.
    let begins = |index: usize| {
        let text = &draft.blocks[index].text;
        lexicon::label(text, &scholion_lang::ABSTRACT).is_some() || lexicon::keyword_label(text).is_some()
    };
    let last = found.last().copied().unwrap_or(first);
    if let Some(other) = (first + 1..=last).find(|&index| draft.blocks[index].role != Role::Gone && begins(index)) {
        found.retain(|&index| index < other);
    }
    // What is longer than abstracts are goes on as text.
    let mut count = 0;
    found.retain(|&index| {
        count += draft.blocks[index].text.split_whitespace().count();
        count <= MOST_WORDS
    });
    if found.is_empty() {
        return false;
    }
    let whole = draft.blocks[first].text.clone();
    let label = lexicon::label(&whole, &scholion_lang::ABSTRACT);
    let rest = label.map_or(0, |label| label.rest);
    let mut words: Vec<String> = found.iter().map(|&index| self::words(draft, index)).collect();
    if let Some(words) = words.first_mut() {
        *words = block::bare(whole.get(rest..).unwrap_or("")).replace('\n', " ");
    }
    let text = words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.len() < 40 {
        return false;
    }
    let line = draft.block_line(first);
    let above = draft.before(first);
    let label_above = || lexicon::label(&self::words(draft, above?), &scholion_lang::ABSTRACT);
    let label_lang = label.map(|label| label.lang).or_else(|| label_above().map(|label| label.lang));
    // Of two abstracts one is in the language of the text.
    let own = draft.front.lang.as_str();
    let is_own = |index: usize| {
        let block = &draft.blocks[index];
        let label = lexicon::label(&block.text, &scholion_lang::ABSTRACT).filter(|label| label.closed && label.lang == own);
        index != first && Some(index) != above && block.role != Role::Gone && label.is_some()
    };
    let has_own = (0..draft.front.end.min(draft.blocks.len())).any(is_own);
    let lang = match label_lang {
        Some(lang) if lang != own && has_own => lang.to_owned(),
        _ => zone::language_of(draft, &text, label_lang),
    };
    match draft.front.part(&lang) {
        None => draft.front.abstract_ = text.clone(),
        Some(part) => part.abstract_ = text.clone(),
    }
    draft.label(line, rule, whole.get(..rest).unwrap_or(""));
    found.into_iter().for_each(|index| draft.blocks[index].role = Role::Gone);
    drop_labels(draft, &scholion_lang::ABSTRACT, rule, above);
    draft.note(line, rule, beginning(&text, 60), Kind::Found, Likely, Remark::Language { lang });
    true
}

/// Takes the DOI that stands among other words of a line: of those that most lines have, the first.
pub fn identifier(draft: &mut Draft, rule: &'static str) {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for part in [Part::Identifier, Part::Journal, Part::Date, Part::Label, Part::Other, Part::Contact] {
        for index in blocks(draft, part) {
            let text = draft.blocks[index].bare();
            let Some(doi) = doi_in(text) else { continue };
            match found.iter_mut().find(|(known, _)| *known == doi) {
                Some((_, lines)) => lines.push(index),
                None => found.push((doi, vec![index])),
            }
        }
    }
    let most = found.iter().map(|(_, lines)| lines.len()).max();
    let Some((doi, lines)) = found.into_iter().find(|(_, lines)| Some(lines.len()) == most) else { return };
    draft.front.doi.clone_from(&doi);
    for (at, index) in lines.into_iter().enumerate() {
        let (line, text) = (draft.block_line(index), words(draft, index));
        draft.blocks[index].role = Role::Gone;
        let rest = text.replacen(&doi, "", usize::from(at == 0));
        ids::fill_journal(draft, before_doi(&rest));
        draft.label(line, rule, &rest);
        draft.note(line, rule, text, Kind::Found, Likely, Remark::Field { field: "DOI".into() });
    }
}

/// What stands before the label of a DOI.
fn before_doi(line: &str) -> &str {
    let end = line.to_ascii_lowercase().find("doi").unwrap_or(line.len());
    let end = line.get(..end).map_or(0, |before| before.rfind("http").unwrap_or(end));
    line.get(..end).unwrap_or("").trim_end_matches([' ', ';', '|', ',', ':'])
}

/// The DOI in a line, behind its label or in an address.
fn doi_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let label = lower.find("doi")?;
    let at = label + lower.get(label..)?.find("10.")?;
    let between = lower.get(label + 3..at)?;
    let printed = text.get(at..)?.split([' ', '\n', '>', '<', '|', ';']).next()?.trim_end_matches(['.', ',', ')']);
    let fits = between.chars().all(|c| matches!(c, ':' | ' ' | '.' | '/' | '[' | '(' | '-' | 'o' | 'r' | 'g'));
    (fits && scholion_reference::identity::doi(printed).is_some()).then(|| printed.to_owned())
}

/// Takes the keywords that no label names, or one that the rules do not know.
pub fn keywords(draft: &mut Draft, rule: &'static str) {
    let found = blocks(draft, Part::Keywords);
    let Some(&first) = found.first().filter(|_| draft.front.keywords.is_empty()) else { return };
    let text = found.iter().map(|&index| words(draft, index)).collect::<Vec<_>>().join(" ");
    let line = draft.block_line(first);
    let shown = unspaced(&text).into_owned();
    let label =
        shown.find(':').filter(|at| *at < 40 && !shown.get(..*at).is_some_and(|label| label.contains([',', ';']))).map_or(0, |at| at + 1);
    let list = summary::split(shown.get(label..).unwrap_or(""));
    let is_word = |word: &String| word.len() <= 160 && word.contains(char::is_alphabetic) && word.split(' ').count() <= 9;
    if list.is_empty() || !list.iter().all(is_word) {
        return;
    }
    draft.front.keywords = list;
    draft.note(line, rule, beginning(&text, 60), Kind::Found, Likely, Remark::Field { field: "keyword".into() });
    found.into_iter().for_each(|index| draft.drop_block(index, rule, Likely));
    drop_labels(draft, &scholion_lang::KEYWORDS, rule, None);
}

/// Takes out the lines that hold nothing but the label of what was taken; of these only one, if it is known which.
fn drop_labels(draft: &mut Draft, labels: &scholion_lang::Words, rule: &'static str, one: Option<usize>) {
    for index in blocks(draft, Part::Label).into_iter().filter(|index| one.is_none_or(|one| one == *index)) {
        if lexicon::is_one_of(&unspaced(&words(draft, index)), labels) {
            let (line, text) = (draft.block_line(index), words(draft, index));
            draft.blocks[index].role = Role::Gone;
            draft.label(line, rule, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_lead_to_addresses() {
        assert_eq!(names_in("Ana Ruiz I; Eva Sol Prado II; Ida Mar I,III"), ["Ana Ruiz", "Eva Sol Prado", "Ida Mar"]);
        assert_eq!(names_in("Ana Ruiz, John Holm III"), ["Ana Ruiz", "John Holm III"]);
    }
}
