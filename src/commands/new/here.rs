//! `scholion new --here`: an archive in a folder that holds texts already. It looks, asks nothing, moves nothing, and overwrites nothing.
//!
//! 1. [`look`]: what lies there, judged as ingest would judge it;
//! 2. [`guess`](super::guess): language and licence, of what the texts say;
//! 3. [`write`]: the frame, file by file where none is;
//! 4. [`tell`](super::found): what was found and done, and what is next.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{
    carried::FOLDERS,
    files,
    found::{self, Found},
    guess, sites,
};
use crate::{
    base::{
        diagnostic::io_words,
        places::{self, MANIFEST},
        snapshot::CONFIG_FILE,
    },
    commands::{
        Status, Usage, add,
        common::Common,
        intake::{Candidate, Gathered, How, MOST_BYTES, Why, bring, called, gather, judge},
        progress::Progress,
        say, typed,
    },
    source::find_root,
};

/// Runs it in `dir`. `copies`: whether the texts come in at once.
pub fn run(dir: &Path, copies: bool, common: &Common) -> anyhow::Result<Status> {
    let shown = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let folder = fs::canonicalize(shown).map_err(|error| no_folder(shown, &error))?;
    if !folder.is_dir() {
        return Err(Usage::error(format!("{} is no folder", shown.display()), "name a folder with texts in it"));
    }
    if folder.join(CONFIG_FILE).is_file() {
        if !common.quiet && !common.json {
            say(&format!(
                "{} is an archive already: nothing was written\n{}  scholion add .    copies in what lies beside it in this folder\n  scholion serve    shows it\n",
                shown.display(),
                typed::go_to(shown)
            ));
        }
        return Ok(found::already(shown, common));
    }
    if let Some(above) = folder.parent().and_then(find_root) {
        return Err(nested(shown, &above));
    }
    if is_home(&folder) {
        let message = format!("{} is a home folder or a whole disk, and much in it is none of an archive's texts", shown.display());
        return Err(Usage::error(message, "put the texts into a folder of their own, and name that: `scholion new --here FOLDER`"));
    }
    let program = sites::program(&folder);
    refuse_shared(&folder, shown, program)?;
    let gathered = gather(&folder, true);
    let mut found = look(&folder, shown, gathered);
    found.program = program.map(|program| program.name);
    found.output = output(&folder);
    write(&folder, &mut found)?;
    found::tell(&found, copies, common);
    if !copies {
        return Ok(Status::Done);
    }
    let progress = Progress::new(common, "copying");
    let how = How { keeps_both: &|_| false, is_trial: false, step: &|| progress.step() };
    let texts: Vec<(String, PathBuf)> = found.files.iter().filter(|(name, _)| found.is_to_come(name)).cloned().collect();
    let brought = bring(&folder, &texts, &how);
    drop(progress);
    Ok(add::tell(&brought, &[], 0, false, common))
}

/// Whether a folder is somebody's home, or has none above it.
fn is_home(folder: &Path) -> bool {
    let homes = ["HOME", "USERPROFILE"].into_iter().filter_map(std::env::var_os);
    folder.parent().is_none() || homes.filter_map(|home| fs::canonicalize(home).ok()).any(|home| home == folder)
}

/// Why an archive cannot begin where another one is.
pub fn nested(shown: &Path, above: &Path) -> anyhow::Error {
    let message = format!("{} lies in the archive at {}", shown.display(), above.display());
    Usage::error(message, "`scholion add` copies its texts in there; an archive in an archive would be none of its texts")
}

/// An archive with nothing in it but what explains it, in a folder in which nothing is.
pub fn empty(dir: &Path) -> anyhow::Result<()> {
    let folder = fs::canonicalize(dir).with_context(|| format!("cannot look at {}", dir.display()))?;
    write(&folder, &mut look(&folder, dir, Gathered::default()))
}

fn no_folder(shown: &Path, error: &io::Error) -> anyhow::Error {
    let hint = "without `--here`, `scholion new` makes the folder";
    Usage::error(format!("{} cannot be looked at: {}", shown.display(), io_words(error)), hint)
}

/// The guide of a new archive, which explains its folders.
const GUIDE: &str = "README.md";

/// Refuses a folder of which another program makes a site, or in which our own folders are somebody else's.
fn refuse_shared(folder: &Path, shown: &Path, program: Option<sites::Program>) -> anyhow::Result<()> {
    let name = folder.file_name().map_or_else(|| "texts".into(), |name| name.to_string_lossy());
    let beside = |texts: &str| {
        let texts = if texts.is_empty() || !folder.join(texts).is_dir() { shown.to_path_buf() } else { shown.join(texts) };
        let up = if shown == Path::new(".") { ".." } else { "" };
        let (new, texts) = (typed::place(&Path::new(up).join(format!("{name}-archive"))), typed::place(&texts));
        format!("begin beside it: `scholion new {new} --empty`, then `scholion add --root {new} {texts}`")
    };
    if let Some(program) = program.filter(|program| program.publishes) {
        let message = format!(
            "{} makes a site of this folder: it would publish the files of an archive in it, and its own would be read as the archive's",
            program.name
        );
        return Err(Usage::error(message, beside(program.texts)));
    }
    for own in [places::CONTENT, places::TEMPLATES] {
        if fs::symlink_metadata(folder.join(own)).is_ok_and(|meta| meta.is_symlink()) {
            let message =
                format!("an archive has a folder {own}/, and what is called so here is a symbolic link, which leads who knows where");
            return Err(Usage::error(message, beside("")));
        }
        let entries = match fs::read_dir(folder.join(own)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(_) => {
                let message = format!("an archive has a folder {own}/, and what is called so here cannot be read as one");
                return Err(Usage::error(message, beside("")));
            }
        };
        let foreign = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let is_ours =
            |name: &str| own == places::CONTENT && name == GUIDE || places::OF_CONTENT.contains(&format!("{own}/{name}").as_str());
        let foreign = foreign.filter(|name| !name.starts_with('.') && !is_ours(name)).min();
        if let Some(foreign) = foreign {
            let message = format!("an archive keeps its own files in {own}/, and there is {own}/{foreign} here, which is none of them");
            return Err(Usage::error(message, beside(if own == places::CONTENT { own } else { "" })));
        }
    }
    Ok(())
}

/// What lies in the folder, and what the texts say of themselves.
fn look(folder: &Path, shown: &Path, gathered: Gathered) -> Found {
    let named = |(name, place): &(String, PathBuf)| Some(Candidate { path: called(name).ok()?, place: place.clone() });
    let candidates: Vec<Candidate> = gathered.files.iter().filter_map(named).collect();
    let judged = judge(None, &candidates, MOST_BYTES);
    let guess = guess::guess(&judged, &candidates);
    let is_description = |(name, why): &(String, Why)| (*why == Why::Description).then(|| name.clone());
    let license = guess::license_of(folder, gathered.passed.iter().filter_map(is_description));
    Found {
        shown: shown.to_path_buf(),
        title: title(folder),
        verdicts: gathered
            .files
            .iter()
            .map(|(name, _)| (name.clone(), called(name).map(|path| judged.verdicts.get(&path).cloned())))
            .collect(),
        files: gathered.files,
        passed: gathered.passed,
        guess,
        license,
        program: None,
        output: PLACES_OF_SITE[0].to_owned(),
        written: Vec::new(),
        there: Vec::new(),
        has_git: folder.join(".git").exists(),
    }
}

/// The folder's name as a title.
fn title(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let chars: Vec<char> = name.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let spaced = chars.iter().enumerate().map(|(at, c)| match c {
        '_' | '+' => ' ',
        // A span of years stays one.
        '-' if !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))) => ' ',
        c if c.is_control() => ' ',
        c => *c,
    });
    let words = spaced.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My archive".to_owned(),
    }
}

/// Where the site may go, the best first.
const PLACES_OF_SITE: [&str; 3] = ["public", "site", "scholion-site"];

/// The folder of the site: the first in which nothing else is.
fn output(folder: &Path) -> String {
    let is_free = |name: &&str| {
        let place = folder.join(name);
        place.join(MANIFEST).exists() || fs::read_dir(place).map_or(true, |mut entries| entries.next().is_none())
    };
    let free = PLACES_OF_SITE.into_iter().find(is_free);
    free.unwrap_or(PLACES_OF_SITE[PLACES_OF_SITE.len() - 1]).to_owned()
}

/// Writes the frame, file by file where none is.
fn write(folder: &Path, found: &mut Found) -> anyhow::Result<()> {
    for name in FOLDERS.iter().chain(&[places::SOURCES]) {
        let place = folder.join(name);
        fs::create_dir_all(&place).with_context(|| format!("cannot create {}", place.display()))?;
    }
    let readme = files::readme(&found.title, &found.output);
    let has_readme = found.passed.iter().any(|(name, _)| name.to_lowercase().starts_with("readme"));
    let beside = format!("{}/{GUIDE}", places::CONTENT);
    let readme_at = if has_readme { beside.as_str() } else { GUIDE };
    let ignored = files::ignored(&found.output);
    let all = [(readme_at, readme), (".gitignore", ignored), (CONFIG_FILE, files::configuration(found))];
    for (name, text) in all {
        let place = folder.join(name);
        let made = fs::File::create_new(&place).and_then(|mut file| io::Write::write_all(&mut file, text.as_bytes()));
        match made {
            Ok(()) => found.written.push(name.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => found.there.push(name.to_owned()),
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", place.display())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_name_becomes_a_title() {
        for (name, expected) in [
            ("letters", "Letters"),
            ("letters_of-ida 1914-1918", "Letters of ida 1914-1918"),
            ("письма-отца", "Письма отца"),
            ("Nachlass-B12", "Nachlass B12"),
        ] {
            assert_eq!(title(&Path::new("/home").join(name)), expected);
        }
        assert_eq!(title(Path::new("/")), "My archive");
    }

    #[test]
    fn what_the_site_would_be_mixed_with_keeps_its_place() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(output(folder.path()), "public");
        fs::create_dir(folder.path().join("public")).unwrap();
        assert_eq!(output(folder.path()), "public");
        fs::write(folder.path().join("public/index.html"), "").unwrap();
        assert_eq!(output(folder.path()), "site");
    }
}
