//! `scholion export bag`, and `scholion verify` of bags, sites and sources.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::fixture::{Archive, Ran, example};

/// An archive with a site, people, sources and works.
fn published() -> Archive {
    let archive = example();
    archive.write(
        "scholion.yaml",
        "title: Letters\nlang: en\npublisher: The Press\nmetadata-license: CC0-1.0\nbase-url: https://letters.example/\n",
    );
    archive.write(
        "content/documents/third.md",
        "---\ntitle: The third letter\nlicense: CC-BY-4.0\nissued: 2021-05-01\nauthor: [{family: Ilves, given: Marta, orcid: 0000-0002-1825-0097}]\n---\n\nWords.\n",
    );
    archive
        .write("content/bibliography/third.yaml", "references:\n- id: post\n  type: article-journal\n  title: Post\n  DOI: 10.5555/post\n");
    archive.write("content/documents/draft.md", "---\ntitle: A secret title\ndraft: true\n---\n\nWords.\n");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

fn bag(archive: &Archive, to: &str) -> Ran {
    archive.run(&["export", "bag", to])
}

fn verify(archive: &Archive, place: &str) -> Ran {
    archive.run(&["verify", place])
}

/// The paths of a manifest, as they stand there.
fn listed(archive: &Archive, manifest: &str) -> BTreeSet<String> {
    archive.read(manifest).lines().map(|line| line.split_once("  ").unwrap().1.to_owned()).collect()
}

#[test]
fn a_bag_holds_the_archive_and_its_site() {
    let archive = published();
    archive.write("README.md", "Read me.");
    archive.write("CITATION.cff", "cff-version: 1.2.0");
    archive.write("passwords.txt", "Not of the archive.");
    let ran_bag = bag(&archive, "kept");
    assert_eq!(ran_bag.status, 0, "{}", ran_bag.stderr);
    assert_eq!(archive.read("kept/bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let mut files = Vec::new();
    collect(&archive.at("kept/data"), "data", &mut files);
    let names: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(listed(&archive, "kept/manifest-sha512.txt"), names);
    for wanted in [
        "data/scholion.yaml",
        "data/content/documents/first.md",
        "data/public/documents/first.html",
        "data/public/.scholion-manifest",
        "data/ro-crate-metadata.json",
        "data/README.md",
        "data/CITATION.cff",
    ] {
        assert!(names.contains(wanted), "{wanted}");
    }
    assert!(!names.contains("data/passwords.txt"));
    let info = archive.read("kept/bag-info.txt");
    let total: u64 = files.iter().map(|(_, length)| length).sum();
    for line in [
        "Source-Organization: The Press",
        "External-Identifier: https://letters.example/",
        "Bagging-Date: 2026-05-02",
        &format!("Payload-Oxum: {total}.{}", files.len()),
    ] {
        assert!(info.lines().any(|own| own == line), "{line}: {info}");
    }
    assert_eq!(
        listed(&archive, "kept/tagmanifest-sha512.txt"),
        ["bag-info.txt", "bagit.txt", "manifest-sha512.txt"].map(String::from).into()
    );
    assert_eq!(archive.read("kept/data/content/documents/first.md"), archive.read("content/documents/first.md"));
    let ran = verify(&archive, "kept");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains(&format!("{} files proven", files.len() + 3)), "{}", ran.stderr);
    // What is kept is said to hold more than what is published.
    let said = archive.run(&["export", "bag", "again", "--verbose"]);
    assert!(
        said.stderr.contains("bag-kept-back") && ran_bag.stderr.contains("1 text in it readers are not shown"),
        "{}{}",
        said.stderr,
        ran_bag.stderr
    );
    // Made again it is the same, byte for byte.
    assert_eq!(archive.files("kept"), archive.files("again"));
    for left in fs::read_dir(archive.root()).unwrap().flatten() {
        assert!(!left.file_name().to_string_lossy().starts_with(".scholion-bag"), "{left:?}");
    }
}

/// The files below a folder with their lengths, those included whose names begin with a dot.
fn collect(folder: &Path, path: &str, files: &mut Vec<(String, u64)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = format!("{path}/{}", entry.file_name().to_str().unwrap());
        match entry.metadata().unwrap() {
            meta if meta.is_dir() => collect(&entry.path(), &path, files),
            meta => files.push((path, meta.len())),
        }
    }
}

#[test]
fn a_bag_describes_itself() {
    let archive = published();
    bag(&archive, "kept");
    let description = archive.read("kept/data/ro-crate-metadata.json");
    let description: Value = serde_json::from_str(&description).unwrap();
    assert_eq!(description["@context"], "https://w3id.org/ro/crate/1.2/context");
    let graph = description["@graph"].as_array().unwrap();
    let id = |entity: &Value| entity["@id"].as_str().unwrap().to_owned();
    let ids: BTreeSet<String> = graph.iter().map(id).collect();
    assert_eq!(ids.len(), graph.len(), "each entity stands once");
    let entity = |wanted: &str| graph.iter().find(|entity| entity["@id"] == wanted).unwrap_or_else(|| panic!("{wanted}"));
    // What is named is there, and every file that is described as well.
    let mut named = BTreeSet::new();
    for entity in graph {
        links(entity, &mut named);
    }
    named.retain(|id| !id.starts_with("https://w3id.org/ro/crate/"));
    assert_eq!(named.difference(&ids).collect::<Vec<_>>(), Vec::<&String>::new());
    for file in ids.iter().filter(|id| !id.contains(['#', ':']) && *id != "./") {
        assert!(archive.at("kept/data").join(file).exists(), "{file}");
    }
    assert_eq!(entity("ro-crate-metadata.json")["about"]["@id"], "./");
    let root = entity("./");
    assert_eq!(
        (&root["name"], &root["license"]["@id"], &root["datePublished"]),
        (&"Letters".into(), &"https://spdx.org/licenses/CC0-1.0".into(), &"2026-05-02".into())
    );
    let third = entity("content/documents/third.md");
    assert_eq!(third["name"], "The third letter");
    assert_eq!(
        (&third["datePublished"], &third["license"]["@id"]),
        (&"2021-05-01".into(), &"https://creativecommons.org/licenses/by/4.0/".into())
    );
    assert_eq!(third["author"][0]["@id"], "https://orcid.org/0000-0002-1825-0097");
    assert_eq!(entity("https://orcid.org/0000-0002-1825-0097")["familyName"], "Ilves");
    assert_eq!(third["subjectOf"]["@id"], "public/documents/third.html");
    assert_eq!(entity("content/documents/third.md")["citation"][0]["@id"], "https://doi.org/10.5555/post");
    let cited = entity("content/documents/first.md")["mentions"][0]["@id"].as_str().unwrap().to_owned();
    assert_eq!((&entity(&cited)["name"], &entity(&cited)["@type"]), (&"The reading of other people's post".into(), &"Book".into()));
    // Of what readers are not shown there is the file, and no word of it.
    assert_eq!(entity("content/documents/draft.md")["name"], "draft.md");
    assert!(!description.to_string().contains("A secret title"));
    assert_eq!(entity("#packing")["instrument"]["@id"], "#scholion");
    // What the last build knew makes no difference, whatever changed since.
    archive.write("content/documents/third.md", "---\ntitle: Another\nlicense: CC-BY-4.0\n---\n\nOther words.\n");
    archive.write("content/documents/fourth.md", "---\ntitle: The fourth\nlicense: CC-BY-4.0\n---\n\nSee [that](third.md).\n");
    fs::remove_file(archive.at("content/documents/draft.md")).unwrap();
    assert_eq!(bag(&archive, "warm").status, 0);
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    assert_eq!(bag(&archive, "clean").status, 0);
    assert_eq!(archive.files("warm"), archive.files("clean"));
    assert!(archive.read("warm/data/ro-crate-metadata.json").contains("The fourth"));
}

/// The ids that stand in an entity, but for its own.
fn links(entity: &Value, named: &mut BTreeSet<String>) {
    for (_, value) in entity.as_object().unwrap().iter().filter(|(key, _)| *key != "@id") {
        let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        named.extend(all.iter().filter_map(|one| one.get("@id")?.as_str()).map(str::to_owned));
    }
}

#[test]
fn only_a_bag_of_ours_is_replaced() {
    let archive = published();
    #[cfg(unix)]
    std::os::unix::fs::symlink(archive.at("content"), archive.at("elsewhere")).unwrap();
    let by_ways = ["new/../content/kept", "templates/../public/kept", if cfg!(unix) { "elsewhere/kept" } else { "content" }];
    for place in [".", "content", "content/kept", "public/kept", ".scholion/kept"].into_iter().chain(by_ways) {
        assert_eq!(bag(&archive, place).status, 2, "{place}");
    }
    assert!(!archive.at("content/kept").exists() && !archive.at("public/kept").exists());
    archive.write("mine/a.txt", "Mine.");
    let ran = bag(&archive, "mine");
    assert!(ran.status == 2 && ran.stderr.contains("no bag of this program"), "{}", ran.stderr);
    assert_eq!(archive.read("mine/a.txt"), "Mine.");
    assert_eq!(archive.run(&["export", "bag"]).status, 2);
    assert_eq!(bag(&archive, "kept").status, 0);
    archive.write("content/documents/third.md", "---\ntitle: Another\nlicense: CC-BY-4.0\n---\n\nOther words.\n");
    assert_eq!(bag(&archive, "kept").status, 0);
    assert!(archive.read("kept/data/content/documents/third.md").contains("Other words."));
    assert_eq!(verify(&archive, "kept").status, 0);
    archive.write("kept/mine.txt", "Mine.");
    let ran = bag(&archive, "kept");
    assert!(ran.status == 2 && ran.stderr.contains("mine.txt"), "{}", ran.stderr);
    assert_eq!(archive.read("kept/mine.txt"), "Mine.");
}

#[test]
fn every_byte_of_a_bag_is_proven() {
    let archive = published();
    let changed = |change: &dyn Fn(&Archive), words: &[&str]| {
        fs::remove_dir_all(archive.at("kept")).ok();
        assert_eq!(bag(&archive, "kept").status, 0);
        change(&archive);
        let ran = verify(&archive, "kept");
        assert_eq!(ran.status, 1, "{words:?}: {}{}", ran.stdout, ran.stderr);
        for word in words {
            assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
        }
        let as_json = archive.run(&["verify", "kept", "--json"]);
        assert!(
            as_json.stdout.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()) && as_json.status == 1,
            "{}",
            as_json.stdout
        );
    };
    let first = "kept/data/content/documents/first.md";
    changed(
        &|archive| archive.write(first, archive.read(first).replace("second", "Second")),
        &["file-changed", "data/content/documents/first.md"],
    );
    changed(&|archive| fs::remove_file(archive.at(first)).unwrap(), &["this file was there, and is not", "Payload-Oxum"]);
    changed(
        &|archive| archive.write("kept/data/content/new.md", "New."),
        &["nothing says that this file belongs here", "data/content/new.md"],
    );
    changed(&|archive| archive.write("kept/bag-info.txt", "Payload-Oxum: 1.1\n"), &["file-changed", "bag-info.txt", "Payload-Oxum"]);
    changed(
        &|archive| archive.write("kept/new.txt", "New."),
        &["error[file-changed]: nothing says that this file belongs here", "new.txt"],
    );
    changed(
        &|archive| fs::remove_file(archive.at("kept/tagmanifest-sha512.txt")).unwrap(),
        &["this file was there, and is not", "tagmanifest-sha512.txt"],
    );
    let manifest = "kept/manifest-sha512.txt";
    changed(&|archive| archive.write(manifest, archive.read(manifest).replacen('a', "b", 1)), &["manifest-sha512.txt"]);
    changed(
        &|archive| archive.write(manifest, archive.read(manifest) + "00  ../../etc/passwd\n00  /etc/passwd\nnot a line\n"),
        &["`../../etc/passwd` is no path in the bag", "`/etc/passwd`", "`not a line`"],
    );
    changed(&|archive| fs::remove_file(archive.at(manifest)).unwrap(), &["no manifest"]);
    changed(&|archive| archive.write("kept/bagit.txt", "BagIt-Version: 7.0\n"), &["which version of BagIt"]);
    changed(&|archive| archive.write("kept/fetch.txt", "https://a.example/x 12 data/content/fetched.bin\n"), &["to be fetched"]);
    #[cfg(unix)]
    changed(
        &|archive| {
            fs::remove_file(archive.at(first)).unwrap();
            std::os::unix::fs::symlink("/etc/passwd", archive.at(first)).unwrap();
        },
        &["a symbolic link stands in the bag"],
    );
}

#[test]
fn bags_of_other_programs_are_proven() {
    let archive = example();
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    archive.write("other/bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
    archive.write("other/data/a b.txt", "abc");
    archive.write("other/manifest-sha256.txt", format!("{sum} *data/a b.txt\r\n"));
    archive.write("other/manifest-md5.txt", "900150983cd24fb0d6963f7d28e17f72  data/a b.txt\n");
    let ran = verify(&archive, "other");
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("checksums of `md5` are not computed here"), "{}", ran.stdout);
    // `%` as it stands, and accents composed otherwise than on the disk; what is not called so is lost all the same.
    archive.write("other/data/50%25.txt", "abc");
    archive.write("other/data/cafe\u{301}.txt", "abc");
    let manifest = format!("{sum} data/a b.txt\n{sum}  data/50%25.txt\n{sum}  data/caf\u{e9}.txt\n");
    archive.write("other/manifest-sha256.txt", &manifest);
    let ran = verify(&archive, "other");
    assert!(ran.status == 0 && ran.stdout.contains("name-breaks"), "{}", ran.stdout);
    archive.write("other/manifest-sha256.txt", manifest.replace("50%25", "51%25"));
    let ran = verify(&archive, "other");
    assert!(ran.status == 1 && ran.stdout.contains("data/51%.txt") && ran.stdout.contains("data/50%25.txt"), "{}", ran.stdout);
    archive.write("other/manifest-sha256.txt", &manifest);
    archive.write("other/more.txt", "More.");
    let ran = verify(&archive, "other");
    assert!(ran.status == 0 && ran.stdout.contains("notice[file-changed]"), "{}", ran.stdout);
    archive.write("other/data/a b.txt", "abd");
    assert_eq!(verify(&archive, "other").status, 1);
}

#[cfg(unix)]
#[test]
fn names_that_break_elsewhere_are_said() {
    let archive = example();
    for name in ["100%.txt", "%0A.txt", "a\nb.txt", "con.txt", "what?.txt", "A.png", "a.png", "end.", "cafe\u{301}.txt"] {
        archive.write(&format!("content/files/{name}"), name);
    }
    std::os::unix::fs::symlink("../documents/first.md", archive.at("content/files/link.md")).unwrap();
    let ran = bag(&archive, "kept");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for word in [
        "Windows keeps this name for a device",
        "Windows lets no name hold `?`",
        "other systems take this for `content/files/A.png`",
        "cuts the dot",
        "cannot be seen",
        "accents",
        "this symbolic link is not followed",
        "there is no published site",
    ] {
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
    let names = listed(&archive, "kept/manifest-sha512.txt");
    for name in ["100%25.txt", "%250A.txt", "a%0Ab.txt", "what?.txt"] {
        assert!(names.contains(&format!("data/content/files/{name}")), "{name}: {names:?}");
    }
    assert!(!archive.at("kept/data/content/files/link.md").exists());
    let ran = verify(&archive, "kept");
    assert_eq!(ran.status, 0, "{}", ran.stdout);
}

#[test]
fn a_published_site_is_proven_wherever_it_is() {
    let archive = published();
    let copy = |to: &str| {
        fs::remove_dir_all(archive.at(to)).ok();
        copy_all(&archive.at("public"), &archive.at(to));
    };
    copy("away");
    let ran = verify(&archive, "away");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    let page = archive.read("away/documents/first.html");
    archive.write("away/documents/first.html", page.replace("second", "Second"));
    fs::remove_file(archive.at("away/documents/second.html")).unwrap();
    archive.write("away/documents/evil.html", "<script>");
    let ran = verify(&archive, "away");
    assert_eq!(ran.status, 1);
    for (path, code) in
        [("documents/first.html", "file-changed"), ("documents/second.html", "was there"), ("documents/evil.html", "does not name")]
    {
        assert!(ran.stdout.contains(path) && ran.stdout.contains(code), "{path}: {}", ran.stdout);
    }
    copy("away");
    let manifest = archive.read("away/.scholion-manifest");
    archive.write("away/.scholion-manifest", manifest.lines().take(3).map(|line| format!("{line}\n")).collect::<String>());
    let ran = verify(&archive, "away");
    assert!(ran.status == 1 && ran.stdout.contains("manifest-damaged") && !ran.stdout.contains("``"), "{}", ran.stdout);
    for (place, status) in [("content", 2), ("nowhere", 2)] {
        assert_eq!(verify(&archive, place).status, status, "{place}");
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy_all(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
    }
}

#[test]
fn sources_are_those_of_which_documents_were_made() {
    let archive = example();
    archive.write("content/sources/letter.txt", "A LETTER\n\nThe words of a letter, as they came, which make one paragraph.\n");
    assert_eq!(archive.run(&["build"]).status, 0);
    let ran = archive.run(&["verify"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    archive.write("content/sources/letter.txt", "A LETTER\n\nThe words of a letter, as they came, which made one paragraph.\n");
    let ran = archive.run(&["verify"]);
    assert!(
        ran.status == 1
            && ran.stdout.contains("content/sources/letter.txt")
            && ran.stdout.contains("`content/documents/letter.md` was made"),
        "{}",
        ran.stdout
    );
    fs::remove_file(archive.at("content/sources/letter.txt")).unwrap();
    let ran = archive.run(&["verify"]);
    assert!(
        ran.status == 1 && ran.stdout.contains("this file is not there, of which `content/documents/letter.md` was made"),
        "{}",
        ran.stdout
    );
    let bare = example();
    let ran = verify(&bare, ".");
    assert!(
        ran.status == 0 && ran.stdout.contains("no published site is here") && ran.stderr.contains("nothing here says what it was"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let elsewhere = archive.root();
    let ran = archive.run(&["verify", elsewhere.to_str().unwrap()]);
    assert_eq!(ran.status, 1);
}
