//! What speaks for a link: the evidence of a pair or a group, its rivals, its certainty.

use super::change::{Certainty, Evidence, Link, Part, Rival, Shares};
use super::groups::Group;
use super::score::Weights;
use super::signal::{COUNT, Pair, measure, place_of, wording_only};
use super::text::{Rarity, Text};
use super::{Scored, named};
use crate::language::{Term, Terms};

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
    pub(super) old: &'a [Text],
    pub(super) new: &'a [Text],
    pub(super) rarity: &'a Rarity,
    pub(super) terms: &'a Terms,
    pub(super) scored: &'a [Scored],
    pub(super) rivals: Rivals,
}

/// How many shared words the evidence names.
const SHARED_WORDS: usize = 8;

/// A member of a split or a merger of which less than this stands on the other side is doubtful.
const THIN_SHARE: f64 = 0.3;

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
        let score = <&Weights>::default().score(&values);
        let by_words = <&Weights>::default().score(&wording_only(values));
        let runner_up = self.runner_up(&group);
        let rival_score = runner_up.map_or(0.0, |pair| pair.score);
        let margin = (score - rival_score).max(0.0);
        let evidence = Evidence {
            signals: named(values),
            shared: self.shared(&group),
            coverage: self.coverage(&group),
            parts: self.parts(&group),
            runner_up: runner_up.map(|pair| Rival {
                old: self.old[pair.old].label.clone(),
                new: self.new[pair.new].label.clone(),
                score: pair.score,
            }),
            margin,
        };
        let certainty = Certainty::of(score, rival_score, by_words).min(self.certainty_of_members(&evidence.parts));
        (group, Link { score, certainty, evidence })
    }

    /// A split or a merger is no surer than its weakest member: one of which little stands on the other
    /// side may have been padded on.
    fn certainty_of_members(&self, parts: &[Part]) -> Certainty {
        let members = parts.iter().flat_map(|part| [(true, &part.old), (false, &part.new)]);
        let best_share = |is_old: bool, label: &String| {
            let of_member = parts.iter().filter(|part| if is_old { part.old == *label } else { part.new == *label });
            of_member.map(|part| if is_old { part.coverage.old } else { part.coverage.new }).fold(0.0, f64::max)
        };
        let weakest = members.map(|(is_old, label)| best_share(is_old, label)).fold(1.0, f64::min);
        match weakest {
            share if share < THIN_SHARE => Certainty::Doubtful,
            share if share < 2.0 * THIN_SHARE => Certainty::Likely,
            _ => Certainty::Sure,
        }
    }

    /// The signals of a split or a merger: each side taken as one text, in the best place of any pair.
    fn values_of_group(&self, group: &Group, pairs: &[&Scored]) -> [f64; COUNT] {
        let old = Text::joined(group.old.iter().map(|&at| &self.old[at]));
        let new = Text::joined(group.new.iter().map(|&at| &self.new[at]));
        let place = pairs.iter().map(|pair| place_of(&pair.values)).fold(0.0, f64::max);
        measure(&Pair { old: &old, new: &new, rarity: self.rarity, place: Some(place) })
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
                    old: self.old[old].label.clone(),
                    new: self.new[new].label.clone(),
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
            .flat_map(|(old, new)| self.old[old].shared(&self.new[new]).map(|(term, _)| term))
            .filter(|&term| self.rarity.is_telling(term) && self.terms.printed(term).chars().count() > 2)
            .collect();
        shared.sort_by(|&one, &other| {
            self.rarity.of(other).total_cmp(&self.rarity.of(one)).then_with(|| one.cmp(&other))
        });
        shared.dedup();
        shared.into_iter().take(SHARED_WORDS).map(|term| self.terms.printed(term).to_owned()).collect()
    }

    fn coverage(&self, group: &Group) -> Shares {
        let side = |parts: &[usize], texts: &[Text], others: &[usize], other_texts: &[Text]| {
            let whole: f64 = parts.iter().map(|&at| texts[at].weight()).sum();
            let found: f64 = parts
                .iter()
                .map(|&at| {
                    let shared: f64 =
                        others.iter().map(|&there| texts[at].shared_weight(&other_texts[there], self.rarity)).sum();
                    shared.min(texts[at].weight())
                })
                .sum();
            if whole == 0.0 { 0.0 } else { found / whole }
        };
        Shares {
            old: side(&group.old, self.old, &group.new, self.new),
            new: side(&group.new, self.new, &group.old, self.old),
        }
    }
}
