//! Reads the reports and drafts of negotiating bodies, aligns their numbered provisions, and shows
//! how each wording came about.
//!
//! The pipeline is a row of functions, each from one plain type to the next. A module uses what
//! stands before it in this list and never what comes after:
//!
//! 1. [`corpus`]: a folder with a manifest, or bare files, to [`Source`](corpus::Source)s.
//! 2. [`ingest`]: bytes to lines, free of markup, each with its way back to the source.
//! 3. [`extract`]: lines to a [`Document`](extract::Document) with its
//!    [`Provision`](extract::Provision)s.
//! 4. [`language`]: words and their normalised forms.
//! 5. [`diff`]: the redline of two texts.
//! 6. [`anatomy`]: a provision to its parts: addressee, operative phrase, qualifiers, core.
//! 7. [`shift`]: what a change did to these parts.
//! 8. [`align`]: two documents to [`Change`](align::Change)s, with what speaks for each.
//! 9. [`decisions`]: what a person has decided about links, which overrides what was found.
//! 10. [`lineage`]: documents to a graph of provisions and links.
//! 11. [`search`]: a text to the nearest provisions of a corpus.
//! 12. [`view`]: what is shown, as inert data.
//! 13. [`evaluate`]: changes against gold that was read by hand.
//! 14. [`generate`]: made-up pairs whose alignment is known, to measure by.
//! 15. [`render`]: views to bytes.
//!
//! The command line, [`cli`], uses all of them as any program would.
//!
//! # From draft to final
//!
//! A draft's Recommendation 13 asked for strict procedures; what was adopted is softer:
//!
//! ```
//! use travaux::align::{Options, Relation, compare};
//! use travaux::corpus::{Declared, Source};
//! use travaux::extract::read;
//! use travaux::view::{gist, redline_of};
//!
//! # fn main() -> travaux::error::Result<()> {
//! let source = |id: &str, text: &str| Source {
//!     id: id.into(),
//!     path: format!("{id}.txt").into(),
//!     bytes: text.into(),
//!     declared: Declared::default(),
//! };
//! let draft = read(&source(
//!     "draft",
//!     "II. Recommendations\n\nRecommendation 13\n\n\
//!      States parties should adopt strict procedures in airports to combat smuggling of migrants by air.\n",
//! ))?;
//! let adopted = read(&source(
//!     "adopted",
//!     "II. Recommendations\n\nRecommendation 13\n\n\
//!      States parties should cooperate to establish appropriate procedures in airports to prevent and \
//!      combat the smuggling of migrants by air.\n",
//! ))?;
//!
//! let changes = compare(&draft, &adopted, &Options::default());
//! assert_eq!(changes[0].relation, Relation::Reworded);
//!
//! let redline = redline_of(draft.provisions[0].text(), adopted.provisions[0].text());
//! assert_eq!(gist(&redline)[0], "adopt strict → cooperate to establish appropriate");
//! # Ok(())
//! # }
//! ```

pub mod align;
pub mod anatomy;
pub mod cli;
pub mod corpus;
pub mod decisions;
pub mod diff;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod generate;
pub mod ingest;
pub mod language;
pub mod lineage;
pub mod render;
pub mod search;
pub mod shift;
pub mod view;
