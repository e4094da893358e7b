//! What a page is called: its headings, and what it says of itself, without what the site is called.

use dom_query::{Document, NodeRef};

use super::{attribute, elements, meta::Tags, site::Site};
use crate::hyphen::squeezed;
use scholion_base::text::{fold, squeeze};

/// The title: the heading as printed that agrees with what the page says is its title, else that.
pub fn title(named: &str, page_title: &str, tags: &Tags, site: &Site, is_part: bool) -> String {
    let (own, page_own) = (site.without(named, &tags.witnesses), site.without(page_title, &tags.witnesses));
    let names = [fold(named), fold(page_title)];
    let owns = [fold(own), fold(page_own)];
    let agrees = |heading: &str| {
        let heading = fold(heading);
        // A word may be in a title by chance.
        let is_much = |name: &String| {
            let count = heading.split(' ').count();
            name.contains(&heading) && (heading.len() * 3 >= name.len() || count > 2 || count > 1 && name.starts_with(&heading))
        };
        names.iter().any(is_much) || owns.iter().any(|name| !name.is_empty() && (is_much(name) || heading.contains(name.as_str())))
    };
    // The longest says most: a shorter one may be the name of the site.
    let is_site = |heading: &str| site.is_named(heading) && owns.iter().any(|own| !own.is_empty() && *own != fold(heading));
    let headings = tags.headings.iter().filter(|heading| !is_site(&heading.text));
    let best = headings.filter(|heading| agrees(&heading.text)).rev().max_by_key(|heading| heading.text.chars().count());
    if let Some(best) = best {
        // A part of it may stand above the title, such as what the article is about.
        let is_own = |part: &&String| {
            let folded = fold(part);
            // The page calls itself so, and does not know what stands before.
            let is_alone = || part.contains(' ') && best.text.ends_with(part.as_str()) && fold(page_title).starts_with(&folded);
            owns.contains(&folded) && (is_apart(part, &best.text) || is_alone())
        };
        let part = best.parts.iter().find(|part| part.contains(char::is_alphanumeric) && is_own(part));
        return part.unwrap_or(&best.text).clone();
    }
    // What is printed counts where the page says much of it in other words: titles for machines are shortened.
    let mut printed = tags.headings.iter().filter(|heading| !is_site(&heading.text));
    if let Some(near) = printed.find(|heading| owns.iter().any(|own| is_near(&fold(&heading.text), own))) {
        return near.text.clone();
    }
    // "blog | Ford Weekly": a part of the site, not a text.
    let said = if own.is_empty() { page_own } else { own };
    let is_menu = scholion_lang::MENU.contains(&said.to_lowercase()) || scholion_lang::HOME.contains(&said.to_lowercase());
    let is_of_site = said.is_empty() || is_menu || tags.site.iter().any(|site| fold(site) == fold(said));
    if let Some(post) = tags.post.as_ref().filter(|_| is_of_site) {
        return post.clone();
    }
    if !own.is_empty() {
        return own.to_owned();
    }
    // A lone heading is the title even where the page's own name is longer, but not where it has nothing to do with it.
    let lone = tags.headings.first().filter(|heading| {
        let (name, heading) = (fold(page_title), fold(&heading.text));
        let common = heading.split(' ').filter(|word| name.split(' ').any(|other| other == *word)).count();
        let count = heading.split(' ').count();
        tags.headings.len() == 1 && !is_part && (tags.is_in_text && count > 1 || name.is_empty() || common * 2 >= count)
    });
    lone.map_or_else(|| page_own.to_owned(), |lone| lone.text.clone())
}

/// Whether a heading and a title, both folded, have half of the words of either in common, and some words each.
fn is_near(heading: &str, title: &str) -> bool {
    const LEAST: usize = 4;
    const MOST: usize = 80;
    let (one, other): (Vec<&str>, Vec<&str>) = (heading.split(' ').take(MOST).collect(), title.split(' ').take(MOST).collect());
    let common = one.iter().filter(|word| other.contains(word)).count();
    one.len() >= LEAST && other.len() >= LEAST && common * 2 >= one.len() && common * 2 >= other.len()
}

/// What the head of a page calls it; a drawing may have a title as well.
pub fn own_title(page: &Document) -> String {
    let titles = page.select("title");
    let is_own = |node: &&NodeRef<'_>| !node.ancestors_it(Some(8)).any(|outer| outer.node_name().as_deref() == Some("svg"));
    titles.nodes().iter().find(is_own).map_or(String::new(), |node| node.text().to_string())
}

/// Whether a part of a heading is divided from the rest by nothing that is printed: else it is a part of the title.
fn is_apart(part: &str, heading: &str) -> bool {
    let rest = heading.split_once(part);
    rest.is_some_and(|(before, behind)| {
        !before.trim_end().ends_with([':', '–', '—', '-']) && !behind.trim_start().starts_with([':', '–', '—', '-'])
    })
}

/// Whether the first words of a page are a heading.
pub fn begins_with_heading(page: &Document) -> bool {
    let first = page.body().and_then(|body| body.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty()));
    first.is_some_and(|first| first.ancestors_it(Some(4)).any(|node| node.node_name().as_deref() == Some("h1")))
}

/// A heading of the first level, and the words of its elements and texts.
pub struct Heading {
    pub text: String,
    parts: Vec<String>,
}

/// What the classes of words are called that stand above a title in one heading with it.
const ABOVE: &[&str] = &[
    "overline",
    "kicker",
    "topline",
    "dachzeile",
    "eyebrow",
    "roofline",
    "spitzmarke",
    "pretitle",
    "pre-title",
    "pre-headline",
    "surtitle",
    "supertitle",
    "antetitulo",
    "occhiello",
    "surtitre",
    "chapeau",
];

/// Whether an element in a heading stands above the title, by its name.
fn is_above_title(node: &NodeRef<'_>) -> bool {
    let class = attribute(node, "class").to_ascii_lowercase();
    ABOVE.iter().any(|name| class.contains(name))
}

impl Heading {
    pub fn read(node: &NodeRef<'_>) -> Self {
        let all = squeezed(printed(node, true).trim_end_matches(['¶', '#', ' ']));
        let own = squeezed(printed(node, false).trim_end_matches(['¶', '#', ' ']));
        let text = if own.contains(' ') { own } else { all };
        let parts = node.descendants_it().map(|part| squeeze(&part.text())).filter(|part| !part.is_empty() && *part != text);
        Self { parts: parts.take(20).collect(), text }
    }
}

/// The heading that a page marks as that of its one post, below the first level.
pub fn post_heading(page: &Document) -> Option<Heading> {
    let found = page.select("h2.entry-title, h3.entry-title, h2.post-title, h3.post-title");
    let [post] = found.nodes() else { return None };
    Some(Heading::read(post)).filter(|post| !post.text.is_empty())
}

/// Whether the name of a page, folded, has the heading of a post and those of the first level above it, which are others.
pub fn is_under(post: &Heading, above: &[(Heading, bool)], name: &str) -> bool {
    let own = fold(&post.text);
    let is_above = |heading: &Heading| fold(&heading.text) != own && name.contains(&fold(&heading.text));
    !above.is_empty() && name.contains(&own) && above.iter().all(|(heading, _)| is_above(heading))
}

/// The words of a heading, readings in brackets, with or without those above the title.
fn printed(node: &NodeRef<'_>, with_above: bool) -> String {
    let mut words = String::new();
    for child in node.children_it(false) {
        match child.node_name().as_deref() {
            None if child.is_text() => words.push_str(&child.text()),
            None | Some("rp" | "script" | "style") => {}
            Some("br" | "hr") => words.push(' '),
            Some(_) if !with_above && is_above_title(&child) => {}
            Some("rt") if !child.text().trim().is_empty() => {
                let is_wide = child.text().chars().any(scholion_base::script::is_wide);
                words.push_str(&if is_wide { format!("（{}）", child.text()) } else { format!("({})", child.text()) });
            }
            Some("div" | "p" | "h2" | "h3" | "small") => {
                words.push(' ');
                words.push_str(&printed(&child, with_above));
                words.push(' ');
            }
            Some(_) => words.push_str(&printed(&child, with_above)),
        }
    }
    words
}

/// Whether a heading is the name of the site: it leads to its front, or stands with what leads around it.
pub fn is_of_site(heading: &NodeRef<'_>) -> bool {
    let is_head = |node: NodeRef<'_>| {
        matches!(node.node_name().as_deref(), Some("header" | "footer" | "nav")) && !elements::named(&node, &["nav"]).is_empty()
            || node.node_name().as_deref() == Some("nav")
    };
    let says = format!("{} {}", attribute(heading, "class"), attribute(heading, "id")).to_ascii_lowercase();
    let is_called = says.split_whitespace().any(|token| matches!(token, "site-title" | "site-name" | "branding" | "logo" | "blog-title"));
    is_called || says.contains("breadcrumb") || leads_to_front(heading) || heading.ancestors_it(None).any(is_head)
}

/// Whether all words of a heading lead to the front of a site.
pub fn leads_to_front(heading: &NodeRef<'_>) -> bool {
    let links = elements::named(heading, &["a"]);
    let [link] = links.as_slice() else { return false };
    let address = attribute(link, "href");
    // Behind the address of an archive of the web stands that of the page.
    let path = address.rsplit_once("://").map_or(address.as_str(), |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    let path = path.split(['?', '#']).next().unwrap_or("");
    matches!(path, "/" | "./" | "." | "index.html" | "/index.html" | "/index.php")
        && link.text().trim().len() == heading.text().trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str) -> String {
        let mut manuscript = crate::formats::Manuscript::default();
        super::super::meta::read(&Document::from(page), false, &mut manuscript);
        manuscript.front.title
    }

    #[test]
    fn titles_are_what_is_printed() {
        for (page, expected) in [
            (
                "<title>The ice and its end | Ford</title><h1>The ice of March and its end in Ford</h1>",
                "The ice of March and its end in Ford",
            ),
            ("<title>The ice - \"No way home\"</title><h1><span class=overline>The ice</span>\"No way home\"</h1>", "\"No way home\""),
            ("<title>blog | Ford</title><h1 id=site-title>Ford</h1><h2 class=entry-title>The ice of March</h2>", "The ice of March"),
            ("<title>Ice » Ford</title><h1 id=branding>Ford The town</h1><h2>Ice</h2>", "Ice » Ford"),
        ] {
            assert_eq!(check(page), expected, "{page}");
        }
    }
}
