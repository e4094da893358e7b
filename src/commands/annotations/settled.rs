//! Where a note of another program stands, once its places are words.

use crate::{
    archive::editing::quote_value,
    base::yaml::Map,
    document::annotation_import::{Imported, Way, selection},
    site::annotations::selection::{Meant, Place, Texts},
};

/// What became of the place of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// There is nothing to say of it.
    Quietly,
    /// It has a place, and something is to be said of it.
    Said(String),
    /// It has none: why.
    Unplaced(String),
}

impl Settled {
    /// Of a note that is about no words of the text.
    pub fn of_whole(note: &Imported) -> Self {
        let target = note.note.get("target");
        let is_kept = target.is_some_and(|target| target.get("selector").is_some() || target.get("source").is_some());
        match &note.place {
            _ if !is_kept => Self::Quietly,
            Some((address, _)) => {
                Self::Unplaced(format!("the archive has no picture or recording at {address} that belongs to the document"))
            }
            None => Self::Unplaced("nobody knows on what it was drawn".into()),
        }
    }
}

/// Gives a note the quotation of the words on which it stands, if they are found.
pub fn settle(note: &mut Imported, texts: &Texts<'_>, meant: Meant) -> Settled {
    if note.ways.is_empty() || note.answers.is_some() || note.place.is_some() {
        return Settled::of_whole(note);
    }
    if let Some(quote) = selection::quoted(&note.ways) {
        return match texts.quoted(quote, &note.ways, meant) {
            Some(quote) => {
                note.note.insert("quote".into(), quote_value(&quote));
                Settled::Quietly
            }
            None => Settled::Unplaced("the words that it quotes are not in the text, or in several places of it".into()),
        };
    }
    let shown = || note.ways.iter().map(Way::shown).collect::<Vec<_>>().join("; ");
    let (quote, said) = match texts.place(&note.ways, meant) {
        Place::Words(quote) => (quote, Settled::Quietly),
        Place::Counted(quote) => {
            let said = format!("its place ({}) was counted in the document's own text: see whether `{}` is meant", shown(), quote.exact);
            (quote, Settled::Said(said))
        }
        Place::Nowhere(why) => return Settled::Unplaced(format!("{}: {why}", shown())),
    };
    // The quotation stands where the target stood.
    let mut settled = Map::new();
    settled.insert("quote".into(), quote_value(&quote));
    settled.extend(std::mem::take(&mut note.note).into_iter().filter(|(key, _)| key != "target" && key != "quote"));
    note.note = settled;
    said
}
