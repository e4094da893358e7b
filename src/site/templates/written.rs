//! What the program's own templates are before tera gets them. A map of arguments and a scope cost tera more than all else that a call does.
//!
//! - `t(key="…")` and `asset(path="…")` are replaced by what they give;
//! - `t` with one argument, or with a key that ends in one, becomes a filter of that ([`Phrase`]);
//! - a component that is given names and words only stands in the place of its call ([`Components`]), if the archive has none of that name.

use std::{borrow::Cow, collections::BTreeMap};

use super::{engine::escaped, strings::Strings};

/// What a call of `t` says, besides the one value that it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// The words of a key, for a number: `t(key="works-n", n=count)`.
    Counted(String),
    /// The words of a key, with a part filled in: `t(key="volume", value=volume)`.
    Filled(String, String),
    /// The words of the key that begins so and ends in the value: `t(key="nav." ~ item.key)`; if there are none, perhaps the value.
    Named(String, bool),
}

/// The phrases of a set of templates; each is a filter.
#[derive(Default)]
pub struct Phrases(Vec<Phrase>);

impl Phrases {
    /// The phrases, each with the name of its filter.
    pub fn into_filters(self) -> impl Iterator<Item = (String, Phrase)> {
        self.0.into_iter().enumerate().map(|(nth, phrase)| (filter(nth), phrase))
    }

    /// The name of a phrase's filter.
    fn name(&mut self, phrase: Phrase) -> String {
        let known = self.0.iter().position(|other| *other == phrase);
        filter(known.unwrap_or_else(|| {
            self.0.push(phrase);
            self.0.len() - 1
        }))
    }
}

fn filter(nth: usize) -> String {
    format!("_words_{nth}")
}

/// A template with its calls written in their places.
pub fn write(
    template: &str,
    components: &Components<'_>,
    strings: &Strings,
    assets: &BTreeMap<String, String>,
    phrases: &mut Phrases,
) -> String {
    let template = components.write(template);
    let mut written = String::with_capacity(template.len());
    let mut rest = &*template;
    while let Some((before, after)) = rest.split_once("{{ ") {
        written.push_str(before);
        let found = after.split_once(" }}").and_then(|(call, behind)| Some((place(call, strings, assets, phrases)?, behind)));
        match found {
            Some((text, behind)) => {
                written.push_str(&text);
                rest = behind;
            }
            None => {
                written.push_str("{{ ");
                rest = after;
            }
        }
    }
    written.push_str(rest);
    written
}

/// What stands for what is printed.
fn place(call: &str, strings: &Strings, assets: &BTreeMap<String, String>, phrases: &mut Phrases) -> Option<String> {
    let argument = |function: &str| call.strip_prefix(function)?.strip_suffix("\")").filter(|argument| !argument.contains('"'));
    if let Some(key) = argument("t(key=\"") {
        return strings.plain(key).filter(|text| !text.contains(['{', '}'])).map(escaped);
    }
    if let Some(path) = argument("asset(path=\"") {
        return assets.get(path).map(|address| escaped(address));
    }
    let (phrase, value) = phrase(call)?;
    Some(format!("{{{{ {value} | {} }}}}", phrases.name(phrase)))
}

/// The phrase that is called, and the value that it is given.
fn phrase(call: &str) -> Option<(Phrase, &str)> {
    let (key, rest) = call.strip_prefix("t(key=\"")?.split_once('"')?;
    let rest = rest.strip_suffix(')')?;
    let (phrase, value) = match rest.strip_prefix(" ~ ") {
        Some(value) => match value.split_once(", default=") {
            Some((value, default)) => (Phrase::Named(key.to_owned(), true), Some(value).filter(|value| *value == default)?),
            None => (Phrase::Named(key.to_owned(), false), value),
        },
        None => match rest.strip_prefix(", ")?.split_once('=')? {
            ("default", _) => return None,
            ("n", value) => (Phrase::Counted(key.to_owned()), value),
            (name, value) => (Phrase::Filled(key.to_owned(), name.to_owned()), value),
        },
    };
    is_path(value).then_some((phrase, value))
}

/// Whether an expression is but a name and its fields.
fn is_path(expression: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']');
    expression.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) && expression.bytes().all(is_part)
}

/// Names that every page has; in a component those that it takes.
const OF_PAGE: [&str; 4] = ["html_lang", "page", "titled", "ui"];
/// So deep are components written into each other.
const DEEPEST: usize = 4;

/// The components of a set of templates that can stand in the place of their calls.
#[derive(Default)]
pub struct Components<'t>(BTreeMap<&'t str, Component<'t>>);

struct Component<'t> {
    /// Those that it has to be given.
    given: Vec<&'t str>,
    /// Those that it takes from around it.
    taken: Vec<&'t str>,
    body: Cow<'t, str>,
}

impl<'t> Components<'t> {
    /// Those of the program's own templates, but for those of which the archive's have one of the same name.
    pub fn of(own: impl Iterator<Item = &'t str>, archive: &[&str]) -> Self {
        let is_of = |behind: &str, name: &str| {
            let rest = behind.trim_start().strip_prefix(name);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        };
        let is_replaced = |name: &str| archive.iter().any(|text| text.split("component").skip(1).any(|behind| is_of(behind, name)));
        let all = own.flat_map(|text| text.split("{% component ").skip(1)).filter_map(component);
        Self(all.filter(|(name, _)| !is_replaced(name)).collect())
    }

    /// A template with components in the place of their calls.
    fn write<'a>(&self, template: &'a str) -> Cow<'a, str> {
        if self.0.is_empty() {
            return template.into();
        }
        let mut written = String::with_capacity(2 * template.len());
        for (nth, part) in template.split("{% component ").enumerate() {
            if nth == 0 {
                written.push_str(&self.expand(part, &OF_PAGE, DEEPEST));
                continue;
            }
            written.push_str("{% component ");
            match part.split_once("endcomponent ") {
                Some((inside, behind)) => {
                    let names: Vec<&str> = parameters(inside).map(|(given, taken)| [given, taken].concat()).unwrap_or_default();
                    written.push_str(&self.expand(inside, &names, DEEPEST));
                    written.push_str("endcomponent ");
                    written.push_str(&self.expand(behind, &OF_PAGE, DEEPEST));
                }
                None => written.push_str(part),
            }
        }
        written.into()
    }

    /// A part of a template in which these names are there.
    fn expand(&self, text: &str, names: &[&str], depth: usize) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            written.push_str(before);
            let (trims, call) = after.strip_prefix('-').map_or((false, after), |call| (true, call));
            let found = call.strip_prefix(" <").and_then(|call| call.split_once("/> }}"));
            match found.and_then(|(call, behind)| Some((self.body(call, names)?, behind))) {
                Some((body, behind)) if depth > 0 => {
                    if trims {
                        written.truncate(written.trim_end().len());
                    }
                    written.push_str(&self.expand(&body, names, depth - 1));
                    rest = behind;
                }
                _ => {
                    written.push_str("{{");
                    rest = after;
                }
            }
        }
        written.push_str(rest);
        written
    }

    /// What a component is where it is called with these arguments.
    fn body(&self, call: &str, names: &[&str]) -> Option<String> {
        let (name, arguments) = call.split_once(' ').unwrap_or((call, ""));
        let component = self.0.get(name)?;
        let arguments = arguments_of(arguments)?;
        let is_given = |name: &&str| arguments.iter().any(|(own, _)| own == name);
        if !component.given.iter().all(&is_given) || !component.taken.iter().all(|name| is_given(name) || names.contains(name)) {
            return None;
        }
        let own = loop_names(&component.body);
        let root = |value: &str| value.split(['.', '[']).next().unwrap_or("").to_owned();
        if arguments.iter().any(|(name, value)| own.contains(name) || own.contains(&&*root(value))) {
            return None;
        }
        let mut body = component.body.to_string();
        for (name, value) in arguments.iter().filter(|(name, value)| name != value) {
            if component.taken.contains(name) {
                // What it calls takes the same from the page.
                if *name != "html_lang" || body.contains("{{ <") || body.contains("{{- <") {
                    return None;
                }
                body = body.replace("| lang }}", &format!("| lang(than={value}) }}}}"));
            }
        }
        // All at once: a value may have the name of another argument.
        Some(replaced(&body, &arguments))
    }
}

/// A component, from its name on; nothing if it cannot stand elsewhere.
fn component(text: &str) -> Option<(&str, Component<'_>)> {
    let (given, taken) = parameters(text)?;
    let (name, _) = text.split_once('(')?;
    let (_, body) = text.split_once("%}")?;
    let (body, _) = body.split_once(&format!("endcomponent {name}"))?;
    let body = match body.strip_suffix("{%- ") {
        Some(body) => body.trim_end(),
        None => body.strip_suffix("{% ")?,
    };
    let is_own = ["set ", "component ", "block ", "raw "]
        .iter()
        .any(|word| body.contains(&format!("{{% {word}")) || body.contains(&format!("{{%- {word}")));
    if is_own || body.contains("{#") || body.contains(&format!("<{name} ")) {
        return None;
    }
    // What it trims at its ends is its own.
    let mut body = Cow::Borrowed(body);
    for (tag, plain) in [("{%-", "{%"), ("{{-", "{{")] {
        if let Some(behind) = body.trim_start().strip_prefix(tag) {
            body = format!("{plain}{behind}").into();
        }
    }
    for (end, plain) in [("-%}", "%}"), ("-}}", "}}")] {
        if let Some(before) = body.trim_end().strip_suffix(end) {
            body = format!("{before}{plain}").into();
        }
    }
    Some((name, Component { given, taken, body }))
}

/// The parameters of a component, from its name on: those that it has to be given, and those that it takes from around it.
fn parameters(text: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    let (head, _) = text.split_once("%}")?;
    let (_, list) = head.trim_end().strip_suffix(')')?.split_once('(')?;
    let names: Vec<&str> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.iter().any(|name| !is_path(name.trim_start_matches('@'))) {
        return None;
    }
    let (taken, given): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| name.starts_with('@'));
    Some((given, taken.into_iter().map(|name| name.trim_start_matches('@')).collect()))
}

/// The arguments of a call, if they are names and words: `card={card} kind="website"`.
fn arguments_of(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut arguments = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, behind) = rest.split_once('=')?;
        let (value, behind) = match behind.strip_prefix('{') {
            Some(behind) => behind.split_once('}').filter(|(value, _)| is_path(value))?,
            None => behind.split_at_checked(behind.strip_prefix('"')?.find('"')? + 2)?,
        };
        arguments.push((name.trim(), value));
        rest = behind.trim_start();
    }
    Some(arguments)
}

/// The names that the loops of a template give.
fn loop_names(body: &str) -> Vec<&str> {
    let heads = body.split("for ").skip(1).filter_map(|behind| behind.split_once(" in "));
    heads.flat_map(|(names, _)| names.split(',')).map(str::trim).filter(|name| is_path(name)).collect()
}

/// A template with its names replaced, where they stand for values.
fn replaced(body: &str, names: &[(&str, &str)]) -> String {
    let mut written = String::with_capacity(body.len() + 64);
    let mut rest = body;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, tag) = rest.split_at(at);
        written.push_str(before);
        let end = tag.find("}}").into_iter().chain(tag.find("%}")).min().map_or(tag.len(), |end| end + 2);
        let (tag, behind) = tag.split_at(end);
        replace_in(tag, names, &mut written);
        rest = behind;
    }
    written.push_str(rest);
    written
}

/// The same within a tag: words in quotation marks, fields, filters, functions, components and the names of arguments are no names.
fn replace_in(tag: &str, names: &[(&str, &str)], written: &mut String) {
    let mut quoted = false;
    let mut rest = tag;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if length == 0 {
            quoted ^= first == '"';
            written.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            continue;
        }
        let (word, behind) = rest.split_at(length);
        let is_argument = behind.starts_with('=') && !behind.starts_with("==");
        let is_called = behind.starts_with('(') || written.ends_with('<') || written.trim_end().ends_with('|');
        let is_value = !(quoted || is_argument || is_called || written.ends_with('.'));
        let value = names.iter().find(|(name, _)| is_value && *name == word);
        written.push_str(value.map_or(word, |(_, value)| value));
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, archive: &str, template: &str, expected: &str) {
        let components = Components::of([own].into_iter(), &[archive]);
        assert_eq!(components.write(template), expected);
    }

    #[test]
    fn components_stand_in_the_place_of_their_calls() {
        let own = "{% component link(item, @page) %}<a href=\"{{ item.href }}\">{{ <words item={item} kind=\"item\"/> }}</a>{% endcomponent link %}
{% component words(item, kind) %}
{%- if item.key == kind %}{{ t(key=\"item\", item=item.key) }}{% endif %}
{%- endcomponent words %}
{% component list(items, @html_lang) %}
<ul>
{%- for item in items %}
{{- <line line={item}/> }}
{%- endfor %}
</ul>
{%- endcomponent list %}
{% component line(line, @html_lang) %}
<li{{ line.lang | lang }}>{{ line.title }}</li>
{%- endcomponent line %}";
        let link = "<li>{{ <link item={page.nav}/> }}</li>";
        let words = "{% if page.nav.key == \"item\" %}{{ t(key=\"item\", item=page.nav.key) }}{% endif %}";
        check(own, "", link, &format!("<li><a href=\"{{{{ page.nav.href }}}}\">{words}</a></li>"));
        check(own, "", "{{ <line line={a}/> }}.", "\n<li{{ a.lang | lang }}>{{ a.title }}</li>.");
        let list = "<ul>\n{%- for item in all %}\n<li{{ item.lang | lang }}>{{ item.title }}</li>\n{%- endfor %}\n</ul>";
        check(own, "", "<p>\n{{- <list items={all}/> }}", &format!("<p>\n{list}"));
        // What has the language of something else says so.
        check(own, "", "{{ <line line={a} html_lang={b.c}/> }}", "\n<li{{ a.lang | lang(than=b.c) }}>{{ a.title }}</li>");
        for same in [
            "{{ <list items={all} html_lang={b.c}/> }}",
            "{{ <list items={item.all}/> }}",
            "{{ <line/> }}",
            "{{ <line line={a | b}/> }}",
            "{{ <none/> }}",
        ] {
            check(own, "", same, same);
        }
        // An archive's own component is called.
        for archive in ["{% component link(item) %}", "{%- component  link (item) %}"] {
            check(own, archive, link, link);
        }
        check(own, "{% component links(item) %}", link, &format!("<li><a href=\"{{{{ page.nav.href }}}}\">{words}</a></li>"));
        // What is called is called so.
        let own = "{% component date(date) %}{{ date | date }}{{ date(date=date) }}{{ <date_of date={date}/> }}{% endcomponent date %}";
        check(own, "", "{{ <date date={a.b}/> }}", "{{ a.b | date }}{{ date(date=a.b) }}{{ <date_of date={a.b}/> }}");
        // In a component there is what it takes.
        let inside = "{% component mine(a) %}{{ <line line={a}/> }}{% endcomponent mine %}";
        check(own, "", inside, inside);
    }

    #[test]
    fn one_value_is_given_to_a_filter() {
        let check = |call: &str, expected: Option<(Phrase, &str)>| assert_eq!(phrase(call), expected, "{call}");
        check("t(key=\"works-n\", n=loop.index)", Some((Phrase::Counted("works-n".into()), "loop.index")));
        check("t(key=\"volume\", value=publication.volume)", Some((Phrase::Filled("volume".into(), "value".into()), "publication.volume")));
        check("t(key=\"nav.\" ~ item.key)", Some((Phrase::Named("nav.".into(), false), "item.key")));
        check("t(key=\"languages.\" ~ date[0], default=date[0])", Some((Phrase::Named("languages.".into(), true), "date[0]")));
        for other in [
            "t(key=\"a\")",
            "t(key=\"a\", n=b, c=d)",
            "t(key=\"a\", n=b | length)",
            "t(key=\"a.\" ~ b, default=c)",
            "t(key=a)",
            "t(key=\"a\", n=1)",
        ] {
            check(other, None);
        }
    }
}
