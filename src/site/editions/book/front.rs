//! What stands before the text of a document in a book.

use super::{super::told, text::web};
use crate::{
    base::Html,
    document::Document,
    site::{address, citation, export, fields, frame::Maker, markup, page_path::PagePath, rights::Shown},
};

/// People, other titles, the way of a letter, where it appeared, how it is described, the abstract, the rights: blocks.
pub fn make(maker: &Maker<'_, '_>, document: &Document, path: &PagePath, shown: Shown) -> Html {
    let meta = &document.meta;
    let mut html = Html::new();
    let word = |key: &str| maker.words.plain(key).unwrap_or_default().to_owned();
    for other in meta.translations.iter().filter(|other| !other.title.is_empty()) {
        html.open("p").attribute("class", "other-title").attribute("lang", other.lang.as_str()).end();
        html.words(&other.title);
        html.close("p");
    }
    for line in told::taken_back(maker, document) {
        html.open("p").attribute("class", "said").end();
        html.element("b", &line);
        html.close("p");
    }
    for person in &meta.people {
        let role = word(&format!("roles.{}", person.role.name()));
        line(&mut html, &role, |html| {
            html.words(&person.name.display());
            if !person.offices.is_empty() {
                html.words(&format!(", {}", person.offices.join(", ")));
            }
        });
    }
    for station in told::way(maker, document) {
        line(&mut html, &station.label, |html| html.words(&station.words));
    }
    for view in fields::of_document(maker, path, document) {
        let label = match &view.label {
            label if !label.is_empty() => label.clone(),
            _ if view.is_role => word(&format!("roles.{}", view.name)),
            _ => word(&format!("fields.{}", view.name)),
        };
        let label = if label.is_empty() { view.name.clone() } else { label };
        line(&mut html, &label, |html| {
            for (nth, value) in view.values.iter().enumerate() {
                html.words(if nth > 0 { ", " } else { "" });
                let title = if view.is_date { maker.words.date(&value.title) } else { value.title.as_str().into() };
                if value.web.is_empty() { html.words(&title) } else { web(html, &value.web, &title) }
            }
        });
    }
    for (lang, text) in &meta.cite_as {
        html.open("p").attribute("class", "cite-as").attribute("lang", lang.as_str()).end();
        html.push(&markup::entry_html(text));
        html.close("p");
    }
    if meta.cite_as.is_empty() {
        html.open("p").attribute("class", "cite-as").end();
        html.push(&citation::entry_html(maker, &export::record(maker.config, document)));
        html.close("p");
    }
    let own = std::iter::once((&meta.lang, &meta.abstract_, &meta.keywords));
    for (lang, text, keywords) in own.chain(meta.translations.iter().map(|other| (&other.lang, &other.abstract_, &other.keywords))) {
        if text.is_empty() && keywords.is_empty() {
            continue;
        }
        html.open("div")
            .attribute("class", "abstract")
            .attribute("lang", lang.as_str())
            .attribute_if_any("dir", if lang.is_rtl() { "rtl" } else { "" })
            .end();
        html.push(&markup::blocks_html(text));
        if !keywords.is_empty() {
            line(&mut html, &word("keywords"), |html| html.words(&keywords.join(", ")));
        }
        html.close("div");
    }
    if let Some(license) = meta.license.as_ref() {
        html.open("p").attribute("class", "licence").end();
        if license.url.is_empty() {
            html.words(&license.id)
        } else {
            web(&mut html, &license.url, &license.id)
        }
        html.close("p");
    }
    if !meta.rights.is_empty() {
        html.open("p").attribute("class", "licence").end();
        html.words(&meta.rights);
        html.close("p");
    }
    if !meta.doi.is_empty() {
        let doi = address::doi(&meta.doi);
        if !doi.is_empty() {
            html.open("p").attribute("class", "doi").end();
            web(&mut html, &doi, doi.as_str());
            html.close("p");
        }
    }
    let hidden = match shown {
        Shown::Full => return html,
        Shown::Excerpt => "shown-excerpt",
        Shown::Metadata => "shown-metadata",
    };
    html.open("p").attribute("class", "hidden").end();
    html.words(&format!("{} {}", word("no-licence"), word(hidden)));
    html.close("p");
    html
}

/// A line with what it says before it.
fn line(html: &mut Html, label: &str, write: impl FnOnce(&mut Html)) {
    html.open("p").attribute("class", "said").end();
    html.element("b", &format!("{label}:"));
    html.words(" ");
    write(html);
    html.close("p");
}
