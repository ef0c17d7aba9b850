//! Who is asked: the subject of a phrase, or whoever is named within it.

use std::ops::Range;

use super::clause::Sentence;
use super::pattern::Found;

/// How far before its phrase a subject is looked for, in words.
const LONGEST_LEAD: usize = 120;

impl Sentence<'_> {
    /// Where somebody who can be addressed is named at a place, the end of the name.
    pub(super) fn actor_at(&self, at: usize, limit: usize) -> Option<usize> {
        let mut from = at;
        loop {
            if let Some(end) = self.lexicon.actors.end_at(self.words, from, limit) {
                return Some(end);
            }
            let is_determiner = from < limit && self.lexicon.determiners.contains(&self.words[from].small);
            if !is_determiner {
                return None;
            }
            from += 1;
        }
    }

    /// The addressee of "demands that all parties ...": whoever is named behind the phrase.
    pub(super) fn actor_behind(&self, found: &Found) -> Vec<Range<usize>> {
        let ends_with_that =
            found.words.last().is_some_and(|&last| self.lexicon.relatives.contains(&self.words[last].small));
        let end = if ends_with_that { self.actor_at(found.end, self.range.end) } else { None };
        end.map(|end| found.end..end).into_iter().collect()
    }

    /// The subject of a phrase, if it names somebody who can be asked. Of anything else ("Such research should")
    /// the text does not say who is to do it.
    pub(super) fn subject(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let from = self.joined_from(at).filter(|&from| self.actor_at(from, at).is_some()).unwrap_or(self.start());
        let from = from.max(at.saturating_sub(LONGEST_LEAD));
        // "Los Estados parte también" are the States parties.
        let at = from.max(self.before_modifiers(at));
        let segments = self.segments(from..at);
        let begins = |segment: &Range<usize>| self.actor_at(segment.start, at).is_some();
        let kept = segments.iter().find(|segment| begins(segment)).map(|first| self.kept(first.start..at))?;
        // A verb before the phrase that no relative explains: this is more than a subject.
        let told = kept.iter().cloned().flatten().find(|&place| {
            let small = &self.words[place].small;
            self.lexicon.predicate.contains(small) || self.lexicon.relatives.contains(small)
        });
        told.is_none_or(|place| self.lexicon.relatives.contains(&self.words[place].small)).then_some(kept)
    }

    /// What stands between commas, without the commas, conjunctions at its beginning, and qualifiers.
    fn segments(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = range.start;
        let mut at = range.start;
        let mut close = |start: usize, end: usize| {
            let from = if start < end && self.lexicon.joins(&self.words[start]) { start + 1 } else { start };
            if from < end {
                found.push(from..end);
            }
        };
        while at < range.end {
            match self.qualifier_from(at) {
                Some(place) => {
                    close(start, at);
                    at = place.words.end;
                    start = at;
                }
                None if self.words[at].is(",") => {
                    close(start, at);
                    at += 1;
                    start = at;
                }
                None => at += 1,
            }
        }
        close(start, range.end);
        found
    }

    /// The parts of a subject that belong to it: what is inserted is left out.
    pub(super) fn kept(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut kept: Vec<Range<usize>> = Vec::new();
        let mut is_inside = true;
        for segment in self.segments(range.clone()) {
            let restricts = self.restricts(segment.start, range.start);
            let is_opening = self.lexicon.openings.contains(&self.words[segment.start].small);
            let is_first = kept.is_empty();
            is_inside =
                is_first || restricts || self.actor_at(segment.start, range.end).is_some() || is_inside && !is_opening;
            if !is_inside {
                continue;
            }
            // A conjunction that was cut off belongs to what it joins.
            let joined = segment.start.saturating_sub(1);
            let is_joined = !is_first && joined >= range.start && self.lexicon.joins(&self.words[joined]);
            let start = if is_joined { joined } else { segment.start };
            let end = self.without_negation(start..segment.end);
            if start >= end {
                continue;
            }
            match kept.last_mut() {
                // Only a comma between them.
                Some(last) if last.end + 1 >= start => last.end = end,
                _ => kept.push(start..end),
            }
        }
        kept
    }

    /// The end of a run without the longest negation that it ends with.
    fn without_negation(&self, run: Range<usize>) -> usize {
        let from = run.start.max(run.end.saturating_sub(self.lexicon.negating.longest()));
        let negation =
            (from..run.end).find(|&at| self.lexicon.negating.end_at(self.words, at, run.end) == Some(run.end));
        negation.unwrap_or(run.end)
    }

    fn restricts(&self, at: usize, from: usize) -> bool {
        self.lexicon.restricting.stand_at(self.words, at, self.range.end)
            || at > from && self.lexicon.joins(&self.words[at - 1])
    }
}
