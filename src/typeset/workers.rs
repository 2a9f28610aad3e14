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
    in_parallel_by(items, |_| (), threads, work)
}

/// Does the same in the order of a key, since what is like the last few items is made faster. The
/// results are in the items' order all the same.
///
/// # Panics
/// When no thread can be started, or `work` panics.
pub fn in_parallel_by<'a, T: Sync, K: Ord, R: Send>(
    items: &'a [T],
    key: impl Fn(&'a T) -> K,
    threads: NonZeroUsize,
    work: impl Fn(&'a T) -> R + Sync,
) -> Vec<R> {
    let mut order: Vec<(usize, &T)> = items.iter().enumerate().collect();
    order.sort_by_cached_key(|(_, item)| key(item));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let run = || {
        loop {
            let Some(&(index, item)) = order.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
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
            let threads = NonZeroUsize::new(threads).unwrap();
            let doubled: Vec<usize> = (0..100).map(|n| n * 2).collect();
            assert_eq!(in_parallel(&items, threads, |n| n * 2), doubled);
            assert_eq!(in_parallel_by(&items, |n| 100 - n, threads, |n| n * 2), doubled);
        }
    }

    #[test]
    fn work_is_done_in_the_order_of_a_key_and_of_one_key_in_that_of_the_items() {
        let items = [3, 14, 1, 13, 4];
        let done: Mutex<Vec<u32>> = Mutex::default();
        in_parallel_by(&items, |n| n % 10, NonZeroUsize::MIN, |n| done.lock().unwrap().push(*n));
        assert_eq!(done.into_inner().unwrap(), vec![1, 3, 13, 14, 4]);
    }
}
