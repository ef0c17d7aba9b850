//! Markdown: the change table and the redlines, to be pasted into a report.

use std::collections::BTreeMap;

use super::redline::shown;
use super::text::printable;
use super::{Rendered, Setting};
use crate::lineage::LinkKind;
use crate::report::{
    ComparisonView, DocumentHead, EdgeView, FamilyView, Grid, GridCell, GridLine, GridRow, LineageView, NodeView, Op,
    Overview, RepeatTable, RepeatsView, Row, Segment, Style, Synoptic, SynopticCell, SynopticMark, SynopticPiece,
    Tally, TallyGroup, ThreadView, english, opening, runs,
};

/// The change tables of some comparisons, each with its redlines, and of a lineage what links its meetings.
pub(super) fn render(view: &Overview<'_>, _: &Setting<'_>) -> Rendered {
    let comparisons = view.comparisons().iter().map(comparison);
    let (drafts, between) = match (view.is_filtered(), view.is_of_drafts()) {
        (true, _) => (Vec::new(), Vec::new()),
        (_, true) => (drafts(view.lineage()), Vec::new()),
        _ => (drafts(view.lineage()), between_meetings(view)),
    };
    let synoptic = if view.is_of_drafts() { Vec::new() } else { view.synoptics() };
    let synoptic = synoptic.iter().enumerate().map(|(at, table)| self::synoptic(table, at == 0));
    let all = drafts.into_iter().chain(comparisons).chain(between).chain(synoptic);
    Ok(all.collect::<Vec<_>>().join("\n").into())
}

/// What happened, in numbers: a line for each whole with its parts.
fn tally(tally: &Tally) -> String {
    let group = |group: &TallyGroup| format!("**{}**: {}", escaped(&group.of), group.lines().join(", "));
    format!("{}\n\n", tally.groups.iter().map(group).collect::<Vec<_>>().join("  \n"))
}

/// A synoptic table; the first below its heading.
fn synoptic(table: &Synoptic<'_>, is_first: bool) -> String {
    let head = |head: &&DocumentHead| {
        let about = english::column_about(head).map(|about| format!("<br>{}", cell(&about))).unwrap_or_default();
        format!("{}{about}", cell(&head.id))
    };
    let piece = |piece: &SynopticPiece<'_>| {
        let text = cell(piece.text);
        match piece.mark() {
            SynopticMark::Stays => text,
            SynopticMark::Came => format!("<ins>{text}</ins>"),
            SynopticMark::Goes => format!("<del>{text}</del>"),
            SynopticMark::CameAndGoes => format!("<ins><del>{text}</del></ins>"),
        }
    };
    let content = |content: &SynopticCell<'_>| {
        let heading = content.heading.map(|heading| format!("*{}*", cell(heading)));
        let wordings = content
            .wordings
            .iter()
            .map(|one| format!("**{}** {}", cell(&one.node.label), one.pieces.iter().map(piece).collect::<String>()));
        heading.into_iter().chain(wordings).collect::<Vec<_>>().join("<br>")
    };
    let title = format!("## {}\n\n{}\n\n", english::SYNOPTIC, english::SYNOPTIC_HINT);
    let mut out = if is_first { title } else { String::new() };
    let heads: Vec<String> = table.documents.iter().map(head).collect();
    let head = format!("| {} |\n{}|\n", heads.join(" | "), "|---".repeat(heads.len()));
    let parts = table.parts();
    for (at, (part, rows)) in parts.iter().enumerate() {
        if parts.len() > 1 {
            let space = if at > 0 { "\n" } else { "" };
            out.push_str(&format!("{space}### {}\n\n", english::synoptic_part(*part)));
        }
        out.push_str(&head);
        for row in rows {
            let cells: Vec<String> = row.cells.iter().map(content).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    out
}

/// How far drafts under negotiation have come, and whose words stand in them.
fn drafts(view: &LineageView) -> Vec<String> {
    let of = |(table, sentence): (Grid, &str)| {
        format!("{}\n{}\n", grid(&table).replacen("### ", "## ", 1), escaped(sentence))
    };
    view.grids().into_iter().map(of).collect()
}

/// The links between the meetings of a lineage, its threads and its families, each under a heading; nothing where no
/// meeting is linked to another.
fn between_meetings(all: &Overview<'_>) -> Vec<String> {
    let view = all.lineage();
    let nodes: BTreeMap<&str, &NodeView> = view.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let links = |kind: LinkKind| {
        let of_kind = view.edges.iter().filter(move |edge| edge.kind == kind);
        let row = |edge: &EdgeView| {
            let doubt = english::doubt(edge.certainty).map(|word| format!(" *{}*", cell(word))).unwrap_or_default();
            let wording = |id: &str| nodes.get(id).map(|node| cell(&opening(&node.text))).unwrap_or_default();
            vec![
                format!("{}: {}", cell(&edge.source), wording(&edge.source)),
                format!("{}: {}", cell(&edge.target), wording(&edge.target)),
                format!("{:.2}{doubt}", edge.confidence),
                cell(&edge.shared.join(", ")),
            ]
        };
        listed(english::links_title(kind), &english::headings::LINKS_IN_FULL, of_kind.map(row).collect())
    };
    let links: Vec<String> = [LinkKind::Precedent, LinkKind::FollowUp].into_iter().filter_map(links).collect();
    if links.is_empty() {
        return links;
    }
    let thread = |thread: &ThreadView| {
        let ids: Vec<String> = thread.provisions.iter().map(|id| cell(id)).collect();
        vec![
            ids.join(" → "),
            thread.provisions.len().to_string(),
            thread.reworded.to_string(),
            cell(&thread.outcome.join(", ")),
            cell(&thread.opening),
        ]
    };
    let family = |family: &FamilyView| {
        let members = cell(&english::members(family).join(", "));
        vec![cell(&family.words.join(", ")), family.provisions.len().to_string(), members]
    };
    let threads = view.threads.iter().map(thread).collect();
    let families = view.families.iter().map(family).collect();
    let series: Vec<String> = english::series_lines(view).iter().map(|line| format!("{}\n\n", cell(line))).collect();
    let tables = [
        listed(english::headings::OF_THREADS, &english::headings::THREADS, threads),
        listed(english::headings::OF_FAMILIES, &english::headings::FAMILIES, families),
    ];
    let told = all.tally_of_links().map(|told| tally(&told)).unwrap_or_default();
    let said = [series.concat(), told, format!("{}\n", cell(&english::lineage_sentence(view)))];
    said.into_iter().filter(|text| !text.is_empty()).chain(links).chain(tables.into_iter().flatten()).collect()
}

/// A table under its heading; nothing if it has no rows.
fn listed(title: &str, headings: &[&str], rows: Vec<Vec<String>>) -> Option<String> {
    let head = format!("## {}\n\n| {} |\n{}|\n", cell(title), headings.join(" | "), "|---".repeat(headings.len()));
    let rows: Vec<String> = rows.iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
    (!rows.is_empty()).then(|| head + &rows.concat())
}

fn comparison(view: &ComparisonView) -> String {
    let mut out = format!("## {}\n\n", escaped(&english::pair_heading(&view.old, &view.new)));
    view.tally().iter().for_each(|told| out.push_str(&tally(told)));
    view.remarks().for_each(|text| out.push_str(&format!("{}\n\n", escaped(text))));
    let rows = view.rows();
    let has_proposers = rows.iter().any(Row::has_proposers);
    let mut headings = english::headings::CHANGES_IN_FULL.to_vec();
    if has_proposers {
        headings.insert(headings.len() - 1, english::headings::PROPOSERS);
    }
    out.push_str(&format!("| {} |\n{}|\n", headings.join(" | "), "|---".repeat(headings.len())));
    for run in runs(&rows) {
        let row = &run[0];
        if run.len() > 1 {
            let range = cell(&english::labels_as_one(run));
            let (old, new) = if row.old.labels.is_empty() { ("–", &*range) } else { (&*range, "–") };
            let by = if has_proposers { " |" } else { "" };
            let told = format!("{} | |{by} {} |\n", facts(row), english::IN_SECTIONS_NOT_HELD);
            out.push_str(&format!("| {old} | {new} | {told}"));
            continue;
        }
        let labels = |labels: &[String]| if labels.is_empty() { "–".into() } else { cell(&labels.join(", ")) };
        let doubt = row.doubt().map(|word| format!(" *{word}*")).unwrap_or_default();
        let certainty = row.confidence.map(|confidence| format!("{confidence:.2}{doubt}")).unwrap_or_default();
        let (old, new) = (labels(row.old.labels), labels(row.new.labels));
        let by = if has_proposers { format!(" {} |", cell(&row.proposers().join(", "))) } else { String::new() };
        out.push_str(&format!("| {old} | {new} | {} | {certainty} |{by} {} |\n", facts(row), lines(row)));
    }
    for row in rows.iter().filter(|row| !row.is_outside()) {
        let name = escaped(&english::named(row.kind, row.old.labels, row.new.labels));
        out.push_str(&format!("\n### {name}: {}\n\n{}\n", facts(row), redline(&row.redline)));
    }
    out
}

/// What later meetings repeat of earlier ones.
pub(super) fn repeats(view: &RepeatsView) -> Rendered {
    Ok(view.tables.iter().map(repeat_table).collect::<Vec<_>>().join("\n").into())
}

fn repeat_table(view: &RepeatTable) -> String {
    let mut out = format!("## {}\n\n", cell(&english::repeat_title(view)));
    english::of_series(view).iter().for_each(|series| out.push_str(&format!("{}\n\n", cell(series))));
    for head in [&view.earlier, &view.later] {
        out.push_str(&format!("{}\n\n", cell(&english::cited_in_full(head))));
    }
    view.remarks().for_each(|text| out.push_str(&format!("{}\n\n", cell(text))));
    out.push_str(&view.grids().iter().map(grid).collect::<Vec<_>>().join("\n"));
    out
}

fn grid(grid: &Grid) -> String {
    let mut out = format!("### {}\n\n", cell(grid.title));
    grid.about.iter().for_each(|about| out.push_str(&format!("{}\n\n", cell(about))));
    let headings: Vec<String> = grid.columns.iter().map(|column| cell(&column.heading)).collect();
    let rules = grid.columns.iter().map(|column| if column.is_figures { "|---:" } else { "|---" });
    let head = format!("| {} |\n{}|\n", headings.join(" | "), rules.collect::<String>());
    let line = |line: &GridLine| {
        let label = line.label.as_ref().map(|label| format!("**{}** ", cell(label))).unwrap_or_default();
        let text = cell(&line.text);
        match line.style {
            Style::Plain => format!("{label}{text}"),
            Style::Strong => format!("{label}**{text}**"),
            Style::Doubt => format!("{label}*{text}*"),
        }
    };
    let shown = |cell: &GridCell| match cell {
        GridCell::Figure(figure) | GridCell::Bar { figure, .. } => figure.to_string(),
        GridCell::Lines(lines) if lines.is_empty() => "–".to_owned(),
        GridCell::Lines(lines) => lines.iter().map(line).collect::<Vec<_>>().join("<br>"),
    };
    if !matches!(grid.rows.first(), Some(GridRow::Heading(_))) {
        out.push_str(&head);
    }
    for (at, row) in grid.rows.iter().enumerate() {
        match row {
            GridRow::Heading(text) => {
                out.push_str(&format!("{}#### {}\n\n{head}", if at > 0 { "\n" } else { "" }, cell(text)));
            }
            GridRow::Cells(cells) => {
                out.push_str(&format!("| {} |\n", cells.iter().map(shown).collect::<Vec<_>>().join(" | ")));
            }
        }
    }
    out
}

fn facts(row: &Row<'_>) -> String {
    let facts = std::iter::once(row.label).chain(row.facts.iter().copied()).map(str::to_owned);
    facts.chain(row.shift_names.iter().map(|name| format!("**{name}**"))).collect::<Vec<_>>().join(", ")
}

fn lines(row: &Row<'_>) -> String {
    let lines = [&row.decisions, &row.outdated, &row.shift_lines, &row.bracket_lines, &row.wording];
    lines.into_iter().flatten().map(|line| cell(line)).collect::<Vec<_>>().join("<br>")
}

/// A redline. Stars and tildes would not do: they mark nothing beside punctuation.
fn redline(segments: &[Segment]) -> String {
    let mut out = String::new();
    // Spaces at the beginning of a line would make it code.
    let broken = |text: &str| text.split('\n').map(|line| escaped(line.trim())).collect::<Vec<_>>().join("  \n");
    for piece in shown(segments) {
        let (open, close) = match piece.segment.op {
            _ if piece.text.is_empty() => ("", ""),
            Op::Unchanged => ("", ""),
            Op::Deleted => ("<del>", "</del>"),
            Op::Inserted => ("<ins>", "</ins>"),
        };
        let marked = broken(piece.text).replace("  \n", &format!("{close}  \n{open}"));
        out.push_str(&format!("{}{open}{marked}{close}", piece.space.replace('\n', "  \n")));
    }
    out.push('\n');
    out
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    escaped(text).replace('\n', " ")
}

/// A text that means nothing in Markdown or HTML beyond itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in printable(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    // At the beginning of a line, signs and numbers make headings, lists and rules.
    let begins = |mark: &[char]| out.trim_start().starts_with(mark);
    let indent = out.len() - out.trim_start().len();
    if begins(&['#', '-', '+', '=', ':']) {
        out.insert(indent, '\\');
    } else if let Some(at) = out[indent..].find(|c: char| !c.is_ascii_digit())
        && at > 0
        && out[indent + at..].starts_with(['.', ')'])
    {
        out.insert(indent + at, '\\');
    }
    out
}
