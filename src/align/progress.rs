//! How far a comparison has come, for whoever waits for it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whom to tell how far a comparison has come. By default nobody.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(f64) + Send + Sync>>);

/// So many steps are taken between two tellings.
const SOME: usize = 512;

impl Progress {
    /// Tells `listener` the share that is done, from 0 to 1, now and then and from any thread.
    pub fn new(listener: impl Fn(f64) + Send + Sync + 'static) -> Self {
        Progress(Some(Arc::new(listener)))
    }

    /// The part of the work from one share to another, in so many steps.
    pub(crate) fn part(&self, from: f64, to: f64) -> Part<'_> {
        Part { progress: self, from, to }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Progress(told)" } else { "Progress(not told)" })
    }
}

/// A part of the work.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    progress: &'a Progress,
    from: f64,
    to: f64,
}

impl<'a> Part<'a> {
    /// A part of this part.
    pub(super) fn part(self, from: f64, to: f64) -> Part<'a> {
        let at = |share: f64| self.from + share * (self.to - self.from);
        Part { progress: self.progress, from: at(from), to: at(to) }
    }

    /// The part as so many steps.
    pub(super) fn steps(self, total: usize) -> Steps<'a> {
        Steps { part: self, total, done: AtomicUsize::new(0) }
    }
}

/// Steps of a part, which several threads may take at once.
pub(super) struct Steps<'a> {
    part: Part<'a>,
    total: usize,
    done: AtomicUsize,
}

impl Steps<'_> {
    /// A step was taken.
    pub(super) fn step(&self) {
        let Some(listener) = &self.part.progress.0 else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(SOME) || done == self.total {
            let share = done as f64 / self.total as f64;
            listener(self.part.from + share * (self.part.to - self.part.from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn parts_of_parts_are_told_as_shares_of_the_whole() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&told);
        let progress = Progress::new(move |share| listener.lock().unwrap().push(share));
        let steps = progress.part(0.5, 1.0).part(0.0, 0.5).steps(2);
        steps.step();
        steps.step();
        assert_eq!(*told.lock().unwrap(), [0.75]);
    }
}
