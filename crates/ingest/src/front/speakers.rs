//! Who speaks, where each turn begins with a name: "COLLINS: When did you …", "**RH:** And then?", "P. ¿Cuándo …?".

use std::collections::{BTreeMap, BTreeSet};

use super::pointed::{is_shouted, pointed};
use crate::{
    block::Role,
    chars,
    draft::Draft,
    front_matter::{self, Person, tidy},
    lines::State,
    recognise::items,
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
pub const LONGEST: usize = 40;
/// The fewest turns of an interview.
const FEWEST: usize = 4;
/// The most speakers of an interview.
const MOST: usize = 8;
/// As many of them are letters alone at most: "Q", "A", and those of a second language.
const MOST_LETTERS: usize = 4;
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
    /// Whether a point ends it, as in printed plays and the minutes of parliaments.
    pub pointed: bool,
}

/// What one speaker does.
#[derive(Default)]
struct Part {
    turns: usize,
    asks: usize,
    pointed: usize,
}

/// Finds the speakers of an interview, and who of them answers; else whether it is one whose turns begin with dashes.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    named(draft, rule);
    if draft.front.kind.is_none() {
        super::titled::dashed(draft);
    }
}

/// Finds speakers by the names before their turns.
fn named(draft: &mut Draft, rule: &'static str) {
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
            part.pointed += usize::from(speaker.pointed);
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
    let points: usize = parts.values().map(|part| part.pointed).sum();
    let is_pointed = debate && points * 2 > turns.len();
    // What stands once has the mark that most have: "SCENE: A kitchen." is none of a play whose names end with points.
    let marked = |part: &Part| (part.pointed > 0) == is_pointed;
    let once = |name: &str, part: &Part| debate && marked(part) && (formal(name) || shouted && capitals(name) && part.turns > 0);
    let is_led = |part: &Part| part.pointed == 0 || is_pointed;
    parts.retain(|name, part| is_led(part) && (part.turns >= 2 || paired.contains(name) || is_role(name) || once(name, part)));
    // One presides; "Speaker A" and "Speaker B" are voices that somebody has counted.
    let posts = parts.keys().filter(|name| presides(name)).count();
    let is_post = |name: &str| posts == 1 && presides(name);
    let chaired = parts.keys().any(|name| CHAIR.contains(name.to_lowercase().as_str()) || is_post(name));
    let is_play = is_pointed && !chaired && parts.keys().all(|name| capitals(name));
    let members = parts.keys().filter(|name| formal(name) || is_post(name)).count();
    let is_debate = members * 2 > parts.len() || is_pointed && chaired;
    // "M. Weber. Title" is an entry of a list of works: a letter alone is a title only where somebody presides.
    let are_entries = is_pointed && !is_play && !chaired && parts.keys().any(|name| is_letter(name));
    turns.retain(|&index| speaker(&draft.blocks[index].text).is_some_and(|speaker| parts.contains_key(speaker.name)));
    let (Some(&first), Some(&last)) = (turns.first(), turns.last()) else { return };
    let between = live.iter().filter(|&&index| index >= first && index <= last).count();
    let most = if is_debate { MOST_OF_DEBATE } else { MOST };
    let most = if is_play { MOST_OF_DEBATE } else { most };
    // Initials of a list of authors: of parts there are two, and their names in full.
    if parts.keys().filter(|name| name.chars().count() == 1).count() > MOST_LETTERS {
        return;
    }
    if are_entries || !(2..=most).contains(&parts.len()) || turns.len() < FEWEST || turns.len() * 5 < between * 2 {
        return;
    }
    if is_debate || is_play {
        // Members speak to each other, as persons of a play do: nobody of them answers for the text.
        draft.front.end = draft.front.end.min(first);
        if is_debate {
            draft.front.kind = Some(scholion_reference::Kind::Hearing);
        }
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

/// The lines with which turns begin, where names in capitals or behind titles come again: in print no empty lines divide them.
pub fn lines(draft: &Draft) -> BTreeSet<usize> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for index in (0..draft.lines.len()).filter(|&index| draft.lines.get(index).is_some_and(|line| line.state == State::Text)) {
        let line = draft.line(index);
        let begins = |c: char| c.is_uppercase() || matches!(c, '*' | '[' | '(');
        let is_turn =
            |speaker: &Speaker<'_>| speaker.pointed || [is_shouted, is_formal, presides, is_role].iter().any(|is| is(speaker.name));
        // Most lines of prose begin with a small letter, and cost nothing.
        if line.starts_with(begins)
            && let Some(speaker) = speaker(line).filter(is_turn)
        {
            found.push((index, speaker.name));
            *count.entry(speaker.name).or_default() += 1;
        }
    }
    // One asks and one answers; of initials in a list of authors there are more.
    let roles = count.iter().filter(|(name, count)| **count > 1 && is_role(name)).count();
    let may_speak = |name: &str| !is_role(name) || roles == 2;
    let several = count.iter().filter(|(name, count)| **count > 1 && may_speak(name)).count();
    let is_known = |name: &str| several > 1 && may_speak(name) && count.get(name).is_some_and(|count| *count > 1 || is_shouted(name));
    found.into_iter().filter(|(_, name)| is_known(name)).map(|(index, _)| index).collect()
}

/// "Mr Berg", "El señor Vidal", "The Chairman": how members of an assembly are called.
fn is_formal(name: &str) -> bool {
    let lower = name.to_lowercase();
    CHAIR.contains(lower.as_str()) || lower.contains(' ') && lower.split([' ', '\u{a0}']).take(2).any(is_title)
}

/// "Präsident Holm": the post of who presides before a name.
fn presides(name: &str) -> bool {
    name.split_once([' ', '\u{a0}']).is_some_and(|(first, _)| CHAIR.contains(first.to_lowercase().as_str()))
}

/// Whether a word is a title before names: "Mr.", "señor".
pub fn is_title(word: &str) -> bool {
    POLITE_TITLE.contains(word.trim_end_matches('.').to_lowercase().as_str())
}

/// Whether a name begins with a letter and a point.
fn is_letter(name: &str) -> bool {
    name.split_once(['.', ' ']).is_some_and(|(first, _)| first.chars().count() == 1)
}

/// "RH" of "Rowan Hale".
fn initials(name: &str) -> String {
    if name.contains(' ') { name.split(' ').filter_map(|word| word.chars().next()).collect() } else { String::new() }
}

/// Makes those who answer the authors, if nothing else named one: in the fullest form in which the text names them.
pub fn authors(draft: &mut Draft, rule: &'static str) {
    super::titled::of_title(draft, rule);
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
        if speech::part(&name, &draft.front.lang).is_some() || name.contains('.') || name.chars().count() <= 3 || presides(&name) {
            continue;
        }
        let name = front_matter::plain_case(front_matter::without_title(&name, false));
        let full = if name.contains(' ') { None } else { full_name(draft, &name) };
        let (printed, sure) = full.map_or((name, Unsure), |full| (full, Likely));
        let person = Person { role: scholion_reference::Role::Author, name: tidy(names::one(&printed)), ..Person::default() };
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
    let rest = text.get(code..)?;
    let found = pointed(rest).or_else(|| untimed(rest))?;
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
        // Most texts begin with none of the signs that may end a name.
        None if memchr::memchr3(b'.', b'-', "–".as_bytes()[0], window.as_bytes()).is_none() => return None,
        None => match window.split_once(". ").filter(|(name, _)| is_role(name)) {
            Some((name, _)) => (name, name.len() + 1),
            // "**D.** Quando"
            None if bold && window.split_once(".**").is_some_and(|(name, _)| is_role(name)) => {
                let end = window.find(".**")? + 1;
                (window.get(..end - 1)?, end)
            }
            // "O SR. PRESIDENTE (Abel Nunes) – Declaro"
            None => {
                let (at, dash) = [" – ", " — ", " - "].iter().find_map(|dash| Some((window.find(dash)?, dash)))?;
                // "P - Quando chegou?"
                let is_led = |name: &&str| is_initials(name) || is_formal(name) && name.contains(' ') || is_role(name);
                let name = window.get(..at).filter(is_led).filter(|name| *dash != " - " || is_role(name))?;
                (name, at + dash.len() - 1)
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
    // "Dr. Holm (Liberals): …", "JOB (yawning): …"
    let inner = inner.split_once(" (").filter(|(_, aside)| is_aside(aside)).map_or(inner, |(name, _)| name);
    let fits = inner.chars().count() <= LONGEST && (bold == closed) && (is_name(inner) || is_role(inner) || is_initials(inner));
    (fits && rest.starts_with(|c: char| c.is_whitespace()) && !rest.trim().is_empty()).then_some(Speaker {
        name: inner,
        start: 0,
        end: lead + end,
        bold,
        pointed: false,
    })
}

/// Whether words behind an opening bracket say something of who speaks: no year, and one bracket.
fn is_aside(words: &str) -> bool {
    words.strip_suffix(')').is_some_and(|words| !words.contains(['(', ')']) && !words.contains(|c: char| c.is_ascii_digit()))
}

/// A name before a time code, and where code and colon end.
fn timed(text: &str) -> Option<(&str, usize)> {
    memchr::memchr2(b'[', b'(', text.as_bytes())?;
    let at = text.find(" [").or_else(|| text.find(" ("))?;
    let behind = text.get(at + 1..)?;
    let code = behind.find([']', ')'])? + 1;
    speech::time_code(behind.get(..code)?).filter(|length| *length == code)?;
    let end = at + 1 + code;
    Some((text.get(..at)?, end + usize::from(text.get(end..)?.starts_with(':'))))
}

/// Up to four words with capitals, particles aside, and nothing but letters.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    // "El señor MINISTRO DE FOMENTO"
    let most = if words.iter().take(2).any(|word| is_title(word)) { 6 } else { 4 };
    (1..=most).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || ((names::is_particle(word) || is_title(word)) && words.len() > 1))
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

/// Whether another may speak behind a line: it ends a sentence or what is done on the stage, or is short, as a heading is.
pub fn ends_turn(line: &str) -> bool {
    const SHORT: usize = 45;
    chars::end_of(line) == chars::End::Closed || line.ends_with([')', ']', '-', '—', '–', '…']) || line.chars().count() < SHORT
}

/// Whether a line below one that somebody speaks is spoken as well, in a text whose turns have blank lines between them and whose lines are
/// broken: neither what is done on the stage, nor an item.
pub fn goes_on(draft: &Draft, last: usize, index: usize) -> bool {
    const BROKEN: u16 = 100;
    let line = draft.line(index);
    draft.layout.spaced
        && draft.layout.width.is_none()
        && draft.lines.get(last).is_some_and(|line| line.length <= BROKEN)
        && !line.starts_with(['(', '[', '*', '_'])
        && !items::begins_item(line)
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
            ("MARTHA. Is the gate down?", Some(("MARTHA", " Is the gate down?", false))),
            ("JOB (yawning). It's down.", Some(("JOB", " (yawning). It's down.", false))),
            ("JOB (yawning): It's down.", Some(("JOB", " It's down.", false))),
            ("SELLA, ministro delle finanze. Non è vero.", Some(("SELLA", ", ministro delle finanze. Non è vero.", false))),
            ("M. Delmas. Non : il faut", Some(("M. Delmas", " Non : il faut", false))),
            ("El señor RUIZ: Gracias.", Some(("El señor RUIZ", " Gracias.", false))),
            ("MARTINE, seule.\nLe moulin ? Oui.", Some(("MARTINE", ", seule.\nLe moulin ? Oui.", false))),
            ("O SR. LOBO (Minas) – Sim.", Some(("O SR. LOBO", " Sim.", false))),
            ("P - Quando chegou?", Some(("P", " Quando chegou?", false))),
            ("Porto - Quando chegou?", None),
            ("II. The mill", None),
            ("USA. und dann", None),
            ("Smith (1999): The mill", None),
            ("The mill. It stood", None),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }
}
