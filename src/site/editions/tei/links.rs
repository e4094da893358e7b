//! Where the links of a text lead, as its page has them. What leads nowhere the page says.

use super::{
    edition::Edition,
    ids::{Ids, uri, word},
};
use crate::{
    archive::{Found, Thing, place::Places},
    base::{Slug, text},
    document::{Document, Link, LinkTarget},
    site::address,
};

/// The ways from one text.
pub struct Ways<'w, 'e, 'a> {
    /// The archive, and where the file stands.
    pub edition: &'w Edition<'e, 'a>,
    /// The text whose links they are.
    pub document: &'w Document,
    /// The text whose places are meant by a fragment alone, and how their ids begin in the file.
    pub around: (&'w Document, &'w Ids),
}

impl Ways<'_, '_, '_> {
    /// The address to which a link leads; nothing if it leads nowhere.
    pub fn link(&self, link: &Link) -> Option<String> {
        match &link.target {
            LinkTarget::Outside(address) => Some(uri(address.as_str())),
            LinkTarget::Unsafe(_) => None,
            LinkTarget::Fragment(fragment) => self.here(fragment),
            LinkTarget::Name(name, _) => {
                let (found, fragment) = self.edition.reader.find_name(&self.document.path, name);
                self.found(&found, &fragment)
            }
            LinkTarget::File(path, fragment) => {
                let (found, fragment) = self.edition.reader.find_address(&self.document.path, path, fragment);
                self.found(&found, &fragment)
            }
        }
    }

    /// The address of a picture, and where it leads.
    pub fn picture(&self, link: &Link) -> Option<String> {
        match &link.target {
            LinkTarget::Outside(address) => Some(uri(address.as_str())),
            LinkTarget::File(path, fragment) => match self.edition.reader.find_address(&self.document.path, path, fragment).0 {
                Found::Thing(Thing::File(file)) => self.edition.picture(&file, 0, self.edition.reader.picture(&file)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The address of a recording and its media type.
    pub fn media(&self, link: &Link) -> Option<(String, String)> {
        let address = self.link(link)?;
        let name = match &link.target {
            LinkTarget::File(path, _) => path.as_str(),
            LinkTarget::Outside(address) => address.as_str().split(['?', '#']).next().unwrap_or(""),
            _ => return None,
        };
        let kind = crate::base::mime::of(name);
        Some((address, word(kind.split(';').next().unwrap_or(kind))))
    }

    /// A place of the text around, by what the file has of it: an entry of the list of works, or a place of the words.
    fn here(&self, fragment: &str) -> Option<String> {
        let (around, ids) = self.around;
        if let Some(key) =
            fragment.strip_prefix("ref-").filter(|key| !key.is_empty() && self.edition.reader.record_of(&around.slug, key).is_some())
        {
            return Some(ids.to(&format!("ref-{key}")));
        }
        let decoded = text::percent_decoded(fragment);
        let places = Places::of(around);
        match places.find(fragment).or_else(|| places.find(&decoded)) {
            Some(id) => Some(ids.to(&id)),
            // The beginning of the text (HTML Living Standard, 7.4.2.3.3).
            None if fragment.is_empty() || decoded.eq_ignore_ascii_case("top") => Some(ids.to("text")),
            None => None,
        }
    }

    fn found(&self, found: &Found, fragment: &str) -> Option<String> {
        let edition = self.edition;
        let at = |address: String, thing: &Thing| {
            let place = Some(fragment).filter(|fragment| !fragment.is_empty()).and_then(|fragment| edition.reader.place(thing, fragment));
            let place = place.filter(|_| !matches!(thing, Thing::Document(slug) if !edition.reader.is_whole(slug)));
            uri(&place.map_or(address.clone(), |place| format!("{address}#{place}")))
        };
        match found {
            Found::Thing(thing) => match thing {
                Thing::Document(slug) => edition.reader.is_there(slug).then(|| at(self.of_document(slug), thing)),
                Thing::Page(slug) => Some(at(edition.site(&address::free_page(slug)), thing)),
                Thing::Collection(slug) => Some(at(edition.site(&address::collection(slug, 1)), thing)),
                Thing::File(file) => edition.file(file),
                Thing::Unpublished(_) => None,
            },
            Found::Entity(kind, slug) => Some(edition.site(&address::entity(*kind, slug, 1))),
            Found::Work(key) => Some(edition.site(&address::work(key, 1))),
            Found::Several(_) | Found::Outside | Found::None => None,
        }
    }

    fn of_document(&self, slug: &Slug) -> String {
        self.edition.site(&address::document(slug))
    }
}
