//! What a page draws: its glyphs with their places, and the rules between them.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

use super::actual::Stretch;
use super::scripts::{is_leftward, letters_of_form, mirror};
use super::typeface::{Face, Style, Styles};

/// A character at its place on a page. Lengths are in points, from the top left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) letter: char,
    pub(super) x: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) width: f32,
    /// The size of the type.
    pub(super) size: f32,
    pub(super) style: Style,
}

/// A horizontal rule, as above footnotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) width: f32,
    pub(super) height: f32,
    /// Whether places are measured from the right, as the page is read.
    pub(super) is_mirrored: bool,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) images: usize,
}

/// How much the pages of a file may draw in all: glyphs, paths and images count one each. A dense page has 3,000 glyphs,
/// so that this is enough for 1,600 of them, for whose words some 350 MiB are needed. A file that draws more is no
/// report, or is made to hang its readers.
const MOST_DRAWN: usize = 5_000_000;

/// What entering a form or a group counts, which takes as long as many glyphs and may be repeated without end by forms
/// that draw forms.
const NESTED: usize = 16;

/// How many bytes of drawing instructions the pages may have in all. A page of text has 5 to 50 KiB.
const MOST_INSTRUCTIONS: usize = 256 << 20;

/// What has been drawn so far, over all pages.
#[derive(Debug, Default)]
pub(super) struct Budget {
    drawn: AtomicUsize,
    instructions: AtomicUsize,
}

/// The reason why a page was left: it, or the pages so far, draw too much.
#[derive(Debug)]
pub(super) struct Exhausted;

impl Budget {
    /// Counts what is drawn. Nothing else can stop the interpreter than unwinding from it, which raises no alarm as a
    /// panic would.
    fn spend(&self, count: usize) {
        if self.drawn.fetch_add(count, Ordering::Relaxed) > MOST_DRAWN {
            resume_unwind(Box::new(Exhausted));
        }
    }

    fn spend_instructions(&self, bytes: usize) {
        if self.instructions.fetch_add(bytes, Ordering::Relaxed) > MOST_INSTRUCTIONS {
            resume_unwind(Box::new(Exhausted));
        }
    }
}

/// Reads what a page draws. Annotations (comments, form fields, stamps) are no part of the text.
pub(super) fn drawn<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, budget: &Budget) -> Drawn {
    match page.raw().get::<Array<'_>>(CONTENTS) {
        // They are counted one by one before they are put together: a page may name one stream ten thousand times.
        Some(parts) => parts.iter::<Stream<'_>>().for_each(|part| {
            budget.spend_instructions(part.decoded_data().map_or(0, |data| data.len()));
        }),
        None => budget.spend_instructions(page.page_stream().map_or(0, <[u8]>::len)),
    }
    let (width, height) = page.render_dimensions();
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut context = Context::new(upright, bounds, cache, page.xref(), settings);
    let mut pen = Pen {
        bounds,
        budget,
        turned: Default::default(),
        stretches: Vec::new(),
        drawn: Drawn::default(),
        styles: Styles::default(),
    };
    interpret_page(page, &mut context, &mut pen);
    pen.finish()
}

/// The device that writes down what is drawn.
struct Pen<'b> {
    bounds: Rect,
    budget: &'b Budget,
    /// The glyphs by the direction in which their lines run: rightwards, downwards, leftwards, upwards.
    turned: [Vec<Glyph>; 4],
    /// For each stretch of marked content that is open, what the file says that it reads.
    stretches: Vec<Option<Stretch>>,
    drawn: Drawn,
    styles: Styles,
}

impl Pen<'_> {
    fn glyph(&mut self, glyph: &DrawnGlyph<'_>, face: Face, transform: Affine) {
        let origin = transform * Point::ZERO;
        let [a, b, c, d, ..] = transform.as_coeffs();
        let (along, size) = (a.hypot(b), c.hypot(d) * 1000.0);
        let known = [origin.x, origin.y, along, size].iter().all(|number| number.is_finite());
        let on_page = self.bounds.inflate(1.0, 1.0).contains(origin);
        let Some(direction) = direction(a, b).filter(|_| known && on_page && size > 0.5) else { return };
        let advance = match glyph {
            DrawnGlyph::Outline(outline) => outline.advance_width(),
            DrawnGlyph::Type3(drawn) => drawn.advance_width(),
        };
        // A substituted font is stretched to the widths that the file declares; those are of the unstretched glyph.
        let scale = if face.may_stand_in { size / 1000.0 } else { along };
        let style = self.styles.of(glyph, face);
        let mut letters = letters(glyph.as_unicode());
        let (mut raise, mut size) = (0.0, size);
        if let [letter] = &mut letters[..]
            && let Some(digit) = self.styles.raised_digit(glyph, *letter)
        {
            *letter = digit;
            (raise, size) = (size / 3.0, size * 0.6);
        }
        if letters.first().is_some_and(|letter| is_leftward(*letter)) {
            letters.reverse();
        }
        let width = f64::from(advance.unwrap_or(500.0)) * scale / letters.len().max(1) as f64;
        for (index, letter) in letters.into_iter().enumerate() {
            let (x, y) = self.along_line(direction, origin, width * index as f64);
            self.turned[direction].push(Glyph {
                letter,
                x: x as f32,
                y: (y - raise) as f32,
                width: width as f32,
                size: size as f32,
                style,
            });
        }
    }

    /// Turns a place so that the lines of its direction run rightwards.
    fn along_line(&self, direction: usize, at: Point, ahead: f64) -> (f64, f64) {
        let (width, height) = (self.bounds.x1, self.bounds.y1);
        match direction {
            0 => (at.x + ahead, at.y),
            1 => (at.y + ahead, width - at.x),
            2 => (width - at.x + ahead, height - at.y),
            _ => (height - at.y + ahead, at.x),
        }
    }

    fn rule(&mut self, bounds: Rect) {
        /// The thickest rule, and the shortest, in points.
        const THICKEST: f64 = 2.5;
        const SHORTEST: f64 = 24.0;
        const MOST: usize = 2000;
        if bounds.height() <= THICKEST && bounds.width() >= SHORTEST && self.drawn.rules.len() < MOST {
            let (x0, x1) = (bounds.x0 as f32, bounds.x1 as f32);
            self.drawn.rules.push(Rule { x0, x1, y: bounds.center().y as f32 });
        }
    }

    /// Keeps the glyphs of the direction that most lines run in: what runs across it is a stamp or stands in the
    /// margin.
    fn finish(mut self) -> Drawn {
        let most = (0..4).rev().max_by_key(|&direction| self.turned[direction].len()).unwrap_or(0);
        self.drawn.glyphs = std::mem::take(&mut self.turned[most]);
        let (width, height) = (self.bounds.x1 as f32, self.bounds.y1 as f32);
        (self.drawn.width, self.drawn.height) = if most % 2 == 0 { (width, height) } else { (height, width) };
        if most != 0 {
            self.drawn.rules.clear();
        }
        mirror(&mut self.drawn);
        self.drawn
    }
}

/// The direction that a line runs in, counted in right angles clockwise; `None` for a slanting line.
fn direction(a: f64, b: f64) -> Option<usize> {
    let level = b.abs() <= a.abs() * 0.1;
    let plumb = a.abs() <= b.abs() * 0.1;
    match (level, plumb) {
        (true, _) => Some(if a > 0.0 { 0 } else { 2 }),
        (_, true) => Some(if b > 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

/// The characters of a glyph: ligatures taken apart, what the file does not name marked.
fn letters(unicode: Option<BfString>) -> Vec<char> {
    let named = match unicode {
        Some(BfString::Char(letter)) => vec![letter],
        Some(BfString::String(letters)) => letters.chars().take(16).collect(),
        None => return vec![char::REPLACEMENT_CHARACTER],
    };
    named.into_iter().flat_map(|letter| letters_of_form(letter).unwrap_or_else(|| plain_letters(letter))).collect()
}

fn plain_letters(letter: char) -> Vec<char> {
    let parts = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{a0}' | '\t' | '\n' | '\r' | '\u{2000}'..='\u{200a}' | '\u{202f}' => " ",
        // The bullet of the fonts Symbol and Wingdings.
        '\u{f0b7}' | '\u{f0a7}' => "•",
        '\u{e000}'..='\u{f8ff}' => "\u{fffd}",
        letter if letter.is_control() || letter == '\u{feff}' => "",
        letter => return vec![letter],
    };
    parts.chars().collect()
}

impl Device<'_> for Pen<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.budget.spend(run.glyphs().len() + 1);
        let Some(face) = run.glyphs().first().map(|glyph| Face::of(glyph)) else { return };
        for glyph in run.glyphs() {
            self.glyph(glyph, face, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, _: &DrawMode) {
        self.budget.spend(1);
        /// A rule has four corners at most; a longer path is a drawing.
        const LONGEST: usize = 8;
        if path.elements().len() <= LONGEST {
            self.rule((props.transform * path).bounding_box());
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.budget.spend(NESTED);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.budget.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.budget.spend(NESTED);
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.budget.spend(1);
        self.drawn.images += 1;
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'_>, _: &DrawMode) {
        self.budget.spend(1);
        self.rule(props.transform.transform_rect_bbox(*rect));
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.budget.spend(1);
        let text = properties.and_then(|properties| properties.get::<Text<'_>>(b"ActualText".as_slice()));
        self.stretches.push(text.and_then(|text| Stretch::new(text.as_bytes(), &self.turned)));
    }

    fn end_marked_content(&mut self) {
        if let Some(stretch) = self.stretches.pop().flatten() {
            // Stretches may nest without end, and each looks at all that was drawn within it.
            self.budget.spend(stretch.drawn_since(&self.turned));
            stretch.replace(&mut self.turned);
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
