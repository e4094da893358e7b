//! What a page gives to the script by which readers answer ([`crate::config::answers`]).

use super::{frame::Maker, page_path::PagePath, rights::Shown, view::AnswersView};
use crate::{
    base::yaml::{Map, Value},
    config::answers::Reports,
};

/// The words of messages.
const OF_REPORTS: [&str; 4] = ["report", "say", "opens", "open"];

/// For the reading page at a path; nothing where its words are not shown, or readers are asked for nothing.
pub fn make(maker: &Maker<'_, '_>, path: &PagePath, shown: Shown) -> Option<AnswersView> {
    let answers = &maker.config.answers;
    if shown != Shown::Full || answers.reports.is_none() && !answers.notes {
        return None;
    }
    // Words of messages are of use only where there are any. Those of notes always are: whoever has kept some can take them away.
    let is_asked = |key: &str| answers.reports.is_some() || !OF_REPORTS.contains(&key);
    let words = maker.words.section("answers.");
    let words = words.iter().filter(|(key, _)| is_asked(key));
    let mut said: Map<String, Value> = words.map(|(key, words)| ((*key).to_owned(), Value::from(*words))).collect();
    said.insert("lang".into(), maker.words.lang().into());
    let (mail, issues) = match &answers.reports {
        Some(Reports::Mail(mail)) => (mail.clone(), String::new()),
        Some(Reports::Issues(address)) => (String::new(), address.to_string()),
        None => (String::new(), String::new()),
    };
    Some(AnswersView { page: path.to_string(), words: Value::Object(said).to_string(), mail, issues, notes: answers.notes })
}
