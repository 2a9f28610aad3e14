//! WORDS: values into templates.
//!
//! A manuscript is a prepared statement. Handlebars decides the *structure*; when it prints a
//! value, the value goes on a list and a parameter is printed in its place, so that no value is
//! ever parsed as Typst. Letters are merged by the same templates with HTML's escape or none.

pub mod audience;
mod bind;
mod check;
pub mod fields;
mod lines;
mod placement;
pub mod shape;
mod source;
mod template;

pub use self::bind::{Manuscript, Markup, VALUES_PATH, Values};
pub use self::placement::check_library;
pub use self::shape::Shape;
pub use self::template::Template;
