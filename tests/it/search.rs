//! Search in a real browser, over `file://` and over the preview: what is found, in what order, and what is marked.

use std::collections::BTreeMap;

use scholion::{
    base::Lang,
    search::{stems::Stems, words::Tokenizer},
};

use crate::{
    browser::{Browser, with_browser},
    fixture::Archive,
    serve::serve,
};

/// Documents in three languages, one of them with passages in another, notes, a work, an authority record.
fn archive() -> Archive {
    Archive::new(
        "
//- /scholion.yaml
title: Letters
lang: en
unlicensed: excerpt
//- /content/documents/treaties.md
---
title: On treaties between states
license: CC-BY-4.0
lang: en
type: article-journal
issued: 1994
author: [{family: Ilves, given: Marta}]
keyword: [law of nations]
---

Nothing here speaks of it.

The states negotiated treaties on the security of information, and information security was agreed upon.[^1]

<div lang=ru>

Принята резолюция о мире.

</div>

As shown ([Smith, 2019](#ref-smith2019)).

[^1]: A footnote mentions cryptography.
//- /content/bibliography/treaties.yaml
references:
- id: smith2019
  type: book
  title: Quaternions and their uses
  author: [{family: Smith, given: Jane}]
  issued: 2019
//- /content/annotations/treaties.yaml
- id: what
  quote: negotiated
  body: The editors call this haggling.
//- /content/documents/resolutions.md
---
title: О резолюциях Совета
license: CC-BY-4.0
lang: ru
type: report
issued: 2001
---

Совет принял резолюцию об информационной безопасности. Ещё одна резолюция не была принята.
//- /content/documents/china.md
---
title: 国际信息安全
license: CC-BY-4.0
lang: zh
issued: 2010
---

各国讨论了信息安全与宪法。
//- /content/documents/secret.md
---
title: Not free
lang: en
issued: 2011
---

Sixty words are shown of what is not free, and so this document says a good many things of no account whatever before
it comes to the point, which is where the excerpt has ended, since nobody gave leave to print it, and so the reader is
told of words and words and words again until the count is full and then still more, so that nobody can find the word
xylophone.
//- /content/authorities/people.yaml
- id: marta-ilves
  name: Marta Ilves
  variants: [{name: Марта Ильвес, lang: ru}]
//- /content/pages/about.md
---
title: About this archive
---

It was collected by amateurs.
",
    )
}

fn built() -> Archive {
    let archive = archive();
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

/// Opens the search page, and waits until what finds is there: it is loaded when somebody begins.
async fn begin(browser: &Browser, archive: &Archive) {
    browser.driver.goto(format!("file://{}", archive.at("public/search.html").display())).await.unwrap();
    browser.until("(document.getElementById('search').dispatchEvent(new Event('input')), true)").await;
    browser.until("document.getElementById('search').classList.contains('ready')").await;
}

/// Looks for something on a search page that is open, and waits until it is answered.
async fn ask(browser: &Browser, query: &str) {
    let query = serde_json::to_string(query).unwrap();
    browser
        .until(&format!(
            "(() => {{ const q = document.getElementById('search-q'); document.getElementById('search-status').textContent = ''; q.value = {query}; \
             q.form.requestSubmit(); return true; }})()"
        ))
        .await;
    answered(browser).await;
}

async fn answered(browser: &Browser) {
    browser
        .until(
            "!!document.getElementById('search-status').textContent && !document.getElementById('search-status').textContent.includes('…')",
        )
        .await;
    // Hits show themselves when they come into view.
    browser
        .until("[...document.querySelectorAll('#search-hits > li, #search-names > li')].every(item => { item.show?.(); item.show = null; return !item.ariaBusy; })")
        .await;
}

/// The titles of the hits.
async fn titles(browser: &Browser) -> Vec<String> {
    let value = browser.value("[...document.querySelectorAll('#search-hits h3')].map(title => title.textContent)").await;
    serde_json::from_value(value).unwrap()
}

async fn text(browser: &Browser, selector: &str) -> String {
    let value = browser.value(&format!("[...document.querySelectorAll('{selector}')].map(found => found.textContent).join('|')")).await;
    value.as_str().unwrap_or("").to_owned()
}

const TREATIES: &str = "On treaties between states";
const RESOLUTIONS: &str = "О резолюциях Совета";
const CHINA: &str = "国际信息安全";

#[test]
pub fn words_are_found_in_any_form_and_language_from_a_folder() {
    let archive = built();
    with_browser(async |browser| {
        begin(&browser, &archive).await;
        let cases: &[(&str, &[&str])] = &[
            ("treaty", &[TREATIES]),
            ("negotiating", &[TREATIES]),
            ("резолюция", &[RESOLUTIONS, TREATIES]),
            ("РЕЗОЛЮЦИИ", &[RESOLUTIONS, TREATIES]),
            ("еще", &[RESOLUTIONS]),
            ("信息安全", &[CHINA]),
            ("法", &[CHINA]),
            // A phrase stands so and not otherwise.
            ("information security", &[TREATIES]),
            ("\"information security\"", &[TREATIES]),
            ("\"security information\"", &[]),
            ("«информационная безопасность»", &[RESOLUTIONS]),
            ("\"信息安全与宪法\"", &[CHINA]),
            ("\"安全信息\"", &[]),
            // Beginnings, given as such or taken so.
            ("crypto*", &[TREATIES]),
            ("negoti", &[TREATIES]),
            ("амат", &[]),
            ("amat", &["About this archive"]),
            // Notes, footnotes, people.
            ("haggle", &[TREATIES]),
            ("cryptography", &[TREATIES]),
            ("Ilves", &[TREATIES]),
            // Left out.
            ("security -treaty", &[]),
            // What rights keep from being shown is not found either.
            ("xylophone", &[]),
            ("excerpt", &["Not free"]),
            ("nowhere-to-be-found", &[]),
        ];
        for (query, expected) in cases {
            ask(&browser, query).await;
            assert_eq!(titles(&browser).await, *expected, "{query}: {}", text(&browser, "#search-status").await);
        }
        // No hits: said, and with advice.
        ask(&browser, "qqqqq").await;
        assert_eq!(text(&browser, "#search-status").await, "Nothing was found.");
        assert_eq!(browser.value("!document.getElementById('search-tips').hidden").await, true);
        // Of several words that no document has all of, most.
        ask(&browser, "treaty резолюция qqqqq").await;
        assert!(text(&browser, "#search-status").await.contains("None has all the words"));
        // Works and people, by any of their names.
        ask(&browser, "quaternion smith").await;
        assert!(text(&browser, "#search-names").await.contains("Quaternions and their uses"));
        ask(&browser, "Ильвес").await;
        assert!(text(&browser, "#search-names").await.contains("Marta Ilves"));
        // The words around a hit, marked.
        ask(&browser, "\"information security\"").await;
        assert_eq!(text(&browser, "#search-hits .passage mark").await, "information security");
        browser
    });
}

#[test]
pub fn filters_count_and_narrow_and_stand_in_the_address() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.until(&format!("fetch('http://localhost:{port}/').then(() => 0, () => 0), true")).await;
        let open = async |address: &str| {
            // The index is made behind the pages.
            browser.driver.goto(format!("http://localhost:{port}/{address}")).await.unwrap();
            browser.until("document.readyState === 'complete' && (document.getElementById('search-hits')?.children.length > 0 || (location.reload(), false))").await;
            answered(&browser).await;
        };
        open("search.html?q=security+безопасность+安全+of").await;
        open("search.html?q=s*").await;
        let all = titles(&browser).await;
        assert!(all.contains(&TREATIES.to_owned()) && all.len() >= 2, "{all:?}");
        let types = text(&browser, "#search-type label").await;
        assert!(types.contains("Journal article 1"), "{types}");
        // Only what is of that type remains, and the address says so.
        browser.until("(document.querySelector('#search-type input[value=article-journal]').click(), true)").await;
        browser
            .until("location.search.includes('type=article-journal') && document.querySelectorAll('#search-hits > li').length === 1")
            .await;
        // An address with filters is a search with filters; people come from a file of their own.
        open("search.html?q=treaty&people=marta-ilves").await;
        assert_eq!(titles(&browser).await, [TREATIES]);
        assert!(text(&browser, "#search-people label").await.contains("Marta Ilves 1"));
        open("search.html?q=s*&year=1994").await;
        assert_eq!(titles(&browser).await, [TREATIES]);
        // From any page, by the box in its head.
        browser.driver.goto(format!("http://localhost:{port}/documents/china.html")).await.unwrap();
        browser.until("(() => { const box = document.querySelector('form.search-box'); box.q.value = 'резолюции'; box.requestSubmit(); return true; })()").await;
        browser
            .until(
                "location.pathname === '/search.html' && document.querySelector('#search-hits h3')?.textContent === 'О резолюциях Совета'",
            )
            .await;
        browser
    });
}

#[test]
pub fn a_page_marks_what_was_searched_for() {
    let archive = built();
    with_browser(async |browser| {
        let cases = [
            ("documents/resolutions.html?q=резолюция", "резолюцию|резолюция"),
            ("documents/treaties.html?q=\"information+security\"", "information security"),
            ("documents/treaties.html?q=secur*", "security|security"),
            ("documents/china.html?q=信息安全", "信息安全"),
        ];
        for (address, expected) in cases {
            browser.driver.goto(format!("file://{}/{address}", archive.at("public").display())).await.unwrap();
            browser.until("!!document.querySelector('main p mark.hit')").await;
            assert_eq!(text(&browser, "main .text p:not(.passage) mark.hit").await, expected, "{address}");
        }
        // The way from a hit leads to its paragraph.
        browser.driver.goto(format!("file://{}", archive.at("public/search.html?q=cryptography").display())).await.unwrap();
        browser.until("!!document.querySelector('#search-hits h3 a')").await;
        browser.until("(document.querySelector('#search-hits h3 a').click(), true)").await;
        browser.until("location.hash === '#fn-1' && document.querySelector('mark.hit')?.textContent === 'cryptography'").await;
        browser
    });
}

/// What the tokenizer makes of a passage.
fn terms(tokenizer: &mut Tokenizer, text: &str, lang: &str) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    tokenizer.read(text, Stems::of(&Lang::new(lang)), &mut |one| found.push(one));
    found.into_iter().map(|(term, place)| (tokenizer.term(term).to_owned(), place)).collect()
}

/// Words of the archive's own documents, words made of stems and endings, and passages that are hard to take apart.
fn passages() -> Vec<(String, &'static str)> {
    let mut passages: Vec<(String, &str)> = Vec::new();
    for (path, bytes) in crate::fixture::own().files("content/documents") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        passages.push((text.clone(), "en"));
        passages.push((text, if path.contains("ru") { "ru" } else { "uk" }));
    }
    let english =
        "abil aris bab bod cav commun cr die dy fl gener happ hop ly mat natur organiz pl plan qu rat say secur sk succe tr un v yel";
    let endings = "a able ably aed al alism ality ally ance ant ate ated ately ation ational ator ed edly eed eedly ement ence ency ent er ers es \
                   ful fully fulness ian ibility ic icate ical icity ied ies ing ingly ion ional ions ism ist istic ive iveness ivity ization ize ized \
                   izer less lessly li ly ment ments ness ogy ous ously ousness pping s sses ss st tional us y ying ys";
    let russian = "ал бел бы ваш вер вид гост дел добр единств жиз зна иде красив люб мир нов общ пис прав развит рисова сам смел стан тих учи ход ч щ \
                   ясн объ въ съ";
    let russian_endings = "а ав авши авшись ая ал ала али ам ами ах е ев его ее ей ейш ейше ем ему ен ена ение ением ения ено ет ете ешь ею и ив ивши ивший ие ией ием ий им \
                           ими ие иями ит ить их ишь ия иям иями иях й йте л ла ли ло ль на нно ность ности нн нный но ны о ов ого ое ой ом ому ост ость ою сь ся \
                           т ть у уй уйте ует ую ующ ующий ую ы ыв ывши ые ый ым ыми ых ь ью ья ю ют ющ ющая я ям ями ях ят";
    for (stems, endings, lang) in [(english, endings, "en"), (russian, russian_endings, "ru")] {
        for stem in stems.split_whitespace() {
            let words: Vec<String> = endings
                .split_whitespace()
                .flat_map(|end| [format!("{stem}{end}"), format!("не{stem}{end}ся"), format!("re{stem}{end}s")])
                .collect();
            passages.push((words.join(" "), lang));
        }
    }
    let hard = [
        "Don’t rely on China's, the states' and O'Brien’S “co-operation” in 3.14 A/RES/75/240 cases.",
        "U.S.A., Ph.D. i.e.the a.b.c.d.e.f.g.h.i 1,000,000.50 1.234 12\u{202f}345 1’000 1,00 ١٬٢٣٤ ab\u{301}.c. U.S.中 т.е.я 𝟏𝟐,𝟏𝟐𝟑 1-2,345",
        "ﬁne ½ ① ＡＢＣ ｱｲｳ straße Straßen ŒUVRE Æsir Łódź İstanbul ıstanbul résumé re\u{301}sume\u{301} naïve Ångström \u{fb03}",
        "Ёлка йод Київ їжак Беларусь ў за\u{301}мок замо\u{301}к ѐ ЁЖ",
        "中国 and 日本の東京タワー、한국어 ภาษาไทย がぎぐ か\u{3099} ﾊﾞﾝ 々 〇",
        "שָׁלוֹם عَرَبِيّ عـربي कि हिन्दी soft\u{ad}hyphen می\u{200c}خواهم ΣΊΣΥΦΟΣ σίσυφος",
        "x\u{301}\u{302}y \u{301}lone 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀𠀁 𐐀 a\u{200b}b ʼtwas rock'n'roll 's ''s a's's",
        "averylongwordthatgoesonandonandonandonandonandonandonuntilnobodyreadsit оченьдлинноесловокотороеникогданекончаетсяидлитсявечно",
    ];
    for lang in ["en", "ru", "de", "uk", "zh", "zh-Hant", "und", "tr"] {
        passages.extend(hard.iter().map(|text| ((*text).to_owned(), lang)));
    }
    passages
}

#[test]
fn both_halves_of_the_tokenizer_agree() {
    let archive = archive();
    for lang in ["de", "uk", "tr"] {
        archive.write(&format!("content/documents/in-{lang}.md"), format!("---\ntitle: {lang}\nlang: {lang}\n---\n\nA word.\n"));
    }
    assert_eq!(archive.run(&["build"]).status, 0);
    let mut tokenizer = Tokenizer::default();
    let passages = passages();
    let mut words = 0;
    with_browser(async |browser| {
        browser.driver.goto(format!("file://{}?q=word", archive.at("public/search.html").display())).await.unwrap();
        browser.until("!!window.scholion?.tokenizer").await;
        browser.until("(scholion.tokenizer('').then(made => { window.tokenizer = made; }), true)").await;
        browser.until("!!window.tokenizer").await;
        for (text, lang) in &passages {
            let expected = terms(&mut tokenizer, text, lang);
            words += expected.len();
            let script =
                "const found = []; tokenizer.read(arguments[0], arguments[1], (term, place) => found.push([term, place])); return found;";
            let found = browser.driver.execute(script, vec![serde_json::json!(text), serde_json::json!(lang)]).await.unwrap();
            let found: Vec<(String, u32)> = serde_json::from_value(found.json().clone()).unwrap();
            let differs = found.iter().zip(&expected).find(|(a, b)| a != b);
            assert!(differs.is_none() && found.len() == expected.len(), "in {lang}, the browser's first: {differs:?}");
        }
        browser
    });
    assert!(words > 30_000, "{words} words are few");
}

/// Sentences of few words, so that queries have many hits with scores near each other.
fn crowd() -> (Archive, Vec<Vec<String>>) {
    const WORDS: [&str; 12] =
        ["acorn", "barley", "cedar", "dune", "ember", "fjord", "glade", "heron", "indigo", "juniper", "kelp", "lagoon"];
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut documents = Vec::new();
    for n in 0..60 {
        let length = 3 + random(400);
        // Early words are common, late ones rare.
        let words: Vec<String> = (0..length).map(|_| WORDS[(random(12) * random(12) / 12) as usize].to_owned()).collect();
        let paragraphs: Vec<String> = words.chunks(17).map(|words| words.join(" ")).collect();
        archive.write(&format!("content/documents/d{n:02}.md"), format!("---\ntitle: Number {n:02}\n---\n\n{}\n", paragraphs.join("\n\n")));
        documents.push(words);
    }
    (archive, documents)
}

/// BM25 by the book (Robertson and Zaragoza 2009, with k1 = 1.2 and b = 0.75): the scores of the documents that have all the words.
fn bm25(documents: &[Vec<String>], query: &[&str]) -> BTreeMap<usize, f64> {
    // The title, `Number 07`, is two words of weight 8; lengths are told apart by steps of a fifth.
    let steps: Vec<usize> = std::iter::successors(Some(16), |step| Some(step + step / 5)).take(40).collect();
    let step = |length: usize| steps.iter().copied().take_while(|step| *step <= length).last().unwrap_or(0);
    let lengths: Vec<f64> = documents.iter().map(|words| step(words.len() + 16) as f64).collect();
    let average = lengths.iter().sum::<f64>() / lengths.len() as f64;
    let count = |nth: usize, word: &str| documents[nth].iter().filter(|other| *other == word).count() as f64;
    let all = documents.len() as f64;
    let mut scores = BTreeMap::new();
    for nth in (0..documents.len()).filter(|nth| query.iter().all(|word| count(*nth, word) > 0.0)) {
        let score = query.iter().map(|word| {
            let holders = (0..documents.len()).filter(|other| count(*other, word) > 0.0).count() as f64;
            let idf = (1.0 + (all - holders + 0.5) / (holders + 0.5)).ln();
            idf * count(nth, word) * 2.2 / (count(nth, word) + 1.2 * (0.25 + 0.75 * lengths[nth] / average))
        });
        scores.insert(nth, score.sum());
    }
    scores
}

#[test]
fn the_order_of_hits_is_that_of_bm25() {
    let (archive, documents) = crowd();
    assert_eq!(archive.run(&["build"]).status, 0);
    with_browser(async |browser| {
        begin(&browser, &archive).await;
        for query in [&["acorn"][..], &["kelp"], &["heron", "ember"], &["indigo", "acorn"], &["juniper", "dune", "barley"]] {
            let scores = bm25(&documents, query);
            ask(&browser, &query.join(" ")).await;
            while browser.value("!document.getElementById('search-more').hidden").await == true {
                browser.until("(document.getElementById('search-more').click(), true)").await;
            }
            answered(&browser).await;
            let found: Vec<usize> =
                titles(&browser).await.iter().map(|title| title.strip_prefix("Number ").unwrap().parse().unwrap()).collect();
            assert_eq!(found.len(), scores.len(), "{query:?}");
            let found: Vec<f64> = found.iter().map(|nth| scores[nth]).collect();
            assert!(found.len() > 2 && found.windows(2).all(|two| two[0] >= two[1] - 1e-9), "{query:?}: {found:?}");
        }
        browser
    });
}

#[test]
fn a_phrase_is_found_where_it_stands_and_nowhere_else() {
    let (archive, documents) = crowd();
    assert_eq!(archive.run(&["build"]).status, 0);
    with_browser(async |browser| {
        begin(&browser, &archive).await;
        let mut waited = false;
        let phrases = [&["acorn", "barley"][..], &["heron", "acorn", "acorn"], &["dune", "dune", "cedar"], &["lagoon", "kelp"]];
        // Whether the places of all words are loaded, of some, or of none, as with words that stand nearly everywhere.
        for (phrase, room) in phrases.into_iter().flat_map(|phrase| [80_000, 1_500, 0].map(|room| (phrase, room))) {
            browser.until(&format!("(document.getElementById('search').dataset.places = '{room}') && true")).await;
            // No phrase runs from one paragraph into the next.
            let has =
                |words: &&Vec<String>| words.chunks(17).any(|paragraph| paragraph.windows(phrase.len()).any(|window| window == phrase));
            let expected = documents.iter().filter(has).count();
            ask(&browser, "number").await;
            ask(&browser, &format!("\"{}\"", phrase.join(" "))).await;
            waited |= text(&browser, "#search-status").await.contains("nearly everywhere");
            browser.until("(button => { button.click(); return button.hidden; })(document.getElementById('search-more'))").await;
            answered(&browser).await;
            let said = text(&browser, "#search-status").await;
            let counted = said.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).map_or(0, |count| count.parse().unwrap());
            assert_eq!(counted, expected, "{phrase:?}, room for {room}: {said}");
            assert_eq!(titles(&browser).await.len(), expected, "{phrase:?}, room for {room}");
        }
        assert!(waited, "no phrase was so common that its texts were read a few at a time");
        browser
    });
}

#[test]
fn an_edit_writes_the_files_of_its_words_and_no_others() {
    let (archive, _) = crowd();
    assert_eq!(archive.run(&["build"]).status, 0);
    let before = archive.files("public/search");
    let path = "content/documents/d07.md";
    archive.write(path, archive.read(path).replacen("\n---\n\n", "\n---\n\nzebra ", 1));
    assert_eq!(archive.run(&["build"]).status, 0);
    let after = archive.files("public/search");
    let changed: Vec<&String> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let texts = changed.iter().filter(|path| path.starts_with("d/")).count();
    assert_eq!(texts, 1, "{changed:?}");
    assert!(changed.iter().any(|path| path.starts_with("t/")) && changed.len() <= 6, "{changed:?}");
    // Without search there is neither page nor index nor box.
    archive.write("scholion.yaml", "search: false\n");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!archive.at("public/search.html").exists() && archive.files("public/search").is_empty());
    let page = archive.read("public/documents/d07.html");
    assert!(!page.contains("search.html") && !page.contains("search-marks"), "{page}");
}
