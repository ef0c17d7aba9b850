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
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<first>\d{1,4}(?:\.\d{1,3})*)(?:\s?\([a-z]{1,4}\))?(?:\s?[–—-]\s?(?<last>\d{1,4})\b)?")
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
            found.extend(labels(cited.as_str()).into_iter().map(|label| {
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
    let mut found: Vec<(Range<usize>, String)> =
        symbols(text).map(|span| (span.clone(), text[span].to_owned())).collect();
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
    let is_between = |text: &str| text.chars().all(|c| c.is_whitespace() || [',', '('].contains(&c));
    let earlier = documents.partition_point(|(span, _)| span.start < cited.start);
    let last = documents[..earlier].iter().rposition(|(span, _)| span.end <= cited.start);
    match last.filter(|&at| is_between(&text[documents[at].0.end..cited.start])) {
        Some(at) => Of::Named(at),
        None if words.before_other.is_match(near) => Of::Other,
        None => Of::Own,
    }
}

/// The numbers of a list: "4, 6 to 8" written out.
fn labels(list: &str) -> Vec<String> {
    let mut labels = Vec::new();
    for found in LABELS.captures_iter(list) {
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
    fn a_document_is_cited_by_its_symbol_or_as_an_act() {
        let names = |symbol, title| super::names(symbol, title, english());
        assert_eq!(names(Some("S/RES/112(1990)"), None), ["S/RES/112(1990)", "resolution 112 (1990)"]);
        assert_eq!(names(Some("A/RES/72/1"), None), ["A/RES/72/1", "resolution 72/1"]);
        assert_eq!(names(None, Some("112 (1990). Resolution of 4 March 1990")), ["resolution 112 (1990)"]);
        assert_eq!(names(None, Some("Resolution 112 (1990)")), ["resolution 112 (1990)"]);
        assert_eq!(names(Some("CTOC/COP/WG.7/2019/6"), Some("Report")), ["CTOC/COP/WG.7/2019/6"]);
    }
}
