//! Sets of words that a style is written in, each a small number once it is read.

/// An enumeration of words with what they are called.
macro_rules! words {
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
