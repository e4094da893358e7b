//! Sounds and films that a text shows.

use super::{Filler, Target};
use crate::{
    archive::{Found, Thing},
    base::{Href, Html, Message, say},
    document::{Link, LinkTarget},
    site::recordings::{is_sound_or_film, unread_captions},
};

impl Filler<'_, '_, '_> {
    /// A sound or film of the text, or captions of one.
    pub(super) fn media(&mut self, link: &Link, html: &mut Html) {
        if let LinkTarget::File(path, fragment) = &link.target
            && let (Found::Thing(thing), _) = self.maker.reader.find_address(&self.document.path, path, fragment)
            && let Some((message, hint)) = is_no_media(&thing)
        {
            self.broken(link, message, Some(hint));
            html.attribute("class", "broken");
            return;
        }
        if let LinkTarget::File(path, fragment) = &link.target
            && let (Found::Thing(Thing::File(file)), _) = self.maker.reader.find_address(&self.document.path, path, fragment)
            && file.extension() == "vtt"
        {
            match self.maker.reader.captions(&file) {
                Some(captions) => self.diagnostics.extend(unread_captions(&file, captions)),
                None => self.broken(link, say::broken_link_captions(say::the_file(&file)), Some(say::broken_link_captions_hint())),
            }
        }
        match self.target(link, false) {
            Target::Here(href, _) => html.address("src", Href::Here(&href)),
            Target::Outside(url) => html.address("src", Href::Web(&url)),
            Target::Broken => html.attribute("class", "broken"),
        };
        let shown = link.picture.as_deref().map(|picture| picture.shown).unwrap_or_default();
        for (name, length) in [("width", shown.width), ("height", shown.height)] {
            if let Some(length) = length {
                html.attribute(name, &length.to_string());
            }
        }
    }
}

/// What is said of a thing that a text would play and that is neither sound, film nor captions.
fn is_no_media(thing: &Thing) -> Option<(Message, Message)> {
    let what = match thing {
        Thing::File(file) if is_sound_or_film(file) || file.extension() == "vtt" => return None,
        Thing::File(file) => say::the_file(file),
        Thing::Document(slug) => say::the_document(slug),
        Thing::Page(slug) => say::the_page(slug),
        Thing::Collection(slug) => say::the_collection(slug),
        // Of what is not published that is said.
        Thing::Unpublished(_) => return None,
    };
    Some((say::broken_link_recording(what), say::broken_link_recording_hint()))
}
