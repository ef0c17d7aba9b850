//! Redlines: the wording of each change, in one text or side by side.

use anstyle::{AnsiColor, Effects, Style};
use comfy_table::{Cell, ColumnConstraint, ContentLineStyle, LineStyle, TableStyle, Width};

use super::Terminal;
use super::table::{finish, table};
use crate::align::Relation;
use crate::render::redline::{Shown, shown, space_behind};
use crate::render::text::{clean, faint, heading, styled, wrapped};
use crate::report::{ComparisonView, Manner, Op, Row, Segment, english};

/// How a redline is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// In one text, what was deleted before what was inserted.
    Inline,
    /// The old text beside the new one.
    Side,
}

/// What was deleted: red and struck through.
const DELETED: Style = AnsiColor::Red.on_default().strikethrough();
/// What was inserted: green and underlined.
const INSERTED: Style = AnsiColor::Green.on_default().underline();
/// A phrase where it stood before it was moved, and where it stands since.
const MOVED_FROM: Style = AnsiColor::Magenta.on_default().strikethrough();
const MOVED_TO: Style = AnsiColor::Magenta.on_default().underline();
/// Punctuation, case and who says it are not to catch the eye.
const SLIGHT_DELETED: Style = Style::new().dimmed().strikethrough();
const SLIGHT_INSERTED: Style = Style::new().dimmed().underline();

/// The wordings of some rows of a comparison, each under its labels.
pub(super) fn redlines(view: &ComparisonView, rows: &[Row<'_>], layout: Layout, terminal: Terminal) -> String {
    match layout {
        Layout::Inline => rows.iter().map(|row| below(row, terminal)).collect(),
        Layout::Side => beside(view, rows, terminal),
    }
}

/// The signs that the wordings of rows use, explained; nothing where they use none that need it.
pub(super) fn signs(rows: &[Row<'_>], terminal: Terminal) -> String {
    let legend = legend(rows.iter().flat_map(|row| row.redline.iter()), terminal);
    legend.map(|legend| format!("{}\n\n", wrapped(&legend, 0, terminal))).unwrap_or_default()
}

/// A wording in one text, below its labels.
fn below(row: &Row<'_>, terminal: Terminal) -> String {
    let kind = english::capitalised(row.kind);
    let title = format!("{kind} {} → {}", label(row.old.labels), label(row.new.labels));
    let mut out = format!("{}  {}\n", heading(&title, terminal), faint(&facts(row), terminal));
    let body = if is_aside(row) { faint(&text(&row.redline), terminal) } else { inline(&row.redline, terminal) };
    out.push_str(&wrapped(&body, 2, terminal));
    if row.shifts.is_some() {
        out.push_str(&format!("\n{}", wrapped(&faint(row.sentence, terminal), 2, terminal)));
    }
    format!("{out}\n\n")
}

/// Columns with a line between them, and a rule below each row.
const COLUMNS: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'))
    .row_separator(LineStyle::none().fill('┈').junction('┼'));

/// The wordings with the old text beside the new one.
fn beside(view: &ComparisonView, rows: &[Row<'_>], terminal: Terminal) -> String {
    let wide = terminal.width.saturating_sub(1) / 2;
    // A cell has a space on either side.
    let column = Terminal { width: wide.saturating_sub(2), ..terminal };
    let ids = [&view.old.id, &view.new.id].map(|id| clean(id));
    let mut shown = table(COLUMNS, ids.iter().map(String::as_str), terminal);
    for row in rows {
        let cell = |labels: &[String], facts: &str, side: Op| {
            let title = heading(&format!("{} {}", english::capitalised(row.kind), label(labels)), terminal);
            let title = format!("{title}  {}", faint(facts, terminal));
            let text = match is_aside(row) {
                _ if labels.is_empty() => return Cell::new(faint(&format!("–  {facts}"), terminal)),
                true => faint(&text(&row.redline), terminal),
                false => one_side(&row.redline, side, terminal),
            };
            Cell::new(format!("{}\n{}", wrapped(title.trim_end(), 0, column), wrapped(&text, 0, column)))
        };
        // Facts are told once, on the new side.
        shown.add_row([cell(row.old.labels, "", Op::Deleted), cell(row.new.labels, &facts(row), Op::Inserted)]);
    }
    for column in shown.column_iter_mut() {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(wide)));
    }
    format!("{}\n\n", finish(shown, &[]))
}

/// Whether a row is of no interest in the comparison.
fn is_aside(row: &Row<'_>) -> bool {
    row.relation == Relation::OutsideCoverage
}

/// The text of a redline in which nothing changed.
fn text(redline: &[Segment]) -> String {
    redline.iter().map(|segment| segment.text.as_str()).collect()
}

/// The labels of one side of a change.
fn label(labels: &[String]) -> String {
    if labels.is_empty() { "–".to_owned() } else { labels.join(", ") }
}

/// What became of a provision, in words.
fn facts(row: &Row<'_>) -> String {
    row.all_facts().into_iter().chain(row.doubt()).collect::<Vec<_>>().join(", ")
}

/// A redline in one text: in colour where there is colour, else with signs. `[-was-]` went, `{+is+}` came;
/// `[>1 was>]` moved on to `{>1 is>}`, or back, with `<`; in `[~,~]` and `{~;~}` only punctuation or case was changed,
/// and in `[@Chile@]` and `{@Peru@}` only who says it. `⟨ ⟩` are the signs of brackets that went, `⟦ ⟧` of those that came.
pub fn inline(segments: &[Segment], terminal: Terminal) -> String {
    let marked = |piece: Shown<'_>| format!("{}{}", piece.space, marked(piece.segment, segments, terminal));
    shown(segments).map(marked).collect()
}

/// One side of a redline, with its own changes marked: the old text for [`Op::Deleted`], else the new one.
fn one_side(segments: &[Segment], side: Op, terminal: Terminal) -> String {
    let mut shown = String::new();
    for segment in segments.iter().filter(|segment| segment.op == Op::Unchanged || segment.op == side) {
        let text = if side == Op::Deleted { segment.in_old() } else { segment.in_new() };
        let own = Segment { text: text.to_owned(), ..segment.clone() };
        shown.push_str(&marked(&own, segments, terminal));
        shown.push_str(space_behind(text));
    }
    shown
}

/// A piece with the marks of what happened to it, without the space around it.
fn marked(segment: &Segment, all: &[Segment], terminal: Terminal) -> String {
    let text = clean(segment.text.trim());
    if segment.op == Op::Unchanged || text.is_empty() {
        return text;
    }
    let is_deleted = segment.op == Op::Deleted;
    if segment.manner == Some(Manner::Bracket) {
        // Brackets are drawn as brackets: in ASCII they would be taken for the marks of changes.
        let drawn: String = text.chars().map(|sign| drawn(sign, is_deleted)).collect();
        return styled(&drawn, if is_deleted { SLIGHT_DELETED } else { SLIGHT_INSERTED }, terminal);
    }
    let (style, sign) = match (segment.manner, is_deleted) {
        (None, true) => (DELETED, "-"),
        (None, false) => (INSERTED, "+"),
        (Some(Manner::Moved), _) => (if is_deleted { MOVED_FROM } else { MOVED_TO }, way(segment, all)),
        (Some(Manner::Punctuation | Manner::Case), true) => (SLIGHT_DELETED, "~"),
        (Some(Manner::Punctuation | Manner::Case), false) => (SLIGHT_INSERTED, "~"),
        (Some(Manner::Attribution | Manner::Bracket), true) => (SLIGHT_DELETED, "@"),
        (Some(Manner::Attribution | Manner::Bracket), false) => (SLIGHT_INSERTED, "@"),
    };
    let number = |sign: &str| {
        // A phrase may begin with its comma.
        let gap = if text.starts_with(char::is_alphanumeric) { " " } else { "" };
        segment.pair.map(|pair| (format!("{sign}{pair}"), gap)).unwrap_or_default()
    };
    if terminal.colour {
        let (number, gap) = number(if sign == ">" { "→" } else { "←" });
        format!("{}{gap}{}", styled(&number, style.effects(Effects::BOLD), terminal), styled(&text, style, terminal))
    } else {
        let (number, gap) = number("");
        let (open, close) = if is_deleted { ('[', ']') } else { ('{', '}') };
        format!("{open}{sign}{number}{gap}{text}{sign}{close}")
    }
}

/// The sign of a bracket that went, and of one that came.
fn drawn(sign: char, is_deleted: bool) -> char {
    match (sign, is_deleted) {
        ('[' | '［' | '〔' | '{', true) => '⟨',
        (']' | '］' | '〕' | '}', true) => '⟩',
        ('[' | '［' | '〔' | '{', false) => '⟦',
        (']' | '］' | '〕' | '}', false) => '⟧',
        _ => sign,
    }
}

/// Which way a phrase moved: `>` further on in the text, `<` back.
fn way(half: &Segment, all: &[Segment]) -> &'static str {
    let first = all.iter().find(|segment| segment.pair == half.pair).map(|segment| segment.op);
    if first == Some(Op::Deleted) { ">" } else { "<" }
}

/// What the less common signs of some redlines mean.
pub(super) fn legend<'s>(segments: impl Iterator<Item = &'s Segment>, terminal: Terminal) -> Option<String> {
    let manners: Vec<Manner> = segments.filter_map(|segment| segment.manner).collect();
    let uses = |any: &[Manner]| manners.iter().any(|manner| any.contains(manner));
    let example = |old: &str, new: &str, manner: Manner, pair: Option<usize>| {
        let half = |op: Op, text: &str| Segment { manner: Some(manner), pair, ..Segment::new(op, text) };
        let halves = [half(Op::Deleted, old), half(Op::Inserted, new)];
        halves.each_ref().map(|half| marked(half, &halves, terminal)).join(" ")
    };
    let mut parts = Vec::new();
    if uses(&[Manner::Moved]) {
        let (old, new, meaning) = english::headings::LEGEND_OF_MOVES;
        parts.push(format!("{} {meaning}", example(old, new, Manner::Moved, Some(1))));
    }
    if uses(&[Manner::Punctuation, Manner::Case]) {
        let (old, new, meaning) = english::headings::LEGEND_OF_SLIGHT;
        parts.push(format!("{} {meaning}", example(old, new, Manner::Punctuation, None)));
    }
    if uses(&[Manner::Attribution]) {
        let (old, new, meaning) = english::headings::LEGEND_OF_ATTRIBUTIONS;
        parts.push(format!("{} {meaning}", example(old, new, Manner::Attribution, None)));
    }
    if uses(&[Manner::Bracket]) {
        let (gone, came) = english::headings::LEGEND_OF_BRACKETS;
        parts.push(format!("⟨ ⟩ {gone}, ⟦ ⟧ {came}"));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;
    use crate::report;

    fn redline_of(old: &str, new: &str) -> Vec<Segment> {
        report::redline_of(&english(old), &english(new))
    }

    const PLAIN: Terminal = Terminal { width: 80, colour: false };
    const COLOUR: Terminal = Terminal { width: 80, colour: true };

    fn plain(old: &str, new: &str) -> String {
        inline(&redline_of(old, new), PLAIN)
    }

    #[test]
    fn a_plain_redline_has_signs() {
        let shown = plain("adopt strict procedures", "establish appropriate procedures");
        assert_eq!(shown, "[-adopt strict-] {+establish appropriate+} procedures");
        assert_eq!(
            plain("The group met, twice.", "The Group met; twice."),
            "The [~group~] {~Group~} met[~,~]{~;~} twice."
        );
    }

    #[test]
    fn a_sign_tells_which_way_a_phrase_moved() {
        let early = "Upon written request, inspectors of the harbour open sealed crates and count barrels.";
        let late = "Inspectors of the harbour open sealed crates and count barrels, upon written request.";
        assert_eq!(
            plain(early, late),
            "[>1 Upon written request,>] [~inspectors~] {~Inspectors~} of the harbour open sealed crates and count \
             barrels{>1, upon written request>}."
        );
        assert!(plain(late, early).contains("barrels[<1, upon written request<]."));
    }

    #[test]
    fn spaces_are_neither_lost_nor_doubled() {
        for (old, new, shown) in [
            ("a list, of ships", "a list of ships", "a list[~,~] of ships"),
            ("a list of ships", "a list, of ships", "a list{~,~} of ships"),
            ("keep lists, daily", "keep, daily", "keep [-lists-], daily"),
            ("keep, daily", "keep lists, daily", "keep {+lists+}, daily"),
            ("Keep lists (new) here", "Keep lists here", "Keep lists [-(new)-] here"),
            ("ports co-operate", "ports cooperate", "ports [~co-operate~] {~cooperate~}"),
            ("one\ntwo", "one\nthree two", "one\n{+three+} two"),
            ("打击偷运移民", "打击移民", "打击[-偷运-]移民"),
        ] {
            assert_eq!(plain(old, new), shown);
        }
    }

    #[test]
    fn each_change_has_its_colour() {
        let shown = inline(&redline_of("The group keeps old lists.", "The Group keeps new lists."), COLOUR);
        assert!(shown.starts_with(&format!("The {SLIGHT_DELETED}group")), "no empty style before it: {shown:?}");
        for (style, text) in
            [(SLIGHT_DELETED, "group"), (SLIGHT_INSERTED, "Group"), (DELETED, "old"), (INSERTED, "new")]
        {
            assert!(shown.contains(&format!("{style}{text}{style:#}")), "{text}: {shown:?}");
        }
        let moved = redline_of(
            "Upon written request, inspectors of the harbour open sealed crates.",
            "Inspectors of the harbour open sealed crates upon written request.",
        );
        let shown = inline(&moved, COLOUR);
        assert!(shown.contains(&format!("→1{MOVED_TO:#} {MOVED_TO}upon written request")), "{shown:?}");
    }

    #[test]
    fn each_side_is_its_own_text() {
        let segments = redline_of("keep “lists”, daily", "keep all \"lists\" daily");
        assert_eq!(one_side(&segments, Op::Deleted, PLAIN), "keep “lists”[~,~] daily");
        assert_eq!(one_side(&segments, Op::Inserted, PLAIN), "keep {+all+} \"lists\" daily");
    }

    #[test]
    fn only_the_signs_that_are_used_are_explained() {
        let of = |old: &str, new: &str| {
            let segments = redline_of(old, new);
            legend(segments.iter(), PLAIN)
        };
        assert_eq!(of("adopt rules", "make rules"), None);
        assert_eq!(of("adopt, rules", "adopt rules").unwrap(), "[~was~] {~is~} only punctuation or letter case");
    }
}
