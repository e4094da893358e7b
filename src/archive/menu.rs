//! What the main menu may show: which parts of the site there are. And what stands at the foot of pages.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Catalogue, Found, Label, Reader, facet::Facet};
use crate::{
    base::{
        Lang, RelPath, Slug,
        places::{CONFIGURED, FRONT},
    },
    config::frame::SiteFrame,
    document::{AuthorityKind, Document, footer::Footer},
};

/// What the main menu shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Menu {
    /// Whether any work is cited.
    pub works: bool,
    /// Whether there is any collection.
    pub collections: bool,
    /// Whether there is any note.
    pub annotations: bool,
    /// Whether anything was corrected.
    pub errata: bool,
    /// Whether any document says when it came here, so that a feed has something to tell.
    pub news: bool,
    /// Whether any document is a letter.
    pub letters: bool,
    /// The kinds of entity of which there is any.
    pub kinds: Vec<AuthorityKind>,
    /// The archive's own fields in which any document says something, by their places among all.
    pub fields: Vec<usize>,
    /// The free pages: slug, title and language.
    pub pages: Vec<(Slug, String, Lang)>,
    /// Those of them that no menu shows that does not name them: so they wish, and so it is with the text of the front.
    pub hidden: BTreeSet<Slug>,
    /// The free pages that are one text in several languages, in order.
    pub families: Vec<Arc<[Slug]>>,
    /// What the frame of the site names, as written, and what that is.
    pub named: BTreeMap<String, Found>,
}

impl Catalogue {
    pub(super) fn make_menu(&self) -> Menu {
        let front = self.page_translations.family(&Slug::from_stem(FRONT));
        let is_hidden = |slug: &Slug, page: &Document| is_hidden(slug, page) || front.contains(slug);
        Menu {
            works: !self.works.is_empty(),
            errata: self.corrected > 0,
            news: self.dated > 0,
            collections: !self.collections.files().is_empty(),
            annotations: self.placed.values().any(|placed| !placed.file.notes.is_empty()),
            letters: !self.letters.is_empty(),
            kinds: AuthorityKind::ALL.into_iter().filter(|kind| self.entities.slugs(*kind).next().is_some()).collect(),
            fields: (0..self.fields.fields().len()).filter(|nth| self.has_in_field(*nth)).collect(),
            pages: self.pages.iter().map(|(slug, page)| (slug.clone(), menu_title(page).to_owned(), page.meta.lang.clone())).collect(),
            hidden: self.pages.iter().filter(|(slug, page)| is_hidden(slug, page)).map(|(slug, _)| slug.clone()).collect(),
            families: self.page_translations.all(),
            named: self.frame.named().map(|written| (written.to_owned(), self.find_named(written))).collect(),
        }
    }

    /// What the configuration means by a path from `content/`: as editors know it, or as readers do.
    fn find_named(&self, written: &str) -> Found {
        let written = written.strip_prefix("content/").unwrap_or(written);
        if let Some((kind, slug)) = written.split_once('/').and_then(|(folder, slug)| Some((AuthorityKind::named(folder)?, slug)))
            && let Some(entity) = self.entities.get(kind, slug.strip_suffix(".html").unwrap_or(slug))
        {
            return Found::Entity(kind, Label::of(entity).slug.into());
        }
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let path = path.strip_suffix(".html").map_or_else(|| path.to_owned(), |stem| format!("{stem}.md"));
        // What a file is follows from the whole archive, and is found again after each change.
        self.find_address(&RelPath::new(CONFIGURED), &path, fragment, &|_| ()).0
    }
}

impl<'a> Reader<'a> {
    /// What the main menu shows: which indexes are not empty, and the free pages.
    pub fn menu(&self) -> &'a Menu {
        &self.read(Facet::Menu).menu
    }

    /// The frame of the site with the places at which it stands: for what is said of it. What pages show of it they take from
    /// the configuration.
    pub fn frame(&self) -> &'a SiteFrame {
        &self.read(Facet::Frame).frame
    }

    /// The texts at the foot of pages.
    pub fn footers(&self) -> &'a [Footer] {
        &self.read(Facet::Footers).footers
    }
}

/// What menus call a page.
fn menu_title(page: &Document) -> &str {
    page.meta.menu.as_deref().filter(|title| !title.is_empty()).unwrap_or(&page.meta.title)
}

fn is_hidden(slug: &Slug, page: &Document) -> bool {
    slug.as_str() == FRONT || page.meta.menu.as_deref() == Some("")
}
