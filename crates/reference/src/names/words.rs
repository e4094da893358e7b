//! Words that names are made of: initials, particles, given names, patronymics, the words of bodies.

/// Whether a chunk is nothing but initials: `A. V.`, `AV`, `J.-P.`, `Yu.`, with a particle behind perhaps.
pub fn is_initials(text: &str) -> bool {
    let mut any = false;
    for word in words(text) {
        if is_initial(word) {
            any = true;
        } else if !is_particle(word) {
            return false;
        }
    }
    any
}

/// One initial or a run of them.
pub fn is_initial(word: &str) -> bool {
    let (mut count, mut upper) = (0, 0);
    let (mut capital, mut dotted) = (false, false);
    for c in word.chars() {
        if c.is_alphabetic() {
            let is_upper = c.is_uppercase();
            capital |= count == 0 && is_upper;
            count += 1;
            upper += usize::from(is_upper);
            if count > 4 {
                return false;
            }
        } else {
            dotted |= c == '.';
        }
    }
    if count == 0 {
        return false;
    }
    // `A`, `A.`, `AV`, `J.-P`, `Yu.`, `Chr.`, `JGM`.
    if dotted {
        upper >= 1 && capital && (upper == count || count <= 3)
    } else {
        upper == count && (count <= 3 || word.contains('-') && count <= 4)
    }
}

/// The words of a name, initials that stick together cut at their points: `A.V.Kremnovskikh`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let cut = word.rfind('.').map(|at| at + 1).filter(|&cut| cut < word.len());
        let tail = cut.and_then(|cut| word.get(cut..)).filter(|tail| tail.chars().filter(|c| c.is_alphabetic()).count() > 1);
        match (cut, tail) {
            (Some(cut), Some(tail)) => [word.get(..cut).unwrap_or(word), tail],
            _ => [word, ""],
        }
        .into_iter()
        .filter(|part| !part.is_empty())
    })
}

/// Particles that belong to a family name.
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "da"
            | "di"
            | "del"
            | "della"
            | "dello"
            | "dei"
            | "degli"
            | "la"
            | "le"
            | "du"
            | "dos"
            | "das"
            | "do"
            | "des"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "zu"
            | "zur"
            | "zum"
            | "al"
            | "el"
            | "ibn"
            | "bin"
            | "bint"
            | "st."
            | "vom"
            | "af"
            | "av"
            | "d'"
            | "d’"
            | "y"
            | "e"
            | "фон"
            | "де"
            | "ван"
            | "van’t"
            | "'t"
            | "vander"
            | "dal"
            | "dalla"
    )
}

pub fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "jr" | "sr" | "Jnr" | "2nd" | "3rd")
}

pub fn is_capitals(word: Option<&&str>) -> bool {
    word.is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !word.chars().any(char::is_lowercase))
}

/// Frequent given names that are seldom family names.
pub fn is_given(word: &str) -> bool {
    matches!(
        word,
        "John"
            | "James"
            | "Robert"
            | "Michael"
            | "William"
            | "David"
            | "Richard"
            | "Charles"
            | "Joseph"
            | "Thomas"
            | "Daniel"
            | "Matthew"
            | "Anthony"
            | "Mark"
            | "Steven"
            | "Stephen"
            | "Andrew"
            | "Kenneth"
            | "Kevin"
            | "Brian"
            | "Edward"
            | "Ronald"
            | "Timothy"
            | "Jason"
            | "Jeffrey"
            | "Gary"
            | "Nicholas"
            | "Eric"
            | "Jonathan"
            | "Benjamin"
            | "Samuel"
            | "Gregory"
            | "Patrick"
            | "Mary"
            | "Patricia"
            | "Jennifer"
            | "Linda"
            | "Elizabeth"
            | "Barbara"
            | "Susan"
            | "Jessica"
            | "Sarah"
            | "Karen"
            | "Nancy"
            | "Lisa"
            | "Margaret"
            | "Hans"
            | "Klaus"
            | "Wolfgang"
            | "Jürgen"
            | "Andreas"
            | "Dieter"
            | "Ulrich"
            | "Heinz"
            | "Günter"
            | "Helmut"
            | "Gerhard"
            | "Bernd"
            | "Niklas"
            | "Jean"
            | "Pierre"
            | "Michel"
            | "Philippe"
            | "Jacques"
            | "Giovanni"
            | "Giuseppe"
            | "Antonio"
            | "Luigi"
            | "Francesco"
            | "Daniele"
            | "Pietro"
            | "Paolo"
            | "Roberto"
            | "Vincenzo"
            | "Claudio"
            | "Giannino"
            | "Gaetano"
            | "José"
            | "Manuel"
            | "Carlos"
            | "Miguel"
            | "Fernando"
            | "Javier"
            | "Pedro"
            | "Александр"
            | "Алексей"
            | "Андрей"
            | "Анатолий"
            | "Борис"
            | "Вадим"
            | "Валерий"
            | "Виктор"
            | "Владимир"
            | "Дмитрий"
            | "Евгений"
            | "Иван"
            | "Игорь"
            | "Константин"
            | "Леонид"
            | "Михаил"
            | "Николай"
            | "Олег"
            | "Павел"
            | "Сергей"
            | "Юрий"
            | "Анна"
            | "Елена"
            | "Ирина"
            | "Людмила"
            | "Мария"
            | "Наталья"
            | "Ольга"
            | "Светлана"
            | "Татьяна"
            | "Alexander"
            | "Vladimir"
            | "Sergey"
            | "Dmitry"
            | "Andrey"
            | "Ivan"
            | "Mikhail"
            | "Nikolai"
    )
}

/// Whether what stands before a bracket is one family name, `Braudel`, `LE GOFF`.
pub fn is_family(text: &str) -> bool {
    let text = text.trim();
    let count = text.split(' ').count();
    (count == 1 || count == 2 && !text.chars().any(char::is_lowercase)) && text.chars().count() > 2 && !is_body(text)
}

/// Whether a bracket holds a given name, `Fernand`, `Jean-Pierre`, and no abbreviation or remark.
pub fn is_given_in_full(inside: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    inside.split(' ').count() <= 2 && inside.split(' ').all(word) && !is_body(inside)
}

/// Russian patronymics: the name before is the given name, or, if it stands last, the first is the family's.
pub fn is_patronymic(word: &str) -> bool {
    ["ович", "евич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna", "ichna"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a name is that of the United Nations.
pub fn is_united_nations(name: &str) -> bool {
    matches!(name, "United Nations" | "UN" | "Nations Unies" | "Naciones Unidas" | "Vereinte Nationen" | "ООН")
}

/// An organ of the United Nations.
pub fn is_organ(name: &str) -> bool {
    ["Assembly", "Council", "Secretary-General", "Secretariat", "Assemblée générale", "Conseil de sécurité", "Ассамблея"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Whether a name is that of a body: it has words that people's names do not have.
pub fn is_body(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(is_body_word)
}

pub fn is_body_word(word: &str) -> bool {
    if word.len() < 3 {
        return matches!(word, "of" | "ООН" | "UN" | "EU" | "on");
    }
    matches!(
        word,
        "for"
            | "the"
            | "The"
            | "of"
            | "für"
            | "pour"
            | "para"
            | "Group"
            | "Team"
            | "University"
            | "Universität"
            | "Université"
            | "Universidad"
            | "Universidade"
            | "Università"
            | "Ministry"
            | "Ministère"
            | "Ministério"
            | "Ministerio"
            | "Ministerium"
            | "Committee"
            | "Commission"
            | "Comissão"
            | "Comisión"
            | "Organization"
            | "Organisation"
            | "Organización"
            | "Organização"
            | "Department"
            | "Departamento"
            | "Institute"
            | "Institut"
            | "Instituto"
            | "Institution"
            | "Istituto"
            | "United"
            | "Nations"
            | "Council"
            | "Association"
            | "Associação"
            | "Asociación"
            | "Society"
            | "Agency"
            | "Agência"
            | "Center"
            | "Centre"
            | "Centro"
            | "Bureau"
            | "Office"
            | "Federation"
            | "Foundation"
            | "Stiftung"
            | "Fundação"
            | "Fundación"
            | "Bundesamt"
            | "Bundesministerium"
            | "Statistisches"
            | "Programme"
            | "Program"
            | "Project"
            | "Consortium"
            | "Collaboration"
            | "National"
            | "International"
            | "Internacional"
            | "Nacional"
            | "World"
            | "European"
            | "Bank"
            | "Fund"
            | "Union"
            | "Inc"
            | "Ltd"
            | "GmbH"
            | "Corp"
            | "Corporation"
            | "Company"
            | "Library"
            | "Museum"
            | "Academy"
            | "Academia"
            | "Akademie"
            | "Government"
            | "Governo"
            | "Secretaria"
            | "Secretariat"
            | "Conselho"
            | "Assembly"
            | "Parliament"
            | "Congress"
            | "Court"
            | "Party"
            | "Press"
            | "News"
            | "Times"
            | "Service"
            | "Services"
            | "Network"
            | "Initiative"
            | "Task"
            | "Force"
            | "Panel"
            | "Working"
            | "Investigators"
            | "Administration"
            | "Министерство"
            | "Комитет"
            | "Комиссия"
            | "Институт"
            | "Университет"
            | "Академия"
            | "Организация"
            | "Федерация"
            | "Совет"
            | "Правительство"
            | "Центр"
            | "Агентство"
            | "Банк"
            | "Союз"
            | "Общество"
            | "РАН"
            | "Департамент"
            | "Управление"
            | "Brasil"
            | "BRASIL"
            | "WHO"
            | "NATO"
            | "OECD"
            | "UNESCO"
            | "FAO"
            | "IBGE"
            | "UNICEF"
            | "OMS"
            | "США"
            | "России"
            | "Российской"
            | "Societé"
            | "Société"
            | "Gesellschaft"
            | "Verein"
            | "Verband"
            | "Kommission"
            | "Rat"
    )
}
