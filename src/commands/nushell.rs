//! Completions for Nushell: a module that declares our commands (`extern`), with what each option is for.

use clap::{Arg, Command, ValueHint};

/// The module.
pub fn module(mut program: Command) -> String {
    program.build();
    let mut text = String::from("# Completions for Nushell: `use scholion.nu *`\n\nmodule completions {\n");
    declare(&program, "scholion", &mut text);
    text.push_str("}\n\nexport use completions *\n");
    text
}

fn declare(command: &Command, name: &str, text: &mut String) {
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set());
    for arg in shown().filter(|arg| is_chosen(arg)) {
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| quoted(value.get_name())).collect();
        text.push_str(&format!("\n  def {} [] {{ [ {} ] }}\n", quoted(&chooser(name, arg)), values.join(" ")));
    }
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    text.push_str(&format!("\n  # {}\n  export extern {} [\n", one_line(&about), quoted(name)));
    for arg in shown().filter(|arg| !is_left_out(arg)) {
        text.push_str(&format!("    {}", declared(arg, name)));
        if let Some(help) = arg.get_help() {
            text.push_str(&format!(" # {}", one_line(&help.to_string())));
        }
        text.push('\n');
    }
    text.push_str("  ]\n");
    for inner in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        // What `help` explains is a word of its own there.
        if inner.get_name() != "help" {
            declare(inner, &format!("{name} {}", inner.get_name()), text);
        }
    }
}

/// An argument with its type.
fn declared(arg: &Arg, command: &str) -> String {
    let kind = if is_chosen(arg) {
        format!(": string@{}", quoted(&chooser(command, arg)))
    } else if matches!(arg.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath) {
        String::from(": path")
    } else {
        String::from(": string")
    };
    let range = arg.get_num_args().unwrap_or_default();
    if arg.is_positional() {
        return match (range.max_values() > 1, arg.is_required_set()) {
            (true, _) => format!("...{}{kind}", arg.get_id()),
            (false, true) => format!("{}{kind}", arg.get_id()),
            (false, false) => format!("{}?{kind}", arg.get_id()),
        };
    }
    let short = arg.get_short().map(|letter| format!("(-{letter})")).unwrap_or_default();
    let name = arg.get_long().map(|long| format!("--{long}{short}")).unwrap_or_else(|| format!("-{}", arg.get_short().unwrap_or('?')));
    format!("{name}{}", if arg.get_action().takes_values() { &kind } else { "" })
}

/// An option whose value may be left out has no type in Nushell, which would refuse it with or without one. What is not declared is
/// passed on as it is.
fn is_left_out(arg: &Arg) -> bool {
    !arg.is_positional() && arg.get_action().takes_values() && arg.get_num_args().is_some_and(|range| range.min_values() == 0)
}

fn is_chosen(arg: &Arg) -> bool {
    !arg.get_possible_values().is_empty()
}

/// The name of the function that gives the values of an argument.
fn chooser(command: &str, arg: &Arg) -> String {
    format!("nu-complete {command} {}", arg.get_id())
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
