//! Old addresses are kept: what stands elsewhere than at the last build, and paragraphs whose words were mended, are written into
//! `content/addresses.yaml`, from which every build then publishes the ways on.
//!
//! What stood where is kept beside the caches. Losing that costs this: what is renamed until the next build is not noticed.

use std::path::Path;

use super::{cache::census, session::Session};
use crate::{
    base::{
        Diagnostic, Digest, Message, RelPath,
        diagnostic::io_words,
        places::{ADDRESSES, CONTENT},
        say,
    },
    build::{
        Memo,
        addresses::{
            Census, Moves,
            revision::{Revised, revised},
        },
        page_places::has_place,
        wishes::known,
    },
    public::{Revision, revise},
    source::{self, Hints},
};

/// What stood where when it was last looked.
pub struct Addresses {
    /// It says something of every block of every text, and is let go while the file has it.
    before: Option<Census>,
    /// The digest of the file in which it is kept.
    kept: Digest,
}

/// What was kept.
#[derive(Default)]
pub struct Kept {
    /// What was written, and what could not be: a finding each.
    pub findings: Vec<Diagnostic>,
    /// Whether the file says something else than before.
    pub is_written: bool,
}

impl Addresses {
    /// What the last build has left.
    pub fn load(root: &Path) -> Self {
        let (before, kept) = census::load(root);
        Self { before: Some(before), kept }
    }

    /// Writes into `content/addresses.yaml` what moved since, and remembers what stands where.
    pub fn keep(&mut self, session: &mut Session<'_>, memo: &Memo, prunes: bool) -> Kept {
        let before = self.before.take().unwrap_or_else(|| census::load(&session.root).0);
        let (moves, now) = look(&before, session, memo);
        let pruned = prunes.then_some(&now.there);
        let has_place = |page: &RelPath, id: &str| has_place(memo, page, id);
        let known = known(memo, &session.config);
        let path = RelPath::new(ADDRESSES);
        let mut made: Option<Revised> = None;
        let is_due = {
            let bytes = session.bytes(&path);
            revised(bytes.as_deref(), &moves, &known, &has_place, pruned).is_some()
        };
        if is_due {
            let is_written = revise(&session.root, &path, CONTENT, |was| -> std::io::Result<Revision> {
                made = revised(was, &moves, &known, &has_place, pruned);
                Ok(made.as_ref().map_or(Revision::Keep, |made| Revision::Write(made.text.clone().into_bytes())))
            });
            match is_written {
                Ok(true) => {}
                Ok(false) => made = None,
                // It is tried again by the next build.
                Err(error) => {
                    let found = Diagnostic::warning(&path, say::address_unwritten(io_words(&error))).hint(say::address_unwritten_hint());
                    self.before = Some(before);
                    return Kept { findings: vec![found], is_written: false };
                }
            }
        }
        drop(before);
        self.before = (!census::save(&session.root, &now, &mut self.kept)).then_some(now);
        let Some(made) = made else { return Kept::default() };
        source::rescan(&mut session.scan, Hints::Paths(&[ADDRESSES.into()]));
        let mut findings: Vec<Diagnostic> = findings(&made, say::address_kept).map(|found| found.hint(say::address_kept_hint())).collect();
        if findings.is_empty() {
            // Lines that say nothing any more are gone.
            findings.push(Diagnostic::notice(&path, say::address_taken_out()));
        }
        match made.added.len() {
            0 => {}
            1 => session.close(&format!("1 old address kept in {ADDRESSES}")),
            count => session.close(&format!("{count} old addresses kept in {ADDRESSES}")),
        }
        Kept { findings, is_written: true }
    }

    /// What the next build would write, a finding each.
    pub fn due(&self, session: &Session<'_>, memo: &Memo) -> Vec<Diagnostic> {
        let loaded;
        let before = match &self.before {
            Some(before) => before,
            None => {
                loaded = census::load(&session.root).0;
                &loaded
            }
        };
        let (moves, _) = look(before, session, memo);
        let known = known(memo, &session.config);
        let bytes = session.bytes(&RelPath::new(ADDRESSES));
        let made = revised(bytes.as_deref(), &moves, &known, &|page, id| has_place(memo, page, id), None).unwrap_or_default();
        findings(&made, say::address_due).map(|found| found.hint(say::address_due_hint())).collect()
    }
}

fn look(before: &Census, session: &Session<'_>, memo: &Memo) -> (Moves, Census) {
    let mut now = Census::of(memo, &session.config, before);
    (Moves::find(before, &mut now), now)
}

fn findings<'r>(made: &'r Revised, said: fn(String, String) -> Message) -> impl Iterator<Item = Diagnostic> + use<'r> {
    made.added.iter().map(move |(old, new, file)| {
        let file = if file.as_str().is_empty() { RelPath::new(ADDRESSES) } else { file.clone() };
        Diagnostic::notice(&file, said(old.clone(), new.clone()))
    })
}
