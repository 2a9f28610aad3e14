//! Many documents at once.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Typst recurses deeply; the default of a thread is too little for long documents.
const STACK: usize = 32 << 20;

/// Does a piece of work for each item, on so many threads; the results are in the items' order.
///
/// Each thread has its own pool of one: typst lays out on the pool that it is called from, and
/// documents that steal each other's work on a shared pool overflow its stack.
///
/// # Panics
/// When no thread can be started, or `work` panics.
pub fn in_parallel<'a, T: Sync, R: Send>(
    items: &'a [T],
    threads: NonZeroUsize,
    work: impl Fn(&'a T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let run = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads.get().min(items.len()) {
            scope.spawn(|| {
                rayon::ThreadPoolBuilder::new()
                    .num_threads(1)
                    .stack_size(STACK)
                    .build()
                    .expect("a thread can be started")
                    .install(run);
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_threads() {
        let items: Vec<usize> = (0..100).collect();
        for threads in [1, 2, 7] {
            let doubled = in_parallel(&items, NonZeroUsize::new(threads).unwrap(), |n| n * 2);
            assert_eq!(doubled, (0..100).map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
