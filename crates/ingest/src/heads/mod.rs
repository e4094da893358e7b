//! The head of an article as print has it: which of its first lines are title, names, addresses, abstract, where no blank line says so.
//!
//! 1. [`features`]: what is seen of a line;
//! 2. [`decoder`]: the best labels of lines, and what others would cost;
//! 3. [`Labeller`]: a linear-chain conditional random field over lines, with the weights of `weights.bin`, under what rules forbid;
//! 4. [`RULES`]: the head is found, if it is one of an article and its parts are not parted by blank lines anyway: then the rules of
//!    [`front`](crate::front) read it better;
//! 5. [`apart`]: the headings of a book, by its list of contents and its layout; [`body`], [`headings`], [`compounds`]: those of a text that
//!    has no blank lines either, by a second model.
//!
//! `docs/HEAD_MODEL.md` says what the weights were learned from, and what is known of them.

mod apart;
pub mod body;
mod compounds;
mod decoder;
pub mod features;
pub mod headings;
mod summaries;

pub use crate::head::Part;

use std::sync::LazyLock;

use scholion_reference::{crf::Model, features::Attributes};

use crate::{
    block::Told,
    chars,
    draft::{Draft, Rule},
    head::Head,
    hyphen::Vocabulary,
    lexicon,
    lines::{Line, State},
    recognise::{journal, language},
};
use decoder::Decoder;
use features::{Gap, HeadLine};

/// The rules of this pass.
pub const RULES: &[Rule] = &[Rule { name: "head", apply: find }, Rule { name: "heading-line", apply: in_text }];

/// The weights that come with the program.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("weights.bin")));
    &MODEL
}

/// Most lines that are looked at: a head with a long abstract, and what tells that the text has begun.
pub const REACH: usize = 150;
/// Of so many of the first lines one may be the title.
const TITLES: usize = 40;
/// The fewest characters of a line that goes on to the margin.
const FULL: u16 = 45;
/// So many lines of text in a row end a head.
const TEXT: usize = 5;
/// So many nats must speak for the edges of a title to be sure: of titles on which the model was not trained, at most 2 in 100 that are sure
/// are wrong (`docs/HEAD_MODEL.md`).
const CERTAIN: f32 = 4.0;
/// A head is one only if the labels of its lines are as probable as this, in the mean of a line.
const SURE: f32 = 0.7;

/// The first lines of a text with all that a model asks of them.
pub struct Labeller<'m> {
    decoder: Decoder<'m>,
}

impl<'m> Labeller<'m> {
    /// Looks at the lines, for these weights.
    pub fn of(model: &'m Model, lines: &[HeadLine]) -> Self {
        let mut attributes = Attributes::default();
        features::attributes(lines, &mut attributes);
        let allowed = lines.iter().map(|line| allowed(&features::unspaced(line.text))).collect();
        Self { decoder: Decoder::new(model, attributes, allowed) }
    }

    /// What each of the lines is, and how probable that is in the mean of a line. A head has a title: if none stands among the best
    /// labels, the line is taken that costs least.
    pub fn parts(&mut self) -> (Vec<Part>, f32) {
        let (mut parts, mut probability, _) = self.label();
        let has_names = parts.iter().any(|part| matches!(part, Part::Author | Part::Affiliation));
        if has_names && !parts.contains(&Part::Title) {
            let mut best = i32::MIN;
            for at in 0..parts.len().min(TITLES) {
                if let Some(sum) = self.decoder.label_if(at, Part::Title.bit())
                    && sum > best
                {
                    (best, parts, probability) = (sum, self.named(), self.decoder.probability(sum));
                }
            }
        }
        (parts, probability)
    }

    /// How much speaks for the title among these parts, in nats: what the best labels lose if its first or last line were none, or the line
    /// before or behind it one.
    pub fn margin(&mut self, parts: &[Part]) -> f32 {
        let (.., best) = self.label();
        let title = |at: &usize| parts.get(*at) == Some(&Part::Title);
        let edges = (0..parts.len()).filter(|at| title(at) != at.checked_sub(1).is_some_and(|before| title(&before)));
        let edges: Vec<usize> = edges.flat_map(|at| [at.checked_sub(1), Some(at)]).flatten().collect();
        let mut least = i32::MAX;
        for at in edges {
            let other = if title(&at) { !Part::Title.bit() } else { Part::Title.bit() };
            if let Some(sum) = self.decoder.label_if(at, other) {
                least = least.min(best - sum);
            }
        }
        self.decoder.nats(least)
    }

    /// The best labels, how probable they are in the mean of a line, and the sum of weights that speaks for them.
    fn label(&mut self) -> (Vec<Part>, f32, i32) {
        let best = self.decoder.label();
        (self.named(), self.decoder.probability(best), best)
    }

    fn named(&self) -> Vec<Part> {
        let part = |place: &u8| Part::ALL.get(usize::from(*place)).copied().unwrap_or_default();
        self.decoder.places().iter().map(part).collect()
    }
}

/// What the words of a line let it be, as bits: what names itself is nothing else.
fn allowed(line: &str) -> u32 {
    let all = (1 << Part::ALL.len()) - 1;
    if lexicon::behind_label(line, scholion_lang::RUNNING_TITLE.iter().map(|label| (label, ()))).is_some() {
        return Part::Other.bit();
    }
    if lexicon::is_one_of(line, &scholion_lang::ABSTRACT) {
        return all & !(Part::Title.bit() | Part::Author.bit() | Part::Affiliation.bit());
    }
    let is_rubric = lexicon::is_one_of(line, &scholion_lang::RUBRIC) || lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING);
    if line.contains(['@', '©']) || line.contains("://") || line.contains("www.") || is_rubric || journal::is_journal_line(line) {
        return all & !Part::Title.bit();
    }
    all
}

/// Finds the head, if the text has one whose parts no blank lines divide.
fn find(draft: &mut Draft, _rule: &'static str) {
    if draft.is_markdown {
        return;
    }
    let text = || (0..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text).take(REACH);
    if text().count() < 6 {
        return;
    }
    let mut lines = Vec::new();
    let mut last = None;
    for index in text() {
        let gap = match last {
            None => Gap::First,
            Some(_) if draft.lines[index].page_before => Gap::Page,
            Some(last) if last + 1 == index => Gap::None,
            Some(_) => Gap::Blank,
        };
        lines.push(HeadLine { text: draft.line(index), gap });
        last = Some(index);
    }
    // Where a blank line stands before every line, all parts are divided: nobody need ask what they are.
    if !lines.iter().any(|line| line.gap == Gap::None) {
        return;
    }
    // What names itself the beginning of the text is none of its head.
    let begins = lines.iter().position(|line| is_opening(line.text) || lexicon::is_references_heading(line.text));
    let mut labeller = Labeller::of(model(), lines.get(..begins.map_or(lines.len(), |at| at + 1)).unwrap_or(&[]));
    let (parts, probability) = labeller.parts();
    let end = end(&parts).min(begins.unwrap_or(parts.len()));
    let head = parts.get(..end).unwrap_or(&[]);
    // Where the introduction follows at once, no text stands before it.
    let before_text = if begins == Some(end) { end } else { summaries::before_text(&lines, head) };
    let head = head.get(..before_text).unwrap_or(head);
    if probability < SURE || !is_head(head) || is_divided(&lines, head) {
        return;
    }
    let is_sure = labeller.margin(&parts) >= CERTAIN;
    let (places, abstracts) = (addresses(&lines, head), summaries::abstracts(&lines, head));
    let keywords = summaries::column(&lines, head);
    let part = |at: usize, part: Part| match (places.get(at), abstracts.get(at)) {
        (Some(true), _) => Part::Affiliation,
        (_, Some(true)) => Part::Abstract,
        _ if keywords.contains(&at) => Part::Keywords,
        // "Anna Berg · Karl Holm" below a title.
        _ if part == Part::Title && at > 0 && lines.get(at).is_some_and(|line| is_dotted_names(line.text)) => Part::Author,
        _ => part,
    };
    let found = text().zip(head).enumerate().map(|(at, (index, given))| (draft.number_of(index), part(at, *given))).collect();
    draft.head = Head { lines: found, is_sure };
}

/// The headings of the text; where it has such, the one above it is one too.
fn in_text(draft: &mut Draft, rule: &'static str) {
    if apart::find(draft) {
        return;
    }
    headings::find(draft, rule);
    if !draft.lines.iter().any(|line| line.told != Told::Not) {
        return;
    }
    let text = (0..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text).take(REACH);
    let head = draft.head.end();
    let first = text.filter(|&index| draft.number_of(index) > head).find(|&index| {
        let line = draft.line(index);
        draft.lines[index].told != Told::Not || is_opening(line) && chars::first_word(line).chars().all(|c| !c.is_lowercase())
    });
    // In a table of contents numbers stand at the ends of lines.
    let is_counted = |line: &str| line.starts_with(char::is_numeric) || line.ends_with(char::is_numeric);
    let is_full = |line: &Line| line.state == State::Text && line.told == Told::Not && line.length >= FULL;
    if let Some(index) = first
        && draft.lines.get(index + 1).is_some_and(is_full)
        && !is_counted(draft.line(index + 1))
        && let Some(line) = draft.lines.get_mut(index).filter(|line| line.told == Told::Not)
    {
        line.told = Told::Heading;
    }
}

/// Whether a line is the heading of an introduction, a number or the letter A before it.
pub fn is_opening(line: &str) -> bool {
    lexicon::is_introduction(["A. ", "A) "].into_iter().find_map(|letter| line.strip_prefix(letter)).unwrap_or(line))
}

/// For each line of a head whether it is an address among the names, by the letters or numbers that count the addresses from the first on
/// below the names: "a Institute of Tides", "b Museum of the Ford".
fn addresses(lines: &[HeadLine], head: &[Part]) -> Vec<bool> {
    let mut found = vec![false; head.len()];
    let mut count: u8 = 0;
    let mut names = false;
    for (at, part) in head.iter().enumerate() {
        let text = lines.get(at).map_or("", |line| line.text);
        if counts_address(text, count) && names {
            count += 1;
            if let Some(found) = found.get_mut(at).filter(|_| *part == Part::Author) {
                *found = true;
            }
        } else if count > 0
            && *part == Part::Author
            && lexicon::is_affiliation(text)
            && let Some(found) = found.get_mut(at)
        {
            // An address goes on.
            *found = true;
        }
        names |= *part == Part::Author;
    }
    // One alone may be a name behind the mark of the one before.
    if count < 2 {
        found.fill(false);
    }
    found
}

/// Whether a line is names between points at half height.
fn is_dotted_names(line: &str) -> bool {
    let pieces: Vec<&str> = line.split(['·', '•']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let is_named = |word: &str| word.starts_with(char::is_uppercase) || scholion_reference::names::is_particle(word);
    let is_name = |piece: &&str| (2..=5).contains(&piece.split(' ').count()) && piece.split(' ').all(is_named);
    line.contains(['·', '•']) && pieces.iter().all(is_name) && !pieces.is_empty()
}

/// Whether a line begins with the letter or the number behind so many others, and a capital behind it.
fn counts_address(line: &str, before: u8) -> bool {
    let Some((mark, rest)) = line.split_once(' ') else { return false };
    let letter = (before < 25).then(|| char::from(b'a' + before));
    let is_next = mark.chars().next() == letter && mark.len() == 1 || mark.parse::<u32>().ok() == Some(u32::from(before) + 1);
    is_next && rest.starts_with(char::is_uppercase) && rest.split(' ').count() > 1
}

/// Where the head ends: before the first lines of text, or what stands behind them.
fn end(parts: &[Part]) -> usize {
    let mut run = 0;
    for (at, part) in parts.iter().enumerate() {
        run = if *part == Part::Text { run + 1 } else { 0 };
        if run == TEXT {
            return at + 1 - TEXT;
        }
    }
    parts.len() - run
}

/// Whether these are the parts of an article's head: a title, those who wrote it, and what only articles have.
fn is_head(head: &[Part]) -> bool {
    let has = |part: Part| head.contains(&part);
    let marks = [Part::Affiliation, Part::Contact, Part::Abstract, Part::Keywords, Part::Identifier];
    has(Part::Title) && (has(Part::Author) || has(Part::Affiliation)) && marks.into_iter().filter(|part| has(*part)).count() >= 2
}

/// Whether blank lines stand between most parts.
fn is_divided(lines: &[HeadLine], head: &[Part]) -> bool {
    let (mut borders, mut blanks) = (0, 0);
    for (pair, line) in head.windows(2).zip(lines.iter().skip(1)) {
        let [before, part] = pair else { continue };
        if before != part {
            borders += 1;
            blanks += usize::from(line.gap != Gap::None);
        }
    }
    blanks * 2 > borders
}

/// How a line of the head goes on from the one right before it: `None` if it begins something else, else whether its break is kept.
pub fn joined(draft: &Draft, last: usize, index: usize, vocabulary: &Vocabulary) -> Option<crate::block::Joint> {
    let (before, part) = (draft.head.part(draft.number_of(last)), draft.head.part(draft.number_of(index))?);
    let (earlier, line) = (draft.line(last), draft.line(index));
    let begins = |labels| lexicon::label(line, labels).is_some_and(|label| label.closed);
    let is_labelled = lexicon::label(line, &scholion_lang::ABSTRACT).is_some() && chars::end_of(earlier) == chars::End::Closed;
    if before != Some(part) || is_labelled || begins(&scholion_lang::ABSTRACT) || begins(&scholion_lang::KEYWORDS) {
        return None;
    }
    // "Mathematics Subject Classification (2010) 60J10" goes on with no list of keywords.
    if part == Part::Keywords && journal::is_classification(line) {
        return None;
    }
    // A title in two languages.
    if part == Part::Title && language::is_other(earlier, line) {
        return None;
    }
    let goes_on = || Some(crate::hyphen::joint(earlier, line, vocabulary).0);
    let is_alone = |line: &str| line.len() <= 80 && !line.contains([',', ';', '·', '•', '|']) && !line.ends_with('-');
    match part {
        // "Keywords", and each on a line of its own.
        Part::Keywords if is_alone(earlier) && is_alone(line) => Some(crate::block::Joint::Line),
        Part::Title | Part::Abstract | Part::Keywords | Part::Text => goes_on(),
        Part::Author => {
            let is_open =
                earlier.ends_with([',', ';', '&', '-']) || scholion_lang::AND.contains(&crate::chars::last_word(earlier).to_lowercase());
            // A given name alone behind the last mark, or a particle: the family name stands on the next line.
            let tail = earlier.rsplit([',', ';', '&']).next().unwrap_or("").split_whitespace();
            let tail: Vec<String> =
                tail.map(str::to_lowercase).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
            let name = tail.rsplit(|word| scholion_lang::AND.contains(word)).next().unwrap_or(&[]);
            let is_particle = |word: &String| scholion_reference::names::is_particle(word);
            let is_cut = name.len() < 2 || name.last().is_some_and(is_particle);
            let runs_on = line.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '&'));
            if is_open || is_cut || runs_on { goes_on() } else { Some(crate::block::Joint::Line) }
        }
        // The parts of an electronic address are no halves of a word.
        _ if earlier.contains('@') || line.contains('@') => None,
        _ if line.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')')) || earlier.ends_with([',', '-']) => goes_on(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_an_introduction_may_be_counted() {
        assert!(is_opening("A. Einleitung") && is_opening("1 Introdução") && is_opening("Introduction"));
        assert!(!is_opening("A. Berg") && !is_opening("A. The introduction of mills"));
    }

    #[test]
    fn names_between_points_are_no_title() {
        assert!(is_dotted_names("Anna Berg · Karl von Holm ·") && !is_dotted_names("Mills · fords and weirs"));
    }

    #[test]
    fn addresses_are_counted_below_the_names() {
        let check = |texts: &[&str]| {
            let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
            addresses(&lines, &vec![Part::Author; lines.len()])
        };
        assert_eq!(check(&["Anna Berg a,b, Karl Holm b", "a Marsh House, Wexcombe", "b Museum of the Ford"]), [false, true, true]);
        assert_eq!(check(&["Anna Berg 1", "1 Marsh House, Wexcombe", "2 Ford Museum", "Karl Holm"]), [false, true, true, false]);
        assert_eq!(check(&["Ana Ruiz", "e Joana Prado", "a Ilha"]), [false; 3]);
    }
}
