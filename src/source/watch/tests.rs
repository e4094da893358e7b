use super::*;
use crate::{
    base::Digest,
    source::{Scan, rescan, scan},
};

/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(30);

struct World {
    folder: tempfile::TempDir,
    watch: Watch,
    scan: Scan,
}

impl World {
    fn new(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("scholion.yaml"), "").unwrap();
        files.iter().for_each(|path| write(&folder.path().join(path), "as it was"));
        let watch = Watch::new(folder.path(), None, &folder.path().join("public"), None).unwrap();
        let scan = scan(folder.path()).unwrap();
        Self { folder, watch, scan }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Waits until the files are those that a fresh reading finds, and are `expected`.
    fn settles(&mut self, expected: &[(&str, &str)]) {
        let end = Instant::now() + PATIENCE;
        loop {
            let files: Vec<(&str, Digest)> = self
                .scan
                .snapshot
                .files
                .iter()
                .filter(|(path, _)| path.as_str() != CONFIG_FILE)
                .map(|(path, file)| (path.as_str(), file.digest))
                .collect();
            if files.iter().copied().eq(expected.iter().map(|(path, text)| (*path, Digest::of(text.as_bytes())))) {
                return;
            }
            assert!(Instant::now() < end, "{files:?} is not {expected:?}");
            if let Some(batch) = self.watch.wait(Some(Duration::from_secs(1))) {
                rescan(&mut self.scan, batch.hints());
            }
        }
    }
}

fn write(place: &Path, text: &str) {
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

#[test]
fn folders_that_come_and_go_are_followed() {
    let mut world = World::new(&[]);
    write(&world.at("content/documents/a/b.md"), "1");
    world.settles(&[("content/documents/a/b.md", "1")]);
    write(&world.at("content/documents/a/b.md"), "2");
    world.settles(&[("content/documents/a/b.md", "2")]);
    fs::rename(world.at("content/documents"), world.at("content/letters")).unwrap();
    world.settles(&[("content/letters/a/b.md", "2")]);
    write(&world.at("content/letters/a/b.md"), "3");
    world.settles(&[("content/letters/a/b.md", "3")]);
    fs::rename(world.at("content"), world.at("elsewhere")).unwrap();
    world.settles(&[]);
    write(&world.at("content/c.md"), "4");
    write(&world.at("templates/parts/x.html"), "5");
    world.settles(&[("content/c.md", "4"), ("templates/parts/x.html", "5")]);
}

#[test]
fn a_folder_that_takes_the_name_of_another_is_watched() {
    let mut world = World::new(&["content/a/x.md", "content/b/y.md"]);
    for round in 0..10 {
        fs::rename(world.at("content/a"), world.at("content/c")).unwrap();
        fs::rename(world.at("content/b"), world.at("content/a")).unwrap();
        fs::rename(world.at("content/c"), world.at("content/b")).unwrap();
        let text = round.to_string();
        let (first, second) = if round % 2 == 0 { ("content/a/y.md", "content/b/x.md") } else { ("content/a/x.md", "content/b/y.md") };
        world.settles(&[(first, if round == 0 { "as it was" } else { "even" }), (second, if round == 0 { "as it was" } else { "even" })]);
        write(&world.at(first), &text);
        write(&world.at(second), &text);
        world.settles(&[(first, &text), (second, &text)]);
        write(&world.at(first), "even");
        write(&world.at(second), "even");
        world.settles(&[(first, "even"), (second, "even")]);
    }
}

#[test]
fn a_file_counts_under_every_name_that_links_give_it() {
    use std::os::unix::fs::symlink;
    let mut world = World::new(&["content/documents/a.md", "texts/deep/b.md"]);
    symlink("../../texts", world.at("content/documents/linked")).unwrap();
    symlink("documents/a.md", world.at("content/same.md")).unwrap();
    symlink("later.md", world.at("content/dangling.md")).unwrap();
    world.settles(&[
        ("content/documents/a.md", "as it was"),
        ("content/documents/linked/deep/b.md", "as it was"),
        ("content/same.md", "as it was"),
    ]);
    write(&world.at("texts/deep/b.md"), "1");
    write(&world.at("content/documents/a.md"), "2");
    world.settles(&[("content/documents/a.md", "2"), ("content/documents/linked/deep/b.md", "1"), ("content/same.md", "2")]);
    write(&world.at("content/later.md"), "3");
    write(&world.at("texts/c.md"), "4");
    world.settles(&[
        ("content/dangling.md", "3"),
        ("content/documents/a.md", "2"),
        ("content/documents/linked/c.md", "4"),
        ("content/documents/linked/deep/b.md", "1"),
        ("content/later.md", "3"),
        ("content/same.md", "2"),
    ]);
}

#[test]
fn droppings_and_foreign_files_are_no_events() {
    let mut world = World::new(&["content/a.md"]);
    for name in ["content/.a.md.swp", "content/4913", "content/a.md~", "README.md", "content/#a.md#", "notes/x.md", "public/index.html"] {
        write(&world.at(name), "x");
    }
    // `public` itself came into being; that is no place of the archive, but worth a look.
    while let Some(batch) = world.watch.wait(Some(Duration::from_millis(300))) {
        assert_eq!(batch, Batch::Places(vec![fs::canonicalize(world.folder.path()).unwrap().join("public")]));
        assert!(rescan(&mut world.scan, batch.hints()).is_empty());
    }
    fs::read(world.at("content/a.md")).unwrap();
    assert_eq!(world.watch.wait(Some(Duration::from_millis(300))), None, "reading is no event");
}

#[test]
fn when_the_system_gives_no_more_watches_everything_is_looked_at() {
    let mut world = World::new(&["content/a.md"]);
    world.watch.fall_back(&notify::Error::new(ErrorKind::MaxFilesWatch));
    let notice = world.watch.notice().unwrap();
    assert!(notice.contains("fs.inotify.max_user_watches") && notice.ends_with("looking at all files every 2 s instead"), "{notice}");
    write(&world.at("content/a.md"), "1");
    world.settles(&[("content/a.md", "1")]);
    let instances = notify::Error::io(std::io::Error::from_raw_os_error(24));
    assert!(why(&instances).contains("fs.inotify.max_user_instances"), "{}", why(&instances));
}
