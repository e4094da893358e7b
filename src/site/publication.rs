//! Where a document appeared, and under what terms.

use super::{
    address,
    view::{LicenseView, PublicationView},
};
use crate::{base::WebAddress, document::Meta};

/// Where and when a document appeared. Its description is taken apart, so that what is added to it must be told here, or is said to be
/// told elsewhere.
pub fn publication(meta: &Meta) -> PublicationView {
    let Meta {
        container,
        volume,
        issue,
        pages,
        publisher,
        place,
        issued,
        dates,
        doi,
        issn,
        isbn,
        url,
        // At the head of the page.
        title: _,
        lang: _,
        kind: _,
        people: _,
        section: _,
        // `site/letters` tells it.
        way: _,
        translation_of: _,
        draft: _,
        // `site/versions` tells it.
        history: _,
        window: _,
        menu: _,
        // With the abstracts, the rights, the way to cite.
        abstract_: _,
        keywords: _,
        translations: _,
        license: _,
        rights: _,
        cite_as: _,
        files: _,
        publish_source: _,
        facsimile: _,
        tiles: _,
        chapters: _,
        recordings: _,
        // `site/fields.rs` tells all of them.
        variables: _,
        // With its ways through the archive.
        collections: _,
        // For other pages, templates and findings.
        description: _,
        aliases: _,
        alias_places: _,
        slug: _,
        source: _,
        lead: _,
        extra: _,
        own: _,
        places: _,
    } = meta;
    PublicationView {
        container: container.clone(),
        volume: volume.clone(),
        issue: issue.clone(),
        pages: pages.clone(),
        publisher: publisher.clone(),
        place: place.clone(),
        issued: issued.map(|date| date.to_string()).unwrap_or_default(),
        dates: dates.iter().map(|(name, date)| (name.clone(), date.to_string())).collect(),
        doi: doi.clone(),
        doi_url: address::doi(doi),
        issn: issn.clone(),
        isbn: isbn.clone(),
        url: url.clone(),
    }
}

/// Where a licence stands in full, if it says so or its name tells; empty otherwise.
pub fn license_address(meta: &Meta) -> WebAddress {
    let Some(license) = &meta.license else { return WebAddress::default() };
    if !license.url.is_empty() {
        return license.url.clone();
    }
    // Creative Commons names its licences by pattern; others go by SPDX's page.
    let id = &license.id;
    let parts: Vec<&str> = id.strip_prefix("CC-").map(|rest| rest.rsplitn(2, '-').collect()).unwrap_or_default();
    match &parts[..] {
        [version, name] if version.starts_with(|c: char| c.is_ascii_digit()) => {
            WebAddress::of_page(&format!("https://creativecommons.org/licenses/{}/{version}/", name.to_lowercase()))
        }
        _ if id == "CC0-1.0" => WebAddress::of_page("https://creativecommons.org/publicdomain/zero/1.0/"),
        _ => WebAddress::default(),
    }
}

/// Under what licence it is, and what is said of its rights.
pub fn license(meta: &Meta) -> LicenseView {
    let license = meta.license.clone().unwrap_or_default();
    LicenseView { id: license.id, url: license.url, rights: meta.rights.clone() }
}
