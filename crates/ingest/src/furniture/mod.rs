//! What surrounds a text and is no part of it: taken out, and listed among the omissions.
//!
//! 1. [`hidden`]: comments of a source in Markdown;
//! 2. [`matter`]: the front matter that such a source brings along;
//! 3. [`tags`]: lines of such a source that are nothing but HTML;
//! 4. [`frames`]: what a distributor puts before and behind a book;
//! 5. [`web`]: what a web page puts around an article;
//! 6. [`folios`]: page numbers;
//! 7. [`heads`]: running heads and feet.
//!
//! Works on lines. Page numbers and running heads leave a mark that a page ends there.

pub mod folios;
pub mod frames;
pub mod heads;
pub mod hidden;
pub mod matter;
pub mod tags;
pub mod web;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule {
        name: "comment",
        does: "leaves out comments of a source in Markdown: `<!-- … -->` and `%% … %%`, but for those in code",
        apply: hidden::apply,
    },
    Rule {
        name: "own-front-matter",
        does: "takes over the YAML between two lines of hyphens with which a source in Markdown begins",
        apply: matter::apply,
    },
    Rule { name: "html-tags", does: "drops lines of nothing but HTML tags, in text that is no page", apply: tags::apply },
    Rule {
        name: "distributor-frame",
        does: "drops what Project Gutenberg and the like put before and behind a book; title and author go to the front matter",
        apply: frames::apply,
    },
    Rule { name: "comment-form", does: "drops the lines of a comment form", apply: web::comment_form },
    Rule { name: "share-bar", does: "drops buttons for sharing, printing and following", apply: web::share_bar },
    Rule { name: "cookie-notice", does: "drops notices about cookies", apply: web::cookie_notice },
    Rule { name: "newsletter", does: "drops invitations to subscribe", apply: web::newsletter },
    Rule { name: "read-also", does: "drops pointers to other articles of the site", apply: web::read_also },
    Rule {
        name: "navigation",
        does: "drops advertisement labels, log-in lines, and how long the page takes to read",
        apply: web::navigation,
    },
    Rule { name: "menu", does: "drops menus: parts of a site, several in a row, and the path to the page", apply: web::menu },
    Rule {
        name: "web-leftover",
        does: "drops, where the rest shows a web page, single words of buttons, numbers of comments, and titles of other articles at its end",
        apply: web::leftovers,
    },
    Rule {
        name: folios::RULE,
        does: "drops page numbers that stand on lines of their own in rising order at page ends",
        apply: folios::apply,
    },
    Rule { name: "running-head", does: "drops lines that are repeated at page ends", apply: heads::apply },
];
