//! Redlines for a terminal: the wording of each change, in one text or side by side.

use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, ColumnConstraint, ContentLineStyle, LineStyle, TableStyle, Width};

use super::Terminal;
use super::table::{capitalised, finish, header_cell, table};
use super::text::{clean, faint, heading, styled, wrapped};
use crate::align::{Certainty, Relation};
use crate::view::{ChangeRow, ComparisonView, Manner, Op, Segment};

/// How a redline is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// In one text, what went before what came.
    Inline,
    /// The old text beside the new one.
    Side,
}

/// What went: red and struck through.
const GONE: Style = AnsiColor::Red.on_default().strikethrough();
/// What came: green and underlined.
const CAME: Style = AnsiColor::Green.on_default().underline();
/// A phrase where it stood before it was moved, and where it stands since.
const MOVED_FROM: Style = AnsiColor::Magenta.on_default().strikethrough();
const MOVED_TO: Style = AnsiColor::Magenta.on_default().underline();
/// Punctuation and case are not to catch the eye.
const SLIGHT_GONE: Style = Style::new().dimmed().strikethrough();
const SLIGHT_CAME: Style = Style::new().dimmed().underline();

/// The wordings of a comparison, each under its labels, and the signs they use.
pub fn redlines(view: &ComparisonView, layout: Layout, terminal: Terminal) -> String {
    let body = match layout {
        Layout::Inline => inlines(view, terminal),
        Layout::Side => sides(view, terminal),
    };
    let segments: Vec<&Segment> = view.changes.iter().flat_map(|row| &row.redline).collect();
    match legend(&segments, terminal) {
        Some(legend) => format!("{body}{}\n\n", wrapped(&legend, 0, terminal)),
        None => body,
    }
}

fn inlines(view: &ComparisonView, terminal: Terminal) -> String {
    let mut out = String::new();
    for row in &view.changes {
        let title = format!("{} {} → {}", capitalised(row.kind), label(&row.old), label(&row.new));
        out.push_str(&format!("{}  {}\n", heading(&title, terminal), faint(&facts(row), terminal)));
        let body = match row.relation {
            Relation::OutsideCoverage => faint(&both(row), terminal),
            _ => inline(&segments(row), terminal),
        };
        out.push_str(&wrapped(&body, 2, terminal));
        out.push_str("\n\n");
    }
    out
}

/// Columns with a line between them, and a rule below each row.
const COLUMNS: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'))
    .row_separator(LineStyle::none().fill('┈').junction('┼'));

fn sides(view: &ComparisonView, terminal: Terminal) -> String {
    let wide = terminal.width.saturating_sub(1) / 2;
    // A cell has a space on either side.
    let column = Terminal { width: wide.saturating_sub(2), ..terminal };
    let mut shown = table(COLUMNS, terminal);
    shown.set_header([&view.old.id, &view.new.id].map(|id| header_cell(&clean(id))));
    for row in &view.changes {
        let segments = segments(row);
        let cell = |labels: &[String], facts: &str, gone_or_came: Op| {
            let title = heading(&format!("{} {}", capitalised(row.kind), label(labels)), terminal);
            let title = format!("{title}  {}", faint(facts, terminal));
            let text = match row.relation {
                _ if labels.is_empty() => return Cell::new(faint(&format!("–  {facts}"), terminal)),
                Relation::OutsideCoverage => faint(&both(row), terminal),
                _ => one_side(&segments, gone_or_came, terminal),
            };
            Cell::new(format!("{}\n{}", wrapped(title.trim_end(), 0, column), wrapped(&text, 0, column)))
        };
        // Facts are told once, on the new side.
        shown.add_row([cell(&row.old, "", Op::Gone), cell(&row.new, &facts(row), Op::Came)]);
    }
    for column in shown.column_iter_mut() {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(wide)));
    }
    format!("{}\n\n", finish(&shown))
}

/// The labels of one side of a change.
fn label(labels: &[String]) -> String {
    if labels.is_empty() { "–".to_owned() } else { labels.join(", ") }
}

/// What became of a provision, in words.
fn facts(row: &ChangeRow) -> String {
    let mut facts = vec![row.relation.name().replace('-', " ")];
    facts.extend(row.renumbered.then(|| "renumbered".to_owned()));
    facts.extend(row.moved.then(|| "moved".to_owned()));
    facts.extend(row.certainty.filter(|certainty| *certainty != Certainty::Sure).map(|c| c.name().to_owned()));
    facts.join(", ")
}

/// The texts of a change that has one side only.
fn both(row: &ChangeRow) -> String {
    [row.old_text.join("\n"), row.new_text.join("\n")].concat()
}

/// The redline of a change; of one without a link, all of its text.
fn segments(row: &ChangeRow) -> Vec<Segment> {
    match row.relation {
        Relation::Withdrawn => vec![Segment::new(Op::Gone, both(row))],
        Relation::New => vec![Segment::new(Op::Came, both(row))],
        _ => row.redline.clone(),
    }
}

/// A redline in one text: in colour where there is colour, else with signs. `[-was-]` went, `{+is+}` came;
/// `[>1 was>]` moved on to `{>1 is>}`, or back, with `<`; in `[~,~]` and `{~;~}` only punctuation or case was changed.
pub fn inline(segments: &[Segment], terminal: Terminal) -> String {
    let mut shown = String::new();
    // The space behind the last piece of either text.
    let (mut old_space, mut new_space) = ("", "");
    let mut last: Option<&Segment> = None;
    for segment in segments {
        let space = match segment.op {
            Op::Gone => old_space,
            Op::Came => new_space,
            // What stayed stands as in the new text; but where that has no space, two words are parted still.
            Op::Same if new_space.is_empty() && !would_join(&shown, last, segment) => "",
            Op::Same => [new_space, old_space, " "].into_iter().find(|space| !space.is_empty()).unwrap_or_default(),
        };
        if !shown.is_empty() {
            shown.push_str(space);
        }
        shown.push_str(&marked(segment, segment.text.trim(), segments, terminal));
        if segment.op != Op::Came {
            old_space = space_behind(segment.in_old());
        }
        if segment.op != Op::Gone {
            new_space = space_behind(segment.in_new());
        }
        last = Some(segment);
    }
    shown
}

/// Whether the last word shown, which went, would run into what stayed.
fn would_join(shown: &str, last: Option<&Segment>, next: &Segment) -> bool {
    let gone = last.filter(|last| last.op == Op::Gone && !shown.is_empty());
    gone.is_some_and(|gone| gone.text.trim_end().ends_with(char::is_alphanumeric))
        && next.text.starts_with(char::is_alphanumeric)
}

/// One side of a redline, with its own changes marked: the old text for [`Op::Gone`], else the new one.
fn one_side(segments: &[Segment], side: Op, terminal: Terminal) -> String {
    let mut shown = String::new();
    for segment in segments.iter().filter(|segment| segment.op == Op::Same || segment.op == side) {
        let text = if side == Op::Gone { segment.in_old() } else { segment.in_new() };
        shown.push_str(&marked(segment, text.trim(), segments, terminal));
        shown.push_str(space_behind(text));
    }
    shown
}

/// The space at the end of a text as it is shown.
fn space_behind(text: &str) -> &'static str {
    let space = &text[text.trim_end().len()..];
    match space {
        "" => "",
        _ if space.contains('\n') => "\n",
        _ => " ",
    }
}

/// A text with the marks of what happened to it.
fn marked(segment: &Segment, text: &str, all: &[Segment], terminal: Terminal) -> String {
    let text = clean(text);
    if segment.op == Op::Same || text.is_empty() {
        return text;
    }
    let is_gone = segment.op == Op::Gone;
    // A phrase may begin with its comma.
    let gap = if text.starts_with(char::is_alphanumeric) { " " } else { "" };
    let (style, sign) = match (segment.manner, is_gone) {
        (None, true) => (GONE, "-"),
        (None, false) => (CAME, "+"),
        (Some(Manner::Moved), true) => (MOVED_FROM, way(segment, all)),
        (Some(Manner::Moved), false) => (MOVED_TO, way(segment, all)),
        (Some(Manner::Punctuation | Manner::Case), true) => (SLIGHT_GONE, "~"),
        (Some(Manner::Punctuation | Manner::Case), false) => (SLIGHT_CAME, "~"),
    };
    match (terminal.colour, segment.pair) {
        (true, Some(pair)) => {
            let arrow = if sign == ">" { "→" } else { "←" };
            let number = styled(&format!("{arrow}{pair}"), style.effects(anstyle::Effects::BOLD), terminal);
            format!("{number}{gap}{}", styled(&text, style, terminal))
        }
        (true, None) => styled(&text, style, terminal),
        (false, pair) => {
            let number = pair.map(|pair| format!("{pair}{gap}")).unwrap_or_default();
            if is_gone { format!("[{sign}{number}{text}{sign}]") } else { format!("{{{sign}{number}{text}{sign}}}") }
        }
    }
}

/// Which way a phrase moved: `>` further on in the text, `<` back.
fn way(half: &Segment, all: &[Segment]) -> &'static str {
    let first = all.iter().find(|segment| segment.pair == half.pair).map(|segment| segment.op);
    if first == Some(Op::Gone) { ">" } else { "<" }
}

/// What the less common signs of some redlines mean.
fn legend(segments: &[&Segment], terminal: Terminal) -> Option<String> {
    let uses = |manners: &[Manner]| segments.iter().any(|s| s.manner.is_some_and(|manner| manners.contains(&manner)));
    let example = |gone: &str, came: &str, manner: Manner, pair: Option<usize>| {
        let half = |op: Op, text: &str| Segment { manner: Some(manner), pair, ..Segment::new(op, text) };
        let halves = [half(Op::Gone, gone), half(Op::Came, came)];
        halves.each_ref().map(|half| marked(half, &half.text, &halves, terminal)).join(" ")
    };
    let mut parts = Vec::new();
    if uses(&[Manner::Moved]) {
        parts.push(format!("{} the same phrase, moved", example("from here", "to here", Manner::Moved, Some(1))));
    }
    if uses(&[Manner::Punctuation, Manner::Case]) {
        let signs = example("was", "is", Manner::Punctuation, None);
        parts.push(format!("{signs} only punctuation or letter case"));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}
