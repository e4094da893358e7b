//! EPUB: the pages of the spine, in its order, as one page (EPUB 3.3 and 2.0.1).
//!
//! What leads from page to page is left out and listed; ids are told apart by page, so that notes find their calls wherever they stand.

mod package;
mod rewrite;

use std::collections::BTreeMap;

use super::{
    super::Fault,
    links::path,
    pack::{Pack, damaged, fault, tree},
    page::Page,
};
use crate::report::Certainty::{Likely, Sure};
use package::Package;
use rewrite::Names;
use scholion_base::say;
use scholion_base::text::percent_decoded;

/// The body of a page that stands alone, without what runs, and its pictures apart.
pub fn body_of(page: &str) -> rewrite::Body {
    let lead = |address: &str| address.trim().to_owned();
    rewrite::body(page, &Names { page: 0, lead: &lead, folder: None, marks: &BTreeMap::new() })
}

/// The pages of a publication in the order of its spine, as they are; empty where there is none.
pub fn chapters(bytes: &[u8]) -> Vec<String> {
    let Ok(mut pack) = Pack::open(bytes) else { return Vec::new() };
    let Ok(package) = package(&mut pack) else { return Vec::new() };
    package.spine().iter().map(|item| pack.text(&item.path).ok().flatten().filter(|_| item.is_page()).unwrap_or_default()).collect()
}

/// What the container names as the publication's package.
fn package(pack: &mut Pack<'_>) -> Result<Package, Fault> {
    let container = pack.text("META-INF/container.xml")?.ok_or_else(|| damaged(say::source_unreadable_part("META-INF/container.xml")))?;
    let container = tree("META-INF/container.xml", &container)?;
    let root = container.descendants().find(|node| node.tag_name().name() == "rootfile").and_then(|node| node.attribute("full-path"));
    let root = root.ok_or_else(|| damaged(say::source_unreadable_no_text()))?.to_owned();
    let text = pack.text(&root)?.ok_or_else(|| damaged(say::source_unreadable_part(&root)))?;
    Package::read(&root, &text)
}

/// Reads a publication.
pub fn read(pack: &mut Pack<'_>) -> Result<Page, Fault> {
    locked(pack)?;
    let package = package(pack)?;
    let spine = package.spine();
    // The page on which an address leads: its place in the spine.
    let pages: BTreeMap<String, usize> = spine.iter().enumerate().map(|(at, item)| (item.path.clone(), at)).collect();
    let mut page = Page::new(package.stated());
    let marks = page_list(pack, &package, &pages)?;
    for (at, item) in spine.iter().enumerate() {
        let Some(text) = pack.text(&item.path)? else {
            page.doubt("missing-part", &item.path, crate::remark::Remark::PartMissing);
            continue;
        };
        if !item.is_page() {
            let picture = page.picture("", &item.path);
            page.put(&format!("<p>{picture}</p>\n"));
            continue;
        }
        let folder = item.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let lead = |address: &str| lead(address, folder, at, &pages);
        let names = Names { page: at, lead: &lead, folder: Some(folder), marks: &marks };
        let body = rewrite::body(&text, &names);
        page.pictures.extend(body.pictures.iter().cloned());
        for frame in &body.frames {
            page.leave_out("distributor-frame", frame, Likely, None);
        }
        if item.is_navigation {
            page.leave_out("contents", &rewrite::words(&body.html), Sure, None);
            continue;
        }
        page.put(&format!("<section id=\"{}\">\n{}\n</section>\n", rewrite::name(at, ""), body.html));
    }
    Ok(page)
}

/// A publication whose pages are locked is not read; fonts may be hidden (EPUB 3.3, 4.2.6.3.1).
fn locked(pack: &mut Pack<'_>) -> Result<(), Fault> {
    let Some(text) = pack.text("META-INF/encryption.xml")? else { return Ok(()) };
    let tree = tree("META-INF/encryption.xml", &text)?;
    let names = tree.descendants().filter_map(|node| node.attribute("URI"));
    let is_page = |name: &str| name.rsplit_once('.').is_some_and(|(_, ending)| ending.to_ascii_lowercase().contains("htm"));
    if names.into_iter().any(is_page) {
        return Err(fault(say::source_unreadable_rights(), say::source_unreadable_rights_hint()));
    }
    Ok(())
}

/// Where an address leads on the one page that is made.
fn lead(address: &str, folder: &str, here: usize, pages: &BTreeMap<String, usize>) -> String {
    let address = address.trim();
    let (file, place) = address.split_once('#').unwrap_or((address, ""));
    if file.is_empty() {
        return format!("#{}", rewrite::name(here, place));
    }
    if file.contains(':') {
        return address.to_owned();
    }
    let file = path(folder, &percent_decoded(file));
    pages.get(&file).map_or(String::new(), |at| format!("#{}", rewrite::name(*at, place)))
}

/// The ends of printed pages, by the places that the list of pages leads to (EPUB 3.3, 7.4.3).
fn page_list(pack: &mut Pack<'_>, package: &Package, pages: &BTreeMap<String, usize>) -> Result<BTreeMap<String, String>, Fault> {
    let mut marks = BTreeMap::new();
    let Some(navigation) = package.navigation() else { return Ok(marks) };
    let Some(text) = pack.text(&navigation)? else { return Ok(marks) };
    let folder = navigation.rsplit_once('/').map_or("", |(folder, _)| folder);
    // A list of pages that cannot be read costs its marks, and no text.
    let Ok(tree) = tree(&navigation, &text) else { return Ok(marks) };
    let is_list = |node: &roxmltree::Node<'_, '_>| {
        node.attributes().any(|one| one.name() == "type" && one.value().split_whitespace().any(|kind| kind == "page-list"))
    };
    for list in tree.descendants().filter(is_list) {
        for link in list.descendants().filter(|node| node.tag_name().name() == "a") {
            let words: String = link.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
            let place = lead(link.attribute("href").unwrap_or(""), folder, usize::MAX, pages);
            marks.insert(place.trim_start_matches('#').to_owned(), scholion_base::text::squeeze(&words));
        }
    }
    Ok(marks)
}
