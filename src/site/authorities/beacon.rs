//! Links from the authority files of others to the archive's pages, one file a scheme: BEACON, which aggregators of the GND and of Wikidata
//! gather (gbv.github.io/beaconspec). Links need public addresses, so that there are none without `base-url`.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    archive::Survey,
    base::{RelPath, identifier, text::squeeze},
    config::Config,
    document::AuthorityKind,
    site::{address, frame::canonical},
};

const BEFORE: &str = "data/beacon-";

/// Whether a file is one of these.
pub fn holds(path: &str) -> bool {
    path.starts_with(BEFORE)
}

/// The files: of each scheme of which a record has an identifier.
pub fn files(survey: &Survey<'_>, config: &Config) -> Vec<(String, String)> {
    if config.base_url.is_empty() {
        return Vec::new();
    }
    let mut links: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for kind in AuthorityKind::ALL {
        for entity in survey.every_entity(kind) {
            let page = || canonical(config, &RelPath::new(&address::entity(kind, &entity.slug, 1)));
            for (scheme, value) in entity.record.iter().flat_map(|record| &record.identifiers) {
                let Some(scheme) = identifier::named(scheme) else { continue };
                let Some(value) = scheme.value(value) else { continue };
                links.entry(scheme.name).or_default().entry(value).or_default().push(page());
            }
        }
    }
    links
        .into_iter()
        .filter_map(|(name, links)| Some((format!("{BEFORE}{name}.txt"), file(config, identifier::named(name)?, &links))))
        .collect()
}

fn file(config: &Config, scheme: &identifier::Scheme, links: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = String::from("#FORMAT: BEACON\n");
    let own = canonical(config, &RelPath::new(&format!("{BEFORE}{}.txt", scheme.name)));
    let fields = [
        ("PREFIX", scheme.base()),
        ("NAME", config.title.as_str()),
        ("DESCRIPTION", config.description.as_str()),
        ("INSTITUTION", config.publisher.as_str()),
        ("HOMEPAGE", config.base_url.as_str()),
        ("FEED", own.as_str()),
    ];
    for (field, value) in fields {
        let value = squeeze(value);
        if !value.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(text, "#{field}: {value}");
        }
    }
    text.push('\n');
    for (identifier, pages) in links {
        for page in pages {
            let _ = writeln!(text, "{identifier}||{page}");
        }
    }
    text
}
