//! Why a provision was linked as it was, in sentences for who knows nothing of how links are made.

use super::{all_quoted, certainty, counted, listed, noun, with_capital};
use crate::align::{Certainty, Evidence, Relation};
use crate::decisions::Verdict;
use crate::model::{Figures, Kind};
use crate::report::{Explanation, RivalView};

/// How many words of a sort are named in a sentence.
const NAMED_WORDS: usize = 4;

/// How far a rival must stay behind in a respect for that to be named as a reason.
const BEHIND: f64 = 0.15;

/// How many reasons are named.
const NAMED_REASONS: usize = 2;

/// What a rival lacks, and the signals that tell of it; what tells more comes first.
const REASONS: [(&str, &[&str]); 5] = [
    ("shares fewer words with it", &["words", "containment", "phrases", "letters", "sequence", "opening"]),
    ("stands elsewhere in the text", &["place", "surroundings"]),
    ("stands under another heading", &["section", "title"]),
    ("has another number", &["label"]),
    ("cites other things", &["cited"]),
];

/// What was linked to what and how sure that is, what speaks for it and against it, and what came second and why it lost:
/// a sentence for each.
pub fn in_words(view: &Explanation) -> Vec<String> {
    let mut sentences = vec![outcome(view)];
    if let Some(evidence) = &view.change.evidence {
        sentences.push(for_and_against(view.change.relation, evidence));
    }
    sentences.extend(second(view));
    sentences
}

/// What became of it, and how sure that is.
fn outcome(view: &Explanation) -> String {
    let change = &view.change;
    let (old_id, new_id) = match view.is_old {
        true => (&view.document, &view.other),
        false => (&view.other, &view.document),
    };
    let own = of_document(view.kind, std::slice::from_ref(&view.label), &view.document);
    let (old, new) = (named(change.kind, &change.old), of_document(change.kind, &change.new, new_id));
    let became = match change.relation {
        Relation::OutsideCoverage => {
            return with_capital(&format!(
                "{own} stands in a section that {} does not hold, so there was nothing to link it to.",
                view.other
            ));
        }
        Relation::Withdrawn | Relation::New => {
            return with_capital(&format!("{own} has no counterpart in {}.", view.other));
        }
        Relation::Unchanged => format!("{old} of {old_id} stands, in the same words, as {new}"),
        Relation::Reworded => format!("{old} of {old_id} stands, in other words, as {new}"),
        Relation::Split => format!("{old} of {old_id} was divided among {new}"),
        Relation::Merged => format!("{old} of {old_id} were joined in {new}"),
    };
    with_capital(&format!("{became}{}.", surety(view)))
}

/// How sure a link is, in words and as how many of many such links are right.
fn surety(view: &Explanation) -> String {
    let change = &view.change;
    if change.decisions.iter().any(|decision| decision.verdict != Verdict::Reject) {
        return "; a person decided so".to_owned();
    }
    let (Some(sure), Some(confidence)) = (change.certainty, change.confidence) else { return String::new() };
    let right = format!("{:.0}", (confidence * 100.0).clamp(1.0, 99.0));
    match sure {
        Certainty::Sure => format!(", which is as good as certain: of a hundred such links about {right} are right"),
        Certainty::Likely => format!(", which is {}: of a hundred such links about {right} are right", certainty(sure)),
        Certainty::Doubtful => {
            format!(", which is {}: of a hundred such links only about {right} are right", certainty(sure))
        }
    }
}

/// The rare words that both sides have, and what only one has.
fn for_and_against(relation: Relation, evidence: &Evidence) -> String {
    let speaks_for = match evidence.shared.as_slice() {
        _ if relation == Relation::Unchanged => "The wording is the same".to_owned(),
        [] => "The two sides have no rare word in common, so that the link rests on its place".to_owned(),
        words => {
            let noun = if words.len() == 1 { "word" } else { "words" };
            format!("Both sides have the rare {noun} {}, which speaks for the link", some_quoted(words))
        }
    };
    let only = [("the old text", &evidence.unaccounted.old), ("the new one", &evidence.unaccounted.new)];
    let mut against: Vec<String> = only
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(side, words)| format!("only {side} has {}", some_quoted(words)))
        .collect();
    let numbers = evidence.unlike_numbers.as_ref();
    against.extend(numbers.map(|numbers| {
        format!("the numbers differ ({} in the old, {} in the new)", listed(&numbers.old), listed(&numbers.new))
    }));
    match against.as_slice() {
        [] => format!("{speaks_for}; nothing speaks against the link."),
        against => format!("{speaks_for}; against it speaks that {}.", listed(against)),
    }
}

/// What came second and why it lost; of what has no counterpart, what was nearest.
fn second(view: &Explanation) -> Option<String> {
    let is_linked = view.change.score.is_some();
    if view.change.relation == Relation::OutsideCoverage {
        return None;
    }
    let Some(rival) = view.rivals.iter().find(|rival| !rival.linked) else {
        return Some(format!("Nothing else in {} came near.", view.other));
    };
    let name = of_document(rival.kind, std::slice::from_ref(&rival.label), &view.other);
    let winner = view.rivals.iter().find(|rival| rival.linked);
    let mut reasons = match winner {
        _ if !is_linked => Vec::new(),
        Some(winner) if winner.score > rival.score => behind(&winner.signals, rival),
        _ => vec!["fits less well into the order of the two texts".to_owned()],
    };
    if !rival.linked_elsewhere.is_empty() {
        let others = of_document(view.kind, &rival.linked_elsewhere, &view.document);
        reasons.push(format!("is linked to {others} instead"));
    }
    let lead = if is_linked { "What came second is" } else { "What came nearest is" };
    Some(match (reasons.as_slice(), is_linked) {
        ([], true) => format!("{lead} {name}, which is less like it on the whole."),
        ([], false) => format!("{lead} {name}, which is not like it enough."),
        (reasons, _) => format!("{lead} {name}, but it {}.", listed(reasons)),
    })
}

/// In what a rival stays behind: what tells the most comes first.
fn behind(winner: &Figures, rival: &RivalView) -> Vec<String> {
    let is_behind = |names: &[&str]| {
        let mut gaps = names.iter().filter_map(|name| Some(winner.get(name)? - rival.signals.get(name)?));
        gaps.any(|gap| gap >= BEHIND)
    };
    let reasons = REASONS.iter().filter(|(_, names)| is_behind(names)).map(|(reason, _)| (*reason).to_owned());
    reasons.take(NAMED_REASONS).collect()
}

/// "recommendations 1 and 2"
fn named(kind: Kind, labels: &[String]) -> String {
    format!("{} {}", noun(kind, labels.len()), listed(labels))
}

/// "recommendations 1 and 2 of 2019-final"
fn of_document(kind: Kind, labels: &[String], document: &str) -> String {
    format!("{} of {document}", named(kind, labels))
}

/// Words in quotes; of many only some, and how many more there are.
fn some_quoted(words: &[String]) -> String {
    if words.len() <= NAMED_WORDS + 1 {
        return all_quoted(words);
    }
    let shown: Vec<String> = words[..NAMED_WORDS].iter().map(super::quoted).collect();
    format!("{} and {}", shown.join(", "), counted(words.len() - NAMED_WORDS, "other", "others"))
}
