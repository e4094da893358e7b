//! The one integration binary: one program to link, one place to look. See `tests/README.md`.

mod architecture;
mod bad_input;
mod command_line;
mod engine;
mod exports;
mod fixture;
mod ingest_again;
mod kill;
mod licences;
mod references;
mod rust_source;
mod safe_output;
mod site;
