//! From a manuscript to the document: references, citations, notes in order, and the account of its words.

use std::collections::{BTreeMap, BTreeSet};

use super::Manuscript;
use crate::{
    Ingested,
    account::{Seen, Words},
    attached,
    block::{Block, Edit, Milestone, Role, What},
    draft::{Draft, beginning},
    emit, front,
    front_matter::Person,
    furniture::web,
    net::{self, Net},
    recognise::language,
    remark::Remark,
    report::{AROUND, Certainty, Kind, MUCH, Report},
    structure, works,
};
use scholion_base::{Lang, Span, text::fold};
use scholion_reference::{Name, Role as ByRole};

/// Carries a manuscript through the passes that its structure leaves open, and writes it.
pub fn write(file_name: &str, bytes: &[u8], manuscript: Manuscript) -> Ingested {
    let Manuscript { source, front, flow, records, words, scopes, mut about, findings, part, has_header, files, body, is_of_site } =
        manuscript;
    let slug = crate::slug(file_name, &part);
    let origin = emit::front::Origin { file: file_name, part: &part, bytes };
    let report = Report { encoding: source.encoding.to_owned(), findings, ..Report::default() };
    let mut draft = Draft { source, front, blocks: flow.blocks, notes: flow.notes, links: flow.links, report, ..Draft::default() };
    attached::place(&mut draft.links, &slug, &files);
    language(&mut draft);
    number(&mut draft);
    title(&mut draft, is_of_site);
    levels(&mut draft);
    first_line(&mut draft);
    if is_of_site {
        web::of_page(&mut draft);
        front::posted::on_page(&mut draft, "posted");
    }
    front::dates::of_document(&mut draft, "dates");
    if !body.is_empty() && !draft.front.people.iter().any(|person| person.role == ByRole::Author) {
        draft.front.people.push(Person { role: ByRole::Author, name: Name::literal(&body), ..Person::default() });
        about.push(body);
    }
    let is_listed = records.is_some();
    if let Some(mut records) = records {
        scholion_reference::unique_keys(&mut records);
        draft.listed = records.len();
        draft.works = records;
    } else {
        structure::entries::below_headings(&mut draft);
    }
    let entries: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role == Role::Entry).collect();
    // A page prints the turns of an interview as a text does.
    let may_be_interview = draft.front.kind.is_none();
    draft.front.end = draft.blocks.len();
    for rule in front::RULES.iter().filter(|rule| may_be_interview && matches!(rule.name, "speakers" | "interview-head" | "who-answers")) {
        (rule.apply)(&mut draft, rule.name);
    }
    if draft.front.speakers.is_empty() {
        draft.front.end = 0;
    }
    for rule in structure::RULES.iter().filter(|rule| rule.name == "turn") {
        (rule.apply)(&mut draft, rule.name);
    }
    // Where a list says field by field what it holds, the source marks its citations itself: what it does not mark is none.
    let is_marked = is_listed && cites(&draft) > 0;
    for rule in works::RULES {
        if is_marked && matches!(rule.name, "citation" | "numeric-citation") {
            continue;
        }
        if rule.name == "reference" {
            if !is_listed {
                (rule.apply)(&mut draft, rule.name);
            }
            inner_links(&mut draft, &flow.anchors, &entries);
            continue;
        }
        (rule.apply)(&mut draft, rule.name);
    }
    addresses(&mut draft);
    draft.finish();
    let bibliography = emit::bibliography::write(&draft);
    let text = emit::text::write(&draft);
    let make = |draft: &Draft| emit::front::document(draft, &origin, slug.as_str(), !bibliography.is_empty(), &text);
    // What the source says in attributes.
    let front = &draft.front;
    let said = [&front.license_url, &front.url, &front.doi].into_iter().chain(draft.works.iter().flat_map(|work| [&work.url, &work.doi]));
    about.extend(said.cloned());
    let seen = Seen::of_lines(&words).scoped(scopes);
    let net = Net { seen: &seen, parsed: None, bibliography: &bibliography, about: &about, rule: AROUND };
    let markdown = net::settle(&mut draft, &net, &make);
    if !has_header {
        much_left_out(&mut draft);
    }
    Ingested {
        slug,
        markdown,
        bibliography: emit::bibliography::signed(bibliography),
        coordinates: String::new(),
        files,
        report: draft.report,
    }
}

/// Says so, once, if more than a tenth of the words that a reader of a page sees is around its text.
fn much_left_out(draft: &mut Draft) {
    const SHARE: usize = 10;
    let around = draft.report.findings.iter().filter(|finding| finding.kind == Kind::Dropped && finding.rule == AROUND);
    let count: usize = around.clone().map(|finding| Words::of(&finding.text).words.len()).sum();
    let all = draft.report.words;
    if all > 0 && count * SHARE > all {
        let first = around.map(|finding| (finding.line, finding.text.clone())).min_by_key(|(line, _)| *line);
        let (line, text) = first.unwrap_or_default();
        let remark = Remark::MuchLeftOut { n: (count * 100 / all).min(100) };
        draft.note(line, MUCH, beginning(&text, 80), Kind::Doubtful, Certainty::Unsure, remark);
        draft.report.findings.sort_by_key(|finding| finding.line);
    }
}

/// How many citations the source itself marks.
fn cites(draft: &Draft) -> usize {
    let blocks = draft.blocks.iter().chain(draft.notes.iter().flat_map(|note| &note.body));
    blocks.flat_map(|block| &block.edits).filter(|edit| matches!(edit.what, What::Cite(_))).count()
}

fn language(draft: &mut Draft) {
    if draft.front.lang.is_empty() {
        let text: String = draft.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        // A text that is only announced has a title and a summary.
        let text = if text.is_empty() { format!("{}\n{}", draft.front.title, draft.front.abstract_) } else { text };
        draft.front.lang = language::detect(&text).0.to_owned();
    }
    draft.report.language = Lang::new(&draft.front.lang);
    for block in &mut draft.blocks {
        if block.lang.as_deref() == Some(draft.front.lang.as_str()) {
            block.lang = None;
        }
    }
}

/// The markers in a block, in order, each with its note.
fn markers(block: &Block) -> Vec<(Span, usize)> {
    let marker = |edit: &Edit| if let What::Marker(note) = edit.what { Some((edit.span, note as usize)) } else { None };
    let mut markers: Vec<_> = block.edits.iter().filter_map(marker).collect();
    markers.sort();
    markers
}

/// Numbers the notes in the order of their markers; those that notes call stand behind those of the text. One that nothing calls
/// stands at the end of the text.
fn number(draft: &mut Draft) {
    let mut order = Vec::new();
    for index in 0..draft.blocks.len() {
        number_block(draft, index, &mut order);
    }
    number_inner(draft, &mut order, 0);
    let called: BTreeSet<usize> = draft.notes.iter().flat_map(|note| &note.body).flat_map(markers).map(|(_, note)| note).collect();
    let uncalled = (0..draft.notes.len()).filter(|index| !called.contains(index));
    // Then those that only notes without a number call: each other, or themselves.
    for index in uncalled.chain(called.iter().copied()) {
        at_end(draft, index, &mut order);
    }
    draft.report.notes += order.len();
}

/// Puts a note without a number at the end of the text.
fn at_end(draft: &mut Draft, index: usize, order: &mut Vec<usize>) {
    let Some(note) = draft.notes.get_mut(index).filter(|note| note.number == 0 && !note.body.is_empty()) else { return };
    let (body, label) = (std::mem::take(&mut note.body), note.label.clone());
    let line = body.first().map_or(1, |block| block.line(&draft.source));
    let text = format!("{label} {}", body.first().map_or("", |block| block.text.as_str()));
    draft.note(line, "note-unbound", text, Kind::Doubtful, Certainty::Unsure, Remark::NoteAtEnd);
    let (from, known) = (draft.blocks.len(), order.len());
    draft.blocks.extend(body);
    (from..draft.blocks.len()).for_each(|index| number_block(draft, index, order));
    number_inner(draft, order, known);
}

/// Numbers the notes that a block of the text calls.
fn number_block(draft: &mut Draft, index: usize, order: &mut Vec<usize>) {
    for (span, called) in draft.blocks.get(index).map(markers).unwrap_or_default() {
        if let Some(note) = draft.notes.get_mut(called) {
            note.markers.push((index, span));
            order.extend(note.is_numbered(order.len()).then_some(called));
        }
    }
}

/// Numbers the notes that notes call, of those in this order from a place on.
fn number_inner(draft: &mut Draft, order: &mut Vec<usize>, mut at: usize) {
    while let Some(note) = order.get(at).and_then(|&note| draft.notes.get(note)) {
        for (_, called) in note.body.iter().flat_map(markers).collect::<Vec<_>>() {
            let is_new = draft.notes.get_mut(called).is_some_and(|note| note.is_numbered(order.len()));
            order.extend(is_new.then_some(called));
        }
        at += 1;
    }
}

/// The title is the front matter's, and so is not repeated as the first heading. On a page of a site a few words may stand before it or
/// behind in a heading of the first level, in others only a moment: the heading of a part may begin with the title.
fn title(draft: &mut Draft, is_of_site: bool) {
    const FEW: usize = 80;
    let title = fold(&draft.front.title);
    let is_title = |block: &&mut Block| {
        let Role::Heading(level) = block.role else { return false };
        let text = fold(block.bare());
        let is_within = is_of_site && text.len() <= title.len() + FEW && title.len() > 8;
        let rest = text.strip_prefix(title.as_str()).or_else(|| text.strip_suffix(title.as_str())).filter(|_| is_within);
        text == title || rest.is_some_and(|rest| level <= 1 || front::press::is_moment(rest))
    };
    if let Some(heading) = draft.blocks.iter_mut().take(6).find(is_title) {
        heading.role = Role::Gone;
    }
}

/// A short line before all else is the title where the source names none.
fn first_line(draft: &mut Draft) {
    const WORDS: usize = 20;
    let Some(first) = draft.blocks.first().filter(|_| draft.front.title.is_empty()) else { return };
    let text = first.bare().to_owned();
    let fits = first.role == Role::Text && first.lead.is_none() && first.edits.is_empty() && !text.contains(['*', '\n']);
    // What is said at a time is no title.
    let is_said = text.starts_with('[') && text.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if fits && !is_said && !text.ends_with(['.', ':', ';', ',', '!']) && text.split_whitespace().count() <= WORDS && draft.blocks.len() > 2
    {
        let line = draft.block_line(0);
        draft.note(line, "title", text.clone(), Kind::Found, Certainty::Unsure, Remark::TitleFirstLine);
        draft.blocks[0].role = Role::Gone;
        draft.front.title = text;
    }
}

/// The highest headings are of the second level.
fn levels(draft: &mut Draft) {
    let level = |block: &Block| if let Role::Heading(level) = block.role { Some(level) } else { None };
    let Some(highest) = draft.blocks.iter().filter_map(level).min() else { return };
    for block in &mut draft.blocks {
        if let Some(level) = level(block) {
            block.role = Role::Heading((level + 2).saturating_sub(highest).clamp(2, 6));
        }
    }
}

/// Links to an entry of the list are citations; other links within the source lead to the places that are marked, or nowhere.
fn inner_links(draft: &mut Draft, anchors: &BTreeMap<String, usize>, entries: &[usize]) {
    let links = draft.links.clone();
    let mut cited = 0;
    let blocks = draft.blocks.iter_mut().chain(draft.notes.iter_mut().flat_map(|note| &mut note.body));
    for block in blocks {
        for edit in &mut block.edits {
            let What::Link(link) = edit.what else { continue };
            let Some(name) = links.get(link as usize).and_then(|link| link.strip_prefix('#')) else { continue };
            if let Some(record) = anchors.get(name).and_then(|block| entries.binary_search(block).ok()) {
                edit.what = What::Cite(u32::try_from(record).unwrap_or(u32::MAX));
                cited += 1;
            }
        }
    }
    let shown = draft.blocks.iter().filter(|block| block.role != Role::Gone);
    let marks = shown.chain(draft.notes.iter().flat_map(|note| &note.body)).flat_map(|block| &block.edits);
    let places: BTreeSet<&str> = marks
        .filter_map(|edit| if let What::Begins(mark) = &edit.what { Some(mark) } else { None })
        .filter(|mark| mark.class == Milestone::PLACE)
        .map(|mark| &*mark.number)
        .collect();
    for link in &mut draft.links {
        if let Some(place) = link.strip_prefix('#') {
            *link = if places.contains(place) { format!("#{}", Milestone::id(place)) } else { String::new() };
        }
    }
    draft.report.citations += cited;
}

/// Where words link both to an address and to a record, the record keeps the address.
fn addresses(draft: &mut Draft) {
    let blocks = draft.blocks.iter().chain(draft.notes.iter().flat_map(|note| &note.body));
    for block in blocks {
        // No link stands in another.
        let mut links: Vec<(Span, u32)> =
            block.edits.iter().filter_map(|edit| if let What::Link(link) = edit.what { Some((edit.span, link)) } else { None }).collect();
        links.sort_unstable();
        for edit in &block.edits {
            let What::Cite(work) = edit.what else { continue };
            let next = links.get(links.partition_point(|(span, _)| span.end <= edit.span.start));
            let link = next.filter(|(span, _)| span.start < edit.span.end).and_then(|(_, link)| draft.links.get(*link as usize));
            if let (Some(link), Some(work)) = (link, draft.works.get_mut(work as usize))
                && work.url.is_empty()
                && !link.starts_with('#')
            {
                work.url.clone_from(link);
            }
        }
    }
}
