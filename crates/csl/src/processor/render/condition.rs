//! `cs:choose` (specification, "Choose").

use super::Pen;
use crate::numbers;
use crate::style::element::{Branch, Condition, Match, Position};
use crate::style::term::Term;
use crate::style::variable::{Holds, Variable};

impl Pen<'_, '_> {
    /// Whether a branch is the one.
    pub(super) fn holds(&mut self, branch: &Branch) -> bool {
        match branch.matches {
            // Of several types, or of several kinds of locator, an item has one: they are alternatives here too, as citeproc-js has it.
            Match::All => branch.conditions.iter().all(|condition| match condition {
                Condition::Type(_) => branch.conditions.iter().any(|other| matches!(other, Condition::Type(_)) && self.is(other)),
                Condition::Locator(_) => branch.conditions.iter().any(|other| matches!(other, Condition::Locator(_)) && self.is(other)),
                _ => self.is(condition),
            }),
            Match::Any => branch.conditions.iter().any(|condition| self.is(condition)),
            Match::None => !branch.conditions.iter().any(|condition| self.is(condition)),
        }
    }

    fn is(&mut self, condition: &Condition) -> bool {
        let scene = self.scene;
        let place = &scene.place;
        match condition {
            Condition::Type(kind) => scene.record.kind == Some(*kind),
            Condition::Variable(variable) => self.has(*variable),
            Condition::IsNumeric(variable) => {
                variable.holds() != Holds::Date && self.value(*variable).is_some_and(|value| numbers::is_numeric(&value))
            }
            Condition::IsUncertainDate(variable) => scene.record.date(*variable).is_some_and(|date| date.circa),
            Condition::Locator(term) => !place.locator.is_empty() && place.label.unwrap_or(Term::Page) == *term,
            Condition::Position(position) => place.position.is_some_and(|at| match position {
                Position::First => at == Position::First,
                Position::Subsequent => at > Position::First,
                Position::NearNote => place.near_note,
                Position::Ibid => at >= Position::Ibid,
                Position::IbidWithLocator => at == Position::IbidWithLocator,
            }),
            Condition::Disambiguate => {
                self.seen.asked += 1;
                self.seen.asked <= scene.distinct.conditions
            }
            Condition::Never => false,
        }
    }

    /// Whether a variable is there.
    fn has(&self, variable: Variable) -> bool {
        let scene = self.scene;
        match variable {
            Variable::Locator => !scene.place.locator.is_empty(),
            Variable::CitationNumber => scene.place.number > 0,
            Variable::FirstReferenceNoteNumber => scene.place.first_note > 0,
            Variable::YearSuffix => scene.distinct.year_suffix.is_some() || scene.record.has(variable),
            _ => scene.record.has(variable),
        }
    }
}
