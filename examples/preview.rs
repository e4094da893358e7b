//! Renders one page of every kind, with realistic words, for looking at the templates:
//! `cargo run --example preview -- target/preview [ru]`.
//!
//! The interview is made from the seed source by a few crude rules: enough for the eye, no more.

use std::{collections::BTreeMap, fs, path::Path};

use scholion::{
    base::Lang,
    site::{
        figures::{map, timeline},
        templates::Templates,
        view::*,
    },
};

const SOURCE: &str = include_str!("../content/sources/004_55a3861b4caffbab.txt");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap_or_else(|| "target/preview".into());
    let lang = Lang::new(&arguments.next().unwrap_or_else(|| "en".into()));
    let (templates, diagnostics) = Templates::new(&BTreeMap::new(), &lang);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for (path, bytes) in templates.assets() {
        let path = Path::new(&out).join(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, bytes)?;
    }
    for view in views(&lang) {
        let name = match &view {
            View::Document(view) if view.page.dir == "rtl" => "rtl.html".to_owned(),
            view => view.template().to_owned(),
        };
        fs::write(Path::new(&out).join(name), templates.render(&view).map_err(|fault| format!("{fault:?}"))?)?;
    }
    Ok(())
}

/// A hilly number of things of each year.
fn years(years: std::ops::Range<i32>, step: usize) -> BTreeMap<i32, timeline::Year> {
    years.zip(1_usize..).map(|(year, nth)| (year, (1 + nth * step % 23, String::from("documents.html")))).collect()
}

fn nodes(titles: &[&str]) -> Vec<MapNode> {
    titles
        .iter()
        .map(|title| MapNode { href: "document.html".into(), title: format!("{title} on the law of nations"), ..MapNode::default() })
        .collect()
}

fn views(lang: &Lang) -> Vec<View> {
    let frame = |title: &str, path: &str, page_lang: &str| frame(lang, title, path, page_lang);
    let cards = vec![
        card(),
        Card {
            href: "rtl.html".into(),
            title: "‘We want to stop cyber warfare, now we have to convince US & NATO’ – top Kremlin advisor".into(),
            lang: "en".into(),
            authors: String::new(),
            date: String::new(),
            year: String::new(),
            kind: "article-newspaper",
            container: "RT".into(),
        },
        Card {
            href: "document.html".into(),
            title: "О некоторых вопросах международной информационной безопасности".into(),
            lang: "ru".into(),
            authors: "А. В. Крутских, Е. С. Зиновьева".into(),
            date: "2021-03".into(),
            year: "2021".into(),
            kind: "article-journal",
            container: "Международная жизнь".into(),
        },
    ];
    let works: Vec<WorkLine> = references().iter().map(work_line).collect();
    let entities = |names: &[&str]| -> Vec<EntityLine> {
        names
            .iter()
            .enumerate()
            .map(|(i, name)| EntityLine {
                href: "entity.html".into(),
                name: (*name).into(),
                sort: (*name).into(),
                id: String::new(),
                dates: if i == 0 { "1951/..".into() } else { String::new() },
                documents: 12 / (i + 1) + 1,
            })
            .collect()
    };
    let people = entities(&[
        "Krutskikh, Andrey",
        "Lavrov, Sergey",
        "Piskunov, D. A.",
        "Putin, Vladimir",
        "Zinovieva, Elena",
        "阎学通 (Yan Xuetong)",
    ]);
    let organizations =
        entities(&["Association of Southeast Asian Nations", "BRICS", "Collective Security Treaty Organization", "United Nations", "OSCE"]);
    let pager = Pager { page: 2, pages: 4, previous: "#".into(), next: "#".into(), all: vec!["#".into(); 4] };
    let initials: Vec<InitialLink> = "A B C D E F G H I K L M N P R S T U W X Y Z А Б В Г З К П 0–9"
        .split(' ')
        .map(|label| InitialLink { label: label.into(), href: "#".into(), count: 2, current: label == "K" })
        .collect();
    let passages = vec![
        PassageView { carrier: String::new(),
            href: "document.html#cite-zinovieva2020-1".into(),
            before: "The OEWG, known as the “Cyber General Assembly,” is the first universal, inclusive, transparent and truly democratic negotiating mechanism on IIS issues in the UN system (".into(),
            words: "Zinovieva, 2020".into(),
            after: ").".into(),
            lang: "en".into(),
            kind: "body",
            section: "The role of the United Nations".into(),
            ..PassageView::default()
        },
        PassageView { carrier: String::new(),
            href: "document.html#fn-21".into(),
            before: "Заявление Владимира Путина о комплексной программе мер по восстановлению российско-американского сотрудничества, см. ".into(),
            words: "Зиновьева Е. С. Международная информационная безопасность".into(),
            after: ".".into(),
            lang: "ru".into(),
            kind: "note",
            note: 21,
            locator: "С. 40–43".into(),
            ..PassageView::default()
        },
    ];
    let citing =
        vec![CitingDocument { card: cards[0].clone(), passages: passages.clone() }, CitingDocument { card: cards[2].clone(), passages }];
    vec![
        View::Front(Box::new(FrontView {
            page: frame("Cyberspace and the Law of Nations", "index.html", lang.as_str()),
            description: "Interviews, articles and documents on the making of rules for the information space, 1998–2026, with every work that they cite.".into(),
            publisher: "Department of International Relations".into(),
            counts: Counts { documents: 1234, works: 13, people: 6, organizations: 5, places: 0, topics: 0 },
            documents: cards.clone(),
            all_documents: "documents.html".into(),
            works: works[..4].to_vec(),
            entities: vec![
                EntityGroup { kind: "people", href: "entities.html".into(), count: 6, top: people.clone() },
                EntityGroup { kind: "organizations", href: "entities.html".into(), count: 5, top: organizations.clone() },
            ],
            languages: vec![("en".into(), 1020), ("ru".into(), 200), ("zh".into(), 14)],
            timeline: timeline::make(&years(1998..2027, 7), &years(1948..2026, 5), 12),
            map: map::make(nodes(&["Paper", "Interview", "Note"]), nodes(&["Work", "Book"]), &[(0, 0), (0, 1), (1, 1), (2, 0)]),
        })),
        View::Document(Box::new(interview(lang))),
        View::Document(Box::new(right_to_left(lang))),
        View::Source(Box::new(source(lang))),
        View::Documents(Box::new(DocumentsView {
            page: frame("Documents", "documents.html", lang.as_str()),
            count: 1234,
            years: [2026, 2025, 2024]
                .map(|year| YearOfDocuments { id: format!("year-{year}"), date: year.to_string(), documents: cards.clone() })
                .into(),
            pager: pager.clone(),
        })),
        View::Citations(Box::new(CitationsView {
            page: frame("Citation index", "citations.html", lang.as_str()),
            initials: initials.clone(),
            initial: "K".into(),
            count: 1302,
            works: works
                .iter()
                .map(|work| IndexedWork {
                    work: work.clone(),
                    coins: String::new(),
                    documents: cards.iter().map(|card| Anchor { href: card.href.clone(), title: card.title.clone(), lang: card.lang.clone() }).collect(),
                    more: 2,
                })
                .collect(),
            divisions: vec![
                DivisionView { name: "year", links: initial_links(&["1999", "2019", "2020"], "year") },
                DivisionView { name: "type", links: initial_links(&["article-journal", "book", "webpage"], "type") },
                DivisionView { name: "language", links: initial_links(&["en", "ru", "zh"], "language") },
            ],
            not_held: "works.html".into(),
            pager: pager.clone(),
        })),
        View::Works(Box::new(WorksView {
            page: frame("2019", "works.html", lang.as_str()),
            division: "year",
            value: "2019".into(),
            count: 12,
            works: works
                .iter()
                .map(|work| ShortWork {
                    href: work.href.clone(),
                    authors: work.authors.clone(),
                    title: work.title.clone(),
                    year: work.year.clone(),
                    lang: work.lang.clone(),
                    documents: work.documents,
                })
                .collect(),
            pager: pager.clone(),
        })),
        View::Work(Box::new(WorkView {
            page: frame("International information security: Problems of multilateral and bilateral cooperation", "work.html", "en"),
            work: works[12].clone(),
            coins: String::new(),
            fields: vec![
                FieldView { name: "author".into(), values: vec![anchor("Zinovieva, E. S.", "entity.html")] },
                FieldView { name: "publisher-place".into(), values: vec![anchor("Moscow", "")] },
                FieldView { name: "publisher".into(), values: vec![anchor("MGIMO publ.", "")] },
                FieldView { name: "issued".into(), values: vec![anchor("2020", "")] },
            ],
            links: vec![OutsideLink {
                kind: "url",
                href: "https://mgimo.ru/library/publications/mezhdunarodnaya-informatsionnaya-bezopasnost/".into(),
                title: "https://mgimo.ru/library/publications/mezhdunarodnaya-informatsionnaya-bezopasnost/".into(),
                archived: "https://web.archive.org/web/20220401/https://mgimo.ru/".into(),
                accessed: "2022-04-01".into(),
            }],
            held_as: anchor("Международная информационная безопасность", "document.html"),
            printed_forms: vec![PrintedForm {
                entry_html: "Зиновьева Е. С. Международная информационная безопасность: проблемы многостороннего и двустороннего сотрудничества. М.: МГИМО, 2020.".into(),
                lang: "ru".into(),
                documents: vec![anchor(&cards[2].title, "document.html")],
            }],
            citing: citing.clone(),
            cited_with: works[..3].iter().map(|work| CitedWith { work: work.clone(), together: 2 }).collect(),
            pager: Pager::default(),
        })),
        View::Entity(Box::new(EntityView {
            page: frame("Andrey V. Krutskikh", "entity.html", "en"),
            kind: "people",
            name: "Andrey V. Krutskikh".into(),
            has_record: true,
            variants: vec![
                anchor("Krutskih", ""),
                Anchor { title: "Крутских, Андрей Владимирович".into(), lang: "ru".into(), ..Anchor::default() },
                Anchor { title: "克鲁茨基赫".into(), lang: "zh".into(), ..Anchor::default() },
            ],
            dates: "1951/..".into(),
            identifiers: vec![IdentifierView { scheme: "wikidata".into(), value: "Q4242".into(), href: "https://www.wikidata.org/wiki/Q4242".into() }],
            note_html: "<p>Russian diplomat; Special Representative of the President for international cooperation in information security since 2014.</p>".into(),
            roles: vec![RoleView { role: "author".into(), documents: cards[..1].to_vec() }, RoleView { role: "keyword".into(), documents: cards[2..].to_vec() }],
            works: works[2..5].to_vec(),
            mentions: citing,
            pager: Pager::default(),
        })),
        View::Entities(Box::new(EntitiesView {
            page: frame("Organizations", "entities.html", lang.as_str()),
            kind: "organizations",
            count: 5,
            initials,
            initial: String::new(),
            entities: [people, organizations].concat(),
            pager,
        })),
        View::FreePage(Box::new(FreePageView {
            page: frame("How this archive is made", "page.html", "en"),
            body_html: FREE_PAGE.into(),
            references: Vec::new(),
            notes: vec![NoteView { annotations: Vec::new(), number: 1, id: "fn-1".into(), html: "<p>A note of the editors.</p>".into(), marks: vec!["#fnref-1".into(), "#fnref-1-2".into()] }],
            contents: ["Principles", "What we keep", "What we add"]
                .iter()
                .map(|title| ContentsItem { level: 2, href: format!("#{}", title.to_lowercase().replace(' ', "-")), title: (*title).into() })
                .collect(),
        })),
        View::NotFound(Box::new(NotFoundView { page: frame("Page not found", "404.html", lang.as_str()) })),
    ]
}

const FREE_PAGE: &str = r##"<h2 id="principles">Principles</h2>
<p>Words are kept as printed.<sup class="noteref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup> Nothing is dropped <em>silently</em>, and <strong>nothing is added</strong>.<sup class="noteref" id="fnref-1-2"><a href="#fn-1" role="doc-noteref">1</a></sup></p>
<blockquote><p>A scholar’s first duty is to the text as it stands.</p></blockquote>
<ul><li>first things first,<ul><li>and second things</li></ul></li><li>after them.</li></ul>
<h2 id="what-we-keep">What we keep</h2>
<table><thead><tr><th>Part</th><th>Kept</th></tr></thead><tbody><tr><td>Notes</td><td>27</td></tr><tr><td>References</td><td>13</td></tr></tbody></table>
<pre><code class="language-yaml"><span class="k">title</span>: Untitled archive
<span class="k">lang</span>: en <span class="c"># a comment that is rather long, so that the line runs out of the measure and scrolls</span></code></pre>
<h3 id="what-we-add">What we add</h3>
<p>Links, such as <a href="https://example.org/a/very/long/address/that/does/not/end/soon/and/goes/on/for/quite/a/while">https://example.org/a/very/long/address/that/does/not/end/soon/and/goes/on/for/quite/a/while</a>, and <code>code</code>.</p>
<hr>
<p>中文：国际信息安全。</p>"##;

fn frame(lang: &Lang, title: &str, path: &str, page_lang: &str) -> PageFrame {
    let item = |key: &'static str, href: &str| NavItem { key, title: String::new(), href: href.into(), current: path == href };
    PageFrame {
        site_title: "Cyberspace and the Law of Nations".into(),
        site_lang: lang.to_string(),
        root: String::new(),
        path: path.into(),
        canonical: format!("https://archive.example.org/{path}"),
        title: title.into(),
        lang: page_lang.into(),
        dir: if Lang::new(page_lang).is_rtl() { "rtl" } else { "ltr" },
        description: format!("{title}, in an annotated archive."),
        search: String::new(),
        nav: vec![
            item("documents", "documents.html"),
            item("citations", "citations.html"),
            item("people", "entity.html"),
            item("organizations", "entities.html"),
            item("topics", "work.html"),
            NavItem { key: "", title: "How it is made".into(), href: "page.html".into(), current: path == "page.html" },
        ],
    }
}

fn card() -> Card {
    Card {
        href: "document.html".into(),
        title: "International Information Security: In Search of Consolidated Approaches".into(),
        lang: "en".into(),
        authors: "Andrey V. Krutskikh".into(),
        date: "2022".into(),
        year: "2022".into(),
        kind: "interview",
        container: "Vestnik RUDN. International Relations".into(),
    }
}

fn initial_links(labels: &[&str], name: &str) -> Vec<InitialLink> {
    let link = |label: &&str| InitialLink { label: (*label).into(), href: format!("{name}-{label}.html"), count: 12, current: false };
    labels.iter().map(link).collect()
}

fn anchor(title: &str, href: &str) -> Anchor {
    Anchor { title: title.into(), href: href.into(), lang: String::new() }
}

/// The printed entries: key and safe HTML.
fn references() -> Vec<(String, String)> {
    let list = SOURCE.split("\nReferences\n").nth(1).unwrap_or("");
    let entries = list.lines().filter_map(|line| line.strip_prefix("- "));
    entries
        .enumerate()
        .map(|(i, entry)| {
            let key: String = entry.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
            let year: String = entry
                .split('(')
                .find_map(|part| part.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit())))
                .unwrap_or("")
                .into();
            let key = if i == 4 { format!("{key}{year}a") } else { format!("{key}{year}") };
            (key, emphasis(entry))
        })
        .collect()
}

fn emphasis(text: &str) -> String {
    let text = escape(text).replace("&lt;http", "http").replace("&gt;", "");
    let mut html = String::new();
    for (i, part) in text.split('*').enumerate() {
        html.push_str(if i == 0 {
            ""
        } else if i % 2 == 1 {
            "<i>"
        } else {
            "</i>"
        });
        html.push_str(part);
    }
    html.split(' ')
        .map(
            |word| {
                if word.starts_with("http") { format!("<a href=\"{0}\">{0}</a>", word.trim_end_matches([')', '.'])) } else { word.into() }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn work_line(reference: &(String, String)) -> WorkLine {
    WorkLine {
        href: "work.html".into(),
        key: reference.0.clone(),
        entry_html: reference.1.clone(),
        title: reference.0.clone(),
        kind: "book",
        documents: 1 + reference.0.len() % 4,
        passages: 2 + reference.0.len() % 5,
        ..WorkLine::default()
    }
}

/// The interview, its notes and its references, from the seed text.
fn interview(lang: &Lang) -> DocumentView {
    let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |c: char| digits.chars().position(|digit| digit == c);
    let text = SOURCE.split("Международные отношения. 2022").nth(1).and_then(|text| text.split_once('\n')).map_or("", |(_, text)| text);
    let text = text.split("Interviewed by").next().unwrap_or("");
    let (mut body, mut notes, mut turn) = (String::new(), BTreeMap::<u32, String>::new(), 0);
    for line in text.lines().filter(|line| !line.is_empty()) {
        let number: String = line.chars().map_while(digit).map(|digit| digit.to_string()).collect();
        if let Ok(number) = number.parse() {
            let note: String = line.chars().skip_while(|c| digit(*c).is_some()).collect();
            notes.insert(number, format!("<p>{}</p>", emphasis(note.trim())));
            continue;
        }
        let mut paragraph = String::new();
        let mut mark = String::new();
        for c in escape(line).replace("**", "").chars().chain([' ']) {
            if let Some(digit) = digit(c) {
                mark.push_str(&digit.to_string());
                continue;
            }
            if !mark.is_empty() {
                paragraph.push_str(&format!(
                    "<sup class=\"noteref\" id=\"fnref-{mark}\"><a href=\"#fn-{mark}\" role=\"doc-noteref\">{mark}</a></sup>"
                ));
                mark.clear();
            }
            paragraph.push(c);
        }
        let paragraph = paragraph.replacen("United Nations", "<a class=\"mention\" href=\"entity.html\">United Nations</a>", 1).replacen(
            "Zinovieva, 2020",
            "<a class=\"cite\" id=\"cite-zinovieva2020-1\" href=\"#ref-zinovieva2020\">Zinovieva, 2020</a>",
            1,
        );
        let id = format!("p-{:08x}", body.len());
        match line.strip_prefix("— ") {
            Some(_) => {
                turn += 1;
                let kind = if turn % 2 == 1 { "question" } else { "answer" };
                if turn > 1 {
                    body.push_str("</div>\n");
                }
                let strong = if kind == "question" && line.contains("**") { ("<strong>", "</strong>") } else { ("", "") };
                body.push_str(&format!("<div class=\"turn {kind}\">\n<p id=\"{id}\">{}{}{}</p>\n", strong.0, paragraph.trim(), strong.1));
            }
            None => body.push_str(&format!("<p id=\"{id}\">{}</p>\n", paragraph.trim())),
        }
    }
    body.push_str("</div>\n<p>Interviewed by D.A. Piskunov / <span lang=\"ru\">Интервью провел Д.А. Пискунов</span></p>\n<h2 id=\"references\">References</h2>");
    let field = |from: &str| SOURCE.split(from).nth(1).and_then(|text| text.lines().next()).unwrap_or("").trim().to_owned();
    let keywords = |from: &str, lang: &str| {
        field(from).split(", ").map(|word| Anchor { title: word.into(), href: "entity.html".into(), lang: lang.into() }).collect::<Vec<_>>()
    };
    let entry = |(key, html): &(String, String)| ReferenceView {
        id: format!("ref-{key}"),
        entry_html: html.clone(),
        lang: String::new(),
        href: "work.html".into(),
        cited: if key == "zinovieva2020" { vec![anchor("", "#cite-zinovieva2020-1")] } else { Vec::new() },
        elsewhere: key.len() % 3 > 0,
        archived: if html.contains("http") { "https://web.archive.org/web/20220401/https://example.org/".into() } else { String::new() },
        accessed: if html.contains("http") { "2022-04-01".into() } else { String::new() },
    };
    DocumentView {
        page: frame(lang, &card().title, "document.html", "en"),
        slug: "004".into(),
        kind: "interview",
        section: "SCIENTIFIC SCHOOLS".into(),
        other_titles: vec![Anchor { title: field("2022-22-2-342-351>\n\nМ").replacen("еж", "Меж", 1), lang: "ru".into(), ..Anchor::default() }],
        people: vec![
            PersonView {
                role: "author".into(),
                name: anchor("Andrey V. Krutskikh", "entity.html"),
                offices: vec![
                    "Special Representative of the President of the Russian Federation for International Cooperation in the Field of Information Security".into(),
                    "Ambassador Extraordinary and Plenipotentiary".into(),
                    "Acting Director of the Department of International Information Security of the Russian Ministry of Foreign Affairs".into(),
                ],
                orcid: "0000-0002-1825-0097".into(),
                translations: vec![PersonTranslation {
                    lang: "ru".into(),
                    name: "Андрей Владимирович Крутских".into(),
                    offices: vec!["Специальный представитель Президента Российской Федерации по вопросам международного сотрудничества в области информационной безопасности".into(), "Чрезвычайный и Полномочный Посол".into()],
                }],
            },
            PersonView { role: "interviewer".into(), name: anchor("D. A. Piskunov", "entity.html"), ..PersonView::default() },
        ],
        publication: PublicationView {
            container: "Vestnik RUDN. International Relations".into(),
            volume: "22".into(),
            issue: "2".into(),
            pages: "342–351".into(),
            issued: "2022".into(),
            dates: vec![("received".into(), "2022-05-10".into())],
            doi: "10.22363/2313-0660-2022-22-2-342-351".into(),
            issn: "2313-0660".into(),
            ..PublicationView::default()
        },
        license: LicenseView { id: "CC-BY-4.0".into(), url: "https://creativecommons.org/licenses/by/4.0/".into(), rights: "© Krutskikh A.V., 2022".into() },
        abstracts: vec![
            AbstractView { lang: "en".into(), dir: "ltr", own: true, html: format!("<p>{}</p>", field("Abstract. ")), keywords: keywords("Key words:", "") },
            AbstractView { lang: "ru".into(), dir: "ltr", own: false, html: format!("<p>{}</p>", field("Аннотация. ")), keywords: keywords("Ключевые слова:", "ru") },
        ],
        contents: ["Norms", "Cooperation", "Internet governance", "References"]
            .iter()
            .map(|title| ContentsItem { level: 2, href: "#references".into(), title: (*title).into() })
            .collect(),
        body_html: body,
        shown: "full",
        notes: notes
            .into_iter()
            .map(|(number, html)| NoteView { annotations: Vec::new(), number, id: format!("fn-{number}"), html, marks: vec![format!("#fnref-{number}")] })
            .collect(),
        body_ends_in_references: true,
        references: references().iter().map(entry).collect(),
        note_references: references()[..2].iter().map(|(key, html)| entry(&(format!("{key}-n"), html.clone()))).collect(),
        backlinks: vec![card()],
        related: vec![RelatedView { card: card(), works: 3, people: 2 }],
        mentioned: [("people", "Vladimir Putin", 4), ("people", "Sergey Lavrov", 1), ("organizations", "United Nations", 31), ("organizations", "BRICS", 3), ("topics", "information and communications technologies", 5)]
            .iter()
            .map(|(kind, name, count)| MentionedView { kind, name: anchor(name, "entity.html"), count: *count })
            .collect(),
        cite_as: vec![
            anchor(&field("For citation: ").replace(['*', '<', '>'], ""), ""),
            Anchor { title: field("Для цитирования: ").replace(['*', '<', '>'], ""), lang: "ru".into(), ..Anchor::default() },
        ],
        source_href: "source.html".into(),
        as_work: anchor("krutskikh2022", "work.html"),
        words: 5624,
        ..DocumentView::default()
    }
}

/// A short document in Arabic, with hardly any front matter.
fn right_to_left(lang: &Lang) -> DocumentView {
    DocumentView {
        page: frame(lang, "أمن المعلومات الدولي", "rtl.html", "ar"),
        kind: "article-newspaper",
        lead: "قال مستشار إن بلاده تريد منع عسكرة الفضاء الإلكتروني.".into(),
        body_html: "<p>ينبغي أن نتفق على عدم عسكرة الفضاء الإلكتروني، وأن نضع بعض القواعد الدولية الأساسية.<sup class=\"noteref\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup></p>".into(),
        shown: "excerpt",
        unlicensed: true,
        notes: vec![NoteView { annotations: Vec::new(), number: 1, id: "fn-1".into(), html: "<p><span lang=\"en\" dir=\"ltr\">A/RES/53/70.</span></p>".into(), marks: vec!["#fnref-1".into()] }],
        publication: PublicationView { url: "https://example.org/".into(), ..PublicationView::default() },
        words: 40,
        ..DocumentView::default()
    }
}

fn source(lang: &Lang) -> SourceView {
    let mut rows = Vec::new();
    for (i, line) in SOURCE.lines().enumerate().filter(|(_, line)| !line.is_empty()).take(60) {
        let html = escape(line);
        let (source_html, document_html) = match i % 9 {
            0 => (format!("<del class=\"accepted\" title=\"page-number\">342</del> {html}"), html),
            4 => (html.replacen(" the ", " <del class=\"lost\">the</del> ", 1), html.replacen(" the ", " ", 1)),
            8 => (html.clone(), format!("{html} <ins>added words</ins>")),
            _ => (html.clone(), html),
        };
        let place = if i < 8 { "title" } else { "body" };
        rows.push(SourceRow {
            id: String::new(),
            line: i as u32 + 1,
            source_html,
            document_html,
            place: place.into(),
            href: "document.html".into(),
        });
    }
    SourceView {
        page: frame(lang, &card().title, "source.html", "en"),
        document: card(),
        file: "004_55a3861b4caffbab.txt".into(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        same: true,
        words_kept: 5601,
        words: 5624,
        words_accepted: 20,
        words_lost: 3,
        words_added: 1,
        rows,
    }
}
