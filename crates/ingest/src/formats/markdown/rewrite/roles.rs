//! Marks of MyST among words: `{cite}`key``, `{ref}`words <place>``, `{sub}`2``. Source: the MyST Markdown specification, "Roles";
//! sphinxcontrib-bibtex, "Roles and directives".

use super::{Found, Rewrite, Unread};

/// Finds those of a stretch of words that begins at a place. Other words between backticks are code.
pub fn read(line: &str, from: usize, found: &mut Found) {
    let mut at = 0;
    while let Some(open) = line.get(at..).and_then(|rest| rest.find('`')).map(|step| at + step) {
        let behind = line.get(open..).unwrap_or("");
        let count = behind.len() - behind.trim_start_matches('`').len();
        let Some(end) = closing(line, open + count, count) else {
            at = open + count;
            continue;
        };
        let name = line.get(at..open).and_then(|before| before.strip_suffix('}')).and_then(|before| before.rsplit_once('{'));
        if let Some((_, name)) = name.filter(|(_, name)| count == 1 && is_name(name)) {
            let start = open - name.len() - "{}".len();
            let words = line.get(open + count..end).unwrap_or("");
            match ours(name, words.trim()) {
                Some(words) => found.rewrites.push(Rewrite { range: from + start..from + end + count, words }),
                None => found.unread.push((from + start, Unread::Named(name.to_owned()))),
            }
        }
        at = end + count;
    }
}

/// Where the next row of so many backticks begins.
pub(super) fn closing(line: &str, from: usize, count: usize) -> Option<usize> {
    let mut at = from;
    while let Some(open) = line.get(at..)?.find('`').map(|step| at + step) {
        let rest = line.get(open..)?;
        let length = rest.len() - rest.trim_start_matches('`').len();
        if length == count {
            return Some(open);
        }
        at = open + length;
    }
    None
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
