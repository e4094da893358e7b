//! Whether two files say the same to who reads them, however they are written.

use super::{
    Document, Link, LinkTarget,
    body::{Note, TextBlock},
    facts::{Citation, PageMark},
};

impl Document {
    /// Whether who reads one text reads the other: the same words, marked in the same way, with the same notes, citations and links. Where
    /// something stands in the file and how a note is labelled there is no part of it; `lead_alike` says whether two links, this one's and
    /// the other's, lead to the same.
    pub fn reads_as(&self, other: &Self, lead_alike: &dyn Fn(&Link, &Link) -> bool) -> bool {
        let (own, their) = (&self.body, &other.body);
        let note = |a: &Note, b: &Note| (a.number, a.marks, &a.pieces, a.text) == (b.number, b.marks, &b.pieces, b.text);
        let block = |a: &TextBlock, b: &TextBlock| (a.text, &a.id, a.note, &a.lang) == (b.text, &b.id, b.note, &b.lang);
        let citation = |a: &Citation, b: &Citation| {
            (&a.key, a.kind, &a.locator, &a.prefix, a.form, a.words) == (&b.key, b.kind, &b.locator, &b.prefix, b.form, b.words)
        };
        let page = |a: &PageMark, b: &PageMark| (&a.id, &a.label, a.at) == (&b.id, &b.label, b.at);
        let link = |a: &Link, b: &Link| {
            (&a.title, a.words, &a.accessed, &a.picture) == (&b.title, b.words, &b.accessed, &b.picture) && lead_alike(a, b)
        };
        own.text == their.text
            && own.values == their.values
            && own.pieces == their.pieces
            && alike(&own.notes, &their.notes, note)
            && alike(&own.blocks, &their.blocks, block)
            && alike(&self.facts.citations, &other.facts.citations, citation)
            && alike(&self.facts.pages, &other.facts.pages, page)
            && alike(&self.facts.links, &other.facts.links, link)
    }

    /// Whether a link of this file leads where one of another does, as far as that can be told of what is written: the same file seen from
    /// where each stands, or the same address.
    pub fn leads_as(&self, link: &Link, other: &Self, theirs: &Link) -> bool {
        match (&link.target, &theirs.target) {
            (LinkTarget::File(path, place), LinkTarget::File(their_path, their_place)) => {
                place == their_place && self.path.join(path) == other.path.join(their_path)
            }
            (one, two) => one == two,
        }
    }
}

fn alike<T>(own: &[T], their: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    own.len() == their.len() && own.iter().zip(their).all(|(a, b)| is_same(a, b))
}

#[cfg(test)]
mod tests {
    use crate::{base::RelPath, document};

    fn reads_as(one: (&str, &str), other: (&str, &str)) -> bool {
        let read = |(path, text): (&str, &str)| document::parse(&RelPath::new(path), text.as_bytes(), &|_, _| None);
        let (one, other) = (read(one), read(other));
        one.reads_as(&other, &|a, b| one.leads_as(a, &other, b))
    }

    #[test]
    fn a_text_reads_as_it_did_whatever_stands_in_its_front_matter() {
        let old = "---\ntitle: A\n---\n\nSee [b](b.md), *there*.[^1] [x](https://example.org/)\n\n[^1]: A note.\n";
        let at = "content/documents/a.md";
        for (path, text, expected) in [
            (at, old.to_owned(), true),
            (at, old.replace("title: A\n", "title: A\n# A remark.\nkeywords: [sea]\nhistory: [{version: \"1\", date: 2026}]\n"), true),
            (at, old.replace("[^1]", "[^note]"), true),
            ("content/documents/box/a.md", old.replace("b.md", "../b.md"), true),
            ("content/documents/box/a.md", old.to_owned(), false),
            (at, old.replace("b.md", "c.md"), false),
            (at, old.replace("b.md", "b.md#p-1"), false),
            (at, old.replace("example.org", "example.com"), false),
            (at, old.replace("*there*", "there"), false),
            (at, old.replace("A note.", "A word."), false),
        ] {
            assert_eq!(reads_as((path, &text), (at, old)), expected, "{path}\n{text}");
        }
    }
}
