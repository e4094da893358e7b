use std::os::unix::fs::symlink;

use super::*;

/// A root with an output folder in it.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join("public").join(path)
    }

    /// A build that makes these pages.
    fn build(&self, pages: &[(&str, &str)]) -> Summary {
        let mut output = Output::open(self.0.path(), &self.at("")).unwrap();
        pages.iter().for_each(|(path, text)| output.put(*path, text.as_bytes()));
        output.finish(pages.iter().map(|(path, _)| *path)).unwrap()
    }

    /// A build that is cut off before its end.
    fn broken_off_build(&self, pages: &[(&str, &str)]) {
        let output = Output::open(self.0.path(), &self.at("")).unwrap();
        pages.iter().for_each(|(path, text)| output.put(*path, text.as_bytes()));
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    /// All files, `path=text`, sorted, without the manifest.
    fn files(&self) -> Vec<String> {
        fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    files.push(format!("{path}/"));
                    collect(&entry.path(), &format!("{path}/"), files);
                } else if path != ledger::MANIFEST {
                    files.push(format!("{path}={}", fs::read_to_string(entry.path()).unwrap_or_default()));
                }
            }
        }
        let mut files = Vec::new();
        collect(&self.at(""), "", &mut files);
        files.sort();
        files
    }
}

fn counts(summary: &Summary) -> (usize, usize, usize) {
    (summary.created, summary.changed, summary.removed)
}

fn problems(summary: &Summary) -> Vec<String> {
    summary.diagnostics.iter().map(|one| format!("{}: {}", one.path, one.message)).collect()
}

#[test]
fn only_what_changed_is_written_and_what_is_no_longer_made_goes() {
    let site = Site::new();
    assert_eq!(counts(&site.build(&[("index.html", "1"), ("a/b/c.html", "2"), ("a/d.html", "3")])), (3, 0, 0));
    let before = fs::metadata(site.at("index.html")).unwrap().modified().unwrap();
    assert_eq!(counts(&site.build(&[("index.html", "1"), ("a/d.html", "4")])), (0, 1, 1));
    assert_eq!(fs::metadata(site.at("index.html")).unwrap().modified().unwrap(), before);
    assert_eq!(site.files(), ["a/", "a/d.html=4", "index.html=1"]);
    assert_eq!(counts(&site.build(&[])), (0, 0, 2));
    assert_eq!(site.files(), Vec::<String>::new());
}

#[test]
fn a_damaged_page_is_mended() {
    let site = Site::new();
    site.build(&[("index.html", "whole")]);
    site.write("index.html", "who");
    assert_eq!(counts(&site.build(&[("index.html", "whole")])), (0, 1, 0));
    fs::remove_file(site.at("index.html")).unwrap();
    assert_eq!(counts(&site.build(&[("index.html", "whole")])), (1, 0, 0));
}

#[test]
fn foreign_files_stay_as_they_are() {
    let site = Site::new();
    site.write("CNAME", "archive.example");
    site.write("a/own.txt", "mine");
    site.write("index.html", "mine");
    site.write("same.html", "same");
    let summary = site.build(&[("index.html", "1"), ("same.html", "same"), ("a/x.html", "x")]);
    assert_eq!(problems(&summary), ["public/index.html: a file that scholion did not write stands where this page must go"]);
    assert_eq!(counts(&summary), (1, 0, 0));
    // What was the same is ours from now on; the rest still is not.
    site.build(&[]);
    assert_eq!(site.files(), ["CNAME=archive.example", "a/", "a/own.txt=mine", "index.html=mine"]);
}

#[test]
fn a_page_that_another_hand_replaced_is_not_pruned() {
    let site = Site::new();
    site.build(&[("old.html", "ours")]);
    site.write("old.html", "somebody's");
    let summary = site.build(&[]);
    assert_eq!(
        problems(&summary),
        ["public/old.html: this page is no longer part of the site, but was changed by another hand, so it stays"]
    );
    assert_eq!(site.files(), ["old.html=somebody's"]);
    assert_eq!(problems(&site.build(&[])), Vec::<String>::new());
}

#[test]
fn nothing_is_written_or_removed_through_a_symbolic_link() {
    let site = Site::new();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("page.html"), "outside").unwrap();
    site.build(&[("b/page.html", "outside")]);
    fs::remove_dir_all(site.at("b")).unwrap();
    symlink(outside.path(), site.at("a")).unwrap();
    symlink(outside.path(), site.at("b")).unwrap();
    symlink(outside.path().join("page.html"), site.at("page.html")).unwrap();
    let summary = site.build(&[("a/page.html", "1"), ("page.html", "2"), ("../out.html", "3")]);
    assert_eq!(
        problems(&summary),
        [
            "out.html: this is no path that a page can have",
            "public/a/page.html: a symbolic link stands at `public/a`, where the page's folder must be",
            "public/b/page.html: this page is no longer part of the site, but was changed by another hand, so it stays",
            "public/page.html: a symbolic link stands where this page must go",
        ]
    );
    assert_eq!(fs::read_to_string(outside.path().join("page.html")).unwrap(), "outside");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[test]
fn a_build_cut_off_forgets_no_file_and_claims_none() {
    let site = Site::new();
    site.build(&[("index.html", "1"), ("old.html", "1")]);
    site.broken_off_build(&[("index.html", "2"), ("new.html", "2"), ("foreign-later.html", "2")]);
    site.write(".scholion-1-1.tmp", "half");
    site.write("a/.scholion-1-2.tmp", "half");
    // Somebody replaces a page of the broken-off build by a file of their own.
    site.write("foreign-later.html", "mine");
    // The last line of the journal is cut.
    let journal = fs::read_to_string(site.at(ledger::JOURNAL)).unwrap();
    fs::write(site.at(ledger::JOURNAL), format!("{journal}+0123")).unwrap();
    site.broken_off_build(&[("index.html", "3"), ("third.html", "3")]);
    let summary = site.build(&[("index.html", "4")]);
    assert_eq!(counts(&summary), (0, 1, 3));
    assert_eq!(site.files(), ["a/", "foreign-later.html=mine", "index.html=4"]);
    assert_eq!(problems(&summary).len(), 1);
}

#[test]
fn a_damaged_manifest_is_reported_and_used_as_far_as_it_goes() {
    let site = Site::new();
    site.build(&[("a.html", "1"), ("b.html", "1")]);
    let manifest = fs::read_to_string(site.at(ledger::MANIFEST)).unwrap();
    fs::write(site.at(ledger::MANIFEST), &manifest[..manifest.len() - 20]).unwrap();
    let summary = site.build(&[("a.html", "2"), ("b.html", "1")]);
    assert_eq!(problems(&summary), ["public/.scholion-manifest: the list of published files is damaged, so old pages may stay"]);
    assert_eq!(problems(&site.build(&[("a.html", "2"), ("b.html", "2")])), Vec::<String>::new());
    assert_eq!(site.files(), ["a.html=2", "b.html=2"]);
}

#[test]
fn the_manifest_depends_on_the_site_alone() {
    let (one, two) = (Site::new(), Site::new());
    one.build(&[("a.html", "1"), ("old.html", "1")]);
    one.build(&[("b.html", "2"), ("a.html", "2")]);
    two.build(&[("a.html", "2"), ("b.html", "2")]);
    assert_eq!(fs::read(one.at(ledger::MANIFEST)).unwrap(), fs::read(two.at(ledger::MANIFEST)).unwrap());
    assert!(!one.at(ledger::JOURNAL).exists());
}

#[test]
fn pages_put_from_many_threads_all_arrive() {
    use rayon::prelude::*;
    let site = Site::new();
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    let pages: Vec<String> = (0..500).map(|n| format!("{}/{}/{n}.html", n % 7, n % 3)).collect();
    pages.par_iter().for_each(|path| output.put(path.as_str(), path.as_bytes()));
    let summary = output.finish(pages.iter().map(String::as_str)).unwrap();
    assert_eq!((summary.created, summary.total, problems(&summary).len()), (500, 500, 0));
    assert!(pages.iter().all(|path| fs::read_to_string(site.at(path)).unwrap() == *path));
}

#[test]
fn a_file_gives_way_to_a_folder_only_if_it_is_ours() {
    let site = Site::new();
    site.build(&[("works", "ours")]);
    assert_eq!(problems(&site.build(&[("works/a.html", "1")])), Vec::<String>::new());
    site.write("people", "mine");
    let summary = site.build(&[("works/a.html", "1"), ("people/a.html", "1")]);
    assert_eq!(
        problems(&summary),
        ["public/people/a.html: a file that scholion did not write stands at `public/people`, where the page's folder must be"]
    );
}

#[test]
fn two_pages_with_one_address_are_reported() {
    let site = Site::new();
    let summary = site.build(&[("a.html", "1"), ("a.html", "2"), ("b.html", "1"), ("b.html", "1")]);
    assert_eq!(problems(&summary), ["public/a.html: two pages have this address, and only one can stand there"]);
}

#[test]
fn one_process_at_a_time_and_no_folder_of_the_archive() {
    let site = Site::new();
    let held = Output::open(site.0.path(), &site.at("")).unwrap();
    let refusal = |folder: &Path| Output::open(site.0.path(), folder).err().unwrap().to_string();
    assert!(refusal(&site.at("")).ends_with("another scholion is writing there; wait for it or stop it"));
    drop(held);
    assert!(refusal(site.0.path()).ends_with("it holds the archive's own files; choose a folder of its own"));
    assert!(refusal(&site.0.path().join("content/site")).ends_with("it holds the archive's own files; choose a folder of its own"));
    assert!(Output::open(site.0.path(), &site.at("")).is_ok());
}

#[test]
fn what_is_neither_put_nor_known_is_missing() {
    let site = Site::new();
    site.build(&[("a.html", "1")]);
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    assert_eq!(output.finish(["a.html", "b.html"]).unwrap().missing, ["b.html"]);
}

#[test]
fn many_small_builds_leave_what_one_would() {
    let site = Site::new();
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    for (path, text) in [("a.html", "1"), ("b/c.html", "1"), ("b/d.html", "1")] {
        output.put(path, text.as_bytes());
    }
    output.finish(["a.html", "b/c.html", "b/d.html"]).unwrap();
    let manifest = fs::read(site.at(ledger::MANIFEST)).unwrap();
    output.put("a.html", b"2");
    output.put("new.html", b"2");
    let summary = output.update(["b/c.html", "never-there.html"]).unwrap();
    assert_eq!((counts(&summary), summary.total), ((1, 1, 1), 3));
    output.put("a.html", b"3");
    assert_eq!(counts(&output.update(["b/d.html"]).unwrap()), (0, 1, 1));
    assert_eq!(fs::read(site.at(ledger::MANIFEST)).unwrap(), manifest, "the manifest waits");
    assert_eq!(site.files().iter().filter(|file| !file.starts_with(".scholion")).collect::<Vec<_>>(), ["a.html=3", "new.html=2"]);
    assert_eq!(output.finish(["a.html", "new.html"]).unwrap().missing, Vec::<String>::new());
    drop(output);
    let other = Site::new();
    other.build(&[("a.html", "3"), ("new.html", "2")]);
    assert_eq!(fs::read(site.at(ledger::MANIFEST)).unwrap(), fs::read(other.at(ledger::MANIFEST)).unwrap());
    assert!(!site.at(ledger::JOURNAL).exists());
}

#[test]
fn small_builds_that_are_cut_off_forget_no_file() {
    let site = Site::new();
    site.build(&[("a.html", "1"), ("old.html", "1")]);
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    output.put("a.html", b"2");
    output.put("new.html", b"2");
    output.update([]).unwrap();
    output.put("a.html", b"1");
    output.update([]).unwrap();
    drop(output);
    assert_eq!(counts(&site.build(&[])), (0, 0, 3));
    assert_eq!(site.files(), Vec::<String>::new());
}

#[test]
fn a_folder_that_was_lost_is_known_to_be() {
    let site = Site::new();
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    output.put("index.html", b"1");
    output.finish(["index.html"]).unwrap();
    assert!(output.is_sound());
    fs::remove_file(site.at("index.html")).unwrap();
    assert!(!output.is_sound());
    fs::remove_dir_all(site.at("")).unwrap();
    fs::create_dir(site.at("")).unwrap();
    site.write("index.html", "1");
    assert!(!output.is_sound(), "another folder of that name");
}

#[test]
fn what_stands_in_the_way_is_named() {
    let site = Site::new();
    site.write("index.html", "mine");
    let mut output = Output::open(site.0.path(), &site.at("")).unwrap();
    output.put("index.html", b"1");
    let summary = output.finish(["index.html"]).unwrap();
    assert_eq!((summary.refused, summary.missing), (vec!["index.html".into()], vec![]));
    assert_eq!(output.finish(["index.html"]).unwrap().missing, ["index.html"], "it still is to be put");
}
