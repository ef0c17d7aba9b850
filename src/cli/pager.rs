//! What is longer than the screen is shown by a pager, as git does it.

use std::io::{self, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;
use terminal_size::{Height, Width, terminal_size};

use super::unfinished::InterruptsOfAnother;
use crate::render::text::visible_width;

/// Where a user names the pager: the first that is there counts, be it empty.
const VARIABLES: [&str; 2] = ["TRAVAUX_PAGER", "PAGER"];

/// The pager where none is named.
const DEFAULT: &str = "less";

/// What pagers are to do unless the user says otherwise, by the variables that they read: `less` ends by itself where all fits on
/// the screen, shows colours, and leaves the text on the screen; `lv` shows colours.
const SETTINGS: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];

/// The signs by which a command needs a shell, beside spaces, which part its words.
const SHELL_SIGNS: &str = "|&;<>()$`\\\"'*?[#~=%\n";

/// The exit codes by which a shell says that it could not start a command.
const NOT_STARTED: [i32; 2] = [126, 127];

/// A pager.
pub(super) struct Pager {
    /// Its command line.
    command: String,
}

impl Pager {
    /// The pager that the user's environment names; none where it is empty or `cat`, or where the terminal cannot move its
    /// cursor.
    pub(super) fn of_environment() -> Option<Self> {
        let named = VARIABLES.iter().find_map(|name| std::env::var(name).ok());
        let command = named.as_deref().unwrap_or(DEFAULT).trim();
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        (!is_dumb && !command.is_empty() && command != "cat").then(|| Pager { command: command.to_owned() })
    }

    /// Its command line.
    pub(super) fn name(&self) -> &str {
        &self.command
    }

    /// Shows a text and waits until the user has seen enough, however little that is.
    ///
    /// # Errors
    /// If the pager cannot be started, so that nothing was shown.
    pub(super) fn show(&self, text: &[u8]) -> io::Result<()> {
        // Whoever interrupts the pager (a search, say) does not mean this program, which must not leave it behind.
        let interrupted = Arc::new(AtomicBool::new(false));
        let signal = signal_hook::flag::register(SIGINT, interrupted)?;
        let others = InterruptsOfAnother::begin();
        let ended = self.started().and_then(|child| fed(child, text));
        drop(others);
        signal_hook::low_level::unregister(signal);
        match ended?.code() {
            Some(code) if self.needs_shell() && NOT_STARTED.contains(&code) => {
                Err(io::Error::from(io::ErrorKind::NotFound))
            }
            _ => Ok(()),
        }
    }

    fn started(&self) -> io::Result<Child> {
        let mut words = self.command.split_whitespace();
        let mut command = match (self.needs_shell(), words.next()) {
            (false, Some(program)) => {
                let mut command = Command::new(program);
                command.args(words);
                command
            }
            _ => {
                let mut command = Command::new("sh");
                command.args(["-c", &self.command]);
                command
            }
        };
        let unset = SETTINGS.iter().filter(|(name, _)| std::env::var_os(name).is_none());
        command.envs(unset.copied()).stdin(Stdio::piped()).spawn()
    }

    fn needs_shell(&self) -> bool {
        self.command.contains(|sign| SHELL_SIGNS.contains(sign))
    }
}

/// Gives a pager its text, and waits for its end.
fn fed(mut child: Child, text: &[u8]) -> io::Result<ExitStatus> {
    if let Some(mut input) = child.stdin.take() {
        // A pager that has ended takes no more: the user has seen enough. Of any other trouble it tells itself.
        let _ = input.write_all(text).and_then(|()| input.flush());
    }
    child.wait()
}

/// Whether a text takes more lines than the terminal has.
pub(super) fn is_longer_than_screen(text: &str) -> bool {
    let Some((Width(columns), Height(lines))) = terminal_size() else { return false };
    lines_of(text, columns.into()) >= lines.into()
}

/// How many lines a text takes on so many columns, where long ones go on in the next.
fn lines_of(text: &str, columns: usize) -> usize {
    text.lines().map(|line| visible_width(line).div_ceil(columns.max(1)).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_too_long_take_several() {
        assert_eq!(lines_of("one\n\nthree\n", 80), 3);
        assert_eq!(lines_of("12345678", 4), 2);
        assert_eq!(lines_of("123456789", 4), 3);
        assert_eq!(lines_of("\u{1b}[31m1234\u{1b}[0m", 4), 1, "styles take no room");
    }

    #[test]
    fn a_shell_is_asked_only_where_the_command_needs_one() {
        let needs = |command: &str| Pager { command: command.into() }.needs_shell();
        assert!(!needs("less") && !needs("less -R +G") && !needs("/usr/bin/most"));
        assert!(needs("sed 's/a/b/' | less") && needs("LESS=R less") && needs("~/bin/pager"));
    }
}
