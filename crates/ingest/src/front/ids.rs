//! Identifiers, and the journal's own line above a title.

use crate::{
    block::Role,
    draft::Draft,
    front::{above, head},
    furniture::web,
    head::Part,
    lexicon,
    recognise::journal,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_base::Date;
use scholion_reference::identity;

/// Takes DOI, ISSN, ISBN from blocks that hold nothing else.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    identifier(draft, rule);
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if draft.blocks[index].role == Role::Gone || draft.blocks[index].text.len() > 200 {
            continue;
        }
        let text = draft.blocks[index].bare().to_owned();
        let bare = text.trim_matches(['<', '>']);
        let labelled = lexicon::label(bare, &scholion_lang::DOI);
        let value = labelled.map_or(bare, |found| bare.get(found.rest..).unwrap_or(""));
        let value = value.trim_matches(['<', '>', ' ']);
        if !value.contains(char::is_whitespace)
            && let Some(doi) = identity::doi(value)
        {
            if draft.front.doi.is_empty() {
                draft.front.doi = if value.ends_with(&doi) { doi } else { printed_doi(value) };
            }
            // The resolver's address is no part of a DOI.
            take_value(draft, index, rule, bare.find("10.").unwrap_or(0));
        } else if let Some(found) = lexicon::label(bare, &scholion_lang::ISSN) {
            let rest = bare.get(found.rest..).unwrap_or("");
            let value: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | 'X' | 'x')).collect();
            if value.len() == 9 {
                let more = rest.get(value.len()..).unwrap_or("").contains(char::is_alphanumeric);
                if draft.front.issn.is_empty() {
                    draft.front.issn = value;
                }
                // What stands behind the number would be lost with it.
                if more {
                    draft.say(draft.block_line(index), rule, text.replace('\n', " "), Kind::Found, Sure);
                    draft.drop_block(index, rule, Likely);
                } else {
                    take_value(draft, index, rule, found.rest);
                }
            }
        } else if let Some(found) = lexicon::label(bare, &scholion_lang::ISBN)
            && let Some(isbn) = identity::isbn(bare.get(found.rest..).unwrap_or(""))
        {
            if draft.front.isbn.is_empty() {
                draft.front.isbn = isbn;
            }
            take_value(draft, index, rule, found.rest);
        } else if lexicon::label(bare, &scholion_lang::CLASSIFICATION).is_some() && bare.len() < 80 {
            draft.drop_block(index, rule, Likely);
        }
    }
}

/// Takes the DOI that stands among other words of a line: of those that most lines have, the first.
fn identifier(draft: &mut Draft, rule: &'static str) {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for part in [Part::Identifier, Part::Journal, Part::Date, Part::Label, Part::Other, Part::Contact] {
        for index in head::blocks(draft, part) {
            let text = draft.blocks[index].bare();
            let Some(doi) = doi_in(text) else { continue };
            match found.iter_mut().find(|(known, _)| *known == doi) {
                Some((_, lines)) => lines.push(index),
                None => found.push((doi, vec![index])),
            }
        }
    }
    let most = found.iter().map(|(_, lines)| lines.len()).max();
    let Some((doi, lines)) = found.into_iter().find(|(_, lines)| Some(lines.len()) == most) else { return };
    draft.front.doi.clone_from(&doi);
    for (at, index) in lines.into_iter().enumerate() {
        let (line, text) = (draft.block_line(index), draft.blocks[index].bare().replace('\n', " "));
        draft.blocks[index].role = Role::Gone;
        let rest = text.replacen(&doi, "", usize::from(at == 0));
        fill_journal(draft, before_doi(&rest));
        draft.label(line, rule, &rest);
        draft.note(line, rule, text, Kind::Found, Likely, Remark::Field { field: "DOI".into() });
    }
}

/// What stands before the label of a DOI.
fn before_doi(line: &str) -> &str {
    let end = line.to_ascii_lowercase().find("doi").unwrap_or(line.len());
    let end = line.get(..end).map_or(0, |before| before.rfind("http").unwrap_or(end));
    line.get(..end).unwrap_or("").trim_end_matches([' ', ';', '|', ',', ':'])
}

/// The DOI in a line, behind its label or in an address.
fn doi_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let label = lower.find("doi")?;
    let at = label + lower.get(label..)?.find("10.")?;
    let between = lower.get(label + 3..at)?;
    let printed = text.get(at..)?.split([' ', '\n', '>', '<', '|', ';']).next()?.trim_end_matches(['.', ',', ')']);
    let fits = between.chars().all(|c| matches!(c, ':' | ' ' | '.' | '/' | '[' | '(' | '-' | 'o' | 'r' | 'g'));
    (fits && identity::doi(printed).is_some()).then(|| printed.to_owned())
}

/// Takes journal, volume, issue, pages and year from a line such as "PLoS Biology, Vol. 4, No. 5, 2006".
pub fn journal(draft: &mut Draft, rule: &'static str) {
    if !web::is_page(draft) && draft.head.end() == 0 && !draft.is_markdown {
        above::part_lines(draft);
    }
    // On the title page of a book stands its publisher.
    if draft.front.kind == Some(scholion_reference::Kind::Book) {
        return;
    }
    if on_two_lines(draft, rule) {
        return;
    }
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if draft.blocks[index].role == Role::Gone || draft.blocks[index].text.len() > 220 {
            continue;
        }
        let text = draft.blocks[index].bare().replace('\n', " ");
        // "Source: Mills, Vol. 3, No. 2 (2001)", as data bases print it.
        let text = match lexicon::label(&text, &scholion_lang::CAPTION).filter(|label| label.closed) {
            Some(label) if journal::is_journal_line(text.get(label.rest..).unwrap_or("")) => {
                text.get(label.rest..).unwrap_or("").to_owned()
            }
            _ => text,
        };
        // "Mills 41 · April 2007 · pp. 111-139 · © Mill Press": whose it is is no part of the line.
        let text = text.split_once('©').map_or(text.as_str(), |(line, _)| line.trim_end_matches([' ', '·', '|', '•', ',', '-', '–']));
        if !fill_journal(draft, text) && !(is_above_article(draft, index) && fill(draft, journal::name_and_year(text))) {
            continue;
        }
        take(draft, index, rule, Remark::JournalLine);
        return;
    }
}

/// Takes the journal's name from the first line of an article and volume, issue and year from the line below it; tells whether they stand
/// there.
fn on_two_lines(draft: &mut Draft, rule: &'static str) -> bool {
    let front = draft.front.end.min(draft.blocks.len());
    let mut live = (0..front).filter(|&index| draft.blocks[index].role != Role::Gone);
    let (Some(first), Some(second)) = (live.next(), live.next()) else { return false };
    let (name, issue) = (draft.blocks[first].bare().to_owned(), draft.blocks[second].bare().to_owned());
    let is_line = |text: &str, most: usize| text.len() <= most && !text.contains('\n');
    let counts = issue.chars().filter(char::is_ascii_digit).count();
    let has_title = live.any(|index| {
        let text = draft.blocks[index].bare();
        text.split_whitespace().count() >= 4 && super::people::names_of(draft, text).is_none()
    });
    // "Fasc. 2/2018" says what it counts.
    let is_counted = issue.split(['.', ' ']).next().and_then(journal::counter).is_some_and(|kind| !kind.is_empty());
    let is_article = is_counted || !draft.front.doi.is_empty() || !draft.front.issn.is_empty() || !draft.front.abstract_.is_empty();
    let fits = is_line(&name, 120)
        && is_line(&issue, 60)
        && is_article
        && has_title
        && (2..=16).contains(&counts)
        && !name.contains(|c: char| c.is_ascii_digit())
        && journal::journal_line(&issue).is_none();
    let joined = format!("{name}, {issue}");
    let line = journal::journal_line(&joined).filter(|line| fits && line.journal == name);
    if !fill(draft, line) {
        return false;
    }
    take(draft, first, rule, Remark::JournalLine);
    take(draft, second, rule, Remark::JournalLine);
    true
}

/// Fills what a journal's line says, where nothing else has said it; tells whether the line is one.
pub fn fill_journal(draft: &mut Draft, text: &str) -> bool {
    fill(draft, journal::journal_line(text))
}

/// Whether a block is the first of an article, and another stands below it that may be its title.
fn is_above_article(draft: &Draft, index: usize) -> bool {
    let title = draft.after(index).filter(|next| *next < draft.front.end).map(|next| &draft.blocks[next]);
    draft.before(index).is_none()
        && (!draft.front.doi.is_empty() || !draft.front.abstract_.is_empty() || is_head_of_journal(draft, index))
        && title.is_some_and(|title| title.bare().split_whitespace().count() >= 4 && super::people::names_of(draft, title.bare()).is_none())
}

/// Whether the pages bear this line and another one in turn, of which the other names what stands below it here.
fn is_head_of_journal(draft: &Draft, index: usize) -> bool {
    let heads = || draft.report.omissions().filter(|finding| finding.rule == "running-head").map(|finding| finding.text.as_str());
    let text = draft.blocks[index].bare();
    let title = draft.after(index).map_or("", |next| draft.blocks[next].bare());
    heads().any(|head| head == text) && heads().any(|head| head != text && head.contains(title))
}

fn fill(draft: &mut Draft, line: Option<journal::JournalLine>) -> bool {
    let Some(line) = line else { return false };
    let front = &mut draft.front;
    let fill = |field: &mut String, value: &str| {
        if field.is_empty() {
            *field = value.to_owned();
        }
    };
    fill(&mut front.container, line.journal);
    fill(&mut front.volume, line.volume);
    fill(&mut front.issue, line.issue);
    fill(&mut front.pages, line.pages);
    if front.issued.is_none() {
        front.issued = line.year.map(Date::year);
    }
    true
}

/// The value of a block goes to the front matter; its label is listed as left out.
fn take_value(draft: &mut Draft, index: usize, rule: &'static str, label: usize) {
    let line = draft.block_line(index);
    let text = draft.blocks[index].bare().replace('\n', " ");
    draft.label(line, rule, text.trim_matches(['<', '>']).get(..label).unwrap_or(""));
    draft.say(line, rule, text, Kind::Found, Sure);
    draft.blocks[index].role = Role::Gone;
}

/// The words of a block go to the front matter; those whose form changes there are listed as left out.
fn take(draft: &mut Draft, index: usize, rule: &'static str, remark: Remark) {
    let line = draft.block_line(index);
    let text = draft.blocks[index].text.replace('\n', " ");
    draft.note(line, rule, text, Kind::Found, Sure, remark);
    draft.drop_block(index, rule, Sure);
}

/// A DOI as printed, without resolver or label.
fn printed_doi(text: &str) -> String {
    text.find("10.").and_then(|at| text.get(at..)).unwrap_or(text).trim_end_matches(['.', ',', ';', '>']).to_owned()
}
