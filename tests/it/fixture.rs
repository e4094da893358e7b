//! A whole small archive in one string, and what the program makes of it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// An archive in a temporary folder.
pub struct Archive {
    folder: tempfile::TempDir,
    /// The root, from there.
    below: PathBuf,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Archive {
    /// Unpacks an archive: each file begins with a line `//- /its/path`. An archive without a `scholion.yaml`
    /// gets an empty one.
    pub fn new(text: &str) -> Self {
        let archive = Self::bare();
        archive.write("scholion.yaml", "");
        for (path, content) in files(text) {
            archive.write(path, content);
        }
        archive
    }

    /// An empty folder.
    pub fn bare() -> Self {
        Self::at_folder(tempfile::tempdir().unwrap())
    }

    /// What is in a temporary folder.
    pub fn at_folder(folder: tempfile::TempDir) -> Self {
        Self { folder, below: PathBuf::new() }
    }

    /// The same archive one folder deeper: `name` becomes the root's name, so that the root itself can be moved.
    pub fn deeper(self, name: &str) -> Self {
        let aside = tempfile::tempdir().unwrap();
        fs::rename(self.folder.path(), aside.path().join(name)).unwrap();
        Self { folder: aside, below: PathBuf::from(name) }
    }

    /// The root.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join(&self.below)
    }

    /// Where a file of it is.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let place = self.at(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, content).unwrap();
    }

    /// A file's text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program, to be run at the root.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
        // What is ingested is dated 2 May 2026.
        command.args(args).current_dir(self.root()).env_clear().env("SOURCE_DATE_EPOCH", "1777680000").stdin(Stdio::null());
        command
    }

    /// Runs the program at the root.
    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        // A panic of ours is never what a test expects.
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains("panicked at"), "{stderr}");
        Ran { status: output.status.code().unwrap_or(-1), stdout: String::from_utf8(output.stdout).unwrap(), stderr }
    }

    /// All files below a folder of it with their bytes, without those whose names begin with a dot.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.at(folder), "", &mut files);
        files
    }
}

/// Fails a test for want of a program: what was not looked at has not passed.
pub fn lacks(program: &str, error: &std::io::Error) -> ! {
    panic!("this test needs {program} ({error}); `tests/run` installs it")
}

/// A small archive with nothing wrong in it.
pub fn example() -> Archive {
    Archive::new(
        "
//- /scholion.yaml
title: Letters
lang: en
//- /content/documents/first.md
---
title: The first letter
license: CC-BY-4.0
---

See [the second](second.md) and [Ilves, 2019](#ref-ilves2019).[^1]

[^1]: A note.
//- /content/documents/second.md
---
title: The second letter
license: CC-BY-4.0
---

Back to [the first](../documents/first.md).
//- /content/bibliography/first.yaml
references:
- id: ilves2019
  type: book
  title: The reading of other people's post
  author: [{family: Ilves, given: Marta}]
  issued: 2019
//- /content/pages/about.md
---
title: About
---

This page.
",
    )
}

/// A copy of the archive that the project carries, built once for all tests.
pub fn own() -> &'static Archive {
    static OWN: std::sync::LazyLock<Archive> = std::sync::LazyLock::new(|| {
        let archive = Archive::bare();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(root.join("scholion.yaml"), archive.at("scholion.yaml")).unwrap();
        let mut files = BTreeMap::new();
        collect(&root.join("content"), "", &mut files);
        for (path, bytes) in files {
            archive.write(&format!("content/{path}"), bytes);
        }
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        archive
    });
    &OWN
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files);
        } else {
            files.insert(format!("{prefix}{name}"), fs::read(entry.path()).unwrap());
        }
    }
}

/// The files of a fixture.
pub fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let text = text.strip_prefix('\n').unwrap_or(text);
    text.split("//- /").skip(1).map(|section| section.split_once('\n').unwrap_or((section, "")))
}

#[test]
fn a_fixture_is_split_into_its_files() {
    let text = "\n//- /a.md\none\n\ntwo\n//- /b/c.md\n";
    assert_eq!(files(text).collect::<Vec<_>>(), [("a.md", "one\n\ntwo\n"), ("b/c.md", "")]);
}
