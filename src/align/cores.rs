//! Provisions as bags of telling words: what precedents and the search for agreed language weigh.
//!
//! Each word counts by its inverse document frequency (Spärck Jones 1972) over all texts, so that boilerplate counts
//! for little because it is common, and by where it stands: in the core, which carries the identity of a provision,
//! or outside it. How much that is, and what pairs of words count, is for the user to say ([`Counting`]). The likeness
//! of two texts is the cosine of their bags (Salton 1975).

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::text::{Index, Rarity, inverse_frequency};
use crate::anatomy::{Anatomy, Lexicon};
use crate::language::{Language, Term, Terms, tokens, word_spans};

/// How many texts are looked at for each other: the order by words alone and the final one agree closely.
const CANDIDATES: usize = 24;

/// How many occurrences of its words are looked up for a text. In a corpus of tens of thousands of provisions the
/// common words of a text are passed over, so that the time grows with the corpus and not with its square.
const MOST_LOOKED_UP: usize = 20_000;

/// How many telling words on two words may stand and keep company.
const AROUND: usize = 3;

/// The marks between sentences and the items of a list.
const STOPS: [char; 8] = ['.', ';', '?', '!', '。', '；', '؟', '؛'];

/// Two words that stand near each other.
pub(crate) type WordPair = (Term, Term);

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Core,
    /// In the core, but a word of drafting ("measures"), a number or a date: what changes while the matter stays.
    Drafting,
    /// In who is asked, how strongly, or with which qualifications.
    Outside,
}

/// How much a word counts that is not of the core's own, where one of these counts 1, and a pair of words, where a
/// single word as rare counts 1.
#[derive(Clone, Copy)]
pub(crate) struct Counting {
    pub(crate) drafting: f64,
    pub(crate) outside: f64,
    pub(crate) pair: f64,
    /// The power of the rarity by which words count: the higher, the more the rarest tell and the less all others.
    pub(crate) power: f64,
}

impl Counting {
    fn of(&self, place: Place) -> f64 {
        match place {
            Place::Core => 1.0,
            Place::Drafting => self.drafting,
            Place::Outside => self.outside,
        }
    }
}

/// A word that is no function word.
struct Word {
    term: Term,
    span: Range<usize>,
    place: Place,
    /// Whether nothing but a space or a hyphen stands between it and the one before.
    is_joined: bool,
    /// In which sentence it stands.
    sentence: usize,
}

/// Texts, word by word, and how rare their words are.
pub(crate) struct Cores {
    texts: Vec<Vec<Word>>,
    terms: Terms,
    rarity: Rarity,
    index: Index,
    /// The lengths of the bags of all words.
    norms: Vec<f64>,
}

impl Cores {
    /// Reads texts. Until they are taken apart, all that they say counts as their core.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a Language)>) -> Self {
        let mut terms = Terms::default();
        let read = texts.into_iter().map(|(text, language)| words(text, language, &mut terms));
        let mut texts: Vec<Vec<Word>> = read.collect();
        // Words by the alphabet, so that no number tells which text was read first.
        let renumbered = terms.sort();
        texts.iter_mut().flatten().for_each(|word| word.term = renumbered[word.term as usize]);
        let sets: Vec<Vec<Term>> = texts.iter().map(|words| sorted(words.iter().map(|word| word.term))).collect();
        let rarity = Rarity::over(sets.iter().map(|set| set.iter().copied()), vec![false; terms.len()]);
        let index = Index::over(|| sets.iter().map(|set| set.iter().copied()), terms.len());
        let norm = |set: &Vec<Term>| set.iter().map(|&term| rarity.of(term).powi(2)).sum::<f64>().sqrt();
        let norms = sets.iter().map(norm).collect();
        Cores { texts, terms, rarity, index, norms }
    }

    /// Takes texts apart, each given with its place, and no more than are wanted: that is what takes time.
    pub(crate) fn take_apart(&mut self, wanted: &[(usize, &str, &Lexicon)]) {
        let places = |&(at, text, lexicon): &(usize, &str, &Lexicon)| {
            let spans = Anatomy::of(text, lexicon).core_spans;
            let dates: Vec<Range<usize>> = lexicon.dates_in(text).collect();
            let has = |spans: &[Range<usize>], word: &Word| spans.iter().any(|span| span.contains(&word.span.start));
            let place = |word: &Word| {
                let is_light = || has(&dates, word) || lexicon.is_light(&text[word.span.clone()]);
                let within = if is_light() { Place::Drafting } else { word.place };
                if has(&spans, word) { within } else { Place::Outside }
            };
            (at, self.texts[at].iter().map(place).collect())
        };
        let found: Vec<(usize, Vec<Place>)> = wanted.par_iter().map(places).collect();
        for (at, places) in found {
            self.texts[at].iter_mut().zip(places).for_each(|(word, place)| word.place = place);
        }
    }

    /// How rare the words are.
    pub(crate) fn rarity(&self) -> &Rarity {
        &self.rarity
    }

    /// The normalised form of a word.
    pub(crate) fn normal(&self, term: Term) -> &str {
        self.terms.normal(term)
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The texts of those wanted that share most with one, by its words, the rarest first, as far as they are looked
    /// up; the best text first.
    pub(crate) fn candidates(&self, at: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut shared: FxHashMap<usize, f64> = FxHashMap::default();
        let mut looked_up = 0;
        for term in self.rarest(sorted(self.texts[at].iter().map(|word| word.term)).into_iter()) {
            if looked_up > MOST_LOOKED_UP {
                break;
            }
            looked_up += self.index.with(term).len();
            for other in self.index.with(term).iter().map(|&other| other as usize).filter(|&other| is_wanted(other)) {
                *shared.entry(other).or_default() += self.rarity.of(term).powi(2);
            }
        }
        let met = shared.into_iter().filter(|(_, weight)| *weight > 0.0);
        let mut ranked: Vec<(f64, usize)> = met.map(|(other, weight)| (weight / self.norms[other], other)).collect();
        ranked.sort_unstable_by(best_first);
        ranked.into_iter().take(CANDIDATES).map(|(_, other)| other).collect()
    }

    /// The texts of those wanted that have every word of one.
    pub(crate) fn holding(&self, at: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let terms = self.rarest(sorted(self.texts[at].iter().map(|word| word.term)).into_iter());
        let Some((rarest, others)) = terms.split_first() else { return Vec::new() };
        let has_all = |text: &u32| others.iter().all(|&term| self.index.with(term).binary_search(text).is_ok());
        let holding = self.index.with(*rarest).iter().filter(|text| has_all(text)).map(|&text| text as usize);
        holding.filter(|&text| is_wanted(text)).collect()
    }

    /// A text as a bag of words, and of the pairs of words that are given.
    pub(crate) fn bag(&self, at: usize, counting: &Counting, pairs: Option<&Pairs>) -> Bag {
        let mut places: FxHashMap<Term, f64> = FxHashMap::default();
        for word in &self.texts[at] {
            let place = places.entry(word.term).or_default();
            *place = place.max(counting.of(word.place));
        }
        let counted = places.iter().filter(|(_, place)| **place > 0.0);
        let mut words: Vec<(Term, f64)> =
            counted.map(|(&term, place)| (term, place * self.rarity.of(term).powf(counting.power))).collect();
        words.sort_unstable_by_key(|(term, _)| *term);
        let weigh = |pairs: &Pairs, pair: WordPair| {
            let place = places[&pair.0].min(places[&pair.1]);
            (pair, counting.pair * place * inverse_frequency(self.len(), pairs.frequency(pair)).powf(counting.power))
        };
        let pairs = pairs.map(|pairs| pairs.texts[at].iter().map(|&pair| weigh(pairs, pair)).collect());
        let mut bag = Bag { words, pairs: pairs.unwrap_or_default(), norm: 0.0 };
        bag.norm = bag.product(&bag).sqrt();
        bag
    }

    /// The pairs of words that stand near each other in each text.
    pub(crate) fn pairs(&self, near: Near) -> Pairs {
        let texts: Vec<Vec<WordPair>> =
            (0..self.len()).map(|at| self.pairs_in(at, near).map(|(pair, ..)| pair)).map(sorted).collect();
        let mut frequencies = FxHashMap::default();
        texts.iter().flatten().for_each(|&pair| *frequencies.entry(pair).or_default() += 1);
        Pairs { texts, frequencies }
    }

    /// The pairs of words that stand near each other in a text, with the words by their places among all.
    fn pairs_in(&self, at: usize, near: Near) -> impl Iterator<Item = (WordPair, usize, usize)> + '_ {
        let words = &self.texts[at];
        let takes_part = move |word: &Word| near == Near::Following || word.place == Place::Core;
        let places: Vec<usize> = (0..words.len()).filter(|&place| takes_part(&words[place])).collect();
        let reach = if near == Near::Around { AROUND } else { 1 };
        let both = (0..places.len()).flat_map(move |at| {
            let others = at + 1..(at + 1 + reach).min(places.len());
            others.map(|other| (places[at], places[other])).collect::<Vec<_>>()
        });
        both.filter_map(move |(first, second)| {
            let pair = (words[first].term, words[second].term);
            match near {
                Near::Beside => (second == first + 1 && words[second].is_joined).then_some((pair, first, second)),
                Near::Following => Some((pair, first, second)),
                Near::Around => {
                    let is_pair = pair.0 != pair.1 && words[first].sentence == words[second].sentence;
                    is_pair.then_some(((pair.0.min(pair.1), pair.0.max(pair.1)), first, second))
                }
            }
        })
    }

    /// The phrases of a text that are made up of pairs that it shares, if one of the pairs of each is to be named.
    pub(crate) fn phrases(
        &self,
        (at, text): (usize, &str),
        near: Near,
        is_shared: impl Fn(WordPair) -> bool,
        is_named: impl Fn(WordPair) -> bool,
    ) -> Vec<String> {
        let words = &self.texts[at];
        // What lies between two words that are not next to each other is not shared.
        let is_next =
            |first: usize, second: usize| words[first + 1..second].iter().all(|word| word.place != Place::Core);
        let pairs = self.pairs_in(at, near).filter(|&(pair, first, second)| is_next(first, second) && is_shared(pair));
        let mut runs: Vec<(usize, usize, bool)> = Vec::new();
        for (pair, first, second) in pairs {
            match runs.last_mut() {
                Some((_, last, named)) if first <= *last => {
                    *last = second.max(*last);
                    *named |= is_named(pair);
                }
                _ => runs.push((first, second, is_named(pair))),
            }
        }
        let told = runs.into_iter().filter(|(.., named)| *named);
        let told = told.map(|(first, last, _)| closed(text, words[first].span.start..words[last].span.end));
        let mut seen = FxHashSet::default();
        told.map(|phrase| phrase.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|phrase| seen.insert(phrase.clone()))
            .collect()
    }

    /// Some words, the rarest first.
    pub(crate) fn rarest(&self, words: impl Iterator<Item = Term>) -> Vec<Term> {
        let mut rarest: Vec<Term> = words.collect();
        rarest.sort_unstable_by_key(|&term| (self.rarity.frequency(term), term));
        rarest
    }

    /// A word as it first stands in a text.
    pub(crate) fn printed(&self, (at, text): (usize, &str), term: Term) -> Option<String> {
        let word = self.texts[at].iter().find(|word| word.term == term)?;
        Some(text[word.span.clone()].to_owned())
    }

    /// The weight of the words within a part of a text.
    pub(crate) fn weight_within(&self, at: usize, part: &Range<usize>) -> f64 {
        let within = self.texts[at].iter().filter(|word| part.start <= word.span.start && word.span.end <= part.end);
        within.map(|word| self.rarity.of(word.term)).sum()
    }
}

/// Which words of a text make a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Near {
    /// Those of the core that stand side by side: a term, such as "liaison officers".
    Beside,
    /// Those that follow each other, small words passed over.
    Following,
    /// Those of the core that keep company, in either order: "sharing of experiences", "share their experience".
    Around,
}

/// The pairs of words of texts, and how many texts have each.
pub(crate) struct Pairs {
    texts: Vec<Vec<WordPair>>,
    frequencies: FxHashMap<WordPair, u32>,
}

impl Pairs {
    /// The pairs of a text, each once, sorted.
    pub(crate) fn of(&self, at: usize) -> &[WordPair] {
        &self.texts[at]
    }

    /// How many texts have a pair.
    pub(crate) fn frequency(&self, pair: WordPair) -> u32 {
        self.frequencies.get(&pair).copied().unwrap_or(0)
    }

    /// The pairs that two texts have.
    pub(crate) fn shared(&self, one: usize, other: usize) -> impl Iterator<Item = WordPair> + '_ {
        self.texts[one].iter().copied().filter(move |pair| self.texts[other].binary_search(pair).is_ok())
    }
}

/// Words and pairs of words with their weights, each sorted.
pub(crate) struct Bag {
    words: Vec<(Term, f64)>,
    pairs: Vec<(WordPair, f64)>,
    norm: f64,
}

impl Bag {
    /// How much two bags have in common, from 0 to 1.
    pub(crate) fn likeness(&self, other: &Bag) -> f64 {
        let norms = self.norm * other.norm;
        if norms > 0.0 { (self.product(other) / norms).min(1.0) } else { 0.0 }
    }

    /// The words that two bags have.
    pub(crate) fn shared<'a>(&'a self, other: &'a Bag) -> impl Iterator<Item = Term> + 'a {
        self.words.iter().map(|&(term, _)| term).filter(|term| other.has(*term))
    }

    /// The share of the words that another bag has as well, by what they add to the likeness of a bag with itself.
    pub(crate) fn share_in(&self, other: &Bag) -> f64 {
        let sum = |of: &dyn Fn(Term) -> bool| -> f64 {
            self.words.iter().filter(|(term, _)| of(*term)).map(|(_, weight)| weight * weight).sum()
        };
        let whole = sum(&|_| true);
        if whole > 0.0 { sum(&|term| other.has(term)) / whole } else { 0.0 }
    }

    fn has(&self, term: Term) -> bool {
        self.words.binary_search_by_key(&term, |&(there, _)| there).is_ok()
    }

    fn product(&self, other: &Bag) -> f64 {
        dot(&self.words, &other.words) + dot(&self.pairs, &other.pairs)
    }
}

/// The words of a text that are no function words.
fn words(text: &str, language: &Language, terms: &mut Terms) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for token in tokens(text).into_iter().filter(|token| token.is_word) {
        let whole = &text[token.span.clone()];
        // Numbers, symbols and the letters of a list name nothing.
        let is_mark = whole.contains(char::is_numeric) || whole.len() == 1;
        for within in word_spans(whole) {
            let span = token.span.start + within.start..token.span.start + within.end;
            let term = terms.of(&text[span.clone()], language);
            if language.is_function_word(terms.normal(term)) {
                continue;
            }
            let before = words.last().map_or(0..0, |before| before.span.clone());
            let between = &text[before.end..span.start];
            let joins = |letter: char| letter.is_whitespace() || "-‐‑/".contains(letter);
            let is_joined = !before.is_empty() && between.chars().all(joins);
            let sentence = words.last().map_or(0, |before| before.sentence) + usize::from(between.contains(STOPS));
            let place = if is_mark { Place::Drafting } else { Place::Core };
            words.push(Word { term, span, place, is_joined, sentence });
        }
    }
    words
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// The best score first, the earlier of the same.
pub(crate) fn best_first(one: &(f64, usize), other: &(f64, usize)) -> std::cmp::Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}

/// A stretch of a text, with the bracket that closes one opened in it.
fn closed(text: &str, range: Range<usize>) -> &str {
    let is_open = text[range.clone()].rfind('(').is_some_and(|at| !text[range.start + at..range.end].contains(')'));
    if is_open && text[range.end..].starts_with(')') { &text[range.start..=range.end] } else { &text[range] }
}

/// The sum of the products of the weights that two sorted lists have for the same key.
fn dot<K: Ord + Copy>(one: &[(K, f64)], other: &[(K, f64)]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for &(key, weight) in one {
        at += other[at..].iter().take_while(|(there, _)| *there < key).count();
        sum += other.get(at).filter(|(there, _)| *there == key).map_or(0.0, |&(_, there)| weight * there);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTING: Counting = Counting { drafting: 1.0, outside: 0.5, pair: 0.0, power: 1.0 };

    fn read(texts: &[&str]) -> Cores {
        let english = Language::of(Some("en"));
        Cores::of(texts.iter().map(|text| (*text, &english)))
    }

    fn phrases(texts: &[&str], near: Near) -> Vec<String> {
        let (cores, last) = (read(texts), texts.len() - 1);
        let pairs = cores.pairs(near);
        let shared: Vec<WordPair> = pairs.shared(0, last).collect();
        cores.phrases((last, texts[last]), near, |pair| shared.contains(&pair), |_| true)
    }

    #[test]
    fn company_is_kept_in_either_order_within_a_sentence() {
        let asked = "Sharing of catches and old barrels";
        assert_eq!(phrases(&[asked, "The barrels are shared"], Near::Around), ["barrels are shared"]);
        assert_eq!(phrases(&[asked, "Barrels came. Sharing began"], Near::Around), [] as [&str; 0]);
        assert_eq!(phrases(&[asked, "old and new barrels"], Near::Beside), [] as [&str; 0]);
        assert_eq!(phrases(&[asked, "the old barrels"], Near::Beside), ["old barrels"]);
    }

    #[test]
    fn the_same_text_is_wholly_like_and_what_shares_nothing_not_at_all() {
        let cores = read(&["Count the barrels", "Seal every crate", "Count the barrels"]);
        let bags: Vec<Bag> = (0..3).map(|at| cores.bag(at, &COUNTING, None)).collect();
        assert!((bags[0].likeness(&bags[2]) - 1.0).abs() < 1e-9 && (bags[0].share_in(&bags[2]) - 1.0).abs() < 1e-9);
        assert_eq!((bags[0].likeness(&bags[1]), bags[0].share_in(&bags[1])), (0.0, 0.0));
    }
}
