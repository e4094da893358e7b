//! Why a note was written: the motivations of the W3C's Web Annotation Vocabulary
//! (<https://www.w3.org/TR/annotation-vocab/#motivation>).

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! motivations {
    ($($(#[$default:ident])? $variant:ident = $name:literal),* $(,)?) => {
        /// Why a note was written.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub enum Motivation { $($(#[$default])? #[serde(rename = $name)] $variant),* }

        impl Motivation {
            /// All of them, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The W3C's name, as it stands in files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

motivations! {
    Assessing = "assessing",
    Bookmarking = "bookmarking",
    Classifying = "classifying",
    #[default]
    Commenting = "commenting",
    Describing = "describing",
    Editing = "editing",
    Highlighting = "highlighting",
    Identifying = "identifying",
    Linking = "linking",
    Moderating = "moderating",
    Questioning = "questioning",
    Replying = "replying",
    Tagging = "tagging",
}

impl Motivation {
    /// The motivation that the W3C names so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|motivation| motivation.name() == name)
    }

    /// What a note is written for that does not say it.
    pub fn usual(is_reply: bool) -> Self {
        if is_reply { Self::Replying } else { Self::Commenting }
    }
}

impl fmt::Display for Motivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
