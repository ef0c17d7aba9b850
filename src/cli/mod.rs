//! The command line: one file for each command. It uses the library as any program would.

mod arguments;
mod built_in;
mod cache;
mod compare;
mod completions;
mod decide;
mod eval;
mod extract;
mod forms;
mod help;
mod init;
mod input;
mod lineage;
#[cfg(feature = "open")]
mod open;
mod options;
mod output;
mod pager;
mod precedent;
mod repeats;
mod review;
mod survey;
mod timings;
mod trace;
mod unfinished;

use std::process::ExitCode;

pub use arguments::Arguments;

use arguments::{Command, RevisionsArgument};
use cache::Cache;
use output::Console;

use crate::error::Result;
use crate::extract::{Options, Profile};

/// What a run comes to.
enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1, though nothing went wrong: the texts differ, and the user asked to be told.
    Differs,
}

/// Runs the command and gives its exit code: 0 done, 1 an error. Wrong use, code 2, ends earlier, in
/// the parsing of the arguments.
pub fn run(arguments: Arguments) -> ExitCode {
    unfinished::outgrown_files_are_errors();
    let revisions = arguments.revisions.map(RevisionsArgument::revisions);
    let cache = match arguments.no_cache {
        true => Cache::none(),
        false => Cache::open(arguments.cache.as_deref()),
    };
    let reading = Options { revisions, profile: None };
    let mut console = Console::new(&arguments.terminal, arguments.corpus.clone(), reading, cache);
    match arguments.profile.as_deref().map(Profile::named).transpose() {
        Ok(profile) => console.reading.profile = profile,
        Err(error) => {
            console.error(&error);
            return ExitCode::FAILURE;
        }
    }
    if let Some(threads) = arguments.threads {
        // The pool is there already if a program that uses this one has made it; its number stands then.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    let timings = arguments.timings.then(timings::Timings::start);
    let outcome = dispatch(arguments, &console);
    console.cache.keep();
    if let Some(timings) = timings {
        console.note(&timings.table());
    }
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::FAILURE,
        Err(error) => {
            console.error(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: Arguments, console: &Console) -> Result<Outcome> {
    match arguments.command {
        Command::Init(command) => init::run(&command, console),
        #[cfg(feature = "open")]
        Command::Open(command) => open::run(&command, console),
        #[cfg(feature = "open")]
        Command::Picture(command) => open::picture::run(&command, console),
        Command::Extract(command) => extract::run(&command, console),
        Command::Compare(command) => compare::run(&command, console),
        Command::Lineage(command) => lineage::run(&command, console),
        Command::Trace(command) => trace::run(&command, console),
        Command::Precedent(command) => precedent::run(&command, console),
        Command::Repeats(command) => repeats::run(&command, console),
        Command::Survey(command) => survey::run(&command, console),
        Command::Review(command) => review::run(&command, console),
        Command::Decide(command) => decide::run(&command, console),
        Command::Eval(command) => eval::run(&command, console),
        Command::Schema(command) => built_in::schema(&command, console),
        Command::Lexicon(command) => built_in::lexicon(&command, console),
        Command::Names(command) => built_in::names(&command, console),
        Command::Instruments(_) => built_in::instruments(console),
        Command::Profile(command) => built_in::profile(&command, console),
        Command::Cache(command) => built_in::cache(&command, console),
        Command::Completions(command) => completions::completions(&command, console),
        Command::Ids(command) => completions::ids(&command, console),
        Command::Man(command) => help::man(&command, console),
    }
}
