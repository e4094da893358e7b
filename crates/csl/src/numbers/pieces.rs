//! A value cut into words and what stands between them.

/// A piece of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'v> {
    /// Letters and digits.
    Atom(&'v str),
    Between(Between<'v>),
}

/// What stands between two words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between<'v>(&'v str);

impl<'v> Between<'v> {
    pub(super) fn written(self) -> &'v str {
        self.0
    }

    fn sign(self) -> &'v str {
        self.0.trim()
    }

    pub(super) fn is_ampersand(self) -> bool {
        self.sign() == "&"
    }

    /// Whether it is a hyphen or a dash, as of a range.
    pub(super) fn is_dash(self) -> bool {
        let sign = self.sign();
        matches!(sign, "-" | "–" | "--" | "---" | "—")
    }

    /// Whether what stands at both sides are several.
    pub(super) fn is_list(self) -> bool {
        self.is_dash() || matches!(self.sign(), "&" | "," | ";")
    }

    /// Whether it is anything but what may part numbers.
    pub(super) fn is_word(self) -> bool {
        !(self.is_list() || self.sign().is_empty() && self.0.is_empty())
    }
}

/// The pieces of a value, in their order.
pub(super) fn pieces(value: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = value.trim();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_atom = first.is_alphanumeric();
        let end = rest.find(|sign: char| sign.is_alphanumeric() != is_atom).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if is_atom { Piece::Atom(piece) } else { Piece::Between(Between(piece)) })
    })
}
