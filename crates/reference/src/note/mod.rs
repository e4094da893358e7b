//! What a note names among its sentences: works, short forms of works, references back.
//!
//! 1. [`pieces`]: the note cut at sentence ends, semicolons and words such as "see"; [`lead`]: the words before a work that are no part of it;
//! 2. [`start`]: how a piece begins, and whether it says when or where; [`names`]: the names that it begins with;
//! 3. [`primary`]: pieces of archives, decisions, statutes, documents and patents, which go by a mark of their own; [`law`]: what else is of courts;
//! 4. here: pieces that belong together become one work, and prose is looked through for what it names, [`within`].

pub mod law;
mod lead;
mod names;
mod pieces;
pub mod primary;
mod start;
mod within;

use scholion_base::Span;
use scholion_lang::CITATION_LEAD;

use self::{
    pieces::{Piece, pieces},
    start::{Start, says_when},
};
pub use self::{
    start::{names_len, title},
    within::quoted,
};
use crate::{InTextWork, backref, intext, locator, marks, marks::Mark, works};

/// How a part of a note names a work.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    /// In full: its words are to be parsed.
    Work,
    /// In full, but for its author, who is that of the work before: "Ders., Das Recht, Berlin 1990", from behind the pointer on.
    SameAuthor,
    /// In full behind its author, whom the sentence names: "Edith Holm in her Ponds and Rivers (1951)".
    By(String),
    /// By the names of its authors and its year: "Geiger 1964, S. 65".
    Short(InTextWork),
    /// By pointing back to where it was named.
    Back,
}

/// A part of a note that names a work.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its words.
    pub span: Span,
    /// How it names it.
    pub naming: Naming,
}

/// Most pieces that one work is made of.
const MOST_PIECES: usize = 8;
/// Most of one that says when already: what comes behind is looked at together with all of it.
const MOST_REST: usize = 24;

/// Finds what a note without markup names, in order.
pub fn named(text: &str, marks: &[Mark]) -> Vec<Named> {
    let mut finder = Finder { text, marks, found: Vec::new() };
    let start = marks.first().filter(|mark| mark.what == marks::What::Label).map_or(0, |mark| mark.span.end as usize);
    // What is known by a shelfmark, a report or a number is read whole; notes are cut around it.
    let mut from = start;
    let primaries = primary::find(text, start, text.len());
    for (index, primary) in primaries.iter().enumerate() {
        finder.note(from, primary.span.start, 0);
        // The point that ends it is printed with it, as with other works.
        let point = usize::from(text.get(primary.span.end..).is_some_and(|rest| rest.starts_with('.')));
        finder.found.push(Named { span: Span::new(primary.span.start, primary.span.end + point), naming: Naming::Work });
        from = primary.span.end + point;
        if !primary.record.archive_location.is_empty() {
            let next = primaries.get(index + 1).map_or(text.len(), |next| next.span.start);
            from += rest_of_piece(text.get(from..next).unwrap_or(""));
        }
    }
    finder.note(from, text.len(), 0);
    finder.found.sort_by_key(|named| named.span.start);
    let mut end = 0;
    finder.found.retain(|named| {
        let free = named.span.start >= end;
        end = end.max(named.span.end);
        free
    });
    finder.found
}

/// The length of the few words behind a shelfmark that say more of the piece, up to the end of its clause: ", Records of the Posts, Tehran, 1919". Words
/// that lead to a work, a bracket or a quotation may name another.
fn rest_of_piece(tail: &str) -> usize {
    let stop = tail.find(';').unwrap_or(tail.len());
    let end =
        tail.match_indices('.').map(|(at, _)| at).find(|&at| pieces::ends_sentence(tail, at, tail.len())).map_or(stop, |at| stop.min(at));
    let words = tail.get(..end).unwrap_or("");
    let leads = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        names::is_in(&word) || CITATION_LEAD.contains(&word) || names::is_joint(&word)
    };
    let few = words.split(' ').count() <= 12 && !words.contains(['(', '“', '«', '„', '"', '‘']);
    if tail.starts_with(',') && few && !words.split(' ').any(leads) { end } else { 0 }
}

/// A work in the making.
struct Open {
    span: Span,
    pieces: usize,
    /// Whether it is names and perhaps a year, and no title yet.
    names_only: bool,
    /// Whether it says when or where.
    when: bool,
    /// Whether no name and no title in quotation marks begins it.
    plain: bool,
    /// The length of what stands for the author of the work before, with which it begins: "Ders.,"; else 0.
    same: usize,
}

struct Finder<'a> {
    text: &'a str,
    marks: &'a [Mark],
    found: Vec<Named>,
}

impl Finder<'_> {
    /// Looks through a note, or through a bracket in it.
    fn note(&mut self, from: usize, to: usize, depth: usize) {
        let mut open: Option<Open> = None;
        let pieces = pieces(self.text, from, to, self.marks);
        for (index, piece) in pieces.iter().enumerate() {
            let start = match Start::of(piece.span.of(self.text)) {
                // A title without names, and its address behind it.
                Start::Prose if pieces.get(index + 1).is_some_and(|next| self.begins_marked(next.span)) => Start::Plain,
                start => start,
            };
            let when = says_when(self.text, piece.span, self.marks);
            match &mut open {
                Some(open) if self.goes_on(open, piece, pieces.get(index + 1), start, when) => {
                    open.span.end = piece.span.end;
                    open.pieces += 1;
                    open.names_only = open.names_only && start::is_names_only(open.span.of(self.text));
                    open.when |= when;
                }
                _ => {
                    self.close(open.take(), depth);
                    let listed = self.begins_list(piece, pieces.get(index + 1), when);
                    open = self.begin(piece, start, when, listed, depth);
                }
            }
        }
        self.close(open, depth);
    }

    /// Whether a piece belongs to the work that is open.
    fn goes_on(&self, open: &Open, piece: &Piece, next: Option<&Piece>, start: Start, when: bool) -> bool {
        // "Archer, Ports, 20; Poe, Trade, 47"
        let again = piece.behind_semicolon
            && (works::is_named_again(open.span.of(self.text))
                || (open.when || !open.names_only) && works::is_named_again(piece.span.of(self.text)));
        if piece.led || start == Start::Back || again || piece.announced && !open.names_only && start.is_named() {
            false
        } else if piece.behind_semicolon && self.is_title(piece, start, when) && start::is_entry_head(open.span.of(self.text)) {
            true
        } else if open.same > 0 && !open.when {
            !piece.behind_semicolon && open.pieces < MOST_PIECES && !matches!(start, Start::Prose | Start::Sure)
        } else if open.names_only {
            !(open.when && piece.behind_semicolon) && open.pieces < MOST_REST
        } else if open.when {
            open.pieces < MOST_REST && !self.begins_list(piece, next, when) && self.is_rest(open, piece, start, when)
        } else {
            // "BVerfGE 50, 290 (333); zustimmend Holm, in: …"
            let ended = open.plain && piece.behind_semicolon && open.span.of(self.text).ends_with(|c: char| c.is_ascii_digit() || c == ')');
            !(when && (start == Start::Sure || ended)) && open.pieces < MOST_PIECES
        }
    }

    /// Whether a piece may be the title of an entry that has its names and its year before.
    fn is_title(&self, piece: &Piece, start: Start, when: bool) -> bool {
        start == Start::Plain && !when && piece.span.of(self.text).starts_with(char::is_uppercase)
    }

    /// Whether a piece is the first of several names, which semicolons part: "Holm, Erhard; Lund, Siegfried, 1979: Das Eis".
    fn begins_list(&self, piece: &Piece, next: Option<&Piece>, when: bool) -> bool {
        let is_author = |next: &Piece| {
            let dated = next.behind_semicolon && says_when(self.text, next.span, self.marks);
            dated && Start::of(next.span.of(self.text)) == Start::Sure
        };
        !when && !piece.behind_semicolon && start::is_pair(piece.span.of(self.text)) && next.is_some_and(is_author)
    }

    /// Whether a piece is the rest of a work that could end before it: a place in it, an address, a journal, a publisher; few words and no
    /// sentence.
    fn is_rest(&self, open: &Open, piece: &Piece, start: Start, when: bool) -> bool {
        let words = piece.span.of(self.text);
        if words.starts_with(|c: char| c.is_ascii_digit()) || words.starts_with("In:") {
            return true;
        }
        if piece.behind_semicolon && works::is_titled(words) {
            return false;
        }
        if !piece.behind_semicolon && start != Start::Sure {
            let address = start::is_marked(piece.span, self.marks) && !start::is_marked(open.span, self.marks);
            let journal = start::has_pages(words) || start == Start::Plain && (when || start::has_place(words));
            if address || journal {
                return true;
            }
        }
        let is_new = match start {
            Start::Sure => when || piece.behind_semicolon || start::is_names_only(words),
            // "Sallow and Redfern, Thorle Charters, 9" names a known work.
            Start::Name | Start::Title => when || piece.behind_semicolon && works::is_short(words),
            // "Oslo 1990" is a place and the year.
            Start::Short => piece.behind_semicolon || start::has_place(words) || words.contains('/'),
            _ => when && piece.behind_semicolon && start != Start::Prose,
        };
        let so_far = open.span.of(self.text);
        if piece.behind_semicolon && start == Start::Plain && !when && start::says_in(words) && !start::says_in(so_far) {
            return true;
        }
        let small = start::small_words(words);
        let subtitle = piece.behind_semicolon && !when && start::is_small_start(words);
        let marked = self.begins_marked(piece.span);
        let count = words.split_whitespace().count();
        // "New Delhi: Indian Council of Ponds"; behind authors, year and title whatever comes before the journal or the place.
        let publisher = start == Start::Name && !when && words.contains(": ") && small * 3 <= count;
        let sourceless =
            !piece.behind_semicolon && matches!(start, Start::Plain | Start::Name) && count <= 12 && start::is_author_date(so_far);
        let sourced = start::has_place(so_far) || start::has_pages(so_far) || start::is_marked(open.span, self.marks);
        let short = small == 0 && count <= 8 || publisher || sourceless && !sourced && open.pieces < 4;
        !is_new && (subtitle || marked || short || locator::len(words, false) > 0 || words.contains(" // ") || words.contains("://"))
    }

    /// Whether a part begins with an address or another mark, or a word or two that lead to it.
    fn begins_marked(&self, span: Span) -> bool {
        let leads = |mark: &Mark| {
            self.text.get(span.start as usize..mark.span.start as usize).is_some_and(|words| words.split_whitespace().count() <= 3)
        };
        self.marks
            .iter()
            .any(|mark| span.start < mark.span.end && mark.span.start < span.end && (mark.span.start <= span.start || leads(mark)))
    }

    /// Begins a work with a piece, or takes from the piece what it names.
    fn begin(&mut self, piece: &Piece, start: Start, when: bool, listed: bool, depth: usize) -> Option<Open> {
        let same = backref::same_author(piece.span.of(self.text)).filter(|_| start == Start::Back).unwrap_or(0);
        match start {
            Start::Back if same == 0 => self.back(piece.span),
            Start::Short => self.shorts(piece.span, true),
            Start::Prose => self.prose(piece.span, depth),
            _ => {
                let words = piece.span.of(self.text);
                let names_only = same == 0 && (listed || start::is_names_only(words));
                return Some(Open { span: piece.span, pieces: 1, names_only, when, plain: start == Start::Plain, same });
            }
        }
        None
    }

    /// Ends a work: a year or a place stands in it, or a name before a title in quotation marks.
    fn close(&mut self, open: Option<Open>, depth: usize) {
        let Some(open) = open else { return };
        if open.same > 0 {
            return self.same_author(&open);
        }
        let mut span = self.trimmed(open.span);
        let mut words = span.of(self.text);
        let mut naming = Naming::Work;
        if open.plain
            && open.when
            && let Some((title, author)) = within::own_title(words, 2)
        {
            naming = Naming::By(author.to_owned());
            span.start = Span::new(span.start as usize + title, span.end as usize).start;
            words = span.of(self.text);
        }
        let quoted = !open.plain && words.contains(['“', '«', '‘', '„', '"']);
        let leads = open.plain && naming == Naming::Work && start::leads_on(words);
        if open.plain && law::statute(words).is_some() {
            self.found.push(Named { span, naming: Naming::Work });
        } else if open.plain
            && (leads
                || start::is_prose(words)
                || start::tells_address(words)
                || start::leads_nowhere(words)
                || start::begins_with_day(words))
            || open.names_only && !open.when
        {
            self.prose(span, depth);
        } else if open.names_only {
            self.shorts(span, true);
        } else if open.plain
            && let Some(at) = within::short_behind(words)
        {
            self.shorts(Span::new(span.start as usize + at, span.end as usize), false);
        } else if open.when || quoted || works::is_short(words) {
            self.work(span, naming);
        } else {
            self.prose(span, depth);
        }
    }

    /// A work, and what a sentence behind it names.
    fn work(&mut self, span: Span, naming: Naming) {
        let end = span.start as usize + start::tail(span.of(self.text)).unwrap_or(span.len());
        self.found.push(Named { span: Span::new(span.start as usize, end), naming });
        self.shorts(Span::new(end, span.end as usize), false);
    }

    /// Behind "ders." a work may be named that was not named before; else it points back.
    fn same_author(&mut self, open: &Open) {
        let rest = self.trimmed(Span::new(open.span.start as usize + open.same, open.span.end as usize));
        let quoted = names::is_quote(rest.of(self.text));
        if !says_when(self.text, rest, self.marks) {
            self.found.push(Named { span: self.trimmed(open.span), naming: Naming::Back });
        } else if quoted {
            // With a title in quotation marks it is read as with a name before it.
            self.work(Span::new(open.span.start as usize, rest.end as usize), Naming::SameAuthor);
        } else {
            self.work(rest, Naming::SameAuthor);
        }
    }

    /// A reference back, or several: "Holm, Teiche, cit., p. 7, nonché Dahl, Acque, cit., p. 60".
    fn back(&mut self, span: Span) {
        let span = self.trimmed(span);
        let from = span.start as usize;
        let words = span.of(self.text);
        let mut several = within::backs(words);
        if several.is_empty() {
            several.push((0, words.len()));
        }
        match several.as_mut_slice() {
            [] => {}
            [only] => {
                // What leads to the name, and what a sentence goes on with behind the place, is no part of it.
                let before = words.get(..only.0).unwrap_or("");
                let behind = words.get(only.1..).unwrap_or("");
                only.0 = if within::leads(before) { only.0 } else { 0 };
                only.1 = if behind.split_whitespace().count() > 3 { only.1 } else { words.len() };
            }
            [first, ..] => first.0 = if within::leads(words.get(..first.0).unwrap_or("")) { first.0 } else { 0 },
        }
        for (start, end) in several {
            self.found.push(Named { span: Span::new(from + start, from + end), naming: Naming::Back });
        }
    }

    /// Short forms in a stretch. In a sentence a name and a year may be a place and a year as well: one that does not begin the
    /// stretch has a place in the work, or several authors.
    fn shorts(&mut self, span: Span, begins: bool) {
        for mut work in intext::bare(span.of(self.text)) {
            let telling = !work.locator.is_empty() || work.others || work.authors.len() > 1;
            let first = begins && work.span.start < 2;
            work.span = Span::new((span.start + work.span.start) as usize, (span.start + work.span.end) as usize);
            work.sure = (first || telling) && !start::is_time(&work.authors);
            self.found.push(Named { span: work.span, naming: Naming::Short(work) });
        }
    }

    /// What a sentence names: by a title in quotation marks before a year, by initials, family name and title, in brackets, by name
    /// and year.
    fn prose(&mut self, span: Span, depth: usize) {
        let words = span.of(self.text);
        let from = span.start as usize;
        for (start, end) in within::backs(words) {
            self.found.push(Named { span: Span::new(from + start, from + end), naming: Naming::Back });
        }
        if let Some(at) = start::work_within(words) {
            let work = self.trimmed(Span::new(from + at, span.end as usize));
            if says_when(self.text, work, self.marks) {
                let end = start::tail(work.of(self.text)).map_or(work.end as usize, |end| work.start as usize + end);
                self.found.push(Named { span: Span::new(work.start as usize, end), naming: Naming::Work });
                return self.shorts(Span::new(from, from + at), false);
            }
        }
        for (open, close) in pieces::brackets(words).into_iter().filter(|_| depth == 0) {
            let inside = Span::new(from + open + 1, from + close);
            let content = inside.of(self.text);
            let lead = works::lead_len(content);
            let start = Start::of(content.get(lead..).unwrap_or(""));
            let is_work = start.is_named() && content.split_whitespace().count() > 3 && says_when(self.text, inside, self.marks);
            if lead > 0 || start == Start::Back || is_work {
                self.note(inside.start as usize, inside.end as usize, depth + 1);
            }
        }
        for (start, end, author) in within::own_titles(words) {
            self.found.push(Named { span: Span::new(from + start, from + end), naming: Naming::By(author.to_owned()) });
        }
        for (start, end) in within::titles(words) {
            self.found.push(Named { span: Span::new(from + start, from + end), naming: Naming::Work });
        }
        self.shorts(span, false);
    }

    /// Without white space and marks around it, and without the end of the bracket in which all of it stands.
    fn trimmed(&self, span: Span) -> Span {
        let words = span.of(self.text);
        let lead = words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '•')).len();
        let mut end = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).len().max(lead);
        let bare = words.get(lead..end).unwrap_or("").trim_end_matches('.');
        if bare.ends_with(')') && bare.matches(')').count() > bare.matches('(').count() {
            end = lead + bare.len() - 1;
        }
        Span::new(span.start as usize + lead, span.start as usize + end)
    }
}

#[cfg(test)]
mod tests;
