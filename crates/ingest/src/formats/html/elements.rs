//! What the elements of a page are, by their names, and by those that pages give them.

use dom_query::{Document, NodeRef};

use super::{attribute, gallica, menus};
use crate::chars::letters;
use scholion_base::text::fold;

/// Elements whose words are no text.
pub const SILENT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "iframe",
    "object",
    "audio",
    "video",
    "canvas",
    "annotation",
    "annotation-xml",
    // What stands for a reading where none can stand above a word; it is written anew.
    "rp",
];
/// Elements that are furniture by their name.
pub const FURNITURE: &[&str] = &["nav", "form", "button", "input", "select", "textarea", "footer", "aside", "menu", "dialog"];
/// Elements that stand on lines of their own. All others stand in a line, also those that nobody knows, such as the `o:p` of word
/// processors: what is not defined is shown like a `span` (HTML Standard, 15.3).
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "iframe", "legend", "li", "main", "menu", "nav", "noscript", "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select",
    "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "canvas", "button", "svg",
    "xmp", "listing", "plaintext",
];

/// Whether an element of this name stands on lines of its own.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Names under which pages put around a text what is not of it; whole words of a class or an id, or the beginnings of one.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "breadcrumb",
    "comment",
    "comments",
    "disqus",
    "newsletter",
    "noprint",
    "outbrain",
    "popular",
    "print",
    "promo",
    "recirc",
    "related",
    "share",
    "sharing",
    "sharedaddy",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "toc",
    "editsection",
    "jump",
    "likes",
];

/// Those of them that books and editions do not have.
#[rustfmt::skip]
const OF_SITES: &[&str] = &[
    "breadcrumb", "comments", "disqus", "newsletter", "outbrain", "promo", "related", "relatedposts", "share", "sharing", "sharedaddy", "signup",
    "social", "sponsored", "subscribe", "taboola",
];

/// Whether an element is named as something that only sites have around a text.
pub fn is_of_site(node: &NodeRef<'_>) -> bool {
    let says = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    says.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| OF_SITES.contains(&word))
}

/// Whether an element is named as something beside the text.
pub fn is_named_beside(node: &NodeRef<'_>) -> bool {
    // Longer names are known by their beginning, such as `relatedposts`.
    const LONG: usize = 5;
    // What a heading says is no name: `<h2 id="related-work">Related work</h2>`.
    let id = attribute(node, "id");
    let id = if is_heading(node.node_name().as_deref()) && is_from_heading(node, &id) { "" } else { id.as_str() };
    let says = format!("{} {id}", attribute(node, "class")).to_ascii_lowercase();
    // A text about comments is `tag-comments`.
    let names = says.split_whitespace().filter(|name| !name.starts_with("tag-") && !name.starts_with("category-"));
    names
        .flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| BESIDE.iter().any(|name| word == *name || (name.len() > LONG && word.starts_with(name))))
}

/// What the pages of sites call lists of links that stand among or behind a text.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "tags", "tag", "taglist", "keywords", "topics", "teaser", "teasers", "related", "recommended", "recommendations", "more", "share", "social", "breadcrumb",
    "breadcrumbs", "pagination", "author", "authors", "readmore", "newsletter", "promo",
];
/// What they call the captions of pictures and where those are from.
const CAPTIONS: &[&str] = &["figcaption", "caption", "credit", "credits", "imagecredit", "photocredit"];

/// Whether an element is the caption of a picture that is not taken over, or says where that is from. It stands in the frame of the picture,
/// which holds little else: below a text with pictures `credits` are its own.
pub fn is_caption(node: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 600;
    // What holds more is no frame of a picture.
    const MUCH: usize = 1000;
    const BESIDE: usize = 300;
    let name = node.node_name();
    let shows = |outer: &NodeRef<'_>| !named(outer, &["img", "picture", "video", "iframe", "svg"]).is_empty();
    let holds_text = |outer: &NodeRef<'_>| !named(outer, &["blockquote", "table", "pre"]).is_empty();
    // All words of a figure with a picture are said of it; one with a quotation or a table holds text.
    if name.as_deref() == Some("figure") {
        return shows(node) && !holds_text(node) && (1..LONGEST).contains(&letters(&node.text()));
    }
    let says = format!("{} {} {}", name.as_deref().unwrap_or(""), attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
    if !has_word(&says, CAPTIONS) || matches!(name.as_deref(), Some("caption" | "img" | "picture")) {
        return false;
    }
    let own = letters(&node.text());
    if own >= LONGEST {
        return false;
    }
    if let Some(figure) = node.ancestors_it(Some(4)).find(|outer| outer.node_name().as_deref() == Some("figure")) {
        return shows(&figure) && !holds_text(&figure);
    }
    let is_of_picture = |outer: NodeRef<'_>| {
        let is_frame = outer.descendants_it().take(MUCH + 1).count() <= MUCH && letters(&outer.text()) <= own + BESIDE;
        let is_page = matches!(outer.node_name().as_deref(), Some("body" | "main" | "article"));
        !is_page && is_frame && shows(&outer) && !holds_text(&outer)
    };
    node.ancestors_it(Some(2)).any(is_of_picture)
}

/// Whether an element among the text of a page of a site is none of it: a caption of a picture that is not taken over, or links that are
/// named so.
pub fn is_of_page(node: &NodeRef<'_>) -> bool {
    let name = node.node_name();
    let (class, id) = (attribute(node, "class").to_ascii_lowercase(), attribute(node, "id").to_ascii_lowercase());
    if name.as_deref() == Some("figure") || has_word(&format!("{} {class} {id}", name.as_deref().unwrap_or("")), CAPTIONS) {
        return is_caption(node);
    }
    // Programs name a text by what it is about and who wrote it: `post tag-ferry author-kay`.
    let is_post = class.split_whitespace().any(|name| matches!(name, "post" | "hentry" | "status-publish") || name.starts_with("type-"));
    let is_about = |name: &str| is_post && ["tag-", "category-", "author-"].iter().any(|of| name.starts_with(of));
    let is_named = class.split_whitespace().any(|name| !is_about(name) && has_word(name, LINKS))
        || has_word(&id, LINKS) && !((is_heading(name.as_deref()) || is_section(name.as_deref(), &class)) && is_from_heading(node, &id));
    is_named && name.as_deref() != Some("a") && is_links(node)
}

/// Whether one of the words of some names of an element is one of these.
fn has_word(says: &str, names: &[&str]) -> bool {
    says.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| names.contains(&word))
}

fn is_section(name: Option<&str>, class: &str) -> bool {
    let is_level = |name: &str| name == "section" || name.strip_prefix("level").is_some_and(|level| level.parse::<u8>().is_ok());
    name == Some("section") || class.split_whitespace().any(is_level)
}

fn is_heading(name: Option<&str>) -> bool {
    matches!(name, Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}

/// Whether a program has made this id of an element out of its heading, or of a heading out of its words.
fn is_from_heading(node: &NodeRef<'_>, id: &str) -> bool {
    if is_heading(node.node_name().as_deref()) {
        return fold(&node.text()) == fold(id);
    }
    let first = node.children_it(false).find(NodeRef::is_element).filter(|first| is_heading(first.node_name().as_deref()));
    first.is_some_and(|heading| fold(&heading.text()) == fold(id))
}

/// Whether an element is named as the place of what readers wrote. Laws and editions have parts of that name as well: where its id may
/// come from a heading, something in it has to be a comment or a form for one.
pub fn is_named_comments(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] = &[
        "comments",
        "comment-list",
        "commentlist",
        "comments-area",
        "respond",
        "disqus_thread",
        "commentform",
        "comment-respond",
        "kommentare",
    ];
    let (class, id) = (attribute(node, "class").to_ascii_lowercase(), attribute(node, "id").to_ascii_lowercase());
    let is_named = |says: &str| says.split_whitespace().any(|name| NAMES.contains(&name));
    let name = node.node_name();
    if is_heading(name.as_deref()) || !(is_named(&class) || is_named(&id)) {
        return false;
    }
    let is_text = |outer: NodeRef<'_>| matches!(outer.node_name().as_deref(), Some("main" | "article"));
    let is_part = || is_from_heading(node, &id) || is_section(name.as_deref(), &class) && node.ancestors_it(None).any(is_text);
    is_named(&class) || !is_part() || node.descendants_it().any(|inner| is_of_comment(&inner))
}

/// Whether an element is one of those of which comments and the forms for them are made.
fn is_of_comment(node: &NodeRef<'_>) -> bool {
    match node.node_name().as_deref() {
        Some("form" | "textarea" | "iframe") => true,
        Some("ol" | "ul" | "li" | "article" | "div" | "p" | "a") => {
            attribute(node, "class").to_ascii_lowercase().split_whitespace().any(|name| name.starts_with("comment"))
        }
        _ => false,
    }
}

/// Whether most words of an element are links, and none is a paragraph.
fn is_links(node: &NodeRef<'_>) -> bool {
    const PARAGRAPH: usize = 160;
    let linked: usize = named(node, &["a"]).iter().map(|link| letters(&link.text())).sum();
    linked > 0 && linked * 2 >= letters(&node.text()) && named(node, &["p"]).iter().all(|inner| letters(&inner.text()) < PARAGRAPH)
}

/// Whether an element is named as something beside the text, and readability agrees.
pub fn is_beside(node: &NodeRef<'_>, agreed: &str) -> bool {
    // As much as tells one passage from others.
    const ENOUGH: usize = 90;
    // As much is looked at.
    const MUCH: usize = 20_000;
    if !is_named_beside(node) {
        return false;
    }
    let text = node.text();
    let words: Vec<char> = text.chars().filter(|c| !c.is_control()).take(MUCH).collect();
    // Neither its beginning nor anything in it. The first and the last word of a sample may be cut.
    let sample = |at: usize| {
        let sample: String = words.iter().skip(at).take(ENOUGH).collect();
        fold(sample.split_once(' ').filter(|_| at > 0).map_or(sample.as_str(), |(_, rest)| rest))
    };
    let parts = [0, words.len() / 3, words.len() * 2 / 3].map(sample);
    let is_there =
        |part: &String| agreed.contains(part.rsplit_once(' ').filter(|(rest, _)| rest.len() > 20).map_or(part.as_str(), |(rest, _)| rest));
    parts.iter().any(|part| !part.is_empty()) && !parts.iter().filter(|part| !part.is_empty()).any(is_there)
}

/// Whether a page says that an element is not shown.
pub fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style: String = attribute(node, "style").to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden") || node.has_attr("hidden")
}

/// Whether no reader sees the words of an element of this name, in small letters, that has the attributes of a tag of raw HTML.
pub fn hides(name: &str, attributes: &str) -> bool {
    /// Those of [`SILENT`] that show nothing in the place of their words.
    const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "head", "title", "annotation", "annotation-xml"];
    let may_hide = || ["hidden", "display", "visibility"].iter().any(|word| attributes.to_ascii_lowercase().contains(word));
    UNSEEN.contains(&name)
        || may_hide() && named(&Document::fragment(format!("<span {attributes}")).root(), &["span"]).iter().any(is_hidden)
}

/// Whether an element holds what readers of a Word file wrote beside its text, or the mark that leads there, in a page that Word saved.
pub fn is_comment(node: &NodeRef<'_>) -> bool {
    let style = attribute(node, "style");
    let is_list =
        |rule: &str| rule.split_once(':').is_some_and(|(name, value)| name.trim() == "mso-element" && value.trim().starts_with("comment"));
    style.split(';').any(is_list) || matches!(attribute(node, "class").as_str(), "MsoCommentReference" | "msocomanchor")
}

/// The rule by which an element is none of the text that a program makes and names so: links to edit and to leap (MediaWiki), what the
/// distributor of a book puts around it (Project Gutenberg), where one may subscribe (Substack), heads and feet of pages (LibreOffice).
pub fn part_of_program(node: &NodeRef<'_>) -> Option<&'static str> {
    const CLASSES: &[(&str, &str)] = &[
        ("mw-editsection", "navigation"),
        ("mw-jump-link", "navigation"),
        ("mw-indicators", "navigation"),
        ("printfooter", "navigation"),
        ("navbox", "navigation"),
        ("catlinks", "navigation"),
        ("pg-boilerplate", "distributor-frame"),
        ("subscription-widget-wrap", "newsletter"),
        ("subscription-widget", "newsletter"),
        (menus::CLASS, "navigation"),
        (gallica::CLASS, "distributor-frame"),
        ("quarto-title-meta", "posted"),
        ("bibliographical_information", "distributor-frame"),
        ("notation_notes", "distributor-frame"),
        ("ws-noexport", "navigation"),
        ("wst-header", "navigation"),
        ("licenseContainer", "distributor-frame"),
        ("licensetpl", "distributor-frame"),
    ];
    const OF_WIKI: &[&str] = &["siteSub", "contentSub", "jump-to-nav", "catlinks", "mw-navigation", "headerContainer", "headertemplate"];
    let (class, id) = (attribute(node, "class"), attribute(node, "id"));
    let is_in_wiki = || {
        node.ancestors_it(None).any(|outer| outer.node_name().as_deref() == Some("body") && outer.has_class("mediawiki"))
            || node.ancestors_it(Some(6)).any(|outer| outer.has_class("mw-parser-output"))
    };
    let is_printed = || {
        node.node_name().as_deref() == Some("div")
            && matches!(attribute(node, "title").as_str(), "header" | "footer")
            && node.parent().is_some_and(|parent| parent.node_name().as_deref() == Some("body"))
    };
    let named = class.split_whitespace().find_map(|name| CLASSES.iter().find(|(class, _)| *class == name));
    match named {
        Some((_, rule)) => Some(*rule),
        None if is_printed() => Some("running-head"),
        None if OF_WIKI.contains(&id.as_str()) && is_in_wiki() => Some("navigation"),
        None if id == "toc" && node.has_class("toc") && is_in_wiki() => Some("navigation"),
        None => None,
    }
}

/// Whether an element is named as one for a printer, a narrow or a wide window, of which pages have one beside another with the same words.
pub fn is_for_a_medium(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] = &["mobile", "desktop", "print", "phone", "tablet", "visible", "hidden", "sr", "visually"];
    let class = attribute(node, "class").to_ascii_lowercase();
    class
        .split_whitespace()
        .any(|name| name.contains('-') && name.split('-').any(|word| NAMES.contains(&word)) || name == "mobile" || name == "desktop")
}

/// Whether an element holds nothing but the numbers of lines of code, which no one wrote.
pub fn is_line_number(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] =
        &["lineno", "linenos", "linenumber", "line-number", "line-numbers", "gutter", "rouge-gutter", "hljs-ln-numbers", "ln"];
    let class = attribute(node, "class").to_ascii_lowercase();
    class.split_whitespace().any(|name| NAMES.contains(&name))
        && node.text().chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':' | '|'))
}

/// Whether an element is verse by its name, and holds none that is; the lines of a stanza may be called verses.
pub fn is_stanza(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] = &["verse", "verses", "poem", "poetry", "stanza", "strophe", "linegroup", "lg"];
    let is_named = |node: &NodeRef<'_>| {
        attribute(node, "class").to_ascii_lowercase().split_whitespace().any(|name| NAMES.contains(&name))
            || attribute(node, "epub:type").contains("verse")
    };
    let is_line = |node: &NodeRef<'_>| {
        attribute(node, "class").to_ascii_lowercase().split_whitespace().any(|name| name == "verse")
            && node.descendants_it().all(|inner| inner.node_name().is_none_or(|name| name.as_ref() != "br" && !is_block(&name)))
    };
    let has_own = || node.descendants_it().any(|inner| is_named(&inner) && !is_line(&inner));
    is_named(node) && !has_own() && !(is_line(node) && node.parent().is_some_and(|outer| is_named(&outer)))
}

/// The elements of these names below a node.
pub fn named<'a>(node: &NodeRef<'a>, names: &[&str]) -> Vec<NodeRef<'a>> {
    node.descendants_it().filter(|node| node.node_name().is_some_and(|name| names.contains(&name.as_ref()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks of the first element with a class or an id.
    fn asked(page: &str, is: fn(&NodeRef<'_>) -> bool) -> bool {
        Document::from(page).select("[class], [id]").nodes().first().is_some_and(is)
    }

    #[test]
    fn lists_of_links_are_told_from_texts() {
        for (page, expected) in [
            ("<ul class='post-tags'><li><a href=/a>Ferries</a></ul>", true),
            ("<div class='tag-links'><a href=/a>Ferries</a></div>", true),
            ("<div class='post tag-ferry'><ul><li><a href=/a>The ferry</a></ul></div>", false),
            ("<section id=more class=level2><h2>More</h2><p><a href=/a>The ferry</a></section>", false),
            ("<div id=more><a href=/a>The ferry</a></div>", true),
            ("<h2 id=related-work><a href=#related-work>Related work</a></h2>", false),
        ] {
            assert_eq!(asked(page, is_of_page), expected, "{page}");
        }
    }

    #[test]
    fn stanzas_may_hold_lines_that_are_called_verses() {
        let verse = "<div class=verse>The wheel is old,</div><div class=verse>the miller cold.</div>";
        assert!(asked(&format!("<div class=stanza>{verse}</div>"), is_stanza));
        assert!(!asked(&format!("<div class=poetry><div class=stanza>{verse}</div><div class=stanza>{verse}</div></div>"), is_stanza));
        assert!(asked("<p class=verse>The wheel is old,<br>the miller cold.</p>", is_stanza));
    }

    #[test]
    fn captions_stand_in_the_frame_of_a_picture() {
        let text = format!("<p>{}</p>", "The ferry did not cross on that day. ".repeat(12));
        for (page, expected) in [
            ("<figure><img><figcaption class=a>The ferry</figcaption></figure>".to_owned(), true),
            ("<div><img><p class=wp-caption-text>The ferry</p></div>".to_owned(), true),
            (format!("<div><img>{text}<p class=credits>Translated by Karl Holm</p></div>"), false),
        ] {
            assert_eq!(asked(&page, is_caption), expected, "{page}");
        }
    }

    #[test]
    fn comments_are_told_from_parts_of_a_text() {
        for (page, expected) in [
            ("<h2 id=comments>Comments</h2>", false),
            ("<main><section id=respond><h2>Antwort</h2><p>Words.</section></main>", false),
            ("<main><section id=comments><h2>Comments</h2><ol class=comment-list></ol></section></main>", true),
            ("<div id=comments><p>Words.</div>", true),
        ] {
            assert_eq!(asked(page, is_named_comments), expected, "{page}");
        }
    }
}
