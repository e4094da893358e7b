//! Enums of the terms of a vocabulary: each variant has the name that stands in files.

/// Makes such an enum, with `ALL` (in the order given), `name` and `named`; it is shown by its name.
#[macro_export]
macro_rules! terms {
    ($(#[$meta:meta])* pub enum $Term:ident { $($(#[$of:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[allow(missing_docs)]
        pub enum $Term { $($(#[$of])* $variant),* }

        impl $Term {
            /// All terms, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in the vocabulary, as it stands in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The term that the vocabulary names so.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.name() == name)
            }
        }

        impl ::std::fmt::Display for $Term {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
