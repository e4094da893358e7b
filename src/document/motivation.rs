//! Why a note was written: the motivations of the W3C's Web Annotation Vocabulary
//! (<https://www.w3.org/TR/annotation-vocab/#motivation>).

use serde::{Deserialize, Serialize};

crate::base::terms! {
    /// Why a note was written.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Motivation {
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
}

impl Motivation {
    /// What a note is written for that does not say it.
    pub fn usual(is_reply: bool) -> Self {
        if is_reply { Self::Replying } else { Self::Commenting }
    }
}
