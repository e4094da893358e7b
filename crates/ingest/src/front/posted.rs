//! Who wrote a text and when, in lines above it that hold nothing else: "By Nora Whitfield | 14 March 2019, 07:30".

use crate::{
    block::Role,
    draft::{Draft, beginning},
    front::{
        days, letter, news,
        press::{self, Found, LONGEST, has_time, leading_day, read},
    },
    front_matter::{Person, tidy},
    furniture::web,
    lexicon,
    recognise::{items, moments},
    remark::{FieldValue, Remark},
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_reference::names;

/// The most words beside a date that name where a text is from.
const PLACE_WORDS: usize = 6;
/// How many of the first blocks may date a document.
const ABOVE: usize = 12;

/// Takes bylines and dates from above the text.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if draft.front.salutation.is_some() {
        return;
    }
    let is_web = draft.report.findings.iter().any(|finding| web::OF_A_PAGE.contains(&finding.rule));
    let mut seen = 0;
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) || draft.blocks[index].text.len() > LONGEST {
            continue;
        }
        let text = draft.blocks[index].bare().to_owned();
        // On a page of the web menus stand above.
        if is_web && items::bullet(&draft.blocks[index].text).is_some() {
            continue;
        }
        // Here the text begins, whatever it looks like.
        if seen > ABOVE || items::begins_item(&text) || lexicon::division(&text).is_some() || text.ends_with([',', ';']) {
            break;
        }
        seen += 1;
        let Some(found) = read(draft, &text) else { continue };
        // A bare date may be that of a letter or a law, and stays; on a page of the web, or beside a byline, it is the day
        // of publication.
        let bare =
            found.people.is_empty() && !has_time(&text) && !is_web && draft.front.byline_block.is_none_or(|byline| byline + 2 < index);
        if bare
            && !draft.after(index).is_some_and(|next| read(draft, draft.blocks[next].bare()).is_some_and(|next| !next.people.is_empty()))
        {
            continue;
        }
        let line = draft.block_line(index);
        let mut says = Vec::new();
        let known = draft.front.people.iter().any(|person| person.role == scholion_reference::Role::Author);
        for (role, pieces, offices) in found.people {
            if known && role == scholion_reference::Role::Author {
                continue;
            }
            for name in pieces {
                says.push(FieldValue::new(role.name(), &name));
                draft.front.people.push(Person { role, name: tidy(names::one(&name)), offices: offices.clone(), ..Person::default() });
            }
        }
        if let Some(date) = found.date.or(found.updated).filter(|_| draft.front.issued.is_none()) {
            let date = days::settle(draft, rule, line, &text, date);
            says.push(FieldValue::new("issued", date));
            draft.front.issued = Some(date);
        }
        draft.front.byline_block = draft.front.byline_block.or(Some(index));
        draft.note(line, rule, text.replace('\n', " "), Kind::Found, Sure, Remark::Fields { values: says });
        draft.drop_block(index, rule, Sure);
    }
}

/// How many blocks of a page above and below its text may say who wrote it and when.
const OF_PAGE: (usize, usize) = (8, 4);

/// Takes bylines and dates from above and below the text of a page, as far as its front matter does not have them.
pub fn on_page(draft: &mut Draft, rule: &'static str) {
    let live: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let (above, below) = (live.iter().take(OF_PAGE.0), live.iter().skip(OF_PAGE.0).rev().take(OF_PAGE.1));
    let times = times_of_posts(draft, &live);
    for &index in above.chain(below) {
        // Each post has its time, which stays beside it, and each entry of a chronicle its day.
        if times.contains(&index) {
            let text = draft.blocks[index].bare();
            let date = moments::full_date(text);
            if draft.front.issued.is_none() || draft.front.issued != date || has_time(text) {
                draft.front.issued = draft.front.issued.or(date.filter(|_| has_time(text)));
                continue;
            }
        }
        let block = &draft.blocks[index];
        if block.text.len() <= LONGEST && matches!(block.role, Role::Text | Role::Lines | Role::Heading(_) | Role::Item) {
            let text = block.bare().replace('*', "");
            let says = |found: &Found| !found.people.is_empty() || found.date.is_some() || found.updated.is_some();
            let is_line = !matches!(block.role, Role::Heading(_));
            if let Some(found) = read(draft, &text).filter(|found| is_line || says(found)) {
                state(draft, rule, index, found);
            }
        } else if let Some(date) = leading_day(draft.blocks[index].bare()).filter(|_| draft.front.issued.is_none()) {
            draft.front.issued = Some(date);
            let text = beginning(draft.blocks[index].bare(), 60);
            draft.note(draft.block_line(index), rule, text, Kind::Found, Likely, fields(vec![FieldValue::new("issued", date)]));
        }
    }
    signature(draft, rule);
}

/// Takes the name with which a text is signed, where nobody else is named.
fn signature(draft: &mut Draft, rule: &'static str) {
    let author = scholion_reference::Role::Author;
    let last = (0..draft.blocks.len()).rev().find(|&index| draft.blocks[index].role != Role::Gone);
    let Some(last) = last.filter(|&last| last > 3 && matches!(draft.blocks[last].role, Role::Text | Role::Lines)) else { return };
    let text = draft.blocks[last].bare().trim_matches(['*', '_', ' ']).to_owned();
    if draft.front.people.iter().any(|person| person.role == author) || text.len() > LONGEST {
        return;
    }
    if let Some(name) = press::signature(draft, &text) {
        state(draft, rule, last, Found { people: vec![(author, vec![name], Vec::new())], ..Found::default() });
    }
}

/// The lines of a page that say when each of several posts was written: two or more with other moments, and text between them.
fn times_of_posts(draft: &Draft, live: &[usize]) -> Vec<usize> {
    /// The shortest text, in bytes, of a post and of an entry; and how many entries are a chronicle.
    const TEXT: (usize, usize, usize) = (100, 15, 3);
    let is_time = |index: &&usize| {
        let text = draft.blocks[**index].bare();
        text.len() <= 60 && press::is_moment(text) && moments::full_date(text).is_some()
    };
    let times: Vec<usize> = live.iter().filter(is_time).copied().collect();
    let least = if times.len() >= TEXT.2 { TEXT.1 } else { TEXT.0 };
    let is_parted = |pair: &[usize]| {
        let [one, other] = pair else { return false };
        draft.blocks[*one].bare() != draft.blocks[*other].bare()
            && draft.blocks.get(one + 1..*other).unwrap_or(&[]).iter().any(|block| block.role != Role::Gone && block.text.len() >= least)
    };
    if times.windows(2).any(is_parted) { times } else { Vec::new() }
}

/// Puts what a line says into the front matter, and drops it if all of it stands there then.
fn state(draft: &mut Draft, rule: &'static str, index: usize, found: Found) {
    let author = scholion_reference::Role::Author;
    let mut says = Vec::new();
    let mut is_said = true;
    let had_author = draft.front.people.iter().any(|person| person.role == author);
    for (role, pieces, offices) in found.people {
        for name in pieces {
            let person = Person { role, name: tidy(names::one(&name)), offices: offices.clone(), ..Person::default() };
            let is_known = draft.front.people.iter().any(|other| other.name == person.name);
            if !is_known && !(role == author && had_author) {
                says.push(FieldValue::new(role.name(), &name));
                draft.front.people.push(person);
            } else {
                is_said &= is_known;
            }
        }
    }
    if let Some(date) = found.date.or(found.updated) {
        if draft.front.issued.is_none() {
            says.push(FieldValue::new("issued", date));
            draft.front.issued = Some(date);
        }
        is_said &= found.updated.is_some() || draft.front.issued == Some(date);
    }
    let (line, text) = (draft.block_line(index), draft.blocks[index].bare().replace('\n', " "));
    if !says.is_empty() {
        draft.note(line, rule, text, Kind::Found, Likely, fields(says));
    }
    if is_said {
        draft.drop_block(index, rule, Sure);
    }
}

fn fields(values: Vec<FieldValue>) -> Remark {
    Remark::Fields { values }
}

/// Takes the byline of news that stands below its text, and the day with which its first paragraph begins.
pub fn signed(draft: &mut Draft, rule: &'static str) {
    let is_web = draft.report.findings.iter().any(|finding| web::OF_A_PAGE.contains(&finding.rule));
    if draft.front.salutation.is_some() || !(is_web || news::is_news(draft)) {
        return;
    }
    let live: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let author = scholion_reference::Role::Author;
    let is_signed = !draft.front.people.iter().any(|person| person.role == author);
    if is_signed
        && live.len() > 3
        && let Some((index, found)) = below_text(draft, &live)
    {
        state(draft, rule, index, found);
    }
    let times = times_of_posts(draft, &live);
    for &index in live.iter().take(OF_PAGE.0).filter(|index| is_web && !times.contains(index)) {
        if draft.front.issued.is_none()
            && draft.blocks[index].text.len() <= LONGEST
            && matches!(draft.blocks[index].role, Role::Text | Role::Lines)
            && let Some(found) = read(draft, draft.blocks[index].bare())
            && found.people.is_empty()
            && has_time_of(draft, index, &found)
        {
            state(draft, rule, index, found);
        }
    }
    let day = live.iter().take(4).find_map(|&index| Some((index, leading_day(draft.blocks[index].bare())?)));
    let is_signed = is_signed && !draft.front.people.is_empty();
    if let Some((index, date)) = day.filter(|_| (is_web || is_signed) && draft.front.issued.is_none()) {
        let (line, text) = (draft.block_line(index), beginning(draft.blocks[index].bare(), 60));
        let date = days::settle(draft, rule, line, &text, date);
        draft.front.issued = Some(date);
        draft.note(line, rule, text, Kind::Found, Likely, fields(vec![FieldValue::new("issued", date)]));
    }
}

/// The byline below the text: its last line, or one with a label above tags and the like.
fn below_text(draft: &Draft, live: &[usize]) -> Option<(usize, Found)> {
    const BELOW: usize = 5;
    let author = scholion_reference::Role::Author;
    let short = live.iter().rev().copied().take(BELOW).take_while(|&index| draft.blocks[index].text.len() <= LONGEST);
    short.enumerate().find_map(|(place, index)| {
        let text = draft.blocks[index].bare();
        let is_labelled = || lexicon::behind_label(text, scholion_lang::BYLINE.iter().map(|label| (label, ()))).is_some();
        let found = if place == 0 || is_labelled() { read(draft, text) } else { None };
        Some((index, found.filter(|found| found.people.iter().any(|(role, ..)| *role == author))?))
    })
}

/// Whether a line says a day and its time, as pages of the press print it.
fn has_time_of(draft: &Draft, index: usize, found: &Found) -> bool {
    (found.date.is_some() || found.updated.is_some()) && has_time(draft.blocks[index].bare())
}

/// Reads the date of a document from a short line above its text, which stays; in a letter also from one below.
pub fn dated(draft: &mut Draft, rule: &'static str) {
    let is_set = draft.front.issued.is_some() || !draft.front.container.is_empty() || !draft.front.doi.is_empty();
    if is_set || letter::holds_several(draft) {
        return;
    }
    let live: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    let above = live.iter().copied().take_while(|&index| index < draft.front.end).take(ABOVE);
    let below = live.iter().rev().copied().take(if draft.front.salutation.is_some() { 6 } else { 0 });
    let mut lines = above.chain(below).map(|index| (index, draft.blocks[index].bare().replace('\n', " ")));
    let mut found = lines.find_map(|(index, text)| Some((index, moments::own_day(&text)?, text)));
    // Of several lines that name a day of the text the last day counts.
    if found.as_ref().is_some_and(|(.., text)| moments::names_own_day(text)) {
        let others = lines.filter(|(_, text)| moments::names_own_day(text));
        let all = found.into_iter().chain(others.filter_map(|(index, text)| Some((index, moments::own_day(&text)?, text))));
        found = all.max_by_key(|(_, date, _)| date.to_string());
    }
    let Some((index, date, text)) = found else { return };
    let line = draft.block_line(index);
    let date = days::settle(draft, rule, line, &text, date);
    draft.front.issued = Some(date);
    draft.front.dated_block = Some(index);
    // "Paris, le 12 mai 1912"; but a line with more words may date something else.
    let most = if moments::is_in_numbers(&text) { 0 } else { PLACE_WORDS };
    if moments::words_beside(&text) > most && !moments::names_own_day(&text) && draft.front.salutation.is_none() {
        draft.note(line, rule, text, Kind::Doubtful, Unsure, Remark::DateDoubtful { date: date.to_string() });
    } else {
        draft.note(line, rule, text, Kind::Found, Likely, Remark::Fields { values: vec![FieldValue::new("issued", date)] });
    }
}
/// Where the last menu above a text ends, on a page of the web: nothing above it is a title. A row of buttons under the
/// byline is none.
pub(super) fn menus_end(draft: &Draft) -> usize {
    let end = draft.front.byline_block.unwrap_or(draft.front.end).min(draft.front.end).min(draft.blocks.len());
    let (mut menus, mut run) = (0, 0);
    for (index, block) in draft.blocks.iter().enumerate().take(end).filter(|(_, block)| block.role != Role::Gone) {
        run = if items::bullet(&block.text).is_some() { run + 1 } else { 0 };
        if run >= 3 {
            menus = index + 1;
        }
    }
    menus
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_byline_stands_above_the_tags_below_a_text() {
        let prose =
            "Nobody on the river could say when the first toll had been taken, though three families claimed it for themselves.\n\n";
        let text =
            format!("Ice takes the lower ford\n\n9 March 2021 – WEIRFORD. {}Author: Edith Arden\n\nTags: ice, river\n", prose.repeat(3));
        let made = crate::ingest("ice.txt", text.as_bytes()).markdown;
        assert!(made.contains("family: Arden") && made.contains("issued: 2021-03-09"), "{made}");
    }
}
