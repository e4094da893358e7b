//! Twice the archive is twice the work, and an edit is as much work in a large one as in a small one: counted, not timed.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::super::Index;
use crate::{
    archive::{Catalogue, Delta},
    base::{RelPath, Slug},
    config::Config,
    document,
};

/// What an index does.
#[derive(Debug, Default)]
struct Work {
    /// How many files it wrote, and how many bytes.
    written: AtomicUsize,
    bytes: AtomicUsize,
    /// How many files it read again.
    read: AtomicUsize,
}

/// An archive whose words are spread like those of a language: few are common, and each text has some of its own.
struct Growing {
    catalogue: Catalogue,
    index: Index,
    site: Arc<Mutex<BTreeMap<RelPath, Vec<u8>>>>,
    work: Arc<Work>,
}

impl Growing {
    fn of(documents: usize) -> Self {
        let site: Arc<Mutex<BTreeMap<RelPath, Vec<u8>>>> = Arc::default();
        let work: Arc<Work> = Arc::default();
        let mut index = Index::default();
        let (shelf, count) = (site.clone(), work.clone());
        index.read_from(Arc::new(move |path| {
            count.read.fetch_add(1, Ordering::Relaxed);
            shelf.lock().unwrap().get(path).cloned()
        }));
        let mut growing = Self { catalogue: Catalogue::default(), index, site, work };
        growing.change((0..documents).map(|nth| (nth, text(nth, ""))));
        growing
    }

    fn change(&mut self, documents: impl Iterator<Item = (usize, String)>) {
        let documents = documents.map(|(nth, text)| {
            let slug = format!("d{nth}");
            let path = RelPath::new(&format!("content/documents/{slug}.md"));
            (Slug::from_stem(&slug), Some(document::parse(&path, text.as_bytes(), &|_, _| None).into()))
        });
        self.catalogue.apply(Delta { documents: documents.collect(), ..Delta::default() });
        let old = self.index.files().clone();
        let emit = |path: &RelPath, bytes: &[u8]| {
            self.work.written.fetch_add(1, Ordering::Relaxed);
            self.work.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
            self.site.lock().unwrap().insert(path.clone(), bytes.to_vec());
        };
        self.index.update(&self.catalogue, &Config::default(), &old, &emit);
    }

    /// What was done since the last time: files written, bytes, files read.
    fn take(&self) -> [usize; 3] {
        [&self.work.written, &self.work.bytes, &self.work.read].map(|count| count.swap(0, Ordering::Relaxed))
    }
}

/// A text of two hundred words.
fn text(nth: usize, more: &str) -> String {
    let mut seed = (nth as u64).wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493);
    let mut words = String::new();
    for _ in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let rank = 1_usize << ((seed >> 33) % 12);
        let word = rank + (seed >> 45) as usize % rank;
        words.push_str(&format!("w{}x ", word * 7919 % 100_003));
    }
    format!("---\ntitle: Text {nth}\n---\n\n{more} {words}\n\nOwn word o{nth}o.\n")
}

#[test]
fn twice_the_archive_is_twice_the_work() {
    let (small, mut large) = (Growing::of(300), Growing::of(600));
    let ([_, few, read], [_, many, read_again]) = (small.take(), large.take());
    assert_eq!((read, read_again), (0, 0), "nothing is read again where all is made");
    assert!(many > few && many * 10 < few * 22, "{few} and {many} bytes");
    // An edit of a text, wherever it stands.
    let mut small = small;
    let (mut of_small, mut of_large) = ([0; 3], [0; 3]);
    for nth in [3, 77, 150, 222, 299] {
        for (growing, sum) in [(&mut small, &mut of_small), (&mut large, &mut of_large)] {
            growing.change(std::iter::once((nth, text(nth, "zebra"))));
            sum.iter_mut().zip(growing.take()).for_each(|(sum, count)| *sum += count);
        }
    }
    let ([written, _, read], [written_again, _, read_again]) = (of_small, of_large);
    assert!(read > 0 && read_again * 10 <= read * 15 && written_again * 10 <= written * 15, "{of_small:?} and {of_large:?}");
    // And what comes of it is what a clean index is.
    let clean = Growing::of(300);
    small.change([3, 77, 150, 222, 299].into_iter().map(|nth| (nth, text(nth, ""))));
    let files = |growing: &Growing| -> BTreeMap<RelPath, Vec<u8>> {
        let mut site = growing.site.lock().unwrap().clone();
        site.retain(|path, _| growing.index.files().contains_key(path));
        site
    };
    assert_eq!(files(&small), files(&clean));
}
