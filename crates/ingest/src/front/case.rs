//! The parties of a case before a court, as the caption of a decision prints them: "ANNA BERG, Petitioner, / v. / KARL HOLM, Respondent."

use scholion_lang::{AND, BODY_WORD, COURT_WORD, FIRM, VERSUS};
use scholion_reference::{Kind as Genre, names};

use crate::{
    block::Role,
    chars,
    draft::Draft,
    front::above,
    front_matter::plain_case,
    remark::Remark,
    report::{Certainty::Likely, Kind},
};

/// How many of the first blocks are looked at.
const ABOVE: usize = 16;
/// The longest name of a party with what it is called in the case, in bytes.
const LONGEST: usize = 160;

/// Makes the parties the title: a case goes by their names, and not by that of the court.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if !draft.front.title.is_empty() {
        return;
    }
    let live: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).take(ABOVE).collect();
    let lines: Vec<(usize, String)> = live
        .iter()
        .flat_map(|&index| above::lines(draft, index).into_iter().map(move |line| (index, line.to_owned())).collect::<Vec<_>>())
        .collect();
    let has_court = lines.iter().any(|(_, line)| is_court(line));
    let stands_between = |line: &str| is_versus(line) || has_court && is_and_between(line);
    let Some(place) = lines.iter().position(|(_, line)| stands_between(line)) else { return on_one_line(draft, rule, &lines) };
    let (Some(first), Some((_, versus)), Some(second)) =
        (place.checked_sub(1).and_then(|at| lines.get(at)), lines.get(place), lines.get(place + 1))
    else {
        return;
    };
    let (Some(one), Some(other)) = (party(&first.1), party(&second.1)) else { return };
    // Other words in these blocks would go with them.
    let blocks = [first.0, lines[place].0, second.0];
    let known = lines.iter().filter(|(index, _)| blocks.contains(index)).count();
    if known != 3 {
        return;
    }
    if !is_versus(versus) {
        draft.label(draft.block_line(lines[place].0), rule, versus);
    }
    let versus = if is_versus(versus) { versus.as_str() } else { "v" };
    let title = format!("{} {versus} {}", named(one), named(other));
    for ((block, whole), name) in [(first, one), (second, other)] {
        let line = draft.block_line(*block);
        let at = whole.find(name).unwrap_or(0);
        draft.label(line, rule, whole.get(..at).unwrap_or(""));
        draft.label(line, rule, whole.get(at + name.len()..).unwrap_or("").trim_start_matches([',', ' ']));
    }
    let line = draft.block_line(first.0);
    draft.note(line, rule, title.clone(), Kind::Found, Likely, Remark::Field { field: "title".into() });
    draft.front.kind.get_or_insert(Genre::LegalCase);
    draft.front.title = title;
    for block in blocks {
        draft.blocks[block].role = Role::Gone;
    }
    draft.front.title_block = Some(second.0);
}

/// The parties on one line, beside a line that names a court: "Berg v. Holm".
fn on_one_line(draft: &mut Draft, rule: &'static str, lines: &[(usize, String)]) {
    // A lone "v" is a small word in other languages.
    let is_english = draft.front.lang.starts_with("en");
    let parties = |line: &str| {
        // Longer words before it are no party.
        let mut words = memchr::memchr_iter(b' ', line.as_bytes()).take_while(|at| *at <= LONGEST);
        words.any(|at| {
            let (before, behind) = (line.get(..at).unwrap_or(""), line.get(at + 1..).unwrap_or(""));
            let (versus, other) = behind.split_once(' ').unwrap_or(("", ""));
            is_versus(versus)
                && (versus.ends_with(['.', 'n', 'e', 'a', 'o', 's', 't', 'в']) || is_english && versus == "v")
                && party(before).is_some()
                && party(other).is_some()
        })
    };
    let Some((block, line)) = lines.iter().find(|(block, line)| parties(line) && draft.blocks[*block].bare() == line.as_str()) else {
        return;
    };
    if !lines.iter().any(|(other, words)| other != block && is_court(words)) {
        return;
    }
    let number = draft.block_line(*block);
    draft.note(number, rule, line.clone(), Kind::Found, Likely, Remark::Field { field: "title".into() });
    draft.front.kind.get_or_insert(Genre::LegalCase);
    draft.front.title = line.clone();
    draft.front.title_block = Some(*block);
    draft.blocks[*block].role = Role::Gone;
}

/// Whether a line names a court or one of its decisions.
fn is_court(line: &str) -> bool {
    line.len() <= LONGEST
        && (is_neutral_citation(line) || line.split(|c: char| !c.is_alphabetic()).any(|word| COURT_WORD.contains(&word.to_lowercase())))
}

/// Whether a line holds nothing but "and" between dashes, as courts of the Commonwealth print it between the parties.
fn is_and_between(line: &str) -> bool {
    let dashes = ['-', '–', '—'];
    let inner = line.strip_prefix(dashes).and_then(|rest| rest.strip_suffix(dashes)).map_or("", str::trim);
    !inner.is_empty() && AND.contains(inner)
}

/// Whether one of the first lines names a decision: then names alone below it are those of a court, its house, its judges.
pub fn is_judgment(draft: &Draft) -> bool {
    let live = draft.blocks.iter().filter(|block| block.role != Role::Gone).take(ABOVE);
    live.flat_map(|block| block.bare().split('\n')).any(|line| is_neutral_citation(line.trim()))
}

/// Whether a line names a decision as courts of the Commonwealth do: `[2019] UKSC 12`.
fn is_neutral_citation(line: &str) -> bool {
    let Some((year, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else { return false };
    let court = rest.split(' ').next().unwrap_or("");
    year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && court.len() > 1
        && court.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A name in the usual case, small words in small letters: "Ferry and Bridge Company".
fn named(name: &str) -> String {
    let cased = plain_case(name);
    let small = |(place, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if place > 0 && word != name && chars::is_function_word(&lower) && plain_case(name) != name { lower } else { word.to_owned() }
    };
    cased.split(' ').enumerate().map(small).collect::<Vec<_>>().join(" ")
}

/// Whether a line is what stands between the parties, and nothing else: "v.", "gegen", "– contre –".
fn is_versus(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| matches!(c, '.' | '-' | '–' | '—' | ' ' | '*' | '_'));
    !bare.is_empty() && bare.len() <= 16 && VERSUS.may_begin(bare) && VERSUS.contains(&bare.to_lowercase())
}

/// The name by which a party is known: the family name of a person, the whole name of a body.
fn party(line: &str) -> Option<&str> {
    let name = line.split([',', ';', '(']).next()?.trim();
    // "SALT AND FERRY LIMITED   Claimant"
    let is_shouted = |word: &&str| !word.chars().any(char::is_lowercase);
    let shouted = name.split(' ').take_while(is_shouted).map(|word| word.len() + 1).sum::<usize>();
    let is_called = name.split(' ').filter(is_shouted).count() >= 2 && shouted < name.len();
    let name = if is_called { name.get(..shouted)?.trim_end() } else { name };
    let is_name = line.len() <= LONGEST && name.starts_with(char::is_uppercase) && !name.ends_with(':') && name.split(' ').count() <= 10;
    let named = |word: &str| word.starts_with(char::is_uppercase) || names::is_particle(&word.to_lowercase());
    if !is_name || !name.split(' ').all(|word| named(word) || BODY_WORD.contains(word)) {
        return None;
    }
    let body = |word: &str| {
        BODY_WORD.contains(word) || FIRM.contains(word) || BODY_WORD.contains(&plain_case(word)) || word.ends_with('.') && word.len() > 2
    };
    let words = name.split(' ').count();
    if !(2..=4).contains(&words) || name.split(' ').any(body) {
        return Some(name.trim_end_matches('.'));
    }
    // What a person is called in the case stands behind a comma; two words alone may be a body's: "United States".
    let called = line.get(name.len()..).is_some_and(|rest| rest.starts_with(',')) && !line.contains(" of ");
    let family = name.rsplit(' ').next().filter(|family| called && family.chars().count() >= 2);
    family.or(Some(name)).map(|name| name.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_go_by_their_names() {
        for (line, name) in [
            ("ANNA BERG, Petitioner,", Some("BERG")),
            ("MILL AND FORD COMPANY, Appellant,", Some("MILL AND FORD COMPANY")),
            ("United States", Some("United States")),
            ("SALT AND FERRY LIMITED Claimant", Some("SALT AND FERRY LIMITED")),
            ("Karl von Holm, Beklagter,", Some("Holm")),
            ("and three others were heard", None),
        ] {
            assert_eq!(party(line), name, "{line}");
        }
        assert_eq!(named("FERRY AND BRIDGE COMPANY OF THE FORD"), "Ferry and Bridge Company of the Ford");
        assert_eq!([named("Bank of Sand"), named("BERG")], ["Bank of Sand", "Berg"]);
        assert!(is_neutral_citation("[2019] UKSC 12") && !is_neutral_citation("[2019] the court") && !is_neutral_citation("[1] ABC 3"));
        assert!(is_and_between("- and -") && !is_and_between("and") && !is_and_between("- X -"));
        assert!(is_versus("v.") && is_versus("– gegen –") && !is_versus("Mill v. Ford"));
    }
}
