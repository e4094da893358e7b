//! What a kind of page is. All that the program knows of a kind stands in its file; [`super::kinds`] is the list of them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{document_group::DocumentGroup, frame::Maker, view::*};
use crate::{
    archive::{
        Catalogue,
        fields::{FieldName, ValueOf},
        letters::Pair,
        works::Group,
    },
    base::{Lang, RelPath, Slug},
    document::{AuthorityKind, collection::Sort},
};

/// A kind of page: what there are pages of, how they are made, and what their template gets.
pub trait PageKind {
    /// Its name, as `explain` says it.
    const NAME: &'static str;
    /// Whether search engines may list its pages.
    const IS_LISTED: bool = true;
    /// Whether its pages are there once a language of the site: so are those that show no text.
    const IS_IN_EACH: bool = false;
    /// What a page, or a row of pages, is about.
    type Of: Subject;
    /// What its template gets.
    type View: PageView;

    /// All that there are pages of.
    fn all(catalogue: &Catalogue) -> Vec<Self::Of>;

    /// Makes the pages of one, and whatever stands beside them.
    fn make(maker: &Maker<'_, '_>, of: &Self::Of);

    /// The archive's file whose text they show, where it is one.
    fn file<'a>(_catalogue: &'a Catalogue, _of: &Self::Of) -> Option<&'a RelPath> {
        None
    }

    /// The language of the text that they show; it is among what they read.
    fn lang<'a>(_catalogue: &'a Catalogue, _of: &Self::Of) -> Option<&'a Lang> {
        None
    }
}

/// A kind of page as a value.
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Whether search engines may list its pages.
    pub is_listed: bool,
    /// Whether its pages are there once a language of the site.
    pub is_in_each: bool,
    /// A full view, and one with as little in it as there may be.
    pub samples: fn() -> [View; 2],
    pub(super) all: fn(&Catalogue) -> Vec<About>,
    pub(super) make: fn(&Maker<'_, '_>, &About),
    pub(super) file: for<'a> fn(&'a Catalogue, &About) -> Option<&'a RelPath>,
    pub(super) lang: for<'a> fn(&'a Catalogue, &About) -> Option<&'a Lang>,
}

impl Kind {
    /// A kind as a value.
    pub const fn of<K: PageKind>() -> Self {
        Self {
            name: K::NAME,
            is_listed: K::IS_LISTED,
            is_in_each: K::IS_IN_EACH,
            samples: || [View::of(K::View::sample()), View::of(K::View::empty())],
            all: |catalogue| K::all(catalogue).into_iter().map(Subject::about).collect(),
            make: |maker, about| {
                if let Some(of) = K::Of::from_about(about) {
                    K::make(maker, of);
                }
            },
            file: |catalogue, about| K::file(catalogue, K::Of::from_about(about)?),
            lang: |catalogue, about| K::lang(catalogue, K::Of::from_about(about)?),
        }
    }
}

/// What a page may be about.
pub trait Subject: Sized {
    /// As one of all things that a page may be about.
    fn about(self) -> About;

    /// Back from that.
    fn from_about(about: &About) -> Option<&Self>;
}

/// The list of what pages may be about.
macro_rules! subjects {
    ($($(#[$doc:meta])* $name:ident($type:ty),)+) => {
        /// One of all things that a page may be about.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum About {
            $($(#[$doc])* $name($type),)+
        }

        $(impl Subject for $type {
            fn about(self) -> About {
                About::$name(self)
            }

            fn from_about(about: &About) -> Option<&Self> {
                match about {
                    About::$name(of) => Some(of),
                    _ => None,
                }
            }
        })+
    };
}

subjects! {
    /// The archive.
    Archive(()),
    /// A document or a free page.
    Text(Slug),
    /// A work, by its key.
    Work(Arc<str>),
    /// An initial of the citation index.
    Initial(String),
    /// The works of a year, type or language.
    Division(Group),
    /// The documents of a type or language.
    Documents(DocumentGroup),
    /// A person, organization, place or topic, by its name in addresses.
    Entity((AuthorityKind, Arc<str>)),
    /// A kind of entities.
    Entities(AuthorityKind),
    /// One of the archive's own fields.
    Field(FieldName),
    /// A value of one of these.
    FieldValue(ValueOf),
    /// A collection with its documents in an order.
    Collected((Slug, Sort)),
    /// Two correspondents.
    Correspondents(Pair),
    /// A year of letters; those without one.
    YearOfLetters(Option<i32>),
}

#[cfg(test)]
mod tests {
    //! A kind of page, all of it: besides there would be a line in the list of all, and its template in `templates/`.

    use std::{cell::RefCell, collections::BTreeMap};

    use super::*;
    use crate::{
        archive::{Delta, Reader},
        config::Config,
        document,
        site::{
            Product,
            csl::{CitationFormatter, Csl, Formatted},
            templates::{Templates, sample},
            tongues::Tongue,
        },
    };

    /// `colophon.html`. How long a document is.
    #[derive(Debug, Default, Serialize)]
    struct ColophonView {
        page: PageFrame,
        words: u32,
    }

    impl PageView for ColophonView {
        const TEMPLATE: &'static str = "colophon.html";

        fn sample() -> Self {
            Self { page: sample::page(), words: 2 }
        }
    }

    struct Colophon;

    impl PageKind for Colophon {
        const NAME: &'static str = "Colophon";
        type Of = Slug;
        type View = ColophonView;

        fn all(catalogue: &Catalogue) -> Vec<Slug> {
            catalogue.documents().keys().cloned().collect()
        }

        fn make(maker: &Maker<'_, '_>, of: &Slug) {
            let Some(document) = maker.reader.document(of) else { return };
            let path = maker.at(&format!("documents/{of}.colophon.html"));
            let page = maker.frame(&path, &document.meta.title, &document.meta.lang, "");
            maker.put(path, View::of(ColophonView { page, words: document.facts.words }));
        }
    }

    #[test]
    fn a_kind_of_page_is_one_item_and_its_template() {
        let path = RelPath::new("content/documents/a.md");
        let text = document::parse(&path, b"---\ntitle: A & B\n---\n\nThree short words.\n", &|_, _| None);
        let mut catalogue = Catalogue::default();
        catalogue.apply(Delta { documents: BTreeMap::from([(text.slug.clone(), Some(Arc::new(text)))]), ..Delta::default() });
        let config = Config::default();
        let template = b"<p>{{ page.title }}: {{ words }}</p>".as_slice();
        let (templates, _) = Templates::new(&BTreeMap::from([(RelPath::new("colophon.html"), template.into())]), &config.lang);
        let (csl, formatted) = (Csl::new(&config, None, &BTreeMap::new()).0, Formatted::default());
        let (reader, formatter) = (Reader::new(&catalogue), CitationFormatter::new(&csl, &formatted));
        let made = RefCell::new(Vec::new());
        let put = |product: Product| made.borrow_mut().push(product);
        let kind = Kind::of::<Colophon>();
        let tongues = Tongue::all(&config, std::slice::from_ref(templates.strings()));
        let (tongue, words) = (&tongues[0], templates.strings());
        for about in (kind.all)(&catalogue) {
            (kind.make)(
                &Maker { config: &config, tongues: &tongues, tongue, reader: &reader, formatter: &formatter, words, put: &put },
                &about,
            );
        }
        let made = made.into_inner();
        let [Product::Page(path, view)] = &made[..] else { panic!("{made:?}") };
        let page = templates.render(view).unwrap();
        assert_eq!((path.as_str(), page.as_slice()), ("documents/a.colophon.html", &b"<p>A &amp; B: 3</p>"[..]));
        assert!((kind.samples)().iter().all(|sample| templates.render(sample).is_ok()));
    }
}
