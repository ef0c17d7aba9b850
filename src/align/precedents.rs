//! Precedents: what an earlier meeting had adopted already.
//!
//! Reports of different meetings share little but boilerplate, and two provisions that ask for the
//! same may have few words in common. What bears a precedent out are words that these two
//! provisions have and no other: names, and the terms of the matter.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::signal::{Pair, measure};
use super::text::Prepared;
use super::{Certainty, Evidence, Link, Options, Relation, Rival, Shares, Unaccounted, named, relation_of_two, select};
use crate::extract::{Document, Kind};
use crate::language::{Language, Term};

/// How many words a provision and its precedent must have that no other provision of the two
/// documents has. With three, one of the three links found between the reports of 2013, 2019 and
/// 2021 is wrong; with four, the two that are left are right.
const WORDS_OF_THEIR_OWN: usize = 4;

/// How far the score must lie above the next best for the precedent to be likely.
const CLEAR_MARGIN: f64 = 0.15;

/// How many provisions the two reports must have together. In a handful, most words are nobody else's.
const LEAST_PROVISIONS: usize = 20;

/// The shortest word that counts, in letters: the shorter ones hold sentences together.
const SHORTEST_WORD: usize = 4;

/// A later provision with the earlier one that it goes back to, by their places in the documents.
pub(crate) struct Precedent {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) relation: Relation,
    pub(crate) link: Link,
}

/// Finds precedents between what two meetings adopted: for each later provision the earlier one with
/// which it shares most words that no other provision has.
pub(crate) fn precedents(old: &Document, new: &Document, options: &Options) -> Vec<Precedent> {
    let places = |document: &Document| -> Vec<usize> {
        (0..document.provisions.len()).filter(|&at| document.provisions[at].kind != Kind::Paragraph).collect()
    };
    let (old_places, new_places) = (places(old), places(new));
    if old_places.len() + new_places.len() < LEAST_PROVISIONS {
        return Vec::new();
    }
    let language = Language::of(options.language.as_deref().or(new.language.as_deref()));
    let (old_side, new_side) = (select(old, &old_places), select(new, &new_places));
    let prepared = Prepared::of(&old_side, &new_side, &language, options.progress.part(0.0, 1.0));
    prepared
        .ranked_by_words_of_their_own()
        .into_iter()
        .filter_map(|(there, ranked)| {
            let &(count, at) = ranked.first().filter(|(count, _)| *count >= WORDS_OF_THEIR_OWN)?;
            let rival = ranked.get(1).map(|&(count, rival)| Rival {
                old: old_side[rival].label.clone(),
                new: new_side[there].label.clone(),
                score: score(count),
            });
            Some(Precedent {
                old: old_places[at],
                new: new_places[there],
                relation: relation_of_two(old_side[at].text(), new_side[there].text()),
                link: prepared.precedent_link(at, there, count, rival),
            })
        })
        .collect()
}

/// A score that grows with the number of words of their own: 0.67 for four, 0.75 for six.
fn score(count: usize) -> f64 {
    count as f64 / (count as f64 + 2.0)
}

impl Prepared {
    /// For each new provision, the old ones with which it has words that no other provision has, and
    /// how many: the most first.
    fn ranked_by_words_of_their_own(&self) -> BTreeMap<usize, Vec<(usize, usize)>> {
        let mut only_old = FxHashMap::<Term, usize>::default();
        for (at, text) in self.old.iter().enumerate() {
            let own = text.counts().iter().filter(|(term, _)| self.is_own(*term));
            only_old.extend(own.map(|&(term, _)| (term, at)));
        }
        let mut counts = BTreeMap::<(usize, usize), usize>::new();
        for (there, text) in self.new.iter().enumerate() {
            let own = text.counts().iter().filter(|(term, _)| self.is_own(*term));
            for at in own.filter_map(|(term, _)| only_old.get(term)) {
                *counts.entry((there, *at)).or_default() += 1;
            }
        }
        let mut ranked = BTreeMap::<usize, Vec<(usize, usize)>>::new();
        for ((there, at), count) in counts {
            ranked.entry(there).or_default().push((count, at));
        }
        ranked.values_mut().for_each(|list| list.sort_by_key(|&(count, at)| (Reverse(count), at)));
        ranked
    }

    /// Whether no more than two provisions have a word, and it is one that says something.
    fn is_own(&self, term: Term) -> bool {
        self.rarity.frequency(term) == 2 && self.terms.printed(term).chars().count() >= SHORTEST_WORD
    }

    fn precedent_link(&self, at: usize, there: usize, count: usize, runner_up: Option<Rival>) -> Link {
        let (old, new) = (&self.old[at], &self.new[there]);
        let values = measure(&Pair { old, new, rarity: &self.rarity });
        let mut shared: Vec<Term> = old.shared(new).map(|(term, _)| term).filter(|&term| self.is_own(term)).collect();
        shared.sort_unstable();
        let weight = old.shared_weight(new, &self.rarity);
        let score = score(count);
        let margin = score - runner_up.as_ref().map_or(0.0, |rival| rival.score);
        let certainty = if margin >= CLEAR_MARGIN { Certainty::Likely } else { Certainty::Doubtful };
        Link {
            score,
            confidence: score,
            certainty,
            grounds: BTreeMap::new(),
            evidence: Evidence {
                signals: named(values),
                wording: score,
                shared: shared.into_iter().map(|term| self.terms.printed(term).to_owned()).collect(),
                coverage: Shares {
                    old: weight / old.weight().max(f64::MIN_POSITIVE),
                    new: weight / new.weight().max(f64::MIN_POSITIVE),
                },
                unaccounted: Unaccounted { old: Vec::new(), new: Vec::new() },
                runner_up,
                margin,
                parts: Vec::new(),
            },
        }
    }
}
