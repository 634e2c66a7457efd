//! Work on many threads whose results come in the order of the work.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// How many threads `--jobs` asks for: 0 is one for each processor.
pub(super) fn thread_count(jobs: usize) -> usize {
    if jobs > 0 { jobs } else { thread::available_parallelism().map_or(1, std::num::NonZero::get) }
}

/// How far the fastest thread may be ahead of the slowest, in items for each thread: what bounds memory.
const AHEAD: usize = 16;

/// Does `work` on every item on `threads` threads and gives the results to `sink` on the calling thread, in the order of
/// the items. Stops when `sink` says so; items that are under way are finished then, and dropped.
///
/// Items are taken from the iterator one at a time, so an iterator that reads a file is read in order.
pub(super) fn in_order<T: Send, R: Send, B>(
    threads: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<B>,
) -> Option<B> {
    let queue = Mutex::new((0_usize, items));
    let done = Mutex::new(0_usize);
    let moved = Condvar::new();
    let stopped = AtomicBool::new(false);
    let window = threads.max(1) * AHEAD;
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        // Whoever leaves, by whatever way, wakes those that wait.
        let _stop = OnDrop(|| {
            stopped.store(true, Ordering::SeqCst);
            moved.notify_all();
        });
        for _ in 0..threads.max(1) {
            let sender = sender.clone();
            let (queue, done, moved, stopped, work) = (&queue, &done, &moved, &stopped, &work);
            scope.spawn(move || {
                let _stop = OnDrop(|| {
                    if thread::panicking() {
                        stopped.store(true, Ordering::SeqCst);
                        moved.notify_all();
                    }
                });
                loop {
                    let (number, item) = {
                        let mut queue = lock(queue);
                        let number = queue.0;
                        let mut finished = lock(done);
                        while number >= *finished + window && !stopped.load(Ordering::SeqCst) {
                            finished = moved.wait(finished).unwrap_or_else(PoisonError::into_inner);
                        }
                        drop(finished);
                        if stopped.load(Ordering::SeqCst) {
                            return;
                        }
                        let Some(item) = queue.1.next() else { return };
                        queue.0 += 1;
                        (number, item)
                    };
                    if sender.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut next, mut waiting) = (0, BTreeMap::new());
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if let ControlFlow::Break(value) = sink(result) {
                    return Some(value);
                }
            }
            *lock(&done) = next;
            moved.notify_all();
        }
        None
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow = |number: u64| {
                thread::sleep(std::time::Duration::from_micros(number * 7919 % 300));
                number * 2
            };
            let stopped = in_order(threads, 0..500, slow, |result| {
                seen.push(result);
                ControlFlow::<()>::Continue(())
            });
            assert_eq!(stopped, None);
            assert_eq!(seen, (0..500).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sink_that_has_enough_stops_the_work() {
        let taken = std::sync::atomic::AtomicUsize::new(0);
        let items = (0..).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let stop = |number| if number == 40 { ControlFlow::Break(number) } else { ControlFlow::Continue(()) };
        assert_eq!(in_order(3, items, |number: u32| number, stop), Some(40));
        assert!(taken.into_inner() <= 40 + 1 + 3 * AHEAD + 3);
    }

    #[test]
    fn a_panic_ends_the_run_and_no_thread_waits_for_ever() {
        let work = |number: usize| assert!(number < 10);
        let run = || in_order(2, 0..10_000, work, |()| ControlFlow::<()>::Continue(()));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
    }
}
