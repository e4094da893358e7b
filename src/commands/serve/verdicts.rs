//! That records are not one work, said in the preview: which are one on a page, what was said of them, and the file to which it is written.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::editor::{Notes, Unwritten, answer, failed, held};
use crate::{
    archive::{
        Work,
        editing::{Refusal, verdict},
    },
    base::{
        RelPath,
        places::{BIBLIOGRAPHY, VERDICTS},
    },
    build::Memo,
    commands::rebuild::locked,
    preview::{Answer, Outcome},
    public::{Revision, read_plain, revise},
    site::address,
};

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// The page, from the site's root.
    page: String,
    /// The two records, as the file names them.
    names: String,
    /// Whether they are different works; else that is taken back.
    different: bool,
}

/// What was said of the records of the work on a page, with the words for it; `None` if it is no work's.
pub fn said(notes: &Notes, page: &str) -> Option<Value> {
    let shared = notes.shared()?;
    let (names, words) = {
        let memo = locked(&shared.memo);
        let words = memo.strings().map_or_else(|| json!({}), |strings| json!(strings.section("editor.")));
        (names(work(&memo, page)?), words)
    };
    let file = read_plain(&shared.root, &RelPath::new(VERDICTS), BIBLIOGRAPHY).ok().flatten().unwrap_or_default();
    let is_of = |pair: &verdict::Pair| pair.iter().any(|name| names.contains(name));
    let different: Vec<String> = verdict::different(&file).iter().filter(|pair| is_of(pair)).map(verdict::written).collect();
    Some(json!({"different": different, "words": words}))
}

/// Writes what is said.
pub fn write(notes: &Notes, wish: &[u8]) -> Result<Value, Answer> {
    let refused = |error: &str| answer(Outcome::Refused, json!({"error": error, "path": VERDICTS}));
    let wish: Wish = serde_json::from_slice(wish).map_err(|_| refused("malformed"))?;
    let pair = verdict::read(&wish.names).ok_or_else(|| refused("malformed"))?;
    let shared = notes.shared().ok_or_else(|| refused("no-document"))?;
    {
        // What is written names records of the page's work, and nothing else.
        let memo = locked(&shared.memo);
        let names = names(work(&memo, &wish.page).ok_or_else(|| refused("no-document"))?);
        let of_it = pair.iter().filter(|name| names.contains(*name)).count();
        if of_it < if wish.different { 2 } else { 1 } {
            return Err(refused("no-document"));
        }
    }
    let _turn = held(&notes.turn);
    // A signal waits for the write.
    let _open = shared.gate.open();
    let file = RelPath::new(VERDICTS);
    let written = revise(&shared.root, &file, BIBLIOGRAPHY, |was| {
        let bytes = was.unwrap_or_default();
        let text = if wish.different { verdict::differ(bytes, &pair) } else { verdict::take_back(bytes, &pair) };
        match text {
            Ok(text) if text.trim().is_empty() => Ok(Revision::Remove),
            Ok(text) => Ok(Revision::Write(text.into())),
            Err(Refusal::NoteGone) => Ok(Revision::Keep),
            Err(_) => Err(Unwritten::Refused(refused("notation"))),
        }
    });
    match written {
        Ok(_) => Ok(json!({"path": file})),
        Err(Unwritten::Refused(answer)) => Err(answer),
        Err(Unwritten::Disk(error)) => Err(failed(&file, &error)),
    }
}

/// The work of which a page tells.
fn work<'m>(memo: &'m Memo, page: &str) -> Option<&'m Work> {
    let works = memo.catalogue.works();
    let key = page.strip_prefix("works/")?.strip_suffix(".html")?;
    let is_its = |work: &&std::sync::Arc<Work>| address::work(&work.key, 1) == page;
    works.get(key).filter(is_its).or_else(|| works.iter().find(is_its)).map(|work| &**work)
}

/// By what the file may name the records of a work.
fn names(work: &Work) -> BTreeSet<String> {
    let of_documents = work.members.iter().map(|(slug, key)| format!("{slug}/{key}"));
    let of_joints = work.joints.iter().flat_map(|joint| [&joint.left, &joint.right]).map(|(slug, key)| format!("{slug}/{key}"));
    let plain = work.members.iter().map(|(_, key)| key.to_string());
    of_documents.chain(of_joints).chain(plain).collect()
}
