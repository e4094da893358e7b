//! What is wrong with people in front matter as the archive has them.

use super::Survey;
use crate::{
    base::{
        Diagnostic, Slug,
        diagnostic::{Guesses, meant},
        say,
    },
    config::Config,
    document::AuthorityKind,
};

/// Somebody with a part in a document might be of these.
const KINDS: [AuthorityKind; 2] = [AuthorityKind::People, AuthorityKind::Organizations];

/// People whose record is not there.
pub fn problems(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let is_known = |id: &Slug| KINDS.iter().any(|kind| survey.entity(*kind, id.as_str()).is_some_and(|entity| entity.record.is_some()));
    let mut guesses = Guesses::default();
    for front in survey.fronts() {
        for (person, id) in front.meta.people.iter().filter_map(|person| Some((person, person.id.as_ref()?))) {
            if is_known(id) {
                continue;
            }
            let records = KINDS.into_iter().flat_map(|kind| survey.every_entity(kind)).filter(|entity| entity.record.is_some());
            let near = if guesses.one_more() { meant(id.as_str(), records.map(|entity| &*entity.slug)) } else { None };
            let mut found = Diagnostic::warning(front.path, say::person_record(id)).hint(near.unwrap_or_else(say::person_record_hint));
            found.span = front.meta.place_of(person.role.name());
            all.push(found);
        }
    }
}
