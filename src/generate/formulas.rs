//! Recommendations in English out of formulas (`formulas.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Made, OFFSET, Ranks, Wording, sentence};

/// How long recommendations are at each tenth of them, from the shortest to the longest, as shares of the mean: most are
/// shorter than it and a few much longer.
const LENGTHS: [f64; 11] = [0.25, 0.46, 0.58, 0.69, 0.79, 0.9, 1.03, 1.17, 1.36, 1.66, 2.6];

/// The share of recommendations that somebody has made before, where very many were made.
const AGAIN: f64 = 0.75;

/// After how many recommendations that share is half as large.
const HALF_AGAIN: f64 = 300.0;

/// The share of those that are made in the same words.
const SAME: f64 = 0.03;

/// How many words are missing, at the least, for another tail to be added: about half of one, so that lengths are right
/// on average.
const TAIL_WORTH: usize = 4;

/// How often a shorter shape is looked for, or a tail that begins like no other.
const TRIES: usize = 4;

/// How many of a rule's alternatives are levelled beyond what is usual: their share of all. A theme is by far not as much
/// more frequent than the next as a word is.
const LEVELLED: f64 = 1.0 / 6.0;

/// What `formulas.toml` holds.
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::read(include_str!("formulas.toml")));

/// Rules by their names.
pub(super) struct Grammar {
    rules: Vec<Rule>,
    by_name: BTreeMap<String, usize>,
}

struct Rule {
    /// The earlier the more frequent.
    alternatives: Vec<Vec<Part>>,
    ranks: Ranks,
}

/// What an alternative is put together from.
enum Part {
    Text(String),
    /// What a rule gives.
    Of(usize),
}

impl Grammar {
    pub(super) fn built_in() -> &'static Grammar {
        &GRAMMAR
    }

    fn read(text: &str) -> Self {
        #[derive(Deserialize)]
        struct File {
            rules: BTreeMap<String, Vec<String>>,
        }
        let file: File = toml::from_str(text).expect("the formulas parse");
        let by_name: BTreeMap<String, usize> = file.rules.keys().cloned().zip(0..).collect();
        let parts = |alternative: &String| -> Vec<Part> {
            let mut parts = Vec::new();
            for piece in alternative.split('{') {
                let (name, text) = piece.split_once('}').unwrap_or(("", piece));
                parts.extend((!name.is_empty()).then(|| Part::Of(by_name[name])));
                parts.extend((!text.is_empty()).then(|| Part::Text(text.to_owned())));
            }
            parts
        };
        let rule = |alternatives: &Vec<String>| Rule {
            alternatives: alternatives.iter().map(parts).collect(),
            ranks: Ranks::of(alternatives.len(), OFFSET + LEVELLED * alternatives.len() as f64),
        };
        Grammar { rules: file.rules.values().map(rule).collect(), by_name }
    }

    fn rule(&self, name: &str) -> usize {
        self.by_name[name]
    }

    /// One of a rule's alternatives.
    fn drawn(&self, rule: usize, random: &mut fastrand::Rng) -> &[Part] {
        let rule = &self.rules[rule];
        &rule.alternatives[rule.ranks.draw(random)]
    }

    /// A text that a rule gives.
    pub(super) fn text(&self, name: &str, random: &mut fastrand::Rng) -> String {
        let mut text = String::new();
        self.write(self.rule(name), random, &mut text);
        text
    }

    fn write(&self, rule: usize, random: &mut fastrand::Rng, text: &mut String) {
        for part in self.drawn(rule, random) {
            match part {
                Part::Text(fixed) => text.push_str(fixed),
                Part::Of(rule) => self.write(*rule, random, text),
            }
        }
    }
}

/// A part of a recommendation, and the rule that gave it, if it can be drawn anew.
#[derive(Clone)]
struct Piece {
    rule: Option<usize>,
    words: Vec<usize>,
}

/// Recommendations, and what was said in them so far.
pub(super) struct Formulas {
    grammar: &'static Grammar,
    seed: u64,
    /// Every word that came up, and its number.
    words: Vec<String>,
    numbers: FxHashMap<String, usize>,
    /// What was asked for so far.
    said: Vec<Vec<Piece>>,
}

impl Formulas {
    pub(super) fn new(seed: u64) -> Self {
        let (words, numbers, said) = Default::default();
        Formulas { grammar: Grammar::built_in(), seed, words, numbers, said }
    }

    fn numbered(&mut self, text: &str) -> Vec<usize> {
        let number = |word: &str| {
            self.numbers.get(word).copied().unwrap_or_else(|| {
                let number = self.words.len();
                self.words.push(word.to_owned());
                self.numbers.insert(word.to_owned(), number);
                number
            })
        };
        text.split_whitespace().map(number).collect()
    }

    fn piece(&mut self, rule: usize, random: &mut fastrand::Rng) -> Piece {
        let mut text = String::new();
        self.grammar.write(rule, random, &mut text);
        Piece { rule: Some(rule), words: self.numbered(&text) }
    }

    /// What nobody has asked for yet, unless by chance.
    fn new_request(&mut self, words: usize, random: &mut fastrand::Rng) -> Vec<Piece> {
        let mut shortest = self.shape(random);
        for _ in 1..TRIES {
            if length(&shortest) <= words {
                break;
            }
            let other = self.shape(random);
            if length(&other) < length(&shortest) {
                shortest = other;
            }
        }
        let mut request = shortest;
        while length(&request) + TAIL_WORTH <= words {
            let tail = self.tail(&request, random);
            request.push(tail);
        }
        request
    }

    /// A tail for a request, that begins like no other piece of it if one is found: nobody writes "in line with" twice.
    fn tail(&mut self, request: &[Piece], random: &mut fastrand::Rng) -> Piece {
        let rule = self.grammar.rule("tail");
        let mut tail = self.piece(rule, random);
        for _ in 1..TRIES {
            if !request.iter().any(|piece| piece.words.first() == tail.words.first()) {
                break;
            }
            tail = self.piece(rule, random);
        }
        tail
    }

    fn shape(&mut self, random: &mut fastrand::Rng) -> Vec<Piece> {
        let grammar = self.grammar;
        let parts = grammar.drawn(grammar.rule("shape"), random).iter();
        let pieces = parts.map(|part| match part {
            Part::Text(text) => Piece { rule: None, words: self.numbered(text) },
            Part::Of(rule) => self.piece(*rule, random),
        });
        pieces.filter(|piece| !piece.words.is_empty()).collect()
    }

    /// What somebody asked for before, in the same words or in some others. What is asked is mostly said by the longest
    /// piece, so that one stays.
    fn same_request(&mut self, random: &mut fastrand::Rng) -> Vec<Piece> {
        let mut request = self.said[random.usize(..self.said.len())].clone();
        if random.f64() < SAME {
            return request;
        }
        let mut pieces: Vec<usize> = (0..request.len()).filter(|&at| request[at].rule.is_some()).collect();
        pieces.sort_by_key(|&at| request[at].words.len());
        pieces.pop();
        let rule = self.grammar.rule("tail");
        // Mostly a short one is put otherwise.
        let one = (!pieces.is_empty()).then(|| pieces[random.usize(..pieces.len()).min(random.usize(..pieces.len()))]);
        let is_tail = |at: usize| request[at].rule == Some(rule);
        match one {
            Some(at) if is_tail(at) && random.bool() => drop(request.remove(at)),
            Some(at) if is_tail(at) => request[at] = self.tail(&request, random),
            Some(at) => request[at] = self.piece(request[at].rule.unwrap_or(rule), random),
            None => {
                let tail = self.tail(&request, random);
                request.push(tail);
            }
        }
        request
    }

    /// Who proposes what stands at a place of the old document, or is new: that goes by the place alone, so that the
    /// choice of words is not touched by it.
    fn proposers(&self, place: usize) -> Vec<String> {
        let mut random = fastrand::Rng::with_seed(self.seed ^ (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut proposers = vec![self.grammar.text("proposer", &mut random)];
        // Two thirds have one, a few have many.
        while random.u8(0..3) == 0 {
            proposers.push(self.grammar.text("proposer", &mut random));
        }
        proposers
    }
}

impl Wording for Formulas {
    fn provision(&mut self, words: usize, random: &mut fastrand::Rng) -> Vec<usize> {
        let said = self.said.len() as f64;
        let request = if random.f64() < AGAIN * said / (said + HALF_AGAIN) {
            self.same_request(random)
        } else {
            let at = random.f64() * (LENGTHS.len() - 1) as f64;
            let (below, share) = (at as usize, at.fract());
            let length = LENGTHS[below] + share * (LENGTHS[below + 1] - LENGTHS[below]);
            self.new_request((length * words as f64).round() as usize, random)
        };
        let words = request.iter().flat_map(|piece| &piece.words).copied().collect();
        self.said.push(request);
        words
    }

    fn word(&self, random: &mut fastrand::Rng) -> usize {
        let request = &self.said[random.usize(..self.said.len())];
        let at = random.usize(..length(request));
        request.iter().flat_map(|piece| &piece.words).copied().nth(at).expect("it is within the length")
    }

    fn joined(&mut self, parts: &[Vec<usize>]) -> Vec<usize> {
        parts.join(self.numbered("and").as_slice())
    }

    fn label(&self, at: usize) -> String {
        format!("100.{}", at + 1)
    }

    fn text(&self, at: usize, made: &Made) -> String {
        let mut proposers: Vec<String> = Vec::new();
        // What is new was made from nothing; its places are counted from the other end.
        let nothing = [usize::MAX - at];
        let places = if made.from.is_empty() { &nothing[..] } else { &made.from };
        for proposer in places.iter().flat_map(|&place| self.proposers(place)) {
            if !proposers.contains(&proposer) {
                proposers.push(proposer);
            }
        }
        format!("{} ({});", sentence(made.words.iter().map(|&word| &self.words[word])), proposers.join(", "))
    }
}

fn length(request: &[Piece]) -> usize {
    request.iter().map(|piece| piece.words.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn is_used(grammar: &Grammar, rule: usize, above: &mut Vec<usize>, used: &mut BTreeSet<usize>) {
        assert!(!above.contains(&rule), "a rule that gives itself may give no end of words");
        if used.insert(rule) {
            above.push(rule);
            for part in grammar.rules[rule].alternatives.iter().flatten() {
                if let Part::Of(rule) = part {
                    is_used(grammar, *rule, above, used);
                }
            }
            above.pop();
        }
    }

    #[test]
    fn every_rule_is_used_and_none_gives_itself() {
        let grammar = Grammar::built_in();
        let mut used = BTreeSet::new();
        for first in ["shape", "tail", "paragraph", "proposer"] {
            is_used(grammar, grammar.rule(first), &mut Vec::new(), &mut used);
        }
        let unused = grammar.by_name.iter().filter(|(_, rule)| !used.contains(rule));
        assert_eq!(unused.collect::<Vec<_>>(), []);
    }

    #[test]
    fn texts_are_whole() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..2_000 {
            let text = Grammar::built_in().text("paragraph", &mut random);
            assert!(!text.contains(['{', '}']) && !text.contains("  "), "{text}");
        }
    }
}
