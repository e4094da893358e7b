//! What stands at an address that is no more: a small page that leads on, and the same for hosts that can do it themselves.
//!
//! - The page says where its text stands now. A script leads there with the fragment and the query of the address that was asked
//!   for (`templates/assets/moved.js`); without scripts `refresh` does it (HTML Living Standard, 4.2.5.3), and without either a link.
//! - `_redirects` is read by Netlify, Cloudflare Pages, GitLab Pages and others: `/old /new 301` (Netlify, "Redirects and rewrites").
//! - `data/moved/` holds the same for the page of addresses that lead nowhere: old addresses that no page can stand at.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{address::encode_path, frame::canonical, page::root, previews::digest, templates::strings::Strings};
use crate::{
    base::{Href, Html, RelPath, WebAddress},
    config::Config,
    document::site_address::SiteAddress,
};

/// An address that is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The address, as it was.
    pub old: SiteAddress,
    /// The page that came for it.
    pub page: RelPath,
    /// The place on that page; empty for its beginning.
    pub fragment: String,
    /// What the page is called; empty if nobody knows.
    pub title: String,
}

/// The folder of the old addresses as data.
pub const MOVED: &str = "data/moved/";
/// The file for hosts.
pub const RULES: &str = "_redirects";
/// How many rules there may be, and how many bytes of them: GitLab Pages takes 1,000 rules and 64 kilobytes, and none of a longer file;
/// Cloudflare takes 2,000. Small pages stand at the other addresses as well.
const MOST_RULES: usize = 1000;
const MOST_BYTES: usize = 64_000;
/// How long a rule may be, in bytes, for Cloudflare to follow it.
const LONGEST_RULE: usize = 1000;
/// How many ways a page lists that leads on by what stands behind the question mark.
const MOST_WAYS: usize = 50;

/// The page at an old address, from which one way leads on.
pub fn page(config: &Config, words: &Strings, at: &RelPath, to: &Redirect) -> String {
    let address = way(at, to);
    let mut html = head(config, words, at);
    html.open("link").attribute("rel", "canonical");
    match canonical(config, &to.page) {
        address if !address.is_empty() => html.address("href", Href::Web(&WebAddress::of_page(&address))),
        _ => html.address("href", Href::Here(&encode_path(&at.to(to.page.as_str())))),
    };
    html.end();
    html.open("noscript").end();
    html.open("meta").attribute("http-equiv", "refresh").attribute_of("content", &["0; url=", &address]).end();
    html.close("noscript");
    body(&mut html, words);
    html.open("p").end();
    html.words(said(words, "moved-to"));
    html.push_mark(' ');
    link(&mut html, at, to, true);
    html.close("p");
    ended(html)
}

/// The page at an old address from which several ways lead on, one for each query.
pub fn crossing(config: &Config, words: &Strings, at: &RelPath, ways: &BTreeMap<String, Redirect>) -> String {
    let mut html = head(config, words, at);
    body(&mut html, words);
    html.open("ul").end();
    for (query, to) in ways.iter().take(MOST_WAYS) {
        html.open("li").end();
        html.words(&format!("?{query} "));
        link(&mut html, at, to, false);
        html.close("li");
    }
    html.close("ul");
    ended(html)
}

fn head(config: &Config, words: &Strings, at: &RelPath) -> Html {
    let mut html = Html::new();
    html.doctype();
    html.open("html").attribute("lang", words.lang_of("moved")).end();
    html.open("head").end();
    html.open("meta").attribute("charset", "utf-8").end();
    html.open("meta").attribute("name", "viewport").attribute("content", "width=device-width, initial-scale=1").end();
    html.open("meta").attribute("name", "color-scheme").attribute("content", "light dark").end();
    html.element("title", &format!("{} · {}", said(words, "moved"), config.title));
    html.open("meta").attribute("name", "robots").attribute("content", "noindex").end();
    let root = at.to("");
    html.open("link").attribute("rel", "stylesheet").address("href", Href::Here(&at.to("assets/style.css"))).end();
    html.open("script").address("src", Href::Here(&at.to("assets/moved.js")));
    html.attribute("data-root", if root.is_empty() { "./" } else { &root }).attribute("defer", "").end();
    html.close("script");
    html
}

fn body(html: &mut Html, words: &Strings) {
    html.close("head");
    html.open("body").attribute("class", "moved").end();
    html.open("main").attribute("id", "_main").end();
    html.element("h1", said(words, "moved"));
}

fn ended(mut html: Html) -> String {
    html.close("main");
    html.close("body");
    html.close("html");
    html.push_mark('\n');
    html.into()
}

fn link(html: &mut Html, at: &RelPath, to: &Redirect, is_only: bool) {
    html.open("a").attribute_if_any("id", if is_only { "_to" } else { "" }).address("href", Href::Here(&way(at, to))).end();
    html.words(if to.title.is_empty() { to.page.as_str() } else { &to.title });
    html.close("a");
}

fn said<'w>(words: &'w Strings, key: &str) -> &'w str {
    words.plain(key).unwrap_or("")
}

/// How the page at an old address reaches the new one.
fn way(at: &RelPath, to: &Redirect) -> String {
    encode_path(&at.to(to.page.as_str())) + &fragment(to)
}

fn fragment(to: &Redirect) -> String {
    if to.fragment.is_empty() { String::new() } else { format!("#{}", encode_path(&to.fragment)) }
}

/// The rules for hosts, if there are any. A host that shows several sites wants the folder of this one before each.
pub fn rules<'r>(config: &Config, redirects: impl Iterator<Item = &'r Redirect>) -> Option<String> {
    let root = root(config);
    let rule = |to: &Redirect| format!("{root}{} {root}{}{} 301\n", encode_path(&to.old.path), encode_path(to.page.as_str()), fragment(to));
    let mut text = String::new();
    // What stands behind a question mark most of these hosts do not look at.
    for rule in redirects.filter(|to| to.old.query.is_empty()).map(rule).filter(|rule| rule.len() < LONGEST_RULE).take(MOST_RULES) {
        if text.len() + rule.len() > MOST_BYTES {
            break;
        }
        text.push_str(&rule);
    }
    (!text.is_empty()).then_some(text)
}

/// The old addresses as scripts, each at its path on the site; which script has an address follows from its digest.
pub fn scripts<'r>(redirects: impl Iterator<Item = &'r Redirect>) -> Vec<(RelPath, String)> {
    let mut scripts: BTreeMap<u8, Map<String, Value>> = BTreeMap::new();
    for to in redirects {
        let key = key(&to.old);
        let address = encode_path(to.page.as_str()) + &fragment(to);
        scripts.entry(digest(&key)).or_default().insert(key, address.into());
    }
    let script = |(digest, ways): (u8, Map<String, Value>)| {
        (RelPath::new(&format!("{MOVED}{digest:02x}.js")), format!("scholionMoved({});\n", Value::Object(ways)))
    };
    scripts.into_iter().map(script).collect()
}

/// How an address is looked up: hosts and people are careless of capitals, and of what stands for a folder.
fn key(old: &SiteAddress) -> String {
    let path = old.path.trim_end_matches('/');
    let path = path.strip_suffix("index.html").map_or(path, |folder| folder.trim_end_matches('/')).to_lowercase();
    if old.query.is_empty() { path } else { format!("{path}?{}", old.query) }
}
