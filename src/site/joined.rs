//! Why the records of a work are one work, and how an editor says that they are not.

use super::{address, frame::Maker, page_path::PagePath, view::*};
use crate::{
    archive::{
        Work,
        editing::verdict,
        works::{Joint, Member},
    },
    base::places,
};

/// Why the records of a work are one, with the documents that have them; nothing where all say the same.
pub fn joined(maker: &Maker<'_, '_>, path: &PagePath, work: &Work) -> Joined {
    let pairs: Vec<JoinedPair> = work.joints.iter().filter_map(|joint| pair(maker, path, joint)).collect();
    if pairs.is_empty() {
        return Joined::default();
    }
    let more = (work.records.len().saturating_sub(1)).saturating_sub(pairs.len());
    Joined { pairs, more, file: places::VERDICTS.to_owned() }
}

fn pair(maker: &Maker<'_, '_>, path: &PagePath, joint: &Joint) -> Option<JoinedPair> {
    // Two records of one document are told apart by their ids.
    let is_one = joint.left.0 == joint.right.0;
    let shown = |(slug, key): &Member| {
        let document = maker.reader.card(slug)?;
        let page = path.to(&address::document(slug));
        let href = if key.is_empty() { page } else { format!("{page}#ref-{key}") };
        Some(match is_one {
            true => Anchor { href, title: key.to_string(), ..Anchor::default() },
            false => maker.titled(href, &document),
        })
    };
    let named = |(slug, key): &Member| format!("{slug}/{key}");
    Some(JoinedPair {
        ground: joint.ground.map_or("verdict", crate::reference::IdentityKind::name),
        left: shown(&joint.left)?,
        right: shown(&joint.right)?,
        names: verdict::written(&[named(&joint.left), named(&joint.right)]),
    })
}
