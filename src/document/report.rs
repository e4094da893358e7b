//! Reading YAML that people wrote: values of the right shape, and a word on each that has another.

use std::borrow::Cow;

use scholion_anchor::Quote;

use super::file;
use crate::base::{
    Diagnostic, Lang, Message, RelPath, Span, comment,
    diagnostic::meant,
    say,
    yaml::{self, Node, Pair, Tree},
};

/// What is found while a file, or its front matter, is read.
pub(super) struct Report<'a> {
    pub path: &'a RelPath,
    /// Where the YAML begins in the file.
    offset: usize,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    /// A report on the YAML that begins at `offset` of the file.
    pub fn new(path: &'a RelPath, offset: usize) -> Self {
        Self { path, offset, diagnostics: Vec::new() }
    }

    /// Where the text begins whose places are told.
    pub fn begins_at(&self) -> usize {
        self.offset
    }

    /// From now on the places are those of a text that begins here; gives where the one before does.
    pub fn begin_at(&mut self, offset: usize) -> usize {
        std::mem::replace(&mut self.offset, offset)
    }

    /// A report on a file that is YAML as a whole, and its text.
    pub fn on_file<'b>(path: &'a RelPath, bytes: &'b [u8]) -> (Self, Cow<'b, str>) {
        let (text, diagnostics) = file::decode(path, bytes);
        let offset = file::without_bom(&text).1;
        let text = match (text, offset) {
            (text, 0) => text,
            (Cow::Borrowed(text), offset) => Cow::Borrowed(text.get(offset..).unwrap_or("")),
            (Cow::Owned(mut text), offset) => {
                text.drain(..offset);
                Cow::Owned(text)
            }
        };
        (Self { path, offset, diagnostics }, text)
    }

    /// All that was found, in the order of the text.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        self.diagnostics.shrink_to_fit();
        self.diagnostics
    }

    /// The nodes of the YAML; `None` if it does not read. What stands under the keys `hiding` may hold comments: it is Markdown, or not
    /// published.
    pub fn tree<'t>(&mut self, yaml: &'t str, hiding: &[&str]) -> Option<Tree<'t>> {
        match yaml::read(yaml) {
            Ok(tree) => {
                for doubled in &tree.doubled {
                    let message = say::duplicate_key(&doubled.key);
                    let diagnostic = Diagnostic::error(self.path, message).at(self.span(doubled.again));
                    let first = self.span(doubled.first);
                    let diagnostic = diagnostic.hint(say::duplicate_key_hint());
                    self.diagnostics.push(diagnostic.related(self.path, Some(first), say::first_stands_here()));
                }
                if comment::shown(yaml) {
                    self.shown_comments(&tree.root, hiding);
                }
                Some(tree)
            }
            Err(fault) => {
                let hint = say::bad_yaml_hint();
                let hint = fault.hint.unwrap_or(hint);
                self.error(fault.message, fault.span.unwrap_or_default(), hint);
                None
            }
        }
    }

    /// Says of values in which other programs would see a comment that it hides nothing.
    fn shown_comments(&mut self, node: &Node<'_>, hiding: &[&str]) {
        if node.text().is_some_and(comment::shown) {
            let hint = say::comment_shown_hint();
            self.warning(say::comment_shown(), node.span, hint);
        }
        node.list().unwrap_or(&[]).iter().for_each(|item| self.shown_comments(item, hiding));
        for pair in node.map().unwrap_or(&[]).iter().filter(|pair| !hiding.contains(&pair.key.as_ref())) {
            self.shown_comments(&pair.value, hiding);
        }
    }

    /// The value as text, trimmed; a list or mapping is wrong.
    pub fn text(&mut self, key: &str, value: &Node<'_>) -> String {
        match value.text() {
            Some(text) => text.trim().to_owned(),
            None => {
                self.wrong(key, value, say::expected_text());
                String::new()
            }
        }
    }

    /// The value as the tag of a language; one that cannot be one is reported.
    pub fn lang(&mut self, value: &Node<'_>) -> Lang {
        let text = self.text("lang", value);
        if text.is_empty() { Lang::default() } else { self.lang_tag(&text, value.span) }
    }

    /// A tag of a language that stands at a place; one that cannot be one is reported.
    pub fn lang_tag(&mut self, tag: &str, place: Span) -> Lang {
        if !Lang::is_tag(tag) {
            let hint = say::bad_lang_hint();
            self.warning(say::bad_lang(tag), place, hint);
            // It stands in attributes and addresses all the same.
            return Lang::new(&tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>());
        }
        Lang::new(tag)
    }

    /// The value as `true` or `false`; nothing is `None`, anything else is wrong.
    pub fn truth(&mut self, key: &str, value: &Node<'_>) -> Option<bool> {
        let truth = value.truth();
        if truth.is_none() && !value.is_null() {
            self.wrong(key, value, say::expected_truth());
        }
        truth
    }

    /// The value as a quotation: words, with what stands around them.
    pub fn quote(&mut self, value: &Node<'_>) -> Option<Quote> {
        let mut quote = Quote::default();
        // The words alone may stand there as they are.
        if value.text().is_some() {
            quote.exact = self.text("quote", value);
        } else {
            for pair in self.map("quote", value, say::expected_quote())? {
                // White space at the ends belongs to what stands around.
                let part = pair.value.text().map(str::to_owned);
                let part = part.unwrap_or_else(|| self.text(&pair.key, &pair.value));
                match pair.key.as_ref() {
                    "exact" => quote.exact = part,
                    "prefix" => quote.prefix = part,
                    "suffix" => quote.suffix = part,
                    _ => self.unknown(pair, &["exact", "prefix", "suffix"], &[]),
                }
            }
        }
        if quote.exact.trim().is_empty() {
            let hint = say::empty_quote_hint();
            self.error(say::empty_quote(), value.span, hint);
            return None;
        }
        Some(quote)
    }

    /// The items of a list; nothing is an empty one, anything else is wrong.
    pub fn list<'n, 't>(&mut self, key: &str, value: &'n Node<'t>, expected: Message) -> &'n [Node<'t>] {
        let items = value.list();
        if items.is_none() && !value.is_null() {
            self.wrong(key, value, expected);
        }
        items.unwrap_or(&[])
    }

    /// The pairs of a mapping; nothing is `None`, anything else is wrong.
    pub fn map<'n, 't>(&mut self, key: &str, value: &'n Node<'t>, expected: Message) -> Option<&'n [Pair<'t>]> {
        let pairs = value.map();
        if pairs.is_none() && !value.is_null() {
            self.wrong(key, value, expected);
        }
        pairs
    }

    /// A key that nobody knows; `synonyms` are what others call the keys that are known. The editors' own keys (`x-…`) come here only
    /// where nothing would show them.
    pub fn unknown(&mut self, pair: &Pair<'_>, known: &[&str], synonyms: &[(&str, &str)]) {
        if pair.key.starts_with("x-") {
            let hint = say::unknown_key_hint_own();
            self.warning(say::unknown_key_own(&pair.key), pair.place, hint);
            return;
        }
        let synonym = synonyms.iter().find(|(name, _)| pair.key.eq_ignore_ascii_case(name)).map(|(_, key)| *key);
        let hint = match synonym.filter(|key| known.contains(key)) {
            Some(key) => say::unknown_key_hint_here(key),
            None => meant(&pair.key, known.iter().copied()).unwrap_or_else(say::unknown_key_hint),
        };
        self.warning(say::unknown_key(&pair.key), pair.place, hint);
    }

    /// Says which keys of a mapping, or of each mapping in a list, nobody knows.
    pub fn keys_within(&mut self, value: &Node<'_>, known: &[&str], synonyms: &[(&str, &str)]) {
        for item in value.list().unwrap_or(std::slice::from_ref(value)) {
            for pair in item.map().unwrap_or(&[]).iter().filter(|pair| !known.contains(&pair.key.as_ref())) {
                self.unknown(pair, known, synonyms);
            }
        }
    }

    /// A value of the wrong shape.
    pub fn wrong(&mut self, key: &str, value: &Node<'_>, expected: Message) {
        self.error(say::wrong_type(key, value.kind()), value.span, say::expected(expected));
    }

    pub fn error(&mut self, message: Message, place: Span, hint: Message) {
        let place = self.span(place);
        self.diagnostics.push(Diagnostic::error(self.path, message).at(place).hint(hint));
    }

    pub fn warning(&mut self, message: Message, place: Span, hint: Message) {
        let place = self.span(place);
        self.diagnostics.push(Diagnostic::warning(self.path, message).at(place).hint(hint));
    }

    /// A span of the YAML as one of the file.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.offset + span.start as usize, self.offset + span.end as usize)
    }
}

/// The first line of a span: to point at a whole record would mark half a page.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let line = span.of(text).lines().next().unwrap_or("");
    Span::new(span.start as usize, span.start as usize + line.len())
}
