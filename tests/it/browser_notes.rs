//! Notes written in a real browser: by mouse and by keyboard, while others write to the same files.

use thirtyfour::Key;

use crate::{
    browser::{Browser, with_browser},
    fixture::{Archive, example},
    serve::serve,
};

const FILE: &str = "content/annotations/first.yaml";
/// The tree of the form and its buttons.
const SHADOW: &str = "document.querySelector('scholion-editor').shadowRoot";

/// The part of the form that a selector names.
fn part(selector: &str) -> String {
    format!("{SHADOW}.querySelector('{selector}')")
}

impl Browser {
    /// Opens the first letter, and waits until notes can be written.
    async fn letter(&self, port: u16) {
        self.goto(port, "documents/first.html").await;
        self.ready().await;
    }

    async fn ready(&self) {
        self.until(&format!("document.readyState === 'complete' && !!document.querySelector('scholion-editor') && !!{}", part(".start")))
            .await;
    }

    /// Selects words of the text, from the first node that has the beginning to the first that has the end.
    async fn select(&self, from: &str, to: &str) {
        let select = format!(
            "(() => {{
                const nodes = [];
                const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) nodes.push(walker.currentNode);
                const text = (words) => nodes.find((node) => node.data.includes(words));
                const [a, b] = [text('{from}'), text('{to}')];
                const range = document.createRange();
                range.setStart(a, a.data.indexOf('{from}'));
                range.setEnd(b, b.data.indexOf('{to}') + '{to}'.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return true;
            }})()"
        );
        self.until(&select).await;
        self.until(&format!("{}.textContent === 'Annotate the selected words'", part(".start"))).await;
    }

    /// Presses keys where the focus is, with others held down.
    async fn press(&self, held: &[Key], key: impl Into<char>) {
        let mut keys = self.driver.action_chain();
        for key in held {
            keys = keys.key_down(key.clone());
        }
        let key = key.into();
        keys = keys.key_down(key).key_up(key);
        for key in held.iter().rev() {
            keys = keys.key_up(key.clone());
        }
        keys.perform().await.unwrap();
    }

    async fn write(&self, text: &str) {
        self.driver.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// Opens the form for what is selected by the keyboard.
    async fn open_form(&self) {
        self.press(&[Key::Alt, Key::Shift], 'n').await;
        self.until(&format!("{}?.open && {SHADOW}.activeElement?.id === 'body'", part("dialog"))).await;
    }

    /// Clicks a button of a note.
    async fn tool(&self, note: &str, what: &str) {
        let button = format!("document.querySelector('#{note} scholion-note')?.shadowRoot.querySelector('[data-do={what}]')");
        self.until(&format!("!!{button}")).await;
        self.until(&format!("({button}.click(), true)")).await;
        self.until(&format!("!!{}?.open", part("dialog"))).await;
    }

    /// Clicks a button of the form by its words.
    async fn click(&self, words: &str) {
        self.until(&format!(
            "(() => {{ const button = [...{SHADOW}.querySelectorAll('dialog button')].find((one) => one.textContent === '{words}'); button?.click(); return !!button; }})()"
        ))
        .await;
    }

    /// Waits until the form says something is wrong.
    async fn hears(&self, words: &str) {
        let problem = part(".problem");
        self.until(&format!("!{problem}.hidden && {problem}.textContent.includes('{words}')")).await;
    }

    async fn closed(&self) {
        self.until(&format!("!{}", part("dialog"))).await;
    }
}

/// Waits until a file says something.
async fn holds(archive: &Archive, path: &str, words: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !std::fs::read_to_string(archive.at(path)).is_ok_and(|text| text.contains(words)) {
        assert!(std::time::Instant::now() < end, "{path} does not say `{words}`");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// What the page shows for `[@key]` is no word of the text, and words on both sides of it may be one quotation.
#[test]
fn words_across_an_editors_citation_are_annotated() {
    let archive = example();
    let text = archive
        .read("content/documents/first.md")
        .replace("See [the second]", "So it is said [@ilves2019, p. 3], as all say. See [the second]");
    archive.write("content/documents/first.md", text);
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.select("it is said", "as all say").await;
        browser.open_form().await;
        browser.write("Who says?").await;
        browser.press(&[Key::Control], Key::Enter).await;
        holds(&archive, FILE, "body: Who says?").await;
        browser.closed().await;
        browser.until("document.querySelector('mark.annotated')?.textContent.startsWith('it is said')").await;
        assert_eq!(archive.run(&["check", "--strict"]).stdout, "");
        browser
    });
}

#[test]
pub fn words_are_annotated_by_the_keyboard_alone() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        // From before a mark of a footnote into the footnote itself: what is between is no part of the text.
        browser.select("Ilves, 2019", "A note.").await;
        browser.open_form().await;
        browser.until(&format!("{}.textContent.replace(/\\s+/g, ' ') === 'Ilves, 2019. A note.'", part("blockquote"))).await;
        browser.write("Of [@ilves2019, p. 16].").await;
        // Purpose, tags, author.
        browser.press(&[], Key::Tab).await;
        browser.write("identifying").await;
        browser.press(&[], Key::Tab).await;
        browser.write("post, people").await;
        browser.press(&[], Key::Tab).await;
        browser.write("M. Ilves").await;
        browser.press(&[Key::Control], Key::Enter).await;
        browser.until("!window.mark && !!document.querySelector('#note-ilves-2019-a-note')").await;
        // The note has the focus, and what was written stands in it.
        browser.until("document.activeElement.id === 'note-ilves-2019-a-note'").await;
        browser.until("document.querySelector('#note-ilves-2019-a-note').textContent.includes('people')").await;
        let file = archive.read(FILE);
        for line in ["  motivation: identifying\n", "  creator: M. Ilves\n", "  - post\n  - people\n", "  body: Of [@ilves2019, p. 16].\n"]
        {
            assert!(file.contains(line), "{line} is not in\n{file}");
        }
        assert_eq!(archive.run(&["check", "--strict"]).stdout, "");
        // The author is remembered, and the next note is on the whole.
        browser.ready().await;
        browser.until("(getSelection().removeAllRanges(), true)").await;
        browser.open_form().await;
        browser.until(&format!("{}.value === 'M. Ilves'", part("#creator"))).await;
        browser.write("On all of it.").await;
        browser.click("Save").await;
        browser.until("document.querySelector('section.annotations')?.textContent.includes('On all of it.')").await;
        browser
    });
}

#[test]
pub fn the_form_leaves_the_page_open_gives_the_focus_back_and_forgets_nothing() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.select("the second", "the second").await;
        browser.until(&format!("!{}.hidden", part(".bubble"))).await;
        browser.until(&format!("({}.focus(), {SHADOW}.activeElement === {0})", part(".start"))).await;
        browser.press(&[], Key::Enter).await;
        browser.until(&format!("{SHADOW}.activeElement?.id === 'body'")).await;
        browser.write("Half a thought").await;
        // The page is read and moved through while one writes: the keys lead out of the form, and back with what was typed.
        assert_eq!(browser.value(&format!("{}.matches(':modal')", part("dialog"))).await, false);
        assert_eq!(browser.value("CSS.highlights.get('scholion-words')?.size").await, 1);
        for _ in 0..9 {
            browser.press(&[], Key::Tab).await;
        }
        browser.until(&format!("!{}.contains({SHADOW}.activeElement)", part("dialog"))).await;
        browser.press(&[Key::Alt, Key::Shift], 'n').await;
        browser.until(&format!("{SHADOW}.activeElement?.id === 'body' && {SHADOW}.activeElement.value === 'Half a thought'")).await;
        let named = format!(
            "[...{SHADOW}.querySelectorAll('dialog textarea, dialog select, dialog input')].every((one) => one.labels.length === 1) && !!{SHADOW}.getElementById({}.getAttribute('aria-labelledby'))",
            part("dialog")
        );
        assert_eq!(browser.value(&named).await, true);
        browser.press(&[], Key::Escape).await;
        browser.closed().await;
        browser.until(&format!("{SHADOW}.activeElement === {}", part(".start"))).await;
        assert_eq!(browser.value("getSelection().toString()").await, "the second");
        assert!(!archive.at("content/annotations").exists());
        // What was typed is there again, also after a reload, until it is dropped.
        browser.letter(port).await;
        browser.select("the second", "the second").await;
        browser.open_form().await;
        browser.until(&format!("{}.value === 'Half a thought'", part("#body"))).await;
        browser.click("Start afresh").await;
        browser.until(&format!("{}.value === ''", part("#body"))).await;
        browser.click("Save").await;
        browser.hears("needs a text").await;
        browser.click("Cancel").await;
        browser.closed().await;
        browser
    });
}

#[test]
pub fn notes_are_edited_answered_and_deleted() {
    let archive = example();
    archive.write(FILE, "# Ours.\n- id: word   # the first\n  quote: the second\n  body: It answers.\n");
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.tool("note-word", "edit").await;
        browser.until(&format!("{}.value === 'It answers.'", part("#body"))).await;
        browser.press(&[Key::Control], 'a').await;
        browser.write("It does not answer.").await;
        browser.click("Save").await;
        browser.until("!window.mark && document.querySelector('#note-word').textContent.includes('It does not answer.')").await;
        let file = archive.read(FILE);
        assert!(file.starts_with("# Ours.\n- id: word   # the first\n  quote: the second\n  modified: 2"), "{file}");
        browser.ready().await;
        browser.tool("note-word", "reply").await;
        browser.write("Does it not?").await;
        browser.click("Save").await;
        browser.until("document.querySelector('#note-word .reply')?.textContent.includes('Does it not?')").await;
        browser.ready().await;
        browser.tool("note-word", "delete").await;
        browser.until(&format!("{}.textContent.includes('The replies to it go with it: 1.')", part("dialog"))).await;
        // Nothing is deleted by a hasty Enter.
        browser.press(&[], Key::Enter).await;
        browser.closed().await;
        assert!(archive.read(FILE).contains("re-word"));
        browser.tool("note-word", "delete").await;
        browser.click("Delete").await;
        browser.until("!document.querySelector('#note-word') && !document.querySelector('.reply')").await;
        assert_eq!(archive.read(FILE), "# Ours.\n");
        browser
    });
}

#[test]
fn a_conflict_shows_both_texts_and_overwrites_none() {
    let archive = example();
    let file = |body: &str| format!("- id: word\n  quote: the second\n  body: {body}\n");
    archive.write(FILE, file("Once."));
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.tool("note-word", "edit").await;
        browser.write(" Mine.").await;
        archive.write(FILE, file("Theirs."));
        // The page waits with its reload while the form is open.
        browser.until(&format!("{}.textContent.includes('archive changed')", part(".said"))).await;
        assert_eq!(browser.value("window.mark").await, true);
        browser.click("Save").await;
        browser.hears("was changed in content/annotations/first.yaml").await;
        browser.until(&format!("{}.textContent === 'Theirs.' && {}.value === 'Once. Mine.'", part(".theirs"), part("#body"))).await;
        assert_eq!(archive.read(FILE), file("Theirs."));
        browser.click("Take that text").await;
        browser.until(&format!("{}.value === 'Theirs.' && {}.hidden", part("#body"), part(".problem"))).await;
        // And again, decided the other way.
        archive.write(FILE, file("Theirs anew."));
        browser.write(" And mine.").await;
        browser.click("Save").await;
        browser.hears("was changed").await;
        browser.click("Save mine in its place").await;
        browser.until("!window.mark && document.querySelector('#note-word').textContent.includes('Theirs. And mine.')").await;
        // What is deleted meanwhile is not lost either.
        browser.ready().await;
        browser.tool("note-word", "edit").await;
        browser.write(" More.").await;
        archive.write(FILE, "# None.\n");
        browser.click("Save").await;
        browser.hears("no longer in").await;
        browser.click("Save it on the document as a whole").await;
        holds(&archive, FILE, "target: document").await;
        assert!(archive.read(FILE).contains("Theirs. And mine. More."), "{}", archive.read(FILE));
        browser
    });
}

#[test]
fn words_that_vanished_are_said_to_have_and_what_was_typed_is_kept() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let good = archive.read("content/documents/first.md");
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.select("See ", "the second").await;
        browser.open_form().await;
        browser.write("A remark.").await;
        archive.write(
            "content/documents/first.md",
            good.replace("See [the second](second.md) and", "Nothing of that: he read what there is by"),
        );
        browser.until(&format!("{}.textContent.includes('archive changed')", part(".said"))).await;
        browser.click("Save").await;
        browser.hears("do not stand in the running text").await;
        browser.until(&format!("{}.value === 'A remark.'", part("#body"))).await;
        assert!(!archive.at(FILE).exists());
        // Other words may be chosen, on the page as it is now.
        browser.click("Choose other words").await;
        browser.until("!window.mark && document.querySelector('main').textContent.includes('Nothing of that')").await;
        browser.ready().await;
        browser.select("Nothing of that", "Nothing of that").await;
        browser.open_form().await;
        browser.until(&format!("{}.value === 'A remark.'", part("#body"))).await;
        browser.click("Save").await;
        browser.until("!!document.querySelector('#note-nothing-of-that')").await;
        assert!(archive.read(FILE).contains("exact: Nothing of that\n"), "{}", archive.read(FILE));
        browser
    });
}

#[test]
fn what_is_wrong_with_the_file_is_said_in_the_form_and_a_new_server_is_no_obstacle() {
    let archive = example();
    let (watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.letter(port).await;
        browser.select("the second", "the second").await;
        browser.open_form().await;
        browser.write("A remark.").await;
        archive.write(FILE, "- id: a\n  target: document\n  body: a: b\n");
        browser.click("Save").await;
        browser.hears("content/annotations/first.yaml:3:10").await;
        browser.until(&format!("{}.textContent === ':'", part(".problem mark"))).await;
        watching.signal("INT");
        assert_eq!(watching.ends(), Some(0));
        browser.click("Save").await;
        browser.hears("does not answer").await;
        archive.write(FILE, "");
        // The new one has another token, which the page finds out by itself.
        let _again = crate::watching::Watching::start(&archive, &["serve", "--port", &port.to_string()]);
        browser.click("Save").await;
        browser.until("!!document.querySelector('#note-the-second')").await;
        browser
    });
}

#[test]
pub fn on_a_wide_page_notes_stand_beside_their_words_and_not_on_each_other() {
    let archive = example();
    let paragraph = "Many words stand here, so that the paragraph has some lines. ".repeat(12);
    archive.write(
        "content/documents/first.md",
        format!("---\ntitle: A\nlicense: CC0-1.0\n---\n\n{paragraph}One thing. Another thing.\n\n{paragraph}\n\nA last thing.\n"),
    );
    let note = |words: &str, body: &str| format!("- id: {}\n  quote: {words}\n  body: {body}\n", words.to_lowercase().replace(' ', "-"));
    archive.write(FILE, [note("One thing", &paragraph), note("Another thing", "Short."), note("A last thing", "Shorter.")].concat());
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.driver.set_window_rect(0, 0, 1500, 900).await.unwrap();
        browser.letter(port).await;
        let top = |id: &str| format!("document.getElementById('{id}').getBoundingClientRect().top");
        let beside = |id: &str| format!("Math.abs({} - {}) < 12", top(&format!("note-{id}")), top(&format!("at-note-{id}")));
        browser.until(&beside("one-thing")).await;
        // The second would stand on the first, and stands below it.
        let below = format!("{} - document.getElementById('note-one-thing').getBoundingClientRect().bottom", top("note-another-thing"));
        browser.until(&format!("{below} > 0 && {below} < 40")).await;
        browser.until("document.getElementById('note-one-thing').getBoundingClientRect().left > document.querySelector('.text p').getBoundingClientRect().right").await;
        // On a narrow page each stands below the paragraph of its words.
        browser.driver.set_window_rect(0, 0, 700, 900).await.unwrap();
        browser.until(&format!("{} >= document.querySelector('.text p').getBoundingClientRect().bottom", top("note-one-thing"))).await;
        browser
    });
}
