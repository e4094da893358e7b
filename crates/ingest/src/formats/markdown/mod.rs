//! Markdown: its text is carried over as it is written, since a document is Markdown of the same dialect.
//!
//! 1. [`signs`]: whether a text is Markdown, and whether it was taken from print all the same; then the passes for plain text read it;
//! 2. [`body`]: the text behind the front matter, without its comments and what it hides ([`hidden`]), and where each part of it stands in the source;
//!    [`rewrite`]: what other programs write otherwise than our dialect;
//! 3. [`leaves`]: a walk over the parser's events gives paragraphs, headings, cells and notes as blocks, for the rules that look for works,
//!    speakers and names, and the places of what stands among their words;
//! 4. [`rules`]: what stands in lines with colons above the text ([`labels`], [`joplin`]), the title ([`titles`]), tags ([`keywords`]), and what those rules find;
//! 5. [`patches`]: what changes in the text: headings a level lower, what went to the front matter or the bibliography, links around
//!    citations; [`tags`]: what programs that make sites put among the words; [`links`] that lead to no page;
//! 6. [`shown`]: what a reader sees of it, for the account of words; [`unchanged`]: what a document has of it as it stands.
//!
//! Sources: CommonMark 0.31.2, GitHub Flavored Markdown 0.29, the Pandoc manual (3.5), Obsidian's help, and the manuals of Hugo, Zola,
//! Jekyll and Quarto.

mod body;
mod hidden;
mod joplin;
mod keywords;
mod labels;
mod leaves;
mod links;
mod patches;
mod rewrite;
mod rules;
pub mod shown;
mod signs;
mod tags;
#[cfg(test)]
mod tests;
mod titles;
mod unchanged;

pub use signs::is_markdown;
pub use tags::RULE;
pub use unchanged::Parsed;

use crate::{
    draft::Draft,
    formats::Shown,
    matter,
    remark::Remark,
    report::{Certainty, Kind},
};
use scholion_base::{RelPath, comment, source_text::Source};
use std::borrow::Cow;

/// Which way a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It is carried over.
    Carried,
    /// It is Markdown, but was taken from print.
    Printed,
    /// Nothing in it is more than words.
    Plain,
}

impl Way {
    /// Of Markdown behind its front matter, its comments blank.
    fn of(text: &str, has_matter: bool) -> Self {
        if signs::is_printed(text) {
            Self::Printed
        } else if has_matter || signs::is_marked(text) || joplin::is_raw(text) {
            Self::Carried
        } else {
            Self::Plain
        }
    }
}

/// The text of the document, carried over if `seen` is known, which is what a reader sees of the source; `None` of a text that the passes for
/// plain text have to read. Where both are made of the same words, these are read on the way.
pub fn write(draft: &mut Draft, file_name: &str, seen: &mut Option<Carried>) -> Option<String> {
    let text = draft.source.text.get(draft.text_from..).filter(|_| draft.is_markdown)?;
    match if seen.is_some() { Way::Carried } else { Way::of(text, draft.has_matter) } {
        Way::Carried => draft.note(1, RULE, "", Kind::Found, Certainty::Sure, Remark::MarkdownCarried),
        Way::Printed => {
            draft.note(1, RULE, "", Kind::Found, Certainty::Unsure, Remark::MarkdownPrinted);
            return None;
        }
        Way::Plain => return None,
    }
    hidden::leave_out(draft);
    let own;
    let (body, mut page) = match seen.as_mut().filter(|seen| seen.is_all_of(draft)) {
        Some(seen) => {
            let mut shown = shown::Shown::default();
            let page = leaves::read(&seen.body, draft, Some(&mut shown));
            seen.read = Some((shown.end(), unchanged::tops(&page)));
            (&seen.body, page)
        }
        None => {
            own = body::Body::of(draft, is_scripted(file_name));
            let page = leaves::read(&own, draft, None);
            (&own, page)
        }
    };
    let mut patches = patches::Patches::default();
    let lang = titles::language_of(file_name).map_or("", |(_, lang)| lang);
    tags::find(body, &page, draft, lang, &mut patches);
    links::mend(body, &page, draft, &mut patches);
    rules::apply(body, &mut page, draft, file_name, &mut patches);
    if draft.has_matter && body.text.trim().is_empty() {
        draft.note(1, RULE, "", Kind::Doubtful, Certainty::Unsure, Remark::NoText);
    }
    patches::lay(body, &page, draft, &mut patches);
    Some(patches.apply(&body.text))
}

/// Whether a file is Markdown with programs in it, by its name.
fn is_scripted(file_name: &str) -> bool {
    RelPath::new(file_name).extension() == "mdx"
}

/// The words of a source that a reader sees, by line; `None` of one that is not carried over.
pub fn shown(file_name: &str, is_markdown: bool, source: &Source) -> Option<Vec<Shown>> {
    Carried::of(file_name, is_markdown, source).map(|seen| seen.lines(source).0)
}

/// What a reader sees of a source that is carried over.
pub struct Carried {
    /// What its front matter says, by line.
    said: Vec<Shown>,
    /// The text behind it.
    body: body::Body,
    /// Where that begins in the source.
    from: usize,
    /// Whether it stands so in the source: nothing was taken out, and nothing else written in the place of an address.
    is_as_written: bool,
    /// What was read of it, if it was read.
    read: Option<Read>,
}

/// The words of the blocks of a text and where each begins, and where blocks begin that nothing holds.
type Read = (Vec<(usize, String)>, Vec<usize>);

impl Carried {
    /// `None` of a source that is not carried over.
    pub fn of(file_name: &str, is_markdown: bool, source: &Source) -> Option<Self> {
        if !is_markdown {
            return None;
        }
        let text = comment::blanked(&source.text);
        let said = matter::shown(&text);
        let has_matter = said.is_some();
        let (from, said) = said.unwrap_or_default();
        let rest = text.get(from..).filter(|rest| Way::of(rest, has_matter) == Way::Carried)?;
        let rest = tags::addressed(rest);
        let is_as_written = matches!((&text, &rest), (Cow::Borrowed(_), Cow::Borrowed(_)));
        let body = body::Body::rewritten(&rest, from, is_scripted(file_name));
        Some(Self { said, body, from, is_as_written, read: None })
    }

    /// Whether the text of the document is made of the very same words: then it need not be read twice.
    fn is_all_of(&self, draft: &Draft) -> bool {
        self.is_as_written && self.from == draft.text_from && draft.comments.is_empty()
    }

    /// The words of the source, by line; and the text, if the document was made of it as it is.
    pub fn lines(self, source: &Source) -> (Vec<Shown>, Option<Parsed>) {
        let Self { said: mut lines, body, read, .. } = self;
        let line = |at: usize| source.line_at(leaves::offset(body.source_at(at)));
        let (words, tops) = read.map_or_else(|| (shown::words(&body.text), None), |(words, tops)| (words, Some(tops)));
        let starts = || words.iter().map(|(at, _)| *at).collect();
        let known = tops.map(|tops| (tops, starts(), lines.len()));
        lines.extend(words.into_iter().map(|(at, words)| (line(at), words)));
        (lines, known.map(|(tops, starts, said)| Parsed { text: body.text, tops, starts, said }))
    }
}
