//! Typst, which sets books on paper: the program `typst`, or its library for Python, whichever is here.
//!
//! What it gets is a folder of its own with the source and the pictures. It may not read beside it, it gets nothing from the network that the
//! source could ask for (which asks for nothing), and it has [`LONGEST`] to finish.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use super::{Usage, export_to::Folder, session::Session};
use crate::{
    base::{Diagnostic, RelPath, say},
    build::{self, Memo},
    config,
    site::editions::{
        Package, What,
        package::Content,
        typst::{Print, SOURCE},
    },
};

/// So long may it take: a book of a thousand pages takes some seconds.
const LONGEST: Duration = Duration::from_secs(600);

/// By which standards a PDF is made: for those who hear or feel it, and for those who keep it (ISO 14289-1; ISO 19005-2, level A).
const STANDARDS: &str = "ua-1,a-2a";

/// What the library is asked to do, from its folder: the same as the program.
const SCRIPT: &str = "import sys, typst\nstandards = sys.argv[1].split(',') if sys.argv[1] else None\ntry:\n    made, warnings = typst.compile_with_warnings('book.typ', root='.', pdf_standards=standards)\n    open('book.pdf', 'wb').write(made)\n    sys.stderr.write(''.join('warning: ' + warning.message + '\\n' for warning in warnings))\nexcept typst.TypstError as error:\n    sys.stderr.write('error: ' + error.message + '\\n' + (error.diagnostic or ''))\n    sys.exit(1)\n";

/// Makes the PDF of something and writes it to `to`. Gives what is wrong with it.
pub fn export(session: &Session<'_>, memo: &mut Memo, what: &What, print: Print, to: &Path) -> anyhow::Result<Option<Vec<Diagnostic>>> {
    let made = build::editions::print(session.snapshot(), &session.config, memo, what, print);
    let Some(mut package) = made else { return Ok(None) };
    let file = match what {
        What::Document(slug) => memo.catalogue.documents().get(slug).map(|document| document.path.clone()),
        What::Collection(slug) => memo.catalogue.collections().files().get(slug).map(|file| file.path.clone()),
        What::Archive => None,
    };
    let mut findings = std::mem::take(&mut package.findings);
    findings.extend(write(&session.root, &package, to, &file.unwrap_or_else(|| RelPath::new(config::FILE)))?);
    Ok(Some(findings))
}

/// Sets a book whose pictures stand below `root`, and writes the PDF to `place`. Gives what is wrong with it; `file` is what that is said of.
fn write(root: &Path, package: &Package, place: &Path, file: &RelPath) -> anyhow::Result<Vec<Diagnostic>> {
    let folder = Folder::new().context("cannot make a folder for what typst reads")?;
    let mut findings = unpack(root, package, &folder.0).context("cannot write what typst reads")?;
    let program = found(&folder.0).ok_or_else(|| Usage {
        message: String::from("typst, which makes PDFs, is not installed"),
        hint: String::from("get the program `typst` from your system or github.com/typst/typst, or run `pip install typst`; then this command works as it is"),
    })?;
    match compile(program, STANDARDS, &folder.0)? {
        Ok(()) => {}
        // A PDF with letters that no font has is none by the standards; without them it is one all the same.
        Err(said) if said.contains("could not be displayed with font") => {
            if let Err(said) = compile(program, "", &folder.0)? {
                bail!("typst cannot set this: {}", first(&said));
            }
            findings.push(Diagnostic::warning(file, say::pdf_letters(first(&said))).hint(say::pdf_letters_hint()));
        }
        Err(said) => bail!("typst cannot set this: {}", first(&said)),
    }
    fs::copy(folder.0.join("book.pdf"), place).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(findings)
}

/// How Typst is had.
#[derive(Clone, Copy, Debug)]
enum Program {
    Command,
    Library(&'static str),
}

/// The program, or the library for whichever Python there is.
fn found(folder: &Path) -> Option<Program> {
    let answers = |command: &mut Command| run(command, folder).is_ok_and(|(is_done, _)| is_done);
    if answers(Command::new("typst").arg("--version")) {
        return Some(Program::Command);
    }
    ["python3", "python"].into_iter().find(|python| answers(Command::new(python).args(["-c", "import typst"]))).map(Program::Library)
}

/// Makes the PDF by the standards; what it says if it cannot.
fn compile(program: Program, standards: &str, folder: &Path) -> anyhow::Result<Result<(), String>> {
    let mut command = match program {
        Program::Command => {
            let mut command = Command::new("typst");
            command.args(["compile", "--root", "."]);
            if !standards.is_empty() {
                command.args(["--pdf-standard", standards]);
            }
            command.args([SOURCE, "book.pdf"]);
            command
        }
        Program::Library(python) => {
            let mut command = Command::new(python);
            command.args(["-c", SCRIPT, standards]);
            command
        }
    };
    let (is_done, said) = run(&mut command, folder).context("cannot run typst")?;
    // What Typst leaves out without a word of its own would be missed by readers alone.
    if let Some(left_out) = said.lines().find(|line| is_done && line.contains("was ignored")) {
        bail!("typst would leave out a part of this text: {}", left_out.trim_start_matches("warning: "));
    }
    Ok(if is_done { Ok(()) } else { Err(said) })
}

/// Runs a program in a folder; whether it succeeded, and what it said.
fn run(command: &mut Command, folder: &Path) -> io::Result<(bool, String)> {
    let words = folder.join("said.txt");
    let said = fs::File::create(&words)?;
    // A PDF holds no day on which it was made.
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "0").stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
    let mut child = command.spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > LONGEST {
            _ = child.kill();
            _ = child.wait();
            return Ok((false, format!("error: it took longer than {} s", LONGEST.as_secs())));
        }
        thread::sleep(Duration::from_millis(5));
    };
    Ok((status.success(), String::from_utf8_lossy(&fs::read(&words)?).into_owned()))
}

/// The first thing that Typst finds wrong.
fn first(said: &str) -> String {
    let line = said.lines().find_map(|line| Some(line.split_once("error: ")?.1)).or_else(|| said.lines().last());
    line.unwrap_or("it does not say why").trim().to_owned()
}

/// Writes what stands in a package below a folder.
fn unpack(root: &Path, package: &Package, folder: &Path) -> io::Result<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    for (path, content) in &package.parts {
        let to = folder.join(path);
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        match content {
            Content::Mark(text) => fs::write(to, text)?,
            Content::Text(text) => fs::write(to, text)?,
            Content::File { from, how, .. } => {
                let bytes = fs::read(root.join(from.as_str()))?;
                let (bytes, why) = match how {
                    Some(how) => how.apply(bytes),
                    None => (bytes, None),
                };
                findings.extend(how.zip(why).map(|(how, why)| how.finding(from, &why)));
                fs::write(to, bytes)?;
            }
        }
    }
    Ok(findings)
}
