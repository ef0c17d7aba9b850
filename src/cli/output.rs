//! Where results, warnings and errors go: results to standard output or a file, all else to standard
//! error.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tracing::trace_span;

use super::arguments::TerminalArguments;
use super::cache::Cache;
use super::forms::Target;
use super::pager::{Pager, is_longer_than_screen};
use super::unfinished::{Unfinished, clear_abandoned};
use crate::align::Progress;
use crate::corpus::{Corpus, MANIFEST, READINGS};
use crate::decisions::{DECISIONS, Decisions};
use crate::error::{Error, Result, Warning};
use crate::extract::Options;
use crate::render::text::{clean, doubtful};
use crate::render::{Setting, Terminal};
use crate::report::Report;
use crate::report::english::RESULT;

/// The width where there is no terminal to ask.
const DEFAULT_WIDTH: u16 = 100;

/// The standard streams and how to write to them.
pub(super) struct Console {
    /// How to write results.
    pub(super) terminal: Terminal,
    /// How to write them to a file, whose width is not that of the terminal.
    file: Terminal,
    /// The folder in which document ids are looked up.
    pub(super) corpus: PathBuf,
    /// How to read documents.
    pub(super) reading: Options,
    /// Whether standard input was read, which can be done once.
    pub(super) has_read_input: Cell<bool>,
    /// What is kept of documents that were read before.
    pub(super) cache: Cache,
    /// What shows tables that are longer than the terminal; none where there is no terminal.
    pager: Option<Pager>,
    /// How to write messages.
    messages: Terminal,
    /// The corpus, once it was asked for.
    opened: OnceCell<Corpus>,
    /// The files that were read, none of which is to be overwritten.
    inputs: RefCell<Vec<PathBuf>>,
    /// The bar that shows how far the work has come; hidden where there is no terminal.
    bar: ProgressBar,
}

/// How many warnings that say the same of different documents are printed one by one.
const MOST_ALIKE: usize = 3;

/// Work that takes no longer than this is not worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);

impl Console {
    pub(super) fn new(arguments: &TerminalArguments, corpus: PathBuf, reading: Options, cache: Cache) -> Self {
        let width = arguments.width.unwrap_or_else(default_width);
        let file = Terminal { width: arguments.width.unwrap_or(DEFAULT_WIDTH), colour: false };
        // Whichever command it is, what a person wrote into these is written nowhere else.
        let inputs = [MANIFEST, DECISIONS, READINGS].iter().filter_map(|name| real(&corpus.join(name))).collect();
        Console {
            terminal: Terminal { width, colour: wants_colour(arguments.color, &io::stdout()) },
            file,
            pager: (!arguments.no_pager && io::stdout().is_terminal()).then(Pager::of_environment).flatten(),
            messages: Terminal { width, colour: wants_colour(arguments.color, &io::stderr()) },
            corpus,
            opened: OnceCell::new(),
            inputs: RefCell::new(inputs),
            reading,
            cache,
            has_read_input: Cell::default(),
            bar: if io::stderr().is_terminal() { bar_in_a_while() } else { ProgressBar::hidden() },
        }
    }

    /// The corpus.
    ///
    /// # Errors
    /// If there is none, or its manifest is wrong.
    pub(super) fn opened(&self) -> Result<&Corpus> {
        match self.opened.get() {
            Some(corpus) => Ok(corpus),
            None => {
                let corpus = Corpus::open(&self.corpus)?;
                Ok(self.opened.get_or_init(|| corpus))
            }
        }
    }

    /// Shows what is done now and how far it has come, if it takes long.
    pub(super) fn progress(&self, doing: &'static str) -> Progress {
        self.bar.set_message(doing);
        let bar = self.bar.clone();
        Progress::new(move |share| bar.set_position((share * BAR_LENGTH as f64) as u64))
    }

    /// Remembers a file that was read.
    pub(super) fn remember_input(&self, path: &Path) {
        self.inputs.borrow_mut().extend(real(path));
    }

    /// Writes a report in a form, to a file or to standard output; a file gets no colour, and is the same whatever terminal it is
    /// written from. A table that is longer than the
    /// terminal is shown by a pager.
    ///
    /// # Errors
    /// If the report is larger than the form can hold, or cannot be written.
    pub(super) fn report(&self, report: &Report<'_>, target: Target<'_>, setting: Setting<'_>) -> Result<()> {
        let _stage = trace_span!("rendering and writing").entered();
        let Target { form, file } = target;
        let setting = Setting { terminal: if file.is_some() { self.file } else { self.terminal }, ..setting };
        match &self.pager {
            Some(pager) if target.is_for_terminal() => self.show(pager, &form.render(report, &setting)?),
            _ => self.write_with(form.is_binary, file, |out| form.write(report, &setting, out)),
        }
    }

    /// Shows a text on the terminal, by a pager if it is longer.
    fn show(&self, pager: &Pager, text: &[u8]) -> Result<()> {
        self.bar.finish_and_clear();
        if !is_longer_than_screen(&String::from_utf8_lossy(text)) {
            return self.write_bytes(text, None);
        }
        pager.show(text).or_else(|error| {
            self.message("warning", &format!("the pager `{}` cannot be started: {error}", pager.name()));
            self.write_bytes(text, None)
        })
    }

    /// Writes a result to standard output, or whole to a file.
    pub(super) fn write(&self, result: &str, file: Option<&Path>) -> Result<()> {
        self.write_bytes(result.as_bytes(), file)
    }

    /// Writes a result as bytes to standard output, or whole to a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write_bytes(&self, result: &[u8], file: Option<&Path>) -> Result<()> {
        let failed = |source| Error::write(Path::new(RESULT), source);
        self.write_with(false, file, |out| out.write_all(result).map_err(failed))
    }

    /// Writes a result, bit by bit, that may be binary, which no terminal can show.
    ///
    /// # Errors
    /// [`Error::Usage`] if a binary result would go to a terminal, or the file was read; or if it cannot be written.
    fn write_with(
        &self,
        is_binary: bool,
        file: Option<&Path>,
        write: impl FnOnce(&mut dyn Write) -> Result<()>,
    ) -> Result<()> {
        self.bar.finish_and_clear();
        if is_binary && file.is_none() && io::stdout().is_terminal() {
            return Err(Error::usage("a terminal cannot show this form; name a file with -o"));
        }
        match file {
            Some(path) if real(path).is_some_and(|real| self.is_input(&real)) => {
                let message =
                    "is one of the files that were read, or that a corpus is made of; write the result to another";
                Err(Error::usage(format!("{}: {message}", path.display())))
            }
            Some(path) => write_whole(path, write),
            None => match buffered(io::stdout().lock(), Path::new("standard output"), write) {
                // Whoever reads the output may have seen enough.
                Err(Error::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                other => other.map(drop),
            },
        }
    }

    /// Whether a file was read, or belongs to the corpus, whichever command it is.
    fn is_input(&self, file: &Path) -> bool {
        let is_of_corpus = |corpus: Corpus| corpus.paths().any(|path| real(path).as_deref() == Some(file));
        self.inputs.borrow().iter().any(|input| input == file) || Corpus::open(&self.corpus).is_ok_and(is_of_corpus)
    }

    /// Takes the bar away for good, before somebody is asked something.
    pub(super) fn hide_bar(&self) {
        self.bar.finish_and_clear();
    }

    /// Prints warnings. What is said of many documents as a whole is said once, with the first of them.
    pub(super) fn warnings(&self, warnings: &[Warning]) {
        let alike = |one: &Warning| {
            let is_of_whole = one.line.is_none() && one.label.is_none();
            is_of_whole.then(|| one.message.replace(|c: char| c.is_ascii_digit(), ""))
        };
        let mut counts = BTreeMap::<String, usize>::new();
        let mut documents = BTreeSet::new();
        // What is said of one document several times is each time about something else in it.
        let mut several = BTreeSet::new();
        for (warning, message) in warnings.iter().filter_map(|warning| Some((warning, alike(warning)?))) {
            *counts.entry(message.clone()).or_default() += 1;
            if !documents.insert((&warning.document, message.clone())) {
                several.insert(message);
            }
        }
        let mut told = BTreeSet::new();
        for warning in warnings {
            let key = alike(warning).filter(|key| counts[key] > MOST_ALIKE && !several.contains(key));
            match key {
                Some(key) if told.contains(&key) => {}
                Some(key) => {
                    self.message("warning", &format!("{warning}; likewise {} other documents", counts[&key] - 1));
                    told.insert(key);
                }
                None => self.message("warning", &warning.to_string()),
            }
        }
    }

    pub(super) fn note(&self, text: &str) {
        self.message("note", text);
    }

    pub(super) fn error(&self, error: &Error) {
        self.bar.finish_and_clear();
        self.message("error", &error.to_string());
    }

    fn message(&self, kind: &str, text: &str) {
        // There is nowhere left to say that standard error is closed.
        self.bar.suspend(|| {
            let _ = writeln!(io::stderr().lock(), "{}: {}", doubtful(kind, self.messages), clean(text));
        });
    }
}

/// Writes the file of decisions whole or not at all.
pub(super) fn keep_decisions(decisions: &Decisions) -> Result<()> {
    keep_text(decisions.path(), decisions.text())
}

/// Writes a file of a person's whole or not at all.
pub(super) fn keep_text(path: &Path, text: &str) -> Result<()> {
    write_whole(path, |out| out.write_all(text.as_bytes()).map_err(|source| Error::write(path, source)))
}

/// Writes a file of a person's if there is none, whole or not at all, and says whether there was none.
#[cfg(feature = "open")]
pub(super) fn keep_new_text(path: &Path, text: &str) -> Result<bool> {
    let failed = |source| Error::write(path, source);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    clear_abandoned(folder);
    let mut file = unfinished(path, folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    match file.persist_noclobber(path) {
        Ok(()) => Ok(true),
        Err((error, _)) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err((error, _)) => Err(failed(error)),
    }
}

/// A file as the system knows it, by whatever name; one that is not there yet, by its folder.
fn real(path: &Path) -> Option<PathBuf> {
    let folder = || path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    path.canonicalize().ok().or_else(|| Some(folder()?.canonicalize().ok()?.join(path.file_name()?)))
}

/// How many steps the bar has.
const BAR_LENGTH: u64 = 1_000;

/// A bar that shows itself once the user's patience is over.
fn bar_in_a_while() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(BAR_LENGTH), ProgressDrawTarget::hidden());
    let style = ProgressStyle::with_template("{spinner} {msg} {bar:30} {percent:>3}% {elapsed}").expect("a template");
    bar.set_style(style);
    bar.set_message("reading");
    let waiting = bar.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        if !waiting.is_finished() {
            waiting.set_draw_target(ProgressDrawTarget::stderr());
            waiting.enable_steady_tick(PATIENCE / 10);
        }
    });
    bar
}

fn wants_colour(choice: ColorChoice, stream: &impl IsTerminal) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            stream.is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

fn default_width() -> u16 {
    let from_environment = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let from_terminal = || if io::stdout().is_terminal() { comfy_table::Table::new().width() } else { None };
    from_environment.or_else(from_terminal).filter(|&width| width >= 40).unwrap_or(DEFAULT_WIDTH)
}

/// Lets something be written through a buffer, and names what it was written to where that fails.
fn buffered<W: Write>(out: W, path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<W> {
    let failed = |source| Error::write(path, source);
    let mut out = BufWriter::with_capacity(1 << 16, out);
    match write(&mut out) {
        Err(Error::Write { source, .. }) => return Err(failed(source)),
        other => other?,
    }
    out.into_inner().map_err(|error| failed(error.into_error()))
}

/// Writes a file whole or not at all: to a temporary file beside it, which then takes its name. A link
/// is followed; what is no file (a pipe, a device) is written to as it is.
pub(super) fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |source| Error::write(path, source);
    let real = match path.canonicalize() {
        Ok(real) => real,
        // What leads to a pipe of this process (`/dev/stdout`, `>(sort)`) has no path of its own, and is there.
        Err(error) if path.is_symlink() && !path.exists() => return Err(led_nowhere(path, error)),
        Err(_) => path.to_owned(),
    };
    if real.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    if real.exists() && !real.is_file() {
        let file = fs::OpenOptions::new().write(true).truncate(true).open(&real).map_err(failed)?;
        return buffered(file, path, write).map(drop);
    }
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    clear_abandoned(folder);
    let file = buffered(unfinished(&real, folder).map_err(failed)?, path, write)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&real).map_err(failed)
}

/// Why nothing is written to a link that leads to no file. A file in its place would leave whoever made the link without it.
fn led_nowhere(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::file(path, "is a link to a file that is not there; mend or remove it"),
        _ => Error::write(path, error),
    }
}

/// A file that is written in the place of one, if that is there, and may be read by whom that could be, or else by whom the user
/// lets read new files.
#[cfg(unix)]
pub(super) fn unfinished(path: &Path, folder: &Path) -> io::Result<Unfinished> {
    use std::os::unix::fs::PermissionsExt;
    match fs::metadata(path) {
        Ok(about) => {
            let file = Unfinished::new_in(folder, None)?;
            file.as_file().set_permissions(about.permissions())?;
            Ok(file)
        }
        Err(_) => Unfinished::new_in(folder, Some(fs::Permissions::from_mode(0o666))),
    }
}

#[cfg(not(unix))]
pub(super) fn unfinished(_: &Path, folder: &Path) -> io::Result<Unfinished> {
    Unfinished::new_in(folder, None)
}
