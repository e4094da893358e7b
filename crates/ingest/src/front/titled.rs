//! What the title of an interview says: that it is one, and who answers; who signs it asks. And what a title page says below a title.

use super::{
    above,
    interview::{begins_with, cut, looks_like_name, oblique, post_before, stem},
    people,
};
use crate::{
    block::{Block, Role},
    chars,
    draft::Draft,
    front_matter::{Person, tidy, without_title},
    lexicon,
    remark::Remark,
    report::{Certainty::Likely, Kind as FindingKind},
};
use scholion_base::{script::is_wide, speech};
use scholion_lang::INTERVIEW_WITH;
use scholion_reference::{Kind, Name, Role as Part, names};

/// Whether no other block has words.
pub fn is_all(draft: &Draft, index: usize) -> bool {
    let has_words = |block: &Block| block.role != Role::Gone && block.text.contains(char::is_alphanumeric);
    draft.blocks.iter().enumerate().all(|(at, block)| at == index || !has_words(block))
}

/// The name before turns that is the same as one in another case: "И. Луга" of "Иваном Лугой".
pub fn spoken_of(draft: &Draft, name: &str) -> Option<String> {
    let (given, family) = name.rsplit_once(' ')?;
    let (stem, initial) = (stem(family), given.chars().next()?);
    let is_same = |spoken: &&String| {
        let last = spoken.rsplit(' ').next().unwrap_or("").to_lowercase();
        spoken.contains(' ') && spoken.starts_with(initial) && last.starts_with(&stem) && last.chars().count() <= stem.chars().count() + 3
    };
    draft.front.speakers.iter().find(is_same).cloned()
}

/// Whether a title ends within a sentence; dashes around a subtitle close it, as East Asia prints them.
pub fn breaks_off(title: &str) -> bool {
    let inside = title.trim_end_matches(['—', '―', '–', '─']);
    let is_closed = inside.len() < title.len() && inside.ends_with(is_wide) && inside.contains(['—', '―', '–', '─']);
    chars::end_of(title) == chars::End::Cut && !is_closed
}

/// Whether a line says that it is an interview with somebody.
pub fn says(text: &str) -> bool {
    text.len() <= 200 && begins_with(text, &INTERVIEW_WITH).is_some()
}

/// Whether a text that its title or first lines call an interview has turns that begin with dashes, of which some ask.
pub fn dashed(draft: &mut Draft) {
    /// The fewest turns.
    const FEWEST: usize = 4;
    let is_live = |block: &&Block| matches!(block.role, Role::Text | Role::Lines | Role::Item | Role::Heading(_));
    let first = draft.blocks.iter().filter(is_live).take(4);
    if !says(&draft.front.title) && !first.into_iter().any(|block| says(block.bare())) {
        return;
    }
    let turns = draft
        .blocks
        .iter()
        .filter(is_live)
        .map(|block| block.text.as_str())
        .filter(|text| text.starts_with(['—', '–']) || text.starts_with("- "));
    let (mut all, mut asking) = (0, 0);
    for turn in turns {
        all += 1;
        asking += usize::from(turn.trim_end_matches(|c: char| chars::is_closer(c) || c == '*' || c.is_whitespace()).ends_with('?'));
    }
    if all >= FEWEST && asking >= 2 && all - asking >= 2 && asking * 3 >= all {
        draft.front.kind = Some(Kind::Interview);
    }
}

/// How many of the first blocks may say that a text is an interview.
const BELOW: usize = 8;

/// Takes the name of who answers from the title, where letters, parts or dashes alone stand before the turns: "Intervista a Lia Colnaghi",
/// "D. …", "R. …".
pub fn of_title(draft: &mut Draft, rule: &'static str) {
    let is_part =
        |name: &String| name.chars().filter(|c| c.is_alphabetic()).count() <= 3 || speech::part(name, &draft.front.lang).is_some();
    let is_interview = draft.front.kind == Some(Kind::Interview);
    let is_unnamed = draft.front.speakers.is_empty() || !draft.front.answering.is_empty();
    if !is_interview || !is_unnamed || !draft.front.answering.iter().all(is_part) {
        return;
    }
    // Below a headline a line of its own may say it.
    let below = || draft.blocks.iter().take(BELOW).filter(|block| block.role != Role::Gone).map(Block::bare).find(|text| says(text));
    let title = if says(&draft.front.title) { draft.front.title.clone() } else { below().unwrap_or("").to_owned() };
    let Some((rest, _)) = begins_with(&title, &INTERVIEW_WITH).filter(|(_, lang)| !oblique(lang)) else { return };
    let (printed, _) = cut(title.get(rest..).unwrap_or(""));
    let printed = without_title(post_before(printed).1, false);
    let name = tidy(names::one(printed));
    let is_known = draft.front.people.iter().any(|person| person.name.family == name.family);
    if !(2..=5).contains(&printed.split_whitespace().count()) || !looks_like_name(printed) || is_known {
        return;
    }
    let line = draft.front.title_block.map_or(1, |block| draft.block_line(block));
    asked_by_author(draft, rule, line, &name);
    draft.note(line, rule, printed, FindingKind::Found, Likely, Remark::AuthorAnswers);
    draft.front.people.push(Person { role: Part::Author, name, ..Person::default() });
}

/// Whoever signs an interview asks; who answers is named by its title.
pub fn asked_by_author(draft: &mut Draft, rule: &'static str, line: u32, answers: &Name) {
    let mut asking = Vec::new();
    for person in draft.front.people.iter_mut().filter(|person| person.role == Part::Author) {
        if person.name.family != answers.family || person.name.literal != answers.literal {
            person.role = Part::Interviewer;
            asking.push(person.name.display());
        }
    }
    for name in asking {
        let field = Part::Interviewer.name().to_owned();
        draft.note(line, rule, name, FindingKind::Found, Likely, Remark::Field { field });
    }
}

/// Whether the lines of a title page begin with who wrote the work, whatever they say of it below: "BY", "EDITH ARDEN", "Author of …".
pub fn is_credit(draft: &Draft, block: usize) -> bool {
    let lines = above::lines(draft, block);
    let Some((first, second)) = lines.first().zip(lines.get(1)) else { return false };
    let label = lexicon::behind_label(first, scholion_lang::BYLINE.iter().map(|label| (label, ())));
    let named = |text: &str| people::labelled_names(draft, text).is_some();
    lexicon::is_one_of(first, &scholion_lang::BYLINE) && named(second) || label.is_some_and(|(.., rest)| named(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_are_turns_of_what_is_called_an_interview() {
        let kind = |title: &str| {
            let mut draft = Draft::new(b"");
            draft.front.title = title.to_owned();
            for text in ["—¿Cuándo?", "—En mayo.", "—¿Y luego?", "—Llovió."] {
                draft.blocks.push(Block::given(text.to_owned(), Vec::new(), Role::Text));
            }
            dashed(&mut draft);
            draft.front.kind
        };
        assert_eq!(kind("Entrevista a Rosa Vidal"), Some(Kind::Interview));
        assert_eq!(kind("El molino"), None);
    }

    #[test]
    fn who_answers_is_named_by_the_title() {
        let mut draft = Draft::new(b"");
        draft.front.kind = Some(Kind::Interview);
        draft.front.title = "Intervista a Lia Colnaghi".to_owned();
        draft.front.answering = vec!["R".to_owned()];
        draft.front.add_person(Part::Author, "Fausto Brera", &[]);
        of_title(&mut draft, "who-answers");
        let people: Vec<_> = draft.front.people.iter().map(|person| (person.role, person.name.family.as_str())).collect();
        assert_eq!(people, [(Part::Interviewer, "Brera"), (Part::Author, "Colnaghi")]);
    }

    #[test]
    fn who_wrote_the_work_is_no_title() {
        let text = "A HISTORY OF FORDS\n\nBY\nEDITH ARDEN\nAuthor of \"The Weir\"\n\nNobody knew when the first toll was taken. It was long ago.\n";
        let made = crate::ingest("fords.txt", text.as_bytes()).markdown;
        assert!(made.contains("title: A HISTORY OF FORDS") && made.contains("family: Arden"), "{made}");
    }
}
