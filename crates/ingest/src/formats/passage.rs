//! What a structured source says of the language of its words (HTML Standard, 3.2.6.2; XML 1.0, 2.12).

use scholion_base::Lang;

/// A language and a direction, as a source says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The tag of the language; empty if only the direction is said.
    pub lang: Box<str>,
    /// `ltr`, `rtl`, or nothing where the language tells it.
    pub dir: &'static str,
}

impl Passage {
    /// Reads what attributes say; `None` if that is nothing, or no tag of a language (BCP 47).
    pub fn read(lang: &str, dir: &str) -> Option<Self> {
        let lang = Some(lang.trim().replace('_', "-")).filter(|lang| Lang::is_tag(lang) && lang.len() <= LONGEST_TAG).unwrap_or_default();
        let dir = ["ltr", "rtl"].into_iter().find(|known| dir.trim().eq_ignore_ascii_case(known)).unwrap_or("");
        (!lang.is_empty() || !dir.is_empty()).then(|| Self { lang: lang.into(), dir })
    }

    /// What of it is said anew where the text around is in another language; the direction only where the language does not tell it.
    pub fn other_than(mut self, around: &str) -> Option<Self> {
        if self.lang.eq_ignore_ascii_case(around) {
            self.lang = "".into();
        }
        let lang = if self.lang.is_empty() { around } else { &self.lang };
        if (self.dir == "rtl") == Lang::new(lang).is_rtl() {
            self.dir = "";
        }
        (!self.lang.is_empty() || !self.dir.is_empty()).then_some(self)
    }
}

/// Longer tags of languages are no tags, in bytes.
const LONGEST_TAG: usize = 35;
