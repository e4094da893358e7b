//! The one integration binary: one program to link, one place to look. See `tests/README.md`.

mod annotations;
mod architecture;
mod bad_input;
mod benches;
mod browser;
mod cache;
mod command_line;
mod engine;
mod entries;
mod explain;
mod exports;
mod fixture;
mod identity;
mod ingest_again;
mod kill;
mod kill_watch;
mod kinds;
mod licences;
mod references;
mod rust_source;
mod safe_output;
mod serve;
mod site;
mod watch;
mod watching;
