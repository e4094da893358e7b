//! The words by which parts of a text name themselves, in the languages of the sources.
//!
//! A label stands at the beginning of a line, with or without emphasis, and is followed by a mark
//! ("Abstract."), by the end of the line, or by a capital.

/// Labels of one kind, each with the language it is of; where two begin alike the longer stands first.
pub type Labels = &'static [(&'static str, &'static str)];

/// A label found at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The language of the label.
    pub lang: &'static str,
    /// Where the words behind the label and its mark begin.
    pub rest: usize,
    /// Whether a mark or the line's end closes the label; if not, only a capital follows.
    pub closed: bool,
}

/// The label with which `text` begins.
pub fn label(text: &str, labels: Labels) -> Option<Found> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '#', ' ', '\n']).len();
    let body = text.get(lead..)?;
    labels.iter().filter_map(|(label, lang)| after_label(body, label).map(|(rest, closed)| Found { lang, rest: lead + rest, closed })).max_by_key(|found| (found.closed, found.rest))
}

/// Where the words behind the label begin, and whether a mark closes it.
fn after_label(body: &str, label: &str) -> Option<(usize, bool)> {
    let mut rest = body.char_indices();
    for expected in label.chars() {
        let (_, c) = rest.next()?;
        let same = c == expected || c.to_lowercase().eq(std::iter::once(expected)) || (expected == ' ' && c.is_whitespace()) || (expected == '\'' && c == '’');
        if !same {
            return None;
        }
    }
    let end = rest.next().map_or(body.len(), |(at, _)| at);
    let behind = body.get(end..)?;
    let mut marks = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let closers: &[char] = &[':', '.', '—', '–', '：', '|', '】'];
    if behind.is_empty() || marks.is_empty() {
        return Some((body.len(), true));
    }
    let closed = if marks.starts_with(closers) {
        marks = marks.trim_start_matches(|c: char| closers.contains(&c) || c.is_whitespace() || matches!(c, '*' | '_'));
        true
    } else if let Some(dash) = marks.strip_prefix('-').filter(|dash| dash.starts_with(' ')) {
        marks = dash.trim_start();
        true
    } else if behind.starts_with('\n') || behind.starts_with(['*', '_']) && marks.len() < behind.len() && !behind.starts_with(' ') {
        true
    } else if behind.starts_with(|c: char| c.is_whitespace()) && marks.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '«')) {
        false
    } else {
        return None;
    };
    Some((body.len() - marks.len(), closed))
}

/// Whether a line is a heading of the list of references, a number before it aside.
pub fn is_references_heading(line: &str) -> bool {
    is_one_of(line, REFERENCES)
}

/// Whether a line is a heading of a section of notes.
pub fn is_notes_heading(line: &str) -> bool {
    is_one_of(line, NOTES)
}

/// Whether a line is one of these, case, emphasis, numbering and marks at its ends aside.
pub fn is_one_of(line: &str, words: &[&str]) -> bool {
    if line.len() > 160 {
        return false;
    }
    let line = line.trim_matches(|c: char| !c.is_alphabetic());
    // "IV. References": a Roman number before a point.
    let line = match line.split_once(". ") {
        Some((number, rest)) if number.len() <= 5 && number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) => rest,
        _ => line,
    };
    let lower = line.to_lowercase();
    lower.split(" / ").all(|part| words.contains(&part.trim()))
}

/// Whether the words name an institution: somebody's affiliation rather than a note.
pub fn is_affiliation(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() < 400 && INSTITUTIONS.iter().any(|word| lower.contains(word))
}

/// Whether a number behind this word counts something: "Table 2".
pub fn counts(word: &str) -> bool {
    if word.len() > 20 {
        return false;
    }
    let lower = word.to_lowercase();
    COUNTED.contains(&lower.as_str())
}

/// The part of a text that summarises it.
pub const ABSTRACT: Labels = &[
    ("abstract", "en"), ("summary", "en"), ("аннотация", "ru"), ("реферат", "ru"), ("резюме", "ru"), ("анотація", "uk"),
    ("zusammenfassung", "de"), ("kurzfassung", "de"), ("résumé", "fr"), ("resumen", "es"), ("resumo", "pt"), ("riassunto", "it"),
    ("sommario", "it"), ("streszczenie", "pl"), ("samenvatting", "nl"), ("sammanfattning", "sv"), ("özet", "tr"), ("摘要", "zh"), ("【摘要", "zh"),
    ("要旨", "ja"), ("초록", "ko"), ("sinopsis", "es"), ("resum", "ca"), ("abstrakt", "cs"), ("апстракт", "sr"), ("анотация", "bg"),
];

/// Keywords.
pub const KEYWORDS: Labels = &[
    ("keywords", "en"), ("key words", "en"), ("key-words", "en"), ("index terms", "en"), ("ключевые слова", "ru"), ("ключові слова", "uk"),
    ("schlüsselwörter", "de"), ("schlagwörter", "de"), ("schlagworte", "de"), ("stichwörter", "de"), ("mots-clés", "fr"), ("mots clés", "fr"),
    ("mots-clefs", "fr"), ("palabras clave", "es"), ("palabras claves", "es"), ("palabras-clave", "es"), ("palavras-chave", "pt"),
    ("palavras chave", "pt"), ("palavras‑chave", "pt"), ("descritores", "pt"), ("descriptores", "es"), ("parole chiave", "it"), ("parole-chiave", "it"),
    ("słowa kluczowe", "pl"), ("trefwoorden", "nl"), ("nyckelord", "sv"), ("anahtar kelimeler", "tr"), ("klíčová slova", "cs"),
    ("paraules clau", "ca"), ("关键词", "zh"), ("【关键词", "zh"), ("キーワード", "ja"), ("주제어", "ko"), ("кључне речи", "sr"), ("ключови думи", "bg"),
];

/// How a text asks to be cited.
pub const CITE_AS: Labels = &[
    ("for citation", "en"), ("for citations", "en"), ("cite as", "en"), ("cite this article as", "en"), ("cite this article", "en"), ("cite this as", "en"),
    ("how to cite this article", "en"), ("how to cite", "en"), ("to cite this article", "en"), ("citation", "en"), ("suggested citation", "en"),
    ("recommended citation", "en"), ("please cite this article as", "en"), ("please cite as", "en"), ("to cite", "en"), ("article citation", "en"),
    ("для цитирования", "ru"), ("ссылка для цитирования", "ru"), ("образец цитирования", "ru"), ("библиографическая ссылка", "ru"),
    ("для цитування", "uk"), ("zitierweise", "de"), ("zitiervorschlag", "de"), ("zitation", "de"), ("empfohlene zitierweise", "de"),
    ("zitieren als", "de"), ("pour citer cet article", "fr"), ("pour citer ce document", "fr"), ("pour citer", "fr"), ("comment citer", "fr"), ("citer comme", "fr"),
    ("référence électronique", "fr"), ("cómo citar este artículo", "es"), ("cómo citar", "es"), ("como citar este artigo", "pt"), ("como citar", "pt"), ("citar como", "es"), ("para citar este artículo", "es"),
    ("forma de citar", "es"), ("come citare", "it"), ("per citare", "it"), ("引用格式", "zh"), ("引用本文", "zh"), ("за цитирање", "mk"),
];

/// Dates in the making of a text: the label, its language, and CSL-like names of the dates.
pub const RECEIVED: Labels = &[
    ("received on", "en"), ("received", "en"), ("submitted", "en"), ("manuscript received", "en"), ("article received", "en"), ("date received", "en"), ("поступила в редакцию", "ru"), ("статья поступила в редакцию", "ru"), ("дата поступления", "ru"),
    ("дата поступления статьи", "ru"), ("поступила", "ru"), ("статья поступила", "ru"), ("получена", "ru"), ("надійшла до редакції", "uk"), ("eingegangen am", "de"),
    ("eingegangen", "de"), ("eingereicht", "de"), ("eingang", "de"), ("reçu le", "fr"), ("reçu", "fr"), ("soumis le", "fr"), ("soumis", "fr"), ("recibido el", "es"), ("recibido", "es"), ("fecha de recepción", "es"), ("recepción", "es"),
    ("recebido em", "pt"), ("recebido", "pt"), ("submetido em", "pt"), ("submissão", "pt"), ("data de submissão", "pt"), ("ricevuto", "it"), ("收稿日期", "zh"),
];
/// See [`RECEIVED`].
pub const ACCEPTED: Labels = &[
    ("accepted for publication", "en"), ("accepted on", "en"), ("accepted", "en"), ("date accepted", "en"), ("принята к публикации", "ru"), ("принята к печати", "ru"), ("принята в печать", "ru"), ("дата принятия", "ru"),
    ("принята", "ru"), ("прийнята до друку", "uk"), ("angenommen am", "de"), ("angenommen", "de"), ("akzeptiert", "de"), ("accepté le", "fr"), ("accepté", "fr"), ("aceptado el", "es"), ("aceptado", "es"), ("fecha de aceptación", "es"), ("aceptación", "es"), ("aprobado", "es"),
    ("aceito em", "pt"), ("aceito", "pt"), ("aprovado em", "pt"), ("aprovado", "pt"), ("aceite em", "pt"), ("accettato", "it"), ("接受日期", "zh"),
];
/// See [`RECEIVED`].
pub const REVISED: Labels = &[
    ("revised on", "en"), ("revised", "en"), ("in revised form", "en"), ("revision received", "en"), ("received in revised form", "en"), ("доработана после рецензирования", "ru"), ("доработана", "ru"), ("после доработки", "ru"), ("одобрена после рецензирования", "ru"),
    ("überarbeitet", "de"), ("révisé le", "fr"), ("révisé", "fr"), ("revisado", "es"), ("reformulado em", "pt"), ("revisado em", "pt"), ("修回日期", "zh"),
];
/// See [`RECEIVED`].
pub const PUBLISHED: Labels = &[
    ("published online on", "en"), ("published online", "en"), ("published on", "en"), ("published", "en"), ("first published online", "en"), ("first published", "en"), ("available online", "en"), ("date published", "en"), ("date of publication", "en"), ("publication date", "en"), ("опубликована", "ru"), ("опубликовано", "ru"), ("дата публикации", "ru"),
    ("опубліковано", "uk"), ("veröffentlicht am", "de"), ("veröffentlicht", "de"), ("erschienen am", "de"), ("publié le", "fr"), ("publié", "fr"), ("mis en ligne le", "fr"), ("publicado el", "es"), ("publicado", "es"), ("fecha de publicación", "es"), ("publicado em", "pt"),
    ("data de publicação", "pt"), ("pubblicato il", "it"), ("pubblicato", "it"), ("出版日期", "zh"),
];

/// Who asked the questions.
pub const INTERVIEWER: Labels = &[
    ("interviewed by", "en"), ("interview by", "en"), ("interview conducted by", "en"), ("the interview was conducted by", "en"), ("interviewer", "en"), ("questions by", "en"), ("интервью провела", "ru"), ("интервью провел", "ru"),
    ("интервью провёл", "ru"), ("интервью провели", "ru"), ("интервью взял", "ru"), ("интервью взяла", "ru"), ("интервью подготовил", "ru"), ("интервью подготовила", "ru"), ("беседовал", "ru"), ("беседовала", "ru"), ("беседовали", "ru"),
    ("беседу вел", "ru"), ("беседу вёл", "ru"), ("беседу вела", "ru"), ("интервьюер", "ru"), ("вопросы задавал", "ru"), ("вопросы задавала", "ru"), ("das gespräch führte", "de"), ("das gespräch führten", "de"), ("das interview führte", "de"), ("das interview führten", "de"), ("interview führte", "de"), ("interview von", "de"), ("interview", "de"), ("propos recueillis par", "fr"), ("entretien réalisé par", "fr"),
    ("entretien mené par", "fr"), ("interview réalisée par", "fr"), ("entrevista realizada por", "es"), ("entrevista de", "es"), ("entrevistado por", "es"), ("entrevistada por", "es"), ("entrevistador", "pt"), ("entrevista realizada por", "pt"), ("entrevista por", "pt"),
    ("intervista di", "it"), ("intervista a cura di", "it"), ("rozmawiał", "pl"), ("rozmawiała", "pl"),
];

/// Who answered them; the name and offices follow.
pub const INTERVIEW_WITH: &[(&str, &str)] = &[
    ("an interview with", "en"), ("interview with", "en"), ("a conversation with", "en"), ("in conversation with", "en"), ("conversation with", "en"), ("интервью с", "ru"), ("интервью со", "ru"), ("беседа с", "ru"), ("беседа со", "ru"), ("інтерв'ю з", "uk"), ("ein interview mit", "de"), ("interview mit", "de"), ("ein gespräch mit", "de"), ("gespräch mit", "de"), ("im gespräch mit", "de"),
    ("entretien avec", "fr"), ("interview avec", "fr"), ("interview de", "fr"), ("entrevista con", "es"), ("entrevista a", "es"), ("entrevista com", "pt"), ("intervista con", "it"), ("intervista a", "it"), ("wywiad z", "pl"), ("rozmowa z", "pl"),
];

/// Who wrote it; the name follows.
pub const BYLINE: &[(&str, &str)] = &[
    ("written by", "en"), ("text by", "en"), ("story by", "en"), ("by", "en"), ("author", "en"), ("authors", "en"), ("автор", "ru"), ("авторы", "ru"), ("текст", "ru"), ("von", "de"), ("autor", "de"), ("autorin", "de"), ("text", "de"), ("par", "fr"), ("auteur", "fr"), ("auteurs", "fr"), ("por", "es"), ("autor", "es"),
    ("autora", "es"), ("autores", "es"), ("di", "it"), ("autore", "it"), ("autori", "it"), ("door", "nl"),
];

/// Who translated it.
pub const TRANSLATOR: Labels = &[
    ("translated by", "en"), ("translation by", "en"), ("translator", "en"), ("перевод", "ru"), ("перевел", "ru"), ("перевёл", "ru"), ("перевела", "ru"), ("übersetzt von", "de"), ("übersetzung", "de"), ("aus dem englischen von", "de"), ("traduit par", "fr"), ("traduction", "fr"), ("traducido por", "es"), ("traducción de", "es"), ("traduzido por", "pt"), ("tradução de", "pt"), ("tradotto da", "it"),
];

/// Headings of the list of references.
pub const REFERENCES: &[&str] = &[
    "references", "reference", "reference list", "list of references", "references cited", "bibliography", "select bibliography", "selected bibliography", "works cited", "literature cited", "cited literature", "literature", "cited works",
    "references and notes", "sources and literature", "bibliographic references", "список литературы", "библиографический список", "литература", "список использованной литературы", "список использованных источников", "список источников",
    "список источников и литературы", "источники и литература", "библиография", "список літератури", "література", "список використаних джерел", "literaturverzeichnis", "literatur", "quellen- und literaturverzeichnis", "quellen und literatur", "bibliographie", "quellenverzeichnis", "bibliografie",
    "références", "références bibliographiques", "références citées", "ouvrages cités", "referencias", "referencias bibliográficas", "bibliografía", "bibliografía citada", "obras citadas", "literatura citada", "referências", "referências bibliográficas", "bibliografia", "obras citadas", "riferimenti bibliografici", "riferimenti",
    "literatura", "piśmiennictwo", "literatuur", "referenties", "kaynakça", "kaynaklar", "referenser", "litteratur", "referanser", "kirjallisuus", "irodalom", "参考文献", "參考文獻", "참고문헌", "библиографски списък", "литература и источники", "referències",
];

/// Headings of a section of endnotes.
pub const NOTES: &[&str] = &[
    "notes", "endnotes", "footnotes", "notes and references", "примечания", "сноски", "примітки", "anmerkungen", "fußnoten", "endnoten", "notes de bas de page", "notas", "notas al pie", "notas finales", "notas de rodapé", "note", "przypisy", "noten", "noter", "注释", "注",
];

/// Headings with which the text proper begins.
pub const INTRODUCTION: &[&str] = &[
    "introduction", "general introduction", "background", "введение", "вступление", "вступ", "einleitung", "einführung", "introducción", "introdução", "introduzione", "wstęp", "wprowadzenie", "inleiding", "giriş", "úvod", "inledning", "innledning", "引言", "序論", "はじめに",
];

/// Rubrics under which journals print.
pub const RUBRICS: &[&str] = &[
    "original article", "original articles", "original research", "original paper", "research article", "research paper", "research", "review", "review article", "review paper", "editorial", "article", "articles", "regular article", "short communication", "brief communication", "case report", "letter", "letters", "commentary", "essay", "essays", "interview", "interviews", "perspective", "opinion", "book review", "book reviews", "news", "feature", "open access", "scientific article", "оригинальная статья", "оригинальные статьи", "научная статья", "обзор", "обзорная статья", "рецензия", "рецензии", "статьи", "статья", "интервью", "исследования", "artigo original", "artigos originais", "artigo", "artigos", "artigo de revisão", "artículo original", "artículo", "artículos", "ensayo", "ensaio", "reseña", "resenha", "aufsatz", "aufsätze", "abhandlungen", "rezension", "forschung", "article original", "compte rendu", "articolo", "saggi", "dossier",
];

/// Headings of usual sections.
pub const SECTIONS: &[&str] = &[
    "introduction", "background", "methods", "method", "materials and methods", "material and methods", "methodology", "patients and methods", "results", "results and discussion", "discussion", "conclusion", "conclusions", "concluding remarks", "summary", "acknowledgements", "acknowledgments", "acknowledgement", "acknowledgment", "appendix", "supporting information", "supplementary material", "limitations", "related work", "literature review", "theoretical framework", "funding", "conflict of interest", "conflicts of interest", "competing interests", "author contributions", "authors' contributions", "data availability", "data availability statement", "availability of data and materials", "ethics approval", "ethical approval", "disclosure", "disclosures", "disclosure statement", "declaration of interest", "declarations", "abbreviations", "supplementary materials", "supplementary data", "supporting materials", "ethics statement", "preface", "foreword", "epilogue", "prologue", "afterword", "contents", "table of contents", "experimental", "theory", "analysis", "findings", "case study",
    "введение", "методы", "материалы и методы", "методика", "методология", "методология исследования", "результаты", "результаты исследования", "обсуждение", "результаты и обсуждение", "заключение", "выводы", "благодарности", "приложение", "предисловие", "послесловие", "обзор литературы", "содержание", "оглавление", "постановка проблемы", "вступ", "висновки", "einleitung", "einführung", "methoden", "methodik", "ergebnisse", "diskussion", "schluss", "schlussfolgerungen", "schlussbetrachtung", "fazit", "zusammenfassung", "danksagung", "anhang", "vorwort", "nachwort", "inhalt", "inhaltsverzeichnis",
    "méthodes", "méthode", "résultats", "discussion", "conclusion", "conclusions", "remerciements", "annexe", "avant-propos", "préface", "introducción", "métodos", "metodología", "material y métodos", "materiales y métodos", "resultados", "discusión", "resultados y discusión", "conclusión", "conclusiones", "consideraciones finales", "agradecimientos", "anexo", "introdução", "método", "metodologia", "material e métodos", "materiais e métodos", "resultados e discussão", "discussão", "conclusão", "conclusões", "considerações finais", "agradecimentos", "introduzione", "metodi", "risultati", "discussione", "conclusioni", "conclusione", "ringraziamenti", "wstęp", "wprowadzenie", "zakończenie", "podsumowanie", "wnioski",
];

const INSTITUTIONS: &[&str] = &[
    "universi", "institut", "department", "faculty", "school of", "college", "academy", "laborator", "hospital", "centre for", "center for", "research cent", "университет", "институт", "академи", "факультет", "кафедра", "фгбоу", "ран,", "abteilung", "fakultät", "hochschule", "lehrstuhl", "faculté", "département", "école", "facultad", "departamento", "faculdade", "escola", "instituto", "dipartimento", "e-mail", "@",
    "orcid", "corresponding author", "correspondence", "uniwersytet", "универзитет", "ministry of", "fundação", "équipe",
];

const COUNTED: &[&str] = &[
    "table", "tables", "fig", "figs", "figure", "figures", "section", "sections", "sect", "chapter", "chapters", "ch", "eq", "eqs", "equation", "no", "nos", "nr", "vol", "volume", "p", "pp", "page", "pages", "part", "step", "art", "article", "articles", "appendix", "case", "example", "scheme", "box", "lemma", "theorem", "definition", "proposition", "model", "line", "lines", "note", "notes", "n", "day", "grade", "phase", "type", "level", "group", "study", "experiment", "question", "item", "class", "version", "stage", "column", "row", "panel", "rule",
    "табл", "таблица", "таблице", "рис", "рисунок", "рисунке", "гл", "глава", "главе", "раздел", "с", "стр", "т", "том", "ст", "статья", "статьи", "п", "пункт", "пункта", "№", "вып", "ч", "часть", "tabelle", "abb", "abbildung", "kapitel", "kap", "abschnitt", "bd", "band", "s", "seite", "nr", "tableau", "chapitre", "tabla", "figura", "capítulo", "cap", "sección", "tabela", "seção", "secção", "núm", "num", "artículo", "artigo", "tab", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "of", "about", "than", "over", "to", "from", "least", "by", "and", "or",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_closed_by_a_mark_a_line_end_or_a_capital() {
        let rest = |text: &'static str, labels| label(text, labels).map(|found| (&text[found.rest..], found.closed));
        assert_eq!(rest("Abstract. Andrey", ABSTRACT), Some(("Andrey", true)));
        assert_eq!(rest("**Abstract:** Andrey", ABSTRACT), Some(("Andrey", true)));
        assert_eq!(rest("ABSTRACT", ABSTRACT), Some(("", true)));
        assert_eq!(rest("Resumo A tripanossomíase", ABSTRACT), Some(("A tripanossomíase", false)));
        assert_eq!(rest("Abstract art was", ABSTRACT), None);
        assert_eq!(rest("Ключевые слова: мир", KEYWORDS), Some(("мир", true)));
        assert_eq!(rest("Abstract — In this", ABSTRACT), Some(("In this", true)));
        assert_eq!(rest("Summary of results", ABSTRACT), None);
    }

    #[test]
    fn headings_of_lists_are_known_in_many_languages() {
        for line in ["References", "**REFERENCES**", "7. Literaturverzeichnis", "Список литературы / References", "Bibliografía:"] {
            assert!(is_references_heading(line), "{line}");
        }
        assert!(!is_references_heading("References to the Queen"));
        assert!(is_notes_heading("Примечания"));
    }
}
