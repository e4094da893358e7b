//! What is said about input that is wrong: each case a small archive, with the exact words.
//!
//! All findings of a case come at once, each with its place, its line and how to mend it. After a change of
//! words, `SNAPSHOTS=overwrite cargo test --test it bad_input` writes the new ones into this file.

use snapbox::{IntoData, assert_data_eq, data::Inline, str};

use crate::fixture::Archive;

fn check(archive: &str, expected: Inline) {
    check_unpacked(&Archive::new(archive), expected);
}

fn check_unpacked(archive: &Archive, expected: Inline) {
    let ran = archive.run(&["check"]);
    assert_data_eq!(ran.stdout, expected.raw());
    assert!(archive.files("public").is_empty(), "check writes nothing");
}

#[test]
fn configuration_is_no_yaml() {
    check(
        "//- /scholion.yaml\ntitle: Letters: a choice\n",
        str![[r#"
error[bad-yaml]: mapping values are not allowed in this context
 --> scholion.yaml:1:15
  |
1 | title: Letters: a choice
  |               ^
  |
  = help: a colon and a space inside a value begin a new key: put the value in quotation marks, `title: 'Letters: a choice'`


"#]],
    );
}

#[test]
fn configuration_with_a_tab() {
    check(
        "//- /scholion.yaml\ntitle: A\n\tlang: en\n",
        str![[r#"
error[bad-yaml]: found a tab character that violates indentation
 --> scholion.yaml:2:1
  |
2 |  lang: en
  | ^^^^^^^^^
  |
  = help: indent with spaces: YAML allows no tabs


"#]],
    );
}

#[test]
fn configuration_with_an_open_quotation_mark() {
    check(
        "//- /scholion.yaml\ntitle: \"Letters\nlang: en\n",
        str![[r#"
error[bad-yaml]: this quotation mark is never closed
 --> scholion.yaml:1:8
  |
1 | title: "Letters
  |        ^
  |
  = help: close it, or put the whole value into quotation marks of the other kind


"#]],
    );
}

#[test]
fn configuration_with_unknown_keys() {
    check(
        "//- /scholion.yaml\ntitel: Letters\nbase_url: https://a.example\nauthor: me\n",
        str![[r#"
warning[unknown-key]: unknown key `titel`
 --> scholion.yaml:1:1
  |
1 | titel: Letters
  | ^^^^^
  |
  = help: did you mean `title`?

warning[unknown-key]: unknown key `base_url`
 --> scholion.yaml:2:1
  |
2 | base_url: https://a.example
  | ^^^^^^^^
  |
  = help: did you mean `base-url`?

warning[unknown-key]: unknown key `author`
 --> scholion.yaml:3:1
  |
3 | author: me
  | ^^^^^^
  |
  = help: the keys are title, description, base-url, lang, publisher, unlicensed, output-dir, citation-style


"#]],
    );
}

#[test]
fn configuration_with_wrong_values() {
    check(
        "//- /scholion.yaml\ntitle: [a]\nbase-url: a.example\nlang: en_GB\nunlicensed: exerpt\noutput-dir: ..\n",
        str![[r#"
error[wrong-value]: `title` must be text, not a list
 --> scholion.yaml:1:8
  |
1 | title: [a]
  |        ^^^
  |
  = help: put the text in quotation marks

error[wrong-value]: `base-url` does not begin with https:// or http://
 --> scholion.yaml:2:11
  |
2 | base-url: a.example
  |           ^^^^^^^^^
  |
  = help: write the whole address, such as `https://archive.example/letters/`

error[wrong-value]: `lang` is no language tag
 --> scholion.yaml:3:7
  |
3 | lang: en_GB
  |       ^^^^^
  |
  = help: write `en-GB`

error[wrong-value]: `unlicensed` cannot be `exerpt`
 --> scholion.yaml:4:13
  |
4 | unlicensed: exerpt
  |             ^^^^^^
  |
  = help: did you mean `excerpt`?

error[wrong-value]: `output-dir` leads out of the root
 --> scholion.yaml:5:13
  |
5 | output-dir: ..
  |             ^^
  |
  = help: name a folder of its own below the root, such as `public`, or give another with `--output-dir`


"#]],
    );
}

#[test]
fn configuration_with_a_key_twice() {
    check(
        "//- /scholion.yaml\ntitle: A\nlang: en\ntitle: B\n",
        str![[r#"
error[duplicate-key]: the key `title` stands twice
 --> scholion.yaml:3:1
  |
3 | title: B
  | ^^^^^
  |
 ::: scholion.yaml:1:1
  |
1 | title: A
  | ----- first here
  |
  = help: remove one of the two


"#]],
    );
}

#[test]
fn configuration_that_is_not_utf8() {
    let archive = Archive::new("");
    archive.write("scholion.yaml", b"title: Caf\xe9\n");
    check_unpacked(
        &archive,
        str![[r#"
error[not-utf8]: this file is not UTF-8 text
 --> scholion.yaml:1:11
  |
1 | title: Caf�
  |           ^
  |
  = help: save it as UTF-8


"#]],
    );
}

#[test]
fn links_that_lead_out_of_the_root_or_nowhere_or_back() {
    let archive = Archive::new("//- /content/documents/a.md\n---\ntitle: A\n---\nText.\n");
    let outside = tempfile::tempdir().unwrap();
    let link = |to: &std::path::Path, at: &str| std::os::unix::fs::symlink(to, archive.at(at)).unwrap();
    link(outside.path(), "content/documents/out");
    link("nowhere".as_ref(), "content/documents/dangling.md");
    link("..".as_ref(), "content/documents/loop");
    check_unpacked(
        &archive,
        str![[r#"
notice[no-open-licence]: no open licence is stated, and the whole text is published
--> content/documents/a.md
 = help: state the `license:`, or set `unlicensed: excerpt` or `metadata` in scholion.yaml

error[unreadable]: cannot be read: no such file or directory
--> content/documents/dangling.md
 = help: the link leads nowhere; remove it or put the file there

error[link-loop]: this symbolic link leads back to where it came from
--> content/documents/loop
 = help: remove it

error[link-out-of-root]: this symbolic link leads out of the archive
--> content/documents/out
 = help: put the file itself here


"#]],
    );
}

#[test]
fn a_name_that_cannot_be_an_address() {
    use std::os::unix::ffi::OsStrExt;
    let archive = Archive::new("//- /content/documents/a.md\n---\ntitle: A\n---\nText.\n");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    std::fs::write(archive.at("content/documents").join(name), "x").unwrap();
    check_unpacked(
        &archive,
        str![[r#"
notice[no-open-licence]: no open licence is stated, and the whole text is published
--> content/documents/a.md
 = help: state the `license:`, or set `unlicensed: excerpt` or `metadata` in scholion.yaml

error[bad-name]: this name cannot be part of an address
--> content/documents/caf�.md
 = help: rename it, in UTF-8 and without backslashes or control characters


"#]],
    );
}
