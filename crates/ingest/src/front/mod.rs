//! What stands before the text proper, and behind it: titles, names, dates, abstracts, rights.
//!
//! A rule takes a block only if its words say what it is, by a label in one of many languages, by a
//! form (DOI, ©), or by its place between others that do. What was printed in two languages stands
//! under the document's language and under `translations`.
//!
//! 1. [`zone`]: where the front matter ends;
//! 2. [`ids`]: DOI, ISSN, the journal's line; 3. [`rights`]; 4. [`cited`]: "For citation";
//! 5. [`summary`]: abstracts and keywords; 6. [`dates`], [`days`]; [`posted`], [`press`]: "By … on 3 May"; 7. [`interview`]; 8. [`letter`];
//! 9. [`case`], [`title`], [`above`]; 10. [`people`], [`uncased`]; [`head`]: what they take of a head whose lines are known; 11. [`news`]: what only newspapers print.

pub mod above;
pub mod case;
pub mod cited;
pub mod dates;
pub mod days;
pub mod head;
pub mod ids;
pub mod interview;
pub mod letter;
pub mod news;
pub mod people;
mod pointed;
pub mod posted;
pub mod press;
pub mod rights;
pub mod speakers;
pub mod summary;
pub mod title;
mod titled;
mod uncased;
mod under_title;
pub mod zone;

use super::draft::Rule;

/// The rules, in order.
pub const RULES: &[Rule] = &[
    Rule { name: "language", apply: zone::language },
    Rule { name: "speakers", apply: speakers::apply },
    Rule { name: "identifier", apply: ids::apply },
    Rule { name: "licence", apply: rights::licence },
    Rule { name: "rights", apply: rights::rights },
    Rule { name: "cite-as", apply: cited::apply },
    Rule { name: "abstract", apply: summary::abstracts },
    Rule { name: "keywords", apply: summary::keywords },
    Rule { name: "dates", apply: dates::apply },
    Rule { name: "letter", apply: letter::apply },
    Rule { name: "posted", apply: posted::apply },
    Rule { name: "interviewee", apply: interview::interviewee },
    Rule { name: "interviewer", apply: interview::interviewer },
    Rule { name: "interview-head", apply: interview::heads },
    Rule { name: "journal-line", apply: ids::journal },
    Rule { name: "dated", apply: posted::dated },
    Rule { name: "parties", apply: case::apply },
    Rule { name: "title", apply: title::apply },
    Rule { name: "byline", apply: people::byline },
    Rule { name: "standfirst", apply: news::standfirst },
    Rule { name: "signed", apply: posted::signed },
    Rule { name: "who-answers", apply: speakers::authors },
    Rule { name: "text-begins", apply: zone::settle },
    Rule { name: "outlet", apply: news::outlet },
    Rule { name: "lead", apply: news::lead },
];
