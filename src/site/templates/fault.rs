//! What is wrong with a template: tera's errors in the words of the house, with place and hint.

use serde::{Deserialize, Serialize};
use tera::{Error, ErrorKind};

use super::{engine::DEFAULT, functions::CALLABLES};
use crate::base::{
    Message, Span,
    diagnostic::{did_you_mean, nearest},
    say,
};

/// Why a page could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderFault {
    /// The template at fault, by its path below `templates/`: the archive's own where one of its files is to be mended. One that
    /// the program carries has `default/` before it.
    pub template: String,
    /// Where in the template; `None` for the file as a whole.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Option<Message>,
}

/// All that a tera error tells. `source` gives a template's text by its name.
pub fn faults<'a>(error: &Error, known: &Known<'_>, source: impl Fn(&str) -> Option<&'a str>) -> Vec<RenderFault> {
    let one = |template: &str, span, message: Message| vec![fault(template, span, message, known)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = Span::from(report.span().range.clone());
            let text = source(report.filename()).map_or("", |text| span.of(text));
            let mut found = one(report.filename(), Some(span), named(report.message(), text));
            // The program's own part fails on what a template of the archive gave it.
            if report.filename().starts_with(DEFAULT)
                && let Some((caller, span)) = callers(&error.to_string(), &source).into_iter().find(|(file, _)| !file.starts_with(DEFAULT))
            {
                found.iter_mut().for_each(|fault| (fault.template, fault.span) = (caller.clone(), span));
            }
            found
        }
        ErrorKind::MissingParent { current, parent } => {
            let span = source(current).and_then(|text| text.find(parent.as_str())).map(|start| Span::new(start, start + parent.len()));
            one(current, span, say::template_unknown(parent))
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => one(tpl, None, say::template_extends_itself(inheritance_chain.join(" → "))),
        ErrorKind::CircularInclude { tpl, include_chain } => one(tpl, None, say::template_includes_itself(include_chain.join(" → "))),
        ErrorKind::Msg(message) => match reports(message, &source) {
            found if found.is_empty() => one("", None, say::template(message)),
            found => found.into_iter().map(|(template, span, message)| fault(&template, span, say::template(message), known)).collect(),
        },
        _ => one("", None, say::template(error)),
    }
}

/// The names that templates may use, for hints.
#[derive(Default)]
pub struct Known<'a> {
    /// Components.
    pub components: Vec<&'a str>,
    /// Templates.
    pub templates: Vec<&'a str>,
    /// What the view holds, at any depth.
    pub fields: Vec<String>,
}

impl<'a> Known<'a> {
    /// The names that may be meant where a message speaks of an unknown one: only such as could stand in its place.
    fn candidates(&'a self, message: &str) -> Vec<&'a str> {
        let Some(what) = message.strip_prefix("unknown ") else { return self.fields.iter().map(String::as_str).collect() };
        let callables = CALLABLES.iter().filter(|one| what.starts_with(one.kind.name())).map(|one| one.name);
        let components = self.components.iter().copied().filter(|_| what.starts_with("component"));
        let templates = self.templates.iter().copied().filter(|_| what.starts_with("template"));
        callables.chain(components).chain(templates).collect()
    }
}

/// A hint that names what a word may be meant for.
pub fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    did_you_mean(&nearest(word, candidates.into_iter().filter(|candidate| *candidate != word), 2))
}

/// A name that a template asks for at `start` and its view does not hold.
pub fn unknown_name(template: &str, name: &str, start: usize, known: &Known<'_>) -> RenderFault {
    fault(template, Some(Span::new(start, start + name.len())), say::template_unknown_name(name), known)
}

fn fault(template: &str, span: Option<Span>, message: Message, known: &Known<'_>) -> RenderFault {
    let whole = message.to_string();
    // Tera lists what there is behind the message; a few near names are more use than forty.
    let (words, listed) = ["Available variables: ", "Available fields: ", "Possible argument(s) are: "]
        .iter()
        .find_map(|marker| whole.split_once(marker))
        .unwrap_or((&whole, ""));
    let name = words.split('`').nth(1).unwrap_or("");
    let name = if words.ends_with("is not defined") { name.rsplit('.').next().unwrap_or(name) } else { name };
    let words = house_style(words);
    let listed = listed.split(", ").map(|name| name.trim_matches('`')).filter(|name| !name.is_empty());
    let hint = Some(name).filter(|name| !name.is_empty());
    let hint = hint.and_then(|name| suggestion(name, listed.chain(known.candidates(&words))));
    let message = if words == whole { message } else { say::template(words) };
    RenderFault { template: template.to_owned(), span, message, hint }
}

/// Tera speaks of "undefined" without the name: it stands in the template, at the span.
fn named(message: &str, text: &str) -> Message {
    let path = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    if message.contains("undefined") && !text.is_empty() && text.chars().all(path) {
        return say::template_undefined(text);
    }
    say::template(message)
}

/// A message with a small letter first and no full stop at its end.
fn house_style(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) if !chars.as_str().starts_with(char::is_uppercase) => first.to_lowercase().chain(chars).collect(),
        _ => message.to_owned(),
    }
}

/// The findings that tera joins into one message: `error: …`, below it ` --> file:line:column`,
/// and the line with marks under it.
fn reports<'a>(message: &str, source: &impl Fn(&str) -> Option<&'a str>) -> Vec<(String, Option<Span>, String)> {
    let mut found = Vec::new();
    let mut lines = message.lines();
    while let Some(line) = lines.next() {
        if let Some(what) = line.strip_prefix("error: ")
            && let Some((_, place)) = lines.next().and_then(|line| line.split_once("--> "))
        {
            let mut parts = place.rsplitn(3, ':');
            let (column, row) = (parts.next().and_then(number), parts.next().and_then(number));
            let file = parts.next().unwrap_or("");
            let marks = lines.by_ref().nth(2).map_or(0, |line| line.matches('^').count());
            let span = source(file).zip(row.zip(column)).and_then(|(text, (row, column))| span_at(text, row, column, marks));
            found.push((file.to_owned(), span, what.to_owned()));
        } else if let Some((component, files)) = line.split_once("` is defined in both `") {
            // "Component `x` is defined in both `a` and `b`": the second is as much at fault as the first.
            let file = files.split('`').next().unwrap_or("");
            let name = component.rsplit('`').next().unwrap_or("");
            let span = source(file)
                .and_then(|text| text.find(&format!("component {name}")))
                .map(|start| Span::new(start, start + 10 + name.len()));
            found.push((file.to_owned(), span, line.to_owned()));
        }
    }
    found
}

/// The places from which the place at fault was called, the nearest first: `note: called from file:line:column`, and the line with
/// marks under it.
fn callers<'a>(message: &str, source: &impl Fn(&str) -> Option<&'a str>) -> Vec<(String, Option<Span>)> {
    let mut found = Vec::new();
    let mut lines = message.lines();
    while let Some(line) = lines.next() {
        let Some(place) = line.strip_prefix("note: called from ") else { continue };
        let mut parts = place.rsplitn(3, ':');
        let (column, row) = (parts.next().and_then(number), parts.next().and_then(number));
        let file = parts.next().unwrap_or("");
        let marks = lines.by_ref().nth(2).map_or(0, |line| line.matches('^').count());
        found
            .push((file.to_owned(), source(file).zip(row.zip(column)).and_then(|(text, (row, column))| span_at(text, row, column, marks))));
    }
    found
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

/// The span of `length` characters from line `row`, column `column`, both from 1.
fn span_at(text: &str, row: usize, column: usize, length: usize) -> Option<Span> {
    let start: usize = text.split_inclusive('\n').take(row.checked_sub(1)?).map(str::len).sum();
    let line = text.get(start..)?.lines().next()?;
    let offset = |characters: usize| line.char_indices().nth(characters).map_or(line.len(), |(offset, _)| offset);
    let column = column.checked_sub(1)?;
    Some(Span::new(start + offset(column), start + offset(column + length)))
}
