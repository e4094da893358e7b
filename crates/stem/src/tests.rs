use super::Algorithm;

#[test]
fn names_are_in_order_and_lead_back() {
    let names: Vec<&str> = Algorithm::all().map(Algorithm::name).collect();
    assert!(names.is_sorted() && names.len() == 34);
    for algorithm in Algorithm::all() {
        assert_eq!(Algorithm::named(algorithm.name()), Some(algorithm));
        assert!(algorithm.script().contains(&format!("scholion.give(\"stem-{}\"", algorithm.name())));
    }
    assert_eq!(Algorithm::named("latin"), None);
}

#[test]
fn forms_of_a_word_have_one_stem() {
    let stem = |name: &str, word: &str| Algorithm::named(name).map_or(String::new(), |algorithm| algorithm.stem(word));
    let cases = [
        ("french", "cheval chevaux"),
        ("german", "haus häuser hauses"),
        ("german", "vertrag verträge vertrages"),
        ("polish", "książka książki książkę"),
        ("czech", "hrad hradu hrady"),
        ("russian", "резолюция резолюциями"),
        ("english", "treaty treaties"),
        ("spanish", "tratado tratados"),
        ("italian", "trattato trattati"),
        ("turkish", "kitap kitaplar"),
        ("hungarian", "ház házak"),
        ("finnish", "talo talot"),
        ("greek", "νομος νομου"),
        ("serbian", "ugovor ugovori уговор"),
    ];
    for (name, words) in cases {
        let stems: Vec<String> = words.split(' ').map(|word| stem(name, word)).collect();
        assert!(stems.iter().all(|one| *one == stems[0]), "{name}: {stems:?}");
    }
}

/// Words of random letters, in any script, some of them no words at all: nothing panics, nothing runs for ever.
#[test]
fn no_word_is_too_much() {
    let letters: Vec<char> = "aeiouyäöüßéèêçñãõåøæœçşğıiıłńśźżčřšžțăőű'bcdfghjklmnpqrstvwxzABCабвгдеёжийклмнопрстуфхцчшщъыьэюяіїєѣѳљњћђџαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ\
                              ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىپچژگکیאבגדהוזחטיכלמנסעפצקרשתװױײकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौंँ्அஆஇகஙசஞடணதநபமயரலவழளறனாிீுூெேைொோௌ்աբգդեզէըթժիլխծկ\
                              հձղճմյնշոչպջռսվտրցւփքօֆև中𝔘\u{301}"
        .chars()
        .collect();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for algorithm in Algorithm::all() {
        for _ in 0..2_000 {
            let (from, span) = (random(letters.len()), 1 + random(60));
            let length = random(14);
            let word: String = (0..length).map(|_| letters[(from + random(span)) % letters.len()]).collect();
            let stem = algorithm.stem(&word);
            assert!(stem.len() <= word.len() * 3 + 8, "{}: {word} → {stem}", algorithm.name());
        }
    }
}
