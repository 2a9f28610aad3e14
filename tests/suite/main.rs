//! All tests of the library and the program, as one program: each that links typst is large, and
//! takes long to link. `cargo test damage::` runs one file's.

mod common;

mod architecture;
mod bag;
mod damage;
mod delivery;
mod erase;
mod format;
mod hostile;
mod keys;
mod letters;
mod pages;
mod produce;
mod report;
mod roster;
mod story;
mod templates;
mod timestamp;
mod words;
