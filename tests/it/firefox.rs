//! Firefox, driven as Chromium is: a small driver of our own, which takes the orders of WebDriver by HTTP and passes them on in Firefox's own
//! language (Marionette). Debian has no `geckodriver`, which does the same, and to compile one takes longer than all tests in a browser.
//!
//! Whatever is tested with [`with_browser`](crate::browser::with_browser) runs in Firefox as well once its function stands in the list below.

use std::{
    cell::Cell,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the test that runs in this thread is to be run in Firefox.
pub fn is_asked() -> bool {
    ASKED.get()
}

/// While it lives, tests of this thread run in Firefox.
struct Asked;

impl Asked {
    fn new() -> Self {
        ASKED.set(true);
        Self
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        ASKED.set(false);
    }
}

/// The tests of other files that run in Firefox too, by their modules; in those they are `pub`.
macro_rules! in_firefox {
    ($($module:ident: $($test:ident),+;)*) => {
        $(mod $module {
            $(#[test]
            fn $test() {
                let _asked = super::Asked::new();
                crate::$module::$test();
            })+
        })*
    };
}

in_firefox! {
    browser: a_page_reloads_at_the_same_paragraph_and_others_not_at_all,
        content_neither_runs_nor_writes,
        what_is_wrong_is_shown_and_goes_when_it_is_mended;
    browser_answers: in_a_browser_a_report_opens_a_message_and_sends_nothing, in_a_browser_notes_of_readers_stay_and_come_back;
    browser_notes: on_a_wide_page_notes_stand_beside_their_words_and_not_on_each_other, words_are_annotated_by_the_keyboard_alone;
    browser_regions: a_rectangle_is_drawn_by_the_keyboard_and_a_polygon_by_the_pointer;
    browser_texts: a_text_is_edited_beside_its_page;
    chapters: in_a_browser_one_finds_the_place_again;
    facsimile: what_is_searched_for_lights_up_on_the_picture_and_notes_with_their_words;
    lists: lists_are_divided_in_place_and_the_head_finds_while_one_writes;
    reading: links_show_where_they_lead_even_from_a_disk, notes_stand_in_the_margin_where_there_is_one;
    search: words_are_found_in_any_form_and_language_from_a_folder;
    welcome: texts_are_dropped_and_become_documents;
}

/// What keeps Firefox at home and quiet. All else that a driver needs Firefox sets by itself when it is told to listen.
const WISHES: &str = r#"user_pref("marionette.port", 0);
user_pref("focusmanager.testmode", true);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("termsofuse.bypassNotification", true);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"#;

/// Starts Firefox with a profile of its own, and a driver for it that lives as long as it; gives the driver's port.
pub fn start(profile: &Path, patience: Duration) -> (Child, u16) {
    std::fs::write(profile.join("user.js"), WISHES).unwrap();
    let process = Command::new("firefox-esr")
        .args(["--headless", "--marionette", "--no-remote", "--width", "900", "--height", "700", "--profile"])
        .arg(profile)
        .env("HOME", profile)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| crate::fixture::lacks("firefox-esr", &error));
    let end = Instant::now() + patience;
    let marionette = loop {
        let said = std::fs::read_to_string(profile.join("MarionetteActivePort")).unwrap_or_default();
        if let Some(stream) = said.trim().parse().ok().and_then(|port: u16| TcpStream::connect(("127.0.0.1", port)).ok()) {
            break Marionette::greet(stream);
        }
        assert!(Instant::now() < end, "firefox-esr does not listen");
        std::thread::sleep(Duration::from_millis(50));
    };
    let marionette = Arc::new(Mutex::new(marionette));
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let marionette = Arc::clone(&marionette);
            std::thread::spawn(move || answer(&stream, &marionette));
        }
    });
    (process, port)
}

/// The line to Firefox: messages of JSON, each behind its length.
struct Marionette {
    stream: BufReader<TcpStream>,
    /// The number of the last order.
    last: u64,
}

impl Marionette {
    /// Firefox speaks first, and says what it is.
    fn greet(stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        let mut line = Self { stream: BufReader::new(stream), last: 0 };
        let hello = line.hear().expect("Firefox says nothing");
        assert_eq!(hello["marionetteProtocol"], 3, "{hello}");
        line
    }

    fn hear(&mut self) -> Option<Value> {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length).ok()?;
        let length = std::str::from_utf8(length.strip_suffix(b":")?).ok()?.parse().ok()?;
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).ok()?;
        serde_json::from_slice(&message).ok()
    }

    /// Gives an order and waits for what becomes of it: its result, or an error as WebDriver has them.
    fn order(&mut self, name: &str, parameters: &Value) -> Result<Value, Value> {
        self.last += 1;
        let order = json!([0, self.last, format!("WebDriver:{name}"), parameters]).to_string();
        let gone = || json!({"error": "unknown error", "message": "Firefox is gone", "stacktrace": ""});
        write!(self.stream.get_mut(), "{}:{order}", order.len()).map_err(|_| gone())?;
        let mut heard = self.hear().ok_or_else(gone)?;
        assert_eq!(heard[1], self.last, "{heard}");
        let (error, mut result) = (heard[2].take(), heard[3].take());
        match result.as_object_mut() {
            _ if !error.is_null() => Err(error),
            Some(fields) if fields.len() == 1 && fields.contains_key("value") => Ok(fields["value"].take()),
            _ => Ok(result),
        }
    }
}

/// What Firefox calls an order of WebDriver, and what it wants to know besides the order's body.
fn translated(method: &str, path: &[&str]) -> Option<(&'static str, Value)> {
    let nothing = json!({});
    Some(match (method, path) {
        ("DELETE", []) => ("DeleteSession", nothing),
        ("GET", ["timeouts"]) => ("GetTimeouts", nothing),
        ("POST", ["timeouts"]) => ("SetTimeouts", nothing),
        ("POST", ["url"]) => ("Navigate", nothing),
        ("GET", ["url"]) => ("GetCurrentURL", nothing),
        ("POST", ["back"]) => ("Back", nothing),
        ("POST", ["forward"]) => ("Forward", nothing),
        ("POST", ["refresh"]) => ("Refresh", nothing),
        ("GET", ["title"]) => ("GetTitle", nothing),
        ("GET", ["source"]) => ("GetPageSource", nothing),
        ("GET", ["window"]) => ("GetWindowHandle", nothing),
        ("POST", ["window"]) => ("SwitchToWindow", nothing),
        ("DELETE", ["window"]) => ("CloseWindow", nothing),
        ("GET", ["window", "handles"]) => ("GetWindowHandles", nothing),
        ("POST", ["window", "new"]) => ("NewWindow", nothing),
        ("GET", ["window", "rect"]) => ("GetWindowRect", nothing),
        ("POST", ["window", "rect"]) => ("SetWindowRect", nothing),
        ("POST", ["frame"]) => ("SwitchToFrame", nothing),
        ("POST", ["frame", "parent"]) => ("SwitchToParentFrame", nothing),
        ("POST", ["execute", "sync"]) => ("ExecuteScript", nothing),
        ("POST", ["execute", "async"]) => ("ExecuteAsyncScript", nothing),
        ("POST", ["actions"]) => ("PerformActions", nothing),
        ("DELETE", ["actions"]) => ("ReleaseActions", nothing),
        ("POST", ["alert", "accept"]) => ("AcceptAlert", nothing),
        ("POST", ["alert", "dismiss"]) => ("DismissAlert", nothing),
        ("GET", ["alert", "text"]) => ("GetAlertText", nothing),
        ("POST", ["print"]) => ("Print", nothing),
        ("GET", ["screenshot"]) => ("TakeScreenshot", json!({"id": null, "full": false})),
        ("GET", ["element", id, "screenshot"]) => ("TakeScreenshot", json!({"id": id, "full": false})),
        ("GET", ["element", "active"]) => ("GetActiveElement", nothing),
        ("POST", ["element"]) => ("FindElement", nothing),
        ("POST", ["elements"]) => ("FindElements", nothing),
        ("POST", ["element", id, "element"]) => ("FindElement", json!({"element": id})),
        ("POST", ["element", id, "elements"]) => ("FindElements", json!({"element": id})),
        ("POST", ["element", id, "click"]) => ("ElementClick", json!({"id": id})),
        ("POST", ["element", id, "clear"]) => ("ElementClear", json!({"id": id})),
        ("POST", ["element", id, "value"]) => ("ElementSendKeys", json!({"id": id})),
        ("GET", ["element", id, "text"]) => ("GetElementText", json!({"id": id})),
        ("GET", ["element", id, "rect"]) => ("GetElementRect", json!({"id": id})),
        ("GET", ["element", id, "displayed"]) => ("IsElementDisplayed", json!({"id": id})),
        ("GET", ["element", id, "attribute", name]) => ("GetElementAttribute", json!({"id": id, "name": name})),
        ("GET", ["element", id, "property", name]) => ("GetElementProperty", json!({"id": id, "name": name})),
        _ => return None,
    })
}

/// What becomes of one order that came by HTTP.
fn done(method: &str, path: &str, body: &Value, marionette: &Mutex<Marionette>) -> Result<Value, Value> {
    let path: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (name, parameters) = match path.as_slice() {
        ["session"] => ("NewSession", json!({})),
        ["session", _, rest @ ..] => {
            let unknown = || json!({"error": "unknown command", "message": format!("{method} {path:?}"), "stacktrace": ""});
            let (name, more) = translated(method, rest).ok_or_else(unknown)?;
            let mut parameters: Map<String, Value> = body.as_object().cloned().unwrap_or_default();
            parameters.extend(more.as_object().cloned().unwrap_or_default());
            (name, Value::Object(parameters))
        }
        _ => return Ok(json!({"ready": true, "message": ""})),
    };
    marionette.lock().unwrap().order(name, &parameters)
}

/// Answers the orders that come over one connection.
fn answer(stream: &TcpStream, marionette: &Mutex<Marionette>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let (mut first, mut length) = (String::new(), 0);
        reader.read_line(&mut first).ok()?;
        let mut words = first.split_whitespace();
        let (method, path) = (words.next()?, words.next()?);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let body = serde_json::from_slice(&body).unwrap_or_default();
        let (status, value) = match done(method, path, &body, marionette) {
            Ok(value) => ("200 OK", value),
            Err(error) if error["error"] == "no such element" => ("404 Not Found", error),
            Err(error) => ("400 Bad Request", error),
        };
        let body = json!({"value": value}).to_string();
        let whole = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        (&mut &*stream).write_all(whole.as_bytes()).ok()?;
    }
}
