//! Short forms that a document itself introduces: "the National Preventive Mechanism (NPM)".
//!
//! Whether some letters are short for some words is decided as by A. S. Schwartz and M. A. Hearst, "A simple algorithm
//! for identifying abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 8 (2003), 451-462:
//! from right to left, each letter of the short form stands in the long form, and the first one begins a word there.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use borsh::{BorshDeserialize, BorshSerialize};
use regex::Regex;

use super::forms::Forms;
use super::recognise::{Recogniser, Text, What};
use super::trie::{Spelling, Trie, key};
use super::{NamedKind, Thing, protocols};
use crate::language::{Language, Word};

/// The short forms that a document introduces, and what they are short for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Introduced {
    names: Trie<Arc<Thing>>,
    pairs: Vec<Pair>,
}

/// A short form with what it is short for.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Pair {
    short: String,
    long: String,
    thing: Arc<Thing>,
}

impl Pair {
    /// What pairs are put in order by.
    fn key(&self) -> (&str, &str, &str) {
        (&self.short, &self.thing.id, &self.long)
    }

    /// Takes pairs out that are among others twice.
    pub(crate) fn each_once(pairs: &mut Vec<Pair>) {
        pairs.sort_by(|one, other| one.key().cmp(&other.key()));
        pairs.dedup();
    }
}

/// The lengths of short forms, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=10;

/// A bracket with what is in it.
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[(（](?<inside>[^()（）]{2,160})[)）]").expect("valid"));

/// What may be a short form: capitals, digits and hyphens, and the ending of a plural.
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Lu}[\p{Lu}\p{N}-]*\p{Lu}[\p{Lu}\p{N}-]*s?$").expect("valid"));

impl Introduced {
    /// What some texts introduce. Of a short form that is introduced twice, the first counts.
    pub(crate) fn of<'t, W: Iterator<Item = (Word, u32)>>(
        recogniser: &Recogniser,
        texts: impl Iterator<Item = (&'t str, W)>,
    ) -> Self {
        let mut introduced = Introduced::default();
        for (text, words) in texts {
            let brackets: Vec<_> = brackets(recogniser, text).collect();
            // Most texts have none, and need not be read.
            if brackets.is_empty() {
                continue;
            }
            let text = recogniser.read(text, words);
            for (start, inside) in brackets {
                if let Some(pair) = pair(recogniser, &text, start, inside) {
                    introduced.add(pair, recogniser.spelling());
                }
            }
        }
        introduced
    }

    /// What several documents introduce, without what they introduce for different things.
    pub(crate) fn together<'i>(all: impl Iterator<Item = &'i Pair>, code: Option<&str>) -> Self {
        let spelling = Spelling { language: Language::of(code), and: &Forms::of(code).and };
        let mut pairs: Vec<&Pair> = all.collect();
        // Whatever the order of the documents.
        pairs.sort_by(|one, other| one.key().cmp(&other.key()));
        let mut together = Introduced::default();
        // "The Agency" is another one in every document.
        pairs.retain(|pair| SHORT.is_match(&pair.short));
        for same in pairs.chunk_by(|one, other| one.short == other.short) {
            if same.iter().all(|pair| pair.thing == same[0].thing) {
                together.add(same[0].clone(), spelling);
            }
        }
        together
    }

    /// The same again, of what [`Introduced::pairs`] told.
    pub(crate) fn again(pairs: Vec<Pair>, code: Option<&str>) -> Self {
        let spelling = Spelling { language: Language::of(code), and: &Forms::of(code).and };
        let mut again = Introduced::default();
        pairs.into_iter().for_each(|pair| again.add(pair, spelling));
        again
    }

    /// The short forms with what they are short for.
    pub(crate) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    pub(super) fn names(&self) -> &Trie<Arc<Thing>> {
        &self.names
    }

    fn add(&mut self, pair: Pair, spelling: Spelling) {
        if self.pairs.iter().any(|known| known.short == pair.short) {
            return;
        }
        for name in [&pair.short, &pair.long] {
            self.names.add(name, pair.thing.clone(), spelling);
        }
        self.pairs.push(pair);
    }
}

/// The brackets of a text that may introduce something, with where they begin: letters in capitals stand in them or before
/// them, or they announce it.
fn brackets<'t>(recogniser: &Recogniser, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let is_shouted = |word: &str| word.chars().filter(|letter| letter.is_uppercase()).nth(1).is_some();
    let may_introduce = move |(start, inside): &(usize, &'t str)| {
        let before = text[..*start].trim_end().rsplit(' ').next().unwrap_or_default();
        let mut words = inside.split(' ');
        words.clone().any(is_shouted)
            || is_shouted(before)
            || words.next().is_some_and(|first| {
                recogniser.forms.introduced.contains(&first.to_lowercase()) || first.starts_with(QUOTES)
            })
    };
    let found = text.contains(['(', '（']).then(|| BRACKET.captures_iter(text)).into_iter().flatten();
    let bracket = |found: regex::Captures<'t>| {
        let inside = found.name("inside")?;
        Some((found.get_match().start(), inside.as_str().trim()))
    };
    found.filter_map(bracket).filter(may_introduce)
}

/// Marks that a short form may be set in, and the space between.
const QUOTES: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', ' '];

/// What a bracket introduces.
fn pair(recogniser: &Recogniser, text: &Text, start: usize, inside: &str) -> Option<Pair> {
    let before = text.text[..start].trim_end();
    let language = recogniser.spelling().language;
    let (said, is_announced) = without_announcement(recogniser, inside);
    let first = said.split([',', ';', ' ']).next()?;
    let known = |name: &str| known(recogniser, text, name);
    let (short, long) = if SHORT.is_match(said)
        || (SHORT.is_match(first) && said[first.len()..].starts_with([',', ';']))
    {
        // "(NPM, the National Preventive Mechanism)" says both.
        let behind = said[first.len()..].trim_start_matches([',', ';', ' ']);
        let of = |words| {
            let words = candidate(words, first, language);
            // What all know is short for something else only if all its letters begin words.
            long_form(first, words, true).or_else(|| long_form(first, words, false).filter(|_| known(first).is_none()))
        };
        (first, of(behind).or_else(|| of(before))?)
    } else if said.contains(' ') && before.rsplit(' ').next().is_some_and(|last| SHORT.is_match(last)) {
        // "NPM (National Preventive Mechanism)".
        let short = before.rsplit(' ').next()?;
        (short, long_form(short, said, true)?)
    } else if is_announced {
        // "The National Agency for Seeds (hereinafter “the Agency”)".
        let long = named_before(text, start)?;
        let has = |word: &str| long.split(' ').any(|own| own == word);
        let is_name = said.starts_with(char::is_uppercase) && said.split(' ').all(has) && said.len() < long.len();
        (is_name.then_some(said)?, long)
    } else {
        return None;
    };
    if !LETTERS.contains(&short.chars().count()) && !is_announced {
        return None;
    }
    // "Parties to the Convention on Casks (hereinafter the Convention)" is about the name at the end, which has the word.
    let at_end = ending(recogniser, text, before).filter(|(name, thing)| {
        let is_of_it =
            if is_announced { name.contains(short) } else { name.len() > long.len() && name.ends_with(long) };
        is_of_it || known(short).is_some_and(|short| short.family() == thing.family())
    });
    let thing = match (known(long).or(at_end.map(|(_, thing)| thing)), known(short)) {
        // What all know it for it is, unless it is something quite different here.
        (Some(long), Some(short)) if long.family() == short.family() => return None,
        (Some(long), _) => long,
        // A name that begins as one of its family does is that one, misprinted or in more words.
        (None, Some(short)) if begins_as_one_of(recogniser, text, long, &short) => return None,
        (None, _) => {
            let words = key(long, recogniser.spelling());
            if words.len() < 2 {
                return None;
            }
            Thing::of(words.join(" "), NamedKind::Introduced, None)
        }
    };
    let short = short.strip_suffix('s').filter(|base| SHORT.is_match(base)).unwrap_or(short);
    Some(Pair { short: short.to_owned(), long: long.to_owned(), thing })
}

/// How many words of a name may be left out where it is listed: "the United Nations".
const LEFT_OUT: usize = 2;

/// How many words before a bracket are gone through for a name.
const REACH: usize = 40;

/// Whether the beginning of a name is a name of something of a thing's family.
fn begins_as_one_of(recogniser: &Recogniser, text: &Text, name: &str, thing: &Thing) -> bool {
    let ends = name.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    ends.filter_map(|end| known(recogniser, text, &name[..end])).any(|known| known.family() == thing.family())
}

/// What a name names, if all know it: nearly all of its words up to the last have to be that name.
fn known(recogniser: &Recogniser, text: &Text, name: &str) -> Option<Arc<Thing>> {
    let (at_end, thing) = ending(recogniser, text, name)?;
    let language = recogniser.spelling().language;
    // Where the name begins within a word, what is known may begin before it.
    let before = &name[..(at_end.as_ptr() as usize).checked_sub(name.as_ptr() as usize)?];
    let left_out = before.split_whitespace().filter(|word| !language.is_function_word(word)).count();
    (left_out <= LEFT_OUT).then_some(thing)
}

/// What all know that some words of a text name at their end, and the words that name it.
fn ending<'t>(recogniser: &Recogniser, text: &Text<'t>, words: &'t str) -> Option<(&'t str, Arc<Thing>)> {
    let start = words.as_ptr() as usize - text.text.as_ptr() as usize;
    let first = text.pieces.partition_point(|piece| piece.span.end <= start);
    let last = text.pieces.partition_point(|piece| piece.span.start < start + words.len());
    let pieces = &text.pieces[first.max(last.saturating_sub(REACH))..last];
    let words = Text { text: text.text, pieces: pieces.to_vec() };
    let mut found = recogniser.listed(&words, &[]);
    protocols::settle(recogniser, &words, &mut found);
    let named = found.pop().filter(|found| found.pieces.end == words.pieces.len())?;
    let span = words.span(&named.pieces);
    match named.what {
        What::Things(mut things) if things.len() == 1 => things.pop().map(|(_, thing)| (&text.text[span], thing)),
        _ => None,
    }
}

/// What stands in a bracket without "hereinafter referred to as the" and quotation marks, and whether these are there.
fn without_announcement<'t>(recogniser: &Recogniser, inside: &'t str) -> (&'t str, bool) {
    let mut rest = inside.trim();
    let mut is_announced = false;
    loop {
        let bare = rest.trim_start_matches(QUOTES);
        is_announced |= bare.len() < rest.len();
        let end = bare.find([' ', ':', ',']).unwrap_or(bare.len());
        if end == bare.len() || !recogniser.forms.introduced.contains(&bare[..end].to_lowercase()) {
            return (bare.trim_end_matches(QUOTES), is_announced);
        }
        (rest, is_announced) = (bare[end..].trim_start_matches([' ', ':', ',']), true);
    }
}

/// The words before a short form that may be its long form: of one sentence, at most so many as the letters allow. Unlike
/// with Schwartz and Hearst small words do not count, of which the names of treaties and bodies are full.
fn candidate<'t>(before: &'t str, short: &str, language: &Language) -> &'t str {
    let letters = short.chars().count();
    let most = (letters + 5).min(letters * 2);
    let clause = before
        .rfind(['.', ';', ':', '(', ')', '"', '“', '”', '\n'])
        .map_or(before, |at| before[at..].trim_start_matches(['.', ';', ':', '(', ')', '"', '“', '”', '\n']));
    let starts: Vec<usize> = words_of(clause)
        .filter(|word| !language.is_function_word(&clause[word.clone()]))
        .map(|word| word.start)
        .collect();
    let first = starts.len().saturating_sub(most);
    starts.get(first).map_or("", |&start| &clause[start..])
}

fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// The shortest end of some words that a short form can be short for; its letters may have to begin words, every one.
fn long_form<'t>(short: &str, words: &'t str, is_strict: bool) -> Option<&'t str> {
    let words = words.trim_end_matches([' ', ',', '"', '”', '»']);
    let letters: Vec<(usize, char)> = words.char_indices().collect();
    let small = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let begins_word = |at: usize| at == 0 || !letters[at - 1].1.is_alphanumeric();
    let base = short.strip_suffix('s').unwrap_or(short);
    let mut at = letters.len();
    for (place, wanted) in base.chars().enumerate().collect::<Vec<_>>().into_iter().rev() {
        if !wanted.is_alphanumeric() {
            continue;
        }
        at = (0..at)
            .rev()
            .find(|&at| small(letters[at].1) == small(wanted) && (place > 0 && !is_strict || begins_word(at)))?;
    }
    let long = &words[letters.get(at)?.0..];
    // Letters that stand for themselves are short for nothing.
    let is_longer = long.chars().count() > short.chars().count() && long.contains([' ', '-']);
    (is_longer && !long.split_whitespace().any(|word| word == short)).then_some(long)
}

/// The name that ends before a bracket: words with capitals, and small words between them.
fn named_before<'t>(text: &Text<'t>, start: usize) -> Option<&'t str> {
    let end = text.pieces.partition_point(|piece| piece.span.end <= start);
    let is_capital = |at: usize| text.text[text.pieces[at].span.clone()].starts_with(char::is_uppercase);
    let mut first = end;
    for at in (0..end).rev() {
        if at + 1 < end && text.gap_behind(at) != super::trie::Gap::None {
            break;
        }
        if is_capital(at) && !text.pieces[at].is_function {
            first = at;
        } else if !text.pieces[at].is_function {
            break;
        }
    }
    (first < end).then(|| &text.text[text.pieces[first].span.start..text.pieces[end - 1].span.end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_held_against_words() {
        let english = Language::of(Some("en"));
        let long = |short: &str, words: &str| {
            let words = candidate(words, short, english);
            long_form(short, words, true).or_else(|| long_form(short, words, false)).map(str::to_owned)
        };
        assert_eq!(
            long("NPM", "set up the National Preventive Mechanism").as_deref(),
            Some("National Preventive Mechanism")
        );
        assert_eq!(long("HBC", "the Harbour Board of Casks").as_deref(), Some("Harbour Board of Casks"));
        assert_eq!(long("ABC", "the Harbour Board"), None);
        assert_eq!(
            long("SGBV", "prevent sexual and gender-based violence").as_deref(),
            Some("sexual and gender-based violence")
        );
        assert_eq!(long("NAPs", "adopt national action plans").as_deref(), Some("national action plans"));
        assert_eq!(long("UK", "the report of the UK"), None);
    }
}
