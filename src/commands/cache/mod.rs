//! What a build leaves for the next process in `.scholion/cache/`, so that it has little to do.
//!
//! 1. [`file`]: one file for each output folder, with the program's name before it and a checksum over it;
//! 2. [`Cache::at_rest`]: if no input changed and the published files are what was published, nothing is to be done;
//! 3. [`Cache::begin`]: else the pages whose keys are known and whose files are sound ([`published`]) need not be
//!    rendered again;
//! 4. [`packs`]: what files said, and what pages had read of it, so that only what changed is read and viewed again;
//! 5. [`bodies`]: where the bodies of a large archive lie while a process runs;
//! 6. [`lost`]: what the last build read and this one cannot is not taken for gone.
//!
//! A cache can be missing, damaged, old, or of another program: what it says is used only where it is proven, so
//! losing it costs time and nothing else.

mod bodies;
pub mod census;
pub mod file;
mod lost;
mod packs;
mod published;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{origin::Origins, pdf, session::Session};
use crate::{
    base::{Diagnostic, Digest, RelPath},
    build::{self, Embargo, Kept, Memo},
    config,
    public::Output,
    source::{Known, Stamp},
};
pub use file::Loaded;
pub use lost::{lost, withheld};
pub use published::Published;

/// The cache of one output folder.
pub struct Cache {
    /// The file.
    place: PathBuf,
    /// What was in it.
    pub loaded: Loaded,
    /// The packs of what pages had read, until it is known whether that still counts.
    read: Vec<Vec<u8>>,
}

/// The files that a build published into a folder, of which it is to be seen whether they are sound.
pub struct Ours {
    folder: PathBuf,
    files: Published,
}

/// What is known of the last build besides its pages' keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// The archive's files as it read them.
    pub inputs: Known,
    /// The digests of the configuration's bytes and of what it means together with the flags.
    pub settings: Option<(Digest, Digest)>,
    /// What is wrong, if a build of the same files would find the same and do nothing.
    pub findings: Option<Vec<Diagnostic>>,
    /// How the day counted: on another that counts as much there is nothing to do.
    pub embargo: Embargo,
    /// The files it published.
    pub published: Published,
    /// What documents said of their origin.
    pub origins: Origins,
    /// How the packs are known.
    pub packs: packs::Seal,
}

impl Cache {
    /// The cache for the output folder at `folder` (canonical, or not there at all).
    pub fn open(session: &Session<'_>, folder: &Path) -> Self {
        let root = std::fs::canonicalize(&session.root).unwrap_or_else(|_| session.root.clone());
        // From the root if it lies below it: an archive may be moved.
        let name = folder.strip_prefix(&root).unwrap_or(folder).as_os_str().as_encoded_bytes();
        let place = session.root.join(file::FOLDER).join(format!("{}.bin", Digest::of(name).hex(16)));
        Self { loaded: file::load(&place), place, read: Vec::new() }
    }

    /// The cache of the site, for a verb that writes elsewhere.
    pub fn of_site(session: &Session<'_>) -> Self {
        let folder = session.root.join(&session.config.output_dir);
        Self::open(session, &std::fs::canonicalize(&folder).unwrap_or(folder))
    }

    /// The findings of a build that has nothing to do: of the same files, configuration and flags, by the same
    /// program, with all it published in its place.
    pub fn at_rest(&mut self, session: &Session<'_>, output: &Output) -> Option<AtRest> {
        let Loaded::Known(last, kept) = &mut self.loaded else { return None };
        let findings = last.findings.clone()?;
        let embargo = last.embargo;
        if !embargo.holds_on(session.snapshot().day)
            || last.settings != Some(settings(session))
            || !output.holds_just(last.published.files())
        {
            return None;
        }
        let inputs = last.inputs.still(&session.scan)?;
        let published = last.published.check(output.folder(), &|_, _| true);
        if published.count() != last.published.count() {
            return None;
        }
        let total = published.count();
        if inputs != last.inputs || published != last.published {
            // What had to be read this time is proven by its stamp the next time.
            (last.inputs, last.published) = (inputs, published);
            file::save(&self.place, last, file::Pages::Encoded(kept));
        }
        Some(AtRest { findings, total, embargo })
    }

    /// Reads the archive for a verb that publishes nothing: what files said at the last build they say still where their stamps prove it, and
    /// the bodies of a large archive are not in memory.
    pub fn understand(&mut self, session: &mut Session<'_>) -> anyhow::Result<Memo> {
        let mut memo = Memo::default();
        memo.bodies = Some(bodies::beside(&self.place));
        self.unpack(session, &mut memo);
        session.understand(&mut memo)?;
        self.resume(session, &mut memo);
        Ok(memo)
    }

    /// Gives to `memo` what files said at the last build, and trusts that those of them say so still whose stamps prove it. To be called
    /// before the archive is read, and [`Cache::resume`] behind.
    fn unpack(&mut self, session: &mut Session<'_>, memo: &mut Memo) {
        let Loaded::Known(last, _) = &self.loaded else { return };
        self.read = packs::load(&self.place, &last.packs, memo);
        session.scan.trust(&last.inputs, &|path| memo.is_understood(path));
    }

    /// Puts `memo` where the last build ended, if the archive, as it is read now, can be told from what it was then; else at least what
    /// files said need not be read again. Whether the first.
    fn resume(&mut self, session: &mut Session<'_>, memo: &mut Memo) -> bool {
        let packs = std::mem::take(&mut self.read);
        let Loaded::Known(last, _) = &self.loaded else { return false };
        let is_same = last.settings == Some(settings(session)) && last.embargo.holds_on(session.snapshot().day);
        let then = last.inputs.as_it_was(&session.scan, &|path| memo.is_understood(path)).filter(|_| is_same && !packs.is_empty());
        let resumed = then.is_some_and(|then| build::resume::resume(&then, &session.config, memo, &packs));
        memo.settle_packs(&|path| session.snapshot().files.get(path).map(|file| file.digest));
        let files = &session.scan.snapshot.files;
        let origins = last.origins.iter().filter(|(path, _)| files.get(*path).is_some_and(|file| last.inputs.has(path, file.digest)));
        session.origins.extend(origins.map(|(path, origin)| (path.clone(), origin.clone())));
        resumed
    }

    /// The files of the last build that are the program's own, as far as is written down; which of them are sound [`Cache::begin`] finds out.
    pub fn ours(&mut self, output: &Output) -> Ours {
        let files = match &mut self.loaded {
            Loaded::Known(last, _) => std::mem::take(&mut last.published).only(&|path, digest| output.holds(path.as_str(), digest)),
            _ => Published::default(),
        };
        Ours { folder: output.folder().to_owned(), files }
    }

    /// Reads the archive, and gives where the next build begins: with the keys of the pages whose files are sound, and where the last
    /// build ended, if that can be told; whether it can. The published files are looked at while the rest is read.
    pub fn begin(&mut self, session: &mut Session<'_>, Ours { folder, files }: Ours) -> anyhow::Result<(Memo, bool)> {
        let (begun, sound) = thread::scope(|scope| {
            let sound = scope.spawn(|| files.check(&folder, &|_, _| true));
            let begun = self.begin_with(session, &files);
            // Where it is not known of any file that it is sound, all are made anew.
            (begun, sound.join().unwrap_or_default())
        });
        let (mut memo, is_resumed) = begun?;
        if sound.count() < files.count() {
            memo.lose(&|path| !sound.contains(path));
        }
        if let Loaded::Known(last, _) = &mut self.loaded {
            last.published = sound;
        }
        Ok((memo, is_resumed))
    }

    /// The same, as if all of these files were sound.
    fn begin_with(&mut self, session: &mut Session<'_>, files: &Published) -> anyhow::Result<(Memo, bool)> {
        let mut memo = Memo::default();
        if let Loaded::Known(_, kept) = &self.loaded {
            let there: FxHashSet<&RelPath> = files.files().map(|(path, _)| path).collect();
            memo = kept.decode().map_or_else(Memo::default, |kept| kept.restore(&|path| there.contains(path)));
        }
        memo.bodies = Some(bodies::beside(&self.place));
        self.unpack(session, &mut memo);
        session.understand(&mut memo)?;
        let is_resumed = self.resume(session, &mut memo);
        Ok((memo, is_resumed))
    }

    /// The files that the last build published, for [`Cache::keep`]; all else that was known is let go.
    pub fn take_published(&mut self) -> Published {
        match std::mem::replace(&mut self.loaded, Loaded::Nothing) {
            Loaded::Known(last, _) => last.published,
            _ => Published::default(),
        }
    }

    /// Keeps what files said and what pages had read; [`Cache::save`] then keeps how that is known. Nothing where a page waits for a program
    /// that may be there the next time.
    pub fn pack(&self, memo: &Memo) -> packs::Seal {
        let waits = memo.units().iter().flat_map(|(_, unit)| &unit.diagnostics).any(waits_for_a_program);
        if waits {
            packs::remove(&self.place);
            return packs::Seal::default();
        }
        packs::save(&self.place, memo)
    }

    /// Keeps what is known after a build.
    pub fn save(mut self, session: &Session<'_>, output: &Output, kept: &Kept, done: Done<'_>) {
        let before = self.take_published();
        self.keep(session, output, kept, done, &before);
    }

    /// The same, of a process that goes on: `before` is what was known of the published files. Nothing is kept of a build in whose way
    /// something stood.
    pub fn keep(&self, session: &Session<'_>, output: &Output, kept: &Kept, done: Done<'_>, before: &Published) -> Published {
        if !done.is_whole {
            file::remove(&self.place);
            return Published::default();
        }
        let last = Last {
            inputs: Known::of(&session.scan),
            settings: Some(settings(session)),
            findings: done.findings,
            embargo: done.embargo,
            published: Published::new(output.published(done.paths), before, done.written),
            origins: session.all_origins(),
            packs: done.packs,
        };
        file::save(&self.place, &last, file::Pages::Kept(kept));
        last.published
    }
}

/// Whether what was found comes of a program that is not there.
pub fn waits_for_a_program(found: &Diagnostic) -> bool {
    found.code() == "facsimile-tool" || pdf::waits_for_drawer(found)
}

/// How a build ended.
pub struct Done<'a> {
    /// Every file of the site.
    pub paths: &'a [RelPath],
    /// Whether nothing stood in its way.
    pub is_whole: bool,
    /// The files that were written, in order, with the stamps that they had then.
    pub written: &'a [(Arc<str>, Stamp)],
    /// What a build of the same files would find, if it would find the same again.
    pub findings: Option<Vec<Diagnostic>>,
    /// How the day counted.
    pub embargo: Embargo,
    /// How the packs of what it knew are known.
    pub packs: packs::Seal,
}

/// What a build says that has nothing to do.
pub struct AtRest {
    pub findings: Vec<Diagnostic>,
    /// How many files the site has.
    pub total: usize,
    pub embargo: Embargo,
}

/// The configuration: its bytes, for they are shown in findings, and what it means together with the flags.
fn settings(session: &Session<'_>) -> (Digest, Digest) {
    let bytes = session.snapshot().files.get(config::FILE).map_or(Digest::of(b""), |file| file.digest);
    (bytes, Digest::of_value(&session.config))
}
