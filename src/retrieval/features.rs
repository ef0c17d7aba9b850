//! What speaks for two provisions being about one matter, and how sure that makes it.

use std::collections::BTreeMap;

use crate::model::Figures;
use serde::Deserialize;

/// What a confidence is made of without a model. Each is a number of a pair of provisions, the earlier and the later.
pub const FEATURES: [&str; 6] = [LIKENESS, SHARED, MANY, SAME_NAME, OTHER_NAME, ONE_NAME];
/// What it is made of with a model.
pub const WITH_MODEL: [&str; 7] = [LIKENESS, SHARED, MANY, SAME_NAME, OTHER_NAME, ONE_NAME, MEANING];
/// What it is made of with a model if the two are in different languages, so that they have no words in common.
pub const ACROSS_LANGUAGES: [&str; 4] = [SAME_NAME, OTHER_NAME, ONE_NAME, MEANING];

/// The cosine of the two vectors of terms, from 0 to 1.
pub(super) const LIKENESS: &str = "likeness";
/// How much the terms say that both have: the logarithm of 1 and the sum of their weights.
pub(super) const SHARED: &str = "shared";
/// How many pairs of parts the best was taken of, as a logarithm: of many, one is alike by chance.
pub(super) const MANY: &str = "many";
/// 1 if both name the same treaty, declaration, resolution or the like.
pub(super) const SAME_NAME: &str = "same_name";
/// 1 if each names such a thing, and none is the same.
pub(super) const OTHER_NAME: &str = "other_name";
/// 1 if one names such a thing and the other does not.
pub(super) const ONE_NAME: &str = "one_name";
/// The cosine of the two vectors that a sentence-embedding model makes, from -1 to 1.
pub(super) const MEANING: &str = "meaning";

/// The features of a pair by their names.
pub type Features = Figures;

/// How features become a confidence: the logistic function of their weighted sum.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confidence {
    bias: f64,
    features: BTreeMap<String, f64>,
}

impl Confidence {
    /// Whether each feature has a weight, and nothing else has.
    pub(super) fn check(&self, table: &str, features: &[&str]) -> Result<(), String> {
        if let Some(unknown) = self.features.keys().find(|name| !features.contains(&name.as_str())) {
            return Err(format!("[{table}]: there is no feature `{unknown}`"));
        }
        match features.iter().find(|name| !self.features.contains_key(**name)) {
            Some(name) => Err(format!("[{table}]: the feature `{name}` has no weight")),
            None => Ok(()),
        }
    }

    /// How likely it is that a careful reader takes two provisions with these features for the same matter, from 0 to 1.
    /// Features without a weight count for nothing.
    pub(super) fn of(&self, features: &Features) -> f64 {
        let weighed = self.features.iter().map(|(name, weight)| weight * features.get(name).unwrap_or(0.0));
        1.0 / (1.0 + (-self.bias - weighed.sum::<f64>()).exp())
    }
}
