//! Who registers texts with Crossref: `crossref:` of `scholion.yaml`.

use serde::{Deserialize, Serialize};

use super::keys::{Problem, problem};
use crate::base::{say, yaml::Node};

/// What a deposit says of who makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Who sends it (`depositor`).
    pub depositor: String,
    /// Where the answer goes (`email`).
    pub email: String,
    /// The member of Crossref to whom the texts belong (`registrant`); the depositor if it is not said.
    pub registrant: String,
}

/// `{depositor: Journal of Letters, email: editors@example.org}`.
pub(super) fn read(value: &Node<'_>) -> Result<Deposit, Problem> {
    let mut deposit = Deposit::default();
    if value.is_null() {
        return Ok(deposit);
    }
    let wrong = || problem(say::value_crossref(), say::wrong_value_hint_crossref());
    for pair in value.map().ok_or_else(wrong)? {
        let text = pair.value.text().map(str::trim).ok_or_else(wrong)?.to_owned();
        match pair.key.as_ref() {
            "depositor" => deposit.depositor = text,
            "email" => deposit.email = text,
            "registrant" => deposit.registrant = text,
            _ => return Err(wrong()),
        }
    }
    if deposit.registrant.is_empty() {
        deposit.registrant.clone_from(&deposit.depositor);
    }
    // The schema's own bounds (crossref5.4.0.xsd).
    let is_mail =
        deposit.email.len() <= 200 && deposit.email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let is_name = |name: &str| (1..=130).contains(&name.chars().count());
    if is_mail && is_name(&deposit.depositor) && is_name(&deposit.registrant) { Ok(deposit) } else { Err(wrong()) }
}
