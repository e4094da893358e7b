//! Where a link leads, for those who write a text in another format than HTML.

use super::{Filler, Target};
use crate::{
    base::WebAddress,
    document::{Document, LinkTarget},
    site::{
        citing::Citing,
        frame::Maker,
        page_path::PagePath,
        rights::{self, Shown},
    },
};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Within the site, seen from the page of the filler; to a place of the text itself as `#place`.
    Here(String),
    /// To an address of others.
    Web(WebAddress),
    /// Nowhere.
    Nowhere,
}

impl<'m, 'a, 'r> Filler<'m, 'a, 'r> {
    /// A filler for a document that is written elsewhere than on its page: what its editors cite is formatted only if it stands in the text.
    pub fn aside(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document) -> Self {
        let is_bare = document.brackets().is_empty();
        let citing = if is_bare { Citing::unformatted(maker, document) } else { Citing::of_document(maker, document) };
        let is_shown = rights::shown(maker.config, &document.meta) == Shown::Full;
        Self::of(maker, page, document, citing, is_shown)
    }

    /// The same for its links alone.
    pub fn for_links(maker: &'m Maker<'a, 'r>, page: &PagePath, document: &'a Document) -> Self {
        let is_shown = rights::shown(maker.config, &document.meta) == Shown::Full;
        Self::of(maker, page, document, Citing::unformatted(maker, document), is_shown)
    }

    /// Where the link of this number leads, or where the picture, the sound or the film is that it names.
    pub fn leads(&mut self, nth: u32, is_picture: bool) -> Lead {
        let Some(link) = self.document.facts.links.get(nth as usize) else { return Lead::Nowhere };
        let target = match &link.target {
            LinkTarget::Name(written, _) => {
                let (found, fragment) = self.maker.reader.find_name(&self.document.path, written);
                self.lead(link, &found, written, &fragment, false)
            }
            _ => self.target(link, is_picture),
        };
        match target {
            Target::Here(href, _) => Lead::Here(href),
            Target::Outside(address) => Lead::Web(address),
            Target::Broken => Lead::Nowhere,
        }
    }
}
