//! All kinds of page.

use super::{
    annotations, browse, chapters, collections, divisions, document_list, document_page, entity_page, facsimile, front, indexes,
    kind::Kind, letters, page, search_page, source_page, versions, view::View, work_page,
};

/// All kinds, in the order in which their pages are made.
pub static KINDS: [Kind; 31] = [
    Kind::of::<front::Front>(),
    Kind::of::<document_page::DocumentPage>(),
    Kind::of::<chapters::title::TitlePage>(),
    Kind::of::<chapters::page::ChapterPage>(),
    Kind::of::<source_page::SourcePage>(),
    Kind::of::<facsimile::page::FacsimilePage>(),
    Kind::of::<document_list::Documents>(),
    Kind::of::<document_list::DocumentsOf>(),
    Kind::of::<indexes::Citations>(),
    Kind::of::<indexes::Initial>(),
    Kind::of::<divisions::Division>(),
    Kind::of::<divisions::NotHeld>(),
    Kind::of::<annotations::index::AnnotationIndex>(),
    Kind::of::<work_page::WorkPage>(),
    Kind::of::<entity_page::EntityPage>(),
    Kind::of::<indexes::EntityIndex>(),
    Kind::of::<letters::index::LetterIndex>(),
    Kind::of::<letters::correspondence::Correspondence>(),
    Kind::of::<letters::year::LetterYear>(),
    Kind::of::<collections::tree::CollectionTree>(),
    Kind::of::<collections::page::CollectionPage>(),
    Kind::of::<collections::page::CollectionOrder>(),
    Kind::of::<browse::FieldIndexPage>(),
    Kind::of::<browse::FieldValues>(),
    Kind::of::<page::FreePage>(),
    Kind::of::<page::NotFound>(),
    Kind::of::<search_page::SearchPage>(),
    Kind::of::<versions::history::History>(),
    Kind::of::<versions::page::VersionPage>(),
    Kind::of::<versions::differences::Differences>(),
    Kind::of::<versions::errata::Errata>(),
];

/// One full view a template.
pub fn sample_views() -> Vec<View> {
    let mut views: Vec<View> = Vec::with_capacity(KINDS.len());
    for kind in &KINDS {
        let [full, _] = (kind.samples)();
        if !views.iter().any(|other| other.template() == full.template()) {
            views.push(full);
        }
    }
    views
}
