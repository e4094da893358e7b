//! Words without their endings, in 34 languages: the stemmers of Snowball 3.1 (<https://snowballstem.org/>), and the same as scripts
//! for a browser.
//!
//! 1. `tools/make_stemmers.py` makes `generated/` and `script/` of one source with Snowball's own compiler;
//! 2. [`Algorithm`] is one of them;
//! 3. `runtime` is what they run on, as [`SCRIPT`] is in a browser.
//!
//! ```
//! let french = scholion_stem::Algorithm::named("french").unwrap();
//! assert_eq!(french.stem("chevaux"), french.stem("cheval"));
//! ```

#[allow(clippy::all, non_snake_case, non_upper_case_globals, unused)]
#[rustfmt::skip]
#[path = "../generated/mod.rs"]
mod generated;
mod runtime;

use runtime::SnowballEnv;

/// What the scripts of stemmers run on, as a script of its own. Each calls `scholion.give` with its name and what it holds.
pub const SCRIPT: &str = include_str!("../script/stem.js");

/// A stemmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Algorithm(u8);

impl Algorithm {
    /// The stemmer that Snowball calls so.
    pub fn named(name: &str) -> Option<Self> {
        let at = generated::ALL.binary_search_by_key(&name, |(name, ..)| name).ok()?;
        u8::try_from(at).ok().map(Self)
    }

    /// All of them, by their names.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self).take(generated::ALL.len())
    }

    /// What Snowball calls it.
    pub fn name(self) -> &'static str {
        generated::ALL.get(usize::from(self.0)).map_or("", |(name, ..)| name)
    }

    /// Its place among [`Self::all`].
    pub fn number(self) -> u8 {
        self.0
    }

    /// The script that makes it of what [`SCRIPT`] gives.
    pub fn script(self) -> &'static str {
        generated::ALL.get(usize::from(self.0)).map_or("", |(.., script)| script)
    }

    /// A word without its endings. The word is in small letters, each with its accents in one character (NFC). Never panics.
    pub fn stem(self, word: &str) -> String {
        let mut env = SnowballEnv::create(word);
        if let Some((_, stem, _)) = generated::ALL.get(usize::from(self.0)) {
            stem(&mut env);
        }
        env.current
    }
}

#[cfg(test)]
mod tests;
