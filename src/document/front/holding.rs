//! Keys that hold a text back, for good or until a day, or keep it out of menus.

use super::Front;
use crate::{
    base::{
        CalendarDay, held, say,
        text::squeeze,
        yaml::{Node, Pair},
    },
    document::meta::Meta,
};

impl Front<'_> {
    /// Whether a pair says whether the text may be published; then nothing else is to read it.
    pub(super) fn holds(&mut self, meta: &mut Meta, pair: &Pair<'_>) -> bool {
        if let Some(edge) = held::edge(&pair.key) {
            self.window(meta, pair, edge);
            return true;
        }
        let Some(said) = held::judge(&pair.key, &pair.value) else { return false };
        // Of two that disagree the one counts that holds back.
        meta.draft |= said != held::Said::Open;
        match said {
            held::Said::Open | held::Said::Held => {}
            held::Said::Unclear => self.report.wrong(&pair.key, &pair.value, say::expected_truth()),
            held::Said::Folder => {
                let message = say::held_by_folder(&pair.key);
                self.report.error(message, pair.place, say::held_by_folder_hint());
            }
            held::Said::Dated => {
                let message = say::held_by_date(&pair.key);
                let hint = say::held_by_date_hint();
                self.report.error(message, pair.value.span, hint);
            }
        }
        true
    }

    /// Whether menus show a page, and as what: `false`, or a shorter title.
    pub(super) fn menu(&mut self, value: &Node<'_>) -> Option<String> {
        match value.truth() {
            Some(true) => None,
            Some(false) => Some(String::new()),
            None => Some(squeeze(&self.report.text("menu", value))).filter(|title| !title.is_empty()),
        }
    }

    /// The first or last day on which the text is shown. What is no day shows it on none.
    fn window(&mut self, meta: &mut Meta, pair: &Pair<'_>, edge: held::Edge) {
        let Pair { key, value, .. } = pair;
        if value.is_null() {
            return;
        }
        let written = value.text().unwrap_or_default().trim();
        let Some(day) = CalendarDay::parse(written) else {
            meta.draft = true;
            let written = if written.is_empty() { value.kind().to_string() } else { written.to_owned() };
            return self.report.error(say::bad_day(key, written), value.span, say::bad_day_hint(key));
        };
        let place = match edge {
            held::Edge::After => &mut meta.window.after,
            held::Edge::Until => &mut meta.window.until,
        };
        *place = Some(day);
        if let (true, Some(after), Some(until)) = (meta.window.is_never(), meta.window.after, meta.window.until) {
            self.report.error(say::bad_day_order(&after, &until), value.span, say::bad_day_order_hint());
        }
    }
}
