//! An archive at work: built, watched, built again.

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Gate, Listener, SharedArchive,
    hold::Hold,
    news::News,
    publish::{Made, Site, locked},
};
use crate::{
    base::{
        CalendarDay, Diagnostic, RelPath,
        places::{DOCUMENTS, SOURCES},
    },
    build::layering::is_layer,
    commands::{
        addresses::Addresses,
        cache::{lost, withheld},
        common::Common,
        ingest,
        progress::Progress,
        report::{self, plural},
        say,
        session::Session,
        terminal::give_json,
    },
    config,
    public::is_published,
    source::{Changes, rescan, watch::Watch},
};

/// The archive's root is gone.
pub struct Lost {
    /// Where it was.
    pub root: PathBuf,
}

/// An archive that is kept published.
pub struct Live<'a> {
    session: Session<'a>,
    watch: Watch,
    gate: Arc<Gate>,
    listener: &'a dyn Listener,
    site: Site,
    hold: Hold,
    news: News,
    /// What is wrong with the sources.
    ingest: Vec<Diagnostic>,
    /// Whether documents changed since the sources were compared with them.
    is_ingest_stale: bool,
    /// What stood at which address, and whether anything may stand elsewhere since.
    addresses: Addresses,
    is_moved: bool,
    /// Whether that was not looked at yet since the archive was opened.
    is_unlooked: bool,
    /// The next day on which other texts are shown.
    turn: Option<CalendarDay>,
    /// Whether the next process would know less than this one.
    is_unkept: bool,
}

/// The longest sleep before a day on which other texts are shown: clocks of machines that sleep do not count.
const NAP: Duration = Duration::from_secs(15 * 60);
/// And the shortest, so that a clock that is set back does not keep the machine awake.
const SHORTEST: Duration = Duration::from_millis(500);

/// How long it is to be quiet before what is known is kept for the next process; of a large archive that is much, and waits a second longer
/// for so many files.
const LONG_QUIET: Duration = Duration::from_secs(20);
const FILES_A_SECOND: u64 = 400;

/// Most findings that are named again, of those named before.
const MOST_NAMED_AGAIN: usize = 5;

impl<'a> Live<'a> {
    /// Opens the archive, begins to watch it, and builds it.
    pub fn open(
        common: &'a Common,
        poll: Option<std::time::Duration>,
        gate: &Arc<Gate>,
        listener: &'a dyn Listener,
    ) -> anyhow::Result<Self> {
        let start = Instant::now();
        let progress = Progress::new(common, "reading");
        let mut session = Session::begin(common)?;
        // What lies there is shown before anything is read.
        let place = session.output_dir();
        if let Some(folder) = fs::canonicalize(&place).ok().filter(|folder| is_published(folder)) {
            listener.address(&session.config.base_url);
            listener.folder(&folder);
        }
        let unfinished = ingest::finish(&session.root)?;
        let watch = Watch::new(&session.root, common.config.as_deref(), &place, poll)?;
        // What changed before the watching began is seen now.
        let mut site = Site::default();
        site.begin(&mut session, gate, listener)?;
        let root = session.root.clone();
        let mut live = Self {
            session,
            watch,
            gate: Arc::clone(gate),
            listener,
            site,
            hold: Hold::default(),
            news: News::default(),
            ingest: Vec::new(),
            is_ingest_stale: false,
            addresses: Addresses::load(&root),
            is_moved: false,
            is_unlooked: false,
            turn: None,
            is_unkept: false,
        };
        listener.archive(SharedArchive { root: live.session.root.clone(), memo: Arc::clone(&live.site.memo), gate: Arc::clone(gate) });
        if let Some(why) = withheld(&lost(&live.session)) {
            drop(progress);
            live.session.tell(live.session.diagnostics.clone(), false);
            live.fail(&why);
            // What has no document yet gets it as soon as that can be known.
            live.is_ingest_stale = true;
            live.session.close("watching; Ctrl-C ends it");
            return Ok(live);
        }
        progress.next("ingesting");
        live.ingest = {
            let _open = live.gate.open();
            ingest::missing(&mut live.session)?
        };
        live.session.forget_looked();
        live.ingest.extend(unfinished);
        progress.next("publishing");
        let made = live.site.make(&mut live.session, &live.gate, listener, Some(&progress))?;
        live.session.let_go_all();
        drop(progress);
        let summary = made.summary.clone().unwrap_or_default();
        let done = format!("{} in {}, {} ms", plural(summary.total, "file"), live.session.output_name(), start.elapsed().as_millis());
        live.is_unkept = !live.site.is_resumed || made.pages > 0 || !made.removed.is_empty();
        live.tell(made, &done, start);
        // What was renamed while no process was there is found when it is quiet: pages do not wait for it.
        live.is_unlooked = true;
        live.site.is_behind = true;
        live.session.close("watching; Ctrl-C ends it");
        Ok(live)
    }

    /// Builds whenever something changed, until the root is gone.
    pub fn run(&mut self) -> Lost {
        loop {
            if let Some(notice) = self.watch.notice() {
                say(&format!("{notice}\n"));
            }
            let batch = self.watch.wait(self.patience());
            let start = Instant::now();
            if !self.session.root.is_dir() {
                // The folder cannot be written any more, and is let go.
                *self.gate.writing() = None;
                return Lost { root: self.session.root.clone() };
            }
            let Some(batch) = batch else {
                match self.is_turned() {
                    true => self.build(&Changes::default(), start),
                    false if self.site.patience().is_some() => self.rest(),
                    false if self.is_keeping() => {
                        self.is_unkept = false;
                        self.site.keep(&self.session, &self.gate);
                    }
                    // It is too early for the day.
                    false => {}
                }
                continue;
            };
            // What stood where before the first edit nobody knows else.
            if std::mem::take(&mut self.is_unlooked) {
                self.keep_addresses(start);
            }
            let before = self.session.snapshot().diagnostics.clone();
            let changes = rescan(&mut self.session.scan, batch.hints());
            let is_same = changes.is_empty() && before == self.session.snapshot().diagnostics;
            if !is_same || self.is_turned() || self.site.is_failing() || self.site.is_disturbed(&self.gate) {
                self.build(&changes, start);
            }
        }
    }

    /// Whether there is something to keep for the next process, and all files are as the last build read them.
    fn is_keeping(&self) -> bool {
        self.is_unkept && self.hold.paths().next().is_none()
    }

    /// How long to wait for changes: until something is to be done without any, or another day shows other texts.
    fn patience(&self) -> Option<Duration> {
        let turn = self.turn.and_then(|turn| self.session.common.until(turn)).map(|time| time.min(NAP).max(SHORTEST));
        let long = || LONG_QUIET + Duration::from_secs(self.session.snapshot().files.len() as u64 / FILES_A_SECOND);
        let quiet = self.site.patience().or_else(|| self.is_keeping().then(long));
        quiet.map_or(turn, |quiet| Some(turn.map_or(quiet, |turn| quiet.min(turn))))
    }

    /// Whether the day has come on which other texts are shown.
    fn is_turned(&self) -> bool {
        self.turn.is_some_and(|turn| turn <= self.session.common.day())
    }

    /// What can wait until it is quiet.
    fn rest(&mut self) {
        let start = Instant::now();
        if self.site.is_failing() {
            return self.build(&Changes::default(), start);
        }
        if self.site.find(&self.session, &self.gate) {
            return;
        }
        if std::mem::take(&mut self.is_ingest_stale) {
            let before = self.ingest.clone();
            let files = self.session.snapshot().files.len();
            self.hold.exchange(&mut self.session.scan.snapshot);
            self.ingest(&[]);
            self.hold.exchange(&mut self.session.scan.snapshot);
            if self.ingest != before || self.session.snapshot().files.len() != files {
                self.build(&Changes::default(), start);
            }
        }
        if std::mem::take(&mut self.is_moved) | std::mem::take(&mut self.is_unlooked) {
            self.keep_addresses(start);
        }
        match self.site.catch_up(&self.session, &self.gate) {
            Ok(true) => {}
            // Something of the site is not where it was, or there is something to tell.
            Ok(false) => self.build(&Changes::default(), start),
            Err(error) => {
                *self.gate.writing() = None;
                self.fail(&error.to_string());
                self.build(&Changes::default(), start);
            }
        }
    }

    /// Keeps the addresses of what stands elsewhere now, and publishes where they lead.
    fn keep_addresses(&mut self, start: Instant) {
        let kept = {
            let _open = self.gate.open();
            // A paragraph that is cut out may be put in again at once.
            self.addresses.keep(&mut self.session, &locked(&self.site.memo), false)
        };
        self.session.tell(kept.findings, false);
        if kept.is_written {
            self.build(&Changes::default(), start);
        }
        self.is_moved = false;
    }

    /// Builds after `changes`.
    fn build(&mut self, changes: &Changes, start: Instant) {
        let day = self.is_turned().then(|| self.session.common.day().to_string());
        // Should this fail, the next change is waited for.
        self.turn = None;
        let memo = Arc::clone(&self.site.memo);
        self.hold.update(changes, self.session.snapshot(), &|path| locked(&memo).was_readable(path));
        self.hold.exchange(&mut self.session.scan.snapshot);
        let made = self.build_held(changes);
        self.hold.exchange(&mut self.session.scan.snapshot);
        match made {
            Ok(made) => {
                self.is_unkept = true;
                self.session.let_go(&changes.changed);
                if self.hold.release(&made.lost) {
                    // The best is made of the broken files.
                    self.site.is_lacking = true;
                    return self.build(&Changes::default(), start);
                }
                self.is_moved = true;
                let why = day.unwrap_or_else(|| what(changes));
                let done = format!("{why}: {} in {} ms", pages(&made), start.elapsed().as_millis());
                self.tell(made, &done, start);
            }
            Err(error) => {
                // What the files say is not what was built.
                self.is_unkept = false;
                self.fail(&error);
            }
        }
    }

    /// The same, while what broken files said before stands in the snapshot.
    fn build_held(&mut self, changes: &Changes) -> Result<Made, String> {
        self.session.refresh_after(changes).map_err(|error| format!("{error:#}"))?;
        if let Some(why) = withheld(&lost(&self.session)) {
            return Err(why);
        }
        let paths = || changes.changed.iter().chain(&changes.removed);
        let sources: Vec<RelPath> = paths().filter(|path| path.is_below(SOURCES)).cloned().collect();
        let is_new = |path: &&RelPath| path.is_below(DOCUMENTS) && !changes.before.contains_key(path.as_str());
        if !sources.is_empty() || paths().any(|path| is_new(&path)) {
            self.ingest(&sources);
        } else if paths().any(|path| path.is_below(DOCUMENTS)) {
            self.is_ingest_stale = true;
        }
        // Of which other documents tables speak, may follow from which there are.
        self.site.is_lacking |= paths().any(|path| is_layer(path) || is_new(&path)) || !changes.removed.is_empty();
        self.site.make(&mut self.session, &self.gate, self.listener, None).map_err(|error| error.to_string())
    }

    /// Turns sources into documents where that is to be done.
    fn ingest(&mut self, changed: &[RelPath]) {
        let files = self.session.snapshot().files.len();
        let open = self.gate.open();
        match ingest::renew(&mut self.session, changed) {
            Ok(findings) => self.ingest = findings,
            Err(error) => {
                say(&format!("error: {error:#}\n"));
                self.is_ingest_stale = true;
            }
        }
        drop(open);
        if !changed.is_empty() || self.session.snapshot().files.len() != files {
            self.session.forget_looked();
        }
    }

    /// Tells the listener and the person at the terminal what a build did.
    fn tell(&mut self, made: Made, done: &str, start: Instant) {
        let Made { mut findings, events, pages, removed, embargo, .. } = made;
        self.turn = embargo.next;
        findings.extend(self.ingest.iter().cloned());
        findings.extend(self.session.diagnostics.iter().cloned());
        self.hold.correct(&mut findings);
        report::sort(&mut findings, self.session.common.strict);
        let held: Vec<&RelPath> = self.hold.paths().collect();
        self.listener.built(&removed, &findings, &held, &self.session.shown());
        let counts = report::Counts::of(&findings);
        let mut difference = self.news.of(findings);
        difference.new.extend(events);
        self.session.tell(difference.new, false);
        if self.session.common.json {
            let line = serde_json::json!({"built": {
                "pages": pages, "removed": removed.len(), "milliseconds": start.elapsed().as_millis() as u64,
                "errors": counts.errors, "warnings": counts.warnings, "mended": difference.mended.len(),
            }});
            return give_json(&format!("{line}\n"));
        }
        self.session.name("still", &difference.standing, MOST_NAMED_AGAIN);
        if !self.session.common.quiet {
            let least = if self.session.common.verbose { crate::base::Severity::Notice } else { crate::base::Severity::Warning };
            difference.mended.retain(|one| one.severity <= least);
            self.session.name("mended", &difference.mended, MOST_NAMED_AGAIN);
        }
        for path in self.hold.paths() {
            self.session.close(&format!("{path} cannot be used; what it said before stands until it is mended"));
        }
        let found = counts.words();
        let found = if found.is_empty() { found } else { format!("; {found}") };
        self.session.close(&format!("{done}{found}{}", report::held(&embargo)));
    }

    /// Says why nothing could be published.
    fn fail(&self, why: &str) {
        let again = self.site.patience().map_or(String::new(), |time| format!("; trying again in {} s", time.as_secs().max(1)));
        say(&format!("error: {why}{again}, and when something changes\n"));
    }
}

/// What changed, in a few words.
fn what(changes: &Changes) -> String {
    let mut paths = changes.changed.iter().chain(&changes.removed);
    match (paths.next(), changes.changed.len() + changes.removed.len()) {
        (None, _) => "again".to_owned(),
        (Some(path), 1) if changes.changed.is_empty() => format!("{path} is gone"),
        (Some(path), 1) if path.as_str() == config::FILE => "configuration".to_owned(),
        (Some(path), 1) => path.to_string(),
        (Some(_), count) => format!("{} changed", plural(count, "file")),
    }
}

fn pages(made: &Made) -> String {
    let gone = if made.removed.is_empty() { String::new() } else { format!(", {} removed", made.removed.len()) };
    format!("{}{gone}", plural(made.pages, "page"))
}
