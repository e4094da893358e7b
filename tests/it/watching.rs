//! The program while it runs on: started, listened to, ended.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use crate::fixture::Archive;

/// Long enough for a machine that does much else. Nothing waits that long if all is well.
const PATIENCE: Duration = Duration::from_secs(60);

/// `scholion watch` or `serve` at work on an archive; ended with the value.
pub struct Watching<'a> {
    pub archive: &'a Archive,
    pub child: Child,
    said: Arc<Mutex<String>>,
}

impl<'a> Watching<'a> {
    /// Starts `args`, and waits until the first build is done.
    pub fn start(archive: &'a Archive, args: &[&str]) -> Self {
        Self::start_command(archive, archive.command(args))
    }

    /// The same with a command that was made ready.
    pub fn start_command(archive: &'a Archive, mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (lines, to) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                to.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        let watching = Self { archive, child, said };
        watching.says("watching; Ctrl-C ends it");
        watching
    }

    /// All that was said so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Forgets what was said.
    pub fn hush(&self) {
        self.said.lock().unwrap().clear();
    }

    /// Waits until it is so.
    pub fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < end, "waited in vain: {what}\nwhat was said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until something was said.
    pub fn says(&self, words: &str) {
        self.until(&format!("it says `{words}`"), || self.said().contains(words));
    }

    /// Waits until a page holds some words.
    pub fn shows(&self, page: &str, words: &str) {
        let place = self.archive.at("public").join(page);
        self.until(&format!("{page} shows `{words}`"), || std::fs::read_to_string(&place).is_ok_and(|text| text.contains(words)));
    }

    /// Waits until a page is gone.
    pub fn drops(&self, page: &str) {
        let place = self.archive.at("public").join(page);
        self.until(&format!("{page} is gone"), || !place.exists());
    }

    /// Waits until nothing is left to do, and the site is what a clean build makes of the same files.
    pub fn is_clean(&self) {
        let folder = tempfile::tempdir().unwrap();
        let ran = self.archive.run(&["build", "-o", folder.path().join("site").to_str().unwrap()]);
        assert!(ran.status <= 1, "{}", ran.stderr);
        let clean = Archive::at_folder(folder);
        let expected = clean.files("site");
        assert!(!expected.is_empty());
        let differing = || -> BTreeMap<String, &str> {
            let files = self.archive.files("public");
            let missing = expected.keys().filter(|path| !files.contains_key(*path)).map(|path| (path.clone(), "missing"));
            let other = files.iter().filter_map(|(path, bytes)| match expected.get(path) {
                None => Some((path.clone(), "too much")),
                Some(other) if other != bytes => Some((path.clone(), "different")),
                Some(_) => None,
            });
            missing.chain(other).collect()
        };
        let end = Instant::now() + PATIENCE;
        while !differing().is_empty() || self.archive.at("public/.scholion-journal").exists() {
            assert!(Instant::now() < end, "not as a clean build: {:?}\nwhat was said:\n{}", differing(), self.said());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end, and gives the exit status.
    pub fn ends(mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < end, "it does not end\nwhat was said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            assert!(!self.said().contains("panicked at"), "{}", self.said());
        }
    }
}
