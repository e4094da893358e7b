//! Statements that name several people in full, as authors of files write them: where one ends and the next begins.

use super::{
    People, is_and, is_whole, one, read,
    roles::without_others,
    tidy,
    words::{is_body, is_given, is_initial, is_initials, is_particle, is_patronymic, is_suffix, words},
};
use crate::Name;
use scholion_base::{script::is_east_asian, text::squeeze};

/// Reads a statement that may name several people in full, as authors of files write it: `Eva Lind, Karl Holm`.
pub fn several(statement: &str) -> Vec<Name> {
    if is_joint_body(statement) {
        return tidy(statement, &mut People::default()).map(|body| Name::literal(&squeeze(body))).into_iter().collect();
    }
    let pieces = divided(statement);
    // Semicolons alone are read with what stands between them.
    if pieces.len() <= statement.split([';', '；']).filter(|group| !group.trim().is_empty()).count() {
        return read(statement).names;
    }
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if is_person(&between_commas(piece)) {
            names.push(one(piece));
        } else {
            names.extend(read(piece).names);
        }
    }
    names
}

/// Divides a statement of names into those of its people, as printed: at semicolons, at the words that join two people, and at
/// commas between whole names. What is not plainly several people stays one piece.
pub fn divided(statement: &str) -> Vec<&str> {
    statement.split([';', '；']).map(str::trim).filter(|group| !group.is_empty()).flat_map(divided_group).collect()
}

/// What stands between the commas and the joining words of a list, whether or not these are full names: `Anna and Karl`.
pub fn pieces(list: &str) -> Vec<&str> {
    joined(list).into_iter().flat_map(between_commas).collect()
}

/// Whether a statement is the name of one body that has a word in it that joins: `Department of Water and Ice`.
pub fn is_joint_body(statement: &str) -> bool {
    let parts = joined(statement);
    let is_word = |part: &str| between_commas(part).iter().all(|piece| !piece.contains(char::is_whitespace));
    parts.len() > 1
        && !statement.contains([';', '；'])
        && parts.iter().any(|part| is_body_or_firm(part))
        && parts.iter().any(|part| is_word(part) && !is_body_or_firm(part))
        && !parts.iter().any(|part| is_person(&between_commas(part)))
}

/// Whether a statement is the name of one body with words that are joined in it: `Institute of Rivers and Lakes`, `Ministry of Trade,
/// Industry and Energy`, `United Nations Educational, Scientific and Cultural Organization`.
pub fn is_body_with_and(statement: &str) -> bool {
    if statement.len() > 160 || statement.contains([';', '(', '[', '/', '.', ':']) || !is_body(statement) {
        return false;
    }
    let parts = joined(statement);
    let [lists @ .., last] = parts.as_slice() else { return false };
    if lists.is_empty() {
        return false;
    }
    let all: Vec<&str> = parts.iter().flat_map(|part| between_commas(part)).collect();
    let is_noun = |word: &str| !word.contains(char::is_whitespace) && word.chars().any(char::is_lowercase) && !is_body(word);
    let first = all.first().copied().unwrap_or("");
    let has_of = first.split(' ').any(|word| scholion_lang::FUNCTION_WORD.contains(word));
    let middle = all.get(1..all.len() - 1).unwrap_or(&[]);
    if !middle.iter().all(|piece| is_noun(piece)) {
        return false;
    }
    let ends_with_body =
        last.split(' ').next_back().is_some_and(is_body) && last.contains(' ') && !is_body(first.split(' ').next_back().unwrap_or(""));
    // `Institute of Studies and Educational Research`: a person has a given name or initials.
    let are_nouns = |piece: &str| {
        let is_noun = |word: &str| !is_given(word) && !is_initial(word) && word.chars().any(char::is_lowercase);
        words(piece).count() <= 3 && !is_body(piece) && words(piece).all(is_noun)
    };
    is_body(first) && has_of && (is_noun(last) || all.len() == 2 && are_nouns(last))
        || ends_with_body && (all.len() > 2 || is_noun(first) && !is_given(first))
}

/// The people of a statement without semicolons.
fn divided_group(group: &str) -> Vec<&str> {
    let named = without_others(group).map(str::trim).filter(|named| !named.is_empty()).unwrap_or(group);
    let parts = joined(named);
    let lists: Vec<Vec<&str>> = parts.iter().map(|&part| between_commas(part)).collect();
    let all: Vec<&str> = lists.concat();
    let is_joined = parts.len() > 1;
    // `García Márquez, Gabriel José y Vargas Llosa, Mario`: each has its comma.
    let is_paired = is_joined && lists.iter().all(|list| list.len() == 2);
    let is_full = all.len() > 1 && !is_paired && all.iter().all(|piece| is_full_name(piece));
    if is_full && (is_joined || all.len() > 2 || are_two_people(&all)) {
        return all;
    }
    if is_joined && lists.iter().all(|list| is_person(list)) {
        return parts;
    }
    // `Lind, Eva, Karl Holm and Jo Fox`: only the first name is inverted.
    if let ([family, given, others @ ..], Some(&first), true) = (all.as_slice(), parts.first(), is_joined) {
        let is_inverted = is_family_name(family) && is_name_part(given) && !is_suffix(given);
        if is_inverted && lists.first().is_some_and(|list| list.len() > 1) && others.iter().all(|piece| is_full_name(piece)) {
            return pairs(first).into_iter().take(1).chain(others.iter().copied()).collect();
        }
    }
    // `Lind, E., Holm, K.`
    let are_pairs = |list: &Vec<&str>| {
        list.len().is_multiple_of(2)
            && list.iter().enumerate().all(|(index, piece)| is_name_part(piece) && is_initials(bare(piece)) == (index % 2 == 1))
    };
    let is_last = |list: &Vec<&str>| matches!(list.as_slice(), [name] if is_full_name(name));
    if all.len() > 2 && lists.iter().all(|list| are_pairs(list) || is_last(list)) {
        return parts.into_iter().flat_map(pairs).collect();
    }
    vec![group]
}

/// What stands between the words that join two people, outside of brackets.
fn joined(statement: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut at, mut depth) = (0usize, 0usize, 0usize);
    for word in statement.split_inclusive(char::is_whitespace) {
        let join = word.trim_end();
        if depth == 0 && at > from && (join == "&" || is_and(join)) {
            parts.push(statement.get(from..at).unwrap_or(""));
            from = at + word.len();
        }
        depth = (depth + word.matches(['(', '[']).count()).saturating_sub(word.matches([')', ']']).count());
        at += word.len();
    }
    parts.push(statement.get(from..).unwrap_or(""));
    parts.into_iter().map(|part| part.trim_matches(|c: char| c == ',' || c.is_whitespace())).filter(|part| !part.is_empty()).collect()
}

fn between_commas(part: &str) -> Vec<&str> {
    part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// The parts of a list up to each second comma.
fn pairs(part: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = part.match_indices(',').map(|(at, _)| at).skip(1).step_by(2).collect();
    cuts.push(part.len());
    let mut from = 0;
    let mut pairs = Vec::with_capacity(cuts.len());
    for to in cuts {
        pairs.extend(part.get(from..to).map(str::trim).filter(|pair| !pair.is_empty()));
        from = to + 1;
    }
    pairs
}

/// A name without the role beside it.
fn bare(piece: &str) -> &str {
    let before = piece.split(['(', '[']).next().unwrap_or("");
    tidy(before, &mut People::default()).unwrap_or("")
}

fn is_body_or_firm(text: &str) -> bool {
    is_body(text) || text.split(|c: char| !c.is_alphanumeric()).any(|word| scholion_lang::FIRM.contains(word))
}

/// Whether all words of a piece may be those of a person's name: they have capitals, or are particles.
fn is_name_part(piece: &str) -> bool {
    let name = bare(piece);
    let has_capital = |word: &str| word.split(['\'', '’', '-']).any(|part| part.starts_with(char::is_uppercase));
    (1..=6).contains(&words(name).count())
        && words(name).all(|word| is_particle(word) || has_capital(word))
        && !name.chars().any(|c| c.is_numeric() || is_east_asian(c))
        && !is_body_or_firm(name)
}

/// Whether a piece is one family name, with particles perhaps.
fn is_family_name(piece: &str) -> bool {
    is_name_part(piece) && words(bare(piece)).filter(|word| !is_particle(word)).count() == 1
}

/// Whether a piece may be a whole name in natural order: `Eva Lind`, `Ludwig van Beethoven`, `J. Holm`.
fn is_full_name(piece: &str) -> bool {
    let name = bare(piece);
    let lower = name.to_lowercase();
    is_name_part(piece)
        && words(name).filter(|word| !is_particle(word)).count() > 1
        && !words(name).next().is_some_and(is_particle)
        && !is_initials(name)
        && !lower.split(' ').any(|word| scholion_lang::PRESS_POST.contains(word))
        && !scholion_lang::INSTITUTION.within(&lower).any(|word| lower.contains(word))
}

/// Whether the pieces between commas are the name of one person: `Eva Lind`, or `Lind, Eva`, or `King, Martin Luther, Jr.`.
fn is_person(pieces: &[&str]) -> bool {
    match pieces {
        [name] => is_full_name(name),
        [name, suffix] if is_suffix(bare(suffix)) => is_full_name(name),
        [family, given] => is_name_part(family) && is_name_part(given),
        [family, given, suffix] => is_name_part(family) && is_name_part(given) && is_suffix(bare(suffix)),
        _ => false,
    }
}

/// Whether two whole names with one comma between them are two people, and not a double family name with given names
/// behind it: `García Márquez, Gabriel José`.
fn are_two_people(names: &[&str]) -> bool {
    let [first, second] = names else { return false };
    let (first, second) = (bare(first), bare(second));
    let begin = words(first).next().unwrap_or("");
    if is_whole(first) || is_given(begin) {
        return true;
    }
    let end = words(second).last().unwrap_or("");
    let is_given_end = is_given(end) || is_initial(end) || is_patronymic(end) || is_particle(end);
    let has_small = |text: &str| text.chars().any(char::is_lowercase);
    // No given name of a Spaniard ends so.
    let is_spanish = begin.chars().count() > 3 && begin.to_lowercase().ends_with("ez");
    !is_given_end && !is_spanish && (has_small(first) || !has_small(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_divided() {
        let check = |statement: &str, expected: &[&str]| assert_eq!(divided(statement), expected, "{statement}");
        check("Tom Reed and Ana Paz", &["Tom Reed", "Ana Paz"]);
        check("Eva Lind, Karl Holm", &["Eva Lind", "Karl Holm"]);
        check("Eva Lind & Otto Krug (eds.)", &["Eva Lind", "Otto Krug (eds.)"]);
        check("Jean Petit et Luc Grand", &["Jean Petit", "Luc Grand"]);
        check("Ana Ruiz y Luis Paz", &["Ana Ruiz", "Luis Paz"]);
        check("Mary Ann Gray, Tom Hill and Jo Fox", &["Mary Ann Gray", "Tom Hill", "Jo Fox"]);
        check("Mary Ann Gray, Tom Hill, and Jo Fox", &["Mary Ann Gray", "Tom Hill", "Jo Fox"]);
        check("Holm, Karl; Berg, Anna", &["Holm, Karl", "Berg, Anna"]);
        check("Holm, Karl and Berg, Anna", &["Holm, Karl", "Berg, Anna"]);
        check("Holm, Karl, Eva Lind and Jo Fox", &["Holm, Karl", "Eva Lind", "Jo Fox"]);
        check("Lind, E., Holm, K., & Fox, J.", &["Lind, E.", "Holm, K.", "Fox, J."]);
        check("J. Lind, Karl Holm", &["J. Lind", "Karl Holm"]);
        for one in [
            "van der Berg, Jan",
            "Holm, Karl",
            "Smith, John Paul",
            "García Márquez, Gabriel",
            "García Márquez, Gabriel José",
            "King, Martin Luther, Jr.",
            "José Ortega y Gasset",
            "Department of Water and Ice",
            "Smith and Sons Ltd",
            "Ministry of Trade, Industry and Energy",
        ] {
            check(one, &[one]);
        }
    }

    #[test]
    fn several_people_have_names_of_their_own() {
        let check = |statement: &str, expected: &str| {
            let names: Vec<String> =
                several(statement).iter().map(|name| format!("{}|{}|{}", name.family, name.given, name.literal)).collect();
            assert_eq!(names.join(" + "), expected, "{statement}");
        };
        check("Eva Lind, Karl Holm", "Lind|Eva| + Holm|Karl|");
        check("Eva Lind & Otto Krug (eds.)", "Lind|Eva| + Krug|Otto|");
        check("Mary Ann Gray, Tom Hill and Jo Fox", "Gray|Mary Ann| + Hill|Tom| + Fox|Jo|");
        check("Holm, Karl and Berg, Anna", "Holm|Karl| + Berg|Anna|");
        check("Holm, Karl; Berg, Anna", "Holm|Karl| + Berg|Anna|");
        check("García Márquez, Gabriel José", "García Márquez|Gabriel José|");
        check("Department of Water and Ice", "||Department of Water and Ice");
        check("Smith and Sons Ltd", "||Smith and Sons Ltd");
        check("WHO and UNICEF", "||WHO + ||UNICEF");
    }
}
