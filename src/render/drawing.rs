//! Where everything stands in the picture of a lineage: columns, bars and the ribbons between them, in pixels.
//!
//! An alluvial picture: the columns stand in the order of time, the bars in that of the documents, so that what crosses
//! was moved. All columns begin at one height. Nothing is put in another order to make fewer ribbons cross.

use super::legend::Legend;
use super::look::{Look, look};
use super::measure::{self, fitted, wrapped};
use super::ribbons::{DrawnRibbon, ribbons};
use super::text::printable;
use crate::report::{Bar, Column, Mark, Picture, Substance, english};

/// The width that a picture has if its columns can be given it.
const WIDTH: f64 = 1_320.0;
/// The bounds of the width of a column, and of the gap between two.
const COLUMN: (f64, f64) = (170.0, 360.0);
const GAP: (f64, f64) = (84.0, 300.0);
/// The same where bars have no words.
const BARE_COLUMN: (f64, f64) = (84.0, 120.0);
const BARE_GAP: (f64, f64) = (48.0, 560.0);
/// The most of a column and the gap beside it that a name takes there.
const NAME: f64 = 260.0;
/// The space around the picture.
const MARGIN: f64 = 16.0;
/// The height of the heads of the columns with a line, and for each further line.
const HEAD: f64 = 24.0;
const HEAD_LINE: f64 = 15.0;
/// The height of a caption where bars have no words, and the size of its type.
const BARE_CAPTION: f64 = 15.0;
const BARE_SIZE: f64 = 10.0;
/// How many bars a section has on average where captions are set though bars have no words.
const BARS_PER_CAPTION: usize = 4;
/// The width of the coloured edge of a bar with words.
const EDGE: f64 = 4.0;

/// How bars are drawn in columns of up to so many, in pictures of up to so many columns.
struct Scale {
    most: usize,
    columns: usize,
    /// The height of a bar with one line, and the space below it.
    height: f64,
    space: f64,
    /// The size of type, where there is room for any; how many lines of words at most, and how high each further one is.
    font: Option<f64>,
    lines: usize,
    line: f64,
    /// What stands between sections: a caption, or only space.
    section: f64,
}

const SCALES: [Scale; 6] = [
    Scale { most: 30, columns: 99, height: 22.0, space: 4.0, font: Some(12.0), lines: 2, line: 14.5, section: 22.0 },
    Scale { most: 60, columns: 99, height: 20.0, space: 3.0, font: Some(11.0), lines: 2, line: 13.5, section: 20.0 },
    Scale { most: 90, columns: 99, height: 16.0, space: 2.5, font: Some(10.5), lines: 1, line: 0.0, section: 18.0 },
    Scale { most: 200, columns: 4, height: 13.0, space: 1.5, font: Some(9.5), lines: 1, line: 0.0, section: 16.0 },
    Scale { most: 600, columns: 9_999, height: 5.0, space: 1.0, font: None, lines: 0, line: 0.0, section: 3.0 },
    Scale {
        most: usize::MAX,
        columns: usize::MAX,
        height: 2.0,
        space: 0.5,
        font: None,
        lines: 0,
        line: 0.0,
        section: 1.0,
    },
];

impl Scale {
    /// How the bars of a picture are drawn.
    fn of(picture: &Picture) -> &'static Scale {
        let longest = picture.columns.iter().map(|column| column.bars.len()).max().unwrap_or(0);
        let holds = |scale: &&Scale| longest <= scale.most && picture.columns.len() <= scale.columns;
        SCALES.iter().find(holds).unwrap_or(&SCALES[SCALES.len() - 1])
    }

    /// The widths of a column and of a gap, where there are so many columns.
    fn widths(&self, count: f64) -> (f64, f64) {
        let (column, gap) = if self.font.is_some() { (COLUMN, GAP) } else { (BARE_COLUMN, BARE_GAP) };
        let width = ((WIDTH - gap.0 * (count - 1.0)) / count).clamp(column.0, column.1);
        let gap = if count > 1.0 { ((WIDTH - width * count) / (count - 1.0)).clamp(gap.0, gap.1) } else { 0.0 };
        (width, gap)
    }

    /// The height of a section's caption in a column; none where it has none.
    fn caption(&self, column: &Column) -> Option<f64> {
        let sections = (0..column.bars.len()).filter(|&place| opens(column, place)).count();
        let has_room = sections * BARS_PER_CAPTION <= column.bars.len();
        match self.font {
            Some(_) => Some(self.section),
            None => has_room.then_some(BARE_CAPTION),
        }
    }
}

/// A picture with all its places.
pub(super) struct Drawing {
    pub(super) width: String,
    pub(super) height: String,
    /// How high the heads of the columns reach, from where to where.
    pub(super) head: (String, String),
    pub(super) legend: Legend,
    pub(super) columns: Vec<DrawnColumn>,
    pub(super) ribbons: Vec<DrawnRibbon>,
    pub(super) font: String,
}

/// A column.
pub(super) struct DrawnColumn {
    pub(super) lines: Vec<Line>,
    /// How many provisions there are, and what became of how many.
    pub(super) tally: Tally,
    pub(super) captions: Vec<Caption>,
    pub(super) bars: Vec<DrawnBar>,
    /// Where it is said that there are no bars.
    pub(super) empty: Option<Line>,
}

/// What became of how many provisions.
pub(super) struct Tally {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) all: String,
    pub(super) parts: Vec<(Look, usize)>,
}

/// The heading of a section, above its bars.
pub(super) struct Caption {
    /// The place of the first of its bars, and how many there are.
    pub(super) first: usize,
    pub(super) count: usize,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) size: String,
    pub(super) line: Line,
}

/// A line of text.
pub(super) struct Line {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) text: String,
    /// The whole of it, where it was cut.
    pub(super) whole: String,
}

/// Where a bar stands in its column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) top: f64,
    pub(super) height: f64,
}

/// A bar.
pub(super) struct DrawnBar {
    pub(super) id: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    /// How it came about and what became of it: at its left edge and at its right.
    pub(super) edges: Vec<Edge>,
    /// Number, words and signs, where there is room for any.
    pub(super) label: Option<Line>,
    pub(super) words: Vec<Line>,
    pub(super) title: String,
}

/// An edge of a bar in the colour of what happened.
pub(super) struct Edge {
    pub(super) look: Look,
    pub(super) name: &'static str,
    pub(super) is_left: bool,
    /// How strong its colour is; its sign has all of it.
    pub(super) opacity: &'static str,
    pub(super) x: String,
    pub(super) width: String,
    pub(super) sign: Option<Line>,
}

/// A number as it is written in a picture: to a tenth of a pixel.
pub(super) fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

pub(super) fn line(x: f64, y: f64, text: &str, width: f64, size: f64) -> Line {
    Line { x: at(x), y: at(y), text: fitted(text, width, size), whole: printable(text) }
}

impl Drawing {
    /// The drawing of a picture.
    pub(super) fn of(picture: &Picture) -> Self {
        let scale = Scale::of(picture);
        let count = picture.columns.len().max(1) as f64;
        let (width, gap) = scale.widths(count);
        let beside = if scale.font.is_some() { 0.0 } else { BARE_GAP.0 };
        let whole = MARGIN * 2.0 + width * count + gap * (count - 1.0) + beside;
        let room = Room::of(picture, scale, width);
        let tallest = scale.height + scale.line * (scale.lines.max(1) - 1) as f64;
        let legend = Legend::of(picture, MARGIN, whole.max(WIDTH / 2.0), tallest);
        let about = picture.columns.iter().map(|column| column.about.len()).max().unwrap_or(0) as f64;
        let head = legend.height;
        let top = head + HEAD + HEAD_LINE * (about + 1.0) + 8.0;
        let x = |column: usize| MARGIN + column as f64 * (width + gap);
        let places: Vec<Vec<Place>> = picture.columns.iter().map(|column| places(column, scale, &room, top)).collect();
        let bottom = places.iter().flatten().fold(top, |bottom, place| bottom.max(place.top + place.height));
        let columns = picture.columns.iter().enumerate().map(|(at, column)| {
            // Where bars have no words, columns are narrow, and names reach into the gap beside them.
            let is_narrow = scale.font.is_none();
            let beside = if is_narrow { (gap - 8.0).clamp(0.0, NAME - width) } else { 0.0 };
            let heads = Heads { x: x(at), y: head, width: width + beside, is_narrow };
            DrawnColumn {
                captions: captions(column, scale, &places[at], (x(at), width)),
                bars: column.bars.iter().zip(&places[at]).map(|(bar, &at_y)| room.bar(bar, x(at), at_y)).collect(),
                ..heads.drawn(column, about)
            }
        });
        Drawing {
            width: at(whole.max(WIDTH / 2.0)),
            height: at(bottom + MARGIN),
            head: (at(head), at(top - head - 4.0)),
            columns: columns.collect(),
            ribbons: ribbons(picture, &places, |column| (x(column), x(column) + width)),
            legend,
            font: at(scale.font.unwrap_or(BARE_SIZE)),
        }
    }
}

/// Whether a bar opens a section.
fn opens(column: &Column, place: usize) -> bool {
    let section = |place: usize| &column.bars[place].section;
    place == 0 || section(place) != section(place - 1)
}

/// Where the bars of a column stand.
fn places(column: &Column, scale: &Scale, room: &Room, top: f64) -> Vec<Place> {
    let caption = scale.caption(column);
    let mut y = top;
    let place = |at: usize| {
        let section = caption.filter(|_| !column.bars[at].section.is_empty());
        if opens(column, at) && (at > 0 || section.is_some()) {
            y += section.unwrap_or(scale.section);
        }
        let place =
            Place { top: y, height: scale.height + scale.line * (room.lines(&column.bars[at]).max(1) - 1) as f64 };
        y += place.height + scale.space;
        place
    };
    (0..column.bars.len()).map(place).collect()
}

/// The captions of a column: each right above the first bar of its section.
fn captions(column: &Column, scale: &Scale, places: &[Place], (x, width): (f64, f64)) -> Vec<Caption> {
    let Some(height) = scale.caption(column) else { return Vec::new() };
    let size = scale.font.unwrap_or(BARE_SIZE);
    let opening = (0..column.bars.len()).filter(|&place| opens(column, place));
    let titled = opening.filter(|&place| !column.bars[place].section.is_empty());
    let caption = |first: usize| {
        let top = places[first].top - height;
        let after = (first + 1..places.len()).find(|&place| opens(column, place)).unwrap_or(places.len());
        Caption {
            first,
            count: after - first,
            x: at(x),
            y: at(top),
            width: at(width),
            height: at(height),
            size: at(size),
            // At its end stands, where there is a script, whether it is folded.
            line: line(x + 1.0, top + height - 6.0, &column.bars[first].section, width - size - 4.0, size),
        }
    };
    titled.map(caption).collect()
}

/// Where the head of a column stands, and how wide it may be.
struct Heads {
    x: f64,
    y: f64,
    width: f64,
    is_narrow: bool,
}

impl Heads {
    /// A column with its head and nothing else; `about` is how many lines the heads have below the name.
    fn drawn(&self, column: &Column, about: f64) -> DrawnColumn {
        let below = self.y + 19.0;
        let lines = std::iter::once(&column.id).chain(&column.about).enumerate().map(|(place, text)| match place {
            0 => line(self.x, self.y + 16.0, text, self.width, 14.0),
            _ => line(self.x, below + HEAD_LINE * place as f64, text, self.width, 11.0),
        });
        let count = |substance: Substance| {
            let has = |mark: Option<Mark>| mark.is_some_and(|mark| mark.substance == substance);
            column.bars.iter().filter(|bar| has(bar.came) || has(bar.went)).count()
        };
        let signed = Substance::ALL.into_iter().map(|one| (look(one), count(one)));
        DrawnColumn {
            lines: lines.collect(),
            tally: Tally {
                x: at(self.x),
                y: at(below + HEAD_LINE * (about + 1.0)),
                // Narrow columns have room for the figure alone.
                all: match self.is_narrow {
                    true => column.bars.len().to_string(),
                    false => english::provisions(column.bars.len()),
                },
                parts: signed.filter(|&(_, count)| count > 0).collect(),
            },
            captions: Vec::new(),
            bars: Vec::new(),
            empty: column.bars.is_empty().then(|| {
                let y = below + HEAD_LINE * (about + 2.0) + 10.0;
                line(self.x, y, english::NOTHING_TO_SHOW, self.width, 11.0)
            }),
        }
    }
}

/// The room within a bar.
struct Room {
    scale: &'static Scale,
    width: f64,
    /// Where numbers begin: behind the signs, if there are any, and how wide the widest is.
    before: f64,
    label: f64,
}

impl Room {
    fn of(picture: &Picture, scale: &'static Scale, width: f64) -> Self {
        let size = scale.font.unwrap_or(BARE_SIZE);
        let bars = || picture.columns.iter().flat_map(|column| &column.bars);
        let label = bars().map(|bar| measure::width(&bar.label, size) * 1.1).fold(size, f64::max).min(width / 3.0);
        let before = if bars().any(|bar| bar.came.is_some()) { EDGE + size + 5.0 } else { 8.0 };
        Room { scale, width, before, label }
    }

    /// The width that words have.
    fn for_words(&self, size: f64) -> f64 {
        self.width - self.before - self.label - 6.0 - (EDGE + size + 4.0)
    }

    /// How many lines the words of a bar take.
    fn lines(&self, bar: &Bar) -> usize {
        self.scale.font.map_or(0, |size| wrapped(&bar.words, self.for_words(size), size, self.scale.lines).len())
    }

    fn bar(&self, bar: &Bar, x: f64, Place { top, height }: Place) -> DrawnBar {
        let (mut label, mut words) = (None, Vec::new());
        if let Some(size) = self.scale.font {
            let base = top + self.scale.height / 2.0 + size * 0.36;
            let start = x + self.before + self.label + 6.0;
            let lines = wrapped(&bar.words, self.for_words(size), size, self.scale.lines);
            let own = |(at_line, text): (usize, String)| {
                let y = at(base + self.scale.line * at_line as f64);
                Line { x: at(start), y, whole: text.clone(), text }
            };
            words = lines.into_iter().enumerate().map(own).collect();
            label = Some(line(x + self.before, base, &bar.label, self.label, size));
        }
        let edges = [(bar.came, true), (bar.went, false)].into_iter();
        let edges = edges.filter_map(|(mark, is_left)| Some(self.edge(mark?, is_left, x, top)));
        DrawnBar {
            id: printable(&bar.id),
            x: at(x),
            y: at(top),
            width: at(self.width),
            height: at(height),
            edges: edges.collect(),
            label,
            words,
            title: printable(&bar.title),
        }
    }

    /// An edge: of a bar without words it is half of it.
    fn edge(&self, mark: Mark, is_left: bool, x: f64, top: f64) -> Edge {
        let width = if self.scale.font.is_some() { EDGE } else { self.width / 2.0 };
        let look = look(mark.substance);
        let sign = self.scale.font.map(|size| {
            let base = top + self.scale.height / 2.0 + size * 0.36;
            let start = if is_left { x + EDGE + 3.0 } else { x + self.width - EDGE - size - 1.0 };
            line(start, base, look.sign, size * 2.0, size)
        });
        let opacity = if mark.is_between_meetings && sign.is_some() { "0.4" } else { "1" };
        let x = at(if is_left { x } else { x + self.width - width });
        Edge { look, name: mark.name, is_left, opacity, x, width: at(width), sign }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Shares;
    use crate::lineage::LinkKind;
    use crate::model::ProvisionId;
    use crate::report::Ribbon;

    fn bar(id: &str, section: &str, words: &str) -> Bar {
        let (id, title) = (id.parse::<ProvisionId>().unwrap(), id.to_owned());
        let label = id.place().to_owned();
        let (section, words) = (section.to_owned(), words.to_owned());
        Bar { id, label, words, section, came: None, went: None, title }
    }

    fn mark(substance: Substance) -> Option<Mark> {
        Some(Mark { substance, name: substance.name(), is_between_meetings: false })
    }

    /// Columns of so many bars each, in sections of five; the first bars of all are linked.
    fn picture(counts: &[usize]) -> Picture {
        let column = |(at, &count): (usize, &usize)| Column {
            id: format!("d{at}"),
            about: vec![],
            bars: (0..count)
                .map(|one| bar(&format!("d{at}/{one}"), &format!("Part {}", one / 5), "keep lists"))
                .collect(),
        };
        let ribbon = |at: usize, substance: Substance| Ribbon {
            source: (at, 0),
            target: (at + 1, 0),
            kind: LinkKind::Version,
            substance,
            is_doubtful: false,
            is_relative: false,
            coverage: Shares { old: 1.0, new: 0.5 },
            title: String::new(),
        };
        let ribbons = (1..counts.len()).map(|at| ribbon(at - 1, Substance::Weaker)).collect();
        Picture { columns: counts.iter().enumerate().map(column).collect(), ribbons }
    }

    fn number(text: &str) -> f64 {
        text.parse().unwrap()
    }

    #[test]
    fn all_columns_begin_at_one_height_below_their_heads() {
        let drawing = Drawing::of(&picture(&[25, 5, 12]));
        let first = |column: &DrawnColumn| (column.captions[0].y.clone(), column.lines[0].y.clone());
        let tops: Vec<_> = drawing.columns.iter().map(first).collect();
        assert!(tops.iter().all(|top| *top == tops[0]), "{tops:?}");
        let heads = number(&drawing.head.0) + number(&drawing.head.1);
        assert!(number(&tops[0].0) >= heads && number(&drawing.columns[0].tally.y) < heads);
    }

    #[test]
    fn words_take_two_lines_where_they_need_and_have_them() {
        let mut picture = picture(&[2, 1]);
        picture.columns[0].bars[0].words =
            "establish and keep public lists of all quays that ships of every flag may use".into();
        let drawing = Drawing::of(&picture);
        let bars = &drawing.columns[0].bars;
        assert_eq!((bars[0].words.len(), bars[1].words.len()), (2, 1));
        assert!(number(&bars[0].height) > number(&bars[1].height));
        assert!(number(&bars[1].y) > number(&bars[0].y) + number(&bars[0].height), "none lies on another");
        // A ribbon is as high as its share of the bar that it leaves.
        let ends: Vec<f64> =
            drawing.ribbons[0].path.split(['M', 'C', 'L', 'Z', ' ']).filter_map(|one| one.parse().ok()).collect();
        assert!((ends[15] - ends[1] - number(&bars[0].height)).abs() < 0.2, "{ends:?}");
    }

    #[test]
    fn edges_and_signs_tell_how_a_provision_came_and_went() {
        let mut picture = picture(&[3, 3]);
        picture.columns[1].bars[0].came = mark(Substance::Weaker);
        picture.columns[1].bars[0].went = mark(Substance::Withdrawn);
        let drawing = Drawing::of(&picture);
        let bar = &drawing.columns[1].bars[0];
        let signs: Vec<_> =
            bar.edges.iter().map(|edge| (edge.is_left, edge.sign.as_ref().map(|sign| sign.text.as_str()))).collect();
        assert_eq!(signs, [(true, Some("▼")), (false, Some("×"))]);
        assert!(number(&bar.edges[1].x) > number(&bar.words[0].x));
        let tally: Vec<_> = drawing.columns[1].tally.parts.iter().map(|(look, count)| (look.class, *count)).collect();
        assert_eq!(tally, [("weaker", 1), ("withdrawn", 1)]);
        let legend: Vec<_> = drawing.legend.keys.iter().map(|key| (key.look.sign, key.name.as_str())).collect();
        assert_eq!(legend[..2], [("▼", "weaker"), ("×", "withdrawn")]);
        assert_eq!(drawing.ribbons[0].class, "weaker");
    }

    #[test]
    fn where_bars_have_no_words_each_half_is_an_edge_and_sections_keep_their_captions() {
        let mut picture = picture(&[150; 12]);
        picture.columns[0].bars[7].went = mark(Substance::Withdrawn);
        let drawing = Drawing::of(&picture);
        let column = &drawing.columns[0];
        assert!(column.bars.iter().all(|bar| bar.label.is_none() && bar.words.is_empty()));
        let (bar, edge) = (&column.bars[7], &column.bars[7].edges[0]);
        assert_eq!(number(&edge.width) * 2.0, number(&bar.width));
        assert_eq!(number(&edge.x), number(&bar.x) + number(&edge.width));
        let captions: Vec<_> = column.captions.iter().map(|caption| (caption.first, caption.count)).collect();
        assert_eq!(captions.len(), 30);
        assert_eq!(captions[29], (145, 5));
        assert!(number(&drawing.width) < 1_700.0, "twelve documents stand on a screen: {}", drawing.width);
    }
}
