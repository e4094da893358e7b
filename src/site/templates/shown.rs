//! What a template gets: any view, whatever kind of page it is of.

use std::fmt::Debug;

use serde::Serialize;
use tera::{Context, Value};

use crate::base::Digest;

/// What the template of a kind of page gets.
pub trait PageView: Serialize + Debug + Default + Send + Sync + 'static {
    /// The template.
    const TEMPLATE: &'static str;
    /// Whether the page is mostly a text, so that its language is that of the text and not the site's.
    const IS_TEXT: bool = false;

    /// One in which each list has an element and each text some words, so that a template tried on it goes through all its branches
    /// but those for what is not there.
    fn sample() -> Self;

    /// One with as little in it as a page may have.
    fn empty() -> Self {
        Self::default()
    }

    /// How many bytes of it the page repeats at least.
    fn long_part(&self) -> usize {
        0
    }
}

/// A view of some kind, ready to be rendered.
#[derive(Debug)]
pub struct View(Box<dyn Shown>);

impl View {
    /// A view of any kind.
    pub fn of<V: PageView>(view: V) -> Self {
        Self(Box::new(view))
    }

    /// The template that shows it.
    pub fn template(&self) -> &'static str {
        self.0.template()
    }

    /// The digest of all that the template gets of it.
    pub fn digest(&self) -> Digest {
        self.0.digest()
    }

    pub(super) fn is_text(&self) -> bool {
        self.0.is_text()
    }

    pub(super) fn long_part(&self) -> usize {
        self.0.long_part()
    }

    pub(super) fn context(&self) -> tera::TeraResult<Context> {
        self.0.context()
    }

    pub(super) fn value(&self) -> Option<Value> {
        self.0.value()
    }
}

/// What the renderer asks of a view of any kind.
trait Shown: Debug + Send + Sync {
    fn template(&self) -> &'static str;
    fn is_text(&self) -> bool;
    fn long_part(&self) -> usize;
    fn digest(&self) -> Digest;
    fn context(&self) -> tera::TeraResult<Context>;
    fn value(&self) -> Option<Value>;
}

impl<V: PageView> Shown for V {
    fn template(&self) -> &'static str {
        V::TEMPLATE
    }

    fn is_text(&self) -> bool {
        V::IS_TEXT
    }

    fn long_part(&self) -> usize {
        PageView::long_part(self)
    }

    fn digest(&self) -> Digest {
        Digest::of_value(self)
    }

    fn context(&self) -> tera::TeraResult<Context> {
        Context::from_serialize(self)
    }

    fn value(&self) -> Option<Value> {
        Value::try_from_serializable(self).ok()
    }
}
