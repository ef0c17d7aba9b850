//! The options that several commands take.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use crate::error::{Error, Result};
use crate::language::Languages;
use crate::model::{Date, Document, Kind};
use crate::render::{Layout, Renderer};
use crate::report::{Facet, Filter, Sort};

/// Which changes to show.
#[derive(Debug, Args)]
pub(super) struct FilterArguments {
    /// Show only changes of these sorts, with commas between them.
    #[arg(
        long,
        value_name = "SORTS",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(sorts()).try_map(|name| sort(&name))
    )]
    pub(super) only: Vec<Facet>,
    /// Leave out what is unchanged, and what the other document does not hold.
    #[arg(long)]
    pub(super) changed: bool,
    /// Show only what stands under a heading with these words, or of this number.
    #[arg(long, value_name = "HEADING")]
    pub(super) section: Option<String>,
    /// Show only provisions of this kind.
    #[arg(long, value_parser = kinds(), value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<Kind>,
}

impl FilterArguments {
    /// Whether paragraphs are asked for, which are not compared otherwise.
    pub(super) fn wants_paragraphs(&self) -> bool {
        !self.kind.iter().all(|kind| kind.is_stated())
    }

    /// The filter that they ask for, for a form of some reports.
    ///
    /// # Errors
    /// If one is asked for with a form that shows the whole of such reports.
    pub(super) fn filter_for(&self, form: &Renderer, sort: Sort) -> Result<Filter> {
        let filter = self.filter();
        if filter.is_empty() || form.lists.contains(&sort) {
            return Ok(filter);
        }
        let message = "--only, --changed, --section and --kind choose rows of tables, and this form shows the whole; leave \
                       them out, or choose another --format, such as table, csv or markdown";
        Err(Error::usage(message))
    }

    /// Sees to it that some of the provisions stand under the heading that is asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`] if none does; the message names the headings that there are.
    pub(super) fn ensure_section<'d>(
        &self,
        filter: &Filter,
        documents: impl Iterator<Item = &'d Document> + Clone,
    ) -> Result<()> {
        let paths = documents.flat_map(|document| &document.provisions).map(|provision| &provision.section);
        if !filter.finds_no_section(paths.clone().flatten().map(String::as_str)) {
            return Ok(());
        }
        let mut seen = BTreeSet::new();
        let innermost = paths.filter_map(|path| path.last()).filter(|heading| seen.insert(heading.as_str()));
        let named: Vec<String> = innermost.map(|heading| format!("  {heading}")).collect();
        let wanted = self.section.as_deref().unwrap_or_default();
        let told = if named.is_empty() {
            "; there are no headings".to_owned()
        } else {
            format!("; there are\n{}", named.join("\n"))
        };
        Err(Error::not_found(format!(
            "no provision stands under a heading with the words, or the number, `{wanted}`{told}"
        )))
    }

    /// The filter that they ask for.
    fn filter(&self) -> Filter {
        Filter {
            only: self.only.clone(),
            changed: self.changed,
            section: self.section.clone(),
            kinds: self.kind.clone(),
        }
    }
}

/// How wordings are shown word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RedlineLayout {
    /// In one text, what went before what came.
    Inline,
    /// The old text beside the new one.
    Side,
}

impl RedlineLayout {
    /// The layout that is meant.
    fn layout(self) -> Layout {
        match self {
            RedlineLayout::Inline => Layout::Inline,
            RedlineLayout::Side => Layout::Side,
        }
    }
}

/// Whether wordings are shown word by word, and how.
#[derive(Debug, Args)]
pub(super) struct RedlineArguments {
    /// Show the wordings word by word: in one text, or old and new side by side [without a value: inline].
    #[arg(
        long,
        value_enum,
        value_name = "LAYOUT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "inline"
    )]
    redline: Option<RedlineLayout>,
}

impl RedlineArguments {
    /// The layout that is asked for, if any.
    pub(super) fn layout(&self) -> Option<Layout> {
        self.redline.map(RedlineLayout::layout)
    }
}

/// Which links between meetings are made.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct MeetingArguments {
    /// Show doubtful links between meetings as well.
    #[arg(long)]
    pub(super) doubtful: bool,
    /// Look for precedents in other series as well: what other bodies adopted, or the same body about other subjects.
    #[arg(long)]
    pub(super) across: bool,
}

/// What links are found by.
#[derive(Debug, Args)]
pub(super) struct ParameterArguments {
    /// Use other numbers than the built-in ones: a file for alignment, one for what goes across meetings, or both.
    #[arg(long, value_name = "FILE")]
    pub(super) parameters: Vec<PathBuf>,
    /// Use a sentence-embedding model as well: the folder with its config.json, tokenizer.json and model.safetensors
    /// [default: the one that the corpus's manifest names, if any].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) model: Option<PathBuf>,
}

/// How the words of documents are read.
#[derive(Debug, Default, Args)]
pub(super) struct ReadingArguments {
    /// The language of the texts, as a code such as en or fr [default: found out from the texts].
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(Languages::built_in().codes()))]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) lexicon: LexiconArguments,
}

/// The phrases and names by which provisions are taken apart.
#[derive(Debug, Default, Args)]
pub(super) struct LexiconArguments {
    /// Add the phrases of a file to the built-in lexicon of its language, or replace it.
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    /// Add the names of a file, of States and others who propose a text, to the built-in ones of its language, or replace
    /// them.
    #[arg(long, value_name = "FILE")]
    pub(super) names: Option<PathBuf>,
    /// Add the treaties, bodies and the like of a file to those that are known, or replace them.
    #[arg(long, value_name = "FILE")]
    pub(super) instruments: Option<PathBuf>,
}

/// The sorts of changes that can be asked for, with the words that come to mind first for some.
fn sorts() -> Vec<PossibleValue> {
    let value = |facet: Facet| {
        let (name, about) = facet.described();
        let value = PossibleValue::new(name).help(about);
        match facet {
            Facet::Weakened => value.alias("weaker"),
            Facet::Strengthened => value.alias("stronger"),
            _ => value,
        }
    };
    Facet::all().map(value).collect()
}

/// The facet that a sort names.
fn sort(name: &str) -> std::result::Result<Facet, String> {
    let name = sorts().into_iter().find(|value| value.matches(name, false)).map(|value| value.get_name().to_owned());
    name.and_then(|name| Facet::named(&name)).ok_or_else(|| "there is no such sort".into())
}

/// A kind of provision, by its name.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let named = |name: String| Kind::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(move |name| named(name).ok_or("there is no such kind"))
}

/// Who decides, and when.
#[derive(Debug, Args)]
pub(super) struct ByArguments {
    /// Who decides [default: git's user.name].
    #[arg(long, value_name = "NAME", value_parser = in_words)]
    pub(super) who: Option<String>,
    /// The day of the decision [default: today, in UTC].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) when: Option<Date>,
}

/// What must not be left blank.
pub(super) fn in_words(text: &str) -> std::result::Result<String, String> {
    match text.trim() {
        "" => Err("must not be blank".into()),
        words => Ok(words.to_owned()),
    }
}
