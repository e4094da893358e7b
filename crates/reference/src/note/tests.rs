use super::*;

/// Works as they are, short forms behind `=`, references back behind `<`, works of the author before behind `^`.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = named(text, &crate::marks::find(text))
        .iter()
        .map(|named| {
            let sign = match &named.naming {
                Naming::Work => "",
                Naming::SameAuthor => "^",
                Naming::By(_) => "@",
                Naming::Short(work) if work.sure => "=",
                Naming::Short(_) => "?",
                Naming::Back => "<",
            };
            format!("{sign}{}", named.span.of(text))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn works_are_told_from_each_other() {
    check("A. Berg, Ponds (1999) 3; B. Lund, Rivers (2001) 4.", &["A. Berg, Ponds (1999) 3", "B. Lund, Rivers (2001) 4."]);
    check("A. Berg, Ponds (1991). On rivers see B. Lund, Rivers (1992).", &["A. Berg, Ponds (1991).", "B. Lund, Rivers (1992)."]);
    check("Berg, supra note 1; E. Dahl, Water and Stone (2001) 44.", &["<Berg, supra note 1", "E. Dahl, Water and Stone (2001) 44."]);
    check(
        "Holm, Karla: Flüsse im Winter. München: Beck, 1990; Lund, Rolf: Das Eis, Berlin 1985, S. 12–14.",
        &["Holm, Karla: Flüsse im Winter. München: Beck, 1990", "Lund, Rolf: Das Eis, Berlin 1985, S. 12–14."],
    );
    check(
        "См.: Иванов А. А. Право. М., 2001. С. 5; Петров Б. Б. Власть и закон. СПб., 2003.",
        &["Иванов А. А. Право. М., 2001. С. 5", "Петров Б. Б. Власть и закон. СПб., 2003."],
    );
    check(
        "Smith, J.; Jones, K. (2019). The title; a subtitle. Oxford: OUP.",
        &["Smith, J.; Jones, K. (2019). The title; a subtitle. Oxford: OUP."],
    );
    check(
        "Tallinn Manual / ed. by M. Schmitt. Cambridge; New York: CUP, 2013.",
        &["Tallinn Manual / ed. by M. Schmitt. Cambridge; New York: CUP, 2013."],
    );
}

#[test]
fn bodies_are_authors() {
    check(
        "Committee of Inquiry into Ponds, Quiet Ponds in a learning society (1997) (the Dahl report); NWB, Mills of the Country (1996).",
        &[
            "Committee of Inquiry into Ponds, Quiet Ponds in a learning society (1997) (the Dahl report)",
            "NWB, Mills of the Country (1996).",
        ],
    );
}

#[test]
fn works_joined_by_a_word_are_two() {
    let holm = "C. Holm, Rivers of the North (Oslo: Pond Press, 1992), 20";
    check(&format!("Compare Ines Arden’s account in the letter of 1987, and {holm}."), &[&format!("{holm}.")]);
    check(&format!("B. Arden, Ponds (1991) 3, and {holm}."), &["B. Arden, Ponds (1991) 3", &format!("{holm}.")]);
    check("B. Arden, E. Dahl, and C. Holm, Ponds and Rivers (1992) 20.", &["B. Arden, E. Dahl, and C. Holm, Ponds and Rivers (1992) 20."]);
}

#[test]
fn a_title_behind_a_full_name_is_no_name() {
    for whole in [
        "Karl Holm, Das Eis der Teiche, Berlin 1990, S. 3.",
        "Eva Lind, Mühlen und Wehre, München 1985.",
        "Karl Holm, Les Étangs du Nord, Paris 1990, p. 3.",
        "Anna Berg, Räder, Wien 1970.",
    ] {
        check(whole, &[whole]);
    }
    check("Holm, Lund und Berg 1990, S. 4.", &["=Holm, Lund und Berg 1990, S. 4"]);
}

#[test]
fn works_of_all_styles_stay_whole() {
    for whole in [
        "Sachs T (1969) Polarity and the induction of organized tissues. Annals of Ponds 33: 263–275.",
        "Zhao Y (2008) The role of local water in ponds. Current opinion in pond biology 11: 16–22. doi: 10.1016/j.pbi.2007.10.008",
        "LUND, R., DE MEEÛS, T. and BERG, M.A., 2011b. Ponds of the north. Annals of Ponds, vol. 65, no. 2, pp. 159-165.",
        "ABEL, H.A., 2009 [viewed 29 April 2021]. Ponds: a model. Pond Archive [online], vol. 8, no. 3, pp. 214-215.",
        "KELMAN, S. Public ponds and their use. 2021. Disponível em: <https://a.example/x>. Acesso em: 09 ago. 2021.",
        "Berg RJ Rates of change differ between ponds. Pond Sci 1986 231 1393 1398",
        "Sanderson MJ A quiet approach to ponds. Horizons in biochemistry 1962 New York Academic Press 189 225",
        "GILL, B.S., 1991 [viewed 29 April 2021]. Ponds of the south [online]. New Delhi: Indian Council of Ponds. Available from: <https://a.example/x>.",
        "Pond Care Bulletin (2005) Improving the care of ponds. York: Centre for Reviews of Water, University of York: 1–12.",
        "Holm, Karla. Das Eis der Teiche. Köln: Weiher, 1999.",
    ] {
        check(whole, &[whole]);
    }
}

#[test]
fn sentences_are_no_works() {
    check("For a careful account of ice, see M. Cho, ‘Ice’ (1986) 4.", &["M. Cho, ‘Ice’ (1986) 4."]);
    check("Zur Frage, wie oft Flüsse frieren, vgl. Ekman 1976, S. 170.", &["=Ekman 1976, S. 170"]);
    check("Vgl. hierzu den klassischen Beitrag von Ekman 1974, S. 95—160.", &["=Ekman 1974, S. 95—160"]);
    check("As Holm shows, the ponds of the north freeze early. C. Holm, Ponds (1983) 20.", &["C. Holm, Ponds (1983) 20."]);
    check(
        "F. Berg, Water and the School (1948) 28. Berg’s view was narrow and has been given up.",
        &["F. Berg, Water and the School (1948) 28."],
    );
    check("This was said in 1990 by nobody, and has been denied by the ministry ever since.", &[]);
    check(
        "The ponds are said to be quiet. (See, for example, M. King, The New Ponds (1980) at 216–17.) This is contested.",
        &["M. King, The New Ponds (1980) at 216–17."],
    );
}

#[test]
fn short_forms_are_found() {
    check("Lund/Berg/Holm 1979, S. 64 ff.", &["=Lund/Berg/Holm 1979, S. 64 ff."]);
    check(
        "Wanner 1975, S. 293—306 hebt dies deutlich hervor, ebenso Berg/Holm 1980, S. 72 ff. sowie Lund 1974; Sander 1976.",
        &["=Wanner 1975, S. 293—306", "=Berg/Holm 1980, S. 72 ff.", "?Lund 1974", "=Sander 1976"],
    );
    check("Companies Act 1985, s. 459.", &["Companies Act 1985, s. 459."]);
}

#[test]
fn what_points_back_is_found() {
    check("Dahl, op. cit., n. 12, para. 9.3.", &["<Dahl, op. cit., n. 12, para. 9.3."]);
    check("Ders., Das Recht der Teiche, Berlin 1990, S. 5.", &["^Das Recht der Teiche, Berlin 1990, S. 5."]);
    check("The offer was usual. (Holm and Berg, op. cit., n. 40, at p. 54).", &["<Holm and Berg, op. cit., n. 40, at p. 54"]);
}

#[test]
fn words_that_lead_to_a_work_are_left_out() {
    check(
        "A. Berg, Ponds (1999) 3; ihm folgend Ilse Holm, Teiche und Flüsse. Studien, Köln 1974, S. 12.",
        &["A. Berg, Ponds (1999) 3", "Ilse Holm, Teiche und Flüsse. Studien, Köln 1974, S. 12."],
    );
    check("Berg, supra note 1, at 240, with Tarn, supra note 4, at 17.", &["<Berg, supra note 1, at 240", "<Tarn, supra note 4, at 17."]);
    check("Until 1702.", &["?Until 1702"]);
    check("Voir le registre de la fabrique, 1844.", &[]);
}

#[test]
fn sentences_name_works() {
    check("As is argued by Arden, ibid., p. 52, and by Lund, op. cit., p. 9.", &["<Arden, ibid., p. 52", "<Lund, op. cit., p. 9"]);
    check("Она же. Вода и хлеб. М., 1984. С. 3.", &["^Вода и хлеб. М., 1984. С. 3."]);
    check(
        "Holm, Karl: Eis, in: dies. (Hrsg.), Wasser, Köln 1968, S. 4; A. a. O., S. 5.",
        &["Holm, Karl: Eis, in: dies. (Hrsg.), Wasser, Köln 1968, S. 4", "<A. a. O., S. 5."],
    );
    check(
        "Holm, Erhard; Lund, Siegfried, 1979: Das Eis. Köln. Koch, Hartmut, 1975: Die Teiche. Bonn.",
        &["Holm, Erhard; Lund, Siegfried, 1979: Das Eis. Köln.", "Koch, Hartmut, 1975: Die Teiche. Bonn."],
    );
    check("Loi n° 92-3 du 3 janvier 1992 sur l'eau, art. 2.", &["Loi n° 92-3 du 3 janvier 1992 sur l'eau, art. 2."]);
}
