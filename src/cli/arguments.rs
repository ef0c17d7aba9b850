//! The arguments of the command line.

mod built_in;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};

pub(super) use built_in::{
    CacheArguments, Completions, Ids, InstrumentsText, LexiconText, Man, NamesText, ProfileText, Schema,
};

use super::forms::{Comparisons, Histories, Lineages, OutputArguments, Plain, Repeated};
use super::options::{
    ByArguments, FilterArguments, LexiconArguments, MeetingArguments, ParameterArguments, ReadingArguments,
    RedlineArguments, in_words,
};
use crate::decisions::Verdict;
use crate::ingest::Revisions;

/// The corpus where no other is named.
pub(super) const DEFAULT_CORPUS: &str = "corpus";

/// Shows how the wording of numbered recommendations came about: from draft to final report, and
/// from meeting to meeting.
#[derive(Debug, Parser)]
#[command(name = "travaux", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// The folder with the manifest in which document ids are looked up.
    #[arg(short = 'C', long = "corpus", global = true, value_name = "DIR", default_value = DEFAULT_CORPUS, value_hint = ValueHint::DirPath)]
    pub(super) corpus: PathBuf,
    /// How many threads to work with [default: one for each processor].
    #[arg(long, global = true, value_name = "NUMBER")]
    pub(super) threads: Option<NonZeroUsize>,
    /// How the documents are laid out: a profile that is built in, or a file [default: found out from each document].
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub(super) profile: Option<String>,
    /// Which text of Word documents with tracked changes to read [default: final].
    #[arg(long, global = true, value_enum, value_name = "TEXT")]
    pub(super) revisions: Option<RevisionsArgument>,
    /// Keep what is read of documents in this folder, so that it is not read again [default: in your cache folder].
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) cache: Option<PathBuf>,
    /// Read every document anew, and keep nothing.
    #[arg(long, global = true, conflicts_with = "cache")]
    pub(super) no_cache: bool,
    /// Print how long each stage took, on standard error.
    #[arg(long, global = true, hide = true)]
    pub(super) timings: bool,
    #[command(flatten)]
    pub(super) terminal: TerminalArguments,
}

/// Which text of a document with tracked changes is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RevisionsArgument {
    /// As if every change had been rejected.
    Original,
    /// As if every change had been accepted.
    Final,
}

impl RevisionsArgument {
    /// The text that is meant.
    pub(super) fn revisions(self) -> Revisions {
        match self {
            RevisionsArgument::Original => Revisions::Original,
            RevisionsArgument::Final => Revisions::Final,
        }
    }
}

/// How to write to the terminal.
#[derive(Debug, Args)]
pub(super) struct TerminalArguments {
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
    /// The width of tables in columns [default: the terminal's; 100 in a file or where there is none].
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub(super) width: Option<u16>,
    /// Print tables that are longer than the terminal at once, and not through TRAVAUX_PAGER, PAGER or less.
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a manifest for the documents of a folder, and say what was found in each.
    Init(Init),
    /// Open the workbench: everything in a browser, on this machine alone.
    #[cfg(feature = "open")]
    Open(Open),
    /// Show what was read: metadata, provisions, warnings.
    Extract(Extract),
    /// Show what became of each provision of one document in another.
    Compare(Compare),
    /// Show the lineage of a whole corpus: change tables, precedents, graph.
    Lineage(Lineage),
    /// Show one provision's history, wording by wording.
    Trace(Trace),
    /// Find where a text was agreed before, in which words, and what is its own.
    Precedent(Precedent),
    /// Show what a meeting repeats of an earlier one, by theme and by proposer.
    Repeats(Repeats),
    /// Make what a part of an archive must know of the rest.
    ///
    /// How a document is read and how rare its words are depends on what it stands among. A survey holds that of a whole archive:
    /// each word with how many provisions have it, what short forms are short for, and what each document is, but no text.
    /// `travaux lineage --survey SURVEY ID...` then makes of whole groups of documents (those that links may join; the survey tells
    /// them) what a lineage of all would, on any machine that has these.
    Survey(Survey),
    /// List the links that need a person, and ask for decisions on a terminal.
    Review(Review),
    /// Accept, reject or make a link; all later runs honour it.
    Decide(Decide),
    /// Measure accuracy against gold that was read by hand.
    Eval(Eval),
    /// Print the JSON Schema of a JSON output.
    Schema(Schema),
    /// Print the built-in lexicon of a language, to start one of your own from.
    Lexicon(LexiconText),
    /// Print the built-in names of a language, to start a file of your own from.
    Names(NamesText),
    /// Print the built-in names of treaties and bodies, to add to or replace.
    Instruments(InstrumentsText),
    /// Print a built-in profile, to start one of your own from.
    Profile(ProfileText),
    /// Show how much is kept of documents that were read, or take it away.
    ///
    /// What was read of a file, its text in the clear, is kept in your cache folder (on Linux `~/.cache/travaux`, or where
    /// XDG_CACHE_HOME says), readable by you alone, so that it is read once. It takes about seven times the room of the text, at
    /// most 1 GB. With --no-cache before or behind any command nothing is kept.
    Cache(CacheArguments),
    /// Print a script that completes commands, options, files and ids in a shell.
    Completions(Completions),
    /// Print the ids of the corpus that begin with a word, which the scripts of `travaux completions` ask for.
    #[command(hide = true)]
    Ids(Ids),
    /// Draw a page of a PDF, as the workbench shows it.
    #[cfg(feature = "open")]
    #[command(hide = true)]
    Picture(Picture),
    /// Print the manual page of the program or of a command.
    #[command(hide = true)]
    Man(Man),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux init my-corpus\n  travaux -C my-corpus lineage")]
pub(super) struct Init {
    /// The folder; documents are looked for in those within it as well.
    #[arg(value_name = "FOLDER", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
}

#[cfg(feature = "open")]
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux open\n  travaux open my-documents\n  travaux open my-documents --no-browser --port 8080"
)]
pub(super) struct Open {
    /// The folder of the documents, which may be empty [default: the one where you are if it has a manifest, else the corpus].
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// The port to listen on; 0 is one that is free.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(super) port: u16,
    /// Print the address, and start no browser.
    #[arg(long)]
    pub(super) no_browser: bool,
    /// The view to begin with: the address of one, whoever it is from, or what stands in it behind the long number.
    #[arg(long, value_name = "ADDRESS")]
    pub(super) view: Option<String>,
}

#[cfg(feature = "open")]
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux picture report.pdf 1 > page.svg")]
pub(super) struct Picture {
    /// The PDF.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The page, counted from 1.
    #[arg(value_name = "PAGE")]
    pub(super) page: usize,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  travaux extract report.txt\n  travaux extract 2019-draft --format json")]
pub(super) struct Extract {
    /// Files, or ids of documents in the corpus; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(super) documents: Vec<String>,
    /// Show the parts of each provision: whom it addresses, how strongly it asks, and what qualifies it.
    #[arg(long)]
    pub(super) anatomy: bool,
    /// Show how well each document was read: whole, with gaps or poorly; numbers that are missing or were left out, headings
    /// with nothing under them, words that were mended, lines that were dropped,
    /// text that belongs to no provision.
    #[arg(long, conflicts_with = "anatomy")]
    pub(super) check: bool,
    /// With --check, end with code 1 unless every document was read whole.
    #[arg(long, requires = "check")]
    pub(super) exit_code: bool,
    #[command(flatten)]
    pub(super) lexicon: LexiconArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Plain>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux compare 2019-draft 2019-final --redline\n  travaux compare 2019-draft 2019-final --redline=side --width 160\n  travaux compare 2019-draft 2019-final --explain 14\n  travaux compare draft.md final.txt --paragraphs\n  travaux compare l1.txt l1-add1.txt l1-add2.txt final.txt\n  travaux compare draft-with-tracked-changes.docx\n  travaux compare 2019-draft 2019-final -o redline.docx\n  travaux compare 2019-draft 2019-final -o changes.xlsx\n  travaux compare old.jsonl new.jsonl --format json"
)]
pub(super) struct Compare {
    /// The earlier document and the later one: files, or ids in the corpus; `-` is standard input. Several before the
    /// last are the pieces of one draft: L.1 and its addenda. One alone is compared with itself, as it was before its tracked changes.
    #[arg(required = true, value_name = "FILE")]
    pub(super) documents: Vec<String>,
    #[command(flatten)]
    pub(super) redline: RedlineArguments,
    /// Show why the provision of this number was linked as it was, and its rivals.
    #[arg(
        long,
        value_name = "LABEL",
        conflicts_with_all = ["redline", "only", "changed", "section", "kind", "exit_code"]
    )]
    pub(super) explain: Option<String>,
    /// Compare numbered paragraphs as well as recommendations.
    #[arg(long)]
    pub(super) paragraphs: bool,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) filter: FilterArguments,
    /// The author of the tracked changes in a Word document.
    #[arg(long, value_name = "NAME", default_value = "travaux", value_parser = in_words)]
    pub(super) author: String,
    /// Exit with 1 if the texts differ.
    #[arg(long)]
    pub(super) exit_code: bool,
    #[command(flatten)]
    pub(super) output: OutputArguments<Comparisons>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux lineage\n  travaux lineage -o report.html\n  travaux lineage -C my-corpus -o lineage.svg\n  travaux lineage draft.txt final.txt"
)]
pub(super) struct Lineage {
    /// Files, or ids of documents in the corpus, to use instead of all of it; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Take the documents for a part of an archive, of which `travaux survey` made this file. Name whole groups of it.
    #[arg(long, value_name = "SURVEY", conflicts_with_all = ["model", "across"])]
    pub(super) survey: Option<PathBuf>,
    /// The names are ids of documents in the corpus, whatever files there are.
    #[arg(long)]
    pub(super) by_id: bool,
    /// Follow numbered paragraphs as well as recommendations, from draft to final.
    #[arg(long)]
    pub(super) paragraphs: bool,
    #[command(flatten)]
    pub(super) redline: RedlineArguments,
    /// Show only how far drafts under negotiation have come, revision by revision, and whose words stand in what was adopted
    /// of them; in tables and Markdown.
    #[arg(long, conflicts_with = "redline")]
    pub(super) progress: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) filter: FilterArguments,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) meetings: MeetingArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Lineages>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux trace 2019-final/13\n  travaux trace 2019-draft/para-3\n  travaux trace 2019-final/13 -o history.svg"
)]
pub(super) struct Trace {
    /// The provision: DOCUMENT/NUMBER for a recommendation, DOCUMENT/para-NUMBER for a paragraph.
    pub(super) provision: String,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) meetings: MeetingArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Histories>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux precedent \"States parties should use special investigative techniques\"\n  travaux precedent --file draft.txt --limit 1\n  travaux precedent --file 2021-final -o precedents.json"
)]
pub(super) struct Precedent {
    /// The text of a provision.
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub(super) text: Option<String>,
    /// Look up each recommendation of a document, or each paragraph if it has none: a file, an id in the
    /// corpus, or `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<String>,
    /// Search drafts and other documents as well as adopted texts.
    #[arg(long)]
    pub(super) all: bool,
    /// Show doubtful precedents as well.
    #[arg(long)]
    pub(super) doubtful: bool,
    /// How many results to show for each provision, at most.
    #[arg(long, value_name = "NUMBER", default_value = "3")]
    pub(super) limit: NonZeroUsize,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Plain>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux repeats 2019-final 2021-final\n  travaux repeats first-cycle.pdf second-cycle.pdf -o repeats.xlsx\n  travaux repeats -C my-corpus -o repeats.docx"
)]
pub(super) struct Repeats {
    /// The documents of the earlier meeting and of the later one, whatever their bodies are: files, or ids in the corpus;
    /// `-` is standard input. Of more than two, each two reports of one body and subject that follow each other
    /// [default: of all of the corpus].
    #[arg(value_name = "FILE", num_args = 2..)]
    pub(super) documents: Vec<String>,
    /// Show doubtful links between the two as well.
    #[arg(long)]
    pub(super) doubtful: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Repeated>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux survey --into archive.survey\n  travaux lineage --survey archive.survey 2013-final 2018-activities 2019-draft 2019-final 2021-final\n\n\
                  Part by part: what each part introduces, all of it joined, what each part counts with that known, all of it joined:\n  \
                  travaux survey --part 2013-final 2019-draft --into 1.part\n  travaux survey --part 2018-activities 2019-final 2021-final --into 2.part\n  \
                  travaux survey --with 1.part --with 2.part --into read.survey\n  travaux survey --with read.survey 2013-final 2019-draft --into 1.count\n  \
                  travaux survey --with read.survey 2018-activities 2019-final 2021-final --into 2.count\n  \
                  travaux survey --with read.survey --with 1.count --with 2.count --into archive.survey"
)]
pub(super) struct Survey {
    /// Files, or ids of documents in the corpus [default: all of the corpus, unless surveys are joined].
    #[arg(value_name = "FILE")]
    pub(super) documents: Vec<PathBuf>,
    /// The names are ids of documents in the corpus, whatever files there are.
    #[arg(long)]
    pub(super) by_id: bool,
    /// The documents are a part of an archive: leave counting their words until the parts are joined.
    #[arg(long, conflicts_with = "with")]
    pub(super) part: bool,
    /// Join surveys of parts; or, if documents are named that these hold, count the words of the documents.
    #[arg(long, value_name = "SURVEY")]
    pub(super) with: Vec<PathBuf>,
    /// The file to keep the survey in, for this version of the program; without one it is only told what it holds.
    #[arg(long, value_name = "SURVEY")]
    pub(super) into: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Plain>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  travaux review\n  travaux review --paragraphs --format json\n  travaux review --decided"
)]
pub(super) struct Review {
    /// Review numbered paragraphs as well as recommendations, from draft to final.
    #[arg(long)]
    pub(super) paragraphs: bool,
    #[command(flatten)]
    pub(super) by: ByArguments,
    /// List what is decided already, and whether it still fits the texts.
    #[arg(long, conflicts_with_all = ["paragraphs", "who", "when"])]
    pub(super) decided: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) meetings: MeetingArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Plain>,
}

#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("verdict").required(true),
    after_help = "Examples:\n  travaux decide 2019-draft/14 2019-final/14 --accept --why \"recast in the plenary\"\n  \
                  travaux decide 2019-draft/12 2019-final/2 --reject --why \"another subject\"\n  \
                  travaux decide 2019-draft/14 2019-final/14 --undo\n\n\
                  Decisions are kept in decisions.toml beside the manifest; `travaux review --decided` lists them."
)]
pub(super) struct Decide {
    /// The earlier provision: DOCUMENT/NUMBER for a recommendation, DOCUMENT/para-NUMBER for a paragraph.
    pub(super) old: String,
    /// The later provision.
    pub(super) new: String,
    /// The two belong together, whatever else either belongs to.
    #[arg(long, group = "verdict")]
    pub(super) accept: bool,
    /// The two do not belong together.
    #[arg(long, group = "verdict")]
    pub(super) reject: bool,
    /// The two belong together, and other links between their two documents that the program found for either give way.
    #[arg(long, group = "verdict")]
    pub(super) link: bool,
    /// Take out what was decided on the two.
    #[arg(long, group = "verdict", conflicts_with_all = ["why", "who", "when", "replace"])]
    pub(super) undo: bool,
    /// The reason.
    #[arg(long, value_name = "REASON", value_parser = in_words, required_unless_present = "undo")]
    pub(super) why: Option<String>,
    #[command(flatten)]
    pub(super) by: ByArguments,
    /// Put this decision in the place of those that clash with it: on the same pair, or links of the same provision.
    #[arg(long)]
    pub(super) replace: bool,
}

impl Decide {
    /// The verdict that is asked for; none if one is to be taken out.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match (self.accept, self.reject, self.link) {
            (true, ..) => Some(Verdict::Accept),
            (_, true, _) => Some(Verdict::Reject),
            (.., true) => Some(Verdict::Link),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  travaux eval corpus/gold/2019-draft-final.tsv")]
pub(super) struct Eval {
    /// Gold files: tab-separated, with old_document, old, new_document, new, kind and relation.
    #[arg(required = true, value_name = "GOLD")]
    pub(super) gold: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) parameters: ParameterArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments<Plain>,
}
