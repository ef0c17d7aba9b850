//! Signals to a score, by weights that stand in a data file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::signal::{COUNT, SIGNALS};

/// How much each signal counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    bias: f64,
    signals: [f64; COUNT],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bias: f64,
    signals: BTreeMap<String, f64>,
}

static DEFAULT: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.toml")).expect("the built-in weights parse"));

impl Default for &'static Weights {
    fn default() -> Self {
        &DEFAULT
    }
}

impl Weights {
    fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        if let Some(unknown) = file.signals.keys().find(|name| SIGNALS.iter().all(|signal| signal.name != **name)) {
            return Err(format!("there is no signal `{unknown}`"));
        }
        let mut signals = [0.0; COUNT];
        for (weight, signal) in signals.iter_mut().zip(&SIGNALS) {
            *weight = *file.signals.get(signal.name).ok_or(format!("the signal `{}` has no weight", signal.name))?;
        }
        Ok(Weights { bias: file.bias, signals })
    }

    /// The score of a pair, between 0 and 1.
    pub(super) fn score(&self, values: &[f64; COUNT]) -> f64 {
        let sum: f64 = self.bias + self.signals.iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_names_every_signal_and_no_other() {
        Weights::parse(include_str!("weights.toml")).unwrap();
        assert!(Weights::parse("bias = 0.0\n[signals]\nwords = 1.0").is_err());
    }
}
