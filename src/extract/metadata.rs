//! What a document says about itself: symbol, body, meeting, stage, date, title, language.

use regex::Regex;

use super::furniture::lone_symbol;
use super::numerals;
use super::references::SYMBOL;
use super::words::Words;
use crate::corpus::{Date, Declared, Stage};
use crate::ingest::Line;

/// What stands in the text, before the manifest has its say.
pub(super) struct Read {
    pub(super) symbol: Option<String>,
    pub(super) body: Option<String>,
    pub(super) meeting: Option<u32>,
    pub(super) stage: Stage,
    pub(super) date: Option<Date>,
    pub(super) title: Option<String>,
    pub(super) is_addendum: bool,
}

/// The language of a text as an ISO 639-1 code, where it can be told: a few words do not tell.
pub(super) fn language(text: &str) -> Option<&'static str> {
    use whatlang::Lang;
    let info = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    Some(match info.lang() {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Ara => "ar",
        Lang::Deu => "de",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        _ => return None,
    })
}

/// What stands before the first section.
pub(super) struct Front {
    /// Its lines as printed.
    pub(super) lines: Vec<String>,
    /// Its blocks: lines that flow on joined, as a title of several lines.
    pub(super) blocks: Vec<String>,
}

/// Reads the metadata from the front matter, the running text and the furniture.
pub(super) fn read(front: &Front, text: &str, furniture: &[Line], words: &Words) -> Read {
    let symbol = own_symbol(&front.lines, furniture);
    let blocks = || front.blocks.iter().map(String::as_str);
    let lines = || front.lines.iter().map(String::as_str);
    let title = blocks().find(|block| words.is_title(block)).map(str::to_owned);
    let stage = stage(&front.blocks, text, symbol.as_deref(), words);
    let date = first_date(&words.date_front, lines(), words)
        .or_else(|| first_date(&words.date_text, [text].into_iter(), words))
        .or_else(|| symbol.as_deref().and_then(year_of));
    let body = named(&words.body_front, blocks().chain(lines()), "body")
        .or_else(|| named(&words.body_text, [text].into_iter(), "body"))
        .map(|body| words.as_named(&body));
    Read {
        // A report on activities speaks of many meetings, none of them its own.
        meeting: if stage == Stage::Other { None } else { meeting(text, body.as_deref(), words) },
        is_addendum: front.lines.iter().any(|line| words.addendum.is_match(line))
            || symbol.as_deref().is_some_and(|symbol| symbol.contains("/Add.")),
        body,
        symbol,
        stage,
        date,
        title,
    }
}

/// The document's own symbol is printed in its front matter or at the head of its pages.
fn own_symbol(front: &[String], furniture: &[Line]) -> Option<String> {
    // "United Nations" may stand beside it, but no sentence that cites another.
    let is_own = |line: &str, symbol: &regex::Match| {
        let beside = line[..symbol.start()].split_whitespace();
        symbol.end() == line.len()
            && beside.clone().count() <= 3
            && beside.clone().all(|word| word.starts_with(char::is_uppercase))
    };
    let in_front = front.iter().find_map(|line| SYMBOL.find(line).filter(|found| is_own(line, found)));
    let at_head = || furniture.iter().find_map(lone_symbol);
    in_front.map(|found| found.as_str()).or_else(at_head).map(str::to_owned)
}

fn stage(front: &[String], text: &str, symbol: Option<&str>, words: &Words) -> Stage {
    // "L." marks a document of limited distribution: a draft.
    let limited = symbol.is_some_and(|symbol| symbol.split('/').any(|part| part.starts_with("L.")));
    if limited || front.iter().any(|block| matches_any(&words.draft, block)) {
        Stage::Draft
    } else if front.iter().any(|block| matches_any(&words.final_title, block)) || matches_any(&words.adopted, text) {
        Stage::Final
    } else {
        Stage::Other
    }
}

/// Which meeting of the body the text is about: the latest that it names. Meetings of other bodies do
/// not count.
fn meeting(text: &str, body: Option<&str>, words: &Words) -> Option<u32> {
    words
        .meeting
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter(|found| body.is_none_or(|body| is_part(body, &words.as_named(&found["who"]))))
        .filter_map(|found| words.ordinal(&found["ordinal"]))
        .max()
}

fn is_part(body: &str, name: &str) -> bool {
    body.to_lowercase().contains(&name.to_lowercase())
}

fn first_date<'a>(patterns: &[Regex], texts: impl Iterator<Item = &'a str> + Clone, words: &Words) -> Option<Date> {
    patterns.iter().flat_map(|pattern| texts.clone().filter_map(|text| pattern.captures(text))).find_map(|found| {
        let number = |name: &str| numerals::value(&found[name]);
        Date::new(number("year")?.try_into().ok()?, words.month(&found["month"])?, number("day")?.try_into().ok()?)
    })
}

/// The year that stands in a symbol: `CTOC/COP/2018/3`.
fn year_of(symbol: &str) -> Option<Date> {
    symbol.split('/').find_map(|part| part.parse().ok().filter(|year| (1945..2200).contains(year))).map(Date::year_only)
}

fn named<'a>(patterns: &[Regex], texts: impl Iterator<Item = &'a str> + Clone, name: &str) -> Option<String> {
    patterns.iter().find_map(|pattern| {
        texts.clone().find_map(|text| Some(pattern.captures(text)?.name(name)?.as_str().trim().to_owned()))
    })
}

fn matches_any(patterns: &[Regex], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}

impl Read {
    /// Lets the manifest fill in and override.
    pub(super) fn overridden_by(self, declared: &Declared) -> Read {
        Read {
            symbol: declared.symbol.clone().or(self.symbol),
            body: declared.body.clone().or(self.body),
            meeting: declared.meeting.or(self.meeting),
            stage: declared.stage.unwrap_or(self.stage),
            date: declared.date.or(self.date),
            title: declared.title.clone().or(self.title),
            is_addendum: self.is_addendum || declared.symbol.as_deref().is_some_and(|symbol| symbol.contains("/Add.")),
        }
    }
}
