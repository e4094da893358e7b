//! The report as a page: one file without a script, which can be printed.

use std::{fmt::Write, path::Path};

use super::{
    Item, Looked, State,
    item::settle,
    kept,
    text::{PARTS, certainty},
    words::Words,
};
use crate::{
    base::{Message, RelPath, text::escaped},
    commands::{ingest::original::aside_path, typed},
};

/// Most items on a page: an archive of any size gives one that a browser can show.
const MOST_ITEMS: usize = 10_000;
/// Most sources that stand open at first.
const MOST_OPENED: usize = 10;
/// Most characters of words that are shown.
const MOST_WORDS: usize = 400;

/// Where a line of the source can be looked at: the address of the line, if there is one.
pub type Beside<'a> = &'a dyn Fn(u32) -> Option<String>;

/// What a link to a report says.
pub fn label(words: &Words, open: usize) -> String {
    if open == 0 { words.say("title").to_owned() } else { format!("{} · {}: {open}", words.say("ingest"), words.say("open")) }
}

/// All sources, in the order given.
pub fn page(root: &Path, words: &Words, all: &[Looked]) -> String {
    let mut left = MOST_ITEMS;
    let mut body = summary(words, all);
    let is_alone = all.len() == 1;
    let (open, quiet): (Vec<&Looked>, Vec<&Looked>) = all.iter().partition(|one| is_alone || is_to_see(one));
    let mut sections = |list: &[&Looked], opened: usize| {
        let mut text = String::new();
        for (nth, one) in list.iter().enumerate() {
            let items = if left > 0 { load(root, one) } else { None };
            left = left.saturating_sub(items.as_ref().map_or(0, Vec::len));
            let content = match &items {
                Some(items) => source(words, one, items, &|_| None),
                None => {
                    format!("<p>{} <code>scholion ingest --report {}</code></p>\n", words.say("more"), escaped(&typed::source(&one.source)))
                }
            };
            let open = if nth < opened { " open" } else { "" };
            _ = write!(text, "<details class=\"source\"{open}><summary>{}</summary>\n{content}</details>\n", heading(words, one));
        }
        text
    };
    body.push_str(&sections(&open, MOST_OPENED));
    if !quiet.is_empty() {
        let inside = sections(&quiet, 0);
        _ = write!(body, "<h2>{}</h2>\n{inside}", words.say("nothing-open"));
    }
    document(words, words.say("title"), &body, "")
}

/// A list of all sources, each with a link to its report. `address`: where that is.
pub fn index(words: &Words, all: &[Looked], address: &dyn Fn(&RelPath) -> Option<String>) -> String {
    let mut body = summary(words, all);
    body.push_str("<ul class=\"sources\">\n");
    for one in all {
        let link = address(&one.source);
        let heading = heading(words, one);
        _ = match link {
            Some(link) => writeln!(body, "<li><a href=\"{}\">{heading}</a></li>", escaped(&link)),
            None => writeln!(body, "<li>{heading}</li>"),
        };
    }
    body.push_str("</ul>\n");
    document(words, words.say("title"), &body, SITE)
}

/// What stands around a report in the preview.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The page that lays the document beside its source, if there is one.
    pub beside: Option<&'a str>,
    /// The list of all reports.
    pub all: &'a str,
    /// With which items can be settled.
    pub token: Option<&'a str>,
}

/// The report on one source, with links to its lines. `page`: the title of the document and its address.
pub fn single(words: &Words, slug: &str, one: &Looked, page: (&str, &str), line: Beside<'_>, around: Around<'_>) -> String {
    let (title, address) = page;
    let mut body = format!("<h1><a href=\"{}\">{}</a></h1>\n<p>{}</p>\n<p>", escaped(address), escaped(title), heading(words, one));
    if let Some(beside) = around.beside {
        _ = write!(body, "<a href=\"{}\">{}</a> · ", escaped(beside), words.say("beside"));
    }
    _ = writeln!(body, "<a href=\"{}\">{}</a></p>", escaped(around.all), words.say("all"));
    if around.token.is_some() && one.items.iter().any(Item::needs_eyes) {
        let mean = |(name, means): (&str, &str)| format!("<div><dt>{}</dt><dd>{}</dd></div>", words.say(name), words.say(means));
        let means: String = MEANT.into_iter().map(mean).collect();
        _ = writeln!(body, "<dl class=\"means\">{means}</dl>");
    }
    body.push_str(&source(words, one, &one.items, line));
    if let Some(token) = around.token {
        let said = ["right", "as-printed", "done", "away", "right-means", "as-printed-means", "done-means", "mend"]
            .map(|said| format!("data-{said}=\"{}\"", escaped(words.say(said))))
            .join(" ");
        let (slug, again) = (escaped(slug), escaped(words.say("again")));
        _ = writeln!(
            body,
            "<script src=\"/_scholion/report.js\" data-slug=\"{slug}\" data-token=\"{token}\" {said} data-open=\"{again}\" defer></script>"
        );
    }
    document(words, title, &body, SITE)
}

fn is_to_see(one: &Looked) -> bool {
    one.open() > 0 || one.is_in_conflict || !one.idle.is_empty() || one.state != State::Same
}

/// All items of a source with their verdicts.
fn load(root: &Path, one: &Looked) -> Option<Vec<Item>> {
    if !one.items.is_empty() || one.head.failure.is_some() {
        return Some(one.items.clone());
    }
    let mut items = kept::all(root, &one.source, &one.head)?;
    settle(&mut items, &one.verdicts);
    Some(items)
}

fn summary(words: &Words, all: &[Looked]) -> String {
    let open: usize = all.iter().map(Looked::open).sum();
    let with = all.iter().filter(|one| one.open() > 0).count();
    format!(
        "<h1>{}</h1>\n<dl><div><dt>{}</dt><dd>{open}</dd></div><div><dt>{}</dt><dd>{with}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl>\n",
        words.say("title"),
        words.say("open"),
        words.say("open-in"),
        words.say("sources"),
        all.len()
    )
}

fn heading(words: &Words, one: &Looked) -> String {
    let counts = [("open", one.open()), ("settled", one.settled())].into_iter().filter(|(_, count)| *count > 0);
    let counts: String = counts.map(|(key, count)| format!(" <span class=\"{key}\">{}: {count}</span>", words.say(key))).collect();
    let state = if one.state == State::Same { String::new() } else { format!(" <em>{}</em>", escaped(words.say(one.state.key()))) };
    format!("<code>{}</code>{counts}{state}", escaped(one.source.as_str()))
}

/// What was found in one source.
fn source(words: &Words, one: &Looked, items: &[Item], beside: Beside<'_>) -> String {
    let mut html = String::new();
    if let State::Unread(why) = &one.state {
        let mut tell = |sign: &str, message: &Message| {
            let (said, lang) = words.finding(message);
            _ = writeln!(html, "<p lang=\"{}\">{sign}{}</p>", escaped(lang), escaped(&said));
        };
        tell("", &why.message);
        why.hint.iter().for_each(|hint| tell("→ ", hint));
        return html;
    }
    if let Some(document) = one.document.as_ref().filter(|_| one.is_in_conflict) {
        _ = writeln!(html, "<p class=\"open\">{} <code>{}</code></p>", words.say("conflict"), escaped(&aside_path(document)));
    }
    for idle in &one.idle {
        _ = writeln!(
            html,
            "<p class=\"open\">{} <code>{}</code> <q>{}</q></p>",
            escaped(words.say(idle.key())),
            escaped(&idle.verdict.rule),
            escaped(&idle.verdict.words)
        );
    }
    let head = &one.head;
    _ = writeln!(
        html,
        "<p>{}, {}; {}: {}, {}: {}, {}: {}</p>",
        escaped(&head.language),
        escaped(&head.encoding),
        words.say("notes"),
        head.notes,
        words.say("works"),
        head.works,
        words.say("citations"),
        head.citations
    );
    for (key, is_in) in PARTS {
        let part: Vec<&Item> = items.iter().filter(|item| is_in(item)).collect();
        if part.is_empty() {
            continue;
        }
        let (open, count) = (if key == "open" { " open" } else { "" }, part.iter().map(|item| item.count()).sum::<usize>());
        _ = writeln!(html, "<details class=\"part {key}\"{open}><summary>{}: {count}</summary>\n<ul>", words.say(key));
        part.iter().for_each(|item| entry(&mut html, words, one, item, beside));
        html.push_str("</ul>\n");
        if key == "open" {
            let id = part.first().map_or("", |item| item.id.as_str());
            let name = escaped(&typed::source(&one.source));
            _ = writeln!(
                html,
                "<p class=\"how\">{} <code>scholion ingest {name} --settle {id} --verdict right|as-printed|done</code></p>",
                words.say("settle")
            );
        }
        html.push_str("</details>\n");
    }
    html
}

fn entry(html: &mut String, words: &Words, one: &Looked, item: &Item, beside: Beside<'_>) {
    let place = |line: u32| {
        let shown = format!("{}:{line}", escaped(one.source.name()));
        match beside(line) {
            Some(address) => format!("<a href=\"{}\"><code>{shown}</code></a>", escaped(&address)),
            None => format!("<code>{shown}</code>"),
        }
    };
    let places: Vec<String> = std::iter::once(&item.line).chain(&item.also).map(|line| place(*line)).collect();
    let does = words.rule(&item.rule);
    let sure = words.say(certainty(item.sure));
    _ = write!(
        html,
        "<li data-id=\"{}\"{}>{} <b title=\"{}\">{}</b> <span>{sure}</span>",
        item.id,
        if item.mends().is_some() { " data-mends" } else { "" },
        places.join(", "),
        escaped(does),
        escaped(&item.rule)
    );
    if let Some(said) = item.verdict {
        _ = write!(html, " <span class=\"verdict\">{}</span>", words.say(said.name()));
    }
    if !item.words.is_empty() {
        let shown = item
            .words
            .char_indices()
            .nth(MOST_WORDS)
            .map_or(item.words.clone(), |(end, _)| format!("{}…", item.words.get(..end).unwrap_or_default()));
        _ = write!(html, "<br><q>{}</q>", escaped(&shown));
    }
    if let Some(remark) = &item.remark {
        let (said, lang) = words.remark(remark);
        let lang = if lang == words.lang() { String::new() } else { format!(" lang=\"{}\"", escaped(lang)) };
        _ = write!(html, " <span class=\"remark\"{lang}>{}</span>", escaped(&said));
    }
    if item.needs_eyes() && !item.near.is_empty() {
        _ = write!(html, " <span class=\"near\">{}: {}</span>", words.say("near"), escaped(&item.near));
    }
    _ = writeln!(html, " <code class=\"id\">{}</code></li>", item.id);
}

/// What the buttons of verdicts mean.
const MEANT: [(&str, &str); 3] = [("right", "right-means"), ("as-printed", "as-printed-means"), ("done", "done-means")];

/// The style sheets of the preview, which has the site's, and what readers chose for it.
const SITE: &str = "<script src=\"/assets/reader.js\"></script>\n<link rel=\"stylesheet\" href=\"/assets/style.css\">\n<link rel=\"stylesheet\" href=\"/_scholion/text.css\">\n";

/// The page. `sheets`: the links to the style sheets that stand before its own.
fn document(words: &Words, title: &str, body: &str, sheets: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n{sheets}<style>\n{}</style>\n</head>\n<body class=\"report\">\n<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(words.lang()),
        escaped(title),
        include_str!("page.css")
    )
}
