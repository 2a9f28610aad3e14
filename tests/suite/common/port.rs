//! Ports on loopback where nobody listens.
//!
//! A listener is closed when its last copy is. A program that another test is just starting has
//! copies of all that is open, from its fork to its exec: some milliseconds, in which the port
//! still lets everybody in. So nothing is bound here to find a port, and what was closed is asked
//! again.

use std::net::{Ipv4Addr, TcpStream};
use std::process;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A port where nobody listens, told once. It is below those that systems give out: no other
/// test's server is given it meanwhile, and other runs of the tests begin elsewhere.
pub(crate) fn closed() -> u16 {
    static COUNT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(process::id() % 600).expect("a small number");
    let mut ports =
        std::iter::repeat_with(|| 20_000 + own * 20 + COUNT.fetch_add(1, Ordering::SeqCst));
    ports.find(|port| !listened(*port)).expect("a port")
}

/// Whether nobody listens at a port, at once or within some seconds.
pub(crate) fn closes(port: u16) -> bool {
    let begun = Instant::now();
    while listened(port) {
        if begun.elapsed() > Duration::from_secs(10) {
            return false;
        }
        thread::sleep(Duration::from_millis(1));
    }
    true
}

fn listened(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}
