//! The operative phrases of a sentence, and whom each addresses.

use std::ops::Range;

use super::lexicon::{Lexicon, Operative, Style};
use super::pattern::{Found, Pattern, Phrases, Reading};
use super::qualifier::Place;
use super::words::Word;

/// An operative phrase and whom it addresses, by the places of their words.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Who is addressed: a run of words, or several where something is inserted.
    pub(super) addressee: Vec<Range<usize>>,
    /// The words of the phrase, without what is inserted.
    pub(super) words: Vec<usize>,
    /// Whether the addressee stands within the phrase, and behind how many of its words.
    pub(super) slot_behind: Option<usize>,
    pub(super) scale: String,
    pub(super) rank: Option<u32>,
    /// What is added to the phrase, above 0, or taken from it, below.
    pub(super) force: i32,
    /// Whether the phrase forbids.
    pub(super) is_negated: bool,
    /// Where what it asks for begins.
    pub(super) end: usize,
}

/// A sentence with what has been found in it.
pub(super) struct Sentence<'a> {
    pub(super) words: &'a [Word],
    pub(super) range: Range<usize>,
    pub(super) qualifiers: &'a [Place],
    pub(super) lexicon: &'a Lexicon,
    /// Whether it opens the provision.
    pub(super) is_first: bool,
}

/// An operative phrase that may be one.
struct Candidate<'a> {
    at: usize,
    entry: &'a Operative,
    found: Found,
}

impl Sentence<'_> {
    /// The operative phrases that the sentence has in its main clauses, in order.
    pub(super) fn clauses(&self) -> Vec<Clause> {
        let Some(main) = self.main() else { return Vec::new() };
        let mut clauses = vec![self.clause(&main)];
        let mut at = clauses[0].end;
        while at < self.range.end {
            match self.further(at, main.entry.style) {
                Some(candidate) => {
                    let clause = self.clause(&candidate);
                    at = clause.end.max(candidate.at + 1);
                    clauses.push(clause);
                }
                None => at += 1,
            }
        }
        clauses
    }

    /// The phrase of the main clause: the one that opens the sentence, or else the first behind its subject.
    fn main(&self) -> Option<Candidate<'_>> {
        let opening = self.behind_modifiers(self.start());
        // A later sentence may open with a word that only looks like one: "Adopted unanimously".
        let opens = self
            .longest(opening, &[Style::Performative, Style::Impersonal])
            .filter(|found| self.is_first || found.entry.style == Style::Impersonal || self.says_more(found));
        if opens.is_some() {
            return opens;
        }
        let is_set_off = self.words.get(opening).is_some_and(|word| self.lexicon.openings.contains(&word.small));
        let behind_subject = |at: usize| self.behind_subject(at);
        let candidates = || (opening + 1..self.range.end).filter_map(behind_subject);
        // "Recognizing that States should ..., States parties may wish to": the clause of an actor counts.
        let has_actor = |candidate: &Candidate<'_>| match candidate.entry.style {
            Style::Impersonal => self.begins_clause(candidate.at),
            _ => self.subject(candidate.at).is_some(),
        };
        let by_actor = || candidates().find(has_actor);
        (if is_set_off { by_actor() } else { None }).or_else(|| candidates().next())
    }

    /// Whether a place is the first of a clause: what stands before it is a mark, a qualifier or nothing.
    fn begins_clause(&self, at: usize) -> bool {
        let before = self.before_modifiers(at);
        before <= self.start() || !self.words[before - 1].is_word || self.is_qualified(before - 1)
    }

    /// A phrase that stands behind its subject, or needs none.
    fn behind_subject(&self, at: usize) -> Option<Candidate<'_>> {
        if let Some(candidate) = self.longest(at, &[Style::Modal, Style::Impersonal]) {
            return (!self.is_in_relative(at)).then_some(candidate);
        }
        // Behind a determiner or a preposition stands a noun: "une demande d'entraide", "in response to requests".
        let binds = |word: &Word| {
            let lexicon = self.lexicon;
            [&lexicon.determiners, &lexicon.openings, &lexicon.mark].iter().any(|words| words.contains(&word.small))
        };
        let is_noun = at > self.range.start && binds(&self.words[at - 1]);
        let is_spoken = |candidate: &Candidate<'_>| !is_noun && self.says_more(candidate) && !self.is_in_relative(at);
        self.longest(at, &[Style::Performative]).filter(is_spoken).filter(|_| self.subject(at).is_some())
    }

    /// A phrase that is joined to the one before it: "and requests the Secretary-General to", "and should".
    fn further(&self, at: usize, style: Style) -> Option<Candidate<'_>> {
        if at <= self.range.start || self.is_qualified(at) {
            return None;
        }
        let before = self.before_modifiers(at);
        let is_joined = before > self.range.start && self.joins(before - 1);
        let new_subject = || {
            let from = self.joined_from(at)?;
            let is_free = self.words[from..at].iter().all(|word| !self.lexicon.relatives.contains(&word.small));
            (is_free && self.actor_at(from, at).is_some()).then_some(())
        };
        match style {
            Style::Performative if is_joined => {
                let candidate = self.longest(at, &[style])?;
                (self.says_more(&candidate) && !self.words[at].is_capital).then_some(candidate)
            }
            _ => {
                let styles = [Style::Modal, Style::Impersonal];
                self.longest(at, &styles).filter(|_| is_joined || new_subject().is_some())
            }
        }
    }

    /// Whether a phrase has several words, or what it is about follows at once.
    fn says_more(&self, candidate: &Candidate<'_>) -> bool {
        let is_followed = |word: &Word| self.lexicon.determiners.contains(&word.small);
        candidate.found.words.len() > 1 || self.words.get(candidate.found.end).is_some_and(is_followed)
    }

    /// Where a clause begins that is joined on before a place and holds it: behind "; " or ", and".
    fn joined_from(&self, at: usize) -> Option<usize> {
        let joint = (self.range.start..at).rev().find(|&place| {
            let is_and = self.lexicon.conjunctions.contains(&self.words[place].small);
            self.words[place].is(";") || is_and && place > 0 && self.words[place - 1].is(",")
        })?;
        let is_and = |place: usize| self.lexicon.conjunctions.contains(&self.words[place].small);
        Some(if joint + 1 < at && is_and(joint + 1) { joint + 2 } else { joint + 1 })
    }

    fn joins(&self, at: usize) -> bool {
        self.words[at].is(";") || self.lexicon.conjunctions.contains(&self.words[at].small)
    }

    /// The phrase of one of some styles that begins at a place and has the most words.
    fn longest(&self, at: usize, styles: &[Style]) -> Option<Candidate<'_>> {
        // "May" with a capital is a month.
        let word = self.words.get(at);
        let is_name = styles.contains(&Style::Modal) && word.is_some_and(|word| word.is_capital && !word.is_shouted);
        if self.is_qualified(at) || at >= self.range.end {
            return None;
        }
        let mut best: Option<Candidate<'_>> = None;
        for entry in self.lexicon.operative_from(&self.words[at].small).filter(|entry| styles.contains(&entry.style)) {
            let Some(found) = self.find(&entry.pattern, at).filter(|_| !(is_name && entry.style == Style::Modal))
            else {
                continue;
            };
            if best.as_ref().is_none_or(|best| found.words.len() > best.found.words.len()) {
                best = Some(Candidate { at, entry, found });
            }
        }
        best
    }

    /// A phrase at a place. Whoever is addressed within it, and told to do something, has to look like somebody.
    fn find(&self, pattern: &Pattern, at: usize) -> Option<Found> {
        let found = pattern.at(self.words, at, self.range.end, self)?;
        let tells =
            |slot: &Range<usize>| slot.end < self.range.end && self.lexicon.mark.contains(&self.words[slot.end].small);
        found.slot.as_ref().is_none_or(|slot| !tells(slot) || self.is_somebody(slot)).then_some(found)
    }

    /// Whether a run of words begins by naming somebody, or has a capital where a name would.
    fn is_somebody(&self, run: &Range<usize>) -> bool {
        let binds = |at: &usize| {
            let small = &self.words[*at].small;
            self.lexicon.says_little(small) && !self.lexicon.determiners.contains(small)
        };
        // "The military authorities", but not "the stationing of the Force".
        let head = run.clone().take(NAMED_WITHIN).take_while(|at| *at == run.start || !binds(at));
        head.into_iter().any(|at| self.words[at].is_capital || self.actor_at(at, run.end).is_some())
    }

    /// What stands in the phrase and around it.
    fn clause(&self, candidate: &Candidate<'_>) -> Clause {
        let Candidate { at, entry, found } = candidate;
        let softened = self.softened(&entry.pattern, *at).or_else(|| self.softened_behind_actor(found));
        let (found, softening) = softened.as_ref().map_or((found, 0), |(found, force)| (found, *force));
        let mut words = found.words.clone();
        let mut intensifying = self.intensifiers(found, *at);
        // Some languages put the adverb behind the verb: "condamne fermement".
        if entry.style == Style::Performative && found.words.len() == 1 {
            intensifying.extend(self.standing(&self.lexicon.intensifying, found.end));
        }
        let negating = self.negation(found, *at);
        let is_negated = !negating.is_empty();
        words.extend(&intensifying);
        words.extend(negating);
        words.sort_unstable();
        words.dedup();
        let end = words.last().map_or(found.end, |&last| found.end.max(last + 1));
        let slot_behind = found.slot.as_ref().map(|slot| words.iter().filter(|&&word| word < slot.start).count());
        let addressee = match (&found.slot, entry.style) {
            (Some(slot), _) if self.is_somebody(slot) => self.kept(slot.clone()),
            (Some(_), _) => Vec::new(),
            (None, Style::Modal) => self.subject(*at).unwrap_or_default(),
            (None, Style::Performative | Style::Impersonal) => self.actor_behind(found),
        };
        let force = softening + i32::from(!intensifying.is_empty());
        let rank = if is_negated { entry.negated } else { entry.rank };
        let mut clause =
            Clause { addressee, words, slot_behind, scale: entry.scale.clone(), rank, force, is_negated, end };
        if entry.style == Style::Modal {
            self.deny(&mut clause, entry);
        }
        clause
    }

    /// Makes a clause whose subject is denied ("No State shall") a negated one that addresses the subject.
    fn deny(&self, clause: &mut Clause, entry: &Operative) {
        let Some(first) = clause.addressee.first_mut() else { return };
        if first.len() < 2 || !self.lexicon.none.contains(&self.words[first.start].small) {
            return;
        }
        clause.words.insert(0, first.start);
        clause.slot_behind = Some(1);
        first.start += 1;
        clause.is_negated = !clause.is_negated;
        clause.rank = if clause.is_negated { entry.negated } else { entry.rank };
    }

    /// The phrase together with what takes force from it, and how much that takes.
    fn softened(&self, pattern: &Pattern, at: usize) -> Option<(Found, i32)> {
        let softened = self.lexicon.softeners.iter().filter_map(|softener| {
            let found = self.find(&pattern.then(&softener.pattern), at)?;
            let is_act = self.words.get(found.end).is_some_and(|word| softener.unless.contains(&word.small));
            (!is_act).then_some((found, softener.force))
        });
        softened.max_by_key(|(found, force)| (found.words.len(), -force))
    }

    /// "Recommends that the Conference consider": what takes force stands behind whoever is named there.
    fn softened_behind_actor(&self, found: &Found) -> Option<(Found, i32)> {
        let actor = self.actor_behind(found).pop()?;
        let at = self.behind_modifiers(actor.end);
        let softened = self.lexicon.softeners.iter().filter_map(|softener| {
            let more = softener.pattern.at(self.words, at, self.range.end, self)?;
            let is_act = self.words.get(more.end).is_some_and(|word| softener.unless.contains(&word.small));
            let words = [&found.words[..], &more.words[..]].concat();
            (!is_act).then(|| (Found { words, slot: Some(actor.clone()), end: more.end }, softener.force))
        });
        softened.max_by_key(|(found, force)| (found.words.len(), -force))
    }

    /// The words that intensify, directly before the phrase and between its words.
    fn intensifiers(&self, found: &Found, at: usize) -> Vec<usize> {
        let gaps = found.words.windows(2).map(|pair| pair[0] + 1..pair[1]);
        let before = std::iter::once(self.before_modifiers(at)..at);
        // Before a slot, but not within it: "engage vivement … à". What is longer holds an insertion.
        let slot = found.slot.as_ref();
        let cut = |gap: Range<usize>| {
            gap.start..slot.filter(|slot| gap.contains(&slot.start)).map_or(gap.end, |slot| slot.start)
        };
        let places = before.chain(gaps).map(cut).filter(|gap| gap.len() <= LONGEST_MODIFIER).flatten();
        places.flat_map(|place| self.standing(&self.lexicon.intensifying, place)).collect()
    }

    /// The negation within the phrase, directly before it ("no deberían"), behind it ("à ne pas"), or at the end
    /// of its slot ("not to").
    fn negation(&self, found: &Found, at: usize) -> Vec<usize> {
        let from = |place: usize| self.standing(&self.lexicon.negating, place);
        let within = found.words.windows(2).map(|pair| pair[0] + 1);
        let before_mark = found.slot.as_ref().map(|slot| slot.end - 1);
        let lead = self.range.start.max(at.saturating_sub(LONGEST_MODIFIER))..at;
        let before = lead.into_iter().find(|&start| from(start).end == at);
        within.chain(before_mark).chain([found.end]).chain(before).flat_map(from).collect()
    }

    /// The words of the longest of some phrases that stands at a place; none if there is no such phrase.
    fn standing(&self, phrases: &Phrases, at: usize) -> Range<usize> {
        at..phrases.end_at(self.words, at, self.range.end).unwrap_or(at)
    }

    /// Where the sentence begins, behind the mark of an item and opening quotes.
    fn start(&self) -> usize {
        let mut at = self.range.start;
        // French and Spanish write "a)" for "(a)".
        let is_item = |at: usize| at + 1 < self.range.end && self.words[at].is_word && self.words[at + 1].is(")");
        while at < self.range.end && (is_item(at) || !self.words[at].is_word) {
            let closes = (at + 1..self.range.end).take(3).find(|&place| self.words[place].is(")"));
            at = match closes {
                Some(close) if self.words[at].is("(") => close + 1,
                _ => at + 1,
            };
        }
        at
    }

    fn modifier_at(&self, at: usize) -> Option<usize> {
        let known = self.lexicon.modifiers.end_at(self.words, at, self.range.end);
        let word = self.words[..self.range.end].get(at)?;
        known.or_else(|| (!word.is_capital && self.lexicon.is_adverb(&word.small)).then_some(at + 1))
    }

    fn behind_modifiers(&self, mut at: usize) -> usize {
        while let Some(end) = self.modifier_at(at) {
            at = end;
        }
        at
    }

    fn before_modifiers(&self, mut at: usize) -> usize {
        let is_before = |start: usize, at: usize| self.modifier_at(start) == Some(at) && !self.joins(start);
        while let Some(start) =
            (self.range.start.max(at.saturating_sub(LONGEST_MODIFIER))..at).find(|&start| is_before(start, at))
        {
            at = start;
        }
        at
    }

    fn is_qualified(&self, at: usize) -> bool {
        self.qualifiers.iter().any(|place| place.words.contains(&at))
    }

    fn qualifier_from(&self, at: usize) -> Option<&Place> {
        self.qualifiers.iter().find(|place| place.words.start == at)
    }

    /// Whether a phrase belongs to a relative clause: "guidelines that should", "information which the State may".
    fn is_in_relative(&self, at: usize) -> bool {
        let before = self.before_modifiers(at);
        let is_relative = |place: usize| self.lexicon.relatives.contains(&self.words[place].small);
        let from = self.range.start.max(before.saturating_sub(RELATIVE_SUBJECT));
        let Some(relative) = (from..before).rev().find(|&place| is_relative(place)) else { return false };
        let opens = |at: usize| self.words[at].is_capital || self.lexicon.determiners.contains(&self.words[at].small);
        let ends_in_actor = || (relative + 1..before).any(|from| self.actor_at(from, before) == Some(before));
        // A subject of its own, and nothing between it and the phrase.
        relative + 1 == before || relative > self.start() && opens(relative + 1) && ends_in_actor()
    }

    /// Where somebody who can be addressed is named at a place, the end of the name.
    fn actor_at(&self, at: usize, limit: usize) -> Option<usize> {
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
    fn actor_behind(&self, found: &Found) -> Vec<Range<usize>> {
        let ends_with_that =
            found.words.last().is_some_and(|&last| self.lexicon.relatives.contains(&self.words[last].small));
        let end = if ends_with_that { self.actor_at(found.end, self.range.end) } else { None };
        end.map(|end| found.end..end).into_iter().collect()
    }

    /// The subject of a phrase, if it names somebody who can be asked. Of anything else ("Such research should")
    /// the text does not say who is to do it.
    fn subject(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let from = self.joined_from(at).filter(|&from| self.actor_at(from, at).is_some()).unwrap_or(self.start());
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
            let is_joint = |place: usize| self.lexicon.conjunctions.contains(&self.words[place].small);
            let from = if start < end && is_joint(start) { start + 1 } else { start };
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
    fn kept(&self, range: Range<usize>) -> Vec<Range<usize>> {
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
            let is_joined =
                !is_first && joined >= range.start && self.lexicon.conjunctions.contains(&self.words[joined].small);
            let start = if is_joined { joined } else { segment.start };
            let end = self.without_negation(segment.end);
            match kept.last_mut() {
                // Only a comma between them.
                Some(last) if last.end + 1 >= start => last.end = end,
                _ => kept.push(start..end),
            }
        }
        kept
    }

    fn without_negation(&self, end: usize) -> usize {
        if self.lexicon.negating.stand_at(self.words, end - 1, end) { end - 1 } else { end }
    }

    fn restricts(&self, at: usize, from: usize) -> bool {
        self.lexicon.restricting.stand_at(self.words, at, self.range.end)
            || at > from && self.lexicon.conjunctions.contains(&self.words[at - 1].small)
    }
}

/// Within how many words a relative clause names its own subject.
const RELATIVE_SUBJECT: usize = 6;

/// The most words that a modifier has: "once and again".
const LONGEST_MODIFIER: usize = 3;

/// Within how many words an addressee is named.
const NAMED_WITHIN: usize = 4;

/// The farthest that an insertion between commas may reach, in words.
const LONGEST_INSERTION: usize = 80;

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
        let is_joint = |place: usize| self.lexicon.conjunctions.contains(&self.words[place].small);
        let at = if at < self.range.end && is_joint(at) { at + 1 } else { at };
        at < self.range.end
            && (self.lexicon.openings.contains(&self.words[at].small)
                || self.qualifier_from(at).is_some()
                || self.modifier_at(at).is_some())
    }
}
