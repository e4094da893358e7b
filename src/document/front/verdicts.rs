//! The editors' verdicts below `source:`.

use super::Front;
use crate::{
    base::{diagnostic::meant, text::squeeze, yaml::Node},
    document::{Said, Verdict, report::first_line, verdict::cut},
};

const SHAPE: &str = "a list of mappings: `{rule: …, words: …, verdict: right}`";

impl Front<'_> {
    /// The verdicts that can be read; of two on the same finding the first.
    pub(super) fn verdicts(&mut self, value: &Node<'_>) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = Vec::new();
        for item in self.report.list("verdicts", value, SHAPE) {
            let Some(verdict) = self.verdict(item) else { continue };
            match verdicts.iter().find(|other| other.is_about_the_same(&verdict)) {
                None => verdicts.push(verdict),
                Some(first) => {
                    let path = self.report.path;
                    let place = first_line(self.text, item.span);
                    let message = format!("a second verdict on the same words of `{}`", verdict.rule);
                    self.report.warning("duplicate-verdict", message, place, "take one of them out: the first one counts");
                    let first = first.place;
                    if let Some(one) = self.report.diagnostics.pop() {
                        self.report.diagnostics.push(one.related(path, Some(first), "the first one stands here"));
                    }
                }
            }
        }
        verdicts
    }

    fn verdict(&mut self, value: &Node<'_>) -> Option<Verdict> {
        const KEYS: &[&str] = &["rule", "words", "near", "verdict"];
        if value.is_null() || value.map().is_none() {
            self.report.wrong("verdicts", value, SHAPE);
            return None;
        }
        let place = first_line(self.text, value.span);
        let mut verdict = Verdict { place: self.report.span(place), ..Verdict::default() };
        let mut said = None;
        for pair in value.map()? {
            let value = &pair.value;
            match pair.key.as_ref() {
                "rule" => verdict.rule = self.report.text("rule", value),
                "words" => verdict.words = cut(&self.report.text("words", value)),
                "near" => verdict.near = squeeze(&self.report.text("near", value)),
                "verdict" => said = Some(self.said(value)?),
                _ => self.report.unknown(pair, KEYS, &[("text", "words"), ("line", "words"), ("said", "verdict")]),
            }
        }
        let missing = if verdict.rule.is_empty() { "rule" } else { "verdict" };
        match said.filter(|_| !verdict.rule.is_empty()) {
            Some(said) => Some(Verdict { said, ..verdict }),
            None => {
                let hint = "write `{rule: …, words: …, verdict: right}`; `scholion ingest --settle` writes it for you";
                self.report.error("verdict-incomplete", format!("a verdict without `{missing}`"), place, hint);
                None
            }
        }
    }

    fn said(&mut self, value: &Node<'_>) -> Option<Said> {
        let name = self.report.text("verdict", value);
        let said = Said::named(&name);
        if said.is_none() && value.text().is_some() {
            let hint = meant(&name, Said::ALL.iter().map(|said| said.name()));
            let hint = hint.unwrap_or_else(|| "a verdict is `right`, `as-printed` or `done`".into());
            self.report.error("unknown-verdict", format!("`{name}` is no verdict"), value.span, hint);
        }
        said
    }
}
