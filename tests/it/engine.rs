//! The proof of the engine: after any sequence of edits a warm build is a clean build, and a typical edit renders
//! just the pages that show it.
//!
//! `SCHOLION_SEQUENCES=400 cargo test --test it engine` is the long mode, 10,000 edits: 15 sequences of 25 are the rule.
//!
//! While a template of the archive is broken as such, a warm build goes on with the last set that was right (so that a slip
//! does not redraw the site): then it equals a clean build of the same archive with that set.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use proptest::prelude::*;
use scholion::{
    base::{
        CalendarDay, Diagnostic, RelPath, Severity, Snapshot,
        snapshot::{File, PictureSize},
    },
    build::{self, Memo, Stats},
    config::{self, Config},
    site::csl::Formatted,
};

use crate::{
    bodies::Elsewhere,
    edits::{DAY, DRAFTS, Edit, edits},
    edits_collections::edits_of_collections,
    edits_fields::edits_of_fields,
    edits_letters::edits_of_letters,
    edits_pictures::edits_of_pictures,
};

/// Files in memory, and the site that warm builds keep.
#[derive(Default)]
struct World {
    files: BTreeMap<String, String>,
    /// The files of the last set of templates that was right, once there was one.
    good_templates: Option<BTreeMap<String, String>>,
    memo: Memo,
    site: BTreeMap<RelPath, Vec<u8>>,
    /// What was built last.
    built: Option<(Snapshot, Config)>,
}

impl World {
    /// The process ends, and another goes on where it was, as far as that can be told. Whether it can.
    fn restart(&mut self) -> bool {
        let Some((mut then, config)) = self.built.clone() else { return false };
        let (mut understood, mut read) = (Vec::new(), Vec::new());
        build::understood::pack(&self.memo, &mut |pack| understood.push(pack.to_vec()));
        build::resume::pack(&self.memo, &mut |pack| read.push(pack.to_vec()));
        self.memo = build::Kept::of(std::mem::take(&mut self.memo)).restore(&|_| true);
        self.memo.take_packs(&understood).expect("packs");
        for (path, file) in then.files.iter_mut().filter(|(path, _)| self.memo.is_understood(path)) {
            assert!(path.as_str().starts_with("content/"));
            *file = File::understood(file.digest);
        }
        let goes_on = build::resume::resume(&then, &config, &mut self.memo, &read);
        if !goes_on {
            self.memo.settle_packs(&|path| then.files.get(path).map(|file| file.digest));
            self.good_templates = None;
        }
        goes_on
    }

    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Write(path, text) => _ = self.files.insert(path.clone(), text.clone()),
            Edit::Remove(path) => _ = self.files.remove(path),
            Edit::Rename(from, to) => {
                if let Some(text) = self.files.remove(from) {
                    self.files.insert(to.clone(), text);
                }
            }
        }
    }

    fn snapshot(&self) -> (Snapshot, Config) {
        snapshot(&self.files)
    }

    /// A warm build: the site as it then is.
    fn build(&mut self) -> (Vec<Diagnostic>, Stats) {
        let (snapshot, config) = self.snapshot();
        // Clean builds have all bodies in memory.
        self.memo.bodies.get_or_insert_with(|| Arc::<Elsewhere>::default());
        let shelf = self.site.clone();
        self.memo.search.read_from(Arc::new(move |path| shelf.get(path).cloned()));
        let (diagnostics, stats, emitted, paths) = run(&snapshot, &config, &mut self.memo);
        self.built = Some((snapshot, config));
        self.site.extend(emitted);
        self.site.retain(|path, _| paths.binary_search(path).is_ok());
        let lacking: Vec<&RelPath> = paths.iter().filter(|path| !self.site.contains_key(*path)).collect();
        assert!(lacking.is_empty(), "paths without a page: {lacking:?}");
        (diagnostics, stats)
    }

    /// A warm build that must be a clean one: pages and findings. What differs, if anything does.
    fn difference(&mut self) -> Result<Vec<Diagnostic>, String> {
        let (diagnostics, _) = self.build();
        let (mut expected, mut site) = self.clean();
        let of_set = |one: &Diagnostic| one.path.as_str().starts_with("templates/") && one.code() != "template-error";
        let mut found = diagnostics.clone();
        if !expected.iter().any(|one| of_set(one) && one.severity == Severity::Error) {
            self.good_templates = Some(templates(&self.files));
        } else if let Some(good) = &self.good_templates {
            let mut files: BTreeMap<String, String> = self.files.clone();
            files.retain(|path, _| !path.starts_with("templates/"));
            files.extend(good.clone());
            let of_all = expected.into_iter().filter(of_set).collect::<Vec<_>>();
            (expected, site) = clean(&files);
            // What is wrong with the set is said of the files as they are.
            assert_eq!(found.iter().filter(|one| of_set(one)).cloned().collect::<Vec<_>>(), of_all);
            found.retain(|one| !of_set(one));
            expected.retain(|one| !of_set(one));
        }
        if found != expected {
            let lacking: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
            let needless: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
            return Err(format!("findings that lack: {lacking:#?}\nfindings too many: {needless:#?}"));
        }
        let paths: BTreeSet<&RelPath> = self.site.keys().chain(site.keys()).collect();
        for path in paths {
            let (warm, clean) = (self.site.get(path), site.get(path));
            if warm != clean {
                let text =
                    |bytes: Option<&Vec<u8>>| bytes.map_or_else(|| "(none)".into(), |bytes| String::from_utf8_lossy(bytes).into_owned());
                return Err(format!("{path}\n{}", first_difference(&text(warm), &text(clean))));
            }
        }
        Ok(diagnostics)
    }

    /// The findings of a warm build that is a clean one.
    fn build_as_clean(&mut self, what: &str) -> Vec<Diagnostic> {
        self.difference().unwrap_or_else(|difference| panic!("{what}: {difference}"))
    }

    /// A clean build of the same files.
    fn clean(&self) -> (Vec<Diagnostic>, Site) {
        clean(&self.files)
    }
}

fn templates(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    files.iter().filter(|(path, _)| path.starts_with("templates/")).map(|(path, text)| (path.clone(), text.clone())).collect()
}

fn clean(files: &BTreeMap<String, String>) -> (Vec<Diagnostic>, Site) {
    let (snapshot, config) = snapshot(files);
    let (diagnostics, _, site, _) = run(&snapshot, &config, &mut Memo::default());
    (diagnostics, site)
}

fn snapshot(files: &BTreeMap<String, String>) -> (Snapshot, Config) {
    let mut snapshot = Snapshot::default();
    for (path, text) in files.iter().filter(|(path, _)| ![DAY, DRAFTS].contains(&path.as_str())) {
        let mut file = File::new(text.clone().into_bytes());
        file.picture = size_of(text);
        snapshot.files.insert(RelPath::new(path), file);
    }
    snapshot.day = files.get(DAY).and_then(|day| CalendarDay::parse(day));
    let config = files.get("scholion.yaml").map_or("", String::as_str);
    let (mut config, _) = config::parse(&RelPath::new("scholion.yaml"), config.as_bytes());
    config.drafts = files.contains_key(DRAFTS);
    (snapshot, config)
}

/// How large a picture is, as the reader of files finds it: of the kinds that random edits write.
fn size_of(text: &str) -> Option<PictureSize> {
    let size = |width: Option<u32>, height: Option<u32>| Some(PictureSize { width: width?, height: height?, is_drawn: false });
    if let Some(drawing) = text.strip_prefix("<svg ") {
        let number = |name: &str| drawing.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok();
        return size(number("width"), number("height"));
    }
    let long = |at: usize| text.as_bytes().get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes).filter(|long| *long > 0);
    text.starts_with("BM").then(|| size(long(18), long(22)))?
}

/// The lines around the place where two texts part.
fn first_difference(warm: &str, clean: &str) -> String {
    let same = warm.lines().zip(clean.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(same.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
    format!("--- warm\n{}\n--- clean\n{}", around(warm), around(clean))
}

type Site = BTreeMap<RelPath, Vec<u8>>;

/// Formatting is slow and depends on nothing but what it is kept under, so that all worlds share it.
static FORMATTED: Mutex<Formatted> = Mutex::new(Formatted::new());

fn run(snapshot: &Snapshot, config: &Config, memo: &mut Memo) -> (Vec<Diagnostic>, Stats, Site, Vec<RelPath>) {
    let site = Mutex::new(BTreeMap::new());
    let emit = |path: &RelPath, bytes: &[u8]| {
        site.lock().unwrap().insert(path.clone(), bytes.to_vec());
    };
    memo.formatted.clone_from(&FORMATTED.lock().unwrap());
    let built = build::build(snapshot, config, memo, &emit);
    // What is made of pictures behind a build holds what decides of it.
    let quality = config.pictures.quality;
    for one in built.scaled.iter().filter(|one| one.is_due) {
        emit(&one.scaled.to, format!("{} {} {quality}", one.digest, one.scaled.width).as_bytes());
    }
    for one in built.tiled.iter().filter(|one| one.is_due) {
        one.tiled.paths().for_each(|path| emit(&path, format!("{} {quality}", one.digest).as_bytes()));
    }
    FORMATTED.lock().unwrap().append(&mut memo.formatted);
    // As under `watch`: an edit is found before the data files are made.
    build::data::find(config, memo, &emit);
    let paths = build::data::build(config, memo, &emit);
    // So that the next build asks only those that may have read what changed.
    memo.prepare();
    (built.diagnostics, built.stats, site.into_inner().unwrap(), paths.to_vec())
}

/// How many edits of a sequence are compared with a clean build, one by one, and how many files there are before.
const EDITS: usize = 25;
const BEFORE: usize = 15;

/// How many sequences are tried: `SCHOLION_SEQUENCES` sets another number for a long run.
fn sequences() -> u32 {
    std::env::var("SCHOLION_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(15)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in edits(BEFORE + EDITS)) {
        if let Err(difference) = differs(&edits) {
            prop_assert!(false, "{difference}");
        }
    }

    #[test]
    fn a_warm_build_of_collections_is_a_clean_build(edits in edits_of_collections(BEFORE + EDITS)) {
        if let Err(difference) = differs(&edits) {
            prop_assert!(false, "{difference}");
        }
    }

    #[test]
    fn a_warm_build_of_fields_is_a_clean_build(edits in edits_of_fields(BEFORE + EDITS)) {
        if let Err(difference) = differs(&edits) {
            prop_assert!(false, "{difference}");
        }
    }

    #[test]
    fn a_warm_build_of_letters_is_a_clean_build(edits in edits_of_letters(BEFORE + EDITS)) {
        if let Err(difference) = differs(&edits) {
            prop_assert!(false, "{difference}");
        }
    }

    #[test]
    fn a_warm_build_of_pictures_is_a_clean_build(edits in edits_of_pictures(BEFORE + EDITS)) {
        if let Err(difference) = differs(&edits) {
            prop_assert!(false, "{difference}");
        }
    }
}

/// The first edit after which a warm build is no clean one.
fn differs(edits: &[Edit]) -> Result<(), String> {
    let mut world = World::default();
    for (nth, edit) in edits.iter().enumerate() {
        world.edit(edit);
        if nth % 4 == 2 {
            world.restart();
        }
        // Later ones come in bursts, as when somebody goes to another branch.
        let is_amid = nth > BEFORE + EDITS / 2 && nth % 4 > 0 && nth + 1 < edits.len();
        if nth + 1 >= BEFORE.min(edits.len()) && !is_amid {
            world.difference().map_err(|difference| match edit {
                Edit::Write(path, text) => format!("after {path} is now\n{text}\n{difference}"),
                edit => format!("after {edit:?}\n{difference}"),
            })?;
        }
    }
    Ok(())
}

/// A process that goes on after another makes what has read something that changed meanwhile, and nothing else.
#[test]
fn another_process_goes_on_where_the_last_has_ended() {
    let (mut one, mut two) = (thirty(), thirty());
    one.build_as_clean("first");
    two.build_as_clean("first");
    assert!(two.restart(), "all is as it was");
    let (_, stats) = two.build();
    assert_eq!((stats.parsed, stats.viewed, stats.rendered.len()), (0, 0, 0));
    let path = "content/documents/d7.md";
    let text = one.files.get(path).cloned().expect("a document");
    assert!(two.restart());
    for world in [&mut one, &mut two] {
        world.edit(&Edit::Write(path.into(), text.replace("title:", "title: New") + "\n\nOne more paragraph.\n"));
        world.edit(&Edit::Remove("content/documents/d11.md".into()));
    }
    let (found, stats) = one.build();
    assert_eq!(two.build(), (found, stats));
    assert_eq!(one.site, two.site);
    two.build_as_clean("after all");
}

/// Edits of how something is said where one document speaks of another thing; each must reach whatever page shows it.
#[test]
fn what_pages_show_of_a_text_is_what_decides_whether_they_are_made_again() {
    const TEXT: &str = "---\ntitle: Winds\nlicense: CC0-1.0\n---\n\n## Coasts\n\n<div>\n\nSo it is said [@smith2019, p. 3] by Ada Berg.\n\n</div>\n\nWe know it.[^1]\n\n[^1]: As Ada Berg and @smith2019 have it.\n";
    let edits = [
        ("[@smith2019, p. 3]", "@smith2019 [p. 3]"),
        ("@smith2019 [p. 3]", "[-@smith2019, p. 3]"),
        ("[-@smith2019, p. 3]", "[see @smith2019, p. 4]"),
        ("p. 4", "ch. 4"),
        ("and @smith2019 have", "and [@smith2019] have"),
        ("<div>", "<div lang=\"et\">"),
        ("lang=\"et\"", "lang=\"ar\""),
        ("lang=\"ar\"", "lang=\"ar\" dir=\"ltr\""),
        ("lang=\"ar\" dir=\"ltr\"", "class=\"lead\""),
        ("title: Winds", "title: Winds\nlang: de"),
        ("## Coasts", "## Seas"),
        ("## Seas", "## Seas {#coasts}"),
        ("We know it.", "We know it well."),
        ("[^1]\n\n[", ", all of us.[^1]\n\n["),
        ("\n\nWe know", "\n\nAnd more.[^2]\n\nWe know"),
        ("[^1]: As", "[^2]: Another.\n\n[^1]: As"),
        ("So it is said", "As is known, so it is said"),
        ("by Ada Berg.", "by Ada Berg"),
    ];
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("content/documents/a.md", TEXT);
    write("content/documents/b.md", "---\ntitle: B\nlicense: CC0-1.0\n---\n\nSee [the coasts](a.md#coasts).\n");
    write(
        "content/bibliography/a.yaml",
        "references:\n- {id: smith2019, type: book, title: On gales, author: [{family: Smith, given: Jane}], issued: 2019}\n",
    );
    write("content/authorities/people.yaml", "- {id: berg, name: Ada Berg}\n");
    world.build_as_clean("at first");
    let mut text = TEXT.to_owned();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
        world.edit(&Edit::Write("content/documents/a.md".into(), text.clone()));
        world.build_as_clean(new);
    }
}

/// What is wrong with the site's frame is told at its lines, though these moved and nothing else did.
#[test]
fn findings_on_the_frame_move_with_their_lines() {
    let mut world = World::default();
    for text in
        ["social-picture: none.png\n", "lang: en\nsocial-picture: none.png\n", "lang: en\nmenu: [{to: no.md}]\n", "menu: [{to: no.md}]\n"]
    {
        world.edit(&Edit::Write("scholion.yaml".into(), text.into()));
        world.build_as_clean(text);
    }
}

/// What is found in words that are not shown is found again when these change, though nothing that is shown does.
#[test]
fn notes_on_hidden_words_are_judged_by_these_words() {
    const TEXT: &str = "---\ntitle: Winds\n---\n\nPlain words of no account stand here.\n\nPlain words of no account stand here.\n";
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("scholion.yaml", "unlicensed: metadata\n");
    write("content/documents/a.md", TEXT);
    write("content/annotations/a.yaml", "- {id: one, quote: Plain words, body: Which?}\n");
    let said = |found: &[Diagnostic]| {
        found.iter().filter(|one| one.code() == "note-ambiguous").map(|one| one.message.to_string()).collect::<String>()
    };
    let before = said(&world.build_as_clean("at first"));
    world.edit(&Edit::Write("content/documents/a.md".into(), TEXT.replacen("of no", "of an", 1)));
    assert_ne!(said(&world.build_as_clean("other words behind the first")), before);
}

/// The map of citations counts those of a text that is not shown, too, of which no page tells.
#[test]
fn data_tell_of_texts_that_are_not_shown_as_of_others() {
    const TEXT: &str = "---\ntitle: Winds\n---\n\nSo @smith2019 has it, and @smith2019 [p. 3] once more.\n";
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("scholion.yaml", "unlicensed: metadata\n");
    write("content/documents/a.md", TEXT);
    write("content/bibliography/a.yaml", "references:\n- {id: smith2019, type: book, title: On gales, issued: 2019}\n");
    world.build_as_clean("at first");
    for text in [TEXT.replace("@smith2019", "he"), TEXT.replacen("@smith2019", "he", 1), TEXT.replace("@smith2019", "[@smith2019]")] {
        world.edit(&Edit::Write("content/documents/a.md".into(), text.clone()));
        world.build_as_clean(&text);
    }
}

/// Links that led to a document lead to it again when it is back, in the same process.
#[test]
fn a_document_that_was_a_draft_or_broken_is_linked_again() {
    const TEXT: &str = "---\ntitle: Winds\nlicense: CC0-1.0\n---\n\nOne.\n";
    let mut world = World::default();
    world.edit(&Edit::Write("content/documents/b.md".into(), "---\ntitle: B\nlicense: CC0-1.0\n---\n\nSee [the winds](a.md).\n".into()));
    for broken in
        [TEXT.replace("title", "draft: true\ntitle"), TEXT.replace("0\n---", "0\nAnd ---"), TEXT.replace("title", "publish: false\ntitle")]
    {
        for text in [TEXT, broken.as_str(), TEXT] {
            world.edit(&Edit::Write("content/documents/a.md".into(), text.to_owned()));
            world.build_as_clean(text);
        }
    }
}

/// What a text said goes with it, though all texts are read again for other records in the same build.
#[test]
fn a_text_goes_while_records_change() {
    const TEXT: &str = "---\ntitle: A letter\nlicense: CC0-1.0\nauthor: [{family: Berg, given: Anna}]\nrecipient: [{family: Berg, given: Karl}]\nsent: {place: Narva, date: 1843-05-02}\n---\n\nThe weather in Narva is cold.\n";
    let mut world = World::default();
    let people = |id: &str| Edit::Write("content/authorities/people.yaml".into(), format!("- {{id: {id}, name: Karl Berg}}\n"));
    world.edit(&Edit::Write("content/authorities/places.yaml".into(), "- {id: narva, name: Narva}\n".into()));
    world.edit(&Edit::Write("content/documents/a.md".into(), TEXT.into()));
    world.edit(&people("karl-berg"));
    world.build_as_clean("at first");
    world.edit(&Edit::Rename("content/documents/a.md".into(), "content/documents/b.md".into()));
    world.edit(&people("berg-karl"));
    world.build_as_clean("renamed");
}

/// Old addresses are published when the file of them is all that changed.
#[test]
fn an_old_address_leads_on_as_soon_as_it_is_written() {
    let mut world = World::default();
    world.edit(&Edit::Write("content/documents/a.md".into(), "---\ntitle: Winds\nlicense: CC0-1.0\n---\n\nOne.\n".into()));
    for lines in [
        "",
        "documents/b.html: documents/a.html\n",
        "documents/b.html: documents/a.html\nc/: documents/b.html\n",
        "_redirects/: documents/a.html\nrobots.txt: documents/a.html\n",
        "",
    ] {
        world.edit(&Edit::Write("content/addresses.yaml".into(), lines.into()));
        world.build_as_clean(lines);
    }
}

/// What no sample of a view foresees: a template that fails on what one text says.
#[test]
fn a_page_that_its_template_cannot_render_is_made_by_the_programs_own() {
    let document =
        |title: &str, volume: &str, words: &str| format!("---\ntitle: {title}\nlicense: CC0-1.0\nvolume: {volume}\n---\n\n{words}\n");
    let template = "{% extends \"default/document.html\" %}\n{% block apparatus %}<i>{{ publication.volume | int }}</i>{{ super() }}{% endblock apparatus %}";
    let mut world = World::default();
    let mut write = |path: &str, text: &str| world.edit(&Edit::Write(path.into(), text.into()));
    write("content/documents/a.md", &document("A", "12", "One."));
    write("content/documents/b.md", &document("B", "XII", "Two."));
    write("templates/document.html", template);
    let page = |world: &World, name: &str| String::from_utf8(world.site[&RelPath::new(name)].clone()).unwrap();
    let faults = |found: &[Diagnostic]| {
        let faults = found.iter().filter(|one| one.code() == "template-error");
        let fault =
            |one: &Diagnostic| (one.path.to_string(), one.span.is_some(), one.related.iter().map(|one| one.path.to_string()).collect());
        let mut faults: Vec<(String, bool, Vec<String>)> = faults.map(fault).collect();
        faults.sort();
        faults
    };
    let of = |file: &str| ("templates/document.html".to_owned(), true, vec![format!("content/documents/{file}.md")]);

    let found = world.build_as_clean("at first");
    assert_eq!(faults(&found), [of("b")]);
    assert!(
        found.iter().any(|one| one.message.to_string().ends_with("so the program's own template makes `documents/b.html`")),
        "{found:?}"
    );
    assert!(page(&world, "documents/a.html").contains("<i>12</i>") && page(&world, "documents/b.html").contains("Two."));

    // It begins to fail on another text, the first is viewed again and is the same, another process goes on, it ceases to fail.
    world.edit(&Edit::Write("content/documents/a.md".into(), document("A", "iv", "One.")));
    assert_eq!(faults(&world.build_as_clean("one more")), [of("a"), of("b")]);
    world.edit(&Edit::Rename("content/documents/b.md".into(), "content/documents/sub/b.md".into()));
    let found = world.build_as_clean("another folder");
    assert_eq!(faults(&found).len(), 2, "{found:?}");
    world.edit(&Edit::Rename("content/documents/sub/b.md".into(), "content/documents/b.md".into()));
    world.build_as_clean("back again");
    world.memo = build::Kept::of(std::mem::take(&mut world.memo)).restore(&|_| true);
    assert_eq!(faults(&world.build_as_clean("another process")), [of("a"), of("b")]);
    world.edit(&Edit::Write("content/documents/a.md".into(), document("A", "4", "One.")));
    assert_eq!(faults(&world.build_as_clean("mended in the text")), [of("b")]);
    world.edit(&Edit::Write("templates/document.html".into(), template.replace(" | int", "")));
    assert_eq!(faults(&world.build_as_clean("mended in the template")), []);

    // A part of the program's own that gets from a template what it cannot show: the place is that of the call.
    let caller =
        "{% extends \"default/document.html\" %}\n{% block apparatus %}{{ <card card={backlinks | first}/> }}{% endblock apparatus %}";
    world.edit(&Edit::Write("templates/document.html".into(), caller.into()));
    let found = world.build_as_clean("a part that fails");
    assert_eq!(faults(&found), [of("a"), of("b")]);
}

/// An archive of thirty documents: each links to the next, every third cites a work and names a person.
fn thirty() -> World {
    let mut world = World::default();
    let mut write = |path: String, text: String| world.edit(&Edit::Write(path, text));
    write("scholion.yaml".into(), "title: Thirty\n".into());
    for n in 0..30 {
        let next = (n + 1) % 30;
        let cites = if n % 3 == 0 { "So [Smith, 2019](#ref-smith2019) has it, and Ada Krutskikh agrees.\n\n" } else { "" };
        let text = format!(
            "---\ntitle: Document {n}\nauthor: [{{literal: Author {}}}]\n---\n\nSee [the next](d{next}.md).\n\n{cites}Last words of {n}.\n",
            n % 5
        );
        write(format!("content/documents/d{n}.md"), text);
        if n % 3 == 0 {
            let record =
                "references:\n- {id: smith2019, type: book, title: On winds, author: [{family: Smith, given: Jane}], issued: 2019}\n";
            write(format!("content/bibliography/d{n}.yaml"), record.into());
        }
    }
    write("content/authorities/people.yaml".into(), "- {id: ada, name: Ada Krutskikh}\n".into());
    write("content/pages/about.md".into(), "---\ntitle: About\n---\n\nThis archive.\n".into());
    world
}

#[test]
fn a_typical_edit_renders_just_the_pages_that_show_it() {
    let replace = |path: &str, old: &str, new: &str| (path.to_owned(), Some((old.to_owned(), new.to_owned())), String::new());
    let write = |path: &str, text: &str| (path.to_owned(), None, text.to_owned());
    let edits = [
        ("one paragraph", replace("content/documents/d7.md", "Last words", "Other words")),
        ("a paragraph that cites", replace("content/documents/d6.md", "has it", "says it")),
        ("retitle", replace("content/documents/d7.md", "title: Document 7", "title: Zephyr")),
        ("new citation", replace("content/documents/d6.md", "Last words", "Again [Smith](#ref-smith2019). Last words")),
        ("identity of a work", replace("content/bibliography/d6.yaml", "issued: 2019", "issued: 2019, DOI: 10.1000/x")),
        ("new document", write("content/documents/d30.md", "---\ntitle: Document 30\n---\n\nSee [one](d4.md).\n")),
        ("delete", ("content/documents/d30.md".to_owned(), None, "(gone)".to_owned())),
        (
            "authority variant",
            replace("content/authorities/people.yaml", "name: Ada Krutskikh", "name: Ada Krutskikh, variants: [the next]"),
        ),
        ("template of one kind", write("templates/work.html", "{% extends \"default/work.html\" %}{% block kind %}mine{% endblock %}")),
        ("words of one kind", write("templates/strings/en.yaml", "cited-with: Together with\n")),
        ("free page, text", replace("content/pages/about.md", "This archive", "That archive")),
        ("nothing", replace("content/pages/about.md", "That archive", "That archive")),
    ];
    let mut world = thirty();
    let (_, clean) = world.build();
    let mut told = format!("clean: {} pages\n", clean.rendered.len());
    for (name, (path, change, text)) in edits {
        let edit = match (change, text.as_str()) {
            (None, "(gone)") => Edit::Remove(path),
            (None, _) => Edit::Write(path, text),
            (Some((old, new)), _) => {
                let before = &world.files[&path];
                assert!(before.contains(&old), "{name}: no `{old}` in {path}");
                let after = before.replace(&old, &new);
                Edit::Write(path, after)
            }
        };
        world.edit(&edit);
        let (_, stats) = world.build();
        assert_eq!(world.site, world.clean().1, "{name}");
        let names: Vec<&str> = stats.rendered.iter().map(RelPath::as_str).collect();
        told.push_str(&format!("{name}: {}\n", names.join(" ")));
    }
    snapbox::assert_data_eq!(
        told,
        snapbox::str![[r#"
clean: 138 pages
one paragraph: documents/d7.html documents/index.html index.html
a paragraph that cites: documents/d6.html documents/index.html index.html people/ada.html works/smith2019.html
retitle: documents/d17.html documents/d2.html documents/d22.html documents/d7.bib documents/d7.csl.json documents/d7.html documents/d7.ris documents/d8.html documents/index.html index.html people/author-2.html
new citation: documents/d6.html documents/index.html index.html works/smith2019.html
identity of a work: citations/index.html citations/s.html documents/d6.html works/smith2019.html
new document: documents/d30.bib documents/d30.csl.json documents/d30.html documents/d30.ris documents/d4.html documents/index.html index.html
delete: documents/d4.html documents/index.html index.html
authority variant: people/ada.html
template of one kind: works/smith2019.html
words of one kind: index.html people/index.html search.html works/smith2019.html
free page, text: pages/about.html
nothing: 

"#]]
    );
}

#[test]
fn an_edited_letter_renders_just_its_own_pages_its_pairs_and_its_years() {
    let mut world = World::default();
    let people = ["Ada Krutskikh", "Ida Berg", "Edvard Lunde", "Marta Ilves"];
    for n in 0..24 {
        let (from, to) = (people[n % 4], people[(n + 1) % 4]);
        let (year, month) = (1843 + n % 3, 1 + n % 12);
        let text = format!(
            "---\ntitle: Letter {n}\nauthor: [{{literal: {from}}}]\nrecipient: [{{literal: {to}}}]\nsent: {{place: Narva, date: {year}-{month:02}-02}}\n---\n\nWords of {n}.\n"
        );
        world.edit(&Edit::Write(format!("content/documents/l{n}.md"), text));
    }
    world.build();
    let mut told = String::new();
    for (name, old, new) in [
        ("a word", "Words of 4", "Other words of 4"),
        ("a day of the same year", "1844-05-02", "1844-05-03"),
        ("the place", "Narva", "Reval"),
        ("another year", "1844-05-03", "1846-05-03"),
    ] {
        let path = "content/documents/l4.md";
        let after = world.files[path].replace(old, new);
        assert_ne!(after, world.files[path], "{name}");
        world.edit(&Edit::Write(path.to_owned(), after));
        let (_, stats) = world.build();
        assert_eq!(world.site, world.clean().1, "{name}");
        let names: Vec<&str> = stats.rendered.iter().map(RelPath::as_str).filter(|path| !path.starts_with("documents/l4.")).collect();
        told.push_str(&format!("{name}: {}\n", names.join(" ")));
    }
    snapbox::assert_data_eq!(
        told,
        snapbox::str![[r#"
a word: documents/index.html
a day of the same year: documents/index.html documents/l0.html documents/l12.html documents/l16.html documents/l20.html documents/l8.html letters/1844.html letters/ada-krutskikh.ida-berg.html people/ada-krutskikh.html people/ida-berg.html places/narva.html
the place: index.html letters/1844.html letters/ada-krutskikh.ida-berg.html places/index.html places/narva.html places/reval.html
another year: documents/index.html documents/l0.html documents/l12.html documents/l16.html documents/l20.html documents/l8.html index.html letters/1844.html letters/1845.html letters/1846.html letters/ada-krutskikh.ida-berg.html letters/index.html people/ada-krutskikh.html people/ida-berg.html places/reval.html

"#]]
    );
}
