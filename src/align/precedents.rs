//! Precedents and follow-ups: what an earlier meeting had adopted already, and what a report tells of it.
//!
//! Provisions of different meetings share little but boilerplate, and two that ask for the same may have few words
//! in common. They are held against each other by their cores ([`super::cores`]): by how much of the words that say
//! something both have, and by phrases ("liaison officers", "online platforms") that hardly any other provision has.
//! A report tells of much in one paragraph, and what was asked is a small part of it. So it is enough that the
//! paragraph has much of what was asked, some of it in the same company. Drafting words ("take measures"),
//! whoever is addressed, and qualifiers do not count.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cores::{Bag, Cores, Counting, Near, Pairs, WordPair, best_first};
use super::{Evidence, Link, Options, Relation, Rival, Shares, Unaccounted, relation_of_two};
use crate::extract::{Document, Provision};
use crate::language::{Language, Term};

/// A later provision with the earlier one that it goes back to.
pub(crate) struct Echo {
    /// The earlier provision: its document, and its place there.
    pub(crate) old: (usize, usize),
    /// The later one, likewise.
    pub(crate) new: (usize, usize),
    pub(crate) relation: Relation,
    pub(crate) link: Link,
}

/// Only words of the core's own count, each by itself: phrases are held to a bar of their own.
const COUNTING: Counting = Counting { drafting: 0.0, outside: 0.0, pair: 0.0, power: 0.5 };

/// From which likeness on two cores are one, whatever their phrases: clauses that are said again year by year.
const SAID_AGAIN: f64 = 0.6;

/// How many telling words two cores must share to be one by their likeness.
const LEAST_WORDS: usize = 4;

/// The same for short cores, which must be all but the same.
const THE_SAME: f64 = 0.9;
const LEAST_WORDS_OF_THE_SAME: usize = 3;

/// How much a rare phrase adds to the likeness, for each unit of the rarity of its commoner word.
const PHRASE: f64 = 0.08;

/// What a precedent must have: likeness, rarity of shared phrases, and both together. Read off the pairs that a
/// reader had judged before (`corpus/gold/precedents.tsv`): between the reports of 2013, 2019 and 2021 every pair above
/// is one that the reader accepts; below, right and wrong are mixed.
const LEAST_LIKENESS: f64 = 0.17;
const LEAST_PHRASES: f64 = 2.0;
const LEAST_SCORE: f64 = 0.35;

/// Or else, in a report: how much of the earlier core the later one must have, by the weight of its words, and how
/// rare the company must be that these keep in both. Read off all the pairs that the reader had judged: of 2013 and the
/// report on activities lower bars (0.40, 1.25) do no harm, but between 2013, 2019 and 2021 they would.
const LEAST_TOLD: f64 = 0.45;
const LEAST_COMPANY: f64 = 1.5;

/// A phrase is rare if no more provisions have it, and in a large corpus no more than this share.
const RARE: usize = 3;
const RARE_SHARE: f64 = 0.005;

/// The same for words in company, which is wider. From 4 to 6 nothing changes between these reports.
const RARE_COMPANY: usize = 4;

/// How far an earlier meeting may lie behind the best and be the precedent, since it is the nearest.
const NEARLY: f64 = 0.8;

/// A word is told if it weighs at least this share of one that two provisions have.
const TELLING: f64 = 0.5;

/// How many shared phrases and words are told.
const TOLD: usize = 6;

/// The provisions that take part, by what their cores are weighed by.
struct Field<'a> {
    documents: &'a [&'a Document],
    /// Where each stands: its document, and its place there.
    places: Vec<(usize, usize)>,
    cores: Cores,
    bags: Vec<Bag>,
    phrases: Pairs,
    company: Pairs,
    tells_of_much: bool,
}

/// Finds what later documents say again of earlier ones. `is_earlier` tells of which earlier documents a later one may;
/// `takes_part` which provisions of a document; `tells_of_much` whether a later one may tell of much in one paragraph.
pub(crate) fn echoes(
    documents: &[&Document],
    options: &Options,
    tells_of_much: bool,
    takes_part: impl Fn(usize, &Provision) -> bool,
    is_earlier: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Echo> {
    let field = Field::of(documents, options, tells_of_much, takes_part);
    let of = |at: usize| -> Vec<Echo> {
        let (document, _) = field.places[at];
        let comes_before = |other: usize| {
            let (earlier, _) = field.places[other];
            earlier < document && is_earlier(earlier, document)
        };
        let candidates = field.cores.candidates(at, comes_before);
        let scored = candidates.into_iter().filter_map(|other| Some((field.score(other, at)?, other)));
        let mut ranked: Vec<(f64, usize)> = scored.collect();
        ranked.sort_unstable_by(best_first);
        let chosen = field.chosen(at, &ranked);
        let rival = ranked.iter().find(|pair| !chosen.contains(pair)).copied();
        chosen.iter().map(|&(score, old)| field.echo((old, at), score, rival, options)).collect()
    };
    // In order, however many threads work.
    (0..field.places.len()).into_par_iter().map(of).collect::<Vec<_>>().into_iter().flatten().collect()
}

impl<'a> Field<'a> {
    fn of(
        documents: &'a [&'a Document],
        options: &Options,
        tells_of_much: bool,
        takes_part: impl Fn(usize, &Provision) -> bool,
    ) -> Self {
        let codes: Vec<Option<&str>> =
            documents.iter().map(|document| options.language.as_deref().or(document.language.as_deref())).collect();
        let languages: Vec<Language> = codes.iter().map(|code| Language::of(*code)).collect();
        let every = |at: usize| (0..documents[at].provisions.len()).map(move |place| (at, place));
        let places = (0..documents.len()).flat_map(every);
        let places: Vec<(usize, usize)> =
            places.filter(|&(at, place)| takes_part(at, &documents[at].provisions[place])).collect();
        let text = |&(at, place): &(usize, usize)| documents[at].provisions[place].text();
        let mut cores = Cores::of(places.iter().map(|place| (text(place), &languages[place.0])));
        let wanted = places.iter().enumerate();
        let wanted = wanted.filter_map(|(at, place)| Some((at, text(place), options.lexicons.of(codes[place.0])?)));
        cores.take_apart(&wanted.collect::<Vec<_>>());
        let bags = (0..places.len()).map(|at| cores.bag(at, &COUNTING, None)).collect();
        let (phrases, company) = (cores.pairs(Near::Beside), cores.pairs(Near::Around));
        Field { documents, places, cores, bags, phrases, company, tells_of_much }
    }

    fn provision(&self, at: usize) -> &'a Provision {
        let (document, place) = self.places[at];
        &self.documents[document].provisions[place]
    }

    /// What a later core goes back to: the nearest of the earlier meetings that said it best, and others that bear out
    /// phrases of which that has none.
    fn chosen(&self, at: usize, ranked: &[(f64, usize)]) -> Vec<(f64, usize)> {
        let Some(&(best, _)) = ranked.first() else { return Vec::new() };
        let near = ranked.iter().filter(|(score, _)| *score >= NEARLY * best);
        let nearest = near.max_by_key(|(_, other)| (self.places[*other].0, Reverse(*other)));
        let mut chosen: Vec<(f64, usize)> = nearest.copied().into_iter().collect();
        let least = if self.tells_of_much { LEAST_COMPANY } else { LEAST_PHRASES };
        let mut told: FxHashSet<Term> = FxHashSet::default();
        for &pair in ranked {
            let shared = self.own(pair.1, at);
            let is_fresh = |(first, second): &WordPair| !told.contains(first) && !told.contains(second);
            let fresh = self.rarity(shared.iter().filter(|pair| is_fresh(pair)));
            let is_first = chosen.first() == Some(&pair);
            if is_first || fresh >= least && self.says_other(pair.1, at, &chosen) {
                told.extend(shared.iter().flat_map(|(first, second)| [*first, *second]));
                if !is_first {
                    chosen.push(pair);
                }
            }
        }
        chosen
    }

    /// Whether the phrases that an earlier core bears out are none of those that others do.
    fn says_other(&self, old: usize, new: usize, others: &[(f64, usize)]) -> bool {
        let told: FxHashSet<WordPair> = others.iter().flat_map(|(_, other)| self.own(*other, new)).collect();
        self.own(old, new).iter().all(|pair| !told.contains(pair))
    }

    /// What a later core has of an earlier one's own.
    fn own(&self, old: usize, new: usize) -> Vec<WordPair> {
        if self.tells_of_much { self.rare_company(old, new) } else { self.rare_phrases(old, new) }
    }

    /// The phrases that both have and hardly any other.
    fn rare_phrases(&self, old: usize, new: usize) -> Vec<WordPair> {
        self.rare(&self.phrases, RARE, old, new)
    }

    /// The words that keep company in both and in hardly any other.
    fn rare_company(&self, old: usize, new: usize) -> Vec<WordPair> {
        self.rare(&self.company, RARE_COMPANY, old, new)
    }

    fn rare(&self, pairs: &Pairs, most: usize, old: usize, new: usize) -> Vec<WordPair> {
        let most = most.max((RARE_SHARE * self.places.len() as f64) as usize);
        pairs.shared(old, new).filter(|&pair| pairs.frequency(pair) as usize <= most).collect()
    }

    /// How rare pairs are: the sum of the weights of the commoner word of each.
    fn rarity<'b>(&self, pairs: impl IntoIterator<Item = &'b WordPair>) -> f64 {
        let weight = |term: Term| self.cores.rarity().of(term);
        pairs.into_iter().map(|&(first, second)| weight(first).min(weight(second))).sum()
    }

    /// How well a later core goes back to an earlier one; nothing if it does not.
    fn score(&self, old: usize, new: usize) -> Option<f64> {
        let (before, after) = (&self.bags[old], &self.bags[new]);
        let likeness = before.likeness(after);
        let phrases = self.rarity(&self.rare_phrases(old, new));
        let score = likeness + PHRASE * phrases;
        let words = before.shared(after).count();
        let is_said_again =
            likeness >= SAID_AGAIN && words >= LEAST_WORDS || likeness >= THE_SAME && words >= LEAST_WORDS_OF_THE_SAME;
        let is_borne_out = likeness >= LEAST_LIKENESS && phrases >= LEAST_PHRASES && score >= LEAST_SCORE;
        let share = before.share_in(after);
        let is_told =
            self.tells_of_much && share >= LEAST_TOLD && self.rarity(&self.rare_company(old, new)) >= LEAST_COMPANY;
        // At the bars both ways count the same.
        let told = is_told.then_some(share * LEAST_SCORE / LEAST_TOLD);
        (is_said_again || is_borne_out).then_some(score).into_iter().chain(told).reduce(f64::max)
    }

    fn echo(&self, (old, new): (usize, usize), score: f64, rival: Option<(f64, usize)>, options: &Options) -> Echo {
        let likeness = self.bags[old].likeness(&self.bags[new]);
        // Not calibrated: too few have been read. A half says that half of it may be chance.
        let bounded = |score: f64| 1.0 - 0.5 * (-2.0 * score).exp();
        let confidence = bounded(score);
        let runner_up = rival.map(|(score, other)| Rival {
            old: self.provision(other).label.clone(),
            new: self.provision(new).label.clone(),
            old_id: self.provision(other).id.clone(),
            new_id: self.provision(new).id.clone(),
            score: bounded(score),
        });
        Echo {
            old: self.places[old],
            new: self.places[new],
            relation: relation_of_two(self.provision(old).text(), self.provision(new).text()),
            link: Link {
                score: confidence,
                confidence,
                certainty: options.parameters.confidence.certainty(confidence),
                grounds: BTreeMap::new(),
                evidence: Evidence {
                    signals: BTreeMap::from([("core", likeness)]),
                    wording: likeness,
                    shared: self.told(old, new),
                    coverage: Shares {
                        old: self.bags[old].share_in(&self.bags[new]),
                        new: self.bags[new].share_in(&self.bags[old]),
                    },
                    unaccounted: Unaccounted { old: Vec::new(), new: Vec::new() },
                    margin: confidence - runner_up.as_ref().map_or(0.0, |rival| rival.score),
                    runner_up,
                    parts: Vec::new(),
                },
            },
        }
    }

    /// What both have, to be read as the earlier text has it, which is what was agreed: the rare phrases, then what else keeps rare company, then
    /// the rarest words.
    fn told(&self, old: usize, new: usize) -> Vec<String> {
        let text = (old, self.provision(old).text());
        let pairs = self.rare_company(old, new);
        let mut told = self.cores.phrases(text, Near::Around, |pair| pairs.contains(&pair), |_| true);
        let in_company = self.cores.rarest(pairs.iter().flat_map(|(first, second)| [*first, *second]));
        let rarity = self.cores.rarity();
        let rarest = self.cores.rarest(self.bags[old].shared(&self.bags[new])).into_iter();
        let alone = in_company.into_iter().chain(rarest.filter(|&word| rarity.of(word) >= TELLING * rarity.rare()));
        for word in alone.filter_map(|word| self.cores.printed(text, word)) {
            if !told.iter().any(|phrase| phrase.contains(&word)) {
                told.push(word);
            }
        }
        told.truncate(TOLD);
        told
    }
}
