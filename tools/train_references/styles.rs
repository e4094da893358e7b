//! Citation styles as templates: `styles.txt`.
//!
//! `{A}` authors, `{E}` editors, `{B}` translators, `{T}` title, `{TT}` its translation, `{J}` journal or collection,
//! `{JJ}` its translation, `{Y}` year, `{D}` full date, `{V}` volume, `{N}` issue, `{P}` pages, `{F}` first page, `{C}` count of
//! pages, `{I}` publisher, `{L}` place, `{S}` series, `{X}` edition, `{M}` number, `{G}` genre, `{R}` archive, `{K}` a remark, `{U}` address,
//! `{O}` DOI, `{H}` access, `{W}` "ders." for the authors as editors. `[…]` may be left out, and is where a field in it is missing; `<a|b>` is a choice; `_…_` is italic;
//! `\` takes the next character as it is.
//!
//! Names (second column, parted by blanks): `i` inverted with initials, `v` Vancouver, `I` inverted in full, `n` natural with
//! initials, `N` natural in full, `1` only the first inverted, in full, `f` family and initials without comma, `t` the same
//! in full, `F` family name alone, `p` and `q` the given
//! names in brackets, in full and as initials; a `C` before it puts family names in capitals. Third column: what works it is for, `a` article, `b` book, `c` chapter, `w` web
//! page, `t` thesis, `r` report, `n` newspaper, `p` proceedings, `x` archive, `l` law. Languages: which pools, `*` all in Latin script.

/// A style.
pub struct Style {
    pub langs: &'static str,
    pub names: &'static str,
    pub kind: char,
    pub template: &'static str,
    /// How often, beside the others.
    pub weight: u32,
}

/// All styles, in order. A line is `languages | names | kind | weight | template`, with `-` where nobody is named.
pub fn styles() -> Vec<Style> {
    let lines = include_str!("styles.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| read(line).unwrap_or_else(|| panic!("no style: {line}"))).collect()
}

fn read(line: &'static str) -> Option<Style> {
    let mut columns = line.splitn(5, " | ");
    let mut column = || columns.next();
    let (langs, names, kind, weight, template) = (column()?, column()?, column()?, column()?, column()?);
    let names = if names == "-" { "" } else { names };
    Some(Style { langs, names, kind: kind.parse().ok()?, template, weight: weight.parse().ok()? })
}
