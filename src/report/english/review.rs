//! What waits for a decision and what is decided, in words.

use super::{Graded, certainty, link};
use crate::report::{Alternative, Question};

/// Where no link waits for a decision.
pub const NOTHING_WAITS: &str = "No link waits for a decision.";
/// Where nothing is decided.
pub const NOTHING_DECIDED: &str = "Nothing is decided.";
/// What else can be decided than the commands above it do.
pub const OR_REJECT: &str = "(or --reject; or --link with other ids)";
/// What is put before the wordings of a question, and before their redline.
pub const WORDINGS: [&str; 3] = ["old:", "new:", "redline:"];

/// How many links wait, and what to do about them.
pub fn waiting(count: usize) -> String {
    let links = match count {
        1 => "1 link waits for a decision".to_owned(),
        count => format!("{count} links wait for a decision"),
    };
    format!("{links}. Decide on a terminal, where this command asks, or one by one:")
}

/// A link that a person should look at, and why.
pub fn question(question: &Question) -> Graded {
    let what = link(question.kind, question.relation);
    Graded {
        before: format!("{what}, {:.2} ", question.confidence),
        word: certainty(question.certainty),
        is_doubted: true,
        after: format!("; score {:.2}, {:.2} ahead of the next best", question.score, question.margin),
    }
}

/// What could have been linked instead.
pub fn rival(rival: &Alternative) -> String {
    format!("rival, score {:.2}: {} → {}: {}", rival.score, rival.old, rival.new, rival.opening)
}

/// Why a decision is not applied.
pub fn not_applied(reason: &str) -> String {
    format!("not applied: {reason}")
}
