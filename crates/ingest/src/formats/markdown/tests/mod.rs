//! Markdown as it comes and as it is carried over.

mod structure;

use crate::ingest;

fn check(source: &str, expected: &str) {
    let made = ingest("mill.md", source.as_bytes());
    let (_, text) = made.markdown.split_once("\n---\n\n").unwrap();
    assert_eq!(text.trim_end(), expected, "{source}");
    assert!(made.report.lost.is_empty(), "{source}: {:?}", made.report.lost);
    assert!(made.report.added.is_empty(), "{source}: {:?}", made.report.added);
}

#[test]
fn a_text_is_carried_over() {
    for text in [
        "- one\n  - two\n    1. three\n- four",
        "| a | b |\n|---|--:|\n| 1 | 2 |",
        "```rust\nfn  a() {}\n```\n\n    indented  code",
        "> one\n> > two\n\n> [!note] Three\n> four",
        "Words[^a] and ^[a short note].\n\n[^a]: One.\n\n    > Two.\n\n    - three",
        "Term\n: what it means\n\n| a verse\n|   and another",
        "[[Ford|the ford]], ![[map.png]], [x](other%20file.md#part), $a_b$ and $$c$$, H~2~O, x^2^, ~~gone~~",
        "A line  \nand another\\\nand one more",
        "5\\*6 \\[sic\\] &mdash; 1901\\. Words",
        "::: note\nWords `a` <b>c</b>\n:::",
        "- [x] done\n- [ ] not",
        "See [@berg1901, p. 3] and @holm.",
    ] {
        check(text, text);
    }
}

#[test]
fn the_title_goes_and_headings_stand_below_it() {
    check("# The *Ford*\n\nWords.\n\n## Part {#p}\n\nMore.", "Words.\n\n## Part {#p}\n\nMore.");
    check("The Ford\n========\n\nWords.\n\nPart\n----\n\nMore.", "Words.\n\n## Part\n\nMore.");
    check("Words.\n\n# One\n\nMore.\n\n# Two\n\n### Three", "Words.\n\n## One\n\nMore.\n\n## Two\n\n#### Three");
    check("# Ford[^1]\n\nWords.\n\n[^1]: A note.", "## Ford[^1]\n\nWords.\n\n[^1]: A note.");
    check("---\ntitle: Ford\n---\n\n# Ford\n\nWords\nin two\n---\n\nMore.", "## Words in two\n\nMore.");
    check("---\ntitle: Ford\n---\n---\n\nWords.\n\n---\n\nMore.", "* * *\n\nWords.\n\n---\n\nMore.");
}

#[test]
fn a_title_stands_before_the_text() {
    check("Words *here*.\n\n# One\n\nMore.", "Words *here*.\n\n## One\n\nMore.");
    check("![a](b.png)\n\n# One\n\nMore.", "![a](b.png)\n\nMore.");
    check("<h1 align=\"center\">Mill</h1>\n\nWords *here*.", "Words *here*.");
}

#[test]
fn links_into_applications_are_words() {
    check("# A\n\nSee [*the* note](zotero://select/items/1), <b>so</b>.", "See *the* note, <b>so</b>.");
}

#[test]
fn comments_are_taken_out() {
    check("# A\n\nOne %%two%% three.\n\n%% four\n\nfive %%\n\nSix.", "One three.\n\nSix.");
    check("# A\n\n- a\n\n<!-- -->\n\n- b\n- c\n<!-- two -->\n- d", "- a\n\n<!-- -->\n\n- b\n- c\n<!-- -->\n- d");
    check("# A\n\n- a\n- b\n\n<!-- one -->\n\nWords.", "- a\n- b\n\nWords.");
    check("# A\n\n- a\n  <!-- in it -->\n- b\n- <!-- c -->\n\n  d", "- a\n  <!-- -->\n- b\n- <!-- -->\n\n  d");
    check("# A\n\nOne\n<!-- two -->\nthree", "One\n<!-- -->\nthree");
    check("# A\n\n%% a long comment %% Words of a line.\n\n- a", "Words of a line.\n\n- a");
}

#[test]
fn accounts_are_no_keys() {
    check(
        "# A\n\nWrite to @holm or (@berg), [@ford](https://x.example/f), a@b.example.",
        "Write to \\@holm or (\\@berg), [@ford](https://x.example/f), a@b.example.",
    );
    let text = "See <https://x.example/@holm>, https://x.example/@berg/1, [[@weir2001]], ![[@a.png]] and `@b`.";
    check(&format!("# A\n\n{text}"), text);
}

#[test]
fn links_of_templates_are_links() {
    check(
        "# A\n\n[x]({{< ref \"other.md#b\" >}}) and [y]({{ site.baseurl }}/a/b.md), {{< youtube abc >}}.",
        "[x](other.md#b) and [y](/a/b.md), {{< youtube abc >}}.",
    );
}

#[test]
fn attributes_of_kramdown_are_no_words() {
    check(
        "# A\n\nWords *here*{: .x} and [there](b.md){:target=\"_blank\"}.\n{: .lead}\n\n## Part\n{: #p}\n\n* toc\n{:toc}",
        "Words *here* and [there](b.md).\n\n## Part {#p}\n\n* toc",
    );
    check("# A\n\nA set {: here} and `{: .x}`.", "A set {: here} and `{: .x}`.");
}

#[test]
fn what_points_at_figures_is_a_link() {
    check(
        "# A\n\n![Rope](rope.png){#fig-rope}\n\nSee @fig-rope, @fig-none and [@holm1901].",
        "![Rope](rope.png){#fig-rope}\n\nSee [\\@fig-rope](#fig-rope), @fig-none and [@holm1901].",
    );
}

#[test]
fn a_heading_that_is_called_as_its_file_has_its_place() {
    let made = ingest("Karl Holm.md", b"# Karl Holm\n\nHe *ran* the mill.\n");
    assert!(!made.markdown.contains("omissions"), "{}", made.markdown);
    let made = ingest("Karl Holm.md", b"He *ran* the mill of Karl.\n");
    assert!(made.report.added.is_empty(), "{:?}", made.report.added);
}

#[test]
fn citations_become_links() {
    let source = "# A\n\nSo *he* said (Holm, 1901) and [there](b.md) (Berg 1902).\n\n## References\n\n- Holm, K. (1901). *The ford*. Lund: Mill Press.\n- Berg, A. (1902). The weir. Lund: Mill Press.\n\n## After\n\nWords.";
    check(
        source,
        "So *he* said ([Holm, 1901](#ref-holm1901)) and [there](b.md) ([Berg 1902](#ref-berg1902)).\n\n## After\n\nWords.\n\n## References",
    );
}
