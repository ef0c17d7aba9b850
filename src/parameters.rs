//! The numbers that alignment and retrieval go by: files that a user can read and replace.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;

use crate::corpus::read_text;
use crate::error::{Error, Result};

/// The numbers of one stage. The default is one set for all documents; the file beside the stage's module holds it and
/// says what each number is and where it comes from.
#[derive(Debug, PartialEq)]
pub struct Parameters<N>(Arc<N>);

/// What the file of a stage holds.
pub trait Numbers: DeserializeOwned + 'static {
    /// The text of the built-in file.
    const BUILT_IN: &'static str;

    /// Where the built-in numbers are kept once they are read.
    #[doc(hidden)]
    fn built_in() -> &'static OnceLock<Parameters<Self>>;

    /// Makes ready what follows from the numbers.
    ///
    /// # Errors
    /// What is wrong with them.
    fn check(&mut self) -> std::result::Result<(), String> {
        Ok(())
    }
}

impl<N> Clone for Parameters<N> {
    fn clone(&self) -> Self {
        Parameters(self.0.clone())
    }
}

impl<N: Numbers> Default for Parameters<N> {
    fn default() -> Self {
        let parse = || Parameters::parse(N::BUILT_IN).expect("the built-in parameters parse");
        N::built_in().get_or_init(parse).clone()
    }
}

impl<N: Numbers> Parameters<N> {
    /// The text of the built-in file.
    pub const DEFAULT: &'static str = N::BUILT_IN;

    /// Reads parameters from a file in TOML.
    ///
    /// # Errors
    /// If the file cannot be read, or lacks a number, or has one that is not known.
    pub fn open(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        Parameters::parse(&text).map_err(|message| Error::file(path, message))
    }

    /// Reads parameters from the text of such a file.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut numbers: N = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        numbers.check()?;
        let table: toml::Value = toml::from_str(text).map_err(|error| error.to_string())?;
        if let Some(name) = not_finite(&table) {
            return Err(format!("the number `{name}` is not finite"));
        }
        Ok(Parameters(Arc::new(numbers)))
    }
}

impl<N> std::ops::Deref for Parameters<N> {
    type Target = N;

    fn deref(&self) -> &N {
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
