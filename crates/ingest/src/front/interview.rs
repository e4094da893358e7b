//! Who answered, who asked.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    front::{
        days, people, speakers,
        titled::{asked_by_author, spoken_of},
        zone,
    },
    front_matter::{Person, tidy},
    recognise::{moments, prose},
    remark::{FieldValue, Remark},
    report::{
        Certainty::{Sure, Unsure},
        Kind,
    },
};
use scholion_lang::{INTERVIEW_WITH, INTERVIEWER, Words};
use scholion_reference::names;

/// Takes the person of "Interview with NAME, office, office" from before the text.
pub fn interviewee(draft: &mut Draft, rule: &'static str) {
    let mut is_first = true;
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) || draft.blocks[index].text.len() > 1200 {
            continue;
        }
        let text = draft.blocks[index].bare().to_owned();
        let Some((rest, label_lang)) = begins_with(&text, &INTERVIEW_WITH) else { continue };
        let statement = text.get(rest..).unwrap_or("");
        let (name, mut offices) = cut(statement);
        // "Беседа с картографом Львом …", "interview with the historian Jane …": the post stands before the name.
        let (post, name) = post_before(name);
        if !post.is_empty() {
            offices.insert(0, post.to_owned());
        }
        // When and where it was recorded is no office.
        let recorded = offices.iter().position(|office| moments::full_date(office).is_some());
        if let Some(place) = recorded {
            offices.truncate(place);
            let end = text.find(name).map_or(0, |at| at + name.len());
            apart(draft, index, end);
        }
        // Above the turns of an interview it is the title, and its turns say who answers.
        if offices.is_empty() && !draft.front.speakers.is_empty() {
            continue;
        }
        // Without offices "Interview with a vampire" is a title.
        let words = name.split_whitespace().count();
        if !(1..=6).contains(&words) || !looks_like_name(name) || (offices.is_empty() && index == 0) {
            continue;
        }
        let lang = zone::language_of(draft, &text, Some(label_lang));
        let line = draft.block_line(index);
        let spoken = spoken_of(draft, name).filter(|_| oblique(label_lang));
        let (nominative, sure) = match spoken {
            Some(spoken) => (spoken, true),
            None if oblique(label_lang) => nominative(draft, name),
            None => (name.to_owned(), true),
        };
        let person = Person { role: scholion_reference::Role::Author, name: tidy(names::one(&nominative)), offices, ..Person::default() };
        let shown = person.name.display();
        if std::mem::take(&mut is_first) {
            asked_by_author(draft, rule, line, &person.name);
        }
        match draft.front.part(&lang) {
            None => draft.front.people.push(person),
            Some(part) => part.people.push(person),
        }
        draft.front.kind = Some(scholion_reference::Kind::Interview);
        draft.note(
            line,
            rule,
            beginning(&text, 80),
            Kind::Found,
            if sure { Sure } else { Unsure },
            Remark::Fields { values: vec![FieldValue::new("author", shown)] },
        );
        if !sure {
            draft.note(line, rule, name, Kind::Doubtful, Unsure, Remark::NameOblique);
        }
        // A text may have no other title.
        if draft.before(index).is_none() && !has_other_title(draft, index) {
            continue;
        }
        draft.blocks[index].role = Role::Gone;
        // The name changes its form; what stands before the offices is listed.
        let end = text.find(name).map_or(rest, |at| at + name.len());
        let label = text.get(..end).unwrap_or(&text).to_owned();
        draft.label(line, rule, &label);
    }
}

/// Makes what stands behind a place of a block, commas aside, a block of its own.
pub fn apart(draft: &mut Draft, index: usize, at: usize) {
    let lead = draft.blocks[index].text.find(draft.blocks[index].bare()).unwrap_or(0);
    let block = &mut draft.blocks[index];
    let rest = block.text.get(lead + at..).unwrap_or("");
    let gap = rest.len() - rest.trim_start_matches([',', ' ', '\n']).len();
    let rest = block.split_off(lead + at + gap);
    if rest.text.is_empty() {
        return;
    }
    block.split_off(lead + at);
    draft.blocks.insert(index + 1, rest);
    let front = &mut draft.front;
    front.end += usize::from(front.end > index);
    for place in [&mut front.byline_block, &mut front.salutation, &mut front.title_block, &mut front.dated_block] {
        *place = place.map(|place| place + usize::from(place > index));
    }
    draft.notes.iter_mut().for_each(|note| {
        note.block += usize::from(note.block > index);
        note.markers.iter_mut().for_each(|(block, _)| *block += usize::from(*block > index));
    });
}

/// Takes who asked, who answered and when from the labels above an interview: "Interviewer: Karl Holm", "Date: April 3, 2019". Where it was,
/// and what else is said, stays.
pub fn heads(draft: &mut Draft, rule: &'static str) {
    if draft.front.kind != Some(scholion_reference::Kind::Interview) {
        return;
    }
    let mut index = 0;
    while index < draft.front.end.min(draft.blocks.len()) {
        let block = &draft.blocks[index];
        let is_head = |line: &str| speakers::head(line).is_some();
        // Labels that stand below each other are told apart.
        let end = block.bare().find('\n').filter(|_| block.role == Role::Lines && block.bare().lines().all(is_head));
        if let Some(end) = end {
            apart(draft, index, end);
        }
        index += 1;
    }
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) {
            continue;
        }
        let text = draft.blocks[index].bare().replace('\n', " ");
        let Some((part, label, rest)) = speakers::head(&text) else { continue };
        let (label, rest) = (label.to_owned(), rest.to_owned());
        let line = draft.block_line(index);
        let role = match part {
            "interviewer" => scholion_reference::Role::Interviewer,
            "interviewee" => scholion_reference::Role::Author,
            "date" => {
                let issued = draft.front.issued;
                let Some(date) = moments::own_day(&rest).filter(|date| issued.is_none_or(|issued| issued == *date)) else { continue };
                let date = days::settle(draft, rule, line, &rest, date);
                draft.front.issued = Some(date);
                draft.note(line, rule, text, Kind::Found, Sure, Remark::Fields { values: vec![FieldValue::new("issued", date)] });
                draft.drop_block(index, rule, Sure);
                continue;
            }
            _ => continue,
        };
        let known = draft.front.people.iter().any(|person| person.role == role);
        // 'Dolores "Lola" Finch'
        let plain: String = rest.chars().filter(|c| !matches!(c, '"' | '“' | '”' | '„' | '«' | '»')).collect();
        if known || !(looks_like_name(&plain) || people::labelled_names(draft, &rest).is_some()) {
            continue;
        }
        draft.front.add_person(role, &rest, &[]);
        draft.note(line, rule, text, Kind::Found, Sure, Remark::Field { field: role.name().to_owned() });
        draft.blocks[index].role = Role::Gone;
        draft.label(line, rule, &label);
    }
}

/// Takes the person of "Interviewed by NAME" from before or behind the text, in two languages perhaps.
pub fn interviewer(draft: &mut Draft, rule: &'static str) {
    let count = draft.blocks.len();
    let head = draft.front.end.min(count);
    let tail = (count * 4 / 5).max(head).max(count.saturating_sub(300));
    for index in (0..head).chain(tail..count) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) || draft.blocks[index].text.len() > 240 {
            continue;
        }
        let text = draft.blocks[index].bare().replace('\n', " ");
        // "Interview with Anna Berg" says who answers; in German "Interview: Karl Holm" says who asks.
        if begins_with(&text, &INTERVIEW_WITH).is_some() {
            continue;
        }
        let mut found = Vec::new();
        for statement in text.split(" / ") {
            let Some((rest, lang)) = begins_with(statement.trim(), &INTERVIEWER) else { break };
            let name = statement.trim().get(rest..).unwrap_or("").trim_end_matches('.');
            if !looks_like_name(name) || name.len() > 80 {
                break;
            }
            found.push((name.to_owned(), lang));
        }
        if found.is_empty() || found.len() != text.split(" / ").count() {
            continue;
        }
        let line = draft.block_line(index);
        for (printed, label_lang) in found {
            let lang = zone::language_of(draft, &printed, Some(label_lang));
            let people = names::read(&printed).names.into_iter().map(|name| Person {
                role: scholion_reference::Role::Interviewer,
                name: tidy(name),
                ..Person::default()
            });
            let people: Vec<Person> = people.collect();
            let shown = people.iter().map(|person| FieldValue::new("interviewer", person.name.display())).collect();
            match draft.front.part(&lang) {
                None => draft.front.people.extend(people),
                Some(part) => part.people.extend(people),
            }
            draft.note(line, rule, text.clone(), Kind::Found, Sure, Remark::Fields { values: shown });
        }
        draft.front.kind.get_or_insert(scholion_reference::Kind::Interview);
        draft.drop_block(index, rule, Sure);
    }
}

/// The end of the label with which a text begins, and the label's language.
pub fn begins_with(text: &str, labels: &Words) -> Option<(usize, &'static str)> {
    labels
        .all()
        .filter_map(|label| {
            let mut chars = text.char_indices();
            for expected in label.word.chars() {
                let (_, c) = chars.next()?;
                if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
                    return None;
                }
            }
            let (at, _) = chars.next().filter(|&(_, c)| c.is_whitespace() || c == ':')?;
            let rest = text.get(at..)?;
            Some((at + (rest.len() - rest.trim_start_matches([' ', '\n', ':', '*', '_']).len()), label.langs.tags().last()?))
        })
        .max()
}

/// The words in small letters before a name, and the name.
pub fn post_before(name: &str) -> (&str, &str) {
    let at = name
        .split(' ')
        .take_while(|word| word.starts_with(char::is_lowercase) && !names::is_particle(word))
        .map(|word| word.len() + 1)
        .sum();
    let (post, rest) = (name.get(..at).unwrap_or(""), name.get(at..).unwrap_or(name));
    if rest.starts_with(char::is_uppercase) && post.split(' ').count() <= 7 { (post.trim(), rest) } else { ("", name) }
}

/// Whether a block behind `index`, before the first turn, reads like a title.
fn has_other_title(draft: &Draft, index: usize) -> bool {
    (index + 1..draft.front.end.min(draft.blocks.len())).any(|next| {
        let text = draft.blocks[next].bare();
        draft.blocks[next].role == Role::Text
            && prose::is_heading_like(text)
            && begins_with(text, &INTERVIEWER).is_none()
            && moments::full_date(text).is_none()
    })
}

/// The name, and the offices behind it: they are divided by commas before a line's end or a capital.
pub fn cut(statement: &str) -> (&str, Vec<String>) {
    let end = statement.find([',', '\n', ';', '(']).unwrap_or(statement.len());
    let (name, rest) = (statement.get(..end).unwrap_or(""), statement.get(end..).unwrap_or(""));
    let mut offices = Vec::new();
    let mut office = String::new();
    let chars = rest.char_indices().peekable();
    for (at, c) in chars {
        let behind = rest.get(at + c.len_utf8()..).unwrap_or("");
        let divides = c == ';' || (c == ',' && (behind.starts_with('\n') || behind.trim_start().starts_with(char::is_uppercase)));
        if divides {
            push_office(&mut offices, &office);
            office.clear();
        } else {
            office.push(if c == '\n' { ' ' } else { c });
        }
    }
    push_office(&mut offices, &office);
    (name.trim(), offices)
}

fn push_office(offices: &mut Vec<String>, office: &str) {
    let office = office.trim().trim_start_matches([',', ';', ' ']).trim_end_matches(['.', ',']);
    if !office.is_empty() {
        offices.push(office.to_owned());
    }
}

/// Whether all words begin with a capital, particles aside.
pub fn looks_like_name(name: &str) -> bool {
    let mut words = name.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.starts_with(char::is_uppercase) || names::is_particle(word) || word == "&" || scholion_lang::AND.contains(word)
        })
        && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '?' | '!' | ':' | '“' | '"'))
}

/// Languages whose "interview with" puts the name into an oblique case.
pub fn oblique(lang: &str) -> bool {
    matches!(lang, "ru" | "uk" | "pl")
}

/// The form of a name in which the text prints it elsewhere, if its words have the same stems: the name
/// itself if there is none, and whether it can be relied on.
fn nominative(draft: &Draft, name: &str) -> (String, bool) {
    let stems: Vec<String> = name.split_whitespace().map(stem).collect();
    let given = name.to_lowercase();
    for block in draft
        .blocks
        .iter()
        .take(200)
        .filter(|block| block.text.len() > 60)
        .map(|block| &block.text)
        .chain(draft.front.translations.values().map(|part| &part.abstract_))
        .chain([&draft.front.abstract_])
    {
        // The name of whom a text is about opens its summary: "Андрей Владимирович Крутских — …".
        let words: Vec<&str> = block.split_whitespace().collect();
        for window in words.windows(stems.len()) {
            let trimmed: Vec<&str> = window.iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')).collect();
            let alike = |(word, stem): (&&str, &String)| {
                word.starts_with(char::is_uppercase)
                    && word.to_lowercase().starts_with(stem)
                    && word.chars().count() <= stem.chars().count() + 4
            };
            // A short name may change its stem: Лев, Льва.
            let begins_alike = |(word, stem): (&&str, &String)| {
                word.starts_with(char::is_uppercase)
                    && word.to_lowercase().chars().next() == stem.chars().next()
                    && word.chars().count() <= 6
            };
            let pairs = || trimmed.iter().zip(&stems);
            let same =
                pairs().all(|pair| alike(pair) || begins_alike(pair)) && pairs().filter(|&pair| alike(pair)).count() * 3 >= stems.len() * 2;
            let found = trimmed.join(" ");
            if same && found.to_lowercase() != given {
                return (found, true);
            }
        }
    }
    (name.to_owned(), false)
}

/// A word without its ending: at most three letters, at least three stay.
pub fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let count = word.chars().count();
    let kept = if word.contains('.') { count } else { count.saturating_sub(3).max(3).min(count) };
    word.chars().take(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_divided_at_line_ends_and_capitals() {
        let (name, offices) = cut("GREGOR V. HALDANE,\nSenior Keeper of the Harbour\nfor Coastal Navigation,\nInspector General and Pilot");
        assert_eq!(name, "GREGOR V. HALDANE");
        assert_eq!(offices, ["Senior Keeper of the Harbour for Coastal Navigation", "Inspector General and Pilot"]);
        let (_, offices) = cut("ГОЛЬДИН,\nГлавным смотрителем по вопросам\nмореплавания, Тайным и Почётным Советником,\nдиректором Маяка");
        assert_eq!(offices, ["Главным смотрителем по вопросам мореплавания", "Тайным и Почётным Советником", "директором Маяка"]);
        assert_eq!(cut("Jane Doe").1, [""; 0]);
    }

    #[test]
    fn names_are_told_from_titles() {
        assert!(looks_like_name("Ludwig van Beethoven") && looks_like_name("D.A. Merriman"));
        assert!(!looks_like_name("a vampire") && !looks_like_name("What is it?"));
    }
}
