//! The forms that results can have, and which command knows which.

use clap::ValueEnum;
use clap::builder::PossibleValue;

/// A form that the ending of a file name can stand for.
pub(super) trait FromEnding: Sized {
    /// The form of files with this ending.
    fn from_ending(ending: &str) -> Option<Self>;
    /// The endings that stand for a form, as a list.
    fn endings() -> String;
}

/// The forms of results: the name of the variant, the name on the command line, what it is, and the endings of
/// files.
const FORMS: [(&str, &str, &str, &[&str]); 12] = [
    ("Table", "table", "Tables for people", &["txt"]),
    ("Json", "json", "JSON for machines", &["json"]),
    ("Html", "html", "A page for a browser, with everything in one file", &["html", "htm"]),
    ("Fragment", "fragment", "HTML of the change tables, to be pasted into a page", &[]),
    ("Markdown", "markdown", "Markdown of the change tables, to be pasted into a report", &["md"]),
    ("Word", "docx", "A Word document with tracked changes", &["docx"]),
    ("Sheet", "xlsx", "A spreadsheet", &["xlsx"]),
    ("Csv", "csv", "A line for each change", &["csv"]),
    ("Svg", "svg", "A picture", &["svg"]),
    ("Dot", "dot", "A graph for Graphviz", &["dot", "gv"]),
    ("GraphMl", "graphml", "A graph for Gephi, yEd or NetworkX", &["graphml"]),
    ("Mermaid", "mermaid", "A graph for Mermaid", &["mmd", "mermaid"]),
];

/// What is told of a form.
fn form(variant: &str) -> &'static (&'static str, &'static str, &'static str, &'static [&'static str]) {
    FORMS.iter().find(|(name, ..)| *name == variant).expect("every form is told of")
}

/// The forms that a command can give its result.
macro_rules! forms {
    ($(#[$about:meta])* $name:ident: $($variant:ident),+) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name {
            $(#[doc = "See [`FORMS`]."] $variant),+
        }

        impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                &[$($name::$variant),+]
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                let (_, name, about, _) = match self { $($name::$variant => form(stringify!($variant))),+ };
                Some(PossibleValue::new(name).help(about))
            }
        }

        impl FromEnding for $name {
            fn from_ending(ending: &str) -> Option<Self> {
                let all = [$(($name::$variant, form(stringify!($variant)).3)),+];
                all.into_iter().find(|(_, endings)| endings.contains(&ending)).map(|(one, _)| one)
            }

            fn endings() -> String {
                let all = [$(form(stringify!($variant)).3),+];
                all.concat().iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
            }
        }
    };
}

forms! {
    /// The forms of most results.
    Format: Table, Json
}
forms! {
    /// The forms of a comparison.
    CompareFormat: Table, Json, Html, Fragment, Markdown, Word, Sheet, Csv, Svg, Dot, GraphMl, Mermaid
}
forms! {
    /// The forms of a lineage.
    LineageFormat: Table, Json, Html, Fragment, Markdown, Sheet, Csv, Svg, Dot, GraphMl, Mermaid
}
forms! {
    /// The forms of a history.
    HistoryFormat: Table, Json, Svg, Dot, GraphMl, Mermaid
}
