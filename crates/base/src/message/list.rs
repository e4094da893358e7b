//! All codes with what they mean, and the sentences of their findings, from the list in `findings.in`.

use super::{IntoValue, Message, Sentence};

/// From one list: the codes, the sentences, and a function for each sentence. What several codes share stands before them (`parts`);
/// of a code first what is wrong, then how to mend it (`…_hint…`). Of two forms, `|` between them, the first is for a field `n` of 1.
macro_rules! findings {
    (
        parts { $($part:ident($($piece:ident),*): $($words:literal)|+;)* }
        $($code:literal = $means:literal { $($id:ident($($field:ident),*): $($english:literal)|+;)* })*
    ) => {
        /// All codes in order, each with what is wrong.
        pub const CODES: &[(&str, &str)] = &[$(($code, $means),)*];

        /// All sentences.
        pub const SENTENCES: &[Sentence] = &[
            $(Sentence { id: stringify!($part), code: "", fields: &[$(stringify!($piece)),*], english: &[$($words),+] },)*
            $($(Sentence { id: stringify!($id), code: $code, fields: &[$(stringify!($field)),*], english: &[$($english),+] },)*)*
        ];

        /// The places of the sentences among all.
        #[allow(non_camel_case_types)]
        enum Nth {
            $($part,)*
            $($($id,)*)*
        }

        /// A function for each sentence, which takes its fields.
        pub mod say {
            use super::{IntoValue, Message, Nth};

            $(
                #[doc = concat!($($words, " "),+)]
                pub fn $part($($piece: impl IntoValue),*) -> Message {
                    Message::new(Nth::$part as u16, vec![$($piece.into_value()),*])
                }
            )*
            $($(
                #[doc = concat!("`", $code, "`: ", $($english, " "),+)]
                pub fn $id($($field: impl IntoValue),*) -> Message {
                    Message::new(Nth::$id as u16, vec![$($field.into_value()),*])
                }
            )*)*
        }
    };
}

include!("findings.in");
