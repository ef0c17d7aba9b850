//! How results fare against what was read by hand, in words.

use crate::evaluate::{CrossMeetingScore, Miss};
use crate::lineage::LinkKind;

/// All links of a kind, whatever their relation.
pub const ALL_LINKS: &str = "all links";
/// Links that were found and that the reader did not list.
pub const NOT_LISTED: &str = "not listed";
/// Above what was missed.
pub const MISSES: &str = "Misses";
/// Where nothing was missed.
pub const ALL_MET: &str = "Every row of the gold was met.";

/// How the links of a kind between meetings fare: what a reader accepts, then what they refuse, do not list or miss.
pub fn judged(kind: LinkKind, score: &CrossMeetingScore) -> Vec<String> {
    let (accepted, all) = score.accepted();
    let lists = [("refused", &score.refused), (NOT_LISTED, &score.unlisted), ("plain, missed", &score.missed)];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    let all = format!("{}: of {all} links that were found, the reader accepts {accepted}.", kind.name());
    std::iter::once(all).chain(lists.map(|(about, list)| format!("{about}: {}", list.join("; ")))).collect()
}

/// What the gold says, and what was found instead.
pub fn miss(miss: &Miss) -> String {
    let side = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join("; ") };
    format!("{}: gold says {}; found {}", super::kind(miss.kind), side(&miss.gold), side(&miss.found))
}
