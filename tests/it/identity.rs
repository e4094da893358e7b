//! When two printed entries are one work: `tests/data/reference/works.txt`, and Russian records against their own
//! transliterations.

use scholion::reference::{Name, Record, Verdict, compare, identity, parse};

const PAIRS: &str = include_str!("../data/reference/works.txt");

fn record(entry: &str) -> Record {
    parse(entry).into_iter().next().map(|parsed| parsed.record).unwrap_or_default()
}

/// Whether an index by identity keys brings the two together, so that they are compared at all.
fn meet(a: &Record, b: &Record) -> bool {
    let keys = identity(a);
    identity(b).iter().any(|key| keys.contains(key))
}

/// What an archive makes of two records.
fn verdict(a: &Record, b: &Record) -> Verdict {
    let verdict = compare(a, b).verdict;
    if meet(a, b) { verdict } else { Verdict::Different }
}

#[test]
fn pairs_of_entries() {
    let lines: Vec<&str> = PAIRS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut wrong = Vec::new();
    let (mut same, mut different) = (0, 0);
    for case in lines.chunks(3) {
        let [wanted, a, b] = case else { panic!("a case has three lines: {case:?}") };
        let (a, b) = (a.strip_prefix("> ").expect("an entry"), b.strip_prefix("> ").expect("an entry"));
        let wanted = match *wanted {
            "= same" => Verdict::Same,
            "= doubtful" => Verdict::Doubtful,
            "= different" => Verdict::Different,
            other => panic!("{other}"),
        };
        same += usize::from(wanted == Verdict::Same);
        different += usize::from(wanted == Verdict::Different);
        let (one, other) = (record(a), record(b));
        // However the two are asked.
        for found in [verdict(&one, &other), verdict(&other, &one)] {
            if found != wanted {
                wrong.push(format!(
                    "{found:?}, not {wanted:?} (they meet: {})\n  {a}\n  {b}\n  {:?}",
                    meet(&one, &other),
                    compare(&one, &other).parts
                ));
            }
        }
    }
    assert!(same >= 25 && different >= 25, "{same} same, {different} different");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const LETTERS: &str = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";

/// The letters of four systems, in the order of [`LETTERS`].
const SYSTEMS: [(&str, &str); 4] = [
    ("ISO 9:1995", "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â"),
    ("GOST 7.79 B", "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh `` y` ` e` yu ya"),
    ("BGN/PCGN", "a b v g d e yë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya"),
    ("ALA-LC", "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a"),
];

fn romanised(text: &str, system: &str) -> String {
    let table: Vec<(&str, &str)> = LETTERS.split(' ').zip(system.split(' ')).collect();
    let mut out = String::new();
    for c in text.chars() {
        let lower: String = c.to_lowercase().collect();
        match table.iter().find(|(letter, _)| *letter == lower) {
            Some((_, latin)) if c.is_uppercase() => {
                let mut letters = latin.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.extend(letters);
            }
            Some((_, latin)) => out.push_str(latin),
            None => out.push(c),
        }
    }
    out
}

const WORKS: &[(&str, &str, &str)] = &[
    ("Зиновьева", "Е. С.", "Международное управление Интернетом: конфликт и сотрудничество"),
    ("Щербаков", "Ю. В.", "Общественное мнение и внешняя политика"),
    ("Хрущёв", "С. Н.", "Рождение сверхдержавы"),
    ("Цветкова", "Н. А.", "Публичная дипломатия США"),
    ("Чайковский", "П. И.", "Музыкально-критические статьи"),
    ("Жданов", "Ю. Н.", "Европейское международное право"),
    ("Эйдельман", "Н. Я.", "Последний летописец"),
    ("Юргенс", "И. Ю.", "Ещё раз об ответственности бизнеса"),
    ("Яковлев", "А. Н.", "Сумерки"),
    ("Подъячев", "С. П.", "Объявление войны и заключение мира"),
    ("Шаклеина", "Т. А.", "Россия и США в мировой политике"),
    ("Рыжов", "К. В.", "Сто великих изобретений"),
    ("Мещеряков", "В. Ц.", "Культура и безопасность в Центральной Азии"),
    ("Соловьёва", "Е. Ф.", "Язык вражды в социальных сетях"),
    ("Крутских", "А. В.", "К политико-правовым основаниям глобальной информационной безопасности"),
];

#[test]
fn transliterated_forms_are_found() {
    for (family, given, title) in WORKS {
        let work = |family: &str, given: &str, title: &str| Record {
            author: vec![Name::new(family, given)],
            title: title.into(),
            issued: Some(scholion::base::Date::year(2020)),
            ..Record::default()
        };
        let printed = work(family, given, title);
        for (name, system) in SYSTEMS {
            let latin = work(&romanised(family, system), &romanised(given, system), &romanised(title, system));
            assert_eq!(verdict(&printed, &latin), Verdict::Same, "{name}: {latin:?}");
            // One system against another, as two archives of one library meet.
            for (other, system) in SYSTEMS {
                let second = work(&romanised(family, system), &romanised(given, system), &romanised(title, system));
                assert_eq!(verdict(&latin, &second), Verdict::Same, "{name} and {other}: {} {}", latin.title, second.title);
            }
        }
        for (_, other, title) in WORKS.iter().filter(|(other, ..)| other != family) {
            assert_ne!(verdict(&printed, &work(family, other, title)), Verdict::Same, "{title}");
        }
    }
}
