//! Which file of the source uses which, by the paths that stand in the code.
//!
//! A name that a door hands on (`pub use`) is followed to the file that has it: handing on is no use, and neither is the import of
//! a module by itself, of which nothing is taken yet.

use std::collections::{BTreeMap, BTreeSet};

/// The files of one crate, by their paths below its `src`, with their code as [`crate::rust_source::code`] gives it.
pub struct Modules<'a> {
    /// By module, as names from the crate's root.
    modules: BTreeMap<Vec<&'a str>, Module<'a>>,
}

struct Module<'a> {
    /// The file's path.
    file: &'a str,
    /// What names stand for that `use` brings in: a path as it is written.
    names: BTreeMap<&'a str, Vec<&'a str>>,
    /// All paths of the code, those of `use` among them unless they only hand on.
    paths: Vec<Vec<&'a str>>,
}

impl<'a> Modules<'a> {
    /// Reads them.
    pub fn read(files: &[(&'a str, &'a str)]) -> Self {
        // A program beside a library has no modules of its own.
        let modules = files.iter().filter(|(file, _)| *file != "main.rs").map(|&(file, code)| {
            let stem = file.trim_end_matches(".rs");
            let stem = stem.strip_suffix("/mod").unwrap_or(stem);
            let name = if stem == "lib" { Vec::new() } else { stem.split('/').collect() };
            (name, Module::read(file, code))
        });
        Self { modules: modules.collect() }
    }

    /// Each file with those that it uses.
    pub fn uses(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let of = |(name, module): (&Vec<&'a str>, &Module<'a>)| {
            let used = module.paths.iter().filter_map(|path| self.home(name, path, 0)).filter(|file| *file != module.file);
            (module.file, used.collect())
        };
        self.modules.iter().map(of).collect()
    }

    /// The file that has what a path means in a module; `None` if that is a module, or is of another crate.
    fn home(&self, module: &[&'a str], path: &[&'a str], depth: usize) -> Option<&'a str> {
        const DEEPEST: usize = 16;
        let (first, rest) = path.split_first()?;
        let is_child = |at: &[&'a str], name: &'a str| self.modules.contains_key(&[at, &[name]].concat());
        let mut at: Vec<&str> = module.to_vec();
        let mut rest = rest;
        match *first {
            "crate" => at.clear(),
            "self" => {}
            "super" => _ = at.pop(),
            name if is_child(&at, name) => at.push(name),
            name => {
                let meant = self.modules.get(&at)?.names.get(name).filter(|meant| depth < DEEPEST && meant.first() != Some(&name))?;
                return self.home(&at, &[meant, rest].concat(), depth + 1);
            }
        }
        while let Some((name, more)) = rest.split_first() {
            if *name == "super" {
                at.pop();
            } else if is_child(&at, name) {
                at.push(name);
            } else {
                let module = self.modules.get(&at)?;
                return match module.names.get(name) {
                    Some(meant) if depth < DEEPEST => self.home(&at, &[meant, more].concat(), depth + 1),
                    _ => Some(module.file),
                };
            }
            rest = more;
        }
        None
    }
}

impl<'a> Module<'a> {
    fn read(file: &'a str, code: &'a str) -> Self {
        let words = words(code);
        let mut module = Self { file, names: BTreeMap::new(), paths: Vec::new() };
        let mut at = 0;
        while at < words.len() {
            if words[at] == "use" {
                let is_handed_on = at > 0 && (words[at - 1] == "pub" || words[at - 1] == ")");
                let mut found = Vec::new();
                at = tree(&words, at + 1, &[], &mut found);
                for (name, path) in found {
                    if !is_handed_on {
                        module.paths.push(path.clone());
                    }
                    module.names.insert(name, path);
                }
            } else if is_name(words[at]) && words.get(at + 1) == Some(&"::") && (at == 0 || !matches!(words[at - 1], "::" | ".")) {
                let mut path = vec![words[at]];
                while words.get(at + 1) == Some(&"::") && words.get(at + 2).is_some_and(|word| is_name(word)) {
                    path.push(words[at + 2]);
                    at += 2;
                }
                module.paths.push(path);
            }
            at += 1;
        }
        module
    }
}

/// Reads a tree of `use` from a place to its end, and gives the place behind it: what each name stands for.
fn tree<'a>(words: &[&'a str], mut at: usize, before: &[&'a str], found: &mut Vec<(&'a str, Vec<&'a str>)>) -> usize {
    let mut path = before.to_vec();
    while let Some(&word) = words.get(at) {
        match word {
            "::" => {}
            "{" => {
                at += 1;
                while words.get(at).is_some_and(|word| *word != "}") {
                    at = tree(words, at, &path, found);
                    at += usize::from(words.get(at) == Some(&","));
                }
                return at + 1;
            }
            "as" => {
                found.extend(words.get(at + 1).map(|name| (*name, path)));
                return at + 2;
            }
            _ if is_name(word) => path.push(word),
            // `*`, or the end.
            _ => {
                if path.last() == Some(&"self") && path.len() > 1 {
                    path.pop();
                }
                found.extend(path.last().copied().filter(|_| word != "*").map(|name| (name, path)));
                return at + usize::from(word == "*");
            }
        }
        at += 1;
    }
    at
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The words and signs of code.
fn words(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let end = match first {
            _ if is_word(first) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

/// The sets of files that lead to each other, each with more than one file: the strongly connected components of the graph.
pub fn circles<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<BTreeSet<&'a str>> {
    let reached = |from: &'a str| {
        let mut seen = BTreeSet::new();
        let mut left = vec![from];
        while let Some(file) = left.pop() {
            left.extend(uses.get(file).into_iter().flatten().filter(|next| seen.insert(**next)));
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|file| (*file, reached(file))).collect();
    let circle = |file: &'a str| -> BTreeSet<&'a str> {
        reach[file].iter().copied().filter(|other| reach.get(other).is_some_and(|back| back.contains(file))).collect()
    };
    uses.keys().map(|file| circle(file)).filter(|circle| circle.len() > 1).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn a_name_is_followed_to_the_file_that_has_it() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; pub use a::Name;"),
        ("a/mod.rs", "mod inner; pub use inner::Name; use crate::b;"),
        ("a/inner.rs", "pub struct Name; fn f() { super::super::b::g(); }"),
        ("b.rs", "use crate::{a::{self, Name as Other}, c::*}; fn g() { a::Name; }"),
        ("c.rs", "use super::Name; use std::fmt;"),
    ];
    let uses = Modules::read(&files).uses();
    let of = |file: &str| uses[file].iter().copied().collect::<Vec<_>>();
    assert_eq!((of("lib.rs"), of("a/mod.rs")), (vec![], vec![]), "handing on is no use");
    assert_eq!((of("a/inner.rs"), of("b.rs"), of("c.rs")), (vec!["b.rs"], vec!["a/inner.rs"], vec!["a/inner.rs"]));
    assert_eq!(circles(&uses), [BTreeSet::from(["a/inner.rs", "b.rs"])]);
}
