//! Ordered sets that mostly hold one or two items, and that there are hundreds of thousands of.

use std::{
    borrow::Borrow,
    collections::{BTreeSet, btree_set},
    slice,
};

/// An ordered set. A few items stand in a list of just their size, where a `BTreeSet` takes room for eleven; many stand in
/// one, so that nothing is slow whatever an archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallSet<T>(Form<T>);

#[derive(Clone, Debug)]
enum Form<T> {
    /// In order, each once.
    List(Box<[T]>),
    // Boxed, so that a set takes two words.
    #[allow(clippy::box_collection)]
    Tree(Box<BTreeSet<T>>),
}

/// The most items that a list holds.
const MOST: usize = 16;

impl<T: Ord> SmallSet<T> {
    /// Puts an item in; whether it was not there before.
    pub fn insert(&mut self, item: T) -> bool {
        match &mut self.0 {
            Form::Tree(tree) => tree.insert(item),
            Form::List(list) => {
                let Err(place) = list.binary_search(&item) else { return false };
                let mut items = std::mem::take(list).into_vec();
                if items.len() < MOST {
                    items.reserve_exact(1);
                    items.insert(place, item);
                    *list = items.into_boxed_slice();
                } else {
                    let mut tree: BTreeSet<T> = items.into_iter().collect();
                    tree.insert(item);
                    self.0 = Form::Tree(Box::new(tree));
                }
                true
            }
        }
    }

    /// Takes an item out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        match &mut self.0 {
            Form::Tree(tree) => tree.remove(item),
            Form::List(list) => {
                let Ok(place) = list.binary_search_by(|other| other.borrow().cmp(item)) else { return false };
                let mut items = std::mem::take(list).into_vec();
                items.remove(place);
                *list = items.into_boxed_slice();
                true
            }
        }
    }

    /// Whether the item is in it.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        match &self.0 {
            Form::Tree(tree) => tree.contains(item),
            Form::List(list) => list.binary_search_by(|other| other.borrow().cmp(item)).is_ok(),
        }
    }
}

impl<T> SmallSet<T> {
    /// How many items it holds.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Tree(tree) => tree.len(),
            Form::List(list) => list.len(),
        }
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        match &self.0 {
            Form::Tree(tree) => Iter::Tree(tree.iter()),
            Form::List(list) => Iter::List(list.iter()),
        }
    }

    /// The smallest item.
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }
}

/// Takes a value out of what an index has under a key; whether none is left, so that the key goes, too.
pub fn withdraw<T: Ord + Borrow<Q>, Q: Ord + ?Sized>(values: Option<&mut SmallSet<T>>, value: &Q) -> bool {
    values.is_some_and(|values| {
        values.remove(value);
        values.is_empty()
    })
}

impl<T> Default for SmallSet<T> {
    fn default() -> Self {
        Self(Form::List(Box::default()))
    }
}

/// Two are equal that hold the same, in whatever form.
impl<T: PartialEq> PartialEq for Form<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(one), Self::List(other)) => one == other,
            (Self::Tree(one), Self::Tree(other)) => one == other,
            (Self::List(list), Self::Tree(tree)) | (Self::Tree(tree), Self::List(list)) => list.iter().eq(tree.iter()),
        }
    }
}

impl<T: Eq> Eq for Form<T> {}

impl<T: Ord> FromIterator<T> for SmallSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort_unstable();
        items.dedup();
        Self(if items.len() <= MOST { Form::List(items.into_boxed_slice()) } else { Form::Tree(Box::new(items.into_iter().collect())) })
    }
}

impl<'a, T> IntoIterator for &'a SmallSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// The items of a [`SmallSet`], in order.
#[derive(Clone, Debug)]
pub enum Iter<'a, T> {
    List(slice::Iter<'a, T>),
    Tree(btree_set::Iter<'a, T>),
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        match self {
            Self::List(items) => items.next(),
            Self::Tree(items) => items.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::List(items) => items.size_hint(),
            Self::Tree(items) => items.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_an_ordered_set(steps in prop::collection::vec((any::<bool>(), 0u8..40), 0..120)) {
            let (mut few, mut tree) = (SmallSet::default(), BTreeSet::new());
            for (is_put, item) in steps {
                if is_put {
                    prop_assert_eq!(few.insert(item), tree.insert(item));
                } else {
                    prop_assert_eq!(few.remove(&item), tree.remove(&item));
                }
                prop_assert!(few.iter().eq(tree.iter()));
                prop_assert_eq!((few.len(), few.first(), few.contains(&item)), (tree.len(), tree.first(), tree.contains(&item)));
                prop_assert_eq!(&few, &tree.iter().copied().collect::<SmallSet<u8>>());
            }
        }
    }

    #[test]
    fn it_takes_two_words() {
        assert_eq!(size_of::<SmallSet<u64>>(), 2 * size_of::<usize>());
    }
}
