//! Parse, dispatch, exit.

fn main() {}
