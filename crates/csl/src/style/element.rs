//! The rendering elements of a style (specification, "Rendering Elements").

use super::kind::Kind;
use super::name::Names;
use super::term::{Form, Term};
use super::variable::Variable;
use crate::tree::{Display, Format};

/// An element that prints something.
#[derive(Clone, Debug)]
pub enum Element {
    Text(Text),
    Number(Number),
    Date(Date),
    Names(Box<Names>),
    Label(Label),
    Group(Group),
    Choose(Vec<Branch>),
}

/// How what an element prints looks: affixes, display, formatting, quotes, strip-periods, text-case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    pub format: Format,
    pub prefix: Box<str>,
    pub suffix: Box<str>,
    pub display: Option<Display>,
    pub quotes: bool,
    pub strip_periods: bool,
    pub text_case: Option<TextCase>,
}

/// `text-case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextCase {
    Lowercase,
    Uppercase,
    /// The first word begins with a capital, if it is in small letters.
    CapitalizeFirst,
    /// Each word does.
    CapitalizeAll,
    /// All is small but the first letter.
    Sentence,
    /// Each word of English begins with a capital, but for stop words between others.
    Title,
}

/// `cs:text`.
#[derive(Clone, Debug)]
pub struct Text {
    pub source: Source,
    pub looks: Looks,
}

/// What a `cs:text` prints.
#[derive(Clone, Debug)]
pub enum Source {
    /// A variable, in its short form or not.
    Variable {
        variable: Variable,
        short: bool,
    },
    /// A macro, by its number in the style.
    Macro(usize),
    Term {
        term: Term,
        form: Form,
        plural: bool,
    },
    Value(Box<str>),
    /// A variable or term that CSL 1.0.2 does not have: never anything.
    Nothing,
}

/// `cs:number`.
#[derive(Clone, Debug)]
pub struct Number {
    pub variable: Variable,
    pub form: NumberForm,
    pub looks: Looks,
}

/// `form` of a `cs:number`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumberForm {
    #[default]
    Numeric,
    Ordinal,
    LongOrdinal,
    Roman,
}

/// `cs:date`: its own parts, or the locale's date of a form with what the style says otherwise of its parts.
#[derive(Clone, Debug)]
pub struct Date {
    pub variable: Variable,
    /// The date of the locale to take; `None`: the parts are all that is printed.
    pub form: Option<DateForm>,
    /// `date-parts`: which parts of the locale's date are printed.
    pub precision: Precision,
    pub parts: Vec<DatePart>,
    pub delimiter: Box<str>,
    pub looks: Looks,
}

/// `form` of a localized date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    Text,
    Numeric,
}

/// `date-parts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    Year,
    YearMonth,
    #[default]
    YearMonthDay,
}

/// `cs:date-part`.
#[derive(Clone, Debug)]
pub struct DatePart {
    pub name: PartName,
    /// `form`; where it is not said, `numeric` for days, `long` for months and years.
    pub form: Option<PartForm>,
    /// `range-delimiter`; an en dash where it is not said.
    pub range_delimiter: Option<Box<str>>,
    pub looks: Looks,
}

/// `name` of a `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartName {
    Year,
    Month,
    Day,
}

/// `form` of a `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartForm {
    Long,
    Short,
    Numeric,
    NumericLeadingZeros,
    Ordinal,
}

/// `cs:label`, of a number variable.
#[derive(Clone, Debug)]
pub struct Label {
    pub variable: Variable,
    pub form: Form,
    pub plural: Plural,
    pub looks: Looks,
}

/// `plural` of a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Plural {
    #[default]
    Contextual,
    Always,
    Never,
}

/// `cs:group`.
#[derive(Clone, Debug)]
pub struct Group {
    pub delimiter: Box<str>,
    pub children: Vec<Element>,
    pub looks: Looks,
}

/// `cs:if`, `cs:else-if` or `cs:else` (which has no conditions and holds always).
#[derive(Clone, Debug)]
pub struct Branch {
    pub matches: Match,
    pub conditions: Vec<Condition>,
    pub children: Vec<Element>,
}

/// `match`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Match {
    #[default]
    All,
    Any,
    None,
}

/// A condition: one word of an attribute of `cs:if`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Type(Kind),
    Variable(Variable),
    IsNumeric(Variable),
    IsUncertainDate(Variable),
    Locator(Term),
    Position(Position),
    /// `disambiguate="true"`.
    Disambiguate,
    /// A word that nothing can be, such as a type of another version of CSL.
    Never,
}

/// `position`: each holds for those that come with it too (specification, "Choose").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    First,
    Subsequent,
    NearNote,
    Ibid,
    IbidWithLocator,
}
