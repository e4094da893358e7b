//! Whom words of a text name, said in the preview: which records there are, and the files to which it is written.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::editor::{Notes, Unwritten, answer, failed, held, refusal};
use crate::{
    archive::editing::mend::{self, MendDraft},
    base::{
        RelPath, Slug,
        places::{AUTHORITIES, MENTIONS},
        text::{fold, squeeze},
    },
    commands::rebuild::locked,
    document::AuthorityKind,
    preview::{Answer, Outcome},
    public::{Revision, revise},
};

/// How many records are offered at once.
const MOST_OFFERED: usize = 20;

/// What a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// The page, from the site's root.
    page: String,
    mend: MendDraft,
}

/// The records whose names hold some words, those first that are called so, or whom the words name on a page: perhaps by another form of
/// the name.
pub fn offered(notes: &Notes, words: &str, page: &str) -> Value {
    let place = notes.place(page);
    let Some(shared) = notes.shared() else { return json!([]) };
    let memo = locked(&shared.memo);
    let mut named: Vec<(AuthorityKind, &Slug)> = Vec::new();
    if let Some(document) = place.as_ref().map(|place| &place.document) {
        let mentions = memo.catalogue.entities().mentions(&document.slug).iter();
        let same = mentions.filter(|mention| squeeze(mention.text.of(&document.body.text)) == squeeze(words));
        named.extend(same.map(|mention| (mention.kind, &mention.id)));
    }
    let wanted = fold(words);
    let mut found: Vec<(bool, &str, String)> = Vec::new();
    for record in memo.catalogue.authorities().values().flat_map(|file| &file.records) {
        let names = std::iter::once(&record.name).chain(record.variants.iter().map(|variant| &variant.name));
        let folded: Vec<String> = names.map(|name| fold(name)).collect();
        let is_named = named.contains(&(record.kind, &record.id));
        if is_named || folded.iter().any(|name| name.contains(&wanted)) {
            found.push((!is_named && !folded.contains(&wanted), &record.sort, format!("{}/{}", record.kind.folder(), record.id)));
        }
    }
    found.sort();
    found.truncate(MOST_OFFERED);
    found.into_iter().map(|(_, name, record)| json!({"name": name, "record": record})).collect()
}

/// Writes what is said.
pub fn write(notes: &Notes, wish: &[u8]) -> Result<Value, Answer> {
    let refused = |error: &str| answer(Outcome::Refused, json!({"error": error}));
    let wish: Wish = serde_json::from_slice(wish).map_err(|_| refused("malformed"))?;
    let place = notes.place(&wish.page).ok_or_else(|| refused("no-document"))?;
    let _turn = held(&notes.turn);
    // A signal waits for the write.
    let _open = place.shared.gate.open();
    let root = &place.shared.root;
    let file = RelPath::new(MENTIONS);
    let unwritten = |file: &RelPath, why: Unwritten| match why {
        Unwritten::Refused(answer) => answer,
        Unwritten::Disk(error) => failed(file, &error),
    };
    // The words must be there before somebody new is.
    let probe = wish.mend.meant().unwrap_or((AuthorityKind::People, Slug::from_text("x")));
    mend::mend(&place.document, b"", &wish.mend, &probe).map_err(|why| refusal(why, b"", &place))?;
    let record = match (wish.mend.meant(), wish.mend.new_record()) {
        (Some(record), _) => record,
        (None, Some((kind, name))) => {
            let file = RelPath::new(&format!("{AUTHORITIES}/{}.yaml", kind.folder()));
            let taken = taken(&place.shared, kind);
            let mut id = None;
            let written = revise(root, &file, AUTHORITIES, |was| {
                let (text, new) = mend::record(was.unwrap_or_default(), &name, |id| taken.contains(id))
                    .map_err(|why| Unwritten::Refused(refusal(why, was.unwrap_or_default(), &place)))?;
                id = Some(new);
                Ok(Revision::Write(text.into()))
            });
            written.map_err(|why| unwritten(&file, why))?;
            (kind, id.ok_or_else(|| refused("malformed"))?)
        }
        (None, None) => return Err(refused("empty")),
    };
    let written = revise(root, &file, AUTHORITIES, |was| {
        let bytes = was.unwrap_or_default();
        let text = mend::mend(&place.document, bytes, &wish.mend, &record);
        text.map(|text| Revision::Write(text.into())).map_err(|why| Unwritten::Refused(refusal(why, bytes, &place)))
    });
    written.map_err(|why| unwritten(&file, why))?;
    Ok(json!({"record": format!("{}/{}", record.0.folder(), record.1), "path": file}))
}

/// The ids of all records of a kind.
fn taken(shared: &Arc<crate::commands::rebuild::SharedArchive>, kind: AuthorityKind) -> Vec<Slug> {
    let memo = locked(&shared.memo);
    let files = memo.catalogue.authorities().values().filter(|file| file.kind == kind);
    files.flat_map(|file| &file.records).map(|record| record.id.clone()).collect()
}
