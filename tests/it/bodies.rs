//! Bodies that lie elsewhere than in memory: what is made of them is the same, each is fetched a few times, and none stays.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use scholion::{
    base::RelPath,
    build::{self, Memo},
    document::{Body, BodyStore, stored::Place},
};

use crate::growth::World;

/// A store that takes every body, and is never content with what stays in memory.
#[derive(Default)]
pub struct Elsewhere {
    bodies: Mutex<Vec<Body>>,
    /// How many bodies were given, words alone among them, and how many of these stayed since the last reset.
    given: AtomicU64,
    whole: AtomicU64,
    stay: AtomicU64,
}

impl Elsewhere {
    fn at(&self, place: Place) -> Body {
        self.given.fetch_add(1, Relaxed);
        self.bodies.lock().unwrap()[usize::try_from(place.at).unwrap()].clone()
    }
}

impl BodyStore for Elsewhere {
    fn put(&self, body: &Body) -> Option<Place> {
        let mut bodies = self.bodies.lock().unwrap();
        bodies.push(body.clone());
        Some(Place { at: bodies.len() as u64 - 1, length: 0, words: 0 })
    }

    fn get(&self, place: Place, stays: bool) -> Body {
        self.whole.fetch_add(1, Relaxed);
        self.stay.fetch_add(u64::from(stays), Relaxed);
        self.at(place)
    }

    fn words(&self, place: Place, stays: bool) -> String {
        self.stay.fetch_add(u64::from(stays), Relaxed);
        self.at(place).text
    }

    fn given(&self) -> u64 {
        if self.stay.load(Relaxed) > 0 { u64::MAX } else { 0 }
    }

    fn reset(&self) {
        self.stay.store(0, Relaxed);
    }
}

#[test]
fn what_is_made_of_bodies_elsewhere_is_the_same() {
    let world = World::new(60);
    let (held, _) = made(&world, None);
    let store = Arc::new(Elsewhere::default());
    let (stored, memo) = made(&world, Some(store.clone()));
    assert_eq!(held.keys().collect::<Vec<_>>(), stored.keys().collect::<Vec<_>>());
    let differ: Vec<&RelPath> = held.iter().filter(|(path, bytes)| stored.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "{differ:?}");

    assert_eq!(store.bodies.lock().unwrap().len(), 60, "each is put once");
    let stay: Vec<_> = memo.catalogue.documents().values().filter(|document| document.body.is_fetched()).map(|one| &one.slug).collect();
    assert!(stay.is_empty(), "{stay:?}");
    let (whole, all) = (store.whole.load(Relaxed), store.given.load(Relaxed));
    // Its page, what stands beside that, the census, the index.
    assert!((60..=60 * 6).contains(&whole), "{whole} bodies were fetched for 60 documents");
    assert!(all > whole, "pages of works fetch words only");
}

/// All that a build publishes, and what it then knows.
fn made(world: &World, store: Option<Arc<dyn BodyStore>>) -> (BTreeMap<RelPath, Vec<u8>>, Memo) {
    let mut memo = Memo::default();
    memo.bodies = store;
    let files: Mutex<BTreeMap<RelPath, Vec<u8>>> = Mutex::default();
    let emit = |path: &RelPath, bytes: &[u8]| _ = files.lock().unwrap().insert(path.clone(), bytes.to_vec());
    build::build(&world.snapshot, &world.config, &mut memo, &emit);
    build::data::build(&world.config, &mut memo, &emit);
    (files.into_inner().unwrap(), memo)
}
