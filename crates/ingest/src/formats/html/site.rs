//! What a site is called, and what a page calls its text without that.

use dom_query::Document;

use super::{attribute, data::Data};
use crate::{front::press, recognise::moments};
use scholion_base::text::fold;

/// What stands between a title and the name of its site.
const MARKS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " &bull; ", " : ", " :: ", " » ", " « ", " › ", " ‹ ", " / ", " > ", " < ", " -- ", "| ",
    " |", "|", "｜", ": ", "_",
];
/// The shortest name, in letters, of which a part is known.
const SHORT: usize = 4;

/// The longest title of which parts are looked for among the headings, in bytes.
const LONGEST: usize = 1000;
/// The shortest name of a host of which longer words are known, in letters.
const HOST: usize = 8;

/// The names of a site, letters and digits only.
#[derive(Debug, Default)]
pub struct Site {
    /// Those that the page says.
    said: Vec<String>,
    /// Those by which its address calls it.
    hosts: Vec<String>,
}

impl Site {
    /// The names that a page gives its site: in its head, in JSON-LD, by its headings (`named`) and by where it stands.
    pub fn read(page: &Document, data: &Data, named: &[String]) -> Self {
        let said = page.select(
            "meta[property='og:site_name'], meta[name='og:site_name'], meta[name='application-name'], meta[name='apple-mobile-web-app-title']",
        );
        let said: Vec<String> = said.nodes().iter().map(|node| attribute(node, "content")).chain(data.sites()).collect();
        // "Ford Weekly – News and weather" is called "Ford Weekly".
        let first = |name: &String| {
            MARKS.iter().filter(|mark| **mark != ": ").filter_map(|mark| Some(name.split_once(mark)?.0.to_owned())).min_by_key(String::len)
        };
        let firsts: Vec<String> = said.iter().filter_map(first).collect();
        let addresses = page.select("link[rel=canonical], meta[property='og:url'], base[href]");
        let hosts = addresses.nodes().iter().flat_map(|node| hosts(&[attribute(node, "href"), attribute(node, "content")].concat()));
        let names = said.iter().chain(&firsts).chain(named).map(|name| letters(name));
        let is_long = |name: &String| name.chars().count() > 2;
        Self { said: names.filter(is_long).collect(), hosts: hosts.filter(is_long).collect() }
    }

    /// Whether words are a name of the site, or most of one.
    pub fn is_named(&self, words: &str) -> bool {
        self.names(words) || words.split_once(',').is_some_and(|(first, _)| self.is(&letters(first)))
    }

    fn names(&self, words: &str) -> bool {
        let words = letters(words);
        let count = words.chars().count();
        let is_like = |name: &String| {
            let other = name.chars().count();
            count.min(other) >= SHORT
                && count.min(other) * 2 >= count.max(other)
                && (name.contains(&words) || words.contains(name.as_str()))
        };
        // Of an address only the whole says something: a part of it is a word like any other.
        let holds = |host: &String| {
            let other = host.chars().count();
            other >= HOST && other * 3 >= count * 2 && words.contains(host.as_str())
        };
        self.is(&words) || self.said.iter().any(is_like) || self.hosts.iter().any(holds)
    }

    fn is(&self, letters: &str) -> bool {
        self.said.iter().chain(&self.hosts).any(|name| name == letters)
    }

    /// A title without the name of the site before or behind it. A heading that is the rest of it is a witness.
    pub fn without<'t>(&self, title: &'t str, headings: &[String]) -> &'t str {
        let mut title = title.trim();
        if let Some(part) = witnessed(title, headings) {
            return part;
        }
        for _ in 0..3 {
            let Some(rest) = self.cut(title) else { break };
            title = rest;
        }
        title
    }

    fn cut<'t>(&self, title: &'t str) -> Option<&'t str> {
        MARKS.iter().find_map(|mark| {
            // "The ferry | Ford Weekly | 23.05.2011".
            let is_day = |name: &str| press::is_moment(name) && moments::full_date(name).is_some();
            let is_around = |name: &str| self.is_named(name) || is_day(name);
            let behind = title.rsplit_once(mark).filter(|(_, name)| is_around(name) && *mark != ": ").map(|(text, _)| text.trim());
            let before = || title.split_once(mark).filter(|(name, _)| self.is(&letters(name))).map(|(_, text)| text.trim());
            behind.or_else(before).filter(|text| text.chars().any(char::is_alphanumeric))
        })
    }
}

/// The longest part of a title that is a heading of the page: its first, or its last of several words.
fn witnessed<'t>(title: &'t str, headings: &[String]) -> Option<&'t str> {
    if title.len() > LONGEST {
        return None;
    }
    let headings: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
    let is_heading = |part: &str, least: usize| {
        let folded = fold(part);
        folded.split(' ').count() >= least && headings.contains(&folded)
    };
    let parts = MARKS.iter().filter(|mark| **mark != ": ").flat_map(|mark| {
        let first = title.match_indices(mark).filter_map(|(at, _)| title.get(..at)).filter(|part| is_heading(part, 2));
        let last = title.match_indices(mark).filter_map(|(at, _)| title.get(at + mark.len()..)).filter(|part| is_heading(part, 3));
        first.chain(last)
    });
    parts.map(str::trim).max_by_key(|part| part.len())
}

/// Parts of a host below which names are registered, besides the last.
const PUBLIC: &[&str] = &["ac", "co", "com", "edu", "gob", "gouv", "gov", "ne", "net", "or", "org"];
/// Hosts that give each site a name before their own.
#[rustfmt::skip]
const GIVES_NAMES: &[&str] = &[
    "blogspot", "github", "gitlab", "hypotheses", "livejournal", "substack", "tumblr", "typepad", "weebly", "wixsite", "wordpress",
];

/// What a host is called: `https://www.ford-weekly.example/2020/` is of `fordweekly`. What stands before the name that is registered is a
/// part of the site: `history`, `blog`.
fn hosts(address: &str) -> Vec<String> {
    let address = address.rsplit_once("http").map_or(address, |(_, own)| own);
    let Some((_, rest)) = address.split_once("://") else { return Vec::new() };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let own = labels.split_last().map_or(&[][..], |(_, own)| own);
    let mut own = own.iter().rev().filter(|label| **label != "www").skip_while(|label| PUBLIC.contains(label));
    let registered = own.next();
    let given = own.next().filter(|_| registered.is_some_and(|label| GIVES_NAMES.contains(label)));
    let mut names: Vec<String> = given.or(registered).map(|label| letters(label)).filter(|label| label.len() > 2).into_iter().collect();
    names.push(letters(host.trim_start_matches("www.")));
    names
}

/// Letters and digits alone, folded.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_their_site() {
        let site = Site { said: ["fordweekly", "weekly"].map(str::to_owned).to_vec(), hosts: hosts("https://history.ford.example/a") };
        let heading = ["The ice of March".to_owned()];
        for (title, expected) in [
            ("The ferry | Ford Weekly", "The ferry"),
            ("The ferry – News – FordWeekly.example", "The ferry – News"),
            ("Ford Weekly: The ferry", "The ferry"),
            ("The ford: a history", "The ford: a history"),
            ("Weekly markets - a guide", "Weekly markets - a guide"),
            ("The ice of March - Nature - Elsewhere", "The ice of March"),
            ("Elsewhere | Nature | The ice of March", "The ice of March"),
            ("Ford Weekly", "Ford Weekly"),
            ("The ferry - A history", "The ferry - A history"),
            ("The ferry - Ford", "The ferry"),
            ("The ferry | Ford Weekly | 23.05.2011", "The ferry"),
        ] {
            assert_eq!(site.without(title, &heading), expected, "{title}");
        }
        assert_eq!(hosts("https://www.ford-weekly.example/a"), ["fordweekly", "fordweeklyexample"]);
        assert_eq!(hosts("https://news.ford.co.uk/a"), ["ford", "newsfordcouk"]);
        assert_eq!(hosts("https://ferry.wordpress.com/a"), ["ferry", "ferrywordpresscom"]);
    }
}
