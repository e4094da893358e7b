//! What `check` says of reports: how much is still open, and which verdicts settle nothing. Notices all: a doubt of the
//! program's is no fault of the content.

use super::{
    look::{Files, Looked},
    words::Words,
};
use crate::{
    base::{Diagnostic, RelPath, Span, places::DOCUMENTS, say},
    commands::{session::Session, typed},
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
        let message = say::open_items_all(open.len(), say::open_items(count));
        let mut one = Diagnostic::notice(&RelPath::new(DOCUMENTS), message);
        for (looked, document) in open.iter().take(MOST_NAMED) {
            one = one.related(document, None, say::open_items(looked.open()));
        }
        all.push(one.hint(say::open_items_all_hint()));
    }
    all
}

fn notice(session: &Session<'_>, words: &Words, one: &Looked, document: &RelPath) -> Diagnostic {
    let mut notice = Diagnostic::notice(document, say::open_items(one.open()));
    let bytes = Files::bytes(session, &one.source).unwrap_or_else(|| [].into());
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', &bytes).collect();
    for item in one.head.open.iter().filter(|item| item.is_open()).take(MOST_ITEMS) {
        let nth = item.line as usize;
        let start = if nth < 2 { Some(0) } else { ends.get(nth - 2).map(|end| end + 1) };
        let end = ends.get(nth.saturating_sub(1)).copied().unwrap_or(bytes.len());
        // The lines of what a program took out of a file are none of the file's.
        let span = start.filter(|start| *start <= end && std::str::from_utf8(&bytes).is_ok()).map(|start| Span::new(start, end));
        let shown = cut(&item.words);
        let message = match &item.remark {
            None => say::open_items_item(&item.id, &item.rule, shown),
            Some(remark) => say::open_items_remark(&item.id, &item.rule, shown, words.remark(remark).0),
        };
        notice = notice.related(&one.source, span, message);
    }
    notice.hint(say::open_items_hint(typed::source(&one.source)))
}

fn idle(one: &Looked) -> Vec<Diagnostic> {
    let Some(document) = &one.document else { return Vec::new() };
    let each = one.idle.iter().map(|idle| {
        let (what, hint) = if idle.is_unclear {
            (say::idle_verdict_several(), say::idle_verdict_several_hint())
        } else {
            (say::idle_verdict(), say::idle_verdict_hint())
        };
        Diagnostic::notice(document, what).at(idle.verdict.place).hint(hint)
    });
    each.collect()
}
