//! The symbols under which documents are filed, and the names of the acts that some of them are.

use std::fmt;
use std::ops::{Deref, Range, RangeInclusive};
use std::sync::LazyLock;

use borsh::{BorshDeserialize, BorshSerialize};
use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A United Nations document symbol: capital letters, then parts behind slashes, one of which
/// holds a digit (`CTOC/COP/WG.7/2019/L.1/Add.2`, `A/72/643`, `S/RES/2380(2017)`).
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{1,8}(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?)*(?:/(?:[A-Z][A-Za-z]{0,4}\.)?\d{1,4})(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?|/\d{1,4}|\(\d{4}\))*")
        .expect("valid")
});

/// The stars as they are set. Each behind a symbol says that the document was issued anew; behind a name or a title they are
/// marks of footnotes.
pub(crate) const STARS: [char; 4] = ['*', '∗', '＊', '٭'];

/// The last part of a symbol, if it names a piece or a form of a document.
pub(crate) const PIECE: &str = r"(?:Add|Rev|Corr)\.\d{1,3}(?:/Rev\.\d{1,3})?";

/// The same, taken apart, with the end of a range: `Add.1–3`.
static NAMED_PIECES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?<part>Add|Rev|Corr)\.(?<first>\d{1,3})(?<form>/Rev\.\d{1,3})?(?:[^/\d,;A-Z]{1,8}?(?<last>\d{1,3})\b)?",
    )
    .expect("valid")
});

/// A symbol of an act, with what it is and its number: `S/RES/186(1964)`, `A/RES/72/1`, `E/DEC/2013/5`.
static ACT_SYMBOL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Z]{1,5}/(?<act>RES|DEC)/(?<number>\d+/\d+|\d+\(\d{4}\))").expect("valid"));

/// The most numbers that a range may stand for; more are a slip.
pub(crate) const LONGEST_RANGE: u32 = 60;

/// The symbol of a document, as printed: `CTOC/COP/WG.7/2019/L.1/Add.2`.
///
/// Symbols are in the order of documents, then of their addenda, then of the forms of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, BorshSerialize, BorshDeserialize)]
#[serde(transparent)]
#[schemars(with = "String")]
pub struct DocumentSymbol(String);

/// What a symbol says, in the order of symbols.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Parts<'a> {
    root: &'a str,
    addendum: u32,
    form: Form,
}

/// Which form of a document it is: revised, and issued anew, how often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The number of the revision, 0 for the first form.
    pub revision: u32,
    /// The number of stars, which say that it was issued anew for technical reasons.
    pub reissue: usize,
}

impl DocumentSymbol {
    /// Where a text names documents by their symbols, in bytes.
    pub fn find_in(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
        SYMBOL.find_iter(text).map(|found| found.range())
    }

    /// The symbol that stands at the end of a line, and where it begins. Stars belong to it, however they are set.
    pub fn ending(line: &str) -> Option<(usize, DocumentSymbol)> {
        let found = SYMBOL.find(line)?;
        let behind = &line[found.end()..];
        let is_last = behind.chars().all(|letter| letter.is_whitespace() || STARS.contains(&letter));
        let stars = behind.chars().filter(|letter| STARS.contains(letter)).count();
        is_last.then(|| (found.start(), DocumentSymbol(format!("{}{}", found.as_str(), "*".repeat(stars)))))
    }

    /// The symbol by which the document is cited: without the stars.
    pub fn cited(&self) -> &str {
        self.0.trim_end_matches('*')
    }

    /// The symbol without addendum, revision and correction: `CTOC/COP/WG.7/2019/L.1`.
    pub fn root(&self) -> &str {
        self.parts().root
    }

    /// The number of the addendum, 0 for the main piece.
    pub fn addendum(&self) -> u32 {
        self.parts().addendum
    }

    /// Which form of the piece it is.
    pub fn form(&self) -> Form {
        self.parts().form
    }

    fn parts(&self) -> Parts<'_> {
        let reissue = self.0.len() - self.cited().len();
        let mut parts = Parts { root: self.cited(), addendum: 0, form: Form { revision: 0, reissue } };
        while let Some((root, last)) = parts.root.rsplit_once('/') {
            let number = |prefix: &str| last.strip_prefix(prefix).and_then(|number| number.parse::<u32>().ok());
            match (number("Add."), number("Rev.")) {
                (Some(addendum), _) => parts.addendum = addendum,
                (_, Some(revision)) => parts.form.revision = revision,
                // A correction is no piece of its own.
                _ if last.starts_with("Corr.") => {}
                _ => break,
            }
            parts.root = root;
        }
        parts
    }

    /// Whether it is of an addendum, with or without a number.
    pub fn is_addendum(&self) -> bool {
        self.0.contains("/Add.")
    }

    /// Whether the document only corrects another: `L.1/Corr.1`.
    pub fn is_correction(&self) -> bool {
        self.0.rsplit('/').next().is_some_and(|last| last.starts_with("Corr."))
    }

    /// Whether the document is of limited distribution, which marks drafts: `L.1`.
    pub fn is_limited(&self) -> bool {
        self.0.split('/').any(|part| part.starts_with("L."))
    }

    /// The year that it names: `CTOC/COP/2018/3`.
    pub fn year(&self) -> Option<i16> {
        self.cited().split('/').find_map(|part| part.parse().ok().filter(|year| (1945..2200).contains(year)))
    }

    /// The act that the document is, as it is cited: `S/RES/186(1964)` is "resolution 186 (1964)".
    pub fn act(&self) -> Option<String> {
        let found = ACT_SYMBOL.captures(&self.0)?;
        let act = if &found["act"] == "RES" { Act::Resolution } else { Act::Decision };
        Some(act.cited(&found["number"]))
    }

    /// Whether both are pieces, or forms of pieces, of one document.
    pub fn is_of_one_document(&self, other: &DocumentSymbol) -> bool {
        self.root() == other.root()
    }

    /// Whether both are forms of one piece of a document.
    pub fn is_of_one_piece(&self, other: &DocumentSymbol) -> bool {
        let (one, other) = (self.parts(), other.parts());
        (one.root, one.addendum) == (other.root, other.addendum)
    }

    /// Whether it is of an earlier form of the same piece: `L.1` of `L.1/Rev.1`.
    pub fn is_earlier_form_of(&self, other: &DocumentSymbol) -> bool {
        self.is_of_one_piece(other) && self.form() < other.form()
    }

    /// The symbol of another piece, or form of a piece, of the document: with `Add.3` in place of addendum and form, with
    /// `Rev.2` in place of the form alone.
    pub(crate) fn with_piece(&self, part: &str, number: u32, form: &str) -> String {
        let replaced: &[&str] = if part == "Add" { &["Add.", "Rev.", "Corr."] } else { &["Rev.", "Corr."] };
        let mut root = self.cited();
        while let Some((before, last)) = root.rsplit_once('/')
            && replaced.iter().any(|part| last.starts_with(part))
        {
            root = before;
        }
        format!("{root}/{part}.{number}{form}")
    }
}

impl Ord for DocumentSymbol {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.parts().cmp(&other.parts()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for DocumentSymbol {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for DocumentSymbol {
    fn from(printed: &str) -> Self {
        DocumentSymbol(printed.to_owned())
    }
}

impl From<DocumentSymbol> for String {
    fn from(symbol: DocumentSymbol) -> String {
        symbol.0
    }
}

impl Deref for DocumentSymbol {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentSymbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Pieces or forms of a document that are named in short, without its symbol: "Add.1–3", "Rev.2".
pub(crate) struct NamedPieces<'t> {
    /// Where they are named, in bytes of the text.
    pub(crate) span: Range<usize>,
    /// Add, Rev or Corr.
    pub(crate) part: &'t str,
    /// Their numbers.
    pub(crate) numbers: RangeInclusive<u32>,
    /// A revision of a piece: "/Rev.1".
    pub(crate) form: &'t str,
}

impl<'t> NamedPieces<'t> {
    /// Those that a text names, in order.
    pub(crate) fn find_in(text: &'t str) -> impl Iterator<Item = NamedPieces<'t>> {
        NAMED_PIECES.captures_iter(text).filter_map(|found| {
            let number = |name: &str| found.name(name).and_then(|number| number.as_str().parse::<u32>().ok());
            let first = number("first")?;
            let last = number("last").filter(|last| *last > first && last - first <= LONGEST_RANGE).unwrap_or(first);
            Some(NamedPieces {
                span: found.get_match().range(),
                part: found.name("part")?.as_str(),
                numbers: first..=last,
                form: found.name("form").map_or("", |form| form.as_str()),
            })
        })
    }
}

/// The number of an act: "186 (1964)" of the Security Council, "5/3" of a conference or the General Assembly.
pub(crate) const ACT_NUMBER: &str = r"(?:\d{1,4}\s?\(\d{4}\)|\d{1,4}/\d{1,4}\b)(?:\s[A-Z]\b)?";

/// What is adopted under a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Resolution,
    Decision,
}

impl Act {
    /// An act as it is cited, in whatever language: "resolution 186 (1964)".
    pub(crate) fn cited(self, number: &str) -> String {
        let act = match self {
            Act::Resolution => "resolution",
            Act::Decision => "decision",
        };
        let number: Vec<&str> = number.split_whitespace().collect();
        format!("{act} {}", number.join(" ").replacen('(', " (", 1).replace("  (", " ("))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(printed: &str) -> DocumentSymbol {
        DocumentSymbol::from(printed)
    }

    #[test]
    fn symbols_are_taken_apart() {
        let told = |printed: &str| {
            let symbol = symbol(printed);
            (symbol.root().to_owned(), symbol.addendum(), symbol.form().revision)
        };
        let root = "A/C.9/1999/L.1".to_owned();
        assert_eq!(told("A/C.9/1999/L.1"), (root.clone(), 0, 0));
        assert_eq!(told("A/C.9/1999/L.1*"), (root.clone(), 0, 0));
        assert_eq!(told("A/C.9/1999/L.1/Add.2"), (root.clone(), 2, 0));
        assert_eq!(told("A/C.9/1999/L.1/Add.2/Rev.1"), (root.clone(), 2, 1));
        assert_eq!(told("A/C.9/1999/L.1/Rev.3/Add.2"), (root.clone(), 2, 3));
        assert_eq!(told("A/C.9/1999/L.1/Rev.1/Corr.1"), (root, 0, 1));
        assert_eq!(told("L.1"), ("L.1".into(), 0, 0));
        assert_eq!(told(""), (String::new(), 0, 0));
    }

    #[test]
    fn symbols_are_in_the_order_of_documents_pieces_and_forms() {
        let mut symbols = ["L.2", "L.1/Add.10", "L.1/Add.2/Rev.1", "L.1/Rev.1", "L.1*", "L.1/Add.2", "L.1"].map(symbol);
        symbols.sort();
        assert_eq!(
            symbols.each_ref().map(|symbol| &**symbol),
            ["L.1", "L.1*", "L.1/Rev.1", "L.1/Add.2", "L.1/Add.2/Rev.1", "L.1/Add.10", "L.2"]
        );
        assert!(symbol("L.1").is_earlier_form_of(&symbol("L.1*")));
        assert!(symbol("L.1*").is_earlier_form_of(&symbol("L.1/Rev.1")));
        assert!(!symbol("L.1").is_earlier_form_of(&symbol("L.1/Add.1/Rev.1")));
        assert!(symbol("L.1/Rev.1").is_of_one_document(&symbol("L.1/Add.1")));
    }

    #[test]
    fn a_symbol_says_what_a_document_is() {
        assert!(symbol("A/C.9/1999/L.1/Add.2").is_limited() && symbol("A/C.9/1999/L.1/Add.2").is_addendum());
        assert!(symbol("A/C.9/L.1/Corr.2").is_correction() && !symbol("A/C.9/L.1/Corr.2/Add.1").is_correction());
        assert!(!symbol("LAW/1999/5").is_limited());
        assert_eq!(symbol("A/C.9/1999/L.1").year(), Some(1999));
        assert_eq!(symbol("A/1999*").year(), Some(1999));
        assert_eq!(symbol("A/72/643").year(), None);
        assert_eq!(symbol("S/RES/112(1990)").act().as_deref(), Some("resolution 112 (1990)"));
        assert_eq!(symbol("E/DEC/1999/5").act().as_deref(), Some("decision 1999/5"));
        assert_eq!(symbol("A/72/643").act(), None);
    }

    #[test]
    fn a_symbol_at_the_end_of_a_line_keeps_its_stars() {
        let ending = |line: &str| DocumentSymbol::ending(line).map(|(start, symbol)| (start, symbol.to_string()));
        assert_eq!(ending("United Nations A/C.9/1999/5*"), Some((15, "A/C.9/1999/5*".to_owned())));
        assert_eq!(ending("A/C.9/1999/5 of 3 March"), None);
        assert_eq!(ending("no symbol"), None);
        assert_eq!(symbol("A/C.9/1999/5*").cited(), "A/C.9/1999/5");
    }

    #[test]
    fn pieces_that_are_named_in_short_have_symbols() {
        let named = |printed: &str, short: &str| -> Vec<String> {
            let of = |named: NamedPieces| {
                named
                    .numbers
                    .map(|number| symbol(printed).with_piece(named.part, number, named.form))
                    .collect::<Vec<_>>()
            };
            NamedPieces::find_in(short).flat_map(of).collect()
        };
        assert_eq!(named("X/L.1/Rev.1", "Add.1–3"), ["X/L.1/Add.1", "X/L.1/Add.2", "X/L.1/Add.3"]);
        assert_eq!(named("X/L.1/Add.4", "Rev.2 and Add.5/Rev.1"), ["X/L.1/Add.4/Rev.2", "X/L.1/Add.5/Rev.1"]);
    }
}
