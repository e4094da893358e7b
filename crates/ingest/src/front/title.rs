//! The title, in each language, and the rubric above it.

use crate::{
    block::{self, Block, Role, Told},
    chars::{self, End},
    draft::Draft,
    front::{head, news, people, speakers, zone},
    furniture::web,
    heads::headings::opens_text,
    lexicon,
    recognise::{items, moments, patronymic, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure},
        Kind,
    },
};
use scholion_base::text::fold;

/// The longest title, in bytes.
const LONGEST: usize = 500;

/// A block that may be a title or a rubric.
struct Candidate {
    block: usize,
    lang: String,
    /// Whether "For citation" names it.
    cited: bool,
    /// Whether it looks like something else: a date, an address of several lines, the name of a division.
    weak: bool,
}

/// Takes the title: the one that "For citation" names, or the first of the candidates that is no rubric.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let candidates = candidates(draft);
    let own: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.lang == draft.front.lang).collect();
    // A text whose title is in another language has that one.
    let pool: Vec<&Candidate> = if own.is_empty() { candidates.iter().collect() } else { own };
    if !draft.front.title.is_empty() {
        // A distributor's frame names it; the book prints it again.
        let title = fold(&draft.front.title);
        if let Some(again) = pool.iter().map(|candidate| candidate.block).find(|&block| fold(&words(draft, block)) == title) {
            draft.drop_block(again, rule, Sure);
        }
        return;
    }
    if head::title(draft, rule) || subject(draft, rule) {
        return;
    }
    // A source in Markdown may say which of its lines is the title.
    let marked = |candidate: &&Candidate| draft.blocks[candidate.block].text.starts_with("# ");
    let cited = pool.iter().position(|candidate| candidate.cited).or_else(|| {
        let alone = draft.blocks.iter().filter(|block| block.text.starts_with("# ")).count() == 1;
        pool.iter().position(marked).filter(|_| alone)
    });
    let place = cited.unwrap_or_else(|| choose(draft, rule, &pool));
    let Some(title) = pool.get(place).map(|candidate| candidate.block) else {
        if draft.front.salutation.is_some() {
            draft.note(1, rule, "", Kind::Doubtful, Likely, Remark::LetterUntitled);
        }
        return;
    };
    let sure = if cited.is_some() || pool.len() == 1 { Sure } else { Likely };
    draft.front.title = take(draft, title, rule, sure, "title");
    if draft.front.people.is_empty()
        && draft.front.salutation.is_none()
        && let Some((name, own)) = people::before_title(&draft.front.title)
    {
        let own = own.to_owned();
        let line = draft.block_line(title);
        draft.front.add_person(scholion_reference::Role::Author, &name, &[]);
        draft.label(line, rule, draft.front.title.strip_suffix(own.as_str()).unwrap_or("").to_owned().as_str());
        draft.note(line, rule, name, Kind::Found, Likely, Remark::AuthorBeforeTitle);
        draft.front.title = own;
    }
    let mut last = title;
    // A title that breaks off goes on in the next line.
    while chars::end_of(&draft.front.title) == End::Cut
        && let Some(next) = draft.after(last).filter(|next| pool.iter().any(|candidate| candidate.block == *next))
    {
        let more = take(draft, next, rule, Likely, "title");
        draft.front.title = format!("{} {more}", draft.front.title);
        last = next;
    }
    draft.front.title_block = Some(last);
    let rest: Vec<(usize, String)> = candidates
        .iter()
        .map(|candidate| (candidate.block, candidate.lang.clone()))
        .filter(|&(block, _)| draft.blocks[block].role != Role::Gone)
        .collect();
    for (block, lang) in rest {
        let text = words(draft, block);
        // On a page of the web menus and buttons stand there.
        let rubric = menus_end(draft) == 0 || !web::is_page(draft);
        if block < title && rubric && is_short(&text) && !text.contains("](") && !holds_symbol(&text) && moments::full_date(&text).is_none()
        {
            let empty = match draft.front.part(&lang) {
                None => draft.front.section.is_empty(),
                Some(part) => part.section.is_empty(),
            };
            if empty {
                let section = take(draft, block, rule, Likely, "section");
                match draft.front.part(&lang) {
                    None => draft.front.section = section,
                    Some(part) => part.section = section,
                }
            }
        } else if lang != draft.front.lang && block > title && is_second_title(draft, block, &lang) {
            let title = take(draft, block, rule, Likely, "title");
            if let Some(part) = draft.front.part(&lang) {
                part.title = title;
            }
        }
    }
}

/// Takes the title from "Subject: …" above the text of a letter or memorandum.
fn subject(draft: &mut Draft, rule: &'static str) -> bool {
    for index in 0..draft.front.end.min(draft.blocks.len()) {
        if !matches!(draft.blocks[index].role, Role::Text | Role::Lines) || draft.blocks[index].text.len() > LONGEST {
            continue;
        }
        let text = words(draft, index);
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

/// The place of the title among the candidates that "For citation" does not name.
fn choose(draft: &mut Draft, rule: &'static str, pool: &[&Candidate]) -> usize {
    let Some(first) = pool.iter().position(|candidate| !candidate.weak) else { return 0 };
    // A page of the web has much above its headline, which stands above the byline.
    if let Some(byline) = draft.front.byline_block.filter(|_| web::is_page(draft)) {
        let above: Vec<usize> = (0..pool.len()).filter(|&place| !pool[place].weak && pool[place].block < byline).collect();
        if above.len() > 3
            && let Some(&last) = above.last()
        {
            return last;
        }
    }
    let Some(next) = pool.iter().skip(first + 1).position(|candidate| !candidate.weak).map(|next| first + 1 + next) else { return first };
    let (above, below) = (pool[first].block, pool[next].block);
    if draft.after(above) == Some(below) && is_rubric(draft, above, below) {
        return next;
    }
    let (name, title) = (words(draft, above), words(draft, below));
    if names_bodies(&name) && title.split(' ').count() >= 4 && people::names_of(draft, &title).is_none() {
        return next;
    }
    if above + 1 == below && draft.front.container.is_empty() && news::is_outlet(&name) && title.len() > name.len() {
        draft.front.container = take(draft, above, rule, Likely, "container-title");
        return next;
    }
    // The author's name above the title, as books print it.
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let initials = name.split(' ').filter(|word| word.ends_with('.')).count() > 0;
    let full = patronymic::with_patronymic(&name);
    let genre = draft.after(below).is_some_and(|genre| lexicon::is_one_of(&words(draft, genre), &scholion_lang::GENRE));
    if let Some(full) = full.as_ref().filter(|_| above + 1 == below && draft.front.salutation.is_none()) {
        draft.front.add_person(scholion_reference::Role::Author, full, &[]);
        let line = draft.block_line(above);
        draft.note(line, rule, name, Kind::Found, Likely, Remark::AuthorAboveTitle);
        draft.drop_block(above, rule, Likely);
        return next;
    }
    // Three names and more are no title.
    let several = people::names_of(draft, &name).filter(|names| names.len() >= 3 && names.iter().all(|name| name.contains(' ')));
    if let Some(names) = several
        && above + 1 == below
        && draft.front.salutation.is_none()
        && title.split(' ').count() >= 3
        && people::names_of(draft, &title).is_none()
    {
        names.iter().for_each(|name| draft.front.add_person(scholion_reference::Role::Author, name, &[]));
        let line = draft.block_line(above);
        draft.note(line, rule, name, Kind::Found, Likely, Remark::AuthorAboveTitle);
        draft.drop_block(above, rule, Likely);
        return next;
    }
    if above + 1 == below
        && (initials || (capitals(&name) && capitals(&title) && genre))
        && draft.front.salutation.is_none()
        && people::names_of(draft, &name).is_some_and(|names| names.len() == 1)
        && people::names_of(draft, &title).is_none()
    {
        draft.front.add_person(scholion_reference::Role::Author, &name, &[]);
        let line = draft.block_line(above);
        draft.note(line, rule, name, Kind::Found, Likely, Remark::AuthorAboveTitle);
        draft.drop_block(above, rule, Likely);
        return next;
    }
    first
}

fn candidates(draft: &Draft) -> Vec<Candidate> {
    let cited: Vec<String> = draft.front.own_record.iter().map(|record| fold(&record.title)).filter(|title| title.len() > 8).collect();
    let mut candidates = Vec::new();
    let is_page = web::is_page(draft);
    let menus = if is_page { menus_end(draft) } else { 0 };
    for (index, block) in draft.blocks.iter().enumerate().take(draft.front.end.max(1)).skip(menus) {
        let text = block.bare();
        if !matches!(block.role, Role::Text | Role::Lines) || text.len() > LONGEST || !text.contains(char::is_alphabetic) {
            continue;
        }
        // A body without its head.
        if block.told != Told::Not && opens_text(text) {
            continue;
        }
        let folded = fold(text);
        let cited = cited.iter().any(|title| is_part(&folded, title));
        let ends = chars::end_of(text);
        let closed = ends == End::Closed && !text.ends_with(['?', '!', '…', '»', '”', '’', '"', ')']);
        let is_title = (!closed || block.text.starts_with("# "))
            && !lexicon::is_affiliation(text)
            && !text.contains("://")
            && !prose::is_labelled_summary(text)
            && !text.starts_with('©')
            && !block.text.starts_with("— ");
        // "The General Assembly," and "Dear Sir," begin what follows.
        // So does a sentence of a story: "He shut the book. She smiled and said:".
        let opens = text.ends_with([',', ':', ';'])
            && (text.split_whitespace().count() <= 6 || draft.layout.width.is_none() || text.contains(". "));
        let spoken = speakers::speaker(&block.text).is_some_and(|speaker| draft.front.speakers.contains(speaker.name));
        // Above a salutation only what names itself is a title.
        let address = draft.front.salutation.is_some_and(|salutation| index <= salutation) && !names_itself(text);
        // An item of a menu or a list.
        let lower = text.get(..40.min(text.len())).unwrap_or("").to_lowercase();
        let caption = scholion_lang::CAPTION.iter().any(|label| lower.strip_prefix(label).is_some_and(|rest| rest.starts_with(':')));
        let head = !draft.front.speakers.is_empty() && speakers::head(text).is_some();
        if opens || spoken || address || caption || head || items::bullet(&block.text).is_some() {
            continue;
        }
        // What follows the name of the first chapter belongs to the chapter.
        if let Some(division) = lexicon::division(text)
            && !cited
            && draft.blocks.iter().skip(index + 1).any(|other| divides_alike(other, division.rank))
        {
            break;
        }
        // A paragraph that ends with a quotation is one all the same.
        let told = prose::is_prose(text) && ends == End::Closed && !block.text.starts_with("# ");
        if cited || (is_title && !told) || (index == 0 && text.len() < 200) {
            let several = block.role == Role::Lines && draft.layout.width.is_none() && index > 0;
            let weak = several
                || lexicon::division(text).is_some()
                || (index > 0 && (moments::full_date(text).is_some() || chars::start_of(text) == chars::Start::Running))
                || (block.role == Role::Lines && moments::full_date(text).is_some())
                || (is_page && text.split(' ').count() <= 2)
                || holds_symbol(text)
                // Who took a text from a data base, and when.
                || moments::is_in_numbers(text) && (1..=4).contains(&moments::words_beside(text));
            candidates.push(Candidate { block: index, lang: zone::language_of(draft, text, None), cited, weak: weak && !cited });
        }
    }
    candidates
}

/// Where the last menu above a text ends, on a page of the web: nothing above it is a title. A row of buttons under the
/// byline is none.
fn menus_end(draft: &Draft) -> usize {
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

/// Whether a block is the name of a division that stands as high as one before it.
fn divides_alike(block: &Block, rank: u8) -> bool {
    block.text.len() <= 200 && lexicon::division(block.bare()).is_some_and(|other| other.rank == rank)
}

/// Whether a line holds the symbol of a document: "A/RES/77/412", "AG/RES. 1234".
fn holds_symbol(text: &str) -> bool {
    text.split_whitespace().count() <= 30
        && text.contains(|c: char| c.is_ascii_digit())
        && text.split_whitespace().any(|word| {
            let word = word.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | ';'));
            word.split('/').count() >= 2
                && word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '.'))
        })
}

/// Whether a line above a salutation is a title: in capitals, or with a word for the kind of document.
fn names_itself(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_alphabetic()).count() > 8 && !text.chars().any(char::is_lowercase);
    (capitals && text.split_whitespace().count() >= 3) || lexicon::is_document_word(chars::first_word(text))
}

/// Whether one folded title is the other, or most of its beginning: subtitles are left out often.
fn is_part(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 12 && (long.starts_with(short) && (short.len() * 3 >= long.len() || short.contains(' ')) || short == long)
}

/// Whether the first of two blocks is a rubric above a title: a few words, in capitals or known as such, and
/// what follows is longer and no list of names.
fn is_rubric(draft: &Draft, first: usize, second: usize) -> bool {
    let (a, b) = (words(draft, first), words(draft, second));
    let capitals = !a.chars().any(char::is_lowercase);
    let next_capitals = !b.chars().any(char::is_lowercase);
    let names = super::people::names_of(draft, &b).is_some();
    lexicon::is_one_of(&a, &scholion_lang::RUBRIC)
        || (is_short(&a)
            && capitals
            && !next_capitals
            && b.len() > a.len()
            && !names
            && b.split_whitespace().count() > 3
            && lexicon::division(&b).is_none())
}

/// Whether a line names a university and a part of it, and little else, as the title page of a thesis does above the title.
fn names_bodies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bodies = scholion_lang::INSTITUTION.iter().filter(|word| lower.contains(*word)).count();
    bodies >= 2 && text.split_whitespace().count() <= 8 && lexicon::is_affiliation(chars::first_word(text))
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= 8 && text.len() < 140
}

/// Whether a block behind the title is the title in another language: it reads like a heading, and other
/// parts of the front matter are in that language.
fn is_second_title(draft: &Draft, block: usize, lang: &str) -> bool {
    let text = &draft.blocks[block].text;
    let part = draft.front.translations.get(lang);
    let others = part
        .is_some_and(|part| !part.abstract_.is_empty() || !part.keywords.is_empty() || !part.people.is_empty() || !part.section.is_empty());
    let cited = draft.front.cite_as.iter().any(|(cited, _)| cited == lang);
    (others || cited) && part.is_none_or(|part| part.title.is_empty()) && prose::is_heading_like(text)
        || part.is_some_and(|part| part.title.is_empty()) && (others || cited) && text.len() < 300 && text.len() > 12
}

fn words(draft: &Draft, index: usize) -> String {
    block::bare(&draft.blocks[index].text).trim_start_matches(['#', ' ']).replace('\n', " ")
}

fn take(draft: &mut Draft, index: usize, rule: &'static str, sure: crate::report::Certainty, what: &str) -> String {
    let text = words(draft, index);
    let line = draft.block_line(index);
    draft.blocks[index].role = Role::Gone;
    draft.note(line, rule, text.clone(), Kind::Found, sure, Remark::Field { field: what.into() });
    text
}
