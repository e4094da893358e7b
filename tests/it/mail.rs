//! Messages: what is attached to them, and which answers which.

use crate::fixture::Archive;

const FIRST: &str = "From: Ruth Salo <ruth@example.org>\nTo: Otto Brandt <otto@example.org>\nSubject: Piles of the *pier*\nDate: Sun, 5 May 2019 08:00:00 +0200
Message-ID: <one@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWho drove the first piles? A plan is with this letter.\n
--b\nContent-Type: application/pdf; name=\"C:\\\\plans\\\\Pier (1901).PDF\"\nContent-Disposition: attachment; filename=\"C:\\\\plans\\\\Pier (1901).PDF\"\n\n%PDF-1.4 piles
--b\nContent-Type: application/pdf; name=\"fake.pdf\"\nContent-Disposition: attachment; filename=\"fake.pdf\"\n\n<script>run()</script>
--b\nContent-Type: text/html; name=\"page.html\"\nContent-Disposition: attachment; filename=\"page.html\"\n\n<script>run()</script>\n--b--\n";

/// A mailbox of two, of which the second answers the first and that the message in another file.
const BOX: &str = "From a Mon\nFrom: Otto Brandt <otto@example.org>\nSubject: Re: Piles of the *pier*\nMessage-ID: <two@example.org>\nReferences: <none@example.org> <one@example.org>\n
My grandfather did, with two other men.\n\nFrom b Tue\nFrom: Ruth Salo <ruth@example.org>\nSubject: Re: Piles of the *pier*\nMessage-ID: <three@example.org>
In-Reply-To: <two@example.org>\n\nWhat were they paid for it?\n";

fn archive() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/first.eml", FIRST);
    archive.write("content/sources/rest.mbox", BOX);
    archive
}

#[test]
fn what_shows_something_is_taken_over_and_the_rest_is_listed() {
    let archive = archive();
    let ran = archive.run(&["ingest"]);
    assert!(ran.stderr.contains("content/files/first/pier-1901.pdf: created"), "{}", ran.stderr);
    assert_eq!(archive.files("content/files").len(), 1);
    let document = archive.read("content/documents/first.md");
    assert!(document.ends_with("- [C:\\\\plans\\\\Pier (1901).PDF](../files/first/pier-1901.pdf)\n"), "{document}");
    assert!(
        document.contains("rule: attachment\n    text: fake.pdf") && document.contains("rule: attachment\n    text: page.html"),
        "{document}"
    );
    assert!(archive.run(&["build"]).status == 0 && archive.read("public/files/first/pier-1901.pdf").starts_with("%PDF-1.4 piles"));
    // Again: nothing new. What editors put there is theirs.
    assert!(archive.run(&["ingest"]).stderr.contains("nothing new"));
    archive.write("content/files/first/pier-1901.pdf", "%PDF mine");
    let ran = archive.run(&["ingest", "--verbose"]);
    assert!(
        ran.stderr.contains("another file stands here") && archive.read("content/files/first/pier-1901.pdf") == "%PDF mine",
        "{}",
        ran.stderr
    );
}

#[test]
fn an_answer_leads_to_what_it_answers() {
    let archive = archive();
    archive.run(&["ingest"]);
    assert!(archive.read("content/documents/rest-1.md").contains("---\n\nRe: [Piles of the \\*pier\\*](first.md)\n\nMy grandfather"));
    assert!(archive.read("content/documents/rest-2.md").contains("---\n\nRe: [Piles of the \\*pier\\*](rest-1.md)\n\nWhat were"));
    let ran = archive.run(&["build", "--strict"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(archive.read("public/documents/first.html").contains("href=\"rest-1.html\""), "the first message names its answer");
    // A message whose document has another name is found there.
    let moved = archive.read("content/documents/first.md");
    archive.write("content/documents/the-pier.md", moved);
    std::fs::remove_file(archive.at("content/documents/first.md")).unwrap();
    archive.run(&["ingest"]);
    assert!(archive.read("content/documents/rest-1.md").contains("Re: [Piles of the \\*pier\\*](the-pier.md)"));
}
