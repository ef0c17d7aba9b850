//! `travaux open`: the workbench, all that the program can do by mouse and keyboard in a browser on one's own machine.
//!
//! A server on the loopback address alone, behind a token that the address holds. What a person changes is kept in the folder's
//! own files (`manifest.toml`, `readings.toml`, `decisions.toml`), as the command line keeps it, at once and whole, so that
//! nothing is lost whatever ends the program. What is shown is made of the same reports that every command writes.

mod answer;
mod assets;
mod decisions;
mod desk;
mod documents;
mod guard;
mod history;
mod manifest;
pub(super) mod picture;
mod precedents;
mod reading;
mod routes;
mod shelf;
mod views;
mod work;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::Outcome;
use super::arguments::{DEFAULT_CORPUS, Open};
use super::output::Console;
use super::unfinished::InterruptsOfAnother;
use crate::corpus::MANIFEST;
use crate::error::{Error, Result};
use desk::Desk;
use guard::Guard;

/// How many threads answer requests; what takes longer has threads of its own.
const THREADS: usize = 2;

/// How long what is being answered may take when the program is to end.
const GRACE: Duration = Duration::from_secs(1);

pub(super) fn run(command: &Open, console: &Console) -> Result<Outcome> {
    let folder = folder(command.folder.as_deref(), &console.corpus)?;
    let name = format!("127.0.0.1:{}", command.port);
    let failed = |source| Error::write(Path::new(&name), source);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, command.port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Error::usage(format!(
            "another program listens on port {} already; leave --port out, or name another one",
            command.port
        )),
        _ => failed(error),
    })?;
    listener.set_nonblocking(true).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let guard = Guard::new(port)?;
    let address = guard.address(command.view.as_deref().unwrap_or_default());
    let desk = Arc::new(Desk::new(folder, console));
    desk.keep_up();
    console.write(&format!("{address}\n"), None)?;
    console
        .note("the workbench is at this address until you press Ctrl-C here, or close it on one of its pages (More)");
    if !command.no_browser
        && let Err(error) = open::that_detached(&address)
    {
        console.note(&format!("no browser could be started ({error}); open the address yourself"));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build();
    let runtime = runtime.map_err(failed)?;
    let _interrupts = InterruptsOfAnother::begin();
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (ended, ending) = (Arc::clone(&desk), Arc::new(Notify::new()));
        let ends = Arc::clone(&ending);
        let end = async move {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = ended.told_to_end() => {}
            }
            ending.notify_one();
        };
        let all = routes::all(Arc::clone(&desk), Arc::new(guard));
        tokio::select! {
            served = async { axum::serve(listener, all).with_graceful_shutdown(end).await } => served,
            // Who has begun a request and does not end it is not waited for.
            () = async { ends.notified().await; tokio::time::sleep(GRACE).await } => Ok(()),
        }
    });
    desk.work.stop();
    // What was being sent is let go of, with the file that was to hold it; long work is not waited for.
    runtime.shutdown_timeout(GRACE);
    served.map_err(failed)?;
    console.note("the workbench has ended; all that was decided is kept in its folder");
    Ok(Outcome::Done)
}

/// The folder to work in: the one that is named, else the one where the program was started if it has a manifest, else the
/// corpus.
fn folder(named: Option<&Path>, corpus: &Path) -> Result<PathBuf> {
    let here = PathBuf::from(".");
    let folder = match named {
        Some(folder) => folder.to_owned(),
        None if corpus != Path::new(DEFAULT_CORPUS) => corpus.to_owned(),
        None if !here.join(MANIFEST).exists() && corpus.join(MANIFEST).exists() => corpus.to_owned(),
        None => here,
    };
    if !folder.is_dir() {
        return Err(Error::file(&folder, "is no folder; name the folder in which the documents are, or an empty one"));
    }
    folder.canonicalize().map_err(|source| Error::read(&folder, source))
}
