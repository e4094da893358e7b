//! What the labeller sees of an entry: attributes of each word, of the gaps beside it, and of its place.
//!
//! An attribute is a hash; the model has weights for those it knows. Attributes of words reach two words to
//! either side, so that a word also says what stands near it; the others speak for their own place only.

use super::{lexicon, marks::What, token::Token};

/// The attributes of an entry, word by word.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// Attributes that reach from two words before to two words behind, back to back.
    pub wide: Vec<u32>,
    /// Attributes of a place alone, back to back.
    pub point: Vec<u32>,
    /// Where the attributes of each word end in `wide` and `point`.
    pub ends: Vec<(u32, u32)>,
    /// Attributes of whole clauses, back to back.
    pub clause: Vec<u32>,
    /// For each clause, where its attributes end in `clause`, and where its words end.
    pub clause_ends: Vec<(u32, u32)>,
    /// The class of the gap before each word.
    pub gaps: Vec<u8>,
    clauses: Vec<Clause>,
    words: Vec<Word>,
    gap_hashes: Vec<u32>,
}

/// How far a wide attribute reaches to either side.
pub const REACH: usize = 2;

/// How many classes of gaps the transitions tell apart.
pub const GAPS: usize = 20;

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    hash: u32,
    suffix: u32,
    shape: u8,
    class: u32,
    year: bool,
    initial: bool,
    emphasis: bool,
}

/// What stands between two separators, looked at as a whole.
#[derive(Clone, Copy, Debug, Default)]
struct Clause {
    start: usize,
    end: usize,
    /// The gaps before and behind it.
    left: u32,
    right: u32,
    lower: u32,
    capital: u32,
    initials: u32,
    numbers: u32,
    year: bool,
    mark: bool,
    classes: u32,
}

impl Clause {
    /// Its make-up in a few numbers.
    fn summary(&self) -> u32 {
        let few = |count: u32| count.min(3);
        let words = match self.end - self.start {
            count @ 0..=4 => count as u32,
            5..=7 => 5,
            8..=12 => 6,
            _ => 7,
        };
        words | few(self.lower) << 3 | few(self.capital) << 5 | few(self.initials) << 7 | few(self.numbers) << 9 | u32::from(self.year) << 11 | u32::from(self.mark) << 12
    }

    /// The same, coarser: what its neighbours see of it.
    fn sketch(&self) -> u32 {
        let some = |count: u32| u32::from(count > 0);
        let words = match self.end - self.start {
            count @ 0..=2 => count as u32,
            3..=5 => 3,
            _ => 4,
        };
        words | some(self.lower) << 3 | some(self.capital) << 4 | some(self.initials) << 5 | some(self.numbers) << 6 | u32::from(self.year) << 7 | u32::from(self.mark) << 8
    }
}

/// A hash of a word in lower case, digits made alike.
pub fn word_hash(word: &str) -> u32 {
    word_of(word).hash
}

/// Mixes a value into a hash.
fn mix(hash: u32, value: u32) -> u32 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1)
}

/// Finds the attributes of `tokens` in `text`; `emphasis` tells whether a byte stands in emphasis.
pub fn attributes(text: &str, tokens: &[Token], emphasis: impl Fn(usize) -> bool, out: &mut Attributes) {
    out.wide.clear();
    out.point.clear();
    out.ends.clear();
    out.gaps.clear();
    out.words.clear();
    out.gap_hashes.clear();
    out.clause.clear();
    out.clause_ends.clear();
    out.clauses.clear();
    let mut emphasised = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        let mut word = match token.mark {
            Some(mark) => marked(mark),
            None => {
                let word = word_of(token.of(text));
                Word { class: lexicon::class(word.hash), ..word }
            }
        };
        word.emphasis = emphasis(token.start as usize);
        emphasised += usize::from(word.emphasis);
        out.words.push(word);
        let before = index.checked_sub(1).and_then(|index| tokens.get(index)).map_or(token.start.saturating_sub(3), |token| token.end);
        let (hash, class) = gap(text.get(before as usize..token.start as usize).unwrap_or(""), index == 0);
        out.gap_hashes.push(hash);
        out.gaps.push(class);
    }
    let end = tokens.last().map_or(0, |token| token.end as usize);
    let mut tail = text.len().min(end + 4);
    while !text.is_char_boundary(tail) {
        tail -= 1;
    }
    out.gap_hashes.push(gap(text.get(end..tail).unwrap_or(""), false).0);
    let any_emphasis = emphasised > 0 && emphasised < tokens.len();
    place_attributes(text, tokens, any_emphasis, out);
    clause_attributes(tokens, out);
}

/// Cuts the entry into clauses and finds their attributes.
fn clause_attributes(tokens: &[Token], out: &mut Attributes) {
    let mut open: Option<Clause> = None;
    for (at, word) in out.words.iter().enumerate() {
        let gap = out.gap_hashes.get(at).copied().unwrap_or(0);
        let class = out.gaps.get(at).copied().unwrap_or(0);
        let previous = at.checked_sub(1).and_then(|at| out.words.get(at));
        // The point behind an initial or an abbreviation of one or two letters ends no clause.
        let abbreviates = previous.is_some_and(|previous| previous.initial) && matches!(class, 14 | 15);
        if !matches!(class, 0 | 17 | 18) && !abbreviates || open.is_none() {
            if let Some(mut clause) = open.take() {
                clause.end = at;
                clause.right = gap;
                out.clauses.push(clause);
            }
            open = Some(Clause { start: at, left: gap, ..Clause::default() });
        }
        if let Some(clause) = &mut open {
            match word.shape {
                1 | 2 => {
                    clause.year = true;
                    clause.numbers += 1;
                }
                3..=9 => clause.numbers += 1,
                64.. => clause.mark = true,
                _ if word.initial => clause.initials += 1,
                30..=57 if matches!((word.shape - 30) % 9, 6 | 7) => clause.lower += 1,
                _ => clause.capital += 1,
            }
            clause.classes |= word.class;
        }
    }
    if let Some(mut clause) = open {
        clause.end = tokens.len();
        clause.right = out.gap_hashes.last().copied().unwrap_or(0);
        out.clauses.push(clause);
    }
    let none = Clause::default();
    let count = out.clauses.len();
    for (at, clause) in out.clauses.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| out.clauses.get(at)).unwrap_or(&none);
        let behind = out.clauses.get(at + 1).unwrap_or(&none);
        let summary = clause.summary();
        let sides = mix(clause.left, clause.right);
        let first = out.words.get(clause.start).copied().unwrap_or_default();
        let last = clause.end.checked_sub(1).and_then(|at| out.words.get(at)).copied().unwrap_or_default();
        let place = mix(bucket(at), bucket(count - 1 - at).min(4));
        out.clause.extend([
            tag(40, summary),
            tag(41, mix(summary, sides)),
            tag(42, mix(clause.sketch(), mix(before.sketch(), behind.sketch()))),
            tag(43, mix(sides, mix(before.sketch(), behind.sketch()))),
            tag(44, mix(clause.sketch(), place)),
            tag(45, first.hash),
            tag(46, mix(last.hash, clause.sketch())),
            tag(47, mix(behind.sketch(), behind.right)),
            tag(48, mix(before.sketch(), before.left)),
        ]);
        for (kind, classes) in [(50, clause.classes), (51, before.classes), (52, behind.classes)] {
            let mut rest = classes;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                out.clause.push(tag(kind, bit));
                if kind == 50 {
                    out.clause.push(tag(53, mix(bit, clause.sketch())));
                }
            }
        }
        out.clause_ends.push((out.clause.len() as u32, clause.end as u32));
    }
}

/// The hash of an attribute of a kind.
fn tag(kind: u32, value: u32) -> u32 {
    mix(mix(kind.wrapping_mul(0x85eb_ca6b), 0x27d4_eb2f), value)
}

/// The running state of a walk through an entry.
#[derive(Default)]
struct State {
    sentence: u32,
    comma: u32,
    parens: i32,
    brackets: i32,
    quote: u32,
    quotes_seen: u32,
    years: u32,
    since_number: u32,
    slashes: u32,
    dashes: u32,
}

fn place_attributes(text: &str, tokens: &[Token], any_emphasis: bool, out: &mut Attributes) {
    let style = style(text, tokens, &out.words);
    let count = out.words.len();
    let mut state = State::default();
    let words = std::mem::take(&mut out.words);
    let gaps = std::mem::take(&mut out.gap_hashes);
    let none = Word::default();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).map_or(0, |token| token.end as usize);
        let start = tokens.get(at).map_or(0, |token| token.start as usize);
        let previous = at.checked_sub(1).and_then(|at| words.get(at)).unwrap_or(&none);
        let next = words.get(at + 1).unwrap_or(&none);
        state.step(if at == 0 { "" } else { text.get(before..start).unwrap_or("") }, previous);
        let left = gaps.get(at).copied().unwrap_or(0);
        let right = gaps.get(at + 1).copied().unwrap_or(0);
        let shape = u32::from(word.shape);

        out.wide.push(tag(1, word.hash));
        out.wide.push(tag(2, shape));
        out.wide.push(tag(3, left));
        out.wide.push(tag(4, word.suffix));
        if word.class != 0 {
            out.wide.push(tag(5, word.class));
        }

        let sides = mix(left, right);
        out.point.push(tag(10, mix(sides, shape)));
        out.point.push(tag(11, mix(mix(u32::from(previous.shape), left), shape)));
        out.point.push(tag(12, mix(mix(shape, right), u32::from(next.shape))));
        out.point.push(tag(13, mix(word.hash, left)));
        out.point.push(tag(14, mix(word.hash, right)));
        out.point.push(tag(15, mix(previous.hash, word.hash)));
        out.point.push(tag(16, mix(mix(u32::from(previous.shape), left), mix(shape, mix(right, u32::from(next.shape))))));
        if previous.class | word.class | next.class != 0 {
            out.point.push(tag(17, mix(mix(previous.class, left), shape)));
            out.point.push(tag(18, mix(mix(next.class, right), shape)));
        }
        let from_start = bucket(at);
        let from_end = bucket(count - 1 - at);
        out.point.push(tag(20, mix(from_start, shape)));
        out.point.push(tag(21, mix(from_end, shape)));
        out.point.push(tag(22, (at * 10 / count.max(1)) as u32));
        let place = mix(state.sentence.min(5), style);
        out.point.push(tag(23, place));
        out.point.push(tag(24, mix(place, state.comma.min(6))));
        out.point.push(tag(25, mix(mix(state.quote, state.quotes_seen.min(2)), style)));
        out.point.push(tag(26, mix(mix((state.parens.clamp(0, 1) * 2 + state.brackets.clamp(0, 1)) as u32, shape), state.years.min(2))));
        out.point.push(tag(27, mix(mix(state.years.min(2), state.sentence.min(4)), mix(state.quotes_seen.min(2), shape))));
        out.point.push(tag(28, mix(state.since_number.min(6), shape)));
        out.point.push(tag(29, mix(mix(state.slashes.min(2), state.dashes.min(4)), mix(state.sentence.min(4), left))));
        if any_emphasis {
            out.point.push(tag(30, mix(u32::from(word.emphasis), u32::from(previous.emphasis))));
            out.point.push(tag(31, mix(u32::from(word.emphasis), mix(state.sentence.min(3), style))));
        }
        out.ends.push((out.wide.len() as u32, out.point.len() as u32));
    }
    out.words = words;
    out.gap_hashes = gaps;
}

impl State {
    /// Takes in the word before, and the gap behind it.
    fn step(&mut self, gap: &str, previous: &Word) {
        let mut chars = gap.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '.' | '。' | '．' => {
                    let ends = chars.peek().is_none_or(|next| !matches!(next, '.' | ',' | '-'));
                    if ends && !previous.initial && chars.peek().is_some() {
                        self.sentence += 1;
                        self.comma = 0;
                    }
                }
                '?' | '!' => {
                    self.sentence += 1;
                    self.comma = 0;
                }
                ',' | ';' | '，' | ':' => self.comma += 1,
                '(' => self.parens += 1,
                ')' => self.parens -= 1,
                '[' => self.brackets += 1,
                ']' => self.brackets -= 1,
                '“' | '«' | '„' | '‘' | '‹' | '「' | '『' | '《' => {
                    self.quote = 1;
                    self.quotes_seen += 1;
                }
                '”' | '»' | '’' | '›' | '」' | '』' | '》' => self.quote = 0,
                '"' | '\'' => {
                    self.quotes_seen += u32::from(self.quote == 0);
                    self.quote = 1 - self.quote;
                }
                '/' => self.slashes += 1,
                '—' | '–' => self.dashes += 1,
                _ => {}
            }
        }
        self.since_number = if (1..=9).contains(&previous.shape) { 0 } else { self.since_number + 1 };
        self.years += u32::from(previous.year);
    }
}

/// The style of an entry in a few bits: where its year stands, whether it has quotation marks, `//`, volume words.
fn style(text: &str, tokens: &[Token], words: &[Word]) -> u32 {
    let span = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.start as usize..last.end as usize).unwrap_or(""),
        _ => "",
    };
    let count = words.len().max(1);
    let year = words.iter().position(|word| word.year);
    let in_brackets = year
        .and_then(|at| tokens.get(at))
        .and_then(|token| text.get(..token.start as usize))
        .is_some_and(|head| head.ends_with(['(', '[']));
    let where_year = match year {
        None => 0,
        Some(0) => 1,
        Some(at) if at * 100 / count < 55 => 2 + u32::from(in_brackets),
        Some(_) => 4 + u32::from(in_brackets),
    };
    let quoted = span.contains(['“', '«', '„', '"', '‘', '「', '《']);
    let slashes = span.contains("//");
    where_year + 6 * (u32::from(quoted) + 2 * u32::from(slashes))
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=24 => 7,
        _ => 8,
    }
}

/// A mark as a word: its kind is all that counts.
fn marked(mark: What) -> Word {
    let kind = mark as u8;
    Word { hash: mix(0x0dd_ba11, u32::from(kind)), suffix: u32::from(kind), shape: 64 + kind, ..Word::default() }
}

/// Looks at a word by itself.
fn word_of(word: &str) -> Word {
    let mut hash = 0x811c_9dc5u32;
    let (mut last, mut second, mut third) = (0u32, 0u32, 0u32);
    let (mut letters, mut digits, mut upper, mut lower, mut others) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut script = 0u32;
    let mut first_upper = false;
    let mut first_digit = false;
    let mut value = 0u32;
    let mut roman = true;
    for (index, c) in word.chars().enumerate() {
        let folded = if c.is_ascii() {
            let byte = c as u8;
            if byte.is_ascii_digit() {
                digits += 1;
                first_digit |= index == 0;
                value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                roman = false;
                u32::from(b'9')
            } else if byte.is_ascii_uppercase() {
                upper += 1;
                letters += 1;
                first_upper |= index == 0;
                roman &= matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M');
                u32::from(byte.to_ascii_lowercase())
            } else if byte.is_ascii_lowercase() {
                lower += 1;
                letters += 1;
                roman &= matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c');
                u32::from(byte)
            } else {
                others += 1;
                u32::from(byte)
            }
        } else {
            roman = false;
            if c.is_uppercase() {
                upper += 1;
                letters += 1;
                first_upper |= index == 0;
            } else if c.is_lowercase() {
                lower += 1;
                letters += 1;
            } else if c.is_alphabetic() {
                letters += 1;
            } else {
                others += 1;
            }
            script = script.max(match u32::from(c) {
                0x400..=0x52f => 1,
                0x3040..=0x30ff | 0x3400..=0x9fff => 2,
                0xac00..=0xd7af => 3,
                0x370..=0x3ff | 0x590..=0x6ff => 4,
                _ => 0,
            });
            u32::from(c.to_lowercase().next().unwrap_or(c))
        };
        hash = mix(hash, folded);
        (third, second, last) = (second, last, folded);
    }
    let year = digits == 4 && letters <= 1 && others == 0 && first_digit && (1450..=2099).contains(&value);
    let initial = letters > 0 && digits == 0 && (upper == letters && letters <= 2 || letters == 1 && script > 0);
    let shape = if year {
        1 + u32::from(letters == 1)
    } else if digits > 0 && letters == 0 {
        match digits {
            1 => 3,
            2 => 4,
            3 => 5,
            4 => 6,
            _ => 7,
        }
    } else if digits > 0 {
        if first_digit { 8 } else { 9 }
    } else if letters == 0 {
        10
    } else if script >= 2 {
        11 + script * 3 + u32::from(letters > 3) + u32::from(letters > 8)
    } else {
        let case = if upper == letters {
            match letters {
                1 => 0,
                2 => 1,
                3 => 2,
                _ => 3,
            }
        } else if first_upper && upper == 1 {
            if letters <= 3 { 4 } else { 5 }
        } else if upper == 0 {
            if letters <= 3 { 6 } else { 7 }
        } else {
            8
        };
        let is_roman = roman && letters > 1 && (upper == letters || lower == letters);
        30 + case + 9 * script + if is_roman { 18 } else { 0 }
    };
    let suffix = if digits > 0 { shape } else { mix(mix(third, second), last) };
    // Words of numbers alone are told apart by their shape.
    let hash = if digits > 0 && letters == 0 { mix(0x00d1_6175, shape) } else { hash };
    Word { hash, suffix, shape: shape as u8, class: 0, year, initial, emphasis: false }
}

/// The hash of a gap and its class for transitions.
fn gap(gap: &str, first: bool) -> (u32, u8) {
    if gap == " " && !first {
        return (1, 0);
    }
    let mut hash = if first { 7 } else { 3 };
    let mut last = ' ';
    let mut count = 0;
    let (mut space, mut point, mut comma, mut colon, mut semi, mut open, mut close, mut quote, mut slash, mut dash) =
        (false, false, false, false, false, false, false, false, false, 0u8);
    for c in gap.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            '–' | '‑' | '−' | '‐' => '-',
            '„' | '«' | '‟' | '「' | '『' | '《' | '‹' => '“',
            '»' | '」' | '』' | '》' | '›' => '”',
            '‚' => '‘',
            '，' => ',',
            '．' | '。' => '.',
            '：' => ':',
            '；' => ';',
            '（' => '(',
            '）' => ')',
            c => c,
        };
        if c == ' ' && last == ' ' && count > 0 {
            continue;
        }
        match c {
            ' ' => space = true,
            '.' => point = true,
            ',' => comma = true,
            ':' => colon = true,
            ';' => semi = true,
            '(' | '[' => open = true,
            ')' | ']' => close = true,
            '“' | '”' | '"' | '‘' | '’' | '\'' => quote = true,
            '/' => slash = true,
            '-' => dash = dash.max(1),
            '—' => dash = 2,
            _ => {}
        }
        last = c;
        count += 1;
        if count <= 6 {
            hash = mix(hash, u32::from(c));
        }
    }
    let class = if first {
        19
    } else if slash {
        1
    } else if open && close {
        2
    } else if quote && (comma || point) {
        3
    } else if quote {
        4
    } else if open && (point || comma) {
        5
    } else if open {
        6
    } else if close && (point || comma) {
        7
    } else if close {
        8
    } else if dash == 2 {
        if point { 9 } else { 10 }
    } else if semi {
        11
    } else if colon {
        12
    } else if point && comma {
        13
    } else if point {
        if space { 14 } else { 15 }
    } else if comma {
        16
    } else if dash == 1 {
        17
    } else if gap.is_empty() {
        18
    } else {
        0
    };
    (hash, class)
}
