use super::*;

fn check(text: &str, expected: &[(&[&str], &str, &str, &str)]) {
    let found = find_citations(text);
    let works: Vec<(Vec<&str>, &str, &str, &str)> = found
        .iter()
        .flat_map(|citation| &citation.works)
        .map(|work| (work.authors.iter().map(String::as_str).collect(), work.year.as_str(), work.locator.as_str(), work.span.of(text)))
        .collect();
    let expected: Vec<(Vec<&str>, &str, &str, &str)> =
        expected.iter().map(|(authors, year, place, words)| (authors.to_vec(), *year, *place, *words)).collect();
    assert_eq!(works, expected, "{text}");
}

#[test]
fn brackets() {
    check("work (Belyakov & Arsenova, 2019). The", &[(&["Belyakov", "Arsenova"], "2019", "", "Belyakov & Arsenova, 2019")]);
    check(
        "x (Xu Peixi, 2021; Wang Zheng, 2020).",
        &[(&["Xu Peixi"], "2021", "", "Xu Peixi, 2021"), (&["Wang Zheng"], "2020", "", "Wang Zheng, 2020")],
    );
    check("China (Li Zhi & Tang Runhua, 2020).", &[(&["Li Zhi", "Tang Runhua"], "2020", "", "Li Zhi & Tang Runhua, 2020")]);
    check("(Smith et al., 2019; 2020)", &[(&["Smith"], "2019", "", "Smith et al., 2019"), (&["Smith"], "2020", "", "2020")]);
    check("как [Иванов 2019, с. 5] пишет", &[(&["Иванов"], "2019", "с. 5", "Иванов 2019, с. 5")]);
    check(
        "(see, e.g., Smith 2019a, pp. 3–5; cf. van der Berg, 2001)",
        &[(&["Smith"], "2019a", "pp. 3–5", "Smith 2019a, pp. 3–5"), (&["van der Berg"], "2001", "", "van der Berg, 2001")],
    );
    check(
        "(vgl. Müller 1999: 16; Meier 2000, S. 7 ff.)",
        &[(&["Müller"], "1999", "16", "Müller 1999: 16"), (&["Meier"], "2000", "S. 7 ff.", "Meier 2000, S. 7 ff.")],
    );
    check("(Smith 2019, Jones 2020)", &[(&["Smith"], "2019", "", "Smith 2019"), (&["Jones"], "2020", "", "Jones 2020")]);
    check("(Smith, Jones, & Brown, 2019)", &[(&["Smith", "Jones", "Brown"], "2019", "", "Smith, Jones, & Brown, 2019")]);
    check(
        "(Кремновских А.В., Беляков А.В., 2017)",
        &[(&["Кремновских А.В.", "Беляков А.В."], "2017", "", "Кремновских А.В., Беляков А.В., 2017")],
    );
    check(
        "(Ministry of Trade and Industry, 2020)",
        &[(&["Ministry of Trade and Industry"], "2020", "", "Ministry of Trade and Industry, 2020")],
    );
    check("(Kremnovskikh, in press)", &[(&["Kremnovskikh"], "in press", "", "Kremnovskikh, in press")]);
    check("(王征, 2020)", &[(&["王征"], "2020", "", "王征, 2020")]);
    check("(Иванов и др., 2015, с. 12)", &[(&["Иванов"], "2015", "с. 12", "Иванов и др., 2015, с. 12")]);
}

#[test]
fn in_the_sentence() {
    check("As Smith (2019a, p. 5) says", &[(&["Smith"], "2019a", "p. 5", "Smith (2019a, p. 5)")]);
    check("Smith and Jones (1999, 2001) say", &[(&["Smith", "Jones"], "1999", "", "1999"), (&["Smith", "Jones"], "2001", "", "2001")]);
    check("by Smith et al. (2019).", &[(&["Smith"], "2019", "", "Smith et al. (2019)")]);
    check("Согласно Иванову (2019), это", &[(&["Иванову"], "2019", "", "Иванову (2019)")]);
    check("In Smith’s (2019) view", &[(&["Smith"], "2019", "", "Smith’s (2019)")]);
    check("the view of Yan Xuetong (2020)", &[(&["Yan Xuetong"], "2020", "", "Yan Xuetong (2020)")]);
}

#[test]
fn what_is_no_citation() {
    for text in [
        "(since 25 May 1972)",
        "(July 2021)",
        "in the war (1914–1918) many",
        "the year (2019) was",
        "the resolution (A/RES/75/240)",
        "(adopted in 2015)",
        "reports of 2010, 2013 and 2015",
        "He was born in Moscow (in 1951)",
        "(",
        "()",
    ] {
        check(text, &[]);
    }
}

#[test]
fn lists_of_names_and_years() {
    check(
        "ação (ALMEIDA; PERUCCHI; FREIRE, 2020).",
        &[(&["ALMEIDA", "PERUCCHI", "FREIRE"], "2020", "", "ALMEIDA; PERUCCHI; FREIRE, 2020")],
    );
    check("(PAULA, SILVA; WOIDA, 2020)", &[(&["PAULA", "SILVA", "WOIDA"], "2020", "", "PAULA, SILVA; WOIDA, 2020")]);
    check("(Ríos et al.; 2019)", &[(&["Ríos"], "2019", "", "Ríos et al.; 2019")]);
    check("(OECD 2019a, b)", &[(&["OECD"], "2019a", "", "OECD 2019a"), (&["OECD"], "2019b", "", "b")]);
    check("Smith (2019a, c)", &[(&["Smith"], "2019a", "", "2019a"), (&["Smith"], "2019c", "", "c")]);
    check("(Wang and Wu 2013)", &[(&["Wang", "Wu"], "2013", "", "Wang and Wu 2013")]);
    check("(Müller/Meier 1999: 16)", &[(&["Müller", "Meier"], "1999", "16", "Müller/Meier 1999: 16")]);
    check("(Arendt [1951] 1973, p. 34)", &[(&["Arendt"], "1973", "p. 34", "Arendt [1951] 1973, p. 34")]);
    check(
        "(王征，2020；李志、唐润华，2020)",
        &[(&["王征"], "2020", "", "王征，2020"), (&["李志", "唐润华"], "2020", "", "李志、唐润华，2020")],
    );
}

#[test]
fn names_behind_other_words() {
    check("(sensu Whittaker 1960)", &[(&["Whittaker"], "1960", "", "Whittaker 1960")]);
    check("(as pioneer or shade-tolerant, according to Do Vale et al. 2018)", &[(&["Do Vale"], "2018", "", "Do Vale et al. 2018")]);
    check("Smith’s argument (2019: 45)", &[(&["Smith"], "2019", "45", "Smith’s argument (2019: 45)")]);
    check("Russia’s constitution (1993)", &[]);
    check("(quoted in Smith, 2019, p. 5)", &[(&["Smith"], "2019", "p. 5", "Smith, 2019, p. 5")]);
    check("(the school founded by the order in 1999)", &[]);
}
