//! Words and the markup over them.

use crate::{
    block::{Block, CELL, What},
    draft::Draft,
};

use super::{elements, verbatim};
use scholion_base::{
    Span,
    markdown::{self, Around},
};

/// A piece of markup to be written at a place in the words.
#[derive(Clone, Debug)]
pub struct Event {
    at: usize,
    /// Bytes of the words that it stands for.
    takes: usize,
    /// Closing marks come before opening ones at the same place.
    rank: Rank,
    /// Among those of one rank: inner ones close first and open last.
    pub order: (i64, i64),
    text: String,
}

/// The order of pieces of markup at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A link or an element ends.
    Close,
    /// Emphasis ends.
    EmphasisEnds,
    /// What stands between words: the mark of a note, the end of a page.
    Between,
    /// A link or an element begins.
    Open,
    /// Emphasis begins.
    Emphasis,
    /// The sign before an address.
    AddressBegins,
    /// What stands for words.
    Instead,
}

impl Event {
    pub fn new(at: usize, takes: usize, rank: Rank, text: impl Into<String>) -> Self {
        Self { at, takes, rank, order: (0, 0), text: text.into() }
    }
}

/// The words of a block as Markdown.
///
/// Emphasis of the source stays where its marks pair; other marks are escaped. Addresses become autolinks.
pub fn render(draft: &Draft, block: &Block, at_line_start: bool) -> String {
    let events = events(draft, block);
    let mut out = String::with_capacity(block.text.len() + events.len() * 24 + 8);
    let text = block.text.as_str();
    let mut at = 0;
    let mut event = events.iter().peekable();
    let mut line_start = at_line_start;
    // Brackets that were escaped, and so must those that close them.
    let mut owed = 0usize;
    // Whether a call was written last, and whether it begins its line.
    let (mut is_behind_call, mut begins_line) = (false, false);
    while at <= text.len() {
        while let Some(next) = event.next_if(|event| event.at <= at) {
            if next.at < at {
                continue;
            }
            let is_call = next.rank == Rank::Between && next.text.starts_with("[^");
            let was_apart = is_call && out.ends_with(' ');
            if is_call {
                out.truncate(out.trim_end_matches(' ').len());
            }
            if is_behind_call && !is_call && next.text.starts_with('[') {
                out.push(' ');
            }
            if is_call {
                begins_line = out.is_empty() || out.ends_with('\n');
            }
            out.push_str(&next.text);
            is_behind_call = is_call || is_behind_call && next.text.is_empty();
            // The space before a call stands behind it where words follow.
            if was_apart && text.get(at + next.takes..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
                out.push(' ');
            }
            at += next.takes;
            line_start = line_start && next.text.is_empty();
        }
        let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { break };
        // What follows a call in brackets would be the place to which it leads (CommonMark 0.31.2, 6.3), be they escaped or not.
        // Behind a call that begins the block a colon would make it the body of the note.
        if std::mem::take(&mut is_behind_call) && out.ends_with(']') {
            match rest.chars().next() {
                Some('[') => out.push(' '),
                Some('(') => out.push('\\'),
                Some(':') if begins_line => out.push('\\'),
                _ => {}
            }
        }
        if std::mem::take(&mut line_start)
            && let Some((taken, escaped)) = markdown::line_start(rest.split('\n').next().unwrap_or(""))
            && event.peek().is_none_or(|event| event.at >= at + taken)
        {
            out.push_str(&escaped);
            at += taken;
            continue;
        }
        // A run without marks, up to the next event.
        let limit = event.peek().map_or(rest.len(), |event| event.at.saturating_sub(at)).min(rest.len());
        let run = rest.as_bytes().iter().take(limit).position(|&byte| byte == b'\n' || markdown::is_sign(byte)).unwrap_or(limit);
        if run > 0 {
            out.push_str(rest.get(..run).unwrap_or(""));
            at += run;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        if c == '\n' {
            out.push_str("\\\n");
            line_start = true;
        } else {
            let around = Around { before: text.get(..at).and_then(|before| before.chars().next_back()), after: rest.chars().nth(1) };
            // "[[3](#ref-x)]" would begin a wikilink.
            // "!" before a link would make a picture of it, "^" a note.
            let before_link = matches!(c, '[' | '!' | '^') && event.peek().is_some_and(|event| event.at == at + 1 && event.text == "[");
            // Braces behind what is written here of a link or an address would be its attributes.
            let behind_link = c == '{' && out.ends_with([')', '>', ']', '`']);
            // So would "[[3]](#ref-x)", a link around words that begin with a bracket.
            let in_link = c == '[' && out.ends_with('[') && !out.ends_with("\\[");
            let closes = c == ']' && owed > 0;
            owed = owed + usize::from(in_link) - usize::from(closes);
            if before_link || behind_link || in_link || closes || markdown::needs_escape(c, around, rest) {
                out.push('\\');
            }
            out.push(c);
        }
        at += c.len_utf8();
    }
    for rest in event {
        out.push_str(&rest.text);
    }
    out
}

/// All markup over a block, in order.
fn events(draft: &Draft, block: &Block) -> Vec<Event> {
    let text = block.text.as_str();
    let mut events: Vec<Event> = Vec::new();
    let fixed = verbatim::fixed(draft, block);
    let taken: Vec<(usize, usize)> = fixed.iter().map(|part| (part.start, part.end)).collect();
    let strong: Vec<(usize, usize)> = block
        .edits
        .iter()
        .filter(|edit| edit.what == What::Strong)
        .map(|edit| (edit.span.start as usize, edit.span.end as usize))
        .collect();
    let mut addresses = addresses(text, &taken);
    addresses.retain(|&(start, end, _)| taken.get(taken.partition_point(|&(_, to)| to <= start)).is_none_or(|&(from, _)| end <= from));
    let mut silent: Vec<(usize, usize)> = taken.clone();
    let literal = block.edits.iter().filter(|edit| edit.what == What::Literal);
    silent.extend(literal.map(|edit| (edit.span.start as usize, edit.span.end as usize)));
    silent.sort_unstable();
    let emphasis = emphasis(text, &addresses, &silent);
    for &(open, close, length) in &emphasis {
        let mark = &text[open..open + length];
        // Bold inside bold is one.
        let inside = length == 2 && strong.iter().any(|&(start, end)| start <= open && close + length <= end);
        let shown = if inside { String::new() } else { mark.to_owned() };
        events.push(Event::new(open, length, Rank::Emphasis, shown.clone()));
        events.push(Event::new(close, length, Rank::EmphasisEnds, shown));
    }
    for &(start, end, bare) in &addresses {
        if bare {
            events.push(Event::new(start, 0, Rank::AddressBegins, "<"));
            events.push(Event::new(end, 0, Rank::Close, ">"));
        }
        events.push(Event::new(start, end - start, Rank::Instead, &text[start..end]));
    }
    events.extend(fixed.into_iter().map(|part| Event::new(part.start, part.end - part.start, part.rank, part.text)));
    let whole: Vec<(usize, usize)> = taken.into_iter().chain(addresses.iter().map(|&(start, end, _)| (start, end))).collect();
    let cited = spans(block, |what| matches!(what, What::Cite(_)));
    let elements = elements::laid(block, &Pairs::new(emphasis.clone()), &whole);
    let pairs = Pairs::new(emphasis.into_iter().chain(elements.iter().map(|element| (element.start, element.end, 0))).collect());
    elements::write(text, &elements, &whole, &mut events);
    for edit in &block.edits {
        let (mut start, mut end) = (edit.span.start as usize, edit.span.end as usize);
        let link = match &edit.what {
            What::Strong => {
                events.push(Event::new(start, 0, Rank::Between, "**"));
                events.push(Event::new(end, 0, Rank::Between, "**"));
                continue;
            }
            What::Link(link) => {
                let target = draft.links.get(*link as usize).map_or("", String::as_str);
                // A link to a record says more.
                let is_cited = is_met(&cited, edit.span);
                around(&pairs, &mut start, &mut end);
                Some(target.to_owned()).filter(|target| !target.is_empty() && !is_cited)
            }
            What::Cite(work) => {
                let target = format!("#ref-{}", draft.works.get(*work as usize).map_or("", |work| &work.key));
                around(&pairs, &mut start, &mut end);
                // An address cannot stand inside a link: it ends before it.
                let first = addresses.partition_point(|&(_, to, _)| to <= start);
                if let Some(&(address, ..)) = addresses.get(first).filter(|&&(from, ..)| from < end) {
                    end = text.get(..address).map_or(end, |before| before.trim_end().len());
                }
                if edit.span.is_empty() {
                    // A work inside a printed range: "5–7" prints no word for 6.
                    events.push(Event::new(start, 0, Rank::Between, format!("[]({target})")));
                    continue;
                }
                Some(target)
            }
            _ => None,
        };
        // Nor does it stand in two cells.
        start = text.get(start..end).and_then(|words| words.rfind(CELL)).map_or(start, |at| start + at + CELL.len_utf8());
        let Some(target) = link.filter(|_| start < end) else { continue };
        // A link can neither begin nor end in what is written as one.
        elements::widen(&whole, &mut start, &mut end);
        elements::open_and_close(start, end, events.len(), ("[".to_owned(), format!("]({target})")), &mut events);
    }
    events.sort_by_key(|event| (event.at, event.rank, event.order));
    events
}

/// Where a kind of markup lies, in order, each with the furthest end so far.
fn spans(block: &Block, is_meant: impl Fn(&What) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = block.edits.iter().filter(|edit| is_meant(&edit.what)).map(|edit| edit.span).collect();
    spans.sort_unstable();
    let mut reached = 0;
    for span in &mut spans {
        reached = span.end.max(reached);
        span.end = reached;
    }
    spans
}

/// Whether one of such spans and another have words in common.
fn is_met(spans: &[Span], other: Span) -> bool {
    let before = spans.partition_point(|span| span.start < other.end);
    before.checked_sub(1).and_then(|last| spans.get(last)).is_some_and(|span| other.start < span.end)
}

/// Pairs of emphasis marks, each with the place where it opens, where it closes, and its length. They do not cross.
pub struct Pairs {
    by_open: Vec<(usize, usize, usize)>,
    by_close: Vec<(usize, usize, usize)>,
}

impl Pairs {
    fn new(mut pairs: Vec<(usize, usize, usize)>) -> Self {
        pairs.sort_unstable();
        let mut by_close = pairs.clone();
        by_close.sort_unstable_by_key(|&(open, close, _)| (close, open));
        Self { by_open: pairs, by_close }
    }

    /// The pairs that open in a range.
    fn opening(&self, start: usize, end: usize) -> &[(usize, usize, usize)] {
        let from = self.by_open.partition_point(|pair| pair.0 < start);
        let to = self.by_open.partition_point(|pair| pair.0 < end);
        self.by_open.get(from..to).unwrap_or_default()
    }

    /// The pairs that close in a range.
    fn closing(&self, start: usize, end: usize) -> &[(usize, usize, usize)] {
        let from = self.by_close.partition_point(|pair| pair.1 < start);
        let to = self.by_close.partition_point(|pair| pair.1 < end);
        self.by_close.get(from..to).unwrap_or_default()
    }
}

/// Widens a range so that it holds both marks of a pair, or neither.
pub fn around(pairs: &Pairs, start: &mut usize, end: &mut usize) {
    for _ in 0..4 {
        let before = (*start, *end);
        for &(open, close, length) in pairs.opening(before.0, before.1) {
            if open >= *start && open < *end && close >= *end {
                // The range ends inside the pair: it begins behind the opening mark if it began with it.
                if open == *start { *start = open + length } else { *end = (close + length).max(*end) }
            }
        }
        for &(open, close, length) in pairs.closing(before.0, before.1) {
            // What ends where the range begins stands before it.
            let is_inside = close > *start || (close == *start && length > 0);
            if is_inside && close < *end && open < *start {
                if close + length == *end { *end = close } else { *start = open.min(*start) }
            }
        }
        if before == (*start, *end) {
            break;
        }
    }
}

/// How many open marks are looked through for the partner of a closing one.
const DEPTH: usize = 64;

/// The pairs of emphasis marks: where each opens and closes, and its length.
fn emphasis(text: &str, addresses: &[(usize, usize, bool)], taken: &[(usize, usize)]) -> Vec<(usize, usize, usize)> {
    let bytes = text.as_bytes();
    let mut pairs = Vec::new();
    let mut open: Vec<(usize, usize, u8)> = Vec::new();
    let mut at = 0;
    let mut address = addresses.iter().peekable();
    while let Some(&byte) = bytes.get(at) {
        if let Some(&&(_, end, _)) = address.peek()
            && address.next_if(|&&(start, ..)| start <= at).is_some()
        {
            at = at.max(end);
            continue;
        }
        if !matches!(byte, b'*' | b'_') {
            at += 1;
            continue;
        }
        let length = bytes.iter().skip(at).take_while(|&&next| next == byte).count();
        let next = taken.partition_point(|&(start, _)| start <= at);
        if next.checked_sub(1).and_then(|last| taken.get(last)).is_some_and(|&(_, end)| at < end) || length > 3 {
            at += length;
            continue;
        }
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + length..).and_then(|text| text.chars().next());
        // Only at the edges of words: "2*3*4" and "snake_case" are none.
        let opens = after.is_some_and(|c| !c.is_whitespace())
            && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | '!' | '?'));
        let closes = before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
        let deep = open.len().saturating_sub(DEPTH);
        let partner = open.iter().skip(deep).rposition(|&(_, other, mark)| closes && other == length && mark == byte);
        match partner.map(|place| place + deep) {
            Some(place) => {
                if let Some(&(start, ..)) = open.get(place)
                    && start + length < at
                {
                    pairs.push((start, at, length));
                    open.truncate(place);
                }
            }
            _ if opens => open.push((at, length, byte)),
            _ => {}
        }
        at += length;
    }
    pairs
}

/// The web addresses in a text: where each begins and ends, and whether it stands without `<` `>`.
fn addresses(text: &str, taken: &[(usize, usize)]) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(place) = text.get(at..).and_then(|rest| memchr::memmem::find(rest.as_bytes(), b"://")).map(|step| at + step) {
        let scheme = text.get(..place).map_or(place, |before| before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
        let name = text.get(scheme..place).unwrap_or("").to_ascii_lowercase();
        // "fromhttps://" stays as printed.
        let apart = !text.get(..scheme).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let known = ["http", "https", "ftp"].into_iter().find(|known| apart && name == *known);
        let Some(known) = known else {
            at = place + 3;
            continue;
        };
        let start = place - known.len();
        let rest = text.get(place + 3..).unwrap_or("");
        let mut end = place
            + 3
            + rest
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '»' | '“' | '\\' | '`' | '{' | '}'))
                .unwrap_or(rest.len());
        if let Some(&(stop, _)) = taken.get(taken.partition_point(|&(stop, _)| stop <= start)).filter(|&&(stop, _)| stop < end) {
            end = stop;
        }
        let closed =
            text.get(..start).is_some_and(|before| before.ends_with('<')) && text.get(end..).is_some_and(|behind| behind.starts_with('>'));
        if closed {
            found.push((start - 1, end + 1, false));
        } else {
            end = start + trim_address(text.get(start..end).unwrap_or(""));
            if end > place + 4 {
                found.push((start, end, true));
            }
        }
        at = end.max(place + 3);
    }
    found
}

/// The length of an address without the marks of the sentence around it.
fn trim_address(address: &str) -> usize {
    let mut end = address.len();
    // How many more brackets close than open in what is kept.
    let surplus = |open: char, close: char| address.chars().fold(0i64, |sum, c| sum + i64::from(c == close) - i64::from(c == open));
    let (mut round, mut square) = (surplus('(', ')'), surplus('[', ']'));
    while let Some(last) = address.get(..end).and_then(|kept| kept.chars().next_back()) {
        let unbalanced = (last == ')' && round > 0) || (last == ']' && square > 0);
        if !unbalanced && !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '[' | '(') {
            break;
        }
        match last {
            ')' => round -= 1,
            '(' => round += 1,
            ']' => square -= 1,
            '[' => square += 1,
            _ => {}
        }
        end -= last.len_utf8();
    }
    end
}
