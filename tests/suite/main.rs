//! All tests of the library and the program, as one program: each that links typst is large, and
//! takes long to link. `cargo test damage::` runs one file's.

mod common;

mod architecture;
mod bag;
mod command_line;
mod cost;
mod damage;
mod delivery;
mod erase;
mod extras;
mod format;
mod guides;
mod hostile;
mod import;
mod init;
mod keys;
mod letters;
mod pages;
mod produce;
mod report;
mod roster;
mod shard;
mod story;
mod templates;
mod timestamp;
mod watch;
mod words;
