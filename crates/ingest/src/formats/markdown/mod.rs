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
//! 6. [`shown`]: what a reader sees of it, for the account of words.
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

pub use signs::is_markdown;
pub use tags::RULE;

use crate::{
    draft::Draft,
    formats::Shown,
    matter,
    remark::Remark,
    report::{Certainty, Kind},
};
use scholion_base::{RelPath, comment, source_text::Source};

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

/// The text of the document, carried over if it is known to be so; `None` of a text that the passes for plain text have to read.
pub fn write(draft: &mut Draft, file_name: &str, is_carried: bool) -> Option<String> {
    let text = draft.source.text.get(draft.text_from..).filter(|_| draft.is_markdown)?;
    match if is_carried { Way::Carried } else { Way::of(text, draft.has_matter) } {
        Way::Carried => draft.note(1, RULE, "", Kind::Found, Certainty::Sure, Remark::MarkdownCarried),
        Way::Printed => {
            draft.note(1, RULE, "", Kind::Found, Certainty::Unsure, Remark::MarkdownPrinted);
            return None;
        }
        Way::Plain => return None,
    }
    hidden::leave_out(draft);
    let body = body::Body::of(draft, is_scripted(file_name));
    let mut page = leaves::read(&body, draft);
    let mut patches = patches::Patches::default();
    let own = titles::language_of(file_name).map_or("", |(_, lang)| lang);
    tags::find(&body, &page, draft, own, &mut patches);
    links::mend(&body, &page, draft, &mut patches);
    rules::apply(&body, &mut page, draft, file_name, &mut patches);
    if draft.has_matter && body.text.trim().is_empty() {
        draft.note(1, RULE, "", Kind::Doubtful, Certainty::Unsure, Remark::NoText);
    }
    patches::lay(&body, &page, draft, &mut patches);
    Some(patches.apply(&body.text))
}

/// Whether a file is Markdown with programs in it, by its name.
fn is_scripted(file_name: &str) -> bool {
    RelPath::new(file_name).extension() == "mdx"
}

/// The words of a source that a reader sees, by line; `None` of one that is not carried over.
pub fn shown(file_name: &str, is_markdown: bool, source: &Source) -> Option<Vec<Shown>> {
    if !is_markdown {
        return None;
    }
    let text = comment::blanked(&source.text);
    let said = matter::shown(&text);
    let (from, mut lines) = said.clone().unwrap_or_default();
    let rest = text.get(from..).filter(|rest| Way::of(rest, said.is_some()) == Way::Carried)?;
    let rest = &*tags::addressed(rest);
    let body = body::Body::rewritten(rest, from, is_scripted(file_name));
    let line = |at: usize| source.line_at(leaves::offset(body.source_at(at)));
    lines.extend(shown::words(&body.text).into_iter().map(|(at, words)| (line(at), words)));
    Some(lines)
}
