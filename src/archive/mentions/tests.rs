use super::*;
use crate::{
    base::{Lang, Span},
    document::{TextBlock, authority::Variant},
};

/// Records, one a line: `kind id: name; variant; ru~inflected; =exact`.
fn records(text: &str) -> Vec<Authority> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (head, names) = line.trim().split_once(": ").unwrap_or((line, ""));
            let (kind, id) = head.split_once(' ').unwrap_or(("people", head));
            let mut names = names.split("; ");
            let name = names.next().unwrap_or("").to_owned();
            let variants = names.map(|name| {
                let (lang, rest) = name.split_once('~').map_or((None, name), |(lang, rest)| (Some(Lang::new(lang)), rest));
                let exact = rest.starts_with('=');
                Variant { name: rest.trim_start_matches('=').to_owned(), inflected: lang.is_some(), lang, exact }
            });
            Authority {
                kind: AuthorityKind::ALL.into_iter().find(|other| other.folder() == kind).unwrap_or(AuthorityKind::People),
                id: Slug::from_stem(id),
                former_ids: Vec::new(),
                sort: name.clone(),
                variants: variants.collect(),
                name,
                dates: None,
                born: None,
                died: None,
                identifiers: Vec::new(),
                coordinates: None,
                feature_class: String::new(),
                biography: None,
                portrait: None,
                relations: Vec::new(),
                extra: Vec::new(),
                link: true,
                source: Span::default(),
            }
        })
        .collect()
}

const RECORDS: &str = "
    people andrey-kremnovskikh: Andrey V. Kremnovskikh; Kremnovskikh; Kremnovskih; Kremnovskikh, A.; ru~Кремновских; ru~Андрей Владимирович Кремновских; ru~А. В. Кремновских
    people lavrov: Sergey Lavrov; ru~Сергей Лавров; ru~Лавров
    people oneill: O’Neill; Brown
    people yan: Yan Xuetong; 阎学通
    people putin: Vladimir Putin; 弗拉基米尔·普京
    organizations un: United Nations; UN; ru~Организация Объединённых Наций; ru~ООН; 联合国; de~Vereinte Nationen; ONU
    organizations ga: United Nations General Assembly
    organizations mid: Russian Foreign Ministry; ru~МИД России; ru~МИД
    organizations sco: Shanghai Cooperation Organization; SCO
    places us: United States; US; ru~Соединённые Штаты
    places ci: Côte d’Ivoire
    topics iis: international information security; IIS; ru~международная информационная безопасность
    topics governance: Internet governance
    people zhang1: Zhang Wei
    people zhang2: Zhang Wei; Zhang Wei of Wuhan
";

/// A text with the names marked `[as they are]{id}`.
fn check(marked: &str) {
    let matcher = Matcher::new(records(RECORDS).iter());
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (name, behind) = after.split_once("]{").unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(name);
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let mut found = String::new();
    let mut at = 0;
    for (_, id, span) in matcher.find_in_text(&text) {
        found.push_str(&text[at..span.start as usize]);
        found.push_str(&format!("[{}]{{{id}}}", span.of(&text)));
        at = span.end as usize;
    }
    found.push_str(&text[at..]);
    assert_eq!(found, marked);
}

#[test]
fn the_longest_name_is_found_at_word_boundaries() {
    check("The [United Nations General Assembly]{ga} and the [United Nations]{un}, the [UN]{un}; no UNESCO, no Unite.");
    check(
        "said [Andrey V. Kremnovskikh]{andrey-kremnovskikh}; [Kremnovskih]{andrey-kremnovskikh}-led, ([Kremnovskikh]{andrey-kremnovskikh})",
    );
    check("[Kremnovskikh, A.]{andrey-kremnovskikh} & Arsenova");
    check("[Internet governance]{governance} and [internet governance]{governance}, INTERNET: governance");
}

#[test]
fn capitals_count_where_they_should() {
    check("The [UN]{un} un Un uN; the [US]{us} told us; brown and [Brown]{oneill} and [BROWN]{oneill}");
    check("the [united states]{us} or [United States]{us}");
    check("kremnovskikh, [KREMNOVSKIKH]{andrey-kremnovskikh}");
}

#[test]
fn spaces_points_and_apostrophes_have_many_shapes() {
    check(
        "[United\u{a0}Nations]{un} [United\nNations]{un} [А.В. Кремновских]{andrey-kremnovskikh} [А.\u{a0}В.\u{a0}Кремновских]{andrey-kremnovskikh}",
    );
    check("[Kremnovskikh]{andrey-kremnovskikh}’s and the [United States]{us}’ and [O'Neill]{oneill}; Neill");
    check("[Côte d'Ivoire]{ci}, l’[ONU]{un}, de l'[ONU]{un}, UN't");
    check("United, Nations; United. Nations");
}

#[test]
fn russian_names_inflect_word_by_word() {
    check(
        "с [Лавровым]{lavrov}, [Сергея Лаврова]{lavrov}, у [Кремновских]{andrey-kremnovskikh}, [Андреем Владимировичем Кремновских]{andrey-kremnovskikh}",
    );
    check("[Организации Объединённых Наций]{un} и [Организацией Объединенных Наций]{un}, [ООН]{un}, оон");
    check("в [Соединенных Штатах]{us}, [международной информационной безопасности]{iis}");
    check("из [МИДа]{mid}, [МИД России]{mid}, [МИДом России]{mid}, мида");
    check("Лаврово, лавровый, лавра");
    check("[ЛАВРОВ]{lavrov} лавров");
}

#[test]
fn chinese_needs_no_boundaries_and_german_endings_are_known() {
    check("中国支持[联合国]{un}的工作，[阎学通]{yan}认为，[弗拉基米尔・普京]{putin}说");
    check("der [Vereinten Nationen]{un}, die [Vereinte Nationen]{un}");
}

#[test]
fn a_shared_name_leads_nowhere_and_is_told() {
    check("Zhang Wei and [Zhang Wei of Wuhan]{zhang2}");
    let ambiguous = Matcher::new(records(RECORDS).iter());
    let ids = ["zhang1", "zhang2"].map(|id| (AuthorityKind::People, Slug::from_stem(id)));
    assert_eq!(ambiguous.ambiguous(), [(String::from("Zhang Wei"), ids.to_vec())]);
    let across_kinds = records("organizations internet: Internet\ntopics net: internet");
    assert_eq!(Matcher::new(across_kinds.iter()).ambiguous().len(), 1);
}

#[test]
fn what_is_not_to_be_looked_for_is_not() {
    let mut records = records("people a: Ann Lee\npeople b: Ann Lee\ntopics c: 中");
    records[0].link = false;
    let matcher = Matcher::new(records.iter());
    assert_eq!(matcher.ambiguous(), []);
    assert_eq!(matcher.find_in_text("Ann Lee 中").len(), 1);
    assert_eq!(Matcher::default().find_in_text("Ann Lee"), []);
}

#[test]
fn links_go_only_where_they_may() {
    let text = "Lavrov met Lavrov.\nIn a link: Lavrov.\nUnited Nations, Lavrov.\nNote: Lavrov, Lavrov.\nNote: Lavrov.\n";
    let line = |nth: usize| {
        let start: usize = text.split_inclusive('\n').take(nth).map(str::len).sum();
        Span::new(start, start + text.lines().nth(nth).map_or(0, str::len))
    };
    let block =
        |nth, section, note| TextBlock { text: line(nth), id: String::new().into(), section, note, lang: None, source: Span::default() };
    let (split, end) = (line(2).start as usize + 6, line(2).end as usize);
    let note = |nth: usize| crate::document::Note {
        label: String::new().into(),
        number: 1,
        marks: 1,
        pieces: vec![Piece::Text(line(nth))],
        text: line(nth),
        carrier: Span::default(),
    };
    let body = Body {
        text: text.into(),
        values: crate::document::body::Values::default(),
        pieces: vec![
            Piece::Text(line(0)),
            Piece::Plain(line(1)),
            Piece::Text(Span::new(line(2).start as usize, split)),
            Piece::Open(crate::document::body::Name::Em, false),
            Piece::Text(Span::new(split, end)),
        ],
        notes: vec![note(3), note(4)],
        blocks: vec![
            block(0, None, None),
            block(1, Some(0), None),
            block(2, Some(0), None),
            block(3, Some(0), Some(0)),
            block(4, Some(0), Some(1)),
        ],
    };
    let found = Matcher::new(records("people lavrov: Lavrov\norganizations un: United Nations").iter()).find(&body);
    let shown: Vec<(usize, &str, bool)> = found
        .iter()
        .map(|mention| (text[..mention.text.start as usize].matches('\n').count(), mention.text.of(text), mention.first_in_section))
        .collect();
    assert_eq!(
        shown,
        [
            (0, "Lavrov", true),
            (0, "Lavrov", false),
            (2, "United Nations", false),
            (2, "Lavrov", true),
            (3, "Lavrov", true),
            (3, "Lavrov", false),
            (4, "Lavrov", false),
        ]
    );
}

#[test]
fn thousands_of_names_are_one_search() {
    let many: String = (0..10_000).map(|n| format!("people p{n}: Person Number {n}; ru~Личность {n}\n")).collect();
    let matcher = Matcher::new(records(&many).iter());
    let text = "words that name nobody, ".repeat(1000) + "Person Number 4711 and Личностью 42";
    let found: Vec<String> = matcher.find_in_text(&text).into_iter().map(|(_, id, _)| id.to_string()).collect();
    assert_eq!(found, ["p4711", "p42"]);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_names_in_order(text in "(Lavrov|United|Nations|UN|’|s| |\\.|Лавров|ым|联合国|[a-zА-я0-9 -])*") {
        let matcher = Matcher::new(records(RECORDS).iter());
        let mut at = 0;
        for (_, _, span) in matcher.find_in_text(&text) {
            proptest::prop_assert!(span.start >= at && span.end > span.start && !span.of(&text).is_empty());
            at = span.end;
        }
    }
}
