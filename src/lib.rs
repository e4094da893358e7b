//! Scholion turns a heap of source texts into an annotated archive.
//!
//! The modules stand in the order in which data flows through them; `docs/ARCHITECTURE.md` is the
//! map, `tests/it/architecture.rs` enforces it.

#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::disallowed_types))]
#![warn(clippy::dbg_macro, clippy::panic, clippy::print_stderr, clippy::print_stdout, clippy::todo, clippy::unimplemented)]

/// The shared vocabulary, of which the other crates speak, too.
pub use scholion_base as base;
/// Source texts → documents.
pub use scholion_ingest as ingest;
/// Printed references, records, and the identity of works.
pub use scholion_reference as reference;

pub mod archive;
pub mod build;
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "where input, output and the core meet")]
pub mod commands;
pub mod config;
pub mod document;
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the site over HTTP, at home")]
pub mod preview;
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the only output")]
pub mod public;
pub mod search;
pub mod site;
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the only input")]
pub mod source;
