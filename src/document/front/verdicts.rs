//! The editors' verdicts below `source:`.

use super::Front;
use crate::{
    base::{diagnostic::meant, say, text::squeeze, yaml::Node},
    document::{Said, Verdict, report::first_line, verdict::cut},
};

impl Front<'_> {
    /// The verdicts that can be read; of two on the same finding the first.
    pub(super) fn verdicts(&mut self, value: &Node<'_>) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = Vec::new();
        for item in self.report.list("verdicts", value, say::expected_verdicts()) {
            let Some(verdict) = self.verdict(item) else { continue };
            match verdicts.iter().find(|other| other.is_about_the_same(&verdict)) {
                None => verdicts.push(verdict),
                Some(first) => {
                    let path = self.report.path;
                    let place = first_line(self.text, item.span);
                    let message = say::duplicate_verdict(&verdict.rule);
                    self.report.warning(message, place, say::duplicate_verdict_hint());
                    let first = first.place;
                    if let Some(one) = self.report.diagnostics.pop() {
                        self.report.diagnostics.push(one.related(path, Some(first), say::first_stands_here()));
                    }
                }
            }
        }
        verdicts
    }

    fn verdict(&mut self, value: &Node<'_>) -> Option<Verdict> {
        const KEYS: &[&str] = &["rule", "words", "near", "verdict"];
        if value.is_null() || value.map().is_none() {
            self.report.wrong("verdicts", value, say::expected_verdicts());
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
                let hint = say::verdict_incomplete_hint();
                self.report.error(say::verdict_incomplete(missing), place, hint);
                None
            }
        }
    }

    fn said(&mut self, value: &Node<'_>) -> Option<Said> {
        let name = self.report.text("verdict", value);
        let said = Said::named(&name);
        if said.is_none() && value.text().is_some() {
            let hint = meant(&name, Said::ALL.iter().map(|said| said.name()));
            let hint = hint.unwrap_or_else(say::unknown_verdict_hint);
            self.report.error(say::unknown_verdict(&name), value.span, hint);
        }
        said
    }
}
