//! A process goes on where another has ended: what it makes again, and that the site is the same.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use crate::fixture::{Archive, example};

/// `scholion watch` at work, ended with the value.
struct Watch(Child);

impl Watch {
    /// Starts it, and gives how many pages its first build rendered.
    fn start(archive: &Archive) -> (Self, u64) {
        let mut child = archive.command(&["watch", "--json"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let built = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok()?["built"]["pages"].as_u64()).next();
        (Self(child), built.expect("a build"))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn watching_begins_where_a_build_has_ended() {
    let archive = example();
    let all = Watch::start(&archive).1;
    assert!(all > 10, "{all}");
    archive.run(&["build"]);
    assert_eq!(Watch::start(&archive).1, 0);
    let path = "content/documents/first.md";
    archive.write(path, archive.read(path) + "\n\nWords that were written while nobody watched.\n");
    let (watch, pages) = Watch::start(&archive);
    assert!(pages > 0 && pages < all, "{pages} of {all}");
    drop(watch);
    assert!(archive.read("public/documents/first.html").contains("while nobody watched"));
    // What the last process has written is not what the cache knows, and is made again; nothing else.
    let (watch, again) = Watch::start(&archive);
    assert_eq!(again, pages);
    drop(watch);
    archive.run(&["build"]);
    let site = archive.files("public");
    fs::remove_dir_all(archive.at("public")).unwrap();
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    archive.run(&["build"]);
    assert_eq!(archive.files("public"), site);
}

#[test]
fn what_belongs_to_texts_that_want_one_address_is_settled_among_all() {
    let archive = example();
    for n in 0..3 {
        archive.write(&format!("content/documents/rival{n}.md"), format!("---\ntitle: Rival {n}\nslug: wanted\n---\n\nWords.\n"));
        archive.write(
            &format!("content/bibliography/rival{n}.yaml"),
            format!("references:\n- id: work{n}\n  title: Work {n}\n  type: book\n"),
        );
    }
    archive.run(&["build"]);
    archive.write("content/documents/rival0.md", "---\ntitle: Rival 0\n---\n\nWords.\n");
    archive.run(&["build"]);
    let site = archive.files("public");
    fs::remove_dir_all(archive.at("public")).unwrap();
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    archive.run(&["build"]);
    assert_eq!(archive.files("public"), site);
}
