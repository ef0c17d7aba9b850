//! The words of a document and which of them stand side by side: what proves that a broken word is one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxBuildHasher;

use super::words::Words;
use crate::ingest::Line;
use crate::language::Language;

/// A word with the hyphens and apostrophes inside it.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}+(?:[-‐’']\p{L}+)*").expect("valid"));

/// The mark of a list's item, which is no word: "(f) how" has no word "f".
static ITEM_MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(\p{L}{1,4}\)").expect("valid"));

type Counts<K> = HashMap<K, usize, FxBuildHasher>;

/// The words of a document: what proves that a broken word is one.
#[derive(Debug)]
pub(super) struct Vocabulary {
    structure: &'static Words,
    pub(super) language: &'static Language,
    words: Counts<String>,
    /// Words that stand beside each other with only space between, and together are a word as well.
    pairs: Counts<(String, String)>,
    /// What they are together.
    pub(super) wholes: HashSet<String, FxBuildHasher>,
    /// Whether the document was set with hyphenation, so that a hyphen at a line's end is the
    /// printer's unless the text shows otherwise.
    pub(super) hyphenates: bool,
    /// Whether the text layer breaks words: it has broken several that cannot be two.
    breaks_words: bool,
    /// Whether the text layer sets hyphens apart from the word before ("capacity -building") more
    /// often than the text has dashes with a space on either side.
    pub(super) detaches_hyphens: bool,
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

    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains_key(&word.to_lowercase())
    }

    /// Whether a word that is broken at a line's end may as well have a hyphen of its own: "co-operation", "well-being".
    /// Then the same word in one piece elsewhere is another spelling, and no proof.
    pub(super) fn may_be_compound(&self, broken: &BrokenWord<'_>) -> bool {
        !broken.is_of_one_case()
            || self.structure.is_prefix(broken.head)
            || self.has(broken.head) && self.has(broken.tail)
    }

    /// Whether two pieces with a space between are one word. Pieces that may be words are so only in a text layer that
    /// breaks words, and where they stand together no oftener than the whole word: "road map" stays two words beside "roadmap".
    pub(super) fn proves(&self, first: &str, second: &str) -> bool {
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

/// The longest word that is looked at, in bytes. A text without spaces, joined line by line, would else be gone through
/// again at each.
pub(super) const LONGEST_WORD: usize = 100;

/// A word that a line's end has cut in two behind a hyphen.
pub(super) struct BrokenWord<'a> {
    /// Where the text before the hyphen ends, spaces aside.
    pub(super) stem: usize,
    pub(super) head: &'a str,
    pub(super) tail: &'a str,
}

impl<'a> BrokenWord<'a> {
    /// Whether its parts may be of one word: a word goes on in capitals only if it began so.
    pub(super) fn is_of_one_case(&self) -> bool {
        !self.tail.starts_with(char::is_uppercase) || !self.head.contains(char::is_lowercase)
    }

    pub(super) fn at(before: &'a str, next: &'a str) -> Option<Self> {
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
