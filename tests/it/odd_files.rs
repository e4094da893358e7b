//! Files and folders as systems and other programs make them: links in circles, hard links, pipes, byte-order marks, line ends.

use std::{fs, os::unix::fs::symlink, process::Command};

use crate::fixture::example;

#[test]
fn a_folder_linked_to_its_own_parent_or_to_itself_is_told_and_not_followed() {
    let archive = example();
    assert_eq!(archive.run(&["build"]).status, 0);
    let before = archive.files("public");
    archive.write("content/documents/box/third.md", "---\ntitle: The third\nlicense: CC-BY-4.0\n---\n\nWords.\n");
    symlink("..", archive.at("content/documents/box/up")).unwrap();
    symlink(".", archive.at("content/documents/box/here")).unwrap();
    symlink("../..", archive.at("content/pages/all")).unwrap();
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 1);
    for path in ["content/documents/box/up", "content/documents/box/here", "content/pages/all"] {
        let told = format!("error[link-loop]: this symbolic link leads back to where it came from, so it is not followed\n--> {path}\n");
        assert!(ran.stderr.contains(&told), "{}", ran.stderr);
    }
    let after = archive.files("public");
    assert!(before.keys().all(|path| after.contains_key(path)));
    assert!(!after.keys().any(|path| path.contains("up/") || path.contains("here/")), "{:?}", after.keys());
}

#[test]
fn hard_links_are_files_like_others_and_what_is_linked_elsewhere_stays() {
    let archive = example();
    fs::hard_link(archive.at("content/documents/second.md"), archive.at("content/documents/twin.md")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    for page in ["second", "twin"] {
        assert!(archive.read(&format!("public/documents/{page}.html")).contains("The second letter"), "{page}");
    }
    // A copy of the site made of links, as backup programs do.
    fs::hard_link(archive.at("public/documents/first.html"), archive.at("backup.html")).unwrap();
    let page = archive.read("backup.html");
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("A note.", "Another note."));
    assert_eq!(archive.run(&["build"]).status, 0);
    assert_eq!(archive.read("backup.html"), page);
    assert!(archive.read("public/documents/first.html").contains("Another note."));
}

#[test]
fn a_pipe_is_told_and_not_waited_for() {
    let archive = example();
    for path in ["content/documents/pipe.md", "content/files/pipe.png"] {
        fs::create_dir_all(archive.at(path).parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(archive.at(path)).status().unwrap().success());
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 1);
    let told = ran.stderr.matches("error[not-a-file]: this is neither a file nor a folder, so it is passed over").count();
    assert_eq!(told, 2, "{}", ran.stderr);
}

#[test]
fn nothing_is_published_into_version_control_or_the_programs_own_folder() {
    let archive = example();
    let git = |folder: &str| {
        for (path, text) in [("HEAD", "ref: refs/heads/main\n"), ("objects/a", "x"), ("refs/b", "x")] {
            archive.write(&format!("{folder}/{path}"), text);
        }
    };
    git(".git");
    git("bare");
    fs::create_dir(archive.at("elsewhere")).unwrap();
    symlink("../.git", archive.at("elsewhere/link")).unwrap();
    let before = archive.run(&["check", "--json"]).stdout;
    for folder in [".git", ".git/site", ".GIT", "elsewhere/link", "elsewhere/.hg/site", "bare", ".scholion", ".scholion/site"] {
        let ran = archive.run(&["build", "-o", folder]);
        assert_eq!(ran.status, 3, "{folder}");
        assert!(ran.stderr.ends_with("; choose a folder of its own\n"), "{folder}: {}", ran.stderr);
        archive.write("scholion.yaml", format!("title: Letters\noutput-dir: {folder}\n"));
        if folder.starts_with('.') {
            assert_eq!(archive.run(&["check"]).status, 1, "{folder}");
        }
        archive.write("scholion.yaml", "title: Letters\nlang: en\n");
    }
    for folder in [".", "..", "content", "content/new", "content/new/deep"] {
        let ran = archive.run(&["build", "-o", folder]);
        assert!(ran.status == 3 && ran.stderr.contains("it holds the archive's own files"), "{folder}: {}", ran.stderr);
    }
    assert!(!archive.at("content/new").exists() && !archive.at(".git/site").exists() && !archive.at("elsewhere/.hg").exists());
    assert_eq!(fs::read_dir(archive.at(".git")).unwrap().count(), 3);
    assert_eq!(archive.run(&["check", "--json"]).stdout, before);
    // A folder that is checked out beside is as good as any.
    assert_eq!(archive.run(&["build", "-o", "elsewhere/pages"]).status, 0);
}

#[test]
fn a_byte_order_mark_and_the_line_ends_of_windows_change_nothing() {
    let json = "[\n{\"id\": \"ilves2019\", \"type\": \"book\", \"title\": \"The reading of other people's post\",\n\"author\": [{\"family\": \"Ilves\", \"given\": \"Marta\"}], \"issued\": {\"date-parts\": [[2019]]}}\n]\n";
    let notes = "- id: n1\n  quote:\n    exact: the second\n  body: A note.\n  creator: M.\n";
    let others = "{\"type\": \"AnnotationPage\", \"items\": [{\"id\": \"https://a.example/1\", \"body\": {\"value\": \"Theirs.\"}, \"target\": {\"source\": \"documents/second.html\", \"selector\": {\"type\": \"TextQuoteSelector\", \"exact\": \"Back to\"}}}]}\n";
    let build = |dress: &dyn Fn(String) -> String| {
        let archive = example();
        fs::remove_file(archive.at("content/bibliography/first.yaml")).unwrap();
        archive.write("content/bibliography/first.json", json);
        archive.write("content/annotations/first.yaml", notes);
        archive.write("content/authorities/people.yaml", "- name: Marta Ilves\n");
        archive.write("templates/strings/en.yaml", "contents: Contents of this\n");
        for folder in ["content", "templates"] {
            for (path, bytes) in archive.files(folder) {
                archive.write(&format!("{folder}/{path}"), dress(String::from_utf8(bytes).unwrap()));
            }
        }
        archive.write("scholion.yaml", dress(archive.read("scholion.yaml")));
        archive.write("others.json", dress(others.to_owned()));
        let import = archive.run(&["annotations", "import", "others.json"]);
        assert_eq!(import.status, 0, "{}", import.stderr);
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let check = archive.run(&["check", "--strict"]);
        assert_eq!(check.status, 0, "{}", check.stdout);
        archive.files("public")
    };
    let plain = build(&|text| text);
    assert!(plain.contains_key("works/ilves2019.html"), "{:?}", plain.keys());
    let dressed = build(&|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let differ: Vec<_> = plain.keys().chain(dressed.keys()).filter(|path| plain.get(*path) != dressed.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}
