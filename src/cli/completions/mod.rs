//! `travaux completions` and `travaux ids`: scripts that complete commands, options, files and ids in a shell, and the ids that
//! they ask for.
//!
//! `clap_complete` makes the scripts, which complete what is known beforehand. For bash, zsh and fish a part written by hand
//! asks `travaux ids` for what is in the corpus. (The engine in `clap_complete` that would ask the program for all of it is
//! marked as unstable, in `clap` as well.)

use std::collections::BTreeSet;

use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::Shell;

use super::Outcome;
use super::arguments::{Arguments, Completions, Ids};
use super::input::document;
use super::output::Console;
use crate::error::Result;

/// What an argument takes of the corpus.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Ids of documents, beside files.
    Documents,
    /// Ids of provisions.
    Provisions,
}

/// The arguments that take ids, by their commands and their own names.
const ARGUMENTS: [(&str, &str, Takes); 9] = [
    ("extract", "documents", Takes::Documents),
    ("compare", "documents", Takes::Documents),
    ("lineage", "files", Takes::Documents),
    ("repeats", "documents", Takes::Documents),
    ("survey", "documents", Takes::Documents),
    ("precedent", "file", Takes::Documents),
    ("trace", "provision", Takes::Provisions),
    ("decide", "old", Takes::Provisions),
    ("decide", "new", Takes::Provisions),
];

/// What stands in a script of zsh for an argument that takes ids: first what `clap_complete` writes for a hint that no
/// argument of ours has, then the function that completes ids.
const HINTS: [(Takes, ValueHint, &str, &str); 2] = [
    (Takes::Documents, ValueHint::Hostname, ":_hosts", ":_travaux_documents"),
    (Takes::Provisions, ValueHint::Username, ":_users", ":_travaux_provisions"),
];

pub(super) fn completions(command: &Completions, console: &Console) -> Result<Outcome> {
    console.write(&script(command.shell), None)?;
    Ok(Outcome::Done)
}

/// Prints ids that begin with a word: of documents by the manifest alone; of provisions, once the word names their document, by
/// reading that document, or what is kept of it.
pub(super) fn ids(Ids { provisions, word }: &Ids, console: &Console) -> Result<Outcome> {
    let corpus = console.opened()?;
    let documents = || corpus.ids().filter(|id| id.starts_with(word.as_str()));
    let found: Vec<String> = match (provisions, word.split_once('/')) {
        (false, _) => documents().map(str::to_owned).collect(),
        (true, None) => documents().map(|id| format!("{id}/")).collect(),
        (true, Some((id, _))) if corpus.ids().any(|known| known == id) => {
            let provisions = document(id, console)?.provisions.into_iter().map(|provision| String::from(provision.id));
            provisions.filter(|id| id.starts_with(word.as_str())).collect()
        }
        (true, Some(_)) => Vec::new(),
    };
    let lines: String = found.iter().map(|id| format!("{id}\n")).collect();
    console.write(&lines, None)?;
    Ok(Outcome::Done)
}

/// The script of a shell.
fn script(shell: Shell) -> String {
    let made = |mut program: Command| {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut program, "travaux", &mut script);
        String::from_utf8_lossy(&script).into_owned()
    };
    match shell {
        Shell::Bash => {
            let script = made(Arguments::command()).replace("complete -F _travaux ", "complete -F _travaux_and_ids ");
            script + &filled(include_str!("ids.bash"), "|")
        }
        Shell::Zsh => {
            let mut script = made(hinted());
            for (.., hint, function) in HINTS {
                script = script.replace(hint, function);
            }
            script.replacen("_travaux() {", &format!("{}_travaux() {{", include_str!("ids.zsh")), 1)
        }
        Shell::Fish => made(Arguments::command()) + &filled(include_str!("ids.fish"), " "),
        _ => made(Arguments::command()),
    }
}

/// The program's arguments, those that take ids with a hint.
fn hinted() -> Command {
    ARGUMENTS.iter().fold(Arguments::command(), |program, (command, argument, takes)| {
        let hint = HINTS.iter().find(|(of, ..)| of == takes).map_or(ValueHint::Unknown, |(_, hint, ..)| *hint);
        program.mut_subcommand(command, |command| command.mut_arg(argument, |argument| argument.value_hint(hint)))
    })
}

/// A part of a script with the names of commands and options in their places, and a sign between each two.
fn filled(part: &str, between: &str) -> String {
    let program = Arguments::command();
    let joined = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(between);
    // What an option takes (`precedent --file`) is told apart in the part itself.
    let taking = |takes: Takes| {
        let of = ARGUMENTS
            .iter()
            .filter(|(command, argument, of)| *of == takes && is_positional(&program, command, argument));
        joined(of.map(|(command, ..)| (*command).to_owned()).collect())
    };
    let takes_ids = |command: &Command| ARGUMENTS.iter().any(|(of, ..)| *of == command.get_name());
    let takes_paths =
        |command: &&Command| command.get_positionals().any(|one| one.get_value_hint() != ValueHint::Unknown);
    let files = program.get_subcommands().filter(|one| !takes_ids(one)).filter(takes_paths);
    let options = program.get_subcommands().flat_map(Command::get_arguments).chain(program.get_arguments());
    let valued = options.filter(|one| takes_a_word(one)).flat_map(spellings);
    part.replace("@DOCUMENTS@", &taking(Takes::Documents))
        .replace("@PROVISIONS@", &taking(Takes::Provisions))
        .replace("@FILES@", &joined(files.map(|one| one.get_name().to_owned()).collect()))
        .replace("@VALUED@", &joined(valued.collect()))
}

fn is_positional(program: &Command, command: &str, argument: &str) -> bool {
    let mut positionals = program.find_subcommand(command).into_iter().flat_map(Command::get_positionals);
    positionals.any(|one| one.get_id() == argument)
}

/// Whether the word behind an option is its value.
fn takes_a_word(argument: &Arg) -> bool {
    !argument.is_positional() && argument.get_action().takes_values() && !argument.is_require_equals_set()
}

/// An option as it can be written.
fn spellings(argument: &Arg) -> impl Iterator<Item = String> {
    let short = argument.get_short().map(|short| format!("-{short}"));
    short.into_iter().chain(argument.get_long().map(|long| format!("--{long}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_that_takes_ids_is_known() {
        let program = Arguments::command();
        let told = |argument: &Arg| {
            argument.get_help().is_some_and(|help| {
                let help = help.to_string();
                ["ids ", "an id ", "DOCUMENT/"].iter().any(|word| help.contains(word))
                    || help.contains("later provision")
            })
        };
        let commands = program.get_subcommands().filter(|one| one.get_name() != "ids");
        let found: BTreeSet<(&str, &str)> = commands
            .flat_map(|command| command.get_arguments().map(move |argument| (command.get_name(), argument)))
            .filter(|(_, argument)| argument.get_action().takes_values() && told(argument))
            .map(|(command, argument)| (command, argument.get_id().as_str()))
            .collect();
        assert_eq!(found, ARGUMENTS.iter().map(|(command, argument, _)| (*command, *argument)).collect());
    }

    #[test]
    fn scripts_have_nothing_left_to_fill_in() {
        let marks = regex::Regex::new("@[A-Z_]+@").unwrap();
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let script = script(shell);
            let left: Vec<&str> = marks.find_iter(&script).map(|mark| mark.as_str()).collect();
            assert!(left.is_empty(), "{shell}: {left:?}");
            assert!(!script.contains("_hosts") && !script.contains("_users"), "{shell}");
            assert!(script.contains("travaux ids") || script.contains(" ids "), "{shell} asks for ids");
        }
        let bash = script(Shell::Bash);
        assert!(bash.contains("compare|extract|lineage|repeats|survey) kind=documents"), "{bash}");
        assert!(bash.contains("decide|trace) kind=provisions") && bash.contains("eval|init"));
        assert!(bash.contains("|--width") && !bash.contains("|--redline") && !bash.contains("|--no-cache"));
    }
}
