//! Precedents and follow-ups: what an earlier meeting had adopted already, and what a report tells of it.
//!
//! Provisions of different meetings share little but boilerplate, and two that ask for the same may have few words
//! in common. They are held against each other by their cores: by how much of the words that say something both have,
//! each weighed by its rarity over all documents, and by phrases ("liaison officers", "online platforms") that hardly
//! any other provision has. Drafting words ("take measures"), whoever is addressed, and qualifiers do not count.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Evidence, Link, Options, Relation, Rival, Shares, Unaccounted, relation_of_two};
use crate::anatomy::{Anatomy, Lexicon};
use crate::extract::{Document, Provision};
use crate::language::{Language, Term, Terms, tokens};

/// A later provision with the earlier one that it goes back to.
pub(crate) struct Echo {
    /// The earlier provision: its document, and its place there.
    pub(crate) old: (usize, usize),
    /// The later one, likewise.
    pub(crate) new: (usize, usize),
    pub(crate) relation: Relation,
    pub(crate) link: Link,
}

/// From which likeness on two cores are one, whatever their phrases: clauses that are said again year by year.
const SAID_AGAIN: f64 = 0.6;

/// How many telling words two cores must share to be one by their likeness.
const LEAST_WORDS: usize = 3;

/// How much a rare phrase adds to the likeness, for each unit of the rarity of its commoner word.
const PHRASE: f64 = 0.08;

/// What a precedent must have: likeness, rarity of shared phrases, and both together. Read off the pairs that a
/// reader had judged before (`corpus/gold/precedents.tsv`): between the reports of 2013, 2019 and 2021 every pair above
/// is one that the reader accepts; below, right and wrong are mixed.
const LEAST_LIKENESS: f64 = 0.17;
const LEAST_PHRASES: f64 = 2.0;
const LEAST_SCORE: f64 = 0.35;

/// A phrase is rare if no more provisions have it, and in a large corpus no more than this share.
const RARE: usize = 3;
const RARE_SHARE: f64 = 0.005;

/// How far an earlier meeting may lie behind the best and be the precedent, since it is the nearest.
const NEARLY: f64 = 0.8;

/// How many earlier provisions are looked at for each later one.
const CANDIDATES: usize = 24;

/// A provision by the words of its core that say something.
struct Core {
    place: (usize, usize),
    /// The telling words, each once, sorted.
    words: Vec<Term>,
    /// The pairs of telling words that stand side by side, each once, sorted.
    phrases: Vec<(Term, Term)>,
    /// Every telling word where it stands, in bytes of the provision's text.
    spans: Vec<(Term, Range<usize>)>,
    weight: f64,
}

/// All cores, and how rare their words and phrases are.
struct Cores {
    cores: Vec<Core>,
    weights: Vec<f64>,
    phrases: FxHashMap<(Term, Term), usize>,
    rare: usize,
}

/// Finds what later documents say again of earlier ones. `is_earlier` tells of which earlier documents a later one may;
/// `takes_part` which provisions of a document.
pub(crate) fn echoes(
    documents: &[Document],
    options: &Options,
    takes_part: impl Fn(usize, &Provision) -> bool,
    is_earlier: impl Fn(usize, usize) -> bool,
) -> Vec<Echo> {
    let cores = Cores::of(documents, options, takes_part);
    let index = cores.index();
    let mut found = Vec::new();
    for (at, core) in cores.cores.iter().enumerate() {
        let mut ranked: Vec<(f64, usize)> = cores
            .candidates(at, &index)
            .into_iter()
            .filter(|&other| is_earlier(cores.cores[other].place.0, core.place.0))
            .filter_map(|other| Some((cores.score(other, at)?, other)))
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let chosen = cores.chosen(at, &ranked);
        for &(score, old) in &chosen {
            let rival = ranked.iter().find(|pair| !chosen.contains(pair));
            found.push(cores.echo(documents, (old, at), score, rival.copied(), options));
        }
    }
    found
}

impl Cores {
    fn of(documents: &[Document], options: &Options, takes_part: impl Fn(usize, &Provision) -> bool) -> Self {
        let mut terms = Terms::default();
        let mut cores = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let code = options.language.as_deref().or(document.language.as_deref());
            let (language, lexicon) = (Language::of(code), options.lexicons.of(code));
            for (there, provision) in document.provisions.iter().enumerate() {
                if takes_part(at, provision) {
                    cores.push(Core::of((at, there), provision.text(), &language, lexicon, &mut terms));
                }
            }
        }
        // Words by the alphabet, so that no number tells which text was read first.
        let renumbered = terms.sort();
        cores.iter_mut().for_each(|core| core.rename(&renumbered));
        let mut cores = Cores { cores, weights: vec![0.0; terms.len()], phrases: FxHashMap::default(), rare: RARE };
        cores.weigh();
        cores
    }

    /// Weighs words as `align::text` does: the inverse document frequency of Spärck Jones (1972).
    fn weigh(&mut self) {
        let total = self.cores.len() as f64 + 1.0;
        let mut frequencies = vec![0u32; self.weights.len()];
        for core in &self.cores {
            core.words.iter().for_each(|&word| frequencies[word as usize] += 1);
            core.phrases.iter().for_each(|&phrase| *self.phrases.entry(phrase).or_default() += 1);
        }
        self.weights = frequencies.iter().map(|&n| (total / (f64::from(n) + 0.5)).ln().max(0.0)).collect();
        for core in &mut self.cores {
            core.weight = core.words.iter().map(|&word| self.weights[word as usize]).sum();
        }
        self.rare = RARE.max((RARE_SHARE * total) as usize);
    }

    /// Which cores have a word.
    fn index(&self) -> Vec<Vec<u32>> {
        let mut index = vec![Vec::new(); self.weights.len()];
        for (at, core) in self.cores.iter().enumerate() {
            core.words.iter().for_each(|&word| index[word as usize].push(at as u32));
        }
        index
    }

    /// The earlier cores with which one shares most, by the weight of the words.
    fn candidates(&self, at: usize, index: &[Vec<u32>]) -> Vec<usize> {
        let mut tally: FxHashMap<u32, f64> = FxHashMap::default();
        for &word in &self.cores[at].words {
            for &other in index[word as usize].iter().take_while(|&&other| (other as usize) < at) {
                *tally.entry(other).or_default() += self.weights[word as usize];
            }
        }
        let share = |other: u32, weight: f64| weight / self.cores[other as usize].weight.max(f64::MIN_POSITIVE).sqrt();
        let mut ranked: Vec<(f64, u32)> =
            tally.into_iter().map(|(other, weight)| (share(other, weight), other)).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
        ranked.into_iter().take(CANDIDATES).map(|(_, other)| other as usize).collect()
    }

    /// What a later core goes back to: the nearest of the earlier meetings that said it best, and others that bear out
    /// phrases of which that has none.
    fn chosen(&self, at: usize, ranked: &[(f64, usize)]) -> Vec<(f64, usize)> {
        let Some(&(best, _)) = ranked.first() else { return Vec::new() };
        let near = ranked.iter().filter(|(score, _)| *score >= NEARLY * best);
        let nearest = near.max_by_key(|(_, other)| (self.cores[*other].place.0, Reverse(*other)));
        let mut chosen: Vec<(f64, usize)> = nearest.copied().into_iter().collect();
        let rare = |other: usize| self.shared_phrases(other, at);
        let mut told: FxHashSet<Term> = FxHashSet::default();
        for &pair in ranked {
            let fresh: f64 = rare(pair.1)
                .iter()
                .filter(|((first, second), _)| !told.contains(first) && !told.contains(second))
                .map(|(_, rarity)| rarity)
                .sum();
            let is_first = chosen.first() == Some(&pair);
            if is_first || fresh >= LEAST_PHRASES && self.says_other(pair.1, at, &chosen) {
                told.extend(rare(pair.1).iter().flat_map(|((first, second), _)| [*first, *second]));
                if !is_first {
                    chosen.push(pair);
                }
            }
        }
        chosen
    }

    /// Whether the phrases that an earlier core bears out are none of those that others do.
    fn says_other(&self, old: usize, new: usize, others: &[(f64, usize)]) -> bool {
        let told: FxHashSet<(Term, Term)> =
            others.iter().flat_map(|(_, other)| self.shared_phrases(*other, new)).map(|(phrase, _)| phrase).collect();
        self.shared_phrases(old, new).iter().all(|(phrase, _)| !told.contains(phrase))
    }

    fn shared<'a>(&'a self, old: usize, new: usize) -> impl Iterator<Item = Term> + 'a {
        let (old, new) = (&self.cores[old].words, &self.cores[new].words);
        old.iter().copied().filter(|word| new.binary_search(word).is_ok())
    }

    /// The phrases that both have and hardly any other, with the rarity of their commoner word.
    fn shared_phrases(&self, old: usize, new: usize) -> Vec<((Term, Term), f64)> {
        let (old, new) = (&self.cores[old].phrases, &self.cores[new].phrases);
        let both = old.iter().filter(|phrase| new.binary_search(phrase).is_ok());
        let rare = both.filter(|phrase| self.phrases.get(*phrase).is_some_and(|&count| count <= self.rare));
        rare.map(|&phrase| (phrase, self.weights[phrase.0 as usize].min(self.weights[phrase.1 as usize]))).collect()
    }

    /// How much two cores have in common, from 0 to 1, by the weights of their words (the cosine of Salton).
    fn likeness(&self, old: usize, new: usize) -> f64 {
        let both: f64 = self.shared(old, new).map(|word| self.weights[word as usize]).sum();
        let whole = (self.cores[old].weight * self.cores[new].weight).sqrt();
        if whole > 0.0 { both / whole } else { 0.0 }
    }

    /// How well a later core goes back to an earlier one; nothing if it does not.
    fn score(&self, old: usize, new: usize) -> Option<f64> {
        let likeness = self.likeness(old, new);
        let phrases: f64 = self.shared_phrases(old, new).iter().map(|(_, rarity)| rarity).sum();
        let score = likeness + PHRASE * phrases;
        let is_said_again = likeness >= SAID_AGAIN && self.shared(old, new).count() >= LEAST_WORDS;
        let is_borne_out = likeness >= LEAST_LIKENESS && phrases >= LEAST_PHRASES && score >= LEAST_SCORE;
        (is_said_again || is_borne_out).then_some(score)
    }

    fn echo(
        &self,
        documents: &[Document],
        (old, new): (usize, usize),
        score: f64,
        rival: Option<(f64, usize)>,
        options: &Options,
    ) -> Echo {
        let provision = |at: usize| &documents[self.cores[at].place.0].provisions[self.cores[at].place.1];
        let both: f64 = self.shared(old, new).map(|word| self.weights[word as usize]).sum();
        let share = |at: usize| both / self.cores[at].weight.max(f64::MIN_POSITIVE);
        // Not calibrated: too few have been read. A half says that half of it may be chance.
        let bounded = |score: f64| 1.0 - 0.5 * (-2.0 * score).exp();
        let confidence = bounded(score);
        let runner_up = rival.map(|(score, other)| Rival {
            old: provision(other).label.clone(),
            new: provision(new).label.clone(),
            old_id: provision(other).id.clone(),
            new_id: provision(new).id.clone(),
            score: bounded(score),
        });
        Echo {
            old: self.cores[old].place,
            new: self.cores[new].place,
            relation: relation_of_two(provision(old).text(), provision(new).text()),
            link: Link {
                score: confidence,
                confidence,
                certainty: options.parameters.confidence.certainty(confidence),
                grounds: BTreeMap::new(),
                evidence: Evidence {
                    signals: BTreeMap::from([("core", self.likeness(old, new))]),
                    wording: self.likeness(old, new),
                    shared: self.told(old, new, provision(new).text()),
                    coverage: Shares { old: share(old), new: share(new) },
                    unaccounted: Unaccounted { old: Vec::new(), new: Vec::new() },
                    margin: confidence - runner_up.as_ref().map_or(0.0, |rival| rival.score),
                    runner_up,
                    parts: Vec::new(),
                },
            },
        }
    }

    /// What both have, to be read as the later text has it: the rare phrases, then the rarest words in none of them.
    fn told(&self, old: usize, new: usize, text: &str) -> Vec<String> {
        let spans = &self.cores[new].spans;
        let phrases = self.shared_phrases(old, new);
        let in_phrase: FxHashSet<Term> = phrases.iter().flat_map(|((first, second), _)| [*first, *second]).collect();
        let printed = |(first, second): (Term, Term)| {
            let pair = spans.windows(2).find(|pair| pair[0].0 == first && pair[1].0 == second)?;
            Some(text[pair[0].1.start..pair[1].1.end].to_owned())
        };
        let rare = TELLING * ((self.cores.len() as f64 + 1.0) / 2.5).ln();
        let weight = |word: Term| self.weights[word as usize];
        let mut words: Vec<Term> =
            self.shared(old, new).filter(|word| !in_phrase.contains(word) && weight(*word) >= rare).collect();
        words.sort_by(|one, other| weight(*other).total_cmp(&weight(*one)).then(one.cmp(other)));
        let alone =
            |word: Term| spans.iter().find(|(there, _)| *there == word).map(|(_, span)| text[span.clone()].to_owned());
        let phrases = phrases.iter().filter_map(|(phrase, _)| printed(*phrase));
        phrases.chain(words.into_iter().filter_map(alone)).take(TOLD).collect()
    }
}

/// A word is told if it weighs at least this share of one that two provisions have.
const TELLING: f64 = 0.5;

/// How many shared phrases and words are told.
const TOLD: usize = 6;

impl Core {
    fn of(
        place: (usize, usize),
        text: &str,
        language: &Language,
        lexicon: Option<&Lexicon>,
        terms: &mut Terms,
    ) -> Self {
        let spans =
            lexicon.map_or_else(|| std::iter::once(0..text.len()).collect(), |one| Anatomy::of(text, one).core_spans);
        let mut core = Core { place, words: Vec::new(), phrases: Vec::new(), spans: Vec::new(), weight: 0.0 };
        let says_little = |word: &str| {
            language.is_function_word(&language.normal_form(word))
                || lexicon.is_some_and(|lexicon| lexicon.is_light(word))
        };
        for span in spans {
            let part = &text[span.clone()];
            // Dates and numbers change from year to year in what is said again.
            let dates: Vec<Range<usize>> = lexicon.iter().flat_map(|lexicon| lexicon.dates_in(part)).collect();
            let mut before: Option<Term> = None;
            for token in tokens(part) {
                let printed = &part[token.span.clone()];
                // A compound is as telling as the words in it.
                let is_dated = dates.iter().any(|date| date.contains(&token.span.start));
                let is_told = token.is_word
                    && !is_dated
                    && !printed.contains(char::is_numeric)
                    && !printed.split(['-', '/', '‑']).all(says_little);
                let found = if is_told { language.terms(printed, terms) } else { Vec::new() };
                let at = span.start + token.span.start..span.start + token.span.end;
                for &word in &found {
                    core.phrases.extend(before.map(|before| (before, word)));
                    core.words.push(word);
                    core.spans.push((word, at.clone()));
                    before = Some(word);
                }
                if found.is_empty() {
                    before = None;
                }
            }
        }
        core
    }

    fn rename(&mut self, to: &[Term]) {
        self.words.iter_mut().for_each(|word| *word = to[*word as usize]);
        self.phrases
            .iter_mut()
            .for_each(|(first, second)| (*first, *second) = (to[*first as usize], to[*second as usize]));
        self.spans.iter_mut().for_each(|(word, _)| *word = to[*word as usize]);
        self.words.sort_unstable();
        self.words.dedup();
        self.phrases.sort_unstable();
        self.phrases.dedup();
    }
}
