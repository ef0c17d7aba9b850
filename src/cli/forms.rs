//! The forms that commands can give their results, as arguments.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::{Error, Result};
use crate::render::{RENDERERS, Renderer};
use crate::report::Sort;

/// A sort of reports as a type: which forms a command knows.
pub(super) trait Reports: Clone + Debug + Send + Sync + 'static {
    /// The sort.
    const SORT: Sort;
}

/// The types of sorts.
macro_rules! reports {
    ($($name:ident: $sort:ident),+) => {
        $(
            #[doc = concat!("Reports that are [`Sort::", stringify!($sort), "`].")]
            #[derive(Debug, Clone)]
            pub(super) enum $name {}

            impl Reports for $name {
                const SORT: Sort = Sort::$sort;
            }
        )+
    };
}

reports!(Comparisons: Comparison, Lineages: Lineage, Histories: History, Repeated: Repeats, Plain: Plain);

/// Where the result goes.
#[derive(Debug, Args)]
pub(super) struct OutputArguments<R: Reports> {
    /// The form of the result [default: by the ending of the output file, else table].
    #[arg(long, value_name = "FORMAT", value_parser = forms(R::SORT))]
    format: Option<&'static Renderer>,
    /// Write the result to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(skip)]
    of: PhantomData<R>,
}

/// The forms of a sort of reports.
fn forms(sort: Sort) -> impl TypedValueParser<Value = &'static Renderer> {
    let value = |form: &'static Renderer| PossibleValue::new(form.name).help(form.about);
    let named = |name: String| Renderer::named(&name).ok_or("there is no such form");
    PossibleValuesParser::new(Renderer::of(sort).map(value)).try_map(named)
}

/// A form, and the file to write to, if it is not standard output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) form: &'static Renderer,
    pub(super) file: Option<&'a Path>,
}

impl Target<'_> {
    /// Whether it is a table on standard output.
    pub(super) fn is_for_terminal(&self) -> bool {
        self.form.name == RENDERERS[0].name && self.file.is_none()
    }
}

impl<R: Reports> OutputArguments<R> {
    /// The form of the result: as asked for, else by the ending of the file, else a table.
    ///
    /// # Errors
    /// If the ending is that of no form of this command.
    pub(super) fn target(&self) -> Result<Target<'_>> {
        // As a document `-` is standard input, as a result it is standard output.
        let file = self.output.as_deref().filter(|file| *file != Path::new("-"));
        let form = match (self.format, file) {
            (Some(form), Some(path)) if is_anothers(path, form, R::SORT) => {
                let message = "the ending is that of another form than --format";
                return Err(Error::usage(format!(
                    "{}: {message} {}; leave one of the two out",
                    path.display(),
                    form.name
                )));
            }
            (Some(form), _) => form,
            (None, Some(path)) => of_ending(path, R::SORT)?,
            (None, None) => &RENDERERS[0],
        };
        Ok(Target { form, file })
    }
}

/// Whether the ending of a file is that of another form, and whoever opens it would be misled: plain text may be anything, and a
/// form without an ending of its own goes by any.
fn is_anothers(path: &Path, form: &Renderer, sort: Sort) -> bool {
    let is_other = |other: &Renderer| other.name != form.name && other.name != RENDERERS[0].name;
    !form.endings.is_empty() && of_ending(path, sort).is_ok_and(is_other)
}

/// The form of a sort of reports that the ending of a file stands for: the longest that fits, since an ending may have several
/// parts.
fn of_ending(path: &Path, sort: Sort) -> Result<&'static Renderer> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = || Renderer::of(sort).flat_map(|form| form.endings.iter().map(move |ending| (*ending, form)));
    let is_ending = |ending: &str| {
        let stem = name.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.'));
        stem.is_some_and(|stem| !stem.is_empty())
    };
    let fitting = known().filter(|(ending, _)| is_ending(ending)).max_by_key(|(ending, _)| ending.len());
    fitting.map(|(_, form)| form).ok_or_else(|| {
        let endings = known().map(|(ending, _)| format!(".{ending}")).collect::<Vec<_>>().join(", ");
        let message = "the ending says no form that this command writes";
        Error::usage(format!("{}: {message} ({endings}); name one with --format", path.display()))
    })
}
