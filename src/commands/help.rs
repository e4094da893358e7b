//! What the help of each verb says beyond its own arguments: examples, and those of the common options that change what it
//! does.
//!
//! An option that a verb has no use for is not listed with it. One by which a person would mean something is refused there,
//! so that nothing is asked for in vain.

use std::ffi::OsString;

use clap::{ArgMatches, Command, CommandFactory, error::ErrorKind, parser::ValueSource};

use super::flags::Cli;

/// A verb, with what its help says.
struct Verb {
    /// Its name, behind that of the verb it belongs to.
    name: &'static str,
    /// The common options that change what it does, by their ids.
    uses: &'static [&'static str],
    /// Commands as one would type them, and what each is for.
    examples: &'static [(&'static str, &'static str)],
}

/// Options that only say how to talk and work: where they mean nothing they do no harm, and are passed over.
const MANNERS: [&str; 4] = ["quiet", "verbose", "color", "jobs"];

/// All of them.
const ALL: &[&str] = &["root", "config", "output_dir", "base_url", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"];

const VERBS: [Verb; 23] = [
    Verb {
        name: "new",
        uses: &["quiet", "color"],
        examples: &[
            ("scholion new letters", "an archive in the folder letters"),
            ("scholion new letters --with facsimile", "and in it a letter beside the pictures of its pages"),
        ],
    },
    Verb {
        name: "ingest",
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
        uses: ALL,
        examples: &[
            ("scholion watch", "the site in public/, whenever something changes"),
            ("scholion watch --poll", "on a network drive that tells of no changes"),
        ],
    },
    Verb {
        name: "serve",
        uses: ALL,
        examples: &[
            ("scholion serve --open", "the site in a browser, following what you write"),
            ("scholion serve --drafts --port 8000", "with drafts, at another port"),
        ],
    },
    Verb {
        name: "check",
        uses: &["root", "config", "base_url", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion check", "everything that is wrong"),
            ("scholion check --quiet", "only what must be mended"),
            ("scholion check --json", "one object a line, for a program"),
        ],
    },
    Verb {
        name: "explain",
        uses: &["root", "config", "output_dir", "base_url", "drafts", "date", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion explain documents/letter.html", "why this page would be rendered, or would not"),
            ("scholion explain -q documents/letter.html", "the answer only, in one line"),
            ("scholion explain content/authorities/people.yaml", "which pages come of this file"),
        ],
    },
    Verb {
        name: "export",
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
        uses: &["json", "color", "jobs"],
        examples: &[
            ("scholion references list.txt", "what is read from each printed entry"),
            ("scholion references list.txt --bibtex", "the same for a reference manager"),
            ("scholion references --json", "as CSL-JSON, from standard input"),
        ],
    },
    Verb {
        name: "annotations",
        uses: &["root", "config", "base_url", "drafts", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations accept letter", "notes on a document that moved stand where they were found"),
            ("scholion annotations import notes.json", "notes from another program"),
        ],
    },
    Verb {
        name: "annotations anchor",
        uses: &["color"],
        examples: &[("scholion annotations anchor --text letter.txt --annotations quotes.jsonl", "where each quotation stands")],
    },
    Verb {
        name: "annotations accept",
        uses: &["root", "config", "drafts", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations accept", "all notes that moved"),
            ("scholion annotations accept letter --note n3", "one note on one document"),
        ],
    },
    Verb {
        name: "annotations import",
        uses: &["root", "config", "base_url", "drafts", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion annotations import notes.json", "each note to the document whose address it names"),
            ("scholion annotations import notes.json --document letter", "all of them to one document"),
            ("scholion annotations import notes.json --group abc", "those of a group of Hypothes.is as well"),
        ],
    },
    Verb {
        name: "authorities",
        uses: &["root", "config", "json", "quiet", "color", "jobs"],
        examples: &[("scholion authorities match --with gnd.tsv", "identifiers for records out of a list")],
    },
    Verb {
        name: "authorities match",
        uses: &["root", "config", "json", "quiet", "color", "jobs"],
        examples: &[
            ("scholion authorities match --with gnd.tsv", "what a list of names, identifiers and dates has for the records"),
            ("scholion authorities match --with gnd.tsv --keep", "the same, and a line for each in content/authorities/matches.yaml"),
            ("scholion authorities match --accept", "write what you said yes to there into the records"),
        ],
    },
    Verb {
        name: "release",
        uses: &["root", "config", "drafts", "date", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion release letter 1.0", "what readers see now can be cited as version 1.0"),
            ("scholion release letter 1.1 --kind correction --note 'The date was read wrongly.'", "and the list of errata says why"),
            ("scholion release --dry-run box1/letter 2026-05-01", "what would be written"),
        ],
    },
    Verb {
        name: "mv",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion mv letter box1/", "a document with its works, notes and files, into a folder"),
            ("scholion mv content/pages/about.md imprint.md", "a free page under another name"),
            ("scholion mv --dry-run letter narva-1843", "what would be written"),
        ],
    },
    Verb {
        name: "rm",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion rm letter", "a document with its works, notes and files, after a question"),
            ("scholion rm --yes content/documents/box1", "all documents of a folder, without one"),
        ],
    },
    Verb {
        name: "split",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion split diary --at '#may-1843' diary-may", "the second text begins at a heading"),
            ("scholion split diary --at 212 diary-2 --title Notebook", "or at a line of the file"),
        ],
    },
    Verb {
        name: "merge",
        uses: &["root", "config", "drafts", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[("scholion merge letter letter-2", "the words of the second behind those of the first")],
    },
    Verb {
        name: "links",
        uses: &["root", "config", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion links", "every address on the web, by host, with its first use"),
            ("scholion links --missing --bare", "those of which the archive has no copy, for a program that captures pages"),
            ("scholion links --tsv", "as a table"),
        ],
    },
    Verb {
        name: "verify",
        uses: &["root", "config", "output_dir", "strict", "json", "quiet", "verbose", "color", "jobs"],
        examples: &[
            ("scholion verify", "the sources are those of which documents were made, the site is as it was built"),
            ("scholion verify ../letters-bag", "every byte of a bag is what its manifests say"),
            ("scholion verify /srv/www/letters", "a copy of the site is whole, and holds nothing else"),
        ],
    },
    Verb {
        name: "completions",
        uses: &["color"],
        examples: &[("scholion completions bash", "to be kept where your shell looks for completions")],
    },
];

/// Examples stand before the options: they are what most people look for.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n{usage-heading} {usage}{after-help}\n\n{all-args}";

/// The command line with what this module knows of it.
pub fn command() -> Command {
    let plain = Cli::command();
    let common: Vec<clap::Arg> = plain.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    VERBS.iter().filter(|verb| !verb.name.contains(' ')).fold(plain, |all, verb| {
        all.mut_subcommand(verb.name, |command| {
            let prefix = format!("{} ", verb.name);
            let inner = VERBS.iter().filter_map(|inner| Some((inner.name.strip_prefix(&prefix)?, inner)));
            let command = inner.fold(command, |command, (name, inner)| command.mut_subcommand(name, |one| dress(one, inner, &common)));
            dress(command, verb, &common)
        })
    })
}

fn dress(command: Command, verb: &Verb, common: &[clap::Arg]) -> Command {
    // An argument that is there already is not handed down from above.
    let idle = common.iter().filter(|arg| !verb.uses.contains(&arg.get_id().as_str()));
    let command = idle.fold(command, |command, arg| command.arg(arg.clone().hide(true)));
    let own = common.iter().filter(|arg| verb.name == "export" && arg.get_id() == "output_dir");
    let command = own.fold(command, |command, arg| {
        let arg = arg.clone().value_name("FILE").visible_alias("output");
        command.arg(arg.help("Write into this file [default: standard output]; of a bag, where the site is published"))
    });
    let width = verb.examples.iter().map(|(line, _)| line.len()).filter(|len| *len <= WIDEST).max().unwrap_or(0);
    let mut text = "\x1b[1m\x1b[4mExamples:\x1b[0m".to_owned();
    for (line, what) in verb.examples {
        let gap = if line.len() > width { format!("\n  {:width$}", "") } else { " ".repeat(width - line.len()) };
        text.push_str(&format!("\n  {line}{gap}  {what}"));
    }
    command.after_help(text).help_template(TEMPLATE)
}

/// The longest example that has its explanation beside it.
const WIDEST: usize = 48;

/// The arguments without the options `-h` and `--help` behind the verb `help`, which would take them for verbs.
pub fn without_help_of_help(command: &Command, mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut verb = command;
    for at in 1..arguments.len() {
        let Some(name) = arguments.get(at).and_then(|one| one.to_str()) else { break };
        if name == "help" && verb.has_subcommands() {
            let is_asked = |one: &OsString| one == "-h" || one == "--help";
            let behind = arguments.split_off(at + 1);
            arguments.extend(behind.into_iter().filter(|one| !is_asked(one)));
            break;
        }
        match verb.find_subcommand(name) {
            Some(inner) => verb = inner,
            None => break,
        }
    }
    arguments
}

/// Refuses a common option that the verb has no use for, and two that exclude each other, one before the verb and one
/// behind it, which the parser of the command line does not compare.
pub fn refuse_idle_options(command: &mut Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let (mut name, mut leaf) = (String::new(), matches);
    while let Some((inner, below)) = leaf.subcommand() {
        name = if name.is_empty() { inner.to_owned() } else { format!("{name} {inner}") };
        leaf = below;
    }
    let is_set = |id| leaf.try_get_one::<bool>(id).is_ok_and(|value| value == Some(&true));
    if is_set("quiet") && is_set("verbose") {
        return Err(command.error(ErrorKind::ArgumentConflict, "`--quiet` and `--verbose` exclude each other"));
    }
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else { return Ok(()) };
    let is_idle = |id: &&&str| !verb.uses.contains(id) && !MANNERS.contains(id) && leaf.value_source(id) == Some(ValueSource::CommandLine);
    match ALL.iter().find(is_idle) {
        None => Ok(()),
        Some(id) => {
            let option = id.replace('_', "-");
            let message = format!("`--{option}` means nothing to `scholion {name}`; `scholion help {name}` lists what does");
            Err(command.error(ErrorKind::ArgumentConflict, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::*;

    /// All verbs, with the command that has its verbs below it.
    fn verbs() -> Vec<(String, Command)> {
        let mut all = Vec::new();
        let mut command = command();
        command.build();
        for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
            all.push((one.get_name().to_owned(), one.clone()));
            let inner = one.get_subcommands().filter(|inner| inner.get_name() != "help");
            all.extend(inner.map(|inner| (format!("{} {}", one.get_name(), inner.get_name()), inner.clone())));
        }
        all
    }

    /// The arguments of a line as a shell reads it: what stands between two `'` is one.
    fn typed(line: &str) -> Vec<String> {
        let quoted = |(nth, part): (usize, &str)| match nth % 2 {
            0 => part.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        };
        line.split('\'').enumerate().flat_map(quoted).collect()
    }

    #[test]
    fn every_verb_has_examples_that_can_be_typed() {
        let names: Vec<String> = verbs().into_iter().map(|(name, _)| name).collect();
        let mut known: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
        known.sort_by_key(|name| names.iter().position(|one| one == name));
        assert_eq!(names, known);
        for verb in &VERBS {
            assert!(!verb.examples.is_empty(), "{}", verb.name);
            for (line, _) in verb.examples {
                let mut command = command();
                let matches = command.try_get_matches_from_mut(typed(line)).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert!(refuse_idle_options(&mut command, &matches).is_ok(), "{line}");
                assert!(Cli::from_arg_matches(&matches).is_ok(), "{line}");
            }
        }
    }

    #[test]
    fn help_tells_of_itself() {
        for (line, left) in [
            ("scholion help --help", "scholion help"),
            ("scholion help build -h", "scholion help build"),
            ("scholion annotations help --help", "scholion annotations help"),
            ("scholion build --help", "scholion build --help"),
            ("scholion new help --help", "scholion new help --help"),
        ] {
            let arguments = without_help_of_help(&command(), line.split(' ').map(OsString::from).collect());
            assert_eq!(arguments, left.split(' ').map(OsString::from).collect::<Vec<_>>());
            let said = command().try_get_matches_from_mut(arguments).unwrap_err();
            assert!(matches!(said.kind(), ErrorKind::DisplayHelp), "{line}: {said}");
        }
        for (jobs, is_right) in [("0", false), ("1", true), ("256", true), ("257", false), ("99999999999", false), ("-1", false)] {
            assert_eq!(command().try_get_matches_from_mut(["scholion", "check", "-j", jobs]).is_ok(), is_right, "{jobs}");
        }
    }

    #[test]
    fn help_lists_only_what_changes_something() {
        for (name, mut command) in verbs() {
            let help = command.render_help().to_string();
            let verb = VERBS.iter().find(|verb| verb.name == name).unwrap();
            assert!(help.contains("\nExamples:\n"), "{help}");
            for id in ALL {
                let option = format!("--{}", id.replace('_', "-"));
                assert_eq!(help.split_once("Common options").unwrap().1.contains(&option), verb.uses.contains(id), "{name} {option}");
            }
        }
    }

    #[test]
    fn an_option_without_effect_is_refused_before_and_behind_the_verb() {
        for line in [
            "scholion new x --drafts",
            "scholion --json new x",
            "scholion references -u https://a.example",
            "scholion annotations --strict import x",
        ] {
            let mut command = command();
            let matches = command.try_get_matches_from_mut(typed(line)).unwrap();
            let why = refuse_idle_options(&mut command, &matches).unwrap_err().to_string();
            assert!(why.contains("means nothing to `scholion"), "{why}");
        }
        let mut command = command();
        for line in ["scholion -q check --verbose", "scholion check -q --verbose"] {
            let matches = command.try_get_matches_from_mut(typed(line)).unwrap();
            assert!(refuse_idle_options(&mut command, &matches).unwrap_err().to_string().contains("exclude each other"), "{line}");
        }
        let matches = command.try_get_matches_from_mut("scholion references list.txt -q -j 2".split(' ')).unwrap();
        assert!(refuse_idle_options(&mut command, &matches).is_ok());
    }
}
