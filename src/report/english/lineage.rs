//! A lineage, in words.

use std::collections::BTreeSet;

use super::{certainty, counted, decided, link, listed, plural, shared, unlike_numbers, with_model};
use crate::analysis::Analysed;
use crate::lineage::{Comparison, Life, Lineage, LinkKind, Status};
use crate::meetings::Ground;
use crate::model::{Document, Stage};
use crate::report::{EdgeView, FamilyView, LineageView, Mark, SeriesView, Substance, ThreadView};

/// The title of a report on so many documents.
pub fn lineage_title(documents: usize) -> String {
    format!("Lineage of {}", plural(documents, "document"))
}

/// A lineage in one sentence.
pub fn lineage_sentence(view: &LineageView) -> String {
    let count = |kind| view.edges.iter().filter(|edge| edge.kind == kind).count();
    let drafts: BTreeSet<&str> = view
        .documents
        .iter()
        .filter(|head| head.metadata.stage() == Stage::Draft)
        .map(|head| head.id.as_str())
        .collect();
    let in_drafts = view.nodes.iter().filter(|node| drafts.contains(node.document.as_str()));
    let in_drafts: BTreeSet<&str> = in_drafts.map(|node| node.id.as_str()).collect();
    let is_revision = |edge: &&EdgeView| edge.kind == LinkKind::Version && in_drafts.contains(edge.target.as_str());
    let revised = view.edges.iter().filter(is_revision).count();
    let longest = view.threads.first().map_or(0, |thread| thread.provisions.len());
    let mut sentence = format!(
        "{}, {}: {}{} from draft to final, {} from an earlier meeting to a later, {} to what was done",
        plural(view.documents.len(), "document"),
        plural(view.nodes.len(), "provision"),
        if revised > 0 { format!("{} from draft to revised draft, ", plural(revised, "link")) } else { String::new() },
        plural(count(LinkKind::Version) - revised, "link"),
        count(LinkKind::Precedent),
        count(LinkKind::FollowUp),
    );
    let families = view.families.len();
    if longest > 0 {
        let threads = plural(view.threads.len(), "thread");
        sentence.push_str(&format!("; {threads}, the longest of {longest}"));
        if families > 0 {
            let families = counted(families, "family", "families");
            sentence.push_str(&format!("; {families} of threads and single provisions on one matter"));
        }
    }
    sentence.push('.');
    with_model(sentence, view.model.as_deref())
}

/// Which reports were taken for one series, and why; of many, how many there are.
pub fn series_lines(view: &LineageView) -> Vec<String> {
    const MOST: usize = 8;
    let several: Vec<&SeriesView> = view.series.iter().filter(|one| one.documents.len() > 1).collect();
    let line = |one: &&SeriesView| {
        let (ids, body) = (listed(&one.documents), &one.body);
        match &one.subject {
            Some(subject) => format!("{ids} are one series: of the same body ({body}) on the same subject ({subject})"),
            None => format!("{ids} are one series: of the same body ({body})"),
        }
    };
    let mut lines: Vec<String> = several.iter().take(MOST).map(line).collect();
    if several.len() > MOST {
        lines.push(format!("{} more series of two or more reports", several.len() - MOST));
    }
    let alone = view.series.len() - several.len();
    if alone > 0 {
        lines.push(format!("{} alone of its body or subject", plural(alone, "report")));
    }
    if !view.in_no_series.is_empty() {
        let ids = listed(&view.in_no_series.iter().take(MOST).collect::<Vec<_>>());
        let more = view.in_no_series.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        lines.push(format!(
            "{ids}{more}: the body is not known, so nothing is linked to another meeting; say it in the manifest, as in \
             `body = \"Working Group\"`"
        ));
    }
    lines
}

/// How it is known that a draft belongs to a report, in words.
pub fn descent_sentence(lineage: &Lineage, comparison: &Comparison) -> String {
    let new = &lineage.documents[comparison.new];
    let pieces: Vec<&Analysed> = comparison.pieces.iter().map(|&at| &lineage.documents[at]).collect();
    let ids = listed(&pieces.iter().map(|piece| &piece.id).collect::<Vec<_>>());
    let is_inferred = |field: &str| {
        // A symbol is that of the draft; a meeting is of both.
        let is_of_both = field == "meeting" && new.metadata.is_inferred(field);
        is_of_both || pieces.iter().any(|piece| piece.metadata.is_inferred(field))
    };
    let inferred = |field: &str| if is_inferred(field) { " (which was inferred)" } else { "" };
    let mut sentence = match comparison.ground {
        Ground::Cited => format!("{} cites {ids} as its draft, by the symbol{}", new.id, inferred("symbol")),
        Ground::SameMeeting => {
            let meeting = new.metadata.meeting.map_or_else(String::new, |meeting| format!(" {meeting}"));
            format!("{ids} and {} are of meeting{meeting}{} of the same body", new.id, inferred("meeting"))
        }
        Ground::SameYear => format!(
            "{ids} and {} are of the same body and year; the number of the meeting is not known on both sides",
            new.id
        ),
        Ground::SameText => {
            format!("{ids} and {} share most of their words, so that one is taken to have come of the other", new.id)
        }
        Ground::Declared => {
            let are = if pieces.len() == 1 { "is a draft" } else { "are drafts" };
            format!("{ids} {are} of {}, as the manifest says", new.id)
        }
        Ground::Revision => format!("{} is a revision of {ids}, by its symbol{}", new.id, inferred("symbol")),
    };
    if !comparison.missing.is_empty() {
        let are = if comparison.missing.len() == 1 { "is" } else { "are" };
        sentence.push_str(&format!("; {}, which it cites too, {are} not here", listed(&comparison.missing)));
    }
    sentence.push('.');
    sentence
}

/// What links of a kind between meetings are called above a table for a terminal.
pub fn links_title(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::FollowUp => "Follow-up: what a later report tells of it",
        _ => "Precedents: what an earlier meeting had adopted already",
    }
}

/// The same on a page.
pub fn links_heading(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::FollowUp => "What later reports tell of it",
        _ => "What an earlier meeting had adopted already",
    }
}

/// How many documents are meant where they are too many to be named.
pub fn of_these(count: usize) -> String {
    format!("{count} of these")
}

/// Below a table of documents: what the star means.
pub const INFERRED: &str = "* inferred; does not stand in the document";
/// Below a table of documents: how units are counted.
pub const UNITS_COUNTED: &str = "units of a list are counted as recommendations";

/// The members of a family: each thread by its first provision, then what stands alone; of many the first few.
pub fn members(family: &FamilyView) -> Vec<String> {
    let all: Vec<&str> = family.threads.iter().chain(&family.alone).map(|id| id.as_str()).collect();
    let more = all.len().saturating_sub(MOST_MEMBERS);
    let shown = all[..all.len() - more].iter().map(|&id| id.to_owned());
    shown.chain((more > 0).then(|| format!("and {more} more"))).collect()
}

/// How many members of a family a table names.
const MOST_MEMBERS: usize = 12;

/// The strength of a thread's first wording and of its last, where they differ: `should → may`.
pub fn strength_line(thread: &ThreadView) -> Option<String> {
    let phrase = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".into());
    let strength = thread.strength.as_ref().filter(|strength| strength.old != strength.new);
    strength.map(|shift| format!("{} → {}", phrase(&shift.old), phrase(&shift.new)))
}

/// How a thread stands; `last` is the last report that has it. No more is said than that a later meeting repeats it or
/// does not: it may still hold.
pub fn standing(life: &Life, last: Option<&Document>) -> Vec<String> {
    let when = last.map(|document| match (document.metadata.date, document.metadata.meeting) {
        (Some(date), _) => date.year().to_string(),
        (None, Some(meeting)) => format!("meeting {meeting}"),
        (None, None) => document.id.clone(),
    });
    let when = when.unwrap_or_default();
    let one = |status: &Status| match status {
        Status::Alive if life.meetings > 1 => format!("repeated in {when}"),
        Status::Alive if life.has_earlier_meeting => format!("new in {when}"),
        Status::Alive => format!("adopted in {when}"),
        Status::Lapsed => format!("not repeated since {when}"),
        Status::Draft if life.is_left_out => "not adopted".to_owned(),
        Status::Draft => "in drafts only".to_owned(),
        Status::Revived => "after a gap".to_owned(),
        Status::ActedOn => "reported on".to_owned(),
    };
    life.status.iter().map(one).collect()
}

/// All that a link says when it is pointed at.
pub fn link_tip(edge: &EdgeView) -> String {
    let mut tip = format!(
        "{} → {}: {}, {}, {:.2} {}",
        edge.source,
        edge.target,
        edge.kind.name(),
        edge.relation.name(),
        edge.confidence,
        certainty(edge.certainty)
    );
    if !edge.shared.is_empty() {
        tip.push_str(&format!("\n{}", shared(&edge.shared)));
    }
    if let Some(numbers) = &edge.unlike_numbers {
        tip.push_str(&format!("\n{}", unlike_numbers(numbers)));
    }
    if let Some(decision) = &edge.decision {
        tip.push_str(&format!("\n{}", decided(decision)));
    }
    tip
}

/// What a link in a picture says when it is pointed at.
pub fn ribbon_title(edge: &EdgeView) -> String {
    let (what, how_sure) = (link(edge.kind, edge.relation), certainty(edge.certainty));
    let duty = edge.substance();
    let duty = if duty.is_change_of_duty() { format!(", {}", substance(duty)) } else { String::new() };
    format!("{} → {}: {what}{duty}, {how_sure} ({:.2})", edge.source, edge.target, edge.confidence)
}

/// What a provision in a picture says when it is pointed at.
pub fn bar_title(id: &str, marks: impl Iterator<Item = Mark>, words: &str) -> String {
    let names: Vec<&str> = marks.map(|mark| mark.name).collect();
    let told = if names.is_empty() { String::new() } else { format!(" ({})", names.join("; ")) };
    format!("{id}{told}: {words}")
}

/// What happened to a duty along a link.
pub fn substance(substance: Substance) -> &'static str {
    match substance {
        Substance::OutsideCoverage => OUTSIDE,
        other => other.name(),
    }
}

/// Of a provision in a section that the other document does not hold.
pub const OUTSIDE: &str = "outside what the other holds";

/// What links between meetings are, in the legend of a picture; nothing for those from draft to final.
pub fn legend_of_kind(kind: LinkKind) -> Option<&'static str> {
    match kind {
        LinkKind::Precedent => Some("said by an earlier meeting"),
        LinkKind::FollowUp => Some("told of by a later report"),
        LinkKind::Version => None,
    }
}

/// How many provisions a document has, at the head of its column.
pub fn provisions(count: usize) -> String {
    plural(count, "provision")
}

/// What a pale ribbon means in a picture: no thread follows it.
pub const RELATIVE: &str = "pale: relative";
/// What a broken line means in a picture.
pub const DASHED: &str = "dashed: doubtful";
/// What the width of a link means in a picture.
pub const WIDTH: &str = "width: share of the wording";
/// What stands in place of a document's provisions where none is shown.
pub const NOTHING_TO_SHOW: &str = "nothing to show";
/// The same in a graph.
pub const NO_RECOMMENDATIONS: &str = "no recommendations";
/// What colours and lines mean in a graph for Graphviz.
pub const GRAPH_LEGEND: &str = "orange: weaker, reversed   teal: stronger   dark grey: reworded   grey: unchanged   dotted: follow-up   dashed: doubtful   thin: relative   figures: confidence";
