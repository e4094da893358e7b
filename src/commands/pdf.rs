//! Pages of PDFs as pictures, by the programs of poppler: `pdfinfo` says how large they are, `pdftoppm` draws them.
//!
//! What `pdfinfo` says is kept by the digest of the file.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use super::keep;
use crate::base::{Diagnostic, Message, PictureSize, RelPath, Sheet, Snapshot, places::is_attachment, say, snapshot::File};

/// The folder in [`keep::FOLDER`].
const FOLDER: &str = "pages";

/// The program that draws pages.
const DRAWER: &str = "pdftoppm";

/// So long may a program take.
const LONGEST: Duration = Duration::from_secs(60);

/// So much may it write, in bytes.
const MOST: u64 = 1 << 28;

/// A page is drawn with so many dots an inch, of which a point is a 72nd (PDF 32000-1, 8.3.2.3).
const DOTS: f64 = 200.0;

/// A longer side than this is made shorter, in pixels.
const SIDE: f64 = 10_000.0;

/// Finds out the pages of those PDFs of an archive to which texts may lead; gives those of which that cannot be known yet.
pub fn find_pages(root: &Path, snapshot: &mut Snapshot) -> BTreeSet<RelPath> {
    let folder = root.join(keep::FOLDER).join(FOLDER);
    let is_pdf =
        |path: &RelPath| path.as_str().get(path.as_str().len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"));
    let unknown = snapshot.files.iter_mut().filter(|(path, file)| is_pdf(path) && file.sheets.is_none() && is_attachment(path));
    let unknown: Vec<_> = unknown.collect();
    let find = |(path, file): (&RelPath, &mut File)| {
        let name = format!("{}-1.txt", file.digest);
        let said = fs::read_to_string(folder.join(&name)).ok().or_else(|| {
            let said = match run("pdfinfo", &["-f", "1", "-l", "100000"], &root.join(path.as_str())) {
                Ok(said) => String::from_utf8_lossy(&said).into_owned(),
                Err(Failure::Missing) => return None,
                // It says nothing of its pages, whenever it is asked.
                Err(Failure::Said(_)) => String::new(),
            };
            // A cache that cannot be written costs time.
            _ = keep::put(&folder, &name, said.as_bytes());
            Some(said)
        });
        file.sheets = said.map(|said| Arc::from(pages(&said)));
        file.sheets.is_none().then(|| path.clone())
    };
    unknown.into_par_iter().filter_map(find).collect()
}

/// The pages of which `pdfinfo` tells: `Page    2 size: 595.28 x 841.89 pts (A4)`, `Page    2 rot:  90`.
fn pages(said: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in said.lines() {
        let mut words = line.strip_prefix("Page ").unwrap_or("").split_whitespace();
        let (Some(number), Some(what)) = (words.next().and_then(|number| number.parse::<u32>().ok()), words.next()) else { continue };
        let mut number_of = || words.by_ref().find(|word| *word != "x").and_then(|word| word.parse::<f64>().ok());
        match what {
            "size:" => {
                let Some((width, height)) = number_of().zip(number_of()).filter(|(width, height)| *width > 0.0 && *height > 0.0) else {
                    continue;
                };
                let scale = (DOTS / 72.0).min(SIDE / width.max(height));
                let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
                let size = PictureSize { width: pixels(width), height: pixels(height), is_drawn: false };
                sheets.extend(number.checked_sub(1).map(|nth| Sheet { nth, size }));
            }
            "rot:" if number_of().is_some_and(|turn| turn % 180.0 != 0.0) => {
                if let Some(sheet) = sheets.last_mut().filter(|sheet| sheet.nth + 1 == number) {
                    (sheet.size.width, sheet.size.height) = (sheet.size.height, sheet.size.width);
                }
            }
            _ => {}
        }
    }
    sheets
}

/// The picture of a page, from 0 on, as JPEG, so many pixels wide.
pub fn picture(place: &Path, page: u32, width: u32) -> Result<Vec<u8>, Message> {
    let (page, width) = (page.saturating_add(1).to_string(), width.to_string());
    let arguments = ["-jpeg", "-jpegopt", "quality=95", "-cropbox", "-f", &page, "-l", &page, "-scale-to-x", &width, "-scale-to-y", "-1"];
    run(DRAWER, &arguments, place).map_err(|failure| match failure {
        Failure::Missing => say::picture_tool(DRAWER),
        Failure::Said(words) => say::picture_fault(&words),
    })
}

/// Whether this was said of a picture because the program that draws it was not there; the next time it may be.
pub fn is_undrawn(fault: &str) -> bool {
    fault == say::picture_tool(DRAWER).to_string()
}

/// Whether what was found comes of that.
pub fn waits_for_drawer(found: &Diagnostic) -> bool {
    found.message == say::picture_unread(say::picture_tool(DRAWER).to_string())
}

/// Why a program gave nothing.
enum Failure {
    /// It is not there.
    Missing,
    /// It failed, and said this.
    Said(String),
}

/// Runs a program on a file, and gives what it writes.
fn run(program: &str, arguments: &[&str], place: &Path) -> Result<Vec<u8>, Failure> {
    let said = |error: io::Error| if error.kind() == io::ErrorKind::NotFound { Failure::Missing } else { Failure::Said(error.to_string()) };
    let place = std::path::absolute(place).map_err(said)?;
    let mut command = Command::new(program);
    command.args(arguments).arg(place).current_dir(std::env::temp_dir());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(said)?;
    let stdout = child.stdout.take();
    thread::scope(|scope| {
        let written = scope.spawn(move || {
            let mut written = Vec::new();
            stdout.map_or(Ok(0), |stdout| stdout.take(MOST).read_to_end(&mut written)).map(|_| written)
        });
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(said)? {
                break Some(status);
            }
            if start.elapsed() > LONGEST {
                _ = child.kill();
                _ = child.wait();
                break None;
            }
            thread::sleep(Duration::from_millis(2));
        };
        let written = written.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(said)?;
        match status {
            Some(status) if status.success() && !written.is_empty() => Ok(written),
            Some(status) => Err(Failure::Said(format!("{program}: {status}"))),
            None => Err(Failure::Said(format!("{program}: {} s", LONGEST.as_secs()))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_as_large_as_they_are_said_to_be() {
        let said = "Title:           A\nPages:           3\nPage    1 size:  595.276 x 841.89 pts (A4)\nPage    1 rot:   0\nPage    2 size:  360 x 720 pts\nPage    2 rot:   90\nPage    3 size:  0 x 0 pts\nPage    4 size:  72000 x 720 pts\n";
        let found: Vec<(u32, u32, u32)> = pages(said).iter().map(|sheet| (sheet.nth, sheet.size.width, sheet.size.height)).collect();
        assert_eq!(found, [(0, 1654, 2339), (1, 2000, 1000), (3, 10_000, 100)]);
        assert_eq!(pages(""), []);
    }
}
