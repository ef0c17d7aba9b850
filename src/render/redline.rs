//! Redlines for a terminal: the wording of each change, in one text or side by side.

use anstyle::{AnsiColor, Effects, Style};
use comfy_table::{Cell, ColumnConstraint, ContentLineStyle, LineStyle, TableStyle, Width};

use super::Terminal;
use super::comparison::{capitalised, relation_facts};
use super::table::{finish, header_cell, table};
use super::text::{clean, faint, heading, styled, wrapped};
use crate::align::{Certainty, Relation};
use crate::view::{ChangeRow, ComparisonView, Manner, Op, Segment, shift_names};

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
    match legend(view.changes.iter().flat_map(|row| &row.redline), terminal) {
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
        if row.shifts.is_some() {
            out.push_str(&format!("\n{}", wrapped(&faint(&row.sentence, terminal), 2, terminal)));
        }
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
    let doubt = row.certainty.filter(|certainty| *certainty != Certainty::Sure).map(Certainty::name);
    let all = relation_facts(row).into_iter().chain(row.shifts.iter().flat_map(shift_names));
    all.chain(doubt).collect::<Vec<_>>().join(", ")
}

/// The texts of a change that has one side only.
fn both(row: &ChangeRow) -> String {
    [row.old_text.join("\n"), row.new_text.join("\n")].concat()
}

/// The redline of a change; of one without a link, all of its text.
pub(super) fn segments(row: &ChangeRow) -> Vec<Segment> {
    let whole = |op: Op| vec![Segment::new(op, both(row))];
    match row.relation {
        Relation::Withdrawn => whole(Op::Gone),
        Relation::New => whole(Op::Came),
        Relation::OutsideCoverage => whole(Op::Same),
        _ => row.redline.clone(),
    }
}

/// A piece of a redline as it is shown: its text without the space around it, and the space before.
pub(super) struct Shown<'s> {
    pub(super) space: &'static str,
    pub(super) segment: &'s Segment,
    pub(super) text: &'s str,
}

/// The pieces of a redline as they are shown in one text: spaces stay outside the marks, and none is lost where the two
/// texts have different ones.
pub(super) fn shown(segments: &[Segment]) -> impl Iterator<Item = Shown<'_>> {
    let mut spacing = Spacing::default();
    segments.iter().map(move |segment| {
        let space = spacing.before(segment);
        spacing.pass(segment);
        Shown { space, segment, text: segment.text.trim() }
    })
}

/// A redline in one text: in colour where there is colour, else with signs. `[-was-]` went, `{+is+}` came;
/// `[>1 was>]` moved on to `{>1 is>}`, or back, with `<`; in `[~,~]` and `{~;~}` only punctuation or case was changed.
pub fn inline(segments: &[Segment], terminal: Terminal) -> String {
    let marked = |piece: Shown<'_>| format!("{}{}", piece.space, marked(piece.segment, segments, terminal));
    shown(segments).map(marked).collect()
}

/// The space between two pieces of a redline, which stays outside the signs.
#[derive(Default)]
struct Spacing {
    /// The space behind the last piece of each text.
    old: &'static str,
    new: &'static str,
    last: Option<Op>,
}

impl Spacing {
    /// What to show before a piece: the space that it has before it in its own text. Where it has none, a word
    /// behind a change is parted by the other text's: one text may have a comma where the other has a space, or
    /// begin with the change.
    fn before(&self, next: &Segment) -> &'static str {
        let (own, other) = if next.op == Op::Gone { (self.old, self.new) } else { (self.new, self.old) };
        let across = match next.op {
            Op::Same | Op::Came => self.last == Some(Op::Gone),
            Op::Gone => self.last == Some(Op::Came),
        };
        let is_word = next.text.trim_start().starts_with(char::is_alphanumeric);
        if own.is_empty() && across && is_word { other } else { own }
    }

    fn pass(&mut self, segment: &Segment) {
        if segment.op != Op::Came {
            self.old = space_behind(segment.in_old());
        }
        if segment.op != Op::Gone {
            self.new = space_behind(segment.in_new());
        }
        self.last = Some(segment.op);
    }
}

/// One side of a redline, with its own changes marked: the old text for [`Op::Gone`], else the new one.
fn one_side(segments: &[Segment], side: Op, terminal: Terminal) -> String {
    let mut shown = String::new();
    for segment in segments.iter().filter(|segment| segment.op == Op::Same || segment.op == side) {
        let text = if side == Op::Gone { segment.in_old() } else { segment.in_new() };
        let own = Segment { text: text.to_owned(), ..segment.clone() };
        shown.push_str(&marked(&own, segments, terminal));
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

/// A piece with the marks of what happened to it, without the space around it.
fn marked(segment: &Segment, all: &[Segment], terminal: Terminal) -> String {
    let text = clean(segment.text.trim());
    if segment.op == Op::Same || text.is_empty() {
        return text;
    }
    let is_gone = segment.op == Op::Gone;
    let (style, sign) = match (segment.manner, is_gone) {
        (None, true) => (GONE, "-"),
        (None, false) => (CAME, "+"),
        (Some(Manner::Moved), _) => (if is_gone { MOVED_FROM } else { MOVED_TO }, way(segment, all)),
        (Some(Manner::Punctuation | Manner::Case), true) => (SLIGHT_GONE, "~"),
        (Some(Manner::Punctuation | Manner::Case), false) => (SLIGHT_CAME, "~"),
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
        let (open, close) = if is_gone { ('[', ']') } else { ('{', '}') };
        format!("{open}{sign}{number}{gap}{text}{sign}{close}")
    }
}

/// Which way a phrase moved: `>` further on in the text, `<` back.
fn way(half: &Segment, all: &[Segment]) -> &'static str {
    let first = all.iter().find(|segment| segment.pair == half.pair).map(|segment| segment.op);
    if first == Some(Op::Gone) { ">" } else { "<" }
}

/// What the less common signs of some redlines mean.
pub(super) fn legend<'s>(segments: impl Iterator<Item = &'s Segment>, terminal: Terminal) -> Option<String> {
    let manners: Vec<Manner> = segments.filter_map(|segment| segment.manner).collect();
    let uses = |any: &[Manner]| manners.iter().any(|manner| any.contains(manner));
    let example = |gone: &str, came: &str, manner: Manner, pair: Option<usize>| {
        let half = |op: Op, text: &str| Segment { manner: Some(manner), pair, ..Segment::new(op, text) };
        let halves = [half(Op::Gone, gone), half(Op::Came, came)];
        halves.each_ref().map(|half| marked(half, &halves, terminal)).join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::redline_of;

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
        assert!(shown.starts_with(&format!("The {SLIGHT_GONE}group")), "no empty style before it: {shown:?}");
        for (style, text) in [(SLIGHT_GONE, "group"), (SLIGHT_CAME, "Group"), (GONE, "old"), (CAME, "new")] {
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
        assert_eq!(one_side(&segments, Op::Gone, PLAIN), "keep “lists”[~,~] daily");
        assert_eq!(one_side(&segments, Op::Came, PLAIN), "keep {+all+} \"lists\" daily");
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
