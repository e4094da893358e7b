//! Scholion turns a heap of source texts into an annotated archive.
//!
//! The modules stand in the order in which data flows through them; `docs/ARCHITECTURE.md` is the
//! map, `tests/it/architecture.rs` enforces it.

pub mod base;
pub mod config;
pub mod document;
pub mod ingest;
pub mod reference;
