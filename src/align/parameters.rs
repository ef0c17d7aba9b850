//! The numbers that the engine is fitted by, in one file that a user can read and replace.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::correspondence::Certainty;
use super::signal::{SIGNALS, Values};
use crate::model::Figures;
use crate::parameters;

/// The numbers that the engine goes by, fitted on texts whose alignment is known; `parameters.toml`, beside this module,
/// holds the built-in ones.
pub type Parameters = parameters::Parameters<Numbers>;

impl Numbers {
    /// A confidence in a word.
    pub(crate) fn certainty(&self, confidence: f64) -> Certainty {
        self.confidence.certainty(confidence)
    }

    /// The confidence of a link whose numbers differ, by what it were if they did not.
    pub(crate) fn despite_numbers(&self, confidence: f64) -> f64 {
        confidence.min(self.confidence.unlike_numbers)
    }
}

impl parameters::Numbers for Numbers {
    const BUILT_IN: &'static str = include_str!("parameters.toml");

    fn built_in() -> &'static OnceLock<Parameters> {
        static BUILT_IN: OnceLock<Parameters> = OnceLock::new();
        &BUILT_IN
    }

    fn check(&mut self) -> std::result::Result<(), String> {
        self.score.check()?;
        self.lattice.check()?;
        self.confidence.check()
    }
}

/// The file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    pub(super) score: Score,
    #[serde(alias = "bars")]
    pub(super) thresholds: Thresholds,
    pub(super) regime: Regime,
    pub(super) lattice: super::lattice::Numbers,
    pub(super) parts: Parts,
    pub(super) renames: Renames,
    pub(super) confidence: Confidence,
    #[serde(default)]
    pub(super) candidates: Candidates,
    #[serde(default)]
    pub(super) evidence: Evidence,
    #[serde(default)]
    pub(super) limits: Limits,
}

/// Tables that files of one's own may leave out: they have the built-in numbers then.
macro_rules! built_in {
    ($($table:ty = $name:ident),+) => {
        $(impl Default for $table {
            fn default() -> Self {
                Parameters::default().$name.clone()
            }
        })+
    };
}

built_in!(Candidates = candidates, Evidence = evidence, Limits = limits);

/// Which pairs are worth a closer look.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Candidates {
    pub(super) rarest_terms: usize,
    pub(super) most: usize,
    pub(super) least: usize,
    pub(super) holders: usize,
    pub(super) worth_a_look: f64,
    pub(super) common: usize,
    pub(super) postings: usize,
    pub(super) widest_gap: usize,
}

/// What counts as evidence, and how much of it is named.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) telling: f64,
    pub(super) shortest_word: usize,
    pub(super) shown_words: usize,
    pub(super) member: f64,
    pub(super) part: f64,
    pub(super) same_text: f64,
    pub(super) same_section: f64,
}

/// How much is looked at, so that time and memory have bounds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) rename_words: usize,
}

/// How signals become a score.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Score {
    bias: f64,
    signals: BTreeMap<String, f64>,
    #[serde(skip)]
    weights: Values,
}

impl Score {
    fn check(&mut self) -> std::result::Result<(), String> {
        if let Some(unknown) = self.signals.keys().find(|name| SIGNALS.iter().all(|signal| signal.name != **name)) {
            return Err(format!("there is no signal `{unknown}`"));
        }
        for (weight, signal) in self.weights.iter_mut().zip(&SIGNALS) {
            *weight = *self.signals.get(signal.name).ok_or(format!("the signal `{}` has no weight", signal.name))?;
        }
        Ok(())
    }

    /// The score of a pair: the logistic function of the weighted sum of its signals, between 0 and 1.
    pub(super) fn of(&self, values: &Values) -> f64 {
        let sum: f64 = self.weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
        logistic(self.bias + sum)
    }
}

/// The logistic function.
pub(super) fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

/// A number that depends on another: `from` where that is `low` or less, `to` where it is `high` or more,
/// and in proportion between the two.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ramp {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

impl Ramp {
    pub(super) fn at(self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low).max(f64::EPSILON)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }
}

/// What a link must reach to be made.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thresholds {
    pub(super) anchor: f64,
    pub(super) leftover: f64,
    pub(super) alone: Ramp,
    pub(super) unpaired: Ramp,
    pub(super) reshuffled: Ramp,
}

/// When the order of documents decides.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regime {
    pub(super) neighbours: f64,
    pub(super) fixed: f64,
    pub(super) kept: f64,
    pub(super) recast: f64,
}

/// How likely a provision is part of another where the order does not decide.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    pub(super) least: f64,
    pub(super) worth_a_look: f64,
    pub(super) bias: f64,
    pub(super) words: f64,
    pub(super) phrases: f64,
    pub(super) ahead: f64,
    pub(super) whole: f64,
    pub(super) beside: f64,
    pub(super) alone: f64,
    pub(super) closeness: f64,
    pub(super) common: f64,
}

/// When a word counts as renamed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Renames {
    pub(super) link: f64,
    pub(super) times: f64,
    pub(super) share: f64,
    pub(super) association: f64,
    #[serde(alias = "gone")]
    pub(super) lacking: f64,
}

/// The features that confidence is made of, by name.
const FEATURES: [&str; 8] =
    ["lead", "typical", "place", "close", "order", "order_odds", "order_typical", "order_several"];

/// The built-in number, for files of one's own that do not have it.
fn unlike_numbers() -> f64 {
    Parameters::default().confidence.unlike_numbers
}

/// How sure a link is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confidence {
    sure: f64,
    likely: f64,
    most: f64,
    #[serde(alias = "bare")]
    no_shared_word: f64,
    #[serde(alias = "borne")]
    beyond_wording: f64,
    #[serde(default = "unlike_numbers")]
    unlike_numbers: f64,
    bias: f64,
    #[serde(alias = "grounds")]
    features: BTreeMap<String, f64>,
}

impl Confidence {
    fn check(&self) -> std::result::Result<(), String> {
        if let Some(unknown) = self.features.keys().find(|name| !FEATURES.contains(&name.as_str())) {
            return Err(format!("there is no feature `{unknown}`; there are {}", FEATURES.join(", ")));
        }
        match FEATURES.iter().find(|name| !self.features.contains_key(**name)) {
            Some(missing) => Err(format!("the feature `{missing}` has no weight")),
            None => Ok(()),
        }
    }

    /// How likely a link is to be right, from 0 to 1: the logistic function of the weighted sum of its
    /// features, held within bounds if both sides have no rare word in common (`shares_none`), and if the wording
    /// alone does not carry the link.
    pub(super) fn of(&self, features: &Figures, shares_none: bool, is_carried: bool) -> f64 {
        let weigh = |(name, value): (&str, f64)| self.features.get(name).copied().unwrap_or(0.0) * value;
        let confidence = logistic(self.bias + features.iter().map(weigh).sum::<f64>()).min(self.most);
        match (shares_none, is_carried) {
            (true, _) => confidence.min(self.no_shared_word),
            (_, false) => confidence.min(self.beyond_wording),
            _ => confidence,
        }
    }

    /// A confidence in a word.
    pub(super) fn certainty(&self, confidence: f64) -> Certainty {
        match confidence {
            confidence if confidence >= self.sure => Certainty::Sure,
            confidence if confidence >= self.likely => Certainty::Likely,
            _ => Certainty::Doubtful,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_names_every_signal_and_no_other() {
        let numbers = Parameters::parse(Parameters::DEFAULT).unwrap();
        assert!(numbers.score.weights.iter().all(|weight| weight.is_finite()));
        let without = Parameters::DEFAULT.replacen("phrases =", "phases =", 1);
        assert_eq!(Parameters::parse(&without).unwrap_err(), "there is no signal `phases`");
    }

    #[test]
    fn a_feature_that_is_unknown_and_a_number_that_is_none_are_refused() {
        let renamed = Parameters::DEFAULT.replace("\ntypical =", "\ntopical =");
        assert!(Parameters::parse(&renamed).unwrap_err().starts_with("there is no feature `topical`"));
        let endless = Parameters::DEFAULT.replace("anchor = ", "anchor = -inf # ");
        assert_eq!(Parameters::parse(&endless).unwrap_err(), "the number `anchor` is not finite");
    }

    #[test]
    fn a_ramp_is_level_outside_its_ends() {
        let ramp = Ramp { from: 1.0, to: 3.0, low: 0.2, high: 0.4 };
        assert_eq!([0.0, 0.2, 0.4, 1.0].map(|value| ramp.at(value)), [1.0, 1.0, 3.0, 3.0]);
        assert!((ramp.at(0.3) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_confidence_is_told_by_the_highest_word_that_it_reaches() {
        let numbers = Parameters::default();
        let Confidence { sure, likely, .. } = numbers.confidence;
        let words = [sure, sure - 1e-9, likely, likely - 1e-9, 0.0].map(|confidence| numbers.certainty(confidence));
        let [highest, middle, lowest] = [Certainty::Sure, Certainty::Likely, Certainty::Doubtful];
        assert_eq!(words, [highest, middle, middle, lowest, lowest]);
    }

    #[test]
    fn a_confidence_weighs_each_feature_and_keeps_its_bounds() {
        let numbers = Parameters::default();
        let confidence = &numbers.confidence;
        let of = |lead: f64| confidence.of(&Figures::from([("lead", lead)]), false, true);
        let expected = logistic(confidence.bias + confidence.features["lead"] * 0.5);
        assert!((of(0.5) - expected.min(confidence.most)).abs() < 1e-12);
        assert!((of(-50.0) - logistic(confidence.bias - 50.0 * confidence.features["lead"])).abs() < 1e-12);
        assert_eq!(of(1e6), confidence.most);
        let sure = Figures::from([("lead", 1e6)]);
        assert_eq!(confidence.of(&sure, true, true), confidence.no_shared_word);
        assert_eq!(confidence.of(&sure, false, false), confidence.beyond_wording);
    }
}
