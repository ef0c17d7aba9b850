//! Texts to unit-length vectors, by a sentence-embedding model that the user names.
//!
//! Two texts that say the same in other words, or in other languages if the model knows them, have vectors that point the
//! same way: their cosine is near 1. A model is a folder of files in the usual form; nothing is ever downloaded. Two kinds
//! are read, with the Cargo feature `model`:
//!
//! - a transformer encoder of the BERT family, such as all-MiniLM-L6-v2 or paraphrase-multilingual-MiniLM-L12-v2;
//! - a table of static vectors, one for each token, as model2vec makes them: less exact, and hundreds of times as fast.
//!
//! A program that uses this library can also bring vectors of its own: see [`Encoder`].
//!
//! ```
//! use travaux::embedding::{Encoder, Model, cosine};
//!
//! /// Texts by the letters that they have.
//! #[derive(Debug)]
//! struct Letters;
//!
//! impl Encoder for Letters {
//!     fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
//!         let count = |text: &str| ('a'..='z').map(|letter| text.matches(letter).count() as f32).collect();
//!         texts.iter().map(|text| count(text)).collect()
//!     }
//! }
//!
//! let model = Model::new("letters", "1", Letters);
//! let vectors = model.embed(&["ports", "sport", "vessel"]);
//! assert!(cosine(&vectors[0], &vectors[1]) > 0.999);
//! assert!(cosine(&vectors[0], &vectors[2]) < 0.5);
//! ```

#[cfg(feature = "model")]
mod folder;
#[cfg(feature = "model")]
mod table;
#[cfg(feature = "model")]
mod tensors;
#[cfg(feature = "model")]
mod tokens;
#[cfg(feature = "model")]
mod transformer;

use std::fmt;
use std::path::Path;

use crate::error::Result;

/// What makes vectors of texts.
pub trait Encoder: fmt::Debug + Send + Sync {
    /// A vector for each text, all of as many numbers, of whatever length. The same text gives the same vector, whatever
    /// stands beside it and however many threads there are.
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>>;
}

/// A sentence-embedding model.
#[derive(Debug)]
pub struct Model {
    name: String,
    fingerprint: String,
    encoder: Box<dyn Encoder>,
}

impl Model {
    /// A model of one's own; `fingerprint` is whatever tells it from others of its name.
    pub fn new(name: impl Into<String>, fingerprint: impl Into<String>, encoder: impl Encoder + 'static) -> Self {
        Model { name: name.into(), fingerprint: fingerprint.into(), encoder: Box::new(encoder) }
    }

    /// Opens the folder of a model: `model.safetensors`, `tokenizer.json` and, for a transformer, `config.json`; what
    /// `modules.json`, `1_Pooling/config.json` and `sentence_bert_config.json` say is heeded where they are there.
    ///
    /// # Errors
    /// If a file is missing, damaged or too large, does not fit the others, or tells of a kind of model that is not known;
    /// and always in a build without the feature `model`.
    #[cfg(feature = "model")]
    pub fn open(folder: &Path) -> Result<Self> {
        folder::open(folder)
    }

    /// Says that this build opens no models.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "model"))]
    pub fn open(folder: &Path) -> Result<Self> {
        use crate::error::Error;

        Err(Error::file(
            folder,
            "this build opens no models, since its feature `model` is off; build with `cargo install --path . --features \
             model`, or leave the model out",
        ))
    }

    /// The model's name: that of its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells the model from others of its name: a number that is computed from its weights and its tokenizer.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A vector of length 1 for each text, in their order. Of a long text the model reads the beginning, as far as it was
    /// made to: often some 200 words. A text in which it knows no word has a vector of zeros, which is like no other.
    pub fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = self.encoder.encode(texts);
        vectors.iter_mut().for_each(|vector| normalize(vector));
        vectors
    }
}

/// As an output names it: the name, and the fingerprint in brackets.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.name, self.fingerprint)
    }
}

/// How near two vectors of length 1 are: 1 for the same direction, 0 for nothing in common, less for opposites. 0 if
/// either is empty.
///
/// # Panics
/// If they are of different models, and so differ in how many numbers they have.
pub fn cosine(one: &[f32], other: &[f32]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    assert_eq!(one.len(), other.len(), "vectors of one model");
    f64::from(one.iter().zip(other).map(|(x, y)| x * y).sum::<f32>()).clamp(-1.0, 1.0)
}

/// Makes a vector as long as 1; one that has no direction becomes zeros.
fn normalize(vector: &mut [f32]) {
    let length = vector.iter().map(|value| f64::from(*value) * f64::from(*value)).sum::<f64>().sqrt();
    let factor = if length.is_finite() && length > 0.0 { 1.0 / length } else { 0.0 };
    for value in vector {
        *value = if factor > 0.0 { (f64::from(*value) * factor) as f32 } else { 0.0 };
    }
}
