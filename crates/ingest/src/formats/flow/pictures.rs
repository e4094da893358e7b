//! Pictures among the words, and the block that words or pictures open.

use super::{Flow, FlowPosition, Open, offset};
use crate::{
    block::{Block, CELL, Joint, Role, What},
    picture::Picture,
};

impl Flow {
    /// A picture stands here. It is no word, and cuts none.
    pub fn picture(&mut self, picture: Picture, from: usize) {
        let open = self.opened(from);
        if open.role != Role::Code {
            let at = open.text.len();
            open.edits.push((at, at, What::Picture(Box::new(picture))));
        }
    }

    /// The block that is open; one that begins at this place of the source, if none is.
    pub(super) fn opened(&mut self, from: usize) -> &mut Open {
        let (role, before, between) = (self.next, &mut self.before, &mut self.between);
        self.open.get_or_insert_with(|| Open {
            role: role.unwrap_or_default(),
            text: std::mem::take(before),
            origin: vec![(0, offset(from))],
            edits: between.drain(..).map(|what| (0, 0, what)).collect(),
            ..Open::default()
        })
    }

    /// Has the paragraphs since `from` be the caption of the one picture that stands alone among them, if there is one, or nothing in them is more than words.
    pub fn figure(&mut self, from: FlowPosition) {
        self.end();
        let Some(own) = self.blocks.get_mut(from.block..) else { return };
        let mut figures = own.iter().enumerate().filter(|(_, block)| block.role == Role::Figure);
        let (Some((place, _)), None) = (figures.next(), figures.next()) else { return };
        let is_paragraph = |block: &Block| block.role == Role::Text && block.lead.is_none() && block.lang.is_none();
        let is_plain = |block: &Block| block.edits.iter().all(|edit| matches!(edit.what, What::Literal | What::Begins(_)));
        let is_one = own.len() == 2;
        let is_caption = |(at, block): (usize, &Block)| at == place || is_paragraph(block) && (is_one || is_plain(block));
        if own.len() < 2 || !own.iter().enumerate().all(is_caption) {
            return;
        }
        let mut caption = Block::default();
        for (_, block) in own.iter_mut().enumerate().filter(|(at, _)| *at != place) {
            caption.append(std::mem::take(block), Joint::Space);
            block.role = Role::Gone;
        }
        if let Some(figure) = own.get_mut(place).filter(|figure| figure.text.is_empty()) {
            figure.append(caption, Joint::Nothing);
        }
    }
}

impl Open {
    /// How much of its words counts: no white space and no empty cells at the end, but for those before a picture.
    pub(super) fn length(&self) -> usize {
        let pictures = self.edits.iter().filter(|(_, _, what)| matches!(what, What::Picture(_)));
        let last = pictures.map(|(_, to, _)| *to).max().unwrap_or(0).min(self.text.len());
        self.text.trim_end_matches([' ', '\n', CELL]).len().max(last)
    }

    /// What it is if it holds no word: a figure, if it holds a picture; `None` if it holds nothing.
    pub(super) fn without_words(&self) -> Option<Role> {
        let has_picture = self.edits.iter().any(|(_, _, what)| matches!(what, What::Picture(_)));
        has_picture.then_some(if matches!(self.role, Role::Row(_)) { self.role } else { Role::Figure })
    }
}
