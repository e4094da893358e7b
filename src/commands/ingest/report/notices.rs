//! What `check` says of reports: how much is still open, and which verdicts settle nothing. Notices all: a doubt of the
//! program's is no fault of the content.

use super::{
    look::{Files, Looked},
    words::Words,
};
use crate::{
    base::{Diagnostic, RelPath, Span, places::DOCUMENTS},
    commands::{report::plural, session::Session},
    document::verdict::cut,
};

/// Most items that a notice names.
const MOST_ITEMS: usize = 20;
/// Most documents that are named where all stand in one notice.
const MOST_NAMED: usize = 5;

/// The notices: on each document, or on all together.
pub fn notices(session: &Session<'_>, looked: &[Looked], each: bool) -> Vec<Diagnostic> {
    let mut open: Vec<(&Looked, &RelPath)> =
        looked.iter().filter(|one| one.open() > 0).filter_map(|one| Some((one, one.document.as_ref()?))).collect();
    let mut all: Vec<Diagnostic> = looked.iter().flat_map(idle).collect();
    if each {
        let words = Words::english();
        all.extend(open.iter().map(|(one, document)| notice(session, &words, one, document)));
    } else if !open.is_empty() {
        open.sort_by_key(|(one, path)| (std::cmp::Reverse(one.open()), (*path).clone()));
        let count: usize = open.iter().map(|(one, _)| one.open()).sum();
        let verb = if open.len() == 1 { "has" } else { "have" };
        let message = format!("{} {verb} {}", plural(open.len(), "document"), plural(count, "open item"));
        let mut one = Diagnostic::notice(&RelPath::new(DOCUMENTS), "open-items", message);
        for (looked, document) in open.iter().take(MOST_NAMED) {
            one = one.related(document, None, plural(looked.open(), "open item"));
        }
        all.push(one.hint("`scholion ingest --report` lists them, and `scholion ingest --settle ID` says that one is settled"));
    }
    all
}

fn notice(session: &Session<'_>, words: &Words, one: &Looked, document: &RelPath) -> Diagnostic {
    let mut notice = Diagnostic::notice(document, "open-items", plural(one.open(), "open item"));
    let bytes = Files::bytes(session, &one.source).unwrap_or_else(|| [].into());
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', &bytes).collect();
    for item in one.head.open.iter().filter(|item| item.is_open()).take(MOST_ITEMS) {
        let nth = item.line as usize;
        let start = if nth < 2 { Some(0) } else { ends.get(nth - 2).map(|end| end + 1) };
        let end = ends.get(nth.saturating_sub(1)).copied().unwrap_or(bytes.len());
        // The lines of what a program took out of a file are none of the file's.
        let span = start.filter(|start| *start <= end && std::str::from_utf8(&bytes).is_ok()).map(|start| Span::new(start, end));
        let remark = item.remark.as_ref().map_or(String::new(), |remark| format!(": {}", words.remark(remark).0));
        notice = notice.related(&one.source, span, format!("{} {} “{}”{remark}", item.id, item.rule, cut(&item.words)));
    }
    notice.hint(format!("`scholion ingest --report {}` shows them", one.source.name()))
}

fn idle(one: &Looked) -> Vec<Diagnostic> {
    let Some(document) = &one.document else { return Vec::new() };
    let each = one.idle.iter().map(|idle| {
        let (what, hint) = if idle.is_unclear {
            (
                "several findings have the words of this verdict, so it settles none",
                "say with `near:` which of them is meant, as `scholion ingest --settle` does",
            )
        } else {
            (
                "nothing has the rule and the words of this verdict any more",
                "take it out, or see whether what was settled has come back otherwise",
            )
        };
        Diagnostic::notice(document, "idle-verdict", what).at(idle.verdict.place).hint(hint)
    });
    each.collect()
}
