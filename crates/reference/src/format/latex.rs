//! LaTeX's characters: text into LaTeX, and what is left of LaTeX's commands back into text.
//!
//! Letters of all scripts stay as they are (BibLaTeX, biber and every engine since 2018 read UTF-8). What LaTeX
//! takes for a command is written as one. Braces that are not in pairs are written by name, as BibTeX counts braces even
//! where a backslash stands before them.

/// A text as the value of a field, between braces.
pub fn escape(text: &str) -> String {
    let mut latex = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    let in_pairs = braces_are_in_pairs(text);
    for c in text.chars() {
        match c {
            '\\' => latex.push_str(r"\textbackslash{}"),
            '{' | '}' if in_pairs => {
                latex.push('\\');
                latex.push(c);
            }
            '{' => latex.push_str(r"\textbraceleft{}"),
            '}' => latex.push_str(r"\textbraceright{}"),
            '~' => latex.push_str(r"\textasciitilde{}"),
            '^' => latex.push_str(r"\textasciicircum{}"),
            '<' => latex.push_str(r"\textless{}"),
            '>' => latex.push_str(r"\textgreater{}"),
            '|' => latex.push_str(r"\textbar{}"),
            '`' => latex.push_str(r"\textasciigrave{}"),
            '&' | '%' | '$' | '#' | '_' => {
                latex.push('\\');
                latex.push(c);
            }
            // Two of them would become one longer sign.
            '-' | '\'' | ',' if last == c => {
                latex.push_str("{}");
                latex.push(c);
            }
            c if c.is_control() || c == ' ' => {
                if last != ' ' {
                    latex.push(' ');
                }
                last = ' ';
                continue;
            }
            c => latex.push(c),
        }
        last = c;
    }
    latex.truncate(latex.trim_end_matches(' ').len());
    latex
}

fn braces_are_in_pairs(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().all(|byte| match byte {
        b'{' => {
            open += 1;
            true
        }
        b'}' if open == 0 => false,
        b'}' => {
            open -= 1;
            true
        }
        _ => true,
    }) && open == 0
}

/// The same for a title, whose capitals must stay: styles that write titles in small letters change what no braces
/// protect.
pub fn escape_title(text: &str) -> String {
    let mut latex = String::with_capacity(text.len() + 16);
    for (nth, word) in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).enumerate() {
        if nth > 0 {
            latex.push(' ');
        }
        let mut letters = word.chars().skip_while(|c| !c.is_alphabetic());
        let first = letters.next();
        let capital = first.is_some_and(char::is_uppercase) && nth > 0 || letters.any(char::is_uppercase);
        if capital {
            latex.push('{');
            latex.push_str(&escape(word));
            latex.push('}');
        } else {
            latex.push_str(&escape(word));
        }
    }
    latex
}

/// An address or identifier, which LaTeX takes word for word: only what would end the field is encoded (RFC 3986).
pub fn escape_verbatim(text: &str) -> String {
    let mut latex = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => latex.push_str("%7B"),
            '}' => latex.push_str("%7D"),
            '\\' => latex.push_str("%5C"),
            ' ' => latex.push_str("%20"),
            c if c.is_control() => {}
            c => latex.push(c),
        }
    }
    latex
}

/// Signs that LaTeX writes as commands because they are commands themselves, and what stands for them meanwhile.
const GUARDS: [(&str, char, char); 4] = [
    (r"\textbackslash{}", '\u{e000}', '\\'),
    (r"\textbackslash", '\u{e000}', '\\'),
    (r"\textasciitilde{}", '\u{e001}', '~'),
    (r"\textasciitilde", '\u{e001}', '~'),
];

/// The LaTeX of an entry with such signs put out of the way; [`plain`] puts them back.
pub fn guard(latex: &str) -> std::borrow::Cow<'_, str> {
    let mut guarded = std::borrow::Cow::Borrowed(latex);
    for (command, stand_in, _) in GUARDS {
        if guarded.contains(command) {
            guarded = guarded.replace(command, stand_in.encode_utf8(&mut [0; 4])).into();
        }
    }
    guarded
}

/// What stands for a text in words once accents and signs are read: commands that only set type go, their words stay.
pub fn plain(text: &str) -> String {
    if !text.contains(['\\', '~', '\u{e000}', '\u{e001}']) {
        return squeeze(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // How many braces of commands that went are still open.
    let mut open = 0_usize;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '\\' => {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '*').unwrap_or(rest.len());
                let (command, after) = rest.split_at(end);
                if command.is_empty() {
                    // A line break, or a space of a certain width.
                    let mut chars = after.chars();
                    match chars.next() {
                        Some('\\' | ' ' | ',' | ';' | '!' | '/' | '@') => {
                            out.push(' ');
                            rest = chars.as_str();
                        }
                        _ => out.push('\\'),
                    }
                    continue;
                }
                rest = after;
                if let Some(sign) = sign(command) {
                    out.push_str(sign);
                    rest = rest.strip_prefix("{}").unwrap_or_else(|| rest.strip_prefix(' ').unwrap_or(rest));
                } else if let Some(argument) = rest.strip_prefix('{') {
                    rest = argument;
                    open += 1;
                } else {
                    rest = rest.strip_prefix(' ').unwrap_or(rest);
                }
            }
            '}' if open > 0 => open -= 1,
            '~' => out.push('\u{a0}'),
            c => out.push(GUARDS.iter().find(|(_, stand_in, _)| *stand_in == c).map_or(c, |(_, _, sign)| *sign)),
        }
    }
    squeeze(&out)
}

/// One space for each run of white space; a space that does not break stays.
fn squeeze(text: &str) -> String {
    let parts: Vec<&str> = text.split([' ', '\n', '\t', '\r']).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Signs that the reader of the library does not know.
fn sign(command: &str) -> Option<&'static str> {
    Some(match command {
        "lbrace" | "textbraceleft" => "{",
        "rbrace" | "textbraceright" => "}",
        "slash" => "/",
        "textasciitilde" => "~",
        "textnumero" => "№",
        "textdegree" | "degree" => "°",
        "texteuro" | "euro" => "€",
        "j" => "ȷ",
        "ldots" => "…",
        "quad" | "qquad" | "space" => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_latex_takes_for_commands_is_written_as_commands() {
        assert_eq!(escape("50 % of A&B_c #1 {x} ~"), r"50 \% of A\&B\_c \#1 \{x\} \textasciitilde{}");
        assert_eq!(escape("a } b {"), r"a \textbraceright{} b \textbraceleft{}");
        assert_eq!(escape("a--b, ''c''\n d"), "a-{}-b, '{}'c'{}' d");
        assert_eq!(escape("Кремновских, 王征"), "Кремновских, 王征");
        assert_eq!(escape_verbatim("https://a.b/c_d%20{e}?f=g#h"), "https://a.b/c_d%20%7Be%7D?f=g#h");
    }

    #[test]
    fn capitals_of_titles_are_kept() {
        assert_eq!(escape_title("The reading of iOS letters in Tartu: “A” & B"), r"The reading of {iOS} letters in {Tartu:} {“A”} \& {B}");
    }

    #[test]
    fn commands_that_set_type_go() {
        assert_eq!(plain(r"An \emph{old} \textit{text}, \textsc{ii}"), "An old text, ii");
        assert_eq!(plain(r"\it Letters \& signs \ldots{} a~b"), "Letters \\& signs … a\u{a0}b");
    }
}
