//! The program as a person or a script meets it: verbs, flags, exit status.

use snapbox::IntoData;

use crate::fixture::Archive;

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

Then put your own texts into content/sources/, and remove the example.

"#]]
    );
    assert!(archive.read("letters/scholion.yaml").contains("title: My archive"));
    let check = archive.run(&["check", "--root", "letters", "--strict"]);
    assert_eq!((check.status, check.stdout.as_str()), (0, ""), "{}", check.stderr);
}

#[test]
fn a_new_archive_takes_no_place_that_is_taken() {
    let archive = Archive::new("//- /letters/mine.txt\nmine");
    for dir in ["letters", "letters/mine.txt"] {
        let new = archive.run(&["new", dir]);
        assert_eq!(new.status, 2);
        assert_eq!(new.stderr, format!("error: {dir} is not an empty folder\n  hint: name one that is empty or not there yet\n"));
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
  hint: start one with `scholion new my-archive`, or say where it is with `--root`

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
{"severity":"warning","code":"empty-file","path":"content/documents/a.md","line":null,"column":null,"end_line":null,"end_column":null,"message":"the file is empty","hint":"write what belongs in it, or delete it","related":[]}
{"severity":"notice","code":"no-open-licence","path":"scholion.yaml","line":null,"column":null,"end_line":null,"end_column":null,"message":"1 document without an open licence is published whole","hint":"state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here","related":[{"path":"content/documents/a.md","line":null,"column":null,"end_line":null,"end_column":null,"message":"this one"}]}
{"severity":"warning","code":"unknown-key","path":"scholion.yaml","line":1,"column":1,"end_line":1,"end_column":6,"message":"unknown key `titel`","hint":"did you mean `title`?","related":[]}

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
