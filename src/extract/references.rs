//! What a text cites: documents by their symbols, acts by their numbers, and the places within them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::Words;
use crate::language::LazyRegex;
use crate::model::{ACT_NUMBER, Act, DocumentSymbol, LONGEST_RANGE, Metadata, NamedPieces, Place, Reference};

static ACT_NUMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(ACT_NUMBER).expect("valid"));

/// How far behind a place the document may be named that it is in, and how far before it something else, in bytes: "paragraph 4 of its resolution 186 (1964)".
const REACH: usize = 80;

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
pub(super) fn names(metadata: &Metadata, words: &Words) -> Vec<String> {
    let symbol = metadata.symbol.as_ref();
    let of_title = metadata.title.as_ref().and_then(|title| {
        let found =
            |(act, pattern): &(Act, LazyRegex)| Some(act.cited(pattern.captures(title)?.name("number")?.as_str()));
        words.own_act.iter().find_map(found)
    });
    let mut names: Vec<String> = symbol.map(|symbol| symbol.cited().to_owned()).into_iter().collect();
    for name in symbol.and_then(DocumentSymbol::act).into_iter().chain(of_title) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The documents and acts that a text in a language names, each time, in order, with where it does.
pub(crate) fn documents_cited(text: &str, language: Option<&str>) -> Vec<(Range<usize>, String)> {
    documents(text, Words::of(language))
}

/// The documents and acts that a text names, each time, in order.
fn documents(text: &str, words: &Words) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for span in DocumentSymbol::find_in(text) {
        found.extend(further_pieces(text, span.clone(), words));
        found.push((span.clone(), text[span].to_owned()));
    }
    for (act, pattern) in &words.acts {
        for list in pattern.find_iter(text) {
            found.extend(ACT_NUMBERS.find_iter(list.as_str()).map(|number| {
                let start = list.start() + number.start();
                (start..start + number.len(), act.cited(number.as_str()))
            }));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found
}

/// The pieces of a document that are named behind its symbol in short: "L.1/Add.1–3", "L.1 and Add.1, 2/Rev.1".
fn further_pieces(text: &str, span: Range<usize>, words: &Words) -> Vec<(Range<usize>, String)> {
    let end = span.end + words.further.find(&text[span.end..]).map_or(0, |further| further.len());
    let symbol = DocumentSymbol::from(&text[span.clone()]);
    // The symbol's own last part may be the beginning of a range.
    let own = symbol.rfind('/').map_or(span.end, |at| span.start + at + 1);
    let mut found = Vec::new();
    for named in NamedPieces::find_in(&text[own..end]) {
        let place = own + named.span.start..own + named.span.end;
        // The first of a range that the symbol itself begins is named by it.
        let unnamed = named.numbers.clone().skip(usize::from(place.start < span.end));
        found.extend(unnamed.map(|number| (place.clone(), symbol.with_piece(named.part, number, named.form))));
        if let Some(more) = words.further_numbers.captures(&text[end..]).filter(|_| place.end == end) {
            let numbers = more["numbers"].split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
            found.extend(numbers.map(|number| (place.clone(), symbol.with_piece(named.part, number, ""))));
        }
    }
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
        let names = |symbol: Option<&str>, title: Option<&str>| {
            let (symbol, title) = (symbol.map(DocumentSymbol::from), title.map(str::to_owned));
            super::names(&Metadata { symbol, title, ..Metadata::default() }, english())
        };
        assert_eq!(names(Some("S/RES/112(1990)"), None), ["S/RES/112(1990)", "resolution 112 (1990)"]);
        assert_eq!(names(Some("A/RES/72/1"), None), ["A/RES/72/1", "resolution 72/1"]);
        assert_eq!(names(None, Some("112 (1990). Resolution of 4 March 1990")), ["resolution 112 (1990)"]);
        assert_eq!(names(None, Some("Resolution 112 (1990)")), ["resolution 112 (1990)"]);
        assert_eq!(names(Some("CTOC/COP/WG.7/2019/6"), Some("Report")), ["CTOC/COP/WG.7/2019/6"]);
    }
}
