//! The preview in a real browser: what reloads, what does not, and what is shown over the page.
//!
//! Needs `chromium` and `chromedriver`; `tests/run` installs them. What runs in Firefox as well, and how, stands in `firefox.rs`.

use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use thirtyfour::{
    Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, extensions::cdp::ChromeDevTools,
};

use crate::{
    firefox,
    fixture::{Archive, example, lacks},
    serve::serve,
};

/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser of its own for each test.
pub struct Browser {
    pub driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    async fn open() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let (process, port, wanted): (Child, u16, Capabilities) = if firefox::is_asked() {
            let (process, port) = firefox::start(profile.path(), PATIENCE);
            (process, port, DesiredCapabilities::firefox().into())
        } else {
            let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
            (chromedriver(port), port, chromium(profile.path()).into())
        };
        let end = Instant::now() + PATIENCE;
        let driver = loop {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(Instant::now() < end, "no browser is started: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        if !firefox::is_asked() {
            // A window that nobody looks at has no focus, and shows none.
            let focus = serde_json::json!({"enabled": true});
            let tools = ChromeDevTools::new(driver.handle.clone());
            tools.execute_cdp_with_params("Emulation.setFocusEmulationEnabled", focus).await.unwrap();
        }
        Self { driver, process, _profile: profile }
    }

    /// The value of an expression in the page; null while the page is being exchanged.
    pub async fn value(&self, expression: &str) -> serde_json::Value {
        match self.driver.execute(format!("return ({expression});"), Vec::new()).await {
            Ok(value) => value.json().clone(),
            Err(_) => serde_json::Value::Null,
        }
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        while self.value(expression).await != true {
            assert!(Instant::now() < end, "waited in vain for `{expression}`\n{}", self.driver.source().await.unwrap());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the page listens, and leaves a mark in it that a reload would wipe away.
    pub async fn goto(&self, port: u16, path: &str) {
        self.driver.goto(format!("http://localhost:{port}/{path}")).await.unwrap();
        self.until("document.readyState === 'complete' && !!document.querySelector('scholion-preview')").await;
        self.until("(window.mark = true)").await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Whatever the driver started ends with it; a browser that hangs must not hang the tests.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.process.id())]).status();
        let _ = self.process.wait();
    }
}

/// What Chromium is asked to be, with a profile of its own.
fn chromium(profile: &Path) -> ChromeCapabilities {
    let mut wanted = DesiredCapabilities::chrome();
    for arg in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=900,700",
        &format!("--user-data-dir={}", profile.display()),
    ] {
        wanted.add_arg(arg).unwrap();
    }
    wanted
}

/// The driver of Chromium, which starts it when it is asked for a session.
fn chromedriver(port: u16) -> Child {
    Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // A group of its own, so that it can be ended together with its browser.
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| panic!("the tests of the preview need chromedriver and chromium, which tests/run installs: {error}"))
}

/// Runs a test with a browser, and closes it in order if all went well.
pub fn with_browser<F: Future<Output = Browser>>(test: impl FnOnce(Browser) -> F) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let browser = test(Browser::open().await).await;
        let _ = browser.driver.clone().quit().await;
    });
}

/// A long document, and others.
fn archive() -> Archive {
    let archive = example();
    archive.write("content/documents/long.md", long("The beginning."));
    archive
}

fn long(beginning: &str) -> String {
    let paragraphs: Vec<String> =
        (0..80).map(|n| format!("Paragraph {n} has words of its own, and enough of them to fill a line or two of the page.")).collect();
    format!("---\ntitle: Long\nlicense: CC-BY-4.0\n---\n\n{beginning}\n\n{}\n", paragraphs.join("\n\n"))
}

#[test]
pub fn a_page_reloads_at_the_same_paragraph_and_others_not_at_all() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        // With a fragment in the address, to which the browser would go back at every reload.
        browser.goto(port, "documents/long.html#_main").await;
        // It goes there at its leisure, some frames behind the end of loading: who scrolls before that is brought back.
        browser.until("performance.now() > performance.getEntriesByType('navigation')[0].loadEventEnd + 1500").await;
        let paragraph = "[...document.querySelectorAll('main p')].find(p => p.textContent.startsWith('Paragraph 40 '))";
        let top = format!("Math.abs({paragraph}.getBoundingClientRect().top)");
        browser.until(&format!("({paragraph}.scrollIntoView({{behavior: 'instant'}}), scrollY > 500 && {top} < 100)")).await;
        let before = browser.value(&format!("Math.round({paragraph}.getBoundingClientRect().top)")).await;
        // Text above grows by some lines: the pixels of the paragraph change, its place in the window does not.
        archive.write("content/documents/long.md", long(&"A much longer beginning. ".repeat(60)));
        browser.until("!window.mark && document.body.textContent.includes('A much longer beginning')").await;
        browser.until(&format!("Math.abs({paragraph}.getBoundingClientRect().top - {before}) < 3")).await;
        // Another document changes: this page stays.
        browser.until("(window.mark = true)").await;
        archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("See", "Look at"));
        browser
            .until(
                "fetch('/documents/first.html').then(a => a.text()).then(t => window.other = t), (window.other || '').includes('Look at')",
            )
            .await;
        archive.write("content/documents/long.md", long("The end of waiting."));
        browser.until("document.body.textContent.includes('The end of waiting')").await;
        browser
    });
}

#[test]
pub fn a_style_sheet_is_exchanged_without_a_reload() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/long.html").await;
        let sheets = "document.querySelectorAll('link[rel=stylesheet]').length";
        let before = browser.value(sheets).await;
        for colour in ["rgb(1, 2, 3)", "rgb(3, 2, 1)"] {
            archive.write("templates/assets/style.css", format!("body {{ color: {colour} }}"));
            browser.until(&format!("getComputedStyle(document.body).color === '{colour}'")).await;
            browser.until(&format!("{sheets} === {before}")).await;
            assert_eq!(browser.value("window.mark").await, true, "the page was reloaded");
        }
        // A page that stood open when its sheet and its text changed, both at once, has both.
        archive.write("templates/assets/style.css", "body { color: rgb(4, 4, 4) }");
        archive.write("content/documents/long.md", long("Both at once."));
        browser
            .until("document.body.textContent.includes('Both at once') && getComputedStyle(document.body).color === 'rgb(4, 4, 4)'")
            .await;
        browser
    });
}

#[test]
pub fn what_is_wrong_is_shown_and_goes_when_it_is_mended() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    let good = archive.read("content/documents/first.md");
    let shadow = "document.querySelector('scholion-preview').shadowRoot";
    let panel = format!("{shadow}.querySelector('section')");
    with_browser(async |browser| {
        browser.goto(port, "documents/first.html").await;
        assert_eq!(browser.value(&panel).await, serde_json::Value::Null);
        archive.write("content/documents/first.md", "---\ntitle: A: B\n---\n\nBroken.\n");
        browser.until(&format!("!!{panel}")).await;
        browser.until(&format!("{panel}.getAttribute('role') === 'alertdialog' && {shadow}.activeElement === {panel}")).await;
        browser.until(&format!("{panel}.textContent.includes('content/documents/first.md:2:9')")).await;
        browser.until(&format!("{panel}.querySelector('mark').textContent === ':'")).await;
        browser.until(&format!("{panel}.querySelector('.hint').textContent.includes('quotation marks')")).await;
        browser.until(&format!("{panel}.querySelector('h2').textContent.startsWith('This is the last good page')")).await;
        assert_eq!(
            browser.value("window.mark && document.body.textContent.includes('See the second')").await,
            true,
            "the last good page stays"
        );
        // Escape closes it; a badge remains, and opens it again.
        browser.until(&format!("{panel}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape', bubbles: true}})), !{panel}")).await;
        browser.until(&format!("!{shadow}.querySelector('.badge').hidden")).await;
        browser.until(&format!("({shadow}.querySelector('.badge').click(), !!{panel})")).await;
        archive.write("content/documents/first.md", &good);
        browser.until(&format!("!{panel} && !{shadow}.querySelector('.badge')")).await;
        // So are the errors of another document: this page is what it is, however its neighbour is.
        let other = archive.read("content/documents/second.md");
        archive.write("content/documents/second.md", "---\ntitle: A: B\n---\n\nBroken.\n");
        browser.until(&format!("{shadow}.querySelector('.badge.others')?.textContent === '1 finding elsewhere'")).await;
        assert_eq!(browser.value(&format!("!{panel} && !{shadow}.querySelector('.badge').hidden")).await, true);
        browser.until(&format!("({shadow}.querySelector('.badge').click(), {panel}.querySelector('h2').textContent === '1 finding elsewhere' && {panel}.textContent.includes('second.md:2:9'))")).await;
        archive.write("content/documents/second.md", other);
        browser.until(&format!("!{panel} && !{shadow}.querySelector('.badge')")).await;
        // What is said of a page is true: this one never was good.
        archive.write("content/documents/new.md", "---\ntitle: [\n---\n\nNew words.\n");
        browser.until(&format!("{shadow}.querySelector('.badge')?.textContent.includes('elsewhere')")).await;
        browser.goto(port, "documents/new.html").await;
        browser.until(&format!("{panel}?.querySelector('h2').textContent.startsWith('The file of this page cannot be read')")).await;
        std::fs::remove_file(archive.at("content/documents/new.md")).unwrap();
        browser.goto(port, "documents/first.html").await;
        // A warning is a badge and no more.
        archive.write("content/documents/second.md", "---\ntitle: Second\nlicense: CC-BY-4.0\nauthr: X\n---\n");
        browser.until(&format!("{shadow}.querySelector('.badge')?.textContent.includes('elsewhere')")).await;
        // The page that leads to that text may be made anew just now.
        browser.until(&format!("!{panel}")).await;
        browser
    });
}

#[test]
fn a_page_that_is_removed_is_missing_and_comes_back() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/second.html").await;
        let text = archive.read("content/documents/second.md");
        std::fs::remove_file(archive.at("content/documents/second.md")).unwrap();
        browser.until("document.body.className === 'not-found'").await;
        archive.write("content/documents/second.md", text);
        browser.until("document.title.startsWith('The second letter')").await;
        browser
    });
}

#[test]
fn a_server_that_was_started_anew_is_found_again() {
    let archive = archive();
    let (watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/long.html").await;
        watching.signal("INT");
        assert_eq!(watching.ends(), Some(0));
        archive.write("content/documents/long.md", long("Changed while nobody served."));
        let _again = crate::watching::Watching::start(&archive, &["serve", "--port", &port.to_string()]);
        browser.until("document.body.textContent.includes('Changed while nobody served')").await;
        browser
    });
}

/// Chromium opens six connections to a host, and no seventh tab would load if each tab held one.
#[test]
fn the_eighth_tab_loads_and_all_follow() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/long.html").await;
        let mut tabs = vec![browser.driver.window().await.unwrap()];
        for _ in 1..8 {
            let tab = browser.driver.new_tab().await.unwrap();
            browser.driver.switch_to_window(tab.clone()).await.unwrap();
            browser.goto(port, "documents/long.html").await;
            tabs.push(tab);
        }
        archive.write("content/documents/long.md", long("Words for all tabs."));
        for tab in tabs {
            browser.driver.switch_to_window(tab).await.unwrap();
            browser.until("document.body.textContent.includes('Words for all tabs')").await;
        }
        browser
    });
}

/// Whatever got into a page by whatever hole, and drawings that are opened by themselves: nothing of it runs, and no note is written.
#[test]
pub fn content_neither_runs_nor_writes() {
    let archive = archive();
    let note = "fetch('/documents/first.html').then(a => a.text()).then(page => fetch('/_scholion/annotations', {method: 'POST', \
        headers: {'content-type': 'application/json', 'x-scholion-token': /data-token=.([0-9a-f]+)/.exec(page)[1]}, \
        body: JSON.stringify({page: 'documents/first.html', note: {target: 'document', body: 'Not mine.'}})}))";
    archive.write(
        "content/documents/plan.svg",
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" onload=\"document.title = 'ran'\">\
            <script><![CDATA[document.title = 'ran'; {note}]]></script><script xlink:href=\"probe.js\"/><text y=\"20\">A plan</text></svg>"
        ),
    );
    // A template may hold anything; here it stands for a hole that nobody knows yet.
    let template = include_str!("../../templates/page.html");
    let probes = format!(
        "<a id=\"_licence\" href=\"javascript:document.title='ran'\">CC</a><p id=\"_click\" onclick=\"document.title='ran'\">Click</p>\
        <img src=\"x.png\" alt=\"\" onerror=\"document.title='ran'\"><script>document.title = 'ran'; {note}</script>\
        <script src=\"../documents/probe.js\"></script>\
        <iframe id=\"_frame\" src=\"../documents/first.html\"></iframe>\
        <form id=\"_form\" method=\"post\" action=\"/_scholion/annotations\" enctype=\"text/plain\"><input name=\"a\" value=\"b\"></form>"
    );
    assert!(template.contains("{% block main %}"));
    archive.write("templates/page.html", template.replacen("{% block main %}", &format!("{{% block main %}}{probes}"), 1));
    archive.write("content/documents/second.md", archive.read("content/documents/second.md") + "\n![A plan](plan.svg)\n");
    let (_watching, port) = serve(&archive);
    archive.write("public/documents/probe.js", "document.title = 'ran';");
    with_browser(async |browser| {
        browser.goto(port, "pages/about.html").await;
        browser.until("!!document.getElementById('_licence')").await;
        for id in ["_licence", "_click"] {
            browser.until(&format!("(document.getElementById('{id}').click(), true)")).await;
        }
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(browser.value("document.title.includes('ran')").await, false);
        assert_eq!(
            browser.value("document.getElementById('_frame').contentDocument?.querySelector('main') ?? null").await,
            serde_json::Value::Null
        );
        // A form is no script; the answer is a refusal.
        browser.value("document.getElementById('_form').submit()").await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        browser.driver.goto(format!("http://localhost:{port}/documents/plan.svg")).await.unwrap();
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(browser.value("document.documentElement.localName").await, "svg");
        assert_eq!(browser.value("document.title").await, "");
        assert_eq!(browser.value("origin").await, "null", "a drawing has no origin");
        assert!(!archive.at("content/annotations").exists());
        // Nor does the token stand in a page that is open.
        browser.goto(port, "documents/first.html").await;
        browser.until("!!document.querySelector('scholion-editor')").await;
        assert_eq!(browser.value("document.documentElement.outerHTML.includes('data-token')").await, false);
        browser
    });
}

#[test]
pub fn on_paper_notes_keep_the_numbers_that_the_text_has() {
    let archive = archive();
    let notes = "- id: a\n  quote: the second\n  creator: A Person of a Rather Long Name\n  tags: [letters, places, seals]\n  body: Of the second.\n";
    archive.write("content/annotations/first.yaml", notes.to_owned() + "- id: b\n  quote: Ilves, 2019\n  body: Of the book.\n");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    with_browser(async |browser| {
        browser.driver.goto(format!("file://{}", archive.at("public/documents/first.html").display())).await.unwrap();
        let paper = browser.driver.print_page(thirtyfour::common::print::PrintParameters::default()).await.unwrap();
        archive.write("paper.pdf", paper);
        let text = Command::new("pdftotext").args(["-layout", "paper.pdf", "-"]).current_dir(archive.root()).output();
        let text = text.unwrap_or_else(|error| lacks("pdftotext", &error));
        let text = String::from_utf8(text.stdout).unwrap();
        for number in ["※1", "※2"] {
            assert_eq!(text.matches(number).count(), 2, "{number} stands in the text and at its note:\n{text}");
        }
        assert!(!text.lines().any(|line| line.trim_end().ends_with('·')), "{text}");
        browser
    });
}
