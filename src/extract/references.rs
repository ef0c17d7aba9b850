//! What a text cites: documents by their symbols, acts by their numbers, and the places within them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::Numbering;
use super::words::Words;

/// A United Nations document symbol: capital letters, then parts behind slashes, one of which
/// holds a digit (`CTOC/COP/WG.7/2019/L.1/Add.2`, `A/72/643`, `S/RES/2380(2017)`).
pub(super) static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{1,8}(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?)*(?:/(?:[A-Z][A-Za-z]{0,4}\.)?\d{1,4})(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?|/\d{1,4}|\(\d{4}\))*")
        .expect("valid")
});

/// The number of an act: "186 (1964)" of the Security Council, "5/3" of a conference or the General Assembly.
pub(super) const ACT_NUMBER: &str = r"(?:\d{1,4}\s?\(\d{4}\)|\d{1,4}/\d{1,4}\b)(?:\s[A-Z]\b)?";

static ACT_NUMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(ACT_NUMBER).expect("valid"));

/// The last part of a symbol, if it names a piece or a form of a document.
pub(super) const PIECE: &str = r"(?:Add|Rev|Corr)\.\d{1,3}(?:/Rev\.\d{1,3})?";

/// The same, taken apart, with the end of a range: `Add.1–3`.
static PIECES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?<part>Add|Rev|Corr)\.(?<first>\d{1,3})(?<form>/Rev\.\d{1,3})?(?:[^/\d,;A-Z]{1,8}?(?<last>\d{1,3})\b)?",
    )
    .expect("valid")
});

/// A symbol of an act, with what it is and its number: `S/RES/186(1964)`, `A/RES/72/1`, `E/DEC/2013/5`.
static ACT_SYMBOL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Z]{1,5}/(?<act>RES|DEC)/(?<number>\d+/\d+|\d+\(\d{4}\))").expect("valid"));

/// How far behind a place the document may be named that it is in, and how far before it something else, in bytes: "paragraph 4 of its resolution 186 (1964)".
const REACH: usize = 80;

/// The most numbers that a range may stand for; more are a slip.
const LONGEST_RANGE: u32 = 60;

/// Something that a provision cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Reference {
    /// The document, by its symbol or as an act ("resolution 186 (1964)"); absent where the provision's own document is
    /// meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The place in it; absent where the whole is cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A numbered place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// The series that the number belongs to.
    pub numbering: Numbering,
    /// The number.
    pub label: String,
}

/// Where a text cites a document by its symbol, in bytes.
pub fn symbols(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    SYMBOL.find_iter(text).map(|found| found.range())
}

/// What a text cites, each thing once, in the order of the text. A place that is cited in something else than a
/// document that is named (an article, a report without a symbol) is passed over.
pub(super) fn references(text: &str, words: &Words) -> Vec<Reference> {
    let documents = documents(text, words);
    let mut found: Vec<(usize, Reference)> = Vec::new();
    let mut with_place = BTreeSet::new();
    for (numbering, pattern) in &words.places {
        for cited in pattern.find_iter(text) {
            let document = match document_of(text, cited.range(), &documents, words) {
                Of::Own => None,
                Of::Named(at) => {
                    with_place.insert(at);
                    Some(documents[at].1.clone())
                }
                Of::Other => continue,
            };
            found.extend(labels(cited.as_str(), words).into_iter().map(|label| {
                let place = Some(Place { numbering: *numbering, label });
                (cited.start(), Reference { document: document.clone(), place })
            }));
        }
    }
    let whole = documents.iter().enumerate().filter(|(at, _)| !with_place.contains(at));
    found.extend(whole.map(|(_, (span, name))| (span.start, Reference { document: Some(name.clone()), place: None })));
    found.sort_by_key(|(start, _)| *start);
    let mut known = BTreeSet::new();
    let references = found.into_iter().map(|(_, reference)| reference);
    references.filter(|reference| known.insert(reference.clone())).collect()
}

/// The documents and acts cited in texts, each once, in order.
pub(super) fn cited<'a>(texts: impl Iterator<Item = &'a str>, words: &Words) -> Vec<String> {
    let mut known = BTreeSet::new();
    let named = texts.flat_map(|text| documents(text, words)).map(|(_, name)| name);
    named.filter(|name| known.insert(name.clone())).collect()
}

/// The names by which others cite a document: its symbol, and the act that its symbol or its title says it is.
pub(super) fn names(symbol: Option<&str>, title: Option<&str>, words: &Words) -> Vec<String> {
    let of_symbol = symbol.and_then(|symbol| {
        let found = ACT_SYMBOL.captures(symbol)?;
        let act = if &found["act"] == "RES" { RESOLUTION } else { DECISION };
        Some(act_name(act, &found["number"].replace('(', " (")))
    });
    let of_title = title.and_then(|title| {
        let (act, found) =
            words.own_act.iter().find_map(|(act, pattern)| Some((act.as_str(), pattern.captures(title)?)))?;
        Some(act_name(act, found.name("number")?.as_str()))
    });
    let mut names: Vec<String> = symbol.map(str::to_owned).into_iter().collect();
    for name in of_symbol.into_iter().chain(of_title) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names of acts in references, in every language.
pub(super) const RESOLUTION: &str = "resolution";
pub(super) const DECISION: &str = "decision";

/// An act as it is cited: "resolution 186 (1964)".
fn act_name(act: &str, number: &str) -> String {
    let number: Vec<&str> = number.split_whitespace().collect();
    format!("{act} {}", number.join(" ").replacen('(', " (", 1).replace("  (", " ("))
}

/// The documents and acts that a text names, each time, in order.
fn documents(text: &str, words: &Words) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for span in symbols(text) {
        found.extend(further_pieces(text, span.clone(), words));
        found.push((span.clone(), text[span].to_owned()));
    }
    for (act, pattern) in &words.acts {
        for list in pattern.find_iter(text) {
            found.extend(ACT_NUMBERS.find_iter(list.as_str()).map(|number| {
                let start = list.start() + number.start();
                (start..start + number.len(), act_name(act, number.as_str()))
            }));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found
}

/// The pieces of a document that are named behind its symbol in short: "L.1/Add.1–3", "L.1 and Add.1, 2/Rev.1".
fn further_pieces(text: &str, symbol: Range<usize>, words: &Words) -> Vec<(Range<usize>, String)> {
    let behind = words.further.find(&text[symbol.end..]).map_or(0, |further| further.len());
    // The symbol's own last part may be the beginning of a range.
    let own = text[symbol.clone()].rfind('/').map_or(symbol.end, |at| symbol.start + at + 1);
    let mut found = Vec::new();
    for piece in PIECES.captures_iter(&text[own..symbol.end + behind]) {
        let span = own + piece.get_match().start()..own + piece.get_match().end();
        let number = |name: &str| piece.name(name).and_then(|number| number.as_str().parse::<u32>().ok());
        let Some(first) = number("first") else { continue };
        let last = number("last").filter(|last| *last > first && last - first <= LONGEST_RANGE).unwrap_or(first);
        let part = &piece["part"];
        let root =
            root_of(&text[symbol.clone()], if part == "Add" { &["Add.", "Rev.", "Corr."] } else { &["Rev.", "Corr."] });
        let form = piece.name("form").map_or("", |form| form.as_str());
        // The first of a range that the symbol itself begins is named by it.
        let unnamed = if span.start < symbol.end { first + 1 } else { first };
        found.extend((unnamed..=last).map(|number| (span.clone(), format!("{root}/{part}.{number}{form}"))));
        let end = symbol.end + behind;
        if let Some(more) = words.further_numbers.captures(&text[end..]).filter(|_| span.end == end) {
            let numbers = more["numbers"].split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
            found.extend(numbers.map(|number| (span.clone(), format!("{root}/{part}.{number}"))));
        }
    }
    found
}

/// A symbol without the last parts that begin so.
fn root_of<'a>(symbol: &'a str, parts: &[&str]) -> &'a str {
    let mut root = symbol;
    while let Some((before, last)) = root.rsplit_once('/')
        && parts.iter().any(|part| last.starts_with(part))
    {
        root = before;
    }
    root
}

/// Whose place is cited.
#[derive(Debug, PartialEq, Eq)]
enum Of {
    /// The provision's own document's.
    Own,
    /// That of a document that is named, by its place among these.
    Named(usize),
    /// That of something else.
    Other,
}

/// Whose place is cited at a stretch of a text: what stands behind it tells, then what stands before.
fn document_of(text: &str, cited: Range<usize>, documents: &[(Range<usize>, String)], words: &Words) -> Of {
    let (before, behind) = (&text[..cited.start], &text[cited.end..]);
    // A text that cites without end would else be gone through again for each citation.
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(REACH))..];
    if words.in_own.is_match(behind) {
        return Of::Own;
    }
    if let Some(of) = words.in_other.find(behind) {
        let next = documents.partition_point(|(span, _)| span.start < cited.end);
        if next == documents.len() {
            return Of::Other;
        }
        let between = text.get(cited.end + of.end()..documents[next].0.start).unwrap_or("");
        let is_near = between.len() <= REACH && !between.contains([';', '.', ',']);
        return if is_near { Of::Named(next) } else { Of::Other };
    }
    let is_between = |text: &str| {
        let undated = words.dated.find(text).map_or(text, |date| &text[date.end()..]);
        undated.chars().all(|c| c.is_whitespace() || [',', '('].contains(&c))
    };
    let earlier = documents.partition_point(|(span, _)| span.start < cited.start);
    let last = documents[..earlier].iter().rposition(|(span, _)| span.end <= cited.start);
    match last.filter(|&at| is_between(&text[documents[at].0.end..cited.start])) {
        Some(at) => Of::Named(at),
        None if words.before_other.is_match(near) => Of::Other,
        None => Of::Own,
    }
}

/// The numbers of a list: "4, 6 to 8" written out.
fn labels(list: &str, words: &Words) -> Vec<String> {
    let mut labels = Vec::new();
    for found in words.numbers.captures_iter(list) {
        let first = found["first"].to_owned();
        let bounds =
            found.name("last").and_then(|last| Some((first.parse::<u32>().ok()?, last.as_str().parse().ok()?)));
        labels.push(first);
        if let Some((from, to)) = bounds
            && from < to
            && to - from <= LONGEST_RANGE
        {
            labels.extend((from + 1..=to).map(|label: u32| label.to_string()));
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Words {
        Words::of(Some("en"))
    }

    /// A reference as a reader would write it down.
    fn told(text: &str) -> Vec<String> {
        let told = |reference: Reference| {
            let place = reference.place.map(|place| format!("{:?} {}", place.numbering, place.label).to_lowercase());
            [reference.document, place].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        references(text, english()).into_iter().map(told).collect()
    }

    #[test]
    fn symbols_are_found_whole() {
        let text = "(CTOC/COP/WG.7/2019/L.1, CTOC/COP/WG.7/2019/L.1/Add.1 and CTOC/COP/WG.7/2019/L.1/Add.2). \
                    See A/72/643, S/RES/2380(2017), CTOC/COP/WG.7/2018/CRP.1 and/or police/UNODC.";
        assert_eq!(
            cited([text].into_iter(), english()),
            [
                "CTOC/COP/WG.7/2019/L.1",
                "CTOC/COP/WG.7/2019/L.1/Add.1",
                "CTOC/COP/WG.7/2019/L.1/Add.2",
                "A/72/643",
                "S/RES/2380(2017)",
                "CTOC/COP/WG.7/2018/CRP.1",
            ]
        );
    }

    #[test]
    fn pieces_named_in_short_are_each_cited() {
        let cited = |text: &str| cited([text].into_iter(), english());
        let root = "CTOC/COP/WG.9/1999/L.1";
        let pieces =
            |numbers: &[&str]| -> Vec<String> { numbers.iter().map(|number| format!("{root}{number}")).collect() };
        let all = pieces(&["", "/Add.1", "/Add.2", "/Add.3"]);
        for text in [
            "and Add.1–3",
            "and Add.1-3",
            "and Add.1 to 3",
            ", Add.1, Add.2 and Add.3",
            "and Add.1, 2 and 3",
            "and Add.1, Add.2–3",
        ] {
            assert_eq!(cited(&format!("the draft ({root} {text}) was adopted").replace(" ,", ",")), all, "{text}");
        }
        assert_eq!(cited(&format!("({root}/Add.1–3)")), all[1..]);
        assert_eq!(cited(&format!("({root} and Rev.1)")), pieces(&["", "/Rev.1"]));
        assert_eq!(cited(&format!("({root} and Add.1/Rev.1)")), pieces(&["", "/Add.1/Rev.1"]));
        assert_eq!(cited(&format!("({root}/Add.1/Rev.1)")), pieces(&["/Add.1/Rev.1"]));
        assert_eq!(cited(&format!("{root}, 3 and 4")), pieces(&[""]));
        assert_eq!(cited(&format!("({root}/Add.1 and 2)")), pieces(&["/Add.1", "/Add.2"]));
        assert_eq!(cited(&format!("{root}/Add.1, 23 States")), pieces(&["/Add.1"]));
    }

    #[test]
    fn acts_are_found_in_lists() {
        let text = "Reaffirms its resolutions 112 (1990) of 4 March, 113 (1990) of 13 March and\n114 (1990), recalls \
                    decision 7/2 and General Assembly resolutions 61/3 A and 62/4.";
        let acts = ["resolution 112 (1990)", "resolution 113 (1990)", "resolution 114 (1990)"];
        let others = ["decision 7/2", "resolution 61/3 A", "resolution 62/4"];
        assert_eq!(told(text), [&acts[..], &others[..]].concat());
        assert!(told("The budget for 2020/21 rose by 3 (2019: 2).").is_empty());
    }

    #[test]
    fn a_place_is_of_its_own_document_or_of_the_one_that_is_named() {
        assert_eq!(told("as set out in paragraph 4 above"), ["paragraph 4"]);
        assert_eq!(
            told("The measures in paragraphs 4 (a), 6 and 8 should be reviewed."),
            ["paragraph 4", "paragraph 6", "paragraph 8"]
        );
        assert_eq!(told("in accordance with recommendation 13"), ["recommendation 13"]);
        let range = ["recommendation 6", "recommendation 7", "recommendation 8"];
        assert_eq!(told("in recommendations 6 to 8"), range);
        assert_eq!(told("in recommendations 6–8"), range);
        assert_eq!(told("in paragraph 3 of its resolution 112 (1990)"), ["resolution 112 (1990), paragraph 3"]);
        assert_eq!(told("resolution 112 (1990), para. 3"), ["resolution 112 (1990), paragraph 3"]);
        assert_eq!(
            told("see A/72/643, paras. 3–5"),
            ["A/72/643, paragraph 3", "A/72/643, paragraph 4", "A/72/643, paragraph 5"]
        );
        assert!(told("paragraph 2 of article 10 of the Protocol").is_empty());
        assert!(told("article 10, paragraph 2, of the Protocol").is_empty());
    }

    #[test]
    fn a_place_in_something_else_is_nobody_s_here() {
        let dated = "Recalling resolution 112 (1990) of 4 March 1990, paragraph 2";
        assert_eq!(told(dated), ["resolution 112 (1990), paragraph 2"]);
        for elsewhere in [
            "as listed in the annex, paragraph 2",
            "as required by the Convention, paragraph 1",
            "the Agreement on Harbour Fees, paragraph 1",
            "under rule 4 (paragraph 5)",
            "article 10 (3) (paragraph 5)",
            "Article 10, paragraph 2",
        ] {
            assert!(told(elsewhere).is_empty(), "{elsewhere}");
        }
        let own = ["paragraph 2"];
        assert_eq!(told("States parties to the Convention should review paragraph 2"), own);
        assert_eq!(told("Under the Convention. Paragraph 2 applies"), own);
        assert_eq!(told("in accordance with the Convention and paragraph 2"), own);
    }

    #[test]
    fn a_document_is_cited_by_its_symbol_or_as_an_act() {
        let names = |symbol, title| super::names(symbol, title, english());
        assert_eq!(names(Some("S/RES/112(1990)"), None), ["S/RES/112(1990)", "resolution 112 (1990)"]);
        assert_eq!(names(Some("A/RES/72/1"), None), ["A/RES/72/1", "resolution 72/1"]);
        assert_eq!(names(None, Some("112 (1990). Resolution of 4 March 1990")), ["resolution 112 (1990)"]);
        assert_eq!(names(None, Some("Resolution 112 (1990)")), ["resolution 112 (1990)"]);
        assert_eq!(names(Some("CTOC/COP/WG.7/2019/6"), Some("Report")), ["CTOC/COP/WG.7/2019/6"]);
    }
}
