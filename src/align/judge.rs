//! What speaks for a link: the evidence of a pair or a group, its rivals, its certainty.

use std::collections::BTreeMap;

use super::change::{Evidence, Link, Part, Rival, Shares, Unaccounted};
use super::engine::Scored;
use super::groups::Group;
use super::named;
use super::parameters::Parameters;
use super::signal::{AHEAD, PLACE, Pair, Values, measure, wording_only};
use super::text::{Prepared, Text};
use crate::language::Term;

/// For each provision of either side, the scored pairs it stands in.
pub(super) struct Rivals {
    of_old: Vec<Vec<usize>>,
    of_new: Vec<Vec<usize>>,
}

impl Rivals {
    pub(super) fn of(scored: &[Scored], old_count: usize, new_count: usize) -> Self {
        let mut rivals = Rivals { of_old: vec![Vec::new(); old_count], of_new: vec![Vec::new(); new_count] };
        for (at, pair) in scored.iter().enumerate() {
            rivals.of_old[pair.old].push(at);
            rivals.of_new[pair.new].push(at);
        }
        rivals
    }
}

/// Says what speaks for a link.
pub(super) struct Judge<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) parameters: &'a Parameters,
    pub(super) scored: &'a [Scored],
    pub(super) rivals: Rivals,
    /// How closely the two documents agree, from 0 to 1.
    pub(super) closeness: f64,
    /// Whether the order decided on the links.
    pub(super) in_order: bool,
}

/// The shortest word that the evidence names, in bytes: three Latin letters, or one Chinese character.
const SHORTEST_WORD: usize = 3;

/// A link between the same texts is at least so likely to be right.
const SAME_TEXT: f64 = 0.99;

/// How many words of each sort the evidence names.
const SHOWN_WORDS: usize = 8;

impl Judge<'_> {
    pub(super) fn link(&self, group: Group) -> (Group, Link) {
        let pairs: Vec<&Scored> = group
            .old
            .iter()
            .flat_map(|&old| &self.rivals.of_old[old])
            .map(|&at| &self.scored[at])
            .filter(|pair| group.new.contains(&pair.new))
            .collect();
        let values = match pairs.as_slice() {
            [only] if group.old.len() + group.new.len() == 2 => only.values,
            _ => self.values_of_group(&group, &pairs),
        };
        let score = self.parameters.score.of(&values);
        let runner_up = self.runner_up(&group);
        let rival_score = runner_up.map_or(0.0, |pair| pair.score);
        let margin = (score - rival_score).max(0.0);
        let evidence = Evidence {
            signals: named(values),
            wording: self.parameters.score.of(&wording_only(values)),
            shared: self.shared(&group),
            coverage: self.coverage(&group),
            unaccounted: self.unaccounted(&group),
            parts: self.parts(&group),
            runner_up: runner_up.map(|pair| Rival {
                old: self.prepared.old[pair.old].label.clone(),
                new: self.prepared.new[pair.new].label.clone(),
                old_id: self.prepared.old[pair.old].id.clone(),
                new_id: self.prepared.new[pair.new].id.clone(),
                score: pair.score,
            }),
            margin,
        };
        let grounds = self.grounds(&group, score, &evidence);
        let mut confidence =
            self.parameters.confidence.of(&grounds, evidence.shared.is_empty(), evidence.is_carried_by_words());
        if let ([at], [there]) = (group.old.as_slice(), group.new.as_slice())
            && self.prepared.old[*at].is_same_as(&self.prepared.new[*there])
        {
            confidence = confidence.max(SAME_TEXT);
        }
        let certainty = self.parameters.confidence.certainty(confidence);
        (group, Link { score, confidence, certainty, evidence, grounds })
    }

    /// What the confidence is made of.
    fn grounds(&self, group: &Group, score: f64, evidence: &Evidence) -> BTreeMap<&'static str, f64> {
        let log_odds = |share: f64| (share / (1.0 - share).max(f64::MIN_POSITIVE)).max(f64::MIN_POSITIVE).ln();
        let lead = evidence.runner_up.as_ref().map_or(5.0, |rival| log_odds(score) - log_odds(rival.score));
        let words = |places: &[usize], texts: &[Text]| places.iter().map(|&at| texts[at].terms().len()).sum::<usize>();
        let shorter = words(&group.old, &self.prepared.old).min(words(&group.new, &self.prepared.new)) as f64;
        let unlike = (-log_odds(evidence.wording)).clamp(0.0, 5.0) * (shorter / 10.0).max(1.0).ln();
        let yes = |is_so: bool| f64::from(u8::from(is_so));
        BTreeMap::from([
            ("lead", lead.clamp(-5.0, 5.0)),
            ("typical", (evidence.signals["words"].max(0.01) / self.closeness.max(0.01)).ln()),
            ("unlike", unlike),
            ("place", evidence.signals["place"]),
            ("several", (group.old.len() + group.new.len() - 2) as f64),
            ("in_order", yes(self.in_order)),
        ])
    }

    /// The signals of a split or a merger: each side taken as one text, as far ahead and in as good a place
    /// as the best of its pairs.
    fn values_of_group(&self, group: &Group, pairs: &[&Scored]) -> Values {
        let old = Text::joined(group.old.iter().map(|&at| &self.prepared.old[at]));
        let new = Text::joined(group.new.iter().map(|&at| &self.prepared.new[at]));
        let mut values = measure(&Pair { old: &old, new: &new, rarity: &self.prepared.rarity });
        for signal in [AHEAD, PLACE] {
            values[signal] = pairs.iter().map(|pair| pair.values[signal]).fold(0.0, f64::max);
        }
        values
    }

    /// The pairs of a split or a merger.
    fn parts(&self, group: &Group) -> Vec<Part> {
        if group.old.len() * group.new.len() == 1 {
            return Vec::new();
        }
        let pairs = group.old.iter().flat_map(|&old| group.new.iter().map(move |&new| (old, new)));
        pairs
            .map(|(old, new)| {
                let pair = Group { old: vec![old], new: vec![new] };
                let considered =
                    self.rivals.of_old[old].iter().map(|&at| &self.scored[at]).find(|pair| pair.new == new);
                Part {
                    old: self.prepared.old[old].label.clone(),
                    new: self.prepared.new[new].label.clone(),
                    score: considered.map_or(0.0, |pair| pair.score),
                    coverage: self.coverage(&pair),
                    shared: self.shared(&pair),
                }
            })
            .collect()
    }

    fn runner_up(&self, group: &Group) -> Option<&Scored> {
        let from_old = group.old.iter().flat_map(|&at| &self.rivals.of_old[at]);
        let from_new = group.new.iter().flat_map(|&at| &self.rivals.of_new[at]);
        from_old
            .chain(from_new)
            .map(|&at| &self.scored[at])
            .filter(|pair| !(group.old.contains(&pair.old) && group.new.contains(&pair.new)))
            .max_by(|one, other| {
                one.score.total_cmp(&other.score).then((other.old, other.new).cmp(&(one.old, one.new)))
            })
    }

    /// The words that both sides have, the rarest first, each once.
    fn shared(&self, group: &Group) -> Vec<String> {
        let mut shared: Vec<Term> = group
            .old
            .iter()
            .flat_map(|&old| group.new.iter().map(move |&new| (old, new)))
            .flat_map(|(old, new)| self.prepared.old[old].shared(&self.prepared.new[new]).map(|(term, _)| term))
            .collect();
        self.rarest(&mut shared)
    }

    /// The words of each side that the other lacks, the rarest first, each once.
    fn unaccounted(&self, group: &Group) -> Unaccounted {
        let bag = |places: &[usize], texts: &[Text]| -> Vec<Term> {
            let mut words: Vec<Term> =
                places.iter().flat_map(|&at| texts[at].counts().iter().map(|&(term, _)| term)).collect();
            words.sort_unstable();
            words
        };
        let (old, new) = (bag(&group.old, &self.prepared.old), bag(&group.new, &self.prepared.new));
        let lacking = |words: &[Term], other: &[Term]| {
            let mut left: Vec<Term> = words.iter().copied().filter(|term| other.binary_search(term).is_err()).collect();
            self.rarest(&mut left)
        };
        Unaccounted { old: lacking(&old, &new), new: lacking(&new, &old) }
    }

    /// The telling ones of some words as printed, the rarest first, each once.
    fn rarest(&self, words: &mut Vec<Term>) -> Vec<String> {
        let Prepared { rarity, terms, .. } = self.prepared;
        words.retain(|&term| rarity.is_telling(term) && terms.printed(term).len() >= SHORTEST_WORD);
        words.sort_unstable_by(|&one, &other| rarity.of(other).total_cmp(&rarity.of(one)).then(one.cmp(&other)));
        words.dedup();
        words.iter().take(SHOWN_WORDS).map(|&term| terms.printed(term).to_owned()).collect()
    }

    fn coverage(&self, group: &Group) -> Shares {
        let side = |parts: &[usize], texts: &[Text], others: &[usize], other_texts: &[Text]| {
            let whole: f64 = parts.iter().map(|&at| texts[at].weight()).sum();
            let found: f64 = parts
                .iter()
                .map(|&at| {
                    let shared: f64 = others
                        .iter()
                        .map(|&there| texts[at].shared_weight(&other_texts[there], &self.prepared.rarity))
                        .sum();
                    shared.min(texts[at].weight())
                })
                .sum();
            if whole == 0.0 { 0.0 } else { found / whole }
        };
        Shares {
            old: side(&group.old, &self.prepared.old, &group.new, &self.prepared.new),
            new: side(&group.new, &self.prepared.new, &group.old, &self.prepared.old),
        }
    }
}
