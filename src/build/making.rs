//! Units of pages in the making: which of them go on, what one makes, and what becomes of its pages.
//!
//! A page of a long list that still stands ([`Part`](crate::site::Part)) is not viewed again, however many others of its unit are.

use std::cell::RefCell;

use super::{Memo, PageMemo, UnitMemo, key};
use crate::{
    archive::{Catalogue, facet::Dirty},
    base::{Diagnostic, RelPath, places, say},
    site::{
        Product, Unit,
        csl::{CitationFormatter, Formatted},
        templates::{RenderFault, Templates},
        tongues::Tongue,
        view::View,
    },
};

/// How a page that is due is rendered and handed out; to explain a build it is only looked at.
pub(super) type Render<'a> = &'a (dyn Fn(&Templates, &RelPath, &View) -> Rendering + Sync);

/// What became of a page that was due.
pub(super) enum Rendering {
    /// Its template made it.
    Made,
    /// Its template cannot; the program's own made it.
    StoodIn(RenderFault),
    /// No template can: there is no page.
    Failed(RenderFault),
}

/// By what pages and files leave the engine.
pub(super) struct Output<'a> {
    pub(super) tongues: &'a [Tongue],
    /// Those for the language of the pages.
    pub(super) templates: &'a Templates,
    pub(super) render: Render<'a>,
    pub(super) emit: &'a (dyn Fn(&RelPath, &[u8]) + Sync),
    /// Whether no page stands, and what changed of those that may.
    pub(super) all: bool,
    pub(super) dirty: &'a Dirty,
}

/// Units that were made.
#[derive(Default)]
pub(super) struct MadeUnits {
    pub(super) viewed: usize,
    /// How many facets they have read.
    pub(super) read: usize,
    /// The pages that were rendered, in no order.
    pub(super) rendered: Vec<RelPath>,
    /// What was formatted.
    pub(super) formatted: Formatted,
    /// Whether any has other pages than before.
    pub(super) moved: bool,
    /// Whether any leads to other files than before.
    pub(super) moved_files: bool,
    /// Whether anything is to be said of any, or was.
    pub(super) flawed: bool,
}

impl MadeUnits {
    pub(super) fn and(mut self, mut other: Self) -> Self {
        self.rendered.append(&mut other.rendered);
        self.formatted.append(&mut other.formatted);
        Self {
            viewed: self.viewed + other.viewed,
            read: self.read + other.read,
            moved: self.moved | other.moved,
            moved_files: self.moved_files | other.moved_files,
            flawed: self.flawed | other.flawed,
            ..self
        }
    }
}

/// Brings the list of units up to date: those that go on keep what is known of them, and those that are new are due.
/// Whether any is gone.
pub(super) fn renew(known: &mut Vec<(Unit, UnitMemo)>, mut units: Vec<Unit>) -> bool {
    units.sort_unstable();
    let mut old = std::mem::take(known).into_iter().peekable();
    let mut is_any_gone = false;
    known.reserve_exact(units.len());
    for unit in units {
        while old.next_if(|(other, _)| *other < unit).is_some() {
            is_any_gone = true;
        }
        let memo = old.next_if(|(other, _)| *other == unit).map(|(_, memo)| memo);
        known.push((unit, memo.unwrap_or_else(|| UnitMemo { failed: true, ..UnitMemo::default() })));
    }
    is_any_gone || old.next().is_some()
}

/// Makes a unit's views and renders the pages whose keys differ. With what is known of it then, how many facets the views have read.
pub(super) fn make_unit(
    unit: &Unit,
    before: &UnitMemo,
    memo: &Memo,
    formatter: &CitationFormatter<'_>,
    hand: &Output<'_>,
    rendered: &mut Vec<RelPath>,
) -> (UnitMemo, usize) {
    let hands = RefCell::new((UnitMemo::default(), rendered, 0));
    let put = |product: Product| {
        let (after, rendered, read) = &mut *hands.borrow_mut();
        let (path, key) = match &product {
            Product::Page(path, view) => (path.clone(), memo.pages.settings.key(view, hand.templates.lang())),
            Product::File(path, text) => (path.clone(), memo.pages.settings.key_of_file(text)),
            Product::Finding(finding) => return after.diagnostics.push(finding.clone()),
            Product::Attached(file) => return after.attached.push(file.clone()),
            Product::Scaled(scaled) => return after.scaled.push(scaled.clone()),
            Product::Tiled(tiled) => return after.tiled.push(tiled.clone()),
            Product::Question(asked) => {
                if let Some((page, part)) = before.standing(asked, hand.all, hand.dirty, &memo.pages.settings) {
                    after.pages.push(page.clone());
                    after.parts.push(part.clone());
                    asked.stands.set(true);
                }
                return;
            }
            Product::Part(part) => {
                *read += part.reads.len();
                return after.parts.push(part.clone());
            }
        };
        let known = before.page(after.pages.len(), &path);
        if key::reasons(known, &key).is_empty() {
            // The same key gives the same bytes, and the same fault.
            let fault = known.and_then(|page| page.fault.clone());
            return after.pages.push(PageMemo { path, key: Some(key), fault });
        }
        let rendering = match &product {
            Product::Page(path, view) => (hand.render)(hand.templates, path, view),
            Product::File(path, text) => {
                (hand.emit)(path, text.as_bytes());
                Rendering::Made
            }
            _ => return,
        };
        let (key, fault) = match rendering {
            Rendering::Made => (Some(key), None),
            Rendering::StoodIn(fault) => (Some(key), Some(Box::new(fault))),
            Rendering::Failed(fault) => {
                after.failed = true;
                (None, Some(Box::new(fault)))
            }
        };
        rendered.extend(key.is_some().then(|| path.clone()));
        after.pages.push(PageMemo { path, key, fault });
    };
    let reads = unit.make(&memo.catalogue, hand.tongues, formatter, hand.templates.strings(), &put);
    let (mut after, _, read) = hands.into_inner();
    after.attached.sort_unstable();
    after.attached.dedup();
    after.scaled.sort_unstable();
    after.scaled.dedup();
    after.tiled.sort_unstable();
    after.tiled.dedup();
    let read = read + reads.len();
    (UnitMemo { reads, ..after }, read)
}

/// What is to be said of a page that its template cannot render.
pub(super) fn fault(catalogue: &Catalogue, unit: &Unit, page: &PageMemo) -> Option<Diagnostic> {
    let fault = page.fault.as_deref()?;
    let template = RelPath::new(&format!("{}/{}", places::TEMPLATES, fault.template));
    let (what, path) = (fault.message.clone(), &page.path);
    let message = match page.key {
        Some(_) => say::template_error_stood_in(what, path),
        None => say::template_error_no_page(what, path),
    };
    let mut found = Diagnostic::error(&template, message);
    found.span = fault.span;
    found.hint.clone_from(&fault.hint);
    Some(match unit.file(catalogue) {
        Some(file) => found.related(file, None, say::template_error_text()),
        None => found,
    })
}
