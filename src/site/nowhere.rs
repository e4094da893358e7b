//! What is said of links that lead nowhere, and of files that are there and not published.

use crate::{
    archive::{Absent, Reader},
    base::{
        Message, RelPath,
        diagnostic::did_you_mean,
        places::{AUTHORITIES, COLLECTIONS, CONTENT, DOCUMENTS, PAGES, SOURCES},
        say, text, web,
    },
    document::AuthorityKind,
};

/// What to say of a link to nothing.
pub fn nothing(reader: &Reader<'_>, from: &RelPath, written: &str, is_name: bool, image: bool) -> (Message, Option<Message>) {
    if is_name {
        let name = written.split('#').next().unwrap_or(written).trim();
        if let Some(absent) = reader.absent(from, name, true) {
            return why_absent(name, &absent, from);
        }
        return (say::broken_link_name(name), did_you_mean(&reader.nearest_names(name)));
    }
    let path = text::percent_decoded(written);
    let is_text = path.to_ascii_lowercase().ends_with(".md");
    if let Some(absent) = reader.absent(from, &path, false) {
        return why_absent(written, &absent, from);
    }
    // Of what stands there nothing is known.
    if from.join(&path).is_some_and(|path| !path.is_below(CONTENT)) {
        return (say::broken_link_content(written), Some(say::broken_link_content_hint()));
    }
    if path.ends_with('/') {
        return (say::broken_link_folder(written), None);
    }
    let what = match from.join(&path) {
        Some(path) if is_text && path.is_below(PAGES) => say::noun_page(),
        _ if is_text => say::noun_document(),
        _ if image => say::noun_image(),
        _ => say::noun_file(),
    };
    let near: Vec<_> = reader.nearest_addresses(from, &path).iter().map(|near| web::relative(near).into_owned()).collect();
    let hint = did_you_mean(&near);
    let hint = hint.or_else(|| (!is_text).then(say::broken_link_hint));
    (say::broken_link(what, written), hint)
}

/// What to say of a link to a record that is not there.
pub fn no_record(reader: &Reader<'_>, kind: AuthorityKind, id: &str) -> (Message, Option<Message>) {
    let file = format!("{AUTHORITIES}/{}.yaml", kind.folder());
    let hint = did_you_mean(&reader.nearest_names(&id.replace('-', " "))).unwrap_or_else(|| say::broken_link_record_hint(&file));
    (say::broken_link_record(id, &file), Some(hint))
}

/// Why a file that is there is not published, and what to do.
pub fn why_not_published(path: &RelPath) -> Message {
    if path.is_below(SOURCES) {
        say::not_published_hint_source()
    } else if path.extension() == "md" && [DOCUMENTS, PAGES, COLLECTIONS].iter().any(|folder| path.is_below(folder)) {
        say::not_published_hint_draft(path)
    } else {
        say::not_published_hint_file(path)
    }
}

/// What is said of a place of which something is known though nothing was found, and what to do.
fn why_absent(written: &str, absent: &Absent, from: &RelPath) -> (Message, Option<Message>) {
    match absent {
        Absent::Folder(inside) => {
            let inside: Vec<String> = inside.iter().map(|path| web::relative(&from.to(path.as_str())).into_owned()).collect();
            let hint = match &inside[..] {
                [] => say::broken_link_textless_empty_hint(),
                _ => say::broken_link_textless_hint(inside),
            };
            (say::broken_link_textless(written), Some(hint))
        }
        Absent::LeftOut(path, why) => (say::broken_link_unread(written, why), Some(say::broken_link_unread_hint(path))),
        Absent::PassedOver(name) => (say::broken_link_passed_over(name), Some(say::broken_link_passed_over_hint())),
    }
}
