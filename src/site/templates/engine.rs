//! Parsing and rendering, by `tera`.

use std::{borrow::Cow, collections::BTreeMap, io::Write, sync::Arc};

use tera::{Context, Tera, Value};

use super::{
    data::{self, Data},
    fault::{Known, RenderFault, faults},
    functions::{self, language_attributes},
    strings::Strings,
    uses::Text,
    written::{self, Components, Phrases},
};
use crate::{
    base::{Lang, Message, say},
    site::view::View,
};

/// Where the program's own templates stand in tera's name space: an archive's template takes the
/// place of the one with the same name, and may still extend it as `default/document.html`.
pub const DEFAULT: &str = "default/";

/// A set of parsed templates.
#[derive(Default)]
pub struct Engine {
    tera: Tera,
    sources: BTreeMap<String, Arc<str>>,
    /// The language in which the site's own words are had.
    words: String,
}

impl Engine {
    /// Parses a set of templates: name and text, the program's own with [`DEFAULT`] before the name.
    ///
    /// Tera takes a set as a whole or not at all, so the faults are those of the whole set.
    pub fn new(
        sources: BTreeMap<String, Arc<str>>,
        strings: &Arc<Strings>,
        assets: &BTreeMap<String, String>,
        data: &Data,
    ) -> Result<Self, Vec<RenderFault>> {
        let mut tera = Tera::default();
        let asked: Vec<Text> = sources.values().flat_map(|text| data::asked(text)).collect();
        let mut phrases = Phrases::default();
        let mut written: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(sources.len());
        {
            let texts = |own: bool| sources.iter().filter(move |(name, _)| name.starts_with(DEFAULT) == own).map(|(_, text)| &**text);
            let components = Components::of(texts(true), &texts(false).collect::<Vec<_>>());
            for (name, text) in &sources {
                let own = name.starts_with(DEFAULT).then(|| written::write(text, &components, strings, assets, &mut phrases));
                written.push((name.as_str(), own.map_or(Cow::Borrowed(&**text), Cow::Owned)));
            }
        }
        functions::register(&mut tera, Arc::clone(strings), assets.clone(), data.values(&asked), phrases);
        tera.set_escape_fn(escape);
        // Whatever a template is called: what it prints is escaped.
        tera.autoescape_on([""]);
        let parsed = tera.set_fallback_prefixes([DEFAULT]).and_then(|()| tera.add_raw_templates(written));
        match parsed {
            Ok(()) => Ok(Self { tera, sources, words: strings.lang().to_owned() }),
            Err(error) => {
                let names = sources.keys().map(|name| name.trim_start_matches(DEFAULT));
                let components = sources.values().flat_map(|text| component_names(text));
                let known = Known { templates: names.collect(), components: components.collect(), fields: Vec::new() };
                Err(faults(&error, &known, |name| sources.get(name).map(|text| &**text)))
            }
        }
    }

    /// Renders a view: a page in UTF-8, as template and view are.
    pub fn render(&self, view: &View) -> Result<Vec<u8>, RenderFault> {
        let context = context(view, &self.words)?;
        // Most of a page is what its view holds; a page that outgrows this doubles once or twice.
        let mut page = Vec::with_capacity(6 * 1024 + view.long_part());
        match self.tera.render_to(view.template(), &context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => {
                let known = Known { fields: fields(view), ..Known::default() };
                let found = faults(&error, &known, |name| self.sources.get(name).map(|text| &**text));
                Err(found.into_iter().next().unwrap_or_else(|| whole_file(view, say::template_cannot_be_rendered())))
            }
        }
    }

    /// What the template of a view gets.
    pub fn context(&self, view: &View) -> Option<Context> {
        context(view, &self.words).ok()
    }

    /// The top-level names that a template asks for and its view does not hold, each with its place.
    pub fn unknown_names(&self, view: &View) -> Vec<RenderFault> {
        let (Ok(names), Ok(context)) = (self.tera.get_template_variables(view.template()), context(view, &self.words)) else {
            return Vec::new();
        };
        let Some(text) = self.sources.get(view.template()) else { return Vec::new() };
        let mut names: Vec<&str> = names.into_iter().filter(|name| !context.contains_key(name)).collect();
        names.sort_unstable();
        let known = Known { fields: fields(view), ..Known::default() };
        names
            .into_iter()
            .filter_map(|name| {
                let start = text.match_indices(name).map(|(start, _)| start).find(|&start| is_word(text, start, name.len()))?;
                Some(super::fault::unknown_name(view.template(), name, start, &known))
            })
            .collect()
    }
}

/// What a template gets: the view's fields, and the language of the page's outermost element.
///
/// That is the text's own language for pages that are mostly text, the site's for the others.
/// `ui` holds the attributes of the site's own words where they stand inside something in another language, `titled` those of the
/// archive's title and descriptions among these words: `words` is their language, which is not the site's where nobody has
/// translated them.
fn context(view: &View, words: &str) -> Result<Context, RenderFault> {
    let mut context = view.context().map_err(|error| whole_file(view, say::template(&error)))?;
    let of_page =
        |field: &str| context.get("page").and_then(|page| page.get_from_path(field)).and_then(Value::as_str).unwrap_or("").to_owned();
    let site = of_page("site_lang");
    let page = if view.is_text() { of_page("lang") } else { site.clone() };
    let direction = if Lang::new(&page).is_rtl() { "rtl" } else { "ltr" };
    let words = if words.is_empty() { &site } else { words };
    let title = of_page("site_title_lang");
    context.insert_value("ui", Value::safe_string(&language_attributes(words, &page)));
    context.insert_value("titled", Value::safe_string(&language_attributes(if title.is_empty() { &site } else { &title }, words)));
    if *words != *site
        && let Some(mut frame) = context.get("page").and_then(Value::as_map).cloned()
    {
        frame.insert("site_lang".into(), Value::normal_string(words));
        context.insert_value("page", Value::from(frame));
    }
    context.insert_value("html_lang", Value::normal_string(&page));
    context.insert_value("html_dir", Value::normal_string(direction));
    Ok(context)
}

/// Escapes text for element content and quoted attributes.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| ESCAPED.get(usize::from(*byte)).is_some_and(|is_escaped| *is_escaped)) {
        let (before, from) = rest.split_at(at);
        out.write_all(before)?;
        out.write_all(match from {
            [b'&', ..] => b"&amp;",
            [b'<', ..] => b"&lt;",
            [b'>', ..] => b"&gt;",
            [b'"', ..] => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = from.get(1..).unwrap_or_default();
    }
    out.write_all(rest)
}

/// The bytes that are escaped.
const ESCAPED: [bool; 256] = {
    let (mut escaped, list) = ([false; 256], *b"&<>\"'");
    let mut nth = 0;
    while nth < list.len() {
        escaped[list[nth] as usize] = true;
        nth += 1;
    }
    escaped
};

/// The text with its special characters escaped.
pub fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 16);
    // A vector never refuses bytes, and what was UTF-8 stays it.
    let _ = escape(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn whole_file(view: &View, message: Message) -> RenderFault {
    RenderFault { template: view.template().to_owned(), span: None, message, hint: None }
}

/// The names of all fields of a view, at any depth.
fn fields(view: &View) -> Vec<String> {
    fn walk(value: &Value, names: &mut Vec<String>) {
        if let Some(map) = value.as_map() {
            for (key, value) in map {
                names.extend(key.as_str().map(str::to_owned));
                walk(value, names);
            }
        } else if let Some(first) = value.as_array().and_then(<[Value]>::first) {
            walk(first, names);
        }
    }
    let mut names = Vec::new();
    if let Some(value) = view.value() {
        walk(&value, &mut names);
    }
    names.sort();
    names.dedup();
    names
}

fn component_names(text: &str) -> impl Iterator<Item = &str> {
    text.split("{% component ").skip(1).filter_map(|rest| rest.split('(').next())
}

/// Whether the `length` bytes at `start` are a name by themselves, not a part of one or a field.
fn is_word(text: &str, start: usize, length: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(start + length..).and_then(|text| text.chars().next());
    !before.is_some_and(part) && !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
}
