//! Words that names are made of: initials, particles, given names, patronymics, the words of bodies.

use scholion_base::script::{is_letter, is_letter_or_number};
use scholion_lang::{
    BODY_WORD, FIRST_FAMILY_NAME, GIVEN_NAME, NAME_SUFFIX, PARTICLE, PATRONYMIC_ENDING, UNITED_NATIONS, UNITED_NATIONS_ORGAN,
};

/// Whether a word is the first of two family names: `García`, `López`, and not `Inez`.
pub fn is_first_family(word: &str) -> bool {
    let lower = word.to_lowercase();
    let ends = |end: &str| lower == end || lower.ends_with(end) && lower.chars().count() > end.chars().count() + 2;
    word.starts_with(char::is_uppercase) && !is_given(word) && FIRST_FAMILY_NAME.iter().any(ends)
}

/// Whether a chunk is nothing but initials: `A. V.`, `AV`, `J.-P.`, `Yu.`, with a particle behind perhaps.
pub fn is_initials(text: &str) -> bool {
    let mut any = false;
    for word in words(text) {
        if is_initial(word) {
            any = true;
        } else if !is_particle(word) {
            return false;
        }
    }
    any
}

/// One initial or a run of them.
pub fn is_initial(word: &str) -> bool {
    let (mut count, mut upper) = (0, 0);
    let (mut capital, mut dotted) = (false, false);
    for c in word.chars() {
        if is_letter(c) {
            let is_upper = c.is_uppercase();
            capital |= count == 0 && is_upper;
            count += 1;
            upper += usize::from(is_upper);
            if count > 4 {
                return false;
            }
        } else {
            dotted |= c == '.';
        }
    }
    // "St. John" is a family name.
    if count == 0 || word == "St." {
        return false;
    }
    // `A`, `A.`, `AV`, `J.-P`, `Yu.`, `Chr.`, `JGM`.
    if dotted {
        upper >= 1 && capital && (upper == count || count <= 3)
    } else {
        upper == count && (count <= 3 || word.contains('-') && count <= 4)
    }
}

/// The words of a name, initials that stick together cut at their points: `A.V.Kremnovskikh`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let cut = word.rfind('.').map(|at| at + 1).filter(|&cut| cut < word.len());
        let tail = cut.and_then(|cut| word.get(cut..)).filter(|tail| tail.chars().filter(|&c| is_letter(c)).count() > 1);
        match (cut, tail) {
            (Some(cut), Some(tail)) => [word.get(..cut).unwrap_or(word), tail],
            _ => [word, ""],
        }
        .into_iter()
        .filter(|part| !part.is_empty())
    })
}

/// Particles that belong to a family name.
pub fn is_particle(word: &str) -> bool {
    PARTICLE.contains(word)
}

pub fn is_suffix(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    NAME_SUFFIX.contains(bare) || bare.len() < word.len() && NAME_SUFFIX.iter().any(|suffix| suffix.eq_ignore_ascii_case(bare))
}

pub fn is_capitals(word: Option<&&str>) -> bool {
    word.is_some_and(|word| word.chars().filter(|&c| is_letter(c)).count() > 2 && !word.chars().any(char::is_lowercase))
}

/// Frequent given names that are seldom family names.
pub fn is_given(word: &str) -> bool {
    GIVEN_NAME.contains(word)
}

/// Whether what stands before a bracket is one family name, `Braudel`, `LE GOFF`.
pub fn is_family(text: &str) -> bool {
    let text = text.trim();
    let count = text.split(' ').filter(|word| !is_particle(&word.to_lowercase())).count();
    (count == 1 || count == 2 && !text.chars().any(char::is_lowercase)) && text.chars().count() > 2 && !is_body(text)
}

/// Whether a bracket holds a given name, `Fernand`, `Jean-Pierre`, and no abbreviation or remark.
pub fn is_given_in_full(inside: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && word.chars().all(|c| is_letter(c) || c == '-')
    };
    inside.split(' ').count() <= 2 && inside.split(' ').all(word) && !is_body(inside)
}

/// Russian patronymics: the name before is the given name, or, if it stands last, the first is the family's.
pub fn is_patronymic(word: &str) -> bool {
    PATRONYMIC_ENDING.iter().any(|ending| word.ends_with(ending))
}

/// Whether a name is that of the United Nations.
pub fn is_united_nations(name: &str) -> bool {
    UNITED_NATIONS.contains(name)
}

/// An organ of the United Nations.
pub fn is_organ(name: &str) -> bool {
    UNITED_NATIONS_ORGAN.iter().any(|end| name.ends_with(end))
}

/// Whether a name is that of a part of a body: an office, a department.
pub fn is_part_of_body(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    name.contains(' ')
        && matches!(
            first,
            "Office"
                | "Bureau"
                | "Division"
                | "Department"
                | "Section"
                | "Branch"
                | "Faculty"
                | "Institut"
                | "Amt"
                | "Abteilung"
                | "Referat"
                | "Fakultät"
        )
}

/// Whether a name is that of a body: it has words that people's names do not have.
pub fn is_body(text: &str) -> bool {
    let words = || text.split(|c: char| !is_letter_or_number(c) && c != '\'' && c != '’');
    words().any(|word| BODY_WORD.contains(word))
        || text.contains(' ') && !text.chars().any(char::is_lowercase) && words().filter(|word| word.len() > 3).any(is_body_in_capitals)
}

/// `SAÚDE`, `BANK` of a name that is printed in capitals.
fn is_body_in_capitals(word: &str) -> bool {
    let lower = word.to_lowercase();
    let Some(first) = lower.chars().next() else { return false };
    let capitalised: String = first.to_uppercase().chain(lower.chars().skip(1)).collect();
    BODY_WORD.contains(&capitalised) || BODY_WORD.contains(&lower)
}

/// How many of the last words are a family name in capitals behind given names: `Jean-Baptiste DE LA TOUR`, `Remedios QUINTANAR OLMO`.
pub fn capitals_at_end(words: &[&str]) -> usize {
    let is_part = |word: &&&str| {
        let is_small = || !word.chars().any(char::is_lowercase) && is_particle(&word.to_lowercase());
        is_capitals(Some(*word)) || is_small()
    };
    let given = words.first().is_some_and(|first| first.chars().any(char::is_lowercase));
    if given && is_capitals(words.last()) { words.iter().rev().take_while(is_part).count() } else { 0 }
}

/// How many of the first words are one before them: `DE LA TOUR Jean-Baptiste`, `QUINTANAR OLMO Remedios`.
pub fn capitals_at_start(words: &[&str]) -> usize {
    let count = words.iter().take_while(|word| !word.chars().any(char::is_lowercase) && !word.contains('.')).count();
    let head = words.get(..count).unwrap_or(&[]);
    // In "ANDREY V. HOLM" all is in capitals.
    let is_small = |word: &&str| word.chars().any(char::is_lowercase);
    let given = words.get(count).is_some_and(|given| is_small(given) && !is_particle(given)) && words.last().is_some_and(is_small);
    if given && head.iter().any(|word| is_capitals(Some(word)) && !is_initial(word)) { count } else { 0 }
}
