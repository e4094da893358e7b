//! What stands behind a link that leads out of the archive: copies of the page, in the archive itself and in the web archive.

use super::Filler;
use crate::{
    base::{Href, Html},
    document::{Link, LinkTarget},
    site::{copies, webarchive},
};

impl Filler<'_, '_, '_> {
    /// The archive's own copy nearest to the date on which the text saw the page, and a link to the web archive's, if it says a date.
    pub(super) fn archived(&mut self, link: &Link, html: &mut Html) {
        let LinkTarget::Outside(url) = &link.target else { return };
        let date = link.accessed.as_deref().copied();
        // What is not shown of a text publishes nothing.
        if self.is_shown
            && let Some(own) = copies::copy(self.maker, &self.page, url, date)
        {
            html.words(" ");
            html.open("a").attribute("class", "archived own").address("href", Href::Here(&[self.root, &own.href].concat()));
            html.attribute_if_any("lang", if own.lang == self.document.meta.lang.as_str() { "" } else { &own.lang }).end();
            html.words(&own.title);
            html.close("a");
        }
        if let Some(date) = date
            && let Some(copy) = webarchive::copy(url, date)
        {
            // A host and a date need no translation.
            let label = format!("web.archive.org, {date}");
            html.words(" ");
            html.open("a").attribute("class", "archived").address("href", Href::Web(&copy));
            html.attribute("aria-label", &label).attribute("title", &label).end();
            html.words("⟲");
            html.close("a");
        }
    }
}
