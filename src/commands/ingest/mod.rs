//! x
mod merge;
mod original;
mod plan;
