//! Files that are being written: each takes its name once it is whole. If the program is told to end before (INT,
//! TERM, HUP), it goes; what a program leaves that nobody could tell to end (`kill -9`, a power cut) goes when something is next
//! written in that folder.

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

/// How the names of such files begin.
const PREFIX: &str = ".travaux-unfinished-";

/// How old such a file is before it counts as left behind where no lock tells whether somebody still writes it.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Those of this process. Whoever holds the lock may make them, give them their names or take them away: a signal that ends the
/// program never lets go of it.
static OWN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Whether an interrupt means something else than the end of the program: a pager has the terminal, or a server ends by itself.
static ARE_INTERRUPTS_ANOTHERS: AtomicBool = AtomicBool::new(false);

/// A file that is being written. It is there under a name of its own until it is given the one that it is to have.
pub(super) struct Unfinished(Option<NamedTempFile>);

impl Unfinished {
    /// A file in a folder, which those may read whom these permissions let, or else nobody but the user.
    pub(super) fn new_in(folder: &Path, permissions: Option<Permissions>) -> io::Result<Self> {
        watch_for_signals();
        loop {
            let file = {
                let mut own = own();
                let mut builder = tempfile::Builder::new();
                builder.prefix(PREFIX);
                if let Some(permissions) = &permissions {
                    builder.permissions(permissions.clone());
                }
                let file = builder.tempfile_in(folder)?;
                own.insert(file.path().to_owned());
                Unfinished(Some(file))
            };
            // As long as it is locked it is not left behind. Some file systems know no locks; there its age tells.
            let _ = file.as_file().lock();
            // Somebody may have taken it for one that was left behind just before.
            if is_at(file.as_file(), file.held().path()) {
                return Ok(file);
            }
        }
    }

    /// The file itself.
    pub(super) fn as_file(&self) -> &File {
        self.held().as_file()
    }

    /// Gives the file its name, in the place of whatever has that.
    ///
    /// # Errors
    /// If it cannot have it; then nothing is left of the file.
    pub(super) fn persist(mut self, path: &Path) -> io::Result<()> {
        let Some(file) = self.0.take() else { return Ok(()) };
        let mut own = own();
        own.remove(file.path());
        file.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Gives the file its name, if nothing has that.
    ///
    /// # Errors
    /// If it cannot have it, with the file, which may be given another name.
    #[cfg(feature = "open")]
    pub(super) fn persist_noclobber(mut self, path: &Path) -> Result<(), (io::Error, Self)> {
        let Some(file) = self.0.take() else { return Ok(()) };
        let mut own = own();
        let name = file.path().to_owned();
        match file.persist_noclobber(path) {
            Ok(_) => {
                own.remove(&name);
                Ok(())
            }
            Err(error) => Err((error.error, Unfinished(Some(error.file)))),
        }
    }

    fn held(&self) -> &NamedTempFile {
        self.0.as_ref().expect("it is held until it has its name")
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.as_file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.as_file().flush()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let mut own = own();
            own.remove(file.path());
            drop(file);
        }
    }
}

fn own() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    OWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what lies unfinished in a folder and nobody writes any more: its process did not live to finish it.
pub(super) fn clear_abandoned(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        if file.file_name().to_string_lossy().starts_with(PREFIX) {
            // What cannot be opened or taken away is somebody else's.
            let _ = clear_if_abandoned(&file.path());
        }
    }
}

fn clear_if_abandoned(path: &Path) -> io::Result<()> {
    // A pipe of that name would be waited for, and a link may lead anywhere.
    let about = path.symlink_metadata()?;
    if !about.is_file() {
        return Ok(());
    }
    let file = File::open(path)?;
    let is_abandoned = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => {
            let since = SystemTime::now().duration_since(about.modified()?);
            since.is_ok_and(|since| since >= ABANDONED)
        }
    };
    // Whoever made it has given it its name meanwhile, if it is here no more.
    if is_abandoned && is_at(&file, path) { fs::remove_file(path) } else { Ok(()) }
}

/// Whether an open file is the one that is at a path now.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        (_, Err(error)) => error.kind() != io::ErrorKind::NotFound,
        // Whatever is wrong is told when the file is read.
        _ => true,
    }
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// As long as this is held, an interrupt from the keyboard does not end the program.
pub(super) struct InterruptsOfAnother(());

impl InterruptsOfAnother {
    /// Leaves interrupts to another.
    pub(super) fn begin() -> Self {
        ARE_INTERRUPTS_ANOTHERS.store(true, Ordering::SeqCst);
        InterruptsOfAnother(())
    }
}

impl Drop for InterruptsOfAnother {
    fn drop(&mut self) {
        ARE_INTERRUPTS_ANOTHERS.store(false, Ordering::SeqCst);
    }
}

/// From the first unfinished file on, a signal that ends the program takes its unfinished files along.
#[cfg(unix)]
fn watch_for_signals() {
    use std::sync::{Once, mpsc};
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let (began, begins) = mpsc::channel();
        let watch = move || {
            let signals = Signals::new([SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal)));
            let _ = began.send(());
            let Ok(mut signals) = signals else { return };
            for signal in signals.forever() {
                if signal == SIGINT && ARE_INTERRUPTS_ANOTHERS.load(Ordering::SeqCst) {
                    continue;
                }
                let own = own();
                own.iter().for_each(|path| drop(fs::remove_file(path)));
                // Whoever started the program learns that the signal ended it.
                let _ = emulate_default_handler(signal);
            }
        };
        // Without a thread signals end the program all the same, and the next one clears up.
        if thread::Builder::new().name("signals".into()).spawn(watch).is_ok() {
            let _ = begins.recv();
        }
    });
}

#[cfg(not(unix))]
fn watch_for_signals() {}

/// Where files may grow no larger, the system would end the program at once; now it is told that it cannot write on, and tells
/// its user.
#[cfg(unix)]
pub(super) fn outgrown_files_are_errors() {
    use std::sync::Arc;
    // What cannot be registered leaves all as it was.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

#[cfg(not(unix))]
pub(super) fn outgrown_files_are_errors() {}

/// Whether whoever started the program has it ignore a signal (`nohup`, or `&` in a script), which is not to change. Where the
/// system does not tell, that is supposed of the end of the terminal alone.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let ignored = fs::read_to_string("/proc/self/status").ok().and_then(|status| {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    });
    match ignored {
        Some(ignored) => ignored >> (signal - 1) & 1 == 1,
        None => signal == signal_hook::consts::SIGHUP,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn what_is_being_written_stays_and_what_was_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = Unfinished::new_in(folder.path(), None).unwrap();
        file.write_all(b"lamps").unwrap();
        fs::write(folder.path().join(format!("{PREFIX}left")), "half a la").unwrap();
        fs::create_dir(folder.path().join(format!("{PREFIX}folder"))).unwrap();
        fs::write(folder.path().join("notes"), "mine").unwrap();
        clear_abandoned(folder.path());
        assert_eq!(names(folder.path()).len(), 3, "{:?}", names(folder.path()));
        file.persist(&folder.path().join("lamps")).unwrap();
        let mut left = names(folder.path());
        left.sort();
        assert_eq!(left, [&format!("{PREFIX}folder"), "lamps", "notes"]);
        drop(Unfinished::new_in(folder.path(), None).unwrap());
        assert_eq!(names(folder.path()).len(), 3);
        let own = own().iter().any(|path| path.starts_with(folder.path()));
        assert!(!own, "what has its name, or is gone, is not taken away any more");
    }
}
