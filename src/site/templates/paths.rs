//! Names behind a dot that no view holds: `work.titel`. Tera fails on them only where they are printed, and there only if the
//! page comes to that branch; in `{% if work.titel %}` they are false, whatever the page.

use tera::{Context, Value};

use super::{
    calls::{Token, What, tags},
    fault::{self, Known, RenderFault},
};

/// Every name behind a dot in a template that is in none of the `contexts` in which it is rendered. Of names that the template
/// gives itself only those are known that a loop takes one by one from a list of the view.
pub fn unknown(template: &str, text: &str, contexts: &[Context]) -> Vec<RenderFault> {
    let mut found = Vec::new();
    let tags = tags(text);
    let mut scope = Scope { contexts, set: set_names(&tags), loops: Vec::new() };
    let mut is_component = false;
    for tag in &tags {
        let name = |at: usize| match tag.get(at).map(|token| token.what) {
            Some(What::Name(name)) => Some(name),
            _ => None,
        };
        match name(0) {
            // It sees its own arguments only.
            Some("component") => is_component = true,
            Some("endcomponent") => is_component = false,
            _ if is_component => {}
            Some("for") => {
                let over = tag.iter().position(|token| token.what == What::Name("in")).unwrap_or(tag.len());
                let (names, over) = tag.split_at(over);
                found.extend(scope.missing(template, over));
                scope.enter(names, over.get(1..).unwrap_or_default());
            }
            Some("endfor") => _ = scope.loops.pop(),
            _ => found.extend(scope.missing(template, tag)),
        }
    }
    found
}

/// The names that a template gives to something by `set`.
fn set_names<'t>(tags: &[Vec<Token<'t>>]) -> Vec<&'t str> {
    let set = tags.iter().filter_map(|tag| match (tag.first()?.what, tag.get(1)?.what) {
        (What::Name("set" | "set_global"), What::Name(name)) => Some(name),
        _ => None,
    });
    set.collect()
}

/// What names mean at a place of a template.
struct Scope<'c, 't> {
    contexts: &'c [Context],
    set: Vec<&'t str>,
    /// The names of each loop around the place, and what they stand for, one for each context; nothing if that is not known.
    loops: Vec<Vec<(&'t str, Vec<&'c Value>)>>,
}

impl<'c, 't> Scope<'c, 't> {
    /// What a name stands for in each context; nothing if that is not known.
    fn values(&self, name: &str) -> Vec<&'c Value> {
        if let Some((_, values)) = self.loops.iter().rev().flatten().find(|(bound, _)| *bound == name) {
            return values.clone();
        }
        if self.set.contains(&name) {
            return Vec::new();
        }
        self.contexts.iter().filter_map(|context| context.get(name)).collect()
    }

    /// Begins a loop.
    fn enter(&mut self, names: &[Token<'t>], over: &[Token<'t>]) {
        let names: Vec<&str> =
            names.iter().skip(1).filter_map(|token| if let What::Name(name) = token.what { Some(name) } else { None }).collect();
        let of_list = match (&names[..], path(over)) {
            // These filters leave the elements as they are.
            ([_], Some((parts, rest))) if rest.chunks(2).all(|pair| is_filter(pair, &["reverse", "sort", "unique"])) => {
                self.follow(&parts).ok()
            }
            _ => None,
        };
        let elements = of_list.unwrap_or_default().into_iter().filter_map(|list| list.as_array()?.first()).collect();
        self.loops.push(match names[..] {
            [name] => vec![(name, elements)],
            _ => names.into_iter().map(|name| (name, Vec::new())).collect(),
        });
    }

    /// What stands at a path in each context where something does; what is not known is nothing. The error is the first name
    /// that no context holds, and those that stand beside it.
    fn follow<'p>(&self, parts: &[(&'p str, usize)]) -> Result<Vec<&'c Value>, (&'p str, usize, Vec<String>)> {
        let Some(((root, _), parts)) = parts.split_first() else { return Ok(Vec::new()) };
        let mut values = self.values(root);
        for (part, start) in parts {
            let mut next = Vec::new();
            let mut beside = Vec::new();
            for value in &values {
                let Some(map) = value.as_map() else { continue };
                beside.extend(map.keys().map(|key| key.to_string()));
                next.extend(map.iter().find(|(key, _)| key.as_str() == Some(*part)).map(|(_, value)| value));
            }
            let is_open = beside.iter().all(|key| key.starts_with("x-"));
            if next.is_empty() && !is_open {
                return Err((part, *start, beside));
            }
            values = next;
        }
        Ok(values)
    }

    /// The names in these tokens that no context holds.
    fn missing(&self, template: &str, tokens: &[Token<'t>]) -> Vec<RenderFault> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let is_behind_dot = at > 0 && tokens[at - 1].what == What::Sign('.');
            match path(&tokens[at..]).filter(|_| !is_behind_dot) {
                Some((parts, rest)) => {
                    if let Err((name, start, beside)) = self.follow(&parts) {
                        found.push(fault::unknown_name(template, name, start, &Known { fields: beside, ..Known::default() }));
                    }
                    at = tokens.len() - rest.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

/// Names, each with its place in the template.
type Path<'t> = Vec<(&'t str, usize)>;

/// A name and those behind it, each behind a dot, with their places; and the tokens that follow.
fn path<'a, 't>(tokens: &'a [Token<'t>]) -> Option<(Path<'t>, &'a [Token<'t>])> {
    let name = |token: &Token<'t>| if let What::Name(name) = token.what { Some((name, token.start)) } else { None };
    let (first, mut rest) = tokens.split_first()?;
    let mut parts = vec![name(first)?];
    while let [dot, part, behind @ ..] = rest
        && dot.what == What::Sign('.')
        && let Some(part) = name(part)
    {
        parts.push(part);
        rest = behind;
    }
    Some((parts, rest))
}

fn is_filter(tokens: &[Token<'_>], names: &[&str]) -> bool {
    matches!(tokens, [bar, name] if bar.what == What::Sign('|') && names.iter().any(|one| name.what == What::Name(one)))
}
