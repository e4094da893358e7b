//! `scholion serve`: as `watch`, and the site in a browser that follows the builds.
//!
//! It publishes into the same folder as `build`: all links are relative, so what a host will show is what is seen
//! here, byte for byte but for the scripts in each page, which are added on the way. Notes may be written in it
//! ([`editor`]), and what ingest found can be looked at ([`report`](self::report)).

mod editor;
mod mends;
mod report;
mod text;
mod text_mends;
mod text_says;
mod verdicts;
mod welcome;
mod welcome_page;
mod welcome_said;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context;

use self::report::Reports;
use super::{
    Status,
    common::Common,
    rebuild::{self, Listener, SharedArchive, Watching},
    report as told, say, session, terminal,
};
use editor::Notes;
use welcome::Welcome;

use crate::{
    base::{
        Diagnostic, Lang, Message, RelPath, Severity, Slug,
        places::{ANNOTATIONS, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, PAGES, TEMPLATES},
        snapshot::CONFIG_FILE,
    },
    build::broken,
    preview::{self, About, Finding, Hub, Said, Unread},
    site::{
        address,
        templates::{strings::Strings, strings_with},
    },
};

/// The arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    watching: Watching,
    /// The port of the preview [default: 1111, or the next that is free]; 0: any that is free
    #[arg(short, long, value_name = "N")]
    port: Option<u16>,
    /// The address of this machine at which the preview is reached; any but the default lets other machines read the archive
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    interface: IpAddr,
    /// Open the site in a browser as soon as it is built
    #[arg(long)]
    open: bool,
}

/// Runs the verb.
pub fn run(args: &Args, common: &Common) -> anyhow::Result<Status> {
    // Where no archive is nothing shall be promised.
    session::root(common)?;
    let listener = preview::bind(args.interface, args.port)?;
    let here = listener.local_addr().context("cannot tell at which port")?;
    let hub = Arc::new(Hub::default());
    let serving = Arc::clone(&hub);
    let notes = Arc::new(Notes::default());
    let reports = Arc::new(Reports::new(Arc::clone(&hub)));
    let welcome = Arc::new(Welcome::new(Arc::clone(&notes), Arc::clone(&reports)));
    let (editor, reporter, receiver) = (Arc::clone(&notes), Arc::clone(&reports), Arc::clone(&welcome));
    std::thread::spawn(move || {
        if let Err(error) = preview::serve(listener, serving, (editor, reporter, receiver)) {
            say(&format!("error: the preview ended: {error}\n"));
        }
    });
    let address = address(here);
    greet(&address, here, args, common);
    let to_open = AtomicBool::new(args.open);
    rebuild::run(common, &args.watching, &Follower { hub, notes, reports, welcome, address, to_open, strict: common.strict })
}

/// What to type into a browser.
fn address(here: SocketAddr) -> String {
    let ip = match here.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(_) => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
    };
    format!("http://{}/", SocketAddr::new(ip, here.port()))
}

fn greet(address: &str, here: SocketAddr, args: &Args, common: &Common) {
    if common.json {
        return terminal::give_json(&format!("{}\n", serde_json::json!({"serving": address})));
    }
    if !here.ip().is_loopback() {
        say(&format!("warning: everyone who reaches {here} can read this archive\n"));
    }
    if common.drafts {
        say("drafts are published, too; `scholion build` takes them out again\n");
    }
    if args.port.is_none() && here.port() != preview::DEFAULT_PORT && !common.quiet {
        say(&format!("port {} is taken; {} is used instead\n", preview::DEFAULT_PORT, here.port()));
    }
    if !common.quiet {
        say(&format!("preview at {address}\n"));
    }
}

/// Of so many findings the line is shown on the page that they are about.
const MOST_PLACED: usize = 500;

/// Passes on what builds do.
struct Follower {
    hub: Arc<Hub>,
    notes: Arc<Notes>,
    reports: Arc<Reports>,
    welcome: Arc<Welcome>,
    address: String,
    to_open: AtomicBool,
    strict: bool,
}

impl Listener for Follower {
    fn archive(&self, shared: SharedArchive) {
        let shared = Arc::new(shared);
        self.notes.take(Arc::clone(&shared));
        self.reports.take(shared);
    }

    fn folder(&self, folder: &Path) {
        self.hub.lies_in(folder);
    }

    fn address(&self, base_url: &str) {
        let host_and_path = base_url.split_once("://").map_or("", |(_, rest)| rest);
        self.hub.stands_in(host_and_path.split_once('/').map_or("", |(_, path)| path));
    }

    fn page(&self, path: &RelPath, bytes: &[u8]) {
        self.hub.page(path.as_str(), bytes);
    }

    fn built(&self, removed: &[RelPath], findings: &[Diagnostic], held: &[&RelPath], sources: told::Sources<'_>) {
        self.welcome.built(findings);
        let unread = self.unread(findings, held);
        let abouts = self.abouts(findings, &unread);
        let strings = self.strings();
        let nothing: told::Sources<'_> = &|_| None;
        let of = |severity: Severity| -> Vec<Finding> {
            let of = findings.iter().filter(|one| one.severity == severity).enumerate();
            of.map(|(nth, one)| {
                let page = unread.get(&one.path).cloned();
                // Of those that are only counted no file is looked at.
                let is_shown = nth < preview::MOST_FINDINGS || page.is_some() || abouts.contains_key(&one.path) && nth < MOST_PLACED;
                let about = abouts.get(&one.path).cloned().unwrap_or_default();
                Finding { page, about, ..finding(one, if is_shown { sources } else { nothing }, &strings) }
            })
            .collect()
        };
        let (errors, warnings) = (of(Severity::Error), if self.strict { Vec::new() } else { of(Severity::Warning) });
        let count = |key: &str, n: usize| {
            let key = if key == "elsewhere" { "preview.elsewhere".to_owned() } else { format!("preview.{key}-n") };
            strings.text(&key, Some(n as u64), |_| None).unwrap_or_default().into_owned()
        };
        self.hub.built(removed, &errors, &warnings, &frame(&strings, errors.len(), warnings.len()), &count);
        if self.to_open.swap(false, Ordering::Relaxed)
            && let Err(error) = open::that_detached(&self.address)
        {
            say(&format!("no browser could be opened ({error}); go to {}\n", self.address));
        }
    }
}

impl Follower {
    /// The words of the site; those of the program before there is a site.
    fn strings(&self) -> Arc<Strings> {
        let known = self.notes.shared().and_then(|shared| rebuild::locked(&shared.memo).strings());
        known.unwrap_or_else(|| Arc::new(strings_with(&BTreeMap::new(), &Lang::default())))
    }

    /// Which page findings are about, by their file: that of a text, of its records and of the notes on it; or all.
    fn abouts(&self, findings: &[Diagnostic], unread: &BTreeMap<RelPath, Unread>) -> BTreeMap<RelPath, About> {
        let shared = self.notes.shared();
        let memo = shared.as_ref().map(|shared| rebuild::locked(&shared.memo));
        let of_text = |path: &RelPath| {
            let known = memo.as_ref().and_then(|memo| memo.document(path)).map(|text| address::text(path, &text.slug));
            unread.get(path).map(|unread| unread.page.clone()).or(known)
        };
        let of = |path: &RelPath| {
            if path.as_str() == CONFIG_FILE || path.is_below(TEMPLATES) {
                return Some(About::Frame);
            }
            let beside = [BIBLIOGRAPHY, ANNOTATIONS].iter().find_map(|folder| path.below(folder));
            let document = beside.and_then(|name| Some(RelPath::new(&format!("{DOCUMENTS}/{}.md", name.strip_suffix(".yaml")?))));
            of_text(document.as_ref().unwrap_or(path)).map(About::Page)
        };
        let paths: BTreeSet<&RelPath> = findings.iter().map(|one| &one.path).collect();
        paths.into_iter().filter_map(|path| Some((path.clone(), of(path)?))).collect()
    }

    /// The pages of the texts that cannot be read as a whole, by the path of the file.
    fn unread(&self, findings: &[Diagnostic], held: &[&RelPath]) -> BTreeMap<RelPath, Unread> {
        let is_text = |path: &RelPath| [DOCUMENTS, PAGES, COLLECTIONS].iter().any(|folder| path.is_below(folder));
        let broken = findings.iter().filter(|one| broken::is_whole(one) && is_text(&one.path)).map(|one| &one.path);
        let broken: BTreeSet<&RelPath> = broken.collect();
        // Which document a file is the catalogue knows, if it has it: two files of one name have two slugs.
        let shared = if broken.is_empty() { None } else { self.notes.shared() };
        let memo = shared.as_ref().map(|shared| rebuild::locked(&shared.memo));
        let texts = memo.iter().flat_map(|memo| {
            let catalogue = &memo.catalogue;
            catalogue.documents().iter().chain(catalogue.pages()).chain(catalogue.collections().files())
        });
        let known: BTreeMap<&RelPath, &Slug> = texts.map(|(slug, one)| (&one.path, slug)).collect();
        let of = |path: &RelPath| {
            let slug = known.get(path).map_or_else(|| Slug::of_file(path), |slug| (*slug).clone());
            (path.clone(), Unread { page: address::text(path, &slug), is_held: held.contains(&path) })
        };
        broken.into_iter().map(of).collect()
    }
}

fn finding(one: &Diagnostic, sources: told::Sources<'_>, strings: &Strings) -> Finding {
    let (place, line) = told::place_and_line(one, sources);
    let said = |message: &Message| {
        let (text, lang) = strings.finding(message);
        Said { text, lang: lang.to_owned() }
    };
    Finding {
        severity: one.severity,
        place,
        message: said(&one.message),
        hint: one.hint.as_ref().map(said),
        line,
        page: None,
        about: About::Nothing,
    }
}

/// What stands around findings: how many there are, and what can be done.
fn frame(strings: &Strings, errors: usize, warnings: usize) -> BTreeMap<&'static str, String> {
    let count = |key: &str, n: usize| strings.text(key, Some(n as u64), |_| None).unwrap_or_default().into_owned();
    let mut words: BTreeMap<&str, String> =
        ["close", "held", "poor", "none"].into_iter().map(|key| (key, count(&format!("preview.{key}"), 0))).collect();
    words.insert("count", if errors > 0 { count("preview.errors-n", errors) } else { count("preview.warnings-n", warnings) });
    words.insert("add", count("welcome.add", 0));
    words.insert("lang", strings.lang_of("preview.close").to_owned());
    words
}
