//! Names that are printed otherwise than most: with a suffix in capitals, with many initials, with the letters of a body beside its name.

use scholion_base::{
    script::{is_east_asian, is_kana},
    text::squeeze,
};

use super::{
    Chunk, Name, is_body, is_given, is_particle,
    words::{is_initial, is_suffix, words},
};

/// `SFB - Serviço Florestal Brasileiro`: a body by its letters and by its name.
pub fn is_named_twice(text: &str) -> bool {
    // `SÃO PAULO (Estado)`: an authority by its country and kind.
    let ruled = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    if ruled.is_some_and(|(land, kind)| {
        !land.contains(|c: char| c.is_lowercase() || matches!(c, ',' | '.')) && !kind.contains(' ') && is_body(kind)
    }) {
        return true;
    }
    let parted = [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash));
    let Some((first, second)) = parted.filter(|_| text.len() <= 160 && !text.contains([';', '/', '&'])) else { return false };
    let is_short = |text: &str| (2..=8).contains(&text.chars().count()) && text.chars().all(char::is_uppercase);
    let (letters, name) = if is_short(first) { (first, second) } else { (second, first) };
    let capitals: String = name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    is_short(letters) && name.contains(' ') && (capitals == letters || is_body(name))
}

/// `Ortega y Gasset, José`: two family names of which only the second would have a given name are those of one person.
pub fn with_joint_family(text: &str) -> Option<(&str, &str)> {
    let (family, given) = text.split_once(", ")?;
    let (first, second) = [" y ", " i ", " e "].iter().find_map(|and| family.split_once(and))?;
    let is_word = |word: &str| !word.contains([' ', '.']) && word.starts_with(char::is_uppercase);
    let is_lone = !given.contains([',', ';', '&', '/', '(']) && !given.split(' ').any(|word| scholion_lang::AND.contains(word));
    (is_word(first) && is_word(second) && is_lone && given.starts_with(char::is_uppercase)).then_some((family, given))
}

/// `Instituto Nacional de Estadística y Geografía (INEGI)`: the name without the letters that stand for it.
pub fn without_letters(name: &str) -> &str {
    let parted = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let is_short = |letters: &str| (2..=8).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    parted.filter(|(_, letters)| is_short(letters)).map_or(name, |(name, _)| name)
}

/// `SILVA JR.`: the family name, and what stands behind it.
pub fn with_suffix(family: &str) -> Option<(&str, &str)> {
    family.trim_end().rsplit_once(' ').filter(|(_, last)| last.ends_with('.') && is_suffix(last))
}

/// How a list sets the initials of its names, which stand behind them without points: `Pop P, Carpay JJ`.
pub(super) struct Manner {
    /// Whether one name has one or two of them.
    few: bool,
    /// Whether most names have up to three.
    most: bool,
}

impl Manner {
    pub(super) fn of(chunks: &[Chunk]) -> Self {
        let letters = |chunk: &Chunk| {
            let (family, last) = chunk.text.rsplit_once(' ')?;
            let is_such = family.chars().any(char::is_lowercase) && !last.contains('.') && is_initial(last);
            is_such.then(|| last.chars().count())
        };
        let counts: Vec<usize> = chunks.iter().filter_map(letters).collect();
        Self { few: counts.iter().any(|&count| count <= 2), most: counts.len() * 2 > chunks.len() }
    }

    /// `Panis LJGG`, and not `Karl MARX`: a family name and four or five initials.
    pub(super) fn many_initials<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let (family, last) = text.rsplit_once(' ')?;
        let many = (4..=5).contains(&last.chars().count()) && last.chars().all(char::is_uppercase);
        let is_word = last.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        let is_name = family.chars().any(char::is_lowercase) && !is_body(text) && !words(family).any(is_initial);
        (many && is_name && (self.most || self.few && !is_word)).then_some((family, last))
    }
}

/// Family name first, no space between; two-letter family names are few.
pub fn east_asian(text: &str) -> Name {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    if let Some((family, given)) = text.split_once(char::is_whitespace) {
        if family.chars().all(is_east_asian) {
            return Name::new(family, &given.split_whitespace().collect::<String>());
        }
        return Name::literal(&squeeze(text));
    }
    let letters = text.chars().count();
    if !(2..=4).contains(&letters) || !text.chars().all(is_east_asian) || text.chars().any(is_kana) {
        return Name::literal(text);
    }
    let cut = if letters > 2 && scholion_lang::DOUBLE_FAMILY_NAME.iter().any(|family| text.starts_with(family)) { 2 } else { 1 };
    let cut = text.char_indices().nth(cut).map_or(text.len(), |(at, _)| at);
    Name::new(text.get(..cut).unwrap_or(""), text.get(cut..).unwrap_or(""))
}

/// Whether a hyphen stands between a whole name that begins with initials and the initials of the next, as Italian lists print it.
pub fn joins_names(before: &str, behind: &str) -> bool {
    let begins = |name: &str| {
        let mut chars = name.trim_start().chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
    };
    let family = before.trim().rsplit([' ', '.']).next().unwrap_or("");
    begins(before) && family.chars().count() > 2 && family.ends_with(char::is_lowercase) && begins(behind)
}

/// Without the point that ends the statement: that behind a particle (`Beethoven, Ludwig van.`), or behind initials where
/// initials have no points (`Horton R, Lo S.`, `Pfaller MA.`).
pub fn without_full_stop(text: &str) -> &str {
    let Some(head) = text.trim_end().strip_suffix('.') else { return text };
    let last = head.rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
    let letters = last.chars().count();
    let bare = |word: &str| !word.is_empty() && word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let drops = is_particle(last)
        || bare(last) && letters > 1 && !is_suffix(last)
        || bare(last)
            && !head.contains('.')
            && head.rsplit(", ").skip(1).any(|name| name.rsplit(' ').next().is_some_and(bare) && name.contains(' '));
    if drops { head } else { text }
}

/// A given name without the point that ends the statement; the point of an initial or abbreviation stays.
pub fn without_point(mut given: String) -> String {
    let last = given.rsplit([' ', '-', '.']).find(|word| !word.is_empty()).unwrap_or("");
    if last.chars().count() > 3 || is_given(last.trim_end_matches('.')) {
        given.truncate(given.trim_end_matches('.').len());
    }
    given
}

/// Whether two chunks of a list are names of two words, none of them an initial: `Marco Gadola, David Vetturi, and Luca Manzo`. Of such
/// the first is not inverted either.
pub fn are_whole(one: &str, next: &str) -> bool {
    let whole = |text: &str| words(text).filter(|word| !is_particle(word)).count() > 1 && !words(text).any(is_initial);
    whole(one) && whole(next)
}

/// `J. Le Goff`, `P. De Marco`: behind initials a particle with a capital belongs to the family name.
pub fn is_article_of_name(words: &[&str], at: usize) -> bool {
    let is_led = at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| is_initial(before) && before.contains('.'));
    is_led
        && words
            .get(at)
            .is_some_and(|word| word.starts_with(char::is_uppercase) && word.chars().count() > 1 && is_particle(&word.to_lowercase()))
}
