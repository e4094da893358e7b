//! How fast notes are laid on texts. Mark: 10,000 notes over 1,000 documents in less than a second.

#[path = "anchored/mod.rs"]
mod anchored;

fn main() {
    divan::main();
}

/// Ten notes on each text; so many texts of a hundred were edited since.
#[divan::bench(args = [0, 10, 100])]
fn ten_thousand_notes(bencher: divan::Bencher<'_, '_>, edited: usize) {
    let texts = anchored::texts(1000, edited);
    bencher.counter(divan::counter::ItemsCount::new(10_000_usize)).bench(|| anchored::place(divan::black_box(&texts)));
}
