//! By what a text shows that it is Markdown, and that it was taken from print.

use scholion_base::{RelPath, comment};

/// What shows Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Signs {
    /// A bit for each kind of sign that plain text has by accident only.
    strong: u16,
    /// How many of them there are.
    count: usize,
    /// Whether there is anything that Markdown reads as more than words.
    any: bool,
}

/// So many kinds of signs make Markdown of a text that is not called so …
const KINDS: u32 = 2;
/// … if there are so many of them.
const FEWEST: usize = 3;

/// The kinds of signs that stand before lines or between them: those among words stand in plain text as well.
const BLOCKS: u16 = 0b11_1111;

/// So many page numbers, or words cut at line ends, show that a text was taken from print …
const PRINTED: usize = 3;
/// … and one of so many lines is to end with a cut word.
const SELDOM: usize = 33;

/// Whether a source is Markdown, by its name, or by what it shows.
pub fn is_markdown(file_name: &str, text: &str) -> bool {
    if comment::is_markdown(&RelPath::new(file_name)) {
        return true;
    }
    let is_text = matches!(RelPath::new(file_name).extension().as_str(), "txt" | "text" | "");
    let signs = if is_text { signs(text, false) } else { Signs::default() };
    signs.strong & BLOCKS != 0 && signs.strong.count_ones() >= KINDS && signs.count >= FEWEST && !is_printed(text)
}

/// Whether anything in a text is more to Markdown than words.
pub fn is_marked(text: &str) -> bool {
    signs(text, true).any
}

/// The signs of a text, or only as many as tell whether there are `any`.
fn signs(text: &str, any: bool) -> Signs {
    let mut signs = Signs::default();
    let mut fence: Option<&str> = None;
    let mut before = "";
    for line in text.lines() {
        if any && signs.any {
            break;
        }
        let bare = line.trim_start();
        if let Some(open) = fence {
            if bare.starts_with(open) {
                fence = None;
            }
            continue;
        }
        if let Some(open) = ["```", "~~~"].into_iter().find(|open| bare.starts_with(open)) {
            fence = Some(open);
            signs.strong(0);
        }
        line_signs(line, bare, before, &mut signs);
        before = bare;
    }
    signs
}

impl Signs {
    fn strong(&mut self, kind: u16) {
        self.strong |= 1 << kind;
        self.count += 1;
        self.any = true;
    }
}

fn line_signs(line: &str, bare: &str, before: &str, signs: &mut Signs) {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty()) {
        signs.strong(1);
    }
    if bare.starts_with("> [!") {
        signs.strong(2);
    }
    if bare.starts_with('|') && bare.len() > 4 && bare.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ')) && bare.contains("--")
    {
        signs.strong(3);
    }
    if bare.starts_with("[^") && bare.contains("]:") {
        signs.strong(4);
    }
    if bare.starts_with('[') && bare.contains("]: http") {
        signs.strong(5);
    }
    let is_underline = |sign: u8| bare.len() >= 3 && bare.bytes().all(|byte| byte == sign);
    let is_rule = bare.len() >= 3 && bare.bytes().all(|byte| matches!(byte, b'*' | b' ')) && bare.matches('*').count() >= 3;
    let is_item = ["- ", "* ", "+ ", "1. ", "1) "].iter().any(|mark| bare.starts_with(mark));
    // Lists of one level stand in any text, and the passes know them.
    let is_within =
        is_item && (bare.len() < line.len() || bare.get(2..).is_some_and(|rest| rest.starts_with("[ ] ") || rest.starts_with("[x] ")));
    let is_block = ["> ", "::: ", "% ", ": ", "| "].iter().any(|mark| bare.starts_with(mark));
    let is_code = line.starts_with("    ") || line.starts_with('\t');
    let is_set = is_underline(b'=') || is_underline(b'-');
    signs.any |= is_within || is_block || is_rule || is_code && !bare.is_empty() && before.is_empty() || is_set && !before.is_empty();
    signs.any |= line.ends_with("  ") && !bare.is_empty() || line.ends_with('\\');
    inline_signs(line, signs);
}

fn inline_signs(line: &str, signs: &mut Signs) {
    let bytes = line.as_bytes();
    // Where the last of each stands: a line may be as long as its text, and have as many brackets.
    let last = |sign: &str| if memchr::memchr(b'[', bytes).is_some() { line.rfind(sign) } else { None };
    let (wiki, link, behind) = (last("]]"), last("]("), ["@", "][", "]{"].map(last).into_iter().flatten().max());
    // Most lines have none of these letters.
    for at in memchr::memchr3_iter(b'[', b'\\', b'`', bytes) {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest {
            [b'[', b'[', ..] if wiki > Some(at) => signs.strong(6),
            [b'[', b'^', ..] => signs.any = true,
            [b'[', ..] if link > Some(at) => {
                signs.strong(if at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'!') { 7 } else { 8 });
            }
            [b'[', ..] => signs.any |= behind > Some(at),
            [b'\\', next, ..] => signs.any |= next.is_ascii_punctuation(),
            [b'`', ..] => signs.any = true,
            _ => {}
        }
    }
    for at in memchr::memchr3_iter(b'&', b'<', b'~', bytes) {
        let rest = bytes.get(at..).unwrap_or_default();
        signs.any |= match rest {
            [b'&', next, ..] => (next.is_ascii_alphabetic() || *next == b'#') && rest.iter().take(12).any(|byte| *byte == b';'),
            // An address in its brackets stands in plain text as well.
            [b'<', next, ..] => (next.is_ascii_alphabetic() && !is_address(rest)) || matches!(next, b'/' | b'!'),
            _ => rest.starts_with(b"~~"),
        };
    }
    signs.any = signs.any || ["$$", "^[", "==", "{{", "{%", "*[", "\\("].iter().any(|mark| line.contains(mark));
}

/// Whether an address stands in angle brackets here.
fn is_address(rest: &[u8]) -> bool {
    /// Longer ones are none, in bytes.
    const LONGEST: usize = 2000;
    let rest = rest.get(1..rest.len().min(LONGEST)).unwrap_or_default();
    let inside = rest.split(|byte| *byte == b'>').next().unwrap_or_default();
    (inside.contains(&b':') || inside.contains(&b'@')) && !inside.contains(&b' ')
}

/// Whether a text has what only pages have: page numbers that rise, ends of pages, words cut at line ends.
pub fn is_printed(text: &str) -> bool {
    let (mut folios, mut last, mut cut, mut lines) = (0, 0_u32, 0_usize, 0_usize);
    let mut is_cut = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        lines += 1;
        cut += usize::from(is_cut && bare.starts_with(char::is_lowercase));
        is_cut = is_cut_word(bare);
        let number = bare.trim_matches(['-', '–', '—', ' ', '[', ']']);
        if let Some(number) = number.parse::<u32>().ok().filter(|_| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit())) {
            folios = if (last + 1..last + 4).contains(&number) { folios + 1 } else { 1 };
            last = number;
            if folios >= PRINTED && lines >= folios * 4 {
                return true;
            }
        }
    }
    text.contains('\u{c}') && lines > 10 || cut >= PRINTED && cut * SELDOM >= lines
}

/// Whether a line ends with a letter and a hyphen.
fn is_cut_word(line: &str) -> bool {
    line.strip_suffix(['-', '\u{ad}', '¬']).is_some_and(|before| before.ends_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_from_text() {
        for (text, expected) in [
            ("# The ford\n\nSee [the map](map.md).\n\n## Below", true),
            ("# Ford\n\n```\n# a\n```\n\n# Weir\n", true),
            ("# 1 Heading of a list\n# 2 Another\n# 3 And one more", false),
            ("The stray * of a text, 5 * 6, and [sic] [1] [2].", false),
            ("Dear Sir,\n\n- one\n- two\n\n> He wrote back.\n", false),
            ("The Mill\n========\n\nIt turned.", false),
            ("Array[0](x) and `a`", false),
        ] {
            assert_eq!(is_markdown("a.txt", text), expected, "{text}");
        }
        assert!(is_markdown("a.md", "Words."));
    }

    #[test]
    fn words_alone_are_no_markdown() {
        for text in [
            "Words.\n\nMore *words* here.",
            "5 * 6 is 30, [sic] said he",
            "A line\nanother line",
            "- a\n- b",
            "See <https://example.org/a>.",
        ] {
            assert!(!is_marked(text), "{text}");
        }
        for text in [
            "- a\n  - b",
            "- [x] a",
            "<b>a</b>",
            "a  \nb",
            "a\\\nb",
            "M&uuml;hle",
            "\\[sic\\]",
            "a `b`",
            "[a][b]",
            "x[^1]",
            "[@a]",
            "Head\n---",
            "> a",
            "    code",
        ] {
            assert!(is_marked(text), "{text}");
        }
    }

    #[test]
    fn print_is_known_by_its_pages() {
        let page = "A line of words\nand another one\nand a third one\n";
        assert!(is_printed(&(12..16).map(|number| format!("{page}\n{number}\n\n")).collect::<String>()));
        assert!(is_printed(&"The mil-\nler slept by the\nford.\n".repeat(4)));
        assert!(!is_printed(&format!("{page}1\n2\n3\n")));
        assert!(!is_printed("a well-\nknown ford\n"));
    }
}
