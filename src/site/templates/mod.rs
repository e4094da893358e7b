//! From a view to bytes: the templates, the site's own words, and its assets. Pure.
//!
//! 1. [`embedded`]: the files that the program carries;
//! 2. [`strings`]: the site's own words in its language, with [`plural`] forms and [`dates`]; [`words`]: a file of them, checked;
//! 3. [`load`]: the files that an archive puts in their place, checked → [`Templates`];
//! 4. [`engine`]: the only home of `tera`: parsing and rendering;
//! 5. [`written`]: the program's own as tera gets them; [`functions`]: what a template may call besides tera's own filters;
//!    [`data`]: what it may ask for of the archive's data;
//! 6. [`fault`]: tera's errors as findings with place and hint; [`calls`]: arguments that nothing takes, of which tera says nothing;
//!    [`paths`]: names that no view holds;
//! 7. [`uses`]: what each template uses of the others and of the words, for the keys of pages;
//! 8. [`sample`]: a full view of every kind, on which overriding templates are tried.
//!
//! `docs/TEMPLATES.md` is the same for those who write templates.

mod calls;
mod data;
pub mod dates;
pub mod embedded;
mod engine;
pub mod fault;
mod functions;
mod load;
mod paths;
mod plural;
pub mod sample;
pub mod shown;
pub mod strings;
mod uses;
mod words;
mod written;

#[cfg(test)]
mod tests;

pub use data::Data;
pub use fault::RenderFault;
pub use load::{Templates, strings_with};
