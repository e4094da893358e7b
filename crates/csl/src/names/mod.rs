//! Names: the lists of one or several variables as a `cs:names` prints them (specification, "Names").

mod initials;
mod list;
mod person;

use crate::item::Name;
use crate::style::Style;
use crate::style::element::Plural;
use crate::style::locale::Locale;
use crate::style::name::{NameForm, NameOptions, Names, NamesLabel};
use crate::style::term::Term;
use crate::style::variable::Variable;
use crate::text::{Marks, looks};
use crate::tree::Node;

use list::List;

/// How much of a given name is printed at least, to tell people apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Given {
    #[default]
    AsStyle,
    Initials,
    Full,
}

/// What a list of names prints beyond what the style says, to tell works or people apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Level {
    /// How many names at least; 0: as the style says.
    pub shown: usize,
    /// Of each name; the rest is as the style says.
    pub given: Vec<Given>,
}

/// Which names are to be printed, and how.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub names: &'a Names,
    /// Options of `cs:name`, with what a later cite or a sort key says otherwise.
    pub options: &'a NameOptions,
    /// What stands between the lists of two variables.
    pub delimiter: &'a str,
    /// The variables that hold names.
    pub lists: &'a [(Variable, &'a [Name])],
    /// Of each list; it may be shorter.
    pub levels: &'a [Level],
    pub style: &'a Style,
    pub locale: &'a Locale,
    pub marks: &'a Marks,
    /// The language of the item; empty if it is not known.
    pub lang: &'a str,
    /// Whether this is a sort key: each name in the order in which it sorts, without labels and formatting.
    pub sort: bool,
    /// What is printed instead of names of the first list (`subsequent-author-substitute`); names replaced by nothing vanish.
    pub replace: &'a [Option<&'a str>],
    /// What is printed instead of the first list, but for its label.
    pub whole: Option<&'a str>,
}

/// What is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The lists with their labels, without the looks of `cs:names`; nothing for `form="count"`.
    pub nodes: Vec<Node>,
    /// How many names are printed.
    pub count: usize,
    pub lists: Vec<Told>,
}

/// What is printed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// How many names stand in front of "et al.".
    pub shown: usize,
    /// Each of them.
    pub names: Vec<Vec<Node>>,
}

/// Names as asked for.
pub fn names(ask: &Ask) -> Said {
    let both = both_roles(ask);
    let lists = if both { ask.lists.get(..1).unwrap_or_default() } else { ask.lists };
    let mut said = Said::default();
    for (place, (variable, names)) in lists.iter().enumerate() {
        let list = List { ask, names, level: ask.levels.get(place), first: place == 0 };
        let (nodes, told) = list.written();
        said.count += told.shown;
        said.lists.push(told);
        if nodes.is_empty() || ask.options.form == NameForm::Count {
            continue;
        }
        let term = if both { Some(Term::EditorTranslator) } else { Term::of_variable(*variable) };
        let nodes = match ask.names.label.as_ref().zip(term).filter(|_| !ask.sort) {
            Some((label, term)) => labelled(nodes, label, term, names.len(), ask),
            None => nodes,
        };
        if !said.nodes.is_empty() && !ask.delimiter.is_empty() {
            said.nodes.push(Node::Text(ask.delimiter.to_owned()));
        }
        said.nodes.extend(nodes);
    }
    said
}

/// Whether the same people are editors and translators, and the label has one word for both (specification, "Names": `editortranslator`).
fn both_roles(ask: &Ask) -> bool {
    let [(one, names), (other, others)] = ask.lists else { return false };
    let roles = (*one.min(other), *one.max(other));
    ask.names.variables.len() == 2
        && roles == (Variable::Editor.min(Variable::Translator), Variable::Editor.max(Variable::Translator))
        && names == others
        && ask
            .names
            .label
            .as_ref()
            .is_some_and(|label| ask.locale.term(Term::EditorTranslator, label.form, false).is_some_and(|term| !term.is_empty()))
}

/// A list with its label.
fn labelled(nodes: Vec<Node>, label: &NamesLabel, term: Term, count: usize, ask: &Ask) -> Vec<Node> {
    let plural = match label.plural {
        Plural::Contextual => count > 1,
        Plural::Always => true,
        Plural::Never => false,
    };
    let words = ask.locale.term(term, label.form, plural).unwrap_or_default();
    if words.is_empty() {
        return nodes;
    }
    let word = looks::dress(vec![Node::Text(words.to_owned())], &label.looks, &ask.locale.lang);
    if label.before { [word, nodes].concat() } else { [nodes, word].concat() }
}

#[cfg(test)]
mod tests;
