//! Bodies that lie elsewhere than in memory: what is made of them is the same, each is fetched a few times, and none stays.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use scholion::{
    base::{RelPath, snapshot::File},
    build::{self, Memo},
    config::Unlicensed,
    document::{Body, BodyStore, stored::Place},
};

use crate::{benches::corpus, growth::World};

/// A store that takes every body, and is never content with what stays in memory.
#[derive(Default)]
pub struct Elsewhere {
    bodies: Mutex<Vec<Option<Body>>>,
    /// How many bodies were given, words alone among them, and how many of these stayed since the last reset.
    given: AtomicU64,
    whole: AtomicU64,
    stay: AtomicU64,
}

impl Elsewhere {
    /// How many bodies were not given up.
    fn held(&self) -> usize {
        self.bodies.lock().unwrap().iter().flatten().count()
    }

    fn at(&self, place: Place) -> Body {
        self.given.fetch_add(1, Relaxed);
        self.bodies.lock().unwrap()[usize::try_from(place.at).unwrap()].clone().expect("it was not given up")
    }
}

impl BodyStore for Elsewhere {
    fn put(&self, body: &Body) -> Option<Place> {
        let mut bodies = self.bodies.lock().unwrap();
        bodies.push(Some(body.clone()));
        Some(Place { at: bodies.len() as u64 - 1, length: 0, words: 0 })
    }

    fn free(&self, place: Place) {
        self.bodies.lock().unwrap()[usize::try_from(place.at).unwrap()].take().expect("it is given up once");
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

#[test]
fn edits_give_up_what_no_document_has_any_more() {
    for unlicensed in [Unlicensed::Full, Unlicensed::Excerpt] {
        let mut world = World::new(20);
        world.config.unlicensed = unlicensed;
        let versions = ["1.0", "2.0", "3.0"].map(|name| RelPath::new(&format!("content/versions/{}/{name}.md", corpus::slug(1))));
        for path in &versions {
            world.snapshot.files.insert(path.clone(), File::new(format!("---\ntitle: A\n---\n\nThe words of {path}.\n").into_bytes()));
        }
        let store = Arc::new(Elsewhere::default());
        let (mut files, mut memo) = made(&world, Some(store.clone()));
        let documents: Vec<RelPath> = world.snapshot.below("content/documents").map(|(path, _)| path.clone()).collect();
        for round in 0..3 {
            for path in documents.iter().skip(round).step_by(2) {
                let text = world.snapshot.get(path.as_str()).unwrap();
                let text = [&**text, format!("\nWords of the round {round}.\n").as_bytes()].concat();
                world.snapshot.files.insert(path.clone(), File::new(text));
            }
            make(&world, &mut memo, &mut files);
            assert_eq!(store.held(), documents.len() + versions.len(), "one of each text");
            let stay: Vec<_> = documents.iter().filter(|path| memo.document(path).unwrap().body.is_fetched()).collect();
            assert!(stay.is_empty(), "{stay:?}");
            let kept = memo.catalogue.versions().values().flat_map(|versions| &versions.0);
            assert_eq!(kept.map(|version| version.text.body.is_fetched()).collect::<Vec<_>>(), [false; 3]);
        }
        for path in documents.iter().take(5) {
            world.snapshot.files.remove(path);
        }
        make(&world, &mut memo, &mut files);
        assert_eq!(store.held(), documents.len() - 5 + versions.len(), "of those that are gone none");
        files.retain(|path, _| memo.paths().binary_search(path).is_ok());
        let (clean, _) = made(&world, None);
        let differ: Vec<&RelPath> = clean.keys().chain(files.keys()).filter(|path| clean.get(*path) != files.get(*path)).collect();
        assert!(differ.is_empty(), "{differ:?}");
        drop(memo);
        assert_eq!(store.held(), 0);
    }
}

/// All that a build publishes, and what it then knows.
fn made(world: &World, store: Option<Arc<dyn BodyStore>>) -> (BTreeMap<RelPath, Vec<u8>>, Memo) {
    let mut memo = Memo::default();
    memo.bodies = store;
    let mut files = BTreeMap::new();
    make(world, &mut memo, &mut files);
    (files, memo)
}

/// Brings up to date what a build publishes.
fn make(world: &World, memo: &mut Memo, files: &mut BTreeMap<RelPath, Vec<u8>>) {
    let made = Mutex::new(files);
    let emit = |path: &RelPath, bytes: &[u8]| _ = made.lock().unwrap().insert(path.clone(), bytes.to_vec());
    build::build(&world.snapshot, &world.config, memo, &emit);
    build::data::build(&world.config, memo, &emit);
}
