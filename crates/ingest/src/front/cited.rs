//! "For citation": how the text asks to be cited, and what that says of the journal.

use crate::{
    block::Role,
    draft::Draft,
    front::{summary, zone},
    lexicon,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_reference::Record;

/// Takes the statements, and fills journal, volume, issue, pages and year from that in the document's language.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut parsed: Vec<(String, Record)> = Vec::new();
    for index in 0..draft.blocks.len() {
        if draft.blocks[index].role == Role::Gone || draft.blocks[index].text.len() > 1500 {
            continue;
        }
        let Some(found) = lexicon::label(&draft.blocks[index].text, &scholion_lang::CITE_AS).filter(|found| found.closed) else { continue };
        let text = draft.blocks[index].text.clone();
        let label = text.get(..found.rest).unwrap_or("").to_owned();
        let mut words = summary::trim_emphasis(text.get(found.rest..).unwrap_or(""), &label);
        let line = draft.block_line(index);
        // "Cite as" on a line of its own: the citation is the next block.
        let mut gone = vec![index];
        if words.trim().is_empty() {
            let Some(next) = draft.after(index).filter(|&next| draft.blocks[next].text.len() < 1500) else { continue };
            words = draft.blocks[next].text.replace('\n', " ");
            gone.push(next);
        }
        // A citation has a year; "citation" may head something else.
        if words.bytes().filter(u8::is_ascii_digit).count() < 4 {
            continue;
        }
        let lang = zone::language_of(draft, &words, Some(found.lang));
        gone.into_iter().for_each(|index| draft.blocks[index].role = Role::Gone);
        draft.label(line, rule, &label);
        draft.say(line, rule, words.clone(), Kind::Found, Sure);
        if let Some(work) = scholion_reference::parse(&words).into_iter().next() {
            let mut record = work.record;
            // What is set in italics behind the title is the journal.
            if let Some(journal) =
                emphasised(&words).filter(|journal| record.container.len() > journal.len() && record.container.ends_with(journal))
            {
                record.container = journal.to_owned();
            }
            parsed.push((lang.clone(), record));
        }
        draft.front.cite_as.push((lang, words.trim().to_owned()));
    }
    parsed.sort_by_key(|(lang, _)| *lang != draft.front.lang);
    for (_, record) in parsed {
        fill(draft, rule, &record);
        draft.front.own_record.push(record);
    }
}

/// The last words that are set in italics.
fn emphasised(words: &str) -> Option<&str> {
    let (before, _) = words.rsplit_once('*')?;
    let (_, inner) = before.rsplit_once('*')?;
    Some(inner.trim()).filter(|inner| !inner.is_empty())
}

fn fill(draft: &mut Draft, rule: &'static str, record: &Record) {
    let front = &mut draft.front;
    let mut found = Vec::new();
    let mut put = |field: &mut String, value: &str, name: &str| {
        if field.is_empty() && !value.is_empty() {
            *field = value.to_owned();
            found.push(format!("{name}: {value}"));
        }
    };
    put(&mut front.container, &record.container, "container-title");
    put(&mut front.volume, &record.volume, "volume");
    put(&mut front.issue, &record.issue, "issue");
    put(&mut front.pages, &record.pages, "page");
    put(&mut front.doi, &record.doi, "DOI");
    if front.issued.is_none() {
        front.issued = record.issued;
    }
    if !found.is_empty() {
        draft.note(1, rule, found.join(", "), Kind::Found, Likely, Remark::ForCitation);
    }
}
