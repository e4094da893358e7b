//! What is said of links that lead nowhere, and of files that are there and not published.

use crate::{
    archive::{Absent, Reader},
    base::{
        RelPath,
        diagnostic::did_you_mean,
        places::{CONTENT, DOCUMENTS, PAGES, SOURCES},
        text, web,
    },
};

/// What to say of a link to nothing.
pub fn nothing(reader: &Reader<'_>, from: &RelPath, written: &str, is_name: bool, image: bool) -> (String, Option<String>) {
    if is_name {
        let name = written.split('#').next().unwrap_or(written).trim();
        if let Some(absent) = reader.absent(from, name, true) {
            return why_absent(name, &absent, from);
        }
        return (format!("nothing in the archive is called `{name}`"), did_you_mean(&reader.nearest_names(name)));
    }
    let path = text::percent_decoded(written);
    let is_text = path.to_ascii_lowercase().ends_with(".md");
    if let Some(absent) = reader.absent(from, &path, false) {
        return why_absent(written, &absent, from);
    }
    // Of what stands there nothing is known.
    if from.join(&path).is_some_and(|path| !path.is_below(CONTENT)) {
        let hint = "put the file, or a copy of it, beside the text or into content/files/";
        return (format!("`{written}` leads out of content/, from where nothing is published"), Some(hint.into()));
    }
    if path.ends_with('/') {
        return (format!("there is nothing in a folder `{written}`"), None);
    }
    let what = match from.join(&path) {
        Some(path) if is_text && path.is_below(PAGES) => "page",
        _ if is_text => "document",
        _ if image => "image",
        _ => "file",
    };
    let near: Vec<_> = reader.nearest_addresses(from, &path).iter().map(|near| web::relative(near).into_owned()).collect();
    let hint = did_you_mean(&near);
    let hint = hint.or_else(|| (!is_text).then(|| "paths are relative to this file; documents end in `.md`".into()));
    (format!("there is no {what} `{written}`"), hint)
}

/// Why a file that is there is not published, and what to do.
pub fn why_not_published(path: &RelPath) -> String {
    if path.is_below(SOURCES) {
        "sources are not published; link to the document that was made of it".into()
    } else if path.extension() == "md" && (path.is_below(DOCUMENTS) || path.is_below(PAGES)) {
        format!("{path} is a draft, or what stands at its beginning cannot be read; `--drafts` shows it")
    } else {
        format!("{path} is there, but files are not published from where it stands: put it beside the text, or into content/files/")
    }
}

/// What is said of a place of which something is known though nothing was found, and what to do.
fn why_absent(written: &str, absent: &Absent, from: &RelPath) -> (String, Option<String>) {
    match absent {
        Absent::Folder(inside) => {
            let inside: Vec<String> = inside.iter().map(|path| web::relative(&from.to(path.as_str())).into_owned()).collect();
            let hint = match &inside[..] {
                [] => String::from("nothing in it is published; write an `index.md` for it"),
                _ => format!("link to what is in it: `{}`; or write an `index.md` for it", inside.join("`, `")),
            };
            (format!("`{written}` is a folder, and no text stands for it"), Some(hint))
        }
        Absent::LeftOut(path, why) => (format!("`{written}` is there and was not read: {why}"), Some(format!("see to {path}"))),
        Absent::PassedOver(name) => {
            let message = format!(
                "files called as `{name}` are neither read nor published: they are hidden, or left behind by an editor or a system"
            );
            (message, Some("rename it if it belongs to the archive".into()))
        }
    }
}
