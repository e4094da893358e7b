//! A file into its entries, by the rules of BibTeX ("BibTeXing", O. Patashnik 1988; the grammar of btparse, which biber has).
//!
//! An entry stands in braces or round brackets. A value in braces ends where they are in pairs, one in quotation marks at
//! the first mark that no braces enclose. BibTeX counts braces even behind a backslash; where nothing sound follows,
//! those behind one are signs. An entry that never closes ends where a line begins the next, so that a lost brace costs
//! one entry and not the file.

use super::super::Library;
use super::heads::{begins, begins_line, goes_on, head, is_entry, is_field, word};
use scholion_base::{Message, Span, say};

/// How far behind the next entry's beginning the end of one that seems open is looked for, in bytes: a line of an abstract
/// may begin like an entry, but no entry is that long.
const FAR: usize = 1 << 16;
/// How much of a line is shown of an entry that has no key, in bytes.
const LINE: usize = 200;
/// Deeper braces than people write; what reads them goes down with each.
const DEEPEST: usize = 40;

/// What stands behind an `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'t> {
    /// `article`, `string`, `preamble`: small letters.
    pub name: String,
    /// Its key, or its beginning.
    pub place: Span,
    pub key: &'t str,
    /// Names and values; the value of a preamble has no name.
    pub fields: Vec<Field<'t>>,
}

/// A field as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'t> {
    /// Small letters.
    pub name: String,
    /// Where its name stands.
    pub place: Span,
    /// What `#` joins.
    pub value: Vec<Piece<'t>>,
}

/// A part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// What braces or quotation marks enclose.
    Text(&'t str),
    /// A number, or the name of an abbreviation, and where it stands.
    Word(&'t str, Span),
}

/// The entries of a file, in order, comments left out. What stands between entries is a comment.
pub fn blocks<'t>(text: &'t str, library: &mut Library) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'@', text.as_bytes().get(from..).unwrap_or(&[])).map(|at| from + at) {
        let Some((name, open)) = head(text, at).filter(|_| begins(text, at)) else {
            from = at + 1;
            continue;
        };
        let mut reader = Reader { text, at: open + 1, close: if text.as_bytes().get(open) == Some(&b'(') { b')' } else { b'}' }, library };
        // A preamble of words, in no quotation marks, is a remark.
        let rest = text.get(open + 1..).unwrap_or("").trim_start();
        if name == "comment" || name == "preamble" && !rest.starts_with(['{', '"']) {
            from = reader.group(open, true).unwrap_or_else(|stop| stop.resume).max(at + 1);
            continue;
        }
        let line = text.get(at..).map_or("", |rest| rest.get(..rest.floor_char_boundary(LINE)).unwrap_or(rest));
        let whole = Span::new(at, at + line.find([',', '\n', '\r']).unwrap_or(line.len()));
        match reader.block(name, whole) {
            Ok(block) => {
                from = reader.at;
                blocks.push(block);
            }
            Err(stop) => {
                from = stop.resume.max(at + 1);
                match stop.fault {
                    Some((place, message, hint)) => library.fault(place, message, hint),
                    None if stop.is_deep => library.fault(whole, say::bad_bibtex_deep(), say::bad_bibtex_hint_deep()),
                    None => library.fault(whole, say::bad_bibtex_unclosed(), say::bad_bibtex_hint_unclosed()),
                }
            }
        }
    }
    blocks
}

/// Why an entry is not read.
struct Stop {
    /// Where reading goes on.
    resume: usize,
    is_deep: bool,
    /// What is wrong, where it is neither of the two.
    fault: Option<(Span, Message, Message)>,
}

struct Reader<'t, 'l> {
    text: &'t str,
    at: usize,
    /// What closes the entry.
    close: u8,
    library: &'l mut Library,
}

impl<'t> Reader<'t, '_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.byte(self.at) {
            match byte {
                // What biber takes for a comment.
                b'%' => self.at = self.text.get(self.at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |end| self.at + end),
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => return,
            }
        }
    }

    fn word(&self) -> &'t str {
        word(self.text, self.at, self.close)
    }

    fn here(&self, length: usize) -> Span {
        let mut end = (self.at + length.max(1)).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(self.at.min(end), end)
    }

    fn unclosed(&self) -> Stop {
        Stop { resume: self.at.min(self.text.len()), is_deep: false, fault: None }
    }

    fn block(&mut self, name: String, whole: Span) -> Result<Block<'t>, Stop> {
        let mut block = Block { name, place: whole, key: "", fields: Vec::new() };
        self.skip_space();
        match block.name.as_str() {
            "string" => {}
            "preamble" => {
                let place = self.here(1);
                let value = self.value()?;
                block.fields.push(Field { name: String::new(), place, value });
            }
            _ => self.key(&mut block)?,
        }
        loop {
            self.skip_space();
            match self.byte(self.at) {
                None => return Err(self.unclosed()),
                Some(byte) if byte == self.close => {
                    self.at += 1;
                    if !goes_on(self.text, self.at, self.close) {
                        return Ok(block);
                    }
                    let brace = char::from(self.close).to_string();
                    self.library.doubt(Span::new(self.at - 1, self.at), say::odd_bibtex_stray(brace), say::odd_bibtex_stray_hint());
                }
                Some(b'@') if begins_line(self.text, self.at) && is_entry(self.text, self.at) => return Err(self.unclosed()),
                Some(b',') => self.at += 1,
                Some(_) => self.field(&mut block)?,
            }
        }
    }

    /// The key: what stands before the first comma, unless it is the name of a field.
    fn key(&mut self, block: &mut Block<'t>) -> Result<(), Stop> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let is_end = |c: char| matches!(c, ',' | '=' | '{' | '}' | '"' | '\n' | '\r') || c == char::from(self.close);
        let key = rest.get(..rest.find(is_end).unwrap_or(rest.len())).unwrap_or("").trim();
        let place = self.here(key.len());
        let before = self.at;
        self.at += key.len();
        self.skip_space();
        match self.byte(self.at) {
            Some(b'=') => {
                self.at = before;
                // The key and the name of the first field, with no comma between them.
                if let Some((first, _)) = key.split_once(char::is_whitespace) {
                    (block.key, block.place) = (first, self.here(first.len()));
                    self.at += first.len();
                    self.skip_space();
                    self.library.doubt(self.here(1), say::odd_bibtex_comma(), say::odd_bibtex_comma_hint());
                    return Ok(());
                }
            }
            Some(b'{' | b'"') if !key.is_empty() => return Err(self.broken(say::bad_bibtex_expected("`,`"))),
            Some(b',') => self.at += 1,
            Some(byte) if byte != self.close && !key.is_empty() => {
                self.library.doubt(self.here(1), say::odd_bibtex_comma(), say::odd_bibtex_comma_hint());
            }
            _ => {}
        }
        if before < self.at && !key.is_empty() {
            block.key = key;
            block.place = place;
        } else {
            self.library.doubt(block.place, say::odd_bibtex_keyless(), say::odd_bibtex_keyless_hint());
        }
        Ok(())
    }

    /// A name, `=` and a value. A word that is no field is said and passed over.
    fn field(&mut self, block: &mut Block<'t>) -> Result<(), Stop> {
        let name = self.word();
        let place = self.here(name.len());
        let start = self.at;
        self.at += name.len();
        self.skip_space();
        if name.is_empty() || self.byte(self.at) != Some(b'=') {
            self.at = start;
            return self.stray();
        }
        self.at += 1;
        self.skip_space();
        let value = if matches!(self.byte(self.at), Some(b',')) { Vec::new() } else { self.value()? };
        block.fields.push(Field { name: name.to_lowercase(), place, value });
        self.skip_space();
        match self.byte(self.at) {
            Some(byte) if byte == b',' || byte == self.close => {}
            Some(b'@') | None => {}
            Some(_) if is_field(self.text, self.at, self.close) => {
                self.library.doubt(self.here(1), say::odd_bibtex_comma(), say::odd_bibtex_comma_hint());
            }
            Some(_) => return self.stray(),
        }
        Ok(())
    }

    /// What belongs to nothing, up to the next comma or the entry's end.
    fn stray(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b',' => break,
                byte if byte == self.close => break,
                b'@' if begins_line(self.text, self.at) && is_entry(self.text, self.at) => return Err(self.unclosed()),
                b'{' => self.at = self.group(self.at, true)?,
                _ => self.at += 1,
            }
        }
        if self.at >= self.text.len() {
            return Err(self.unclosed());
        }
        let words = self.text.get(start..self.at).unwrap_or("");
        let words = words.split(['\n', '\r']).next().unwrap_or("").trim_end();
        let short: String = words.chars().take(40).collect();
        self.library.doubt(Span::new(start, start + words.len()), say::odd_bibtex_stray(short), say::odd_bibtex_stray_hint());
        Ok(())
    }

    fn broken(&mut self, message: Message) -> Stop {
        let place = self.here(1);
        let resume = self.next_entry(self.at).unwrap_or(self.text.len());
        Stop { resume, is_deep: false, fault: Some((place, message, say::bad_bibtex_hint())) }
    }

    fn value(&mut self) -> Result<Vec<Piece<'t>>, Stop> {
        let mut value = Vec::new();
        loop {
            self.skip_space();
            match self.byte(self.at) {
                Some(b'{') => {
                    let start = self.at + 1;
                    let end = self.sound(|reader| reader.group(start - 1, true), |reader| reader.group(start - 1, false))?;
                    value.push(Piece::Text(self.text.get(start..end - 1).unwrap_or("")));
                    self.at = end;
                }
                Some(b'"') => {
                    let start = self.at + 1;
                    let end = self.sound(|reader| reader.quoted(start, true), |reader| reader.quoted(start, false))?;
                    value.push(Piece::Text(self.text.get(start..end - 1).unwrap_or("")));
                    self.at = end;
                }
                None => return Err(self.unclosed()),
                _ => {
                    let word = self.word();
                    if word.is_empty() {
                        return Err(self.broken(say::bad_bibtex_expected("`{`")));
                    }
                    value.push(Piece::Word(word, self.here(word.len())));
                    self.at += word.len();
                }
            }
            self.skip_space();
            if self.byte(self.at) != Some(b'#') {
                return Ok(value);
            }
            self.at += 1;
        }
    }

    /// The first end behind which something sound follows, else the first.
    fn sound(&self, first: impl Fn(&Self) -> Result<usize, Stop>, second: impl Fn(&Self) -> Result<usize, Stop>) -> Result<usize, Stop> {
        let is_sound = |end: usize| {
            let rest = self.text.get(end..).unwrap_or("").trim_start();
            rest.starts_with([',', '#', char::from(self.close)]) || is_field(self.text, self.text.len() - rest.len(), self.close)
        };
        match first(self) {
            Ok(end) if is_sound(end) => Ok(end),
            other => match second(self) {
                Ok(end) if is_sound(end) => Ok(end),
                _ => other,
            },
        }
    }

    /// Behind the brace or bracket that closes the one at `open`.
    fn group(&self, open: usize, with_escaped: bool) -> Result<usize, Stop> {
        let round = self.byte(open) == Some(b'(');
        let mut depth = usize::from(round);
        self.scan(open + usize::from(round), with_escaped, |byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b')' if round && depth == 1 => return Some(0),
                _ => {}
            }
            (byte == b'}' && depth == 0).then_some(0).or_else(|| (depth > DEEPEST).then_some(1))
        })
    }

    /// Behind the quotation mark that closes a value; `with_escaped` says whether one behind a backslash does.
    fn quoted(&self, start: usize, with_escaped: bool) -> Result<usize, Stop> {
        let mut depth = 0_usize;
        self.scan(start, with_escaped, |byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => return Some(0),
                _ => {}
            }
            (depth > DEEPEST).then_some(1)
        })
    }

    /// Looks at each byte until the answer is 0 (it ends here) or 1 (it is too deep). Gives where to go on behind it.
    fn scan(&self, start: usize, with_escaped: bool, mut ends: impl FnMut(u8) -> Option<u8>) -> Result<usize, Stop> {
        // Where the next entry seems to begin.
        let mut next: Option<usize> = None;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\\' if !with_escaped && self.byte(at + 1).is_some_and(|next| next.is_ascii()) => {
                    at += 2;
                    continue;
                }
                b'@' if next.is_none() && begins_line(self.text, at) && is_entry(self.text, at) => next = Some(at),
                _ => {}
            }
            match ends(byte) {
                Some(0) => return Ok(at + 1),
                Some(_) => {
                    let resume = next.or_else(|| self.next_entry(at)).unwrap_or(self.text.len());
                    return Err(Stop { resume, is_deep: true, fault: None });
                }
                None => at += 1,
            }
            if next.is_some_and(|next| at - next > FAR) {
                break;
            }
        }
        Err(Stop { resume: next.unwrap_or(self.text.len()), is_deep: false, fault: None })
    }

    /// Where a line begins the next entry.
    fn next_entry(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes().get(from..)?;
        memchr::memchr_iter(b'@', bytes).map(|at| from + at).find(|at| begins_line(self.text, *at) && is_entry(self.text, *at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str], faults: &[&str]) {
        let mut library = Library::default();
        let shown: Vec<String> = blocks(text, &mut library)
            .iter()
            .map(|block| {
                let fields = block.fields.iter().map(|field| {
                    let pieces: Vec<String> = field
                        .value
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text) => format!("<{text}>"),
                            Piece::Word(word, _) => (*word).to_owned(),
                        })
                        .collect();
                    format!(" {}={}", field.name, pieces.join("#"))
                });
                format!("{} {}{}", block.name, block.key, fields.collect::<String>())
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
        let said: Vec<String> = library.faults.iter().map(|fault| format!("{} `{}`", fault.message, fault.place.of(text))).collect();
        assert_eq!(said, faults, "{text}");
    }

    #[test]
    fn entries_end_with_their_brace() {
        check(
            "% @book{no, title={a}}\nme@here.org @Book{a, title={B {C} \\} d}}\n@string(x = {y} # z # 12)\n@ misc ( b, year = 2001 ) @comment{@book{c}} @preamble{\"x\"}",
            &["book a title=<B {C} \\} d>", "string  x=<y>#z#12", "misc b year=2001", "preamble  =<x>"],
            &[],
        );
    }

    #[test]
    fn braces_decide_where_quotation_marks_end_a_value() {
        check(
            "@book{a, title=\"A {\"}b{\"} c\", author = \"M\\\"uller\" , note=\"{\\\"o}\"}",
            &["book a title=<A {\"}b{\"} c> author=<M\\\"uller> note=<{\\\"o}>"],
            &[],
        );
    }

    #[test]
    fn an_open_entry_ends_where_the_next_begins() {
        check(
            "@book{a, title={B}\n@book{b,\n title={C}}\n@misc{c, note={\n@home we say}}\n",
            &["book b title=<C>", "misc c note=<\n@home we say>"],
            &["this entry is never closed `@book{a`"],
        );
        check("@book{a, title={B}", &[], &["this entry is never closed `@book{a`"]);
    }

    #[test]
    fn slips_cost_no_entry() {
        check(
            "@book{, title={A}}\n@book{title={B}}\n@book{c title={C} year=2001, , junk, note=,}\n@book{d, year=2001 b, title={D}}",
            &["book  title=<A>", "book  title=<B>", "book c title=<C> year=2001 note=", "book d year=2001 title=<D>"],
            &[
                "this entry has no key `@book{`",
                "this entry has no key `@book{title={B}}`",
                "a comma is missing before this field `t`",
                "a comma is missing before this field `y`",
                "`junk` belongs to no field `junk`",
                "`b` belongs to no field `b`",
            ],
        );
        let text = "@book{a, title={A}}, year=2001}, @book{b, title={B}},\n";
        check(text, &["book a title=<A> year=2001", "book b title=<B>"], &["`}` belongs to no field `}`"]);
    }
}
