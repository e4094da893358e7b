//! The head of an article as print has it: which of its first lines are title, names, addresses, abstract, where no blank line says so.
//!
//! 1. [`features`]: what is seen of a line;
//! 2. [`decoder`]: the best labels of lines, and what others would cost;
//! 3. [`Labeller`]: a linear-chain conditional random field over lines, with the weights of `weights.bin`, under what rules forbid;
//! 4. [`RULES`]: the head is found, if it is one of an article and its parts are not parted by blank lines anyway: then the rules of
//!    [`front`](crate::front) read it better;
//! 5. [`body`], [`headings`]: the headings of a text that has no blank lines either, by a second model.
//!
//! `docs/HEAD_MODEL.md` says what the weights were learned from, and what is known of them.

pub mod body;
mod decoder;
pub mod features;
pub mod headings;

pub use crate::head::Part;

use std::sync::LazyLock;

use scholion_reference::{crf::Model, features::Attributes};

use crate::{
    draft::{Draft, Rule},
    head::Head,
    hyphen::Vocabulary,
    lexicon,
    lines::State,
    recognise::journal,
};
use decoder::Decoder;
use features::{Gap, HeadLine};

/// The rules of this pass.
pub const RULES: &[Rule] = &[Rule { name: "head", apply: find }, Rule { name: "heading-line", apply: headings::find }];

/// The weights that come with the program.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("weights.bin")));
    &MODEL
}

/// Most lines that are looked at: a head with a long abstract, and what tells that the text has begun.
pub const REACH: usize = 150;
/// Of so many of the first lines one may be the title.
const TITLES: usize = 40;
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
    let begins = lines.iter().position(|line| lexicon::is_introduction(line.text) || lexicon::is_references_heading(line.text));
    let mut labeller = Labeller::of(model(), lines.get(..begins.map_or(lines.len(), |at| at + 1)).unwrap_or(&[]));
    let (parts, probability) = labeller.parts();
    let end = end(&parts).min(begins.unwrap_or(parts.len()));
    let head = parts.get(..end).unwrap_or(&[]);
    if probability < SURE || !is_head(head) || is_divided(&lines, head) {
        return;
    }
    let is_sure = labeller.margin(&parts) >= CERTAIN;
    let found = text().zip(head).map(|(index, part)| (draft.number_of(index), *part)).collect();
    draft.head = Head { lines: found, is_sure };
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
    if before != Some(part) {
        return None;
    }
    let (earlier, line) = (draft.line(last), draft.line(index));
    let goes_on = || Some(crate::hyphen::joint(earlier, line, vocabulary).0);
    match part {
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
