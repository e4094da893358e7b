//! Punctuation and spaces that meet where two texts meet: affixes, delimiters, fields.
//!
//! CSL 1.0.2 leaves this to processors; the table is the one that the official test suite holds (`punctuation_FullMontyPlain`).

use super::tokens::{Token, Wall, Wrap};

/// What two signs become; `None`: both stay.
fn merged(left: char, right: char) -> Option<char> {
    match (left, right) {
        (left, right) if left == right => Some(left),
        // A full stop ends more than a comma: here the suite would keep both.
        (',', '.') => Some('.'),
        ('!', '.' | ':') => Some('!'),
        ('?', '.' | ':') => Some('?'),
        (':', '!') | (';', '!') => Some('!'),
        (':', '?') | (';', '?') => Some('?'),
        (':', '.') => Some(':'),
        (';', ':' | '.') => Some(';'),
        _ => None,
    }
}

fn is_punctuation(sign: char) -> bool {
    matches!(sign, '.' | ',' | ':' | ';' | '!' | '?')
}

fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}')
}

/// The row with all that meets merged. Full stops, commas, `!` and `?` go into quotation marks in front of them, or commas, colons
/// and semicolons out of them.
pub(super) fn meet(row: Vec<Token>, punctuation_in_quote: bool) -> Vec<Token> {
    let mut met = Met { out: Vec::with_capacity(row.len()), last: None, in_quote: punctuation_in_quote };
    for token in row {
        match token {
            Token::Text(text) => met.text(text),
            Token::Close(Wall::Quote) if !punctuation_in_quote => met.close_quote(),
            other => met.out.push(other),
        }
    }
    met.out
}

struct Met {
    out: Vec<Token>,
    /// Where the last text stands.
    last: Option<usize>,
    in_quote: bool,
}

impl Met {
    /// Puts a text down, without what merges with the text before it.
    fn text(&mut self, mut right: String) {
        let mut skip = 0;
        while let Some(sign) =
            right.get(skip..).and_then(|rest| rest.chars().next()).filter(|sign| is_punctuation(*sign) || is_blank(*sign))
            && let Some((at, before)) = self.before()
        {
            let between = self.out.get(at + 1..).unwrap_or_default();
            if between.iter().any(|token| matches!(token, Token::Close(Wall::Firm))) {
                break;
            }
            // A block has no blank in front.
            let begins_block = between.iter().any(|token| matches!(token, Token::Open(Wrap::Block(_))));
            let quote = between.iter().position(|token| matches!(token, Token::Close(Wall::Quote)));
            let opens_quote = || between.iter().any(|token| matches!(token, Token::Open(wrap) if wrap.wall() == Wall::Quote));
            if is_blank(sign) {
                if !begins_block && (!is_blank(before) || quote.is_some() || opens_quote()) {
                    break;
                }
                skip += sign.len_utf8();
            } else if let Some(quote) = quote.filter(|_| self.in_quote && matches!(sign, '.' | ',' | '!' | '?')) {
                skip += 1;
                self.put_in_quote(at, at + 1 + quote, before, sign);
            } else if let Some(one) = is_punctuation(before).then(|| merged(before, sign)).flatten() {
                skip += 1;
                self.replace(at, one);
                // What now may stand in the quotation marks in front of it goes there.
                if one != before && self.in_quote && self.is_sign_behind_quote(at) {
                    self.out.remove(at);
                    self.last = self.out.iter().rposition(|token| matches!(token, Token::Text(_)));
                    right.replace_range(..skip, one.encode_utf8(&mut [0; 4]));
                    skip = 0;
                }
            } else {
                break;
            }
        }
        right.drain(..skip);
        if !right.is_empty() {
            self.last = Some(self.out.len());
            self.out.push(Token::Text(right));
        }
    }

    /// Whether a text is one sign, and a quotation ends in front of it.
    fn is_sign_behind_quote(&self, at: usize) -> bool {
        matches!(self.out.get(at), Some(Token::Text(text)) if text.len() == 1)
            && at.checked_sub(1).is_some_and(|front| matches!(self.out.get(front), Some(Token::Close(Wall::Quote))))
    }

    /// Where the last text stands, and the sign in which it ends.
    fn before(&self) -> Option<(usize, char)> {
        let at = self.last?;
        match self.out.get(at) {
            Some(Token::Text(text)) => Some((at, text.chars().next_back()?)),
            _ => None,
        }
    }

    fn replace(&mut self, at: usize, sign: char) {
        if let Some(Token::Text(text)) = self.out.get_mut(at) {
            text.pop();
            text.push(sign);
        }
    }

    /// Puts a sign in front of the end of a quotation, whose last text stands at `at`.
    fn put_in_quote(&mut self, at: usize, end: usize, before: char, sign: char) {
        if let Some(one) = is_punctuation(before).then(|| merged(before, sign)).flatten() {
            self.replace(at, one);
        } else if end == at + 1 {
            if let Some(Token::Text(text)) = self.out.get_mut(at) {
                text.push(sign);
            }
        } else {
            self.out.insert(end, Token::Text(sign.to_string()));
            self.last = Some(end);
        }
    }

    /// Ends a quotation in front of the punctuation in which its words end.
    fn close_quote(&mut self) {
        let mut moved = String::new();
        while let Some((at, sign @ (',' | ':' | ';'))) = self.before() {
            let closes_only = self.out.get(at + 1..).unwrap_or_default().iter().all(|token| matches!(token, Token::Close(Wall::None)));
            let Some(Token::Text(text)) = self.out.get_mut(at) else { break };
            if !closes_only || text.len() == 1 {
                break;
            }
            text.pop();
            moved.insert(0, sign);
        }
        self.out.push(Token::Close(Wall::Quote));
        if !moved.is_empty() {
            self.last = Some(self.out.len());
            self.out.push(Token::Text(moved));
        }
    }
}
