//! What a style says of citations and of the bibliography (specification, "Citation", "Bibliography", "Sorting", "Options").

use super::element::{Element, Looks};
use super::name::NameChoices;
use super::variable::Variable;

/// `cs:layout`.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub children: Vec<Element>,
    /// What stands between the cites of a citation.
    pub delimiter: Option<Box<str>>,
    /// Affixes and formatting of the whole.
    pub looks: Looks,
}

/// `cs:citation`.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    pub layout: Layout,
    pub sort: Vec<Key>,
    pub collapse: Option<Collapse>,
    /// `cite-group-delimiter`; `None`: cites of the same names are not drawn together, unless they collapse.
    pub cite_group_delimiter: Option<Box<str>>,
    pub after_collapse_delimiter: Option<Box<str>>,
    pub year_suffix_delimiter: Option<Box<str>>,
    pub disambiguate_add_names: bool,
    pub disambiguate_add_givenname: bool,
    pub givenname_rule: GivennameRule,
    pub disambiguate_add_year_suffix: bool,
    /// `near-note-distance`: 5 where it is not said.
    pub near_note_distance: u32,
}

/// `cs:bibliography`.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    pub layout: Layout,
    pub sort: Vec<Key>,
    pub hanging_indent: bool,
    pub second_field_align: Option<SecondFieldAlign>,
    pub line_spacing: u32,
    pub entry_spacing: u32,
    pub subsequent_author_substitute: Option<Box<str>>,
    pub subsequent_author_substitute_rule: SubstituteRule,
}

/// `cs:key`.
#[derive(Clone, Debug)]
pub struct Key {
    pub by: KeyBy,
    pub descending: bool,
    /// `names-min`, `names-use-first`, `names-use-last`.
    pub names: NameChoices,
}

/// What a `cs:key` sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyBy {
    Variable(Variable),
    Macro(usize),
}

/// `collapse`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collapse {
    CitationNumber,
    Year,
    YearSuffix,
    YearSuffixRanged,
}

/// `givenname-disambiguation-rule`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GivennameRule {
    AllNames,
    AllNamesWithInitials,
    PrimaryName,
    PrimaryNameWithInitials,
    #[default]
    ByCite,
}

/// `second-field-align`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecondFieldAlign {
    Flush,
    Margin,
}

/// `subsequent-author-substitute-rule`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SubstituteRule {
    #[default]
    CompleteAll,
    CompleteEach,
    PartialEach,
    PartialFirst,
}
