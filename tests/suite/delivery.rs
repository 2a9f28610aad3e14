//! Delivery: whatever a server does, what is said of a letter is true, the others go, and a later
//! run does the right thing. The server's own record is the witness.

mod faults;
mod interrupted;
mod mistakes;
mod objections;
mod secrets;
mod swaps;
