//! What speaks for a link: the evidence of a pair or a bead, its rivals, its certainty.

use super::beads::{Bead, Made};
use super::correspondence::{Evidence, Part, Rival, Shares, Support, Unaccounted};
use super::engine::Scored;
use super::named;
use super::parameters::Parameters;
use super::signal::{AHEAD, APART, PLACE, Pair, SURROUNDINGS, Values, measure, wording_only};
use super::text::{Prepared, Text};
use crate::language::Term;
use crate::model::Figures;

/// For each provision of either side, the scored pairs it stands in.
pub(super) struct Rivals {
    of_old: Places,
    of_new: Places,
}

impl Rivals {
    pub(super) fn of(scored: &[Scored], old_count: usize, new_count: usize) -> Self {
        Rivals {
            of_old: Places::of(old_count, || scored.iter().map(|pair| pair.old)),
            of_new: Places::of(new_count, || scored.iter().map(|pair| pair.new)),
        }
    }
}

/// For each provision the places of its pairs, one list after the other: there may be millions of pairs.
struct Places {
    /// Where the list of each provision begins; one more than there are provisions.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Places {
    /// Those of pairs, of which the provisions are given in the order of the pairs, as often as they are asked for.
    fn of<I: Iterator<Item = usize>>(count: usize, provisions: impl Fn() -> I) -> Self {
        let mut starts = vec![0; count + 1];
        provisions().for_each(|at| starts[at + 1] += 1);
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[count] as usize];
        for (place, at) in provisions().enumerate() {
            places[next[at] as usize] = place as u32;
            next[at] += 1;
        }
        Places { starts, places }
    }

    fn at(&self, provision: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.starts[provision] as usize..self.starts[provision + 1] as usize;
        self.places[own].iter().map(|&place| place as usize)
    }
}

/// Says what speaks for a link.
pub(super) struct Judge<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) parameters: &'a Parameters,
    pub(super) scored: &'a [Scored],
    pub(super) rivals: Rivals,
    /// How closely the two documents agree, from 0 to 1.
    pub(super) closeness: f64,
    /// Whether the order decided on the links.
    pub(super) in_order: bool,
}

impl Judge<'_> {
    pub(super) fn link(&self, made: Made) -> (Bead, Support) {
        let Made { bead, probability } = made;
        let pairs: Vec<&Scored> = bead
            .old
            .iter()
            .flat_map(|&old| self.rivals.of_old.at(old))
            .map(|at| &self.scored[at])
            .filter(|pair| bead.new.contains(&pair.new))
            .collect();
        let values = match pairs.as_slice() {
            [only] if bead.old.len() + bead.new.len() == 2 => only.values,
            _ => self.values_of_bead(&bead, &pairs),
        };
        let score = self.parameters.score.of(&values);
        let runner_up = self.runner_up(&bead);
        let rival_score = runner_up.map_or(0.0, |pair| pair.score);
        let margin = (score - rival_score).max(0.0);
        let evidence = Evidence {
            signals: named(values),
            wording: self.parameters.score.of(&wording_only(values)),
            shared: self.shared(&bead),
            coverage: self.coverage(&bead),
            unaccounted: self.unaccounted(&bead),
            unlike_numbers: self.prepared.unlike_numbers(&bead.old, &bead.new),
            parts: self.parts(&bead),
            runner_up: runner_up.map(|pair| Rival {
                old: self.prepared.old[pair.old].label.clone(),
                new: self.prepared.new[pair.new].label.clone(),
                old_id: self.prepared.old[pair.old].id.clone(),
                new_id: self.prepared.new[pair.new].id.clone(),
                score: pair.score,
            }),
            margin,
        };
        let features = self.features(&bead, probability, score, &evidence);
        // A part that hardly became one would not, were the documents a little different.
        let is_likely = self.in_order || probability.is_none_or(|part| part >= self.parameters.evidence.part);
        let is_carried = is_likely && evidence.is_carried_by_words(self.parameters.evidence.member);
        // What was renamed is common to both, though no word of it can be shown.
        let printed = |term| self.prepared.printed(&bead.old, &bead.new, term).map(str::to_owned);
        let lacks_common = evidence.shared.is_empty() && self.rarest(self.shared_terms(&bead), printed).is_empty();
        let mut confidence = self.parameters.confidence.of(&features, lacks_common, is_carried);
        if let ([at], [there]) = (bead.old.as_slice(), bead.new.as_slice())
            && self.prepared.old[*at].is_same_as(&self.prepared.new[*there])
        {
            confidence = confidence.max(self.parameters.evidence.same_text);
        }
        if evidence.unlike_numbers.is_some() {
            confidence = self.parameters.despite_numbers(confidence);
        }
        let certainty = self.parameters.confidence.certainty(confidence);
        (bead, Support { score, confidence, certainty, evidence, features })
    }

    /// What the confidence is made of.
    fn features(&self, bead: &Bead, probability: Option<f64>, score: f64, evidence: &Evidence) -> Figures {
        let log_odds = |share: f64| (share / (1.0 - share).max(f64::MIN_POSITIVE)).max(f64::MIN_POSITIVE).ln();
        let lead = evidence.runner_up.as_ref().map_or(5.0, |rival| log_odds(score) - log_odds(rival.score));
        let typical = (evidence.signals["words"].max(0.01) / self.closeness.max(0.01)).ln();
        let several = (bead.old.len() + bead.new.len() - 2) as f64;
        let odds = probability.map_or(0.0, |probability| log_odds(probability).clamp(-5.0, 5.0));
        // What the order decided on is weighed apart from what the score did.
        let by_order = self.in_order && probability.is_some();
        let order = |value: f64| if by_order { value } else { 0.0 };
        let pairwise = |value: f64| if by_order { 0.0 } else { value };
        Figures::from([
            ("lead", pairwise(lead.clamp(-5.0, 5.0))),
            ("typical", pairwise(typical)),
            ("place", pairwise(evidence.signals["place"])),
            ("close", pairwise(self.closeness)),
            ("order", order(1.0)),
            ("order_odds", order(odds)),
            ("order_typical", order(typical)),
            ("order_several", order(several)),
        ])
    }

    /// The signals of a split or a merger: each side taken as one text, as far ahead and in as good a place
    /// as the best of its pairs.
    fn values_of_bead(&self, bead: &Bead, pairs: &[&Scored]) -> Values {
        let old = Text::joined(bead.old.iter().map(|&at| &self.prepared.old[at]));
        let new = Text::joined(bead.new.iter().map(|&at| &self.prepared.new[at]));
        let mut values = measure(&Pair { old: &old, new: &new, index: &self.prepared.index });
        for signal in [AHEAD, APART, SURROUNDINGS, PLACE] {
            values[signal] = pairs.iter().map(|pair| pair.values[signal]).fold(0.0, f64::max);
        }
        values
    }

    /// The pairs of a split or a merger.
    fn parts(&self, bead: &Bead) -> Vec<Part> {
        if bead.old.len() * bead.new.len() == 1 {
            return Vec::new();
        }
        let pairs = bead.old.iter().flat_map(|&old| bead.new.iter().map(move |&new| (old, new)));
        pairs
            .map(|(old, new)| {
                let pair = Bead { old: vec![old], new: vec![new] };
                let considered = self.rivals.of_old.at(old).map(|at| &self.scored[at]).find(|pair| pair.new == new);
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

    fn runner_up(&self, bead: &Bead) -> Option<&Scored> {
        let from_old = bead.old.iter().flat_map(|&at| self.rivals.of_old.at(at));
        let from_new = bead.new.iter().flat_map(|&at| self.rivals.of_new.at(at));
        from_old
            .chain(from_new)
            .map(|at| &self.scored[at])
            .filter(|pair| !(bead.old.contains(&pair.old) && bead.new.contains(&pair.new)))
            .max_by(|one, other| {
                one.score.total_cmp(&other.score).then((other.old, other.new).cmp(&(one.old, one.new)))
            })
    }

    /// The words that both sides print, the rarest first, each once, as both print them.
    fn shared(&self, bead: &Bead) -> Vec<String> {
        self.rarest(self.shared_terms(bead), |term| self.prepared.printed_by_both(&bead.old, &bead.new, term))
    }

    fn shared_terms(&self, bead: &Bead) -> Vec<Term> {
        let Prepared { old, new, .. } = self.prepared;
        bead.pairs().flat_map(|(at, there)| old[at].shared(&new[there]).map(|(term, _)| term)).collect()
    }

    /// The words of each side that the other lacks, the rarest first, each once.
    fn unaccounted(&self, bead: &Bead) -> Unaccounted {
        let bag = |places: &[usize], texts: &[Text]| -> Vec<Term> {
            let mut words: Vec<Term> =
                places.iter().flat_map(|&at| texts[at].counts().iter().map(|&(term, _)| term)).collect();
            words.sort_unstable();
            words
        };
        let (old, new) = (bag(&bead.old, &self.prepared.old), bag(&bead.new, &self.prepared.new));
        let lacking = |words: &[Term], other: &[Term]| {
            let left = words.iter().copied().filter(|term| other.binary_search(term).is_err()).collect();
            self.rarest(left, |term| self.prepared.printed(&bead.old, &bead.new, term).map(str::to_owned))
        };
        Unaccounted { old: lacking(&old, &new), new: lacking(&new, &old) }
    }

    /// The telling ones of some words as they are printed, the rarest first, each once.
    fn rarest(&self, mut words: Vec<Term>, printed: impl Fn(Term) -> Option<String>) -> Vec<String> {
        let (index, numbers) = (&self.prepared.index, &self.parameters.evidence);
        words.sort_unstable_by(|&one, &other| index.weight(other).total_cmp(&index.weight(one)).then(one.cmp(&other)));
        words.dedup();
        let telling = words.into_iter().filter(|&term| self.prepared.is_telling(term, numbers.telling));
        let long = telling.filter_map(printed).filter(|word| word.len() >= numbers.shortest_word);
        long.take(numbers.shown_words).collect()
    }

    fn coverage(&self, bead: &Bead) -> Shares {
        let side = |parts: &[usize], texts: &[Text], others: &[usize], other_texts: &[Text]| {
            let whole: f64 = parts.iter().map(|&at| texts[at].weight()).sum();
            let found: f64 = parts
                .iter()
                .map(|&at| {
                    let shared: f64 = others
                        .iter()
                        .map(|&there| texts[at].shared_weight(&other_texts[there], &self.prepared.index))
                        .sum();
                    shared.min(texts[at].weight())
                })
                .sum();
            if whole == 0.0 { 0.0 } else { found / whole }
        };
        Shares {
            old: side(&bead.old, &self.prepared.old, &bead.new, &self.prepared.new),
            new: side(&bead.new, &self.prepared.new, &bead.old, &self.prepared.old),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Options, align};
    use crate::analysis::Analysed;
    use crate::extract::of_texts;
    use crate::model::ProvisionIndex;

    #[test]
    fn the_odds_of_what_the_order_decided_are_kept_within_bounds() {
        let texts = ["The mill grinds barley.", "Wells are cleaned each spring."];
        let read = |id: &str| Analysed::of(of_texts(id, &texts, Some("en")), &crate::analysis::Options::default());
        let (old, new) = (read("old"), read("new"));
        let places = |document: &Analysed| ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let parameters = Parameters::default();
        let found = align(&old, &new, &Options::default()).correspondences;
        let evidence = found[0].support.clone().unwrap().evidence;
        let judge = |in_order: bool| Judge {
            prepared: &prepared,
            parameters: &parameters,
            scored: &[],
            rivals: Rivals::of(&[], 2, 2),
            closeness: 0.5,
            in_order,
        };
        let bead = Bead { old: vec![0], new: vec![0, 1] };
        let odds = |probability: f64| judge(true).features(&bead, Some(probability), 0.5, &evidence)["order_odds"];
        assert_eq!([0.0, 0.5, 1.0].map(odds), [-5.0, 0.0, 5.0]);
        assert!((odds(0.9) - 9.0_f64.ln()).abs() < 1e-12);
        let by_order = judge(true).features(&bead, Some(0.5), 0.5, &evidence);
        assert_eq!((by_order["order"], by_order["order_several"], by_order["close"]), (1.0, 1.0, 0.0));
        let by_score = judge(false).features(&bead, Some(0.5), 0.5, &evidence);
        assert_eq!((by_score["order"], by_score["order_odds"], by_score["close"]), (0.0, 0.0, 0.5));
    }
}
