//! A small pool of threads, each of which takes whole reports.
//!
//! Work goes in numbered and comes out in the order it went in, so that nothing that follows can tell
//! how many threads there were. At most a few reports a thread are under way at once, so that a pile of
//! any size needs little memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::Scope;

/// How many pieces of work may be under way for each thread.
const AHEAD: usize = 4;

/// Threads at work on `W`, giving `D`.
pub struct Pool<W, D> {
    work: Option<Sender<(u64, W)>>,
    done: Receiver<(u64, D)>,
    /// Finished before their turn.
    early: BTreeMap<u64, D>,
    given: u64,
    taken: u64,
    room: u64,
}

impl<W: Send, D: Send> Pool<W, D> {
    /// Starts the threads inside a scope; they end when the pool is dropped.
    pub fn start<'scope, 'env>(
        scope: &'scope Scope<'scope, 'env>,
        threads: usize,
        job: impl Fn(W) -> D + Send + Sync + 'scope,
    ) -> Pool<W, D>
    where
        W: 'scope,
        D: 'scope,
    {
        let (work, queue) = channel::<(u64, W)>();
        let (finish, done) = channel();
        let (queue, job) = (Arc::new(Mutex::new(queue)), Arc::new(job));
        for _ in 0..threads.max(1) {
            let (queue, finish, job) = (queue.clone(), finish.clone(), job.clone());
            scope.spawn(move || labour(&queue, &finish, &*job));
        }
        let room = (threads.max(1) * AHEAD) as u64;
        Pool { work: Some(work), done, early: BTreeMap::new(), given: 0, taken: 0, room }
    }

    /// Puts work in.
    pub fn give(&mut self, work: W) {
        if let Some(sender) = &self.work {
            // The receiving end lives as long as the threads, which outlive the sender.
            let _ = sender.send((self.given, work));
            self.given += 1;
        }
    }

    /// The next result, once the pool is crowded; `None` while there is room for more work.
    pub fn when_crowded(&mut self) -> Option<D> {
        if self.given - self.taken >= self.room { self.next() } else { None }
    }

    /// The next result in order; waits for it. `None` when nothing is under way.
    pub fn next(&mut self) -> Option<D> {
        if self.taken == self.given {
            return None;
        }
        while !self.early.contains_key(&self.taken) {
            let (number, done) = self.done.recv().ok()?;
            self.early.insert(number, done);
        }
        let done = self.early.remove(&self.taken);
        self.taken += 1;
        done
    }
}

/// Takes work until there is no more.
fn labour<W, D>(queue: &Mutex<Receiver<(u64, W)>>, finish: &Sender<(u64, D)>, job: &(impl Fn(W) -> D + ?Sized)) {
    loop {
        let next = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok((number, work)) = next else { return };
        if finish.send((number, job(work))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        for threads in [1, 2, 7] {
            let got = std::thread::scope(|scope| {
                let mut pool = Pool::start(scope, threads, |n: u64| {
                    std::thread::sleep(std::time::Duration::from_micros((n * 37) % 500));
                    n * 2
                });
                let mut got = Vec::new();
                for n in 0..200 {
                    pool.give(n);
                    got.extend(pool.when_crowded());
                }
                while let Some(n) = pool.next() {
                    got.push(n);
                }
                got
            });
            assert_eq!(got, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
