//! The manifests of an archive, as a collection (Presentation API 3.0, section 5.1).

use super::{
    manifest::{self, front, provider},
    model::{CONTEXT, Collection, Other, Words, written},
};
use crate::{
    archive::Survey,
    base::RelPath,
    config::Config,
    site::{address, collation::Collation, facsimile::surfaces::surfaces, frame::canonical},
};

/// Makes it; `None` where there is nothing that it could hold.
pub fn make(survey: &Survey<'_>, config: &Config) -> Option<String> {
    if config.base_url.is_empty() {
        return None;
    }
    let collation = Collation::new(&config.lang);
    let mut items: Vec<(Vec<u8>, Other)> = Vec::new();
    for front in survey.fronts().filter(|front| !front.meta.facsimile.is_empty()) {
        let Some(document) = survey.document(front.slug) else { continue };
        if manifest::has_one(config, &surfaces(survey, document)) {
            let id = canonical(config, &RelPath::new(&address::manifest(front.slug)));
            let item = Other { id, kind: "Manifest", label: manifest::label(front.meta), ..Other::default() };
            items.push((collation.key(&[&front.meta.title]), item));
        }
    }
    items.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.id.cmp(&other.id)));
    (!items.is_empty()).then(|| {
        written(&Collection {
            context: CONTEXT,
            id: canonical(config, &RelPath::new(address::COLLECTION)),
            kind: "Collection",
            label: Words::of(config.title_lang(), &config.title),
            summary: Words::of(config.description_lang(), &config.description),
            provider: provider(config),
            homepage: vec![front(config)],
            items: items.into_iter().map(|(_, item)| item).collect(),
        })
    })
}
