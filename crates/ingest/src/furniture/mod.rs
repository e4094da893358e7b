//! What surrounds a text and is no part of it: taken out, and listed among the omissions.
//!
//! 1. [`tags`]: lines of a source in Markdown that are nothing but HTML;
//! 2. [`frames`]: what a distributor puts before and behind a book;
//! 3. [`web`]: what a web page puts around an article;
//! 4. [`browser`]: what a browser prints above and below a page;
//! 5. [`stamps`]: what a data base prints on a text for whoever takes it;
//! 6. [`readings`]: the marks of transcribers of Japanese texts;
//! 7. [`folios`]: page numbers, and [`page_marks`], with which a book was typed in;
//! 8. [`heads`], [`feet`], [`counted`]: running heads and feet, by what their lines have in common ([`keys`]);
//! 9. [`line_numbers`]: numbers of lines at the side.
//!
//! Works on lines. Page numbers and running heads leave a mark that a page ends there.

pub mod browser;
pub mod counted;
pub mod feet;
pub mod folios;
pub mod frames;
pub mod heads;
pub mod keys;
pub mod line_numbers;
mod openings;
pub mod page_marks;
pub mod readings;
pub mod stamps;
pub mod tags;
pub mod web;

use super::{
    draft::{Draft, Rule},
    report::Certainty,
};

/// Takes out lines that a file says are heads, feet or numbers of pages, whatever rules would say of them. `places`: where they begin.
pub fn aside(draft: &mut Draft, places: &[u32]) {
    for at in places {
        let line = draft.lines.partition_point(|line| line.span.end <= *at);
        draft.drop_line(line, "running-head", Certainty::Likely);
        folios::mark_page(draft, line);
    }
    if !places.is_empty() {
        draft.lay_out();
    }
}

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule { name: "html-tags", apply: tags::apply },
    Rule { name: "distributor-frame", apply: frames::apply },
    Rule { name: "comment-form", apply: web::comment_form },
    Rule { name: "share-bar", apply: web::share_bar },
    Rule { name: "cookie-notice", apply: web::cookie_notice },
    Rule { name: "newsletter", apply: web::newsletter },
    Rule { name: "read-also", apply: web::read_also },
    Rule { name: "navigation", apply: web::navigation },
    Rule { name: "menu", apply: web::menu },
    Rule { name: "web-leftover", apply: web::leftovers },
    Rule { name: "browser-print", apply: browser::apply },
    Rule { name: "download-stamp", apply: stamps::apply },
    Rule { name: "reading-marks", apply: readings::apply },
    Rule { name: folios::RULE, apply: folios::apply },
    Rule { name: "running-head", apply: heads::apply },
    Rule { name: "counted-head", apply: counted::apply },
    Rule { name: "line-number", apply: line_numbers::apply },
];
