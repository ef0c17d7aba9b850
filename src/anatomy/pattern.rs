//! The phrases of a lexicon, as they are written in its file, and where they stand in a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::Word;

/// A phrase: words, some of which may be one of several or missing, and what may stand between.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    elements: Vec<Element>,
}

#[derive(Debug, Clone)]
enum Element {
    Word {
        any: Vec<Form>,
        is_optional: bool,
    },
    /// Whatever stands there: who is addressed, what is referred to.
    Slot,
}

#[derive(Debug, Clone)]
enum Form {
    Whole(String),
    Beginning(String),
    Number,
}

impl Form {
    fn of(form: &str) -> Self {
        match form.strip_suffix('*') {
            Some(beginning) => Form::Beginning(beginning.to_owned()),
            None if form == "#" => Form::Number,
            None => Form::Whole(form.to_owned()),
        }
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Form::Whole(form) => word.small == *form,
            Form::Beginning(beginning) => word.small.starts_with(beginning.as_str()),
            Form::Number => word.is_number,
        }
    }
}

/// Phrases of one sort, by the words they can begin with.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    from: FxHashMap<String, Vec<Pattern>>,
    longest: usize,
}

impl Phrases {
    /// Reads phrases as they are written in a file.
    ///
    /// # Errors
    /// If one of them is no phrase, or begins with no whole word.
    pub(super) fn parse<'a>(phrases: impl IntoIterator<Item = &'a String>) -> Result<Self, String> {
        let mut found = Phrases::default();
        for phrase in phrases {
            let pattern = Pattern::parse(phrase)?;
            found.longest = found.longest.max(pattern.elements.len());
            for word in pattern.beginnings()? {
                found.from.entry(word.to_owned()).or_default().push(pattern.clone());
            }
        }
        Ok(found)
    }

    /// How many words the longest phrase has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Where the longest of the phrases ends that stand at a place, if one does; it ends before `limit`.
    pub(super) fn end_at(&self, words: &[Word], at: usize, limit: usize) -> Option<usize> {
        let patterns = self.from.get(&words.get(at)?.small)?;
        patterns.iter().filter_map(|pattern| Some(pattern.at(words, at, limit, &Strict(words))?.end)).max()
    }

    /// Whether one of the phrases stands at a place.
    pub(super) fn stand_at(&self, words: &[Word], at: usize, limit: usize) -> bool {
        self.end_at(words, at, limit).is_some()
    }
}

/// Where a phrase was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The places of its words.
    pub(super) words: Vec<usize>,
    /// The places that fill its slot.
    pub(super) slot: Option<Range<usize>>,
    /// Where the text goes on behind it.
    pub(super) end: usize,
}

/// What a pattern may pass over, and where its slot may end.
pub(super) trait Reading {
    /// Where what fills a slot begins, if the phrase has come to a place.
    fn slot_from(&self, at: usize) -> usize;
    /// The places at which a phrase may go on if its next word does not stand at this one.
    fn beyond(&self, at: usize) -> Vec<usize>;
    /// Whether a slot may end before the word at a place, by which the phrase goes on.
    fn may_end_slot(&self, at: usize) -> bool;
    /// Whether a slot cannot reach beyond a place.
    fn bars_slot(&self, at: usize) -> bool;
}

/// A reading word by word, in which a slot holds words only.
pub(super) struct Strict<'a>(pub(super) &'a [Word]);

impl Reading for Strict<'_> {
    fn slot_from(&self, at: usize) -> usize {
        at
    }

    /// Behind a number that repeats a word in brackets: "thirty (30) days".
    fn beyond(&self, at: usize) -> Vec<usize> {
        match self.0.get(at..at + 3) {
            Some([open, number, close]) if open.is("(") && number.is_number && close.is(")") => vec![at + 3],
            _ => Vec::new(),
        }
    }

    fn may_end_slot(&self, _: usize) -> bool {
        true
    }

    fn bars_slot(&self, at: usize) -> bool {
        !self.0[at].is_word
    }
}

/// How many words a slot in the middle of a phrase may hold.
const SLOT: usize = 60;

impl Pattern {
    /// Reads a phrase as it is written in a file.
    ///
    /// # Errors
    /// If it has no word, or two slots side by side.
    pub(super) fn parse(phrase: &str) -> Result<Self, String> {
        let elements: Vec<Element> = phrase.split_whitespace().map(Element::of).collect();
        let is_slot = |element: &Element| matches!(element, Element::Slot);
        if elements.windows(2).any(|pair| pair.iter().all(is_slot)) {
            return Err(format!("the phrase `{phrase}` has two … side by side"));
        }
        match elements.first() {
            Some(Element::Word { is_optional: false, .. }) => Ok(Pattern { elements }),
            _ => Err(format!("the phrase `{phrase}` has to begin with a word that is never missing")),
        }
    }

    /// Two phrases, one behind the other.
    pub(super) fn then(&self, other: &Pattern) -> Pattern {
        Pattern { elements: self.elements.iter().chain(&other.elements).cloned().collect() }
    }

    /// Whether what fills the slot is the last thing.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.elements.last(), Some(Element::Slot))
    }

    /// The words the phrase can begin with.
    ///
    /// # Errors
    /// If these are not whole words: phrases are looked up by them.
    pub(super) fn beginnings(&self) -> Result<Vec<&str>, String> {
        let Some(Element::Word { any, .. }) = self.elements.first() else { return Ok(Vec::new()) };
        fn whole(form: &Form) -> Result<&str, String> {
            match form {
                Form::Whole(word) => Ok(word),
                Form::Beginning(_) | Form::Number => {
                    Err("a phrase has to begin with a whole word, without * or #".to_owned())
                }
            }
        }
        any.iter().map(whole).collect()
    }

    /// Finds the phrase at a place. It ends before `limit`.
    pub(super) fn at(&self, words: &[Word], at: usize, limit: usize, reading: &impl Reading) -> Option<Found> {
        let mut search = Search { words, limit: limit.min(words.len()), reading, found: Found::default() };
        search.follow(&self.elements, at, false).then_some(search.found)
    }
}

impl Element {
    fn of(text: &str) -> Self {
        if text == "…" || text == "..." {
            return Element::Slot;
        }
        let (forms, is_optional) = match text.strip_suffix('?') {
            Some(forms) => (forms, true),
            None => (text, false),
        };
        Element::Word { any: forms.split('|').map(Form::of).collect(), is_optional }
    }
}

struct Search<'a, R> {
    words: &'a [Word],
    limit: usize,
    reading: &'a R,
    found: Found,
}

impl<R: Reading> Search<'_, R> {
    /// Whether the elements stand from a place on. `may_pass`: whether something may be passed over here.
    fn follow(&mut self, elements: &[Element], at: usize, may_pass: bool) -> bool {
        let Some((first, rest)) = elements.split_first() else {
            self.found.end = at;
            return true;
        };
        match first {
            Element::Slot => self.fill(rest, self.reading.slot_from(at)),
            Element::Word { any, is_optional } => {
                self.take(any, rest, at)
                    || *is_optional && self.follow(rest, at, may_pass)
                    || may_pass && self.pass(elements, at)
            }
        }
    }

    fn take(&mut self, any: &[Form], rest: &[Element], at: usize) -> bool {
        if at >= self.limit || !any.iter().any(|form| form.fits(&self.words[at])) {
            return false;
        }
        self.found.words.push(at);
        let stands = self.follow(rest, at + 1, true);
        if !stands {
            self.found.words.pop();
        }
        stands
    }

    fn pass(&mut self, elements: &[Element], at: usize) -> bool {
        if at >= self.limit {
            return false;
        }
        let reading = self.reading;
        reading.beyond(at).into_iter().any(|beyond| beyond > at && self.follow(elements, beyond, false))
    }

    /// Fills a slot with as little as lets the phrase go on.
    fn fill(&mut self, rest: &[Element], at: usize) -> bool {
        if rest.is_empty() {
            self.found.slot = Some(at..self.limit);
            self.found.end = at;
            return at < self.limit;
        }
        let limit = self.limit.min(at + SLOT);
        for end in at + 1..limit {
            if self.reading.bars_slot(end - 1) {
                return false;
            }
            if self.reading.may_end_slot(end) && self.follow(rest, end, false) {
                self.found.slot = Some(at..end);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anatomy::lexicon::Lexicon;
    use crate::anatomy::words::words;
    use crate::language::{Language, Reading};

    fn found(phrase: &str, text: &str) -> Option<Vec<String>> {
        let words = words(&Reading::of(text, Language::of(None)), &[], &Lexicon::empty());
        let found = Pattern::parse(phrase).unwrap().at(&words, 0, words.len(), &Strict(&words))?;
        Some(found.words.iter().map(|&at| words[at].small.clone()).collect())
    }

    #[test]
    fn words_may_be_one_of_several_missing_or_anything() {
        let phrase = "is|are also? encourag* … to";
        assert_eq!(found(phrase, "are encouraged by all means to act").unwrap(), ["are", "encouraged", "to"]);
        assert_eq!(found(phrase, "Is also encouraging them to act").unwrap(), ["is", "also", "encouraging", "to"]);
        assert_eq!(found(phrase, "are invited to act"), None);
        assert_eq!(found("within # days", "within 30 days").unwrap(), ["within", "30", "days"]);
    }

    #[test]
    fn a_phrase_has_to_begin_with_a_word() {
        assert!(Pattern::parse("").is_err() && Pattern::parse("… to").is_err() && Pattern::parse("a? b").is_err());
        assert!(Pattern::parse("calls upon … … to").is_err());
    }

    #[test]
    fn a_slot_holds_something_and_not_too_much() {
        let slot = |phrase: &str, text: &str| {
            let words = words(&Reading::of(text, Language::of(None)), &[], &Lexicon::empty());
            Pattern::parse(phrase).unwrap().at(&words, 0, words.len(), &Strict(&words))?.slot
        };
        assert_eq!(
            (slot("calls upon …", "calls upon millers to act"), slot("calls upon …", "calls upon")),
            (Some(2..5), None)
        );
        assert_eq!(slot("calls upon … to", "calls upon millers to act"), Some(2..3));
        assert_eq!(slot("calls upon … to", "calls upon to act"), None);
        let long = |count: usize| format!("calls upon {} to act", vec!["mill"; count].join(" "));
        assert_eq!(slot("calls upon … to", &long(SLOT - 1)), Some(2..SLOT + 1));
        assert_eq!(slot("calls upon … to", &long(SLOT)), None);
    }
}
