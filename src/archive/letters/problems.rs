//! What is wrong with letters as the archive has them.

use crate::{
    archive::{Found, Front, Survey, Thing},
    base::{
        Diagnostic, Message, RelPath, Slug, WebAddress,
        diagnostic::{Guesses, meant},
        say,
        snapshot::CONFIG_FILE,
    },
    config::Config,
    document::{AuthorityKind, LetterAction},
};

/// Places whose record is not there, and letters that name others which are not there.
pub fn lost(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut guesses = Guesses::default();
    for front in survey.fronts().filter(|front| front.meta.is_letter()) {
        let way = &front.meta.way;
        for (key, action) in [("sent", way.sent.as_ref()), ("received", way.received.as_ref())] {
            if let Some(id) = unknown_place(survey, action) {
                let records = survey.every_entity(AuthorityKind::Places).filter(|entity| entity.record.is_some());
                let near = if guesses.one_more() { meant(id.as_str(), records.map(|entity| &*entity.slug)) } else { None };
                all.push(at(front, key, say::letter_place(id)).hint(near.unwrap_or_else(say::letter_place_hint)));
            }
        }
        for (key, said) in [("letter-before", &way.before), ("letter-after", &way.after)] {
            if said.is_empty() || !WebAddress::of_page(said).is_empty() {
                continue;
            }
            let (found, _) = survey.find_address(front.path, said, "");
            match found {
                Found::Thing(Thing::Document(other)) if other != *front.slug => {}
                Found::Thing(Thing::Unpublished(path)) if survey.holds_back(&path) => {}
                _ => {
                    let near = if guesses.one_more() { near(survey, front, said) } else { None };
                    all.push(at(front, key, say::letter_lost(said)).hint(near.unwrap_or_else(say::letter_lost_hint)));
                }
            }
        }
    }
}

/// The document that may be meant by an address in another.
fn near(survey: &Survey<'_>, front: Front<'_>, said: &str) -> Option<Message> {
    let addresses: Vec<String> =
        survey.fronts().filter(|other| other.slug != front.slug).map(|other| front.path.to(other.path.as_str())).collect();
    meant(said, addresses.iter().map(String::as_str))
}

fn unknown_place<'a>(survey: &Survey<'_>, action: Option<&'a LetterAction>) -> Option<&'a Slug> {
    let id = action?.place.as_ref()?.id.as_ref()?;
    let is_known = survey.entity(AuthorityKind::Places, id.as_str()).is_some_and(|entity| entity.record.is_some());
    (!is_known).then_some(id)
}

fn at(front: Front<'_>, key: &str, message: Message) -> Diagnostic {
    let mut found = Diagnostic::warning(front.path, message);
    found.span = front.meta.place_of(key);
    found
}

/// Letters of a public archive that no index of letters can take.
pub fn not_indexed(survey: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    if config.base_url.is_empty() || survey.letters().is_empty() {
        return;
    }
    let message = if config.metadata_license.is_empty() {
        (say::letters_not_indexed_license(), say::letters_not_indexed_license_hint())
    } else if survey.fronts().all(|front| front.meta.changed().is_none()) {
        (say::letters_not_indexed_undated(), say::letters_not_indexed_undated_hint())
    } else {
        return;
    };
    all.push(Diagnostic::notice(&RelPath::new(CONFIG_FILE), message.0).hint(message.1));
}
