//! avsikt carries a signing ceremony from one roster file to issued, provable documents.
//!
//! The modules stand in the order in which a batch happens, and a module uses only those above
//! it (`tests/suite/architecture.rs` reads the sources and enforces that). Up to [`plan`] everything is
//! a pure function of values; effects begin with [`folder`].

// typst asks for memory and gives it back without pause, and what a batch keeps lies in between:
// the system's allocator gets slower with every document.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// What everything speaks with.
pub mod words;
pub mod diagnostic;
pub mod monitor;
pub mod fonts;
pub mod spreadsheet;
pub mod page;

// WHEN and WHO: the roster as the coordinator wrote it, checked.
pub mod ceremony;
pub mod roster;
pub mod intake;
pub mod running_order;

// WORDS and PAGES: values into templates, templates into PDFs.
pub mod merge;
pub mod typeset;

// PROOF, PACKET, and WHAT TO DO.
pub mod audit;
pub mod packet;
pub mod templates;
pub mod plan;

// Effects: the folder that is read, the key, the directory that is written, the time-stamping
// authority, who delivers the letters, the conductor, the terminal.
pub mod folder;
pub mod keyring;
pub mod archive;
pub mod authority;
pub mod outbox;
pub mod courier;
pub mod batch;
pub mod cli;
