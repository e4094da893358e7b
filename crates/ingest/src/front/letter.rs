//! Letters: known by their salutation.
//!
//! What stands above it is the sender's address, the date, the addressee: it is no title, and no byline.

use crate::{
    block::{self, Role},
    draft::{Draft, beginning},
    lexicon,
    recognise::moments,
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};

use scholion_base::{Date, script::is_east_asian};

/// The longest paragraph above a salutation, in bytes.
const LONGEST: usize = 250;
/// The longest line with a subject, in bytes.
const SUBJECT: usize = 500;
/// So many letters make a volume; what stands above each is at most so long, in bytes.
const SEVERAL: usize = 3;
const SHORT: usize = 120;
/// How many blocks may stand above a salutation.
const ABOVE: usize = 14;

/// Finds the salutation.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let blocks: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).take(ABOVE).collect();
    // A newspaper prints letters below its own articles.
    let found = blocks
        .into_iter()
        .take_while(|&index| draft.blocks[index].role != Role::Text || draft.blocks[index].text.len() <= LONGEST)
        .find(|&index| matches!(draft.blocks[index].role, Role::Text | Role::Lines) && is_salutation(draft.blocks[index].bare()));
    let Some(index) = found.filter(|_| !holds_several(draft)) else { return };
    draft.front.salutation = Some(index);
    // A page of the web, from which something was dropped, may address its readers as well.
    if !draft.report.findings.iter().any(|finding| finding.kind == Kind::Dropped) {
        draft.front.kind.get_or_insert(scholion_reference::Kind::Communication);
    }
    let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 60));
    draft.note(line, rule, words, Kind::Found, Likely, Remark::Salutation);
    propose(draft, rule, index);
}

/// What stands above the salutation may say from where and when the letter was sent, and to whom. Nothing of it is taken over: an address
/// may be the sender's as well as the addressee's, and a day that of a copy.
fn propose(draft: &mut Draft, rule: &'static str, salutation: usize) {
    let above: Vec<usize> = (0..salutation).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let lines =
        above.iter().flat_map(|&index| draft.blocks[index].text.lines().map(move |line| (index, block::bare(line).trim().to_owned())));
    let lines: Vec<(usize, String)> = lines.filter(|(_, line)| !line.is_empty() && line.len() <= SHORT).collect();
    if let Some((index, line, place, date)) =
        lines.iter().find_map(|(index, line)| dateline(line).map(|(place, date)| (*index, line, place, date)))
    {
        let remark = Remark::LetterSent { place, date: date.to_string() };
        draft.note(draft.block_line(index), rule, line.as_str(), Kind::Doubtful, Unsure, remark);
    }
    if let Some((index, line, person)) = lines.iter().find_map(|(index, line)| addressee(line).map(|person| (*index, line, person))) {
        draft.note(draft.block_line(index), rule, line.as_str(), Kind::Doubtful, Unsure, Remark::LetterTo { person });
    }
}

/// A place and a day: "Narva, 2 May 1843".
fn dateline(line: &str) -> Option<(String, Date)> {
    let (place, rest) = line.split_once(',')?;
    let words: Vec<&str> = place.split_whitespace().collect();
    let is_place = (1..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')))
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let date = moments::full_date(rest.trim().trim_end_matches('.')).filter(|date| is_place && date.start.day.is_some())?;
    Some((words.join(" "), date))
}

/// Whom a line addresses: "To Mr Jonas Falk", "Herrn Jonas Falk".
fn addressee(line: &str) -> Option<String> {
    let words: Vec<&str> = line.trim_end_matches([',', '.', ':']).split_whitespace().collect();
    let is_title = |word: &&str| scholion_lang::POLITE_TITLE.contains(word.trim_end_matches('.').to_lowercase().as_str());
    let at = words.iter().take(2).position(is_title)?;
    let name = words.get(at + 1..).filter(|name| (1..=4).contains(&name.len()))?;
    let is_name = |word: &&str| {
        let starts = word.starts_with(char::is_uppercase) || scholion_reference::names::is_particle(word);
        starts && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (name.iter().all(is_name) && name.last()?.starts_with(char::is_uppercase)).then(|| name.join(" "))
}

/// Whether a text is a volume of letters: salutations stand below short lines again and again. Its date is none of theirs.
pub fn holds_several(draft: &Draft) -> bool {
    let blocks = || draft.blocks.iter().filter(|block| block.role != Role::Gone);
    let begins = |(before, block): &(&block::Block, &block::Block)| {
        before.text.len() <= SHORT && !before.text.ends_with(',') && block.text.len() <= SHORT && is_salutation(block.bare())
    };
    blocks().zip(blocks().skip(1)).filter(begins).nth(SEVERAL - 1).is_some()
}

/// Whether a line addresses somebody and says nothing else: "Dear Sir,", "Monsieur le Ministre,".
fn is_salutation(text: &str) -> bool {
    if text.len() > 120
        || !text.ends_with([',', '!', ':', '—', '–', '،', '：', '，', '！', '、'])
        || text.contains(". ")
        || text.contains(['?', '“', '«', '"'])
    {
        return false;
    }
    let lower = text.to_lowercase();
    scholion_lang::SALUTATION.iter().any(|phrase| {
        lower.strip_prefix(phrase).is_some_and(|rest| {
            // "Sir Walter Scott:" names somebody.
            let is_whole = rest.starts_with([' ', ',', '!', ':', '\n', '،', '：', '，', '！', '、']) || phrase.chars().any(is_east_asian);
            is_whole && rest.split(' ').count() <= 8 && !(phrase == "sir" && rest.starts_with(' '))
        })
    })
}

/// Takes the title from "Subject: …" above the text of a letter or memorandum.
pub fn subject(draft: &mut Draft, rule: &'static str) -> bool {
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) || draft.blocks[index].text.len() > SUBJECT {
            continue;
        }
        let text = block::bare(&draft.blocks[index].text).trim_start_matches(['#', ' ']).replace('\n', " ");
        let Some(found) = lexicon::label(&text, &scholion_lang::SUBJECT).filter(|found| found.closed && found.rest < text.len()) else {
            continue;
        };
        if draft.blocks[index].text.contains('\n') || !text.get(..found.rest).is_some_and(|label| label.contains(':')) {
            continue;
        }
        let line = draft.block_line(index);
        draft.front.title = text.get(found.rest..).unwrap_or("").to_owned();
        draft.blocks[index].role = Role::Gone;
        draft.front.title_block = Some(index);
        draft.label(line, rule, text.get(..found.rest).unwrap_or(""));
        draft.note(line, rule, text, Kind::Found, Likely, Remark::Field { field: "title".into() });
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations_end_with_a_mark_and_say_nothing_else() {
        for text in [
            "Mademoiselle,",
            "Käre vän!",
            "Szanowny Panie,",
            "尊敬的林先生：",
            "عزيزي أحمد،",
            "Dear Sir,",
            "My dear Edith,",
            "Милостивый государь Николай Васильевич!",
            "Monsieur le Ministre,",
            "Excelentísimo Señor:",
        ] {
            assert!(is_salutation(text), "{text}");
        }
        for text in ["Dear Sir, I have your letter.", "Dear old town", "Sir Walter Scott:", "Дорогой длинною"] {
            assert!(!is_salutation(text), "{text}");
        }
    }

    #[test]
    fn what_stands_above_a_salutation_is_proposed() {
        let said = |line: &str| (dateline(line).map(|(place, date)| format!("{place} {date}")), addressee(line));
        assert_eq!(said("Narva, 2 May 1843").0.as_deref(), Some("Narva 1843-05-02"));
        assert_eq!(said("To Mr. Jonas Falk").1.as_deref(), Some("Jonas Falk"));
        assert_eq!(said("Herrn Jonas Falk").1.as_deref(), Some("Jonas Falk"));
        for line in ["Narva, in spring", "12 Harbour Street, 3 May 1843", "Mr. Falk spoke of salt", "May 1843", "Letters of a ferryman"] {
            assert_eq!(said(line), (None, None), "{line}");
        }
        let made = crate::ingest(
            "a.txt",
            b"Narva, 2 May 1843\n\nTo Mr. Jonas Falk\n\nDear Sir,\n\nThe ice came down and took the stage.\n\nYours,\n\nJ. Holm\n",
        );
        let open = made
            .report
            .findings
            .iter()
            .filter(|finding| finding.kind == Kind::Doubtful && finding.rule == "letter")
            .map(|finding| finding.text.as_str());
        assert_eq!(open.collect::<Vec<_>>(), ["Narva, 2 May 1843", "To Mr. Jonas Falk"], "{:?}", made.report.findings);
        assert!(!made.markdown.contains("sent:") && !made.markdown.contains("recipient:"), "{}", made.markdown);
    }

    #[test]
    fn a_volume_of_letters_is_no_letter() {
        let letter = "Weirford, 3 March 1811.\n\nDear Edith,\n\nThe ice came down on Friday and took the landing stage with it.\n\nYours,\n\nJ. Holm\n\n";
        let made =
            |count: usize| crate::ingest("letters.txt", format!("LETTERS OF A FERRYMAN\n\n{}", letter.repeat(count)).as_bytes()).markdown;
        assert!(!made(3).contains("issued:"), "{}", made(3));
    }
}
