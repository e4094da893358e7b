//! The title, in each language, and the rubric above it.

use crate::{
    block::{self, Block, Role, Told},
    chars::{self, End},
    contents,
    draft::{Draft, beginning},
    front::{above, head, letter, news, people, posted, speakers, titled, zone},
    front_matter::plain_case,
    furniture::web,
    heads::headings::opens_text,
    hyphen, lexicon,
    recognise::{items, language, moments, prose},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
    uncased,
};
use scholion_base::text::fold;
use scholion_reference::names;

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
    // What "For citation" names counts more than the looks of lines.
    let named = pool.iter().find(|candidate| candidate.cited).map(|candidate| candidate.block);
    if named.is_none_or(|block| head::is_title(draft, block)) && head::title(draft, rule) || letter::subject(draft, rule) {
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
        && let Some((name, own)) = above::before_title(&draft.front.title)
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
    while let Some(next) = draft.after(last).filter(|next| pool.iter().any(|candidate| candidate.block == *next))
        && (titled::breaks_off(&draft.front.title) || goes_on_as_cited(draft, next))
    {
        let more = take(draft, next, rule, Likely, "title");
        draft.front.title = format!("{} {more}", draft.front.title);
        last = next;
    }
    draft.front.title_block = Some(last);
    if cited.is_none() && above::is_doubtful(draft, title) {
        let (line, words) = (draft.block_line(title), beginning(&draft.front.title, 80));
        draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::HeadUnsure);
    }
    let rest: Vec<(usize, String)> = candidates
        .iter()
        .map(|candidate| (candidate.block, candidate.lang.clone()))
        .filter(|&(block, _)| draft.blocks[block].role != Role::Gone)
        .collect();
    for (block, lang) in rest {
        let text = words(draft, block);
        // On a page of the web menus and buttons stand there.
        let rubric = posted::menus_end(draft) == 0 || !web::is_page(draft);
        if block < title
            && rubric
            && is_section(draft, &text)
            && !text.contains("](")
            && !above::holds_symbol(&text)
            && moments::full_date(&text).is_none()
        {
            let empty = match draft.front.part(&lang) {
                None => draft.front.section.is_empty(),
                Some(part) => part.section.is_empty(),
            };
            if draft.front.container.is_empty() && news::names_site(draft, &text) {
                draft.front.container = take(draft, block, rule, Likely, "container-title");
            } else if empty {
                let section = take(draft, block, rule, Likely, "section");
                match draft.front.part(&lang) {
                    None => draft.front.section = section,
                    Some(part) => part.section = section,
                }
            }
        } else if draft.after(title) == Some(block)
            && language::is_other(&draft.front.title, &text)
            && people::names_of(draft, &text).is_none()
        {
            let (lang, _) = language::detect(&text);
            if draft.front.part(lang).is_some_and(|part| part.title.is_empty()) {
                let title = take(draft, block, rule, Likely, "title");
                draft.front.part(lang).into_iter().for_each(|part| part.title.clone_from(&title));
            }
        } else if lang != draft.front.lang && block > title && !above::is_signed(&text) && is_second_title(draft, block, &lang) {
            let title = take(draft, block, rule, Likely, "title");
            if let Some(part) = draft.front.part(&lang) {
                part.title = title;
            }
        }
    }
}

/// Whether a block goes on with the title as "For citation" names it.
fn goes_on_as_cited(draft: &Draft, next: usize) -> bool {
    let joined = fold(&format!("{} {}", draft.front.title, words(draft, next)));
    joined.len() > 12 && draft.front.own_record.iter().any(|record| fold(&record.title).starts_with(&joined))
}

/// Whether a line above the title may be a rubric: few words, and neither the line of a journal nor an address or names.
fn is_section(draft: &Draft, text: &str) -> bool {
    let initials = || text.split(' ').any(|word| word.ends_with('.') && word.chars().count() == 2);
    let has_year = text.split(|c: char| !c.is_numeric()).any(above::is_year);
    // "2 Museum of Salt": an address.
    is_short(text)
        && !has_year
        && !text.starts_with(|c: char| c.is_numeric())
        && !above::is_masthead(text)
        && !lexicon::is_affiliation(text)
        && !(initials() && people::names_of(draft, text).is_some())
}

/// The place of the title among the candidates that "For citation" does not name.
fn choose(draft: &mut Draft, rule: &'static str, pool: &[&Candidate]) -> usize {
    // What says that it is an interview, and with whom, is its title, whatever project stands above it.
    let is_interview = draft.front.kind == Some(scholion_reference::Kind::Interview);
    let shouts = |block: usize| !words(draft, block).contains(char::is_lowercase);
    if let Some(place) = pool.iter().take(4).position(|candidate| is_interview && titled::says(&words(draft, candidate.block)))
        && pool.iter().take(place).all(|candidate| shouts(candidate.block))
    {
        return place;
    }
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
    // What stands right above a labelled byline, if the first line has a year.
    if let Some(place) = above_byline(draft, pool).filter(|&place| place > first) {
        return place;
    }
    let mut place = first;
    // A rubric, and names below it.
    for _ in 0..4 {
        let named = draft.front.people.len();
        let Some(next) = beyond(draft, rule, pool, place) else { break };
        place = next;
        // Below names stands the title; what says what kind of document it is, is one.
        let is_title = pool.get(place).is_some_and(|next| lexicon::is_document_word(chars::first_word(&words(draft, next.block))));
        if draft.front.people.len() > named || is_title {
            break;
        }
    }
    place
}

/// The place of the candidate right above a byline with a label, where a year stands in the line above all.
fn above_byline(draft: &Draft, pool: &[&Candidate]) -> Option<usize> {
    let is_labelled = |index: usize| {
        let text = words(draft, index);
        let label = lexicon::behind_label(&text, scholion_lang::BYLINE.iter().map(|label| (label, ())));
        label.is_some_and(|(.., rest)| people::labelled_names(draft, rest).is_some())
    };
    // Or above one that was taken before.
    let is_taken = |block: usize| {
        let byline = draft.front.byline_block.filter(|byline| *byline > block && !web::is_page(draft));
        byline.is_some_and(|byline| {
            draft.blocks.get(block + 1..=byline).is_some_and(|between| between.iter().all(|block| block.role == Role::Gone))
        })
    };
    let place = pool.iter().position(|candidate| is_taken(candidate.block) || draft.after(candidate.block).is_some_and(is_labelled))?;
    // "The Mill, no. 3, 1931", but not "The ford in 1914".
    let has_year = |block: usize| {
        let line = words(draft, block);
        let (before, year) = line.rsplit_once(' ').unwrap_or(("", ""));
        above::is_year(year) && before.ends_with([',', '،'])
    };
    let is_dated = (pool.first()?.block..pool.get(place)?.block).any(has_year);
    (is_dated && !draft.is_markdown).then_some(place)
}

/// The place of the candidate behind one that is no title, but stands above one.
fn beyond(draft: &mut Draft, rule: &'static str, pool: &[&Candidate], first: usize) -> Option<usize> {
    let strong = |from: usize| pool.iter().enumerate().skip(from + 1).find(|(_, candidate)| !candidate.weak).map(|(place, _)| place);
    let next = strong(first)?;
    let (above, below) = (pool.get(first)?.block, pool.get(next)?.block);
    let is_named = lexicon::is_one_of(&words(draft, above), &scholion_lang::RUBRIC);
    if (is_named || draft.after(above) == Some(below)) && is_rubric(draft, above, below) {
        return Some(next);
    }
    // A rubric above the names, and the title below them.
    if let Some(third) = strong(next).and_then(|place| pool.get(place)).map(|candidate| candidate.block)
        && is_section(draft, &words(draft, above))
        && is_above_names(draft, above, below, third)
    {
        return Some(next);
    }
    let (name, title) = (words(draft, above), words(draft, below));
    if above + 1 == below && draft.front.container.is_empty() && news::names_site(draft, &name) && title.len() > name.len() {
        draft.front.container = take(draft, above, rule, Likely, "container-title");
        return Some(next);
    }
    if let Some(names) = above::authors(draft, above, below) {
        take_authors(draft, rule, above, &names);
        return Some(next);
    }
    let lines = above::lines(draft, above);
    let are_bodies = lines.len() > 1 && lines.iter().all(|line| lexicon::is_affiliation(line));
    if (above::names_bodies(&name) || are_bodies) && title.split(' ').count() >= 3 && people::names_of(draft, &title).is_none() {
        return Some(next);
    }
    // "MINISTRY OF SALT", and below it "REPORT ON THE PANS".
    let is_report = lexicon::is_document_word(chars::first_word(&title)) && above + 1 == below && name.split(' ').count() <= 8;
    let body = plain_case(chars::first_word(&name));
    let is_body = body.chars().count() > 4 && names::is_body(&body) && chars::first_word(&name) != body;
    if is_report && (is_body || above::again(draft, &name, below) == 0) && above::again(draft, &title, below) > 0 {
        return Some(next);
    }
    // The author's name above the title, as books print it, and what they call the work below it.
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let genre = draft.after(below).is_some_and(|genre| lexicon::is_one_of(&words(draft, genre), &scholion_lang::GENRE));
    if above + 1 == below
        && genre
        && capitals(&name)
        && capitals(&title)
        && draft.front.salutation.is_none()
        && people::names_of(draft, &name).is_some_and(|names| names.len() == 1)
        && people::names_of(draft, &title).is_none()
    {
        take_authors(draft, rule, above, &[name]);
        return Some(next);
    }
    None
}

/// Makes the names above a title its authors.
fn take_authors(draft: &mut Draft, rule: &'static str, block: usize, names: &[String]) {
    names.iter().for_each(|name| draft.front.add_person(scholion_reference::Role::Author, name, &[]));
    let (line, printed) = (draft.block_line(block), words(draft, block));
    draft.note(line, rule, printed, Kind::Found, Likely, Remark::AuthorAboveTitle);
    draft.drop_block(block, rule, Likely);
}

/// Whether three lines are a rubric, names and a title: an abstract or keywords follow, and words of the third come again in the text.
fn is_above_names(draft: &Draft, rubric: usize, names: usize, title: usize) -> bool {
    let front = draft.blocks.get(title + 1..draft.front.end.min(draft.blocks.len())).unwrap_or(&[]);
    let has_summary = !draft.front.keywords.is_empty() || !draft.front.abstract_.is_empty();
    let label = words(draft, rubric);
    let (count, again) = (above::again(draft, &words(draft, title), title), above::again(draft, &label, title));
    let is_clear = !label.contains(char::is_lowercase) || above::is_signed(&words(draft, names));
    let is_strange = again == 0 && label.split(' ').count() <= 3 && is_clear;
    (has_summary && front.iter().any(|block| block.role == Role::Gone) || is_strange)
        && !above::is_signed(&label)
        && count >= 2
        && count > again
        && above::authors(draft, names, title).is_some()
}

fn candidates(draft: &Draft) -> Vec<Candidate> {
    let cited: Vec<String> = draft.front.own_record.iter().map(|record| fold(&record.title)).filter(|title| title.len() > 8).collect();
    let headline = news::page_name(draft).map(|(headline, ..)| headline);
    let mut candidates = Vec::new();
    let is_page = web::is_page(draft);
    let menus = if is_page { posted::menus_end(draft) } else { 0 };
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
        let cited = cited.iter().any(|title| is_part(&folded, title)) || headline.as_ref() == Some(&folded);
        let ends = chars::end_of(text);
        let closed = ends == End::Closed && !text.ends_with(['?', '!', '…', '»', '”', '’', '"', ')']);
        let is_address = text.starts_with("www.") && !text.contains(' ');
        let is_title = (!closed || block.text.starts_with("# "))
            && !lexicon::is_affiliation(text)
            && !text.contains("://")
            && !is_address
            && !prose::is_labelled_summary(text)
            && !text.starts_with('©')
            && !block.text.starts_with("— ");
        // "The General Assembly," and "Dear Sir," begin what follows.
        // So does a sentence of a story: "He shut the book. She smiled and said:".
        let opens = text.ends_with([',', ':', ';'])
            && (text.split_whitespace().count() <= 6 || draft.layout.width.is_none() || text.contains(". "));
        let spoken = speakers::speaker(&block.text).is_some_and(|speaker| draft.front.speakers.contains(speaker.name));
        // In a letter only what names itself is a title: below it stand greetings.
        let address = draft.front.salutation.is_some() && !names_itself(text);
        // An item of a menu or a list.
        let lower = text.get(..40.min(text.len())).unwrap_or("").to_lowercase();
        let caption = scholion_lang::CAPTION.iter().any(|label| lower.strip_prefix(label).is_some_and(|rest| rest.starts_with(':')));
        let head = !draft.front.speakers.is_empty() && speakers::head(text).is_some();
        let leads = uncased::greets(text) || block.text.lines().next().is_some_and(|line| contents::entry(line).is_some());
        // The words of a telegram or a card are its text, and none would be left.
        let is_all = !cited && !block.text.starts_with("# ") && titled::is_all(draft, index);
        if (opens && !cited) || spoken || address || caption || head || leads || is_all || items::bullet(&block.text).is_some() {
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
        // A page that was recognised by itself begins anywhere.
        let is_body = draft.is_recognised && (text.starts_with(char::is_lowercase) || text.ends_with('-') || closed && is_sentence(text));
        // Below its text stands no title.
        if draft.is_recognised && (is_body || told) && !cited {
            break;
        }
        // A page that begins in the midst of a sentence, and ends it, has none.
        let goes_on = closed && text.starts_with(char::is_lowercase) || is_address;
        if cited || (is_title && !told) || (index == 0 && text.len() < 200 && !goes_on) {
            let several = block.role == Role::Lines && text.contains('\n') && draft.layout.width.is_none() && index > 0;
            let weak = several && !lexicon::is_document_word(chars::first_word(text))
                || lexicon::division(text).is_some()
                || (index > 0 && (moments::full_date(text).is_some() || chars::start_of(text) == chars::Start::Running))
                || (block.role == Role::Lines && moments::full_date(text).is_some())
                || (is_page && text.split(' ').count() <= 2)
                || above::is_masthead(text) && !block.text.starts_with("# ")
                || above::holds_symbol(text)
                // Who took a text from a data base, and when.
                || moments::is_in_numbers(text) && (1..=4).contains(&moments::words_beside(text));
            candidates.push(Candidate { block: index, lang: zone::language_of(draft, text, None), cited, weak: weak && !cited });
        }
    }
    candidates
}

/// Whether words with a point at their end are a sentence: titles of old prints have points, too, but few words, or capitals.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words >= 5 && text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() * 2 > words
}

/// Whether a block is the name of a division that stands as high as one before it.
fn divides_alike(block: &Block, rank: u8) -> bool {
    block.text.len() <= 200 && lexicon::division(block.bare()).is_some_and(|other| other.rank == rank)
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
    let label = lexicon::behind_label(&b, scholion_lang::BYLINE.iter().map(|label| (label, ())));
    let is_byline = label.is_some_and(|(.., rest)| people::labelled_names(draft, rest).is_some());
    let names = is_byline || titled::is_credit(draft, second) || people::names_of(draft, &b).is_some();
    lexicon::is_one_of(&a, &scholion_lang::RUBRIC)
        || (is_short(&a)
            && capitals
            && !next_capitals
            && b.len() > a.len()
            && !names
            && b.split_whitespace().count() > 3
            && lexicon::division(&b).is_none())
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
    hyphen::in_one_line(block::bare(&draft.blocks[index].text).trim_start_matches(['#', ' ']))
}

fn take(draft: &mut Draft, index: usize, rule: &'static str, sure: crate::report::Certainty, what: &str) -> String {
    let text = words(draft, index);
    let line = draft.block_line(index);
    draft.blocks[index].role = Role::Gone;
    draft.note(line, rule, text.clone(), Kind::Found, sure, Remark::Field { field: what.into() });
    text
}
