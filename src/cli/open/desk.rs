//! What all tabs share: the folder, its documents and their lineage.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::Notify;

use super::history::{History, MadeOf};
use super::shelf::{FileState, Shelf};
use super::work::{Going, Work};
use crate::cli::cache::{Cache, Place};
use crate::cli::decide::user_of_git;
use crate::cli::output::Console;
use crate::decisions::{DECISIONS, Decisions};
use crate::error::{Error, Result};
use crate::extract::Options;

/// How often it is looked whether files have changed, by whoever.
const LOOKS: Duration = Duration::from_millis(700);

/// What is told of work that failed.
const FAILED: &str = "something went wrong within the program; the terminal says more";

/// What is told of work that was stopped.
const STOPPED: &str = "the work was stopped; it goes on when something changes, or when you say so";

/// The folder and what is known of it.
pub(super) struct Desk {
    pub(super) folder: PathBuf,
    pub(super) how: Options,
    /// Where what was read is kept.
    place: Place,
    pub(super) work: Work,
    /// Counts what has changed.
    revision: AtomicU64,
    /// Held while the folder is read: one reads it at a time.
    reading: Mutex<()>,
    state: Mutex<State>,
    who: Mutex<Option<String>>,
    decisions: Mutex<Option<(Option<FileState>, Arc<Decisions>)>>,
    last_act: Mutex<Option<Act>>,
    /// How many questions are open, at which revision.
    open: Mutex<Option<(u64, usize)>>,
    ends: Notify,
}

/// What was decided last, with the file of decisions as it was before and after.
#[derive(Clone)]
pub(super) struct Act {
    pub(super) pairs: Vec<(String, String)>,
    pub(super) before: String,
    pub(super) after: String,
}

/// What was read.
#[derive(Default)]
struct State {
    shelf: Arc<Shelf>,
    is_read: bool,
    history: Option<Arc<History>>,
    /// What the history was made of, whether or not one came of it.
    made_of: Option<MadeOf>,
    /// Why there is no history.
    failure: Option<String>,
}

/// What every page asks for again and again.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    /// Grows whenever anything has changed that is told here or in a list.
    revision: u64,
    /// Changes only with the texts and the decisions: what a comparison that is shown was made of.
    made_of: String,
    folder: String,
    has_manifest: bool,
    who: Option<String>,
    work: Option<Going>,
    documents: usize,
    problems: usize,
    questions: Option<usize>,
    /// Whether the lineage is of the folder as it is now.
    ready: bool,
    decisions: usize,
    failure: Option<String>,
    version: &'static str,
}

impl Desk {
    pub(super) fn new(folder: PathBuf, console: &Console) -> Self {
        let who = user_of_git(&folder);
        Desk {
            folder,
            how: console.reading.clone(),
            place: console.cache.place(),
            work: Work::default(),
            revision: AtomicU64::new(1),
            reading: Mutex::default(),
            state: Mutex::default(),
            who: Mutex::new(who),
            decisions: Mutex::default(),
            last_act: Mutex::default(),
            open: Mutex::default(),
            ends: Notify::new(),
        }
    }

    /// Keeps up with the folder until the program ends, in a thread of its own: reads what has changed, and makes the lineage
    /// anew.
    pub(super) fn keep_up(self: &Arc<Self>) {
        let desk = Arc::clone(self);
        thread::spawn(move || {
            loop {
                // What fails for one state of the folder may go well for the next.
                if catch_unwind(AssertUnwindSafe(|| desk.look())).is_err() {
                    desk.failed(FAILED);
                }
                thread::sleep(LOOKS);
            }
        });
    }

    /// There is no lineage of the folder as it is.
    fn failed(&self, why: &str) {
        let mut state = self.state();
        state.made_of = Some((state.shelf.stamp.clone(), self.stamp_of_decisions()));
        state.failure = Some(why.to_owned());
        drop(state);
        self.changed();
    }

    /// Looks once whether something has changed.
    fn look(&self) {
        self.read_again();
        let decisions = self.stamp_of_decisions();
        let (shelf, is_due) = {
            let state = self.state();
            let made_of = Some((state.shelf.stamp.clone(), decisions));
            (Arc::clone(&state.shelf), state.made_of != made_of)
        };
        if !is_due {
            return;
        }
        let made_of: MadeOf = (shelf.stamp.clone(), decisions);
        let before = self.history();
        let of = made_of.clone();
        let made = match shelf.followed().next().is_none() {
            true => Some(Ok(None)),
            false => self.work.done("comparing", |job| {
                History::of(self, &shelf, of, before, job).map(|history| Some(Arc::new(history)))
            }),
        };
        // What was stopped is not begun again before something changes; what changed before it was stopped does not count.
        let settled = match made {
            Some(_) => made_of,
            None => (shelf.stamp_now(&self.folder), self.stamp_of_decisions()),
        };
        let mut state = self.state();
        state.made_of = Some(settled);
        match made {
            Some(Ok(history)) => (state.history, state.failure) = (history, None),
            Some(Err(error)) => (state.history, state.failure) = (None, Some(error.to_string())),
            None => state.failure = Some(STOPPED.to_owned()),
        }
        drop(state);
        self.changed();
    }

    /// Goes on with what was stopped.
    pub(super) fn go_on(&self) {
        let mut state = self.state();
        state.made_of = None;
        state.failure = None;
        // What was read before it was stopped is the same still.
        if state.shelf.problems.iter().any(|(_, error)| error == STOPPED) {
            state.is_read = false;
        }
        drop(state);
        self.changed();
    }

    /// Reads what has changed in the folder, if anything has. Who asks while it is read waits for it.
    pub(super) fn read_again(&self) -> Arc<Shelf> {
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, is_read) = {
            let state = self.state();
            (Arc::clone(&state.shelf), state.is_read)
        };
        if is_read && before.stamp == before.stamp_now(&self.folder) {
            return before;
        }
        let cache = self.cache(&before);
        let read = catch_unwind(AssertUnwindSafe(|| {
            self.work.done("reading", |job| Shelf::read(&self.folder, &self.how, &cache, &before, job))
        }));
        // What was stopped or failed is not begun again before something changes.
        let read = match read {
            Ok(Some(shelf)) => shelf,
            Ok(None) => before.with_problem(&self.folder, STOPPED),
            Err(_) => before.with_problem(&self.folder, FAILED),
        };
        let shelf = Arc::new(read);
        let mut state = self.state();
        state.shelf = Arc::clone(&shelf);
        state.is_read = true;
        drop(state);
        self.changed();
        shelf
    }

    /// The documents, read if they are not.
    pub(super) fn shelf(&self) -> Arc<Shelf> {
        let state = self.state();
        if state.is_read {
            return Arc::clone(&state.shelf);
        }
        drop(state);
        self.read_again()
    }

    /// The lineage, if it is there; it may be of the folder as it was a moment ago.
    pub(super) fn history(&self) -> Option<Arc<History>> {
        self.state().history.clone()
    }

    /// The lineage of the folder as it is now, if it is there.
    pub(super) fn present(&self) -> Option<Arc<History>> {
        let now = (self.shelf().stamp_now(&self.folder), self.stamp_of_decisions());
        self.history().filter(|history| history.made_of == now)
    }

    /// Why there is no lineage, if one was to be made.
    pub(super) fn failure(&self) -> Option<String> {
        self.state().failure.clone()
    }

    /// Something has changed that pages show.
    pub(super) fn changed(&self) {
        self.revision.fetch_add(1, Ordering::Relaxed);
    }

    /// What every page asks for.
    pub(super) fn told(&self, questions: impl Fn(&History) -> usize) -> Told {
        let going = self.work.going();
        let (shelf, history, failure) = {
            let state = self.state();
            (Arc::clone(&state.shelf), state.history.clone(), state.failure.clone())
        };
        let made_of: MadeOf = (shelf.stamp.clone(), self.stamp_of_decisions());
        let mut digest = DefaultHasher::new();
        made_of.hash(&mut digest);
        Told {
            made_of: format!("{:016x}", digest.finish()),
            revision: self.revision.load(Ordering::Relaxed),
            folder: self.folder.file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy().into_owned()),
            has_manifest: shelf.has_manifest,
            who: self.who(),
            work: going,
            documents: shelf.held.len(),
            problems: shelf.problems.len(),
            ready: history.as_ref().is_some_and(|history| history.made_of == made_of),
            questions: history.map(|history| self.open_by_now(|| questions(&history))),
            // A file that cannot be read is told of where something is decided.
            decisions: self.decisions().map_or(0, |decisions| decisions.iter().count()),
            failure,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// What the file of decisions is like.
    fn stamp_of_decisions(&self) -> Option<FileState> {
        FileState::of(&self.folder.join(DECISIONS))
    }

    /// What was decided by now, read again only if the file has changed.
    ///
    /// # Errors
    /// As [`Decisions::open`].
    pub(super) fn decisions(&self) -> Result<Arc<Decisions>> {
        let mut kept = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.stamp_of_decisions();
        if let Some((of, decisions)) = kept.as_ref()
            && *of == stamp
        {
            return Ok(Arc::clone(decisions));
        }
        let decisions = Arc::new(Decisions::open(&self.folder)?);
        *kept = Some((stamp, Arc::clone(&decisions)));
        Ok(decisions)
    }

    /// Remembers what was decided, so that it can be undone with what it put others in the place of.
    pub(super) fn remember(&self, act: Act) {
        *self.last_act.lock().unwrap_or_else(PoisonError::into_inner) = Some(act);
    }

    pub(super) fn last_act(&self) -> Option<Act> {
        self.last_act.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A number that is asked for again and again, made anew only when something has changed.
    fn open_by_now(&self, count: impl Fn() -> usize) -> usize {
        let revision = self.revision.load(Ordering::Relaxed);
        let mut kept = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match *kept {
            Some((of, open)) if of == revision => open,
            _ => {
                let open = count();
                *kept = Some((revision, open));
                open
            }
        }
    }

    /// A cache that knows the documents of the shelf; none is shared between threads.
    pub(super) fn cache(&self, shelf: &Shelf) -> Cache {
        let known = shelf.held.iter().filter_map(|one| Some((one.document.id.as_str(), one.key.as_deref()?)));
        Cache::at(&self.place, known)
    }

    pub(super) fn who(&self) -> Option<String> {
        self.who.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Names who decides.
    ///
    /// # Errors
    /// If the name is blank.
    pub(super) fn name(&self, who: &str) -> Result<()> {
        let who = who.trim();
        if who.is_empty() || who.contains(char::is_control) {
            return Err(Error::usage("give the name of who decides"));
        }
        *self.who.lock().unwrap_or_else(PoisonError::into_inner) = Some(who.to_owned());
        self.changed();
        Ok(())
    }

    /// Ends the program when what is being answered is.
    pub(super) fn end(&self) {
        self.ends.notify_one();
    }

    pub(super) async fn told_to_end(&self) {
        self.ends.notified().await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
