//! Several of the archive's own files, written together: all of them, or none.
//!
//! A document and its library belong together, and so does what is kept for later merges. Whenever the program is killed or
//! the disk is full, the next run finds either nothing of them or completes what is there ([`complete`]):
//!
//! 1. each file is written aside, in `.scholion/stage/`, and is on the disk;
//! 2. then the list of them is. From here on they will be written, whatever happens;
//! 3. each is renamed into its place, and the folders are on the disk;
//! 4. the list goes, and the folder with it.
//!
//! Who changed a file meanwhile is not overwritten: before the list is written that is an error, behind it the file is left
//! as it is, and told.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{Error, Turn, fault, ledger::digest_of_hex, locked::sync, write};
use crate::base::Digest;

/// Where files wait, from the archive's root.
const STAGE: &str = ".scholion/stage";
/// The list of them, in that folder.
const LIST: &str = "list";
const HEADER: &str = "scholion-stage 1";

/// How many files are brought to the disk at the same time: the disk, not the processor, takes its time.
const AT_ONCE: usize = 32;

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Write {
    /// Where, from the archive's root, with forward slashes.
    pub path: String,
    /// What must stand there.
    pub was: Was,
    /// What shall stand there; `None`: nothing.
    pub now: Option<Vec<u8>>,
    /// Whether it could not be made again, and so must be on the disk before it takes its place.
    pub is_dear: bool,
}

/// What must stand where a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// Whatever it is: the file is the program's own.
    Anything,
    Nothing,
    /// A file with this digest.
    Bytes(Digest),
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Failure {
    /// Another hand changed this file.
    Changed(PathBuf),
    /// The disk failed.
    Disk(Error),
}

/// A file on the list.
struct Staged {
    number: usize,
    was: Was,
    now: Option<Digest>,
    path: String,
}

/// Writes files of the archive at `root`, all or none. What a program that was killed had begun is brought to its end before;
/// gives the files that [`complete`] gives.
pub fn write_together(root: &Path, writes: Vec<Write>) -> Result<Vec<String>, Failure> {
    let _turn = Turn::take(root).map_err(|cause| Failure::Disk(Error::at("write into", root)(cause)))?;
    let left = complete_in_turn(root).map_err(Failure::Disk)?;
    let mut news = Vec::new();
    for write in writes {
        let place = root.join(&write.path);
        let there = digest_at(&place).map_err(|cause| Failure::Disk(Error::at("read", &place)(cause)))?;
        if !write.was.allows(there) {
            return Err(Failure::Changed(place));
        }
        // A digest is for what is there to be compared with.
        let is_so = match (there, write.now.as_deref()) {
            (Some(there), Some(now)) => there == Digest::of(now),
            (there, now) => there.is_none() && now.is_none(),
        };
        if !is_so {
            news.push(write);
        }
    }
    // What is on the list must be possible, or it would be tried for ever.
    let goes: BTreeSet<PathBuf> = news.iter().filter(|write| write.now.is_none()).map(|write| root.join(&write.path)).collect();
    let folder = |write: &Write| root.join(&write.path).parent().map(Path::to_path_buf);
    let folders: BTreeSet<PathBuf> = news.iter().filter(|write| write.now.is_some()).filter_map(folder).collect();
    for folder in &folders {
        let mut above = folder.ancestors().take_while(|above| *above != root);
        if let Some(file) = above.find(|above| above.is_file() && !goes.contains(*above)) {
            return Err(Failure::Disk(Error::at("make a folder of", file)(io::ErrorKind::NotADirectory.into())));
        }
    }
    if news.is_empty() {
        return Ok(left);
    }
    let stage = root.join(STAGE);
    let staged = match put_aside(&stage, &news) {
        Ok(staged) => staged,
        Err(cause) => {
            // Without its list it means nothing, and the next run would remove it.
            let _ = fs::remove_dir_all(&stage);
            return Err(Failure::Disk(Error::at("write into", &stage)(cause)));
        }
    };
    drop(news);
    put_in_place(root, &staged).map(|others| [left, others].concat()).map_err(Failure::Disk)
}

/// Completes what a program that was killed, or that the disk failed, had begun to write into the archive at `root`, or undoes
/// it if it had not come far. Gives the files that another hand changed meanwhile, which are left as they are.
pub fn complete(root: &Path) -> Result<Vec<String>, Error> {
    if !is_unfinished(root) {
        return Ok(Vec::new());
    }
    let _turn = Turn::take(root).map_err(Error::at("write into", root))?;
    complete_in_turn(root)
}

/// Whether there is something to complete.
pub fn is_unfinished(root: &Path) -> bool {
    root.join(STAGE).exists()
}

/// Removes half-written files: those that were found in the archive, and all in the program's own folder. Whoever is at work
/// keeps its own: then nothing is removed.
pub fn sweep_leftovers(root: &Path, found: &[PathBuf], own: &str) {
    if let Ok(_turn) = Turn::take(root) {
        // One that cannot be removed harms nobody.
        found.iter().for_each(|place| _ = fs::remove_file(place));
        write::remove_leftovers(&root.join(own));
    }
}

fn complete_in_turn(root: &Path) -> Result<Vec<String>, Error> {
    let stage = root.join(STAGE);
    match fs::read_to_string(stage.join(LIST)) {
        Ok(list) => match read_list(&list) {
            Some(staged) => put_in_place(root, &staged),
            None => {
                Err(Error::at("read", &stage.join(LIST))(io::Error::other("it is damaged; see what is in its folder, and remove that")))
            }
        },
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            // What was not yet on the list was not yet promised.
            remove(&stage).map(|()| Vec::new()).map_err(Error::at("remove", &stage))
        }
        Err(error) => Err(Error::at("read", &stage.join(LIST))(error)),
    }
}

/// Writes the files aside, and then the list of them.
fn put_aside(stage: &Path, writes: &[Write]) -> io::Result<Vec<Staged>> {
    remove(stage)?;
    fault::step()?;
    fs::create_dir_all(stage)?;
    let mut dear = Vec::new();
    for (number, write) in writes.iter().enumerate() {
        let Some(bytes) = &write.now else { continue };
        fault::step()?;
        let mut file = fs::File::create(stage.join(number.to_string()))?;
        file.write_all(bytes)?;
        if write.is_dear {
            dear.push(file);
        }
        if dear.len() >= AT_ONCE {
            sync_all(&mut dear)?;
        }
    }
    sync_all(&mut dear)?;
    let staged = writes.iter().enumerate().map(|(number, write)| Staged {
        number,
        was: write.was,
        now: write.now.as_deref().map(Digest::of),
        path: write.path.clone(),
    });
    let staged: Vec<Staged> = staged.collect();
    let name = format!("{LIST}.new");
    fault::step()?;
    let mut file = fs::File::create(stage.join(&name))?;
    file.write_all(write_list(&staged).as_bytes())?;
    file.sync_all()?;
    fault::step()?;
    fs::rename(stage.join(&name), stage.join(LIST))?;
    sync(stage)?;
    stage.parent().map_or(Ok(()), sync)?;
    Ok(staged)
}

/// Brings files to the disk, all at the same time, which costs little more than one.
fn sync_all(files: &mut Vec<fs::File>) -> io::Result<()> {
    std::thread::scope(|scope| {
        let all: Vec<_> = files.drain(..).map(|file| scope.spawn(move || file.sync_all())).collect();
        // None of them panics.
        all.into_iter().try_for_each(|one| one.join().unwrap_or(Ok(())))
    })
}

/// Renames the files into their places; gives those that another hand changed.
fn put_in_place(root: &Path, staged: &[Staged]) -> Result<Vec<String>, Error> {
    let stage = root.join(STAGE);
    let mut folders = BTreeSet::new();
    let mut left = Vec::new();
    for one in staged {
        let place = root.join(&one.path);
        let there = digest_at(&place).map_err(Error::at("read", &place))?;
        if there == one.now {
            // Renamed already, by a program that was killed then.
            folders.extend(place.parent().filter(|folder| folder.is_dir()).map(Path::to_path_buf));
            continue;
        }
        if !one.was.allows(there) {
            left.push(one.path.clone());
            continue;
        }
        let folder = place.parent().unwrap_or(root);
        let mut put = || {
            fault::step()?;
            match one.now {
                None => fs::remove_file(&place),
                Some(_) => {
                    make_folders(root, folder, &mut folders)?;
                    take(&stage.join(one.number.to_string()), &place)
                }
            }
        };
        put().map_err(Error::at("write", &place))?;
        folders.insert(folder.to_path_buf());
    }
    for folder in &folders {
        sync(folder).map_err(Error::at("write into", folder))?;
    }
    let done = || {
        fault::step()?;
        fs::remove_file(stage.join(LIST))?;
        fault::step()?;
        remove(&stage)
    };
    done().map_err(Error::at("remove", &stage))?;
    Ok(left)
}

/// Makes the folders above a file, and notes those in which a folder is new.
fn make_folders(root: &Path, folder: &Path, noted: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    noted.extend(folder.ancestors().skip(1).take_while(|above| above.starts_with(root)).map(Path::to_path_buf));
    Ok(())
}

/// Moves a file that waits into its place.
fn take(staged: &Path, place: &Path) -> io::Result<()> {
    match fs::rename(staged, place) {
        // The folder may be a link to another disk; there it is written as other files are.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let (Some(folder), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else { return Err(error) };
            write::replace(folder, name, &fs::read(staged)?)?;
            fs::File::open(place)?.sync_all()
        }
        renamed => renamed,
    }
}

fn remove(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The digest of what stands at a place; `None` if nothing does.
fn digest_at(place: &Path) -> io::Result<Option<Digest>> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(Digest::of(&bytes))),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Was {
    /// What these bytes, or their absence, are.
    pub fn of(bytes: Option<&[u8]>) -> Self {
        bytes.map_or(Self::Nothing, |bytes| Self::Bytes(Digest::of(bytes)))
    }

    fn allows(self, there: Option<Digest>) -> bool {
        match self {
            Self::Anything => true,
            Self::Nothing => there.is_none(),
            Self::Bytes(digest) => there == Some(digest),
        }
    }
}

/// A line for each file: its number in the folder, what must stand there, what shall, its path; then how many there are.
fn write_list(staged: &[Staged]) -> String {
    let lines = staged.iter().map(|one| {
        let was = match one.was {
            Was::Anything => "*".to_owned(),
            Was::Nothing => "-".to_owned(),
            Was::Bytes(digest) => digest.to_string(),
        };
        let now = one.now.map_or("-".to_owned(), |digest| digest.to_string());
        format!("{} {was} {now} {}\n", one.number, one.path)
    });
    format!("{HEADER}\n{}end {}\n", lines.collect::<String>(), staged.len())
}

/// `None` if it is not whole.
fn read_list(text: &str) -> Option<Vec<Staged>> {
    let lines = text.strip_prefix(HEADER)?.strip_prefix('\n')?;
    let (lines, end) = lines.strip_suffix('\n')?.rsplit_once('\n').unwrap_or(("", lines.trim_end()));
    let staged: Vec<Staged> = lines.lines().map(read_line).collect::<Option<_>>()?;
    (end == format!("end {}", staged.len())).then_some(staged)
}

fn read_line(line: &str) -> Option<Staged> {
    let mut parts = line.splitn(4, ' ');
    let number = parts.next()?.parse().ok()?;
    let was = match parts.next()? {
        "*" => Was::Anything,
        "-" => Was::Nothing,
        hex => Was::Bytes(digest_of_hex(hex)?),
    };
    let now = match parts.next()? {
        "-" => None,
        hex => Some(digest_of_hex(hex)?),
    };
    // Nothing outside of the archive is written, whoever wrote the list.
    let path = parts.next().filter(|path| path.split('/').all(|part| !matches!(part, "" | "." | "..")))?;
    Some(Staged { number, was, now, path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &str, was: Option<&str>, now: Option<&str>) -> Write {
        Write { path: path.to_owned(), was: Was::of(was.map(str::as_bytes)), now: now.map(|now| now.as_bytes().to_vec()), is_dear: true }
    }

    fn read(root: &Path, path: &str) -> Option<String> {
        fs::read_to_string(root.join(path)).ok()
    }

    #[test]
    fn files_are_written_together_and_nothing_is_left_behind() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let left = write_together(root, vec![write("a/b/one.md", None, Some("1")), write("two.md", None, Some("2"))]).unwrap();
        assert!(left.is_empty());
        let again = vec![write("a/b/one.md", Some("1"), Some("3")), write("two.md", Some("2"), None), write("none.md", None, None)];
        write_together(root, again).unwrap();
        assert_eq!((read(root, "a/b/one.md").as_deref(), read(root, "two.md")), (Some("3"), None));
        assert!(!is_unfinished(root));
    }

    #[test]
    fn a_file_that_another_hand_changed_lets_nothing_be_written() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        fs::write(root.join("two.md"), "theirs").unwrap();
        let writes = vec![write("one.md", None, Some("1")), write("two.md", None, Some("2"))];
        assert!(matches!(write_together(root, writes), Err(Failure::Changed(place)) if place.ends_with("two.md")));
        assert_eq!((read(root, "one.md"), read(root, "two.md").as_deref()), (None, Some("theirs")));
        assert!(!is_unfinished(root));
    }

    #[test]
    fn what_is_not_possible_is_not_begun() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        fs::write(root.join("two.md"), "2").unwrap();
        let writes = vec![write("one.md", None, Some("1")), write("two.md/three.md", None, Some("3"))];
        assert!(matches!(write_together(root, writes), Err(Failure::Disk(_))));
        assert!(read(root, "one.md").is_none() && !is_unfinished(root));
        write_together(root, vec![write("two.md", Some("2"), None), write("two.md/three.md", None, Some("3"))]).unwrap();
        assert_eq!(read(root, "two.md/three.md").as_deref(), Some("3"));
    }

    #[test]
    fn what_is_on_the_list_is_completed_and_what_is_not_is_undone() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let stage = root.join(STAGE);
        let writes = [write("one.md", None, Some("1")), write("two.md", None, Some("2")), write("three.md", None, Some("3"))];
        put_aside(&stage, &writes).unwrap();
        // The first was renamed when the program was killed; into the last somebody wrote since.
        fs::rename(stage.join("0"), root.join("one.md")).unwrap();
        fs::write(root.join("three.md"), "theirs").unwrap();
        assert_eq!(complete(root).unwrap(), ["three.md"]);
        assert_eq!(["one.md", "two.md", "three.md"].map(|path| read(root, path).unwrap()), ["1", "2", "theirs"]);
        assert!(!is_unfinished(root));
        put_aside(&stage, &[write("four.md", None, Some("4"))]).unwrap();
        fs::remove_file(stage.join(LIST)).unwrap();
        assert!(complete(root).unwrap().is_empty());
        assert_eq!((read(root, "four.md"), is_unfinished(root)), (None, false));
    }

    #[test]
    fn a_list_is_read_as_it_was_written_or_not_at_all() {
        let staged = [
            Staged { number: 0, was: Was::Anything, now: None, path: "a b/c.md".into() },
            Staged { number: 1, was: Was::Bytes(Digest::of(b"1")), now: Some(Digest::of(b"2")), path: "d".into() },
        ];
        let text = write_list(&staged);
        assert_eq!(write_list(&read_list(&text).unwrap()), text);
        assert!(read_list(&write_list(&[])).unwrap().is_empty());
        for bad in
            ["", "x", &text[..text.len() - 1], &text.replace("end 2", "end 3"), &text.replace(" d\n", " ../d\n"), &text.replace("1 ", "x ")]
        {
            assert!(read_list(bad).is_none(), "{bad}");
        }
    }
}
