//! What the front matter takes from the parts of a head.

use crate::{
    block::{self, Role},
    chars,
    draft::{Draft, beginning},
    front::{people, summary, zone},
    front_matter::{Person, tidy},
    head::Part,
    heads::features::{closed_up, unspaced},
    lexicon,
    recognise::{language, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::text::fold;
use scholion_reference::names;

/// The blocks of a part that are still there, in order.
pub fn blocks(draft: &Draft, part: Part) -> Vec<usize> {
    if draft.head.end() == 0 {
        return Vec::new();
    }
    let is_part = |index: &usize| draft.head.part(draft.block_line(*index)) == Some(part) && draft.blocks[*index].role != Role::Gone;
    (0..draft.blocks.len()).take_while(|&index| draft.block_line(index) <= draft.head.end()).filter(is_part).collect()
}

fn words(draft: &Draft, index: usize) -> String {
    crate::hyphen::in_one_line(block::bare(&draft.blocks[index].text))
}

/// Whether a block may be the title by what is known of the head.
pub fn is_title(draft: &Draft, block: usize) -> bool {
    draft.head.end() == 0 || draft.head.part(draft.block_line(block)) == Some(Part::Title)
}

/// Takes the title: of several the longest. Tells whether there was one.
pub fn title(draft: &mut Draft, rule: &'static str) -> bool {
    let all = blocks(draft, Part::Title);
    // Of titles in two languages that in the text's own counts; names with their marks are none.
    let own = |index: usize| {
        let text = words(draft, index);
        let is_marked = text.contains(|c: char| c.is_ascii_digit() || is_note_mark(c)) || text.contains(". ");
        let is_names = is_marked && people::names_of(draft, &text).is_some();
        (!is_names, language::may_be_in(&text, &draft.front.lang))
    };
    let found = all.iter().copied().map(|index| (own(index), draft.blocks[index].text.len(), usize::MAX - index)).max();
    let Some(((true, _), _, rest)) = found else { return false };
    // What a page repeats with the names of the authors behind it.
    let longest = words(draft, usize::MAX - rest);
    let is_begun = |index: &usize| {
        let title = words(draft, *index);
        let names: Vec<&str> = longest.split(' ').skip(title.split(' ').count()).collect();
        title.len() > 15 && fold(&longest).starts_with(&fold(&title)) && people::names_of(draft, &names.join(" ")).is_some()
    };
    let index = all.into_iter().find(is_begun).unwrap_or(usize::MAX - rest);
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
    if !draft.head.is_sure || chars::end_of(&title) == chars::End::Cut {
        draft.note(line, rule, beginning(&title, 80), Kind::Doubtful, Unsure, Remark::HeadUnsure);
    }
    second_title(draft, rule, &title);
    true
}

/// Takes the title in another language, which stands below it.
fn second_title(draft: &mut Draft, rule: &'static str, title: &str) {
    let is_other = |text: &str| language::is_other(title, text) && people::names_of(draft, text).is_none();
    let other = blocks(draft, Part::Title).into_iter().find(|&index| is_other(&words(draft, index)));
    let Some(index) = other else { return };
    let (line, text) = (draft.block_line(index), words(draft, index));
    let (lang, _) = language::detect(&text);
    let Some(part) = draft.front.part(lang).filter(|part| part.title.is_empty()) else { return };
    part.title.clone_from(&text);
    draft.blocks[index].role = Role::Gone;
    draft.note(line, rule, text, Kind::Found, Likely, Remark::Language { lang: lang.to_owned() });
}

/// Takes the authors. Tells whether there were any.
pub fn authors(draft: &mut Draft, rule: &'static str) -> bool {
    let mut found = false;
    for index in author_blocks(draft) {
        let text = block::bare(&draft.blocks[index].text).to_owned();
        let names: Vec<String> = names_in(&text).into_iter().map(without_article).collect();
        if people::is_translated(draft, &text) || names.is_empty() || names.iter().all(|name| is_known(draft, name)) {
            continue;
        }
        for name in &names {
            let name = tidy(names::one(name));
            draft.front.people.push(Person { role: scholion_reference::Role::Author, name, ..Person::default() });
        }
        let line = draft.block_line(index);
        // A word alone among whole names may be half of one, or none.
        let is_mixed = names.iter().any(|name| is_lone(name)) && names.iter().any(|name| name.contains(' '));
        let sure = if is_mixed { Unsure } else { Likely };
        draft.note(line, rule, text.replace('\n', " "), Kind::Found, sure, Remark::Field { field: "author".into() });
        draft.front.byline_block = draft.front.byline_block.or(Some(index));
        draft.blocks[index].role = Role::Gone;
        draft.label(line, rule, &rest(&text, &names));
        found = true;
    }
    found
}

/// A body's name without its article: "the Pond Group", "le Groupe Étangs".
fn without_article(name: String) -> String {
    let body = name.split_once(' ').filter(|(first, body)| {
        first.starts_with(char::is_lowercase)
            && chars::is_function_word(first)
            && body.starts_with(char::is_uppercase)
            && names::is_body(body)
    });
    body.map(|(_, body)| body.to_owned()).unwrap_or(name)
}

/// The blocks that name authors; where family names stand in capitals, also those that look like the first and were taken for something else.
fn author_blocks(draft: &Draft) -> Vec<usize> {
    let mut found = blocks(draft, Part::Author);
    // A list that breaks off with a comma goes on below.
    let ends_open = |index: usize| words(draft, index).trim_end().ends_with(',');
    while let Some(next) = found.last().filter(|last| ends_open(**last)).and_then(|last| draft.after(*last))
        && people::names_of(draft, &words(draft, next)).is_some()
    {
        found.push(next);
    }
    let Some(&first) = found.first().filter(|&&index| has_capital_family(&words(draft, index))) else { return found };
    let end = blocks(draft, Part::Abstract).into_iter().find(|&index| index > first).unwrap_or(usize::MAX);
    for part in [Part::Affiliation, Part::Contact, Part::Title, Part::Other, Part::Label] {
        let fits = |index: &usize| (first + 1..end).contains(index) && has_capital_family(&words(draft, *index));
        found.extend(blocks(draft, part).into_iter().filter(fits));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a line is one name with the family name in capitals, "Anne LE BIHAN", marks aside.
fn has_capital_family(line: &str) -> bool {
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit() || is_note_mark(c) || matches!(c, ' ' | ','));
    let is_capitals = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    let all: Vec<&str> = name.split(' ').collect();
    let given = all.iter().take_while(|word| !is_capitals(word)).count();
    let is_given = |word: &&str| {
        names::is_particle(word)
            || word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\''))
    };
    (1..=4).contains(&given)
        && all.first().is_some_and(|first| first.starts_with(char::is_uppercase))
        && all.get(given - 1).is_some_and(|last| !names::is_particle(last))
        && (given + 1..=6).contains(&all.len())
        && all.iter().take(given).all(is_given)
        && all.iter().skip(given).all(is_capitals)
        && is_name(name)
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

/// A byline without the Roman numbers that lead from its names to addresses.
pub fn without_roman_marks(text: &str) -> Option<String> {
    let is_mark = |word: &str| is_roman_mark(word.trim_end_matches([',', ';']));
    let marks = || text.split([' ', '\n']).filter(|word| is_mark(word));
    if marks().count() < 2 || !marks().any(|word| word.trim_end_matches([',', ';']) == "I" || word.starts_with("I,")) {
        return None;
    }
    let kept = text.split([' ', '\n']).map(|word| if is_mark(word) { word.trim_start_matches(['I', 'V', ',']) } else { word });
    Some(scholion_base::text::squeeze(&kept.collect::<Vec<_>>().join(" ")).replace(" ;", ";"))
}

/// Whether a word counts addresses as Roman numbers do: "II", "I,III".
fn is_roman_mark(word: &str) -> bool {
    word.len() <= 12 && word.contains('I') && word.chars().all(|c| matches!(c, 'I' | 'V' | ','))
}

/// The names in a byline: what commas, joints, line ends and the numbers of addresses divide.
fn names_in(text: &str) -> Vec<String> {
    let text = closed_up(text);
    let text = text.as_ref();
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
        // "A Lamperti", "C. U. Jung": one letter is an initial, though "a" and "u." join names in some languages.
        let is_initial = bare.chars().filter(|c| c.is_alphabetic()).count() == 1 && bare.starts_with(char::is_uppercase);
        let is_joint = bare == "&" || !is_initial && scholion_lang::AND.contains(&bare.to_lowercase());
        let has_name = pieces.last().is_some_and(|piece| piece.contains(' '));
        let ends = has_name && (letters.is_empty() && !bare.is_empty() || ends_as_degree(letters));
        if is_joint || ends {
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
    pieces.retain(|piece| is_name(piece) && !ends_as_degree(piece));
    // "Karl Holm, Member, and Eva Lind, Member": a word that comes again is what somebody is, or where.
    let repeated: Vec<String> =
        pieces.iter().filter(|piece| is_lone(piece) && pieces.iter().filter(|other| other == piece).count() > 1).cloned().collect();
    pieces.retain(|piece| !repeated.contains(piece));
    pieces
}

/// Whether a name is one word, without an initial.
fn is_lone(name: &str) -> bool {
    !name.contains([' ', '.'])
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
        && !(words.len() >= 3
            && words.first().is_some_and(|word| scholion_lang::ARTICLE.contains(&word.to_lowercase()))
            && !names::is_body(piece))
        && !lexicon::is_affiliation(piece)
        && ![&scholion_lang::ABSTRACT, &scholion_lang::SECTION_HEADING, &scholion_lang::KEYWORDS]
            .iter()
            .any(|labels| lexicon::is_one_of(piece, labels))
}

/// `PhD`, `Ph.D.`, `PharmD`: small letters between capitals, as no name has them.
fn ends_as_degree(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    (3..=6).contains(&letters.len())
        && letters.first().is_some_and(|c| c.is_uppercase())
        && letters.last().is_some_and(|c| c.is_uppercase())
        && letters.iter().any(|c| c.is_lowercase())
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
    fn family_names_in_capitals_are_known() {
        assert!(has_capital_family("Anne LE BIHAN*") && has_capital_family("Jean-Baptiste DE LA TOUR"));
        assert!(!has_capital_family("Anne Le Bihan") && !has_capital_family("Ville de PARIS") && !has_capital_family("ANNE BIHAN"));
    }

    #[test]
    fn roman_numbers_lead_to_addresses() {
        assert_eq!(names_in("Ana Ruiz, Member, IEEE, and Eva Sol, Member"), ["Ana Ruiz", "Eva Sol"]);
        assert_eq!(names_in("K . V . S T O L P E R * , D. H. HOLM"), ["K. V. STOLPER", "D. H. HOLM"]);
        assert_eq!(names_in("A Lamperti, C. U. Jung and I Holm"), ["A Lamperti", "C. U. Jung", "I Holm"]);
        assert_eq!(names_in("Ana M. Ruiz Ph.D. Eva Sol Ph.D."), ["Ana M. Ruiz", "Eva Sol"]);
        assert_eq!(without_roman_marks("Ana Ruiz I; Eva Sol II,III").as_deref(), Some("Ana Ruiz; Eva Sol"));
        assert_eq!(without_roman_marks("Ana Ruiz, John Holm III"), None);
        assert_eq!(names_in("Ana Ruiz I; Eva Sol Prado II; Ida Mar I,III"), ["Ana Ruiz", "Eva Sol Prado", "Ida Mar"]);
        assert_eq!(names_in("Ana Ruiz, John Holm III"), ["Ana Ruiz", "John Holm III"]);
    }
}
