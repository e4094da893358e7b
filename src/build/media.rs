//! What the archive's other files say, besides that they are there: of those that texts may lead to, and that no page is made of.

use super::role::{Role, role};
use crate::{
    archive::Delta,
    base::{
        RelPath,
        digest::Fixity,
        places::{ARCHIVE, is_captions, is_capture_note, is_manifest},
        snapshot::File,
    },
    document::{captions, capture_note, manifest},
};

/// Tells what a file is that is no document and no free page.
pub(super) fn tell(path: &RelPath, file: &File, delta: &mut Delta) {
    let is_media = role(path) == Role::Media;
    delta.files.insert(path.clone(), Some(is_media));
    let manifest = file.bytes().filter(|_| is_manifest(path)).and_then(|bytes| manifest::parse(bytes));
    delta.manifests.extend(manifest.map(|manifest| (path.clone(), manifest.into())));
    let is_subrip = path.extension() == "srt";
    let captions = file.bytes().filter(|_| is_captions(path)).and_then(|bytes| captions::parse(bytes, is_subrip));
    delta.captions.extend(captions.map(|captions| (path.clone(), captions.into())));
    delta.pictures.extend(file.picture.map(|size| (path.clone(), size)));
    let own = || file.bytes().filter(|_| is_media).map(|bytes| Fixity::of(bytes));
    delta.fixities.extend(file.fixity.or_else(own).map(|fixity| (path.clone(), fixity)));
    if path.is_below(ARCHIVE) {
        delta.captured.extend(file.captured.clone().map(|captured| (path.clone(), captured)));
        let note = file.bytes().filter(|_| is_capture_note(path)).map(|bytes| capture_note::parse(path, bytes));
        delta.capture_notes.extend(note.map(|note| (path.clone(), note.into())));
    }
    delta.sheets.extend(file.sheets.clone().map(|sheets| (path.clone(), sheets)));
}
