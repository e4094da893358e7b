//! The document in the making, and what a rule is.

use scholion_reference::Record;

use scholion_base::{Span, source_text::Source};

use super::{
    attached::AttachedFile,
    block::{Block, Milestone, Role},
    front_matter::Front,
    lines::{self, Layout, Line, State},
    note::{Mark, Note},
    remark::Remark,
    report::{self, Certainty, Finding, Kind, Report},
};

/// A step of a pass: it reads the draft, changes it, and reports.
pub struct Rule {
    /// Its name in the report. What it does is said to editors in their language: `ingest.rules` of `templates/strings/`.
    pub name: &'static str,
    /// The step.
    pub apply: fn(&mut Draft, &'static str),
}

/// The document in the making.
#[derive(Debug, Default)]
pub struct Draft {
    pub source: Source,
    /// Whether the source is Markdown.
    pub is_markdown: bool,
    /// Whether its text was recognised on scans, page by page.
    pub is_recognised: bool,
    /// Files that it brings along.
    pub files: Vec<AttachedFile>,
    /// Whether it brought front matter along.
    pub has_matter: bool,
    /// Whether its front matter says that it cites by keys.
    pub cites: bool,
    /// Where its text begins.
    pub text_from: usize,
    /// Where its comments stand, and whether they are HTML's.
    pub comments: Vec<(std::ops::Range<usize>, bool)>,
    pub lines: Vec<Line>,
    /// How they are laid out.
    pub layout: Layout,
    /// Stretches of the lines that are no words of the text, in order: what a transcriber marked.
    pub unprinted: Vec<Span>,
    /// Where pages begin by marks that were typed in: behind these places of the source.
    pub pages: Vec<(u32, Milestone)>,
    /// The marks with which notes begin, by line index, in order.
    pub marks: Vec<Mark>,
    /// The line with the heading of a section of endnotes, if there is one.
    pub notes_heading: Option<usize>,
    /// Its head, if it is printed as those of articles are and no blank lines divide it.
    pub head: super::head::Head,
    /// The running text, and what is still among it.
    pub blocks: Vec<Block>,
    /// The notes, in the order of their markers once these are bound.
    pub notes: Vec<Note>,
    /// The words of the text, for mending hyphens.
    pub vocabulary: super::hyphen::Vocabulary,
    /// The addresses that words of a structured source link to.
    pub links: Vec<String>,
    /// The front matter.
    pub front: Front,
    /// The works, in the order of the list of references, then of the notes.
    pub works: Vec<Record>,
    /// How many of the works stand in the list of references; they come first.
    pub listed: usize,
    /// What was found.
    pub report: Report,
}

impl Draft {
    /// The draft of a source before the first pass.
    pub fn new(bytes: &[u8]) -> Self {
        let source = Source::decode(bytes);
        let mut lines = lines::lines(&source);
        let layout = lines::lay_out(&mut lines, &source);
        let report = Report { encoding: source.encoding.to_owned(), ..Report::default() };
        Self { source, lines, layout, report, ..Self::default() }
    }

    /// Has the source's text as a rule made it, of as many bytes and the same lines.
    pub fn cover(&mut self, text: String) {
        self.source.text = text;
        self.lines = lines::lines(&self.source);
        self.lay_out();
    }

    /// Looks again at how the lines are laid out, since some are text no more or stand elsewhere.
    pub fn lay_out(&mut self) {
        self.layout = lines::lay_out(&mut self.lines, &self.source);
    }

    /// The number, from 1, in the source of the line with this index.
    pub fn number_of(&self, index: usize) -> u32 {
        self.lines.get(index).map_or(0, |line| line.number)
    }

    /// The words of the line with this index.
    pub fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| line.span.of(&self.source.text))
    }

    /// Takes a line out, and says so.
    pub fn drop_line(&mut self, index: usize, rule: &'static str, sure: Certainty) {
        let text = self.line(index).to_owned();
        if let Some(line) = self.lines.get_mut(index) {
            line.state = State::Dropped;
            self.say(self.number_of(index), rule, text, Kind::Dropped, sure);
        }
    }

    /// Takes a block out of the text, and says so. Its words are among the omissions.
    pub fn drop_block(&mut self, index: usize, rule: &'static str, sure: Certainty) {
        if let Some(block) = self.blocks.get_mut(index) {
            block.role = Role::Gone;
            let (line, text) = (block.line(&self.source), block.text.replace('\n', " "));
            self.say(line, rule, text, Kind::Dropped, sure);
        }
    }

    /// Lists a label among the omissions: its words became a key of the front matter.
    pub fn label(&mut self, line: u32, rule: &'static str, label: &str) {
        let label = label.replace(['*', '_', '\n'], " ");
        let label = label.trim();
        if !label.is_empty() {
            self.say(line, rule, label, Kind::Dropped, Certainty::Sure);
        }
    }

    /// Adds a finding.
    pub fn say(&mut self, line: u32, rule: &'static str, text: impl Into<String>, kind: Kind, sure: Certainty) {
        self.report.findings.push(Finding { line, rule, text: text.into(), kind, sure, remark: None });
    }

    /// Adds a finding with a remark.
    pub fn note(&mut self, line: u32, rule: &'static str, text: impl Into<String>, kind: Kind, sure: Certainty, remark: Remark) {
        self.report.findings.push(Finding { line, rule, text: text.into(), kind, sure, remark: Some(remark) });
    }

    /// Settles what depends on all passes, and puts the findings in the order of the source.
    pub fn finish(&mut self) {
        let front = &mut self.front;
        if front.kind.is_none() && !front.container.is_empty() && (!front.volume.is_empty() || !front.doi.is_empty()) {
            front.kind = Some(scholion_reference::Kind::Journal);
        }
        self.report.works = self.works.len();
        self.report.findings.sort_by_key(|finding| finding.line);
    }

    /// Lets go of what was written: a large text need not be held twice.
    pub fn release(&mut self) {
        (self.lines, self.blocks, self.notes) = (Vec::new(), Vec::new(), Vec::new());
        self.vocabulary = super::hyphen::Vocabulary::default();
    }

    /// The line, from 1, on which a block begins.
    pub fn block_line(&self, index: usize) -> u32 {
        self.blocks.get(index).map_or(0, |block| block.line(&self.source))
    }

    /// The index of the last block before `index` that is not gone.
    pub fn before(&self, index: usize) -> Option<usize> {
        (0..index.min(self.blocks.len())).rev().find(|&index| self.blocks[index].role != Role::Gone)
    }

    /// The index of the first block behind `index` that is not gone.
    pub fn after(&self, index: usize) -> Option<usize> {
        (index + 1..self.blocks.len()).find(|&index| self.blocks[index].role != Role::Gone)
    }
}

/// Says so if the file could not be read in full.
pub fn unreadable(draft: &mut Draft) {
    let encoding = draft.source.encoding;
    if draft.source.unreadable > 0 {
        let count = draft.source.unreadable;
        draft.note(1, report::ENCODING, encoding, Kind::Doubtful, Certainty::Unsure, Remark::Unreadable { n: count });
    } else if draft.source.doubtful {
        draft.note(1, report::ENCODING, encoding, Kind::Doubtful, Certainty::Unsure, Remark::EncodingDoubtful);
    } else if draft.source.guessed {
        draft.note(1, report::ENCODING, encoding, Kind::Found, Certainty::Likely, Remark::EncodingGuessed);
    }
}

/// The first characters of a text, for reports.
pub fn beginning(text: &str, characters: usize) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
