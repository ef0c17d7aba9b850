//! Meetings held against each other two by two: what a later one says again of an earlier one, whatever others said
//! before, between or since.

use std::borrow::Borrow;

use super::{Lineage, Options, is_adopted};
use crate::analysis::Analysed;
use crate::decisions::Decisions;
use crate::meetings::{Series, in_time_order, is_later_meeting, is_same_meeting, series};
use crate::model::{Document, DocumentIndex, ProvisionIndex, ProvisionPlace, Stage};

/// The documents of two meetings, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycles {
    /// What the earlier meeting adopted.
    pub earlier: String,
    /// What the later one did.
    pub later: String,
}

/// What each meeting of a series adopted, with what the next one did: series by series, in the order of time. Of
/// documents whose body or whose time is not known nobody can tell what comes next, nor of those whose subject is not
/// known where others of the body have one.
pub fn consecutive<D: Borrow<Document>>(documents: &[D]) -> Vec<Cycles> {
    let documents = in_time_order(documents.iter().map(Borrow::borrow).collect::<Vec<&Document>>());
    let mut found = Vec::new();
    let all_series = series(&documents);
    for series in &all_series {
        let has_subject = |other: &Series| other.body == series.body && other.subject.is_some();
        if series.subject.is_none() && all_series.iter().any(has_subject) {
            continue;
        }
        let all = series.documents.iter().map(|at| documents[at.index()]);
        let adopted: Vec<&Document> = all.filter(|document| document.metadata.stage() == Stage::Final).collect();
        let meetings: Vec<&[&Document]> = adopted.chunk_by(|one, next| is_same_meeting(one, next)).collect();
        for (earlier, later) in meetings.iter().zip(meetings.iter().skip(1)) {
            for (one, next) in earlier.iter().flat_map(|one| later.iter().map(move |next| (one, next))) {
                let cycles = || Cycles { earlier: one.id.clone(), later: next.id.clone() };
                found.extend(is_later_meeting(one, next).then(cycles));
            }
        }
    }
    found
}

impl Lineage {
    /// The graph of what some documents adopted, with links between those alone that are held against each other. The
    /// others tell how rare words are. Whoever names two documents says that the second is of a later meeting and that
    /// both are of one series, whatever is read in them.
    pub fn between(documents: Vec<Analysed>, cycles: &[Cycles], options: &Options, decisions: &Decisions) -> Self {
        let mut documents = in_time_order(documents);
        for Cycles { earlier, later } in cycles {
            let place = |id: &str| documents.iter().position(|document| document.id == id);
            if let (Some(old), Some(new)) = (place(earlier), place(later))
                && new < old
            {
                documents[new..=old].rotate_right(1);
            }
        }
        let place = |id: &str| documents.iter().position(|document| document.id == id);
        let pairs: Vec<(usize, usize)> =
            cycles.iter().filter_map(|cycles| place(&cycles.earlier).zip(place(&cycles.later))).collect();
        let takes_part = |documents: &[Analysed], at: usize, provision: ProvisionIndex| {
            let is_named = || pairs.iter().any(|&(old, new)| at == old || at == new);
            let document = &documents[at];
            is_adopted(document, document.provision(provision))
                && (document.metadata.stage() == Stage::Final || is_named())
        };
        let places = DocumentIndex::all(&documents).flat_map(|document| {
            let provisions = ProvisionIndex::all(&documents[document].provisions);
            let places = provisions.filter(|&at| takes_part(&documents, document.index(), at));
            places.map(move |provision| ProvisionPlace { document, provision }).collect::<Vec<_>>()
        });
        let places: Vec<ProvisionPlace> = places.collect();
        let mut lineage = Lineage::of(documents, places, &[]);
        lineage.add_precedents(options, takes_part, |_, old, new| pairs.contains(&(old, new)));
        lineage.decide(decisions, &options.align);
        lineage.choose_principal();
        lineage.add_shifts();
        lineage
    }
}
