//! Words before the names of a citation: "see also", "vgl.", "см.".

/// Words before the names of a citation, in lower case.
const PREFIXES: &[&str] = &[
    "see also, for example,",
    "see, for example,",
    "see for example",
    "see, e.g.,",
    "see e.g.",
    "see, e.g.",
    "see also",
    "see especially",
    "see",
    "e.g.,",
    "e.g.",
    "for example,",
    "for example",
    "cf.",
    "cf",
    "compare",
    "cited in",
    "quoted in",
    "as cited in",
    "following",
    "in",
    "after",
    "also",
    "but see",
    "i.e.,",
    "from",
    "according to",
    "sensu",
    "per",
    "by",
    "as in",
    "e.g. in",
    "segundo",
    "conforme",
    "de acordo com",
    "según",
    "selon",
    "d’après",
    "d'après",
    "nach",
    "laut",
    "so",
    "bei",
    "secondo",
    "согласно",
    "vgl. auch",
    "vgl. dazu",
    "vgl. etwa",
    "vgl.",
    "siehe auch",
    "siehe",
    "s.",
    "zit. nach",
    "so auch",
    "etwa",
    "z. b.",
    "z.b.",
    "voir aussi",
    "voir",
    "cité par",
    "par exemple",
    "véase también",
    "véase",
    "ver",
    "por ejemplo",
    "citado en",
    "apud",
    "cf. também",
    "ver também",
    "veja",
    "por exemplo,",
    "cfr.",
    "cfr",
    "vedi",
    "si veda",
    "ad esempio",
    "см. также:",
    "см. также",
    "см. подробнее:",
    "подробнее см.:",
    "подробнее см.",
    "см., например,",
    "см., например:",
    "см.:",
    "см.",
    "ср.:",
    "ср.",
    "цит. по:",
    "цит. по",
    "напр.,",
    "например,",
    "по:",
    "adapted from",
    "adapted from:",
    "source:",
    "источник:",
    "reviewed in",
    "reviewed by",
    "and",
    "both",
    "notably",
];

/// Words in the midst of a bracket behind which names may stand, between spaces.
const INNER: &[&str] = &[
    " according to ",
    " sensu ",
    " see ",
    " see also ",
    " cf. ",
    " e.g. ",
    " e.g., ",
    " cited in ",
    " quoted in ",
    " cited by ",
    " following ",
    " after ",
    " from ",
    " by ",
    " in ",
    " apud ",
    " siehe ",
    " vgl. ",
    " nach ",
    " zit. nach ",
    " voir ",
    " selon ",
    " cité par ",
    " según ",
    " véase ",
    " segundo ",
    " conforme ",
    " ver ",
    " cfr. ",
    " см. ",
    " цит. по: ",
    " цит. по ",
    " по: ",
];

/// Where the names begin behind the last word in the midst of a bracket that leads to names.
pub fn last(before: &str) -> Option<usize> {
    INNER.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()
}

/// The length of "see also", "vgl." and the like before names.
pub fn prefix_len(before: &str) -> usize {
    let lower = before.to_lowercase();
    if lower.len() != before.len() {
        return 0;
    }
    let mut len = 0;
    loop {
        let rest = lower.get(len..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '*' | '_' | '“' | '"')).len();
        let rest = rest.get(gap..).unwrap_or("");
        let longest = PREFIXES
            .iter()
            .filter(|prefix| rest.strip_prefix(**prefix).is_some_and(|tail| tail.starts_with([' ', ',', ':', '\u{a0}'])))
            .max_by_key(|prefix| prefix.len());
        // "In" and "And" with a capital may begin a name only if what follows is no name: never here.
        match longest {
            Some(prefix) => len += gap + prefix.len(),
            None => return len + gap,
        }
    }
}
