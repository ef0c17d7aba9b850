//! What is odd about a document's numbers.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::build::LineIndex;
use super::gaps::Misprint;
use super::words::Words;
use crate::error::Warning;
use crate::ingest::Line;
use crate::language::BRACKETS_OF_DRAFT;
use crate::model::numerals::Number;
use crate::model::{Coverage, Document, Kind, Loose, Numbering, Passage, Provision};

/// Makes the labels differ, those of paragraphs among themselves, and warns where they did not.
pub(super) fn tell_labels_apart(document: &mut Document) -> Vec<Warning> {
    let mut seen = BTreeMap::<(bool, String), usize>::new();
    let mut warnings = Vec::new();
    for provision in &mut document.provisions {
        let count = seen.entry((provision.kind == Kind::Paragraph, provision.label.clone())).or_default();
        *count += 1;
        let count = *count;
        if count == 1 {
            continue;
        }
        // Each of several options counts anew.
        let of_option = provision.option.as_ref().map(|option| format!("{} {option}", provision.label));
        if let Some(label) =
            of_option.filter(|label| !seen.contains_key(&(provision.kind == Kind::Paragraph, label.clone())))
        {
            seen.insert((provision.kind == Kind::Paragraph, label.clone()), 1);
            provision.label = label;
            continue;
        }
        let label = format!("{}#{count}", provision.label);
        warnings.push(Warning {
            document: document.id.clone(),
            label: Some(provision.label.clone()),
            line: Some(provision.line),
            message: format!("a second {} has this number; it is called {label} here", provision.kind.name()),
        });
        provision.label = label;
    }
    warnings
}

/// The numbers of a document that belong to one series: how far they reach, and what is odd about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Series {
    /// What is numbered.
    pub numbering: Numbering,
    /// How many provisions bear a number of it.
    pub count: usize,
    /// The first number in the order of the text, and the last.
    pub first: String,
    /// As above.
    pub last: String,
    /// The numbers that are missing: `14`, `16 to 18`.
    pub missing: Vec<String>,
    /// The numbers that stand more than once.
    pub twice: Vec<String>,
}

/// The series that are printed in documents. A preamble's paragraphs are counted by the program, and units have ids.
const PRINTED: [Numbering; 4] =
    [Numbering::Recommendation, Numbering::Paragraph, Numbering::Article, Numbering::Clause];

impl Document {
    /// The series of numbers that it has.
    pub fn series(&self) -> Vec<Series> {
        let of = |numbering: Numbering| {
            let labels: Vec<&str> = self.numbered(numbering).map(|provision| provision.label.as_str()).collect();
            let (first, last) = (labels.first()?, labels.last()?);
            let missing = self.missing(numbering).into_iter().map(|(_, _, run)| run).collect();
            let twice = labels.iter().filter(|label| label.ends_with("#2")).map(|label| label.replace("#2", ""));
            let printed = |label: &str| label.split('#').next().unwrap_or(label).to_owned();
            let (first, last) = (printed(first), printed(last));
            Some(Series { numbering, count: labels.len(), first, last, missing, twice: twice.collect() })
        };
        PRINTED.into_iter().filter_map(of).collect()
    }

    /// Whether every number of each series was read, once in its section, and every text among the recommendations.
    pub fn is_counted_whole(&self) -> bool {
        let misses = PRINTED.into_iter().any(|numbering| !self.missing(numbering).is_empty());
        let mut known = BTreeSet::new();
        let printed = |one: &Provision| one.label.split('#').next().unwrap_or_default().to_owned();
        let differ = self.provisions.iter().all(|one| known.insert((one.numbering, printed(one), &one.section)));
        let unnumbered = unnumbered(self, Words::of(self.metadata.language.as_deref())).next().is_some();
        differ && !misses && !unnumbered
    }

    fn numbered(&self, numbering: Numbering) -> impl Iterator<Item = &Provision> {
        self.provisions.iter().filter(move |provision| provision.numbering == numbering)
    }

    /// The runs of numbers that are missing from a series, each with the provision behind it and the label before it. A
    /// number of parts is missing among those of its parent, and the parent among its own, unless another series has it.
    fn missing(&self, numbering: Numbering) -> Vec<(&Provision, Option<&str>, String)> {
        let numbered = || self.numbered(numbering).filter_map(|one| Some((one, Number::of_label(&one.label)?)));
        let known: BTreeSet<Number> = {
            let all = self.provisions.iter().filter_map(|one| Number::of_label(&one.label));
            all.flat_map(|number| number.ancestors().chain([number.clone()]).collect::<Vec<_>>()).collect()
        };
        let mut last: BTreeMap<Option<Number>, (Number, &str)> = BTreeMap::new();
        let mut missing = Vec::new();
        let mut counts_by_tens = true;
        for (provision, number) in numbered() {
            // What heads its parts counts as well, the outermost first.
            let mut path: Vec<Number> = number.ancestors().chain([number.clone()]).collect();
            path.sort_by_key(Number::depth);
            for one in path {
                let parent = one.parent();
                let before = last.get(&parent);
                if before.is_some_and(|(before, _)| *before == one) && one != number {
                    continue;
                }
                let before = before.filter(|(before, _)| *before < one);
                // A part of a document may begin anywhere; a whole one that begins with 2 or 3 lacks what comes before.
                let is_late = last.is_empty() && self.coverage == Coverage::Whole && one.is_second_or_third();
                let may_begin = parent.is_none() && before.is_none() && !is_late;
                let run = Number::missing_between(before.map(|(number, _)| number), &one).filter(|_| !may_begin);
                let runs = run.into_iter().flat_map(|(first, last)| without(first, &last, &known)).collect::<Vec<_>>();
                if one == number {
                    counts_by_tens &= one.is_round() && (may_begin || !runs.is_empty());
                }
                for (first, last) in runs {
                    let shown = |number: &Number| number.shown_like(&provision.label);
                    let run =
                        if first == last { shown(&first) } else { format!("{} to {}", shown(&first), shown(&last)) };
                    missing.push((provision, before.map(|(_, label)| *label), run));
                }
                last.insert(parent, (one, &provision.label));
            }
        }
        // A code leaves room between its sections: 010, 020.
        if counts_by_tens { Vec::new() } else { missing }
    }
}

/// The runs from a number to another without those that are known.
fn without(first: Number, last: &Number, known: &BTreeSet<Number>) -> Vec<(Number, Number)> {
    let inside: Vec<&Number> = known.range(&first..=last).filter(|one| one.depth() == first.depth()).collect();
    let mut runs = Vec::new();
    let mut from = first.clone();
    for one in inside {
        if from < *one {
            runs.push((from.clone(), one.previous()));
        }
        from = one.next();
    }
    if from <= *last {
        runs.push((from, last.clone()));
    }
    runs
}

/// Warns of numbers that are missing from a series.
pub(super) fn gaps(document: &Document) -> Vec<Warning> {
    let missing = PRINTED.into_iter().flat_map(|numbering| document.missing(numbering));
    missing
        .map(|(provision, before, run)| Warning {
            document: document.id.clone(),
            label: Some(provision.label.clone()),
            line: Some(provision.line),
            message: {
                let before = before
                    .map_or_else(|| "is the first".to_owned(), |before| format!("the number before it is {before}"));
                format!("{before}; {run} {} missing", if run.contains(" to ") { "are" } else { "is" })
            },
        })
        .collect()
}

/// Warns of lines whose number was read otherwise than it is printed.
pub(super) fn misprinted(document: &Document, lines: &[Line], misprints: &[Misprint]) -> Vec<Warning> {
    let index = LineIndex::new(&document.source);
    let warning = |misprint: &Misprint| Warning {
        document: document.id.clone(),
        label: Some(misprint.read.to_string()),
        line: Some(index.line(lines[misprint.line].passage.span().start)),
        message: match misprint.is_within {
            true => {
                format!("stands within a line, as \u{201c}{}\u{201d}, where this number is missing", misprint.printed)
            }
            false => format!("is printed \u{201c}{}\u{201d}; it stands where this number is missing", misprint.printed),
        },
    };
    misprints.iter().map(warning).collect()
}

/// Warns of lines that begin with a number and were read as running text.
pub(super) fn left_out(document: &Document) -> Vec<Warning> {
    let index = LineIndex::new(&document.source);
    let warning = |passage: &Passage| Warning {
        document: document.id.clone(),
        label: None,
        line: Some(index.line(passage.span().start)),
        message: format!(
            "begins with a number that counts on from none, and was read as running text: {}",
            opening(passage.text())
        ),
    };
    document.left_out.iter().map(warning).collect()
}

/// The first words of a text, in quotation marks.
fn opening(text: &str) -> String {
    format!("\u{201c}{} …\u{201d}", text.split_whitespace().take(6).collect::<Vec<_>>().join(" "))
}

/// Warns of text among the recommendations that belongs to none of them: it may be one whose number
/// was not understood.
pub(super) fn unread(document: &Document, words: &Words) -> Vec<Warning> {
    let lines = LineIndex::new(&document.source);
    unnumbered(document, words)
        .map(|loose| Warning {
            document: document.id.clone(),
            label: None,
            line: Some(lines.line(loose.passage.span().start)),
            message: format!(
                "text among the recommendations has no number and was not read as one: {}",
                opening(loose.passage.text())
            ),
        })
        .collect()
}

/// The highest number that is read of a text: higher ones are sums and symbols.
const HIGHEST: &str = "9999";

/// Warns where a series goes on behind the highest number that is read.
pub(super) fn too_high(document: &Document) -> Vec<Warning> {
    let goes_on = |provision: &&Provision| {
        let is_next = |word: &str| matches!(word, "10000." | "10000)");
        provision.number() == HIGHEST && provision.text().split_whitespace().any(is_next)
    };
    let warning = |provision: &Provision| {
        Warning {
        document: document.id.clone(),
        label: Some(provision.label.clone()),
        line: Some(provision.line),
        message: "numbers above 9999 are not read: what stands behind this one was read as a part of it; split the file, or list \
                  the provisions as units (CSV, JSON)"
            .into(),
    }
    };
    document.provisions.iter().filter(goes_on).map(warning).collect()
}

/// Warns of square brackets that are not closed, or that nothing opened. One may open in a paragraph and close in a later one
/// under the same heading.
pub(super) fn unbalanced(document: &Document) -> Vec<Warning> {
    let texts = || document.provisions.iter().map(Provision::text);
    let closed = texts().map(|text| text.matches(']').count()).sum::<usize>();
    let opened = texts().map(|text| text.matches('[').count()).sum::<usize>();
    if closed.min(opened) < BRACKETS_OF_DRAFT {
        return Vec::new();
    }
    let index = LineIndex::new(&document.source);
    let mut warnings = Vec::new();
    for section in document.provisions.chunk_by(|one, next| one.section == next.section) {
        // Where each bracket was opened that is open.
        let mut open: Vec<Option<(&Provision, &Passage, usize)>> = Vec::new();
        let mut tell = |provision: &Provision, passage: &Passage, at: usize, message: &str| {
            let line = index.line(passage.slice(at..at + 1).span().start);
            let message = format!("{message}: {}", around(passage.text(), at));
            let (document, label) = (document.id.clone(), Some(provision.label.clone()));
            warnings.push(Warning { document, label, line: Some(line), message });
        };
        // What opens in the heading may close below.
        for sign in section[0].section.last().into_iter().flat_map(|heading| heading.matches(['[', ']'])) {
            if sign == "[" {
                open.push(None);
            } else {
                open.pop();
            }
        }
        for provision in section {
            // The number may stand in the bracket.
            for passage in [provision.mark(), provision.passage()] {
                for (at, sign) in passage.text().match_indices(['[', ']']) {
                    if sign == "[" {
                        open.push(Some((provision, passage, at)));
                    } else if open.pop().is_none() {
                        tell(provision, passage, at, "a bracket closes that nothing opened");
                    }
                }
            }
        }
        for (provision, passage, at) in open.into_iter().flatten() {
            tell(provision, passage, at, "a bracket opens and is not closed");
        }
    }
    warnings
}

/// The words around a place of a text, in quotation marks.
fn around(text: &str, at: usize) -> String {
    const WORDS: usize = 4;
    let before: Vec<&str> = text[..at].split_whitespace().rev().take(WORDS).collect();
    let before = before.into_iter().rev().collect::<Vec<_>>().join(" ");
    let behind = text[at..].split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ");
    let is_apart = text[..at].ends_with(char::is_whitespace) && !before.is_empty();
    format!("\u{201c}… {before}{}{behind} …\u{201d}", if is_apart { " " } else { "" })
}

/// The texts among the recommendations that belong to none of them.
fn unnumbered<'a>(document: &'a Document, words: &'a Words) -> impl Iterator<Item = &'a Loose> {
    document.loose.iter().filter(|loose| loose.section.iter().any(|title| words.names_recommendations(title)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_place_are_quoted() {
        let text = "The harbour master keeps all old registers [of barges and of tugs in the port";
        assert_eq!(
            around(text, text.find('[').unwrap()),
            "\u{201c}… keeps all old registers [of barges and of …\u{201d}"
        );
        assert_eq!(around("mill[s]", 4), "\u{201c}… mill[s] …\u{201d}");
        assert_eq!(around("[mills", 0), "\u{201c}… [mills …\u{201d}");
    }

    fn document(texts: &[&str]) -> Document {
        crate::extract::of_texts("texts", texts, Some("en"))
    }

    #[test]
    fn brackets_are_held_against_each_other_where_a_text_has_several() {
        let said = |texts: &[&str]| {
            unbalanced(&document(texts)).into_iter().map(|warning| warning.message).collect::<Vec<_>>()
        };
        let sound = vec!["Mills [shall] [should] grind."; BRACKETS_OF_DRAFT];
        assert_eq!(said(&sound), [] as [&str; 0]);
        let with = |text: &'static str| [sound.as_slice(), &[text]].concat();
        let open = said(&with("Wells are [cleaned."));
        assert_eq!(open, ["a bracket opens and is not closed: \u{201c}… Wells are [cleaned. …\u{201d}"]);
        let closed = said(&with("Wells are] cleaned."));
        assert_eq!(closed, ["a bracket closes that nothing opened: \u{201c}… Wells are] cleaned. …\u{201d}"]);
        // A text with few brackets is no draft; with just enough it is one.
        assert_eq!(said(&["Wells are [cleaned."]), [] as [&str; 0]);
        let enough = vec!["Mills [shall] grind."; BRACKETS_OF_DRAFT - 1];
        assert_eq!(said(&[enough.as_slice(), &["Wells are [cleaned."]].concat()), [] as [&str; 0]);
        let enough = vec!["Mills [shall] grind."; BRACKETS_OF_DRAFT];
        assert_eq!(said(&[enough.as_slice(), &["Wells are [cleaned."]].concat()).len(), 1);
    }

    #[test]
    fn a_document_is_counted_whole_if_each_number_stands_once() {
        let numbered = |labels: &[&str]| {
            let mut document = document(&vec!["Mills grind."; labels.len()]);
            for (provision, label) in document.provisions.iter_mut().zip(labels) {
                provision.numbering = Numbering::Paragraph;
                provision.kind = Kind::Paragraph;
                provision.label = label.to_string();
            }
            document
        };
        let whole = numbered(&["1", "2", "3"]);
        assert!(whole.is_counted_whole());
        assert!(!numbered(&["1", "2", "4"]).is_counted_whole() && !numbered(&["1", "2", "2#2"]).is_counted_whole());
        let under = |title: &str| {
            let loose = Loose { section: vec![title.into()], passage: Passage::verbatim("Wells are cleaned.", 0) };
            Document { loose: vec![loose], ..whole.clone() }.is_counted_whole()
        };
        assert!(!under("II. Recommendations") && under("I. Opening"));
    }
}
