//! Sets of words that a style is written in, each a small number once it is read.

/// An enumeration of words with what they are called. Behind those of `roles behind` stand the roles of people, which are variables, and terms
/// of the same names (specification, appendices "Variables" and "Terms").
macro_rules! words {
    (roles behind $(#[$doc:meta])* pub enum $name:ident { $($item:ident $word:literal),* $(,)? }) => {
        words! {
            $(#[$doc])*
            pub enum $name {
                $($item $word,)*
                Author "author", Chair "chair", CollectionEditor "collection-editor", Compiler "compiler",
                Composer "composer", ContainerAuthor "container-author", Contributor "contributor", Curator "curator",
                Director "director", Editor "editor", EditorTranslator "editor-translator",
                EditorialDirector "editorial-director", ExecutiveProducer "executive-producer", Guest "guest", Host "host",
                Illustrator "illustrator", Interviewer "interviewer", Narrator "narrator", Organizer "organizer",
                OriginalAuthor "original-author", Performer "performer", Producer "producer", Recipient "recipient",
                ReviewedAuthor "reviewed-author", ScriptWriter "script-writer", SeriesCreator "series-creator",
                Translator "translator",
            }
        }
    };
    ($(#[$doc:meta])* pub enum $name:ident { $($item:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "each is the word it is written as")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($item),* }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$item),*];

            /// The one of a name.
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($word => Some(Self::$item),)*
                    _ => None,
                }
            }

            /// What it is called.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$item => $word),*
                }
            }
        }
    };
}

pub(super) use words;
