//! Tables and reports for a terminal.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle,
};

use super::Terminal;
use super::redline::{inline, legend};
use super::text::{clean, doubtful, faint, heading, strong, wrapped};
use crate::align::{Certainty, Decision, Relation};
use crate::evaluate::{Evaluation, Score};
use crate::extract::Kind;
use crate::lineage::LinkKind;
use crate::view::{
    ChangeRow, ComparisonView, DocumentHead, DocumentView, HistoryView, LineageView, NodeView, shift_lines, shift_names,
};

/// Rows of one line: a rule below the header is all they need.
pub(super) const LIST: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

/// Rows of several lines: a faint rule between them as well.
pub(super) const ROWS: TableStyle = LIST.row_separator(LineStyle::none().fill('┈').junction('┈'));

pub(super) fn table(style: TableStyle, terminal: Terminal) -> Table {
    let mut table = Table::new();
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).set_width(terminal.width);
    if terminal.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

/// A column that is never broken: labels and numbers.
pub(super) fn never_break(table: &mut Table, columns: &[usize]) {
    for &column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

pub(super) fn finish(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// What was read of a document.
pub fn document(view: &DocumentView, terminal: Terminal) -> String {
    let mut out = head(&view.head, terminal);
    let mut rows = table(LIST, terminal);
    rows.set_header(["No.", "Kind", "Line", "Text"].map(header_cell));
    let mut section: &[String] = &[];
    for provision in &view.provisions {
        if provision.section != section {
            section = &provision.section;
            let title = clean(&section.join(" › "));
            rows.add_row(vec![
                Cell::new(""),
                Cell::new(""),
                Cell::new(""),
                Cell::new(title).add_attribute(Attribute::Bold),
            ]);
        }
        rows.add_row(vec![
            Cell::new(clean(&provision.label)),
            Cell::new(provision.kind.name()),
            Cell::new(provision.line).set_alignment(CellAlignment::Right),
            Cell::new(clean(&provision.text)),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2]);
    out.push_str(&finish(&rows));
    out.push('\n');
    let notes: Vec<String> = [
        (view.mended.len(), "broken word mended", "broken words mended"),
        (view.furniture.len(), "line of page furniture dropped", "lines of page furniture dropped"),
        (view.footnotes.len(), "footnote set apart", "footnotes set apart"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }))
    .collect();
    if !notes.is_empty() {
        out.push_str(&format!("{}\n", faint(&notes.join("; "), terminal)));
    }
    out
}

/// The lines that say what a document is.
fn head(head: &DocumentHead, terminal: Terminal) -> String {
    let inferred = |field: &str| if head.inferred.iter().any(|name| name == field) { " (inferred)" } else { "" };
    let mut out = format!("{}\n", heading(&head.id, terminal));
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let text = wrapped(&clean(&format!("{value}{}", inferred(name))), 10, terminal);
            out.push_str(&format!("{name:<9} {}\n", text.trim_start()));
        }
    };
    line("title", head.title.clone());
    line("symbol", head.symbol.clone());
    line("body", head.body.clone());
    line("meeting", head.meeting.map(|number| number.to_string()));
    line("stage", Some(head.stage.name().to_owned()));
    line("date", head.date.map(|date| date.to_string()));
    line("language", head.language.clone());
    if let crate::extract::Coverage::Part { sections } = &head.coverage {
        let held: Vec<String> = sections
            .iter()
            .map(|held| format!("{}{}", held.path.join(" › "), if held.continued { " (in part)" } else { "" }))
            .collect();
        line("holds", Some(held.join("; ")));
    }
    line("found", Some(counts(head)));
    out
}

fn counts(head: &DocumentHead) -> String {
    let named = [
        (head.counts.recommendation, Kind::Recommendation),
        (head.counts.paragraph, Kind::Paragraph),
        (head.counts.item, Kind::Item),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {}", if count == 1 { kind.name() } else { kind.plural() }))
        .collect();
    if parts.is_empty() { "no provisions".into() } else { parts.join(", ") }
}

pub(super) fn header_cell(text: &str) -> Cell {
    Cell::new(text).add_attribute(Attribute::Bold)
}

/// The change table of two documents, and the summary in one sentence.
pub fn comparison(view: &ComparisonView, terminal: Terminal) -> String {
    let title = format!("{} → {}", cited(&view.old), cited(&view.new));
    let mut out = format!("{}\n", wrapped(&heading(&title, terminal), 0, terminal));
    let kinds = |row: &ChangeRow| row.kind;
    if view.changes.is_empty() && view.shown.is_some() {
        out.push_str(&format!("{}\n", faint("no change of that sort", terminal)));
    }
    let several_kinds = view.changes.iter().any(|row| row.kind != view.changes[0].kind);
    let mut from = 0;
    while from < view.changes.len() {
        let kind = kinds(&view.changes[from]);
        let to = view.changes[from..].iter().position(|row| row.kind != kind).map_or(view.changes.len(), |n| from + n);
        if several_kinds {
            out.push_str(&format!("\n{}\n", heading(capitalised_plural(kind), terminal)));
        }
        out.push_str(&change_table(&view.changes[from..to], terminal));
        out.push('\n');
        from = to;
    }
    for text in std::iter::once(&view.sentence).chain(&shown(view)).chain(&view.notes) {
        out.push_str(&wrapped(&clean(text), 0, terminal));
        out.push('\n');
    }
    out
}

/// How much is shown, where only some of it was asked for.
fn shown(view: &ComparisonView) -> Option<String> {
    view.shown.map(|shown| match shown.count {
        0 => format!("Of {} changes none is shown.", shown.of),
        1 => format!("Of {} changes 1 is shown.", shown.of),
        count => format!("Of {} changes {count} are shown.", shown.of),
    })
}

/// A document as it is cited: by its id and its symbol.
fn cited(head: &DocumentHead) -> String {
    match &head.symbol {
        Some(symbol) => format!("{} ({symbol})", head.id),
        None => head.id.clone(),
    }
}

fn change_table(rows: &[ChangeRow], terminal: Terminal) -> String {
    let mut shown = table(ROWS, terminal);
    shown.set_header(["Old", "New", "Relation", "Certainty", "Wording"].map(header_cell));
    let mut at = 0;
    while at < rows.len() {
        let run = rows[at..].iter().take_while(|row| continues_run(&rows[at], row)).count().max(1);
        shown.add_row(change_row(&rows[at..at + run], terminal));
        at += run;
    }
    never_break(&mut shown, &[0, 1, 3]);
    if let Some(column) = shown.column_mut(2) {
        column.set_constraint(ColumnConstraint::LowerBoundary(comfy_table::Width::Fixed(12)));
    }
    finish(&shown)
}

/// Provisions outside the coverage say nothing one by one: those that follow each other share a row.
fn continues_run(first: &ChangeRow, row: &ChangeRow) -> bool {
    let outside = Relation::OutsideCoverage;
    let is_plain = |row: &ChangeRow| row.relation == outside && row.decisions.is_empty();
    is_plain(first) && is_plain(row) && first.old.is_empty() == row.old.is_empty()
}

/// What a person decided about a change, a line for each decision.
pub(super) fn decision_lines(row: &ChangeRow) -> Vec<String> {
    let is_plain = |decision: &Decision| decision.affirms() && row.old.len() + row.new.len() == 2;
    let line = |decision: &Decision| {
        let link = if is_plain(decision) { String::new() } else { format!("{} → {} ", decision.old, decision.new) };
        format!("{link}{}", decided(decision))
    };
    row.decisions.iter().map(line).collect()
}

/// Who decided what, and why.
pub(super) fn decided(decision: &Decision) -> String {
    format!("{} by {}: {}", decision.verdict.past(), decision.who, decision.why)
}

fn change_row(run: &[ChangeRow], terminal: Terminal) -> Vec<Cell> {
    let row = &run[0];
    let labels = |pick: fn(&ChangeRow) -> &Vec<String>| {
        let all: Vec<&str> = run.iter().flat_map(pick).map(String::as_str).collect();
        match all.as_slice() {
            [] => "–".to_owned(),
            [first, .., last] if run.len() > 1 => clean(&format!("{first}–{last}")),
            several => clean(&several.join("\n")),
        }
    };
    let mut facts: Vec<String> = relation_facts(row).into_iter().map(str::to_owned).collect();
    facts.extend(row.shifts.iter().flat_map(shift_names).map(|name| strong(name, terminal)));
    let shifts: Vec<String> = row.shifts.iter().flat_map(shift_lines).map(|line| strong(&line, terminal)).collect();
    let wording = match (row.relation, run.len()) {
        (Relation::OutsideCoverage, 2..) => faint("in sections that the other document does not hold", terminal),
        (Relation::Unchanged, _) => faint("the same words", terminal),
        (Relation::New | Relation::Withdrawn | Relation::OutsideCoverage, _) => faint(&row.gist.join("\n"), terminal),
        _ => shifts.into_iter().chain(row.gist.iter().map(|line| clean(line))).collect::<Vec<_>>().join("\n"),
    };
    let decisions = decision_lines(row).iter().map(|line| strong(line, terminal)).collect::<Vec<_>>().join("\n");
    let lines = [decisions, wording];
    let wording = lines.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let confidence = match (row.confidence, row.certainty) {
        (Some(confidence), Some(Certainty::Sure)) => format!("{confidence:.2}"),
        (Some(confidence), Some(certainty)) => format!("{confidence:.2}\n{}", doubtful(certainty.name(), terminal)),
        _ => String::new(),
    };
    vec![
        Cell::new(labels(|row| &row.old)),
        Cell::new(labels(|row| &row.new)),
        Cell::new(facts.join("\n")).fg(colour(row.relation)),
        Cell::new(confidence),
        Cell::new(wording),
    ]
}

/// What became of a provision's words, number and place.
pub(super) fn relation_facts(row: &ChangeRow) -> Vec<&'static str> {
    let relation = if row.relation == Relation::OutsideCoverage { "outside coverage" } else { row.relation.name() };
    let facts = [(true, relation), (row.renumbered, "renumbered"), (row.moved, "moved")];
    facts.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect()
}

fn colour(relation: Relation) -> Color {
    match relation {
        Relation::Unchanged | Relation::OutsideCoverage => Color::DarkGrey,
        Relation::Reworded => Color::Yellow,
        Relation::Split | Relation::Merged => Color::Magenta,
        Relation::Withdrawn => Color::Red,
        Relation::New => Color::Green,
    }
}

pub(super) fn capitalised(kind: Kind) -> &'static str {
    match kind {
        Kind::Recommendation => "Recommendation",
        Kind::Paragraph => "Paragraph",
        Kind::Item => "Item",
    }
}

fn capitalised_plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Recommendation => "Recommendations",
        Kind::Paragraph => "Paragraphs",
        Kind::Item => "Items",
    }
}

/// The lineage of a corpus: its documents, the change table of each draft, the precedents, a summary.
pub fn lineage(view: &LineageView, comparisons: &[ComparisonView], terminal: Terminal) -> String {
    let mut out = format!("{}\n{}\n\n", heading("Documents", terminal), documents(&view.documents, terminal));
    for comparison_view in comparisons {
        out.push_str(&comparison(comparison_view, terminal));
        out.push('\n');
    }
    for (kind, title) in [
        (LinkKind::Precedent, "Precedents: what an earlier meeting had adopted already"),
        (LinkKind::FollowUp, "Follow-up: what a later report tells of it"),
    ] {
        out.push_str(&echoes(view, kind, title, terminal));
    }
    out.push_str(&threads(view, terminal));
    out.push_str(&wrapped(&view.sentence(), 0, terminal));
    out.push('\n');
    out
}

/// The lives of threads, the longest first; nothing where there are none.
fn threads(view: &LineageView, terminal: Terminal) -> String {
    if view.threads.is_empty() {
        return String::new();
    }
    let mut rows = table(ROWS, terminal);
    rows.set_header(["First", "Last", "Reworded", "Status", "Strength, last wording"].map(header_cell));
    for thread in &view.threads {
        let status: Vec<String> = thread.status.iter().map(|status| status.name().replace('-', " ")).collect();
        let (first, last) = (&thread.provisions[0], &thread.provisions[thread.provisions.len() - 1]);
        let strength = thread.strength.as_ref().filter(|strength| strength.old != strength.new);
        let phrase = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".into());
        let strength =
            strength.map(|shift| strong(&format!("{} → {}", phrase(&shift.old), phrase(&shift.new)), terminal));
        let wording = strength.into_iter().chain([clean(&thread.opening)]).collect::<Vec<_>>().join("\n");
        rows.add_row(vec![
            Cell::new(clean(first)),
            Cell::new(clean(last)),
            Cell::new(thread.reworded).set_alignment(CellAlignment::Right),
            Cell::new(status.join("\n")),
            Cell::new(wording),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2, 3]);
    format!("{}\n{}\n\n", heading("Threads: the life of each provision that is linked", terminal), finish(&rows))
}

/// The links of a kind between meetings; nothing where there are none.
fn echoes(view: &LineageView, kind: LinkKind, title: &str, terminal: Terminal) -> String {
    let edges: Vec<_> = view.edges.iter().filter(|edge| edge.kind == kind).collect();
    if edges.is_empty() {
        return String::new();
    }
    let mut rows = table(ROWS, terminal);
    rows.set_header(["Earlier", "Later", "Certainty", "Shared", "Later wording"].map(header_cell));
    for edge in edges {
        let later = view.nodes.iter().find(|node: &&NodeView| node.id == edge.target);
        let wording = later.map(|node| crate::view::opening(&node.text)).unwrap_or_default();
        let score = match edge.certainty {
            Certainty::Sure => format!("{:.2}", edge.confidence),
            certainty => format!("{:.2}\n{}", edge.confidence, doubtful(certainty.name(), terminal)),
        };
        rows.add_row(vec![
            Cell::new(clean(&edge.source)),
            Cell::new(clean(&edge.target)),
            Cell::new(score),
            Cell::new(clean(&edge.shared.join(", "))),
            Cell::new(match &edge.decision {
                Some(decision) => format!("{}\n{}", strong(&decided(decision), terminal), clean(&wording)),
                None => clean(&wording),
            }),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2]);
    format!("{}\n{}\n\n", heading(title, terminal), finish(&rows))
}

fn documents(heads: &[DocumentHead], terminal: Terminal) -> String {
    let mut rows = table(LIST, terminal);
    rows.set_header(["Document", "Date", "Stage", "Rec.", "Para."].map(header_cell));
    let has_items = heads.iter().any(|head| head.counts.item > 0);
    for head in heads {
        let inferred = |field: &str| if head.inferred.iter().any(|name| name == field) { " *" } else { "" };
        let count = |count: usize| {
            let shown = if count == 0 { "–".to_owned() } else { count.to_string() };
            Cell::new(shown).set_alignment(CellAlignment::Right)
        };
        let mut name = clean(&head.id);
        if let Some(symbol) = &head.symbol {
            name.push_str(&format!("\n{}{}", faint(symbol, terminal), inferred("symbol")));
        }
        rows.add_row(vec![
            Cell::new(name),
            Cell::new(head.date.map(|date| format!("{date}{}", inferred("date"))).unwrap_or_default()),
            Cell::new(head.stage.name()),
            count(head.counts.recommendation + head.counts.item),
            count(head.counts.paragraph),
        ]);
    }
    never_break(&mut rows, &[0, 1, 2, 3, 4]);
    let mut out = finish(&rows);
    let any_inferred = heads.iter().any(|head| head.inferred.iter().any(|name| name == "date" || name == "symbol"));
    let legend = [
        ("* inferred; does not stand in the document", any_inferred),
        ("units of a list are counted as recommendations", has_items),
    ];
    for (text, _) in legend.into_iter().filter(|(_, applies)| *applies) {
        out.push_str(&format!("\n{}", faint(text, terminal)));
    }
    out
}

/// A provision's history, wording by wording.
pub fn history(view: &HistoryView, terminal: Terminal) -> String {
    let mut out = String::new();
    for step in &view.steps {
        let subject = if step.id == view.provision { " ←" } else { "" };
        let about =
            [step.symbol.clone(), step.date.map(|date| date.to_string())].into_iter().flatten().collect::<Vec<_>>();
        let title = heading(&format!("{}{subject}", step.id), terminal);
        out.push_str(format!("{title}  {}", faint(&about.join(", "), terminal)).trim_end());
        out.push('\n');
        if !step.section.is_empty() {
            out.push_str(&wrapped(&faint(&step.section.join(" › "), terminal), 2, terminal));
            out.push('\n');
        }
        if step.from.is_empty() {
            out.push_str(&wrapped(&clean(&step.text), 2, terminal));
            out.push('\n');
        }
        for link in &step.from {
            let mut facts =
                format!("{} from {}, {:.2} {}", link.relation.name(), link.id, link.confidence, link.certainty.name());
            let way = match link.kind {
                LinkKind::Version => None,
                LinkKind::Precedent => Some("has a precedent in"),
                LinkKind::FollowUp => Some("follows up"),
            };
            if let Some(way) = way {
                let certainty = link.certainty.name();
                facts = format!("{} {way} {}, {:.2} {certainty}", step.id, link.id, link.confidence);
            }
            if !link.shared.is_empty() {
                facts.push_str(&format!("; shared: {}", link.shared.join(", ")));
            }
            out.push_str(&wrapped(&faint(&facts, terminal), 2, terminal));
            out.push('\n');
            if let Some(decision) = &link.decision {
                out.push_str(&wrapped(&strong(&decided(decision), terminal), 2, terminal));
                out.push('\n');
            }
            out.push_str(&wrapped(&inline(&link.redline, terminal), 2, terminal));
            out.push('\n');
            let shifts: Vec<String> = link.shifts.iter().flat_map(shift_lines).collect();
            if !shifts.is_empty() {
                let names: Vec<&str> = link.shifts.iter().flat_map(shift_names).collect();
                let told = format!("{}: {}", names.join(", "), shifts.join("; "));
                let told = told.trim_start_matches([':', ' ']);
                out.push_str(&wrapped(&strong(told, terminal), 2, terminal));
                out.push('\n');
            }
        }
        out.push('\n');
    }
    let segments = view.steps.iter().flat_map(|step| &step.from).flat_map(|link| &link.redline);
    if let Some(legend) = legend(segments, terminal) {
        out.push_str(&format!("{}\n", wrapped(&legend, 0, terminal)));
    }
    if view.steps.len() == 1 {
        out.push_str(&wrapped("Nothing in the corpus is linked to it.", 0, terminal));
        out.push('\n');
    }
    out
}

/// How comparisons fare against gold.
pub fn evaluation(evaluation: &Evaluation, terminal: Terminal) -> String {
    let mut rows = table(LIST, terminal);
    rows.set_header(["Kind", "Relation", "Gold", "Found", "Right", "Precision", "Recall", "F1"].map(header_cell));
    let mut add = |kind: &str, relation: &str, score: Score| {
        // A share of nothing is not a figure.
        let figure = |value: f64, of: usize| {
            let shown = if of == 0 { "–".to_owned() } else { format!("{value:.3}") };
            Cell::new(shown).set_alignment(CellAlignment::Right)
        };
        let count = |value: usize| Cell::new(value).set_alignment(CellAlignment::Right);
        rows.add_row(vec![
            Cell::new(kind),
            Cell::new(relation),
            count(score.gold),
            count(score.predicted),
            count(score.right),
            figure(score.precision(), score.predicted),
            figure(score.recall(), score.gold),
            figure(score.f1(), score.predicted + score.gold),
        ]);
    };
    for (kind, relations) in &evaluation.by_relation {
        for (relation, score) in relations {
            add(kind.name(), &relation.name().replace('-', " "), *score);
        }
        if let Some(score) = evaluation.links.get(kind) {
            add(kind.name(), "all links", *score);
        }
    }
    never_break(&mut rows, &[0, 1, 2, 3, 4, 5, 6, 7]);
    let mut out = finish(&rows);
    out.push('\n');
    match evaluation.misses.as_slice() {
        [] => out.push_str("Every row of the gold was met.\n"),
        misses => {
            out.push_str(&format!("{}\n", heading("Misses", terminal)));
            for miss in misses {
                let side = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join("; ") };
                let line = format!("{}: gold says {}; found {}", miss.kind.name(), side(&miss.gold), side(&miss.found));
                out.push_str(&wrapped(&clean(&line), 2, terminal));
                out.push('\n');
            }
        }
    }
    out
}
