//! The cache in `.scholion/cache/` saves work, and never makes a wrong page, whatever happens to it or to the
//! published files.
//!
//! `SCHOLION_SEQUENCES=200 cargo test --test it cache` is the long mode of the property test.

use std::{collections::BTreeMap, fs, time::SystemTime};

use proptest::prelude::*;

use crate::{
    edits::{Edit, edits},
    edits_pictures::edits_of_pictures,
    fixture::{Archive, Ran, example},
};

fn build(archive: &Archive, args: &[&str]) -> Ran {
    let ran = archive.run(&[&["build"], args].concat());
    assert!(ran.status < 2, "{}", ran.stderr);
    ran
}

/// The one cache of an archive.
fn cache(archive: &Archive) -> std::path::PathBuf {
    let entries = fs::read_dir(archive.at(".scholion/cache")).unwrap().flatten().map(|entry| entry.path());
    let mut caches = entries.filter(|path| path.extension().is_some_and(|extension| extension == "bin"));
    caches.next().unwrap()
}

/// The packs beside it.
fn packs(archive: &Archive) -> std::path::PathBuf {
    cache(archive).with_extension("packs")
}

/// The same files built into a folder that no build knows.
fn clean(archive: &Archive, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = Archive::bare();
    for place in ["content", "templates"] {
        archive.files(place).into_iter().for_each(|(path, bytes)| copy.write(&format!("{place}/{path}"), bytes));
    }
    copy.write("scholion.yaml", archive.read("scholion.yaml"));
    let folder = elsewhere.path().join("site");
    build(&copy, &[&["-o", folder.to_str().unwrap()], args].concat());
    let site = Archive::bare();
    fs::remove_dir(site.root()).unwrap();
    fs::rename(&folder, site.root()).unwrap();
    site.files("")
}

/// What a second build says without the time it took.
fn told(ran: &Ran) -> (i32, String, String) {
    let words = ran
        .stderr
        .rsplit_once('(')
        .map_or(ran.stderr.clone(), |(before, after)| format!("{before}{}", after.split_once(')').map_or("", |(_, rest)| rest)));
    (ran.status, ran.stdout.clone(), words)
}

#[test]
fn it_is_kept_out_of_version_control() {
    let archive = example();
    build(&archive, &[]);
    assert_eq!(archive.read(".scholion/cache/.gitignore"), "*\n");
}

#[test]
fn a_build_with_nothing_to_do_says_what_one_without_cache_says() {
    let archive = example();
    archive.write("content/documents/third.md", "---\ntitel: Third\n---\n\nSee [nowhere](nowhere.md) and [[Nobody]].\n");
    archive.write("content/sources/new.txt", "A title\n\nA paragraph of a source that is ingested now.\n");
    build(&archive, &[]);
    for args in [&[][..], &["--json"], &["--verbose"], &["--strict"], &["--quiet"]] {
        let warm = told(&build(&archive, args));
        // And once more, when every file's stamp is known.
        let warmer = told(&build(&archive, args));
        fs::remove_dir_all(archive.at(".scholion/cache")).unwrap();
        let cold = told(&build(&archive, args));
        // Only the closing line tells that the cache was used; without it this test would not know.
        let is_closed =
            |told: &(i32, String, String), words: &str| told.2.contains(words) || args.contains(&"--json") || args.contains(&"--quiet");
        assert!(is_closed(&warm, "nothing to do") && is_closed(&warmer, "nothing to do"), "{args:?}: {warm:?}");
        assert!(is_closed(&cold, "nothing changed"), "{args:?}: {cold:?}");
        let plain = |(status, stdout, stderr): (i32, String, String)| (status, stdout, stderr.replace("nothing to do", "nothing changed"));
        let (warm, warmer) = (plain(warm), plain(warmer));
        assert_eq!(warm, cold, "{args:?}");
        assert_eq!(warmer, cold, "{args:?}");
        assert!(args != [""; 0] || cold.2.contains("third.md:2:1"), "{cold:?}");
    }
}

#[test]
fn other_flags_and_another_configuration_are_other_builds() {
    let archive = example();
    archive.write("content/documents/draft.md", "---\ntitle: A draft\ndraft: true\n---\n\nWords.\n");
    archive.write("other.yaml", "title: Other letters\n");
    let ways: [&[&str]; 4] = [&[], &["--drafts"], &["-u", "https://example.org/"], &["--config", "other.yaml"]];
    for args in ways.iter().chain(ways.iter().rev()) {
        build(&archive, args);
        build(&archive, args);
        let page = archive.read("public/index.html");
        assert_eq!(archive.at("public/documents/draft.html").exists(), args.contains(&"--drafts"), "{args:?}");
        assert_eq!(page.contains("https://example.org/"), args.contains(&"-u"), "{args:?}");
        assert_eq!(page.contains("Other letters"), args.contains(&"--config"), "{args:?}");
    }
}

#[test]
fn each_output_folder_has_its_own() {
    let archive = example();
    build(&archive, &[]);
    build(&archive, &["-o", "elsewhere"]);
    archive.write("elsewhere/index.html", "defaced");
    build(&archive, &[]);
    build(&archive, &["-o", "elsewhere"]);
    assert_eq!(archive.files("elsewhere"), archive.files("public"));
}

#[test]
fn what_another_hand_did_to_the_published_files_is_mended() {
    let archive = example();
    build(&archive, &[]);
    build(&archive, &[]);
    let site = archive.files("public");
    let page = archive.at("public/documents/first.html");
    let deeds: [&dyn Fn(); 6] = [
        &|| fs::write(&page, "defaced").unwrap(),
        &|| fs::remove_file(&page).unwrap(),
        &|| fs::remove_dir_all(archive.at("public")).unwrap(),
        &|| fs::remove_file(archive.at("public/.scholion-manifest")).unwrap(),
        // As long as it was, and the times set back.
        &|| {
            let (length, times) = (fs::read(&page).unwrap().len(), fs::metadata(&page).unwrap().modified().unwrap());
            fs::write(&page, vec![b'x'; length]).unwrap();
            fs::File::options().write(true).open(&page).unwrap().set_modified(times).unwrap();
        },
        &|| fs::write(archive.at("public/data/works.json"), "[]").unwrap(),
    ];
    for (n, deed) in deeds.iter().enumerate() {
        deed();
        build(&archive, &[]);
        assert_eq!(archive.files("public"), site, "deed {n}");
        assert!(build(&archive, &[]).stderr.contains("nothing to do"), "deed {n}");
    }
}

#[test]
fn a_folder_that_became_a_link_is_found() {
    let archive = example();
    build(&archive, &[]);
    build(&archive, &[]);
    fs::rename(archive.at("public/documents"), archive.at("moved")).unwrap();
    std::os::unix::fs::symlink(archive.at("moved"), archive.at("public/documents")).unwrap();
    let ran = build(&archive, &[]);
    assert!(ran.status == 1 && ran.stderr.contains("symbolic link"), "{}", ran.stderr);
}

#[test]
fn an_edit_that_sets_its_time_back_is_seen() {
    let archive = example();
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let place = archive.at("content/documents/first.md");
    let set = |text: &str| {
        fs::write(&place, text).unwrap();
        fs::File::options().write(true).open(&place).unwrap().set_modified(long_ago).unwrap();
    };
    for word in ["aaaa", "bbbb", "cccc"] {
        set(&format!("---\ntitle: First\n---\n\n{word}\n"));
        build(&archive, &[]);
        assert!(archive.read("public/documents/first.html").contains(word));
    }
}

#[test]
fn a_damaged_cache_or_one_of_another_program_is_no_cache() {
    let archive = example();
    build(&archive, &[]);
    let site = archive.files("public");
    let whole = fs::read(cache(&archive)).unwrap();
    let mut damaged: Vec<Vec<u8>> = vec![Vec::new(), b"scholion-cache 1\n".to_vec(), vec![0xff; 4096]];
    damaged.extend((0..whole.len()).step_by(whole.len() / 12 + 1).map(|at| whole[..at].to_vec()));
    damaged.extend((0..whole.len()).step_by(whole.len() / 12 + 1).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        bytes
    }));
    for bytes in damaged {
        fs::write(cache(&archive), &bytes).unwrap();
        archive.write("content/documents/second.md", "---\ntitle: Second\n---\n\nOther words.\n");
        build(&archive, &[]);
        assert!(archive.read("public/documents/second.html").contains("Other words"));
        archive.write(
            "content/documents/second.md",
            "---\ntitle: The second letter\nlicense: CC-BY-4.0\n---\n\nBack to [the first](../documents/first.md).\n",
        );
        build(&archive, &[]);
        assert_eq!(archive.files("public"), site);
    }
}

/// What may happen between two builds.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    Nothing,
    CacheLost,
    /// At this part of its length, in thousandths.
    BitFlipped(usize),
    Cut(usize),
    /// The same of the packs beside the cache, and these lost.
    PackFlipped(usize),
    PackCut(usize),
    PacksLost,
    Defaced,
    PageLost,
    ManifestLost,
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        5 => Just(Mishap::Nothing),
        1 => Just(Mishap::CacheLost),
        1 => (0..1000usize).prop_map(Mishap::BitFlipped),
        1 => (0..1000usize).prop_map(Mishap::Cut),
        1 => (0..1000usize).prop_map(Mishap::PackFlipped),
        1 => (0..1000usize).prop_map(Mishap::PackCut),
        1 => Just(Mishap::PacksLost),
        1 => Just(Mishap::Defaced),
        1 => Just(Mishap::PageLost),
        1 => Just(Mishap::ManifestLost),
    ]
}

fn befall(archive: &Archive, mishap: Mishap) {
    let place = |thousandths: usize, length: usize| thousandths * length / 1000;
    match mishap {
        Mishap::Nothing => {}
        Mishap::CacheLost => _ = fs::remove_dir_all(archive.at(".scholion")),
        Mishap::BitFlipped(at) | Mishap::PackFlipped(at) => {
            let file = if matches!(mishap, Mishap::BitFlipped(_)) { cache(archive) } else { packs(archive) };
            let mut bytes = fs::read(&file).unwrap();
            let at = place(at, bytes.len());
            bytes[at] ^= 4;
            fs::write(file, bytes).unwrap();
        }
        Mishap::Cut(at) | Mishap::PackCut(at) => {
            let file = if matches!(mishap, Mishap::Cut(_)) { cache(archive) } else { packs(archive) };
            let bytes = fs::read(&file).unwrap();
            fs::write(file, &bytes[..place(at, bytes.len())]).unwrap();
        }
        Mishap::PacksLost => fs::remove_file(packs(archive)).unwrap(),
        Mishap::Defaced => archive.write("public/documents/index.html", "defaced"),
        Mishap::PageLost => _ = fs::remove_file(archive.at("public/index.html")),
        Mishap::ManifestLost => _ = fs::remove_file(archive.at("public/.scholion-manifest")),
    }
}

/// How many sequences of 6 edits are tried.
fn sequences() -> u32 {
    std::env::var("SCHOLION_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// Each build is another process: what it knows of the last it has from the cache.
    #[test]
    fn the_published_folder_is_that_of_a_clean_build(
        steps in proptest::collection::vec((prop_oneof![2 => edits(3), 1 => edits_of_pictures(5)], mishap()), 6)
    ) {
        let archive = Archive::new("//- /scholion.yaml\ntitle: Letters\n");
        // An edit of the configuration may name another folder.
        let here = ["-o", "public"];
        build(&archive, &here);
        for (edits, mishap) in &steps {
            edits.iter().for_each(|edit| apply(&archive, edit));
            // Without the manifest all pages are foreign files, so those that differ are reported and stay.
            if !matches!(mishap, Mishap::ManifestLost) || archive.files("public") == clean(&archive, &[]) {
                befall(&archive, *mishap);
            }
            build(&archive, &here);
            // Behind the build, as that keeps the addresses of what has moved.
            let site = clean(&archive, &[]);
            let warm = archive.files("public");
            let different: Vec<_> = warm.keys().chain(site.keys()).filter(|path| warm.get(*path) != site.get(*path)).collect();
            prop_assert!(different.is_empty(), "{different:?} after {edits:?}, {mishap:?}");
        }
    }
}

fn apply(archive: &Archive, edit: &Edit) {
    match edit {
        Edit::Write(path, text) => archive.write(path, text),
        Edit::Remove(path) if path == "scholion.yaml" => archive.write(path, ""),
        Edit::Remove(path) => _ = fs::remove_file(archive.at(path)),
        Edit::Rename(from, to) => {
            if let Ok(bytes) = fs::read(archive.at(from)) {
                fs::remove_file(archive.at(from)).unwrap();
                archive.write(to, bytes);
            }
        }
    }
}
