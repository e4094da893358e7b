//! The trie of names: words with what stands between them, down to the records that bear the name.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use rustc_hash::FxHashMap;

use super::{
    inflect::forms,
    words::{self, Word},
};
use crate::{
    base::{Lang, Span},
    document::AuthorityKind,
};

/// All names, ready to be found.
#[derive(Debug, Default)]
pub struct Trie {
    /// One bit for each hash of a first word, so that most words of a text are passed over at once.
    first: Vec<u64>,
    /// Edges by their key.
    keys: FxHashMap<u64, (u32, u32)>,
    /// Edges, those of one key together.
    edges: Vec<Edge>,
    /// Folded forms of words, back to back.
    forms: String,
    /// Separators; the first is "nothing", of first words and of Chinese.
    separators: Vec<String>,
    /// The names that end at a node.
    ends: FxHashMap<u32, Vec<End>>,
}

/// From a node by a word to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    key: u64,
    from: u32,
    separator: u32,
    to: u32,
    /// The word's form: a range of [`Trie::forms`].
    form: Span,
}

/// A name that ends at a node.
#[derive(Clone, Debug)]
struct End {
    owner: u32,
    /// Whether several records bear it, so that it is found but leads nowhere.
    shared: bool,
    case: Case,
    /// Whether the name ends in a point, as initials do.
    point: bool,
    /// The name's words as the record writes them; empty where capitals do not matter.
    words: Vec<Box<str>>,
}

/// What a name asks of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// Nothing.
    Any,
    /// That the word begins with one: a proper name of one word, so that `brown` is not Mr Brown.
    Initial,
    /// That all letters are as in the name: acronyms, and where the record says so.
    Exact,
}

const ROOT: u32 = 0;

impl Trie {
    /// Calls `found` with the record and the range of each name in `text`, in order. At each word the
    /// longest name is taken, and the search goes on behind it.
    pub fn find(&self, text: &str, mut found: impl FnMut(u32, usize, usize)) {
        if self.first.is_empty() {
            return;
        }
        let mask = (self.first.len() * 64 - 1) as u64;
        let mut before = 0;
        let mut at = 0;
        while let Some(word) = words::next(text, at) {
            at = word.end;
            let bit = (word.hash & mask) as usize;
            let maybe = self.first.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1);
            if maybe && let Some((owner, end)) = self.longest(text, word, before) {
                if let Some(owner) = owner {
                    found(owner, word.start, end);
                }
                at = end;
            }
            before = at;
        }
    }

    /// The longest name that begins with `first`, and where it ends; without a record if the name is shared.
    /// `before` is the end of the word before.
    fn longest(&self, text: &str, first: Word, before: usize) -> Option<(Option<u32>, usize)> {
        let mut nodes = Vec::new();
        self.follow(&[ROOT], text, first, "", &mut nodes);
        if nodes.is_empty() || !may_begin(text, before, first.start) {
            return None;
        }
        let mut best = None;
        let mut last = first;
        let mut name: Vec<Range<usize>> = Vec::new();
        name.push(first.start..first.end);
        loop {
            if let Some((owner, point)) = self.owner(&nodes, text, &name)
                && may_end(text, last.end)
            {
                let point = point && text.as_bytes().get(last.end) == Some(&b'.');
                best = Some((owner, last.end + usize::from(point)));
            }
            let Some(next) = words::next(text, last.end) else { break };
            let between = words::separator(text.get(last.end..next.start).unwrap_or(""));
            let mut reached = Vec::new();
            self.follow(&nodes, text, next, &between, &mut reached);
            if reached.is_empty() {
                break;
            }
            nodes = reached;
            name.push(next.start..next.end);
            last = next;
        }
        best
    }

    /// The nodes reached from `nodes` by a word behind a separator.
    fn follow(&self, nodes: &[u32], text: &str, word: Word, between: &str, reached: &mut Vec<u32>) {
        for &node in nodes {
            let Some(&(start, count)) = self.keys.get(&key(node, word.hash)) else { continue };
            let folded = words::folded(text.get(word.start..word.end).unwrap_or(""));
            for edge in self.edges.get(start as usize..(start + count) as usize).unwrap_or(&[]) {
                let separator = self.separators.get(edge.separator as usize).map_or("", String::as_str);
                if edge.from == node && edge.form.of(&self.forms) == folded && separates(separator, between) && !reached.contains(&edge.to)
                {
                    reached.push(edge.to);
                }
            }
        }
    }

    /// The record of the names that end at `nodes` and whose capitals are right, and whether they end in a
    /// point; no record if they belong to several.
    fn owner(&self, nodes: &[u32], text: &str, name: &[Range<usize>]) -> Option<(Option<u32>, bool)> {
        let mut owner: Option<Option<u32>> = None;
        let mut point = false;
        for end in nodes.iter().filter_map(|node| self.ends.get(node)).flatten() {
            if !end.allows(text, name) {
                continue;
            }
            point |= end.point;
            owner = match owner {
                _ if end.shared => Some(None),
                None => Some(Some(end.owner)),
                Some(Some(other)) if other == end.owner => Some(Some(other)),
                Some(_) => Some(None),
            };
        }
        owner.map(|owner| (owner, point))
    }
}

impl End {
    fn allows(&self, text: &str, name: &[Range<usize>]) -> bool {
        let mut words = self.words.iter().zip(name).map(|(word, range)| (&**word, text.get(range.clone()).unwrap_or("")));
        match self.case {
            Case::Any => true,
            Case::Initial => words.all(|(_, found)| !found.chars().next().is_some_and(char::is_lowercase)),
            Case::Exact => words.all(|(word, found)| same_capitals(word, found)),
        }
    }
}

/// Whether two words that are the same but for case and ending have the same capitals as far as they agree.
fn same_capitals(word: &str, found: &str) -> bool {
    let agree = |a: char, b: char| words::folded(a.encode_utf8(&mut [0; 4])) == words::folded(b.encode_utf8(&mut [0; 4]));
    word.chars().zip(found.chars()).take_while(|(a, b)| agree(*a, *b)).all(|(a, b)| a.is_uppercase() == b.is_uppercase())
}

/// Whether a name may begin behind a word and an apostrophe: after an elision (`l’ONU`, `d’Ivoire`,
/// `dell’ONU`), not inside a name (`O’Neill`).
fn may_begin(text: &str, before: usize, start: usize) -> bool {
    if words::separator(text.get(before..start).unwrap_or("")) != "'" {
        return true;
    }
    let prefix: String =
        text.get(..before).unwrap_or("").chars().rev().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    matches!(prefix.as_str(), "" | "l" | "d" | "j" | "n" | "s" | "c" | "m" | "t" | "uq") || prefix.starts_with("ll")
}

/// Whether a name may end before an apostrophe: at a possessive (`China’s`, `States’`), not inside a word
/// (`don’t`).
fn may_end(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let mut chars = rest.chars();
    if chars.next().is_none_or(|c| words::separator(c.encode_utf8(&mut [0; 4])) != "'") {
        return true;
    }
    let mut letters = chars.take_while(|c| c.is_alphanumeric());
    match (letters.next(), letters.next()) {
        (None, _) | (Some('s' | 'S'), None) => true,
        // In Cyrillic an apostrophe stands inside words, or before an ending: МИД’а.
        _ => false,
    }
}

/// Whether what stands between two words of a text is what the name has there. Initials may stand with
/// their points or without, and one white space is as good as another.
fn separates(name: &str, text: &str) -> bool {
    name == text || name == "." && text == " "
}

fn key(node: u32, hash: u64) -> u64 {
    hash ^ (u64::from(node) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A trie in the making.
#[derive(Default)]
pub struct Builder {
    names: Vec<Name>,
    /// Who bears each name: by its folded form and, if capitals count, its letters.
    bearers: BTreeMap<String, (String, BTreeSet<u32>)>,
}

struct Name {
    owner: u32,
    case: Case,
    /// Folded words with what stands before each.
    parts: Vec<(String, String)>,
    words: Vec<Box<str>>,
    point: bool,
    lang: Option<Lang>,
    inflected: bool,
    bearers: String,
}

/// Names that several records bear, as one of them writes it, with the records.
pub type Shared = Vec<(String, BTreeSet<u32>)>;

impl Builder {
    /// Adds a name of a record.
    pub fn add(&mut self, owner: u32, kind: AuthorityKind, name: &str, exact: bool, lang: Option<&Lang>, inflected: bool) {
        let (mut parts, mut as_written): (Vec<(String, String)>, Vec<Box<str>>) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(word) = words::next(name, at) {
            let between = if parts.is_empty() { String::new() } else { words::separator(name.get(at..word.start).unwrap_or("")) };
            let text = name.get(word.start..word.end).unwrap_or("");
            parts.push((between, words::folded(text)));
            as_written.push(text.into());
            at = word.end;
        }
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let [first, ..] = parts.as_slice() else { return };
        if parts.len() == 1 && letters.len() < 2 && first.1.chars().all(words::is_unspaced) {
            return;
        }
        let acronym = letters.iter().any(|c| c.is_uppercase()) && !letters.iter().any(|c| c.is_lowercase());
        let proper = kind != AuthorityKind::Topics && parts.len() == 1 && letters.first().is_some_and(|c| c.is_uppercase());
        let case = match (exact || acronym, proper) {
            (true, _) => Case::Exact,
            (false, true) => Case::Initial,
            (false, false) => Case::Any,
        };
        let folded: Vec<String> = parts.iter().map(|(between, word)| format!("{between}{word}")).collect();
        let bearers = folded.concat();
        self.bearers.entry(bearers.clone()).or_insert_with(|| (name.to_owned(), BTreeSet::new())).1.insert(owner);
        self.names.push(Name {
            owner,
            case,
            parts,
            words: as_written,
            point: name.trim_end().ends_with('.'),
            lang: lang.cloned(),
            inflected,
            bearers,
        });
    }

    /// The trie, and the names that several records bear.
    pub fn finish(self) -> (Trie, Shared) {
        let mut trie = Trie { separators: vec![String::new()], ..Trie::default() };
        let mut children: FxHashMap<(u32, &str, u32, bool), u32> = FxHashMap::default();
        let mut nodes = 1;
        for name in &self.names {
            let mut node = ROOT;
            for (between, word) in &name.parts {
                let separator = separator_id(&mut trie.separators, between);
                // A word that inflects leads elsewhere than the same word that does not.
                let step = (node, word.as_str(), separator, name.inflected);
                let to = match children.get(&step) {
                    Some(&child) => child,
                    None => {
                        let child = nodes;
                        nodes += 1;
                        children.insert(step, child);
                        let forms = if name.inflected { forms(word, name.lang.as_ref()) } else { vec![word.clone()] };
                        for form in forms {
                            let key = key(node, words::hash_of(&form));
                            let start = trie.forms.len();
                            trie.forms.push_str(&form);
                            let form = Span::new(start, trie.forms.len());
                            trie.edges.push(Edge { key, from: node, form, separator, to: child });
                        }
                        child
                    }
                };
                node = to;
            }
            let shared = self.bearers.get(&name.bearers).is_some_and(|(_, owners)| owners.len() > 1);
            let words = if name.case == Case::Any { Vec::new() } else { name.words.clone() };
            trie.ends.entry(node).or_default().push(End { owner: name.owner, shared, case: name.case, point: name.point, words });
        }
        trie.index();
        let shared = self.bearers.into_values().filter(|(_, owners)| owners.len() > 1).collect();
        (trie, shared)
    }
}

impl Trie {
    /// Sorts the edges, and makes the tables that lead to them.
    fn index(&mut self) {
        self.edges.sort_unstable();
        let roots = self.edges.iter().filter(|edge| edge.from == ROOT).count();
        if roots == 0 {
            return;
        }
        // Sixteen bits a word: one in sixteen of the other words is looked up for nothing.
        let words_of_bits = (roots * 16).next_power_of_two().max(64) / 64;
        self.first = vec![0; words_of_bits];
        let mask = (words_of_bits * 64 - 1) as u64;
        for (i, edge) in self.edges.iter().enumerate() {
            let entry = self.keys.entry(edge.key).or_insert((u32::try_from(i).unwrap_or(u32::MAX), 0));
            entry.1 += 1;
            if edge.from == ROOT {
                let hash = words::hash_of(edge.form.of(&self.forms));
                let bit = (hash & mask) as usize;
                if let Some(bits) = self.first.get_mut(bit / 64) {
                    *bits |= 1 << (bit % 64);
                }
            }
        }
    }
}

/// Separators are few, so looking through them is quick.
fn separator_id(separators: &mut Vec<String>, separator: &str) -> u32 {
    let at = separators.iter().position(|other| other == separator).unwrap_or_else(|| {
        separators.push(separator.to_owned());
        separators.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}
