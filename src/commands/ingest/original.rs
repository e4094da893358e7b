//! Whether a file still is what the program generated.
//!
//! A document says it itself: `generated:` under `source:` is the SHA-256 of all its other lines (`docs/FORMATS.md`). A
//! bibliography says it in a comment, its first line.

use std::borrow::Cow;

use super::sources::Source;
use crate::{
    base::{
        RelPath, Slug,
        digest::{RunningFixity, sha256},
    },
    commands::origin::{front_matter, origin},
    ingest::files_address,
};

/// Where the text as generated is kept, as the base of later merges.
pub fn base_path(path: &RelPath) -> String {
    format!(".scholion/base/{path}")
}

/// Where the new text is put when the editor's cannot be merged with it.
pub fn aside_path(path: &RelPath) -> String {
    format!(".scholion/conflicts/{path}")
}

/// Whether no one changed the document since it was generated.
pub fn is_untouched(document: &str) -> bool {
    let recorded = origin(document).generated;
    !recorded.is_empty() && recorded == digest_without(document, "generated:")
}

/// Whether no one changed the bibliography since it was generated.
pub fn is_untouched_bibliography(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    text.split_once('\n').is_some_and(|(first, rest)| first.strip_prefix("# generated: ") == Some(&sha256(rest.as_bytes())))
}

/// The stem of the library that a document names in its front matter.
pub fn library(document: &str) -> Option<&str> {
    let line = front_matter(document).lines().find_map(|line| line.strip_prefix(LIBRARY))?;
    line.trim().trim_matches(['\'', '"']).rsplit('/').next()?.strip_suffix(".yaml")
}

/// A document as generated, with the library of another document's name: both change together.
pub fn with_library<'a>(document: &'a str, stem: &str) -> Cow<'a, str> {
    if library(document).is_none_or(|own| own == stem) {
        return Cow::Borrowed(document);
    }
    let front = front_matter(document).len();
    let (front, text) = document.split_at(front);
    let line = |line: &str| {
        if line.starts_with(LIBRARY) { format!("{LIBRARY} ../bibliography/{stem}.yaml\n") } else { line.to_owned() }
    };
    let named: String = front.split_inclusive('\n').map(line).chain([text.to_owned()]).collect();
    Cow::Owned(signed(named))
}

/// A document as generated, with the day on which it was first made; as it is if there is no such day.
pub fn with_added(mut document: String, day: &str) -> String {
    if day.is_empty() {
        return document;
    }
    let front = front_matter(&document);
    let line = |line: &str| if line.starts_with("  generated:") { format!("  added: {day}\n{line}") } else { line.to_owned() };
    let (length, dated) = (front.len(), front.split_inclusive('\n').map(line).collect::<String>());
    document.replace_range(..length, &dated);
    signed(document)
}

/// A document as generated, whose files stand in the folder of its slug, and which leads to the text that it answers.
pub fn with_others(document: String, generated: &Slug, source: &Source) -> String {
    if *generated == source.slug && source.answered.is_none() {
        return document;
    }
    let folder = |slug: &Slug| format!("]({}", files_address(slug));
    let mut written =
        if *generated == source.slug { document.clone() } else { document.replace(&folder(generated), &folder(&source.slug)) };
    if let Some(answered) = &source.answered
        && let Some(end) = written.find("\n---\n\n")
    {
        let place = source.place();
        let address = place.to(answered.document.as_str());
        let title = answered.title.strip_prefix("Re:").unwrap_or(&answered.title).trim();
        // A message without a subject is called as its document is: a link without words leads nobody.
        let title = if title.is_empty() { answered.document.stem() } else { title };
        written.insert_str(end + "\n---\n\n".len(), &format!("Re: [{}]({address})\n\n", as_words(title)));
    }
    if written == document { document } else { signed(written) }
}

/// Words in which no sign is a mark of Markdown.
fn as_words(text: &str) -> String {
    let is_mark = |c: char| "\\`*_[]<>&$^~|=%@#{}!".contains(c);
    text.chars().flat_map(|c| is_mark(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A document that the program has changed, with the digest that it has now.
pub fn signed(mut document: String) -> String {
    let old = format!("generated: {}", origin(&document).generated);
    let digest = digest_without(&document, "generated:");
    if let Some(at) = document.find(&old) {
        document.replace_range(at..at + old.len(), &format!("generated: {digest}"));
    }
    document
}

const LIBRARY: &str = "bibliography:";

/// The SHA-256 of a document without the first line of its front matter that begins with `key`. Line ends
/// count as `\n`, since tools change them without anybody's doing.
fn digest_without(document: &str, key: &str) -> String {
    let document = if document.contains('\r') { Cow::Owned(document.replace("\r\n", "\n")) } else { Cow::Borrowed(document) };
    let front = front_matter(&document).len();
    let mut start = 0;
    for line in document[..front].split_inclusive('\n') {
        if line.trim_start().starts_with(key) {
            let mut running = RunningFixity::default();
            [&document[..start], &document[start + line.len()..]].iter().for_each(|part| running.add(part.as_bytes()));
            return running.finish().sha256();
        }
        start += line.len();
    }
    sha256(document.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::ingest::answers::Answered;

    /// A document as the program writes it.
    fn generated(body: &str) -> String {
        let without = format!("---\ntitle: A\nsource:\n  file: a.txt\n  sha256: 'abc'\n---\n\n{body}");
        without.replace("'abc'\n", &format!("'abc'\n  generated: {}\n", sha256(without.as_bytes())))
    }

    #[test]
    fn an_edit_shows_and_a_change_of_line_ends_does_not() {
        let document = generated("Text.\n");
        assert!(is_untouched(&document));
        assert!(is_untouched(&document.replace('\n', "\r\n")));
        assert!(!is_untouched(&document.replace("Text", "Next")));
        assert!(!is_untouched(&document.replace("title: A", "title: B")));
        assert!(!is_untouched("---\ntitle: A\n---\n"));
        assert!(!is_untouched("Text only.\n"));
    }

    #[test]
    fn an_answer_leads_with_words_to_what_it_answers() {
        for (title, expected) in [("Re: The pier", "The pier"), ("The pier", "The pier"), ("", "a"), ("Re:", "a")] {
            let (path, slug) = (RelPath::new("content/sources/b.eml"), Slug::from_stem("b"));
            let answered = Some(Answered { document: RelPath::new("content/documents/a.md"), title: title.to_owned() });
            let source = Source { path, part: None, pages: Vec::new(), parts: Vec::new(), answered, slug: slug.clone(), document: None };
            let written = with_others(generated("Text.\n"), &slug, &source);
            assert!(written.ends_with(&format!("\n---\n\nRe: [{expected}](a.md)\n\nText.\n")), "{written}");
        }
    }

    #[test]
    fn a_bibliography_is_marked() {
        let text = "references: []\n";
        let marked = format!("# generated: {}\n{text}", sha256(text.as_bytes()));
        assert!(is_untouched_bibliography(&marked));
        assert!(!is_untouched_bibliography(&marked.replace("[]", "[{}]")));
        assert!(!is_untouched_bibliography("references: []\n"));
    }
}
