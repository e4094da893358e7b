//! What lines and blocks look like, whatever rule asks: questions about words alone, which change nothing.
//!
//! 1. [`items`], [`entries`]: how items of lists and entries of references begin; [`listing`]: where those of a whole list do;
//! 2. [`prose`]: running text, and what is none; [`language`]: in which language;
//! 3. [`patronymic`], [`moments`]: names and days that stand by themselves; [`journal`]: the line of a journal.

pub mod entries;
pub mod items;
pub mod journal;
pub mod language;
pub mod listing;
pub mod moments;
pub mod patronymic;
pub mod prose;
