//! What all verbs have: the options that they share, how they end, and the day.
//!
//! Verbs know this and not the menu ([`super::flags`]), which knows them.

use std::{
    env, fmt,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use clap::{Args, ValueEnum};

use crate::base::{CalendarDay, date};

/// What every verb understands.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// The archive's folder [default: this one, or the nearest above, with a scholion.yaml]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Read this file instead of the archive's scholion.yaml
    #[arg(short, long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Publish into this folder [default: public, or `output-dir` of scholion.yaml]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// The address on the web where the site will stand [default: `base-url` of scholion.yaml]
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts, too
    #[arg(short = 'D', long, global = true)]
    pub drafts: bool,
    /// Make the site as it is on this day, for texts with `publish-after` or `publish-until` [default: today, in UTC]
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub date: Option<CalendarDay>,
    /// Count warnings as errors, in what is said and in the exit status
    #[arg(long, global = true)]
    pub strict: bool,
    /// For programs: print findings (of `references`: records) as JSON, one object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: every finding, and notices
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// How many threads work at once, at most 256 [default: one for each core]
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// How a command ended, if nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well.
    Done = 0,
    /// The content has errors; what could be done was done.
    ContentErrors = 1,
    /// Something could not be read; what could be done was done.
    Unread = 3,
}

/// The command asks for something that cannot be meant; exit status 2.
#[derive(Debug)]
pub struct Usage {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub hint: String,
}

/// Today in UTC, as EDTF; with `SOURCE_DATE_EPOCH` (reproducible-builds.org) the day that this says, so that what is made can be
/// made again.
pub fn today() -> String {
    let moment = date::moment(epoch().unwrap_or_else(now));
    moment.split('T').next().unwrap_or_default().to_owned()
}

/// The moment in UTC, as ISO 8601; with `SOURCE_DATE_EPOCH` that which this says.
pub fn moment() -> String {
    date::moment(epoch().unwrap_or_else(now))
}

/// What `SOURCE_DATE_EPOCH` says, in seconds.
fn epoch() -> Option<i64> {
    env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse::<i64>().ok())
}

/// The moment, in seconds after the beginning of 1970.
fn now() -> i64 {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// A day, of an argument.
fn day(text: &str) -> Result<CalendarDay, String> {
    CalendarDay::parse(text.trim()).ok_or_else(|| String::from("write year, month and day, as in 2027-01-31"))
}

impl Common {
    /// The day for which the site is made.
    pub fn day(&self) -> CalendarDay {
        self.date.unwrap_or_else(|| CalendarDay::of_moment(epoch().unwrap_or_else(now)))
    }

    /// How long it is until a day begins; `None` if no day ever does, as the day is given.
    pub fn until(&self, day: CalendarDay) -> Option<Duration> {
        let is_given = self.date.is_some() || epoch().is_some();
        (!is_given).then(|| Duration::from_secs(u64::try_from(day.begins() - now()).unwrap_or_default()))
    }
}

impl Color {
    /// Makes it so.
    pub fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

impl Usage {
    /// As an error to be returned.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        Self { message: message.into(), hint: hint.into() }.into()
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Usage {}
