//! What became of brackets and options, in words.

use super::{counted, listed};
use crate::fate::{FateKind, beside};
use crate::report::wording::shortened;
use crate::report::{BracketCounts, BracketView, WordingView};

/// What became of a bracket, in a word.
pub fn fate(kind: FateKind) -> &'static str {
    kind.name()
}

/// What is said of an opened bracket whose words stood free before.
const STOOD_FREE: &str = "stood outside brackets";

/// What is said of a bracket that is gone while its words are open still.
const IN_WIDER: &str = "open still, in a wider bracket";

/// How many brackets a row tells of one by one.
const MOST_LINES: usize = 8;

/// How many brackets that are open still and say what they said are named.
const MOST_OPEN: usize = 8;

/// What became of the brackets of a change, a line each; those that are open still and say what they said are named in one.
pub fn bracket_lines(views: &[BracketView]) -> Vec<String> {
    let is_told = |view: &&BracketView| {
        let is_reattributed = view.wordings.iter().any(|one| one.proposers_now.is_some());
        view.fate != FateKind::Open || view.in_wider || is_reattributed || changed(view).is_some()
    };
    let told: Vec<&BracketView> = views.iter().filter(is_told).collect();
    let most = if told.len() <= MOST_LINES + 1 { told.len() } else { MOST_LINES };
    let mut lines: Vec<String> = told[..most].iter().map(|view| bracket_line(view)).collect();
    let rest = BracketCounts::of(told[most..].iter().copied());
    lines.extend((!rest.is_empty()).then(|| format!("and {}", in_numbers(&rest).join(", "))));
    let open: Vec<&BracketView> = views.iter().filter(|view| !is_told(view)).collect();
    let named = open.iter().take(MOST_OPEN).flat_map(|view| &view.wordings).map(wording);
    let named = named.map(|one| format!("[{one}]")).collect::<Vec<_>>().join(" ");
    let more = open.iter().skip(MOST_OPEN).map(|view| view.count).sum::<usize>();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    lines.extend((!open.is_empty()).then(|| format!("open still: {named}{more}")));
    lines
}

/// What an open bracket says now, where a reader sees that it is something else.
fn changed(view: &BracketView) -> Option<String> {
    let now = told(view.became.as_deref()?);
    let before = view.wordings.iter().map(|one| told(&one.text)).collect::<Vec<_>>().join(", ");
    (now != before).then_some(now)
}

/// What became of one bracket or choice.
pub fn bracket_line(view: &BracketView) -> String {
    let wordings: Vec<String> = view.wordings.iter().map(wording).collect();
    let all = wordings.join(", ");
    let now = view.became.as_deref().map(told);
    match (view.fate, now) {
        (FateKind::Resolved, now) => {
            let won: Vec<&WordingView> = view.wordings.iter().filter(|one| one.stands).collect();
            let option = match won[..] {
                [only] => only.option.clone(),
                _ => None,
            };
            let now = match (option, now) {
                (Some(label), _) if are_provisions(view) => label,
                (Some(option), Some(now)) => format!("{option} ({now})"),
                (Some(option), None) => option,
                (None, now) => now.unwrap_or_default(),
            };
            let names = |view: &&WordingView| view.option.clone();
            match view.wordings.iter().filter_map(|view| names(&view)).collect::<Vec<_>>() {
                options if options.is_empty() && view.wordings.len() == 1 => format!("resolved: {all} → {now}"),
                options if options.is_empty() => format!("resolved: {now}, out of {all}"),
                options => format!("resolved: {now}, out of {}", options.join(", ")),
            }
        }
        (FateKind::Open, _) => {
            let by = view.wordings.iter().find_map(|one| one.proposers_now.as_ref());
            let by = by.map(|by| if by.is_empty() { "nobody named".to_owned() } else { by.join(", ") });
            let now = changed(view);
            let now = now.into_iter().chain(by.map(|by| format!("now by {by}"))).collect::<Vec<_>>().join(", ");
            let open = if view.in_wider { IN_WIDER } else { "open still" };
            if now.is_empty() { format!("{open}: {all}") } else { format!("{open}: {all} → {now}") }
        }
        // Of provisions beside each other all are kept.
        (FateKind::Lifted, _) if are_provisions(view) => {
            let labels: Vec<String> = view.wordings.iter().filter_map(|one| one.option.clone()).collect();
            format!("{}: {} stand beside each other no more, and all are kept", fate(view.fate), listed(&labels))
        }
        (FateKind::Opened, _) if view.stood_free => format!("opened: {all} ({STOOD_FREE})"),
        (kind, Some(now)) => format!("{}: {all} → {now}", fate(kind)),
        (kind, None) => format!("{}: {all}", fate(kind)),
    }
}

/// A wording without the commas that join it to its sentence, shortened.
fn told(text: &str) -> String {
    let bare = text.trim_matches([',', ';', ' ', '，', '、', '،', '；']);
    shortened(if bare.is_empty() { text } else { bare })
}

/// Whether the wordings are provisions that stand beside each other, of which the labels tell.
fn are_provisions(view: &BracketView) -> bool {
    view.wordings.iter().filter_map(|one| one.option.as_deref()).any(|one| beside(one).is_some())
}

/// A wording with who proposes it.
fn wording(view: &WordingView) -> String {
    let text = if view.text.is_empty() { "…".to_owned() } else { told(&view.text) };
    let text = view.option.as_ref().map_or(text.clone(), |option| format!("{option} ({text})"));
    if view.proposers.is_empty() { text } else { format!("{text} ({})", view.proposers.join(", ")) }
}

/// How many came to what end, each with its number.
fn in_numbers(counts: &BracketCounts) -> Vec<String> {
    let parts = [
        (counts.resolved, "resolved"),
        (counts.lifted, "lifted"),
        (counts.dropped, "dropped"),
        (counts.open, "open still"),
        (counts.opened, "opened"),
    ];
    parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect()
}

/// One sentence on all brackets of two texts: "Of 219 brackets and options 180 were resolved, 20 lifted, 15 dropped with their
/// words, and 4 are open still; 2 were opened."
pub fn brackets_sentence(counts: &BracketCounts) -> Option<String> {
    if counts.is_empty() {
        return None;
    }
    let were = |count: usize, name: &str| (count > 0).then(|| format!("{} {name}", counted(count, "was", "were")));
    let its = |count: usize| if count == 1 { "its" } else { "their" };
    let parts: Vec<String> = [
        were(counts.resolved, "resolved"),
        were(counts.lifted, &format!("lifted with {} words kept", its(counts.lifted))),
        were(counts.dropped, &format!("dropped with {} words", its(counts.dropped))),
        (counts.open > 0).then(|| format!("{} open still", counted(counts.open, "is", "are"))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let opened = (counts.opened > 0).then(|| format!("{} opened", counted(counts.opened, "was", "were")));
    let old = match (counts.old, parts.is_empty()) {
        (0, _) => None,
        (1, _) => Some(format!("The one bracket or option: {}", listed(&parts))),
        (old, _) => Some(format!("Of {old} brackets and options {}", listed(&parts))),
    };
    Some(format!("{}.", old.into_iter().chain(opened).collect::<Vec<_>>().join("; ")))
}
