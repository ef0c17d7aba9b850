//! The folder of a model: which files it has, and what they say of each other.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Model;
use super::table::Table;
use super::tensors::Tensors;
use super::tokens::Tokens;
use super::transformer::{Config, Transformer};
use crate::corpus::read_text;
use crate::error::{Error, Result};

const CONFIG: &str = "config.json";
const MODULES: &str = "modules.json";
const LIMITS: &str = "sentence_bert_config.json";
const POOLING: &str = "1_Pooling";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";

/// The most numbers that a vector has. Those of the largest models of today have half as many.
pub(super) const LONGEST_VECTOR: usize = 8192;

/// How the vectors of a text's tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the mark at the beginning.
    First,
}

/// Opens a model of either kind; which it is, its weights tell.
pub(super) fn open(folder: &Path) -> Result<Model> {
    if !folder.is_dir() {
        return Err(Error::file(folder, "no such folder; name the folder of a sentence-embedding model"));
    }
    let modules = Modules::of(folder)?;
    let inside = &modules.encoder;
    let tensors = Tensors::open(&present(inside, WEIGHTS)?)?;
    let tokenizer = present(inside, TOKENIZER)?;
    let name = name_of(folder);
    if let Some((names, shape)) = Table::shape(&tensors) {
        let tokens = Tokens::open(&tokenizer, false)?;
        let checksum = tokens.checksum;
        let path = inside.join(CONFIG);
        let config = optional(&path)?.unwrap_or_default();
        let table = Table::open(&tensors, names, shape, tokens, &config, &tokenizer)?;
        return Ok(Model::new(name, fingerprint(checksum, &tensors), table));
    }
    let path = present(inside, CONFIG)?;
    let config: Config = parse(&path)?;
    config.check().map_err(|message| Error::file(&path, message))?;
    let tokens = Tokens::open(&tokenizer, true)?;
    let checksum = tokens.checksum;
    let limits: Limits = optional(&inside.join(LIMITS))?.unwrap_or_default();
    let most = limits.max_seq_length.or(tokens.limit);
    let transformer = Transformer::open(&tensors, &config, tokens, most, modules.pooling, &tokenizer)?;
    Ok(Model::new(name, fingerprint(checksum, &tensors), transformer))
}

/// The name of a model. Its configuration may hold one, which is often that of the model it was trained from, or a path
/// on the computer where it was trained; whoever keeps the folder knows it by the folder's.
fn name_of(folder: &Path) -> String {
    // What is given as `.` has a name as well.
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

fn fingerprint(tokenizer: u64, weights: &Tensors) -> String {
    format!("{:016x}", tokenizer.rotate_left(1) ^ weights.checksum())
}

/// A number that differs if bytes do: FNV-1a in words of eight bytes. It guards against mistakes, not against malice.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain([&last]).map(|&word| u64::from_le_bytes(word));
    words.fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, |sum, word| (sum ^ word).wrapping_mul(0x0100_0000_01b3))
}

/// A file that a model must have.
fn present(folder: &Path, name: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    if path.is_file() {
        return Ok(path);
    }
    let message = format!(
        "has no {name}; the folder of a model holds {WEIGHTS}, {TOKENIZER} and {CONFIG}. A model that has none of these was \
         saved in another form: save it anew with `SentenceTransformer(...).save_pretrained(DIR)`"
    );
    Err(Error::file(folder, message))
}

fn parse<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|error| {
        // JSON's errors say the line themselves.
        Error::file(path, format!("does not parse: {error}; copy or download the model anew"))
    })
}

/// What a file says that a model need not have.
fn optional<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    if path.is_file() { parse(path).map(Some) } else { Ok(None) }
}

/// The steps from a text to a vector.
struct Modules {
    /// The folder of the encoder, the first step.
    encoder: PathBuf,
    pooling: Pooling,
}

#[derive(Deserialize)]
struct ModuleEntry {
    #[serde(default)]
    path: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Default, Deserialize)]
struct Limits {
    max_seq_length: Option<usize>,
}

/// How tokens are pooled, in a model's own words: older ones have a key for each way, newer ones name it.
#[derive(Default, Deserialize)]
struct PoolingFile {
    pooling_mode: Option<String>,
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode_max_tokens: bool,
    #[serde(default)]
    pooling_mode_mean_sqrt_len_tokens: bool,
    #[serde(default)]
    pooling_mode_weightedmean_tokens: bool,
    #[serde(default)]
    pooling_mode_lasttoken: bool,
}

impl PoolingFile {
    /// The way, if it is a known one. Dividing by the root of the length instead of the length changes no direction.
    fn pooling(&self) -> Option<Pooling> {
        let named = |name: &str| match name {
            "mean" | "mean_sqrt_len_tokens" => Some(Pooling::Mean),
            "cls" => Some(Pooling::First),
            _ => None,
        };
        let others =
            self.pooling_mode_max_tokens || self.pooling_mode_weightedmean_tokens || self.pooling_mode_lasttoken;
        let mean = self.pooling_mode_mean_tokens || self.pooling_mode_mean_sqrt_len_tokens;
        match (&self.pooling_mode, self.pooling_mode_cls_token, mean) {
            (Some(name), ..) => named(name),
            (_, false, true) if !others => Some(Pooling::Mean),
            (_, true, false) if !others => Some(Pooling::First),
            _ => None,
        }
    }
}

impl Modules {
    /// Reads what steps a model has; one without the file has an encoder and takes the mean.
    fn of(folder: &Path) -> Result<Self> {
        let list = folder.join(MODULES);
        let entries: Option<Vec<ModuleEntry>> = optional(&list)?;
        let mut modules = Modules { encoder: folder.to_owned(), pooling: Pooling::Mean };
        let inside = |path: &str| match Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        {
            true => Ok(folder.join(path)),
            false => Err(Error::file(&list, format!("has a step at `{path}`, which leads out of the model's folder"))),
        };
        let Some(entries) = entries else {
            if let Some(pooling) = pooling_of(&folder.join(POOLING).join(CONFIG))? {
                modules.pooling = pooling;
            }
            return Ok(modules);
        };
        for entry in &entries {
            // Where a step is defined has changed from release to release; what it is called has not.
            match entry.kind.rsplit('.').next().unwrap_or_default() {
                "Transformer" | "StaticEmbedding" => modules.encoder = inside(&entry.path)?,
                "Pooling" => {
                    let path = inside(&entry.path)?.join(CONFIG);
                    modules.pooling = pooling_of(&path)?
                        .ok_or_else(|| Error::file(&path, "no such file; copy or download the model anew"))?;
                }
                // Vectors are made of length 1 anyway.
                "Normalize" => {}
                other => {
                    let message = format!(
                        "has a step `{other}`, which is not known; name a model of a Transformer (or StaticEmbedding), \
                         Pooling and Normalize alone"
                    );
                    return Err(Error::file(&list, message));
                }
            }
        }
        Ok(modules)
    }
}

/// How tokens are pooled, where a file says so.
fn pooling_of(path: &Path) -> Result<Option<Pooling>> {
    let Some(file) = optional::<PoolingFile>(path)? else { return Ok(None) };
    let unknown =
        "asks for a pooling that is not known; name a model that takes the mean of the tokens or the first one";
    file.pooling().map(Some).ok_or_else(|| Error::file(path, unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pooling_is_read_in_either_wording() {
        let pooling = |text: &str| serde_json::from_str::<PoolingFile>(text).unwrap().pooling();
        assert_eq!(
            pooling(r#"{"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": false}"#),
            Some(Pooling::Mean)
        );
        assert_eq!(pooling(r#"{"pooling_mode_cls_token": true}"#), Some(Pooling::First));
        assert_eq!(pooling(r#"{"pooling_mode": "cls"}"#), Some(Pooling::First));
        assert_eq!(
            pooling(r#"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}"#),
            None,
            "both, side by side"
        );
        assert_eq!(pooling(r#"{"pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": true}"#), None);
    }

    #[test]
    fn a_checksum_sees_each_byte_and_the_length() {
        let all = [&b""[..], b"\0", b"a", b"a\0", b"abcdefgh", b"abcdefgh\0", b"abcdefgi"].map(checksum);
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{at}");
        }
    }
}
