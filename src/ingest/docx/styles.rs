//! The styles of a document: which are headings, which number their paragraphs, which emphasise.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::xml::{Element, Node, walk};

/// How many styles may be based on each other. Word allows eleven; a circle ends here as well.
const LONGEST_CHAIN: usize = 24;

/// What a style says itself; what it does not say is said by the style that it is based on.
#[derive(Debug, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    outline_level: Option<u8>,
    /// The level that its name stands for.
    named_level: Option<u8>,
    /// The list that numbers its paragraphs; 0 takes them out of one.
    pub(super) list: Option<u32>,
    /// The level of that list, counted from 0.
    pub(super) level: Option<u8>,
    /// How far its paragraphs are set in.
    left: Option<i32>,
    emphasis: Emphasis,
}

/// How far a paragraph is set in, in twentieths of a point, as a property says.
pub(super) fn left(element: &Element<'_>) -> Option<i32> {
    let value = element.get("left").or_else(|| element.get("start"))?;
    value.trim().parse().ok()
}

/// Which forms of emphasis are switched on or off.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Emphasis {
    bold: Option<bool>,
    italic: Option<bool>,
}

impl Emphasis {
    /// Takes note of a property of a run or of a style.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "b" => self.bold = Some(element.is_on()),
            "i" => self.italic = Some(element.is_on()),
            _ => {}
        }
    }

    fn or(self, other: Emphasis) -> Emphasis {
        Emphasis { bold: self.bold.or(other.bold), italic: self.italic.or(other.italic) }
    }

    fn shows(self) -> bool {
        self.bold == Some(true) || self.italic == Some(true)
    }
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: String,
}

impl Styles {
    /// Reads the part that holds the styles.
    pub(super) fn read(part: &str) -> Result<Self, String> {
        let mut styles = Styles::default();
        let mut current: Option<(String, Style)> = None;
        walk(part, |node| match node {
            Node::Open(element) if element.name() == "style" => {
                let id = element.get("styleId").unwrap_or_default();
                let is_default = element.get("default").is_some_and(|on| on == "1" || on == "true");
                if is_default && element.get("type").as_deref() == Some("paragraph") {
                    styles.default.clone_from(&id);
                }
                current = Some((id, Style::default()));
            }
            Node::Open(element) => {
                if let Some((_, style)) = &mut current {
                    style.take(&element);
                }
            }
            Node::Close(name) if name == "style" => styles.styles.extend(current.take()),
            _ => {}
        })?;
        Ok(styles)
    }

    /// A style and those that it is based on, nearest first.
    pub(super) fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let named = |id: &'a str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = named(id.unwrap_or(&self.default));
        std::iter::successors(first, move |(_, style)| named(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }

    /// The level of the headings that a style makes, counted from 1; none if it makes none.
    pub(super) fn heading_level(&self, id: Option<&str>) -> Option<u8> {
        match self.chain(id).find_map(|(_, style)| style.outline_level) {
            // The tenth level is that of body text.
            Some(level) => (level < 9).then_some(level + 1),
            None => self.chain(id).find_map(|(_, style)| style.named_level),
        }
    }

    /// Whether a style is that of a document's title.
    pub(super) fn is_title(&self, id: Option<&str>) -> bool {
        self.chain(id).next().is_some_and(|(_, style)| matches!(style.name.as_str(), "title" | "subtitle"))
    }

    /// How far the paragraphs of a style are set in.
    pub(super) fn left(&self, id: Option<&str>) -> Option<i32> {
        self.chain(id).find_map(|(_, style)| style.left)
    }

    /// Whether a style is that of an entry in a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let is_entry = |name: &str| name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok());
        self.chain(id).any(|(_, style)| is_entry(&style.name) || style.name == "table of figures")
    }

    /// Whether text is in bold or italics: its own word stands before its character style's, and that before its
    /// paragraph's.
    pub(super) fn emphasises(&self, own: Emphasis, run: Option<&str>, paragraph: Option<&str>) -> bool {
        let of_run = run.into_iter().flat_map(|id| self.chain(Some(id)));
        let styles = of_run.chain(self.chain(paragraph));
        styles.fold(own, |emphasis, (_, style)| emphasis.or(style.emphasis)).shows()
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "name" => {
                self.name = element.val().unwrap_or_default().trim().to_lowercase();
                self.named_level = level_by_name(&self.name);
            }
            "basedOn" => self.based_on = element.val(),
            "outlineLvl" => self.outline_level = element.number(),
            "numId" => self.list = element.number(),
            "ilvl" => self.level = element.number(),
            "ind" => self.left = left(element),
            _ => self.emphasis.take(element),
        }
    }
}

/// Heading styles by their names. Word itself writes "heading 1" in every language; other programs write the name
/// that their user sees. The last are those of the United Nations' templates: "_ H _Ch_G", "_ H _2/3".
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    let names = "heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|标题|標題|見出し|عنوان|العنوان";
    Regex::new(&format!(r"^(?:(?:{names})\s*(?<level>[1-9])|_ ?h ?_ ?(?<rank>m|ch|1|2/3|4|5/6)(?:_g)?)$"))
        .expect("valid")
});

fn level_by_name(name: &str) -> Option<u8> {
    let found = HEADING.captures(name)?;
    match found.name("level") {
        Some(level) => level.as_str().parse().ok(),
        None => ["m", "ch", "1", "2/3", "4", "5/6"].iter().position(|rank| *rank == &found["rank"]).map(|at| at as u8),
    }
    .map(|level: u8| level.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_level_and_by_name() {
        let styles = Styles::read(
            "<styles><style type='paragraph' default='1' styleId='Normal'><name val='Normal'/></style>\
             <style type='paragraph' styleId='a'><name val='Section'/><pPr><outlineLvl val='1'/></pPr></style>\
             <style type='paragraph' styleId='b'><name val='Mine'/><basedOn val='a'/></style>\
             <style type='paragraph' styleId='c'><name val='Body'/><basedOn val='a'/><pPr><outlineLvl val='9'/></pPr></style>\
             <style type='paragraph' styleId='d'><name val='Überschrift 3'/></style>\
             <style type='paragraph' styleId='e'><name val='_ H _2/3_G'/></style>\
             <style type='paragraph' styleId='f'><name val='Round'/><basedOn val='f'/></style></styles>",
        )
        .unwrap();
        let levels = ["a", "b", "c", "d", "e", "f", "none"].map(|id| styles.heading_level(Some(id)));
        assert_eq!(levels, [Some(2), Some(2), None, Some(3), Some(3), None, None]);
        assert_eq!(styles.heading_level(None), None);
    }
}
