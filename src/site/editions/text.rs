//! A document as plain text: title, people, date, the words with the notes behind them, what it cites, and where it comes from.
//!
//! Lines are not wrapped. Links are their words with the address behind them, `words <address>`.

use super::{leads, told};
use crate::{
    base::{
        Html, RelPath, WebAddress,
        tags::{Token, tokens},
    },
    document::{Document, Hole, LinkTarget, body::plain},
    reference::PrintedIn,
    site::{
        address, citation,
        frame::{Maker, canonical},
        links::{Filler, Lead},
        markup, publication,
        rights::{self, Shown},
    },
};

/// The text of a document.
pub fn make(maker: &Maker<'_, '_>, document: &Document) -> String {
    let shown = rights::shown(maker.config, &document.meta);
    let mut blocks = vec![head(maker, document)];
    blocks.extend(Some(markup::plain(&document.meta.abstract_)).filter(|words| !words.is_empty()));
    let mut title = maker.words.plain("references").unwrap_or_default().to_owned();
    match shown {
        Shown::Full => {
            let [mut text, notes] = words(maker, document);
            // The heading of the list goes with it, behind the notes.
            let last = document.facts.headings.last().map_or("", |heading| heading.text.of(&document.body.text));
            if document.ends_in_heading()
                && let Some(length) = text.strip_suffix(last).filter(|_| !last.is_empty()).map(str::len)
            {
                last.clone_into(&mut title);
                text.truncate(length);
            }
            blocks.extend([text, notes]);
        }
        Shown::Excerpt => blocks.push(format!("{} […]", rights::excerpt(&document.body.text))),
        Shown::Metadata => {}
    }
    blocks.extend(references(maker, document, title));
    blocks.push(origin(maker, document));
    let blocks: Vec<&str> = blocks.iter().map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()).collect();
    format!("{}\n", blocks.join("\n\n"))
}

/// Title, people, date, the way of a letter.
fn head(maker: &Maker<'_, '_>, document: &Document) -> String {
    let meta = &document.meta;
    let mut lines = vec![meta.title.clone()];
    lines.extend(meta.translations.iter().map(|translation| translation.title.clone()));
    lines.extend(told::people(maker, document));
    let way = told::way(maker, document);
    // Of a letter the day on which it was sent stands there.
    lines.extend(meta.issued.filter(|_| way.is_empty()).map(|date| maker.words.date(&date.to_string()).into_owned()));
    lines.extend(way.iter().map(|one| format!("{}: {}", one.label, one.words)));
    lines.extend(told::taken_back(maker, document));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// The words of the text, and those of its notes.
fn words(maker: &Maker<'_, '_>, document: &Document) -> [String; 2] {
    let page = maker.at(&address::document(&document.slug));
    let leads = leads::of(maker, document);
    let mut filler = Filler::aside(maker, &page, document);
    let mut fill = |hole: &Hole, text: &mut String| {
        let link = |nth: u32| document.facts.links.get(nth as usize).zip(leads.get(nth as usize));
        match *hole {
            Hole::Link(nth) => {
                if let Some((link, lead)) = link(nth) {
                    behind(text, link.words.of(&document.body.text), lead);
                }
            }
            Hole::Wikilink(nth) => {
                if let Some((link, lead)) = link(nth)
                    && let LinkTarget::Name(_, words) = &link.target
                {
                    text.push_str(words);
                    behind(text, words, lead);
                }
            }
            Hole::Image(nth) | Hole::Media(nth) => {
                if let Some((link, lead)) = link(nth) {
                    let alt = link.picture.as_deref().map_or("", |picture| &picture.alt);
                    text.push_str(&if alt.is_empty() { String::new() } else { format!("[{alt}]") });
                    behind(text, alt, lead);
                }
            }
            Hole::Group(..) => {
                let mut html = Html::new();
                filler.fill(hole, &mut html);
                text.push_str(&bare(&html));
            }
            // The list of references tells.
            Hole::Citation(_) | Hole::After(_) | Hole::Page(_) | Hole::Zoom(_) | Hole::Note(..) => {}
        }
    };
    [plain::running(&document.body, &mut fill), plain::notes(&document.body, &mut fill)]
}

/// Writes an address behind the words that lead to it, unless they say it themselves or it is a place of the text.
fn behind(text: &mut String, words: &str, lead: &Lead) {
    let address = match lead {
        Lead::Here(href) if href.starts_with('#') => return,
        Lead::Here(href) => href.as_str(),
        Lead::Web(address) => address.as_str(),
        Lead::Nowhere => return,
    };
    if crate::base::web::short(words.trim()) == crate::base::web::short(address) {
        return;
    }
    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(&format!("<{address}>"));
}

/// The words of HTML.
fn bare(html: &Html) -> String {
    let words = tokens(html).filter_map(|token| if let Token::Words(words) = token { Some(words) } else { None });
    words.collect()
}

/// What it cites, as its page formats it, under its titles.
fn references(maker: &Maker<'_, '_>, document: &Document, title: String) -> Vec<String> {
    let [mut listed, mut noted] = [Vec::new(), Vec::new()];
    for (key, record, _) in maker.reader.works_of(&document.slug) {
        let entry = bare(&citation::entry_html(maker, record));
        match record.printed_in {
            _ if key.is_empty() => {}
            PrintedIn::References => listed.push(entry),
            PrintedIn::Notes => noted.push(entry),
        }
    }
    let of_notes = maker.words.plain("references-in-notes").unwrap_or_default().to_owned();
    let lists = [(title, listed), (of_notes, noted)].into_iter().filter(|(_, entries)| !entries.is_empty());
    lists.flat_map(|(title, entries)| std::iter::once(title).chain(entries)).collect()
}

/// Where it comes from, and what may be done with it.
fn origin(maker: &Maker<'_, '_>, document: &Document) -> String {
    let meta = &document.meta;
    let license = publication::license(meta);
    let own = canonical(maker.config, &RelPath::new(&address::document(&document.slug)));
    let addresses = [address::doi(&meta.doi), meta.url.clone(), WebAddress::of_page(&own)];
    let mut lines: Vec<String> = addresses.iter().map(|address| address.to_string()).collect();
    lines.push(license.rights);
    lines.push(if license.id.is_empty() || license.url.is_empty() {
        format!("{}{}", license.id, license.url)
    } else {
        format!("{} <{}>", license.id, license.url)
    });
    lines.retain(|line| !line.is_empty());
    lines.dedup();
    lines.join("\n")
}
