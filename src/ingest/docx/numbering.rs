//! Automatic numbers: which list and level a paragraph belongs to, and what Word prints before it.

use std::collections::{HashMap, HashSet};

use super::styles::{self, Styles};
use super::xml::{Element, Node, walk};
use crate::ingest::figures::figure;

/// How many levels a list has.
const LEVELS: usize = 9;

/// The longest number that is printed, and its longest pattern, in letters.
const LONGEST_NUMBER: usize = 80;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// How lists look, by `abstractNumId`.
    kinds: HashMap<u32, Kind>,
    /// The lists that paragraphs belong to, by `numId`.
    lists: HashMap<u32, List>,
}

/// How a list looks.
#[derive(Debug, Default)]
struct Kind {
    levels: [Level; LEVELS],
    /// The style in which the levels are really found.
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: u32,
    overrides: [Override; LEVELS],
}

/// What a list does otherwise than its kind.
#[derive(Debug, Default)]
struct Override {
    start: Option<u32>,
    level: Option<Level>,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    form: String,
    /// The pattern: "%1.%2".
    pattern: String,
    /// Whether all numbers of the pattern are printed as plain figures.
    is_legal: bool,
    /// The level, counted from 1, at and above which another number starts this level anew; 0 if none does.
    restart: Option<usize>,
    /// Whether nothing is printed between number and text.
    is_tight: bool,
    /// The paragraph style that belongs to this level.
    style: Option<String>,
    /// How far its paragraphs are set in.
    left: Option<i32>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 0,
            form: "decimal".into(),
            pattern: String::new(),
            is_legal: false,
            restart: None,
            is_tight: false,
            style: None,
            left: None,
        }
    }
}

impl Level {
    fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "start" => self.start = element.number().unwrap_or(0),
            "numFmt" => self.form = element.val().unwrap_or_default(),
            "lvlText" => {
                self.pattern = element.val().unwrap_or_default().chars().take(LONGEST_NUMBER).collect();
            }
            "isLgl" => self.is_legal = element.is_on(),
            "lvlRestart" => self.restart = element.number(),
            "suff" => self.is_tight = element.val().as_deref() == Some("nothing"),
            "pStyle" => self.style = element.val(),
            "ind" => self.left = styles::left(element),
            _ => {}
        }
    }
}

/// Where in the part that defines the lists the reader stands.
#[derive(Default)]
struct Place {
    kind: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
    in_override: bool,
    in_level: bool,
}

impl Lists {
    /// Reads the part that defines the lists.
    pub(super) fn read(part: &str) -> Result<Self, String> {
        let mut lists = Lists::default();
        let mut place = Place::default();
        walk(part, |node| match node {
            Node::Open(element) => lists.open(&element, &mut place),
            Node::Close(name) => match name.as_str() {
                "abstractNum" => place.kind = None,
                "num" => place.list = None,
                "lvlOverride" => place.in_override = false,
                "lvl" => place.in_level = false,
                _ => {}
            },
            Node::Text(_) => {}
        })?;
        Ok(lists)
    }

    fn open(&mut self, element: &Element<'_>, place: &mut Place) {
        let id = |name: &str| element.get(name).and_then(|id| id.trim().parse().ok());
        let level = || element.get("ilvl").and_then(|level| level.trim().parse().ok()).filter(|level| *level < LEVELS);
        match element.name() {
            "abstractNum" => {
                place.kind = id("abstractNumId");
                place.kind.map(|id| self.kinds.insert(id, Kind::default()));
            }
            "num" => {
                place.list = id("numId");
                place.list.map(|id| self.lists.insert(id, List::default()));
            }
            "abstractNumId" => {
                if let (Some(list), Some(kind)) = (self.list(place), element.number()) {
                    list.kind = kind;
                }
            }
            "numStyleLink" => {
                if let Some(kind) = place.kind.and_then(|id| self.kinds.get_mut(&id)) {
                    kind.style_link = element.val();
                }
            }
            "lvlOverride" => {
                place.in_override = true;
                place.level = level();
            }
            "startOverride" => {
                if let Some(one) = self.overridden(place) {
                    one.start = element.number();
                }
            }
            "lvl" => {
                place.in_level = true;
                // Within an override the level is that of the override.
                if !place.in_override {
                    place.level = level();
                } else if let Some(one) = self.overridden(place) {
                    one.level = Some(Level::default());
                }
            }
            _ if place.in_level => {
                if let Some(level) = self.level_at(place) {
                    level.take(element);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, place: &Place) -> Option<&mut List> {
        self.lists.get_mut(&place.list?)
    }

    fn overridden(&mut self, place: &Place) -> Option<&mut Override> {
        let level = place.level?;
        self.list(place).map(|list| &mut list.overrides[level])
    }

    fn level_at(&mut self, place: &Place) -> Option<&mut Level> {
        match place.kind {
            Some(kind) => Some(&mut self.kinds.get_mut(&kind)?.levels[place.level?]),
            None => self.overridden(place)?.level.as_mut(),
        }
    }

    /// The kind of a list. One that only names a style is defined by that style's own list.
    fn kind(&self, list: &List, styles: &Styles) -> Option<(u32, &Kind)> {
        let kind = self.kinds.get(&list.kind)?;
        let linked = || {
            let id = kind.style_link.as_deref()?;
            let list = self.lists.get(&styles.chain(Some(id)).find_map(|(_, style)| style.list)?)?;
            self.kinds.get_key_value(&list.kind)
        };
        Some(linked().map_or((list.kind, kind), |(id, kind)| (*id, kind)))
    }

    /// The list and the level of a paragraph: what it says itself, else what its style says.
    pub(super) fn place(&self, own: Numbered, style: Option<&str>, styles: &Styles) -> Option<(u32, usize)> {
        let list = own.list.or_else(|| styles.chain(style).find_map(|(_, style)| style.list)).filter(|id| *id > 0)?;
        let kind = self.kind(self.lists.get(&list)?, styles)?.1;
        // A style that is bound to a level stands on it.
        let bound = || {
            styles.chain(style).find_map(|(id, _)| kind.levels.iter().position(|one| one.style.as_deref() == Some(id)))
        };
        let of_style = || styles.chain(style).find_map(|(_, style)| style.level).map(usize::from);
        let level = match (own.level, own.list) {
            (Some(level), _) => usize::from(level),
            (None, Some(_)) => 0,
            (None, None) => bound().or_else(of_style).unwrap_or(0),
        };
        (level < LEVELS).then_some((list, level))
    }

    /// How far the paragraphs of a list and level are set in.
    pub(super) fn left(&self, (id, level): (u32, usize), styles: &Styles) -> Option<i32> {
        let list = self.lists.get(&id)?;
        let own = list.overrides[level].level.as_ref();
        own.or_else(|| Some(&self.kind(list, styles)?.1.levels[level]))?.left
    }
}

/// What a paragraph says itself of its number.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Numbered {
    /// The list; 0 takes the paragraph out of the one that its style names.
    pub(super) list: Option<u32>,
    /// The level, counted from 0.
    pub(super) level: Option<u8>,
}

/// Counts while a document is read.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// The last number of each level, by kind: lists of one kind count on from each other.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// The lists and levels that have started with a number of their own.
    started: HashSet<(u32, usize)>,
}

impl Counters {
    /// What is printed before the next paragraph of a list and level, with the space behind it.
    pub(super) fn next(&mut self, lists: &Lists, styles: &Styles, (id, level): (u32, usize)) -> Option<String> {
        let list = lists.lists.get(&id)?;
        let (kind_id, kind) = lists.kind(list, styles)?;
        let look = |at: usize| list.overrides[at].level.as_ref().unwrap_or(&kind.levels[at]);
        let counts = self.counts.entry(kind_id).or_default();
        // A list that has a start of its own begins there when it is first used.
        let anew = list.overrides[level].start.filter(|_| self.started.insert((id, level)));
        let next = anew.unwrap_or_else(|| counts[level].map_or(look(level).start, |last| last.saturating_add(1)));
        counts[level] = Some(next);
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if level < look(deeper).restart.unwrap_or(deeper) {
                *count = None;
            }
        }
        let own = look(level);
        let printed = |at: usize| {
            let form = if own.is_legal && look(at).form != "none" { "decimal" } else { &look(at).form };
            figure(counts[at].unwrap_or(look(at).start), form)
        };
        let mark = match own.form.as_str() {
            "bullet" => own.pattern.chars().map(printed_bullet).collect(),
            _ => filled_in(&own.pattern, printed),
        };
        let mut mark: String = mark.chars().take(LONGEST_NUMBER).collect();
        if !mark.is_empty() && !own.is_tight {
            mark.push(' ');
        }
        Some(mark)
    }
}

/// The number that stood before a paragraph, as an old form of tracked change keeps it: "%1:12:0:." for "12.", the
/// level, its value, its form and what is printed behind.
pub(super) fn former_number(kept: &str) -> String {
    let mut out = String::new();
    for piece in kept.split('%').skip(1) {
        let mut parts = piece.splitn(4, ':').skip(1);
        let value = parts.next().and_then(|value| value.parse().ok()).unwrap_or(0);
        let form = match parts.next() {
            Some("1") => "upperRoman",
            Some("2") => "lowerRoman",
            Some("3") => "upperLetter",
            Some("4") => "lowerLetter",
            _ => "decimal",
        };
        out.push_str(&figure(value, form));
        out.push_str(parts.next().unwrap_or_default());
    }
    out.chars().take(LONGEST_NUMBER).collect()
}

/// A pattern with the numbers of the levels that it names.
fn filled_in(pattern: &str, printed: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let level = letters.peek().and_then(|digit| digit.to_digit(10)).filter(|level| (1..=9).contains(level));
        match level {
            Some(level) if letter == '%' => {
                letters.next();
                out.push_str(&printed(level as usize - 1));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// A bullet as it looks. Symbol fonts have theirs at places that mean nothing elsewhere.
pub(super) fn printed_bullet(letter: char) -> char {
    match letter {
        '\u{e000}'..='\u{f8ff}' => '•',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: usize, form: &str, pattern: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{number}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
        )
    }

    fn counted(part: &str, places: &[(u32, usize)]) -> Vec<String> {
        let (lists, styles) = (Lists::read(part).unwrap(), Styles::default());
        let mut counters = Counters::default();
        places.iter().map(|place| counters.next(&lists, &styles, *place).unwrap()).collect()
    }

    fn numbering(levels: &str, lists: &str) -> String {
        format!("<w:numbering><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{lists}</w:numbering>")
    }

    const PLAIN: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    #[test]
    fn levels_count_within_each_other() {
        let levels = level(0, "upperRoman", "%1.", "")
            + &level(1, "decimal", "%1.%2", "<w:isLgl/>")
            + &level(2, "lowerLetter", "(%3)", "");
        let part = numbering(&levels, PLAIN);
        let places = [0, 1, 1, 2, 2, 1, 2, 0, 1].map(|level| (1, level));
        let printed = ["I. ", "1.1 ", "1.2 ", "(a) ", "(b) ", "1.3 ", "(a) ", "II. ", "2.1 "];
        assert_eq!(counted(&part, &places), printed);
    }

    #[test]
    fn a_level_may_count_on_over_the_one_above() {
        let levels = level(0, "upperLetter", "%1.", "") + &level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>");
        let places = [0, 1, 1, 0, 1].map(|level| (1, level));
        assert_eq!(counted(&numbering(&levels, PLAIN), &places), ["A. ", "1. ", "2. ", "B. ", "3. "]);
    }

    #[test]
    fn lists_of_a_kind_count_on_unless_one_starts_anew() {
        let lists = format!(
            "{PLAIN}<w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='3'><w:abstractNumId w:val='0'/>\
             <w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
        );
        let part = numbering(&level(0, "decimal", "%1.", ""), &lists);
        let places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)];
        assert_eq!(counted(&part, &places), ["1. ", "2. ", "5. ", "6. ", "7. "]);
    }

    #[test]
    fn a_list_may_look_otherwise_than_its_kind() {
        let lists = format!(
            "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>{}</w:lvlOverride></w:num>",
            level(0, "lowerRoman", "(%1)", "<w:suff w:val='nothing'/>")
        );
        let part = numbering(&level(0, "decimal", "%1.", ""), &lists);
        assert_eq!(counted(&part, &[(1, 0), (1, 0)]), ["(i)", "(ii)"]);
    }

    #[test]
    fn a_former_number_is_printed_as_it_was_kept() {
        assert_eq!(former_number("%1:12:0:."), "12.");
        assert_eq!(former_number("%1:3:0:.%2:2:4:)"), "3.b)");
        for odd in ["", "%", "%1", "12", "%1:x:y:z:%"] {
            let _ = former_number(odd);
        }
        assert_eq!(former_number(""), "", "it had none");
    }

    #[test]
    fn what_a_paragraph_says_outranks_its_style() {
        let styles = Styles::read(
            "<styles><style type='paragraph' styleId='H'><name val='H'/><pPr><numPr><numId val='1'/></numPr></pPr></style>\
             <style type='paragraph' styleId='H2'><basedOn val='H'/><pPr><numPr><ilvl val='1'/></numPr></pPr></style></styles>",
        )
        .unwrap();
        let levels = level(0, "decimal", "%1", "") + &level(1, "decimal", "%2", "");
        let lists = Lists::read(&numbering(&levels, PLAIN)).unwrap();
        let place = |own, style| lists.place(own, Some(style), &styles);
        assert_eq!(place(Numbered::default(), "H"), Some((1, 0)));
        assert_eq!(place(Numbered::default(), "H2"), Some((1, 1)));
        assert_eq!(place(Numbered { list: Some(0), level: None }, "H2"), None, "taken out of the list");
        assert_eq!(place(Numbered { list: Some(1), level: Some(0) }, "H2"), Some((1, 0)));
        assert_eq!(place(Numbered { list: Some(9), level: None }, "H"), None, "there is no such list");
    }
}
