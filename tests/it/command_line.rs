//! The program as a person or a script meets it: verbs, flags, exit status.

use snapbox::IntoData;

use crate::fixture::Archive;

/// Nothing is wrong with the archive in `letters`; that tags of search engines know no interviewers is said of any.
fn assert_sound(archive: &Archive) {
    let check = archive.run(&["check", "--root", "letters", "--strict", "--json"]);
    let is_of_tags = |line: &str| line.contains("\"not-exported-tags\"");
    assert!(check.status == 0 && check.stdout.lines().all(is_of_tags), "{check:?}");
}

#[test]
fn a_new_archive_is_explained_and_has_nothing_wrong() {
    let archive = Archive::bare();
    let new = archive.run(&["new", "letters"]);
    assert_eq!((new.status, new.stdout.as_str()), (0, ""));
    snapbox::assert_data_eq!(
        new.stderr,
        snapbox::str![[r#"
A new archive is in letters. Next:

  cd letters
  scholion build        turn content/sources/ into the site in public/
  scholion serve        look at it in a browser, and see what you change at once
  scholion check        say what is wrong with it

Then add your own texts: `scholion add FILES` copies them into content/sources/. All of the
example lies in content/: to do without it delete that folder and public/ before yours are there, or
begin with `scholion new DIR --empty`.

"#]]
    );
    assert!(archive.read("letters/scholion.yaml").contains("title: My archive"));
    assert_sound(&archive);
    // Without the example, as it says there, nothing is wrong either.
    for example in ["facsimile", "letters"] {
        let root = format!("without-{example}");
        assert_eq!(archive.run(&["new", &root, "--with", example, "--quiet"]).status, 0);
        assert_eq!(archive.run(&["build", "--root", &root, "--quiet"]).status, 0);
        for folder in ["content", "public"] {
            std::fs::remove_dir_all(archive.at(&format!("{root}/{folder}"))).unwrap();
        }
        let again = archive.run(&["build", "--root", &root, "--strict", "--quiet"]);
        assert_eq!((again.status, again.stderr.as_str()), (0, ""));
    }
}

#[test]
fn a_new_archive_with_a_facsimile_shows_both_sides_of_a_letter() {
    let archive = Archive::bare();
    assert_eq!(archive.run(&["new", "letters", "--with", "facsimile", "--quiet"]).status, 0);
    assert_sound(&archive);
    assert_eq!(archive.run(&["build", "--root", "letters", "--strict"]).status, 0);
    let page = archive.read("letters/public/documents/a-letter.facsimile.html");
    for expected in [
        "src=\"../files/a-letter/1v.svg\" width=\"480\" height=\"640\"",
        "id=\"at-note-seal\"",
        "id=\"page-1v\"",
        "<svg viewBox=\"0 0 480 640\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    // Each line is found in the text.
    assert_eq!(page.matches("<rect data-line=").count(), 11);
    let found: std::collections::BTreeSet<&str> =
        page.split("<span class=\"tl\" data-line=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(found.len(), 11, "{found:?}");
    assert!(archive.read("letters/public/documents/a-letter.html").contains("id=\"note-crates\""));
    assert_eq!(archive.run(&["new", "more", "--with", "nothing"]).status, 2);
}

#[test]
fn a_new_archive_takes_no_place_that_is_taken() {
    let archive = Archive::new("//- /letters/mine.txt\nmine");
    for dir in ["letters", "letters/mine.txt"] {
        let new = archive.run(&["new", dir]);
        assert_eq!(new.status, 2);
        let hint = format!("name one that is empty or not there yet; in a folder with texts begin with `scholion new --here {dir}`");
        assert_eq!(new.stderr, format!("error: {dir} is not an empty folder\n  hint: {hint}\n"));
    }
    std::fs::create_dir_all(archive.at("cloned/.git")).unwrap();
    assert_eq!(archive.run(&["new", "cloned"]).status, 0);
}

#[test]
fn without_an_archive_commands_say_so_and_offer_a_new_one() {
    let ran = Archive::bare().run(&["check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    snapbox::assert_data_eq!(
        ran.stderr,
        snapbox::str![[r#"
error: this is no archive: there is no scholion.yaml in [..] nor above
  hint: start one with `scholion new my-archive`, in a folder of texts with `scholion new --here`, or say where it is with `--root`

"#]]
    );
}

#[test]
fn the_archive_is_found_from_anywhere_below() {
    let archive = Archive::new("//- /scholion.yaml\ntitel: X\n//- /content/documents/a.md\n");
    let mut command = archive.command(&["check", "--json"]);
    let output = command.current_dir(archive.at("content/documents")).output().unwrap();
    snapbox::assert_data_eq!(
        String::from_utf8(output.stdout).unwrap(),
        snapbox::str![[r#"
{"severity":"warning","code":"empty-file","path":"content/documents/a.md","line":null,"column":null,"end_line":null,"end_column":null,"message":"the file is empty","name":"empty-file","fields":{},"hint":"write what belongs in it, or delete it","related":[]}
{"severity":"notice","code":"no-open-licence","path":"scholion.yaml","line":null,"column":null,"end_line":null,"end_column":null,"message":"1 document without an open licence is published whole","name":"no-open-licence","fields":{"n":1},"hint":"state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here","related":[{"path":"content/documents/a.md","line":null,"column":null,"end_line":null,"end_column":null,"message":"this one","name":"this-one","fields":{}}]}
{"severity":"warning","code":"unknown-key","path":"scholion.yaml","line":1,"column":1,"end_line":1,"end_column":6,"message":"unknown key `titel`","name":"unknown-key","fields":{"key":"titel"},"hint":"did you mean `title`?","hint_fields":{"name":"title"},"related":[]}

"#]]
        .raw()
    );
}

#[test]
fn exit_status_tells_what_happened() {
    let archive = Archive::new("//- /scholion.yaml\ntitel: X\n//- /wrong.yaml\nlang: no language\n");
    assert_eq!(archive.run(&["check"]).status, 0, "warnings are no errors");
    assert_eq!(archive.run(&["check", "--strict"]).status, 1, "but count as errors under --strict");
    assert_eq!(archive.run(&["check", "--config", "wrong.yaml"]).status, 1);
    assert_eq!(archive.run(&["frobnicate"]).status, 2);
    assert_eq!(archive.run(&["check", "--root", "nowhere"]).status, 2);
    assert_eq!(archive.run(&["check", "--base-url", "nowhere"]).status, 2);
    assert_eq!(archive.run(&["check", "--config", "nowhere.yaml"]).status, 3);
    assert_eq!(archive.run(&["--help"]).status, 0);
}

#[test]
fn another_configuration_is_named_in_findings() {
    let archive = Archive::new("//- /other.yaml\nlang: no language\n");
    let ran = archive.run(&["check", "--config", "other.yaml"]);
    assert!(ran.stdout.contains("--> other.yaml:1:7"), "{}", ran.stdout);
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let archive = Archive::new("//- /scholion.yaml\ntitel: X\n");
    let colours = |args: &[&str], variable: Option<(&str, &str)>| {
        let mut command = archive.command(args);
        variable.map(|(name, value)| command.env(name, value));
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!colours(&["check"], None));
    assert!(colours(&["check", "--color", "always"], None));
    assert!(!colours(&["check", "--color", "auto"], Some(("NO_COLOR", "1"))));
    assert!(!colours(&["check", "--color", "never"], Some(("CLICOLOR_FORCE", "1"))));
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let archive = Archive::new("//- /scholion.yaml\ntitel: X\nlang: no language\n");
    let ran = archive.run(&["check", "--quiet"]);
    assert!(ran.stderr.is_empty() && !ran.stdout.contains("titel") && ran.stdout.contains("wrong-value"), "{ran:?}");
}

#[test]
fn completions_know_the_verbs() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Archive::bare().run(&["completions", shell]);
        assert!(ran.status == 0 && ran.stdout.contains("check"), "{shell}");
    }
}

#[test]
fn the_readme_of_a_new_archive_names_every_kind_of_source() {
    let archive = Archive::bare();
    archive.run(&["new", "letters", "--quiet"]);
    let readme = archive.read("letters/README.md");
    assert!(readme.contains("scholion serve") && !readme.contains("{{"), "{readme}");
    for ending in ["txt", "md", "html", "xml", "pdf", "epub", "odt", "docx"] {
        assert!(readme.contains(&format!("`.{ending}`")), "{ending}: {readme}");
    }
}

/// A run whose output goes to a place that takes none, or to a reader that has gone.
fn unheard(archive: &Archive, args: &[&str], full: bool) -> (i32, String) {
    let mut command = archive.command(args);
    if full {
        command.stdout(std::fs::File::options().write(true).open("/dev/full").unwrap());
    } else {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer);
    }
    let output = command.stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_given_is_a_failure_and_a_reader_who_left_hears_nothing_of_it() {
    let archive = Archive::new(
        "//- /content/documents/a.md\n---\ntitel: A\n---\n\nText.\n//- /content/sources/b.txt\nA talk\n\nWith a paragraph.\n//- /list.txt\nQuill, A. (1999). Lamps. Bonn: Wick.\n//- /text.txt\nWords.\n//- /quotes.jsonl\n{\"id\": 1, \"exact\": \"Words\"}\n",
    );
    for line in [
        "references list.txt",
        "references list.txt --json",
        "references list.txt --bibtex",
        "references list.txt --ris",
        "check",
        "check --json",
        "build --json",
        "ingest --dry-run",
        "ingest --json",
        "ingest --report",
        "ingest --report --json",
        "explain index.html",
        "explain --json content/documents/a.md",
        "annotations anchor --text text.txt --annotations quotes.jsonl",
        "completions zsh",
        "completions nushell",
        "manual build",
        "version",
        "-h",
        "--help",
        "--version",
        "help build",
        "ingest --help",
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        let (status, said) = unheard(&archive, &args, true);
        assert_eq!(status, 3, "{line}: {said}");
        assert!(said.ends_with("error: cannot write to standard output: no space left on device\n"), "{line}: {said}");
        let (status, said) = unheard(&archive, &args, false);
        assert_eq!(status, 3, "{line}: {said}");
        assert!(!said.contains("error:") && !said.contains("panicked"), "{line}: {said}");
    }
    // What was done was done.
    assert!(archive.at("public/index.html").exists());
    // A command that was wrong is wrong whoever listens.
    assert_eq!(unheard(&archive, &["check", "--root", "nowhere"], true).0, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn findings_that_cannot_be_said_are_a_failure() {
    let archive = Archive::new("//- /content/documents/a.md\n---\ntitel: A\n---\n\nText.\n");
    let mut command = archive.command(&["build"]);
    command.stderr(std::fs::File::options().write(true).open("/dev/full").unwrap());
    assert_eq!(command.status().unwrap().code(), Some(3));
    assert!(archive.at("public/index.html").exists());
}

#[test]
fn a_source_that_is_none_is_told_apart() {
    let archive = Archive::new(
        "//- /content/sources/talk.txt\nA talk\n\nWith a paragraph (Quill, 1999).\n\nReferences\n\nQuill, A. (1999). Lamps. Bonn: Wick.\n//- /content/sources/void.txt\n\n//- /content/documents/mine.md\n---\ntitle: Mine\n---\n\nText.\n//- /content/documents/left.md\n---\ntitle: Left\nsource:\n  file: gone.txt\n---\n\nText.\n",
    );
    archive.run(&["ingest"]);
    for (name, words) in [
        (
            "content/documents/talk.md",
            "`content/documents/talk.md` is a document, made of `content/sources/talk.txt`\n  hint: `scholion ingest talk.txt` converts that again, and keeps what you edited here",
        ),
        ("./content/bibliography/talk.yaml", "`content/bibliography/talk.yaml` is a library, made of `content/sources/talk.txt`\n"),
        ("mine.md", "`content/documents/mine.md` is a document, made of no source\n"),
        ("left", "`content/documents/left.md` is a document, made of `content/sources/gone.txt`, which is not there\n"),
        ("void.txt", "`content/sources/void.txt`: this source is empty, so no document is made of it\n"),
        ("scholion.yaml", "`scholion.yaml` is no source: sources lie in content/sources/\n"),
        ("nothing-like-it", "there is no source `nothing-like-it`\n  hint: no file is called so: sources lie in content/sources/"),
    ] {
        let ran = archive.run(&["ingest", name]);
        assert_eq!(ran.status, 2, "{name}");
        assert!(ran.stderr.starts_with(&format!("error: {words}")), "{name}: {}", ran.stderr);
    }
}

#[test]
fn findings_are_bounded_for_people_and_whole_for_programs() {
    let archive = Archive::new("");
    (0..1_045).for_each(|n| archive.write(&format!("content/pages/p{n}.md"), "---\ntitle: A\ncolour: red\n---\n\nText.\n"));
    let ran = archive.run(&["check"]);
    assert_eq!(ran.stdout.matches("unknown key `colour`").count(), 20, "{}", ran.stdout);
    assert!(ran.stdout.contains("warning[unknown-key]: and 1,025 more of this kind\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("1045 warnings"), "{}", ran.stderr);
    assert_eq!(archive.run(&["check", "--verbose"]).stdout.matches("unknown key `colour`").count(), 1_045);
    assert_eq!(archive.run(&["check", "--json"]).stdout.matches("unknown key `colour`").count(), 1_045);
}

#[test]
fn words_of_a_file_never_steer_the_terminal() {
    let odd = "\u{1b}]0;mine\u{7} \u{1b}[2J \u{9b}31m \u{202e}gnp.exe\u{2066}";
    let archive = Archive::new("");
    archive.write("content/documents/a.md", format!("---\ntitle: \"A\"\n\"{odd}\": x\n---\n\n[{odd}](no{odd}where.md)\n"));
    archive.write("content/sources/b.txt", format!("A talk {odd}\n\nWith a paragraph. {odd}\n\nShare this page\n"));
    archive.write("list.txt", format!("Quill, A. (1999). Lamps {odd}. Bonn: Wick.\n"));
    let steers = |text: &str| {
        text.contains(|c: char| {
            c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
    };
    for line in [
        "check",
        "check --json",
        "ingest --dry-run --verbose",
        "ingest --json",
        "build --verbose",
        "ingest --report --verbose",
        "references list.txt",
        "references list.txt --json",
        "explain content/documents/a.md",
        "ingest no\u{1b}[2Jsuch",
    ] {
        let ran = archive.run(&line.split(' ').collect::<Vec<_>>());
        assert!(!steers(&ran.stdout) && !steers(&ran.stderr), "{line}: {:?}", (&ran.stdout, &ran.stderr));
    }
    let ran = archive.run(&["check"]);
    assert!(ran.stdout.contains("<U+001B>]0;mine<U+0007> <U+001B>[2J"), "{}", ran.stdout);
}

#[test]
fn the_readme_names_every_verb() {
    let help = Archive::bare().run(&["--help"]).stdout;
    let verbs = help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    // Behind a verb stand blanks, and in the examples an argument.
    let verbs = verbs.filter_map(|line| line.split_once("  ")).map(|(verb, _)| verb);
    let verbs: Vec<&str> = verbs.filter(|verb| !verb.contains(' ')).collect();
    assert!(verbs.contains(&"new") && verbs.contains(&"verify") && verbs.len() > 15, "{verbs:?}");
    let readme = include_str!("../../README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `scholion "));
    let named: Vec<&str> = rows.filter_map(|line| line.split('`').next()).collect();
    let is_named = |verb: &&str| named.iter().any(|row| row.split([' ', '|', '\\']).any(|word| word == *verb));
    let lacking: Vec<&str> = verbs.iter().copied().filter(|verb| *verb != "help" && !is_named(verb)).collect();
    assert!(lacking.is_empty(), "no line of README's table is about {lacking:?}");
}
