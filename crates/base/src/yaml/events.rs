//! All of YAML 1.2, from the events of a parser that tells where each stands.
//!
//! An alias stands for a copy of what its anchor names, and `<<` takes over the keys of such a mapping
//! (<https://yaml.org/type/merge.html>: an own key wins, then the mapping that is named first). Copies of copies can grow
//! beyond all bounds, so all of them together have a budget.

use std::{borrow::Cow, collections::HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::{Data, Doubled, Fault, Message, Node, Pair, Span, Tree, keys::Keys, say};

/// Why a text was not read.
pub(super) enum Refusal {
    /// It is not YAML, at this byte, as the parser says in these words.
    Wrong(usize, String),
    /// It may be YAML, but not what is read here.
    Refused(Fault),
}

/// Lists and mappings within each other: deeper than any person writes.
const DEEPEST: usize = 128;

/// What aliases may add to a text, in nodes, besides a share of the text's own length. A node takes some 70 bytes.
const COPIES: usize = 50_000;

/// Reads a whole text of one document.
pub(super) fn read(text: &str) -> Result<Tree<'_>, Refusal> {
    if let Some(at) = too_many_brackets(text) {
        return Err(too_deep(Span::new(at, at + 1)));
    }
    let first = read_once(text);
    // The parser takes a tab between a colon and a word for a wrong indentation; YAML 1.2.2, 6.2, allows it there.
    let Err(Refusal::Wrong(mut at, _)) = first else { return first };
    let mut bytes = Cow::Borrowed(text);
    for _ in 0..TABS {
        let Some(tab) = tab_before(&bytes, at) else { break };
        bytes.to_mut().replace_range(tab..=tab, " ");
        match read_once(&bytes) {
            Err(Refusal::Wrong(next, _)) => at = next,
            Err(refused) => return Err(refused),
            Ok(tree) => return Ok(tree.into_owned()),
        }
    }
    first
}

/// The first bracket that stands within too many that are not yet closed. Parsers look for the colon of a key behind all of them,
/// again for each, so they are counted first: simply, with those in words, but no list goes on over a line that is not indented.
fn too_many_brackets(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut line = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' | b'\r' | b' ' | b'\t' => {}
            _ if line => depth = 0,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
        line = byte == b'\n';
    }
    None
}

fn too_deep(span: Span) -> Refusal {
    refused(span, say::bad_yaml_deep(DEEPEST), say::bad_yaml_deep_hint())
}

/// As many such tabs are looked over.
const TABS: usize = 50;

/// A tab right behind a colon, with nothing but tabs and spaces between it and `at`.
fn tab_before(text: &str, at: usize) -> Option<usize> {
    let blanks = text.get(..at)?.trim_end_matches([' ', '\t']);
    let between = text.get(blanks.len()..at)?;
    (blanks.ends_with(':')).then(|| between.find('\t')).flatten().map(|tab| blanks.len() + tab)
}

fn read_once(text: &str) -> Result<Tree<'_>, Refusal> {
    let places = Places::new(text);
    let mut builder =
        Builder { places: &places, open: Vec::new(), anchors: HashMap::new(), left: COPIES + text.len() / 8, tree: Tree::default() };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| wrong(&places, &error))?;
        let span = Span::new(places.byte(span.start.index()), places.byte(span.end.index()));
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return Err(refused(span, say::bad_yaml_second(), say::bad_yaml_second_hint()));
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            event => builder.take(event, span)?,
        }
    }
    Ok(builder.tree)
}

/// Lists and mappings that are not yet closed.
enum Open<'t> {
    List {
        start: usize,
        anchor: usize,
        items: Vec<Node<'t>>,
    },
    Map {
        start: usize,
        anchor: usize,
        pairs: Vec<Pair<'t>>,
        keys: Keys<'t>,
        key: Option<(Cow<'t, str>, Span, bool)>,
        merged: Vec<Node<'t>>,
    },
}

struct Builder<'p, 't> {
    places: &'p Places<'t>,
    open: Vec<Open<'t>>,
    /// What an anchor names, and how many nodes that is.
    anchors: HashMap<usize, (Node<'t>, usize)>,
    /// How many nodes copies may still take.
    left: usize,
    tree: Tree<'t>,
}

impl<'t> Builder<'_, 't> {
    fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), Refusal> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let mut span = self.trimmed(span);
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    // The parser's place is that of the first line.
                    let before = self.places.text.get(..span.start as usize).unwrap_or_default();
                    span = Span::new(before.rfind(['|', '>']).unwrap_or(span.start as usize), span.end as usize);
                }
                // What stands on several lines is text.
                let style = if span.of(self.places.text).contains('\n') { ScalarStyle::Folded } else { style };
                let data = scalar(text, style, tag.as_deref()).ok_or_else(|| strange_tag(span))?;
                self.put(Node { data, span }, anchor, style == ScalarStyle::Plain)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(refused(span, say::bad_yaml_alias(), say::bad_yaml_alias_hint()));
                };
                let (mut node, size) = (node.clone(), *size);
                self.pay(size, span)?;
                node.span = self.trimmed(span);
                self.put(node, 0, false)
            }
            Event::SequenceStart(anchor, tag) => {
                self.enter(span, tag.as_deref(), "seq")?;
                self.open.push(Open::List { start: span.start as usize, anchor, items: Vec::new() });
                Ok(())
            }
            Event::MappingStart(anchor, tag) => {
                self.enter(span, tag.as_deref(), "map")?;
                self.open.push(Open::Map {
                    start: span.start as usize,
                    anchor,
                    pairs: Vec::new(),
                    keys: Keys::default(),
                    key: None,
                    merged: Vec::new(),
                });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
        }
    }

    fn enter(&self, span: Span, tag: Option<&Tag>, kind: &str) -> Result<(), Refusal> {
        if tag.is_some_and(|tag| core(tag) != Some(kind)) {
            return Err(strange_tag(span));
        }
        if self.open.len() >= DEEPEST {
            return Err(too_deep(span));
        }
        if let Some(Open::Map { key: None, .. }) = self.open.last() {
            return Err(refused(span, say::bad_yaml_key(), say::bad_yaml_key_hint()));
        }
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<(), Refusal> {
        let (data, start, anchor, end) = match self.open.pop() {
            Some(Open::List { start, anchor, items }) => {
                // For the parser a list that stands no deeper than its key begins with its first item.
                let before = items.first().and_then(|item| self.places.text.get(..item.span.start as usize)).map(str::trim_end);
                let dash = before.and_then(|before| before.strip_suffix('-')).map(str::len);
                let start = dash.map_or(start, |dash| dash.min(start));
                let end = items.last().map_or(0, |item| item.span.end as usize);
                (Data::List(items), start, anchor, end)
            }
            Some(Open::Map { start, anchor, mut pairs, mut keys, merged, .. }) => {
                let end = pairs.iter().map(|pair| pair.value.span.end.max(pair.place.end) as usize).max().unwrap_or(0);
                for pair in merged.into_iter().flat_map(|node| if let Data::Map(pairs) = node.data { pairs } else { Vec::new() }) {
                    if keys.find(&pairs, &pair.key).is_none() {
                        pairs.push(pair);
                    }
                }
                (Data::Map(pairs), start, anchor, end)
            }
            None => return Ok(()),
        };
        // A block ends where the next one begins, brackets behind the closing one.
        let text = self.places.text;
        let bracket = span.of(text).starts_with([']', '}']);
        let end = if bracket { span.end as usize } else { end.max(start) };
        self.put(Node { data, span: Span::new(start, end) }, anchor, false)
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node<'t>, anchor: usize, plain: bool) -> Result<(), Refusal> {
        if anchor > 0 {
            let size = size(&node);
            self.pay(size, node.span)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.tree.root = node,
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { pairs, keys, key, merged, .. }) => match key.take() {
                None => {
                    let place = node.span;
                    let name = match node.data {
                        Data::Null => Cow::Borrowed(place.of(self.places.text)),
                        Data::Plain(text) | Data::Quoted(text) => text,
                        Data::List(_) | Data::Map(_) => {
                            return Err(refused(place, say::bad_yaml_key(), say::bad_yaml_key_hint_alias()));
                        }
                    };
                    *key = Some((name, place, plain));
                }
                Some((name, _, true)) if name == "<<" && mergeable(&node) => match node.data {
                    Data::List(items) => merged.extend(items),
                    _ => merged.push(node),
                },
                Some((key, place, _)) => match keys.find(pairs, &key) {
                    Some(first) => self.tree.doubled.push(Doubled { key: key.into_owned(), first, again: place }),
                    None => pairs.push(Pair { key, place, value: node }),
                },
            },
        }
        Ok(())
    }

    fn pay(&mut self, size: usize, span: Span) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(size).ok_or_else(|| refused(span, say::bad_yaml_large(), say::bad_yaml_large_hint()))?;
        Ok(())
    }

    /// A scalar's place without the line breaks behind it, and on its first line at least.
    fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start as usize, span.start as usize + span.of(self.places.text).trim_end().len())
    }
}

/// How many nodes there are, long texts counted by their length.
fn size(node: &Node<'_>) -> usize {
    match &node.data {
        Data::Null => 1,
        Data::Plain(text) | Data::Quoted(text) => 1 + text.len() / 64,
        Data::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Data::Map(pairs) => 1 + pairs.iter().map(|pair| 1 + size(&pair.value)).sum::<usize>(),
    }
}

fn mergeable(node: &Node<'_>) -> bool {
    let is_map = |node: &Node<'_>| matches!(node.data, Data::Map(_));
    is_map(node) || node.list().is_some_and(|items| !items.is_empty() && items.iter().all(is_map))
}

/// A scalar as its style and tag say; nothing for a tag of which we know no meaning.
fn scalar<'t>(text: Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>) -> Option<Data<'t>> {
    let null = matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
    Some(match tag.map(core) {
        None if style != ScalarStyle::Plain => Data::Quoted(text),
        None if null => Data::Null,
        None => Data::Plain(text),
        Some(Some("str")) => Data::Quoted(text),
        Some(Some("null")) if null => Data::Null,
        Some(Some("int" | "float" | "bool" | "timestamp")) => Data::Plain(text),
        Some(_) => return None,
    })
}

/// The name of a tag of YAML itself: `str` of `!!str`.
fn core(tag: &Tag) -> Option<&str> {
    match (tag.handle.as_str(), tag.suffix.as_str()) {
        ("!!" | "tag:yaml.org,2002:", name) => Some(name),
        ("", whole) => whole.strip_prefix("tag:yaml.org,2002:"),
        _ => None,
    }
}

fn strange_tag(span: Span) -> Refusal {
    refused(span, say::bad_yaml_tag(), say::bad_yaml_tag_hint())
}

fn refused(span: Span, message: Message, hint: Message) -> Refusal {
    Refusal::Refused(Fault { message, span: Some(span), hint: Some(hint) })
}

fn wrong(places: &Places<'_>, error: &ScanError) -> Refusal {
    Refusal::Wrong(places.byte(error.marker().index()), error.info().to_owned())
}

/// From the parser's characters to bytes.
struct Places<'t> {
    text: &'t str,
    /// Where every 64th character begins; nothing for ASCII.
    steps: Vec<usize>,
}

const STEP: usize = 64;

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        let steps = if text.is_ascii() { Vec::new() } else { text.char_indices().step_by(STEP).map(|(at, _)| at).collect() };
        Self { text, steps }
    }

    /// The byte at which a character begins; the text's length behind its end.
    fn byte(&self, index: usize) -> usize {
        if self.steps.is_empty() {
            return index.min(self.text.len());
        }
        let Some(&start) = self.steps.get(index / STEP) else { return self.text.len() };
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices().nth(index % STEP).map_or(self.text.len(), |(at, _)| start + at)
    }
}
