//! From files that changed to what changed in the archive.

use std::{collections::BTreeSet, sync::Arc};

use rayon::prelude::*;

use super::{
    Memo, beside, claims, embargo, footer, homes, layering, media, own_keys,
    parsed::Parsed,
    role::{Role, role},
    versions,
};
use crate::{
    archive::{Delta, Source},
    base::{
        Diagnostic, RelPath, Slug, Snapshot,
        places::{ANNOTATIONS, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, PAGES, REMOVED, SOURCES, is_read},
        say,
        snapshot::{CONFIG_FILE, File},
    },
    config::Config,
    document::{Addresses, Verdicts},
    site::rights,
};

pub use super::parsed::{Ahead, ahead, is_understood};

/// What was read.
#[derive(Default)]
pub struct Changes {
    /// What changed.
    pub delta: Delta,
    /// How many files were parsed.
    pub parsed: usize,
    /// Whether any file of the archive's own templates changed.
    pub templates_changed: bool,
    /// Whether any file changed that may be published as it is.
    pub plain_changed: bool,
    /// Whether any of the archive's own citation styles changed.
    pub styles_changed: bool,
    /// What is wrong with files as such.
    pub diagnostics: Vec<Diagnostic>,
}

impl Changes {
    /// These, and what changed afterwards.
    pub(super) fn and(mut self, mut later: Self) -> Self {
        self.diagnostics.append(&mut later.diagnostics);
        Self {
            parsed: self.parsed + later.parsed,
            templates_changed: self.templates_changed | later.templates_changed,
            plain_changed: self.plain_changed | later.plain_changed,
            styles_changed: self.styles_changed | later.styles_changed,
            ..self
        }
    }
}

/// Parses the files of `snapshot` that `memo` does not know, and forgets those that are gone.
pub fn read(snapshot: &Snapshot, config: &Config, memo: &mut Memo) -> Changes {
    let mut changes = Changes { diagnostics: snapshot.diagnostics.clone(), ..Changes::default() };
    let unread = snapshot.diagnostics.iter().filter(|said| !snapshot.files.contains_key(&said.path));
    changes.delta.left_out = unread.map(|said| (said.path.clone(), said.message.to_string())).collect();
    let (mut changed, gone) = differences(snapshot, memo);
    if !memo.inputs.layering.stands(changed.iter().chain(&gone), config) {
        memo.inputs.layering.read(snapshot, config);
    }
    if std::mem::take(&mut memo.inputs.layering.is_new) {
        layering::spread(&mut changed, &memo.inputs.layering, &memo.inputs.documents);
    }
    let mut known = std::mem::take(&mut memo.inputs.ahead);
    let mut parse: Vec<(&RelPath, &File, Option<Ahead>)> = Vec::with_capacity(changed.len());
    for path in &changed {
        let Some((path, file)) = snapshot.files.get_key_value(path) else { continue };
        let known =
            known.remove(path).filter(|known| known.digest == file.digest && known.layers == memo.inputs.layering.of(path).digest());
        if known.is_none() && file.bytes().is_none() && is_read(path) {
            let message = say::not_read_let_go();
            changes.diagnostics.push(Diagnostic::error(path, message).hint(say::not_read_let_go_hint()));
        }
        parse.push((path, file, known));
    }
    let highlighter = memo.highlighter();
    let (layering, bodies) = (&memo.inputs.layering, memo.bodies.as_ref());
    let parsed: Vec<(&RelPath, Ahead)> = parse
        .into_par_iter()
        .filter_map(|(path, file, known)| Some((path, known.or_else(|| ahead(path, file, layering, &highlighter, bodies))?)))
        .collect();
    changes.parsed = parsed.len();
    let mut claims: BTreeSet<(&'static str, String)> = BTreeSet::new();
    for path in &gone {
        memo.inputs.layering.note(path, None);
        forget(path, memo, &mut changes.delta, &mut claims);
    }
    for (path, mut ahead) in parsed {
        ahead.share(memo);
        memo.inputs.layering.note(path, ahead.layers);
        remember(path, ahead.parsed, memo, &mut changes.delta, &mut claims);
    }
    for path in &changed {
        let Some(file) = snapshot.files.get(path) else { continue };
        // Of a text it depends on what it says whether it is published.
        if !matches!(role(path), Role::Document | Role::Page | Role::Collection) {
            media::tell(path, file, &mut changes.delta);
        }
        if role(path) == Role::Other && ![CONFIG_FILE, REMOVED].contains(&path.as_str()) {
            memo.inputs.strays.insert(path.clone());
        }
        if beside::is_like_text(path) {
            memo.inputs.beside.insert(path.clone());
        }
        match role(path) {
            Role::Source => {
                let source = file.bytes().map(|bytes| Source { digest: file.digest, bytes: bytes.clone() });
                changes.delta.sources.insert(source_name(path).into(), source);
            }
            Role::Authorities => {
                changes.delta.authorities.insert(path.clone(), memo.inputs.authorities.get(path).cloned());
            }
            Role::Library => {
                changes.delta.libraries.insert(path.clone(), memo.inputs.libraries.get(path).cloned());
            }
            _ => {}
        }
    }
    if (memo.claims.drafts, memo.claims.unlicensed) != (config.drafts, config.unlicensed) {
        (memo.claims.drafts, memo.claims.unlicensed) = (config.drafts, config.unlicensed);
        claims.extend(memo.claims.wanted.keys().cloned());
    }
    embargo::turn(snapshot.day, memo, &mut claims);
    footer::read(config, memo, &mut changes.delta);
    own_keys::check(&changed, &gone, config, memo);
    if memo.catalogue.fields().fields() != &config.fields {
        changes.delta.fields = Some(config.fields.clone());
    }
    homes::spread(&mut claims, memo);
    if !claims.is_empty() || !changes.delta.libraries.is_empty() {
        homes::give_libraries(memo, &mut changes.delta);
    }
    homes::leave(&claims, memo, &mut changes.delta);
    for claim in claims {
        settle(&claim, config, memo, &mut changes.delta);
    }
    changes.styles_changed = changed.iter().chain(&gone).any(|path| role(path) == Role::Style);
    changes.templates_changed = changed.iter().chain(&gone).any(|path| role(path) == Role::Template);
    changes.plain_changed = changed.iter().chain(&gone).any(|path| matches!(role(path), Role::Template | Role::Media));
    changes
}

/// The paths whose files are new, have other bytes, or have pages that were not known, and those that are gone.
fn differences(snapshot: &Snapshot, memo: &mut Memo) -> (Vec<RelPath>, Vec<RelPath>) {
    let mut changed = Vec::new();
    let mut gone = Vec::new();
    let mut old = memo.inputs.files.iter().peekable();
    // Mostly it is the very same path in memory: then it need not be read, of which there are many after each edit.
    let is_same = |one: &RelPath, other: &RelPath| std::ptr::eq(one.as_str(), other.as_str()) || one == other;
    for (path, file) in &snapshot.files {
        while let Some((other, _)) = old.peek()
            && !is_same(other, path)
            && *other < path
        {
            gone.push((*other).clone());
            old.next();
        }
        match old.peek() {
            Some((other, digest)) if is_same(other, path) => {
                // What draws its pages may have come while nothing of it changed.
                if **digest != file.digest || file.sheets.is_some() && !memo.catalogue.knows_sheets(path) {
                    changed.push(path.clone());
                }
                old.next();
            }
            _ => changed.push(path.clone()),
        }
    }
    gone.extend(old.map(|(path, _)| path.clone()));
    for path in &gone {
        memo.inputs.files.remove(path);
    }
    for path in &changed {
        if let Some(file) = snapshot.files.get(path) {
            memo.inputs.files.insert(path.clone(), file.digest);
        }
    }
    (changed, gone)
}

fn remember(path: &RelPath, parsed: Parsed, memo: &mut Memo, delta: &mut Delta, claims: &mut BTreeSet<(&'static str, String)>) {
    let flaws = parsed.diagnostics();
    if flaws.is_empty() {
        memo.inputs.flaws.remove(path);
    } else {
        memo.inputs.flaws.insert(path.clone(), flaws.to_vec());
    }
    match parsed {
        Parsed::Document(document) => {
            let was = memo.inputs.documents.insert(path.clone(), document.clone());
            claims::claim_text(path, was.as_deref(), Some(&document), memo, claims);
        }
        Parsed::Version(document) => versions::note(path, Some(document), memo, claims),
        Parsed::Bibliography(file) => {
            memo.inputs.bibliographies.insert(path.clone(), file);
            claims.insert(claims::claim(path, &Slug::of_file(path), memo, true));
        }
        Parsed::Library(file) => {
            memo.inputs.libraries.insert(path.clone(), file);
        }
        Parsed::Annotations(file) => {
            memo.inputs.annotations.insert(path.clone(), file);
            claims.insert(claims::claim(path, &Slug::of_file(path), memo, true));
        }
        Parsed::Authorities(file) => {
            memo.inputs.authorities.insert(path.clone(), file);
        }
        Parsed::Verdicts(verdicts) => delta.verdicts = Some(verdicts),
        Parsed::Addresses(file) => delta.addresses = Some(memo.inputs.addresses.insert(file).clone()),
        Parsed::Layout(layout) => _ = delta.layouts.insert(path.clone(), layout),
    }
}

fn forget(path: &RelPath, memo: &mut Memo, delta: &mut Delta, claims: &mut BTreeSet<(&'static str, String)>) {
    memo.inputs.flaws.remove(path);
    memo.inputs.strays.remove(path);
    memo.inputs.beside.remove(path);
    delta.files.insert(path.clone(), None);
    match role(path) {
        Role::Document | Role::Page | Role::Collection => {
            let was = memo.inputs.documents.remove(path);
            claims::claim_text(path, was.as_deref(), None, memo, claims);
        }
        Role::Version => versions::note(path, None, memo, claims),
        Role::Bibliography => {
            memo.inputs.bibliographies.remove(path);
            claims.insert(claims::claim(path, &Slug::of_file(path), memo, false));
        }
        Role::Library => {
            memo.inputs.libraries.remove(path);
            delta.libraries.insert(path.clone(), None);
        }
        Role::Annotations => {
            memo.inputs.annotations.remove(path);
            claims.insert(claims::claim(path, &Slug::of_file(path), memo, false));
        }
        Role::Authorities => {
            memo.inputs.authorities.remove(path);
            delta.authorities.insert(path.clone(), None);
        }
        Role::Verdicts => delta.verdicts = Some(Verdicts::default()),
        Role::Addresses => {
            memo.inputs.addresses = None;
            delta.addresses = Some(Arc::new(Addresses::default()));
        }
        Role::Source => {
            delta.sources.insert(source_name(path).into(), None);
        }
        Role::Media | Role::Style | Role::Layout | Role::Defaults | Role::Data | Role::Template | Role::Other => {}
    }
}

/// Tells the catalogue who has a slug now: the first of the files that want it, unless it is a draft.
fn settle(claim: &(&'static str, String), config: &Config, memo: &mut Memo, delta: &mut Delta) {
    let winner = claims::winner(memo, claim).cloned();
    if winner.is_none() {
        memo.claims.wanted.remove(claim);
    }
    let (folder, _) = claim;
    // Whoever had the slug in other capitals has it no more; files that belong to documents have left theirs.
    let had: Vec<Slug> = memo.claims.shown.remove(claim).into_iter().collect();
    match *folder {
        BIBLIOGRAPHY => {
            if let Some(file) = winner.and_then(|path| memo.inputs.bibliographies.get(&path).cloned()) {
                homes::give_bibliography(claim, &file, memo, delta);
            }
        }
        ANNOTATIONS => {
            if let Some(file) = winner.and_then(|path| memo.inputs.annotations.get(&path).cloned()) {
                homes::give_notes(claim, &file, memo, delta);
            }
        }
        folder => {
            versions::leave(folder, &had, memo, delta);
            let documents = match folder {
                PAGES => &mut delta.pages,
                COLLECTIONS => &mut delta.collections,
                _ => &mut delta.documents,
            };
            documents.extend(had.into_iter().map(|slug| (slug, None)));
            let whole = winner.and_then(|path| memo.inputs.documents.get(&path));
            embargo::note(claim, whole.map(|document| (&document.path, &document.meta)), &mut memo.claims.timed);
            let public = whole.filter(|document| embargo::is_public(config, &document.meta, memo.claims.day));
            // Free pages and collections are the editors' own.
            let document = public.map(|one| if folder != DOCUMENTS { one.clone() } else { rights::as_shown(config, one) });
            if let Some(document) = &document {
                documents.insert(document.slug.clone(), Some(document.clone()));
                memo.claims.shown.insert(claim.clone(), document.slug.clone());
            }
            if folder == DOCUMENTS {
                versions::settle(document.as_ref(), config, memo, delta);
                delta.held.extend(memo.claims.held.remove(claim).map(|slug| (slug, None)));
                if let Some(whole) = whole.filter(|whole| document.as_ref().is_none_or(|document| !Arc::ptr_eq(document, whole))) {
                    memo.claims.held.insert(claim.clone(), whole.slug.clone());
                    delta.held.insert(whole.slug.clone(), Some(whole.clone()));
                }
            }
            for path in memo.claims.wanted.get(claim).into_iter().flatten() {
                let is_published = document.as_ref().is_some_and(|document| document.path == *path);
                delta.files.insert(path.clone(), (!is_published).then_some(false));
            }
        }
    }
}

fn source_name(path: &RelPath) -> &str {
    path.below(SOURCES).unwrap_or(path.name())
}
