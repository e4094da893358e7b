//! `cs:names` with its `cs:substitute` (specification, "Names", "Substitute").

use std::borrow::Cow;

use super::{Called, FirstNames, ListSeen, Pen};
use crate::item::Name;
use crate::names::{self, Ask, Given, Level, Told};
use crate::processor::namereg;
use crate::processor::record::Variables;
use crate::style::element::{Element, Position, Source, Text};
use crate::style::name::{NameForm, NameOptions, Names, SortOrder};
use crate::style::variable::Variable;
use crate::text;
use crate::tree::{Node, Part};

impl<'a> Pen<'_, 'a> {
    pub(super) fn names(&mut self, names: &'a Names, out: &mut Vec<Node>) -> Called {
        let at = out.len();
        let first = !self.named && self.scene.sort.is_none();
        if first {
            self.named = true;
            self.naming = true;
        }
        let mut called = self.lists(names, out);
        if out.len() == at && !called.filled && self.substitute(names, out) {
            called = Called::FILLED;
        }
        if first {
            self.naming = false;
            if self.seen.first.is_none() && out.len() > at && self.by_variable {
                // A variable in place of names is one name, for comparing and replacing.
                self.seen.first = Some(vec![vec![text::words(out.get(at..).unwrap_or_default())]]);
                let replaced = match self.scene.first_names {
                    FirstNames::Whole(whole) => Some(whole),
                    FirstNames::Some([Some(whole), ..]) => Some(*whole),
                    _ => None,
                };
                if let Some(words) = replaced {
                    out.truncate(at);
                    self.write(words, out);
                }
            }
            if matches!(self.scene.first_names, FirstNames::Skip) && out.len() > at {
                out.truncate(at);
                return Called::FILLED;
            }
        }
        called
    }

    /// The lists of names themselves.
    fn lists(&mut self, names: &'a Names, out: &mut Vec<Node>) -> Called {
        let scene = self.scene;
        let mut lists: Vec<(Variable, &'a [Name])> = Vec::with_capacity(names.variables.len());
        for variable in &names.variables {
            if let Some(people) = scene.record.names(*variable).filter(|_| !self.is_hidden(*variable)) {
                self.print(*variable);
                lists.push((*variable, people));
            }
        }
        if lists.is_empty() {
            return Called::EMPTY;
        }
        let options = self.options(names);
        let levels = self.levels(&lists, &options);
        let (replace, whole): (&[_], _) = match scene.first_names {
            FirstNames::Some(replace) if self.naming => (replace, None),
            FirstNames::Whole(whole) if self.naming => (&[], Some(whole)),
            _ => (&[], None),
        };
        let said = names::names(&Ask {
            names,
            options: &options,
            delimiter: names.delimiter(scene.area),
            lists: &lists,
            levels: &levels,
            style: &scene.processor.style,
            locale: &scene.processor.locale,
            marks: &scene.processor.marks,
            lang: scene.record.lang,
            sort: scene.sort.is_some(),
            replace,
            whole,
        });
        for (told, (variable, people)) in said.lists.iter().zip(&lists) {
            self.seen.lists.push(ListSeen { variable: *variable, shown: told.shown, all: people.len() });
        }
        let at = out.len();
        if options.form == NameForm::Count {
            if said.count > 0 {
                let count = said.count.to_string();
                out.push(Node::Text(if scene.sort.is_some() { super::field::padded(&count) } else { count }));
            }
        } else if !said.nodes.is_empty() {
            out.push(Node::Part(Part::Names, said.nodes));
        }
        let replaced = whole.is_some() || !replace.is_empty();
        if out.len() == at && !replaced {
            return Called::EMPTY;
        }
        if self.naming && self.seen.first.is_none() {
            self.seen.first = Some(said.lists.iter().zip(&lists).map(|(told, (_, people))| told_names(told, people)).collect());
        }
        self.look(&names.looks, at, out);
        Called::FILLED
    }

    /// What is said of names, with what holds for cites that are not the first and for sorting.
    fn options(&self, names: &'a Names) -> Cow<'a, NameOptions> {
        let scene = self.scene;
        let options = names.options(scene.area);
        if let Some(key) = scene.sort {
            return Cow::Owned(NameOptions {
                et_al_min: key.et_al_min.unwrap_or(options.et_al_min),
                et_al_use_first: key.et_al_use_first.unwrap_or(options.et_al_use_first),
                et_al_use_last: key.et_al_use_last.unwrap_or(options.et_al_use_last),
                name_as_sort_order: Some(SortOrder::All),
                ..options.clone()
            });
        }
        let later = scene.place.position.is_some_and(|position| position > Position::First);
        if later && (options.et_al_subsequent_min.is_some() || options.et_al_subsequent_use_first.is_some()) {
            return Cow::Owned(NameOptions {
                et_al_min: options.et_al_subsequent_min.unwrap_or(options.et_al_min),
                et_al_use_first: options.et_al_subsequent_use_first.unwrap_or(options.et_al_use_first),
                ..options.clone()
            });
        }
        Cow::Borrowed(options)
    }

    /// How much of each name has to be printed for cites and names to differ.
    fn levels(&self, lists: &[(Variable, &'a [Name])], options: &NameOptions) -> Vec<Level> {
        let scene = self.scene;
        let known = scene.distinct.levels.get(self.seen.lists.len()..).unwrap_or_default();
        let citation = &scene.processor.style.citation;
        if scene.sort.is_some() || (known.is_empty() && !citation.disambiguate_add_givenname) {
            return Vec::new();
        }
        let mut levels: Vec<Level> = known.iter().take(lists.len()).cloned().collect();
        levels.resize_with(lists.len(), Level::default);
        if !citation.disambiguate_add_givenname {
            return levels;
        }
        for (level, (_, people)) in levels.iter_mut().zip(lists) {
            level.given.resize(people.len(), Given::AsStyle);
            for (at, (given, name)) in level.given.iter_mut().zip(*people).enumerate() {
                let floor = scene.register.level(name, at, people, citation.givenname_rule, options);
                *given = namereg::settle((*given).max(floor), options);
            }
        }
        levels
    }

    /// The first substitute that prints something; what it printed is not printed again. A term ends the search even where a style
    /// defines it as nothing.
    fn substitute(&mut self, names: &'a Names, out: &mut Vec<Node>) -> bool {
        names.substitute.iter().find_map(|element| self.try_in_place(element, names, out)).unwrap_or(false)
    }

    /// Tries an element in place of names: whether it prints anything, `None` if the next one is to be tried. Of a `cs:choose` each
    /// element of the branch is tried by itself.
    fn try_in_place(&mut self, element: &'a Element, names: &'a Names, out: &mut Vec<Node>) -> Option<bool> {
        if let Element::Choose(branches) = element {
            let branch = branches.iter().find(|branch| self.holds(branch))?;
            return branch.children.iter().find_map(|child| self.try_in_place(child, names, out));
        }
        let at = out.len();
        let outer = std::mem::take(&mut self.used);
        self.substitutes += 1;
        let called = self.elements(std::slice::from_ref(element), "", out);
        self.substitutes -= 1;
        let used: Variables = std::mem::replace(&mut self.used, outer);
        if out.len() > at && (called.filled || called.term) {
            self.by_variable = matches!(element, Element::Text(Text { source: Source::Variable { .. }, .. }));
            self.used.join(used);
            self.hidden.join(used);
            // What is no name has looks of its own: citeproc-js gives it none of the names'.
            if matches!(element, Element::Names(_)) {
                self.look(&names.looks, at, out);
            } else if self.naming {
                // For grouping, and for the running text, it stands for the names.
                let inner = out.split_off(at);
                out.push(Node::Part(Part::Names, inner));
            }
            return Some(true);
        }
        out.truncate(at);
        match element {
            Element::Text(Text { source: Source::Term { term, form, plural }, .. })
                if self.scene.processor.locale.term(*term, *form, *plural).is_some() =>
            {
                Some(false)
            }
            _ => None,
        }
    }
}

/// The names of a list that are printed, each as it is printed and who it is: two of one initial are two. "Et al." is one as well.
fn told_names(told: &Told, people: &[Name]) -> Vec<String> {
    let who = |name: &Name| [&name.non_dropping_particle, &name.family, &name.literal, &name.given].map(|part| &**part).concat();
    let mut names: Vec<String> = people.iter().take(told.shown).map(who).collect();
    for (name, printed) in names.iter_mut().zip(&told.names) {
        name.push_str(&text::words(printed));
    }
    if told.shown < people.len() {
        names.push("et al.".to_owned());
    }
    names
}
