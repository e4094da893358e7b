//! Names over options of our own.

use super::*;
use crate::style::Demote;
use crate::style::name::{And, EtAl, Precedes, SortOrder};

const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
<citation><layout><names variable="author"><name/></names></layout></citation></style>"#;
const LOCALE: &str = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"><terms><term name="and">and</term><term name="et-al">et al.</term>
<term name="editor"><single>editor</single><multiple>editors</multiple></term><term name="translator"><single>translator</single><multiple>translators</multiple></term>
<term name="editortranslator"><single>editor &amp; translator</single><multiple>editors &amp; translators</multiple></term></terms></locale>"#;

fn person(family: &str, given: &str) -> Name {
    Name { family: family.to_owned(), given: given.to_owned(), ..Name::default() }
}

#[derive(Default)]
struct Case {
    options: NameOptions,
    demote: Demote,
    label: Option<NamesLabel>,
    levels: Vec<Level>,
    sort: bool,
    lang: &'static str,
}

impl Case {
    fn say(&self, lists: &[(Variable, &[Name])]) -> Said {
        let mut style = Style::read(STYLE).expect("a style");
        style.demote_non_dropping_particle = self.demote;
        let locale = Locale::read(LOCALE).expect("a locale");
        let element = Names {
            variables: lists.iter().map(|(variable, _)| *variable).collect(),
            delimiters: ["".into(), "".into()],
            options: [self.options.clone(), self.options.clone()],
            name: Default::default(),
            family: Default::default(),
            given: Default::default(),
            et_al: EtAl::default(),
            label: self.label.clone(),
            substitute: Vec::new(),
            looks: Default::default(),
        };
        let (marks, options) = (Marks::default(), &self.options);
        names(&Ask {
            names: &element,
            options,
            delimiter: "; ",
            lists,
            levels: &self.levels,
            style: &style,
            locale: &locale,
            marks: &marks,
            lang: self.lang,
            sort: self.sort,
            replace: &[],
            whole: None,
        })
    }

    fn check(&self, people: &[Name], expected: &str) {
        let said = self.say(&[(Variable::Author, people)]);
        assert_eq!(crate::text::words(&crate::text::finish::finish(said.nodes, &Marks::default())), expected);
    }
}

fn three() -> Vec<Name> {
    vec![person("Doe", "John"), person("Roe", "Jane"), person("Poe", "Ann")]
}

#[test]
fn names_are_joined() {
    let mut case = Case::default();
    case.check(&three(), "John Doe, Jane Roe, Ann Poe");
    case.options.and = Some(And::Text);
    case.check(&three(), "John Doe, Jane Roe, and Ann Poe");
    case.check(&three()[..2], "John Doe and Jane Roe");
    case.options.delimiter_precedes_last = Precedes::Never;
    case.check(&three(), "John Doe, Jane Roe and Ann Poe");
    case.options.and = Some(And::Symbol);
    case.options.delimiter_precedes_last = Precedes::AfterInvertedName;
    case.options.name_as_sort_order = Some(SortOrder::First);
    case.check(&three()[..2], "Doe, John, & Jane Roe");
    case.check(&three(), "Doe, John, Jane Roe & Ann Poe");
}

#[test]
fn lists_are_cut() {
    let mut case = Case::default();
    case.options.et_al_min = 3;
    case.options.et_al_use_first = 1;
    case.check(&three(), "John Doe et al.");
    case.check(&three()[..2], "John Doe, Jane Roe");
    case.levels = vec![Level { shown: 2, given: Vec::new() }];
    case.check(&three(), "John Doe, Jane Roe, et al.");
    case.levels = Vec::new();
    case.options.et_al_use_last = true;
    case.check(&three(), "John Doe … Ann Poe");
    case.options.et_al_use_first = 2;
    case.check(&three(), "John Doe … Ann Poe");
    case.options.et_al_use_first = 1;
    assert_eq!(case.say(&[(Variable::Author, &three())]).count, 1);
}

#[test]
fn others_of_biblatex_are_et_al() {
    let mut case = Case::default();
    let others = Name { literal: "others".into(), ..Name::default() };
    case.check(&[person("Roe", "Ann"), others.clone()], "Ann Roe et al.");
    case.options.and = Some(And::Text);
    case.check(&[person("Roe", "Ann"), person("Poe", "Bo"), others.clone()], "Ann Roe, Bo Poe, et al.");
    case.check(&[others], "others");
}

#[test]
fn both_kinds_of_particle() {
    let fontaine = [Name { dropping_particle: "de".into(), non_dropping_particle: "La".into(), ..person("Fontaine", "Jean") }];
    let mut case = Case::default();
    case.check(&fontaine, "Jean de La Fontaine");
    case.options.name_as_sort_order = Some(SortOrder::All);
    case.check(&fontaine, "Fontaine, Jean de La");
    case.demote = Demote::SortOnly;
    case.check(&fontaine, "La Fontaine, Jean de");
    case.options.initialize_with = Some(". ".into());
    case.check(&fontaine, "La Fontaine, J. de");
    case.sort = true;
    case.check(&fontaine, "Fontaine, J. de La");
    case.demote = Demote::Never;
    case.check(&fontaine, "La Fontaine de, J.");
    case.sort = false;
    case.options.form = NameForm::Short;
    case.check(&fontaine, "La Fontaine");
    let aubignac = [Name { dropping_particle: "d'".into(), ..person("Aubignac", "François") }];
    Case::default().check(&aubignac, "François d’Aubignac");
}

#[test]
fn suffixes_bodies_and_scripts() {
    let mut case = Case::default();
    let jr = |comma_suffix| [Name { suffix: "Jr.".into(), comma_suffix, ..person("Doe", "Jeff") }];
    case.check(&jr(true), "Jeff Doe, Jr.");
    case.check(&jr(false), "Jeff Doe Jr.");
    case.check(&[person("我妻", "栄")], "我妻栄");
    case.check(&[person("Иванов", "Пётр")], "Пётр Иванов");
    case.check(&[Name { static_ordering: true, ..person("Bartók", "Béla") }], "Bartók Béla");
    case.check(&[Name { literal: "United Nations".into(), ..Name::default() }, person("", "Banksy")], "United Nations, Banksy");
    case.options.name_as_sort_order = Some(SortOrder::All);
    case.check(&jr(false), "Doe, Jeff, Jr.");
    case.lang = "hu-HU";
    case.check(&[person("Bartók", "Béla")], "Bartók Béla");
}

#[test]
fn given_names_tell_people_apart() {
    let mut case = Case { levels: vec![Level { shown: 0, given: vec![Given::Initials, Given::Full] }], ..Case::default() };
    case.options.form = NameForm::Short;
    case.options.initialize_with = Some(".".into());
    case.check(&three(), "J. Doe, Jane Roe, Poe");
}

#[test]
fn labels_and_roles_of_the_same_people() {
    let case = Case {
        label: Some(NamesLabel {
            before: false,
            form: crate::style::term::Form::Long,
            plural: Plural::Contextual,
            looks: crate::style::element::Looks { prefix: " (".into(), suffix: ")".into(), ..Default::default() },
        }),
        ..Case::default()
    };
    let (people, one) = (three(), [person("Doe", "John")]);
    let words = |lists: &[(Variable, &[Name])]| crate::text::words(&case.say(lists).nodes);
    assert_eq!(words(&[(Variable::Editor, &people[..2])]), "John Doe, Jane Roe (editors)");
    assert_eq!(words(&[(Variable::Editor, &one), (Variable::Translator, &one)]), "John Doe (editor & translator)");
    assert_eq!(words(&[(Variable::Editor, &one), (Variable::Translator, &people[1..2])]), "John Doe (editor); Jane Roe (translator)");
}

proptest::proptest! {
    #[test]
    fn nothing_panics(parts in proptest::collection::vec(("\\PC{0,6}", "\\PC{0,6}", "\\PC{0,3}"), 0..4), sort: bool, min in 0u32..4, first in 0u32..4) {
        let people: Vec<Name> = parts.into_iter().map(|(family, given, particle)| Name { non_dropping_particle: particle, ..person(&family, &given) }).collect();
        let mut case = Case { sort, ..Case::default() };
        case.options.et_al_min = min;
        case.options.et_al_use_first = first;
        case.options.initialize_with = Some(". ".into());
        case.options.name_as_sort_order = Some(SortOrder::First);
        case.say(&[(Variable::Author, &people)]);
    }
}
