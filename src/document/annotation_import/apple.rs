//! Excerpts that Apple Books copies: the words in quotation marks, and below them of what they are.
//!
//! Nothing of this is documented. What the program puts on the clipboard since 2018: `“words”`, `Excerpt From`, the title, the author, an address, and
//! that the material may be protected. Before that in one line: `Excerpt From: Author. “Title.” iBooks.`. Of a note that was shared the words of the reader stand behind
//! those of the book, under the same heading.

use super::{Import, made::Made, plain::of_plain};

/// What stands below the words.
const HEAD: &str = "Excerpt From";
/// How lines begin that say nothing of the book.
const PASSED: [&str; 3] = ["http://", "https://", "This material may be protected"];

/// Reads such excerpts, one or several; `None` if it is another file.
pub fn of_excerpts(text: &str) -> Option<Import> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let heads: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| is_head(line))).collect();
    let mut import = Import::default();
    let mut from = 0;
    for head in heads {
        let words = lines.get(from..head).unwrap_or_default();
        let (exact, body) = parted(words);
        let (title, end) = book(&lines, head);
        from = end;
        // Where no words stand in quotation marks it may be any text that has such a line.
        if exact.is_empty() {
            return None;
        }
        let nth = import.notes.len() + 1;
        import.notes.push(Made { title, exact, body: of_plain(&body), ..Made::default() }.note(nth));
    }
    (!import.notes.is_empty()).then_some(import)
}

fn is_head(line: &str) -> bool {
    line.strip_prefix(HEAD).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// The words in quotation marks, and what else stands there.
fn parted(lines: &[&str]) -> (String, String) {
    let text = lines.join("\n");
    let text = text.trim();
    let inner = text.strip_prefix(['“', '"', '„', '«']).and_then(|rest| Some((rest.find(['”', '"', '»'])?, rest)));
    // Words that are quoted in the excerpt have marks of their own: the last that ends a line ends it.
    let end = inner.map(|(first, rest)| {
        let mut ends = rest.char_indices().filter(|(_, c)| matches!(c, '”' | '"' | '»'));
        ends.rfind(|(at, c)| rest.get(at + c.len_utf8()..).is_some_and(|tail| tail.is_empty() || tail.starts_with('\n')))
            .map_or(first, |(at, _)| at)
    });
    let (Some((_, rest)), Some(end)) = (inner, end) else { return Default::default() };
    let behind = rest.get(end..).unwrap_or("");
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    (rest.get(..end).unwrap_or("").trim().to_owned(), behind.get(mark..).unwrap_or("").trim().to_owned())
}

/// The title of the book, and where the next excerpt begins.
fn book(lines: &[&str], head: usize) -> (String, usize) {
    let line = lines.get(head).copied().unwrap_or("");
    if let Some((_, rest)) = line.split_once(':') {
        let title = rest.split_once(['“', '"']).and_then(|(_, rest)| rest.split(['”', '"']).next()).unwrap_or(rest);
        return (title.trim().trim_end_matches('.').to_owned(), below(lines, head + 1));
    }
    let title = lines.get(head + 1).copied().unwrap_or("");
    // Title and author have a line each.
    (title.to_owned(), below(lines, (head + 3).min(lines.len())))
}

fn below(lines: &[&str], from: usize) -> usize {
    let passed = lines
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|line| line.is_empty() || PASSED.iter().any(|begin| line.starts_with(begin)));
    from + passed.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_notes() {
        let text = "“The winter was “hard”, and long.”\nSo it was.\n\nExcerpt From\nThe Frozen Port\nAnn Roe\nhttps://books.apple.com/x\n\
                    This material may be protected by copyright.\n\n“Ships lay still.”\n\nExcerpt From: Ann Roe. “The Frozen Port.” iBooks. \n";
        let import = of_excerpts(text).unwrap();
        let shown: Vec<_> = import
            .notes
            .iter()
            .map(|note| {
                (note.title.as_str(), note.note["quote"]["exact"].as_str().unwrap(), note.note.get("body").and_then(|body| body.as_str()))
            })
            .collect();
        assert_eq!(
            shown,
            [("The Frozen Port", "The winter was “hard”, and long.", Some("So it was.")), ("The Frozen Port", "Ships lay still.", None),]
        );
        for text in ["Excerpt From\nA\nB\n", "Words.\n\nExcerpt From\nA\nB\n", "A text."] {
            assert!(of_excerpts(text).is_none(), "{text}");
        }
    }
}
