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
  |        ^^^^^^^^
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
  = help: the keys are title, description, base-url, lang, languages, publisher, metadata-license, unlicensed, output-dir, search, pictures, exports, dts, crossref, reports, reader-notes, citation-style, menu, front, logo, footer, favicon, begin, social-picture, faces, theme, fields, defaults


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
fn configuration_of_several_languages() {
    check(
        "//- /scholion.yaml\ntitle: {english_GB: A}\nlang: de\nlanguages: [en, xq]\n",
        str![[r#"
error[wrong-value]: `title` has `english_GB`, which is no language tag
 --> scholion.yaml:1:8
  |
1 | title: {english_GB: A}
  |        ^^^^^^^^^^^^^^^
  |
  = help: write one text, or one for each language, such as `{en: Letters, ru: Письма}`

error[wrong-value]: `lang` is `de`, and `languages` begins with `en`
 --> scholion.yaml:2:7
  |
2 | lang: de
  |       ^^
  |
  = help: leave `lang` out: the first of `languages` is the main one

warning[language-without-words]: nothing is said in `xq` yet: its pages have the words of English
 --> scholion.yaml:3:12
  |
3 | languages: [en, xq]
  |            ^^^^^^^^
  |
  = help: put the words into `templates/strings/xq.yaml`, as docs/THEMING.md says, or take the language out


"#]],
    );
    for (languages, said) in [
        ("[en, en_GB]", "has `en_GB`, which is no language tag"),
        ("[en, documents]", "has `documents`, which is no language tag"),
        ("[en, ru, EN]", "has `EN` twice"),
        ("[]", "must be a list of languages"),
        ("{en: English}", "must be a list of languages"),
    ] {
        let ran = Archive::new(&format!("//- /scholion.yaml\ntitle: A\nlanguages: {languages}\n")).run(&["check"]);
        assert!(ran.stdout.contains(&format!("`languages` {said}")), "{languages}: {}", ran.stdout);
    }
}

#[test]
fn free_pages_that_translate_nothing() {
    let archive = "//- /content/pages/a.md\n---\ntitle: A\ntranslation-of: b.md\n---\n\nText.\n//- /content/pages/c.md\n---\ntitle: C\ntranslation-of: c.md\n---\n\nText.\n";
    let ran = Archive::new(archive).run(&["check"]);
    assert!(
        ran.stdout.contains("there is no page `b.md` of which this could be a translation\n --> content/pages/a.md:3:1"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("this page is a translation of itself\n --> content/pages/c.md:3:1"), "{}", ran.stdout);
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
error[unreadable]: cannot be read: no such file or directory
--> content/documents/dangling.md
 = help: the link leads nowhere; remove it or put the file there

error[link-loop]: this symbolic link leads back to where it came from, so it is not followed
--> content/documents/loop
 = help: remove it

error[link-out-of-root]: this symbolic link leads out of the archive, so it is not followed
--> content/documents/out
 = help: put the file itself here

notice[no-open-licence]: 1 document without an open licence is published whole
--> scholion.yaml
::: content/documents/a.md
 = note: this one
 = help: state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here


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
error[bad-name]: this name cannot be part of an address, so it is passed over
--> content/documents/caf�.md
 = help: rename it, in UTF-8 and without backslashes or control characters

notice[no-open-licence]: 1 document without an open licence is published whole
--> scholion.yaml
::: content/documents/a.md
 = note: this one
 = help: state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here


"#]],
    );
}

/// A document with this front matter and text, and nothing wrong but what they say.
fn document(front_matter: &str, text: &str) -> String {
    format!("//- /content/documents/letter.md\n---\ntitle: A letter\nlicense: CC-BY-4.0\n{front_matter}---\n\n{text}\n")
}

#[test]
fn front_matter_is_no_yaml() {
    check(
        &document("publisher: [Harbour\n", "Text."),
        str![[r#"
error[bad-yaml]: this list is never closed
 --> content/documents/letter.md:4:12
  |
4 | publisher: [Harbour
  |            ^^^^^^^^
  |
  = help: close it with `]`, with commas between its items, or put quotation marks around a value that begins with `[`


"#]],
    );
}

#[test]
fn front_matter_with_a_colon_in_a_value() {
    check(
        &document("publisher: Harbour: Press\n", "Text."),
        str![[r#"
error[bad-yaml]: mapping values are not allowed in this context
 --> content/documents/letter.md:4:19
  |
4 | publisher: Harbour: Press
  |                   ^
  |
  = help: a colon and a space inside a value begin a new key: put the value in quotation marks, `publisher: 'Harbour: Press'`


"#]],
    );
}

#[test]
fn front_matter_with_unknown_keys() {
    check(
        &document("autor: Ilves\nisued: 1999\nshelfmark: A 12\n", "Text."),
        str![[r#"
warning[unknown-key]: unknown key `autor`
 --> content/documents/letter.md:4:1
  |
4 | autor: Ilves
  | ^^^^^
  |
  = help: did you mean `author`?

warning[unknown-key]: unknown key `isued`
 --> content/documents/letter.md:5:1
  |
5 | isued: 1999
  | ^^^^^
  |
  = help: did you mean `issued`?

warning[unknown-key]: unknown key `shelfmark`
 --> content/documents/letter.md:6:1
  |
6 | shelfmark: A 12
  | ^^^^^^^^^
  |
  = help: here that is `call-number`


"#]],
    );
}

#[test]
fn front_matter_with_wrong_values() {
    check(
        &document("issued: last spring\nauthor: 7\nkeyword: {a: b}\ndraft: perhaps\ntype: leter\nDOI: not a doi\n", "Text."),
        str![[r#"
error[bad-date]: `last spring` is not a date
 --> content/documents/letter.md:4:9
  |
4 | issued: last spring
  |         ^^^^^^^^^^^
  |
  = help: write 2021, 2021-05, 2021-05-01, 1914/1918, 184X (a decade), 1843~ (about) or 1843? (perhaps), and days that there are

error[wrong-type]: `keyword` is a mapping
 --> content/documents/letter.md:6:10
  |
6 | keyword: {a: b}
  |          ^^^^^^
  |
  = help: expected a list: `[one, two]`

error[wrong-type]: `draft` is a text
 --> content/documents/letter.md:7:8
  |
7 | draft: perhaps
  |        ^^^^^^^
  |
  = help: expected `true` or `false`

error[unknown-type]: `leter` is not a type of document
 --> content/documents/letter.md:8:7
  |
8 | type: leter
  |       ^^^^^
  |
  = help: use a CSL item type, such as `article-journal`, `interview`, `book`, `document`

error[bad-doi]: `not a doi` is not a DOI
 --> content/documents/letter.md:9:6
  |
9 | DOI: not a doi
  |      ^^^^^^^^^
  |
  = help: a DOI begins with `10.`, a number and a slash: 10.1093/cjip/poaa007


"#]],
    );
}

#[test]
fn braces_and_ids_of_headings() {
    check(
        &document("", "## Kept {#kept .narrow}\n\n## Notes {#fn-1}\n\n## Odd {#a/b}"),
        str![[r#"
warning[heading-attributes]: what stands in braces behind this heading is left out: `.narrow`
 --> content/documents/letter.md:6:1
  |
6 | ## Kept {#kept .narrow}
  | ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: a heading has a use for an id only, `{#place}`; write `\{` if words are meant

warning[reserved-id]: the id `fn-1` belongs to the page itself, so this heading has `h-fn-1`
 --> content/documents/letter.md:8:1
  |
8 | ## Notes {#fn-1}
  | ^^^^^^^^^^^^^^^^
  |
  = help: choose one that does not begin with `_`, `p-`, `fn-`, `fnref-`, `cite-`, `ref-`, `note-`, `at-`

warning[heading-id]: what stands in braces behind this heading is no id: it is shown
  --> content/documents/letter.md:10:1
   |
10 | ## Odd {#a/b}
   | ^^^^^^^^^^^^^
   |
   = help: an id is made of letters, digits, `-`, `_`, `.` and `:`; write `\{` to say that words are meant


"#]],
    );
}

#[test]
fn addresses_that_no_link_may_have() {
    check(
        &format!(
            "{}//- /content/bibliography/letter.yaml\nreferences:\n- id: a b\n  title: T\n  URL: file:///home/anna/t.pdf\n",
            document("license-url: probe:x\n", "Text.")
        ),
        str![[r#"
warning[bad-id]: the id `a b` has signs that no address may hold: it is `a-b`
 --> content/bibliography/letter.yaml:2:7
  |
2 | - id: a b
  |       ^^^
  |
  = help: make it of letters, digits and `-`, `_`, `:`, `.`, `/`, so that texts can cite it

warning[bad-url]: the address `file:///home/anna/t.pdf` of record `a-b` is not safe to follow, so it is left out
 --> content/bibliography/letter.yaml:4:8
  |
4 |   URL: file:///home/anna/t.pdf
  |        ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write an address of the web, from https:// on, or take it out

error[bad-url]: `probe:x` is not an address on the web
 --> content/documents/letter.md:4:14
  |
4 | license-url: probe:x
  |              ^^^^^^^
  |
  = help: write it whole, from https:// on


"#]],
    );
}

#[test]
fn a_picture_of_another_site() {
    check(
        "//- /content/documents/a.md\n---\ntitle: A\nlicense: CC0-1.0\n---\n\nSee ![A lamp](https://a.example/lamp.png) here.\n",
        str![[r#"
warning[outside-picture]: the picture `https://a.example/lamp.png` is on another site, so the page leads to it and does not show it
 --> content/documents/a.md:6:5
  |
6 | See ![A lamp](https://a.example/lamp.png) here.
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: save it below `content/files/` and name that file: who reads the page then asks nobody else, and it stays


"#]],
    );
}

#[test]
fn a_base_address_with_a_password() {
    check(
        "//- /scholion.yaml\ntitle: Letters\nbase-url: https://anna:geheim@archive.example/\n",
        str![[r#"
error[wrong-value]: `base-url` holds a user name or a password, which would stand on every page
 --> scholion.yaml:2:11
  |
2 | base-url: https://…@archive.example/
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: leave out all before the `@`


"#]],
    );
}

#[test]
fn front_matter_with_a_key_twice() {
    check(
        &document("lang: en\nlang: ru\n", "Text."),
        str![[r#"
error[duplicate-key]: `lang` is given twice
 --> content/documents/letter.md:5:1
  |
5 | lang: ru
  | ^^^^
  |
 ::: content/documents/letter.md:4:1
  |
4 | lang: en
  | ---- the first one stands here
  |
  = help: take one of them out


"#]],
    );
}

#[test]
fn front_matter_that_is_never_closed() {
    check(
        "//- /content/documents/letter.md\n---\ntitle: A letter\n\nText.\n",
        str![[r#"
error[front-unclosed]: the front matter is not closed
 --> content/documents/letter.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: put a line `---` behind its last key


"#]],
    );
}

#[test]
fn no_title() {
    check(
        "//- /content/documents/letter.md\n---\nlicense: CC-BY-4.0\n---\n\nText.\n",
        str![[r#"
error[title-missing]: no title
 --> content/documents/letter.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `title: …` to the front matter


"#]],
    );
}

#[test]
fn an_empty_document() {
    check(
        "//- /content/documents/letter.md\n\n",
        str![[r#"
warning[empty-file]: the file is empty
--> content/documents/letter.md
 = help: write what belongs in it, or delete it

notice[no-open-licence]: 1 document without an open licence is published whole
--> scholion.yaml
::: content/documents/letter.md
 = note: this one
 = help: state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here


"#]],
    );
}

#[test]
fn a_document_that_is_not_utf8() {
    let archive = Archive::new("");
    archive.write("content/documents/letter.md", b"---\ntitle: A letter\nlicense: CC0-1.0\n---\n\nIn the caf\xe9.\n");
    check_unpacked(
        &archive,
        str![[r#"
error[not-utf8]: not UTF-8: byte 0xe9 at offset 52
 --> content/documents/letter.md:6:11
  |
6 | In the caf�.
  |           ^^
  |
  = help: save the file as UTF-8; it may be in an older encoding such as Windows-1251 or Latin-1


"#]],
    );
}

#[test]
fn notes_that_are_missing_doubled_or_unused() {
    check(
        &document("", "One[^1] two[^2] three[^3].\n\n[^1]: First.\n[^1]: First again.\n[^3]: Third.\n[^4]: Fourth."),
        str![[r#"
error[note-undefined]: note `2` has no body
 --> content/documents/letter.md:6:12
  |
6 | One[^1] two[^2] three[^3].
  |            ^^^^
  |
  = help: add a line `[^2]: …`, or take the mark out

error[note-doubled]: note `1` has two bodies
 --> content/documents/letter.md:9:1
  |
9 | [^1]: First again.
  | ^^^^^
  |
 ::: content/documents/letter.md:8:1
  |
8 | [^1]: First.
  | ----- the first one stands here
  |
  = help: give one of them another label, or join them

warning[note-unused]: nothing refers to note `4`
  --> content/documents/letter.md:11:1
   |
11 | [^4]: Fourth.
   | ^^^^^
   |
   = help: put `[^4]` where it belongs in the text


"#]],
    );
}

#[test]
fn citations_of_unknown_works() {
    let bibliography = "//- /content/bibliography/letter.yaml\nreferences:\n- id: ilves2019\n  type: book\n  title: Post\n";
    check(
        &format!("{}{bibliography}", document("", "See [Ilves, 2019](#ref-ilves2018) and [@ilves2019; @berg2001, p. 3].")),
        str![[r#"
error[unknown-citation]: the bibliography has no record `ilves2018`
 --> content/documents/letter.md:6:5
  |
6 | See [Ilves, 2019](#ref-ilves2018) and [@ilves2019; @berg2001, p. 3].
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `ilves2019`?

error[unknown-citation]: the bibliography has no record `berg2001`
 --> content/documents/letter.md:6:39
  |
6 | See [Ilves, 2019](#ref-ilves2018) and [@ilves2019; @berg2001, p. 3].
  |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: add a record with `id: berg2001` to content/bibliography/letter.yaml


"#]],
    );
}

#[test]
fn links_to_nowhere() {
    let other = "//- /content/documents/letters-home.md\n---\ntitle: Letters home\nlicense: CC0-1.0\n---\n\n## First\n\nText.\n";
    let text = "[a](leters-home.md) [b](letters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)\n\n[[Leters home]] [[Nobody]]";
    check(
        &format!("{}{other}", document("", text)),
        str![[r#"
error[broken-link]: there is no document `leters-home.md`
 --> content/documents/letter.md:6:1
  |
6 | [a](leters-home.md) [b](letters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)
  | ^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `letters-home.md`?

error[broken-fragment]: document `letters-home` has no place `#second`
 --> content/documents/letter.md:6:21
  |
6 | [a](leters-home.md) [b](letters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)
  |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^

error[broken-link]: `../../../etc/passwd` leads out of the archive
 --> content/documents/letter.md:6:49
  |
6 | [a](leters-home.md) [b](letters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)
  |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^

error[broken-fragment]: this document has no place `#nowhere`
 --> content/documents/letter.md:6:74
  |
6 | [a](leters-home.md) [b](letters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)
  |                                                                          ^^^^^^^^^^^^^

error[broken-link]: there is no image `missing.png`
 --> content/documents/letter.md:6:88
  |
6 | …ters-home.md#second) [c](../../../etc/passwd) [d](#nowhere) ![e](missing.png)
  |                                                              ^^^^^^^^^^^^^^^^^
  |
  = help: paths are relative to this file; documents end in `.md`

error[broken-link]: nothing in the archive is called `Leters home`
 --> content/documents/letter.md:8:1
  |
8 | [[Leters home]] [[Nobody]]
  | ^^^^^^^^^^^^^^^
  |
  = help: did you mean `Letters home`?

error[broken-link]: nothing in the archive is called `Nobody`
 --> content/documents/letter.md:8:17
  |
8 | [[Leters home]] [[Nobody]]
  |                 ^^^^^^^^^^


"#]],
    );
}

#[test]
fn links_that_could_run_code() {
    check(
        &document("", "[a](javascript:alert(1)) [b](data:text/html,x) <script>alert(1)</script>"),
        str![[r#"
error[unsafe-link]: the address `javascript:alert(1)` is not safe to follow
 --> content/documents/letter.md:6:1
  |
6 | [a](javascript:alert(1)) [b](data:text/html,x) <script>alert(1)</script>
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: link to http, https or mailto addresses, or to files of the archive by relative path

error[unsafe-link]: the address `data:text/html,x` is not safe to follow
 --> content/documents/letter.md:6:26
  |
6 | [a](javascript:alert(1)) [b](data:text/html,x) <script>alert(1)</script>
  |                          ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: link to http, https or mailto addresses, or to files of the archive by relative path

warning[html-dropped]: the HTML element `<script>` is left out
 --> content/documents/letter.md:6:48
  |
6 | [a](javascript:alert(1)) [b](data:text/html,x) <script>alert(1)</script>
  |                                                ^^^^^^^^
  |
  = help: nothing in it can be shown


"#]],
    );
}

#[test]
fn two_files_with_one_address() {
    let one = document("", "Text.");
    check(
        &format!(
            "{one}//- /content/documents/more/letter.md\n---\ntitle: In a folder, so another\nlicense: CC0-1.0\n---\n\nText.\n\
            //- /content/documents/Letter.md\n---\ntitle: Another\nlicense: CC0-1.0\n---\n\nText.\n"
        ),
        str![[r#"
error[duplicate-slug]: `content/documents/letter.md` and `content/documents/Letter.md` would have the same address
--> content/documents/letter.md
::: content/documents/Letter.md
 = note: this one is published
 = help: rename one of them: the path of a file is its address, in capitals or not


"#]],
    );
}

#[test]
fn two_names_with_one_slug_keep_a_page_each() {
    let archive = Archive::new(&document("keyword: [C, C++]\n", "Text."));
    check_unpacked(&archive, str![]);
    archive.run(&["build"]);
    let files = archive.files("public");
    let topics: Vec<&String> = files.keys().filter(|path| path.starts_with("topics/") && !path.ends_with("index.html")).collect();
    assert_eq!(topics.len(), 2, "{topics:?}");
}

#[test]
fn a_bibliography_that_is_no_yaml() {
    check(
        &format!("{}//- /content/bibliography/letter.yaml\nreferences:\n- id: a\n  title: One: two\n", document("", "Text.")),
        str![[r#"
error[bad-yaml]: mapping values are not allowed in this context
 --> content/bibliography/letter.yaml:3:13
  |
3 |   title: One: two
  |             ^
  |
  = help: a colon and a space inside a value begin a new key: put the value in quotation marks, `title: 'One: two'`


"#]],
    );
}

#[test]
fn a_bibliography_with_bad_records() {
    let records = "references:\n- type: book\n  title: No id\n- id: a\n  type: bok\n  title: A\n  issued: soon\n  publsher: X\n- id: a\n  type: book\n  title: A again\n- just text\n";
    check(
        &format!("{}//- /content/bibliography/letter.yaml\n{records}", document("", "Text.")),
        str![[r#"
error[id-missing]: a record without an `id`
 --> content/bibliography/letter.yaml:2:3
  |
2 | - type: book
  |   ^^^^^^^^^^
  |
  = help: add `id: …`, by which the document cites it; until then it is `entry-1`

error[bad-value]: `type`: `bok` is not a CSL type; did you mean `book`?
 --> content/bibliography/letter.yaml:5:9
  |
5 |   type: bok
  |         ^^^

error[bad-value]: `issued`: "soon" is not a date; write 2021, 2021-05, 2021-05-01, 1914/1918 or 1843~
 --> content/bibliography/letter.yaml:7:11
  |
7 |   issued: soon
  |           ^^^^

warning[unknown-key]: unknown key `publsher`
 --> content/bibliography/letter.yaml:8:3
  |
8 |   publsher: X
  |   ^^^^^^^^
  |
  = help: did you mean `publisher`?

error[duplicate-id]: two records have the id `a`
 --> content/bibliography/letter.yaml:9:7
  |
9 | - id: a
  |       ^
  |
 ::: content/bibliography/letter.yaml:4:7
  |
4 | - id: a
  |       - the first one stands here
  |
  = help: give one of them another; until then this one is `a-2`

error[bad-value]: a record is a mapping of variables to values
  --> content/bibliography/letter.yaml:12:3
   |
12 | - just text
   |   ^^^^^^^^^

error[id-missing]: a record without an `id`
  --> content/bibliography/letter.yaml:12:3
   |
12 | - just text
   |   ^^^^^^^^^
   |
   = help: add `id: …`, by which the document cites it; until then it is `entry-4`


"#]],
    );
}

#[test]
fn a_bibliography_without_a_document() {
    check(
        "//- /content/bibliography/nobody.yaml\nreferences: []\n",
        str![[r#"
warning[bibliography-without-document]: there is no document `nobody` to cite these works
--> content/bibliography/nobody.yaml
 = help: a bibliography belongs to the document of the same name: content/documents/nobody.md


"#]],
    );
}

#[test]
fn authority_records_with_mistakes() {
    let people = "- id: a\n  name: Ann Berg\n  varaints: [A. Berg]\n- id: a\n  name: Another\n- name: No id\n- id: c\n";
    check(
        &format!("//- /content/authorities/people.yaml\n{people}//- /content/authorities/persons.yaml\n- id: x\n  name: X\n"),
        str![[r#"
warning[unknown-key]: unknown key `varaints`
 --> content/authorities/people.yaml:3:3
  |
3 |   varaints: [A. Berg]
  |   ^^^^^^^^
  |
  = help: did you mean `variants`?

error[duplicate-id]: two records have the id `a`
 --> content/authorities/people.yaml:4:7
  |
4 | - id: a
  |       ^
  |
 ::: content/authorities/people.yaml:1:7
  |
1 | - id: a
  |       - the first one, Ann Berg, stands here
  |
  = help: give this one another; until then it is `a-2`

error[name-missing]: record `c` has no name
 --> content/authorities/people.yaml:7:3
  |
7 | - id: c
  |   ^^^^^
  |
  = help: add `name: …`, the preferred form of the name

error[authority-kind]: no kind of authority is named `persons`
--> content/authorities/persons.yaml
 = help: name the file people, organizations, places or topics, with .yaml behind


"#]],
    );
}

#[test]
fn a_name_that_two_records_share() {
    let people = "- id: ann\n  name: Ann Berg\n  variants: [A. Berg]\n- id: axel\n  name: Axel Berg\n  variants: [A. Berg]\n";
    check(
        &format!("{}//- /content/authorities/people.yaml\n{people}", document("", "As A. Berg says.")),
        str![[r#"
warning[shared-name]: the records `ann`, `axel` share the name `a berg`, so it is linked to none of them
 --> content/authorities/people.yaml:4:7
  |
4 | - id: axel
  |       ^^^^
  |
 ::: content/authorities/people.yaml:1:7
  |
1 | - id: ann
  |       --- the record of Ann Berg
  |
  = help: give each a variant that the other does not have, and take the shared one away


"#]],
    );
}

#[test]
fn a_link_to_a_record_that_is_not_there() {
    let people = "- id: ann-berg\n  name: Ann Berg\n";
    check(
        &format!("{}//- /content/authorities/people.yaml\n{people}", document("", "As [she](../authorities/people.yaml#ann-brg) says.")),
        str![[r#"
error[broken-link]: content/authorities/people.yaml has no record `ann-brg`
 --> content/documents/letter.md:6:4
  |
6 | As [she](../authorities/people.yaml#ann-brg) says.
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `Ann Berg`?


"#]],
    );
}

#[test]
fn records_that_cannot_be_so() {
    check(
        r#"//- /scholion.yaml
title: Letters
//- /content/authorities/people.yaml
- id: ann
  name: Ann Berg
  dates: 1700/1750
  born: {date: 1843, place: narva, plcae: x}
  died: 1800
  note: One
  biography: Two
  portrait: https://a.example/ann.jpg
  relations:
  - {child-of: bob, dates: soon}
  - {preceded-by: [ann, nobody]}
  - {part-of: bob}
  - {located-in: ann}
  - {has-member: ann}
  - note: alone
  - {cousin-of: bob}
  - ann
- id: bob
  name: Bob Berg
  portrait: {caption: A}
  founded: 1900
  relations: [{child-of: ann}, {sibling-of: people/ann}]
- id: eve
  name: Eve Lund
  portrait: ../files/none.jpg
  identifiers: {gnd: 118540239, wikidata: P5}
//- /content/authorities/places.yaml
- {id: narva, name: Narva, feature-class: town, coordinates: [59.38, 28.19], relations: [{part-of: estonia}]}
- {id: estonia, name: Estonia, relations: {part-of: baltic}}
- {id: baltic, name: Baltic, relations: [{part-of: narva}, {has-part: Twin}]}
- {id: t1, name: Twin}
- {id: t2, name: Twin}
//- /content/authorities/matches.yaml
- record: ann
  identifier: gnd:118540238
- record: people/ann
  identifier: gnd:1
  verdict: perhaps
- verdict: yes
- text
"#,
        str![[r#"
error[bad-match]: `ann` names no record
 --> content/authorities/matches.yaml:1:11
  |
1 | - record: ann
  |           ^^^
  |
  = help: write the kind and the id: `people/ann`

error[bad-match]: `gnd:1` is no identifier
 --> content/authorities/matches.yaml:4:15
  |
4 |   identifier: gnd:1
  |               ^^^^^
  |
  = help: one of gnd looks like 118540238, the last digit of which checks the others

error[bad-match]: `perhaps` is no verdict
 --> content/authorities/matches.yaml:5:12
  |
5 |   verdict: perhaps
  |            ^^^^^^^
  |
  = help: say `yes` or `no`, or nothing while you are not sure

error[bad-match]: a proposal needs a record and an identifier
 --> content/authorities/matches.yaml:6:3
  |
6 | - verdict: yes
  |   ^^^^^^^^^^^^
  |
  = help: write `- {record: people/ann, identifier: gnd:118540238, verdict: yes}`

error[wrong-type]: `matches` is a text
 --> content/authorities/matches.yaml:7:3
  |
7 | - text
  |   ^^^^
  |
  = help: expected a list: `- {record: people/ann, identifier: gnd:118540238, verdict: yes}`

warning[unknown-key]: unknown key `plcae`
 --> content/authorities/people.yaml:4:36
  |
4 |   born: {date: 1843, place: narva, plcae: x}
  |                                    ^^^^^
  |
  = help: did you mean `place`?

warning[bad-date]: `1800` and `1843` cannot both be right
 --> content/authorities/people.yaml:5:9
  |
5 |   died: 1800
  |         ^^^^
  |
  = help: mend one of them; what is not sure gets a `~` (about) or a `?` (perhaps) behind it

warning[no-effect]: `note` has no effect in this record
 --> content/authorities/people.yaml:6:3
  |
6 |   note: One
  |   ^^^^
  |
  = help: `note` is the old name of `biography`: put both into one

error[bad-portrait]: a portrait is a file of the archive
 --> content/authorities/people.yaml:8:13
  |
8 |   portrait: https://a.example/ann.jpg
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the picture into content/files/ and write `portrait: {file: ../files/ann.jpg, caption: …, rights: …}`

error[bad-date]: `soon` is not a date or a range of dates
  --> content/authorities/people.yaml:10:28
   |
10 |   - {child-of: bob, dates: soon}
   |                            ^^^^
   |
   = help: write 1951/.., 1843/1918, 1843~ or a single date

error[bad-relation]: `ann` is related to itself
  --> content/authorities/people.yaml:11:20
   |
11 |   - {preceded-by: [ann, nobody]}
   |                    ^^^
   |
   = help: name the other record

error[bad-relation]: `preceded-by`: there is no record `nobody`
  --> content/authorities/people.yaml:11:25
   |
11 |   - {preceded-by: [ann, nobody]}
   |                         ^^^^^^
   |
   = help: name the id of a record in content/authorities/people.yaml

error[bad-relation]: `part-of` is no relation of people
  --> content/authorities/people.yaml:12:6
   |
12 |   - {part-of: bob}
   |      ^^^^^^^
   |
   = help: they have `child-of`, `parent-of`, `spouse-of`, `sibling-of`, `member-of`, `preceded-by`, `succeeded-by`, `located-in`, `associated-with`, `different-from`

error[bad-relation]: `located-in`: there is no record `ann`
  --> content/authorities/people.yaml:13:18
   |
13 |   - {located-in: ann}
   |                  ^^^
   |
   = help: name the id of a record in content/authorities/places.yaml

error[bad-relation]: `has-member` is no relation of people
  --> content/authorities/people.yaml:14:6
   |
14 |   - {has-member: ann}
   |      ^^^^^^^^^^
   |
   = help: they have `child-of`, `parent-of`, `spouse-of`, `sibling-of`, `member-of`, `preceded-by`, `succeeded-by`, `located-in`, `associated-with`, `different-from`

error[bad-relation]: this relation does not say to whom
  --> content/authorities/people.yaml:15:5
   |
15 |   - note: alone
   |     ^^^^^^^^^^^
   |
   = help: write `- {relation: id}`, with one of `child-of`, `parent-of`, `spouse-of`, `sibling-of`, `member-of`, `preceded-by`, `succeeded-by`, `located-in`, `associated-with`, `different-from`

warning[unknown-key]: unknown key `cousin-of`
  --> content/authorities/people.yaml:16:6
   |
16 |   - {cousin-of: bob}
   |      ^^^^^^^^^
   |
   = help: it has no meaning here; a key of your own may begin with `x-`

error[wrong-type]: `relations` is a text
  --> content/authorities/people.yaml:17:5
   |
17 |   - ann
   |     ^^^
   |
   = help: expected a list of relations: `- {member-of: id}`

error[bad-portrait]: this portrait names no picture
  --> content/authorities/people.yaml:20:13
   |
20 |   portrait: {caption: A}
   |             ^^^^^^^^^^^^
   |
   = help: put the picture into content/files/ and write `portrait: {file: ../files/ann.jpg, caption: …, rights: …}`

warning[no-effect]: `founded` has no effect in this record
  --> content/authorities/people.yaml:21:3
   |
21 |   founded: 1900
   |   ^^^^^^^
   |
   = help: people are `born` and have `died`, bodies are `founded` and `dissolved`; the dates of others are `dates`

error[bad-relation]: a circle: by `child-of`, `ann` → `bob` → `ann`
  --> content/authorities/people.yaml:22:26
   |
22 |   relations: [{child-of: ann}, {sibling-of: people/ann}]
   |                          ^^^
   |
   = help: take out the relation that is wrong

error[broken-link]: there is no image `../files/none.jpg`
  --> content/authorities/people.yaml:25:13
   |
25 |   portrait: ../files/none.jpg
   |             ^^^^^^^^^^^^^^^^^
   |
   = help: paths are relative to this file; documents end in `.md`

warning[bad-identifier]: `118540239` is no identifier of gnd, so it leads nowhere
  --> content/authorities/people.yaml:26:22
   |
26 |   identifiers: {gnd: 118540239, wikidata: P5}
   |                      ^^^^^^^^^
   |
   = help: one of gnd looks like 118540238, the last digit of which checks the others

warning[bad-identifier]: `P5` is no identifier of wikidata, so it leads nowhere
  --> content/authorities/people.yaml:26:43
   |
26 |   identifiers: {gnd: 118540239, wikidata: P5}
   |                                           ^^
   |
   = help: one of wikidata looks like Q5582

error[bad-value]: `town` is no class of places
 --> content/authorities/places.yaml:1:43
  |
1 | - {id: narva, name: Narva, feature-class: town, coordinates: [59.38, 28.19], relations: [{part-of: estonia}]}
  |                                           ^^^^
  |
  = help: write one or more letters of GeoNames: P populated place, A administrative, H water, L region, R road, S site, T landform, U undersea, V vegetation

error[bad-relation]: a circle: by `part-of`, `baltic` → `narva` → `estonia` → `baltic`
 --> content/authorities/places.yaml:2:53
  |
2 | - {id: estonia, name: Estonia, relations: {part-of: baltic}}
  |                                                     ^^^^^^
  |
  = help: take out the relation that is wrong

error[bad-relation]: `has-part`: several records are called `Twin`
 --> content/authorities/places.yaml:3:71
  |
3 | - {id: baltic, name: Baltic, relations: [{part-of: narva}, {has-part: Twin}]}
  |                                                                       ^^^^
  |
  = help: name one by its id: `places/t1`, `places/t2`

warning[shared-name]: the records `t1`, `t2` share the name `twin`, so it is linked to none of them
 --> content/authorities/places.yaml:5:8
  |
5 | - {id: t2, name: Twin}
  |        ^^
  |
 ::: content/authorities/places.yaml:4:8
  |
4 | - {id: t1, name: Twin}
  |        -- the record of Twin
  |
  = help: give each a variant that the other does not have, and take the shared one away


"#]],
    );
}

#[test]
fn records_and_names_that_may_be_one() {
    let people = "- id: ann-berg\n  name: Ann Berg\n- id: ann-m-berg\n  name: Ann M. Berg\n- id: ida\n  name: Ida Lund\n";
    check(
        &format!("{}//- /content/authorities/people.yaml\n{people}", document("author: I. Lund\n", "Text.")),
        str![[r#"
notice[probable-double]: `ann-berg` and `ann-m-berg` may be one: `Ann Berg` and `Ann M. Berg`
 --> content/authorities/people.yaml:3:7
  |
3 | - id: ann-m-berg
  |       ^^^^^^^^^^
  |
 ::: content/authorities/people.yaml:1:7
  |
1 | - id: ann-berg
  |       -------- the record of Ann Berg
  |
  = help: make one record of them, or say `relations: [{different-from: ann-berg}]`

notice[probable-double]: `I. Lund` has no record and may be `ida`, Ida Lund
 --> content/authorities/people.yaml:5:7
  |
5 | - id: ida
  |       ^^^
  |
  = help: add it to the `variants` of `ida`, or give it a record with `relations: [{different-from: ida}]`


"#]],
    );
}

#[test]
fn libraries_that_share_a_key() {
    check(
        r#"//- /scholion.yaml
title: Letters
//- /content/bibliography/a.json
[{"id": "smith2020", "type": "book", "title": "Letters", "issued": {"date-parts": [[2020]]}}]
//- /content/bibliography/b.json
[{"id": "smith2020", "type": "book", "title": "Words", "issued": {"date-parts": [[2020]]}}]
"#,
        str![[r#"
warning[shared-key]: another library has another record under the key `smith2020`, which is the one that counts
 --> content/bibliography/b.json:1:9
  |
1 | [{"id": "smith2020", "type": "book", "title": "Words", "issued": {"date-parts": [[2020]]}}]
  |         ^^^^^^^^^^^
  |
 ::: content/bibliography/a.json:1:9
  |
1 | [{"id": "smith2020", "type": "book", "title": "Letters", "issued": {"date-parts": [[2020]]}}]
  |         ----------- the one that counts
  |
  = help: give one of them another key, or keep the work in one library only


"#]],
    );
}

#[test]
fn entries_that_nothing_cites() {
    check(
        r#"//- /scholion.yaml
title: Letters
//- /content/documents/a.md
---
title: A
license: CC-BY-4.0
bibliography: ../bibliography/a.yaml
---

As [Smith, 2020](#ref-smith2020) says.
//- /content/bibliography/a.yaml
references:
- {id: smith2020, type: book, title: Letters, verbatim: "Smith. Letters. 2020."}
- {id: miller2021, type: book, title: Words, verbatim: "Miller. Words. 2021."}
"#,
        str![[r#"
notice[uncited-entries]: 1 entry of the list of references is not cited in the text: `miller2021`
--> content/documents/a.md
 = help: link the words that cite it: `[Smith, 2020](#ref-smith2020)`; a list may also hold more than is cited


"#]],
    );
}

#[test]
fn texts_beside_documents_that_nothing_reads() {
    check(
        &format!(
            "{}//- /content/documents/b.markdown\nB\n//- /content/documents/c.txt\nC\n//- /content/documents/linked.txt\nD\n//- /content/documents/data.csv\na\n//- /content/pages/old.html\nE\n",
            document("", "Text, and [a file](linked.txt).")
        ),
        str![[r#"
warning[not-read]: this file is no document, and no text leads to it: only `.md` is read in content/documents/
--> content/documents/b.markdown
 = help: rename it to `b.md`

warning[not-read]: this file is no document, and no text leads to it: only `.md` is read in content/documents/
--> content/documents/c.txt
 = help: put it into content/sources/, and `scholion ingest` makes a document of it; or link to it, to publish it as it is

warning[not-read]: this file is no page, and no text leads to it: only `.md` is read in content/pages/
--> content/pages/old.html
 = help: write it as Markdown, `old.md`; or link to it, to publish it as it is


"#]],
    );
}

#[test]
fn a_name_that_is_those_of_several_people() {
    check(
        &document("editor: John Smith and Jane Doe\n", "Text."),
        str![[r#"
warning[name-as-text]: `John Smith and Jane Doe` looks like several people, and is taken for one name, as it is written
 --> content/documents/letter.md:4:9
  |
4 | editor: John Smith and Jane Doe
  |         ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a list, `- {family: …, given: …}` for each person; of a body that is called so `{literal: …}`


"#]],
    );
}

#[test]
fn verdicts_that_part_one_record() {
    let record = |id: &str| format!("references:\n- id: {id}\n  type: book\n  title: Reeds\n");
    check(
        &format!(
            "{}//- /content/bibliography/letter.yaml\n{}//- /content/bibliography/works.yaml\ndifferent:\n- [letter/a, b]\n",
            document("", "Text."),
            record("a") + "- id: b\n  type: book\n  title: Reeds\n"
        ),
        str![[r#"
warning[verdict-same-words]: `letter/a` and `b` say the same, so that nothing tells them apart
 --> content/bibliography/works.yaml:2:14
  |
2 | - [letter/a, b]
  |              ^
  |
  = help: let one of the two records say what differs: its volume, day, container or a `note`


"#]],
    );
}

#[test]
fn verdicts_on_nothing() {
    check(
        &format!("{}//- /content/bibliography/works.yaml\nsame:\n- [letter/a, letter/b]\ndiferent: []\n", document("", "Text.")),
        str![[r#"
warning[unknown-work]: nothing in the archive is `letter/a`
 --> content/bibliography/works.yaml:2:4
  |
2 | - [letter/a, letter/b]
  |    ^^^^^^^^
  |
  = help: name a record by its document and id, `slug/key`, or a work by its key on the site

warning[unknown-work]: nothing in the archive is `letter/b`
 --> content/bibliography/works.yaml:2:14
  |
2 | - [letter/a, letter/b]
  |              ^^^^^^^^
  |
  = help: name a record by its document and id, `slug/key`, or a work by its key on the site

warning[unknown-key]: unknown key `diferent`
 --> content/bibliography/works.yaml:3:1
  |
3 | diferent: []
  | ^^^^^^^^
  |
  = help: did you mean `different`?


"#]],
    );
}

#[test]
fn sources_that_cannot_be_ingested() {
    let archive = Archive::new(&document("", "Text."));
    archive.write("content/sources/empty.txt", " \n");
    archive.write("content/sources/scan.zip", "PK\u{3}\u{4}");
    archive.write("content/sources/drawing.xml", "<?xml version='1.0'?>\n<svg/>\n");
    archive.write("content/sources/torn.xml", "<?xml version='1.0'?>\n<article>\n<body><p>x</body></article>\n");
    archive.write("content/sources/letter.txt", "Another letter.\n");
    archive.write("content/sources/twice.md", "Once.\n");
    archive.write("content/sources/twice.txt", "Twice.\n");
    let ran = archive.run(&["ingest", "--dry-run", "--json"]);
    let findings: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("\"severity\"")).collect();
    assert_data_eq!(findings.join("\n"), str![[r#"
{"severity":"warning","code":"source-unknown-xml","path":"content/sources/drawing.xml","line":null,"column":null,"end_line":null,"end_column":null,"message":"this source is XML, but neither JATS nor TEI, so no document is made of it","name":"source-unknown-xml","fields":{},"hint":"export it as JATS, TEI or HTML, or turn it into text first","related":[]}
{"severity":"warning","code":"empty-source","path":"content/sources/empty.txt","line":null,"column":null,"end_line":null,"end_column":null,"message":"this source is empty, so no document is made of it","name":"empty-source","fields":{},"hint":"put the text into it, or remove it","related":[]}
{"severity":"warning","code":"document-taken","path":"content/sources/letter.txt","line":null,"column":null,"end_line":null,"end_column":null,"message":"this source is not ingested: `content/documents/letter.md` has its name, but was not converted from it","name":"document-taken","fields":{"document":"content/documents/letter.md"},"hint":"rename one of the two, or write `source:` and under it `  file: letter.txt` into the document's front matter","hint_fields":{"file":"letter.txt"},"related":[]}
{"severity":"warning","code":"source-not-text","path":"content/sources/scan.zip","line":null,"column":null,"end_line":null,"end_column":null,"message":"this source is a zip archive, not text, so no document is made of it","name":"source-not-text","fields":{"what":"a zip archive"},"hint":"unpack it, or turn it into text first","related":[]}
{"severity":"warning","code":"source-broken-xml","path":"content/sources/torn.xml","line":3,"column":11,"end_line":3,"end_column":12,"message":"this is no well-formed XML: expected 'p' tag, not 'body'","name":"source-broken-xml","fields":{"why":"expected 'p' tag, not 'body'"},"hint":"mend it here, and run the command again","related":[]}
{"severity":"error","code":"duplicate-source","path":"content/sources/twice.txt","line":null,"column":null,"end_line":null,"end_column":null,"message":"two sources would become `content/documents/twice.md`","name":"duplicate-source","fields":{"folder":"content/documents","slug":"twice"},"hint":"rename one of the two","related":[{"path":"content/sources/twice.md","line":null,"column":null,"end_line":null,"end_column":null,"message":"this one does","name":"duplicate-source-other","fields":{}}]}
"#]].raw());
}

#[test]
fn a_source_that_is_not_there() {
    let archive = Archive::new("//- /content/sources/letter.txt\nA letter.\n");
    let ran = archive.run(&["ingest", "leter.txt"]);
    assert_eq!(ran.status, 2);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error: there is no source `leter.txt`
  hint: did you mean `letter.txt`?

"#]]
        .raw()
    );
}

#[test]
fn what_is_named_to_ingest_and_is_no_source_is_called_what_it_is() {
    let archive = Archive::new(
        "//- /content/sources/letter.txt\nA letter, which is long enough.\n//- /content/sources/box/one.txt\nOne.\n//- /notes.txt\nx\n//- /content/files/a.png\nx\n",
    );
    std::fs::create_dir_all(archive.at("content/sources/empty")).unwrap();
    assert_eq!(archive.run(&["ingest"]).status, 0);
    for (name, said, hint) in [
        (
            "content/sources",
            "`content/sources` is a folder, whose files are ingested all if none is named",
            "`scholion ingest`, without a name, ingests all of them",
        ),
        (
            "content/sources/box/",
            "`content/sources/box` is a folder, with 1 source",
            "name its files one by one (`one.txt`, …), or none to ingest all sources",
        ),
        (
            "box",
            "`content/sources/box` is a folder, with 1 source",
            "name its files one by one (`one.txt`, …), or none to ingest all sources",
        ),
        (
            "empty",
            "`content/sources/empty` is a folder, without a source that could be ingested",
            "`scholion check` says what is wrong with its files",
        ),
        (
            "content/documents",
            "`content/documents` is a folder, in which documents lie that are edited as they are",
            "what is ingested are the files of content/sources/: name one, or none to ingest all",
        ),
        (
            "https://me:word@a.example/letter.html",
            "`https://…@a.example/letter.html` is an address, and no file",
            "nothing is fetched: save what stands there as a file in content/sources/, and name that",
        ),
        (
            "/etc/hostname",
            "`/etc/hostname` is a file outside of content/sources/",
            "`scholion add /etc/hostname` puts a copy of it into content/sources/, to be ingested there",
        ),
        (
            "content/documents/other.md",
            "there is no file `content/documents/other.md`",
            "what is ingested are the files of content/sources/: name one, or none to ingest all",
        ),
        ("content/documents/leter.md", "there is no file `content/documents/leter.md`", "did you mean `letter`?"),
        ("nothing", "there is no source `nothing`", "no file is called so: sources lie in content/sources/"),
        (
            "content/documents/letter.md",
            "`content/documents/letter.md` is a document, made of `content/sources/letter.txt`",
            "`scholion ingest letter.txt` converts that again, and keeps what you edited here",
        ),
        (
            "notes.txt",
            "`notes.txt` is a file outside of content/sources/",
            "`scholion add notes.txt` puts a copy of it into content/sources/, to be ingested there",
        ),
        (
            "content/files/a.png",
            "`content/files/a.png` is no source: sources lie in content/sources/",
            "name a source, or none to ingest all",
        ),
    ] {
        let ran = archive.run(&["ingest", name]);
        assert_eq!((ran.status, ran.stderr.as_str()), (2, format!("error: {said}\n  hint: {hint}\n").as_str()), "{name}");
    }
}

#[test]
fn a_template_with_a_syntax_error() {
    check(
        &format!("{}//- /templates/document.html\n<p>\n{{% if x %}}\n</p>\n", document("", "Text.")),
        str![[r#"
error[template]: unexpected end of input
 --> templates/document.html:2:11
  |
2 | {% if x %}
  |           ^


"#]],
    );
}

#[test]
fn a_template_that_asks_for_what_is_not_there() {
    check(
        &format!("{}//- /templates/document.html\n<p>\n{{{{ page.titel }}}}\n</p>\n", document("", "Text.")),
        str![[r#"
error[template]: field `titel` is not defined
 --> templates/document.html:2:9
  |
2 | {{ page.titel }}
  |         ^^^^^
  |
  = help: did you mean `title`?


"#]],
    );
}

#[test]
fn a_line_of_many_megabytes() {
    let archive = Archive::new("");
    let line = "All work and no play makes Jack a dull boy. ".repeat(6_000_000 / 44);
    archive.write("content/documents/letter.md", format!("---\ntitle: A letter\nlicense: CC0-1.0\n---\n\n{line}[a](nowhere.md) {line}\n"));
    check_unpacked(
        &archive,
        str![[r#"
warning[long-line]: a line of 11 MB
 --> content/documents/letter.md:6:1
  |
6 | All work and no play makes Jack a dull boy. All work and no play makes Jack a dull boy. All work and…
  | ^
  |
  = help: break the text into paragraphs, with empty lines between them

error[broken-link]: there is no document `nowhere.md`
 --> content/documents/letter.md:6:5999973
  |
6 | …ack a dull boy. All work and no play makes Jack a dull boy. [a](nowhere.md) All work and no play makes Jack a dull boy. All work and...
  |                                                              ^^^^^^^^^^^^^^^


"#]],
    );
}

#[test]
fn libraries_that_are_not_utf8_or_contradict_themselves() {
    let archive = Archive::new("");
    archive.write(
        "content/bibliography/library.bib",
        b"@book{a, author={Smith J}, title={Stra\xdfen f\xfcr M\xfcller}, year={1998}, date={2001}}\n",
    );
    check_unpacked(
        &archive,
        str![[r#"
warning[library-encoding]: this library is not UTF-8, and is read as windows-1252, which is a guess
 --> content/bibliography/library.bib:1:1
  |
1 | @book{a, author={Smith J}, title={Straßen für Müller}, year={1998}, date={2001}}
  | ^
  |
  = help: look at its names and titles, and save it as UTF-8

warning[odd-bibtex]: `Smith J` has initials in the place of a family name
 --> content/bibliography/library.bib:1:10
  |
1 | @book{a, author={Smith J}, title={Straßen für Müller}, year={1998}, date={2001}}
  |          ^^^^^^
  |
  = help: write `Family, Initials`; the names of this list are read so

warning[odd-bibtex]: `date` says 2001, and `year` 1998
 --> content/bibliography/library.bib:1:56
  |
1 | @book{a, author={Smith J}, title={Straßen für Müller}, year={1998}, date={2001}}
  |                                                        ^^^^
  |
  = help: take out the one that is wrong; until then `date` counts


"#]],
    );
}

#[test]
fn libraries_that_bibtex_would_not_take() {
    check(
        "//- /content/bibliography/library.bib\n@book{, title={A}, author={Roe, Ann; Poe, Ben}}\n@book{b title={B}, junk, title={C}, date={c2004},\n  crossref={none}}\n@book{c, author={A, B, C, D}, title={\\strange{E}}, file={/home/roe/e.pdf}}\n",
        str![[r#"
notice[library-unread]: commands of TeX that nobody knows: `\strange` (1)
 --> content/bibliography/library.bib:1:1
  |
1 | @book{, title={A}, author={Roe, Ann; Poe, Ben}}
  | ^
  |
  = help: their words stay; write what they stand for, or define them by `\newcommand` in a `@preamble`

warning[odd-bibtex]: this entry has no key
 --> content/bibliography/library.bib:1:1
  |
1 | @book{, title={A}, author={Roe, Ann; Poe, Ben}}
  | ^^^^^^
  |
  = help: give it one, as in `@book{smith2001, …`; until then it has that of its author and year, and nothing can name it

warning[odd-bibtex]: `;` stands between names in `author`
 --> content/bibliography/library.bib:1:20
  |
1 | @book{, title={A}, author={Roe, Ann; Poe, Ben}}
  |                    ^^^^^^
  |
  = help: write `and` between names; it is read as if that stood there

warning[odd-bibtex]: a comma is missing before this field
 --> content/bibliography/library.bib:2:9
  |
2 | @book{b title={B}, junk, title={C}, date={c2004},
  |         ^
  |
  = help: put a comma behind each value

warning[odd-bibtex]: `junk` belongs to no field
 --> content/bibliography/library.bib:2:20
  |
2 | @book{b title={B}, junk, title={C}, date={c2004},
  |                    ^^^^
  |
  = help: a field is a name, `=` and a value in braces; what stands between fields is passed over

warning[odd-bibtex]: the field `title` stands here twice
 --> content/bibliography/library.bib:2:26
  |
2 | @book{b title={B}, junk, title={C}, date={c2004},
  |                          ^^^^^
  |
  = help: the first counts; put both values into one, or take one out

warning[odd-bibtex]: of `c2004` only 2004 is read as a date
 --> content/bibliography/library.bib:2:37
  |
2 | @book{b title={B}, junk, title={C}, date={c2004},
  |                                     ^^^^
  |
  = help: write `date = {2020-05-01}` or `year = {2020}`; until then the words stand for it

warning[odd-bibtex]: `crossref` names `none`, and no entry of this file has that key
 --> content/bibliography/library.bib:3:3
  |
3 |   crossref={none}}
  |   ^^^^^^^^
  |
  = help: mend the key, or put that entry into this file; until then nothing is inherited

notice[library-unread]: fields that are not kept: `file` (1)
 --> content/bibliography/library.bib:4:7
  |
4 | @book{c, author={A, B, C, D}, title={\strange{E}}, file={/home/roe/e.pdf}}
  |       ^
  |
  = help: they say where files lie on somebody's disk, or who changed what when; what a work says goes into a field of BibLaTeX or into `note`

warning[odd-bibtex]: `A, B, C, D` has more commas than a name
 --> content/bibliography/library.bib:4:10
  |
4 | @book{c, author={A, B, C, D}, title={\strange{E}}, file={/home/roe/e.pdf}}
  |          ^^^^^^
  |
  = help: write `and` between names; until then it is one body


"#]],
    );
}

#[test]
fn libraries_of_other_programs() {
    check(
        "//- /content/bibliography/a.json\n{\"name\": \"no library\", \"version\": 1}\n//- /content/bibliography/b.json\n[{\"itemType\": \"scroll\", \"title\": \"A\"},\n {\"id\": \"c\", \"type\": \"book\", \"author\": [{\"family\": \"\"}, {\"family\": \"Roe\"}], \"language\": \"Klingonisch\", \"original-date\": 5.5}]\n//- /content/bibliography/c.xml\n<html><body>No library</body></html>\n//- /content/bibliography/d.nbib\nNothing of PubMed\n//- /content/bibliography/e.xml\n<modsCollection><mods><titleInfo><title>E</title></titleInfo><classification>900</classification></mods></modsCollection>\n//- /content/bibliography/f.ris\nTY  - BOOK\nLA  - Klingonisch\nTI  - F\nER  - \n",
        str![[r#"
error[bad-json]: this is no CSL-JSON
 --> content/bibliography/a.json:1:1
  |
1 | {"name": "no library", "version": 1}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: export the library as CSL JSON, Better CSL JSON, BibLaTeX or RIS; Zotero's own JSON is read as well

warning[unknown-type]: `scroll` is no type of Zotero
 --> content/bibliography/b.json:1:2
  |
1 | [{"itemType": "scroll", "title": "A"},
  |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: it is taken for `document`

error[bad-value]: `author`: a name needs `family` or `literal`
 --> content/bibliography/b.json:2:9
  |
2 |  {"id": "c", "type": "book", "author": [{"family": ""}, {"family": "Roe"}], "language": "Klingonisch", "original-date": 5.5}]
  |         ^^^
  |
  = help: mend the value; the rest of the record is read

error[bad-value]: `original-date`: 5.5 is not a date; write 2021, 2021-05, 2021-05-01, 1914/1918 or 1843~
 --> content/bibliography/b.json:2:9
  |
2 |  {"id": "c", "type": "book", "author": [{"family": ""}, {"family": "Roe"}], "language": "Klingonisch", "original-date": 5.5}]
  |         ^^^
  |
  = help: mend the value; the rest of the record is read

warning[bad-value]: `language`: `Klingonisch` is not a language tag
 --> content/bibliography/b.json:2:9
  |
2 |  {"id": "c", "type": "book", "author": [{"family": ""}, {"family": "Roe"}], "language": "Klingonisch", "original-date": 5.5}]
  |         ^^^
  |
  = help: use a BCP 47 tag: `en`, `ru`, `pt-BR`, `zh-Hant`

error[bad-library]: no records are found here
 --> content/bibliography/c.xml:1:1
  |
1 | <html><body>No library</body></html>
  | ^^^^^^
  |
  = help: export the library once more, best as Better CSL JSON, BibLaTeX or RIS; of XML that of EndNote, MODS and PubMed is read

error[bad-library]: no records are found here
 --> content/bibliography/d.nbib:1:1
  |
1 | Nothing of PubMed
  | ^^^^^^^^^^^^^^^^^
  |
  = help: export the library once more, best as Better CSL JSON, BibLaTeX or RIS; of XML that of EndNote, MODS and PubMed is read

notice[library-unread]: fields that are not kept: `classification` (1)
 --> content/bibliography/e.xml:1:17
  |
1 | <modsCollection><mods><titleInfo><title>E</title></titleInfo><classification>900</classification></mods></modsCollection>
  |                 ^^^^^^
  |
  = help: what of them you need, write into the records, or export the library in another format

warning[bad-lang]: `Klingonisch` is not a language tag
 --> content/bibliography/f.ris:2:1
  |
2 | LA  - Klingonisch
  | ^^^^^^^^^^^^^^^^^
  |
  = help: use a BCP 47 tag: `en`, `ru`, `pt-BR`, `zh-Hant`


"#]],
    );
}

#[test]
fn libraries_with_broken_records() {
    check(
        "//- /content/bibliography/library.bib\n@book{a, title={A}, year=soon}\n@boook{b, title=nobody}\n@book{b, title={Again}}\n@book{c, title={Never closed}\n//- /content/bibliography/list.ris\nTI  - Stray\nTY  - BOOK\nID  - d\n//- /content/bibliography/z.json\n[{\"id\": \"e\", \"type\": \"boook\"},\n {\"id\": oops}]\n",
        str![[r#"
warning[bad-value]: `soon` is no date
 --> content/bibliography/library.bib:1:21
  |
1 | @book{a, title={A}, year=soon}
  |                     ^^^^
  |
  = help: write `date = {2020-05-01}` or `year = {2020}`; until then the words stand for it

warning[unknown-abbreviation]: nothing defines `soon`
 --> content/bibliography/library.bib:1:26
  |
1 | @book{a, title={A}, year=soon}
  |                          ^^^^
  |
  = help: define it by `@string`, or put the value in braces

warning[unknown-type]: `@boook` is no type of BibLaTeX
 --> content/bibliography/library.bib:2:8
  |
2 | @boook{b, title=nobody}
  |        ^
  |
  = help: did you mean `@book`?

warning[unknown-abbreviation]: nothing defines `nobody`
 --> content/bibliography/library.bib:2:17
  |
2 | @boook{b, title=nobody}
  |                 ^^^^^^
  |
  = help: define it by `@string`, or put the value in braces

error[duplicate-id]: two records have the id `b`
 --> content/bibliography/library.bib:3:7
  |
3 | @book{b, title={Again}}
  |       ^
  |
 ::: content/bibliography/library.bib:2:8
  |
2 | @boook{b, title=nobody}
  |        - the first one stands here
  |
  = help: give one of them another; until then this one is `b-2`

error[bad-bibtex]: this entry is never closed
 --> content/bibliography/library.bib:4:1
  |
4 | @book{c, title={Never closed}
  | ^^^^^^^
  |
  = help: put the `}` that is missing; braces in a value go in pairs

error[bad-ris]: this line belongs to no reference
 --> content/bibliography/list.ris:1:1
  |
1 | TI  - Stray
  | ^^^^^^^^^^^
  |
  = help: begin each reference with a line `TY  - JOUR`

warning[bad-ris]: this reference has no end
 --> content/bibliography/list.ris:2:1
  |
2 | TY  - BOOK
  | ^^^^^^^^^^
  |
  = help: end each reference with a line `ER  - `

error[bad-value]: `type`: `boook` is not a CSL type; did you mean `book`?
 --> content/bibliography/z.json:1:9
  |
1 | [{"id": "e", "type": "boook"},
  |         ^^^
  |
  = help: mend the value; the rest of the record is read

error[bad-json]: expected value
 --> content/bibliography/z.json:2:9
  |
2 |  {"id": oops}]
  |         ^
  |
  = help: mend this record; the others are read


"#]],
    );
}

#[test]
fn citation_styles_that_are_not_there_or_broken() {
    check(
        "//- /scholion.yaml\ntitle: A\ncitation-style: chicago-autor-date\n",
        str![[r#"
error[unknown-style]: there is no citation style `chicago-autor-date`
 --> scholion.yaml:2:17
  |
2 | citation-style: chicago-autor-date
  |                 ^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `chicago-author-date`? other styles can be put into content/styles/


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style>\n",
        str![[r#"
error[bad-style]: this is no XML: the root node was opened but never closed
 --> content/styles/own.csl:1:1
  |
1 | <style>
  | ^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\nA style?\n",
        str![[r#"
error[bad-style]: this is no XML: unknown token
 --> content/styles/own.csl:1:1
  |
1 | A style?
  | ^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style class=\"note\">\n  <info>\n    <title>Own</title>\n  </inf>\n</style>\n",
        str![[r#"
error[bad-style]: this is no XML: expected 'info' tag, not 'inf'
 --> content/styles/own.csl:4:3
  |
4 |   </inf>
  |   ^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<?xml version=\"1.0\"?>\n<html><body/></html>\n",
        str![[r#"
error[bad-style]: this is no style of CSL: it holds `<html>`, not `<style>`
 --> content/styles/own.csl:2:1
  |
2 | <html><body/></html>
  | ^^^^^^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\">\n  <info>\n    <title>Own</title>\n    <id>own</id>\n    <updated>2020-01-01T00:00:00+00:00</updated>\n  </info>\n  <citation>\n    <layout><text variable=\"titel\"/></layout>\n  </citation>\n</style>\n",
        str![[r#"
warning[odd-style]: this is passed over, as CSL 1.0.2 does not know it: `titel` is nothing that `variable` can be
 --> content/styles/own.csl:8:19
  |
8 |     <layout><text variable="titel"/></layout>
  |                   ^^^^^^^^^^^^^^^^
  |
  = help: look up how CSL 1.0.2 says it (docs.citationstyles.org), or take it out


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"nte\" version=\"1.0\">\n  <info><title>Own</title><id>own</id></info>\n  <citation>\n    <layout>\n      <txt variable=\"title\"/>\n      <text macro=\"c\"/>\n    </layout>\n  </citation>\n</style>\n",
        str![[r#"
error[bad-style]: `nte` is nothing that `class` can be
 --> content/styles/own.csl:1:48
  |
1 | <style xmlns="http://purl.org/net/xbiblio/csl" class="nte" version="1.0">
  |                                                ^^^^^^^^^^^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`

error[bad-style]: `<txt>` cannot stand in `<layout>`
 --> content/styles/own.csl:5:7
  |
5 |       <txt variable="title"/>
  |       ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`

error[bad-style]: this style has no macro `c`
 --> content/styles/own.csl:6:13
  |
6 |       <text macro="c"/>
  |             ^^^^^^^^^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        &format!("//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style {}/>\n", "a='' ".repeat(7_000)),
        str![[r#"
error[bad-style]: this is too large: a style of more than 4 MiB, a tag of more than 32 KiB, more than 64 declarations of namespaces, or macros that come to more than 65,536 elements
 --> content/styles/own.csl:1:1
  |
1 | <style a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='' a='…
  | ^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
    check(
        "//- /scholion.yaml\ncitation-style: own\n//- /content/styles/own.csl\n<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\">\n  <macro name=\"a\"><text macro=\"b\"/></macro>\n  <macro name=\"b\"><text macro=\"a\"/></macro>\n  <citation><layout><text macro=\"a\"/></layout></citation>\n</style>\n",
        str![[r#"
error[bad-style]: the macro `a` calls itself
 --> content/styles/own.csl:2:3
  |
2 |   <macro name="a"><text macro="b"/></macro>
  |   ^^^^^^^^^^^^^^^^
  |
  = help: open it in an editor for styles, such as that of citationstyles.org, or name another by `citation-style:`


"#]],
    );
}

#[test]
fn citations_on_a_page_that_no_library_knows() {
    check(
        "//- /content/bibliography/library.bib\n@book{tamm2001, author={Tamm, Jaan}, title={Letters}, year=2001}\n//- /content/pages/about.md\n---\ntitle: About\n---\n\nSee [@tam2001].\n",
        str![[r#"
error[unknown-citation]: no library of the archive has a record `tam2001`, nor is it the key of a work
 --> content/pages/about.md:5:5
  |
5 | See [@tam2001].
  |     ^^^^^^^^^^
  |
  = help: did you mean `tamm2001`?


"#]],
    );
}

#[test]
fn notes_of_the_wrong_shape() {
    let notes = "\
- quote: {exact: Text, sufix: x}
  motivation: comenting
  created: yesterday
  autor: me
- id: a b
  body: x
- target: letter
  quote: ''
- reply-to: nobody
  body: '[@nobody] [there](nowhere.md)'
- id: twin
  target: document
  body: one
  lang: english
- id: twin
  target: {}
  reply-to: twin
  body: two
- x
";
    check(
        &format!("{}//- /content/annotations/letter.yaml\n{notes}", document("", "Text.")),
        str![[r#"
error[empty-note]: this note says nothing
 --> content/annotations/letter.yaml:1:3
  |
1 | - quote: {exact: Text, sufix: x}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a `body:`, or give it `tags:`

warning[unknown-key]: unknown key `sufix`
 --> content/annotations/letter.yaml:1:24
  |
1 | - quote: {exact: Text, sufix: x}
  |                        ^^^^^
  |
  = help: did you mean `suffix`?

error[bad-motivation]: `comenting` is no motivation of the W3C's vocabulary
 --> content/annotations/letter.yaml:2:15
  |
2 |   motivation: comenting
  |               ^^^^^^^^^
  |
  = help: did you mean `commenting`?

error[bad-date]: `yesterday` is no day and no moment
 --> content/annotations/letter.yaml:3:12
  |
3 |   created: yesterday
  |            ^^^^^^^^^
  |
  = help: write a day, 2026-05-02, or a moment, 2026-05-02T14:30:00Z

warning[unknown-key]: unknown key `autor`
 --> content/annotations/letter.yaml:4:3
  |
4 |   autor: me
  |   ^^^^^
  |
  = help: it has no meaning here; a key of your own may begin with `x-`

error[note-without-target]: this note does not say what it is about
 --> content/annotations/letter.yaml:5:3
  |
5 | - id: a b
  |   ^^^^^^^
  |
  = help: give the words as `quote: {exact: …}`, or write `target: document`

error[bad-id]: `a b` cannot stand in an address
 --> content/annotations/letter.yaml:5:7
  |
5 | - id: a b
  |       ^^^
  |
  = help: use letters, digits and hyphens: `a-b`

error[empty-note]: this note says nothing
 --> content/annotations/letter.yaml:7:3
  |
7 | - target: letter
  |   ^^^^^^^^^^^^^^
  |
  = help: write a `body:`, or give it `tags:`

error[note-without-target]: this note does not say what it is about
 --> content/annotations/letter.yaml:7:3
  |
7 | - target: letter
  |   ^^^^^^^^^^^^^^
  |
  = help: give the words as `quote: {exact: …}`, or write `target: document`

error[bad-target]: `letter` is nothing that a note can be about
 --> content/annotations/letter.yaml:7:11
  |
7 | - target: letter
  |           ^^^^^^
  |
  = help: expected `document`, `{work: …}`, `{page: 3r, xywh: "120,80,400,60"}`, or `{time: 00:12:31}`

error[empty-quote]: the quotation has no words
 --> content/annotations/letter.yaml:8:10
  |
8 |   quote: ''
  |          ^^
  |
  = help: write the words of the text as `exact: …`, or `target: document` for a note on all of it

error[unknown-note]: there is no other note `nobody` to reply to
 --> content/annotations/letter.yaml:9:3
  |
9 | - reply-to: nobody
  |   ^^^^^^^^^^^^^^^^
  |
  = help: give the `id` of a note in this file

error[broken-link]: there is no document `nowhere.md`
  --> content/annotations/letter.yaml:10:9
   |
10 |   body: '[@nobody] [there](nowhere.md)'
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

error[unknown-citation]: the bibliography has no record `nobody`
  --> content/annotations/letter.yaml:10:9
   |
10 |   body: '[@nobody] [there](nowhere.md)'
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: add a record with `id: nobody` to content/bibliography/letter.yaml

warning[bad-lang]: `english` is not a language tag
  --> content/annotations/letter.yaml:14:9
   |
14 |   lang: english
   |         ^^^^^^^
   |
   = help: use a BCP 47 tag: `en`, `ru`, `pt-BR`, `zh-Hant`

error[duplicate-id]: two notes have the id `twin`
  --> content/annotations/letter.yaml:15:3
   |
15 | - id: twin
   |   ^^^^^^^^
   |
  ::: content/annotations/letter.yaml:11:3
   |
11 | - id: twin
   |   -------- the first one stands here
   |
   = help: give this one another; until then it is `twin-2`

error[bad-target]: `target` names no work, no page, no picture and no time
  --> content/annotations/letter.yaml:16:11
   |
16 |   target: {}
   |           ^^
   |
   = help: expected `document`, `{work: …}`, `{page: 3r, xywh: "120,80,400,60"}`, or `{time: 00:12:31}`

error[wrong-type]: a note is a text
  --> content/annotations/letter.yaml:19:3
   |
19 | - x
   |   ^
   |
   = help: expected `- quote: …` and `  body: …`


"#]],
    );
}

#[test]
fn notes_whose_words_have_changed() {
    let text =
        "The council met in the old hall of the city on Tuesday, and nobody had expected the members to agree.\n\nThe treaty, the treaty.";
    let notes = "\
- id: moved
  quote: {exact: expected any members to agree soon, prefix: 'Tuesday, and nobody had ', suffix: .}
  body: a
- id: elsewhere
  quote: {exact: members to agree, prefix: 'it was before the ', suffix: ' had gone'}
  body: a
- id: gone
  quote: {exact: 'the emperor of the moon', prefix: 'then came ', suffix: ' and sang'}
  body: b
- id: twice
  quote: treaty
  body: c
";
    check(
        &format!(
            "{}//- /content/annotations/letter.yaml\n{notes}//- /content/annotations/nowhere.yaml\n- {{target: document, body: d}}\n",
            document("", text)
        ),
        str![[r#"
warning[note-moved]: the words of note `moved` have changed: `expected any members to agree soon` is now `expected the members to agree`
 --> content/annotations/letter.yaml:2:10
  |
2 |   quote: {exact: expected any members to agree soon, prefix: 'Tuesday, and nobody had ', suffix: .}
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: content/documents/letter.md
  = note: the text
  = help: if the note is still about these words: `scholion annotations accept letter`

error[note-orphan]: the words of note `elsewhere` are gone from the text: `members to agree`
 --> content/annotations/letter.yaml:5:10
  |
5 |   quote: {exact: members to agree, prefix: 'it was before the ', suffix: ' had gone'}
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: content/documents/letter.md
  = note: the text
  = help: quote the words that stand there now, or make it `target: document`, or delete it

error[note-orphan]: the words of note `gone` are gone from the text: `the emperor of the moon`
 --> content/annotations/letter.yaml:8:10
  |
8 |   quote: {exact: 'the emperor of the moon', prefix: 'then came ', suffix: ' and sang'}
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: content/documents/letter.md
  = note: the text
  = help: quote the words that stand there now, or make it `target: document`, or delete it

error[note-ambiguous]: note `twice` may belong to 2 places: `…s to agree. The treaty, the treaty.…`, `…The treaty, the treaty.…`
  --> content/annotations/letter.yaml:11:10
   |
11 |   quote: treaty
   |          ^^^^^^
  ::: content/documents/letter.md
   = note: the text
   = help: give more of the words around as `prefix:` and `suffix:`

warning[notes-without-document]: there is no document `nowhere` that these notes are about
--> content/annotations/nowhere.yaml
 = help: notes belong to the document of the same name: content/documents/nowhere.md


"#]],
    );
}

#[test]
fn notes_that_came_with_a_place_that_was_not_found() {
    let notes = "\
- id: path
  target:
    selector: {type: XPathSelector, value: '/html/body/p[2]'}
  body: a
";
    check(
        &format!("{}//- /content/annotations/letter.yaml\n{notes}", document("", "The council met in the old hall.")),
        str![[r#"
warning[note-unplaced]: note `path` came with a place that was not found: `XPath /html/body/p[2]`
 --> content/annotations/letter.yaml:3:5
  |
3 |     selector: {type: XPathSelector, value: '/html/body/p[2]'}
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: quote the words that it is about (`quote: …` in place of `target: …`), or make it `target: document`


"#]],
    );
}

#[test]
fn translations_of_nothing() {
    check(
        "\
//- /content/documents/letter.md
---
title: A letter
license: CC-BY-4.0
---
Words.
//- /content/documents/pismo.md
---
title: Письмо
lang: ru
license: CC-BY-4.0
translation-of: leter.md
---
Слова.
//- /content/documents/brief.md
---
title: Ein Brief
lang: de
license: CC-BY-4.0
translation-of: brief
---
Worte.
//- /content/documents/lettre.md
---
title: Une lettre
lang: fr
license: CC-BY-4.0
translation-of: [letter]
---
Des mots.
",
        str![[r#"
error[unknown-original]: this document is a translation of itself
 --> content/documents/brief.md:5:1
  |
5 | translation-of: brief
  | ^^^^^^^^^^^^^^
  |
  = help: name the document from which it was translated

error[wrong-type]: `translation-of` is a list
 --> content/documents/lettre.md:5:17
  |
5 | translation-of: [letter]
  |                 ^^^^^^^^
  |
  = help: expected text

error[unknown-original]: there is no document `leter.md` of which this could be a translation
 --> content/documents/pismo.md:5:1
  |
5 | translation-of: leter.md
  | ^^^^^^^^^^^^^^
  |
  = help: did you mean `letter.md`?


"#]],
    );
}

#[test]
fn verdicts_that_say_nothing() {
    check(
        "
//- /content/documents/letter.md
---
title: A letter
lang: en
license: CC-BY-4.0
source:
  file: letter.txt
  verdicts:
  - {rule: citation, words: 'Ilves, 2019', verdict: wright}
  - {rule: citation, words: 'Ilves, 2019'}
  - {words: 'Ilves, 2019', verdict: done}
  - {rule: citation, words: 'Ilves, 2019', verdict: done}
  - {rule: citation, text: 'Tamm', verdict: done}
  - {rule: citation, words: 'Ilves, 2019', verdict: right}
  - done
  - {rule: [a], verdict: {a: b}}
---
Words.
//- /content/documents/other.md
---
title: Another
lang: en
license: CC-BY-4.0
source:
  file: other.txt
  verdicts: done
---
Words.
",
        str![[r#"
warning[missing-source]: there is no source text `letter.txt`
 --> content/documents/letter.md:5:1
  |
5 | source:
  | ^^^^^^
  |
  = help: sources stand in content/sources/; without it the page beside the source is not made

error[unknown-verdict]: `wright` is no verdict
 --> content/documents/letter.md:8:53
  |
8 |   - {rule: citation, words: 'Ilves, 2019', verdict: wright}
  |                                                     ^^^^^^
  |
  = help: did you mean `right`?

error[verdict-incomplete]: a verdict without `verdict`
 --> content/documents/letter.md:9:5
  |
9 |   - {rule: citation, words: 'Ilves, 2019'}
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `{rule: …, words: …, verdict: right}`; `scholion ingest --settle` writes it for you

error[verdict-incomplete]: a verdict without `rule`
  --> content/documents/letter.md:10:5
   |
10 |   - {words: 'Ilves, 2019', verdict: done}
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `{rule: …, words: …, verdict: right}`; `scholion ingest --settle` writes it for you

warning[unknown-key]: unknown key `text`
  --> content/documents/letter.md:12:22
   |
12 |   - {rule: citation, text: 'Tamm', verdict: done}
   |                      ^^^^
   |
   = help: here that is `words`

warning[duplicate-verdict]: a second verdict on the same words of `citation`
  --> content/documents/letter.md:13:5
   |
13 |   - {rule: citation, words: 'Ilves, 2019', verdict: right}
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
  ::: content/documents/letter.md:11:5
   |
11 |   - {rule: citation, words: 'Ilves, 2019', verdict: done}
   |     ----------------------------------------------------- the first one stands here
   |
   = help: take one of them out: the first one counts

error[wrong-type]: `verdicts` is a text
  --> content/documents/letter.md:14:5
   |
14 |   - done
   |     ^^^^
   |
   = help: expected a list of mappings: `{rule: …, words: …, verdict: right}`

error[wrong-type]: `rule` is a list
  --> content/documents/letter.md:15:12
   |
15 |   - {rule: [a], verdict: {a: b}}
   |            ^^^
   |
   = help: expected text

error[wrong-type]: `verdict` is a mapping
  --> content/documents/letter.md:15:26
   |
15 |   - {rule: [a], verdict: {a: b}}
   |                          ^^^^^^
   |
   = help: expected text

warning[missing-source]: there is no source text `other.txt`
 --> content/documents/other.md:5:1
  |
5 | source:
  | ^^^^^^
  |
  = help: sources stand in content/sources/; without it the page beside the source is not made

error[wrong-type]: `verdicts` is a text
 --> content/documents/other.md:7:13
  |
7 |   verdicts: done
  |             ^^^^
  |
  = help: expected a list of mappings: `{rule: …, words: …, verdict: right}`


"#]],
    );
}

#[test]
fn notes_on_places_of_pictures_and_recordings() {
    check(
        r#"
//- /content/documents/letter.md
---
title: Letter
license: CC0-1.0
facsimile: [{file: ../files/leaf.svg, label: 3r}]
recordings: [{file: ../files/tape.wav, label: Tape 1}]
---

Words.
//- /content/files/leaf.svg
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>
//- /content/files/tape.wav
x
//- /content/annotations/letter.yaml
- target: {page: 3r, xywh: "1,2,3"}
  body: A.
- target: {page: 3r, polygon: "1,2 3,4"}
  body: B.
- target: {time: soon}
  body: C.
- target: {page: 3r, image: 40x30}
  body: D.
- target: {page: 3r, xywh: "1,2,3,4", image: {width: 80, height: 60}}
  body: E.
- target: {page: 3r, xywh: "1,2,3,4", image: {digest: sha256:00}}
  body: F.
- target: {page: 3v, xywh: "1,2,3,4"}
  body: G.
- target: {file: ../files/leaves.svg}
  body: H.
- target: {page: 3r, xywh: "40,2,3,4"}
  body: I.
- target: {time: 00:00:01, recording: Tape 2}
  body: J.
"#,
        str![[r#"
error[note-without-target]: this note does not say what it is about
 --> content/annotations/letter.yaml:1:3
  |
1 | - target: {page: 3r, xywh: "1,2,3"}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: give the words as `quote: {exact: …}`, or write `target: document`

error[bad-target]: `1,2,3` is no place on a picture
 --> content/annotations/letter.yaml:1:28
  |
1 | - target: {page: 3r, xywh: "1,2,3"}
  |                            ^^^^^^^
  |
  = help: write left, top, width and height in pixels, "120,80,400,60", or in hundredths, "percent:10,10,50,20"

error[note-without-target]: this note does not say what it is about
 --> content/annotations/letter.yaml:3:3
  |
3 | - target: {page: 3r, polygon: "1,2 3,4"}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: give the words as `quote: {exact: …}`, or write `target: document`

error[bad-target]: `1,2 3,4` is no place on a picture
 --> content/annotations/letter.yaml:3:31
  |
3 | - target: {page: 3r, polygon: "1,2 3,4"}
  |                               ^^^^^^^^^
  |
  = help: write three corners or more, each as left and top in pixels: "0,0 400,0 400,60"

error[note-without-target]: this note does not say what it is about
 --> content/annotations/letter.yaml:5:3
  |
5 | - target: {time: soon}
  |   ^^^^^^^^^^^^^^^^^^^^
  |
  = help: give the words as `quote: {exact: …}`, or write `target: document`

error[bad-target]: `soon` is no time of a recording
 --> content/annotations/letter.yaml:5:18
  |
5 | - target: {time: soon}
  |                  ^^^^
  |
  = help: write a time, 00:12:31, or two, 00:12:31-00:13:02

error[wrong-type]: `image` is a text
 --> content/annotations/letter.yaml:7:29
  |
7 | - target: {page: 3r, image: 40x30}
  |                             ^^^^^
  |
  = help: expected a mapping: `{width: 2000, height: 3000, digest: …}`

error[note-picture-exchanged]: the picture under note `n12b206a6` was exchanged: `content/files/leaf.svg` was 80 × 60, and is 40 × 30 pixels large; the note is not shown on it
 --> content/annotations/letter.yaml:9:11
  |
9 | - target: {page: 3r, xywh: "1,2,3,4", image: {width: 80, height: 60}}
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: look at the note on the picture; if its place is right, or grew with the picture: `scholion annotations accept letter`

warning[note-picture-exchanged]: the picture under note `nff97cde4` was exchanged: `content/files/leaf.svg` has other bytes than when the note was written
  --> content/annotations/letter.yaml:11:11
   |
11 | - target: {page: 3r, xywh: "1,2,3,4", image: {digest: sha256:00}}
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: look at the note on the picture; if its place is right, or grew with the picture: `scholion annotations accept letter`

error[note-picture-gone]: note `nc1b1191e` is on page `3v`, and no picture of the facsimile is called so
  --> content/annotations/letter.yaml:13:11
   |
13 | - target: {page: 3v, xywh: "1,2,3,4"}
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ::: content/documents/letter.md
   = note: the text
   = help: did you mean `3r`?

error[broken-link]: there is no file `../files/leaves.svg`
  --> content/annotations/letter.yaml:15:11
   |
15 | - target: {file: ../files/leaves.svg}
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: did you mean `../files/leaf.svg`?

error[note-region-outside]: the place of note `n321c311a` lies beside `content/files/leaf.svg`, which is 40 × 30 pixels large
  --> content/annotations/letter.yaml:17:11
   |
17 | - target: {page: 3r, xywh: "40,2,3,4"}
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: give left, top, width and height in the picture's own pixels, or in hundredths: "percent:10,10,50,20"

error[note-recording-gone]: note `n403b2969` is on the recording `Tape 2`, and the document has none that is called so
  --> content/annotations/letter.yaml:19:11
   |
19 | - target: {time: 00:00:01, recording: Tape 2}
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ::: content/documents/letter.md
   = note: the text
   = help: did you mean `Tape 1`?


"#]],
    );
}

#[test]
fn a_frame_that_is_described_wrongly() {
    check(
        "//- /scholion.yaml\ntitle: A\nmenu: [{label: More}, {to: citations, lable: X}, {label: M, entries: [{label: N, entries: [topics]}]}]\nfront: [latest, peopel]\n\
         logo: https://a.example/logo.svg\nfooter: {english: Ours}\nfavicon: {a: b}\nsocial-picture: {file: a.png, frist: true}\n",
        str![[r#"
error[bad-frame]: an entry of the menu leads nowhere
 --> scholion.yaml:2:8
  |
2 | menu: [{label: More}, {to: citations, lable: X}, {label: M, entries: [{label: N, entries: [topics]}]}]
  |        ^^^^^^^^^^^^^
  |
  = help: write a list: `- documents`, `- pages/about.md`, `- {label: Our blog, to: https://…}`, `- {label: More, entries: [citations, topics]}`

error[bad-frame]: unknown key `lable`
 --> scholion.yaml:2:39
  |
2 | menu: [{label: More}, {to: citations, lable: X}, {label: M, entries: [{label: N, entries: [topics]}]}]
  |                                       ^^^^^
  |
  = help: did you mean `label`?

error[bad-frame]: no sub-menu can stand here
 --> scholion.yaml:2:91
  |
2 | …ations, lable: X}, {label: M, entries: [{label: N, entries: [topics]}]}]
  |                                                              ^^^^^^^^
  |
  = help: `menu` has sub-menus, of one level, and `begin` has none: let its entries stand one level higher

error[bad-frame]: `peopel` is no part of the front
 --> scholion.yaml:3:17
  |
3 | front: [latest, peopel]
  |                 ^^^^^^
  |
  = help: did you mean `people`?

error[bad-frame]: `https://a.example/logo.svg` is not in the archive
 --> scholion.yaml:4:7
  |
4 | logo: https://a.example/logo.svg
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: name a file of the archive, such as `content/files/logo.svg`

error[bad-frame]: no file is named
 --> scholion.yaml:6:10
  |
6 | favicon: {a: b}
  |          ^^^^^^
  |
  = help: name a file of the archive, such as `content/files/logo.svg`

error[frame-to-nothing]: `a.png` leads to nothing
 --> scholion.yaml:7:24
  |
7 | social-picture: {file: a.png, frist: true}
  |                        ^^^^^
  |
  = help: put an SVG, PNG, JPEG, GIF or WebP file into content/files/ and name it: `content/files/logo.svg`

error[bad-frame]: unknown key `frist`
 --> scholion.yaml:7:31
  |
7 | social-picture: {file: a.png, frist: true}
  |                               ^^^^^
  |
  = help: did you mean `first`?


"#]],
    );
}

#[test]
fn a_frame_that_leads_to_nothing() {
    check(
        "//- /scholion.yaml\nmenu:\n- pages/abuot.md\n- citation\n- browse/genre\n- content/files/notes.txt\n- {to: pages/draft.md}\nlogo: content/files/notes.txt\n\
         favicon: content/files/lgoo.png\nfooter: See [this](pages/gone.md).\n\
         //- /content/pages/about.md\n---\ntitle: About\n---\n\nWords.\n//- /content/pages/draft.md\n---\ntitle: Draft\ndraft: true\n---\n\nWords.\n\
         //- /content/files/notes.txt\nx\n",
        str![[r#"
error[frame-to-nothing]: `pages/abuot.md` leads to nothing
 --> scholion.yaml:2:3
  |
2 | - pages/abuot.md
  |   ^^^^^^^^^^^^^^
  |
  = help: name a part of the site (documents, citations, people, organizations, places, topics, annotations, search), or a file: `pages/about.md`

error[frame-to-nothing]: `citation` leads to nothing
 --> scholion.yaml:3:3
  |
3 | - citation
  |   ^^^^^^^^
  |
  = help: did you mean `citations`?

error[frame-to-nothing]: there is no index of `genre`
 --> scholion.yaml:4:3
  |
4 | - browse/genre
  |   ^^^^^^^^^^^^
  |
  = help: give the field `browse: true`

error[frame-to-nothing]: `content/files/notes.txt` has no title of its own
 --> scholion.yaml:5:3
  |
5 | - content/files/notes.txt
  |   ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what it is called: `{label: …, to: …}`

warning[not-published]: `pages/draft.md` is not published
 --> scholion.yaml:6:8
  |
6 | - {to: pages/draft.md}
  |        ^^^^^^^^^^^^^^
  |
  = help: content/pages/draft.md is a draft, waits for its day, or has had it, or what stands at its beginning cannot be read; `--drafts` shows it

error[frame-to-nothing]: `content/files/notes.txt` is no picture that browsers show
 --> scholion.yaml:7:7
  |
7 | logo: content/files/notes.txt
  |       ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put an SVG, PNG, JPEG, GIF or WebP file into content/files/ and name it: `content/files/logo.svg`

error[frame-to-nothing]: `content/files/lgoo.png` leads to nothing
 --> scholion.yaml:8:10
  |
8 | favicon: content/files/lgoo.png
  |          ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put an SVG, PNG, JPEG, GIF or WebP file into content/files/ and name it: `content/files/logo.svg`

error[broken-link]: there is no page `pages/gone.md`
 --> scholion.yaml:9:9
  |
9 | footer: See [this](pages/gone.md).
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^


"#]],
    );
}

#[test]
fn days_of_publication_that_are_none() {
    check(
        "//- /content/documents/a.md\n---\ntitle: A\nlicense: CC0-1.0\npublish-after: 2027\n---\n\nText.\n\
         //- /content/documents/b.md\n---\ntitle: B\nlicense: CC0-1.0\npublish-after: 2027-01-01\npublish-until: 2026-01-01\n---\n\nText.\n\
         //- /content/documents/c.md\n---\ntitle: C\nlicense: CC0-1.0\npublish-after: 2027-01-01\n---\n\nText.\n\
         //- /content/documents/d.md\n---\ntitle: D\nlicense: CC0-1.0\npublish-until: 2026-01-01\n---\n\nText.\n",
        str![[r#"
error[bad-day]: `publish-after` is no day, so this is not published: `2027`
 --> content/documents/a.md:4:16
  |
4 | publish-after: 2027
  |                ^^^^
  |
  = help: write year, month and day: `publish-after: 2027-01-31`

notice[held-for-now]: 1 text is held back until 2027-01-01
 --> content/documents/b.md:4:1
  |
4 | publish-after: 2027-01-01
  | ^^^^^^^^^^^^^
  |
  = help: `--drafts` shows them, and `--date` what is shown on another day

notice[held-for-now]: 2 texts are not shown any more, the last of them since 2026-01-02
 --> content/documents/b.md:5:1
  |
5 | publish-until: 2026-01-01
  | ^^^^^^^^^^^^^
  |
  = help: `--drafts` shows them, and `--date` what is shown on another day

error[bad-day]: this is never shown: it is to be shown from 2027-01-01 until 2026-01-01
 --> content/documents/b.md:5:16
  |
5 | publish-until: 2026-01-01
  |                ^^^^^^^^^^
  |
  = help: let `publish-until` be the later day


"#]],
    );
}

#[test]
fn collections_that_are_not_there() {
    check(
        "
//- /content/collections/letters.md
---
title: Letters
level: series
parent: [ilves, other]
---
//- /content/collections/ilves.md
---
title: Ilves
parent: letters
level: file
dates: 1840
---
//- /content/collections/closed.md
---
title: Closed
draft: true
parent: closed
---
//- /content/documents/letter.md
---
title: A letter
license: CC0-1.0
collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
order: 3
---

Text.
",
        str![[r#"
error[collection-cycle]: these collections are parts of each other: `ilves`, `letters`
 --> content/collections/ilves.md:3:1
  |
3 | parent: letters
  | ^^^^^^
  |
 ::: content/collections/letters.md:4:1
  |
4 | parent: [ilves, other]
  | ------ this one
  |
  = help: take `parent:` out of one of them; until then each stands by itself

notice[collection-incomplete]: the description of this collection (`level: file`) lacks `identifier`, `creator`, `extent`
 --> content/collections/ilves.md:4:1
  |
4 | level: file
  | ^^^^^
  |
  = help: ISAD(G) asks for reference code, title, creator, dates, extent and level, so that archives can exchange descriptions; the creator may stand in the collection above

notice[collection-incomplete]: the description of this collection (`level: series`) lacks `identifier`, `creator`, `dates`, `extent`
 --> content/collections/letters.md:3:1
  |
3 | level: series
  | ^^^^^
  |
  = help: ISAD(G) asks for reference code, title, creator, dates, extent and level, so that archives can exchange descriptions; the creator may stand in the collection above

error[several-parents]: a collection is a part of one other only: the first counts
 --> content/collections/letters.md:4:9
  |
4 | parent: [ilves, other]
  |         ^^^^^^^^^^^^^^
  |
  = help: name one under `parent:`; a document may stand in several collections

error[unknown-collection]: there is no collection `leters`
 --> content/documents/letter.md:4:14
  |
4 | collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
  |              ^^^^^^
  |
  = help: did you mean `Letters`?

warning[collection-doubled]: the document says twice that it stands in `letters`
 --> content/documents/letter.md:4:36
  |
4 | collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
  |                                    ^^^^^^^
  |
  = help: take one of the two away: the first counts

warning[unknown-key]: unknown key `place`
 --> content/documents/letter.md:4:45
  |
4 | collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
  |                                             ^^^^^
  |
  = help: here that is `order`

warning[unknown-key]: unknown key `wieght`
 --> content/documents/letter.md:4:55
  |
4 | collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
  |                                                       ^^^^^^
  |
  = help: it has no meaning here; a key of your own may begin with `x-`

warning[unknown-collection]: the collection `closed` is not published
 --> content/documents/letter.md:4:67
  |
4 | collection: [leters, Letters, {in: letters, place: 3, wieght: 2}, closed]
  |                                                                   ^^^^^^
  |
  = help: as long as it is not, the document stands outside of it

warning[unknown-key]: unknown key `order`
 --> content/documents/letter.md:5:1
  |
5 | order: 3
  | ^^^^^
  |
  = help: a document has its place in a collection: `collection: {in: letters, order: 3}`


"#]],
    );
}

#[test]
fn descriptions_of_collections_that_are_wrong() {
    check(
        "
//- /content/collections/letters.md
---
title: Letters
level: serie
parent: gone
sort: shelf
members: [letter, leter, letter, draft]
dates: long ago
language: de
scope: All of them.
keyword: letters
---
//- /content/collections/fonds.md
---
title: Fonds
level: fonds
parent: item
members: {letter: 1}
---
//- /content/collections/item.md
---
title: Item
level: item
identifier: A 1
creator: Somebody
dates: 1840
extent: 1 leaf
parent: item
---
//- /content/documents/letter.md
---
title: A letter
license: CC0-1.0
---

Text.
//- /content/documents/draft.md
---
title: A draft
draft: true
---

Text.
",
        str![[r#"
notice[collection-incomplete]: the description of this collection (`level: fonds`) lacks `identifier`, `dates`, `extent`
 --> content/collections/fonds.md:3:1
  |
3 | level: fonds
  | ^^^^^
  |
  = help: ISAD(G) asks for reference code, title, creator, dates, extent and level, so that archives can exchange descriptions; the creator may stand in the collection above

notice[collection-level]: what is of the level `fonds` is no part of what is of the level `item`
 --> content/collections/fonds.md:3:1
  |
3 | level: fonds
  | ^^^^^
  |
 ::: content/collections/item.md:3:1
  |
3 | level: item
  | ----- the collection above: Item
  |
  = help: from the whole to its parts: fonds, subfonds, series, subseries, file, item; volume, issue, part

error[wrong-type]: `members` is a mapping
 --> content/collections/fonds.md:5:10
  |
5 | members: {letter: 1}
  |          ^^^^^^^^^^^
  |
  = help: expected a list of documents: `- first-letter` or `- ../documents/box1/letter.md`

error[collection-cycle]: this collection is a part of itself
 --> content/collections/item.md:8:1
  |
8 | parent: item
  | ^^^^^^
  |
  = help: take `parent:` out of one of them; until then each stands by itself

notice[unknown-level]: `serie` is a level of your own
 --> content/collections/letters.md:3:8
  |
3 | level: serie
  |        ^^^^^
  |
  = help: did you mean `series`?

error[unknown-collection]: there is no collection `gone`
 --> content/collections/letters.md:4:1
  |
4 | parent: gone
  | ^^^^^^
  |
  = help: describe it in content/collections/gone.md

warning[unknown-sort]: documents are not sorted by `shelf`
 --> content/collections/letters.md:5:7
  |
5 | sort: shelf
  |       ^^^^^
  |
  = help: write one of `listed`, `title`, `author`, `date`, `shelfmark`, or leave it out

error[unknown-member]: there is no document `leter`
 --> content/collections/letters.md:6:19
  |
6 | members: [letter, leter, letter, draft]
  |                   ^^^^^
  |
  = help: did you mean `letter`?

warning[collection-doubled]: `letter` is listed twice
 --> content/collections/letters.md:6:26
  |
6 | members: [letter, leter, letter, draft]
  |                          ^^^^^^
  |
  = help: take one of the two away: the first counts

warning[unknown-member]: the document `draft` is not published
 --> content/collections/letters.md:6:34
  |
6 | members: [letter, leter, letter, draft]
  |                                  ^^^^^
  |
  = help: as long as it is not, it stands nowhere

error[bad-date]: `long ago` is not a date
 --> content/collections/letters.md:7:8
  |
7 | dates: long ago
  |        ^^^^^^^^
  |
  = help: write 2021, 2021-05, 2021-05-01, 1914/1918, 184X (a decade), 1843~ (about) or 1843? (perhaps), and days that there are

warning[unknown-key]: unknown key `language`
 --> content/collections/letters.md:8:1
  |
8 | language: de
  | ^^^^^^^^
  |
  = help: here that is `languages`

warning[unknown-key]: unknown key `scope`
 --> content/collections/letters.md:9:1
  |
9 | scope: All of them.
  | ^^^^^
  |
  = help: write it as the text of the file, behind the front matter

warning[unknown-key]: unknown key `keyword`
  --> content/collections/letters.md:10:1
   |
10 | keyword: letters
   | ^^^^^^^
   |
   = help: it has no meaning here; a key of your own may begin with `x-`


"#]],
    );
}

#[test]
fn fields_of_the_archive_that_can_be_none() {
    check(
        "
//- /scholion.yaml
title: Letters
fields:
  author: text
  x-own: text
  genre: {kind: colour, browse: perhaps}
  hand: {kind: list, label: {en: Hand, 7: Рука}}
  Hand: text
  mark: {values: [A, a], dublin-core: subjekt, schema-org: Material Type, brwose: true}
  size: {kind: number, values: [1, 2]}
  list: [text]
//- /content/documents/a.md
---
title: A
license: CC0-1.0
---

Text.
",
        str![[r#"
error[bad-field]: `author` has a meaning of its own in front matter, so it can be no field
 --> scholion.yaml:3:3
  |
3 |   author: text
  |   ^^^^^^
  |
  = help: choose another name for the field

error[bad-field]: `x-own` is no name of a field
 --> scholion.yaml:4:3
  |
4 |   x-own: text
  |   ^^^^^
  |
  = help: keys that begin with `x-` are not looked at; leave out `x-`, here and in the documents

error[bad-field]: `colour` is no kind of field
 --> scholion.yaml:5:17
  |
5 |   genre: {kind: colour, browse: perhaps}
  |                 ^^^^^^
  |
  = help: the kinds are text, date, number, link, list, entity, people, organizations, places, topics

error[bad-field]: `browse` is a text
 --> scholion.yaml:5:33
  |
5 |   genre: {kind: colour, browse: perhaps}
  |                                 ^^^^^^^
  |
  = help: write `true` or `false`

error[bad-field]: the list `hand` has no `values`
 --> scholion.yaml:6:3
  |
6 |   hand: {kind: list, label: {en: Hand, 7: Рука}}
  |   ^^^^
  |
  = help: write them as a list, `[letter, memo]`, or with their labels: `letter: {en: Letter, ru: Письмо}`

error[bad-field]: `7` is no tag of a language
 --> scholion.yaml:6:40
  |
6 |   hand: {kind: list, label: {en: Hand, 7: Рука}}
  |                                        ^
  |
  = help: write a tag such as `en`, `ru` or `zh-Hant`

error[bad-field]: the fields `Hand` and `hand` differ in capitals only
 --> scholion.yaml:7:3
  |
7 |   Hand: text
  |   ^^^^
  |
  = help: give one of them another name: both would have the same addresses

error[bad-field]: `a` stands twice among the values
 --> scholion.yaml:8:22
  |
8 |   mark: {values: [A, a], dublin-core: subjekt, schema-org: Material Type, brwose: true}
  |                      ^
  |
  = help: leave one of them out: a value is known by its name and by each of its labels, whatever the capitals

error[bad-field]: `subjekt` is no term of Dublin Core
 --> scholion.yaml:8:39
  |
8 |   mark: {values: [A, a], dublin-core: subjekt, schema-org: Material Type, brwose: true}
  |                                       ^^^^^^^
  |
  = help: did you mean `subject`?

error[bad-field]: `Material Type` cannot be a property of schema.org
 --> scholion.yaml:8:60
  |
8 |   mark: {values: [A, a], dublin-core: subjekt, schema-org: Material Type, brwose: true}
  |                                                            ^^^^^^^^^^^^^
  |
  = help: write a property such as `genre` or `material`, as schema.org writes it

error[bad-field]: unknown key `brwose` of a field
 --> scholion.yaml:8:75
  |
8 |   mark: {values: [A, a], dublin-core: subjekt, schema-org: Material Type, brwose: true}
  |                                                                           ^^^^^^
  |
  = help: did you mean `browse`?

error[bad-field]: `size` has `values`, but its kind is `number`
 --> scholion.yaml:9:3
  |
9 |   size: {kind: number, values: [1, 2]}
  |   ^^^^
  |
  = help: write `kind: list`, or leave the values out

error[bad-field]: the field `list` is a list
  --> scholion.yaml:10:9
   |
10 |   list: [text]
   |         ^^^^^^
   |
   = help: write a kind, `genre: text`, or a mapping: `genre: {label: Genre, kind: text, browse: true}`


"#]],
    );
}

#[test]
fn what_fields_cannot_have_and_formats_cannot_say() {
    check(
        "
//- /scholion.yaml
title: Letters
fields:
  hand: {values: [ink, pencil, typewriter]}
  sitter: people
  taken: date
  weight: number
  see: link
  note-on-back: text
//- /content/authorities/people.yaml
- {id: ilves, name: Marta Ilves}
- {id: ilves-2, name: Marta Ilves, link: false}
//- /content/documents/a.md
---
title: A
license: CC0-1.0
hand: [ink, penzil]
sitter: [Ida Berg, Marta Ilves, people/nobody, places/narva]
taken: 5 May 1911
weight: heavy
see: [https://a.example/, gone.md]
note-on-back: {a: b}
noteonback: x
scale: 1:25000
---

Text.
",
        str![[r#"
warning[shared-name]: the records `ilves`, `ilves-2` share the name `marta ilves`, so it is linked to none of them
 --> content/authorities/people.yaml:2:8
  |
2 | - {id: ilves-2, name: Marta Ilves, link: false}
  |        ^^^^^^^
  |
 ::: content/authorities/people.yaml:1:8
  |
1 | - {id: ilves, name: Marta Ilves}
  |        ----- the record of Marta Ilves
  |
  = help: give each a variant that the other does not have, and take the shared one away

error[field-value]: `penzil` is none of the values of `hand`
 --> content/documents/a.md:4:13
  |
4 | hand: [ink, penzil]
  |             ^^^^^^
  |
  = help: did you mean `pencil`?

notice[field-without-record]: `sitter` names `Ida Berg`, of which people have no record
 --> content/documents/a.md:5:10
  |
5 | sitter: [Ida Berg, Marta Ilves, people/nobody, places/narva]
  |          ^^^^^^^^
  |
  = help: add a record to content/authorities/people.yaml, or a variant to the one that is meant

error[field-value]: several records are called `Marta Ilves`, so `sitter` leads to none of them
 --> content/documents/a.md:5:20
  |
5 | sitter: [Ida Berg, Marta Ilves, people/nobody, places/narva]
  |                    ^^^^^^^^^^^
  |
  = help: write one of them: `people/ilves`, `people/ilves-2`

error[field-value]: there is no record `people/nobody` in people
 --> content/documents/a.md:5:33
  |
5 | sitter: [Ida Berg, Marta Ilves, people/nobody, places/narva]
  |                                 ^^^^^^^^^^^^^
  |
  = help: write a name, or the `id` of a record as `people/marta-ilves`

error[field-value]: there is no record `places/narva` in places
 --> content/documents/a.md:5:48
  |
5 | sitter: [Ida Berg, Marta Ilves, people/nobody, places/narva]
  |                                                ^^^^^^^^^^^^
  |
  = help: write a name, or the `id` of a record as `people/marta-ilves`

error[bad-date]: `5 May 1911` is not a date
 --> content/documents/a.md:6:8
  |
6 | taken: 5 May 1911
  |        ^^^^^^^^^^
  |
  = help: write `taken: 1911-05-05`

error[field-value]: `heavy` is no number
 --> content/documents/a.md:7:9
  |
7 | weight: heavy
  |         ^^^^^
  |
  = help: write digits, with a point before decimals: 12 or 3.5

error[field-value]: `gone.md` is no address, and there is no such file
 --> content/documents/a.md:8:27
  |
8 | see: [https://a.example/, gone.md]
  |                           ^^^^^^^
  |
  = help: write a whole address, `https://…`, or the path of a file of the archive as seen from this one

error[wrong-type]: `note-on-back` is a mapping
 --> content/documents/a.md:9:15
  |
9 | note-on-back: {a: b}
  |               ^^^^^^
  |
  = help: expected a value, or a list of values: `[one, two]`

warning[unknown-key]: unknown key `noteonback`
  --> content/documents/a.md:10:1
   |
10 | noteonback: x
   | ^^^^^^^^^^
   |
   = help: did you mean `note-on-back`?

notice[not-exported]: `scale` is shown and searched, but not written in JSON-LD: there is no place for it
  --> content/documents/a.md:11:1
   |
11 | scale: 1:25000
   | ^^^^^
   |
   = help: data/documents.json holds all variables

notice[not-exported]: Highwire's tags have no place for `scale`
--> scholion.yaml
 = help: search engines of articles read them; all else that the pages say to machines, Dublin Core and JSON-LD, is not touched by this


"#]],
    );
}

#[test]
fn addresses_that_cannot_be_kept() {
    check(
        "
//- /content/documents/letter.md
---
title: A letter
license: CC0-1.0
aliases:
- /2019/05/post/
- documents/other.html
- https://elsewhere.example/post/
- /post/#second
- /.well-known/post.html
---

Text.
//- /content/documents/other.md
---
title: Another letter
license: CC0-1.0
slug: box1/An other
aliases: /2019/05/post/
---

Text.
//- /content/documents/third.md
---
title: A third letter
license: CC0-1.0
slug: letter
---

Text.
//- /content/addresses.yaml
documents/first.html: documents/second.html
documents/second.html: documents/first.html
documents/gone.html: documents/nobody.html
documents/away.html: https://elsewhere.example/
documents/list.html: [documents/letter.html]
documents/letter.html#p-1: documents/letter.html#p-2
//- /content/authorities/people.yaml
- {id: ilves, name: Marta Ilves, former-ids: [marta ilves, berg]}
- {id: berg, name: Ida Berg}
",
        str![[r#"
warning[address-nowhere]: `documents/first.html` leads in a circle
 --> content/addresses.yaml:1:1
  |
1 | documents/first.html: documents/second.html
  | ^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the address of a page, seen from the site's root: `documents/new.html`; or take the line out

warning[address-nowhere]: `documents/second.html` leads in a circle
 --> content/addresses.yaml:2:1
  |
2 | documents/second.html: documents/first.html
  | ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the address of a page, seen from the site's root: `documents/new.html`; or take the line out

warning[address-nowhere]: `documents/gone.html` leads to `documents/nobody.html`, where nothing is published
 --> content/addresses.yaml:3:1
  |
3 | documents/gone.html: documents/nobody.html
  | ^^^^^^^^^^^^^^^^^^^
  |
  = help: write the address of a page, seen from the site's root: `documents/new.html`; or take the line out

error[alias-outside]: `https://elsewhere.example/` is no address of this site
 --> content/addresses.yaml:4:22
  |
4 | documents/away.html: https://elsewhere.example/
  |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write an address of this site from its root, `documents/old.html` or `/2019/05/post/`, without a fragment; no part of it may begin with a dot, or be a file that the site has

error[wrong-type]: `documents/list.html` is a list
 --> content/addresses.yaml:5:22
  |
5 | documents/list.html: [documents/letter.html]
  |                      ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: expected text

warning[address-nowhere]: `documents/letter.html#p-2` is no place of its page
 --> content/addresses.yaml:6:1
  |
6 | documents/letter.html#p-1: documents/letter.html#p-2
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: take the line out, or name the fragment of a paragraph that is there

warning[alias-living]: `berg` leads nowhere else: there is a page of its own at `people/berg.html`
 --> content/authorities/people.yaml:1:8
  |
1 | - {id: ilves, name: Marta Ilves, former-ids: [marta ilves, berg]}
  |        ^^^^^
  |
  = help: take the alias out, or give the page that stands there another address (`slug:`)

error[bad-id]: `marta ilves` cannot stand in an address
 --> content/authorities/people.yaml:1:47
  |
1 | - {id: ilves, name: Marta Ilves, former-ids: [marta ilves, berg]}
  |                                               ^^^^^^^^^^^
  |
  = help: use letters, digits and hyphens: `id: marta-ilves`

warning[alias-shared]: `/2019/05/post/` is an alias of something else, too, so it leads to `documents/an-other.html`
 --> content/documents/letter.md:5:3
  |
5 | - /2019/05/post/
  |   ^^^^^^^^^^^^^^
  |
 ::: content/documents/other.md:5:10
  |
5 | aliases: /2019/05/post/
  |          -------------- the other one
  |
  = help: leave it to one of the two

error[alias-outside]: `https://elsewhere.example/post/` is no address of this site
 --> content/documents/letter.md:7:3
  |
7 | - https://elsewhere.example/post/
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: only what this site published can lead on: write its address from the site's root, `/2019/05/post/`, or a whole one that begins with `base-url`

error[alias-form]: no page can be published at `/post/#second`
 --> content/documents/letter.md:8:3
  |
8 | - /post/#second
  |   ^^^^^^^^^^^^^
  |
  = help: write an address of this site from its root, `documents/old.html` or `/2019/05/post/`, without a fragment; no part of it may begin with a dot, or be a file that the site has

error[alias-form]: no page can be published at `/.well-known/post.html`
 --> content/documents/letter.md:9:3
  |
9 | - /.well-known/post.html
  |   ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write an address of this site from its root, `documents/old.html` or `/2019/05/post/`, without a fragment; no part of it may begin with a dot, or be a file that the site has

error[bad-id]: `box1/An other` cannot stand in an address
 --> content/documents/other.md:4:7
  |
4 | slug: box1/An other
  |       ^^^^^^^^^^^^^
  |
  = help: `slug` is the last part of the address, of letters, digits, hyphens and `_`: `an-other`; the folder stays that of the file

error[duplicate-slug]: `content/documents/third.md` and `content/documents/letter.md` would have the same address
 --> content/documents/third.md:4:1
  |
4 | slug: letter
  | ^^^^
 ::: content/documents/letter.md
  = note: this one is published
  = help: give this one another `slug`


"#]],
    );
}

#[test]
fn a_table_with_what_tables_often_have() {
    check(
        "//- /content/documents/box1/one.md\n---\ntitle: One\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/documents/box1/two.md\n---\ntitle: Two\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/documents/box2/two.md\n---\ntitle: Other\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/data/letters.csv\ndocument,title,keyword,keyword,title,source,colour,issued,\none,First,a,b,c,d,red,soon,e\none.md,\"never closed,,,,,,,\nbox1/two,\"Two\" words,,,,,,,\n,x,,,,,,,\nbox1/two,1,2\nbox2/tow,,,,,,,,\ntwo,,,,,,,,\n\
         //- /content/data/letters.json\n[]\n\
         //- /content/data/more.json\n{\"a\": }\n\
         //- /content/data/letters.xlsx\nx\n",
        str![[r#"
error[csv-column]: a second column for `title`: only the first is read
 --> content/data/letters.csv:1:32
  |
1 | document,title,keyword,keyword,title,source,colour,issued,
  |                                ^^^^^
  |
  = help: leave one of them out; several values stand in one cell, with `;` between them

warning[csv-column]: `source` has no meaning in a table
 --> content/data/letters.csv:1:38
  |
1 | document,title,keyword,keyword,title,source,colour,issued,
  |                                      ^^^^^^
  |
  = help: leave the column out, since the program writes this key itself; where an original is kept say `archive`, `archive_collection`, `archive_location`

warning[unknown-key]: unknown key `colour`
 --> content/data/letters.csv:1:45
  |
1 | document,title,keyword,keyword,title,source,colour,issued,
  |                                             ^^^^^^
  |
  = help: it has no meaning here; a key of your own may begin with `x-`

notice[csv-differs]: the table says another `title` than the document, and the document counts
 --> content/data/letters.csv:2:5
  |
2 | one,First,a,b,c,d,red,soon,e
  |     ^^^^^
  |
 ::: content/documents/box1/one.md:2:8
  |
2 | title: One
  |        --- the document says
  |
  = help: say it in one place, or the same in both

error[bad-date]: `soon` is not a date
 --> content/data/letters.csv:2:23
  |
2 | one,First,a,b,c,d,red,soon,e
  |                       ^^^^
  |
  = help: write 2021, 2021-05, 2021-05-01, 1914/1918, 184X (a decade), 1843~ (about) or 1843? (perhaps), and days that there are

warning[csv-column]: this cell stands in a column without a name
 --> content/data/letters.csv:2:28
  |
2 | one,First,a,b,c,d,red,soon,e
  |                            ^
  |
  = help: write into the first row which key the column fills

warning[csv-document]: a second row for `one.md` in this table: only the first is read
 --> content/data/letters.csv:3:1
  |
3 | one.md,"never closed,,,,,,,
  | ^^^^^^
  |
 ::: content/data/letters.csv:2:1
  |
2 | one,First,a,b,c,d,red,soon,e
  | --- the first one stands here
  |
  = help: put both into one row; several values stand in one cell, with `;` between them

error[csv-quote]: this quotation mark opens a cell and is never closed, so it is read as any other sign
 --> content/data/letters.csv:3:8
  |
3 | one.md,"never closed,,,,,,,
  |        ^
  |
  = help: a cell in quotation marks ends with one, and each quotation mark within it is written twice: `"he said ""no"""`

notice[csv-differs]: the table says another `title` than the document, and the document counts
 --> content/data/letters.csv:4:10
  |
4 | box1/two,"Two" words,,,,,,,
  |          ^^^^^^^^^^^
  |
 ::: content/documents/box1/two.md:2:8
  |
2 | title: Two
  |        --- the document says
  |
  = help: say it in one place, or the same in both

error[csv-quote]: words follow behind the quotation mark that closes this cell: it is read as it stands
 --> content/data/letters.csv:4:14
  |
4 | box1/two,"Two" words,,,,,,,
  |              ^
  |
  = help: a cell in quotation marks ends with one, and each quotation mark within it is written twice: `"he said ""no"""`

warning[csv-document]: this row does not say which document it describes
 --> content/data/letters.csv:5:1
  |
5 | ,x,,,,,,,
  | ^^^^^^^^^
  |
  = help: write the document into the column `document`

warning[csv-document]: a second row for `box1/two` in this table: only the first is read
 --> content/data/letters.csv:6:1
  |
6 | box1/two,1,2
  | ^^^^^^^^
  |
 ::: content/data/letters.csv:4:1
  |
4 | box1/two,"Two" words,,,,,,,
  | -------- the first one stands here
  |
  = help: put both into one row; several values stand in one cell, with `;` between them

error[csv-cells]: this row has 3 cells, and the head of the table 9: it is not read
 --> content/data/letters.csv:6:1
  |
6 | box1/two,1,2
  | ^^^^^^^^^^^^
  |
  = help: put a cell that holds a separator into quotation marks, and leave no cell out: an empty one is nothing between two separators

warning[csv-document]: there is no document `box2/tow`, so this row describes nothing
 --> content/data/letters.csv:7:1
  |
7 | box2/tow,,,,,,,,
  | ^^^^^^^^
  |
  = help: did you mean `box2/two`?

warning[csv-document]: 2 documents are called `two`, so this row describes none of them
 --> content/data/letters.csv:8:1
  |
8 | two,,,,,,,,
  | ^^^
  |
  = help: write its folder, too: `box1/two.md`, `box2/two.md`

warning[data-name]: `content/data/letters.csv` is called so, too, and templates get that one
--> content/data/letters.json
 = help: rename one of them: templates name data by the file without its ending

warning[not-read]: this file is not read: in content/data/ that is tables (`.csv`, `.tsv`), YAML and JSON
--> content/data/letters.xlsx
 = help: save a spreadsheet as `CSV UTF-8`, each of its sheets by itself; files for readers belong into content/files/

error[data-unread]: this file is not read: expected value
 --> content/data/more.json:1:7
  |
1 | {"a": }
  |       ^
  |
  = help: templates that ask for it get nothing


"#]],
    );
}

#[test]
fn looks_chapters_and_digests_that_cannot_be_so() {
    check(
        "//- /scholion.yaml\ntitle: Letters\nfaces: sytem\ntheme: [slate]\ndts: true\nbegin: nowhere.md\n\
         //- /content/documents/letter.md\n---\ntitle: A letter\nlang: en\nlicense: CC0-1.0\nchapters: many\nhistory:\n\
         - {version: \"1.0\", date: 2024-05-01, digest: abc}\n---\n\nWords.\n\
         //- /content/documents/other.md\n---\ntitle: Another\nlang: en\nlicense: CC0-1.0\nchapters: true\nhistory:\n\
         - {version: \"1.0\", date: 2024-05-01, digest: 00000000000000000000000000000000}\n---\n\n> ## One\n>\n> ## Two\n\
         //- /content/versions/other/1.0.md\n---\ntitle: Another\n---\n\nOlder words.\n",
        str![[r#"
error[wrong-type]: `chapters` is a text
 --> content/documents/letter.md:5:11
  |
5 | chapters: many
  |           ^^^^
  |
  = help: expected `true`, `false`, or how many levels of headings begin a chapter, 1 to 6

error[history-entry]: `abc` is no digest
 --> content/documents/letter.md:7:46
  |
7 | - {version: "1.0", date: 2024-05-01, digest: abc}
  |                                              ^^^
  |
  = help: `scholion release` writes it, 32 hexadecimal digits; take the line out if nobody knows what the file was

warning[no-effect]: `chapters` has no effect: no two headings of the text begin one
 --> content/documents/other.md:5:1
  |
5 | chapters: true
  | ^^^^^^^^
  |
  = help: give the parts of the text headings of one level, which stand in no quotation and no list; what is HTML is none of them

warning[version-changed]: the file of version `1.0` is not what was released
 --> content/documents/other.md:7:3
  |
7 | - {version: "1.0", date: 2024-05-01, digest: 00000000000000000000000000000000}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: content/versions/other/1.0.md
  = note: this version
  = help: a version stays as it was published: take the file back from your own history; if the change was meant, write `digest: e4b023e8fe3cf44b650e7017597ae32a` into this entry and tell readers of it by a version of its own

error[wrong-value]: `faces` cannot be `sytem`
 --> scholion.yaml:2:8
  |
2 | faces: sytem
  |        ^^^^^
  |
  = help: did you mean `system`?

error[wrong-value]: `theme` must be text, not a list
 --> scholion.yaml:3:8
  |
3 | theme: [slate]
  |        ^^^^^^^
  |
  = help: write `paper`, `slate` or `journal`; colours of your own are a sheet in `templates/assets/` (docs/THEMING.md)

warning[no-effect]: `dts` has no effect without `base-url`: programs ask by whole addresses
 --> scholion.yaml:4:6
  |
4 | dts: true
  |      ^^^^
  |
  = help: write `base-url: https://…`, the address under which the site will stand, or give it to `build` as `--base-url`

error[frame-to-nothing]: `nowhere.md` leads to nothing
 --> scholion.yaml:5:8
  |
5 | begin: nowhere.md
  |        ^^^^^^^^^^
  |
  = help: name a part of the site (documents, citations, people, organizations, places, topics, annotations, search), or a file: `pages/about.md`


"#]],
    );
}

#[test]
fn defaults_that_cannot_be_read_or_have_no_effect() {
    check(
        "//- /scholion.yaml\ndefaults:\n  issued: soon\n  slug: a\n\
         //- /content/documents/box1/one.md\n---\ntitle: One\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/documents/box1/_defaults.yaml\n- lang: de\n\
         //- /content/documents/box1/_defaults.yml\nlang: de\n\
         //- /content/documents/box2/two.md\n---\ntitle: Two\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/documents/box2/_defaults.yaml\nlang: [de\n\
         //- /content/pages/_defaults.yaml\nlang: de\n\
         //- /content/documents/box2/_default.yaml\ndraft: true\n\
         //- /content/documents/box3/three.md\n---\ntitle: Three\nlang: en\nlicense: CC0-1.0\n---\n\nWords.\n\
         //- /content/documents/box3/_defaults.yaml\ntitel: A\nkeyword: {a: b}\nsource: {file: a.txt}\n",
        str![[r#"
error[defaults-unread]: the defaults are a list, not keys and values: it is not known what they hold back, and a build publishes no document below
 --> content/documents/box1/_defaults.yaml:1:1
  |
1 | - lang: de
  | ^^^^^^^^^^
  |
  = help: write `key: value` on each line

warning[defaults-place]: `content/documents/box1/_defaults.yaml` stands in this folder, too, and only that is read
--> content/documents/box1/_defaults.yml
 = help: put both into one file

error[defaults-place]: this file is called nearly as defaults of a folder are, and is not read: it holds nothing back
--> content/documents/box2/_default.yaml
 = help: call it `_defaults.yaml`

error[defaults-unread]: as long as these defaults cannot be read it is not known what they hold back: a build publishes no document below
--> content/documents/box2/_defaults.yaml
 = help: write `key: value` on each line

error[bad-yaml]: this list is never closed
 --> content/documents/box2/_defaults.yaml:1:7
  |
1 | lang: [de
  |       ^^^
  |
  = help: close it with `]`, with commas between its items, or put quotation marks around a value that begins with `[`

warning[unknown-key]: unknown key `titel`
 --> content/documents/box3/_defaults.yaml:1:1
  |
1 | titel: A
  | ^^^^^
  |
  = help: did you mean `title`?

error[wrong-type]: `keyword` is a mapping
 --> content/documents/box3/_defaults.yaml:2:10
  |
2 | keyword: {a: b}
  |          ^^^^^^
  |
  = help: expected a list: `[one, two]`

warning[defaults-key]: `source` cannot be said of many documents at once, and is not read here
 --> content/documents/box3/_defaults.yaml:3:1
  |
3 | source: {file: a.txt}
  | ^^^^^^
  |
  = help: write it into the document, or into the row of a table

warning[defaults-place]: defaults of a folder have an effect below content/documents/ only
--> content/pages/_defaults.yaml
 = help: move the file there, or write the keys into each text

error[bad-date]: `soon` is not a date
 --> scholion.yaml:2:11
  |
2 |   issued: soon
  |           ^^^^
  |
  = help: write 2021, 2021-05, 2021-05-01, 1914/1918, 184X (a decade), 1843~ (about) or 1843? (perhaps), and days that there are

warning[defaults-key]: `slug` cannot be said of many documents at once, and is not read here
 --> scholion.yaml:3:3
  |
3 |   slug: a
  |   ^^^^
  |
  = help: write it into the document, or into the row of a table


"#]],
    );
}

#[test]
fn letters_and_mentions() {
    check(
        "\
//- /scholion.yaml
metadata-license: MIT
//- /content/authorities/places.yaml
- {id: narva, name: Narva}
//- /content/authorities/mentions.yaml
- {document: a, quote: Words, is: places/nowhere}
- {document: a, quote: Gone, not: places/narva}
- {document: a, quote: the, is: places/narva}
- {document: b, quote: x, is: places/narva}
- {document: a, quote: Words, is: narva}
- {document: a, quote: Words}
//- /content/documents/a.md
---
title: A
license: CC0-1.0
author: [{family: Lunde, given: Edvard, id: lund}]
recipient: [{given: ''}]
sent: {place: {id: nrava}, date: 1843-05-09, uncertain: plaec, plce: x}
received: 1843-05-02
forwarded: {type: redirect}
letter-before: gone.md
---

Words of the salt and the sea.
//- /content/documents/letter.md
---
title: Letter
license: CC0-1.0
recipient: Ida Berg
sent: soon
---

Words.
",
        str![[r#"
warning[mend]: there is no record `places/nowhere`
 --> content/authorities/mentions.yaml:1:3
  |
1 | - {document: a, quote: Words, is: places/nowhere}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: add it to the file of authorities, or take this out

warning[mend]: the words “Gone” do not stand in the text any more
 --> content/authorities/mentions.yaml:2:3
  |
2 | - {document: a, quote: Gone, not: places/narva}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write what stands there now, or take this out

warning[mend]: the words “the” stand in several places of the text, and nothing tells which are meant
 --> content/authorities/mentions.yaml:3:3
  |
3 | - {document: a, quote: the, is: places/narva}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write more of what stands before them (`prefix`) and behind them (`suffix`)

warning[mend]: there is no document content/documents/b.md
 --> content/authorities/mentions.yaml:4:3
  |
4 | - {document: b, quote: x, is: places/narva}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path of the document below content/documents/, without `.md`

error[mend]: `narva` names no record
 --> content/authorities/mentions.yaml:5:35
  |
5 | - {document: a, quote: Words, is: narva}
  |                                   ^^^^^
  |
  = help: write what it is and its `id`: `people/ida-berg`, `organizations/…`, `places/…`, `topics/…`

error[mend]: this does not say of which words of which document it is, or whom they name
 --> content/authorities/mentions.yaml:6:3
  |
6 | - {document: a, quote: Words}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `document: letter`, `quote: {exact: …, prefix: …, suffix: …}`, and `is: people/ida-berg` or `not: people/ida-berg`

warning[person-record]: no record of a person or a body has the id `lund`
 --> content/documents/a.md:4:1
  |
4 | author: [{family: Lunde, given: Edvard, id: lund}]
  | ^^^^^^
  |
  = help: add it to content/authorities/people.yaml or organizations.yaml, or take `id:` out: then the name says who is meant

error[name-empty]: a name under `recipient` has neither `family` nor `literal`
 --> content/documents/a.md:5:13
  |
5 | recipient: [{given: ''}]
  |             ^^^^^^^^^^^
  |
  = help: write `{family: …, given: …}`, or `{literal: …}` for a body

warning[letter-lost]: no record of a place has the id `nrava`
 --> content/documents/a.md:6:1
  |
6 | sent: {place: {id: nrava}, date: 1843-05-09, uncertain: plaec, plce: x}
  | ^^^^
  |
  = help: did you mean `narva`?

error[letter-term]: `plaec` is no part of what happened to a letter
 --> content/documents/a.md:6:57
  |
6 | sent: {place: {id: nrava}, date: 1843-05-09, uncertain: plaec, plce: x}
  |                                                         ^^^^^
  |
  = help: did you mean `place`?

warning[unknown-key]: unknown key `plce`
 --> content/documents/a.md:6:64
  |
6 | sent: {place: {id: nrava}, date: 1843-05-09, uncertain: plaec, plce: x}
  |                                                                ^^^^
  |
  = help: did you mean `place`?

error[letter-order]: this letter was sent (1843-05-09) after it came (1843-05-02)
 --> content/documents/a.md:7:1
  |
7 | received: 1843-05-02
  | ^^^^^^^^
  |
  = help: look at the days of `sent:` (or `issued:`) and `received:`; where calendars differ, both stand in the Gregorian one

error[letter-term]: `redirect` is no way in which a letter is passed on
 --> content/documents/a.md:8:19
  |
8 | forwarded: {type: redirect}
  |                   ^^^^^^^^
  |
  = help: did you mean `redirected`?

warning[letter-lost]: `gone.md` is no letter of this archive
 --> content/documents/a.md:9:1
  |
9 | letter-before: gone.md
  | ^^^^^^^^^^^^^
  |
  = help: write the path of its document as seen from this file, or the address at which another edition has it

notice[letter-sender]: this letter has no sender
 --> content/documents/letter.md:4:1
  |
4 | recipient: Ida Berg
  | ^^^^^^^^^
  |
  = help: add `author: […]`; of one whom nobody knows say nothing: the index of letters has it as unknown

error[bad-date]: `soon` is not a date
 --> content/documents/letter.md:5:7
  |
5 | sent: soon
  |       ^^^^
  |
  = help: write 2021, 2021-05, 2021-05-01, 1914/1918, 184X (a decade), 1843~ (about) or 1843? (perhaps), and days that there are

notice[not-exported]: Highwire's tags have no place for `recipient`
--> scholion.yaml
 = help: search engines of articles read them; all else that the pages say to machines, Dublin Core and JSON-LD, is not touched by this

error[wrong-value]: `metadata-license` cannot be `MIT`
 --> scholion.yaml:1:19
  |
1 | metadata-license: MIT
  |                   ^^^
  |
  = help: write `CC0-1.0` or `CC-BY-4.0`: the licences under which indexes take descriptions


"#]],
    );
}
