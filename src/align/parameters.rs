//! The numbers that the engine is fitted by, in one file that a user can read and replace.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::change::Certainty;
use super::signal::{SIGNALS, Values};
use crate::corpus::read_text;
use crate::error::{Error, Result};

/// The numbers that the engine goes by. The default is one set for all documents, fitted on texts whose
/// alignment is known; `parameters.toml`, beside this module, holds it and says what each number is.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters(Arc<Numbers>);

static DEFAULT: LazyLock<Parameters> =
    LazyLock::new(|| Parameters::parse(Parameters::DEFAULT).expect("the built-in parameters parse"));

impl Default for Parameters {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl Parameters {
    /// The text of the built-in file.
    pub const DEFAULT: &str = include_str!("parameters.toml");

    /// Reads parameters from a file in TOML.
    ///
    /// # Errors
    /// If the file cannot be read, or lacks a number, or has one that the engine does not know.
    pub fn open(path: &Path) -> Result<Self> {
        let text = read_text(path, "is not UTF-8 text")?;
        Parameters::parse(&text).map_err(|message| Error::file(path, message))
    }

    /// Reads parameters from the text of such a file.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut numbers: Numbers = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        numbers.score.check()?;
        numbers.confidence.check()?;
        let table: toml::Value = toml::from_str(text).map_err(|error| error.to_string())?;
        if let Some(name) = not_finite(&table) {
            return Err(format!("the number `{name}` is not finite"));
        }
        Ok(Parameters(Arc::new(numbers)))
    }
}

impl std::ops::Deref for Parameters {
    type Target = Numbers;

    fn deref(&self) -> &Numbers {
        &self.0
    }
}

/// The name of the first number that is infinite or none at all.
fn not_finite(value: &toml::Value) -> Option<String> {
    let table = value.as_table()?;
    table.iter().find_map(|(name, value)| match value {
        toml::Value::Float(number) if !number.is_finite() => Some(name.clone()),
        below => not_finite(below),
    })
}

/// The file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    pub(super) score: Score,
    pub(super) bars: Bars,
    pub(super) order: Order,
    pub(super) groups: Groups,
    pub(super) renames: Renames,
    pub(super) confidence: Confidence,
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
pub(super) struct Bars {
    pub(super) anchor: f64,
    pub(super) leftover: f64,
    pub(super) alone: Ramp,
    pub(super) unpaired: Ramp,
    pub(super) reshuffled: Ramp,
    pub(super) in_order: Ramp,
    pub(super) between: Ramp,
}

/// When and how documents are aligned in order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    pub(super) friends: f64,
    pub(super) fixed: f64,
    pub(super) kept: f64,
    pub(super) share: f64,
    pub(super) recast: f64,
    pub(super) least_likeness: Ramp,
    pub(super) left_out: Ramp,
    pub(super) least_share: Ramp,
    pub(super) padding: f64,
    pub(super) length: f64,
    pub(super) section: f64,
}

/// How links grow into splits and mergers where the order does not decide.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groups {
    pub(super) accounted_beside: Ramp,
    pub(super) accounted_afar: Ramp,
    pub(super) part: Ramp,
}

/// When a word counts as renamed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Renames {
    pub(super) link: f64,
    pub(super) times: f64,
    pub(super) share: f64,
    pub(super) association: f64,
    pub(super) gone: f64,
}

/// The grounds of confidence, by name.
const GROUNDS: [&str; 6] = ["lead", "typical", "unlike", "place", "several", "in_order"];

/// How sure a link is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confidence {
    sure: f64,
    likely: f64,
    bare: f64,
    borne: f64,
    bias: f64,
    grounds: BTreeMap<String, f64>,
}

impl Confidence {
    fn check(&self) -> std::result::Result<(), String> {
        if let Some(unknown) = self.grounds.keys().find(|name| !GROUNDS.contains(&name.as_str())) {
            return Err(format!("there is no ground `{unknown}`; there are {}", GROUNDS.join(", ")));
        }
        match GROUNDS.iter().find(|name| !self.grounds.contains_key(**name)) {
            Some(missing) => Err(format!("the ground `{missing}` has no weight")),
            None => Ok(()),
        }
    }

    /// How likely a link is to be right, from 0 to 1: the logistic function of the weighted sum of its
    /// grounds, held within bounds if both sides have no rare word in common (`is_bare`), and if the wording
    /// alone does not carry the link.
    pub(super) fn of(&self, grounds: &BTreeMap<&'static str, f64>, is_bare: bool, is_carried: bool) -> f64 {
        let weigh = |(name, value): (&&str, &f64)| self.grounds.get(*name).copied().unwrap_or(0.0) * value;
        let confidence = logistic(self.bias + grounds.iter().map(weigh).sum::<f64>());
        match (is_bare, is_carried) {
            (true, _) => confidence.min(self.bare),
            (_, false) => confidence.min(self.borne),
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
        let without = Parameters::DEFAULT.replace("phrases =", "phases =");
        assert_eq!(Parameters::parse(&without).unwrap_err(), "there is no signal `phases`");
    }

    #[test]
    fn a_ground_that_is_unknown_and_a_number_that_is_none_are_refused() {
        let renamed = Parameters::DEFAULT.replace("typical =", "topical =");
        assert!(Parameters::parse(&renamed).unwrap_err().starts_with("there is no ground `topical`"));
        let endless = Parameters::DEFAULT.replace("anchor = ", "anchor = -inf # ");
        assert_eq!(Parameters::parse(&endless).unwrap_err(), "the number `anchor` is not finite");
    }

    #[test]
    fn a_ramp_is_level_outside_its_ends() {
        let ramp = Ramp { from: 1.0, to: 3.0, low: 0.2, high: 0.4 };
        assert_eq!([0.0, 0.2, 0.4, 1.0].map(|value| ramp.at(value)), [1.0, 1.0, 3.0, 3.0]);
        assert!((ramp.at(0.3) - 2.0).abs() < 1e-12);
    }
}
