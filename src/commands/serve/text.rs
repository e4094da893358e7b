//! The editor of a text in the preview: which file a page's text is, what it says, what is wrong with it while somebody types, and the disk.
//!
//! A page is named by its address, and the catalogue tells which text it shows; so no client can name a file. What a change of a field or
//! the press of a button means is the core's to say ([`crate::archive::editing`]), and nothing is written over what was not read.

use std::{borrow::Cow, sync::Arc};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    editor::{Notes, Unwritten, answer, failed, held},
    text_mends,
    text_says::{checked, fields, names},
};
use crate::{
    archive::editing::{
        Refusal,
        changed::{restored, rows, shown},
        front::{self, Given},
    },
    base::{
        Digest, Href, Html, Lang, RelPath, Slug,
        places::{COLLECTIONS, DOCUMENTS, PAGES},
    },
    build::Memo,
    commands::rebuild::{SharedArchive, locked},
    preview::{Answer, Outcome},
    public::{Revision, read_plain, revise},
    site::address,
};

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    /// The page of the text, from the site's root.
    pub page: String,
    /// The text as it stands in the field.
    pub text: String,
    /// The version of the file as the page knows it.
    pub version: String,
    /// The field that gets another value, and this.
    pub key: String,
    pub value: Option<Given>,
    /// What is sought: `link` or `work`, by these words.
    pub kind: String,
    pub q: String,
}

/// A text with a page of its own.
pub(super) struct Text {
    pub shared: Arc<SharedArchive>,
    pub path: RelPath,
    pub slug: Slug,
    /// Where its page stands.
    pub page: String,
}

impl Text {
    /// The folder of the archive's own in which it stands.
    fn folder(&self) -> &'static str {
        [DOCUMENTS, PAGES].into_iter().find(|folder| self.path.is_below(folder)).unwrap_or(COLLECTIONS)
    }

    /// The bytes of the file as text, if it is one.
    pub fn read(&self) -> Result<String, Answer> {
        let bytes = read_plain(&self.shared.root, &self.path, self.folder()).map_err(|error| failed(&self.path, &error))?;
        let bytes = bytes.ok_or_else(|| refused("text-gone", &self.path))?;
        String::from_utf8(bytes).map_err(|_| refused("text-not-utf8", &self.path))
    }
}

/// The text that a page shows, or the pages beside it.
pub(super) fn of_page(notes: &Notes, page: &str) -> Option<Text> {
    let shared = notes.shared()?;
    let memo = locked(&shared.memo);
    // The site in a further language stands in a folder of its own.
    let in_language = || page.split_once('/').filter(|(first, _)| first.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    let (path, slug) = find(&memo, page).or_else(|| find(&memo, in_language()?.1))?;
    drop(memo);
    let page = address::text(&path, &slug);
    Some(Text { shared, path, slug, page })
}

fn find(memo: &Memo, page: &str) -> Option<(RelPath, Slug)> {
    let catalogue = &memo.catalogue;
    if let Some((slug, _)) = address::document_of(page, |slug| Some(catalogue.documents().get_key_value(slug)?.0)) {
        return Some((catalogue.documents().get(slug)?.path.clone(), slug.clone()));
    }
    let others = catalogue.pages().iter().chain(catalogue.collections().files());
    others
        .map(|(slug, one)| (&one.path, slug))
        .find(|(path, slug)| address::text(path, slug) == page)
        .map(|(path, slug)| (path.clone(), slug.clone()))
}

/// What leads to the editor of the text on a page.
pub fn link(notes: &Notes, page: &str) -> Option<Value> {
    let text = of_page(notes, page)?;
    let strings = locked(&text.shared.memo).strings()?;
    let label = strings.plain("editor.text-edit").unwrap_or_default();
    Some(json!({"page": address::encode_path(&text.page), "label": label, "lang": strings.lang_of("editor.text-edit")}))
}

/// The editor as a page: what it shows it asks for.
pub fn page(notes: &Notes, page: &str, token: &str) -> Option<String> {
    let text = of_page(notes, page)?;
    let strings = locked(&text.shared.memo).strings()?;
    let word = |key: &str| strings.plain(&format!("editor.{key}")).unwrap_or_default().to_owned();
    let lang = strings.lang_of("editor.text-edit");
    let mut html = Html::with_capacity(2048);
    html.doctype();
    html.open("html").attribute("lang", lang);
    html.attribute_if_any("dir", if Lang::new(lang).is_rtl() { "rtl" } else { "" }).end();
    html.open("head").end();
    html.open("meta").attribute("charset", "utf-8").end();
    html.open("meta").attribute("name", "viewport").attribute("content", "width=device-width").end();
    html.open("meta").attribute("name", "robots").attribute("content", "noindex").end();
    html.element("title", &format!("{}: {}", word("text-edit"), text.path));
    // What readers chose for the site holds here.
    html.open("script").address("src", Href::Here("/assets/reader.js")).end();
    html.close("script");
    for sheet in ["/assets/style.css", "/_scholion/text.css"] {
        html.open("link").attribute("rel", "stylesheet").address("href", Href::Here(sheet)).end();
    }
    html.open("script").attribute("type", "module").address("src", Href::Here("/_scholion/text.js")).attribute("id", "editor-script");
    html.attribute("data-page", &text.page).attribute("data-token", token).end();
    html.close("script");
    html.close("head");
    html.open("body").attribute("class", "scholion-text").end();
    html.open("noscript").end();
    html.element("p", &word("text-no-script"));
    html.close("noscript");
    html.close("body");
    html.close("html");
    Some(html.as_str().to_owned())
}

pub(super) fn refused(error: &str, path: &RelPath) -> Answer {
    answer(Outcome::Refused, json!({"error": error, "path": path}))
}

/// The version of a file: the digest of its bytes.
pub(super) fn version(text: &str) -> String {
    Digest::of(text.as_bytes()).hex(32)
}

/// Does what the editor asks for, by name; `None` if nothing has that name.
pub fn ask(notes: &Notes, what: &str, wish: &[u8]) -> Option<Answer> {
    let done = match what {
        "offers" => text_mends::offers(notes, wish),
        "mend" => text_mends::mend(notes, wish),
        "undo" => text_mends::undo(notes, wish),
        "open" | "check" | "field" | "save" | "names" => of_text(notes, what, wish),
        _ => return None,
    };
    Some(done.map_or_else(|refused| explained(notes, refused), |body| answer(Outcome::Done, body)))
}

/// A refusal with the sentence that says it, for pages that do not have the words of the editor.
fn explained(notes: &Notes, mut refused: Answer) -> Answer {
    let key = refused.body["error"].as_str().map(|error| format!("editor.error-{error}"));
    let strings = notes.shared().and_then(|shared| locked(&shared.memo).strings());
    if let Some((key, strings)) = key.zip(strings) {
        let field = |name: &str| refused.body[name].as_str().map(|value| Cow::Owned(value.to_owned()));
        let said = strings.text(&key, None, field).map(Cow::into_owned);
        refused.body["said"] = said.into();
    }
    refused
}

fn of_text(notes: &Notes, what: &str, wish: &[u8]) -> Result<Value, Answer> {
    let nobody = || answer(Outcome::Refused, json!({"error": "no-document"}));
    let wish: Wish = serde_json::from_slice(wish).map_err(|_| answer(Outcome::Refused, json!({"error": "text-malformed"})))?;
    let text = of_page(notes, &wish.page).ok_or_else(nobody)?;
    match what {
        "open" => {
            let file = text.read()?;
            let memo = locked(&text.shared.memo);
            let strings = memo.strings().ok_or_else(nobody)?;
            let shown = shown(&file);
            let all = fields(&memo, &strings, &text.path, &shown);
            let (label, lang) = (text.path.as_str(), strings.lang_of("editor.text-edit"));
            Ok(json!({
                "page": text.page, "path": label, "lang": lang, "version": version(&file), "text": shown, "fields": all,
                "words": strings.section("editor."), "address": format!("/{}", address::encode_path(&text.page)),
            }))
        }
        "check" => {
            let memo = locked(&text.shared.memo);
            let strings = memo.strings().ok_or_else(nobody)?;
            Ok(checked(&memo, &strings, &text, &wish.text))
        }
        "names" => {
            let memo = locked(&text.shared.memo);
            Ok(json!({"names": names(&memo, &text, &wish.kind, &wish.q)}))
        }
        "field" => front::set(&text.path, &wish.text, &wish.key, wish.value.as_ref())
            .map(|text| json!({"text": text}))
            .map_err(|why| refused(if why == Refusal::Malformed { "text-malformed" } else { "text-field" }, &text.path)),
        _ => save(notes, &text, &wish.version, |file| Ok(restored(file, &wish.text)), Some(&wish.text)),
    }
}

/// Writes what becomes of a file, if it is the version that was read. `mine`: what somebody typed, to be shown beside what stands there now.
pub(super) fn save(
    notes: &Notes,
    text: &Text,
    read: &str,
    make: impl Fn(&str) -> Result<String, Answer>,
    mine: Option<&str>,
) -> Result<Value, Answer> {
    let _turn = held(&notes.turn);
    // A signal waits for the write.
    let _open = text.shared.gate.open();
    let mut now = String::new();
    let written = revise(&text.shared.root, &text.path, text.folder(), |was| {
        let was = was.ok_or_else(|| Unwritten::Refused(refused("text-gone", &text.path)))?;
        let was = std::str::from_utf8(was).map_err(|_| Unwritten::Refused(refused("text-not-utf8", &text.path)))?;
        let there = version(was);
        if there != read {
            let theirs = shown(was);
            let differ = mine.map(|mine| rows(&theirs, mine));
            let body = json!({"error": "text-conflict", "path": text.path, "version": there, "theirs": theirs, "rows": differ});
            return Err(Unwritten::Refused(answer(Outcome::Conflict, body)));
        }
        let new = make(was).map_err(Unwritten::Refused)?;
        now = version(&new);
        Ok(Revision::Write(new.into()))
    });
    match written {
        Ok(_) => Ok(json!({"version": now, "path": text.path})),
        Err(Unwritten::Refused(answer)) => Err(answer),
        Err(Unwritten::Disk(error)) => Err(failed(&text.path, &error)),
    }
}
