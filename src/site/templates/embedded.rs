//! The files that the program carries: all below `templates/`, as `build.rs` finds them.

/// Path below `templates/` and content, in the order of the paths.
pub const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));
