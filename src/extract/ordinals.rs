//! The words by which the meetings of a body are counted: "nineteenth", "twenty-first", "42e".

use serde::Deserialize;

use super::words::any;
use crate::model::numerals;

/// Numbers with the ends of ordinals: "28th", "13ª", "42e", "20-я". They stand beside the words in every language.
const FIGURES: &str = r"\d{1,3}(?:st|nd|rd|th|er|e|ème|\.?[ªº°ᵉ]|-[a-zа-яё]{1,2})";

/// What meetings are numbered in where a language has no words for it.
const NUMERALS: &str = r"[\d〇零一二三四五六七八九十百]+";

/// The most tens and hundreds before a smaller ordinal: "one hundred and twenty-first" has two.
const MOST_TENS: usize = 2;

/// An ordinal with which smaller ones are joined.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tens {
    value: u32,
    /// What stands before the smaller one ("twenty-"); with a space in front, what stands behind it.
    joined: Vec<String>,
    /// The ordinal by itself: "twentieth".
    alone: Vec<String>,
}

/// The ordinals of one language.
#[derive(Debug)]
pub(super) struct Ordinals {
    /// The first ones, in order. An entry may have several forms.
    units: Vec<String>,
    tens: Vec<Tens>,
}

impl Ordinals {
    pub(super) fn new(units: Vec<String>, tens: Vec<Tens>) -> Self {
        Ordinals { units, tens }
    }

    /// A pattern that matches any of them, in small letters or capitals.
    pub(super) fn pattern(&self) -> String {
        if self.units.is_empty() {
            return NUMERALS.to_owned();
        }
        let joined = |behind: bool, hundreds: bool| {
            let tens = self.tens.iter().filter(|tens| (tens.value >= 100) == hundreds);
            let all = any(tens
                .flat_map(|tens| &tens.joined)
                .map(String::as_str)
                .filter(|one| one.starts_with(' ') == behind));
            if all.is_empty() { all } else { format!("(?:{all})?") }
        };
        let units = self.units.iter().map(|entry| entry.split('|').collect::<Vec<_>>());
        let alone = self.tens.iter().map(|tens| tens.alone.iter().map(String::as_str).collect());
        let mut entries: Vec<Vec<&str>> = units.chain(alone).collect();
        // "الثاني عشر" is not to be read as "الثاني".
        entries.sort_by_key(|forms| std::cmp::Reverse(forms.iter().map(|form| form.len()).max()));
        let words: Vec<String> = entries.iter().map(|forms| factored(forms)).collect();
        let before = [joined(false, true), joined(false, false)].concat();
        let behind = [joined(true, false), joined(true, true)].concat();
        format!("(?i:{before}(?:{}){behind})|{FIGURES}", words.join("|"))
    }

    /// The number that one names: "sixth" is 6.
    pub(super) fn value(&self, word: &str) -> Option<u32> {
        self.in_words(&word.to_lowercase(), MOST_TENS).or_else(|| {
            let figures = word.trim_end_matches(|c: char| !c.is_numeric());
            numerals::value(if figures.is_empty() { word } else { figures })
        })
    }

    fn in_words(&self, word: &str, tens_left: usize) -> Option<u32> {
        let is = |form: &str| form.to_lowercase() == word;
        let alone = self.tens.iter().find(|tens| tens.alone.iter().any(|form| is(form))).map(|tens| tens.value);
        let unit = self.units.iter().position(|entry| entry.split('|').any(is)).map(|at| at as u32 + 1);
        let joined = || {
            self.tens.iter().find_map(|tens| {
                let rest = tens.joined.iter().find_map(|form| match form.starts_with(' ') {
                    true => word.strip_suffix(form.as_str()),
                    false => word.strip_prefix(form.as_str()),
                });
                Some(tens.value + self.in_words(rest?, tens_left.checked_sub(1)?)?)
            })
        };
        unit.or(alone).or_else(joined)
    }
}

/// A pattern that matches any of some forms of a word, with what they have in common once: they are many.
fn factored(forms: &[&str]) -> String {
    let first = forms.first().copied().unwrap_or_default();
    let is_common = |end: usize| forms.iter().all(|form| form.starts_with(&first[..end]));
    let ends = first.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let common = ends.take_while(|&end| is_common(end)).last().unwrap_or(0);
    let rests = any(forms.iter().map(|form| &form[common..]));
    format!("{}(?:{rests})", regex::escape(&first[..common]))
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use crate::extract::words::Words;

    #[test]
    fn ordinals_are_read_in_each_language() {
        for (language, ordinals) in [
            ("en", &[("first", 1), ("Nineteenth", 19), ("twentieth", 20), ("Forty-fourth", 44), ("137th", 137)][..]),
            ("en", &[("one hundred and twenty-ninth", 129), ("ONE HUNDREDTH", 100), ("ninetieth", 90)]),
            ("fr", &[("première", 1), ("vingt et unième", 21), ("soixante-douzième", 72), ("quatre-vingtième", 80)]),
            ("fr", &[("quatre-vingt-dix-septième", 97), ("trentième", 30), ("42e", 42)]),
            ("es", &[("décimo", 10), ("decimonoveno", 19), ("vigésimo segundo", 22), ("19º", 19), ("19.º", 19)]),
            ("ru", &[("девятнадцатую", 19), ("двадцать первую", 21), ("сорок четвертой", 44), ("сотая", 100)]),
            ("ar", &[("الأولى", 1), ("التاسعة عشرة", 19), ("الحادية والعشرين", 21), ("الثلاثون", 30)]),
            ("zh", &[("十九", 19), ("一百零五", 105)]),
        ] {
            let words = Words::of(Some(language));
            let pattern = Regex::new(&format!("^(?:{})$", words.ordinals.pattern())).unwrap();
            for (ordinal, number) in ordinals {
                assert_eq!(words.ordinals.value(ordinal), Some(*number), "{ordinal}");
                assert!(pattern.is_match(ordinal), "{ordinal}");
            }
        }
        assert_eq!(Words::of(Some("en")).ordinals.value("twenty-"), None);
        assert_eq!(Words::of(Some("en")).ordinals.value("twenty-twenty-twenty-first"), None);
    }

    #[test]
    fn what_forms_have_in_common_stands_once() {
        let pattern = super::factored(&["vierte", "vierter", "viertes"]);
        assert!(pattern.starts_with("vierte(?:"), "{pattern}");
        let pattern = Regex::new(&format!("^(?:{pattern})$")).unwrap();
        assert!(["vierte", "vierter", "viertes"].iter().all(|form| pattern.is_match(form)));
        assert!(!pattern.is_match("viert") && !pattern.is_match("viertens"));
    }
}
