//! Names: lists with `and` between them, each in BibTeX's parts.
//!
//! "BibTeXing", section 4 and N. Markey, "Tame the BeaST", 11: `First von Last`, `von Last, First`, `von Last, Jr, First`; a name in
//! braces as a whole is that of a body. BibLaTeX's manual, 3.5, "Name lists": parts by their names, `and others`.

use super::{
    super::labels::with_points,
    latex,
    tex::{Mode, Tex},
    tokens::closing,
};
use crate::{Name, names};
use scholion_lang::PARTICLE;

/// Whether a word stands behind a name: in a list of parts a letter alone is the fifth, and no initial.
fn is_suffix(word: &str) -> bool {
    names::is_suffix(word) || matches!(word, "V" | "Esq.")
}

/// The last of a list that goes on (BibLaTeX manual, 3.5): Pandoc and citeproc know it as a name of this word.
pub const OTHERS: &str = "others";

/// Writes a list of names.
pub fn write(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(write_one).filter(|name| !name.is_empty()).collect();
    names.join(" and ")
}

fn write_one(name: &Name) -> String {
    if name.literal == OTHERS {
        return OTHERS.to_owned();
    }
    if !name.literal.is_empty() {
        return format!("{{{}}}", latex::escape(&name.literal));
    }
    if name.family.is_empty() {
        return part(&name.given);
    }
    // Only words in small letters are a particle for BibTeX; of two the second belongs to the family name, in braces.
    let mut family = part(&name.family);
    for particle in [&name.particle, &name.dropping].into_iter().filter(|particle| !particle.is_empty()) {
        let is_small = particle.split(' ').all(begins_small);
        let is_second = std::ptr::eq(particle, &name.particle) && !name.dropping.is_empty();
        let particle = latex::escape(particle);
        family = if is_small && !is_second { format!("{particle} {family}") } else { format!("{{{particle}}} {family}") };
    }
    match (name.suffix.is_empty(), name.given.is_empty()) {
        (true, true) if name.particle.is_empty() && name.dropping.is_empty() && !name.family.contains(' ') => family,
        (true, _) => format!("{family}, {}", part(&name.given)).trim_end().to_owned(),
        (false, _) => format!("{family}, {}, {}", part(&name.suffix), part(&name.given)).trim_end().to_owned(),
    }
}

/// A part of a name, in braces where it holds what would end it or begin with a particle.
fn part(text: &str) -> String {
    let small = text.split(' ').any(|word| word == "and" || begins_small(word));
    let latex = latex::escape(text);
    if small || text.contains([',', '=', ';']) { format!("{{{latex}}}") } else { latex }
}

/// A list as it is read.
#[derive(Debug, Default)]
pub struct List {
    pub names: Vec<Name>,
    /// Names that `;` parted.
    pub has_semicolons: bool,
    /// A name with more commas than a name has.
    pub crowded: Option<String>,
    /// Names that have their initials behind them, as PubMed writes them: the first of them.
    pub turned: Option<String>,
}

/// Reads a list of names.
pub fn read(latex: &str, tex: &mut Tex) -> List {
    let mut list = List::default();
    // `Roe, Ann et al.`, as people write it.
    let (latex, goes_on) = ["et al.", "et al", "et~al."]
        .iter()
        .find_map(|end| latex.trim_end().strip_suffix(end).filter(|names| names.ends_with([' ', ',', '~'])))
        .map_or((latex, false), |names| (names.trim_end_matches([' ', ',', '~']), true));
    for part in cut(latex, Cut::And) {
        let parts = cut(part, Cut::Sign(';'));
        let is_list = parts.len() > 1 && !is_extended(part);
        list.has_semicolons |= is_list;
        let parts = if is_list { parts } else { vec![part] };
        for part in parts {
            if let Some(name) = read_one(part.trim(), tex, &mut list.crowded) {
                list.names.push(name);
            }
        }
    }
    if !latex.contains([',', '=']) {
        list.turned = turn(&mut list.names);
    }
    if goes_on {
        list.names.push(Name::literal(OTHERS));
    }
    list
}

/// Turns the names of a list round if all of them were read as `First Last` and are `Last FM`; gives the first as it was read.
fn turn(names: &mut [Name]) -> Option<String> {
    // `Wei LI` has a family name in capitals.
    let is_sure = |name: &Name| name.family.len() == 1 || !name.family.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let mut people = names.iter().filter(|name| name.literal.is_empty());
    if !(people.clone().all(ends_in_initials) && people.any(is_sure)) {
        return None;
    }
    let first = names.first().map(Name::display);
    for name in names.iter_mut().filter(|name| name.literal.is_empty()) {
        name.family = std::mem::replace(&mut name.given, with_points(&name.family));
    }
    first
}

/// Whether the family name is initials without full stops. `Malcolm X` has none.
fn ends_in_initials(name: &Name) -> bool {
    let initials = name.family.as_str();
    (1..=3).contains(&initials.chars().count())
        && initials.chars().all(char::is_uppercase)
        && initials != "X"
        && name.particle.is_empty()
        && name.dropping.is_empty()
        && name.given.chars().count() > 1
        && name.given.chars().any(char::is_lowercase)
        && !name.given.contains('.')
}

fn read_one(latex: &str, tex: &mut Tex, crowded: &mut Option<String>) -> Option<Name> {
    if latex.is_empty() {
        return None;
    }
    if latex.eq_ignore_ascii_case(OTHERS) || matches!(latex, "et al." | "{et al.}") {
        return Some(Name::literal(OTHERS));
    }
    let words = |latex: &str, tex: &mut Tex| plain(&tex.read(latex, Mode::Plain));
    if let Some(body) = whole(latex) {
        return Some(Name::literal(&words(body, tex))).filter(|name| !name.literal.is_empty());
    }
    if is_extended(latex) {
        return extended(latex, tex);
    }
    let parts = cut(latex, Cut::Sign(','));
    let mut name = match parts[..] {
        // A sign of equality means names by their parts, else it is a mistake.
        [one] if one.contains('=') && !one.contains('{') => return Some(Name::literal(&words(one, tex))),
        [one] => in_reading_order(one, tex),
        // `Martin Luther King, Jr.`
        [name, suffix] if is_suffix(suffix.trim()) => Name { suffix: suffix.trim().to_owned(), ..in_reading_order(name, tex) },
        [family, given] => by_commas(family, given, "", tex),
        [family, given, suffix] if is_suffix(suffix.trim()) => by_commas(family, given, suffix, tex),
        // `Roe, Ann & Poe, Ben` are two.
        [family, suffix, given] if !suffix.contains('&') => by_commas(family, given, suffix, tex),
        _ => {
            let whole = words(latex, tex);
            crowded.get_or_insert_with(|| whole.clone());
            return Some(Name::literal(&whole));
        }
    };
    if name.family.is_empty() {
        // `de Beauvoir`, all in small letters, or a comma with nothing before it.
        name.family = std::mem::take(if name.given.is_empty() { &mut name.particle } else { &mut name.given });
    }
    (!name.family.is_empty()).then_some(name)
}

/// What a name holds that is in braces as a whole; of an accent or a command in braces the name is none.
fn whole(latex: &str) -> Option<&str> {
    let inner = latex.strip_prefix('{')?;
    (closing(inner)? + 1 == inner.len())
        .then(|| inner.get(..inner.len() - 1))?
        .filter(|inner| !inner.starts_with('\\') || inner.contains(' '))
}

/// `von Last, First`: words in small letters at the beginning are the particle.
fn by_commas(family: &str, given: &str, suffix: &str, tex: &mut Tex) -> Name {
    let tokens = tokens(family);
    let particles = tokens.iter().take_while(|token| is_small(token, tex)).count().min(tokens.len().saturating_sub(1));
    let (particle, mut family) = tokens.split_at(particles);
    // `de {La} Fontaine`, as a name of two particles is written.
    let (mut dropping, mut particle) = (String::new(), joined(particle, tex));
    if let [second, rest @ ..] = family
        && !particle.is_empty()
        && !rest.is_empty()
        && let Some(second) = whole(second)
    {
        dropping = std::mem::replace(&mut particle, plain(&tex.read(second, Mode::Plain)));
        family = rest;
    }
    let mut name = Name {
        family: joined(family, tex),
        given: plain(&tex.read(given, Mode::Plain)),
        particle,
        dropping,
        suffix: plain(&tex.read(suffix, Mode::Plain)),
        ..Name::default()
    };
    // `Beethoven, Ludwig van`, as indexes have it.
    let given: Vec<&str> = name.given.split(' ').collect();
    let start = given.iter().rposition(|word| !PARTICLE.contains(word)).map_or(0, |at| at + 1);
    if name.particle.is_empty() && start > 0 && start < given.len() {
        let (given, particle) = given.split_at(start);
        (name.particle, name.given) = (particle.join(" "), given.join(" "));
    }
    name
}

/// `First von Last`: the particle is from the first word in small letters to the last of them that is not the last of all.
fn in_reading_order(latex: &str, tex: &mut Tex) -> Name {
    let mut tokens = tokens(latex);
    let has_suffix = tokens.len() > 2 && tokens.last().is_some_and(|last| names::is_suffix(last));
    let suffix = if has_suffix { tokens.pop() } else { None };
    let before = tokens.len().saturating_sub(1);
    let mut small: Vec<bool> = tokens.iter().take(before).map(|token| is_small(token, tex)).collect();
    if small.iter().all(|small| *small) && tokens.last().is_some_and(|last| is_small(last, tex)) {
        // A name in small letters throughout: only known particles are some.
        small = tokens.iter().take(before).map(|token| PARTICLE.contains(token)).collect();
    }
    let (from, to) = match (small.iter().position(|small| *small), small.iter().rposition(|small| *small)) {
        (Some(from), Some(to)) => (from, to + 1),
        _ => (before, before),
    };
    let slice = |range: std::ops::Range<usize>| tokens.get(range).unwrap_or(&[]);
    Name {
        given: joined(slice(0..from), tex),
        particle: joined(slice(from..to), tex),
        family: joined(slice(to..tokens.len()), tex),
        suffix: suffix.map(str::to_owned).unwrap_or_default(),
        ..Name::default()
    }
}

fn joined(tokens: &[&str], tex: &mut Tex) -> String {
    plain(&tex.read(&tokens.join(" "), Mode::Plain))
}

/// Spaces that do not break are spaces in names.
fn plain(words: &str) -> String {
    latex::squeeze(&words.replace('\u{a0}', " "))
}

/// Whether a word begins with a small letter. What stands in braces has no case, unless it is an accent.
fn is_small(token: &str, tex: &mut Tex) -> bool {
    if token.starts_with('{') && !token.starts_with("{\\") {
        return false;
    }
    begins_small(&tex.read(token, Mode::Plain))
}

fn begins_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The words of a name; white space and `~` part them outside of braces.
fn tokens(latex: &str) -> Vec<&str> {
    cut(latex, Cut::Space).into_iter().filter(|token| !token.is_empty()).collect()
}

/// What parts a text outside of braces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    And,
    Sign(char),
    Space,
}

fn cut(latex: &str, cut: Cut) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut chars = latex.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                // An accent and the letter below it, or a space of a certain width.
                chars.next();
                continue;
            }
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let length = match cut {
            Cut::Sign(sign) if c == sign => c.len_utf8(),
            Cut::Space if c.is_whitespace() || c == '~' => c.len_utf8(),
            Cut::And if matches!(c, 'a' | 'A') => {
                let before = latex.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
                let word = latex.get(at..at + 3).filter(|word| before && word.eq_ignore_ascii_case("and"));
                let after = latex.get(at + 3..).is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
                if word.is_none() || !after {
                    continue;
                }
                3
            }
            _ => continue,
        };
        parts.push(latex.get(start..at).unwrap_or(""));
        start = at + length;
    }
    parts.push(latex.get(start..).unwrap_or(""));
    parts
}

/// Whether a name says its parts (BibLaTeX manual, 3.5, "extended name format").
fn is_extended(latex: &str) -> bool {
    let is_family = |part: &str| part.trim_start_matches(['"', ' ']).split_once('=').is_some_and(|(key, _)| key.trim() == "family");
    latex.contains('=') && cut(latex, Cut::Sign(',')).into_iter().any(is_family)
}

fn extended(latex: &str, tex: &mut Tex) -> Option<Name> {
    let mut name = Name::default();
    let mut drops = false;
    for part in cut(latex, Cut::Sign(',')) {
        let part = part.trim().trim_matches('"');
        let part = whole(part).unwrap_or(part);
        let Some((key, value)) = part.split_once('=') else { continue };
        let value = plain(&tex.read(value.trim().trim_matches('"'), Mode::Plain));
        match key.trim() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => name.particle = value,
            "suffix" => name.suffix = value,
            "useprefix" => drops = value.eq_ignore_ascii_case("false"),
            "dropping" => name.dropping = value,
            "orcid" | "id" if value.len() == 19 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
                name.orcid = value
            }
            _ => {}
        }
    }
    if drops {
        name.dropping = std::mem::take(&mut name.particle);
    }
    (!name.family.is_empty() || !name.given.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(latex: &str) -> Vec<String> {
        let names = read(latex, &mut Tex::default()).names;
        let parts = |name: &Name| {
            [&name.given, &name.dropping, &name.particle, &name.family, &name.suffix, &name.literal].map(String::as_str).join("|")
        };
        names.iter().map(parts).collect()
    }

    #[test]
    fn names_have_bibtexs_parts() {
        for (latex, expected) in [
            ("Knuth, Donald~E. and Ludwig van Beethoven", &["Donald E.|||Knuth||", "Ludwig||van|Beethoven||"][..]),
            ("{World Bank and Friends} and {\\'E}mile Zola", &["|||||World Bank and Friends", "Émile|||Zola||"]),
            ("Garc{\\'\\i}a, Ana", &["Ana|||García||"]),
            ("de la Vall{\\'e}e Poussin, Charles", &["Charles||de la|Vallée Poussin||"]),
            ("King, Jr., Martin Luther and King, Martin, Jr.", &["Martin Luther|||King|Jr.|", "Martin|||King|Jr.|"]),
            ("Beethoven, Ludwig van and Rossi, Anna Maria", &["Ludwig||van|Beethoven||", "Anna Maria|||Rossi||"]),
            ("Roe, Ann and others", &["Ann|||Roe||", "|||||others"]),
            ("Roe, Ann; Poe, Ben", &["Ann|||Roe||", "Ben|||Poe||"]),
            ("family=Fontaine, given={Jean}, prefix={de la}, useprefix=false", &["Jean|de la||Fontaine||"]),
            ("Roe, Ann et al.", &["Ann|||Roe||", "|||||others"]),
            ("Roe, Ann \\& Poe, Ben", &["|||||Roe, Ann & Poe, Ben"]),
            ("A, B, C, D", &["|||||A, B, C, D"]),
            ("de {La} Fontaine, Jean and de {La Fontaine}, Jean", &["Jean|de|La|Fontaine||", "Jean||de|La Fontaine||"]),
            ("UNESCO and 王征", &["|||UNESCO||", "|||王征||"]),
            ("{{Ann Roe}}", &["|||||Ann Roe"]),
            ("jean de la fontaine and sudhin jacob", &["jean||de la|fontaine||", "sudhin|||jacob||"]),
            ("Martin Luther King, Jr.", &["Martin Luther|||King|Jr.|"]),
            ("Smith J and Vallejo Jones KL and others", &["J.|||Smith||", "K. L.|||Vallejo Jones||", "|||||others"]),
            ("Smith J and Ann Roe", &["Smith|||J||", "Ann|||Roe||"]),
            ("Wei LI and Jing XU", &["Wei|||LI||", "Jing|||XU||"]),
            ("LI, Wei and XU, J", &["Wei|||LI||", "J|||XU||"]),
            ("Malcolm X", &["Malcolm|||X||"]),
            (" and , and", &[]),
        ] {
            assert_eq!(shown(latex), expected, "{latex}");
        }
    }
}
