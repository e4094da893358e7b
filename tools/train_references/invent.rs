//! Words that nobody ever wrote, and titles, names and bodies made of them.
//!
//! Lists of words, however long, teach the learner that these very words are titles or names. Words put together from
//! syllables and endings show it what any title of the language looks like.

use crate::learn::Random;

fn of<'a>(words: &'a str, random: &mut Random) -> &'a str {
    let list: Vec<&str> = words.split(if words.contains('|') { '|' } else { ' ' }).collect();
    list[random.below(list.len())]
}

fn capital(word: &str) -> String {
    word.chars().next().map(|c| c.to_uppercase().collect::<String>() + &word[c.len_utf8()..]).unwrap_or_default()
}

const RU_SYLLABLES: &str = "ба бра ве вла вол га гра гор да дар ди до жи за зна зор ка ко кра кур ла ле ли лог ма мер ми мо мур на не ни но нов об пар пе пла по при про ра ре ри род ру са све се сла со ста стро та тер ти то тра тур у фи фор хо цен ча че ше эк юр яр";

fn ru_stem(random: &mut Random) -> String {
    let mut stem: String = (0..1 + random.below(3)).map(|_| of(RU_SYLLABLES, random)).collect();
    if random.chance(0.7) {
        stem.push_str(of("б в г д ж з к л м н п р с т ф ч ск ст нт", random));
    }
    stem
}

/// A family name.
pub fn ru_family(random: &mut Random) -> String {
    let stem = ru_stem(random);
    capital(&format!(
        "{stem}{}",
        of("ов ов ев ин ов ова ева ина ский ская енко ко ук юк ян дзе швили ер ман ых их ой ич ец ак ань иев ёв цев цова", random)
    ))
}

/// A word of a title; `case` 0 for the nominative of a noun, 1 its genitive, 2 an adjective's, 3 an adjective in the nominative.
fn ru_word(case: usize, random: &mut Random) -> String {
    let endings = match case {
        0 => "ия ость ение ство ика изм ация ура ие ание ка ь а тель ор логия графия",
        1 => "ии ости ения ства ики изма ации уры ия ания ки и ы теля ора логии ов ей ий",
        2 => "ского ного ской ной ских ных вого вой ального альной ческих ированной щихся ящих",
        _ => "ский ная ное ные ская ское ические альный ая ый ое ированный",
    };
    format!("{}{}", ru_stem(random), of(endings, random))
}

/// A Russian title.
pub fn ru_title(random: &mut Random) -> String {
    let mut words: Vec<String> = Vec::new();
    if random.chance(0.3) {
        words.push(ru_word(3, random));
    }
    words.push(ru_word(0, random));
    for _ in 0..1 + random.below(3) {
        match random.below(8) {
            0 => words.extend([String::from("и"), ru_word(1, random)]),
            1 => words.extend([of("в на о об для при к от из по с как", random).to_owned(), ru_word(2, random), ru_word(1, random)]),
            2 => words.extend([String::from("–"), ru_word(0, random)]),
            3 => words.push(format!("«{}»", ru_word(1, random))),
            4 => words.push(format!("{} {}", capital(&ru_family(random)), of("и его время|в России|как мыслитель", random))),
            _ => words.extend([ru_word(2, random), ru_word(1, random)]),
        }
    }
    let mut title = capital(&words.join(" "));
    match random.below(14) {
        0 => title.push_str(&format!(" ({}–{} гг.)", 1800 + random.below(100), 1900 + random.below(100))),
        1 => title.push_str(of(" в XIX веке| в России| в XVII–XVIII вв.| (на примере США)| в 1920-е годы| Европейского союза", random)),
        2 => title.push_str(&format!(": {} {}", ru_word(0, random), ru_word(1, random))),
        3 => title.push_str(&format!(". {} {}", capital(&ru_word(0, random)), ru_word(1, random))),
        4 => title.push('?'),
        _ => {}
    }
    title
}

/// A Russian journal.
pub fn ru_journal(random: &mut Random) -> String {
    let head = of(
        "Вестник|Известия|Труды|Ученые записки|Журнал|Вопросы|Проблемы|Научные ведомости|Бюллетень|Записки|Мир|Теория и практика|Современные",
        random,
    );
    let mut name = match random.below(4) {
        0 => format!(
            "{head} {} {}",
            capital(&ru_word(2, random)),
            of("университета|государственного университета|академии|института", random)
        ),
        1 => format!("{head} {}", of("МГУ|РУДН|СПбГУ|РАН|ТГУ|ЮУрГУ|МГИМО-Университета|КемГУ|РГГУ|ПНИПУ|ВГУ", random)),
        2 => format!("{} {}", capital(&ru_word(3, random)), ru_word(0, random)),
        _ => format!("{head} {}", ru_word(1, random)),
    };
    if random.chance(0.25) {
        name.push_str(&format!(
            ". {}{}",
            of("Серия: |Сер.: |Серия «|Сер. 8. |Серия 12. ", random),
            of("История|Политические науки|Право|Социология|Филология|Экономика|Гуманитарные науки", random)
        ));
        if name.contains('«') {
            name.push('»');
        }
    }
    name
}

/// A Russian publisher.
pub fn ru_publisher(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("Изд-во {} ун-та", capital(&ru_word(2, random))),
        1 => format!("Изд-во {}", of("МГУ|СПбГУ|РГГУ|РУДН|АН СССР|ЛГУ|УрГУ|КГУ", random)),
        2 => format!("{}-Пресс", capital(&ru_stem(random))),
        3 => format!("Издательство «{}»", capital(&ru_word(0, random))),
        4 => format!("{} {}", capital(&ru_word(3, random)), ru_word(0, random)),
        _ => capital(&ru_word(0, random)),
    }
}

const DE_STEMS: &str = "Staat Recht Gesellschaft Bildung Arbeit Macht Wissen Kultur Sozial Verfassung Wirtschaft Verwaltung Jugend Familien Frauen Stadt Land Bevölkerung Markt Medien Sprach Kriegs Friedens Umwelt Technik Forschung Schul Hochschul Gesundheit Alters Migration Lebens Berufs Partei Wähler Konflikt Ordnung Religion Kirchen Körper Geschlechter Eigentum Verbraucher Straf Zivil Völker Europa Herrschaft Politik Steuer Handel Industrie Betrieb Organisation System Handlung Identität Erinnerung Grenz Raum Zeit Netz Daten Computer Sicherheit Vertrauen Risiko Struktur Klassen Milieu";
const DE_ENDS: &str = "politik theorie forschung wandel ordnung recht system geschichte struktur prozess bewegung verhalten entwicklung analyse kritik praxis lehre vertrag gesetz reform kultur wissenschaft planung verständnis bewusstsein verhältnis begriff frage problem beziehung soziologie pädagogik ökonomie lage formen grenzen kontrolle beratung";
const DE_NOUNS: &str = "Soziologie Rechtsprechung Gerechtigkeit Öffentlichkeit Ungleichheit Herrschaft Modernisierung Globalisierung Aufklärung Verantwortung Freiheit Vernunft Gewalt Einheit Entfremdung Wirklichkeit Erziehung Beteiligung Haftung Auslegung Legitimität Integration Differenzierung Sozialisation Verwandtschaft Wissenschaft Demokratie Solidarität Nachhaltigkeit";

fn de_noun(random: &mut Random) -> String {
    match random.below(3) {
        0 => of(DE_NOUNS, random).to_owned(),
        _ => {
            let stem = of(DE_STEMS, random);
            let joint =
                if matches!(stem, "Staat" | "Arbeit" | "Bildung" | "Gesellschaft" | "Verfassung" | "Wirtschaft") { "s" } else { "" };
            format!("{stem}{joint}{}", of(DE_ENDS, random))
        }
    }
}

fn de_phrase(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("{} und {}", de_noun(random), de_noun(random)),
        1 => format!(
            "{} {} {}",
            of("Die Das Der Eine", random),
            of("soziale moderne politische neue deutsche rechtliche empirische", random),
            de_noun(random)
        ),
        2 => format!("{} der {}", de_noun(random), de_noun(random)),
        3 => format!("{} {} {}", de_noun(random), of("im in und zur zum als ohne durch", random), de_noun(random)),
        4 => format!("Zur {} der {} {}", de_noun(random), of("sozialen modernen politischen deutschen", random), de_noun(random)),
        5 => format!("{}, {} und {}", de_noun(random), de_noun(random), de_noun(random)),
        6 => format!(
            "{} {}",
            de_noun(random),
            of(
                "in der Bundesrepublik Deutschland|in Europa|im 19. Jahrhundert|nach 1945|im internationalen Vergleich|in der DDR|im Wandel",
                random
            )
        ),
        _ => format!("Über {} und {}", de_noun(random), de_noun(random)),
    }
}

/// A German title.
pub fn de_title(random: &mut Random) -> String {
    let mut title = de_phrase(random);
    if random.chance(0.45) {
        let subtitle = de_phrase(random);
        title.push_str(of(". |. |: |. | – ", random));
        title.push_str(&subtitle);
    }
    if random.chance(0.05) {
        title.push('?');
    }
    title
}

/// A German journal.
pub fn de_journal(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("Zeitschrift für {}", de_noun(random)),
        1 => format!("{} und {}", de_noun(random), de_noun(random)),
        2 => format!("Archiv für {}", de_noun(random)),
        3 => format!("Jahrbuch für {}", de_noun(random)),
        4 => of("JZ|NJW|KZfSS|ZfS|AöR|PVS|DÖV|JuS|MDR|ZaöRV|ARSP|RabelsZ|DVBl|KJ|ZRP|StV|VersR|WSI-Mitteilungen|APuZ|Leviathan", random)
            .to_owned(),
        _ => format!(
            "{} {}",
            of("Kölner|Berliner|Soziale|Deutsche|Neue|Kritische|Politische|Österreichische", random),
            of("Zeitschrift für Soziologie|Hefte|Welt|Blätter|Rundschau|Vierteljahresschrift|Justiz", random)
        ),
    }
}

const FIELDS: &str = "Health|Education|Justice|Labor|Agriculture|Foreign Affairs|Statistics|Social Policy|Transportation|Energy|Environmental Protection|Human Rights|Economic Research|Disease Control and Prevention|Science and Technology|Housing and Urban Development|Immigration|Public Opinion|the Interior|Defence|Women and Gender|International Security|Trade and Industry|Fisheries|Rural Development";

/// A body that writes, in English or in the language asked for.
pub fn body(lang: &str, random: &mut Random) -> String {
    match lang {
        "de" => format!(
            "{} {}",
            of(
                "Bundesministerium für|Statistisches Amt für|Institut für|Deutsche Gesellschaft für|Bundesanstalt für|Kommission für|Arbeitskreis|Deutscher Verband für",
                random
            ),
            de_noun(random)
        ),
        "fr" => format!(
            "{} {}",
            of(
                "Ministère de la|Institut national de la|Conseil supérieur de la|Agence française de la|Observatoire de la|Centre d’études de la",
                random
            ),
            of("Santé|Culture|Justice|Défense|Recherche|Statistique|Jeunesse|Population", random)
        ),
        "es" => format!(
            "{} {}",
            of(
                "Ministerio de|Instituto Nacional de|Ministério da|Secretaria de Estado da|Consejo Nacional de|Comisión de|Agência Nacional de|Fundação de",
                random
            ),
            of(
                "Salud|Educación|Saúde|Educação|Estadística|Cultura|Justicia|Derechos Humanos|Vigilância Sanitária|Desarrollo Social",
                random
            )
        ),
        "it" => format!(
            "{} {}",
            of("Ministero della|Istituto nazionale di|Commissione per la|Centro studi sulla", random),
            of("Salute|Statistica|Cultura|Pubblica Istruzione|Storia", random)
        ),
        _ => match random.below(7) {
            0 => format!(
                "{}Department of {}",
                of("U.S. |US |||United States |California |Australian Government ", random),
                of(FIELDS, random)
            ),
            1 => format!(
                "{} of {}",
                of("Ministry|Bureau|Office|Institute|Board|Center|Centre|Council|National Academy", random),
                of(FIELDS, random)
            ),
            2 => format!(
                "{} {} {}",
                of("National|International|European|American|British|Royal|Canadian|Asian", random),
                of("Institute of|Association for|Centre for|Society of|Council on|Agency for|Federation of|Commission on", random),
                of(FIELDS, random)
            ),
            3 => format!(
                "{}. {} of {}",
                of("Australia|Canada|Great Britain|United States|India|Kenya", random),
                of("Department|Ministry|Parliament. House|Bureau", random),
                of(FIELDS, random)
            ),
            4 => format!(
                "{} ({})",
                of(
                    "World Bank|Organisation for Economic Co-operation and Development|International Labour Office|World Trade Organization|Commission of the European Communities",
                    random
                ),
                of("WB|OECD|ILO|WTO|CEC", random)
            ),
            5 => {
                of("OECD UNDP UNHCR WHO IMF ILO UNICEF FAO CDC NIST IPCC APA AARP NASA WTO ECB CIA RAND ITU ENISA ICANN", random).to_owned()
            }
            _ => format!(
                "{} {}",
                of("Pew|Brookings|Ford|Gallup|Heritage|Rockefeller|Cato|Hoover", random),
                of("Research Center|Institution|Foundation|Institute|Organization", random)
            ),
        },
    }
}
