//! A list of names: how many are printed, and what stands between them (specification, "Name", "Et-al", "Delimiter-precedes").

use super::person::{form, person};
use super::{Ask, Level, Told};
use crate::item::Name;
use crate::style::name::{And, Precedes};
use crate::style::term::Term;
use crate::text::script::begins_spaced;
use crate::text::{looks, rich};
use crate::tree::Node;

/// A list of names to print.
pub(super) struct List<'a> {
    pub(super) ask: &'a Ask<'a>,
    pub(super) names: &'a [Name],
    pub(super) level: Option<&'a Level>,
    /// Whether it is the first of several.
    pub(super) first: bool,
}

/// A name that is printed.
struct Printed {
    nodes: Vec<Node>,
    inverted: bool,
}

impl List<'_> {
    /// The list, and what is printed of it.
    pub(super) fn written(&self) -> (Vec<Node>, Told) {
        let (ask, shown) = (self.ask, self.shown());
        let last = self.last_behind_ellipsis(shown);
        let all: Vec<Printed> = (0..shown).chain(last).filter_map(|place| self.printed(place)).collect();
        let told = Told { shown, names: all.iter().take(shown).map(|name| name.nodes.clone()).collect() };
        if let Some(whole) = ask.whole.filter(|_| self.first) {
            let nodes = if whole.is_empty() { Vec::new() } else { vec![Node::Text(whole.to_owned())] };
            return (nodes, told);
        }
        let all: Vec<Printed> = all.into_iter().enumerate().filter_map(|(place, name)| self.replaced(place, name)).collect();
        let cut = shown < self.names.len();
        let (names, end) = match last {
            Some(_) => self.with_ellipsis(all),
            None if cut => {
                let end = self.et_al(&all);
                let mut names = [self.join(all, None), end].concat();
                // Behind a list that is cut the affixes of `cs:name` stand once more: citeproc-js, and styles that part the list from
                // the year by them, have it so.
                if !names.is_empty() && !ask.sort {
                    looks::affix(&mut names, &ask.names.name.prefix, &ask.names.name.suffix);
                }
                (names, Vec::new())
            }
            None => (self.join(all, self.and()), Vec::new()),
        };
        ([names, end].concat(), told)
    }

    /// Whether the last of several names stands for others: BibLaTeX's `others`, which Pandoc keeps as a name of that word.
    fn goes_on(&self) -> bool {
        self.names.len() > 1 && self.names.last().is_some_and(|name| name.literal == "others")
    }

    /// How many names stand in front of "et al.", all of them if there is none.
    fn shown(&self) -> usize {
        let options = self.ask.options;
        let count = self.names.len() - usize::from(self.goes_on());
        let (min, first) = (options.et_al_min as usize, options.et_al_use_first as usize);
        // Two names at least stand for an ellipsis: `et-al-use-first` is two less than `et-al-min` then.
        let first = if options.et_al_use_last { first.min(min.saturating_sub(2).max(1)) } else { first };
        if min == 0 || count < min || count <= first {
            return count;
        }
        self.level.map_or(first, |level| level.shown.max(first)).min(count)
    }

    /// The last name, where it is printed behind an ellipsis (`et-al-use-last`): at least two names are left out then.
    fn last_behind_ellipsis(&self, shown: usize) -> Option<usize> {
        (self.ask.options.et_al_use_last && self.names.len() >= shown + 2 && !self.goes_on()).then(|| self.names.len() - 1)
    }

    fn printed(&self, place: usize) -> Option<Printed> {
        let ask = self.ask;
        let given = self.level.and_then(|level| level.given.get(place)).copied().unwrap_or_default();
        let name = self.names.get(place)?;
        let (nodes, inverted) = person(ask, name, given, place == 0);
        let looks = form(&ask.names.name);
        let nodes = match ask.sort {
            true => nodes,
            // A body has the form of `cs:name`, but not its affixes, which are made for persons: citeproc-js does so.
            false if name.literal.is_empty() => looks::dress(nodes, &looks, ask.lang),
            false => looks::bare(nodes, &looks, ask.lang),
        };
        (!nodes.is_empty()).then_some(Printed { nodes, inverted })
    }

    /// A name, or what stands for it; nothing if that is nothing.
    fn replaced(&self, place: usize, name: Printed) -> Option<Printed> {
        match self.ask.replace.get(place).copied().flatten().filter(|_| self.first) {
            None => Some(name),
            Some("") => None,
            Some(other) => Some(Printed { nodes: vec![Node::Text(other.to_owned())], inverted: name.inverted }),
        }
    }

    /// The word between the last two names.
    fn and(&self) -> Option<&str> {
        match self.ask.options.and.filter(|_| !self.ask.sort)? {
            And::Text => Some(self.ask.locale.word(Term::And)),
            And::Symbol => Some("&"),
        }
        .filter(|and| !and.is_empty())
    }

    fn join(&self, names: Vec<Printed>, and: Option<&str>) -> Vec<Node> {
        let options = self.ask.options;
        let (count, mut out, mut inverted) = (names.len(), Vec::new(), false);
        for (place, name) in names.into_iter().enumerate() {
            match and {
                _ if place == 0 => {}
                Some(and) if place + 1 == count => {
                    let spaced = begins_spaced(and);
                    let blank = if spaced { " " } else { "" };
                    let many = if spaced { &*options.delimiter } else { "" };
                    let before = match options.delimiter_precedes_last {
                        Precedes::Contextual => {
                            if count > 2 {
                                many
                            } else {
                                blank
                            }
                        }
                        Precedes::AfterInvertedName => {
                            if inverted {
                                &*options.delimiter
                            } else {
                                blank
                            }
                        }
                        Precedes::Always => &options.delimiter,
                        Precedes::Never => blank,
                    };
                    text(&mut out, before);
                    text(&mut out, and);
                    text(&mut out, blank);
                }
                _ => text(&mut out, &options.delimiter),
            }
            inverted = name.inverted;
            out.extend(name.nodes);
        }
        out
    }

    /// "et al." as it stands behind names.
    fn et_al(&self, names: &[Printed]) -> Vec<Node> {
        let (ask, options) = (self.ask, self.ask.options);
        let Some(last) = names.last().filter(|_| !ask.sort) else { return Vec::new() };
        let et_al = &ask.names.et_al;
        let term = ask.locale.word(et_al.term);
        if term.is_empty() {
            return Vec::new();
        }
        // In Hebrew and Korean it is a word of its own, whatever stands between names.
        let is_word = begins_spaced(term) || term.starts_with(|sign| matches!(sign, 'ו' | '\u{ac00}'..='\u{d7a3}'));
        let blank = if is_word { " " } else { "" };
        let before = match options.delimiter_precedes_et_al {
            Precedes::Contextual => {
                if names.len() > 1 {
                    &*options.delimiter
                } else {
                    blank
                }
            }
            Precedes::AfterInvertedName => {
                if last.inverted {
                    &*options.delimiter
                } else {
                    blank
                }
            }
            Precedes::Always => &options.delimiter,
            Precedes::Never => blank,
        };
        let mut out = Vec::new();
        text(&mut out, before);
        out.extend(looks::dress(rich::parse(term, ask.marks), &et_al.looks, &ask.locale.lang));
        out
    }

    /// Names, an ellipsis, and the last name.
    fn with_ellipsis(&self, mut names: Vec<Printed>) -> (Vec<Node>, Vec<Node>) {
        let options = self.ask.options;
        let Some(last) = names.pop() else { return (Vec::new(), Vec::new()) };
        let before = match names.last() {
            None => "",
            Some(_) if names.len() > 1 => &*options.delimiter,
            Some(one) if one.inverted && options.delimiter_precedes_last == Precedes::AfterInvertedName => &*options.delimiter,
            Some(_) => " ",
        };
        let mut end = Vec::new();
        text(&mut end, before);
        text(&mut end, "… ");
        end.extend(last.nodes);
        (self.join(names, None), end)
    }
}

fn text(out: &mut Vec<Node>, words: &str) {
    if !words.is_empty() {
        out.push(Node::Text(words.to_owned()));
    }
}
