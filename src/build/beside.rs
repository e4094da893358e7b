//! Files beside documents and free pages that look like texts, and are neither read nor led to.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::stray::{FEW, is_remark};
use crate::{
    base::{
        Diagnostic, RelPath,
        places::{DOCUMENTS, PAGES, is_defaults},
        say,
        text::percent_decoded,
    },
    document::{Document, LinkTarget},
};

/// What a file may be meant as.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// Markdown under another ending.
    Markdown,
    /// Front matter for all documents of its folder.
    Defaults,
    /// What `ingest` makes a document of.
    Source,
    /// A text of another kind.
    Text,
    /// A text, or what is kept here for other ends: a facsimile, data.
    Perhaps,
}

/// What a file is meant as, by its place and name. Pictures, recordings and data may well lie here for a later day.
fn meant(path: &RelPath) -> Option<Meant> {
    if !(path.is_below(DOCUMENTS) || path.is_below(PAGES)) || is_remark(path) {
        return None;
    }
    Some(match path.extension().as_str() {
        "md" => return None,
        _ if is_nearly_defaults(path) => Meant::Defaults,
        // Some systems hide the last ending.
        _ if path.stem().to_ascii_lowercase().ends_with(".md") => Meant::Markdown,
        "markdown" | "mdown" | "mkd" | "mkdn" | "mdwn" | "mdtxt" | "mdtext" | "mdx" | "rmd" | "qmd" => Meant::Markdown,
        "txt" | "text" | "docx" | "odt" | "epub" | "html" | "htm" | "xhtml" => Meant::Source,
        "doc" | "docm" | "rtf" | "fb2" | "tex" | "latex" | "rst" | "org" | "adoc" | "asciidoc" | "textile" | "wiki" => Meant::Text,
        "pdf" | "xml" | "" => Meant::Perhaps,
        _ => return None,
    })
}

/// Whether a file is called nearly as defaults of a folder are, which is read by its exact name only.
fn is_nearly_defaults(path: &RelPath) -> bool {
    let stem = path.stem().to_lowercase();
    let is_called = ["default", "defaults"].contains(&stem.trim_matches(['_', '-', '.', ' ']));
    let is_settings = matches!(path.extension().as_str(), "yaml" | "yml" | "json" | "toml" | "txt" | "");
    is_called && is_settings && path.is_below(DOCUMENTS) && !is_defaults(path)
}

/// Whether a file looks like a text that is none of the archive's.
pub fn is_like_text(path: &RelPath) -> bool {
    meant(path).is_some()
}

/// Says to which of these `files` nothing leads: neither a page that is published, which has `attached` them, nor a text that is
/// not shown. Of many with one ending they are told together.
pub fn find<'a>(
    files: &BTreeSet<RelPath>,
    attached: impl Iterator<Item = &'a RelPath>,
    texts: &BTreeMap<RelPath, Arc<Document>>,
    all: &mut Vec<Diagnostic>,
) {
    if files.is_empty() {
        return;
    }
    let mut led_to: BTreeSet<&RelPath> = attached.collect();
    // Of a text that is not shown it only counts what it names.
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut joined: BTreeSet<RelPath> = BTreeSet::new();
    for text in texts.values() {
        for link in &text.facts.links {
            match &link.target {
                LinkTarget::File(to, _) if !to.starts_with('/') => joined.extend(text.path.join(&percent_decoded(to))),
                LinkTarget::File(to, _) | LinkTarget::Name(to, _) => {
                    let to = to.split('#').next().unwrap_or(to);
                    named.insert(to.rsplit('/').next().unwrap_or(to));
                }
                _ => {}
            }
        }
    }
    led_to.extend(&joined);
    let mut kinds: BTreeMap<(Meant, &str, String), Vec<&RelPath>> = BTreeMap::new();
    for path in files.iter().filter(|path| !led_to.contains(path) && !named.contains(path.name())) {
        let Some(meant) = meant(path) else { continue };
        let folder = if path.is_below(DOCUMENTS) { DOCUMENTS } else { PAGES };
        kinds.entry((meant, folder, path.extension())).or_default().push(path);
    }
    for ((meant, folder, _), paths) in kinds {
        let (told, rest) = if paths.len() > FEW && meant != Meant::Defaults { paths.split_at(1) } else { (&paths[..], &[][..]) };
        for path in told {
            all.push(finding(path, meant, folder, rest.len()));
        }
    }
}

fn finding(path: &RelPath, meant: Meant, folder: &str, more: usize) -> Diagnostic {
    let what = if folder == DOCUMENTS { say::noun_document() } else { say::noun_page() };
    let message = match (meant, more) {
        (Meant::Defaults, _) => say::defaults_name(),
        (_, 0) => say::not_read(what, folder),
        _ => say::not_read_more(what, folder, more),
    };
    let new = match meant {
        Meant::Defaults => Diagnostic::error,
        Meant::Perhaps => Diagnostic::notice,
        Meant::Markdown | Meant::Source | Meant::Text => Diagnostic::warning,
    };
    new(path, message).hint(match meant {
        Meant::Markdown => say::not_read_hint_rename(path.stem().trim_end_matches(".md").trim_end_matches(".MD")),
        Meant::Source | Meant::Text if folder == PAGES => say::not_read_hint_page(path.stem()),
        Meant::Source => say::not_read_hint_source(),
        Meant::Text => say::not_read_hint_text(),
        Meant::Defaults => say::defaults_name_hint(),
        Meant::Perhaps => say::not_read_hint_perhaps(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_nothing_leads_to_are_said() {
        let texts: BTreeMap<RelPath, Arc<Document>> =
            ["---\ndraft: true\n---\n[a](b/draft%201.txt) [[facsimile.pdf#page=2]] [c](/documents/c.html)\n"]
                .iter()
                .map(|text| (RelPath::new("content/documents/a.md"), text))
                .map(|(path, text)| (path.clone(), Arc::new(crate::document::parse(&path, text.as_bytes(), &|_, _| None))))
                .collect();
        let check = |paths: &[&str], expected: &[&str]| {
            let files: BTreeSet<RelPath> = paths.iter().map(|path| RelPath::new(path)).filter(is_like_text).collect();
            let mut found = Vec::new();
            let attached = RelPath::new("content/pages/linked.html");
            find(&files, std::iter::once(&attached), &texts, &mut found);
            let found: Vec<String> = found
                .iter()
                .map(|one| {
                    let message =
                        one.message.to_string().replace("this file is no document, and no text leads to it: only `.md` is read in", "…");
                    format!(
                        "{:?} {}: {message} ({})",
                        one.severity,
                        one.path,
                        one.hint.as_ref().map_or(String::new(), ToString::to_string).split(['/', ';']).next().unwrap_or("")
                    )
                })
                .collect();
            assert_eq!(found, expected);
        };
        // What a text leads to, what has another end, and what lies elsewhere.
        check(
            &[
                "content/documents/b/draft 1.txt",
                "content/documents/facsimile.pdf",
                "content/documents/c.html",
                "content/pages/linked.html",
                "content/documents/picture.png",
                "content/documents/film.mp4",
                "content/documents/data.csv",
                "content/documents/captions.vtt",
                "content/documents/README.txt",
                "content/documents/a.md",
                "content/files/letter.docx",
                "content/sources/letter.docx",
            ],
            &[],
        );
        check(
            &[
                "content/documents/a.markdown",
                "content/documents/b.md.txt",
                "content/documents/c/d.docx",
                "content/documents/e.tex",
                "content/documents/f.pdf",
                "content/pages/about.HTML",
            ],
            &[
                "Warning content/documents/a.markdown: … content/documents/ (rename it to `a.md`)",
                "Warning content/documents/b.md.txt: … content/documents/ (rename it to `b.md`)",
                "Warning content/documents/c/d.docx: … content/documents/ (put it into content)",
                "Warning content/pages/about.HTML: this file is no page, and no text leads to it: only `.md` is read in content/pages/ (write it as Markdown, `about.md`)",
                "Warning content/documents/e.tex: … content/documents/ (save it as text, HTML, Word or OpenDocument and put that into content)",
                "Notice content/documents/f.pdf: … content/documents/ (if it is a text, put it into content)",
            ],
        );
        check(
            &["content/documents/_Default.yml", "content/documents/a/_defaults.yaml", "content/documents/a/_defaults.json"],
            &[
                "Error content/documents/a/_defaults.json: this file is called nearly as defaults of a folder are, and is not read: it holds nothing back (call it `_defaults.yaml`)",
                "Error content/documents/_Default.yml: this file is called nearly as defaults of a folder are, and is not read: it holds nothing back (call it `_defaults.yaml`)",
            ],
        );
        check(
            &["content/documents/1.txt", "content/documents/2.txt", "content/documents/3/3.txt", "content/documents/4.txt"],
            &["Warning content/documents/1.txt: … content/documents/; nor are 3 more that end so (put it into content)"],
        );
    }
}
