//! Words that names are made of: initials, particles, given names, patronymics, the words of bodies.

use scholion_base::script::{is_letter, is_letter_or_number};
use scholion_lang::{BODY_WORD, GIVEN_NAME, NAME_SUFFIX, PARTICLE, PATRONYMIC_ENDING, UNITED_NATIONS, UNITED_NATIONS_ORGAN};

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
    if count == 0 {
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
    NAME_SUFFIX.contains(word.trim_end_matches('.'))
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
    let count = text.split(' ').count();
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

/// Whether a name is that of a body: it has words that people's names do not have.
pub fn is_body(text: &str) -> bool {
    text.split(|c: char| !is_letter_or_number(c) && c != '\'' && c != '’').any(|word| BODY_WORD.contains(word))
}
