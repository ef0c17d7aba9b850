//! Where the time of a run goes: a table of stages, for whoever makes the program faster.
//!
//! The library marks its stages as spans of `tracing`; here they are timed and summed.

use std::cell::RefCell;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was measured of a stage, over all threads.
#[derive(Debug, Default, Clone, Copy)]
struct Stage {
    /// How often it was entered.
    times: u64,
    /// How long threads were in it, without the stages within it; where one waits for others, that counts as well.
    own: Duration,
    /// The same with the stages within it.
    whole: Duration,
    /// The most memory that the process had held when the stage was left last, in kilobytes; nothing for those within
    /// others, which are many.
    peak: Option<u64>,
}

/// A stage that a thread is in.
struct Entered {
    id: u64,
    since: Instant,
    /// How long the stages within it took so far.
    within: Duration,
}

thread_local! {
    static ENTERED: RefCell<Vec<Entered>> = const { RefCell::new(Vec::new()) };
}

/// Sums up how long each stage takes.
pub(super) struct Timings {
    started: Instant,
    /// The stages that were met, in that order; a span's id is its stage's place, counted from one.
    stages: Mutex<Vec<(&'static str, Stage)>>,
}

impl Timings {
    /// Begins to measure.
    pub(super) fn start() -> Arc<Self> {
        let timings = Arc::new(Timings { started: Instant::now(), stages: Mutex::default() });
        // Where a program that uses this one listens to spans itself, it goes on to do so.
        let _ = tracing::subscriber::set_global_default(Listener(timings.clone()));
        timings
    }

    /// What was measured so far, as a table.
    pub(super) fn table(&self) -> String {
        let wall = self.started.elapsed();
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner).clone();
        stages.sort_by_key(|(name, stage)| (std::cmp::Reverse(stage.own), *name));
        let milliseconds = |duration: Duration| format!("{:.1}", duration.as_secs_f64() * 1_000.0);
        let mut table = String::new();
        let mut line = |[name, times, own, whole, peak]: [&str; 5]| {
            table.push_str(format!("{name:<24} {times:>9} {own:>12} {whole:>12} {peak:>12}").trim_end());
            table.push('\n');
        };
        line(["stage", "times", "own, ms", "whole, ms", "peak, kB"]);
        for (name, Stage { times, own, whole, peak }) in &stages {
            let peak = peak.map(|peak| peak.to_string()).unwrap_or_default();
            line([name, &times.to_string(), &milliseconds(*own), &milliseconds(*whole), &peak]);
        }
        let own: Duration = stages.iter().map(|(_, stage)| stage.own).sum();
        line(["all stages and threads", "", &milliseconds(own), "", ""]);
        let peak = peak_memory().map(|peak| peak.to_string()).unwrap_or_default();
        line(["from start to end", "", "", &milliseconds(wall), &peak]);
        table
    }

    fn stage(&self, id: u64, change: impl FnOnce(&mut Stage)) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, stage)) = stages.get_mut(id as usize - 1) {
            change(stage);
        }
    }
}

/// What the library's spans are told to. (A type of its own, since the trait asks for one that is not shared.)
struct Listener(Arc<Timings>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target().starts_with(env!("CARGO_PKG_NAME"))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let name = span.metadata().name();
        let mut stages = self.0.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let at = stages.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
            stages.push((name, Stage::default()));
            stages.len() - 1
        });
        Id::from_u64(at as u64 + 1)
    }

    fn enter(&self, span: &Id) {
        let entered = Entered { id: span.into_u64(), since: Instant::now(), within: Duration::ZERO };
        ENTERED.with_borrow_mut(|stack| stack.push(entered));
    }

    fn exit(&self, span: &Id) {
        let left = ENTERED.with_borrow_mut(|stack| {
            let left = stack.pop_if(|last| last.id == span.into_u64())?;
            let whole = left.since.elapsed();
            if let Some(outer) = stack.last_mut() {
                outer.within += whole;
            }
            // A stage within itself counts once.
            let is_outermost = stack.iter().all(|other| other.id != left.id);
            Some((whole, whole.saturating_sub(left.within), is_outermost, stack.is_empty()))
        });
        if let Some((whole, own, is_outermost, is_alone)) = left {
            let is_main = is_alone && thread::current().name() == Some("main");
            let peak = if is_main { peak_memory() } else { None };
            self.0.stage(span.into_u64(), |stage| {
                stage.times += 1;
                stage.own += own;
                stage.peak = peak.or(stage.peak);
                stage.whole += if is_outermost { whole } else { Duration::ZERO };
            });
        }
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}
}

/// The most memory that the process held so far, in kilobytes, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches("kB").trim().parse().ok()
}
