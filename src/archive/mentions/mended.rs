//! What the editors say of mentions (`content/authorities/mentions.yaml`), laid on the words of a text.

use std::collections::BTreeSet;

use super::Mention;
use crate::{
    archive::anchor::{Anchor, IndexedText, same_words},
    base::{Slug, Span},
    document::{AuthorityKind, Body, Mend, Piece, Sentences},
};

/// A word of the editors that found its words.
struct Laid<'m> {
    mend: &'m Mend,
    span: Span,
}

/// The mentions of a text as the editors have them: those that they took away are gone, and those that they made are there.
pub fn mended(body: &Body, mut mentions: Vec<Mention>, mends: &[Mend]) -> Vec<Mention> {
    let ground = IndexedText::new(&body.text);
    let laid: Vec<Laid<'_>> = mends.iter().filter_map(|mend| Some(Laid { mend, span: place(&ground, &body.text, mend)? })).collect();
    let overlap = |one: Span, other: Span| one.start < other.end && other.start < one.end;
    let is_meant = |laid: &Laid<'_>, mention: &Mention| mention.kind == laid.mend.kind && mention.id == laid.mend.id;
    // What the words do name is only that.
    let is_gone =
        |mention: &Mention| laid.iter().any(|laid| overlap(laid.span, mention.text) && (laid.mend.names || is_meant(laid, mention)));
    let mut touched: BTreeSet<(AuthorityKind, Slug)> = laid.iter().map(|laid| (laid.mend.kind, laid.mend.id.clone())).collect();
    touched.extend(mentions.iter().filter(|mention| is_gone(mention)).map(|mention| (mention.kind, mention.id.clone())));
    mentions.retain(|mention| !is_gone(mention));
    for Laid { mend, span } in laid.iter().filter(|laid| laid.mend.names) {
        let passage = passage(body, *span);
        mentions.push(Mention { kind: mend.kind, id: mend.id.clone(), text: *span, passage, first_in_section: false });
    }
    mentions.sort_by_key(|mention| mention.text.start);
    mentions.dedup_by(|a, b| a.text == b.text && a.kind == b.kind && a.id == b.id);
    for (kind, id) in touched {
        let mut seen: BTreeSet<(Option<u32>, bool)> = BTreeSet::new();
        for mention in mentions.iter_mut().filter(|mention| mention.kind == kind && mention.id == id) {
            let (section, note) = block(body, mention.text).map_or((None, false), |block| (block.section, block.note.is_some()));
            mention.first_in_section = is_in_one_piece(body, mention.text) && seen.insert((section, note));
        }
    }
    mentions
}

/// Where the words stand of which the editors say something; `None` if they do not, or it is not clear where.
fn place(ground: &IndexedText, text: &str, mend: &Mend) -> Option<Span> {
    match ground.anchor(&mend.quote) {
        Anchor::Exact { span } => Some(span),
        Anchor::Moved { span, .. } => same_words(span.of(text), &mend.quote.exact).then_some(span),
        Anchor::Ambiguous { .. } | Anchor::Orphan => None,
    }
}

fn block(body: &Body, span: Span) -> Option<&crate::document::TextBlock> {
    let at = body.blocks.partition_point(|block| block.text.start <= span.start).checked_sub(1)?;
    body.blocks.get(at).filter(|block| span.start <= block.text.end)
}

fn passage(body: &Body, span: Span) -> Span {
    block(body, span).map_or(span, |block| Sentences::of(block.text.of(&body.text), block.text.start).around(span))
}

/// Whether a link can be laid on words: they stand in one piece, and in no link, heading or code.
fn is_in_one_piece(body: &Body, span: Span) -> bool {
    body.all_pieces().any(|piece| matches!(piece, Piece::Text(whole) if whole.start <= span.start && span.end <= whole.end))
}
