//! Who wrote a page and when, as its body marks it where its head does not say: microdata, `rel=author`, classes of bylines.

use dom_query::{Document, NodeId, NodeRef};

use super::{attribute, headline, site::Site};
use crate::{
    draft::Draft,
    formats::given,
    front::{people, press},
    lexicon,
    recognise::moments,
};
use scholion_base::text::{fold, squeeze};
use scholion_reference::{dates, names};

/// As many different names may be marked so; more are those of a list of articles.
const MOST: usize = 6;
/// The longest byline, in bytes.
const LONGEST: usize = 160;
/// The longest name of somebody, in bytes.
const NAME: usize = 60;
/// So many bytes more than a name a link has that is no link of the name.
const CARD: usize = 60;

/// What a mark says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// All of it is a name, be it one word.
    Name,
    /// It names somebody, and may say more.
    Named,
    /// It names somebody if "By" stands before.
    Line,
    /// It names somebody, be it with one word, if "By" stands before it.
    Led,
}

/// Where names stand, surest first.
const MARKS: &[(&str, Mark)] = &[
    ("[itemprop=author] [itemprop=name]", Mark::Name),
    ("[itemprop=author]", Mark::Name),
    ("[rel~=author]", Mark::Name),
    (".author .fn, .author.fn, .post-author .fn, .byline [itemprop=name]", Mark::Name),
    (".h-card.p-author, .p-author", Mark::Name),
    ("a.username[href], [class~=author] a[href], a[class~=author]", Mark::Name),
    ("[class*=byline] a[href*='/author'], [class*=author] a[href*='author'], [class*=autor] a[href*='autor']", Mark::Name),
    ("[class*=author-name], [class*=authorName], [class*=author_name], [class*=article__author], [class*=blog-author]", Mark::Named),
    ("[class*=byline], [class*=Byline], [id*=byline]", Mark::Line),
    ("[class*=author], [class*=Author], [class*=autor], [class*=Autor], [class*=auteur], [class*=redakteur]", Mark::Named),
    (
        "a[href*='/author/'], a[href*='/authors/'], a[href*='/autor/'], a[href*='/autoren/'], a[href*='/auteur/'], a[href*='/writers/'], \
         a[href*='/staff/']",
        Mark::Name,
    ),
    ("a[href*='/user/'], a[href*='/profile/'], a[href*='/profil/'], a[href*='/people/'], a[href*='/redaktion/']", Mark::Led),
    ("[class~=by], [class~=firma], [class~=signature], [class*=verfasser], [class*=writer]", Mark::Named),
];

/// Where the page is about other texts, or others speak.
const ELSEWHERE: &[&str] = &["comment", "related", "recirc", "footer", "sidebar", "promo", "teaser", "widget", "newsletter"];

/// The names of the authors, one at a time; none unless the words in the mark are names and nothing else.
pub fn names(page: &Document, site: &Site) -> Vec<String> {
    let own = headline::holders(page);
    MARKS.iter().map(|(selector, mark)| marked(page, selector, *mark, site, &own)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// What a page says that wrote it under the name of its site: "fordblog", of which nobody knows more.
pub fn site_as_author(page: &Document, site: &Site) -> Option<String> {
    let own = headline::holders(page);
    let marked = page.select("[itemprop=author] [itemprop=name], [rel~=author], .author .fn, .author.fn, .p-author");
    let names = marked.nodes().iter().filter(|node| !is_elsewhere(node, &own)).take(MOST).map(|node| squeeze(&node.text()));
    names.map(|name| bare(&name).to_owned()).find(|name| may_name(name) && site.is_named(name))
}

/// The authors that the head of a book of Project Gutenberg states: `Author: Amos Tilney`.
pub fn of_book(page: &Document) -> Vec<String> {
    let lines = page.select("#pg-header p");
    let author = |node: &NodeRef<'_>| {
        let text = squeeze(&node.text());
        let (label, names) = text.split_once(':')?;
        (label.trim() == "Author" && !names.trim().is_empty() && names.len() <= LONGEST).then(|| names.trim().to_owned())
    };
    lines.nodes().iter().take(50).filter_map(author).collect()
}

fn marked(page: &Document, selector: &str, mark: Mark, site: &Site, own: &[NodeId]) -> Vec<String> {
    let draft = Draft::default();
    let mut found: Vec<String> = Vec::new();
    let mut first: Option<NodeRef<'_>> = None;
    let mut addresses: Vec<String> = Vec::new();
    let nodes = page.select(selector);
    for node in nodes.nodes().iter().filter(|node| !is_elsewhere(node, own)).take(50) {
        // Those of other texts stand farther away.
        if !found.is_empty() && first.is_some_and(|first| !is_beside(&first, node)) {
            continue;
        }
        let text = spaced(node);
        // Of several links to one place the first has the name: "View all posts".
        let address = attribute(node, "href");
        if !text.is_empty() && address.contains('/') {
            if addresses.contains(&address) {
                continue;
            }
            addresses.push(address);
        }
        let words = before_date(&text);
        let named = bare(words);
        // What a class is called by chance says nothing without "By".
        let is_unsaid = match mark {
            Mark::Line => named.len() == words.len(),
            Mark::Led => !headline::is_led(node),
            _ => false,
        };
        if text.len() > LONGEST || is_unsaid {
            continue;
        }
        let bare = press::behind_post(press::without_agency(named));
        let mut pieces = bare.split([',', '|', '•', '·']).map(str::trim);
        let mut names = people::names_of(&draft, bare).unwrap_or_else(|| {
            let people = pieces.clone().map_while(|piece| people::names_of(&draft, piece));
            people.flatten().collect()
        });
        let may_be_next = found.is_empty() || !bare.contains(' ');
        if names.is_empty() && matches!(mark, Mark::Name | Mark::Led) && may_be_next && (mark == Mark::Led || is_said(node, bare)) {
            names.extend(pieces.next().filter(|person| may_name(person)).map(str::to_owned));
        }
        // A page may name them above its text and below: the first time they stand in their order.
        for name in names.iter().map(|name| clean(name, site, true)).filter(|name| !name.split([' ', '-']).any(lexicon::is_post)) {
            if !found.contains(&name) && !name.is_empty() && !given::is_program(&name) && (!site.is_named(&name) || is_somebody(&name)) {
                first = first.or(Some(*node));
                found.push(name);
            }
        }
    }
    if found.len() > MOST { Vec::new() } else { found }
}

/// The words of an element, those of its elements apart: a name stands beside what is no name in another, without a space.
fn spaced(node: &NodeRef<'_>) -> String {
    const MANY: usize = 200;
    let mut words = String::new();
    for text in node.descendants_it().filter(NodeRef::is_text).take(MANY) {
        let text = text.text();
        let is_joint = words.ends_with(char::is_lowercase) && text.starts_with(char::is_alphanumeric);
        words.push_str(if is_joint { " " } else { "" });
        words.push_str(&text);
    }
    squeeze(&words)
}

/// Whether an element says of itself that it is a name, or leads to where that name stands in the address.
fn is_said(node: &NodeRef<'_>, name: &str) -> bool {
    let letters = |text: &str| fold(text).replace(' ', "");
    let address = attribute(node, "href");
    let last = letters(address.trim_end_matches('/').rsplit('/').next().unwrap_or(""));
    attribute(node, "itemprop").split_whitespace().any(|name| matches!(name, "author" | "name"))
        || attribute(node, "rel").contains("author")
        || attribute(node, "class").split_whitespace().any(|class| matches!(class, "fn" | "p-author"))
        || !last.is_empty() && last == letters(name)
        || name.chars().count() > 2 && headline::last_words(node).contains(&fold(name))
        || attribute(node, "class").contains("username") && headline::is_led(node)
}

/// Whether what a site is called is surely the name of somebody, whose site it is.
pub fn is_somebody(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    (2..=3).contains(&words.len())
        && words.first().is_some_and(|first| scholion_lang::GIVEN_NAME.contains(first))
        && !words.iter().any(|word| scholion_lang::OUTLET.contains(&word.to_lowercase()))
        && !names::is_body(name)
        && people::names_of(&Draft::default(), name).is_some_and(|names| names.len() == 1)
}

/// Whether words that a page marks as a name may be one: a few, with letters.
fn may_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=4).contains(&count)
        && words.len() <= NAME
        && words.chars().filter(|c| c.is_alphabetic()).count() > 1
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '\'' | '’'))
        && dates::read(words).is_none()
        && dates::month(&words.to_lowercase()).is_none()
        && ![&scholion_lang::BYLINE, &scholion_lang::MENU, &scholion_lang::HOME, &scholion_lang::BUTTON]
            .iter()
            .any(|list| list.contains(words.to_lowercase().as_str()))
}

/// Whether two elements stand in one short part of a page.
fn is_beside(one: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    const SHORT: usize = 400;
    let outer = one.ancestors_it(Some(3)).find(|outer| other.ancestors_it(Some(3)).any(|also| also.id == outer.id));
    outer.is_some_and(|outer| outer.text().len() <= SHORT)
}

/// The words before a date, or before any other number.
fn before_date(text: &str) -> &str {
    let (words, moment) = press::before_moment(text);
    let digit =
        text.find(|c: char| c.is_ascii_digit()).and_then(|at| text.get(..at)).filter(|before| !before.ends_with(char::is_alphabetic));
    let mut words = if moment.is_empty() { digit.unwrap_or(words).trim_end() } else { words };
    // "Vera Lind vor 5 Stunden"
    while let Some((before, _)) = words.rsplit_once(' ').filter(|(_, last)| digit.is_some() && lexicon::is_time_word(last)) {
        words = before;
    }
    words.trim_end_matches([',', ' ', '|', '–', '-', '•', '·', '—'])
}

/// A name as a page states it, without "By" before it, marks around it, and its site, post or degree behind it. Where names are turned
/// over, initials may stand there, and no degree.
pub fn clean(name: &str, site: &Site, may_have_degree: bool) -> String {
    let name = squeeze(name);
    let name = bare(name.trim_matches(['\'', '"', ',', ' ']));
    let name = name.split(" | ").next().unwrap_or(name);
    // "Vera Lind @vlind", the name by which a network knows her.
    let name = name.split_once(" @").map_or(name, |(name, _)| name);
    let mut name = press::behind_post(press::without_agency(name.trim()));
    // "Vera Lind For The Ford Weekly".
    if let Some((own, _)) = name.split_once(" For ").or_else(|| name.split_once(" for ")).filter(|(own, _)| own.contains(' ')) {
        name = own.trim();
    }
    while let Some((own, rest)) = name.rsplit_once(", ") {
        let rest = rest.trim();
        // "Lind, Vera" has no site behind it, be it hers.
        let is_site = || (own.contains(' ') || rest.contains(' ')) && site.is_named(rest);
        if !(may_have_degree && own.contains(' ') && is_degree(rest) || is_site()) {
            break;
        }
        name = own.trim();
    }
    name.to_owned()
}

/// A name that a page prints in its order, so that it is read in that order: of "Juan Carlos Muñoz C." the last is the initial of a second
/// surname, and nobody's given name.
pub fn in_order(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == 2 && word.starts_with(char::is_uppercase);
    let [given @ .., family, last] = words.as_slice() else { return name.to_owned() };
    let are_names = !name.contains([',', ';']) && words.iter().all(|word| word.starts_with(char::is_uppercase));
    if given.len() < 2 || !are_names || !is_initial(last) || is_initial(family) {
        return name.to_owned();
    }
    format!("{family} {last}, {}", given.join(" "))
}

/// Whether a word behind a name is a degree: it has several capitals. Single ones with points are initials.
fn is_degree(word: &str) -> bool {
    let are_initials = word.contains('.') && word.split(['.', '-']).all(|part| part.chars().count() < 2);
    word.len() <= 12 && word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(' ') && !are_initials
}

/// Words of a class that say that something was published then.
const DATED: &[&str] =
    &["date", "datum", "fecha", "data", "time", "posted", "published", "pubdate", "publishdate", "publishingdate", "dateline", "datetime"];

/// Moments that elements of the page state for machines, the surest first.
pub fn moments(page: &Document) -> Vec<String> {
    let own = headline::holders(page);
    let is_elsewhere = |node: &NodeRef<'_>| is_elsewhere(node, &own);
    let marked = page.select("[itemprop=datePublished], time[pubdate], header time[datetime], article time[datetime], main time[datetime]");
    let mut found = Vec::new();
    for node in marked.nodes().iter().filter(|node| !is_elsewhere(node)).take(1) {
        found.extend([attribute(node, "datetime"), attribute(node, "content")].into_iter().filter(|value| !value.is_empty()));
    }
    if found.is_empty() {
        let others = page.select("time[datetime], .published[title], .updated[title]");
        let first = others.nodes().iter().filter(|node| !is_elsewhere(node)).take(MOST);
        found.extend(first.map(|node| [attribute(node, "datetime"), attribute(node, "title")].concat()));
    }
    found
}

/// Moments as the article prints them, in elements that are named so.
pub fn printed_moments(page: &Document) -> Vec<String> {
    let own = headline::holders(page);
    let is_elsewhere = |node: &NodeRef<'_>| is_elsewhere(node, &own);
    let printed = page.select("[class*=byline], time");
    let printed = printed.nodes().iter().filter(|node| !is_elsewhere(node)).take(MOST).find_map(|node| worded(&squeeze(&node.text())));
    let classes = page.select("[class], [id]");
    let named = classes.nodes().iter().filter(|node| is_named_date(node) && !is_elsewhere(node)).take(50);
    printed.into_iter().chain(named.into_iter().find_map(|node| alone(&squeeze(&node.text())))).collect()
}

/// A day in words.
fn worded(text: &str) -> Option<String> {
    let has_month = text.split(|c: char| !c.is_alphabetic()).any(|word| dates::month(word).is_some());
    moments::full_date(text).filter(|_| has_month).map(|date| date.to_string())
}

/// The day of a line that says little else.
fn alone(text: &str) -> Option<String> {
    let date = moments::full_date(text)?;
    (press::is_moment(text) || moments::words_beside(text) <= 4).then(|| date.to_string())
}

fn is_named_date(node: &NodeRef<'_>) -> bool {
    let says = parted(&format!("{} {}", attribute(node, "class"), attribute(node, "id")));
    let mut words = says.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| DATED.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
}

/// The words of names, also of those such as `documentPublished`, in lower case.
fn parted(names: &str) -> String {
    let mut words = String::with_capacity(names.len() + 8);
    for c in names.chars() {
        if c.is_ascii_uppercase() && words.ends_with(|before: char| before.is_ascii_lowercase()) {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

/// Names without the "By" before them.
pub fn bare(text: &str) -> &str {
    lexicon::behind_label(text, scholion_lang::BYLINE.iter().map(|label| (label, ()))).map_or(text, |(_, _, rest)| rest)
}

/// Whether an element stands where a page is about other texts. What holds the headline (`own`) is not there, and what stands at the foot of
/// an article is of it.
fn is_elsewhere(node: &NodeRef<'_>, own: &[NodeId]) -> bool {
    let is_article = |outer: &NodeRef<'_>| outer.node_name().as_deref() == Some("article");
    let all: Vec<NodeRef<'_>> = std::iter::once(*node).chain(node.ancestors_it(Some(30))).collect();
    let holder = all.iter().position(|outer| own.contains(&outer.id));
    let is_in_article = holder.map_or(own.is_empty() && all.iter().any(is_article), |at| all.get(at).is_some_and(is_article));
    let name_length = node.text().len();
    all.iter().take(holder.unwrap_or(all.len())).any(|outer| {
        let name = outer.node_name();
        let name = name.as_deref().unwrap_or("");
        let says = format!("{} {}", attribute(outer, "class"), attribute(outer, "id")).to_ascii_lowercase();
        // "no-sidebar" and "has-comments" speak of the page, and a "post-footer" is of the text.
        let is_own = |token: &&str| {
            !["no-", "has-", "with-", "is-", "single"].iter().any(|of| token.starts_with(of))
                && !matches!(*token, "post-footer" | "entry-footer")
        };
        let mut tokens = says.split_whitespace().filter(is_own);
        // All of a card is a link to another article.
        let is_card = name == "a" && outer.id != node.id && outer.text().len() > name_length + CARD;
        is_card
            || matches!(name, "nav" | "aside")
            || name == "footer" && !is_in_article
            || (!matches!(name, "body" | "html") && tokens.any(|token| ELSEWHERE.iter().any(|word| token.contains(word))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stay_in_their_order() {
        for (page, expected) in [
            (
                "<p class=byline>By Vera Lind, Karl Holm and Jo Fox</p><p>Words.</p><p class=byline>By Karl Holm</p>",
                &["Vera Lind", "Karl Holm", "Jo Fox"][..],
            ),
            ("<span class='author vcard'><a class='url fn' href='/author/kay'>Kay</a></span>", &["Kay"]),
            ("<p class=autorenzeile>Von Vera Lind und Karl Holm</p>", &["Vera Lind", "Karl Holm"]),
            ("<div class=byline>Posted by <a rel=author>ford7</a> on 3 May 2020</div>", &["ford7"]),
            ("<div class=author-box><a href=/author/vera>Vera Lind</a> <a href=/author/vera>View all posts</a></div>", &["Vera Lind"]),
            ("<div class=author-box><a href=/author/vera>View all posts</a></div>", &[]),
            ("<div class=author-box><a href=/author/kay/>Kay</a></div>", &["Kay"]),
            ("<div class=article__author><a href=/u/1>Vera Lind</a><span>vor 5 Stunden</span></div>", &["Vera Lind"]),
            ("<div class=post-footer><span class='post-author vcard'><span class=fn>Eva Holm</span></span></div>", &["Eva Holm"]),
            ("<p class=author>How to become an author of this page, in seven steps</p>", &[]),
        ] {
            assert_eq!(names(&Document::from(page), &Site::default()), expected, "{page}");
        }
    }

    #[test]
    fn names_are_read_in_their_order() {
        for (name, expected) in [
            ("Juan Carlos Muñoz C.", "Muñoz C., Juan Carlos"),
            ("Vera Lind", "Vera Lind"),
            ("Lind V. C.", "Lind V. C."),
            ("Lind V.", "Lind V."),
        ] {
            assert_eq!(in_order(name), expected);
        }
    }

    #[test]
    fn books_state_their_authors() {
        let page = Document::from("<section id=pg-header><p><b>Title</b>: The Mill</p><p><b>Author</b>: Vera Lind</p></section>");
        assert_eq!(of_book(&page), ["Vera Lind"]);
    }

    #[test]
    fn names_lose_what_stands_around_them() {
        let site = Site::default();
        for (name, expected) in [
            ("By Vera Lind", "Vera Lind"),
            ("Vera Lind, PhD", "Vera Lind"),
            ("'Vera Lind, Karl Holm'", "Vera Lind, Karl Holm"),
            ("Vera Lind @vlind", "Vera Lind"),
            ("Lind, Vera", "Lind, Vera"),
            ("Vera Lind, MA, PhD", "Vera Lind"),
            ("García Lorca, F.G.", "García Lorca, F.G."),
        ] {
            assert_eq!(clean(name, &site, true), expected, "{name}");
        }
    }
}
