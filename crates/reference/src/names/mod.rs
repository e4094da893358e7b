//! Names of people and bodies as references print them: inverted, in natural order, with initials before
//! or behind, in Latin, Cyrillic and East Asian scripts, joined by commas, semicolons and "and".

mod divided;
mod parts;
mod roles;
mod words;

use self::{
    parts::{
        Manner, are_whole, east_asian, is_article_of_name, is_named_twice, joins_names, with_joint_family, with_suffix, without_full_stop,
        without_letters, without_point,
    },
    roles::{role, strip_role, without_others},
    words::{
        capitals_at_end, capitals_at_start, is_family, is_first_family, is_given_in_full, is_initials, is_organ, is_part_of_body,
        is_patronymic, is_united_nations, words,
    },
};
use super::Name;
use scholion_base::{script::is_east_asian, text::squeeze};

pub use divided::{divided, is_body_with_and, is_joint_body, pieces, several};
pub use words::{is_body, is_given, is_initial, is_particle, is_suffix};

/// The people of one statement: `Kremnovskikh, A. V., & Belyakov, A. (Eds.)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The names, in order.
    pub names: Vec<Name>,
    /// Whether it says that they are editors: `(Eds.)`, `Hrsg.`, `под ред.`.
    pub editors: bool,
    /// Whether it says that they are translators.
    pub translators: bool,
    /// Whether there are more than it names: `et al.`, `и др.`, `等`.
    pub others: bool,
}

/// Reads a statement of names.
pub fn read(text: &str) -> People {
    let text = without_full_stop(text);
    let mut people = People::default();
    let whole = without_letters(text.trim_end_matches(['.', ':', ' ']));
    if is_body_with_and(whole) || is_named_twice(whole) {
        people.names.push(Name::literal(&squeeze(whole)));
        return people;
    }
    if let Some((family, given)) = with_joint_family(whole) {
        people.names.push(inverted(family, given, None));
        return people;
    }
    let chunks = chunks(text, &mut people);
    people.names = if chunks.iter().any(|chunk| chunk.before == Sep::Semicolon) { grouped(&chunks) } else { listed(&chunks) };
    people
}

/// Reads one name, inverted or in natural order.
pub fn one(text: &str) -> Name {
    let mut people = People::default();
    let chunks = chunks(text, &mut people);
    match chunks.as_slice() {
        [] => Name::default(),
        // A family name may be a given name as well, and who is named alone is mostly named in the natural order.
        [name] => in_order(name.text, false),
        [family, given, rest @ ..] => inverted(family.text, given.text, rest.first().map(|chunk| chunk.text)),
    }
}

/// What stands between two names or parts of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sep {
    Start,
    Comma,
    And,
    Semicolon,
}

#[derive(Clone, Copy, Debug)]
struct Chunk<'a> {
    text: &'a str,
    before: Sep,
}

/// Cuts a statement at its separators; roles ("eds."), "et al." and brackets are taken out and noted.
fn chunks<'a>(text: &'a str, people: &mut People) -> Vec<Chunk<'a>> {
    let mut chunks: Vec<Chunk<'a>> = Vec::with_capacity(8);
    let mut before = Sep::Start;
    let mut start = 0;
    let mut cut = |from: usize, to: usize, before: &mut Sep, next: Sep, people: &mut People| {
        let piece = text.get(from..to).unwrap_or("");
        if let Some(name) = tidy(piece, people) {
            chunks.push(Chunk { text: name, before: *before });
            *before = next;
        } else if *before != Sep::Semicolon || next == Sep::Semicolon {
            // An empty piece between ", and": the stronger separator counts.
            *before = if *before == Sep::Start { Sep::Start } else { next };
        }
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let len = c.len_utf8();
        let sep = match c {
            ',' | '，' | '、' | '،' => Some((Sep::Comma, len)),
            ';' | '；' => Some((Sep::Semicolon, len)),
            '&' | '·' => Some((Sep::And, len)),
            '/' => Some((Sep::Semicolon, len)),
            '–' | '—' if bytes.get(at.wrapping_sub(1)) == Some(&b' ') => Some((Sep::And, len)),
            '-' if bytes.get(at.wrapping_sub(1)) == Some(&b' ') && bytes.get(at + 1) == Some(&b' ') => Some((Sep::And, len)),
            // `P. Arden-B. Bonde`: a hyphen between two names, the one before with its initials.
            '-' if joins_names(text.get(start..at).unwrap_or(""), text.get(at + len..).unwrap_or("")) => Some((Sep::And, len)),
            '(' | '[' => {
                // A bracket holds a role, or a remark; it is no part of a name unless the name begins with it.
                let close = if c == '(' { ')' } else { ']' };
                let rest = text.get(at..).unwrap_or("");
                let end = rest.find(close).map_or(rest.len(), |end| end + 1);
                let inside = rest.get(1..end).unwrap_or("").trim_end_matches(close);
                let is_role = role(inside, people);
                // `Braudel (Fernand)`, `Dubois (P.)`: French lists of works put the given name in brackets.
                if !is_role
                    && c == '('
                    && is_family(text.get(start..at).unwrap_or(""))
                    && (is_given_in_full(inside) || inside.contains('.') && is_initials(inside))
                {
                    cut(start, at, &mut before, Sep::Comma, people);
                    // The next name stands behind: `Dubois (Luc), Martin (Jean)`.
                    cut(at + 1, at + 1 + inside.len(), &mut before, Sep::Semicolon, people);
                    start = at + end;
                    at = start;
                    continue;
                }
                let leads = text.get(start..at).unwrap_or("").trim().is_empty();
                if is_role || !leads {
                    cut(start, at, &mut before, Sep::Comma, people);
                    start = at + end;
                    at = start;
                    continue;
                }
                None
            }
            ' ' | '\u{a0}' | '\n' | '\t' => {
                let rest = text.get(at + len..).unwrap_or("");
                let word = rest.split(|c: char| c.is_whitespace()).next().unwrap_or("");
                // A conjunction between two words, but not "e." or the initial "E", or in "Industrie- und Handelskammer".
                let is_suspended = text.get(..at).is_some_and(|before| before.ends_with('-'));
                // "a cura di" is a role, and "a" another language's "and".
                let is_role = || scholion_lang::EDITOR_ROLE.iter().any(|role| role.contains(' ') && rest.starts_with(role));
                (is_and(word) && rest.len() > word.len() && !is_suspended && !is_role()).then_some((Sep::And, len + word.len()))
            }
            _ => None,
        };
        if let Some((sep, width)) = sep {
            cut(start, at, &mut before, sep, people);
            at += width;
            start = at;
        } else {
            at += len;
        }
    }
    cut(start, text.len(), &mut before, Sep::Comma, people);
    chunks
}

/// Whether a word joins two names.
fn is_and(word: &str) -> bool {
    scholion_lang::AND.contains(word)
}

/// Trims a piece to a name; notes and drops roles and "et al.". `None` if nothing is left.
fn tidy<'a>(piece: &'a str, people: &mut People) -> Option<&'a str> {
    let mut name = piece.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '"' | '“' | '”' | '«' | '»' | ')' | ']' | '(' | '[' | '*' | '…' | '_' | '^' | '=' | '‘' | '†')
    });
    name = name.trim_start_matches(['.', '-', '’', '\'']);
    loop {
        let shorter = strip_role(name, people);
        if shorter.len() == name.len() {
            break;
        }
        name = shorter;
    }
    let lower_start = |word: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if lower_start("al.") && name.len() <= 4 || name == "al" {
        people.others = true;
        return None;
    }
    if let Some(fewer) = without_others(name) {
        people.others = true;
        name = fewer;
    }
    // "и др.", "and others", "u. a.": the conjunction has cut them off.
    if matches!(name, "др" | "др." | "others" | "otros" | "outros" | "a" | "a.") {
        people.others = true;
        return None;
    }
    if matches!(name, "al" | "al." | "ets" | "a" | "a.") && people.others || name.is_empty() {
        return None;
    }
    if !name.contains(char::is_alphabetic) {
        return None;
    }
    Some(name)
}

/// `Smith, J.; Jones, K. & Brown, L.`: a semicolon ends each name, a comma stands inside.
fn grouped(chunks: &[Chunk]) -> Vec<Name> {
    let mut names = Vec::with_capacity(chunks.len());
    let mut at = 0;
    while let Some(chunk) = chunks.get(at) {
        let mut end = at + 1;
        while chunks.get(end).is_some_and(|next| next.before == Sep::Comma) {
            end += 1;
        }
        match chunks.get(at..end).unwrap_or(&[]) {
            [family, given, rest @ ..] if !is_whole(family.text) => {
                if rest.is_empty() || rest.len() == 1 && is_suffix(rest.first().map_or("", |chunk| chunk.text)) {
                    names.push(inverted(family.text, given.text, rest.first().map(|chunk| chunk.text)));
                } else {
                    names.extend(listed(chunks.get(at..end).unwrap_or(&[])));
                }
            }
            [_] => names.push(natural(chunk.text)),
            group => names.extend(listed(group)),
        }
        at = end;
    }
    names
}

/// Names joined by commas and "and", where a comma may also stand inside a name.
fn listed(chunks: &[Chunk]) -> Vec<Name> {
    let mut names = Vec::with_capacity(chunks.len());
    let pairs = pairs_of_words(chunks);
    let manner = Manner::of(chunks);
    let mut at = 0;
    while let Some(chunk) = chunks.get(at) {
        let text = chunk.text;
        // `United Nations, General Assembly`: the organ belongs to its body.
        if let Some(body) = names
            .last_mut()
            .filter(|_| chunk.before == Sep::Comma && is_organ(text))
            .filter(|name: &&mut Name| is_united_nations(&name.literal))
        {
            body.literal = format!("{}, {text}", body.literal);
            at += 1;
            continue;
        }
        // `Department of Ponds, Office of Rivers`: of two bodies, the second is a part of the first.
        if chunks.len() == 2
            && at == 1
            && chunk.before == Sep::Comma
            && is_part_of_body(text)
            && let Some(body) = names.last_mut().filter(|name| is_body(&name.literal) && !name.literal.is_empty())
        {
            body.literal = format!("{}, {}", body.literal, text.trim_end_matches('.'));
            at += 1;
            continue;
        }
        if let Some((family, given)) = manner.many_initials(text) {
            names.push(inverted(family, given, None));
            at += 1;
            continue;
        }
        let next = chunks.get(at + 1).filter(|next| next.before == Sep::Comma).map(|next| next.text);
        // `Press, W. H.`: a lone word before initials with points is a family name, whatever else it means.
        let is_lone = !text.contains(' ') && !text.chars().any(is_east_asian);
        let pointed = next.filter(|next| next.contains('.') && is_initials(next));
        let suffixed = with_suffix(text).filter(|_| pointed.is_some());
        if let Some(given) = pointed.filter(|_| is_lone || suffixed.is_some()) {
            let (family, suffix) = suffixed.map_or((text, None), |(family, suffix)| (family, Some(suffix)));
            let behind = chunks.get(at + 2).filter(|chunk| chunk.before == Sep::Comma && is_suffix(chunk.text)).map(|chunk| chunk.text);
            names.push(inverted(family, given, suffix.or(behind)));
            at += 2 + usize::from(behind.is_some());
            continue;
        }
        let inverts = next.is_some_and(|next| {
            if is_body(text) || text.chars().any(is_east_asian) {
                return false;
            }
            if is_initials(next) {
                return !is_whole(text);
            }
            let all: Vec<&str> = words(text).collect();
            // `Eva Lind, Otto Berg`
            let are_two = all.len() == 2 && all.first().is_some_and(|first| is_given(first)) && words(next).count() > 1;
            if are_two || is_whole(text) || capitals_at_start(&all) > 0 || capitals_at_end(&all) > 0 {
                return false;
            }
            // "Shell, Marc": both words in full. Only the first name of a list is inverted in some styles.
            // "Pardo Ruiz, Elena Rosa": the first has two family names; "Bellini Giorgio, Romani Gianni": both begin with theirs.
            let given_next = is_given(words(next).next().unwrap_or(""));
            let turned = given_next && !all.first().is_some_and(|first| is_given(first));
            let family_first = !given_next && all.last().is_some_and(|last| is_given(last));
            let are_natural = are_whole(text, next) && if chunks.len() > 2 { !turned } else { family_first };
            begins_with_given(next) && !is_whole_family_first(next)
                || pairs
                || at == 0 && !are_natural && chunks.get(1..).is_some_and(|rest| inverted_first(rest)) && words(text).count() <= 3
        });
        if inverts {
            let suffix = chunks.get(at + 2).filter(|chunk| chunk.before == Sep::Comma && is_suffix(chunk.text)).map(|chunk| chunk.text);
            names.push(inverted(text, next.unwrap_or(""), suffix));
            at += 2 + usize::from(suffix.is_some());
        } else if is_suffix(text) && !names.is_empty() {
            if let Some(last) = names.last_mut() {
                last.suffix = text.to_owned();
            }
            at += 1;
        } else {
            names.push(natural(text));
            at += 1;
        }
    }
    names
}

/// Whether all chunks are single words that go in pairs, family name first: `Li, Zhi, & Tang, Runhua`.
fn pairs_of_words(chunks: &[Chunk]) -> bool {
    chunks.len() >= 4
        && chunks.len().is_multiple_of(2)
        && chunks.iter().enumerate().all(|(index, chunk)| {
            let short = words(chunk.text).count() <= 2 + usize::from(index % 2 == 0);
            short && (chunk.before != Sep::And || index % 2 == 0)
        })
        && chunks.iter().any(|chunk| chunk.before == Sep::And)
        && chunks
            .iter()
            .enumerate()
            .all(|(index, chunk)| index % 2 == 1 || words(chunk.text).filter(|word| !is_particle(word)).count() == 1)
}

/// Whether the chunks behind a first family name are a given name and names in natural order.
fn inverted_first(rest: &[Chunk]) -> bool {
    match rest {
        [_] => true,
        [_, others @ ..] => others.iter().all(|chunk| words(chunk.text).count() >= 2 || is_suffix(chunk.text)),
        [] => false,
    }
}

/// `John F.`, `Timothy P.`: a given name in full with initials behind it.
fn begins_with_given(text: &str) -> bool {
    let mut words = words(text);
    let Some(first) = words.next() else { return false };
    let mut rest = words.peekable();
    !is_initial(first) && rest.peek().is_some() && rest.all(|word| is_initial(word) || is_particle(word))
}

/// `Sereno PC`: a family name with initials behind it, without points.
fn is_whole_family_first(text: &str) -> bool {
    words(text).last().is_some_and(|word| !word.contains('.') && word.chars().count() > 1)
}

/// Whether a chunk is a whole name: it has both initials and a family name, `A. V. Kremnovskikh`, `Sereno PC`.
fn is_whole(text: &str) -> bool {
    let (mut initials, mut full) = (false, false);
    for word in words(text) {
        if is_initial(word) {
            initials = true;
        } else if !is_particle(word) {
            full = true;
        }
    }
    initials && full || is_body(text)
}

/// `Kremnovskikh` and `A. V.`.
fn inverted(family: &str, given: &str, suffix: Option<&str>) -> Name {
    let suffix = suffix.filter(|suffix| is_suffix(suffix)).unwrap_or("").to_owned();
    // A particle behind the given name: `Beethoven, Ludwig van`.
    let trailing = given.split_whitespace().rev().take_while(|word| is_particle(word) && !matches!(*word, "y" | "e")).count();
    let (before, family) = split_particle(family);
    let (given, particle) = match given.split_whitespace().count() {
        count if trailing > 0 && trailing < count => {
            let all: Vec<&str> = given.split_whitespace().collect();
            let (given, behind) = all.split_at(count - trailing);
            (given.join(" "), behind.join(" "))
        }
        _ => (squeeze(given), before),
    };
    Name { family, given: without_point(given), particle, suffix, ..Name::default() }
}

/// Takes leading particles off a family name: `van der Berg`.
fn split_particle(family: &str) -> (String, String) {
    let leading = family.split_whitespace().take_while(|word| is_particle(word)).count();
    if leading == 0 || leading == family.split_whitespace().count() {
        return (String::new(), squeeze(family));
    }
    let all: Vec<&str> = family.split_whitespace().collect();
    let (particle, family) = all.split_at(leading);
    (particle.join(" "), family.join(" "))
}

/// A name that has no comma inside, as statements of printed references have it.
fn natural(text: &str) -> Name {
    in_order(text, true)
}

/// A name that has no comma inside; `turned` where its given name may stand last (`Rid Thomas`).
fn in_order(text: &str, turned: bool) -> Name {
    if text.chars().any(is_east_asian) {
        return east_asian(text);
    }
    if is_body(text) {
        return Name::literal(&squeeze(text.trim_end_matches('.')));
    }
    let all: Vec<&str> = words(text).collect();
    let Some((&last, before)) = all.split_last() else { return Name::default() };
    if before.is_empty() {
        return Name { family: last.trim_end_matches('.').to_owned(), ..Name::default() };
    }
    if is_suffix(last) && before.len() > 1 {
        let mut name = in_order(&before.join(" "), turned);
        name.suffix = last.to_owned();
        return name;
    }
    let first_initial = all.iter().position(|word| is_initial(word));
    // `LEE A.`: three letters in capitals before initials with points are no initials.
    let led = all.first().is_some_and(|first| !first.contains('.') && first.chars().count() > 1);
    let short_family = led && all.iter().skip(1).all(|word| word.contains('.') && is_initial(word));
    let (family, given) = match first_initial {
        _ if short_family => (all.get(..1), all.get(1..)),
        // `Kremnovskikh A. V.`, `Sereno PC`.
        Some(at) if at > 0 && all.iter().skip(at).all(|word| is_initial(word)) => (all.get(..at), all.get(at..)),
        _ if capitals_at_end(&all) > 0 => (all.get(all.len() - capitals_at_end(&all)..), all.get(..all.len() - capitals_at_end(&all))),
        _ if capitals_at_start(&all) > 0 => (all.get(..capitals_at_start(&all)), all.get(capitals_at_start(&all)..)),
        // `Rid Thomas`: a given name stands last where only the other word can be the family's.
        _ if turned
            && all.len() == 2
            && is_given(last.trim_end_matches('.'))
            && !all.first().is_some_and(|first| is_given(first) || is_initial(first)) =>
        {
            (all.get(..1), all.get(1..))
        }
        _ if is_patronymic(last) && before.len() == 2 => (all.get(..1), all.get(1..)),
        _ => {
            let mut from = all.len() - 1;
            while from > 1 && (all.get(from - 1).is_some_and(|word| is_particle(word)) || is_article_of_name(&all, from - 1)) {
                from -= 1;
            }
            from -= usize::from(from == all.len() - 1 && from > 1 && all.get(from - 1).is_some_and(|word| is_first_family(word)));
            (all.get(from..), all.get(..from))
        }
    };
    let (particle, mut family) = split_particle(&family.unwrap_or(&[]).join(" "));
    family.truncate(family.trim_end_matches('.').len());
    Name { family, given: without_point(given.unwrap_or(&[]).join(" ")), particle, ..Name::default() }
}
