//! A transformer encoder of the BERT family: tokens to vectors, layer by layer, and their mean.
//!
//! As in Devlin and others, *BERT* (2019), with the pooling of Reimers and Gurevych, *Sentence-BERT* (2019). Texts are laid
//! end to end as the rows of one matrix, so that none is filled up to the length of another; only attention looks at
//! each text by itself.

use std::ops::Range;
use std::path::Path;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis, AxisDescription, Slice};
use rayon::prelude::*;
use serde::Deserialize;

use super::Encoder;
use super::folder::{LONGEST_VECTOR, Pooling};
use super::tensors::{Rows, Tensors};
use super::tokens::Tokens;
use crate::error::{Error, Result};

/// How many tokens are computed at once, by each thread: enough to keep it busy, and some ten megabytes.
const TOKENS_AT_ONCE: usize = 512;

/// What `config.json` says of a model.
#[derive(Debug, Deserialize)]
pub(super) struct Config {
    #[serde(default)]
    model_type: String,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    vocab_size: usize,
    max_position_embeddings: usize,
    type_vocab_size: usize,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default = "absolute")]
    position_embedding_type: String,
    #[serde(default = "smallest_variance")]
    layer_norm_eps: f32,
    #[serde(default)]
    pad_token_id: usize,
}

fn gelu() -> String {
    "gelu".into()
}

fn absolute() -> String {
    "absolute".into()
}

fn smallest_variance() -> f32 {
    1e-12
}

impl Config {
    /// What is unknown or cannot be, if anything is.
    pub(super) fn check(&self) -> std::result::Result<(), String> {
        if self.first_place().is_none() {
            let kind = &self.model_type;
            return Err(format!(
                "is of a model of type `{kind}`, which is not known; name one of type {}",
                TYPES.join(", ")
            ));
        }
        if self.position_embedding_type != absolute() {
            return Err(format!(
                "asks for positions that are `{}`; only absolute ones are known",
                self.position_embedding_type
            ));
        }
        if Activation::named(&self.hidden_act).is_none() {
            return Err(format!("asks for an activation `{}`, which is not known; gelu and relu are", self.hidden_act));
        }
        let heads = self.num_attention_heads;
        if self.hidden_size == 0 || heads == 0 || !self.hidden_size.is_multiple_of(heads) {
            return Err(format!(
                "parts {} numbers among {heads} heads, which cannot be; it is damaged",
                self.hidden_size
            ));
        }
        // Between its steps a layer has a few times as many numbers as before and after.
        let (vector, inner) = (self.hidden_size, self.intermediate_size);
        if vector > LONGEST_VECTOR || inner > 8 * LONGEST_VECTOR {
            let limit = LONGEST_VECTOR;
            return Err(format!(
                "has vectors of {vector} numbers, {inner} within a layer, over the limit of {limit}; name another model"
            ));
        }
        if !(self.layer_norm_eps >= 0.0 && self.layer_norm_eps < 1.0) {
            return Err(format!("has {} for layer_norm_eps, which cannot be; it is damaged", self.layer_norm_eps));
        }
        Ok(())
    }

    /// The place of the first token among the positions. Models of the kind of RoBERTa count from behind their padding.
    fn first_place(&self) -> Option<usize> {
        let [bert, others @ ..] = TYPES;
        match &self.model_type {
            kind if kind == bert || kind.is_empty() => Some(0),
            kind if others.contains(&kind.as_str()) => self.pad_token_id.checked_add(1),
            _ => None,
        }
    }
}

/// The types of models that are known: that of BERT, and those of RoBERTa's kind.
const TYPES: [&str; 4] = ["bert", "roberta", "xlm-roberta", "camembert"];

/// What bends the numbers between two steps.
#[derive(Debug, Clone, Copy)]
enum Activation {
    /// With the error function.
    Gelu,
    /// With the hyperbolic tangent instead.
    GeluTanh,
    Relu,
}

impl Activation {
    fn named(name: &str) -> Option<Self> {
        match name {
            "gelu" => Some(Activation::Gelu),
            "gelu_new" | "gelu_fast" | "gelu_pytorch_tanh" => Some(Activation::GeluTanh),
            "relu" => Some(Activation::Relu),
            _ => None,
        }
    }

    fn of(self, x: f32) -> f32 {
        match self {
            Activation::Gelu => 0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2)),
            Activation::GeluTanh => 0.5 * x * (1.0 + (0.797_884_6 * (x + 0.044_715 * x * x * x)).tanh()),
            Activation::Relu => x.max(0.0),
        }
    }
}

/// The error function, to 1.5e-7: Abramowitz and Stegun, *Handbook of Mathematical Functions*, 7.1.26.
fn erf(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let sum = ((((1.061_405_4 * t - 1.453_152) * t) + 1.421_413_7) * t - 0.284_496_74) * t + 0.254_829_6;
    (1.0 - sum * t * (-size * size).exp()).copysign(x)
}

/// A matrix to multiply with, and what is added.
#[derive(Debug)]
struct Linear {
    /// A row for each number that comes out.
    weight: Array2<f32>,
    bias: Array1<f32>,
}

impl Linear {
    fn of(&self, rows: &Array2<f32>) -> Array2<f32> {
        let mut out = Array2::zeros((rows.nrows(), self.bias.len()));
        out.rows_mut().into_iter().for_each(|mut row| row.assign(&self.bias));
        general_mat_mul(1.0, rows, &self.weight.t(), 1.0, &mut out);
        out
    }
}

/// Layer normalization.
#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
    /// What is added to the variance.
    least: f32,
}

impl Norm {
    fn apply(&self, mut rows: ArrayViewMut2<'_, f32>) {
        let count = self.scale.len() as f32;
        for mut row in rows.rows_mut() {
            let mean = row.sum() / count;
            row -= mean;
            let variance = row.iter().map(|value| value * value).sum::<f32>() / count;
            let factor = 1.0 / (variance + self.least).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
                *value = *value * factor * scale + shift;
            }
        }
    }
}

/// A layer.
#[derive(Debug)]
struct Layer {
    /// Queries, keys and values in one.
    attention: Linear,
    attended: Linear,
    attention_norm: Norm,
    inner: Linear,
    outer: Linear,
    norm: Norm,
}

/// A transformer encoder and its tokenizer.
#[derive(Debug)]
pub(super) struct Transformer {
    tokens: Tokens,
    words: Rows,
    /// What is added for a token's place and for its being of the first of two texts, which all are here.
    places: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    activation: Activation,
    pooling: Pooling,
}

impl Transformer {
    /// Reads a model. `most` is how many tokens of a text it says that it takes.
    ///
    /// # Errors
    /// If its tensors do not fit the configuration or the tokenizer, which is at a path.
    pub(super) fn open(
        tensors: &Tensors,
        config: &Config,
        mut tokens: Tokens,
        most: Option<usize>,
        pooling: Pooling,
        tokenizer: &Path,
    ) -> Result<Self> {
        let unknown = || tensors.wrong("is of a model that is not known");
        let first = config.first_place().ok_or_else(unknown)?;
        let activation = Activation::named(&config.hidden_act).ok_or_else(unknown)?;
        if tokens.count > config.vocab_size {
            let (count, known) = (tokens.count, config.vocab_size);
            let message = format!("has {count} tokens and the model {known}; the files do not belong together");
            return Err(Error::file(tokenizer, message));
        }
        let longest = config.max_position_embeddings.saturating_sub(first);
        tokens.cut_at(most.unwrap_or(longest).min(longest), tokenizer)?;
        // A model that was saved with a head has its encoder under a name.
        let words = "embeddings.word_embeddings.weight";
        let prefixes = ["", "bert.", "roberta."].into_iter();
        let prefix = prefixes.into_iter().find(|prefix| tensors.shape(&format!("{prefix}{words}")).is_some());
        let reader = Reader {
            tensors,
            prefix: prefix.unwrap_or_default(),
            hidden: config.hidden_size,
            least: config.layer_norm_eps,
        };
        let hidden = config.hidden_size;
        let mut places =
            reader.matrix("embeddings.position_embeddings.weight", config.max_position_embeddings, hidden)?;
        places.slice_axis_inplace(Axis(0), Slice::from(first..));
        let kinds = reader.matrix("embeddings.token_type_embeddings.weight", config.type_vocab_size, hidden)?;
        if let Some(kind) = kinds.rows().into_iter().next() {
            places += &kind;
        }
        let layers = (0..config.num_hidden_layers).map(|at| reader.layer(at, config.intermediate_size));
        Ok(Transformer {
            norm: reader.norm("embeddings.LayerNorm")?,
            layers: layers.collect::<Result<_>>()?,
            words: tensors.rows(&reader.named(words), [config.vocab_size, hidden])?,
            tokens,
            places,
            heads: config.num_attention_heads,
            activation,
            pooling,
        })
    }

    /// The vectors of some texts that are given as their tokens.
    fn of(&self, texts: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let count = texts.iter().map(Vec::len).sum();
        let mut rows = Array2::zeros((count, self.places.ncols()));
        let mut next = rows.rows_mut().into_iter();
        for text in texts {
            // Rows come last: the others end first, and take none too many.
            for ((&token, place), mut row) in text.iter().zip(self.places.rows()).zip(next.by_ref()) {
                row.assign(&place);
                self.words.add_to(row.as_slice_mut().expect("rows are contiguous"), token as usize, 1.0);
            }
        }
        self.norm.apply(rows.view_mut());
        for layer in &self.layers {
            let mut attended = layer.attended.of(&self.attention(&layer.attention.of(&rows), texts));
            attended += &rows;
            layer.attention_norm.apply(attended.view_mut());
            let mut inner = layer.inner.of(&attended);
            inner.mapv_inplace(|value| self.activation.of(value));
            rows = layer.outer.of(&inner);
            rows += &attended;
            layer.norm.apply(rows.view_mut());
        }
        let mut start = 0;
        let pooled = texts.iter().map(|text| {
            let of_text = rows.slice_axis(Axis(0), Slice::from(start..start + text.len()));
            start += text.len();
            match self.pooling {
                Pooling::Mean => of_text.sum_axis(Axis(0)).to_vec(),
                Pooling::First => of_text.rows().into_iter().next().map(|row| row.to_vec()).unwrap_or_default(),
            }
        });
        pooled.collect()
    }

    /// What each token takes from the others of its text, given queries, keys and values side by side.
    fn attention(&self, projected: &Array2<f32>, texts: &[Vec<u32>]) -> Array2<f32> {
        let hidden = projected.ncols() / 3;
        let width = hidden / self.heads;
        let factor = 1.0 / (width as f32).sqrt();
        let mut out = Array2::zeros((projected.nrows(), hidden));
        let mut start = 0;
        for text in texts {
            let span = start..start + text.len();
            start = span.end;
            let mut weights = Array2::zeros((text.len(), text.len()));
            for head in 0..self.heads {
                let part = |which: usize| -> ArrayView2<'_, f32> {
                    let from = which * hidden + head * width;
                    projected.slice_each_axis(block(&span, from..from + width))
                };
                general_mat_mul(factor, &part(0), &part(1).t(), 0.0, &mut weights);
                weights
                    .rows_mut()
                    .into_iter()
                    .for_each(|mut row| softmax(row.as_slice_mut().expect("rows are contiguous")));
                let mut own = out.slice_each_axis_mut(block(&span, head * width..(head + 1) * width));
                general_mat_mul(1.0, &weights, &part(2), 0.0, &mut own);
            }
        }
        out
    }
}

/// Some rows and columns of a matrix.
fn block(rows: &Range<usize>, columns: Range<usize>) -> impl Fn(AxisDescription) -> Slice {
    let rows = rows.clone();
    move |axis| Slice::from(if axis.axis == Axis(0) { rows.clone() } else { columns.clone() })
}

fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|value| *value = (*value - most).exp());
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= sum);
}

impl Encoder for Transformer {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let tokens: Vec<Vec<u32>> = texts.par_iter().map(|text| self.tokens.of(text)).collect();
        let mut batches = Vec::new();
        let (mut start, mut held) = (0, 0);
        for (at, text) in tokens.iter().enumerate() {
            if at > start && held + text.len() > TOKENS_AT_ONCE {
                batches.push(&tokens[start..at]);
                (start, held) = (at, 0);
            }
            held += text.len();
        }
        batches.push(&tokens[start..]);
        batches.into_par_iter().flat_map_iter(|batch| self.of(batch)).collect()
    }
}

/// Reads the parts of a model by their names.
struct Reader<'a> {
    tensors: &'a Tensors,
    prefix: &'static str,
    hidden: usize,
    least: f32,
}

impl Reader<'_> {
    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>> {
        let values = self.tensors.floats(&self.named(name), &[rows, columns])?;
        // Its shape was looked at.
        Array2::from_shape_vec((rows, columns), values).map_err(|error| self.tensors.wrong(error.to_string()))
    }

    fn linear(&self, name: &str, rows: usize, columns: usize) -> Result<Linear> {
        let bias = self.tensors.floats(&self.named(&format!("{name}.bias")), &[rows])?;
        Ok(Linear { weight: self.matrix(&format!("{name}.weight"), rows, columns)?, bias: bias.into() })
    }

    fn norm(&self, name: &str) -> Result<Norm> {
        let values = |part: &str| self.tensors.floats(&self.named(&format!("{name}.{part}")), &[self.hidden]);
        Ok(Norm { scale: values("weight")?, shift: values("bias")?, least: self.least })
    }

    fn layer(&self, at: usize, inner: usize) -> Result<Layer> {
        let (name, hidden) = (|part: &str| format!("encoder.layer.{at}.{part}"), self.hidden);
        let mut attention = Linear { weight: Array2::zeros((0, hidden)), bias: Array1::zeros(0) };
        for part in ["query", "key", "value"] {
            let one = self.linear(&name(&format!("attention.self.{part}")), hidden, hidden)?;
            let failed = |error: ndarray::ShapeError| self.tensors.wrong(error.to_string());
            attention.weight.append(Axis(0), one.weight.view()).map_err(failed)?;
            attention.bias.append(Axis(0), one.bias.view()).map_err(failed)?;
        }
        Ok(Layer {
            attention,
            attended: self.linear(&name("attention.output.dense"), hidden, hidden)?,
            attention_norm: self.norm(&name("attention.output.LayerNorm"))?,
            inner: self.linear(&name("intermediate.dense"), inner, hidden)?,
            outer: self.linear(&name("output.dense"), hidden, inner)?,
            norm: self.norm(&name("output.LayerNorm"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_near_enough() {
        // From a table of the function.
        for (x, value) in [(0.0, 0.0), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (2.0, 0.995_322_3), (-1.0, -0.842_700_8)]
        {
            assert!((erf(x) - value).abs() < 5e-7, "{x}");
        }
    }
}
