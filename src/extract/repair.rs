//! Mends words that a PDF's text layer or a printer's hyphen has broken, where the text itself
//! proves what they were: `fro m` is *from* because *from* stands elsewhere in the document and
//! neither `fro` nor `m` does.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::vocabulary::{BrokenWord, LONGEST_WORD, Vocabulary};
use crate::ingest::is_square;
use crate::model::{Mend, Passage};

/// A run of letters.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}+").expect("valid"));

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::words::Words;
    use crate::ingest::{Line, Start};
    use crate::language::Language;

    fn line(text: &str) -> Line {
        Line { passage: Passage::verbatim(text, 0), start: Start::Flow, indent: 0, emphasised: false, said: None }
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
