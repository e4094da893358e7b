//! What the tags of a template call, and with which arguments. Tera keeps its tree to itself and lets every argument pass, so
//! the text is cut into tokens here, and the calls are looked up in the list of what there is.

use super::{
    fault::{self, RenderFault},
    functions::{CALLABLES, Kind},
    strings::Strings,
};
use crate::base::{Span, diagnostic::did_you_mean, say};

/// Whether a template asks for the words of `key`, and gives them `part` to fill in, if that is asked.
pub fn may_write(text: &str, key: &str, part: Option<&str>) -> bool {
    calls(text).iter().filter(|call| (call.kind, call.name) == (Kind::Function, "t")).any(|call| {
        let is_it = match words_of(call) {
            Words::Of(this) => this == key,
            Words::From(start) => key.starts_with(start),
            Words::Any => true,
            Words::None => false,
        };
        is_it && part.is_none_or(|part| call.arguments.iter().any(|argument| argument.name == part))
    })
}

/// Every argument of a template that nothing takes: of filters, functions and tests those that they do not know, of `t` those
/// that the words do not hold, either; and the keys of `t` for which there are no words.
pub fn unknown_arguments(template: &str, text: &str, strings: &Strings) -> Vec<RenderFault> {
    let mut faults = Vec::new();
    for call in calls(text) {
        let Some(known) = CALLABLES.iter().find(|known| (known.kind, known.name) == (call.kind, call.name)) else { continue };
        let of_words = if known.name == "t" && known.kind == Kind::Function { words_of(&call) } else { Words::None };
        if let Some(fault) = without_words(template, &call, of_words, strings) {
            faults.push(fault);
            continue;
        }
        let mut arguments: Vec<&str> = known.arguments.to_vec();
        match of_words {
            Words::None => {}
            Words::Of(key) => arguments.extend(strings.parts(|other| other == key)),
            Words::From(start) => arguments.extend(strings.parts(|other| other.starts_with(start))),
            Words::Any => arguments.extend(strings.parts(|_| true)),
        }
        for argument in call.arguments.iter().filter(|argument| !arguments.contains(&argument.name)) {
            let message = match of_words {
                Words::Of(key) => say::template_words_argument(key, argument.name),
                _ => say::template_argument(call.kind.name(), call.name, argument.name),
            };
            let hint = fault::suggestion(argument.name, arguments.iter().copied()).or_else(|| {
                let all = if matches!(of_words, Words::Of(_)) { &arguments } else { known.arguments };
                let all: Vec<String> = all.iter().map(|name| (*name).to_owned()).collect();
                Some(if all.is_empty() { say::template_argument_hint_none() } else { say::template_argument_hint(all) })
            });
            faults.push(RenderFault { template: template.to_owned(), span: Some(argument.span), message, hint });
        }
    }
    faults
}

/// A call of `t` by a key for which there are no words, unless it says what to write instead.
fn without_words(template: &str, call: &Call<'_>, words: Words<'_>, strings: &Strings) -> Option<RenderFault> {
    let (key, message) = match words {
        Words::Of(key) if !strings.has(|other| other == key) => (key, say::template_no_words(key)),
        Words::From(start) if !strings.has(|other| other.starts_with(start)) => (start, say::template_no_words_from(start)),
        _ => return None,
    };
    let argument = |name: &str| call.arguments.iter().find(|argument| argument.name == name);
    if argument("default").is_some() {
        return None;
    }
    let hint = did_you_mean(&strings.nearest(key)).unwrap_or_else(say::template_no_words_hint);
    // The key, between its quotation marks.
    let span = argument("key").map(|argument| Span::new(argument.value_start + 1, argument.value_start + 1 + key.len()));
    Some(RenderFault { template: template.to_owned(), span, message, hint: Some(hint) })
}

/// A call of a filter, a function or a test that has arguments.
struct Call<'t> {
    kind: Kind,
    name: &'t str,
    arguments: Vec<Argument<'t>>,
}

/// An argument by its name.
struct Argument<'t> {
    name: &'t str,
    /// Where the name stands.
    span: Span,
    /// What stands behind the `=`.
    value: Value<'t>,
    /// Where that begins.
    value_start: usize,
}

/// What is given, as far as it can be seen.
#[derive(Clone, Copy)]
enum Value<'t> {
    /// A text in quotation marks.
    Is(&'t str),
    /// A text in quotation marks to which something is joined.
    Begins(&'t str),
    Other,
}

/// Whose words a call of `t` writes.
#[derive(Clone, Copy)]
enum Words<'t> {
    None,
    Of(&'t str),
    From(&'t str),
    Any,
}

fn words_of<'t>(call: &Call<'t>) -> Words<'t> {
    match call.arguments.iter().find(|argument| argument.name == "key").map(|argument| argument.value) {
        Some(Value::Is(key)) => Words::Of(key),
        Some(Value::Begins(start)) => Words::From(start),
        Some(Value::Other) | None => Words::Any,
    }
}

fn calls(text: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for tag in tags(text) {
        // What a component takes is declared here, and tera compares it with what is given.
        if tag.first().is_some_and(|token| matches!(token.what, What::Name("component" | "endcomponent"))) {
            continue;
        }
        for (at, token) in tag.iter().enumerate() {
            let What::Name(name) = token.what else { continue };
            if tag.get(at + 1).is_some_and(|next| next.what == What::Sign('(')) {
                let kind = kind(&tag[..at]);
                calls.push(Call { kind, name, arguments: arguments(&tag[at + 2..]) });
            }
        }
    }
    calls
}

/// What a name is that stands behind these tokens, and before a bracket.
fn kind(before: &[Token<'_>]) -> Kind {
    let back = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at)).map(|token| token.what);
    match (back(2), back(1)) {
        (_, Some(What::Sign('|'))) => Kind::Filter,
        (_, Some(What::Name("is"))) | (Some(What::Name("is")), Some(What::Name("not"))) => Kind::Test,
        // `{% filter upper %}`.
        (None, Some(What::Name("filter"))) => Kind::Filter,
        _ => Kind::Function,
    }
}

/// The arguments from behind an opening bracket to the one that closes it.
fn arguments<'t>(tokens: &[Token<'t>]) -> Vec<Argument<'t>> {
    let mut found = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.what {
            What::Sign('(' | '[' | '{') => depth += 1,
            What::Sign(')' | ']' | '}') if depth == 0 => break,
            What::Sign(')' | ']' | '}') => depth -= 1,
            What::Name(name) if depth == 0 => {
                let sign = |at: usize, sign: char| tokens.get(at).is_some_and(|token| token.what == What::Sign(sign));
                let begins = at == 0 || sign(at - 1, ',');
                // `==` compares.
                if begins && sign(at + 1, '=') && !sign(at + 2, '=') {
                    let value = match tokens.get(at + 2).map(|token| token.what) {
                        Some(What::Text(text)) if sign(at + 3, ')') || sign(at + 3, ',') => Value::Is(text),
                        Some(What::Text(text)) if sign(at + 3, '~') => Value::Begins(text),
                        _ => Value::Other,
                    };
                    let span = Span::new(token.start, token.start + name.len());
                    let value_start = tokens.get(at + 2).map_or(span.end as usize, |token| token.start);
                    found.push(Argument { name, span, value, value_start });
                }
            }
            _ => {}
        }
    }
    found
}

/// A part of what stands in a tag.
pub(super) struct Token<'t> {
    pub what: What<'t>,
    /// Where it begins in the template.
    pub start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// A name, keyword or number.
    Name(&'t str),
    /// What stands in quotation marks, as written.
    Text(&'t str),
    Sign(char),
}

/// What stands in each `{{ … }}` and `{% … %}` of a template, comments and raw parts left out.
pub(super) fn tags(text: &str) -> Vec<Vec<Token<'_>>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('{')).map(|found| at + found) {
        let behind =
            |end: &str, from: usize| text.get(from..).and_then(|rest| rest.find(end)).map_or(text.len(), |found| from + found + end.len());
        at = match text.get(start..start + 2) {
            Some("{#") => behind("#}", start + 2),
            Some(open @ ("{{" | "{%")) => {
                let (tag, end) = tag(text, start + 2, if open == "{{" { "}}" } else { "%}" });
                let is_raw = matches!(
                    tag.as_slice(),
                    [Token { what: What::Name("raw"), .. }]
                        | [Token { what: What::Sign('-'), .. }, Token { what: What::Name("raw"), .. }, ..]
                );
                tags.push(tag);
                if is_raw { text.get(end..).and_then(|rest| rest.find("endraw")).map_or(text.len(), |found| end + found) } else { end }
            }
            _ => start + 1,
        };
    }
    tags
}

/// The tokens from `start` to the sign that closes the tag, and the place behind that.
fn tag<'t>(text: &'t str, start: usize, close: &str) -> (Vec<Token<'t>>, usize) {
    let mut tokens: Vec<Token<'t>> = Vec::new();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if depth == 0 && (rest.starts_with(close) || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(close))) {
            return (tokens, at + rest.find(close).unwrap_or(0) + close.len());
        }
        let Some(sign) = rest.chars().next() else { break };
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let (what, length) = match sign {
            '"' | '\'' | '`' => {
                let inner = quoted(&rest[1..], sign);
                (Some(What::Text(&rest[1..1 + inner])), inner + 2)
            }
            _ if is_name(sign) => {
                let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                (Some(What::Name(&rest[..length])), length)
            }
            // The sign that only takes white space away.
            '-' if tokens.is_empty() && at == start => (None, 1),
            _ => ((!sign.is_whitespace()).then_some(What::Sign(sign)), sign.len_utf8()),
        };
        match what {
            Some(What::Sign('{')) => depth += 1,
            Some(What::Sign('}')) => depth = depth.saturating_sub(1),
            _ => {}
        }
        tokens.extend(what.map(|what| Token { what, start: at }));
        at += length;
    }
    (tokens, text.len())
}

/// The length of what stands before the closing quotation mark.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The calls of a template, a word each: `kind name(argument=value …)`.
    fn told(text: &str) -> Vec<String> {
        let value = |value: Value<'_>| match value {
            Value::Is(text) => format!("={text}"),
            Value::Begins(text) => format!("={text}…"),
            Value::Other => String::new(),
        };
        let arguments =
            |call: &Call<'_>| call.arguments.iter().map(|one| format!("{}{}", one.name, value(one.value))).collect::<Vec<_>>().join(" ");
        calls(text).iter().map(|call| format!("{} {}({})", call.kind.name(), call.name, arguments(call))).collect()
    }

    #[test]
    fn calls_are_found_wherever_a_tag_may_have_them() {
        for (text, calls) in [
            ("{{ a | date(format=\"%Y\") }}", vec!["filter date(format=%Y)"]),
            ("{{- t(key='a.' ~ b, n=[1, 2] | length, x=f(y=1)) -}}", vec!["function t(key=a.… n x)", "function f(y)"]),
            ("{% if a is not containing(pat=\"}}\") and (b == c) %}", vec!["test containing(pat=}})", "function and()"]),
            ("{% filter truncate(length=5) %}{% endfilter %}", vec!["filter truncate(length)"]),
            ("{{ <card card={ {a: t(key=\"b\")} } x={y | nth(n=1)}/> }}", vec!["function t(key=b)", "filter nth(n)"]),
            ("{% component card(card=1, @html_lang) %}{% set x = range(end=3) %}", vec!["function range(end)"]),
            ("{# t(key=1) #} t(key=2) {% raw %}{{ t(key=3) }}{% endraw %}{{ t(key=a == \"b\") }}", vec!["function t(key)"]),
            ("{{ \"a\\\"}} t(key=1)\" | replace(from=\"(\", to=\")\") }}", vec!["filter replace(from=( to=))"]),
            ("{{ t(key=\"a", vec!["function t(key)"]),
            ("{{ super() }}{ {a}", vec!["function super()"]),
        ] {
            assert_eq!(told(text), calls, "{text}");
        }
    }
}
