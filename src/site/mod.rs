//! From the catalogue to pages: typed views, and their bytes. Pure.
//!
//! 1. [`view`]: what each template gets;
//! 2. [`templates`]: from a view to bytes.

pub mod templates;
pub mod view;
