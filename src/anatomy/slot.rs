//! How far a phrase reaches over what stands between its words: the addressee, modifiers, qualifiers and insertions.

use super::clause::{LONGEST_INSERTION, Sentence};
use super::pattern::Reading;
use super::words::Word;

impl Reading for Sentence<'_> {
    /// Behind a modifier: some languages put it behind the verb ("Prie également le Secrétaire général de").
    fn slot_from(&self, at: usize) -> usize {
        self.behind_modifiers(at)
    }

    /// Behind a modifier, a qualifier, an insertion between commas, or the mark of an item.
    fn beyond(&self, at: usize) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        places.extend(self.modifier_at(at).map(|end| self.behind_modifiers(end)));
        places.extend(self.qualifier_from(at).map(|place| place.words.end));
        if self.words[at].is(":") {
            let item = Sentence { range: at + 1..self.range.end, ..*self };
            places.push(item.start());
        }
        if self.words[at].is(",") && self.is_insertion(at + 1) {
            let limit = self.range.end.min(at + LONGEST_INSERTION);
            let commas = (at + 1..limit).filter(|&place| self.words[place].is(","));
            places.extend(commas.map(|comma| self.behind_modifiers(comma + 1)));
        }
        places
    }

    fn may_end_slot(&self, at: usize) -> bool {
        if !self.lexicon.mark.contains(&self.words[at].small) {
            return true;
        }
        let next = self.behind_modifiers(at + 1);
        let is_verb = |word: &Word| word.is_word && !word.is_capital && !word.has_digit();
        next < self.range.end
            && (self.words[next].is(",")
                || self.words[next].is(":")
                || is_verb(&self.words[next])
                    && self.lexicon.may_be_infinitive(&self.words[at].small, &self.words[next].small))
    }

    fn bars_slot(&self, at: usize) -> bool {
        self.words[at].is(";")
    }
}

impl Sentence<'_> {
    fn is_insertion(&self, at: usize) -> bool {
        let at = if at < self.range.end && self.lexicon.joins(&self.words[at]) { at + 1 } else { at };
        at < self.range.end
            && (self.lexicon.openings.contains(&self.words[at].small)
                || self.qualifier_from(at).is_some()
                || self.modifier_at(at).is_some())
    }
}
