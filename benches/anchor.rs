//! How fast notes are laid on texts, and taken from other programs. Marks: 10,000 notes over 1,000 documents in less than a second; 10,000 notes of
//! another program on one document in less than two.

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

/// Notes of another program on one document: read, laid on its words, and written into its file.
#[divan::bench(args = [1_000, 10_000])]
fn notes_of_another_program(bencher: divan::Bencher<'_, '_>, count: usize) {
    let (text, notes) = anchored::foreign(count);
    bencher.counter(divan::counter::ItemsCount::new(count)).bench(|| anchored::import(divan::black_box(&text), &notes));
}
