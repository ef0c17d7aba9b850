//! A table of static vectors, one for each token: a text's vector is the mean of its tokens'.

use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use super::Encoder;
use super::folder::LONGEST_VECTOR;
use super::tensors::{Rows, Tensors};
use super::tokens::Tokens;
use crate::error::{Error, Result};

/// The names that a table's tensors have: as model2vec writes them, and as sentence-transformers does.
const TABLES: [&str; 2] = ["embeddings", "embedding.weight"];
/// Which row a token has, where several share one.
const MAPPING: &str = "mapping";
/// How much each token counts.
const WEIGHTS: &str = "weights";

/// How many tokens of a text are taken where the model does not say.
const MOST_TOKENS: usize = 512;

/// What a model of this kind says of itself.
#[derive(Default, Deserialize)]
pub(super) struct Config {
    max_length: Option<usize>,
}

/// A table of vectors.
#[derive(Debug)]
pub(super) struct Table {
    tokens: Tokens,
    rows: Rows,
    dimensions: usize,
    mapping: Option<Vec<usize>>,
    weights: Option<Vec<f32>>,
}

impl Table {
    /// The name and the shape of the table, if the weights are those of one.
    pub(super) fn shape(tensors: &Tensors) -> Option<(&'static str, [usize; 2])> {
        TABLES.into_iter().find_map(|name| Some((name, tensors.shape(name)?.try_into().ok()?)))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// If its tensors fit neither each other nor the tokenizer, which is at a path.
    pub(super) fn open(
        tensors: &Tensors,
        name: &str,
        shape: [usize; 2],
        mut tokens: Tokens,
        config: &Config,
        tokenizer: &Path,
    ) -> Result<Self> {
        tokens.cut_at(config.max_length.unwrap_or(MOST_TOKENS), tokenizer)?;
        let length = |name: &str| tensors.shape(name).and_then(|shape| <[usize; 1]>::try_from(shape).ok());
        let mapping = length(MAPPING).map(|[count]| tensors.indices(MAPPING, count)).transpose()?;
        let weights = length(WEIGHTS).map(|[count]| tensors.floats(WEIGHTS, &[count])).transpose()?;
        let known = mapping.as_ref().map_or(shape[0], Vec::len).min(weights.as_ref().map_or(usize::MAX, Vec::len));
        if tokens.count > known {
            let count = tokens.count;
            let message = format!("has {count} tokens and the weights {known}; the files do not belong together");
            return Err(Error::file(tokenizer, message));
        }
        if mapping.iter().flatten().any(|&row| row >= shape[0]) {
            return Err(tensors.wrong(format!("`{MAPPING}` names a row that `{name}` does not have; it is damaged")));
        }
        if shape[1] > LONGEST_VECTOR {
            let message =
                format!("has vectors of {} numbers, over the limit of {LONGEST_VECTOR}; name another model", shape[1]);
            return Err(tensors.wrong(message));
        }
        let rows = tensors.rows(name, shape)?;
        Ok(Table { tokens, rows, dimensions: shape[1], mapping, weights })
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions];
        // The mean points where the sum does.
        for token in self.tokens.of(text).into_iter().filter(|&token| Some(token) != self.tokens.unknown) {
            let at = token as usize;
            let row = self.mapping.as_ref().map_or(at, |mapping| mapping[at]);
            self.rows.add_to(&mut sum, row, self.weights.as_ref().map_or(1.0, |weights| weights[at]));
        }
        sum
    }
}

impl Encoder for Table {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        texts.par_iter().map(|text| self.vector(text)).collect()
    }
}
