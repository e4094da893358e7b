//! The rules of the specification, each with a small style of its own.

mod rules {
    pub mod bench;
    mod bibliography;
    mod cites;
    mod collapse;
    mod distinct;
    mod elements;
    mod position;
    mod reading;
    mod sorting;
}
