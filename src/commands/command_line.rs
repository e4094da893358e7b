//! The command line as its parser has it: the arguments of [`super::flags`], with what [`super::help`] says of each verb.
//!
//! Help comes in two lengths. `-h` shows what a verb is about, with its own arguments, and names the common options;
//! `--help` and `scholion help VERB` say what these do as well.

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command, CommandFactory, error::ErrorKind, parser::ValueSource};

use super::{
    flags::Cli,
    help::{ALL, FIRST_STEPS, GROUPS, MANNERS, OTHERS, VERBS, Verb, at_home},
};

/// How much help says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Common options are named.
    Short,
    /// They are explained.
    Long,
}

/// The length of help for which these arguments ask, if they ask for any. Nothing at all asks for little.
pub fn length_of_help(arguments: &[OsString]) -> Length {
    let options = || arguments.iter().skip(1).filter_map(|one| one.to_str()).take_while(|one| *one != "--");
    let is_short = |one: &str| one.strip_prefix('-').is_some_and(|letters| !letters.starts_with('-') && letters.contains('h'));
    let is_long = options().any(|one| one == "--help");
    if !is_long && (arguments.len() < 2 || options().any(is_short)) { Length::Short } else { Length::Long }
}

/// The command line with what is known of its verbs.
pub fn command(length: Length) -> Command {
    let plain = Cli::command().bin_name("scholion");
    let common: Vec<Arg> = plain.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    let all = VERBS.iter().filter(|verb| !verb.name.contains(' ')).fold(plain, |all, verb| {
        all.mut_subcommand(verb.name, |command| {
            let prefix = format!("{} ", verb.name);
            let inner = VERBS.iter().filter_map(|inner| Some((inner.name.strip_prefix(&prefix)?, inner)));
            let command =
                inner.fold(command, |command, (name, inner)| command.mut_subcommand(name, |one| dress(one, inner, &common, length)));
            dress(command, verb, &common, length)
        })
    });
    let template = template_of_all(&all, length);
    let all = common.iter().fold(all, |all, arg| all.mut_arg(arg.get_id(), |arg| arg.hide_short_help(length == Length::Short)));
    all.after_help(examples(FIRST_STEPS)).help_template(template)
}

/// The help of the program: its verbs in groups.
fn template_of_all(all: &Command, length: Length) -> String {
    let about = |name: &str| all.find_subcommand(name).and_then(|one| one.get_about()).map(ToString::to_string);
    let grouped = |name: &str| GROUPS.iter().any(|(_, verbs)| verbs.contains(&name));
    let others = || all.get_subcommands().filter(|one| !one.is_hide_set() && !grouped(one.get_name()));
    let width = all.get_subcommands().map(|one| one.get_name().len()).max().unwrap_or(0);
    let mut text = String::from("{about-with-newline}\n{usage-heading} {usage}{after-help}\n");
    let mut add = |heading: &str, verbs: Vec<&str>| {
        text.push_str(&format!("\n{}\n", styled(heading)));
        for verb in verbs {
            let about = about(verb).unwrap_or_else(|| String::from("Explain the program, or one of its commands"));
            text.push_str(&format!("  \x1b[1m{verb}\x1b[0m{:1$}  {about}\n", "", width.saturating_sub(verb.len())));
        }
    };
    for (heading, verbs) in GROUPS {
        add(heading, verbs.to_vec());
    }
    if others().next().is_some() {
        add(OTHERS, others().map(Command::get_name).collect());
    }
    let heading = if length == Length::Short { "Options:" } else { "Options, which stand before or behind the command:" };
    text.push_str(&format!("\n{}\n{{options}}\n\n{EXIT_STATUS}\n", styled(heading)));
    text.push_str(match length {
        Length::Short => "`scholion help build` explains a command, `scholion --help` also the common options.\n",
        Length::Long => "`scholion help build` explains a command, with examples.\n",
    });
    text.push_str(&format!("{} {}\n", styled("Guides and questions:"), at_home("README.md")));
    text
}

/// What scripts learn from the program's end.
pub const EXIT_STATUS: &str = "Exit status: 0 done, 1 the content has errors, 2 the command was wrong, 3 input or\noutput failed.";

/// A verb with its examples, and with those of the common options that it has a use for.
fn dress(command: Command, verb: &Verb, common: &[Arg], length: Length) -> Command {
    let is_own = |arg: &&Arg| verb.name == "export" && arg.get_id() == "output_dir";
    // An argument that is there already is not handed down from above.
    let command = common.iter().filter(|arg| !is_own(arg)).fold(command, |command, arg| {
        let is_used = verb.uses.contains(&arg.get_id().as_str());
        command.arg(arg.clone().hide(!is_used).hide_short_help(length == Length::Short))
    });
    let command = common.iter().filter(is_own).fold(command, |command, arg| {
        let arg = arg.clone().value_name("FILE").visible_alias("output").help_heading(None::<&str>);
        command.arg(arg.help("Write into this file [default: standard output]; of a bag, where the site is published"))
    });
    let named = common.iter().filter(|arg| !is_own(arg) && verb.uses.contains(&arg.get_id().as_str()));
    let named: Vec<String> = named.filter_map(|arg| Some(format!("--{}", arg.get_long()?))).collect();
    let mut template = String::from("{about-with-newline}\n{usage-heading} {usage}{after-help}\n\n{all-args}");
    if length == Length::Short && !named.is_empty() {
        let heading = format!("Common options (`scholion help {}` explains them):", verb.name);
        template.push_str(&format!("\n\n{}\n{}", styled(&heading), lines_of(&named)));
    }
    template.push_str(&format!("\n\n{} {}\n", styled("Guide:"), at_home(verb.guide)));
    command.mut_args(in_one_paragraph).after_help(examples(verb.examples)).help_template(template)
}

/// An argument explained in one paragraph, what its values mean included, so that help needs one line for most.
fn in_one_paragraph(arg: Arg) -> Arg {
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = arg.get_possible_values();
    let meanings: Vec<String> = values.iter().filter_map(|one| Some(format!("{}: {}", one.get_name(), one.get_help()?))).collect();
    let arg = arg.long_help(None::<&str>);
    match meanings.is_empty() {
        true => arg.help(help),
        false => arg.help(format!("{help} [{}]", meanings.join("; "))).hide_possible_values(true),
    }
}

fn styled(heading: &str) -> String {
    format!("\x1b[1m\x1b[4m{heading}\x1b[0m")
}

/// How wide help is that this module lays out.
const WIDTH: usize = 80;

/// Examples with what each is for beside it, or below it if one of them is too long for that.
fn examples(examples: &[(&str, &str)]) -> String {
    let width = examples.iter().map(|(line, _)| line.len()).max().unwrap_or(0);
    let fits = examples.iter().all(|(_, what)| "  ".len() + width + "  ".len() + what.len() <= WIDTH);
    let mut text = styled("Examples:");
    for (line, what) in examples {
        text.push_str(&if fits { format!("\n  {line:width$}  {what}") } else { format!("\n  {line}\n      {what}") });
    }
    text
}

/// Words in lines, with commas between them.
fn lines_of(words: &[String]) -> String {
    let (mut text, mut line) = (String::new(), String::from(" "));
    for (nth, word) in words.iter().enumerate() {
        if line.len() + word.len() + 2 > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line = String::from(" ");
        }
        line.push_str(&format!(" {word}{}", if nth + 1 < words.len() { "," } else { "" }));
    }
    text + &line
}

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
    fn verbs(length: Length) -> Vec<(String, Command)> {
        let mut all = Vec::new();
        let mut command = command(length);
        command.build();
        for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
            all.push((one.get_name().to_owned(), one.clone()));
            let inner = one.get_subcommands().filter(|inner| inner.get_name() != "help");
            all.extend(inner.map(|inner| (format!("{} {}", one.get_name(), inner.get_name()), inner.clone())));
        }
        all
    }

    /// The arguments of a line as a shell reads it: what stands between two `'` is one, and where the output goes is none.
    fn typed(line: &str) -> Vec<String> {
        let quoted = |(nth, part): (usize, &str)| match nth % 2 {
            0 => part.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        };
        let line = line.split_once(" > ").map_or(line, |(command, _)| command);
        line.split('\'').enumerate().flat_map(quoted).collect()
    }

    #[test]
    fn every_verb_has_examples_that_can_be_typed() {
        let names: Vec<String> = verbs(Length::Long).into_iter().map(|(name, _)| name).collect();
        let mut known: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
        known.sort_by_key(|name| names.iter().position(|one| one == name));
        assert_eq!(names, known);
        for verb in &VERBS {
            assert!(!verb.examples.is_empty(), "{}", verb.name);
            for (line, _) in verb.examples {
                let mut command = command(Length::Long);
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
            let arguments = without_help_of_help(&command(Length::Long), line.split(' ').map(OsString::from).collect());
            assert_eq!(arguments, left.split(' ').map(OsString::from).collect::<Vec<_>>());
            let said = command(Length::Long).try_get_matches_from_mut(arguments).unwrap_err();
            assert!(matches!(said.kind(), ErrorKind::DisplayHelp), "{line}: {said}");
        }
        for (jobs, is_right) in [("0", false), ("1", true), ("256", true), ("257", false), ("99999999999", false), ("-1", false)] {
            assert_eq!(command(Length::Long).try_get_matches_from_mut(["scholion", "check", "-j", jobs]).is_ok(), is_right, "{jobs}");
        }
    }

    #[test]
    fn long_help_explains_only_what_changes_something_and_short_help_names_it() {
        let said = |length, name: &str, flag: &str| {
            let line = format!("scholion {name} {flag}");
            command(length).try_get_matches_from_mut(typed(&line)).unwrap_err().to_string()
        };
        for (name, _) in verbs(Length::Long) {
            let help = said(Length::Long, &name, "--help");
            let verb = VERBS.iter().find(|verb| verb.name == name).unwrap();
            assert!(help.contains("\nExamples:\n") && help.ends_with(&format!("Guide: {}\n", at_home(verb.guide))), "{help}");
            for id in ALL {
                let option = format!("--{}", id.replace('_', "-"));
                assert_eq!(help.contains(&format!("{option} ")), verb.uses.contains(id), "{name} {option} {help}");
            }
        }
        for (name, _) in verbs(Length::Short) {
            let help = said(Length::Short, &name, "-h");
            let verb = VERBS.iter().find(|verb| verb.name == name).unwrap();
            let (own, named) = help.split_once(&format!("(`scholion help {name}` explains them):\n")).unwrap_or_else(|| panic!("{help}"));
            for id in ALL {
                let option = format!("--{}", id.replace('_', "-"));
                let is_named = named.split([' ', ',', '\n']).any(|word| word == option);
                assert_eq!(is_named || own.contains(&format!("{option} ")), verb.uses.contains(id), "{name} {option} {help}");
            }
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        }
    }

    #[test]
    fn the_program_s_help_shows_each_verb_once() {
        for length in [Length::Short, Length::Long] {
            let mut all = command(length);
            let help = if length == Length::Short { all.render_help() } else { all.render_long_help() }.to_string();
            for one in all.get_subcommands() {
                let shown = help.lines().filter(|line| line.split_whitespace().next() == Some(one.get_name())).count();
                assert_eq!(shown, usize::from(!one.is_hide_set()), "{} {help}", one.get_name());
            }
            assert_eq!(help.contains("--base-url"), length == Length::Long, "{help}");
            assert!(help.contains("Exit status: 0 done") && !help.contains(OTHERS), "{help}");
        }
    }

    #[test]
    fn help_is_short_where_that_is_asked() {
        for (line, length) in [
            ("scholion", Length::Short),
            ("scholion -h", Length::Short),
            ("scholion build -qh", Length::Short),
            ("scholion --help", Length::Long),
            ("scholion build --help", Length::Long),
            ("scholion build -h --help", Length::Long),
            ("scholion help build", Length::Long),
            ("scholion ingest -- -h", Length::Long),
        ] {
            assert_eq!(length_of_help(&line.split(' ').map(OsString::from).collect::<Vec<_>>()), length, "{line}");
        }
    }

    #[test]
    fn an_option_without_effect_is_refused_before_and_behind_the_verb() {
        for line in [
            "scholion new x --drafts",
            "scholion --strict new x",
            "scholion references -u https://a.example",
            "scholion annotations --strict import x",
        ] {
            let mut command = command(Length::Long);
            let matches = command.try_get_matches_from_mut(typed(line)).unwrap();
            let why = refuse_idle_options(&mut command, &matches).unwrap_err().to_string();
            assert!(why.contains("means nothing to `scholion"), "{why}");
        }
        let mut command = command(Length::Long);
        for line in ["scholion -q check --verbose", "scholion check -q --verbose"] {
            let matches = command.try_get_matches_from_mut(typed(line)).unwrap();
            assert!(refuse_idle_options(&mut command, &matches).unwrap_err().to_string().contains("exclude each other"), "{line}");
        }
        let matches = command.try_get_matches_from_mut("scholion references list.txt -q -j 2".split(' ')).unwrap();
        assert!(refuse_idle_options(&mut command, &matches).is_ok());
    }
}
