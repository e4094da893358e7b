//! The page of the preview on which texts are added: whole as it stands, and at work with its script.

use serde_json::json;

use crate::{
    base::{Href, Html, Lang, places::SOURCES},
    commands::ingest::report::Words,
    preview::{MOST_FILES, MOST_OF_A_FILE, MOST_OF_ALL},
};

/// The words of the script, by their keys.
const OF_SCRIPT: [&str; 14] = [
    "sending",
    "reading",
    "ready",
    "not-all",
    "nothing",
    "report",
    "edit",
    "state-failed",
    "state-refused",
    "why-hidden",
    "away",
    "large",
    "full",
    "unread",
];

/// The page; of an archive in which no text is yet it says that first. With a `token` texts can be added.
pub fn page(words: &Words, is_empty: bool, token: Option<&str>) -> Html {
    let say = |key: &str| words.filled(&format!("welcome.{key}"), None, &[("folder", &format!("{SOURCES}/"))]);
    let title = say(if is_empty { "title" } else { "title-more" });
    let mut html = Html::new();
    html.doctype();
    let lang = Lang::new(words.lang_of("welcome.title"));
    html.open("html").attribute("lang", words.lang_of("welcome.title")).attribute("dir", if lang.is_rtl() { "rtl" } else { "ltr" }).end();
    head(&mut html, &title, token.is_some());
    html.open("body").end();
    html.open("main").end();
    html.element("h1", &title);
    html.open("p").attribute("class", "intro").end();
    html.words(&say(if is_empty { "intro" } else { "intro-more" }));
    html.close("p");
    match token {
        Some(token) => zone(&mut html, words, token, &say),
        None => html.element("p", &say("local")),
    }
    html.open("noscript").end();
    html.open("p").end();
    coded(&mut html, &say("scripts"));
    html.close("p");
    html.close("noscript");
    html.open("section").attribute("class", "steps").attribute("aria-labelledby", "steps").end();
    html.open("h2").attribute("id", "steps").end();
    html.words(&say("steps"));
    html.close("h2");
    html.open("ol").end();
    for step in 1..=5 {
        html.open("li").end();
        coded(&mut html, &say(&format!("step-{step}")));
        html.close("li");
    }
    html.close("ol");
    html.open("p").end();
    html.open("a").address("href", Href::Here("../index.html")).end();
    html.words(&say("site"));
    html.close("a");
    html.close("p");
    html.close("section");
    html.close("main");
    html.close("body");
    html.close("html");
    html
}

fn head(html: &mut Html, title: &str, is_at_work: bool) {
    html.open("head").end();
    html.open("meta").attribute("charset", "utf-8").end();
    html.open("meta").attribute("name", "viewport").attribute("content", "width=device-width, initial-scale=1").end();
    html.open("meta").attribute("name", "color-scheme").attribute("content", "light dark").end();
    html.open("meta").attribute("name", "robots").attribute("content", "noindex").end();
    html.element("title", title);
    // What readers chose for the site holds here.
    html.open("script").address("src", Href::Here("/assets/reader.js")).end();
    html.close("script");
    html.open("link").attribute("rel", "stylesheet").address("href", Href::Here("welcome.css")).end();
    if is_at_work {
        html.open("script").address("src", Href::Here("welcome.js")).attribute("defer", "").end();
        html.close("script");
    }
    html.close("head");
}

/// Where files are dropped, or chosen by buttons, and where it is said what became of them.
fn zone(html: &mut Html, words: &Words, token: &str, say: &dyn Fn(&str) -> String) {
    let megabytes = |bytes: u64| (bytes >> 20).to_string();
    let size = megabytes(MOST_OF_A_FILE);
    html.open("section").attribute("id", "zone").attribute("class", "zone").attribute("data-token", token).end();
    html.open("p").attribute("class", "drop").end();
    html.words(&say("drop"));
    html.close("p");
    html.open("p").attribute("class", "choose").end();
    for (id, key, is_folder) in [("files", "choose-files", false), ("folder", "choose-folder", true)] {
        // The field itself is hidden: a button opens it, which looks and is spoken as one in each browser.
        html.open("input").attribute("type", "file").attribute("id", id).attribute("multiple", "").attribute("hidden", "");
        if is_folder {
            html.attribute("webkitdirectory", "");
        }
        html.end();
        html.open("button").attribute("type", "button").attribute("data-for", id).end();
        html.words(&say(key));
        html.close("button");
    }
    html.close("p");
    html.open("p").attribute("class", "small").end();
    coded(html, &say("formats"));
    html.words(" ");
    html.words(&words.filled("welcome.limits", None, &[("size", &size)]));
    html.close("p");
    html.close("section");
    html.open("section").attribute("id", "results").attribute("aria-labelledby", "results-title").attribute("hidden", "").end();
    html.open("h2").attribute("id", "results-title").end();
    html.words(&say("results"));
    html.close("h2");
    html.open("p").attribute("id", "status").attribute("role", "status").end();
    html.close("p");
    html.open("progress")
        .attribute("id", "progress")
        .attribute("aria-labelledby", "status")
        .attribute("hidden", "")
        .attribute("max", "1")
        .end();
    html.close("progress");
    html.open("ul").attribute("id", "list").end();
    html.close("ul");
    html.close("section");
    // What the script fills in is left as it is.
    let mut said = words.section("welcome.");
    said.retain(|key, _| OF_SCRIPT.contains(key));
    html.open("script").attribute("type", "application/json").attribute("id", "words").end();
    html.data(&json!({"words": said, "most": MOST_OF_A_FILE, "files": MOST_FILES, "total": MOST_OF_ALL, "megabytes": size}).to_string());
    html.close("script");
}

/// Words in which what stands between two `` ` `` is code.
fn coded(html: &mut Html, words: &str) {
    for (nth, part) in words.split('`').enumerate() {
        if nth % 2 == 1 {
            html.element("code", part);
        } else {
            html.words(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_words_for_what_the_page_says_and_no_others() {
        let words = Words::english();
        let known = words.section("welcome.");
        let files = [include_str!("welcome_page.rs"), include_str!("welcome_said.rs"), include_str!("mod.rs")];
        let script = include_str!("../../preview/welcome.js");
        let said = |key: &str| script.contains(&format!("say(\"{key}\"")) || files.iter().any(|file| file.contains(&format!("{key}\"")));
        let made = |key: &str| ["why-", "state-", "step-"].iter().any(|kind| key.starts_with(kind));
        let idle: Vec<_> = known.keys().filter(|key| !said(key) && !made(key)).collect();
        assert!(idle.is_empty(), "{idle:?} are never said");
        let asked = script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let lacking: Vec<&str> = asked.filter(|key| !OF_SCRIPT.contains(key)).collect();
        assert!(lacking.is_empty(), "the script says {lacking:?}, which it is not given");
        let page = page(&words, true, Some("ab"));
        assert!(page.as_str().contains("data-token=\"ab\"") && !page.as_str().contains(">welcome."), "{}", page.as_str());
        assert!(!super::page(&words, false, None).as_str().contains("welcome.js"));
    }
}
