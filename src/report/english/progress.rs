//! How far a draft has come, and whose words stand in it, in words.

use super::{counted, listed};
use crate::report::{OpenCounts, ProgressView, ProvenanceView, ShareView};

/// Of a proposal of which no word stands.
pub const NOTHING_STANDS: &str = "nothing of it stands";

/// Of the proposal that there be no text, where there is none.
pub const NO_TEXT_STANDS: &str = "there is no text";

/// How many parts a sentence names.
const NAMED: usize = 2;

/// How many brackets and options there are.
pub(super) fn open(counts: OpenCounts) -> String {
    let options = (counts.options > 0).then(|| counted(counts.options, "option", "options"));
    let brackets = counted(counts.brackets, "bracket", "brackets");
    std::iter::once(brackets).chain(options).collect::<Vec<_>>().join(" and ")
}

/// A part of a text by its heading, with the number that it had first.
pub fn part(name: &str, was: Option<&str>) -> String {
    was.map_or_else(|| name.to_owned(), |was| format!("{name}, first {was}"))
}

/// What is open in a part of a document.
pub fn open_in(part: &str, document: &str, counts: OpenCounts) -> String {
    format!("{part}, {document}: {}", open(counts))
}

/// One sentence: "Open brackets and options: rev1 46 brackets and 3 options, rev4 5 brackets and adopted none; most was open in
/// Article 3 (Water levels) (18 in rev2)."
pub fn progress_sentence(view: &ProgressView) -> String {
    let each: Vec<String> = view
        .documents
        .iter()
        .zip(&view.open)
        .map(|(id, &counts)| if counts.all() == 0 { format!("{id} none") } else { format!("{id} {}", open(counts)) })
        .collect();
    let mut parts: Vec<(usize, &str, &str)> = view
        .parts
        .iter()
        .filter_map(|part| {
            let counts = part.open.iter().zip(&view.documents);
            let most = counts.filter_map(|(open, id)| Some((open.as_ref()?.all(), id))).max_by_key(|(count, _)| *count);
            most.map(|(count, id)| (count, part.name.as_str(), id.as_str()))
        })
        .filter(|(count, ..)| *count > 0)
        .collect();
    parts.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let fights: Vec<String> =
        parts.iter().take(NAMED).map(|(count, name, id)| format!("{name} ({count} in {id})")).collect();
    let most = if fights.is_empty() { String::new() } else { format!("; most was open in {}", listed(&fights)) };
    format!("Open brackets and options: {}{most}.", listed(&each))
}

/// One sentence: "Of the 530 words of adopted 40 were proposed by Lagoon States, 25 by Northern Ports."
pub fn provenance_sentence(view: &ProvenanceView) -> String {
    let last = view.documents.last().map(String::as_str).unwrap_or_default();
    let shares: Vec<String> = view
        .proposers
        .iter()
        .map(|one| {
            format!(
                "{} ({:.1} %) {} by {}",
                one.standing,
                one.share * 100.0,
                if one.standing == 1 { "was proposed" } else { "were proposed" },
                one.name
            )
        })
        .collect();
    format!("Of the {} words of {last} {}. Words that several proposed count for each.", view.words, listed(&shares))
}

/// A proposer and what came of all it proposed: "Lagoon States: 31 of 60 words stand, 12 of 20 proposals."
pub fn share_line(one: &ShareView) -> String {
    let stand = one.proposals.iter().filter(|proposal| proposal.stands()).count();
    format!(
        "{}: {} of {} words proposed stand in the text, most of {} of {} proposals",
        one.name,
        one.proposals.iter().map(|proposal| proposal.standing).sum::<usize>(),
        one.proposed,
        stand,
        one.proposals.len()
    )
}
