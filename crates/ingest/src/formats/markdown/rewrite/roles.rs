//! Marks of MyST among words: `{cite}`key``, `{ref}`words <place>``, `{sub}`2``. Source: the MyST Markdown specification, "Roles";
//! sphinxcontrib-bibtex, "Roles and directives".

use super::{Found, Rewrite, Unread};

/// Finds those of a line that begins at a place.
pub fn read(line: &str, from: usize, found: &mut Found) {
    let mut rest = 0;
    while let Some(open) = line.get(rest..).and_then(|part| part.find('{')).map(|step| rest + step) {
        rest = open + 1;
        let Some((name, behind)) = line.get(rest..).and_then(|inside| inside.split_once("}`")) else { return };
        let Some((words, _)) = behind.split_once('`').filter(|_| is_name(name)) else { continue };
        let end = rest + name.len() + "}`".len() + words.len() + 1;
        // Behind a backtick it is code.
        if line.get(..open).is_some_and(|before| before.matches('`').count() % 2 == 1) {
            continue;
        }
        match ours(name, words.trim()) {
            Some(words) => found.rewrites.push(Rewrite { range: from + open..from + end, words }),
            None => found.unread.push((from + open, Unread::Named(name.to_owned()))),
        }
        rest = end;
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'))
}

/// What stands for a role in our dialect; `None` of one that is not known.
fn ours(name: &str, words: &str) -> Option<String> {
    let keys = |mark: &str| {
        let keys = words.split([',', ';']).map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| format!("{mark}{key}")).collect::<Vec<_>>().join("; ")
    };
    // `words <place>`
    let (said, place) = words.strip_suffix('>').and_then(|words| words.rsplit_once('<')).unwrap_or(("", words));
    let said = if said.trim().is_empty() { place } else { said.trim() };
    Some(match name {
        "cite" | "cite:p" | "cite:ps" | "cite:alp" | "cite:alps" | "citep" => format!("[{}]", keys("@")),
        "cite:t" | "cite:ts" | "cite:ct" | "cite:cts" | "citet" => keys("@"),
        "cite:year" | "cite:yearpar" => format!("[{}]", keys("-@")),
        "ref" | "numref" => format!("[{said}](#{place})"),
        "doc" => format!("[{said}]({place}.md)"),
        "term" | "abbr" | "guilabel" => said.to_owned(),
        "math" => format!("${words}$"),
        "sub" | "subscript" => format!("~{words}~"),
        "sup" | "superscript" => format!("^{words}^"),
        "emphasis" => format!("*{words}*"),
        "strong" => format!("**{words}**"),
        "code" | "file" | "kbd" | "samp" | "command" | "program" => format!("`{words}`"),
        _ => return None,
    })
}
