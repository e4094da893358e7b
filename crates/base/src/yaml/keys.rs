//! The keys of a mapping while it is read.

use std::{borrow::Cow, collections::HashMap};

use super::{Pair, Span};

/// The keys of a mapping with many of them: few are sooner looked through.
#[derive(Default)]
pub(super) struct Keys<'t> {
    many: HashMap<Cow<'t, str>, Span>,
}

impl<'t> Keys<'t> {
    const FEW: usize = 32;

    /// Where the key stands already.
    pub(super) fn find(&mut self, pairs: &[Pair<'t>], key: &str) -> Option<Span> {
        if pairs.len() <= Self::FEW {
            return pairs.iter().find(|pair| pair.key == key).map(|pair| pair.place);
        }
        // At the first look all are new, later those that came since.
        let known = self.many.len();
        self.many.extend(pairs.iter().skip(known).map(|pair| (pair.key.clone(), pair.place)));
        self.many.get(key).copied()
    }
}
