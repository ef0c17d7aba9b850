//! The arguments of commands that print what is built in, or tell of what is kept.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::extract::Profile;
use crate::language::Languages;
use crate::render::schema;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux cache\n  travaux cache --clear")]
pub(in crate::cli) struct CacheArguments {
    /// Take all of it away.
    #[arg(long)]
    pub(in crate::cli) clear: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux completions bash > ~/.local/share/bash-completion/completions/travaux\n  \
                  travaux completions zsh > ~/.zfunc/_travaux\n  \
                  travaux completions fish > ~/.config/fish/completions/travaux.fish"
)]
pub(in crate::cli) struct Completions {
    /// The shell.
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux ids 2019\n  travaux ids --provisions 2019-final/1")]
pub(in crate::cli) struct Ids {
    /// Ids of provisions, and not of documents: those of the document that the word names before its stroke.
    #[arg(long)]
    pub(in crate::cli) provisions: bool,
    /// What they begin with.
    #[arg(default_value = "", hide_default_value = true)]
    pub(in crate::cli) word: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux man > travaux.1\n  travaux man compare > travaux-compare.1")]
pub(in crate::cli) struct Man {
    /// The command; the program as a whole without one.
    pub(in crate::cli) command: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux lexicon en > ours.toml")]
pub(in crate::cli) struct LexiconText {
    /// The language, as a code.
    #[arg(value_parser = PossibleValuesParser::new(Languages::built_in().with_lexicon()))]
    pub(in crate::cli) language: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux names en > ours.toml")]
pub(in crate::cli) struct NamesText {
    /// The language, as a code.
    #[arg(value_parser = PossibleValuesParser::new(Languages::built_in().with_names()))]
    pub(in crate::cli) language: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux instruments > ours.toml")]
pub(in crate::cli) struct InstrumentsText {}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux profile reviews > ours.toml")]
pub(in crate::cli) struct ProfileText {
    /// The profile.
    #[arg(value_parser = PossibleValuesParser::new(Profile::built_in().map(|profile| profile.name.as_str())))]
    pub(in crate::cli) name: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux schema compare > compare.schema.json")]
pub(in crate::cli) struct Schema {
    /// The output that is described.
    #[arg(value_parser = PossibleValuesParser::new(schema::names()))]
    pub(in crate::cli) name: String,
}
