//! The files that new archives begin with, as the program carries them.

/// What every new archive has. Hidden files are carried under a name without their dot, so that they do not act on our own repository.
pub const COMMON: [(&str, &str); 2] = [(".gitignore", include_str!("gitignore")), ("README.md", include_str!("README.md"))];

/// One text to begin with, in a collection.
pub const FIRST: [(&str, &str); 6] = [
    ("scholion.yaml", include_str!("scholion.yaml")),
    ("content/sources/a-room-with-two-doors.txt", include_str!("a-room-with-two-doors.txt")),
    ("content/authorities/people.yaml", include_str!("people.yaml")),
    ("content/authorities/organizations.yaml", include_str!("organizations.yaml")),
    ("content/collections/conversations.md", include_str!("conversations.md")),
    ("content/pages/about.md", include_str!("about.md")),
];

/// Twelve letters of a family (docs/DESCRIBE.md).
pub const LETTERS: [(&str, &str); 22] = [
    ("scholion.yaml", include_str!("letters/scholion.yaml")),
    ("content/documents/letters/_defaults.yaml", include_str!("letters/defaults.yaml")),
    ("content/documents/letters/01.md", include_str!("letters/01.md")),
    ("content/documents/letters/02.md", include_str!("letters/02.md")),
    ("content/documents/letters/03.md", include_str!("letters/03.md")),
    ("content/documents/letters/04.md", include_str!("letters/04.md")),
    ("content/documents/letters/05.md", include_str!("letters/05.md")),
    ("content/documents/letters/06.md", include_str!("letters/06.md")),
    ("content/documents/letters/07.md", include_str!("letters/07.md")),
    ("content/documents/letters/08.md", include_str!("letters/08.md")),
    ("content/documents/letters/09.md", include_str!("letters/09.md")),
    ("content/documents/letters/10.md", include_str!("letters/10.md")),
    ("content/documents/letters/11.md", include_str!("letters/11.md")),
    ("content/documents/letters/12.md", include_str!("letters/12.md")),
    ("content/data/letters.csv", include_str!("letters/letters.csv")),
    ("content/collections/tamm.md", include_str!("letters/tamm.md")),
    ("content/collections/letters.md", include_str!("letters/series.md")),
    ("content/collections/reading-book.md", include_str!("letters/reading-book.md")),
    ("content/authorities/people.yaml", include_str!("letters/people.yaml")),
    ("content/authorities/organizations.yaml", include_str!("letters/organizations.yaml")),
    ("content/authorities/places.yaml", include_str!("letters/places.yaml")),
    ("content/pages/index.md", include_str!("letters/index.md")),
];

/// A letter of two pages: its text with marks of pages, their pictures, where the lines stand on these, notes on words and on a place.
pub const FACSIMILE: [(&str, &str); 5] = [
    ("content/documents/a-letter.md", include_str!("facsimile/document.md")),
    ("content/files/a-letter/1r.svg", include_str!("facsimile/1r.svg")),
    ("content/files/a-letter/1v.svg", include_str!("facsimile/1v.svg")),
    ("content/coordinates/a-letter.tsv", include_str!("facsimile/coordinates.tsv")),
    ("content/annotations/a-letter.yaml", include_str!("facsimile/annotations.yaml")),
];

/// Folders that are empty at first, so that one sees where things go.
pub const FOLDERS: [&str; 3] = ["content/documents", "content/bibliography", "templates"];
