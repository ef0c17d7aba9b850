//! Reads the reports and drafts of negotiating bodies, aligns their numbered provisions, and shows
//! how each wording came about.
//!
//! The pipeline is a row of functions, each from one plain type to the next. A module uses what
//! stands before it in this list and never what comes after:
//!
//! 1. [`model`]: what is talked of: documents, their metadata, provisions, ids and places.
//! 2. [`language`]: texts to tokens and terms, by what is known of each language.
//! 3. [`corpus`]: a folder with a manifest, or bare files, to [`Source`](corpus::Source)s.
//! 4. [`ingest`]: bytes to lines, free of markup, each with its way back to the source.
//! 5. [`extract`]: lines to a [`Document`](model::Document) with its provisions.
//! 6. [`anatomy`]: a provision to its parts: addressee, operative phrase, qualifiers, core.
//! 7. [`parameters`]: the numbers that the program goes by, from files.
//! 8. [`embedding`]: texts to vectors, by a model that the user names.
//! 9. [`analysis`]: a document to an [`Analysed`](analysis::Analysed) one: every word read, once.
//! 10. [`diff`]: the redline of two texts.
//! 11. [`shift`]: what a change did to the parts of a provision.
//! 12. [`align`]: two documents to [`Correspondence`](align::Correspondence)s, with what speaks for each.
//! 13. [`decisions`]: what a person has decided about links, which overrides what was found.
//! 14. [`change`]: correspondences to [`Change`](change::Change)s: redline, shifts, outdated references.
//! 15. [`meetings`]: which draft belongs to which report, and which report is of a later meeting.
//! 16. [`retrieval`]: a text to the nearest provisions of a corpus; links from meeting to meeting.
//! 17. [`lineage`]: documents to a graph of provisions and links.
//! 18. [`evaluate`]: correspondences against gold that was read by hand.
//! 19. [`generate`]: made-up pairs whose alignment is known, and archives, to measure by.
//! 20. [`report`]: what is said of all of these, as inert data.
//! 21. [`render`]: reports to bytes.
//!
//! The command line, [`cli`], uses all of them as any program would.
//!
//! # From draft to final
//!
//! A draft's Recommendation 13 asked for strict procedures; what was adopted is softer:
//!
//! ```
//! use travaux::align::{Options, Relation};
//! use travaux::analysis::{self, Analysed};
//! use travaux::change::compare;
//! use travaux::corpus::{Declared, Source};
//! use travaux::extract::read;
//! use travaux::report::ComparisonView;
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
//! let (draft, adopted) = Analysed::of_pair(draft, adopted, &analysis::Options::default());
//! let changes = compare(&draft, &adopted, &Options::default());
//! assert_eq!(changes[0].correspondence.relation, Relation::Reworded);
//!
//! let view = ComparisonView::of(&draft, &adopted, &changes);
//! assert_eq!(view.changes[0].gist[0], "adopt strict procedures → cooperate to establish appropriate procedures");
//! # Ok(())
//! # }
//! ```

pub mod align;
pub mod analysis;
pub mod anatomy;
pub mod brackets;
pub mod change;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corpus;
pub mod decisions;
pub mod diff;
pub mod embedding;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod fate;
pub mod generate;
mod index;
pub mod ingest;
pub mod language;
pub mod lineage;
pub mod meetings;
pub mod model;
pub mod named;
pub mod parameters;
pub mod render;
pub mod report;
pub mod retrieval;
pub mod shift;
pub mod survey;
