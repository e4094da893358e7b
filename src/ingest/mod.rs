// STUB until merged
pub mod report;
pub use report::Report;
pub struct Ingested { pub slug: crate::base::Slug, pub markdown: String, pub bibliography: String, pub report: Report }
pub fn ingest(name: &str, bytes: &[u8]) -> Ingested {
    Ingested { slug: crate::base::Slug::from_stem(crate::base::RelPath::new(name).stem()), markdown: format!("---\ntitle: stub\n---\n\n{}", String::from_utf8_lossy(bytes)), bibliography: String::new(), report: Report::default() }
}
