//! The authors named under the title.

use crate::{
    block::{self, Role},
    chars,
    draft::Draft,
    front::{above, case, head, titled, uncased, under_title},
    front_matter::{Person, tidy},
    lexicon,
    recognise::items,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_base::{script::is_hangul, text::squeeze};
use scholion_reference::{Name, names, translit::is_cyrillic};

/// The rule under which a title that is printed again is listed.
const TITLE: &str = "title";

/// Takes the authors from the blocks under the title; from "For citation" if none stand there.
pub fn byline(draft: &mut Draft, rule: &'static str) {
    find(draft, rule);
    if !draft.is_markdown {
        above::drop_repeated(draft, TITLE);
    }
}

/// Takes the names under the title.
fn find(draft: &mut Draft, rule: &'static str) {
    if draft.front.people.iter().any(|person| person.role == scholion_reference::Role::Author) {
        return;
    }
    // What stands above a salutation is an address.
    if draft.front.salutation.is_some() {
        return;
    }
    if head::authors(draft, rule) {
        return;
    }
    let start = draft.front.title_block.map_or(0, |title| title + 1);
    // "submitted by", and the name on the next line, or in the next block.
    for index in start..draft.front.end.min(draft.blocks.len()) {
        let block = &draft.blocks[index];
        if !matches!(block.role, Role::Text | Role::Lines) || block.text.len() >= 300 {
            continue;
        }
        let mut lines = above::lines(draft, index);
        if let Some(next) = draft.after(index).filter(|&next| draft.blocks[next].text.len() < 300) {
            lines.extend(above::lines(draft, next).into_iter().take(1));
        }
        if let Some(name) = above::below_label(draft, &lines) {
            let (line, text) = (draft.block_line(index), lines.join(" "));
            draft.front.people.push(Person { role: scholion_reference::Role::Author, name: name_of(&name), ..Person::default() });
            draft.note(line, rule, text, Kind::Found, Likely, Remark::Field { field: "author".into() });
            return;
        }
    }
    let mut found = false;
    // How many blocks stood under the title that name nobody.
    let mut strange = 0;
    let judgment = case::is_judgment(draft);
    let numbered = draft.blocks.iter().any(|block| block.text.len() < 120 && block.bare().starts_with("II. "));
    for index in start..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) {
            continue;
        }
        // Without a title a line that is all there is names nobody: it is the text.
        let is_all = draft.front.title_block.is_none() && titled::is_all(draft, index);
        if is_all || items::bullet(&draft.blocks[index].text).is_some() {
            continue;
        }
        let text = block::bare(&draft.blocks[index].text).replace('\n', ", ");
        // "TABLE DES MATIÈRES" names nobody.
        if lexicon::is_one_of(&text, &scholion_lang::SECTION_HEADING) || is_translated(draft, &text) {
            continue;
        }
        // Behind the name of a chapter stands its text.
        let opens = lexicon::is_introduction(text.strip_prefix("A. ").unwrap_or(&text));
        if opens || lexicon::division(&text).is_some() || (numbered && text.starts_with("I. ")) {
            break;
        }
        let (label, body) = match lexicon::behind_label(&text, scholion_lang::BYLINE.iter().map(|label| (label, ()))) {
            Some((label, _, body)) => (label, body),
            None => after_genre(&text).map_or((0, text.as_str()), |name| (text.len() - name.len(), name)),
        };
        // "The Contracting Parties," begins a sentence, unless other names follow.
        let opens = |pieces: &Vec<String>| pieces.len() == 1 && label == 0 && text.ends_with([',', ':']);
        let uncased = if label == 0 { uncased::names(draft, start, index, &text) } else { None };
        let is_uncased = uncased.is_some();
        let read = if is_uncased {
            uncased
        } else if label > 0 {
            labelled_names(draft, body)
        } else {
            names_of(draft, body).filter(|pieces| !judgment && !under_title::is_thing(draft, pieces))
        };
        // Two words with capitals are a name only right under the title, or under one line that stands between.
        let far = |pieces: &Vec<String>| label == 0 && pieces.len() == 1 && !found && strange > 1 && !has_initial(body);
        // Several lone words are no names of people, unless they are known from elsewhere: "Langer, Registrar".
        let lone = |pieces: &Vec<String>| {
            let is_lone = |piece: &String| !piece.contains([' ', '.', '·']) && piece.chars().any(char::is_lowercase);
            label == 0 && pieces.len() > 1 && pieces.iter().all(is_lone) && !is_cited(draft, pieces)
        };
        // A name with its address is left in the text.
        if read.is_none()
            && label == 0
            && !found
            && strange == 0
            && let Some(names) = under_title::beside_address(draft, index)
        {
            names.iter().for_each(|name| draft.front.add_person(scholion_reference::Role::Author, name, &[]));
            let line = draft.block_line(index);
            draft.note(line, rule, names.join(", "), Kind::Found, Likely, Remark::Field { field: "author".into() });
            return;
        }
        let Some(pieces) = read.filter(|pieces| !opens(pieces) && !far(pieces) && !lone(pieces)) else {
            strange += 1;
            // Names stand together, right under the title.
            if found || index > start + 6 {
                break;
            } else {
                continue;
            };
        };
        // One or two capitalised words alone may be a subtitle; a name among names may not.
        let line = draft.block_line(index);
        // The second of such lines is open: parts of a report may be named so. In Japanese nothing tells names from words.
        let is_sign = has_initial(body) || body.split(' ').next().is_some_and(|given| scholion_lang::GIVEN_NAME.contains(given));
        let is_alone = label == 0 && pieces.len() > 1 && pieces.iter().all(|piece| !piece.contains([' ', '.', '·']));
        let sure = if is_alone && !is_cited(draft, &pieces) {
            // "CERN, Switzerland"
            Unsure
        } else if label > 0 || pieces.len() > 1 || is_cited(draft, &pieces) {
            Sure
        } else if (is_uncased || found || under_title::may_be_heading(draft, index)) && !is_sign {
            Unsure
        } else {
            Likely
        };
        for piece in &pieces {
            let name = if is_uncased { uncased::name(&draft.front.lang, piece) } else { name_of(piece) };
            draft.front.people.push(Person { role: scholion_reference::Role::Author, name, ..Person::default() });
        }
        draft.note(line, rule, text.clone(), Kind::Found, sure, Remark::Field { field: "author".into() });
        found = true;
        draft.front.byline_block = draft.front.byline_block.or(Some(index));
        let kept: String = pieces.concat().chars().filter(|c| c.is_alphanumeric()).collect();
        let printed: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        // In Korean the parts of a name stand together, and are apart in its record.
        if kept == printed && !text.contains(is_hangul) {
            draft.blocks[index].role = Role::Gone;
        } else {
            // "By", "and", marks of affiliation.
            draft.drop_block(index, rule, Sure);
        }
    }
    if !found && let Some(record) = draft.front.own_record.first().filter(|record| !record.author.is_empty()) {
        let people: Vec<Person> = record
            .author
            .iter()
            .map(|name| Person { role: scholion_reference::Role::Author, name: tidy(name.clone()), ..Person::default() })
            .collect();
        let shown: Vec<String> = people.iter().map(|person| person.name.display()).collect();
        above::drop_names(draft, rule, &people);
        draft.front.people.extend(people);
        draft.note(1, rule, shown.join(", "), Kind::Found, Likely, Remark::AuthorsForCitation);
    }
}

/// Whether a byline is in another script than the names that "For citation" has in the text's own.
pub fn is_translated(draft: &Draft, text: &str) -> bool {
    let family = draft.front.own_record.first().and_then(|record| record.author.first()).map(|name| name.family.as_str());
    family.is_some_and(|family| is_cyrillic(family) != is_cyrillic(text))
}

/// A name; "Albuquerque e Melo" is one family name.
fn name_of(piece: &str) -> Name {
    // "PONDS Consortium": its capitals are its own.
    let whole = names::one(piece);
    if !whole.literal.is_empty() && piece.contains(char::is_lowercase) {
        return whole;
    }
    let joined = [" e ", " y "].into_iter().find_map(|joint| Some((joint, piece.split_once(joint)?)));
    let Some((joint, (before, behind))) = joined else { return tidy(names::one(piece)) };
    let name = names::one(before);
    tidy(Name { family: format!("{}{joint}{behind}", name.family), ..name })
}

/// Whether a name has an initial: "J. Smith".
fn has_initial(name: &str) -> bool {
    name.split(' ').any(|word| word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() == 1)
}

/// The names behind a label that says that they are names: also those in scripts without capitals, where nothing else would tell.
pub fn labelled_names(draft: &Draft, text: &str) -> Option<Vec<String>> {
    names_of(draft, text).or_else(|| {
        let text = text.trim_start_matches([':', '：', ' ']);
        let marks = [',', '，', '、', '،', '؛', '；', ';'];
        let pieces: Vec<String> = text.split(marks).map(squeeze).filter(|piece| !piece.is_empty()).collect();
        (!pieces.is_empty() && pieces.len() <= 12 && pieces.iter().all(|piece| uncased::is_name(piece))).then_some(pieces)
    })
}

/// The name behind what a title page calls the work: "A Tale by Edith Marlowe", "Eine Erzählung von Hanna Leuthold".
fn after_genre(text: &str) -> Option<&str> {
    let (genre, name) = [" by ", " von ", " par ", " di "].iter().find_map(|mark| text.split_once(mark))?;
    let genre_word = |word: &str| scholion_lang::ARTICLE.contains(&word.to_lowercase()) || lexicon::is_one_of(word, &scholion_lang::GENRE);
    (genre.split(' ').count() <= 4 && genre.split(' ').any(genre_word)).then_some(name.trim())
}

/// The names in a block that holds nothing but names; `None` if anything else is in it. "y" and "e" stand between names, or inside one.
pub fn names_of(draft: &Draft, text: &str) -> Option<Vec<String>> {
    // "Interview with Anna Berg" names one, and says more.
    if titled::says(text) {
        return None;
    }
    let bare = head::without_roman_marks(text);
    let text = bare.as_deref().unwrap_or(text);
    let is_joined = text.contains(" y ") || text.contains(" e ");
    names_between(draft, text, is_joined).or_else(|| is_joined.then(|| names_between(draft, text, false)).flatten())
}

fn names_between(draft: &Draft, text: &str, is_joined: bool) -> Option<Vec<String>> {
    // A year is no mark of affiliation: "21 de Mayo de 1941" is a date.
    if text.len() > 4000
        || text.contains("://")
        || lexicon::is_affiliation(text)
        || text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() >= 4)
    {
        return None;
    }
    // "a Istituto di Fisica", "Largo Pontecorvo, 3": an address with the letter that leads to it, or with the number of a house.
    let first = text.split(' ').next().unwrap_or("");
    let is_counted = first.chars().count() == 1 && first.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) && first != text;
    let is_house = text.matches(',').count() == 1
        && text.rsplit_once(", ").is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if is_counted || is_house {
        return None;
    }
    let cleaned: String = text
        .chars()
        .map(|c| {
            if chars::is_superscript(c) || c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '_') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let mut cleaned = cleaned
        .replace(" and ", ", ")
        .replace(" & ", ", ")
        .replace(" и ", ", ")
        .replace(" und ", ", ")
        .replace(" et ", ", ")
        .split(' ')
        .map(|word| if joins(word, &draft.front.lang) { "," } else { word })
        .collect::<Vec<_>>()
        .join(" ")
        .replace([';', '·', '•'], ",");
    if is_joined {
        cleaned = cleaned.replace(" y ", ", ").replace(" e ", ", ");
    }
    let mut pieces: Vec<String> = Vec::new();
    for piece in cleaned.split(',') {
        let piece = squeeze(piece);
        let piece = piece.strip_prefix("and ").unwrap_or(&piece).trim_end_matches(" and");
        // Single letters are marks of affiliation; degrees belong to the name before.
        if piece.chars().filter(|c| c.is_alphabetic()).count() < 2
            || matches!(piece, "Jr." | "Jr" | "PhD" | "Ph.D." | "MD" | "M.D." | "MSc" | "MA" | "Dr." | "III")
        {
            continue;
        }
        pieces.push(piece.to_owned());
    }
    // "For Educational Use Only": no name begins with a small word of the language.
    let is_small = |piece: &String| {
        let first = piece.split(' ').next().unwrap_or("").to_lowercase();
        piece.contains(' ') && !names::is_particle(&first) && scholion_lang::FUNCTION_WORD.langs(&first).has(&draft.front.lang)
    };
    // Among several names "An Wei" is one.
    if pieces.iter().filter(|piece| is_small(piece)).count() * 3 > pieces.len() {
        return None;
    }
    // "Selected Poems"
    if let [piece] = pieces.as_slice()
        && scholion_lang::GENRE.langs(&chars::last_word(piece).to_lowercase()).has(&draft.front.lang)
    {
        return None;
    }
    // A body may sign among many people.
    let (bodies, pieces): (Vec<String>, Vec<String>) = pieces.into_iter().partition(|piece| is_group(piece));
    if !bodies.is_empty() && (pieces.len() < 3 || bodies.len() > 2) {
        return None;
    }
    let inverted = pieces.len() >= 2 && pieces.iter().all(|piece| piece.split(' ').count() == 1 || piece.contains('.'));
    let all = !pieces.is_empty() && pieces.iter().all(|piece| is_person(piece, |word| is_common(draft, word), inverted));
    // "Smith, John; Doe, Jane": the semicolons say it.
    if all && text.contains(';') && text.contains(',') {
        let grouped: Vec<String> = text.split(';').map(squeeze).filter(|name| !name.is_empty()).collect();
        return Some(grouped);
    }
    let bodies = bodies.into_iter().map(|body| scholion_lang::ARTICLE.iter().find_map(|word| without(&body, word)).unwrap_or(body));
    all.then(|| pieces.into_iter().chain(bodies).collect())
}

/// Whether a word joins two names in a language; "y" and "e" may stand inside one.
fn joins(word: &str, lang: &str) -> bool {
    !matches!(word, "y" | "e" | "i") && scholion_lang::AND.langs(word).has(lang) || word == "i" && lang == "pl"
}

/// The words behind a first word, which is in small letters.
fn without(words: &str, first: &str) -> Option<String> {
    words.strip_prefix(first)?.strip_prefix(' ').map(str::to_owned)
}

/// Whether a piece of a byline is a group of people with a name of its own: "the Tidewater Consortium".
fn is_group(piece: &str) -> bool {
    let words: Vec<&str> = piece.split(' ').collect();
    let named = |word: &&&str| word.starts_with(char::is_uppercase);
    (2..=7).contains(&words.len())
        && words.iter().filter(named).count() >= 2
        && words.first().is_some_and(|word| scholion_lang::ARTICLE.contains(word))
        && words.iter().any(|word| word.starts_with(char::is_uppercase) && word.len() > 3 && names::is_body(word))
}

fn is_person(name: &str, is_common: impl Fn(&str) -> bool, short: bool) -> bool {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() > 7 || (words.len() < 2 && !short) || name.contains(['?', '!', ':', '“', '"', '(', '«', '/']) {
        return false;
    }
    // "Journeys of Carl May." ends a sentence; initials, "Jr." and degrees end a name.
    let initials = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() <= 1
            || word.trim_end_matches('.').contains('.')
            || matches!(*word, "Jr." | "Sr." | "Esq." | "Dr.")
    };
    if name.ends_with('.') && !words.last().is_some_and(initials) {
        return false;
    }
    // "Présidence de M. Ferrand": somebody is called "Monsieur"; but "Maria de M. Costa" has an initial.
    if let [first, "de" | "of", "M." | "Mr." | "Mrs.", ..] = words.as_slice()
        && !scholion_lang::GIVEN_NAME.contains(first)
        && !first.ends_with('.')
    {
        return false;
    }
    // A particle stands before a name.
    // "d'Ávila"
    let elided =
        |word: &&str| word.split_once(['\'', '’']).is_some_and(|(before, name)| before.len() == 1 && name.starts_with(char::is_uppercase));
    if words.last().is_some_and(|word| word.starts_with(char::is_lowercase) && !elided(word)) {
        return false;
    }
    // "TURBIDITY OF SHALLOW WATERS": small words stand in no long name but as particles.
    let is_small = |word: &&str| {
        let lower = word.to_lowercase();
        lower.chars().count() > 1 && chars::is_function_word(&lower) && !names::is_particle(&lower)
    };
    if words.len() >= 4 && words.iter().skip(1).any(is_small) {
        return false;
    }
    if words.len() >= 3 && words.first().is_some_and(|word| scholion_lang::ARTICLE.contains(&word.to_lowercase())) {
        return false;
    }
    let mut full = Vec::with_capacity(words.len());
    for word in &words {
        if names::is_particle(&word.to_lowercase()) || matches!(*word, "y" | "e") {
            continue;
        }
        if !word.starts_with(char::is_uppercase) && !word.starts_with(['\'', '’']) && !elided(word) {
            return false;
        }
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | 'ʼ')) {
            return false;
        }
        // Cyrillic initials have points: "В", "К" and "С" are prepositions.
        if word.chars().count() == 1 && is_cyrillic(word) {
            return false;
        }
        // "E.Holm": a name behind initials without a blank.
        let name = word.rsplit('.').next().unwrap_or_default();
        if name.chars().count() > 1 {
            full.push(name.to_lowercase());
        }
    }
    // A name's words are rarely words of the text as well.
    !full.is_empty() && full.iter().filter(|word| !is_common(word)).count() * 2 >= full.len()
}

/// Whether the text prints a word in small letters.
fn is_common(draft: &Draft, word: &str) -> bool {
    if word.len() <= 2 || !word.starts_with(char::is_lowercase) || !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let mut read = 0;
    let mut is_within = |length: usize| {
        read += length;
        read <= 60_000
    };
    let mut blocks = draft.blocks.iter().filter(|block| block.text.len() >= 60).take_while(|block| is_within(block.text.len()));
    blocks.any(|block| holds_word(&block.text, word))
}

/// Whether letters stand in a text, and no letters beside them.
fn holds_word(text: &str, word: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        let (before, behind) = (text.get(..at).unwrap_or(""), text.get(at + word.len()..).unwrap_or(""));
        !before.ends_with(char::is_alphabetic) && !behind.starts_with(char::is_alphabetic)
    })
}

/// Whether "For citation" names the first of these people.
fn is_cited(draft: &Draft, pieces: &[String]) -> bool {
    let family = pieces.first().map(|piece| names::one(piece).family.to_lowercase()).unwrap_or_default();
    family.chars().count() > 2 && draft.front.cite_as.iter().any(|(_, words)| words.to_lowercase().contains(&family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_headings_and_sentences_are_no_names() {
        let draft = Draft::new(b"");
        for text in [
            "21 de Mayo de 1941",
            "Dramatis personae",
            "Eine Erzählung von Hanna Leuthold",
            "Reisen von Carl May.",
            "В шести частях С эпилогом",
        ] {
            assert_eq!(names_of(&draft, text), None, "{text}");
        }
        assert_eq!(names_of(&draft, "Hanna von Leuthold and John Smith, Jr.").map(|names| names.len()), Some(2));
        assert_eq!(after_genre("Eine Erzählung von Hanna Leuthold"), Some("Hanna Leuthold"));
        assert_eq!(after_genre("Hanna von Leuthold"), None);
        let several = names_of(&draft, "Anna Berg, Karl Holm, Jan van den Dijk, and the TIDES Consortium").unwrap_or_default();
        assert_eq!(several.last().map(String::as_str), Some("TIDES Consortium"));
        assert_eq!(names_of(&draft, "Anna Berg and the Tides Committee"), None);
    }
}
