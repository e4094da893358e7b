//! A printed entry's light markup as safe HTML.
//!
//! Entries, abstracts and the notes of authority records are short Markdown: emphasis, addresses in
//! angle brackets, backslash escapes. Everything else in them is words, and is escaped; nothing that
//! they hold can become a tag. Addresses and DOIs become links, whether marked up or not.
//!
//! 1. [`tokens`] cuts the text into words, links and emphasis marks;
//! 2. [`pair`] finds which marks belong together (CommonMark 0.31, "Emphasis and strong emphasis", but a
//!    mark may touch quotation marks and Chinese characters on its outer side);
//! 3. what is left is written out, with tags or without.

use crate::{
    base::{Href, Html, WebAddress},
    reference::identity,
};

/// An entry as inline HTML.
pub fn entry_html(entry: &str) -> Html {
    let mut html = Html::with_capacity(entry.len() + entry.len() / 4 + 16);
    inline(entry, &mut html);
    html
}

/// Paragraphs, with blank lines between them, as block HTML; empty for a text without words.
pub fn blocks_html(text: &str) -> Html {
    let mut html = Html::with_capacity(text.len() + text.len() / 4 + 16);
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push_str(if paragraph.is_empty() { "" } else { "\n" });
            paragraph.push_str(line.trim());
        } else if !paragraph.is_empty() {
            if !html.is_empty() {
                html.push_mark('\n');
            }
            html.open("p").end();
            inline(&paragraph, &mut html);
            html.close("p");
            paragraph.clear();
        }
    }
    html
}

/// The words alone.
pub fn plain(entry: &str) -> String {
    let tokens = tokens(entry);
    let paired = pair(&tokens);
    let mut words = String::with_capacity(entry.len());
    for (token, marks) in tokens.iter().zip(&paired) {
        match token {
            Token::Words(text) => words.push_str(text),
            Token::Link(_, text) => words.push_str(text),
            Token::Char(c) => words.push(*c),
            Token::Marks(mark) => (0..marks.left).for_each(|_| words.push(char::from(mark.byte))),
        }
    }
    words
}

/// The words with the marks of CSL-JSON for what is emphasised, as styles take them.
pub fn rich(text: &str) -> String {
    let tokens = tokens(text);
    let mut rich = String::with_capacity(text.len());
    for (token, marks) in tokens.iter().zip(&pair(&tokens)) {
        match token {
            Token::Words(text) => rich.push_str(text),
            Token::Link(_, text) => rich.push_str(text),
            Token::Char(c) => rich.push(*c),
            Token::Marks(mark) => {
                marks.closes.iter().for_each(|&strong| rich.push_str(if strong { "</b>" } else { "</i>" }));
                (0..marks.left).for_each(|_| rich.push(char::from(mark.byte)));
                marks.opens.iter().rev().for_each(|&strong| rich.push_str(if strong { "<b>" } else { "<i>" }));
            }
        }
    }
    rich
}

fn inline(text: &str, html: &mut Html) {
    let tokens = tokens(text);
    let paired = pair(&tokens);
    for (token, marks) in tokens.iter().zip(&paired) {
        match token {
            Token::Words(text) => html.words(text),
            Token::Char(c) => html.push_mark(*c),
            Token::Link(address, text) => {
                html.open("a").address("href", Href::Web(address)).end();
                html.words(text);
                html.close("a");
            }
            Token::Marks(mark) => {
                marks.closes.iter().for_each(|&strong| html.close(emphasis(strong)));
                (0..marks.left).for_each(|_| html.push_mark(char::from(mark.byte)));
                marks.opens.iter().rev().for_each(|&strong| html.open(emphasis(strong)).end());
            }
        }
    }
}

fn emphasis(strong: bool) -> &'static str {
    if strong { "strong" } else { "em" }
}

/// A part of an entry.
enum Token<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// An escaped character or a character reference.
    Char(char),
    /// An address and the words that lead to it.
    Link(WebAddress, String),
    /// A run of `*` or `_`.
    Marks(Marks),
}

/// A run of emphasis marks.
struct Marks {
    byte: u8,
    count: usize,
    opens: bool,
    closes: bool,
}

/// What became of a run of marks: which elements it closes and opens (`true` for `<strong>`), innermost
/// first, and how many of its marks are mere characters.
#[derive(Default)]
struct Paired {
    closes: Vec<bool>,
    opens: Vec<bool>,
    left: usize,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let (mut at, mut words) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if !SPECIAL[usize::from(byte)] {
            at += 1;
            continue;
        }
        let Some((token, end)) = special(text, at, byte) else {
            at += 1;
            continue;
        };
        if words < at {
            tokens.push(Token::Words(text.get(words..at).unwrap_or("")));
        }
        tokens.push(token);
        (at, words) = (end, end);
    }
    if words < text.len() {
        tokens.push(Token::Words(text.get(words..).unwrap_or("")));
    }
    tokens
}

/// The bytes at which anything but words can begin.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut i = 0;
    let begin = b"\\<&*_[hHw1";
    while i < begin.len() {
        special[begin[i] as usize] = true;
        i += 1;
    }
    special
};

/// The token that begins at `at`, and where it ends.
fn special(text: &str, at: usize, byte: u8) -> Option<(Token<'_>, usize)> {
    let rest = text.get(at..)?;
    match byte {
        b'\\' => {
            let next = rest.get(1..)?.chars().next().filter(char::is_ascii_punctuation)?;
            Some((Token::Char(next), at + 2))
        }
        b'<' => {
            let inside = window(rest.get(1..)?).split_once('>')?.0;
            let link = address(&unescape(inside)).filter(|_| !inside.contains(char::is_whitespace))?;
            Some((Token::Link(link, unescape(inside)), at + inside.len() + 2))
        }
        b'&' => {
            let name = rest.get(1..rest.len().min(12)).or_else(|| rest.get(1..))?.split_once(';')?.0;
            Some((Token::Char(reference(name)?), at + name.len() + 2))
        }
        b'*' | b'_' => {
            let count = rest.bytes().take_while(|&other| other == byte).count();
            let before = text.get(..at)?.chars().next_back();
            let after = rest.get(count..)?.chars().next();
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
            // Within a word `_` is a character: `view_doc`.
            let within = byte == b'_' && is_word(before) && is_word(after);
            let marks = Marks { byte, count, opens: !is_space(after) && !within, closes: !is_space(before) && !within };
            Some((Token::Marks(marks), at + count))
        }
        b'[' => {
            let (words, behind) = window(rest.get(1..)?).split_once("](")?;
            let target = behind.split_once(')')?.0;
            let link = address(&unescape(target)).filter(|_| !words.contains(['[', ']']))?;
            Some((Token::Link(link, unescape(words)), at + words.len() + target.len() + 4))
        }
        _ => {
            // The second letter of `http`, `www` and `10.` rules out most words before anything is decoded.
            if !matches!(rest.as_bytes().get(1), Some(b't' | b'T' | b'w' | b'W' | b'0')) {
                return None;
            }
            let before = text.get(..at)?.chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '@')) {
                return None;
            }
            let shown = bare(rest)?;
            Some((Token::Link(address(&unescape(shown))?, unescape(shown)), at + shown.len()))
        }
    }
}

/// As far as a link is looked for: long enough for any, and short enough that a million brackets that
/// begin none do not take for ever.
fn window(text: &str) -> &str {
    let mut end = text.len().min(2000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// An address or DOI that stands in the text without brackets: up to white space or a quotation mark,
/// without the punctuation behind it.
fn bare(text: &str) -> Option<&str> {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if !(starts("http://") || starts("https://") || starts("www.") || text.starts_with("10.")) {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '`' | '|'));
    let mut shown = text.get(..end.unwrap_or(text.len()))?;
    let surplus = |open: char, close: char| shown.matches(close).count().saturating_sub(shown.matches(open).count());
    let (mut round, mut square) = (surplus('(', ')'), surplus('[', ']'));
    let spend = |surplus: &mut usize| {
        let had = *surplus > 0;
        *surplus = surplus.saturating_sub(1);
        had
    };
    while let Some(last) = shown.chars().next_back() {
        let cut = match last {
            ')' => spend(&mut round),
            ']' => spend(&mut square),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '…' | '\\' => true,
            _ => false,
        };
        if !cut {
            break;
        }
        shown = shown.get(..shown.len() - last.len_utf8())?;
    }
    Some(shown)
}

/// Where the words lead; `None` if they are no address of a safe scheme.
fn address(shown: &str) -> Option<WebAddress> {
    let starts = |prefix: &str| shown.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if starts("http://") || starts("https://") || starts("ftp://") || starts("mailto:") {
        WebAddress::read(shown).ok()
    } else if starts("www.") {
        WebAddress::read(&format!("http://{shown}")).ok()
    } else if identity::is_doi(shown) {
        WebAddress::read(&format!("https://doi.org/{shown}")).ok()
    } else {
        None
    }
}

/// The text without the backslashes before punctuation.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(&next) if c == '\\' && next.is_ascii_punctuation() => {
                plain.push(next);
                chars.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// The character that a reference names: those that Markdown writers need.
fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())
        }
    }
}

/// Which emphasis marks belong together. Linear: every mark is pushed and popped once.
fn pair(tokens: &[Token<'_>]) -> Vec<Paired> {
    let mut paired: Vec<Paired> = Vec::with_capacity(tokens.len());
    // Runs that may still open something: index of the token, and its byte; and how many of either byte.
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut waiting = [0_usize; 2];
    for (index, token) in tokens.iter().enumerate() {
        paired.push(Paired::default());
        let Token::Marks(marks) = token else { continue };
        let kind = usize::from(marks.byte == b'_');
        let mut left = marks.count;
        while marks.closes && left > 0 && waiting[kind] > 0 {
            let Some(&(opener, byte)) = open.last() else { break };
            if byte != marks.byte {
                // What is opened inside and not closed is mere characters.
                open.pop();
                waiting[1 - kind] -= 1;
                continue;
            }
            let Some(opening) = paired.get_mut(opener) else { break };
            let strong = left >= 2 && opening.left >= 2;
            let used = if strong { 2 } else { 1 };
            opening.left -= used;
            opening.opens.push(strong);
            if opening.left == 0 {
                open.pop();
                waiting[kind] -= 1;
            }
            left -= used;
            if let Some(closing) = paired.last_mut() {
                closing.closes.push(strong);
            }
        }
        if let Some(run) = paired.last_mut() {
            run.left = left;
        }
        if left > 0 && marks.opens {
            open.push((index, marks.byte));
            waiting[kind] += 1;
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entry: &str, html: &str, words: &str) {
        assert_eq!(entry_html(entry).as_str(), html);
        assert_eq!(plain(entry), words, "{entry}");
    }

    #[test]
    fn emphasis_becomes_elements_and_stray_marks_stay() {
        check("A. *Vestnik*, 22(2)", "A. <em>Vestnik</em>, 22(2)", "A. Vestnik, 22(2)");
        check("**B** and ***C***", "<strong>B</strong> and <em><strong>C</strong></em>", "B and C");
        check("*a **b** c*", "<em>a <strong>b</strong> c</em>", "a b c");
        check("*«Журнал»*, *中文*。", "<em>«Журнал»</em>, <em>中文</em>。", "«Журнал», 中文。");
        check("2 * 3 * 4, a_b_c, *open", "2 * 3 * 4, a_b_c, *open", "2 * 3 * 4, a_b_c, *open");
        check("*a _b* c_", "<em>a _b</em> c_", "a _b c_");
        check("_A_ \\*B\\*", "<em>A</em> *B*", "A *B*");
        check("*a**b*", "<em>a</em><em>b</em>", "ab");
    }

    #[test]
    fn addresses_become_links() {
        check(
            "See <https://a.org/x?a=1&b=2>.",
            "See <a href=\"https://a.org/x?a=1&amp;b=2\">https://a.org/x?a=1&amp;b=2</a>.",
            "See https://a.org/x?a=1&b=2.",
        );
        check(
            "URL: https://a.org/view_doc.asp?s=A/65/201&L=E (accessed: 1.4.22).",
            "URL: <a href=\"https://a.org/view_doc.asp?s=A/65/201&amp;L=E\">https://a.org/view_doc.asp?s=A/65/201&amp;L=E</a> (accessed: 1.4.22).",
            "URL: https://a.org/view_doc.asp?s=A/65/201&L=E (accessed: 1.4.22).",
        );
        check("(https://a.org/b_(c)).", "(<a href=\"https://a.org/b_(c)\">https://a.org/b_(c)</a>).", "(https://a.org/b_(c)).");
        check(
            "doi:10.1093/cjip/poaa007.",
            "doi:<a href=\"https://doi.org/10.1093/cjip/poaa007\">10.1093/cjip/poaa007</a>.",
            "doi:10.1093/cjip/poaa007.",
        );
        check(
            "*342. <https://doi.org/10.1/a>*",
            "<em>342. <a href=\"https://doi.org/10.1/a\">https://doi.org/10.1/a</a></em>",
            "342. https://doi.org/10.1/a",
        );
        check(
            "www.un.org; [UN](https://un.org)",
            "<a href=\"http://www.un.org\">www.un.org</a>; <a href=\"https://un.org\">UN</a>",
            "www.un.org; UN",
        );
        check("https://a.org/b\\_c", "<a href=\"https://a.org/b_c\">https://a.org/b_c</a>", "https://a.org/b_c");
        check("P. 10.2020/21 and 10.20", "P. <a href=\"https://doi.org/10.2020/21\">10.2020/21</a> and 10.20", "P. 10.2020/21 and 10.20");
    }

    #[test]
    fn nothing_becomes_a_tag() {
        check("<b>A & B</b>", "&lt;b&gt;A &amp; B&lt;/b&gt;", "<b>A & B</b>");
        check(
            "[x](javascript:alert(1)) <javascript:x>",
            "[x](javascript:alert(1)) &lt;javascript:x&gt;",
            "[x](javascript:alert(1)) <javascript:x>",
        );
        check("https://a.org/\"onclick=\"x", "<a href=\"https://a.org/\">https://a.org/</a>\"onclick=\"x", "https://a.org/\"onclick=\"x");
        check("[Media Observer]", "[Media Observer]", "[Media Observer]");
        check("A &amp; B &lt; &bogus; &#1071;", "A &amp; B &lt; &amp;bogus; Я", "A & B < &bogus; Я");
    }

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        assert_eq!(blocks_html("A *b*\nc\n\n\nD\n"), "<p>A <em>b</em>\nc</p>\n<p>D</p>");
        assert_eq!(blocks_html(" \n"), "");
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_balanced_tags(text in "[a*_\\\\<>&\\[\\]() h1.:/é]{0,40}") {
            let html = entry_html(&text);
            for tag in ["em", "strong", "a"] {
                let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
                proptest::prop_assert_eq!(opened, html.matches(&format!("</{tag}>")).count());
            }
            let mut open = Vec::new();
            for tag in html.split('<').skip(1).filter_map(|part| part.split('>').next()) {
                match tag.strip_prefix('/') {
                    Some(name) => proptest::prop_assert_eq!(open.pop(), Some(name.to_owned())),
                    None => open.push(tag.split(' ').next().unwrap_or("").to_owned()),
                }
            }
        }
    }
}
