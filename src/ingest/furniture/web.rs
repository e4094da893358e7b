//! What a web page puts around an article.
//!
//! A line goes only if all of it is furniture: it is one of the known phrases, or begins with one and
//! is short. Each rule is a list of phrases in the languages of the sites that archives collect from.

use crate::ingest::{
    draft::Draft,
    lines::State,
    report::Certainty::{Likely, Sure},
};

/// Phrases of one kind of furniture.
struct Phrases {
    /// A line that is one of these, marks at its ends aside.
    whole: &'static [&'static str],
    /// A line that begins with one of these and has at most [`Phrases::longest`] characters.
    begins: &'static [&'static str],
    /// See [`Phrases::begins`].
    longest: usize,
}

/// Drops the lines of a comment form.
pub fn comment_form(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &COMMENT_FORM);
}

/// Drops buttons for sharing, printing and following.
pub fn share_bar(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &SHARE_BAR);
    drop_site_names(draft, rule);
}

/// Drops notices about cookies.
pub fn cookie_notice(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &COOKIES);
}

/// Drops invitations to subscribe.
pub fn newsletter(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &NEWSLETTER);
}

/// Drops pointers to other articles of the site.
pub fn read_also(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &READ_ALSO);
}

/// Drops menus, advertisement labels and log-in lines.
pub fn navigation(draft: &mut Draft, rule: &'static str) {
    drop_lines(draft, rule, &NAVIGATION);
}

fn drop_lines(draft: &mut Draft, rule: &'static str, phrases: &Phrases) {
    let mut single = Vec::new();
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || usize::from(draft.lines[index].length) > phrases.longest {
            continue;
        }
        let line = folded(draft.line(index));
        if phrases.whole.contains(&line.as_str()) {
            // One word may be a heading or an answer of the text: it goes only beside other furniture.
            if line.contains(' ') { draft.drop_line(index, rule, Sure) } else { single.push(index) }
        } else if phrases.begins.iter().any(|phrase| begins(&line, phrase)) {
            draft.drop_line(index, rule, Likely);
        }
    }
    let beside = |index: usize, draft: &mut Draft| {
        let dropped = |found: Option<&crate::ingest::lines::Line>| found.is_some_and(|line| line.state == State::Dropped);
        let before = draft.lines[..index].iter().rev().take(4).find(|line| line.state != State::Blank);
        let after = draft.lines[index + 1..].iter().take(4).find(|line| line.state != State::Blank);
        if draft.lines[index].state == State::Text && (dropped(before) || dropped(after)) {
            draft.drop_line(index, rule, Likely);
        }
    };
    single.iter().for_each(|&index| beside(index, draft));
    single.iter().rev().for_each(|&index| beside(index, draft));
}

/// A line of nothing but names of networks: "Facebook Twitter WhatsApp Email".
fn drop_site_names(draft: &mut Draft, rule: &'static str) {
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || draft.lines[index].length > 100 {
            continue;
        }
        let line = folded(draft.line(index));
        let mut words = line.split([' ', '|', ',', '·', '•']).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_some() && words.clone().count() <= 10 && words.all(|word| NETWORKS.contains(&word)) && !line.contains("email@") {
            // A single name may be a line of the text's own.
            if line.contains(' ') {
                draft.drop_line(index, rule, Sure);
            }
        }
    }
}

fn begins(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || phrase.ends_with(':') || rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Lower case, typographic apostrophes plain, white space and marks at the ends gone.
fn folded(line: &str) -> String {
    let line = line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '#' | '.' | '!' | '…' | '→' | '»' | '›' | '▼' | '×' | '-' | '•' | '|' | '[' | ']')
    });
    line.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "linkedin",
    "whatsapp",
    "telegram",
    "pinterest",
    "reddit",
    "email",
    "e-mail",
    "print",
    "vk",
    "вконтакте",
    "одноклассники",
    "viber",
    "tumblr",
    "instagram",
    "youtube",
    "copy",
    "link",
    "flipboard",
    "messenger",
    "threads",
    "bluesky",
    "mastodon",
    "rss",
    "xing",
    "pocket",
    "google+",
    "livejournal",
    "mail",
    "imprimir",
    "imprimer",
    "drucken",
    "печать",
    "share",
    "tweet",
    "pin",
];

const COMMENT_FORM: Phrases = Phrases {
    whole: &[
        "please enter your comment",
        "please enter your name here",
        "please enter your email address here",
        "please enter your name",
        "leave a reply",
        "leave a comment",
        "leave a reply cancel reply",
        "cancel reply",
        "post comment",
        "post a comment",
        "submit comment",
        "add a comment",
        "add comment",
        "log in to leave a comment",
        "you must be logged in to post a comment",
        "comments are closed",
        "no comments yet",
        "be the first to comment",
        "join the discussion",
        "notify me of new posts by email",
        "notify me of follow-up comments by email",
        "you have entered an incorrect email address",
        "comment",
        "your comment",
        "name *",
        "email *",
        "website",
        "name:*",
        "email:*",
        "website:",
        "comment:",
        "required fields are marked",
        "добавить комментарий",
        "оставить комментарий",
        "оставьте комментарий",
        "отправить комментарий",
        "ваш комментарий",
        "отменить ответ",
        "комментарии закрыты",
        "комментариев нет",
        "войдите, чтобы оставить комментарий",
        "schreibe einen kommentar",
        "kommentar hinterlassen",
        "kommentar schreiben",
        "antwort abbrechen",
        "kommentare sind geschlossen",
        "kommentar abschicken",
        "laisser un commentaire",
        "laissez un commentaire",
        "annuler la réponse",
        "poster un commentaire",
        "publier un commentaire",
        "les commentaires sont fermés",
        "ajouter un commentaire",
        "deja una respuesta",
        "deja un comentario",
        "dejar un comentario",
        "cancelar la respuesta",
        "publicar un comentario",
        "publicar comentario",
        "escribe un comentario",
        "los comentarios están cerrados",
        "deixe um comentário",
        "deixe uma resposta",
        "deixe o seu comentário",
        "cancelar resposta",
        "publicar comentário",
        "enviar comentário",
        "os comentários estão fechados",
        "lascia un commento",
        "annulla risposta",
        "invia commento",
        "dodaj komentarz",
        "anuluj pisanie odpowiedzi",
    ],
    begins: &[
        "your email address will not be published",
        "save my name, email",
        "this site uses akismet",
        "learn how your comment data is processed",
        "you must be logged in to",
        "leave a reply to",
        "by submitting this comment",
        "comments will be moderated",
        "ваш адрес email не будет",
        "ваш e-mail не будет",
        "адрес вашей электронной почты не будет",
        "сохранить моё имя, email",
        "сохранить мое имя, email",
        "deine e-mail-adresse wird nicht",
        "ihre e-mail-adresse wird nicht",
        "meinen namen, meine e-mail",
        "votre adresse e-mail ne sera pas",
        "votre adresse de messagerie ne sera pas",
        "enregistrer mon nom, mon e-mail",
        "tu dirección de correo electrónico no será",
        "su dirección de correo electrónico no será",
        "guarda mi nombre, correo",
        "o seu endereço de e-mail não será",
        "o seu endereço de email não será",
        "seu endereço de e-mail não será",
        "salvar meus dados neste navegador",
        "il tuo indirizzo email non sarà",
        "twój adres e-mail nie zostanie",
    ],
    longest: 220,
};

const SHARE_BAR: Phrases = Phrases {
    whole: &[
        "share this",
        "share this:",
        "share",
        "share on facebook",
        "share on twitter",
        "share on x",
        "share on linkedin",
        "share on whatsapp",
        "share via email",
        "share this article",
        "share this post",
        "share this story",
        "share article",
        "click to share",
        "tweet",
        "tweet this",
        "like this",
        "like this:",
        "like loading",
        "email this",
        "print this",
        "print this page",
        "follow us",
        "follow us on twitter",
        "follow us on facebook",
        "copy link",
        "link copied",
        "save article",
        "поделиться",
        "поделиться:",
        "поделитесь",
        "поделиться ссылкой",
        "поделиться в соцсетях",
        "поделиться новостью",
        "подписывайтесь на нас",
        "скопировать ссылку",
        "распечатать",
        "версия для печати",
        "teilen",
        "artikel teilen",
        "drucken",
        "jetzt teilen",
        "beitrag teilen",
        "partager",
        "partager:",
        "partager :",
        "partager l'article",
        "partager cet article",
        "imprimer",
        "compartir",
        "compartir en facebook",
        "compartir en twitter",
        "comparte",
        "comparte esto",
        "comparte esto:",
        "síguenos",
        "compartilhar",
        "compartilhe",
        "compartilhe isso",
        "compartilhe isso:",
        "partilhar",
        "siga-nos",
        "condividi",
        "condividi su",
        "udostępnij",
    ],
    begins: &[
        "share on ",
        "click to share on",
        "click to email",
        "click to print",
        "поделиться в ",
        "auf facebook teilen",
        "auf twitter teilen",
        "partager sur",
        "compartir en",
        "compartilhar no",
        "condividi su",
    ],
    longest: 80,
};

const COOKIES: Phrases = Phrases {
    whole: &[
        "accept cookies",
        "accept all cookies",
        "accept all",
        "reject all",
        "cookie settings",
        "cookie policy",
        "manage cookies",
        "cookie preferences",
        "privacy & cookies",
        "i accept",
        "got it",
        "принять все",
        "alle akzeptieren",
        "alle cookies akzeptieren",
        "cookie-einstellungen",
        "tout accepter",
        "tout refuser",
        "accepter les cookies",
        "aceptar",
        "aceptar todo",
        "aceptar todas las cookies",
        "aceitar todos",
        "aceitar cookies",
        "accetta tutti",
    ],
    begins: &[
        "we use cookies",
        "this site uses cookies",
        "this website uses cookies",
        "our website uses cookies",
        "our site uses cookies",
        "by continuing to use this site",
        "by continuing to browse",
        "by using this website, you agree",
        "we and our partners use cookies",
        "we value your privacy",
        "cookies help us",
        "мы используем файлы cookie",
        "мы используем cookie",
        "сайт использует файлы cookie",
        "сайт использует cookie",
        "этот сайт использует файлы cookie",
        "этот сайт использует cookie",
        "на сайте используются файлы cookie",
        "продолжая использовать сайт",
        "продолжая пользоваться сайтом",
        "wir verwenden cookies",
        "wir nutzen cookies",
        "diese website verwendet cookies",
        "diese website benutzt cookies",
        "diese webseite verwendet cookies",
        "diese seite verwendet cookies",
        "unsere website verwendet cookies",
        "nous utilisons des cookies",
        "ce site utilise des cookies",
        "en poursuivant votre navigation",
        "utilizamos cookies",
        "este sitio utiliza cookies",
        "este sitio web utiliza cookies",
        "este sitio web usa cookies",
        "esta web utiliza cookies",
        "usamos cookies",
        "este site utiliza cookies",
        "este site usa cookies",
        "este website utiliza cookies",
        "questo sito utilizza i cookie",
        "questo sito utilizza cookie",
        "utilizziamo i cookie",
        "ta strona używa plików cookie",
    ],
    longest: 600,
};

const NEWSLETTER: Phrases = Phrases {
    whole: &[
        "subscribe",
        "subscribe now",
        "sign up",
        "newsletter",
        "subscribe to our newsletter",
        "sign up for our newsletter",
        "get our newsletter",
        "enter your email",
        "enter your email address",
        "your email address",
        "подписаться",
        "подпишитесь на рассылку",
        "подпишитесь на нашу рассылку",
        "newsletter abonnieren",
        "abonnieren",
        "s'abonner",
        "je m'abonne",
        "abonnez-vous",
        "s'inscrire à la newsletter",
        "suscríbete",
        "suscribirse",
        "suscríbete a nuestro boletín",
        "inscreva-se",
        "assine a newsletter",
        "assine nossa newsletter",
        "iscriviti alla newsletter",
    ],
    begins: &[
        "subscribe to our",
        "subscribe to the newsletter",
        "subscribe to get",
        "sign up for our",
        "sign up to our",
        "sign up to receive",
        "sign up for the",
        "sign up here",
        "get the latest news",
        "join our newsletter",
        "join our mailing list",
        "never miss a story",
        "enter your email to",
        "if you enjoyed this article",
        "like this article? subscribe",
        "follow us on",
        "подпишитесь на наш",
        "подписывайтесь на",
        "подпишись на",
        "читайте нас в",
        "следите за нами",
        "melden sie sich für unseren newsletter",
        "melde dich für unseren newsletter",
        "abonnieren sie unseren",
        "abonnez-vous à",
        "inscrivez-vous à notre",
        "recevez notre newsletter",
        "suscríbete a nuestr",
        "suscríbase a",
        "recibe nuestr",
        "assine a nossa",
        "assine nossa",
        "inscreva-se em noss",
        "receba nossa newsletter",
        "receba nossas",
        "iscriviti alla nostra",
    ],
    longest: 200,
};

const READ_ALSO: Phrases = Phrases {
    whole: &[
        "related articles",
        "related posts",
        "related stories",
        "related news",
        "related content",
        "related",
        "more from this author",
        "more stories",
        "more news",
        "recommended",
        "recommended for you",
        "you may also like",
        "you might also like",
        "most read",
        "most popular",
        "trending",
        "trending now",
        "latest news",
        "previous article",
        "next article",
        "previous post",
        "next post",
        "читайте также",
        "читать также",
        "похожие статьи",
        "похожие новости",
        "материалы по теме",
        "по теме",
        "новости по теме",
        "смотрите также",
        "другие новости",
        "последние новости",
        "предыдущая статья",
        "следующая статья",
        "lesen sie auch",
        "das könnte sie auch interessieren",
        "mehr zum thema",
        "ähnliche artikel",
        "ähnliche beiträge",
        "vorheriger artikel",
        "nächster artikel",
        "lire aussi",
        "à lire aussi",
        "sur le même sujet",
        "articles similaires",
        "articles liés",
        "article précédent",
        "article suivant",
        "lea también",
        "lee también",
        "te puede interesar",
        "artículos relacionados",
        "noticias relacionadas",
        "artículo anterior",
        "artículo siguiente",
        "leia também",
        "leia mais",
        "saiba mais",
        "artigos relacionados",
        "notícias relacionadas",
        "veja também",
        "artigo anterior",
        "próximo artigo",
        "leggi anche",
        "articoli correlati",
        "czytaj także",
        "zobacz także",
    ],
    begins: &[
        "read more:",
        "read also:",
        "also read:",
        "read next:",
        "see also:",
        "related:",
        "more on this:",
        "watch more:",
        "читайте также:",
        "читать также:",
        "читайте по теме:",
        "смотрите также:",
        "lesen sie auch:",
        "lesen sie mehr:",
        "mehr dazu:",
        "siehe auch:",
        "lire aussi:",
        "lire aussi :",
        "à lire aussi:",
        "à lire aussi :",
        "à lire :",
        "lea también:",
        "lee también:",
        "lea más:",
        "le puede interesar:",
        "te puede interesar:",
        "leia também:",
        "leia mais:",
        "veja também:",
        "leggi anche:",
    ],
    longest: 180,
};

const NAVIGATION: Phrases = Phrases {
    whole: &[
        "skip to content",
        "skip to main content",
        "skip to navigation",
        "back to top",
        "main menu",
        "menu",
        "toggle navigation",
        "search for:",
        "log in",
        "login",
        "sign in",
        "advertisement",
        "advertisements",
        "sponsored",
        "sponsored content",
        "story continues below",
        "article continues below",
        "article continues after advertisement",
        "story continues below advertisement",
        "continue reading",
        "read full article",
        "click here to read more",
        "all rights reserved",
        "перейти к содержанию",
        "перейти к содержимому",
        "наверх",
        "реклама",
        "меню",
        "войти",
        "anzeige",
        "werbung",
        "zum inhalt springen",
        "nach oben",
        "publicité",
        "aller au contenu",
        "haut de page",
        "publicidad",
        "ir al contenido",
        "saltar al contenido",
        "publicidade",
        "ir para o conteúdo",
        "pular para o conteúdo",
        "continua depois da publicidade",
        "pubblicità",
        "vai al contenuto",
        "reklama",
    ],
    begins: &["image source,", "image caption,", "getty images", "skip to ", "loading…", "loading..."],
    longest: 60,
};
