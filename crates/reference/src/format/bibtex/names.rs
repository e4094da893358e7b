//! Names: lists with `and` between them, each in BibTeX's parts.

use biblatex::{Chunk, Chunks, ChunksExt, Person, Spanned};

use super::super::latex;
use crate::Name;

/// Writes a list of names.
pub fn write(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(write_one).filter(|name| !name.is_empty()).collect();
    names.join(" and ")
}

fn write_one(name: &Name) -> String {
    if !name.literal.is_empty() {
        return format!("{{{}}}", latex::escape(&name.literal));
    }
    if name.family.is_empty() {
        return part(&name.given);
    }
    // Only words in small letters are a particle for BibTeX.
    let mut family = part(&name.family);
    if !name.particle.is_empty() {
        let small = name.particle.split(' ').all(|word| word.chars().next().is_some_and(char::is_lowercase));
        let particle = latex::escape(&name.particle);
        family = if small { format!("{particle} {family}") } else { format!("{{{particle}}} {family}") };
    }
    match (name.suffix.is_empty(), name.given.is_empty()) {
        (true, true) if name.particle.is_empty() && !name.family.contains(' ') => family,
        (true, _) => format!("{family}, {}", part(&name.given)).trim_end().to_owned(),
        (false, _) => format!("{family}, {}, {}", part(&name.suffix), part(&name.given)).trim_end().to_owned(),
    }
}

/// A part of a name, in braces where it holds what would end it or begin with a particle.
fn part(text: &str) -> String {
    let small = text.split(' ').any(|word| word == "and") || text.chars().next().is_some_and(char::is_lowercase);
    let latex = latex::escape(text);
    if small || text.contains([',', '=']) { format!("{{{latex}}}") } else { latex }
}

/// Reads a list of names. A name that stands in braces as a whole is that of a body. `and others` is not a name.
pub fn read(chunks: &[Spanned<Chunk>]) -> Vec<Name> {
    split(chunks).iter().filter_map(read_one).collect()
}

fn read_one(chunks: &Chunks) -> Option<Name> {
    let whole = latex::plain(&chunks.format_verbatim());
    if whole.is_empty() || whole == "others" {
        return None;
    }
    if let [Spanned { v: Chunk::Verbatim(text), .. }] = &chunks[..] {
        return Some(Name::literal(&latex::plain(text)));
    }
    // A sign of equality outside of braces means names by their parts, else it is a mistake.
    let extended = chunks.iter().any(|chunk| matches!(&chunk.v, Chunk::Normal(text) if text.contains("family") && text.contains('=')));
    if !extended && chunks.iter().any(|chunk| chunk.v.get().contains('=')) {
        return Some(Name::literal(&whole));
    }
    let person = Person::parse(chunks);
    let mut name = Name {
        family: latex::plain(&person.name),
        given: latex::plain(&person.given_name),
        particle: latex::plain(&person.prefix),
        suffix: latex::plain(&person.suffix),
        ..Name::default()
    };
    if name.family.is_empty() {
        // `de Beauvoir`, all in small letters, or a comma with nothing before it.
        name.family = std::mem::take(if name.given.is_empty() { &mut name.particle } else { &mut name.given });
    }
    (!name.family.is_empty()).then_some(name)
}

/// Cuts a list at each `and` that stands by itself outside of braces.
fn split(chunks: &[Spanned<Chunk>]) -> Vec<Chunks> {
    let mut names: Vec<Chunks> = vec![Chunks::new()];
    for chunk in chunks {
        let Chunk::Normal(text) = &chunk.v else {
            if let Some(name) = names.last_mut() {
                name.push(chunk.clone());
            }
            continue;
        };
        for (nth, part) in cut(text).into_iter().enumerate() {
            if nth > 0 {
                names.push(Chunks::new());
            }
            if let Some(name) = names.last_mut().filter(|_| !part.is_empty()) {
                name.push(Spanned::new(Chunk::Normal(part.to_owned()), chunk.span.clone()));
            }
        }
    }
    for name in &mut names {
        trim(name);
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The parts of a text between its `and`s.
fn cut(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("and")).map(|at| from + at) {
        from = at + 3;
        let before = text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        let after = text.get(from..).is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
        if before && after {
            parts.push(text.get(start..at).unwrap_or(""));
            start = from;
        }
    }
    parts.push(text.get(start..).unwrap_or(""));
    parts
}

/// White space at the ends of a name is none of it.
fn trim(name: &mut Chunks) {
    if let Some(Spanned { v: Chunk::Normal(text), .. }) = name.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Spanned { v: Chunk::Normal(text), .. }) = name.last_mut() {
        *text = text.trim_end().to_owned();
    }
    name.retain(|chunk| !chunk.v.get().is_empty());
}
