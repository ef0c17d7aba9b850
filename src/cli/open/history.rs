//! The lineage of the whole folder, made ready in the background: questions, precedents and histories are answered from it.

use std::sync::Arc;

use super::desk::Desk;
use super::shelf::Shelf;
use super::work::Job;
use crate::analysis;
use crate::embedding::Model;
use crate::error::Result;
use crate::lineage::{self, Lineage};
use crate::report::ReviewView;
use crate::retrieval::{self, Archive};

/// The lineage of the folder, and what is asked of it.
pub(super) struct History {
    pub(super) lineage: Lineage,
    /// The links that needed a person when it was made.
    pub(super) review: ReviewView,
    pub(super) archive: Archive,
}

/// Which share of the work the reading of words is.
const WORDS: f64 = 0.3;

/// And which the comparing, up to which share of all.
const COMPARED: f64 = 0.9;

impl History {
    /// Makes the lineage of all documents.
    pub(super) fn of(desk: &Desk, shelf: &Shelf, job: &Arc<Job>) -> Result<Self> {
        let cache = desk.cache(shelf);
        let options = analysis_options(shelf)?;
        let documents = shelf.followed().map(|one| one.document.clone()).collect();
        job.has_come(WORDS / 2.0);
        let documents = cache.analysed(documents, &options);
        job.has_come(WORDS);
        let align =
            crate::align::Options { progress: job.progress(WORDS, COMPARED), ..crate::align::Options::default() };
        let options = lineage::Options { align, ..lineage::Options::default() };
        let lineage = Lineage::build_decided(documents, &options, &*desk.decisions()?);
        job.has_come(COMPARED);
        cache.keep();
        let review = ReviewView::of(&lineage);
        let archive = Archive::of(&lineage.documents, retrieval::Parameters::default());
        Ok(History { lineage, review, archive })
    }
}

/// How words are read, as on the command line without options.
pub(super) fn analysis_options(shelf: &Shelf) -> Result<analysis::Options> {
    let model = shelf.model.as_deref().map(|folder| Model::open(folder).map(Arc::new)).transpose()?;
    Ok(analysis::Options { model, ..analysis::Options::default() })
}
