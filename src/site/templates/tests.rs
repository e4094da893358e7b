//! The templates as they are, and as archives change or break them.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use super::*;
use crate::site::kinds::sample_views;
use crate::{
    base::{Diagnostic, Lang, RelPath, span::LineColumn},
    site::view::View,
};

fn load(files: &[(&str, &str)], lang: &str) -> (Templates, Vec<Diagnostic>) {
    let files: BTreeMap<RelPath, Arc<[u8]>> = files.iter().map(|(path, text)| (RelPath::new(path), text.as_bytes().into())).collect();
    Templates::new(&files, &Lang::new(lang))
}

fn page(templates: &Templates, template: &str) -> String {
    let view = sample_views().into_iter().find(|view| view.template() == template);
    view.map_or(String::new(), |view| rendered(templates, &view))
}

fn rendered(templates: &Templates, view: &View) -> String {
    match templates.render(view) {
        Ok(page) => String::from_utf8(page).expect("pages are UTF-8"),
        Err(fault) => format!("{fault:?}"),
    }
}

/// Findings as `path:line:column severity message (hint)`.
fn check(files: &[(&str, &str)], expected: &str) {
    let (templates, diagnostics) = load(files, "en");
    let mut found = String::new();
    for diagnostic in diagnostics {
        let text = files.iter().find(|(path, _)| diagnostic.path.as_str() == format!("templates/{path}")).map_or("", |(_, text)| text);
        let place = diagnostic.span.map_or(String::new(), |span| {
            let place = LineColumn::of(text, span.start as usize);
            format!(":{}:{} «{}»", place.line, place.column, span.of(text))
        });
        let hint = diagnostic.hint.map_or(String::new(), |hint| format!(" ({hint})"));
        let _ = writeln!(found, "{}{place} {:?} {}{hint}", diagnostic.path, diagnostic.severity, diagnostic.message);
    }
    assert_eq!(found.trim_end(), expected.trim_end());
    for view in sample_views() {
        assert!(templates.render(&view).is_ok(), "{} is not usable", view.template());
    }
}

#[test]
fn what_is_written_in_place_of_calls_gives_the_same() {
    let own: Vec<(&str, &str)> =
        embedded::FILES.iter().filter_map(|(path, bytes)| Some((*path, std::str::from_utf8(bytes).ok()?))).collect();
    let own: Vec<_> = own.into_iter().filter(|(path, _)| path.ends_with(".html")).collect();
    for lang in ["en", "ru"] {
        // As an archive's own, templates reach tera as they are.
        let (written, (called, found)) = (load(&[], lang).0, load(&own, lang));
        assert!(found.is_empty(), "{found:?}");
        for view in crate::site::kinds::KINDS.iter().flat_map(|kind| (kind.samples)()) {
            assert_eq!(rendered(&written, &view), rendered(&called, &view), "{}", view.template());
        }
    }
}

#[test]
fn every_sample_renders_without_blank_lines_and_the_same_each_time() {
    for lang in ["en", "ru", "ar"] {
        let (first, second) = (load(&[], lang).0, load(&[], lang).0);
        for view in sample_views() {
            let page = rendered(&first, &view);
            assert!(page.starts_with("<!DOCTYPE html>\n<html lang="), "{page}");
            assert!(!page.contains("\n\n") && !page.lines().any(|line| line.trim_end() != line), "{}", view.template());
            assert_eq!(rendered(&second, &view), page);
        }
    }
}

#[test]
fn a_view_without_anything_renders() {
    let (templates, _) = load(&[], "en");
    for kind in &crate::site::kinds::KINDS {
        let [_, empty] = (kind.samples)();
        assert_eq!(templates.render(&empty).err(), None);
    }
}

#[test]
fn text_is_escaped_and_html_is_not() {
    let (templates, _) = load(&[], "en");
    let mut view = sample::document();
    view.page.title = "<b>\"C\" & 'D'</b>".into();
    view.body_html = sample::paragraph("A & B");
    let page = rendered(&templates, &View::of(view));
    assert!(page.contains("<h1>&lt;b&gt;&quot;C&quot; &amp; &#39;D&#39;&lt;/b&gt;</h1>"), "{page}");
    assert!(page.contains("<p>A &amp; B</p>"));
}

#[test]
fn the_stylesheet_is_named_by_its_content() {
    let (plain, _) = load(&[], "en");
    let (changed, diagnostics) = load(&[("assets/style.css", "p { color: red }"), ("assets/logo.svg", "<svg/>")], "en");
    assert_eq!(diagnostics, []);
    let link = |templates: &Templates| page(templates, "work.html").split("assets/style.css?v=").nth(1).map(|rest| rest[..8].to_owned());
    assert_ne!(link(&plain), link(&changed));
    assert_ne!(plain.digests()["work.html"], changed.digests()["work.html"]);
    assert_eq!(
        changed.assets().keys().filter(|path| !path.starts_with("assets/faces/")).collect::<Vec<_>>(),
        [
            "assets/annotations.css",
            "assets/answers-form.js",
            "assets/answers.css",
            "assets/answers.js",
            "assets/chapters.css",
            "assets/chapters.js",
            "assets/collections.css",
            "assets/entity.css",
            "assets/facsimile-way.js",
            "assets/facsimile.css",
            "assets/facsimile.js",
            "assets/frame.css",
            "assets/front.css",
            "assets/icon.svg",
            "assets/letters.css",
            "assets/lists.css",
            "assets/lists.js",
            "assets/logo.svg",
            "assets/moved.js",
            "assets/openseadragon.LICENSE.txt",
            "assets/openseadragon.min.js",
            "assets/reader.js",
            "assets/reading.js",
            "assets/recordings.css",
            "assets/recordings.js",
            "assets/search-begin.js",
            "assets/search-facets.js",
            "assets/search-find.js",
            "assets/search-head.css",
            "assets/search-head.js",
            "assets/search-hits.js",
            "assets/search-index.js",
            "assets/search-marks.js",
            "assets/search-slips.js",
            "assets/search-suggest.js",
            "assets/search-words.js",
            "assets/search.css",
            "assets/search.js",
            "assets/source.css",
            "assets/source.js",
            "assets/style.css",
            "assets/themes/journal.css",
            "assets/themes/slate.css",
            "assets/versions.css",
            "assets/zoom.js"
        ]
    );
}

#[test]
fn a_file_a_block_or_a_part_can_be_overridden_alone() {
    let own_file = [("work.html", "{% extends \"base.html\" %}{% block main %}<p>{{ work.key }}</p>{% endblock main %}")];
    assert!(page(&load(&own_file, "en").0, "work.html").contains("<p>a</p>\n</main>"));
    let own_block =
        [("document.html", "{% extends \"default/document.html\" %}{% block apparatus %}<p>Ours</p>{{ super() }}{% endblock apparatus %}")];
    let document = page(&load(&own_block, "en").0, "document.html");
    assert!(document.contains("<p>Ours</p>") && document.contains("role=\"doc-endnotes\"") && document.contains("id=\"_about\""));
    let own_part = [("parts/ours.html", "{% component work(work) %}<b>{{ work.key }}</b>{% endcomponent work %}")];
    let front = page(&load(&own_part, "en").0, "index.html");
    assert!(front.contains("<b>a</b>") && front.contains("class=\"cards\""), "{front}");
    // A theme's style sheet, as docs/THEMING.md has it, on every kind of page and behind the program's own.
    let theme = "{% extends \"default/base.html\" %}\n{% block theme %}\n<link rel=\"stylesheet\" href=\"{{ page.root }}{{ asset(path=\"assets/ours.css\") }}\">\n{%- endblock theme %}\n";
    let (themed, diagnostics) = load(&[("base.html", theme), ("assets/ours.css", ":root { --link: #0b5a6f }")], "en");
    assert_eq!(diagnostics, []);
    for view in sample_views() {
        let html = page(&themed, view.template());
        let places = html.find("assets/style.css").zip(html.find("assets/ours.css"));
        assert!(places.is_some_and(|(ours, theirs)| ours < theirs), "{}: {html}", view.template());
    }
    let own_words = [("strings/en.yaml", "most-cited: Hits\nlanguages:\n  tlh: Klingon\n")];
    let (templates, diagnostics) = load(&own_words, "en");
    assert_eq!(diagnostics, []);
    assert!(page(&templates, "index.html").contains(">Hits</h2>"));
}

#[test]
fn a_russian_document_on_an_english_site_marks_the_words_of_the_site() {
    let document = page(&load(&[], "en").0, "document.html");
    assert!(document.contains("<html lang=\"ru\" dir=\"ltr\">"));
    assert!(document.contains("<h2 id=\"_notes\" lang=\"en\">Notes</h2>"));
    assert!(document.contains("<h1>Title</h1>"));
    let work = page(&load(&[], "en").0, "work.html");
    assert!(work.contains("<html lang=\"en\" dir=\"ltr\">") && work.contains("<h1 class=\"long\" lang=\"ru\">Title</h1>"));
}

#[test]
fn broken_templates_are_reported_and_left_out() {
    check(
        &[("work.html", "{% extends \"base.html\" %}\n{% block main %}\n<p>{{ wrok.key }}</p>{% endblock main %}")],
        "templates/work.html:3:7 «wrok» Error variable `wrok` is not defined (did you mean `work`?)",
    );
    check(
        &[("work.html", "<p>{{ work.titel }}</p>")],
        "templates/work.html:1:12 «titel» Error field `titel` is not defined (did you mean `title`?)",
    );
    check(
        &[("index.html", "{% for card in document %}{% endfor %}\n{% if publsher %}{% endif %}")],
        "templates/index.html:1:16 «document» Error `document` is not defined (did you mean `documents`?)
templates/index.html:2:7 «publsher» Warning `publsher` is not among what this template gets (did you mean `publisher`?)",
    );
    check(
        &[("page.html", "{{ page.title | daet }}\n{{ tt(key=\"x\") }}{{ page.title | uper }}"), ("404.html", "{{ <crad card={page}/> }}")],
        "templates/404.html:1:4 «<crad card={page}/>» Error unknown component `crad` (did you mean `card`?)
templates/page.html:1:17 «daet» Error unknown filter `daet` (did you mean `date`?)
templates/page.html:2:4 «tt(key=\"x\")» Error unknown function `tt` (did you mean `t`?)
templates/page.html:2:34 «uper» Error unknown filter `uper` (did you mean `upper`?)",
    );
    check(&[("page.html", "{% if page.title %}<p>")], "templates/page.html:1:20 «<p>» Error unexpected end of input");
    check(
        &[("page.html", "{{ t(key=\"mots-cited\") }}")],
        "templates/page.html:1:11 «mots-cited» Error there are no words for `mots-cited` (did you mean `most-cited`?)",
    );
    check(
        &[("page.html", "{% extends \"bas.html\" %}")],
        "templates/page.html:1:13 «bas.html» Error unknown template `bas.html` (did you mean `base.html`?)",
    );
    check(
        &[("page.html", "{% include \"page.html\" %}")],
        "templates/page.html Error this template includes itself: page.html → page.html",
    );
    check(
        &[("parts/a.html", "{% component x() %}{% endcomponent %}"), ("parts/b.html", "{% component x() %}{% endcomponent %}")],
        "templates/parts/a.html:1:4 «component x» Error component `x` is defined in both `parts/a.html` and `parts/b.html`
templates/parts/b.html Warning no page is made with this file: it takes the place of none of the program's, and nothing calls its components (the names of the program's templates stand in docs/TEMPLATES.md, \"The files\")",
    );
    check(
        &[("parts/lists.html", "{% component card(crad, @html_lang) %}{% endcomponent %}")],
        "templates/parts/lists.html Error together with the other templates: default/document.html: unknown argument(s) `card` in component call (did you mean `crad`?)",
    );
    check(
        &[("strings/en.yaml", "a: [\n"), ("notes.txt", "")],
        "templates/notes.txt Notice this file is neither a template, nor words, nor an asset (templates end in .html, words stand in strings/<language>.yaml, all else belongs into assets/)
templates/strings/en.yaml:1:1 «a: [» Error did not find expected node content (the words of the program are used instead)",
    );
}

#[test]
fn words_of_the_wrong_shape_or_that_nothing_asks_for_are_reported() {
    let cases = [
        ("mots-cited: x", ":1:1 «mots-cited» Warning no template asks for the words `mots-cited` (did you mean `most-cited`?)"),
        ("home: true", ":1:7 «true» Error `home` is true or false (expected a text, or a map of plural forms)"),
        ("home: [a, b]", ":1:7 «[a, b]» Error `home` is a list (expected a text, or a map of plural forms)"),
        ("home: 12", ":1:7 «12» Warning `home` is a number, and no words (put it in quotation marks if readers shall see it so)"),
        ("home: '12'\nnumber: {group: ''}\nlanguages: {tlh: Klingon}", ""),
        ("home:", ":1:1 «home» Notice `home` has no words (those of the program are used)"),
        ("home: a\nhome: b", ":2:1 «home» Error `home` is given twice (the first one counts: take one of them out)"),
        ("nav: Menu", ":1:6 «Menu» Error `nav` is a text (expected keys and words below it)"),
        ("nav: {documnts: Texts}", ":1:7 «documnts» Warning no template asks for the words `nav.documnts` (did you mean `nav.documents`?)"),
        ("date:\n  months: May", ":2:11 «May» Error `date.months` is a text (expected a list of texts)"),
        (
            "date:\n  seasons: [a, b]",
            ":2:3 «seasons» Warning `date.seasons` has 2 words, and the program asks for 4 (add those that are lacking)",
        ),
        ("works-n: {one: a, othr: b}", ":1:19 «othr» Error `works-n` has no plural form `othr` (did you mean `other`?)"),
        (
            "works-n: {one: a}",
            ":1:11 «one» Error `works-n` lacks the plural form `other` (it stands for all numbers that have no form of their own)",
        ),
        (
            "works-n: {few: a, other: b}",
            ":1:11 «few» Warning the form `few` of `works-n` is never used (numbers in `en` have `one`, `other`)",
        ),
        ("home: {one: a, other: b}", ":1:1 «home» Error `home` has no plural forms (no number chooses among forms here: write one text)"),
        ("page-n: {one: a, other: 'b {n}'}", ""),
        (
            "volume: {value}",
            ":1:10 «value» Error `volume` has no plural form `value` (put words that begin with a brace into quotation marks)",
        ),
        ("volume: vol. {vlaue}", ":1:9 «vol. {vlaue}» Warning nothing fills in `{vlaue}` in the words of `volume` (did you mean `value`?)"),
        ("home: 'a {b}'", ":1:7 «'a {b}'» Warning nothing fills in `{b}` in the words of `home` (nothing is filled in here)"),
        (
            "volume: vol. {value",
            ":1:9 «vol. {value» Warning a `{` is not closed in the words of `volume` (parts to fill in are written `{name}`)",
        ),
        ("[a]", ":1:1 «» Error this file is a list, and not words by their keys (write a line for each key: `home: Start`)"),
        ("# nothing yet", ""),
    ];
    for (words, finding) in cases {
        let expected = if finding.is_empty() { String::new() } else { format!("templates/strings/en.yaml{finding}") };
        check(&[("strings/en.yaml", words)], &expected);
    }
    // A template of the archive asks for them, and fills them in.
    let own = "{{ t(key=\"ours\") }}{{ t(key=\"kinds.\" ~ page.lang, default=\"\") }}{{ t(key=\"volume\", value=1, of=2) }}";
    check(&[("strings/en.yaml", "ours: A\nkinds: {ru: B}\nvolume: '{value} of {of}'"), ("404.html", own)], "");
}

#[test]
fn names_behind_a_dot_are_looked_for_wherever_they_stand() {
    check(
        &[("work.html", "{% if work.titel %}a{% elif pager.pages > 1 and not work.keey %}{{ work.title }}{% endif %}")],
        "templates/work.html:1:12 «titel» Warning `titel` is not among what this template gets (did you mean `title`?)
templates/work.html:1:58 «keey» Warning `keey` is not among what this template gets (did you mean `key`?)",
    );
    // In loops over lists of the view, and in a branch that no sample comes to.
    check(
        &[(
            "work.html",
            "{% for one in citing | reverse %}{% for passage in one.passages %}{% if passage.localtor %}{% endif %}{% endfor %}{% if one.card.titel %}{% endif %}{% else %}{{ page.titl }}{% endfor %}",
        )],
        "templates/work.html:1:81 «localtor» Warning `localtor` is not among what this template gets (did you mean `locator`?)
templates/work.html:1:130 «titel» Warning `titel` is not among what this template gets (did you mean `title`?)
templates/work.html:1:167 «titl» Warning `titl` is not among what this template gets (did you mean `title`?)",
    );
    check(
        &[("base.html", "{% extends \"default/base.html\" %}{% block theme %}{% if page.sitetitle %}{% endif %}{% endblock theme %}")],
        "templates/base.html:1:62 «sitetitle» Warning `sitetitle` is not among what this template gets (did you mean `site_title`?)",
    );
    // The program's own, in their own place.
    let own: Vec<(&str, &str)> = embedded::FILES
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (*path, std::str::from_utf8(bytes).unwrap_or("")))
        .collect();
    check(&own, "");
    // What the template names itself, what editors name, and what is there in one case only.
    check(
        &[(
            "document.html",
            "{% set page = license %}{% if page.url and extra.series %}{% endif %}{% for work in references | group_by(attribute=\"lang\") %}{% if work.x %}{% endif %}{% endfor %}{% if contents[0].title == \"page.nothing\" %}{% endif %}{# work.nothing #}",
        )],
        "",
    );
}

#[test]
fn arguments_that_nothing_takes_are_errors_at_their_place() {
    check(
        &[("page.html", "{{ page.title | truncate(lenght=5) }}{{ page.title | date(format=\"%Y\") }}")],
        "templates/page.html:1:26 «lenght» Error the filter `truncate` has no argument `lenght` (did you mean `length`?)
templates/page.html:1:59 «format» Error the filter `date` has no argument `format` (it takes none)",
    );
    check(
        &[("work.html", "{% if work.key is containing(part=\"a\") %}{% endif %}{% for n in range(end=2, step=1) %}{% endfor %}")],
        "templates/work.html:1:30 «part» Error the test `containing` has no argument `part` (did you mean `pat`?)
templates/work.html:1:78 «step» Error the function `range` has no argument `step` (it takes `start`, `end`, `step_by`)",
    );
    // Of words: what they hold, in whatever branch; an archive's own words, too.
    let own = ("strings/en.yaml", "ours: Ours of {whom}\nkinds: {a: A, b: \"{what}\"}\n");
    check(
        &[
            own,
            (
                "404.html",
                "{{ t(key=\"ours\", whom=page.title) }}{{ t(key=\"kinds.\" ~ \"a\", what=1) }}{{ t(key=page.title, whom=1, default=\"\") }}",
            ),
        ],
        "",
    );
    check(
        &[
            own,
            (
                "404.html",
                "{% if page.nav %}{% else %}{{ t(key=\"ours\", who=page.title) }}{% endif %}{{ t(key=\"kinds.\" ~ \"a\", whom=1) }}",
            ),
        ],
        "templates/404.html:1:45 «who» Error neither `t` nor the words of `ours` have an argument `who` (did you mean `whom`?)
templates/404.html:1:99 «whom» Error the function `t` has no argument `whom` (it takes `key`, `n`, `default`)",
    );
}

#[test]
fn what_can_be_called_is_what_tera_knows() {
    use functions::{CALLABLES, Kind};
    for one in CALLABLES {
        let call = match one.kind {
            Kind::Filter => format!("{{{{ page.title | {} }}}}", one.name),
            Kind::Function if one.name == "super" => continue,
            Kind::Function => format!("{{{{ {}() }}}}", one.name),
            Kind::Test => format!("{{% if page.title is {} %}}{{% endif %}}", one.name),
        };
        let found = load(&[("404.html", &call)], "en").1;
        assert!(!found.iter().any(|one| one.message.to_string().contains("nknown")), "{call}: {found:?}");
    }
    // A test is no filter, and a filter no function.
    check(&[("404.html", "{{ page.title | mapp }}")], "templates/404.html:1:17 «mapp» Error unknown filter `mapp`");
    check(&[("404.html", "{{ uper(x=1) }}")], "templates/404.html:1:4 «uper(x=1)» Error unknown function `uper` (did you mean `super`?)");
    check(
        &[("404.html", "{% if page.title is mapp %}{% endif %}")],
        "templates/404.html:1:21 «mapp» Error unknown test `mapp` (did you mean `map`?)",
    );
}

#[test]
fn a_file_that_no_page_is_made_with_is_reported() {
    let unused = |hint: &str| {
        format!(
            "Warning no page is made with this file: it takes the place of none of the program's, and no other template uses it ({hint})"
        )
    };
    let manual = "the names of the program's templates stand in docs/TEMPLATES.md, \"The files\"";
    check(&[("indx.html", "x")], &format!("templates/indx.html {}", unused("did you mean `index.html`?")));
    check(
        &[("default/base.html", "{{ nonsense }}")],
        "templates/default/base.html Warning `default/` before a name means the program's own files, so this one is not used (put it into templates/base.html)",
    );
    check(
        &[("parts/list.html", "x"), ("mine.html", "{% include \"parts/list.html\" %}")],
        &format!("templates/mine.html {}\ntemplates/parts/list.html {}", unused(manual), unused("did you mean `parts/lists.html`?")),
    );
    check(
        &[("parts/mine.html", "{% component mine() %}{% endcomponent mine %}")],
        &format!(
            "templates/parts/mine.html Warning no page is made with this file: it takes the place of none of the program's, and nothing calls its components ({manual})"
        ),
    );
    check(
        &[("index.htm", "x")],
        "templates/index.htm Notice this file is neither a template, nor words, nor an asset (did you mean `index.html`?)",
    );
    check(
        &[("strings/de.yaml", "notes: Noten\n")],
        "templates/strings/de.yaml Notice the site speaks `en`, so these words are not shown (a site in this language has `lang: de` in scholion.yaml, or `de` among its `languages`)",
    );
    // Used by way of a page, of a page's own part, or in the place of a part.
    check(&[("mine.html", "x"), ("404.html", "{% include \"mine.html\" %}")], "");
    check(
        &[
            ("mine.html", "{% component card(card, @html_lang) %}{{ <ours/> }}{% endcomponent card %}"),
            ("ours.html", "{% component ours() %}{% endcomponent ours %}"),
        ],
        "",
    );
}

#[test]
fn words_in_another_language_than_the_sites_make_other_pages() {
    let (without, _) = load(&[], "et");
    let (with, _) = load(&[("strings/et.yaml", "roles: {author: Writer}")], "et");
    assert_ne!(without.digests()["404.html"], with.digests()["404.html"]);
}
