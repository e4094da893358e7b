//! The source in its order, each stretch beside what became of it.

use super::{Alignment, Part, Seen};
use crate::{
    base::Html,
    ingest::account::{Account, Fate, Standing, Words},
};

/// A stretch of the source beside what became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its first line, from 1; 0 where only the document has words.
    pub line: u32,
    /// The source's words; `<del class="accepted" title="rule">` and `<del class="lost">` around what is not in the document.
    pub source_html: Html,
    /// The document's words; `<ins>` around those that the source does not have.
    pub document_html: Html,
    /// The part: index into the parts given, `None` where the words went nowhere.
    pub part: Option<usize>,
    /// In what the two differ.
    pub differs: Differs,
}

/// In what a stretch of the source and what became of it differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differs {
    /// Words were left out on purpose.
    pub accepted: bool,
    /// Words are nowhere.
    pub lost: bool,
    /// The document has words that the source does not have.
    pub added: bool,
}

impl Differs {
    /// Whether they do.
    pub fn any(self) -> bool {
        self.accepted || self.lost || self.added
    }
}

/// A stretch, before it is written.
#[derive(Debug)]
struct Stretch {
    /// Words of the source: from, to.
    source: (usize, usize),
    /// The part that its words are in.
    part: Option<usize>,
    /// Words of that part: from, to.
    words: (usize, usize),
}

/// Writes the rows and counts the words.
pub fn lay(seen: &Seen<'_>, parts: &[Part<'_>], account: &Account<'_>) -> Alignment {
    let source = &account.source;
    let mut stretches = cut(account, parts);
    let extra = spread(&mut stretches, parts, account);
    let is_elsewhere = |part: usize| parts.get(part).is_some_and(|part| part.elsewhere);
    let mut alignment = Alignment { words: source.words.len(), added: account.added(parts).count(), ..Alignment::default() };
    for fate in account.fates() {
        match fate {
            Fate::Kept { part, .. } if is_elsewhere(part as usize) => alignment.elsewhere += 1,
            Fate::Kept { .. } => alignment.kept += 1,
            Fate::Omitted(_) => alignment.accepted += 1,
            Fate::Lost => alignment.lost += 1,
        }
    }
    let is_added = |stretch: &&Stretch| {
        let part = stretch.part.and_then(|part| parts.get(part));
        part.is_some_and(|part| part.standing == Standing::Once && !part.elsewhere)
    };
    let all = stretches.iter().chain(extra.iter().filter(is_added));
    alignment.rows = all.map(|stretch| row(seen, parts, account, stretch)).collect();
    alignment
}

/// Cuts the source where a paragraph ends or where its words are in another part, or further back.
fn cut(account: &Account<'_>, parts: &[Part<'_>]) -> Vec<Stretch> {
    let is_markup = |part: u32| parts.get(part as usize).is_some_and(|part| matches!(part.standing, Standing::Markup(_)));
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, fate) in account.fates().enumerate() {
        let place = match fate {
            // What became markup stands where its neighbours do.
            Fate::Kept { part, word } if !is_markup(part) => Some((part as usize, word as usize)),
            _ => None,
        };
        let paragraph = account.source.begins_paragraph(at);
        match stretches.last_mut().filter(|_| !paragraph) {
            Some(last) => match (last.part, place) {
                (_, None) => last.source.1 = at + 1,
                (None, Some((part, word))) => {
                    last.source.1 = at + 1;
                    last.part = Some(part);
                    last.words = (word, word + 1);
                }
                (Some(part), Some((same, word))) if part == same && word + 1 >= last.words.1 && word <= last.words.1 + 200 => {
                    last.source.1 = at + 1;
                    last.words.1 = last.words.1.max(word + 1);
                }
                (Some(_), Some((part, word))) => {
                    stretches.push(Stretch { source: (at, at + 1), part: Some(part), words: (word, word + 1) })
                }
            },
            None => stretches.push(Stretch {
                source: (at, at + 1),
                part: place.map(|(part, _)| part),
                words: place.map_or((0, 0), |(_, word)| (word, word + 1)),
            }),
        }
    }
    stretches
}

/// Gives each of the document's words that no stretch holds to the stretch that it follows. What
/// follows none makes a stretch of its own. Of other documents only what the source has is of interest here.
fn spread(stretches: &mut [Stretch], parts: &[Part<'_>], account: &Account<'_>) -> Vec<Stretch> {
    let mut of_part: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); account.document.len()];
    for (nth, stretch) in stretches.iter().enumerate() {
        if let Some(list) = stretch.part.and_then(|part| of_part.get_mut(part)) {
            list.push((stretch.words.0, stretch.words.1, nth));
        }
    }
    let mut extra = Vec::new();
    for (part, mut list) in of_part.into_iter().enumerate() {
        // A value is said as often as a header says it.
        if parts.get(part).is_some_and(|part| part.elsewhere || matches!(part.standing, Standing::Value(_))) {
            continue;
        }
        list.sort_unstable();
        let total = account.document.get(part).map_or(0, |words| words.words.len());
        let first = list.first().map_or(total, |(from, _, _)| *from);
        if first > 0 {
            match list.first() {
                Some((_, _, nth)) => {
                    if let Some(stretch) = stretches.get_mut(*nth) {
                        stretch.words.0 = 0;
                    }
                }
                None => extra.push(Stretch { source: (0, 0), part: Some(part), words: (0, total) }),
            }
        }
        for (place, (_, _, nth)) in list.iter().enumerate() {
            let next = list.get(place + 1).map_or(total, |(from, _, _)| *from);
            if let Some(stretch) = stretches.get_mut(*nth) {
                stretch.words.1 = stretch.words.1.min(next).max(next);
            }
        }
    }
    extra
}

fn row(seen: &Seen<'_>, parts: &[Part<'_>], account: &Account<'_>, stretch: &Stretch) -> Row {
    let source = &account.source;
    let mut row = Row { part: stretch.part, ..Row::default() };
    let (from, to) = stretch.source;
    if to > from {
        row.line = source.words.get(from).map_or(0, |word| seen.line_of(word.start as usize));
        row.differs.accepted = (from..to).any(|at| matches!(account.fate(at), Fate::Omitted(_)));
        row.differs.lost = (from..to).any(|at| matches!(account.fate(at), Fate::Lost));
        write(&mut row.source_html, source, from, to, |at| match account.fate(at) {
            Fate::Omitted(rule) => Some(Mark { name: "del", class: "accepted", title: rule }),
            Fate::Lost => Some(Mark { name: "del", class: "lost", title: "" }),
            Fate::Kept { .. } => None,
        });
    }
    if let Some(part) = stretch.part
        && let Some(words) = account.document.get(part)
    {
        let is_printed = parts.get(part).is_some_and(|part| part.standing == Standing::Once && !part.elsewhere);
        let (from, to) = (stretch.words.0, stretch.words.1.min(words.words.len()));
        let is_added = |at: usize| is_printed && account.claim(part, at).is_none();
        row.differs.added = (from..to).any(is_added);
        write(&mut row.document_html, words, from, to, |at| is_added(at).then_some(Mark { name: "ins", class: "", title: "" }));
    }
    row
}

/// The element around words that are on one side only.
#[derive(Clone, Copy, PartialEq)]
struct Mark<'m> {
    name: &'static str,
    class: &'static str,
    /// The rule by which words were left out; empty if none.
    title: &'m str,
}

/// Writes words `from` to `to` with what stands between them; neighbours with the same tag share it.
fn write<'m>(html: &mut Html, words: &Words<'_>, from: usize, to: usize, mark: impl Fn(usize) -> Option<Mark<'m>>) {
    let mut open: Option<Mark<'m>> = None;
    for at in from..to {
        let Some(word) = words.words.get(at) else { break };
        let wanted = mark(at);
        let before =
            at.checked_sub(1).filter(|_| at > from).and_then(|before| words.words.get(before)).map_or(word.start, |before| before.end);
        let between = words.text.get(before as usize..word.start as usize).unwrap_or("");
        if open == wanted {
            push(html, between);
        } else {
            close(html, open.take());
            push(html, between);
            if let Some(mark) = &wanted {
                html.open(mark.name).attribute_if_any("class", mark.class).attribute_if_any("title", mark.title).end();
            }
            open = wanted;
        }
        push(html, words.text.get(word.start as usize..word.end as usize).unwrap_or(""));
    }
    close(html, open);
    // The punctuation behind the last word, up to the next white space.
    let end = to.checked_sub(1).and_then(|last| words.words.get(last)).map_or(0, |word| word.end as usize);
    if to > from {
        let rest = words.text.get(end..).unwrap_or("");
        let next = words.words.get(to).map_or(words.text.len(), |word| word.start as usize);
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len()).min(next.saturating_sub(end));
        push(html, rest.get(..length).unwrap_or(""));
    }
}

fn close(html: &mut Html, open: Option<Mark<'_>>) {
    if let Some(mark) = open {
        html.close(mark.name);
    }
}

fn push(html: &mut Html, words: &str) {
    if words.contains('\n') {
        html.words(&words.replace('\n', " "));
    } else {
        html.words(words);
    }
}
