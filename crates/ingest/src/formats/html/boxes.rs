//! What the pages of sites set among a text and behind it in boxes of their own, which say so by their names: offers to subscribe, portraits
//! of authors, captions of pictures.

use dom_query::NodeRef;

use super::{attribute, elements::named};
use crate::chars::letters;

/// Parts of the names of boxes that ask to subscribe, white space and marks left out.
const OFFERS: &[&str] = &["newsletter", "signup", "subscribebox", "subscriptionbox", "subscriptionwidget", "mailinglist", "registerwall"];
/// Those of captions of pictures.
#[rustfmt::skip]
const CAPTIONS: &[&str] = &[
    "imagedescription", "imagecaption", "imgcaption", "picturecaption", "photocaption", "mediacaption", "bildunterschrift", "bildtext",
    "bildbeschreibung", "piedefoto", "didascalia", "figcaption",
];
/// Words of the names of what portrays somebody, and of what it is.
const PEOPLE: &[&str] = &["author", "authors", "autor", "autoren", "auteur", "autore", "redakteur", "writer", "contributor"];
const PORTRAITS: &[&str] = &["bio", "biography", "box", "card", "description", "about", "profile", "portrait", "vita", "kasten"];

/// Whether an element is a box that asks to subscribe to something. One that is long holds a text that was sent so.
pub fn is_offer(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 500;
    names(node).iter().any(|name| OFFERS.iter().any(|offer| name.contains(offer))) && is_short(node, LONGEST)
}

/// Whether an element is a box that says who an author is.
pub fn is_portrait(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 900;
    let says = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    // Programs name a text by what it is about and who wrote it: `post tag-ferry author-kay`.
    let is_text = |name: &str| matches!(name, "post" | "hentry" | "status-publish") || name.starts_with("type-");
    let is_named = |name: &str| {
        let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
        words().any(|word| PEOPLE.contains(&word)) && words().any(|word| PORTRAITS.contains(&word))
            || ["authorbox", "authorbio", "autorenbox", "autorbox"].iter().any(|of| name.contains(of))
    };
    !says.split_whitespace().any(is_text) && says.split_whitespace().any(is_named) && is_short(node, LONGEST)
}

/// Whether an element leads to another article, with its title and a few words of it.
pub fn is_teaser(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] = &["teaser", "related", "recommend", "readmore", "morefrom", "snippetarticle", "newsteaser"];
    const LONGEST: usize = 600;
    const HEADINGS: &[&str] = &["h2", "h3", "h4", "h5", "h6"];
    let name = node.node_name();
    let is_named = name.as_deref().is_some_and(|name| name.contains("teaser"))
        || names(node).iter().any(|name| NAMES.iter().any(|teaser| name.contains(teaser)));
    if !is_named || !is_short(node, LONGEST) {
        return false;
    }
    let links = named(node, &["a"]);
    let is_title = |link: &NodeRef<'_>| {
        let address = attribute(link, "href");
        let is_other = !address.is_empty() && !address.starts_with('#');
        let outer = link.ancestors_it(Some(2)).any(|outer| outer.node_name().as_deref().is_some_and(|name| HEADINGS.contains(&name)));
        is_other && (outer || !named(link, HEADINGS).is_empty())
    };
    links.iter().any(is_title)
}

/// Whether an element lists what a text is filed under, by its name; words that are no links, too.
pub fn is_tags(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] =
        &["tags", "taglist", "tagslist", "posttags", "articletags", "etiquetas", "schlagworte", "schlagwoerter", "motscles"];
    const LONGEST: usize = 300;
    let name = node.node_name();
    let text = node.text();
    matches!(name.as_deref(), Some("ul" | "ol" | "div" | "p" | "footer" | "section"))
        && names(node).iter().any(|name| NAMES.contains(&name.as_str()))
        && is_short(node, LONGEST)
        && !text.trim_end().ends_with(['.', '!', '?'])
}

/// Whether an element is the caption of a picture: it is named so, or stands in the frame of one that holds little else.
pub fn is_caption(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 400;
    let name = node.node_name();
    let may_be = matches!(name.as_deref(), Some("p" | "div" | "span" | "small" | "em" | "i" | "cite"));
    let frame = || node.ancestors_it(Some(3)).find(|outer| outer.node_name().as_deref() == Some("figure"));
    let is_framed = || {
        frame().is_some_and(|figure| {
            !named(&figure, &["img", "picture"]).is_empty()
                && named(&figure, &["blockquote", "table", "pre", "ul", "ol", "figcaption", "h1", "h2", "h3"]).is_empty()
                && letters(&figure.text()) <= LONGEST
        })
    };
    let is_named = || {
        (node.has_attr("class") || node.has_attr("id"))
            && names(node).iter().any(|name| CAPTIONS.iter().any(|caption| name.contains(caption)))
    };
    may_be && (is_named() || is_framed()) && letters(&node.text()) <= LONGEST
}

/// The names of an element by its class and id, in small letters, without marks.
fn names(node: &NodeRef<'_>) -> Vec<String> {
    let says = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    let names = says.split_whitespace().filter(|name| !["tag-", "category-", "has-", "no-"].iter().any(|of| name.starts_with(of)));
    names.map(|name| name.chars().filter(char::is_ascii_alphanumeric).collect()).collect()
}

/// Whether an element holds few words, and no heading of the first level.
fn is_short(node: &NodeRef<'_>, most: usize) -> bool {
    let name = node.node_name();
    !matches!(name.as_deref(), Some("body" | "html" | "main" | "h1" | "h2" | "h3" | "h4" | "a"))
        && (1..=most).contains(&letters(&node.text()))
        && named(node, &["h1", "blockquote"]).is_empty()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn boxes_of_sites_are_known_by_their_names() {
        let is = |page: &str, kind: fn(&NodeRef<'_>) -> bool| {
            let page = Document::fragment(page);
            page.select("[class], span").nodes().iter().any(kind)
        };
        assert!(is("<div class=news-letter-section><p>Subscribe to our letter.</p></div>", is_offer));
        assert!(!is(&format!("<div class=newsletter-post>{}</div>", "The ice held. ".repeat(60)), is_offer));
        assert!(is("<div class='about-author'>Vera Lind writes on ferries.</div>", is_portrait));
        assert!(!is("<div class='post author-box'>The ferry lay in the ice.</div>", is_portrait));
        assert!(is("<ul class=tags><li>ferry</li><li>ice</li></ul>", is_tags));
        assert!(!is("<p class=tags>The river froze.</p>", is_tags));
        assert!(is("<div class=newsteaser><h3><a href=/b>The quay</a></h3><p>It will be mended.</p></div>", is_teaser));
        assert!(!is("<div class=teaser>The river froze in 1906.</div>", is_teaser));
        assert!(is("<figure><img src=a.jpg><span>Vera Lind/Ford</span></figure>", is_caption));
        assert!(!is("<figure><img src=a.jpg><table><tr><td><span>1</span></td></tr></table></figure>", is_caption));
    }
}
