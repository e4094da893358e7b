//! Copies of pages of the web that stand in the archive itself (`content/archive/`), beside the addresses of which they are.

use super::{address, frame::Maker, page_path::PagePath, view::Anchor};
use crate::base::Date;

/// The copy of a page of the web that is nearest to a day: its address, seen from `page`, and of when it is. It is published, with the files that are
/// shown with it, since a page leads to it; nothing else publishes it.
pub fn copy(maker: &Maker<'_, '_>, page: &PagePath, url: &str, day: Option<Date>) -> Option<Anchor> {
    let capture = maker.reader.capture(url, day)?;
    let to = address::file(&capture.path)?;
    maker.attach(&capture.path);
    maker.reader.shown_with(capture).iter().for_each(|path| maker.attach(path));
    let date = capture.date.map(|date| date.to_string()).unwrap_or_default();
    let key = if date.is_empty() { "captured.undated" } else { "captured.of" };
    let words = maker.words.text(key, None, |part| (part == "date").then(|| maker.words.date(&date)));
    Some(Anchor {
        href: address::encode_path(&page.to(&to)),
        title: words.unwrap_or_default().into_owned(),
        lang: maker.words.lang_of(key).to_owned(),
        ..Anchor::default()
    })
}
