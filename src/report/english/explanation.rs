//! Why a provision was linked as it was, in words.

use super::{Graded, SHARED, certainty, doubt, kind, percent, relation, word_lines};
use crate::align::{Part, Relation};
use crate::report::{Explanation, RivalView, Support};

/// The provision that is explained.
pub fn explained(view: &Explanation) -> String {
    format!("{} {} of {}", kind(view.kind), view.label, view.document)
}

/// What was decided, in a sentence.
pub fn verdict(view: &Explanation) -> Graded {
    let change = &view.change;
    let (Some(confidence), Some(sure)) = (change.confidence, change.certainty) else {
        let before = match change.relation {
            _ if !change.decisions.is_empty() => "Not linked, as was decided.".into(),
            Relation::OutsideCoverage => {
                "Not linked: it stands in a section that the other document does not hold.".into()
            }
            _ => {
                format!("Not linked: {}. What is nearest suits another better, or is not near enough.", change.outcome)
            }
        };
        return Graded { before, word: "", is_doubted: false, after: String::new() };
    };
    let (old, new, became) = (change.old.join(", "), change.new.join(", "), relation(change.relation));
    let evidence = change.evidence.as_ref();
    let rival = evidence.and_then(|evidence| evidence.runner_up.as_ref());
    let next = rival.map(|rival| format!("; the next best is {} → {} at {:.2}", rival.old, rival.new, rival.score));
    Graded {
        before: format!("{old} → {new}: {became}, with a confidence of {confidence:.2} ("),
        word: certainty(sure),
        is_doubted: doubt(sure).is_some(),
        after: format!("){}.", next.unwrap_or_default()),
    }
}

/// The evidence of a link, a line for each part of a split or merger and for each sort of words.
pub fn evidence_of(view: &Explanation) -> Vec<String> {
    let Some(evidence) = &view.change.evidence else { return Vec::new() };
    let part = |Part { old, new, coverage, .. }: &Part| {
        let shares = [coverage.old, coverage.new].map(percent);
        format!("new {new} = {} of old {old}; {} of new {new} stands there", shares[0], shares[1])
    };
    evidence.parts.iter().map(part).chain(word_lines(SHARED, &Support::of(evidence))).collect()
}

/// Where there is no rival.
pub fn no_rivals(view: &Explanation) -> String {
    format!("Nothing in {} has a rare word in common with it.", view.other)
}

/// A rival's label, and what it is linked to instead.
pub fn rival_name(rival: &RivalView) -> String {
    match rival.linked_elsewhere.as_slice() {
        [] => rival.label.clone(),
        others => format!("{} (linked to {})", rival.label, others.join(", ")),
    }
}

/// The name of a rival's score, above its signals.
pub const SCORE: &str = "score";
