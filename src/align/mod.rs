//! Old provisions to new ones: candidates, signals, score, assignment, splits and merges, and what
//! each link is worth.
//!
//! [`align`] finds the correspondences of two documents; every provision that is compared stands in exactly one. The
//! candidates that were considered are kept beside them, so that nobody who wants to know more aligns again.
//!
//! ```
//! use travaux::align::{Options, Relation, align};
//! use travaux::analysis::{self, Analysed};
//! use travaux::extract::of_texts;
//!
//! let read = |id: &str, texts: &[&str]| Analysed::of(of_texts(id, texts, Some("en")), &analysis::Options::default());
//! let old = read("old", &["Ports keep registers of vessels.", "Pilots are trained every second year."]);
//! let new = read("new", &["Pilots are trained every year.", "Ports keep registers of vessels."]);
//! let found = align(&old, &new, &Options::default()).correspondences;
//! let kept = found.iter().find(|one| one.relation == Relation::Unchanged).unwrap();
//! assert_eq!((kept.old[0].index(), kept.new[0].index()), (0, 1));
//! ```

mod assignment;
mod beads;
mod candidates;
mod classify;
mod correspondence;
mod counterparts;
mod coverage;
mod engine;
mod in_order;
#[doc(hidden)] // For `examples/fit` alone.
pub mod lattice;
mod manual;
mod neighbours;
mod parameters;
mod parts;
mod pools;
mod progress;
mod regime;
mod renames;
mod signal;
mod support;
mod text;

pub(crate) use classify::relation_of_two;
pub use correspondence::{
    Certainty, Correspondence, Evidence, IndexPair, Origin, Part, Relation, Rival, Shares, Support, Unaccounted,
};
pub(crate) use manual::ManualLinks;
pub use parameters::{Numbers, Parameters};
pub(crate) use pools::{are_comparable, lacks_recommendations};
pub use progress::Progress;

use crate::analysis::Analysed;
use crate::model::{Figures, ProvisionIndex};
use classify::classify;
use engine::{Scored, find};
use pools::Pool;
use signal::{SIGNALS, Values};

/// What to align, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Compare numbered paragraphs as well as recommendations.
    pub paragraphs: bool,
    /// The numbers that the engine goes by.
    pub parameters: Parameters,
    /// Whom to tell how far it has come.
    pub progress: Progress,
}

/// What aligning two documents comes to.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Alignment {
    /// What became of each provision.
    pub correspondences: Vec<Correspondence>,
    /// Every pair that was considered for a link, linked or not: what there was to choose from.
    pub candidates: Vec<Candidate>,
}

/// A pair of provisions that was considered for a link, and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The old provision.
    pub old: ProvisionIndex,
    /// The new provision.
    pub new: ProvisionIndex,
    /// The score, from 0 to 1.
    pub score: f64,
    values: Values,
}

impl Candidate {
    /// The value of each signal, from 0 (nothing alike) to 1 (the same).
    pub fn signals(&self) -> Figures {
        named(self.values)
    }
}

/// Aligns two documents: what became of each old provision, and where each new one came from.
///
/// Recommendations are compared with recommendations and paragraphs with paragraphs. Where neither
/// document has a recommendation, their paragraphs are compared; where only one has any, they are
/// compared with the paragraphs of the other. Units of a list have no kind, so
/// they are compared with whatever the other document has.
///
/// The correspondences follow the order of the new document; a withdrawn provision stands where it stood in
/// the old one.
pub fn align(old: &Analysed, new: &Analysed, options: &Options) -> Alignment {
    aligned(old, new, Pool::of_each(old, new, options.paragraphs), options)
}

/// Aligns what [`align`] does not compare: paragraphs, and what they are compared with, where they were not asked for.
pub(crate) fn align_rest(old: &Analysed, new: &Analysed, options: &Options) -> Alignment {
    aligned(old, new, Pool::of_paragraphs(old, new, options.paragraphs), options)
}

fn aligned(old: &Analysed, new: &Analysed, pools: Vec<Pool>, options: &Options) -> Alignment {
    let mut alignment = Alignment::default();
    for pool in pools {
        let found = find((old, &pool.old), (new, &pool.new), options);
        alignment.correspondences.extend(classify((old, &pool.old), (new, &pool.new), &found, &options.parameters));
        let candidate = |pair: Scored| Candidate {
            old: pool.old[pair.old],
            new: pool.new[pair.new],
            score: pair.score,
            values: pair.values,
        };
        // Collected by itself, the list takes the place of the other; there may be millions.
        let mut candidates: Vec<Candidate> = found.scored.into_iter().map(candidate).collect();
        match alignment.candidates.is_empty() {
            true => alignment.candidates = candidates,
            false => alignment.candidates.append(&mut candidates),
        }
    }
    alignment
}

fn named(values: Values) -> Figures {
    SIGNALS.iter().zip(values).map(|(signal, value)| (signal.name, value)).collect()
}

/// Links from the new side: for each new provision, the old one that is linked to it.
fn reversed(links: &[Option<usize>], new_count: usize) -> Vec<Option<usize>> {
    let mut backwards = vec![None; new_count];
    for (old, link) in links.iter().enumerate() {
        if let Some(new) = *link {
            backwards[new] = Some(old);
        }
    }
    backwards
}
