//! The weights of a model, from a file in the safetensors format. The file is taken to be hostile: nothing is allocated
//! that the file is not as long as.

use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use safetensors::Dtype;
use safetensors::tensor::{Metadata, TensorInfo};

use super::folder::checksum;
use crate::error::{Error, Result};

/// The largest file that is read, in bytes. The multilingual MiniLM has half a gigabyte, most of it words.
const LARGEST_FILE: u64 = 4 << 30;
/// The largest header. It has some hundred bytes for each tensor, of which models have some hundreds.
const LARGEST_HEADER: u64 = 16 << 20;
/// The header's own length, before it, as a number of so many bytes.
const LENGTH: u64 = 8;

/// A file of tensors, each of which is read when it is asked for.
#[derive(Debug)]
pub(super) struct Tensors {
    path: PathBuf,
    file: File,
    /// Where the tensors begin, in bytes.
    start: u64,
    metadata: Metadata,
    /// A number that is computed from all that was read.
    checksum: Cell<u64>,
}

impl Tensors {
    /// Reads the header of a file.
    ///
    /// # Errors
    /// If there is no such file, or it is not in the format, or shorter or longer than its header says.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let failed = |source| Error::read(path, source);
        let damaged = |what: &str| {
            Error::file(path, format!("{what}: it is damaged or no safetensors file; copy or download the model anew"))
        };
        let mut file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if length > LARGEST_FILE {
            let [size, limit] = [length, LARGEST_FILE].map(|bytes| bytes >> 20);
            return Err(Error::file(
                path,
                format!("is {size} MiB large, over the limit of {limit} MiB; name a smaller model"),
            ));
        }
        let mut bytes = [0; LENGTH as usize];
        if length < LENGTH {
            return Err(damaged("is too short"));
        }
        file.read_exact(&mut bytes).map_err(failed)?;
        let header = u64::from_le_bytes(bytes);
        if header > LARGEST_HEADER || header > length - LENGTH {
            return Err(damaged("has a header longer than can be"));
        }
        let mut text = vec![0; header as usize];
        file.read_exact(&mut text).map_err(failed)?;
        let metadata: Metadata = serde_json::from_slice(&text)
            .map_err(|error| damaged(&format!("has a header that does not parse ({error})")))?;
        let start = LENGTH + header;
        if metadata.data_len() as u64 != length - start {
            return Err(damaged("is not as long as its header says"));
        }
        Ok(Tensors { path: path.to_owned(), file, start, metadata, checksum: Cell::new(0) })
    }

    /// A number that is computed from all that was read so far.
    pub(super) fn checksum(&self) -> u64 {
        self.checksum.get()
    }

    /// Says what is wrong with the file.
    pub(super) fn wrong(&self, message: impl Into<String>) -> Error {
        Error::file(&self.path, message)
    }

    /// The shape of a tensor, if there is one of that name.
    pub(super) fn shape(&self, name: &str) -> Option<&[usize]> {
        self.metadata.info(name).map(|info| info.shape.as_slice())
    }

    /// A tensor of a shape, as numbers row by row.
    ///
    /// # Errors
    /// If there is none of that name and shape, or it cannot be read, or holds other than numbers.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let rows = self.read(name, shape)?;
        let mut values = vec![0.0; rows.bytes.len() / rows.kind.width()];
        rows.kind.each(&rows.bytes, &mut values, |value, stored| *value = stored);
        Ok(values)
    }

    /// A tensor of two dimensions, kept as it is stored.
    ///
    /// # Errors
    /// As [`Tensors::floats`].
    pub(super) fn rows(&self, name: &str, [rows, columns]: [usize; 2]) -> Result<Rows> {
        self.read(name, &[rows, columns])
    }

    /// A list of whole numbers that are not negative.
    ///
    /// # Errors
    /// As [`Tensors::floats`].
    pub(super) fn indices(&self, name: &str, count: usize) -> Result<Vec<usize>> {
        let info = self.info(name, &[count])?;
        let bytes = self.bytes(info)?;
        let negative = || self.wrong(format!("the tensor `{name}` has a number below zero; it is damaged"));
        let of = |value: i64| usize::try_from(value).map_err(|_| negative());
        match info.dtype {
            Dtype::I64 => bytes.as_chunks().0.iter().map(|&value| of(i64::from_le_bytes(value))).collect(),
            Dtype::I32 => bytes.as_chunks().0.iter().map(|&value| of(i32::from_le_bytes(value).into())).collect(),
            other => Err(self.wrong(format!("the tensor `{name}` holds {other:?}; whole numbers were expected"))),
        }
    }

    fn read(&self, name: &str, shape: &[usize]) -> Result<Rows> {
        let info = self.info(name, shape)?;
        let kind = match info.dtype {
            Dtype::F32 => Number::F32,
            Dtype::F16 => Number::F16,
            Dtype::BF16 => Number::BF16,
            Dtype::F64 => Number::F64,
            Dtype::I8 => Number::I8,
            other => {
                let message = "floating-point numbers or I8 were expected; save the model in one of these";
                return Err(self.wrong(format!("the tensor `{name}` holds {other:?}; {message}")));
            }
        };
        Ok(Rows { bytes: self.bytes(info)?, kind, columns: shape.last().copied().unwrap_or(1) })
    }

    fn info(&self, name: &str, shape: &[usize]) -> Result<&TensorInfo> {
        match self.metadata.info(name) {
            None => Err(self.wrong(format!("has no tensor `{name}`; it is no model of the kind that its folder tells of"))),
            Some(info) if info.shape != shape => Err(self.wrong(format!(
                "the tensor `{name}` is of shape {:?}, and the other files of the folder tell of {shape:?}; they do not \
                 belong together",
                info.shape
            ))),
            Some(info) => Ok(info),
        }
    }

    fn bytes(&self, info: &TensorInfo) -> Result<Vec<u8>> {
        let (from, to) = info.data_offsets;
        let mut bytes = vec![0; to - from];
        let mut file = &self.file;
        let read = file.seek(SeekFrom::Start(self.start + from as u64)).and_then(|_| file.read_exact(&mut bytes));
        read.map_err(|source| Error::read(&self.path, source))?;
        self.checksum.set(self.checksum.get().rotate_left(1) ^ checksum(&bytes));
        Ok(bytes)
    }
}

/// How a number is stored.
#[derive(Debug, Clone, Copy)]
enum Number {
    F32,
    F16,
    BF16,
    F64,
    I8,
}

impl Number {
    /// How many bytes it takes.
    fn width(self) -> usize {
        match self {
            Number::F64 => 8,
            Number::F32 => 4,
            Number::F16 | Number::BF16 => 2,
            Number::I8 => 1,
        }
    }

    /// Gives each stored number to the value at its place.
    fn each(self, bytes: &[u8], values: &mut [f32], take: impl Fn(&mut f32, f32)) {
        fn go<const N: usize>(
            bytes: &[u8],
            values: &mut [f32],
            of: impl Fn([u8; N]) -> f32,
            take: impl Fn(&mut f32, f32),
        ) {
            bytes.as_chunks().0.iter().zip(values).for_each(|(&stored, value)| take(value, of(stored)));
        }
        match self {
            Number::F32 => go(bytes, values, f32::from_le_bytes, take),
            Number::F64 => go(bytes, values, |stored| f64::from_le_bytes(stored) as f32, take),
            Number::F16 => go(bytes, values, |stored| from_half(u16::from_le_bytes(stored)), take),
            // The upper half of a number in single precision.
            Number::BF16 => go(bytes, values, |[low, high]| f32::from_le_bytes([0, 0, low, high]), take),
            Number::I8 => go(bytes, values, |stored| f32::from(i8::from_le_bytes(stored)), take),
        }
    }
}

/// A number in half precision: a sign, five bits of exponent, ten of fraction.
fn from_half(bits: u16) -> f32 {
    let fraction = f32::from(bits & 0x3ff);
    let size = match i32::from(bits >> 10 & 0x1f) {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// Rows of numbers, as they are stored: of hundreds of megabytes a text needs a few rows.
#[derive(Debug)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    kind: Number,
    columns: usize,
}

impl Rows {
    /// Adds a row, times a factor, to a sum.
    ///
    /// # Panics
    /// If there is no such row.
    pub(super) fn add_to(&self, sum: &mut [f32], row: usize, factor: f32) {
        let width = self.columns * self.kind.width();
        self.kind.each(&self.bytes[row * width..][..width], sum, |value, stored| *value += factor * stored);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_half_precision_are_read() {
        // Bits by the tables of IEEE 754: 1, -2, 65504 (the largest), 2^-24 (the smallest), a third.
        let read = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555].map(from_half);
        assert_eq!(read, [1.0, -2.0, 65504.0, 5.960_464_5e-8, 0.333_251_95]);
        assert!(from_half(0x7c00).is_infinite() && from_half(0x7e00).is_nan());
    }
}
