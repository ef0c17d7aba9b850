//! The lineage of the whole folder, made ready in the background: questions, precedents and histories are answered from it.

use std::sync::Arc;

use super::desk::Desk;
use super::shelf::{FileState, Shelf, Stamp};
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
    pub(super) archive: Arc<Archive>,
    /// How its words were read.
    pub(super) reading: analysis::Options,
    /// What it was made of.
    pub(super) made_of: MadeOf,
}

/// The documents and the decisions that a lineage is made of, as their files were.
pub(super) type MadeOf = (Stamp, Option<FileState>);

/// Which share of the work the reading of words is.
const WORDS: f64 = 0.3;

/// And which the comparing, up to which share of all.
const COMPARED: f64 = 0.9;

impl History {
    /// Makes the lineage of all documents. What goes by the documents alone is taken over from a lineage of before, if these are
    /// the same.
    pub(super) fn of(
        desk: &Desk,
        shelf: &Shelf,
        made_of: MadeOf,
        before: Option<Arc<History>>,
        job: &Arc<Job>,
    ) -> Result<Self> {
        let cache = desk.cache(shelf);
        let reading = analysis_options(shelf)?;
        let documents = shelf.followed().map(|one| one.document.clone()).collect();
        job.has_come(WORDS / 2.0);
        let documents = cache.analysed(documents, &reading);
        job.has_come(WORDS);
        let align =
            crate::align::Options { progress: job.progress(WORDS, COMPARED), ..crate::align::Options::default() };
        let options = lineage::Options { align, ..lineage::Options::default() };
        let lineage = Lineage::build_decided(documents, &options, &*desk.decisions()?);
        job.has_come(COMPARED);
        cache.keep();
        let review = ReviewView::of(&lineage);
        let same = before.filter(|before| before.made_of.0 == made_of.0);
        let archive = match same {
            Some(before) => Arc::clone(&before.archive),
            None => Arc::new(Archive::of(&lineage.documents, retrieval::Parameters::default())),
        };
        Ok(History { lineage, review, archive, reading, made_of })
    }
}

/// How words are read, as on the command line without options.
pub(super) fn analysis_options(shelf: &Shelf) -> Result<analysis::Options> {
    let model = shelf.model.as_deref().map(|folder| Model::open(folder).map(Arc::new)).transpose()?;
    Ok(analysis::Options { model, ..analysis::Options::default() })
}
