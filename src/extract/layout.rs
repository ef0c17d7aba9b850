//! A profile in the words of a language: which lines begin provisions, compiled.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::line::ends_clause;
use super::profile::{Headed, Profile, Sign};
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::language::{LazyRegex, MakeRegex};
use crate::model::numerals::{Number, value};
use crate::model::{Kind, LineIs, Numbering};

/// What tells provisions in the documents of one sort and language.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) profile: &'a Profile,
    pub(super) words: &'static Words,
    headed: Vec<LazyRegex>,
    /// A number of one part, and one of several.
    number: Option<LazyRegex>,
    /// A number without a point, where a text may be numbered so.
    bare: Option<LazyRegex>,
    parts: Option<LazyRegex>,
    by_text: Vec<LazyRegex>,
    shows: Vec<(LazyRegex, &'a Sign)>,
}

/// The number of a heading: decimal, in Roman or in Chinese numerals, and the letter behind it.
const HEADED_NUMBER: &str = r"(?<number>\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,7}|[一二三四五六七八九十百零]{1,7})(?:er|re|[ºª°])?(?<letter>[a-z]\b|[\s.]?(?:bis|ter|quater|quat|quinquies|sexies|septies|octies)\b(?:\s?alt\b)?|[\s.]?alt\b)?";

/// A number that stands before text without a point.
const BARE_NUMBER: &str = r"^(?<all>(?<number>\d{1,2}))\s+\p{L}";

/// The heading of a provision.
pub(super) struct Heading<'a> {
    pub(super) form: &'a Headed,
    pub(super) label: String,
    /// The byte where the text behind the number begins.
    pub(super) rest: usize,
}

impl<'a> Layout<'a> {
    /// Compiles a profile's patterns with the words of a language.
    ///
    /// # Errors
    /// Which pattern is wrong, and how.
    pub(super) fn compile(profile: &'a Profile, words: &'static Words, make: MakeRegex) -> Result<Self, String> {
        let pattern = |key: &str, text: &str| pattern(key, text, words, make);
        let heading = |headed: &Headed| {
            if !words.fill_in(&headed.pattern).contains("{number}") {
                return Err("`headed.pattern` must hold {number}, where the number of the provision stands".to_owned());
            }
            let rest = match (headed.titles, headed.runs_on) {
                // A title may follow the number as it is, other text only behind a point or a dash.
                (true, _) => {
                    r"(?:\s*[.:]?\s*$|\s*[.:]?\s*[–—-]?\s*(?<rest>\s[\p{Lu}\p{Lo}].*)$|\s*(?:[.:–—-]\s*)?\*{0,2}(?<title>[(（\[]{1,2}\p{L}.*)$|\s*[.:–—-]\s+(?<small>\p{Ll}.*)$|\s*[.:]?(?<text>\s*(?:[(（]\d|\d{1,2}[.)]\s).*)$)"
                }
                (_, true) => r"\s*[.:。：–—-]?\s*(?:$|(?<rest>\S.*)$)",
                _ => r"\s*(?:$|(?:[.:。：]|[–—-]\s)\s*(?<rest>.*)$)",
            };
            pattern("headed.pattern", &format!("(?:{}){rest}", headed.pattern))
        };
        let numbered = &profile.numbered;
        let text_follows = r"(?:\s+\S|\p{Lo}|$)";
        let joint = words.number_joint.as_str();
        let (end, before) = (&words.number_end, &numbered.before);
        let is_optional = numbered.titles || !before.is_empty();
        let end = if is_optional { format!("(?:{end})?") } else { end.clone() };
        // Items of a list may stand in brackets, and so may paragraphs that each article counts anew; these may also be counted
        // in Chinese numerals.
        let part = Number::part_pattern();
        let figures = match profile.headed.iter().any(|headed| headed.paragraphs) {
            true => format!("{part}|[一二三四五六七八九十]{{1,3}}"),
            false => part.clone(),
        };
        // In a draft the bracket around a paragraph may begin before its number, and what was put in needs no point: "3 bis Ports".
        let suffixed = format!(r"\d{{1,4}}{}", Number::suffix_pattern());
        let number = format!(
            r"^(?:{before})(?:(?<all>[\[［]?[(（]?(?<number>{figures})(?:{end})){text_follows}|(?<put_in>[\[［(]?(?<suffixed>{suffixed})[)\].:]*)\s+[^\s\d])"
        );
        let deeper = numbered.levels.len().saturating_sub(1);
        let parts =
            format!(r"^(?<all>(?<number>{part}(?:{joint}{part}){{1,{deeper}}})(?:{end}|\s?[-–])?){text_follows}");
        let by_text = profile.recommendations.by_text.iter();
        let has_numbers = !numbered.levels.is_empty();
        Ok(Layout {
            profile,
            words,
            headed: profile.headed.iter().map(heading).collect::<Result<_, _>>()?,
            number: has_numbers.then(|| pattern("numbered.before", &number)).transpose()?,
            parts: (deeper > 0).then(|| pattern("numbered.levels", &parts)).transpose()?,
            bare: numbered.bare.then(|| pattern("numbered.bare", BARE_NUMBER)).transpose()?,
            by_text: by_text.map(|text| pattern("recommendations.by_text", text)).collect::<Result<_, _>>()?,
            shows: profile.shows.iter().map(|sign| compiled(sign, &pattern)).collect::<Result<_, _>>()?,
        })
    }

    /// The built-in profiles in the words of a language, in the order in which they are tried. Each is compiled when it is
    /// first asked for, and kept.
    pub(super) fn built_in(words: &'static Words) -> impl Iterator<Item = Arc<Layout<'static>>> {
        Profile::built_in().map(move |profile| Layout::of_built_in(profile, words))
    }

    /// A profile in the words of a language.
    ///
    /// # Errors
    /// Which pattern is wrong, and how.
    pub(super) fn of(profile: &'a Profile, words: &'static Words) -> Result<Arc<Layout<'a>>, String> {
        match Profile::built_in().find(|built_in| *built_in == profile) {
            Some(built_in) => Ok(Layout::of_built_in(built_in, words)),
            None => Layout::compile(profile, words, LazyRegex::checked).map(Arc::new),
        }
    }

    /// A built-in profile in the words of a language.
    ///
    /// # Panics
    /// Never, since a test compiles the built-in profiles in every language.
    pub(super) fn of_built_in(profile: &'static Profile, words: &'static Words) -> Arc<Layout<'static>> {
        type Kept = BTreeMap<(usize, &'static str), Arc<Layout<'static>>>;
        static KEPT: Mutex<Kept> = Mutex::new(Kept::new());
        // Each language has its words in one place.
        let key = (std::ptr::from_ref(words) as usize, profile.name.as_str());
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let layout = kept.entry(key).or_insert_with(|| {
            Arc::new(Layout::compile(profile, words, LazyRegex::built_in).expect("the built-in profiles compile"))
        });
        Arc::clone(layout)
    }

    /// The layout of lines: of the first profile that shows in them.
    ///
    /// # Panics
    /// Never, since there are built-in profiles.
    pub(super) fn found_in(lines: &[Line], words: &'static Words) -> Arc<Layout<'static>> {
        let paragraphs = paragraphs(lines, words);
        let mut layouts = Layout::built_in(words);
        let usual = layouts.next().expect("there are built-in profiles");
        if usual.shows_in(&paragraphs) {
            return usual;
        }
        layouts.find(|layout| layout.shows_in(&paragraphs)).unwrap_or(usual)
    }

    fn shows_in(&self, paragraphs: &[(&str, String)]) -> bool {
        let holds = |(pattern, sign): &(LazyRegex, &Sign)| {
            let text = |paragraph: &(&str, String)| match sign.line {
                Some(_) => pattern.is_match(paragraph.0),
                None => pattern.is_match(&paragraph.1),
            };
            let enough = sign.most.map_or(sign.least, |most| most + 1);
            let count = paragraphs.iter().filter(|paragraph| text(paragraph)).take(enough).count();
            count >= sign.least && sign.most.is_none_or(|most| count <= most)
        };
        !self.shows.is_empty() && self.shows.iter().all(holds)
    }

    /// The heading of a provision that a line is.
    pub(super) fn headed(&self, line: &str) -> Option<Heading<'a>> {
        self.headed.iter().zip(&self.profile.headed).find_map(|(pattern, form)| {
            let found = pattern.captures(line)?;
            // "Article premier" has its number in words.
            let number = found.name("number").or_else(|| found.name("first"))?;
            let number = match found.name("number") {
                Some(number) => {
                    value(number.as_str()).map_or_else(|| number.as_str().to_owned(), |one| one.to_string())
                }
                None => (!number.is_empty()).then(|| "1".to_owned())?,
            };
            let letter = found.name("letter").map_or("", |letter| letter.as_str().trim_start_matches('.'));
            let count = if form.kind == Kind::Preamble { "PP" } else { "" };
            let rest = ["rest", "title", "small", "text"].into_iter().find_map(|name| found.name(name));
            let rest = rest.map_or(line.len(), |rest| line.len() - rest.as_str().trim_start().len());
            Some(Heading { form, label: format!("{count}{number}{letter}"), rest })
        })
    }

    /// The number that a line begins with, and the byte behind it and its point.
    pub(super) fn number(&self, line: &str) -> Option<(Number, usize)> {
        self.number_by(&self.parts, line).or_else(|| self.number_by(&self.number, line))
    }

    /// Whether a text may be numbered by numbers without a point.
    pub(super) fn has_bare_numbers(&self) -> bool {
        self.bare.is_some()
    }

    /// The number without a point that a line begins with, and the byte behind it.
    pub(super) fn bare_number(&self, line: &str) -> Option<(Number, usize)> {
        self.number_by(&self.bare, line)
    }

    fn number_by(&self, pattern: &Option<LazyRegex>, line: &str) -> Option<(Number, usize)> {
        let found = pattern.as_ref()?.captures(line)?;
        let number = found.name("number").or_else(|| found.name("suffixed"))?.as_str();
        let read = Number::read(number).or_else(|| value(number).map(Number::of_one))?;
        let all = found.name("all").or_else(|| found.name("put_in"))?;
        let letters = number.chars().filter(|letter| letter.is_alphabetic()).count();
        // "3D models" begin with no number, and "(3 metres" has no end.
        let is_word = letters == 1 && read.depth() == 1 && all.as_str() == number;
        let is_open = all.as_str().starts_with(['(', '（']) && !all.as_str().ends_with([')', '）']);
        // Without a point, "12 January" is a date.
        let next = line[all.end()..].split_whitespace().next().unwrap_or_default();
        let is_date = all.as_str() == number && self.words.month(next).is_some();
        (!is_word && !is_open && !is_date).then_some((read, all.end()))
    }

    /// Whether paragraphs may have their number in brackets, as items of lists do.
    pub(super) fn brackets_paragraphs(&self) -> bool {
        self.profile.headed.iter().any(|headed| headed.paragraphs)
    }

    /// The rank of the part, chapter or section that a line is the heading of.
    pub(super) fn chapter(&self, line: &str) -> Option<u8> {
        let is_one = |pattern: &LazyRegex| pattern.is_match(line);
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

/// How much of a paragraph its sort is told by, in bytes.
const LONGEST_SIGN: usize = 2000;

/// The paragraphs of a text, each with its first line, as far as layout and punctuation tell.
fn paragraphs<'a>(lines: &'a [Line], words: &Words) -> Vec<(&'a str, String)> {
    let mut paragraphs: Vec<(&'a str, String)> = Vec::new();
    let mut before = "";
    for line in lines {
        let text = line.passage.text();
        match paragraphs.last_mut() {
            // The line that names the body may follow the title without space.
            Some((_, whole))
                if line.said == Some(LineIs::Text)
                    || line.start == Start::Flow && !ends_clause(before) && !words.enacting.is_match(text) =>
            {
                if whole.len() < LONGEST_SIGN {
                    whole.push(' ');
                    whole.push_str(text);
                }
            }
            _ => paragraphs.push((text, text.to_owned())),
        }
        before = text;
    }
    paragraphs
}

fn compiled<'a>(
    sign: &'a Sign,
    pattern: &impl Fn(&str, &str) -> Result<LazyRegex, String>,
) -> Result<(LazyRegex, &'a Sign), String> {
    let (key, text) = match (&sign.line, &sign.paragraph) {
        (Some(line), None) => ("shows.line", line),
        (None, Some(paragraph)) => ("shows.paragraph", paragraph),
        _ => return Err("each [[shows]] has either `line` or `paragraph`".into()),
    };
    Ok((pattern(key, text)?, sign))
}

/// Makes a pattern of a profile; `key` is where it stands there.
fn pattern(key: &str, text: &str, words: &Words, make: MakeRegex) -> Result<LazyRegex, String> {
    let text = words.fill_in(text).replace("{number}", HEADED_NUMBER);
    make(&text).map_err(|error| format!("`{key}` is no regular expression: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn the_patterns_of_every_profile_are_well_formed_in_every_language() {
        for language in Languages::built_in().with_structure() {
            for profile in Profile::built_in() {
                let layout = Layout::compile(profile, Words::of(Some(language)), LazyRegex::checked);
                assert!(layout.is_ok(), "{} in {language}: {:?}", profile.name, layout.err());
            }
        }
    }

    #[test]
    fn paragraphs_are_parts_of_what_is_headed_only_where_a_profile_says_so() {
        let is_so = |paragraphs: bool| {
            let text = format!(
                "name = 'own'\n[[headed]]\npattern = '^Rule {{number}}'\nkind = 'article'\nparagraphs = {paragraphs}\n"
            );
            let profile = Profile::parse(&text).unwrap();
            let Ok(layout) = Layout::compile(&profile, Words::of(None), LazyRegex::checked) else {
                panic!("it is read")
            };
            layout.brackets_paragraphs()
        };
        assert!(is_so(true) && !is_so(false));
    }
}
