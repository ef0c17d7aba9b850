//! Long work: what is being done, how far it has come, and that it is to stop.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::align::Progress;

/// The work that goes on: what was begun last is told.
#[derive(Default)]
pub(super) struct Work(Mutex<Vec<Arc<Job>>>);

/// A piece of long work.
pub(super) struct Job {
    doing: &'static str,
    /// The share that is done, as the bits of a number from 0 to 1.
    share: AtomicU64,
    is_stopped: AtomicBool,
}

/// Thrown through work that is told to stop. The engine has no place to hand an error on from within its loops; to unwind is how
/// incremental compilers stop as well.
struct Stopped;

/// Work that goes on, as it is told.
#[derive(Debug, Serialize)]
pub(super) struct Going {
    doing: &'static str,
    share: f64,
    stoppable: bool,
}

impl Work {
    /// What goes on.
    pub(super) fn going(&self) -> Option<Going> {
        let job = self.lock().last().cloned()?;
        let share = f64::from_bits(job.share.load(Ordering::Relaxed));
        Some(Going { doing: job.doing, share, stoppable: true })
    }

    /// Stops all that goes on.
    pub(super) fn stop(&self) {
        self.lock().iter().for_each(|job| job.is_stopped.store(true, Ordering::Relaxed));
    }

    /// Does some work; nothing comes of it if it was told to stop.
    pub(super) fn done<T>(&self, doing: &'static str, act: impl FnOnce(&Arc<Job>) -> T) -> Option<T> {
        let job = Arc::new(Job { doing, share: AtomicU64::new(0), is_stopped: AtomicBool::new(false) });
        self.lock().push(Arc::clone(&job));
        let outcome = catch_unwind(AssertUnwindSafe(|| act(&job)));
        self.lock().retain(|other| !Arc::ptr_eq(other, &job));
        match outcome {
            Ok(done) => (!job.is_stopped.load(Ordering::Relaxed)).then_some(done),
            Err(thrown) if thrown.is::<Stopped>() => None,
            Err(thrown) => resume_unwind(thrown),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Job>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    /// So much of it is done. Does not come back if it is to stop.
    pub(super) fn has_come(&self, share: f64) {
        self.share.store(share.to_bits(), Ordering::Relaxed);
        if self.is_stopped.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Stopped));
        }
    }

    /// The same for the library: a part of the work, from one share to another.
    pub(super) fn progress(self: &Arc<Self>, from: f64, to: f64) -> Progress {
        let job = Arc::clone(self);
        Progress::new(move |share| job.has_come(from + share * (to - from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_tells_how_far_it_has_come_and_stops() {
        let work = Work::default();
        assert!(work.going().is_none());
        let done = work.done("comparing", |job| {
            job.progress(0.5, 1.0);
            job.has_come(0.25);
            assert_eq!(work.going().map(|going| (going.doing, going.share)), Some(("comparing", 0.25)));
            7
        });
        assert_eq!(done, Some(7));
        let stopped = work.done("comparing", |job| {
            // What is done meanwhile does not take its place.
            assert_eq!(work.done("reading", |_| work.going().map(|going| going.doing)), Some(Some("reading")));
            assert_eq!(work.going().map(|going| going.doing), Some("comparing"));
            work.stop();
            job.has_come(0.5);
            unreachable!("it was told to stop")
        });
        assert_eq!(stopped, None::<()>);
        assert!(work.going().is_none());
    }
}
