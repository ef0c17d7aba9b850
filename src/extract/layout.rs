//! A profile in the words of a language: which lines begin provisions, compiled.

use regex::{Regex, RegexBuilder};

use super::document::{Kind, Numbering};
use super::numerals::{Number, value};
use super::profile::{Profile, Sign};
use super::words::Words;
use crate::ingest::Line;

/// What tells provisions in the documents of one sort and language.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) profile: &'a Profile,
    pub(super) words: &'static Words,
    headed: Option<Regex>,
    /// A number of one part, and one of several.
    number: Regex,
    parts: Option<Regex>,
    by_text: Vec<Regex>,
}

/// The number of a heading: decimal, in Roman or in Chinese numerals, and the letter behind it.
const HEADED_NUMBER: &str = r"(?<number>\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,7}|[一二三四五六七八九十百零]{1,7})(?<letter>[a-z]\b|\s?(?:bis|ter|quater)\b)?";

/// How large a pattern may grow, in bytes of the compiled form, so that a slip in a profile does not take the memory.
const LARGEST_PATTERN: usize = 1 << 20;

impl<'a> Layout<'a> {
    /// # Panics
    /// Never, since a profile's patterns were compiled when it was read.
    pub(super) fn of(profile: &'a Profile, words: &'static Words) -> Self {
        Layout::compile(profile, words).expect("the profile was compiled when it was read")
    }

    /// Compiles a profile's patterns. What is wrong with them does not depend on the language.
    pub(super) fn compile(profile: &'a Profile, words: &'static Words) -> Result<Self, String> {
        let headed = match &profile.headed {
            None => None,
            Some(headed) if !words.fill_in(&headed.pattern).contains("{number}") => {
                return Err("`headed.pattern` must hold {number}, where the number of the provision stands".into());
            }
            // A title may follow the number as it is, other text only behind a point or a dash.
            Some(headed) if headed.titles => {
                let rest = r"(?:\s*[.:]?\s*$|\s*(?:[.:–—-]\s*)?(?<rest>\s[\p{Lu}\p{Lo}].*)$)";
                Some(pattern("headed.pattern", &format!("{}{rest}", headed.pattern), words)?)
            }
            Some(headed) => {
                let rest = r"\s*(?:$|(?:[.:。：]|[–—-]\s)\s*(?<rest>.*)$)";
                Some(pattern("headed.pattern", &format!("{}{rest}", headed.pattern), words)?)
            }
        };
        let numbered = &profile.numbered;
        let text_follows = r"(?:\s+\S|\p{Lo}|$)";
        let joint = words.number_joint.as_str();
        let (end, before) = (&words.number_end, &numbered.before);
        let is_optional = numbered.titles || !before.is_empty();
        let end = if is_optional { format!("(?:{end})?") } else { end.clone() };
        let number = format!(r"^(?:{before})(?<all>(?<number>\d{{1,4}})(?:{end})){text_follows}");
        let deeper = numbered.levels.len().saturating_sub(1);
        let parts = format!(r"^(?<all>(?<number>\d{{1,4}}(?:{joint}\d{{1,4}}){{1,{deeper}}})(?:{end})?){text_follows}");
        let by_text = profile.recommendations.by_text.iter();
        Ok(Layout {
            profile,
            words,
            headed,
            number: pattern("numbered.before", &number, words)?,
            parts: (deeper > 0).then(|| pattern("numbered.levels", &parts, words)).transpose()?,
            by_text: by_text.map(|text| pattern("recommendations.by_text", text, words)).collect::<Result<_, _>>()?,
        })
    }

    /// The layout of lines: of the first profile that shows in them.
    pub(super) fn found_in(lines: &[Line], words: &'static Words) -> Layout<'static> {
        let shows = |sign: &Sign| {
            let Ok(line) = pattern("shows.line", &sign.line, words) else { return false };
            lines.iter().filter(|one| line.is_match(one.passage.text())).take(sign.least).count() == sign.least
        };
        let showing = Profile::built_in().find(|profile| !profile.shows.is_empty() && profile.shows.iter().all(shows));
        Layout::of(showing.unwrap_or(Profile::usual()), words)
    }

    /// The label of the provision that a line is the heading of, and where the text behind the number begins.
    pub(super) fn headed(&self, line: &str) -> Option<(String, usize)> {
        let found = self.headed.as_ref()?.captures(line)?;
        // "Article premier" has its number in words.
        let number = found.name("number").map_or("1", |number| number.as_str());
        let number = value(number).map_or_else(|| number.to_owned(), |value| value.to_string());
        let label = format!("{number}{}", found.name("letter").map_or("", |letter| letter.as_str()));
        let rest = found.name("rest").map_or(line.len(), |rest| line.len() - rest.as_str().trim_start().len());
        Some((label, rest))
    }

    /// The number that a line begins with, and the byte behind it and its point.
    pub(super) fn number(&self, line: &str) -> Option<(Number, usize)> {
        let found =
            self.parts.as_ref().and_then(|parts| parts.captures(line)).or_else(|| self.number.captures(line))?;
        Some((Number::read(found.name("number")?.as_str())?, found.name("all")?.end()))
    }

    /// The rank of the part, chapter or section that a line is the heading of.
    pub(super) fn chapter(&self, line: &str) -> Option<u8> {
        let is_one = |pattern: &Regex| pattern.is_match(line);
        self.profile.chapters.then(|| self.words.chapters.iter().position(is_one)).flatten().map(|rank| rank as u8)
    }

    /// What a numbered paragraph is, and which series its number belongs to.
    pub(super) fn numbered(&self, number: &Number) -> (Kind, Numbering) {
        let levels = &self.profile.numbered.levels;
        let kind = levels.get(number.depth() - 1).or(levels.last()).copied().unwrap_or(Kind::Paragraph);
        let series = if number.depth() == 1 && kind == Kind::Recommendation { Kind::Paragraph } else { kind };
        (kind, Numbering::of(series))
    }

    /// Whether a text says that it recommends.
    pub(super) fn recommends(&self, text: &str) -> bool {
        self.by_text.iter().any(|pattern| pattern.is_match(text))
    }
}

/// Compiles a pattern of a profile; `key` is where it stands there.
fn pattern(key: &str, text: &str, words: &Words) -> Result<Regex, String> {
    let text = words.fill_in(text).replace("{number}", HEADED_NUMBER);
    let built = RegexBuilder::new(&text).size_limit(LARGEST_PATTERN).build();
    built.map_err(|error| format!("`{key}` is no regular expression: {error}"))
}
