//! `scholion export crossref`: what a deposit needs besides the archive's files, and when it was made.

use super::{Usage, common};
use crate::{
    archive::Reader,
    base::Diagnostic,
    build::Memo,
    config::Config,
    site::editions::{What, crossref},
};

/// Whether a deposit can be made with this configuration.
pub fn check(config: &Config) -> anyhow::Result<()> {
    if config.base_url.is_empty() {
        return Err(Usage::error(
            "a deposit names the address of each article, and this archive has none",
            "set `base-url` in scholion.yaml, or name it by `--base-url`",
        ));
    }
    if config.deposit.depositor.is_empty() {
        let hint = "write `crossref: {depositor: Journal of Letters, email: editors@example.org}` into scholion.yaml";
        return Err(Usage::error("a deposit says who makes it, and where the answer goes", hint));
    }
    Ok(())
}

/// What is not in the deposit, and why.
pub fn left_out(memo: &Memo, what: &What) -> Vec<Diagnostic> {
    crossref::left_out(&Reader::new(&memo.catalogue), what)
}

/// What is said where nothing can be registered: of the first text why.
pub fn nothing(left_out: &[Diagnostic]) -> anyhow::Error {
    let why = left_out.iter().rfind(|finding| finding.code() == "not-deposited");
    let message = why.map_or_else(|| "there is no article to be registered".into(), |finding| finding.message.to_string());
    Usage::error(message, "an article is registered by its `DOI`, its journal (`container-title`) and its year (`issued`)")
}

/// The deposit with the moment at which it was made, by which Crossref tells a newer one from an older one.
pub fn dated(deposit: &str) -> String {
    let moment: String = common::moment().chars().filter(char::is_ascii_digit).collect();
    deposit.replacen(crossref::TIMESTAMP, &format!("<timestamp>{moment}</timestamp>"), 1)
}
