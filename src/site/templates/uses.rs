//! What a template uses of the others, so that an edit of one draws only the pages anew that show it.
//!
//! Tera does not tell, so the texts are looked through. Whatever is not sure counts as used: too much only
//! costs a rendering, too little would leave a page as it was.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::{
    data::{Data, asked},
    engine::DEFAULT,
    strings::Strings,
};
use crate::base::{Digest, Lang, digest::Hasher};

/// For each template, by its name without [`DEFAULT`], the digest of all that it makes pages with.
pub fn digests(
    texts: &BTreeMap<String, Arc<str>>,
    strings: &Strings,
    assets: &BTreeMap<String, String>,
    data: &Data,
    lang: &Lang,
) -> BTreeMap<String, Digest> {
    let uses: BTreeMap<&str, Uses> = texts.iter().map(|(name, text)| (name.as_str(), Uses::of(text))).collect();
    let names: BTreeSet<&str> = texts.keys().map(|name| name.trim_start_matches(DEFAULT)).collect();
    names.into_iter().map(|name| (name.to_owned(), digest(name, texts, &uses, strings, assets, data, lang))).collect()
}

/// The names of all templates with which any page of some templates is made.
pub fn all<'a>(names: impl IntoIterator<Item = &'a str>, texts: &BTreeMap<String, Arc<str>>) -> BTreeSet<String> {
    let uses: BTreeMap<&str, Uses> = texts.iter().map(|(name, text)| (name.as_str(), Uses::of(text))).collect();
    names.into_iter().flat_map(|name| closure(name, texts, &uses)).map(str::to_owned).collect()
}

fn digest(
    name: &str,
    texts: &BTreeMap<String, Arc<str>>,
    uses: &BTreeMap<&str, Uses>,
    strings: &Strings,
    assets: &BTreeMap<String, String>,
    data: &Data,
    lang: &Lang,
) -> Digest {
    let used = closure(name, texts, uses);
    let mut hasher = Hasher::default();
    hasher.part(lang.as_str().as_bytes());
    // Where the words are in another language, they are marked so.
    hasher.part(strings.lang().as_bytes());
    for (name, text) in texts.iter().filter(|(name, _)| used.contains(name.as_str())) {
        hasher.part(name.as_bytes());
        hasher.part(text.as_bytes());
    }
    let of_used = |what: fn(&Uses) -> &Vec<Text>| -> Texts<'_> {
        uses.iter().filter(|(name, _)| used.contains(*name)).flat_map(|(_, uses)| what(uses)).collect()
    };
    let keys = of_used(|uses| &uses.keys);
    // Dates and numbers are written with the words of these keys, whoever asks for it.
    let words = strings.digest(|key| key.starts_with("date.") || key.starts_with("number.") || keys.may_be(key));
    hasher.part(&words.0);
    let paths = of_used(|uses| &uses.assets);
    for (path, address) in assets.iter().filter(|(path, _)| paths.may_be(path)) {
        hasher.part(path.as_bytes());
        hasher.part(address.as_bytes());
    }
    let asked = of_used(|uses| &uses.data);
    for (name, digest) in data.digests().filter(|(name, _)| asked.may_be(name)) {
        hasher.part(name.as_bytes());
        hasher.part(&digest.0);
    }
    hasher.finish()
}

/// The names of all templates that one uses, itself included: of a template and the program's own of that
/// name both, since the one may extend the other.
fn closure<'a>(name: &str, texts: &'a BTreeMap<String, Arc<str>>, uses: &BTreeMap<&'a str, Uses>) -> BTreeSet<&'a str> {
    let bare = |name: &str| name.trim_start_matches(DEFAULT).to_owned();
    let mut used = BTreeSet::new();
    let mut wanted = vec![bare(name)];
    while let Some(name) = wanted.pop() {
        for (other, uses_of) in uses.iter().filter(|(other, _)| bare(other) == name) {
            if !used.insert(*other) {
                continue;
            }
            if uses_of.anything {
                return texts.keys().map(String::as_str).collect();
            }
            wanted.extend(uses_of.templates.iter().map(|name| bare(name)));
            let definers = uses.iter().filter(|(_, other)| other.defines.iter().any(|component| uses_of.calls.contains(component)));
            wanted.extend(definers.map(|(name, _)| bare(name)));
        }
    }
    used
}

/// What one text uses and gives.
#[derive(Debug, Default, PartialEq)]
struct Uses {
    /// Templates that it extends or includes.
    templates: BTreeSet<String>,
    /// Components that it calls.
    calls: BTreeSet<String>,
    /// Components that it defines.
    defines: BTreeSet<String>,
    /// Keys of the site's words.
    keys: Vec<Text>,
    /// Paths of assets.
    assets: Vec<Text>,
    /// Names of data.
    data: Vec<Text>,
    /// Whether it is written in a way that this module does not see through.
    anything: bool,
}

/// A text that a template writes down or puts together.
#[derive(Debug, PartialEq)]
pub(super) enum Text {
    Is(String),
    Begins(String),
    Any,
}

impl Text {
    pub(super) fn may_be(&self, text: &str) -> bool {
        match self {
            Self::Is(this) => this == text,
            Self::Begins(start) => text.starts_with(start.as_str()),
            Self::Any => true,
        }
    }
}

/// Many of them.
#[derive(Default)]
struct Texts<'t> {
    are: FxHashSet<&'t str>,
    begin: BTreeSet<&'t str>,
    any: bool,
}

impl Texts<'_> {
    fn may_be(&self, text: &str) -> bool {
        self.any || self.are.contains(text) || self.begin.iter().any(|start| text.starts_with(start))
    }
}

impl<'t> FromIterator<&'t Text> for Texts<'t> {
    fn from_iter<I: IntoIterator<Item = &'t Text>>(all: I) -> Self {
        let mut texts = Self::default();
        for text in all {
            match text {
                Text::Is(this) => _ = texts.are.insert(this),
                Text::Begins(start) => _ = texts.begin.insert(start),
                Text::Any => texts.any = true,
            }
        }
        texts
    }
}

impl Uses {
    fn of(text: &str) -> Self {
        // A backslash may spell any name in another way.
        let mut uses = Self { anything: text.contains('\\'), ..Self::default() };
        for tag in text.split("{%").skip(1) {
            let tag = tag.trim_start_matches('-').trim_start();
            if let Some(rest) = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include")) {
                match literal(rest) {
                    Some((name, _)) => _ = uses.templates.insert(name.to_owned()),
                    None => uses.anything = true,
                }
            } else if let Some(rest) = tag.strip_prefix("component") {
                uses.defines.insert(component(rest));
            }
        }
        // `<name …/>` in an expression, and to be safe in the page's own HTML.
        uses.calls.extend(text.split('<').skip(1).map(component).filter(|name| !name.is_empty()));
        uses.keys = arguments(text, "key");
        uses.assets = arguments(text, "path");
        uses.data = asked(text);
        uses
    }
}

/// A component's name at the beginning of a text; it may have dots.
fn component(text: &str) -> String {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || c.is_whitespace();
    let name = text.trim_start().split(|c| !part(c)).next().unwrap_or("");
    let mut name = name.split_whitespace();
    let mut whole = name.next().unwrap_or("").to_owned();
    for more in name {
        // Only around a dot may a name be parted by spaces.
        if !(whole.ends_with('.') || more.starts_with('.')) {
            break;
        }
        whole.push_str(more);
    }
    whole
}

/// A quoted text at the beginning, and what comes behind it.
fn literal(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    text.get(1..)?.split_once(quote)
}

/// What stands behind `name=` anywhere in the text.
fn arguments(text: &str, name: &str) -> Vec<Text> {
    let values = text.match_indices(name).filter_map(|(at, _)| {
        let behind = text.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
        (!behind.starts_with('=')).then_some(behind)
    });
    values
        .map(|value| match literal(value) {
            Some((text, rest)) if rest.trim_start().starts_with([')', ',']) => Text::Is(text.to_owned()),
            Some((text, rest)) if rest.trim_start().starts_with('~') => Text::Begins(text.to_owned()),
            _ => Text::Any,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_text_tells_what_it_uses() {
        let uses = Uses::of(
            "{%- extends \"base.html\" %}{% include 'a.html' %}{{ <citing documents={x}/> }}{% component forms . b (x) %}{% endcomponent %}\
             {{ t(key=\"a\") }}{{ t(key = \"b.\" ~ c) }}{{ t(n=1, key=d) }}{{ asset(path='assets/x.css') }}",
        );
        assert_eq!(uses.templates, set(&["base.html", "a.html"]));
        assert!(uses.calls.contains("citing") && uses.defines.contains("forms.b"), "{uses:?}");
        assert_eq!(uses.keys, [Text::Is("a".into()), Text::Begins("b.".into()), Text::Any]);
        assert_eq!((uses.assets, uses.anything), (vec![Text::Is("assets/x.css".into())], false));
        assert!(Uses::of("{% extends \"b\\u0061se.html\" %}").anything && Uses::of("{% include name %}").anything);
    }

    #[test]
    fn what_is_used_is_followed_through() {
        let texts: BTreeMap<String, Arc<str>> = [
            ("default/base.html", "{{ t(key=\"skip\") }}"),
            ("default/work.html", "{% extends \"base.html\" %}{{ <pager/> }}"),
            ("default/page.html", "{% extends \"base.html\" %}"),
            ("default/parts.html", "{% component pager() %}{{ <link/> }}{% endcomponent %}"),
            ("default/more.html", "{% component link() %}{{ t(key=\"next\") }}{% endcomponent %}"),
            ("work.html", "{% extends \"default/work.html\" %}"),
        ]
        .map(|(name, text)| (name.to_owned(), text.into()))
        .into();
        let uses: BTreeMap<&str, Uses> = texts.iter().map(|(name, text)| (name.as_str(), Uses::of(text))).collect();
        let closure = |name: &str| closure(name, &texts, &uses).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(closure("work.html"), "default/base.html default/more.html default/parts.html default/work.html work.html");
        assert_eq!(closure("page.html"), "default/base.html default/page.html");
    }
}
