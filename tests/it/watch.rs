//! `scholion watch` beside people and programs that change the archive: the real watcher on real files.
//!
//! Each test ends with a comparison of the site to a clean build of the same files.

use std::{fs, os::unix::fs::symlink, path::Path, time::Duration};

use crate::{
    fixture::{Archive, example},
    watching::Watching,
};

const FIRST: &str = "content/documents/first.md";

fn document(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nlicense: CC-BY-4.0\n---\n\n{text}\n")
}

/// How an editor saves a file.
type Save = fn(&Archive, &str);

const EDITORS: [(&str, Save); 9] = [
    ("written in place, as VS Code, nano and Notepad do", |archive, text| archive.write(FIRST, text)),
    ("vim: a probe, the old file moved aside, a new one written", |archive, text| {
        archive.write("content/documents/4913", "");
        fs::remove_file(archive.at("content/documents/4913")).unwrap();
        fs::rename(archive.at(FIRST), archive.at("content/documents/first.md~")).unwrap();
        archive.write(FIRST, text);
        fs::remove_file(archive.at("content/documents/first.md~")).unwrap();
    }),
    ("vim with a backup copy: written in place, a swap file beside it", |archive, text| {
        archive.write("content/documents/.first.md.swp", "b0VIM");
        fs::copy(archive.at(FIRST), archive.at("content/documents/first.md~")).unwrap();
        archive.write(FIRST, text);
        fs::remove_file(archive.at("content/documents/first.md~")).unwrap();
        fs::remove_file(archive.at("content/documents/.first.md.swp")).unwrap();
    }),
    ("nvim: a backup elsewhere, written in place in two steps", |archive, text| {
        use std::io::Write;
        let mut file = fs::File::create(archive.at(FIRST)).unwrap();
        let (one, two) = text.as_bytes().split_at(10);
        file.write_all(one).unwrap();
        file.sync_all().unwrap();
        file.write_all(two).unwrap();
    }),
    ("sed -i: a new file renamed over the old", |archive, text| {
        archive.write("content/documents/sedAbC123", text);
        fs::rename(archive.at("content/documents/sedAbC123"), archive.at(FIRST)).unwrap();
    }),
    ("gedit: a hidden file renamed over the old", |archive, text| {
        archive.write("content/documents/.goutputstream-X1Y2Z3", text);
        fs::rename(archive.at("content/documents/.goutputstream-X1Y2Z3"), archive.at(FIRST)).unwrap();
    }),
    ("Emacs: a lock that leads nowhere, an auto-save, written in place", |archive, text| {
        symlink("editor@host.1:2", archive.at("content/documents/.#first.md")).unwrap();
        archive.write("content/documents/#first.md#", "half");
        archive.write(FIRST, text);
        fs::remove_file(archive.at("content/documents/#first.md#")).unwrap();
        fs::remove_file(archive.at("content/documents/.#first.md")).unwrap();
    }),
    ("JetBrains: a safe write", |archive, text| {
        archive.write("content/documents/first.md___jb_tmp___", text);
        fs::rename(archive.at(FIRST), archive.at("content/documents/first.md___jb_old___")).unwrap();
        fs::rename(archive.at("content/documents/first.md___jb_tmp___"), archive.at(FIRST)).unwrap();
        fs::remove_file(archive.at("content/documents/first.md___jb_old___")).unwrap();
    }),
    ("a program that removes the file first", |archive, text| {
        fs::remove_file(archive.at(FIRST)).unwrap();
        archive.write(FIRST, text);
    }),
];

#[test]
fn however_an_editor_saves_the_page_follows() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    for (number, (editor, save)) in EDITORS.iter().enumerate() {
        let words = format!("Saved for the {number}th time.");
        save(&archive, &document("The first letter", &words));
        watching.until(editor, || archive.read("public/documents/first.html").contains(&words));
    }
    watching.is_clean();
}

#[test]
fn pages_of_what_is_gone_or_renamed_are_gone_at_once() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    fs::remove_file(archive.at("content/documents/second.md")).unwrap();
    watching.drops("documents/second.html");
    fs::rename(archive.at(FIRST), archive.at("content/documents/renamed.md")).unwrap();
    watching.drops("documents/first.html");
    watching.shows("documents/renamed.html", "The first letter");
    archive.write("content/documents/year/third.md", document("Third", "In a folder."));
    watching.shows("documents/year/third.html", "In a folder.");
    fs::rename(archive.at("content/documents/year"), archive.at("content/documents/1848")).unwrap();
    archive.write("content/documents/1848/fourth.md", document("Fourth", "In a renamed folder."));
    watching.shows("documents/1848/fourth.html", "In a renamed folder.");
    watching.drops("documents/year/third.html");
    fs::rename(archive.at("content/documents/1848"), archive.at("elsewhere")).unwrap();
    watching.drops("documents/1848/third.html");
    watching.drops("documents/1848/fourth.html");
    watching.is_clean();
}

#[test]
fn a_thousand_changes_at_once_and_more_while_they_are_built() {
    let archive = example();
    let write = |n: usize, text: &str| archive.write(&format!("content/documents/d{n}.md"), document(&format!("Document {n}"), text));
    (0..1000).for_each(|n| write(n, "As it was."));
    let watching = Watching::start(&archive, &["watch"]);
    (0..1000).for_each(|n| write(n, "Checked out."));
    // Some change again while the others are built, some go, some are new.
    for round in 0..20 {
        write(round * 7, &format!("Round {round}."));
        fs::remove_file(archive.at(&format!("content/documents/d{}.md", 500 + round))).unwrap();
        write(1000 + round, "New.");
        std::thread::sleep(Duration::from_millis(3));
    }
    watching.shows("documents/d999.html", "Checked out.");
    watching.shows("documents/d133.html", "Round 19.");
    watching.drops("documents/d519.html");
    watching.is_clean();
}

#[test]
fn all_that_a_page_is_made_of_is_watched() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    archive.write("scholion.yaml", "title: Post\nlang: en\n");
    watching.shows("index.html", "<title>Post");
    watching.says("configuration: ");
    archive.write("templates/404.html", "<!doctype html><title>Not here: {{ page.title }}</title>");
    watching.shows("404.html", "Not here");
    archive.write("templates/assets/style.css", "p { color: teal }");
    watching.shows("assets/style.css", "teal");
    let bibliography = archive.read("content/bibliography/first.yaml");
    archive.write("content/bibliography/first.yaml", bibliography.replace("post", "mail"));
    watching.shows("documents/first.html", "people’s mail");
    archive.write("content/authorities/people.yaml", "- {id: marta-ilves, name: Marta Ilves, variants: [Ilves]}\n");
    watching.shows("people/marta-ilves.html", "Marta Ilves");
    archive.write("content/pages/maps.md", "---\ntitle: Maps\n---\n\n![The harbour](../documents/images/map.svg)\n");
    watching.shows("pages/maps.html", "Maps");
    let drawing = |id: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\"/>");
    archive.write("content/documents/images/map.svg", drawing("one"));
    watching.shows("documents/images/map.svg", "one");
    archive.write("content/documents/images/map.svg", drawing("two"));
    watching.shows("documents/images/map.svg", "two");
    archive.write("content/pages/about.md", "---\ntitle: About\n---\n\nAnother page.\n");
    watching.shows("pages/about.html", "Another page.");
    fs::remove_dir_all(archive.at("templates")).unwrap();
    watching.until("the own 404 page is back", || !archive.read("public/404.html").contains("Not here"));
    watching.is_clean();
}

#[test]
fn a_part_of_a_source_that_changes_changes_its_document() {
    let archive = example();
    let part = |words: &str| archive.write("content/sources/part.xml", format!("<p xmlns='http://www.tei-c.org/ns/1.0'>{words}</p>"));
    part("The first words.");
    archive.write(
        "content/sources/whole.xml",
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body><p>Whole.</p>\
         <i:include xmlns:i='http://www.w3.org/2001/XInclude' href='part.xml'/></body></text></TEI>",
    );
    let watching = Watching::start(&archive, &["watch"]);
    watching.shows("documents/whole.html", "The first words.");
    part("The other words.");
    watching.shows("documents/whole.html", "The other words.");
}

#[test]
fn a_new_source_is_ingested_and_one_that_was_half_written_again() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    archive.write("content/sources/note.txt", "A NOTE\n\nIt begins here and\n");
    watching.shows("documents/note.html", "It begins here");
    archive.write("content/sources/note.txt", "A NOTE\n\nIt begins here and ends with another word.\n");
    watching.shows("documents/note.html", "ends with another word");
    // Once an editor worked on the document, it is theirs.
    let edited = archive.read("content/documents/note.md").replace("another word", "the editor's word");
    archive.write("content/documents/note.md", &edited);
    watching.shows("documents/note.html", "the editor's word");
    archive.write("content/sources/note.txt", "A NOTE\n\nIt begins anew.\n");
    watching.says("`scholion ingest note.txt` merges the two");
    assert_eq!(archive.read("content/documents/note.md"), edited);
    watching.is_clean();
}

#[test]
fn where_the_system_tells_nothing_everything_is_looked_at() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch", "--poll", "1"]);
    archive.write(FIRST, document("The first letter", "Seen by looking."));
    watching.shows("documents/first.html", "Seen by looking.");
    fs::remove_file(archive.at("content/documents/second.md")).unwrap();
    watching.drops("documents/second.html");
    watching.is_clean();
}

#[test]
fn droppings_and_files_with_the_same_bytes_build_nothing() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    for name in [".first.md.swp", "4913", "first.md~", "#first.md#", ".#first.md", "~$first.md", "first.md___jb_tmp___"] {
        archive.write(&format!("content/documents/{name}"), "x");
    }
    archive.write(FIRST, archive.read(FIRST));
    archive.write("README.md", "no part of the archive");
    // Had any of these been built, that would be said before this is.
    archive.write("content/pages/about.md", "---\ntitle: About\n---\n\nBuilt.\n");
    watching.says("content/pages/about.md: ");
    let said = watching.said();
    let after = said.split("watching; Ctrl-C ends it\n").nth(1).unwrap();
    assert_eq!(after.lines().count(), 1, "{said}");
    watching.is_clean();
}

#[test]
fn what_is_broken_leaves_the_last_good_page() {
    let archive = example();
    archive.write("content/authorities/people.yaml", "- {id: marta-ilves, name: Marta Ilves, variants: [Ilves]}\n");
    archive.write("content/documents/draft.md", "---\ntitle: Secret\ndraft: true\n---\n\nNot yet.\n");
    let watching = Watching::start(&archive, &["watch"]);
    let before = archive.files("public");
    let site_is = |what: &str| watching.until(what, || archive.files("public") == before);
    for (path, broken) in [
        (FIRST, "---\ntitle: The first: letter\n---\n\nText.\n"),
        ("content/documents/draft.md", "---\ntitle: [Secret\ndraft: true\n---\n\nNot yet.\n"),
        ("content/bibliography/first.yaml", "references: [\n"),
        ("content/authorities/people.yaml", "- {id: marta\n"),
        ("scholion.yaml", "title: Letters: all\n"),
        ("templates/base.html", "{% if %}"),
    ] {
        let good = archive.at(path).exists().then(|| archive.read(path));
        watching.hush();
        archive.write(path, broken);
        watching.says(&format!("--> {path}:"));
        watching.says("1 error");
        assert_eq!(archive.files("public"), before, "{path}");
        if path != "templates/base.html" {
            watching.says(&format!("{path} cannot be used; what it said before stands until it is mended"));
        }
        watching.hush();
        match good {
            Some(good) => archive.write(path, good),
            None => fs::remove_file(archive.at(path)).unwrap(),
        }
        watching.says(&format!("mended: {path}"));
        site_is(path);
    }
    fs::rename(archive.at("scholion.yaml"), archive.at("away.yaml")).unwrap();
    watching.says("error[no-configuration]: this file is gone; what it said stands for now");
    fs::rename(archive.at("away.yaml"), archive.at("scholion.yaml")).unwrap();
    watching.says("mended: scholion.yaml");
    site_is("scholion.yaml is back");
    // Whatever was broken meanwhile, the loop goes on.
    archive.write(FIRST, document("The first letter", "And on it goes."));
    watching.shows("documents/first.html", "And on it goes.");
    watching.is_clean();
}

#[test]
fn signals_end_it_in_order() {
    for signal in ["INT", "TERM", "HUP"] {
        let archive = example();
        let watching = Watching::start(&archive, &["watch"]);
        archive.write(FIRST, document("The first letter", "Just before the end."));
        watching.shows("documents/first.html", "Just before the end.");
        watching.signal(signal);
        assert_eq!(watching.ends(), Some(0), "{signal}");
        assert!(!archive.at("public/.scholion-journal").exists(), "{signal}");
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 0, "the folder is free again: {}", ran.stderr);
    }
}

#[test]
fn a_signal_in_the_midst_of_a_build_leaves_whole_files() {
    let archive = example();
    let write = |text: &str| {
        (0..300).for_each(|n| archive.write(&format!("content/documents/d{n}.md"), document(&format!("Document {n}"), text)));
    };
    write("As it was.");
    let watching = Watching::start(&archive, &["watch"]);
    write("Changed.");
    watching
        .until("the first page changed", || (0..300).any(|n| archive.read(&format!("public/documents/d{n}.html")).contains("Changed.")));
    watching.signal("INT");
    assert_eq!(watching.ends(), Some(0));
    assert!(!archive.at("public/.scholion-journal").exists());
    for (path, bytes) in archive.files("public") {
        assert!(!path.ends_with(".html") || bytes.ends_with(b"</html>\n"), "{path} is whole");
    }
    let watching = Watching::start(&archive, &["watch"]);
    watching.is_clean();
}

/// Clock ticks that a process has used.
#[cfg(target_os = "linux")]
fn cpu(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn while_nothing_changes_it_sleeps() {
    /// How often its threads were put to work.
    fn switches(process: u32) -> u64 {
        let threads = fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten();
        let status = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
        let count = |line: &str| line.rsplit_once('\t').map_or(0, |(_, number)| number.parse::<u64>().unwrap());
        status.map(|text| text.lines().filter(|line| line.contains("ctxt_switches")).map(count).sum::<u64>()).sum()
    }
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    archive.write(FIRST, document("The first letter", "The last change."));
    watching.shows("documents/first.html", "The last change.");
    watching.is_clean();
    let process = watching.child.id();
    // What was left to do after the last build is done once nothing is done for a while.
    watching.until("it comes to rest", || {
        let before = (cpu(process), switches(process));
        std::thread::sleep(Duration::from_millis(500));
        before == (cpu(process), switches(process))
    });
    let before = (cpu(process), switches(process));
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!((cpu(process), switches(process)), before, "it does something while nothing changes");
}

/// Removes a folder, though what is watched may write into it meanwhile.
fn take_away(folder: &Path) {
    let gone = (0..100).any(|_| fs::remove_dir_all(folder).is_ok() || !folder.exists());
    assert!(gone, "{}", folder.display());
}

#[test]
fn an_output_folder_that_is_taken_away_is_made_again() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    take_away(&archive.at("public"));
    watching.shows("index.html", "</html>");
    watching.is_clean();
    // Emptied but for what is hidden: that is seen when something changes.
    for entry in fs::read_dir(archive.at("public")).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => take_away(&path),
            path if entry.file_name().to_str().is_some_and(|name| !name.starts_with('.')) => fs::remove_file(path).unwrap(),
            _ => {}
        }
    }
    archive.write(FIRST, document("The first letter", "After the end."));
    watching.shows("documents/second.html", "The second letter");
    watching.is_clean();
}

#[test]
fn a_root_that_is_taken_away_is_waited_for() {
    let archive = example().deeper("root");
    let mut command = archive.command(&["watch", "--root", archive.root().to_str().unwrap()]);
    command.current_dir("/");
    let watching = Watching::start_command(&archive, command);
    let away = archive.root().with_file_name("away");
    fs::rename(archive.root(), &away).unwrap();
    watching.says("the archive is gone");
    watching.hush();
    fs::rename(&away, archive.root()).unwrap();
    watching.says("watching; Ctrl-C ends it");
    archive.write(FIRST, document("The first letter", "Back again."));
    watching.shows("documents/first.html", "Back again.");
    watching.is_clean();
}

#[test]
fn a_disk_that_cannot_be_written_is_tried_again() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    // A file where the folder must be fails for anyone, the superuser too.
    fs::rename(archive.at("public"), archive.at("old")).unwrap();
    archive.write("public", "in the way");
    archive.write(FIRST, document("The first letter", "Not published at once."));
    watching.says("error: cannot create the folder");
    watching.says("trying again in");
    fs::remove_file(archive.at("public")).unwrap();
    watching.shows("documents/first.html", "Not published at once.");
    watching.is_clean();
}

#[test]
fn what_stands_in_the_way_is_said_until_it_is_moved() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    archive.write("public/documents/third.html", "mine");
    archive.write("content/documents/third.md", document("Third", "Of ours."));
    watching.says("error[foreign-file]");
    archive.write(FIRST, document("The first letter", "Something else."));
    watching.says("still: public/documents/third.html: a file that scholion did not write stands where this page must go");
    assert_eq!(archive.read("public/documents/third.html"), "mine");
    fs::remove_file(archive.at("public/documents/third.html")).unwrap();
    archive.write(FIRST, document("The first letter", "And something else."));
    watching.shows("documents/third.html", "Of ours.");
    watching.is_clean();
}

#[test]
fn another_configuration_is_watched_wherever_it_is() {
    let archive = example();
    let elsewhere = tempfile::tempdir().unwrap();
    let config = elsewhere.path().join("other.yaml");
    fs::write(&config, "title: Elsewhere\n").unwrap();
    let watching = Watching::start(&archive, &["watch", "--config", config.to_str().unwrap()]);
    watching.shows("index.html", "<title>Elsewhere");
    fs::write(elsewhere.path().join("new.yaml"), "title: Still elsewhere\n").unwrap();
    fs::rename(elsewhere.path().join("new.yaml"), &config).unwrap();
    watching.shows("index.html", "<title>Still elsewhere");
    watching.says("configuration: ");
    watching.hush();
    // The root's own says nothing, and reading everything again does not make it count.
    archive.write("scholion.yaml", "title: Not this one\n");
    fs::rename(archive.at("content"), archive.at("aside")).unwrap();
    fs::rename(archive.at("aside"), archive.at("content")).unwrap();
    archive.write(FIRST, document("The first letter", "Later."));
    watching.shows("documents/first.html", "Later.");
    assert!(archive.read("public/index.html").contains("<title>Still elsewhere"));
    assert!(!watching.said().contains("configuration: "), "{}", watching.said());
}

#[test]
fn another_output_folder_in_the_configuration_is_used_from_then_on() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    archive.write("scholion.yaml", "title: Letters\nlang: en\noutput-dir: site\n");
    watching.until("the other folder is filled", || archive.at("site/index.html").exists());
    assert_eq!(archive.run(&["build", "-o", "public"]).status, 0, "the old folder is let go");
    assert_eq!(archive.run(&["build"]).status, 3, "the new one is held");
}

#[test]
fn two_at_once_in_one_folder_are_one_too_many() {
    let archive = example();
    let _watching = Watching::start(&archive, &["watch"]);
    let ran = archive.run(&["watch"]);
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("another scholion is writing there; wait for it or stop it"), "{}", ran.stderr);
}

#[test]
fn programs_are_told_in_json() {
    let archive = example();
    let mut command = archive.command(&["watch", "--json"]);
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let mut next = || -> serde_json::Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let built = next();
    assert_eq!((&built["built"]["errors"], &built["built"]["removed"]), (&0.into(), &0.into()), "{built}");
    archive.write(FIRST, "---\ntitle: A: B\n---\n");
    let finding = next();
    assert_eq!((&finding["code"], &finding["path"], &finding["line"]), (&"bad-yaml".into(), &FIRST.into(), &2.into()), "{finding}");
    let built = next();
    assert_eq!((&built["built"]["errors"], &built["built"]["pages"]), (&1.into(), &0.into()), "{built}");
    child.kill().unwrap();
    child.wait().unwrap();
}
