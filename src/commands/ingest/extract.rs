//! The text of files that are no text, by programs that know their formats: `pandoc` and `pdftotext`.
//!
//! They get the file's bytes and nothing else: no other file, no network, so much time and so much room.

use std::{
    fs,
    io::{self, Read, Write},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{poppler, sources::name_of};
use crate::{
    base::{Diagnostic, Message, RelPath, say},
    ingest::{Around, FORMATS, Fault, FilePart, Format, Ingested, Markup, detect, ingest_beside, ingest_part, ingest_printed, prepared},
};

/// What a program may take.
#[derive(Clone, Copy)]
pub struct Bounds {
    time: Duration,
    /// Bytes that it may give.
    output: u64,
    /// Bytes of memory that it may hold; heeded where the system tells it (`/proc`, on Linux).
    memory: u64,
}

pub const BOUNDS: Bounds = Bounds { time: Duration::from_secs(120), output: 256 << 20, memory: 2 << 30 };

/// A kind of file that a program takes the text out of.
struct Kind {
    /// As findings name one.
    what: fn() -> Message,
    /// As a list names them.
    called: &'static str,
    /// How names of such files end.
    ending: &'static str,
    /// Which mark-up language it is; a PDF is none.
    markup: Option<Markup>,
    program: &'static str,
    arguments: &'static [&'static str],
    /// Debian's name of the package.
    package: &'static str,
    format: Format,
}

/// The kinds of files that programs read.
const KINDS: [Kind; 12] = [
    Kind {
        what: say::source_unreadable_kind_pdf,
        called: "PDF with a text layer",
        ending: "pdf",
        markup: None,
        program: "pdftotext",
        // What it is told stands in `poppler`.
        arguments: &[],
        package: "poppler-utils",
        format: Format::Text,
    },
    pandoc(
        Markup::Latex,
        say::source_unreadable_kind_latex,
        "LaTeX",
        "tex",
        &["--from=latex", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
    pandoc(
        Markup::ReStructuredText,
        say::source_unreadable_kind_rst,
        "reStructuredText",
        "rst",
        &["--from=rst", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
    pandoc(Markup::Org, say::source_unreadable_kind_org, "Org", "org", &["--from=org", HTML, ALONE, "--mathjax", APART, WHOLE, "-"]),
    pandoc(
        Markup::AsciiDoc,
        say::source_unreadable_kind_asciidoc,
        "AsciiDoc, where `pandoc` knows it",
        "adoc",
        &["--from=asciidoc", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
    pandoc(
        Markup::MediaWiki,
        say::source_unreadable_kind_mediawiki,
        "MediaWiki",
        "wiki",
        &["--from=mediawiki", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
    pandoc(Markup::Textile, say::source_unreadable_kind_textile, "Textile", "textile", &["--from=textile", HTML, ALONE, APART, WHOLE, "-"]),
    pandoc(
        Markup::DocBook,
        say::source_unreadable_kind_docbook,
        "DocBook",
        "dbk",
        &["--from=docbook", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
    pandoc(
        Markup::FictionBook,
        say::source_unreadable_kind_fictionbook,
        "FictionBook",
        "fb2",
        &["--from=fb2", HTML, ALONE, APART, WITHIN, WHOLE, "-"],
    ),
    pandoc(Markup::Opml, say::source_unreadable_kind_opml, "outlines", "opml", &["--from=opml", HTML, ALONE, APART, WHOLE, "-"]),
    pandoc(Markup::Rtf, say::source_unreadable_kind_rtf, "rich text", "rtf", &["--from=rtf", HTML, ALONE, APART, WITHIN, WHOLE, "-"]),
    pandoc(
        Markup::Notebook,
        say::source_unreadable_kind_notebook,
        "notebooks of Jupyter",
        "ipynb",
        &["--from=ipynb", HTML, ALONE, "--mathjax", APART, WHOLE, "-"],
    ),
];
const HTML: &str = "--to=html5";
const ALONE: &str = "--standalone";
/// No other file is read, and nothing is fetched.
const APART: &str = "--sandbox";
/// The pictures of the file stand in the page. Pandoc before 2.19 knows no newer name of it.
const WITHIN: &str = "--self-contained";
const WHOLE: &str = "--wrap=none";

/// A kind that `pandoc` reads.
const fn pandoc(
    markup: Markup,
    what: fn() -> Message,
    called: &'static str,
    ending: &'static str,
    arguments: &'static [&'static str],
) -> Kind {
    Kind { what, called, ending, markup: Some(markup), program: "pandoc", arguments, package: "pandoc", format: Format::Converted }
}

/// Which kind of file it is; `None` if it is read without a program.
fn kind(name: &str, bytes: &[u8]) -> Option<&'static Kind> {
    /// Some programs write something before a PDF (ISO 32000-1, annex H, 3.4.1).
    const BEFORE: usize = 1024;
    let head = bytes.get(..bytes.len().min(BEFORE)).unwrap_or_default();
    let is_pdf = head.starts_with(b"%PDF") || memchr::memmem::find(head, b"\n%PDF-").is_some() && bytes.contains(&0);
    let markup = if is_pdf { None } else { Some(detect::markup(name, bytes)?) };
    KINDS.iter().find(|kind| kind.markup == markup)
}

/// All kinds of sources that are read, a line of Markdown each: what each is called, how names of such files end, and which
/// program it needs.
pub fn kinds_of_sources() -> String {
    let endings = |endings: &[&str]| endings.iter().map(|ending| format!("`.{ending}`")).collect::<Vec<_>>().join(", ");
    let own = FORMATS.iter().map(|(_, called, names)| format!("- {called}: {}\n", endings(names)));
    let others = KINDS.iter().map(|kind| format!("- {}: `.{}`, read by `{}`\n", kind.called, kind.ending, kind.program));
    own.chain(others).collect()
}

/// Whether a program can take the text out of a file of this kind.
pub fn is_known(path: &RelPath, bytes: &[u8]) -> bool {
    kind(name_of(path), bytes).is_some()
}

/// Which kind of file one has by its ending: a Word file, of `letter.docx`.
pub fn called(path: &RelPath) -> Option<Message> {
    let ending = path.extension();
    match ending.as_str() {
        "docx" => Some(say::source_unreadable_kind_word()),
        "odt" => Some(say::source_unreadable_kind_odt()),
        "epub" => Some(say::source_unreadable_kind_epub()),
        _ => KINDS.iter().find(|kind| kind.ending == ending).map(|kind| (kind.what)()),
    }
}

/// Whether a source says of its own structure, so that its lines are not what a reader sees.
pub fn is_structured(path: &RelPath, bytes: &[u8]) -> bool {
    Format::of(name_of(path), bytes) != Format::Text
}

/// Makes a document of a source or of a part of it, whatever its format. `around`: what of the archive it may name.
pub fn ingest(path: &RelPath, part: Option<&FilePart>, bytes: &[u8], around: Around<'_>) -> Result<Ingested, Box<Diagnostic>> {
    let name = name_of(path);
    let Some(kind) = kind(name, bytes).filter(|_| part.is_none()) else {
        return ingest_part(name, bytes, part, Format::of(name, bytes), around).map_err(|fault| problem(path, fault));
    };
    let failed = |failure: Failure| Box::new(failure.diagnostic(path, kind));
    if kind.markup.is_none() {
        let printed = poppler::read(bytes).map_err(failed)?;
        if !printed.text.chars().any(char::is_alphanumeric) {
            return Err(Box::new(Diagnostic::warning(path, say::source_without_text_pdf()).hint(say::source_without_text_pdf_hint())));
        }
        return Ok(ingest_printed(name, bytes, printed));
    }
    let text = run(kind.program, kind.arguments, &prepared(kind.markup, bytes), BOUNDS).map_err(failed)?;
    ingest_beside(name, bytes, Some(&text), kind.format, around).map_err(|fault| {
        // A place in what the program wrote is none in the file.
        problem(path, Fault { span: None, ..fault })
    })
}

fn problem(path: &RelPath, fault: Fault) -> Box<Diagnostic> {
    let problem = Diagnostic::warning(path, fault.message).hint(fault.hint);
    Box::new(match fault.span {
        Some(span) => problem.at(span),
        None => problem,
    })
}

/// Why a program gave no text.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    Missing,
    Slow,
    /// It gave too much.
    Large,
    /// It held too much.
    Hungry,
    Said(String),
}

impl Failure {
    fn diagnostic(self, path: &RelPath, kind: &Kind) -> Diagnostic {
        let Kind { program, package, .. } = kind;
        let what = (kind.what)();
        match self {
            Self::Missing => {
                let message = say::source_needs_program(what, program);
                Diagnostic::warning(path, message).hint(say::source_needs_program_hint(package))
            }
            Self::Slow => Diagnostic::warning(path, say::source_unreadable_slow(program, BOUNDS.time.as_secs()))
                .hint(say::source_unreadable_slow_hint()),
            Self::Large => {
                let message = say::source_unreadable_large(program, BOUNDS.output >> 20);
                Diagnostic::warning(path, message).hint(say::source_unreadable_large_hint())
            }
            Self::Hungry => {
                let message = say::source_unreadable_hungry(program, BOUNDS.memory >> 20);
                Diagnostic::warning(path, message).hint(say::source_unreadable_large_hint())
            }
            Self::Said(words) => {
                let message = match words.as_str() {
                    "" => say::source_unreadable(program, what),
                    why => say::source_unreadable_why(program, what, why),
                };
                Diagnostic::warning(path, message).hint(say::source_unreadable_hint())
            }
        }
    }
}

/// Runs a program on a file's bytes, and gives what it writes.
pub fn run(program: &str, arguments: &[&str], bytes: &[u8], bounds: Bounds) -> Result<String, Failure> {
    let said = |error: io::Error| Failure::Said(error.to_string());
    let child = Command::new(program)
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| if error.kind() == io::ErrorKind::NotFound { Failure::Missing } else { said(error) })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let read = |from: Option<Box<dyn Read + Send>>, most: u64| {
        let mut found = Vec::new();
        from.map_or(Ok(0), |from| from.take(most).read_to_end(&mut found)).map(|_| found)
    };
    thread::scope(|scope| {
        // A program that stops reading early is not wrong for it.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        let text = scope.spawn(move || read(stdout.map(|one| Box::new(one) as Box<dyn Read + Send>), bounds.output + 1));
        let words = scope.spawn(move || read(stderr.map(|one| Box::new(one) as Box<dyn Read + Send>), 64 << 10));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(said)? {
                break Ok(status);
            }
            if start.elapsed() > bounds.time {
                break Err(Failure::Slow);
            }
            if memory_of(child.id()).is_some_and(|memory| memory > bounds.memory) {
                break Err(Failure::Hungry);
            }
            thread::sleep(Duration::from_millis(10));
        };
        if status.is_err() {
            _ = child.kill();
            _ = child.wait();
        }
        let text = text.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(said)?;
        let words = words.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(said)?;
        match status {
            Err(failure) => Err(failure),
            Ok(_) if text.len() as u64 > bounds.output => Err(Failure::Large),
            Ok(status) if status.success() => Ok(String::from_utf8_lossy(&text).into_owned()),
            Ok(_) => {
                let words = String::from_utf8_lossy(&words);
                Err(Failure::Said(words.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("").to_owned()))
            }
        }
    })
}

/// The bytes of memory that a process holds; nothing where the system does not tell.
fn memory_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let words = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    words.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bounds = Bounds { time: Duration::from_millis(300), output: 1000, memory: 32 << 20 };

    #[test]
    fn a_program_gets_bytes_and_gives_text() {
        assert_eq!(run("cat", &[], "words".as_bytes(), SMALL), Ok("words".to_owned()));
        assert_eq!(run("no-such-program", &[], b"", SMALL), Err(Failure::Missing));
        assert_eq!(run("sh", &["-c", "echo why >&2; exit 3"], b"", SMALL), Err(Failure::Said("why".to_owned())));
    }

    #[test]
    fn time_output_and_memory_are_bounded() {
        assert_eq!(run("sleep", &["20"], b"", SMALL), Err(Failure::Slow));
        assert_eq!(run("sh", &["-c", "head -c 5000 /dev/zero"], b"", SMALL), Err(Failure::Large));
        if memory_of(std::process::id()).is_some() {
            // 128 MB of words, held until somebody ends it.
            let patient = Bounds { time: Duration::from_secs(60), ..SMALL };
            assert_eq!(
                run("awk", &["BEGIN { s = \"x\"; for (i = 0; i < 27; i++) s = s s; while (1) n = length(s) }"], b"", patient),
                Err(Failure::Hungry)
            );
        }
    }
}
