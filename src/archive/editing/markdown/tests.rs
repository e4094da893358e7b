use super::*;

const FRONT: &str = "---\ntitle: The Mill\n---\n\n";

fn path() -> RelPath {
    RelPath::new("content/documents/mill.md")
}

/// Of a text, the one in which `old` is `new`; nothing, and why, if `new` is a refusal.
fn check(body: &str, wish: TextMend, expected: Result<&str, Refusal>) {
    let made = mend(&path(), &format!("{FRONT}{body}"), &wish);
    assert_eq!(made, expected.map(|body| format!("{FRONT}{body}")), "{wish:?}");
}

#[test]
fn headings_change_their_level() {
    let of = |words: &str, level, near: &str| TextMend::Heading { words: words.into(), level, near: near.into() };
    let level = |words: &str, level| of(words, level, "");
    let body = "## The beginning\n\nIt began.\n\nA short line\n\nThe beginning of it.\n";
    check(body, level("The beginning", 3), Ok(&body.replace("## The", "### The")));
    check(body, level("The beginning", 0), Ok(&body.replace("## The", "The")));
    check(body, level("A short…", 2), Ok(&body.replace("A short", "## A short")));
    check(body, level("A short line", 0), Err(Refusal::Notation));
    check(body, level("The end", 2), Err(Refusal::WordsGone));
    check(body, level("The beginning", 9), Err(Refusal::Malformed));
    check("## <span class=\"pb\"></span>Part\n", level("## Part", 3), Ok("### <span class=\"pb\"></span>Part\n"));
    check("# 1\\. Of *it*\n\nWords.\n", level("1. Of *it*", 2), Ok("## 1\\. Of *it*\n\nWords.\n"));
    check("Same\n\nx\n\nSame\n", level("Same", 2), Err(Refusal::WordsAmbiguous));
    check("Same\n\nx [1](#ref-a)\n\nSame\n\ny\n", of("Same", 2, "x 1 … y"), Ok("Same\n\nx [1](#ref-a)\n\n## Same\n\ny\n"));
    check("One\ntwo\n", level("One", 2), Err(Refusal::WordsGone));
}

#[test]
fn paragraphs_are_cut_where_they_were_joined() {
    let cut = |left: &str, right: &str| TextMend::Split { left: left.into(), right: right.into() };
    let body = "They saw that The river came down \\[3\\] in May.\n\n> They saw that A bird flew.\n";
    check(body, cut("saw that", "The river…"), Ok(&body.replace("that The", "that\n\nThe")));
    check(body, cut("came down [3]", "in May"), Ok(&body.replace("\\] in", "\\]\n\nin")));
    check(body, cut("saw that", "A bird"), Err(Refusal::Notation));
    check(body, cut("saw", "nothing"), Err(Refusal::WordsGone));
    check("The com-\u{a0}x commune met.\n", cut("The com-", "mune met"), Err(Refusal::WordsGone));
    check("The commune met.\n", cut("The com-", "mune met"), Ok("The com-\n\nmune met.\n"));
    // The mark of the page that begins there, and lines that an editor cut.
    let page = "<span class=\"pb\" data-n=\"8\"></span>";
    check(&format!("the lamp {page}went out\n"), cut("the lamp", "went out…"), Ok(&format!("the lamp\n\n{page}went out\n")));
    check(&format!("the lamp{page} went out\n"), cut("the lamp", "went out"), Ok(&format!("the lamp\n\n{page}went out\n")));
    check(&format!("the com{page}mune\n"), cut("the com-", "mune"), Ok(&format!("the com-\n\n{page}mune\n")));
    check("And the\nlamp went\nout.\n", cut("And the lamp", "went out"), Ok("And the\nlamp\n\nwent\nout.\n"));
}

#[test]
fn words_get_their_hyphen_or_lose_it() {
    let word = |left: &str, word: &str, right: &str, new: &str| TextMend::Word {
        left: left.into(),
        word: word.into(),
        right: right.into(),
        new: new.into(),
    };
    let body = "The well-known clerk and the well-known cat.\n";
    check(body, word("The ", "well-known", " clerk", "wellknown"), Ok(&body.replacen("well-known", "wellknown", 1)));
    check(body, word("", "well-known", "", "wellknown"), Err(Refusal::WordsAmbiguous));
    check(body, word("The ", "well-known", " clerk", "<b>"), Err(Refusal::Malformed));
    let page = "<span class=\"pb\" data-n=\"8\"></span>";
    check(&format!("The well{page}known cat.\n"), word("", "wellknown", " cat", "well-known"), Ok(&format!("The well{page}-known cat.\n")));
}

#[test]
fn citations_lead_to_another_work() {
    let of = |words: &str, near: &str, key: &str, was: &str| TextMend::Cite {
        words: words.into(),
        near: near.into(),
        key: key.into(),
        was: was.into(),
    };
    let cite = |words: &str, near: &str, key: &str| of(words, near, key, "");
    let body =
        "As [Saar (1990)](#ref-saar1990) tells. Some say (Ilves, 2004) that the mill, and (Ilves, 2004) of the river, see \\[7\\] there.\n";
    check(body, cite("Saar (1990)", "", "saar1991"), Ok(&body.replace("#ref-saar1990", "#ref-saar1991")));
    check(body, cite("Saar (1990)", "", ""), Ok(&body.replace("[Saar (1990)](#ref-saar1990)", "Saar (1990)")));
    let linked = body.replacen("Ilves, 2004", "[Ilves, 2004](#ref-ilves2004a)", 1);
    check(body, cite("Ilves, 2004", "Some say ( … ) that the", "ilves2004a"), Ok(&linked));
    check(body, cite("Ilves, 2004", "", "ilves2004a"), Err(Refusal::WordsAmbiguous));
    check(body, cite("[7]", "", "tamm"), Ok(&body.replace("\\[7\\]", "[\\[7\\]](#ref-tamm)")));
    check(body, cite("Saar (1990)", "", "a)b"), Err(Refusal::Malformed));
    // A number is told from others, and from the same that cites nothing, by what it cites.
    let numbers = "In 1911 \\[[1](#ref-a)], \\[[2](#ref-b), 11], and 1 mill.\n";
    check(numbers, of("1", "", "b", "a"), Ok(&numbers.replace("#ref-a", "#ref-b")));
    check(numbers, of("1", "", "", "a"), Ok(&numbers.replace("[1](#ref-a)", "1")));
    check(numbers, cite("2", "", "a"), Ok(&numbers.replace("#ref-b", "#ref-a")));
    check(numbers, cite("1", "", "b"), Err(Refusal::WordsAmbiguous));
    let twice = "Mills \\[[1](#ref-a)], weirs \\[[1](#ref-a)].\n";
    check(twice, of("1", "[1], weirs [ … ].", "b", "a"), Ok("Mills \\[[1](#ref-a)], weirs \\[[1](#ref-b)].\n"));
    check(body, cite("Ilves, 2004", "Some say ( … ) that the", ""), Err(Refusal::WordsGone));
}

#[test]
fn notes_find_their_marks() {
    let note = |number| TextMend::Note { number };
    let body = "Built in 1820 of stone from the quarry.12 It burned, as told¹³ and [14].\n\nMore.[^15]\n\n12\\. The quarry was old.\n\n13 So they say.\n\n[14] Or not.\n\n[^15]: Yes.\n";
    check(body, note(12), Ok(&body.replace("quarry.12", "quarry.[^12]").replace("12\\. The", "[^12]: The")));
    check(body, note(13), Ok(&body.replace("told¹³", "told[^13]").replace("13 So", "[^13]: So")));
    check(body, note(20), Err(Refusal::WordsGone));
    check("A mill.1 A house.1\n\n1\\. Which?\n", note(1), Err(Refusal::WordsAmbiguous));
    check("Of 3.1 metres.\n\n1\\. Which?\n", note(1), Err(Refusal::WordsGone));
    check("A mill.1 See.[^1]\n\n1\\. Old.\n\n[^1]: Taken.\n", note(1), Ok("A mill.[^2] See.[^1]\n\n[^2]: Old.\n\n[^1]: Taken.\n"));
}

proptest::proptest! {
    /// Whatever is wished, nothing panics, the front matter stays, and letters neither come nor go.
    #[test]
    fn nothing_is_lost(body in "(a word|Head|## Head| |\n|\n\n|12|¹²|\\[12\\]|\\.|é|[x](#ref-k)|[^1]|> ){0,24}", words in "(a|word|Head|12|é| ){1,3}", level in 0u8..8) {
        let text = format!("{FRONT}{body}");
        let wishes = [
            TextMend::Heading { words: words.clone(), level, near: String::new() },
            TextMend::Split { left: words.clone(), right: "word".into() },
            TextMend::Word { left: String::new(), word: words.clone(), right: String::new(), new: words.replace(' ', "-") },
            TextMend::Cite { words: words.clone(), near: String::new(), key: "k".into(), was: String::new() },
            TextMend::Note { number: 12 },
        ];
        for wish in wishes {
            if let Ok(new) = mend(&path(), &text, &wish) {
                proptest::prop_assert!(new.starts_with(FRONT) && new != text);
            }
        }
    }
}
