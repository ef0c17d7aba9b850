//! A few numbers by their names.

use std::borrow::Cow;
use std::ops::Index;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// A few numbers by their names, in the order of the names. Every link has two such tables and every pair that is weighed has one,
/// so they lie flat: a tree takes three times the room.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures(Box<[(&'static str, f64)]>);

impl Figures {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of a name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(known, _)| *known == name).map(|(_, number)| number)
    }

    /// The names and their numbers, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.0.iter().copied()
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.iter().map(|(name, _)| name)
    }

    /// The numbers, in the order of the names.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        self.iter().map(|(_, number)| number)
    }

    /// The same names with what becomes of their numbers.
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        Figures(self.iter().map(|(name, number)| (name, change(number))).collect())
    }
}

impl FromIterator<(&'static str, f64)> for Figures {
    fn from_iter<I: IntoIterator<Item = (&'static str, f64)>>(figures: I) -> Self {
        let mut figures: Box<[_]> = figures.into_iter().collect();
        figures.sort_unstable_by_key(|(name, _)| *name);
        Figures(figures)
    }
}

impl<const N: usize> From<[(&'static str, f64); N]> for Figures {
    fn from(figures: [(&'static str, f64); N]) -> Self {
        figures.into_iter().collect()
    }
}

impl Index<&str> for Figures {
    type Output = f64;

    /// # Panics
    /// If there is no number of that name.
    fn index(&self, name: &str) -> &f64 {
        let figure = self.0.iter().find(|(known, _)| *known == name);
        &figure.unwrap_or_else(|| panic!("there is no figure `{name}`")).1
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl JsonSchema for Figures {
    fn schema_name() -> Cow<'static, str> {
        "Figures".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <std::collections::BTreeMap<String, f64>>::json_schema(generator)
    }
}
