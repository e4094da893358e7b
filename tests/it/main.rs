//! The one integration binary: one program to link, one place to look. See `tests/README.md`.

mod architecture;
mod bad_input;
mod command_line;
mod engine;
mod fixture;
mod identity;
mod ingest_again;
mod kill;
mod licences;
mod references;
mod rust_source;
mod safe_output;
mod site;
