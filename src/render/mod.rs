//! Views to bytes: one file for each output format. A renderer decides how a thing looks, never what
//! it means.

pub mod anatomy;
pub mod check;
pub mod comparison;
pub mod document;
pub mod dot;
pub mod evaluation;
pub mod explanation;
pub mod history;
pub mod json;
pub mod lineage;
pub mod precedent;
pub mod redline;
pub mod review;
pub mod schema;
pub mod table;
pub mod text;

/// How text for a terminal is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The width in columns.
    pub width: u16,
    /// Whether to use colour.
    pub colour: bool,
}
