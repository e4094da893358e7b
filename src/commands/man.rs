//! Manual pages: what help says, in the language of `man` (groff_man(7), mandoc's man(7)).
//!
//! A page says nothing that help does not know: both are made of the same arguments, and of the list of verbs.

use clap::{Arg, Command};

use super::{
    command_line::{self, Length},
    help::{FIRST_STEPS, VERBS, at_home},
};

/// All pages by their file names: of the program, of its verbs, of theirs.
pub fn pages() -> Vec<(String, String)> {
    let mut program = command_line::command(Length::Long);
    program.build();
    let mut pages = Vec::new();
    add(&program, "", &mut pages);
    pages
}

/// The page of a command, and of those below it.
fn add(command: &Command, name: &str, pages: &mut Vec<(String, String)>) {
    let inner: Vec<&Command> = command.get_subcommands().filter(|one| is_shown(one)).collect();
    pages.push((format!("{}.1", title(name)), page(command, name, &inner)));
    for one in inner {
        add(one, &format!("{name} {}", one.get_name()), pages);
    }
}

fn is_shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

/// The name of the page of a verb.
fn title(verb: &str) -> String {
    format!("scholion{}", verb.replace(' ', "-"))
}

fn page(command: &Command, name: &str, inner: &[&Command]) -> String {
    let verb = VERBS.iter().find(|verb| verb.name == name.trim_start());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = Page::default();
    page.macro_line("TH", &[&title(name).to_uppercase(), "1", "", concat!("scholion ", env!("CARGO_PKG_VERSION")), "Scholion"]);
    page.section("NAME");
    page.text(&format!("{} - {about}", title(name)));
    page.section("SYNOPSIS");
    let usage = command.clone().render_usage().to_string();
    let usage = usage.split_whitespace().skip_while(|word| *word == "Usage:").collect::<Vec<_>>().join(" ");
    page.macro_line("B", &[&usage]);
    page.section("DESCRIPTION");
    page.text(&format!("{about}."));
    if !inner.is_empty() {
        page.section("COMMANDS");
        for one in inner {
            let about = one.get_about().map(ToString::to_string).unwrap_or_default();
            page.item(&bold(&format!("{} {}", title(name).replace('-', " "), one.get_name())), &about);
        }
    }
    page.section("EXAMPLES");
    for (line, what) in verb.map_or(FIRST_STEPS, |verb| verb.examples) {
        page.item(&bold(line), what);
    }
    let is_common = |arg: &Arg| arg.get_help_heading().is_some();
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set());
    page.arguments("ARGUMENTS", shown().filter(|arg| arg.is_positional()));
    page.arguments("OPTIONS", shown().filter(|arg| !arg.is_positional() && !is_common(arg)));
    page.arguments("COMMON OPTIONS", shown().filter(|arg| !arg.is_positional() && is_common(arg)));
    page.section("EXIT STATUS");
    for (status, what) in EXITS {
        page.item(&bold(status), what);
    }
    page.section("ENVIRONMENT");
    for (variable, what) in ENVIRONMENT {
        page.item(&bold(variable), what);
    }
    page.section("FILES");
    for (file, what) in FILES {
        page.item(&format!("\\fI{}\\fR", escaped(file)), what);
    }
    page.section("SEE ALSO");
    let above = name.rsplit_once(' ').map(|(above, _)| title(above));
    let beside = above.into_iter().chain(inner.iter().map(|one| format!("{}-{}", title(name), one.get_name())));
    let beside: Vec<String> = beside.map(|title| format!("{}(1)", bold(&title))).collect();
    if !beside.is_empty() {
        page.line(&format!("{}.", beside.join(", ")));
    }
    page.text(&format!("The guide: {}", at_home(verb.map_or("README.md", |verb| verb.guide))));
    page.0
}

const EXITS: [(&str, &str); 4] = [
    ("0", "What was asked for is done."),
    ("1", "The content of the archive has errors; what could be done was done."),
    ("2", "The command was wrong; nothing was done."),
    ("3", "Input or output failed. So it is if nobody reads what is printed, of which nothing is said."),
];

const ENVIRONMENT: [(&str, &str); 3] = [
    ("NO_COLOR", "If it is set, nothing is in colours, unless --color=always asks for them."),
    ("CLICOLOR_FORCE", "If it is set and not 0, there are colours in pipes and files, too."),
    ("SOURCE_DATE_EPOCH", "Seconds after the beginning of 1970: the moment that counts as now, so that what is made can be made again."),
];

const FILES: [(&str, &str); 4] = [
    ("scholion.yaml", "The configuration of an archive, in its uppermost folder."),
    ("content/", "All that editors write; sources lie in content/sources/ and are never written."),
    ("public/", "The site. Files that the program did not write stay as they are."),
    (".scholion/", "What is kept from one run to the next. It may be deleted at any time."),
];

/// A page in the making.
#[derive(Default)]
struct Page(String);

impl Page {
    /// A line that is roff already.
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A macro with its arguments, each of which is words.
    fn macro_line(&mut self, name: &str, arguments: &[&str]) {
        let arguments: Vec<String> = arguments.iter().map(|one| format!("\"{}\"", escaped(one).replace('"', "\\(dq"))).collect();
        self.line(&format!(".{name} {}", arguments.join(" ")));
    }

    fn section(&mut self, name: &str) {
        self.macro_line("SH", &[name]);
    }

    /// Words. A line that began with a dot or an apostrophe would be a request.
    fn text(&mut self, words: &str) {
        for line in words.lines() {
            let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
            self.line(&format!("{guard}{}", escaped(line)));
        }
    }

    /// What is explained, which is roff already, and the words that do it.
    fn item(&mut self, what: &str, words: &str) {
        self.line(".TP");
        self.line(what);
        self.text(words);
    }

    fn arguments<'a>(&mut self, heading: &str, arguments: impl Iterator<Item = &'a Arg>) {
        for (nth, arg) in arguments.enumerate() {
            if nth == 0 {
                self.section(heading);
            }
            self.item(&signature(arg), &explained(arg));
        }
    }
}

/// An argument as one types it.
fn signature(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default().iter().map(|name| format!("\\fI{}\\fR", escaped(name)));
    let value = names.collect::<Vec<_>>().join(" ");
    if arg.is_positional() {
        return if arg.is_required_set() { value } else { format!("[{value}]") };
    }
    let short = arg.get_short().map(|letter| bold(&format!("-{letter}")));
    let longs = arg.get_long().into_iter().chain(arg.get_visible_aliases().unwrap_or_default());
    let all: Vec<String> = short.into_iter().chain(longs.map(|long| bold(&format!("--{long}")))).collect();
    let all = all.join(", ");
    match arg.get_num_args() {
        _ if !arg.get_action().takes_values() => all,
        Some(range) if range.min_values() == 0 => format!("{all}[={value}]"),
        _ => format!("{all} {value}"),
    }
}

/// What an argument is for, with its values and what holds without it, unless the words say that.
fn explained(arg: &Arg) -> String {
    let mut words = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if !arg.get_action().takes_values() {
        return words;
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() && !arg.is_hide_default_value_set() {
        words.push_str(&format!(" [default: {}]", defaults.join(" ")));
    }
    let values = arg.get_possible_values();
    if !values.is_empty() && !arg.is_hide_possible_values_set() {
        let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        words.push_str(&format!(" [possible values: {}]", values.join(", ")));
    }
    words
}

/// Words in bold.
fn bold(words: &str) -> String {
    format!("\\fB{}\\fR", escaped(words))
}

/// Words as roff has them: a hyphen that is typed stays one, and signs beyond ASCII are named, since not every `man` reads UTF-8.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '`' => out.push_str("\\(ga"),
            '\'' => out.push_str("\\(aq"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            ' '..='}' => out.push(sign),
            _ => out.push_str(&format!("\\[u{:04X}]", u32::from(sign))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_requests() {
        let mut page = Page::default();
        page.text(".so /etc/passwd\n'br a\\b -x … \"q\" `c`");
        assert_eq!(page.0, "\\&.so /etc/passwd\n\\&\\(aqbr a\\eb \\-x \\[u2026] \"q\" \\(gac\\(ga\n");
        let mut page = Page::default();
        page.macro_line("B", &["say \"no\""]);
        assert_eq!(page.0, ".B \"say \\(dqno\\(dq\"\n");
    }

    #[test]
    fn every_verb_that_is_shown_has_a_page_with_what_its_help_says() {
        let pages = pages();
        for verb in VERBS.iter().filter(|verb| !["manual", "version"].contains(&verb.name)) {
            let name = format!("scholion-{}.1", verb.name.replace(' ', "-"));
            let page = &pages.iter().find(|(file, _)| *file == name).unwrap_or_else(|| panic!("{name}")).1;
            for expected in
                [".SH \"EXAMPLES\"\n", ".SH \"EXIT STATUS\"\n", bold(verb.examples[0].0).as_str(), "\\fB\\-h\\fR, \\fB\\-\\-help\\fR\n"]
            {
                assert!(page.contains(expected), "{expected} {page}");
            }
            assert_eq!(page.contains("\\fB\\-\\-base\\-url\\fR"), verb.uses.contains(&"base_url"), "{page}");
        }
        assert_eq!(pages.len(), VERBS.len() - 2 + 1);
        assert!(pages.iter().all(|(_, page)| page.is_ascii()));
    }
}
