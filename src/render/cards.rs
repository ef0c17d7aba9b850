//! The picture of one provision's history: a card for each wording in the order of time, with what changed from the one
//! before marked in it, and between the cards what links them. What else is linked to them stands below.

use askama::Template;

use super::drawing::{Line, at, line};
use super::html::filled;
use super::look::{CAME, GONE, Look, OTHER, look_of_link};
use super::measure::{self, apart, fitting, wrapped};
use super::redline::shown;
use super::ribbons::{DASHED, DOTTED};
use super::text::printable;
use crate::align::Certainty;
use crate::lineage::LinkKind;
use crate::report::{HistoryStep, HistoryView, Manner, Op, RelativeView, Segment, StepLink, Substance, english};

/// The width of the picture, and the space around it and within a card.
const WIDTH: f64 = 1_320.0;
const MARGIN: f64 = 20.0;
const PADDING: f64 = 14.0;
/// The most wordings side by side; more stand one below the other.
const SIDE_BY_SIDE: usize = 4;
/// The most of the width of a card, and the width of one that stands alone in its row.
const CARD: f64 = 460.0;
const WIDE_CARD: f64 = 760.0;
/// The width between two cards side by side, and the least height between two below each other.
const BETWEEN: f64 = 140.0;
const BELOW: f64 = 34.0;
/// The height of the title, and its size.
const TITLE: f64 = 34.0;
const TITLE_SIZE: f64 = 16.0;
/// The sizes of type, each with its line.
const HEAD: (f64, f64) = (14.0, 19.0);
const TEXT: (f64, f64) = (13.0, 19.0);
const SMALL: (f64, f64) = (11.0, 15.0);
/// The width of the card of a relative, the space between two, and the most lines of its opening words.
const RELATIVE: f64 = 306.0;
const SPACE: f64 = 18.0;
const RELATIVE_LINES: usize = 3;

/// A piece of a line, with how it is marked.
struct Run {
    /// `gone`, `came`, the same of what moved, or nothing for what stayed.
    class: &'static str,
    colour: &'static str,
    /// Whether it is struck out, or underlined.
    decoration: &'static str,
    text: String,
}

/// A line of a wording.
struct RunLine {
    x: String,
    y: String,
    runs: Vec<Run>,
}

/// A card.
struct Card {
    x: String,
    y: String,
    width: String,
    height: String,
    /// Whether it is the provision that was asked for.
    is_subject: bool,
    id: Line,
    about: Vec<Line>,
    lines: Vec<RunLine>,
}

/// What links two cards.
struct Joint {
    /// The arrow.
    path: String,
    dashes: &'static str,
    look: Look,
    sign: Option<Line>,
    lines: Vec<Line>,
}

/// The picture with all its places.
#[derive(Template)]
#[template(path = "cards.svg")]
struct Cards {
    title: Line,
    width: String,
    height: String,
    cards: Vec<Card>,
    joints: Vec<Joint>,
    heading: Option<Line>,
    relatives: Vec<Card>,
    notes: Vec<Line>,
}

/// The wordings of a history, and how far to the right and down they reach.
struct Wordings {
    cards: Vec<Card>,
    joints: Vec<Joint>,
    right: f64,
    bottom: f64,
}

/// The picture of a history.
pub(super) fn picture(view: &HistoryView, title: &str) -> String {
    let Wordings { cards, joints, right, bottom } = wordings(view);
    let heading = (!view.relatives.is_empty()).then(|| line(MARGIN, bottom + 34.0, english::RELATIVES, WIDTH, HEAD.0));
    let (relatives, end) = relatives(&view.relatives, bottom + if heading.is_some() { 34.0 } else { 0.0 });
    let said = english::family(view).into_iter().chain(english::history_notes(view).into_iter().map(str::to_owned));
    let mut foot = end + 14.0;
    let mut notes = Vec::new();
    for text in said.flat_map(|text| wrapped(&text, WIDTH, TEXT.0, usize::MAX)) {
        foot += TEXT.1;
        notes.push(Line { x: at(MARGIN), y: at(foot), whole: text.clone(), text });
    }
    let across = if relatives.is_empty() && notes.is_empty() { right } else { WIDTH };
    filled(&Cards {
        title: line(MARGIN, MARGIN + 16.0, title, across, TITLE_SIZE),
        width: at(across + MARGIN * 2.0),
        height: at(foot.max(end) + MARGIN),
        cards,
        joints,
        heading,
        relatives,
        notes,
    })
}

/// The wordings in the order of time: few side by side, many one below the other.
fn wordings(view: &HistoryView) -> Wordings {
    let count = view.steps.len().max(1) as f64;
    let is_row = view.steps.len() <= SIDE_BY_SIDE;
    let width = if is_row { ((WIDTH - BETWEEN * (count - 1.0)) / count).min(CARD) } else { WIDE_CARD };
    let right = if is_row { width * count + BETWEEN * (count - 1.0) } else { width };
    let (mut x, mut y) = (MARGIN, MARGIN + TITLE);
    let mut found = Wordings { cards: Vec::new(), joints: Vec::new(), right, bottom: y };
    for (place, step) in view.steps.iter().enumerate() {
        let earlier = place.checked_sub(1).map(|earlier| &view.steps[earlier]);
        let link = earlier.and_then(|earlier| joining(step, earlier));
        if let Some(earlier) = earlier {
            let told = link.map(|link| Told::of(link, earlier));
            let (joint, height) =
                if is_row { (told.map(|told| told.beside((x - BETWEEN, y))), 0.0) } else { below(told, (x, y)) };
            found.joints.extend(joint);
            y += height;
        }
        let (card, height) = card(step, link, step.id == view.provision, (x, y), width);
        found.cards.push(card);
        found.bottom = found.bottom.max(y + height);
        if is_row { x += width + BETWEEN } else { y += height }
    }
    found
}

/// The link from one wording of a history to the next: the one that threads follow, if there are several.
fn joining<'s>(step: &'s HistoryStep, before: &HistoryStep) -> Option<&'s StepLink> {
    let from = || step.from.iter().filter(|link| link.id == before.id);
    from()
        .find(|link| link.principal)
        .or_else(|| from().next())
        .or_else(|| step.from.iter().find(|link| link.principal))
}

/// The card of a wording, and its height.
fn card(
    step: &HistoryStep,
    before: Option<&StepLink>,
    is_subject: bool,
    (x, y): (f64, f64),
    width: f64,
) -> (Card, f64) {
    let room = width - PADDING * 2.0;
    let mut foot = y + PADDING + HEAD.0;
    let id = line(x + PADDING, foot, &step.id, room, HEAD.0);
    let date = step.date.as_ref().map(ToString::to_string);
    let about =
        [step.symbol.as_ref().map(ToString::to_string), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let about = [Some(about), step.section.last().cloned()].into_iter().flatten().filter(|text| !text.is_empty());
    let mut lines_about = Vec::new();
    for text in about {
        foot += SMALL.1 + 2.0;
        lines_about.push(line(x + PADDING, foot, &text, room, SMALL.0));
    }
    foot += 8.0;
    // What a report tells of a provision is no new wording of it.
    let redline = before.filter(|link| link.kind != LinkKind::FollowUp).map(|link| &link.redline[..]);
    let whole = [Segment::new(Op::Unchanged, step.text.as_str())];
    let mut lines = Vec::new();
    for runs in run_lines(redline.filter(|redline| !redline.is_empty()).unwrap_or(&whole), room) {
        foot += TEXT.1;
        lines.push(RunLine { x: at(x + PADDING), y: at(foot), runs });
    }
    let height = foot - y + PADDING;
    let card =
        Card { x: at(x), y: at(y), width: at(width), height: at(height), is_subject, id, about: lines_about, lines };
    (card, height)
}

/// A redline in lines of a width, broken between words.
fn run_lines(redline: &[Segment], room: f64) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    let mut used = 0.0;
    let mut pending = false;
    for piece in shown(redline) {
        pending |= !piece.space.is_empty();
        let text = printable(piece.text);
        for (place, word) in text.split_whitespace().enumerate() {
            let has_space = (pending || place > 0) && used > 0.0;
            let wide = measure::width(word, TEXT.0) + if has_space { measure::width(" ", TEXT.0) } else { 0.0 };
            if used > 0.0 && used + wide > room {
                lines.push(Vec::new());
                used = 0.0;
            }
            let mut rest = word;
            // A word without end is broken where the line ends.
            loop {
                // Only as much is measured as fits.
                let (part, after) = rest.split_at(fitting(rest, room, TEXT.0));
                if after.is_empty() || part.is_empty() {
                    break;
                }
                push(&mut lines, piece.segment, part, false);
                lines.push(Vec::new());
                (rest, used) = (after, 0.0);
            }
            let is_apart = has_space && used > 0.0;
            push(&mut lines, piece.segment, rest, is_apart);
            used += measure::width(rest, TEXT.0) + if is_apart { measure::width(" ", TEXT.0) } else { 0.0 };
            pending = false;
        }
    }
    for run in lines.iter_mut().flatten() {
        run.text = apart(std::mem::take(&mut run.text));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Puts a word at the end of the last line, behind a space or not; a space before a mark stands outside of it.
fn push(lines: &mut [Vec<Run>], segment: &Segment, word: &str, has_space: bool) {
    let Some(line) = lines.last_mut() else { return };
    let (class, colour, decoration) = mark(segment);
    match line.last_mut().filter(|run| run.class == class) {
        Some(run) => run.text.push_str(&format!("{}{word}", if has_space { " " } else { "" })),
        None => {
            if has_space && let Some(run) = line.last_mut().filter(|run| run.class.is_empty()) {
                run.text.push(' ');
            } else if has_space {
                let (class, colour, decoration) = PLAIN;
                line.push(Run { class, colour, decoration, text: " ".into() });
            }
            line.push(Run { class, colour, decoration, text: word.to_owned() });
        }
    }
}

/// How what stayed looks.
const PLAIN: (&str, &str, &str) = ("", "#1b1d21", "none");

/// How a piece is marked: its class, its colour, and how it is struck out or underlined.
fn mark(segment: &Segment) -> (&'static str, &'static str, &'static str) {
    match (segment.op, segment.manner) {
        (Op::Unchanged, _) => PLAIN,
        (Op::Deleted, Some(Manner::Moved)) => ("moved-gone", OTHER, "line-through"),
        (Op::Inserted, Some(Manner::Moved)) => ("moved-came", OTHER, "underline"),
        (Op::Deleted, _) => ("gone", GONE, "line-through"),
        (Op::Inserted, _) => ("came", CAME, "underline"),
    }
}

/// What is said of a link between two cards: what kind it is and how sure, and what shifted.
struct Told {
    look: Look,
    dashes: &'static str,
    lines: Vec<String>,
}

impl Told {
    /// What is said of a link, between a card and the one before it; that may not be the one that it leads from.
    fn of(link: &StepLink, before: &HistoryStep) -> Self {
        let substance = Substance::of_link(link.relation, link.shifts.as_ref());
        let name = substance.is_change_of_duty().then(|| english::substance(substance).to_owned());
        let kind = english::link(link.kind, link.relation).to_owned();
        let afar = (link.id != before.id).then(|| english::from_afar(&link.id));
        let sure = format!("{:.2} {}", link.confidence, english::certainty(link.certainty));
        let shifts = link.shifts.iter().flat_map(english::shift_lines_by_sort);
        Told {
            look: look_of_link(link.kind, substance),
            dashes: match (link.certainty, link.kind) {
                (Certainty::Doubtful, _) => DASHED,
                (_, LinkKind::FollowUp) => DOTTED,
                _ => "",
            },
            lines: name.into_iter().chain([kind]).chain(afar).chain([sure]).chain(shifts).collect(),
        }
    }

    /// The arrow to the card at the right, with what is said below it.
    fn beside(self, (x, y): (f64, f64)) -> Joint {
        let Told { look, dashes, lines: texts } = self;
        let (left, right, middle) = (x + 6.0, x + BETWEEN - 8.0, y + PADDING + HEAD.0 / 2.0 + 2.0);
        let path = format!("M{} {}H{}m-7-4.5 7 4.5-7 4.5", at(left), at(middle), at(right));
        let sign = (!look.sign.is_empty()).then(|| line(left, middle + 22.0, look.sign, 20.0, HEAD.0));
        let mut foot = middle + 6.0;
        let mut lines = Vec::new();
        for (place, text) in texts.iter().enumerate() {
            let start = if place == 0 && sign.is_some() { left + HEAD.0 + 5.0 } else { left };
            for text in wrapped(text, BETWEEN - 14.0 - (start - left), SMALL.0, MOST_LINES) {
                foot += SMALL.1;
                lines.push(Line { x: at(start), y: at(foot), whole: text.clone(), text });
            }
        }
        Joint { path, dashes, look, sign, lines }
    }
}

/// The most lines of what shifted, for each sort.
const MOST_LINES: usize = 4;

/// The arrow to the card below, with what is said beside it, and its height.
fn below(told: Option<Told>, (x, y): (f64, f64)) -> (Option<Joint>, f64) {
    let Some(Told { look, dashes, lines: texts }) = told else { return (None, BELOW) };
    let (start, mut foot) = (x + 58.0, y + 8.0);
    let sign = (!look.sign.is_empty()).then(|| line(x + 38.0, foot + SMALL.1, look.sign, 20.0, HEAD.0));
    let mut lines = Vec::new();
    for text in wrapped(&texts.join("; "), WIDE_CARD - 70.0, SMALL.0, MOST_LINES) {
        foot += SMALL.1;
        lines.push(Line { x: at(start), y: at(foot), whole: text.clone(), text });
    }
    let height = (foot - y + 12.0).max(BELOW);
    let path = format!("M{} {}V{}m-4.5-7 4.5 7 4.5-7", at(x + 24.0), at(y + 4.0), at(y + height - 4.0));
    (Some(Joint { path, dashes, look, sign, lines }), height)
}

/// The cards of relatives in rows, and where they end.
fn relatives(relatives: &[RelativeView], top: f64) -> (Vec<Card>, f64) {
    let per_row = ((WIDTH + SPACE) / (RELATIVE + SPACE)) as usize;
    let mut cards = Vec::new();
    let mut y = top + if relatives.is_empty() { 0.0 } else { 12.0 };
    for row in relatives.chunks(per_row.max(1)) {
        let placed = row
            .iter()
            .enumerate()
            .map(|(at_place, one)| small_card(one, (MARGIN + at_place as f64 * (RELATIVE + SPACE), y)));
        let placed: Vec<(Card, f64)> = placed.collect();
        let tallest = placed.iter().map(|(_, height)| *height).fold(0.0, f64::max);
        cards.extend(placed.into_iter().map(|(card, _)| Card { height: at(tallest), ..card }));
        y += tallest + SPACE;
    }
    (cards, if relatives.is_empty() { top } else { y - SPACE })
}

/// The card of a relative, and its height.
fn small_card(view: &RelativeView, (x, y): (f64, f64)) -> (Card, f64) {
    let room = RELATIVE - PADDING * 2.0;
    let mut foot = y + PADDING + HEAD.0 - 2.0;
    let substance = Substance::of_link(view.link.relation, view.link.shifts.as_ref());
    let look = look_of_link(view.link.kind, substance);
    let id = line(x + PADDING, foot, format!("{} {}", look.sign, view.relative).trim_start(), room, HEAD.0);
    let mut about = Vec::new();
    for text in wrapped(&english::relative(view), room, SMALL.0, MOST_LINES) {
        foot += SMALL.1;
        about.push(Line { x: at(x + PADDING), y: at(foot), whole: text.clone(), text });
    }
    foot += 4.0;
    let mut lines = Vec::new();
    for text in wrapped(&view.opening, room, TEXT.0, RELATIVE_LINES) {
        foot += TEXT.1;
        let (class, colour, decoration) = PLAIN;
        lines.push(RunLine { x: at(x + PADDING), y: at(foot), runs: vec![Run { class, colour, decoration, text }] });
    }
    let height = foot - y + PADDING;
    let card =
        Card { x: at(x), y: at(y), width: at(RELATIVE), height: at(height), is_subject: false, id, about, lines };
    (card, height)
}
