//! Particles and suffixes that stand in the parts of a name.
//!
//! CSL 1.0.2 leaves to whoever gives the names to part them; libraries give `van Gogh` as a family name. What is done here is what
//! citeproc-js does: small words in front of a family name do not drop, those behind a given name do, and what stands behind a comma is a suffix.

use super::Name;

/// Parts particles and suffix from the family and the given name. A name with a particle that does not drop has been parted already, and a
/// family name in quotation marks is meant as it is.
pub fn part(mut name: Name) -> Name {
    if name.family.is_empty() || name.given.is_empty() {
        return name;
    }
    if let Some(whole) = name.family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        name.family = whole.to_owned();
        return name;
    }
    if !name.non_dropping_particle.is_empty() {
        return name;
    }
    let (particle, family) = leading(&name.family);
    if !particle.is_empty() {
        name.non_dropping_particle = particle.to_owned();
        name.family = family.to_owned();
    }
    if name.suffix.is_empty()
        && let Some((given, rest)) = name.given.split_once(',')
    {
        let suffix = rest.trim_start();
        // `,!` says that the comma is printed.
        name.comma_suffix |= suffix.starts_with('!');
        name.suffix = suffix.trim_start_matches(['!', ' ']).to_owned();
        name.given = given.trim_end().to_owned();
    }
    let (given, particle) = trailing(&name.given);
    if !particle.is_empty() && name.dropping_particle.is_empty() {
        name.dropping_particle = particle.to_owned();
        name.given = given.to_owned();
    }
    name
}

/// Small words in front, and the rest; there is always a rest.
fn leading(family: &str) -> (&str, &str) {
    let mut end = 0;
    while let Some(rest) = family.get(end..) {
        // A word ends at a blank, or at the last hyphen or apostrophe before one.
        let blank = rest.find(' ').unwrap_or(rest.len());
        let word = rest.get(..blank).unwrap_or_default();
        let joined =
            word.rfind(['-', '\'', '’', 'ʼ']).filter(|at| *at > 0).and_then(|at| Some(at + word.get(at..)?.chars().next()?.len_utf8()));
        let length = match joined {
            Some(joined) if blank == rest.len() || joined == blank => joined,
            _ if blank < rest.len() => blank,
            _ => break,
        };
        let length = length + rest.get(length..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        let is_particle = rest.get(..length).is_some_and(is_small) && length < rest.len();
        if !is_particle {
            break;
        }
        end += length;
    }
    let (particle, rest) = family.split_at_checked(end).unwrap_or(("", family));
    // A blank behind an apostrophe is part of the particle; any other is written between particle and name.
    let trimmed = particle.trim_end();
    let particle = if trimmed.len() < particle.len() && trimmed.ends_with(['\'', '’']) { particle } else { trimmed };
    (particle, rest)
}

/// The rest, and small words at the end; there is always a rest.
fn trailing(given: &str) -> (&str, &str) {
    let mut start = given.len();
    while let Some((rest, word)) = given.get(..start).and_then(|rest| rest.rsplit_once(' ')) {
        if rest.trim().is_empty() || !is_small(word) {
            break;
        }
        start = rest.len();
    }
    let (rest, particle) = given.split_at_checked(start).unwrap_or((given, ""));
    (rest, particle.trim())
}

/// Whether a word begins with a small letter.
fn is_small(word: &str) -> bool {
    word.trim_start_matches(['-', '\'', '’', 'ʼ', ' ']).chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(family: &str, given: &str) -> String {
        let name = part(Name { family: family.into(), given: given.into(), ..Name::default() });
        let comma = if name.comma_suffix { "!" } else { "" };
        format!("{}|{}|{}|{}|{comma}{}", name.given, name.dropping_particle, name.non_dropping_particle, name.family, name.suffix)
    }

    #[test]
    fn names_are_parted() {
        assert_eq!(parted("van Gogh", "Vincent"), "Vincent||van|Gogh|");
        assert_eq!(parted("de la Fontaine", "Jean"), "Jean||de la|Fontaine|");
        assert_eq!(parted("La Fontaine", "Jean de"), "Jean|de||La Fontaine|");
        assert_eq!(parted("d'Arcus", "Bruce"), "Bruce||d'|Arcus|");
        assert_eq!(parted("al-One", "Jean"), "Jean||al-|One|");
        assert_eq!(parted("Lévi-Strauss", "Claude"), "Claude|||Lévi-Strauss|");
        assert_eq!(parted("\"van der Vlist\"", "Eric"), "Eric|||van der Vlist|");
        assert_eq!(parted("King", "Martin Luther,! Jr."), "Martin Luther|||King|!Jr.");
        assert_eq!(parted("Beethoven", "Ludwig van"), "Ludwig|van||Beethoven|");
        assert_eq!(parted("van", "Anna"), "Anna|||van|");
        assert_eq!(parted("de' Medici", "Lorenzo"), "Lorenzo||de' |Medici|");
    }
}
