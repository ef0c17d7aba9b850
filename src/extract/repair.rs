//! Mends words that a PDF's text layer or a printer's hyphen has broken, where the text itself
//! proves what they were: `fro m` is *from* because *from* stands elsewhere in the document and
//! neither `fro` nor `m` does.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxBuildHasher;

use super::words::Words;
use crate::ingest::{Line, is_square};
use crate::language::Language;
use crate::model::{Mend, Passage};

/// A word with the hyphens and apostrophes inside it.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}+(?:[-‐’']\p{L}+)*").expect("valid"));

/// The mark of a list's item, which is no word: "(f) how" has no word "f".
static ITEM_MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(\p{L}{1,4}\)").expect("valid"));

/// A run of letters.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}+").expect("valid"));

type Counts<K> = HashMap<K, usize, FxBuildHasher>;

/// The words of a document: what proves that a broken word is one.
#[derive(Debug)]
pub(super) struct Vocabulary {
    structure: &'static Words,
    language: &'static Language,
    words: Counts<String>,
    /// Words that stand beside each other with only space between, and together are a word as well.
    pairs: Counts<(String, String)>,
    /// What they are together.
    wholes: HashSet<String, FxBuildHasher>,
    /// Whether the document was set with hyphenation, so that a hyphen at a line's end is the
    /// printer's unless the text shows otherwise.
    hyphenates: bool,
    /// Whether the text layer breaks words: it has broken several that cannot be two.
    breaks_words: bool,
    /// Whether the text layer sets hyphens apart from the word before ("capacity -building") more
    /// often than the text has dashes with a space on either side.
    detaches_hyphens: bool,
}

static DETACHED_HYPHEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L} [-‐]\p{L}").expect("valid"));
static SPACED_DASH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L} [-‐] \p{L}").expect("valid"));

impl Vocabulary {
    pub(super) fn of(lines: &[Line], structure: &'static Words, language: &'static Language) -> Self {
        let mut vocabulary = Vocabulary {
            structure,
            language,
            words: Counts::default(),
            pairs: Counts::default(),
            wholes: HashSet::default(),
            hyphenates: false,
            breaks_words: false,
            detaches_hyphens: false,
        };
        let mut broken_before = false;
        // Nearly all pairs of words are no word together, so pairs are kept by the places of their words until all are known.
        let mut counts: IndexedCounts = IndexedCounts::default();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for line in lines {
            let text = line.passage.text();
            let text = if text.contains('(') { ITEM_MARK.replace_all(text, "") } else { text.into() };
            let mut before: Option<(usize, usize)> = None;
            // The halves of a word that is broken at a line's end prove nothing.
            let breaks = text.ends_with(is_hyphen);
            let whole = if breaks { text.rfind(WORD_START).map_or(0, |at| at + 1) } else { text.len() };
            let skip = usize::from(std::mem::replace(&mut broken_before, breaks));
            for found in WORD.find_iter(&text).skip(skip).filter(|found| found.end() <= whole) {
                let word = counts.count(found.as_str());
                if let Some((previous, end)) = before.take()
                    && only_spaces(&text[end..found.start()])
                {
                    pairs.push((previous, word));
                }
                before = Some((word, found.end()));
            }
        }
        pairs.sort_unstable();
        for same in pairs.chunk_by(|one, other| one == other) {
            let [first, second] = [same[0].0, same[0].1].map(|at| counts.words[at].0.as_str());
            let whole = format!("{first}{second}");
            if counts.places.contains_key(&whole) {
                vocabulary.pairs.insert((first.to_owned(), second.to_owned()), same.len());
                vocabulary.wholes.insert(whole);
            }
        }
        vocabulary.words = counts.words.into_iter().collect();
        vocabulary.hyphenates = vocabulary.sees_hyphenation(lines);
        let certain = vocabulary.pairs.keys().filter(|(first, second)| {
            (is_fragment(first) || is_fragment(second)) && vocabulary.may_be_one(first, second)
        });
        vocabulary.breaks_words = certain.take(FEWEST_BROKEN).count() == FEWEST_BROKEN;
        let may_hold = |text: &&str| text.contains(" -") || text.contains(" ‐");
        let set_apart: Vec<&str> = lines.iter().map(|line| line.passage.text()).filter(may_hold).collect();
        let count = |pattern: &Regex| set_apart.iter().map(|text| pattern.find_iter(text).count()).sum::<usize>();
        vocabulary.detaches_hyphens = count(&DETACHED_HYPHEN) > count(&SPACED_DASH);
        vocabulary
    }

    /// Whether more words at line ends are proven to have been broken by the printer than are
    /// proven to have a hyphen of their own. A document set without hyphenation has none of the
    /// first, and one that marks the printer's hyphens as such needs no guess about the others.
    fn sees_hyphenation(&self, lines: &[Line]) -> bool {
        if lines.iter().any(|line| line.passage.text().ends_with('\u{ad}')) {
            return false;
        }
        let mut balance = 0i64;
        for pair in lines.windows(2) {
            if let Some(broken) = BrokenWord::at(pair[0].passage.text(), pair[1].passage.text()) {
                let (head, tail) = (broken.head, broken.tail);
                balance += i64::from(!self.may_be_compound(&broken) && self.has(&format!("{head}{tail}")));
                balance -= i64::from(self.has(&format!("{head}-{tail}")));
            }
        }
        balance > 0
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains_key(&word.to_lowercase())
    }

    /// Whether a word that is broken at a line's end may as well have a hyphen of its own: "co-operation", "well-being".
    /// Then the same word in one piece elsewhere is another spelling, and no proof.
    fn may_be_compound(&self, broken: &BrokenWord<'_>) -> bool {
        !broken.is_of_one_case()
            || self.structure.is_prefix(broken.head)
            || self.has(broken.head) && self.has(broken.tail)
    }

    /// Whether two pieces with a space between are one word. Pieces that may be words are so only in a text layer that
    /// breaks words, and where they stand together no oftener than the whole word: "road map" stays two words beside "roadmap".
    fn proves(&self, first: &str, second: &str) -> bool {
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let is_usual = || {
            let whole = self.words.get(&format!("{first}{second}"));
            whole.is_some_and(|&whole| whole >= self.together(&first, &second))
        };
        self.may_be_one(&first, &second)
            && (is_fragment(&first) || is_fragment(&second) || self.breaks_words && is_usual())
    }

    /// Whether two pieces, in small letters, are together a word of the document, and neither stands in it but here.
    fn may_be_one(&self, first: &String, second: &String) -> bool {
        let together = self.together(first, second);
        let only_here = |piece: &String| self.words.get(piece).is_some_and(|&count| count <= together);
        let is_small_word = |piece: &String| self.structure.compounds(piece) || self.language.is_function_word(piece);
        together > 0
            && [first, second].into_iter().all(|piece| only_here(piece) && !is_small_word(piece))
            && self.words.contains_key(&format!("{first}{second}"))
    }

    fn together(&self, first: &str, second: &str) -> usize {
        self.pairs.get(&(first.to_owned(), second.to_owned())).copied().unwrap_or_default()
    }
}

/// Words in small letters with how often each stands in a text.
#[derive(Default)]
struct IndexedCounts {
    words: Vec<(String, usize)>,
    /// Where each is among them, and where each word is as it is printed.
    places: HashMap<String, usize, FxBuildHasher>,
    printed: HashMap<String, usize, FxBuildHasher>,
}

impl IndexedCounts {
    /// Counts a word once more, and tells its place.
    fn count(&mut self, printed: &str) -> usize {
        let place = match self.printed.get(printed) {
            Some(&place) => place,
            None => {
                let small = printed.to_lowercase();
                let place = *self.places.entry(small.clone()).or_insert(self.words.len());
                if place == self.words.len() {
                    self.words.push((small, 0));
                }
                self.printed.insert(printed.to_owned(), place);
                place
            }
        };
        self.words[place].1 += 1;
        place
    }
}

/// How many words at least a text layer that breaks words has broken into pieces that cannot be words.
const FEWEST_BROKEN: usize = 2;

/// Whether a piece in small letters that is no function word is hardly a word: it has one or two letters or no vowel, or it
/// begins as the ends of words do ("iat").
fn is_fragment(piece: &str) -> bool {
    let mut vowels = piece.chars().map(is_vowel);
    let mut begins_as_end = || piece.starts_with(['i', 'u']) && vowels.nth(1) == Some(true);
    piece.chars().all(has_vowels) && (piece.chars().count() <= 2 || !piece.chars().any(is_vowel) || begins_as_end())
}

/// Whether a letter is of an alphabet whose words have vowels.
fn has_vowels(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'à'..='ɏ' | 'а'..='ӿ')
}

fn is_vowel(letter: char) -> bool {
    // An accent stands on vowels, but for some.
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à'..='ɏ' if !matches!(letter, 'ç' | 'ñ' | 'ß'))
        || matches!(letter, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// What stands before a word that may be broken at a line's end.
const WORD_START: [char; 4] = [' ', '(', '“', '"'];

fn only_spaces(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// Mends what is broken within a line.
pub(super) fn mend(passage: &Passage, vocabulary: &Vocabulary, mends: &mut Vec<Mend>) -> Passage {
    let single = passage.single_spaced();
    let mut cuts = broken_words(single.text(), vocabulary);
    cuts.extend(detached(single.text()));
    cuts.sort_by_key(|cut| cut.start);
    cuts.dedup();
    if cuts.is_empty() {
        return single;
    }
    for cut in &cuts {
        let around = word_around(single.text(), cut);
        let printed = single.text()[around.clone()].to_owned();
        let mut mended = single.slice(around.start..cut.start);
        mended.append(&single.slice(cut.end..around.end));
        mends.push(Mend { printed, mended: mended.text().to_owned(), span: single.slice(around).span() });
    }
    single.without(&cuts)
}

/// The spaces within words: `Secretar iat`, `o f`.
fn broken_words(text: &str, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    if vocabulary.wholes.is_empty() {
        return Vec::new();
    }
    let pieces: Vec<_> = LETTERS.find_iter(text).collect();
    let mut whole = String::new();
    let mut may_be_one = |first: &str, second: &str| {
        whole.clear();
        for piece in [first, second] {
            match piece.is_ascii() {
                true => whole.extend(piece.chars().map(|letter| letter.to_ascii_lowercase())),
                false => whole.push_str(&piece.to_lowercase()),
            }
        }
        vocabulary.wholes.contains(&whole)
    };
    pieces
        .windows(2)
        .filter(|pair| may_be_one(pair[0].as_str(), pair[1].as_str()))
        .filter(|pair| {
            &text[pair[0].end()..pair[1].start()] == " "
                && !pair[1].as_str().starts_with(char::is_uppercase)
                && vocabulary.proves(pair[0].as_str(), pair[1].as_str())
        })
        .map(|pair| pair[0].end()..pair[1].start())
        .collect()
}

/// A space before a hyphen, an apostrophe or a full stop that belongs to the word before:
/// `capacity -building`, `Office ’s`, `activities .`. No typography sets these apart on one side.
static DETACHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{L}( )(?:[-‐]\p{L}|[’']s\b|[.,](?:\s|$))").expect("valid"));

fn detached(text: &str) -> Vec<Range<usize>> {
    // Most texts have none; what tells is a space before such a sign, some of which begin with this byte.
    let may_begin = |next: u8| matches!(next, b'-' | b'\'' | b'.' | b',' | 0xe2);
    if !text.as_bytes().windows(2).any(|pair| pair[0] == b' ' && may_begin(pair[1])) {
        return Vec::new();
    }
    DETACHED.captures_iter(text).filter_map(|found| found.get(1).map(|space| space.range())).collect()
}

fn word_around(text: &str, cut: &Range<usize>) -> Range<usize> {
    let start = word_start(text, cut.start);
    let end = text[cut.end..].find(char::is_whitespace).map_or(text.len(), |at| cut.end + at);
    start..end
}

/// Joins a line to what stands before it: by a space, or without one where a word or a symbol was
/// broken at the line's end.
pub(super) fn join(text: &mut Passage, line: &Passage, vocabulary: &Vocabulary, mends: &mut Vec<Mend>) {
    let before = text.text();
    let Some(cut) = seam(before, line.text(), vocabulary) else {
        let run_on = before.ends_with(is_square) || line.text().starts_with(is_square);
        if !before.is_empty() && !run_on {
            text.push_unprinted(" ");
        }
        text.append(line);
        return;
    };
    if cut.is_empty() {
        text.append(line);
        return;
    }
    let start = word_start(before, cut.start);
    let printed = before[start..].to_owned();
    // A hyphen may stay behind what is cut.
    let behind = text.slice(cut.end..before.len());
    text.truncate(cut.start);
    text.append(&behind);
    text.append(line);
    let word = word_around(text.text(), &(start..start));
    let first = line.text().split_whitespace().next().unwrap_or_default();
    mends.push(Mend {
        printed: format!("{printed} {first}"),
        mended: text.text()[word.clone()].to_owned(),
        span: text.slice(word).span(),
    });
}

/// The longest word that is looked at, in bytes. A text without spaces, joined line by line, would else be gone through
/// again at each.
const LONGEST_WORD: usize = 100;

/// Where the word begins that holds a byte of the text.
fn word_start(text: &str, at: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST_WORD));
    let space = text[from..at].char_indices().rev().find(|(_, letter)| letter.is_whitespace());
    space.map_or(from, |(space, letter)| from + space + letter.len_utf8())
}

/// What to cut from the end of a text so that the next line continues its last word; `None` if
/// the next line begins a new word.
fn seam(before: &str, next: &str, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let last = before.chars().next_back()?;
    let first = next.chars().next()?;
    let end = before.len();
    if last == '/' && first.is_alphanumeric() || hyphen_behind_number(before, next, vocabulary) {
        return Some(end..end);
    }
    let broken = BrokenWord::at(before, next)?;
    let BrokenWord { stem, head, tail } = broken;
    let whole_word = stem..end;
    let compound = stem..end - last.len_utf8();
    if last == '\u{ad}' {
        return Some(whole_word);
    }
    let is_word = vocabulary.has(&format!("{head}{tail}"));
    let is_compound = vocabulary.has(&format!("{head}-{tail}"));
    let are_words = vocabulary.has(head) && vocabulary.has(tail);
    let likely_broken = match vocabulary.may_be_compound(&broken) {
        true => is_word && vocabulary.hyphenates,
        // A word in capitals is broken only if it stands elsewhere.
        false => is_word || vocabulary.hyphenates && first.is_lowercase(),
    };
    if !is_compound && broken.is_of_one_case() && likely_broken {
        Some(whole_word)
    } else if compound.is_empty() || is_compound || !are_words || vocabulary.detaches_hyphens {
        Some(compound)
    } else {
        // Two words with a spaced dash between.
        None
    }
}

/// Whether a line ends with a hyphen behind a number that goes on: "2011-" and "2015", "30-" and "day".
fn hyphen_behind_number(before: &str, next: &str, vocabulary: &Vocabulary) -> bool {
    let number = before.strip_suffix(['-', '\u{2010}', '\u{2011}', '\u{2013}']);
    let follows = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // "30- and 60-day".
    let joins = follows.starts_with(char::is_numeric)
        || follows.starts_with(char::is_lowercase) && !vocabulary.language.is_function_word(follows);
    number.is_some_and(|number| number.ends_with(char::is_numeric)) && joins
}

/// A word that a line's end has cut in two behind a hyphen.
struct BrokenWord<'a> {
    /// Where the text before the hyphen ends, spaces aside.
    stem: usize,
    head: &'a str,
    tail: &'a str,
}

impl<'a> BrokenWord<'a> {
    /// Whether its parts may be of one word: a word goes on in capitals only if it began so.
    fn is_of_one_case(&self) -> bool {
        !self.tail.starts_with(char::is_uppercase) || !self.head.contains(char::is_lowercase)
    }

    fn at(before: &'a str, next: &'a str) -> Option<Self> {
        let last = before.chars().next_back().filter(|&c| is_hyphen(c))?;
        next.chars().next().filter(|c| c.is_alphabetic())?;
        let stem = before[..before.len() - last.len_utf8()].trim_end();
        let last_word = &stem[stem.floor_char_boundary(stem.len().saturating_sub(LONGEST_WORD))..];
        let head = last_word.rsplit(|c: char| !c.is_alphabetic()).next().filter(|head| !head.is_empty())?;
        let first_word = &next[..next.floor_char_boundary(LONGEST_WORD)];
        let tail = first_word.split(|c: char| !c.is_alphabetic()).next()?;
        Some(BrokenWord { stem: stem.len(), head, tail })
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Start;

    fn line(text: &str) -> Line {
        Line { passage: Passage::verbatim(text, 0), start: Start::Flow, indent: 0, emphasised: false }
    }

    fn vocabulary(lines: &[Line]) -> Vocabulary {
        Vocabulary::of(lines, Words::of(None), Language::of(Some("en")))
    }

    fn mended(text: &str, elsewhere: &str) -> String {
        let vocabulary = vocabulary(&[line(text), line(elsewhere)]);
        mend(&Passage::verbatim(text, 0), &vocabulary, &mut Vec::new()).text().to_owned()
    }

    #[test]
    fn words_are_mended_where_the_text_proves_them() {
        assert_eq!(mended("the third fro m 18 to  20 November", "from 11 to 13"), "the third from 18 to 20 November");
        assert_eq!(mended("documents; o f collaboration", "(f) of the group"), "documents; of collaboration");
        assert_eq!(mended("the Secretar iat noted", "by the Secretariat"), "the Secretariat noted");
    }

    #[test]
    fn two_words_stay_two() {
        assert_eq!(mended("they act every day", "in everyday life"), "they act every day");
        assert_eq!(mended("entered in to the record", "put into force; in fact, to us"), "entered in to the record");
        assert_eq!(mended("the fro m sound", "nothing else"), "the fro m sound", "no proof, no mending");
        assert_eq!(mended("Group of African States", "a group"), "Group of African States");
    }

    #[test]
    fn two_words_that_are_also_written_as_one_stay_as_printed() {
        assert_eq!(mended("ten per cent of a road map", "which percent, on a roadmap"), "ten per cent of a road map");
        let breaks = "the third fro m the Protoco ls, a road map";
        assert_eq!(
            mended(breaks, "from Protocols, roadmap"),
            "the third from the Protocols, a roadmap",
            "a text layer that breaks words breaks such as well"
        );
        let often = "fro m the Protoco ls, a road map and a road map";
        assert_eq!(mended(often, "from Protocols, roadmap"), "from the Protocols, a road map and a road map");
    }

    #[test]
    fn typography_alone_proves_some() {
        assert_eq!(mended("the Office ’s capacity -building work .", ""), "the Office’s capacity-building work.");
        assert_eq!(mended("policy- and decision-making - or not", ""), "policy- and decision-making - or not");
    }

    #[test]
    fn a_line_that_ends_with_a_hyphen_keeps_it_unless_the_printer_set_it() {
        let elsewhere = "an interministerial group, their wellbeing, cooperation";
        assert_eq!(joined("an Inter-", "Ministerial group", elsewhere), "an Inter-Ministerial group");
        assert_eq!(joined("see to the well-", "being of all", elsewhere), "see to the well-being of all");
        assert_eq!(joined("Co-", "operation of all", elsewhere), "Co-operation of all");
        let lines = ["an Inter-", "Ministerial group, and the well-", "being of all, and Co-", "operation", elsewhere]
            .map(line);
        assert!(!vocabulary(&lines).hyphenates, "none of these is the printer's hyphen for sure");
        assert_eq!(joined("a CONVEN-", "TION", "the convention"), "a CONVENTION");
    }

    #[test]
    fn a_hyphen_behind_a_number_stays() {
        assert_eq!(joined("for the years 2011-", "2015, and", ""), "for the years 2011-2015, and");
        assert_eq!(joined("for the years 2011–", "2015, and", ""), "for the years 2011–2015, and");
        assert_eq!(joined("a 30-", "day period", ""), "a 30-day period");
        assert_eq!(joined("the 30-", "and 60-day periods", ""), "the 30- and 60-day periods");
        assert_eq!(joined("from 2011 -", "2015 was better", ""), "from 2011 - 2015 was better");
    }

    fn joined(first: &str, second: &str, elsewhere: &str) -> String {
        let vocabulary = vocabulary(&[line(first), line(second), line(elsewhere)]);
        let mut text = Passage::verbatim(first, 0);
        join(&mut text, &Passage::verbatim(second, first.len() + 1), &vocabulary, &mut Vec::new());
        text.text().to_owned()
    }

    #[test]
    fn line_ends_join_by_what_the_text_knows() {
        assert_eq!(joined("policy- and decision-", "making", "making a decision"), "policy- and decision-making");
        assert_eq!(joined("the informa-", "tion", "information"), "the information");
        assert_eq!(joined("the informa-", "tion", ""), "the informa-tion", "nothing proves that it is one word");
        assert_eq!(joined("the Inter -", "American Commission", "Ibero-American"), "the Inter-American Commission");
        assert_eq!(joined("CTOC/COP/WG.7/2019/", "INF/1", ""), "CTOC/COP/WG.7/2019/INF/1");
        assert_eq!(joined("to combat", "smuggling", ""), "to combat smuggling");
        assert_eq!(
            joined("the so-", "called", "imple\u{ad}\nments, the informa-\ntion and information"),
            "the so-called"
        );
        assert_eq!(joined("以便，", "利合作", ""), "以便，利合作");
        assert_eq!(joined("包括", "2019年", ""), "包括2019年");
    }
}
