//! A file of the archive that front matter names: found, and missed, as a link of the text finds and misses it.

use super::{frame::Maker, nowhere};
use crate::{
    archive::{Found, Reader, Thing},
    base::{Diagnostic, Message, RelPath, Span, say},
    document::{Document, LinkTarget},
};

/// The file to which `target` leads, named in the file of the document at `place`; nothing, with a finding, if there is none.
pub fn find(maker: &Maker<'_, '_>, document: &Document, target: &LinkTarget, place: Span) -> Option<RelPath> {
    match look_up(maker.reader, document, target)? {
        Ok(path) => Some(path),
        Err(missed) => {
            maker.report([missed.finding(document, place)]);
            None
        }
    }
}

/// Why there is no file, and what to do.
pub struct Missed {
    message: Message,
    hint: Option<Message>,
}

impl Missed {
    /// This as a finding in the file of a document.
    pub fn finding(self, document: &Document, place: Span) -> Diagnostic {
        let mut finding = Diagnostic::error(&document.path, self.message).at(place);
        finding.hint = self.hint;
        finding
    }
}

/// The file to which `target` leads from the file of a document; nothing if it is no address in the archive.
pub fn look_up(reader: &Reader<'_>, document: &Document, target: &LinkTarget) -> Option<Result<RelPath, Missed>> {
    let LinkTarget::File(written, fragment) = target else { return None };
    let (found, _) = reader.find_address(&document.path, written, fragment);
    let (message, hint): (Message, Option<Message>) = match &found {
        Found::Thing(Thing::File(path)) => return Some(Ok(path.clone())),
        Found::Thing(Thing::Unpublished(path)) => (say::not_published(written), Some(nowhere::why_not_published(path))),
        Found::Several(names) => (say::ambiguous_name(written), Some(say::ambiguous_name_hint(names.clone()))),
        Found::Outside => (say::broken_link_outside(written), None),
        Found::None => nowhere::nothing(reader, &document.path, written, false, false),
        Found::Thing(_) | Found::Entity(..) | Found::Work(_) => {
            (say::broken_link(say::noun_file(), written), Some(say::broken_link_hint()))
        }
    };
    Some(Err(Missed { message, hint }))
}
