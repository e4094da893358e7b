//! `scholion export bag DIR`: the archive as it is now, to be kept: a bag (BagIt 1.0, RFC 8493) that describes itself (RO-Crate 1.2).
//!
//! 1. [`plan`]: which files it holds, and what their names break elsewhere;
//! 2. [`hash`]: each is copied and hashed in one pass, many at a time, none of them whole in memory;
//! 3. [`crate::site::ro_crate`] describes them, [`manifest`] and [`tags`] list them;
//! 4. [`check`]: whether a bag is what it says, for `scholion verify` and before a bag is renewed.
//!
//! A bag is made beside its place and takes it when it is whole.

pub mod check;
pub mod hash;
mod manifest;
mod plan;
mod tags;

use std::{
    fs,
    io::{BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, bail};
use rayon::prelude::*;

use super::{Status, Usage, cache::Cache, common::Common, progress::Progress, report::plural, session::Session};
use crate::{
    archive::Survey,
    base::{
        Diagnostic, RelPath,
        diagnostic::io_words,
        places::{DOCUMENTS, OWN},
        say,
    },
    build::{self, Memo},
    site::ro_crate,
};
use hash::{Buffer, Hashed};
use manifest::Listed;

/// Where the payload stands in a bag.
const PAYLOAD: &str = "data";

/// Makes a bag of the archive at `to`.
pub fn run(to: &Path, common: &Common) -> anyhow::Result<Status> {
    let progress = Progress::new(common, "reading");
    let mut session = Session::begin(common)?;
    let to = resolved(to)?;
    refuse(&session, &to)?;
    let output = session.output_dir();
    let mut memo = Cache::open(&session, &fs::canonicalize(&output).unwrap_or(output)).understand(&mut session)?;
    session.recall(&mut memo);
    build::look(session.snapshot(), &session.config, &mut memo);
    progress.next("copying");
    let plan = plan::of(&session);
    let mut diagnostics = plan.findings;
    let part = Part::begin(&to)?;
    let data = part.0.join(PAYLOAD);
    folders(&data, plan.files.iter().map(|planned| planned.path.as_str()))?;
    let copy = |buffer: &mut Buffer, planned: &plan::Planned| {
        progress.step();
        hash::copy(&planned.from, &data.join(&planned.path), buffer)
    };
    let copied: Vec<_> = plan.files.par_iter().map_init(Buffer::default, copy).collect();
    let mut listed = Vec::with_capacity(copied.len() + 1);
    for (planned, copied) in plan.files.into_iter().zip(copied) {
        match copied {
            Ok(hashed) => listed.push(Listed { path: planned.path, hashed }),
            Err(hash::Failed::Reading(error)) => {
                diagnostics.push(Diagnostic::error(&RelPath::new(&planned.path), say::unreadable(io_words(&error))));
            }
            Err(hash::Failed::Writing(error)) => {
                return Err(error).with_context(|| format!("cannot write {}", data.join(&planned.path).display()));
            }
        }
    }
    progress.next("describing");
    let described = describe(&session, &memo, &listed, &data.join(ro_crate::FILE))?;
    let held = Survey::new(&memo.catalogue).count_held();
    diagnostics.extend(kept_back(held));
    listed.push(Listed { path: String::from(ro_crate::FILE), hashed: described });
    listed.iter_mut().for_each(|one| one.path = format!("{PAYLOAD}/{}", one.path));
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    let total = tags::write(&part.0, &session.config, common.day(), &listed).context("cannot write the manifests")?;
    part.take(&to)?;
    drop(progress);
    diagnostics.extend(session.diagnostics.iter().filter(|one| one.is_unread()).cloned());
    let (status, _) = session.tell(diagnostics, false);
    let among = if held > 0 { format!("; {} in it readers are not shown, or not whole", plural(held, "text")) } else { String::new() };
    session.close(&format!("{} in {}: {}{among}", plural(listed.len(), "file"), to.display(), tags::size(total)));
    Ok(status)
}

/// Where a path leads, part for part: by another way, or through a link, a bag would stand where it may not.
fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    let mut place = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => _ = place.pop(),
            Component::Normal(part) => {
                place.push(part);
                // What is not there yet is no link.
                place = fs::canonicalize(&place).unwrap_or(place);
            }
            part => place.push(part),
        }
    }
    Ok(place)
}

/// Refuses a place in which the archive itself, its site, or something else stands.
fn refuse(session: &Session<'_>, to: &Path) -> anyhow::Result<()> {
    let own = OWN.iter().map(|folder| session.root.join(folder)).chain([session.output_dir()]);
    let own = own.map(|place| resolved(&place)).collect::<Result<Vec<_>, _>>()?;
    if let Some(own) = own.iter().find(|own| to.starts_with(own) || own.starts_with(to)) {
        let message = format!("a bag at {} would mix with {}", to.display(), own.display());
        return Err(Usage::error(message, "name a folder that is not there yet"));
    }
    let is_empty = match fs::symlink_metadata(to) {
        Err(_) => true,
        Ok(meta) if meta.is_dir() => fs::read_dir(to)?.next().is_none(),
        Ok(_) => false,
    };
    if !is_empty && let Err(why) = check::is_ours(to) {
        return Err(Usage::error(
            format!("{} is in the way: {why}", to.display()),
            "name a folder that is not there yet, or a bag of this program that is to be renewed",
        ));
    }
    Ok(())
}

/// Makes the folders in which files are to stand.
fn folders<'a>(data: &Path, paths: impl Iterator<Item = &'a str>) -> anyhow::Result<()> {
    let mut last = "";
    fs::create_dir_all(data).with_context(|| format!("cannot create {}", data.display()))?;
    for path in paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != last {
            let place = data.join(folder);
            fs::create_dir_all(&place).with_context(|| format!("cannot create {}", place.display()))?;
            last = folder;
        }
    }
    Ok(())
}

/// Writes the description of what the bag holds.
fn describe(session: &Session<'_>, memo: &Memo, listed: &[Listed], place: &Path) -> anyhow::Result<Hashed> {
    let mut out = hash::Writer::new(BufWriter::new(fs::File::create(place)?));
    let survey = Survey::new(&memo.catalogue);
    let files: Vec<ro_crate::Held<'_>> = listed.iter().map(|one| ro_crate::Held { path: &one.path, length: one.hashed.length }).collect();
    let mut failure = None;
    let site = ro_crate::Making { day: session.common.day(), site: plan::SITE };
    ro_crate::make(&survey, &session.config, &files, site, &mut |text| {
        if failure.is_none() {
            failure = out.write_all(text.as_bytes()).err();
        }
    });
    match failure.or_else(|| out.flush().err()) {
        Some(error) => Err(error).with_context(|| format!("cannot write {}", place.display())),
        None => Ok(out.finish()),
    }
}

/// Says how many texts a bag holds that readers are not shown.
fn kept_back(count: usize) -> Option<Diagnostic> {
    (count > 0).then(|| Diagnostic::notice(&RelPath::new(DOCUMENTS), say::bag_kept_back(count)).hint(say::bag_kept_back_hint()))
}

/// A bag that is not whole yet, beside its place; removed if it never is.
struct Part(PathBuf);

impl Part {
    /// Begins one for this place.
    fn begin(to: &Path) -> anyhow::Result<Self> {
        let Some((parent, name)) = to.parent().zip(to.file_name()) else { bail!("cannot make a bag at {}", to.display()) };
        let place = beside(parent, &name.to_string_lossy(), "part");
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        if place.exists() {
            fs::remove_dir_all(&place).with_context(|| format!("cannot remove {}, which was left behind", place.display()))?;
        }
        fs::create_dir(&place).with_context(|| format!("cannot create {}", place.display()))?;
        Ok(Self(place))
    }

    /// Gives the bag its place; what stands there goes when the new one does.
    fn take(self, to: &Path) -> anyhow::Result<()> {
        let (parent, name) = (to.parent().unwrap_or(to), to.file_name().unwrap_or_default().to_string_lossy());
        let old = beside(parent, &name, "old");
        if to.exists() {
            fs::rename(to, &old).with_context(|| format!("cannot move {} away", to.display()))?;
        }
        let taken = fs::rename(&self.0, to).with_context(|| format!("cannot write {}", to.display()));
        if taken.is_err() && old.exists() {
            // The old bag stays where it was.
            fs::rename(&old, to)?;
        }
        taken?;
        if old.exists() {
            fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // One that became the bag is not there any more.
        _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder beside a bag, of this program's own.
fn beside(parent: &Path, name: &str, what: &str) -> PathBuf {
    parent.join(format!(".scholion-bag-{name}.{what}"))
}
