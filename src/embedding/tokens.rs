//! Texts to the numbers of their tokens, by the tokenizer that belongs to a model.

use std::path::Path;

use morpheme::{Tokenizer, TruncationParams};
use serde::Deserialize;

use super::folder::checksum;
use crate::corpus::read_text;
use crate::error::{Error, Result};

/// The most tokens that are taken of any text: what attention takes grows with their square.
const MOST_TOKENS: usize = 4096;
/// Of how many bytes a token is at most, on average. What of a text is longer than its tokens can be is not looked at.
const LONGEST_TOKEN: usize = 64;

/// The tokenizer of a model.
#[derive(Debug)]
pub(super) struct Tokens {
    tokenizer: Tokenizer,
    /// Whether marks of beginning and end are added.
    marks: bool,
    /// How many tokens of a text are taken, marks included.
    most: usize,
    /// One more than the highest number that a token can have.
    pub(super) count: usize,
    /// The token that stands for all that is not known.
    pub(super) unknown: Option<u32>,
    /// How many tokens of a text are taken, marks included, where the file says so.
    pub(super) limit: Option<usize>,
    /// A number that is computed from the file.
    pub(super) checksum: u64,
}

/// What is read of the file beside the tokenizer itself.
#[derive(Deserialize)]
struct TokenizerFile {
    model: TokenModel,
    truncation: Option<Truncation>,
}

#[derive(Deserialize)]
struct TokenModel {
    unk_token: Option<String>,
    unk_id: Option<u32>,
}

#[derive(Deserialize)]
struct Truncation {
    max_length: usize,
}

impl Tokens {
    /// Reads `tokenizer.json`.
    ///
    /// # Errors
    /// If it cannot be read or is no tokenizer that is known.
    pub(super) fn open(path: &Path, marks: bool) -> Result<Self> {
        let text = read_text(path)?;
        let wrong = |what: String| {
            Error::file(path, format!("is no tokenizer that can be read ({what}); copy or download the model anew"))
        };
        let file: TokenizerFile = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let mut tokenizer = Tokenizer::from_json(&text).map_err(|error| wrong(error.to_string()))?;
        tokenizer.set_padding(None);
        tokenizer.set_truncation(None).map_err(|error| wrong(error.to_string()))?;
        let unknown = file.model.unk_id.or_else(|| tokenizer.token_to_id(file.model.unk_token.as_deref()?));
        let count = tokenizer.vocab(true).into_values().max().map_or(0, |most| most as usize + 1);
        let limit = file.truncation.map(|truncation| truncation.max_length);
        Ok(Tokens { tokenizer, marks, most: MOST_TOKENS, count, unknown, limit, checksum: checksum(text.as_bytes()) })
    }

    /// Takes no more than so many tokens of a text, marks included.
    ///
    /// # Errors
    /// If that leaves room for none.
    pub(super) fn cut_at(&mut self, most: usize, path: &Path) -> Result<()> {
        self.most = most.min(MOST_TOKENS);
        let marks = if self.marks { self.of("").len() } else { 0 };
        if most <= marks {
            let message =
                format!("takes {most} tokens of a text, which leaves no room for words; the model is damaged");
            return Err(Error::file(path, message));
        }
        let truncation = TruncationParams { max_length: self.most, ..TruncationParams::default() };
        self.tokenizer.set_truncation(Some(truncation)).map_err(|error| Error::file(path, error.to_string()))
    }

    /// The tokens of a text, all of a number below [`Tokens::count`]; none if the tokenizer cannot take it apart.
    pub(super) fn of(&self, text: &str) -> Vec<u32> {
        let text = &text[..text.floor_char_boundary(self.most.saturating_mul(LONGEST_TOKEN))];
        let Ok(encoding) = self.tokenizer.encode(text, self.marks) else { return Vec::new() };
        // A damaged file can name marks that are no tokens.
        let known = encoding.ids().iter().copied().filter(|&token| (token as usize) < self.count);
        known.take(self.most).collect()
    }
}
