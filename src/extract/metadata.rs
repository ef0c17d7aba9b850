//! What a document says about itself: symbol, body, meeting, stage, date, title, subject, language.

use std::sync::LazyLock;

use regex::Regex;

use super::front::{Entry, Front, joined, runs_on, without_stars};
use super::furniture::lone_symbol;
use super::line::is_in_capitals;
use super::line::{begins_sentence, count_words, ends_clause};
use super::words::Words;
use crate::ingest::Line;
use crate::language::{BRACKETS_OF_DRAFT, Language, LazyRegex};
use crate::model::numerals;
use crate::model::{Date, DocumentSymbol, Metadata, Stage};

/// The longest subject that is believed to be one, in words.
const LONGEST_SUBJECT: usize = 12;

/// The longest name of a body, in lines.
const LONGEST_NAME: usize = 4;

/// How many words may stand beside a document's own symbol: "United Nations", "Page 3".
const MOST_BESIDE_SYMBOL: usize = 3;

/// Reads the metadata from the front matter, the running text and the furniture.
/// `is_instrument` says that it has articles, as treaties and drafts of treaties have.
pub(super) fn read(
    front: &Front,
    text: &str,
    furniture: &[Line],
    language: Option<&str>,
    is_instrument: bool,
) -> Metadata {
    let reader = Reader { front, text, words: Words::of(language), language: Language::of(language), is_instrument };
    let symbol = own_symbol(&front.lines, furniture);
    let stage = reader.stage(symbol.as_ref());
    let title = front.title(reader.words).or_else(|| reader.instrument());
    let body = reader.body(title.as_ref());
    Metadata {
        meeting: reader.meeting(stage, title.as_ref(), body.as_deref()),
        subject: title.as_ref().and_then(|(at, _)| reader.subject(*at)),
        date: reader.date().or_else(|| symbol.as_ref().and_then(DocumentSymbol::year).map(Date::year_only)),
        title: title.map(|(_, title)| title),
        body,
        symbol,
        stage: Some(stage),
        language: language.map(str::to_owned),
        ..Metadata::default()
    }
}

/// The document's own symbol is printed in its front matter or at the head of its pages.
fn own_symbol(front: &[String], furniture: &[Line]) -> Option<DocumentSymbol> {
    // "United Nations" may stand beside it, or in the cell beside it, but no sentence that cites another.
    let own = |line: &str| {
        let (start, symbol) = DocumentSymbol::ending(line)?;
        let beside = line[..start].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        let few = beside.clone().count() <= MOST_BESIDE_SYMBOL;
        let is_own = few && beside.clone().all(|word| !word.starts_with(char::is_lowercase));
        is_own.then_some(symbol)
    };
    // A head that names the page as well: "A/72/643 page 2".
    let at_head = |line: &Line| {
        let found = DocumentSymbol::find_in(line.passage.text()).next().filter(|found| found.start == 0)?;
        let (symbol, rest) = line.passage.text().split_at(found.end);
        (rest.split_whitespace().count() <= MOST_BESIDE_SYMBOL).then(|| DocumentSymbol::from(symbol))
    };
    whole_lines(front)
        .iter()
        .find_map(|line| own(line))
        .or_else(|| furniture.iter().find_map(lone_symbol))
        .or_else(|| furniture.iter().find_map(at_head))
}

/// The lines with the pieces of a symbol put together: "A/72/" and "643", "A" and "/72/643", "A /72/643".
fn whole_lines(lines: &[String]) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for line in lines {
        let line = line.replace(" /", "/").replace("/ ", "/");
        match whole.last_mut() {
            Some(last) if last.ends_with('/') || line.starts_with('/') => last.push_str(&line),
            _ => whole.push(line),
        }
    }
    whole
}

struct Reader<'a> {
    front: &'a Front,
    text: &'a str,
    words: &'static Words,
    language: &'static Language,
    is_instrument: bool,
}

/// Words in square brackets.
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\[［](?<held>[^\[\]［］\d^]{2,})[\]］]").expect("valid"));

impl Reader<'_> {
    /// The title of a treaty, or of the draft of one, and its place on the cover.
    fn instrument(&self) -> Option<(usize, String)> {
        let titles = self.front.cover.iter().map(Entry::text).enumerate();
        titles.into_iter().find(|(_, text)| self.is_instrument && matches_any(&self.words.instrument, text))
    }

    /// Whether a treaty is a draft: it says so, or has brackets.
    fn stage_of_instrument(&self) -> Option<Stage> {
        if !self.is_instrument {
            return None;
        }
        let says = |patterns: &[LazyRegex]| self.front.cover.iter().any(|entry| matches_any(patterns, &entry.text()));
        let negotiation = &self.words.negotiation;
        let is_editors = |held: &str| negotiation.is_editorial(held) || negotiation.may_be_remark(held);
        let open = || BRACKET.captures_iter(self.text).filter(|found| !is_editors(&found["held"]));
        let is_adopted = || says(&self.words.adopted_instrument);
        if says(&self.words.draft_instrument) || !is_adopted() && open().nth(BRACKETS_OF_DRAFT - 1).is_some() {
            return Some(Stage::Draft);
        }
        self.instrument().map(|_| Stage::Final)
    }

    fn stage(&self, symbol: Option<&DocumentSymbol>) -> Stage {
        let says = |patterns: &[LazyRegex]| self.front.cover.iter().any(|entry| matches_any(patterns, &entry.text()));
        if symbol.is_some_and(DocumentSymbol::is_limited) || says(&self.words.draft) {
            Stage::Draft
        } else if says(&self.words.final_title) || matches_any(&self.words.adopted, self.text) {
            Stage::Final
        } else {
            self.stage_of_instrument().unwrap_or(Stage::Other)
        }
    }

    /// The body whose document it is: the one that the title names, or the last that the lines before the title name,
    /// since those above it are the ones that it reports to.
    fn body(&self, title: Option<&(usize, String)>) -> Option<String> {
        let of_title = title.and_then(|(_, title)| named(&self.words.body_title, title));
        let body = of_title.or_else(|| self.named_on_cover(title.map(|(at, _)| *at))).or_else(|| {
            let running = self.words.body_text.iter().find_map(|pattern| captured(pattern, self.text));
            running.map(str::to_owned)
        })?;
        Some(self.words.as_named(&self.in_small_letters(without_stars(&body))))
    }

    /// The body that a line of the cover names.
    fn named_on_cover(&self, title: Option<usize>) -> Option<String> {
        let names: Vec<(usize, String)> = self.names().collect();
        let before = |at: usize| title.is_none_or(|title| at < title);
        self.words.body_front.iter().find_map(|pattern| {
            let found = || names.iter().filter_map(|(at, name)| Some((*at, captured(pattern, name)?.to_owned())));
            let last = found().rfind(|(at, _)| before(*at));
            last.or_else(|| found().find(|(at, _)| !before(*at))).map(|(_, name)| name)
        })
    }

    /// What may be a name on the cover, with the entry that it stands in: each line with those that it runs on to.
    fn names(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        self.front.cover.iter().enumerate().flat_map(move |(at, entry)| {
            let is_title = self.words.is_title(&entry.text());
            let lines = entry.lines.chunk_by(|one, next| runs_on(one, next, self.language));
            lines.filter(move |_| !is_title).map(move |lines| (at, joined(lines)))
        })
    }

    /// Which meeting of the body it is about. The text names meetings of other bodies as well, which do not count, and
    /// a report on activities speaks of many, none of them its own.
    fn meeting(&self, stage: Stage, title: Option<&(usize, String)>, body: Option<&str>) -> Option<u32> {
        let ordinal = |found: regex::Captures<'_>| self.words.ordinals.value(&found["ordinal"]);
        let of_title = title.and_then(|(_, title)| {
            let is_of_body = named(&self.words.body_title, title).is_some();
            self.words.meeting_title.iter().filter(|_| is_of_body).find_map(|one| ordinal(one.captures(title)?))
        });
        let in_text = || {
            let is_of_body = |found: &regex::Captures<'_>| {
                body.is_none_or(|body| is_of_one_name(body, &self.words.as_named(&found["who"])))
            };
            let in_text =
                |pattern: &LazyRegex| pattern.captures_iter(self.text).filter(is_of_body).filter_map(ordinal).max();
            self.words.meeting.iter().filter(|_| stage != Stage::Other).find_map(in_text)
        };
        of_title.or_else(in_text).or_else(|| self.session_of(body?))
    }

    /// The session that the cover names below the name of the body, or on its line.
    fn session_of(&self, body: &str) -> Option<u32> {
        let lines: Vec<&String> = self.front.cover.iter().flat_map(|entry| &entry.lines).collect();
        let body = body.to_lowercase();
        let names = |line: &str| line.to_lowercase().starts_with(&body);
        let ordinal = |line: &str| {
            let found = self.words.session.iter().find_map(|pattern| pattern.captures(line))?;
            self.words.ordinals.value(&found["ordinal"])
        };
        let of_line = |(at, line): (usize, &&String)| {
            // The name may go on for some lines, and a title end with it.
            let end = (at + 1..=lines.len()).take(LONGEST_NAME).find(|end| names(&joined(&lines[at..*end])));
            let end = end.or_else(|| without_stars(&line.to_lowercase()).ends_with(&body).then_some(at + 1))?;
            let behind = line.get(body.len()..).map(|rest| rest.trim_start_matches([',', ' ', '،', '-', '–', '—']));
            behind.and_then(ordinal).or_else(|| ordinal(lines.get(end)?))
        };
        lines.iter().enumerate().find_map(of_line)
    }

    /// The date in the front matter or of the adoption.
    fn date(&self) -> Option<Date> {
        let lines = || self.front.lines.iter().map(String::as_str);
        first_date(&self.words.date_front, lines(), self.words)
            .or_else(|| first_date(&self.words.date_text, [self.text].into_iter(), self.words))
    }

    /// What the report is about, where a line behind the title says it: the State under review. Nothing if anything else
    /// stands there too.
    fn subject(&self, title: usize) -> Option<String> {
        let behind = self.front.cover.get(title + 1..)?;
        let is_addendum = |entry: &Entry| self.words.addendum.is_match(&entry.text());
        let said = |entries: &[Entry]| -> Vec<String> {
            let entries = entries.iter().filter(|entry| !self.words.stands_apart(&entry.text()) && !is_addendum(entry));
            entries.map(Entry::text).filter(|text| !text.is_empty()).collect()
        };
        // Behind "Addendum" stands what the addendum is about, unless the subject comes there.
        let before = said(&behind[..behind.iter().position(is_addendum).unwrap_or(behind.len())]);
        let said = if before.is_empty() { said(behind) } else { before };
        let lines = said.chunk_by(|one, next| runs_on(one, next, self.language));
        let mut subjects = lines.map(joined);
        let subject = subjects.next().filter(|subject| self.is_subject(subject))?;
        // What stands there too may be the heading of an introduction, or left over from a table of contents.
        (!subjects.any(|other| self.is_subject(&other))).then(|| self.in_small_letters(&subject))
    }

    fn is_subject(&self, text: &str) -> bool {
        let is_body = self.words.body_front.iter().any(|pattern| pattern.is_match(text));
        let has_signs = text.contains(|c: char| c.is_numeric() || matches!(c, ':' | '：' | '"' | '“' | '/' | '@'));
        begins_sentence(text)
            && !ends_clause(text)
            && !has_signs
            && !is_body
            && count_words(text) <= LONGEST_SUBJECT
            && !self.words.is_title(text)
            && !matches_any(&self.words.no_subject, text)
    }

    /// A name in capitals as it is written in the text, or else by the rule of the language.
    fn in_small_letters(&self, name: &str) -> String {
        if !is_in_capitals(name) {
            return name.to_owned();
        }
        let anywhere = Regex::new(&format!(r"(?i)\b{}\b", regex::escape(name)));
        let written = anywhere.ok().and_then(|pattern| {
            let found = pattern.find_iter(self.text).map(|found| found.as_str());
            found.into_iter().find(|found| !is_in_capitals(found) && begins_sentence(found)).map(str::to_owned)
        });
        written.unwrap_or_else(|| self.recased(name))
    }

    fn recased(&self, name: &str) -> String {
        let small = name.to_lowercase();
        let mut recased = String::new();
        let mut behind_letter = false;
        for (at, letter) in small.char_indices() {
            let begins_word = letter.is_alphabetic() && !behind_letter;
            behind_letter = letter.is_alphabetic() || matches!(letter, '\'' | '’');
            let word = || small[at..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let is_name = || self.words.capitals_each && !self.language.is_function_word(word());
            match begins_word && (at == 0 || is_name()) {
                true => recased.extend(letter.to_uppercase()),
                false => recased.push(letter),
            }
        }
        recased
    }
}

/// Whether two names are of one body: a text that has named it in full calls it "the Working Group".
fn is_of_one_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.contains(&other) || other.contains(&one)
}

fn first_date<'a>(patterns: &[LazyRegex], texts: impl Iterator<Item = &'a str> + Clone, words: &Words) -> Option<Date> {
    patterns.iter().flat_map(|pattern| texts.clone().filter_map(|text| pattern.captures(text))).find_map(|found| {
        let number = |name: &str| numerals::value(&found[name]);
        Date::new(number("year")?.try_into().ok()?, words.month(&found["month"])?, number("day")?.try_into().ok()?)
    })
}

/// The body that a text names by the first pattern that finds one.
fn named(patterns: &[LazyRegex], text: &str) -> Option<String> {
    patterns.iter().find_map(|pattern| captured(pattern, text)).map(str::to_owned)
}

fn captured<'t>(pattern: &LazyRegex, text: &'t str) -> Option<&'t str> {
    Some(pattern.captures(text)?.name("body")?.as_str().trim())
}

fn matches_any(patterns: &[LazyRegex], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}
