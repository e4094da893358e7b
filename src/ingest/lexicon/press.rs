//! Words of newspapers: posts, captions.

/// Who saw a text through the press.
pub const EDITED_BY: &[&str] = &["editing by", "edited by", "редактор", "redaktion", "editado por", "edición de", "edição de"];

/// How captions and credits begin.
pub const CAPTIONS: &[&str] = &[
    "image caption",
    "photo",
    "photograph",
    "photo by",
    "picture",
    "image",
    "caption",
    "credit",
    "source",
    "фото",
    "фотография",
    "источник",
    "снимок",
    "foto",
    "bild",
    "quelle",
    "grafik",
    "crédit",
    "crédits",
    "photographie",
    "imagen",
    "fuente",
    "imagem",
    "fonte",
    "crédito",
    "créditos",
];

/// Posts of those who write for newspapers.
const POSTS: &[&str] = &[
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "columnist",
    "staff",
    "journalist",
    "producer",
    "desk",
    "bureau",
    "contributor",
    "корреспондент",
    "обозреватель",
    "редактор",
    "журналист",
    "журналистка",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "reporterin",
    "redaktion",
    "journaliste",
    "correspondant",
    "correspondante",
    "rédaction",
    "envoyé",
    "corresponsal",
    "redactor",
    "redactora",
    "redacción",
    "periodista",
    "enviado",
    "enviada",
    "correspondente",
    "repórter",
    "redação",
    "jornalista",
    "colunista",
];

/// Whether a word names the post of somebody who writes for a newspaper.
pub fn is_post(word: &str) -> bool {
    word.len() <= 40 && POSTS.contains(&word.to_lowercase().trim_end_matches(['.', ',']))
}
