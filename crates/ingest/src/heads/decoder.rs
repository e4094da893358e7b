//! The best labels of lines, and what others would cost.

use scholion_reference::{
    crf::{Model, Scratch},
    features::Attributes,
};

/// Lines with all that a model asks of them.
pub struct Decoder<'m> {
    model: &'m Model,
    attributes: Attributes,
    /// What each line may be, as bits.
    allowed: Vec<u32>,
    scratch: Scratch,
    places: Vec<u8>,
}

impl<'m> Decoder<'m> {
    /// Lines with these attributes.
    pub fn new(model: &'m Model, attributes: Attributes, allowed: Vec<u32>) -> Self {
        Self { model, attributes, allowed, scratch: Scratch::default(), places: Vec::new() }
    }

    /// Finds the best labels; gives the sum of weights that speaks for them.
    pub fn label(&mut self) -> i32 {
        self.model.label(&self.attributes, &self.allowed, &mut self.scratch, &mut self.places)
    }

    /// The same if one line may only be one of these; `None` if it then could be nothing.
    pub fn label_if(&mut self, at: usize, others: u32) -> Option<i32> {
        let before = *self.allowed.get(at)?;
        *self.allowed.get_mut(at)? = Some(before & others).filter(|allowed| *allowed != 0)?;
        let found = self.label();
        *self.allowed.get_mut(at)? = before;
        Some(found)
    }

    /// The labels that were found last, by their places in the list that was learned.
    pub fn places(&self) -> &[u8] {
        &self.places
    }

    /// How probable the labels are that were found last, with this sum: the mean of a line.
    pub fn probability(&self, sum: i32) -> f32 {
        self.model.probability(&self.attributes, &self.scratch, sum)
    }

    /// A sum of weights in nats.
    pub fn nats(&self, sum: i32) -> f32 {
        sum as f32 / self.model.scale()
    }
}
