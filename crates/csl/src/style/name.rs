//! `cs:names` and what it is made of (specification, "Names").

use super::element::{Element, Looks, Plural};
use super::term::{Form, Term};
use super::variable::Variable;

/// `cs:names`. What is inherited (options of `cs:name`, and in `cs:substitute` the children of the `cs:names` around it) is put in
/// when the style is read.
#[derive(Clone, Debug)]
pub struct Names {
    pub variables: Vec<Variable>,
    /// What stands between the lists of two variables, by where the names are printed: [`Area`].
    pub delimiters: [Box<str>; 2],
    /// Options of `cs:name`, by where the names are printed.
    pub options: [NameOptions; 2],
    /// Affixes and formatting of `cs:name`.
    pub name: Looks,
    /// `cs:name-part name="family"`.
    pub family: Looks,
    /// `cs:name-part name="given"`.
    pub given: Looks,
    /// `cs:et-al`.
    pub et_al: EtAl,
    pub label: Option<NamesLabel>,
    pub substitute: Vec<Element>,
    pub looks: Looks,
}

impl Names {
    /// The options of `cs:name` where it is printed.
    pub fn options(&self, area: Area) -> &NameOptions {
        &self.options[area as usize]
    }

    /// What stands between two lists of names where they are printed.
    pub fn delimiter(&self, area: Area) -> &str {
        &self.delimiters[area as usize]
    }
}

/// Where something is printed: options of names are inherited from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    Citation,
    Bibliography,
}

/// `cs:et-al`.
#[derive(Clone, Debug)]
pub struct EtAl {
    /// `et-al` or `and others`.
    pub term: Term,
    pub looks: Looks,
}

impl Default for EtAl {
    fn default() -> Self {
        Self { term: Term::EtAl, looks: Looks::default() }
    }
}

/// `cs:label` of names.
#[derive(Clone, Debug)]
pub struct NamesLabel {
    /// Whether it stands in front of the names: where `cs:label` stands before `cs:name`.
    pub before: bool,
    pub form: Form,
    pub plural: Plural,
    pub looks: Looks,
}

/// What `cs:name` says of a list of names, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOptions {
    pub and: Option<And>,
    pub delimiter: Box<str>,
    pub delimiter_precedes_et_al: Precedes,
    pub delimiter_precedes_last: Precedes,
    /// 0: lists are never cut.
    pub et_al_min: u32,
    /// Where it is not said, lists are never cut.
    pub et_al_use_first: u32,
    pub et_al_use_last: bool,
    /// `et-al-subsequent-min`; `None`: as the first time.
    pub et_al_subsequent_min: Option<u32>,
    pub et_al_subsequent_use_first: Option<u32>,
    pub form: NameForm,
    pub initialize: bool,
    pub initialize_with: Option<Box<str>>,
    pub name_as_sort_order: Option<SortOrder>,
    pub sort_separator: Box<str>,
}

impl Default for NameOptions {
    fn default() -> Self {
        Self {
            and: None,
            delimiter: ", ".into(),
            delimiter_precedes_et_al: Precedes::Contextual,
            delimiter_precedes_last: Precedes::Contextual,
            et_al_min: 0,
            et_al_use_first: u32::MAX,
            et_al_use_last: false,
            et_al_subsequent_min: None,
            et_al_subsequent_use_first: None,
            form: NameForm::Long,
            initialize: true,
            initialize_with: None,
            name_as_sort_order: None,
            sort_separator: ", ".into(),
        }
    }
}

/// What one element says of a list of names: `None` is inherited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameChoices {
    pub and: Option<And>,
    pub delimiter: Option<Box<str>>,
    /// `delimiter` of `cs:names`, `names-delimiter` of what is around it.
    pub names_delimiter: Option<Box<str>>,
    pub delimiter_precedes_et_al: Option<Precedes>,
    pub delimiter_precedes_last: Option<Precedes>,
    pub et_al_min: Option<u32>,
    pub et_al_use_first: Option<u32>,
    pub et_al_use_last: Option<bool>,
    pub et_al_subsequent_min: Option<u32>,
    pub et_al_subsequent_use_first: Option<u32>,
    pub form: Option<NameForm>,
    pub initialize: Option<bool>,
    pub initialize_with: Option<Box<str>>,
    pub name_as_sort_order: Option<SortOrder>,
    pub sort_separator: Option<Box<str>>,
}

impl NameChoices {
    /// These, and what they leave open as `outer` says it.
    pub fn or(&self, outer: &Self) -> Self {
        Self {
            and: self.and.or(outer.and),
            delimiter: self.delimiter.clone().or_else(|| outer.delimiter.clone()),
            names_delimiter: self.names_delimiter.clone().or_else(|| outer.names_delimiter.clone()),
            delimiter_precedes_et_al: self.delimiter_precedes_et_al.or(outer.delimiter_precedes_et_al),
            delimiter_precedes_last: self.delimiter_precedes_last.or(outer.delimiter_precedes_last),
            et_al_min: self.et_al_min.or(outer.et_al_min),
            et_al_use_first: self.et_al_use_first.or(outer.et_al_use_first),
            et_al_use_last: self.et_al_use_last.or(outer.et_al_use_last),
            et_al_subsequent_min: self.et_al_subsequent_min.or(outer.et_al_subsequent_min),
            et_al_subsequent_use_first: self.et_al_subsequent_use_first.or(outer.et_al_subsequent_use_first),
            form: self.form.or(outer.form),
            initialize: self.initialize.or(outer.initialize),
            initialize_with: self.initialize_with.clone().or_else(|| outer.initialize_with.clone()),
            name_as_sort_order: self.name_as_sort_order.or(outer.name_as_sort_order),
            sort_separator: self.sort_separator.clone().or_else(|| outer.sort_separator.clone()),
        }
    }

    /// What is to be done, with the defaults of the specification for what nobody says.
    pub fn settle(&self) -> NameOptions {
        let or = NameOptions::default();
        NameOptions {
            and: self.and,
            delimiter: self.delimiter.clone().unwrap_or(or.delimiter),
            delimiter_precedes_et_al: self.delimiter_precedes_et_al.unwrap_or(or.delimiter_precedes_et_al),
            delimiter_precedes_last: self.delimiter_precedes_last.unwrap_or(or.delimiter_precedes_last),
            et_al_min: self.et_al_min.unwrap_or(0),
            et_al_use_first: self.et_al_use_first.unwrap_or(or.et_al_use_first),
            et_al_use_last: self.et_al_use_last.unwrap_or(false),
            et_al_subsequent_min: self.et_al_subsequent_min,
            et_al_subsequent_use_first: self.et_al_subsequent_use_first,
            form: self.form.unwrap_or_default(),
            initialize: self.initialize.unwrap_or(true),
            initialize_with: self.initialize_with.clone(),
            name_as_sort_order: self.name_as_sort_order,
            sort_separator: self.sort_separator.clone().unwrap_or(or.sort_separator),
        }
    }
}

/// `and`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum And {
    Text,
    Symbol,
}

/// `delimiter-precedes-et-al`, `delimiter-precedes-last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precedes {
    Contextual,
    AfterInvertedName,
    Always,
    Never,
}

/// `form` of `cs:name`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameForm {
    #[default]
    Long,
    Short,
    Count,
}

/// `name-as-sort-order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortOrder {
    First,
    All,
}
