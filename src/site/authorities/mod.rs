//! People, bodies, places and topics as data, for other programs: what there is of each, places in the Linked Places format, and links from
//! the authority files of others.

mod beacon;
mod linked_places;
mod list;

use crate::{archive::Survey, base::RelPath, config::Config, document::AuthorityKind};

/// Whether a file is one of these.
pub fn holds(path: &str) -> bool {
    path == linked_places::PATH || beacon::holds(path) || AuthorityKind::ALL.into_iter().any(|kind| path == list::path(kind))
}

/// All of them.
pub fn files(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    let lists = AuthorityKind::ALL.into_iter().filter_map(|kind| Some((list::path(kind), list::json(survey, config, kind)?)));
    let places = linked_places::geojson(survey, config).map(|text| (linked_places::PATH.to_owned(), text));
    let all = lists.chain(places).chain(beacon::files(survey, config));
    all.map(|(path, text)| (RelPath::new(&path), text)).collect()
}
