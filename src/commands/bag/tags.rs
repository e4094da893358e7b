//! What stands in a bag beside its payload: what it is, and the manifests.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use super::{hash, manifest, manifest::Listed};
use crate::{
    base::{CalendarDay, text::squeeze},
    config::Config,
};

/// The declaration that a folder is a bag.
pub const DECLARATION: &str = "bagit.txt";
/// What is said of the bag as a whole.
pub const INFO: &str = "bag-info.txt";
/// The manifest of the payload.
pub const MANIFEST: &str = "manifest-sha512.txt";
/// The manifest of what stands beside it.
pub const TAG_MANIFEST: &str = "tagmanifest-sha512.txt";
/// How the line begins by which a bag of this program is known.
pub const AGENT: &str = "Bag-Software-Agent: scholion ";

/// Writes all of them, and gives how many bytes the payload has.
pub fn write(bag: &Path, config: &Config, day: CalendarDay, listed: &[Listed]) -> io::Result<u64> {
    let total: u64 = listed.iter().map(|one| one.hashed.length).sum();
    let mut tags = Vec::new();
    tags.push(put(bag, INFO, |out| {
        for (name, value) in info(config, day, total, listed.len()) {
            writeln!(out, "{name}: {value}")?;
        }
        Ok(())
    })?);
    tags.push(put(bag, DECLARATION, |out| out.write_all(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"))?);
    tags.push(put(bag, MANIFEST, |out| lines(out, listed))?);
    put(bag, TAG_MANIFEST, |out| lines(out, &tags))?;
    Ok(total)
}

/// The lines of `bag-info.txt` (RFC 8493, section 2.2.2), without those of which nothing is known.
fn info(config: &Config, day: CalendarDay, total: u64, count: usize) -> Vec<(&'static str, String)> {
    let agent = AGENT.split_once(": ").map_or("", |(_, agent)| agent);
    let mut lines = vec![
        ("Source-Organization", squeeze(&config.publisher)),
        ("External-Identifier", squeeze(&config.base_url)),
        ("External-Description", squeeze(&format!("{}. {}", config.title, config.description))),
        ("Bagging-Date", day.to_string()),
        ("Bag-Software-Agent", format!("{agent}{}", env!("CARGO_PKG_VERSION"))),
        ("Bag-Size", size(total)),
        ("Payload-Oxum", format!("{total}.{count}")),
    ];
    lines.retain(|(_, value)| !value.is_empty());
    lines
}

fn lines(out: &mut dyn Write, listed: &[Listed]) -> io::Result<()> {
    listed.iter().try_for_each(|one| out.write_all(manifest::line(&one.path, &one.hashed.sha512).as_bytes()))
}

/// Writes one, and says what was written.
fn put(bag: &Path, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Listed> {
    let mut out = hash::Writer::new(BufWriter::new(fs::File::create_new(bag.join(name))?));
    write(&mut out)?;
    out.flush()?;
    Ok(Listed { path: name.to_owned(), hashed: out.finish() })
}

/// So many bytes, for people.
pub fn size(bytes: u64) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    let unit_name = units.get(unit).copied().unwrap_or("B");
    if unit == 0 { format!("{bytes} {unit_name}") } else { format!("{value:.1} {unit_name}") }
}
