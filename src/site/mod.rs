//! From the catalogue to pages: typed views, and their bytes. Pure.
//!
//! 1. [`view`]: what each template gets.

pub mod view;
