//! Lists as printed, and where their entries begin.

use super::*;

/// A list as printed; `+` stands before each line with which an entry begins. A list on one line is cut where a `+` stands in it.
fn check(list: &str) {
    let lines: Vec<&str> = list.trim_matches('\n').split('\n').collect();
    let mut pieces = Vec::new();
    let mut expected = Vec::new();
    let mut gap = false;
    for line in &lines {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        expected.push(line.starts_with('+'));
        let text = line.strip_prefix(['+', '|']).unwrap_or(line);
        let indent = u16::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
        pieces.push(Piece { text: text.trim(), gap: std::mem::take(&mut gap), indent, line: true });
    }
    assert_eq!(begins(&pieces), Some(expected), "{list}");
}

#[test]
fn archives_and_bodies_begin_entries() {
    check(
        "\n+Белова А. Н. Сети в России. М.: Наука, 1978. 210 с.\n+Кротов И. П. Вода // Вопросы истории. 1991. Т. 14. С. 33–47.\n+РГАДА. Ф. 271. Оп. 1. Д. 55.\n+ГАВО. Ф. 1. Оп. 3. Д. 7. Л. 5–6.\n+Смирнов Я. Неводы. Л., 1934. 301 с.\n",
    );
    check(
        "\n+ANDRADE, M. L.; BORBA, T. Vento e turbidez. Revista de Lagoas, São Paulo, v. 12, p. 5-19, 2005.\n+BRASIL. Ministério do Ambiente. Normas de qualidade da água. Brasília, DF, 2009.\n+CARMO, P. do. Peixes e lodo. 2. ed. Rio de Janeiro: Zahar, 2010.\n",
    );
}

#[test]
fn entries_are_told_from_their_rest() {
    // Labels alone on their lines; a page and a year are none.
    check(
        "\n+1.\n|Holm K, Lind E. Ice on northern lakes and what it does to the\n|boats. Lake Stud.\n|2015;21(10):1885-6.\n+2.\n|Pan Nordic Ice Office. Situation on the lakes, 29\n|December 2016. Oslo.\n+3.\n|Berg A. Wheels and the\n|12. century. Lake Stud. 2014.\n",
    );
    // Numbers in square brackets, one of them lost; years at the beginning of lines.
    check(
        "\n+[1] K. Holm, Ponds, Lake Rev. 12 (1999) 44.\n+[2] E. Lind, On the freezing of very quiet waters, Lake Rev.\n|2001, 13, 5.\n+[4] A. Berg, Wheels, Mill Rev. 2 (1987) 11.\n+[5] R. Lund, Weirs, Mill Rev. 3 (1988) 1.\n",
    );
    // Names in natural order, and an entry that ends in its page.
    check(
        "\n+Anna Berg, Karl Holm, and Eva Lind. 2006. A large list of\n|wheels. In Proceedings of the Conference on\n|Mills.\n+Karl Holm. 2001. Ponds\n|and rivers. Lake Studies, 9:1871–1874\n+Karl Holm and Ragna Lund. 2005. A maximum of\n|water. Oslo.\n+Eva van der Lind. 2002. Quiet\n|fords. Lake Studies, 28:245–288.\n",
    );
    // Small letters, dashes for the names above, the rest of an entry that begins with a name.
    check(
        "\n+Abel, A., 1992: Pessimism on long and very cold winter nights.\n|Lake Studies, 26, 1075-92.\n+--, and K. Holm, 1995: Doubt. Lake Studies, 29, 1-9.\n+de Berg, R., 1994: Wheels, with a note by\n|Lind, E., on ropes. Mill Studies, 106, 451-460.\n+d'Orme, P., 1999: Weirs. Mill Studies, 111, 3-9.\n+van Holm, K., 2003: Ponds. Lake Studies, 50, 1-2.\n",
    );
    // Two dashes are bullets.
    check(
        "\n+-- Dahl, K. (2001). The winter of the keepers and of\n|all who worked for them. Oslo: Aker.\n+-- Holm, K. (2008). Ponds. Oslo: Aker.\n+-- Lind, E. (2010). Quiet\n|fords. Bergen: Aker.\n",
    );
    // Hanging indents.
    check(
        "\n+Berg, Anna. The Wheels of Northern Mills and the Men who\n|    Mended Them. Oslo 1999.\n+Holm, Karl. Ponds. Fourth edition with a preface by the\n|    Author and Plates. Leiden 2001.\n+Lind, Eva. The Quiet Ford and Other Places of Rest on the\n|    Northern Road. Bergen 2004.\n",
    );
    // GOST, one entry a line.
    check(
        "\n+Берг А. А. Лёд на озёрах // Водные пути. 1999. Т. 3. С. 5–9.\n+Волков И. П. Реки. М.: Наука, 2001. 120 с.\n+Гусев В. В. Броды // Водные пути. 2004. Т. 8. С. 1–4.\n",
    );
}

#[test]
fn lists_on_one_line_have_pieces() {
    let cut = |line: &str| {
        let ranges = pieces_of_line(line);
        let pieces: Vec<Piece> =
            ranges.iter().map(|range| Piece { text: line[range.clone()].trim(), gap: false, indent: 0, line: range.start == 0 }).collect();
        let begins = begins(&pieces).unwrap_or_default();
        ranges
            .iter()
            .zip(begins)
            .filter(|(_, begins)| *begins)
            .map(|(range, _)| line[range.start..].split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        cut(
            "1. K. Holm, Ponds, 1991 (Report 91-1399). 2. E. Lind, Quiet fords, Oslo (NO), 2005 3. A. Berg, On wheels and ropes, Mill Studies 16:97-166., 2001"
        ),
        ["1. K.", "2. E.", "3. A."]
    );
    assert_eq!(
        cut(
            "Berg A. et al., 2010, in Holm K., Lind E., eds, Proc. Mills Vol. 77, Oslo p. 7735 Berg A., Arne S., 1996, Mill Rev., 117, 393 Christ L. et al., 2012, Lake Rev., 427, 1953 Eberg H., Edge A. C., 2001, Mill Rev., 553, 668"
        ),
        ["Berg A.", "Berg A.,", "Christ L.", "Eberg H.,"]
    );
    // A chapter on literature is no list.
    let prose = "Much has been written of mills. The first who did so was the keeper. He had no doubt that\nthe wheels were old, and that nobody knew who had made them. Others\nthought so as well.";
    let pieces: Vec<Piece> = prose.split('\n').map(|text| Piece { text, gap: false, indent: 0, line: true }).collect();
    assert_eq!(begins(&pieces), None);
}
