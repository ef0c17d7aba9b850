//! The operative phrases of a sentence, and whom each addresses.

use std::ops::Range;

use super::lexicon::{Lexicon, Operative, Style};
use super::pattern::{Found, Pattern, Phrases};
use super::qualifier::{Place, qualified};
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
    /// What is taken from the phrase: 0 or less.
    pub(super) force: i32,
    /// Whether the phrase is intensified.
    pub(super) is_emphatic: bool,
    /// Whether what leads up to the phrase names who is asked or speaks.
    pub(super) has_subject: bool,
    /// Whether the phrase forbids.
    pub(super) is_negated: bool,
    /// Where what it asks for begins.
    pub(super) end: usize,
}

/// The scale of phrases by which something is asked of somebody.
const ASKS: &str = "asks";

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
        let Some(main) = self.main() else { return self.softened_request().into_iter().collect() };
        let mut clauses = vec![self.clause(&main, None)];
        let mut end = clauses[0].end;
        let mut at = end;
        while at < self.range.end {
            match self.further(at, main.entry.style) {
                Some(candidate) => {
                    let clause = self.clause(&candidate, Some(end));
                    end = clause.end;
                    at = end.max(candidate.at + 1);
                    clauses.push(clause);
                }
                None => at += 1,
            }
        }
        clauses
    }

    /// A request without an operative phrase that opens with what takes force from it: "Consider ratifying". Whoever
    /// writes in this way asks in every provision, so that the phrase goes without saying; it has no rank.
    fn softened_request(&self) -> Option<Clause> {
        // "To consider ratifying" asks for the same.
        let start = self.start();
        let is_mark = self.words.get(start).is_some_and(|word| self.lexicon.mark.contains(&word.small));
        let at = self.behind_modifiers(if is_mark { start + 1 } else { start });
        let softened = self.lexicon.softeners.iter().filter(|_| self.is_first).filter_map(|softener| {
            let found = softener.pattern.at(self.words, at, self.range.end, self)?;
            let is_act = self.words.get(found.end).is_some_and(|word| softener.unless.contains(&word.small));
            (!is_act).then_some((found, softener.force))
        });
        let (found, force) = longest_first(softened)?;
        Some(Clause {
            addressee: Vec::new(),
            slot_behind: None,
            scale: ASKS.to_owned(),
            rank: None,
            force,
            is_emphatic: false,
            has_subject: false,
            is_negated: false,
            end: found.end,
            words: found.words,
        })
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
        let candidates = || (opening + 1..self.range.end).filter_map(behind_subject).take(MOST_CANDIDATES);
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
            // "The need to protect", "the political will".
            let is_noun = candidate.entry.style == Style::Modal && at > 0 && self.follows_determiner(at);
            let is_subordinate = candidate.entry.is_main && self.is_subordinate(at);
            let is_main = !is_noun && !is_subordinate && !self.is_in_relative(at) && !self.is_set_off(at);
            return is_main.then_some(candidate);
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

    /// Whether a determiner stands directly before a place.
    fn follows_determiner(&self, at: usize) -> bool {
        let determines = |place: usize| self.lexicon.determiners.contains(&self.words[place].small);
        let from = self.range.start;
        at > from && determines(at - 1)
    }

    /// Whether a phrase stands in what is set off from the main clause: ", although some may object,".
    fn is_set_off(&self, at: usize) -> bool {
        let from = self.range.start.max(at.saturating_sub(LONGEST_INSERTION));
        let Some(comma) = (from..at).rev().find(|&place| self.words[place].is(",")) else { return false };
        let first = if self.lexicon.joins(&self.words[comma + 1]) { comma + 2 } else { comma + 1 };
        first < at && self.lexicon.openings.contains(&self.words[first].small)
    }

    /// A phrase that is joined to the one before it: "and requests the Secretary-General to", "and should".
    fn further(&self, at: usize, style: Style) -> Option<Candidate<'_>> {
        if at <= self.range.start || self.is_qualified(at) {
            return None;
        }
        let before = self.before_modifiers(at);
        let is_joined = before > self.range.start && self.joins(before - 1);
        match style {
            Style::Performative if is_joined => {
                let candidate = self.longest(at, &[style])?;
                (self.says_more(&candidate) && !self.words[at].is_capital).then_some(candidate)
            }
            _ => {
                let styles = [Style::Modal, Style::Impersonal];
                let is_own = |found: &Candidate<'_>| !(found.entry.is_main && self.is_subordinate(at));
                self.longest(at, &styles).filter(is_own).filter(|_| is_joined || self.joined_subject(at).is_some())
            }
        }
    }

    /// Whether a phrase has several words, or what it is about follows at once.
    fn says_more(&self, candidate: &Candidate<'_>) -> bool {
        let is_followed = |word: &Word| self.lexicon.determiners.contains(&word.small);
        candidate.found.words.len() > 1 || self.words.get(candidate.found.end).is_some_and(is_followed)
    }

    /// Where a clause begins that is joined on before a place and holds it: behind "; " or ", and".
    pub(super) fn joined_from(&self, at: usize) -> Option<usize> {
        let joint = (self.range.start..at).rev().take(LONGEST_INSERTION).find(|&place| {
            let is_and = self.lexicon.joins(&self.words[place]);
            self.words[place].is(";") || is_and && place > 0 && self.words[place - 1].is(",")
        })?;
        Some(if joint + 1 < at && self.lexicon.joins(&self.words[joint + 1]) { joint + 2 } else { joint + 1 })
    }

    /// Where the subject of a joined clause begins: behind "; " or ", and", or directly between "and" and the phrase.
    fn joined_subject(&self, at: usize) -> Option<usize> {
        let is_free =
            |from: &usize| self.words[*from..at].iter().all(|word| !self.lexicon.relatives.contains(&word.small));
        let behind_mark = self.joined_from(at).filter(is_free).filter(|&from| self.actor_at(from, at).is_some());
        let before = self.before_modifiers(at);
        let names = |from: &usize| {
            *from > self.range.start && self.joins(from - 1) && self.actor_at(*from, before) == Some(before)
        };
        behind_mark.or_else(|| (self.range.start..before).rev().take(NAMED_WITHIN).find(names))
    }

    fn joins(&self, at: usize) -> bool {
        self.words[at].is(";") || self.lexicon.joins(&self.words[at])
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
            let is_other = |found: &Found| {
                let next = self.words.get(found.end);
                is_name && entry.style == Style::Modal || next.is_some_and(|word| entry.unless.contains(&word.small))
            };
            let Some(found) = self.find(&entry.pattern, at).filter(|found| !is_other(found)) else {
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

    /// What stands in the phrase and around it. Of a clause that is joined to one before it, `behind` says where that
    /// one's phrase ends: what stands before is no part of its subject, and without one of its own it has that one's.
    fn clause(&self, candidate: &Candidate<'_>, behind: Option<usize>) -> Clause {
        let Candidate { at, entry, found } = candidate;
        let softened = self.softened(&entry.pattern, *at).or_else(|| self.softened_behind_actor(found));
        let (found, softening) = softened.as_ref().map_or((found, 0), |(found, force)| (found, *force));
        let mut words = found.words.clone();
        let mut intensifying = self.intensifiers(found, *at);
        // Some languages put the adverb behind the verb: "condamne fermement".
        if entry.style == Style::Performative && found.words.len() == 1 {
            intensifying.extend(self.standing(&self.lexicon.intensifying, found.end));
        }
        let negating = if entry.frees { Vec::new() } else { self.negation(found, *at) };
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
            (None, Style::Modal) => match behind {
                None => self.subject(*at).unwrap_or_default(),
                Some(end) => {
                    let own = self.joined_subject(*at).filter(|from| *from >= end);
                    own.map(|from| self.kept(from..self.before_modifiers(*at))).unwrap_or_default()
                }
            },
            (None, Style::Performative | Style::Impersonal) => self.actor_behind(found),
        };
        let (force, is_emphatic) = (softening, !intensifying.is_empty());
        let has_subject = entry.style == Style::Modal && !addressee.is_empty() || self.subject(*at).is_some();
        let rank = if is_negated { entry.negated } else { entry.rank };
        let mut clause = Clause {
            addressee,
            words,
            slot_behind,
            scale: entry.scale.clone(),
            rank,
            force,
            is_emphatic,
            has_subject,
            is_negated,
            end,
        };
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
        longest_first(softened)
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
        longest_first(softened)
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
        let places = before.chain(gaps).map(cut).filter(|gap| gap.len() <= self.lexicon.modifiers.longest()).flatten();
        places.flat_map(|place| self.standing(&self.lexicon.intensifying, place)).collect()
    }

    /// The negation within the phrase, directly before it ("no deberían"), behind it ("à ne pas"), or at the end
    /// of its slot ("not to").
    fn negation(&self, found: &Found, at: usize) -> Vec<usize> {
        // "Not only" denies nothing.
        let from = |place: usize| match self.lexicon.undone.stand_at(self.words, place, self.range.end) {
            true => place..place,
            false => self.standing(&self.lexicon.negating, place),
        };
        let within = found.words.windows(2).map(|pair| pair[0] + 1);
        let before_mark = found.slot.as_ref().map(|slot| slot.end - 1);
        let lead = self.range.start.max(at.saturating_sub(self.lexicon.modifiers.longest()))..at;
        let before = lead.into_iter().find(|&start| from(start).end == at);
        within.chain(before_mark).chain([found.end]).chain(before).flat_map(from).collect()
    }

    /// The words of the longest of some phrases that stands at a place; none if there is no such phrase.
    fn standing(&self, phrases: &Phrases, at: usize) -> Range<usize> {
        at..phrases.end_at(self.words, at, self.range.end).unwrap_or(at)
    }

    /// Where the sentence begins, behind the mark of an item and opening quotes.
    pub(super) fn start(&self) -> usize {
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

    pub(super) fn modifier_at(&self, at: usize) -> Option<usize> {
        let known = self.lexicon.modifiers.end_at(self.words, at, self.range.end);
        let word = self.words[..self.range.end].get(at)?;
        known.or_else(|| (!word.is_capital && self.lexicon.is_adverb(&word.small)).then_some(at + 1))
    }

    pub(super) fn behind_modifiers(&self, mut at: usize) -> usize {
        while let Some(end) = self.modifier_at(at) {
            at = end;
        }
        at
    }

    pub(super) fn before_modifiers(&self, mut at: usize) -> usize {
        let is_before = |start: usize, at: usize| self.modifier_at(start) == Some(at) && !self.joins(start);
        while let Some(start) = (self.range.start.max(at.saturating_sub(self.lexicon.modifiers.longest()))..at)
            .find(|&start| is_before(start, at))
        {
            at = start;
        }
        at
    }

    fn is_qualified(&self, at: usize) -> bool {
        qualified(self.qualifiers, at)
    }

    pub(super) fn qualifier_from(&self, at: usize) -> Option<&Place> {
        let index = self.qualifiers.binary_search_by_key(&at, |place| place.words.start).ok()?;
        Some(&self.qualifiers[index])
    }

    /// Whether a phrase stands in a clause that another one opens: "the hope that ways will", "so that they can".
    fn is_subordinate(&self, at: usize) -> bool {
        let before = self.before_modifiers(at);
        let from = self.range.start.max(before.saturating_sub(SUBORDINATE));
        let clause = (from..before).rev().take_while(|&place| self.words[place].is_word);
        // "That ports will be open" may be all that is said.
        let opens = |place: usize| place > self.start() && self.lexicon.relatives.contains(&self.words[place].small);
        clause.into_iter().any(opens)
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
}

/// The phrase with the most words; of several the first, so that a user's own comes before the built-in.
fn longest_first(found: impl Iterator<Item = (Found, i32)>) -> Option<(Found, i32)> {
    found.fold(None, |best: Option<(Found, i32)>, next| match best {
        Some(best) if best.0.words.len() >= next.0.words.len() => Some(best),
        _ => Some(next),
    })
}

/// Within how many words a relative clause names its own subject.
const RELATIVE_SUBJECT: usize = 6;

/// How many words before a phrase its clause may have been opened.
const SUBORDINATE: usize = 12;

/// How many phrases of a sentence are tried for that of its main clause.
const MOST_CANDIDATES: usize = 12;

/// The farthest that an insertion between commas may reach, in words.
pub(super) const LONGEST_INSERTION: usize = 80;

/// Within how many words an addressee is named.
const NAMED_WITHIN: usize = 4;
