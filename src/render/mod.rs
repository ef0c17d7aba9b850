//! Views to bytes: one file for each output format. A renderer decides how a thing looks, never what
//! it means.

pub mod anatomy;
pub mod check;
pub mod comparison;
pub mod csv;
pub mod document;
pub mod dot;
mod drawing;
pub mod evaluation;
pub mod explanation;
pub mod graphml;
pub mod history;
pub mod html;
pub mod json;
pub mod lineage;
pub mod markdown;
pub mod mermaid;
pub mod precedent;
pub mod redline;
pub mod review;
pub mod schema;
pub mod sheet;
pub mod svg;
pub mod table;
pub mod text;
pub mod word;

/// How text for a terminal is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The width in columns.
    pub width: u16,
    /// Whether to use colour.
    pub colour: bool,
}
