//! What the help of each verb says beyond its own arguments: examples, and those of the common options that change what it
//! does.
//!
//! An option that a verb has no use for is not listed with it. One by which a person would mean something is refused there,
//! so that nothing is asked for in vain.

/// A verb, with what its help says.
pub struct Verb {
    /// Its name, behind that of the verb it belongs to.
    pub name: &'static str,
    /// The guide that tells more, a file of the repository.
    pub guide: &'static str,
    /// The common options that change what it does, by their ids.
    pub uses: &'static [&'static str],
    /// Commands as one would type them, and what each is for.
    pub examples: &'static [(&'static str, &'static str)],
}

/// Where the program is at home: its guides, and where questions are asked. `repository` of Cargo.toml is the one place that says it.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Where a file of the repository can be read. As long as the program has no public home, that is its path, which packages have too.
pub fn at_home(path: &str) -> String {
    match REPOSITORY.starts_with("https://example.org/") {
        true => path.to_owned(),
        false => format!("{REPOSITORY}/blob/HEAD/{path}"),
    }
}

/// What the help of the program shows first.
pub const FIRST_STEPS: &[(&str, &str)] = &[
    ("scholion new letters", "start an archive in the folder letters"),
    ("scholion serve --open", "see the archive here in a browser, as you write"),
    ("scholion build", "make the site that you publish, in public/"),
];

/// The verbs as people look for them.
pub const GROUPS: [(&str, &[&str]); 5] = [
    ("Make a site:", &["new", "add", "ingest", "build", "watch", "serve", "check", "explain"]),
    ("Work on texts:", &["mv", "rm", "split", "merge", "release"]),
    ("Work on notes, works and names:", &["annotations", "references", "authorities"]),
    ("Take away and keep:", &["export", "links", "verify"]),
    ("The program itself:", &["completions", "help"]),
];

/// Those that stand in none of them.
pub const OTHERS: &str = "Other commands:";

/// Options that only say how to talk and work: where they mean nothing they do no harm, and are passed over.
pub const MANNERS: [&str; 4] = ["quiet", "verbose", "color", "jobs"];

/// All of them.
pub const ALL: &[&str] =
    &["root", "config", "output_dir", "base_url", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"];

/// All verbs.
pub const VERBS: [Verb; 26] = [
    Verb {
        name: "new",
        guide: "docs/TUTORIAL.md",
        uses: &["json", "quiet", "color"],
        examples: &[
            ("scholion new letters", "an archive in the folder letters"),
            ("scholion new --here", "an archive in this folder, which holds texts already"),
            ("scholion new letters --empty", "an archive without an example"),
            ("scholion new letters --with facsimile", "and in it a letter beside the pictures of its pages"),
        ],
    },
    Verb {
        name: "add",
        guide: "docs/INGEST.md",
        uses: &["root", "config", "output_dir", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion add ~/letters", "copies of all texts of a folder, with the folders in it"),
            ("scholion add letter.docx talk.pdf", "copies of these files"),
            ("scholion add .", "what lies beside the archive in its own folder"),
        ],
    },
    Verb {
        name: "ingest",
        guide: "docs/INGEST.md",
        uses: &["root", "config", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion ingest", "all that lies in content/sources/"),
            ("scholion ingest letter.txt --dry-run", "what would come of one source"),
            ("scholion ingest --report letter.txt", "what was found in it, and what is still open"),
            ("scholion ingest --report=report.html", "the same of all sources, as a page"),
            ("scholion ingest --settle 4f2a9c --verdict right", "an item of a report is as it should be"),
        ],
    },
    Verb {
        name: "build",
        guide: "docs/PUBLISHING.md",
        uses: ALL,
        examples: &[
            ("scholion build", "the site in public/"),
            ("scholion build -o /srv/www/letters -u https://example.org/letters/", "elsewhere, with whole addresses"),
            ("scholion build --strict --json", "for a script: warnings count as errors"),
            ("scholion build --date 2027-01-01", "the site as it will be on that day"),
        ],
    },
    Verb {
        name: "watch",
        guide: "docs/PUBLISHING.md",
        uses: ALL,
        examples: &[
            ("scholion watch", "the site in public/, whenever something changes"),
            ("scholion watch --poll", "on a network drive that tells of no changes"),
        ],
    },
    Verb {
        name: "serve",
        guide: "docs/ANNOTATIONS.md",
        uses: ALL,
        examples: &[
            ("scholion serve --open", "the site in a browser, following what you write; texts and notes can be written there, too"),
            ("scholion serve --drafts --port 8000", "with drafts, at another port"),
        ],
    },
    Verb {
        name: "check",
        guide: "docs/FINDINGS.md",
        uses: &["root", "config", "base_url", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion check", "everything that is wrong"),
            ("scholion check --quiet", "only what must be mended"),
            ("scholion check --json", "one object a line, for a program"),
        ],
    },
    Verb {
        name: "explain",
        guide: "docs/TEMPLATES.md",
        uses: &["root", "config", "output_dir", "base_url", "drafts", "date", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion explain documents/letter.html", "why this page would be rendered, or would not"),
            ("scholion explain -q documents/letter.html", "the answer only, in one line"),
            ("scholion explain content/authorities/people.yaml", "which pages come of this file"),
        ],
    },
    Verb {
        name: "export",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "output_dir", "base_url", "drafts", "date", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion export markdown letter", "a document, on standard output"),
            ("scholion export tei collections/letters -o letters.xml", "a collection, into a file"),
            ("scholion export epub letter -o letter.epub", "a document, as a book"),
            ("scholion export pdf letter -o letter.pdf --facsimile", "a document on paper, facing the pictures of its pages"),
            ("scholion export bag ../letters-bag", "all of the archive and its site, to be kept (BagIt, RO-Crate)"),
        ],
    },
    Verb {
        name: "references",
        guide: "docs/REFERENCE_MODEL.md",
        uses: &["json", "color", "jobs"],
        examples: &[
            ("scholion references list.txt", "what is read from each printed entry"),
            ("scholion references list.txt --bibtex", "the same for a reference manager"),
            ("scholion references --json", "as CSL-JSON, from standard input"),
        ],
    },
    Verb {
        name: "annotations",
        guide: "docs/ANNOTATIONS.md",
        uses: &["root", "config", "base_url", "drafts", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations accept letter", "notes on a document that moved stand where they were found"),
            ("scholion annotations import notes.json", "notes from another program"),
        ],
    },
    Verb {
        name: "annotations anchor",
        guide: "docs/ANNOTATIONS.md",
        uses: &["color"],
        examples: &[("scholion annotations anchor --text letter.txt --annotations quotes.jsonl", "where each quotation stands")],
    },
    Verb {
        name: "annotations accept",
        guide: "docs/ANNOTATIONS.md",
        uses: &["root", "config", "drafts", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations accept", "all notes that moved"),
            ("scholion annotations accept letter --note n3", "one note on one document"),
        ],
    },
    Verb {
        name: "annotations import",
        guide: "docs/ANNOTATIONS.md",
        uses: &["root", "config", "base_url", "drafts", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations import notes.json", "each note to the document whose address it names"),
            ("scholion annotations import notes.json --document letter", "all of them to one document"),
            ("scholion annotations import notes.json --group abc", "those of a group of Hypothes.is as well"),
        ],
    },
    Verb {
        name: "authorities",
        guide: "docs/DESCRIBE.md",
        uses: &["root", "config", "json", "quiet", "color", "jobs"],
        examples: &[("scholion authorities match --with gnd.tsv", "identifiers for records out of a list")],
    },
    Verb {
        name: "authorities match",
        guide: "docs/DESCRIBE.md",
        uses: &["root", "config", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion authorities match --with gnd.tsv", "what a list of names, identifiers and dates has for the records"),
            ("scholion authorities match --with gnd.tsv --keep", "the same, and a line for each in content/authorities/matches.yaml"),
            ("scholion authorities match --accept", "write what you said yes to there into the records"),
        ],
    },
    Verb {
        name: "release",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion release letter 1.0", "what readers see now can be cited as version 1.0"),
            ("scholion release letter 1.1 --kind correction --note 'The date was read wrongly.'", "and the list of errata says why"),
            ("scholion release --dry-run box1/letter 2026-05-01", "what would be written"),
        ],
    },
    Verb {
        name: "mv",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion mv letter box1/", "a document with its works, notes and files, into a folder"),
            ("scholion mv content/pages/about.md imprint.md", "a free page under another name"),
            ("scholion mv --dry-run letter narva-1843", "what would be written"),
        ],
    },
    Verb {
        name: "rm",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion rm letter", "a document with its works, notes and files, after a question"),
            ("scholion rm --yes content/documents/box1", "all documents of a folder, without one"),
        ],
    },
    Verb {
        name: "split",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion split diary --at '#may-1843' diary-may", "the second text begins at a heading"),
            ("scholion split diary --at 212 diary-2 --title Notebook", "or at a line of the file"),
        ],
    },
    Verb {
        name: "merge",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[("scholion merge letter letter-2", "the words of the second behind those of the first")],
    },
    Verb {
        name: "links",
        guide: "docs/FORMATS.md",
        uses: &["root", "config", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion links", "every address on the web, by host, with its first use"),
            ("scholion links --missing --bare", "those of which the archive has no copy, for a program that captures pages"),
            ("scholion links --tsv", "as a table"),
        ],
    },
    Verb {
        name: "verify",
        guide: "docs/TRUST.md",
        uses: &["root", "config", "output_dir", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion verify", "the sources are those of which documents were made, the site is as it was built"),
            ("scholion verify ../letters-bag", "every byte of a bag is what its manifests say"),
            ("scholion verify /srv/www/letters", "a copy of the site is whole, and holds nothing else"),
        ],
    },
    Verb {
        name: "completions",
        guide: "README.md",
        uses: &["color"],
        examples: &[
            ("scholion completions bash > ~/.local/share/bash-completion/completions/scholion", "for bash"),
            ("scholion completions zsh > ~/.zfunc/_scholion", "for zsh, with `fpath+=~/.zfunc` in ~/.zshrc before `compinit`"),
            ("scholion completions fish > ~/.config/fish/completions/scholion.fish", "for fish"),
            ("scholion completions nushell > scholion.nu", "for Nushell, with `use scholion.nu *` in config.nu"),
        ],
    },
    Verb {
        name: "manual",
        guide: "README.md",
        uses: &["color"],
        examples: &[
            ("scholion manual build", "the manual page of a verb, for man"),
            ("scholion manual --out man1", "all of them, into a folder"),
        ],
    },
    Verb { name: "version", guide: "README.md", uses: &["color"], examples: &[("scholion version", "the same as scholion --version")] },
];
