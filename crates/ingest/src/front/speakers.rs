//! Who speaks, where each turn begins with a name: "COLLINS: When did you …", "**RH:** And then?", "P. ¿Cuándo …?".

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    block::Role,
    chars,
    draft::Draft,
    front_matter::{self, Person, tidy},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::{speech, text};
use scholion_lang::{ANSWERS, ASKS, CHAIR, INTERVIEW_HEAD, POLITE_TITLE};
use scholion_reference::names;

/// The longest name before a turn, in characters.
const LONGEST: usize = 40;
/// The fewest turns of an interview.
const FEWEST: usize = 4;
/// The most speakers of an interview.
const MOST: usize = 8;
/// The most of a debate.
const MOST_OF_DEBATE: usize = 300;
/// How many of the first blocks may say something of an interview.
const HEADS: usize = 20;

/// The name with which a turn begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker<'a> {
    /// The name, without mark and emphasis.
    pub name: &'a str,
    /// Where it begins, emphasis included: a time code may stand before it.
    pub start: usize,
    /// Where its mark ends.
    pub end: usize,
    /// Whether it is set in bold already.
    pub bold: bool,
}

/// What one speaker does.
#[derive(Default)]
struct Part {
    turns: usize,
    asks: usize,
}

/// Finds the speakers of an interview, and who of them answers.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut turns: Vec<usize> = Vec::new();
    let live: Vec<usize> = (0..draft.blocks.len()).filter(|&index| matches!(draft.blocks[index].role, Role::Text | Role::Lines)).collect();
    // "Interviewer: Thomas Holm" above the turns is none.
    let heads: BTreeSet<usize> = heads(draft, &live);
    for &index in live.iter().filter(|index| !heads.contains(index)) {
        let text = &draft.blocks[index].text;
        if let Some(speaker) = speaker(text) {
            let part = parts.entry(speaker.name.to_owned()).or_default();
            part.turns += 1;
            part.asks += usize::from(asks(text));
            turns.push(index);
        }
    }
    // "Rowan Hale:" the first time, then "RH:".
    let short: BTreeSet<String> = parts.keys().map(|name| initials(name)).collect();
    let paired: BTreeSet<String> =
        parts.keys().filter(|name| short.contains(*name) || parts.contains_key(&initials(name))).cloned().collect();
    // A label that stands once is no speaker's: "Note: …".
    let formal = |name: &str| is_formal(name);
    let capitals = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count() > 2 && !name.contains(char::is_lowercase);
    let shouted = parts.iter().filter(|(_, part)| part.turns >= 2).all(|(name, _)| capitals(name));
    let debate = parts.values().filter(|part| part.turns >= 2).count() >= 2;
    parts.retain(|name, part| {
        part.turns >= 2 || paired.contains(name) || is_role(name) || debate && (formal(name) || shouted && capitals(name) && part.turns > 0)
    });
    let is_debate = parts.keys().filter(|name| formal(name)).count() * 2 > parts.len();
    turns.retain(|&index| speaker(&draft.blocks[index].text).is_some_and(|speaker| parts.contains_key(speaker.name)));
    let (Some(&first), Some(&last)) = (turns.first(), turns.last()) else { return };
    let between = live.iter().filter(|&&index| index >= first && index <= last).count();
    let most = if is_debate { MOST_OF_DEBATE } else { MOST };
    if !(2..=most).contains(&parts.len()) || turns.len() < FEWEST || turns.len() * 5 < between * 2 {
        return;
    }
    if is_debate {
        // Members speak to each other: nobody of them answers for the text.
        draft.front.end = draft.front.end.min(first);
        draft.front.kind = Some(scholion_reference::Kind::Hearing);
        let line = draft.block_line(first);
        let shown: Vec<&str> = parts.keys().map(String::as_str).collect();
        draft.note(line, rule, shown.join(", "), Kind::Found, Likely, Remark::Speakers);
        draft.front.speakers = parts.into_keys().collect();
        return;
    }
    let lang = draft.front.lang.clone();
    let says = |name: &str| speech::part(name, &lang);
    let asking = |name: &str, part: &Part| match says(name) {
        Some(speech::Part::Asks) => true,
        Some(speech::Part::Answers) => false,
        None => part.asks * 2 >= part.turns,
    };
    let answering = |name: &str, part: &Part| says(name) == Some(speech::Part::Answers) || part.asks * 4 <= part.turns;
    let (askers, answerers): (Vec<_>, Vec<_>) = parts.iter().partition(|(name, part)| asking(name, part));
    if askers.is_empty() || !answerers.iter().any(|(name, part)| answering(name, part)) {
        return;
    }
    draft.front.end = draft.front.end.min(first);
    draft.front.kind = Some(scholion_reference::Kind::Interview);
    let line = draft.block_line(first);
    let shown: Vec<&str> = parts.keys().map(String::as_str).collect();
    draft.note(line, rule, shown.join(", "), Kind::Found, Likely, Remark::Speakers);
    draft.front.answering = answerers.iter().map(|(name, _)| (*name).clone()).collect();
    draft.front.speakers = parts.into_keys().collect();
}

/// The blocks above the first turn that say something of an interview behind a label.
fn heads(draft: &Draft, live: &[usize]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for &index in live.iter().take(HEADS) {
        let text = draft.blocks[index].bare();
        match head(text) {
            Some((part, _, rest)) => {
                // "Interviewer: How did you come?" is a turn.
                let is_turn = matches!(part, "interviewer" | "interviewee") && (asks(text) || rest.split(' ').count() > 6);
                if is_turn {
                    break;
                }
                found.insert(index);
            }
            None if speaker(&draft.blocks[index].text).is_some() => break,
            None => {}
        }
    }
    found
}

/// What a line above an interview says, by its label: the part of the key `interview-head`, the label, and the words behind it.
pub fn head(text: &str) -> Option<(&'static str, &str, &str)> {
    let colon = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | '：'))?.0;
    let label = text.get(..colon)?.trim_matches(['*', '_', ' ']);
    let lower = label.to_lowercase();
    // A word that says one thing in one language and another in another says the first that fits.
    let part = INTERVIEW_HEAD.entries(&lower).next()?.part;
    let rest = text.get(colon..)?.trim_start_matches([':', '：', '*', '_', ' ']);
    (text.len() <= 200 && !rest.is_empty()).then_some((INTERVIEW_HEAD.parts().get(usize::from(part))?, label, rest))
}

/// "Mr Berg", "The Chairman": how members of an assembly are called.
fn is_formal(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split([' ', '\u{a0}']).next().unwrap_or("").trim_end_matches('.');
    CHAIR.contains(lower.as_str()) || lower.contains(' ') && POLITE_TITLE.contains(first)
}

/// "RH" of "Rowan Hale".
fn initials(name: &str) -> String {
    if name.contains(' ') { name.split(' ').filter_map(|word| word.chars().next()).collect() } else { String::new() }
}

/// Makes those who answer the authors, if nothing else named one: in the fullest form in which the text names them.
pub fn authors(draft: &mut Draft, rule: &'static str) {
    // Who asks may sign the whole: then the byline names the interviewer.
    let asking: Vec<String> =
        draft.front.speakers.iter().filter(|name| !draft.front.answering.contains(name)).map(|name| text::fold(name)).collect();
    let named = draft.front.answering.iter().any(|name| name.contains(' ') || name.chars().count() > 3);
    for person in draft.front.people.iter_mut().filter(|person| person.role == scholion_reference::Role::Author && named) {
        if asking.contains(&text::fold(&person.name.display())) {
            person.role = scholion_reference::Role::Interviewer;
        }
    }
    if draft.front.people.iter().any(|person| person.role == scholion_reference::Role::Author) {
        return;
    }
    for name in draft.front.answering.clone() {
        if speech::part(&name, &draft.front.lang).is_some() || name.contains('.') || name.chars().count() <= 3 {
            continue;
        }
        let name = front_matter::plain_case(&name);
        let full = if name.contains(' ') { None } else { full_name(draft, &name) };
        let (printed, sure) = full.map_or((name, Unsure), |full| (full, Likely));
        let person = Person { role: scholion_reference::Role::Author, name: tidy(names::one(&printed)), offices: Vec::new() };
        draft.note(1, rule, printed, Kind::Found, sure, Remark::AuthorAnswers);
        draft.front.people.push(person);
    }
}

/// The words before a family name that are a given name: "Mr. Patrick Devane" → "Patrick Devane".
fn full_name(draft: &Draft, family: &str) -> Option<String> {
    draft.blocks.iter().take(200).find_map(|block| {
        block.text.match_indices(family).take(20).find_map(|(at, _)| {
            let before = block.text.get(..at)?.strip_suffix(' ')?;
            let given = before.rsplit([' ', '\n', '(', '“', '"', '«', '*']).next()?;
            let is_name = given.chars().count() >= 2
                && given.starts_with(char::is_uppercase)
                && given.chars().all(|c| c.is_alphabetic() || c == '-')
                && !chars::is_function_word(&given.to_lowercase())
                && !POLITE_TITLE.contains(&given.to_lowercase());
            is_name.then(|| format!("{given} {family}"))
        })
    })
}

/// Whether the last words of a turn ask.
fn asks(text: &str) -> bool {
    text.trim_end_matches(|c: char| chars::is_emphasis(c) || chars::is_superscript(c) || chars::is_closer(c) || c.is_whitespace())
        .ends_with(['?', '？'])
}

/// The name with which a text begins, if a mark closes it and words follow.
pub fn speaker(text: &str) -> Option<Speaker<'_>> {
    let code = speech::time_code(text).unwrap_or(0);
    let found = untimed(text.get(code..)?)?;
    Some(Speaker { start: code, end: code + found.end, ..found })
}

/// The same of a text before which no time code stands.
fn untimed(text: &str) -> Option<Speaker<'_>> {
    let bold = text.starts_with("**");
    let lead = if bold { 2 } else { 0 };
    let body = text.get(lead..)?;
    let window = body.char_indices().nth(LONGEST + 4).map_or(body, |(at, _)| body.get(..at).unwrap_or(body));
    let colon = window.find([':', '：']);
    let (name, mut end) = match timed(window).map(Ok).or(colon.map(Err)) {
        // "HOLM [00:01:23]: When"
        Some(Ok(found)) => found,
        Some(Err(at)) => (window.get(..at)?, at + window.get(at..)?.chars().next()?.len_utf8()),
        // "P. ¿Cuándo …", "C.D. – Dona Benedita"
        None => match window.split_once(". ").filter(|(name, _)| is_role(name)) {
            Some((name, _)) => (name, name.len() + 1),
            // "**D.** Quando"
            None if bold && window.split_once(".**").is_some_and(|(name, _)| is_role(name)) => {
                let end = window.find(".**")? + 1;
                (window.get(..end - 1)?, end)
            }
            None => {
                let at = [" – ", " — "].iter().find_map(|dash| window.find(dash))?;
                let name = window.get(..at).filter(|name| is_initials(name))?;
                (name, at + 1 + '–'.len_utf8())
            }
        },
    };
    let inner = name.trim_matches(['*', '_', ' ', '\u{a0}']);
    // "Q1:", "A1:"
    let counted = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let inner = if is_role(counted) { counted } else { inner };
    let closing = body.get(end..)?;
    end += if bold && closing.starts_with("**") { 2 } else { 0 };
    let closed = bold && (name.ends_with('*') || body.get(..end)?.ends_with("**"));
    let rest = body.get(end..)?;
    let fits = inner.chars().count() <= LONGEST && (bold == closed) && (is_name(inner) || is_role(inner) || is_initials(inner));
    (fits && rest.starts_with(|c: char| c.is_whitespace()) && !rest.trim().is_empty()).then_some(Speaker {
        name: inner,
        start: 0,
        end: lead + end,
        bold,
    })
}

/// A name before a time code, and where code and colon end.
fn timed(text: &str) -> Option<(&str, usize)> {
    let at = text.find(" [").or_else(|| text.find(" ("))?;
    let behind = text.get(at + 1..)?;
    let code = behind.find([']', ')'])? + 1;
    speech::time_code(behind.get(..code)?).filter(|length| *length == code)?;
    let end = at + 1 + code;
    Some((text.get(..at)?, end + usize::from(text.get(end..)?.starts_with(':'))))
}

/// Up to four words with capitals, particles aside, and nothing but letters.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    (1..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || (names::is_particle(word) && words.len() > 1))
        && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’'))
}

/// "C.D.", "M. P."
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=4).contains(&letters) && text.contains('.') && text.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'))
}

fn is_role(text: &str) -> bool {
    let lower = text.trim_matches('*').to_lowercase();
    text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && (ASKS.contains(&lower) || ANSWERS.contains(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_stand_before_a_mark() {
        let check = |text: &'static str| speaker(text).map(|found| (found.name, &text[found.end..], found.bold));
        for (text, expected) in [
            ("Q: How did you come?", Some(("Q", " How did you come?", false))),
            ("COLLINS: And did you?", Some(("COLLINS", " And did you?", false))),
            ("**Rowan Hale:** How many?", Some(("Rowan Hale", " How many?", true))),
            ("**RT**: How many?", Some(("RT", " How many?", true))),
            ("**Jeanne Maréchal :** Parce qu’il", Some(("Jeanne Maréchal", " Parce qu’il", true))),
            ("Q12: How did you come?", Some(("Q", " How did you come?", false))),
            ("**D.** Quando fu fusa?", Some(("D", " Quando fu fusa?", true))),
            ("P. ¿Y qué ha aprendido?", Some(("P", " ¿Y qué ha aprendido?", false))),
            ("C.D. – Dona Benedita", Some(("C.D.", " Dona Benedita", false))),
            ("[00:00:05] HOLM: When did it?", Some(("HOLM", " When did it?", false))),
            ("HOLM [00:00:05]: When did it?", Some(("HOLM", " When did it?", false))),
            ("The reason is this: we went", None),
            ("**All of it is bold: yes**", None),
            ("https://example.org", None),
            ("Note:", None),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }
}
